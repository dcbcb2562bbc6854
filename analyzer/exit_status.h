/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file What the program's exit status says; a contract with scripts. */
#ifndef YKC_ANALYZER_EXIT_STATUS_H
#define YKC_ANALYZER_EXIT_STATUS_H

enum {
    EXIT_NOTHING_FOUND = 0, /**< read everything, found nothing to complain about */
    EXIT_FINDINGS = 1,      /**< findings at or above --fail-on */
    EXIT_UNUSABLE = 2       /**< the command line or an input could not be used, or the output not be written; outranks 1 */
};

#endif
