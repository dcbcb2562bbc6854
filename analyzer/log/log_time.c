/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "log_time.h"

#include <string.h>

enum {
    SEARCHED = 200, /* bytes of a line in which its time is looked for */
    YEAR_MIN = 2000,
    YEAR_MAX = 2099,
    HOURS_PER_DAY = 24,
    LATE_HOURS = 23,
    EPOCH_MS_DIGITS = 13,
    MONTHS_PER_YEAR = 12,
    DAYS_PER_YEAR = 365,
    FRACTION_DIGITS = 9,
    NS_PER_US = 1000,
    NS_PER_MS = 1000000,
    JULIAN_1970 = 719163 /* GLib's number of 1970-01-01 */
};

#define NS_PER_SECOND INT64_C(1000000000)
#define NS_PER_MINUTE (60 * NS_PER_SECOND)
#define NS_PER_HOUR   (60 * NS_PER_MINUTE)
#define NS_PER_DAY    (HOURS_PER_DAY * NS_PER_HOUR)

/* What is left of a line. */
typedef struct reader {
    const char *at, *end;
} reader;

static size_t count_digits(const reader *reader)
{
    size_t count = 0;

    while (reader->at + count < reader->end && g_ascii_isdigit(reader->at[count]))
        count++;
    return count;
}

/* A number of @p least to @p most digits, and no more. */
static bool take_number(reader *reader, size_t least, size_t most, int *number)
{
    size_t digits = count_digits(reader);

    if (digits < least || digits > most)
        return false;
    *number = 0;
    for (size_t i = 0; i < digits; i++)
        *number = *number * 10 + *reader->at++ - '0';
    return true;
}

static bool take(reader *reader, const char *text)
{
    size_t length = strlen(text);

    if ((size_t)(reader->end - reader->at) < length || memcmp(reader->at, text, length) != 0)
        return false;
    reader->at += length;
    return true;
}

static bool take_any(reader *reader, const char *characters, char *taken)
{
    if (reader->at == reader->end || strchr(characters, *reader->at) == NULL || *reader->at == '\0')
        return false;
    *taken = *reader->at++;
    return true;
}

/* HH:MM:SS, and the fraction if there is one. */
static bool take_time_of_day(reader *reader, log_time *time)
{
    int hour, minute, second;
    char separator;
    struct reader fraction;

    if (!take_number(reader, 1, 2, &hour) || !(take(reader, ":") || take(reader, "时")) || !take_number(reader, 2, 2, &minute) ||
        !(take(reader, ":") || take(reader, "分")) || !take_number(reader, 2, 2, &second) || hour >= HOURS_PER_DAY ||
        minute > 59 || second > 60)
        return false;
    take(reader, "秒");
    time->time_of_day_ns = hour * NS_PER_HOUR + minute * NS_PER_MINUTE + MIN(second, 59) * NS_PER_SECOND;
    fraction = *reader;
    if (take_any(&fraction, ".,:", &separator)) {
        size_t digits = count_digits(&fraction);
        int64_t unit = NS_PER_SECOND;

        if (digits == 0 || digits > FRACTION_DIGITS || (separator == ':' && digits != 3))
            return true;
        for (size_t i = 0; i < digits; i++)
            time->time_of_day_ns += (*fraction.at++ - '0') * (unit /= 10);
        *reader = fraction;
    }
    return true;
}

