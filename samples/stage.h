/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * A stage for captures with many short stories: one platform, and piles that each have a connection of their own.
 */
#ifndef SAMPLES_STAGE_H
#define SAMPLES_STAGE_H

#include "samples.h"

/** The capture's stories. */
typedef struct stage {
    sample_timeline *timeline;
    sample_station station;
    unsigned piles; /**< so far */
} stage;

/** One pile and what happens to it. */
typedef struct actor {
    stage *stage;
    sample_pile pile;
} actor;

stage stage_new(sample_timeline *timeline);

/** The next pile, switched on at @p when; it fetches the billing model. AC: no frames of the BMS. */
void enter_ac(stage *stage, actor *actor, const char *when);
void enter_dc(stage *stage, actor *actor, const char *when);

/** An AC pile behind a concentrator: it speaks over that one's connection, which it does not close. */
void enter_behind(stage *stage, actor *actor, const struct actor *concentrator, const char *when);

/** The same with two guns, an AC pile. */
void enter_two_guns(stage *stage, actor *actor, const char *when);

/** Leave: the pile closes its connection. Adds heartbeats and standby data; the last call for an actor but for editing. */
void leave(actor *actor, const char *when);

/** Two hours later another pile logs in: whatever may still come of the stories before is decided. */
void pass_time(stage *stage);

/** A charge of gun 1. @p starts: when 0x34 or 0x31 is sent */
sample_charge charge(actor *actor, sample_start start, const char *starts, sample_stop stop, int seconds);

/** The same of any gun. */
sample_charge charge_gun(actor *actor, unsigned gun, sample_start start, const char *starts, sample_stop stop, int seconds);

/** The @p nth frame of a type that this pile sends or gets, from 1; and the first one not before a time. */
sample_event *frame_of(const actor *actor, uint8_t type, unsigned nth);
sample_event *frame_after(const actor *actor, uint8_t type, time_us time);

/** The number of frames that name the pile, in one direction. */
unsigned count_frames(const actor *actor, ykc_direction direction);

/** What has to be found: timeline_expect(). */
void expect(const actor *actor, const sample_event *event, const sample_expectation *expectation);

/** A reply that says no: reply/refused, a note. */
void expect_refusal(const actor *actor, const sample_event *reply, const char *flow, unsigned step);

/** Send a frame of the pile's or to it, and a reply. */
sample_event *send(actor *actor, time_us time, const sample_body *body);
sample_event *answer(actor *actor, sample_event *request, time_us time, const sample_body *body);

/** Write one more reply like @p reply, to @p request. */
sample_event *answer_alike(actor *actor, sample_event *request, time_us time, const sample_event *reply);

/**
 * A charge's record is not confirmed, but sent again so many seconds after the first time, until the last one of these is.
 *
 * @return the last repeat
 */
sample_event *repeat_record(actor *actor, const sample_charge *run, const int *after_seconds, size_t count);

/** Put another serial in the place of a charge's, in all its frames. */
void change_serial(const actor *actor, const sample_charge *charge, const char *serial);

/** Make a record bill @p energy_1e4kwh in one tariff of this year's model, with everything that follows from it. */
void bill_in(sample_event *record, unsigned tariff, int64_t energy_1e4kwh);

/** Add to a number of a body, in units of its last decimal. */
void add_to(sample_event *event, const char *name, int64_t number);

/** The number in a field of a body. */
int64_t number_in(const sample_event *event, const char *name);

#endif
