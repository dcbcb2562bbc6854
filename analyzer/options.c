/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "options.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "text.h"
#include "wire/cp56time.h"

enum { PORT_COUNT = UINT16_MAX + 1, ZONE_HOURS_MAX = 14 };

/* A --format, an --output, or both: one report. */
typedef struct raw_report {
    char *format, *path;
} raw_report;

/* The options as GLib reads them: texts, to be made sense of below. */
typedef struct raw_options {
    GArray *reports; /* of raw_report, in the order of the command line */
    char *port, *zone, *language, *pile, *gun, *transaction, *fail_on, *color;
    char **rules, **limits;
    gboolean version;
    ykc_language complaint_language;
} raw_options;

static void raw_report_clear(void *data)
{
    raw_report *report = data;

    g_free(report->format);
    g_free(report->path);
}

static void raw_options_clear(raw_options *raw)
{
    g_array_unref(raw->reports);
    g_free(raw->port);
    g_free(raw->zone);
    g_free(raw->language);
    g_free(raw->pile);
    g_free(raw->gun);
    g_free(raw->transaction);
    g_free(raw->fail_on);
    g_free(raw->color);
    g_strfreev(raw->rules);
    g_strfreev(raw->limits);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(raw_options, raw_options_clear)

static raw_report *last_report(raw_options *raw)
{
    return raw->reports->len > 0 ? &g_array_index(raw->reports, raw_report, raw->reports->len - 1) : NULL;
}

static raw_report *add_report(raw_options *raw)
{
    raw_report report = {0};

    g_array_append_val(raw->reports, report);
    return last_report(raw);
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

/* The place of @p name among @p count names, or -1. */
static int find_name(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0)
            return (int)i;
    return -1;
}

/* The default is text. Frames are never one document: nobody could hold it. */
static bool parse_format(const char *name, options *options, options_format *format)
{
    static const char *const names[] = {[FORMAT_TEXT] = "text", [FORMAT_JSON] = "json", [FORMAT_NDJSON] = "ndjson"};
    bool frames = options->command == COMMAND_FRAMES;
    int found = name == NULL ? FORMAT_TEXT : find_name(name, names, G_N_ELEMENTS(names));

    if (found < 0 || (frames && found == FORMAT_JSON)) {
        text_complain(TEXT_BAD_FORMAT, options->language, name, frames ? "text, ndjson" : "text, json, ndjson");
        return false;
    }
    *format = (options_format)found;
    return true;
}

static bool is_standard_output(const char *path)
{
    return path == NULL || strcmp(path, "-") == 0;
}

/* Two reports in one place would destroy each other. */
static bool check_place(const options *options, const char *path)
{
    for (guint i = 0; i < options->reports->len; i++) {
        const char *other = options_get_report(options, i)->path;

        if (is_standard_output(path) && is_standard_output(other)) {
            text_complain(TEXT_OUTPUT_NEEDED, options->language);
            return false;
        }
        if (!is_standard_output(path) && !is_standard_output(other) && strcmp(path, other) == 0) {
            text_complain(TEXT_OUTPUT_SHARED, options->language, path);
            return false;
        }
    }
    return true;
}

static bool parse_reports(raw_options *raw, options *options)
{
    if (raw->reports->len == 0)
        add_report(raw);
    if (options->command == COMMAND_FRAMES && raw->reports->len > 1) {
        text_complain(TEXT_ONE_FORMAT, options->language);
        return false;
    }
    for (guint i = 0; i < raw->reports->len; i++) {
        raw_report *given = &g_array_index(raw->reports, raw_report, i);
        options_report report = {0};

        if (!parse_format(given->format, options, &report.format) || !check_place(options, given->path))
            return false;
        report.path = g_steal_pointer(&given->path);
        g_array_append_val(options->reports, report);
    }
    return true;
}

static bool parse_ports(const char *list, options *options)
{
    g_auto(GStrv) ports = list != NULL ? g_strsplit(list, ",", -1) : NULL;

    if (list == NULL)
        return true;
    options->ports = g_malloc0(PORT_COUNT / 8);
    for (size_t i = 0; ports[i] != NULL; i++) {
        guint64 port;

        if (!g_ascii_string_to_unsigned(g_strstrip(ports[i]), 10, 1, UINT16_MAX, &port, NULL)) {
            text_complain(TEXT_BAD_PORT, options->language, list);
            return false;
        }
        options->ports[port / 8] |= (uint8_t)(1U << port % 8);
    }
    return true;
}

static bool parse_zone(const char *zone, options *options)
{
    unsigned hours, minutes;
    char sign, rest;

    options->zone_minutes = YKC_ZONE_DEFAULT_MINUTES;
    if (zone == NULL)
        return true;
    if (sscanf(zone, "%c%2u:%2u%c", &sign, &hours, &minutes, &rest) != 3 || (sign != '+' && sign != '-') ||
        hours > ZONE_HOURS_MAX || minutes > 59) {
        text_complain(TEXT_BAD_ZONE, options->language, zone);
        return false;
    }
    options->zone_minutes = (int)(hours * 60 + minutes) * (sign == '-' ? -1 : 1);
    return true;
}

static bool parse_language(const char *name, options *options)
{
    if (name == NULL)
        return true;
    if (strcmp(name, "zh") != 0 && strcmp(name, "en") != 0) {
        text_complain(TEXT_BAD_LANGUAGE, options->language, name);
        return false;
    }
    options->language = strcmp(name, "zh") == 0 ? YKC_CHINESE : YKC_ENGLISH;
    options->data_language = options->language;
    return true;
}

/* The first digits of a number of @p bytes bytes: as reports show it, in hex where it is not decimal. */
static bool parse_digits(const char *given, size_t bytes, text_id complaint, const options *options, char **digits)
{
    size_t length = given != NULL ? strlen(given) : 0;

    if (given == NULL)
        return true;
    if (length == 0 || length > 2 * bytes || strspn(given, "0123456789abcdefABCDEF") != length) {
        text_complain(complaint, options->language, given);
        return false;
    }
    *digits = g_ascii_strup(given, -1);
    return true;
}

static bool parse_gun(const char *given, options *options)
{
    guint64 gun;

    if (given == NULL)
        return true;
    if (!g_ascii_string_to_unsigned(given, 10, 1, UINT8_MAX, &gun, NULL)) {
        text_complain(TEXT_BAD_GUN, options->language, given);
        return false;
    }
    options->gun = (uint8_t)gun;
    return true;
}

static bool parse_fail_on(const char *name, options *options)
{
    static const char *const names[] = {
        [YKC_OFF] = "never", [YKC_NOTE] = "note", [YKC_WARNING] = "warning", [YKC_ERROR] = "error"};
    int found = name == NULL ? YKC_ERROR : find_name(name, names, G_N_ELEMENTS(names));

    if (found < 0) {
        text_complain(TEXT_BAD_FAIL_ON, options->language, name);
        return false;
    }
    options->fail_on = (ykc_severity)found;
    return true;
}

static bool parse_color(const char *name, options *options)
{
    static const char *const names[] = {[COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};
    int found = name == NULL ? COLOR_AUTO : find_name(name, names, G_N_ELEMENTS(names));

    if (found < 0) {
        text_complain(TEXT_BAD_COLOR, options->language, name);
        return false;
    }
    options->color = (options_color)found;
    return true;
}

typedef bool set_settings(ykc_settings *settings, const char *text, GError **error);

static bool parse_settings(char **texts, set_settings *set, const char *option, options *options)
{
    for (char **given = texts; given != NULL && *given != NULL; given++) {
        g_autoptr(GError) error = NULL;

        if (!set(&options->settings, *given, &error)) {
            text_complain(TEXT_BAD_SETTING, options->language, option, error->message);
            return false;
        }
    }
    return true;
}

static bool parse_values(raw_options *raw, options *options)
{
    ykc_settings_init(&options->settings);
    return parse_language(raw->language, options) && parse_reports(raw, options) && parse_ports(raw->port, options) &&
           parse_zone(raw->zone, options) && parse_digits(raw->pile, YKC_PILE_SIZE, TEXT_BAD_PILE, options, &options->pile) &&
           parse_gun(raw->gun, options) &&
           parse_digits(raw->transaction, YKC_SERIAL_SIZE, TEXT_BAD_TRANSACTION, options, &options->transaction) &&
           parse_settings(raw->rules, ykc_settings_set_rules, "--rule", options) &&
           parse_settings(raw->limits, ykc_settings_set_limits, "--limit", options) && parse_fail_on(raw->fail_on, options) &&
           parse_color(raw->color, options);
}

/* The language of messages about the command line itself: the locale's, unless --lang comes anywhere on it. */
static ykc_language guess_language(int argc, char **argv)
{
    const char *locale = setlocale(LC_MESSAGES, NULL);
    ykc_language language = locale != NULL && g_str_has_prefix(locale, "zh") ? YKC_CHINESE : YKC_ENGLISH;

    for (int i = 1; i < argc; i++) {
        const char *value = NULL;

        if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            value = argv[i + 1];
        else if (g_str_has_prefix(argv[i], "--lang="))
            value = argv[i] + strlen("--lang=");
        if (value != NULL)
            language = strcmp(value, "zh") == 0 ? YKC_CHINESE : YKC_ENGLISH;
    }
    return language;
}

/* What every command knows. */
static void add_common(GOptionGroup *group, ykc_language language, raw_options *raw)
{
    const GOptionEntry entries[] = {
        {"lang", 0, 0, G_OPTION_ARG_STRING, &raw->language, text(TEXT_HELP_LANGUAGE, language), "en|zh"},
        {"version", 'V', 0, G_OPTION_ARG_NONE, &raw->version, text(TEXT_HELP_VERSION, language), NULL},
        G_OPTION_ENTRY_NULL,
    };

    g_option_group_add_entries(group, entries);
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
        {"time-zone", 0, 0, G_OPTION_ARG_STRING, &raw->zone, text(TEXT_HELP_ZONE, language), "±HH:MM"},
        {"show-secrets", 0, 0, G_OPTION_ARG_NONE, &options->show_secrets, text(TEXT_HELP_SECRETS, language), NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->captures, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };

    g_option_group_add_entries(group, entries);
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
        {"color", 0, 0, G_OPTION_ARG_STRING, &raw->color, text(TEXT_HELP_COLOR, language), "WHEN"},
        G_OPTION_ENTRY_NULL,
    };

    g_option_group_add_entries(group, entries);
}

static void add_frames(GOptionGroup *group, options *options)
{
    const GOptionEntry entries[] = {
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &options->verbose, text(TEXT_HELP_VERBOSE, options->language), NULL},
        G_OPTION_ENTRY_NULL,
    };

    g_option_group_add_entries(group, entries);
}

