/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The group bill/: whether the numbers of a record agree with one another, with the billing model and with the charge. */
#include <string.h>

#include "state.h"

enum {
    AMOUNT_TOLERANCE_1E9YUAN = 20000000, /* 0.02 yuan: amounts are rounded to fen, electricity and service apart */
    ENERGY_TOLERANCE_1E4KWH = 100,       /* 0.01 kWh */
    ENERGY_JUMP_1E4KWH = 10000,          /* 1 kWh */
    JUMP_SECONDS = 60,                   /* of charging on, besides those that the packets show */
    UNSEEN_SECONDS_MAX = 10000000,       /* of charging on; more is no charge, and would not fit */
    WS_1E2_PER_1E4KWH = 36000,           /* 0.01 W × s in 0.0001 kWh */
    AC_PHASES = 3,                       /* an AC pile reports one of them */
    PERIOD_TOLERANCE_SECONDS = 60,
    TIME_TOLERANCE_SECONDS = 600,
    E5 = 100000,
    HUNDRED = 100, /* a platform that sends prices 100 times too small */
    FACTS_OF_TARIFF = 4
};

/* A record under judgement. */
typedef struct judgement {
    ykc_session_state *session;
    ykc_connection *connection;
    const ykc_facts *facts;
    const ykc_place *place;
    const ykc_bill *bill;
    bool has_times;
    ykc_time_us start, end; /* as the record has them */
    bool is_time_wrong;
} judgement;

static ykc_finding about(const judgement *of, ykc_rule_number rule, ykc_severity severity)
{
    ykc_finding finding = ykc_finding_about(of->connection, rule, of->place);

    finding.severity = severity;
    ykc_finding_take_facts(&finding, of->facts);
    ykc_finding_take_session(&finding, of->session, ykc_session_step_number(of->session, YKC_TYPE_RECORD));
    return finding;
}

static void tell(const judgement *of, ykc_finding *finding)
{
    ykc_finding_raise(of->session->engine, of->connection, finding, 0);
}

static ykc_phrase value_of(const judgement *of, ykc_phrase_id id, unsigned fact, int64_t number)
{
    return (ykc_phrase){.id = id, .numbers = {number}, .field = ykc_facts_field(of->facts, (ykc_fact)fact)};
}

/* What a record says of a tariff, in the order of its facts. */
typedef enum of_tariff { PRICE, ENERGY, ENERGY_WITH_LOSS, AMOUNT } of_tariff;

/* The same of one tariff: where tariffs have numbers, with its number. */
static ykc_phrase tariff_value(const judgement *of, ykc_phrase_id id, of_tariff what, unsigned tariff, int64_t number)
{
    ykc_phrase phrase;

    if (!of->bill->is_numbered)
        return value_of(of, id, YKC_FACT_PRICE_SHARP + FACTS_OF_TARIFF * tariff + (unsigned)what, number);
    phrase = value_of(of, id, YKC_FACT_TARIFF_PRICE + (unsigned)what, number);
    phrase.repetition = (uint16_t)(tariff + 1);
    return phrase;
}

/* --- Sums --- */

static void judge_sum(const judgement *of, ykc_rule_number rule, ykc_fact total_fact, int64_t sum, int64_t total)
{
    ykc_finding finding;

    if (sum == total)
        return;
    finding = about(of, rule, YKC_ERROR);
    finding.expected = value_of(of, YKC_PHRASE_SUM, total_fact, sum);
    finding.seen = value_of(of, YKC_PHRASE_VALUE, total_fact, total);
    tell(of, &finding);
}

static void judge_energy_sum(const judgement *of)
{
    const ykc_bill *bill = of->bill;
    int64_t sum = ykc_bill_energy_1e4kwh(bill), with_loss = ykc_bill_energy_with_loss_1e4kwh(bill);

    if (sum != bill->total_energy_1e4kwh) {
        judge_sum(of, YKC_RULE_BILL_ENERGY_SUM, YKC_FACT_TOTAL_ENERGY, sum, bill->total_energy_1e4kwh);
        return;
    }
    /* Zeros beside an energy mean that losses are not used. */
    if (with_loss != 0 && bill->total_energy_with_loss_1e4kwh != 0)
        judge_sum(of, YKC_RULE_BILL_ENERGY_SUM, YKC_FACT_TOTAL_ENERGY_WITH_LOSS, with_loss, bill->total_energy_with_loss_1e4kwh);
}

