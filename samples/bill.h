/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Billing models, and what a charge costs by one: energies by the half hours of the model, amounts by its prices (reference 5,
 * frames 0x0A and 0x3B).
 */
#ifndef SAMPLES_BILL_H
#define SAMPLES_BILL_H

#include <stdint.h>

#include "clock.h"
#include "frames.h"

/** The tariffs, numbered as in slot_tariff. */
enum { TARIFF_SHARP, TARIFF_PEAK, TARIFF_FLAT, TARIFF_VALLEY, TARIFFS };

/** A billing model (0x0A, 0x58). */
typedef struct sample_billing_model {
    const char *number;                                             /**< four digits */
    int64_t electricity_1e5yuan[TARIFFS], service_1e5yuan[TARIFFS]; /**< prices for a kWh */
    const char *slots; /**< 48 letters, one for each half hour: s sharp, p peak, f flat, v valley */
} sample_billing_model;

/** What a gun has delivered since the charge began, by tariff. */
typedef struct sample_bill {
    const sample_billing_model *model;
    int64_t work_1e2ws[TARIFFS]; /**< in 0.01 watt seconds */
} sample_bill;

/** Write the model into a 0x0A or 0x58. */
void bill_put_model(const sample_billing_model *model, sample_body *body);

/** Add the second that begins at @p time, spent at @p voltage_1e1v and @p current_1e1a. */
void bill_add_second(sample_bill *bill, time_us time, int voltage_1e1v, int current_1e1a);

/** Energy in 0.0001 kWh, as a meter shows it; the total is the sum of the tariffs. */
int64_t bill_energy_1e4kwh(const sample_bill *bill, unsigned tariff);
int64_t bill_total_energy_1e4kwh(const sample_bill *bill);

/** Price of a kWh: electricity + service. */
int64_t bill_price_1e5yuan(const sample_bill *bill, unsigned tariff);

/** Amount in 0.0001 yuan: price × energy, rounded; the total is the sum of the tariffs. */
int64_t bill_amount_1e4yuan(const sample_bill *bill, unsigned tariff);
int64_t bill_total_amount_1e4yuan(const sample_bill *bill);

/** Write prices, energies and amounts into a 0x3B; no loss ratio, so the energies with losses are the energies. */
void bill_put_record(const sample_bill *bill, sample_body *body);

#endif
