/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "redact/redacted_frame.h"

#include <glib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "suite.h"
#include "wire/bytes.h"

enum { HEARTBEAT = 0x03, START_REQUEST = 0x31, UNKNOWN = 0xEE, CARD_AT = 10, CARD = 8 };

static pseudonyms *names;

/* A frame, encoded into @p bytes, and then with its checksum changed by @p spoil. */
static ykc_frame make(uint8_t *bytes, uint8_t type, uint8_t encryption, const uint8_t *body, size_t length,
                      uint16_t (*spoil)(uint16_t))
{
    ykc_frame frame = {.type = type, .encryption = encryption, .sequence = 0x1234, .body = body, .body_length = (uint16_t)length},
              found;
    size_t size = ykc_frame_encode(bytes, &frame), used;

    if (spoil != NULL)
        ykc_bytes_put(bytes + size - 2, 2, spoil(ykc_bytes_get16(bytes + size - 2)));
    CU_ASSERT_EQUAL_FATAL(ykc_frame_scan(bytes, size, ykc_catalog_fits, &found, &used), YKC_SCAN_FRAME);
    return found;
}

static ykc_frame scanned(const uint8_t *bytes, size_t size)
{
    ykc_frame found = {0};
    size_t used;

    CU_ASSERT_EQUAL(ykc_frame_scan(bytes, size, ykc_catalog_fits, &found, &used), YKC_SCAN_FRAME);
    return found;
}

static uint16_t swap(uint16_t checksum)
{
    return (uint16_t)(checksum >> 8 | checksum << 8);
}

static uint16_t break_it(uint16_t checksum)
{
    return checksum ^ 0x5A5A;
}

static void fill(uint8_t *body, size_t length)
{
    for (size_t i = 0; i < length; i++)
        body[i] = (uint8_t)(0x10 + i % 80);
}

/* 0x31 has a body of 51 bytes: pile, gun, start mode, needs password, account or card, password, VIN. */
static void test_a_card_is_replaced_and_nothing_else_before_it(void)
{
    uint8_t body[51], bytes[YKC_FRAME_SIZE_MAX], out[YKC_FRAME_SIZE_MAX];

    fill(body, sizeof body);
    names = pseudonyms_new();
    ykc_frame frame = make(bytes, START_REQUEST, 0, body, sizeof body, NULL), redacted;

    redacted_frame(names, &frame, out);
    redacted = scanned(out, frame.size);
    CU_ASSERT_EQUAL(redacted.crc_status, YKC_CRC_GOOD);
    CU_ASSERT_EQUAL(memcmp(out, bytes, YKC_FRAME_HEADER + CARD_AT), 0);
    CU_ASSERT_NOT_EQUAL(memcmp(redacted.body + CARD_AT, body + CARD_AT, CARD), 0);
    pseudonyms_free(names);
}

static void test_a_checksum_stays_of_its_variant(void)
{
    static const struct {
        uint16_t (*spoil)(uint16_t);
        ykc_crc_status status;
    } variants[] = {{NULL, YKC_CRC_GOOD}, {swap, YKC_CRC_SWAPPED}, {break_it, YKC_CRC_BAD}};
    uint8_t body[51], bytes[YKC_FRAME_SIZE_MAX], out[YKC_FRAME_SIZE_MAX];

    fill(body, sizeof body);
    names = pseudonyms_new();
    for (size_t i = 0; i < G_N_ELEMENTS(variants); i++) {
        ykc_frame frame = make(bytes, START_REQUEST, 0, body, sizeof body, variants[i].spoil);

        CU_ASSERT_EQUAL(frame.crc_status, variants[i].status);
        redacted_frame(names, &frame, out);
        CU_ASSERT_EQUAL(scanned(out, frame.size).crc_status, variants[i].status);
        CU_ASSERT_EQUAL(scanned(out, frame.size).size, frame.size);
    }
    pseudonyms_free(names);
}

static void check_zeros(const ykc_frame *frame)
{
    uint8_t out[YKC_FRAME_SIZE_MAX];

    redacted_frame(names, frame, out);
    CU_ASSERT_EQUAL(memcmp(out, frame->bytes, YKC_FRAME_HEADER), 0);
    for (size_t i = YKC_FRAME_HEADER; i < (size_t)frame->size - YKC_FRAME_CRC; i++)
        CU_ASSERT_EQUAL(out[i], 0);
}

static void test_what_cannot_be_read_becomes_zeros(void)
{
    uint8_t body[64], bytes[YKC_FRAME_SIZE_MAX];
    ykc_frame frame;

    fill(body, sizeof body);
    names = pseudonyms_new();
    frame = make(bytes, UNKNOWN, 0, body, 20, NULL);
    check_zeros(&frame);
    frame = make(bytes, START_REQUEST, 1, body, 56, NULL);
    check_zeros(&frame);
    frame = make(bytes, START_REQUEST, 0, body, 51, break_it);
    check_zeros(&frame);
    pseudonyms_free(names);
}

