/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One page for a browser: web/page.html with its style, its scripts and the report's data put in. Whatever came from the wire is
 * in the data, which is JSON that no browser reads as HTML; the page's script puts it on the screen as text.
 *
 * The data is many small documents, so that a browser reads at once only what it shows at once: an overview with all findings and
 * a line for each session; the details of each session; the frames of the findings.
 */
#include <string.h>

#include "frame_store.h"
#include "held.h"
#include "html_objects.h"
#include "json.h"
#include "report.h"
#include "series.h"
#include "spool.h"
#include "web.h"

enum { SESSIONS_LISTED = 1000, FINDINGS_LISTED = 1000 };

/* Texts of which the first are listed. */
typedef struct list {
    spool *spool;
    uint64_t count; /* all of them, listed or not */
    size_t most;    /* that are kept */
} list;

/* Sessions with findings come first, then clean ones; so do errors before warnings and notes. */
enum { LIST_WITH_FINDINGS, LIST_CLEAN, SESSION_LISTS };

typedef struct html_report {
    report base;
    yajl_gen json;
    held *held; /* findings until their session is told, for its ladder */
    frame_store *frames;
    series *series;
    GArray *places; /* of ykc_place: frames that findings show */
    list captures;
    list findings[REPORT_SEVERITIES];
    list sessions[SESSION_LISTS], details[SESSION_LISTS];
} html_report;

static html_report *html_of(report *report)
{
    return (html_report *)report;
}

/* The document that was generated, so that nothing in it can end or begin an element of HTML; then start over. To be freed. */
static GString *take_json(yajl_gen json)
{
    const unsigned char *text;
    size_t length;
    GString *safe = g_string_new(NULL);

    yajl_gen_get_buf(json, &text, &length);
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '<' || text[i] == '>' || text[i] == '&')
            g_string_append_printf(safe, "\\u%04x", text[i]);
        else
            g_string_append_c(safe, (char)text[i]);
    }
    yajl_gen_clear(json);
    yajl_gen_reset(json, NULL);
    return safe;
}

static void add_to_list(list *list, const GString *text)
{
    if (list->count++ < list->most)
        spool_add(list->spool, (const unsigned char *)text->str, text->len);
}

/* End the object that is open, and put it on a list. */
static void end_object(html_report *report, list *list)
{
    GString *text;

    yajl_gen_map_close(report->json);
    text = take_json(report->json);
    add_to_list(list, text);
    g_string_free(text, TRUE);
}

static void on_capture_ends(report *report, uint32_t file, const capture_info *info)
{
    html_report *own = html_of(report);

    yajl_gen_map_open(own->json);
    html_object_capture(own->json, report->context, file, info);
    end_object(own, &own->captures);
}

static void on_frame(report *report, const report_frame *frame)
{
    html_report *own = html_of(report);

    frame_store_add(own->frames, frame->connection, frame->frame, &frame->place);
    series_add(own->series, frame->frame, &frame->reading, &frame->place);
}

static void want_frame(html_report *report, const ykc_place *place)
{
    if (place->packet != 0)
        g_array_append_val(report->places, *place);
}

static void list_finding(html_report *report, const ykc_finding *finding)
{
    list *list = &report->findings[finding->severity];

    if (list->count < list->most) {
        want_frame(report, &finding->place);
        for (unsigned i = 0; i < finding->related_count; i++)
            want_frame(report, &finding->related[i].place);
    }
    yajl_gen_map_open(report->json);
    html_object_finding(report->json, finding);
    end_object(report, list);
}

static void on_finding(report *report, const ykc_finding *finding, ykc_finding_event event)
{
    html_report *own = html_of(report);

    if (finding->session != 0)
        held_tell(own->held, finding, event);
    if (event == YKC_FINDING_DECIDED)
        list_finding(own, finding);
}

