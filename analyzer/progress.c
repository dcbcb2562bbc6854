/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

enum { PACKETS_BETWEEN = 1 << 14, PATIENCE_US = 1000000, PERIOD_US = 200000 };

#define CLEAR_LINE "\r\033[K"

static bool writes_to_terminal(const options *options)
{
    for (guint i = 0; i < options->reports->len; i++) {
        const char *path = options_get_report(options, i)->path;

        if ((path == NULL || strcmp(path, "-") == 0) && isatty(STDOUT_FILENO))
            return true;
    }
    return false;
}

void progress_init(progress *progress, const options *options)
{
    *progress = (struct progress){
        .is_on = options->progress && isatty(STDERR_FILENO) && !writes_to_terminal(options),
        .language = options->language,
        .captures = g_strv_length(options->captures),
        .started_us = g_get_monotonic_time(),
    };
}

void progress_capture(progress *progress)
{
    progress->capture++;
}

static void show(progress *progress)
{
    gint64 now_us = g_get_monotonic_time();
    g_autofree char *line = NULL;

    if (now_us - progress->started_us < PATIENCE_US || now_us - progress->shown_us < PERIOD_US)
        return;
    line = text_format(TEXT_PROGRESS, progress->language, progress->packets, progress->capture, progress->captures);
    fprintf(stderr, CLEAR_LINE "ykcflow: %s", line);
    fflush(stderr);
    progress->shown_us = now_us;
    progress->is_shown = true;
}

void progress_packet(progress *progress)
{
    if (++progress->packets % PACKETS_BETWEEN == 0 && progress->is_on)
        show(progress);
}

void progress_end(progress *progress)
{
    if (progress->is_shown)
        fputs(CLEAR_LINE, stderr);
    progress->is_shown = false;
}
