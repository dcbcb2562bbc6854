/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "packet.h"

#include <string.h>

enum {
    ETHERTYPE_IPV4 = 0x0800,
    ETHERTYPE_IPV6 = 0x86DD,
    ETHERTYPE_8021Q = 0x8100,
    VLAN_ID = 100,
    COOKED_TO_US = 0,
    COOKED_FROM_US = 4,
    ARPHRD_ETHERNET = 1,
    IPV4_HEADER = 20,
    IPV6_HEADER = 40,
    PROTOCOL_TCP = 6,
    TCP_HEADER = 20,
    TCP_OPTION_MSS = 4, /* bytes of it, and its length */
    MSS_IPV4 = 1460,
    MSS_IPV6 = 1440,
    WINDOW = 64240
};

/* Network byte order. */
static uint8_t *put16(uint8_t *out, unsigned number)
{
    out[0] = (uint8_t)(number >> 8);
    out[1] = (uint8_t)number;
    return out + 2;
}

static uint8_t *put32(uint8_t *out, uint32_t number)
{
    return put16(put16(out, number >> 16), number & 0xFFFF);
}

static uint8_t *put_bytes(uint8_t *out, const void *bytes, size_t length)
{
    if (length > 0)
        memcpy(out, bytes, length);
    return out + length;
}

/* The sum of RFC 1071, to be folded by checksum(). */
static uint32_t sum16(const uint8_t *bytes, size_t length)
{
    uint32_t sum = 0;

    for (size_t i = 0; i < length; i++)
        sum += i % 2 == 0 ? (uint32_t)bytes[i] << 8 : bytes[i];
    return sum;
}

static uint16_t checksum(uint32_t sum)
{
    while (sum >> 16 != 0)
        sum = (sum & 0xFFFF) + (sum >> 16);
    return (uint16_t)~sum;
}

static size_t address_size(const packet_end *end)
{
    return end->is_ipv6 ? 16 : 4;
}

static size_t tcp_header_size(const packet_segment *segment)
{
    return TCP_HEADER + (segment->flags & TCP_SYN ? TCP_OPTION_MSS : 0);
}

static uint8_t *put_link(uint8_t *out, packet_link link, const packet_end *from, const packet_end *to, bool outgoing)
{
    static const uint8_t unused[2] = {0};
    unsigned ethertype = from->is_ipv6 ? ETHERTYPE_IPV6 : ETHERTYPE_IPV4;

    if (link == LINK_NONE)
        return out;
    if (link == LINK_LINUX_COOKED) {
        out = put16(out, outgoing ? COOKED_FROM_US : COOKED_TO_US);
        out = put16(out, ARPHRD_ETHERNET);
        out = put16(out, sizeof from->mac);
        out = put_bytes(out, from->mac, sizeof from->mac);
        out = put_bytes(out, unused, sizeof unused);
        return put16(out, ethertype);
    }
    out = put_bytes(out, to->mac, sizeof to->mac);
    out = put_bytes(out, from->mac, sizeof from->mac);
    if (link == LINK_VLAN)
        out = put16(put16(out, ETHERTYPE_8021Q), VLAN_ID);
    return put16(out, ethertype);
}

static uint8_t *put_ipv4(uint8_t *out, const packet_end *from, const packet_end *to, const packet_segment *segment,
                         size_t tcp_length)
{
    uint8_t *header = out;

    *out++ = 4 << 4 | IPV4_HEADER / 4;
    *out++ = 0;
    out = put16(out, (unsigned)(IPV4_HEADER + tcp_length));
    out = put16(out, segment->ip_id);
    out = put16(out, 0x4000); /* do not fragment */
    *out++ = from->hop_limit;
    *out++ = PROTOCOL_TCP;
    out = put16(out, 0);
    out = put_bytes(out, from->address, 4);
    out = put_bytes(out, to->address, 4);
    put16(header + 10, checksum(sum16(header, IPV4_HEADER)));
    return out;
}

static uint8_t *put_ipv6(uint8_t *out, const packet_end *from, const packet_end *to, size_t tcp_length)
{
    out = put32(out, (uint32_t)6 << 28);
    out = put16(out, (unsigned)tcp_length);
    *out++ = PROTOCOL_TCP;
    *out++ = from->hop_limit;
    out = put_bytes(out, from->address, 16);
    return put_bytes(out, to->address, 16);
}

static uint8_t *put_tcp(uint8_t *out, const packet_end *from, const packet_end *to, const packet_segment *segment)
{
    uint8_t *header = out;
    size_t header_size = tcp_header_size(segment);
    size_t length = header_size + segment->payload_length;

    out = put16(out, from->port);
    out = put16(out, to->port);
    out = put32(out, segment->sequence);
    out = put32(out, segment->acknowledgement);
    *out++ = (uint8_t)(header_size / 4 << 4);
    *out++ = segment->flags;
    out = put16(out, WINDOW);
    out = put32(out, 0); /* checksum, urgent pointer */
    if (segment->flags & TCP_SYN) {
        *out++ = 2; /* kind: maximum segment size */
        *out++ = TCP_OPTION_MSS;
        out = put16(out, from->is_ipv6 ? MSS_IPV6 : MSS_IPV4);
    }
    out = put_bytes(out, segment->payload, segment->payload_length);

    uint32_t pseudo_header =
        sum16(from->address, address_size(from)) + sum16(to->address, address_size(to)) + PROTOCOL_TCP + (uint32_t)length;

    put16(header + 16, checksum(pseudo_header + sum16(header, length)));
    return out;
}

size_t packet_build(packet_link link, const packet_end *from, const packet_end *to, bool outgoing, const packet_segment *segment,
                    uint8_t packet[PACKET_SIZE_MAX])
{
    size_t tcp_length = tcp_header_size(segment) + segment->payload_length;
    uint8_t *out = put_link(packet, link, from, to, outgoing);

    if (from->is_ipv6)
        out = put_ipv6(out, from, to, tcp_length);
    else
        out = put_ipv4(out, from, to, segment, tcp_length);
    out = put_tcp(out, from, to, segment);
    return (size_t)(out - packet);
}
