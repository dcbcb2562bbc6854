/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * traffic FRAMES CONNECTIONS OUT SAMPLE...: a large capture of what the samples show. Each connection plays one of them, with a
 * pile, an address and serials of its own; all of them side by side, in rounds of a day each, until there are FRAMES frames.
 * Memory does not grow with the capture.
 *
 * A day later is what makes a session another one and leaves it right: tariffs go by the time of day.
 */
#include <glib.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/reading.h"
#include "input/layers.h"
#include "wire/bcd.h"
#include "wire/bytes.h"
#include "wire/cp56time.h"

enum {
    PILE_SIZE = 7,
    SERIAL_DATE_AT = 8, /* yyMMdd in a serial, reference 3.6 */
    SERIAL_DATE_SIZE = 3,
    SNAP_LENGTH = 1 << 18,
    ETHERNET_SIZE = 14,
    VLAN_TAG_SIZE = 4,
    ETHERTYPE_VLAN = 0x8100,
    ETHERTYPE_IPV4 = 0x0800,
    IPV4_SOURCE_AT = 12,
    IPV6_SOURCE_AT = 8,
    IPV4_ADDRESS_SIZE = 4,
    IPV6_ADDRESS_SIZE = 16,
    IPV6_HEADER_SIZE = 40,
    FIRST_PORT = 20000,
    STAGGER_MS = 97,       /* between the beginnings of two connections */
    STAGGER_MAX_MS = 20000 /* so that no charge is moved into another tariff */
};

#define DAY_US (INT64_C(86400) * 1000000)

typedef enum patch_kind { PATCH_PILE, PATCH_TIME, PATCH_DATE, PATCH_FRAME } patch_kind;

/* Bytes of a packet that differ from connection to connection. */
typedef struct patch {
    patch_kind kind;
    uint32_t at;    /* in the packet */
    uint32_t size;  /* of a frame */
    int64_t now_ms; /* of a time: what it is in the sample */
} patch;

typedef struct recorded {
    int64_t time_us; /* since the sample's first packet */
    uint8_t *bytes;
    uint32_t length;
    uint32_t ip_at, tcp_at;
    bool is_ipv4, is_from_pile;
    GArray *patches; /* of patch; the frame's checksum after what is in it */
} recorded;

typedef struct recording {
    GArray *packets; /* of recorded */
    int64_t first_us;
    unsigned frames;
    uint8_t pile[PILE_SIZE];
} recording;

/* A connection that plays a recording. */
typedef struct player {
    const recording *recording;
    unsigned number, next;
    int64_t shift_us; /* of its time, against the sample's */
} player;

G_NORETURN static void give_up(const char *what, const char *why)
{
    fprintf(stderr, "traffic: %s: %s\n", what, why);
    exit(EXIT_FAILURE);
}

/* --- Recording --- */

static void add_patch(recorded *packet, patch_kind kind, size_t at, size_t size, int64_t now_ms)
{
    const patch patch = {kind, (uint32_t)at, (uint32_t)size, now_ms};

    g_array_append_val(packet->patches, patch);
}

static void note_field(recorded *packet, const ykc_field *field, size_t at)
{
    ykc_cp56time time;

    if (strcmp(field->name, "pile") == 0)
        add_patch(packet, PATCH_PILE, at, PILE_SIZE, 0);
    if (strcmp(field->name, "transaction") == 0 && packet->bytes[at] != 0) {
        add_patch(packet, PATCH_PILE, at, PILE_SIZE, 0);
        add_patch(packet, PATCH_DATE, at + SERIAL_DATE_AT, SERIAL_DATE_SIZE, 0);
    }
    if (field->encoding != YKC_ENC_TIME)
        return;
    ykc_cp56time_decode(packet->bytes + at, &time);
    if (ykc_cp56time_is_possible(&time))
        add_patch(packet, PATCH_TIME, at, YKC_CP56TIME_SIZE, ykc_cp56time_to_unix_ms(&time, 0));
}

