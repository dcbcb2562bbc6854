/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Billing models and bills: the numbers of 0x0A, 0x58 and of records, and what follows from them (V1.6 sections 6.8, 8.7, 9.5).
 *
 * All numbers are the integers of the wire; a product of price and energy fits 64 bits without a sign. Nothing here passes
 * through binary floating point.
 */
#ifndef YKC_FLOW_BILL_H
#define YKC_FLOW_BILL_H

#include <stdbool.h>
#include <stdint.h>

/** A frame as the rules see it: facts.h. */
typedef struct ykc_facts ykc_facts;

enum {
    YKC_MODEL_TARIFFS = 4,      /**< of a billing model, section 6.8 */
    YKC_MODEL_SLOTS = 48,       /**< half hours of a day */
    YKC_RECORD_TARIFFS_MAX = 5, /**< of a record of V1; V1.6 has four, some records have a deep valley (Q-15) */
    YKC_TARIFFS_MAX = 48        /**< of a model or record of V2.1: they are numbered there */
};

/** The tariffs, as billing models number them and as records list them. */
typedef enum ykc_tariff {
    YKC_TARIFF_SHARP,
    YKC_TARIFF_PEAK,
    YKC_TARIFF_FLAT,
    YKC_TARIFF_VALLEY,
    YKC_TARIFF_DEEP_VALLEY
} ykc_tariff;

/** The prices and half hours that a pile bills by. */
typedef struct ykc_billing_model {
    uint8_t tariff_count;
    uint8_t slots[YKC_MODEL_SLOTS];                /**< tariff, counted from 0, of each half hour of the station's day */
    uint32_t electricity_1e5yuan[YKC_TARIFFS_MAX]; /**< for a kWh */
    uint32_t service_1e5yuan[YKC_TARIFFS_MAX];
} ykc_billing_model;

/** Read the model of a 0x0A or 0x58; false if the frame is neither, or is too short. */
bool ykc_billing_model_read(const ykc_facts *facts, ykc_billing_model *model);

/** Electricity and service of a tariff, for a kWh. @param tariff below the model's count */
uint64_t ykc_billing_model_price_1e5yuan(const ykc_billing_model *model, unsigned tariff);

/**
 * True if some half hour between two moments belongs to the tariff.
 *
 * @param from_us, to_us  the first and the last moment, microseconds since 1970-01-01 UTC
 * @param zone_minutes    how far the station's clock is ahead of UTC
 */
bool ykc_billing_model_has(const ykc_billing_model *model, unsigned tariff, int64_t from_us, int64_t to_us, int zone_minutes);

/** What a record says of one tariff. */
typedef struct ykc_bill_tariff {
    uint32_t price_1e5yuan; /**< for a kWh, electricity and service */
    uint32_t energy_1e4kwh;
    uint32_t energy_with_loss_1e4kwh;
    uint32_t amount_1e4yuan;
} ykc_bill_tariff;

/** The numbers of a record. */
typedef struct ykc_bill {
    uint8_t tariff_count; /**< 4, or 5; up to YKC_TARIFFS_MAX in V2.1 */
    bool is_numbered;     /**< V2.1: the tariffs have no names */
    ykc_bill_tariff tariffs[YKC_TARIFFS_MAX];
    int64_t total_energy_1e4kwh, total_energy_with_loss_1e4kwh, total_amount_1e4yuan;
    int64_t meter_start_1e4kwh, meter_end_1e4kwh;
} ykc_bill;

/** Read the numbers of a record; false if the frame is none, or is too short. */
bool ykc_bill_read(const ykc_facts *facts, ykc_bill *bill);

/** Sums over the tariffs. */
int64_t ykc_bill_energy_1e4kwh(const ykc_bill *bill);
int64_t ykc_bill_energy_with_loss_1e4kwh(const ykc_bill *bill);
int64_t ykc_bill_amount_1e4yuan(const ykc_bill *bill);

/** The energy that a tariff is charged for: with losses, or without where the pile does not use them. */
uint32_t ykc_bill_charged_1e4kwh(const ykc_bill_tariff *tariff);

/** Price × energy of a tariff, in 10⁻⁹ yuan: exact, before any rounding. */
uint64_t ykc_bill_due_1e9yuan(const ykc_bill_tariff *tariff);

/** The same rounded to 10⁻⁴ yuan, as it would be on the wire. */
uint64_t ykc_bill_due_1e4yuan(const ykc_bill_tariff *tariff);

/** True if energy was delivered and neither a price nor an amount is other than zero: charging for free. */
bool ykc_bill_is_free(const ykc_bill *bill);

#endif
