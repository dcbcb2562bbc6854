/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file How reports call captures and connections' ends. */
#ifndef YKC_REPORT_NAMES_H
#define YKC_REPORT_NAMES_H

#include "input/layers.h"

enum { NAMES_ENDPOINT_SIZE = 64 };

/**
 * Names of captures for reports: UTF-8 without control characters, whatever the paths are.
 *
 * @param paths NULL-terminated
 * @return to be freed with g_strfreev()
 */
char **names_of_captures(char *const *paths);

/** The names without their folders if that leaves no two alike, else as they are. To be freed with g_strfreev(). */
char **names_shortened(char *const *names);

/** An end of a connection: "10.0.0.2:52341", "[fe80::1]:52341". @param text NAMES_ENDPOINT_SIZE bytes */
void names_endpoint(const endpoint *end, char *text);

#endif
