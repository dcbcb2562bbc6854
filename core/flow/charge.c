/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Charges: from the start command or authorisation to the confirmed record (sections 5.2 and 5.3). A charge is known by its
 * transaction serial; a reconnection does not end it.
 */
#include <string.h>

#include "state.h"

enum { CHARGES_MAX = 200000 /* open at a time in a capture; further ones are not watched */ };

static bool is_of_bms(uint8_t type)
{
    return type >= YKC_TYPE_CHARGING_HANDSHAKE && type <= YKC_TYPE_BMS_STATE && type % 2 != 0;
}

static ykc_session_state *find(ykc_engine *engine, const ykc_facts *facts)
{
    return facts->has_serial ? g_hash_table_lookup(engine->charges, facts->serial) : NULL;
}

static void clear(ykc_session_state **holder)
{
    g_clear_pointer(holder, ykc_session_unref);
}

static void hold(ykc_session_state **holder, ykc_session_state *session)
{
    clear(holder);
    *holder = ykc_session_ref(session);
}

/* Let go of a charge that is decided. */
static void release(ykc_session_state *session)
{
    ykc_gun *gun = session->pile != NULL ? ykc_pile_gun(session->pile, session->account.gun) : NULL;

    if (session->account.has_serial && g_hash_table_lookup(session->engine->charges, session->account.serial) == session)
        g_hash_table_remove(session->engine->charges, session->account.serial);
    if (gun != NULL && session->account.has_serial) {
        gun->has_ended = true;
        memcpy(gun->ended_serial, session->account.serial, YKC_SERIAL_SIZE);
    }
    if (gun != NULL && gun->charge == session)
        clear(&gun->charge);
    if (gun != NULL && gun->request == session)
        clear(&gun->request);
}

static void decide(ykc_session_state *session, ykc_outcome outcome)
{
    ykc_session_ref(session);
    ykc_session_decide(session, outcome);
    release(session);
    ykc_session_unref(session);
}

/*
 * A charge ends without a confirmed record. What still waits for a reply is told by reply/missing; where the platform's frames
 * were not captured everything that could be seen may be there.
 */
static void give_up(ykc_session_state *session)
{
    bool waits_for_reply = session->open_requests > 0;

    bool was_refused = session->failed_start || (session->doubtful_start && !session->was_charging);

    if (was_refused || ykc_session_is_complete(session)) {
        decide(session, was_refused ? YKC_OUTCOME_REFUSED : YKC_OUTCOME_COMPLETE);
        return;
    }
    if (!waits_for_reply)
        ykc_session_judge_unfinished(session);
    decide(session, YKC_OUTCOME_UNFINISHED);
}

static void watch(ykc_session_state *session, ykc_time_us from)
{
    ykc_session_set_due(
        session, from + ykc_limit_of(session->engine, session->failed_start ? YKC_LIMIT_START_REALTIME : YKC_LIMIT_RESUME));
}

void ykc_charge_due(ykc_session_state *session)
{
    ykc_time_us limit = ykc_limit_of(session->engine, session->failed_start ? YKC_LIMIT_START_REALTIME : YKC_LIMIT_RESUME);

    if (session->decided)
        return;
    if (session->account.ended.time + limit < session->engine->now)
        give_up(session);
    else
        watch(session, session->account.ended.time);
}

static ykc_session_state *begin(ykc_connection *connection, ykc_flow flow, const ykc_facts *facts, const ykc_place *place)
{
    ykc_session_state *session = ykc_session_new(connection->engine, flow, connection, facts, place);

    watch(session, place->time);
    return session;
}

static void know_by_serial(ykc_session_state *session)
{
    if (g_hash_table_size(session->engine->charges) < CHARGES_MAX)
        g_hash_table_insert(session->engine->charges, session->account.serial, ykc_session_ref(session));
}

/* The gun starts another charge: the one before is over. */
static void put_on_gun(ykc_session_state *session, ykc_link *link)
{
    ykc_gun *gun = ykc_pile_gun(link->pile, session->account.gun);

    if (gun == NULL || gun->charge == session)
        return;
    if (gun->charge != NULL && gun->charge != session)
        give_up(gun->charge);
    hold(&gun->charge, session);
}

