/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "html_bill.h"

#include "figures.h"
#include "json.h"

enum { SCALED_DECIMALS = 4, PRICE_DECIMALS = 5, TOLERANCE_1E4YUAN = 200, TOLERANCE_1E4KWH = 100 };

static void member_decimal(yajl_gen json, const char *key, int64_t number, unsigned decimals)
{
    g_autofree char *digits = figures_decimal(number, decimals);

    json_member_string(json, key, digits);
}

static bool amount_agrees(const ykc_bill_tariff *tariff)
{
    int64_t difference = (int64_t)ykc_bill_due_1e4yuan(tariff) - tariff->amount_1e4yuan;

    return ABS(difference) <= TOLERANCE_1E4YUAN;
}

/* The price that the model in force has for the tariff; models have no deep valley. */
static void member_model_price(yajl_gen json, const ykc_session *session, unsigned tariff)
{
    if (session->model != NULL && tariff < session->model->tariff_count)
        member_decimal(json, "model_price", (int64_t)ykc_billing_model_price_1e5yuan(session->model, tariff), PRICE_DECIMALS);
}

static void write_tariff(yajl_gen json, const ykc_session *session, unsigned number)
{
    static const char *const names[YKC_RECORD_TARIFFS_MAX] = {
        [YKC_TARIFF_SHARP] = "sharp",
        [YKC_TARIFF_PEAK] = "peak",
        [YKC_TARIFF_FLAT] = "flat",
        [YKC_TARIFF_VALLEY] = "valley",
        [YKC_TARIFF_DEEP_VALLEY] = "deep_valley",
    };
    const ykc_bill_tariff *tariff = &session->bill->tariffs[number];

    yajl_gen_map_open(json);
    if (session->bill->is_numbered)
        json_member_number(json, "tariff", number + 1);
    else
        json_member_string(json, "tariff", names[number]);
    member_decimal(json, "price", tariff->price_1e5yuan, PRICE_DECIMALS);
    member_model_price(json, session, number);
    member_decimal(json, "energy", tariff->energy_1e4kwh, SCALED_DECIMALS);
    member_decimal(json, "energy_with_loss", tariff->energy_with_loss_1e4kwh, SCALED_DECIMALS);
    member_decimal(json, "amount", tariff->amount_1e4yuan, SCALED_DECIMALS);
    member_decimal(json, "recomputed", (int64_t)ykc_bill_due_1e4yuan(tariff), SCALED_DECIMALS);
    json_member_bool(json, "agrees", amount_agrees(tariff));
    yajl_gen_map_close(json);
}

/* A figure as sent beside what it should be. */
static void write_check(yajl_gen json, const char *key, int64_t sent, int64_t recomputed, int64_t tolerance)
{
    json_key(json, key);
    yajl_gen_map_open(json);
    member_decimal(json, "sent", sent, SCALED_DECIMALS);
    member_decimal(json, "recomputed", recomputed, SCALED_DECIMALS);
    json_member_bool(json, "agrees", ABS(sent - recomputed) <= tolerance);
    yajl_gen_map_close(json);
}

static int64_t due_in_all(const ykc_bill *bill)
{
    int64_t sum = 0;

    for (unsigned i = 0; i < bill->tariff_count; i++)
        sum += (int64_t)ykc_bill_due_1e4yuan(&bill->tariffs[i]);
    return sum;
}

void html_object_bill(yajl_gen json, const ykc_session *session)
{
    const ykc_bill *bill = session->bill;
    int64_t metered = bill->meter_end_1e4kwh - bill->meter_start_1e4kwh;

    json_key(json, "rows");
    yajl_gen_array_open(json);
    for (unsigned i = 0; i < bill->tariff_count; i++)
        write_tariff(json, session, i);
    yajl_gen_array_close(json);
    if (session->model != NULL)
        json_member_number(json, "model_packet", (int64_t)session->model_place.packet);
    write_check(json, "energy", bill->total_energy_1e4kwh, ykc_bill_energy_1e4kwh(bill), 0);
    write_check(json, "energy_with_loss", bill->total_energy_with_loss_1e4kwh, ykc_bill_energy_with_loss_1e4kwh(bill), 0);
    write_check(json, "amount", bill->total_amount_1e4yuan, ykc_bill_amount_1e4yuan(bill), 0);
    if (bill->meter_start_1e4kwh != 0 || bill->meter_end_1e4kwh != 0)
        write_check(json, "meter", bill->total_energy_1e4kwh, metered, TOLERANCE_1E4KWH);
    member_decimal(json, "recomputed", due_in_all(bill), SCALED_DECIMALS);
}
