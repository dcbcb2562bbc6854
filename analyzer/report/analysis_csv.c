/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Findings, or sessions, as rows for a spreadsheet. Headings are the names of the JSON members, in every language. */
#include "csv.h"
#include "figures.h"
#include "flow/phrases.h"
#include "held.h"
#include "identity.h"
#include "json.h"
#include "order.h"
#include "report.h"
#include "side.h"
#include "steps.h"

enum { SCALED_DECIMALS = 4, MICROSECOND_DECIMALS = 6, NS_PER_US = 1000 };

/* Spreadsheets take a file without it for one of the local code page. */
static const char byte_order_mark[] = "\xEF\xBB\xBF";

typedef struct csv_report {
    report base;
    held *held; /* of sessions: their findings until then */
} csv_report;

static csv_report *csv_of(report *report)
{
    return (csv_report *)report;
}

static void write_headings(FILE *file, const char *const *headings, size_t count)
{
    csv_row row = {.file = file};

    fputs(byte_order_mark, file);
    for (size_t i = 0; i < count; i++)
        csv_text(&row, headings[i]);
    csv_end(&row);
}

static void add_count(csv_row *row, uint64_t number)
{
    if (number != 0)
        csv_number(row, number);
    else
        csv_text(row, NULL);
}

static void add_scaled(csv_row *row, bool known, int64_t number, unsigned decimals)
{
    g_autofree char *digits = figures_decimal(number, decimals);

    if (known)
        csv_decimal(row, digits);
    else
        csv_text(row, NULL);
}

static void add_time(csv_row *row, const ykc_place *place)
{
    g_autofree char *time = place->packet != 0 ? json_time(place->time * NS_PER_US) : NULL;

    csv_text(row, time);
}

static void add_pile(csv_row *row, bool known, const uint8_t *pile)
{
    char digits[IDENTITY_PILE_SIZE];

    identity_pile(pile, digits);
    csv_text(row, known ? digits : NULL);
}

static void add_serial(csv_row *row, bool known, const uint8_t *serial)
{
    char digits[IDENTITY_SERIAL_SIZE];

    identity_serial(serial, digits);
    csv_text(row, known ? digits : NULL);
}

static void add_phrase(csv_row *row, const ykc_phrase *phrase, ykc_language language)
{
    char words[YKC_PHRASE_SIZE];

    ykc_phrase_write(phrase, language, words);
    csv_text(row, words);
}

/* --- Findings --- */

static const char *const finding_headings[] = {"rule",    "severity", "certainty", "side",        "flow",       "step",
                                               "code",    "pile",     "gun",       "transaction", "connection", "session",
                                               "file",    "frame",    "index",     "time",        "count",      "last_frame",
                                               "message", "expected", "seen",      "consequence", "spec"};

static void add_code(csv_row *row, uint8_t code)
{
    char text[8];

    g_snprintf(text, sizeof text, "0x%02X", code);
    csv_text(row, code != 0 ? text : NULL);
}

static void add_finding_place(csv_row *row, const report_context *context, const ykc_finding *finding)
{
    bool has_place = finding->place.packet != 0;

    csv_text(row, has_place ? context->names[finding->place.file] : NULL);
    add_count(row, finding->place.packet);
    if (has_place)
        csv_number(row, finding->place.index);
    else
        csv_text(row, NULL);
    add_time(row, &finding->place);
    csv_number(row, finding->count);
    add_count(row, finding->count > 1 ? finding->last.packet : 0);
}

static void on_finding_row(report *report, const ykc_finding *finding, ykc_finding_event event)
{
    ykc_language language = report->context->options->data_language;
    const ykc_rule *rule = finding->rule;
    csv_row row = {.file = report->file};

    if (event != YKC_FINDING_DECIDED)
        return;
    csv_text(&row, rule->id);
    csv_text(&row, ykc_severity_name(finding->severity));
    csv_text(&row, ykc_certainty_name(finding->certainty));
    csv_text(&row, side_name(side_of(finding).kind));
    csv_text(&row, finding->flow != YKC_FLOW_NONE ? ykc_flow_name(finding->flow) : NULL);
    add_count(&row, finding->step);
    add_code(&row, finding->code);
    add_pile(&row, finding->has_pile, finding->pile);
    add_count(&row, finding->gun);
    add_serial(&row, finding->has_serial, finding->serial);
    add_count(&row, finding->connection);
    add_count(&row, finding->session);
    add_finding_place(&row, report->context, finding);
    csv_text(&row, ykc_label_in(&rule->meaning, language));
    add_phrase(&row, &finding->expected, language);
    add_phrase(&row, &finding->seen, language);
    csv_text(&row, ykc_label_in(ykc_finding_consequence(finding), language));
    csv_text(&row, rule->section);
    csv_end(&row);
    fflush(report->file);
}

