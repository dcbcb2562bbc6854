/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "decode_command.h"

#include <stdio.h>
#include <string.h>

#include "exit_status.h"
#include "log/log_records.h"
#include "report/decoded.h"
#include "report/output.h"
#include "report/privacy.h"
#include "text.h"

typedef struct decode_context {
    const options *options;
    privacy privacy;
    decoded_writer writer;
    uint64_t records;
    uint32_t index; /* of the next frame of the record */
    uint64_t line;
    bool any_wrong;
} decode_context;

/* Replace what is personal. Returns the bytes that then are shown, to be freed; NULL: they are as they were. */
static uint8_t *protect(const decode_context *context, decoded *decoded)
{
    damaged_frame *frame = &decoded->frame;
    uint8_t body[YKC_FRAME_BODY_MAX], *shown;
    size_t header = ykc_frame_form_of(&frame->frame)->header;
    ykc_frame copy;

    if (context->privacy.pseudonyms == NULL || !frame->has_header)
        return NULL;
    shown = g_memdup2(decoded->bytes, frame->size);
    memcpy(shown + header, privacy_frame(&context->privacy, &frame->frame, &frame->reading, &copy, body)->body,
           frame->frame.body_length);
    decoded->bytes = shown;
    frame->frame.bytes = shown;
    frame->frame.body = shown + header;
    return shown;
}

/* One frame, or bytes that are none, @p available of them. */
static void decode_frame(decode_context *context, const uint8_t *bytes, size_t available)
{
    diagnoses found;
    decoded decoded = {
        .record = context->records, .index = context->index++, .line = context->line, .bytes = bytes, .found = &found};
    uint8_t *shown;

    diagnose_frame(bytes, available, &decoded.frame, &found);
    context->any_wrong = context->any_wrong || found.count > 0;
    shown = protect(context, &decoded);
    decoded_write(&context->writer, &decoded);
    g_free(shown);
}

/* Bytes of no frame: those from the first start byte on are shown as the frame that they were meant to be. */
static void decode_garbage(decode_context *context, const uint8_t *bytes, size_t length)
{
    const uint8_t *start = memchr(bytes, YKC_FRAME_START, length);
    size_t front = start != NULL ? (size_t)(start - bytes) : length;

    if (front > 0)
        decode_frame(context, bytes, front);
    if (front < length)
        decode_frame(context, bytes + front, length - front);
}

static void decode_record(decode_context *context, const log_record *record, bool is_line)
{
    const uint8_t *bytes = record->bytes->data;
    size_t length = record->bytes->len, at = 0, garbage = 0, used;
    ykc_frame frame;
    ykc_scan found = YKC_SCAN_GARBAGE;

    context->records++;
    context->index = 0;
    context->line = is_line ? record->first_line : 0;
    while (at < length && found != YKC_SCAN_MORE) {
        found = ykc_frame_scan(bytes + at, length - at, ykc_catalog_fits, &frame, &used);
        if (found == YKC_SCAN_FRAME && garbage < at)
            decode_garbage(context, bytes + garbage, at - garbage);
        at += used;
        if (found != YKC_SCAN_FRAME)
            continue;
        decode_frame(context, frame.bytes, frame.size);
        garbage = at;
    }
    if (garbage < length)
        decode_garbage(context, bytes + garbage, length - garbage);
}

static void tell_problem(decode_context *context, const log_record *record)
{
    ykc_language language = context->options->language;

    if (record->problem == LOG_FINE)
        return;
    context->any_wrong = true;
    if (record->problem == LOG_ODD_DIGITS)
        text_complain(TEXT_DECODE_ODD_DIGITS, language, record->problem_line, record->problem_at);
    else
        text_complain(TEXT_DECODE_NO_DIGIT, language, record->problem_line, record->problem_at, record->problem_character);
}

/* The arguments are one text, so that digits may be given with or without blanks. */
static log_file *open_input(const options *options, char **joined, GError **error)
{
    if (options->captures == NULL || strcmp(options->captures[0], "-") == 0)
        return log_file_open("-", options->language, error);
    *joined = g_strjoinv(" ", options->captures);
    return log_file_of_text(*joined, strlen(*joined), options->language);
}

static bool decode_input(decode_context *context, log_file *log, bool has_lines)
{
    g_autoptr(log_records) records = log_records_new(log);
    g_autoptr(GError) error = NULL;
    const log_record *record;

    while ((record = log_records_next(records, &error)) != NULL) {
        decode_record(context, record, has_lines);
        tell_problem(context, record);
    }
    if (error != NULL)
        fprintf(stderr, "ykcflow: %s\n", error->message);
    else if (context->records == 0)
        text_complain(TEXT_DECODE_NOTHING, context->options->language);
    return error == NULL && context->records > 0;
}

int decode_command(const options *options)
{
    const char *path = options_get_report(options, 0)->path;
    g_autofree char *joined = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(log_file) log = open_input(options, &joined, &error);
    decode_context context = {.options = options};
    output output;
    bool all_read;

    if (error != NULL) {
        fprintf(stderr, "ykcflow: %s\n", error->message);
        return EXIT_UNUSABLE;
    }
    if (!output_open(&output, path, &error)) {
        text_complain(TEXT_CANNOT_WRITE, options->language, path, error->message);
        return EXIT_UNUSABLE;
    }
    privacy_init(&context.privacy, options);
    decoded_begin(&context.writer, output.file, options);
    all_read = decode_input(&context, log, joined == NULL);
    decoded_end(&context.writer);
    privacy_clear(&context.privacy);
    if (!output_close(&output, &error)) {
        text_complain(TEXT_CANNOT_WRITE, options->language, path != NULL ? path : "-", error->message);
        return EXIT_UNUSABLE;
    }
    if (!all_read)
        return EXIT_UNUSABLE;
    return context.any_wrong ? EXIT_FINDINGS : EXIT_NOTHING_FOUND;
}
