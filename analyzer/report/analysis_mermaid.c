/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Markdown for a ticket: a sequence diagram of Mermaid for each session, in the style of the documented flows, with what is
 * missing as a crossed arrow and findings as notes. Sessions with findings and clean ones alike.
 */
#include <errno.h>
#include <string.h>

#include "catalog/catalog.h"
#include "figures.h"
#include "flow/phrases.h"
#include "held.h"
#include "identity.h"
#include "ladder.h"
#include "order.h"
#include "report.h"
#include "side.h"
#include "steps.h"
#include "text.h"

typedef struct mermaid_report {
    report base;
    held *held;
    FILE *others;          /* a temporary file: findings outside sessions, until the end */
    GHashTable *explained; /* rules whose meaning was told */
    ykc_language language;
    bool wrote;
} mermaid_report;

static mermaid_report *mermaid_of(report *report)
{
    return (mermaid_report *)report;
}

/*
 * Text inside a diagram: what Mermaid or HTML would read as markup becomes an entity in Mermaid's own spelling. Line ends cannot
 * occur: no text of a report has any.
 */
static char *escaped(const char *text)
{
    GString *safe = g_string_new(NULL);

    for (const char *at = text; *at != '\0'; at++) {
        if (strchr("<>#;\"&%`\\{}[]", *at) != NULL || g_ascii_iscntrl(*at))
            g_string_append_printf(safe, "#%d;", *at);
        else
            g_string_append_c(safe, *at);
    }
    return g_string_free(safe, FALSE);
}

/* Text outside a diagram, for Markdown. */
static void write_markdown(FILE *file, const char *text)
{
    for (; *text != '\0'; text++) {
        if (strchr("\\`*_{}[]<>#|&~!", *text) != NULL)
            putc('\\', file);
        putc(*text, file);
    }
}

static const char *name_of_end(const mermaid_report *report, bool is_pile)
{
    return text(is_pile ? TEXT_MERMAID_PILE : TEXT_MERMAID_PLATFORM, report->language);
}

static void write_note(const mermaid_report *report, const ykc_finding *finding)
{
    char seen[YKC_PHRASE_SIZE];
    side side = side_of(finding);
    g_autoptr(GString) note = g_string_new(ykc_severity_words(finding->severity, report->language));
    g_autofree char *safe = NULL;

    g_string_append_printf(note, " %s: %s", finding->rule->id, ykc_label_in(&finding->rule->meaning, report->language));
    ykc_phrase_write(&finding->seen, report->language, seen);
    if (seen[0] != '\0')
        g_string_append_printf(note, " (%s: %s)", text(TEXT_LABEL_SEEN, report->language), seen);
    safe = escaped(note->str);
    if (side.kind == SIDE_PILE || side.kind == SIDE_PLATFORM)
        fprintf(report->base.file, "    Note over %s: %s\n", name_of_end(report, side.kind == SIDE_PILE), safe);
    else
        fprintf(report->base.file, "    Note over %s,%s: %s\n", name_of_end(report, true), name_of_end(report, false), safe);
}

/* The name of a frame type and its code, in the order of the documented flows. To be freed. */
static char *name_of(const mermaid_report *report, uint8_t code)
{
    const ykc_label *label = ykc_catalog_label(code);

    if (label == NULL)
        return g_strdup_printf("0x%02X", code);
    return g_strdup_printf("%s 0x%02X", ykc_label_in(label, report->language), code);
}

/* "18.<Remote stop reply 0x35>", as there. */
static char *label_of(const mermaid_report *report, const ladder_rung *rung)
{
    g_autofree char *time = figures_time_of_day(rung->place.time, report->base.context->options->zone_minutes);
    g_autofree char *name = name_of(report, rung->code);
    g_autoptr(GString) label = g_string_new(NULL);
    g_autofree char *plain = NULL;

    if (rung->step != 0)
        g_string_append_printf(label, "%u.", rung->step);
    g_string_append_printf(label, "<%s>", name);
    if (rung->kind != LADDER_MISSING)
        g_string_append_printf(label, " %s", time);
    if (rung->count > 1) {
        g_autofree char *until = figures_time_of_day(rung->last.time, report->base.context->options->zone_minutes);
        g_autofree char *times = text_format(TEXT_LADDER_TIMES, report->language, rung->count, until);

        g_string_append_printf(label, " (%s)", times);
    }
    if (rung->kind == LADDER_FRAME)
        return escaped(label->str);
    plain = text_format(rung->kind == LADDER_LAST ? TEXT_LADDER_LAST : TEXT_LADDER_MISSING, report->language, label->str);
    return escaped(plain);
}

