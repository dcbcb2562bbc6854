/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Vehicle identification numbers, which travel in either direction.
 *
 * Protocol reference 3.10: reversed in 0x31 and 0xA1, forward in 0x3B, unsaid for 0x15; and firmware that forgets to reverse
 * exists (quirk Q-16).
 */
#ifndef YKC_WIRE_VIN_H
#define YKC_WIRE_VIN_H

#include <stdbool.h>
#include <stdint.h>

enum { YKC_VIN_SIZE = 17 };

/**
 * Put a VIN into reading order.
 *
 * @param bytes     as on the wire
 * @param reversed  the direction that the specification prescribes for this frame
 * @param forward   YKC_VIN_SIZE bytes: the characters in reading order; padding zeros are moved to the end
 * @return true if the bytes were read as prescribed; false if only the other direction can be a VIN and was taken
 */
bool ykc_vin_decode(const uint8_t bytes[YKC_VIN_SIZE], bool reversed, uint8_t forward[YKC_VIN_SIZE]);

/** True if the check digit (ISO 3779, GB 16735) of a VIN in reading order is right; many countries do not use it. */
bool ykc_vin_check_digit_is_right(const uint8_t vin[YKC_VIN_SIZE]);

#endif
