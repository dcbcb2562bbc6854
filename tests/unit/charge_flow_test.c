/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The flows of charges, by app, card and VIN: rules.md, sections 1, 3 and 5, and "flow/". */
#include "flow_fixture.h"

#include <glib.h>
#include <string.h>

#define START_BY_APP  "34; +2 33; 15; 17; +3 13; 23; 25; "
#define START_BY_CARD "31; 32; +2 15; 17; +3 13; 23; 25; "
#define STOP_BY_APP   "36; 35; 13 state=2; 19; 1D; "
#define RECORD        "+1 3B; 40; "

static void test_a_charge_by_app_is_complete(void)
{
    expect_clean(POWER_ON START_BY_APP "charge 300 bms=1;" STOP_BY_APP RECORD "keep 60; close");
    expect_story_sessions(POWER_ON START_BY_APP "charge 300 bms=1;" STOP_BY_APP RECORD, "power-on complete", "app complete");
}

static void test_a_session_lists_its_steps_with_the_numbers_of_the_diagram(void)
{
    static const struct {
        uint8_t step, code;
    } expected[] = {{8, 0x34},  {10, 0x33}, {11, 0x15}, {11, 0x17}, {12, 0x13}, {11, 0x23}, {11, 0x25},
                    {16, 0x36}, {18, 0x35}, {21, 0x19}, {11, 0x1D}, {22, 0x3B}, {24, 0x40}};
    flow_story *story = story_begin();
    const ykc_session *session;

    tell(story, POWER_ON "start: " START_BY_APP "charge 300 bms=1;" STOP_BY_APP "+1 3B; end: 40");
    session = story_session(story, 2);
    CU_ASSERT_PTR_NOT_NULL_FATAL(session);
    CU_ASSERT_EQUAL_FATAL(session->step_count, G_N_ELEMENTS(expected));
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        CU_ASSERT_EQUAL(session->steps[i].step, expected[i].step);
        CU_ASSERT_EQUAL(session->steps[i].code, expected[i].code);
    }
    CU_ASSERT_EQUAL(session->started.packet, story_packet(story, "start"));
    CU_ASSERT_EQUAL(session->ended.packet, story_packet(story, "end"));
    story_end(story);
}

static void test_an_ac_pile_charges_without_bms(void)
{
    expect_clean(POWER_ON_AC "34; 33; +5 13; charge 300; 36; 35; 13 state=2;" RECORD "close");
    expect_story_sessions(POWER_ON_AC "34; 33; +5 13; charge 300; 36; 35; 13 state=2;" RECORD, "power-on complete",
                          "app complete");
}

static void test_a_charge_by_card_is_complete(void)
{
    expect_clean(POWER_ON START_BY_CARD "charge 300 bms=1; 21; 19; 13 state=2; " RECORD "close");
    expect_story_sessions(POWER_ON START_BY_CARD "charge 300 bms=1; 21; 19; 13 state=2; " RECORD, "power-on complete",
                          "card complete");
}

static void test_a_charge_by_vin_is_a_flow_of_its_own_name(void)
{
    expect_clean(POWER_ON "31 start_mode=3; 32; 15; 17; 13; 23; 25; charge 60 bms=1; 1D; 19; 13 state=2; " RECORD "close");
    expect_story_sessions(POWER_ON "31 start_mode=3; 32; 15; 17; 13; 23; 25; charge 60 bms=1; 1D; 19; 13 state=2; " RECORD,
                          "power-on complete", "vin complete");
}

static void test_a_refused_card_is_a_refused_session(void)
{
    expect_story_sessions(POWER_ON "31; 32 auth_result=0 auth_failure=3; 31; 32 auth_result=0 auth_failure=3; close",
                          "power-on complete", "card refused", "card refused");
}

static void test_a_parallel_charge_is_a_flow_of_its_own(void)
{
    expect_story_sessions(POWER_ON "A1; A2; 15; 17; 13; 23; 25; charge 60 bms=1; 1D; 19; 13 state=2; " RECORD "close",
                          "power-on complete", "parallel complete");
    expect_story_sessions(POWER_ON "A4; A3; 15; 17; 13; 23; 25; charge 60 bms=1; 1D; 19; 13 state=2; " RECORD "close",
                          "power-on complete", "parallel complete");
}

