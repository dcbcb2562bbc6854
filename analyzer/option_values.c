/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "option_values.h"

#include <string.h>

#include "catalog/dialect.h"
#include "input/intake.h"
#include "option_time.h"
#include "text.h"
#include "wire/cp56time.h"

enum { PORT_COUNT = UINT16_MAX + 1 };

static void raw_report_clear(void *data)
{
    raw_report *report = data;

    g_free(report->format);
    g_free(report->path);
}

void raw_options_init(raw_options *raw, ykc_language complaint_language)
{
    *raw = (raw_options){.reports = g_array_new(FALSE, TRUE, sizeof(raw_report)),
                         .complaint_language = complaint_language,
                         .names = g_ptr_array_new(),
                         .switches = g_ptr_array_new()};
    g_array_set_clear_func(raw->reports, raw_report_clear);
}

void raw_options_clear(raw_options *raw)
{
    g_array_unref(raw->reports);
    g_ptr_array_unref(raw->names);
    g_free(raw->port);
    g_free(raw->keys);
    g_free(raw->dialect);
    g_free(raw->zone);
    g_free(raw->language);
    g_free(raw->pile);
    g_free(raw->gun);
    g_free(raw->transaction);
    g_free(raw->fail_on);
    g_free(raw->color);
    g_free(raw->progress);
    g_free(raw->date);
    g_free(raw->filter);
    g_free(raw->since);
    g_free(raw->until);
    g_free(raw->memory_limit);
    g_free(raw->config);
    g_ptr_array_unref(raw->switches);
    g_strfreev(raw->rules);
    g_strfreev(raw->limits);
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
    static const char *const names[] = {
        [FORMAT_TEXT] = "text",
        [FORMAT_JSON] = "json",
        [FORMAT_NDJSON] = "ndjson",
        [FORMAT_HTML] = "html",
        [FORMAT_MERMAID] = "mermaid",
        [FORMAT_CSV] = "csv",
        [FORMAT_CSV_SESSIONS] = "csv-sessions",
    };
    static const struct {
        unsigned formats; /* a bit each */
        const char *list;
    } known[] = {
        [COMMAND_ANALYSE] = {~0U, "text, json, ndjson, html, mermaid, csv, csv-sessions"},
        [COMMAND_FRAMES] = {1U << FORMAT_TEXT | 1U << FORMAT_NDJSON, "text, ndjson"},
        [COMMAND_DECODE] = {1U << FORMAT_TEXT | 1U << FORMAT_JSON | 1U << FORMAT_NDJSON | 1U << FORMAT_CSV,
                            "text, json, ndjson, csv"},
        [COMMAND_IMPORT] = {1U << FORMAT_TEXT, ""},
        [COMMAND_REDACT] = {1U << FORMAT_TEXT, ""},
        [COMMAND_RULES] = {1U << FORMAT_TEXT, ""},
    };
    int found = name == NULL ? FORMAT_TEXT : find_name(name, names, G_N_ELEMENTS(names));

    if (found < 0 || !(known[options->command].formats >> found & 1)) {
        text_complain_at(options->place, TEXT_BAD_FORMAT, options->language, name, known[options->command].list);
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
            text_complain_at(options->place, TEXT_OUTPUT_NEEDED, options->language);
            return false;
        }
        if (!is_standard_output(path) && !is_standard_output(other) && strcmp(path, other) == 0) {
            text_complain_at(options->place, TEXT_OUTPUT_SHARED, options->language, path);
            return false;
        }
    }
    return true;
}

