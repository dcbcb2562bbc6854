/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "settings.h"

#include <string.h>

#include "spelling.h"
#include "wire/cp56time.h"

enum {
    SECONDS_MAX = 1000000,
    SHOWN_CHARACTERS = 40 /* of what the user wrote, in a message */
};

static const char separators[] = ", \t\r\n";

static const struct {
    const char *name;
    ykc_time_us time;
} limits[YKC_LIMIT_COUNT] = {
    [YKC_LIMIT_REPLY] = {"reply", 30 * YKC_SECOND},
    [YKC_LIMIT_START_REPLY] = {"start-reply", 90 * YKC_SECOND},             /* 13.3 no. 1 */
    [YKC_LIMIT_START_REALTIME] = {"start-realtime", 90 * YKC_SECOND},       /* 13.3 no. 1 */
    [YKC_LIMIT_REPLUG] = {"replug", 60 * YKC_SECOND},                       /* 8.4 */
    [YKC_LIMIT_HEARTBEAT] = {"heartbeat", 10 * YKC_SECOND},                 /* 6.3 */
    [YKC_LIMIT_HEARTBEAT_LOST] = {"heartbeat-lost", 30 * YKC_SECOND},       /* 6.3, three missed */
    [YKC_LIMIT_REALTIME_CHARGING] = {"realtime-charging", 15 * YKC_SECOND}, /* 7.2 */
    [YKC_LIMIT_BMS] = {"bms", 15 * YKC_SECOND},                             /* 7.9, 7.10 */
    [YKC_LIMIT_RECORD_AFTER_END] = {"record-after-end", 30 * YKC_SECOND},   /* 13.3 no. 7 */
    [YKC_LIMIT_RECORD_RETRY] = {"record-retry", 8 * YKC_SECOND},            /* 8.7 says 30, many piles use 10 */
    [YKC_LIMIT_RESUME] = {"resume", 3600 * YKC_SECOND},
};

GQuark ykc_settings_error_quark(void)
{
    return g_quark_from_static_string("ykc-settings-error-quark");
}

const char *ykc_limit_name(ykc_limit limit)
{
    return limits[limit].name;
}

void ykc_settings_init(ykc_settings *settings)
{
    for (size_t i = 0; i < YKC_RULE_COUNT; i++) {
        settings->severities[i] = ykc_rules[i].severity;
        settings->overridden[i] = false;
    }
    for (size_t i = 0; i < YKC_LIMIT_COUNT; i++)
        settings->limits[i] = limits[i].time;
    settings->language = YKC_ENGLISH;
    settings->zone_minutes = YKC_ZONE_DEFAULT_MINUTES;
}

/* What the user wrote, fit for a message: valid UTF-8, printable, and not too long. To be freed. */
static char *shown(const char *text)
{
    char *valid = g_utf8_make_valid(text, (gssize)MIN(strlen(text), (size_t)(SHOWN_CHARACTERS + 1) * 4));
    GString *result = g_string_new(NULL);
    const char *next = valid;

    for (int i = 0; *next != '\0' && i < SHOWN_CHARACTERS; i++, next = g_utf8_next_char(next)) {
        gunichar character = g_utf8_get_char(next);

        g_string_append_unichar(result, g_unichar_isprint(character) ? character : '?');
    }
    if (*next != '\0')
        g_string_append(result, "...");
    g_free(valid);
    return g_string_free(result, FALSE);
}