static void add_rules(GOptionGroup *group, options *options)
{
    const GOptionEntry entries[] = {
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->rule_ids, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };

    g_option_group_add_entries(group, entries);
}

/* A command: its name on the command line, its help. */
typedef struct command {
    const char *name;
    const char *program; /* how the usage line calls it */
    text_id parameters, help;
} command;

static const command commands[] = {
    [COMMAND_ANALYSE] = {"analyse", "ykcflow", TEXT_HELP_PARAMETERS, TEXT_HELP_ANALYSE},
    [COMMAND_FRAMES] = {"frames", "ykcflow frames", TEXT_HELP_PARAMETERS, TEXT_HELP_FRAMES},
    [COMMAND_RULES] = {"rules", "ykcflow rules", TEXT_HELP_PARAMETERS_RULES, TEXT_HELP_RULES},
};

static GOptionContext *new_context(options *options, raw_options *raw)
{
    const command *command = &commands[options->command];
    ykc_language language = options->language;
    GOptionContext *context = g_option_context_new(text(command->parameters, language));
    GOptionGroup *group = g_option_group_new("main", "", "", raw, NULL);

    g_set_prgname(command->program);
    if (options->command != COMMAND_RULES)
        add_reading(group, options, raw);
    if (options->command == COMMAND_ANALYSE)
        add_analysis(group, options, raw);
    if (options->command == COMMAND_FRAMES)
        add_frames(group, options);
    if (options->command == COMMAND_RULES)
        add_rules(group, options);
    add_common(group, language, raw);
    g_option_context_set_main_group(context, group);
    g_option_context_set_summary(context, text(TEXT_HELP_SUMMARY, language));
    g_option_context_set_description(context, text(command->help, language));
    return context;
}

