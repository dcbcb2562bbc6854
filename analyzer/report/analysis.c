/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis.h"

#include <string.h>

#include "identity.h"
#include "names.h"
#include "output.h"
#include "privacy.h"
#include "text.h"

enum { PILES_COUNTED = 1 << 20 };

/* A report, and where it goes. */
typedef struct written_report {
    report *report;
    output output;
    const char *path; /* for complaints */
} written_report;

struct analysis {
    report_context context;
    GArray *reports; /* of written_report */
    report_totals totals;
    GArray *rules;     /* of report_rule_total */
    GHashTable *piles; /* pile numbers, as gint64 */
    privacy privacy;
    bool wants_frames; /* one of the reports does */
    bool left_out;     /* there were sessions or findings that were not asked for */
    bool let_in;       /* and some that were */
};

static void complain(const analysis *analysis, const char *path, const GError *error)
{
    text_complain(TEXT_CANNOT_WRITE, analysis->context.options->language, path != NULL ? path : "-", error->message);
}

static bool add_report(analysis *analysis, const options_report *wanted)
{
    written_report added = {.path = wanted->path};
    g_autoptr(GError) error = NULL;

    if (!output_open(&added.output, wanted->path, &error)) {
        complain(analysis, wanted->path, error);
        return false;
    }
    added.report = report_new(wanted->format, added.output.file, &analysis->context, &error);
    if (added.report == NULL) {
        complain(analysis, wanted->path, error);
        output_discard(&added.output);
        return false;
    }
    analysis->wants_frames |= added.report->methods->frame != NULL;
    g_array_append_val(analysis->reports, added);
    return true;
}

static void clear_report(void *data)
{
    written_report *written = data;

    if (written->report != NULL)
        written->report->methods->free(written->report);
    if (written->output.file != NULL)
        output_discard(&written->output);
}

analysis *analysis_new(const options *options)
{
    analysis *analysis = g_new0(struct analysis, 1);

    analysis->context.options = options;
    privacy_init(&analysis->privacy, options);
    analysis->context.names = names_of_captures(options->captures);
    analysis->context.short_names = names_shortened(analysis->context.names);
    analysis->reports = g_array_new(FALSE, FALSE, sizeof(written_report));
    g_array_set_clear_func(analysis->reports, clear_report);
    analysis->rules = g_array_new(FALSE, FALSE, sizeof(report_rule_total));
    analysis->piles = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    for (guint i = 0; i < options->reports->len; i++) {
        if (!add_report(analysis, options_get_report(options, i))) {
            analysis_free(analysis);
            return NULL;
        }
    }
    return analysis;
}

void analysis_free(analysis *analysis)
{
    if (analysis == NULL)
        return;
    g_array_unref(analysis->reports);
    g_array_unref(analysis->rules);
    g_hash_table_unref(analysis->piles);
    privacy_clear(&analysis->privacy);
    g_strfreev((char **)analysis->context.names);
    g_strfreev((char **)analysis->context.short_names);
    g_free(analysis);
}

static report *report_at(const analysis *analysis, guint index)
{
    return g_array_index(analysis->reports, written_report, index).report;
}

void analysis_capture_begins(analysis *analysis, uint32_t file, const capture_info *info)
{
    for (guint i = 0; i < analysis->reports->len; i++) {
        report *report = report_at(analysis, i);

        if (report->methods->capture_begins != NULL)
            report->methods->capture_begins(report, file, info);
    }
}

void analysis_capture_ends(analysis *analysis, uint32_t file, const capture_info *info)
{
    enum { NS_PER_US = 1000 };
    report_totals *totals = &analysis->totals;
    ykc_time_us first = info->first_time_ns / NS_PER_US, last = info->last_time_ns / NS_PER_US;

    if (info->packets > 0) {
        totals->first = totals->packets > 0 ? MIN(totals->first, first) : first;
        totals->last = totals->packets > 0 ? MAX(totals->last, last) : last;
        totals->packets += info->packets;
    }
    totals->captures++;
    for (guint i = 0; i < analysis->reports->len; i++) {
        report *report = report_at(analysis, i);

        if (report->methods->capture_ends != NULL)
            report->methods->capture_ends(report, file, info);
    }
}

void analysis_frame(analysis *analysis, uint32_t connection, const ykc_frame *frame, const ykc_place *place)
{
    report_frame told = {.connection = connection, .place = *place};
    ykc_frame shown;
    uint8_t body[YKC_FRAME_BODY_MAX];

    if (!analysis->wants_frames)
        return;
    told.reading = ykc_read_frame(frame);
    told.frame = privacy_frame(&analysis->privacy, frame, &told.reading, &shown, body);
    for (guint i = 0; i < analysis->reports->len; i++)
        if (report_at(analysis, i)->methods->frame != NULL)
            report_at(analysis, i)->methods->frame(report_at(analysis, i), &told);
}

static bool begins_with(const char *digits, const char *prefix)
{
    return strncmp(digits, prefix, strlen(prefix)) == 0;
}

static bool is_asked_for_pile(const options *options, const uint8_t *pile)
{
    char digits[IDENTITY_PILE_SIZE];

    identity_pile(pile, digits);
    return begins_with(digits, options->pile);
}

/* True unless an option asks for others; what has no pile, gun or transaction is not what was asked for. */
static bool is_asked_for(const options *options, const uint8_t *pile, uint8_t gun, const uint8_t *serial)
{
    char digits[IDENTITY_SERIAL_SIZE];

    if (options->pile != NULL && (pile == NULL || !is_asked_for_pile(options, pile)))
        return false;
    if (options->gun != 0 && gun != options->gun)
        return false;
    if (options->transaction == NULL)
        return true;
    if (serial == NULL)
        return false;
    identity_serial(serial, digits);
    return begins_with(digits, options->transaction);
}

