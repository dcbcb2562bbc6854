/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "redact/address_map.h"

#include <arpa/inet.h>
#include <string.h>

#include "suite.h"

static pseudonyms *names;
static address_map *map;

static void begin(void)
{
    static const uint8_t key[PSEUDONYMS_KEY] = {7};

    names = pseudonyms_new_with_key(key);
    map = address_map_new(names);
}

static void end(void)
{
    address_map_free(map);
    pseudonyms_free(names);
}

static uint32_t map_ipv4(uint32_t address)
{
    uint8_t bytes[] = {(uint8_t)(address >> 24), (uint8_t)(address >> 16), (uint8_t)(address >> 8), (uint8_t)address};

    address_map_ip(map, bytes, sizeof bytes);
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void test_an_address_has_one_replacement_and_no_other_has_it(void)
{
    enum { ADDRESSES = 70000 }; /* more than are remembered */
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    uint32_t first;

    begin();
    first = map_ipv4(0x0A000000);
    for (uint32_t i = 0; i < ADDRESSES; i++)
        g_hash_table_add(seen, GUINT_TO_POINTER(map_ipv4(0x0A000000 + i)));
    CU_ASSERT_EQUAL(g_hash_table_size(seen), ADDRESSES);
    CU_ASSERT_EQUAL(map_ipv4(0x0A000000), first);
    end();
}

static void test_the_kind_of_an_address_stays(void)
{
    static const struct {
        uint32_t block, mask;
    } blocks[] = {
        {0x0A000000, 0xFF000000}, {0x64400000, 0xFFC00000}, {0xA9FE0000, 0xFFFF0000},
        {0xAC100000, 0xFFF00000}, {0xC0A80000, 0xFFFF0000},
    };

    begin();
    for (size_t i = 0; i < G_N_ELEMENTS(blocks); i++)
        for (uint32_t host = 1; host < 200; host++)
            CU_ASSERT_EQUAL(map_ipv4(blocks[i].block | host) & blocks[i].mask, blocks[i].block);
    for (uint32_t host = 0; host < 2000; host++) {
        uint32_t mapped = map_ipv4(0x2F5D0000 + host * 7919);

        for (size_t i = 0; i < G_N_ELEMENTS(blocks); i++)
            CU_ASSERT_NOT_EQUAL(mapped & blocks[i].mask, blocks[i].block);
        CU_ASSERT_TRUE(mapped >> 24 != 0 && mapped >> 24 != 127 && mapped >> 24 < 224);
    }
    end();
}

static void test_what_names_nobody_stays(void)
{
    static const uint32_t stays[] = {0, 0x7F000001, 0xE0000001, 0xEFFFFFFA, 0xFFFFFFFF};
    static const char *const stays_ipv6[] = {"::", "::1", "ff02::1"};
    uint8_t group[] = {0x01, 0x00, 0x5E, 0, 0, 1}, none[6] = {0}, broadcast[] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};

    begin();
    for (size_t i = 0; i < G_N_ELEMENTS(stays); i++)
        CU_ASSERT_EQUAL(map_ipv4(stays[i]), stays[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(stays_ipv6); i++) {
        uint8_t before[16], after[16];

        CU_ASSERT_EQUAL(inet_pton(AF_INET6, stays_ipv6[i], before), 1);
        memcpy(after, before, sizeof after);
        address_map_ip(map, after, sizeof after);
        CU_ASSERT_EQUAL(memcmp(before, after, sizeof before), 0);
    }
    address_map_mac(map, group);
    address_map_mac(map, none);
    address_map_mac(map, broadcast);
    CU_ASSERT_EQUAL(group[0], 0x01);
    CU_ASSERT_EQUAL(none[0] | none[5], 0);
    CU_ASSERT_EQUAL(broadcast[3], 0xFF);
    CU_ASSERT_EQUAL(address_map_count_ip(map) + address_map_count_mac(map), 0);
    end();
}

static unsigned common_bits(uint32_t one, uint32_t other)
{
    return one == other ? 32 : (unsigned)__builtin_clz(one ^ other);
}

static void test_what_was_in_one_subnet_stays_in_one(void)
{
    begin();
    for (unsigned bit = 0; bit < 16; bit++) {
        uint32_t one = 0xC0A80A07, other = one ^ (UINT32_C(1) << bit);

        CU_ASSERT_EQUAL(common_bits(map_ipv4(one), map_ipv4(other)), common_bits(one, other));
    }
    end();
}

static void test_ipv6_keeps_its_kind(void)
{
    static const struct {
        const char *address;
        uint8_t first;
    } kinds[] = {{"fe80::1234:5678", 0xFE}, {"fd00:1234::9", 0xFD}, {"2001:db8::10", 0x20}};

    begin();
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        uint8_t before[16], after[16];

        CU_ASSERT_EQUAL(inet_pton(AF_INET6, kinds[i].address, before), 1);
        memcpy(after, before, sizeof after);
        address_map_ip(map, after, sizeof after);
        CU_ASSERT_NOT_EQUAL(memcmp(before, after, sizeof before), 0);
        CU_ASSERT_EQUAL(after[0] & 0xE0, kinds[i].first & 0xE0);
        CU_ASSERT_TRUE(kinds[i].first != 0xFE || (after[0] == 0xFE && after[1] == 0x80 && after[7] == 0));
    }
    CU_ASSERT_EQUAL(address_map_count_ip(map), 3);
    end();
}

static void test_mac_addresses_become_locally_administered(void)
{
    uint8_t one[] = {0x00, 0x1A, 0x2B, 1, 2, 3}, again[] = {0x00, 0x1A, 0x2B, 1, 2, 3}, other[] = {0x00, 0x1A, 0x2B, 1, 2, 4};

    begin();
    address_map_mac(map, one);
    address_map_mac(map, again);
    address_map_mac(map, other);
    CU_ASSERT_EQUAL(one[0] & 0x03, 0x02);
    CU_ASSERT_EQUAL(memcmp(one, again, sizeof one), 0);
    CU_ASSERT_NOT_EQUAL(memcmp(one, other, sizeof one), 0);
    CU_ASSERT_EQUAL(address_map_count_mac(map), 2);
    end();
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_an_address_has_one_replacement_and_no_other_has_it),
        STORY(test_the_kind_of_an_address_stays),
        STORY(test_what_names_nobody_stays),
        STORY(test_what_was_in_one_subnet_stays_in_one),
        STORY(test_ipv6_keeps_its_kind),
        STORY(test_mac_addresses_become_locally_administered),
    };

    return run_suite("address_map", stories, G_N_ELEMENTS(stories));
}
