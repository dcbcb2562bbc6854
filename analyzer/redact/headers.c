/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "headers.h"

#include <string.h>

#include "checksum.h"

enum {
    MAC = 6,
    COOKED_AT_ADDRESS = 6, /* behind its length */
    COOKED_ADDRESS = 8,
    COOKED2_AT_ADDRESS = 12,
    IPV4_HEADER = 20,
    IPV4_AT_CHECKSUM = 10,
    IPV4_AT_ADDRESSES = 12,
    IPV4_NO_OPERATION = 1,
    IPV6_AT_ADDRESSES = 8,
    EXTENSION_UNIT = 8,
    EXTENSION_FIXED = 2, /* next header, length */
    UDP_AT_CHECKSUM = 6,
    GRE_HAS_CHECKSUM = 0x80,
    GRE_AT_CHECKSUM = 4,
    TCP_AT_CHECKSUM = 16,
    NO_CHECKSUM = -1
};

/* A packet, before and after. */
typedef struct packet {
    address_map *map;
    const uint8_t *before;
    uint8_t *after;
    size_t length;
    const GArray *trace;
    const tcp_segment *around;
} packet;

static const layer *layer_at(const packet *packet, guint index)
{
    return &g_array_index(packet->trace, layer, index);
}

static size_t place_of(const packet *packet, const layer *layer)
{
    return (size_t)(layer->header - packet->before);
}

