/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * A capture in the making: TCP connections, and the packets that a capturing host near the platform sees of them.
 *
 * Handshakes, sequence numbers, acknowledgements and checksums are right by themselves; what a capture may lack (segments, a
 * direction, its beginning) is asked for. Packets of several connections may be added in any order; they are written in the order
 * of time. The calls for one connection are made in the order of time; one that comes too early is moved behind the last packet.
 */
#ifndef SAMPLES_TRACE_H
#define SAMPLES_TRACE_H

#include <stddef.h>
#include <stdint.h>

#include "catalog/field.h"
#include "clock.h"
#include "output/packet.h"

/** The capture. Owns its connections and packets. */
typedef struct sample_trace sample_trace;

/** A packet of it. */
typedef struct trace_packet trace_packet;

/** One TCP connection in it; the pile opens it. */
typedef struct sample_tcp sample_tcp;

/** Who talks to whom: IPv4 or IPv6 addresses, both of one kind. */
typedef struct sample_ends {
    const char *pile;
    uint16_t pile_port;
    const char *platform;
    uint16_t platform_port;
} sample_ends;

/** An empty capture: Ethernet, both directions, from the beginning. */
sample_trace *trace_new(void);

void trace_free(sample_trace *trace);

/** Choose the link layer; before the first packet. */
void trace_set_link(sample_trace *trace, packet_link link);

/** Capture nothing before @p time; before the first packet. */
void trace_capture_from(sample_trace *trace, time_us time);

/** Capture only packets that travel in this direction; before the first packet. */
void trace_capture_only(sample_trace *trace, ykc_direction direction);

/** Capture only the first @p length bytes of each packet (the snap length); before the first packet. */
void trace_cut_packets(sample_trace *trace, size_t length);

/** Capture nothing from @p time on; before the first packet. */
void trace_capture_until(sample_trace *trace, time_us time);

/** Open a connection: SYN at @p time, and the rest of the handshake. */
sample_tcp *trace_open(sample_trace *trace, const sample_ends *ends, time_us time);

/** When the handshake is over: a connection opened at @p time can carry data from then on. */
time_us trace_opened(time_us time);

/**
 * Send @p length bytes as one segment. The other side acknowledges them with its next segment, or by one of its own.
 *
 * @return the packet; NULL if it is not captured
 */
trace_packet *trace_send(sample_tcp *tcp, ykc_direction direction, time_us time, const uint8_t *bytes, size_t length);

/** The same, but the capture misses the segment: it arrived, and is acknowledged. */
void trace_send_unseen(sample_tcp *tcp, ykc_direction direction, time_us time, const uint8_t *bytes, size_t length);

/** Close the connection: @p direction's sender sends the first FIN. */
void trace_close(sample_tcp *tcp, ykc_direction direction, time_us time);

/** Break the connection off: @p direction's sender sends RST. */
void trace_reset(sample_tcp *tcp, ykc_direction direction, time_us time);

/** Acknowledge what is still unacknowledged on all connections, and write the capture: classic pcap, microseconds. */
void trace_write(sample_trace *trace, const char *path);

/** The number of a packet in the capture that was written, from 1. */
unsigned trace_packet_number(const sample_trace *trace, const trace_packet *packet);

/** The number of packets that were written. */
unsigned trace_packet_count(const sample_trace *trace);

#endif
