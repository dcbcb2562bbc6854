/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pcapng that libpcap alone refuses, and pcapng that is broken; all through capture.h, from memory. */
#include "input/sections.h"

#include <pcap/dlt.h>
#include <string.h>

#include "capture_fixture.h"
#include "input/capture.h"
#include "suite.h"

enum { LINKTYPE_RAW = 101, ROUNDS = 4000 };

/* A source that gives a few bytes at a time, as a pipe may. */
typedef struct trickle {
    source base;
    source *inner;
    size_t most;
} trickle;

static ssize_t read_trickle(source *source, uint8_t *bytes, size_t size)
{
    trickle *self = (trickle *)source;

    return self->inner->read(self->inner, bytes, MIN(size, self->most));
}

static void free_trickle(source *source)
{
    source_free(((trickle *)source)->inner);
    g_free(source);
}

static source *trickle_of(const uint8_t *bytes, size_t length, size_t most)
{
    trickle *made = g_new(trickle, 1);

    *made = (trickle){{read_trickle, free_trickle}, source_of_memory(bytes, length), most};
    return &made->base;
}

static void add_remark(void *user, const GError *error)
{
    g_string_append_printf(user, "; %s", error->message);
}

/* What is in a capture: "1 EN10MB abcd, 2 …", then its end or what is wrong. */
static char *tell(const uint8_t *bytes, size_t length, size_t most)
{
    g_autoptr(GString) told = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(capture_file) capture = capture_open_source(trickle_of(bytes, length, most), "it", YKC_ENGLISH, &error);
    capture_packet packet;

    while (capture != NULL && capture_next(capture, &packet, &error) == CAPTURE_PACKET)
        g_string_append_printf(told, "%d %d %.*s, ", (int)packet.number, packet.link_type, (int)packet.captured,
                               (const char *)packet.bytes);
    g_string_append(told, error != NULL ? error->message : "end");
    if (capture != NULL)
        capture_tell_remarks(capture, add_remark, told);
    return g_string_free(g_steal_pointer(&told), FALSE);
}

/* However the bytes come. */
static void assert_tells(const GByteArray *bytes, const char *expected)
{
    static const size_t portions[] = {1, 7, 16, 100, 1 << 20};

    for (size_t i = 0; i < G_N_ELEMENTS(portions); i++) {
        g_autofree char *told = tell(bytes->data, bytes->len, portions[i]);

        if (strcmp(told, expected) == 0)
            continue;
        printf("\n    in portions of %zu:\n    %s\n    expected:\n    %s\n", portions[i], told, expected);
        CU_FAIL("another capture");
    }
}

static void test_interfaces_of_different_link_types(void)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();

    capture_add_section(bytes);
    capture_add_interface(bytes, DLT_EN10MB, 65535, 6);
    capture_add_interface(bytes, DLT_LINUX_SLL, 65535, 9);
    capture_add_ng_packet(bytes, 0, 1, "abcd");
    capture_add_ng_packet(bytes, 1, 2, "efgh");
    capture_add_ng_packet(bytes, 1, 3, "ijkl");
    capture_add_interface(bytes, LINKTYPE_RAW, 96, 6);
    capture_add_ng_packet(bytes, 2, 4, "mnop");
    capture_add_ng_packet(bytes, 0, 5, "qrst");
    assert_tells(bytes, "1 1 abcd, 2 113 efgh, 3 113 ijkl, 4 12 mnop, 5 1 qrst, end");
}

static void test_packets_longer_than_the_snapshot_length_of_their_interface_or_file(void)
{
    g_autoptr(GByteArray) ng = g_byte_array_new(), classic = g_byte_array_new();

    capture_add_section(ng);
    capture_add_interface(ng, DLT_EN10MB, 2, 6);
    capture_add_interface(ng, DLT_EN10MB, 3, 6);
    capture_add_ng_packet(ng, 1, 1, "abcd");
    assert_tells(ng, "1 1 abcd, end");
    capture_add_header(classic, MICROSECONDS, DLT_EN10MB);
    classic->data[16] = 2;
    classic->data[17] = 0;
    capture_add_packet(classic, 1700000000, 0, "abcd", 4);
    assert_tells(classic, "1 1 abcd, end");
}

