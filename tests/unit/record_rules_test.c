/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The group record/ of the rule catalogue. */
#include "flow_fixture.h"

#include <glib.h>

/* Of a DC pile, until the stop. */
#define CHARGE_DC "34; 33; 15; 17; 13; 23; 25; charge 60 bms=1; "

#define CHARGE "34; 33; +5 13; charge 60; "
#define STOP   "36; 35; 13 state=2; "

/* --- record/missing --- */

static void test_no_record_after_the_end_of_charging(void)
{
    expect_story(POWER_ON_AC CHARGE "36; 35; end: 13 state=2; keep 301; close", "record/missing error app 22 @end");
    expect_clean(POWER_ON_AC CHARGE STOP "keep 290; close");
}

static void test_standby_data_of_the_gun_marks_the_end_too(void)
{
    expect_story(POWER_ON_AC CHARGE "36; 35; end: 13 idle; keep 301; close", "record/missing error app 22 @end");
}

static void test_the_next_start_decides_once_the_limit_has_passed(void)
{
    expect_story(POWER_ON_AC CHARGE "36; 35; end: 13 state=2; keep 40; 34 serial=B; 33; close",
                 "record/missing error app 22 @end");
    expect_clean(POWER_ON_AC CHARGE STOP
                 "keep 5; 34 serial=B; 33; 3B serial=A start_time=2026-03-16T08:00:06.000"
                 " end_time=2026-03-16T08:01:05.000 stop_reason=64; 40; 13 serial=B; 36; 35; 13 state=2; 3B; 40; close");
    expect_story(POWER_ON_AC CHARGE "36; 35; end: 13 state=2; keep 5; 34 serial=B; 33; keep 40; close",
                 "record/missing error app 22 @end");
}

static void test_a_pile_that_is_away_cannot_send_its_record(void)
{
    expect_story(POWER_ON_AC CHARGE "36; 35; 13 state=2; close; +400 " POWER_ON_AC "late: +1 3B; 40; close",
                 "record/late note app 22 @late");
}

static void test_a_pile_that_came_back_has_to_send_it(void)
{
    expect_story(POWER_ON_AC CHARGE "36; 35; end: 13 state=2; close; +100 " POWER_ON_AC "keep 310; close",
                 "record/missing error app 22 @end");
}

static void test_a_record_may_be_in_a_gap(void)
{
    expect_story(POWER_ON_AC CHARGE "36; 35; end: 13 state=2; hole: gap; keep 301; close", "capture/gap note @hole",
                 "record/missing error possible app 22 @end");
}

static void test_a_damaged_record_is_not_missing(void)
{
    expect_story(POWER_ON_AC CHARGE STOP "bad: 3B crc=bad; keep 310; close", "frame/crc error @bad");
}

static void test_a_start_that_failed_before_charging_needs_a_record_too(void)
{
    expect_story(POWER_ON_AC "34; 33; keep 14; end: 21; keep 310; close", "record/missing error app 22 @end");
    expect_story(POWER_ON_AC "34; no: 33 start_result=0 start_failure=3; keep 310; close", "reply/refused note app 10 @no");
}

/* --- record/late --- */

static void test_a_record_after_thirty_seconds_is_late(void)
{
    expect_story(POWER_ON_AC CHARGE STOP "keep 31; late: 3B; 40; close", "record/late warning app 22 @late");
    expect_clean(POWER_ON_AC CHARGE STOP "keep 29; 3B; 40; close");
}

static void test_the_last_marker_before_the_record_counts(void)
{
    expect_clean(POWER_ON CHARGE_DC "36; 35; keep 20; 19; keep 20; 1D; keep 5; 13 state=2; 3B; 40; close");
}

/* --- record/retry --- */

static void test_a_record_repeated_too_soon(void)
{
    expect_story(POWER_ON_AC CHARGE STOP "3B; soon: +7 3B; 40; close", "record/retry warning app 22 @soon");
    expect_clean(POWER_ON_AC CHARGE STOP "3B; keep 10; 3B; 40; close");
}

