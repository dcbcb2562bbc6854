/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What piles and platforms in the field do and nobody must be accused of: the quirks of V1.6 (Q-n), a pile for each. Nothing
 * above a note may come out of it.
 */
#include <glib.h>

#include "catalog/catalog.h"
#include "fail.h"
#include "stage.h"

/* Turn the bytes of a field around. */
static void reverse(sample_event *event, const char *name)
{
    ykc_item item;
    uint8_t *bytes;

    if (!ykc_message_field(event->body.message, name, &item))
        fail("0x%02X has no field \"%s\"", event->body.message->type, name);
    bytes = event->body.bytes + item.offset;
    for (size_t i = 0; i < item.field->size / 2U; i++) {
        uint8_t byte = bytes[i];

        bytes[i] = bytes[item.field->size - 1 - i];
        bytes[item.field->size - 1 - i] = byte;
    }
}

/* --- Sequence numbers --- */

static sample_connection *connection_of(const actor *actor)
{
    return actor->pile.presences[0].connection;
}

/* The platform repeats the numbers of requests with their bytes exchanged. */
static void replies_swapped(stage *stage)
{
    actor pile;

    enter_ac(stage, &pile, "08:00:00");
    timeline_number(connection_of(&pile), YKC_DOWN, NUMBERED_REPLIES_SWAPPED);
    charge(&pile, START_BY_CARD, "08:00:40", STOP_BY_HAND, 30);
    leave(&pile, "08:02:00");
    /* The login's number is 0 either way round. */
    expect(&pile, frame_of(&pile, 0x06, 1), &(sample_expectation){"reply/sequence", "note", .counted = COUNTED_OTHER_NUMBERS});
}

/* A pile whose frames all carry 0, and a platform whose do. */
static void number_constant(stage *stage, ykc_direction direction)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    timeline_number(connection_of(&pile), direction, NUMBERED_CONSTANT);
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
    if (direction == YKC_UP) {
        expect(&pile, frame_of(&pile, 0x05, 1), &(sample_expectation){"link/sequence", "note", .counted = COUNTED_JUMPS});
        /* The platform's first command has the number 0 too. */
        expect(&pile, run.stop_reply, &(sample_expectation){"reply/sequence", "note", .counted = COUNTED_OTHER_NUMBERS});
        return;
    }
    expect(&pile, run.stop, &(sample_expectation){"link/sequence", "note", .counted = COUNTED_JUMPS});
    expect(&pile, frame_of(&pile, 0x06, 1), &(sample_expectation){"reply/sequence", "note", .counted = COUNTED_OTHER_NUMBERS});
}

/* A counter for each gun. */
static void number_per_gun(stage *stage)
{
    actor pile;

    enter_two_guns(stage, &pile, "08:00:00");
    timeline_number(connection_of(&pile), YKC_UP, NUMBERED_PER_GUN);
    charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
    expect(&pile, frame_of(&pile, 0x03, 1), &(sample_expectation){"link/sequence", "note", .counted = COUNTED_JUMPS});
}

/* The first frame that a side sends on its own account from a time on. */
static sample_event *own_frame_after(const actor *actor, ykc_direction direction, time_us time)
{
    sample_event *first = NULL;

    for (int type = 0; type <= UINT8_MAX; type++) {
        for (sample_event *event = NULL; (event = timeline_next_frame(actor->stage->timeline, event, (uint8_t)type)) != NULL;)
            if (event->connection == connection_of(actor) && event->direction == direction && event->request == NULL &&
                !event->is_dropped && event->time >= time && (first == NULL || event->time < first->time))
                first = event;
    }
    if (first == NULL)
        fail("nothing is sent after that");
    return first;
}

