/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Ends of connections from which nothing was captured yet, found by the addresses of a segment.
 *
 * A bare acknowledgement carries no bytes of a stream, and nothing else tells that it was captured; but it proves that the
 * capture misses no direction.
 */
#ifndef YKC_INPUT_UNHEARD_H
#define YKC_INPUT_UNHEARD_H

#include <stdint.h>

#include "layers.h"

/** A set of ends; opaque. */
typedef struct unheard unheard;

/** Make an empty set. @param seed an unforeseeable one keeps a hostile capture from being slow */
unheard *unheard_new(uint64_t seed);

/** Release it. NULL is allowed. */
void unheard_free(unheard *set);

/** Add the end that would send from @p source to @p destination; @p owner is what unheard_find() returns. */
void unheard_add(unheard *set, const endpoint *source, const endpoint *destination, void *owner);

/** The owner of the end that sends from @p source to @p destination; NULL if it is not in the set. */
void *unheard_find(const unheard *set, const endpoint *source, const endpoint *destination);

/** Take an end out of the set, if it is in it. */
void unheard_remove(unheard *set, const endpoint *source, const endpoint *destination);

#endif
