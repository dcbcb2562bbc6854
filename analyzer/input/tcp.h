/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * TCP connections and the byte streams in them, from segments as a capture holds them: reordered, repeated, cut, or missing.
 *
 * Each direction of a connection is put in order by itself. Bytes that come in order are handed on in place, without a copy.
 * Bytes behind a hole wait until the hole is filled, or until it is known that it will not be: the other side has acknowledged
 * what is missing, too much waits, the connection ends, or the capture does. Then the hole is reported, and never padded.
 *
 * What the wire did and what the capture missed look alike, so nothing here is an error: the account is in ::tcp_counters.
 */
#ifndef YKC_INPUT_TCP_H
#define YKC_INPUT_TCP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "layers.h"

enum {
    /** How far from the expected number, in bytes and to either side, a segment still belongs to the connection. */
    TCP_WINDOW = 16 << 20,
    /** Bounds of what waits behind holes in one direction; one segment may exceed them by the parts that it is held in. */
    TCP_HELD_BYTES = 1 << 20,
    TCP_HELD_SEGMENTS = 512,
};

/** How long a closed connection is remembered, in nanoseconds of the capture's clock: twice the maximum segment lifetime. */
#define TCP_CLOSED_KEEP_NS (INT64_C(240) * 1000000000)

/** A SYN with the number of the connection's own repeats it for this long; after that, if data was sent, it opens a new one. */
#define TCP_SYN_REPEAT_NS (INT64_C(3) * 1000000000)

enum { TCP_RECENT = 4 /* segments of a direction that copies are recognised by */ };

/** A copy of a packet follows it within this time if IPv4 numbers packets; a sender that repeats one gives it a new number. */
#define TCP_COPY_NS (INT64_C(1) * 1000000000)
/** And within this time if there is no number: no sender repeats a segment as soon. */
#define TCP_COPY_UNNUMBERED_NS (INT64_C(2) * 1000000)

/** Bounds of a whole table. */
typedef struct tcp_limits {
    size_t connections; /**< connections remembered; beyond it a closed one is forgotten, else the one idle for longest closed */
    size_t held_bytes;  /**< bytes waiting behind holes, of all connections, with book-keeping; beyond it holes are given up */
} tcp_limits;

/** The bounds of a table that is given none: one million connections, 32 MiB. */
extern const tcp_limits tcp_limits_default;

/** Which packet of the capture something is about. Copied where it is kept. */
typedef struct tcp_packet {
    uint64_t number; /**< packet number */
    int64_t time_ns; /**< capture time, nanoseconds since 1970-01-01 UTC, not negative */
    uint32_t file;   /**< which capture of several; the caller's own counting */
} tcp_packet;

/** Why a connection ended. */
typedef enum tcp_close {
    TCP_CLOSED_FIN,   /**< both sides said FIN; or one did, and nothing of the other was ever captured */
    TCP_CLOSED_RST,   /**< one side broke it off */
    TCP_CLOSED_REUSE, /**< its addresses and ports serve a new connection */
    TCP_CLOSED_LIMIT, /**< forgotten because of tcp_limits.connections */
    TCP_CLOSED_END    /**< still open when the capture ended */
} tcp_close;

enum { TCP_CLIENT_UNKNOWN = -1 };

/** A segment that waits behind a hole; private. */
typedef struct tcp_held tcp_held;

/** What a copy of a segment has in common with it; private. */
typedef struct tcp_recent {
    int64_t time_ns;
    uint32_t sequence, acknowledgement, length, present;
    uint16_t ip_id;
    uint8_t flags;
} tcp_recent;

/** One direction of a connection: what one endpoint sends. For reading; the table owns and changes it. */
typedef struct tcp_direction {
    uint64_t segments;  /**< captured segments of this sender, empty ones too; 0: the direction was not captured */
    uint64_t bytes;     /**< bytes handed on */
    uint64_t gap_bytes; /**< bytes reported as missing */

    /* Private: serial numbers, RFC 793 section 3.3. */
    uint32_t expected;       /* number of the next byte in order */
    uint32_t acknowledged;   /* the other side has everything below; expected or above */
    uint32_t initial;        /* number of the SYN */
    uint32_t fin;            /* number of the FIN */
    uint32_t stray_end;      /* end of the last segment outside the window */
    bool started;            /* expected is known */
    bool syn_seen, fin_seen; /* initial, fin are known */
    bool finished;           /* everything up to and with the FIN is handed on */
    bool stray_seen;         /* stray_end is known */
    uint32_t held_segments;  /* what waits, by number, without overlaps */
    size_t held_bytes;
    tcp_held *held_first, *held_last;
    tcp_recent recent[TCP_RECENT]; /* with payload, the last ones; a ring */
    unsigned recent_next;
} tcp_direction;

