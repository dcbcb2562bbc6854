/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Text for people in lines that fit: headings, paragraphs, and items with a label in front.
 */
#ifndef YKC_REPORT_PAGE_H
#define YKC_REPORT_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "flow/finding.h"
#include "text.h"

/** Where and how text is written. */
typedef struct page {
    FILE *file;
    size_t width; /**< columns of a line */
    bool color;
    ykc_language language;
    int zone_minutes;         /**< minutes that the stations are ahead of UTC */
    char *const *short_names; /**< of the captures, by file index; NULL if there is only one */
} page;

/** A line that is not indented, bold where there are colours. */
void page_heading(const page *page, const char *text);

/** A paragraph, indented by @p indentation blanks. */
void page_paragraph(const page *page, size_t indentation, const char *text);

/** A paragraph that begins with the severity in its colour. */
void page_severity(const page *page, size_t indentation, ykc_severity severity, const char *text);

/** A paragraph behind a label. @param label_width columns of the label, which further lines are indented by too */
void page_item(const page *page, size_t indentation, text_id label, size_t label_width, const char *text);

/** Text in the colour of a severity, where there are colours. */
void page_colored(const page *page, ykc_severity severity, const char *text);

void page_blank_line(const page *page);

/** "packet 57", with the frame's place in it unless it is the first, and the capture's name if there are several. To be freed. */
char *page_packet(const page *page, const ykc_place *place);

/** The label in the page's language. */
const char *page_text(const page *page, text_id id);

/** Put @p part behind @p list, with the language's comma between. */
void page_list(const page *page, GString *list, const char *part);

#endif
