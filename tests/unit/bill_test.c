/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/bill.h"

#include <glib.h>
#include <string.h>

#include "catalog/value.h"
#include "flow/facts.h"
#include "suite.h"

static void test_prices_are_the_sum_of_electricity_and_service(void)
{
    const ykc_billing_model model = {.electricity_1e5yuan = {1, 2, UINT32_MAX, 4}, .service_1e5yuan = {10, 20, UINT32_MAX, 40}};

    CU_ASSERT_EQUAL(ykc_billing_model_price_1e5yuan(&model, YKC_TARIFF_SHARP), 11);
    CU_ASSERT_EQUAL(ykc_billing_model_price_1e5yuan(&model, YKC_TARIFF_FLAT), UINT64_C(2) * UINT32_MAX);
}

/* 2026-03-16 00:00:00 of the station is 2026-03-15 16:00:00 UTC. */
static const int64_t midnight_us = INT64_C(1773590400) * 1000000;

static int64_t at(int hours, int minutes, int seconds)
{
    return midnight_us + ((INT64_C(60) * hours + minutes) * 60 + seconds) * 1000000;
}

static void test_a_half_hour_belongs_to_its_tariff(void)
{
    ykc_billing_model model = {.slots = {0}};

    memset(model.slots, YKC_TARIFF_FLAT, sizeof model.slots);
    model.slots[17] = YKC_TARIFF_PEAK; /* 8:30 to 9:00 */
    CU_ASSERT_FALSE(ykc_billing_model_has(&model, YKC_TARIFF_PEAK, at(8, 0, 0), at(8, 29, 59), 480));
    CU_ASSERT_TRUE(ykc_billing_model_has(&model, YKC_TARIFF_PEAK, at(8, 0, 0), at(8, 30, 0), 480));
    CU_ASSERT_TRUE(ykc_billing_model_has(&model, YKC_TARIFF_PEAK, at(8, 59, 59), at(9, 10, 0), 480));
    CU_ASSERT_FALSE(ykc_billing_model_has(&model, YKC_TARIFF_PEAK, at(9, 0, 0), at(9, 10, 0), 480));
    CU_ASSERT_FALSE(ykc_billing_model_has(&model, YKC_TARIFF_FLAT, at(8, 30, 0), at(8, 59, 0), 480));
}

static void test_half_hours_go_on_after_midnight_and_over_days(void)
{
    ykc_billing_model model = {.slots = {0}};

    memset(model.slots, YKC_TARIFF_FLAT, sizeof model.slots);
    model.slots[0] = YKC_TARIFF_VALLEY;
    CU_ASSERT_TRUE(ykc_billing_model_has(&model, YKC_TARIFF_VALLEY, at(23, 50, 0), at(24, 0, 1), 480));
    CU_ASSERT_FALSE(ykc_billing_model_has(&model, YKC_TARIFF_VALLEY, at(23, 50, 0), at(23, 59, 59), 480));
    CU_ASSERT_TRUE(ykc_billing_model_has(&model, YKC_TARIFF_VALLEY, at(1, 0, 0), at(1000, 0, 0), 480));
    CU_ASSERT_TRUE(ykc_billing_model_has(&model, YKC_TARIFF_VALLEY, at(16, 0, 0), at(16, 10, 0), 0 - 480));
    /* before 1970 */
    CU_ASSERT_TRUE(ykc_billing_model_has(&model, YKC_TARIFF_VALLEY, -INT64_C(86400) * 1000000, -INT64_C(86399) * 1000000, 0));
}

static void test_an_amount_is_exact_and_then_rounded(void)
{
    const ykc_bill_tariff fraction = {.price_1e5yuan = 90000, .energy_1e4kwh = 1650, .energy_with_loss_1e4kwh = 1650};
    const ykc_bill_tariff half = {.price_1e5yuan = 50000, .energy_1e4kwh = 1};
    const ykc_bill_tariff most = {.price_1e5yuan = UINT32_MAX, .energy_1e4kwh = 1, .energy_with_loss_1e4kwh = UINT32_MAX};

    CU_ASSERT_EQUAL(ykc_bill_due_1e9yuan(&fraction), 148500000); /* 0.1650 kWh × 0.9 = 0.1485, quirk Q-21 */
    CU_ASSERT_EQUAL(ykc_bill_due_1e4yuan(&fraction), 1485);
    CU_ASSERT_EQUAL(ykc_bill_due_1e4yuan(&half), 1); /* 0.00005 is rounded up */
    CU_ASSERT_EQUAL(ykc_bill_due_1e9yuan(&most), UINT64_C(18446744065119617025));
}