static void judge_amount_sum(const judgement *of)
{
    judge_sum(of, YKC_RULE_BILL_AMOUNT_SUM, YKC_FACT_TOTAL_AMOUNT, ykc_bill_amount_1e4yuan(of->bill),
              of->bill->total_amount_1e4yuan);
}

/* --- Prices and amounts --- */

static bool is_amount_right(const ykc_bill_tariff *tariff)
{
    uint64_t due = ykc_bill_due_1e9yuan(tariff), amount = (uint64_t)tariff->amount_1e4yuan * E5;

    return (due > amount ? due - amount : amount - due) <= AMOUNT_TOLERANCE_1E9YUAN;
}

static void judge_amounts(const judgement *of)
{
    const ykc_bill *bill = of->bill;
    ykc_finding finding;

    if (ykc_bill_is_free(bill)) {
        finding = about(of, YKC_RULE_BILL_AMOUNT_PRICE, YKC_NOTE);
        finding.expected.id = YKC_PHRASE_PRICES;
        finding.seen = value_of(of, YKC_PHRASE_VALUE, YKC_FACT_TOTAL_AMOUNT, 0);
        tell(of, &finding);
        return;
    }
    for (unsigned i = 0; i < bill->tariff_count; i++) {
        const ykc_bill_tariff *tariff = &bill->tariffs[i];

        if (tariff->energy_1e4kwh == 0 || is_amount_right(tariff))
            continue;
        finding = about(of, YKC_RULE_BILL_AMOUNT_PRICE, YKC_ERROR);
        finding.expected = tariff_value(of, YKC_PHRASE_VALUE, AMOUNT, i, (int64_t)ykc_bill_due_1e4yuan(tariff));
        finding.seen = tariff_value(of, YKC_PHRASE_VALUE, AMOUNT, i, tariff->amount_1e4yuan);
        tell(of, &finding);
    }
}

/* How a price differs from a model's; YKC_OFF if it does not. */
static ykc_severity severity_of_price(const ykc_billing_model *model, unsigned tariff, uint64_t price)
{
    uint64_t right;

    if (tariff >= model->tariff_count)
        return YKC_ERROR;
    right = ykc_billing_model_price_1e5yuan(model, tariff);
    if (price == right)
        return YKC_OFF;
    return price == model->electricity_1e5yuan[tariff] || price == right * HUNDRED ? YKC_NOTE : YKC_ERROR;
}

/* A model that the pile took over during the charge explains a price too. */
static ykc_severity severity_of_record_price(const ykc_session_state *session, unsigned tariff, uint64_t price)
{
    ykc_severity severity = severity_of_price(session->account.model, tariff, price);

    if (severity == YKC_ERROR && session->pile != NULL && session->pile->model != NULL)
        severity = MIN(severity, severity_of_price(session->pile->model, tariff, price));
    return severity;
}

static void judge_prices(const judgement *of)
{
    const ykc_session_state *session = of->session;

    if (session->account.model == NULL || ykc_bill_is_free(of->bill))
        return;
    for (unsigned i = 0; i < MIN(session->account.model->tariff_count, of->bill->tariff_count); i++) {
        const ykc_bill_tariff *tariff = &of->bill->tariffs[i];
        ykc_severity severity = severity_of_record_price(session, i, tariff->price_1e5yuan);
        ykc_finding finding;

        if (tariff->energy_1e4kwh == 0 || severity == YKC_OFF)
            continue;
        finding = about(of, YKC_RULE_BILL_PRICE_MODEL, severity);
        finding.expected =
            tariff_value(of, YKC_PHRASE_BY_MODEL, PRICE, i, (int64_t)ykc_billing_model_price_1e5yuan(session->account.model, i));
        finding.seen = tariff_value(of, YKC_PHRASE_VALUE, PRICE, i, tariff->price_1e5yuan);
        /* Another model may have been sent in the gap. */
        ykc_finding_doubt_gap(&finding, of->connection, 1 - of->connection->pile_end, session->account.model_place.time);
        ykc_finding_relate(&finding, &session->account.model_place, YKC_RELATED_MODEL);
        tell(of, &finding);
        return;
    }
}

