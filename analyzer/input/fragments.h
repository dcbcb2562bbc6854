/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * IP datagrams from their fragments. Bytes that contradict those that are there begin a new datagram of the same number.
 *
 * What is held is bounded in bytes and in number; the oldest datagram goes first. One of which a fragment is missing for
 * FRAGMENTS_KEEP_NS is forgotten: its TCP segment then is a gap, as if it had not been captured.
 */
#ifndef YKC_INPUT_FRAGMENTS_H
#define YKC_INPUT_FRAGMENTS_H

#include <stdbool.h>

#include "layers.h"

/** How long the rest is waited for, as Linux does, on the capture's clock. */
#define FRAGMENTS_KEEP_NS (INT64_C(30) * 1000000000)

enum {
    FRAGMENTS_DATAGRAMS_MAX = 256, /**< datagrams of which fragments are missing */
    FRAGMENTS_PIECES_MAX = 256     /**< separate runs of bytes of one datagram; one with more is hostile, and given up */
};

typedef struct fragments fragments;

/** Make an empty set. @param bytes_max of all datagrams that wait; a datagram has up to 65,535 */
fragments *fragments_new(size_t bytes_max);

/** NULL is allowed. */
void fragments_free(fragments *fragments);

/**
 * Add a fragment.
 *
 * @param found   of LAYERS_FRAGMENT; read during the call only
 * @param time_ns of its packet
 * @param length  filled, on completion, with the bytes of the datagram's payload
 * @return the payload, complete with this fragment, valid until the next call; NULL if more is missing. Its protocol is that of
 * the datagram's first fragment: found->fragment.protocol
 */
const uint8_t *fragments_add(fragments *fragments, const tcp_segment *found, int64_t time_ns, size_t *length);

/** Datagrams given up for want of room. */
uint64_t fragments_limited(const fragments *fragments);

#endif
