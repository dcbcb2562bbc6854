/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "option_time.h"

#include <string.h>

#include "wire/cp56time.h"

#define NS_PER_SECOND INT64_C(1000000000)
#define NS_PER_MINUTE (60 * NS_PER_SECOND)
#define NS_PER_HOUR   (60 * NS_PER_MINUTE)
#define NS_PER_DAY    (24 * NS_PER_HOUR)

enum { EPOCH_JULIAN = 719163 /* GLib's number of 1970-01-01 */, YEAR_EARLIEST = 1970, YEAR_LATEST = 2199 };

/* Read @p digits digits; false, and nothing is read, if there are fewer. */
static bool read_digits(const char **at, int digits, unsigned *number)
{
    *number = 0;
    for (int i = 0; i < digits; i++) {
        if (!g_ascii_isdigit((*at)[i]))
            return false;
        *number = *number * 10 + (unsigned)((*at)[i] - '0');
    }
    *at += digits;
    return true;
}

static bool read_letter(const char **at, char letter)
{
    if (**at != letter)
        return false;
    (*at)++;
    return true;
}

/* "2026-03-16" */
static bool read_date(const char **at, filter_time *time)
{
    unsigned year, month, day;
    GDate date;

    if (!read_digits(at, 4, &year) || !read_letter(at, '-') || !read_digits(at, 2, &month) || !read_letter(at, '-') ||
        !read_digits(at, 2, &day) || year < YEAR_EARLIEST || year > YEAR_LATEST ||
        !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return false;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    time->start_ns = ((int64_t)g_date_get_julian(&date) - EPOCH_JULIAN) * NS_PER_DAY;
    time->span_ns = NS_PER_DAY;
    return true;
}

/* ".25" behind the seconds */
static bool read_fraction(const char **at, filter_time *time)
{
    unsigned digit;

    if (!read_letter(at, '.'))
        return true;
    if (!g_ascii_isdigit(**at))
        return false;
    while (time->span_ns > 1 && read_digits(at, 1, &digit)) {
        time->span_ns /= 10;
        time->start_ns += digit * time->span_ns;
    }
    return true;
}

/* "09:00", "09:00:30", "09:00:30.25" */
static bool read_time_of_day(const char **at, filter_time *time)
{
    unsigned hour, minute, second;

    if (!read_digits(at, 2, &hour) || !read_letter(at, ':') || !read_digits(at, 2, &minute) || hour > 23 || minute > 59)
        return false;
    time->start_ns += hour * NS_PER_HOUR + minute * NS_PER_MINUTE;
    time->span_ns = NS_PER_MINUTE;
    if (!read_letter(at, ':'))
        return true;
    if (!read_digits(at, 2, &second) || second > 59)
        return false;
    time->start_ns += second * NS_PER_SECOND;
    time->span_ns = NS_PER_SECOND;
    return read_fraction(at, time);
}

/* Behind a date; none is that of the stations. */
static bool read_zone(const char *at, int zone_minutes, filter_time *time)
{
    if (strcmp(at, "Z") == 0 || strcmp(at, "z") == 0)
        return true;
    if (*at != '\0' && !ykc_zone_parse(at, &zone_minutes))
        return false;
    time->start_ns -= zone_minutes * NS_PER_MINUTE;
    return true;
}

bool option_time_parse(const char *text, int zone_minutes, filter_time *time)
{
    const char *at = text;

    *time = (filter_time){.is_given = true};
    if (!read_date(&at, time)) {
        at = text;
        *time = (filter_time){.is_given = true, .is_time_of_day = true};
        return read_time_of_day(&at, time) && *at == '\0';
    }
    if ((read_letter(&at, 'T') || read_letter(&at, ' ')) && !read_time_of_day(&at, time))
        return false;
    return read_zone(at, zone_minutes, time);
}

bool option_size_parse(const char *text, uint64_t *bytes)
{
    static const char units[] = "KMGT";
    char *end;
    uint64_t number;
    unsigned shift = 0;

    if (!g_ascii_isdigit(text[0]))
        return false;
    number = g_ascii_strtoull(text, &end, 10);
    if (*end != '\0') {
        const char *unit = strchr(units, g_ascii_toupper(*end));

        if (unit == NULL)
            return false;
        shift = 10 * (unsigned)(unit - units + 1);
        end++;
        if (g_ascii_strcasecmp(end, "") != 0 && g_ascii_strcasecmp(end, "B") != 0 && g_ascii_strcasecmp(end, "iB") != 0)
            return false;
    }
    if (number > UINT64_MAX >> shift)
        return false;
    *bytes = number << shift;
    return true;
}
