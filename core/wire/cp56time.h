/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * CP56Time2a: a date and time of day of the station in 7 bytes (V1.6 section 3.2; protocol reference 3.4).
 *
 * The wire carries no zone. The caller says how far east of UTC the stations are; +08:00 is what all known devices use.
 */
#ifndef YKC_WIRE_CP56TIME_H
#define YKC_WIRE_CP56TIME_H

#include <stdbool.h>
#include <stdint.h>

enum { YKC_CP56TIME_SIZE = 7, YKC_ZONE_DEFAULT_MINUTES = 8 * 60 };

/** The parts as they are on the wire: any 7 bytes decode, and encode again to the same 7 bytes. */
typedef struct ykc_cp56time {
    uint16_t milliseconds; /**< of the minute, seconds included: 0–59999 */
    uint8_t minute;        /**< 0–59 */
    uint8_t hour;          /**< 0–23 */
    uint8_t day;           /**< 1–31 */
    uint8_t day_of_week;   /**< 1–7, 0 = not used */
    uint8_t month;         /**< 1–12 */
    uint8_t year;          /**< 0–99, + 2000 */
    bool invalid;          /**< IV: the sender does not vouch for it */
    bool summer_time;      /**< SU */
    uint8_t reserved[4];   /**< RES1 (minutes), RES2 (hours), RES3 (month), RES4 (year) */
} ykc_cp56time;

void ykc_cp56time_decode(const uint8_t bytes[YKC_CP56TIME_SIZE], ykc_cp56time *time);
void ykc_cp56time_encode(const ykc_cp56time *time, uint8_t bytes[YKC_CP56TIME_SIZE]);

/** True if the parts are a date of the calendar and a time of day. All zeros, as some piles send, are neither. */
bool ykc_cp56time_is_possible(const ykc_cp56time *time);

/**
 * The moment, in milliseconds since 1970-01-01T00:00:00Z.
 *
 * @param time          a possible time
 * @param zone_minutes  minutes the station's clock is ahead of UTC
 */
int64_t ykc_cp56time_to_unix_ms(const ykc_cp56time *time, int zone_minutes);

/**
 * Read a zone as people write it: "+08:00", "-03:30"; the widest in use are -12:00 and +14:00.
 *
 * @param zone_minutes filled with the minutes ahead of UTC
 * @return false, with nothing written, if it is none
 */
bool ykc_zone_parse(const char *text, int *zone_minutes);

/** The inverse: the years 2000 to 2099; flags, day of week and reserved bits 0. */
void ykc_cp56time_from_unix_ms(int64_t unix_ms, int zone_minutes, ykc_cp56time *time);

#endif
