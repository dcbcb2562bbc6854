/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Piles, their guns, and the connections they are on. */
#include <string.h>

#include "state.h"

ykc_pile *ykc_pile_get(ykc_engine *engine, const uint8_t *number)
{
    ykc_pile *pile = g_hash_table_lookup(engine->piles, number);

    if (pile != NULL || g_hash_table_size(engine->piles) >= YKC_PILES_MAX)
        return pile;
    pile = g_new0(ykc_pile, 1);
    memcpy(pile->number, number, YKC_PILE_SIZE);
    pile->guns = g_array_new(FALSE, TRUE, sizeof(ykc_gun));
    g_hash_table_insert(engine->piles, pile->number, pile);
    return pile;
}

ykc_gun *ykc_pile_gun(ykc_pile *pile, uint8_t number)
{
    ykc_gun gun = {.number = number};

    for (guint i = 0; i < pile->guns->len; i++)
        if (g_array_index(pile->guns, ykc_gun, i).number == number)
            return &g_array_index(pile->guns, ykc_gun, i);
    if (pile->guns->len == YKC_GUNS_MAX)
        return NULL;
    g_array_append_val(pile->guns, gun);
    return &g_array_index(pile->guns, ykc_gun, pile->guns->len - 1);
}

const ykc_ended *ykc_gun_ended(const ykc_gun *gun, const uint8_t *serial)
{
    for (int i = 0; gun != NULL && gun->ended != NULL && i < YKC_ENDED_MAX; i++)
        if (gun->ended[i].used && memcmp(gun->ended[i].serial, serial, YKC_SERIAL_SIZE) == 0)
            return &gun->ended[i];
    return NULL;
}

static ykc_link *find_link(ykc_connection *connection, const uint8_t *number)
{
    for (guint i = 0; i < connection->links->len; i++) {
        ykc_link *link = &g_array_index(connection->links, ykc_link, i);

        if (memcmp(link->pile->number, number, YKC_PILE_SIZE) == 0)
            return link;
    }
    return NULL;
}

ykc_link *ykc_link_get(ykc_connection *connection, const uint8_t *number)
{
    ykc_link *link = find_link(connection, number);
    ykc_link new_link = {0};

    if (link != NULL || connection->links->len == YKC_CONNECTION_PILES_MAX)
        return link;
    new_link.pile = ykc_pile_get(connection->engine, number);
    if (new_link.pile == NULL)
        return NULL;
    if (connection->midstream)
        new_link.pile->seen_midstream = true;
    g_array_append_val(connection->links, new_link);
    return &g_array_index(connection->links, ykc_link, connection->links->len - 1);
}

ykc_link *ykc_link_of_frame(ykc_connection *connection, const ykc_facts *facts)
{
    if (facts->has_pile)
        return ykc_link_get(connection, facts->pile);
    if (facts->has_serial) {
        ykc_session_state *charge = g_hash_table_lookup(connection->engine->charges, facts->serial);

        if (charge != NULL && charge->pile != NULL)
            return ykc_link_get(connection, charge->pile->number);
    }
    return connection->links->len == 1 ? &g_array_index(connection->links, ykc_link, 0) : NULL;
}
