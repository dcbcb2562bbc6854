/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The group reply/, and how replies find their requests: rules.md, section 3 and "reply/". */
#include "flow_fixture.h"

#include <glib.h>
#include <string.h>

static void test_one_unanswered_heartbeat_among_answered_ones_is_nothing(void)
{
    expect_clean(POWER_ON "+9.9 03; +10 03; 04; +10 03; 04; close");
}

static void test_a_reply_is_missing_at_ten_times_its_limit_and_not_before(void)
{
    expect_clean(POWER_ON "52; keep 299");
    expect_story(POWER_ON "ask: 52; keep 301", "reply/missing error settings 2 @ask");
}

static void test_a_reply_is_missing_when_the_connection_ends_after_the_limit(void)
{
    expect_clean(POWER_ON "52; keep 29; close");
    expect_story(POWER_ON "ask: 52; keep 31; close", "reply/missing error settings 2 @ask");
}

static void test_a_reply_after_the_limit_is_late(void)
{
    expect_clean(POWER_ON "52; keep 29; +0.9 51; close");
    expect_story(POWER_ON "52; keep 31; late: 51; close", "reply/late warning settings 2 @late");
}

static void test_a_reply_after_all_is_neither_late_nor_an_orphan(void)
{
    expect_story(POWER_ON "ask: 52; keep 301; 51; close", "reply/missing error settings 2 @ask");
}

static void test_a_start_may_take_ninety_seconds(void)
{
    expect_clean(POWER_ON "34; keep 89; 33; close");
    expect_story(POWER_ON "34; keep 91; late: 33; close", "reply/late warning app 10 @late");
    expect_clean(POWER_ON "34; keep 899");
    expect_story(POWER_ON "start: 34; keep 902", "reply/missing error app 10 @start");
}

static void test_a_parallel_start_may_take_as_long(void)
{
    expect_clean(POWER_ON "A4; keep 89; A3; close");
    expect_story(POWER_ON "A4; keep 91; late: A3; close", "reply/late warning parallel 2 @late");
}

static void test_an_update_may_take_its_download_time_and_a_minute(void)
{
    expect_clean(POWER_ON "94 download_timeout=10; keep 655; 93; close");
    expect_story(POWER_ON "94 download_timeout=10; keep 665; late: 93; close", "reply/late warning settings 2 @late");
}

static void test_limits_follow_the_settings(void)
{
    expect_story_with(NULL, "reply=5", POWER_ON "52; keep 6; late: 51; close", "reply/late warning settings 2 @late");
    expect_story_with(NULL, "reply=5", POWER_ON "ask: 52; keep 51", "reply/missing error settings 2 @ask");
    expect_story_with(NULL, "start-reply=5", POWER_ON "34; keep 6; late: 33; close", "reply/late warning app 10 @late");
}

static void test_of_a_series_that_is_repeated_until_answered_only_the_last_is_missing(void)
{
    expect_story("open; 01; +40 01; last: +40 01; +400 clock", "reply/missing error power-on 3 @last");
    expect_story("open; 01; 02; 05; +40 05; last: +40 05; +400 clock", "reply/missing error power-on 5 @last");
    expect_story("open; 01; 02; 05; 06 billing_model_check=1; 09; +40 09; last: +40 09; +400 clock",
                 "reply/missing error power-on 8 @last");
    expect_story(POWER_ON "34; 33; 13; 13 state=2; 3B; keep 31; 3B; keep 31; last: 3B; keep 301",
                 "reply/missing error app 24 @last");
}

static void test_commands_that_nobody_asked_to_repeat_are_each_missing(void)
{
    expect_story(POWER_ON "first: 52; keep 5; second: 52; keep 305", "reply/missing error settings 2 @first",
                 "reply/missing error settings 2 @second");
}

static void test_a_reply_settles_all_earlier_repeats(void)
{
    expect_clean(POWER_ON "52; keep 5; 52; keep 5; 52; 51; keep 320");
    expect_clean("open; 01; +5 01; +5 01; 02; 05; +5 05; 06; 03; 04; keep 320");
}

