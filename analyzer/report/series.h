/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * What a charge reported over time (0x13, 0x23, 0x25), for charts.
 *
 * Memory is bounded: a long charge is thinned out, evenly; of too many charges at once the ones not heard of for longest are
 * forgotten.
 */
#ifndef YKC_REPORT_SERIES_H
#define YKC_REPORT_SERIES_H

#include <glib.h>
#include <stdbool.h>

#include "catalog/reading.h"
#include "flow/finding.h"

/** What is drawn; the numbers are those of the catalogue's fields, in units of 10^-decimals. */
typedef enum series_metric {
    SERIES_VOLTAGE,             /**< 0.1 V */
    SERIES_CURRENT,             /**< 0.1 A */
    SERIES_SOC,                 /**< % */
    SERIES_CABLE_TEMPERATURE,   /**< °C */
    SERIES_BATTERY_TEMPERATURE, /**< °C */
    SERIES_ENERGY,              /**< 0.0001 kWh */
    SERIES_AMOUNT,              /**< 0.0001 yuan */
    SERIES_DEMAND_VOLTAGE,      /**< 0.1 V, of the BMS */
    SERIES_DEMAND_CURRENT,      /**< 0.1 A, of the BMS; a magnitude, since its sign is sent in both ways (Q-18) */
    SERIES_METRICS
} series_metric;

/** The names of the metrics for the page. */
extern const char *const series_names[SERIES_METRICS];

/** One report. */
typedef struct series_sample {
    ykc_time_us time;
    uint32_t known; /**< a bit for each metric that it has */
    int64_t values[SERIES_METRICS];
} series_sample;

/** A charge. */
typedef struct series_charge {
    GArray *samples; /**< of series_sample, in the order of time */
    unsigned stride; /**< one of so many reports was kept */
} series_charge;

typedef struct series series;

series *series_new(void);

/** Release it. NULL is allowed. */
void series_free(series *series);

/** Take note of a frame; what is of no charge or damaged is nothing. */
void series_add(series *series, const ykc_frame *frame, const ykc_reading *reading, const ykc_place *place);

/** Take a charge out; to be released with series_charge_free(). NULL if nothing of it was reported. */
series_charge *series_take(series *series, const uint8_t serial[YKC_SERIAL_SIZE], uint8_t gun);

void series_charge_free(series_charge *charge);

#endif
