/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file The end of a report for people: what was read, what was found, and a table by rule. */
#ifndef YKC_REPORT_TOTALS_TEXT_H
#define YKC_REPORT_TOTALS_TEXT_H

#include "page.h"
#include "report.h"

/** @param folded sessions without findings that were not listed */
void totals_text_write(const page *page, const report_totals *totals, uint64_t folded);

#endif
