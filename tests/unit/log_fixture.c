/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "log_fixture.h"

#include <stdio.h>
#include <stdlib.h>

#include "input/capture.h"
#include "input/layers.h"

static FILE *file;
static char *bytes;
static size_t length;

void log_fixture_begin(pcapng_writer *writer)
{
    static const uint8_t resolution = PCAPNG_NANOSECONDS;
    const pcapng_option option = {PCAPNG_IF_RESOLUTION, sizeof resolution, &resolution};

    free(bytes);
    bytes = NULL;
    file = open_memstream(&bytes, &length);
    pcapng_writer_init(writer, file);
    pcapng_write_section(writer, (pcapng_options){0});
    pcapng_write_interface(writer, PILE_STREAM_LINK_TYPE, 0, (pcapng_options){&option, 1});
}

void log_fixture_end(void)
{
    fclose(file);
}

/* TCP's number, counted from the first one of its end. */
static uint32_t relative(GHashTable *first, const tcp_segment *segment)
{
    uint64_t key = (uint64_t)segment->source.port << 32 | segment->destination.port;
    gpointer known;

    if (!g_hash_table_lookup_extended(first, &key, NULL, &known)) {
        known = GUINT_TO_POINTER(segment->sequence + (segment->flags & TCP_SYN ? 1 : 0));
        g_hash_table_insert(first, g_memdup2(&key, sizeof key), known);
    }
    return segment->sequence - GPOINTER_TO_UINT(known);
}

static void tell(GString *told, GHashTable *first, const capture_packet *packet, bool with_ends)
{
    tcp_segment segment;
    bool is_up;

    if (layers_parse(packet->link_type, packet->bytes, packet->captured, packet->original, &segment) != LAYERS_SEGMENT) {
        g_string_append(told, "no segment\n");
        return;
    }
    is_up = segment.destination.port == PILE_STREAM_PLATFORM_PORT;
    if (with_ends)
        g_string_append_printf(told, "%" G_GINT64_FORMAT " %u:%u ", packet->time_ns / 1000000, segment.source.address[3],
                               segment.source.port);
    if (segment.flags & TCP_SYN)
        (void)relative(first, &segment);
    g_string_append_printf(told, "%s %s", is_up ? "up" : "down", segment.flags & TCP_SYN ? "S" : "");
    if ((segment.flags & TCP_SYN) == 0)
        g_string_append_printf(told, "%u ", relative(first, &segment));
    for (uint32_t i = 0; i < segment.present; i++)
        g_string_append_printf(told, "%02X", segment.payload[i]);
    g_string_append(told, segment.present < segment.length ? "…\n" : "\n");
}

static char *read_back(bool with_ends)
{
    g_autoptr(capture_file) capture =
        capture_open_source(source_of_memory((const uint8_t *)bytes, length), "memory", YKC_ENGLISH, NULL);
    g_autoptr(GHashTable) first = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    GString *told = g_string_new(NULL);
    capture_packet packet;

    while (capture != NULL && capture_next(capture, &packet, NULL) == CAPTURE_PACKET)
        tell(told, first, &packet, with_ends);
    return g_string_free(told, FALSE);
}

char *log_fixture_text(void)
{
    return read_back(true);
}

char *log_fixture_streams(void)
{
    return read_back(false);
}
