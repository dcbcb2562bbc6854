/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file The bill of a record, recomputed beside what the pile sent, for the page of an HTML report. */
#ifndef YKC_REPORT_HTML_BILL_H
#define YKC_REPORT_HTML_BILL_H

#include <yajl/yajl_gen.h>

#include "flow/finding.h"

/**
 * Write the bill: price × energy for each tariff, the prices of the billing model in force where it is known, and the sums.
 *
 * Devices round or cut to fen, so the amount of a tariff may be off by 0.02 yuan, sums not at all; the meters count if one
 * of them is not 0. These are the limits of the rules of bill/.
 *
 * @param session a session that has a bill
 */
void html_object_bill(yajl_gen json, const ykc_session *session);

#endif
