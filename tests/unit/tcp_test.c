/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "input/tcp.h"

#include <glib.h>
#include <string.h>

#include "suite.h"

#define SECOND INT64_C(1000000000)

/*
 * What a table tells, as text: "+1" connection 1 opened ("+1~" in midstream), ">abc" and "<abc" bytes of its first and second
 * endpoint, ">gap3" bytes that will not come, "-1fin" the end of connection 1.
 */
struct talk {
    tcp_table *table;
    GString *story;
    tcp_packet packet;       /* the one fed last */
    uint64_t carrier;        /* number of the packet that carried the last bytes */
    int client;              /* of the connection that closed last */
    uint64_t midstream;      /* connections opened so */
    tcp_connection *current; /* the one opened last, while it is open */
};

static void tell_opened(void *user, tcp_connection *connection, const tcp_packet *packet)
{
    struct talk *heard = user;

    CU_ASSERT_EQUAL(packet->number, heard->packet.number);
    connection->user = heard;
    heard->current = connection;
    heard->midstream += connection->midstream;
    g_string_append_printf(heard->story, "+%u%s ", (unsigned)connection->id, connection->midstream ? "~" : "");
}

static void tell_bytes(void *user, tcp_connection *connection, int direction, const uint8_t *bytes, size_t length,
                       const tcp_packet *packet)
{
    struct talk *heard = user;

    CU_ASSERT_PTR_EQUAL(connection->user, heard);
    heard->carrier = packet->number;
    g_string_append_c(heard->story, "><"[direction]);
    g_string_append_len(heard->story, (const char *)bytes, (gssize)length);
    g_string_append_c(heard->story, ' ');
}

static void tell_gap(void *user, tcp_connection *connection, int direction, uint32_t count, const tcp_packet *packet)
{
    struct talk *heard = user;

    CU_ASSERT_PTR_EQUAL(connection->user, heard);
    CU_ASSERT_EQUAL(packet->number, heard->packet.number);
    g_string_append_printf(heard->story, "%cgap%u ", "><"[direction], count);
}

static void tell_closed(void *user, tcp_connection *connection, tcp_close how, const tcp_packet *packet)
{
    static const char *const names[] = {"fin", "rst", "reuse", "limit", "end"};
    struct talk *heard = user;

    CU_ASSERT_PTR_EQUAL(connection->user, heard);
    CU_ASSERT_EQUAL(packet->number, heard->packet.number);
    connection->user = NULL;
    heard->client = connection->client;
    if (heard->current == connection)
        heard->current = NULL;
    g_string_append_printf(heard->story, "-%u%s ", (unsigned)connection->id, names[how]);
}

static const tcp_callbacks telling = {tell_opened, tell_bytes, tell_gap, tell_closed};

static void talk_begin_within(struct talk *talk, const tcp_limits *limits)
{
    *talk = (struct talk){.story = g_string_new(NULL), .packet = {.time_ns = SECOND}};
    talk->table = tcp_table_new(&telling, talk, limits, 42);
}

static void talk_begin(struct talk *talk)
{
    talk_begin_within(talk, NULL);
}

/* End the capture; the whole story must be @p expected. */
static void talk_end(struct talk *talk, const char *expected)
{
    tcp_table_end(talk->table, &talk->packet);
    if (strcmp(g_strchomp(talk->story->str), expected) != 0) {
        printf("\n    heard    '%s'\n    expected '%s'\n", talk->story->str, expected);
        CU_FAIL("another story");
    }
    tcp_table_free(talk->table);
    g_string_free(talk->story, TRUE);
}

enum { PILE = 0, PLATFORM = 1 };

static const endpoint ends[2] = {
    {.address = {10, 0, 0, 1}, .address_length = 4, .port = 50000},
    {.address = {10, 0, 0, 2}, .address_length = 4, .port = 8768},
};

static void feed(struct talk *talk, const tcp_segment *segment)
{
    talk->packet.number++;
    tcp_table_feed(talk->table, segment, &talk->packet);
}

/* One segment from an end; an acknowledgement of 0 stands for none. */
static void say(struct talk *talk, int from, unsigned flags, uint32_t sequence, uint32_t acknowledgement, const char *payload)
{
    g_autofree uint8_t *exact = g_memdup2(payload, strlen(payload));
    tcp_segment segment = {.source = ends[from],
                           .destination = ends[!from],
                           .sequence = sequence,
                           .acknowledgement = acknowledgement,
                           .flags = (uint8_t)(flags | (acknowledgement != 0 ? TCP_ACK : 0u)),
                           .payload = exact,
                           .present = (uint32_t)strlen(payload),
                           .length = (uint32_t)strlen(payload),
                           .ip_id = (uint16_t)(talk->packet.number + 1)}; /* as of a sender that numbers its packets */

    feed(talk, &segment);
}

/* One segment of which the snap length left a part. */
static void say_cut(struct talk *talk, int from, uint32_t sequence, const char *payload, uint32_t length)
{
    tcp_segment segment = {.source = ends[from],
                           .destination = ends[!from],
                           .sequence = sequence,
                           .payload = (const uint8_t *)payload,
                           .present = (uint32_t)strlen(payload),
                           .length = length};

    feed(talk, &segment);
}

static void wait_for(struct talk *talk, int64_t time_ns)
{
    talk->packet.time_ns += time_ns;
}

/* The pile's bytes begin at 101, the platform's at 501. */
static void shake_hands(struct talk *talk)
{
    say(talk, PILE, TCP_SYN, 100, 0, "");
    say(talk, PLATFORM, TCP_SYN, 500, 101, "");
    say(talk, PILE, 0, 101, 501, "");
}

/* --- A connection as it should be --- */

static void test_a_connection_from_syn_to_fin(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, 0, 101, 501, "login");
    say(&talk, PLATFORM, 0, 501, 106, "welcome");
    say(&talk, PILE, TCP_FIN, 106, 508, "bye");
    say(&talk, PLATFORM, TCP_FIN, 508, 110, "");
    CU_ASSERT_EQUAL(talk.client, PILE);
    say(&talk, PILE, 0, 110, 509, "");
    talk_end(&talk, "+1 >login <welcome >bye -1fin");
}

static void test_the_client_is_known_from_the_answer_alone(void)
{
    struct talk talk;

    talk_begin(&talk);
    say(&talk, PLATFORM, TCP_SYN, 500, 101, "");
    say(&talk, PILE, 0, 101, 501, "hi");
    say(&talk, PILE, TCP_RST, 103, 0, "");
    CU_ASSERT_EQUAL(talk.client, 1);
    CU_ASSERT_EQUAL(talk.midstream, 0);
    talk_end(&talk, "+1 <hi -1rst");
}

