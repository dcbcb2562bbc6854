/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file What a session means for the order and the bill, in one sentence: was there a record, and was it confirmed. */
#ifndef YKC_REPORT_ORDER_H
#define YKC_REPORT_ORDER_H

#include "held.h"

/**
 * Say what became of the order.
 *
 * @param findings of held_finding, those of the session; NULL if it has none
 * @return text to be freed, without a full stop; NULL if the session is about no order
 */
char *order_describe(const ykc_session *session, const GArray *findings, ykc_language language);

#endif
