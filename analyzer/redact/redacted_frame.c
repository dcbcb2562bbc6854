/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "redacted_frame.h"

#include <glib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "wire/bytes.h"

enum { TRIED_MAX = 64 /* places inside a frame where another one may begin; with more somebody is hostile */ };

/* --- Where a frame could begin --- */

/* What else decides whether a header is one: a flag that is none, a time that is one, and a minute that no time has. */
enum { NO_FLAG = 0xFF, NO_TYPE = 0xFF, AT_DAY = 4, AT_MONTH = 5, AT_MINUTE = 2, NO_MINUTE = 0xFF, NO_LENGTH = 0xFF };

/* Bytes that are being rewritten, from some place on. */
typedef struct rewriting {
    const uint8_t *bytes;
    uint8_t *out;
    bool *claimed; /* some header needs the byte as it is in out */
    size_t length;
} rewriting;

static rewriting from(const rewriting *whole, size_t at)
{
    return (rewriting){whole->bytes + at, whole->out + at, whole->claimed + at, whole->length - at};
}

/* Where headers overlap and want different bytes, the original does for all of them. */
static void put(const rewriting *at, size_t place, uint8_t byte)
{
    if (place >= at->length)
        return;
    at->out[place] = at->claimed[place] && at->out[place] != byte ? at->bytes[place] : byte;
    at->claimed[place] = true;
}

static void keep(const rewriting *at, size_t place)
{
    if (place < at->length)
        put(at, place, at->bytes[place]);
}

/* The parts of a short header, and what keeps it from being taken for a long one. */
static void put_short_header(const rewriting *at)
{
    keep(at, 0);
    keep(at, YKC_FRAME_AT_LENGTH);
    keep(at, YKC_FRAME_AT_ENCRYPTION);
    /* A type that is none either way, and no start byte. */
    if (at->length > YKC_FRAME_AT_TYPE && at->bytes[YKC_FRAME_AT_TYPE] == YKC_FRAME_START)
        put(at, YKC_FRAME_AT_TYPE, NO_TYPE);
    else
        keep(at, YKC_FRAME_AT_TYPE);
}

static void put_no_long_header(const rewriting *at)
{
    put(at, YKC_FRAME_AT_LENGTH + 1, NO_LENGTH);
    put(at, (size_t)ykc_frame_forms[YKC_FORM_LONG].at_time + AT_MINUTE, NO_MINUTE);
}

/* The parts of a long header, with some time. */
static void put_long_header(const rewriting *at)
{
    const ykc_frame_form *form = &ykc_frame_forms[YKC_FORM_LONG];

    keep(at, 0);
    keep(at, YKC_FRAME_AT_LENGTH);
    keep(at, YKC_FRAME_AT_LENGTH + 1);
    put(at, (size_t)form->at_time + AT_MINUTE, 0);
    put(at, (size_t)form->at_time + AT_DAY, 1);
    put(at, (size_t)form->at_time + AT_MONTH, 1);
    keep(at, form->at_encryption);
    keep(at, form->at_type);
}

/* A frame that begins here makes the scanner wait for the rest of it; inside of others only if it is of a known type. */
static bool keeps_waiting(const uint8_t *bytes, size_t available, ykc_form number, bool only_known)
{
    const ykc_frame_form *form = &ykc_frame_forms[number];

    if (!ykc_frame_may_begin(bytes, available, number))
        return false;
    return !only_known || available < form->header ||
           ykc_catalog_fits(number, bytes[form->at_type], bytes[form->at_encryption],
                            ykc_frame_declared_size(bytes, number) - form->header - YKC_FRAME_CRC);
}

static void put_header(const rewriting *at, bool only_known)
{
    bool is_short = keeps_waiting(at->bytes, at->length, YKC_FORM_SHORT, only_known);
    bool is_long = keeps_waiting(at->bytes, at->length, YKC_FORM_LONG, only_known) ||
                   keeps_waiting(at->bytes, at->length, YKC_FORM_LONG_SWAPPED, only_known);

    if (is_short)
        put_short_header(at);
    if (is_short && !is_long)
        put_no_long_header(at);
    if (is_long)
        put_long_header(at);
    if (is_long && !is_short)
        put(at, YKC_FRAME_AT_ENCRYPTION, NO_FLAG);
}

