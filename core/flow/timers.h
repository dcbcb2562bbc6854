/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Times at which something has to be looked at again, the earliest first.
 *
 * An owner has one timer, set to a time not later than the first of its deadlines. When it fires the owner looks at all of them
 * and sets it again; so moving a deadline later costs nothing.
 */
#ifndef YKC_FLOW_TIMERS_H
#define YKC_FLOW_TIMERS_H

#include <glib.h>

#include "finding.h"

typedef struct ykc_timer ykc_timer;

/** Part of its owner. All zeros but for @c fire is a timer that is not set. */
struct ykc_timer {
    ykc_time_us due;
    guint position; /* in the heap, from 1; 0: not set */
    void (*fire)(ykc_timer *timer, ykc_time_us now);
};

/** All timers of an engine. */
typedef struct ykc_timers {
    GPtrArray *heap;
} ykc_timers;

void ykc_timers_init(ykc_timers *timers);
void ykc_timers_clear(ykc_timers *timers);

/** Have @p timer fire once @p due has passed, or earlier if it is set to an earlier time already. */
void ykc_timer_set(ykc_timers *timers, ykc_timer *timer, ykc_time_us due);

void ykc_timer_cancel(ykc_timers *timers, ykc_timer *timer);

/** Fire the timers whose time lies before @p now. */
void ykc_timers_advance(ykc_timers *timers, ykc_time_us now);

#endif
