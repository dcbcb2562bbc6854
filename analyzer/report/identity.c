/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "identity.h"

#include <glib.h>

#include "wire/bcd.h"

void identity_pile(const uint8_t pile[YKC_PILE_SIZE], char *text)
{
    ykc_bcd_to_text(pile, YKC_PILE_SIZE, text);
}

void identity_pile_gun(const uint8_t pile[YKC_PILE_SIZE], uint8_t gun, char *text)
{
    char digits[IDENTITY_PILE_SIZE];

    identity_pile(pile, digits);
    if (gun != 0)
        g_snprintf(text, IDENTITY_PILE_SIZE, "%s-%u", digits, gun);
    else
        g_strlcpy(text, digits, IDENTITY_PILE_SIZE);
}

void identity_serial(const uint8_t serial[YKC_SERIAL_SIZE], char *text)
{
    ykc_bcd_to_text(serial, YKC_SERIAL_SIZE, text);
}
