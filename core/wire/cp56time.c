/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cp56time.h"

#include <glib.h>
#include <stddef.h>

#include "bytes.h"

enum {
    CENTURY = 2000,
    MS_PER_SECOND = 1000,
    MS_PER_MINUTE = 60 * MS_PER_SECOND,
    MINUTES_PER_HOUR = 60,
    HOURS_PER_DAY = 24,
    MINUTES_PER_DAY = HOURS_PER_DAY * MINUTES_PER_HOUR
};

/* Where each part is, bit 0 being the lowest bit of the 56-bit little-endian word. */
typedef struct bit_range {
    uint8_t shift, bits;
} bit_range;

static const bit_range milliseconds = {0, 16};
static const bit_range minute = {16, 6}, res1 = {22, 1}, invalid = {23, 1};
static const bit_range hour = {24, 5}, res2 = {29, 2}, summer_time = {31, 1};
static const bit_range day = {32, 5}, day_of_week = {37, 3};
static const bit_range month = {40, 4}, res3 = {44, 4};
static const bit_range year = {48, 7}, res4 = {55, 1};

static unsigned get(uint64_t word, bit_range range)
{
    return (unsigned)(word >> range.shift & ((UINT64_C(1) << range.bits) - 1));
}

static uint64_t put(unsigned value, bit_range range)
{
    return ((uint64_t)value & ((UINT64_C(1) << range.bits) - 1)) << range.shift;
}

void ykc_cp56time_decode(const uint8_t bytes[YKC_CP56TIME_SIZE], ykc_cp56time *time)
{
    uint64_t word = ykc_bytes_get(bytes, YKC_CP56TIME_SIZE);

    *time = (ykc_cp56time){
        .milliseconds = (uint16_t)get(word, milliseconds),
        .minute = (uint8_t)get(word, minute),
        .hour = (uint8_t)get(word, hour),
        .day = (uint8_t)get(word, day),
        .day_of_week = (uint8_t)get(word, day_of_week),
        .month = (uint8_t)get(word, month),
        .year = (uint8_t)get(word, year),
        .invalid = get(word, invalid) != 0,
        .summer_time = get(word, summer_time) != 0,
        .reserved = {(uint8_t)get(word, res1), (uint8_t)get(word, res2), (uint8_t)get(word, res3), (uint8_t)get(word, res4)},
    };
}

void ykc_cp56time_encode(const ykc_cp56time *time, uint8_t bytes[YKC_CP56TIME_SIZE])
{
    uint64_t word = put(time->milliseconds, milliseconds) | put(time->minute, minute) | put(time->hour, hour) |
                    put(time->day, day) | put(time->day_of_week, day_of_week) | put(time->month, month) | put(time->year, year) |
                    put(time->invalid, invalid) | put(time->summer_time, summer_time) | put(time->reserved[0], res1) |
                    put(time->reserved[1], res2) | put(time->reserved[2], res3) | put(time->reserved[3], res4);

    ykc_bytes_put(bytes, YKC_CP56TIME_SIZE, word);
}

bool ykc_cp56time_is_possible(const ykc_cp56time *time)
{
    return time->milliseconds < MS_PER_MINUTE && time->minute < MINUTES_PER_HOUR && time->hour < HOURS_PER_DAY &&
           time->year < 100 && g_date_valid_dmy(time->day, (GDateMonth)time->month, (GDateYear)(CENTURY + time->year));
}

/* Days from 1970-01-01 to a date of the proleptic Gregorian calendar; GLib counts from another day one. */
static int64_t days_since_epoch(guint8 day_of_month, GDateMonth month_of_year, GDateYear full_year)
{
    GDate date, epoch;

    g_date_clear(&date, 1);
    g_date_clear(&epoch, 1);
    g_date_set_dmy(&date, day_of_month, month_of_year, full_year);
    g_date_set_dmy(&epoch, 1, G_DATE_JANUARY, 1970);
    return g_date_days_between(&epoch, &date);
}

int64_t ykc_cp56time_to_unix_ms(const ykc_cp56time *time, int zone_minutes)
{
    int64_t days = days_since_epoch(time->day, (GDateMonth)time->month, (GDateYear)(CENTURY + time->year));
    int64_t minutes = days * MINUTES_PER_DAY + time->hour * (int64_t)MINUTES_PER_HOUR + time->minute - zone_minutes;

    return minutes * MS_PER_MINUTE + time->milliseconds;
}

void ykc_cp56time_from_unix_ms(int64_t unix_ms, int zone_minutes, ykc_cp56time *time)
{
    int64_t local_ms = unix_ms + (int64_t)zone_minutes * MS_PER_MINUTE;
    int64_t minutes = local_ms / MS_PER_MINUTE;
    GDate date;

    g_date_clear(&date, 1);
    g_date_set_dmy(&date, 1, G_DATE_JANUARY, 1970);
    g_date_add_days(&date, (guint)(minutes / MINUTES_PER_DAY));
    *time = (ykc_cp56time){
        .milliseconds = (uint16_t)(local_ms % MS_PER_MINUTE),
        .minute = (uint8_t)(minutes % MINUTES_PER_HOUR),
        .hour = (uint8_t)(minutes / MINUTES_PER_HOUR % HOURS_PER_DAY),
        .day = g_date_get_day(&date),
        .month = (uint8_t)g_date_get_month(&date),
        .year = (uint8_t)(g_date_get_year(&date) - CENTURY),
    };
}

static bool take_two_digits(const char *text, int maximum, int *number)
{
    if (!g_ascii_isdigit(text[0]) || !g_ascii_isdigit(text[1]))
        return false;
    *number = 10 * g_ascii_digit_value(text[0]) + g_ascii_digit_value(text[1]);
    return *number <= maximum;
}

bool ykc_zone_parse(const char *text, int *zone_minutes)
{
    enum { HOURS_MAX = 14 };
    int hours, minutes;

    if ((text[0] != '+' && text[0] != '-') || !take_two_digits(text + 1, HOURS_MAX, &hours) || text[3] != ':' ||
        !take_two_digits(text + 4, MINUTES_PER_HOUR - 1, &minutes) || text[6] != '\0')
        return false;
    *zone_minutes = (text[0] == '-' ? -1 : 1) * (hours * MINUTES_PER_HOUR + minutes);
    return true;
}
