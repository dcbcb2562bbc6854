/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pile_streams.h"

#include <string.h>

#include "output/packet.h"
#include "wire/bytes.h"

enum {
    PILE_NETWORK = 10, /* the first byte of the piles' addresses; the platform's: 192.0.2.1, for documentation */
    FIRST_PORT = 49152,
    PORTS = 16384,
    HOP_LIMIT = 64,
    ADDRESS_MASK = 0xFFFFFF,
    SEARCHED_MAX = 4096 /* connections that are searched one after another */
};

struct pile_streams {
    pcapng_writer *writer;
    GHashTable *by_pile;
    GPtrArray *all;     /* of pile_stream; several piles may share one */
    GHashTable *places; /* addresses and ports that are taken */
    pile_stream nobody; /* what belongs to no pile */
    uint64_t packets;
};

static guint hash_pile(gconstpointer pile)
{
    return (guint)(ykc_bytes_get(pile, PILE_STREAM_PILE_SIZE) * UINT64_C(0x9E3779B97F4A7C15) >> 32);
}

static gboolean is_same_pile(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, PILE_STREAM_PILE_SIZE) == 0;
}

/* Well mixed, and the same on every machine. */
static uint64_t mix(uint64_t number)
{
    number = (number ^ number >> 33) * UINT64_C(0xFF51AFD7ED558CCD);
    number = (number ^ number >> 33) * UINT64_C(0xC4CEB9FE1A85EC53);
    return number ^ number >> 33;
}

static gint64 place_of(uint32_t address, uint16_t port)
{
    return (gint64)address << 16 | port;
}

/* Take the port, or the next one that is free. */
static void take_port(pile_streams *streams, pile_stream *stream, unsigned wanted)
{
    gint64 place;

    for (unsigned i = 0; i < PORTS; i++) {
        stream->port = (uint16_t)(FIRST_PORT + (wanted + i) % PORTS);
        place = place_of(stream->address, stream->port);
        if (!g_hash_table_contains(streams->places, &place))
            break;
    }
    place = place_of(stream->address, stream->port);
    g_hash_table_add(streams->places, g_memdup2(&place, sizeof place));
}

static void init_stream(pile_streams *streams, pile_stream *stream, const uint8_t *pile)
{
    uint64_t mixed = mix(ykc_bytes_get(pile, PILE_STREAM_PILE_SIZE));

    stream->address = (uint32_t)PILE_NETWORK << 24 | (uint32_t)(mixed & ADDRESS_MASK);
    take_port(streams, stream, (unsigned)(mixed >> 32 & UINT16_MAX));
    stream->next[YKC_UP] = (uint32_t)mix(mixed);
    stream->next[YKC_DOWN] = (uint32_t)(mix(mixed) >> 32);
}

pile_streams *pile_streams_new(pcapng_writer *writer)
{
    static const uint8_t no_pile[PILE_STREAM_PILE_SIZE];
    pile_streams *streams = g_new0(pile_streams, 1);

    streams->writer = writer;
    streams->by_pile = g_hash_table_new_full(hash_pile, is_same_pile, g_free, NULL);
    streams->all = g_ptr_array_new_with_free_func(g_free);
    streams->places = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    init_stream(streams, &streams->nobody, no_pile);
    return streams;
}

void pile_streams_free(pile_streams *streams)
{
    g_hash_table_unref(streams->by_pile);
    g_ptr_array_unref(streams->all);
    g_hash_table_unref(streams->places);
    g_free(streams);
}

pile_stream *pile_streams_find(const pile_streams *streams, const uint8_t *pile)
{
    return g_hash_table_lookup(streams->by_pile, pile);
}

pile_stream *pile_streams_of(pile_streams *streams, const uint8_t *pile)
{
    pile_stream *stream = pile_streams_find(streams, pile);

    if (stream != NULL)
        return stream;
    if (ykc_bytes_get(pile, PILE_STREAM_PILE_SIZE) == 0 || g_hash_table_size(streams->by_pile) >= PILE_STREAMS_MAX)
        return &streams->nobody;
    stream = g_new0(pile_stream, 1);
    init_stream(streams, stream, pile);
    g_ptr_array_add(streams->all, stream);
    pile_streams_share(streams, stream, pile);
    return stream;
}

