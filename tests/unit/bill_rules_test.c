/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The group bill/ of the rule catalogue: one number of a right bill is changed at a time. */
#include "flow_fixture.h"

#include <glib.h>

/* Sharp 1.5, peak 1.2, flat 1.0 and valley 0.5 yuan for a kWh, electricity and service together. */
#define PRICES                                                                                                                   \
    "electricity_price_sharp=1.00000 service_price_sharp=0.50000 electricity_price_peak=0.80000 service_price_peak=0.40000 "     \
    "electricity_price_flat=0.60000 service_price_flat=0.40000 electricity_price_valley=0.20000 service_price_valley=0.30000 "

/* A DC pile would need its BMS; this is an AC pile that fetches a model with one tariff all day. */
#define POWER_ON_MODEL(slots_)                                                                                                   \
    "open; 01 pile_type=1; 02; 05; 06 billing_model_check=1; 09; 0A " PRICES "slots=" slots_ "; 03; 04; "

/* 10 kWh in the flat tariff so far. */
#define CHARGE "34; 33; +5 13 energy=9.9900 voltage=220.0 current=32.0; "
#define STOP   "36; 35; 13 state=2; "

/* A record of 10 kWh in the flat tariff, and its numbers one by one. */
#define KWH    "energy_flat=10.0000 energy_with_loss_flat=10.0000 total_energy=10.0000 total_energy_with_loss=10.0000 "
#define YUAN   "price_flat=1.00000 amount_flat=10.0000 total_amount=10.0000 "
#define METERS "meter_start=500.0000 meter_end=510.0000 "
#define BILL   KWH YUAN METERS

#define BILLED(record_) POWER_ON_MODEL("2") CHARGE STOP "record: +1 3B " record_ "; 40; close"

static void test_a_right_bill(void)
{
    expect_clean(BILLED(BILL));
}

/* --- bill/energy-sum, bill/amount-sum --- */

static void test_energies_add_up(void)
{
    expect_story(BILLED(YUAN METERS "energy_flat=9.0000 energy_peak=0.9999 energy_with_loss_flat=10.0000 total_energy=10.0000 "
                                    "total_energy_with_loss=10.0000 price_peak=1.20000 amount_peak=1.1999 amount_flat=8.8001"),
                 "bill/energy-sum error app 22 @record", "bill/amount-price error app 22 @record",
                 "bill/period error app 22 @record");
    expect_story(BILLED(YUAN METERS "energy_flat=10.0000 energy_with_loss_flat=10.0001 total_energy=10.0000 "
                                    "total_energy_with_loss=10.0000"),
                 "bill/energy-sum error app 22 @record");
}

static void test_losses_that_are_not_used_add_up_to_nothing(void)
{
    expect_clean(BILLED(YUAN METERS "energy_flat=10.0000 total_energy=10.0000"));
    expect_clean(BILLED(YUAN METERS "energy_flat=10.0000 total_energy=10.0000 total_energy_with_loss=10.0000"));
}

static void test_amounts_add_up(void)
{
    expect_story(BILLED(KWH METERS "price_flat=1.00000 amount_flat=10.0000 total_amount=10.0001"),
                 "bill/amount-sum error app 22 @record");
}

/* --- bill/amount-price --- */

static void test_an_amount_is_price_times_energy(void)
{
    expect_story(BILLED(KWH METERS "price_flat=1.00000 amount_flat=10.0201 total_amount=10.0201"),
                 "bill/amount-price error app 22 @record");
    expect_story(BILLED(KWH METERS "price_flat=1.00000 amount_flat=9.9799 total_amount=9.9799"),
                 "bill/amount-price error app 22 @record");
    expect_clean(BILLED(KWH METERS "price_flat=1.00000 amount_flat=10.0200 total_amount=10.0200"));
    expect_clean(BILLED(KWH METERS "price_flat=1.00000 amount_flat=9.9800 total_amount=9.9800"));
}

static void test_losses_count_where_they_are_used(void)
{
    expect_clean(BILLED(METERS "energy_flat=10.0000 energy_with_loss_flat=10.5000 total_energy=10.0000 "
                               "total_energy_with_loss=10.5000 price_flat=1.00000 amount_flat=10.5000 total_amount=10.5000"));
}

