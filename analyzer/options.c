/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "options.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "config_file.h"
#include "flow/spelling.h"
#include "option_help.h"
#include "option_values.h"
#include "text.h"

static raw_report *last_report(raw_options *raw)
{
    return raw->reports->len > 0 ? &g_array_index(raw->reports, raw_report, raw->reports->len - 1) : NULL;
}

static raw_report *add_report(raw_options *raw)
{
    raw_report report = {0};

    g_array_append_val(raw->reports, report);
    return &g_array_index(raw->reports, raw_report, raw->reports->len - 1);
}

/* GLib calls this for every --format. */
static gboolean on_format(const char *name, const char *value, void *user, GError **error)
{
    raw_options *raw = user;
    raw_report *last = last_report(raw);

    (void)name, (void)error;
    /* An --output in front of the first --format is that format's. */
    if (last == NULL || last->format != NULL)
        last = add_report(raw);
    last->format = g_strdup(value);
    return TRUE;
}

static gboolean on_output(const char *name, const char *value, void *user, GError **error)
{
    raw_options *raw = user;
    raw_report *last = last_report(raw);

    (void)name;
    if (last != NULL && last->path != NULL) {
        g_autofree char *message = text_format(TEXT_OUTPUT_TWICE, raw->complaint_language, value, last->path);

        g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, message);
        return FALSE;
    }
    if (last == NULL)
        last = add_report(raw);
    last->path = g_strdup(value);
    return TRUE;
}

/* The language of messages about the command line itself: the locale's, unless --lang comes anywhere on it. */
static ykc_language guess_language(char *const *words)
{
    const char *locale = setlocale(LC_MESSAGES, NULL);
    ykc_language language = locale != NULL && g_str_has_prefix(locale, "zh") ? YKC_CHINESE : YKC_ENGLISH;

    for (; *words != NULL; words++) {
        const char *value = NULL;

        if (strcmp(*words, "--lang") == 0)
            value = words[1];
        else if (g_str_has_prefix(*words, "--lang="))
            value = *words + strlen("--lang=");
        if (value != NULL)
            language = strcmp(value, "zh") == 0 ? YKC_CHINESE : YKC_ENGLISH;
    }
    return language;
}

/* Add options, and remember their names for whoever misspells one. */
static void add_entries(GOptionGroup *group, raw_options *raw, const GOptionEntry *entries)
{
    g_option_group_add_entries(group, entries);
    for (; entries->long_name != NULL; entries++)
        if (entries->long_name[0] != '\0') {
            g_ptr_array_add(raw->names, (void *)entries->long_name);
            if (entries->arg == G_OPTION_ARG_NONE)
                g_ptr_array_add(raw->switches, (void *)entries->long_name);
        }
}

/* What every command knows. */
static void add_common(GOptionGroup *group, ykc_language language, raw_options *raw)
{
    const GOptionEntry entries[] = {
        {"lang", 0, 0, G_OPTION_ARG_STRING, &raw->language, text(TEXT_HELP_LANGUAGE, language), "en|zh"},
        {"config", 0, 0, G_OPTION_ARG_FILENAME, &raw->config, text(TEXT_HELP_CONFIG, language), "FILE"},
        {"help", 'h', 0, G_OPTION_ARG_NONE, &raw->help, text(TEXT_HELP_HELP, language), NULL},
        {"version", 'V', 0, G_OPTION_ARG_NONE, &raw->version, text(TEXT_HELP_VERSION, language), NULL},
        G_OPTION_ENTRY_NULL,
    };

    add_entries(group, raw, entries);
}

