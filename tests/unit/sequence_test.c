/* SPDX-License-Identifier: GPL-2.0-or-later */
/* link/sequence and reply/sequence: rules.md, the quirks. */
#include "flow_fixture.h"

#include <glib.h>

/* A login, its reply, the check of the billing model and its reply: two frames and two replies by the book. */
#define LOGIN "open; 01; 02; 05; 06; "

static void test_own_frames_count_from_zero_and_replies_repeat(void)
{
    expect_clean(POWER_ON "34; 33; 13; 36; 35; 3B; 40; 52; 51; keep 60; close");
}

static void test_counting_starts_anew_on_each_connection(void)
{
    expect_clean(POWER_ON "close; " POWER_ON "close");
    expect_story("open; odd: 01 seq=7; 02; 05 seq=8; 06; 03 seq=9; 04; 13 idle seq=10; close", "link/sequence warning @odd");
}

static void test_a_jump_is_told_once_for_each_direction(void)
{
    expect_story(POWER_ON "odd: 13 idle seq=50; 13 idle seq=51; close", "link/sequence warning @odd");
    expect_story(POWER_ON "odd: 13 idle seq=50; 13 idle seq=51; 13 idle seq=90; close", "link/sequence warning @odd x2");
    expect_story(POWER_ON "up: 13 idle seq=50; 52; 51; down: 52 seq=9; 51; close", "link/sequence warning @up",
                 "link/sequence warning @down");
}

static void test_after_the_highest_number_comes_zero(void)
{
    expect_story("first: open midstream; 13 idle seq=65534; 13 idle seq=65535; 13 idle seq=0; 13 idle seq=1; close",
                 "capture/midstream note @first");
}

static void test_a_constant_number_is_a_note(void)
{
    expect_story("open; 01 seq=0; 02; odd: 05 seq=0; 06; 03 seq=0; 04; 13 idle seq=0; close", "link/sequence note @odd x3");
}

static void test_a_counter_for_each_gun_is_a_note(void)
{
    expect_story(LOGIN "odd: 03 seq=0; 04; 03 gun=2 seq=0; 04 gun=2; +9.7 03 seq=1; 04; 03 gun=2 seq=1; 04 gun=2; close",
                 "link/sequence note @odd x3");
}

static void test_a_counter_for_each_pile_is_a_note(void)
{
    expect_story("open; 01 seq=0; 02; odd: 01 pile=B seq=0; 02 pile=B; 05 seq=1; 06; 05 pile=B seq=1; 06 pile=B;"
                 "03 seq=2; 04; 03 pile=B seq=2; 04 pile=B; close",
                 "link/sequence note @odd x3");
}

static void test_counting_high_byte_first_is_a_note(void)
{
    expect_story("open; 01 seq=0; 02; odd: 05 seq=256; 06; 03 seq=512; 04; 13 idle seq=768; close", "link/sequence note @odd x3");
}

static void test_a_counter_that_includes_replies_is_a_note(void)
{
    /* 02, 06 and 04 took the platform's numbers 0, 1, 2. */
    expect_story(POWER_ON "odd: 34 seq=3; 33; 13; 36 seq=4; 35; close", "link/sequence note @odd");
}

static void test_a_counter_that_counts_replies_without_showing_them_is_a_note(void)
{
    /* The pile's 01, 05 and 03 are 0, 1, 2; 33 takes 3 and 35 takes 5, but they carry their requests' numbers. */
    expect_story(POWER_ON "34; 33; odd: 13 seq=4; 36; 35; 13 state=2 seq=6; close", "link/sequence note @odd x2");
    expect_story(POWER_ON "34; 33; odd: 13 seq=5; 36; 35; 13 state=2 seq=6; close", "link/sequence warning @odd");
}

static void test_numbers_at_random_are_a_warning(void)
{
    expect_story(POWER_ON "odd: 34 seq=817; 33; 13; 36 seq=44; 35; close", "link/sequence warning @odd x2");
}

static void test_a_note_becomes_a_warning_when_the_number_leaves_its_way(void)
{
    expect_story("open; 01 seq=0; 02; odd: 05 seq=0; 06; 03 seq=0; 04; 13 idle seq=9; close", "link/sequence warning @odd x3");
}

static void test_a_retried_record_may_keep_its_number(void)
{
    expect_clean(POWER_ON "34; 33; 13; 13 state=2; 3B seq=5; 13 idle seq=6; +10 3B seq=5; 40; 13 idle seq=7; close");
    expect_clean(POWER_ON "34; 33; 13; 13 state=2; 3B; 13 idle; +10 3B; 40; 13 idle; close");
}

