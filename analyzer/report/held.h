/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Findings that wait for what they belong to: a session, or without one their connection.
 *
 * People read a session with its findings below it, and findings come before the session is decided.
 */
#ifndef YKC_REPORT_HELD_H
#define YKC_REPORT_HELD_H

#include <glib.h>
#include <stdbool.h>

#include "flow/engine.h"

/** A finding as it was told last. */
typedef struct held_finding {
    ykc_finding finding;
    bool decided; /**< false: its count may still grow */
} held_finding;

/** Held findings; opaque. */
typedef struct held held;

held *held_new(void);

/** Release them. NULL is allowed. */
void held_free(held *held);

/** Take note of what is told of a finding; a change of one that was taken already is nothing. */
void held_tell(held *held, const ykc_finding *finding, ykc_finding_event event);

/**
 * Take the findings of a session out, in the order of their packets.
 *
 * @return array of held_finding, to be released; NULL if there are none
 */
GArray *held_take_session(held *held, uint32_t session);

/** Likewise those without a session on a connection; 0: those on no connection. */
GArray *held_take_connection(held *held, uint32_t connection);

/** Take all that are left, connection by connection, whether or not they have a session. */
GArray *held_take_rest(held *held);

#endif