static void note_frame(recording *recording, recorded *packet, const ykc_frame *frame)
{
    size_t at = (size_t)(frame->bytes - packet->bytes);
    ykc_reading reading = ykc_read_frame(frame);
    ykc_cursor cursor = ykc_cursor_start(reading.message, frame->body_length);
    ykc_item item;

    while (ykc_cursor_next(&cursor, &item)) {
        if (recording->frames == 0 && strcmp(item.field->name, "pile") == 0)
            memcpy(recording->pile, frame->body + item.offset, PILE_SIZE);
        note_field(packet, item.field, at + YKC_FRAME_HEADER + item.offset);
    }
    add_patch(packet, PATCH_FRAME, at, frame->size, 0);
    recording->frames++;
}

static void note_frames(recording *recording, recorded *packet, size_t at, size_t end, const char *name)
{
    size_t used;

    for (; at < end; at += used) {
        ykc_frame frame;

        if (ykc_frame_scan(packet->bytes + at, end - at, ykc_catalog_fits, &frame, &used) != YKC_SCAN_FRAME)
            give_up(name, "a packet does not hold whole frames only; name another sample");
        note_frame(recording, packet, &frame);
    }
}

static void record_packet(recording *recording, const struct pcap_pkthdr *header, const uint8_t *bytes, const char *name)
{
    int64_t time_us = (int64_t)header->ts.tv_sec * 1000000 + header->ts.tv_usec;
    recorded packet = {.bytes = g_memdup2(bytes, header->caplen), .length = header->caplen};
    tcp_segment segment;
    bool has_tag;
    size_t payload;

    if (layers_parse(DLT_EN10MB, packet.bytes, header->caplen, header->len, &segment) != LAYERS_SEGMENT)
        give_up(name, "there is more than TCP in it");
    if (recording->packets->len == 0)
        recording->first_us = time_us;
    has_tag = (packet.bytes[12] << 8 | packet.bytes[13]) == ETHERTYPE_VLAN;
    packet.time_us = time_us - recording->first_us;
    packet.ip_at = ETHERNET_SIZE + (has_tag ? VLAN_TAG_SIZE : 0);
    packet.is_ipv4 = segment.source.address_length == IPV4_ADDRESS_SIZE;
    packet.tcp_at = packet.ip_at + (packet.is_ipv4 ? (packet.bytes[packet.ip_at] & 0x0FU) * 4 : IPV6_HEADER_SIZE);
    packet.is_from_pile = segment.source.port > segment.destination.port;
    packet.patches = g_array_new(FALSE, FALSE, sizeof(patch));
    payload = segment.present > 0 ? (size_t)(segment.payload - packet.bytes) : 0;
    note_frames(recording, &packet, payload, payload + segment.present, name);
    g_array_append_val(recording->packets, packet);
}

static recording *record(const char *name)
{
    recording *recording = g_new0(struct recording, 1);
    char reason[PCAP_ERRBUF_SIZE];
    pcap_t *sample = pcap_open_offline(name, reason);
    struct pcap_pkthdr *header;
    const u_char *bytes;

    if (sample == NULL || pcap_datalink(sample) != DLT_EN10MB)
        give_up(name, sample == NULL ? reason : "no Ethernet");
    recording->packets = g_array_new(FALSE, FALSE, sizeof(recorded));
    while (pcap_next_ex(sample, &header, &bytes) == 1)
        record_packet(recording, header, bytes, name);
    pcap_close(sample);
    return recording;
}

static void recording_free(void *data)
{
    recording *recording = data;

    for (guint i = 0; i < recording->packets->len; i++) {
        recorded *packet = &g_array_index(recording->packets, recorded, i);

        g_free(packet->bytes);
        g_array_unref(packet->patches);
    }
    g_array_unref(recording->packets);
    g_free(recording);
}

/* --- Playing --- */

