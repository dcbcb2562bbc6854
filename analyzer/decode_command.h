/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file `ykcflow decode`: frames given as hex, on the command line or in a log. */
#ifndef YKC_ANALYZER_DECODE_COMMAND_H
#define YKC_ANALYZER_DECODE_COMMAND_H

#include "options.h"

/** Run it; returns the exit status. */
int decode_command(const options *options);

#endif
