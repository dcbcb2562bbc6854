/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which side a finding is about, and what became of an order: what the reader of a report has to know first. */
#include <glib.h>
#include <string.h>

#include "catalog/types.h"
#include "report/held.h"
#include "report/ladder.h"
#include "report/order.h"
#include "report/side.h"
#include "suite.h"

static ykc_finding finding_of(ykc_rule_number rule)
{
    return (ykc_finding){.rule = &ykc_rules[rule], .severity = ykc_rules[rule].severity, .place = {.packet = 1}};
}

static void assert_side(const ykc_finding *finding, side_kind kind, bool absent, uint8_t code)
{
    side side = side_of(finding);

    CU_ASSERT_EQUAL(side.kind, kind);
    CU_ASSERT_EQUAL(side.absent, absent);
    CU_ASSERT_EQUAL(side.code, code);
}

static void test_a_missing_reply_is_the_answering_sides(void)
{
    ykc_finding stop = finding_of(YKC_RULE_REPLY_MISSING), record = finding_of(YKC_RULE_REPLY_MISSING);

    stop.code = YKC_TYPE_REMOTE_STOP; /* attached to the request, which the other side sent */
    stop.flow = YKC_FLOW_APP;
    stop.step = 18;
    stop.expected = (ykc_phrase){.id = YKC_PHRASE_REPLY_WITHIN, .numbers = {YKC_TYPE_REMOTE_STOP_REPLY}};
    assert_side(&stop, SIDE_PILE, true, YKC_TYPE_REMOTE_STOP_REPLY);
    record.code = YKC_TYPE_RECORD;
    record.flow = YKC_FLOW_APP;
    record.step = 24;
    record.expected = (ykc_phrase){.id = YKC_PHRASE_REPLY_WITHIN, .numbers = {YKC_TYPE_RECORD_CONFIRMATION}};
    assert_side(&record, SIDE_PLATFORM, true, YKC_TYPE_RECORD_CONFIRMATION);
}

static void test_a_flow_that_broke_off_is_about_what_never_came(void)
{
    ykc_finding finding = finding_of(YKC_RULE_FLOW_UNFINISHED);

    finding.flow = YKC_FLOW_CARD;
    finding.step = 16; /* the confirmation is the last step, but the record before it never came */
    finding.code = YKC_TYPE_CHARGING_END;
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_COMPLETE, .numbers = {16, YKC_TYPE_RECORD_CONFIRMATION}};
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_NEVER_CAME, .numbers = {YKC_TYPE_RECORD, YKC_TYPE_CHARGING_END}};
    assert_side(&finding, SIDE_PILE, true, YKC_TYPE_RECORD);
}

static void test_what_is_wrong_is_its_senders(void)
{
    ykc_finding start = finding_of(YKC_RULE_CHARGE_GUN_BUSY), crc = finding_of(YKC_RULE_FRAME_CRC);
    ykc_finding direction = finding_of(YKC_RULE_FRAME_DIRECTION), garbage = finding_of(YKC_RULE_FRAME_GARBAGE);

    start.code = YKC_TYPE_REMOTE_START;
    assert_side(&start, SIDE_PLATFORM, false, YKC_TYPE_REMOTE_START);
    crc.code = YKC_TYPE_BMS_DEMAND;
    assert_side(&crc, SIDE_PILE, false, YKC_TYPE_BMS_DEMAND);
    direction.code = YKC_TYPE_READ_REALTIME; /* the platform's, but the pile sent it */
    direction.seen.id = YKC_PHRASE_FROM_PILE;
    assert_side(&direction, SIDE_PILE, false, YKC_TYPE_READ_REALTIME);
    garbage.sender = YKC_SENDER_PLATFORM;
    assert_side(&garbage, SIDE_PLATFORM, false, 0);
    garbage.sender = YKC_SENDER_UNKNOWN;
    assert_side(&garbage, SIDE_UNKNOWN, false, 0);
}

