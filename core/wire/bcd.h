/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * BCD digits: two a byte, most significant first, bytes in reading order (V1.6 section 3.2; protocol reference 3.1).
 *
 * A nibble above 9 is an error of the sender; it is shown as the hex digit it is, so the text always gives the bytes back.
 */
#ifndef YKC_WIRE_BCD_H
#define YKC_WIRE_BCD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** True if every nibble of the @p size bytes is a decimal digit. */
bool ykc_bcd_is_decimal(const uint8_t *bytes, size_t size);

/**
 * Write the digits as text: upper-case hex digits where a nibble is above 9.
 *
 * @param text  2 · @p size + 1 bytes; terminated
 */
void ykc_bcd_to_text(const uint8_t *bytes, size_t size, char *text);

/**
 * The inverse of ykc_bcd_to_text().
 *
 * @return false, with nothing written, unless @p text is exactly 2 · @p size hex digits
 */
bool ykc_bcd_from_text(const char *text, uint8_t *bytes, size_t size);

/**
 * The number that at most 9 bytes of digits spell.
 *
 * @return false, with nothing written, if a nibble is above 9
 */
bool ykc_bcd_to_number(const uint8_t *bytes, size_t size, uint64_t *number);

/** Write @p number as 2 · @p size digits, padded with zeros on the left; false, with nothing written, if it has more digits. */
bool ykc_bcd_from_number(uint64_t number, uint8_t *bytes, size_t size);

#endif
