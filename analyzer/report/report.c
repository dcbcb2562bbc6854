/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report.h"

report *report_new(options_format format, FILE *file, const report_context *context, GError **error)
{
    switch (format) {
    case FORMAT_JSON:
        return report_json_new(file, context, error);
    case FORMAT_NDJSON:
        return report_ndjson_new(file, context);
    case FORMAT_HTML:
        return report_html_new(file, context, error);
    case FORMAT_MERMAID:
        return report_mermaid_new(file, context, error);
    case FORMAT_CSV:
        return report_csv_findings_new(file, context);
    case FORMAT_CSV_SESSIONS:
        return report_csv_sessions_new(file, context);
    case FORMAT_TEXT:
        break;
    }
    return report_text_new(file, context);
}
