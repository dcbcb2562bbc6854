/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "frame_stream.h"

#include <glib.h>
#include <string.h>

#include "catalog/catalog.h"

/* Scan as far as the bytes decide; returns the bytes that are done with. */
static size_t scan(const uint8_t *bytes, size_t length, const frame_stream_sink *sink, void *user)
{
    size_t done = 0, used;
    ykc_frame frame;

    for (;;) {
        switch (ykc_frame_scan(bytes + done, length - done, ykc_catalog_fits, &frame, &used)) {
        case YKC_SCAN_FRAME:
            sink->frame(user, &frame);
            break;
        case YKC_SCAN_GARBAGE:
            if (sink->garbage_bytes != NULL)
                sink->garbage_bytes(user, bytes + done, used);
            else
                sink->garbage(user, used);
            break;
        case YKC_SCAN_MORE:
            return done;
        }
        done += used;
    }
}

enum { ROOM_MIN = 2 * YKC_FRAME_SHORT_MAX /* enough for V1: a connection should not cost more than it needs */ };

static void hold(frame_stream *stream, const uint8_t *bytes, size_t length)
{
    size_t needed = stream->held_length + length;

    if (needed > stream->room) {
        stream->room = needed <= ROOM_MIN ? ROOM_MIN : YKC_FRAME_LOOKAHEAD;
        stream->held = g_realloc(stream->held, stream->room);
    }
    memmove(stream->held + stream->held_length, bytes, length);
    stream->held_length += length;
}

/*
 * Complete what is held with the first of the new bytes, and scan it.
 *
 * Returns the new bytes that are done with. Unless these are all, nothing is held any more and scanning goes on in place.
 */
static size_t scan_held(frame_stream *stream, const uint8_t *bytes, size_t length, const frame_stream_sink *sink, void *user)
{
    size_t before = stream->held_length;
    size_t added = MIN(length, YKC_FRAME_LOOKAHEAD - before);
    size_t done;

    hold(stream, bytes, added);
    done = scan(stream->held, stream->held_length, sink, user);
    if (done >= before) {
        stream->held_length = 0;
        return done - before;
    }
    /* Not even all that was held is decided: a full buffer always decides at least its first byte. */
    stream->held_length -= done;
    memmove(stream->held, stream->held + done, stream->held_length);
    return added;
}

void frame_stream_feed(frame_stream *stream, const uint8_t *bytes, size_t length, const frame_stream_sink *sink, void *user)
{
    size_t done = 0;

    while (stream->held_length > 0 && done < length)
        done += scan_held(stream, bytes + done, length - done, sink, user);
    if (done == length)
        return;
    done += scan(bytes + done, length - done, sink, user);
    if (done < length)
        hold(stream, bytes + done, length - done);
}

size_t frame_stream_break(frame_stream *stream)
{
    size_t dropped = stream->held_length;

    stream->held_length = 0;
    return dropped;
}

void frame_stream_clear(frame_stream *stream)
{
    g_free(stream->held);
    *stream = (frame_stream){0};
}
