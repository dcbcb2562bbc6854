/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The power-on flow and the group power-on/: rules.md, section 1, "flow/" and "power-on/"; the quirk Q-14. */
#include "flow_fixture.h"

#include <glib.h>

#define DIFFERS "06 billing_model_check=1; "

static void test_a_power_on_by_the_book_is_complete(void)
{
    expect_clean(POWER_ON "keep 100; close");
    expect_story_sessions(POWER_ON, "power-on complete");
    expect_clean("open; 01; 02; 05; " DIFFERS "09; 0A; 03; 04; keep 100; close");
    expect_story_sessions("open; 01; 02; 05; " DIFFERS "09; 0A; 03; 04", "power-on complete");
}

static void test_settings_between_the_login_and_the_check_are_normal(void)
{
    expect_clean("open; 01; 02; 56; 55; 52; 51; 05; 06; 03; 04; close");
}

static void test_a_model_that_differs_has_to_be_fetched_in_time(void)
{
    expect_clean("open; 01; 02; 05; " DIFFERS "03; 04; keep 28; 09; 0A; keep 60; close");
    expect_story("open; 01; 02; 05; differs: " DIFFERS "03; 04; keep 31; 09; 0A; keep 60; close",
                 "power-on/model-not-fetched error power-on 7 @differs");
    expect_story("open; 01; 02; 05; differs: " DIFFERS "03; 04; keep 100; close",
                 "power-on/model-not-fetched error power-on 7 @differs");
}

static void test_a_model_that_differs_has_to_be_fetched_before_a_charge(void)
{
    expect_story("open; 01; 02; 05; differs: " DIFFERS "03; 04; 34; 33; 09; 0A; close",
                 "power-on/model-not-fetched error power-on 7 @differs");
    expect_story("open; 01; 02; 05; differs: " DIFFERS "03; 04; 31; 32; 09; 0A; close",
                 "power-on/model-not-fetched error power-on 7 @differs");
}

static void test_a_pushed_model_is_as_good_as_a_fetched_one(void)
{
    expect_clean("open; 01; 02; 05; " DIFFERS "58; 57; 03; 04; 34; 33; close");
    expect_story("open; 01; 02; 05; differs: " DIFFERS "58; no: 57 billing_setting_result=0; 03; 04; keep 31; close",
                 "reply/refused note settings 2 @no", "power-on/model-not-fetched error power-on 7 @differs");
}

static void test_a_model_pushed_after_the_login_replaces_the_check(void)
{
    expect_clean("open; 01; 02; 58; 57; 03; 04; keep 100; 34; 33; close");
    expect_story_sessions("open; 01; 02; 58; 57; 03; 04", "power-on complete");
    /* until it comes the pile repeats its login */
    expect_clean("open; 01; 02; +9 01; 02; +9 01; 02; 58; 57; 03; 04; keep 100; close");
}

static void test_a_model_fetched_without_need_is_a_note(void)
{
    expect_story("open; 01; 02; 05; 06; again: 09; 0A; 03; 04; close", "power-on/model-refetched note power-on 7 @again");
}

static void test_a_skipped_check_is_a_missing_step(void)
{
    expect_story("open; 01; 02; beat: 03; 04; keep 70", "flow/step-missing error power-on 4 @beat");
    expect_story("open; 01; 02; beat: 03; 04; keep 20; close", "flow/step-missing error power-on 4 @beat");
    expect_story("open; 01; 02; beat: 03; 04; keep 20; end: finish", "capture/cut-off note @end");
}

static void test_a_check_before_the_login_reply_is_early(void)
{
    expect_story("open; 01; early: 05; 02; 06; 03; 04; close", "flow/step-order error power-on 4 @early");
}

static void test_a_heartbeat_before_the_check_is_a_note(void)
{
    expect_story("open; 01; 02; early: 03; 04; 05; 06; keep 30; close", "flow/step-order note power-on 9 @early");
    expect_story_sessions("open; 01; 02; 03; 04; 05; 06", "power-on complete");
}

static void test_a_request_for_the_model_before_the_check_reply_is_early(void)
{
    expect_story("open; 01; 02; 05; early: 09; " DIFFERS "0A; 03; 04; close", "flow/step-order error power-on 7 @early");
}

static void test_requests_may_be_repeated_until_they_are_answered(void)
{
    expect_clean("open; 01; +5 01; +5 02; 05; +5 05; +5 " DIFFERS "09; +5 09; 0A; 03; 04; close");
}