static void test_charging_for_free_is_a_note(void)
{
    expect_story(BILLED(KWH METERS), "bill/amount-price note app 22 @record");
}

/* --- bill/meter --- */

static void test_the_meter_rises_by_the_energy(void)
{
    expect_story(BILLED(KWH YUAN "meter_start=500.0000 meter_end=510.0101"), "bill/meter error app 22 @record");
    expect_story(BILLED(KWH YUAN "meter_start=510.0000 meter_end=500.0000"), "bill/meter error app 22 @record");
    expect_clean(BILLED(KWH YUAN "meter_start=500.0000 meter_end=510.0100"));
    expect_clean(BILLED(KWH YUAN "meter_start=500.0000 meter_end=509.9900"));
}

static void test_a_meter_that_stands_still_is_a_note(void)
{
    expect_story(BILLED(KWH YUAN "meter_start=500.0000 meter_end=500.0000"), "bill/meter note app 22 @record");
    expect_clean(BILLED(KWH YUAN "meter_start=0.0000 meter_end=0.0000"));
}

/* --- bill/price-model --- */

static void test_prices_are_those_of_the_model(void)
{
    expect_story(BILLED(KWH METERS "price_flat=1.10000 amount_flat=11.0000 total_amount=11.0000"),
                 "bill/price-model error app 22 @record");
    expect_clean(BILLED(BILL "price_valley=9.00000"));
}

static void test_the_electricity_alone_or_a_hundredfold_is_a_note(void)
{
    expect_story(BILLED(KWH METERS "price_flat=0.60000 amount_flat=6.0000 total_amount=6.0000"),
                 "bill/price-model note app 22 @record");
    expect_story(BILLED(KWH METERS "price_flat=100.00000 amount_flat=1000.0000 total_amount=1000.0000"),
                 "bill/price-model note app 22 @record");
}

static void test_the_model_at_the_start_counts(void)
{
    expect_story(POWER_ON_MODEL("2") "58 slots=2 electricity_price_flat=2.00000; 57; " CHARGE STOP "record: +1 3B " BILL
                                     "; 40; close",
                 "bill/price-model error app 22 @record");
    expect_story(POWER_ON_MODEL("2") "58 slots=2 electricity_price_flat=2.00000; no: 57 billing_setting_result=0; " CHARGE STOP
                                     "+1 3B " BILL "; 40; close",
                 "reply/refused note settings 2 @no");
}

static void test_a_model_that_may_or_may_not_be_in_force_is_not_compared(void)
{
    expect_clean(POWER_ON_MODEL("2") "58 slots=1 electricity_price_flat=2.00000; " CHARGE STOP "+1 3B " BILL "; 40; close");
}

static void test_a_model_survives_a_reconnection(void)
{
    expect_story(POWER_ON_MODEL("2") "close; +20 " POWER_ON_AC CHARGE STOP "record: +1 3B " KWH METERS
                                     "price_flat=1.10000 amount_flat=11.0000 total_amount=11.0000; 40; close",
                 "bill/price-model error app 22 @record");
}

static void test_without_a_model_prices_are_not_compared(void)
{
    expect_clean(POWER_ON_AC CHARGE STOP "+1 3B " BILL "; 40; close");
}

static void test_another_model_may_be_in_a_gap(void)
{
    expect_story(POWER_ON_MODEL("2") "hole: gap from=down; 34; 33; 13; " STOP "record: +1 3B " KWH METERS
                                     "price_flat=1.10000 amount_flat=11.0000 total_amount=11.0000; 40; close",
                 "capture/gap note @hole", "bill/price-model error possible app 22 @record",
                 "bill/energy-jump warning app 22 @record");
}

/* --- bill/period --- */

static void test_energy_belongs_to_the_half_hours_of_the_charge(void)
{
    expect_story(POWER_ON_MODEL("3") CHARGE STOP "record: +1 3B " BILL "; 40; close", "bill/period error app 22 @record");
}

