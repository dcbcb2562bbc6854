/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file The headings that findings stand below: a session, a connection. */
#ifndef YKC_REPORT_SESSION_TEXT_H
#define YKC_REPORT_SESSION_TEXT_H

#include "page.h"
#include "report.h"

/** Flow, pile and gun, start, duration, outcome; and what was charged. */
void session_text_write(const page *page, const ykc_session *session);

/** Addresses, times, and what the capture has of it. */
void connection_text_write(const page *page, const report_connection *connection);

#endif
