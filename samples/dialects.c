/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Piles of other versions: stories told as V1.6 has them and then said in another dialect, and the frames that only others have.
 * What a version changes: versions-and-quirks, part 1.
 */
#include <glib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "fail.h"
#include "stage.h"
#include "wire/bytes.h"

/*
 * The session keys "V1.8 of 16 March" and "V2.1 of 16 March", sealed with the public key of samples/encrypted/platform.pem; PKCS
 * #1 v1.5 pads with chance, so they are written down here. The public key itself, as V2.1's platform hands it out.
 */
static const char sealed_key_v1_8[] = "U5scGbxmgOVl2AN2tgUceTCsOnO8P2D2w2T1rQjXP7T6qYnG2ai0oZS1QJ+JOObrcOuK57xrVkxH3xMpacdZ+w==";
static const char sealed_key_v2_1[] = "ruR2prYSIkafp8giaRq4rMUZsrgqeIWdoPoq4vDYrGgMYI2hU9jy5zYyTbNJCWfrIfkUD1TRrgc6MZ8LepJylQ==";
static const char public_key[] = "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBANMbxJauZ6MdEsVb0j7JKr4jagTZZ4OjB6upVV6JRymepvjztjCu"
                                 "CCM4SQg8RzBCy4tCs/5ZR8neSOKYFURW6JsCAwEAAQ==";

/* --- Saying a frame in another dialect --- */

static void copy_known_fields(sample_body *body, const sample_body *from)
{
    const ykc_message *message = body->message;

    for (size_t i = 0; i < message->field_count; i++)
        body_take(body, from, message->fields[i].name);
}

static void say_login(sample_body *body, ykc_dialect dialect)
{
    static const struct {
        ykc_dialect dialect;
        const char *version;
    } versions[] = {{YKC_V1_4, "1.4"}, {YKC_V1_5, "1.5"}, {YKC_V1_6, "1.6"}, {YKC_V1_7, "1.7"}};

    for (size_t i = 0; i < G_N_ELEMENTS(versions); i++)
        if (versions[i].dialect == dialect)
            body_set(body, "protocol_version", versions[i].version);
    if (dialect != YKC_V1_8 && dialect != YKC_V2_1)
        return;
    body_set(body, "random_key", dialect == YKC_V1_8 ? sealed_key_v1_8 : sealed_key_v2_1);
    body_set(body, "protocol_release", dialect == YKC_V1_8 ? "1.8.1" : "2.1.0");
    body_set(body, "token", "20260316000001");
    if (dialect != YKC_V2_1)
        return;
    body_set(body, "phone", "19900000021");
    body_set(body, "supports_3g", "1");
    body_set(body, "supports_4g", "1");
    body_set(body, "uses_4g", "1");
    body_set(body, "longitude", "120.612345");
    body_set(body, "latitude", "31.298765");
}

/* V1's four named tariffs are the first four. */
static const char *const tariff_names[] = {"sharp", "peak", "flat", "valley"};

static void number_tariffs(sample_body *body, const sample_body *from, const char *const *names, size_t count, const char *prefix)
{
    for (unsigned tariff = 0; tariff < G_N_ELEMENTS(tariff_names); tariff++) {
        for (size_t i = 0; i < count; i++) {
            char *source = g_strdup_printf("%s_%s", names[i], tariff_names[tariff]);
            char *target = g_strconcat(prefix, names[i], NULL);
            ykc_item to, of;

            if (!ykc_message_field(from->message, source, &of) || !ykc_message_field(body->message, target, &to))
                fail("0x%02X: no \"%s\"", body->message->type, target);
            memcpy(body->bytes + to.offset + (size_t)tariff * body->message->group_size, from->bytes + of.offset, of.field->size);
            g_free(source);
            g_free(target);
        }
    }
}

static void say_model(sample_body *body, const sample_body *from)
{
    static const char *const prices[] = {"electricity_price", "service_price"};
    ykc_item slots;

    if (!ykc_message_field(from->message, "slot_tariff", &slots))
        fail("0x%02X is no billing model", from->message->type);
    body_repeat(body, G_N_ELEMENTS(tariff_names));
    body_set(body, "tariff_count", "4");
    number_tariffs(body, from, prices, G_N_ELEMENTS(prices), "");
    for (unsigned slot = 0; slot < CLOCK_SLOTS; slot++) {
        char number[4];

        g_snprintf(number, sizeof number, "%u", from->bytes[slots.offset + slot] + 1U);
        body_set_at(body, "slot_tariff_number", slot, number);
    }
}

