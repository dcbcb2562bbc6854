/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * A whole charge: from the plug to the confirmed record, as the V1.6 document has it (sections 5.2, 5.3, 7, 8, 12).
 */
#ifndef SAMPLES_CHARGE_H
#define SAMPLES_CHARGE_H

#include <stdbool.h>
#include <stdint.h>

#include "battery.h"
#include "station.h"

/** Who starts a charge, and so by which frames and in which flow. */
typedef enum sample_start {
    START_BY_APP,  /**< 0x34 and 0x33, section 5.2 */
    START_BY_CARD, /**< 0x31 and 0x32, section 5.3 */
    START_BY_VIN   /**< the same with start mode VIN */
} sample_start;

/** Why it ends. */
typedef enum sample_stop {
    STOP_BY_APP,    /**< 0x36, 0x35; the BMS confirms that the charger stopped (0x1D) */
    STOP_BY_HAND,   /**< by card or button at the pile: 0x21 */
    STOP_WHEN_FULL, /**< the BMS ends it: 0x1D */
    STOP_BY_ERROR   /**< charger and vehicle hear each other no more, the connector is loose: 0x1B, 0x21 */
} sample_stop;

/** The person who charges. */
typedef struct sample_user {
    const char *physical_card; /**< 16 hex digits */
    const char *logical_card;  /**< 16 digits */
    const char *balance;       /**< "268.50" */
    const char *password;      /**< 16 characters of an MD5; NULL: none is asked for */
} sample_user;

/** What is to happen. */
typedef struct sample_plan {
    sample_start start;
    const char *starts; /**< when 0x34 or 0x31 is sent */
    sample_stop stop;
    int seconds; /**< of charging, until it is stopped; with STOP_WHEN_FULL: at most */
    const sample_user *user;
    const sample_vehicle *vehicle; /**< NULL on AC piles */
    int soc_1e1percent;            /**< when it starts */
    const char *parallel_serial;   /**< yyMMddHHmmss: one gun of a parallel charge (0xA1 to 0xA4); NULL: a charge by one gun */
    bool is_auxiliary_gun;
} sample_plan;

/** What happened: the events that a sample may want to edit. NULL: there is no such frame in this charge. */
typedef struct sample_charge {
    char transaction[TRANSACTION_TEXT_SIZE];
    time_us begin, end;                  /**< of the current */
    sample_event *start, *start_reply;   /**< 0x34 and 0x33, 0x31 and 0x32, or their parallel twins */
    sample_event *handshake;             /**< 0x15 */
    sample_event *configuration;         /**< 0x17 */
    sample_event *first_charging;        /**< the first 0x13 with state "charging" */
    sample_event *stop, *stop_reply;     /**< 0x36 and 0x35 */
    sample_event *statistics;            /**< 0x19 */
    sample_event *idle;                  /**< the 0x13 that says that the gun charges no more */
    sample_event *record, *confirmation; /**< 0x3B and 0x40 */
} sample_charge;

/**
 * Charge. The user plugs in 25 s before the start, and unplugs some seconds after the record. The pile reports both, sends
 * 0x13, 0x23 and 0x25 every 15 s, integrates voltage × current second by second into the tariffs of its billing model, and
 * delivers the record some seconds after the end.
 */
sample_charge station_charge(sample_pile *pile, unsigned gun, const sample_plan *plan);

/** What a record says, section 8.7. */
typedef struct sample_record {
    const char *transaction;
    time_us begin, end;
    const sample_bill *bill;
    int64_t meter_start_1e4kwh;
    const char *vin; /**< NULL: unknown */
    const char *start_source, *stop_reason;
    const char *physical_card; /**< NULL: none */
} sample_record;

/** Send a record (0x3B), and confirm it. @return the confirmation (0x40); the record is what it answers */
sample_event *station_send_record(sample_pile *pile, unsigned gun, time_us time, const sample_record *record);

#endif