static void test_a_stop_command_needs_a_reply(void)
{
    expect_story(POWER_ON START_BY_APP "stop: 36; charge 301 bms=1; close", "reply/missing error app 18 @stop");
}

static void test_in_a_charge_by_card_the_stop_carries_the_number_of_the_app_flow(void)
{
    expect_clean(POWER_ON START_BY_CARD "charge 30 bms=1; " STOP_BY_APP RECORD "close");
    expect_story(POWER_ON START_BY_CARD "stop: 36; charge 301 bms=1; close", "reply/missing error card 18 @stop");
}

static void test_a_charge_by_app_may_be_stopped_by_card_or_end_by_itself(void)
{
    expect_clean(POWER_ON START_BY_APP "charge 60 bms=1; 21; 19; 13 state=2; " RECORD "close");
    expect_clean(POWER_ON START_BY_APP "charge 60 bms=1; 1D; 19; 13 state=2; " RECORD "close");
}

static void test_the_platform_may_insist_on_stopping(void)
{
    expect_clean(POWER_ON START_BY_APP "charge 60 bms=1; 36; keep 5; 36; keep 5; " STOP_BY_APP RECORD "keep 310; close");
}

static void test_a_dc_pile_has_to_send_bms_data(void)
{
    expect_story(POWER_ON "34; 33; later: +5 13; charge 300; 36; 35; 13 state=2; " RECORD "close",
                 "flow/step-missing error app 11 @later");
}

static void test_the_handshake_is_a_step_of_its_own_frame(void)
{
    expect_story(POWER_ON "34; 33; later: 17; 13; 23; 25; charge 60 bms=1; " STOP_BY_APP RECORD "close",
                 "flow/step-missing error app 11 @later");
}

static void test_the_end_statistics_are_due_where_the_bms_reported(void)
{
    expect_story(POWER_ON START_BY_APP "charge 60 bms=1; 36; 35; 13 state=2; record: 3B; 40; close",
                 "flow/step-missing error app 21 @record");
    expect_clean(POWER_ON "34; 33; 15; 13; 36; 35; 13 state=2; 3B; 40; close");
}

static void test_frames_of_step_eleven_come_in_order(void)
{
    expect_story(POWER_ON "34; 33; early: 17; 15; 13; 23; 25; charge 60 bms=1; " STOP_BY_APP RECORD "close",
                 "flow/step-order error app 11 @early");
    expect_story(POWER_ON "34; 33; 15; 13; early: 23; 17; 25; charge 60 bms=1; " STOP_BY_APP RECORD "close",
                 "flow/step-order error app 11 @early");
    /* the same, before the first report that it charges */
    expect_story(POWER_ON "34; 33; 15; early: 23; 17; 25; 13; charge 60 bms=1; " STOP_BY_APP RECORD "close",
                 "flow/step-order error app 11 @early");
}

static void test_the_order_of_eleven_is_not_required_of_a_charge_that_never_charged(void)
{
    expect_clean(POWER_ON "34; 33; 17; 15; 3B; 40; close");
}

static void test_eleven_and_twelve_come_in_either_order_and_before_a_deferred_ten(void)
{
    expect_clean(POWER_ON "34; 13; 33; 15; 17; 23; 25; charge 60 bms=1; " STOP_BY_APP RECORD "close");
    expect_clean(POWER_ON "34; 15; 17; 33; 13; 23; 25; charge 60 bms=1; " STOP_BY_APP RECORD "close");
}

static void test_a_record_before_the_end_statistics_is_early(void)
{
    expect_story(POWER_ON START_BY_APP "charge 60 bms=1; 36; 35; 13 state=2; early: 3B; 19; 40; close",
                 "flow/step-order error app 22 @early");
    expect_story(POWER_ON START_BY_CARD "charge 60 bms=1; 21; 13 state=2; early: 3B; 19; 40; close",
                 "flow/step-order error card 14 @early");
}

static void test_the_end_statistics_may_come_before_or_after_the_abort(void)
{
    expect_clean(POWER_ON START_BY_APP "36; 35; 19; 1D; 13 state=2; " RECORD "close");
    expect_clean(POWER_ON START_BY_APP "36; 35; 1D; 19; 13 state=2; " RECORD "close");
}