/* What opens below a session: an element of its own, which the page reads when it is opened. */
static void list_details(html_report *report, const ykc_session *session, const GArray *findings, const series_charge *charge,
                         list *list)
{
    g_autoptr(GString) element = g_string_new(NULL);
    GString *text;

    if (list->count >= list->most) {
        list->count++;
        return;
    }
    yajl_gen_map_open(report->json);
    html_object_details(report->json, session, findings, charge);
    yajl_gen_map_close(report->json);
    text = take_json(report->json);
    g_string_printf(element, "<script type=\"application/json\" id=\"session-%u\">%s</script>\n", session->id, text->str);
    add_to_list(list, element);
    g_string_free(text, TRUE);
}

static void on_session(report *report, const ykc_session *session)
{
    html_report *own = html_of(report);
    g_autoptr(GArray) findings = held_take_session(own->held, session->id);
    series_charge *charge = session->has_serial ? series_take(own->series, session->serial, session->gun) : NULL;
    int kind = findings != NULL ? LIST_WITH_FINDINGS : LIST_CLEAN;

    yajl_gen_map_open(own->json);
    html_object_session(own->json, session, findings);
    end_object(own, &own->sessions[kind]);
    list_details(own, session, findings, charge, &own->details[kind]);
    series_charge_free(charge);
}

static void on_connection(report *report, const report_connection *connection)
{
    (void)report, (void)connection; /* findings name their connection */
}

/* --- The page --- */

/* Write the lists one after another, @p most texts at most, with @p separator between them. */
static bool write_lists(const html_report *report, list *const *lists, size_t count, size_t most, const char *separator,
                        GError **error)
{
    size_t written = 0;

    for (size_t i = 0; i < count; i++) {
        size_t part = MIN(MIN(lists[i]->count, lists[i]->most), most - written);

        if (part == 0)
            continue;
        if (written > 0)
            fputs(separator, report->base.file);
        if (!spool_copy(lists[i]->spool, part, separator, report->base.file, error))
            return false;
        written += part;
    }
    return true;
}

static bool write_member_lists(const html_report *report, const char *key, list *const *lists, size_t count, size_t most,
                               GError **error)
{
    bool written;

    fprintf(report->base.file, ",\n\"%s\":[\n", key);
    written = write_lists(report, lists, count, most, ",\n", error);
    putc(']', report->base.file);
    return written;
}

/* The overview without its closing brace, behind which the lists follow. */
static void write_overview(const html_report *report, const report_totals *totals)
{
    GString *text;

    yajl_gen_map_open(report->json);
    html_object_overview(report->json, report->base.context, totals);
    yajl_gen_map_close(report->json);
    text = take_json(report->json);
    fwrite(text->str, 1, text->len - 1, report->base.file);
    g_string_free(text, TRUE);
}

static bool write_report(html_report *report, const report_totals *totals, GError **error)
{
    list *const captures[] = {&report->captures};
    list *const findings[] = {&report->findings[YKC_ERROR], &report->findings[YKC_WARNING], &report->findings[YKC_NOTE]};
    list *const sessions[] = {&report->sessions[LIST_WITH_FINDINGS], &report->sessions[LIST_CLEAN]};

    fputs("<script type=\"application/json\" id=\"report\">", report->base.file);
    write_overview(report, totals);
    if (!write_member_lists(report, "captures", captures, G_N_ELEMENTS(captures), SIZE_MAX, error) ||
        !write_member_lists(report, "findings", findings, G_N_ELEMENTS(findings), FINDINGS_LISTED, error) ||
        !write_member_lists(report, "session_list", sessions, G_N_ELEMENTS(sessions), SESSIONS_LISTED, error))
        return false;
    fputs("}</script>\n", report->base.file);
    return true;
}

static void write_frame(const html_report *report, const stored_frame *stored, bool is_first)
{
    const options *options = report->base.context->options;
    g_autofree char *key = html_place_key(&stored->place);
    GString *text;

    yajl_gen_map_open(report->json);
    html_object_frame(report->json, stored, options->show_secrets != 0, options->redact != 0);
    yajl_gen_map_close(report->json);
    text = take_json(report->json);
    fprintf(report->base.file, "%s\"%s\":%s", is_first ? "" : ",\n", key, text->str);
    g_string_free(text, TRUE);
}

