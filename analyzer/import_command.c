/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "import_command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "exit_status.h"
#include "log/importer.h"
#include "report/output.h"
#include "text.h"

enum {
    REMARKS_MAX = 1000 /* lines that are listed; the number of the others is told */
};

typedef struct import_context {
    const options *options;
    const char *name; /* of the log */
    uint64_t told;
} import_context;

/* "LOG:12", or "LOG:12–15" for a record of several lines. */
static char *place_of(const char *name, const log_record *record, bool is_problem)
{
    if (is_problem)
        return g_strdup_printf("%s:%" G_GUINT64_FORMAT ":%zu", name, record->problem_line, record->problem_at);
    if (record->first_line == record->last_line)
        return g_strdup_printf("%s:%" G_GUINT64_FORMAT, name, record->first_line);
    return g_strdup_printf("%s:%" G_GUINT64_FORMAT "–%" G_GUINT64_FORMAT, name, record->first_line, record->last_line);
}

static void on_remark(void *user, import_remark remark, const log_record *record, size_t count)
{
    import_context *context = user;
    ykc_language language = context->options->language;
    g_autofree char *place = place_of(context->name, record, remark >= IMPORT_ODD_DIGITS);

    if (context->told++ >= REMARKS_MAX)
        return;
    switch (remark) {
    case IMPORT_NO_FRAME:
        text_complain(TEXT_IMPORT_NO_FRAME, language, place, count);
        break;
    case IMPORT_GARBAGE:
        text_complain(TEXT_IMPORT_GARBAGE, language, place, count);
        break;
    case IMPORT_CUT:
        text_complain(TEXT_IMPORT_CUT, language, place, count);
        break;
    case IMPORT_ODD_DIGITS:
        text_complain(TEXT_IMPORT_ODD_DIGITS, language, place);
        break;
    case IMPORT_NO_DIGIT:
        text_complain(TEXT_IMPORT_NO_DIGIT, language, place, record->problem_character);
        break;
    }
}

/* The section and the interface, which say where the packets come from. */
static pcapng_status write_head(pcapng_writer *writer, const import_context *context)
{
    static const uint8_t resolution = PCAPNG_NANOSECONDS;
    g_autofree char *base = g_path_get_basename(context->name);
    g_autofree char *comment = text_format(TEXT_IMPORT_COMMENT, context->options->language, base);
    const pcapng_option section[] = {
        pcapng_text_option(PCAPNG_COMMENT, comment),
        pcapng_text_option(PCAPNG_SECTION_PROGRAM, "ykcflow " YKC_VERSION),
    };
    const pcapng_option interface[] = {
        pcapng_text_option(PCAPNG_IF_NAME, "log"),
        {PCAPNG_IF_RESOLUTION, sizeof resolution, &resolution},
    };
    pcapng_status status = pcapng_write_section(writer, (pcapng_options){section, G_N_ELEMENTS(section)});

    if (status != PCAPNG_WRITTEN)
        return status;
    return pcapng_write_interface(writer, PILE_STREAM_LINK_TYPE, 0, (pcapng_options){interface, G_N_ELEMENTS(interface)});
}

static pcapng_status import(importer *importer, log_records *records, GError **error)
{
    const log_record *record;
    pcapng_status status = PCAPNG_WRITTEN;

    while (status == PCAPNG_WRITTEN && (record = log_records_next(records, error)) != NULL) {
        status = importer_take(importer, record);
        log_records_expect(records, importer_is_unfinished(importer));
    }
    return status == PCAPNG_WRITTEN ? importer_finish(importer, log_records_rest(records)) : status;
}