static void test_steps_that_happen_once(void)
{
    expect_story(POWER_ON "34; 33; again: 34; 33; 13; 13 state=2; 3B; 40; close", "flow/step-repeated warning app 8 @again");
    expect_story(POWER_ON "31; 32; 31; again: 32; 13; 13 state=2; 3B; 40; close", "flow/step-repeated warning card 4 @again");
    expect_story(POWER_ON START_BY_APP "charge 60 bms=1; 36; 35; 13 state=2; 19; again: 19; 3B; 40; close",
                 "flow/step-repeated warning app 21 @again");
}

static void test_a_record_may_be_repeated_until_it_is_confirmed(void)
{
    expect_clean(POWER_ON_AC "34; 33; 13; 13 state=2; 3B; keep 30; 3B; keep 30; 3B; 40; close");
}

static void test_the_next_start_of_the_gun_leaves_a_charge_unfinished(void)
{
    expect_story(POWER_ON "34; 33; last: 13; keep 60; 34 serial=B; 33; close", "flow/unfinished warning app 24 @last");
    expect_story(POWER_ON "31; 32; last: 13; keep 60; 34 serial=B; 33; close", "flow/unfinished warning card 16 @last");
    expect_story(POWER_ON "34; 33; last: 13; keep 60; 31 serial=B; 32; close", "flow/unfinished warning app 24 @last");
    expect_story_sessions(POWER_ON "34; 33; 13; keep 60; 34 serial=B; 33; 13; 13 state=2; 3B; 40; close", "power-on complete",
                          "app unfinished", "app complete");
}

static void test_a_refused_card_is_no_start_of_the_gun(void)
{
    expect_story(POWER_ON "34; 33; 13; 31; no: 32 serial=B auth_result=0 auth_failure=1; 13 serial=A; 13 state=2; 3B; 40; close",
                 "reply/refused note card 4 @no");
}

static void test_a_start_that_is_refused_because_the_gun_charges_does_not_end_the_charge(void)
{
    expect_story(POWER_ON
                 "34; 33; 13; busy: 34 serial=B; no: 33 start_result=0 start_failure=2; 13 serial=A; 13 state=2; 3B; 40; close",
                 "charge/gun-busy error app 8 @busy", "reply/refused note app 10 @no");
}

static void test_a_charge_is_given_up_after_an_hour_without_a_frame(void)
{
    expect_story(POWER_ON "34; 33; last: 13; keep 3610", "flow/unfinished warning app 24 @last");
    expect_clean(POWER_ON "34; 33; 13; keep 3580");
    expect_story(POWER_ON "34; 33; 13; last: 13 state=2; close; +3601 clock", "flow/unfinished warning app 24 @last");
    expect_story_with(NULL, "resume=100", POWER_ON "34; 33; 13; last: 13 state=2; keep 101",
                      "flow/unfinished warning app 24 @last");
}

static void test_an_unconfirmed_record_explains_why_a_charge_is_unfinished(void)
{
    expect_story(POWER_ON "34; 33; 13; 13 state=2; last: 3B; keep 310; 34 serial=B; 33; close",
                 "reply/missing error app 24 @last");
}

static void test_a_record_that_still_waits_when_the_next_charge_starts_is_told_once(void)
{
    flow_story *story = story_begin();

    tell(story, POWER_ON "34; 33; 13; 13 state=2; last: 3B; keep 60; 34 serial=B; 33; 13; 13 state=2; 3B; 40; keep 310; close");
    expect_findings(story, "reply/missing error app 24 @last");
    CU_ASSERT_EQUAL(story_broken_promises(story), 0);
    story_end(story);
}

static void test_a_card_may_be_held_twice_and_an_authorisation_come_unasked(void)
{
    expect_clean(POWER_ON "31; keep 5; 31; 32; 13; 13 state=2; 3B; 40; keep 310; close");
    expect_story(POWER_ON "odd: 32; 13; 13 state=2; 3B; 40; close", "reply/orphan warning card 4 @odd");
}

static void test_a_card_that_asks_again_for_what_was_granted_begins_no_other_charge(void)
{
    expect_story(POWER_ON "31; 32; +4 31; again: 32; 13; 13 state=2; 3B; 40; keep 3700; close",
                 "flow/step-repeated warning card 4 @again");
    expect_story_sessions(POWER_ON "31; 32; +4 31; 32; 13; 13 state=2; 3B; 40; keep 3700; close", "power-on complete",
                          "card complete");
    /* Another answer is another charge. */
    expect_story_sessions(POWER_ON "31; 32; +4 31; 32 serial=B; 13; 13 state=2; 3B; 40; close", "power-on complete",
                          "card unfinished", "card complete");
}

