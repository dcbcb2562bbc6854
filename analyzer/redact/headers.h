/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * A packet without what names its sender and receiver, and without what it carries: addresses replaced, options that may hold
 * addresses blank, zeros instead of the payload, checksums as right or wrong as they were.
 */
#ifndef YKC_REDACT_HEADERS_H
#define YKC_REDACT_HEADERS_H

#include "address_map.h"
#include "input/layers.h"

/** What the packet becomes. */
typedef struct headers_result {
    uint8_t *bytes;    /**< as many as the packet has */
    uint32_t payload;  /**< place of the payload of the innermost layer in it */
    uint32_t checksum; /**< place of TCP's checksum; 0: there is none, or it was left out by its sender, and stays so */
} headers_result;

/**
 * Rewrite a packet, or the payload of a datagram that was put together.
 *
 * @param bytes   the original
 * @param length  its bytes
 * @param trace   its layers, as layers_trace() or layers_trace_payload() found them
 * @param segment what was found with them: a segment or a fragment
 * @param around  of a datagram that was put together: a segment with the addresses of the datagram; NULL of a packet
 * @param result  its bytes have room for @p length bytes
 */
void headers_rewrite(address_map *map, const uint8_t *bytes, size_t length, const GArray *trace, const tcp_segment *segment,
                     const tcp_segment *around, headers_result *result);

#endif
