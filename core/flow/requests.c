/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The group reply/: requests and what answers them (rules.md section 3, first paragraph). */
#include <string.h>

#include "state.h"
#include "wire/bytes.h"

enum {
    MISSING_FACTOR = 10, /* a reply is given up after ten times its limit */
    UPDATE_GRACE_SECONDS = 60,
    SECONDS_PER_MINUTE = 60
};

/* Requests that the specification has repeated until they are answered: of such a series only the last can be unanswered. */
static bool is_retried(uint8_t type)
{
    uint8_t role = ykc_catalog_role(type);

    return role == YKC_TYPE_LOGIN || role == YKC_TYPE_BILLING_MODEL_CHECK || role == YKC_TYPE_BILLING_MODEL_REQUEST ||
           role == YKC_TYPE_RECORD || role == YKC_TYPE_FAULT_REPORT || role == YKC_TYPE_FAULT_CLEARED;
}

/* Requests of which a reply without a matching number answers the latest, not the oldest. */
static bool is_answered_latest(uint8_t type)
{
    return type == YKC_TYPE_LOGIN || type == YKC_TYPE_HEARTBEAT || type == YKC_TYPE_BILLING_MODEL_CHECK ||
           type == YKC_TYPE_BILLING_MODEL_REQUEST;
}

static ykc_request *request_at(const ykc_connection *connection, guint index)
{
    return &g_array_index(connection->requests, ykc_request, index);
}

/* The request's session need not wait for it any longer. */
static void release(ykc_request *request)
{
    ykc_session_state *session = g_steal_pointer(&request->session);

    if (session == NULL)
        return;
    ykc_session_wait_no_more(session);
    ykc_session_unref(session);
}

static void forget(ykc_connection *connection, guint index)
{
    release(request_at(connection, index));
    g_array_remove_index(connection->requests, index);
}

static bool is_same_key(const ykc_request *a, const ykc_request *b)
{
    return a->type == b->type && a->end == b->end &&
           (!a->has_pile || !b->has_pile || memcmp(a->pile, b->pile, YKC_PILE_SIZE) == 0) &&
           (!a->has_gun || !b->has_gun || a->gun == b->gun) &&
           (!a->has_serial || !b->has_serial || memcmp(a->serial, b->serial, YKC_SERIAL_SIZE) == 0);
}

static bool is_answered_by(const ykc_request *request, int end, const ykc_facts *facts)
{
    return request->reply == facts->frame->type && request->end != end &&
           (!request->has_pile || !facts->has_pile || memcmp(request->pile, facts->pile, YKC_PILE_SIZE) == 0) &&
           (!request->has_gun || !facts->has_gun || request->gun == facts->gun) &&
           (!request->has_serial || !facts->has_serial || memcmp(request->serial, facts->serial, YKC_SERIAL_SIZE) == 0);
}

/* The request that a reply answers: by its number, by its number with the bytes swapped, else the latest or the oldest. */
static bool find_request(const ykc_connection *connection, int end, const ykc_facts *facts, guint *found)
{
    uint16_t number = facts->frame->sequence;
    int best_rank = 0;

    for (guint i = 0; i < connection->requests->len; i++) {
        const ykc_request *request = request_at(connection, i);
        int rank;

        if (!is_answered_by(request, end, facts))
            continue;
        rank = request->sequence == number ? 3 : request->sequence == ykc_bytes_swap16(number) ? 2 : 1;
        if (rank > best_rank || (rank == 1 && best_rank == 1 && is_answered_latest(request->type))) {
            best_rank = rank;
            *found = i;
        }
    }
    return best_rank > 0;
}

ykc_session_state *ykc_requests_session(const ykc_connection *connection, int end, const ykc_facts *facts)
{
    guint index = 0;

    return find_request(connection, end, facts, &index) ? request_at(connection, index)->session : NULL;
}

/* Forget a request and all earlier ones of its key; where the key can only be guessed, it alone. */
static void settle(ykc_connection *connection, guint index, bool is_guess)
{
    ykc_request settled = *request_at(connection, index);

    if (is_guess) {
        forget(connection, index);
        return;
    }
    for (guint i = index + 1; i > 0; i--)
        if (i - 1 == index || is_same_key(request_at(connection, i - 1), &settled))
            forget(connection, i - 1);
}

