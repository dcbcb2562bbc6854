/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * A report of an analysis, in one format. All formats are told the same, as it is decided, and write it as they can: text and
 * NDJSON at once, JSON at the end.
 */
#ifndef YKC_REPORT_REPORT_H
#define YKC_REPORT_REPORT_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "catalog/reading.h"
#include "flow/engine.h"
#include "input/capture.h"
#include "input/intake.h"
#include "options.h"

/** Bytes missing from one direction of a connection. */
typedef struct report_gap {
    ykc_place place; /**< of the packet behind them */
    ykc_direction direction;
    uint64_t bytes;
} report_gap;

/** A connection, when it is over. */
typedef struct report_connection {
    const ykc_connection_report *flow; /**< what the flow engine says of it */
    int pile_end;                      /**< 0 or 1; a guess where the flow engine has none */
    const char *pile_address;          /**< "10.0.0.2:52341", "[fe80::1]:52341" */
    const char *platform_address;
    const report_gap *gaps; /**< the first of them */
    size_t gap_count;
} report_connection;

/** The account of one rule. */
typedef struct report_rule_total {
    const ykc_rule *rule;
    ykc_severity severity; /**< the worst of its findings */
    uint64_t findings;
    uint64_t occurrences; /**< of the rule: the sum of the findings' counts */
} report_rule_total;

enum {
    REPORT_FLOWS = YKC_FLOW_UNKNOWN + 1,
    REPORT_OUTCOMES = YKC_OUTCOME_ABORTED + 1,
    REPORT_SEVERITIES = YKC_ERROR + 1,
    REPORT_DIALECTS = 6 /* rows of ykc_dialect_names */
};

/** The account of everything that was reported, and of what was read. */
typedef struct report_totals {
    uint64_t packets, captures;
    intake_totals read;      /**< of frames, of what was left out, and of what bounds of memory cost */
    ykc_time_us first, last; /**< times of packets; meaningless if there were none */
    uint64_t connections;
    uint64_t dialects[REPORT_DIALECTS]; /**< connections of each, in the order of ykc_dialect_names */
    size_t piles;                       /**< different ones */
    bool more_piles;                    /**< and more, which were not counted */
    uint64_t sessions;
    uint64_t flows[REPORT_FLOWS], outcomes[REPORT_OUTCOMES]; /**< sessions of each flow, and with each outcome */
    uint64_t findings[REPORT_SEVERITIES];
    const report_rule_total *rules; /**< the worst first */
    size_t rule_count;
} report_totals;

/** What a report is made for. */
typedef struct report_context {
    const options *options;
    char *const *names;       /**< of the captures, as texts call them; by file index, NULL-terminated */
    char *const *short_names; /**< likewise, without folders where they are clear without */
} report_context;

/** A frame, as it may be shown (privacy.h). */
typedef struct report_frame {
    uint32_t connection;
    const ykc_frame *frame; /**< its bytes around the body may be missing */
    ykc_reading reading;
    ykc_place place;
} report_frame;

typedef struct report report;

/** What a format does with what it is told. Everything pointed to is valid during the call only. */
typedef struct report_methods {
    /** A capture is reached; its first packet is in @p info, unless it has none. May be NULL. */
    void (*capture_begins)(report *report, uint32_t file, const capture_info *info);
    /** A capture is read as far as it can be. May be NULL. */
    void (*capture_ends)(report *report, uint32_t file, const capture_info *info);
    /** A frame, told before what is found in it. May be NULL; a report that wants none costs nothing. */
    void (*frame)(report *report, const report_frame *frame);
    void (*finding)(report *report, const ykc_finding *finding, ykc_finding_event event);
    void (*session)(report *report, const ykc_session *session);
    void (*connection)(report *report, const report_connection *connection);
    /** Everything was told. False with @p error set if the report could not be completed. */
    bool (*finish)(report *report, const report_totals *totals, GError **error);
    void (*free)(report *report);
} report_methods;

/** A report being written; each format adds what it needs. */
struct report {
    const report_methods *methods;
    FILE *file; /**< not owned */
    const report_context *context;
};

/** Begin a report in a format. NULL with @p error set if it needs a temporary file and can have none. */
report *report_new(options_format format, FILE *file, const report_context *context, GError **error);

/** Sessions and their findings, for people. */
report *report_text_new(FILE *file, const report_context *context);

/** One JSON document. NULL with @p error set if no temporary file can be made. */
report *report_json_new(FILE *file, const report_context *context, GError **error);

/** One page for a browser, with everything in it. NULL with @p error set if no temporary file can be made. */
report *report_html_new(FILE *file, const report_context *context, GError **error);

/** Markdown with a Mermaid sequence diagram for each session. NULL with @p error set if no temporary file can be made. */
report *report_mermaid_new(FILE *file, const report_context *context, GError **error);

/** CSV: one row a finding; one row a session. */
report *report_csv_findings_new(FILE *file, const report_context *context);
report *report_csv_sessions_new(FILE *file, const report_context *context);

/** The same JSON objects one a line, as soon as each is decided. */
report *report_ndjson_new(FILE *file, const report_context *context);

#endif
