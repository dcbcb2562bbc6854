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

bool ykc_bcd_is_decimal(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (high(bytes[i]) > 9 || low(bytes[i]) > 9)
            return false;
    return true;
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
