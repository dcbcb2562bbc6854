/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bcd.h"

#include <glib.h>
#include <string.h>

static unsigned high(uint8_t byte)
{
    return byte >> 4;
}

static unsigned low(uint8_t byte)
{
    return byte & 0x0F;
}

/* True if a nibble is 10 or more: its highest bit is set, and one of the two below it. */
static bool has_letter(uint64_t nibbles)
{
    const uint64_t highest = UINT64_C(0x8888888888888888);

    return (nibbles & (nibbles << 1 | nibbles << 2) & highest) != 0;
}

bool ykc_bcd_is_decimal(const uint8_t *bytes, size_t size)
{
    uint64_t nibbles = 0;

    for (; size > sizeof nibbles; size -= sizeof nibbles, bytes += sizeof nibbles) {
        memcpy(&nibbles, bytes, sizeof nibbles);
        if (has_letter(nibbles))
            return false;
    }
    nibbles = 0;
    memcpy(&nibbles, bytes, size);
    return !has_letter(nibbles);
}

void ykc_bcd_to_text(const uint8_t *bytes, size_t size, char *text)
{
    static const char digits[] = "0123456789ABCDEF";

    for (size_t i = 0; i < size; i++) {
        *text++ = digits[high(bytes[i])];
        *text++ = digits[low(bytes[i])];
    }
    *text = '\0';
}

bool ykc_bcd_from_text(const char *text, uint8_t *bytes, size_t size)
{
    if (strlen(text) != 2 * size)
        return false;
    for (size_t i = 0; i < 2 * size; i++)
        if (!g_ascii_isxdigit(text[i]))
            return false;
    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(g_ascii_xdigit_value(text[2 * i]) << 4 | g_ascii_xdigit_value(text[2 * i + 1]));
    return true;
}

bool ykc_bcd_to_number(const uint8_t *bytes, size_t size, uint64_t *number)
{
    uint64_t sum = 0;

    if (!ykc_bcd_is_decimal(bytes, size))
        return false;
    for (size_t i = 0; i < size; i++)
        sum = sum * 100 + high(bytes[i]) * UINT64_C(10) + low(bytes[i]);
    *number = sum;
    return true;
}

bool ykc_bcd_from_number(uint64_t number, uint8_t *bytes, size_t size)
{
    uint64_t rest = number;

    for (size_t i = 0; i < size; i++)
        rest /= 100;
    if (rest != 0)
        return false;
    for (size_t i = size; i > 0; i--) {
        bytes[i - 1] = (uint8_t)(number / 10 % 10 << 4 | number % 10);
        number /= 100;
    }
    return true;
}
