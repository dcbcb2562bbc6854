/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The bytes of one packet: link layer, IPv4 or IPv6, TCP, with right lengths and checksums.
 */
#ifndef YKC_OUTPUT_PACKET_H
#define YKC_OUTPUT_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "input/layers.h"

enum {
    PACKET_PAYLOAD_MAX = 1400, /**< less than the maximum segment size over IPv6 */
    PACKET_SIZE_MAX = 1514 + 4
};

/** What is in front of the IP header. */
typedef enum packet_link {
    LINK_ETHERNET,
    LINK_VLAN,        /**< Ethernet with an 802.1Q tag */
    LINK_NONE,        /**< nothing: raw IP */
    LINK_LINUX_COOKED /**< what `tcpdump -i any` writes: a pseudo header, LINUX_SLL */
} packet_link;

/** One end of a TCP connection, as packets name it. */
typedef struct packet_end {
    bool is_ipv6;
    uint8_t address[16]; /**< network byte order; 4 or 16 bytes */
    uint16_t port;
    uint8_t mac[6];
    uint8_t hop_limit; /**< TTL */
} packet_end;

/** What is particular about one packet. */
typedef struct packet_segment {
    uint8_t flags;            /**< TCP_SYN and so on */
    uint16_t ip_id;           /**< IPv4 identification */
    uint32_t sequence;        /**< TCP sequence number */
    uint32_t acknowledgement; /**< 0 without TCP_ACK */
    const uint8_t *payload;
    size_t payload_length; /**< at most PACKET_PAYLOAD_MAX */
} packet_segment;

/**
 * Write a packet. A SYN carries the maximum segment size.
 *
 * @param outgoing  Linux cooked: sent by the host that captures; the other link layers have no such mark
 * @return bytes of @p packet used
 */
size_t packet_build(packet_link link, const packet_end *from, const packet_end *to, bool outgoing, const packet_segment *segment,
                    uint8_t packet[PACKET_SIZE_MAX]);

#endif