static void test_a_minute_more_or_less_is_tolerated(void)
{
    /* flat until 8:00, valley from then on; the charge begins a few seconds after 8:00 */
    expect_clean(POWER_ON_MODEL("222222222222222233333333333333333333333333333333") CHARGE STOP "+1 3B " BILL "; 40; close");
    /* flat until 7:30 */
    expect_story(POWER_ON_MODEL("222222222222222333333333333333333333333333333333") CHARGE STOP "record: +1 3B " BILL
                                                                                                "; 40; close",
                 "bill/period error app 22 @record");
}

/* --- bill/time --- */

static void test_an_end_before_the_start(void)
{
    expect_story(BILLED(BILL "start_time=2026-03-16T08:00:10.000 end_time=2026-03-16T08:00:09.000"),
                 "bill/time error app 22 @record");
}

static void test_times_are_those_of_the_packets(void)
{
    expect_story(BILLED(BILL "start_time=2026-03-16T07:40:00.000"), "bill/time error app 22 @record");
    expect_story(BILLED(BILL "end_time=2026-03-16T08:20:00.000"), "bill/time error app 22 @record");
    expect_clean(BILLED(BILL "start_time=2026-03-16T07:51:00.000 end_time=2026-03-16T08:09:00.000"));
}

static void test_a_clock_that_is_wrong_is_one_note(void)
{
    expect_story(BILLED(BILL "start_time=2026-03-16T00:00:06.000 end_time=2026-03-16T00:00:07.000"),
                 "bill/time note app 22 @record");
    expect_story(POWER_ON_AC CHARGE STOP "record: +1 3B " BILL
                                         "start_time=2026-03-16T00:00:06.000 end_time=2026-03-16T00:00:07.000; 40;"
                                         "34 serial=B; 33; +5 13; " STOP
                                         "+1 3B start_time=2026-03-16T00:00:13.000 end_time=2026-03-16T00:00:14.000; 40; close",
                 "bill/time note app 22 @record x2");
}

/* --- bill/energy-lost, bill/energy-jump --- */

static void test_no_energy_gets_lost(void)
{
    expect_story(POWER_ON_AC "34; 33; +5 13 energy=10.0101; " STOP "record: +1 3B " BILL "; 40; close",
                 "bill/energy-lost error app 22 @record");
    expect_clean(POWER_ON_AC "34; 33; +5 13 energy=10.0100; " STOP "+1 3B " BILL "; 40; close");
}

static void test_no_energy_comes_from_nowhere(void)
{
    expect_story(POWER_ON_AC "34; 33; +5 13 energy=8.9999; " STOP "record: +1 3B " BILL "; 40; close",
                 "bill/energy-jump warning app 22 @record");
    expect_clean(POWER_ON_AC "34; 33; +5 13 energy=9.0000; " STOP "+1 3B " BILL "; 40; close");
    /* 400 V × 250 A in 60.1 s and more is above 1.66 kWh */
    expect_clean(POWER_ON "34; 33; +5 13 energy=8.4000 voltage=400.0 current=250.0; " STOP "+1 3B " BILL "; 40; close");
}

/* --- bill/identity --- */

static void test_the_vin_is_that_of_the_charge(void)
{
    expect_story(POWER_ON "34; 33; 15 vin=LYKCF26S0T1000316; 13 energy=9.9900; " STOP "record: +1 3B " BILL
                          "vin=LYKCF26S3T1000858; 40; close",
                 "bill/identity warning app 22 @record");
    expect_clean(POWER_ON "34; 33; 15 vin=LYKCF26S0T1000316; 13 energy=9.9900; " STOP "+1 3B " BILL
                          "vin=LYKCF26S0T1000316; 40; close");
    expect_clean(POWER_ON "34; 33; 15 vin=LYKCF26S0T1000316; 13 energy=9.9900; " STOP "+1 3B " BILL "; 40; close");
}

static void test_the_card_is_that_of_the_charge(void)
{
    expect_story(POWER_ON_AC "31 account_or_card=00000000A63F19C2; 32; +5 13 energy=9.9900; 13 state=2; record: +1 3B " BILL
                             "physical_card=00000000A63F19C3; 40; close",
                 "bill/identity warning card 14 @record");
    expect_clean(POWER_ON_AC "31 account_or_card=00000000A63F19C2; 32; +5 13 energy=9.9900; 13 state=2; +1 3B " BILL
                             "physical_card=00000000A63F19C2; 40; close");
}