/* Seven digits of the pile's number are the station's, seven its own. */
static void put_pile(const player *player, uint8_t *bytes)
{
    char text[2 * PILE_SIZE + 1];

    g_snprintf(text, sizeof text, "3201062%07u", player->number % 10000000);
    ykc_bcd_from_text(text, bytes, PILE_SIZE);
}

static void put_time(const player *player, int64_t now_ms, uint8_t *bytes)
{
    ykc_cp56time time;

    ykc_cp56time_from_unix_ms(now_ms + player->shift_us / 1000, 0, &time);
    ykc_cp56time_encode(&time, bytes);
}

static void put_date(const player *player, uint8_t *bytes)
{
    ykc_cp56time time;

    ykc_cp56time_from_unix_ms((player->recording->first_us + player->shift_us) / 1000, YKC_ZONE_DEFAULT_MINUTES, &time);
    ykc_bcd_from_number(time.year, bytes, 1);
    ykc_bcd_from_number(time.month, bytes + 1, 1);
    ykc_bcd_from_number(time.day, bytes + 2, 1);
}

static void put_checksum(uint8_t *frame, size_t size)
{
    size_t counted = size - YKC_FRAME_OVERHEAD;

    ykc_bytes_put(frame + size - YKC_FRAME_CRC, YKC_FRAME_CRC, ykc_crc16(frame + YKC_FRAME_AT_SEQUENCE, counted));
}

static uint32_t sum16(const uint8_t *bytes, size_t length, uint32_t sum)
{
    for (size_t i = 0; i + 1 < length; i += 2)
        sum += (uint32_t)(bytes[i] << 8 | bytes[i + 1]);
    return length % 2 != 0 ? sum + (uint32_t)(bytes[length - 1] << 8) : sum;
}

static void put_sum(uint8_t *at, uint32_t sum)
{
    while (sum >> 16 != 0)
        sum = (sum & 0xFFFF) + (sum >> 16);
    at[0] = (uint8_t)(~sum >> 8);
    at[1] = (uint8_t)~sum;
}

/* The pile's address and port, and the checksums of IP and TCP. */
static void put_ends(const player *player, const recorded *packet, unsigned round, uint8_t *bytes)
{
    enum { IPV4_SUM_AT = 10, TCP_SUM_AT = 16, TCP = 6 };
    size_t size = packet->is_ipv4 ? IPV4_ADDRESS_SIZE : IPV6_ADDRESS_SIZE;
    uint8_t *source = bytes + packet->ip_at + (packet->is_ipv4 ? IPV4_SOURCE_AT : IPV6_SOURCE_AT);
    uint8_t *address = packet->is_from_pile ? source : source + size, *tcp = bytes + packet->tcp_at;
    uint16_t port = (uint16_t)(FIRST_PORT + round % (UINT16_MAX - FIRST_PORT));
    size_t tcp_size = packet->length - packet->tcp_at;

    address[size - 3] = (uint8_t)(player->number >> 16);
    address[size - 2] = (uint8_t)(player->number >> 8);
    address[size - 1] = (uint8_t)player->number;
    tcp[packet->is_from_pile ? 0 : 2] = (uint8_t)(port >> 8);
    tcp[packet->is_from_pile ? 1 : 3] = (uint8_t)port;
    if (packet->is_ipv4) {
        memset(bytes + packet->ip_at + IPV4_SUM_AT, 0, 2);
        put_sum(bytes + packet->ip_at + IPV4_SUM_AT, sum16(bytes + packet->ip_at, packet->tcp_at - packet->ip_at, 0));
    }
    memset(tcp + TCP_SUM_AT, 0, 2);
    put_sum(tcp + TCP_SUM_AT, sum16(tcp, tcp_size, sum16(source, 2 * size, TCP + (uint32_t)tcp_size)));
}

static int64_t time_of(const player *player)
{
    const recording *recording = player->recording;

    return recording->first_us + player->shift_us + g_array_index(recording->packets, recorded, player->next).time_us;
}

