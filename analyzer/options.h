/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The command line.
 */
#ifndef YKC_ANALYZER_OPTIONS_H
#define YKC_ANALYZER_OPTIONS_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "catalog/field.h"
#include "flow/settings.h"
#include "input/packet_filter.h"
#include "keys/keyring.h"

typedef enum options_command {
    COMMAND_ANALYSE, /**< sessions and findings; the default */
    COMMAND_FRAMES,  /**< one record per frame */
    COMMAND_DECODE,  /**< frames given as hex */
    COMMAND_IMPORT,  /**< a log becomes a capture */
    COMMAND_REDACT,  /**< a capture without personal data */
    COMMAND_RULES    /**< the rule catalogue */
} options_command;

typedef enum options_format {
    FORMAT_TEXT,
    FORMAT_JSON,
    FORMAT_NDJSON,
    FORMAT_HTML,
    FORMAT_MERMAID,
    FORMAT_CSV,         /**< findings */
    FORMAT_CSV_SESSIONS /**< sessions */
} options_format;

typedef enum options_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } options_color;

/** One report that is to be written. */
typedef struct options_report {
    options_format format;
    char *path; /**< NULL: standard output */
} options_report;

/** What the user asked for. */
typedef struct options {
    options_command command;
    GArray *reports; /**< of options_report, at least one; at most one of them goes to standard output */
    char *
        *captures;  /**< paths of captures, or of the log, or hex; NULL-terminated; at least one, unless the command needs none */
    uint8_t *ports; /**< a bit for each TCP port that is YKC's whatever is in it; NULL: none */
    ykc_keyring *keyring; /**< NULL: no keys */
    ykc_dialect dialect;  /**< spoken by every connection; 0: recognised */
    int zone_minutes;     /**< minutes the stations are ahead of UTC */
    ykc_language language;
    const char *place;          /**< what complaints about values begin with: that of a configuration; NULL: the command line's */
    ykc_language data_language; /**< of JSON: English unless --lang says otherwise, wherever it is written */
    gboolean show_secrets;
    gboolean redact;          /**< pseudonyms for VINs, cards, SIM cards and accounts; never with show_secrets */
    char *filter;             /**< an expression of libpcap's that is one; NULL: any packet */
    filter_time since, until; /**< bounds of the packets that are looked at */
    uint64_t memory_limit;    /**< bytes that may be held back */
    gboolean progress;        /**< tell on standard error how far the reading is, if it is a terminal and takes long */

    /* analysis */
    ykc_settings settings;
    ykc_severity fail_on; /**< lowest severity that makes the exit status 1; YKC_OFF: none does */
    options_color color;
    gboolean list_clean; /**< --all */
    gboolean ladder;     /**< draw sessions as arrows between pile and platform */
    char *pile;          /**< first digits of the piles to report, upper case; NULL: all */
    char *transaction;   /**< likewise */
    uint8_t gun;         /**< 0: all */

    gboolean verbose; /**< frames: every field */
    GDate *date;      /**< import: the first day of a log without dates; NULL: not given */
    char **rule_ids;  /**< rules: what to explain, NULL-terminated; NULL: list all; with --check the folder */
    gboolean check;   /**< rules: compare them with documentation and samples of a source folder */
} options;

typedef enum options_result {
    OPTIONS_RUN,  /**< there is something to do */
    OPTIONS_DONE, /**< help or version was shown */
    OPTIONS_WRONG /**< a message was written to standard error */
} options_result;

/** Read the command line, which ends in NULL as main() gets it, into @p options, which options_clear() releases. */
options_result options_parse(int argc, char **argv, options *options);

void options_clear(options *options);

/** The report at @p index (below options->reports->len). */
const options_report *options_get_report(const options *options, guint index);

/** True if @p port was named with --port. */
bool options_is_port(const options *options, uint16_t port);

#endif