/* What was guessed: whoever reads the capture has to know. */
static void tell_guesses(const import_context *context, const log_file *log, const importer *importer, const log_account *account)
{
    ykc_language language = context->options->language;
    const log_clock *clock = importer_clock(importer);

    if (context->told > REMARKS_MAX)
        text_complain(TEXT_IMPORT_MORE_REMARKS, language, context->told - REMARKS_MAX);
    if (log_file_is_utf16(log))
        text_complain(TEXT_IMPORT_UTF16, language, context->name);
    if (log_file_gbk_lines(log) > 0)
        text_complain(TEXT_IMPORT_GBK, language, context->name, log_file_gbk_lines(log));
    if (account->damaged_lines > 0)
        text_complain(TEXT_IMPORT_DAMAGED, language, context->name, account->damaged_lines);
    if (account->lost_comments > 0)
        text_complain(TEXT_IMPORT_LOST_COMMENTS, language, context->name, account->lost_comments, LOG_COMMENT_MAX >> 10);
    if (!clock->any)
        text_complain(TEXT_IMPORT_NO_TIMES, language, context->name);
    else if (clock->undated > 0 && clock->dated == 0 && context->options->date == NULL)
        text_complain(TEXT_IMPORT_NO_DATES, language, context->name);
    else if (clock->undated > 0 && clock->dated > 0)
        text_complain(TEXT_IMPORT_MIXED_DATES, language, context->name, clock->undated);
    if (clock->any && clock->untimed > 0)
        text_complain(TEXT_IMPORT_SOME_UNTIMED, language, context->name, clock->untimed);
    if (clock->midnights > 0)
        text_complain(TEXT_IMPORT_MIDNIGHTS, language, context->name, clock->midnights);
    if (clock->backwards > 0)
        text_complain(TEXT_IMPORT_BACKWARDS, language, context->name, clock->backwards, clock->first_backwards_line);
    if (importer_account(importer)->connections > 0)
        text_complain(TEXT_IMPORT_RECONNECTED, language, importer_account(importer)->connections);
    if (importer_words(importer)->contradictions > 0)
        text_complain(TEXT_IMPORT_CONTRADICTIONS, language, importer_words(importer)->contradictions);
}

static void sum_up(const import_context *context, const importer *importer, const log_account *account, const char *path)
{
    const import_account *imported = importer_account(importer);
    const pile_streams *streams = importer_streams(importer);

    text_complain(TEXT_IMPORT_TOTALS, context->options->language, path != NULL ? path : "-", account->lines, imported->frames,
                  pile_streams_count(streams), pile_streams_packets(streams), account->comment_lines);
}

/* Read the log into the output. False if anything went wrong, which was complained about. */
static bool import_log(import_context *context, log_file *log, FILE *file, const char *path, bool *any)
{
    ykc_language language = context->options->language;
    g_autoptr(log_records) records = log_records_new(log);
    g_autoptr(GError) error = NULL;
    pcapng_writer writer;
    log_clock clock;
    importer *importer;
    pcapng_status status;

    log_clock_init(&clock, context->options->zone_minutes, context->options->date);
    pcapng_writer_init(&writer, file);
    importer = importer_new(&writer, &clock, language, on_remark, context);
    status = write_head(&writer, context);
    if (status == PCAPNG_WRITTEN)
        status = import(importer, records, &error);
    *any = importer_account(importer)->frames > 0;
    if (status != PCAPNG_WRITTEN)
        text_complain(TEXT_CANNOT_WRITE, language, path != NULL ? path : "-", g_strerror(errno));
    if (error != NULL)
        fprintf(stderr, "ykcflow: %s\n", error->message);
    if (status == PCAPNG_WRITTEN && !*any) {
        text_complain(TEXT_IMPORT_NOTHING, language, context->name, log_records_account(records)->lines);
    } else if (status == PCAPNG_WRITTEN) {
        tell_guesses(context, log, importer, log_records_account(records));
        sum_up(context, importer, log_records_account(records), path);
    }
    importer_free(importer);
    return status == PCAPNG_WRITTEN && error == NULL;
}

int import_command(const options *options)
{
    const char *path = options_get_report(options, 0)->path;
    g_autoptr(GError) error = NULL;
    g_autoptr(log_file) log = NULL;
    import_context context = {.options = options};
    output output;
    bool all_read, any = false;

    if (path == NULL && isatty(STDOUT_FILENO)) {
        text_complain(TEXT_IMPORT_TO_TERMINAL, options->language);
        return EXIT_UNUSABLE;
    }
    log = log_file_open(options->captures[0], options->language, &error);
    if (log == NULL) {
        fprintf(stderr, "ykcflow: %s\n", error->message);
        return EXIT_UNUSABLE;
    }
    context.name = log_file_name(log);
    if (!output_open(&output, path, &error)) {
        text_complain(TEXT_CANNOT_WRITE, options->language, path, error->message);
        return EXIT_UNUSABLE;
    }
    all_read = import_log(&context, log, output.file, path, &any);
    if (!any) {
        output_discard(&output); /* an earlier capture is worth more than an empty one */
        return EXIT_UNUSABLE;
    }
    if (!output_close(&output, &error)) {
        text_complain(TEXT_CANNOT_WRITE, options->language, path != NULL ? path : "-", error->message);
        return EXIT_UNUSABLE;
    }
    return all_read ? EXIT_NOTHING_FOUND : EXIT_UNUSABLE;
}
