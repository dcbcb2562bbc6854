/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "spool.h"

#include <errno.h>
#include <stdint.h>

struct spool {
    FILE *file; /* of records: length (size_t), text */
};

static bool fail(GError **error, int number)
{
    g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(number), "temporary file: %s", g_strerror(number));
    return false;
}

spool *spool_new(GError **error)
{
    FILE *file = tmpfile();
    spool *spool;

    if (file == NULL) {
        fail(error, errno);
        return NULL;
    }
    spool = g_new0(struct spool, 1);
    spool->file = file;
    return spool;
}

void spool_free(spool *spool)
{
    if (spool == NULL)
        return;
    fclose(spool->file);
    g_free(spool);
}

void spool_add(spool *spool, const unsigned char *text, size_t length)
{
    fwrite(&length, sizeof length, 1, spool->file);
    fwrite(text, 1, length, spool->file);
}

static bool copy_bytes(FILE *from, FILE *to, size_t length)
{
    char buffer[16384];

    while (length > 0) {
        size_t part = fread(buffer, 1, MIN(length, sizeof buffer), from);

        if (part == 0)
            return false;
        fwrite(buffer, 1, part, to);
        length -= part;
    }
    return true;
}

bool spool_copy(spool *spool, size_t most, const char *separator, FILE *file, GError **error)
{
    size_t length;
    size_t written = 0;

    errno = ENOSPC; /* what has failed by now, failed for want of space, as far as anybody knows */
    if (ferror(spool->file) || fflush(spool->file) != 0)
        return fail(error, errno);
    rewind(spool->file);
    for (; written < most && fread(&length, sizeof length, 1, spool->file) == 1; written++) {
        if (written > 0)
            fputs(separator, file);
        if (!copy_bytes(spool->file, file, length))
            return fail(error, errno != 0 ? errno : EIO);
    }
    return !ferror(spool->file) || fail(error, errno);
}
