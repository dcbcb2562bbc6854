/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The group charge/: how a charge starts, runs and stops (sections 7.2, 8.4, 8.6, 13.3). */
#include <string.h>

#include "state.h"
#include "wire/bcd.h"
#include "wire/cp56time.h"

enum {
    PERIODS_MIN = 3, /* that a report may be late, or as many as there are guns and one: guns in turn */
    IDLE_MAX = 1     /* reports of "idle" in a charge that goes on: two make the order abnormal (13.3 no. 4) */
};

/* Places in a serial, reference 3.6 */
enum { SERIAL_GUN = 7, SERIAL_TIME = 8 };
G_STATIC_ASSERT(SERIAL_TIME + YKC_SERIAL_TIME_SIZE <= YKC_SERIAL_SIZE);

static ykc_finding about(ykc_session_state *session, ykc_connection *connection, ykc_rule_number rule, const ykc_facts *facts,
                         const ykc_place *place)
{
    ykc_finding finding = ykc_finding_about(connection, rule, place);

    ykc_finding_take_facts(&finding, facts);
    ykc_finding_take_session(&finding, session, ykc_session_step_number(session, facts->role));
    return finding;
}

static void tell(ykc_connection *connection, ykc_finding *finding)
{
    ykc_finding_raise(connection->engine, connection, finding, 0);
}

static ykc_phrase state_of(const ykc_session_state *session, uint64_t state)
{
    const ykc_fact_tables *tables = &session->engine->facts;

    return (ykc_phrase){
        .id = YKC_PHRASE_VALUE,
        .numbers = {(int64_t)state},
        .field = tables->layouts[tables->by_type[YKC_TYPE_REALTIME]].facts[YKC_FACT_STATE].field,
    };
}

static ykc_phrase transaction(const uint8_t *serial)
{
    ykc_phrase phrase = {.id = YKC_PHRASE_TRANSACTION};

    ykc_bcd_to_text(serial, YKC_SERIAL_SIZE, phrase.text);
    return phrase;
}

/* How long the reports of a kind may be apart. */
static ykc_time_us longest_pause(const ykc_session_state *session, ykc_limit limit)
{
    guint guns = 0;

    if (session->pile != NULL)
        guns = session->pile->gun_count != 0 ? session->pile->gun_count : session->pile->guns->len;
    return MAX(PERIODS_MIN, guns + 1) * ykc_limit_of(session->engine, limit);
}

/* --- The start --- */

static void judge_reuse(ykc_session_state *session, ykc_connection *connection, const ykc_gun *gun, const ykc_facts *facts,
                        const ykc_place *place)
{
    const ykc_ended *ended = facts->has_serial ? ykc_gun_ended(gun, facts->serial) : NULL;
    ykc_finding finding;

    if (ended == NULL || ended->refused)
        return;
    finding = about(session, connection, YKC_RULE_CHARGE_SERIAL_REUSED, facts, place);
    finding.expected.id = YKC_PHRASE_NEW_TRANSACTION;
    finding.seen = transaction(facts->serial);
    ykc_finding_relate(&finding, &ended->last, YKC_RELATED_ENDED);
    tell(connection, &finding);
}

bool ykc_charge_is_busy(const ykc_session_state *charge, const ykc_connection *connection, ykc_time_us now)
{
    return charge->is_charging && !charge->charge->ended && charge->connection == connection &&
           now - charge->last_charging.time <= longest_pause(charge, YKC_LIMIT_REALTIME_CHARGING);
}

static void judge_busy(ykc_session_state *session, ykc_connection *connection, const ykc_gun *gun, const ykc_facts *facts,
                       const ykc_place *place)
{
    ykc_session_state *running = gun->charge;
    ykc_finding finding;

    if (running == NULL || running == session || !ykc_charge_is_busy(running, connection, place->time))
        return;
    finding = about(session, connection, YKC_RULE_CHARGE_GUN_BUSY, facts, place);
    finding.expected.id = YKC_PHRASE_FREE_GUN;
    finding.seen = transaction(running->account.serial);
    ykc_finding_doubt_gap(&finding, connection, connection->pile_end, running->last_charging.time);
    ykc_finding_relate(&finding, &running->last_charging, YKC_RELATED_CHARGING);
    tell(connection, &finding);
    running->explained = true;
    session->charge->charging_due = 0; /* on a gun that is taken it cannot charge */
}

