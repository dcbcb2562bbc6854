/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The power-on flow (section 5.1) and the group power-on/: whether a pile knows the prices before it charges. */
#include <string.h>

#include "state.h"

enum { PATIENCE_SECONDS = 60 /* for the last step, once there is other business: rules.md, flow/unfinished */ };

static bool is_step(uint8_t type)
{
    static const uint8_t steps[] = {YKC_TYPE_LOGIN,
                                    YKC_TYPE_LOGIN_REPLY,
                                    YKC_TYPE_HEARTBEAT,
                                    YKC_TYPE_HEARTBEAT_REPLY,
                                    YKC_TYPE_BILLING_MODEL_CHECK,
                                    YKC_TYPE_BILLING_MODEL_CHECK_REPLY,
                                    YKC_TYPE_BILLING_MODEL_REQUEST,
                                    YKC_TYPE_BILLING_MODEL_REPLY};

    return memchr(steps, type, sizeof steps) != NULL;
}

/* The earlier of the session's deadlines. */
static void set_due(ykc_session_state *session)
{
    ykc_time_us due = session->step_due;

    if (session->fetch_due != 0 && session->fetch_due < due)
        due = session->fetch_due;
    ykc_session_set_due(session, due);
}

static void release(ykc_link *link)
{
    g_clear_pointer(&link->power_on, ykc_session_unref);
}

/* A login begins a session, unless it repeats one that nothing followed yet. */
static ykc_session_state *begin(ykc_connection *connection, ykc_link *link, const ykc_facts *facts, const ykc_place *place)
{
    ykc_session_state *session = link->power_on;
    uint64_t type, guns;
    bool is_checked, model_differs;

    if (ykc_facts_get(facts, YKC_FACT_PILE_TYPE, &type)) {
        link->pile->is_dc_known = true;
        link->pile->is_dc = type == YKC_PILE_DC;
    }
    if (ykc_facts_get(facts, YKC_FACT_GUN_COUNT, &guns))
        link->pile->gun_count = (uint8_t)guns;
    if (session != NULL && !session->decided && !ykc_session_has(session, YKC_TYPE_BILLING_MODEL_CHECK))
        return session;
    if (session != NULL && !link->login_after_silence)
        ykc_session_judge_repeated(session, connection, facts, place);
    /* What the old session still lacked the new one has to bring. */
    is_checked = session != NULL && !session->decided && !link->login_after_silence &&
                 ykc_session_has(session, YKC_TYPE_BILLING_MODEL_CHECK_REPLY);
    model_differs = is_checked && session->model_differs;
    if (session != NULL)
        ykc_session_decide(session, YKC_OUTCOME_UNFINISHED);
    release(link);
    session = ykc_session_new(connection->engine, YKC_FLOW_POWER_ON, connection, facts, place);
    if (is_checked) {
        /* Between login and this one: no fault of the new session if it does not come again. */
        ykc_session_damaged(session, YKC_TYPE_BILLING_MODEL_CHECK);
        ykc_session_damaged(session, YKC_TYPE_BILLING_MODEL_CHECK_REPLY);
        session->model_differs = model_differs;
    }
    session->step_due = place->time + PATIENCE_SECONDS * YKC_SECOND;
    set_due(session);
    link->power_on = ykc_session_ref(session);
    return session;
}

static void note_model_known(ykc_link *link, ykc_session_state *session)
{
    link->pile->model_known = true;
    if (session != NULL)
        session->fetch_due = 0;
}

static void judge_refetch(ykc_connection *connection, ykc_session_state *session, const ykc_facts *facts, const ykc_place *place)
{
    ykc_finding finding;

    if (!ykc_session_has(session, YKC_TYPE_BILLING_MODEL_CHECK_REPLY) || session->model_differs)
        return;
    finding = ykc_finding_about(connection, YKC_RULE_POWER_ON_MODEL_REFETCHED, place);
    ykc_finding_take_facts(&finding, facts);
    ykc_finding_take_session(&finding, session, finding.rule->step);
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_CODE, .numbers = {YKC_TYPE_BILLING_MODEL_REQUEST}};
    ykc_finding_relate(&finding, &session->check_reply, YKC_RELATED_BEFORE);
    ykc_finding_raise(connection->engine, connection, &finding, 0);
}

