/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "terminal.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_OF_PAPER = 80, WIDTH_MIN = 40 };

/* The descriptor of a terminal, or -1; a stream in memory has none. */
static int terminal_of(FILE *file)
{
    int descriptor = fileno(file);

    return descriptor >= 0 && isatty(descriptor) ? descriptor : -1;
}

size_t terminal_width(FILE *file)
{
    int descriptor = terminal_of(file);
    struct winsize size;

    if (descriptor < 0 || ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return WIDTH_OF_PAPER;
    return MAX(size.ws_col, WIDTH_MIN);
}

bool terminal_has_color(FILE *file, options_color wanted)
{
    const char *refused = g_getenv("NO_COLOR"), *kind = g_getenv("TERM");

    if (wanted != COLOR_AUTO)
        return wanted == COLOR_ALWAYS;
    return terminal_of(file) >= 0 && (refused == NULL || refused[0] == '\0') && kind != NULL && strcmp(kind, "dumb") != 0;
}
