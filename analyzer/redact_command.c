/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "redact_command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "exit_status.h"
#include "interrupt.h"
#include "progress.h"
#include "redact/redactor.h"
#include "report/output.h"
#include "text.h"

static bool is_port(const void *context, uint16_t port)
{
    return options_is_port(context, port);
}

static void on_complaint(void *user, const GError *error)
{
    (void)user;
    fprintf(stderr, "ykcflow: %s\n", error->message);
}

static void on_packet(void *user)
{
    progress_packet(user);
}

/* What was replaced, a line for each kind that there was. */
static void list_replaced(const redactor_account *account, ykc_language language)
{
    static const text_id names[PSEUDONYM_KINDS] = {
        [PSEUDONYM_VIN] = TEXT_REDACT_VINS,          [PSEUDONYM_CARD] = TEXT_REDACT_CARDS,
        [PSEUDONYM_SIM] = TEXT_REDACT_SIMS,          [PSEUDONYM_ACCOUNT] = TEXT_REDACT_ACCOUNTS,
        [PSEUDONYM_PASSWORD] = TEXT_REDACT_SECRETS,  [PSEUDONYM_SERVER] = TEXT_REDACT_SERVERS,
        [PSEUDONYM_BATTERY] = TEXT_REDACT_BATTERIES, [PSEUDONYM_OPAQUE] = TEXT_REDACT_OPAQUE,
    };

    for (int kind = 0; kind < PSEUDONYM_KINDS; kind++)
        if (account->replaced[kind] > 0)
            text_complain(TEXT_REDACT_REPLACED, language, text(names[kind], language), account->distinct[kind],
                          account->replaced[kind]);
    text_complain(TEXT_REDACT_ADDRESSES, language, account->ip_addresses, account->mac_addresses);
    if (account->garbage_bytes + account->unreadable_bodies + account->beginnings > 0)
        text_complain(TEXT_REDACT_ZEROED, language, account->unreadable_bodies, account->garbage_bytes, account->beginnings);
}

static void sum_up(const redactor_account *account, const char *path, ykc_language language)
{
    list_replaced(account, language);
    text_complain(TEXT_REDACT_TOTALS, language, path != NULL ? path : "-", account->written, account->connections,
                  account->frames, account->packets - account->written, account->placeholders);
    text_complain(TEXT_REDACT_STAYS, language);
}

/* False, after a complaint, if the capture could not be written. */
static bool write_capture(redactor *redactor, FILE *file, const char *path, ykc_language language)
{
    const pcapng_option section[] = {
        pcapng_text_option(PCAPNG_COMMENT, text(TEXT_REDACT_COMMENT, language)),
        pcapng_text_option(PCAPNG_SECTION_PROGRAM, "ykcflow " YKC_VERSION),
    };
    g_autoptr(GError) error = NULL;
    pcapng_writer writer;
    pcapng_status status;

    pcapng_writer_init(&writer, file);
    status = pcapng_write_section(&writer, (pcapng_options){section, G_N_ELEMENTS(section)});
    if (status == PCAPNG_WRITTEN)
        status = redactor_write(redactor, &writer, &error);
    if (error != NULL)
        text_complain(TEXT_REDACT_STORE, language, error->message);
    else if (status != PCAPNG_WRITTEN)
        text_complain(TEXT_CANNOT_WRITE, language, path != NULL ? path : "-", g_strerror(errno));
    return error == NULL && status == PCAPNG_WRITTEN;
}

/* Read all that can be read. False if anything was complained about. */
static bool read_captures(redactor *redactor, const options *options)
{
    progress progress;
    bool all_read;

    interrupt_catch();
    progress_init(&progress, options);
    progress_capture(&progress);
    all_read =
        redactor_read(redactor, options->captures, options->language, interrupt_flag(), on_complaint, on_packet, &progress);
    progress_end(&progress);
    if (*interrupt_flag() == 0)
        return all_read;
    text_complain(TEXT_REDACT_INTERRUPTED, options->language, redactor_get_account(redactor)->packets);
    return false;
}

static int redact(redactor *redactor, const options *options, output *output)
{
    const char *path = options_get_report(options, 0)->path;
    g_autoptr(GError) error = NULL;
    bool all_read = read_captures(redactor, options);

    if (redactor_get_account(redactor)->connections == 0) {
        if (redactor_get_account(redactor)->packets > 0)
            text_complain(TEXT_REDACT_NOTHING, options->language);
        output_discard(output); /* an earlier capture is worth more than an empty one */
        return EXIT_UNUSABLE;
    }
    if (!write_capture(redactor, output->file, path, options->language)) {
        output_discard(output);
        return EXIT_UNUSABLE;
    }
    if (!output_close(output, &error)) {
        text_complain(TEXT_CANNOT_WRITE, options->language, path != NULL ? path : "-", error->message);
        return EXIT_UNUSABLE;
    }
    sum_up(redactor_get_account(redactor), path, options->language);
    return all_read ? EXIT_NOTHING_FOUND : EXIT_UNUSABLE;
}

int redact_command(const options *options)
{
    const char *path = options_get_report(options, 0)->path;
    pseudonyms *pseudonyms;
    redactor_settings settings = {
        .is_port = is_port, .port_context = options, .memory = options->memory_limit, .dialect = options->dialect};
    g_autoptr(GError) error = NULL;
    redactor *redactor;
    output output;
    int status;

    if (path == NULL && isatty(STDOUT_FILENO)) {
        text_complain(TEXT_IMPORT_TO_TERMINAL, options->language);
        return EXIT_UNUSABLE;
    }
    if (!output_open(&output, path, &error)) {
        text_complain(TEXT_CANNOT_WRITE, options->language, path, error->message);
        return EXIT_UNUSABLE;
    }
    pseudonyms = pseudonyms_new();
    settings.pseudonyms = pseudonyms;
    redactor = redactor_new(&settings, &error);
    if (redactor == NULL) {
        text_complain(TEXT_REDACT_STORE, options->language, error->message);
        output_discard(&output);
        status = EXIT_UNUSABLE;
    } else {
        status = redact(redactor, options, &output);
    }
    redactor_free(redactor);
    pseudonyms_free(pseudonyms);
    return status;
}