static void on_session_unlisted(report *report, const ykc_session *session)
{
    (void)report, (void)session;
}

/* --- Sessions --- */

static const char *const session_headings[] = {
    "id",         "flow",        "outcome",   "order",   "pile",        "gun",   "transaction", "started",  "ended", "duration_s",
    "energy_kwh", "amount_yuan", "soc_start", "soc_end", "stop_reason", "steps", "errors",      "warnings", "notes", "rules"};

static void add_steps(csv_row *row, const ykc_session *session)
{
    g_autoptr(GString) steps = g_string_new(NULL);

    for (unsigned i = 0; i < session->step_count; i++)
        g_string_append_printf(steps, "%s0x%02X", steps->len > 0 ? " " : "", session->steps[i].code);
    csv_text(row, steps->str);
}

static void add_findings(csv_row *row, const GArray *findings)
{
    uint64_t counts[REPORT_SEVERITIES] = {0};
    g_autoptr(GString) rules = g_string_new(NULL);

    for (guint i = 0; findings != NULL && i < findings->len; i++) {
        const ykc_finding *finding = &g_array_index(findings, held_finding, i).finding;

        counts[finding->severity]++;
        g_string_append_printf(rules, "%s%s", rules->len > 0 ? " " : "", finding->rule->id);
    }
    csv_number(row, counts[YKC_ERROR]);
    csv_number(row, counts[YKC_WARNING]);
    csv_number(row, counts[YKC_NOTE]);
    csv_text(row, rules->str);
}

static void add_soc(csv_row *row, bool known, uint8_t soc)
{
    if (known)
        csv_number(row, soc);
    else
        csv_text(row, NULL);
}

static void on_session_row(report *report, const ykc_session *session)
{
    g_autoptr(GArray) findings = held_take_session(csv_of(report)->held, session->id);
    g_autofree char *order = order_describe(session, findings, report->context->options->data_language);
    bool is_over = session->outcome != YKC_OUTCOME_OPEN;
    csv_row row = {.file = report->file};

    csv_number(&row, session->id);
    csv_text(&row, ykc_flow_name(session->flow));
    csv_text(&row, ykc_outcome_name(session->outcome));
    csv_text(&row, order);
    add_pile(&row, session->has_pile, session->pile);
    add_count(&row, session->gun);
    add_serial(&row, session->has_serial, session->serial);
    add_time(&row, &session->started);
    add_time(&row, is_over ? &session->ended : &(ykc_place){0});
    add_scaled(&row, is_over, session->ended.time - session->started.time, MICROSECOND_DECIMALS);
    add_scaled(&row, session->has_energy, session->energy_1e4kwh, SCALED_DECIMALS);
    add_scaled(&row, session->has_amount, session->amount_1e4yuan, SCALED_DECIMALS);
    add_soc(&row, session->has_soc, session->soc_start);
    add_soc(&row, session->has_soc, session->soc_end);
    add_soc(&row, session->has_stop_reason, session->stop_reason);
    add_steps(&row, session);
    add_findings(&row, findings);
    csv_end(&row);
    fflush(report->file);
}

static void on_finding_of_session(report *report, const ykc_finding *finding, ykc_finding_event event)
{
    if (finding->session != 0)
        held_tell(csv_of(report)->held, finding, event);
}

/* --- Both --- */

static void on_connection(report *report, const report_connection *connection)
{
    (void)report, (void)connection;
}

static bool finish(report *report, const report_totals *totals, GError **error)
{
    (void)report, (void)totals, (void)error; /* what could not be written shows in the file */
    return true;
}

static void free_report(report *report)
{
    held_free(csv_of(report)->held);
    g_free(report);
}

static csv_report *csv_report_new(const report_methods *methods, FILE *file, const report_context *context)
{
    csv_report *report = g_new0(csv_report, 1);

    report->base = (struct report){.methods = methods, .file = file, .context = context};
    return report;
}

report *report_csv_findings_new(FILE *file, const report_context *context)
{
    static const report_methods methods = {
        .finding = on_finding_row,
        .session = on_session_unlisted,
        .connection = on_connection,
        .finish = finish,
        .free = free_report,
    };

    write_headings(file, finding_headings, G_N_ELEMENTS(finding_headings));
    return &csv_report_new(&methods, file, context)->base;
}

report *report_csv_sessions_new(FILE *file, const report_context *context)
{
    static const report_methods methods = {
        .finding = on_finding_of_session,
        .session = on_session_row,
        .connection = on_connection,
        .finish = finish,
        .free = free_report,
    };
    csv_report *report = csv_report_new(&methods, file, context);

    write_headings(file, session_headings, G_N_ELEMENTS(session_headings));
    report->held = held_new();
    return &report->base;
}
