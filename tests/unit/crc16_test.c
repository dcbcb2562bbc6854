/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wire/crc16.h"

#include <glib.h>
#include <string.h>

#include "suite.h"
#include "wire/bytes.h"

/* The definition, bit by bit: reflected polynomial 0xA001, start 0xFFFF (protocol reference 2.5). */
static uint16_t crc_by_definition(const uint8_t *bytes, size_t length)
{
    unsigned crc = 0xFFFF;

    for (size_t i = 0; i < length; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ 0xA001 : crc >> 1;
    }
    return (uint16_t)crc;
}

/* The two-table routine of section 13.2, with the misprint of V1.4/V1.5: the byte called low at 0x5F is 0x40 for 0x38. */
static uint16_t crc_by_misprinted_routine(const uint8_t *bytes, size_t length)
{
    unsigned hi = 0xFF, lo = 0xFF;

    for (size_t i = 0; i < length; i++) {
        unsigned index = hi ^ bytes[i];
        unsigned entry = index;

        for (int bit = 0; bit < 8; bit++)
            entry = entry & 1 ? entry >> 1 ^ 0xA001 : entry >> 1;
        hi = lo ^ (entry & 0xFF);
        lo = index == 0x5F ? 0x40 : entry >> 8;
    }
    return (uint16_t)(lo << 8 | hi);
}

static void test_the_check_string_has_the_value_of_the_catalogues(void)
{
    CU_ASSERT_EQUAL(ykc_crc16((const uint8_t *)"123456789", 9), 0x4B37);
    CU_ASSERT_EQUAL(ykc_crc16(NULL, 0), 0xFFFF);
}

static void test_slicing_equals_the_definition_at_every_length(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(20261122);
    uint8_t bytes[300];

    for (size_t length = 0; length <= sizeof bytes; length++) {
        for (size_t i = 0; i < length; i++)
            bytes[i] = (uint8_t)g_rand_int(rand);
        CU_ASSERT_EQUAL(ykc_crc16(bytes, length), crc_by_definition(bytes, length));
        CU_ASSERT_EQUAL(ykc_crc16_misprinted(bytes, length), crc_by_misprinted_routine(bytes, length));
    }
}

static void test_every_variant_is_recognised_and_named(void)
{
    /* 0x5F at the first look-up makes the misprint count: 0xFF ^ 0xA0 = 0x5F. */
    const uint8_t bytes[] = {0xA0, 0x00, 0x00, 0x03, 0x12};
    uint16_t right = crc_by_definition(bytes, sizeof bytes);
    uint16_t misprinted = crc_by_misprinted_routine(bytes, sizeof bytes);
    uint16_t computed = 0;

    CU_ASSERT_NOT_EQUAL(right, misprinted);
    CU_ASSERT_EQUAL(ykc_crc16_check(bytes, sizeof bytes, right, &computed), YKC_CRC_GOOD);
    CU_ASSERT_EQUAL(computed, right);
    CU_ASSERT_EQUAL(ykc_crc16_check(bytes, sizeof bytes, ykc_bytes_swap16(right), &computed), YKC_CRC_SWAPPED);
    CU_ASSERT_EQUAL(ykc_crc16_check(bytes, sizeof bytes, misprinted, &computed), YKC_CRC_TABLE);
    CU_ASSERT_EQUAL(ykc_crc16_check(bytes, sizeof bytes, ykc_bytes_swap16(misprinted), &computed), YKC_CRC_TABLE);
    CU_ASSERT_EQUAL(ykc_crc16_check(bytes, sizeof bytes, (uint16_t)(right + 1), &computed), YKC_CRC_BAD);
    CU_ASSERT_EQUAL(computed, right);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_the_check_string_has_the_value_of_the_catalogues),
        STORY(test_slicing_equals_the_definition_at_every_length),
        STORY(test_every_variant_is_recognised_and_named),
    };

    return run_suite("crc16", stories, G_N_ELEMENTS(stories));
}