/* What every command that reads captures knows. */
static void add_reading(GOptionGroup *group, options *options, raw_options *raw)
{
    ykc_language language = options->language;
    const char *help_format = text(options->command == COMMAND_FRAMES ? TEXT_HELP_FORMAT_FRAMES : TEXT_HELP_FORMAT, language);
    const GOptionEntry entries[] = {
        {"format", 'f', 0, G_OPTION_ARG_CALLBACK, (void *)on_format, help_format, "FMT"},
        {"output", 'o', G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, (void *)on_output, text(TEXT_HELP_OUTPUT, language),
         "FILE"},
        {"port", 0, 0, G_OPTION_ARG_STRING, &raw->port, text(TEXT_HELP_PORT, language), "PORT[,PORT]"},
        {"filter", 0, 0, G_OPTION_ARG_STRING, &raw->filter, text(TEXT_HELP_FILTER, language), "EXPR"},
        {"since", 0, 0, G_OPTION_ARG_STRING, &raw->since, text(TEXT_HELP_SINCE, language), "TIME"},
        {"until", 0, 0, G_OPTION_ARG_STRING, &raw->until, text(TEXT_HELP_UNTIL, language), "TIME"},
        {"keys", 0, 0, G_OPTION_ARG_FILENAME, &raw->keys, text(TEXT_HELP_KEYS, language), "FILE"},
        {"dialect", 0, 0, G_OPTION_ARG_STRING, &raw->dialect, text(TEXT_HELP_DIALECT, language), "NAME"},
        {"time-zone", 0, 0, G_OPTION_ARG_STRING, &raw->zone, text(TEXT_HELP_ZONE, language), "±HH:MM"},
        {"show-secrets", 0, 0, G_OPTION_ARG_NONE, &options->show_secrets, text(TEXT_HELP_SECRETS, language), NULL},
        {"redact", 0, 0, G_OPTION_ARG_NONE, &options->redact, text(TEXT_HELP_REDACT, language), NULL},
        {"memory-limit", 0, 0, G_OPTION_ARG_STRING, &raw->memory_limit, text(TEXT_HELP_MEMORY, language), "SIZE"},
        {"progress", 0, 0, G_OPTION_ARG_STRING, &raw->progress, text(TEXT_HELP_PROGRESS, language), "WHEN"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->captures, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };

    add_entries(group, raw, entries);
}

static void add_analysis(GOptionGroup *group, options *options, raw_options *raw)
{
    ykc_language language = options->language;
    const GOptionEntry entries[] = {
        {"pile", 0, 0, G_OPTION_ARG_STRING, &raw->pile, text(TEXT_HELP_PILE, language), "CODE"},
        {"gun", 0, 0, G_OPTION_ARG_STRING, &raw->gun, text(TEXT_HELP_GUN, language), "N"},
        {"transaction", 0, 0, G_OPTION_ARG_STRING, &raw->transaction, text(TEXT_HELP_TRANSACTION, language), "SERIAL"},
        {"rule", 0, 0, G_OPTION_ARG_STRING_ARRAY, &raw->rules, text(TEXT_HELP_RULE, language), "ID=LEVEL"},
        {"limit", 0, 0, G_OPTION_ARG_STRING_ARRAY, &raw->limits, text(TEXT_HELP_LIMIT, language), "NAME=SECONDS"},
        {"fail-on", 0, 0, G_OPTION_ARG_STRING, &raw->fail_on, text(TEXT_HELP_FAIL_ON, language), "LEVEL"},
        {"all", 0, 0, G_OPTION_ARG_NONE, &options->list_clean, text(TEXT_HELP_ALL, language), NULL},
        {"ladder", 0, 0, G_OPTION_ARG_NONE, &options->ladder, text(TEXT_HELP_LADDER, language), NULL},
        {"color", 0, 0, G_OPTION_ARG_STRING, &raw->color, text(TEXT_HELP_COLOR, language), "WHEN"},
        G_OPTION_ENTRY_NULL,
    };

    add_entries(group, raw, entries);
}

static void add_frames(GOptionGroup *group, options *options, raw_options *raw)
{
    const GOptionEntry entries[] = {
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &options->verbose, text(TEXT_HELP_VERBOSE, options->language), NULL},
        G_OPTION_ENTRY_NULL,
    };

    add_entries(group, raw, entries);
}