static ykc_finding about_reply(const ykc_connection *connection, ykc_rule_number rule, const ykc_facts *facts,
                               ykc_session_state *session, const ykc_place *place)
{
    ykc_finding finding = ykc_finding_about(connection, rule, place);
    ykc_reply_step step = ykc_flow_of_reply(facts->role);
    uint8_t number = session != NULL ? ykc_session_step_number(session, facts->role) : 0;

    ykc_finding_take_facts(&finding, facts);
    finding.flow = step.flow;
    finding.step = step.step;
    if (session != NULL)
        ykc_finding_take_session(&finding, session, number != 0 ? number : step.step);
    return finding;
}

/* The session of a setting that something is wrong with; other replies have theirs already. */
static ykc_session_state *session_of_setting(ykc_connection *connection, const ykc_request *request)
{
    ykc_session_state *session;

    if (ykc_flow_of_reply(request->reply).flow != YKC_FLOW_SETTINGS)
        return NULL;
    session = ykc_session_new(connection->engine, YKC_FLOW_SETTINGS, connection, NULL, &request->place);
    session->account.has_pile = request->has_pile;
    memcpy(session->account.pile, request->pile, YKC_PILE_SIZE);
    session->account.gun = request->has_gun ? request->gun : 0;
    session->account.steps[0] =
        (ykc_session_step){.step = 1, .code = request->type, .first = request->place, .last = request->place, .count = 1};
    session->account.step_count = 1;
    return session;
}

static void judge_lateness(ykc_connection *connection, const ykc_request *request, const ykc_facts *facts,
                           ykc_session_state *session, const ykc_place *place)
{
    ykc_time_us elapsed = place->time - request->place.time;
    ykc_session_state *setting = NULL;
    ykc_finding finding;

    if (elapsed <= request->limit)
        return;
    if (session == NULL)
        session = setting = session_of_setting(connection, request);
    finding = about_reply(connection, YKC_RULE_REPLY_LATE, facts, session, place);
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_WITHIN, .numbers = {request->limit}};
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_AFTER, .numbers = {elapsed}};
    ykc_finding_relate(&finding, &request->place, YKC_RELATED_REQUEST);
    ykc_finding_raise(connection->engine, connection, &finding, 0);
    if (setting != NULL)
        ykc_session_decide(setting, YKC_OUTCOME_COMPLETE);
}

/* What a reply's result means, and where its reason is; V1.6 sections 6 to 12, V1.8 and V2.1. 0x40 has a rule of its own:
 * record/rejected. */
