/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The groups frame/ and reply/, and what a capture itself may lack. */
#include <glib.h>
#include <string.h>

#include "stage.h"

/* Frames of other versions or of nobody; only the type matters. */
static const ykc_message old_record = {.type = 0x39, .direction = YKC_UP}, unknown_type = {.type = 0x7B, .direction = YKC_UP};

static sample_body body_of_message(const ykc_message *message, size_t length)
{
    sample_body body = {.message = message, .length = length};

    for (size_t i = 0; i < length; i++)
        body.bytes[i] = (uint8_t)(0x31 + i % 9);
    return body;
}

/* The state of the gun, once more. */
static sample_event *report(actor *actor, const char *when)
{
    sample_body body = station_idle_body(&actor->pile, 1, false);

    return send(actor, clock_at(when), &body);
}

/* --- frame/ --- */

static void wrong_checksum(stage *stage)
{
    actor pile;
    sample_event *event;

    enter_ac(stage, &pile, "08:00:00");
    event = report(&pile, "08:00:15");
    event->damaged = 20;
    leave(&pile, "08:00:30");
    expect(&pile, event, &(sample_expectation){"frame/crc", "error"});
}

static void odd_checksum(stage *stage, sample_checksum checksum, const char *rule)
{
    actor pile;
    sample_event *event;

    enter_ac(stage, &pile, "08:00:00");
    event = report(&pile, "08:00:15");
    /* Warm enough for the misprint to tell: it spoils only some frames. */
    body_set(&event->body, "cable_temperature", "25");
    event->checksum = checksum;
    leave(&pile, "08:00:30");
    expect(&pile, event, &(sample_expectation){rule, "warning"});
}

static void odd_length(stage *stage, size_t length, const char *rule, const char *severity)
{
    actor pile;
    sample_event *event;

    enter_ac(stage, &pile, "08:00:00");
    event = report(&pile, "08:00:15");
    event->body.length = length;
    leave(&pile, "08:00:30");
    expect(&pile, event, &(sample_expectation){rule, severity});
}

/* As many cards as section 8.11 allows. */
static void oversize(stage *stage)
{
    enum { CARDS = 15 };
    actor pile;
    sample_body cards, reply;
    sample_event *event;

    enter_ac(stage, &pile, "08:00:00");
    cards = station_body(&pile.pile, NO_GUN, 0x44);
    reply = station_body(&pile.pile, NO_GUN, 0x43);
    body_set_number(&cards, "card_count", CARDS);
    for (unsigned i = 0; i < CARDS; i++) {
        body_set_at(&cards, "logical_card", i, commuter.logical_card);
        body_set_at(&cards, "physical_card", i, commuter.physical_card);
    }
    body_set(&reply, "card_sync_result", "1");
    event = send(&pile, clock_at("08:00:15"), &cards);
    station_answer(&pile.pile, event, &reply);
    leave(&pile, "08:00:30");
    expect(&pile, event, &(sample_expectation){"frame/oversize", "note"});
}

static void other_type(stage *stage, const ykc_message *message, const char *rule, const char *severity)
{
    actor pile;
    sample_body body = body_of_message(message, 12);
    sample_event *event;

    enter_ac(stage, &pile, "08:00:00");
    event = send(&pile, clock_at("08:00:15"), &body);
    leave(&pile, "08:00:30");
    expect(&pile, event, &(sample_expectation){rule, severity});
}

/* What a modem says in front of a frame. */
static void garbage(stage *stage)
{
    static const char complaint[] = "\r\nNO CARRIER\r\n";
    actor pile;
    sample_event *event;

    enter_ac(stage, &pile, "08:00:00");
    event = report(&pile, "08:00:15");
    timeline_send_bytes(event->connection, YKC_UP, event->time - milliseconds(5), complaint, strlen(complaint))->joins_next =
        true;
    leave(&pile, "08:00:30");
    expect(&pile, event, &(sample_expectation){"frame/garbage", "error"});
}

