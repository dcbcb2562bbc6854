/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MODE = 0666 };

static bool fail(GError **error, int number)
{
    g_set_error_literal(error, G_FILE_ERROR, (gint)g_file_error_from_errno(number), g_strerror(number));
    return false;
}

/* A device or pipe cannot be replaced by renaming: it is written directly. */
static bool is_special(const char *path)
{
    GStatBuf status;

    return g_stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

bool output_open(output *output, const char *path, GError **error)
{
    *output = (struct output){.file = stdout};
    if (path == NULL || strcmp(path, "-") == 0)
        return true;
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
        return fail(error, EISDIR);
    if (is_special(path)) {
        output->file = g_fopen(path, "we");
        return output->file != NULL || fail(error, errno);
    }

    g_autofree char *temporary = g_strconcat(path, ".XXXXXX", NULL);
    int descriptor = g_mkstemp_full(temporary, O_WRONLY | O_CLOEXEC, FILE_MODE);

    if (descriptor < 0)
        return fail(error, errno);
    output->file = fdopen(descriptor, "w");
    if (output->file == NULL) {
        int number = errno;

        close(descriptor);
        g_unlink(temporary);
        return fail(error, number);
    }
    output->path = g_strdup(path);
    output->temporary = g_steal_pointer(&temporary);
    return true;
}

static void release(output *output)
{
    g_free(output->path);
    g_free(output->temporary);
    *output = (struct output){0};
}

bool output_close(output *output, GError **error)
{
    bool written = fflush(output->file) == 0 && !ferror(output->file);
    int number = errno;

    if (output->file != stdout && fclose(output->file) != 0 && written) {
        written = false;
        number = errno;
    }
    if (output->path != NULL && written && g_rename(output->temporary, output->path) != 0) {
        written = false;
        number = errno;
    }
    if (output->path != NULL && !written)
        g_unlink(output->temporary);
    release(output);
    return written || number == EPIPE || fail(error, number);
}

void output_discard(output *output)
{
    if (output->file != stdout)
        fclose(output->file);
    if (output->temporary != NULL)
        g_unlink(output->temporary);
    release(output);
}
