/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Times, durations and amounts as people read them. Every text returned is to be freed; its blanks are no-break spaces, for
 * columns_wrap().
 */
#ifndef YKC_REPORT_FIGURES_H
#define YKC_REPORT_FIGURES_H

#include <stdint.h>

#include "flow/finding.h"

/** Date and time of day of the stations: "2020-03-16 17:14:47". @param zone_minutes minutes they are ahead of UTC */
char *figures_date_time(ykc_time_us time, int zone_minutes);

/** Time of day of the stations with milliseconds: "17:14:47.123". */
char *figures_time_of_day(ykc_time_us time, int zone_minutes);

/** Time since a beginning: "+0:00.012", "+2:05.000", "+1:02:05.000". */
char *figures_elapsed(ykc_time_us elapsed);

/** A zone: "+08:00". */
char *figures_zone(int zone_minutes);

/** A length of time, as exact as people care: "6 ms", "12.3 s", "26 min 40 s", "1 h 5 min", "2 d 3 h". */
char *figures_duration(ykc_time_us duration, ykc_language language);

/** @p number / 10^@p decimals, with all its decimals: "12.3456". */
char *figures_decimal(int64_t number, unsigned decimals);

#endif