static void add_decode(GOptionGroup *group, options *options, raw_options *raw)
{
    ykc_language language = options->language;
    const GOptionEntry entries[] = {
        {"format", 'f', 0, G_OPTION_ARG_CALLBACK, (void *)on_format, text(TEXT_HELP_FORMAT_DECODE, language), "FMT"},
        {"output", 'o', G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, (void *)on_output, text(TEXT_HELP_OUTPUT, language),
         "FILE"},
        {"time-zone", 0, 0, G_OPTION_ARG_STRING, &raw->zone, text(TEXT_HELP_ZONE, language), "±HH:MM"},
        {"show-secrets", 0, 0, G_OPTION_ARG_NONE, &options->show_secrets, text(TEXT_HELP_SECRETS, language), NULL},
        {"redact", 0, 0, G_OPTION_ARG_NONE, &options->redact, text(TEXT_HELP_REDACT, language), NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->captures, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };

    add_entries(group, raw, entries);
}

static void add_import(GOptionGroup *group, options *options, raw_options *raw)
{
    ykc_language language = options->language;
    const GOptionEntry entries[] = {
        {"output", 'o', G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, (void *)on_output, text(TEXT_HELP_OUTPUT_IMPORT, language),
         "FILE"},
        {"time-zone", 0, 0, G_OPTION_ARG_STRING, &raw->zone, text(TEXT_HELP_ZONE, language), "±HH:MM"},
        {"date", 0, 0, G_OPTION_ARG_STRING, &raw->date, text(TEXT_HELP_DATE, language), "DATE"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->captures, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };

    add_entries(group, raw, entries);
}

static void add_redact(GOptionGroup *group, options *options, raw_options *raw)
{
    ykc_language language = options->language;
    const GOptionEntry entries[] = {
        {"output", 'o', G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, (void *)on_output, text(TEXT_HELP_OUTPUT_REDACT, language),
         "FILE"},
        {"port", 0, 0, G_OPTION_ARG_STRING, &raw->port, text(TEXT_HELP_PORT, language), "PORT[,PORT]"},
        {"dialect", 0, 0, G_OPTION_ARG_STRING, &raw->dialect, text(TEXT_HELP_DIALECT, language), "NAME"},
        {"memory-limit", 0, 0, G_OPTION_ARG_STRING, &raw->memory_limit, text(TEXT_HELP_MEMORY, language), "SIZE"},
        {"progress", 0, 0, G_OPTION_ARG_STRING, &raw->progress, text(TEXT_HELP_PROGRESS, language), "WHEN"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->captures, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };

    add_entries(group, raw, entries);
}

static void add_rules(GOptionGroup *group, options *options, raw_options *raw)
{
    const GOptionEntry entries[] = {
        {"check", 0, 0, G_OPTION_ARG_NONE, &options->check, text(TEXT_HELP_CHECK, options->language), NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->rule_ids, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };

    add_entries(group, raw, entries);
}

/* A command: its name on the command line, its help. */
typedef struct command {
    const char *name;    /* NULL: the one without a name */
    const char *program; /* how the usage line calls it */
    text_id parameters, help;
} command;

static const command commands[] = {
    [COMMAND_ANALYSE] = {NULL, "ykcflow", TEXT_HELP_PARAMETERS, TEXT_HELP_ANALYSE},
    [COMMAND_FRAMES] = {"frames", "ykcflow frames", TEXT_HELP_PARAMETERS, TEXT_HELP_FRAMES},
    [COMMAND_DECODE] = {"decode", "ykcflow decode", TEXT_HELP_PARAMETERS_DECODE, TEXT_HELP_DECODE},
    [COMMAND_IMPORT] = {"import", "ykcflow import", TEXT_HELP_PARAMETERS_IMPORT, TEXT_HELP_IMPORT},
    [COMMAND_REDACT] = {"redact", "ykcflow redact", TEXT_HELP_PARAMETERS_REDACT, TEXT_HELP_REDACT_COMMAND},
    [COMMAND_RULES] = {"rules", "ykcflow rules", TEXT_HELP_PARAMETERS_RULES, TEXT_HELP_RULES},
};

static GOptionContext *new_context(options *options, raw_options *raw)
{
    const command *command = &commands[options->command];
    ykc_language language = options->language;
    GOptionContext *context = g_option_context_new(text(command->parameters, language));
    GOptionGroup *group = g_option_group_new("main", "", "", raw, NULL);

    g_set_prgname(command->program);
    if (options->command == COMMAND_ANALYSE || options->command == COMMAND_FRAMES)
        add_reading(group, options, raw);
    if (options->command == COMMAND_ANALYSE)
        add_analysis(group, options, raw);
    if (options->command == COMMAND_FRAMES)
        add_frames(group, options, raw);
    if (options->command == COMMAND_DECODE)
        add_decode(group, options, raw);
    if (options->command == COMMAND_IMPORT)
        add_import(group, options, raw);
    if (options->command == COMMAND_REDACT)
        add_redact(group, options, raw);
    if (options->command == COMMAND_RULES)
        add_rules(group, options, raw);
    add_common(group, language, raw);
    g_option_context_set_main_group(context, group);
    g_option_context_set_help_enabled(context, FALSE); /* option_help.c writes it */
    g_option_context_set_summary(context, text(TEXT_HELP_SUMMARY, language));
    g_option_context_set_description(context, text(command->help, language));
    return context;
}

/* Take the command off the command line; what is none is a capture to be analysed. */
static void take_command(int *argc, char **argv, options *options)
{
    options->command = COMMAND_ANALYSE;
    for (size_t i = 0; *argc > 1 && i < G_N_ELEMENTS(commands); i++) {
        if (commands[i].name == NULL || strcmp(argv[1], commands[i].name) != 0)
            continue;
        options->command = (options_command)i;
        memmove(argv + 1, argv + 2, sizeof *argv * (size_t)(*argc - 1));
        (*argc)--;
        return;
    }
}

/* The option that is written most like @p name. */
static const char *nearest_option(const raw_options *raw, const char *name)
{
    const char *best = raw->names->pdata[0];

    for (guint i = 1; i < raw->names->len; i++)
        if (ykc_spelling_difference(name, raw->names->pdata[i]) < ykc_spelling_difference(name, best))
            best = raw->names->pdata[i];
    return best;
}

/* GLib names an unknown option at the end of its message, in whatever language that is. */
static void complain_of_option(const raw_options *raw, const GError *error, const char *help)
{
    const char *option = strrchr(error->message, ' ');

    if (!g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION) || option == NULL ||
        !g_str_has_prefix(option + 1, "--")) {
        text_complain(TEXT_BAD_OPTION, raw->complaint_language, error->message, help);
        return;
    }
    text_complain(TEXT_UNKNOWN_OPTION, raw->complaint_language, option + 1, nearest_option(raw, option + 3), help);
}

static void report_clear(void *report)
{
    g_free(((options_report *)report)->path);
}

/* Every command but one reads something; import makes one capture of one log. */
static bool check_inputs(const options *options, const char *help)
{
    bool wants_log = options->command == COMMAND_IMPORT;

    if (options->captures == NULL && options->command != COMMAND_RULES && options->command != COMMAND_DECODE) {
        text_complain(wants_log ? TEXT_NO_LOG : TEXT_NO_CAPTURE, options->language, help);
        return false;
    }
    if (wants_log && options->captures[1] != NULL) {
        text_complain(TEXT_ONE_LOG, options->language, help);
        return false;
    }
    return true;
}

/* --- Configuration --- */

/* Options that say what is to be done now, not how it is done. */
static bool is_configurable(const char *name)
{
    static const char *const others[] = {"help", "version", "config", "output", "check"};

    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        if (strcmp(name, others[i]) == 0)
            return false;
    return true;
}

static void list_option(GArray *list, const char *name, bool is_switch, bool is_ours)
{
    config_option added = {name, is_switch, is_ours};

    for (guint i = 0; i < list->len; i++) {
        config_option *known = &g_array_index(list, config_option, i);

        if (strcmp(known->name, name) != 0)
            continue;
        known->is_ours = known->is_ours || is_ours;
        return;
    }
    g_array_append_val(list, added);
}

/* The options of all commands, and which of them this command has. */
static GArray *list_options(const options *ours)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(config_option));

    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        options scratch = {.command = (options_command)i, .language = ours->language};
        g_auto(raw_options) raw = {0};

        raw_options_init(&raw, ours->language);
        g_autoptr(GOptionContext) context = new_context(&scratch, &raw);
        for (guint k = 0; context != NULL && k < raw.names->len; k++)
            if (is_configurable(raw.names->pdata[k]))
                list_option(list, raw.names->pdata[k], g_ptr_array_find(raw.switches, raw.names->pdata[k], NULL),
                            scratch.command == ours->command);
    }
    return list;
}