/* The number's high byte is sent first: 1, the number of the second frame, reads as 256. */
static void number_high_first(stage *stage)
{
    actor pile;

    enter_ac(stage, &pile, "08:00:00");
    timeline_number(connection_of(&pile), YKC_UP, NUMBERED_HIGH_FIRST);
    charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
    expect(&pile, frame_of(&pile, 0x05, 1), &(sample_expectation){"link/sequence", "note", .counted = COUNTED_JUMPS});
}

/* A pile counts its replies, but they carry their requests' numbers: the frame after the first of them jumps. */
static void number_after_replies(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    timeline_number(connection_of(&pile), YKC_UP, NUMBERED_AFTER_REPLIES);
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
    expect(&pile, own_frame_after(&pile, YKC_UP, run.start_reply->time),
           &(sample_expectation){"link/sequence", "note", .counted = COUNTED_JUMPS});
}

/*
 * A platform gives its replies numbers of its own. As long as the pile sends nothing but requests they are the requests';
 * the first frame without a reply is the 0x13 after the power-on flow, and the reply to the next heartbeat shows the difference.
 */
static void number_with_replies(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    timeline_number(connection_of(&pile), YKC_DOWN, NUMBERED_WITH_REPLIES);
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
    expect(&pile, frame_of(&pile, 0x04, 2), &(sample_expectation){"reply/sequence", "note", .counted = COUNTED_OTHER_NUMBERS});
    /* Its first own frame does not have the number 0. */
    expect(&pile, run.start, &(sample_expectation){"link/sequence", "note", .counted = COUNTED_JUMPS});
}

/* Two piles behind a concentrator, each with a counter of its own: the second one's login has the number 0. */
static void number_per_pile(stage *stage)
{
    actor first, second;

    enter_ac(stage, &first, "08:00:00");
    timeline_number(connection_of(&first), YKC_UP, NUMBERED_PER_PILE);
    enter_behind(stage, &second, &first, "08:00:05");
    station_vanish(&second.pile, "08:00:59");
    leave(&first, "08:01:00");
    station_keep_alive(&second.pile);
    expect(&first, frame_of(&first, 0x01, 2), &(sample_expectation){"link/sequence", "note", .counted = COUNTED_JUMPS});
}

void device_numbers(sample_timeline *timeline, sample_trace *trace)
{
    stage stage = stage_new(timeline);

    (void)trace;
    replies_swapped(&stage);
    number_constant(&stage, YKC_UP);
    number_constant(&stage, YKC_DOWN);
    number_per_gun(&stage);
    number_high_first(&stage);
    number_after_replies(&stage);
    number_with_replies(&stage);
    number_per_pile(&stage);
}

/* --- Heartbeats and real-time data --- */

static bool is_of_gun(const sample_event *event, const char *gun)
{
    return body_is(&event->body, "gun", gun);
}

/* Drop every other frame of a type of each gun, so that the guns take turns. */
static void take_turns(const actor *actor, uint8_t type)
{
    unsigned seen[2] = {0, 1};

    for (sample_event *event = NULL; (event = timeline_next_frame(actor->stage->timeline, event, type)) != NULL;) {
        bool is_second = is_of_gun(event, "2");

        if (event->connection != connection_of(actor) || event->is_dropped ||
            (type == 0x13 && !body_is(&event->body, "state", "3")))
            continue;
        if (seen[is_second]++ % 2 == 1)
            timeline_drop(actor->stage->timeline, event);
    }
}

/* Both guns charge; each reports every 30 s, and each has a heartbeat every 20 s. */
static void guns_in_turn(stage *stage)
{
    actor pile;

    enter_two_guns(stage, &pile, "08:00:00");
    charge_gun(&pile, 1, START_BY_APP, "08:00:40", STOP_BY_APP, 120);
    charge_gun(&pile, 2, START_BY_CARD, "08:00:40", STOP_BY_HAND, 120);
    leave(&pile, "08:03:50");
    take_turns(&pile, 0x03);
    take_turns(&pile, 0x13);
}

