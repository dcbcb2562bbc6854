/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "input/intake.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "output/packet.h"
#include "output/pcapng_writer.h"
#include "suite.h"
#include "wire/frame.h"

enum { ETHERNET = 1, PORT_UNKNOWN = 9999, BAD_FRAMES = 60 };

/* A capture in the making: one connection, one direction. */
typedef struct capture {
    FILE *file;
    char *path;
    pcapng_writer writer;
    uint32_t sequence;
    uint64_t ticks;
} capture;

static void begin(capture *capture)
{
    *capture = (struct capture){.sequence = 1};
    close(g_file_open_tmp("ykc-intake-XXXXXX", &capture->path, NULL));
    capture->file = fopen(capture->path, "w");
    pcapng_writer_init(&capture->writer, capture->file);
    pcapng_write_section(&capture->writer, (pcapng_options){0});
    pcapng_write_interface(&capture->writer, ETHERNET, 0, (pcapng_options){0});
}

static void send(capture *capture, const uint8_t *bytes, size_t length)
{
    const packet_end pile = {.address = {10, 0, 0, 1}, .port = 40000},
                     platform = {.address = {10, 0, 0, 2}, .port = PORT_UNKNOWN};
    const packet_segment segment = {.flags = TCP_ACK, .sequence = capture->sequence, .payload = bytes, .payload_length = length};
    uint8_t packet[PACKET_SIZE_MAX];
    size_t size = packet_build(LINK_ETHERNET, &pile, &platform, true, &segment, packet);

    pcapng_write_packet(
        &capture->writer,
        &(pcapng_packet){.ticks = ++capture->ticks, .bytes = packet, .captured = (uint32_t)size, .original = (uint32_t)size},
        (pcapng_options){0});
    capture->sequence += (uint32_t)length;
}

static bool is_port(const void *context, uint16_t port)
{
    (void)context, (void)port;
    return false;
}

static void on_complaint(void *user, const GError *error)
{
    (void)user;
    fprintf(stderr, "%s\n", error->message);
    CU_FAIL("the capture is not read without a complaint");
}

static intake_totals read_capture(capture *capture)
{
    static const intake_sink sink = {NULL};
    char *paths[] = {capture->path, NULL};
    intake *intake = intake_new(&sink, NULL, is_port, NULL);
    intake_totals totals;

    fclose(capture->file);
    CU_ASSERT_TRUE(intake_read(intake, paths, YKC_ENGLISH, on_complaint));
    totals = *intake_get_totals(intake);
    intake_free(intake);
    g_unlink(capture->path);
    g_free(capture->path);
    return totals;
}

/* Heartbeats, all of whose checksums are wrong. */
static GByteArray *bad_frames(void)
{
    GByteArray *bytes = g_byte_array_new();

    for (int i = 0; i < BAD_FRAMES; i++) {
        const uint8_t body[] = {0x32, 0x01, 0x06, 0x00, 0x01, 0x92, 0x36, 0x01, 0x00};
        const ykc_frame frame = {.type = 0x03, .sequence = (uint16_t)i, .body = body, .body_length = sizeof body};
        uint8_t encoded[YKC_FRAME_SIZE_MAX];
        size_t size = ykc_frame_encode(encoded, &frame);

        encoded[size - 1] ^= 0x5A;
        encoded[size - 2] ^= 0xA5;
        g_byte_array_append(bytes, encoded, (guint)size);
    }
    return bytes;
}

/* Too many doubtful frames: the connection is given up while the bytes that were held back for the first of them are scanned. */
static void test_a_connection_is_given_up_in_the_middle_of_what_waited(void)
{
    g_autoptr(GByteArray) bytes = bad_frames();
    intake_totals totals;
    capture capture;

    begin(&capture);
    send(&capture, bytes->data, 5);
    send(&capture, bytes->data + 5, bytes->len - 5);
    send(&capture, bytes->data, bytes->len);
    totals = read_capture(&capture);
    CU_ASSERT_EQUAL(totals.packets, 3);
    CU_ASSERT_EQUAL(totals.connections, 0);
    CU_ASSERT_EQUAL(totals.frames, 0);
}

/* A few are told as soon as an undoubted one comes. */
static void test_doubtful_frames_are_told_with_the_first_undoubted_one(void)
{
    enum { SIZE = 17, DOUBTFUL = INTAKE_DOUBTFUL_EVENTS };
    g_autoptr(GByteArray) bytes = bad_frames();
    capture capture;

    for (int doubtful = DOUBTFUL; doubtful <= DOUBTFUL + 1; doubtful++) {
        uint8_t good[SIZE];

        memcpy(good, bytes->data + (size_t)doubtful * SIZE, SIZE);
        good[SIZE - 1] ^= 0x5A;
        good[SIZE - 2] ^= 0xA5;
        begin(&capture);
        send(&capture, bytes->data, (size_t)doubtful * SIZE);
        send(&capture, good, SIZE);
        CU_ASSERT_EQUAL(read_capture(&capture).frames, doubtful == DOUBTFUL ? DOUBTFUL + 1 : 0);
    }
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_connection_is_given_up_in_the_middle_of_what_waited),
        STORY(test_doubtful_frames_are_told_with_the_first_undoubted_one),
    };

    return run_suite("intake", stories, G_N_ELEMENTS(stories));
}
