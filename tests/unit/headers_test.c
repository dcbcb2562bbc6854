/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "redact/headers.h"

#include <pcap/dlt.h>
#include <string.h>

#include "output/packet.h"
#include "redact/checksum.h"
#include "suite.h"

enum { AT_IPV4 = 14, AT_TCP = AT_IPV4 + 20, PAYLOAD = 7 };

typedef struct fixture {
    pseudonyms *names;
    address_map *map;
    GArray *trace;
    tcp_segment segment;
    headers_result result;
    uint8_t out[PACKET_SIZE_MAX];
} fixture;

static void rewrite(fixture *fixture, int link_type, const uint8_t *packet, size_t length)
{
    static const uint8_t key[PSEUDONYMS_KEY] = {9};

    fixture->names = pseudonyms_new_with_key(key);
    fixture->map = address_map_new(fixture->names);
    fixture->trace = g_array_new(FALSE, FALSE, sizeof(layer));
    memset(&fixture->segment, 0, sizeof fixture->segment);
    CU_ASSERT_EQUAL_FATAL(layers_trace(link_type, packet, length, length, &fixture->segment, fixture->trace), LAYERS_SEGMENT);
    fixture->result.bytes = fixture->out;
    headers_rewrite(fixture->map, packet, length, fixture->trace, &fixture->segment, NULL, &fixture->result);
}

static void end(fixture *fixture)
{
    g_array_unref(fixture->trace);
    address_map_free(fixture->map);
    pseudonyms_free(fixture->names);
}

static size_t build(packet_link link, bool is_ipv6, uint8_t *packet)
{
    const packet_end pile = {
        .is_ipv6 = is_ipv6, .address = {10, 1, 2, 3}, .port = 40000, .mac = {0, 1, 2, 3, 4, 5}, .hop_limit = 64};
    const packet_end platform = {
        .is_ipv6 = is_ipv6, .address = {47, 93, 1, 2}, .port = 8768, .mac = {0, 1, 2, 3, 4, 6}, .hop_limit = 64};
    const packet_segment segment = {
        .flags = TCP_ACK, .sequence = 5, .acknowledgement = 6, .payload = (const uint8_t *)"private", .payload_length = PAYLOAD};

    return packet_build(link, &pile, &platform, true, &segment, packet);
}

/* The sum over addresses, protocol, length and segment; 0xFFFF if TCP's checksum is right. */
static uint16_t sum_of_tcp(const uint8_t *ip, size_t header, size_t addresses_at, size_t addresses, size_t length)
{
    uint16_t sum = checksum_add(0, ip + addresses_at, addresses);

    sum = checksum_join(sum, (uint16_t)(6 + length), false);
    return checksum_add(sum, ip + header, length);
}

static void test_addresses_and_payload_go_and_checksums_are_right(void)
{
    uint8_t packet[PACKET_SIZE_MAX];
    fixture fixture;
    size_t length = build(LINK_ETHERNET, false, packet);

    rewrite(&fixture, DLT_EN10MB, packet, length);
    CU_ASSERT_NOT_EQUAL(memcmp(fixture.out, packet, 6), 0);
    CU_ASSERT_NOT_EQUAL(memcmp(fixture.out + 6, packet + 6, 6), 0);
    CU_ASSERT_EQUAL(fixture.out[AT_IPV4 + 12], 10); /* still private */
    CU_ASSERT_NOT_EQUAL(memcmp(fixture.out + AT_IPV4 + 12, packet + AT_IPV4 + 12, 8), 0);
    CU_ASSERT_EQUAL(memcmp(fixture.out + AT_TCP, packet + AT_TCP, 16), 0); /* ports, numbers, flags, window */
    CU_ASSERT_EQUAL(checksum_add(0, fixture.out + AT_IPV4, 20), 0xFFFF);
    CU_ASSERT_EQUAL(sum_of_tcp(fixture.out + AT_IPV4, 20, 12, 8, length - AT_TCP), 0xFFFF);
    for (size_t i = fixture.result.payload; i < length; i++)
        CU_ASSERT_EQUAL(fixture.out[i], 0);
    CU_ASSERT_EQUAL(length - fixture.result.payload, PAYLOAD);
    CU_ASSERT_EQUAL(fixture.result.checksum, AT_TCP + 16);
    end(&fixture);
}

