/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sessions: runs through a flow, judged by its step table. The group flow/. */
#include <string.h>

#include "state.h"

/* A DC charge shorter than this many real-time periods may end before the BMS's first report. */
enum { BMS_PERIODS = 3 };

static void fire(ykc_timer *timer, ykc_time_us now);

ykc_session_state *ykc_session_new(ykc_engine *engine, ykc_flow flow, ykc_connection *connection, const ykc_facts *facts,
                                   const ykc_place *place)
{
    ykc_session_state *session = g_new0(ykc_session_state, 1);
    ykc_session *account = &session->account;

    session->references = 1;
    session->engine = engine;
    session->connection = connection;
    session->dialect = facts != NULL ? facts->reading.dialect : connection->dialect;
    session->table = ykc_flow_steps(flow, session->dialect);
    session->timer.fire = fire;
    account->id = ++engine->session_count;
    account->flow = flow;
    account->started = *place;
    account->ended = *place;
    account->connections[account->connection_count++] = connection->id;
    session->attachment.data = session;
    g_queue_push_tail_link(&connection->sessions, &session->attachment);
    if (facts == NULL)
        return session;
    account->gun = facts->has_gun ? facts->gun : 0;
    if (facts->has_pile) {
        account->has_pile = true;
        memcpy(account->pile, facts->pile, YKC_PILE_SIZE);
        session->pile = ykc_pile_get(engine, facts->pile);
    }
    if (facts->has_serial) {
        account->has_serial = true;
        memcpy(account->serial, facts->serial, YKC_SERIAL_SIZE);
    }
    return session;
}

ykc_session_state *ykc_session_ref(ykc_session_state *session)
{
    session->references++;
    return session;
}

void ykc_session_unref(ykc_session_state *session)
{
    if (--session->references > 0)
        return;
    ykc_session_detach(session);
    ykc_timer_cancel(&session->engine->timers, &session->timer);
    g_free(session->charge);
    g_free((ykc_bill *)session->account.bill);
    if (session->account.model != NULL)
        g_rc_box_release((ykc_billing_model *)session->account.model);
    g_free(session);
}

static void fire(ykc_timer *timer, ykc_time_us now)
{
    ykc_session_state *session = (ykc_session_state *)((char *)timer - G_STRUCT_OFFSET(ykc_session_state, timer));

    if (session->due >= now)
        ykc_timer_set(&session->engine->timers, timer, session->due);
    else if (session->account.flow == YKC_FLOW_POWER_ON)
        ykc_power_on_due(session);
    else
        ykc_charge_due(session);
}

void ykc_session_set_due(ykc_session_state *session, ykc_time_us due)
{
    session->due = due;
    ykc_timer_set(&session->engine->timers, &session->timer, due);
}

static const ykc_step *step_of(const ykc_session_state *session, uint8_t type, size_t *row)
{
    for (size_t i = 0; i < session->table->count; i++) {
        if (session->table->steps[i].code == type) {
            *row = i;
            return &session->table->steps[i];
        }
    }
    return NULL;
}

uint8_t ykc_session_step_number(const ykc_session_state *session, uint8_t type)
{
    size_t row;
    const ykc_step *step = step_of(session, type, &row);

    return step != NULL ? step->number : 0;
}

bool ykc_session_has(const ykc_session_state *session, uint8_t type)
{
    size_t row;

    return step_of(session, type, &row) != NULL && (session->rows[row].seen || session->rows[row].damaged);
}

static bool charged_for_long(const ykc_session_state *session)
{
    return session->was_charging && session->last_charging.time - session->first_charging.time >=
                                        BMS_PERIODS * ykc_limit_of(session->engine, YKC_LIMIT_BMS);
}

static bool bms_charged(const ykc_session_state *session)
{
    return session->was_charging &&
           (ykc_session_has(session, YKC_TYPE_BMS_DEMAND) || ykc_session_has(session, YKC_TYPE_BMS_STATE));
}

static bool is_of_dc_pile(const ykc_session_state *session)
{
    return session->pile != NULL && session->pile->is_dc_known && session->pile->is_dc;
}