/* One heartbeat for the pile; its second gun is never named. */
static void heartbeat_of_the_pile(stage *stage)
{
    actor pile;

    enter_two_guns(stage, &pile, "08:00:00");
    leave(&pile, "08:01:30");
    for (sample_event *event = NULL; (event = timeline_next_frame(stage->timeline, event, 0x03)) != NULL;)
        if (event->connection == connection_of(&pile) && is_of_gun(event, "2"))
            timeline_drop(stage->timeline, event);
}

void device_liveness(sample_timeline *timeline, sample_trace *trace)
{
    stage stage = stage_new(timeline);

    (void)trace;
    guns_in_turn(&stage);
    heartbeat_of_the_pile(&stage);
}

/* --- Power-on --- */

/* The pile logs in again and again until the platform pushes the model. */
static void model_pushed_late(stage *stage)
{
    actor pile;
    sample_event *login, *reply;
    sample_body body;

    enter_ac(stage, &pile, "08:00:00");
    timeline_drop(stage->timeline, frame_of(&pile, 0x05, 1));
    timeline_drop(stage->timeline, frame_of(&pile, 0x09, 1));
    login = frame_of(&pile, 0x01, 1);
    reply = frame_of(&pile, 0x02, 1);
    body = login->body;
    answer_alike(&pile, send(&pile, clock_at("08:00:01"), &body), clock_at("08:00:01") + milliseconds(9), reply);
    station_push_model(&pile.pile, "08:00:02", &this_years_model);
    charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
}

/* The record of a charge that ended while the pile was away: before or after the billing model check (section 5.1). */
static void stored_record(stage *stage, const char *when)
{
    actor pile;
    sample_bill bill = {.model = &this_years_model};
    char serial[TRANSACTION_TEXT_SIZE];

    enter_ac(stage, &pile, "08:00:00");
    station_new_transaction(&pile.pile, 1, clock_at("07:20:00"), serial);
    for (int second = 0; second < 600; second++)
        bill_add_second(&bill, clock_at("07:20:20") + seconds(second), 2200, 320);
    station_send_record(&pile.pile, 1, clock_at("08:00:00") + milliseconds(g_ascii_strtoll(when, NULL, 10)),
                        &(sample_record){
                            .transaction = serial,
                            .begin = clock_at("07:20:20"),
                            .end = clock_at("07:30:20"),
                            .bill = &bill,
                            .meter_start_1e4kwh = pile.pile.guns[0].meter_1e4kwh - bill_total_energy_1e4kwh(&bill),
                            .start_source = "4",
                            .stop_reason = "69",
                            .physical_card = courier.physical_card,
                        });
    leave(&pile, "08:00:30");
}

/* The platform sends the clock and asks for data before the pile has checked its model. */
static void busy_platform(stage *stage)
{
    actor pile;
    sample_body setting, reply;

    enter_ac(stage, &pile, "08:00:00");
    setting = station_body(&pile.pile, NO_GUN, 0x56);
    reply = station_body(&pile.pile, NO_GUN, 0x55);
    body_set_time(&setting, "clock", clock_at("08:00:00"));
    /* didi answers with zeros: a clock that is not set */
    station_answer(&pile.pile, send(&pile, clock_at("08:00:00") + milliseconds(250), &setting), &reply);
    leave(&pile, "08:00:30");
    expect(&pile, frame_of(&pile, 0x55, 1), &(sample_expectation){"frame/value", "note"});
}

/* A pile logs in again after a refusal, on the same connection, and is let in. */
static void login_after_refusal(stage *stage)
{
    actor pile;
    sample_event *reply;
    sample_body login;

    enter_ac(stage, &pile, "08:00:00");
    reply = frame_of(&pile, 0x02, 1);
    login = frame_of(&pile, 0x01, 1)->body;
    answer_alike(&pile, send(&pile, clock_at("08:00:00") + milliseconds(250), &login), clock_at("08:00:00") + milliseconds(259),
                 reply);
    body_set(&reply->body, "login_result", "1");
    leave(&pile, "08:00:30");
    expect_refusal(&pile, reply, "power-on", 3);
}

