/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The vehicles that are charged: a battery of the 400 V class, its charging curve, and what it tells the pile (GB/T 27930).
 *
 * Integers throughout, so that the samples are the same on every machine.
 */
#ifndef SAMPLES_BATTERY_H
#define SAMPLES_BATTERY_H

#include <stdint.h>

/** A vehicle as its battery management system describes it in the handshake (0x15, 0x17). */
typedef struct sample_vehicle {
    const char *vin;
    const char *battery_maker;  /**< four characters */
    const char *battery_serial; /**< eight hex digits */
    const char *made_year, *made_month, *made_day;
    int charge_count;
    int capacity_1e1ah;
    int energy_1e4kwh;
    unsigned guns; /**< 1; 2 for one that is charged over two guns at once, each of which delivers half */
} sample_vehicle;

/** What is measured in the battery at one moment. */
typedef struct sample_battery {
    int soc_1e1percent;
    int voltage_1e1v;
    int demand_1e1a; /**< the current that it asks for, positive */
    int cell_highest_1e2v, cell_lowest_1e2v;
    int temperature_highest, temperature_lowest; /**< °C */
    int remaining_minutes;
} sample_battery;

/** A sedan, a van, and a bus that is charged over two guns; all have 96 ternary cells in series. */
extern const sample_vehicle sample_sedan, sample_van, sample_bus;

enum {
    BATTERY_RATED_VOLTAGE_1E1V = 3504,
    BATTERY_VOLTAGE_MAX_1E1V = 4032,
    BATTERY_CELL_MAX_1E2V = 420,
    BATTERY_CURRENT_MAX_1E1A = 2600,
    BATTERY_TEMPERATURE_MAX = 55
};

/**
 * The battery after a gun has delivered some energy.
 *
 * @param start_soc_1e1percent  state of charge when charging began
 * @param energy_1e4kwh         what this gun has delivered since
 */
sample_battery battery_after(const sample_vehicle *vehicle, int start_soc_1e1percent, int64_t energy_1e4kwh);

#endif
