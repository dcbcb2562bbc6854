/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The group charge/ of the rule catalogue. Stories of AC piles where the BMS does not matter. */
#include "flow_fixture.h"

#include <glib.h>

#define START  "34; 33; +5 13; "
#define STOP   "36; 35; 13 state=2; "
#define RECORD "+1 3B; 40; "

/* --- charge/no-start --- */

static void test_a_charge_that_nothing_started(void)
{
    expect_story(POWER_ON_AC "13 idle; first: 13; charge 60; 13 state=2; " RECORD "close",
                 "charge/no-start error unknown 12 @first");
}

static void test_it_is_told_when_the_gun_starts_again_without_a_record(void)
{
    expect_story(POWER_ON_AC "13 idle; first: 13; keep 60; 34 serial=B; 33; close", "charge/no-start error unknown 12 @first");
}

static void test_a_gun_that_was_never_seen_idle_may_have_been_charging_before(void)
{
    expect_clean(POWER_ON_AC "13; charge 60; 13 state=2; " RECORD "close");
}

static void test_an_offline_record_explains_a_charge_that_nothing_started(void)
{
    expect_clean(POWER_ON_AC "13 idle; 13; charge 60; 13 state=2; +1 3B start_source=4; 40; close");
}

static void test_a_start_may_have_been_in_a_gap(void)
{
    expect_story(POWER_ON_AC "13 idle; hole: gap from=down; first: 13; charge 60; 13 state=2; " RECORD "close",
                 "capture/gap note @hole", "charge/no-start error possible unknown 12 @first");
}

static void test_a_start_may_have_been_in_a_damaged_frame(void)
{
    expect_story(POWER_ON_AC "13 idle; bad: 34 crc=bad; first: 13; charge 60; 13 state=2; " RECORD "close",
                 "frame/crc error @bad");
}

static void test_where_the_platform_was_not_captured_nothing_is_missing(void)
{
    expect_story("first: open oneway=up; 01 pile_type=1; 05; 03; 13 idle; 13; +15 13; +1 13 state=2; 3B; close",
                 "capture/one-way note @first");
}

static void test_a_charge_seen_from_the_middle_on_began_before(void)
{
    expect_story("first: open midstream; 13; charge 60; 13 state=2; " RECORD "keep 31; close", "capture/midstream note @first");
    expect_story("first: open midstream; 13 idle; new: 13; charge 60; 13 state=2; " RECORD "keep 31; close",
                 "capture/midstream note @first", "charge/no-start error unknown 12 @new");
}

/* --- charge/after-refusal --- */

static void test_charging_although_the_start_failed(void)
{
    expect_story(POWER_ON_AC "34; no: 33 start_result=0 start_failure=3; first: 13; charge 70; 13 state=2; " RECORD "close",
                 "reply/refused note app 10 @no", "charge/after-refusal error app 12 @first");
}

static void test_a_late_plug_makes_the_start_good(void)
{
    expect_story(POWER_ON_AC "34; no: 33 start_result=0 start_failure=5; keep 37; 33 seq=own; 13; charge 60; " STOP RECORD
                             "close",
                 "reply/refused note app 10 @no");
    expect_story(POWER_ON_AC "34; no: 33 start_result=0 start_failure=5; keep 37; 13; 33 seq=own; charge 60; " STOP RECORD
                             "close",
                 "reply/refused note app 10 @no");
}

static void test_charging_although_the_card_was_refused(void)
{
    expect_story(POWER_ON_AC "31; no: 32 auth_result=0 auth_failure=3; first: 13; charge 60; 13 state=2; " RECORD "close",
                 "reply/refused note card 4 @no", "charge/after-refusal error card 8 @first");
}

static void test_a_refused_card_that_does_not_charge(void)
{
    expect_story(POWER_ON_AC "31; no: 32 auth_result=0 auth_failure=3; 13 state=2; keep 100; close",
                 "reply/refused note card 4 @no");
}

static void test_a_doubtful_authorisation_is_no_refusal(void)
{
    expect_story(POWER_ON_AC "31; odd: 32 auth_result=0; 13; charge 60; 13 state=2; " RECORD "close",
                 "reply/doubtful note card 4 @odd");
}