/* A gun that is charging may refuse the start: its charge is over only when the other is confirmed. */
static void put_on_free_gun(ykc_session_state *session, ykc_link *link)
{
    const ykc_gun *gun = ykc_pile_gun(link->pile, session->account.gun);

    if (gun == NULL || gun->charge == NULL || !gun->charge->is_charging)
        put_on_gun(session, link);
}

static ykc_session_state *begin_parallel(ykc_session_state *session, bool by_app)
{
    session->table = ykc_flow_parallel_steps(by_app);
    return session;
}

static ykc_session_state *take_start(ykc_connection *connection, ykc_link *link, const ykc_facts *facts, const ykc_place *place)
{
    ykc_session_state *session = find(connection->engine, facts);
    bool is_parallel = facts->frame->type == YKC_TYPE_PARALLEL_REMOTE_START;

    if (session == NULL) {
        session = begin(connection, is_parallel ? YKC_FLOW_PARALLEL : YKC_FLOW_APP, facts, place);
        if (is_parallel)
            begin_parallel(session, true);
        know_by_serial(session);
        put_on_free_gun(session, link);
        ykc_power_on_charge_starts(connection, link, session, facts, place);
    }
    return session;
}

static ykc_session_state *take_request(ykc_connection *connection, ykc_link *link, const ykc_facts *facts, const ykc_place *place)
{
    ykc_gun *gun = ykc_pile_gun(link->pile, facts->gun);
    bool by_vin = ykc_facts_is(facts, YKC_FACT_START_MODE, YKC_START_BY_VIN);
    ykc_session_state *session;

    if (gun == NULL)
        return NULL;
    /* Asked again before an answer came: the same wish. */
    if (gun->request != NULL && !gun->request->decided)
        return gun->request;
    if (facts->frame->type == YKC_TYPE_PARALLEL_START_REQUEST)
        session = begin_parallel(begin(connection, YKC_FLOW_PARALLEL, facts, place), false);
    else
        session = begin(connection, by_vin ? YKC_FLOW_VIN : YKC_FLOW_CARD, facts, place);
    hold(&gun->request, session);
    return session;
}

static ykc_session_state *take_authorisation(ykc_connection *connection, ykc_link *link, const ykc_facts *facts,
                                             const ykc_place *place)
{
    ykc_gun *gun = ykc_pile_gun(link->pile, facts->gun);
    ykc_session_state *session = find(connection->engine, facts);
    bool granted = ykc_facts_is(facts, YKC_FACT_AUTH_RESULT, YKC_SUCCESS);
    /* Zero without a reason may mean either: it is watched like a granted one. */
    bool doubtful = !granted && ykc_facts_is(facts, YKC_FACT_AUTH_FAILURE, 0);

    if (session != NULL)
        return session;
    session = gun != NULL ? gun->request : NULL;
    if (session == NULL) {
        if (facts->frame->type == YKC_TYPE_PARALLEL_START_AUTHORISATION)
            session = begin_parallel(begin(connection, YKC_FLOW_PARALLEL, facts, place), false);
        else
            session = begin(connection, YKC_FLOW_CARD, facts, place);
        session->partial = true;
        if (gun != NULL)
            hold(&gun->request, session);
    }
    if (facts->has_serial) {
        session->account.has_serial = true;
        memcpy(session->account.serial, facts->serial, YKC_SERIAL_SIZE);
    }
    session->failed_start = !granted && !doubtful;
    session->doubtful_start = doubtful;
    if (session->failed_start)
        return session;
    if (facts->has_serial)
        know_by_serial(session);
    ykc_session_ref(session);
    if (gun != NULL)
        clear(&gun->request);
    put_on_free_gun(session, link);
    if (granted)
        ykc_power_on_charge_starts(connection, link, session, facts, place);
    ykc_session_unref(session);
    return session;
}

