/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The group charge/: for each rule the smallest session that breaks it, a pile for each. */
#include <glib.h>

#include "stage.h"

/* --- how it starts --- */

static void no_start(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_HAND, 60);
    leave(&pile, "08:02:40");
    timeline_drop(stage->timeline, run.start);
    expect(&pile, run.first_charging, &(sample_expectation){"charge/no-start", "error", "unknown", 12});
}

static void after_failed_start(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_HAND, 60);
    leave(&pile, "08:02:40");
    body_set(&run.start_reply->body, "start_result", "0");
    body_set(&run.start_reply->body, "start_failure", "3");
    expect_refusal(&pile, run.start_reply, "app", 10);
    expect(&pile, run.first_charging, &(sample_expectation){"charge/after-refusal", "error", "app", 12});
}

static void after_refused_card(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_CARD, "08:00:40", STOP_BY_HAND, 60);
    leave(&pile, "08:02:40");
    body_set(&run.start_reply->body, "auth_result", "0");
    body_set(&run.start_reply->body, "auth_failure", "3");
    expect_refusal(&pile, run.start_reply, "card", 4);
    expect(&pile, run.first_charging, &(sample_expectation){"charge/after-refusal", "error", "card", 8});
}

/* Two guns of a bus: one is refused, the other charges all the same. */
static void after_refused_parallel(stage *stage)
{
    actor pile;
    sample_charge runs[2];

    enter_two_guns(stage, &pile, "08:00:00");
    for (unsigned gun = 1; gun <= 2; gun++)
        runs[gun - 1] = station_charge(&pile.pile, gun,
                                       &(sample_plan){
                                           .start = START_BY_CARD,
                                           .starts = "08:00:40",
                                           .stop = STOP_BY_HAND,
                                           .seconds = 60,
                                           .user = &commuter,
                                           .parallel_serial = "260316080040",
                                           .is_auxiliary_gun = gun == 2,
                                       });
    leave(&pile, "08:02:40");
    body_set(&runs[1].start_reply->body, "auth_result", "0");
    body_set(&runs[1].start_reply->body, "auth_failure", "8");
    for (sample_event *event = NULL; (event = timeline_next_frame(stage->timeline, event, 0x13)) != NULL;)
        if (body_is(&event->body, "transaction", runs[1].transaction))
            timeline_drop(stage->timeline, event);
    timeline_drop(stage->timeline, runs[1].record);
    expect_refusal(&pile, runs[1].start_reply, "parallel", 2);
    expect(&pile, runs[0].first_charging, &(sample_expectation){"charge/after-refusal", "error", "parallel", 8});
}

/* The start is confirmed, and then nothing happens. */
static void not_charging(stage *stage, sample_start start, const sample_expectation *expectation)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, start, "08:00:40", STOP_BY_HAND, 15);
    leave(&pile, "08:02:40");
    timeline_drop(stage->timeline, run.first_charging);
    timeline_drop(stage->timeline, run.record);
    expect(&pile, start == START_BY_APP ? run.start : run.start_reply, expectation);
}

/* Section 8.4: plugged in 65 s after the start command. */
static void replug_late(stage *stage)
{
    actor pile;
    sample_charge run;
    sample_body refusal;
    sample_event *first;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:01:43", STOP_BY_APP, 60);
    refusal = run.start_reply->body;
    body_set(&refusal, "start_result", "0");
    body_set(&refusal, "start_failure", "5");
    run.start->time = clock_at("08:00:40");
    first = station_answer(&pile.pile, run.start, &refusal);
    leave(&pile, "08:03:40");
    expect_refusal(&pile, first, "app", 10);
    expect(&pile, run.start_reply, &(sample_expectation){"charge/replug-late", "error", "app", 10});
}

static void gun_busy(stage *stage)
{
    actor pile;
    sample_charge run;
    sample_body start, refusal;
    sample_event *second, *reply;
    char serial[TRANSACTION_TEXT_SIZE];

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 90);
    start = run.start->body;
    refusal = run.start_reply->body;
    body_set(&refusal, "start_result", "0");
    body_set(&refusal, "start_failure", "2");
    station_new_transaction(&pile.pile, 1, clock_at("08:01:32"), serial);
    body_set(&start, "transaction", serial);
    body_set(&refusal, "transaction", serial);
    second = send(&pile, clock_at("08:01:32"), &start);
    reply = station_answer(&pile.pile, second, &refusal);
    leave(&pile, "08:03:40");
    expect(&pile, second, &(sample_expectation){"charge/gun-busy", "error", "app", 8});
    expect_refusal(&pile, reply, "app", 10);
}

/* --- how it runs --- */

