/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Charges: from a start command or an authorisation to the confirmed record, whichever connection carries their frames
 * (sections 5.2, 5.3, 12). They are found by their serial, or by the gun that they are on.
 */
#include <string.h>

#include "state.h"

enum {
    CHARGES_MAX = 200000,         /* open at a time in a capture; further ones are not watched */
    CLOCK_TOLERANCE_SECONDS = 600 /* of a pile, against the packets */
};

static bool is_of_bms(uint8_t type)
{
    return type >= YKC_TYPE_CHARGING_HANDSHAKE && type <= YKC_TYPE_BMS_STATE && type % 2 != 0;
}

static bool is_start_by_platform(uint8_t type)
{
    return type == YKC_TYPE_REMOTE_START || type == YKC_TYPE_PARALLEL_REMOTE_START;
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

/* --- The end of a charge --- */

static void forget_serial(ykc_session_state *session, const uint8_t *serial)
{
    if (g_hash_table_lookup(session->engine->charges, serial) == session)
        g_hash_table_remove(session->engine->charges, serial);
}

/* Late frames of it begin nothing. */
static void remember_ended(ykc_gun *gun, const ykc_session_state *session, const uint8_t *serial)
{
    const ykc_session *account = &session->account;
    ykc_ended *ended;

    if (gun->ended == NULL)
        gun->ended = g_new0(ykc_ended, YKC_ENDED_MAX);
    ended = &gun->ended[gun->next_ended];
    gun->next_ended = (uint8_t)((gun->next_ended + 1) % YKC_ENDED_MAX);
    *ended = (ykc_ended){
        .used = true,
        .refused = account->outcome == YKC_OUTCOME_REFUSED,
        .confirmed = session->charge->record_confirmed,
        .flow = (uint8_t)account->flow,
        .record_step = ykc_session_step_number(session, YKC_TYPE_RECORD),
        .last = account->ended,
        .connection = account->connections[account->connection_count - 1],
        .table = session->table,
    };
    memcpy(ended->serial, serial, YKC_SERIAL_SIZE);
}

/* Let go of a charge that is decided. */
static void release(ykc_session_state *session)
{
    ykc_gun *gun = session->pile != NULL ? ykc_pile_gun(session->pile, session->account.gun) : NULL;

    if (session->account.has_serial) {
        forget_serial(session, session->account.serial);
        if (gun != NULL)
            remember_ended(gun, session, session->account.serial);
    }
    if (session->charge->has_alias) {
        forget_serial(session, session->charge->alias);
        if (gun != NULL)
            remember_ended(gun, session, session->charge->alias);
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

    ykc_charge_rules_tell_unstarted(session);
    if (was_refused || ykc_session_is_complete(session)) {
        decide(session, was_refused ? YKC_OUTCOME_REFUSED : YKC_OUTCOME_COMPLETE);
        return;
    }
    if (!waits_for_reply)
        ykc_session_judge_unfinished(session);
    decide(session, YKC_OUTCOME_UNFINISHED);
}

/* Look at the charge again at the first of its deadlines. */
static void watch(ykc_session_state *session)
{
    const ykc_charge *charge = session->charge;
    ykc_limit limit = session->failed_start ? YKC_LIMIT_START_REALTIME : YKC_LIMIT_RESUME;
    ykc_time_us due = session->account.ended.time + ykc_limit_of(session->engine, limit);
    const ykc_time_us others[] = {charge->charging_due, charge->refusal_due, charge->record_due};

    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        if (others[i] != 0 && others[i] < due)
            due = others[i];
    ykc_session_set_due(session, due);
}

void ykc_charge_due(ykc_session_state *session)
{
    ykc_limit limit = session->failed_start ? YKC_LIMIT_START_REALTIME : YKC_LIMIT_RESUME;
    ykc_time_us now = session->engine->now;

    if (session->decided)
        return;
    ykc_charge_rules_due(session, now);
    ykc_record_rules_due(session, now);
    if ((session->charge->overtaken && session->charge->record_due == 0) ||
        session->account.ended.time + ykc_limit_of(session->engine, limit) < now)
        give_up(session);
    else
        watch(session);
}

/* The gun's next start: the charge is over, but its record may still come in time. */
static void overtake(ykc_session_state *session)
{
    ykc_charge *charge = session->charge;

    if (!session->account.has_serial || !ykc_record_rules_waits(session, session->engine->now)) {
        ykc_record_rules_judge_missing(session);
        give_up(session);
        return;
    }
    charge->overtaken = true;
    charge->record_due = charge->marker.time + ykc_limit_of(session->engine, YKC_LIMIT_RECORD_AFTER_END);
    watch(session);
}

/* --- The beginning --- */

static ykc_session_state *begin(ykc_connection *connection, ykc_flow flow, const ykc_facts *facts, const ykc_place *place)
{
    ykc_session_state *session = ykc_session_new(connection->engine, flow, connection, facts, place);

    session->charge = g_new0(ykc_charge, 1);
    watch(session);
    return session;
}

static void know_by(ykc_session_state *session, uint8_t *serial)
{
    if (g_hash_table_size(session->engine->charges) < CHARGES_MAX)
        g_hash_table_insert(session->engine->charges, serial, ykc_session_ref(session));
}

static void put_on_gun(ykc_session_state *session, ykc_link *link)
{
    ykc_gun *gun = ykc_pile_gun(link->pile, session->account.gun);

    if (gun == NULL || gun->charge == session)
        return;
    if (gun->charge != NULL)
        overtake(gun->charge);
    hold(&gun->charge, session);
}

/* A gun that is charging may refuse the start: its charge is over only when the other is confirmed. */
static void put_on_free_gun(ykc_session_state *session, const ykc_connection *connection, ykc_link *link)
{
    const ykc_gun *gun = ykc_pile_gun(link->pile, session->account.gun);

    if (gun == NULL || gun->charge == NULL || !ykc_charge_is_busy(gun->charge, connection, connection->engine->now))
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
    bool is_parallel = facts->role == YKC_TYPE_PARALLEL_REMOTE_START;

    if (session != NULL)
        return session;
    session = begin(connection, is_parallel ? YKC_FLOW_PARALLEL : YKC_FLOW_APP, facts, place);
    if (is_parallel)
        begin_parallel(session, true);
    know_by(session, session->account.serial);
    ykc_charge_rules_start(session, connection, ykc_pile_gun(link->pile, session->account.gun), facts, place);
    put_on_free_gun(session, connection, link);
    ykc_power_on_charge_starts(connection, link, session, facts, place);
    return session;
}

/*
 * The same card soon after its charge was granted, before it begins: the answer did not reach the pile, and the platform repeats
 * it with the same serial.
 */
static bool is_asked_again(const ykc_gun *gun, const ykc_facts *facts, const ykc_place *place)
{
    const ykc_session_state *session = gun->charge;
    const uint8_t *card = ykc_facts_set_bytes(facts, YKC_FACT_ACCOUNT_OR_CARD);
    const ykc_charge *charge;

    if (session == NULL || session->decided || session->account.flow != YKC_FLOW_CARD)
        return false;
    charge = session->charge;
    if (charge->has_card != (card != NULL) || (card != NULL && memcmp(charge->card, card, YKC_CARD_SIZE) != 0))
        return false;
    return charge->confirmed && !session->was_charging && !charge->ended &&
           place->time - charge->start.time <= ykc_limit_of(session->engine, YKC_LIMIT_REPLY);
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
    if (is_asked_again(gun, facts, place))
        return gun->charge;
    if (facts->role == YKC_TYPE_PARALLEL_START_REQUEST)
        session = begin_parallel(begin(connection, YKC_FLOW_PARALLEL, facts, place), false);
    else
        session = begin(connection, by_vin ? YKC_FLOW_VIN : YKC_FLOW_CARD, facts, place);
    hold(&gun->request, session);
    return session;
}

/* The session that an authorisation is for: of the request before it, or one whose request was not captured. */
static ykc_session_state *authorised_session(ykc_connection *connection, ykc_gun *gun, const ykc_facts *facts,
                                             const ykc_place *place)
{
    ykc_session_state *session = gun != NULL ? gun->request : NULL;

    if (session != NULL)
        return session;
    if (facts->role == YKC_TYPE_PARALLEL_START_AUTHORISATION)
        session = begin_parallel(begin(connection, YKC_FLOW_PARALLEL, facts, place), false);
    else
        session = begin(connection, YKC_FLOW_CARD, facts, place);
    session->partial = true;
    if (gun != NULL)
        hold(&gun->request, session);
    return session;
}

/* It may charge now, as far as the platform is concerned. */
static void authorise(ykc_session_state *session, ykc_connection *connection, ykc_link *link, const ykc_facts *facts,
                      const ykc_place *place)
{
    ykc_gun *gun = ykc_pile_gun(link->pile, session->account.gun);

    if (facts->has_serial)
        know_by(session, session->account.serial);
    ykc_session_ref(session);
    if (gun != NULL && gun->request == session)
        clear(&gun->request);
    if (!session->doubtful_start) {
        session->charge->confirmed = true;
        ykc_charge_rules_start(session, connection, gun, facts, place);
    }
    put_on_free_gun(session, connection, link);
    if (!session->doubtful_start)
        ykc_power_on_charge_starts(connection, link, session, facts, place);
    ykc_session_unref(session);
}

static ykc_session_state *take_authorisation(ykc_connection *connection, ykc_link *link, const ykc_facts *facts,
                                             const ykc_place *place)
{
    ykc_session_state *session = find(connection->engine, facts);
    bool granted = ykc_facts_is(facts, YKC_FACT_AUTH_RESULT, YKC_SUCCESS);
    /* Zero without a reason may mean either: it is watched like a granted one. */
    bool doubtful = !granted && ykc_facts_is(facts, YKC_FACT_AUTH_FAILURE, 0);

    if (session != NULL)
        return session;
    session = authorised_session(connection, ykc_pile_gun(link->pile, facts->gun), facts, place);
    if (facts->has_serial) {
        session->account.has_serial = true;
        memcpy(session->account.serial, facts->serial, YKC_SERIAL_SIZE);
    }
    session->doubtful_start = doubtful;
    if (granted || doubtful) {
        authorise(session, connection, link, facts, place);
        return session;
    }
    session->failed_start = true;
    session->charge->refusal = *place;
    ykc_parallel_refuse(session, connection, link->pile, place);
    return session;
}

/* --- Charges that are first heard of in their middle --- */

/* The gun's charge as long as it runs: it is started, and nothing says that it is over. */
static ykc_session_state *running_on(const ykc_gun *gun)
{
    ykc_session_state *session = gun != NULL ? gun->charge : NULL;

    return session != NULL && !session->decided && session->account.has_serial && !session->charge->has_alias ? session : NULL;
}

/* An old record may come at any time; that of the running charge is about its time. */
static bool is_old_record(const ykc_session_state *running, const ykc_facts *facts)
{
    ykc_time_us start;

    return ykc_facts_is(facts, YKC_FACT_START_SOURCE, YKC_SOURCE_OFFLINE) ||
           (ykc_facts_time(facts, YKC_FACT_START_TIME, running->engine->settings.zone_minutes, &start) &&
            start < running->account.started.time - CLOCK_TOLERANCE_SECONDS * YKC_SECOND);
}

/* True if a frame with a serial that nobody started can only mean the gun's running charge (13.3 no. 6). */
static bool means_running(const ykc_session_state *running, const ykc_facts *facts)
{
    const ykc_charge *charge = running->charge;

    switch (facts->role) {
    case YKC_TYPE_REMOTE_START_REPLY:
    case YKC_TYPE_PARALLEL_REMOTE_START_REPLY:
        return charge->has_start && !charge->confirmed && is_start_by_platform(charge->start_code);
    case YKC_TYPE_RECORD:
        return running->was_charging && !charge->has_record && !is_old_record(running, facts);
    case YKC_TYPE_REALTIME:
        return !charge->ended && !charge->has_record && ykc_facts_is(facts, YKC_FACT_STATE, YKC_STATE_CHARGING);
    default:
        return is_of_bms(facts->role) && !charge->ended && !charge->has_record;
    }
}

/* The running charge that a frame with another serial belongs to all the same; NULL if there is none. */
static ykc_session_state *take_other_serial(ykc_connection *connection, ykc_link *link, const ykc_facts *facts,
                                            const ykc_place *place)
{
    ykc_session_state *running = running_on(ykc_pile_gun(link->pile, facts->gun));

    if (running == NULL || running->account.flow == YKC_FLOW_OFFLINE || !means_running(running, facts) ||
        ykc_power_on_is_before_heartbeat(link))
        return NULL;
    ykc_charge_rules_other_serial(running, connection, facts, place);
    running->charge->has_alias = true;
    memcpy(running->charge->alias, facts->serial, YKC_SERIAL_SIZE);
    know_by(running, running->charge->alias);
    return running;
}

/* A frame of a charge that is over. A pile may go on naming it; it must not charge after a refusal. */
static ykc_session_state *take_ended(const ykc_ended *ended, ykc_connection *connection, ykc_link *link, const ykc_facts *facts,
                                     const ykc_place *place)
{
    ykc_session_state *session;

    if (facts->role == YKC_TYPE_RECORD)
        ykc_record_rules_again(ended, connection, facts, place);
    if (!ended->refused || facts->role != YKC_TYPE_REALTIME || !ykc_facts_is(facts, YKC_FACT_STATE, YKC_STATE_CHARGING))
        return NULL;
    session = begin(connection, (ykc_flow)ended->flow, facts, place);
    session->table = ended->table;
    session->partial = true;
    session->failed_start = true;
    session->charge->refusal = ended->last;
    know_by(session, session->account.serial);
    put_on_gun(session, link);
    return session;
}

/* A charge that is first heard of in its middle, or after it took place offline. */
static ykc_session_state *discover(ykc_connection *connection, ykc_link *link, const ykc_facts *facts, const ykc_place *place)
{
    bool offline = ykc_power_on_is_before_heartbeat(link) || ykc_facts_is(facts, YKC_FACT_START_SOURCE, YKC_SOURCE_OFFLINE);
    const ykc_ended *ended = ykc_gun_ended(ykc_pile_gun(link->pile, facts->gun), facts->serial);
    ykc_session_state *session;

    if (ended != NULL)
        return take_ended(ended, connection, link, facts, place);
    if (facts->role == YKC_TYPE_REALTIME && !offline && !ykc_facts_is(facts, YKC_FACT_STATE, YKC_STATE_CHARGING))
        return NULL;
    session = take_other_serial(connection, link, facts, place);
    if (session != NULL)
        return session;
    session = begin(connection, offline ? YKC_FLOW_OFFLINE : YKC_FLOW_UNKNOWN, facts, place);
    session->partial = true;
    know_by(session, session->account.serial);
    if (offline)
        return session;
    /* A record says nothing of what the gun does now. */
    if (facts->role == YKC_TYPE_RECORD)
        ykc_record_rules_unknown(session, connection, link, facts, place);
    else
        put_on_gun(session, link);
    return session;
}

/* --- Frames --- */

/* The charge that a stop command or its reply is about; a reply without a gun is known by what it answers. */
static ykc_session_state *stopped_session(ykc_connection *connection, ykc_link *link, const ykc_facts *facts)
{
    const ykc_gun *gun = facts->has_gun ? ykc_pile_gun(link->pile, facts->gun) : NULL;

    if (gun != NULL)
        return gun->charge;
    return facts->role == YKC_TYPE_REMOTE_STOP_REPLY ? ykc_requests_session(connection, connection->pile_end, facts) : NULL;
}

/* The session that a frame of a charge belongs to. */
static ykc_session_state *session_of(ykc_connection *connection, ykc_link *link, const ykc_facts *facts, const ykc_place *place)
{
    ykc_session_state *session = find(connection->engine, facts);

    switch (facts->role) {
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
        return stopped_session(connection, link, facts);
    case YKC_TYPE_REMOTE_START_REPLY:
    case YKC_TYPE_PARALLEL_REMOTE_START_REPLY:
        return session == NULL && facts->has_serial ? take_other_serial(connection, link, facts, place) : session;
    case YKC_TYPE_RECORD_CONFIRMATION:
    case YKC_TYPE_START_COMPLETED:
    case YKC_TYPE_START_COMPLETED_REPLY:
        return session;
    default:
        return session == NULL && facts->has_serial ? discover(connection, link, facts, place) : session;
    }
}

static bool is_of_a_charge(uint8_t type)
{
    return type == YKC_TYPE_REALTIME || is_of_bms(type) || (type >= YKC_TYPE_START_REQUEST && type <= YKC_TYPE_REMOTE_STOP) ||
           type == YKC_TYPE_RECORD || type == YKC_TYPE_RECORD_CONFIRMATION || type == YKC_TYPE_START_COMPLETED ||
           type == YKC_TYPE_START_COMPLETED_REPLY ||
           (type >= YKC_TYPE_PARALLEL_START_REQUEST && type <= YKC_TYPE_PARALLEL_REMOTE_START);
}

/* A charge shows that it runs: it is on its gun, whatever was there before. */
static void note_running(ykc_session_state *session, ykc_connection *connection, ykc_link *link, const ykc_facts *facts)
{
    uint8_t type = facts->role;

    if (is_of_bms(type) && !link->pile->is_dc_known)
        link->pile->is_dc_known = link->pile->is_dc = true;
    if (type == YKC_TYPE_REALTIME && !session->was_charging && session->account.flow == YKC_FLOW_UNKNOWN &&
        ykc_facts_is(facts, YKC_FACT_STATE, YKC_STATE_CHARGING))
        ykc_charge_rules_unstarted(session, ykc_pile_gun(link->pile, facts->gun), connection);
}

static void note_on_gun(ykc_session_state *session, ykc_link *link, const ykc_facts *facts)
{
    uint8_t type = facts->role;
    bool charges = type == YKC_TYPE_REALTIME && session->is_charging && session->account.flow != YKC_FLOW_OFFLINE;
    bool starts = (type == YKC_TYPE_REMOTE_START_REPLY || type == YKC_TYPE_PARALLEL_REMOTE_START_REPLY) && !session->failed_start;

    if ((charges || starts) && !session->charge->overtaken)
        put_on_gun(session, link);
}

ykc_session_state *ykc_charge_frame(ykc_connection *connection, ykc_link *link, const ykc_facts *facts, const ykc_place *place)
{
    ykc_session_state *session;

    if (link == NULL || facts->layout == NULL || !is_of_a_charge(facts->role))
        return NULL;
    session = session_of(connection, link, facts, place);
    if (session != NULL && session->decided)
        session = NULL;
    if (facts->has_serial)
        ykc_charge_rules_serial_format(connection, session, facts, place);
    if (session != NULL) {
        note_running(session, connection, link, facts);
        ykc_charge_note(session, connection, link, facts, place);
        note_on_gun(session, link, facts);
    }
    if (facts->role == YKC_TYPE_REALTIME && facts->has_gun) {
        ykc_gun *gun = ykc_pile_gun(link->pile, facts->gun);

        if (gun != NULL)
            ykc_charge_note_gun(connection, gun, facts, place);
    }
    if (session == NULL)
        return NULL;
    ykc_session_take(session, connection, facts, place);
    watch(session);
    return session;
}

static bool is_received(const ykc_facts *facts)
{
    return ykc_facts_is(facts, YKC_FACT_RECORD_RESULT, YKC_RECORD_RECEIVED) ||
           ykc_facts_is(facts, YKC_FACT_RECORD_RESULT, YKC_RECORD_RECEIVED_AS_DIGIT);
}

void ykc_charge_settle(ykc_session_state *session, const ykc_facts *facts)
{
    uint8_t type = facts->role;

    if (session->decided)
        return;
    if ((type == YKC_TYPE_START_AUTHORISATION || type == YKC_TYPE_PARALLEL_START_AUTHORISATION) && session->failed_start) {
        decide(session, YKC_OUTCOME_REFUSED);
        return;
    }
    if (type != YKC_TYPE_RECORD_CONFIRMATION || !is_received(facts))
        return;
    session->charge->record_confirmed = true;
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
