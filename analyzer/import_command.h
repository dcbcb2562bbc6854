/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file `ykcflow import`: a text log of hex frames becomes a capture. */
#ifndef YKC_ANALYZER_IMPORT_COMMAND_H
#define YKC_ANALYZER_IMPORT_COMMAND_H

#include "options.h"

/** Run it; returns the exit status. */
int import_command(const options *options);

#endif