/* Take the command off the command line; what is none is a capture to be analysed. */
static void take_command(int *argc, char **argv, options *options)
{
    options->command = COMMAND_ANALYSE;
    for (size_t i = 0; *argc > 1 && i < G_N_ELEMENTS(commands); i++) {
        if (strcmp(argv[1], commands[i].name) != 0)
            continue;
        options->command = (options_command)i;
        memmove(argv + 1, argv + 2, sizeof *argv * (size_t)(*argc - 1));
        (*argc)--;
        return;
    }
}

static void report_clear(void *report)
{
    g_free(((options_report *)report)->path);
}

options_result options_parse(int argc, char **argv, options *options)
{
    g_auto(raw_options) raw = {.reports = g_array_new(FALSE, FALSE, sizeof(raw_report))};
    g_autoptr(GError) error = NULL;

    memset(options, 0, sizeof *options);
    options->reports = g_array_new(FALSE, FALSE, sizeof(options_report));
    g_array_set_clear_func(options->reports, report_clear);
    g_array_set_clear_func(raw.reports, raw_report_clear);
    options->language = raw.complaint_language = guess_language(argc, argv);
    take_command(&argc, argv, options);

    g_autoptr(GOptionContext) context = new_context(options, &raw);
    const char *help = text(TEXT_TRY_HELP, options->language);

    if (!g_option_context_parse(context, &argc, &argv, &error)) {
        text_complain(TEXT_BAD_OPTION, options->language, error->message, help);
        return OPTIONS_WRONG;
    }
    if (raw.version) {
        printf("ykcflow %s\n", YKC_VERSION);
        return OPTIONS_DONE;
    }
    if (!parse_values(&raw, options))
        return OPTIONS_WRONG;
    if (options->captures == NULL && options->command != COMMAND_RULES) {
        text_complain(TEXT_NO_CAPTURE, options->language, help);
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
    g_free(options->pile);
    g_free(options->transaction);
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