static void test_a_repeat_after_the_answer_is_one_too_many(void)
{
    expect_story("open; 01; 02; 05; 06; again: 05; 06; 03; 04; close", "flow/step-repeated warning power-on 4 @again");
    expect_story("open; 01; 02; 05; " DIFFERS "09; 0A; again: 09; 0A; 03; 04; close",
                 "flow/step-repeated warning power-on 7 @again");
    expect_story("open; 01; 02; 05; 06; again: 01; 02; 05; 06; 03; 04; close", "flow/step-repeated warning power-on 1 @again");
    /* What came before the second login is not missing after it. */
    expect_story("open; 01; 02; 05; " DIFFERS "again: 01; 02; 09; 0A; 03; 04; close",
                 "flow/step-repeated warning power-on 1 @again");
}

static void test_a_connection_that_closes_too_early_leaves_the_power_on_unfinished(void)
{
    expect_story("open; last: 01; close", "flow/unfinished warning power-on 10 @last");
    expect_story("open; 01; 02; last: 05; close", "flow/unfinished warning power-on 10 @last");
    expect_story("open; 01; 02; 05; last: 06; close", "flow/unfinished warning power-on 10 @last");
    expect_story_sessions("open; 01; 02; 05; 06; close", "power-on unfinished");
}

static void test_an_error_that_explains_it_is_enough(void)
{
    expect_story("open; last: 01; +31 close", "reply/missing error power-on 3 @last");
    expect_story("open; 01; 02; 05; bad: 06 crc=bad; +31 close", "frame/crc error @bad");
}

static void test_a_power_on_is_unfinished_when_other_business_goes_on_for_a_minute(void)
{
    expect_story("open; 01; 02; 05; last: 06; 13 idle; +50 13 idle; +11 13 idle; 03; 04; close",
                 "flow/unfinished warning power-on 10 @last");
    expect_clean("open; 01; 02; 05; 06; 13 idle; +50 13 idle; 03; 04; close");
    expect_clean("open; 01; 02; 05; 06; +100 03; 04; close");
}

static void test_a_refused_login_ends_the_power_on(void)
{
    expect_story("open; 01; no: 02 login_result=1; close", "reply/refused note power-on 3 @no");
    expect_story_sessions("open; 01; 02 login_result=1; close", "power-on refused");
}

static void test_stored_data_may_come_before_or_after_the_check(void)
{
    expect_clean("open; 01; 02; 3B serial=X start_source=4; 40; 05; 06; 03; 04; close");
    expect_clean("open; 01; 02; 05; 06; 3B serial=X start_source=4; 40; 03; 04; close");
    expect_clean("open; 01; 02; 05; " DIFFERS "09; 0A; 13 serial=X; 3B serial=X; 40; 03; 04; close");
    expect_story_sessions("open; 01; 02; 05; 06; 3B serial=X start_source=4; 40; 03; 04; close", "power-on complete",
                          "offline complete");
}

static void test_a_charge_without_a_known_model_is_an_error(void)
{
    expect_story("open; 01; 02; beat: 03; 04; start: 34; 33; close", "power-on/charge-without-model error app 8 @start",
                 "flow/step-missing error power-on 4 @beat");
    expect_story("open; 01; 02; beat: 03; 04; 31; start: 32; close", "power-on/charge-without-model error card 4 @start",
                 "flow/step-missing error power-on 4 @beat");
}

static void test_a_parallel_charge_needs_a_model_too(void)
{
    expect_story("open; 01; 02; beat: 03; 04; start: A4; A3; close", "power-on/charge-without-model error parallel 1 @start",
                 "flow/step-missing error power-on 4 @beat");
    expect_story("open; 01; 02; beat: 03; 04; A1; start: A2; close", "power-on/charge-without-model error parallel 2 @start",
                 "flow/step-missing error power-on 4 @beat");
}

static void test_a_refused_card_needs_no_model(void)
{
    expect_story("open; 01; 02; beat: 03; 04; 31; no: 32 auth_result=0 auth_failure=1; close", "reply/refused note card 4 @no",
                 "flow/step-missing error power-on 4 @beat");
}

static void test_a_model_is_known_from_an_earlier_connection(void)
{
    expect_story(POWER_ON "close; open; 01; 02; beat: 03; 04; 34; 33; close", "flow/step-missing error power-on 4 @beat");
}

