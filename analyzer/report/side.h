/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Which side a finding is about: the one that did not send what was due, or the one that sent what is wrong. It says who did
 * what, not whose fault it is; nobody is named for what is wrong with the capture.
 */
#ifndef YKC_REPORT_SIDE_H
#define YKC_REPORT_SIDE_H

#include <stdbool.h>

#include "flow/finding.h"

typedef enum side_kind {
    SIDE_UNKNOWN, /**< the finding does not tell */
    SIDE_CAPTURE, /**< neither */
    SIDE_PILE,
    SIDE_PLATFORM
} side_kind;

typedef struct side {
    side_kind kind;
    bool possible; /**< what the capture lacks could explain it: then it may have sent it */
    bool absent;   /**< it did not send the frame; else it sent it */
    uint8_t code;  /**< the frame; 0: not known */
} side;

/** Whom a finding is about. */
side side_of(const ykc_finding *finding);

/** "pile", "platform", "capture"; NULL for SIDE_UNKNOWN. For machines. */
const char *side_name(side_kind kind);

/** "the pile did not send 0x35 Remote stop reply". To be freed; NULL for SIDE_UNKNOWN. */
char *side_describe(const side *side, ykc_language language);

#endif
