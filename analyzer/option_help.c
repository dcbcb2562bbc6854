/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "option_help.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "report/columns.h"
#include "report/terminal.h"
#include "text.h"

/* Where the description of an option begins: behind the first two blanks behind its name. NULL: the line is of no option. */
static const char *description_of(const char *line)
{
    const char *gap;

    if (!g_str_has_prefix(line, "  -"))
        return NULL;
    gap = strstr(line + strlen("  -"), "  ");
    return gap != NULL ? gap + strspn(gap, " ") : NULL;
}

static void write_line(const char *line, size_t width)
{
    const char *description = description_of(line);
    g_autofree char *name = NULL;
    size_t column;

    if (description == NULL) {
        puts(line);
        return;
    }
    name = g_strndup(line, (gsize)(description - line));
    column = columns_of(name);
    fputs(name, stdout);
    columns_wrap(stdout, description, column, column, width);
    putchar('\n');
}

/* GLib writes its headings in the language of the locale, which need not be the one that was asked for. */
static bool write_heading(const char *line, unsigned *headings, ykc_language language)
{
    static const text_id texts[] = {TEXT_HELP_USAGE, TEXT_HELP_OPTIONS};

    if (line[0] == '\0' || line[0] == ' ' || !(g_str_has_suffix(line, ":") || g_str_has_suffix(line, "：")) ||
        *headings == G_N_ELEMENTS(texts))
        return false;
    puts(text(texts[(*headings)++], language));
    return true;
}

void option_help_write(GOptionContext *context, ykc_language language)
{
    g_autofree char *help = g_option_context_get_help(context, TRUE, NULL);
    g_auto(GStrv) lines = g_strsplit(g_strchomp(help), "\n", -1);
    size_t width = terminal_width(stdout);
    unsigned headings = 0;

    for (size_t i = 0; lines[i] != NULL; i++)
        if (!write_heading(lines[i], &headings, language))
            write_line(lines[i], width);
}
