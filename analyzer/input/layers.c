/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "layers.h"

#include <pcap/dlt.h>
#include <string.h>

enum {
    ETHERNET_HEADER = 14,
    ETHERNET_AT_TYPE = 12,
    VLAN_TAG = 4,
    COOKED_HEADER = 16,
    COOKED_AT_TYPE = 14,
    COOKED2_HEADER = 20,
    COOKED2_AT_TYPE = 0,
    LOOPBACK_HEADER = 4,
    IPV4_HEADER = 20,
    IPV6_HEADER = 40,
    IPV6_EXTENSION = 8, /* the unit of an extension header's length, and its smallest size */
    TCP_HEADER = 20,
    UDP_HEADER = 8,
    VXLAN_HEADER = 8,
    GRE_HEADER = 4,
    GRE_OPTION = 4, /* each of checksum, key, sequence number */
    ERSPAN2_HEADER = 8,
    ERSPAN3_HEADER = 12,
    ERSPAN3_EXTENSION = 8,
    PPPOE_HEADER = 6,
    PPP_HEADER = 2,
};

enum { PORT_VXLAN = 4789, VXLAN_HAS_NETWORK = 0x08, PPPOE_SESSION_DATA = 0, PPP_IPV4 = 0x0021, PPP_IPV6 = 0x0057 };

enum { IP_FRAGMENT_UNIT = 8 };

enum { GRE_CHECKSUM = 0x8000, GRE_ROUTING = 0x4000, GRE_KEY = 0x2000, GRE_SEQUENCE = 0x1000, GRE_VERSION = 0x0007 };

enum { ERSPAN3_HAS_EXTENSION = 0x01 };

/* EtherTypes */
enum {
    TYPE_IPV4 = 0x0800,
    TYPE_IPV6 = 0x86DD,
    TYPE_VLAN = 0x8100,
    TYPE_SERVICE_VLAN = 0x88A8,
    TYPE_OLD_SERVICE_VLAN = 0x9100,
    TYPE_PPPOE = 0x8864,
    TYPE_ETHERNET = 0x6558, /* inside GRE, as the following */
    TYPE_ERSPAN = 0x88BE,
    TYPE_ERSPAN3 = 0x22EB,
};

/* Protocols above IP */
enum {
    IP_HOP_BY_HOP = 0,
    IP_IPV4 = 4,
    IP_TCP = 6,
    IP_UDP = 17,
    IP_IPV6 = 41,
    IP_ROUTING = 43,
    IP_FRAGMENT = 44,
    IP_GRE = 47,
    IP_DESTINATION_OPTIONS = 60,
};

/* Address families of the BSD loopback header; IPv6 has a number of its own on every system. */
enum { FAMILY_IPV4 = 2, FAMILY_IPV6_LINUX = 10, FAMILY_IPV6_BSD = 24, FAMILY_IPV6_FREEBSD = 28, FAMILY_IPV6_DARWIN = 30 };

enum { IPV4_MORE_FRAGMENTS = 0x2000, IPV4_OFFSET = 0x1FFF, IPV6_MORE_FRAGMENTS = 0x0001, IPV6_OFFSET = 0xFFF8 };

/* What is left of a packet above the headers that were read. */
struct rest {
    const uint8_t *bytes;
    size_t captured;
    size_t length; /* on the wire, or as the headers below say */
    int tunnels;   /* that were entered */
    GArray *trace; /* of layer; NULL: nobody wants to know */
};

static void note(const struct rest *rest, layer_kind kind)
{
    if (rest->trace != NULL) {
        layer passed = {.kind = kind, .header = rest->bytes, .captured = rest->captured, .length = rest->length};

        g_array_append_val(rest->trace, passed);
    }
}

