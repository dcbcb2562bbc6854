/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reading.h"

#include "wire/bcd.h"

static bool has_pile_number(const ykc_message *message, const ykc_frame *frame)
{
    ykc_item item;
    uint64_t number;

    if (!ykc_message_field(message, "pile", &item) && !ykc_message_field(message, "transaction.pile", &item))
        return false;
    return item.offset + item.field->at + item.field->size <= frame->body_length &&
           ykc_bcd_to_number(frame->body + item.offset + item.field->at, item.field->size, &number) && number != 0;
}

ykc_reading ykc_read_frame(ykc_dialect dialect, const ykc_frame *frame)
{
    ykc_reading reading = {0};

    reading.message = ykc_catalog_find(dialect, frame->type, frame->body_length, &reading.fit);
    if (frame->encryption == YKC_PLAIN)
        return reading;
    reading.plain_under_flag = reading.message != NULL && reading.fit == YKC_FIT_EXACT && has_pile_number(reading.message, frame);
    reading.encrypted = !reading.plain_under_flag;
    return reading;
}

const uint8_t *ykc_reading_field(const ykc_reading *reading, const ykc_frame *frame, const char *name, ykc_item *item)
{
    if (!ykc_reading_is_legible(reading) || !ykc_message_field(reading->message, name, item) ||
        item->offset + item->field->size > frame->body_length)
        return NULL;
    return frame->body + item->offset;
}
