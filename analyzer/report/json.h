/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file Writing JSON with yajl, a member at a time. Text that is no UTF-8 cannot occur: texts from the wire are escaped ASCII.
 */
#ifndef YKC_REPORT_JSON_H
#define YKC_REPORT_JSON_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <yajl/yajl_gen.h>

#include "catalog/field.h"
#include "catalog/value.h"

/** The name of the next value in an object. */
void json_key(yajl_gen json, const char *key);

void json_string(yajl_gen json, const char *text);
void json_number(yajl_gen json, int64_t number);

/** Members of an object: a name and its value. */
void json_member_string(yajl_gen json, const char *key, const char *text);
void json_member_number(yajl_gen json, const char *key, int64_t number);
void json_member_bool(yajl_gen json, const char *key, bool value);

/** A byte as the code of a frame type: "0x3B". */
void json_member_code(yajl_gen json, const char *key, uint8_t code);

/** Bytes as hex digits. */
void json_member_hex(yajl_gen json, const char *key, const uint8_t *bytes, size_t length);

/** A moment as ISO 8601 UTC with microseconds. @param time_ns nanoseconds since 1970-01-01 UTC */
void json_member_time(yajl_gen json, const char *key, int64_t time_ns);

/** The same moment as text, to be freed; NULL if no calendar reaches there: an absurd time is better absent than wrong. */
char *json_time(int64_t time_ns);

/** Write what was generated to @p file, then a newline, and start over. */
void json_flush_line(yajl_gen json, FILE *file);

#endif