static bool is_date(int year, int month, int day)
{
    return year >= YEAR_MIN && year <= YEAR_MAX && g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

/* Eight digits. */
static bool take_digit_date(reader *reader, log_time *time)
{
    int digits;

    if (!take_number(reader, 8, 8, &digits))
        return false;
    time->year = digits / 10000;
    time->month = digits / 100 % 100;
    time->day = digits % 100;
    return true;
}

/* Month and day behind a year: with the same separator twice, or in Chinese. */
static bool take_month_and_day(reader *reader, log_time *time)
{
    bool is_chinese = take(reader, "年");
    char first = 0, second = 0;

    if (!is_chinese && !take_any(reader, "-/.", &first))
        return false;
    if (!take_number(reader, 1, 2, &time->month) || !(is_chinese ? take(reader, "月") : take_any(reader, "-/.", &second)))
        return false;
    return second == first && take_number(reader, 1, 2, &time->day) && (!is_chinese || take(reader, "日"));
}

static bool take_date(reader *reader, log_time *time)
{
    if (!take_digit_date(reader, time) && !(take_number(reader, 4, 4, &time->year) && take_month_and_day(reader, time)))
        return false;
    return is_date(time->year, time->month, time->day);
}

/* Counted from 1970-01-01. */
static int64_t day_of(int year, int month, int day)
{
    GDate date;

    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    return (int64_t)g_date_get_julian(&date) - JULIAN_1970;
}

/* Z, +08:00 or +0800 behind a time makes it a moment. */
static void take_zone(reader *reader, log_time *time)
{
    struct reader zone = *reader;
    int hours = 0, minutes = 0;
    char sign;

    if (take(&zone, "Z")) {
        sign = '+';
        hours = 0;
    } else {
        if (!take_any(&zone, "+-", &sign))
            return;
        if (count_digits(&zone) == 4) {
            take_number(&zone, 4, 4, &hours);
            minutes = hours % 100;
            hours /= 100;
        } else if (!take_number(&zone, 2, 2, &hours) || !take(&zone, ":") || !take_number(&zone, 2, 2, &minutes)) {
            return;
        }
    }
    if (hours > 14 || minutes > 59)
        return;
    minutes += 60 * hours;
    time->kind = LOG_TIME_MOMENT;
    time->time_of_day_ns +=
        day_of(time->year, time->month, time->day) * NS_PER_DAY - (sign == '-' ? -minutes : minutes) * NS_PER_MINUTE;
    *reader = zone;
}

static bool read_date_and_time(reader *reader, log_time *time)
{
    char separator;

    if (!take_date(reader, time))
        return false;
    while (take_any(reader, " \tT_", &separator))
        continue;
    if (!take_time_of_day(reader, time))
        return false;
    time->kind = LOG_TIME_DATE;
    take_zone(reader, time);
    return true;
}

/* 07-26 10:35:05.433, as Android writes. */
static bool read_month_and_day(reader *reader, log_time *time)
{
    char separator;

    if (!take_number(reader, 2, 2, &time->month) || !take_any(reader, "-/", &separator) ||
        !take_number(reader, 2, 2, &time->day) || !take_any(reader, " \t", &separator) || !take_time_of_day(reader, time) ||
        !is_date(YEAR_MIN, time->month, time->day))
        return false; /* the year 2000 has every day */
    time->kind = LOG_TIME_NO_YEAR;
    return true;
}

static bool read_time_of_day(reader *reader, log_time *time)
{
    time->kind = LOG_TIME_NO_DATE;
    return take_time_of_day(reader, time);
}

/* Seconds since 1970 (ten digits, perhaps a fraction), or thousandths (13), millionths (16) or billionths (19) of one. */
static bool read_epoch(reader *reader, log_time *time)
{
    static const struct {
        size_t digits;
        int64_t unit_ns;
    } shapes[] = {{10, NS_PER_SECOND}, {13, NS_PER_MS}, {16, NS_PER_US}, {19, 1}};
    size_t digits = count_digits(reader);
    int64_t number = 0, fraction_unit = NS_PER_SECOND;

    for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++) {
        if (shapes[i].digits != digits || (*reader->at != '1' && *reader->at != '2'))
            continue;
        for (size_t k = 0; k < digits; k++)
            number = number * 10 + *reader->at++ - '0';
        time->time_of_day_ns = number * shapes[i].unit_ns;
        time->kind = LOG_TIME_MOMENT;
        if (shapes[i].unit_ns == NS_PER_SECOND && take(reader, "."))
            for (size_t k = count_digits(reader); k > 0; k--)
                time->time_of_day_ns += (*reader->at++ - '0') * (fraction_unit /= 10);
        return true;
    }
    return false;
}

/*
 * A number that is a moment stands where a time would: behind the name of one, or first in its line. There it is one of seconds
 * or milliseconds: longer numbers are serials.
 */