void ykc_charge_rules_start(ykc_session_state *session, ykc_connection *connection, ykc_gun *gun, const ykc_facts *facts,
                            const ykc_place *place)
{
    ykc_charge *charge = session->charge;

    charge->has_start = true;
    charge->start = *place;
    charge->start_code = facts->role;
    charge->charging_due = place->time + ykc_limit_of(session->engine, YKC_LIMIT_START_REALTIME);
    if (gun == NULL)
        return;
    judge_reuse(session, connection, gun, facts, place);
    judge_busy(session, connection, gun, facts, place);
}

static void judge_replug(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts, const ykc_place *place)
{
    ykc_charge *charge = session->charge;
    ykc_time_us limit = ykc_limit_of(session->engine, YKC_LIMIT_REPLUG);
    ykc_time_us elapsed = place->time - charge->start.time;
    ykc_finding finding;

    if (!session->not_plugged || !charge->has_start || charge->refusal_told || elapsed <= limit)
        return;
    finding = about(session, connection, YKC_RULE_CHARGE_REPLUG_LATE, facts, place);
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_WITHIN, .numbers = {limit}};
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_AFTER, .numbers = {elapsed}};
    ykc_finding_doubt_gap(&finding, connection, connection->pile_end, charge->start.time);
    ykc_finding_relate(&finding, &charge->start, YKC_RELATED_START);
    ykc_finding_relate(&finding, &charge->refusal, YKC_RELATED_REFUSAL);
    tell(connection, &finding);
}

void ykc_charge_rules_start_reply(ykc_session_state *session, ykc_connection *connection, ykc_link *link, const ykc_facts *facts,
                                  const ykc_place *place)
{
    ykc_charge *charge = session->charge;

    if (session->failed_start) {
        charge->refusal = *place;
        ykc_parallel_refuse(session, connection, link->pile, place);
        return;
    }
    judge_replug(session, connection, facts, place);
    charge->start_reply_late =
        charge->has_start && place->time - charge->start.time > ykc_limit_of(session->engine, YKC_LIMIT_START_REPLY);
    charge->confirmed = true;
    charge->refusal_due = 0;
}

/* --- What nobody started, or somebody refused --- */

void ykc_charge_rules_tell_refused(ykc_session_state *session, ykc_connection *connection)
{
    ykc_finding finding = ykc_session_finding(session, YKC_RULE_CHARGE_AFTER_REFUSAL,
                                              ykc_session_step_number(session, YKC_TYPE_REALTIME), &session->first_charging);

    session->charge->refusal_due = 0;
    session->charge->refusal_told = true;
    finding.code = YKC_TYPE_REALTIME;
    finding.expected.id = YKC_PHRASE_NO_CHARGING;
    finding.seen = state_of(session, YKC_STATE_CHARGING);
    /* A second start reply may have been in the gap. */
    ykc_finding_doubt_gap(&finding, connection, connection != NULL ? connection->pile_end : -1, session->charge->refusal.time);
    ykc_finding_relate(&finding, &session->charge->refusal, YKC_RELATED_REFUSAL);
    ykc_finding_raise(session->engine, connection, &finding, 0);
}

/* It charges although its start was refused; within the time for plugging in a success may still come (8.4). */
static void judge_refused(ykc_session_state *session, ykc_connection *connection, const ykc_place *place)
{
    ykc_charge *charge = session->charge;
    ykc_time_us until = charge->start.time + ykc_limit_of(session->engine, YKC_LIMIT_REPLUG);
    bool may_succeed = charge->has_start &&
                       (charge->start_code == YKC_TYPE_REMOTE_START || charge->start_code == YKC_TYPE_PARALLEL_REMOTE_START);

    if (!session->failed_start || charge->refusal_told || charge->refusal_due != 0)
        return;
    if (may_succeed && place->time <= until)
        charge->refusal_due = until;
    else
        ykc_charge_rules_tell_refused(session, connection);
}

