/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * What may be shown of whom: passwords only when asked for, and with --redact pseudonyms for vehicles, cards, SIM cards and
 * users. Everything is replaced before it reaches a report, so that no format can forget to.
 */
#ifndef YKC_REPORT_PRIVACY_H
#define YKC_REPORT_PRIVACY_H

#include "catalog/reading.h"
#include "flow/finding.h"
#include "options.h"
#include "pseudonym.h"

typedef struct privacy {
    bool show_secrets;
    pseudonyms *pseudonyms; /**< NULL: nothing is replaced */
} privacy;

/** Set up for @p options; to be released with privacy_clear(). */
void privacy_init(privacy *privacy, const options *options);

void privacy_clear(privacy *privacy);

/** Replace what a finding quotes from a frame. */
void privacy_finding(const privacy *privacy, ykc_finding *finding);

/**
 * A frame as it may be shown: the frame itself, or @p shown with its body in @p body.
 *
 * What cannot be read, since its type is unknown, it is encrypted, or there are bytes behind the last field, may hold anything:
 * it becomes zeros.
 *
 * @param body YKC_FRAME_BODY_MAX bytes
 */
const ykc_frame *privacy_frame(const privacy *privacy, const ykc_frame *frame, const ykc_reading *reading, ykc_frame *shown,
                               uint8_t *body);

#endif
