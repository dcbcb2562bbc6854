/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * From a packet to the TCP segment in it: link layer, VLAN tags, PPPoE, IPv4 or IPv6, TCP; and through the tunnels in which cloud
 * and switch mirrors send packets: VXLAN, GRE, ERSPAN, IP in IP. The addresses are the innermost.
 *
 * Nothing is copied and no length of the packet is believed before it was compared with the bytes that are there. Checksums are
 * not looked at: with offloading to the network card they are wrong in every capture taken at the sender.
 */
#ifndef YKC_INPUT_LAYERS_H
#define YKC_INPUT_LAYERS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** One end of a TCP connection. */
typedef struct endpoint {
    uint8_t address[16];    /**< network order; an IPv4 address fills the first four bytes, the others are 0 */
    uint16_t port;          /**< host order */
    uint8_t address_length; /**< 4 (IPv4) or 16 (IPv6) */
} endpoint;

/** Flags of a TCP header, as in its 14th byte. */
enum { TCP_FIN = 0x01, TCP_SYN = 0x02, TCP_RST = 0x04, TCP_PSH = 0x08, TCP_ACK = 0x10, TCP_URG = 0x20 };

/** What an IP fragment says of itself. */
typedef struct ip_fragment {
    uint32_t id;      /**< the same in all fragments of a datagram, with its addresses and protocol */
    uint32_t offset;  /**< place of its bytes in the datagram's payload, at most 65,528 */
    uint8_t protocol; /**< of the datagram's payload: of IP's next header */
    bool more;        /**< it is not the last one */
} ip_fragment;

/** One TCP segment. Points into the packet; nothing is copied or owned. */
typedef struct tcp_segment {
    endpoint source;
    endpoint destination;
    uint32_t sequence;        /**< sequence number; of the SYN itself where there is one, else of the first payload byte */
    uint32_t acknowledgement; /**< means something only with @c TCP_ACK */
    uint8_t flags;            /**< of the enumeration above */
    uint16_t window;          /**< as sent, not scaled */
    const uint8_t *payload;   /**< @c present bytes */
    uint32_t present;         /**< payload bytes in the packet as captured */
    uint32_t length;          /**< payload bytes on the wire; more than @c present when the snap length cut the packet */
    uint16_t ip_id;           /**< identification of IPv4, 0 with IPv6: the same in copies of a packet */
    ip_fragment fragment;     /**< on LAYERS_FRAGMENT */
} tcp_segment;

typedef enum layers_result {
    LAYERS_SEGMENT,  /**< a TCP segment; its options and payload may be cut */
    LAYERS_NOT_TCP,  /**< something else, or no IP at all */
    LAYERS_FRAGMENT, /**< an IP fragment of which a TCP segment may be made: fragments.h */
    LAYERS_CUT       /**< the snap length, or a header that lies about its length, leaves no whole TCP header */
} layers_result;

enum {
    LAYERS_VLAN_TAGS_MAX = 4,   /**< VLAN tags between the link header and IP; a packet with more is LAYERS_NOT_TCP */
    LAYERS_TUNNELS_MAX = 4,     /**< tunnels inside one another; likewise */
    LAYERS_PACKET_MAX = 1 << 20 /**< no packet is longer on the wire: segmentation offload ends at half of that */
};

/** Tells whether layers_parse() knows a link type (a DLT_ value, as pcap_datalink() returns it). */
bool layers_supports(int link_type);

/**
 * Find the TCP segment in a packet.
 *
 * @param link_type a DLT_ value: Ethernet, Linux cooked v1 and v2, raw IP, BSD loopback; any other is LAYERS_NOT_TCP
 * @param bytes     the packet as captured
 * @param captured  its bytes
 * @param original  its bytes on the wire; a value below @p captured or above LAYERS_PACKET_MAX is taken for @p captured
 * @param segment   filled on LAYERS_SEGMENT; on LAYERS_FRAGMENT its addresses, @c fragment, and the fragment's bytes as @c
 * payload; undefined otherwise
 *
 * A total length of 0 (IPv4) or a payload length of 0 (IPv6) is what segmentation offload leaves: the packet then reaches to the
 * end of what was on the wire. A length beyond the wire is believed, for there are tools that write the captured length where the
 * original one belongs; the segment then counts as cut.
 */
layers_result layers_parse(int link_type, const uint8_t *bytes, size_t captured, size_t original, tcp_segment *segment);

/**
 * The same for the payload of an IP datagram that was put together.
 *
 * @param protocol as of ip_fragment
 * @param segment  its addresses and @c ip_id are those of the datagram; they change if there is a tunnel in it
 */
layers_result layers_parse_payload(uint8_t protocol, const uint8_t *bytes, size_t length, tcp_segment *segment);

/** The headers that name somebody, or have a checksum. */
typedef enum layer_kind {
    LAYER_ETHERNET,
    LAYER_COOKED,
    LAYER_COOKED2,
    LAYER_IPV4,
    LAYER_IPV6,
    LAYER_EXTENSION, /**< of IPv6: hop by hop, routing, destination options */
    LAYER_UDP,
    LAYER_GRE,
    LAYER_TCP
} layer_kind;

/** One of them, where it begins in the packet. */
typedef struct layer {
    layer_kind kind;
    const uint8_t *header;
    size_t captured; /**< bytes from the header to the end of what it carries, as captured */
    size_t length;   /**< the same on the wire; as far as the layers below say */
} layer;

/** layers_parse(), with every layer on the way to the segment appended to @p trace, an array of ::layer, the outermost first. */
layers_result layers_trace(int link_type, const uint8_t *bytes, size_t captured, size_t original, tcp_segment *segment,
                           GArray *trace);

/** layers_parse_payload(), likewise. */
layers_result layers_trace_payload(uint8_t protocol, const uint8_t *bytes, size_t length, tcp_segment *segment, GArray *trace);

#endif