static void test_three_repeats_and_one_more_after_five_minutes(void)
{
    expect_clean(POWER_ON_AC CHARGE STOP "3B; keep 30; 3B; keep 30; 3B; keep 30; 3B; keep 211; 3B; 40; close");
    expect_story(POWER_ON_AC CHARGE STOP "3B; keep 30; 3B; keep 30; 3B; keep 30; 3B; keep 30; many: 3B; 40; close",
                 "record/retry warning app 22 @many");
    expect_story(POWER_ON_AC CHARGE STOP "3B; keep 30; 3B; keep 30; 3B; keep 30; 3B; keep 211; 3B; keep 30; many: 3B; 40; close",
                 "record/retry warning app 22 @many");
}

static void test_a_reconnection_begins_a_new_series(void)
{
    expect_clean(POWER_ON_AC CHARGE STOP "3B; keep 30; 3B; keep 30; 3B; keep 25; close; " POWER_ON_AC "3B; 40; close");
}

/* --- record/after-confirm --- */

static void test_a_record_sent_again_after_its_confirmation(void)
{
    expect_story(POWER_ON_AC CHARGE STOP "3B; 40; keep 10; again: 3B; 40; close", "record/after-confirm error app 22 @again");
}

static void test_a_repeat_that_crossed_the_confirmation(void)
{
    expect_story(POWER_ON_AC CHARGE STOP "3B; keep 30; 3B; 40; again: +1 3B; 40; close",
                 "record/after-confirm error possible app 22 @again");
    expect_story(POWER_ON_AC CHARGE STOP "3B; 40; close; +20 " POWER_ON_AC "again: 3B; 40; close",
                 "record/after-confirm error possible app 22 @again");
}

/* --- record/rejected --- */

static void test_the_platform_calls_a_record_illegal(void)
{
    expect_story(POWER_ON_AC CHARGE STOP "3B; no: 40 record_result=1; keep 60; 34 serial=B; 33; close",
                 "record/rejected warning app 24 @no");
}

/* --- record/unknown --- */

static void test_a_record_of_a_charge_that_never_ran(void)
{
    expect_story(POWER_ON_AC "keep 60; odd: 3B; 40; close", "record/unknown warning unknown 22 @odd");
}

static void test_old_records_are_fine(void)
{
    expect_clean(POWER_ON_AC "keep 60; 3B start_time=2026-03-16T07:00:00.000 end_time=2026-03-16T07:30:00.000; 40; close");
    expect_clean("open; 01 pile_type=1; 02; 3B; 40; 05; 06; 03; 04; close");
    expect_clean(POWER_ON_AC "keep 60; 3B start_source=4; 40; close");
    expect_story("first: open midstream; keep 60; 3B; 40; close", "capture/midstream note @first");
}

static void test_the_record_of_a_failed_start_is_fine(void)
{
    expect_story(POWER_ON_AC "34; no: 33 start_result=0 start_failure=3; keep 100; 3B stop_reason=0x4B; 40; close",
                 "reply/refused note app 10 @no");
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_no_record_after_the_end_of_charging),
        STORY(test_standby_data_of_the_gun_marks_the_end_too),
        STORY(test_the_next_start_decides_once_the_limit_has_passed),
        STORY(test_a_pile_that_is_away_cannot_send_its_record),
        STORY(test_a_pile_that_came_back_has_to_send_it),
        STORY(test_a_record_may_be_in_a_gap),
        STORY(test_a_damaged_record_is_not_missing),
        STORY(test_a_start_that_failed_before_charging_needs_a_record_too),
        STORY(test_a_record_after_thirty_seconds_is_late),
        STORY(test_the_last_marker_before_the_record_counts),
        STORY(test_a_record_repeated_too_soon),
        STORY(test_three_repeats_and_one_more_after_five_minutes),
        STORY(test_a_reconnection_begins_a_new_series),
        STORY(test_a_record_sent_again_after_its_confirmation),
        STORY(test_a_repeat_that_crossed_the_confirmation),
        STORY(test_the_platform_calls_a_record_illegal),
        STORY(test_a_record_of_a_charge_that_never_ran),
        STORY(test_old_records_are_fine),
        STORY(test_the_record_of_a_failed_start_is_fine),
    };

    return run_suite("record_rules", stories, G_N_ELEMENTS(stories));
}
