/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Making sense of what the words of the command line say. Internal to options.c.
 */
#ifndef YKC_ANALYZER_OPTION_VALUES_H
#define YKC_ANALYZER_OPTION_VALUES_H

#include "options.h"

/** A --format, an --output, or both: one report. */
typedef struct raw_report {
    char *format, *path;
} raw_report;

/** The options as GLib reads them: texts. */
typedef struct raw_options {
    GArray *reports; /**< of raw_report, in the order of the command line */
    char *port, *keys, *dialect, *zone, *language, *pile, *gun, *transaction, *fail_on, *color, *progress, *date, *config;
    char *filter, *since, *until, *memory_limit;
    char **rules, **limits;
    GPtrArray *names;    /**< of the command's options, not owned */
    GPtrArray *switches; /**< those of them without a value */
    gboolean help, version;
    ykc_language complaint_language;
} raw_options;

void raw_options_init(raw_options *raw, ykc_language complaint_language);
void raw_options_clear(raw_options *raw);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(raw_options, raw_options_clear)

/** Put the values into @p options; false, after a complaint on standard error, if one makes no sense. */
bool option_values_parse(raw_options *raw, options *options);

#endif
