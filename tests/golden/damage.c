/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * damage SEED IN OUT: a capture whose frames say something else, under checksums that are right:
 * random bytes in bodies, other types, bodies that end early. Damage at random (editcap -E) mostly ends at the checksum; this
 * gets behind it.
 */
#include <glib.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "input/layers.h"
#include "wire/frame.h"

/* One in so many frames, or bytes of a body. */
enum { DAMAGED_FRAMES = 2, DAMAGED_BYTES = 12, OTHER_TYPES = 8, CUT_BODIES = 8, FLAGGED = 64 };

static bool one_in(GRand *rand, int count)
{
    return g_rand_int_range(rand, 0, count) == 0;
}

/* Bytes that mean something more often than others do. */
static uint8_t interesting_byte(GRand *rand)
{
    static const uint8_t bytes[] = {0x00, 0x01, 0x7F, 0x80, 0x99, 0x9A, 0xFF};

    return one_in(rand, 2) ? bytes[g_rand_int_range(rand, 0, sizeof bytes)] : (uint8_t)g_rand_int(rand);
}

static void damage_frame(GRand *rand, const ykc_frame *frame, uint8_t *bytes)
{
    uint8_t body[YKC_FRAME_BODY_MAX], encoded[YKC_FRAME_SIZE_MAX];
    ykc_frame damaged = *frame;
    size_t written;

    memcpy(body, frame->body, frame->body_length);
    damaged.body = body;
    for (size_t i = 0; i < frame->body_length; i++)
        if (one_in(rand, DAMAGED_BYTES))
            body[i] = interesting_byte(rand);
    if (one_in(rand, OTHER_TYPES))
        damaged.type = ykc_catalog_message((size_t)g_rand_int_range(rand, 0, (gint32)ykc_catalog_count()))->type;
    if (one_in(rand, CUT_BODIES))
        damaged.body_length = (uint8_t)g_rand_int_range(rand, 0, frame->body_length + 1);
    if (one_in(rand, FLAGGED))
        damaged.encryption = YKC_ENCRYPTED;
    written = ykc_frame_encode(encoded, &damaged);
    memcpy(bytes, encoded, written); /* never longer than the frame was */
}

static void damage_payload(GRand *rand, uint8_t *bytes, size_t length)
{
    for (size_t at = 0, used; at < length; at += used) {
        ykc_frame frame;

        switch (ykc_frame_scan(bytes + at, length - at, ykc_catalog_fits, &frame, &used)) {
        case YKC_SCAN_FRAME:
            if (one_in(rand, DAMAGED_FRAMES))
                damage_frame(rand, &frame, bytes + at);
            break;
        case YKC_SCAN_GARBAGE:
            break;
        case YKC_SCAN_MORE:
            return;
        }
    }
}

static void damage_packet(GRand *rand, int link_type, uint8_t *bytes, const struct pcap_pkthdr *header)
{
    tcp_segment segment;

    if (layers_parse(link_type, bytes, header->caplen, header->len, &segment) == LAYERS_SEGMENT)
        damage_payload(rand, bytes + (segment.payload - bytes), segment.present);
}

int main(int argc, char **argv)
{
    char reason[PCAP_ERRBUF_SIZE];
    pcap_t *in = argc == 4 ? pcap_open_offline(argv[2], reason) : NULL;
    pcap_dumper_t *out = in != NULL ? pcap_dump_open(in, argv[3]) : NULL;
    struct pcap_pkthdr *header;
    const u_char *bytes;
    GRand *rand;

    if (out == NULL) {
        fprintf(stderr, "usage: damage SEED IN OUT; both have to be captures that can be opened\n");
        return EXIT_FAILURE;
    }
    rand = g_rand_new_with_seed((guint32)strtoul(argv[1], NULL, 10));
    /* A sample may break off inside a packet; then so does the damaged one. */
    while (pcap_next_ex(in, &header, &bytes) == 1) {
        g_autofree uint8_t *damaged = g_memdup2(bytes, header->caplen);

        damage_packet(rand, pcap_datalink(in), damaged, header);
        pcap_dump((u_char *)out, header, damaged);
    }
    g_rand_free(rand);
    pcap_dump_close(out);
    pcap_close(in);
    return EXIT_SUCCESS;
}
