/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "input/layers.h"

#include <glib.h>
#include <pcap/dlt.h>
#include <string.h>

#include "suite.h"

/* A packet being put together, from the link header up. */
typedef struct packet {
    uint8_t bytes[1024];
    size_t length;
} packet;

static void add(packet *to, const void *bytes, size_t length)
{
    memcpy(to->bytes + to->length, bytes, length);
    to->length += length;
}

static void add16(packet *to, unsigned number)
{
    const uint8_t bytes[] = {(uint8_t)(number >> 8), (uint8_t)number};

    add(to, bytes, sizeof bytes);
}

static void add32(packet *to, uint32_t number)
{
    add16(to, number >> 16);
    add16(to, number & 0xFFFF);
}

static void set16(packet *in, size_t at, unsigned number)
{
    in->bytes[at] = (uint8_t)(number >> 8);
    in->bytes[at + 1] = (uint8_t)number;
}

static void add_ethernet(packet *to, unsigned type)
{
    add(to, "\x02\0\0\0\0\x01\x02\0\0\0\0\x02", 12);
    add16(to, type);
}

static void add_vlan(packet *to, unsigned inner_type)
{
    add16(to, 0x0123);
    add16(to, inner_type);
}

enum { ICMP = 1, IPIP = 4, UDP = 17, TCP = 6, IPV6 = 41, GRE = 47 };

/* 10.0.0.1 to 10.0.0.2; the header, its options and what follows are @p total bytes. */
static size_t add_ipv4(packet *to, unsigned protocol, unsigned options, unsigned total)
{
    size_t at = to->length;

    add16(to, (0x45u + options / 4) << 8);
    add16(to, total);
    add32(to, 0x00014000); /* identification; don't fragment */
    add16(to, 64u << 8 | protocol);
    add16(to, 0);
    add32(to, 0x0A000001);
    add32(to, 0x0A000002);
    memset(to->bytes + to->length, 1, options);
    to->length += options;
    return at;
}

/* fd00::1 to fd00::2. */
static void add_ipv6(packet *to, unsigned next, unsigned payload)
{
    add32(to, 0x60000000);
    add16(to, payload);
    add16(to, next << 8 | 64);
    add(to, "\xFD\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01", 16);
    add(to, "\xFD\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x02", 16);
}

static size_t add_tcp(packet *to, unsigned options, const char *payload)
{
    size_t at = to->length;

    add16(to, 50000);
    add16(to, 8768);
    add32(to, 0xFFFFFFF0);
    add32(to, 0x01020304);
    add16(to, (0x50u + options / 4 * 0x10) << 8 | TCP_ACK | TCP_PSH);
    add16(to, 0x1234);
    add32(to, 0);
    memset(to->bytes + to->length, 1, options);
    to->length += options;
    add(to, payload, strlen(payload));
    return at;
}

static packet ethernet_ipv4(const char *payload)
{
    packet made = {.length = 0};

    add_ethernet(&made, 0x0800);
    add_ipv4(&made, TCP, 0, 40 + (unsigned)strlen(payload));
    add_tcp(&made, 0, payload);
    return made;
}

/* The packet is parsed in a block of exactly its size, so that the sanitizer sees every byte read beyond it. */
typedef struct parsed {
    layers_result result;
    tcp_segment segment;
    char *payload; /* as text, what is present */
} parsed;