static void test_all_guns_of_a_parallel_charge_start_or_none(void)
{
    expect_story(POWER_ON_AC "A1 gun=1 parallel_serial=260316080000; A1 gun=2 parallel_serial=260316080000;"
                             "A2 gun=1 parallel_serial=260316080000;"
                             "no: A2 gun=2 auth_result=0 auth_failure=3 parallel_serial=260316080000;"
                             "first: 13 gun=1; charge 60 gun=1; 13 gun=1 state=2; 3B gun=1; 40 gun=1; close",
                 "reply/refused note parallel 2 @no", "charge/after-refusal error parallel 8 @first");
    expect_story(POWER_ON_AC "A4 gun=1 parallel_serial=260316080000; A4 gun=2 parallel_serial=260316080000;"
                             "A3 gun=1; no: A3 gun=2 start_result=0 start_failure=3;"
                             "first: 13 gun=1; charge 70 gun=1; 13 gun=1 state=2; 3B gun=1 start_source=1; 40 gun=1; close",
                 "reply/refused note parallel 2 @no", "charge/after-refusal error parallel 12 @first");
    expect_story(POWER_ON_AC "A1 gun=1 parallel_serial=260316080000; A1 gun=2 parallel_serial=260316080000;"
                             "A2 gun=1 parallel_serial=260316080000;"
                             "no: A2 gun=2 auth_result=0 auth_failure=3 parallel_serial=260316080000; keep 100; close",
                 "reply/refused note parallel 2 @no");
}

/* --- charge/not-charging --- */

static void test_confirmed_but_never_charging(void)
{
    expect_story(POWER_ON_AC "start: 34; 33; keep 91; close", "charge/not-charging error app 12 @start");
    expect_clean(POWER_ON_AC "34; 33; keep 80; 13; charge 60; " STOP RECORD "close");
}

static void test_whoever_held_a_card_may_have_walked_away(void)
{
    expect_story(POWER_ON_AC "31; start: 32; keep 91; close", "charge/not-charging error possible card 8 @start");
}

static void test_an_end_marker_or_a_record_says_that_it_failed(void)
{
    expect_clean(POWER_ON_AC "34; 33; keep 20; 21; +1 3B stop_reason=0x52; 40; keep 91; close");
    expect_clean(POWER_ON_AC "34; 33; keep 20; 3B stop_reason=0x52; 40; keep 91; close");
}

static void test_a_late_or_missing_start_reply_explains_it(void)
{
    expect_story(POWER_ON_AC "34; keep 91; late: 33; keep 91; close", "reply/late warning app 10 @late");
}

static void test_a_connection_that_closes_first_proves_nothing(void)
{
    expect_clean(POWER_ON_AC "34; 33; keep 60; close; +100 clock");
}

/* --- charge/replug-late --- */

static void test_plugged_in_too_late(void)
{
    expect_story(POWER_ON_AC "34; no: 33 start_result=0 start_failure=5; keep 60; late: 33; 13; charge 60; " STOP RECORD "close",
                 "reply/refused note app 10 @no", "charge/replug-late error app 10 @late");
}

/* --- charge/gun-busy --- */

static void test_a_start_for_a_gun_that_charges(void)
{
    expect_story(POWER_ON_AC START "charge 30; busy: 34 serial=B; no: 33 start_result=0 start_failure=2; 13 serial=A;"
                                   "charge 30; " STOP RECORD "close",
                 "charge/gun-busy error app 8 @busy", "reply/refused note app 10 @no");
}

static void test_a_card_granted_on_a_gun_that_charges_is_one_cause(void)
{
    expect_story(POWER_ON_AC START "charge 30; 31; busy: 32 serial=B; 13 serial=A; charge 120; " STOP
                                   "+1 3B start_source=1; 40; keep 100; close",
                 "charge/gun-busy error card 4 @busy");
    /* The pile says that it starts, and goes on with what it has. */
    expect_story(POWER_ON_AC START "charge 30; busy: 34 serial=B; 33; 13 serial=A; charge 120; " STOP RECORD "keep 100; close",
                 "charge/gun-busy error app 8 @busy");
}

static void test_a_gun_that_has_stopped_is_free(void)
{
    expect_clean(POWER_ON_AC START "charge 30; " STOP RECORD "34 serial=B; 33; 13; charge 30; " STOP RECORD "close");
}

/* --- charge/stop-ignored --- */

static void test_charging_on_after_a_stop_reply(void)
{
    expect_story(POWER_ON_AC START "charge 30; 36; 35; keep 14; 13; ignored: +5 13; keep 9; 13; 13 state=2;"
                                   "+1 3B stop_reason=69; 40; close",
                 "charge/stop-ignored error app 12 @ignored");
}

