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

/**
 * The frame type that a finding about an absence misses, or the one that it is about: the step's only one, or of several the one
 * that the finding speaks of. 0 if that is open.
 */
uint8_t steps_code(const ykc_finding *finding);

/** "0x33 Remote start reply"; the code alone if its type is unknown. To be freed. */
char *steps_name_code(uint8_t code, ykc_language language);

#endif
