/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "diagnosis.h"

#include <glib.h>
#include <string.h>

#include "catalog/dialect.h"
#include "wire/bytes.h"

static diagnosis *add(diagnoses *found, diagnosis_kind kind, size_t first, size_t last)
{
    diagnosis *item = &found->items[found->count];

    if (found->count < DIAGNOSIS_MAX)
        found->count++;
    else
        item--;
    *item = (diagnosis){.kind = kind, .first = first, .last = last};
    return item;
}

/* The checksum of a frame of this size is right, in the usual order or the other one. */
static bool is_right_as(const uint8_t *bytes, size_t size, const ykc_frame_form *form)
{
    uint16_t computed;

    return ykc_crc16_check(bytes + form->at_sequence, size - form->overhead, ykc_bytes_get16(bytes + size - YKC_FRAME_CRC),
                           &computed) != YKC_CRC_BAD;
}

/* What the size by the length would have to be; false if it is right, or if no other one makes sense of the bytes. */
static bool find_size(const uint8_t *bytes, size_t available, ykc_form number, size_t *size)
{
    const ykc_frame_form *form = &ykc_frame_forms[number];
    size_t declared = ykc_frame_declared_size(bytes, number), smallest = (size_t)form->header + YKC_FRAME_CRC;

    if (declared >= smallest && declared <= available && is_right_as(bytes, declared, form))
        return false;
    *size = available;
    return available >= smallest && available <= (size_t)form->length_max + form->overhead && declared != available &&
           is_right_as(bytes, available, form);
}

static void judge_header(const uint8_t *bytes, size_t available, ykc_form number, diagnoses *found)
{
    const ykc_frame_form *form = &ykc_frame_forms[number];
    size_t length = ykc_frame_declared_size(bytes, number) - form->overhead;
    size_t last = YKC_FRAME_AT_LENGTH + (size_t)form->length_size - 1;
    size_t size;
    diagnosis *item;

    if (find_size(bytes, available, number, &size)) {
        item = add(found, DIAGNOSIS_LENGTH_WRONG, YKC_FRAME_AT_LENGTH, last);
        item->seen = length;
        item->expected = size - form->overhead;
    } else if (length < form->length_min) {
        item = add(found, DIAGNOSIS_LENGTH_SMALL, YKC_FRAME_AT_LENGTH, last);
        item->seen = length;
        item->expected = form->length_min;
    }
    if (bytes[form->at_encryption] > YKC_ENCRYPTED)
        add(found, DIAGNOSIS_FLAG, form->at_encryption, form->at_encryption)->seen = bytes[form->at_encryption];
}

/* The field that begins at or before an offset in the body and ends behind it. */
static void find_field(const ykc_message *message, size_t header, size_t offset, diagnosis *item)
{
    ykc_cursor cursor = ykc_cursor_start(message, offset + UINT8_MAX);
    ykc_item at;

    while (ykc_cursor_next(&cursor, &at))
        if (at.offset + at.size > offset) {
            item->field = at.field;
            item->field_first = header + at.offset;
            item->field_last = item->field_first + at.size - 1;
            return;
        }
}

static void judge_cut(const damaged_frame *frame, size_t declared, diagnoses *found)
{
    diagnosis *item = add(found, DIAGNOSIS_CUT, frame->size, declared - 1);
    size_t header = ykc_frame_form_of(&frame->frame)->header;

    item->seen = frame->size;
    item->expected = declared;
    if (frame->reading.message != NULL && !frame->reading.encrypted && frame->size < declared - YKC_FRAME_CRC)
        find_field(frame->reading.message, header, frame->size - header, item);
}

static void judge_type(const damaged_frame *frame, diagnoses *found)
{
    const ykc_frame_form *form = ykc_frame_form_of(&frame->frame);
    const ykc_reading *reading = &frame->reading;

    if (reading->message == NULL)
        add(found, DIAGNOSIS_UNKNOWN_TYPE, form->at_type, form->at_type)->seen = frame->frame.type;
    if (frame->frame.encryption != YKC_ENCRYPTED)
        return;
    add(found, reading->plain_under_flag ? DIAGNOSIS_PLAIN_UNDER_FLAG : DIAGNOSIS_ENCRYPTED, form->at_encryption,
        form->at_encryption);
}

static void judge_body(const damaged_frame *frame, diagnoses *found)
{
    const ykc_reading *reading = &frame->reading;
    size_t header = ykc_frame_form_of(&frame->frame)->header, length = frame->frame.body_length, end = header + length;
    ykc_cursor cursor;
    ykc_item at;
    diagnosis *item;

    if (!ykc_reading_is_legible(reading) || reading->fit == YKC_FIT_EXACT)
        return;
    if (reading->fit == YKC_FIT_SHORT) {
        item = add(found, DIAGNOSIS_BODY_SHORT, end, header + (size_t)reading->message->body + reading->message->tail - 1);
        find_field(reading->message, header, length, item);
        item->expected = (size_t)reading->message->body + reading->message->tail;
    } else {
        cursor = ykc_cursor_start(reading->message, length);
        while (ykc_cursor_next(&cursor, &at))
            continue;
        item = add(found, DIAGNOSIS_BODY_EXTRA, header + cursor.offset, end - 1);
        item->expected = cursor.offset;
    }
    item->seen = length;
}

