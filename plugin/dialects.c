/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "dialects.h"

#include "compat.h"

#include <epan/conversation.h>

#include "catalog/dialect.h"
#include "preferences.h"

/* From a frame on a connection has this dialect. */
typedef struct change {
    uint32_t packet, ordinal;
    uint16_t dialect;
} change;

typedef struct connection {
    ykc_recognition recognition;
    GArray *changes; /* of change, in the order of the frames: few */
} connection;

/* Of this capture: conversation_t -> connection. */
static GHashTable *connections;

static void free_connection(void *data)
{
    connection *known = data;

    g_array_unref(known->changes);
    g_free(known);
}

static void start(void)
{
    connections = g_hash_table_new_full(NULL, NULL, NULL, free_connection);
}

static void stop(void)
{
    g_clear_pointer(&connections, g_hash_table_unref);
}

static connection *connection_of(packet_info *pinfo)
{
    conversation_t *conversation = find_or_create_conversation(pinfo);
    connection *known = g_hash_table_lookup(connections, conversation);

    if (known == NULL) {
        known = g_new0(connection, 1);
        known->recognition.forced = (uint8_t)ykc_preferences_current()->dialect;
        known->changes = g_array_new(FALSE, FALSE, sizeof(change));
        g_hash_table_insert(connections, conversation, known);
    }
    return known;
}

static const change *last_change(const connection *known)
{
    return known->changes->len == 0 ? NULL : &g_array_index(known->changes, change, known->changes->len - 1);
}

static void note(connection *known, const packet_info *pinfo, ykc_frame *frame, uint32_t ordinal)
{
    const change *last = last_change(known);
    change now = {pinfo->num, ordinal, 0};

    ykc_recognise(&known->recognition, frame);
    now.dialect = frame->dialect;
    if (last == NULL || last->dialect != now.dialect)
        g_array_append_val(known->changes, now);
}

/* What was known when the frame was first seen: the last change up to it. */
static uint16_t known_at(const connection *known, uint32_t packet, uint32_t ordinal)
{
    for (guint i = known->changes->len; i > 0; i--) {
        const change *change = &g_array_index(known->changes, struct change, i - 1);

        if (change->packet < packet || (change->packet == packet && change->ordinal <= ordinal))
            return change->dialect;
    }
    return 0;
}

void ykc_dialects_note(packet_info *pinfo, ykc_frame *frame, uint32_t ordinal)
{
    connection *known = connection_of(pinfo);

    if (!PINFO_FD_VISITED(pinfo))
        note(known, pinfo, frame, ordinal);
    else
        frame->dialect = known_at(known, pinfo->num, ordinal);
}

void ykc_dialects_register(void)
{
    register_init_routine(start);
    register_cleanup_routine(stop);
}