static uint16_t get16(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

static uint32_t get32(const uint8_t *bytes)
{
    return (uint32_t)get16(bytes) << 16 | get16(bytes + 2);
}

static uint32_t swap32(uint32_t number)
{
    return number >> 24 | (number >> 8 & 0xFF00) | (number << 8 & 0xFF0000) | number << 24;
}

/* Drop a header; the caller has checked that it was captured. */
static void skip(struct rest *rest, size_t header)
{
    rest->bytes += header;
    rest->captured -= header;
    rest->length = rest->length > header ? rest->length - header : 0;
}

/* Nothing beyond @p length belongs to the layer above: padding, a frame check sequence. */
static void limit(struct rest *rest, size_t length)
{
    rest->length = length;
    if (rest->captured > length)
        rest->captured = length;
}

static void set_endpoint(endpoint *end, const uint8_t *address, uint8_t address_length)
{
    memset(end->address, 0, sizeof end->address);
    memcpy(end->address, address, address_length);
    end->address_length = address_length;
}

static layers_result parse_tcp(struct rest rest, tcp_segment *segment)
{
    if (rest.captured < TCP_HEADER)
        return LAYERS_CUT;

    const uint8_t *tcp = rest.bytes;
    size_t header = (size_t)(tcp[12] >> 4) * 4;

    if (header < TCP_HEADER || header > rest.length)
        return LAYERS_CUT;
    note(&rest, LAYER_TCP);
    segment->source.port = get16(tcp);
    segment->destination.port = get16(tcp + 2);
    segment->sequence = get32(tcp + 4);
    segment->acknowledgement = get32(tcp + 8);
    segment->flags = tcp[13];
    segment->window = get16(tcp + 14);

    /* Options that are cut do no harm: the numbers still tell where the payload would be. */
    size_t captured = header < rest.captured ? header : rest.captured;

    segment->payload = tcp + captured;
    segment->present = (uint32_t)(rest.captured - captured);
    segment->length = (uint32_t)(rest.length - header);
    return LAYERS_SEGMENT;
}

static layers_result parse_ethernet(struct rest rest, tcp_segment *segment);
static layers_result parse_ip(struct rest rest, tcp_segment *segment);
static layers_result parse_protocol(struct rest rest, uint8_t protocol, tcp_segment *segment);

static bool is_extension(uint8_t protocol)
{
    return protocol == IP_HOP_BY_HOP || protocol == IP_ROUTING || protocol == IP_DESTINATION_OPTIONS;
}

/* TCP, or what TCP may be inside of. */
static bool may_hold_tcp(uint8_t protocol)
{
    return protocol == IP_TCP || protocol == IP_UDP || protocol == IP_GRE || protocol == IP_IPV4 || protocol == IP_IPV6 ||
           is_extension(protocol);
}

static layers_result take_fragment(struct rest rest, ip_fragment fragment, tcp_segment *segment)
{
    if (!may_hold_tcp(fragment.protocol))
        return LAYERS_NOT_TCP;
    segment->fragment = fragment;
    segment->payload = rest.bytes;
    segment->present = (uint32_t)rest.captured;
    segment->length = (uint32_t)rest.length;
    return LAYERS_FRAGMENT;
}

static layers_result parse_ipv4(struct rest rest, tcp_segment *segment)
{
    if (rest.captured < IPV4_HEADER)
        return LAYERS_CUT;

    const uint8_t *ip = rest.bytes;
    size_t header = (size_t)(ip[0] & 0x0F) * 4;
    size_t total = get16(ip + 2);
    uint16_t place = get16(ip + 6);
    uint8_t protocol = ip[9];

    if (ip[0] >> 4 != 4 || !may_hold_tcp(protocol))
        return LAYERS_NOT_TCP;
    if (total == 0)
        total = rest.length;
    if (header < IPV4_HEADER || total < header || rest.captured < header)
        return LAYERS_CUT;
    segment->ip_id = get16(ip + 4);
    set_endpoint(&segment->source, ip + 12, 4);
    set_endpoint(&segment->destination, ip + 16, 4);
    limit(&rest, total);
    note(&rest, LAYER_IPV4);
    skip(&rest, header);
    if ((place & (IPV4_MORE_FRAGMENTS | IPV4_OFFSET)) == 0)
        return parse_protocol(rest, protocol, segment);
    return take_fragment(rest,
                         (ip_fragment){.id = segment->ip_id,
                                       .offset = (uint32_t)(place & IPV4_OFFSET) * IP_FRAGMENT_UNIT,
                                       .protocol = protocol,
                                       .more = (place & IPV4_MORE_FRAGMENTS) != 0},
                         segment);
}

/* Every round takes a header of 8 bytes at least, so a packet's length bounds the loop. */
static layers_result parse_ipv6_payload(struct rest rest, uint8_t protocol, tcp_segment *segment)
{
    while (is_extension(protocol) || protocol == IP_FRAGMENT) {
        if (rest.captured < IPV6_EXTENSION)
            return LAYERS_CUT;

        const uint8_t *extension = rest.bytes;
        size_t header = protocol == IP_FRAGMENT ? IPV6_EXTENSION : ((size_t)extension[1] + 1) * IPV6_EXTENSION;
        uint16_t place = protocol == IP_FRAGMENT ? get16(extension + 2) : 0;

        if (rest.captured < header)
            return LAYERS_CUT;
        if (protocol != IP_FRAGMENT)
            note(&rest, LAYER_EXTENSION);
        protocol = extension[0];
        skip(&rest, header);
        if ((place & (IPV6_MORE_FRAGMENTS | IPV6_OFFSET)) != 0)
            return take_fragment(rest,
                                 (ip_fragment){.id = get32(extension + 4),
                                               .offset = place & IPV6_OFFSET,
                                               .protocol = protocol,
                                               .more = (place & IPV6_MORE_FRAGMENTS) != 0},
                                 segment);
    }
    return parse_protocol(rest, protocol, segment);
}

static layers_result parse_ipv6(struct rest rest, tcp_segment *segment)
{
    if (rest.captured < IPV6_HEADER)
        return LAYERS_CUT;

    const uint8_t *ip = rest.bytes;
    size_t payload = get16(ip + 4);

    if (ip[0] >> 4 != 6)
        return LAYERS_NOT_TCP;
    note(&rest, LAYER_IPV6);
    segment->ip_id = 0;
    set_endpoint(&segment->source, ip + 8, 16);
    set_endpoint(&segment->destination, ip + 24, 16);
    skip(&rest, IPV6_HEADER);
    if (payload != 0)
        limit(&rest, payload);
    return parse_ipv6_payload(rest, ip[6], segment);
}

static layers_result parse_ip(struct rest rest, tcp_segment *segment)
{
    if (rest.captured == 0)
        return LAYERS_CUT;
    switch (rest.bytes[0] >> 4) {
    case 4:
        return parse_ipv4(rest, segment);
    case 6:
        return parse_ipv6(rest, segment);
    default:
        return LAYERS_NOT_TCP;
    }
}

/* --- Tunnels --- */

static layers_result parse_vxlan(struct rest rest, tcp_segment *segment)
{
    if (rest.captured < UDP_HEADER + VXLAN_HEADER)
        return LAYERS_CUT;
    if (get16(rest.bytes + 2) != PORT_VXLAN || (rest.bytes[UDP_HEADER] & VXLAN_HAS_NETWORK) == 0)
        return LAYERS_NOT_TCP;
    note(&rest, LAYER_UDP);
    skip(&rest, UDP_HEADER + VXLAN_HEADER);
    return parse_ethernet(rest, segment);
}

/* Type I has no header of its own; it has no sequence number either. */
static layers_result parse_erspan(struct rest rest, bool has_sequence, tcp_segment *segment)
{
    size_t header = has_sequence ? ERSPAN2_HEADER : 0;

    if (rest.captured < header)
        return LAYERS_CUT;
    skip(&rest, header);
    return parse_ethernet(rest, segment);
}

static layers_result parse_erspan3(struct rest rest, tcp_segment *segment)
{
    if (rest.captured < ERSPAN3_HEADER)
        return LAYERS_CUT;

    size_t header = ERSPAN3_HEADER + (rest.bytes[ERSPAN3_HEADER - 1] & ERSPAN3_HAS_EXTENSION ? ERSPAN3_EXTENSION : 0);

    if (rest.captured < header)
        return LAYERS_CUT;
    skip(&rest, header);
    return parse_ethernet(rest, segment);
}

static layers_result parse_gre(struct rest rest, tcp_segment *segment)
{
    if (rest.captured < GRE_HEADER)
        return LAYERS_CUT;

    uint16_t flags = get16(rest.bytes), type = get16(rest.bytes + 2);
    size_t header = GRE_HEADER;

    if ((flags & (GRE_ROUTING | GRE_VERSION)) != 0)
        return LAYERS_NOT_TCP;
    for (uint16_t option = GRE_CHECKSUM; option >= GRE_SEQUENCE; option >>= 1)
        header += flags & option ? GRE_OPTION : 0;
    if (rest.captured < header)
        return LAYERS_CUT;
    note(&rest, LAYER_GRE);
    skip(&rest, header);
    switch (type) {
    case TYPE_IPV4:
        return parse_ipv4(rest, segment);
    case TYPE_IPV6:
        return parse_ipv6(rest, segment);
    case TYPE_ETHERNET:
        return parse_ethernet(rest, segment);
    case TYPE_ERSPAN:
        return parse_erspan(rest, (flags & GRE_SEQUENCE) != 0, segment);
    case TYPE_ERSPAN3:
        return parse_erspan3(rest, segment);
    default:
        return LAYERS_NOT_TCP;
    }
}

static layers_result parse_protocol(struct rest rest, uint8_t protocol, tcp_segment *segment)
{
    if (protocol == IP_TCP)
        return parse_tcp(rest, segment);
    if (++rest.tunnels > LAYERS_TUNNELS_MAX)
        return LAYERS_NOT_TCP;
    switch (protocol) {
    case IP_UDP:
        return parse_vxlan(rest, segment);
    case IP_GRE:
        return parse_gre(rest, segment);
    case IP_IPV4:
        return parse_ipv4(rest, segment);
    case IP_IPV6:
        return parse_ipv6(rest, segment);
    default:
        return LAYERS_NOT_TCP;
    }
}

/* --- Link layers --- */

static layers_result parse_pppoe(struct rest rest, tcp_segment *segment)
{
    if (rest.captured < PPPOE_HEADER + PPP_HEADER)
        return LAYERS_CUT;

    uint16_t protocol = get16(rest.bytes + PPPOE_HEADER);

    if (rest.bytes[1] != PPPOE_SESSION_DATA)
        return LAYERS_NOT_TCP;
    skip(&rest, PPPOE_HEADER + PPP_HEADER);
    switch (protocol) {
    case PPP_IPV4:
        return parse_ipv4(rest, segment);
    case PPP_IPV6:
        return parse_ipv6(rest, segment);
    default:
        return LAYERS_NOT_TCP;
    }
}

static bool is_vlan(uint16_t type)
{
    return type == TYPE_VLAN || type == TYPE_SERVICE_VLAN || type == TYPE_OLD_SERVICE_VLAN;
}

/* A link layer whose header tells the EtherType of what follows; VLAN tags may come in between. */
static layers_result parse_typed(struct rest rest, layer_kind kind, size_t header, size_t at_type, tcp_segment *segment)
{
    if (rest.captured < header)
        return LAYERS_CUT;
    note(&rest, kind);

    uint16_t type = get16(rest.bytes + at_type);

    skip(&rest, header);
    for (int tags = 0; tags < LAYERS_VLAN_TAGS_MAX && is_vlan(type); tags++) {
        if (rest.captured < VLAN_TAG)
            return LAYERS_CUT;
        type = get16(rest.bytes + 2);
        skip(&rest, VLAN_TAG);
    }
    switch (type) {
    case TYPE_IPV4:
        return parse_ipv4(rest, segment);
    case TYPE_IPV6:
        return parse_ipv6(rest, segment);
    case TYPE_PPPOE:
        return parse_pppoe(rest, segment);
    default:
        return LAYERS_NOT_TCP;
    }
}

static layers_result parse_ethernet(struct rest rest, tcp_segment *segment)
{
    return parse_typed(rest, LAYER_ETHERNET, ETHERNET_HEADER, ETHERNET_AT_TYPE, segment);
}

/* The family is in the byte order of the machine that captured (DLT_NULL) or of the network (DLT_LOOP). */
static layers_result parse_loopback(struct rest rest, tcp_segment *segment)
{
    if (rest.captured < LOOPBACK_HEADER)
        return LAYERS_CUT;

    uint32_t family = get32(rest.bytes);

    if (family > UINT16_MAX)
        family = swap32(family);
    skip(&rest, LOOPBACK_HEADER);
    switch (family) {
    case FAMILY_IPV4:
        return parse_ipv4(rest, segment);
    case FAMILY_IPV6_LINUX:
    case FAMILY_IPV6_BSD:
    case FAMILY_IPV6_FREEBSD:
    case FAMILY_IPV6_DARWIN:
        return parse_ipv6(rest, segment);
    default:
        return LAYERS_NOT_TCP;
    }
}

bool layers_supports(int link_type)
{
    switch (link_type) {
    case DLT_EN10MB:
    case DLT_LINUX_SLL:
    case DLT_LINUX_SLL2:
    case DLT_RAW:
    case DLT_IPV4:
    case DLT_IPV6:
    case DLT_NULL:
    case DLT_LOOP:
        return true;
    default:
        return false;
    }
}

layers_result layers_trace(int link_type, const uint8_t *bytes, size_t captured, size_t original, tcp_segment *segment,
                           GArray *trace)
{
    struct rest rest = {bytes, captured, original, 0, trace};

    if (original < captured || original > LAYERS_PACKET_MAX)
        rest.length = captured;
    switch (link_type) {
    case DLT_EN10MB:
        return parse_ethernet(rest, segment);
    case DLT_LINUX_SLL:
        return parse_typed(rest, LAYER_COOKED, COOKED_HEADER, COOKED_AT_TYPE, segment);
    case DLT_LINUX_SLL2:
        return parse_typed(rest, LAYER_COOKED2, COOKED2_HEADER, COOKED2_AT_TYPE, segment);
    case DLT_RAW:
    case DLT_IPV4:
    case DLT_IPV6:
        return parse_ip(rest, segment);
    case DLT_NULL:
    case DLT_LOOP:
        return parse_loopback(rest, segment);
    default:
        return LAYERS_NOT_TCP;
    }
}

layers_result layers_parse(int link_type, const uint8_t *bytes, size_t captured, size_t original, tcp_segment *segment)
{
    return layers_trace(link_type, bytes, captured, original, segment, NULL);
}

layers_result layers_trace_payload(uint8_t protocol, const uint8_t *bytes, size_t length, tcp_segment *segment, GArray *trace)
{
    struct rest rest = {bytes, length, length, 0, trace};

    return parse_ipv6_payload(rest, protocol, segment);
}

layers_result layers_parse_payload(uint8_t protocol, const uint8_t *bytes, size_t length, tcp_segment *segment)
{
    return layers_trace_payload(protocol, bytes, length, segment, NULL);
}
