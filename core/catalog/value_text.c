/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values as text: for machines and for people. */
#include "value.h"

#include <glib.h>

#include "catalog.h"

enum { CENTURY = 2000 };

static const int64_t powers_of_ten[] = {1, 10, 100, 1000, 10000, 100000, 1000000};

static void number_to_text(const ykc_field *field, const ykc_value *value, char *text, size_t size)
{
    int64_t number = value->number;
    uint64_t magnitude = number < 0 ? (uint64_t)-number : (uint64_t)number;
    uint64_t unit = (uint64_t)powers_of_ten[field->decimals];
    const char *sign = number < 0 ? "-" : "";

    if (field->flags & YKC_SHOW_HEX)
        g_snprintf(text, size, "0x%0*" G_GINT64_MODIFIER "X", 2 * field->size, value->raw);
    else if (field->decimals == 0)
        g_snprintf(text, size, "%s%" G_GUINT64_FORMAT, sign, magnitude);
    else
        g_snprintf(text, size, "%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, sign, magnitude / unit, field->decimals,
                   magnitude % unit);
}

static void time_to_text(const ykc_cp56time *time, char separator, char *text, size_t size)
{
    g_snprintf(text, size, "%04u-%02u-%02u%c%02u:%02u:%02u.%03u", CENTURY + time->year, time->month, time->day, separator,
               time->hour, time->minute, time->milliseconds / 1000U, time->milliseconds % 1000U);
}

void ykc_value_to_text(const ykc_field *field, const ykc_value *value, char *text)
{
    switch (value->kind) {
    case YKC_VALUE_NUMBER:
        number_to_text(field, value, text, YKC_VALUE_TEXT_SIZE);
        break;
    case YKC_VALUE_TIME:
        time_to_text(&value->time, 'T', text, YKC_VALUE_TEXT_SIZE);
        break;
    case YKC_VALUE_TEXT:
    case YKC_VALUE_IMPOSSIBLE_TIME:
        g_strlcpy(text, value->text, YKC_VALUE_TEXT_SIZE);
        break;
    case YKC_VALUE_NOT_MEASURED:
        text[0] = '\0';
        break;
    }
}

/* Words that stand for values in descriptions. */
static const ykc_label unnamed = LABEL("未定义", "undefined");
static const ykc_label not_measured = LABEL("未测量", "not measured");
static const ykc_label impossible_time = LABEL("不是有效时间", "no possible time");
static const ykc_label other_direction = LABEL("字节顺序与规范相反", "byte order against the specification");

static void describe_number(const ykc_field *field, const ykc_value *value, ykc_language language, char *text)
{
    char number[YKC_VALUE_TEXT_SIZE];
    const char *sign = ykc_unit_sign((ykc_unit)field->unit, language);

    if (field->names != NULL) {
        const ykc_label *name = ykc_names_find(field->names, value->raw);

        g_snprintf(text, YKC_VALUE_DESCRIPTION_SIZE, "%s (%" G_GUINT64_FORMAT ")",
                   ykc_label_in(name != NULL ? name : &unnamed, language), value->raw);
        return;
    }
    number_to_text(field, value, number, sizeof number);
    g_snprintf(text, YKC_VALUE_DESCRIPTION_SIZE, "%s%s%s", number, sign[0] == '\0' ? "" : " ", sign);
    if (field->flags & YKC_SHOW_RAW) {
        g_snprintf(number, sizeof number, " (0x%0*" G_GINT64_MODIFIER "X)", 2 * field->size, value->raw);
        g_strlcat(text, number, YKC_VALUE_DESCRIPTION_SIZE);
    }
}

void ykc_value_describe(const ykc_field *field, const ykc_value *value, ykc_language language, bool show_secrets, char *text)
{
    switch (value->kind) {
    case YKC_VALUE_NUMBER:
        describe_number(field, value, language, text);
        break;
    case YKC_VALUE_TIME:
        time_to_text(&value->time, ' ', text, YKC_VALUE_DESCRIPTION_SIZE);
        break;
    case YKC_VALUE_TEXT:
        g_strlcpy(text, field->flags & YKC_SECRET && !show_secrets ? ykc_value_masked(value) : value->text,
                  YKC_VALUE_DESCRIPTION_SIZE);
        break;
    case YKC_VALUE_IMPOSSIBLE_TIME:
        g_snprintf(text, YKC_VALUE_DESCRIPTION_SIZE, "%s (%s)", value->text, ykc_label_in(&impossible_time, language));
        break;
    case YKC_VALUE_NOT_MEASURED:
        g_strlcpy(text, ykc_label_in(&not_measured, language), YKC_VALUE_DESCRIPTION_SIZE);
        break;
    }
    if (value->against_the_book) {
        g_strlcat(text, " (", YKC_VALUE_DESCRIPTION_SIZE);
        g_strlcat(text, ykc_label_in(&other_direction, language), YKC_VALUE_DESCRIPTION_SIZE);
        g_strlcat(text, ")", YKC_VALUE_DESCRIPTION_SIZE);
    }
}

double ykc_value_to_double(const ykc_field *field, const ykc_value *value)
{
    return (double)value->number / (double)powers_of_ten[field->decimals];
}

const char *ykc_value_masked(const ykc_value *value)
{
    return value->text[0] == '\0' ? "" : "********";
}
