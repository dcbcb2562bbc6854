/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every frame type of V1.6, in the order in which a day could bring them, on one connection. */
#include <glib.h>

#include "samples.h"

static const sample_billing_model last_years_model = {
    .number = "0099",
    .electricity_1e5yuan = {[TARIFF_SHARP] = 119800, [TARIFF_PEAK] = 99870, [TARIFF_FLAT] = 65230, [TARIFF_VALLEY] = 31050},
    .service_1e5yuan = {[TARIFF_SHARP] = 45000, [TARIFF_PEAK] = 43000, [TARIFF_FLAT] = 40000, [TARIFF_VALLEY] = 36000},
    .slots = "vvvvvvvvvvvvvvffffffppppffffffffffppppssssffffvv",
};

/* Pushed while the pile is idle: a discount on the service. */
static const sample_billing_model spring_model = {
    .number = "0101",
    .electricity_1e5yuan = {[TARIFF_SHARP] = 126450, [TARIFF_PEAK] = 105320, [TARIFF_FLAT] = 68780, [TARIFF_VALLEY] = 32160},
    .service_1e5yuan = {[TARIFF_SHARP] = 35750, [TARIFF_PEAK] = 34500, [TARIFF_FLAT] = 31990, [TARIFF_VALLEY] = 28125},
    .slots = "vvvvvvvvvvvvvvffffffppppffffffffffppppssssffffvv",
};

/* Three people whose cards also work while the pile is offline. */
static const sample_user members[] = {
    {.physical_card = "00000000D3570A91", .logical_card = "0000001000260114"},
    {.physical_card = "00000000D3570B02", .logical_card = "0000001000260115"},
    {.physical_card = "00000000D3570B7E", .logical_card = "0000001000260116"},
};

static const sample_user courier_with_password = {
    .physical_card = "02607F8F42D86D1B",
    .logical_card = "0000001000260891",
    .balance = "1035.20",
    .password = "8d969eef6ecad3c2",
};

/* Power-on 6, offline 15 and 16: last evening's charge, made offline, through all four tariffs, at a constant 12 kW. */
static void upload_offline_record(sample_pile *pile, time_us time)
{
    char transaction[TRANSACTION_TEXT_SIZE];
    time_us begin = clock_yesterday_at("18:10:00"), end = clock_yesterday_at("23:25:00");
    sample_bill bill = {.model = &last_years_model};

    for (time_us second = begin; second < end; second += seconds(1))
        bill_add_second(&bill, second, 3772, 318);
    station_new_transaction(pile, 2, begin - seconds(20), transaction);
    station_send_record(pile, 2, time,
                        &(sample_record){
                            .transaction = transaction,
                            .begin = begin,
                            .end = end,
                            .bill = &bill,
                            .meter_start_1e4kwh = pile->guns[1].meter_1e4kwh - bill_total_energy_1e4kwh(&bill),
                            .vin = sample_van.vin,
                            .start_source = "4",
                            .stop_reason = "65",
                            .physical_card = members[0].physical_card,
                        });
}

/* A command of the platform with one field that says what, and the pile's answer with one that says how it went. */
static void command(sample_pile *pile, const char *when, const sample_body *request, uint8_t reply_type, const char *result)
{
    sample_body reply = station_body(pile, 1, reply_type);

    body_set(&reply, result, "1");
    station_answer(pile, station_send(pile, clock_at(when), request), &reply);
}

/* Chapter 9 */
static void change_settings(sample_pile *pile)
{
    sample_body clock = station_body(pile, NO_GUN, 0x56), clock_reply = station_body(pile, NO_GUN, 0x55);
    sample_body work = station_body(pile, NO_GUN, 0x52);

    body_set_time(&clock, "clock", clock_at("16:58:51") + milliseconds(250));
    body_set_time(&clock_reply, "clock", clock_at("16:58:51")); /* this pile does not set milliseconds */
    station_answer(pile, station_send(pile, clock_at("16:58:51") + milliseconds(250), &clock), &clock_reply);

    body_set(&work, "work_permission", "0");
    body_set(&work, "power_limit_percent", "90");
    command(pile, "16:58:52", &work, 0x51, "work_setting_result");
    station_push_model(pile, "16:58:53", &spring_model);
}

/* 0x44 and 0x43: all members */
static void store_cards(sample_pile *pile)
{
    sample_body list = station_body(pile, NO_GUN, 0x44);

    body_set_number(&list, "card_count", G_N_ELEMENTS(members));
    for (unsigned i = 0; i < G_N_ELEMENTS(members); i++) {
        body_set_at(&list, "logical_card", i, members[i].logical_card);
        body_set_at(&list, "physical_card", i, members[i].physical_card);
    }
    command(pile, "16:58:54", &list, 0x43, "card_sync_result");
}