static void test_the_start_source_is_that_of_the_charge(void)
{
    expect_story(BILLED(BILL "start_source=2"), "bill/identity warning app 22 @record");
}

/* --- bill/stop-reason --- */

static void test_a_stop_by_the_platform_is_the_reason(void)
{
    expect_story(BILLED(BILL "stop_reason=0x45"), "bill/stop-reason warning app 22 @record");
    expect_clean(POWER_ON CHARGE "1D; 36; 35; 19; 13 state=2; +1 3B " BILL "stop_reason=0x41; 40; close");
}

static void test_without_a_stop_command_there_is_another_reason(void)
{
    expect_story(POWER_ON_AC CHARGE "13 state=2; record: +1 3B " BILL "stop_reason=0x40; 40; close",
                 "bill/stop-reason warning app 22 @record");
    expect_story(POWER_ON_AC CHARGE "hole: gap from=down; 13 state=2; record: +1 3B " BILL "stop_reason=0x40; 40; close",
                 "capture/gap note @hole", "bill/stop-reason warning possible app 22 @record");
}

/* --- what is judged once --- */

static void test_a_repeated_record_is_judged_once(void)
{
    expect_story(POWER_ON_AC CHARGE STOP "record: +1 3B " KWH METERS "price_flat=1.00000 amount_flat=10.0000 total_amount=9.0000;"
                                         "keep 30; 3B; 40; close",
                 "bill/amount-sum error app 22 @record");
}

static void test_the_session_has_the_bill_and_the_model(void)
{
    flow_story *story = story_begin();
    const ykc_session *session;

    tell(story, BILLED(BILL));
    session = story_session(story, 2);
    CU_ASSERT_PTR_NOT_NULL_FATAL(session);
    CU_ASSERT_TRUE(session->bill != NULL && session->model != NULL);
    CU_ASSERT_EQUAL(session->bill->tariffs[YKC_TARIFF_FLAT].amount_1e4yuan, 100000);
    CU_ASSERT_EQUAL(session->bill->meter_end_1e4kwh, 5100000);
    CU_ASSERT_EQUAL(ykc_billing_model_price_1e5yuan(session->model, YKC_TARIFF_PEAK), 120000);
    story_end(story);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_right_bill),
        STORY(test_energies_add_up),
        STORY(test_losses_that_are_not_used_add_up_to_nothing),
        STORY(test_amounts_add_up),
        STORY(test_an_amount_is_price_times_energy),
        STORY(test_losses_count_where_they_are_used),
        STORY(test_charging_for_free_is_a_note),
        STORY(test_the_meter_rises_by_the_energy),
        STORY(test_a_meter_that_stands_still_is_a_note),
        STORY(test_prices_are_those_of_the_model),
        STORY(test_the_electricity_alone_or_a_hundredfold_is_a_note),
        STORY(test_the_model_at_the_start_counts),
        STORY(test_a_model_that_may_or_may_not_be_in_force_is_not_compared),
        STORY(test_a_model_survives_a_reconnection),
        STORY(test_without_a_model_prices_are_not_compared),
        STORY(test_another_model_may_be_in_a_gap),
        STORY(test_energy_belongs_to_the_half_hours_of_the_charge),
        STORY(test_a_minute_more_or_less_is_tolerated),
        STORY(test_an_end_before_the_start),
        STORY(test_times_are_those_of_the_packets),
        STORY(test_a_clock_that_is_wrong_is_one_note),
        STORY(test_no_energy_gets_lost),
        STORY(test_no_energy_comes_from_nowhere),
        STORY(test_the_vin_is_that_of_the_charge),
        STORY(test_the_card_is_that_of_the_charge),
        STORY(test_the_start_source_is_that_of_the_charge),
        STORY(test_a_stop_by_the_platform_is_the_reason),
        STORY(test_without_a_stop_command_there_is_another_reason),
        STORY(test_a_repeated_record_is_judged_once),
        STORY(test_the_session_has_the_bill_and_the_model),
    };

    return run_suite("bill_rules", stories, G_N_ELEMENTS(stories));
}