static void test_nobody_is_named_for_what_is_wrong_with_the_capture(void)
{
    for (int rule = 0; rule < YKC_RULE_COUNT; rule++) {
        ykc_finding finding = finding_of((ykc_rule_number)rule);

        finding.code = YKC_TYPE_HEARTBEAT;
        if (g_str_has_prefix(ykc_rules[rule].id, "capture/"))
            assert_side(&finding, SIDE_CAPTURE, false, 0);
        else
            CU_ASSERT_NOT_EQUAL(side_of(&finding).kind, SIDE_CAPTURE);
    }
}

static void test_what_the_capture_lacks_is_not_said_not_to_have_been_sent(void)
{
    ykc_finding finding = finding_of(YKC_RULE_REPLY_MISSING);
    side side;
    g_autofree char *certain = NULL, *possible = NULL;

    finding.flow = YKC_FLOW_APP;
    finding.step = 18;
    side = side_of(&finding);
    certain = side_describe(&side, YKC_ENGLISH);
    CU_ASSERT_STRING_EQUAL(certain, "the pile did not send 0x35 Remote stop reply");
    finding.certainty = YKC_POSSIBLE;
    side = side_of(&finding);
    possible = side_describe(&side, YKC_ENGLISH);
    CU_ASSERT_STRING_EQUAL(possible, "the pile: no 0x35 Remote stop reply from it was captured");
}

/* --- Orders --- */

static GArray *findings_with(ykc_rule_number rule)
{
    GArray *findings = g_array_new(FALSE, FALSE, sizeof(held_finding));
    held_finding held = {.finding = finding_of(rule), .decided = true};

    g_array_append_val(findings, held);
    return findings;
}

static void assert_order(const ykc_session *session, const GArray *findings, const char *part)
{
    g_autofree char *english = order_describe(session, findings, YKC_ENGLISH);
    g_autofree char *chinese = order_describe(session, findings, YKC_CHINESE);

    CU_ASSERT_PTR_NOT_NULL_FATAL(english);
    CU_ASSERT_PTR_NOT_NULL_FATAL(chinese);
    if (strstr(english, part) == NULL)
        printf("\n    '%s' does not say '%s'\n", english, part);
    CU_ASSERT_PTR_NOT_NULL(strstr(english, part));
}

static void test_an_order_is_settled_by_a_confirmed_record_that_nothing_speaks_against(void)
{
    const ykc_session session = {.flow = YKC_FLOW_APP, .outcome = YKC_OUTCOME_COMPLETE};
    g_autoptr(GArray) bill = findings_with(YKC_RULE_BILL_AMOUNT_SUM), idle = findings_with(YKC_RULE_CHARGE_IDLE_REPORTED);
    g_autoptr(GArray) reply = findings_with(YKC_RULE_REPLY_MISSING), format = findings_with(YKC_RULE_CHARGE_SERIAL_FORMAT);

    assert_order(&session, NULL, "can be settled");
    assert_order(&session, bill, "figures are in doubt");
    assert_order(&session, idle, "may be abnormal all the same");
    assert_order(&session, reply, "can be settled");  /* a stop that was not answered changes nothing about the record */
    assert_order(&session, format, "can be settled"); /* a note */
}

static void test_an_order_without_a_confirmed_record_is_not(void)
{
    ykc_session session = {.flow = YKC_FLOW_CARD, .outcome = YKC_OUTCOME_UNFINISHED};

    assert_order(&session, NULL, "No transaction record was seen");
    session.steps[session.step_count++].code = YKC_TYPE_RECORD;
    assert_order(&session, NULL, "sent but not confirmed");
    session.outcome = YKC_OUTCOME_OPEN;
    assert_order(&session, NULL, "The capture ended first");
    session.outcome = YKC_OUTCOME_REFUSED;
    assert_order(&session, NULL, "nothing is to be billed");
    session.flow = YKC_FLOW_POWER_ON;
    assert_order(&session, NULL, "refused the login");
    session.flow = YKC_FLOW_SETTINGS;
    CU_ASSERT_PTR_NULL(order_describe(&session, NULL, YKC_ENGLISH));
}

/* --- Ladders --- */

