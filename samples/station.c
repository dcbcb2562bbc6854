/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "station.h"

#include <glib.h>

#include "fail.h"

enum { PLATFORM_PORT = 8768, FIRST_PILE_PORT = 49152, SEED = 20260316 };

/* When the steps of the power-on flow happen, counted from the SYN. */
static const time_us login_after = 120000, check_after = 450000, stored_data_after = 1100000, fetch_after = 2100000,
                     heartbeats_after = 3000000, states_after = 3400000;

static const time_us heartbeat_period = 10000000, standby_period = 300000000;

const char no_transaction[] = "00000000000000000000000000000000";

sample_station station_new(sample_timeline *timeline, const char *platform_address, const sample_billing_model *model)
{
    return (sample_station){
        .timeline = timeline,
        .platform_address = platform_address,
        .model = model,
        .charges = 2600,
        .random = SEED,
    };
}

sample_pile station_pile(sample_station *station, const sample_plate *plate)
{
    return (sample_pile){
        .station = station,
        .plate = plate,
        .guns = {{.cable_code = "00002026000A01B7", .meter_1e4kwh = 1184276530},
                 {.cable_code = "00002026000A02C4", .meter_1e4kwh = 973058214}},
    };
}

/* The linear congruential generator of ISO C's example; its upper bits are good enough for latencies. */
int64_t station_jitter(sample_station *station, int64_t limit)
{
    station->random = station->random * 1103515245U + 12345U;
    return (int64_t)(station->random >> 8) % limit;
}

void station_new_transaction(sample_pile *pile, unsigned gun, time_us time, char transaction[TRANSACTION_TEXT_SIZE])
{
    char digits[CLOCK_DIGITS_SIZE];

    clock_to_digits(time, digits);
    g_snprintf(transaction, TRANSACTION_TEXT_SIZE, "%s%02u%s%04u", pile->plate->number, gun, digits, ++pile->station->charges);
}

sample_body station_body(const sample_pile *pile, unsigned gun, uint8_t type)
{
    sample_body body = body_of(type);

    body_set(&body, "pile", pile->plate->number);
    if (body_has(&body, "gun"))
        body_set_number(&body, "gun", gun);
    return body;
}

sample_body station_charge_body(const sample_pile *pile, unsigned gun, uint8_t type, const char *transaction)
{
    sample_body body = station_body(pile, gun, type);

    body_set(&body, "transaction", transaction);
    return body;
}

/* The pile's presence at a time, or the one before if it is between two. */
static const sample_presence *presence_at(const sample_pile *pile, time_us time)
{
    const sample_presence *latest = NULL;

    for (unsigned i = 0; i < pile->presence_count; i++)
        if (pile->presences[i].from <= time)
            latest = &pile->presences[i];
    if (latest == NULL || (time >= latest->until && latest == &pile->presences[pile->presence_count - 1]))
        fail("pile %s is not connected when it should send or receive a frame", pile->plate->number);
    return latest;
}

sample_event *station_send(sample_pile *pile, time_us time, const sample_body *body)
{
    const sample_presence *presence = presence_at(pile, time);
    sample_event *event = timeline_send(presence->connection, time, body);

    event->is_dropped = time >= presence->until;
    return event;
}

time_us station_next_online(const sample_pile *pile, time_us time)
{
    const sample_presence *presence = presence_at(pile, time);

    return time < presence->until ? time : presence[1].from + stored_data_after;
}

sample_event *station_answer_at(sample_pile *pile, sample_event *request, time_us time, const sample_body *body)
{
    sample_event *event = timeline_answer(request, time, body);

    if (time >= presence_at(pile, request->time)->until)
        event->is_dropped = true;
    return event;
}

