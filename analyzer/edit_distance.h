/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file How alike two words are written, to suggest what may have been meant. */
#ifndef YKC_ANALYZER_EDIT_DISTANCE_H
#define YKC_ANALYZER_EDIT_DISTANCE_H

#include <stddef.h>

/** Bytes that have to be put in, taken out or replaced to make one of the other (Levenshtein). */
size_t edit_distance(const char *one, const char *other);

#endif
