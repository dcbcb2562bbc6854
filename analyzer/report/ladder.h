/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * A session as a ladder: its frames in the order of time, frames of one kind folded, and what is missing where it should have
 * been. Text, Mermaid and HTML draw the same ladder.
 */
#ifndef YKC_REPORT_LADDER_H
#define YKC_REPORT_LADDER_H

#include "held.h"

typedef enum ladder_kind {
    LADDER_FRAME,  /**< a frame, or the first of several of its kind */
    LADDER_LAST,   /**< the last of several, where others came in between */
    LADDER_MISSING /**< a frame that did not come */
} ladder_kind;

/** One rung. */
typedef struct ladder_rung {
    ladder_kind kind;
    uint8_t step; /**< the diagram's number; 0: none */
    uint8_t code;
    ykc_direction direction;
    ykc_place place;  /**< of the frame; of a missing one, of the frame at its place */
    uint64_t count;   /**< frames of the kind, from here on */
    ykc_place last;   /**< the last of them */
    guint finding;    /**< of a missing frame: index of the finding that says so */
    GArray *findings; /**< guint: indices of the findings about the frame; NULL if there are none */
} ladder_rung;

/**
 * Build the ladder of a session.
 *
 * @param findings of held_finding, those of the session; NULL if it has none
 * @return array of ladder_rung, to be released with g_array_unref()
 */
GArray *ladder_new(const ykc_session *session, const GArray *findings);

#endif