/* Put the headers of all frames that could begin among the bytes, from @p first on, into zeros. */
static void put_headers(const uint8_t *bytes, size_t first, size_t length, bool only_known, uint8_t *out)
{
    bool *claimed = g_new0(bool, length);
    const rewriting whole = {bytes, out, claimed, length};

    for (size_t place = first; place < length; place++) {
        if (bytes[place] != YKC_FRAME_START)
            continue;

        rewriting at = from(&whole, place);

        put_header(&at, only_known);
    }
    g_free(claimed);
}

void redacted_garbage(const uint8_t *bytes, size_t length, uint8_t *out)
{
    memset(out, 0, length);
    put_headers(bytes, 0, length, false, out);
}

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

static bool is_wrong(const ykc_frame *frame, const uint8_t *out, uint16_t checksum)
{
    const ykc_frame_form *form = ykc_frame_form_of(frame);
    uint16_t computed;

    return ykc_crc16_check(out + form->at_sequence, frame->size - form->overhead, checksum, &computed) == YKC_CRC_BAD;
}

/* Start bytes are where they were, and nowhere else: the scanner looks for frames in a wrong checksum, too. */
static bool starts_as_before(const ykc_frame *frame, uint16_t checksum)
{
    const uint8_t *before = frame->bytes + frame->size - YKC_FRAME_CRC;

    return ((checksum & 0xFF) == YKC_FRAME_START) == (before[0] == YKC_FRAME_START) &&
           (checksum >> 8 == YKC_FRAME_START) == (before[1] == YKC_FRAME_START);
}

/* A checksum that is wrong in every variant. */
static uint16_t wrong_checksum(const ykc_frame *frame, const uint8_t *out, uint16_t from)
{
    for (unsigned i = 0; i <= UINT16_MAX; i++, from++)
        if (starts_as_before(frame, from) && is_wrong(frame, out, from))
            break;
    return from;
}

static void put_checksum(const ykc_frame *frame, uint8_t *out)
{
    const ykc_frame_form *form = ykc_frame_form_of(frame);
    uint16_t checksum = checksum_like(frame, out + form->at_sequence, frame->size - form->overhead);

    if (frame->crc_status == YKC_CRC_BAD)
        checksum = wrong_checksum(frame, out, checksum);
    ykc_bytes_put(out + frame->size - YKC_FRAME_CRC, YKC_FRAME_CRC, checksum);
}

void redacted_frame(const pseudonyms *pseudonyms, const ykc_frame *frame, uint8_t *out)
{
    size_t header = ykc_frame_form_of(frame)->header;
    ykc_reading reading = ykc_read_frame(frame);

    memcpy(out, frame->bytes, header);
    if (frame->crc_status == YKC_CRC_BAD) {
        memset(out + header, 0, frame->size - header);
        put_headers(frame->bytes, 1, frame->size, true, out);
    } else {
        pseudonyms_frame_body(pseudonyms, frame, &reading, out + header);
    }
    put_checksum(frame, out);
}

/* --- Beginnings --- */

static bool is_beginning(const uint8_t *bytes, size_t length)
{
    ykc_frame frame;
    size_t used;

    return ykc_frame_scan(bytes, length, ykc_catalog_fits, &frame, &used) == YKC_SCAN_MORE;
}

/* Only what begins first, and one that begins inside it at @p inner, unless that is 0. */
static bool begins_so(const uint8_t *bytes, size_t length, size_t inner, uint8_t *out)
{
    bool *claimed = g_new0(bool, length);
    const rewriting whole = {bytes, out, claimed, length};
    const rewriting inside = from(&whole, inner);

    memset(out, 0, length);
    put_header(&whole, false);
    if (inner > 0)
        put_header(&inside, true);
    g_free(claimed);
    return is_beginning(out, length);
}

bool redacted_beginning(const uint8_t *bytes, size_t length, uint8_t *out)
{
    size_t tried = 0;

    redacted_garbage(bytes, length, out);
    if (is_beginning(out, length) || begins_so(bytes, length, 0, out))
        return true;
    /* Headers overlap. It may be a whole frame with a wrong checksum, inside which another one begins that is not whole yet. */
    for (size_t at = 1; at < length && tried < TRIED_MAX; at++)
        if (bytes[at] == YKC_FRAME_START && tried++ < TRIED_MAX && begins_so(bytes, length, at, out))
            return true;
    memset(out, 0, length);
    return false;
}
