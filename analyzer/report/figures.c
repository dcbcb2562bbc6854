/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "figures.h"

#include <glib.h>

#include "text.h"

enum { SECONDS_PER_MINUTE = 60, SECONDS_PER_HOUR = 60 * 60, SECONDS_PER_DAY = 24 * 60 * 60 };

static const char not_in_any_calendar[] = "?";

/* Whole seconds of the stations' clock, rounded down; @p rest_us is filled with what is left. */
static int64_t local_seconds(ykc_time_us time, int zone_minutes, int *rest_us)
{
    int64_t seconds = time / YKC_SECOND, rest = time % YKC_SECOND;

    if (rest < 0) {
        rest += YKC_SECOND;
        seconds--;
    }
    *rest_us = (int)rest;
    return seconds + (int64_t)zone_minutes * SECONDS_PER_MINUTE;
}

static char *format_time(int64_t seconds, const char *format)
{
    g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(seconds);

    return date != NULL ? g_date_time_format(date, format) : g_strdup(not_in_any_calendar);
}

char *figures_date_time(ykc_time_us time, int zone_minutes)
{
    int rest_us;

    return format_time(local_seconds(time, zone_minutes, &rest_us), "%F\u00A0%T");
}

char *figures_time_of_day(ykc_time_us time, int zone_minutes)
{
    int rest_us;
    g_autofree char *seconds = format_time(local_seconds(time, zone_minutes, &rest_us), "%T");

    return g_strdup_printf("%s.%03d", seconds, rest_us / 1000);
}

char *figures_elapsed(ykc_time_us elapsed)
{
    int64_t milliseconds = ABS(elapsed) / (YKC_SECOND / 1000), seconds = milliseconds / 1000;
    const char *sign = elapsed < 0 ? "-" : "+";
    unsigned rest = (unsigned)(milliseconds % 1000), second = (unsigned)(seconds % 60), minute = (unsigned)(seconds / 60 % 60);

    if (seconds < SECONDS_PER_HOUR)
        return g_strdup_printf("%s%u:%02u.%03u", sign, minute, second, rest);
    return g_strdup_printf("%s%" G_GINT64_FORMAT ":%02u:%02u.%03u", sign, seconds / SECONDS_PER_HOUR, minute, second, rest);
}

char *figures_zone(int zone_minutes)
{
    int minutes = ABS(zone_minutes);

    return g_strdup_printf("%c%02d:%02d", zone_minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

char *figures_duration(ykc_time_us duration, ykc_language language)
{
    unsigned seconds = (unsigned)CLAMP(duration / YKC_SECOND, 0, G_MAXINT);

    if (duration < YKC_SECOND)
        return text_format(TEXT_MILLISECONDS, language, (unsigned)(MAX(duration, 0) / (YKC_SECOND / 1000)));
    if (seconds < SECONDS_PER_MINUTE)
        return text_format(TEXT_SECONDS, language, seconds, (unsigned)(duration % YKC_SECOND / (YKC_SECOND / 10)));
    if (seconds < SECONDS_PER_HOUR)
        return text_format(TEXT_MINUTES, language, seconds / SECONDS_PER_MINUTE, seconds % SECONDS_PER_MINUTE);
    if (seconds < SECONDS_PER_DAY)
        return text_format(TEXT_HOURS, language, seconds / SECONDS_PER_HOUR, seconds / SECONDS_PER_MINUTE % 60);
    return text_format(TEXT_DAYS, language, seconds / SECONDS_PER_DAY, seconds / SECONDS_PER_HOUR % 24);
}

char *figures_decimal(int64_t number, unsigned decimals)
{
    uint64_t magnitude = number < 0 ? -(uint64_t)number : (uint64_t)number, unit = 1;

    for (unsigned i = 0; i < decimals; i++)
        unit *= 10;
    return g_strdup_printf("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, number < 0 ? "-" : "", magnitude / unit, (int)decimals,
                           magnitude % unit);
}
