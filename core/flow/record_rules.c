/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The group record/: when the record of a charge comes, how often, and what the platform says (sections 8.7, 8.8, 13.3). */
#include "state.h"

enum {
    MISSING_FACTOR = 10,       /* a record is given up after ten times its limit */
    REPEATS_MAX = 3,           /* section 8.7 */
    LAST_REPEAT_SECONDS = 300, /* one more, section 8.8 */
    CROSSING_SECONDS = 2,      /* a repeat may have been on its way when the confirmation was sent */
    CLOCK_TOLERANCE_SECONDS = 600
};

static ykc_finding about(ykc_session_state *session, ykc_connection *connection, ykc_rule_number rule, ykc_severity severity,
                         const ykc_facts *facts, const ykc_place *place)
{
    ykc_finding finding = ykc_finding_about(connection, rule, place);

    finding.severity = severity;
    ykc_finding_take_facts(&finding, facts);
    ykc_finding_take_session(&finding, session, ykc_session_step_number(session, facts->role));
    return finding;
}

static ykc_time_us limit_of(const ykc_session_state *session)
{
    return ykc_limit_of(session->engine, YKC_LIMIT_RECORD_AFTER_END);
}

/* --- The end of charging --- */

void ykc_record_rules_marker(ykc_session_state *session, ykc_connection *connection, uint8_t type, const ykc_place *place)
{
    ykc_charge *charge = session->charge;

    if (charge->has_record)
        return;
    charge->ended = true;
    if (charge->first_marker == 0)
        charge->first_marker = type;
    charge->last_marker = type;
    charge->marker = *place;
    charge->marker_connection = connection->id;
    charge->record_due = place->time + MISSING_FACTOR * limit_of(session);
}

void ykc_record_rules_resumed(ykc_session_state *session, const ykc_place *place)
{
    ykc_charge *charge = session->charge;

    /* One more report may follow the stop (rules.md section 5). */
    if (!charge->ended || place->time - charge->marker.time <= ykc_limit_of(session->engine, YKC_LIMIT_REALTIME_CHARGING))
        return;
    charge->ended = false;
    charge->first_marker = 0;
    charge->record_due = 0;
}

/* --- Too late, or not at all --- */

bool ykc_record_rules_waits(const ykc_session_state *session, ykc_time_us now)
{
    const ykc_charge *charge = session->charge;

    return charge->ended && !charge->has_record && charge->marker.time + limit_of(session) >= now;
}

/* True if the pile has been in touch for long enough to send what it owes; @c record_due is put off if not. */
static bool has_been_online(ykc_session_state *session)
{
    const ykc_engine *engine = session->engine;
    const ykc_pile *pile = session->pile;
    ykc_time_us patience = MISSING_FACTOR * limit_of(session);
    ykc_time_us since;

    if (session->connection != NULL)
        return true;
    since = pile != NULL && pile->login_connection != NULL ? pile->login_place.time : engine->now;
    if (since + patience < engine->now)
        return true;
    session->charge->record_due = since + patience;
    return false;
}

void ykc_record_rules_judge_missing(ykc_session_state *session)
{
    ykc_charge *charge = session->charge;
    const ykc_connection *connection = session->connection;
    int pile_end = connection != NULL ? connection->pile_end : -1;
    ykc_finding finding;

    charge->record_due = 0;
    if (!charge->ended || session->failed_start || ykc_session_has(session, YKC_TYPE_RECORD))
        return;
    if (pile_end >= 0 && (connection->encrypted[pile_end] || ykc_finding_has_damage(connection, pile_end, charge->marker.time)))
        return;
    finding =
        ykc_session_finding(session, YKC_RULE_RECORD_MISSING, ykc_session_step_number(session, YKC_TYPE_RECORD), &charge->marker);
    finding.code = charge->last_marker;
    ykc_finding_doubt_gap(&finding, connection, pile_end, charge->marker.time);
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_REPLY_WITHIN, .numbers = {YKC_TYPE_RECORD, limit_of(session)}};
    finding.seen.id = YKC_PHRASE_NOTHING;
    ykc_finding_raise(session->engine, session->connection, &finding, 0);
}

