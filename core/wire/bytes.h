/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Little-endian numbers in a run of bytes.
 *
 * BIN fields of the protocol are unsigned, low byte first, 1 to 8 bytes wide (V1.6 section 3.2; protocol reference 3.2). Callers
 * have checked that the bytes are there: these readers are the last step after a bounds check, never the place for one.
 */
#ifndef YKC_WIRE_BYTES_H
#define YKC_WIRE_BYTES_H

#include <stddef.h>
#include <stdint.h>

/** The unsigned number of @p size bytes (1 to 8) at @p bytes, low byte first. */
static inline uint64_t ykc_bytes_get(const uint8_t *bytes, size_t size)
{
    uint64_t number = 0;

    for (size_t i = size; i > 0; i--)
        number = number << 8 | bytes[i - 1];
    return number;
}

/** Write @p number as @p size bytes (1 to 8) at @p bytes, low byte first; higher bytes of @p number are dropped. */
static inline void ykc_bytes_put(uint8_t *bytes, size_t size, uint64_t number)
{
    for (size_t i = 0; i < size; i++) {
        bytes[i] = (uint8_t)number;
        number >>= 8;
    }
}

/** The same, high byte first: what the protocol never does, but a peer here and there. */
static inline uint64_t ykc_bytes_get_reversed(const uint8_t *bytes, size_t size)
{
    uint64_t number = 0;

    for (size_t i = 0; i < size; i++)
        number = number << 8 | bytes[i];
    return number;
}

/** Write it so. */
static inline void ykc_bytes_put_reversed(uint8_t *bytes, size_t size, uint64_t number)
{
    for (size_t i = size; i > 0; i--) {
        bytes[i - 1] = (uint8_t)number;
        number >>= 8;
    }
}

/** The 16-bit number at @p bytes, low byte first: sequence numbers and checksums. */
static inline uint16_t ykc_bytes_get16(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] | bytes[1] << 8);
}

/** The two bytes of @p number exchanged. */
static inline uint16_t ykc_bytes_swap16(uint16_t number)
{
    return (uint16_t)(number >> 8 | number << 8);
}

#endif
