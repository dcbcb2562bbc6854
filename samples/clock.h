/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The clock of the samples: moments as packets carry them, as people write them, and as frames carry them.
 *
 * Everything happens on one fixed day, in station time (+08:00), so that a capture is the same byte for byte whenever it is made.
 */
#ifndef SAMPLES_CLOCK_H
#define SAMPLES_CLOCK_H

#include <stdint.h>

/** A moment: microseconds since 1970-01-01T00:00:00Z. */
typedef int64_t time_us;

enum {
    CLOCK_TEXT_SIZE = sizeof "2026-03-16T09:46:00.000",
    CLOCK_DIGITS_SIZE = sizeof "260316094600",
    CLOCK_SLOTS = 48 /**< half hours of a day, the unit of billing models */
};

static inline time_us milliseconds(int64_t count)
{
    return count * 1000;
}

static inline time_us seconds(int64_t count)
{
    return milliseconds(count * 1000);
}

/** The moment that clocks at the station show as @p text, "09:46:00", on the day of the samples. */
time_us clock_at(const char *text);

/** The same on the day before. */
time_us clock_yesterday_at(const char *text);

/** The next whole second, or @p time itself if it is one. */
time_us clock_next_second(time_us time);

/** Station time as a frame's CP56Time2a field takes it: "2026-03-16T09:46:00.000". */
void clock_to_text(time_us time, char text[CLOCK_TEXT_SIZE]);

/** Station time as serials have it (reference 3.6): "260316094600". */
void clock_to_digits(time_us time, char digits[CLOCK_DIGITS_SIZE]);

/** The half hour of the day, 0 to 47, that @p time falls into (reference 5, 0x0A). */
unsigned clock_slot(time_us time);

#endif
