/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "csv.h"

#include <inttypes.h>
#include <string.h>

enum { EXACT_DIGITS = 15 };

/* What spreadsheets take for the beginning of a formula, behind blanks too; full-width signs are taken likewise by some. */
static bool is_formula(const char *text)
{
    static const char *const signs[] = {"=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠"};

    if (*text == '\t' || *text == '\r' || *text == '\n')
        return true;
    text += strspn(text, " ");
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (strncmp(text, signs[i], strlen(signs[i])) == 0)
            return true;
    return false;
}

/* Digits that a spreadsheet would not give back as they are: rounded, without leading zeros, or as 1.0E+12. */
static bool is_rounded(const char *text)
{
    size_t digits = strspn(text, "0123456789");

    if (digits == 0)
        return false;
    if (text[digits] == '\0')
        return digits > EXACT_DIGITS || (text[0] == '0' && digits > 1);
    return (text[digits] == 'E' || text[digits] == 'e') && strspn(text + digits + 1, "0123456789") == strlen(text + digits + 1);
}

static void begin_cell(csv_row *row)
{
    if (row->has_cells)
        putc(',', row->file);
    row->has_cells = true;
}

void csv_text(csv_row *row, const char *text)
{
    begin_cell(row);
    if (text == NULL || text[0] == '\0')
        return;
    putc('"', row->file);
    if (is_formula(text) || is_rounded(text))
        putc('\'', row->file);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            putc('"', row->file);
        putc(*text, row->file);
    }
    putc('"', row->file);
}

void csv_number(csv_row *row, uint64_t number)
{
    begin_cell(row);
    fprintf(row->file, "%" PRIu64, number);
}

void csv_decimal(csv_row *row, const char *digits)
{
    begin_cell(row);
    fputs(digits, row->file);
}

void csv_end(csv_row *row)
{
    fputs("\r\n", row->file);
    row->has_cells = false;
}
