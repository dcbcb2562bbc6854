/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Several captures as one timeline: their packets in the order of time, a capture being opened when the timeline reaches it, and
 * closed at its end. So there may be thousands, if they do not all overlap.
 */
#ifndef YKC_INPUT_TIMELINE_H
#define YKC_INPUT_TIMELINE_H

#include <glib.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "capture.h"

typedef struct timeline timeline;

/**
 * Look at the first packet of every capture, to know their order.
 *
 * @param paths    NULL-terminated; "-" once is standard input
 * @param language of complaints
 * @param complain told of every capture that cannot be opened, or breaks off while it is read; with @p user
 */
timeline *timeline_new(char **paths, ykc_language language, void (*complain)(void *user, const GError *error), void *user);

/**
 * The next packet of all captures.
 *
 * Packets of one capture keep their order, whatever their times say; captures that overlap are interleaved.
 *
 * @param file   filled with the index of its capture in the paths
 * @param packet filled; valid until the next call
 * @return false at the end of all
 */
bool timeline_next(timeline *timeline, uint32_t *file, capture_packet *packet);

/** What a timeline tells of its captures; members may be NULL. @c info is owned by the timeline, valid during the call. */
typedef struct timeline_watch {
    /** A capture is reached: its first packet comes next, and is in @p info already; or it has none. */
    void (*begins)(void *user, uint32_t file, const capture_info *info);
    /** A capture is read as far as it can be. */
    void (*ends)(void *user, uint32_t file, const capture_info *info);
} timeline_watch;

/** Watch the captures come and go, from now on. @param watch copied */
void timeline_set_watch(timeline *timeline, const timeline_watch *watch, void *user);

/** Have timeline_next() return false as soon as @p stop is not 0, whatever is left; NULL: never. What then breaks off is no
 * fault. */
void timeline_stop_when(timeline *timeline, const volatile sig_atomic_t *stop);

/** True once anything was complained about. */
bool timeline_complained(const timeline *timeline);

void timeline_free(timeline *timeline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(timeline, timeline_free)

#endif