/* A heartbeat before the billing model is checked. */
static void early_heartbeat(stage *stage)
{
    actor pile;
    sample_body heartbeat, reply;
    sample_event *early;

    enter_ac(stage, &pile, "08:00:00");
    heartbeat = station_body(&pile.pile, 1, 0x03);
    reply = station_body(&pile.pile, 1, 0x04);
    early = send(&pile, clock_at("08:00:00") + milliseconds(250), &heartbeat);
    station_answer(&pile.pile, early, &reply);
    leave(&pile, "08:00:30");
    expect(&pile, early, &(sample_expectation){"flow/step-order", "note", "power-on", 9});
}

/* The number of a SIM card with letters in it. */
static void letters_in_sim(stage *stage)
{
    actor pile;

    enter_ac(stage, &pile, "08:00:00");
    leave(&pile, "08:00:30");
    body_set(&frame_of(&pile, 0x01, 1)->body, "sim", "8986042610260031A0B1");
    expect(&pile, frame_of(&pile, 0x01, 1), &(sample_expectation){"frame/value", "note"});
}

/* The number of the billing model comes back with its bytes exchanged. */
static void model_number_swapped(stage *stage)
{
    actor pile;

    enter_ac(stage, &pile, "08:00:00");
    charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
    reverse(frame_of(&pile, 0x0A, 1), "billing_model");
}

void device_power_on(sample_timeline *timeline, sample_trace *trace)
{
    stage stage = stage_new(timeline);

    (void)trace;
    model_pushed_late(&stage);
    stored_record(&stage, "300");
    stored_record(&stage, "900");
    busy_platform(&stage);
    login_after_refusal(&stage);
    early_heartbeat(&stage);
    letters_in_sim(&stage);
    model_number_swapped(&stage);
}

/* --- Bodies --- */

/* 0x35 without pile and gun. */
static void short_stop_reply(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
    run.stop_reply->body = body_of_length(YKC_V1_6, 0x35, 2);
    body_set(&run.stop_reply->body, "stop_result", "1");
    expect(&pile, run.stop_reply, &(sample_expectation){"frame/foreign", "note"});
}

/* 0x41 without the card, which is "not mandatory". */
static void short_balance_reply(stage *stage)
{
    actor pile;
    sample_body update, reply;
    sample_event *event;

    enter_ac(stage, &pile, "08:00:00");
    update = station_body(&pile.pile, 1, 0x42);
    body_set(&update, "balance", "120.00");
    reply = body_of_length(YKC_V1_6, 0x41, 8);
    body_set(&reply, "pile", pile.pile.plate->number);
    event = station_answer(&pile.pile, send(&pile, clock_at("08:00:15"), &update), &reply);
    leave(&pile, "08:00:30");
    expect(&pile, event, &(sample_expectation){"frame/foreign", "note"});
}

/* A record with a fifth tariff, deep valley, in which nothing was charged. */
static void five_tariffs(stage *stage)
{
    /* All fields but the tariff that this record has more. */
    static const char *const names[] = {
        "transaction",      "pile",         "gun",
        "start_time",       "end_time",     "price_flat",
        "energy_flat",      "amount_flat",  "energy_with_loss_flat",
        "meter_start",      "meter_end",    "total_energy",
        "total_amount",     "start_source", "total_energy_with_loss",
        "transaction_time", "stop_reason",  "physical_card",
    };
    actor pile;
    sample_charge run;
    sample_body longer = body_of_length(YKC_V1_6, 0x3B, 174);

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        body_copy(&longer, &run.record->body, names[i]);
    run.record->body = longer;
    expect(&pile, run.record, &(sample_expectation){"frame/foreign", "note"});
}

