/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which version a connection speaks: versions-and-quirks, part 1, "Telling versions apart in a capture". */
#include "catalog/dialect.h"

#include <glib.h>

#include "suite.h"
#include "wire/frame.h"

/* What a connection is taken for after a frame of this type and length. */
static const char *after(ykc_recognition *recognition, uint8_t type, size_t length)
{
    static uint8_t body[YKC_FRAME_BODY_MAX];
    ykc_frame frame = {.type = type, .body = body, .body_length = (uint16_t)length, .crc_status = YKC_CRC_GOOD};

    ykc_recognise(recognition, &frame);
    return ykc_dialect_name((ykc_dialect)frame.dialect);
}

/* The same after a login of V1.x that names its version so. */
static const char *after_login(ykc_recognition *recognition, uint8_t version)
{
    uint8_t body[30] = {[9] = version};
    ykc_frame frame = {.type = 0x01, .body = body, .body_length = sizeof body, .crc_status = YKC_CRC_GOOD};

    ykc_recognise(recognition, &frame);
    return ykc_dialect_name((ykc_dialect)frame.dialect);
}

static void test_without_evidence_it_is_v1_6(void)
{
    ykc_recognition recognition = {0};

    CU_ASSERT_EQUAL(ykc_recognition_dialect(&recognition), YKC_V1_6);
    CU_ASSERT_STRING_EQUAL(after(&recognition, 0x03, 9), "V1.6");
    CU_ASSERT_STRING_EQUAL(after_login(&recognition, 0x0A), "V1.6"); /* didi says 1.0 */
    CU_ASSERT_STRING_EQUAL(after(&recognition, 0xF0, 40), "V1.6");
}

static void test_the_record_tells(void)
{
    static const struct {
        uint8_t type;
        size_t length;
        const char *name;
    } records[] = {{0x3F, 156, "V1.4"}, {0x3B, 158, "V1.6"}, {0x3D, 201, "V1.7"}};

    for (size_t i = 0; i < G_N_ELEMENTS(records); i++) {
        ykc_recognition recognition = {0};

        after_login(&recognition, 0x10);
        CU_ASSERT_STRING_EQUAL(after(&recognition, records[i].type, records[i].length), records[i].name);
        CU_ASSERT_STRING_EQUAL(after(&recognition, 0x04, 9), records[i].name);
    }
}

static void test_the_login_tells_v1_8_and_its_record_is_no_step_back(void)
{
    ykc_recognition recognition = {0};

    CU_ASSERT_STRING_EQUAL(after(&recognition, 0x01, 127), "V1.8");
    CU_ASSERT_STRING_EQUAL(after(&recognition, 0x3D, 201), "V1.8");
    CU_ASSERT_STRING_EQUAL(after(&recognition, 0xA4, 50), "V1.8");
}

static void test_the_start_command_tells_without_a_login(void)
{
    ykc_recognition recognition = {0};

    CU_ASSERT_STRING_EQUAL(after(&recognition, 0xA8, 46), "V1.8");
    recognition = (ykc_recognition){0};
    CU_ASSERT_STRING_EQUAL(after(&recognition, 0x3D, 201), "V1.7");
    CU_ASSERT_STRING_EQUAL(after(&recognition, 0xA8, 46), "V1.8"); /* V1.8 has 0x3D too */
}

/* The version byte only chooses among those that are possible. */
static void test_a_claim_counts_as_long_as_nothing_speaks_against_it(void)
{
    ykc_recognition recognition = {0};

    CU_ASSERT_STRING_EQUAL(after_login(&recognition, 15), "V1.5");
    CU_ASSERT_STRING_EQUAL(after(&recognition, 0x3B, 158), "V1.5");
    CU_ASSERT_STRING_EQUAL(after(&recognition, 0xA1, 58), "V1.6"); /* V1.5 has no parallel charging */
    recognition = (ykc_recognition){0};
    after_login(&recognition, 17);
    CU_ASSERT_STRING_EQUAL(after(&recognition, 0x3B, 158), "V1.6");
}