static const struct result {
    uint8_t role;
    ykc_fact result;
    uint8_t success;
    ykc_fact reason;
} results[] = {
    {YKC_TYPE_LOGIN_REPLY, YKC_FACT_LOGIN_RESULT, 0, YKC_FACT_LOGIN_RESULT},
    {YKC_TYPE_START_AUTHORISATION, YKC_FACT_AUTH_RESULT, 1, YKC_FACT_AUTH_FAILURE},
    {YKC_TYPE_REMOTE_START_REPLY, YKC_FACT_START_RESULT, 1, YKC_FACT_START_FAILURE},
    {YKC_TYPE_REMOTE_STOP_REPLY, YKC_FACT_STOP_RESULT, 1, YKC_FACT_STOP_FAILURE},
    {YKC_TYPE_BALANCE_UPDATE_REPLY, YKC_FACT_BALANCE_RESULT, 0, YKC_FACT_BALANCE_RESULT},
    {YKC_TYPE_CARD_SYNC_REPLY, YKC_FACT_CARD_SYNC_RESULT, 1, YKC_FACT_CARD_SYNC_FAILURE},
    {YKC_TYPE_WORK_PARAMETER_REPLY, YKC_FACT_WORK_SETTING_RESULT, 1, YKC_FACT_WORK_SETTING_RESULT},
    {YKC_TYPE_BILLING_MODEL_SETTING_REPLY, YKC_FACT_MODEL_SETTING_RESULT, 1, YKC_FACT_MODEL_SETTING_RESULT},
    {YKC_TYPE_PARKING_LOCK_REPLY, YKC_FACT_LOCK_RESULT, 1, YKC_FACT_LOCK_RESULT},
    {YKC_TYPE_REBOOT_REPLY, YKC_FACT_REBOOT_RESULT, 1, YKC_FACT_REBOOT_RESULT},
    {YKC_TYPE_UPDATE_REPLY, YKC_FACT_UPDATE_RESULT, 0, YKC_FACT_UPDATE_RESULT},
    {YKC_TYPE_PARALLEL_START_AUTHORISATION, YKC_FACT_AUTH_RESULT, 1, YKC_FACT_AUTH_FAILURE},
    {YKC_TYPE_PARALLEL_REMOTE_START_REPLY, YKC_FACT_START_RESULT, 1, YKC_FACT_START_FAILURE},
    {YKC_TYPE_DEFAULT_POWER_REPLY, YKC_FACT_DEFAULT_POWER_RESULT, 1, YKC_FACT_DEFAULT_POWER_RESULT},
    {YKC_TYPE_RECORD_CALL_REPLY, YKC_FACT_RECORD_CALL_RESULT, 0, YKC_FACT_RECORD_CALL_FAILURE},
    {YKC_TYPE_FAULT_REPORT_REPLY, YKC_FACT_FAULT_RESULT, 0, YKC_FACT_FAULT_RESULT},
    {YKC_TYPE_FAULT_CLEARED_REPLY, YKC_FACT_FAULT_RESULT, 0, YKC_FACT_FAULT_RESULT},
    {YKC_TYPE_QR_CODE_REPLY, YKC_FACT_QR_RESULT, 1, YKC_FACT_QR_RESULT},
    {YKC_TYPE_GUN_QR_REPLY, YKC_FACT_QR_RESULT, 1, YKC_FACT_QR_RESULT},
    {YKC_TYPE_QR_PREFIX_REPLY, YKC_FACT_QR_PREFIX_RESULT, 0, YKC_FACT_QR_PREFIX_RESULT},
    {YKC_TYPE_SERVER_SETTING_REPLY, YKC_FACT_SERVER_RESULT, 1, YKC_FACT_SERVER_RESULT},
    {YKC_TYPE_PARAMETER_SETTING_REPLY, YKC_FACT_PARAMETER_RESULT, 1, YKC_FACT_PARAMETER_RESULT},
    {YKC_TYPE_KEY_UPDATE_REPLY, YKC_FACT_KEY_RESULT, 1, YKC_FACT_KEY_RESULT},
    {YKC_TYPE_LOG_REQUEST_REPLY, YKC_FACT_LOG_RESULT, 1, YKC_FACT_LOG_FAILURE},
};

/* Say that a reply was a refusal, and why. One platform writes 0x32 "granted" as 0 without a reason: that is doubtful. */
static void judge_refusal(ykc_connection *connection, const ykc_facts *facts, ykc_session_state *session, const ykc_place *place)
{
    const struct result *result = NULL;
    uint64_t outcome, reason = 0;
    ykc_finding finding;
    bool doubtful;

    for (size_t i = 0; i < G_N_ELEMENTS(results) && result == NULL; i++)
        if (results[i].role == facts->role)
            result = &results[i];
    if (result == NULL || !ykc_facts_get(facts, result->result, &outcome) || outcome == result->success)
        return;
    ykc_facts_get(facts, result->reason, &reason);
    doubtful = facts->role == YKC_TYPE_START_AUTHORISATION && reason == 0;
    finding = about_reply(connection, doubtful ? YKC_RULE_REPLY_DOUBTFUL : YKC_RULE_REPLY_REFUSED, facts, session, place);
    finding.seen = (ykc_phrase){
        .id = YKC_PHRASE_VALUE,
        .numbers = {(int64_t)reason},
        .field = ykc_facts_field(facts, result->reason),
    };
    ykc_finding_raise(connection->engine, connection, &finding, 0);
}

/* A second 0x33 within the time for plugging in is none; a later one after "not plugged in" has a rule of its own. */
static bool is_second_start_reply(const ykc_engine *engine, const ykc_facts *facts, const ykc_session_state *session,
                                  const ykc_place *place)
{
    if ((facts->role != YKC_TYPE_REMOTE_START_REPLY && facts->role != YKC_TYPE_PARALLEL_REMOTE_START_REPLY) || session == NULL)
        return false;
    return session->not_plugged || place->time - session->account.started.time <= ykc_limit_of(engine, YKC_LIMIT_REPLUG);
}