/* Two replies before, so that the number is neither a constant nor swapped nor the pile's own. */
#define RIGHT_REPLIES "56; 55; 56; 55; "

static void test_a_reply_of_unknown_number_answers_the_oldest_command(void)
{
    expect_story(POWER_ON RIGHT_REPLIES "52; keep 31; second: 52; late: 51 seq=77; keep 310",
                 "reply/late warning settings 2 @late", "reply/sequence warning @late", "reply/missing error settings 2 @second");
}

static void test_a_reply_of_unknown_number_answers_the_latest_check_of_the_billing_model(void)
{
    expect_story("open; 01; 02; 05; +31 05; odd: 06 seq=99; 03; 04; close", "reply/sequence warning @odd");
}

static void test_a_reply_finds_its_request_by_number_whatever_came_between(void)
{
    /* The platform's own numbers are 0 and 1; the second command is answered first, and settles the first too. */
    expect_clean(POWER_ON "56; 56; 55 seq=1; keep 310");
    /* By its number it answers the first one, which is then not late; the second stays open. */
    expect_story(POWER_ON "56; keep 5; second: 56; 55 seq=0; keep 310", "reply/missing error settings 2 @second");
}

static void test_a_swapped_number_is_as_good(void)
{
    expect_story(POWER_ON "56; 55; 52; keep 31; 52; odd: 51 seq=swap; keep 310", "reply/sequence note @odd");
}

static void test_replies_are_matched_by_pile_and_gun(void)
{
    expect_story(POWER_ON "01 pile=B; 02 pile=B; 05 pile=B; 06 pile=B; 03 pile=B; 04 pile=B;"
                          "ask: 52 pile=A; other: 51 pile=B; keep 5; keep 1 pile=B; close",
                 "reply/orphan warning settings 2 @other");
    expect_story(POWER_ON "62 gun=1; other: 63 gun=2; keep 29; close", "reply/orphan warning settings 2 @other");
}

static void test_any_realtime_data_of_the_gun_answers_its_call(void)
{
    expect_clean(POWER_ON "12; 13 idle seq=0; 13 idle; keep 310");
    expect_clean(POWER_ON "12; 13 idle; keep 310");
    expect_story(POWER_ON "ask: 12 gun=2; 13 idle gun=1; keep 310", "reply/missing error settings 2 @ask");
}

static void test_a_reply_to_nothing_is_an_orphan(void)
{
    expect_story(POWER_ON "orphan: 51; close", "reply/orphan warning settings 2 @orphan");
    expect_story(POWER_ON "orphan: 04; close", "reply/orphan warning power-on 10 @orphan");
}

static void test_a_second_start_reply_within_the_replug_limit_is_no_orphan(void)
{
    expect_story(POWER_ON "34; no: 33 start_result=0 start_failure=5; keep 20; 33 seq=own; close",
                 "reply/refused note app 10 @no");
    expect_story(POWER_ON "34; no: 33 start_result=0 start_failure=3; keep 20; 33 seq=own; close",
                 "reply/refused note app 10 @no");
    expect_clean(POWER_ON "34; 33; keep 20; 33; close");
}

static void test_a_damaged_reply_explains_its_absence(void)
{
    expect_story(POWER_ON "52; bad: 51 crc=bad; keep 310", "frame/crc error @bad");
    expect_story(POWER_ON "52; short: 51 body=7; keep 310", "frame/length error @short");
    expect_story(POWER_ON "52; hole: gap; keep 310", "capture/gap note @hole");
}

static void test_the_damage_names_the_request_that_it_left_unanswered(void)
{
    flow_story *story = story_begin();
    const ykc_finding *finding;

    tell(story, POWER_ON "ask: 52; bad: 51 crc=bad; keep 310");
    finding = story_finding(story, "frame/crc");
    CU_ASSERT_PTR_NOT_NULL_FATAL(finding);
    CU_ASSERT_EQUAL_FATAL(finding->related_count, 1);
    CU_ASSERT_EQUAL(finding->related[0].place.packet, story_packet(story, "ask"));
    CU_ASSERT_EQUAL(finding->related[0].what, YKC_RELATED_UNANSWERED);
    story_end(story);
}

