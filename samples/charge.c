/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "charge.h"

#include <glib.h>

#include "charge_frames.h"
#include "fail.h"

enum {
    REPORT_EVERY_SECONDS = 15,
    AC_VOLTAGE_1E1V = 2204,
    AC_CURRENT_1E1A = 316,
    RAMP_1E1A_PER_SECOND = 400,
    FULL_1E1PERCENT = 1000
};

/* When things happen around the start: counted from the start command or from the card, */
static const time_us plugged_before = 25000000, start_reply_after = 2400000, handshake_after = 7200000,
                     configuration_after = 10300000, current_after = 15000000;

/* and around the end, counted from the moment that the current is zero. */
static const time_us statistics_after = 900000, abort_after = 1250000, idle_after = 1700000, record_after = 3100000,
                     unplugged_after = 20000000;

/* The frames of one charge, in the making. */
typedef struct charge_making {
    sample_run run;
    sample_charge charge;
    time_us start; /* the start command, or the card */
} charge_making;

static sample_event *send_up(charge_making *making, time_us time, const sample_body *body)
{
    return station_send(making->run.pile, time + station_jitter(making->run.pile->station, milliseconds(30)), body);
}

static bool is_dc(const charge_making *making)
{
    return !making->run.pile->plate->is_ac;
}

static bool is_parallel(const charge_making *making)
{
    return making->run.plan->parallel_serial != NULL;
}

/* What 0xA1 and 0xA3 have more than 0x31 and 0x33, 0xA2 and 0xA4 more than 0x32 and 0x34; chapter 12 */
static void set_parallel(const charge_making *making, sample_body *body)
{
    if (!is_parallel(making))
        return;
    body_set(body, "parallel_serial", making->run.plan->parallel_serial);
    if (body_has(body, "parallel_role"))
        body_set(body, "parallel_role", making->run.plan->is_auxiliary_gun ? "1" : "0");
}

/* App 8 and 10 */
static void start_by_app(charge_making *making)
{
    const sample_user *user = making->run.plan->user;
    sample_body start = run_body(&making->run, is_parallel(making) ? 0xA4 : 0x34);
    sample_body reply = run_body(&making->run, is_parallel(making) ? 0xA3 : 0x33);

    body_set(&start, "logical_card", user->logical_card);
    body_set(&start, "physical_card", user->physical_card);
    body_set(&start, "balance", user->balance);
    set_parallel(making, &start);
    body_set(&reply, "start_result", "1");
    body_set(&reply, "start_failure", "0");
    set_parallel(making, &reply);
    making->charge.start = station_send(making->run.pile, making->start, &start);
    making->charge.start_reply =
        station_answer_at(making->run.pile, making->charge.start, making->start + start_reply_after, &reply);
}

/* 0x31 or 0xA1: who wants to charge */
static sample_body start_request(const charge_making *making)
{
    const sample_plan *plan = making->run.plan;
    sample_body request = station_body(making->run.pile, making->run.gun, is_parallel(making) ? 0xA1 : 0x31);

    if (plan->start == START_BY_VIN) {
        body_set(&request, "start_mode", "3");
        body_set(&request, "vin", plan->vehicle->vin);
    } else {
        body_set(&request, "start_mode", "1");
        body_set(&request, "account_or_card", plan->user->physical_card);
    }
    if (plan->user->password != NULL) {
        body_set(&request, "password_required", "1");
        body_set(&request, "password", plan->user->password);
    }
    set_parallel(making, &request);
    return request;
}

/* Card 2 and 4 */
static void start_at_the_pile(charge_making *making)
{
    const sample_user *user = making->run.plan->user;
    sample_body request = start_request(making);
    sample_body reply = run_body(&making->run, is_parallel(making) ? 0xA2 : 0x32);

    body_set(&reply, "logical_card", user->logical_card);
    body_set(&reply, "balance", user->balance);
    body_set(&reply, "auth_result", "1");
    body_set(&reply, "auth_failure", "0");
    set_parallel(making, &reply);
    making->charge.start = station_send(making->run.pile, making->start, &request);
    making->charge.start_reply = station_answer(making->run.pile, making->charge.start, &reply);
}

