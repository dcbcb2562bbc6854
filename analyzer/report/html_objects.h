/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The objects that the page of an HTML report reads: JSON of its own, not the contract of docs/json.md. Texts are pairs, English
 * and Chinese; times are microseconds since 1970-01-01 UTC. web/page.js is their reader.
 */
#ifndef YKC_REPORT_HTML_OBJECTS_H
#define YKC_REPORT_HTML_OBJECTS_H

#include <yajl/yajl_gen.h>

#include "frame_store.h"
#include "report.h"
#include "series.h"

/** The whole of the report but its lists: what was read, the account, the rules. Members of an open object. */
void html_object_overview(yajl_gen json, const report_context *context, const report_totals *totals);

/** A capture. */
void html_object_capture(yajl_gen json, const report_context *context, uint32_t file, const capture_info *info);

/** A finding. */
void html_object_finding(yajl_gen json, const ykc_finding *finding);

/** The line of a session in the list. @param findings of held_finding; NULL if it has none */
void html_object_session(yajl_gen json, const ykc_session *session, const GArray *findings);

/** What opens below it: the ladder, what was reported over time, the bill. @param charge NULL: nothing was reported */
void html_object_details(yajl_gen json, const ykc_session *session, const GArray *findings, const series_charge *charge);

/** The key of a frame at a place: "0:126:0". To be freed. */
char *html_place_key(const ykc_place *place);

/** A frame in hex and in fields. @param redacted bytes that cannot be read were replaced, and do not show */
void html_object_frame(yajl_gen json, const stored_frame *stored, bool show_secrets, bool redacted);

#endif