/* A charge that is first heard of in its middle, or after it took place offline. */
static ykc_session_state *discover(ykc_connection *connection, ykc_link *link, const ykc_facts *facts, const ykc_place *place)
{
    bool after_login = link->power_on != NULL && !link->power_on->decided;
    bool offline = after_login || ykc_facts_is(facts, YKC_FACT_START_SOURCE, YKC_SOURCE_OFFLINE);
    const ykc_gun *gun = ykc_pile_gun(link->pile, facts->gun);
    ykc_session_state *session;

    /* A pile may go on naming a charge that is over, and repeat its record. */
    if (gun != NULL && gun->has_ended && memcmp(gun->ended_serial, facts->serial, YKC_SERIAL_SIZE) == 0)
        return NULL;
    if (facts->frame->type == YKC_TYPE_REALTIME && !offline && !ykc_facts_is(facts, YKC_FACT_STATE, YKC_STATE_CHARGING))
        return NULL;
    session = begin(connection, offline ? YKC_FLOW_OFFLINE : YKC_FLOW_UNKNOWN, facts, place);
    session->partial = true;
    know_by_serial(session);
    if (!offline)
        put_on_gun(session, link);
    return session;
}

static void note_realtime(ykc_session_state *session, const ykc_facts *facts, const ykc_place *place)
{
    ykc_session *account = &session->account;
    uint64_t number;

    session->is_charging = ykc_facts_is(facts, YKC_FACT_STATE, YKC_STATE_CHARGING);
    if (!session->is_charging)
        return;
    if (!session->was_charging)
        session->first_charging = *place;
    session->was_charging = true;
    session->last_charging = *place;
    if (ykc_facts_get(facts, YKC_FACT_SOC, &number) && number != 0) {
        if (!account->has_soc)
            account->soc_start = (uint8_t)number;
        account->has_soc = true;
        account->soc_end = (uint8_t)number;
    }
    if (ykc_facts_get(facts, YKC_FACT_ENERGY, &number)) {
        account->has_energy = true;
        account->energy_1e4kwh = (int64_t)number;
    }
    if (ykc_facts_get(facts, YKC_FACT_AMOUNT, &number)) {
        account->has_amount = true;
        account->amount_1e4yuan = (int64_t)number;
    }
}

static void note_record(ykc_session *account, const ykc_facts *facts)
{
    uint64_t number;

    if (ykc_facts_get(facts, YKC_FACT_TOTAL_ENERGY, &number)) {
        account->has_energy = true;
        account->energy_1e4kwh = (int64_t)number;
    }
    if (ykc_facts_get(facts, YKC_FACT_TOTAL_AMOUNT, &number)) {
        account->has_amount = true;
        account->amount_1e4yuan = (int64_t)number;
    }
    if (ykc_facts_get(facts, YKC_FACT_STOP_REASON, &number)) {
        account->has_stop_reason = true;
        account->stop_reason = (uint8_t)number;
    }
}

static void note_start_reply(ykc_session_state *session, const ykc_facts *facts)
{
    session->failed_start = !ykc_facts_is(facts, YKC_FACT_START_RESULT, YKC_SUCCESS);
    if (session->failed_start && ykc_facts_is(facts, YKC_FACT_START_FAILURE, YKC_NOT_PLUGGED_IN))
        session->not_plugged = true;
}

/* What the frame says of the charge, before its place in the flow is judged. */
static void note(ykc_session_state *session, ykc_link *link, const ykc_facts *facts, const ykc_place *place)
{
    uint64_t soc;

    if (is_of_bms(facts->frame->type) && !link->pile->is_dc_known)
        link->pile->is_dc_known = link->pile->is_dc = true;
    switch (facts->frame->type) {
    case YKC_TYPE_REALTIME:
        note_realtime(session, facts, place);
        if (session->is_charging && session->account.flow != YKC_FLOW_OFFLINE)
            put_on_gun(session, link);
        break;
    case YKC_TYPE_CHARGING_END:
        if (ykc_facts_get(facts, YKC_FACT_END_SOC, &soc)) {
            session->account.has_soc = true;
            session->account.soc_end = (uint8_t)soc;
        }
        break;
    case YKC_TYPE_REMOTE_START_REPLY:
    case YKC_TYPE_PARALLEL_REMOTE_START_REPLY:
        note_start_reply(session, facts);
        if (!session->failed_start)
            put_on_gun(session, link);
        break;
    case YKC_TYPE_REMOTE_STOP:
        session->is_stopped = true;
        break;
    case YKC_TYPE_RECORD:
        note_record(&session->account, facts);
        session->ended_offline = session->ended_offline || (link->power_on != NULL && !link->power_on->decided);
        break;
    default:
        break;
    }
}

