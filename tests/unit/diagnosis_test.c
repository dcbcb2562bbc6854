/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "log/diagnosis.h"

#include <glib.h>
#include <string.h>

#include "suite.h"

/* A heartbeat reply as published (shared/frames, sanbing-java): its length byte says 9 where there are 13 bytes. */
static const uint8_t published[] = {0x68, 0x09, 0x25, 0xD3, 0x00, 0x04, 0x20, 0x23, 0x12,
                                    0x12, 0x00, 0x00, 0x10, 0x01, 0x00, 0x1D, 0x0B};

/* The frame of this type with zeros in its body. */
static size_t make_frame(ykc_form form, uint8_t type, size_t body_length, uint8_t *out)
{
    static const uint8_t zeros[YKC_FRAME_BODY_MAX];
    const ykc_frame frame = {
        .form = (uint8_t)form, .type = type, .sequence = 7, .body = zeros, .body_length = (uint16_t)body_length};

    return ykc_frame_encode(out, &frame);
}

static ykc_form form_of(const ykc_message *message)
{
    return (message->dialects & YKC_V1) != 0 ? YKC_FORM_SHORT : YKC_FORM_LONG;
}

static void test_every_message_of_the_catalogue_is_right(void)
{
    for (size_t i = 0; i < ykc_catalog_count(); i++) {
        const ykc_message *message = ykc_catalog_message(i);
        uint8_t bytes[YKC_FRAME_SIZE_MAX];
        size_t size = make_frame(form_of(message), message->type, ykc_message_size(message), bytes);
        damaged_frame frame;
        diagnoses found;

        diagnose_frame(bytes, size, &frame, &found);
        if (found.count > 0)
            printf("\n    0x%02X: %d\n", message->type, found.items[0].kind);
        CU_ASSERT_EQUAL(found.count, 0);
        CU_ASSERT_TRUE(frame.has_crc);
    }
}

/* Wherever it is cut there is one problem, and it names the field of the document that the cut falls into. */
static void test_every_cut_of_every_message(void)
{
    for (size_t i = 0; i < ykc_catalog_count(); i++) {
        const ykc_message *message = ykc_catalog_message(i);
        uint8_t whole[YKC_FRAME_SIZE_MAX];
        size_t size = make_frame(form_of(message), message->type, ykc_message_size(message), whole);

        size_t header = ykc_frame_forms[form_of(message)].header;

        for (size_t cut = 1; cut < size; cut++) {
            /* Less than a long header could be the beginning of either. */
            if (cut >= YKC_FRAME_HEADER && cut < header)
                continue;
            g_autofree uint8_t *bytes = g_memdup2(whole, cut); /* so that a sanitizer sees every byte too many */
            damaged_frame frame;
            diagnoses found;

            diagnose_frame(bytes, cut, &frame, &found);
            CU_ASSERT_EQUAL_FATAL(found.count, 1);
            CU_ASSERT_EQUAL(found.items[0].first, cut);
            CU_ASSERT_EQUAL(found.items[0].kind, cut < header ? DIAGNOSIS_CUT_HEADER : DIAGNOSIS_CUT);
            if (cut < header || cut >= size - YKC_FRAME_CRC)
                continue;
            CU_ASSERT_PTR_NOT_NULL_FATAL(found.items[0].field);
            CU_ASSERT_TRUE(found.items[0].field_first <= cut && cut <= found.items[0].field_last);
        }
    }
}

static void test_a_length_byte_that_only_the_checksum_gives_away(void)
{
    damaged_frame frame;
    diagnoses found;

    diagnose_frame(published, sizeof published, &frame, &found);
    CU_ASSERT_EQUAL_FATAL(found.count, 1);
    CU_ASSERT_EQUAL(found.items[0].kind, DIAGNOSIS_LENGTH_WRONG);
    CU_ASSERT_EQUAL(found.items[0].seen, 9);
    CU_ASSERT_EQUAL(found.items[0].expected, 13);
    CU_ASSERT_EQUAL(frame.frame.body_length, 9);
}

/* Any bytes at all: nothing is read behind them, and what is told lies within 259 bytes of the start. */
static void test_any_bytes(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1);

    for (int round = 0; round < 20000; round++) {
        size_t length = (size_t)g_rand_int_range(random, 0, 300);
        g_autofree uint8_t *bytes = g_malloc(length + (length == 0));
        damaged_frame frame;
        diagnoses found;

        for (size_t i = 0; i < length; i++)
            bytes[i] = (uint8_t)g_rand_int(random);
        if (length > 0 && round % 4 != 0)
            bytes[0] = YKC_FRAME_START;
        diagnose_frame(bytes, length, &frame, &found);
        CU_ASSERT_TRUE_FATAL(found.count <= DIAGNOSIS_MAX);
        for (size_t i = 0; i < found.count; i++)
            CU_ASSERT_TRUE(found.items[i].first <= found.items[i].last && found.items[i].last < YKC_FRAME_SIZE_MAX + UINT8_MAX);
        if (frame.has_header)
            CU_ASSERT_TRUE((size_t)frame.frame.body_length + YKC_FRAME_HEADER <= length);
    }
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_every_message_of_the_catalogue_is_right),
        STORY(test_every_cut_of_every_message),
        STORY(test_a_length_byte_that_only_the_checksum_gives_away),
        STORY(test_any_bytes),
    };

    return run_suite("diagnosis", stories, G_N_ELEMENTS(stories));
}