static void say_meter(sample_body *body)
{
    body_set(body, "meter_number", "000000000001");
    body_set(body, "meter_ciphertext", "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF0011");
    body_set(body, "meter_protocol", "1");
    body_set(body, "meter_encryption", "1");
}

/* The charges of these stories lie within one half hour. */
static void say_record(sample_body *body, const sample_body *from, time_us time)
{
    static const char *const figures[] = {"price", "energy", "energy_with_loss", "amount"};
    ykc_item energy;
    char number[16];

    body_repeat(body, G_N_ELEMENTS(tariff_names));
    body_set(body, "tariff_count", "4");
    number_tariffs(body, from, figures, G_N_ELEMENTS(figures), "tariff_");
    if (!ykc_message_field(body->message, "total_energy", &energy))
        fail("0x%02X is no record", body->message->type);
    g_snprintf(number, sizeof number, "%.4f", (double)ykc_bytes_get(body->bytes + energy.offset, energy.field->size) / 10000);
    body_set_at(body, "slot_energy", clock_slot(time), number);
}

/* What the other layout has more. */
static void fill(sample_body *body, const sample_body *from, ykc_dialect dialect, time_us time)
{
    switch (body->message->type) {
    case 0x01:
        say_login(body, dialect);
        break;
    case 0x02:
        if (dialect == YKC_V2_1) {
            body_set_number(body, "key_length", (int64_t)strlen(public_key));
            body_set_rest(body, "public_key", public_key);
        }
        break;
    case 0x0A:
    case 0x58:
        if (dialect == YKC_V2_1)
            say_model(body, from);
        break;
    case 0x13:
        if (dialect == YKC_V2_1) {
            body_set(body, "pile_temperature", "31");
            body_set(body, "smoke_detector", "2");
            body_set(body, "meter_reading", "118427.6530");
        }
        break;
    case 0x3D:
        say_meter(body);
        if (dialect == YKC_V2_1)
            say_record(body, from, time);
        break;
    case 0xA6:
    case 0xA8:
        body_set(body, "power_limit", "60");
        if (dialect == YKC_V2_1) {
            body_set(body, "soc_limit", "95");
            body_set(body, "energy_limit", "80.0000");
        }
        break;
    default:
        break;
    }
}

static void say(sample_event *event, void *user)
{
    ykc_dialect dialect = *(ykc_dialect *)user;
    const sample_body from = event->body;
    uint8_t role = ykc_catalog_role(from.message->type);

    event->form = dialect == YKC_V2_1 ? YKC_FORM_LONG : YKC_FORM_SHORT;
    if (!ykc_message_is_of(from.message, dialect)) {
        event->body = body_of_dialect(dialect, ykc_catalog_code(dialect, role));
        copy_known_fields(&event->body, &from);
    }
    if (event->body.message != from.message || role == 0x01)
        fill(&event->body, &from, dialect, event->time);
}

/* All that the actor and the platform have said to each other. */
static void speak(const actor *actor, ykc_dialect dialect)
{
    for (unsigned i = 0; i < actor->pile.presence_count; i++)
        timeline_visit(actor->pile.presences[i].connection, say, &dialect);
}

/* --- Frames of their own --- */

/* A body of a dialect with the pile's number, and the gun's. */
static sample_body body_in(const actor *actor, ykc_dialect dialect, uint8_t type)
{
    sample_body body = body_of_dialect(dialect, type);

    if (body_has(&body, "pile"))
        body_set(&body, "pile", actor->pile.plate->number);
    if (body_has(&body, "gun"))
        body_set(&body, "gun", "1");
    return body;
}

/* A request and its reply with one field set; @p field NULL: nothing is. */
static sample_event *exchange(actor *actor, const char *when, const sample_body *request, sample_body *reply, const char *field,
                              const char *value)
{
    if (field != NULL)
        body_set(reply, field, value);
    return station_answer(&actor->pile, send(actor, clock_at(when), request), reply);
}

/* --- A platform with piles of every age --- */

