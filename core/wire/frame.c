/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "frame.h"

#include <string.h>

#include "bytes.h"
#include "cp56time.h"

enum {
    LONG_HEADER = YKC_FRAME_HEADER_MAX,
    LONG_OVERHEAD = 5, /* start, length, checksum */
    LONG_COUNTED = LONG_HEADER + YKC_FRAME_CRC - LONG_OVERHEAD
};

/* clang-format off */
const ykc_frame_form ykc_frame_forms[YKC_FORMS] = {
    [YKC_FORM_SHORT] = {
        .header = YKC_FRAME_HEADER, .overhead = YKC_FRAME_OVERHEAD, .length_min = YKC_FRAME_LENGTH_MIN, .length_max = UINT8_MAX,
        .length_size = 1, .at_sequence = YKC_FRAME_AT_SEQUENCE, .at_encryption = YKC_FRAME_AT_ENCRYPTION,
        .at_type = YKC_FRAME_AT_TYPE,
    },
    [YKC_FORM_LONG] = {
        .header = LONG_HEADER, .overhead = LONG_OVERHEAD, .length_min = LONG_COUNTED,
        .length_max = LONG_COUNTED + YKC_FRAME_BODY_MAX, .length_size = 2, .at_sequence = 3, .at_time = 5, .at_encryption = 12,
        .at_type = 13,
    },
    [YKC_FORM_LONG_SWAPPED] = {
        .header = LONG_HEADER, .overhead = LONG_OVERHEAD, .length_min = LONG_COUNTED,
        .length_max = LONG_COUNTED + YKC_FRAME_BODY_MAX, .length_size = 2, .length_high_first = true, .at_sequence = 3,
        .at_time = 5, .at_encryption = 12, .at_type = 13,
    },
};
/* clang-format on */

/* What is known of a place where a frame might begin. */
typedef enum candidacy {
    NO_CANDIDATE,      /* no frame begins here */
    HEADER_INCOMPLETE, /* the bytes so far could become a header */
    CANDIDATE          /* the header is possible */
} candidacy;

static size_t length_of(const uint8_t *header, const ykc_frame_form *form)
{
    const uint8_t *length = header + YKC_FRAME_AT_LENGTH;

    if (form->length_size == 1)
        return *length;
    return form->length_high_first ? (size_t)length[0] << 8 | length[1] : ykc_bytes_get16(length);
}

/* A moment of some calendar, or zeros: a clock that is not set yet. */
static bool is_time(const uint8_t *bytes)
{
    static const uint8_t unset[YKC_CP56TIME_SIZE];
    ykc_cp56time time;

    if (memcmp(bytes, unset, sizeof unset) == 0)
        return true;
    ykc_cp56time_decode(bytes, &time);
    return ykc_cp56time_is_possible(&time);
}

static candidacy candidacy_of(const uint8_t *bytes, size_t available, const ykc_frame_form *form)
{
    if (bytes[0] != YKC_FRAME_START)
        return NO_CANDIDATE;
    if (available > YKC_FRAME_AT_LENGTH + (size_t)form->length_size - 1) {
        size_t length = length_of(bytes, form);

        if (length < form->length_min || length > form->length_max)
            return NO_CANDIDATE;
    }
    if (form->at_time != 0 && available >= (size_t)form->at_time + YKC_CP56TIME_SIZE && !is_time(bytes + form->at_time))
        return NO_CANDIDATE;
    if (available > form->at_encryption && bytes[form->at_encryption] > YKC_ENCRYPTED)
        return NO_CANDIDATE;
    return available < form->header ? HEADER_INCOMPLETE : CANDIDATE;
}

static size_t size_of(const uint8_t *header, const ykc_frame_form *form)
{
    return length_of(header, form) + form->overhead;
}

static bool is_known(const uint8_t *header, const ykc_frame_form *form, ykc_frame_fits *fits)
{
    return fits((ykc_form)(form - ykc_frame_forms), header[form->at_type], header[form->at_encryption],
                length_of(header, form) - form->length_min);
}

