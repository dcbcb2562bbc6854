/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * One line on standard error that tells how far the reading is: only if that is a terminal, the reading takes long, and no report
 * is being written to the terminal meanwhile.
 */
#ifndef YKC_ANALYZER_PROGRESS_H
#define YKC_ANALYZER_PROGRESS_H

#include "options.h"

typedef struct progress {
    bool is_on, is_shown;
    ykc_language language;
    uint32_t capture, captures; /**< which one is read, from 1, of how many */
    uint64_t packets;
    gint64 started_us, shown_us; /**< by the monotonic clock */
} progress;

/** Set up for @p options. */
void progress_init(progress *progress, const options *options);

/** A capture is reached. */
void progress_capture(progress *progress);

/** A packet was read. Cheap: the clock is looked at once in a while. */
void progress_packet(progress *progress);

/** Take the line away. */
void progress_end(progress *progress);

#endif
