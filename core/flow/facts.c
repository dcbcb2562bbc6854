/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts.h"

#include <glib.h>
#include <string.h>

#include "catalog/types.h"
#include "wire/bcd.h"
#include "wire/bytes.h"

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
        if (ykc_message_field(message, names[fact], &item) && !item.in_group) {
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
    g_clear_pointer(&tables->layouts, g_free);
}

/* The layouts of a type follow one another. */
static const ykc_fact_layout *layout_of(const ykc_fact_tables *tables, const ykc_message *message)
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
    facts->reading = ykc_read_frame(YKC_V1_6, frame);
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

bool ykc_facts_get(const ykc_facts *facts, ykc_fact fact, uint64_t *raw)
{
    const ykc_field *field = ykc_facts_field(facts, fact);
    size_t offset;

    if (field == NULL)
        return false;
    offset = facts->layout->facts[fact].offset;
    if (offset + field->size > facts->frame->body_length)
        return false;
    *raw = ykc_bytes_get(facts->frame->body + offset, field->size);
    return true;
}

bool ykc_facts_is(const ykc_facts *facts, ykc_fact fact, uint64_t raw)
{
    uint64_t found;

    return ykc_facts_get(facts, fact, &found) && found == raw;
}
