/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text.h"

#include <stdarg.h>
#include <stdio.h>

#define T(id_, zh_, en_) [TEXT_##id_] = LABEL(zh_, en_),
static const ykc_label texts[TEXT_COUNT] = {TEXTS(T) TEXTS_LOG(T) TEXTS_REDACT(T)};
#undef T

const char *text(text_id id, ykc_language language)
{
    return ykc_label_in(&texts[id], language);
}

/* The formats are the constants above; a test compares the arguments of the languages. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static char *format(text_id id, ykc_language language, va_list arguments)
{
    return g_strdup_vprintf(text(id, language), arguments);
}

#pragma GCC diagnostic pop

char *text_format(text_id id, ykc_language language, ...)
{
    va_list arguments;
    char *formatted;

    va_start(arguments, language);
    formatted = format(id, language, arguments);
    va_end(arguments);
    return formatted;
}

void text_set_error(GError **error, GQuark domain, int code, text_id id, ykc_language language, ...)
{
    va_list arguments;

    va_start(arguments, language);
    g_autofree char *formatted = format(id, language, arguments);
    va_end(arguments);
    g_set_error_literal(error, domain, code, formatted);
}

void text_complain(text_id id, ykc_language language, ...)
{
    va_list arguments;

    va_start(arguments, language);
    g_autofree char *formatted = format(id, language, arguments);
    va_end(arguments);
    fprintf(stderr, "ykcflow: %s\n", formatted);
}

void text_complain_at(const char *place, text_id id, ykc_language language, ...)
{
    va_list arguments;

    va_start(arguments, language);
    g_autofree char *formatted = format(id, language, arguments);
    va_end(arguments);
    fprintf(stderr, "ykcflow: %s%s%s\n", place != NULL ? place : "", place != NULL ? " " : "", formatted);
}