/* A pile that says its data is encrypted, and sends plain text. */
static void flag_without_cipher(stage *stage)
{
    actor pile;

    enter_ac(stage, &pile, "08:00:00");
    leave(&pile, "08:00:30");
    frame_of(&pile, 0x13, 1)->encryption = YKC_ENCRYPTED;
}

/* What peers write otherwise into fields that are there, and a platform that reads all guns at once. */
static void odd_fields(stage *stage)
{
    actor pile;
    sample_body read;

    enter_dc(stage, &pile, "08:00:00");
    read = station_body(&pile.pile, NO_GUN, 0x12);
    send(&pile, clock_at("08:00:20"), &read);
    charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 60);
    leave(&pile, "08:02:40");
    body_set_raw(&frame_of(&pile, 0x01, 1)->body, "protocol_version", 0x0A);
    for (sample_event *event = NULL; (event = timeline_next_frame(stage->timeline, event, 0x13)) != NULL;)
        if (event->connection == connection_of(&pile))
            body_set_raw(&event->body, "cable_temperature", 0); /* not measured */
    for (sample_event *event = NULL; (event = timeline_next_frame(stage->timeline, event, 0x23)) != NULL;)
        if (event->connection == connection_of(&pile))
            body_set_raw(&event->body, "pile_current", 400); /* 40 A, without the offset */
}

void device_bodies(sample_timeline *timeline, sample_trace *trace)
{
    stage stage = stage_new(timeline);

    (void)trace;
    short_stop_reply(&stage);
    short_balance_reply(&stage);
    five_tariffs(&stage);
    odd_fields(&stage);
    flag_without_cipher(&stage);
}

/* --- Starts --- */

/* "Granted" written as 0, as in 0x02. */
static void granted_as_zero(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_CARD, "08:00:40", STOP_BY_HAND, 30);
    leave(&pile, "08:02:00");
    body_set(&run.start_reply->body, "auth_result", "0");
    expect(&pile, run.start_reply, &(sample_expectation){"reply/doubtful", "note", "card", 4});
}

/* 0x33 comes when the charge runs already, with a number of the pile's own. */
static void deferred_reply(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
    run.start_reply->time = run.first_charging->time + seconds(2);
    run.start_reply->takes_own_number = true;
    expect(&pile, run.start_reply, &(sample_expectation){"reply/sequence", "note"});
}

/* A serial of pile, gun and the number of a database. */
static void serial_of_a_database(stage *stage)
{
    actor pile;
    sample_charge run;
    char serial[TRANSACTION_TEXT_SIZE];

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
    g_snprintf(serial, sizeof serial, "%.14s011597335145955328", pile.pile.plate->number);
    change_serial(&pile, &run, serial);
    expect(&pile, run.start, &(sample_expectation){"charge/serial-format", "note", "app", 8, .counted = COUNTED_SERIALS});
}

/* A serial of the pile and digits as text, in a field of BCD: "229". */
static void serial_as_text(stage *stage)
{
    actor pile;
    sample_charge run;
    char serial[TRANSACTION_TEXT_SIZE];

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
    g_snprintf(serial, sizeof serial, "%.14s323239000000000000", pile.pile.plate->number);
    change_serial(&pile, &run, serial);
    expect(&pile, run.start, &(sample_expectation){"charge/serial-format", "note", "app", 8, .counted = COUNTED_SERIALS});
}

