/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * From captures to frames: packets of all captures on one timeline, TCP streams, and the frames in those that speak YKC.
 *
 * A connection speaks YKC if its port was named, or as soon as an undoubted frame appears in it: one of a known type and length
 * with a right checksum. What came before that frame is told then; connections that never show one are left alone.
 */
#ifndef YKC_INPUT_INTAKE_H
#define YKC_INPUT_INTAKE_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "capture.h"
#include "frame_stream.h"
#include "keys/keyring.h"
#include "packet_filter.h"
#include "tcp.h"

/** Where in the captures something is. */
typedef struct intake_place {
    uint32_t file;   /**< index of the capture, as named on the command line */
    uint64_t packet; /**< packet number within the capture, as Wireshark shows it */
    uint32_t index;  /**< place among that packet's YKC frames, from 0 */
    int64_t time_ns; /**< since 1970-01-01 UTC */
} intake_place;

/** A connection that speaks YKC. Valid until closed() returns. */
typedef struct intake_connection {
    uint32_t id;               /**< from 1, in the order of recognition */
    const tcp_connection *tcp; /**< who opened it: tcp->client */
    void *user;                /**< of the layer above */
} intake_connection;

/** What the intake tells; @c end is the sender's index in tcp_connection.endpoints. Members may be NULL. */
typedef struct intake_sink {
    void (*opened)(void *user, intake_connection *connection, const intake_place *place);
    /**
     * A segment of this end was captured, with or without payload: the direction is not missing. Told once for each end, as soon
     * as it is known, and before anything else of that packet; of what was captured before recognition right after opened().
     */
    void (*heard)(void *user, intake_connection *connection, int end);
    /** A frame; its body is the plain one if a key opened it. */
    void (*frame)(void *user, intake_connection *connection, int end, const ykc_frame *frame, const intake_place *place);
    /** Bytes of no frame. A run may come in pieces. Not told of bytes between a hole and the next frame. */
    void (*garbage)(void *user, intake_connection *connection, int end, uint64_t count, const intake_place *place);
    void (*gap)(void *user, intake_connection *connection, int end, uint64_t count, const intake_place *place);
    void (*closed)(void *user, intake_connection *connection, tcp_close how, const intake_place *place);
    void (*clock)(void *user, int64_t time_ns); /**< the time of every packet, before anything else is told of it */
    /** A capture is reached: its first packet comes next, and is in @p info already; or it has none. */
    void (*capture_begins)(void *user, uint32_t file, const capture_info *info);
    /** A capture is read as far as it can be. */
    void (*capture_ends)(void *user, uint32_t file, const capture_info *info);
    /** The first packet of a capture that the snap length cut; or the last one of a capture that breaks off. */
    void (*truncated)(void *user, const intake_place *place);
} intake_sink;

/** What was read. */
typedef struct intake_totals {
    uint64_t packets;
    uint64_t frames;
    uint32_t connections; /**< that speak YKC */
    uint64_t gaps;        /**< in these */
    uint64_t gap_bytes;
    uint64_t garbage_bytes;
    uint64_t left_out;       /**< packets, by the filter */
    uint64_t captured_twice; /**< packets, of any TCP connection, that repeat one as only a mirror does: copies of one packet */

    /* What the bounds of memory cost. */
    uint64_t forgotten;         /**< connections, of any protocol, that were given up because too many were open at once */
    uint64_t gaps_limited;      /**< holes that were not waited for any longer */
    uint64_t fragments_limited; /**< IP datagrams, in any protocol, whose fragments were not waited for any longer */
    uint64_t unrecognised;      /**< connections that were taken for another protocol's before they could be recognised */
} intake_totals;

/** Reads captures; opaque. */
typedef struct intake intake;

/** What may be held back, if nothing else is said: bytes behind holes, connections that are not recognised yet. */
#define INTAKE_MEMORY_DEFAULT (UINT64_C(64) << 20)

/** What is remembered of a connection before its first undoubted frame; beyond it the connection is another protocol's. */
enum {
    INTAKE_DOUBTFUL_EVENTS = 16,   /**< frames, runs of garbage, gaps */
    INTAKE_DOUBTFUL_GARBAGE = 4096 /**< bytes of garbage */
};

/** True if connections with this port speak YKC whatever is in them. */
typedef bool intake_is_port(const void *context, uint16_t port);

/** Make an intake; to be released with intake_free(). @p context goes to @p is_port. */
intake *intake_new(const intake_sink *sink, void *user, intake_is_port *is_port, const void *context);

/** Look only at packets that @p filter takes; it stays the caller's and outlives the intake. Before intake_read(). */
void intake_set_filter(intake *intake, packet_filter *filter);

/** Hold back at most about @p bytes; what that costs is in intake_totals. Before intake_read(). */
void intake_set_memory(intake *intake, uint64_t bytes);

/** Stop reading as soon as @p stop is not 0, as if the captures ended there. */
void intake_stop_when(intake *intake, const volatile sig_atomic_t *stop);

/** What all connections speak whose header does not say otherwise; 0, as at first: recognise each by its frames. */
void intake_set_dialect(intake *intake, ykc_dialect dialect);

/** Open encrypted bodies with these keys, which must outlive the intake. NULL: with none. */
void intake_set_keyring(intake *intake, const ykc_keyring *keyring);

/**
 * Read captures as one timeline, in whatever order they are named; tell the sink.
 *
 * A capture that cannot be opened is complained about through @p complain and left out; one that breaks off gives what it has.
 *
 * @param language of complaints
 * @return false if anything was complained about
 */
bool intake_read(intake *intake, char **paths, ykc_language language, void (*complain)(void *user, const GError *error));

const intake_totals *intake_get_totals(const intake *intake);

/** The packet that was read last, index being the number of its YKC frames; packet number 0 before the first one. */
const intake_place *intake_get_place(const intake *intake);

/** The TCP ports that most connections went to, "443, 8080"; empty if there was no TCP connection. To be freed. */
char *intake_describe_ports(const intake *intake);

void intake_free(intake *intake);

#endif
