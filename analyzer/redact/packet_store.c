/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "packet_store.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

enum { TAIL_MAX = 4 << 20 /* bytes that wait in memory: most corrections come soon */ };

struct packet_store {
    int descriptor;
    GByteArray *tail; /* the last bytes */
    uint64_t tail_at; /* where they begin; all before them is in the file */
    int problem;      /* errno of what failed first; 0: nothing did */
};

packet_store *packet_store_new(GError **error)
{
    g_autofree char *path = NULL;
    int descriptor = g_file_open_tmp("ykcflow-XXXXXX", &path, error);
    packet_store *store;

    if (descriptor < 0)
        return NULL;
    g_unlink(path); /* nothing is left behind, however the program ends */
    store = g_new0(packet_store, 1);
    store->descriptor = descriptor;
    store->tail = g_byte_array_new();
    return store;
}

void packet_store_free(packet_store *store)
{
    if (store == NULL)
        return;
    close(store->descriptor);
    g_byte_array_unref(store->tail);
    g_free(store);
}

static void fail(packet_store *store, int problem)
{
    if (store->problem == 0)
        store->problem = problem;
}

static void write_file(packet_store *store, uint64_t at, const uint8_t *bytes, size_t length)
{
    while (length > 0 && store->problem == 0) {
        ssize_t written = pwrite(store->descriptor, bytes, length, (off_t)at);

        if (written < 0 && errno != EINTR)
            fail(store, errno);
        if (written <= 0)
            continue;
        bytes += written;
        at += (uint64_t)written;
        length -= (size_t)written;
    }
}

static void read_file(packet_store *store, uint64_t at, uint8_t *bytes, size_t length)
{
    while (length > 0 && store->problem == 0) {
        ssize_t count = pread(store->descriptor, bytes, length, (off_t)at);

        if (count == 0 || (count < 0 && errno != EINTR))
            fail(store, count == 0 ? EIO : errno);
        if (count <= 0)
            continue;
        bytes += count;
        at += (uint64_t)count;
        length -= (size_t)count;
    }
    if (length > 0)
        memset(bytes, 0, length);
}

uint64_t packet_store_append(packet_store *store, const void *bytes, size_t length)
{
    uint64_t at;

    if (store->tail->len + length > TAIL_MAX) {
        write_file(store, store->tail_at, store->tail->data, store->tail->len);
        store->tail_at += store->tail->len;
        g_byte_array_set_size(store->tail, 0);
    }
    at = packet_store_size(store);
    g_byte_array_append(store->tail, bytes, (guint)length);
    return at;
}

/* How many of the bytes are in the file; the rest is in the tail. */
static size_t part_in_file(const packet_store *store, uint64_t at, size_t length)
{
    return at >= store->tail_at ? 0 : (size_t)MIN((uint64_t)length, store->tail_at - at);
}

void packet_store_write(packet_store *store, uint64_t at, const void *bytes, size_t length)
{
    size_t filed = part_in_file(store, at, length);

    write_file(store, at, bytes, filed);
    if (length > filed)
        memcpy(store->tail->data + (at + filed - store->tail_at), (const uint8_t *)bytes + filed, length - filed);
}

void packet_store_read(packet_store *store, uint64_t at, void *bytes, size_t length)
{
    size_t filed = part_in_file(store, at, length);

    read_file(store, at, bytes, filed);
    if (length > filed)
        memcpy((uint8_t *)bytes + filed, store->tail->data + (at + filed - store->tail_at), length - filed);
}

uint64_t packet_store_size(const packet_store *store)
{
    return store->tail_at + store->tail->len;
}

bool packet_store_check(const packet_store *store, GError **error)
{
    if (store->problem == 0)
        return true;
    g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(store->problem), "%s: %s", g_get_tmp_dir(),
                g_strerror(store->problem));
    return false;
}

/* --- Sites --- */

store_site store_site_of(uint64_t at, uint32_t length)
{
    return (store_site){.run = {at, length}};
}

/* The part of a run that lies in @p offset and the @p length bytes behind it; false if there is none. */
static bool cut(const scattered_run *whole, uint32_t offset, size_t length, scattered_run *part)
{
    uint64_t from = MAX(whole->offset, offset);
    uint64_t to = MIN((uint64_t)whole->offset + whole->run.length, (uint64_t)offset + length);

    if (from >= to)
        return false;
    *part = (scattered_run){(uint32_t)from, {whole->run.at + (from - whole->offset), (uint32_t)(to - from)}};
    return true;
}

static guint count_runs(const store_site *site)
{
    return site->scattered != NULL ? site->scattered->len : 1;
}

static scattered_run run_at(const store_site *site, guint index)
{
    return site->scattered != NULL ? g_array_index(site->scattered, scattered_run, index) : (scattered_run){0, site->run};
}

store_site store_site_slice(const store_site *site, uint32_t offset, uint32_t length)
{
    store_site slice = {0};
    scattered_run part;

    if (site->scattered == NULL) {
        scattered_run whole = run_at(site, 0);

        return cut(&whole, offset, length, &part) ? (store_site){.run = part.run} : slice;
    }
    slice.scattered = g_array_new(FALSE, FALSE, sizeof(scattered_run));
    for (guint i = 0; i < count_runs(site); i++) {
        scattered_run whole = run_at(site, i);

        if (!cut(&whole, offset, length, &part))
            continue;
        part.offset -= offset;
        g_array_append_val(slice.scattered, part);
    }
    return slice;
}

void store_site_clear(store_site *site)
{
    g_clear_pointer(&site->scattered, g_array_unref);
    *site = (store_site){0};
}

void store_site_write(packet_store *store, const store_site *site, uint32_t offset, const uint8_t *bytes, size_t length)
{
    for (guint i = 0; i < count_runs(site); i++) {
        scattered_run whole = run_at(site, i), part;

        if (cut(&whole, offset, length, &part))
            packet_store_write(store, part.run.at, bytes + (part.offset - offset), part.run.length);
    }
}

void store_site_read(packet_store *store, const store_site *site, uint32_t offset, uint8_t *bytes, size_t length)
{
    for (guint i = 0; i < count_runs(site); i++) {
        scattered_run whole = run_at(site, i), part;

        if (cut(&whole, offset, length, &part))
            packet_store_read(store, part.run.at, bytes + (part.offset - offset), part.run.length);
    }
}