static void test_a_contradiction_starts_anew(void)
{
    ykc_recognition recognition = {0};

    CU_ASSERT_STRING_EQUAL(after(&recognition, 0x01, 127), "V1.8");
    CU_ASSERT_STRING_EQUAL(after(&recognition, 0x34, 44), "V1.6"); /* another pile behind a concentrator */
    CU_ASSERT_STRING_EQUAL(after(&recognition, 0xA8, 46), "V1.8");
}

static void test_a_long_header_is_v2_1s_whatever_was_before(void)
{
    ykc_recognition recognition = {0};
    ykc_frame frame = {.form = YKC_FORM_LONG, .type = 0x03, .body_length = 9, .crc_status = YKC_CRC_GOOD};

    after(&recognition, 0x3B, 158);
    ykc_recognise(&recognition, &frame);
    CU_ASSERT_EQUAL(frame.dialect, YKC_V2_1);
}

static void test_a_damaged_or_sealed_frame_is_weak_evidence(void)
{
    ykc_recognition recognition = {0};
    ykc_frame frame = {.type = 0xA8, .body_length = 46, .crc_status = YKC_CRC_BAD};

    ykc_recognise(&recognition, &frame);
    CU_ASSERT_EQUAL(frame.dialect, YKC_V1_6);
    /* The length of ciphertext says nothing, its type does. */
    frame = (ykc_frame){.type = 0x01, .body_length = 127, .encryption = YKC_ENCRYPTED, .crc_status = YKC_CRC_GOOD};
    ykc_recognise(&recognition, &frame);
    CU_ASSERT_EQUAL(frame.dialect, YKC_V1_6);
    frame = (ykc_frame){.type = 0xA8, .body_length = 48, .encryption = YKC_ENCRYPTED, .crc_status = YKC_CRC_GOOD};
    ykc_recognise(&recognition, &frame);
    CU_ASSERT_EQUAL(frame.dialect, YKC_V1_8);
}

static void test_the_user_has_the_last_word(void)
{
    ykc_recognition recognition = {.forced = YKC_V1_7};

    CU_ASSERT_STRING_EQUAL(after(&recognition, 0x01, 127), "V1.7");
    CU_ASSERT_STRING_EQUAL(after(&recognition, 0xA8, 46), "V1.7");
}

static void test_names_are_read_with_and_without_the_v(void)
{
    ykc_dialect dialect = YKC_V1_6;

    CU_ASSERT_TRUE(ykc_dialect_parse("V1.8", &dialect) && dialect == YKC_V1_8);
    CU_ASSERT_TRUE(ykc_dialect_parse("v2.1", &dialect) && dialect == YKC_V2_1);
    CU_ASSERT_TRUE(ykc_dialect_parse("1.4", &dialect) && dialect == YKC_V1_4);
    CU_ASSERT_FALSE(ykc_dialect_parse("1.9", &dialect) || ykc_dialect_parse("", &dialect) || ykc_dialect_parse("V", &dialect));
    CU_ASSERT_EQUAL(dialect, YKC_V1_4);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_without_evidence_it_is_v1_6),
        STORY(test_the_record_tells),
        STORY(test_the_login_tells_v1_8_and_its_record_is_no_step_back),
        STORY(test_the_start_command_tells_without_a_login),
        STORY(test_a_claim_counts_as_long_as_nothing_speaks_against_it),
        STORY(test_a_contradiction_starts_anew),
        STORY(test_a_long_header_is_v2_1s_whatever_was_before),
        STORY(test_a_damaged_or_sealed_frame_is_weak_evidence),
        STORY(test_the_user_has_the_last_word),
        STORY(test_names_are_read_with_and_without_the_v),
    };

    return run_suite("dialect", stories, G_N_ELEMENTS(stories));
}