static void test_ipv6(void)
{
    uint8_t packet[PACKET_SIZE_MAX];
    fixture fixture;
    size_t length = build(LINK_NONE, true, packet);

    rewrite(&fixture, DLT_RAW, packet, length);
    CU_ASSERT_NOT_EQUAL(memcmp(fixture.out + 8, packet + 8, 32), 0);
    CU_ASSERT_EQUAL(sum_of_tcp(fixture.out, 40, 8, 32, length - 40), 0xFFFF);
    end(&fixture);
}

static void test_a_wrong_checksum_stays_wrong_by_as_much(void)
{
    uint8_t packet[PACKET_SIZE_MAX];
    fixture fixture;
    size_t length = build(LINK_ETHERNET, false, packet);

    packet[AT_TCP + 17] = (uint8_t)(packet[AT_TCP + 17] + 1);
    uint16_t before = sum_of_tcp(packet + AT_IPV4, 20, 12, 8, length - AT_TCP);

    rewrite(&fixture, DLT_EN10MB, packet, length);
    CU_ASSERT_NOT_EQUAL(before, 0xFFFF);
    CU_ASSERT_EQUAL(sum_of_tcp(fixture.out + AT_IPV4, 20, 12, 8, length - AT_TCP), before);
    end(&fixture);
}

static void test_checksums_that_are_left_to_the_network_card_stay_so(void)
{
    uint8_t packet[PACKET_SIZE_MAX];
    fixture fixture;
    size_t length = build(LINK_ETHERNET, false, packet);

    memset(packet + AT_IPV4 + 10, 0, 2);
    memset(packet + AT_TCP + 16, 0, 2);
    rewrite(&fixture, DLT_EN10MB, packet, length);
    CU_ASSERT_EQUAL(fixture.out[AT_IPV4 + 10] | fixture.out[AT_IPV4 + 11], 0);
    CU_ASSERT_EQUAL(fixture.out[AT_TCP + 16] | fixture.out[AT_TCP + 17], 0);
    CU_ASSERT_EQUAL(fixture.result.checksum, 0);
    end(&fixture);
}

static void test_what_lies_behind_the_packet_becomes_zeros(void)
{
    uint8_t packet[PACKET_SIZE_MAX];
    fixture fixture;
    size_t length = build(LINK_ETHERNET, false, packet);

    memset(packet + length, 0x55, 9);
    rewrite(&fixture, DLT_EN10MB, packet, length + 9);
    for (size_t i = fixture.result.payload; i < length + 9; i++)
        CU_ASSERT_EQUAL(fixture.out[i], 0);
    CU_ASSERT_EQUAL(sum_of_tcp(fixture.out + AT_IPV4, 20, 12, 8, length - AT_TCP), 0xFFFF);
    end(&fixture);
}

static void test_cooked_headers(void)
{
    uint8_t packet[PACKET_SIZE_MAX];
    fixture fixture;
    size_t length = build(LINK_LINUX_COOKED, false, packet);

    rewrite(&fixture, DLT_LINUX_SLL, packet, length);
    CU_ASSERT_EQUAL(memcmp(fixture.out, packet, 6), 0);
    CU_ASSERT_NOT_EQUAL(memcmp(fixture.out + 6, packet + 6, 6), 0);
    CU_ASSERT_EQUAL(memcmp(fixture.out + 12, packet + 12, 4), 0);
    end(&fixture);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_addresses_and_payload_go_and_checksums_are_right),
        STORY(test_ipv6),
        STORY(test_a_wrong_checksum_stays_wrong_by_as_much),
        STORY(test_checksums_that_are_left_to_the_network_card_stay_so),
        STORY(test_what_lies_behind_the_packet_becomes_zeros),
        STORY(test_cooked_headers),
    };

    return run_suite("headers", stories, G_N_ELEMENTS(stories));
}