static void wrong_direction(stage *stage)
{
    actor pile;
    sample_body read;
    sample_event *event;

    enter_ac(stage, &pile, "08:00:00");
    read = station_body(&pile.pile, 1, 0x12);
    event = send(&pile, clock_at("08:00:15"), &read);
    event->direction = YKC_UP;
    leave(&pile, "08:00:30");
    expect(&pile, event, &(sample_expectation){"frame/direction", "error"});
}

static void undefined_value(stage *stage)
{
    actor pile;
    sample_event *event;

    enter_ac(stage, &pile, "08:00:00");
    event = report(&pile, "08:00:15");
    body_set_raw(&event->body, "gun_homed", 7);
    leave(&pile, "08:00:30");
    expect(&pile, event, &(sample_expectation){"frame/value", "warning"});
}

static void encrypted(stage *stage)
{
    actor pile;
    sample_event *event;

    enter_ac(stage, &pile, "08:00:00");
    event = report(&pile, "08:00:15");
    /* Whole blocks of ciphertext; nobody knows the key. */
    event->body.length = 64;
    for (size_t i = 0; i < event->body.length; i++)
        event->body.bytes[i] = (uint8_t)(0x9D + 0x3B * i + i * i);
    event->encryption = YKC_ENCRYPTED;
    leave(&pile, "08:00:30");
    expect(&pile, event, &(sample_expectation){"frame/encrypted", "note"});
}

void rules_of_frames(sample_timeline *timeline, sample_trace *trace)
{
    stage stage = stage_new(timeline);

    (void)trace;
    wrong_checksum(&stage);
    odd_checksum(&stage, CHECKSUM_SWAPPED, "frame/crc-order");
    odd_checksum(&stage, CHECKSUM_MISPRINTED, "frame/crc-table");
    odd_length(&stage, 56, "frame/length", "error");
    odd_length(&stage, 64, "frame/extra", "note");
    oversize(&stage);
    other_type(&stage, &old_record, "frame/foreign", "note");
    other_type(&stage, &unknown_type, "frame/type", "warning");
    garbage(&stage);
    wrong_direction(&stage);
    undefined_value(&stage);
    encrypted(&stage);
}

/* --- reply/ --- */

/* The platform sets the clock; returns the reply. */
static sample_event *set_clock(actor *actor, const char *when)
{
    sample_body setting = station_body(&actor->pile, NO_GUN, 0x56), reply;
    sample_event *request;

    body_set_time(&setting, "clock", clock_at(when));
    request = send(actor, clock_at(when), &setting);
    reply = station_body(&actor->pile, NO_GUN, 0x55);
    body_set_time(&reply, "clock", clock_at(when));
    return station_answer(&actor->pile, request, &reply);
}

static void reply_missing(stage *stage)
{
    actor pile;
    sample_event *reply;

    enter_ac(stage, &pile, "08:00:00");
    reply = set_clock(&pile, "08:00:15");
    reply->is_dropped = true;
    leave(&pile, "08:05:30");
    expect(&pile, reply->request, &(sample_expectation){"reply/missing", "error", "settings", 2});
}

static void reply_late(stage *stage)
{
    actor pile;
    sample_event *reply;

    enter_ac(stage, &pile, "08:00:00");
    reply = set_clock(&pile, "08:00:15");
    reply->time += seconds(40);
    leave(&pile, "08:01:10");
    expect(&pile, reply, &(sample_expectation){"reply/late", "warning", "settings", 2});
}

static void reply_orphan(stage *stage)
{
    actor pile;
    sample_event *reply;

    enter_ac(stage, &pile, "08:00:00");
    reply = set_clock(&pile, "08:00:15");
    reply->request->is_dropped = true;
    leave(&pile, "08:00:40");
    expect(&pile, reply, &(sample_expectation){"reply/orphan", "warning", "settings", 2});
}

