/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "address_map.h"

#include <string.h>

enum {
    IPV4 = 4,
    IPV6 = 16,
    MAC = 6,
    KNOWN_MAX = 1 << 16, /* addresses that are remembered; only speed depends on it */
    MAC_IS_GROUP = 0x01,
    MAC_IS_LOCAL = 0x02
};

typedef struct known {
    uint8_t length;
    uint8_t original[IPV6];
    uint8_t replacement[IPV6];
} known;

struct address_map {
    const pseudonyms *pseudonyms;
    GHashTable *known; /* of known, which is key and value */
    uint64_t replaced_ip, replaced_mac;
};

/* Blocks of addresses: the first @c bits bits stay, and those behind them change unless the whole block stays. */
typedef struct block {
    uint8_t prefix[IPV6];
    uint8_t bits;
    bool stays;
} block;

/* IANA's special-purpose registries, RFC 6890. */
static const block blocks_ipv4[] = {
    {{0}, 8, true},         {{10}, 8, false},        {{100, 64}, 10, false}, {{127}, 8, true}, {{169, 254}, 16, false},
    {{172, 16}, 12, false}, {{192, 168}, 16, false}, {{224}, 4, true},       {{240}, 4, true},
};

static const block blocks_ipv6[] = {
    {{[15] = 0}, 127, true},                 /* unspecified and loopback */
    {{[10] = 0xFF, [11] = 0xFF}, 96, false}, /* IPv4 in IPv6 */
    {{0x00, 0x64, 0xFF, 0x9B}, 96, false},   /* translated IPv4 */
    {{0xFC}, 7, false},                      /* unique local */
    {{0xFE, 0x80}, 64, false},               /* link-local */
    {{0xFF}, 8, true},                       /* multicast */
    {{0x20}, 3, false},                      /* global */
    {{0}, 0, false},
};

static guint hash_known(gconstpointer key)
{
    const known *known = key;
    guint hash = known->length;

    for (size_t i = 0; i < known->length; i++)
        hash = hash * 31 + known->original[i];
    return hash;
}

static gboolean is_same_known(gconstpointer one, gconstpointer other)
{
    const known *left = one, *right = other;

    return left->length == right->length && memcmp(left->original, right->original, left->length) == 0;
}

address_map *address_map_new(const pseudonyms *pseudonyms)
{
    address_map *map = g_new0(address_map, 1);

    map->pseudonyms = pseudonyms;
    map->known = g_hash_table_new_full(hash_known, is_same_known, g_free, NULL);
    return map;
}

void address_map_free(address_map *map)
{
    if (map == NULL)
        return;
    g_hash_table_unref(map->known);
    g_free(map);
}

static bool is_in(const uint8_t *address, const block *block)
{
    size_t bytes = block->bits / 8, bits = block->bits % 8;
    uint8_t mask = (uint8_t)(0xFF << (8 - bits));

    return memcmp(address, block->prefix, bytes) == 0 && (bits == 0 || (address[bytes] & mask) == (block->prefix[bytes] & mask));
}

/* NULL: a public IPv4 address. */
static const block *block_of(const uint8_t *address, size_t length)
{
    const block *blocks = length == IPV4 ? blocks_ipv4 : blocks_ipv6;
    size_t count = length == IPV4 ? G_N_ELEMENTS(blocks_ipv4) : G_N_ELEMENTS(blocks_ipv6);

    for (size_t i = 0; i < count; i++)
        if (is_in(address, &blocks[i]))
            return &blocks[i];
    return NULL;
}

/* Whether bit @p at of an address changes is told by the bits in front of it: a permutation that keeps common prefixes. */
static void change_bits(const address_map *map, uint8_t *address, size_t length, size_t from)
{
    uint8_t original[IPV6], prefix[IPV6 + 1] = {0};

    memcpy(original, address, length);
    for (size_t at = from; at < length * 8; at++) {
        uint8_t mask = (uint8_t)(0x80 >> at % 8);

        memcpy(prefix, original, at / 8 + 1);
        prefix[at / 8] &= (uint8_t) ~(mask | (mask - 1));
        memset(prefix + at / 8 + 1, 0, IPV6 - at / 8 - 1);
        prefix[IPV6] = (uint8_t)at;
        if (pseudonyms_number(map->pseudonyms, prefix, sizeof prefix) & 1)
            address[at / 8] ^= mask;
    }
}

/* A permutation goes on from a special address until it comes to a public one: that is one of the public ones alone. */
static void replace_ip(const address_map *map, uint8_t *address, size_t length)
{
    const block *block = block_of(address, length);

    if (block != NULL && block->stays)
        return;
    do
        change_bits(map, address, length, block != NULL ? block->bits : 0);
    while (block_of(address, length) != block);
}

static void replace_mac(const address_map *map, uint8_t *address)
{
    uint64_t number = pseudonyms_number(map->pseudonyms, address, MAC);

    for (int i = 0; i < MAC; i++)
        address[i] = (uint8_t)(number >> 8 * i);
    address[0] = (uint8_t)((address[0] & ~MAC_IS_GROUP) | MAC_IS_LOCAL);
}

static void replace(address_map *map, uint8_t *address, uint8_t length, uint64_t *count)
{
    known sought = {.length = length};
    known *found;

    memcpy(sought.original, address, length);
    found = g_hash_table_lookup(map->known, &sought);
    if (found == NULL) {
        memcpy(sought.replacement, address, length);
        if (length == MAC)
            replace_mac(map, sought.replacement);
        else
            replace_ip(map, sought.replacement, length);
        *count += memcmp(sought.replacement, address, length) != 0;
        if (g_hash_table_size(map->known) >= KNOWN_MAX)
            g_hash_table_remove_all(map->known);
        found = g_memdup2(&sought, sizeof sought);
        g_hash_table_add(map->known, found);
    }
    memcpy(address, found->replacement, length);
}

void address_map_ip(address_map *map, uint8_t *address, size_t length)
{
    replace(map, address, (uint8_t)length, &map->replaced_ip);
}

void address_map_mac(address_map *map, uint8_t *address)
{
    static const uint8_t none[MAC];

    if ((address[0] & MAC_IS_GROUP) == 0 && memcmp(address, none, MAC) != 0)
        replace(map, address, MAC, &map->replaced_mac);
}

uint64_t address_map_count_ip(const address_map *map)
{
    return map->replaced_ip;
}

uint64_t address_map_count_mac(const address_map *map)
{
    return map->replaced_mac;
}
