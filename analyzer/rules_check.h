/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file Whether rule table, documentation and samples of a source folder speak of the same rules. */
#ifndef YKC_ANALYZER_RULES_CHECK_H
#define YKC_ANALYZER_RULES_CHECK_H

#include <stdio.h>

#include "catalog/field.h"

/**
 * Compare the rules with docs/rules.md and with every samples/.../expected.tsv, and list what is missing or unknown.
 *
 * @param folder  the source folder
 * @return an exit status: EXIT_NOTHING_FOUND if all agree, EXIT_FINDINGS if not, EXIT_UNUSABLE if something could not be read;
 *         the last has been told on standard error
 */
int rules_check(const char *folder, ykc_language language, FILE *file);

#endif
