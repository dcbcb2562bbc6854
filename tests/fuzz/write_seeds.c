/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * write_seeds FOLDER CAPTURE...: inputs for the fuzz targets out of sample captures, in FOLDER/TARGET, and FOLDER/frames.dict, a
 * dictionary of a frame of every type.
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "flow/settings.h"
#include "flow_event.h"
#include "input/intake.h"

enum { CAPTURE_MAX = 8 << 10, STREAM_MAX = 4 << 10, FLOW_MAX = 6 << 10, NS_PER_US = 1000, DICTIONARY_ENTRY_MAX = 60 };

/* What one capture gives. */
typedef struct seeds {
    const char *folder;
    GByteArray *streams[2], *flow;
    ykc_time_us last;
} seeds;

static void write_seed(const char *folder, const char *target, const char *name, const uint8_t *bytes, size_t size)
{
    g_autofree char *target_folder = g_build_filename(folder, target, NULL);
    g_autofree char *path = g_build_filename(target_folder, name, NULL);
    g_autoptr(GError) error = NULL;

    g_mkdir_with_parents(target_folder, 0777);
    if (!g_file_set_contents(path, (const char *)bytes, (gssize)size, &error)) {
        fprintf(stderr, "write_seeds: %s\n", error->message);
        exit(EXIT_FAILURE);
    }
}

static void write_body(const seeds *seeds, const ykc_frame *frame)
{
    g_autofree char *name = g_strdup_printf("%02X-%u", frame->type, frame->body_length);
    g_autoptr(GByteArray) seed = g_byte_array_new();
    const uint8_t head[] = {0, frame->type, frame->encryption};

    g_byte_array_append(seed, head, sizeof head);
    g_byte_array_append(seed, frame->body, frame->body_length);
    write_seed(seeds->folder, "decode", name, seed->data, seed->len);
}

static void on_frame(void *user, intake_connection *connection, int end, const ykc_frame *frame, const intake_place *place)
{
    seeds *seeds = user;
    ykc_time_us now = place->time_ns / NS_PER_US;
    const flow_event event = {
        .what = FLOW_EVENT_FRAME,
        .connection = connection->id % FLOW_EVENT_CONNECTIONS,
        .end = end,
        .flag = frame->crc_status == YKC_CRC_BAD,
        .after = seeds->last == 0 ? 0 : MAX(now - seeds->last, 0),
        .frame = *frame,
    };

    seeds->last = now;
    if (seeds->streams[end]->len + frame->size <= STREAM_MAX)
        g_byte_array_append(seeds->streams[end], frame->bytes, frame->size);
    if (seeds->flow->len + frame->size <= FLOW_MAX)
        flow_event_write(seeds->flow, &event);
    write_body(seeds, frame);
}

static void on_complaint(void *user, const GError *error)
{
    (void)user;
    fprintf(stderr, "write_seeds: %s\n", error->message);
}

static bool no_port(const void *context, uint16_t port)
{
    (void)context, (void)port;
    return false;
}

/* The first part of the file is a capture that breaks off: that, too, is worth looking at. */
static void write_capture(const char *folder, const char *name, const char *path)
{
    g_autofree char *bytes = NULL;
    g_autofree uint8_t *with_options = NULL;
    gsize size;

    if (!g_file_get_contents(path, &bytes, &size, NULL))
        return;
    size = MIN(size, CAPTURE_MAX);
    write_seed(folder, "capture", name, (const uint8_t *)bytes, size);
    write_seed(folder, "redact", name, (const uint8_t *)bytes, size);
    with_options = g_malloc0(size + 1);
    memcpy(with_options + 1, bytes, size);
    write_seed(folder, "analyse", name, with_options, size + 1);
}

static void write_seeds_of(const char *folder, char *path)
{
    static const intake_sink sink = {.frame = on_frame};
    g_autofree char *parent = g_path_get_dirname(path), *group = g_path_get_basename(parent);
    g_autofree char *base = g_path_get_basename(path), *name = g_strdup_printf("%s-%s", group, base);
    seeds seeds = {.folder = folder, .flow = g_byte_array_new()};
    char *paths[] = {path, NULL};
    intake *intake = intake_new(&sink, &seeds, no_port, NULL);

    for (int end = 0; end < 2; end++)
        seeds.streams[end] = g_byte_array_new();
    (void)intake_read(intake, paths, YKC_ENGLISH, on_complaint);
    intake_free(intake);
    for (int end = 0; end < 2; end++) {
        g_autofree char *stream_name = g_strdup_printf("%s-%d", name, end);

        write_seed(folder, "stream", stream_name, seeds.streams[end]->data, seeds.streams[end]->len);
        g_byte_array_unref(seeds.streams[end]);
    }
    write_seed(folder, "flow", name, seeds.flow->data, seeds.flow->len);
    g_byte_array_unref(seeds.flow);
    write_capture(folder, name, path);
}

static void write_settings(const char *folder)
{
    for (ykc_limit limit = 0; limit < YKC_LIMIT_COUNT; limit++) {
        g_autofree char *text = g_strdup_printf("%s=45.5, reply=30", ykc_limit_name(limit));

        write_seed(folder, "settings", ykc_limit_name(limit), (const uint8_t *)text, strlen(text));
    }
    write_seed(folder, "settings", "rules", (const uint8_t *)"reply/late=off bill/=note", strlen("reply/late=off bill/=note"));
}

static void write_word(FILE *file, const uint8_t *bytes, size_t size)
{
    fputc('"', file);
    for (size_t i = 0; i < size; i++)
        fprintf(file, "\\x%02X", bytes[i]);
    fputs("\"\n", file);
}

/* A frame of zeros of every type that is short enough for a dictionary. */
static void write_dictionary(const char *folder)
{
    static const uint8_t zeros[YKC_FRAME_BODY_MAX];
    g_autofree char *path = g_build_filename(folder, "frames.dict", NULL);
    FILE *file = fopen(path, "w");

    if (file == NULL) {
        fprintf(stderr, "write_seeds: cannot write %s\n", path);
        exit(EXIT_FAILURE);
    }
    for (size_t i = 0; i < ykc_catalog_count(); i++) {
        const ykc_message *message = ykc_catalog_message(i);
        uint8_t encoded[YKC_FRAME_SIZE_MAX];
        size_t size;

        size = ykc_frame_encode(encoded, &(ykc_frame){.form = (message->dialects & YKC_V1) != 0 ? YKC_FORM_SHORT : YKC_FORM_LONG,
                                                      .type = message->type,
                                                      .body = zeros,
                                                      .body_length = (uint16_t)ykc_message_size(message)});
        if (size <= DICTIONARY_ENTRY_MAX)
            write_word(file, encoded, size);
    }
    fclose(file);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: write_seeds FOLDER CAPTURE...\n", stderr);
        return EXIT_FAILURE;
    }
    g_mkdir_with_parents(argv[1], 0777);
    write_settings(argv[1]);
    write_dictionary(argv[1]);
    for (int i = 2; i < argc; i++)
        write_seeds_of(argv[1], argv[i]);
    return EXIT_SUCCESS;
}
