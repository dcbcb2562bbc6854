/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file `ykcflow redact`: a capture without personal data. */
#ifndef YKC_ANALYZER_REDACT_COMMAND_H
#define YKC_ANALYZER_REDACT_COMMAND_H

#include "options.h"

/** Run it; returns the exit status. */
int redact_command(const options *options);

#endif
