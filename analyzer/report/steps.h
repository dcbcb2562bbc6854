/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file A step of a documented flow in words: the diagram's number, its frame, and who sends it. */
#ifndef YKC_REPORT_STEPS_H
#define YKC_REPORT_STEPS_H

#include "flow/finding.h"

/**
 * Describe the step that a finding is about: "App charging, step 10: 0x33 Remote start reply, pile → platform".
 *
 * @return text to be freed; NULL if the finding is about no flow
 */
char *steps_describe(const ykc_finding *finding, ykc_language language);

#endif
