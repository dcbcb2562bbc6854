/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file What a terminal can show. */
#ifndef YKC_REPORT_TERMINAL_H
#define YKC_REPORT_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "options.h"

/** Columns of a line: the terminal's, or 80 if @p file is none. */
size_t terminal_width(FILE *file);

/** True if colours may be written: asked for, or a terminal that has some and no NO_COLOR in the environment. */
bool terminal_has_color(FILE *file, options_color wanted);

#endif