/* Whatever the scanner says of bytes, in pieces of any size, it says of what they become. */
static void check_beginning(const uint8_t *bytes, size_t length)
{
    g_autofree uint8_t *out = g_malloc(length);
    ykc_frame frame;
    size_t used;

    CU_ASSERT_EQUAL(ykc_frame_scan(bytes, length, ykc_catalog_fits, &frame, &used), YKC_SCAN_MORE);
    CU_ASSERT_TRUE(redacted_beginning(bytes, length, out));
    CU_ASSERT_EQUAL(ykc_frame_scan(out, length, ykc_catalog_fits, &frame, &used), YKC_SCAN_MORE);
}

static void test_a_frame_that_is_cut_off_anywhere_is_so_still(void)
{
    uint8_t body[51], bytes[YKC_FRAME_SIZE_MAX];

    fill(body, sizeof body);
    ykc_frame frame = make(bytes, START_REQUEST, 0, body, sizeof body, NULL);

    for (size_t length = 1; length < frame.size; length++)
        check_beginning(bytes, length);
}

static void test_a_beginning_keeps_nothing_of_the_body(void)
{
    uint8_t body[51], bytes[YKC_FRAME_SIZE_MAX], out[YKC_FRAME_SIZE_MAX];

    memset(body, 0x33, sizeof body);
    ykc_frame frame = make(bytes, START_REQUEST, 0, body, sizeof body, NULL);

    CU_ASSERT_TRUE(redacted_beginning(bytes, frame.size - 1, out));
    CU_ASSERT_PTR_NULL(memchr(out, 0x33, frame.size - 1));
}

/* A whole heartbeat with a wrong checksum waits if another one could begin in its last bytes. */
static void test_a_frame_that_waits_for_one_inside_it_goes_on_waiting(void)
{
    uint8_t bytes[] = {0x68, 0x0D, 1, 0, 0, HEARTBEAT, 0x32, 1, 6, 0, 0x68, 0x0D, 2, 0, 0, HEARTBEAT, 0x55};

    check_beginning(bytes, sizeof bytes);
}

static void test_garbage_has_no_text_left(void)
{
    static const char text[] = "garbage with hhh and VIN LYKCF26S0T1000316 in it";
    uint8_t out[sizeof text];

    redacted_garbage((const uint8_t *)text, sizeof text, out);
    for (size_t i = 0; i < sizeof text; i++)
        CU_ASSERT_EQUAL(out[i], 0);
}

/* What a scanner that gets byte after byte has told by each of them. */
static void tell(const uint8_t *bytes, size_t length, size_t *decided)
{
    size_t done = 0;

    for (size_t available = 1; available <= length; available++) {
        ykc_frame frame;
        size_t used;

        while (done < available &&
               ykc_frame_scan(bytes + done, available - done, ykc_catalog_fits, &frame, &used) != YKC_SCAN_MORE)
            done += used;
        decided[available - 1] = done;
    }
}

static void test_garbage_keeps_the_scanner_waiting_as_long(void)
{
    enum { LENGTH = 300, ROUNDS = 2000, MOST_OTHERS = 2 };
    g_autoptr(GRand) chances = g_rand_new_with_seed(3);
    int others = 0;

    for (int round = 0; round < ROUNDS; round++) {
        uint8_t bytes[LENGTH], out[LENGTH];
        size_t before[LENGTH], after[LENGTH];
        int at = g_rand_int_range(chances, 0, LENGTH - 6);

        memset(bytes, 0x20, LENGTH);
        bytes[at] = YKC_FRAME_START;
        bytes[at + 1] = (uint8_t)g_rand_int_range(chances, YKC_FRAME_LENGTH_MIN, 256);
        bytes[at + 4] = (uint8_t)g_rand_int_range(chances, 0, 2);
        bytes[at + 5] = (uint8_t)g_rand_int(chances);
        tell(bytes, LENGTH, before);
        redacted_garbage(bytes, LENGTH, out);
        tell(out, LENGTH, after);
        others += memcmp(before, after, sizeof before) != 0;
    }
    /* Of 65,536 checksums one is right by chance. */
    CU_ASSERT_TRUE(others <= MOST_OTHERS);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_card_is_replaced_and_nothing_else_before_it),
        STORY(test_a_checksum_stays_of_its_variant),
        STORY(test_what_cannot_be_read_becomes_zeros),
        STORY(test_a_frame_that_is_cut_off_anywhere_is_so_still),
        STORY(test_a_beginning_keeps_nothing_of_the_body),
        STORY(test_a_frame_that_waits_for_one_inside_it_goes_on_waiting),
        STORY(test_garbage_has_no_text_left),
        STORY(test_garbage_keeps_the_scanner_waiting_as_long),
    };

    return run_suite("redacted_frame", stories, G_N_ELEMENTS(stories));
}
