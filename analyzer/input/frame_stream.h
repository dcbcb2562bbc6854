/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * One direction of a connection as a stream of frames.
 *
 * In-order bytes are scanned where they are; only a frame that crosses segments is copied, into a buffer that never holds more
 * than the scanner's lookahead.
 */
#ifndef YKC_INPUT_FRAME_STREAM_H
#define YKC_INPUT_FRAME_STREAM_H

#include <stddef.h>
#include <stdint.h>

#include "wire/frame.h"

/** What a stream tells. @p frame is valid during the call only. */
typedef struct frame_stream_sink {
    void (*frame)(void *user, const ykc_frame *frame);
    void (*garbage)(void *user, size_t count); /**< a run may be told in several pieces */
    /** The same for who wants to see them; called instead of @c garbage, unless it is NULL. */
    void (*garbage_bytes)(void *user, const uint8_t *bytes, size_t count);
} frame_stream_sink;

/** All zeros is an empty stream. */
typedef struct frame_stream {
    uint8_t *held;      /**< room bytes once a frame crossed segments, before that NULL */
    size_t held_length; /**< bytes of an unfinished frame */
    size_t room;        /**< at most YKC_FRAME_LOOKAHEAD */
} frame_stream;

/** Feed the next bytes of the stream; the sink is called for every frame and every run of garbage that they complete. */
void frame_stream_feed(frame_stream *stream, const uint8_t *bytes, size_t length, const frame_stream_sink *sink, void *user);

/**
 * Drop what waits for the rest of a frame: bytes are missing now, or the stream is over.
 *
 * @return bytes dropped
 */
size_t frame_stream_break(frame_stream *stream);

/** Release what the stream holds; the struct itself is its owner's. */
void frame_stream_clear(frame_stream *stream);

#endif
