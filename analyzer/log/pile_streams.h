/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * What piles and platform said to each other, written as the TCP connections that it may have been: one a pile.
 *
 * Addresses and ports are made up, but a pile has the same ones in whatever log it occurs. A connection that is heard of in its
 * middle has no beginning: nothing is made up that a rule could find fault with.
 */
#ifndef YKC_LOG_PILE_STREAMS_H
#define YKC_LOG_PILE_STREAMS_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "catalog/field.h"
#include "output/pcapng_writer.h"

enum {
    PILE_STREAM_PLATFORM_PORT = 8768, /**< the vendor's */
    PILE_STREAM_LINK_TYPE = 101,      /**< the pcapng link type of the packets: raw IP */
    PILE_STREAMS_MAX = 1 << 17,       /**< piles; beyond it the others share one connection */
    PILE_STREAM_PILE_SIZE = 7,
    PILE_STREAM_SERIAL_SIZE = 16,
    PILE_STREAM_REQUESTS = 8 /**< that are remembered */
};

/** A frame that wants a reply. */
typedef struct pile_request {
    uint8_t reply; /**< type of the reply; 0: it came */
    uint16_t sequence;
    uint64_t order; /**< rises from request to request, of all connections */
} pile_request;

/** The connection of one pile. */
typedef struct pile_stream {
    bool is_open; /**< something was sent */

    /* What was heard of it, for whoever has to tell whose a frame without a pile number is. */
    uint8_t serial[PILE_STREAM_SERIAL_SIZE]; /**< of the last transaction */
    bool is_heard[2];                        /**< by ykc_direction: last_sequence is known */
    uint16_t last_sequence[2];               /**< of the last frame */
    pile_request requests[PILE_STREAM_REQUESTS];
    unsigned request_count; /**< so far; the last of them is at (request_count - 1) % PILE_STREAM_REQUESTS */

    /* Private. */
    uint32_t address;
    uint16_t port;
    uint32_t next[2]; /* TCP sequence numbers, by ykc_direction */
    uint16_t ip_id[2];
} pile_stream;

/** All connections of one log; opaque. */
typedef struct pile_streams pile_streams;

/** @param writer has a section and an interface, the only one, of PILE_STREAM_LINK_TYPE, with nanoseconds */
pile_streams *pile_streams_new(pcapng_writer *writer);

void pile_streams_free(pile_streams *streams);

/** The connection of a pile, made if need be; that of no known pile if there are too many. */
pile_stream *pile_streams_of(pile_streams *streams, const uint8_t *pile);

/** The connection of a pile, or NULL if there is none. */
pile_stream *pile_streams_find(const pile_streams *streams, const uint8_t *pile);

/** The connection on which this transaction was spoken of last, or NULL. @param serial PILE_STREAM_SERIAL_SIZE bytes */
pile_stream *pile_streams_of_serial(const pile_streams *streams, const uint8_t *serial);

/** A pile that has no connection of its own speaks on this one: it is behind a concentrator (quirk Q-36). */
void pile_streams_share(pile_streams *streams, pile_stream *stream, const uint8_t *pile);

/**
 * The connection that something fits best.
 *
 * @param rank how well it fits a connection; 0: not at all
 * @return it, or NULL if it fits none, or two of them equally well
 */
pile_stream *pile_streams_search(const pile_streams *streams, uint64_t (*rank)(const pile_stream *stream, const void *what),
                                 const void *what);

/**
 * Begin a connection, or, if it is open, another one from another port, as after a restart. Only the pile's SYN is made up:
 * whether the platform was heard shall depend on what the log has of it.
 */
pcapng_status pile_stream_connect(pile_streams *streams, pile_stream *stream, int64_t time_ns, const char *comment);

/** One thing that is sent. */
typedef struct pile_message {
    ykc_direction direction;
    const uint8_t *bytes;
    size_t length;   /**< bytes that are known; packets are made as they need */
    size_t missing;  /**< bytes that were sent behind these, and are not known: the packet is cut there, as by a snap length */
    int64_t time_ns; /**< since 1970-01-01 UTC */
    const char *comment; /**< of its first packet; empty: none */
} pile_message;

/** Write it. */
pcapng_status pile_stream_send(pile_streams *streams, pile_stream *stream, const pile_message *message);

/** Bytes that were sent, but are not known: a hole in the capture. */
void pile_stream_skip(pile_stream *stream, ykc_direction direction, size_t count);

/** Piles that were asked for, and packets written. */
guint pile_streams_count(const pile_streams *streams);
uint64_t pile_streams_packets(const pile_streams *streams);

#endif