static void test_a_syn_that_is_overtaken_by_its_answer_opens_no_second_connection(void)
{
    struct talk talk;

    talk_begin(&talk);
    say(&talk, PLATFORM, TCP_SYN, 500, 101, "");
    say(&talk, PILE, TCP_SYN, 100, 0, "");
    say(&talk, PILE, 0, 101, 501, "hi");
    talk_end(&talk, "+1 <hi -1end");
    CU_ASSERT_EQUAL(talk.client, 1);
}

static void test_bytes_with_the_syn_are_the_first_of_the_stream(void)
{
    struct talk talk;

    talk_begin(&talk);
    say(&talk, PILE, TCP_SYN, 100, 0, "fast");
    say(&talk, PLATFORM, TCP_SYN, 500, 105, "");
    say(&talk, PILE, 0, 105, 501, "er");
    talk_end(&talk, "+1 >fast >er -1end");
}

static void test_numbers_wrap_around(void)
{
    struct talk talk;

    talk_begin(&talk);
    say(&talk, PILE, TCP_SYN, UINT32_MAX - 2, 0, "");
    say(&talk, PILE, 0, UINT32_MAX - 1, 0, "abcd");
    say(&talk, PILE, 0, 5, 0, "hi");
    say(&talk, PILE, 0, 2, 0, "efg");
    say(&talk, PILE, 0, UINT32_MAX, 0, "bcdefg");
    talk_end(&talk, "+1 >abcd >efg >hi -1end");
}

static void test_a_capture_of_one_direction_ends_with_its_fin(void)
{
    struct talk talk;

    talk_begin(&talk);
    say(&talk, PILE, TCP_SYN, 100, 0, "");
    say(&talk, PILE, 0, 101, 501, "login");
    CU_ASSERT_EQUAL(talk.current->directions[1].segments, 0);
    say(&talk, PILE, TCP_FIN, 106, 508, "");
    CU_ASSERT_PTR_NULL(talk.current);
    talk_end(&talk, "+1 >login -1fin");
}

static void test_a_side_that_only_acknowledges_is_waited_for(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, TCP_FIN, 101, 501, "bye");
    say(&talk, PLATFORM, 0, 501, 105, "");
    say(&talk, PLATFORM, 0, 501, 105, "late");
    say(&talk, PLATFORM, TCP_FIN, 505, 105, "");
    talk_end(&talk, "+1 >bye <late -1fin");
}

static void test_keep_alives_are_no_bytes(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, 0, 101, 501, "abc");
    say(&talk, PILE, 0, 103, 501, "");
    say(&talk, PILE, 0, 103, 501, "X");
    say(&talk, PLATFORM, 0, 500, 104, "");
    say(&talk, PILE, 0, 104, 501, "def");
    talk_end(&talk, "+1 >abc >def -1end");
}

static void test_connections_with_the_same_ports_at_other_addresses_are_others(void)
{
    struct talk talk;
    tcp_segment segment = {.source = ends[PILE], .destination = ends[PLATFORM], .flags = TCP_SYN, .sequence = 100};

    talk_begin(&talk);
    feed(&talk, &segment);
    segment.source.address[3] = 9;
    feed(&talk, &segment);
    segment.source.address_length = 16;
    feed(&talk, &segment);
    say(&talk, PILE, 0, 101, 0, "first");
    talk_end(&talk, "+1 +2 +3 >first -2end -3end -1end");
}

static void test_a_connection_to_itself_does_no_harm(void)
{
    struct talk talk;
    tcp_segment segment = {.source = ends[PILE], .destination = ends[PILE], .flags = TCP_SYN, .sequence = 100};

    talk_begin(&talk);
    feed(&talk, &segment);
    segment = (tcp_segment){.source = ends[PILE],
                            .destination = ends[PILE],
                            .flags = TCP_FIN | TCP_ACK,
                            .sequence = 101,
                            .acknowledgement = 101,
                            .payload = (const uint8_t *)"hi",
                            .present = 2,
                            .length = 2};
    feed(&talk, &segment);
    talk_end(&talk, "+1 >hi -1fin");
}

/* --- Repeated and reordered segments --- */

static void test_a_retransmission_is_not_delivered_twice(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, 0, 101, 501, "abc");
    say(&talk, PILE, 0, 101, 501, "abc");
    say(&talk, PILE, 0, 102, 501, "bc");
    CU_ASSERT_EQUAL(tcp_table_counters(talk.table)->retransmitted_bytes, 5);
    talk_end(&talk, "+1 >abc -1end");
}

static void test_a_retransmission_that_overlaps_new_data_delivers_only_the_new_bytes(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, 0, 101, 501, "abc");
    say(&talk, PILE, 0, 102, 501, "bcdef");
    talk_end(&talk, "+1 >abc >def -1end");
}

static void test_a_segment_that_comes_early_waits_for_its_turn(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, 0, 107, 501, "ghi");
    say(&talk, PILE, 0, 104, 501, "def");
    say(&talk, PILE, 0, 110, 501, "jkl");
    say(&talk, PILE, 0, 101, 501, "abc");
    CU_ASSERT_EQUAL(talk.carrier, 6);
    talk_end(&talk, "+1 >abc >def >ghi >jkl -1end");
}

static void test_of_two_copies_the_first_wins(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, 0, 104, 501, "DEF");
    say(&talk, PILE, 0, 103, 501, "cdefg");
    say(&talk, PILE, 0, 112, 501, "LM");
    say(&talk, PILE, 0, 105, 501, "efghijklmno");
    say(&talk, PILE, 0, 101, 501, "abcdefghijklmnop");
    talk_end(&talk, "+1 >ab >c >DEF >g >hijk >LM >no >p -1end");
}

static void test_a_fin_that_comes_early_waits_for_the_bytes_before_it(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PLATFORM, TCP_FIN, 501, 101, "");
    say(&talk, PILE, TCP_FIN, 104, 502, "def");
    say(&talk, PILE, 0, 101, 502, "abc");
    talk_end(&talk, "+1 >abc >def -1fin");
}

static void test_bytes_beyond_a_fin_are_dropped(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, TCP_FIN, 101, 501, "abc");
    say(&talk, PILE, 0, 105, 501, "more");
    say(&talk, PILE, TCP_FIN, 101, 501, "abc");
    CU_ASSERT_EQUAL(tcp_table_counters(talk.table)->dropped_bytes, 4);
    talk_end(&talk, "+1 >abc -1end");
}