/* The same, remembering the answer. */
static bool let_in(analysis *analysis, const uint8_t *pile, uint8_t gun, const uint8_t *serial)
{
    bool asked_for = is_asked_for(analysis->context.options, pile, gun, serial);

    analysis->left_out |= !asked_for;
    analysis->let_in |= asked_for;
    return asked_for;
}

static report_rule_total *total_of(analysis *analysis, const ykc_rule *rule)
{
    report_rule_total fresh = {.rule = rule};

    for (guint i = 0; i < analysis->rules->len; i++)
        if (g_array_index(analysis->rules, report_rule_total, i).rule == rule)
            return &g_array_index(analysis->rules, report_rule_total, i);
    g_array_append_val(analysis->rules, fresh);
    return &g_array_index(analysis->rules, report_rule_total, analysis->rules->len - 1);
}

static void count_finding(analysis *analysis, const ykc_finding *finding)
{
    report_rule_total *total = total_of(analysis, finding->rule);

    analysis->totals.findings[finding->severity]++;
    total->findings++;
    total->occurrences += finding->count;
    total->severity = MAX(total->severity, finding->severity);
}

void analysis_finding(analysis *analysis, const ykc_finding *finding, ykc_finding_event event)
{
    ykc_finding shown = *finding;

    if (!let_in(analysis, finding->has_pile ? finding->pile : NULL, finding->gun, finding->has_serial ? finding->serial : NULL))
        return;
    privacy_finding(&analysis->privacy, &shown);
    if (event == YKC_FINDING_DECIDED)
        count_finding(analysis, finding);
    for (guint i = 0; i < analysis->reports->len; i++)
        report_at(analysis, i)->methods->finding(report_at(analysis, i), &shown, event);
}

void analysis_session(analysis *analysis, const ykc_session *session)
{
    if (!let_in(analysis, session->has_pile ? session->pile : NULL, session->gun, session->has_serial ? session->serial : NULL))
        return;
    analysis->totals.sessions++;
    analysis->totals.flows[session->flow]++;
    analysis->totals.outcomes[session->outcome]++;
    for (guint i = 0; i < analysis->reports->len; i++)
        report_at(analysis, i)->methods->session(report_at(analysis, i), session);
}

static bool carries_asked_for_pile(const options *options, const ykc_connection_report *flow)
{
    if (options->pile == NULL)
        return true;
    for (size_t i = 0; i < flow->pile_count; i++)
        if (is_asked_for_pile(options, flow->piles[i]))
            return true;
    return false;
}

static void count_piles(analysis *analysis, const ykc_connection_report *flow)
{
    for (size_t i = 0; i < flow->pile_count; i++) {
        gint64 number = 0;

        memcpy(&number, flow->piles[i], YKC_PILE_SIZE);
        if (g_hash_table_contains(analysis->piles, &number))
            continue;
        if (g_hash_table_size(analysis->piles) == PILES_COUNTED)
            analysis->totals.more_piles = true;
        else
            g_hash_table_add(analysis->piles, g_memdup2(&number, sizeof number));
    }
}

static void count_dialect(analysis *analysis, ykc_dialect dialect)
{
    for (size_t i = 0; i < MIN(ykc_dialect_names.count, REPORT_DIALECTS); i++)
        analysis->totals.dialects[i] += ykc_dialect_names.rows[i].value == dialect;
}

void analysis_connection(analysis *analysis, const report_connection *connection)
{
    if (!carries_asked_for_pile(analysis->context.options, connection->flow))
        return;
    analysis->totals.connections++;
    count_dialect(analysis, connection->flow->dialect);
    count_piles(analysis, connection->flow);
    for (guint i = 0; i < analysis->reports->len; i++)
        report_at(analysis, i)->methods->connection(report_at(analysis, i), connection);
}

/* The worst first, then the most frequent. */
static int by_weight(const void *one, const void *other)
{
    const report_rule_total *left = one, *right = other;

    if (left->severity != right->severity)
        return left->severity > right->severity ? -1 : 1;
    if (left->findings != right->findings)
        return left->findings > right->findings ? -1 : 1;
    return strcmp(left->rule->id, right->rule->id);
}

static bool finish_report(analysis *analysis, written_report *written)
{
    g_autoptr(GError) error = NULL;
    report *report = written->report;

    if (!report->methods->finish(report, &analysis->totals, &error))
        output_discard(&written->output);
    else
        output_close(&written->output, &error);
    if (error != NULL)
        complain(analysis, written->path, error);
    return error == NULL;
}

bool analysis_finish(analysis *analysis, const intake_totals *read)
{
    report_totals *totals = &analysis->totals;
    bool all_written = true;

    g_array_sort(analysis->rules, by_weight);
    totals->read = *read;
    totals->piles = g_hash_table_size(analysis->piles);
    totals->rules = (const report_rule_total *)(const void *)analysis->rules->data;
    totals->rule_count = analysis->rules->len;
    for (guint i = 0; i < analysis->reports->len; i++)
        all_written &= finish_report(analysis, &g_array_index(analysis->reports, written_report, i));
    return all_written;
}

bool analysis_filtered_out(const analysis *analysis)
{
    return analysis->left_out && !analysis->let_in;
}

ykc_severity analysis_worst(const analysis *analysis)
{
    for (int severity = YKC_ERROR; severity > YKC_OFF; severity--)
        if (analysis->totals.findings[severity] > 0)
            return (ykc_severity)severity;
    return YKC_OFF;
}
