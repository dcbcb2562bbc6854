/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * SIGINT and SIGTERM end the reading, not the program: what was read is reported. A second one ends the program at once.
 */
#ifndef YKC_ANALYZER_INTERRUPT_H
#define YKC_ANALYZER_INTERRUPT_H

#include <signal.h>

/** Catch the signals from now on. */
void interrupt_catch(void);

/** Not 0 once one of them came. A signal handler can reach nothing but what is global. */
const volatile sig_atomic_t *interrupt_flag(void);

#endif
