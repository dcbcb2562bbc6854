/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file How make_samples gives up: a mistake in a sample must not become a wrong capture. */
#ifndef SAMPLES_FAIL_H
#define SAMPLES_FAIL_H

#include <glib.h>

/** Write "make_samples: " and the message to standard error, and exit with status 1. */
void fail(const char *format, ...) G_GNUC_PRINTF(1, 2) G_GNUC_NORETURN;

#endif