/* The session that a frame of a charge belongs to. */
static ykc_session_state *session_of(ykc_connection *connection, ykc_link *link, const ykc_facts *facts, const ykc_place *place)
{
    ykc_session_state *session;
    ykc_gun *gun;

    switch (facts->frame->type) {
    case YKC_TYPE_REMOTE_START:
    case YKC_TYPE_PARALLEL_REMOTE_START:
        return facts->has_serial ? take_start(connection, link, facts, place) : NULL;
    case YKC_TYPE_START_REQUEST:
    case YKC_TYPE_PARALLEL_START_REQUEST:
        return take_request(connection, link, facts, place);
    case YKC_TYPE_START_AUTHORISATION:
    case YKC_TYPE_PARALLEL_START_AUTHORISATION:
        return take_authorisation(connection, link, facts, place);
    case YKC_TYPE_REMOTE_STOP:
    case YKC_TYPE_REMOTE_STOP_REPLY:
        gun = facts->has_gun ? ykc_pile_gun(link->pile, facts->gun) : NULL;
        return gun != NULL ? gun->charge : NULL;
    case YKC_TYPE_REMOTE_START_REPLY:
    case YKC_TYPE_PARALLEL_REMOTE_START_REPLY:
    case YKC_TYPE_RECORD_CONFIRMATION:
        return find(connection->engine, facts);
    default:
        session = find(connection->engine, facts);
        return session == NULL && facts->has_serial ? discover(connection, link, facts, place) : session;
    }
}

static bool is_of_a_charge(uint8_t type)
{
    return type == YKC_TYPE_REALTIME || is_of_bms(type) || (type >= YKC_TYPE_START_REQUEST && type <= YKC_TYPE_REMOTE_STOP) ||
           type == YKC_TYPE_RECORD || type == YKC_TYPE_RECORD_CONFIRMATION ||
           (type >= YKC_TYPE_PARALLEL_START_REQUEST && type <= YKC_TYPE_PARALLEL_REMOTE_START);
}

ykc_session_state *ykc_charge_frame(ykc_connection *connection, ykc_link *link, const ykc_facts *facts, const ykc_place *place)
{
    ykc_session_state *session;

    if (link == NULL || facts->layout == NULL || !is_of_a_charge(facts->frame->type))
        return NULL;
    session = session_of(connection, link, facts, place);
    if (session == NULL || session->decided)
        return NULL;
    note(session, link, facts, place);
    ykc_session_take(session, connection, facts, place);
    /* A timer never moves later by itself; a refusal brings it forward. */
    watch(session, place->time);
    return session;
}

void ykc_charge_settle(ykc_session_state *session, const ykc_facts *facts)
{
    if (session->decided)
        return;
    if ((facts->frame->type == YKC_TYPE_START_AUTHORISATION || facts->frame->type == YKC_TYPE_PARALLEL_START_AUTHORISATION) &&
        session->failed_start) {
        decide(session, YKC_OUTCOME_REFUSED);
        return;
    }
    if (facts->frame->type != YKC_TYPE_RECORD_CONFIRMATION || !ykc_facts_is(facts, YKC_FACT_RECORD_RESULT, YKC_RECORD_RECEIVED))
        return;
    ykc_session_judge_missing(session);
    decide(session,
           session->failed_start || (session->account.has_stop_reason && session->account.stop_reason >= YKC_STOP_START_FAILED)
               ? YKC_OUTCOME_ABORTED
               : YKC_OUTCOME_COMPLETE);
}

bool ykc_charge_ended(ykc_session_state *session)
{
    bool is_due = !session->failed_start && !ykc_session_is_complete(session);

    if (is_due)
        decide(session, YKC_OUTCOME_OPEN);
    else
        decide(session, session->failed_start ? YKC_OUTCOME_REFUSED : YKC_OUTCOME_COMPLETE);
    return is_due;
}
