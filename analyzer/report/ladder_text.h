/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file A session drawn as arrows between pile and platform, with time of day and time since its start. */
#ifndef YKC_REPORT_LADDER_TEXT_H
#define YKC_REPORT_LADDER_TEXT_H

#include "held.h"
#include "page.h"

/** Draw a session. @param findings of held_finding, those of the session; NULL if it has none */
void ladder_text_write(const page *page, const ykc_session *session, const GArray *findings);

#endif
