/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "summary.h"

#include <glib.h>
#include <string.h>

#include "catalog.h"
#include "value.h"

static void append(char *text, const char *separator, const char *piece)
{
    if (piece[0] == '\0')
        return;
    if (text[0] != '\0')
        g_strlcat(text, separator, YKC_SUMMARY_SIZE);
    g_strlcat(text, piece, YKC_SUMMARY_SIZE);
}

/* The value of a named field as machines want it; empty if the body has none. */
static void take(const ykc_message *message, const char *name, const uint8_t *body, size_t length, char *text)
{
    ykc_item item;
    ykc_value value;

    text[0] = '\0';
    if (!ykc_message_field(message, name, &item) || item.offset + item.field->size > length)
        return;
    ykc_value_decode(item.field, body + item.offset, &value);
    ykc_value_to_text(item.field, &value, text);
}

static bool is_key_fact(const ykc_field *field, const ykc_value *value)
{
    if (value->kind == YKC_VALUE_NOT_MEASURED)
        return false;
    return (field->flags & YKC_KEY) || ((field->flags & YKC_KEY_IF_SET) && value->raw != 0);
}

/* The name of an enumeration's value without its number, everything else as it is described. */
static void append_fact(const ykc_field *field, const uint8_t *bytes, size_t size, ykc_language language, bool show_secrets,
                        char *text)
{
    ykc_value value;
    char description[YKC_VALUE_DESCRIPTION_SIZE];
    const ykc_label *name;

    ykc_value_decode_sized(field, bytes, size, &value);
    if (!is_key_fact(field, &value))
        return;
    name = field->names != NULL ? ykc_names_find(field->names, value.raw) : NULL;
    if (name != NULL) {
        append(text, " ", ykc_label_in(name, language));
        return;
    }
    ykc_value_describe(field, &value, language, show_secrets, description);
    append(text, " ", description);
}

void ykc_summary(const ykc_message *message, const uint8_t *body, size_t length, ykc_language language, bool show_secrets,
                 char *text)
{
    ykc_cursor cursor = ykc_cursor_start(message, length);
    ykc_item item;
    char gun[YKC_VALUE_TEXT_SIZE];

    take(message, "pile", body, length, text);
    take(message, "gun", body, length, gun);
    append(text, "-", gun);
    while (ykc_cursor_next(&cursor, &item))
        if (item.index == 0)
            append_fact(item.field, body + item.offset, item.size, language, show_secrets, text);
}