static void test_losses_are_charged_where_they_are_used(void)
{
    CU_ASSERT_EQUAL(ykc_bill_charged_1e4kwh(&(ykc_bill_tariff){.energy_1e4kwh = 5, .energy_with_loss_1e4kwh = 6}), 6);
    CU_ASSERT_EQUAL(ykc_bill_charged_1e4kwh(&(ykc_bill_tariff){.energy_1e4kwh = 5}), 5);
}

static void test_sums_do_not_overflow(void)
{
    ykc_bill bill = {.tariff_count = YKC_RECORD_TARIFFS_MAX};

    for (int i = 0; i < YKC_RECORD_TARIFFS_MAX; i++)
        bill.tariffs[i] = (ykc_bill_tariff){UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX};
    CU_ASSERT_EQUAL(ykc_bill_energy_1e4kwh(&bill), INT64_C(5) * UINT32_MAX);
    CU_ASSERT_EQUAL(ykc_bill_energy_with_loss_1e4kwh(&bill), INT64_C(5) * UINT32_MAX);
    CU_ASSERT_EQUAL(ykc_bill_amount_1e4yuan(&bill), INT64_C(5) * UINT32_MAX);
}

static void test_free_is_energy_without_any_money(void)
{
    ykc_bill bill = {.tariff_count = 4, .tariffs = {{.energy_1e4kwh = 1}}, .total_energy_1e4kwh = 1};

    CU_ASSERT_TRUE(ykc_bill_is_free(&bill));
    bill.tariffs[3].price_1e5yuan = 1;
    CU_ASSERT_FALSE(ykc_bill_is_free(&bill));
    bill = (ykc_bill){.tariff_count = 4};
    CU_ASSERT_FALSE(ykc_bill_is_free(&bill));
}

/* A record with the numbers 1, 2, 3 ... in its price, energy and amount fields. */
static size_t write_record(const ykc_message *message, uint8_t *body)
{
    static const char *const tariffs[] = {"sharp", "peak", "flat", "valley", "deep_valley"};
    static const char *const parts[] = {"price", "energy", "energy_with_loss", "amount"};
    uint32_t number = 0;

    memset(body, 0, YKC_FRAME_BODY_MAX);
    for (size_t tariff = 0; tariff < G_N_ELEMENTS(tariffs); tariff++) {
        for (size_t part = 0; part < G_N_ELEMENTS(parts); part++) {
            g_autofree char *name = g_strdup_printf("%s_%s", parts[part], tariffs[tariff]);
            ykc_item item;

            if (ykc_message_field(message, name, &item))
                ykc_value_encode_raw(item.field, ++number, body + item.offset);
        }
    }
    return message->body;
}

static void expect_tariffs(uint8_t body_length, unsigned tariffs)
{
    uint8_t body[YKC_FRAME_BODY_MAX];
    ykc_fit fit;
    const ykc_message *message = ykc_catalog_find(YKC_V1_6, 0x3B, body_length, &fit);
    ykc_frame frame = {.type = 0x3B, .body = body, .body_length = (uint8_t)write_record(message, body)};
    ykc_fact_tables tables;
    ykc_facts facts;
    ykc_bill bill;

    ykc_fact_tables_init(&tables);
    ykc_facts_read(&tables, &frame, &facts);
    CU_ASSERT_TRUE_FATAL(ykc_bill_read(&facts, &bill));
    CU_ASSERT_EQUAL(bill.tariff_count, tariffs);
    for (uint32_t i = 0; i < tariffs; i++) {
        CU_ASSERT_EQUAL(bill.tariffs[i].price_1e5yuan, 4 * i + 1);
        CU_ASSERT_EQUAL(bill.tariffs[i].energy_1e4kwh, 4 * i + 2);
        CU_ASSERT_EQUAL(bill.tariffs[i].energy_with_loss_1e4kwh, 4 * i + 3);
        CU_ASSERT_EQUAL(bill.tariffs[i].amount_1e4yuan, 4 * i + 4);
    }
    frame.body_length = 100;
    ykc_facts_read(&tables, &frame, &facts);
    CU_ASSERT_FALSE(ykc_bill_read(&facts, &bill));
    ykc_fact_tables_clear(&tables);
}

static void test_a_record_has_four_tariffs_or_five(void)
{
    expect_tariffs(158, 4);
    expect_tariffs(174, 5);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_prices_are_the_sum_of_electricity_and_service),
        STORY(test_a_half_hour_belongs_to_its_tariff),
        STORY(test_half_hours_go_on_after_midnight_and_over_days),
        STORY(test_an_amount_is_exact_and_then_rounded),
        STORY(test_losses_are_charged_where_they_are_used),
        STORY(test_sums_do_not_overflow),
        STORY(test_free_is_energy_without_any_money),
        STORY(test_a_record_has_four_tariffs_or_five),
    };

    return run_suite("bill", stories, G_N_ELEMENTS(stories));
}