static void parsed_clear(parsed *what)
{
    g_free(what->payload);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(parsed, parsed_clear)

static parsed parse(int link_type, const packet *from, size_t captured, size_t original)
{
    g_autofree uint8_t *exact = g_memdup2(from->bytes, captured);
    parsed what = {.payload = NULL};

    what.result = layers_parse(link_type, exact, captured, original, &what.segment);
    if (what.result == LAYERS_SEGMENT)
        what.payload = g_strndup((const char *)what.segment.payload, what.segment.present);
    return what;
}

static parsed parse_whole(int link_type, const packet *from)
{
    return parse(link_type, from, from->length, from->length);
}

static void assert_payload(const parsed *what, const char *payload)
{
    CU_ASSERT_EQUAL_FATAL(what->result, LAYERS_SEGMENT);
    CU_ASSERT_STRING_EQUAL(what->payload, payload);
    CU_ASSERT_EQUAL(what->segment.present, strlen(payload));
    CU_ASSERT_EQUAL(what->segment.length, strlen(payload));
    CU_ASSERT_EQUAL(what->segment.source.port, 50000);
    CU_ASSERT_EQUAL(what->segment.destination.port, 8768);
}

static void test_every_number_of_a_segment_is_read(void)
{
    packet made = ethernet_ipv4("hello");
    g_auto(parsed) what = parse_whole(DLT_EN10MB, &made);

    assert_payload(&what, "hello");
    CU_ASSERT_EQUAL(what.segment.sequence, 0xFFFFFFF0);
    CU_ASSERT_EQUAL(what.segment.acknowledgement, 0x01020304);
    CU_ASSERT_EQUAL(what.segment.flags, TCP_ACK | TCP_PSH);
    CU_ASSERT_EQUAL(what.segment.window, 0x1234);
    CU_ASSERT_EQUAL(what.segment.source.address_length, 4);
    CU_ASSERT_EQUAL(memcmp(what.segment.source.address, "\x0A\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0", 16), 0);
    CU_ASSERT_EQUAL(memcmp(what.segment.destination.address, "\x0A\0\0\x02\0\0\0\0\0\0\0\0\0\0\0\0", 16), 0);
}

static void test_the_padding_of_a_short_ethernet_frame_is_no_payload(void)
{
    packet made = ethernet_ipv4("hi");

    add(&made, "\0\0\0\0", 4);

    g_auto(parsed) what = parse_whole(DLT_EN10MB, &made);

    assert_payload(&what, "hi");
}

static void test_up_to_four_vlan_tags_are_looked_through(void)
{
    static const unsigned types[] = {0x8100, 0x88A8, 0x9100, 0x8100, 0x88A8};

    for (size_t tags = 0; tags <= G_N_ELEMENTS(types); tags++) {
        packet made = {.length = 0};

        add_ethernet(&made, tags > 0 ? types[0] : 0x0800);
        for (size_t i = 0; i < tags; i++)
            add_vlan(&made, i + 1 < tags ? types[i + 1] : 0x0800);
        add_ipv4(&made, TCP, 0, 42);
        add_tcp(&made, 0, "hi");

        g_auto(parsed) what = parse_whole(DLT_EN10MB, &made);

        if (tags <= LAYERS_VLAN_TAGS_MAX)
            assert_payload(&what, "hi");
        else
            CU_ASSERT_EQUAL(what.result, LAYERS_NOT_TCP);
    }
}

static void test_linux_cooked_captures_of_both_versions(void)
{
    packet first = {.length = 16}, second = {.length = 20};

    set16(&first, 14, 0x0800);
    add_ipv4(&first, TCP, 0, 42);
    add_tcp(&first, 0, "v1");
    set16(&second, 0, 0x86DD);
    add_ipv6(&second, TCP, 22);
    add_tcp(&second, 0, "v2");

    g_auto(parsed) of_first = parse_whole(DLT_LINUX_SLL, &first);
    g_auto(parsed) of_second = parse_whole(DLT_LINUX_SLL2, &second);

    assert_payload(&of_first, "v1");
    assert_payload(&of_second, "v2");
    CU_ASSERT_EQUAL(of_second.segment.source.address_length, 16);
    CU_ASSERT_EQUAL(of_second.segment.source.address[15], 1);
    CU_ASSERT_EQUAL(of_second.segment.destination.address[0], 0xFD);
    CU_ASSERT_EQUAL(of_second.segment.destination.address[15], 2);
}

static void test_raw_ip_tells_its_version_itself(void)
{
    packet four = {.length = 0}, six = {.length = 0}, five = {.bytes = {0x55}, .length = 40};

    add_ipv4(&four, TCP, 0, 41);
    add_tcp(&four, 0, "4");
    add_ipv6(&six, TCP, 21);
    add_tcp(&six, 0, "6");

    g_auto(parsed) of_four = parse_whole(DLT_RAW, &four);
    g_auto(parsed) of_six = parse_whole(DLT_RAW, &six);
    g_auto(parsed) of_four_by_name = parse_whole(DLT_IPV4, &four);
    g_auto(parsed) of_six_by_name = parse_whole(DLT_IPV6, &six);
    g_auto(parsed) of_five = parse_whole(DLT_RAW, &five);
    g_auto(parsed) of_nothing = parse(DLT_RAW, &five, 0, 0);

    assert_payload(&of_four, "4");
    assert_payload(&of_six, "6");
    assert_payload(&of_four_by_name, "4");
    assert_payload(&of_six_by_name, "6");
    CU_ASSERT_EQUAL(of_five.result, LAYERS_NOT_TCP);
    CU_ASSERT_EQUAL(of_nothing.result, LAYERS_CUT);
}

static void test_bsd_loopback_in_either_byte_order_and_with_every_number_of_ipv6(void)
{
    static const unsigned families[] = {2, 10, 24, 28, 30};

    for (size_t i = 0; i < G_N_ELEMENTS(families); i++) {
        for (int big = 0; big < 2; big++) {
            packet made = {.length = 0};

            add32(&made, big ? families[i] : families[i] << 24);
            if (families[i] == 2)
                add_ipv4(&made, TCP, 0, 42);
            else
                add_ipv6(&made, TCP, 22);
            add_tcp(&made, 0, "lo");

            g_auto(parsed) as_null = parse_whole(DLT_NULL, &made);
            g_auto(parsed) as_loop = parse_whole(DLT_LOOP, &made);

            assert_payload(&as_null, "lo");
            assert_payload(&as_loop, "lo");
        }
    }

    packet other = {.bytes = {7, 0, 0, 0}, .length = 60};
    g_auto(parsed) what = parse_whole(DLT_NULL, &other);

    CU_ASSERT_EQUAL(what.result, LAYERS_NOT_TCP);
}

static void test_options_of_ip_and_tcp_are_no_payload(void)
{
    packet made = {.length = 0};

    add_ethernet(&made, 0x0800);
    add_ipv4(&made, TCP, 40, 60 + 60 + 4);
    add_tcp(&made, 40, "data");

    g_auto(parsed) what = parse_whole(DLT_EN10MB, &made);

    assert_payload(&what, "data");
}

static void test_a_total_length_of_zero_reaches_to_the_end_of_the_wire(void)
{
    packet four = ethernet_ipv4("offloaded"), six = {.length = 0};

    set16(&four, 14 + 2, 0);
    add_ethernet(&six, 0x86DD);
    add_ipv6(&six, TCP, 0);
    add_tcp(&six, 0, "offloaded");

    g_auto(parsed) of_four = parse_whole(DLT_EN10MB, &four);
    g_auto(parsed) of_six = parse_whole(DLT_EN10MB, &six);
    g_auto(parsed) cut = parse(DLT_EN10MB, &four, four.length, four.length + 70000);

    assert_payload(&of_four, "offloaded");
    assert_payload(&of_six, "offloaded");
    CU_ASSERT_EQUAL(cut.result, LAYERS_SEGMENT);
    CU_ASSERT_EQUAL(cut.segment.present, 9);
    CU_ASSERT_EQUAL(cut.segment.length, 70009);
}

static void test_a_wire_length_that_no_packet_has_is_not_believed(void)
{
    packet made = ethernet_ipv4("offloaded");

    set16(&made, 14 + 2, 0);

    g_auto(parsed) too_long = parse(DLT_EN10MB, &made, made.length, UINT32_MAX);
    g_auto(parsed) too_short = parse(DLT_EN10MB, &made, made.length, 3);

    assert_payload(&too_long, "offloaded");
    assert_payload(&too_short, "offloaded");
}

static void test_the_snap_length_leaves_a_part_of_the_payload(void)
{
    packet made = ethernet_ipv4("hello");
    g_auto(parsed) what = parse(DLT_EN10MB, &made, made.length - 3, made.length);

    CU_ASSERT_EQUAL(what.result, LAYERS_SEGMENT);
    CU_ASSERT_STRING_EQUAL(what.payload, "he");
    CU_ASSERT_EQUAL(what.segment.present, 2);
    CU_ASSERT_EQUAL(what.segment.length, 5);
}

static void test_cut_options_still_tell_how_much_payload_there_was(void)
{
    packet made = {.length = 0};

    add_ethernet(&made, 0x0800);
    add_ipv4(&made, TCP, 0, 20 + 32 + 5);
    add_tcp(&made, 12, "hello");

    g_auto(parsed) what = parse(DLT_EN10MB, &made, 14 + 20 + 20 + 3, made.length);

    CU_ASSERT_EQUAL(what.result, LAYERS_SEGMENT);
    CU_ASSERT_EQUAL(what.segment.present, 0);
    CU_ASSERT_EQUAL(what.segment.length, 5);
}

/* Tools that cut packets and write the new length as the original one. */
static void test_a_total_length_beyond_the_wire_counts_as_cut_payload(void)
{
    packet made = ethernet_ipv4("hello");
    g_auto(parsed) what = parse(DLT_EN10MB, &made, made.length - 3, made.length - 3);

    CU_ASSERT_EQUAL(what.result, LAYERS_SEGMENT);
    CU_ASSERT_EQUAL(what.segment.present, 2);
    CU_ASSERT_EQUAL(what.segment.length, 5);
}

static void test_headers_that_lie_about_their_length_are_cut(void)
{
    packet short_ip = ethernet_ipv4("x"), short_total = ethernet_ipv4("x"), short_tcp = ethernet_ipv4("x"),
           long_tcp = ethernet_ipv4("x");

    short_ip.bytes[14] = 0x44;
    set16(&short_total, 14 + 2, 19);
    short_tcp.bytes[14 + 20 + 12] = 0x40;
    long_tcp.bytes[14 + 20 + 12] = 0x60;

    g_auto(parsed) of_short_ip = parse_whole(DLT_EN10MB, &short_ip);
    g_auto(parsed) of_short_total = parse_whole(DLT_EN10MB, &short_total);
    g_auto(parsed) of_short_tcp = parse_whole(DLT_EN10MB, &short_tcp);
    g_auto(parsed) of_long_tcp = parse_whole(DLT_EN10MB, &long_tcp);

    CU_ASSERT_EQUAL(of_short_ip.result, LAYERS_CUT);
    CU_ASSERT_EQUAL(of_short_total.result, LAYERS_CUT);
    CU_ASSERT_EQUAL(of_short_tcp.result, LAYERS_CUT);
    CU_ASSERT_EQUAL(of_long_tcp.result, LAYERS_CUT);
}

static void test_ipv4_fragments_are_told_and_not_parsed(void)
{
    static const struct {
        unsigned word;
        layers_result result;
    } cases[] = {
        {0x4000, LAYERS_SEGMENT},  /* don't fragment */
        {0x8000, LAYERS_SEGMENT},  /* the reserved bit */
        {0x2000, LAYERS_FRAGMENT}, /* the first */
        {0x2001, LAYERS_FRAGMENT}, /* one in the middle */
        {0x0001, LAYERS_FRAGMENT}, /* the last */
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        packet made = ethernet_ipv4("hello");

        set16(&made, 14 + 6, cases[i].word);

        g_auto(parsed) what = parse_whole(DLT_EN10MB, &made);

        CU_ASSERT_EQUAL(what.result, cases[i].result);
    }
}

static void test_a_fragment_of_what_holds_no_tcp_is_no_loss(void)
{
    packet made = {.length = 0};

    add_ethernet(&made, 0x0800);
    add_ipv4(&made, ICMP, 0, 60);
    set16(&made, 14 + 6, 0x2000);
    add_tcp(&made, 0, "");

    g_auto(parsed) what = parse_whole(DLT_EN10MB, &made);

    CU_ASSERT_EQUAL(what.result, LAYERS_NOT_TCP);
}

static void test_ipv6_extension_headers_are_looked_through(void)
{
    packet made = {.length = 0};

    add_ethernet(&made, 0x86DD);
    add_ipv6(&made, 0, 8 + 24 + 16 + 20 + 2);
    add(&made, "\x2B\0\0\0\0\0\0\0", 8); /* hop-by-hop, then routing */
    add(&made, "\x3C\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 24);
    add(&made, "\x06\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16); /* destination options, then TCP */
    add_tcp(&made, 0, "hi");

    g_auto(parsed) what = parse_whole(DLT_EN10MB, &made);

    assert_payload(&what, "hi");

    made.bytes[14 + 40 + 1] = 0xFF; /* a header longer than the packet */

    g_auto(parsed) of_lie = parse_whole(DLT_EN10MB, &made);

    CU_ASSERT_EQUAL(of_lie.result, LAYERS_CUT);
}

static void test_ipv6_fragments_are_told_and_an_atomic_one_is_parsed(void)
{
    static const struct {
        unsigned next, word;
        layers_result result;
    } cases[] = {
        {TCP, 0x0000, LAYERS_SEGMENT},  /* atomic, RFC 6946 */
        {TCP, 0x0001, LAYERS_FRAGMENT}, /* the first */
        {TCP, 0x0008, LAYERS_FRAGMENT}, /* the last */
        {60, 0x0001, LAYERS_FRAGMENT},  /* options before nobody knows what */
        {UDP, 0x0001, LAYERS_FRAGMENT}, /* VXLAN, perhaps */
        {ICMP, 0x0001, LAYERS_NOT_TCP},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        packet made = {.length = 0};

        add_ethernet(&made, 0x86DD);
        add_ipv6(&made, 44, 8 + 20 + 2);
        add16(&made, cases[i].next << 8);
        add16(&made, cases[i].word);
        add32(&made, 7);
        add_tcp(&made, 0, "hi");

        g_auto(parsed) what = parse_whole(DLT_EN10MB, &made);

        CU_ASSERT_EQUAL(what.result, cases[i].result);
    }
}

static void test_what_is_not_tcp_is_not_taken_for_it(void)
{
    packet arp = {.length = 0}, udp = {.length = 0}, mixed = ethernet_ipv4("x");

    add_ethernet(&arp, 0x0806);
    arp.length += 46;
    add_ethernet(&udp, 0x0800);
    add_ipv4(&udp, UDP, 0, 40);
    add_tcp(&udp, 0, "");
    mixed.bytes[14] = 0x65; /* IPv6 by its version, IPv4 by its EtherType */

    g_auto(parsed) of_arp = parse_whole(DLT_EN10MB, &arp);
    g_auto(parsed) of_udp = parse_whole(DLT_EN10MB, &udp);
    g_auto(parsed) of_mixed = parse_whole(DLT_EN10MB, &mixed);
    g_auto(parsed) of_unknown_link = parse_whole(DLT_IEEE802_11, &mixed);

    CU_ASSERT_EQUAL(of_arp.result, LAYERS_NOT_TCP);
    CU_ASSERT_EQUAL(of_udp.result, LAYERS_NOT_TCP);
    CU_ASSERT_EQUAL(of_mixed.result, LAYERS_NOT_TCP);
    CU_ASSERT_EQUAL(of_unknown_link.result, LAYERS_NOT_TCP);
}

static void test_a_packet_cut_anywhere_is_a_segment_only_with_its_whole_tcp_header(void)
{
    packet made = {.length = 0};

    add_ethernet(&made, 0x8100);
    add_vlan(&made, 0x0800);
    add_ipv4(&made, TCP, 4, 24 + 24 + 5);
    add_tcp(&made, 4, "hello");
    for (size_t captured = 0; captured <= made.length; captured++) {
        g_auto(parsed) what = parse(DLT_EN10MB, &made, captured, made.length);

        CU_ASSERT_EQUAL(what.result, captured < 18 + 24 + 20 ? LAYERS_CUT : LAYERS_SEGMENT);
        if (what.result == LAYERS_SEGMENT) {
            CU_ASSERT_EQUAL(what.segment.length, 5);
            CU_ASSERT_EQUAL(what.segment.present, captured < 18 + 24 + 24 ? 0 : captured - (18 + 24 + 24));
        }
    }
}

static void test_damaged_packets_never_lead_outside_themselves(void)
{
    static const int links[] = {DLT_EN10MB, DLT_LINUX_SLL, DLT_LINUX_SLL2, DLT_RAW, DLT_NULL};
    const uint32_t seed = 20261122;
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);

    for (int round = 0; round < 50000; round++) {
        packet made = ethernet_ipv4("hello, hello");
        size_t captured = (size_t)g_rand_int_range(rand, 0, (gint32)made.length + 1);

        for (int damage = g_rand_int_range(rand, 0, 4); damage > 0; damage--)
            made.bytes[g_rand_int_range(rand, 0, (gint32)made.length)] = (uint8_t)g_rand_int(rand);

        g_auto(parsed) what = parse(links[round % (int)G_N_ELEMENTS(links)], &made, captured, g_rand_int(rand) >> 20);

        if (what.result == LAYERS_SEGMENT && (what.segment.present > captured || what.segment.present > what.segment.length)) {
            printf("\n    seed %u, round %d\n", seed, round);
            CU_FAIL("more payload than there is");
            return;
        }
    }
    CU_PASS("all within bounds");
}

static void test_the_supported_link_types(void)
{
    static const int yes[] = {DLT_EN10MB, DLT_LINUX_SLL, DLT_LINUX_SLL2, DLT_RAW, DLT_IPV4, DLT_IPV6, DLT_NULL, DLT_LOOP};

    for (size_t i = 0; i < G_N_ELEMENTS(yes); i++)
        CU_ASSERT_TRUE(layers_supports(yes[i]));
    CU_ASSERT_FALSE(layers_supports(DLT_IEEE802_11_RADIO));
    CU_ASSERT_FALSE(layers_supports(-1));
}

/* --- Fragments --- */

static void test_a_fragment_says_where_it_belongs(void)
{
    packet made = ethernet_ipv4("hello");

    set16(&made, 14 + 4, 0xBEEF);
    set16(&made, 14 + 6, 0x2003);

    g_auto(parsed) four = parse_whole(DLT_EN10MB, &made);

    CU_ASSERT_EQUAL(four.result, LAYERS_FRAGMENT);
    CU_ASSERT_EQUAL(four.segment.fragment.id, 0xBEEF);
    CU_ASSERT_EQUAL(four.segment.fragment.offset, 24);
    CU_ASSERT_EQUAL(four.segment.fragment.protocol, TCP);
    CU_ASSERT_TRUE(four.segment.fragment.more);
    CU_ASSERT_EQUAL(four.segment.present, 25);
    CU_ASSERT_EQUAL(four.segment.length, 25);

    packet last = {.length = 0};

    add_ethernet(&last, 0x86DD);
    add_ipv6(&last, 44, 8 + 25);
    add16(&last, TCP << 8);
    add16(&last, 0x0018);
    add32(&last, 0xCAFEBABE);
    add_tcp(&last, 0, "hello");

    g_auto(parsed) six = parse_whole(DLT_EN10MB, &last);

    CU_ASSERT_EQUAL(six.result, LAYERS_FRAGMENT);
    CU_ASSERT_EQUAL(six.segment.fragment.id, 0xCAFEBABE);
    CU_ASSERT_EQUAL(six.segment.fragment.offset, 24);
    CU_ASSERT_FALSE(six.segment.fragment.more);
    CU_ASSERT_EQUAL(six.segment.present, 25);
}

/* --- Tunnels --- */

/* What a tunnel holds: a whole Ethernet packet, or its IP packet. */
enum { INNER_ETHERNET = 14 + 20 + 20 + 5, INNER_IP = 20 + 20 + 5 };

static void add_inner(packet *to, bool with_ethernet)
{
    packet inner = ethernet_ipv4("hello");

    add(to, inner.bytes + (with_ethernet ? 0 : 14), inner.length - (with_ethernet ? 0 : 14));
}

/* Through a tunnel, and with every possible cut. */
static void assert_tunnel(const packet *made)
{
    g_auto(parsed) what = parse_whole(DLT_EN10MB, made);

    assert_payload(&what, "hello");
    CU_ASSERT_EQUAL(what.segment.source.address_length, 4);
    for (size_t captured = 0; captured < made->length; captured++) {
        g_auto(parsed) cut = parse(DLT_EN10MB, made, captured, made->length);

        CU_ASSERT(cut.result == LAYERS_CUT ||
                  (cut.result == LAYERS_SEGMENT && cut.segment.present < 5 && cut.segment.length == 5));
    }
}

static void test_vxlan_is_looked_through(void)
{
    for (unsigned port = 4788; port <= 4790; port++) {
        packet made = {.length = 0};

        add_ethernet(&made, 0x0800);
        add_ipv4(&made, UDP, 0, 20 + 16 + INNER_ETHERNET);
        add16(&made, 33333);
        add16(&made, port);
        add32(&made, (16u + INNER_ETHERNET) << 16);
        add32(&made, 0x08000000);
        add32(&made, 42u << 8);
        add_inner(&made, true);
        if (port == 4789) {
            assert_tunnel(&made);
        } else {
            g_auto(parsed) what = parse_whole(DLT_EN10MB, &made);

            CU_ASSERT_EQUAL(what.result, LAYERS_NOT_TCP);
        }
    }
}

static void test_gre_with_any_of_its_options_is_looked_through(void)
{
    static const struct {
        unsigned flags, type, words;
        bool with_ethernet;
    } cases[] = {
        {0x0000, 0x0800, 0, false}, /* bare */
        {0x2000, 0x6558, 1, true},  /* key */
        {0xB000, 0x0800, 3, false}, /* checksum, key, sequence */
        {0x0000, 0x88BE, 0, true},  /* ERSPAN type I */
        {0x1000, 0x88BE, 3, true},  /* ERSPAN type II */
        {0x1000, 0x22EB, 4, true},  /* ERSPAN type III */
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        packet made = {.length = 0};

        add_ethernet(&made, 0x0800);
        add_ipv4(&made, GRE, 0, 20 + 4 + 4 * cases[i].words + (cases[i].with_ethernet ? INNER_ETHERNET : INNER_IP));
        add16(&made, cases[i].flags);
        add16(&made, cases[i].type);
        for (unsigned word = 0; word < cases[i].words; word++)
            add32(&made, 0);
        add_inner(&made, cases[i].with_ethernet);
        assert_tunnel(&made);
    }
}

static void test_ip_in_ip_is_looked_through_but_not_without_end(void)
{
    for (unsigned tunnels = 1; tunnels <= LAYERS_TUNNELS_MAX + 1; tunnels++) {
        packet made = {.length = 0};

        add_ethernet(&made, 0x0800);
        for (unsigned i = tunnels; i > 0; i--)
            add_ipv4(&made, IPIP, 0, 20 * i + INNER_IP);
        add_inner(&made, false);
        if (tunnels <= LAYERS_TUNNELS_MAX) {
            assert_tunnel(&made);
        } else {
            g_auto(parsed) what = parse_whole(DLT_EN10MB, &made);

            CU_ASSERT_EQUAL(what.result, LAYERS_NOT_TCP);
        }
    }
}

static void test_pppoe_is_looked_through(void)
{
    packet made = {.length = 0}, discovery;

    add_ethernet(&made, 0x8864);
    add16(&made, 0x1100);
    add16(&made, 0x1234);
    add16(&made, 2 + INNER_IP);
    add16(&made, 0x0021);
    add_inner(&made, false);
    assert_tunnel(&made);
    discovery = made;
    discovery.bytes[15] = 0x09;

    g_auto(parsed) what = parse_whole(DLT_EN10MB, &discovery);

    CU_ASSERT_EQUAL(what.result, LAYERS_NOT_TCP);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_every_number_of_a_segment_is_read),
        STORY(test_the_padding_of_a_short_ethernet_frame_is_no_payload),
        STORY(test_up_to_four_vlan_tags_are_looked_through),
        STORY(test_linux_cooked_captures_of_both_versions),
        STORY(test_raw_ip_tells_its_version_itself),
        STORY(test_bsd_loopback_in_either_byte_order_and_with_every_number_of_ipv6),
        STORY(test_options_of_ip_and_tcp_are_no_payload),
        STORY(test_a_total_length_of_zero_reaches_to_the_end_of_the_wire),
        STORY(test_a_wire_length_that_no_packet_has_is_not_believed),
        STORY(test_the_snap_length_leaves_a_part_of_the_payload),
        STORY(test_cut_options_still_tell_how_much_payload_there_was),
        STORY(test_a_total_length_beyond_the_wire_counts_as_cut_payload),
        STORY(test_headers_that_lie_about_their_length_are_cut),
        STORY(test_ipv4_fragments_are_told_and_not_parsed),
        STORY(test_a_fragment_of_what_holds_no_tcp_is_no_loss),
        STORY(test_ipv6_extension_headers_are_looked_through),
        STORY(test_ipv6_fragments_are_told_and_an_atomic_one_is_parsed),
        STORY(test_what_is_not_tcp_is_not_taken_for_it),
        STORY(test_a_packet_cut_anywhere_is_a_segment_only_with_its_whole_tcp_header),
        STORY(test_damaged_packets_never_lead_outside_themselves),
        STORY(test_the_supported_link_types),
        STORY(test_a_fragment_says_where_it_belongs),
        STORY(test_vxlan_is_looked_through),
        STORY(test_gre_with_any_of_its_options_is_looked_through),
        STORY(test_ip_in_ip_is_looked_through_but_not_without_end),
        STORY(test_pppoe_is_looked_through),
    };

    return run_suite("layers", stories, G_N_ELEMENTS(stories));
}