/* A reply to nothing. The second 0x33 of a gun that was plugged in late is none (section 8.4). */
static void judge_orphan(ykc_connection *connection, int end, const ykc_facts *facts, ykc_session_state *session,
                         const ykc_place *place)
{
    const ykc_engine *engine = connection->engine;
    ykc_time_us reply = ykc_limit_of(engine, YKC_LIMIT_REPLY);
    ykc_time_us gap = connection->gap_time[1 - end];
    ykc_finding finding;

    if (!engine->facts.is_reply[facts->frame->type] || ykc_is_one_way(connection))
        return;
    /* What it answers may be a request that nobody can read, or that such a reply has settled. */
    if (connection->encrypted[0] || connection->encrypted[1])
        return;
    if (connection->midstream && place->time - connection->opened.time <= reply)
        return;
    if (is_second_start_reply(engine, facts, session, place))
        return;
    /* A damaged request is told of by itself. */
    if (ykc_finding_has_damage(connection, 1 - end, place->time - reply))
        return;
    finding = about_reply(connection, YKC_RULE_REPLY_ORPHAN, facts, session, place);
    if (gap != 0 && place->time - gap <= reply)
        finding.certainty = YKC_POSSIBLE;
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_CODE, .numbers = {facts->frame->type}};
    ykc_finding_raise(connection->engine, connection, &finding, 0);
}

ykc_answer ykc_requests_answer(ykc_connection *connection, int end, const ykc_facts *facts, ykc_session_state *session,
                               const ykc_place *place)
{
    ykc_answer answer = {0};
    ykc_request *request;
    guint index = 0;
    bool is_guess;

    if (!find_request(connection, end, facts, &index)) {
        judge_orphan(connection, end, facts, session, place);
        return answer;
    }
    request = request_at(connection, index);
    is_guess = request->unreadable || facts->reading.encrypted;
    answer = (ykc_answer){.found = !is_guess, .sequence = request->sequence, .request = request->place};
    if (connection->engine->sink.answered != NULL && (!is_guess || request->sequence == facts->frame->sequence))
        connection->engine->sink.answered(connection->engine->user, request->type, &request->place, place);
    if (!request->given_up && !is_guess) {
        ykc_session_state *owner = session != NULL ? session : request->session;

        judge_lateness(connection, request, facts, owner, place);
        judge_refusal(connection, facts, owner, place);
    }
    settle(connection, index, is_guess);
    return answer;
}

static ykc_time_us limit_of(const ykc_engine *engine, const ykc_facts *facts)
{
    uint64_t minutes;

    if (facts->role == YKC_TYPE_REMOTE_START || facts->role == YKC_TYPE_PARALLEL_REMOTE_START)
        return ykc_limit_of(engine, YKC_LIMIT_START_REPLY);
    if (facts->role == YKC_TYPE_UPDATE && ykc_facts_get(facts, YKC_FACT_DOWNLOAD_TIMEOUT, &minutes))
        return ((ykc_time_us)minutes * SECONDS_PER_MINUTE + UPDATE_GRACE_SECONDS) * YKC_SECOND;
    return ykc_limit_of(engine, YKC_LIMIT_REPLY);
}

/* Tell who wants to know that the same was asked before. */
static void tell_repeated(const ykc_connection *connection, const ykc_request *request)
{
    const ykc_engine *engine = connection->engine;

    /* A heartbeat is no repetition of the one before. */
    if (engine->sink.repeated == NULL || request->type == YKC_TYPE_HEARTBEAT)
        return;
    for (guint i = connection->requests->len; i > 0; i--) {
        const ykc_request *before = request_at(connection, i - 1);

        if (is_same_key(before, request)) {
            engine->sink.repeated(engine->user, &before->place, &request->place);
            return;
        }
    }
}

void ykc_requests_add(ykc_connection *connection, int end, const ykc_facts *facts, ykc_session_state *session,
                      const ykc_place *place)
{
    ykc_request request = {
        .type = facts->frame->type,
        .reply = facts->reading.message->reply,
        .end = (uint8_t)end,
        .sequence = facts->frame->sequence,
        .unreadable = facts->reading.encrypted,
        .has_pile = facts->has_pile,
        .has_gun = facts->has_gun,
        .has_serial = facts->has_serial,
        .gun = facts->gun,
        .place = *place,
        .limit = limit_of(connection->engine, facts),
        .session = session != NULL ? ykc_session_ref(session) : NULL,
    };

    /* All guns at once: some piles ignore it, and no gun owes a reply. */
    if (request.type == YKC_TYPE_READ_REALTIME && !request.has_gun)
        return;
    memcpy(request.pile, facts->pile, sizeof request.pile);
    memcpy(request.serial, facts->serial, sizeof request.serial);
    if (session != NULL)
        ykc_session_wait(session);
    tell_repeated(connection, &request);
    if (connection->requests->len == YKC_REQUESTS_MAX)
        forget(connection, 0);
    g_array_append_val(connection->requests, request);
    ykc_timer_set(&connection->engine->timers, &connection->timer, place->time + MISSING_FACTOR * request.limit);
}

