/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "held.h"

/* What a finding waits for. */
typedef struct owner {
    bool is_session;
    uint32_t number;
} owner;

struct held {
    GHashTable *by_id;    /* finding id (gint64) -> held_finding, owned */
    GHashTable *by_owner; /* owner -> GPtrArray of held_finding, not owned */
};

static guint hash_owner(gconstpointer key)
{
    const owner *owner = key;

    return owner->number * 2 + owner->is_session;
}

static gboolean is_same_owner(gconstpointer one, gconstpointer other)
{
    const owner *left = one, *right = other;

    return left->is_session == right->is_session && left->number == right->number;
}

held *held_new(void)
{
    held *held = g_new0(struct held, 1);

    held->by_id = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
    held->by_owner = g_hash_table_new_full(hash_owner, is_same_owner, g_free, (GDestroyNotify)g_ptr_array_unref);
    return held;
}

void held_free(held *held)
{
    if (held == NULL)
        return;
    g_hash_table_unref(held->by_owner);
    g_hash_table_unref(held->by_id);
    g_free(held);
}

static owner owner_of(const ykc_finding *finding)
{
    if (finding->session != 0)
        return (owner){.is_session = true, .number = finding->session};
    return (owner){.is_session = false, .number = finding->connection};
}

static held_finding *hold(held *held, const ykc_finding *finding)
{
    held_finding *added = g_new0(held_finding, 1);
    owner owner = owner_of(finding);
    GPtrArray *siblings = g_hash_table_lookup(held->by_owner, &owner);

    added->finding = *finding;
    if (siblings == NULL) {
        siblings = g_ptr_array_new();
        g_hash_table_insert(held->by_owner, g_memdup2(&owner, sizeof owner), siblings);
    }
    g_ptr_array_add(siblings, added);
    g_hash_table_insert(held->by_id, &added->finding.id, added);
    return added;
}

void held_tell(held *held, const ykc_finding *finding, ykc_finding_event event)
{
    held_finding *known = g_hash_table_lookup(held->by_id, &finding->id);

    if (known == NULL && event == YKC_FINDING_RAISED)
        known = hold(held, finding);
    if (known == NULL)
        return;
    known->finding = *finding;
    known->decided = event == YKC_FINDING_DECIDED;
}

/* In the order of the packets; of one packet, in the order of raising. */
static int by_place(const void *one, const void *other)
{
    const ykc_finding *left = &((const held_finding *)one)->finding, *right = &((const held_finding *)other)->finding;

    if (left->place.time != right->place.time)
        return left->place.time < right->place.time ? -1 : 1;
    if (left->place.file != right->place.file)
        return left->place.file < right->place.file ? -1 : 1;
    if (left->place.packet != right->place.packet)
        return left->place.packet < right->place.packet ? -1 : 1;
    return left->id < right->id ? -1 : 1;
}

static int by_connection(const void *one, const void *other)
{
    const ykc_finding *left = &((const held_finding *)one)->finding, *right = &((const held_finding *)other)->finding;

    if (left->connection != right->connection)
        return left->connection < right->connection ? -1 : 1;
    return by_place(one, other);
}

static GArray *take(held *held, const owner *owner)
{
    GPtrArray *findings = g_hash_table_lookup(held->by_owner, owner);
    GArray *taken;

    if (findings == NULL)
        return NULL;
    taken = g_array_new(FALSE, FALSE, sizeof(held_finding));
    for (guint i = 0; i < findings->len; i++) {
        const held_finding *finding = findings->pdata[i];

        g_array_append_val(taken, *finding);
        g_hash_table_remove(held->by_id, &finding->finding.id);
    }
    g_hash_table_remove(held->by_owner, owner);
    g_array_sort(taken, by_place);
    return taken;
}

GArray *held_take_session(held *held, uint32_t session)
{
    return take(held, &(owner){.is_session = true, .number = session});
}

GArray *held_take_connection(held *held, uint32_t connection)
{
    return take(held, &(owner){.is_session = false, .number = connection});
}

GArray *held_take_rest(held *held)
{
    GArray *taken = g_array_new(FALSE, FALSE, sizeof(held_finding));
    GHashTableIter iterator;
    void *finding;

    g_hash_table_iter_init(&iterator, held->by_id);
    while (g_hash_table_iter_next(&iterator, NULL, &finding))
        g_array_append_vals(taken, finding, 1);
    g_hash_table_remove_all(held->by_owner);
    g_hash_table_remove_all(held->by_id);
    g_array_sort(taken, by_connection);
    return taken;
}
