/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "redacted_frame.h"

#include <string.h>

#include "catalog/catalog.h"
#include "wire/bytes.h"

enum { TRIED_MAX = 64 /* places inside a frame where another one may begin; with more somebody is hostile */ };

/* --- Frames --- */

/* A checksum of the variant that the frame had. */
static uint16_t checksum_like(const ykc_frame *frame, const uint8_t *covered, size_t length)
{
    size_t covered_before = (size_t)ykc_frame_form_of(frame)->at_sequence;
    uint16_t right = ykc_crc16(covered, length), misprinted;

    switch (frame->crc_status) {
    case YKC_CRC_GOOD:
        return right;
    case YKC_CRC_SWAPPED:
        return ykc_bytes_swap16(right);
    case YKC_CRC_TABLE:
        misprinted = ykc_crc16_misprinted(covered, length);
        return frame->crc == ykc_crc16_misprinted(frame->bytes + covered_before, length) ? misprinted
                                                                                         : ykc_bytes_swap16(misprinted);
    case YKC_CRC_BAD:
        break;
    }
    return (uint16_t)~right;
}

/* A checksum that is right in one variant may be by chance in a better one; one that is wrong, in any. */
static void put_checksum(const ykc_frame *frame, uint8_t *out)
{
    const ykc_frame_form *form = ykc_frame_form_of(frame);
    const uint8_t *covered = out + form->at_sequence;
    size_t length = frame->size - form->overhead;
    uint16_t checksum = checksum_like(frame, covered, length), computed;

    while (frame->crc_status == YKC_CRC_BAD && ykc_crc16_check(covered, length, checksum, &computed) != YKC_CRC_BAD)
        checksum++;
    ykc_bytes_put(out + frame->size - YKC_FRAME_CRC, YKC_FRAME_CRC, checksum);
}

void redacted_frame(const pseudonyms *pseudonyms, const ykc_frame *frame, uint8_t *out)
{
    size_t header = ykc_frame_form_of(frame)->header;
    ykc_reading reading = ykc_read_frame(frame);

    memcpy(out, frame->bytes, header);
    if (frame->crc_status == YKC_CRC_BAD)
        memset(out + header, 0, frame->body_length);
    else
        pseudonyms_frame_body(pseudonyms, frame, &reading, out + header);
    put_checksum(frame, out);
}

/* --- Beginnings --- */

/* Copy the parts of a header that make it one, as far as there are bytes. */
static void put_header(const uint8_t *bytes, size_t available, const ykc_frame_form *form, uint8_t *out)
{
    const size_t places[] = {0, YKC_FRAME_AT_LENGTH, form->at_encryption, form->at_type};
    const size_t sizes[] = {1, form->length_size, 1, 1};

    for (size_t part = 0; part < 4; part++)
        for (size_t i = places[part]; i < places[part] + sizes[part] && i < available; i++)
            out[i] = bytes[i];
}

static bool is_beginning(const uint8_t *bytes, size_t length)
{
    ykc_frame frame;
    size_t used;

    return ykc_frame_scan(bytes, length, ykc_catalog_fits, &frame, &used) == YKC_SCAN_MORE;
}

static bool begins_with(const uint8_t *bytes, size_t length, const ykc_frame_form *form, uint8_t *out)
{
    memset(out, 0, length);
    put_header(bytes, length, form, out);
    return is_beginning(out, length);
}

/* A whole frame with a wrong checksum, inside which another one begins that is not whole yet. */
static bool begins_inside(const uint8_t *bytes, size_t length, const ykc_frame_form *outer, uint8_t *out)
{
    size_t tried = 0;

    for (size_t at = 1; at < length && tried < TRIED_MAX; at++) {
        if (bytes[at] != YKC_FRAME_START)
            continue;
        tried++;
        for (int form = 0; form < YKC_FORMS; form++) {
            memset(out, 0, length);
            put_header(bytes, length, outer, out);
            put_header(bytes + at, length - at, &ykc_frame_forms[form], out + at);
            if (is_beginning(out, length))
                return true;
        }
    }
    return false;
}

bool redacted_beginning(const uint8_t *bytes, size_t length, uint8_t *out)
{
    for (int form = 0; form < YKC_FORMS; form++)
        if (begins_with(bytes, length, &ykc_frame_forms[form], out))
            return true;
    for (int form = 0; form < YKC_FORMS; form++)
        if (begins_inside(bytes, length, &ykc_frame_forms[form], out))
            return true;
    memset(out, 0, length);
    return false;
}
