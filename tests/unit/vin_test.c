/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wire/vin.h"

#include <glib.h>
#include <string.h>

#include "suite.h"

static void reverse(const char *vin, uint8_t reversed[YKC_VIN_SIZE])
{
    for (size_t i = 0; i < YKC_VIN_SIZE; i++)
        reversed[i] = (uint8_t)vin[YKC_VIN_SIZE - 1 - i];
}

static bool decodes_to(const uint8_t *bytes, bool reversed, const char *expected, bool by_the_book)
{
    uint8_t forward[YKC_VIN_SIZE];

    return ykc_vin_decode(bytes, reversed, forward) == by_the_book && strncmp((char *)forward, expected, sizeof forward) == 0;
}

static void test_a_vin_reads_as_prescribed_in_either_direction(void)
{
    const char *vin = "LB370ADN2SJ188288"; /* of a captured record */
    uint8_t reversed[YKC_VIN_SIZE];

    reverse(vin, reversed);
    CU_ASSERT_TRUE(decodes_to((const uint8_t *)vin, false, vin, true));
    CU_ASSERT_TRUE(decodes_to(reversed, true, vin, true));
}

static void test_firmware_that_forgets_to_reverse_is_read_all_the_same_and_told(void)
{
    const char *vin = "LSVAA49J132047371";
    uint8_t reversed[YKC_VIN_SIZE];

    reverse(vin, reversed);
    CU_ASSERT_TRUE(decodes_to((const uint8_t *)vin, true, vin, false));
    CU_ASSERT_TRUE(decodes_to(reversed, false, vin, false));
}

static void test_what_looks_like_a_vin_in_neither_direction_is_read_by_the_book(void)
{
    uint8_t reversed[YKC_VIN_SIZE];

    reverse("TESTCARWITHLETTRS", reversed);
    CU_ASSERT_TRUE(decodes_to((const uint8_t *)"TESTCARWITHLETTRS", false, "TESTCARWITHLETTRS", true));
    CU_ASSERT_TRUE(decodes_to(reversed, true, "TESTCARWITHLETTRS", true));
    CU_ASSERT_TRUE(decodes_to((const uint8_t[YKC_VIN_SIZE]){0}, true, "", true));
}

static void test_padding_that_reversing_brings_to_the_front_goes_to_the_end(void)
{
    const uint8_t wire[YKC_VIN_SIZE] = "7654321"; /* seven characters reversed, then zeros */

    CU_ASSERT_TRUE(decodes_to(wire, true, "1234567", true));
}

static void test_the_check_digit_of_the_standard(void)
{
    /* 1M8GDM9AXKP042788 is the worked example in the literature on ISO 3779; X is the check digit. */
    CU_ASSERT_TRUE(ykc_vin_check_digit_is_right((const uint8_t *)"1M8GDM9AXKP042788"));
    CU_ASSERT_FALSE(ykc_vin_check_digit_is_right((const uint8_t *)"1M8GDM9A1KP042788"));
    CU_ASSERT_FALSE(ykc_vin_check_digit_is_right((const uint8_t *)"1M8GDM9AXKO042788"));
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_vin_reads_as_prescribed_in_either_direction),
        STORY(test_firmware_that_forgets_to_reverse_is_read_all_the_same_and_told),
        STORY(test_what_looks_like_a_vin_in_neither_direction_is_read_by_the_book),
        STORY(test_padding_that_reversing_brings_to_the_front_goes_to_the_end),
        STORY(test_the_check_digit_of_the_standard),
    };

    return run_suite("vin", stories, G_N_ELEMENTS(stories));
}
