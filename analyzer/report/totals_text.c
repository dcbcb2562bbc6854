/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "totals_text.h"

#include <inttypes.h>
#include <string.h>

#include "catalog/catalog.h"
#include "columns.h"
#include "figures.h"
#include "flow/phrases.h"

enum { LABEL_WIDTH = 13, GAP = 2 };

/* Put a text with arguments behind the list; takes the text over. */
static void list(const page *page, GString *parts, char *part)
{
    page_list(page, parts, part);
    g_free(part);
}

static void write_packets(const page *page, const report_totals *totals)
{
    g_autoptr(GString) parts = g_string_new(NULL);
    g_autofree char *from = figures_date_time(totals->first, page->zone_minutes);
    g_autofree char *to = figures_date_time(totals->last, page->zone_minutes);
    g_autofree char *duration = figures_duration(totals->last - totals->first, page->language);

    g_string_append_printf(parts, "%" PRIu64, totals->packets);
    if (totals->packets > 0)
        list(page, parts, text_format(TEXT_SPAN, page->language, from, to, duration));
    if (totals->read.left_out > 0)
        list(page, parts, text_format(TEXT_LEFT_OUT, page->language, totals->read.left_out));
    if (totals->read.captured_twice > 0)
        list(page, parts, text_format(TEXT_CAPTURED_TWICE, page->language, totals->read.captured_twice));
    page_item(page, 0, TEXT_LABEL_PACKETS, LABEL_WIDTH, parts->str);
}

/* What bounds of memory cost (intake.h). */
static void write_limits(const page *page, const intake_totals *read)
{
    g_autoptr(GString) parts = g_string_new(NULL);

    if (read->forgotten > 0)
        list(page, parts, text_format(TEXT_FORGOTTEN, page->language, read->forgotten));
    if (read->gaps_limited + read->fragments_limited + read->unrecognised > 0)
        list(page, parts,
             text_format(TEXT_MEMORY_LIMITED, page->language, read->gaps_limited, read->fragments_limited, read->unrecognised));
    if (parts->len > 0)
        page_item(page, 0, TEXT_LABEL_LIMITS, LABEL_WIDTH, parts->str);
}

static void write_number_item(const page *page, text_id label, uint64_t number)
{
    g_autofree char *digits = g_strdup_printf("%" PRIu64, number);

    page_item(page, 0, label, LABEL_WIDTH, digits);
}

static void write_piles(const page *page, const report_totals *totals)
{
    g_autofree char *or_more = text_format(TEXT_OR_MORE, page->language, (uint64_t)totals->piles);

    if (totals->more_piles)
        page_item(page, 0, TEXT_LABEL_PILES, LABEL_WIDTH, or_more);
    else
        write_number_item(page, TEXT_LABEL_PILES, totals->piles);
}

static void list_count(const page *page, GString *parts, const char *what, uint64_t count)
{
    if (count > 0)
        list(page, parts, text_format(TEXT_COUNT_OF, page->language, what, count));
}

/* Where all speak V1.6, as most do, nobody needs to hear it. */
static void write_connections(const page *page, const report_totals *totals)
{
    g_autoptr(GString) dialects = g_string_new(NULL);
    g_autofree char *breakdown = NULL;
    bool is_worth_it = false;

    for (size_t i = 0; i < MIN(ykc_dialect_names.count, REPORT_DIALECTS); i++) {
        list_count(page, dialects, ykc_dialect_names.rows[i].label.en, totals->dialects[i]);
        is_worth_it |= totals->dialects[i] > 0 && ykc_dialect_names.rows[i].value != YKC_V1_6;
    }
    breakdown = text_format(TEXT_BREAKDOWN, page->language, totals->connections, dialects->str);
    if (is_worth_it)
        page_item(page, 0, TEXT_LABEL_CONNECTIONS, LABEL_WIDTH, breakdown);
    else
        write_number_item(page, TEXT_LABEL_CONNECTIONS, totals->connections);
}

