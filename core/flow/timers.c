/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "timers.h"

void ykc_timers_init(ykc_timers *timers)
{
    timers->heap = g_ptr_array_new();
}

void ykc_timers_clear(ykc_timers *timers)
{
    g_clear_pointer(&timers->heap, g_ptr_array_unref);
}

static ykc_timer *at(const ykc_timers *timers, guint position)
{
    return g_ptr_array_index(timers->heap, position - 1);
}

static void put(ykc_timers *timers, ykc_timer *timer, guint position)
{
    g_ptr_array_index(timers->heap, position - 1) = timer;
    timer->position = position;
}

static void move_up(ykc_timers *timers, ykc_timer *timer)
{
    guint position = timer->position;

    while (position > 1 && at(timers, position / 2)->due > timer->due) {
        put(timers, at(timers, position / 2), position);
        position /= 2;
    }
    put(timers, timer, position);
}

static void move_down(ykc_timers *timers, ykc_timer *timer)
{
    guint position = timer->position;

    for (;;) {
        guint child = 2 * position;

        if (child > timers->heap->len)
            break;
        if (child < timers->heap->len && at(timers, child + 1)->due < at(timers, child)->due)
            child++;
        if (at(timers, child)->due >= timer->due)
            break;
        put(timers, at(timers, child), position);
        position = child;
    }
    put(timers, timer, position);
}

void ykc_timer_set(ykc_timers *timers, ykc_timer *timer, ykc_time_us due)
{
    if (timer->position == 0) {
        g_ptr_array_add(timers->heap, timer);
        timer->position = timers->heap->len;
    } else if (timer->due <= due) {
        return;
    }
    timer->due = due;
    move_up(timers, timer);
}

void ykc_timer_cancel(ykc_timers *timers, ykc_timer *timer)
{
    guint position = timer->position;
    ykc_timer *last;

    if (position == 0)
        return;
    last = at(timers, timers->heap->len);
    g_ptr_array_set_size(timers->heap, (gint)timers->heap->len - 1);
    timer->position = 0;
    if (last == timer)
        return;
    put(timers, last, position);
    move_up(timers, last);
    move_down(timers, last);
}

void ykc_timers_advance(ykc_timers *timers, ykc_time_us now)
{
    while (timers->heap->len > 0 && at(timers, 1)->due < now) {
        ykc_timer *timer = at(timers, 1);

        ykc_timer_cancel(timers, timer);
        timer->fire(timer, now);
    }
}