static bool is_in_period(const judgement *of, unsigned tariff)
{
    const ykc_session_state *session = of->session;
    int zone = session->engine->settings.zone_minutes;
    ykc_time_us tolerance = PERIOD_TOLERANCE_SECONDS * YKC_SECOND;
    ykc_time_us from = of->start - tolerance, to = of->end + tolerance;

    return ykc_billing_model_has(session->account.model, tariff, from, to, zone) ||
           (session->pile != NULL && session->pile->model != NULL &&
            ykc_billing_model_has(session->pile->model, tariff, from, to, zone));
}

/* Energy in a tariff that the half hours of the charge do not have (13.3 no. 8). */
static void judge_period(const judgement *of)
{
    const ykc_session_state *session = of->session;

    if (session->account.model == NULL || !of->has_times || of->is_time_wrong)
        return;
    for (unsigned i = 0; i < MIN(session->account.model->tariff_count, of->bill->tariff_count); i++) {
        const ykc_bill_tariff *tariff = &of->bill->tariffs[i];
        ykc_finding finding;

        if (tariff->energy_1e4kwh <= ENERGY_TOLERANCE_1E4KWH || is_in_period(of, i))
            continue;
        finding = about(of, YKC_RULE_BILL_PERIOD, YKC_ERROR);
        finding.expected = tariff_value(of, YKC_PHRASE_NOT_IN_PERIOD, ENERGY, i, 0);
        finding.seen = tariff_value(of, YKC_PHRASE_VALUE, ENERGY, i, tariff->energy_1e4kwh);
        ykc_finding_doubt_gap(&finding, of->connection, 1 - of->connection->pile_end, session->account.model_place.time);
        ykc_finding_relate(&finding, &session->account.model_place, YKC_RELATED_MODEL);
        tell(of, &finding);
        return;
    }
}

/* --- Energy --- */

static void judge_meter(const judgement *of)
{
    const ykc_bill *bill = of->bill;
    int64_t difference = bill->meter_end_1e4kwh - bill->meter_start_1e4kwh;
    int64_t error = difference - bill->total_energy_1e4kwh;
    ykc_finding finding;

    /* Both 0: no meter. */
    if ((bill->meter_start_1e4kwh == 0 && bill->meter_end_1e4kwh == 0) ||
        (error <= ENERGY_TOLERANCE_1E4KWH && error >= -ENERGY_TOLERANCE_1E4KWH))
        return;
    finding = about(of, YKC_RULE_BILL_METER, difference == 0 ? YKC_NOTE : YKC_ERROR);
    finding.expected = value_of(of, YKC_PHRASE_METER_RISES, YKC_FACT_TOTAL_ENERGY, bill->total_energy_1e4kwh);
    finding.seen = value_of(of, YKC_PHRASE_METER_RISES, YKC_FACT_TOTAL_ENERGY, difference);
    tell(of, &finding);
}

/* The most that can have been charged between the last 0x13 and the end of charging. */
static int64_t possible_1e4kwh(const judgement *of)
{
    const ykc_session_state *session = of->session;
    const ykc_charge *charge = session->charge;
    bool is_dc = session->pile != NULL && session->pile->is_dc_known && session->pile->is_dc;
    ykc_time_us end = charge->ended && !session->ended_offline ? charge->marker.time : of->place->time;
    ykc_time_us unseen = CLAMP((end - session->last_charging.time) / YKC_SECOND, 0, UNSEEN_SECONDS_MAX);
    uint64_t energy = charge->power_max_1e2w * (is_dc ? 1 : AC_PHASES) * (uint64_t)(unseen + JUMP_SECONDS) / WS_1E2_PER_1E4KWH;

    return (int64_t)MAX(energy, ENERGY_JUMP_1E4KWH);
}