/* 0x33 comes after the BMS has told its parameters. */
static void reply_after_handshake(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_dc(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
    run.start_reply->time = frame_of(&pile, 0x17, 1)->time + milliseconds(200);
}

/* The reason of a failure in the place of the result: not plugged in. Then it is, and the charge begins. */
static void reason_as_result(stage *stage)
{
    actor pile;
    sample_charge run;
    sample_event *refusal;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
    refusal = answer_alike(&pile, run.start, run.start->time + milliseconds(100), run.start_reply);
    body_set_raw(&refusal->body, "start_result", 5);
    run.start_reply->time = run.start->time + seconds(2);
    expect_refusal(&pile, refusal, "app", 10);
}

/* The balance with its high byte first. */
static void balance_high_first(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:02:00");
    reverse(run.start, "balance");
}

void device_starts(sample_timeline *timeline, sample_trace *trace)
{
    stage stage = stage_new(timeline);

    (void)trace;
    granted_as_zero(&stage);
    deferred_reply(&stage);
    serial_of_a_database(&stage);
    serial_as_text(&stage);
    reply_after_handshake(&stage);
    reason_as_result(&stage);
    balance_high_first(&stage);
}

/* --- Bills --- */

/* Change the numbers of a record. */
typedef void change_record(sample_event *record);

static void bill_with(stage *stage, change_record *change, const sample_expectation *expectation)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 90);
    leave(&pile, "08:03:00");
    change(run.record);
    if (expectation != NULL)
        expect(&pile, run.record, expectation);
}

/* Amounts in whole fen. */
static void round_to_fen(sample_event *record)
{
    int64_t amount = (number_in(record, "amount_flat") + 50) / 100 * 100;

    body_set_number(&record->body, "amount_flat", amount);
    body_set_number(&record->body, "total_amount", amount);
}

/* Electricity and service cut to fen by themselves. */
static void cut_to_fen(sample_event *record)
{
    int64_t energy = number_in(record, "energy_flat");
    int64_t electricity = this_years_model.electricity_1e5yuan[TARIFF_FLAT] * energy / 100000 / 100 * 100;
    int64_t service = this_years_model.service_1e5yuan[TARIFF_FLAT] * energy / 100000 / 100 * 100;

    body_set_number(&record->body, "amount_flat", electricity + service);
    body_set_number(&record->body, "total_amount", electricity + service);
}

/* */
static void have_no_meter(sample_event *record)
{
    body_set_number(&record->body, "meter_start", 0);
    body_set_number(&record->body, "meter_end", 0);
}

/* */
static void use_no_losses(sample_event *record)
{
    body_set_number(&record->body, "energy_with_loss_flat", 0);
    body_set_number(&record->body, "total_energy_with_loss", 0);
}

/* The price of the electricity without the service; the amounts follow it. */
static void name_electricity_alone(sample_event *record)
{
    int64_t price = this_years_model.electricity_1e5yuan[TARIFF_FLAT];
    int64_t amount = (price * number_in(record, "energy_flat") + 50000) / 100000;

    body_set_number(&record->body, "price_flat", price);
    body_set_number(&record->body, "amount_flat", amount);
    body_set_number(&record->body, "total_amount", amount);
}

/* A clock that is three hours behind. */
static void be_behind(sample_event *record)
{
    body_set_time(&record->body, "start_time", clock_at("05:00:55"));
    body_set_time(&record->body, "end_time", clock_at("05:02:26"));
}

/* The connector is too hot: a reason of the maker's own. */
static void reason_of_the_maker(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_HAND, 30);
    leave(&pile, "08:02:00");
    body_set_raw(&run.record->body, "stop_reason", 0x8A);
}

void device_bills(sample_timeline *timeline, sample_trace *trace)
{
    stage stage = stage_new(timeline);

    (void)trace;
    bill_with(&stage, round_to_fen, NULL);
    bill_with(&stage, cut_to_fen, NULL);
    bill_with(&stage, have_no_meter, NULL);
    bill_with(&stage, use_no_losses, NULL);
    bill_with(&stage, name_electricity_alone, &(sample_expectation){"bill/price-model", "note", "app", 22});
    bill_with(&stage, be_behind, &(sample_expectation){"bill/time", "note", "app", 22});
    reason_of_the_maker(&stage);
}

/* --- Flows that no diagram has --- */

static void by_vin(stage *stage)
{
    actor pile;

    enter_dc(stage, &pile, "08:00:00");
    charge(&pile, START_BY_VIN, "08:00:40", STOP_BY_HAND, 30);
    leave(&pile, "08:02:00");
}

