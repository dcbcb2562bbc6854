/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The group link/: logins, heartbeats, who is on which connection. link/sequence is in sequence.c. */
#include "state.h"

static ykc_finding about(const ykc_connection *connection, ykc_rule_number rule, const ykc_facts *facts, const ykc_place *place)
{
    ykc_finding finding = ykc_finding_about(connection, rule, place);

    ykc_finding_take_facts(&finding, facts);
    return finding;
}

/* A pile whose last connection is still open logs in on another: told once a frame of it comes on the old one. */
static void judge_two_connections(ykc_connection *connection, ykc_link *link, const ykc_facts *facts, const ykc_place *place)
{
    ykc_pile *pile = link->pile;

    if (facts->role == YKC_TYPE_LOGIN) {
        if (pile->login_connection != NULL && pile->login_connection != connection)
            pile->earlier_connection = pile->login_connection;
        pile->login_connection = connection;
        pile->login_place = *place;
        return;
    }
    if (pile->earlier_connection == connection && pile->login_connection != connection) {
        ykc_finding finding = about(pile->login_connection, YKC_RULE_LINK_TWO_CONNECTIONS, facts, &pile->login_place);

        /* It is about the pile's login, whatever frame proves it. */
        finding.code = YKC_TYPE_LOGIN;
        finding.gun = 0;
        finding.has_serial = false;
        finding.expected.id = YKC_PHRASE_ONE_CONNECTION;
        finding.seen.id = YKC_PHRASE_STILL_USED;
        ykc_finding_relate(&finding, place, YKC_RELATED_AFTERWARDS);
        ykc_finding_raise(connection->engine, pile->login_connection, &finding, 0);
        pile->earlier_connection = NULL;
    }
}

/*
 * Frames of the power-on flow that come between a login and its reply are early steps: flow/step-order tells of them, and where
 * no reply comes at all reply/missing does.
 */
static bool is_early_step(const ykc_link *link, uint8_t type)
{
    return link != NULL && link->login == YKC_LOGIN_PENDING && type <= YKC_TYPE_BILLING_MODEL_REPLY;
}

static bool is_refused(const ykc_connection *connection, const ykc_place **refusal)
{
    for (guint i = 0; i < connection->links->len; i++) {
        const ykc_link *link = &g_array_index(connection->links, ykc_link, i);

        if (link->login == YKC_LOGIN_REFUSED) {
            *refusal = &link->login_place;
            return true;
        }
    }
    return false;
}

static void judge_login(ykc_connection *connection, ykc_link *link, const ykc_facts *facts, const ykc_place *place)
{
    const ykc_place *refusal;
    ykc_finding finding;

    bool refused_itself = link != NULL && link->login == YKC_LOGIN_REFUSED;

    if (ykc_is_one_way(connection) || (connection->login_seen && !refused_itself) || is_early_step(link, facts->role))
        return;
    if (refused_itself)
        refusal = &link->login_place;
    if (refused_itself || is_refused(connection, &refusal)) {
        finding = about(connection, YKC_RULE_LINK_AFTER_REFUSAL, facts, place);
        finding.expected.id = YKC_PHRASE_NO_TRAFFIC;
        ykc_finding_relate(&finding, refusal, YKC_RELATED_REFUSAL);
    } else {
        finding = about(connection, YKC_RULE_LINK_LOGIN_FIRST, facts, place);
        finding.expected.id = YKC_PHRASE_LOGIN;
    }
    if (ykc_has_gap(connection))
        finding.certainty = YKC_POSSIBLE;
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_CODE, .numbers = {facts->frame->type}};
    ykc_finding_raise(connection->engine, connection, &finding, 0);
}

/* A pile that did not log in here while another did: concentrators. */
static void judge_pile(ykc_connection *connection, int end, const ykc_link *link, const ykc_facts *facts, const ykc_place *place)
{
    guint32 key = (guint32)(link - &g_array_index(connection->links, ykc_link, 0));
    ykc_finding finding;

    if (!connection->login_seen || connection->login_unreadable || connection->midstream || link->login != YKC_LOGIN_NONE ||
        end != connection->pile_end || !facts->has_pile || ykc_is_one_way(connection))
        return;
    finding = about(connection, YKC_RULE_LINK_PILE, facts, place);
    finding.expected.id = YKC_PHRASE_LOGIN_OF_PILE;
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_CODE, .numbers = {facts->frame->type}};
    ykc_finding_raise(connection->engine, connection, &finding, key);
}

