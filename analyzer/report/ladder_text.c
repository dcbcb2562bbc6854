/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 *   13:11:00.000   +0:00.000  |<---- 8 0x34 Remote start ------------|
 *
 * Plain ASCII lines: box-drawing characters are one column wide on some terminals and two on others.
 */
#include "ladder_text.h"

#include <string.h>

#include "columns.h"
#include "figures.h"
#include "flow/phrases.h"
#include "ladder.h"
#include "steps.h"

enum { INDENTATION = 2, TIME_WIDTH = 12, ELAPSED_WIDTH = 13, GAP = 2, LANE_MIN = 24, LANE_MAX = 76 };

/* Columns between the two lines. */
static size_t lane_width(const page *page)
{
    enum { LEFT_OF_LANE = INDENTATION + TIME_WIDTH + ELAPSED_WIDTH + GAP, LINES = 2 };

    return CLAMP(page->width, LEFT_OF_LANE + LINES + LANE_MIN, LEFT_OF_LANE + LINES + LANE_MAX) - LEFT_OF_LANE - LINES;
}

static void write_right(const page *page, const char *text, size_t width)
{
    size_t columns = columns_of(text);

    fprintf(page->file, "%*s%s", (int)(width > columns ? width - columns : 0), "", text);
}

/* What stands left of the lane; NULL: nothing. */
static void write_left(const page *page, const char *time, const char *elapsed)
{
    fprintf(page->file, "%*s", INDENTATION, "");
    write_right(page, time, TIME_WIDTH);
    write_right(page, elapsed, ELAPSED_WIDTH);
    fprintf(page->file, "%*s", GAP, "");
}

/* Cut text to a width, with dots where something was cut. To be freed. */
static char *cut(const char *text, size_t width)
{
    GString *part;

    if (columns_of(text) <= width)
        return g_strdup(text);
    part = g_string_new(NULL);
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        g_autofree char *longer = g_strdup_printf("%s%.*s...", part->str, (int)(g_utf8_next_char(at) - at), at);

        if (columns_of(longer) > width)
            break;
        g_string_append_len(part, at, g_utf8_next_char(at) - at);
    }
    g_string_append(part, "...");
    return g_string_free(part, FALSE);
}

static void write_stroke(const page *page, size_t columns, bool dotted)
{
    for (size_t i = 0; i < columns; i++)
        putc(dotted && i % 2 != 0 ? ' ' : '-', page->file);
}

/* An arrow across the lane with its label on it: behind two columns of the stroke and a blank. */
static void write_arrow(const page *page, ykc_direction direction, bool dotted, const char *label)
{
    enum { AROUND_LABEL = 8 };
    size_t width = lane_width(page);
    g_autofree char *shown = cut(label, width - AROUND_LABEL);
    size_t columns = columns_of(shown);

    putc('|', page->file);
    fputs(direction == YKC_UP ? "---" : "<--", page->file);
    fprintf(page->file, " %s ", shown);
    write_stroke(page, width - AROUND_LABEL - columns + 2, dotted);
    putc(direction == YKC_UP ? '>' : '-', page->file);
    fputs("|\n", page->file);
}

static void write_in_lane(const page *page, const char *text)
{
    size_t width = lane_width(page);
    g_autofree char *shown = cut(text, width - 4);

    write_left(page, "", "");
    fputs("|    ", page->file);
    columns_write(page->file, shown, width - 4);
    fputs("|\n", page->file);
}

static void write_finding(const page *page, const ykc_finding *finding)
{
    size_t width = lane_width(page);
    g_autofree char *line = g_strdup_printf("!! %s %s", ykc_severity_words(finding->severity, page->language), finding->rule->id);
    g_autofree char *shown = cut(line, width - 4);

    write_left(page, "", "");
    fputs("|    ", page->file);
    page_colored(page, finding->severity, shown);
    fprintf(page->file, "%*s|\n", (int)(width - 4 - columns_of(shown)), "");
}

static char *label_of(const page *page, const ladder_rung *rung)
{
    g_autofree char *name = steps_name_code(rung->code, page->language);
    g_autofree char *numbered = rung->step != 0 ? g_strdup_printf("%u %s", rung->step, name) : g_strdup(name);

    switch (rung->kind) {
    case LADDER_LAST:
        return text_format(TEXT_LADDER_LAST, page->language, numbered);
    case LADDER_MISSING:
        return text_format(TEXT_LADDER_MISSING, page->language, numbered);
    case LADDER_FRAME:
        break;
    }
    return g_steal_pointer(&numbered);
}

static void write_rung(const page *page, const ykc_session *session, const ladder_rung *rung, const GArray *findings)
{
    bool missing = rung->kind == LADDER_MISSING;
    g_autofree char *time = missing ? g_strdup("") : figures_time_of_day(rung->place.time, page->zone_minutes);
    g_autofree char *elapsed = missing ? g_strdup("") : figures_elapsed(rung->place.time - session->started.time);
    g_autofree char *label = label_of(page, rung);

    write_left(page, time, elapsed);
    write_arrow(page, rung->direction, missing, label);
    if (rung->count > 1) {
        g_autofree char *until = figures_time_of_day(rung->last.time, page->zone_minutes);
        g_autofree char *times = text_format(TEXT_LADDER_TIMES, page->language, rung->count, until);

        write_in_lane(page, times);
    }
    if (missing)
        write_finding(page, &g_array_index(findings, held_finding, rung->finding).finding);
    for (guint i = 0; rung->findings != NULL && i < rung->findings->len; i++)
        write_finding(page, &g_array_index(findings, held_finding, g_array_index(rung->findings, guint, i)).finding);
}

static void write_heading(const page *page)
{
    const char *pile = page_text(page, TEXT_LADDER_PILE), *platform = page_text(page, TEXT_LADDER_PLATFORM);
    size_t width = lane_width(page) + 2, columns = columns_of(pile) + columns_of(platform);

    write_left(page, page_text(page, TEXT_LADDER_TIME), page_text(page, TEXT_LADDER_ELAPSED));
    fprintf(page->file, "%s%*s%s\n", pile, (int)(width > columns ? width - columns : 1), "", platform);
}

void ladder_text_write(const page *page, const ykc_session *session, const GArray *findings)
{
    g_autoptr(GArray) ladder = ladder_new(session, findings);

    write_heading(page);
    for (guint i = 0; i < ladder->len; i++)
        write_rung(page, session, &g_array_index(ladder, ladder_rung, i), findings);
}
