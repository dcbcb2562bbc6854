/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bill.h"

#include <glib.h>
#include <string.h>

#include "fail.h"

static const char *const tariff_names[TARIFFS] = {"sharp", "peak", "flat", "valley"};
static const char tariff_letters[] = "spfv";

/* "energy_" and a tariff: "energy_peak" */
static void put_for_tariff(sample_body *body, const char *name, unsigned tariff, int64_t number)
{
    char *full_name = g_strconcat(name, tariff_names[tariff], NULL);

    body_set_number(body, full_name, number);
    g_free(full_name);
}

static unsigned tariff_of_slot(const sample_billing_model *model, unsigned slot)
{
    const char *letter = strchr(tariff_letters, model->slots[slot]);

    if (strlen(model->slots) != CLOCK_SLOTS || letter == NULL)
        fail("billing model %s does not say the tariff of half hour %u", model->number, slot);
    return (unsigned)(letter - tariff_letters);
}

void bill_put_model(const sample_billing_model *model, sample_body *body)
{
    body_set(body, "billing_model", model->number);
    for (unsigned tariff = 0; tariff < TARIFFS; tariff++) {
        put_for_tariff(body, "electricity_price_", tariff, model->electricity_1e5yuan[tariff]);
        put_for_tariff(body, "service_price_", tariff, model->service_1e5yuan[tariff]);
    }
    for (unsigned slot = 0; slot < CLOCK_SLOTS; slot++) {
        char number[2] = {(char)('0' + tariff_of_slot(model, slot)), '\0'};

        body_set_at(body, "slot_tariff", slot, number);
    }
}

void bill_add_second(sample_bill *bill, time_us time, int voltage_1e1v, int current_1e1a)
{
    bill->work_1e2ws[tariff_of_slot(bill->model, clock_slot(time))] += (int64_t)voltage_1e1v * current_1e1a;
}

int64_t bill_energy_1e4kwh(const sample_bill *bill, unsigned tariff)
{
    return bill->work_1e2ws[tariff] / 36000; /* 0.0001 kWh = 360 Ws */
}

int64_t bill_total_energy_1e4kwh(const sample_bill *bill)
{
    int64_t sum = 0;

    for (unsigned tariff = 0; tariff < TARIFFS; tariff++)
        sum += bill_energy_1e4kwh(bill, tariff);
    return sum;
}

int64_t bill_price_1e5yuan(const sample_bill *bill, unsigned tariff)
{
    return bill->model->electricity_1e5yuan[tariff] + bill->model->service_1e5yuan[tariff];
}

int64_t bill_amount_1e4yuan(const sample_bill *bill, unsigned tariff)
{
    return (bill_price_1e5yuan(bill, tariff) * bill_energy_1e4kwh(bill, tariff) + 50000) / 100000;
}

int64_t bill_total_amount_1e4yuan(const sample_bill *bill)
{
    int64_t sum = 0;

    for (unsigned tariff = 0; tariff < TARIFFS; tariff++)
        sum += bill_amount_1e4yuan(bill, tariff);
    return sum;
}

void bill_put_record(const sample_bill *bill, sample_body *body)
{
    for (unsigned tariff = 0; tariff < TARIFFS; tariff++) {
        put_for_tariff(body, "price_", tariff, bill_price_1e5yuan(bill, tariff));
        put_for_tariff(body, "energy_", tariff, bill_energy_1e4kwh(bill, tariff));
        put_for_tariff(body, "energy_with_loss_", tariff, bill_energy_1e4kwh(bill, tariff));
        put_for_tariff(body, "amount_", tariff, bill_amount_1e4yuan(bill, tariff));
    }
    body_set_number(body, "total_energy", bill_total_energy_1e4kwh(bill));
    body_set_number(body, "total_energy_with_loss", bill_total_energy_1e4kwh(bill));
    body_set_number(body, "total_amount", bill_total_amount_1e4yuan(bill));
}