/* The bytes over which some calculate the checksum instead of those of the document. */
static bool find_range(const uint8_t *bytes, size_t size, const ykc_frame_form *form, uint16_t sent, diagnosis *item)
{
    const size_t starts[] = {0, YKC_FRAME_AT_LENGTH, form->at_encryption, form->at_type, form->header};
    size_t end = size - YKC_FRAME_CRC;

    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        uint16_t computed = starts[i] < end ? ykc_crc16(bytes + starts[i], end - starts[i]) : 0;

        if (starts[i] >= end || (computed != sent && ykc_bytes_swap16(computed) != sent))
            continue;
        item->kind = DIAGNOSIS_CRC_RANGE;
        item->range_first = starts[i];
        item->range_last = end - 1;
        return true;
    }
    return false;
}

static void judge_crc(const uint8_t *bytes, const damaged_frame *frame, diagnoses *found)
{
    static const diagnosis_kind kinds[] = {
        [YKC_CRC_BAD] = DIAGNOSIS_CRC_BAD,
        [YKC_CRC_SWAPPED] = DIAGNOSIS_CRC_SWAPPED,
        [YKC_CRC_TABLE] = DIAGNOSIS_CRC_TABLE,
    };
    size_t size = frame->frame.size;
    diagnosis *item;

    if (frame->frame.crc_status == YKC_CRC_GOOD)
        return;
    item = add(found, kinds[frame->frame.crc_status], size - YKC_FRAME_CRC, size - 1);
    item->seen = frame->frame.crc;
    item->expected = frame->frame.crc_computed;
    item->range_first = ykc_frame_form_of(&frame->frame)->at_sequence;
    item->range_last = size - YKC_FRAME_CRC - 1;
    if (item->kind == DIAGNOSIS_CRC_BAD)
        find_range(bytes, size, ykc_frame_form_of(&frame->frame), frame->frame.crc, item);
}

/* A frame by itself says its version as far as its type does, whatever is wrong with it. */
static void recognise(ykc_frame *frame)
{
    ykc_recognition alone = {0};
    ykc_frame sound = *frame;

    sound.crc_status = YKC_CRC_GOOD;
    ykc_recognise(&alone, &sound);
    frame->dialect = sound.dialect;
}

/* The frame as far as it is there; @p size with its checksum, if that is there. */
static void read_frame(const uint8_t *bytes, size_t size, ykc_form number, damaged_frame *frame)
{
    const ykc_frame_form *form = &ykc_frame_forms[number];
    size_t body = size - form->header - (frame->has_crc ? YKC_FRAME_CRC : 0);

    frame->frame = (ykc_frame){
        .bytes = bytes,
        .body = bytes + form->header,
        .size = (uint16_t)size,
        .length = (uint16_t)(ykc_frame_declared_size(bytes, number) - form->overhead),
        .body_length = (uint16_t)MIN(body, YKC_FRAME_BODY_MAX),
        .form = (uint8_t)number,
        .type = bytes[form->at_type],
        .encryption = bytes[form->at_encryption],
        .sequence = ykc_bytes_get16(bytes + form->at_sequence),
        .crc_status = YKC_CRC_BAD,
    };
    if (frame->has_crc) {
        frame->frame.crc = ykc_bytes_get16(bytes + size - YKC_FRAME_CRC);
        frame->frame.crc_status =
            ykc_crc16_check(bytes + form->at_sequence, size - form->overhead, frame->frame.crc, &frame->frame.crc_computed);
    }
    recognise(&frame->frame);
    frame->reading = ykc_read_frame(&frame->frame);
}

/* A cut body is short of its own layout only where that needs more than the length byte says. */
static void read_cut_frame(const uint8_t *bytes, size_t declared, ykc_form form, damaged_frame *frame)
{
    size_t body = declared - ykc_frame_forms[form].header - YKC_FRAME_CRC;
    ykc_fit fit;

    read_frame(bytes, MIN(frame->size, declared - YKC_FRAME_CRC), form, frame);
    frame->reading.message = ykc_catalog_find(frame->reading.dialect, frame->frame.type, body, &fit);
    frame->reading.plain_under_flag = false;
    frame->reading.encrypted = frame->frame.encryption == YKC_ENCRYPTED;
}

void diagnose_frame(const uint8_t *bytes, size_t available, damaged_frame *frame, diagnoses *found)
{
    ykc_form form = ykc_frame_form_at(bytes, available, ykc_catalog_fits);
    size_t header = ykc_frame_forms[form].header, declared, corrected;
    bool is_cut;

    *frame = (damaged_frame){.size = available};
    found->count = 0;
    if (available == 0 || bytes[0] != YKC_FRAME_START) {
        add(found, DIAGNOSIS_NO_START, 0, 0)->seen = available;
        return;
    }
    if (available < header) {
        add(found, DIAGNOSIS_CUT_HEADER, available, header - 1)->seen = available;
        return;
    }
    frame->has_header = true;
    declared = ykc_frame_declared_size(bytes, form);
    judge_header(bytes, available, form, found);
    if (find_size(bytes, available, form, &corrected))
        declared = corrected;
    is_cut = declared > available;
    frame->has_crc = !is_cut && declared >= header + YKC_FRAME_CRC;
    if (is_cut)
        read_cut_frame(bytes, declared, form, frame);
    else
        read_frame(bytes, MAX(declared, header), form, frame);
    judge_type(frame, found);
    if (is_cut)
        judge_cut(frame, declared, found);
    if (!frame->has_crc)
        return;
    judge_body(frame, found);
    judge_crc(bytes, frame, found);
}