static void test_a_charge_survives_a_reconnection(void)
{
    flow_story *story = story_begin();
    const ykc_session *session;

    tell(story, POWER_ON START_BY_APP "charge 60 bms=1; close; +5 " POWER_ON "13; charge 60 bms=1; " STOP_BY_APP RECORD "close");
    expect_nothing(story);
    expect_sessions(story, "power-on complete", "app complete", "power-on complete");
    session = story_session(story, 2);
    CU_ASSERT_EQUAL(session->connection_count, 2);
    CU_ASSERT_EQUAL(session->connections[0], 1);
    CU_ASSERT_EQUAL(session->connections[1], 2);
    story_end(story);
}

static void test_a_charge_goes_on_although_its_old_connection_is_still_open(void)
{
    expect_clean(POWER_ON START_BY_APP "charge 60 bms=1; +5 " POWER_ON "13; charge 60 bms=1; " STOP_BY_APP RECORD
                                       "close; close on=1");
}

/* "A record uploaded between login and step 9 belongs to a charge that may have ended offline: step 21 is not required." */
static void test_a_record_between_login_and_heartbeat_needs_no_end_statistics(void)
{
    expect_clean(POWER_ON START_BY_APP "charge 60 bms=1; close; +10 open; 01; 02; 3B; 40; 05; 06; 03; 04; close");
    expect_clean(POWER_ON START_BY_APP "charge 60 bms=1; close; +10 open; 01; 02; 05; 06; 3B; 40; 03; 04; close");
    expect_story_sessions(POWER_ON START_BY_APP "charge 60 bms=1; close; +60 open; 01; 02; 3B; 40; 05; 06; 03; 04; close",
                          "power-on complete", "app complete", "power-on complete");
}

static void test_guns_charge_side_by_side(void)
{
    expect_clean(POWER_ON "34 gun=1; 34 gun=2; 33 gun=2; 33 gun=1; 15 gun=1; 15 gun=2; 17 gun=2; 17 gun=1; 13 gun=1; 13 gun=2;"
                          "23 gun=1; 23 gun=2; 25 gun=2; 25 gun=1; 36 gun=2; 35 gun=2; 13 gun=2 state=2; 19 gun=2; 3B gun=2;"
                          "40 gun=2; 13 gun=1; 36 gun=1; 35 gun=1; 13 gun=1 state=2; 19 gun=1; 3B gun=1; 40 gun=1; close");
    expect_story(POWER_ON "34 gun=1; 33 gun=1; 34 gun=2; 33 gun=2; 13 gun=1; 13 gun=2; stop: 36 gun=2; 36 gun=1; end: 35 gun=1;"
                          "keep 301; close",
                 "reply/missing error app 18 @stop", "record/missing error app 22 @end");
    expect_story_sessions(POWER_ON "34 gun=1; 33 gun=1; 34 gun=2; 33 gun=2; 13 gun=1; 13 gun=2; 3B gun=2; 40 gun=2; 3B gun=1;"
                                   "40 gun=1; close",
                          "power-on complete", "app complete", "app complete gun 2");
}

static void test_piles_charge_side_by_side_on_one_connection(void)
{
    expect_clean(POWER_ON "01 pile=B; 02 pile=B; 05 pile=B; 06 pile=B; 03 pile=B; 04 pile=B; 34 pile=A; 34 pile=B; 33 pile=B;"
                          "33 pile=A; 13 pile=A; 13 pile=B; 3B pile=B; 40 pile=B; 3B pile=A; 40 pile=A; close");
}

static void test_a_charge_that_began_before_the_capture_is_unknown(void)
{
    expect_story("first: open midstream; 13; 23; 25; charge 60 bms=1; 36; 35; 13 state=2; 3B; 40; keep 60; close",
                 "capture/midstream note @first");
    expect_story_sessions("open midstream; 13; 23; 25; charge 60 bms=1; 36; 35; 19; 13 state=2; 3B; 40; keep 60; close",
                          "unknown complete");
    expect_story("first: open midstream; 13; stop: 36; charge 301; close", "capture/midstream note @first",
                 "reply/missing error unknown 18 @stop");
}

