/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file One finding for people: where, what, expected and seen, and what it means. */
#ifndef YKC_REPORT_FINDING_TEXT_H
#define YKC_REPORT_FINDING_TEXT_H

#include "held.h"
#include "page.h"

/**
 * Write a finding.
 *
 * @param since       when what it is about began; the time since then is told
 * @param explain     say what it means for the order and the bill
 * @param name_charge name pile, gun and transaction: nothing above it does
 */
void finding_text_write(const page *page, const held_finding *held, ykc_time_us since, bool explain, bool name_charge);

#endif
