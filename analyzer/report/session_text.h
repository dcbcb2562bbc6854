/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file The headings that findings stand below: a session, a connection. */
#ifndef YKC_REPORT_SESSION_TEXT_H
#define YKC_REPORT_SESSION_TEXT_H

#include "held.h"
#include "page.h"
#include "report.h"

/**
 * Flow, pile and gun, start, duration, outcome; what was charged, and what became of the order.
 *
 * @param findings of held_finding, those of the session; NULL if it has none
 */
void session_text_write(const page *page, const ykc_session *session, const GArray *findings);

/** Addresses, times, and what the capture has of it. */
void connection_text_write(const page *page, const report_connection *connection);

#endif
