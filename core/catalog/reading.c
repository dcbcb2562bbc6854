/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reading.h"

#include "wire/bcd.h"

const uint8_t *ykc_message_pile(const ykc_message *message, const uint8_t *body, size_t length)
{
    ykc_item item;

    if (!ykc_message_field(message, "pile", &item) && !ykc_message_field(message, "transaction.pile", &item))
        return NULL;
    return item.offset + item.field->at + YKC_PILE_SIZE <= length ? body + item.offset + item.field->at : NULL;
}

static bool has_pile_number(const ykc_message *message, const ykc_frame *frame)
{
    const uint8_t *pile = ykc_message_pile(message, frame->body, frame->body_length);
    uint64_t number;

    return pile != NULL && ykc_bcd_to_number(pile, YKC_PILE_SIZE, &number) && number != 0;
}

ykc_reading ykc_read_frame(ykc_dialect dialect, const ykc_frame *frame)
{
    ykc_reading reading = {0};

    reading.message = ykc_catalog_find(dialect, frame->type, frame->body_length, &reading.fit);
    if (frame->encryption == YKC_PLAIN || frame->opening == YKC_OPENED)
        return reading;
    reading.plain_under_flag = reading.message != NULL && reading.fit == YKC_FIT_EXACT && has_pile_number(reading.message, frame);
    reading.encrypted = !reading.plain_under_flag;
    reading.no_key_fits = reading.encrypted && frame->opening == YKC_NO_KEY_FITS;
    return reading;
}

const uint8_t *ykc_reading_field(const ykc_reading *reading, const ykc_frame *frame, const char *name, ykc_item *item)
{
    if (!ykc_reading_is_legible(reading) || !ykc_message_field(reading->message, name, item) ||
        item->offset + item->field->size > frame->body_length)
        return NULL;
    return frame->body + item->offset;
}
