/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "columns.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

static size_t columns_of_character(gunichar character)
{
    if (g_unichar_iszerowidth(character))
        return 0;
    return g_unichar_iswide(character) ? 2 : 1;
}

size_t columns_of(const char *text)
{
    size_t columns = 0;

    for (; *text != '\0'; text = g_utf8_next_char(text))
        columns += columns_of_character(g_utf8_get_char(text));
    return columns;
}

void columns_write(FILE *file, const char *text, size_t width)
{
    fputs(text, file);
    for (size_t columns = columns_of(text); columns < width; columns++)
        putc(' ', file);
}

enum { NO_BREAK_SPACE = 0xA0 };

static bool is_one_of(gunichar character, const char *set)
{
    return g_utf8_strchr(set, -1, character) != NULL;
}

/* A line may end behind a Chinese character, but no closing mark begins a line and no opening mark ends one. */
static bool may_break_between(gunichar before, gunichar behind)
{
    return g_unichar_iswide(before) && !is_one_of(before, "（《「『【〈") && behind != NO_BREAK_SPACE &&
           !g_unichar_iszerowidth(behind) && !is_one_of(behind, "，。、；：？！）》」』】〉”’%,.;:?!)]}");
}

/* The end of what has to stay on one line. */
static const char *end_of_piece(const char *text)
{
    gunichar before = g_utf8_get_char(text);

    for (text = g_utf8_next_char(text); *text != '\0' && *text != ' '; text = g_utf8_next_char(text)) {
        gunichar behind = g_utf8_get_char(text);

        if (may_break_between(before, behind))
            break;
        before = behind;
    }
    return text;
}

static size_t columns_of_piece(const char *from, const char *to)
{
    size_t columns = 0;

    for (; from < to; from = g_utf8_next_char(from))
        columns += columns_of_character(g_utf8_get_char(from));
    return columns;
}

static void write_piece(FILE *file, const char *from, const char *to)
{
    for (; from < to; from = g_utf8_next_char(from)) {
        if (g_utf8_get_char(from) == NO_BREAK_SPACE)
            putc(' ', file);
        else
            fwrite(from, 1, (size_t)(g_utf8_next_char(from) - from), file);
    }
}

void columns_wrap(FILE *file, const char *text, size_t column, size_t hanging, size_t width)
{
    bool line_is_empty = true;

    while (*text != '\0') {
        size_t blanks = strspn(text, " ");
        const char *piece = text + blanks;
        const char *end = *piece != '\0' ? end_of_piece(piece) : piece;
        size_t columns = columns_of_piece(piece, end);

        if (!line_is_empty && column + blanks + columns > width) {
            fprintf(file, "\n%*s", (int)hanging, "");
            column = hanging;
            blanks = 0;
        }
        if (*piece != '\0')
            fprintf(file, "%*s", (int)blanks, "");
        write_piece(file, piece, end);
        column += blanks + columns;
        line_is_empty = false;
        text = end;
    }
}