static uint16_t get16(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

static void put16(uint8_t *bytes, uint16_t number)
{
    bytes[0] = (uint8_t)(number >> 8);
    bytes[1] = (uint8_t)number;
}

/* --- Addresses --- */

/* An address of up to 8 bytes, and its length in front of it: of some link layers it is no MAC address. */
static void replace_cooked(address_map *map, uint8_t *address, bool is_mac)
{
    if (is_mac)
        address_map_mac(map, address);
    else
        memset(address, 0, COOKED_ADDRESS);
}

static void replace_addresses(const packet *packet, const layer *layer)
{
    uint8_t *header = packet->after + place_of(packet, layer);
    address_map *map = packet->map;

    switch (layer->kind) {
    case LAYER_ETHERNET:
        address_map_mac(map, header);
        address_map_mac(map, header + MAC);
        break;
    case LAYER_COOKED:
        replace_cooked(map, header + COOKED_AT_ADDRESS, get16(header + COOKED_AT_ADDRESS - 2) == MAC);
        break;
    case LAYER_COOKED2:
        replace_cooked(map, header + COOKED2_AT_ADDRESS, header[COOKED2_AT_ADDRESS - 1] == MAC);
        break;
    case LAYER_IPV4:
        address_map_ip(map, header + IPV4_AT_ADDRESSES, 4);
        address_map_ip(map, header + IPV4_AT_ADDRESSES + 4, 4);
        memset(header + IPV4_HEADER, IPV4_NO_OPERATION, (size_t)(header[0] & 0x0F) * 4 - IPV4_HEADER); /* routes are in there */
        break;
    case LAYER_IPV6:
        address_map_ip(map, header + IPV6_AT_ADDRESSES, 16);
        address_map_ip(map, header + IPV6_AT_ADDRESSES + 16, 16);
        break;
    case LAYER_EXTENSION:
        memset(header + EXTENSION_FIXED, 0, ((size_t)header[1] + 1) * EXTENSION_UNIT - EXTENSION_FIXED);
        break;
    case LAYER_UDP:
    case LAYER_GRE:
    case LAYER_TCP:
        break;
    }
}

/* --- Checksums --- */

/* Where a layer has its checksum, from its header. */
static int checksum_place(const layer *layer)
{
    switch (layer->kind) {
    case LAYER_IPV4:
        return IPV4_AT_CHECKSUM;
    case LAYER_UDP:
        return UDP_AT_CHECKSUM;
    case LAYER_GRE:
        return layer->header[0] & GRE_HAS_CHECKSUM ? GRE_AT_CHECKSUM : NO_CHECKSUM;
    case LAYER_TCP:
        return TCP_AT_CHECKSUM;
    default:
        return NO_CHECKSUM;
    }
}

/* Bytes that the checksum covers, as captured. */
static size_t covered(const layer *layer)
{
    return layer->kind == LAYER_IPV4 ? (size_t)(layer->header[0] & 0x0F) * 4 : layer->captured;
}

static uint16_t sum_endpoints(const endpoint *source, const endpoint *destination)
{
    return checksum_add(checksum_add(0, source->address, source->address_length), destination->address,
                        destination->address_length);
}

/* The addresses that a layer's checksum covers besides: those of the IP header around it, which may be in other packets. */
static void sum_addresses(const packet *packet, guint index, uint16_t *before, uint16_t *after)
{
    while (index-- > 0) {
        const layer *around = layer_at(packet, index);
        size_t at = around->kind == LAYER_IPV4 ? IPV4_AT_ADDRESSES : IPV6_AT_ADDRESSES;
        size_t length = around->kind == LAYER_IPV4 ? 8 : 32;

        if (around->kind != LAYER_IPV4 && around->kind != LAYER_IPV6)
            continue;
        *before = checksum_add(0, around->header + at, length);
        *after = checksum_add(0, packet->after + place_of(packet, around) + at, length);
        return;
    }
    if (packet->around == NULL)
        return;

    endpoint source = packet->around->source, destination = packet->around->destination;

    *before = sum_endpoints(&source, &destination);
    address_map_ip(packet->map, source.address, source.address_length);
    address_map_ip(packet->map, destination.address, destination.address_length);
    *after = sum_endpoints(&source, &destination);
}

/* The protocol and length that a checksum covers besides the addresses. */
static uint16_t sum_rest_of_pseudo_header(const layer *layer)
{
    uint16_t protocol = layer->kind == LAYER_TCP ? 6 : 17;

    return checksum_join((uint16_t)(layer->length >> 16), checksum_join(protocol, (uint16_t)layer->length, false), false);
}

/* Zero is what is written by who leaves the checksum to the network card, or has none; by chance it may be right. */
static bool is_left_out(const layer *layer, uint16_t checksum, uint16_t sum_before)
{
    if (checksum != 0)
        return false;
    if (layer->kind == LAYER_UDP || layer->captured != layer->length)
        return true;
    if (layer->kind == LAYER_TCP)
        sum_before = checksum_join(sum_before, sum_rest_of_pseudo_header(layer), false);
    return sum_before != UINT16_MAX;
}

/* False if there is none, or it was left out. */
static bool update_checksum(const packet *packet, guint index)
{
    const layer *layer = layer_at(packet, index);
    int place = checksum_place(layer);
    uint16_t before = 0, after = 0, updated;
    uint8_t *header = packet->after + place_of(packet, layer);

    if (place == NO_CHECKSUM || (size_t)place + 2 > layer->captured)
        return false;
    if (layer->kind == LAYER_UDP || layer->kind == LAYER_TCP)
        sum_addresses(packet, index, &before, &after);
    memset(header + place, 0, 2);
    before = checksum_add(before, layer->header, covered(layer));
    before = checksum_join(before, (uint16_t)~get16(layer->header + place), false); /* without the checksum itself */
    after = checksum_add(after, header, covered(layer));
    if (is_left_out(layer, get16(layer->header + place), before))
        return false;
    updated = checksum_update(get16(layer->header + place), before, after);
    put16(header + place, layer->kind == LAYER_UDP && updated == 0 ? UINT16_MAX : updated);
    return true;
}

void headers_rewrite(address_map *map, const uint8_t *bytes, size_t length, const GArray *trace, const tcp_segment *segment,
                     const tcp_segment *around, headers_result *result)
{
    packet packet = {map, bytes, result->bytes, length, trace, around};
    size_t headers = (size_t)(segment->payload - bytes);

    memcpy(result->bytes, bytes, headers);
    memset(result->bytes + headers, 0, length - headers);
    result->payload = (uint32_t)headers;
    result->checksum = 0;
    for (guint i = 0; i < trace->len; i++)
        replace_addresses(&packet, layer_at(&packet, i));
    for (guint i = trace->len; i > 0; i--) {
        const layer *inner = layer_at(&packet, i - 1);

        if (update_checksum(&packet, i - 1) && inner->kind == LAYER_TCP)
            result->checksum = (uint32_t)(place_of(&packet, inner) + TCP_AT_CHECKSUM);
    }
}