static void stop_ignored(stage *stage)
{
    actor pile;
    sample_body stop, reply;
    sample_event *confirmed;

    enter_ac(stage, &pile, "08:00:00");
    charge(&pile, START_BY_APP, "08:00:40", STOP_BY_HAND, 105);
    stop = station_body(&pile.pile, 1, 0x36);
    reply = station_body(&pile.pile, 1, 0x35);
    body_set(&reply, "stop_result", "1");
    confirmed = station_answer(&pile.pile, send(&pile, clock_at("08:01:33"), &stop), &reply);
    leave(&pile, "08:03:30");
    expect(&pile, frame_after(&pile, 0x13, confirmed->time + seconds(15)),
           &(sample_expectation){"charge/stop-ignored", "error", "app", 12});
}

static void idle_reported(stage *stage)
{
    actor pile;
    sample_event *first, *second;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 105);
    leave(&pile, "08:03:30");
    first = frame_after(&pile, 0x13, run.first_charging->time + seconds(40));
    second = frame_after(&pile, 0x13, first->time + 1);
    body_set(&first->body, "state", "2");
    body_set(&second->body, "state", "2");
    expect(&pile, second, &(sample_expectation){"charge/idle-reported", "error", "app", 12});
}

/* Four frames of a type in the middle of a charge are not sent; returns the next one. */
static sample_event *leave_hole(const actor *actor, uint8_t type, time_us from)
{
    for (int i = 0; i < 4; i++)
        timeline_drop(actor->stage->timeline, frame_after(actor, type, from));
    return frame_after(actor, type, from);
}

static void realtime_gap(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 120);
    leave(&pile, "08:03:50");
    expect(&pile, leave_hole(&pile, 0x13, run.first_charging->time + seconds(10)),
           &(sample_expectation){"charge/realtime-gap", "warning", "app", 12});
}

static void bms_gap(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_dc(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 120);
    leave(&pile, "08:03:50");
    expect(&pile, leave_hole(&pile, 0x23, run.first_charging->time + seconds(10)),
           &(sample_expectation){"charge/bms-gap", "warning", "app", 11});
}

static void counter_backwards(stage *stage)
{
    actor pile;
    sample_event *less;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 60);
    leave(&pile, "08:02:40");
    less = frame_after(&pile, 0x13, run.first_charging->time + seconds(25));
    body_set(&less->body, "energy", "0.0007");
    expect(&pile, less, &(sample_expectation){"charge/counter-backwards", "error", "app", 12});
}

/* --- its serial --- */

static void serial_changed(stage *stage)
{
    actor pile;
    sample_event *other;
    sample_charge run;
    char serial[TRANSACTION_TEXT_SIZE];

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 60);
    leave(&pile, "08:02:40");
    station_new_transaction(&pile.pile, 1, run.begin, serial);
    other = frame_after(&pile, 0x13, run.first_charging->time + seconds(25));
    body_set(&other->body, "transaction", serial);
    expect(&pile, other, &(sample_expectation){"charge/serial-changed", "error", "app", 12});
}

/* The year with four digits, as in the document's own samples. */
static void serial_format(stage *stage)
{
    actor pile;
    sample_charge run;
    char serial[TRANSACTION_TEXT_SIZE];

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 60);
    leave(&pile, "08:02:40");
    g_snprintf(serial, sizeof serial, "%s012026031608004680", pile.pile.plate->number);
    serial[TRANSACTION_TEXT_SIZE - 1] = '\0';
    change_serial(&pile, &run, serial);
    expect(&pile, run.start, &(sample_expectation){"charge/serial-format", "note", "app", 8, .counted = COUNTED_SERIALS});
}

static void serial_reused(stage *stage)
{
    actor pile;
    sample_charge first, second;

    enter_ac(stage, &pile, "08:00:00");
    first = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    second = charge(&pile, START_BY_APP, "08:02:20", STOP_BY_APP, 30);
    leave(&pile, "08:03:50");
    change_serial(&pile, &second, first.transaction);
    expect(&pile, second.start, &(sample_expectation){"charge/serial-reused", "error", "app", 8});
}

void rules_of_charges(sample_timeline *timeline, sample_trace *trace)
{
    stage stage = stage_new(timeline);

    (void)trace;
    no_start(&stage);
    after_failed_start(&stage);
    after_refused_card(&stage);
    after_refused_parallel(&stage);
    not_charging(&stage, START_BY_APP, &(sample_expectation){"charge/not-charging", "error", "app", 12});
    not_charging(&stage, START_BY_CARD, &(sample_expectation){"charge/not-charging", "error", "card", 8, .is_possible = true});
    replug_late(&stage);
    gun_busy(&stage);
    stop_ignored(&stage);
    idle_reported(&stage);
    realtime_gap(&stage);
    bms_gap(&stage);
    counter_backwards(&stage);
    serial_changed(&stage);
    serial_format(&stage);
    serial_reused(&stage);
    pass_time(&stage);
}
