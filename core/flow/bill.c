/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bill.h"

#include <string.h>

#include "facts.h"
#include "wire/bytes.h"

enum { FACTS_OF_TARIFF = 4, PRICES_OF_TARIFF = 2, SLOT_MINUTES = 30, E5 = 100000 };

#define MINUTE (60 * YKC_SECOND)

/* A number that the frame is known to have. */
static uint32_t number_of(const ykc_facts *facts, unsigned fact)
{
    uint64_t raw = 0;

    ykc_facts_get(facts, (ykc_fact)fact, &raw);
    return (uint32_t)raw;
}

static bool read_model_v1(const ykc_facts *facts, ykc_billing_model *model)
{
    const uint8_t *slots = ykc_facts_bytes(facts, YKC_FACT_SLOT_TARIFF);

    /* They are the body's last bytes. */
    if (slots == NULL || slots + YKC_MODEL_SLOTS > facts->frame->body + facts->frame->body_length)
        return false;
    model->tariff_count = YKC_MODEL_TARIFFS;
    for (unsigned tariff = 0; tariff < YKC_MODEL_TARIFFS; tariff++) {
        model->electricity_1e5yuan[tariff] = number_of(facts, YKC_FACT_ELECTRICITY_PRICE_SHARP + PRICES_OF_TARIFF * tariff);
        model->service_1e5yuan[tariff] = number_of(facts, YKC_FACT_SERVICE_PRICE_SHARP + PRICES_OF_TARIFF * tariff);
    }
    memcpy(model->slots, slots, YKC_MODEL_SLOTS);
    return true;
}

/* The bytes of a field of the group, in one repetition; NULL if the body ends before. */
static const uint8_t *repeated(const ykc_facts *facts, ykc_fact fact, unsigned repetition)
{
    const ykc_field *field = ykc_facts_field(facts, fact);
    size_t end;

    if (field == NULL)
        return NULL;
    end = facts->layout->facts[fact].offset + (size_t)repetition * facts->layout->message->group_size + field->size;
    return end > facts->frame->body_length ? NULL : facts->frame->body + end - field->size;
}

static uint32_t repeated_number(const ykc_facts *facts, ykc_fact fact, unsigned repetition)
{
    const uint8_t *bytes = repeated(facts, fact, repetition);

    return bytes == NULL ? 0 : (uint32_t)ykc_bytes_get(bytes, ykc_facts_field(facts, fact)->size);
}

static unsigned count_of_tariffs(const ykc_facts *facts)
{
    size_t count = ykc_message_repetitions(facts->layout->message, facts->frame->body_length);

    return (unsigned)MIN(count, YKC_TARIFFS_MAX);
}

/* V2.1: numbered tariffs, the half hours behind them. */
static bool read_model_v2_1(const ykc_facts *facts, ykc_billing_model *model)
{
    size_t length = facts->frame->body_length;
    ykc_item slots;

    if (ykc_facts_field(facts, YKC_FACT_ELECTRICITY_PRICE) == NULL || facts->reading.fit != YKC_FIT_EXACT ||
        !ykc_message_tail_field(facts->layout->message, length, "slot_tariff_number", &slots))
        return false;
    model->tariff_count = (uint8_t)count_of_tariffs(facts);
    for (unsigned i = 0; i < model->tariff_count; i++) {
        model->electricity_1e5yuan[i] = repeated_number(facts, YKC_FACT_ELECTRICITY_PRICE, i);
        model->service_1e5yuan[i] = repeated_number(facts, YKC_FACT_SERVICE_PRICE, i);
    }
    for (unsigned i = 0; i < YKC_MODEL_SLOTS; i++)
        model->slots[i] = (uint8_t)(facts->frame->body[slots.offset + i] - 1);
    return true;
}

bool ykc_billing_model_read(const ykc_facts *facts, ykc_billing_model *model)
{
    memset(model, 0, sizeof *model);
    return facts->layout != NULL && (read_model_v1(facts, model) || read_model_v2_1(facts, model));
}

uint64_t ykc_billing_model_price_1e5yuan(const ykc_billing_model *model, unsigned tariff)
{
    return (uint64_t)model->electricity_1e5yuan[tariff] + model->service_1e5yuan[tariff];
}

/* The number of a half hour since 1970, in station time. */
static int64_t slot_number(ykc_time_us time, int zone_minutes)
{
    ykc_time_us slot = SLOT_MINUTES * MINUTE;
    ykc_time_us local = time + zone_minutes * MINUTE;

    return local / slot - (local % slot < 0);
}

bool ykc_billing_model_has(const ykc_billing_model *model, unsigned tariff, int64_t from_us, int64_t to_us, int zone_minutes)
{
    int64_t first = slot_number(from_us, zone_minutes), last = slot_number(to_us, zone_minutes);

    if (last - first >= YKC_MODEL_SLOTS)
        last = first + YKC_MODEL_SLOTS - 1; /* a whole day */
    for (int64_t slot = first; slot <= last; slot++) {
        int64_t of_day = slot % YKC_MODEL_SLOTS;

        if (model->slots[of_day < 0 ? of_day + YKC_MODEL_SLOTS : of_day] == tariff)
            return true;
    }
    return false;
}

