/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * One direction of a connection: which stored packets carry which of its bytes.
 *
 * Packets are stored with zeros for their payload. As soon as it is decided what bytes of the stream are, they are put into every
 * packet that carries any of them, and into those that come later: retransmissions have what the original has.
 */
#ifndef YKC_REDACT_REDACTED_STREAM_H
#define YKC_REDACT_REDACTED_STREAM_H

#include "packet_store.h"

/** A packet that carries bytes of the stream. */
typedef struct stream_carrier {
    uint32_t sequence;   /**< TCP's number of its first byte */
    uint32_t length;     /**< its bytes, as captured */
    store_site payload;  /**< where they are stored, as zeros */
    store_site checksum; /**< where the checksum that covers them is */
    bool has_checksum;   /**< false: it stays as it is */
} stream_carrier;

/** All zeros is an empty stream. */
typedef struct redacted_stream {
    GArray *carriers; /**< of ::stream_carrier, in the order of the capture; NULL: none */
} redacted_stream;

/**
 * Add a carrier, which becomes the stream's, and fill in what is known.
 *
 * @param decided the number of the first byte that is not decided yet; what lies below is taken from earlier carriers, as far
 *                back as they are remembered
 */
void redacted_stream_carry(redacted_stream *stream, packet_store *store, const stream_carrier *carrier, uint32_t decided);

/** Decide what bytes are: @p length of them, the first of which has the number @p sequence. */
void redacted_stream_decide(redacted_stream *stream, packet_store *store, uint32_t sequence, const uint8_t *bytes, size_t length);

/** Release what the stream holds. */
void redacted_stream_clear(redacted_stream *stream);

#endif
