/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Telling findings: severities, repetition, and what damaged bytes explain (rules.md section 3). */
#include <string.h>

#include "phrases.h"
#include "state.h"

static ykc_rule_number number_of(const ykc_finding *finding)
{
    return (ykc_rule_number)(finding->rule - ykc_rules);
}

static void tell(ykc_engine *engine, const ykc_finding *finding, ykc_finding_event event)
{
    if (finding->id != 0 && engine->sink.finding != NULL)
        engine->sink.finding(engine->user, finding, event);
}

ykc_finding ykc_finding_about(const ykc_connection *connection, ykc_rule_number rule, const ykc_place *place)
{
    ykc_finding finding = {
        .rule = &ykc_rules[rule],
        .severity = ykc_rules[rule].severity,
        .flow = ykc_rules[rule].flow,
        .step = ykc_rules[rule].step,
        .dialect = connection != NULL ? connection->dialect : YKC_V1_6,
        .connection = connection != NULL ? connection->id : 0,
        .place = *place,
        .last = *place,
        .count = 1,
    };

    return finding;
}

void ykc_finding_take_facts(ykc_finding *finding, const ykc_facts *facts)
{
    finding->code = facts->frame->type;
    if (facts->has_pile) {
        finding->has_pile = true;
        memcpy(finding->pile, facts->pile, YKC_PILE_SIZE);
    }
    if (facts->has_serial) {
        finding->has_serial = true;
        memcpy(finding->serial, facts->serial, YKC_SERIAL_SIZE);
    }
    if (facts->has_gun)
        finding->gun = facts->gun;
}

void ykc_finding_take_session(ykc_finding *finding, ykc_session_state *session, uint8_t step)
{
    const ykc_session *account;

    if (session == NULL)
        return;
    account = &session->account;
    finding->session = account->id;
    finding->dialect = session->dialect;
    finding->flow = account->flow;
    finding->step = step;
    if (account->has_pile) {
        finding->has_pile = true;
        memcpy(finding->pile, account->pile, YKC_PILE_SIZE);
    }
    if (account->has_serial) {
        finding->has_serial = true;
        memcpy(finding->serial, account->serial, YKC_SERIAL_SIZE);
    }
    if (account->gun != 0)
        finding->gun = account->gun;
    if (finding->severity == YKC_ERROR)
        session->explained = true;
}

void ykc_finding_relate(ykc_finding *finding, const ykc_place *place, ykc_relation what)
{
    if (place->packet != 0 && finding->related_count < YKC_RELATED_MAX)
        finding->related[finding->related_count++] = (ykc_related){*place, what};
}

ykc_aggregate *ykc_finding_aggregate(ykc_connection *connection, ykc_rule_number rule, guint32 key)
{
    for (guint i = 0; i < connection->aggregates->len; i++) {
        ykc_aggregate *aggregate = &g_array_index(connection->aggregates, ykc_aggregate, i);

        if (aggregate->key == key && number_of(&aggregate->finding) == rule)
            return aggregate;
    }
    return NULL;
}

/* Tell the first, count the others. */
static void aggregate(ykc_engine *engine, ykc_connection *connection, ykc_finding *finding, guint32 key)
{
    ykc_aggregate *earlier = ykc_finding_aggregate(connection, number_of(finding), key);
    ykc_aggregate first = {.key = key};

    if (earlier != NULL) {
        earlier->finding.count++;
        earlier->finding.last = finding->last;
        *finding = earlier->finding;
        tell(engine, finding, YKC_FINDING_CHANGED);
        return;
    }
    finding->id = ++engine->finding_count;
    first.finding = *finding;
    g_array_append_val(connection->aggregates, first);
    tell(engine, finding, YKC_FINDING_RAISED);
}

/* The key of the one finding that counts what is too much to be told singly. */
static const guint32 key_of_the_rest = G_MAXUINT32;

/* Rules that compare a frame with what was said before, or not said. */
static bool needs_every_frame(ykc_rule_number rule)
{
    switch (rule) {
    case YKC_RULE_CHARGE_SERIAL_FORMAT:
    case YKC_RULE_RECORD_REJECTED:
    case YKC_RULE_BILL_ENERGY_SUM:
    case YKC_RULE_BILL_AMOUNT_SUM:
    case YKC_RULE_BILL_AMOUNT_PRICE:
    case YKC_RULE_BILL_METER:
        return false; /* one frame shows it */
    default:
        return rule >= YKC_RULE_FLOW_STEP_MISSING; /* the groups flow/, power-on/, charge/, record/ and bill/ */
    }
}

/* The codes of its dialect; what is wrong with a single frame names the code of that frame. */
static void name_codes(ykc_finding *finding)
{
    if (number_of(finding) < YKC_RULE_LINK_LOGIN_FIRST)
        return;
    finding->code = ykc_catalog_code(finding->dialect, finding->code);
    ykc_phrase_translate(&finding->expected, finding->dialect);
    ykc_phrase_translate(&finding->seen, finding->dialect);
}