/* One of two replies, so that it is no habit. */
static void reply_sequence(stage *stage)
{
    actor pile;
    sample_event *reply;

    enter_ac(stage, &pile, "08:00:00");
    set_clock(&pile, "08:00:10");
    reply = set_clock(&pile, "08:00:15");
    reply->is_numbered = true;
    reply->sequence = 2077;
    leave(&pile, "08:00:40");
    expect(&pile, reply, &(sample_expectation){"reply/sequence", "warning"});
}

static void reply_refused(stage *stage)
{
    actor pile;
    sample_body reboot, reply;
    sample_event *event;

    enter_ac(stage, &pile, "08:00:00");
    reboot = station_body(&pile.pile, NO_GUN, 0x92);
    reply = station_body(&pile.pile, NO_GUN, 0x91);
    body_set(&reboot, "execute_when", "1");
    body_set(&reply, "reboot_result", "0");
    event = station_answer(&pile.pile, send(&pile, clock_at("08:00:15"), &reboot), &reply);
    leave(&pile, "08:00:40");
    expect_refusal(&pile, event, "settings", 2);
}

/* A platform that writes "granted" as 0. */
static void reply_doubtful(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_CARD, "08:00:40", STOP_BY_HAND, 30);
    leave(&pile, "08:02:00");
    body_set(&run.start_reply->body, "auth_result", "0");
    expect(&pile, run.start_reply, &(sample_expectation){"reply/doubtful", "note", "card", 4});
}

void rules_of_replies(sample_timeline *timeline, sample_trace *trace)
{
    stage stage = stage_new(timeline);

    (void)trace;
    reply_missing(&stage);
    reply_late(&stage);
    reply_orphan(&stage);
    reply_sequence(&stage);
    reply_refused(&stage);
    reply_doubtful(&stage);
}

/* --- capture/ --- */

/* The capture ends in the middle of a charge, which is no fault of anybody. */
void rule_cut_off(sample_timeline *timeline, sample_trace *trace)
{
    stage stage = stage_new(timeline);
    actor pile;

    enter_ac(&stage, &pile, "08:00:00");
    charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 60);
    leave(&pile, "08:02:40");
    trace_capture_until(trace, clock_at("08:01:28"));
    expect(&pile, NULL, &(sample_expectation){"capture/cut-off", "note"});
}

/* A snap length that is enough for all frames but the billing model and real-time data. */
void rule_truncated(sample_timeline *timeline, sample_trace *trace)
{
    enum { SHORT = 96 };
    stage stage = stage_new(timeline);
    actor pile;

    trace_cut_packets(trace, SHORT);
    enter_ac(&stage, &pile, "08:00:00");
    leave(&pile, "08:00:30");
    expect(&pile, frame_of(&pile, 0x0A, 1), &(sample_expectation){"capture/truncated", "note"});
    /* Each leaves a hole in its stream. */
    expect(&pile, frame_of(&pile, 0x0A, 1), &(sample_expectation){"capture/gap", "note"});
    expect(&pile, frame_of(&pile, 0x13, 1), &(sample_expectation){"capture/gap", "note"});
}

/* Segments with 0x13 that the capture misses, in a hole that the pile itself left: which of the two it was nobody knows. */
void rules_across_gaps(sample_timeline *timeline, sample_trace *trace)
{
    stage stage = stage_new(timeline);
    actor pile;
    sample_charge run;
    sample_event *unseen, *after;

    (void)trace;
    enter_ac(&stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 120);
    leave(&pile, "08:03:50");
    unseen = frame_after(&pile, 0x13, run.first_charging->time + seconds(10));
    for (int i = 0; i < 3; i++)
        timeline_drop(timeline, frame_after(&pile, 0x13, unseen->time + 1));
    unseen->is_unseen = true;
    after = frame_after(&pile, 0x03, unseen->time);
    expect(&pile, after, &(sample_expectation){"capture/gap", "note"});
    expect(&pile, frame_after(&pile, 0x13, unseen->time + 1),
           &(sample_expectation){"charge/realtime-gap", "warning", "app", 12, .is_possible = true});
    pass_time(&stage);
}