static void test_one_more_report_after_the_stop_is_fine(void)
{
    expect_clean(POWER_ON_AC START "charge 30; 36; 35; +10 13; +3 13 state=2; " RECORD "close");
}

/* --- charge/idle-reported --- */

static void test_idle_twice_in_a_charge(void)
{
    expect_story(POWER_ON_AC START "charge 30; 13 state=2; second: +4 13 state=2; +4 13; charge 30; " STOP RECORD "close",
                 "charge/idle-reported error app 12 @second");
    expect_clean(POWER_ON_AC START "charge 30; 13 state=2; +4 13; charge 30; " STOP RECORD "close");
}

static void test_idle_before_and_after_charging_is_fine(void)
{
    expect_clean(POWER_ON_AC "34; 33; 13 state=2; 13 state=2; 13; charge 30; " STOP RECORD "13 state=2; 13 state=2; close");
}

/* --- charge/realtime-gap and bms-gap --- */

static void test_a_pause_of_more_than_three_periods(void)
{
    expect_story(POWER_ON_AC START "charge 30; keep 50; after: 13; charge 30; " STOP RECORD "close",
                 "charge/realtime-gap warning app 12 @after");
    expect_clean(POWER_ON_AC START "charge 30; keep 25; 13; charge 30; " STOP RECORD "close");
}

static void test_guns_in_turn_may_take_longer(void)
{
    expect_clean("open; 01 pile_type=1 gun_count=4; 02; 05; 06; 03; 04; " START "charge 30; keep 55; 13; charge 30; " STOP RECORD
                 "close");
}

static void test_a_pile_that_was_silent_altogether_is_told_once(void)
{
    expect_story(POWER_ON_AC START "charge 30; lost: +60 13; charge 30; " STOP RECORD "close",
                 "link/heartbeat-lost error power-on 9 @lost");
}

static void test_a_pause_over_a_gap_is_possible(void)
{
    expect_story(POWER_ON_AC START "charge 30; keep 20; hole: gap; keep 30; after: 13; charge 30; " STOP RECORD "close",
                 "capture/gap note @hole", "charge/realtime-gap warning possible app 12 @after");
}

static void test_a_pause_between_two_connections_is_none(void)
{
    expect_clean(POWER_ON_AC START "charge 30; close; +60 " POWER_ON_AC "13; charge 30; " STOP RECORD "close");
}

static void test_a_pause_of_the_bms(void)
{
    expect_story(POWER_ON "34; 33; 15; 17; 13; 23; 25; charge 30 bms=1; charge 60; first: 23; second: 25; charge 30 bms=1;"
                          "36; 35; 19; 13 state=2; " RECORD "close",
                 "charge/bms-gap warning app 11 @first", "charge/bms-gap warning app 11 @second");
}

/* --- charge/counter-backwards --- */

static void test_counters_only_grow(void)
{
    expect_story(POWER_ON_AC
                 "34; 33; 13 energy=1.5000; less: +5 13 energy=1.4999; +5 13 energy=2.0000; " STOP
                 "+1 3B energy_flat=2.0000 total_energy=2.0000 price_flat=1.00000 amount_flat=2.0000 total_amount=2.0000;"
                 "40; close",
                 "charge/counter-backwards error app 12 @less");
    expect_story(POWER_ON_AC "34; 33; 13 amount=1.5000; less: +5 13 amount=1.4; " STOP RECORD "close",
                 "charge/counter-backwards error app 12 @less");
    expect_story(POWER_ON_AC "34; 33; 13 charge_minutes=5; less: +5 13 charge_minutes=0; " STOP RECORD "close",
                 "charge/counter-backwards error app 12 @less");
}

/* --- charge/serial-changed --- */

static void test_another_serial_in_the_middle_of_a_charge(void)
{
    expect_story(POWER_ON_AC START "charge 30; other: 13 serial=B; charge 30; " STOP "3B; 40; close",
                 "charge/serial-changed error app 12 @other");
    expect_story_sessions(POWER_ON_AC START "charge 30; 13 serial=B; charge 30; " STOP "3B; 40; close", "power-on complete",
                          "app complete");
}

