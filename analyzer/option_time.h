/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file Times and sizes as people write them on a command line. */
#ifndef YKC_ANALYZER_OPTION_TIME_H
#define YKC_ANALYZER_OPTION_TIME_H

#include "input/packet_filter.h"

/**
 * Read a time: a date ("2026-03-16"), a date and a time of the day ("2026-03-16T09:00", "2026-03-16 09:00:30.25"), each with a
 * zone
 * ("Z", "+08:00") or without one, or a time of the day alone ("09:00", "09:00:30").
 *
 * @param zone_minutes where a time without zone is meant: minutes ahead of UTC
 * @param time         filled
 * @return false if @p text is no such time
 */
bool option_time_parse(const char *text, int zone_minutes, filter_time *time);

/** Read a number of bytes: "65536", "64K", "256M", "2G" (powers of 1024), of any case, with "B" or "iB" or without. */
bool option_size_parse(const char *text, uint64_t *bytes);

#endif
