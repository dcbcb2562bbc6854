/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts.h"

#include <glib.h>
#include <string.h>

#include "catalog/types.h"
#include "wire/bcd.h"
#include "wire/bytes.h"
#include "wire/cp56time.h"

/* What a record says of a tariff, and what a billing model does. */
#define TARIFF(tariff_, name_)                                                                                                   \
    [YKC_FACT_PRICE_SHARP + 4 * YKC_TARIFF_##tariff_] = "price_" name_,                                                          \
                                [YKC_FACT_ENERGY_SHARP + 4 * YKC_TARIFF_##tariff_] = "energy_" name_,                            \
                                [YKC_FACT_ENERGY_WITH_LOSS_SHARP + 4 * YKC_TARIFF_##tariff_] = "energy_with_loss_" name_,        \
                                [YKC_FACT_AMOUNT_SHARP + 4 * YKC_TARIFF_##tariff_] = "amount_" name_
#define MODEL_TARIFF(tariff_, name_)                                                                                             \
    [YKC_FACT_ELECTRICITY_PRICE_SHARP + 2 * YKC_TARIFF_##tariff_] = "electricity_price_" name_,                                  \
                                            [YKC_FACT_SERVICE_PRICE_SHARP + 2 * YKC_TARIFF_##tariff_] = "service_price_" name_

/* Filter names of the facts. */
static const char *const names[YKC_FACT_COUNT] = {
    [YKC_FACT_LOGIN_RESULT] = "login_result",
    [YKC_FACT_PILE_TYPE] = "pile_type",
    [YKC_FACT_MODEL_CHECK] = "billing_model_check",
    [YKC_FACT_MODEL_SETTING_RESULT] = "billing_setting_result",
    [YKC_FACT_STATE] = "state",
    [YKC_FACT_SOC] = "soc",
    [YKC_FACT_ENERGY] = "energy",
    [YKC_FACT_AMOUNT] = "amount",
    [YKC_FACT_START_MODE] = "start_mode",
    [YKC_FACT_AUTH_RESULT] = "auth_result",
    [YKC_FACT_AUTH_FAILURE] = "auth_failure",
    [YKC_FACT_START_RESULT] = "start_result",
    [YKC_FACT_START_FAILURE] = "start_failure",
    [YKC_FACT_STOP_RESULT] = "stop_result",
    [YKC_FACT_STOP_FAILURE] = "stop_failure",
    [YKC_FACT_RECORD_RESULT] = "record_result",
    [YKC_FACT_TOTAL_ENERGY] = "total_energy",
    [YKC_FACT_TOTAL_AMOUNT] = "total_amount",
    [YKC_FACT_START_SOURCE] = "start_source",
    [YKC_FACT_STOP_REASON] = "stop_reason",
    [YKC_FACT_END_SOC] = "end_soc",
    [YKC_FACT_DOWNLOAD_TIMEOUT] = "download_timeout",
    [YKC_FACT_BALANCE_RESULT] = "balance_result",
    [YKC_FACT_CARD_SYNC_RESULT] = "card_sync_result",
    [YKC_FACT_CARD_SYNC_FAILURE] = "card_sync_failure",
    [YKC_FACT_WORK_SETTING_RESULT] = "work_setting_result",
    [YKC_FACT_LOCK_RESULT] = "lock_result",
    [YKC_FACT_REBOOT_RESULT] = "reboot_result",
    [YKC_FACT_UPDATE_RESULT] = "update_result",
    [YKC_FACT_DEFAULT_POWER_RESULT] = "default_power_result",
    [YKC_FACT_RECORD_CALL_RESULT] = "record_call_result",
    [YKC_FACT_RECORD_CALL_FAILURE] = "record_call_failure",
    [YKC_FACT_FAULT_RESULT] = "fault_result",
    [YKC_FACT_QR_RESULT] = "qr_result",
    [YKC_FACT_QR_PREFIX_RESULT] = "qr_prefix_result",
    [YKC_FACT_SERVER_RESULT] = "server_result",
    [YKC_FACT_PARAMETER_RESULT] = "parameter_result",
    [YKC_FACT_KEY_RESULT] = "key_result",
    [YKC_FACT_LOG_RESULT] = "log_result",
    [YKC_FACT_LOG_FAILURE] = "log_failure",
    [YKC_FACT_START_COMPLETED_RESULT] = "start_completed_result",
    [YKC_FACT_START_COMPLETED_FAILURE] = "start_completed_failure",
    [YKC_FACT_GUN_COUNT] = "gun_count",
    [YKC_FACT_VOLTAGE] = "voltage",
    [YKC_FACT_CURRENT] = "current",
    [YKC_FACT_CHARGE_MINUTES] = "charge_minutes",
    [YKC_FACT_VIN] = "vin",
    [YKC_FACT_ACCOUNT_OR_CARD] = "account_or_card",
    [YKC_FACT_PHYSICAL_CARD] = "physical_card",
    [YKC_FACT_PARALLEL_SERIAL] = "parallel_serial",
    [YKC_FACT_START_TIME] = "start_time",
    [YKC_FACT_END_TIME] = "end_time",
    [YKC_FACT_METER_START] = "meter_start",
    [YKC_FACT_METER_END] = "meter_end",
    [YKC_FACT_TOTAL_ENERGY_WITH_LOSS] = "total_energy_with_loss",
    TARIFF(SHARP, "sharp"),
    TARIFF(PEAK, "peak"),
    TARIFF(FLAT, "flat"),
    TARIFF(VALLEY, "valley"),
    TARIFF(DEEP_VALLEY, "deep_valley"),
    MODEL_TARIFF(SHARP, "sharp"),
    MODEL_TARIFF(PEAK, "peak"),
    MODEL_TARIFF(FLAT, "flat"),
    MODEL_TARIFF(VALLEY, "valley"),
    [YKC_FACT_SLOT_TARIFF] = "slot_tariff",
    [YKC_FACT_TARIFF_PRICE] = "tariff_price",
    [YKC_FACT_TARIFF_ENERGY] = "tariff_energy",
    [YKC_FACT_TARIFF_ENERGY_WITH_LOSS] = "tariff_energy_with_loss",
    [YKC_FACT_TARIFF_AMOUNT] = "tariff_amount",
    [YKC_FACT_ELECTRICITY_PRICE] = "electricity_price",
    [YKC_FACT_SERVICE_PRICE] = "service_price",
};

enum { NO_LAYOUT = UINT8_MAX };

static void init_layout(ykc_fact_layout *layout, const ykc_message *message)
{
    ykc_item item;

    layout->message = message;
    if (ykc_message_field(message, "pile", &item)) {
        layout->pile.field = item.field;
        layout->pile.offset = (uint16_t)item.offset;
    }
    if (ykc_message_field(message, "gun", &item)) {
        layout->gun.field = item.field;
        layout->gun.offset = (uint16_t)item.offset;
    }
    if (ykc_message_field(message, "transaction", &item)) {
        layout->serial.field = item.field;
        layout->serial.offset = (uint16_t)item.offset;
    }
    for (size_t fact = 0; fact < YKC_FACT_COUNT; fact++) {
        if (ykc_message_field(message, names[fact], &item) && (!item.in_group || fact >= YKC_FACT_TARIFF_PRICE)) {
            layout->facts[fact].field = item.field;
            layout->facts[fact].offset = (uint16_t)item.offset;
        }
    }
}

void ykc_fact_tables_init(ykc_fact_tables *tables)
{
    size_t count = ykc_catalog_count();

    memset(tables->by_type, NO_LAYOUT, sizeof tables->by_type);
    memset(tables->is_reply, 0, sizeof tables->is_reply);
    tables->count = (uint8_t)count;
    tables->layouts = g_new0(ykc_fact_layout, count);
    for (size_t i = 0; i < count; i++) {
        const ykc_message *message = ykc_catalog_message(i);

        init_layout(&tables->layouts[i], message);
        if (message->reply != 0 && message->reply != YKC_TYPE_REALTIME)
            tables->is_reply[message->reply] = true;
        if (tables->by_type[message->type] == NO_LAYOUT)
            tables->by_type[message->type] = (uint8_t)i;
    }
}

void ykc_fact_tables_clear(ykc_fact_tables *tables)
{
    for (size_t i = 0; i < tables->count; i++)
        g_clear_pointer(&tables->layouts[i].checks, g_array_unref);
    g_clear_pointer(&tables->layouts, g_free);
}

/* The layouts of a type follow one another. */
static ykc_fact_layout *layout_of(const ykc_fact_tables *tables, const ykc_message *message)
{
    uint8_t index = tables->by_type[message->type];

    while (index < tables->count && tables->layouts[index].message != message)
        index++;
    return index < tables->count ? &tables->layouts[index] : NULL;
}

static bool is_zero(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i] != 0)
            return false;
    return true;
}

/* The bytes of a field, if the body reaches that far and they are not all zero. */
static const uint8_t *present(const ykc_frame *frame, const ykc_field *field, uint16_t offset)
{
    if (field == NULL || frame->body == NULL || offset + field->size > frame->body_length ||
        is_zero(frame->body + offset, field->size))
        return NULL;
    return frame->body + offset;
}

static uint8_t gun_of(const ykc_field *field, const uint8_t *byte)
{
    uint64_t number;

    return field->encoding == YKC_ENC_BCD_NUMBER && ykc_bcd_to_number(byte, 1, &number) ? (uint8_t)number : *byte;
}

void ykc_facts_read(const ykc_fact_tables *tables, const ykc_frame *frame, ykc_facts *facts)
{
    const uint8_t *bytes;

    facts->frame = frame;
    facts->role = ykc_catalog_role(frame->type);
    facts->reading = ykc_read_frame(frame);
    facts->layout = ykc_reading_is_legible(&facts->reading) ? layout_of(tables, facts->reading.message) : NULL;
    facts->sound = frame->crc_status != YKC_CRC_BAD && (facts->layout == NULL || facts->reading.fit != YKC_FIT_SHORT);
    facts->has_pile = facts->has_gun = facts->has_serial = false;
    if (facts->layout == NULL)
        return;
    bytes = present(frame, facts->layout->pile.field, facts->layout->pile.offset);
    if (bytes != NULL) {
        facts->has_pile = true;
        memcpy(facts->pile, bytes, YKC_PILE_SIZE);
    }
    bytes = present(frame, facts->layout->gun.field, facts->layout->gun.offset);
    if (bytes != NULL) {
        facts->has_gun = true;
        facts->gun = gun_of(facts->layout->gun.field, bytes);
    }
    bytes = present(frame, facts->layout->serial.field, facts->layout->serial.offset);
    if (bytes != NULL) {
        facts->has_serial = true;
        memcpy(facts->serial, bytes, YKC_SERIAL_SIZE);
    }
}

const ykc_field *ykc_facts_field(const ykc_facts *facts, ykc_fact fact)
{
    return facts->layout == NULL ? NULL : facts->layout->facts[fact].field;
}

const uint8_t *ykc_facts_bytes(const ykc_facts *facts, ykc_fact fact)
{
    const ykc_field *field = ykc_facts_field(facts, fact);
    size_t offset;

    if (field == NULL)
        return NULL;
    offset = facts->layout->facts[fact].offset;
    return offset + field->size > facts->frame->body_length ? NULL : facts->frame->body + offset;
}

const uint8_t *ykc_facts_set_bytes(const ykc_facts *facts, ykc_fact fact)
{
    const uint8_t *bytes = ykc_facts_bytes(facts, fact);

    return bytes == NULL || is_zero(bytes, ykc_facts_field(facts, fact)->size) ? NULL : bytes;
}

bool ykc_facts_get(const ykc_facts *facts, ykc_fact fact, uint64_t *raw)
{
    const uint8_t *bytes = ykc_facts_bytes(facts, fact);

    if (bytes == NULL)
        return false;
    *raw = ykc_bytes_get(bytes, ykc_facts_field(facts, fact)->size); /* no fact is sent high byte first */
    return true;
}

bool ykc_facts_time(const ykc_facts *facts, ykc_fact fact, int zone_minutes, ykc_time_us *time)
{
    const uint8_t *bytes = ykc_facts_bytes(facts, fact);
    ykc_cp56time parts;

    if (bytes == NULL)
        return false;
    ykc_cp56time_decode(bytes, &parts);
    if (!ykc_cp56time_is_possible(&parts))
        return false;
    *time = ykc_cp56time_to_unix_ms(&parts, zone_minutes) * (YKC_SECOND / 1000);
    return true;
}

bool ykc_facts_is(const ykc_facts *facts, ykc_fact fact, uint64_t raw)
{
    uint64_t found;

    return ykc_facts_get(facts, fact, &found) && found == raw;
}