void ykc_charge_rules_unstarted(ykc_session_state *session, const ykc_gun *gun, ykc_connection *connection)
{
    ykc_charge *charge = session->charge;
    int platform = 1 - connection->pile_end;
    ykc_time_us since;

    if (gun == NULL || gun->not_charging.packet == 0 || connection->pile_end < 0 || ykc_is_one_way(connection) ||
        connection->encrypted[platform])
        return;
    since = gun->not_charging.time;
    if (ykc_finding_has_damage(connection, platform, since))
        return;
    charge->unstarted = true;
    /* It may have been started in a gap, or on a connection that is not in the capture. */
    if (connection->gap_time[platform] >= since || connection->opened.time > since)
        charge->unstarted_certainty = YKC_POSSIBLE;
}

void ykc_charge_rules_tell_unstarted(ykc_session_state *session)
{
    ykc_finding finding;

    if (!session->charge->unstarted)
        return;
    session->charge->unstarted = false;
    finding = ykc_session_finding(session, YKC_RULE_CHARGE_NO_START, ykc_session_step_number(session, YKC_TYPE_REALTIME),
                                  &session->first_charging);
    finding.code = YKC_TYPE_REALTIME;
    finding.certainty = session->charge->unstarted_certainty;
    finding.expected.id = YKC_PHRASE_START_BEFORE;
    finding.seen = state_of(session, YKC_STATE_CHARGING);
    ykc_finding_raise(session->engine, session->connection, &finding, 0);
}

/* Confirmed, but it never charged. Whoever started at the pile may simply have walked away. */
static void judge_not_charging(ykc_session_state *session)
{
    ykc_charge *charge = session->charge;
    ykc_connection *connection = session->connection;
    bool by_platform = charge->start_code == YKC_TYPE_REMOTE_START || charge->start_code == YKC_TYPE_PARALLEL_REMOTE_START;
    ykc_finding finding;

    if (!charge->confirmed || charge->start_reply_late || session->failed_start || charge->first_marker != 0 ||
        ykc_session_has(session, YKC_TYPE_REALTIME) || ykc_session_has(session, YKC_TYPE_RECORD) || connection == NULL ||
        connection->pile_end < 0 || ykc_is_one_way(connection) || connection->encrypted[connection->pile_end] ||
        ykc_finding_has_damage(connection, connection->pile_end, charge->start.time))
        return;
    finding = ykc_session_finding(session, YKC_RULE_CHARGE_NOT_CHARGING, ykc_session_step_number(session, YKC_TYPE_REALTIME),
                                  &charge->start);
    finding.code = charge->start_code;
    if (!by_platform)
        finding.certainty = YKC_POSSIBLE;
    ykc_finding_doubt_gap(&finding, connection, connection->pile_end, charge->start.time);
    finding.expected =
        (ykc_phrase){.id = YKC_PHRASE_CHARGING_WITHIN, .numbers = {ykc_limit_of(session->engine, YKC_LIMIT_START_REALTIME)}};
    finding.seen.id = YKC_PHRASE_NOTHING;
    tell(connection, &finding);
}

void ykc_charge_rules_due(ykc_session_state *session, ykc_time_us now)
{
    ykc_charge *charge = session->charge;

    if (charge->charging_due != 0 && charge->charging_due < now) {
        charge->charging_due = 0;
        if (!session->was_charging)
            judge_not_charging(session);
    }
    if (charge->refusal_due != 0 && charge->refusal_due < now)
        ykc_charge_rules_tell_refused(session, session->connection);
}

/* --- Running --- */

/* A report came long after the one before it, on the same connection, while the gun was charging. */
static void judge_pause(ykc_session_state *session, ykc_connection *connection, const ykc_link *link, const ykc_report *before,
                        const ykc_facts *facts, const ykc_place *place)
{
    bool is_realtime = facts->role == YKC_TYPE_REALTIME;
    ykc_limit limit = is_realtime ? YKC_LIMIT_REALTIME_CHARGING : YKC_LIMIT_BMS;
    ykc_time_us pause = place->time - before->place.time;
    ykc_finding finding;

    if (!before->known || before->connection != connection->id || !session->is_charging || session->charge->ended ||
        pause <= longest_pause(session, limit))
        return;
    /* The pile was silent altogether, or what it said was damaged: that is told already. */
    if (link->silence_told > before->place.time || ykc_finding_has_damage(connection, connection->pile_end, before->place.time))
        return;
    finding = about(session, connection, is_realtime ? YKC_RULE_CHARGE_REALTIME_GAP : YKC_RULE_CHARGE_BMS_GAP, facts, place);
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_CODE_EVERY, .numbers = {facts->role, ykc_limit_of(session->engine, limit)}};
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_AFTER, .numbers = {pause}};
    ykc_finding_doubt_gap(&finding, connection, connection->pile_end, before->place.time);
    ykc_finding_relate(&finding, &before->place, YKC_RELATED_BEFORE);
    tell(connection, &finding);
}

