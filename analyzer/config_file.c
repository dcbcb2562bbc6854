/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config_file.h"

#include <stdbool.h>
#include <string.h>

#include "flow/spelling.h"
#include "text.h"

static const char *const groups[] = {"options", "analyse", "frames", "decode", "import", "redact", "rules"};

G_DEFINE_QUARK(config_error, config_error)

/* What is needed all the way. */
typedef struct config {
    const char *name; /* of the file */
    const char *command;
    const GArray *options;
    GKeyFile *file;
    ykc_language language;
} config;

static const char *nearest_group(const char *group)
{
    const char *best = groups[0];

    for (size_t i = 1; i < G_N_ELEMENTS(groups); i++)
        if (ykc_spelling_difference(group, groups[i]) < ykc_spelling_difference(group, best))
            best = groups[i];
    return best;
}

static bool is_group(const char *group)
{
    for (size_t i = 0; i < G_N_ELEMENTS(groups); i++)
        if (strcmp(group, groups[i]) == 0)
            return true;
    return false;
}

/* The option of that name, or NULL; @p nearest is the one that is written most like it. */
static const config_option *find_option(const config *config, const char *key, const char **nearest)
{
    *nearest = NULL;
    for (guint i = 0; i < config->options->len; i++) {
        const config_option *option = &g_array_index(config->options, config_option, i);

        if (strcmp(option->name, key) == 0)
            return option;
        if (*nearest == NULL || ykc_spelling_difference(key, option->name) < ykc_spelling_difference(key, *nearest))
            *nearest = option->name;
    }
    return NULL;
}

static bool add_switch(const config *config, const char *group, const char *key, bool is_ours, GPtrArray *words, GError **error)
{
    g_autofree char *value = g_key_file_get_string(config->file, group, key, NULL);

    if (value == NULL || (strcmp(value, "true") != 0 && strcmp(value, "false") != 0)) {
        text_set_error(error, CONFIG_ERROR, CONFIG_ERROR_VALUE, TEXT_CONFIG_SWITCH, config->language, config->name, group, key,
                       value != NULL ? value : "");
        return false;
    }
    if (is_ours && strcmp(value, "true") == 0)
        g_ptr_array_add(words, g_strconcat("--", key, NULL));
    return true;
}

static bool add_key(const config *config, const char *group, const char *key, GPtrArray *words, GError **error)
{
    const char *nearest;
    const config_option *option = find_option(config, key, &nearest);
    g_auto(GStrv) values = NULL;

    if (option == NULL) {
        text_set_error(error, CONFIG_ERROR, CONFIG_ERROR_KEY, TEXT_CONFIG_KEY, config->language, config->name, group, key,
                       nearest != NULL ? nearest : "?");
        return false;
    }
    if (option->is_switch)
        return add_switch(config, group, key, option->is_ours, words, error);
    values = g_key_file_get_string_list(config->file, group, key, NULL, NULL);
    for (char **value = values; value != NULL && option->is_ours && *value != NULL; value++)
        g_ptr_array_add(words, g_strdup_printf("--%s=%s", key, *value));
    return true;
}

/* Read a group; one of another command is only checked. */
static bool add_group(const config *config, const char *group, GArray *read, GError **error)
{
    bool is_ours = strcmp(group, groups[0]) == 0 || strcmp(group, config->command) == 0;
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) keys = g_key_file_get_keys(config->file, group, NULL, NULL);
    config_group added;

    if (!is_group(group)) {
        text_set_error(error, CONFIG_ERROR, CONFIG_ERROR_GROUP, TEXT_CONFIG_GROUP, config->language, config->name, group,
                       nearest_group(group));
        return false;
    }
    for (char **key = keys; key != NULL && *key != NULL; key++)
        if (!add_key(config, group, *key, words, error))
            return false;
    if (!is_ours)
        return true;
    g_ptr_array_add(words, NULL);
    added.place = g_strdup_printf("%s: [%s]", config->name, group);
    added.words = (char **)g_ptr_array_steal(words, NULL);
    if (strcmp(group, groups[0]) == 0)
        g_array_prepend_val(read, added);
    else
        g_array_append_val(read, added);
    return true;
}

static void clear_group(void *data)
{
    config_group *group = data;

    g_free(group->place);
    g_strfreev(group->words);
}

GArray *config_file_read(const char *path, const char *command, const GArray *options, ykc_language language, GError **error)
{
    g_autofree char *name = g_filename_display_name(path);
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_autoptr(GError) failure = NULL;
    g_autoptr(GArray) read = g_array_new(FALSE, FALSE, sizeof(config_group));
    const config config = {name, command, options, file, language};
    g_auto(GStrv) found = NULL;

    g_array_set_clear_func(read, clear_group);
    if (!g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, &failure)) {
        text_set_error(error, CONFIG_ERROR, CONFIG_ERROR_FILE, TEXT_CONFIG_FILE, language, name, failure->message);
        return NULL;
    }
    found = g_key_file_get_groups(file, NULL);
    for (char **group = found; *group != NULL; group++)
        if (!add_group(&config, *group, read, error))
            return NULL;
    return g_steal_pointer(&read);
}