void ykc_record_rules_due(ykc_session_state *session, ykc_time_us now)
{
    ykc_charge *charge = session->charge;

    if (charge->record_due != 0 && charge->record_due < now && has_been_online(session))
        ykc_record_rules_judge_missing(session);
}

/* The end of charging as far as it is known: of a charge that may have ended offline the record says when. */
static bool end_of_charging(const ykc_session_state *session, const ykc_facts *facts, ykc_time_us *end)
{
    const ykc_charge *charge = session->charge;

    if (session->ended_offline)
        return session->was_charging && ykc_facts_time(facts, YKC_FACT_END_TIME, session->engine->settings.zone_minutes, end);
    *end = charge->marker.time;
    return charge->ended;
}

static void judge_lateness(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts, const ykc_place *place)
{
    const ykc_charge *charge = session->charge;
    bool reconnected = session->ended_offline || charge->marker_connection != connection->id;
    ykc_time_us end, limit = limit_of(session);
    ykc_finding finding;

    if (session->account.flow == YKC_FLOW_OFFLINE || !end_of_charging(session, facts, &end) || place->time - end <= limit)
        return;
    finding = about(session, connection, YKC_RULE_RECORD_LATE, reconnected ? YKC_NOTE : YKC_WARNING, facts, place);
    if (!reconnected)
        ykc_finding_doubt_gap(&finding, connection, connection->pile_end, end);
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_WITHIN, .numbers = {limit}};
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_AFTER, .numbers = {place->time - end}};
    ykc_finding_relate(&finding, &charge->marker, YKC_RELATED_END);
    ykc_finding_raise(connection->engine, connection, &finding, 0);
}

/* --- Too often --- */

static void judge_retry(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts, const ykc_place *place)
{
    const ykc_charge *charge = session->charge;
    ykc_time_us soonest = ykc_limit_of(session->engine, YKC_LIMIT_RECORD_RETRY);
    ykc_time_us pause = place->time - charge->last_record.time;
    unsigned repeat = charge->record_count;
    /* V2.1 has no such repeat any more. */
    bool is_last_allowed = facts->reading.dialect != YKC_V2_1 && repeat == REPEATS_MAX + 1 &&
                           place->time - charge->first_record.time >= LAST_REPEAT_SECONDS * YKC_SECOND;
    ykc_finding finding;

    if (!ykc_time_is_set(place->time) || (pause >= soonest && (repeat <= REPEATS_MAX || is_last_allowed)))
        return;
    finding = about(session, connection, YKC_RULE_RECORD_RETRY, YKC_WARNING, facts, place);
    if (pause < soonest) {
        finding.expected = (ykc_phrase){.id = YKC_PHRASE_REPEAT_AFTER, .numbers = {soonest}};
        finding.seen = (ykc_phrase){.id = YKC_PHRASE_AFTER, .numbers = {pause}};
    } else {
        finding.expected = (ykc_phrase){.id = YKC_PHRASE_REPEATS, .numbers = {REPEATS_MAX, LAST_REPEAT_SECONDS * YKC_SECOND}};
        finding.seen = (ykc_phrase){.id = YKC_PHRASE_REPEAT_NUMBER, .numbers = {repeat}};
    }
    ykc_finding_relate(&finding, &charge->first_record, YKC_RELATED_FIRST);
    ykc_finding_raise(connection->engine, connection, &finding, 0);
}