/* The VIN from its other end in 0x31; forward in all that follows. */
static void by_vin_reversed(stage *stage)
{
    actor pile;

    enter_dc(stage, &pile, "08:00:00");
    charge(&pile, START_BY_VIN, "08:00:40", STOP_BY_HAND, 30);
    leave(&pile, "08:02:00");
    reverse(frame_of(&pile, 0x31, 1), "vin");
}

static void parallel(stage *stage, sample_start start)
{
    actor pile;

    enter_two_guns(stage, &pile, "08:00:00");
    for (unsigned gun = 1; gun <= 2; gun++)
        station_charge(&pile.pile, gun,
                       &(sample_plan){
                           .start = start,
                           .starts = "08:00:40",
                           .stop = start == START_BY_APP ? STOP_BY_APP : STOP_BY_HAND,
                           .seconds = 60,
                           .user = &courier,
                           .parallel_serial = "260316080040",
                           .is_auxiliary_gun = gun == 2,
                       });
    leave(&pile, "08:02:40");
}

/* The record is not confirmed: repeated after 30 s three times, and once more after 5 min. */
static void patient_retries(stage *stage)
{
    static const int after_seconds[] = {30, 60, 90, 300};
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    repeat_record(&pile, &run, after_seconds, G_N_ELEMENTS(after_seconds));
    leave(&pile, "08:07:00");
}

/* Confirmed only after the third repeat, and repeated every 10 s. */
static void quick_retries(stage *stage)
{
    static const int after_seconds[] = {10, 20, 30};
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    repeat_record(&pile, &run, after_seconds, G_N_ELEMENTS(after_seconds));
    leave(&pile, "08:02:30");
}

/* The platform confirms a record with a digit as text, and has the pile restart with another. */
static void results_as_text(stage *stage)
{
    actor pile;
    sample_charge run;
    sample_body reboot, reply;
    sample_event *command;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    body_set_raw(&run.confirmation->body, "record_result", '0');
    reboot = station_body(&pile.pile, NO_GUN, 0x92);
    body_set_raw(&reboot, "execute_when", '1');
    reply = station_body(&pile.pile, NO_GUN, 0x91);
    body_set(&reply, "reboot_result", "1");
    command = send(&pile, clock_at("08:01:55"), &reboot);
    station_answer(&pile.pile, command, &reply);
    leave(&pile, "08:02:00");
    expect(&pile, run.confirmation, &(sample_expectation){"frame/value", "note"});
    expect(&pile, command, &(sample_expectation){"frame/value", "note"});
}

/* The pile names the last charge's serial while it is idle. */
static void serial_kept(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    leave(&pile, "08:08:00");
    for (sample_event *event = NULL; (event = timeline_next_frame(stage->timeline, event, 0x13)) != NULL;)
        if (event->connection == connection_of(&pile) && event->time > run.confirmation->time)
            body_set(&event->body, "transaction", run.transaction);
}

/* 0x13 says "charging" once more after the stop, and 0x19 comes before 0x1D. */
static void slow_end(stage *stage)
{
    actor pile;
    sample_charge run;
    sample_body late;

    enter_dc(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 30);
    late = frame_after(&pile, 0x13, run.begin + seconds(14))->body;
    send(&pile, run.stop_reply->time + milliseconds(300), &late);
    leave(&pile, "08:02:00");
}

void device_flows(sample_timeline *timeline, sample_trace *trace)
{
    stage stage = stage_new(timeline);

    (void)trace;
    by_vin(&stage);
    parallel(&stage, START_BY_CARD);
    parallel(&stage, START_BY_APP);
    by_vin_reversed(&stage);
    patient_retries(&stage);
    quick_retries(&stage);
    results_as_text(&stage);
    serial_kept(&stage);
    slow_end(&stage);
}