/* What pile and battery measure at the present second. */
static void measure(charge_making *making, int start_soc_1e1percent)
{
    sample_run *run = &making->run;
    sample_station *station = run->pile->station;
    int ramp_1e1a = (run->second + 1) * RAMP_1E1A_PER_SECOND;
    int wanted_1e1a = AC_CURRENT_1E1A;

    run->voltage_1e1v = AC_VOLTAGE_1E1V + (int)station_jitter(station, 15);
    if (is_dc(making)) {
        run->battery = battery_after(run->plan->vehicle, start_soc_1e1percent, bill_total_energy_1e4kwh(&run->bill));
        wanted_1e1a = MIN(run->battery.demand_1e1a, PILE_CURRENT_MAX_1E1A);
    }
    run->current_1e1a = MIN(wanted_1e1a, ramp_1e1a) - (int)station_jitter(station, 4);
    if (is_dc(making))
        run->voltage_1e1v = run->battery.voltage_1e1v + run->current_1e1a / 600; /* the cable's resistance */
}

/* App 11 and 12, card 8: every 15 s */
static void report(charge_making *making)
{
    const sample_run *run = &making->run;
    time_us now = making->charge.begin + seconds(run->second);
    sample_body realtime = run_realtime(run);
    sample_event *event = send_up(making, now + milliseconds(110), &realtime);

    if (making->charge.first_charging == NULL)
        making->charge.first_charging = event;
    if (!is_dc(making))
        return;

    sample_body demand = run_demand(run), state = run_battery_state(run);

    send_up(making, now + milliseconds(420), &demand);
    send_up(making, now + milliseconds(480), &state);
}

static void add_second(charge_making *making, int current_1e1a)
{
    sample_run *run = &making->run;

    bill_add_second(&run->bill, making->charge.begin + seconds(run->second), run->voltage_1e1v, current_1e1a);
    run->second++;
}

static bool is_full(const charge_making *making)
{
    return is_dc(making) && making->run.battery.soc_1e1percent == FULL_1E1PERCENT;
}

/* From the first ampere to the moment that somebody stops it; one more second, and the current is zero. */
static void run_charge(charge_making *making)
{
    sample_run *run = &making->run;
    const sample_plan *plan = run->plan;

    making->charge.begin = clock_next_second(making->start + current_after);
    measure(making, plan->soc_1e1percent);
    while (run->second < plan->seconds && !is_full(making)) {
        if (run->second % REPORT_EVERY_SECONDS == 0)
            report(making);
        add_second(making, run->current_1e1a);
        measure(making, plan->soc_1e1percent);
    }
    if (plan->stop == STOP_WHEN_FULL && !is_full(making))
        fail("the battery is not full after %d s", plan->seconds);
    add_second(making, run->current_1e1a / 3);
    making->charge.end = making->charge.begin + seconds(run->second);
}

/* App 11, card 8: before the current */
static void shake_hands(charge_making *making)
{
    measure(making, making->run.plan->soc_1e1percent);

    sample_body handshake = run_handshake(&making->run), configuration = run_configuration(&making->run);

    making->charge.handshake = send_up(making, making->start + handshake_after, &handshake);
    making->charge.configuration = send_up(making, making->start + configuration_after, &configuration);
}

/* App 16 and 18 */
static void stop_by_app(charge_making *making)
{
    sample_pile *pile = making->run.pile;
    sample_body stop = station_body(pile, making->run.gun, 0x36), reply = station_body(pile, making->run.gun, 0x35);

    body_set(&reply, "stop_result", "1");
    body_set(&reply, "stop_failure", "0");
    making->charge.stop = station_send(pile, making->charge.end - seconds(1), &stop);
    making->charge.stop_reply = station_answer_at(pile, making->charge.stop, making->charge.end + milliseconds(85), &reply);
}

/* App 21: 0x19. Whether 0x1D and 0x21 come before or after it is open; here both orders occur. */
static void send_statistics(charge_making *making, time_us time)
{
    sample_body statistics = run_statistics(&making->run);

    making->charge.statistics = send_up(making, time, &statistics);
}

static void send_reason(charge_making *making, uint8_t type, const char *reason, time_us time)
{
    sample_body body = run_body(&making->run, type);

    body_set(&body, reason, "1");
    send_up(making, time, &body);
}

static void send_error(charge_making *making, time_us time)
{
    sample_body error = run_body(&making->run, 0x1B), abort = run_body(&making->run, 0x21);

    body_set(&error, "error_ccs", "1");
    body_set(&error, "error_bms_other", "3");
    body_set(&error, "error_bcs", "1");
    body_set(&error, "error_bcl", "2");
    body_set(&error, "error_charger_other", "5");
    send_up(making, time, &error);
    body_set(&abort, "cst_reason_abnormal", "1");
    body_set(&abort, "cst_fault_connector", "1");
    body_set(&abort, "cst_error_current", "2");
    send_up(making, time + milliseconds(300), &abort);
}

