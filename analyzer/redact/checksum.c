/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "checksum.h"

static uint16_t fold(uint64_t sum)
{
    while (sum > UINT16_MAX)
        sum = (sum & UINT16_MAX) + (sum >> 16);
    return (uint16_t)sum;
}

uint16_t checksum_add(uint16_t sum, const uint8_t *bytes, size_t length)
{
    uint64_t total = sum;
    size_t i;

    for (i = 0; i + 1 < length; i += 2)
        total += (uint64_t)bytes[i] << 8 | bytes[i + 1];
    if (i < length)
        total += (uint64_t)bytes[i] << 8;
    return fold(total);
}

uint16_t checksum_join(uint16_t sum, uint16_t other, bool odd)
{
    return fold((uint64_t)sum + (odd ? (uint16_t)(other << 8 | other >> 8) : other));
}

uint16_t checksum_update(uint16_t checksum, uint16_t before, uint16_t after)
{
    uint16_t updated = fold((uint64_t)checksum + before + (uint16_t)~after);

    return updated == UINT16_MAX ? 0 : updated;
}