static void test_waiting_bytes_beyond_a_fin_are_dropped(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, 0, 110, 501, "none");
    say(&talk, PILE, TCP_FIN, 101, 501, "abc");
    CU_ASSERT_EQUAL(tcp_table_counters(talk.table)->dropped_bytes, 4);
    say(&talk, PLATFORM, TCP_FIN, 501, 105, "");
    talk_end(&talk, "+1 >abc -1fin");
}

static void test_a_fin_that_bytes_go_beyond_was_none(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, TCP_FIN, 104, 501, "");
    say(&talk, PILE, 0, 101, 501, "abcdef");
    say(&talk, PILE, TCP_FIN, 107, 501, "ghi");
    say(&talk, PLATFORM, TCP_FIN, 501, 111, "");
    talk_end(&talk, "+1 >abcdef >ghi -1fin");
}

/* --- Holes --- */

static void test_a_hole_is_bridged_once_the_other_side_acknowledges_beyond_it(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, 0, 104, 501, "def");
    say(&talk, PLATFORM, 0, 501, 101, "");
    say(&talk, PLATFORM, 0, 501, 103, "");
    CU_ASSERT_STRING_EQUAL(talk.story->str, "+1 ");
    say(&talk, PLATFORM, 0, 501, 107, "answer");
    say(&talk, PILE, 0, 101, 501, "abc");
    talk_end(&talk, "+1 >gap3 >def <answer -1end");
}

static void test_a_hole_that_is_acknowledged_already_is_not_waited_for(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PLATFORM, 0, 501, 104, "");
    say(&talk, PLATFORM, 0, 501, 102, ""); /* an older one, reordered */
    say(&talk, PILE, 0, 104, 501, "def");
    CU_ASSERT_STRING_EQUAL(talk.story->str, "+1 >gap3 >def ");
    talk_end(&talk, "+1 >gap3 >def -1end");
}

static void test_without_acknowledgements_a_hole_stays_open_however_long_the_stream(void)
{
    struct talk talk;

    talk_begin(&talk);
    say(&talk, PILE, TCP_SYN, 0, 0, "");
    for (uint32_t i = 0; i < 2500; i++) /* more than half of all numbers */
        say_cut(&talk, PILE, 1 + (i << 20), "", 1 << 20);
    g_string_truncate(talk.story, 0);
    say(&talk, PILE, 0, 4 + (2500u << 20), 0, "def");
    CU_ASSERT_STRING_EQUAL(talk.story->str, "");
    say(&talk, PILE, 0, 1 + (2500u << 20), 0, "abc");
    talk_end(&talk, ">abc >def -1end");
}

static void test_an_acknowledgement_bridges_only_the_holes_below_it(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, 0, 103, 501, "c");
    say(&talk, PILE, 0, 105, 501, "e");
    say(&talk, PILE, 0, 107, 501, "g");
    say(&talk, PLATFORM, 0, 501, 106, "");
    CU_ASSERT_STRING_EQUAL(talk.story->str, "+1 >gap2 >c >gap1 >e ");
    say(&talk, PILE, 0, 106, 501, "f");
    talk_end(&talk, "+1 >gap2 >c >gap1 >e >f >g -1end");
}

static void test_a_reordered_packet_is_no_hole_when_the_acknowledgement_overtook_it(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PLATFORM, 0, 501, 104, "answer");
    say(&talk, PILE, 0, 101, 501, "abc");
    talk_end(&talk, "+1 <answer >abc -1end");
}

static void test_holes_are_bridged_at_the_end_of_the_connection(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, 0, 104, 501, "def");
    say(&talk, PLATFORM, 0, 503, 101, "two");
    say(&talk, PILE, TCP_RST, 101, 0, "");
    talk_end(&talk, "+1 >gap3 >def <gap2 <two -1rst");
}

static void test_holes_are_bridged_at_the_end_of_the_capture(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, 0, 104, 501, "def");
    say(&talk, PILE, TCP_FIN, 110, 501, "");
    talk_end(&talk, "+1 >gap3 >def >gap3 -1end");
}

static void test_acknowledged_bytes_that_never_came_are_a_gap_at_the_end(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PLATFORM, 0, 501, 131, "");
    talk_end(&talk, "+1 >gap30 -1end");
}

static void test_an_acknowledged_fin_that_never_came_is_no_gap(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, 0, 101, 501, "bye");
    say(&talk, PLATFORM, TCP_FIN, 501, 105, "");
    talk_end(&talk, "+1 >bye -1end");
}

static void test_an_acknowledged_fin_bridges_the_hole_before_it(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, TCP_FIN, 104, 501, "");
    say(&talk, PLATFORM, 0, 501, 105, "");
    say(&talk, PLATFORM, TCP_FIN, 501, 105, "");
    talk_end(&talk, "+1 >gap3 -1fin");
}

static void test_what_the_snap_length_cut_is_a_gap_right_away(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say_cut(&talk, PILE, 101, "ab", 5);
    say(&talk, PILE, 0, 106, 501, "fg");
    say_cut(&talk, PILE, 108, "", 7);
    talk_end(&talk, "+1 >ab >gap3 >fg >gap7 -1end");
}

static void test_a_cut_segment_that_waits_keeps_its_gap(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say_cut(&talk, PILE, 103, "cd", 4);
    say(&talk, PILE, 0, 101, 501, "ab");
    talk_end(&talk, "+1 >ab >cd >gap2 -1end");
}

static void test_a_cut_tail_that_waits_already_is_no_gap(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, 0, 104, 501, "def");
    say_cut(&talk, PILE, 101, "ab", 6);
    talk_end(&talk, "+1 >ab >gap1 >def -1end");
}

static void test_too_many_waiting_segments_give_up_the_hole(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    for (uint32_t i = 0; i < TCP_HELD_SEGMENTS; i++)
        say(&talk, PILE, 0, 103 + 2 * i, 501, "x");
    CU_ASSERT_STRING_EQUAL(talk.story->str, "+1 ");
    say(&talk, PILE, 0, 103 + 2 * TCP_HELD_SEGMENTS, 501, "x");
    CU_ASSERT_STRING_EQUAL(talk.story->str, "+1 >gap2 >x ");
    CU_ASSERT_EQUAL(tcp_table_counters(talk.table)->gaps_limited, 1);
    say(&talk, PILE, TCP_RST, 101, 0, "");
    CU_ASSERT_EQUAL(tcp_table_counters(talk.table)->bytes, TCP_HELD_SEGMENTS + 1);
    tcp_table_free(talk.table);
    g_string_free(talk.story, TRUE);
}