static const ykc_dialect dialects[] = {YKC_V1_4, YKC_V1_6, YKC_V1_7, YKC_V1_8, YKC_V2_1};

/* V2.1: a DC pile says that the start is done. */
static sample_event *complete_start(actor *actor, const sample_charge *run, const char *when)
{
    sample_body completed = body_in(actor, YKC_V2_1, 0x4F), reply = body_in(actor, YKC_V2_1, 0x4E);

    body_set(&completed, "transaction", run->transaction);
    body_set(&completed, "start_completed_result", "0");
    body_set(&completed, "meter_reading", "118427.6530");
    body_set(&completed, "handshake_voltage_max", "420.0");
    body_set(&completed, "bms_protocol_release", "1.1.2");
    body_set(&completed, "battery_type", "3");
    body_set(&reply, "transaction", run->transaction);
    return exchange(actor, when, &completed, &reply, NULL, NULL)->request;
}

static void charge_twice(stage *stage, ykc_dialect dialect)
{
    actor pile;
    sample_charge by_app, by_card;

    enter_dc(stage, &pile, "08:00:00");
    by_app = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 60);
    by_card = charge(&pile, START_BY_CARD, "08:03:00", STOP_BY_HAND, 45);
    if (dialect == YKC_V2_1) {
        complete_start(&pile, &by_app, "08:00:50");
        complete_start(&pile, &by_card, "08:03:10");
    }
    leave(&pile, "08:05:00");
    speak(&pile, dialect);
}

void dialects_platform(sample_timeline *timeline, sample_trace *trace)
{
    stage stage = stage_new(timeline);

    (void)trace;
    for (size_t i = 0; i < G_N_ELEMENTS(dialects); i++)
        charge_twice(&stage, dialects[i]);
}

/* --- The same faults in every dialect --- */

/* The stop command is not answered, and the record's amount is a yuan too much. */
static void break_rules(stage *stage, ykc_dialect dialect)
{
    actor pile;
    sample_charge run;

    enter_dc(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 60);
    timeline_drop(stage->timeline, run.stop_reply);
    add_to(run.record, "total_amount", 10000);
    if (dialect == YKC_V2_1)
        complete_start(&pile, &run, "08:00:50");
    leave(&pile, "08:10:00");
    speak(&pile, dialect);
    expect(&pile, run.stop, &(sample_expectation){"reply/missing", "error", "app", 18});
    expect(&pile, run.record, &(sample_expectation){"bill/amount-sum", "error", "app", 22});
}

/* V2.1: a DC pile that never says that the start is done. */
static void forget_completion(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_dc(stage, &pile, "08:20:00");
    run = charge(&pile, START_BY_APP, "08:20:40", STOP_BY_APP, 60);
    leave(&pile, "08:25:00");
    speak(&pile, YKC_V2_1);
    expect(&pile, run.handshake, &(sample_expectation){"flow/step-missing", "error", "app", 10});
}

/* The price of a numbered tariff is not the model's. */
static void wrong_price(stage *stage)
{
    actor pile;
    sample_charge run;

    enter_dc(stage, &pile, "08:30:00");
    run = charge(&pile, START_BY_APP, "08:30:40", STOP_BY_APP, 60);
    complete_start(&pile, &run, "08:30:50");
    leave(&pile, "08:35:00");
    add_to(run.record, "price_flat", 1000);
    speak(&pile, YKC_V2_1);
    expect(&pile, run.record, &(sample_expectation){"bill/price-model", "error", "app", 22});
}

void dialects_faults(sample_timeline *timeline, sample_trace *trace)
{
    stage stage = stage_new(timeline);

    (void)trace;
    for (size_t i = 0; i < G_N_ELEMENTS(dialects); i++)
        break_rules(&stage, dialects[i]);
    forget_completion(&stage);
    wrong_price(&stage);
    pass_time(&stage);
}

/* --- What only others have --- */