static void test_a_charge_resumed_by_a_pile_whose_past_is_not_known_is_not_judged(void)
{
    expect_clean(POWER_ON "13; 23; 25; charge 60 bms=1; 36; 35; 13 state=2; 3B; 40; close");
}

static void test_an_offline_record_is_a_session_of_its_own(void)
{
    expect_clean(POWER_ON "3B start_source=4; 40; keep 60; close");
    expect_story_sessions(POWER_ON "3B start_source=4; 40; close", "power-on complete", "offline complete");
}

static void test_a_start_that_fails_is_refused_and_with_a_record_aborted(void)
{
    expect_story_sessions(POWER_ON "34; 33 start_result=0 start_failure=3; keep 100", "power-on complete", "app refused");
    expect_story_sessions(POWER_ON "34; 33 start_result=0 start_failure=3; 3B stop_reason=0x4B; 40; close", "power-on complete",
                          "app aborted");
    expect_story(POWER_ON "34; no: 33 start_result=0 start_failure=3; 3B stop_reason=0x4B; 40; close",
                 "reply/refused note app 10 @no");
}

static void test_a_gun_that_is_plugged_in_late_charges_after_all(void)
{
    expect_story(POWER_ON_AC
                 "34; no: 33 start_result=0 start_failure=5; keep 30; 33 seq=own; 13; charge 60; 36; 35; 13 state=2;" RECORD
                 "close",
                 "reply/refused note app 10 @no");
    expect_story_sessions(POWER_ON_AC "34; 33 start_result=0 start_failure=5; keep 30; 33 seq=own; 13; charge 60; 36; 35;"
                                      "13 state=2;" RECORD "close",
                          "power-on complete", "app complete");
}

static void test_a_charge_that_a_fault_ended_is_aborted(void)
{
    expect_story_sessions(POWER_ON START_BY_APP "charge 60 bms=1; 1B; 21; 19; 13 state=2; 3B stop_reason=0x84; 40; close",
                          "power-on complete", "app aborted");
}

static void test_frames_that_name_a_charge_that_is_over_begin_no_other(void)
{
    expect_story_sessions(POWER_ON START_BY_APP "charge 60 bms=1; 36; 35; 19; 13 state=2; 3B; 40; 13 state=2; 1D; close",
                          "power-on complete", "app complete");
    expect_clean(POWER_ON START_BY_APP "charge 60 bms=1; 36; 35; 19; 13 state=2; 3B; 40; 13 state=2; 1D; finish");
}

static void test_across_a_gap_order_and_absence_are_not_judged(void)
{
    expect_story(POWER_ON START_BY_APP "hole: gap; charge 60 bms=1; 36; 35; 13 state=2; 3B; 40; close", "capture/gap note @hole");
    expect_story(POWER_ON "34; 33; hole: gap; 13; charge 60 bms=1; " STOP_BY_APP RECORD "close", "capture/gap note @hole");
}

static void test_a_damaged_step_is_no_missing_step(void)
{
    expect_story(POWER_ON START_BY_APP "charge 60 bms=1; 36; 35; 13 state=2; bad: 19 crc=bad; 3B; 40; close",
                 "frame/crc error @bad");
    expect_story(POWER_ON "34; 33; bad: 15 crc=bad; 17; 13; 23; 25; charge 60 bms=1; " STOP_BY_APP RECORD "close",
                 "frame/crc error @bad");
}

static void test_a_gap_on_another_connection_changes_nothing(void)
{
    expect_story(POWER_ON START_BY_APP "charge 60 bms=1; open; 01 pile=B; 02 pile=B; hole: gap on=2; 36 on=1; 35 on=1;"
                                       "13 on=1 state=2; record: 3B on=1; 40 on=1; close on=1; 05 pile=B; 06 pile=B; 03 pile=B;"
                                       "04 pile=B; close",
                 "capture/gap note @hole", "flow/step-missing error app 21 @record");
}

static void test_frames_of_step_eleven_are_no_steps_of_standby(void)
{
    expect_clean(POWER_ON "13 idle; keep 100; 13 idle; 61; keep 100; 13 idle; close");
    expect_story_sessions(POWER_ON "13 idle; 13 idle; 61; close", "power-on complete");
}