sample_event *station_answer(sample_pile *pile, sample_event *request, const sample_body *body)
{
    bool by_pile = body->message->direction == YKC_UP;
    time_us latency = by_pile ? milliseconds(46) + station_jitter(pile->station, milliseconds(60))
                              : milliseconds(4) + station_jitter(pile->station, milliseconds(20));

    return station_answer_at(pile, request, request->time + latency, body);
}

/* Power-on 1 and 3, section 5.1 */
static void log_in(sample_pile *pile, time_us time)
{
    sample_body login = station_body(pile, NO_GUN, 0x01), reply = station_body(pile, NO_GUN, 0x02);

    body_set(&login, "pile_type", pile->plate->is_ac ? "1" : "0");
    body_set_number(&login, "gun_count", pile->plate->guns);
    body_set(&login, "protocol_version", "1.6");
    body_set(&login, "software_version", "V4.2.17");
    body_set(&login, "network_type", "0");
    body_set(&login, "sim", pile->plate->sim);
    body_set(&login, "carrier", "2");
    body_set(&reply, "login_result", "0");
    station_answer(pile, station_send(pile, time, &login), &reply);
}

/* Power-on 4 and 5 */
static void check_model(sample_pile *pile, time_us time)
{
    const sample_billing_model *ours = pile->model, *theirs = pile->station->model;
    sample_body check = station_body(pile, NO_GUN, 0x05), reply = station_body(pile, NO_GUN, 0x06);

    body_set(&check, "billing_model", ours == NULL ? "0000" : ours->number); /* 0 on the first connection, section 6.5 */
    body_set(&reply, "billing_model", theirs->number);
    body_set(&reply, "billing_model_check", ours == theirs ? "0" : "1");
    station_answer(pile, station_send(pile, time, &check), &reply);
}

/* Power-on 7 and 8 */
static void fetch_model(sample_pile *pile, time_us time)
{
    sample_body request = station_body(pile, NO_GUN, 0x09), reply = station_body(pile, NO_GUN, 0x0A);

    bill_put_model(pile->station->model, &reply);
    station_answer(pile, station_send(pile, time, &request), &reply);
    pile->model = pile->station->model;
}

static sample_connection *connect_pile(sample_pile *pile, time_us time)
{
    if (pile->concentrator != NULL)
        return presence_at(pile->concentrator, time)->connection;
    return timeline_open(pile->station->timeline,
                         &(sample_ends){
                             .pile = pile->plate->address,
                             .pile_port = (uint16_t)(FIRST_PILE_PORT + 37 * ++pile->station->connections),
                             .platform = pile->station->platform_address,
                             .platform_port = PLATFORM_PORT,
                         },
                         time);
}

void station_power_on(sample_pile *pile, const char *when)
{
    time_us time = clock_at(when);
    sample_connection *connection = connect_pile(pile, time);

    if (pile->presence_count == PRESENCES_MAX)
        fail("pile %s is switched on too often", pile->plate->number);
    pile->presences[pile->presence_count++] = (sample_presence){
        .connection = connection,
        .from = time,
        .heartbeats_from = time + heartbeats_after,
        .until = INT64_MAX,
    };
    log_in(pile, time + login_after);
    check_model(pile, time + check_after);
    if (pile->model != pile->station->model)
        fetch_model(pile, time + fetch_after);
}

static sample_presence *last_presence(sample_pile *pile)
{
    if (pile->presence_count == 0)
        fail("pile %s was never switched on", pile->plate->number);
    return &pile->presences[pile->presence_count - 1];
}

void station_power_off(sample_pile *pile, const char *when)
{
    timeline_close(last_presence(pile)->connection, YKC_UP, clock_at(when));
    last_presence(pile)->until = clock_at(when);
}

void station_vanish(sample_pile *pile, const char *when)
{
    last_presence(pile)->until = clock_at(when);
}

