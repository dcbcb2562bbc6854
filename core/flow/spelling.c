/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "spelling.h"

#include <glib.h>
#include <string.h>

size_t ykc_spelling_difference(const char *written, const char *known)
{
    size_t row[YKC_NAME_SIZE_MAX + 1]; /* from what was looked at of the written name to each beginning of the known one */
    size_t width = MIN(strlen(known), YKC_NAME_SIZE_MAX);

    for (size_t j = 0; j <= width; j++)
        row[j] = j;
    for (; *written != '\0'; written++) {
        size_t corner = row[0]++;

        for (size_t j = 1; j <= width; j++) {
            size_t replaced = corner + (*written != known[j - 1]);

            corner = row[j];
            row[j] = MIN(replaced, 1 + MIN(row[j], row[j - 1]));
        }
    }
    return row[width];
}