/* The configuration that the command line names, or NULL. */
static const char *config_path(char *const *words)
{
    for (; *words != NULL && strcmp(*words, "--") != 0; words++) {
        if (strcmp(*words, "--config") == 0)
            return words[1];
        if (g_str_has_prefix(*words, "--config="))
            return *words + strlen("--config=");
    }
    return NULL;
}

static bool has_option(char *const *words, const char *option, const char *letter)
{
    for (; *words != NULL && strcmp(*words, "--") != 0; words++)
        if (g_str_has_prefix(*words, option) || (letter != NULL && g_str_has_prefix(*words, letter)))
            return true;
    return false;
}

/* Of what can be said once only, or not together, the command line's counts. GLib itself takes the last of several values. */
static bool is_overridden(const char *configured, char *const *words)
{
    return (g_str_has_prefix(configured, "--format=") && has_option(words, "--format", "-f")) ||
           (strcmp(configured, "--redact") == 0 && has_option(words, "--show-secrets", NULL)) ||
           (strcmp(configured, "--show-secrets") == 0 && has_option(words, "--redact", NULL));
}

static void init_options(options *options)
{
    options->reports = g_array_new(FALSE, FALSE, sizeof(options_report));
    g_array_set_clear_func(options->reports, report_clear);
}

/* The values of a group by themselves, so that a complaint names the place. */
static bool check_group(const options *ours, const config_group *group)
{
    options scratch = {.command = ours->command, .language = ours->language, .place = group->place};
    g_auto(raw_options) raw = {0};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    g_auto(GStrv) copy = NULL;
    bool right;

    init_options(&scratch);
    raw_options_init(&raw, ours->language);
    g_autoptr(GOptionContext) context = new_context(&scratch, &raw);
    g_autoptr(GError) error = NULL;

    g_ptr_array_add(words, (void *)"ykcflow");
    for (char **word = group->words; *word != NULL; word++)
        g_ptr_array_add(words, *word);
    g_ptr_array_add(words, NULL);
    copy = g_strdupv((char **)words->pdata);
    right = g_option_context_parse_strv(context, &copy, &error);
    if (!right)
        fprintf(stderr, "ykcflow: %s: %s\n", group->place, error != NULL ? error->message : "");
    right = right && option_values_parse(&raw, &scratch);
    options_clear(&scratch);
    return right;
}