static void test_too_many_waiting_bytes_in_all_connections_give_up_the_hole(void)
{
    struct talk talk;
    const tcp_limits limits = {.connections = 10, .held_bytes = 200};

    talk_begin_within(&talk, &limits);
    shake_hands(&talk);
    say(&talk, PILE, 0, 104, 501, "def");
    say(&talk, PILE, 0, 108, 501, "hi");
    say(&talk, PILE, 0, 112, 501, "lm");
    say(&talk, PLATFORM, 0, 503, 101, "two");
    CU_ASSERT_EQUAL(tcp_table_counters(talk.table)->gaps_limited, 1);
    talk_end(&talk, "+1 <gap2 <two >gap3 >def >gap1 >hi >gap2 >lm -1end");
}

static void test_bytes_that_went_on_make_room_for_others(void)
{
    static const tcp_limits limits = {.connections = 10, .held_bytes = 100000};
    static char kilobytes[60001];
    struct talk talk;

    memset(kilobytes, 'x', sizeof kilobytes - 1);
    talk_begin_within(&talk, &limits);
    shake_hands(&talk);
    for (uint32_t i = 0, at = 101; i < 3 * TCP_HELD_BYTES / 60000; i++, at += 60001) {
        say(&talk, PILE, 0, at + 1, 501, kilobytes);
        say(&talk, PILE, 0, at, 501, "x");
    }
    CU_ASSERT_EQUAL(tcp_table_counters(talk.table)->gaps, 0);
    tcp_table_free(talk.table);
    g_string_free(talk.story, TRUE);
}

/* --- The start in midstream --- */

static void test_a_midstream_start_begins_with_its_first_bytes(void)
{
    struct talk talk;

    talk_begin(&talk);
    say(&talk, PLATFORM, 0, 7000, 9000, "answer");
    say(&talk, PILE, 0, 9000, 7006, "thanks");
    CU_ASSERT_EQUAL(talk.current->client, TCP_CLIENT_UNKNOWN);
    talk_end(&talk, "+1~ >answer <thanks -1end");
}

static void test_bytes_below_a_midstream_start_count_as_seen(void)
{
    struct talk talk;

    talk_begin(&talk);
    say(&talk, PILE, 0, 9003, 7000, "def");
    say(&talk, PILE, 0, 9000, 7000, "abc");
    say(&talk, PILE, 0, 9001, 7000, "bcdefg");
    talk_end(&talk, "+1~ >def >g -1end");
}

static void test_bare_acknowledgements_keep_alives_and_resets_open_nothing(void)
{
    struct talk talk;

    talk_begin(&talk);
    say(&talk, PILE, 0, 9000, 7000, "");
    say(&talk, PILE, 0, 8999, 7000, "X");
    say(&talk, PILE, TCP_FIN, 9000, 7000, "");
    say(&talk, PILE, TCP_RST, 9000, 0, "why");
    CU_ASSERT_EQUAL(tcp_table_counters(talk.table)->stray_segments, 4);
    talk_end(&talk, "");
}

static void test_a_keep_alive_does_not_start_a_direction(void)
{
    struct talk talk;

    talk_begin(&talk);
    say(&talk, PLATFORM, 0, 7000, 9000, "answer");
    say(&talk, PILE, 0, 8999, 7006, "X");
    say(&talk, PILE, 0, 9000, 7006, "thanks");
    talk_end(&talk, "+1~ >answer <thanks -1end");
}

static void test_a_syn_that_the_first_bytes_overtook_names_the_client(void)
{
    struct talk talk;

    talk_begin(&talk);
    say(&talk, PILE, 0, 101, 501, "login");
    say(&talk, PILE, TCP_SYN, 100, 0, "");
    say(&talk, PILE, 0, 106, 501, "more");
    talk_end(&talk, "+1~ >login >more -1end");
    CU_ASSERT_EQUAL(talk.client, 0);
}

/* --- The end, and what comes after --- */

static void test_late_retransmissions_after_both_fins_open_nothing(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, TCP_FIN, 101, 501, "abc");
    say(&talk, PLATFORM, TCP_FIN, 501, 105, "xyz");
    wait_for(&talk, 60 * SECOND);
    say(&talk, PILE, TCP_FIN, 101, 501, "abc");
    say(&talk, PLATFORM, 0, 501, 105, "xyz");
    CU_ASSERT_EQUAL(tcp_table_counters(talk.table)->dropped_bytes, 6);
    talk_end(&talk, "+1 >abc <xyz -1fin");
}

static void test_late_segments_after_a_reset_open_nothing(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PLATFORM, TCP_RST, 501, 0, "");
    say(&talk, PILE, 0, 101, 501, "in flight");
    say(&talk, PLATFORM, TCP_RST, 501, 0, "");
    talk_end(&talk, "+1 -1rst");
}

static void test_a_closed_connection_is_forgotten_in_time(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PLATFORM, TCP_RST, 501, 0, "");
    wait_for(&talk, TCP_CLOSED_KEEP_NS + 1);
    say(&talk, PILE, 0, 101, 501, "alive after all");
    talk_end(&talk, "+1 -1rst +2~ >alive after all -2end");
}

static void test_a_reset_outside_the_window_is_not_believed(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PLATFORM, TCP_RST, 0x80000000, 0, "");
    say(&talk, PILE, 0, 101, 501, "still here");
    talk_end(&talk, "+1 >still here -1end");
}

static void test_a_refused_connection_is_closed_by_the_reset_that_answers_it(void)
{
    struct talk talk;

    talk_begin(&talk);
    say(&talk, PILE, TCP_SYN, 3000000000, 0, "");
    say(&talk, PLATFORM, TCP_RST, 0, 3000000001, "");
    say(&talk, PILE, TCP_SYN, 3000000000, 0, "");
    talk_end(&talk, "+1 -1rst +2 -2end");
}

static void test_a_syn_reuses_the_ports_of_a_closed_connection(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, TCP_FIN, 101, 501, "");
    say(&talk, PLATFORM, TCP_FIN, 501, 102, "");
    say(&talk, PILE, TCP_SYN, 100000, 0, "");
    say(&talk, PLATFORM, TCP_SYN, 70000, 100001, "");
    say(&talk, PILE, 0, 100001, 70001, "again");
    talk_end(&talk, "+1 -1fin +2 >again -2end");
}

static void test_a_syn_reuses_the_ports_of_a_connection_that_was_never_closed(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, 0, 101, 501, "login");
    say(&talk, PILE, 0, 110, 501, "behind a hole");
    say(&talk, PILE, TCP_SYN, 3000000000, 0, "");
    say(&talk, PILE, 0, 3000000001, 0, "login");
    talk_end(&talk, "+1 >login >gap4 >behind a hole -1reuse +2 >login -2end");
}

