/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file Rows of CSV (RFC 4180) that are safe to open in a spreadsheet. */
#ifndef YKC_REPORT_CSV_H
#define YKC_REPORT_CSV_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/** A row being written; all zeros but for the file to begin with. */
typedef struct csv_row {
    FILE *file;
    bool has_cells;
} csv_row;

/**
 * Add a cell of text; NULL: an empty one.
 *
 * What a spreadsheet would run as a formula (it begins with =, +, -, @, or a blank in front of them) or would round (a number of
 * more than 15 digits, or one with leading zeros) gets an apostrophe in front: that makes it text.
 */
void csv_text(csv_row *row, const char *text);

/** Add a cell with a number that is one. */
void csv_number(csv_row *row, uint64_t number);

/** Add a cell with a decimal number as written. */
void csv_decimal(csv_row *row, const char *digits);

/** End the row. */
void csv_end(csv_row *row);

#endif
