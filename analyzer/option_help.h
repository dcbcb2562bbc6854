/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file What --help shows: GLib's text, in lines that fit the terminal and in the language that was asked for. */
#ifndef YKC_ANALYZER_OPTION_HELP_H
#define YKC_ANALYZER_OPTION_HELP_H

#include <glib.h>

#include "catalog/field.h"

/** Write the help of @p context to standard output. */
void option_help_write(GOptionContext *context, ykc_language language);

#endif
