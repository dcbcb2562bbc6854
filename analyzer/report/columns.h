/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file Text in columns: Chinese characters are two columns wide. */
#ifndef YKC_REPORT_COLUMNS_H
#define YKC_REPORT_COLUMNS_H

#include <stddef.h>
#include <stdio.h>

/** Columns that UTF-8 text takes on a terminal. */
size_t columns_of(const char *text);

/** Write text, then blanks up to @p width columns; wider text is written whole. */
void columns_write(FILE *file, const char *text, size_t width);

/**
 * Write text in lines of at most @p width columns, without a newline behind the last.
 *
 * Lines are broken at blanks and between Chinese characters; never at a no-break space, which is written as a blank, nor in front
 * of closing punctuation. What has no such place is written whole, however wide it is.
 *
 * @param column  where the first line begins: the columns in front of it are written already
 * @param hanging blanks in front of every further line
 */
void columns_wrap(FILE *file, const char *text, size_t column, size_t hanging, size_t width);

#endif
