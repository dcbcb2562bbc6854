/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "frame.h"

#include <string.h>

#include "bytes.h"

/* What is known of a place where a frame might begin. */
typedef enum candidacy {
    NO_CANDIDATE,      /* no frame begins here */
    HEADER_INCOMPLETE, /* the bytes so far could become a header */
    CANDIDATE          /* the header is possible */
} candidacy;

static candidacy candidacy_of(const uint8_t *bytes, size_t available)
{
    if (bytes[0] != YKC_FRAME_START)
        return NO_CANDIDATE;
    if (available > YKC_FRAME_AT_LENGTH && bytes[YKC_FRAME_AT_LENGTH] < YKC_FRAME_LENGTH_MIN)
        return NO_CANDIDATE;
    if (available > YKC_FRAME_AT_ENCRYPTION && bytes[YKC_FRAME_AT_ENCRYPTION] > YKC_ENCRYPTED)
        return NO_CANDIDATE;
    return available < YKC_FRAME_HEADER ? HEADER_INCOMPLETE : CANDIDATE;
}

static size_t size_of(const uint8_t *header)
{
    return (size_t)header[YKC_FRAME_AT_LENGTH] + YKC_FRAME_OVERHEAD;
}

static bool is_known(const uint8_t *header, ykc_frame_fits *fits)
{
    return fits(header[YKC_FRAME_AT_TYPE], header[YKC_FRAME_AT_ENCRYPTION], header[YKC_FRAME_AT_LENGTH] - YKC_FRAME_LENGTH_MIN);
}

static ykc_crc_status crc_status_of(const uint8_t *bytes, uint16_t *sent, uint16_t *computed)
{
    size_t size = size_of(bytes);

    *sent = ykc_bytes_get16(bytes + size - YKC_FRAME_CRC);
    return ykc_crc16_check(bytes + YKC_FRAME_AT_SEQUENCE, size - YKC_FRAME_OVERHEAD, *sent, computed);
}

static bool crc_is_right(const uint8_t *bytes)
{
    uint16_t sent, computed;

    return crc_status_of(bytes, &sent, &computed) != YKC_CRC_BAD;
}

/* What begins inside a candidate. */
typedef struct inner_frames {
    size_t start; /* where the undoubted frame begins that is complete first; 0: there is none */
    bool pending; /* something inside could still become one */
} inner_frames;

/*
 * Look for frames of a known type, a fitting length and a right checksum that begin inside the first @p inside bytes and are
 * complete within @p available. Of several the one that is complete first counts, as when the bytes arrive one by one.
 */
static inner_frames find_inner(const uint8_t *bytes, size_t inside, size_t available, ykc_frame_fits *fits)
{
    inner_frames found = {0, false};
    size_t first_end = SIZE_MAX;

    for (const uint8_t *at = bytes + 1; at < bytes + inside; at++) {
        at = memchr(at, YKC_FRAME_START, (size_t)(bytes + inside - at));
        if (at == NULL)
            break;

        size_t start = (size_t)(at - bytes);
        candidacy inner = candidacy_of(at, available - start);

        if (inner == NO_CANDIDATE || (inner == CANDIDATE && !is_known(at, fits)))
            continue;
        if (inner == HEADER_INCOMPLETE || start + size_of(at) > available) {
            found.pending = true;
        } else if (start + size_of(at) < first_end && crc_is_right(at)) {
            found.start = start;
            first_end = start + size_of(at);
        }
    }
    return found;
}

typedef enum judgement {
    IS_FRAME,
    WAITS,    /* more bytes are needed to tell */
    IS_NONE,  /* no frame begins at the first byte */
    GIVES_WAY /* to an undoubted frame that begins further on */
} judgement;

/*
 * Judge the first byte (protocol reference 2.6). A candidate that is complete and right stands, unless an undoubted frame inside
 * it was complete before: while the candidate still waited for bytes it would have given way, and what is a frame must not
 * depend on how the bytes were cut.
 */