static void test_a_gap_where_the_model_may_have_been_makes_its_absence_possible_only(void)
{
    expect_story("open; 01; 02; 05; " DIFFERS "09; hole: gap from=down; 03; 04; start: 34; 33; close", "capture/gap note @hole",
                 "power-on/charge-without-model error possible app 8 @start");
}

static void test_across_a_gap_no_step_is_missed(void)
{
    expect_story("open; 01; 02; hole: gap; 03; 04; keep 70; close", "capture/gap note @hole");
}

static void test_what_was_before_the_capture_is_not_judged(void)
{
    expect_story("first: open midstream; 03; 04; 34; 33; keep 80; close", "capture/midstream note @first");
}

static void test_a_login_within_a_capture_from_the_middle_is_judged(void)
{
    expect_story("first: open midstream; 03; 04; 01; 02; beat: 03; 04; keep 70; close", "capture/midstream note @first",
                 "flow/step-missing error power-on 4 @beat");
}

static void test_what_one_direction_does_not_show_is_not_judged(void)
{
    expect_story("first: open oneway=up; 01; 03; +5 03; +5 03; +65 clock; close", "capture/one-way note @first");
    expect_story("first: open oneway=down; 02; 04; 34; 04; +70 clock; close", "capture/one-way note @first");
}

static void test_piles_that_share_a_connection_have_their_own_power_on(void)
{
    expect_clean("open; 01 pile=A; 02 pile=A; 01 pile=B; 05 pile=A; 02 pile=B; 06 pile=A; 05 pile=B; 03 pile=A; 06 pile=B;"
                 "04 pile=A; 03 pile=B; 04 pile=B; 34 pile=B; 33 pile=B; close");
    expect_story_sessions("open; 01 pile=A; 02 pile=A; 01 pile=B; 05 pile=A; 02 pile=B; 06 pile=A; 05 pile=B; 03 pile=A;"
                          "06 pile=B; 04 pile=A; 03 pile=B; 04 pile=B; close",
                          "power-on complete", "power-on complete");
}

static void test_a_login_that_cannot_be_read_counts_as_successful(void)
{
    expect_story("open; up: 01 encryption=1 body=32; down: 02 encryption=1 body=16; 05; 06; 03; 04; 13 idle; keep 70; close",
                 "frame/encrypted note @up", "frame/encrypted note @down");
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_power_on_by_the_book_is_complete),
        STORY(test_settings_between_the_login_and_the_check_are_normal),
        STORY(test_a_model_that_differs_has_to_be_fetched_in_time),
        STORY(test_a_model_that_differs_has_to_be_fetched_before_a_charge),
        STORY(test_a_pushed_model_is_as_good_as_a_fetched_one),
        STORY(test_a_model_pushed_after_the_login_replaces_the_check),
        STORY(test_a_model_fetched_without_need_is_a_note),
        STORY(test_a_skipped_check_is_a_missing_step),
        STORY(test_a_check_before_the_login_reply_is_early),
        STORY(test_a_heartbeat_before_the_check_is_a_note),
        STORY(test_a_request_for_the_model_before_the_check_reply_is_early),
        STORY(test_requests_may_be_repeated_until_they_are_answered),
        STORY(test_a_repeat_after_the_answer_is_one_too_many),
        STORY(test_a_connection_that_closes_too_early_leaves_the_power_on_unfinished),
        STORY(test_an_error_that_explains_it_is_enough),
        STORY(test_a_power_on_is_unfinished_when_other_business_goes_on_for_a_minute),
        STORY(test_a_refused_login_ends_the_power_on),
        STORY(test_stored_data_may_come_before_or_after_the_check),
        STORY(test_a_charge_without_a_known_model_is_an_error),
        STORY(test_a_parallel_charge_needs_a_model_too),
        STORY(test_a_refused_card_needs_no_model),
        STORY(test_a_model_is_known_from_an_earlier_connection),
        STORY(test_a_gap_where_the_model_may_have_been_makes_its_absence_possible_only),
        STORY(test_across_a_gap_no_step_is_missed),
        STORY(test_what_was_before_the_capture_is_not_judged),
        STORY(test_a_login_within_a_capture_from_the_middle_is_judged),
        STORY(test_what_one_direction_does_not_show_is_not_judged),
        STORY(test_piles_that_share_a_connection_have_their_own_power_on),
        STORY(test_a_login_that_cannot_be_read_counts_as_successful),
    };

    return run_suite("power_on", stories, G_N_ELEMENTS(stories));
}
