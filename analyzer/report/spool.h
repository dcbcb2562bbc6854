/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Texts that are known before their place in a document comes: kept in a temporary file that nobody else sees, so that memory
 * does not grow with their number.
 */
#ifndef YKC_REPORT_SPOOL_H
#define YKC_REPORT_SPOOL_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct spool spool;

/** Make an empty spool; NULL with @p error set if there can be no temporary file. */
spool *spool_new(GError **error);

/** Release it. NULL is allowed. */
void spool_free(spool *spool);

/** Add a text. A failure shows in spool_copy(). */
void spool_add(spool *spool, const unsigned char *text, size_t length);

/**
 * Write the texts to @p file, with @p separator between them.
 *
 * @param most write so many at most, the first ones
 * @return false with @p error set if the temporary file could not be written or read; a failure of @p file shows there
 */
bool spool_copy(spool *spool, size_t most, const char *separator, FILE *file, GError **error);

#endif
