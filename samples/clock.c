/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "clock.h"

#include <glib.h>
#include <string.h>

#include "fail.h"
#include "wire/cp56time.h"

enum { CENTURY = 2000, HOURS_PER_DAY = 24, MINUTES_PER_SLOT = 30 };

/* A Monday; nothing of the samples depends on it. */
static const ykc_cp56time sample_day = {.year = 26, .month = 3, .day = 16};

static unsigned two_digits(const char *text, char follower, unsigned limit)
{
    unsigned number;

    if (!g_ascii_isdigit(text[0]) || !g_ascii_isdigit(text[1]) || text[2] != follower)
        return limit;
    number = (unsigned)(10 * (text[0] - '0') + (text[1] - '0'));
    return MIN(number, limit);
}

time_us clock_at(const char *text)
{
    ykc_cp56time time = sample_day;
    bool shaped = strlen(text) == strlen("09:46:00");
    unsigned hour = shaped ? two_digits(text, ':', 24) : 24;
    unsigned minute = shaped ? two_digits(text + 3, ':', 60) : 60;
    unsigned second = shaped ? two_digits(text + 6, '\0', 60) : 60;

    if (hour == 24 || minute == 60 || second == 60)
        fail("\"%s\" is no time of day", text);
    time.hour = (uint8_t)hour;
    time.minute = (uint8_t)minute;
    time.milliseconds = (uint16_t)(second * 1000);
    return milliseconds(ykc_cp56time_to_unix_ms(&time, YKC_ZONE_DEFAULT_MINUTES));
}

time_us clock_yesterday_at(const char *text)
{
    return clock_at(text) - seconds(HOURS_PER_DAY * INT64_C(3600));
}

time_us clock_next_second(time_us time)
{
    return (time + seconds(1) - 1) / seconds(1) * seconds(1);
}

static ykc_cp56time station_time(time_us time)
{
    ykc_cp56time parts;

    ykc_cp56time_from_unix_ms(time / milliseconds(1), YKC_ZONE_DEFAULT_MINUTES, &parts);
    return parts;
}

void clock_to_text(time_us time, char text[CLOCK_TEXT_SIZE])
{
    ykc_cp56time parts = station_time(time);

    g_snprintf(text, CLOCK_TEXT_SIZE, "%04u-%02u-%02uT%02u:%02u:%02u.%03u", CENTURY + parts.year, parts.month, parts.day,
               parts.hour, parts.minute, parts.milliseconds / 1000U, parts.milliseconds % 1000U);
}

void clock_to_digits(time_us time, char digits[CLOCK_DIGITS_SIZE])
{
    ykc_cp56time parts = station_time(time);

    g_snprintf(digits, CLOCK_DIGITS_SIZE, "%02u%02u%02u%02u%02u%02u", parts.year, parts.month, parts.day, parts.hour,
               parts.minute, parts.milliseconds / 1000U);
}

unsigned clock_slot(time_us time)
{
    ykc_cp56time parts = station_time(time);

    return (parts.hour * 60U + parts.minute) / MINUTES_PER_SLOT;
}
