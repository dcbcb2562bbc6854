/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Where a report goes: standard output, or a file that appears only when it is whole.
 */
#ifndef YKC_REPORT_OUTPUT_H
#define YKC_REPORT_OUTPUT_H

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

typedef struct output {
    FILE *file;      /**< write here */
    char *path;      /**< where the report shall appear; NULL: standard output */
    char *temporary; /**< where it is until then */
} output;

/** Open an output: @p path, or standard output if it is NULL. False with @p error set if nothing can be written there. */
bool output_open(output *output, const char *path, GError **error);

/**
 * Finish a report: flush it, and give the file its name.
 *
 * @return false with @p error set if anything could not be written; then no file remains. A reader that went away (EPIPE) is no
 *         error.
 */
bool output_close(output *output, GError **error);

/** Give a report up: what was written to a file does not appear, or stays half where it cannot be taken back. */
void output_discard(output *output);

#endif
