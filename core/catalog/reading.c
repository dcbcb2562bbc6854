/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reading.h"

#include "value.h"
#include "wire/bcd.h"
#include "wire/cipher.h"

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

/* A value that a device would send; what its definition leaves open may be anything. */
static bool is_likely(const ykc_field *field, const uint8_t *bytes)
{
    ykc_value value;

    if (field->encoding == YKC_ENC_DIGITS || field->encoding == YKC_ENC_BCD_NUMBER)
        return ykc_bcd_is_decimal(bytes, field->size);
    ykc_value_decode(field, bytes, &value);
    if (field->encoding == YKC_ENC_TIME)
        return value.kind == YKC_VALUE_TIME;
    return field->encoding != YKC_ENC_UINT || field->names == NULL || ykc_names_find(field->names, value.raw) != NULL;
}

/* A list of cards has their number in front, as its last field before them. */
static bool counts_right(const ykc_message *message, const ykc_frame *frame)
{
    const ykc_field *last = &message->fields[message->field_count - 1];

    if (message->group_size == 0 || last->size != 1 || last->names != NULL)
        return true;
    return frame->body[message->body - 1] == ykc_message_repetitions(message, frame->body_length);
}

/* Ciphertext comes in whole blocks. Of that length only a body that is right in every field is taken for plain text. */
static bool is_beyond_chance(const ykc_message *message, const ykc_frame *frame)
{
    ykc_cursor cursor = ykc_cursor_start(message, frame->body_length);
    ykc_item item;

    if (frame->body_length % YKC_CIPHER_BLOCK_MIN != 0)
        return true;
    while (ykc_cursor_next(&cursor, &item))
        if (!is_likely(item.field, frame->body + item.offset))
            return false;
    return counts_right(message, frame);
}

ykc_reading ykc_read_frame(const ykc_frame *frame)
{
    ykc_reading reading = {.dialect = ykc_catalog_dialect(frame)};

    reading.message = ykc_catalog_find(reading.dialect, frame->type, frame->body_length, &reading.fit);
    reading.foreign = reading.message != NULL && !ykc_message_is_of(reading.message, reading.dialect);
    if (frame->encryption == YKC_PLAIN || frame->opening == YKC_OPENED)
        return reading;
    reading.plain_under_flag = reading.message != NULL && reading.fit == YKC_FIT_EXACT &&
                               has_pile_number(reading.message, frame) && is_beyond_chance(reading.message, frame);
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