/* Energy, amount and minutes only grow. */
static void judge_counters(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts, const ykc_place *place)
{
    ykc_charge *charge = session->charge;
    const struct {
        ykc_fact fact;
        uint32_t *last;
    } counters[] = {
        {YKC_FACT_ENERGY, &charge->energy_1e4kwh},
        {YKC_FACT_AMOUNT, &charge->amount_1e4yuan},
        {YKC_FACT_CHARGE_MINUTES, &charge->minutes},
    };
    bool told = false;

    for (size_t i = 0; i < G_N_ELEMENTS(counters); i++) {
        uint64_t number = 0;

        ykc_facts_get(facts, counters[i].fact, &number);
        if (charge->has_counters && number < *counters[i].last && !told) {
            const ykc_field *field = ykc_facts_field(facts, counters[i].fact);
            ykc_finding finding = about(session, connection, YKC_RULE_CHARGE_COUNTER_BACKWARDS, facts, place);

            finding.expected = (ykc_phrase){.id = YKC_PHRASE_AT_LEAST, .numbers = {*counters[i].last}, .field = field};
            finding.seen = (ykc_phrase){.id = YKC_PHRASE_VALUE, .numbers = {(int64_t)number}, .field = field};
            ykc_finding_relate(&finding, &charge->realtime.place, YKC_RELATED_BEFORE);
            tell(connection, &finding);
            told = true;
        }
        *counters[i].last = (uint32_t)number;
    }
    charge->has_counters = true;
}

/* Idle in the middle of a charge, twice or more. */
static void judge_idle(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts)
{
    ykc_charge *charge = session->charge;
    ykc_finding finding;

    if (charge->idle_told || charge->idle_count <= IDLE_MAX)
        return;
    charge->idle_told = true;
    finding = about(session, connection, YKC_RULE_CHARGE_IDLE_REPORTED, facts, &charge->second_idle);
    finding.expected.id = YKC_PHRASE_NO_IDLE;
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_IDLE_COUNT, .numbers = {charge->idle_count}};
    ykc_finding_relate(&finding, &charge->realtime.place, YKC_RELATED_BEFORE);
    tell(connection, &finding);
}

/* Still charging although the pile has said that it stopped (13.3 no. 3). */
static void judge_stop(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts, const ykc_place *place)
{
    ykc_charge *charge = session->charge;
    ykc_time_us period = ykc_limit_of(session->engine, YKC_LIMIT_REALTIME_CHARGING);
    ykc_time_us elapsed = place->time - charge->stop.time;
    ykc_finding finding;

    if (!charge->has_stop || charge->stop_ignored_told || elapsed <= period)
        return;
    charge->stop_ignored_told = true;
    finding = about(session, connection, YKC_RULE_CHARGE_STOP_IGNORED, facts, place);
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_STOPPED_WITHIN, .numbers = {period}};
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_STILL_CHARGING, .numbers = {elapsed}};
    ykc_finding_relate(&finding, &charge->stop, YKC_RELATED_STOP);
    tell(connection, &finding);
}

static void remember_realtime(ykc_charge *charge, const ykc_connection *connection, const ykc_facts *facts,
                              const ykc_place *place)
{
    uint64_t voltage = 0, current = 0;

    charge->realtime = (ykc_report){true, *place, connection->id};
    ykc_facts_get(facts, YKC_FACT_VOLTAGE, &voltage);
    ykc_facts_get(facts, YKC_FACT_CURRENT, &current);
    charge->power_max_1e2w = MAX(charge->power_max_1e2w, voltage * current);
}

static void count_idle(ykc_session_state *session, const ykc_facts *facts, const ykc_place *place)
{
    ykc_charge *charge = session->charge;

    if (!session->was_charging || !ykc_facts_is(facts, YKC_FACT_STATE, YKC_STATE_IDLE) || charge->idle_count == UINT8_MAX)
        return;
    charge->idle_count++;
    if (charge->idle_count == IDLE_MAX + 1)
        charge->second_idle = *place;
}