static void test_a_repeated_syn_opens_no_second_connection(void)
{
    struct talk talk;

    talk_begin(&talk);
    say(&talk, PILE, TCP_SYN, 100, 0, "");
    wait_for(&talk, 7 * SECOND);
    say(&talk, PILE, TCP_SYN, 100, 0, "");
    say(&talk, PLATFORM, TCP_SYN, 500, 101, "");
    say(&talk, PLATFORM, TCP_SYN, 500, 101, "");
    say(&talk, PILE, 0, 101, 501, "login");
    talk_end(&talk, "+1 >login -1end");
}

static void test_a_duplicated_syn_from_a_second_tap_opens_no_second_connection(void)
{
    struct talk talk;

    talk_begin(&talk);
    say(&talk, PILE, TCP_SYN, 100, 0, "fast");
    say(&talk, PILE, TCP_SYN, 100, 0, "fast");
    talk_end(&talk, "+1 >fast -1end");
}

/* A small stack without a random source begins every life with the same port and the same number. */
static void test_a_restarted_pile_with_the_old_port_and_number_is_a_new_connection(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, 0, 101, 501, "login");
    wait_for(&talk, 30 * SECOND);
    say(&talk, PILE, TCP_SYN, 100, 0, "");
    say(&talk, PLATFORM, 0, 501, 106, ""); /* the platform does not know yet */
    say(&talk, PILE, TCP_RST, 106, 0, "");
    say(&talk, PILE, TCP_SYN, 100, 0, "");
    say(&talk, PLATFORM, TCP_SYN, 9500, 101, "");
    say(&talk, PILE, 0, 101, 9501, "login");
    talk_end(&talk, "+1 >login -1reuse +2 -2rst +3 >login -3end");
}

static void test_a_server_alone_in_the_capture_opens_with_each_of_its_answers(void)
{
    struct talk talk;

    talk_begin(&talk);
    say(&talk, PLATFORM, TCP_SYN, 500, 101, "");
    say(&talk, PLATFORM, 0, 501, 111, "one");
    wait_for(&talk, 30 * SECOND);
    say(&talk, PLATFORM, TCP_SYN, 80000, 101, "");
    say(&talk, PLATFORM, 0, 80001, 111, "two");
    talk_end(&talk, "+1 >one -1reuse +2 >two -2end");
}

static void test_a_syn_of_a_side_that_was_silent_so_far_is_a_new_connection(void)
{
    struct talk talk;

    talk_begin(&talk);
    say(&talk, PLATFORM, 0, 7000, 9000, "answer");
    wait_for(&talk, 30 * SECOND);
    say(&talk, PILE, TCP_SYN, 100, 0, "");
    say(&talk, PLATFORM, TCP_SYN, 500, 101, "");
    say(&talk, PILE, 0, 101, 501, "login");
    talk_end(&talk, "+1~ >answer -1reuse +2 >login -2end");
}

static void test_a_reconnection_whose_syn_was_not_captured_is_found_by_its_numbers(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, 0, 101, 501, "login");
    say(&talk, PILE, 0, 3000000000, 2000000000, "login");
    say(&talk, PLATFORM, 0, 2000000000, 3000000005, "hi");
    talk_end(&talk, "+1 >login -1reuse +2~ >login <hi -2end");
}

static void test_a_one_way_reconnection_without_syn_is_found_once_it_goes_on(void)
{
    struct talk talk;

    talk_begin(&talk);
    say(&talk, PILE, TCP_SYN, 100, 0, "");
    say(&talk, PILE, 0, 101, 501, "login");
    say(&talk, PILE, 0, 3000000000, 2000000000, "login");
    say(&talk, PILE, 0, 3000000000, 2000000000, "login");
    CU_ASSERT_EQUAL(tcp_table_counters(talk.table)->dropped_bytes, 10);
    say(&talk, PILE, 0, 3000000005, 2000000000, "heartbeat");
    talk_end(&talk, "+1 >login -1reuse +2~ >heartbeat -2end");
}

static void test_one_segment_far_outside_the_window_changes_nothing(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, 0, 3000000000, 501, "nonsense");
    say(&talk, PILE, 0, 101, 501, "login");
    say(&talk, PLATFORM, 0, 501, 2000000000, "ok");
    talk_end(&talk, "+1 >login <ok -1end");
}

/* --- The table --- */

/* A connection of its own for each number; it says one thing. */
static void open_one(struct talk *talk, unsigned number)
{
    tcp_segment segment = {.source = ends[PILE], .destination = ends[PLATFORM], .flags = TCP_SYN, .sequence = 100};

    segment.source.address[1] = (uint8_t)(number >> 16);
    segment.source.address[2] = (uint8_t)(number >> 8);
    segment.source.address[3] = (uint8_t)number;
    feed(talk, &segment);
    segment.flags = 0;
    segment.sequence = 101;
    segment.payload = (const uint8_t *)"x";
    segment.present = segment.length = 1;
    segment.ip_id = (uint16_t)(talk->packet.number + 1);
    feed(talk, &segment);
}

static void test_beyond_the_limit_the_connection_idle_for_longest_goes_first(void)
{
    struct talk talk;
    const tcp_limits limits = {.connections = 3, .held_bytes = 1000};

    talk_begin_within(&talk, &limits);
    open_one(&talk, 1);
    open_one(&talk, 2);
    open_one(&talk, 3);
    open_one(&talk, 1);
    open_one(&talk, 4);
    CU_ASSERT_EQUAL(tcp_table_counters(talk.table)->connections_limited, 1);
    talk_end(&talk, "+1 >x +2 >x +3 >x -2limit +4 >x -3end -1end -4end");
}

static void test_closed_connections_make_room_before_open_ones(void)
{
    struct talk talk;
    const tcp_limits limits = {.connections = 2, .held_bytes = 1000};

    talk_begin_within(&talk, &limits);
    open_one(&talk, 7);
    shake_hands(&talk);
    say(&talk, PILE, TCP_RST, 101, 0, "");
    open_one(&talk, 8);
    CU_ASSERT_EQUAL(tcp_table_counters(talk.table)->connections_limited, 0);
    talk_end(&talk, "+1 >x +2 -2rst +3 >x -1end -3end");
}