/* What is said of what the user wrote: in front of it, and behind it. */
/* clang-format off */
static const ykc_label unknown_severity = LABEL("未知的级别 ", "unknown severity ");
static const ykc_label severities = LABEL("；应为 off、note、warning 或 error", "; it must be off, note, warning or error");
static const ykc_label unknown_group = LABEL("未知的规则组 ", "unknown group ");
static const ykc_label unknown_rule = LABEL("未知的规则 ", "unknown rule ");
static const ykc_label groups_are = LABEL("；规则组有 ", "; the groups are ");
static const ykc_label unknown_limit = LABEL("未知的时限 ", "unknown limit ");
static const ykc_label limits_are = LABEL("；时限有 ", "; the limits are ");
static const ykc_label did_you_mean = LABEL("；是否想写 ", "; did you mean ");
static const ykc_label question = LABEL("？", "?");
static const ykc_label unusable_time = LABEL("无法使用的时间 ", "unusable time ");
static const ykc_label time_for = LABEL("，用于 ", " for ");
static const ykc_label seconds_are = LABEL("；应为 0.1 到 1000000 之间的秒数，例如 45 或 2.5，小数最多 6 位", "; it must be seconds from 0.1 to 1000000, such as 45 or 2.5, with 6 decimals at most");
static const ykc_label nothing = LABEL("", "");
static const ykc_label not_of_the_form = LABEL(" 的形式不对，应为 ", " is not of the form ");
/* clang-format on */

/* Set an error about what the user wrote; @p advice is freed. */
static void complain(const ykc_settings *settings, const ykc_label *what, const char *written, char *advice, GError **error)
{
    char *text = shown(written);

    g_set_error(error, YKC_SETTINGS_ERROR, 0, "%s'%s'%s", ykc_label_in(what, settings->language), text, advice);
    g_free(text);
    g_free(advice);
}

/* The known name that the user most likely meant. */
typedef struct guess {
    const char *name; /* NULL: none is near enough */
    size_t difference;
} guess;

static guess guess_start(const char *written)
{
    return (guess){NULL, strlen(written) / 3 + 1};
}

/* Take @p name as the guess if @p written is nearer to @p known, its name or a part of it, than to the guess so far. */
static void guess_improve(guess *best, const char *written, const char *known, const char *name)
{
    size_t distance;

    if (strlen(written) > YKC_NAME_SIZE_MAX)
        return;
    distance = ykc_spelling_difference(written, known);
    if (distance < best->difference)
        *best = (guess){name, distance};
}

/* Bytes of the group's name at the beginning of an id, with the slash. */
static size_t group_size(const char *id)
{
    const char *slash = strchr(id, '/');

    return slash == NULL ? 0 : (size_t)(slash - id) + 1;
}

static bool is_group(const char *id)
{
    return id[0] != '\0' && group_size(id) == strlen(id);
}

static bool same_group(const char *a, const char *b)
{
    size_t size = group_size(a);

    return size > 0 && size == group_size(b) && memcmp(a, b, size) == 0;
}

static char *list_groups(ykc_language language)
{
    GString *list = g_string_new(ykc_label_in(&groups_are, language));

    for (size_t i = 0; i < YKC_RULE_COUNT; i++)
        if (i == 0 || !same_group(ykc_rules[i].id, ykc_rules[i - 1].id))
            g_string_append_printf(list, "%s%.*s", i == 0 ? "" : ", ", (int)group_size(ykc_rules[i].id), ykc_rules[i].id);
    return g_string_free(list, FALSE);
}

static char *ask_for(const char *name, ykc_language language)
{
    return g_strconcat(ykc_label_in(&did_you_mean, language), "'", name, "'", ykc_label_in(&question, language), NULL);
}

static char *advise_rule(const char *written, ykc_language language)
{
    guess best = guess_start(written);

    for (size_t i = 0; i < YKC_RULE_COUNT; i++) {
        const char *id = ykc_rules[i].id;

        guess_improve(&best, written, id, id);
        guess_improve(&best, written, id + group_size(id), id);
    }
    return best.name != NULL ? ask_for(best.name, language) : list_groups(language);
}

static char *advise_limit(const char *written, ykc_language language)
{
    guess best = guess_start(written);
    GString *list;

    for (size_t i = 0; i < YKC_LIMIT_COUNT; i++)
        guess_improve(&best, written, limits[i].name, limits[i].name);
    if (best.name != NULL)
        return ask_for(best.name, language);
    list = g_string_new(ykc_label_in(&limits_are, language));
    for (size_t i = 0; i < YKC_LIMIT_COUNT; i++)
        g_string_append_printf(list, "%s%s", i == 0 ? "" : ", ", limits[i].name);
    return g_string_free(list, FALSE);
}