static void note_model_check(ykc_session_state *session, ykc_link *link, const ykc_facts *facts, const ykc_place *place)
{
    session->check_reply = *place;
    session->model_differs = !ykc_facts_is(facts, YKC_FACT_MODEL_CHECK, YKC_MODEL_SAME);
    if (!session->model_differs) {
        note_model_known(link, session);
    } else if (!ykc_session_has(session, YKC_TYPE_BILLING_MODEL_REQUEST)) {
        session->fetch_due = place->time + ykc_limit_of(session->engine, YKC_LIMIT_REPLY);
        set_due(session);
    }
}

/* The model of a frame, to be released; NULL: it has none. */
static ykc_billing_model *read_model(const ykc_facts *facts)
{
    ykc_billing_model model;

    return ykc_billing_model_read(facts, &model) ? g_rc_box_dup(sizeof model, &model) : NULL;
}

/* Put a model in the place of another, which is released. */
static void take_model(ykc_billing_model **holder, ykc_billing_model *model)
{
    if (*holder != NULL)
        g_rc_box_release(*holder);
    *holder = model;
}

/* The numbers of the model that bills are judged by: fetched, or pushed and accepted. */
static void note_model_numbers(ykc_pile *pile, const ykc_facts *facts, const ykc_place *place)
{
    switch (facts->role) {
    case YKC_TYPE_BILLING_MODEL_REPLY:
        take_model(&pile->model, read_model(facts));
        pile->model_place = *place;
        take_model(&pile->pushed, NULL);
        break;
    case YKC_TYPE_BILLING_MODEL_SETTING:
        take_model(&pile->pushed, read_model(facts));
        pile->pushed_place = *place;
        break;
    case YKC_TYPE_BILLING_MODEL_SETTING_REPLY:
        if (ykc_facts_is(facts, YKC_FACT_MODEL_SETTING_RESULT, YKC_SUCCESS)) {
            /* Without a 0x58 before it nobody knows what was accepted. */
            take_model(&pile->model, g_steal_pointer(&pile->pushed));
            pile->model_place = pile->pushed_place;
        }
        take_model(&pile->pushed, NULL);
        break;
    default:
        break;
    }
}

/* What a frame means for the pile's billing model, whether or not a power-on is running. */
static void note_model(ykc_connection *connection, ykc_link *link, ykc_session_state *session, const ykc_facts *facts,
                       const ykc_place *place)
{
    note_model_numbers(link->pile, facts, place);
    switch (facts->role) {
    case YKC_TYPE_BILLING_MODEL_CHECK_REPLY:
        if (session != NULL)
            note_model_check(session, link, facts, place);
        else if (ykc_facts_is(facts, YKC_FACT_MODEL_CHECK, YKC_MODEL_SAME))
            note_model_known(link, NULL);
        break;
    case YKC_TYPE_BILLING_MODEL_REQUEST:
        if (session != NULL) {
            judge_refetch(connection, session, facts, place);
            session->fetch_due = 0;
        }
        break;
    case YKC_TYPE_BILLING_MODEL_REPLY:
        note_model_known(link, session);
        break;
    case YKC_TYPE_BILLING_MODEL_SETTING_REPLY:
        if (!ykc_facts_is(facts, YKC_FACT_MODEL_SETTING_RESULT, YKC_SUCCESS))
            break;
        if (session != NULL)
            session->model_pushed = true;
        note_model_known(link, session);
        break;
    default:
        break;
    }
}

ykc_session_state *ykc_power_on_frame(ykc_connection *connection, ykc_link *link, const ykc_facts *facts, const ykc_place *place)
{
    uint8_t type = facts->role;
    ykc_session_state *session;

    if (link == NULL)
        return NULL;
    session = type == YKC_TYPE_LOGIN ? begin(connection, link, facts, place) : link->power_on;
    if (session != NULL && session->decided) {
        if (type == YKC_TYPE_BILLING_MODEL_CHECK || type == YKC_TYPE_BILLING_MODEL_REQUEST)
            ykc_session_judge_repeated(session, connection, facts, place);
        session = NULL;
    }
    if (facts->layout != NULL)
        note_model(connection, link, session, facts, place);
    if (session == NULL)
        return NULL;
    if (!is_step(type)) {
        /* Stored records are a step of power-on, but belong to sessions of their own. */
        session->other_business = session->other_business || ykc_session_has(session, YKC_TYPE_LOGIN_REPLY);
        if (type == YKC_TYPE_BILLING_MODEL_SETTING_REPLY)
            ykc_power_on_settle(session);
        return NULL;
    }
    ykc_session_take(session, connection, facts, place);
    return session;
}

