/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "diagnosis.h"

#include <string.h>

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

static size_t declared_size(const uint8_t *bytes)
{
    return (size_t)bytes[YKC_FRAME_AT_LENGTH] + YKC_FRAME_OVERHEAD;
}

/* The checksum of a frame of this size is right, in the usual order or the other one. */
static bool is_right_as(const uint8_t *bytes, size_t size)
{
    uint16_t computed;

    return ykc_crc16_check(bytes + YKC_FRAME_AT_SEQUENCE, size - YKC_FRAME_OVERHEAD,
                           ykc_bytes_get16(bytes + size - YKC_FRAME_CRC), &computed) != YKC_CRC_BAD;
}

/* What the length byte would have to be; false if it is right, or if no other one makes sense of the bytes. */
static bool find_length(const uint8_t *bytes, size_t available, size_t *size)
{
    size_t declared = declared_size(bytes);

    if (declared >= YKC_FRAME_HEADER + YKC_FRAME_CRC && declared <= available && is_right_as(bytes, declared))
        return false;
    *size = available;
    return available >= YKC_FRAME_HEADER + YKC_FRAME_CRC && available <= YKC_FRAME_SIZE_MAX && declared != available &&
           is_right_as(bytes, available);
}

static void judge_header(const uint8_t *bytes, size_t available, diagnoses *found)
{
    size_t size;
    diagnosis *item;

    if (find_length(bytes, available, &size)) {
        item = add(found, DIAGNOSIS_LENGTH_WRONG, YKC_FRAME_AT_LENGTH, YKC_FRAME_AT_LENGTH);
        item->seen = bytes[YKC_FRAME_AT_LENGTH];
        item->expected = size - YKC_FRAME_OVERHEAD;
    } else if (bytes[YKC_FRAME_AT_LENGTH] < YKC_FRAME_LENGTH_MIN) {
        item = add(found, DIAGNOSIS_LENGTH_SMALL, YKC_FRAME_AT_LENGTH, YKC_FRAME_AT_LENGTH);
        item->seen = bytes[YKC_FRAME_AT_LENGTH];
        item->expected = YKC_FRAME_LENGTH_MIN;
    }
    if (bytes[YKC_FRAME_AT_ENCRYPTION] > YKC_ENCRYPTED)
        add(found, DIAGNOSIS_FLAG, YKC_FRAME_AT_ENCRYPTION, YKC_FRAME_AT_ENCRYPTION)->seen = bytes[YKC_FRAME_AT_ENCRYPTION];
}

/* The field that begins at or before an offset in the body and ends behind it. */
static void find_field(const ykc_message *message, size_t offset, diagnosis *item)
{
    ykc_cursor cursor = ykc_cursor_start(message, offset + UINT8_MAX);
    ykc_item at;

    while (ykc_cursor_next(&cursor, &at))
        if (at.offset + at.field->size > offset) {
            item->field = at.field;
            item->field_first = YKC_FRAME_HEADER + at.offset;
            item->field_last = item->field_first + at.field->size - 1;
            return;
        }
}

static void judge_cut(const damaged_frame *frame, size_t declared, diagnoses *found)
{
    diagnosis *item = add(found, DIAGNOSIS_CUT, frame->size, declared - 1);

    item->seen = frame->size;
    item->expected = declared;
    if (frame->reading.message != NULL && !frame->reading.encrypted && frame->size < declared - YKC_FRAME_CRC)
        find_field(frame->reading.message, frame->size - YKC_FRAME_HEADER, item);
}

static void judge_type(const damaged_frame *frame, diagnoses *found)
{
    const ykc_reading *reading = &frame->reading;

    if (reading->message == NULL)
        add(found, DIAGNOSIS_UNKNOWN_TYPE, YKC_FRAME_AT_TYPE, YKC_FRAME_AT_TYPE)->seen = frame->frame.type;
    if (frame->frame.encryption != YKC_ENCRYPTED)
        return;
    add(found, reading->plain_under_flag ? DIAGNOSIS_PLAIN_UNDER_FLAG : DIAGNOSIS_ENCRYPTED, YKC_FRAME_AT_ENCRYPTION,
        YKC_FRAME_AT_ENCRYPTION);
}

