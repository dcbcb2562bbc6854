/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "log/pile_streams.h"

#include <string.h>

#include "log_fixture.h"
#include "output/packet.h"
#include "suite.h"

static const uint8_t pile_1[PILE_STREAM_PILE_SIZE] = {0x32, 0x01, 0x06, 0x00, 0x01, 0x92, 0x36};
static const uint8_t pile_2[PILE_STREAM_PILE_SIZE] = {0x32, 0x01, 0x06, 0x00, 0x01, 0x92, 0x37};
static const uint8_t none[PILE_STREAM_PILE_SIZE];

static pcapng_writer writer;
static pile_streams *streams;

static void begin(void)
{
    log_fixture_begin(&writer);
    streams = pile_streams_new(&writer);
}

static void end(const char *expected)
{
    g_autofree char *told = NULL;

    pile_streams_free(streams);
    log_fixture_end();
    told = log_fixture_streams();
    CU_ASSERT_STRING_EQUAL(told, expected);
}

static void send(pile_stream *stream, ykc_direction direction, const char *bytes)
{
    const pile_message message = {
        .direction = direction, .bytes = (const uint8_t *)bytes, .length = strlen(bytes), .time_ns = 1000000, .comment = ""};

    CU_ASSERT_EQUAL(pile_stream_send(streams, stream, &message), PCAPNG_WRITTEN);
}

static void test_both_directions_count_their_bytes(void)
{
    begin();
    pile_stream *stream = pile_streams_of(streams, pile_1);

    send(stream, YKC_UP, "abc");
    send(stream, YKC_DOWN, "de");
    send(stream, YKC_UP, "f");
    CU_ASSERT_EQUAL(pile_streams_packets(streams), 3);
    end("up 0 616263\ndown 0 6465\nup 3 66\n");
}

static void test_a_pile_has_one_connection_and_no_other_has_it(void)
{
    begin();
    pile_stream *first = pile_streams_of(streams, pile_1);

    CU_ASSERT_PTR_EQUAL(pile_streams_of(streams, pile_1), first);
    CU_ASSERT_PTR_NOT_EQUAL(pile_streams_of(streams, pile_2), first);
    CU_ASSERT_PTR_EQUAL(pile_streams_find(streams, pile_1), first);
    CU_ASSERT_PTR_NULL(pile_streams_find(streams, none));
    CU_ASSERT_EQUAL(pile_streams_count(streams), 2);
    end("");
}

static void test_bytes_that_are_missing_leave_a_hole(void)
{
    begin();
    pile_stream *stream = pile_streams_of(streams, pile_1);

    send(stream, YKC_UP, "a");
    pile_stream_skip(stream, YKC_UP, 100);
    send(stream, YKC_UP, "b");
    end("up 0 61\nup 101 62\n");
}

static void test_a_new_connection_has_another_port(void)
{
    uint16_t port;

    begin();
    pile_stream *stream = pile_streams_of(streams, pile_1);

    CU_ASSERT_EQUAL(pile_stream_connect(streams, stream, 0, ""), PCAPNG_WRITTEN);
    port = stream->port;
    send(stream, YKC_UP, "a");
    CU_ASSERT_EQUAL(pile_stream_connect(streams, stream, 2000000, "again"), PCAPNG_WRITTEN);
    CU_ASSERT_NOT_EQUAL(stream->port, port);
    send(stream, YKC_UP, "b");
    end("up S\nup 0 61\nup S\nup 0 62\n");
}

static void test_a_long_message_is_several_packets(void)
{
    g_autofree char *bytes = g_strnfill(PACKET_PAYLOAD_MAX + 1, 'x');
    g_autofree char *text = NULL;
    size_t lines = 0;

    begin();
    send(pile_streams_of(streams, pile_1), YKC_UP, bytes);
    pile_streams_free(streams);
    log_fixture_end();
    text = log_fixture_streams();
    for (const char *at = text; *at != '\0'; at++)
        lines += *at == '\n';
    CU_ASSERT_EQUAL(lines, 2);
    CU_ASSERT_TRUE(g_str_has_suffix(text, "up 1400 78\n"));
}

/* The same pile has the same ends in every log. */
static void test_made_up_ends_do_not_depend_on_the_log(void)
{
    g_autofree char *alone = NULL, *beside = NULL;

    begin();
    send(pile_streams_of(streams, pile_1), YKC_UP, "a");
    pile_streams_free(streams);
    log_fixture_end();
    alone = log_fixture_text();
    begin();
    (void)pile_streams_of(streams, pile_2);
    send(pile_streams_of(streams, pile_1), YKC_UP, "a");
    pile_streams_free(streams);
    log_fixture_end();
    beside = log_fixture_text();
    CU_ASSERT_STRING_EQUAL(alone, beside);
}

static uint64_t rank_by_sequence(const pile_stream *stream, const void *what)
{
    return stream->is_heard[YKC_UP] && stream->last_sequence[YKC_UP] == *(const uint16_t *)what ? 1 : 0;
}

static void test_a_search_finds_what_fits_one_connection_only(void)
{
    const uint16_t seven = 7, eight = 8;

    begin();
    pile_stream *one = pile_streams_of(streams, pile_1), *two = pile_streams_of(streams, pile_2);

    one->is_heard[YKC_UP] = two->is_heard[YKC_UP] = true;
    one->last_sequence[YKC_UP] = 7;
    two->last_sequence[YKC_UP] = 6;
    CU_ASSERT_PTR_EQUAL(pile_streams_search(streams, rank_by_sequence, &seven), one);
    CU_ASSERT_PTR_NULL(pile_streams_search(streams, rank_by_sequence, &eight));
    two->last_sequence[YKC_UP] = 7;
    CU_ASSERT_PTR_NULL(pile_streams_search(streams, rank_by_sequence, &seven));
    end("");
}

static void test_piles_behind_a_concentrator_share_a_connection(void)
{
    begin();
    pile_stream *stream = pile_streams_of(streams, pile_1);

    pile_streams_share(streams, stream, pile_2);
    CU_ASSERT_PTR_EQUAL(pile_streams_of(streams, pile_2), stream);
    end("");
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_both_directions_count_their_bytes),
        STORY(test_a_pile_has_one_connection_and_no_other_has_it),
        STORY(test_bytes_that_are_missing_leave_a_hole),
        STORY(test_a_new_connection_has_another_port),
        STORY(test_a_long_message_is_several_packets),
        STORY(test_made_up_ends_do_not_depend_on_the_log),
        STORY(test_a_search_finds_what_fits_one_connection_only),
        STORY(test_piles_behind_a_concentrator_share_a_connection),
    };

    return run_suite("pile_streams", stories, G_N_ELEMENTS(stories));
}
