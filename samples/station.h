/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * A pile and its platform as the V1.6 document describes them: login, billing model, heartbeats, standby data, and answers.
 * Charging is in charge.h.
 *
 * A sample says what happens and when, in station time; each call adds its events to the timeline:
 *
 *     sample_station station = station_new(timeline, "198.51.100.10", &model);
 *     sample_pile pile = station_pile(&station, &plate);
 *
 *     station_power_on(&pile, "09:41:00");
 *     station_charge(&pile, 1, &plan);
 *     station_power_off(&pile, "10:20:00");
 *     station_keep_alive(&pile);
 *
 * Calls may overlap in time (two guns that charge at once), but those that change something come before those that need it: a
 * connection before what is sent on it, a billing model before the charges billed by it; station_keep_alive() comes last.
 */
#ifndef SAMPLES_STATION_H
#define SAMPLES_STATION_H

#include <stdbool.h>
#include <stdint.h>

#include "bill.h"
#include "clock.h"
#include "timeline.h"

enum { GUNS_MAX = 2, PRESENCES_MAX = 4, NO_GUN = 0, TRANSACTION_TEXT_SIZE = 33 };

/** No charge: the serial of standby data. */
extern const char no_transaction[];

/** The platform, and what all its piles share. */
typedef struct sample_station {
    sample_timeline *timeline;
    const char *platform_address;
    const sample_billing_model *model; /**< the one that the platform gives out */
    unsigned connections, charges;     /**< so far */
    uint32_t random;                   /**< state of the generator behind station_jitter() */
} sample_station;

/** What stands on a pile's plate. */
typedef struct sample_plate {
    const char *number; /**< 14 digits */
    const char *address;
    bool is_ac;
    unsigned guns;
    const char *sim; /**< 20 digits */
} sample_plate;

/** One gun. */
typedef struct sample_gun {
    const char *cable_code;
    int64_t meter_1e4kwh;
} sample_gun;

/** The time that a pile spends on one connection. */
typedef struct sample_presence {
    sample_connection *connection;
    time_us from;            /**< the login */
    time_us heartbeats_from; /**< the end of the power-on flow */
    time_us until;           /**< INT64_MAX as long as nobody said */
} sample_presence;

/** One pile. A sample may set @c model and @c concentrator before it is powered on. */
typedef struct sample_pile {
    sample_station *station;
    const sample_plate *plate;
    const sample_billing_model *model;      /**< the one it has; NULL: none yet */
    const struct sample_pile *concentrator; /**< not NULL: it speaks over that pile's connections */
    sample_gun guns[GUNS_MAX];              /**< gun n is guns[n - 1] */
    sample_presence presences[PRESENCES_MAX];
    unsigned presence_count;
} sample_pile;

/** A station without piles; @p platform_address and @p model must outlive the timeline. */
sample_station station_new(sample_timeline *timeline, const char *platform_address, const sample_billing_model *model);

/** A pile of the station, without a billing model. @p plate must outlive the timeline. */
sample_pile station_pile(sample_station *station, const sample_plate *plate);

/**
 * Switch a pile on: the power-on flow of section 5.1. It fetches the billing model if it has another one than the platform
 * (0x09). Also used to come back after a lost connection.
 */
void station_power_on(sample_pile *pile, const char *when);

/** Switch a pile off: it closes its connection. */
void station_power_off(sample_pile *pile, const char *when);

/** The pile is silent from now on, and nobody closes its connection. */
void station_vanish(sample_pile *pile, const char *when);

/**
 * Add what a pile sends by itself: the state of its guns after the power-on flow, heartbeats every 10 s, and standby data of each
 * gun after 5 min without news. Once, last.
 */
void station_keep_alive(sample_pile *pile);

/** The platform pushes a billing model (0x58), which is in force once the pile accepts it (0x57). */
void station_push_model(sample_pile *pile, const char *when, const sample_billing_model *model);

/** @name Single frames */
/**@{*/

/** A body with the pile's number, and the gun's if the frame type has one. */
sample_body station_body(const sample_pile *pile, unsigned gun, uint8_t type);

/** A body with the transaction, the pile's and the gun's number. */
sample_body station_charge_body(const sample_pile *pile, unsigned gun, uint8_t type, const char *transaction);

/**
 * Send a frame, on the connection that the pile has at that time. While it is between two connections nothing is sent, and the
 * event is dropped; before the first and after the last one the program ends.
 */
sample_event *station_send(sample_pile *pile, time_us time, const sample_body *body);

/** When stored data can be sent (power-on 6): @p time, or, if the pile is between two connections, after the next login. */
time_us station_next_online(const sample_pile *pile, time_us time);

/** Answer a frame as quickly as pile or platform do. The event is dropped if the connection has ended by then. */
sample_event *station_answer(sample_pile *pile, sample_event *request, const sample_body *body);

/** The same, at a time of its own. */
sample_event *station_answer_at(sample_pile *pile, sample_event *request, time_us time, const sample_body *body);

/** 0x13 of an idle gun. */
sample_body station_idle_body(const sample_pile *pile, unsigned gun, bool is_plugged);
sample_event *station_send_idle(sample_pile *pile, unsigned gun, time_us time, bool is_plugged);

/**@}*/

/** A serial as platforms make them, section 3.6 of the reference: pile, gun, time, running number. */
void station_new_transaction(sample_pile *pile, unsigned gun, time_us time, char transaction[TRANSACTION_TEXT_SIZE]);

/** Up to @p limit (exclusive), by chance, but the same each time that the samples are made. */
int64_t station_jitter(sample_station *station, int64_t limit);

#endif
