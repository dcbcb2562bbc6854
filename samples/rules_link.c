/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The groups link/, flow/ and power-on/: for each rule the smallest session that breaks it, a pile for each. */
#include <glib.h>

#include "stage.h"

/* --- link/ --- */

static void business_first(stage *stage)
{
    actor pile;
    sample_event *early;

    enter_ac(stage, &pile, "08:00:00");
    early = station_send_idle(&pile.pile, 1, clock_at("08:00:00") + milliseconds(60), false);
    leave(&pile, "08:00:30");
    expect(&pile, early, &(sample_expectation){"link/login-first", "error", "power-on", 1});
}

/* The platform says no; the pile sends one heartbeat all the same. */
static void after_refusal(stage *stage)
{
    actor pile;
    sample_event *reply, *beat;

    enter_ac(stage, &pile, "08:00:00");
    reply = frame_of(&pile, 0x02, 1);
    body_set(&reply->body, "login_result", "1");
    timeline_drop(stage->timeline, frame_of(&pile, 0x05, 1));
    timeline_drop(stage->timeline, frame_of(&pile, 0x09, 1));
    station_vanish(&pile.pile, "08:00:03");
    timeline_close(pile.pile.presences[0].connection, YKC_DOWN, clock_at("08:00:08"));
    {
        sample_body heartbeat = station_body(&pile.pile, 1, 0x03);

        beat = timeline_send(pile.pile.presences[0].connection, clock_at("08:00:05"), &heartbeat);
    }
    expect_refusal(&pile, reply, "power-on", 3);
    expect(&pile, beat, &(sample_expectation){"link/after-refusal", "error", "power-on", 3});
}

static void number_jumps(stage *stage)
{
    actor pile;
    sample_event *beat;

    enter_ac(stage, &pile, "08:00:00");
    leave(&pile, "08:00:40");
    beat = frame_of(&pile, 0x03, 3);
    beat->skipped = 3;
    expect(&pile, beat, &(sample_expectation){"link/sequence", "warning"});
}

static void heartbeat_late(stage *stage)
{
    actor pile;
    sample_event *missed;

    enter_ac(stage, &pile, "08:00:00");
    leave(&pile, "08:00:50");
    missed = frame_of(&pile, 0x03, 3);
    timeline_drop(stage->timeline, missed);
    expect(&pile, frame_after(&pile, 0x03, missed->time), &(sample_expectation){"link/heartbeat-late", "warning", "power-on", 9});
}

static void heartbeat_lost(stage *stage)
{
    actor pile;
    time_us from = 0;

    enter_ac(stage, &pile, "08:00:00");
    leave(&pile, "08:01:10");
    for (int i = 0; i < 3; i++) {
        sample_event *missed = frame_of(&pile, 0x03, 2);

        from = missed->time;
        timeline_drop(stage->timeline, missed);
    }
    expect(&pile, frame_after(&pile, 0x03, from), &(sample_expectation){"link/heartbeat-lost", "error", "power-on", 9});
}

/* A concentrator logs in for one pile only; the other one sends its heartbeats. */
static void pile_without_login(stage *stage)
{
    actor first, second;
    sample_event *beat, *request;

    enter_ac(stage, &first, "08:00:00");
    second = first;
    second.pile = station_pile(&stage->station, &dc_pile_one_gun);
    {
        sample_body heartbeat = station_body(&second.pile, 1, 0x03), reply = station_body(&second.pile, 1, 0x04);

        beat = timeline_send(first.pile.presences[0].connection, clock_at("08:00:12"), &heartbeat);
        timeline_answer(beat, beat->time + milliseconds(3), &reply);
        request = timeline_send(first.pile.presences[0].connection, clock_at("08:00:22"), &heartbeat);
        timeline_answer(request, request->time + milliseconds(3), &reply);
    }
    leave(&first, "08:00:30");
    expect(&first, beat, &(sample_expectation){"link/pile", "warning", "power-on", 1, .count = 2});
}

