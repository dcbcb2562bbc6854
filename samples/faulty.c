/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sessions with one fault each, and captures that lack something. expected.tsv says what has to be found in them. */
#include <string.h>

#include "samples.h"

/* A DC pile with one gun whose billing model is up to date. */
static sample_pile dc_pile(sample_station *station, sample_timeline *timeline)
{
    sample_pile pile;

    *station = station_new(timeline, platform_ipv4, &this_years_model);
    pile = station_pile(station, &dc_pile_one_gun);
    pile.model = &this_years_model;
    return pile;
}

static sample_charge charge_by_app(sample_pile *pile, const char *starts, sample_stop stop, int seconds)
{
    const sample_plan plan = commuters_plan(START_BY_APP, starts, stop, seconds);

    return station_charge(pile, 1, &plan);
}

/* App 16 without 18: the pile ignores the stop command; six minutes later the user stops at the pile. */
void stop_unanswered(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station;
    sample_pile pile = dc_pile(&station, timeline);
    sample_body stop;

    (void)trace;
    station_power_on(&pile, "13:10:00");
    charge_by_app(&pile, "13:11:00", STOP_BY_HAND, 480);
    stop = station_body(&pile, 1, 0x36);
    station_send(&pile, clock_at("13:13:05"), &stop);
    station_power_off(&pile, "13:20:30");
    station_keep_alive(&pile);
}

/* Card 14 is never sent: the platform cannot settle, and the next customer comes. */
void record_missing(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station;
    sample_pile pile = dc_pile(&station, timeline);
    sample_charge charge;

    (void)trace;
    station_power_on(&pile, "13:30:00");
    charge = station_charge(&pile, 1,
                            &(sample_plan){
                                .start = START_BY_CARD,
                                .starts = "13:31:00",
                                .stop = STOP_BY_HAND,
                                .seconds = 120,
                                .user = &courier,
                                .vehicle = &sample_van,
                                .soc_1e1percent = 512,
                            });
    timeline_drop(timeline, charge.record);
    charge_by_app(&pile, "13:35:00", STOP_BY_APP, 120);
    station_power_off(&pile, "13:38:30");
    station_keep_alive(&pile);
}

/* Power-on 4 and 5 are left out. */
void check_skipped(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station;
    sample_pile pile = dc_pile(&station, timeline);

    (void)trace;
    station_power_on(&pile, "13:40:00");
    station_power_off(&pile, "13:41:30");
    station_keep_alive(&pile);
    timeline_drop(timeline, timeline_frame(timeline, 0x05, 1));
}

/* Two 0x13 before power-on 1. */
void business_before_login(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station;
    sample_pile pile = dc_pile(&station, timeline);

    (void)trace;
    station_power_on(&pile, "13:50:00");
    station_send_idle(&pile, 1, clock_at("13:50:00") + milliseconds(55), false);
    station_send_idle(&pile, 1, clock_at("13:50:00") + milliseconds(80), false);
    station_power_off(&pile, "13:50:45");
    station_keep_alive(&pile);
}

/* Power-on 3 says no, and the pile goes on as if nothing had been said, until the platform closes the connection. */
void login_refused(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station;
    sample_pile pile = dc_pile(&station, timeline);

    (void)trace;
    station_power_on(&pile, "14:00:00");
    station_vanish(&pile, "14:00:28");
    timeline_close(pile.presences[0].connection, YKC_DOWN, clock_at("14:00:28"));
    station_keep_alive(&pile);
    body_set(&timeline_frame(timeline, 0x02, 1)->body, "login_result", "1");
    timeline_drop(timeline, timeline_frame(timeline, 0x05, 1));
    for (sample_event *reply = NULL; (reply = timeline_next_frame(timeline, reply, 0x04)) != NULL;)
        timeline_drop(timeline, reply);
}

/* Two wrong checksums: in a 0x23, and in the 0x35 that the platform waits for. */
void bad_checksum(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station;
    sample_pile pile = dc_pile(&station, timeline);
    sample_charge charge;

    (void)trace;
    station_power_on(&pile, "14:10:00");
    charge = charge_by_app(&pile, "14:11:00", STOP_BY_APP, 120);
    station_power_off(&pile, "14:19:30");
    station_keep_alive(&pile);
    timeline_frame(timeline, 0x23, 4)->damaged = 30;
    charge.stop_reply->damaged = 14;
}

/* What a modem says when it loses its carrier: once by itself, once in front of a frame. */
void garbage_between_frames(sample_timeline *timeline, sample_trace *trace)
{
    static const char complaint[] = "\r\nNO CARRIER\r\n", greeting[] = "\r\nCONNECT 115200\r\n";
    sample_station station;
    sample_pile pile = dc_pile(&station, timeline);
    sample_connection *connection;

    (void)trace;
    station_power_on(&pile, "14:30:00");
    connection = pile.presences[0].connection;
    station_power_off(&pile, "14:31:00");
    station_keep_alive(&pile);
    timeline_send_bytes(connection, YKC_UP, clock_at("14:30:15"), complaint, strlen(complaint));
    timeline_send_bytes(connection, YKC_UP, timeline_frame(timeline, 0x03, 4)->time - milliseconds(5), greeting, strlen(greeting))
        ->joins_next = true;
}

/* The capture misses the segment with the 0x35, which the platform acknowledges. */
void lost_segment(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station;
    sample_pile pile = dc_pile(&station, timeline);
    sample_charge charge;

    (void)trace;
    station_power_on(&pile, "14:40:00");
    charge = charge_by_app(&pile, "14:41:00", STOP_BY_APP, 120);
    station_power_off(&pile, "14:49:30");
    station_keep_alive(&pile);
    charge.stop_reply->is_unseen = true;
}

/* The capture begins in the middle of a charge, between a heartbeat and its reply. */
void mid_charge(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station;
    sample_pile pile = dc_pile(&station, timeline);
    sample_event *beat = NULL;

    station_power_on(&pile, "15:00:00");
    charge_by_app(&pile, "15:01:00", STOP_BY_APP, 180);
    station_power_off(&pile, "15:05:30");
    station_keep_alive(&pile);
    do
        beat = timeline_next_frame(timeline, beat, 0x03);
    while (beat->time < clock_at("15:02:30"));
    trace_capture_from(trace, beat->time + milliseconds(1));
}

/* Only what the pile sends was captured. */
void one_way(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station;
    sample_pile pile = dc_pile(&station, timeline);

    trace_capture_only(trace, YKC_UP);
    station_power_on(&pile, "15:10:00");
    charge_by_app(&pile, "15:11:00", STOP_BY_APP, 120);
    station_power_off(&pile, "15:14:00");
    station_keep_alive(&pile);
}