static ykc_crc_status crc_status_of(const uint8_t *bytes, const ykc_frame_form *form, uint16_t *sent, uint16_t *computed)
{
    size_t size = size_of(bytes, form);

    *sent = ykc_bytes_get16(bytes + size - YKC_FRAME_CRC);
    return ykc_crc16_check(bytes + form->at_sequence, size - form->overhead, *sent, computed);
}

static bool crc_is_right(const uint8_t *bytes, const ykc_frame_form *form)
{
    uint16_t sent, computed;

    return crc_status_of(bytes, form, &sent, &computed) != YKC_CRC_BAD;
}

/* What begins inside a candidate. */
typedef struct inner_frames {
    size_t start; /* where the undoubted frame begins that is complete first; 0: there is none */
    bool pending; /* something inside could still become one */
} inner_frames;

/* An undoubted frame of the form that begins at @p at: its size; 0, and whether it could still become one, if there is none. */
static size_t find_undoubted(const uint8_t *at, size_t available, const ykc_frame_form *form, ykc_frame_fits *fits, bool *pending)
{
    candidacy found = candidacy_of(at, available, form);

    if (found == NO_CANDIDATE || (found == CANDIDATE && !is_known(at, form, fits)))
        return 0;
    if (found == HEADER_INCOMPLETE || size_of(at, form) > available) {
        *pending = true;
        return 0;
    }
    return crc_is_right(at, form) ? size_of(at, form) : 0;
}

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

        for (const ykc_frame_form *form = ykc_frame_forms; form < ykc_frame_forms + YKC_FORMS; form++) {
            size_t size = find_undoubted(at, available - start, form, fits, &found.pending);

            if (size != 0 && start + size < first_end) {
                found.start = start;
                first_end = start + size;
            }
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
 * Judge the first byte as the start of a frame of one form (protocol reference 2.6). A candidate that is complete and right
 * stands, unless an undoubted frame inside it was complete before: while the candidate still waited for bytes it would have
 * given way, and what is a frame must not depend on how the bytes were cut. @p is_wrong is set if it is complete, but not right.
 */
static judgement judge_as(ykc_form number, const uint8_t *bytes, size_t available, ykc_frame_fits *fits, ykc_frame *frame,
                          size_t *inner_start, bool *is_wrong)
{
    const ykc_frame_form *form = &ykc_frame_forms[number];
    candidacy first = candidacy_of(bytes, available, form);

    if (first == NO_CANDIDATE)
        return IS_NONE;
    if (first == HEADER_INCOMPLETE)
        return WAITS;

    size_t size = size_of(bytes, form);
    bool complete = size <= available;
    size_t before_the_end = complete ? size - 1 : available;
    inner_frames inner = find_inner(bytes, before_the_end, before_the_end, fits);

    *inner_start = inner.start;
    if (inner.start != 0)
        return GIVES_WAY;
    if (!complete)
        return WAITS;

    frame->form = (uint8_t)number;
    frame->crc_status = crc_status_of(bytes, form, &frame->crc, &frame->crc_computed);
    if (frame->crc_status != YKC_CRC_BAD)
        return IS_FRAME;
    *is_wrong = true;
    if (!is_known(bytes, form, fits))
        return IS_NONE;

    inner = find_inner(bytes, size, available, fits);
    *inner_start = inner.start;
    if (inner.start != 0)
        return GIVES_WAY;
    return inner.pending ? WAITS : IS_FRAME;
}

/*
 * Judge the first byte as every form, that of the shortest frame first: it is complete first. Where it does not come out right
 * another one stands: the length and the time of a long header are no chance.
 */
static judgement judge(const uint8_t *bytes, size_t available, ykc_frame_fits *fits, ykc_frame *frame, size_t *inner_start)
{
    static const ykc_form low_first[] = {YKC_FORM_LONG, YKC_FORM_LONG_SWAPPED};
    static const ykc_form high_first[] = {YKC_FORM_LONG_SWAPPED, YKC_FORM_LONG};
    bool is_wrong = false;
    judgement verdict = judge_as(YKC_FORM_SHORT, bytes, available, fits, frame, inner_start, &is_wrong);
    const ykc_form *longs = available > YKC_FRAME_AT_LENGTH + 1 && bytes[YKC_FRAME_AT_LENGTH] < bytes[YKC_FRAME_AT_LENGTH + 1]
                                ? high_first
                                : low_first;

    for (int i = 0; i < 2 && (verdict == IS_NONE || is_wrong); i++) {
        ykc_frame other;
        size_t other_start = 0;
        bool other_is_wrong = false;
        judgement as_long = judge_as(longs[i], bytes, available, fits, &other, &other_start, &other_is_wrong);

        if (as_long == IS_NONE)
            continue;
        verdict = as_long;
        is_wrong = other_is_wrong;
        *frame = other;
        *inner_start = other_start;
    }
    return verdict;
}

static void fill_frame(ykc_frame *frame, const uint8_t *bytes)
{
    const ykc_frame_form *form = ykc_frame_form_of(frame);

    frame->bytes = bytes;
    frame->body = bytes + form->header;
    frame->size = (uint16_t)size_of(bytes, form);
    frame->length = (uint16_t)length_of(bytes, form);
    frame->body_length = (uint16_t)(frame->length - form->length_min);
    frame->type = bytes[form->at_type];
    frame->encryption = bytes[form->at_encryption];
    frame->opening = YKC_NOT_OPENED;
    frame->dialect = 0;
    frame->sequence = ykc_bytes_get16(bytes + form->at_sequence);
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
    bool pending = false;

    for (const ykc_frame_form *form = ykc_frame_forms; length > 0 && form < ykc_frame_forms + YKC_FORMS; form++)
        if (find_undoubted(bytes, length, form, fits, &pending) != 0)
            return true;
    return false;
}

bool ykc_frame_may_begin(const uint8_t *bytes, size_t length, ykc_form form)
{
    return candidacy_of(bytes, length, &ykc_frame_forms[form]) != NO_CANDIDATE;
}

ykc_form ykc_frame_form_at(const uint8_t *bytes, size_t length, ykc_frame_fits *fits)
{
    bool pending = false;

    if (length == 0 || find_undoubted(bytes, length, &ykc_frame_forms[YKC_FORM_SHORT], fits, &pending) != 0)
        return YKC_FORM_SHORT;
    for (ykc_form form = YKC_FORM_LONG; form < YKC_FORMS; form++)
        if (candidacy_of(bytes, length, &ykc_frame_forms[form]) == CANDIDATE && is_known(bytes, &ykc_frame_forms[form], fits))
            return form;
    return YKC_FORM_SHORT;
}

size_t ykc_frame_declared_size(const uint8_t *bytes, ykc_form form)
{
    return size_of(bytes, &ykc_frame_forms[form]);
}

size_t ykc_frame_encode_at(uint8_t *out, const ykc_frame *frame, const uint8_t *time)
{
    const ykc_frame_form *form = ykc_frame_form_of(frame);
    size_t length = (size_t)frame->body_length + form->length_min;
    size_t size = length + form->overhead;

    memset(out, 0, form->header);
    out[0] = YKC_FRAME_START;
    ykc_bytes_put(out + YKC_FRAME_AT_LENGTH, form->length_size, length);
    if (form->length_high_first) {
        out[YKC_FRAME_AT_LENGTH] = (uint8_t)(length >> 8);
        out[YKC_FRAME_AT_LENGTH + 1] = (uint8_t)length;
    }
    ykc_bytes_put(out + form->at_sequence, 2, frame->sequence);
    if (form->at_time != 0 && time != NULL)
        memcpy(out + form->at_time, time, YKC_CP56TIME_SIZE);
    out[form->at_encryption] = frame->encryption;
    out[form->at_type] = frame->type;
    if (frame->body_length > 0)
        memcpy(out + form->header, frame->body, frame->body_length);
    ykc_bytes_put(out + size - YKC_FRAME_CRC, YKC_FRAME_CRC, ykc_crc16(out + form->at_sequence, length));
    return size;
}

size_t ykc_frame_encode(uint8_t *out, const ykc_frame *frame)
{
    return ykc_frame_encode_at(out, frame, NULL);
}