static void test_damage_elsewhere_explains_nothing(void)
{
    expect_story(POWER_ON "ask: 52; hole: gap from=down; keep 310", "capture/gap note @hole",
                 "reply/missing error settings 2 @ask");
    expect_story(POWER_ON "ask: 52; bad: 57 crc=bad; keep 310", "frame/crc error @bad", "reply/missing error settings 2 @ask");
    expect_story(POWER_ON "hole: gap; ask: 52; keep 310", "capture/gap note @hole", "reply/missing error settings 2 @ask");
}

/* "A gap inside the rule's window makes the finding possible": a late reply may have been in it. */
static void test_a_gap_after_the_limit_makes_the_absence_possible_only(void)
{
    expect_story(POWER_ON "ask: 52; keep 100; hole: gap; keep 210", "capture/gap note @hole",
                 "reply/missing error possible settings 2 @ask");
}

static void test_a_damaged_request_excuses_the_reply(void)
{
    expect_story(POWER_ON "bad: 52 crc=bad; 51; close", "frame/crc error @bad");
    expect_story(POWER_ON "hole: gap from=down; reply: 51 seq=5; close", "capture/gap note @hole",
                 "reply/orphan warning possible settings 2 @reply");
    /* an old gap does not change that */
    expect_story(POWER_ON "hole: gap from=down; keep 100; bad: 52 crc=bad; 51; close", "capture/gap note @hole",
                 "frame/crc error @bad");
}

static void test_a_capture_from_the_middle_has_no_orphans_at_first(void)
{
    expect_story("first: open midstream; 03; 04; 51; 04; close", "capture/midstream note @first");
    expect_story("first: open midstream; 03; 04; keep 31; orphan: 51; close", "capture/midstream note @first",
                 "reply/orphan warning settings 2 @orphan");
}

static void test_one_direction_alone_tells_nothing_of_replies(void)
{
    expect_story("first: open oneway=up; 01; 05; 03; 51; keep 0; +400 clock; close", "capture/one-way note @first");
    expect_story("first: open oneway=down; 02; 06; 04; 52; 34; 36; 04; +1000 clock; close", "capture/one-way note @first");
}

static void test_failures_are_notes_with_the_step_of_the_reply(void)
{
    expect_story("open; 01; no: 02 login_result=1; close", "reply/refused note power-on 3 @no");
    expect_story(POWER_ON "31; no: 32 auth_result=0 auth_failure=3; close", "reply/refused note card 4 @no");
    expect_story(POWER_ON "31 start_mode=3; no: 32 auth_result=0 auth_failure=3; close", "reply/refused note vin 4 @no");
    expect_story(POWER_ON "34; 33; 13; 36; no: 35 stop_result=0 stop_failure=3; close", "reply/refused note app 18 @no");
    expect_story(POWER_ON "42; no: 41 balance_result=2; close", "reply/refused note settings 2 @no");
    expect_story(POWER_ON "44; no: 43 card_sync_result=0 card_sync_failure=2; close", "reply/refused note settings 2 @no");
    expect_story(POWER_ON "52; no: 51 work_setting_result=0; close", "reply/refused note settings 2 @no");
    expect_story(POWER_ON "58; no: 57 billing_setting_result=0; close", "reply/refused note settings 2 @no");
    expect_story(POWER_ON "62; no: 63 lock_result=0; close", "reply/refused note settings 2 @no");
    expect_story(POWER_ON "92; no: 91 reboot_result=0; close", "reply/refused note settings 2 @no");
    expect_story(POWER_ON "94; no: 93 update_result=3; close", "reply/refused note settings 2 @no");
    expect_story(POWER_ON "A4; no: A3 start_result=0 start_failure=3; close", "reply/refused note parallel 2 @no");
}

