/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "catalog/catalog.h"

#include <glib.h>
#include <string.h>

#include "catalog/summary.h"
#include "suite.h"

static const ykc_message *find(uint8_t type, size_t body_length, ykc_fit *fit)
{
    return ykc_catalog_find(YKC_V1_6, type, body_length, fit);
}

static void test_a_layout_is_found_by_type_and_length(void)
{
    ykc_fit fit;

    CU_ASSERT_EQUAL(find(0x13, 60, &fit)->body, 60);
    CU_ASSERT_EQUAL(fit, YKC_FIT_EXACT);
    CU_ASSERT_EQUAL(find(0x35, 10, &fit)->body, 10);
    CU_ASSERT_EQUAL(fit, YKC_FIT_EXACT);
    CU_ASSERT_EQUAL(find(0x35, 2, &fit)->body, 2); /* didi's reply without pile and gun, Q-15 */
    CU_ASSERT_EQUAL(fit, YKC_FIT_EXACT);
    CU_ASSERT_EQUAL(find(0x44, 8 + 16 * 15, &fit)->group_size, 16);
    CU_ASSERT_EQUAL(fit, YKC_FIT_EXACT);
}

static void test_a_length_that_fits_no_layout_is_read_by_the_document(void)
{
    ykc_fit fit;

    CU_ASSERT_EQUAL(find(0x13, 59, &fit)->body, 60);
    CU_ASSERT_EQUAL(fit, YKC_FIT_SHORT);
    CU_ASSERT_EQUAL(find(0x19, 40, &fit)->body, 39); /* one byte that nobody explains, Q-15 */
    CU_ASSERT_EQUAL(fit, YKC_FIT_EXTRA);
    CU_ASSERT_EQUAL(find(0x35, 5, &fit)->body, 10);
    CU_ASSERT_EQUAL(fit, YKC_FIT_SHORT);
}

static void test_codes_that_nobody_documents_are_unknown(void)
{
    static const uint8_t codes[] = {0x00, 0x07, 0x0B, 0x39, 0x3A, 0x3E, 0x49, 0x5B, 0xA9, 0xFF};
    ykc_fit fit;

    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
        CU_ASSERT_PTR_NULL(find(codes[i], 158, &fit));
}

/* A frame of another version is what it is, whatever was recognised so far; the connection's own version comes first. */
static void test_another_version_is_read_by_its_length(void)
{
    ykc_fit fit;
    const ykc_message *record = find(0x3D, 201, &fit);

    CU_ASSERT_PTR_NOT_NULL_FATAL(record);
    CU_ASSERT_EQUAL(fit, YKC_FIT_EXACT);
    CU_ASSERT_FALSE(ykc_message_is_of(record, YKC_V1_6));
    CU_ASSERT_TRUE(ykc_message_is_of(record, YKC_V1_7) && ykc_message_is_of(record, YKC_V1_8));
    CU_ASSERT_EQUAL(find(0x51, 8, &fit)->body, 8);
    CU_ASSERT_EQUAL(find(0x51, 9, &fit)->body, 9);
    CU_ASSERT_EQUAL(ykc_catalog_find(YKC_V1_8, 0x51, 4, &fit)->body, 9);
    CU_ASSERT_EQUAL(ykc_catalog_find(YKC_V2_1, 0x13, 67, &fit)->body, 67);
    CU_ASSERT_EQUAL(ykc_catalog_find(YKC_V2_1, 0x13, 60, &fit)->body, 67);
    CU_ASSERT_EQUAL(fit, YKC_FIT_SHORT);
    CU_ASSERT_PTR_NULL(ykc_catalog_find(YKC_V2_1, 0x31, 51, &fit)); /* gone */
    CU_ASSERT_PTR_NULL(find(0x50, 18, &fit));                       /* only under the long header */
}

