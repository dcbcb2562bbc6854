/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sessions without a fault. */
#include "samples.h"

/* Section 5.1 without steps 7 and 8, as `tcpdump -i any` on the platform's host records it. */
void power_on_model_same(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station = station_new(timeline, platform_ipv4, &this_years_model);
    sample_pile pile = station_pile(&station, &dc_pile_one_gun);

    trace_set_link(trace, LINK_LINUX_COOKED);
    pile.model = &this_years_model;
    station_power_on(&pile, "08:15:00");
    station_power_off(&pile, "08:15:45");
    station_keep_alive(&pile);
}

/* Section 5.1 with all steps but 6: a new AC pile, over IPv6. */
void power_on_model_new(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station = station_new(timeline, platform_ipv6, &this_years_model);
    sample_pile pile = station_pile(&station, &ac_pile);

    (void)trace;
    station_power_on(&pile, "08:20:00");
    station_power_off(&pile, "08:20:45");
    station_keep_alive(&pile);
}

/* What TCP may do to frames: two and three in one segment, one in two segments. */
static void pack_frames_unevenly(sample_timeline *timeline)
{
    timeline_frame(timeline, 0x23, 10)->joins_next = true;
    timeline_frame(timeline, 0x23, 40)->joins_next = true;
    timeline_frame(timeline, 0x13, 79)->joins_next = true;
    timeline_frame(timeline, 0x23, 77)->joins_next = true;

    timeline_frame(timeline, 0x0A, 1)->cut = 41;
    timeline_frame(timeline, 0x17, 1)->cut = 2;   /* between the length and the sequence number */
    timeline_frame(timeline, 0x13, 30)->cut = 1;  /* behind the start byte */
    timeline_frame(timeline, 0x13, 52)->cut = 67; /* inside the checksum */
    timeline_frame(timeline, 0x3B, 1)->cut = 100;

    /* a whole frame and the header of the next one, then its body */
    timeline_frame(timeline, 0x23, 60)->joins_next = true;
    timeline_frame(timeline, 0x25, 60)->cut = 6;
}

/* Sections 5.1 and 5.2: half an hour on a DC pile, flat until 10:00 and peak from then on, stopped by app. */
void app_charge_dc(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station = station_new(timeline, platform_ipv4, &this_years_model);
    sample_pile pile = station_pile(&station, &dc_pile_one_gun);

    (void)trace;
    station_power_on(&pile, "09:41:00");
    station_charge(&pile, 1,
                   &(sample_plan){
                       .start = START_BY_APP,
                       .starts = "09:46:00",
                       .stop = STOP_BY_APP,
                       .seconds = 30 * 60 + 7,
                       .user = &commuter,
                       .vehicle = &sample_sedan,
                       .soc_1e1percent = 224,
                   });
    station_power_off(&pile, "10:25:00");
    station_keep_alive(&pile);
    pack_frames_unevenly(timeline);
}

/* Sections 5.1 and 5.3: a card starts the charge and ends it. The packets carry an 802.1Q tag. */
void card_charge(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station = station_new(timeline, platform_ipv4, &this_years_model);
    sample_pile pile = station_pile(&station, &dc_pile_one_gun);

    trace_set_link(trace, LINK_VLAN);
    station_power_on(&pile, "18:16:00");
    station_charge(&pile, 1,
                   &(sample_plan){
                       .start = START_BY_CARD,
                       .starts = "18:20:00",
                       .stop = STOP_BY_HAND,
                       .seconds = 20 * 60 + 11,
                       .user = &courier,
                       .vehicle = &sample_van,
                       .soc_1e1percent = 412,
                   });
    station_power_off(&pile, "18:43:00");
    station_keep_alive(&pile);
}

/* Section 5.2 on an AC pile: no frames of the BMS. */
void ac_charge(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station = station_new(timeline, platform_ipv6, &this_years_model);
    sample_pile pile = station_pile(&station, &ac_pile);

    (void)trace;
    station_power_on(&pile, "21:40:00");
    station_charge(&pile, 1,
                   &(sample_plan){
                       .start = START_BY_APP,
                       .starts = "21:41:00",
                       .stop = STOP_BY_APP,
                       .seconds = 240,
                       .user = &commuter,
                   });
    station_power_off(&pile, "21:46:30");
    station_keep_alive(&pile);
}

/* Both guns at once: one by app, the other by card. */
void two_guns(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station = station_new(timeline, platform_ipv4, &this_years_model);
    sample_pile pile = station_pile(&station, &dc_pile_two_guns);

    (void)trace;
    pile.model = &this_years_model;
    station_power_on(&pile, "11:20:00");
    station_charge(&pile, 1,
                   &(sample_plan){
                       .start = START_BY_APP,
                       .starts = "11:21:00",
                       .stop = STOP_BY_APP,
                       .seconds = 180,
                       .user = &commuter,
                       .vehicle = &sample_sedan,
                       .soc_1e1percent = 405,
                   });
    station_charge(&pile, 2,
                   &(sample_plan){
                       .start = START_BY_CARD,
                       .starts = "11:22:00",
                       .stop = STOP_BY_HAND,
                       .seconds = 150,
                       .user = &courier,
                       .vehicle = &sample_van,
                       .soc_1e1percent = 277,
                   });
    station_power_off(&pile, "11:26:00");
    station_keep_alive(&pile);
}

