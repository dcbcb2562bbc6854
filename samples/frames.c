/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "frames.h"

#include <glib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "catalog/value.h"
#include "fail.h"

sample_body body_of(uint8_t type)
{
    ykc_fit fit;
    sample_body body = {.message = ykc_catalog_find(YKC_V1_6, type, 0, &fit)};

    if (body.message == NULL)
        fail("there is no frame type 0x%02X", type);
    body.length = body.message->body;
    return body;
}

sample_body body_of_dialect(ykc_dialect dialect, uint8_t type)
{
    return body_of_length(dialect, type, 0);
}

sample_body body_of_length(ykc_dialect dialect, uint8_t type, size_t length)
{
    ykc_fit fit;
    sample_body body = {.message = ykc_catalog_find(dialect, type, length, &fit), .length = length};

    if (body.message == NULL || (length != 0 && fit != YKC_FIT_EXACT))
        fail("0x%02X has no layout of %zu bytes", type, length);
    if (length == 0)
        body.length = ykc_message_size(body.message);
    return body;
}

void body_repeat(sample_body *body, size_t repetitions)
{
    size_t length = ykc_message_size(body->message) + repetitions * body->message->group_size;

    if (length > sizeof body->bytes)
        fail("0x%02X: no room for %zu repetitions", body->message->type, repetitions);
    body->length = length;
}

void body_set_rest(sample_body *body, const char *name, const char *text)
{
    const ykc_field *field = body->message->group;

    if (body->message->group_count != 1 || strcmp(field->name, name) != 0)
        fail("0x%02X has no text \"%s\" of any length", body->message->type, name);
    body_repeat(body, strlen(text));
    if (!ykc_value_encode_sized(field, text, body->bytes + body->message->body, strlen(text)))
        fail("0x%02X: \"%s\" is no value of \"%s\"", body->message->type, text, name);
}

bool body_has(const sample_body *body, const char *name)
{
    ykc_item item;

    return ykc_message_field(body->message, name, &item);
}

static ykc_item find(const sample_body *body, const char *name)
{
    ykc_item item;

    if (!ykc_message_field(body->message, name, &item) && !ykc_message_tail_field(body->message, body->length, name, &item))
        fail("0x%02X has no field \"%s\"", body->message->type, name);
    return item;
}

bool body_is(const sample_body *body, const char *name, const char *text)
{
    char present[YKC_VALUE_TEXT_SIZE];
    ykc_item item = find(body, name);
    ykc_value value;

    ykc_value_decode(item.field, body->bytes + item.offset, &value);
    ykc_value_to_text(item.field, &value, present);
    return strcmp(present, text) == 0;
}

/* Where element @p index of the field is; a group grows by one repetition if need be. */
static uint8_t *element(sample_body *body, const ykc_item *item, unsigned index)
{
    size_t step = item->in_group ? body->message->group_size : item->field->size;
    size_t offset = item->offset + index * step;

    if (item->in_group) {
        size_t end = ykc_message_size(body->message) + (index + 1) * step;

        if (end > body->length + step || end > sizeof body->bytes)
            fail("0x%02X: no room for repetition %u", body->message->type, index);
        body->length = MAX(body->length, end);
    } else if (index >= MAX(item->field->count, 1)) {
        fail("0x%02X has no element %u of \"%s\"", body->message->type, index, item->field->name);
    }
    return body->bytes + offset;
}

static void check_is_defined(const sample_body *body, const ykc_field *field, const uint8_t *bytes)
{
    ykc_value value;

    if (field->names == NULL)
        return;
    ykc_value_decode(field, bytes, &value);
    if (ykc_names_find(field->names, value.raw) == NULL)
        fail("0x%02X: \"%s\" does not define %" G_GUINT64_FORMAT, body->message->type, field->name, value.raw);
}

void body_set_at(sample_body *body, const char *name, unsigned index, const char *text)
{
    ykc_item item = find(body, name);
    uint8_t *bytes = element(body, &item, index);

    if (!ykc_value_encode(item.field, text, bytes))
        fail("0x%02X: \"%s\" is no value of \"%s\"", body->message->type, text, name);
    check_is_defined(body, item.field, bytes);
}

void body_set(sample_body *body, const char *name, const char *text)
{
    body_set_at(body, name, 0, text);
}

/* A number as text, from units of 10^-decimals: 3982 with one decimal is "398.2". */
static void number_to_text(int64_t number, unsigned decimals, char *text, size_t size)
{
    uint64_t magnitude = number < 0 ? (uint64_t)-number : (uint64_t)number;
    uint64_t unit = 1;

    for (unsigned i = 0; i < decimals; i++)
        unit *= 10;
    g_snprintf(text, size, "%s%" G_GUINT64_FORMAT, number < 0 ? "-" : "", magnitude / unit);
    if (decimals > 0) {
        size_t used = strlen(text);

        g_snprintf(text + used, size - used, ".%0*" G_GUINT64_FORMAT, (int)decimals, magnitude % unit);
    }
}

void body_set_number(sample_body *body, const char *name, int64_t number)
{
    char text[YKC_VALUE_TEXT_SIZE];
    ykc_item item = find(body, name);

    number_to_text(number, item.field->decimals, text, sizeof text);
    body_set(body, name, text);
}

void body_set_time(sample_body *body, const char *name, time_us time)
{
    char text[CLOCK_TEXT_SIZE];

    clock_to_text(time, text);
    body_set(body, name, text);
}

void body_set_raw(sample_body *body, const char *name, uint64_t raw)
{
    ykc_item item = find(body, name);

    ykc_value_encode_raw(item.field, raw, element(body, &item, 0));
}

void body_copy(sample_body *body, const sample_body *from, const char *name)
{
    ykc_item item = find(body, name), source = find(from, name);

    memcpy(element(body, &item, 0), from->bytes + source.offset, item.field->size);
}

bool body_take(sample_body *body, const sample_body *from, const char *name)
{
    ykc_item item, source;

    if (!ykc_message_field(body->message, name, &item) || !ykc_message_field(from->message, name, &source))
        return false;
    memcpy(body->bytes + item.offset, from->bytes + source.offset,
           MIN((size_t)item.field->size * MAX(item.field->count, 1), (size_t)source.field->size * MAX(source.field->count, 1)));
    return true;
}
