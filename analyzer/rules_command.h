/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file `ykcflow rules`. */
#ifndef YKC_ANALYZER_RULES_COMMAND_H
#define YKC_ANALYZER_RULES_COMMAND_H

#include "options.h"

/** List the rules, or explain those that were named; returns the exit status. */
int rules_command(const options *options);

#endif
