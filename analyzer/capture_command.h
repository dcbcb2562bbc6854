/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file What the commands that read captures have in common. */
#ifndef YKC_ANALYZER_CAPTURE_COMMAND_H
#define YKC_ANALYZER_CAPTURE_COMMAND_H

#include "input/intake.h"
#include "options.h"

/** Make an intake with all that options say of it, for capture_command_read() to read with once. */
intake *capture_command_intake(const intake_sink *sink, void *user, const options *options);

/** Read the captures that were named, complaining on standard error; false if anything was complained about. */
bool capture_command_read(intake *intake, const options *options);

/** Say on standard error that there was no YKC traffic, and which TCP ports there were. True if there was none. */
bool capture_command_complain_of_nothing(const intake *intake, const options *options);

#endif