static const char *name_of_command(options_command command)
{
    return commands[command].name != NULL ? commands[command].name : "analyse";
}

/* Put what the configuration says in front of the command line's words. False, after a complaint, if it is not right. */
static bool add_config(const options *options, char ***words)
{
    const char *path = config_path(*words);
    g_autoptr(GArray) list = NULL, groups = NULL;
    g_autoptr(GPtrArray) merged = g_ptr_array_new();
    g_autoptr(GError) error = NULL;

    if (path == NULL)
        return true;
    list = list_options(options);
    groups = config_file_read(path, name_of_command(options->command), list, options->language, &error);
    if (groups == NULL) {
        fprintf(stderr, "ykcflow: %s\n", error != NULL ? error->message : path);
        return false;
    }
    g_ptr_array_add(merged, g_strdup((*words)[0]));
    for (guint i = 0; i < groups->len; i++) {
        const config_group *group = &g_array_index(groups, config_group, i);

        if (!check_group(options, group)) {
            g_ptr_array_set_free_func(merged, g_free);
            return false;
        }
        for (char **word = group->words; *word != NULL; word++)
            if (!is_overridden(*word, *words))
                g_ptr_array_add(merged, g_strdup(*word));
    }
    for (char **word = *words + 1; *word != NULL; word++)
        g_ptr_array_add(merged, g_strdup(*word));
    g_ptr_array_add(merged, NULL);
    g_strfreev(*words);
    *words = (char **)g_ptr_array_steal(merged, NULL);
    return true;
}

/* --- */

options_result options_parse(int argc, char **argv, options *options)
{
    g_auto(raw_options) raw = {0};
    g_autoptr(GError) error = NULL;

    g_auto(GStrv) words = NULL;

    memset(options, 0, sizeof *options);
    init_options(options);
    options->language = guess_language(argv);
    raw_options_init(&raw, options->language);
    take_command(&argc, argv, options);
    words = g_strdupv(argv);
    if (words[0] != NULL && !add_config(options, &words))
        return OPTIONS_WRONG;

    g_autoptr(GOptionContext) context = new_context(options, &raw);
    const char *help = text(TEXT_TRY_HELP, options->language);

    if (!g_option_context_parse_strv(context, &words, &error)) {
        complain_of_option(&raw, error, help);
        return OPTIONS_WRONG;
    }
    if (raw.help) {
        option_help_write(context, options->language);
        return OPTIONS_DONE;
    }
    if (raw.version) {
        printf("ykcflow %s\n", YKC_VERSION);
        return OPTIONS_DONE;
    }
    if (!option_values_parse(&raw, options))
        return OPTIONS_WRONG;
    if (!check_inputs(options, help))
        return OPTIONS_WRONG;
    if (options->check && options->rule_ids != NULL && options->rule_ids[1] != NULL) {
        text_complain(TEXT_CHECK_ONE_FOLDER, options->language, help);
        return OPTIONS_WRONG;
    }
    return OPTIONS_RUN;
}

void options_clear(options *options)
{
    if (options->reports != NULL)
        g_array_unref(options->reports);
    g_strfreev(options->captures);
    g_strfreev(options->rule_ids);
    g_free(options->ports);
    g_free(options->filter);
    g_clear_pointer(&options->keyring, ykc_keyring_free);
    g_free(options->pile);
    g_free(options->transaction);
    g_clear_pointer(&options->date, g_date_free);
    memset(options, 0, sizeof *options);
}

const options_report *options_get_report(const options *options, guint index)
{
    return &g_array_index(options->reports, options_report, index);
}

bool options_is_port(const options *options, uint16_t port)
{
    return options->ports != NULL && (options->ports[port / 8] >> port % 8 & 1);
}