/* The frames of the findings, each once. */
static void write_frames(const html_report *report)
{
    g_autoptr(GHashTable) written = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    stored_frame stored;
    bool is_first = true;

    fputs("<script type=\"application/json\" id=\"frames\">{", report->base.file);
    for (guint i = 0; i < report->places->len; i++) {
        const ykc_place *place = &g_array_index(report->places, ykc_place, i);

        if (!g_hash_table_add(written, html_place_key(place)) || !frame_store_find(report->frames, place, &stored))
            continue;
        write_frame(report, &stored, is_first);
        is_first = false;
    }
    fputs("}</script>\n", report->base.file);
}

static bool write_details(html_report *report, GError **error)
{
    list *const details[] = {&report->details[LIST_WITH_FINDINGS], &report->details[LIST_CLEAN]};

    return write_lists(report, details, G_N_ELEMENTS(details), SESSIONS_LISTED, "", error);
}

/* Write the template up to a marker. @return what follows the marker */
static const char *write_until(FILE *file, const char *template, const char *marker)
{
    const char *at = strstr(template, marker);

    g_assert(at != NULL);
    fwrite(template, 1, (size_t)(at - template), file);
    return at + strlen(marker);
}

static void write_files(FILE *file, const char *tag, const char *const *names)
{
    for (; *names != NULL; names++)
        fprintf(file, "<%s>\n%s\n</%s>\n", tag, web_file(*names), tag);
}

static bool finish(report *report, const report_totals *totals, GError **error)
{
    html_report *own = html_of(report);
    const char *rest = write_until(report->file, web_page(), "<!--style-->");

    write_files(report->file, "style", web_styles());
    rest = write_until(report->file, rest, "<!--data-->");
    if (!write_report(own, totals, error))
        return false;
    write_frames(own);
    if (!write_details(own, error))
        return false;
    rest = write_until(report->file, rest, "<!--script-->");
    write_files(report->file, "script", web_scripts());
    fputs(rest, report->file);
    return true;
}

/* --- Life --- */

static void free_lists(list *lists, size_t count)
{
    for (size_t i = 0; i < count; i++)
        spool_free(lists[i].spool);
}

static void free_report(report *report)
{
    html_report *own = html_of(report);

    yajl_gen_free(own->json);
    held_free(own->held);
    frame_store_free(own->frames);
    series_free(own->series);
    g_array_unref(own->places);
    free_lists(&own->captures, 1);
    free_lists(own->findings, REPORT_SEVERITIES);
    free_lists(own->sessions, SESSION_LISTS);
    free_lists(own->details, SESSION_LISTS);
    g_free(own);
}

static bool open_lists(list *lists, size_t count, size_t most, GError **error)
{
    for (size_t i = 0; i < count; i++) {
        lists[i] = (list){.spool = spool_new(error), .most = most};
        if (lists[i].spool == NULL)
            return false;
    }
    return true;
}

report *report_html_new(FILE *file, const report_context *context, GError **error)
{
    static const report_methods methods = {
        .capture_ends = on_capture_ends,
        .frame = on_frame,
        .finding = on_finding,
        .session = on_session,
        .connection = on_connection,
        .finish = finish,
        .free = free_report,
    };
    html_report *report = g_new0(html_report, 1);

    report->base = (struct report){.methods = &methods, .file = file, .context = context};
    report->json = yajl_gen_alloc(NULL);
    report->held = held_new();
    report->series = series_new();
    report->places = g_array_new(FALSE, FALSE, sizeof(ykc_place));
    report->frames = frame_store_new(error);
    if (report->frames != NULL && open_lists(&report->captures, 1, SIZE_MAX, error) &&
        open_lists(report->findings, REPORT_SEVERITIES, FINDINGS_LISTED, error) &&
        open_lists(report->sessions, SESSION_LISTS, SESSIONS_LISTED, error) &&
        open_lists(report->details, SESSION_LISTS, SESSIONS_LISTED, error))
        return &report->base;
    free_report(&report->base);
    return NULL;
}