static void test_another_serial_in_the_start_reply(void)
{
    expect_story(POWER_ON_AC "34; other: 33 serial=B; 13 serial=A; charge 30; " STOP RECORD "close",
                 "charge/serial-changed error app 10 @other");
}

static void test_another_serial_in_the_record(void)
{
    expect_story(POWER_ON_AC START "charge 30; " STOP "other: 3B serial=B; 40; keep 310; close",
                 "charge/serial-changed error app 22 @other");
}

static void test_the_record_of_an_earlier_charge_is_another_matter(void)
{
    expect_clean(POWER_ON_AC START
                 "charge 30; 3B serial=B start_time=2026-03-16T06:00:00.000 end_time=2026-03-16T07:00:00.000; 40;"
                 "13 serial=A; charge 30; " STOP RECORD "close");
}

/* --- charge/serial-format and serial-reused --- */

static void test_a_serial_that_is_made_otherwise(void)
{
    expect_story(POWER_ON_AC "first: 34 transaction=32010620260101012603160800000001;"
                             "33 transaction=32010620260101012603160800000001;"
                             "34 gun=2 transaction=32010620260101019999999999000002;"
                             "33 gun=2 transaction=32010620260101019999999999000002; close",
                 "charge/serial-format note app 8 @10 x2");
}

static void test_a_serial_is_used_once(void)
{
    expect_story(POWER_ON_AC START "charge 30; " STOP RECORD "again: 34; 33; 13; charge 30; " STOP RECORD "close",
                 "charge/serial-reused error app 8 @again");
}

static void test_a_refused_start_may_be_tried_again(void)
{
    expect_story(POWER_ON_AC "34; no: 33 start_result=0 start_failure=3; keep 100; 34; 33; 13; charge 30; " STOP RECORD "close",
                 "reply/refused note app 10 @no");
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_charge_that_nothing_started),
        STORY(test_it_is_told_when_the_gun_starts_again_without_a_record),
        STORY(test_a_gun_that_was_never_seen_idle_may_have_been_charging_before),
        STORY(test_an_offline_record_explains_a_charge_that_nothing_started),
        STORY(test_a_start_may_have_been_in_a_gap),
        STORY(test_a_start_may_have_been_in_a_damaged_frame),
        STORY(test_where_the_platform_was_not_captured_nothing_is_missing),
        STORY(test_a_charge_seen_from_the_middle_on_began_before),
        STORY(test_charging_although_the_start_failed),
        STORY(test_a_late_plug_makes_the_start_good),
        STORY(test_charging_although_the_card_was_refused),
        STORY(test_a_refused_card_that_does_not_charge),
        STORY(test_a_doubtful_authorisation_is_no_refusal),
        STORY(test_all_guns_of_a_parallel_charge_start_or_none),
        STORY(test_confirmed_but_never_charging),
        STORY(test_whoever_held_a_card_may_have_walked_away),
        STORY(test_an_end_marker_or_a_record_says_that_it_failed),
        STORY(test_a_late_or_missing_start_reply_explains_it),
        STORY(test_a_connection_that_closes_first_proves_nothing),
        STORY(test_plugged_in_too_late),
        STORY(test_a_start_for_a_gun_that_charges),
        STORY(test_a_card_granted_on_a_gun_that_charges_is_one_cause),
        STORY(test_a_gun_that_has_stopped_is_free),
        STORY(test_charging_on_after_a_stop_reply),
        STORY(test_one_more_report_after_the_stop_is_fine),
        STORY(test_idle_twice_in_a_charge),
        STORY(test_idle_before_and_after_charging_is_fine),
        STORY(test_a_pause_of_more_than_three_periods),
        STORY(test_guns_in_turn_may_take_longer),
        STORY(test_a_pile_that_was_silent_altogether_is_told_once),
        STORY(test_a_pause_over_a_gap_is_possible),
        STORY(test_a_pause_between_two_connections_is_none),
        STORY(test_a_pause_of_the_bms),
        STORY(test_counters_only_grow),
        STORY(test_another_serial_in_the_middle_of_a_charge),
        STORY(test_another_serial_in_the_start_reply),
        STORY(test_another_serial_in_the_record),
        STORY(test_the_record_of_an_earlier_charge_is_another_matter),
        STORY(test_a_serial_that_is_made_otherwise),
        STORY(test_a_serial_is_used_once),
        STORY(test_a_refused_start_may_be_tried_again),
    };

    return run_suite("charge_rules", stories, G_N_ELEMENTS(stories));
}