bool ykc_power_on_is_before_heartbeat(const ykc_link *link)
{
    const ykc_session_state *session = link->power_on;

    return session != NULL && !session->decided && !ykc_session_has(session, YKC_TYPE_HEARTBEAT);
}

void ykc_power_on_settle(ykc_session_state *session)
{
    const ykc_link *link;

    if (session->decided || session->connection == NULL)
        return;
    link = ykc_link_get(session->connection, session->account.pile);
    if (link != NULL && link->login == YKC_LOGIN_REFUSED && ykc_session_has(session, YKC_TYPE_LOGIN_REPLY))
        ykc_session_decide(session, YKC_OUTCOME_REFUSED);
    else if (ykc_session_is_complete(session))
        ykc_session_decide(session, YKC_OUTCOME_COMPLETE);
}

static void judge_fetch(ykc_session_state *session)
{
    ykc_finding finding = ykc_finding_about(session->connection, YKC_RULE_POWER_ON_MODEL_NOT_FETCHED, &session->check_reply);

    finding.code = YKC_TYPE_BILLING_MODEL_CHECK_REPLY;
    session->fetch_due = 0;
    if (session->holes || session->connection == NULL || ykc_is_one_way(session->connection))
        return;
    if (session->pile != NULL)
        session->pile->model_blamed = true;
    ykc_finding_take_session(&finding, session, finding.rule->step);
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_REPLY_WITHIN,
                                    .numbers = {YKC_TYPE_BILLING_MODEL_REQUEST, ykc_limit_of(session->engine, YKC_LIMIT_REPLY)}};
    finding.seen.id = YKC_PHRASE_NOTHING;
    ykc_finding_raise(session->engine, session->connection, &finding, 0);
}

void ykc_power_on_due(ykc_session_state *session)
{
    ykc_time_us now = session->engine->now;

    if (session->decided)
        return;
    if (session->fetch_due != 0 && session->fetch_due < now)
        judge_fetch(session);
    if (session->step_due < now) {
        bool skipped = ykc_session_judge_missing(session);

        if (skipped || (session->other_business && !ykc_session_has(session, YKC_TYPE_HEARTBEAT))) {
            ykc_session_judge_unfinished(session);
            ykc_session_decide(session, YKC_OUTCOME_UNFINISHED);
            return;
        }
        session->step_due = now + PATIENCE_SECONDS * YKC_SECOND;
    }
    set_due(session);
}

void ykc_power_on_charge_starts(ykc_connection *connection, ykc_link *link, ykc_session_state *session, const ykc_facts *facts,
                                const ykc_place *place)
{
    const ykc_pile *pile = link->pile;
    ykc_finding finding;

    if (link->power_on != NULL && !link->power_on->decided && link->power_on->fetch_due != 0)
        judge_fetch(link->power_on);
    if (pile->model_known || pile->seen_midstream || pile->model_blamed || connection->midstream || ykc_is_one_way(connection))
        return;
    finding = ykc_finding_about(connection, YKC_RULE_POWER_ON_CHARGE_WITHOUT_MODEL, place);
    ykc_finding_take_facts(&finding, facts);
    ykc_finding_take_session(&finding, session, ykc_session_step_number(session, facts->role));
    if (ykc_has_gap(connection))
        finding.certainty = YKC_POSSIBLE;
    finding.expected.id = YKC_PHRASE_MODEL;
    finding.seen.id = YKC_PHRASE_NO_MODEL;
    /* Seen from the charge's own flow it did not break off because of this. */
    session->explained = false;
    ykc_finding_raise(connection->engine, connection, &finding, 0);
}

void ykc_power_on_closed(ykc_link *link, bool capture_ended)
{
    ykc_session_state *session = link->power_on;

    if (session != NULL && !session->decided) {
        if (!capture_ended && !ykc_session_judge_missing(session))
            ykc_session_judge_unfinished(session);
        ykc_session_decide(session, capture_ended ? YKC_OUTCOME_OPEN : YKC_OUTCOME_UNFINISHED);
    }
    release(link);
}
