/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "redact/checksum.h"

#include <glib.h>

#include "suite.h"

/* RFC 1071, section 3: the sum of these words is 0x2DDF0, folded 0xDDF2. */
static const uint8_t example[] = {0x00, 0x01, 0xF2, 0x03, 0xF4, 0xF5, 0xF6, 0xF7};

static void test_the_example_of_the_rfc(void)
{
    CU_ASSERT_EQUAL(checksum_add(0, example, sizeof example), 0xDDF2);
}

static void test_a_last_byte_alone_is_the_high_one(void)
{
    CU_ASSERT_EQUAL(checksum_add(0, (const uint8_t *)"\x12\x34\x56", 3), 0x1234 + 0x5600);
}

static void test_parts_add_up_wherever_they_begin(void)
{
    for (size_t cut = 0; cut <= sizeof example; cut++) {
        uint16_t front = checksum_add(0, example, cut), back = checksum_add(0, example + cut, sizeof example - cut);

        CU_ASSERT_EQUAL(checksum_join(front, back, cut % 2 != 0), 0xDDF2);
    }
}

/* RFC 1624, section 4: the checksum 0xDD2F, a field that goes from 0x5555 to 0x3285, and the result 0x0000. */
static void test_an_update_that_earlier_formulas_got_wrong(void)
{
    CU_ASSERT_EQUAL(checksum_update(0xDD2F, 0x5555, 0x3285), 0x0000);
}

static void test_a_right_checksum_stays_right_and_a_wrong_one_as_wrong(void)
{
    g_autoptr(GRand) chances = g_rand_new_with_seed(1);

    for (int round = 0; round < 10000; round++) {
        uint8_t before[6], after[6];

        for (size_t i = 0; i < sizeof before; i++) {
            before[i] = (uint8_t)g_rand_int(chances);
            after[i] = (uint8_t)g_rand_int(chances);
        }

        uint16_t sum_before = checksum_add(0, before, sizeof before), sum_after = checksum_add(0, after, sizeof after);
        uint16_t error = round % 2 == 0 ? 0 : (uint16_t)g_rand_int(chances);
        uint16_t checksum = checksum_join((uint16_t)~sum_before, error, false);
        uint16_t updated = checksum_update(checksum, sum_before, sum_after);

        /* What a receiver adds up differs from the sum of a right packet by the error, in ones' complement. */
        CU_ASSERT_EQUAL(checksum_join(sum_after, updated, false) % 0xFFFF, error % 0xFFFF);
    }
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_the_example_of_the_rfc),
        STORY(test_a_last_byte_alone_is_the_high_one),
        STORY(test_parts_add_up_wherever_they_begin),
        STORY(test_an_update_that_earlier_formulas_got_wrong),
        STORY(test_a_right_checksum_stays_right_and_a_wrong_one_as_wrong),
    };

    return run_suite("checksum", stories, G_N_ELEMENTS(stories));
}