static void judge_body(const damaged_frame *frame, diagnoses *found)
{
    const ykc_reading *reading = &frame->reading;
    size_t length = frame->frame.body_length, end = YKC_FRAME_HEADER + length;
    ykc_cursor cursor;
    ykc_item at;
    diagnosis *item;

    if (!ykc_reading_is_legible(reading) || reading->fit == YKC_FIT_EXACT)
        return;
    if (reading->fit == YKC_FIT_SHORT) {
        item = add(found, DIAGNOSIS_BODY_SHORT, end, YKC_FRAME_HEADER + (size_t)reading->message->body - 1);
        find_field(reading->message, length, item);
        item->expected = reading->message->body;
    } else {
        cursor = ykc_cursor_start(reading->message, length);
        while (ykc_cursor_next(&cursor, &at))
            continue;
        item = add(found, DIAGNOSIS_BODY_EXTRA, YKC_FRAME_HEADER + cursor.offset, end - 1);
        item->expected = cursor.offset;
    }
    item->seen = length;
}

/* The bytes over which some calculate the checksum instead of those of the document. */
static bool find_range(const uint8_t *bytes, size_t size, uint16_t sent, diagnosis *item)
{
    const size_t starts[] = {0, YKC_FRAME_AT_LENGTH, YKC_FRAME_AT_ENCRYPTION, YKC_FRAME_AT_TYPE, YKC_FRAME_HEADER};
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
    item->range_first = YKC_FRAME_AT_SEQUENCE;
    item->range_last = size - YKC_FRAME_CRC - 1;
    if (item->kind == DIAGNOSIS_CRC_BAD)
        find_range(bytes, size, frame->frame.crc, item);
}

/* The frame as far as it is there; @p size with its checksum, if that is there. */
static void read_frame(const uint8_t *bytes, size_t size, damaged_frame *frame)
{
    size_t body = frame->has_crc ? size - YKC_FRAME_HEADER - YKC_FRAME_CRC : size - YKC_FRAME_HEADER;

    frame->frame = (ykc_frame){
        .bytes = bytes,
        .body = bytes + YKC_FRAME_HEADER,
        .size = (uint16_t)size,
        .length = bytes[YKC_FRAME_AT_LENGTH],
        .body_length = (uint8_t)(body < YKC_FRAME_BODY_MAX ? body : YKC_FRAME_BODY_MAX),
        .type = bytes[YKC_FRAME_AT_TYPE],
        .encryption = bytes[YKC_FRAME_AT_ENCRYPTION],
        .sequence = ykc_bytes_get16(bytes + YKC_FRAME_AT_SEQUENCE),
        .crc_status = YKC_CRC_BAD,
    };
    if (frame->has_crc) {
        frame->frame.crc = ykc_bytes_get16(bytes + size - YKC_FRAME_CRC);
        frame->frame.crc_status = ykc_crc16_check(bytes + YKC_FRAME_AT_SEQUENCE, size - YKC_FRAME_OVERHEAD, frame->frame.crc,
                                                  &frame->frame.crc_computed);
    }
    frame->reading = ykc_read_frame(YKC_V1_6, &frame->frame);
}

/* A cut body is short of its own layout only where that needs more than the length byte says. */
static void read_cut_frame(const uint8_t *bytes, size_t declared, damaged_frame *frame)
{
    size_t body = declared - YKC_FRAME_HEADER - YKC_FRAME_CRC;
    ykc_fit fit;

    read_frame(bytes, frame->size < declared - YKC_FRAME_CRC ? frame->size : declared - YKC_FRAME_CRC, frame);
    frame->reading.message = ykc_catalog_find(YKC_V1_6, frame->frame.type, body, &fit);
    frame->reading.plain_under_flag = false;
    frame->reading.encrypted = frame->frame.encryption == YKC_ENCRYPTED;
}

void diagnose_frame(const uint8_t *bytes, size_t available, damaged_frame *frame, diagnoses *found)
{
    size_t declared, corrected;
    bool is_cut;

    *frame = (damaged_frame){.size = available};
    found->count = 0;
    if (available == 0 || bytes[0] != YKC_FRAME_START) {
        add(found, DIAGNOSIS_NO_START, 0, 0)->seen = available;
        return;
    }
    if (available < YKC_FRAME_HEADER) {
        add(found, DIAGNOSIS_CUT_HEADER, available, YKC_FRAME_HEADER - 1)->seen = available;
        return;
    }
    frame->has_header = true;
    declared = declared_size(bytes);
    judge_header(bytes, available, found);
    if (find_length(bytes, available, &corrected))
        declared = corrected;
    is_cut = declared > available;
    frame->has_crc = !is_cut && declared >= YKC_FRAME_HEADER + YKC_FRAME_CRC;
    if (is_cut)
        read_cut_frame(bytes, declared, frame);
    else
        read_frame(bytes, declared < YKC_FRAME_HEADER ? YKC_FRAME_HEADER : declared, frame);
    judge_type(frame, found);
    if (is_cut)
        judge_cut(frame, declared, found);
    if (!frame->has_crc)
        return;
    judge_body(frame, found);
    judge_crc(bytes, frame, found);
}
