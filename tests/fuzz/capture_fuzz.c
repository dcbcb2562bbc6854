/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Capture files: whatever is in them is read to some end. Connections are opened before and closed after all else that is told
 * of them, packets are numbered upwards, and there are no more frames than bytes for them.
 *
 * Input: the file.
 */
#include "fuzz.h"
#include "input/intake.h"

typedef struct account {
    GHashTable *open; /* connections */
    uint64_t packet, frames;
    size_t size;
} account;

static void check_place(account *account, const intake_place *place)
{
    if (place->packet < account->packet)
        fuzz_fail("packet %" G_GUINT64_FORMAT " after packet %" G_GUINT64_FORMAT, place->packet, account->packet);
    account->packet = place->packet;
}

static void check_open(const account *account, const intake_connection *connection)
{
    if (!g_hash_table_contains(account->open, connection))
        fuzz_fail("connection %u is not open", connection->id);
}

static void on_opened(void *user, intake_connection *connection, const intake_place *place)
{
    account *account = user;

    (void)place;
    if (!g_hash_table_add(account->open, connection))
        fuzz_fail("connection %u is opened twice", connection->id);
}

static void on_heard(void *user, intake_connection *connection, int end)
{
    (void)end;
    check_open(user, connection);
}

static void on_frame(void *user, intake_connection *connection, int end, const ykc_frame *frame, const intake_place *place)
{
    account *account = user;
    uint8_t last = frame->bytes[frame->size - 1]; /* the sanitizer sees if it is not there */

    (void)end, (void)place, (void)last;
    check_open(account, connection);
    account->frames++;
}

static void on_bytes(void *user, intake_connection *connection, int end, uint64_t count, const intake_place *place)
{
    (void)end, (void)place;
    check_open(user, connection);
    if (count == 0)
        fuzz_fail("nothing is told of");
}

static void on_closed(void *user, intake_connection *connection, tcp_close how, const intake_place *place)
{
    account *account = user;

    (void)how, (void)place;
    if (!g_hash_table_remove(account->open, connection))
        fuzz_fail("connection %u is closed twice", connection->id);
}

static void on_truncated(void *user, const intake_place *place)
{
    check_place(user, place);
}

static void on_complaint(void *user, const GError *error)
{
    (void)user;
    if (error->message[0] == '\0' || !g_utf8_validate(error->message, -1, NULL))
        fuzz_fail("an empty complaint");
}

static bool is_port(const void *context, uint16_t port)
{
    (void)context;
    return port % 2 == 0; /* both ways of recognition */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const intake_sink sink = {
        .opened = on_opened,
        .heard = on_heard,
        .frame = on_frame,
        .garbage = on_bytes,
        .gap = on_bytes,
        .closed = on_closed,
        .truncated = on_truncated,
    };
    g_autofree char *path = g_strdup(fuzz_file(data, size));
    char *paths[] = {path, NULL};
    account account = {.open = g_hash_table_new(NULL, NULL), .size = size};
    intake *intake = intake_new(&sink, &account, is_port, NULL);

    (void)intake_read(intake, paths, YKC_ENGLISH, on_complaint);
    if (g_hash_table_size(account.open) != 0)
        fuzz_fail("%u connections are never closed", g_hash_table_size(account.open));
    if (intake_get_totals(intake)->frames != account.frames)
        fuzz_fail("%" G_GUINT64_FORMAT " frames are told, %" G_GUINT64_FORMAT " counted", account.frames,
                  intake_get_totals(intake)->frames);
    intake_free(intake);
    g_hash_table_unref(account.open);
    return 0;
}