static void write_sessions(const page *page, const report_totals *totals, uint64_t folded)
{
    g_autoptr(GString) flows = g_string_new(NULL), outcomes = g_string_new(NULL);
    g_autofree char *breakdown = NULL;

    if (totals->sessions == 0) {
        write_number_item(page, TEXT_LABEL_SESSIONS, 0);
        return;
    }
    for (int flow = 0; flow < REPORT_FLOWS; flow++)
        list_count(page, flows, ykc_flow_words((ykc_flow)flow, page->language), totals->flows[flow]);
    breakdown = text_format(TEXT_BREAKDOWN, page->language, totals->sessions, flows->str);
    page_item(page, 0, TEXT_LABEL_SESSIONS, LABEL_WIDTH, breakdown);
    for (int outcome = 0; outcome < REPORT_OUTCOMES; outcome++)
        list_count(page, outcomes, ykc_outcome_words((ykc_outcome)outcome, page->language), totals->outcomes[outcome]);
    page_item(page, 0, TEXT_LABEL_OUTCOMES, LABEL_WIDTH, outcomes->str);
    if (folded > 0) {
        g_autofree char *clean = text_format(TEXT_FOLDED, page->language, folded);

        page_item(page, 0, TEXT_LABEL_CLEAN, LABEL_WIDTH, clean);
    }
}

static void write_findings(const page *page, const report_totals *totals)
{
    g_autoptr(GString) parts = g_string_new(NULL);

    for (int severity = YKC_ERROR; severity > YKC_OFF; severity--)
        list_count(page, parts, ykc_severity_words((ykc_severity)severity, page->language), totals->findings[severity]);
    if (parts->len == 0)
        g_string_append(parts, page_text(page, TEXT_NONE));
    page_item(page, 0, TEXT_LABEL_FINDINGS, LABEL_WIDTH, parts->str);
}

/* A column of the table: its heading, and its width, in which the heading and everything below it fits. */
typedef struct column {
    text_id heading;
    size_t width;
} column;

enum { COLUMN_RULE, COLUMN_SEVERITY, COLUMN_FINDINGS, COLUMN_TIMES, COLUMNS };

static void widen(column *column, const char *text)
{
    column->width = MAX(column->width, columns_of(text));
}

/* Numbers stand at the right of their column. */
static void write_number(const page *page, const column *column, uint64_t number)
{
    fprintf(page->file, "%*s%*" PRIu64, GAP, "", (int)column->width, number);
}

static void write_right(const page *page, const column *column, const char *text)
{
    fprintf(page->file, "%*s%s", (int)(GAP + column->width - columns_of(text)), "", text);
}

static void write_row(const page *page, const column *columns, const report_rule_total *total)
{
    columns_write(page->file, total->rule->id, columns[COLUMN_RULE].width + GAP);
    columns_write(page->file, ykc_severity_words(total->severity, page->language), columns[COLUMN_SEVERITY].width);
    write_number(page, &columns[COLUMN_FINDINGS], total->findings);
    write_number(page, &columns[COLUMN_TIMES], total->occurrences);
    putc('\n', page->file);
}

static void write_table(const page *page, const report_totals *totals)
{
    column columns[COLUMNS] = {
        {TEXT_COLUMN_RULE, 0}, {TEXT_COLUMN_SEVERITY, 0}, {TEXT_COLUMN_FINDINGS, 0}, {TEXT_COLUMN_TIMES, 0}};

    for (int i = 0; i < COLUMNS; i++)
        widen(&columns[i], page_text(page, columns[i].heading));
    for (size_t i = 0; i < totals->rule_count; i++) {
        widen(&columns[COLUMN_RULE], totals->rules[i].rule->id);
        widen(&columns[COLUMN_SEVERITY], ykc_severity_words(totals->rules[i].severity, page->language));
    }
    columns_write(page->file, page_text(page, columns[COLUMN_RULE].heading), columns[COLUMN_RULE].width + GAP);
    columns_write(page->file, page_text(page, columns[COLUMN_SEVERITY].heading), columns[COLUMN_SEVERITY].width);
    write_right(page, &columns[COLUMN_FINDINGS], page_text(page, columns[COLUMN_FINDINGS].heading));
    write_right(page, &columns[COLUMN_TIMES], page_text(page, columns[COLUMN_TIMES].heading));
    putc('\n', page->file);
    for (size_t i = 0; i < totals->rule_count; i++)
        write_row(page, columns, &totals->rules[i]);
}

void totals_text_write(const page *page, const report_totals *totals, uint64_t folded)
{
    write_packets(page, totals);
    write_limits(page, &totals->read);
    write_number_item(page, TEXT_LABEL_FRAMES, totals->read.frames);
    if (totals->read.frames == 0 && totals->connections == 0)
        return; /* "no findings" would sound as if all were well */
    write_connections(page, totals);
    write_piles(page, totals);
    write_sessions(page, totals, folded);
    write_findings(page, totals);
    if (totals->rule_count == 0)
        return;
    page_blank_line(page);
    write_table(page, totals);
}
