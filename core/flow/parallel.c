/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parallel charges: the guns of one parallel serial start together or not at all (sections 12.2 and 12.4). */
#include <string.h>

#include "state.h"

static ykc_parallel *find(ykc_pile *pile, const uint8_t *serial)
{
    for (int i = 0; i < YKC_PARALLELS_MAX; i++)
        if (pile->parallels[i].used && memcmp(pile->parallels[i].serial, serial, YKC_PARALLEL_SERIAL_SIZE) == 0)
            return &pile->parallels[i];
    return NULL;
}

static ykc_parallel *make(ykc_pile *pile, const uint8_t *serial)
{
    ykc_parallel *parallel = &pile->parallels[pile->next_parallel];

    pile->next_parallel = (uint8_t)((pile->next_parallel + 1) % YKC_PARALLELS_MAX);
    *parallel = (ykc_parallel){.used = true};
    memcpy(parallel->serial, serial, YKC_PARALLEL_SERIAL_SIZE);
    return parallel;
}

static void fail(ykc_session_state *session, const ykc_place *refusal)
{
    session->failed_start = true;
    session->charge->refusal = *refusal;
}

void ykc_parallel_join(ykc_session_state *session, ykc_pile *pile, const ykc_facts *facts)
{
    const uint8_t *serial = ykc_facts_set_bytes(facts, YKC_FACT_PARALLEL_SERIAL);
    const ykc_parallel *parallel;

    if (serial == NULL || session->charge->has_parallel)
        return;
    session->charge->has_parallel = true;
    memcpy(session->charge->parallel, serial, YKC_PARALLEL_SERIAL_SIZE);
    parallel = find(pile, serial);
    if (parallel != NULL && parallel->refused)
        fail(session, &parallel->refusal);
}

/* One of the guns was refused: another one of the same parallel charge must not charge. */
static void refuse_other(ykc_session_state *other, ykc_connection *connection, const ykc_session_state *refused,
                         const ykc_place *place)
{
    if (other == NULL || other == refused || other->decided || !other->charge->has_parallel ||
        memcmp(other->charge->parallel, refused->charge->parallel, YKC_PARALLEL_SERIAL_SIZE) != 0)
        return;
    fail(other, place);
    if (other->was_charging && !other->charge->refusal_told)
        ykc_charge_rules_tell_refused(other, connection);
}

void ykc_parallel_refuse(ykc_session_state *session, ykc_connection *connection, ykc_pile *pile, const ykc_place *place)
{
    const ykc_charge *charge = session->charge;
    ykc_parallel *parallel;

    /* A gun that is not plugged in may still be (8.4). */
    if (!charge->has_parallel || session->not_plugged)
        return;
    parallel = find(pile, charge->parallel);
    if (parallel == NULL)
        parallel = make(pile, charge->parallel);
    parallel->refused = true;
    parallel->refusal = *place;
    for (guint i = 0; i < pile->guns->len; i++) {
        const ykc_gun *gun = &g_array_index(pile->guns, ykc_gun, i);

        refuse_other(gun->charge, connection, session, place);
        refuse_other(gun->request, connection, session, place);
    }
}