static void test_sections_of_either_byte_order(void)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();

    for (int section = 0; section < 4; section++) {
        char four[5] = "sec0";

        four[3] = (char)('0' + section);
        capture_swap_blocks(section % 2 == 1);
        capture_add_section(bytes);
        capture_add_interface(bytes, section == 2 ? DLT_LINUX_SLL : DLT_EN10MB, 65535, 6);
        capture_add_ng_packet(bytes, 0, (uint64_t)section, four);
    }
    capture_swap_blocks(false);
    capture_add_section(bytes); /* nothing in it */
    assert_tells(bytes, "1 1 sec0, 2 1 sec1, 3 113 sec2, 4 1 sec3, end");
}

static void test_simple_packets_are_as_long_as_the_snapshot_length_allows(void)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();

    capture_add_section(bytes);
    capture_add_interface(bytes, DLT_EN10MB, 4, 6);
    capture_add_block(bytes, 3, "\x04\0\0\0abcd", 8);
    capture_add_block(bytes, 3, "\x40\0\0\0efgh", 8);
    capture_add_block(bytes, 3, "\x03\0\0\0ijk", 8);
    assert_tells(bytes, "1 1 abcd, 2 1 efgh, 3 1 ijk, end");
}

static void test_blocks_of_other_kinds_are_passed_over(void)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();

    capture_add_section(bytes);
    capture_add_block(bytes, 0x00000BAD, "custom block", 12);
    capture_add_interface(bytes, DLT_EN10MB, 65535, 6);
    capture_add_block(bytes, 4, NULL, 0); /* name resolution, the smallest block there is */
    capture_add_ng_packet(bytes, 0, 1, "abcd");
    capture_add_block(bytes, 0xDEADBEEF, "\x01\0\0\0\x06\0\0\0", 8);
    capture_add_ng_packet(bytes, 0, 2, "efgh");
    capture_add_block(bytes, 5, NULL, 0);
    assert_tells(bytes, "1 1 abcd, 2 1 efgh, end");
}

static void test_a_missing_interface_is_told_where_it_is_missed(void)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new(), none = g_byte_array_new();

    capture_add_section(bytes);
    capture_add_interface(bytes, DLT_EN10MB, 65535, 6);
    capture_add_ng_packet(bytes, 0, 1, "abcd");
    capture_add_ng_packet(bytes, 1, 2, "efgh");
    assert_tells(bytes, "1 1 abcd, it: cannot be read after packet 1: a packet arrived on interface 1, but there's no Interface "
                        "Description Block for that interface; copy it again");
    capture_add_section(none);
    capture_add_ng_packet(none, 0, 1, "abcd");
    assert_tells(none, "it: is no capture that libpcap can read (the capture file has a packet block before any Interface "
                       "Description Blocks); Wireshark's 'editcap -F pcapng IN OUT' converts other formats");
}

static void test_packets_of_an_unsupported_interface_are_left_out_and_told(void)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();

    capture_add_section(bytes);
    capture_add_interface(bytes, DLT_IEEE802_11_RADIO, 65535, 6);
    capture_add_interface(bytes, DLT_EN10MB, 65535, 6);
    capture_add_ng_packet(bytes, 0, 1, "abcd");
    capture_add_ng_packet(bytes, 1, 2, "efgh");
    capture_add_ng_packet(bytes, 0, 3, "ijkl");
    assert_tells(bytes,
                 "1 127 abcd, 2 1 efgh, 3 127 ijkl, end; it: 2 packets of link type 127 (IEEE802_11_RADIO) were not looked "
                 "at, for it is not supported; capture on an Ethernet, 'any', loopback or raw IP interface");
}