static void test_thousands_of_connections_are_found_again_whatever_the_seed(void)
{
    enum { COUNT = 5000 };
    g_autofree char *first_story = NULL;

    for (uint64_t seed = 0; seed < 3; seed++) {
        struct talk talk = {.story = g_string_new(NULL)};

        talk.table = tcp_table_new(&telling, &talk, &(tcp_limits){.connections = COUNT - 1000, .held_bytes = 1000}, seed);
        for (unsigned i = 0; i < COUNT; i++)
            open_one(&talk, i);
        for (unsigned i = COUNT; i > 1000; i--)
            open_one(&talk, i - 1); /* all repetitions */
        CU_ASSERT_EQUAL(tcp_table_counters(talk.table)->connections, COUNT);
        CU_ASSERT_EQUAL(tcp_table_counters(talk.table)->bytes, COUNT);
        CU_ASSERT_EQUAL(tcp_table_counters(talk.table)->retransmitted_bytes, COUNT - 1000);
        CU_ASSERT_EQUAL(tcp_table_counters(talk.table)->connections_limited, 1000);
        tcp_table_end(talk.table, &talk.packet);
        if (first_story == NULL)
            first_story = g_strdup(talk.story->str);
        CU_ASSERT_STRING_EQUAL(talk.story->str, first_story);
        tcp_table_free(talk.table);
        g_string_free(talk.story, TRUE);
    }
}

static void test_a_table_is_released_with_all_that_waits_in_it(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say(&talk, PILE, 0, 104, 501, "def");
    tcp_table_free(talk.table);
    CU_ASSERT_STRING_EQUAL(talk.story->str, "+1 ");
    g_string_free(talk.story, TRUE);
    tcp_table_free(NULL);
}

/* --- Properties: two random streams, cut, repeated, reordered, lost --- */

enum { STREAM = 6000, CUTS_MAX = 4 * STREAM };

typedef enum trouble {
    SHUFFLED = 1,     /* segments change places with their neighbours */
    LOST = 2,         /* some are not captured */
    CUT = 4,          /* the snap length shortens some */
    ANSWERED = 8,     /* the receiver acknowledges what was captured */
    ACKNOWLEDGED = 16 /* the receiver acknowledges what was sent */
} trouble;

/* One segment to be captured; the SYN is the number before the stream's first byte. */
struct cut {
    uint32_t from, to; /* of the stream */
    bool fin;
};

/* A direction: what is sent, and what was heard. */
struct flow {
    uint8_t stream[STREAM];
    uint32_t initial;
    struct cut cuts[CUTS_MAX];
    size_t count, fed;
    uint8_t captured[STREAM]; /* which bytes were fed to the table */
    uint32_t sent;            /* bytes sent in the segments so far */
    size_t heard, missed;
    bool wrong;
};

struct world {
    struct flow flows[2];
    unsigned opened, closed;
    bool closed_by_fin;
};

static void hear_opened(void *user, tcp_connection *connection, const tcp_packet *packet)
{
    struct world *heard = user;

    (void)connection, (void)packet;
    heard->opened++;
}

static void hear_bytes(void *user, tcp_connection *connection, int direction, const uint8_t *bytes, size_t length,
                       const tcp_packet *packet)
{
    struct flow *heard = &((struct world *)user)->flows[direction];
    size_t at = heard->heard + heard->missed;

    (void)connection, (void)packet;
    if (length == 0 || at + length > STREAM || memcmp(heard->stream + at, bytes, length) != 0)
        heard->wrong = true;
    heard->heard += length;
}

static void hear_gap(void *user, tcp_connection *connection, int direction, uint32_t count, const tcp_packet *packet)
{
    struct flow *heard = &((struct world *)user)->flows[direction];

    (void)connection, (void)packet;
    if (count == 0)
        heard->wrong = true;
    heard->missed += count;
}

static void hear_closed(void *user, tcp_connection *connection, tcp_close how, const tcp_packet *packet)
{
    struct world *heard = user;

    (void)connection, (void)packet;
    heard->closed++;
    heard->closed_by_fin = how == TCP_CLOSED_FIN;
}

static const tcp_callbacks hearing = {hear_opened, hear_bytes, hear_gap, hear_closed};

static bool one_in(GRand *rand, int chances)
{
    return g_rand_int_range(rand, 0, chances) == 0;
}

/* Cut the stream into segments, some of which begin before the last one's end or come again. */
static void cut_stream(struct flow *flow, GRand *rand)
{
    int longest = g_rand_int_range(rand, 2, 400);

    for (uint32_t at = 0; at < STREAM;) {
        uint32_t back = one_in(rand, 5) ? (uint32_t)g_rand_int_range(rand, 0, 50) : 0;
        uint32_t to = at + (uint32_t)g_rand_int_range(rand, 1, longest);

        to = MIN(to, STREAM);
        flow->cuts[flow->count++] = (struct cut){at - MIN(at, back), to, to == STREAM};
        while (one_in(rand, 6)) {
            flow->cuts[flow->count] = flow->cuts[g_rand_int_range(rand, 0, (gint32)flow->count)];
            flow->count++;
        }
        at = to;
    }
}

static void shuffle(struct flow *flow, GRand *rand)
{
    enum { REACH = 6 };

    for (size_t i = 0; i + 1 < flow->count; i++) {
        size_t with = i + (size_t)g_rand_int_range(rand, 0, REACH);
        struct cut moved = flow->cuts[i];

        with = MIN(with, flow->count - 1);
        flow->cuts[i] = flow->cuts[with];
        flow->cuts[with] = moved;
    }
}

/* How far a receiver that saw what was captured could acknowledge. */
static uint32_t captured_in_order(const struct flow *flow)
{
    const uint8_t *missing = memchr(flow->captured, 0, STREAM);

    return missing != NULL ? (uint32_t)(missing - flow->captured) : STREAM;
}

static void feed_cut(tcp_table *table, struct world *world, int from, trouble troubles, GRand *rand, tcp_packet *packet)
{
    struct flow *flow = &world->flows[from];
    const struct flow *other = &world->flows[!from];
    struct cut cut = flow->cuts[flow->fed++];
    g_autofree uint8_t *exact = NULL;
    tcp_segment segment = {.source = ends[from],
                           .destination = ends[!from],
                           .sequence = flow->initial + 1 + cut.from,
                           .length = cut.to - cut.from,
                           .present = cut.to - cut.from,
                           .flags = cut.fin ? TCP_FIN : 0};

    flow->sent = MAX(flow->sent, cut.to);
    if ((troubles & LOST) && !cut.fin && one_in(rand, 5))
        return;
    if ((troubles & CUT) && one_in(rand, 5))
        segment.present = (uint32_t)g_rand_int_range(rand, 0, (gint32)segment.length + 1);
    if (troubles & (ANSWERED | ACKNOWLEDGED)) {
        segment.flags |= TCP_ACK;
        segment.acknowledgement = other->initial + 1 + (troubles & ANSWERED ? captured_in_order(other) : other->sent);
    }
    memset(flow->captured + cut.from, 1, segment.present);
    exact = g_memdup2(flow->stream + cut.from, segment.present);
    segment.payload = exact;
    packet->number++;
    tcp_table_feed(table, &segment, packet);
}

