/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the frames of a charge say of it, and which of them the rules of charge/, record/ and bill/ look at. */
#include <string.h>

#include "state.h"

static bool is_stored(const ykc_session_state *session, const ykc_link *link)
{
    return session->account.flow == YKC_FLOW_OFFLINE || ykc_power_on_is_before_heartbeat(link);
}

/* --- Real-time data --- */

static void note_soc(ykc_session *account, const ykc_facts *facts)
{
    uint64_t soc;

    if (!ykc_facts_get(facts, YKC_FACT_SOC, &soc) || soc == 0)
        return;
    if (!account->has_soc)
        account->soc_start = (uint8_t)soc;
    account->has_soc = true;
    account->soc_end = (uint8_t)soc;
}

static void note_energy(ykc_session *account, const ykc_facts *facts, ykc_fact energy_fact, ykc_fact amount_fact)
{
    uint64_t number;

    if (ykc_facts_get(facts, energy_fact, &number)) {
        account->has_energy = true;
        account->energy_1e4kwh = (int64_t)number;
    }
    if (ykc_facts_get(facts, amount_fact, &number)) {
        account->has_amount = true;
        account->amount_1e4yuan = (int64_t)number;
    }
}

static void note_realtime(ykc_session_state *session, ykc_connection *connection, ykc_link *link, const ykc_facts *facts,
                          const ykc_place *place)
{
    bool was_charging = session->is_charging;

    if (!is_stored(session, link))
        ykc_charge_rules_realtime(session, connection, link, facts, place);
    session->is_charging = ykc_facts_is(facts, YKC_FACT_STATE, YKC_STATE_CHARGING);
    if (!session->is_charging) {
        if (was_charging)
            ykc_record_rules_marker(session, connection, YKC_TYPE_REALTIME, place);
        return;
    }
    ykc_record_rules_resumed(session, place);
    if (!session->was_charging)
        session->first_charging = *place;
    session->was_charging = true;
    session->last_charging = *place;
    note_soc(&session->account, facts);
    note_energy(&session->account, facts, YKC_FACT_ENERGY, YKC_FACT_AMOUNT);
}

void ykc_charge_note_gun(ykc_connection *connection, ykc_gun *gun, const ykc_facts *facts, const ykc_place *place)
{
    ykc_session_state *session = gun->charge;

    if (ykc_facts_is(facts, YKC_FACT_STATE, YKC_STATE_CHARGING))
        return;
    gun->not_charging = *place;
    /* Without a serial it is no step of the charge, but says that it is over. */
    if (facts->has_serial || session == NULL || session->decided || !session->is_charging)
        return;
    session->is_charging = false;
    ykc_record_rules_marker(session, connection, YKC_TYPE_REALTIME, place);
}

/* --- Start and stop --- */

static void note_model(ykc_session_state *session, const ykc_pile *pile)
{
    /* A model that was pushed but not answered may be in force or not. */
    if (session->account.model != NULL || pile->model == NULL || pile->pushed != NULL || session->partial)
        return;
    session->account.model = g_rc_box_acquire(pile->model);
    session->account.model_place = pile->model_place;
}

static void note_card(ykc_charge *charge, const ykc_facts *facts, ykc_fact fact)
{
    const uint8_t *card = ykc_facts_set_bytes(facts, fact);

    if (card == NULL)
        return;
    charge->has_card = true;
    memcpy(charge->card, card, YKC_CARD_SIZE);
}

static void note_vin(ykc_charge *charge, const ykc_facts *facts, bool is_reversed)
{
    const uint8_t *vin = ykc_facts_set_bytes(facts, YKC_FACT_VIN);

    if (vin == NULL)
        return;
    charge->has_vin = true;
    ykc_vin_decode(vin, is_reversed, charge->vin);
}

/* Who wants to charge: 0x31 and 0xA1. */
static void note_request(ykc_session_state *session, ykc_link *link, const ykc_facts *facts)
{
    ykc_charge *charge = session->charge;

    ykc_parallel_join(session, link->pile, facts);
    if (ykc_facts_is(facts, YKC_FACT_START_MODE, YKC_START_BY_CARD)) {
        charge->source = YKC_SOURCE_CARD;
        note_card(charge, facts, YKC_FACT_ACCOUNT_OR_CARD);
    } else if (ykc_facts_is(facts, YKC_FACT_START_MODE, YKC_START_BY_VIN)) {
        charge->source = YKC_SOURCE_VIN;
        note_vin(charge, facts, true);
    }
}

/* 0x34 and 0xA4. */
static void note_start(ykc_session_state *session, ykc_link *link, const ykc_facts *facts)
{
    ykc_parallel_join(session, link->pile, facts);
    session->charge->source = YKC_SOURCE_APP;
    note_card(session->charge, facts, YKC_FACT_PHYSICAL_CARD);
    note_model(session, link->pile);
}

/* A gun that charges already may refuse a repeated start: that takes nothing back. */
static bool is_refusal_of_repeat(const ykc_session_state *session, const ykc_facts *facts)
{
    return (session->charge->confirmed || session->was_charging) && !ykc_facts_is(facts, YKC_FACT_START_RESULT, YKC_SUCCESS) &&
           ykc_facts_is(facts, YKC_FACT_START_FAILURE, YKC_ALREADY_CHARGING);
}