/* Any heartbeat of the pile on the connection counts, whichever gun it names. */
static void judge_heartbeat(ykc_connection *connection, int end, ykc_link *link, const ykc_facts *facts, const ykc_place *place)
{
    const ykc_engine *engine = connection->engine;
    ykc_time_us period = ykc_limit_of(engine, YKC_LIMIT_HEARTBEAT);
    ykc_time_us lost = ykc_limit_of(engine, YKC_LIMIT_HEARTBEAT_LOST);
    ykc_time_us silence = place->time - link->heartbeat.time;
    bool is_heartbeat = facts->role == YKC_TYPE_HEARTBEAT;
    ykc_rule_number rule = silence > lost ? YKC_RULE_LINK_HEARTBEAT_LOST : YKC_RULE_LINK_HEARTBEAT_LATE;
    ykc_finding finding;

    if (end != connection->pile_end || !link->heartbeat_known || link->heartbeat_lost || connection->heartbeat_unreadable)
        return;
    if (silence <= (is_heartbeat ? period + period / 2 : lost))
        return;
    finding = about(connection, rule, facts, place);
    if (connection->gap_time[end] >= link->heartbeat.time)
        finding.certainty = YKC_POSSIBLE;
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_EVERY, .numbers = {period}};
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_AFTER, .numbers = {silence}};
    ykc_finding_relate(&finding, &link->heartbeat, YKC_RELATED_BEFORE);
    ykc_finding_raise(connection->engine, connection, &finding, 0);
    if (silence <= lost)
        return;
    link->heartbeat_lost = true;
    link->silence_told = place->time;
}

static void note_heartbeat(ykc_link *link, uint8_t type, ykc_time_us lost, const ykc_place *place)
{
    if (type == YKC_TYPE_HEARTBEAT) {
        link->heartbeat_known = true;
        link->heartbeat_lost = false;
        link->heartbeat = *place;
    } else if (type == YKC_TYPE_LOGIN) {
        link->login_after_silence = link->heartbeat_known && place->time - link->heartbeat.time > lost;
        link->heartbeat_known = false;
        link->heartbeat_lost = false;
    }
}

static void note_login(ykc_connection *connection, ykc_link *link, const ykc_facts *facts, const ykc_place *place)
{
    if (facts->role == YKC_TYPE_LOGIN) {
        link->login = YKC_LOGIN_PENDING;
        return;
    }
    link->login_place = *place;
    /* A reply that cannot be read counts as a success. */
    if (facts->layout != NULL && !ykc_facts_is(facts, YKC_FACT_LOGIN_RESULT, YKC_LOGIN_SUCCESS)) {
        link->login = YKC_LOGIN_REFUSED;
        return;
    }
    link->login = YKC_LOGIN_DONE;
    connection->login_seen = true;
}

void ykc_link_login_damaged(ykc_connection *connection)
{
    for (guint i = 0; i < connection->links->len; i++) {
        ykc_link *link = &g_array_index(connection->links, ykc_link, i);

        if (link->login == YKC_LOGIN_PENDING) {
            link->login = YKC_LOGIN_DONE;
            connection->login_seen = true;
        }
    }
}

void ykc_link_rules(ykc_connection *connection, int end, ykc_link *link, const ykc_facts *facts, const ykc_place *place)
{
    uint8_t type = facts->role;

    if (link != NULL && end == connection->pile_end)
        judge_two_connections(connection, link, facts, place);
    if (type == YKC_TYPE_LOGIN || type == YKC_TYPE_LOGIN_REPLY) {
        if (link != NULL)
            note_login(connection, link, facts, place);
        else if (type == YKC_TYPE_LOGIN_REPLY && facts->layout == NULL)
            connection->login_seen = connection->login_unreadable = true; /* counts as successful */
    } else {
        judge_login(connection, link, facts, place);
    }
    if (link == NULL)
        return;
    if (type != YKC_TYPE_LOGIN && type != YKC_TYPE_LOGIN_REPLY) {
        judge_pile(connection, end, link, facts, place);
        judge_heartbeat(connection, end, link, facts, place);
    }
    note_heartbeat(link, type, ykc_limit_of(connection->engine, YKC_LIMIT_HEARTBEAT_LOST), place);
}