static void judge_energy(const judgement *of)
{
    const ykc_session_state *session = of->session;
    const ykc_charge *charge = session->charge;
    int64_t more = of->bill->total_energy_1e4kwh - (int64_t)charge->energy_1e4kwh;
    int64_t possible;
    ykc_finding finding;

    if (!charge->has_counters)
        return;
    if (more < -ENERGY_TOLERANCE_1E4KWH) {
        finding = about(of, YKC_RULE_BILL_ENERGY_LOST, YKC_ERROR);
        finding.expected = value_of(of, YKC_PHRASE_AT_LEAST, YKC_FACT_TOTAL_ENERGY, charge->energy_1e4kwh);
        finding.seen = value_of(of, YKC_PHRASE_VALUE, YKC_FACT_TOTAL_ENERGY, of->bill->total_energy_1e4kwh);
        ykc_finding_relate(&finding, &session->last_charging, YKC_RELATED_REALTIME);
        tell(of, &finding);
        return;
    }
    possible = possible_1e4kwh(of);
    if (more <= possible || !ykc_time_is_set(session->last_charging.time))
        return;
    finding = about(of, YKC_RULE_BILL_ENERGY_JUMP, YKC_WARNING);
    finding.expected = value_of(of, YKC_PHRASE_AT_MOST, YKC_FACT_TOTAL_ENERGY, (int64_t)charge->energy_1e4kwh + possible);
    finding.seen = value_of(of, YKC_PHRASE_VALUE, YKC_FACT_TOTAL_ENERGY, of->bill->total_energy_1e4kwh);
    ykc_finding_doubt_gap(&finding, of->connection, of->connection->pile_end, session->last_charging.time);
    ykc_finding_relate(&finding, &session->last_charging, YKC_RELATED_REALTIME);
    tell(of, &finding);
}

/* --- Times --- */

/* How far a moment lies outside of what the packets show; 0: inside. */
static ykc_time_us distance(ykc_time_us moment, ykc_time_us from, ykc_time_us to)
{
    return moment < from ? moment - from : moment > to ? moment - to : 0;
}

static bool is_near(ykc_time_us difference)
{
    return difference <= TIME_TOLERANCE_SECONDS * YKC_SECOND && difference >= -TIME_TOLERANCE_SECONDS * YKC_SECOND;
}

/* Both times are off alike: the pile's clock is wrong, not the record. */
static void tell_clock(const judgement *of, ykc_time_us offset)
{
    ykc_finding finding = about(of, YKC_RULE_BILL_TIME, YKC_NOTE);

    finding.expected = (ykc_phrase){.id = YKC_PHRASE_CLOCK_WITHIN, .numbers = {TIME_TOLERANCE_SECONDS * YKC_SECOND}};
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_CLOCK_OFF, .numbers = {offset}};
    ykc_finding_raise_counted(of->session->engine, of->connection, &finding, 0);
}

static void tell_time(const judgement *of, ykc_fact fact, ykc_time_us offset)
{
    ykc_finding finding = about(of, YKC_RULE_BILL_TIME, YKC_ERROR);

    finding.expected = (ykc_phrase){
        .id = YKC_PHRASE_TIME_WITHIN,
        .numbers = {TIME_TOLERANCE_SECONDS * YKC_SECOND},
        .field = ykc_facts_field(of->facts, fact),
    };
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_TIME_OFF, .numbers = {offset}, .field = ykc_facts_field(of->facts, fact)};
    ykc_finding_relate(&finding, fact == YKC_FACT_START_TIME ? &of->session->first_charging : &of->session->last_charging,
                       YKC_RELATED_REALTIME);
    tell(of, &finding);
}

static void judge_order(judgement *of)
{
    ykc_finding finding;

    if (of->end >= of->start)
        return;
    of->is_time_wrong = true;
    finding = about(of, YKC_RULE_BILL_TIME, YKC_ERROR);
    finding.expected.id = YKC_PHRASE_END_AFTER_START;
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_END_BEFORE_START, .numbers = {of->start - of->end}};
    tell(of, &finding);
}