static void read_named_tariffs(const ykc_facts *facts, ykc_bill *bill)
{
    for (unsigned i = 0; i < YKC_RECORD_TARIFFS_MAX; i++) {
        unsigned first = YKC_FACT_PRICE_SHARP + FACTS_OF_TARIFF * i;

        if (ykc_facts_field(facts, (ykc_fact)first) == NULL)
            break;
        bill->tariffs[i] = (ykc_bill_tariff){
            .price_1e5yuan = number_of(facts, first),
            .energy_1e4kwh = number_of(facts, first + 1),
            .energy_with_loss_1e4kwh = number_of(facts, first + 2),
            .amount_1e4yuan = number_of(facts, first + 3),
        };
        bill->tariff_count++;
    }
}

static void read_numbered_tariffs(const ykc_facts *facts, ykc_bill *bill)
{
    bill->tariff_count = (uint8_t)count_of_tariffs(facts);
    for (unsigned i = 0; i < bill->tariff_count; i++)
        bill->tariffs[i] = (ykc_bill_tariff){
            .price_1e5yuan = repeated_number(facts, YKC_FACT_TARIFF_PRICE, i),
            .energy_1e4kwh = repeated_number(facts, YKC_FACT_TARIFF_ENERGY, i),
            .energy_with_loss_1e4kwh = repeated_number(facts, YKC_FACT_TARIFF_ENERGY_WITH_LOSS, i),
            .amount_1e4yuan = repeated_number(facts, YKC_FACT_TARIFF_AMOUNT, i),
        };
}

bool ykc_bill_read(const ykc_facts *facts, ykc_bill *bill)
{
    uint64_t energy, energy_with_loss, amount, meter_start, meter_end;

    if (!ykc_facts_get(facts, YKC_FACT_TOTAL_AMOUNT, &amount) || !ykc_facts_get(facts, YKC_FACT_TOTAL_ENERGY, &energy) ||
        !ykc_facts_get(facts, YKC_FACT_TOTAL_ENERGY_WITH_LOSS, &energy_with_loss) ||
        !ykc_facts_get(facts, YKC_FACT_METER_START, &meter_start) || !ykc_facts_get(facts, YKC_FACT_METER_END, &meter_end))
        return false;
    memset(bill, 0, sizeof *bill);
    bill->total_energy_1e4kwh = (int64_t)energy;
    bill->total_energy_with_loss_1e4kwh = (int64_t)energy_with_loss;
    bill->total_amount_1e4yuan = (int64_t)amount;
    bill->meter_start_1e4kwh = (int64_t)meter_start;
    bill->meter_end_1e4kwh = (int64_t)meter_end;
    bill->is_numbered = ykc_facts_field(facts, YKC_FACT_TARIFF_PRICE) != NULL;
    if (bill->is_numbered)
        read_numbered_tariffs(facts, bill);
    else
        read_named_tariffs(facts, bill);
    return true;
}

int64_t ykc_bill_energy_1e4kwh(const ykc_bill *bill)
{
    int64_t sum = 0;

    for (unsigned i = 0; i < bill->tariff_count; i++)
        sum += bill->tariffs[i].energy_1e4kwh;
    return sum;
}

int64_t ykc_bill_energy_with_loss_1e4kwh(const ykc_bill *bill)
{
    int64_t sum = 0;

    for (unsigned i = 0; i < bill->tariff_count; i++)
        sum += bill->tariffs[i].energy_with_loss_1e4kwh;
    return sum;
}

int64_t ykc_bill_amount_1e4yuan(const ykc_bill *bill)
{
    int64_t sum = 0;

    for (unsigned i = 0; i < bill->tariff_count; i++)
        sum += bill->tariffs[i].amount_1e4yuan;
    return sum;
}

uint32_t ykc_bill_charged_1e4kwh(const ykc_bill_tariff *tariff)
{
    return tariff->energy_with_loss_1e4kwh != 0 ? tariff->energy_with_loss_1e4kwh : tariff->energy_1e4kwh;
}

uint64_t ykc_bill_due_1e9yuan(const ykc_bill_tariff *tariff)
{
    return (uint64_t)tariff->price_1e5yuan * ykc_bill_charged_1e4kwh(tariff);
}

uint64_t ykc_bill_due_1e4yuan(const ykc_bill_tariff *tariff)
{
    uint64_t exact = ykc_bill_due_1e9yuan(tariff);

    return exact / E5 + (exact % E5 >= E5 / 2);
}

bool ykc_bill_is_free(const ykc_bill *bill)
{
    bool has_energy = bill->total_energy_1e4kwh != 0;

    for (unsigned i = 0; i < bill->tariff_count; i++) {
        has_energy = has_energy || bill->tariffs[i].energy_1e4kwh != 0;
        if (bill->tariffs[i].price_1e5yuan != 0 || bill->tariffs[i].amount_1e4yuan != 0)
            return false;
    }
    return has_energy && bill->total_amount_1e4yuan == 0;
}
