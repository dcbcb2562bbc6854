/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "unheard.h"

#include <glib.h>
#include <string.h>

struct unheard {
    GHashTable *ends; /* of end, which is key and value */
    uint64_t seed;
};

/* An end, and whose it is. */
typedef struct end {
    guint hash;
    endpoint source, destination;
    void *owner;
} end;

/* One round of splitmix64: every bit of the result depends on every bit of the number. */
static uint64_t mix(uint64_t number)
{
    number = (number ^ number >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    number = (number ^ number >> 27) * UINT64_C(0x94D049BB133111EB);
    return number ^ number >> 31;
}

static uint64_t mix_endpoint(uint64_t hash, const endpoint *endpoint)
{
    uint64_t words[2];

    memcpy(words, endpoint->address, sizeof words);
    return mix(mix(mix(hash ^ words[0]) ^ words[1]) ^ ((uint64_t)endpoint->port << 8 | endpoint->address_length));
}

static end end_of(const unheard *set, const endpoint *source, const endpoint *destination)
{
    uint64_t hash = mix_endpoint(mix_endpoint(set->seed, source), destination);

    return (end){.hash = (guint)hash, .source = *source, .destination = *destination};
}

static guint hash_end(gconstpointer key)
{
    return ((const end *)key)->hash;
}

static bool is_same_endpoint(const endpoint *one, const endpoint *other)
{
    return one->port == other->port && one->address_length == other->address_length &&
           memcmp(one->address, other->address, sizeof one->address) == 0;
}

static gboolean is_same_end(gconstpointer one, gconstpointer other)
{
    const end *left = one, *right = other;

    return is_same_endpoint(&left->source, &right->source) && is_same_endpoint(&left->destination, &right->destination);
}

unheard *unheard_new(uint64_t seed)
{
    unheard *set = g_new0(unheard, 1);

    set->ends = g_hash_table_new_full(hash_end, is_same_end, g_free, NULL);
    set->seed = mix(seed);
    return set;
}

void unheard_free(unheard *set)
{
    if (set == NULL)
        return;
    g_hash_table_unref(set->ends);
    g_free(set);
}

void unheard_add(unheard *set, const endpoint *source, const endpoint *destination, void *owner)
{
    end *added = g_new(end, 1);

    *added = end_of(set, source, destination);
    added->owner = owner;
    g_hash_table_add(set->ends, added);
}

void *unheard_find(const unheard *set, const endpoint *source, const endpoint *destination)
{
    /* Where both directions were captured the set is empty, and this costs nothing. */
    if (g_hash_table_size(set->ends) == 0)
        return NULL;

    end sought = end_of(set, source, destination);
    const end *found = g_hash_table_lookup(set->ends, &sought);

    return found != NULL ? found->owner : NULL;
}

void unheard_remove(unheard *set, const endpoint *source, const endpoint *destination)
{
    end sought = end_of(set, source, destination);

    g_hash_table_remove(set->ends, &sought);
}