static void frames_of_v1_8(stage *stage)
{
    actor pile;
    sample_body control, control_reply, limit, limit_reply;

    enter_dc(stage, &pile, "08:00:00");
    leave(&pile, "08:01:00");
    control = body_in(&pile, YKC_V1_8, 0x52), control_reply = body_in(&pile, YKC_V1_8, 0x51);
    limit = body_in(&pile, YKC_V1_8, 0x60), limit_reply = body_in(&pile, YKC_V1_8, 0x59);
    body_set(&control, "power_limit", "30");
    body_set(&control, "power_priority", "2");
    body_set(&control, "power_minutes", "45");
    exchange(&pile, "08:00:20", &control, &control_reply, "work_setting_result", "1");
    body_set(&limit, "default_power_limit", "90");
    body_set(&limit, "limit_from", "2026-03-16T17:00:00");
    body_set(&limit, "limit_until", "2026-03-16T21:00:00");
    exchange(&pile, "08:00:25", &limit, &limit_reply, "default_power_result", "1");
    speak(&pile, YKC_V1_8);
}

static void report_faults(actor *pile)
{
    sample_body report = body_in(pile, YKC_V2_1, 0x50), cleared = body_in(pile, YKC_V2_1, 0x4B);
    sample_body report_reply = body_in(pile, YKC_V2_1, 0x49), cleared_reply = body_in(pile, YKC_V2_1, 0x4A);

    body_set(&report, "fault_class", "4");
    body_set(&report, "fault_code", "0x02C5");
    body_set(&report, "fault_time", "2026-03-16T08:00:20");
    exchange(pile, "08:00:20", &report, &report_reply, "fault_result", "0");
    body_set(&cleared, "fault_class", "4");
    body_set(&cleared, "fault_code", "0x02C5");
    body_set(&cleared, "fault_time", "2026-03-16T08:00:30");
    exchange(pile, "08:00:30", &cleared, &cleared_reply, "fault_result", "0");
}

static void call_record(actor *pile)
{
    sample_body call = body_in(pile, YKC_V2_1, 0x4D), reply = body_in(pile, YKC_V2_1, 0x4C);
    char transaction[TRANSACTION_TEXT_SIZE];

    station_new_transaction(&pile->pile, 1, clock_yesterday_at("19:20:00"), transaction);
    body_set(&call, "transaction", transaction);
    body_set(&reply, "transaction", transaction);
    body_set(&reply, "record_call_result", "1");
    body_set(&reply, "record_call_failure", "1");
    expect_refusal(pile, exchange(pile, "08:00:32", &call, &reply, NULL, NULL), "settings", 2);
}

static void set_up(actor *pile)
{
    sample_body qr = body_in(pile, YKC_V2_1, 0x5B), qr_reply = body_in(pile, YKC_V2_1, 0x5A);
    sample_body server = body_in(pile, YKC_V2_1, 0x5D), server_reply = body_in(pile, YKC_V2_1, 0x5C);
    sample_body parameters = body_in(pile, YKC_V2_1, 0x5F), parameters_reply = body_in(pile, YKC_V2_1, 0x5E);
    sample_body key = body_in(pile, YKC_V2_1, 0x96), key_reply = body_in(pile, YKC_V2_1, 0x95);
    static const char url[] = "https://charge.example/p/32010620260101/1";

    body_set(&qr, "qr_symbology", "0");
    body_set_number(&qr, "qr_length", (int64_t)strlen(url));
    body_set_rest(&qr, "qr_text", url);
    exchange(pile, "08:00:34", &qr, &qr_reply, "qr_result", "1");
    body_set(&server, "server_domain", "ykc.example");
    body_set(&server, "server_address", "198.51.100.11");
    body_set(&server, "server_port", "8768");
    exchange(pile, "08:00:36", &server, &server_reply, "server_result", "1");
    body_set(&parameters, "plug_and_charge", "0");
    body_set(&parameters, "authorisation_timeout", "60");
    body_set(&parameters, "offline_charging_time", "120");
    exchange(pile, "08:00:38", &parameters, &parameters_reply, "parameter_result", "1");
    body_set_number(&key, "key_length", (int64_t)strlen(public_key));
    body_set_rest(&key, "public_key", public_key);
    body_set(&key, "execute_when", "2");
    exchange(pile, "08:00:40", &key, &key_reply, "key_result", "1");
}