/* The fields around a list of tariffs: V2.1's model has them in front of it and behind it. */
static void test_a_tail_moves_with_the_list_before_it(void)
{
    for (size_t tariffs = 0; tariffs <= 48; tariffs++) {
        size_t length = 59 + 8 * tariffs;
        ykc_fit fit;
        const ykc_message *model = ykc_catalog_find(YKC_V2_1, 0x0A, length, &fit);
        ykc_item item = {0};

        CU_ASSERT_EQUAL(fit, YKC_FIT_EXACT);
        CU_ASSERT_EQUAL(ykc_message_repetitions(model, length), tariffs);
        CU_ASSERT_TRUE(ykc_message_tail_field(model, length, "loss_ratio", &item));
        CU_ASSERT_EQUAL(item.offset, 10 + 8 * tariffs);
        CU_ASSERT_FALSE(ykc_message_field(model, "loss_ratio", &item));
    }
}

/* Text that takes what is left is one element. */
static void test_text_takes_what_the_body_leaves(void)
{
    ykc_fit fit;
    const ykc_message *update = ykc_catalog_find(YKC_V2_1, 0x96, 9 + 162, &fit);
    ykc_cursor cursor = ykc_cursor_start(update, 9 + 162);
    ykc_item item = {0};

    while (ykc_cursor_next(&cursor, &item) && strcmp(item.field->name, "public_key") != 0)
        continue;
    CU_ASSERT_EQUAL(item.offset, 8);
    CU_ASSERT_EQUAL(item.size, 162);
    CU_ASSERT_FALSE(item.in_group);
    CU_ASSERT_TRUE(ykc_cursor_next(&cursor, &item) && item.in_tail && item.offset == 8 + 162);
    CU_ASSERT_FALSE(ykc_cursor_next(&cursor, &item));
}

static void test_ciphertext_fits_in_blocks_of_eight_up_to_a_block_of_padding(void)
{
    CU_ASSERT_TRUE(ykc_catalog_fits(YKC_FORM_SHORT, 0x03, 0, 9));
    CU_ASSERT_FALSE(ykc_catalog_fits(YKC_FORM_SHORT, 0x03, 0, 16));
    CU_ASSERT_TRUE(ykc_catalog_fits(YKC_FORM_SHORT, 0x03, 1, 16));
    CU_ASSERT_TRUE(ykc_catalog_fits(YKC_FORM_SHORT, 0x03, 1, 24));
    CU_ASSERT_TRUE(ykc_catalog_fits(YKC_FORM_SHORT, 0x03, 1, 9)); /* plain under an encryption flag, Q-7 */
    CU_ASSERT_FALSE(ykc_catalog_fits(YKC_FORM_SHORT, 0x03, 1, 15));
    CU_ASSERT_FALSE(ykc_catalog_fits(YKC_FORM_SHORT, 0x03, 1, 32));
    CU_ASSERT_FALSE(ykc_catalog_fits(YKC_FORM_SHORT, 0x03, 1, 0));
}

/* Walk a body of every length: the fields are in order, without holes, and never reach beyond the body. */
static void test_a_walk_stays_inside_a_body_of_any_length(void)
{
    for (size_t m = 0; m < ykc_catalog_count(); m++) {
        for (size_t length = 0; length < 256; length++) {
            ykc_cursor cursor = ykc_cursor_start(ykc_catalog_message(m), length);
            size_t expected = 0;
            ykc_item item;

            while (ykc_cursor_next(&cursor, &item)) {
                CU_ASSERT_EQUAL_FATAL(item.offset, expected);
                expected += item.size;
                CU_ASSERT_TRUE_FATAL(expected <= length);
            }
            CU_ASSERT_EQUAL(cursor.offset, expected);
        }
    }
}

