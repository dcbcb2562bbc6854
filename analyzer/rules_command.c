/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "rules_command.h"

#include <stdio.h>

#include "exit_status.h"
#include "flow/phrases.h"
#include "flow/spelling.h"
#include "report/columns.h"
#include "report/output.h"
#include "report/page.h"
#include "report/terminal.h"
#include "rules_check.h"

enum { COLUMN_GAP = 2, LABEL_WIDTH = 14, INDENTATION = 2 };

/* Columns that ids and severities take in the list. */
typedef struct list_widths {
    size_t id, severity;
} list_widths;

static list_widths measure(ykc_language language)
{
    list_widths widths = {0};

    for (int i = 0; i < YKC_RULE_COUNT; i++) {
        widths.id = MAX(widths.id, columns_of(ykc_rules[i].id));
        widths.severity = MAX(widths.severity, columns_of(ykc_severity_words(ykc_rules[i].severity, language)));
    }
    return widths;
}

static void list_rule(const page *page, const list_widths *widths, const ykc_rule *rule)
{
    size_t column = widths->id + COLUMN_GAP + widths->severity + COLUMN_GAP;

    columns_write(page->file, rule->id, widths->id + COLUMN_GAP);
    columns_write(page->file, ykc_severity_words(rule->severity, page->language), widths->severity + COLUMN_GAP);
    columns_wrap(page->file, ykc_label_in(&rule->meaning, page->language), column, column, page->width);
    putc('\n', page->file);
}

static void list_all(const page *page)
{
    list_widths widths = measure(page->language);

    for (int i = 0; i < YKC_RULE_COUNT; i++)
        list_rule(page, &widths, &ykc_rules[i]);
}

static void explain_item(const page *page, text_id label, const char *text)
{
    if (text[0] != '\0')
        page_item(page, INDENTATION, label, LABEL_WIDTH, text);
}

static void explain(const page *page, const ykc_rule *rule)
{
    g_autofree char *section = text_format(TEXT_SECTION, page->language, rule->section);

    page_heading(page, rule->id);
    explain_item(page, TEXT_LABEL_SEVERITY, ykc_severity_words(rule->severity, page->language));
    explain_item(page, TEXT_LABEL_MEANING, ykc_label_in(&rule->meaning, page->language));
    explain_item(page, TEXT_LABEL_CONSEQUENCE, ykc_label_in(&rule->consequence, page->language));
    explain_item(page, TEXT_LABEL_CAUSE, ykc_label_in(&rule->cause, page->language));
    explain_item(page, TEXT_LABEL_EXAMPLE, ykc_label_in(&rule->example, page->language));
    explain_item(page, TEXT_LABEL_SECTION, rule->section[0] != '\0' ? section : "");
}

/* The id that is written most like @p id. */
static const char *nearest(const char *id)
{
    const char *best = ykc_rules[0].id;
    size_t distance = ykc_spelling_difference(id, best);

    for (int i = 1; i < YKC_RULE_COUNT; i++) {
        size_t other = ykc_spelling_difference(id, ykc_rules[i].id);

        if (other < distance) {
            distance = other;
            best = ykc_rules[i].id;
        }
    }
    return best;
}

static bool explain_all(const page *page, char *const *ids)
{
    bool all_known = true, is_first = true;

    for (size_t i = 0; ids[i] != NULL; i++) {
        const ykc_rule *rule = ykc_rule_find(ids[i]);

        if (rule == NULL) {
            text_complain(TEXT_NO_SUCH_RULE, page->language, ids[i], nearest(ids[i]));
            all_known = false;
            continue;
        }
        if (!is_first)
            page_blank_line(page);
        explain(page, rule);
        is_first = false;
    }
    return all_known;
}

int rules_command(const options *options)
{
    page page = {
        .file = stdout,
        .width = terminal_width(stdout),
        .color = terminal_has_color(stdout, options->color),
        .language = options->language,
    };
    output output = {.file = stdout};
    g_autoptr(GError) error = NULL;
    int status = EXIT_NOTHING_FOUND;

    if (options->check)
        status = rules_check(options->rule_ids != NULL ? options->rule_ids[0] : ".", options->language, stdout);
    else if (options->rule_ids != NULL)
        status = explain_all(&page, options->rule_ids) ? EXIT_NOTHING_FOUND : EXIT_UNUSABLE;
    else
        list_all(&page);
    if (!output_close(&output, &error)) {
        text_complain(TEXT_CANNOT_WRITE, options->language, "-", error->message);
        return EXIT_UNUSABLE;
    }
    return status;
}