static bool parse_reports(raw_options *raw, options *options)
{
    if (raw->reports->len == 0)
        g_array_set_size(raw->reports, 1); /* of zeros: text to standard output */
    if (options->command != COMMAND_ANALYSE && raw->reports->len > 1) {
        text_complain_at(options->place, TEXT_ONE_FORMAT, options->language);
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
    if (ports[0] == NULL) {
        text_complain_at(options->place, TEXT_BAD_PORT, options->language, list);
        return false;
    }
    for (size_t i = 0; ports[i] != NULL; i++) {
        guint64 port;

        if (!g_ascii_string_to_unsigned(g_strstrip(ports[i]), 10, 1, UINT16_MAX, &port, NULL)) {
            text_complain_at(options->place, TEXT_BAD_PORT, options->language, list);
            return false;
        }
        options->ports[port / 8] |= (uint8_t)(1U << port % 8);
    }
    return true;
}

static bool read_keys(const char *path, options *options)
{
    g_autoptr(GError) error = NULL;

    if (path == NULL)
        return true;
    options->keyring = ykc_keyring_new();
    if (ykc_keyring_load(options->keyring, path, options->language, &error))
        return true;
    text_complain(TEXT_BAD_SETTING, options->language, "--keys", error->message);
    return false;
}

static bool parse_dialect(const char *name, options *options)
{
    if (name == NULL || strcmp(name, "auto") == 0 || ykc_dialect_parse(name, &options->dialect))
        return true;
    text_complain_at(options->place, TEXT_BAD_DIALECT, options->language, name);
    return false;
}

static bool parse_zone(const char *zone, options *options)
{
    options->zone_minutes = YKC_ZONE_DEFAULT_MINUTES;
    if (zone == NULL || ykc_zone_parse(zone, &options->zone_minutes)) {
        options->settings.zone_minutes = options->zone_minutes;
        return true;
    }
    text_complain_at(options->place, TEXT_BAD_ZONE, options->language, zone);
    return false;
}

static bool parse_filter(const char *expression, options *options)
{
    g_autofree char *reason = expression != NULL ? packet_filter_check(expression) : NULL;

    options->filter = g_strdup(expression);
    if (reason == NULL)
        return true;
    text_complain(TEXT_BAD_FILTER, options->language, expression, reason);
    return false;
}

static bool parse_time(const char *given, const char *option, filter_time *time, const options *options)
{
    if (given == NULL || option_time_parse(given, options->zone_minutes, time))
        return true;
    text_complain(TEXT_BAD_TIME, options->language, option, given);
    return false;
}

/* Nothing could lie between them. */
static bool check_times(const raw_options *raw, const options *options)
{
    const filter_time *since = &options->since, *until = &options->until;

    if (!since->is_given || !until->is_given || since->is_time_of_day != until->is_time_of_day ||
        since->start_ns < until->start_ns + until->span_ns)
        return true;
    text_complain(TEXT_TIMES_REVERSED, options->language, raw->until, raw->since);
    return false;
}

static bool parse_times(const raw_options *raw, options *options)
{
    return parse_time(raw->since, "--since", &options->since, options) &&
           parse_time(raw->until, "--until", &options->until, options) && check_times(raw, options);
}

static bool parse_memory_limit(const char *given, options *options)
{
    options->memory_limit = INTAKE_MEMORY_DEFAULT;
    if (given == NULL || option_size_parse(given, &options->memory_limit))
        return true;
    text_complain(TEXT_BAD_SIZE, options->language, given);
    return false;
}

static bool parse_language(const char *name, options *options)
{
    if (name == NULL)
        return true;
    if (strcmp(name, "zh") != 0 && strcmp(name, "en") != 0) {
        text_complain_at(options->place, TEXT_BAD_LANGUAGE, options->language, name);
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
        text_complain_at(options->place, complaint, options->language, given);
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
        text_complain_at(options->place, TEXT_BAD_GUN, options->language, given);
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
        text_complain_at(options->place, TEXT_BAD_FAIL_ON, options->language, name);
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
        text_complain_at(options->place, TEXT_BAD_COLOR, options->language, name);
        return false;
    }
    options->color = (options_color)found;
    return true;
}

/* How far the reading is: shown unless "never" is asked for. */
static bool parse_progress(const char *name, options *options)
{
    options->progress = name == NULL || strcmp(name, "auto") == 0;
    if (options->progress || strcmp(name, "never") == 0)
        return true;
    text_complain_at(options->place, TEXT_BAD_PROGRESS, options->language, name);
    return false;
}

/* A day, and nothing but one: GLib by itself reads words of any locale. */
static bool parse_date(const char *given, options *options)
{
    GDate date;

    if (given == NULL)
        return true;
    g_date_clear(&date, 1);
    if (strspn(given, "0123456789-") == strlen(given) && strlen(given) == strlen("2026-07-26"))
        g_date_set_parse(&date, given);
    if (!g_date_valid(&date) || g_date_get_year(&date) < 2000 || g_date_get_year(&date) > 2099) {
        text_complain_at(options->place, TEXT_BAD_DATE, options->language, given);
        return false;
    }
    options->date = g_date_copy(&date);
    return true;
}

static bool check_privacy(const options *options)
{
    if (!options->redact || !options->show_secrets)
        return true;
    text_complain_at(options->place, TEXT_REDACT_OR_SHOW, options->language);
    return false;
}

typedef bool set_settings(ykc_settings *settings, const char *text, GError **error);

static bool parse_settings(char **texts, set_settings *set, const char *option, options *options)
{
    options->settings.language = options->language;
    for (char **given = texts; given != NULL && *given != NULL; given++) {
        g_autoptr(GError) error = NULL;

        if (!set(&options->settings, *given, &error)) {
            text_complain_at(options->place, TEXT_BAD_SETTING, options->language, option, error->message);
            return false;
        }
    }
    return true;
}

bool option_values_parse(raw_options *raw, options *options)
{
    ykc_settings_init(&options->settings);
    return parse_language(raw->language, options) && parse_reports(raw, options) && parse_ports(raw->port, options) &&
           read_keys(raw->keys, options) && parse_dialect(raw->dialect, options) && parse_zone(raw->zone, options) &&
           parse_filter(raw->filter, options) && parse_times(raw, options) && parse_memory_limit(raw->memory_limit, options) &&
           parse_digits(raw->pile, YKC_PILE_SIZE, TEXT_BAD_PILE, options, &options->pile) && parse_gun(raw->gun, options) &&
           parse_digits(raw->transaction, YKC_SERIAL_SIZE, TEXT_BAD_TRANSACTION, options, &options->transaction) &&
           parse_settings(raw->rules, ykc_settings_set_rules, "--rule", options) &&
           parse_settings(raw->limits, ykc_settings_set_limits, "--limit", options) && parse_fail_on(raw->fail_on, options) &&
           parse_color(raw->color, options) && parse_progress(raw->progress, options) && parse_date(raw->date, options) &&
           check_privacy(options);
}
