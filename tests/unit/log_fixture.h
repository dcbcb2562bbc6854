/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file A capture that is written into memory, and read back as lines of text, for the tests of what writes captures of logs. */
#ifndef YKC_TESTS_LOG_FIXTURE_H
#define YKC_TESTS_LOG_FIXTURE_H

#include "log/pile_streams.h"
#include "output/pcapng_writer.h"

/** Begin a capture with a section and an interface for pile streams. */
void log_fixture_begin(pcapng_writer *writer);

/** End it: read what was written. */
void log_fixture_end(void);

/**
 * What is in it, after log_fixture_end(): a line a packet, with the time in milliseconds, the ends' last address byte and port,
 * "S" for a SYN, TCP's number counted from the end's first one, the payload in hex, and "…" if there is more of it than there is.
 * To be freed.
 */
char *log_fixture_text(void);

/** The same without ends: "up 0 680D…". */
char *log_fixture_streams(void);

#endif
