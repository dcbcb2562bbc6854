/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The members of the JSON objects of an analysis: a contract with programs (docs/json.md), additions only.
 *
 * Each function writes the members of an object that the caller has opened and will close. A member that does not apply is
 * absent; a list is always there.
 */
#ifndef YKC_REPORT_JSON_OBJECTS_H
#define YKC_REPORT_JSON_OBJECTS_H

#include <yajl/yajl_gen.h>

#include "report.h"

void json_object_tool(yajl_gen json);
void json_object_capture(yajl_gen json, const report_context *context, uint32_t file, const capture_info *info);
void json_object_connection(yajl_gen json, const report_context *context, const report_connection *connection);
void json_object_session(yajl_gen json, const report_context *context, const ykc_session *session);
void json_object_finding(yajl_gen json, const report_context *context, const ykc_finding *finding);
void json_object_summary(yajl_gen json, const report_totals *totals);

#endif
