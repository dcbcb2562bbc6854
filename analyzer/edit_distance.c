/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "edit_distance.h"

#include <glib.h>
#include <string.h>

size_t edit_distance(const char *one, const char *other)
{
    size_t width = strlen(other);
    size_t *row = g_new(size_t, width + 1); /* from what was seen of one to each beginning of the other */
    size_t distance;

    for (size_t i = 0; i <= width; i++)
        row[i] = i;
    for (; *one != '\0'; one++) {
        size_t diagonal = row[0]++;

        for (size_t i = 1; i <= width; i++) {
            size_t replaced = diagonal + (*one != other[i - 1]);

            diagonal = row[i];
            row[i] = MIN(replaced, MIN(row[i], row[i - 1]) + 1);
        }
    }
    distance = row[width];
    g_free(row);
    return distance;
}