static void judge_times(judgement *of)
{
    const ykc_session_state *session = of->session;
    const ykc_charge *charge = session->charge;
    bool knows_start = charge->has_start && session->was_charging;
    ykc_time_us at_start, at_end;

    if (!of->has_times)
        return;
    judge_order(of);
    if (!ykc_time_is_set(of->place->time)) {
        of->is_time_wrong = true; /* nobody can tell */
        return;
    }
    if (of->is_time_wrong || !session->was_charging || session->account.flow == YKC_FLOW_OFFLINE || session->ended_offline)
        return;
    at_start = knows_start ? distance(of->start, charge->start.time, session->first_charging.time) : 0;
    at_end = distance(of->end, session->last_charging.time, charge->ended ? charge->marker.time : of->place->time);
    if (is_near(at_start) && is_near(at_end))
        return;
    of->is_time_wrong = true;
    if (!knows_start || is_near(at_start - at_end)) {
        tell_clock(of, at_end);
        return;
    }
    if (!is_near(at_start))
        tell_time(of, YKC_FACT_START_TIME, at_start);
    else
        tell_time(of, YKC_FACT_END_TIME, at_end);
}

/* --- Who, and why it ended --- */

static bool is_same_vin(const uint8_t *record, const uint8_t *known)
{
    bool same = true, reversed = true;

    for (int i = 0; i < YKC_VIN_SIZE; i++) {
        same = same && record[i] == known[i];
        reversed = reversed && record[i] == known[YKC_VIN_SIZE - 1 - i];
    }
    return same || reversed;
}

static void tell_identity(const judgement *of, ykc_fact fact, const char *expected, const char *seen)
{
    ykc_finding finding = about(of, YKC_RULE_BILL_IDENTITY, YKC_WARNING);

    finding.expected = value_of(of, YKC_PHRASE_VALUE, fact, 0);
    finding.seen = value_of(of, YKC_PHRASE_VALUE, fact, 0);
    g_strlcpy(finding.expected.text, expected, sizeof finding.expected.text);
    g_strlcpy(finding.seen.text, seen, sizeof finding.seen.text);
    ykc_finding_relate(&finding, &of->session->account.started, YKC_RELATED_START);
    tell(of, &finding);
}

static void vin_to_text(const uint8_t *vin, char text[YKC_VIN_SIZE + 1])
{
    for (int i = 0; i < YKC_VIN_SIZE; i++)
        text[i] = vin[i] == 0 ? '\0' : (char)(g_ascii_isprint(vin[i]) ? vin[i] : '?');
    text[YKC_VIN_SIZE] = '\0';
}

static bool judge_vin(const judgement *of)
{
    const ykc_charge *charge = of->session->charge;
    const uint8_t *bytes = ykc_facts_set_bytes(of->facts, YKC_FACT_VIN);
    uint8_t vin[YKC_VIN_SIZE];
    char expected[YKC_VIN_SIZE + 1], seen[YKC_VIN_SIZE + 1];

    if (bytes == NULL || !charge->has_vin)
        return false;
    ykc_vin_decode(bytes, false, vin);
    if (is_same_vin(vin, charge->vin) || is_same_vin(bytes, charge->vin))
        return false;
    vin_to_text(charge->vin, expected);
    vin_to_text(vin, seen);
    tell_identity(of, YKC_FACT_VIN, expected, seen);
    return true;
}

static void card_to_text(const uint8_t *card, char text[2 * YKC_CARD_SIZE + 1])
{
    for (int i = 0; i < YKC_CARD_SIZE; i++)
        g_snprintf(text + 2 * (size_t)i, 3, "%02X", card[i]);
}

static bool judge_card(const judgement *of)
{
    const ykc_charge *charge = of->session->charge;
    const uint8_t *card = ykc_facts_set_bytes(of->facts, YKC_FACT_PHYSICAL_CARD);
    char expected[2 * YKC_CARD_SIZE + 1], seen[2 * YKC_CARD_SIZE + 1];

    if (card == NULL || !charge->has_card || memcmp(card, charge->card, YKC_CARD_SIZE) == 0)
        return false;
    card_to_text(charge->card, expected);
    card_to_text(card, seen);
    tell_identity(of, YKC_FACT_PHYSICAL_CARD, expected, seen);
    return true;
}

