/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The group bill/: for each rule the smallest session that breaks it, a pile for each. */
#include <glib.h>

#include "stage.h"

/* Change the numbers of a record. */
typedef void change_record(sample_event *record);

/* A charge of an AC pile, whose record is changed. */
static void bill_with(stage *stage, sample_stop stop, change_record *change, const sample_expectation *expectation)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", stop, 30);
    leave(&pile, "08:02:00");
    change(run.record);
    expect(&pile, run.record, expectation);
}

static void break_energy_sum(sample_event *record)
{
    add_to(record, "energy_flat", 100);
}

static void break_energy_sum_with_loss(sample_event *record)
{
    add_to(record, "energy_with_loss_flat", 100);
}

static void break_amount_sum(sample_event *record)
{
    add_to(record, "total_amount", 10000);
}

static void break_amount(sample_event *record)
{
    add_to(record, "amount_flat", 5000);
    add_to(record, "total_amount", 5000);
}

static void charge_nothing(sample_event *record)
{
    static const char *const names[] = {"price_sharp", "price_peak", "price_flat", "price_valley", "amount_flat", "total_amount"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        body_set_number(&record->body, names[i], 0);
}

static void break_meter(sample_event *record)
{
    add_to(record, "meter_end", 10000);
}

static void stop_meter(sample_event *record)
{
    body_set_number(&record->body, "meter_end", number_in(record, "meter_start"));
}

/* Bill the same energy at another price. */
static void bill_at(sample_event *record, int64_t price_1e5yuan)
{
    int64_t amount = (price_1e5yuan * number_in(record, "energy_flat") + 50000) / 100000;

    body_set_number(&record->body, "price_flat", price_1e5yuan);
    body_set_number(&record->body, "amount_flat", amount);
    body_set_number(&record->body, "total_amount", amount);
}

static void bill_at_another_price(sample_event *record)
{
    bill_at(record, 125000);
}

static void bill_at_hundred_times(sample_event *record)
{
    bill_at(record, 100 * number_in(record, "price_flat"));
}

static void bill_as_valley(sample_event *record)
{
    bill_in(record, TARIFF_VALLEY, number_in(record, "total_energy"));
}

static void end_before_start(sample_event *record)
{
    body_set_time(&record->body, "end_time", clock_at("08:00:40"));
}

static void start_too_early(sample_event *record)
{
    body_set_time(&record->body, "start_time", clock_at("07:40:00"));
}

static void lose_energy(sample_event *record)
{
    bill_in(record, TARIFF_FLAT, 20);
}

static void find_energy(sample_event *record)
{
    bill_in(record, TARIFF_FLAT, number_in(record, "total_energy") + 20000);
}

static void name_another_source(sample_event *record)
{
    body_set(&record->body, "start_source", "2");
}

static void name_another_card(sample_event *record)
{
    body_set(&record->body, "physical_card", courier.physical_card);
}

static void name_another_reason(sample_event *record)
{
    body_set(&record->body, "stop_reason", "69");
}

static void claim_stop_by_app(sample_event *record)
{
    body_set(&record->body, "stop_reason", "64");
}

static void bill_of_another_car(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_dc(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
    body_set(&run.record->body, "vin", sample_van.vin);
    expect(&pile, run.record, &(sample_expectation){"bill/identity", "warning", "app", 22});
}

void rules_of_bills(sample_timeline *timeline, sample_trace *trace)
{
    static const struct {
        change_record *change;
        const char *rule, *severity;
        sample_stop stop;
    } changes[] = {
        {break_energy_sum, "bill/energy-sum", "error", STOP_BY_APP},
        {break_energy_sum_with_loss, "bill/energy-sum", "error", STOP_BY_APP},
        {break_amount_sum, "bill/amount-sum", "error", STOP_BY_APP},
        {break_amount, "bill/amount-price", "error", STOP_BY_APP},
        {charge_nothing, "bill/amount-price", "note", STOP_BY_APP},
        {break_meter, "bill/meter", "error", STOP_BY_APP},
        {stop_meter, "bill/meter", "note", STOP_BY_APP},
        {bill_at_another_price, "bill/price-model", "error", STOP_BY_APP},
        {bill_at_hundred_times, "bill/price-model", "note", STOP_BY_APP},
        {bill_as_valley, "bill/period", "error", STOP_BY_APP},
        {end_before_start, "bill/time", "error", STOP_BY_APP},
        {start_too_early, "bill/time", "error", STOP_BY_APP},
        {lose_energy, "bill/energy-lost", "error", STOP_BY_APP},
        {find_energy, "bill/energy-jump", "warning", STOP_BY_APP},
        {name_another_source, "bill/identity", "warning", STOP_BY_APP},
        {name_another_card, "bill/identity", "warning", STOP_BY_APP},
        {name_another_reason, "bill/stop-reason", "warning", STOP_BY_APP},
        {claim_stop_by_app, "bill/stop-reason", "warning", STOP_BY_HAND},
    };
    stage stage = stage_new(timeline);

    (void)trace;
    for (size_t i = 0; i < G_N_ELEMENTS(changes); i++)
        bill_with(&stage, changes[i].stop, changes[i].change,
                  &(sample_expectation){changes[i].rule, changes[i].severity, "app", 22});
    bill_of_another_car(&stage);
}
