/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "crc16.h"

#include "bytes.h"

enum { INITIAL = 0xFFFF, SLICES = 8 };

/*
 * Slicing by eight: table k holds the checksum of every byte followed by k zero bytes, so that eight bytes are folded in with
 * eight independent look-ups. A CRC is linear, hence the eight single-bit bytes of a table determine the other 248; the
 * macros below let the compiler write them out, and leave 64 numbers to check instead of 2048.
 */
#define BIT(byte, n, value) (((byte) >> (n)&1) ? (value) : 0)
#define ENTRY(i, b0, b1, b2, b3, b4, b5, b6, b7)                                                                                 \
    (BIT(i, 0, b0) ^ BIT(i, 1, b1) ^ BIT(i, 2, b2) ^ BIT(i, 3, b3) ^ BIT(i, 4, b4) ^ BIT(i, 5, b5) ^ BIT(i, 6, b6) ^             \
     BIT(i, 7, b7))
#define ENTRIES_4(i, ...)                                                                                                        \
    ENTRY(i, __VA_ARGS__), ENTRY((i) + 1, __VA_ARGS__), ENTRY((i) + 2, __VA_ARGS__), ENTRY((i) + 3, __VA_ARGS__)
#define ENTRIES_16(i, ...)                                                                                                       \
    ENTRIES_4(i, __VA_ARGS__), ENTRIES_4((i) + 4, __VA_ARGS__), ENTRIES_4((i) + 8, __VA_ARGS__), ENTRIES_4((i) + 12, __VA_ARGS__)
#define ENTRIES_64(i, ...)                                                                                                       \
    ENTRIES_16(i, __VA_ARGS__), ENTRIES_16((i) + 16, __VA_ARGS__), ENTRIES_16((i) + 32, __VA_ARGS__),                            \
        ENTRIES_16((i) + 48, __VA_ARGS__)
#define SLICE(...)                                                                                                               \
    {                                                                                                                            \
        ENTRIES_64(0, __VA_ARGS__), ENTRIES_64(64, __VA_ARGS__), ENTRIES_64(128, __VA_ARGS__), ENTRIES_64(192, __VA_ARGS__)      \
    }

/* clang-format off */
static const uint16_t slices[SLICES][256] = {
    SLICE(0xC0C1, 0xC181, 0xC301, 0xC601, 0xCC01, 0xD801, 0xF001, 0xA001), /* followed by 0 zero bytes */
    SLICE(0x9001, 0x6001, 0xC002, 0xC007, 0xC00D, 0xC019, 0xC031, 0xC061), /* followed by 1 zero byte */
    SLICE(0xC051, 0xC0A1, 0xC141, 0xC281, 0xC501, 0xCA01, 0xD401, 0xE801), /* followed by 2 zero bytes */
    SLICE(0xFC01, 0xB801, 0x3001, 0x6002, 0xC004, 0xC00B, 0xC015, 0xC029), /* followed by 3 zero bytes */
    SLICE(0xC03D, 0xC079, 0xC0F1, 0xC1E1, 0xC3C1, 0xC781, 0xCF01, 0xDE01), /* followed by 4 zero bytes */
    SLICE(0xD101, 0xE201, 0x8401, 0x4801, 0x9002, 0x6007, 0xC00E, 0xC01F), /* followed by 5 zero bytes */
    SLICE(0xC010, 0xC023, 0xC045, 0xC089, 0xC111, 0xC221, 0xC441, 0xC881), /* followed by 6 zero bytes */
    SLICE(0xCCC1, 0xD981, 0xF301, 0xA601, 0x0C01, 0x1802, 0x3004, 0x6008), /* followed by 7 zero bytes */
};
/* clang-format on */

/* The one entry that the documents of V1.4 and V1.5 misprint: the byte they call low, 0x40 where 0x38 is right (quirk Q-2). */
enum { MISPRINTED_INDEX = 0x5F, MISPRINTED_ENTRY = 0x4040 };

static uint16_t fold_byte(uint16_t crc, uint8_t byte)
{
    return (uint16_t)(crc >> 8 ^ slices[0][(crc ^ byte) & 0xFF]);
}

uint16_t ykc_crc16(const uint8_t *bytes, size_t length)
{
    uint16_t crc = INITIAL;

    for (; length >= SLICES; bytes += SLICES, length -= SLICES) {
        crc ^= ykc_bytes_get16(bytes);
        crc = slices[7][crc & 0xFF] ^ slices[6][crc >> 8] ^ slices[5][bytes[2]] ^ slices[4][bytes[3]] ^ slices[3][bytes[4]] ^
              slices[2][bytes[5]] ^ slices[1][bytes[6]] ^ slices[0][bytes[7]];
    }
    for (; length > 0; bytes++, length--)
        crc = fold_byte(crc, *bytes);
    return crc;
}

uint16_t ykc_crc16_misprinted(const uint8_t *bytes, size_t length)
{
    uint16_t crc = INITIAL;

    for (size_t i = 0; i < length; i++) {
        uint8_t index = (uint8_t)(crc ^ bytes[i]);

        crc = (uint16_t)(crc >> 8 ^ (index == MISPRINTED_INDEX ? MISPRINTED_ENTRY : slices[0][index]));
    }
    return crc;
}

ykc_crc_status ykc_crc16_check(const uint8_t *bytes, size_t length, uint16_t sent, uint16_t *computed)
{
    *computed = ykc_crc16(bytes, length);
    if (sent == *computed)
        return YKC_CRC_GOOD;
    if (sent == ykc_bytes_swap16(*computed))
        return YKC_CRC_SWAPPED;

    uint16_t misprinted = ykc_crc16_misprinted(bytes, length);

    if (sent == misprinted || sent == ykc_bytes_swap16(misprinted))
        return YKC_CRC_TABLE;
    return YKC_CRC_BAD;
}
