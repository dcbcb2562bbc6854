/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wire/bcd.h"

#include <glib.h>
#include <string.h>

#include "suite.h"

static const uint8_t pile[7] = {0x55, 0x03, 0x14, 0x12, 0x78, 0x23, 0x05};

static void test_a_pile_number_reads_in_the_order_of_its_bytes(void)
{
    char text[15];

    ykc_bcd_to_text(pile, sizeof pile, text);
    CU_ASSERT_STRING_EQUAL(text, "55031412782305");
    CU_ASSERT_TRUE(ykc_bcd_is_decimal(pile, sizeof pile));
}

static void test_a_nibble_above_nine_shows_as_the_hex_digit_it_is(void)
{
    const uint8_t bytes[] = {0x12, 0xAF, 0x09};
    char text[7];
    uint64_t number = 77;

    ykc_bcd_to_text(bytes, sizeof bytes, text);
    CU_ASSERT_STRING_EQUAL(text, "12AF09");
    CU_ASSERT_FALSE(ykc_bcd_is_decimal(bytes, sizeof bytes));
    CU_ASSERT_FALSE(ykc_bcd_to_number(bytes, sizeof bytes, &number));
    CU_ASSERT_EQUAL(number, 77);
}

static void test_any_bytes_come_back_from_their_text(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(3);

    for (int round = 0; round < 1000; round++) {
        uint8_t bytes[16], again[16];
        char text[33];

        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (uint8_t)g_rand_int(rand);
        ykc_bcd_to_text(bytes, sizeof bytes, text);
        CU_ASSERT_TRUE_FATAL(ykc_bcd_from_text(text, again, sizeof again));
        CU_ASSERT_EQUAL(memcmp(bytes, again, sizeof bytes), 0);
    }
}

static void test_a_text_of_another_length_or_alphabet_is_refused(void)
{
    uint8_t bytes[2] = {0xEE, 0xEE};

    CU_ASSERT_FALSE(ykc_bcd_from_text("123", bytes, 2));
    CU_ASSERT_FALSE(ykc_bcd_from_text("12345", bytes, 2));
    CU_ASSERT_FALSE(ykc_bcd_from_text("12G4", bytes, 2));
    CU_ASSERT_EQUAL(bytes[0], 0xEE);
}

static void test_numbers_are_padded_on_the_left_and_refused_when_too_long(void)
{
    uint8_t gun[1], four[2];
    uint64_t number = 0;

    CU_ASSERT_TRUE(ykc_bcd_from_number(12, gun, 1));
    CU_ASSERT_EQUAL(gun[0], 0x12);
    CU_ASSERT_TRUE(ykc_bcd_to_number(gun, 1, &number));
    CU_ASSERT_EQUAL(number, 12);
    CU_ASSERT_FALSE(ykc_bcd_from_number(100, gun, 1));
    CU_ASSERT_TRUE(ykc_bcd_from_number(100, four, 2));
    CU_ASSERT_EQUAL(four[0], 0x01);
    CU_ASSERT_EQUAL(four[1], 0x00);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_pile_number_reads_in_the_order_of_its_bytes),
        STORY(test_a_nibble_above_nine_shows_as_the_hex_digit_it_is),
        STORY(test_any_bytes_come_back_from_their_text),
        STORY(test_a_text_of_another_length_or_alphabet_is_refused),
        STORY(test_numbers_are_padded_on_the_left_and_refused_when_too_long),
    };

    return run_suite("bcd", stories, G_N_ELEMENTS(stories));
}
