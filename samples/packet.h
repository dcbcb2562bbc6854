/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The bytes of one packet: link layer, IPv4 or IPv6, TCP, with right lengths and checksums.
 */
#ifndef SAMPLES_PACKET_H
#define SAMPLES_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PACKET_PAYLOAD_MAX = 1400, /**< less than the maximum segment size over IPv6 */
    PACKET_SIZE_MAX = 1514 + 4
};

/** What is in front of the IP header. */
typedef enum sample_link {
    LINK_ETHERNET,
    LINK_VLAN,        /**< Ethernet with an 802.1Q tag */
    LINK_LINUX_COOKED /**< what `tcpdump -i any` writes: a pseudo header, LINUX_SLL */
} sample_link;

/** One end of a TCP connection, as packets name it. */
typedef struct sample_end {
    bool is_ipv6;
    uint8_t address[16]; /**< network byte order; 4 or 16 bytes */
    uint16_t port;
    uint8_t mac[6];
    uint8_t hop_limit; /**< TTL */
} sample_end;

/** Flags of the TCP header. */
enum { TCP_FIN = 0x01, TCP_SYN = 0x02, TCP_RST = 0x04, TCP_PSH = 0x08, TCP_ACK = 0x10 };

/** What is particular about one packet. */
typedef struct sample_segment {
    uint8_t flags;
    uint16_t ip_id;           /**< IPv4 identification */
    uint32_t sequence;        /**< TCP sequence number */
    uint32_t acknowledgement; /**< 0 without TCP_ACK */
    const uint8_t *payload;
    size_t payload_length; /**< at most PACKET_PAYLOAD_MAX */
} sample_segment;

/** Read "192.0.2.21" or "2001:db8::21" into @p end's address; ends the program if it is neither. */
void packet_parse_address(const char *text, sample_end *end);

/**
 * Write a packet. A SYN carries the maximum segment size.
 *
 * @param outgoing  Linux cooked: sent by the host that captures; the other link layers have no such mark
 * @return bytes of @p packet used
 */
size_t packet_build(sample_link link, const sample_end *from, const sample_end *to, bool outgoing, const sample_segment *segment,
                    uint8_t packet[PACKET_SIZE_MAX]);

#endif
