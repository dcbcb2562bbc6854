/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file `ykcflow frames`. */
#ifndef YKC_ANALYZER_FRAMES_COMMAND_H
#define YKC_ANALYZER_FRAMES_COMMAND_H

#include "options.h"

/** Show every frame of the captures; returns the exit status. */
int frames_command(const options *options);

#endif