void ykc_charge_rules_realtime(ykc_session_state *session, ykc_connection *connection, ykc_link *link, const ykc_facts *facts,
                               const ykc_place *place)
{
    ykc_charge *charge = session->charge;

    judge_pause(session, connection, link, &charge->realtime, facts, place);
    if (ykc_facts_is(facts, YKC_FACT_STATE, YKC_STATE_CHARGING)) {
        charge->charging_due = 0;
        judge_counters(session, connection, facts, place);
        judge_idle(session, connection, facts);
        judge_stop(session, connection, facts, place);
        if (!session->was_charging)
            session->first_charging = *place;
        judge_refused(session, connection, place);
    } else {
        count_idle(session, facts, place);
    }
    remember_realtime(charge, connection, facts, place);
}

void ykc_charge_rules_bms(ykc_session_state *session, ykc_connection *connection, ykc_link *link, const ykc_facts *facts,
                          const ykc_place *place)
{
    ykc_charge *charge = session->charge;
    ykc_report *before = facts->role == YKC_TYPE_BMS_DEMAND ? &charge->demand : &charge->bms_state;

    judge_pause(session, connection, link, before, facts, place);
    *before = (ykc_report){true, *place, connection->id};
}

/* --- The serial --- */

void ykc_charge_rules_other_serial(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts,
                                   const ykc_place *place)
{
    ykc_finding finding = about(session, connection, YKC_RULE_CHARGE_SERIAL_CHANGED, facts, place);

    finding.expected = transaction(session->account.serial);
    finding.seen = transaction(facts->serial);
    /* Another charge may have been started in the gap. */
    ykc_finding_doubt_gap(&finding, connection, 1 - connection->pile_end, session->account.ended.time);
    ykc_finding_doubt_gap(&finding, connection, connection->pile_end, session->account.ended.time);
    ykc_finding_relate(&finding, &session->account.started, YKC_RELATED_START);
    tell(connection, &finding);
}

static bool is_date(const uint8_t *digits)
{
    enum { YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, PARTS };
    uint64_t parts[PARTS];
    ykc_cp56time time;

    for (int i = 0; i < PARTS; i++)
        if (!ykc_bcd_to_number(digits + i, 1, &parts[i]))
            return false;
    time = (ykc_cp56time){
        .year = (uint8_t)parts[YEAR],
        .month = (uint8_t)parts[MONTH],
        .day = (uint8_t)parts[DAY],
        .hour = (uint8_t)parts[HOUR],
        .minute = (uint8_t)parts[MINUTE],
        .milliseconds = (uint16_t)(parts[SECOND] * 1000),
    };
    return parts[SECOND] < 60 && ykc_cp56time_is_possible(&time);
}

/* The time in a serial; that of the connection's last serial is known already, and most frames repeat it. */
static bool has_date(ykc_connection *connection, const uint8_t *serial)
{
    const uint8_t *digits = serial + SERIAL_TIME;

    if (connection->is_dated && memcmp(connection->dated, digits, YKC_SERIAL_TIME_SIZE) == 0)
        return true;
    if (!is_date(digits))
        return false;
    connection->is_dated = true;
    memcpy(connection->dated, digits, YKC_SERIAL_TIME_SIZE);
    return true;
}

void ykc_charge_rules_serial_format(ykc_connection *connection, ykc_session_state *session, const ykc_facts *facts,
                                    const ykc_place *place)
{
    uint64_t gun;
    bool is_formed = (!facts->has_pile || memcmp(facts->serial, facts->pile, YKC_PILE_SIZE) == 0) &&
                     (!facts->has_gun || (ykc_bcd_to_number(facts->serial + SERIAL_GUN, 1, &gun) && gun == facts->gun)) &&
                     has_date(connection, facts->serial);
    ykc_finding finding;

    if (!facts->has_serial || is_formed)
        return;
    finding = ykc_finding_about(connection, YKC_RULE_CHARGE_SERIAL_FORMAT, place);
    ykc_finding_take_facts(&finding, facts);
    if (session != NULL)
        ykc_finding_take_session(&finding, session, ykc_session_step_number(session, facts->role));
    finding.expected.id = YKC_PHRASE_SERIAL_FORM;
    finding.seen = transaction(facts->serial);
    tell(connection, &finding);
}