static void maintain(actor *pile)
{
    sample_body update = body_in(pile, YKC_V2_1, 0x94), update_reply = body_in(pile, YKC_V2_1, 0x93);
    sample_body logs = body_in(pile, YKC_V2_1, 0x98), logs_reply = body_in(pile, YKC_V2_1, 0x97);

    body_set(&update, "pile_model", "1");
    body_set(&update, "pile_power", "120");
    body_set(&update, "update_server", "198.51.100.21");
    body_set(&update, "update_port", "21");
    body_set(&update, "update_user", "pile");
    body_set(&update, "update_password", "not-a-secret");
    body_set(&update, "update_path", "/2026/0316");
    body_set(&update, "update_file", "dc120-V4.2.18.bin");
    body_set(&update, "execute_when", "2");
    body_set(&update, "download_timeout", "10");
    body_set(&update, "update_md5", "0123456789abcdef0123456789abcdef");
    exchange(pile, "08:00:42", &update, &update_reply, "update_result", "0");
    body_set(&logs, "log_server", "198.51.100.21");
    body_set(&logs, "log_port", "21");
    body_set(&logs, "log_user", "pile");
    body_set(&logs, "log_password", "not-a-secret");
    body_set(&logs, "log_path", "/logs");
    body_set(&logs, "log_from", "2026-03-15T00:00:00");
    body_set(&logs, "log_until", "2026-03-16T00:00:00");
    body_set(&logs, "log_kind", "1");
    body_set(&logs, "log_pile_path", "/var/log/bms");
    body_set(&logs, "log_timeout", "5");
    body_set(&logs_reply, "log_failure", "0");
    body_set(&logs_reply, "log_files", "3");
    body_set(&logs_reply, "log_utf_8", "1");
    exchange(pile, "08:00:44", &logs, &logs_reply, "log_result", "1");
}

static void frames_of_v2_1(stage *stage)
{
    actor pile;
    sample_body plugged, plugged_reply;

    enter_dc(stage, &pile, "08:00:00");
    station_push_model(&pile.pile, "08:00:10", &this_years_model);
    leave(&pile, "08:01:00");
    report_faults(&pile);
    call_record(&pile);
    set_up(&pile);
    maintain(&pile);
    plugged = body_in(&pile, YKC_V2_1, 0xA9), plugged_reply = body_in(&pile, YKC_V2_1, 0xAA);
    body_set(&plugged, "vin", sample_sedan.vin);
    body_set(&plugged, "plug_in_time", "2026-03-16T08:00:46");
    body_set(&plugged_reply, "transaction", "32010620260101012603160800460001");
    exchange(&pile, "08:00:46", &plugged, &plugged_reply, NULL, NULL);
    speak(&pile, YKC_V2_1);
}

static void note_foreign(const actor *actor, const sample_event *event)
{
    expect(actor, event, &(sample_expectation){"frame/foreign", "note"});
}

/* What a supplement or a maker defines is a note, once for a type. */
static sample_event *exchange_foreign(actor *actor, const char *when, const sample_body *request, sample_body *reply)
{
    sample_event *answered = exchange(actor, when, request, reply, NULL, NULL);

    note_foreign(actor, answered->request);
    return answered;
}

static void qr_codes(stage *stage)
{
    static const char prefix[] = "https://charge.example/q?no=", url[] = "https://charge.example/g/1";
    actor pile;
    sample_body qr, reply;

    /* By itself: 0x9C does not say which pile it is for. */
    enter_ac(stage, &pile, "08:10:00");
    leave(&pile, "08:11:00");
    qr = body_in(&pile, YKC_V1_6, 0xF0), reply = body_in(&pile, YKC_V1_6, 0xF1);
    body_set(&qr, "qr_format", "1");
    body_set_number(&qr, "qr_prefix_length", (int64_t)strlen(prefix));
    body_set_rest(&qr, "qr_prefix", prefix);
    body_set(&reply, "qr_prefix_result", "0");
    note_foreign(&pile, exchange_foreign(&pile, "08:10:20", &qr, &reply));
    qr = body_in(&pile, YKC_V1_6, 0x9C), reply = body_in(&pile, YKC_V1_6, 0x9B);
    body_set_number(&qr, "qr_url_length", (int64_t)strlen(url));
    body_set_rest(&qr, "qr_url", url);
    body_set(&reply, "qr_result", "1");
    expect(&pile, exchange_foreign(&pile, "08:10:25", &qr, &reply), &(sample_expectation){"frame/foreign", "note", .count = 2});
    qr = body_in(&pile, YKC_V1_6, 0x9E);
    body_set_number(&qr, "qr_url_length", (int64_t)strlen(url));
    body_set_rest(&qr, "qr_url", url);
    exchange_foreign(&pile, "08:10:30", &qr, &reply);
}

