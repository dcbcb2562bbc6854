/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The bill of a transaction record, recomputed from its own figures: price × energy for each tariff, and the sums.
 *
 * All in integers. Energy counts with losses where the record uses them (with losses 0 means "not used", Q-20); devices round
 * or cut to fen, so a tariff with energy may differ by 0.02 yuan, sums not at all.
 */
#ifndef YKC_REPORT_BILL_SHEET_H
#define YKC_REPORT_BILL_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "catalog/reading.h"

enum { BILL_TARIFFS_MAX = 8 };

/** One tariff. */
typedef struct bill_row {
    const char *tariff; /**< "sharp", "peak", "flat", "valley", "deep_valley" */
    int64_t price_1e5yuan, energy_1e4kwh, energy_with_loss_1e4kwh;
    int64_t amount_1e4yuan;     /**< as sent */
    int64_t recomputed_1e4yuan; /**< rounded */
    bool agrees;
} bill_row;

typedef struct bill_sheet {
    bill_row rows[BILL_TARIFFS_MAX];
    size_t row_count;
    int64_t energy_1e4kwh, energy_sum_1e4kwh;                     /**< as sent, and the sum of the tariffs */
    int64_t energy_with_loss_1e4kwh, energy_with_loss_sum_1e4kwh; /**< likewise */
    int64_t amount_1e4yuan, amount_sum_1e4yuan, recomputed_1e4yuan;
    int64_t meter_start_1e4kwh, meter_end_1e4kwh;
    bool has_meter; /**< one of them is not 0 (Q-22) */
    bool energy_agrees, energy_with_loss_agrees, amount_agrees, meter_agrees;
} bill_sheet;

/** Recompute the bill of a record; false if the message has no bill. @p frame must be legible and long enough. */
bool bill_sheet_make(const ykc_message *message, const ykc_frame *frame, bill_sheet *sheet);

#endif