/* Some write the reason in the place of the result; what then stands in its own place is old. */
static bool is_not_plugged(const ykc_facts *facts)
{
    bool is_reason = !ykc_facts_is(facts, YKC_FACT_START_RESULT, 0);

    return ykc_facts_is(facts, is_reason ? YKC_FACT_START_RESULT : YKC_FACT_START_FAILURE, YKC_NOT_PLUGGED_IN);
}

static void note_start_reply(ykc_session_state *session, ykc_connection *connection, ykc_link *link, const ykc_facts *facts,
                             const ykc_place *place)
{
    if (is_refusal_of_repeat(session, facts))
        return;
    session->failed_start = !ykc_facts_is(facts, YKC_FACT_START_RESULT, YKC_SUCCESS);
    if (session->failed_start && is_not_plugged(facts))
        session->not_plugged = true;
    ykc_charge_rules_start_reply(session, connection, link, facts, place);
}

/* V2.1: the last word of the pile on the start, which may take back what the reply said; 0 is success. */
static void note_start_completed(ykc_session_state *session, const ykc_facts *facts, const ykc_place *place)
{
    if (ykc_facts_is(facts, YKC_FACT_START_COMPLETED_RESULT, 0))
        return;
    session->failed_start = true;
    session->charge->refusal = *place;
    session->charge->charging_due = 0;
}

static void note_stop_reply(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts,
                            const ykc_place *place)
{
    ykc_charge *charge = session->charge;

    if (!ykc_facts_is(facts, YKC_FACT_STOP_RESULT, YKC_SUCCESS))
        return;
    if (!charge->has_stop)
        charge->stop = *place;
    charge->has_stop = true;
    ykc_record_rules_marker(session, connection, YKC_TYPE_REMOTE_STOP_REPLY, place);
}

/* --- The end --- */

static void note_end(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts, const ykc_place *place)
{
    uint64_t soc;

    ykc_record_rules_marker(session, connection, facts->role, place);
    if (!ykc_facts_get(facts, YKC_FACT_END_SOC, &soc))
        return;
    session->account.has_soc = true;
    session->account.soc_end = (uint8_t)soc;
}

static void note_record(ykc_session_state *session, ykc_connection *connection, ykc_link *link, const ykc_facts *facts,
                        const ykc_place *place)
{
    uint64_t number;

    session->ended_offline = session->ended_offline || ykc_power_on_is_before_heartbeat(link);
    ykc_record_rules_record(session, connection, facts, place);
    ykc_bill_rules(session, connection, facts, place);
    if (ykc_facts_is(facts, YKC_FACT_START_SOURCE, YKC_SOURCE_OFFLINE))
        session->charge->unstarted = false;
    ykc_charge_rules_tell_unstarted(session);
    /* No second start reply comes any more. */
    if (session->charge->refusal_due != 0)
        ykc_charge_rules_tell_refused(session, connection);
    note_energy(&session->account, facts, YKC_FACT_TOTAL_ENERGY, YKC_FACT_TOTAL_AMOUNT);
    if (ykc_facts_get(facts, YKC_FACT_STOP_REASON, &number)) {
        session->account.has_stop_reason = true;
        session->account.stop_reason = (uint8_t)number;
    }
}

void ykc_charge_note(ykc_session_state *session, ykc_connection *connection, ykc_link *link, const ykc_facts *facts,
                     const ykc_place *place)
{
    switch (facts->role) {
    case YKC_TYPE_START_REQUEST:
    case YKC_TYPE_PARALLEL_START_REQUEST:
        note_request(session, link, facts);
        break;
    case YKC_TYPE_REMOTE_START:
    case YKC_TYPE_PARALLEL_REMOTE_START:
        note_start(session, link, facts);
        break;
    case YKC_TYPE_START_AUTHORISATION:
    case YKC_TYPE_PARALLEL_START_AUTHORISATION:
        note_model(session, link->pile);
        break;
    case YKC_TYPE_REMOTE_START_REPLY:
    case YKC_TYPE_PARALLEL_REMOTE_START_REPLY:
        note_start_reply(session, connection, link, facts, place);
        break;
    case YKC_TYPE_START_COMPLETED:
        note_start_completed(session, facts, place);
        break;
    case YKC_TYPE_CHARGING_HANDSHAKE:
        note_vin(session->charge, facts, false);
        break;
    case YKC_TYPE_REALTIME:
        note_realtime(session, connection, link, facts, place);
        break;
    case YKC_TYPE_BMS_DEMAND:
    case YKC_TYPE_BMS_STATE:
        if (!is_stored(session, link))
            ykc_charge_rules_bms(session, connection, link, facts, place);
        break;
    case YKC_TYPE_REMOTE_STOP:
        session->is_stopped = true;
        break;
    case YKC_TYPE_REMOTE_STOP_REPLY:
        note_stop_reply(session, connection, facts, place);
        break;
    case YKC_TYPE_CHARGING_END:
    case YKC_TYPE_BMS_ABORT:
    case YKC_TYPE_CHARGER_ABORT:
        note_end(session, connection, facts, place);
        break;
    case YKC_TYPE_RECORD:
        note_record(session, connection, link, facts, place);
        break;
    case YKC_TYPE_RECORD_CONFIRMATION:
        ykc_record_rules_confirmation(session, connection, facts, place);
        break;
    default:
        break;
    }
}