static bool parse_severity(const char *text, ykc_severity *severity)
{
    for (ykc_severity i = YKC_OFF; i <= YKC_ERROR; i++) {
        if (strcmp(text, ykc_severity_name(i)) == 0) {
            *severity = i;
            return true;
        }
    }
    return false;
}

/* Seconds with decimals, exactly; no floating point comes near them. */
static bool parse_seconds(const char *text, ykc_time_us *time)
{
    ykc_time_us whole = 0, fraction = 0, place = YKC_SECOND;

    if (!g_ascii_isdigit(*text))
        return false;
    for (; g_ascii_isdigit(*text); text++) {
        whole = 10 * whole + g_ascii_digit_value(*text);
        if (whole > SECONDS_MAX)
            return false;
    }
    if (*text == '.') {
        text++;
        if (!g_ascii_isdigit(*text))
            return false;
        for (; g_ascii_isdigit(*text) && place > 1; text++) {
            place /= 10;
            fraction += place * g_ascii_digit_value(*text);
        }
    }
    *time = whole * YKC_SECOND + fraction;
    return *text == '\0' && *time >= YKC_SECOND / 10 && *time <= SECONDS_MAX * YKC_SECOND;
}

/* Understand one NAME=VALUE and change the settings by it. */
typedef bool apply_part(ykc_settings *settings, const char *name, const char *value, GError **error);

static bool apply_rule(ykc_settings *settings, const char *name, const char *value, GError **error)
{
    ykc_severity severity;
    bool found = false;

    if (!parse_severity(value, &severity)) {
        complain(settings, &unknown_severity, value, g_strdup(ykc_label_in(&severities, settings->language)), error);
        return false;
    }
    for (size_t i = 0; i < YKC_RULE_COUNT; i++) {
        const char *id = ykc_rules[i].id;

        if (strcmp(name, id) == 0 || (is_group(name) && same_group(name, id))) {
            settings->severities[i] = severity;
            settings->overridden[i] = true;
            found = true;
        }
    }
    if (!found && is_group(name))
        complain(settings, &unknown_group, name, list_groups(settings->language), error);
    else if (!found)
        complain(settings, &unknown_rule, name, advise_rule(name, settings->language), error);
    return found;
}

static bool apply_limit(ykc_settings *settings, const char *name, const char *value, GError **error)
{
    size_t limit = 0;

    while (limit < YKC_LIMIT_COUNT && strcmp(name, limits[limit].name) != 0)
        limit++;
    if (limit == YKC_LIMIT_COUNT) {
        complain(settings, &unknown_limit, name, advise_limit(name, settings->language), error);
        return false;
    }
    if (!parse_seconds(value, &settings->limits[limit])) {
        complain(settings, &unusable_time, value,
                 g_strconcat(ykc_label_in(&time_for, settings->language), "'", name, "'",
                             ykc_label_in(&seconds_are, settings->language), NULL),
                 error);
        return false;
    }
    return true;
}

/* Apply every part of a list, or none. */
static bool apply_all(ykc_settings *settings, const char *text, apply_part *apply, const char *form, GError **error)
{
    ykc_settings changed = *settings;
    bool good = true;

    for (text += strspn(text, separators); good && *text != '\0'; text += strspn(text, separators)) {
        size_t size = strcspn(text, separators);
        char *part = g_strndup(text, size);
        char *sign = strchr(part, '=');

        if (sign != NULL) {
            *sign = '\0';
            good = apply(&changed, part, sign + 1, error);
        } else {
            good = false;
            complain(settings, &nothing, part, g_strconcat(ykc_label_in(&not_of_the_form, settings->language), form, NULL),
                     error);
        }
        g_free(part);
        text += size;
    }
    if (good)
        *settings = changed;
    return good;
}

bool ykc_settings_set_rules(ykc_settings *settings, const char *text, GError **error)
{
    return apply_all(settings, text, apply_rule, "RULE=off|note|warning|error", error);
}

bool ykc_settings_set_limits(ykc_settings *settings, const char *text, GError **error)
{
    return apply_all(settings, text, apply_limit, "LIMIT=SECONDS", error);
}