static void test_realtime_data_with_the_number_of_its_call_is_a_reply(void)
{
    expect_clean(POWER_ON "12; 13 idle seq=0; 13 idle; 03; 04; close");
    expect_clean(POWER_ON "12; 13 idle; 13 idle seq=0; 13 idle; close");
}

static void test_missing_bytes_take_numbers_with_them(void)
{
    expect_story(POWER_ON "hole: gap; 13 idle seq=40; 13 idle seq=41; close", "capture/gap note @hole");
    expect_story(POWER_ON "bad: 13 idle crc=bad; 13 idle; close", "frame/crc error @bad");
    expect_story(POWER_ON "garbage; next: 13 idle seq=4; close", "frame/garbage error @next");
    expect_story(POWER_ON "hole: gap; 13 idle seq=40; odd: 13 idle seq=44; close", "capture/gap note @hole",
                 "link/sequence warning @odd");
}

static void test_a_gap_of_the_other_side_is_no_excuse(void)
{
    expect_story(POWER_ON "hole: gap from=down; odd: 13 idle seq=40; close", "capture/gap note @hole",
                 "link/sequence warning @odd");
}

static void test_a_frame_of_unknown_type_takes_a_number_too(void)
{
    expect_story(POWER_ON "odd: 7B seq=3; 13 idle seq=4; close", "frame/type warning @odd");
}

static void test_a_deferred_start_reply_with_a_number_of_its_own_is_a_note(void)
{
    expect_story(POWER_ON "34; 15; 17; odd: +9 33 seq=own; 13; 13 state=2; 3B; 40; close", "reply/sequence note @odd");
}

static void test_replies_with_swapped_bytes_are_a_note(void)
{
    expect_story(POWER_ON "+9.8 03; odd: 04 seq=swap; +9.8 03; 04 seq=swap; close", "reply/sequence note @odd x2");
}

static void test_replies_with_a_constant_number_are_a_note(void)
{
    expect_story("open; 01; 02 seq=0; 05; odd: 06 seq=0; 03; 04 seq=0; close", "reply/sequence note @odd x2");
}

static void test_a_number_that_was_right_before_is_no_constant(void)
{
    expect_story(POWER_ON "56; 55; 56; 55; 52; odd: 51 seq=0; close", "reply/sequence warning @odd");
}

static void test_replies_at_random_are_a_warning(void)
{
    expect_story(POWER_ON "34; 33; 13; 13 state=2; 3B; odd: 40 seq=873; close", "reply/sequence warning @odd");
}

static void test_a_platform_that_numbers_its_replies_itself_is_a_note(void)
{
    /* 02, 06, 04 were its 0, 1, 2: right by chance. */
    expect_story(POWER_ON "13 idle; 13 idle; +9 03; odd: 04 seq=3; own: 52 seq=4; 51; +9 03; 04 seq=5; close",
                 "reply/sequence note @odd x2", "link/sequence note @own");
}

static void test_each_direction_has_its_own_finding(void)
{
    expect_story(POWER_ON "+9.8 03; up: 04 seq=500; 56; 55; 52; down: 51 seq=600; close", "reply/sequence warning @up",
                 "reply/sequence warning @down");
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_own_frames_count_from_zero_and_replies_repeat),
        STORY(test_counting_starts_anew_on_each_connection),
        STORY(test_a_jump_is_told_once_for_each_direction),
        STORY(test_after_the_highest_number_comes_zero),
        STORY(test_a_constant_number_is_a_note),
        STORY(test_a_counter_for_each_gun_is_a_note),
        STORY(test_a_counter_for_each_pile_is_a_note),
        STORY(test_counting_high_byte_first_is_a_note),
        STORY(test_a_counter_that_includes_replies_is_a_note),
        STORY(test_a_counter_that_counts_replies_without_showing_them_is_a_note),
        STORY(test_numbers_at_random_are_a_warning),
        STORY(test_a_note_becomes_a_warning_when_the_number_leaves_its_way),
        STORY(test_a_retried_record_may_keep_its_number),
        STORY(test_realtime_data_with_the_number_of_its_call_is_a_reply),
        STORY(test_missing_bytes_take_numbers_with_them),
        STORY(test_a_gap_of_the_other_side_is_no_excuse),
        STORY(test_a_frame_of_unknown_type_takes_a_number_too),
        STORY(test_a_deferred_start_reply_with_a_number_of_its_own_is_a_note),
        STORY(test_replies_with_swapped_bytes_are_a_note),
        STORY(test_replies_with_a_constant_number_are_a_note),
        STORY(test_a_number_that_was_right_before_is_no_constant),
        STORY(test_replies_at_random_are_a_warning),
        STORY(test_a_platform_that_numbers_its_replies_itself_is_a_note),
        STORY(test_each_direction_has_its_own_finding),
    };

    return run_suite("sequence", stories, G_N_ELEMENTS(stories));
}