/* True if frames of the step's direction are missing from the capture. */
static bool is_unheard(const ykc_session_state *session, const ykc_step *step)
{
    const ykc_connection *connection = session->connection;

    if (connection == NULL)
        return session->unheard[step->direction];
    if (connection->pile_end < 0)
        return false;
    return !connection->heard[step->direction == YKC_UP ? connection->pile_end : 1 - connection->pile_end];
}

/* True if the step has to be there, as far as the session is known. */
static bool is_due(const ykc_session_state *session, const ykc_step *step)
{
    if (is_unheard(session, step))
        return false;
    switch ((ykc_must)step->must) {
    case YKC_REQUIRED:
        return true;
    case YKC_OPTIONAL:
        return false;
    case YKC_UNLESS_PUSHED:
        return !session->model_pushed;
    case YKC_IF_MODEL_DIFFERS:
        return session->model_differs && !session->model_pushed;
    case YKC_IF_STOPPED:
        return session->is_stopped;
    case YKC_IF_DC_STARTED:
        return is_of_dc_pile(session) && session->was_charging;
    case YKC_IF_DC_CHARGED:
        return is_of_dc_pile(session) && charged_for_long(session);
    case YKC_IF_BMS_CONFIGURED:
        return session->was_charging &&
               (ykc_session_has(session, YKC_TYPE_PARAMETER_CONFIGURATION) || ykc_session_has(session, YKC_TYPE_BMS_DEMAND) ||
                ykc_session_has(session, YKC_TYPE_BMS_STATE));
    case YKC_IF_BMS_CHARGED:
        return bms_charged(session);
    case YKC_IF_BMS_ENDED:
        return bms_charged(session) && !session->ended_offline;
    }
    return false;
}

/* Order and absence can be judged only where the whole session was captured, in both directions. */
static bool is_judgeable(const ykc_session_state *session)
{
    if (session->holes || session->partial || session->unreadable)
        return false;
    return session->connection != NULL ? !ykc_is_one_way(session->connection)
                                       : !session->unheard[YKC_UP] && !session->unheard[YKC_DOWN];
}

ykc_finding ykc_session_finding(ykc_session_state *session, ykc_rule_number rule, uint8_t step, const ykc_place *place)
{
    ykc_finding finding = ykc_finding_about(session->connection, rule, place);

    if (session->connection == NULL)
        finding.connection = session->account.connections[session->account.connection_count - 1];
    ykc_finding_take_session(&finding, session, step);
    return finding;
}

static void judge_repetition(ykc_session_state *session, const ykc_step *step, const ykc_row_state *state, const ykc_place *place)
{
    ykc_finding finding;

    if (!state->seen || step->once_after == 0 || !ykc_session_has(session, step->once_after) || session->holes)
        return;
    finding = ykc_session_finding(session, YKC_RULE_FLOW_STEP_REPEATED, step->number, place);
    finding.code = step->code;
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_STEP_ONCE, .numbers = {step->number}};
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_CODE, .numbers = {step->code}};
    ykc_finding_relate(&finding, &state->first, YKC_RELATED_FIRST);
    ykc_finding_raise(session->engine, session->connection, &finding, 0);
}

void ykc_session_judge_repeated(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts,
                                const ykc_place *place)
{
    size_t row;
    const ykc_step *step = step_of(session, facts->role, &row);
    ykc_finding finding = ykc_finding_about(connection, YKC_RULE_FLOW_STEP_REPEATED, place);

    if (step == NULL || step->once_after == 0 || !ykc_session_has(session, step->once_after))
        return;
    ykc_finding_take_facts(&finding, facts);
    finding.flow = session->account.flow;
    finding.step = step->number;
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_STEP_ONCE, .numbers = {step->number}};
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_CODE, .numbers = {step->code}};
    ykc_finding_relate(&finding, &session->rows[row].first, YKC_RELATED_FIRST);
    ykc_finding_raise(session->engine, connection, &finding, 0);
}

/* A step came although one that has to come before it did not: it is early if that one comes afterwards. */
static void note_early(const ykc_session_state *session, const ykc_step *step, ykc_row_state *state)
{
    for (int i = 0; i < YKC_STEP_AFTER_MAX && step->after[i] != 0; i++)
        if (!ykc_session_has(session, step->after[i]))
            state->early_for = step->after[i];
}