void ykc_record_rules_record(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts,
                             const ykc_place *place)
{
    ykc_charge *charge = session->charge;
    bool is_repeat = charge->has_record && charge->record_connection == connection->id;

    if (is_repeat)
        judge_retry(session, connection, facts, place);
    else if (!charge->has_record)
        judge_lateness(session, connection, facts, place);
    /* Repeats are counted anew after a reconnection. */
    if (!is_repeat) {
        charge->first_record = *place;
        charge->record_count = 0;
    }
    charge->has_record = true;
    charge->record_count++;
    charge->last_record = *place;
    charge->record_connection = connection->id;
    charge->record_due = 0;
    charge->charging_due = 0;
}

void ykc_record_rules_again(const ykc_ended *ended, ykc_connection *connection, const ykc_facts *facts, const ykc_place *place)
{
    ykc_finding finding = ykc_finding_about(connection, YKC_RULE_RECORD_AFTER_CONFIRM, place);

    if (!ended->confirmed)
        return;
    ykc_finding_take_facts(&finding, facts);
    finding.flow = (ykc_flow)ended->flow;
    finding.step = ended->record_step;
    /* The pile may not have got the confirmation: its connection broke, or the two crossed. */
    if (ended->connection != connection->id || place->time - ended->last.time <= CROSSING_SECONDS * YKC_SECOND)
        finding.certainty = YKC_POSSIBLE;
    finding.expected.id = YKC_PHRASE_NO_REPEAT;
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_CODE, .numbers = {facts->frame->type}};
    ykc_finding_relate(&finding, &ended->last, YKC_RELATED_CONFIRMATION);
    ykc_finding_raise(connection->engine, connection, &finding, 0);
}

/* --- Of what? --- */

void ykc_record_rules_unknown(ykc_session_state *session, ykc_connection *connection, const ykc_link *link,
                              const ykc_facts *facts, const ykc_place *place)
{
    int zone = session->engine->settings.zone_minutes;
    ykc_time_us start, in_view = link->login_place.time;
    ykc_finding finding;

    if (connection->midstream || connection->pile_end < 0 || ykc_is_one_way(connection) || link->login != YKC_LOGIN_DONE ||
        connection->encrypted[0] || connection->encrypted[1])
        return;
    /* What began before the login may be an old record. A clock that is ahead of the packets cannot tell. */
    if (!ykc_facts_time(facts, YKC_FACT_START_TIME, zone, &start) || start <= in_view ||
        start > place->time + CLOCK_TOLERANCE_SECONDS * YKC_SECOND)
        return;
    if (ykc_finding_has_damage(connection, 0, in_view) || ykc_finding_has_damage(connection, 1, in_view))
        return;
    finding = about(session, connection, YKC_RULE_RECORD_UNKNOWN, YKC_WARNING, facts, place);
    ykc_finding_doubt_gap(&finding, connection, 0, in_view);
    ykc_finding_doubt_gap(&finding, connection, 1, in_view);
    finding.expected.id = YKC_PHRASE_CHARGE_BEFORE;
    finding.seen.id = YKC_PHRASE_NOTHING;
    ykc_finding_raise(connection->engine, connection, &finding, 0);
}

/* --- The platform's answer --- */

void ykc_record_rules_confirmation(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts,
                                   const ykc_place *place)
{
    uint64_t result;
    ykc_finding finding;

    if (!ykc_facts_get(facts, YKC_FACT_RECORD_RESULT, &result) ||
        (result != YKC_RECORD_ILLEGAL && result != YKC_RECORD_ILLEGAL_AS_DIGIT))
        return;
    finding = about(session, connection, YKC_RULE_RECORD_REJECTED, YKC_WARNING, facts, place);
    finding.seen = (ykc_phrase){
        .id = YKC_PHRASE_VALUE,
        .numbers = {(int64_t)result},
        .field = ykc_facts_field(facts, YKC_FACT_RECORD_RESULT),
    };
    ykc_finding_relate(&finding, &session->charge->last_record, YKC_RELATED_REQUEST);
    ykc_finding_raise(connection->engine, connection, &finding, 0);
    session->explained = true;
}
