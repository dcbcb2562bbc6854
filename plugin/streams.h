/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * What the flow engine is told of TCP connections: opened, frames, garbage, gaps, closed, and the clock.
 *
 * Everything is observed when a packet is visited for the first time, and never again.
 */
#ifndef YKC_PLUGIN_STREAMS_H
#define YKC_PLUGIN_STREAMS_H

#include <epan/packet.h>

#include "wire/frame.h"

/** Register the postdissector that sees every packet. */
void ykc_streams_register(int protocol);

/** A place among the YKC frames of the packet being dissected, counted from 0; the next call gives the next one. */
uint32_t ykc_streams_next_index(packet_info *pinfo);

/**
 * Bytes of a stream are about to be dissected.
 *
 * @param data    what TCP hands to a dissector, a struct tcpinfo; NULL over other transports, which are not observed
 * @param length  bytes at hand
 */
void ykc_streams_bytes(packet_info *pinfo, const void *data, size_t length);

/** Of these bytes, @p length were dissected; TCP keeps the others. */
void ykc_streams_dissected(packet_info *pinfo, const void *data, size_t length);

/** The capture has only the first bytes of this packet. */
void ykc_streams_truncated(packet_info *pinfo);

/** A frame, or @p count bytes of no frame, among them. @p ordinal is the frame's place in the packet. */
void ykc_streams_frame(packet_info *pinfo, const void *data, const ykc_frame *frame, uint32_t ordinal);
void ykc_streams_garbage(packet_info *pinfo, const void *data, size_t count);

#endif
