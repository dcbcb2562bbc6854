/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * One line that says what a frame is about: Wireshark's Info column and the analyzer's list of frames.
 */
#ifndef YKC_CATALOG_SUMMARY_H
#define YKC_CATALOG_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "field.h"

enum { YKC_SUMMARY_SIZE = 512 };

/**
 * Write pile and gun, then the key facts of a body: "32010600019236-1 charging 399.0 V 99.9 A 46 %".
 *
 * Fields that the body is too short for, and values that were not measured, are left out; of a list of cards only the first.
 *
 * @param body          the plain body
 * @param length        bytes of it; may be fewer or more than the message has
 * @param show_secrets  false: passwords are masked
 * @param text          YKC_SUMMARY_SIZE bytes; empty when the body has no key facts
 */
void ykc_summary(const ykc_message *message, const uint8_t *body, size_t length, ykc_language language, bool show_secrets,
                 char *text);

#endif