static bool may_be_epoch(const char *line, const char *at, const char *end)
{
    static const char *const names[] = {"time", "ts", "Time", "stamp"};
    const reader reader = {at, end};
    const char *before = at;

    while (before > line && strchr(" \t[({\"'=:", before[-1]) != NULL)
        before--;
    if (before == line)
        return count_digits(&reader) <= EPOCH_MS_DIGITS;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if ((size_t)(before - line) >= strlen(names[i]) && memcmp(before - strlen(names[i]), names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

/* Digits in the middle of a word, of a longer number or of bytes with colons between them are no time. */
static bool is_boundary(const char *line, const char *at)
{
    bool is_byte = at - line >= 3 && at[-1] == ':' && g_ascii_isxdigit(at[-2]) && g_ascii_isxdigit(at[-3]) &&
                   (at - line == 3 || !g_ascii_isalnum(at[-4]));

    return at == line || (!g_ascii_isalnum(at[-1]) && at[-1] != '.' && at[-1] != '_' && !is_byte);
}

/* More of the same behind a time: it is a longer word, or bytes with colons between them. */
static bool goes_on(const reader *reader)
{
    const char *at = reader->at;

    return at < reader->end && (g_ascii_isalnum(*at) || (*at == ':' && at + 1 < reader->end && g_ascii_isxdigit(at[1])));
}

static bool read_at(const char *line, const char *at, const char *end, log_time *time)
{
    static bool (*const shapes[])(reader * reader, log_time * time) = {read_date_and_time, read_month_and_day, read_time_of_day,
                                                                       read_epoch};

    for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++) {
        reader reader = {at, end};

        *time = (log_time){0};
        if (shapes[i] == read_epoch && !may_be_epoch(line, at, end))
            continue;
        if (!shapes[i](&reader, time) || goes_on(&reader))
            continue;
        if (shapes[i] == read_epoch && reader.at == end)
            continue; /* a row of digits without anything behind it */
        time->start = (size_t)(at - line);
        time->end = (size_t)(reader.at - line);
        return true;
    }
    return false;
}

void log_time_find(const char *line, size_t length, log_time *time)
{
    const char *end = line + length;

    for (const char *at = line; at < end && at < line + SEARCHED; at++)
        if (g_ascii_isdigit(*at) && is_boundary(line, at) && read_at(line, at, end, time))
            return;
    *time = (log_time){0};
}

void log_clock_init(log_clock *clock, int zone_minutes, GDate *date)
{
    *clock = (log_clock){
        .zone_minutes = zone_minutes,
        .day = date != NULL ? day_of(g_date_get_year(date), g_date_get_month(date), g_date_get_day(date)) : 1,
    };
    clock->last_ns = clock->day * NS_PER_DAY;
}

static int64_t time_of_day(const log_clock *clock, int64_t ns)
{
    int64_t local = ns + clock->zone_minutes * NS_PER_MINUTE;

    return ((local % NS_PER_DAY) + NS_PER_DAY) % NS_PER_DAY;
}

/* The year in which a day comes nearest to the last one. */
static int64_t nearest_day(const log_clock *clock, int month, int day)
{
    GDate last;
    int year;

    g_date_clear(&last, 1);
    g_date_set_julian(&last, (guint32)(clock->day + JULIAN_1970));
    year = g_date_get_year(&last);
    while (!g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        year++; /* February 29th */
    if (clock->any && day_of(year, month, day) < clock->day - DAYS_PER_YEAR / 2)
        year++;
    return g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year) ? day_of(year, month, day) : clock->day;
}

static void read_day(log_clock *clock, const log_time *time)
{
    if (time->kind == LOG_TIME_DATE) {
        clock->day = day_of(time->year, time->month, time->day);
        clock->dated++;
        return;
    }
    clock->undated++;
    if (time->kind == LOG_TIME_NO_YEAR) {
        clock->day = nearest_day(clock, time->month, time->day);
    } else if (clock->any && time->time_of_day_ns < time_of_day(clock, clock->last_ns) - NS_PER_DAY / 2) {
        clock->day++;
        clock->midnights++;
    } else if (clock->midnights > 0 && time->time_of_day_ns > time_of_day(clock, clock->last_ns) + LATE_HOURS * NS_PER_HOUR) {
        clock->day--; /* written a moment late */
        clock->midnights--;
    }
}

int64_t log_clock_read(log_clock *clock, const log_time *time, uint64_t line_number)
{
    int64_t before = clock->last_ns;

    if (time->kind == LOG_TIME_NONE) {
        clock->untimed++;
        clock->last_ns += clock->any ? NS_PER_US : NS_PER_MS;
        return clock->last_ns;
    }
    if (time->kind == LOG_TIME_MOMENT) {
        clock->last_ns = time->time_of_day_ns;
        clock->day = (clock->last_ns + clock->zone_minutes * NS_PER_MINUTE) / NS_PER_DAY;
        clock->dated++;
    } else {
        read_day(clock, time);
        clock->last_ns = MAX(clock->day * NS_PER_DAY + time->time_of_day_ns - clock->zone_minutes * NS_PER_MINUTE, 0);
    }
    if (clock->any && clock->last_ns < before - NS_PER_SECOND && clock->backwards++ == 0)
        clock->first_backwards_line = line_number;
    clock->any = true;
    return clock->last_ns;
}
