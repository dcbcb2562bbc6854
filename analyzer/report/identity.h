/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file Piles, guns and transactions as reports name them: digits, hex digits where the bytes are not decimal. */
#ifndef YKC_REPORT_IDENTITY_H
#define YKC_REPORT_IDENTITY_H

#include <stdint.h>

#include "flow/finding.h"

enum {
    IDENTITY_PILE_SIZE = 2 * YKC_PILE_SIZE + 5, /**< bytes for "32010600019236-255" */
    IDENTITY_SERIAL_SIZE = 2 * YKC_SERIAL_SIZE + 1
};

/** "32010600019236". @param text IDENTITY_PILE_SIZE bytes */
void identity_pile(const uint8_t pile[YKC_PILE_SIZE], char *text);

/** "32010600019236-1"; without a gun (0) the pile alone. @param text IDENTITY_PILE_SIZE bytes */
void identity_pile_gun(const uint8_t pile[YKC_PILE_SIZE], uint8_t gun, char *text);

/** A transaction serial. @param text IDENTITY_SERIAL_SIZE bytes */
void identity_serial(const uint8_t serial[YKC_SERIAL_SIZE], char *text);

#endif
