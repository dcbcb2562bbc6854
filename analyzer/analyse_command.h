/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file `ykcflow CAPTURE…`: sessions and findings. */
#ifndef YKC_ANALYZER_ANALYSE_COMMAND_H
#define YKC_ANALYZER_ANALYSE_COMMAND_H

#include "options.h"

/** Analyse the captures and write the reports; returns the exit status. */
int analyse_command(const options *options);

#endif