/* True if the finding is to be told; false if its rule is off, or what nobody can read might explain it. */
static bool choose_severity(const ykc_engine *engine, const ykc_connection *connection, ykc_finding *finding)
{
    ykc_rule_number rule = number_of(finding);

    if (engine->settings.severities[rule] == YKC_OFF)
        return false;
    if (connection != NULL && (connection->encrypted[0] || connection->encrypted[1]) && needs_every_frame(rule))
        return false;
    if (engine->settings.overridden[rule])
        finding->severity = engine->settings.severities[rule];
    return true;
}

/* Everything that a finding needs before it is told; false if it is not to be told. */
static bool make_ready(const ykc_engine *engine, const ykc_connection *connection, ykc_finding *finding)
{
    if (!choose_severity(engine, connection, finding))
        return false;
    name_codes(finding);
    return true;
}

/* Tell a finding that stands by itself; false if it was counted with others or not told at all. */
static bool raise_single(ykc_engine *engine, ykc_connection *connection, ykc_finding *finding)
{
    uint8_t *singles = connection != NULL ? &connection->singles[number_of(finding)] : NULL;

    if (singles != NULL && *singles == YKC_SINGLE_FINDINGS) {
        aggregate(engine, connection, finding, key_of_the_rest);
        return false;
    }
    if (singles != NULL)
        (*singles)++;
    finding->id = ++engine->finding_count;
    tell(engine, finding, YKC_FINDING_RAISED);
    return true;
}

void ykc_finding_raise(ykc_engine *engine, ykc_connection *connection, ykc_finding *finding, guint32 key)
{
    if (!make_ready(engine, connection, finding))
        return;
    if (finding->rule->scope == YKC_PER_CONNECTION && connection != NULL)
        aggregate(engine, connection, finding, key);
    else if (raise_single(engine, connection, finding))
        tell(engine, finding, YKC_FINDING_DECIDED);
}

void ykc_finding_raise_counted(ykc_engine *engine, ykc_connection *connection, ykc_finding *finding, guint32 key)
{
    if (make_ready(engine, connection, finding))
        aggregate(engine, connection, finding, key);
}

void ykc_finding_doubt_gap(ykc_finding *finding, const ykc_connection *connection, int end, ykc_time_us since)
{
    if (connection != NULL && end >= 0 && connection->gap_time[end] != 0 && connection->gap_time[end] >= since)
        finding->certainty = YKC_POSSIBLE;
}

void ykc_finding_set_severity(ykc_connection *connection, ykc_aggregate *aggregated, ykc_severity severity)
{
    if (connection->engine->settings.overridden[number_of(&aggregated->finding)] || aggregated->finding.severity == severity)
        return;
    aggregated->finding.severity = severity;
    tell(connection->engine, &aggregated->finding, YKC_FINDING_CHANGED);
}

void ykc_finding_raise_damage(ykc_connection *connection, int end, ykc_finding *finding, uint8_t type)
{
    ykc_engine *engine = connection->engine;
    ykc_damage *damage = &connection->damages[end][connection->next_damage[end]];

    if (damage->used)
        tell(engine, &damage->finding, YKC_FINDING_DECIDED);
    connection->next_damage[end] = (uint8_t)((connection->next_damage[end] + 1) % YKC_DAMAGES);
    *damage = (ykc_damage){.used = true, .type = type, .time = finding->place.time};
    /* A finding that was counted with others is decided with them, and cannot name requests of its own. */
    if (!make_ready(engine, connection, finding) || !raise_single(engine, connection, finding))
        finding->id = 0;
    damage->finding = *finding;
}

bool ykc_finding_has_damage(const ykc_connection *connection, int end, ykc_time_us from)
{
    for (int i = 0; i < YKC_DAMAGES; i++) {
        const ykc_damage *damage = &connection->damages[end][i];

        if (damage->used && damage->time >= from && number_of(&damage->finding) != YKC_RULE_CAPTURE_GAP)
            return true;
    }
    return false;
}

bool ykc_finding_blame_damage(ykc_connection *connection, int end, uint8_t type, ykc_time_us from, ykc_time_us to,
                              const ykc_place *request)
{
    for (int i = 0; i < YKC_DAMAGES; i++) {
        ykc_damage *damage = &connection->damages[end][i];

        if (!damage->used || damage->time < from || damage->time > to || (damage->type != 0 && damage->type != type))
            continue;
        if (damage->finding.id != 0) {
            ykc_finding_relate(&damage->finding, request, YKC_RELATED_UNANSWERED);
            tell(connection->engine, &damage->finding, YKC_FINDING_CHANGED);
        }
        return true;
    }
    return false;
}

void ykc_finding_decide_all(ykc_connection *connection)
{
    for (guint i = 0; i < connection->aggregates->len; i++)
        tell(connection->engine, &g_array_index(connection->aggregates, ykc_aggregate, i).finding, YKC_FINDING_DECIDED);
    for (int end = 0; end < 2; end++)
        for (int i = 0; i < YKC_DAMAGES; i++)
            if (connection->damages[end][i].used)
                tell(connection->engine, &connection->damages[end][i].finding, YKC_FINDING_DECIDED);
    g_array_set_size(connection->aggregates, 0);
    memset(connection->damages, 0, sizeof connection->damages);
}