static void play_packet(const player *player, unsigned round, pcap_dumper_t *out)
{
    static uint8_t bytes[SNAP_LENGTH];
    const recorded *packet = &g_array_index(player->recording->packets, recorded, player->next);
    int64_t time_us = time_of(player);
    const struct pcap_pkthdr header = {
        .ts = {.tv_sec = time_us / 1000000, .tv_usec = time_us % 1000000}, .caplen = packet->length, .len = packet->length};

    memcpy(bytes, packet->bytes, packet->length);
    for (guint i = 0; i < packet->patches->len; i++) {
        const patch *patch = &g_array_index(packet->patches, struct patch, i);
        uint8_t *at = bytes + patch->at;

        switch (patch->kind) {
        case PATCH_PILE:
            if (memcmp(at, player->recording->pile, PILE_SIZE) == 0)
                put_pile(player, at);
            break;
        case PATCH_TIME:
            put_time(player, patch->now_ms, at);
            break;
        case PATCH_DATE:
            put_date(player, at);
            break;
        case PATCH_FRAME:
            put_checksum(at, patch->size);
            break;
        }
    }
    put_ends(player, packet, round, bytes);
    pcap_dump((u_char *)out, &header, bytes);
}

/* The players by the time of their next packets: the first is the earliest. */
static void sink_down(player *players, unsigned count, unsigned at)
{
    for (unsigned child = 2 * at + 1; child < count; child = 2 * at + 1) {
        player moved;

        if (child + 1 < count && time_of(&players[child + 1]) < time_of(&players[child]))
            child++;
        if (time_of(&players[at]) <= time_of(&players[child]))
            return;
        moved = players[at];
        players[at] = players[child];
        players[child] = moved;
        at = child;
    }
}

/* One day: every connection plays its recording; the number of frames. */
static uint64_t play_round(const GPtrArray *recordings, unsigned connections, unsigned round, pcap_dumper_t *out)
{
    g_autofree player *players = g_new(player, connections);
    unsigned count = connections;
    uint64_t frames = 0;

    for (unsigned i = 0; i < connections; i++) {
        players[i] = (player){
            .recording = g_ptr_array_index(recordings, i % recordings->len),
            .number = i + 1,
            .shift_us = round * DAY_US + (int64_t)i * STAGGER_MS % STAGGER_MAX_MS * 1000,
        };
        frames += players[i].recording->frames;
    }
    for (unsigned i = count; i > 0; i--)
        sink_down(players, count, i - 1);
    while (count > 0) {
        play_packet(&players[0], round, out);
        if (++players[0].next == players[0].recording->packets->len)
            players[0] = players[--count];
        sink_down(players, count, 0);
    }
    return frames;
}

int main(int argc, char **argv)
{
    g_autoptr(GPtrArray) recordings = g_ptr_array_new_with_free_func(recording_free);
    uint64_t wanted = argc > 4 ? g_ascii_strtoull(argv[1], NULL, 10) : 0, frames = 0;
    unsigned connections = argc > 4 ? (unsigned)g_ascii_strtoull(argv[2], NULL, 10) : 0;
    pcap_t *kind = pcap_open_dead(DLT_EN10MB, SNAP_LENGTH);
    pcap_dumper_t *out;

    if (wanted == 0 || connections == 0) {
        fputs("usage: traffic FRAMES CONNECTIONS OUT SAMPLE...\n", stderr);
        return EXIT_FAILURE;
    }
    out = pcap_dump_open(kind, argv[3]);
    if (out == NULL)
        give_up(argv[3], pcap_geterr(kind));
    for (int i = 4; i < argc; i++)
        g_ptr_array_add(recordings, record(argv[i]));
    for (unsigned round = 0; frames < wanted; round++)
        frames += play_round(recordings, connections, round, out);
    if (pcap_dump_flush(out) != 0)
        give_up(argv[3], "cannot be written");
    pcap_dump_close(out);
    pcap_close(kind);
    printf("%" G_GUINT64_FORMAT " frames\n", frames);
    return EXIT_SUCCESS;
}