static void test_repeating_fields_are_numbered(void)
{
    ykc_fit fit;
    ykc_cursor cursor = ykc_cursor_start(find(0x46, 8 + 8 * 3, &fit), 8 + 8 * 3);
    unsigned cards = 0;
    ykc_item item;

    while (ykc_cursor_next(&cursor, &item)) {
        if (!item.in_group)
            continue;
        CU_ASSERT_EQUAL(item.index, cards);
        cards++;
    }
    CU_ASSERT_EQUAL(cards, 3);
}

static void test_a_field_is_found_by_its_filter_name(void)
{
    ykc_fit fit;
    ykc_item item;

    CU_ASSERT_TRUE(ykc_message_field(find(0x13, 60, &fit), "soc", &item));
    CU_ASSERT_EQUAL(item.offset, 40);
    CU_ASSERT_TRUE(ykc_message_field(find(0x3B, 158, &fit), "transaction.gun", &item));
    CU_ASSERT_EQUAL(item.offset + item.field->at, 7);
    CU_ASSERT_TRUE(ykc_message_field(find(0x0A, 90, &fit), "slot_tariff", &item));
    CU_ASSERT_EQUAL(item.offset, 42);
    CU_ASSERT_TRUE(ykc_message_field(find(0x44, 24, &fit), "physical_card", &item));
    CU_ASSERT_EQUAL(item.offset, 16);
    CU_ASSERT_TRUE(item.in_group);
    CU_ASSERT_FALSE(ykc_message_field(find(0x13, 60, &fit), "vin", &item));
}

static void test_a_summary_names_pile_gun_and_key_facts(void)
{
    /* The real-time data of a capture (shared corpus): 357.2 V, 19.8 A, SOC 18 %. */
    static const uint8_t body[60] = {
        0x20, 0x25, 0x09, 0x14, 0x52, 0x01, 0x01, 0x01, 0x26, 0x07, 0x22, 0x00, 0x20, 0x49, 0x15, 0x32, 0x20, 0x25, 0x09, 0x14,
        0x52, 0x01, 0x01, 0x01, 0x03, 0x02, 0x01, 0xF4, 0x0D, 0xC6, 0x00, 0x52, 0,    0,    0,    0,    0,    0,    0,    0,
        0x12, 0x54, 0,    0,    0,    0,    0x50, 0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,
    };
    ykc_fit fit;
    const ykc_message *message = find(0x13, sizeof body, &fit);
    char text[YKC_SUMMARY_SIZE];

    ykc_summary(message, body, sizeof body, YKC_ENGLISH, false, text);
    CU_ASSERT_STRING_EQUAL(text, "20250914520101-1 charging 357.2 V 19.8 A 18 % 0.0080 kWh 0.0000 yuan");
    ykc_summary(message, body, sizeof body, YKC_CHINESE, false, text);
    CU_ASSERT_STRING_EQUAL(text, "20250914520101-1 充电 357.2 V 19.8 A 18 % 0.0080 kWh 0.0000 元");
    ykc_summary(message, body, 25, YKC_ENGLISH, false, text);
    CU_ASSERT_STRING_EQUAL(text, "20250914520101-1 charging");
    ykc_summary(message, body, 0, YKC_ENGLISH, false, text);
    CU_ASSERT_STRING_EQUAL(text, "");
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_layout_is_found_by_type_and_length),
        STORY(test_a_length_that_fits_no_layout_is_read_by_the_document),
        STORY(test_codes_that_nobody_documents_are_unknown),
        STORY(test_another_version_is_read_by_its_length),
        STORY(test_a_tail_moves_with_the_list_before_it),
        STORY(test_text_takes_what_the_body_leaves),
        STORY(test_ciphertext_fits_in_blocks_of_eight_up_to_a_block_of_padding),
        STORY(test_a_walk_stays_inside_a_body_of_any_length),
        STORY(test_repeating_fields_are_numbered),
        STORY(test_a_field_is_found_by_its_filter_name),
        STORY(test_a_summary_names_pile_gun_and_key_facts),
    };

    return run_suite("catalog", stories, G_N_ELEMENTS(stories));
}
