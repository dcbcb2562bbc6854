/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file Expected and seen, relations and outcomes in words. */
#ifndef YKC_FLOW_PHRASES_H
#define YKC_FLOW_PHRASES_H

#include "finding.h"

enum { YKC_PHRASE_SIZE = 256 };

/** Write a phrase. @param text YKC_PHRASE_SIZE bytes; empty for YKC_PHRASE_NONE */
void ykc_phrase_write(const ykc_phrase *phrase, ykc_language language, char *text);

/** Put the codes of a dialect in the place of V1.6's, which the rules speak of. */
void ykc_phrase_translate(ykc_phrase *phrase, ykc_dialect dialect);

const char *ykc_relation_words(ykc_relation relation, ykc_language language);
const char *ykc_flow_words(ykc_flow flow, ykc_language language);
const char *ykc_outcome_words(ykc_outcome outcome, ykc_language language);
const char *ykc_severity_words(ykc_severity severity, ykc_language language);

#endif
