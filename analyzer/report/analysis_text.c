/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The report that a person reads first. */
#include <inttypes.h>

#include "figures.h"
#include "finding_text.h"
#include "held.h"
#include "ladder_text.h"
#include "page.h"
#include "report.h"
#include "session_text.h"
#include "terminal.h"
#include "totals_text.h"

/* What was written last: blocks are apart by a blank line, only captures follow one another without. */
typedef enum block { BLOCK_NONE, BLOCK_CAPTURE, BLOCK_FINDINGS } block;

typedef struct text_report {
    report base;
    page page;
    held *held;
    GHashTable *explained; /* consequences that were told once: that is enough for a report */
    ykc_time_us began;     /* first packet of all captures */
    uint64_t folded;       /* sessions that were only counted */
    block last;
} text_report;

static text_report *text_of(report *report)
{
    return (text_report *)report;
}

static void begin_block(text_report *report, block block)
{
    if (report->last == BLOCK_FINDINGS || (report->last == BLOCK_CAPTURE && block != BLOCK_CAPTURE))
        page_blank_line(&report->page);
    report->last = block;
}

/* People follow a live capture: what is decided shows at once. */
static void end_block(const text_report *report)
{
    fflush(report->page.file);
}

static void on_capture_begins(report *report, uint32_t file, const capture_info *info)
{
    const page *page = &text_of(report)->page;
    const char *name = report->context->names[file];
    g_autofree char *time = figures_date_time(info->first_time_ns / 1000, page->zone_minutes);
    g_autofree char *zone = figures_zone(page->zone_minutes);
    g_autofree char *line = info->packets > 0 ? text_format(TEXT_CAPTURE, page->language, name, info->link_name, time, zone)
                                              : text_format(TEXT_CAPTURE_EMPTY, page->language, name, info->link_name);

    if (file == 0)
        text_of(report)->began = info->first_time_ns / 1000;
    begin_block(text_of(report), BLOCK_CAPTURE);
    page_paragraph(page, 0, line);
    end_block(text_of(report));
}

static void on_finding(report *report, const ykc_finding *finding, ykc_finding_event event)
{
    held_tell(text_of(report)->held, finding, event);
}

static void write_finding(text_report *report, const held_finding *held, ykc_time_us since, bool name_charge)
{
    bool is_new = g_hash_table_add(report->explained, (void *)ykc_finding_consequence(&held->finding));

    finding_text_write(&report->page, held, since, is_new, name_charge);
}

static void write_findings(text_report *report, const GArray *findings, ykc_time_us since, bool name_charge)
{
    for (guint i = 0; i < findings->len; i++)
        write_finding(report, &g_array_index(findings, held_finding, i), since, name_charge);
}

/* Nothing to say of it but that it was there: it went as documented, as far as the capture shows. */
static bool is_clean(const ykc_session *session, const GArray *findings)
{
    return findings == NULL && (session->outcome == YKC_OUTCOME_COMPLETE || session->outcome == YKC_OUTCOME_OPEN);
}

static void on_session(report *report, const ykc_session *session)
{
    text_report *own = text_of(report);
    g_autoptr(GArray) findings = held_take_session(own->held, session->id);

    if (is_clean(session, findings) && !report->context->options->list_clean) {
        own->folded++;
        return;
    }
    begin_block(own, BLOCK_FINDINGS);
    session_text_write(&own->page, session, findings);
    if (report->context->options->ladder) {
        page_blank_line(&own->page);
        ladder_text_write(&own->page, session, findings);
        if (findings != NULL)
            page_blank_line(&own->page);
    }
    if (findings != NULL)
        write_findings(own, findings, session->started.time, false);
    end_block(own);
}

static void on_connection(report *report, const report_connection *connection)
{
    text_report *own = text_of(report);
    g_autoptr(GArray) findings = held_take_connection(own->held, connection->flow->id);

    if (findings == NULL)
        return;
    begin_block(own, BLOCK_FINDINGS);
    connection_text_write(&own->page, connection);
    write_findings(own, findings, connection->flow->opened.time, true);
    end_block(own);
}

static void write_owner(const page *page, uint32_t connection)
{
    g_autofree char *heading = connection != 0 ? text_format(TEXT_CONNECTION_NUMBER, page->language, connection)
                                               : g_strdup(page_text(page, TEXT_ABOUT_CAPTURE));

    page_heading(page, heading);
}

/* What belongs to no connection, and what was raised when its session or connection was written already. */
static void write_rest(text_report *report)
{
    g_autoptr(GArray) rest = held_take_rest(report->held);

    for (guint i = 0; i < rest->len; i++) {
        const held_finding *held = &g_array_index(rest, held_finding, i);
        bool is_first = i == 0 || held->finding.connection != held[-1].finding.connection;

        if (is_first) {
            begin_block(report, BLOCK_FINDINGS);
            write_owner(&report->page, held->finding.connection);
        }
        write_finding(report, held, report->began, true);
    }
}

static bool finish(report *report, const report_totals *totals, GError **error)
{
    text_report *own = text_of(report);

    (void)error; /* what could not be written shows in the file */
    write_rest(own);
    if (totals->captures > 0) {
        begin_block(own, BLOCK_FINDINGS);
        totals_text_write(&own->page, totals, own->folded);
    }
    return true;
}

static void free_report(report *report)
{
    text_report *own = text_of(report);

    held_free(own->held);
    g_hash_table_unref(own->explained);
    g_free(own);
}

report *report_text_new(FILE *file, const report_context *context)
{
    static const report_methods methods = {
        .capture_begins = on_capture_begins,
        .finding = on_finding,
        .session = on_session,
        .connection = on_connection,
        .finish = finish,
        .free = free_report,
    };
    text_report *report = g_new0(text_report, 1);
    const options *options = context->options;

    report->base = (struct report){.methods = &methods, .file = file, .context = context};
    report->page = (page){
        .file = file,
        .width = terminal_width(file),
        .color = terminal_has_color(file, options->color),
        .language = options->language,
        .zone_minutes = options->zone_minutes,
        .short_names = context->names[0] != NULL && context->names[1] != NULL ? context->short_names : NULL,
    };
    report->held = held_new();
    report->explained = g_hash_table_new(NULL, NULL);
    return &report->base;
}
