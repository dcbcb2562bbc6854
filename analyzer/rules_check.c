/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "rules_check.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdbool.h>
#include <string.h>

#include "exit_status.h"
#include "flow/rules.h"
#include "text.h"

/* A source folder is small; whatever is larger or deeper is something else. */
enum { FILE_SIZE_MAX = 16 << 20, DEPTH_MAX = 16, RULE_COLUMN = 1 };

static const char document[] = "docs/rules.md", samples[] = "samples", expectations[] = "expected.tsv";

typedef struct check {
    const char *folder;
    ykc_language language;
    FILE *file;
    bool agrees, readable;
} check;

/* The rules that a place speaks of. */
typedef struct place {
    const char *name; /* below the folder */
    bool has[YKC_RULE_COUNT];
} place;

/* @p id: TEXT_CHECK_NOT_FOUND, which adds what to do if this is no source folder, or TEXT_CHECK_UNUSABLE. */
static void complain(check *check, text_id id, const char *name, const char *reason)
{
    g_autofree char *path = g_build_filename(check->folder, name, NULL);

    text_complain(id, check->language, path, reason);
    check->readable = false;
}

/* A file's text; NULL after a complaint. */
static char *read_text(check *check, const char *name)
{
    g_autofree char *path = g_build_filename(check->folder, name, NULL);
    g_autoptr(GError) error = NULL;
    GStatBuf status;
    char *content = NULL;

    if (g_stat(path, &status) != 0)
        complain(check, TEXT_CHECK_NOT_FOUND, name, g_strerror(errno));
    else if (!S_ISREG(status.st_mode) || status.st_size > FILE_SIZE_MAX)
        complain(check, TEXT_CHECK_UNUSABLE, name, text(TEXT_CHECK_NO_TEXT, check->language));
    else if (!g_file_get_contents(path, &content, NULL, &error))
        complain(check, TEXT_CHECK_UNUSABLE, name, error->message);
    return content;
}

/* Note that a rule is spoken of in the file @p name of the place. */
static void take(check *check, place *place, const char *name, const char *id)
{
    const ykc_rule *rule = ykc_rule_find(id);
    g_autofree char *line = NULL;

    if (rule != NULL) {
        place->has[rule - ykc_rules] = true;
        return;
    }
    line = text_format(TEXT_CHECK_UNKNOWN, check->language, name, id);
    fprintf(check->file, "%s\n", line);
    check->agrees = false;
}

static void tell_missing(check *check, const place *place)
{
    for (size_t i = 0; i < YKC_RULE_COUNT; i++) {
        if (!place->has[i]) {
            g_autofree char *line = text_format(TEXT_CHECK_MISSING, check->language, place->name, ykc_rules[i].id);

            fprintf(check->file, "%s\n", line);
            check->agrees = false;
        }
    }
}

/* In the document a rule is a heading of the third level. */
static void read_document(check *check, place *place)
{
    static const char heading[] = "### ";
    g_autofree char *content = read_text(check, document);
    g_auto(GStrv) lines = g_strsplit(content != NULL ? content : "", "\n", -1);

    for (char **line = lines; *line != NULL; line++)
        if (g_str_has_prefix(*line, heading))
            take(check, place, document, g_strstrip(*line + strlen(heading)));
}

/* In a table of expectations a rule is in the second column; comments begin with '#', and the first other line names the columns.
 */
static void read_expectations(check *check, place *place, const char *name)
{
    g_autofree char *content = read_text(check, name);
    g_auto(GStrv) lines = g_strsplit(content != NULL ? content : "", "\n", -1);
    bool is_heading = true;

    for (char **line = lines; *line != NULL; line++) {
        g_auto(GStrv) columns = NULL;

        g_strchomp(*line);
        if (**line == '#' || **line == '\0')
            continue;
        columns = g_strsplit(*line, "\t", RULE_COLUMN + 2);
        if (g_strv_length(columns) <= RULE_COLUMN || (is_heading && strcmp(columns[RULE_COLUMN], "rule") != 0)) {
            complain(check, TEXT_CHECK_UNUSABLE, name, text(TEXT_CHECK_NO_TABLE, check->language));
            return;
        }
        if (!is_heading)
            take(check, place, name, columns[RULE_COLUMN]);
        is_heading = false;
    }
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What is in a folder, sorted: the answer shall not depend on the file system. NULL after a complaint. */
static GPtrArray *list_folder(check *check, const char *name)
{
    g_autofree char *path = g_build_filename(check->folder, name, NULL);
    g_autoptr(GDir) directory = g_dir_open(path, 0, NULL);
    GPtrArray *names;

    if (directory == NULL) {
        complain(check, TEXT_CHECK_NOT_FOUND, name, g_strerror(errno));
        return NULL;
    }
    names = g_ptr_array_new_with_free_func(g_free);
    for (const char *entry = g_dir_read_name(directory); entry != NULL; entry = g_dir_read_name(directory))
        g_ptr_array_add(names, g_strdup(entry));
    g_ptr_array_sort(names, compare_names);
    return names;
}

static bool is_folder(const check *check, const char *name)
{
    g_autofree char *path = g_build_filename(check->folder, name, NULL);

    return g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK);
}

/* Read the tables of a folder and of those below it; how many there were. */
static size_t read_samples(check *check, place *place, const char *name, int depth) /* NOLINT(misc-no-recursion): DEPTH_MAX */
{
    g_autoptr(GPtrArray) names = list_folder(check, name);
    size_t count = 0;

    for (guint i = 0; names != NULL && i < names->len; i++) {
        const char *entry = g_ptr_array_index(names, i);
        g_autofree char *below = g_build_filename(name, entry, NULL);

        if (strcmp(entry, expectations) == 0) {
            read_expectations(check, place, below);
            count++;
        } else if (depth < DEPTH_MAX && is_folder(check, below)) {
            count += read_samples(check, place, below, depth + 1);
        }
    }
    return count;
}

int rules_check(const char *folder, ykc_language language, FILE *file)
{
    check check = {.folder = folder, .language = language, .file = file, .agrees = true, .readable = true};
    place documented = {.name = document}, sampled = {.name = samples};

    read_document(&check, &documented);
    if (!check.readable)
        return EXIT_UNUSABLE; /* a folder that is no source folder: one complaint is enough */
    if (read_samples(&check, &sampled, samples, 0) == 0 && check.readable)
        complain(&check, TEXT_CHECK_NOT_FOUND, samples, text(TEXT_CHECK_NO_EXPECTATIONS, language));
    if (!check.readable)
        return EXIT_UNUSABLE;
    tell_missing(&check, &documented);
    tell_missing(&check, &sampled);
    if (check.agrees) {
        g_autofree char *line = text_format(TEXT_CHECK_AGREED, language, YKC_RULE_COUNT);

        fprintf(file, "%s\n", line);
    }
    return check.agrees ? EXIT_NOTHING_FOUND : EXIT_FINDINGS;
}