/* The pile logs in again while its earlier connection still carries a heartbeat of it. */
static void two_connections(stage *stage)
{
    actor pile;
    sample_connection *earlier;
    sample_event *beat;

    enter_ac(stage, &pile, "08:00:00");
    earlier = pile.pile.presences[0].connection;
    station_vanish(&pile.pile, "08:00:20");
    station_power_on(&pile.pile, "08:00:21");
    {
        sample_body heartbeat = station_body(&pile.pile, 1, 0x03), reply = station_body(&pile.pile, 1, 0x04);

        beat = timeline_send(earlier, clock_at("08:00:23"), &heartbeat);
        timeline_answer(beat, beat->time + milliseconds(3), &reply);
    }
    timeline_close(earlier, YKC_DOWN, clock_at("08:00:28"));
    leave(&pile, "08:00:50");
    expect(&pile, frame_of(&pile, 0x01, 2), &(sample_expectation){"link/two-connections", "warning", "power-on", 1});
}

void rules_of_links(sample_timeline *timeline, sample_trace *trace)
{
    stage stage = stage_new(timeline);

    (void)trace;
    business_first(&stage);
    after_refusal(&stage);
    number_jumps(&stage);
    heartbeat_late(&stage);
    heartbeat_lost(&stage);
    pile_without_login(&stage);
    two_connections(&stage);
}

/* --- flow/ --- */

static void step_missing(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_dc(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
    timeline_drop(stage->timeline, run.handshake);
    expect(&pile, run.configuration, &(sample_expectation){"flow/step-missing", "error", "app", 11});
}

static void step_order(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_dc(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
    run.statistics->time = run.record->time + milliseconds(10);
    expect(&pile, run.record, &(sample_expectation){"flow/step-order", "error", "app", 22});
}

static void step_repeated(stage *stage)
{
    actor pile;
    sample_charge run;
    sample_event *again;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    again = send(&pile, run.start->time + seconds(5), &run.start->body);
    answer_alike(&pile, again, again->time + milliseconds(90), run.start_reply);
    leave(&pile, "08:02:00");
    expect(&pile, again, &(sample_expectation){"flow/step-repeated", "warning", "app", 8});
}

/* The connection ends with the answer to the billing model check. */
static void unfinished(stage *stage)
{
    actor pile;

    enter_ac(stage, &pile, "08:00:00");
    body_set(&frame_of(&pile, 0x06, 1)->body, "billing_model_check", "0");
    timeline_drop(stage->timeline, frame_of(&pile, 0x09, 1));
    station_vanish(&pile.pile, "08:00:02");
    timeline_close(pile.pile.presences[0].connection, YKC_UP, clock_at("08:00:02"));
    expect(&pile, frame_of(&pile, 0x06, 1), &(sample_expectation){"flow/unfinished", "warning", "power-on", 10});
}

/* --- power-on/ --- */

static void model_not_fetched(stage *stage)
{
    actor pile;

    enter_ac(stage, &pile, "08:00:00");
    timeline_drop(stage->timeline, frame_of(&pile, 0x09, 1));
    leave(&pile, "08:00:50");
    expect(&pile, frame_of(&pile, 0x06, 1), &(sample_expectation){"power-on/model-not-fetched", "error", "power-on", 7});
}

static void model_fetched_again(stage *stage)
{
    actor pile;

    enter_ac(stage, &pile, "08:00:00");
    body_set(&frame_of(&pile, 0x06, 1)->body, "billing_model_check", "0");
    leave(&pile, "08:00:50");
    expect(&pile, frame_of(&pile, 0x09, 1), &(sample_expectation){"power-on/model-refetched", "note", "power-on", 7});
}

/* The platform starts a charge before the pile has asked for the prices. */
static void charge_without_model(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:26", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
    /* The user plugs in as soon as the pile is on; so the start comes 0.3 s behind the login. */
    run.start->time = frame_of(&pile, 0x02, 1)->time + milliseconds(100);
    run.start_reply->time = run.start->time + milliseconds(200);
    expect(&pile, run.start, &(sample_expectation){"power-on/charge-without-model", "error", "app", 8});
}

void rules_of_flows(sample_timeline *timeline, sample_trace *trace)
{
    stage stage = stage_new(timeline);

    (void)trace;
    step_missing(&stage);
    step_order(&stage);
    step_repeated(&stage);
    unfinished(&stage);
    model_not_fetched(&stage);
    model_fetched_again(&stage);
    charge_without_model(&stage);
}