static void test_the_last_of_a_kind_is_drawn_where_something_came_in_between(void)
{
    const ykc_session session = {
        .flow = YKC_FLOW_APP,
        .steps = {{12, YKC_TYPE_REALTIME, {.packet = 1, .time = 1}, {.packet = 9, .time = 9}, 5},
                  {11, YKC_TYPE_BMS_STATE, {.packet = 2, .time = 2}, {.packet = 3, .time = 3}, 2},
                  {16, YKC_TYPE_REMOTE_STOP, {.packet = 5, .time = 5}, {.packet = 5, .time = 5}, 1}},
        .step_count = 3,
    };
    static const struct {
        ladder_kind kind;
        uint8_t code;
        uint64_t count;
    } expected[] = {
        {LADDER_FRAME, YKC_TYPE_REALTIME, 5},
        {LADDER_FRAME, YKC_TYPE_BMS_STATE, 2},
        {LADDER_FRAME, YKC_TYPE_REMOTE_STOP, 1},
        {LADDER_LAST, YKC_TYPE_REALTIME, 1},
    };
    g_autoptr(GArray) ladder = ladder_new(&session, NULL);

    CU_ASSERT_EQUAL_FATAL(ladder->len, G_N_ELEMENTS(expected));
    for (guint i = 0; i < ladder->len; i++) {
        const ladder_rung *rung = &g_array_index(ladder, ladder_rung, i);

        CU_ASSERT_EQUAL(rung->kind, expected[i].kind);
        CU_ASSERT_EQUAL(rung->code, expected[i].code);
        CU_ASSERT_EQUAL(rung->count, expected[i].count);
    }
}

static void test_a_skipped_step_stands_before_the_one_that_came_instead(void)
{
    const ykc_session session = {
        .flow = YKC_FLOW_POWER_ON,
        .steps = {{3, YKC_TYPE_LOGIN_REPLY, {.packet = 2, .time = 2}, {.packet = 2, .time = 2}, 1},
                  {9, YKC_TYPE_HEARTBEAT, {.packet = 4, .time = 4}, {.packet = 4, .time = 4}, 1}},
        .step_count = 2,
    };
    g_autoptr(GArray) findings = findings_with(YKC_RULE_FLOW_STEP_MISSING);
    ykc_finding *finding = &g_array_index(findings, held_finding, 0).finding;
    g_autoptr(GArray) ladder = NULL;

    finding->flow = YKC_FLOW_POWER_ON;
    finding->step = 4;
    finding->place = session.steps[1].first;
    finding->expected = (ykc_phrase){.id = YKC_PHRASE_STEP_BEFORE, .numbers = {4, YKC_TYPE_BILLING_MODEL_CHECK}};
    ladder = ladder_new(&session, findings);
    CU_ASSERT_EQUAL_FATAL(ladder->len, 3);
    CU_ASSERT_EQUAL(g_array_index(ladder, ladder_rung, 1).kind, LADDER_MISSING);
    CU_ASSERT_EQUAL(g_array_index(ladder, ladder_rung, 1).code, YKC_TYPE_BILLING_MODEL_CHECK);
    CU_ASSERT_EQUAL(g_array_index(ladder, ladder_rung, 1).step, 4);
    CU_ASSERT_EQUAL(g_array_index(ladder, ladder_rung, 1).direction, YKC_UP);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_missing_reply_is_the_answering_sides),
        STORY(test_a_flow_that_broke_off_is_about_what_never_came),
        STORY(test_what_is_wrong_is_its_senders),
        STORY(test_nobody_is_named_for_what_is_wrong_with_the_capture),
        STORY(test_what_the_capture_lacks_is_not_said_not_to_have_been_sent),
        STORY(test_an_order_is_settled_by_a_confirmed_record_that_nothing_speaks_against),
        STORY(test_an_order_without_a_confirmed_record_is_not),
        STORY(test_the_last_of_a_kind_is_drawn_where_something_came_in_between),
        STORY(test_a_skipped_step_stands_before_the_one_that_came_instead),
    };

    return run_suite("verdict", stories, G_N_ELEMENTS(stories));
}