/* Tell of a step that was early. The order of BMS frames counts only once the charge has reported charging. */
static void judge_early(ykc_session_state *session, const ykc_step *step, ykc_row_state *state)
{
    bool explained = session->explained;
    size_t row;
    const ykc_step *late = step_of(session, state->early_for, &row);
    ykc_finding finding;

    if (late == NULL || !session->rows[row].seen || !is_due(session, late))
        return;
    state->early_for = 0;
    if (!is_judgeable(session))
        return;
    finding = ykc_session_finding(session, YKC_RULE_FLOW_STEP_ORDER, step->number, &state->first);
    finding.code = step->code;
    if (step->early_is_note) {
        finding.severity = YKC_NOTE;
        session->explained = explained;
    }
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_STEP_BEFORE, .numbers = {late->number, late->code}};
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_STEP, .numbers = {step->number, step->code}};
    ykc_finding_relate(&finding, &session->rows[row].first, YKC_RELATED_AFTERWARDS);
    ykc_finding_raise(session->engine, session->connection, &finding, 0);
}

static void judge_order(ykc_session_state *session)
{
    for (size_t i = 0; i < session->table->count; i++)
        if (session->rows[i].early_for != 0)
            judge_early(session, &session->table->steps[i], &session->rows[i]);
}

/* List the frame among the session's steps: all of one kind in one entry. */
static void list_step(ykc_session *account, uint8_t number, uint8_t code, const ykc_place *place)
{
    for (uint8_t i = 0; i < account->step_count; i++) {
        if (account->steps[i].code == code) {
            account->steps[i].last = *place;
            account->steps[i].count++;
            return;
        }
    }
    if (account->step_count < YKC_SESSION_STEPS_MAX)
        account->steps[account->step_count++] =
            (ykc_session_step){.step = number, .code = code, .first = *place, .last = *place, .count = 1};
}

void ykc_session_detach(ykc_session_state *session)
{
    const ykc_connection *connection = session->connection;

    if (connection == NULL)
        return;
    g_queue_unlink(&session->connection->sessions, &session->attachment);
    session->unreadable |= connection->encrypted[0] || connection->encrypted[1];
    if (connection->pile_end >= 0) {
        session->unheard[YKC_UP] = !connection->heard[connection->pile_end];
        session->unheard[YKC_DOWN] = !connection->heard[1 - connection->pile_end];
    }
    session->connection = NULL;
}

static void join_connection(ykc_session_state *session, ykc_connection *connection)
{
    ykc_session *account = &session->account;

    if (session->connection == connection)
        return;
    ykc_session_detach(session);
    session->connection = connection;
    g_queue_push_tail_link(&connection->sessions, &session->attachment);
    for (uint8_t i = 0; i < account->connection_count; i++)
        if (account->connections[i] == connection->id)
            return;
    if (account->connection_count < YKC_SESSION_CONNECTIONS_MAX)
        account->connections[account->connection_count++] = connection->id;
}

void ykc_session_take(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts, const ykc_place *place)
{
    uint8_t type = facts->role;
    size_t row;
    const ykc_step *step = step_of(session, type, &row);

    join_connection(session, connection);
    session->account.ended = *place;
    session->last_code = type;
    session->dialect = facts->reading.dialect;
    list_step(&session->account, step != NULL ? step->number : 0, facts->frame->type, place);
    if (session->engine->sink.step != NULL)
        session->engine->sink.step(session->engine->user, &session->account, facts->frame->type, place);
    if (step == NULL)
        return;
    judge_repetition(session, step, &session->rows[row], place);
    if (!session->rows[row].seen) {
        session->rows[row].seen = true;
        session->rows[row].first = *place;
        note_early(session, step, &session->rows[row]);
    }
    judge_order(session);
}

void ykc_session_damaged(ykc_session_state *session, uint8_t type)
{
    size_t row;

    if (step_of(session, type, &row) != NULL)
        session->rows[row].damaged = true;
}

void ykc_session_hole(ykc_session_state *session)
{
    session->holes = true;
}

/* The last step that has to be there; NULL if none has. */
static const ykc_row_state *last_due(const ykc_session_state *session)
{
    const ykc_row_state *last = NULL;

    for (size_t i = 0; i < session->table->count; i++)
        if (is_due(session, &session->table->steps[i]))
            last = &session->rows[i];
    return last;
}