/* Layouts of makers, one after another, with what they have more. */
static void frames_of_makers(stage *stage)
{
    static const struct {
        uint8_t type;
        uint16_t length;
        const char *field, *value;
    } layouts[] = {
        {0x1F, 15, "storage_soc", "80"},
        {0x25, 45, "battery_temperature_highest", "31"},
        {0x71, 26, "soc", "42"},
        {0x13, 141, "state", "2"},
    };
    actor pile;

    enter_ac(stage, &pile, "08:00:00");
    leave(&pile, "08:01:00");
    for (size_t i = 0; i < G_N_ELEMENTS(layouts); i++) {
        sample_body body = body_of_length(YKC_V1_6, layouts[i].type, layouts[i].length);

        body_set(&body, "pile", pile.pile.plate->number);
        if (body_has(&body, "gun"))
            body_set(&body, "gun", "1");
        body_set(&body, layouts[i].field, layouts[i].value);
        note_foreign(&pile, send(&pile, clock_at("08:00:20") + seconds((int64_t)i), &body));
    }
}

/* A start command in a layout of somebody's own. */
static void say_start(actor *actor, sample_event *start, size_t length, const char *field, const char *value)
{
    const sample_body from = start->body;

    start->body = body_of_length(YKC_V1_6, from.message->type, length);
    copy_known_fields(&start->body, &from);
    body_set(&start->body, field, value);
    note_foreign(actor, start);
}

/* 0x34 that resets a relay, and 0xA4 with all digits of the year. */
static void odd_starts(stage *stage)
{
    sample_plan plan = commuters_plan(START_BY_APP, "08:03:00", STOP_BY_APP, 40);
    actor pile;
    sample_charge run;

    enter_ac(stage, &pile, "08:00:00");
    run = charge(&pile, START_BY_APP, "08:00:40", STOP_BY_APP, 40);
    say_start(&pile, run.start, 45, "reset_relay", "1");
    plan.parallel_serial = "260316080300";
    run = station_charge(&pile.pile, 1, &plan);
    say_start(&pile, run.start, 51, "parallel_serial_long", "20260316080300");
    leave(&pile, "08:05:00");
}

/* A platform that writes numbers with four bytes. */
static void wide_numbers(stage *stage)
{
    static const struct {
        uint8_t request, reply;
        uint16_t length;
        const char *field, *value, *result;
    } commands[] = {
        {0x44, 0x43, 27, "card_count", "1", "card_sync_result"},
        {0x46, 0x45, 19, "card_count", "1", NULL},
        {0x48, 0x47, 19, "card_count", "1", NULL},
        {0x92, 0x91, 11, "execute_when", "2", "reboot_result"},
    };
    actor pile;

    enter_ac(stage, &pile, "08:00:00");
    leave(&pile, "08:01:00");
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        sample_body request = body_of_length(YKC_V1_6, commands[i].request, commands[i].length);
        sample_body reply = body_in(&pile, YKC_V1_6, commands[i].reply);
        sample_event *event;

        body_set(&request, "pile", pile.pile.plate->number);
        body_set(&request, commands[i].field, commands[i].value);
        if (body_has(&request, "physical_card"))
            body_set_at(&request, "physical_card", 0, commuter.physical_card);
        if (body_has(&reply, "physical_card"))
            body_set_at(&reply, "physical_card", 0, commuter.physical_card);
        if (commands[i].result != NULL)
            body_set(&reply, commands[i].result, "1");
        event = send(&pile, clock_at("08:00:20") + seconds(2 * (int64_t)i), &request);
        station_answer(&pile.pile, event, &reply);
        note_foreign(&pile, event);
    }
}

void dialects_frames(sample_timeline *timeline, sample_trace *trace)
{
    stage stage = stage_new(timeline);

    (void)trace;
    frames_of_v1_8(&stage);
    frames_of_v2_1(&stage);
    qr_codes(&stage);
    frames_of_makers(&stage);
    wide_numbers(&stage);
    odd_starts(&stage);
}
