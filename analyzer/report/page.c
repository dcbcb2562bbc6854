/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page.h"

#include "columns.h"
#include "flow/phrases.h"

#define BOLD  "\033[1m"
#define PLAIN "\033[0m"

static const char *const colors[] = {
    [YKC_OFF] = "",
    [YKC_NOTE] = "\033[36m",
    [YKC_WARNING] = "\033[33m",
    [YKC_ERROR] = "\033[1;31m",
};

static void write_colored(const page *page, const char *color, const char *text)
{
    if (page->color)
        fprintf(page->file, "%s%s%s", color, text, PLAIN);
    else
        fputs(text, page->file);
}

void page_colored(const page *page, ykc_severity severity, const char *text)
{
    write_colored(page, colors[severity], text);
}

void page_heading(const page *page, const char *text)
{
    if (page->color)
        fputs(BOLD, page->file);
    columns_wrap(page->file, text, 0, 2, page->width);
    if (page->color)
        fputs(PLAIN, page->file);
    putc('\n', page->file);
}

static void indent(const page *page, size_t indentation)
{
    fprintf(page->file, "%*s", (int)indentation, "");
}

void page_paragraph(const page *page, size_t indentation, const char *text)
{
    indent(page, indentation);
    columns_wrap(page->file, text, indentation, indentation, page->width);
    putc('\n', page->file);
}

void page_severity(const page *page, size_t indentation, ykc_severity severity, const char *text)
{
    const char *word = ykc_severity_words(severity, page->language);
    size_t column = indentation + columns_of(word) + 2;

    indent(page, indentation);
    write_colored(page, colors[severity], word);
    indent(page, 2);
    columns_wrap(page->file, text, column, column, page->width);
    putc('\n', page->file);
}

void page_item(const page *page, size_t indentation, text_id label, size_t label_width, const char *text)
{
    indent(page, indentation);
    columns_write(page->file, page_text(page, label), label_width);
    columns_wrap(page->file, text, indentation + label_width, indentation + label_width, page->width);
    putc('\n', page->file);
}

void page_blank_line(const page *page)
{
    putc('\n', page->file);
}

char *page_packet(const page *page, const ykc_place *place)
{
    g_autofree char *packet = place->index == 0 ? text_format(TEXT_PACKET, page->language, place->packet)
                                                : text_format(TEXT_PACKET_FRAME, page->language, place->packet, place->index + 1);

    if (page->short_names == NULL)
        return g_steal_pointer(&packet);
    return text_format(TEXT_PACKET_OF, page->language, packet, page->short_names[place->file]);
}

const char *page_text(const page *page, text_id id)
{
    return text(id, page->language);
}

void page_list(const page *page, GString *list, const char *part)
{
    if (list->len > 0)
        g_string_append(list, page_text(page, TEXT_COMMA));
    g_string_append(list, part);
}
