/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wire/cp56time.h"

#include <glib.h>
#include <string.h>

#include "suite.h"

/* Protocol reference 3.4: `98 B7 0E 11 10 03 14` is 2020-03-16 17:14:47. */
static const uint8_t sample[YKC_CP56TIME_SIZE] = {0x98, 0xB7, 0x0E, 0x11, 0x10, 0x03, 0x14};

static void test_the_sample_of_the_document(void)
{
    ykc_cp56time time;

    ykc_cp56time_decode(sample, &time);
    CU_ASSERT_EQUAL(time.milliseconds, 47000);
    CU_ASSERT_EQUAL(time.minute, 14);
    CU_ASSERT_EQUAL(time.hour, 17);
    CU_ASSERT_EQUAL(time.day, 16);
    CU_ASSERT_EQUAL(time.month, 3);
    CU_ASSERT_EQUAL(time.year, 20);
    CU_ASSERT_TRUE(ykc_cp56time_is_possible(&time));
    /* date -d '2020-03-16T17:14:47+08:00' +%s */
    CU_ASSERT_EQUAL(ykc_cp56time_to_unix_ms(&time, YKC_ZONE_DEFAULT_MINUTES), INT64_C(1584350087000));
}

static void test_flags_and_reserved_bits_have_places_of_their_own(void)
{
    const uint8_t bytes[] = {0x00, 0x00, 0xC1, 0xE2, 0xE3, 0xF4, 0x85};
    ykc_cp56time time;

    ykc_cp56time_decode(bytes, &time);
    CU_ASSERT_TRUE(time.invalid);
    CU_ASSERT_TRUE(time.summer_time);
    CU_ASSERT_EQUAL(time.minute, 1);
    CU_ASSERT_EQUAL(time.hour, 2);
    CU_ASSERT_EQUAL(time.day, 3);
    CU_ASSERT_EQUAL(time.day_of_week, 7);
    CU_ASSERT_EQUAL(time.month, 4);
    CU_ASSERT_EQUAL(time.year, 5);
    CU_ASSERT_EQUAL(time.reserved[0], 1);
    CU_ASSERT_EQUAL(time.reserved[1], 3);
    CU_ASSERT_EQUAL(time.reserved[2], 15);
    CU_ASSERT_EQUAL(time.reserved[3], 1);
}

static void test_any_seven_bytes_encode_to_themselves(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(56);

    for (int round = 0; round < 10000; round++) {
        uint8_t bytes[YKC_CP56TIME_SIZE], again[YKC_CP56TIME_SIZE];
        ykc_cp56time time;

        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (uint8_t)g_rand_int(rand);
        ykc_cp56time_decode(bytes, &time);
        ykc_cp56time_encode(&time, again);
        CU_ASSERT_EQUAL(memcmp(bytes, again, sizeof bytes), 0);
    }
}

static void test_dates_that_no_calendar_has_are_impossible(void)
{
    static const uint8_t impossible[][YKC_CP56TIME_SIZE] = {
        {0},                                        /* all zeros, as didi's piles send */
        {0x00, 0x00, 0x00, 0x00, 0x1E, 0x02, 0x1A}, /* 30 February 2026 */
        {0x00, 0x00, 0x00, 0x00, 0x1D, 0x02, 0x1A}, /* 29 February 2026 */
        {0x60, 0xEA, 0x00, 0x00, 0x01, 0x01, 0x1A}, /* 60000 ms */
        {0x00, 0x00, 0x3C, 0x00, 0x01, 0x01, 0x1A}, /* minute 60 */
        {0x00, 0x00, 0x00, 0x18, 0x01, 0x01, 0x1A}, /* hour 24 */
        {0x00, 0x00, 0x00, 0x00, 0x01, 0x0D, 0x1A}, /* month 13 */
        {0x00, 0x00, 0x00, 0x00, 0x01, 0x01, 0x64}, /* year 100 */
    };
    static const uint8_t leap_day[YKC_CP56TIME_SIZE] = {0x00, 0x00, 0x00, 0x00, 0x1D, 0x02, 0x1C}; /* 29 February 2028 */
    ykc_cp56time time;

    for (size_t i = 0; i < G_N_ELEMENTS(impossible); i++) {
        ykc_cp56time_decode(impossible[i], &time);
        CU_ASSERT_FALSE(ykc_cp56time_is_possible(&time));
    }
    ykc_cp56time_decode(leap_day, &time);
    CU_ASSERT_TRUE(ykc_cp56time_is_possible(&time));
}

static void test_every_moment_of_the_century_comes_back_in_any_zone(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(2099);
    const int64_t first = INT64_C(946771200000), last = INT64_C(4102358400000); /* 2000-01-02 to 2099-12-31 */

    for (int round = 0; round < 10000; round++) {
        int64_t unix_ms = first + (int64_t)(g_rand_double(rand) * (double)(last - first));
        int zone = g_rand_int_range(rand, -14 * 60, 14 * 60);
        ykc_cp56time time;

        ykc_cp56time_from_unix_ms(unix_ms, zone, &time);
        CU_ASSERT_TRUE(ykc_cp56time_is_possible(&time));
        CU_ASSERT_EQUAL(ykc_cp56time_to_unix_ms(&time, zone), unix_ms);
    }
}

static void test_a_zone_is_hours_and_minutes_with_a_sign(void)
{
    static const char *const no_zones[] = {"",       "8",      "08:00",   "+8:00",  "+08",   "+08:0",
                                           "+08:60", "+15:00", "+08:00 ", "+08-00", "x08:00"};
    int minutes = 0;

    CU_ASSERT_TRUE(ykc_zone_parse("+08:00", &minutes));
    CU_ASSERT_EQUAL(minutes, 480);
    CU_ASSERT_TRUE(ykc_zone_parse("-03:30", &minutes));
    CU_ASSERT_EQUAL(minutes, -210);
    for (size_t i = 0; i < G_N_ELEMENTS(no_zones); i++)
        CU_ASSERT_FALSE(ykc_zone_parse(no_zones[i], &minutes));
    CU_ASSERT_EQUAL(minutes, -210);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_the_sample_of_the_document),
        STORY(test_flags_and_reserved_bits_have_places_of_their_own),
        STORY(test_any_seven_bytes_encode_to_themselves),
        STORY(test_dates_that_no_calendar_has_are_impossible),
        STORY(test_a_zone_is_hours_and_minutes_with_a_sign),
        STORY(test_every_moment_of_the_century_comes_back_in_any_zone),
    };

    return run_suite("cp56time", stories, G_N_ELEMENTS(stories));
}
