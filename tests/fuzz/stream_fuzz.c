/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The stream scanner: any bytes, in any segmentation, give the same frames and the same number of bytes of no frame; every byte
 * is accounted for, and never more is held than the scanner says.
 *
 * Input: bytes of the stream, each of the first SEEDS the length of a segment as well.
 */
#include <string.h>

#include "fuzz.h"
#include "input/frame_stream.h"

enum { SEEDS = 16 };

typedef struct account {
    GByteArray *frames; /* all of their bytes, one after another */
    size_t framed, garbage;
} account;

static void on_frame(void *user, const ykc_frame *frame)
{
    account *account = user;

    g_byte_array_append(account->frames, frame->bytes, (guint)frame->size);
    account->framed += frame->size;
}

static void on_garbage(void *user, size_t count)
{
    account *account = user;

    account->garbage += count;
}

static const frame_stream_sink sink = {on_frame, on_garbage};

static void check_whole(const account *account, const frame_stream *stream, size_t fed)
{
    if (stream->held_length > YKC_FRAME_LOOKAHEAD)
        fuzz_fail("%zu bytes are held", stream->held_length);
    if (account->framed + account->garbage + stream->held_length != fed)
        fuzz_fail("%zu bytes in frames, %zu garbage, %zu held; %zu were fed", account->framed, account->garbage,
                  stream->held_length, fed);
}

static account scan_whole(const uint8_t *data, size_t size)
{
    account account = {.frames = g_byte_array_new()};
    frame_stream stream = {0};

    frame_stream_feed(&stream, data, size, &sink, &account);
    check_whole(&account, &stream, size);
    frame_stream_clear(&stream);
    return account;
}

static account scan_in_segments(const uint8_t *data, size_t size)
{
    account account = {.frames = g_byte_array_new()};
    frame_stream stream = {0};

    for (size_t fed = 0, segment = 0; fed < size; segment++) {
        size_t length = MIN((size_t)data[segment % MIN(size, SEEDS)] + 1, size - fed);
        /* A copy of its own, so that reading past the segment is seen. */
        g_autofree uint8_t *bytes = g_memdup2(data + fed, length);

        frame_stream_feed(&stream, bytes, length, &sink, &account);
        fed += length;
        check_whole(&account, &stream, fed);
    }
    frame_stream_clear(&stream);
    return account;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    account whole = scan_whole(data, size);
    account parts = scan_in_segments(data, size);

    if (whole.garbage != parts.garbage || whole.framed != parts.framed ||
        (whole.framed > 0 && memcmp(whole.frames->data, parts.frames->data, whole.framed) != 0))
        fuzz_fail("in one piece %zu bytes are in frames, in segments %zu", whole.framed, parts.framed);
    g_byte_array_unref(whole.frames);
    g_byte_array_unref(parts.frames);
    return 0;
}