/* 0x46 and 0x45: the last two */
static void delete_cards(sample_pile *pile)
{
    sample_body list = station_body(pile, NO_GUN, 0x46), reply = station_body(pile, NO_GUN, 0x45);

    body_set(&list, "card_count", "2");
    for (unsigned i = 0; i < 2; i++) {
        body_set_at(&list, "physical_card", i, members[i + 1].physical_card);
        body_set_at(&reply, "physical_card", i, members[i + 1].physical_card);
        body_set_at(&reply, "card_clear_result", i, "1");
        body_set_at(&reply, "card_clear_failure", i, "0");
    }
    station_answer(pile, station_send(pile, clock_at("16:58:55"), &list), &reply);
}

/* 0x48 and 0x47: only the first is left */
static void query_cards(sample_pile *pile)
{
    sample_body list = station_body(pile, NO_GUN, 0x48), reply = station_body(pile, NO_GUN, 0x47);

    body_set_number(&list, "card_count", G_N_ELEMENTS(members));
    for (unsigned i = 0; i < G_N_ELEMENTS(members); i++) {
        body_set_at(&list, "physical_card", i, members[i].physical_card);
        body_set_at(&reply, "physical_card", i, members[i].physical_card);
        body_set_at(&reply, "card_query_result", i, i == 0 ? "1" : "0");
    }
    station_answer(pile, station_send(pile, clock_at("16:58:56"), &list), &reply);
}

/* 0x12, and the 0x13 that answers it */
static void read_realtime_data(sample_pile *pile)
{
    sample_body request = station_body(pile, 1, 0x12), reply = station_idle_body(pile, 1, false);

    station_answer(pile, station_send(pile, clock_at("16:58:57"), &request), &reply);
}

static void report_lock(sample_pile *pile, const char *when, const char *lock_state, const char *parking_state)
{
    sample_body lock = station_body(pile, 1, 0x61);

    body_set(&lock, "lock_state", lock_state);
    body_set(&lock, "parking_state", parking_state);
    body_set(&lock, "lock_battery", "87");
    body_set(&lock, "lock_alarm", "0");
    station_send(pile, clock_at(when), &lock);
}

/* Chapter 10: the place is freed for a car, which parks there. */
static void lower_parking_lock(sample_pile *pile)
{
    sample_body lower = station_body(pile, 1, 0x62);

    report_lock(pile, "16:58:58", "85", "0"); /* 0x55: raised */
    body_set(&lower, "lock_command", "255");
    command(pile, "16:58:59", &lower, 0x63, "lock_result");
    report_lock(pile, "16:59:01", "0", "0");
    report_lock(pile, "16:59:03", "255", "0"); /* 0xFF: lowered */
    report_lock(pile, "16:59:09", "255", "255");
    report_lock(pile, "17:04:09", "255", "255"); /* every 5 min */
}

/* 0x42 and 0x41: the commuter tops up while charging. */
static void update_balance(sample_pile *pile)
{
    sample_body update = station_body(pile, 1, 0x42), reply = station_body(pile, NO_GUN, 0x41);

    body_set(&update, "physical_card", commuter.physical_card);
    body_set(&update, "balance", "368.50");
    body_set(&reply, "physical_card", commuter.physical_card);
    body_set(&reply, "balance_result", "0");
    station_answer(pile, station_send(pile, clock_at("17:00:15"), &update), &reply);
}

/* The last 0x25 before the failure of gun 2: the vehicle feels that the connector comes loose. */
static void loosen_connector(sample_timeline *timeline)
{
    sample_event *last = NULL, *state = NULL;

    while ((state = timeline_next_frame(timeline, state, 0x25)) != NULL && state->time < clock_at("17:00:39"))
        if (body_is(&state->body, "gun", "2"))
            last = state;
    body_set(&last->body, "bsm_connector", "1");
    body_set(&last->body, "bsm_overcurrent", "2");
}

