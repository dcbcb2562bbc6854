/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file How near a name that somebody wrote is to one that exists, for "did you mean …?". */
#ifndef YKC_FLOW_SPELLING_H
#define YKC_FLOW_SPELLING_H

#include <stddef.h>

enum { YKC_NAME_SIZE_MAX = 64 /**< bytes of the longest name that exists */ };

/**
 * How many characters have to be changed, added or left out to make @p known from @p written (Levenshtein).
 *
 * @param known at most YKC_NAME_SIZE_MAX bytes; of a longer one only the beginning counts
 */
size_t ykc_spelling_difference(const char *written, const char *known);

#endif