/* */
static void test_data_of_all_guns_at_once_need_not_come(void)
{
    expect_clean(POWER_ON "12 gun=0; keep 35; 13 idle; keep 400; close");
    expect_story(POWER_ON "ask: 12 gun=1; keep 35; late: 13 idle; keep 400; close", "reply/late warning settings 2 @late");
}

static void test_a_result_above_one_is_a_failure(void)
{
    expect_story(POWER_ON "34; no: 33 start_result=5; close", "reply/refused note app 10 @no");
}

static void test_an_authorisation_without_result_and_reason_is_doubtful(void)
{
    expect_story(POWER_ON "31; odd: 32 auth_result=0; 13; 13 state=2; 3B; 40; close", "reply/doubtful note card 4 @odd");
}

static void test_a_setting_becomes_a_session_only_when_something_is_wrong(void)
{
    expect_story_sessions(POWER_ON "52; 51; close", "power-on complete");
    expect_story_sessions(POWER_ON "52; keep 310; close", "power-on complete", "settings unfinished");
    expect_story_sessions(POWER_ON "52; keep 31; 51; close", "power-on complete", "settings complete");
}

static void test_requests_end_with_their_connection(void)
{
    expect_clean(POWER_ON "52; close; +400 clock");
    expect_story(POWER_ON "52; close; open; 01; 02; 05; 06; 03; 04; orphan: 51; close",
                 "reply/orphan warning settings 2 @orphan");
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_one_unanswered_heartbeat_among_answered_ones_is_nothing),
        STORY(test_a_reply_is_missing_at_ten_times_its_limit_and_not_before),
        STORY(test_a_reply_is_missing_when_the_connection_ends_after_the_limit),
        STORY(test_a_reply_after_the_limit_is_late),
        STORY(test_a_reply_after_all_is_neither_late_nor_an_orphan),
        STORY(test_a_start_may_take_ninety_seconds),
        STORY(test_a_parallel_start_may_take_as_long),
        STORY(test_an_update_may_take_its_download_time_and_a_minute),
        STORY(test_limits_follow_the_settings),
        STORY(test_of_a_series_that_is_repeated_until_answered_only_the_last_is_missing),
        STORY(test_commands_that_nobody_asked_to_repeat_are_each_missing),
        STORY(test_a_reply_settles_all_earlier_repeats),
        STORY(test_a_reply_of_unknown_number_answers_the_oldest_command),
        STORY(test_a_reply_of_unknown_number_answers_the_latest_check_of_the_billing_model),
        STORY(test_a_reply_finds_its_request_by_number_whatever_came_between),
        STORY(test_a_swapped_number_is_as_good),
        STORY(test_replies_are_matched_by_pile_and_gun),
        STORY(test_any_realtime_data_of_the_gun_answers_its_call),
        STORY(test_a_reply_to_nothing_is_an_orphan),
        STORY(test_a_second_start_reply_within_the_replug_limit_is_no_orphan),
        STORY(test_a_damaged_reply_explains_its_absence),
        STORY(test_the_damage_names_the_request_that_it_left_unanswered),
        STORY(test_damage_elsewhere_explains_nothing),
        STORY(test_a_gap_after_the_limit_makes_the_absence_possible_only),
        STORY(test_a_damaged_request_excuses_the_reply),
        STORY(test_a_capture_from_the_middle_has_no_orphans_at_first),
        STORY(test_one_direction_alone_tells_nothing_of_replies),
        STORY(test_failures_are_notes_with_the_step_of_the_reply),
        STORY(test_data_of_all_guns_at_once_need_not_come),
        STORY(test_a_result_above_one_is_a_failure),
        STORY(test_an_authorisation_without_result_and_reason_is_doubtful),
        STORY(test_a_setting_becomes_a_session_only_when_something_is_wrong),
        STORY(test_requests_end_with_their_connection),
    };

    return run_suite("requests", stories, G_N_ELEMENTS(stories));
}
