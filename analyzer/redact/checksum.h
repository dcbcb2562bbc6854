/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The Internet checksum (RFC 1071), changed along with what it covers (RFC 1624): a right one stays right, a wrong one wrong in
 * the same way, and nobody needs the bytes that a snap length cut.
 */
#ifndef YKC_REDACT_CHECKSUM_H
#define YKC_REDACT_CHECKSUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Add bytes to a ones' complement sum; the first of them is at an even place. Returns the sum, folded to 16 bits. */
uint16_t checksum_add(uint16_t sum, const uint8_t *bytes, size_t length);

/** Add two sums; @p odd: the bytes of the second begin at an odd place. */
uint16_t checksum_join(uint16_t sum, uint16_t other, bool odd);

/**
 * The checksum after what it covers has changed.
 *
 * @param checksum as in the packet, high byte first
 * @param before   the sum of what was replaced
 * @param after    the sum of what is there now
 * @return never 0xFFFF, which stands for the same as 0 and which no sender computes but for UDP
 */
uint16_t checksum_update(uint16_t checksum, uint16_t before, uint16_t after);

#endif
