/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "frames_command.h"

#include <stdio.h>
#include <stdlib.h>

#include "capture_command.h"
#include "exit_status.h"
#include "progress.h"
#include "report/frames.h"
#include "report/output.h"
#include "report/privacy.h"
#include "text.h"

/* Bytes of no frame and missing bytes since the last frame of each end of a connection. */
typedef struct unframed {
    uint64_t garbage[2], gap[2];
} unframed;

typedef struct frames_context {
    const options *options;
    privacy privacy;
    progress progress;
    frames_writer writer;
} frames_context;

static void on_opened(void *user, intake_connection *connection, const intake_place *place)
{
    (void)user, (void)place;
    connection->user = g_new0(unframed, 1);
}

static void on_garbage(void *user, intake_connection *connection, int end, uint64_t count, const intake_place *place)
{
    (void)user, (void)place;
    ((unframed *)connection->user)->garbage[end] += count;
}

static void on_gap(void *user, intake_connection *connection, int end, uint64_t count, const intake_place *place)
{
    (void)user, (void)place;
    ((unframed *)connection->user)->gap[end] += count;
}

static void on_frame(void *user, intake_connection *connection, int end, const ykc_frame *frame, const intake_place *place)
{
    frames_context *context = user;
    unframed *before = connection->user;
    ykc_reading reading = ykc_read_frame(frame);
    ykc_frame shown;
    uint8_t body[YKC_FRAME_BODY_MAX];
    frame_record record = {
        .frame = privacy_frame(&context->privacy, frame, &reading, &shown, body),
        .reading = reading,
        .connection = connection->id,
        .place = *place,
        .garbage_before = before->garbage[end],
        .gap_before = before->gap[end],
    };

    before->garbage[end] = before->gap[end] = 0;
    if (options_get_report(context->options, 0)->format == FORMAT_NDJSON)
        frames_json_write(&context->writer, &record);
    else
        frames_text_write(&context->writer, &record);
}

static void on_closed(void *user, intake_connection *connection, tcp_close how, const intake_place *place)
{
    (void)user, (void)how, (void)place;
    g_clear_pointer(&connection->user, g_free);
}

static void on_clock(void *user, int64_t time_ns)
{
    frames_context *context = user;

    (void)time_ns;
    progress_packet(&context->progress);
}

static void on_capture_begins(void *user, uint32_t file, const capture_info *info)
{
    frames_context *context = user;

    (void)file, (void)info;
    progress_capture(&context->progress);
}

/* What people want to know at the end: whether there was anything, and what no frame accounts for. */
static void sum_up(const options *options, const intake *intake)
{
    const intake_totals *totals = intake_get_totals(intake);
    g_autoptr(GString) line = g_string_new(NULL);
    g_autofree char *read = NULL, *garbage = NULL, *gaps = NULL;

    if (capture_command_complain_of_nothing(intake, options))
        return;
    read = text_format(TEXT_TOTALS, options->language, totals->packets, totals->connections, totals->frames);
    garbage = text_format(TEXT_TOTAL_GARBAGE, options->language, totals->garbage_bytes);
    gaps = text_format(TEXT_TOTAL_GAPS, options->language, totals->gaps, totals->gap_bytes);
    g_string_append_printf(line, "%s%s%s", read, totals->garbage_bytes > 0 ? garbage : "", totals->gaps > 0 ? gaps : "");
    fprintf(stderr, "ykcflow: %s\n", line->str);
}

int frames_command(const options *options)
{
    static const intake_sink sink = {
        .opened = on_opened,
        .frame = on_frame,
        .garbage = on_garbage,
        .gap = on_gap,
        .closed = on_closed,
        .clock = on_clock,
        .capture_begins = on_capture_begins,
    };
    const char *path = options_get_report(options, 0)->path;
    frames_context context = {.options = options};
    g_autoptr(GError) error = NULL;
    output output;
    intake *intake;
    bool all_read, any_read;

    if (!output_open(&output, path, &error)) {
        text_complain(TEXT_CANNOT_WRITE, options->language, path, error->message);
        return EXIT_UNUSABLE;
    }
    context.writer = (frames_writer){.file = output.file, .options = options, .captures = options->captures, .last_day = -1};
    privacy_init(&context.privacy, options);
    progress_init(&context.progress, options);
    intake = capture_command_intake(&sink, &context, options);
    all_read = capture_command_read(intake, options);
    progress_end(&context.progress);
    frames_writer_clear(&context.writer);
    privacy_clear(&context.privacy);
    any_read = all_read || intake_get_totals(intake)->packets > 0;
    if (any_read)
        sum_up(options, intake);
    intake_free(intake);
    if (!any_read) {
        output_discard(&output); /* an earlier report is worth more than an empty one */
        return EXIT_UNUSABLE;
    }
    if (!output_close(&output, &error)) {
        text_complain(TEXT_CANNOT_WRITE, options->language, path != NULL ? path : "-", error->message);
        return EXIT_UNUSABLE;
    }
    return all_read ? EXIT_NOTHING_FOUND : EXIT_UNUSABLE;
}