/** One connection. Valid from opened() until closed() returns. For reading, but for @c user. */
typedef struct tcp_connection {
    uint64_t id;                 /**< from 1, in the order of opening */
    endpoint endpoints[2];       /**< the first is the sender of the first segment seen */
    tcp_direction directions[2]; /**< what the endpoint of the same index sends */
    int client;                  /**< index of the endpoint that opened the connection, or TCP_CLIENT_UNKNOWN */
    bool midstream;              /**< the connection was open before its first segment seen */
    tcp_packet opened;           /**< the first segment seen */
    void *user;                  /**< of the layer above, which sets it in opened() and releases it in closed() */

    /* Private. */
    uint64_t hash;
    int64_t opened_ns, closed_ns; /* on the table's clock */
    bool closed;                  /* closed() was called; kept to recognise late segments */
    bool reset;                   /* by RST */
    struct tcp_connection *older, *newer;
} tcp_connection;

/**
 * What a table tells the layer above; none may be NULL. @c user is the value given to tcp_table_new().
 * A callback must not call functions of the table. @c direction is the sender's index in tcp_connection.endpoints.
 */
typedef struct tcp_callbacks {
    /** A connection appears. */
    void (*opened)(void *user, tcp_connection *connection, const tcp_packet *packet);
    /**
     * The next bytes of a direction, in order; valid during the call.
     * @c packet is the packet that carried them: for bytes that waited behind a hole an earlier one than the packet being fed.
     */
    void (*bytes)(void *user, tcp_connection *connection, int direction, const uint8_t *bytes, size_t length,
                  const tcp_packet *packet);
    /** The next @c count bytes of a direction will not come. @c packet is the packet being fed. */
    void (*gap)(void *user, tcp_connection *connection, int direction, uint32_t count, const tcp_packet *packet);
    /** The last that is heard of a connection. All that waited was handed on before. @c packet is the packet being fed. */
    void (*closed)(void *user, tcp_connection *connection, tcp_close how, const tcp_packet *packet);
} tcp_callbacks;

/** What a table did, for the account in the report. */
typedef struct tcp_counters {
    uint64_t segments;            /**< fed */
    uint64_t connections;         /**< opened */
    uint64_t connections_limited; /**< closed with TCP_CLOSED_LIMIT */
    uint64_t bytes;               /**< handed on */
    uint64_t retransmitted_bytes; /**< seen before, or covered by a gap that was already reported */
    uint64_t duplicates;     /**< segments with payload that repeat a captured packet, not only its bytes: copies of a mirror */
    uint64_t dropped_bytes;  /**< outside the window, behind a FIN or RST */
    uint64_t gaps;           /**< reported */
    uint64_t gap_bytes;      /**< in these */
    uint64_t gaps_limited;   /**< of these, how many were given up because too much waited */
    uint64_t stray_segments; /**< of no known connection, and no reason to open one: bare acknowledgements, RST */
} tcp_counters;

/** All connections of a capture, or of several on one timeline; opaque. */
typedef struct tcp_table tcp_table;

/**
 * Make an empty table.
 *
 * @param callbacks copied
 * @param user      handed to the callbacks
 * @param limits    copied; NULL for ::tcp_limits_default
 * @param seed      of the hash; any value gives the same results, an unforeseeable one keeps a hostile capture from being slow
 * @return the table, to be released with tcp_table_free()
 */
tcp_table *tcp_table_new(const tcp_callbacks *callbacks, void *user, const tcp_limits *limits, uint64_t seed);

/**
 * Take one segment into account; in the order of the capture.
 *
 * @param segment what layers_parse() found; its payload is read during the call only
 * @param packet  where it was found
 *
 * A segment opens a connection if it carries SYN or more than one byte of payload (one byte may be a keep-alive's). A SYN on
 * known addresses and ports opens a new connection, unless it is a repetition: of the same number, or at the start of a
 * connection whose SYN was not seen. So do segments far outside the window, if their acknowledgement is as far outside or they
 * continue one another: their SYN was not captured.
 */
void tcp_table_feed(tcp_table *table, const tcp_segment *segment, const tcp_packet *packet);

/** True if @p segment belongs to a connection that is open, and is not the first that is fed of its sender. */
bool tcp_table_knows(const tcp_table *table, const tcp_segment *segment);

/**
 * The connection that a segment belongs to: an open one, or one that is remembered. NULL if there is none, or if it is a SYN that
 * begins a new one; other segments may turn out to do so when they are fed.
 *
 * @param time_ns of its packet
 * @param sender  filled with the index of the segment's sender
 */
tcp_connection *tcp_table_find(tcp_table *table, const tcp_segment *segment, int64_t time_ns, int *sender);

/** Let the table's clock go on to the time of a packet that holds no segment. */
void tcp_table_tick(tcp_table *table, int64_t time_ns);

/** End of the capture: hands on what waits and closes what is open, the longest idle first. The table is empty afterwards. */
void tcp_table_end(tcp_table *table, const tcp_packet *packet);

/** Release a table; of connections still open nothing is said. NULL is allowed. */
void tcp_table_free(tcp_table *table);

/** The account so far; owned by the table, changes as it is fed. */
const tcp_counters *tcp_table_counters(const tcp_table *table);

#endif