static void test_the_record_says_what_a_session_delivered(void)
{
    flow_story *story = story_begin();
    const ykc_session *session;

    tell(story,
         POWER_ON_AC "34; 33; 13 energy=1.5 amount=2.5; 13 state=2; 3B total_energy=3.25 total_amount=4.75 stop_reason=69; 40");
    session = story_session(story, 2);
    CU_ASSERT_PTR_NOT_NULL_FATAL(session);
    CU_ASSERT_EQUAL(session->energy_1e4kwh, 32500);
    CU_ASSERT_EQUAL(session->amount_1e4yuan, 47500);
    CU_ASSERT_EQUAL(session->stop_reason, 69);
    story_end(story);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_charge_by_app_is_complete),
        STORY(test_a_session_lists_its_steps_with_the_numbers_of_the_diagram),
        STORY(test_an_ac_pile_charges_without_bms),
        STORY(test_a_charge_by_card_is_complete),
        STORY(test_a_charge_by_vin_is_a_flow_of_its_own_name),
        STORY(test_a_refused_card_is_a_refused_session),
        STORY(test_a_parallel_charge_is_a_flow_of_its_own),
        STORY(test_a_stop_command_needs_a_reply),
        STORY(test_in_a_charge_by_card_the_stop_carries_the_number_of_the_app_flow),
        STORY(test_a_charge_by_app_may_be_stopped_by_card_or_end_by_itself),
        STORY(test_the_platform_may_insist_on_stopping),
        STORY(test_a_dc_pile_has_to_send_bms_data),
        STORY(test_the_handshake_is_a_step_of_its_own_frame),
        STORY(test_the_end_statistics_are_due_where_the_bms_reported),
        STORY(test_frames_of_step_eleven_come_in_order),
        STORY(test_the_order_of_eleven_is_not_required_of_a_charge_that_never_charged),
        STORY(test_eleven_and_twelve_come_in_either_order_and_before_a_deferred_ten),
        STORY(test_a_record_before_the_end_statistics_is_early),
        STORY(test_the_end_statistics_may_come_before_or_after_the_abort),
        STORY(test_steps_that_happen_once),
        STORY(test_a_record_may_be_repeated_until_it_is_confirmed),
        STORY(test_the_next_start_of_the_gun_leaves_a_charge_unfinished),
        STORY(test_a_refused_card_is_no_start_of_the_gun),
        STORY(test_a_start_that_is_refused_because_the_gun_charges_does_not_end_the_charge),
        STORY(test_a_charge_is_given_up_after_an_hour_without_a_frame),
        STORY(test_an_unconfirmed_record_explains_why_a_charge_is_unfinished),
        STORY(test_a_record_that_still_waits_when_the_next_charge_starts_is_told_once),
        STORY(test_a_card_may_be_held_twice_and_an_authorisation_come_unasked),
        STORY(test_a_card_that_asks_again_for_what_was_granted_begins_no_other_charge),
        STORY(test_a_charge_survives_a_reconnection),
        STORY(test_a_charge_goes_on_although_its_old_connection_is_still_open),
        STORY(test_a_record_between_login_and_heartbeat_needs_no_end_statistics),
        STORY(test_guns_charge_side_by_side),
        STORY(test_piles_charge_side_by_side_on_one_connection),
        STORY(test_a_charge_that_began_before_the_capture_is_unknown),
        STORY(test_a_charge_resumed_by_a_pile_whose_past_is_not_known_is_not_judged),
        STORY(test_an_offline_record_is_a_session_of_its_own),
        STORY(test_a_start_that_fails_is_refused_and_with_a_record_aborted),
        STORY(test_a_gun_that_is_plugged_in_late_charges_after_all),
        STORY(test_a_charge_that_a_fault_ended_is_aborted),
        STORY(test_frames_that_name_a_charge_that_is_over_begin_no_other),
        STORY(test_across_a_gap_order_and_absence_are_not_judged),
        STORY(test_a_damaged_step_is_no_missing_step),
        STORY(test_a_gap_on_another_connection_changes_nothing),
        STORY(test_frames_of_step_eleven_are_no_steps_of_standby),
        STORY(test_the_record_says_what_a_session_delivered),
    };

    return run_suite("charge_flow", stories, G_N_ELEMENTS(stories));
}