static judgement judge(const uint8_t *bytes, size_t available, ykc_frame_fits *fits, ykc_frame *frame, size_t *inner_start)
{
    candidacy first = candidacy_of(bytes, available);

    if (first == NO_CANDIDATE)
        return IS_NONE;
    if (first == HEADER_INCOMPLETE)
        return WAITS;

    size_t size = size_of(bytes);
    bool complete = size <= available;
    size_t before_the_end = complete ? size - 1 : available;
    inner_frames inner = find_inner(bytes, before_the_end, before_the_end, fits);

    *inner_start = inner.start;
    if (inner.start != 0)
        return GIVES_WAY;
    if (!complete)
        return WAITS;

    frame->crc_status = crc_status_of(bytes, &frame->crc, &frame->crc_computed);
    if (frame->crc_status != YKC_CRC_BAD)
        return IS_FRAME;
    if (!is_known(bytes, fits))
        return IS_NONE;

    inner = find_inner(bytes, size, available, fits);
    *inner_start = inner.start;
    if (inner.start != 0)
        return GIVES_WAY;
    return inner.pending ? WAITS : IS_FRAME;
}

static void fill_frame(ykc_frame *frame, const uint8_t *bytes)
{
    frame->bytes = bytes;
    frame->body = bytes + YKC_FRAME_HEADER;
    frame->size = (uint16_t)size_of(bytes);
    frame->length = bytes[YKC_FRAME_AT_LENGTH];
    frame->body_length = (uint8_t)(frame->length - YKC_FRAME_LENGTH_MIN);
    frame->type = bytes[YKC_FRAME_AT_TYPE];
    frame->encryption = bytes[YKC_FRAME_AT_ENCRYPTION];
    frame->opening = YKC_NOT_OPENED;
    frame->sequence = ykc_bytes_get16(bytes + YKC_FRAME_AT_SEQUENCE);
}

static size_t next_start_byte(const uint8_t *bytes, size_t from, size_t length)
{
    const uint8_t *next = from < length ? memchr(bytes + from, YKC_FRAME_START, length - from) : NULL;

    return next == NULL ? length : (size_t)(next - bytes);
}

ykc_scan ykc_frame_scan(const uint8_t *bytes, size_t length, ykc_frame_fits *fits, ykc_frame *frame, size_t *used)
{
    size_t garbage = 0;

    while (garbage < length) {
        size_t inner_start = 0;
        judgement verdict = judge(bytes + garbage, length - garbage, fits, frame, &inner_start);

        if (verdict == IS_NONE) {
            garbage = next_start_byte(bytes, garbage + 1, length);
            continue;
        }
        if (verdict == GIVES_WAY) {
            garbage += inner_start;
            break;
        }
        if (garbage > 0)
            break;
        if (verdict == WAITS) {
            *used = 0;
            return YKC_SCAN_MORE;
        }
        fill_frame(frame, bytes);
        *used = frame->size;
        return YKC_SCAN_FRAME;
    }
    *used = garbage;
    return garbage > 0 ? YKC_SCAN_GARBAGE : YKC_SCAN_MORE;
}

bool ykc_frame_claims(const uint8_t *bytes, size_t length, ykc_frame_fits *fits)
{
    return length > 0 && candidacy_of(bytes, length) == CANDIDATE && size_of(bytes) <= length && is_known(bytes, fits) &&
           crc_is_right(bytes);
}

size_t ykc_frame_encode(uint8_t *out, const ykc_frame *frame)
{
    size_t size = (size_t)frame->body_length + YKC_FRAME_HEADER + YKC_FRAME_CRC;

    out[0] = YKC_FRAME_START;
    out[YKC_FRAME_AT_LENGTH] = (uint8_t)(frame->body_length + YKC_FRAME_LENGTH_MIN);
    ykc_bytes_put(out + YKC_FRAME_AT_SEQUENCE, 2, frame->sequence);
    out[YKC_FRAME_AT_ENCRYPTION] = frame->encryption;
    out[YKC_FRAME_AT_TYPE] = frame->type;
    if (frame->body_length > 0)
        memcpy(out + YKC_FRAME_HEADER, frame->body, frame->body_length);
    ykc_bytes_put(out + size - YKC_FRAME_CRC, YKC_FRAME_CRC, ykc_crc16(out + YKC_FRAME_AT_SEQUENCE, size - YKC_FRAME_OVERHEAD));
    return size;
}
