/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The group record/: for each rule the smallest session that breaks it, a pile for each. */
#include <glib.h>

#include "stage.h"

static void record_missing_altogether(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 60);
    leave(&pile, "08:07:10");
    timeline_drop(stage->timeline, run.record);
    expect(&pile, run.idle, &(sample_expectation){"record/missing", "error", "app", 22});
}

static void record_late(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 60);
    leave(&pile, "08:03:20");
    timeline_move(stage->timeline, run.record, seconds(40));
    expect(&pile, run.record, &(sample_expectation){"record/late", "warning", "app", 22});
}

/* The connection breaks with the end of charging; the record comes with the next login. */
static void record_late_after_reconnection(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    station_vanish(&pile.pile, "08:01:58");
    timeline_reset(pile.pile.presences[0].connection, YKC_UP, clock_at("08:01:58"));
    station_power_on(&pile.pile, "08:02:40");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 60);
    leave(&pile, "08:03:20");
    expect(&pile, run.record, &(sample_expectation){"record/late", "note", "app", 22});
}

static void record_repeated_too_soon(stage *stage)
{
    static const int soon[] = {5};
    actor pile;
    sample_charge run;
    sample_event *repeat;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 60);
    repeat = repeat_record(&pile, &run, soon, G_N_ELEMENTS(soon));
    leave(&pile, "08:02:50");
    expect(&pile, repeat, &(sample_expectation){"record/retry", "warning", "app", 22});
}

static void record_repeated_too_often(stage *stage)
{
    static const int often[] = {30, 60, 90, 120};
    actor pile;
    sample_charge run;
    sample_event *repeat;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 60);
    repeat = repeat_record(&pile, &run, often, G_N_ELEMENTS(often));
    leave(&pile, "08:04:40");
    expect(&pile, repeat, &(sample_expectation){"record/retry", "warning", "app", 22});
}

static void record_after_confirmation(stage *stage)
{
    actor pile;
    sample_charge run;
    sample_event *repeat;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 60);
    repeat = send(&pile, run.record->time + seconds(30), &run.record->body);
    answer_alike(&pile, repeat, repeat->time + milliseconds(70), run.confirmation);
    leave(&pile, "08:03:10");
    expect(&pile, repeat, &(sample_expectation){"record/after-confirm", "error", "app", 22});
}

static void record_rejected(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 60);
    leave(&pile, "08:02:40");
    body_set(&run.confirmation->body, "record_result", "1");
    expect(&pile, run.confirmation, &(sample_expectation){"record/rejected", "warning", "app", 24});
}

static void record_unknown(stage *stage)
{
    actor pile;
    sample_bill bill = {.model = &this_years_model};
    sample_event *confirmation;
    char serial[TRANSACTION_TEXT_SIZE];

    enter_ac(stage, &pile, "08:00:00");
    station_new_transaction(&pile.pile, 1, clock_at("08:00:30"), serial);
    bill_add_second(&bill, clock_at("08:00:30"), 2200, 320);
    confirmation = station_send_record(&pile.pile, 1, clock_at("08:01:10"),
                                       &(sample_record){
                                           .transaction = serial,
                                           .begin = clock_at("08:00:30"),
                                           .end = clock_at("08:01:00"),
                                           .bill = &bill,
                                           .meter_start_1e4kwh = pile.pile.guns[0].meter_1e4kwh,
                                           .start_source = "1",
                                           .stop_reason = "69",
                                       });
    leave(&pile, "08:01:30");
    expect(&pile, confirmation->request, &(sample_expectation){"record/unknown", "warning", "unknown", 22});
}

void rules_of_records(sample_timeline *timeline, sample_trace *trace)
{
    stage stage = stage_new(timeline);

    (void)trace;
    record_missing_altogether(&stage);
    record_late(&stage);
    record_late_after_reconnection(&stage);
    record_repeated_too_soon(&stage);
    record_repeated_too_often(&stage);
    record_after_confirmation(&stage);
    record_rejected(&stage);
    record_unknown(&stage);
    pass_time(&stage);
}