/* Section 1.2: a concentrator connects three piles over one connection; each logs in by itself, and two of them charge. */
void shared_connection(sample_timeline *timeline, sample_trace *trace)
{
    static const sample_plate behind_it[] = {
        {.number = "32010620260103", .guns = 1, .sim = "89860426102600310721"},
        {.number = "32010620260302", .is_ac = true, .guns = 1, .sim = "89860426102600310721"},
    };
    sample_station station = station_new(timeline, platform_ipv4, &this_years_model);
    sample_pile first = station_pile(&station, &dc_pile_one_gun);
    sample_pile second = station_pile(&station, &behind_it[0]), third = station_pile(&station, &behind_it[1]);
    sample_plan plan = {
        .start = START_BY_APP,
        .starts = "12:31:00",
        .stop = STOP_BY_APP,
        .seconds = 120,
        .user = &commuter,
        .vehicle = &sample_sedan,
        .soc_1e1percent = 550,
    };

    (void)trace;
    second.concentrator = third.concentrator = &first;
    station_power_on(&first, "12:30:00");
    station_power_on(&second, "12:30:05");
    station_power_on(&third, "12:30:10");
    station_charge(&second, 1, &plan);
    plan.user = &courier;
    plan.starts = "12:31:20";
    plan.vehicle = NULL;
    station_charge(&third, 1, &plan);
    station_power_off(&first, "12:35:00");
    station_vanish(&second, "12:34:59");
    station_vanish(&third, "12:34:59");
    station_keep_alive(&first);
    station_keep_alive(&second);
    station_keep_alive(&third);
}

/* The connection breaks during a charge; the pile logs in again and goes on. */
void reconnection(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station = station_new(timeline, platform_ipv4, &this_years_model);
    sample_pile pile = station_pile(&station, &dc_pile_one_gun);

    (void)trace;
    pile.model = &this_years_model;
    station_power_on(&pile, "16:00:00");
    station_vanish(&pile, "16:03:08");
    timeline_reset(pile.presences[0].connection, YKC_UP, clock_at("16:03:08"));
    station_power_on(&pile, "16:03:49");
    station_charge(&pile, 1,
                   &(sample_plan){
                       .start = START_BY_APP,
                       .starts = "16:01:00",
                       .stop = STOP_BY_APP,
                       .seconds = 300,
                       .user = &commuter,
                       .vehicle = &sample_sedan,
                       .soc_1e1percent = 189,
                   });
    station_power_off(&pile, "16:08:00");
    station_keep_alive(&pile);
}

/* The battery is full: the BMS ends the charge, and there is no stop command. */
void full_battery(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station = station_new(timeline, platform_ipv4, &this_years_model);
    sample_pile pile = station_pile(&station, &dc_pile_one_gun);

    (void)trace;
    pile.model = &this_years_model;
    station_power_on(&pile, "06:20:00");
    station_charge(&pile, 1,
                   &(sample_plan){
                       .start = START_BY_APP,
                       .starts = "06:21:00",
                       .stop = STOP_WHEN_FULL,
                       .seconds = 900,
                       .user = &commuter,
                       .vehicle = &sample_sedan,
                       .soc_1e1percent = 988,
                   });
    station_power_off(&pile, "06:40:00");
    station_keep_alive(&pile);
}

/* Section 8.4: the gun is not plugged in when the start command comes, but half a minute later. */
void plugged_late(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station = station_new(timeline, platform_ipv4, &this_years_model);
    sample_pile pile = station_pile(&station, &dc_pile_one_gun);
    sample_charge charge;
    sample_body refusal;

    (void)trace;
    pile.model = &this_years_model;
    station_power_on(&pile, "06:50:00");
    charge = station_charge(&pile, 1,
                            &(sample_plan){
                                .start = START_BY_APP,
                                .starts = "06:51:35",
                                .stop = STOP_BY_APP,
                                .seconds = 120,
                                .user = &commuter,
                                .vehicle = &sample_van,
                                .soc_1e1percent = 603,
                            });
    charge.start->time = clock_at("06:51:00"); /* all else as if it came now */
    refusal = charge.start_reply->body;
    body_set(&refusal, "start_result", "0");
    body_set(&refusal, "start_failure", "5");
    station_answer(&pile, charge.start, &refusal);
    station_power_off(&pile, "06:55:00");
    station_keep_alive(&pile);
}

/* Power-on without steps 4 to 8: the platform pushes the billing model after the login. */
void model_pushed(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station = station_new(timeline, platform_ipv4, &this_years_model);
    sample_pile pile = station_pile(&station, &dc_pile_one_gun);

    (void)trace;
    pile.model = &this_years_model;
    station_power_on(&pile, "07:10:00");
    timeline_drop(timeline, timeline_frame(timeline, 0x05, 1));
    station_push_model(&pile, "07:10:01", &this_years_model);
    station_charge(&pile, 1,
                   &(sample_plan){
                       .start = START_BY_APP,
                       .starts = "07:11:00",
                       .stop = STOP_BY_APP,
                       .seconds = 90,
                       .user = &commuter,
                       .vehicle = &sample_sedan,
                       .soc_1e1percent = 340,
                   });
    station_power_off(&pile, "07:14:00");
    station_keep_alive(&pile);
}
