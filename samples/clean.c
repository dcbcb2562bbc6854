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