static void feed_syn(tcp_table *table, const struct world *world, int from, tcp_packet *packet)
{
    tcp_segment segment = {.source = ends[from], .destination = ends[!from], .flags = TCP_SYN};

    segment.sequence = world->flows[from].initial;
    if (from == PLATFORM) {
        segment.flags |= TCP_ACK;
        segment.acknowledgement = world->flows[PILE].initial + 1;
    }
    packet->number++;
    tcp_table_feed(table, &segment, packet);
}

static void prepare_flow(struct flow *flow, trouble troubles, GRand *rand)
{
    for (size_t i = 0; i < STREAM; i++)
        flow->stream[i] = (uint8_t)g_rand_int(rand);
    flow->initial = UINT32_MAX - (uint32_t)g_rand_int_range(rand, 0, STREAM);
    cut_stream(flow, rand);
    if (troubles & SHUFFLED)
        shuffle(flow, rand);
}

static bool is_all_there(const struct world *world, trouble troubles)
{
    bool whole = (troubles & (LOST | CUT)) == 0;
    bool right = world->opened == 1 && world->closed == 1 && (world->closed_by_fin || (troubles & LOST) != 0);

    for (int i = 0; i < 2; i++) {
        const struct flow *flow = &world->flows[i];

        right = right && !flow->wrong && flow->heard + flow->missed == STREAM;
        if (whole && (troubles & ACKNOWLEDGED) == 0)
            right = right && flow->missed == 0;
    }
    return right;
}

/* Two streams with some troubles; every byte must be heard once, in its place, or be accounted for in a gap. */
static bool goes_well(trouble troubles, const tcp_limits *limits, uint32_t seed)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    g_autofree struct world *world = g_new0(struct world, 1);
    tcp_table *table = tcp_table_new(&hearing, world, limits, seed);
    tcp_packet packet = {.time_ns = SECOND};

    for (int i = 0; i < 2; i++)
        prepare_flow(&world->flows[i], troubles, rand);
    feed_syn(table, world, PILE, &packet);
    feed_syn(table, world, PLATFORM, &packet);
    for (;;) {
        int from = one_in(rand, 2) ? PILE : PLATFORM;

        if (world->flows[from].fed == world->flows[from].count)
            from = !from;
        if (world->flows[from].fed == world->flows[from].count)
            break;
        feed_cut(table, world, from, troubles, rand, &packet);
    }
    tcp_table_end(table, &packet);
    tcp_table_free(table);
    return is_all_there(world, troubles);
}

static void assert_goes_well(trouble troubles, const tcp_limits *limits)
{
    for (uint32_t seed = 1; seed <= 60; seed++) {
        if (!goes_well(troubles, limits, seed)) {
            printf("\n    troubles %d, seed %u\n", (int)troubles, seed);
            CU_FAIL("bytes are wrong or not accounted for");
            return;
        }
    }
    CU_PASS("every byte accounted for");
}

static void test_streams_in_any_order_arrive_whole(void)
{
    assert_goes_well(0, NULL);
    assert_goes_well(SHUFFLED, NULL);
    assert_goes_well(ANSWERED, NULL);
    assert_goes_well(ANSWERED | SHUFFLED, NULL);
    assert_goes_well(ACKNOWLEDGED, NULL);
}

static void test_streams_with_losses_are_accounted_for_exactly(void)
{
    for (trouble more = 0; more <= (LOST | CUT); more += LOST) {
        assert_goes_well(more, NULL);
        assert_goes_well(more | SHUFFLED, NULL);
        assert_goes_well(more | SHUFFLED | ANSWERED, NULL);
        assert_goes_well(more | SHUFFLED | ACKNOWLEDGED, NULL);
        assert_goes_well(more | ACKNOWLEDGED, NULL);
    }
}

static void test_streams_with_hardly_any_room_to_wait_are_accounted_for_exactly(void)
{
    static const tcp_limits none = {.connections = 1, .held_bytes = 0}, little = {.connections = 1, .held_bytes = 1000};

    assert_goes_well(LOST | CUT | SHUFFLED, &none);
    assert_goes_well(LOST | CUT | SHUFFLED, &little);
    assert_goes_well(LOST | SHUFFLED | ACKNOWLEDGED, &little);
}

/* Nothing sensible at all: the table must survive it, and say closed for every opened. */
static void test_any_nonsense_is_survived(void)
{
    const uint32_t seed = 20261122;
    static const uint8_t payload[64] = {0};
    static const tcp_limits limits = {.connections = 5, .held_bytes = 20000};
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    g_autofree struct world *world = g_new0(struct world, 1);
    tcp_table *table = tcp_table_new(&hearing, world, &limits, seed);
    tcp_packet packet = {.time_ns = 0};

    for (int i = 0; i < 300000; i++) {
        int from = g_rand_int_range(rand, 0, 2);
        tcp_segment segment = {.source = ends[from],
                               .destination = ends[!from],
                               .sequence = g_rand_int(rand) >> (one_in(rand, 50) ? 0 : 20),
                               .acknowledgement = g_rand_int(rand) >> (one_in(rand, 50) ? 0 : 20),
                               .flags = one_in(rand, 20) ? (uint8_t)g_rand_int(rand) : TCP_ACK,
                               .payload = payload,
                               .length = (uint32_t)g_rand_int_range(rand, 0, (gint32)sizeof payload)};

        (from == 0 ? &segment.source : &segment.destination)->port = (uint16_t)g_rand_int_range(rand, 1, 12);
        segment.present = one_in(rand, 5) ? segment.length / 2 : segment.length;
        packet.number++;
        packet.time_ns = i * (SECOND / 10);
        if (one_in(rand, 1000))
            packet.time_ns = i < 200000 ? 0 : INT64_MAX - i;
        tcp_table_feed(table, &segment, &packet);
    }
    tcp_table_end(table, &packet);
    CU_ASSERT(world->opened > 100);
    CU_ASSERT_EQUAL(world->opened, world->closed);
    CU_ASSERT_EQUAL(tcp_table_counters(table)->connections, world->opened);
    tcp_table_free(table);
}

/* --- Copies of packets --- */

/* A segment of the pile's, with the number of its packet. */
static void say_numbered(struct talk *talk, uint16_t ip_id, const char *payload)
{
    tcp_segment segment = {.source = ends[PILE],
                           .destination = ends[PLATFORM],
                           .sequence = 101,
                           .flags = TCP_ACK,
                           .acknowledgement = 501,
                           .payload = (const uint8_t *)payload,
                           .present = (uint32_t)strlen(payload),
                           .length = (uint32_t)strlen(payload),
                           .ip_id = ip_id};

    feed(talk, &segment);
}