void station_push_model(sample_pile *pile, const char *when, const sample_billing_model *model)
{
    sample_body setting = station_body(pile, NO_GUN, 0x58), reply = station_body(pile, NO_GUN, 0x57);

    bill_put_model(model, &setting);
    body_set(&reply, "billing_setting_result", "1");
    station_answer(pile, station_send(pile, clock_at(when), &setting), &reply);
    pile->model = pile->station->model = model;
}

sample_body station_idle_body(const sample_pile *pile, unsigned gun, bool is_plugged)
{
    sample_body body = station_charge_body(pile, gun, 0x13, no_transaction);

    body_set(&body, "state", "2");
    body_set(&body, "gun_homed", is_plugged ? "0" : "1");
    body_set(&body, "gun_plugged", is_plugged ? "1" : "0");
    body_set(&body, "cable_temperature", "22");
    body_set(&body, "cable_code", pile->guns[gun - 1].cable_code);
    return body;
}

sample_event *station_send_idle(sample_pile *pile, unsigned gun, time_us time, bool is_plugged)
{
    sample_body body = station_idle_body(pile, gun, is_plugged);

    return station_send(pile, time, &body);
}

/* Section 6.3. Whether the 10 s are for each gun or for the pile is open; here every gun has a heartbeat of its own. */
static void send_heartbeats(sample_pile *pile, unsigned gun, const sample_presence *presence)
{
    sample_body heartbeat = station_body(pile, gun, 0x03), reply = station_body(pile, gun, 0x04);
    time_us last = presence->until - seconds(1);

    body_set(&heartbeat, "gun_condition", "0");
    body_set(&reply, "heartbeat_ack", "0");
    for (time_us beat = presence->heartbeats_from + milliseconds(250) * (gun - 1); beat < last; beat += heartbeat_period)
        station_answer(pile, station_send(pile, beat + station_jitter(pile->station, milliseconds(30)), &heartbeat), &reply);
}

/* The next 0x13 of a gun behind @p event, the first one if that is NULL; also one that was not sent for want of a connection. */
static sample_event *next_report(const sample_pile *pile, unsigned gun, sample_event *event)
{
    char number[3];

    g_snprintf(number, sizeof number, "%u", gun);
    do
        event = timeline_next_frame(pile->station->timeline, event, 0x13);
    while (event != NULL && !(body_is(&event->body, "pile", pile->plate->number) && body_is(&event->body, "gun", number)));
    return event;
}

/* After the power-on flow: the gun's state, as far as it does not report every 15 s anyway. */
static void send_state(sample_pile *pile, unsigned gun, const sample_presence *presence)
{
    time_us time = presence->from + states_after + milliseconds(150) * gun;
    sample_event *latest = NULL;

    for (sample_event *report = next_report(pile, gun, NULL); report != NULL && report->time < time;
         report = next_report(pile, gun, report))
        latest = report;
    if (latest == NULL)
        station_send_idle(pile, gun, time, false);
    else if (body_is(&latest->body, "transaction", no_transaction))
        station_send(pile, time, &latest->body);
}

/* Section 7.2: every 5 min on standby. The gun is as it was reported last. */
static void send_standby_data(sample_pile *pile, unsigned gun)
{
    time_us end = last_presence(pile)->until - seconds(1);

    for (sample_event *report = next_report(pile, gun, NULL); report != NULL; report = next_report(pile, gun, report)) {
        sample_event *next = next_report(pile, gun, report);
        time_us due = report->time + standby_period;

        if (due < (next == NULL ? end : next->time))
            station_send(pile, due, &report->body);
    }
}

void station_keep_alive(sample_pile *pile)
{
    if (last_presence(pile)->until == INT64_MAX)
        fail("nobody says when pile %s is switched off", pile->plate->number);
    for (unsigned gun = 1; gun <= pile->plate->guns; gun++) {
        for (unsigned i = 0; i < pile->presence_count; i++) {
            send_state(pile, gun, &pile->presences[i]);
            send_heartbeats(pile, gun, &pile->presences[i]);
        }
        send_standby_data(pile, gun);
    }
}