/* Two guns at once: one by app, the other by a card with a password; that one fails. */
static void charge_two_cars(sample_pile *pile)
{
    station_charge(pile, 1,
                   &(sample_plan){
                       .start = START_BY_APP,
                       .starts = "16:59:35",
                       .stop = STOP_BY_APP,
                       .seconds = 50,
                       .user = &commuter,
                       .vehicle = &sample_sedan,
                       .soc_1e1percent = 637,
                   });
    update_balance(pile);
    station_charge(pile, 2,
                   &(sample_plan){
                       .start = START_BY_CARD,
                       .starts = "16:59:45",
                       .stop = STOP_BY_ERROR,
                       .seconds = 38,
                       .user = &courier_with_password,
                       .vehicle = &sample_van,
                       .soc_1e1percent = 305,
                   });
}

/* Chapter 12: a bus on both guns, known by its VIN, until it is full. */
static void charge_bus_by_vin(sample_pile *pile)
{
    sample_plan plan = {
        .start = START_BY_VIN,
        .starts = "17:01:35",
        .stop = STOP_WHEN_FULL,
        .seconds = 120,
        .user = &courier,
        .vehicle = &sample_bus,
        .soc_1e1percent = 999,
        .parallel_serial = "260316170135",
    };

    station_charge(pile, 1, &plan);
    plan.starts = "17:01:36";
    plan.is_auxiliary_gun = true;
    station_charge(pile, 2, &plan);
}

/* Chapter 12: the same by app. */
static void charge_bus_by_app(sample_pile *pile)
{
    sample_plan plan = {
        .start = START_BY_APP,
        .starts = "17:03:55",
        .stop = STOP_BY_APP,
        .seconds = 40,
        .user = &courier,
        .vehicle = &sample_bus,
        .soc_1e1percent = 571,
        .parallel_serial = "260316170355",
    };

    station_charge(pile, 1, &plan);
    plan.starts = "17:03:56";
    plan.is_auxiliary_gun = true;
    station_charge(pile, 2, &plan);
}

/* A technician opens the door: state, hardware fault, and the gun condition of the heartbeats until it is closed. */
static void open_door(sample_pile *pile)
{
    sample_body report = station_idle_body(pile, 2, false);

    body_set(&report, "state", "1");
    body_set(&report, "fault_door_open", "1");
    station_send(pile, clock_at("17:05:20"), &report);
    station_send_idle(pile, 2, clock_at("17:05:36"), false);
}

static void mark_heartbeats_of_open_door(sample_timeline *timeline)
{
    sample_event *beat = NULL;

    while ((beat = timeline_next_frame(timeline, beat, 0x03)) != NULL)
        if (beat->time > clock_at("17:05:20") && beat->time < clock_at("17:05:36") && body_is(&beat->body, "gun", "2"))
            body_set(&beat->body, "gun_condition", "1");
}

/* Chapter 11: the answer comes when the update is done. */
static void update_and_reboot(sample_pile *pile)
{
    sample_body update = station_body(pile, NO_GUN, 0x94), update_reply = station_body(pile, NO_GUN, 0x93);
    sample_body reboot = station_body(pile, NO_GUN, 0x92);

    body_set(&update, "pile_model", "1");
    body_set(&update, "pile_power", "120");
    body_set(&update, "update_server", "198.51.100.21");
    body_set(&update, "update_port", "21");
    body_set(&update, "update_user", "pile");
    body_set(&update, "update_password", "not-a-secret");
    body_set(&update, "update_path", "/firmware/dc120/V4.2.18.bin");
    body_set(&update, "execute_when", "1");
    body_set(&update, "download_timeout", "10");
    body_set(&update_reply, "update_result", "0");
    station_answer_at(pile, station_send(pile, clock_at("17:05:40"), &update), clock_at("17:06:25"), &update_reply);

    body_set(&reboot, "execute_when", "2");
    command(pile, "17:06:30", &reboot, 0x91, "reboot_result");
}

void every_frame(sample_timeline *timeline, sample_trace *trace)
{
    sample_station station = station_new(timeline, platform_ipv4, &this_years_model);
    sample_pile pile = station_pile(&station, &dc_pile_two_guns);

    (void)trace;
    pile.model = &last_years_model;
    station_power_on(&pile, "16:58:45");
    upload_offline_record(&pile, clock_at("16:58:46"));

    change_settings(&pile);
    store_cards(&pile);
    delete_cards(&pile);
    query_cards(&pile);
    read_realtime_data(&pile);
    lower_parking_lock(&pile);
    charge_two_cars(&pile);
    charge_bus_by_vin(&pile);
    charge_bus_by_app(&pile);
    open_door(&pile);
    update_and_reboot(&pile);

    station_power_off(&pile, "17:06:32");
    station_keep_alive(&pile);
    loosen_connector(timeline);
    mark_heartbeats_of_open_door(timeline);
}