/* What the vehicle and the pile say to each other at the end, and so to the platform. */
static void end_talk(charge_making *making)
{
    time_us end = making->charge.end;

    switch (making->run.plan->stop) {
    case STOP_BY_APP:
        send_statistics(making, end + statistics_after);
        send_reason(making, 0x1D, "bst_reason_charger", end + abort_after);
        break;
    case STOP_BY_HAND:
        send_reason(making, 0x21, "cst_reason_manual", end + milliseconds(200));
        send_statistics(making, end + statistics_after);
        break;
    case STOP_WHEN_FULL:
        send_reason(making, 0x1D, "bst_reason_soc", end + milliseconds(200));
        send_statistics(making, end + statistics_after);
        break;
    case STOP_BY_ERROR:
        send_error(making, end + milliseconds(100));
        send_statistics(making, end + statistics_after);
        break;
    }
}

/* Values of the record's start_source (reference, 0x3B) and stop_reason (reference 6). */
static const char *const start_sources[] = {[START_BY_APP] = "1", [START_BY_CARD] = "2", [START_BY_VIN] = "5"};
static const char *const stop_reasons[] = {
    [STOP_BY_APP] = "64",    /* 0x40 */
    [STOP_WHEN_FULL] = "65", /* 0x41 */
    [STOP_BY_HAND] = "69",   /* 0x45 */
    [STOP_BY_ERROR] = "132", /* 0x84: BCS timeout */
};

sample_event *station_send_record(sample_pile *pile, unsigned gun, time_us time, const sample_record *record)
{
    sample_body body = station_charge_body(pile, gun, 0x3B, record->transaction);
    sample_event *event;

    body_set_time(&body, "start_time", record->begin);
    body_set_time(&body, "end_time", record->end);
    bill_put_record(record->bill, &body);
    body_set_number(&body, "meter_start", record->meter_start_1e4kwh);
    body_set_number(&body, "meter_end", record->meter_start_1e4kwh + bill_total_energy_1e4kwh(record->bill));
    if (record->vin != NULL)
        body_set(&body, "vin", record->vin);
    body_set(&body, "start_source", record->start_source);
    body_set_time(&body, "transaction_time", record->end);
    body_set(&body, "stop_reason", record->stop_reason);
    if (record->physical_card != NULL)
        body_set(&body, "physical_card", record->physical_card);
    event = station_send(pile, time, &body);

    sample_body confirmation = body_of(0x40);

    body_set(&confirmation, "transaction", record->transaction);
    body_set(&confirmation, "record_result", "0");
    return station_answer(pile, event, &confirmation);
}

/* App 22 and 24, card 14 and 16 */
static void deliver_record(charge_making *making)
{
    const sample_plan *plan = making->run.plan;
    sample_gun *gun = &making->run.pile->guns[making->run.gun - 1];
    time_us time = station_next_online(making->run.pile, making->charge.end + record_after);

    making->charge.confirmation =
        station_send_record(making->run.pile, making->run.gun, time,
                            &(sample_record){
                                .transaction = making->charge.transaction,
                                .begin = making->charge.begin,
                                .end = making->charge.end,
                                .bill = &making->run.bill,
                                .meter_start_1e4kwh = gun->meter_1e4kwh,
                                .vin = is_dc(making) ? plan->vehicle->vin : NULL,
                                .start_source = start_sources[plan->start],
                                .stop_reason = stop_reasons[plan->stop],
                                .physical_card = plan->start == START_BY_VIN ? NULL : plan->user->physical_card,
                            });
    making->charge.record = making->charge.confirmation->request;
    gun->meter_1e4kwh += bill_total_energy_1e4kwh(&making->run.bill);
}

static void open_charge(charge_making *making)
{
    if (making->run.plan->start == START_BY_APP)
        start_by_app(making);
    else
        start_at_the_pile(making);
}

sample_charge station_charge(sample_pile *pile, unsigned gun, const sample_plan *plan)
{
    charge_making making = {
        .run = {.pile = pile, .gun = gun, .plan = plan, .bill = {.model = pile->model}},
        .start = clock_at(plan->starts),
    };

    if (pile->model == NULL)
        fail("pile %s has no billing model to charge by", pile->plate->number);
    station_new_transaction(pile, gun, making.start, making.charge.transaction);
    making.run.transaction = making.charge.transaction;
    station_send_idle(pile, gun, making.start - plugged_before, true);
    open_charge(&making);
    if (is_dc(&making))
        shake_hands(&making);
    run_charge(&making);
    if (plan->stop == STOP_BY_APP)
        stop_by_app(&making);
    if (is_dc(&making))
        end_talk(&making);
    making.charge.idle = station_send_idle(pile, gun, making.charge.end + idle_after, true);
    deliver_record(&making);
    station_send_idle(pile, gun, making.charge.end + unplugged_after, false);
    return making.charge;
}
