/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file The samples: each function tells one story. README.md says what each capture shows. */
#ifndef SAMPLES_SAMPLES_H
#define SAMPLES_SAMPLES_H

#include "bill.h"
#include "charge.h"
#include "station.h"
#include "timeline.h"
#include "trace.h"

/** Fill the timeline of one sample; the trace only to choose how it is captured. */
typedef void sample_story(sample_timeline *timeline, sample_trace *trace);

/* clean.c: sessions without a fault */
sample_story power_on_model_same, power_on_model_new, app_charge_dc, card_charge, ac_charge, two_guns, shared_connection,
    reconnection, full_battery, plugged_late, model_pushed;

/* every_frame.c: every frame type of V1.6 */
sample_story every_frame;

/* faulty.c: one fault each, and captures that lack something */
sample_story stop_unanswered, record_missing, check_skipped, business_before_login, login_refused, bad_checksum,
    garbage_between_frames, lost_segment, mid_charge, one_way;

/* rules_*.c: for each rule the smallest session that breaks it, with what has to be found */
sample_story rule_cut_off, rule_truncated, rules_of_frames, rules_of_replies, rules_of_links, rules_of_flows, rules_of_charges,
    rules_of_records, rules_of_bills, rules_across_gaps;

/* devices.c: what devices do that is no fault (the quirks of V1.6) */
sample_story device_numbers, device_liveness, device_power_on, device_bodies, device_starts, device_bills, device_flows;

/* dialects.c: piles of other versions, and frames that only others have */
sample_story dialects_platform, dialects_faults, dialects_frames;

/* encrypted.c: some of the samples above with encrypted bodies, and the keys, a file for --keys */
sample_story encrypted_stop_unanswered, encrypted_shared_connection, encrypted_every_frame, encrypted_platform;
extern const char keys_of_one_pile[], keys_of_three_piles[], keys_of_a_session[], keys_of_a_platform[];

/** @name Who takes part */
/**@{*/
extern const char platform_ipv4[], platform_ipv6[];
extern const sample_plate dc_pile_one_gun, dc_pile_two_guns, ac_pile;
extern const sample_billing_model this_years_model;
extern const sample_user commuter, courier;

/** What the commuter in the sedan wants. */
sample_plan commuters_plan(sample_start start, const char *starts, sample_stop stop, int seconds);
/**@}*/

#endif
