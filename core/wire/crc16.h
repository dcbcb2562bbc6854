/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The frame checksum: CRC-16/MODBUS, in the variants that devices really send.
 *
 * V1.6 section 3.1 and 13.2; how the polynomial and the byte order were established: protocol reference 2.5.
 */
#ifndef YKC_WIRE_CRC16_H
#define YKC_WIRE_CRC16_H

#include <stddef.h>
#include <stdint.h>

/** Which variant of the checksum a frame carries (filter `ykc.crc.status`). */
typedef enum ykc_crc_status {
    YKC_CRC_GOOD,    /**< right, low byte first, as in Modbus */
    YKC_CRC_SWAPPED, /**< right, high byte first (quirk Q-1) */
    YKC_CRC_TABLE,   /**< right by the misprinted table of V1.4 and V1.5, in either byte order (quirk Q-2) */
    YKC_CRC_BAD      /**< wrong in every variant */
} ykc_crc_status;

/**
 * CRC-16/MODBUS: width 16, initial value 0xFFFF, reflected polynomial 0xA001, no final exclusive-or.
 *
 * The check value of ASCII "123456789" is 0x4B37.
 */
uint16_t ykc_crc16(const uint8_t *bytes, size_t length);

/** The value a device computes whose table has the misprint of the V1.4 and V1.5 documents (quirk Q-2). */
uint16_t ykc_crc16_misprinted(const uint8_t *bytes, size_t length);

/**
 * Find out which variant of the checksum of @p bytes the sender used.
 *
 * @param bytes     what the checksum covers: from the sequence number to the end of the body
 * @param length    bytes covered
 * @param sent      the two checksum bytes, read low byte first
 * @param computed  filled with the right value, CRC-16/MODBUS; what @p sent should have been
 */
ykc_crc_status ykc_crc16_check(const uint8_t *bytes, size_t length, uint16_t sent, uint16_t *computed);

#endif