static void assert_copies(const struct talk *talk, uint64_t copies, uint64_t retransmitted_bytes)
{
    CU_ASSERT_EQUAL(tcp_table_counters(talk->table)->duplicates, copies);
    CU_ASSERT_EQUAL(tcp_table_counters(talk->table)->retransmitted_bytes, retransmitted_bytes);
}

static void test_a_packet_that_a_mirror_captured_twice_is_no_retransmission(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say_numbered(&talk, 7, "abc");
    wait_for(&talk, 1000);
    say_numbered(&talk, 7, "abc");
    assert_copies(&talk, 1, 0);
    /* A sender that repeats it gives it another number, and waits. */
    wait_for(&talk, 1000);
    say_numbered(&talk, 8, "abc");
    assert_copies(&talk, 1, 3);
    wait_for(&talk, 2 * TCP_COPY_NS);
    say_numbered(&talk, 7, "abc");
    assert_copies(&talk, 1, 6);
    talk_end(&talk, "+1 >abc -1end");
}

static void test_copies_without_a_number_follow_at_once(void)
{
    struct talk talk;

    talk_begin(&talk);
    shake_hands(&talk);
    say_numbered(&talk, 0, "abc");
    wait_for(&talk, TCP_COPY_UNNUMBERED_NS);
    say_numbered(&talk, 0, "abc");
    assert_copies(&talk, 1, 0);
    wait_for(&talk, TCP_COPY_UNNUMBERED_NS + 1);
    say_numbered(&talk, 0, "abc");
    assert_copies(&talk, 1, 3);
    talk_end(&talk, "+1 >abc -1end");
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_connection_from_syn_to_fin),
        STORY(test_the_client_is_known_from_the_answer_alone),
        STORY(test_a_syn_that_is_overtaken_by_its_answer_opens_no_second_connection),
        STORY(test_bytes_with_the_syn_are_the_first_of_the_stream),
        STORY(test_numbers_wrap_around),
        STORY(test_a_capture_of_one_direction_ends_with_its_fin),
        STORY(test_a_side_that_only_acknowledges_is_waited_for),
        STORY(test_keep_alives_are_no_bytes),
        STORY(test_connections_with_the_same_ports_at_other_addresses_are_others),
        STORY(test_a_connection_to_itself_does_no_harm),
        STORY(test_a_retransmission_is_not_delivered_twice),
        STORY(test_a_retransmission_that_overlaps_new_data_delivers_only_the_new_bytes),
        STORY(test_a_segment_that_comes_early_waits_for_its_turn),
        STORY(test_of_two_copies_the_first_wins),
        STORY(test_a_fin_that_comes_early_waits_for_the_bytes_before_it),
        STORY(test_bytes_beyond_a_fin_are_dropped),
        STORY(test_waiting_bytes_beyond_a_fin_are_dropped),
        STORY(test_a_fin_that_bytes_go_beyond_was_none),
        STORY(test_a_hole_is_bridged_once_the_other_side_acknowledges_beyond_it),
        STORY(test_a_hole_that_is_acknowledged_already_is_not_waited_for),
        STORY(test_without_acknowledgements_a_hole_stays_open_however_long_the_stream),
        STORY(test_an_acknowledgement_bridges_only_the_holes_below_it),
        STORY(test_a_reordered_packet_is_no_hole_when_the_acknowledgement_overtook_it),
        STORY(test_holes_are_bridged_at_the_end_of_the_connection),
        STORY(test_holes_are_bridged_at_the_end_of_the_capture),
        STORY(test_acknowledged_bytes_that_never_came_are_a_gap_at_the_end),
        STORY(test_an_acknowledged_fin_that_never_came_is_no_gap),
        STORY(test_an_acknowledged_fin_bridges_the_hole_before_it),
        STORY(test_what_the_snap_length_cut_is_a_gap_right_away),
        STORY(test_a_cut_segment_that_waits_keeps_its_gap),
        STORY(test_a_cut_tail_that_waits_already_is_no_gap),
        STORY(test_too_many_waiting_segments_give_up_the_hole),
        STORY(test_too_many_waiting_bytes_in_all_connections_give_up_the_hole),
        STORY(test_bytes_that_went_on_make_room_for_others),
        STORY(test_a_midstream_start_begins_with_its_first_bytes),
        STORY(test_bytes_below_a_midstream_start_count_as_seen),
        STORY(test_bare_acknowledgements_keep_alives_and_resets_open_nothing),
        STORY(test_a_keep_alive_does_not_start_a_direction),
        STORY(test_a_syn_that_the_first_bytes_overtook_names_the_client),
        STORY(test_late_retransmissions_after_both_fins_open_nothing),
        STORY(test_late_segments_after_a_reset_open_nothing),
        STORY(test_a_closed_connection_is_forgotten_in_time),
        STORY(test_a_reset_outside_the_window_is_not_believed),
        STORY(test_a_refused_connection_is_closed_by_the_reset_that_answers_it),
        STORY(test_a_syn_reuses_the_ports_of_a_closed_connection),
        STORY(test_a_syn_reuses_the_ports_of_a_connection_that_was_never_closed),
        STORY(test_a_repeated_syn_opens_no_second_connection),
        STORY(test_a_duplicated_syn_from_a_second_tap_opens_no_second_connection),
        STORY(test_a_restarted_pile_with_the_old_port_and_number_is_a_new_connection),
        STORY(test_a_server_alone_in_the_capture_opens_with_each_of_its_answers),
        STORY(test_a_syn_of_a_side_that_was_silent_so_far_is_a_new_connection),
        STORY(test_a_reconnection_whose_syn_was_not_captured_is_found_by_its_numbers),
        STORY(test_a_one_way_reconnection_without_syn_is_found_once_it_goes_on),
        STORY(test_one_segment_far_outside_the_window_changes_nothing),
        STORY(test_beyond_the_limit_the_connection_idle_for_longest_goes_first),
        STORY(test_closed_connections_make_room_before_open_ones),
        STORY(test_thousands_of_connections_are_found_again_whatever_the_seed),
        STORY(test_a_table_is_released_with_all_that_waits_in_it),
        STORY(test_streams_in_any_order_arrive_whole),
        STORY(test_streams_with_losses_are_accounted_for_exactly),
        STORY(test_streams_with_hardly_any_room_to_wait_are_accounted_for_exactly),
        STORY(test_a_packet_that_a_mirror_captured_twice_is_no_retransmission),
        STORY(test_copies_without_a_number_follow_at_once),
        STORY(test_any_nonsense_is_survived),
    };

    return run_suite("tcp", stories, G_N_ELEMENTS(stories));
}