/* Two sections, two kinds of interfaces: whatever a file can be cut in. */
static GByteArray *rich_capture(void)
{
    GByteArray *bytes = g_byte_array_new();

    capture_add_section(bytes);
    capture_add_interface(bytes, DLT_EN10MB, 65535, 6);
    capture_add_interface(bytes, DLT_LINUX_SLL, 96, 9);
    capture_add_ng_packet(bytes, 0, 1, "abcd");
    capture_add_ng_packet(bytes, 1, 2, "efgh");
    capture_swap_blocks(true);
    capture_add_section(bytes);
    capture_add_interface(bytes, DLT_EN10MB, 65535, 6);
    capture_add_ng_packet(bytes, 0, 3, "ijkl");
    capture_swap_blocks(false);
    return bytes;
}

static void test_a_file_cut_anywhere_gives_every_whole_packet_and_tells(void)
{
    static const char *const packets[] = {"1 1 abcd, ", "2 113 efgh, ", "3 1 ijkl, "};
    g_autoptr(GByteArray) bytes = rich_capture();
    enum { SECTION = 28, INTERFACE = 32, PACKET = 36, HEAD = SECTION + 2 * INTERFACE };
    const size_t ends[] = {HEAD + PACKET, HEAD + 2 * PACKET, bytes->len};
    const size_t boundaries[] = {SECTION + INTERFACE, HEAD, ends[0], ends[1], ends[1] + SECTION, ends[2] - PACKET, ends[2]};

    for (size_t length = 1; length <= bytes->len; length++) {
        g_autofree char *told = tell(bytes->data, length, 16);
        g_autoptr(GString) expected = g_string_new(NULL);
        bool is_boundary = false;

        for (size_t i = 0; i < G_N_ELEMENTS(ends) && ends[i] <= length; i++)
            g_string_append(expected, packets[i]);
        for (size_t i = 0; i < G_N_ELEMENTS(boundaries); i++)
            is_boundary |= boundaries[i] == length;
        if (is_boundary)
            g_string_append(expected, "end");
        else
            g_string_append(expected, "it: ");
        if (g_str_has_prefix(told, expected->str))
            continue;
        printf("\n    cut behind %zu bytes:\n    %s\n    expected:\n    %s…\n", length, told, expected->str);
        CU_FAIL("another capture");
    }
}

/* Nothing but that it ends, and what the sanitizers see. */
static void test_any_damage_is_survived(void)
{
    g_autoptr(GByteArray) whole = rich_capture();
    g_autoptr(GRand) chances = g_rand_new_with_seed(1);

    for (int round = 0; round < ROUNDS; round++) {
        g_autofree uint8_t *bytes = g_memdup2(whole->data, whole->len);
        int damages = g_rand_int_range(chances, 1, 4);

        for (int i = 0; i < damages; i++)
            bytes[g_rand_int_range(chances, 0, (gint32)whole->len)] = (uint8_t)g_rand_int(chances);
        g_free(
            tell(bytes, (size_t)g_rand_int_range(chances, 1, (gint32)whole->len + 1), (size_t)g_rand_int_range(chances, 1, 64)));
    }
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_interfaces_of_different_link_types),
        STORY(test_packets_longer_than_the_snapshot_length_of_their_interface_or_file),
        STORY(test_sections_of_either_byte_order),
        STORY(test_simple_packets_are_as_long_as_the_snapshot_length_allows),
        STORY(test_blocks_of_other_kinds_are_passed_over),
        STORY(test_a_missing_interface_is_told_where_it_is_missed),
        STORY(test_packets_of_an_unsupported_interface_are_left_out_and_told),
        STORY(test_a_file_cut_anywhere_gives_every_whole_packet_and_tells),
        STORY(test_any_damage_is_survived),
    };

    return run_suite("sections", stories, G_N_ELEMENTS(stories));
}
