/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * JSON and NDJSON: the same objects, all in one document at the end, or each on a line as soon as it is decided. Their members
 * are in json_objects.c.
 */
#include "json.h"
#include "json_objects.h"
#include "report.h"
#include "spool.h"

typedef struct json_report {
    report base;
    yajl_gen json;
    /* The lists of the JSON document until its end; NULL in NDJSON. */
    spool *captures, *connections, *sessions, *findings;
} json_report;

static json_report *json_of(report *report)
{
    return (json_report *)report;
}

/* Every object begins here; in NDJSON it says what it is. */
static yajl_gen begin(const json_report *report, const char *type)
{
    yajl_gen_map_open(report->json);
    if (report->captures == NULL)
        json_member_string(report->json, "type", type);
    return report->json;
}

/* And ends here: in its list, or on its line. */
static void end(json_report *report, spool *list)
{
    const unsigned char *text;
    size_t length;

    yajl_gen_map_close(report->json);
    if (list == NULL) {
        json_flush_line(report->json, report->base.file);
        fflush(report->base.file);
        return;
    }
    yajl_gen_get_buf(report->json, &text, &length);
    spool_add(list, text, length);
    yajl_gen_clear(report->json);
    yajl_gen_reset(report->json, NULL);
}

static void on_capture_ends(report *report, uint32_t file, const capture_info *info)
{
    json_report *own = json_of(report);

    json_object_capture(begin(own, "capture"), report->context, file, info);
    end(own, own->captures);
}

static void on_finding(report *report, const ykc_finding *finding, ykc_finding_event event)
{
    json_report *own = json_of(report);

    if (event != YKC_FINDING_DECIDED)
        return;
    json_object_finding(begin(own, "finding"), report->context, finding);
    end(own, own->findings);
}

static void on_session(report *report, const ykc_session *session)
{
    json_report *own = json_of(report);

    json_object_session(begin(own, "session"), report->context, session);
    end(own, own->sessions);
}

static void on_connection(report *report, const report_connection *connection)
{
    json_report *own = json_of(report);

    json_object_connection(begin(own, "connection"), report->context, connection);
    end(own, own->connections);
}

static bool finish_lines(report *report, const report_totals *totals, GError **error)
{
    json_report *own = json_of(report);

    (void)error; /* what could not be written shows in the file */
    json_object_summary(begin(own, "summary"), totals);
    end(own, NULL);
    return true;
}

/* The document is put together from texts, since its lists are; an object stands on a line of its own. */
static bool write_list(const json_report *report, const char *key, spool *list, GError **error)
{
    bool written;

    fprintf(report->base.file, ",\n\"%s\":[", key);
    written = spool_copy(list, SIZE_MAX, ",\n", report->base.file, error);
    putc(']', report->base.file);
    return written;
}

static void write_object(const json_report *report)
{
    const unsigned char *text;
    size_t length;

    yajl_gen_get_buf(report->json, &text, &length);
    fwrite(text, 1, length, report->base.file);
    yajl_gen_clear(report->json);
    yajl_gen_reset(report->json, NULL);
}

static void write_tool(const json_report *report)
{
    yajl_gen_map_open(report->json);
    json_object_tool(report->json);
    yajl_gen_map_close(report->json);
    write_object(report);
}

static void write_summary(const json_report *report, const report_totals *totals)
{
    yajl_gen_map_open(report->json);
    json_object_summary(report->json, totals);
    yajl_gen_map_close(report->json);
    write_object(report);
}

static bool finish_document(report *report, const report_totals *totals, GError **error)
{
    const json_report *own = json_of(report);

    fputs("{\"tool\":", report->file);
    write_tool(own);
    if (!write_list(own, "captures", own->captures, error) || !write_list(own, "connections", own->connections, error) ||
        !write_list(own, "sessions", own->sessions, error) || !write_list(own, "findings", own->findings, error))
        return false;
    fputs(",\n\"summary\":", report->file);
    write_summary(own, totals);
    fputs("}\n", report->file);
    return true;
}

static void free_report(report *report)
{
    json_report *own = json_of(report);

    yajl_gen_free(own->json);
    spool_free(own->captures);
    spool_free(own->connections);
    spool_free(own->sessions);
    spool_free(own->findings);
    g_free(own);
}

static json_report *json_report_new(const report_methods *methods, FILE *file, const report_context *context)
{
    json_report *report = g_new0(json_report, 1);

    report->base = (struct report){.methods = methods, .file = file, .context = context};
    report->json = yajl_gen_alloc(NULL);
    return report;
}

report *report_ndjson_new(FILE *file, const report_context *context)
{
    static const report_methods methods = {
        .capture_ends = on_capture_ends,
        .finding = on_finding,
        .session = on_session,
        .connection = on_connection,
        .finish = finish_lines,
        .free = free_report,
    };

    return &json_report_new(&methods, file, context)->base;
}

report *report_json_new(FILE *file, const report_context *context, GError **error)
{
    static const report_methods methods = {
        .capture_ends = on_capture_ends,
        .finding = on_finding,
        .session = on_session,
        .connection = on_connection,
        .finish = finish_document,
        .free = free_report,
    };
    json_report *report = json_report_new(&methods, file, context);

    report->captures = spool_new(error);
    report->connections = report->captures != NULL ? spool_new(error) : NULL;
    report->sessions = report->connections != NULL ? spool_new(error) : NULL;
    report->findings = report->sessions != NULL ? spool_new(error) : NULL;
    if (report->findings != NULL)
        return &report->base;
    free_report(&report->base);
    return NULL;
}
