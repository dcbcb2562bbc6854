/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The time of a line of a log, in the usual shapes: ISO 8601, with slashes, dots or 年月日, with or without a date, a fraction
 * after a dot, comma or colon; seconds, milli-, micro- or nanoseconds since 1970.
 */
#ifndef YKC_LOG_TIME_H
#define YKC_LOG_TIME_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** How much of a moment a line tells. */
typedef enum log_time_kind {
    LOG_TIME_NONE,
    LOG_TIME_MOMENT,  /**< a number of seconds, or with a zone: known for certain */
    LOG_TIME_DATE,    /**< date and time of day, station time */
    LOG_TIME_NO_YEAR, /**< month, day and time of day */
    LOG_TIME_NO_DATE  /**< time of day */
} log_time_kind;

/** A time as it is written. */
typedef struct log_time {
    log_time_kind kind;
    int year, month, day;   /**< as far as they are known, else 0 */
    int64_t time_of_day_ns; /**< since midnight; but LOG_TIME_MOMENT: since 1970-01-01 UTC */
    size_t start, end;      /**< where in the line it is */
} log_time;

/** Find the first time in a line; @p time becomes LOG_TIME_NONE if there is none in its first part. */
void log_time_find(const char *line, size_t length, log_time *time);

/** What turns the times of one log, in the order of its lines, into moments. */
typedef struct log_clock {
    int zone_minutes;        /**< of the stations, ahead of UTC */
    int64_t day;             /**< the day of the last line, counted from 1970-01-01 in station time */
    int64_t last_ns;         /**< the last moment, since 1970-01-01 UTC */
    bool any;                /**< there was one */
    uint64_t dated, undated; /**< lines that told a date, and that told the time of day only */
    uint64_t untimed;        /**< records that had no time */
    uint64_t midnights;      /**< how often a time of day began the next day */
    uint64_t backwards;      /**< lines more than a second before the one in front of them */
    uint64_t first_backwards_line;
} log_clock;

/**
 * Begin with a day, for lines without date.
 *
 * @param date the day of the first line; NULL: 1970-01-02, a day on which no pile charged, and on which no clock is compared
 */
void log_clock_init(log_clock *clock, int zone_minutes, GDate *date);

/**
 * The moment of a line, in nanoseconds since 1970-01-01 UTC.
 *
 * A time of day that is more than twelve hours before the last one is of the next day. A line without time comes a little (a
 * microsecond; a millisecond where the log has no times at all) after the one before.
 */
int64_t log_clock_read(log_clock *clock, const log_time *time, uint64_t line_number);

#endif