static void write_rung(const mermaid_report *report, const ladder_rung *rung, const GArray *findings)
{
    bool from_pile = rung->direction == YKC_UP;
    g_autofree char *label = label_of(report, rung);

    fprintf(report->base.file, "    %s%s%s: %s\n", name_of_end(report, from_pile), rung->kind == LADDER_MISSING ? "--x" : "->>",
            name_of_end(report, !from_pile), label);
    if (rung->kind == LADDER_MISSING)
        write_note(report, &g_array_index(findings, held_finding, rung->finding).finding);
    for (guint i = 0; rung->findings != NULL && i < rung->findings->len; i++)
        write_note(report, &g_array_index(findings, held_finding, g_array_index(rung->findings, guint, i)).finding);
}

static void write_heading(mermaid_report *report, const char *heading)
{
    if (report->wrote)
        putc('\n', report->base.file);
    report->wrote = true;
    fputs("## ", report->base.file);
    write_markdown(report->base.file, heading);
    fputs("\n\n", report->base.file);
}

static char *heading_of(const mermaid_report *report, const ykc_session *session)
{
    g_autofree char *time = figures_date_time(session->started.time, report->base.context->options->zone_minutes);
    g_autoptr(GString) heading = g_string_new(ykc_flow_words(session->flow, report->language));
    char identity[MAX(IDENTITY_PILE_SIZE, IDENTITY_SERIAL_SIZE)];

    heading->str[0] = g_ascii_toupper(heading->str[0]);
    if (session->has_pile) {
        identity_pile_gun(session->pile, session->gun, identity);
        g_string_append_printf(heading, " %s", identity);
    }
    g_string_append_printf(heading, "%s%s%s%s", text(TEXT_COMMA, report->language), time, text(TEXT_COMMA, report->language),
                           ykc_outcome_words(session->outcome, report->language));
    if (session->has_serial) {
        g_autofree char *transaction = NULL;

        identity_serial(session->serial, identity);
        transaction = text_format(TEXT_TRANSACTION, report->language, identity);
        g_string_append_printf(heading, "%s%s", text(TEXT_COMMA, report->language), transaction);
    }
    return g_string_free(g_steal_pointer(&heading), FALSE);
}

static void write_detail(const mermaid_report *report, FILE *file, text_id label, const char *detail)
{
    if (detail == NULL || detail[0] == '\0')
        return;
    fprintf(file, "  - %s%s", text(label, report->language), text(TEXT_COLON, report->language));
    write_markdown(file, detail);
    putc('\n', file);
}

static void write_phrase(const mermaid_report *report, FILE *file, text_id label, const ykc_phrase *phrase)
{
    char words[YKC_PHRASE_SIZE];

    ykc_phrase_write(phrase, report->language, words);
    write_detail(report, file, label, words);
}

/* "packet 57 of day.pcap, 32010600019236-1" */
static char *subject_of(const mermaid_report *report, const ykc_finding *finding)
{
    const report_context *context = report->base.context;
    g_autofree char *packet = text_format(TEXT_PACKET, report->language, finding->place.packet);
    g_autofree char *place =
        context->names[0] != NULL && context->names[1] != NULL
            ? text_format(TEXT_PACKET_OF, report->language, packet, context->short_names[finding->place.file])
            : g_strdup(packet);
    char pile[IDENTITY_PILE_SIZE];

    if (!finding->has_pile)
        return g_steal_pointer(&place);
    identity_pile_gun(finding->pile, finding->gun, pile);
    return g_strconcat(place, text(TEXT_COMMA, report->language), pile, NULL);
}

/* A finding in words, as an item of a list; what its rule means is told once in a report. */
static void write_item(const mermaid_report *report, FILE *file, const ykc_finding *finding)
{
    side side = side_of(finding);
    g_autofree char *who = side_describe(&side, report->language);
    g_autofree char *where = steps_describe(finding, report->language);
    g_autofree char *subject = subject_of(report, finding);
    const ykc_label *consequence = ykc_finding_consequence(finding);

    fprintf(file, "- **%s** `%s` ", ykc_severity_words(finding->severity, report->language), finding->rule->id);
    write_markdown(file, ykc_label_in(&finding->rule->meaning, report->language));
    fputs(" (", file);
    write_markdown(file, subject);
    fputs(")\n", file);
    write_detail(report, file, TEXT_LABEL_STEP, where);
    write_detail(report, file, TEXT_LABEL_SIDE, who);
    write_phrase(report, file, TEXT_LABEL_EXPECTED, &finding->expected);
    write_phrase(report, file, TEXT_LABEL_SEEN, &finding->seen);
    if (finding->certainty == YKC_POSSIBLE)
        write_detail(report, file, TEXT_LABEL_POSSIBLE, text(TEXT_POSSIBLE, report->language));
    if (g_hash_table_add(report->explained, (void *)consequence))
        write_detail(report, file, TEXT_LABEL_MEANS, ykc_label_in(consequence, report->language));
}

