/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The frames of a charge that is running: what the pile and, through it, the vehicle report (chapter 7). For charge.c.
 */
#ifndef SAMPLES_CHARGE_FRAMES_H
#define SAMPLES_CHARGE_FRAMES_H

#include "battery.h"
#include "bill.h"
#include "charge.h"

enum { PILE_CURRENT_MAX_1E1A = 2500 };

/** A running charge at one moment. */
typedef struct sample_run {
    sample_pile *pile;
    unsigned gun;
    const sample_plan *plan;
    const char *transaction;
    sample_bill bill;
    int second;                     /**< since the current began */
    sample_battery battery;         /**< unused on AC piles */
    int voltage_1e1v, current_1e1a; /**< of the pile's output */
} sample_run;

/** 0x13, state "charging". */
sample_body run_realtime(const sample_run *run);

/** 0x15 and 0x17: who the vehicle is, and what both sides can. */
sample_body run_handshake(const sample_run *run);
sample_body run_configuration(const sample_run *run);

/** 0x23 and 0x25: demand and output, and how the battery is. */
sample_body run_demand(const sample_run *run);
sample_body run_battery_state(const sample_run *run);

/** 0x19: what was charged. */
sample_body run_statistics(const sample_run *run);

/** Any frame with transaction, pile and gun: 0x1B, 0x1D, 0x21. */
sample_body run_body(const sample_run *run, uint8_t type);

#endif