/* True if a later request of the same key waits too: of a series that is repeated until answered only the last one counts. */
static bool is_superseded(const ykc_connection *connection, guint index)
{
    for (guint i = index + 1; i < connection->requests->len; i++)
        if (is_same_key(request_at(connection, i), request_at(connection, index)))
            return is_retried(request_at(connection, index)->type);
    return false;
}

static void tell_missing(ykc_connection *connection, guint index, ykc_time_us closed)
{
    ykc_request *request = request_at(connection, index);
    ykc_session_state *session = request->session, *setting = NULL;
    ykc_reply_step step = ykc_flow_of_reply(request->reply);
    uint8_t number = session != NULL ? ykc_session_step_number(session, request->reply) : 0;
    ykc_finding finding;

    request->given_up = true;
    if (ykc_is_one_way(connection) || request->unreadable || is_superseded(connection, index)) {
        release(request);
        return;
    }
    if (ykc_finding_blame_damage(connection, 1 - request->end, request->reply, request->place.time,
                                 request->place.time + request->limit, &request->place)) {
        if (session != NULL)
            session->explained = true;
        release(request);
        return;
    }
    if (session == NULL)
        session = setting = session_of_setting(connection, request);
    finding = ykc_finding_about(connection, YKC_RULE_REPLY_MISSING, &request->place);
    finding.code = request->type;
    /* A late reply may have been in the gap. */
    if (connection->gap_time[1 - request->end] >= request->place.time)
        finding.certainty = YKC_POSSIBLE;
    finding.flow = step.flow;
    finding.step = step.step;
    finding.has_pile = request->has_pile;
    memcpy(finding.pile, request->pile, YKC_PILE_SIZE);
    finding.has_serial = request->has_serial;
    memcpy(finding.serial, request->serial, YKC_SERIAL_SIZE);
    finding.gun = request->has_gun ? request->gun : 0;
    ykc_finding_take_session(&finding, session, number != 0 ? number : step.step);
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_REPLY_WITHIN, .numbers = {request->reply, request->limit}};
    if (closed != 0)
        finding.seen = (ykc_phrase){.id = YKC_PHRASE_NOTHING_CLOSED, .numbers = {closed - request->place.time}};
    else
        finding.seen.id = YKC_PHRASE_NOTHING;
    ykc_finding_raise(connection->engine, connection, &finding, 0);
    if (setting != NULL)
        ykc_session_decide(setting, YKC_OUTCOME_UNFINISHED);
    release(request);
}

void ykc_requests_advance(ykc_connection *connection, ykc_time_us now)
{
    for (guint i = 0; i < connection->requests->len; i++) {
        const ykc_request *request = request_at(connection, i);
        ykc_time_us due = request->place.time + MISSING_FACTOR * request->limit;

        if (request->given_up)
            continue;
        if (due < now)
            tell_missing(connection, i, 0);
        else
            ykc_timer_set(&connection->engine->timers, &connection->timer, due);
    }
}

void ykc_requests_close(ykc_connection *connection, const ykc_place *place)
{
    for (guint i = 0; i < connection->requests->len; i++) {
        const ykc_request *request = request_at(connection, i);

        if (!request->given_up && place->time - request->place.time > request->limit)
            tell_missing(connection, i, place->time);
    }
}

uint64_t ykc_requests_due(const ykc_connection *connection)
{
    uint64_t due = 0;

    for (guint i = 0; i < connection->requests->len; i++)
        due += !request_at(connection, i)->given_up;
    return ykc_is_one_way(connection) ? 0 : due;
}

void ykc_requests_clear(ykc_connection *connection)
{
    for (guint i = 0; i < connection->requests->len; i++)
        release(request_at(connection, i));
    g_array_set_size(connection->requests, 0);
}
