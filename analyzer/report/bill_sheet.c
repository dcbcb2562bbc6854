/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bill_sheet.h"

#include <glib.h>
#include <string.h>

#include "catalog/value.h"

/* A meter shows two decimals at least, so its difference may be off by 0.01 kWh. */
enum { TOLERANCE_1E4YUAN = 200, TOLERANCE_1E4KWH = 100, PRICE_DECIMALS_SCALE = 100000 };

static const char price_prefix[] = "price_";

/* The number of a field; false if the message does not have it. */
static bool get(const ykc_message *message, const ykc_frame *frame, const char *prefix, const char *name, int64_t *number)
{
    g_autofree char *full = g_strconcat(prefix, name, NULL);
    ykc_item item;
    ykc_value value;

    if (!ykc_message_field(message, full, &item) || item.offset + item.field->size > frame->body_length)
        return false;
    ykc_value_decode(item.field, frame->body + item.offset, &value);
    *number = value.number;
    return true;
}

/* Price × energy, rounded: 10^-5 · 10^-4 yuan to 10^-4. Both have 32 bits, so the product has 64. */
static int64_t amount_of(int64_t price, int64_t energy)
{
    return (int64_t)(((uint64_t)price * (uint64_t)energy + PRICE_DECIMALS_SCALE / 2) / PRICE_DECIMALS_SCALE);
}

static bool make_row(const ykc_message *message, const ykc_frame *frame, const char *tariff, bill_row *row)
{
    int64_t billed;

    row->tariff = tariff;
    if (!get(message, frame, price_prefix, tariff, &row->price_1e5yuan) ||
        !get(message, frame, "energy_", tariff, &row->energy_1e4kwh) ||
        !get(message, frame, "energy_with_loss_", tariff, &row->energy_with_loss_1e4kwh) ||
        !get(message, frame, "amount_", tariff, &row->amount_1e4yuan))
        return false;
    billed = row->energy_with_loss_1e4kwh != 0 ? row->energy_with_loss_1e4kwh : row->energy_1e4kwh;
    row->recomputed_1e4yuan = amount_of(row->price_1e5yuan, billed);
    row->agrees = ABS(row->recomputed_1e4yuan - row->amount_1e4yuan) <= (billed != 0 ? TOLERANCE_1E4YUAN : 0);
    return true;
}

static void add_up(bill_sheet *sheet)
{
    for (size_t i = 0; i < sheet->row_count; i++) {
        const bill_row *row = &sheet->rows[i];

        sheet->energy_sum_1e4kwh += row->energy_1e4kwh;
        sheet->energy_with_loss_sum_1e4kwh += row->energy_with_loss_1e4kwh;
        sheet->amount_sum_1e4yuan += row->amount_1e4yuan;
        sheet->recomputed_1e4yuan += row->recomputed_1e4yuan;
    }
}

bool bill_sheet_make(const ykc_message *message, const ykc_frame *frame, bill_sheet *sheet)
{
    memset(sheet, 0, sizeof *sheet);
    for (size_t i = 0; i < message->field_count && sheet->row_count < BILL_TARIFFS_MAX; i++) {
        const char *name = message->fields[i].name;

        if (g_str_has_prefix(name, price_prefix) &&
            make_row(message, frame, name + strlen(price_prefix), &sheet->rows[sheet->row_count]))
            sheet->row_count++;
    }
    if (sheet->row_count == 0 || !get(message, frame, "", "total_energy", &sheet->energy_1e4kwh) ||
        !get(message, frame, "", "total_energy_with_loss", &sheet->energy_with_loss_1e4kwh) ||
        !get(message, frame, "", "total_amount", &sheet->amount_1e4yuan) ||
        !get(message, frame, "", "meter_start", &sheet->meter_start_1e4kwh) ||
        !get(message, frame, "", "meter_end", &sheet->meter_end_1e4kwh))
        return false;
    add_up(sheet);
    sheet->has_meter = sheet->meter_start_1e4kwh != 0 || sheet->meter_end_1e4kwh != 0;
    sheet->energy_agrees = sheet->energy_1e4kwh == sheet->energy_sum_1e4kwh;
    sheet->energy_with_loss_agrees = sheet->energy_with_loss_1e4kwh == sheet->energy_with_loss_sum_1e4kwh;
    sheet->amount_agrees = sheet->amount_1e4yuan == sheet->amount_sum_1e4yuan;
    sheet->meter_agrees = ABS(sheet->meter_end_1e4kwh - sheet->meter_start_1e4kwh - sheet->energy_1e4kwh) <= TOLERANCE_1E4KWH;
    return true;
}