static void write_session(mermaid_report *report, const ykc_session *session, const GArray *findings)
{
    g_autoptr(GArray) ladder = ladder_new(session, findings);
    g_autofree char *heading = heading_of(report, session);
    g_autofree char *order = order_describe(session, findings, report->language);
    FILE *file = report->base.file;

    write_heading(report, heading);
    if (order != NULL) {
        write_markdown(file, order);
        fputs("\n\n", file);
    }
    fprintf(file, "```mermaid\nsequenceDiagram\n    participant %s\n    participant %s\n\n", name_of_end(report, true),
            name_of_end(report, false));
    for (guint i = 0; i < ladder->len; i++)
        write_rung(report, &g_array_index(ladder, ladder_rung, i), findings);
    fputs("```\n", file);
    if (findings != NULL)
        putc('\n', file);
    for (guint i = 0; findings != NULL && i < findings->len; i++)
        write_item(report, file, &g_array_index(findings, held_finding, i).finding);
}

static void on_finding(report *report, const ykc_finding *finding, ykc_finding_event event)
{
    held_tell(mermaid_of(report)->held, finding, event);
}

static void on_session(report *report, const ykc_session *session)
{
    mermaid_report *own = mermaid_of(report);
    g_autoptr(GArray) findings = held_take_session(own->held, session->id);

    write_session(own, session, findings);
    fflush(report->file);
}

static void list_others(mermaid_report *report, const GArray *findings)
{
    for (guint i = 0; findings != NULL && i < findings->len; i++)
        write_item(report, report->others, &g_array_index(findings, held_finding, i).finding);
}

static void on_connection(report *report, const report_connection *connection)
{
    g_autoptr(GArray) findings = held_take_connection(mermaid_of(report)->held, connection->flow->id);

    list_others(mermaid_of(report), findings);
}

/* Put what was written about findings outside sessions behind the sessions. */
static bool append_others(mermaid_report *report, GError **error)
{
    char buffer[16384];
    size_t part;

    if (fflush(report->others) != 0 || ferror(report->others)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, "temporary file: %s", g_strerror(ENOSPC));
        return false;
    }
    if (ftell(report->others) > 0)
        write_heading(report, text(TEXT_MERMAID_OTHER, report->language));
    rewind(report->others);
    while ((part = fread(buffer, 1, sizeof buffer, report->others)) > 0)
        fwrite(buffer, 1, part, report->base.file);
    return true;
}

static bool finish(report *report, const report_totals *totals, GError **error)
{
    mermaid_report *own = mermaid_of(report);
    g_autoptr(GArray) rest = held_take_rest(own->held);

    (void)totals;
    list_others(own, rest);
    if (!append_others(own, error))
        return false;
    if (!own->wrote)
        fprintf(report->file, "%s\n", text(TEXT_MERMAID_NOTHING, own->language));
    return true;
}

static void free_report(report *report)
{
    mermaid_report *own = mermaid_of(report);

    held_free(own->held);
    g_hash_table_unref(own->explained);
    fclose(own->others);
    g_free(own);
}

report *report_mermaid_new(FILE *file, const report_context *context, GError **error)
{
    static const report_methods methods = {
        .finding = on_finding,
        .session = on_session,
        .connection = on_connection,
        .finish = finish,
        .free = free_report,
    };
    FILE *others = tmpfile();
    mermaid_report *report;

    if (others == NULL) {
        g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(errno), "temporary file: %s", g_strerror(errno));
        return NULL;
    }
    report = g_new0(mermaid_report, 1);
    report->others = others;
    report->explained = g_hash_table_new(NULL, NULL);
    report->base = (struct report){.methods = &methods, .file = file, .context = context};
    report->held = held_new();
    report->language = context->options->language;
    return &report->base;
}