/* Undefined sources are told by frame/value. */
static void judge_source(const judgement *of)
{
    uint8_t right = of->session->charge->source;
    uint64_t source = 0;
    ykc_finding finding;

    ykc_facts_get(of->facts, YKC_FACT_START_SOURCE, &source);
    if (right == 0 || source == right ||
        (source != YKC_SOURCE_APP && source != YKC_SOURCE_CARD && source != YKC_SOURCE_OFFLINE && source != YKC_SOURCE_VIN))
        return;
    finding = about(of, YKC_RULE_BILL_IDENTITY, YKC_WARNING);
    finding.expected = value_of(of, YKC_PHRASE_VALUE, YKC_FACT_START_SOURCE, right);
    finding.seen = value_of(of, YKC_PHRASE_VALUE, YKC_FACT_START_SOURCE, (int64_t)source);
    ykc_finding_relate(&finding, &of->session->account.started, YKC_RELATED_START);
    tell(of, &finding);
}

static void judge_identity(const judgement *of)
{
    if (!judge_vin(of) && !judge_card(of))
        judge_source(of);
}

/* True if a stop command would have been seen. */
static bool sees_stops(const judgement *of)
{
    const ykc_session_state *session = of->session;
    int platform = 1 - of->connection->pile_end;

    return !session->partial && session->charge->has_start && of->connection->pile_end >= 0 && !ykc_is_one_way(of->connection) &&
           !of->connection->encrypted[platform] && !session->ended_offline &&
           !ykc_finding_has_damage(of->connection, platform, session->account.started.time);
}

static void judge_stop_reason(const judgement *of)
{
    const ykc_session_state *session = of->session;
    const ykc_charge *charge = session->charge;
    uint64_t reason = 0;
    ykc_finding finding;

    ykc_facts_get(of->facts, YKC_FACT_STOP_REASON, &reason);
    if (reason != YKC_STOP_BY_APP && charge->first_marker == YKC_TYPE_REMOTE_STOP_REPLY && ykc_time_is_set(of->place->time)) {
        finding = about(of, YKC_RULE_BILL_STOP_REASON, YKC_WARNING);
        finding.expected = value_of(of, YKC_PHRASE_VALUE, YKC_FACT_STOP_REASON, YKC_STOP_BY_APP);
        ykc_finding_relate(&finding, &charge->stop, YKC_RELATED_STOP);
        /* Another end marker may have been in the gap. */
        ykc_finding_doubt_gap(&finding, of->connection, of->connection->pile_end, session->last_charging.time);
    } else if (reason == YKC_STOP_BY_APP && !session->is_stopped && !ykc_session_has(session, YKC_TYPE_REMOTE_STOP) &&
               sees_stops(of)) {
        finding = about(of, YKC_RULE_BILL_STOP_REASON, YKC_WARNING);
        finding.expected = (ykc_phrase){.id = YKC_PHRASE_REQUEST_BEFORE, .numbers = {YKC_TYPE_REMOTE_STOP}};
        ykc_finding_doubt_gap(&finding, of->connection, 1 - of->connection->pile_end, session->account.started.time);
    } else {
        return;
    }
    finding.seen = value_of(of, YKC_PHRASE_VALUE, YKC_FACT_STOP_REASON, (int64_t)reason);
    tell(of, &finding);
}

void ykc_bill_rules(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts, const ykc_place *place)
{
    int zone = session->engine->settings.zone_minutes;
    judgement of = {session, connection, facts, place, NULL, false, 0, 0, false};
    ykc_bill bill;

    if (session->charge->record_judged || !ykc_bill_read(facts, &bill))
        return;
    session->charge->record_judged = true;
    session->account.bill = of.bill = g_memdup2(&bill, sizeof bill);
    of.has_times =
        ykc_facts_time(facts, YKC_FACT_START_TIME, zone, &of.start) && ykc_facts_time(facts, YKC_FACT_END_TIME, zone, &of.end);
    judge_energy_sum(&of);
    judge_amount_sum(&of);
    judge_amounts(&of);
    judge_meter(&of);
    judge_times(&of);
    judge_prices(&of);
    judge_period(&of);
    judge_energy(&of);
    judge_identity(&of);
    judge_stop_reason(&of);
}
