/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "vin.h"

#include <glib.h>
#include <string.h>

enum { SERIAL_DIGITS = 4, CHECK_DIGIT_AT = 8 };

/* Reverse @p bytes if asked, and move padding that ends up in front to the end. */
static void arrange(const uint8_t bytes[YKC_VIN_SIZE], bool reverse, uint8_t arranged[YKC_VIN_SIZE])
{
    uint8_t ordered[YKC_VIN_SIZE];
    size_t padding = 0;

    for (size_t i = 0; i < YKC_VIN_SIZE; i++)
        ordered[i] = bytes[reverse ? YKC_VIN_SIZE - 1 - i : i];
    while (padding < YKC_VIN_SIZE && ordered[padding] == 0)
        padding++;
    memset(arranged, 0, YKC_VIN_SIZE);
    memcpy(arranged, ordered + padding, YKC_VIN_SIZE - padding);
}

/* ISO 3779: the last four characters are digits. Read backwards they are the maker's code, hardly ever four digits. */
static bool ends_in_digits(const uint8_t vin[YKC_VIN_SIZE])
{
    for (size_t i = YKC_VIN_SIZE - SERIAL_DIGITS; i < YKC_VIN_SIZE; i++)
        if (!g_ascii_isdigit(vin[i]))
            return false;
    return true;
}

/* A character's value for the check digit; -1 for what no VIN contains: I, O, Q and everything but capitals and digits. */
static int transliterate(uint8_t character)
{
    static const char letters[] = "ABCDEFGHJKLMNPRSTUVWXYZ";
    static const int values[] = {1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9};
    const char *letter;

    if (g_ascii_isdigit(character))
        return character - '0';
    letter = character == '\0' ? NULL : strchr(letters, character);
    return letter == NULL ? -1 : values[letter - letters];
}

bool ykc_vin_check_digit_is_right(const uint8_t vin[YKC_VIN_SIZE])
{
    static const int weights[YKC_VIN_SIZE] = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    int sum = 0;

    for (size_t i = 0; i < YKC_VIN_SIZE; i++) {
        int value = transliterate(vin[i]);

        if (value < 0)
            return false;
        sum += value * weights[i];
    }
    return vin[CHECK_DIGIT_AT] == (sum % 11 == 10 ? 'X' : '0' + sum % 11);
}

/* How much speaks for this direction: the digits at the end first, then the check digit, then the L of a Chinese car. */
static int plausibility(const uint8_t vin[YKC_VIN_SIZE])
{
    return 4 * ends_in_digits(vin) + 2 * ykc_vin_check_digit_is_right(vin) + (vin[0] == 'L');
}

bool ykc_vin_decode(const uint8_t bytes[YKC_VIN_SIZE], bool reversed, uint8_t forward[YKC_VIN_SIZE])
{
    uint8_t other[YKC_VIN_SIZE];

    arrange(bytes, reversed, forward);
    arrange(bytes, !reversed, other);
    if (ends_in_digits(other) && plausibility(other) > plausibility(forward)) {
        memcpy(forward, other, YKC_VIN_SIZE);
        return false;
    }
    return true;
}