void pile_streams_share(pile_streams *streams, pile_stream *stream, const uint8_t *pile)
{
    if (g_hash_table_size(streams->by_pile) < PILE_STREAMS_MAX)
        g_hash_table_insert(streams->by_pile, g_memdup2(pile, PILE_STREAM_PILE_SIZE), stream);
}

pile_stream *pile_streams_search(const pile_streams *streams, uint64_t (*rank)(const pile_stream *stream, const void *what),
                                 const void *what)
{
    pile_stream *best = NULL;
    uint64_t highest = 0;

    for (guint i = 0; i < MIN(streams->all->len, SEARCHED_MAX); i++) {
        pile_stream *stream = g_ptr_array_index(streams->all, i);
        uint64_t ranked = rank(stream, what);

        if (ranked > 0 && ranked >= highest) {
            best = ranked > highest ? stream : NULL;
            highest = ranked;
        }
    }
    return best;
}

static void set_ends(const pile_stream *stream, packet_end ends[2])
{
    static const uint8_t platform[] = {192, 0, 2, 1};

    ends[YKC_UP] = (packet_end){.port = stream->port, .hop_limit = HOP_LIMIT};
    for (int i = 0; i < 4; i++)
        ends[YKC_UP].address[i] = (uint8_t)(stream->address >> (24 - 8 * i));
    ends[YKC_DOWN] = (packet_end){.port = PILE_STREAM_PLATFORM_PORT, .hop_limit = HOP_LIMIT};
    memcpy(ends[YKC_DOWN].address, platform, sizeof platform);
}

/* One packet of the connection. */
static pcapng_status write_packet(pile_streams *streams, pile_stream *stream, uint8_t flags, const uint8_t *payload,
                                  size_t length, const pile_message *message)
{
    ykc_direction direction = message->direction;
    uint8_t bytes[PACKET_SIZE_MAX];
    pcapng_option comment = pcapng_text_option(PCAPNG_COMMENT, message->comment);
    pcapng_packet packet = {.ticks = (uint64_t)message->time_ns, .bytes = bytes};
    packet_end ends[2];
    packet_segment segment = {
        .flags = flags,
        .ip_id = ++stream->ip_id[direction],
        .sequence = stream->next[direction],
        .acknowledgement = flags & TCP_ACK ? stream->next[1 - direction] : 0,
        .payload = payload,
        .payload_length = length,
    };

    set_ends(stream, ends);
    packet.original = (uint32_t)packet_build(LINK_NONE, &ends[direction], &ends[1 - direction], false, &segment, bytes);
    packet.captured = packet.original;
    stream->next[direction] += (uint32_t)length + ((flags & TCP_SYN) != 0);
    stream->is_open = true;
    streams->packets++;
    return pcapng_write_packet(streams->writer, &packet, (pcapng_options){&comment, message->comment[0] != '\0'});
}

pcapng_status pile_stream_connect(pile_streams *streams, pile_stream *stream, int64_t time_ns, const char *comment)
{
    const pile_message message = {.direction = YKC_UP, .time_ns = time_ns, .comment = comment};

    if (stream->is_open) {
        take_port(streams, stream, stream->port - FIRST_PORT + 1U);
        for (int i = 0; i < 2; i++)
            stream->next[i] = (uint32_t)mix(stream->next[i]);
    }
    return write_packet(streams, stream, TCP_SYN, NULL, 0, &message);
}

pcapng_status pile_stream_send(pile_streams *streams, pile_stream *stream, const pile_message *message)
{
    pile_message part = *message;
    size_t done = 0, length;
    pcapng_status status = PCAPNG_WRITTEN;

    for (; status == PCAPNG_WRITTEN && done < message->length; done += length) {
        length = MIN(message->length - done, PACKET_PAYLOAD_MAX);
        status = write_packet(streams, stream, TCP_PSH | TCP_ACK, message->bytes + done, length, &part);
        part.comment = "";
    }
    return status;
}

void pile_stream_skip(pile_stream *stream, ykc_direction direction, size_t count)
{
    stream->next[direction] += (uint32_t)count;
}

guint pile_streams_count(const pile_streams *streams)
{
    return g_hash_table_size(streams->by_pile);
}

uint64_t pile_streams_packets(const pile_streams *streams)
{
    return streams->packets;
}