bool ykc_session_is_complete(const ykc_session_state *session)
{
    const ykc_row_state *last = last_due(session);

    /* Of what began before the capture only the end can be known. */
    if (session->partial)
        return last != NULL && (last->seen || last->damaged);
    for (size_t i = 0; i < session->table->count; i++)
        if (is_due(session, &session->table->steps[i]) && !session->rows[i].seen && !session->rows[i].damaged)
            return false;
    return true;
}

/* The first step that came although it belongs behind @p row; NULL if there is none. */
static const ykc_row_state *later_step(const ykc_session_state *session, size_t row)
{
    const ykc_row_state *first = NULL;

    for (size_t i = row + 1; i < session->table->count; i++) {
        const ykc_row_state *state = &session->rows[i];

        if (state->seen && session->table->steps[i].must != YKC_OPTIONAL &&
            (first == NULL || state->first.time < first->first.time))
            first = state;
    }
    return first;
}

bool ykc_session_judge_missing(ykc_session_state *session)
{
    uint8_t told = 0; /* a step of several frames is missing once */

    if (!is_judgeable(session))
        return false;
    for (size_t i = 0; i < session->table->count; i++) {
        const ykc_step *step = &session->table->steps[i];
        const ykc_row_state *later = later_step(session, i);
        ykc_finding finding;

        if (step->own_rule || session->rows[i].seen || session->rows[i].damaged || !is_due(session, step) || later == NULL ||
            step->number == told)
            continue;
        told = step->number;
        finding = ykc_session_finding(session, YKC_RULE_FLOW_STEP_MISSING, step->number, &later->first);
        finding.code = session->table->steps[later - session->rows].code;
        finding.expected = (ykc_phrase){.id = YKC_PHRASE_STEP_BEFORE, .numbers = {step->number, step->code}};
        finding.seen.id = YKC_PHRASE_NOTHING;
        ykc_finding_relate(&finding, &session->account.started,
                           session->account.flow == YKC_FLOW_POWER_ON ? YKC_RELATED_LOGIN : YKC_RELATED_START);
        ykc_finding_raise(session->engine, session->connection, &finding, 0);
    }
    return told != 0;
}

/* The first step that has to be there and never came; NULL if none is missing. */
static const ykc_step *first_missing(const ykc_session_state *session)
{
    for (size_t i = 0; i < session->table->count; i++)
        if (is_due(session, &session->table->steps[i]) && !session->rows[i].seen && !session->rows[i].damaged)
            return &session->table->steps[i];
    return NULL;
}

void ykc_session_judge_unfinished(ykc_session_state *session)
{
    const ykc_step *last = NULL, *missing = first_missing(session);
    ykc_finding finding;

    if (session->explained || !is_judgeable(session))
        return;
    for (size_t i = 0; i < session->table->count; i++)
        if (session->table->steps[i].must == YKC_REQUIRED)
            last = &session->table->steps[i];
    if (last == NULL || missing == NULL)
        return;
    finding = ykc_session_finding(session, YKC_RULE_FLOW_UNFINISHED, last->number, &session->account.ended);
    finding.code = session->last_code;
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_COMPLETE, .numbers = {last->number, last->code}};
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_NEVER_CAME, .numbers = {missing->code, session->last_code}};
    ykc_finding_raise(session->engine, session->connection, &finding, 0);
}

/* A session that is over is told when nothing of it waits any more, so that its findings come before it. */
static void tell(ykc_session_state *session)
{
    const ykc_engine *engine = session->engine;

    if (session->told || session->open_requests > 0)
        return;
    session->told = true;
    if (engine->sink.session != NULL)
        engine->sink.session(engine->user, &session->account);
    ykc_session_unref(session);
}

void ykc_session_decide(ykc_session_state *session, ykc_outcome outcome)
{
    if (session->decided)
        return;
    session->decided = true;
    session->account.outcome = outcome;
    tell(session);
}

void ykc_session_wait(ykc_session_state *session)
{
    session->open_requests++;
}

void ykc_session_wait_no_more(ykc_session_state *session)
{
    session->open_requests--;
    if (session->decided)
        tell(session);
}
