/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the flow engine costs by the number of piles and by the length of the capture: it is fed with conforming piles, each on a
 * connection of its own, which charge half an hour every two hours. ./dev bench scale runs it; docs/performance.md has the table.
 */
#define _GNU_SOURCE /* mallinfo2() */
#include <glib.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "catalog/value.h"
#include "flow/engine.h"
#include "wire/bcd.h"

enum {
    HEARTBEAT_SECONDS = 10,
    REPORT_SECONDS = 15,
    STANDBY_SECONDS = 300,
    CYCLE_SECONDS = 7200,
    CHARGE_SECONDS = 1800,
    LOGIN_SECONDS = 10, /* all piles log in within the first seconds */
    TYPES = 256,
    TEXT_SIZE = 40
};

/* 2026-03-16 00:00:00, station time: the flat tariff all day */
static const ykc_time_us begin = INT64_C(1773590400) * 1000000;

typedef struct pile {
    ykc_connection *connection;
    uint16_t next[2]; /* sequence numbers, by end */
    uint32_t charges;
    uint32_t energy_1e4kwh;
    bool is_charging;
} pile;

/* A body of each type, as it is but for pile, serial and what changes. */
typedef struct template
{
    const ykc_message *message;
    uint8_t body[YKC_FRAME_BODY_MAX];
    ykc_item pile, serial, energy;
    bool has_pile, has_serial, has_energy;
}
template;

typedef struct scene {
    ykc_engine *engine;
    template templates[TYPES];
    pile *piles;
    uint32_t count;
    uint64_t frames, findings;
    ykc_time_us now;
} scene;

static void set(template *of, const char *name, const char *text)
{
    ykc_item item;

    if (!ykc_message_field(of->message, name, &item) || !ykc_value_encode(item.field, text, of->body + item.offset)) {
        fprintf(stderr, "0x%02X: no %s\n", of->message->type, name);
        exit(EXIT_FAILURE);
    }
}

static template *prepare(scene *scene, uint8_t type)
{
    template *of = &scene->templates[type];
    ykc_fit fit;

    of->message = ykc_catalog_find(YKC_V1_6, type, 0, &fit);
    of->has_pile = ykc_message_field(of->message, "pile", &of->pile);
    of->has_serial = ykc_message_field(of->message, "transaction", &of->serial);
    of->has_energy = ykc_message_field(of->message, "energy", &of->energy);
    if (ykc_message_field(of->message, "gun", &(ykc_item){0}))
        set(of, "gun", "1");
    return of;
}

static void prepare_all(scene *scene)
{
    static const uint8_t plain[] = {0x02, 0x03, 0x04, 0x05, 0x09, 0x34, 0x36, 0x40};
    template *of;

    for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
        prepare(scene, plain[i]);
    of = prepare(scene, 0x01);
    set(of, "pile_type", "1"); /* AC: no frames of the BMS */
    set(of, "gun_count", "1");
    set(prepare(scene, 0x06), "billing_model_check", "1");
    of = prepare(scene, 0x0A);
    set(of, "electricity_price_sharp", "1.00000");
    of = prepare(scene, 0x13);
    set(of, "state", "3");
    set(of, "gun_plugged", "1");
    set(of, "voltage", "220.0");
    set(of, "current", "32.0");
    set(prepare(scene, 0x33), "start_result", "1");
    set(prepare(scene, 0x35), "stop_result", "1");
    of = prepare(scene, 0x3B);
    set(of, "start_source", "1");
    set(of, "stop_reason", "64");
    set(of, "price_sharp", "1.00000");
}

static void write_serial(const scene *scene, uint32_t number, uint8_t *serial)
{
    ykc_cp56time time;
    char text[TEXT_SIZE];

    ykc_cp56time_from_unix_ms(begin / 1000, YKC_ZONE_DEFAULT_MINUTES, &time);
    g_snprintf(text, sizeof text, "3201062%07u01%02u%02u%02u000000%04u", number, time.year, time.month, time.day,
               scene->piles[number].charges % 10000);
    ykc_bcd_from_text(text, serial, YKC_SERIAL_SIZE);
}

/* Send a frame, in answer to another one if @p is_reply. @p has_serial: as a step of the running charge */
static void send(scene *scene, uint32_t number, uint8_t type, bool is_reply, bool has_serial)
{
    pile *pile = &scene->piles[number];
    template *of = &scene->templates[type];
    int end = of->message->direction == YKC_UP ? 0 : 1;
    ykc_frame frame = {.type = type, .body = of->body, .body_length = of->message->body, .length = of->message->body + 4};
    const ykc_place place = {.packet = ++scene->frames, .time = scene->now};
    char text[TEXT_SIZE];

    frame.sequence = is_reply ? (uint16_t)(pile->next[1 - end] - 1) : pile->next[end]++;
    if (of->has_pile) {
        g_snprintf(text, sizeof text, "3201062%07u", number);
        ykc_bcd_from_text(text, of->body + of->pile.offset, YKC_PILE_SIZE);
    }
    if (of->has_serial && has_serial)
        write_serial(scene, number, of->body + of->serial.offset);
    else if (of->has_serial)
        memset(of->body + of->serial.offset, 0, YKC_SERIAL_SIZE);
    if (of->has_energy)
        ykc_value_encode_raw(of->energy.field, pile->energy_1e4kwh, of->body + of->energy.offset);
    ykc_engine_frame(pile->connection, end, &frame, &place);
    scene->now += 100;
}

static void log_in(scene *scene, uint32_t number)
{
    static const uint8_t frames[] = {0x01, 0x02, 0x05, 0x06, 0x09, 0x0A, 0x03, 0x04};
    const ykc_place place = {.packet = ++scene->frames, .time = scene->now};

    scene->piles[number].connection = ykc_engine_open(scene->engine, number + 1, 0, false, &place);
    ykc_engine_heard(scene->piles[number].connection, 0);
    ykc_engine_heard(scene->piles[number].connection, 1);
    for (size_t i = 0; i < G_N_ELEMENTS(frames); i++)
        send(scene, number, frames[i], frames[i] % 2 == 0, false);
}

static void report_state(scene *scene, uint32_t number, const char *state, bool has_serial)
{
    set(&scene->templates[0x13], "state", state);
    send(scene, number, 0x13, false, has_serial);
}

static void put_time(scene *scene, const char *name, ykc_time_us time)
{
    template *record = &scene->templates[0x3B];
    ykc_cp56time parts;
    ykc_item item;

    ykc_cp56time_from_unix_ms(time / 1000, YKC_ZONE_DEFAULT_MINUTES, &parts);
    ykc_message_field(record->message, name, &item);
    ykc_cp56time_encode(&parts, record->body + item.offset);
}

static void put_number(scene *scene, const char *name, uint32_t number)
{
    template *record = &scene->templates[0x3B];
    ykc_item item;

    ykc_message_field(record->message, name, &item);
    ykc_value_encode_raw(item.field, number, record->body + item.offset);
}

static void end_charge(scene *scene, uint32_t number)
{
    uint32_t energy = scene->piles[number].energy_1e4kwh;

    send(scene, number, 0x36, false, false);
    send(scene, number, 0x35, true, false);
    report_state(scene, number, "2", true);
    put_time(scene, "start_time", scene->now - CHARGE_SECONDS * YKC_SECOND);
    put_time(scene, "end_time", scene->now);
    put_time(scene, "transaction_time", scene->now);
    put_number(scene, "energy_sharp", energy);
    put_number(scene, "total_energy", energy);
    put_number(scene, "amount_sharp", energy);
    put_number(scene, "total_amount", energy);
    send(scene, number, 0x3B, false, true);
    send(scene, number, 0x40, true, true);
}

/* What a pile does in one second of its two-hour cycle. */
static void act(scene *scene, uint32_t number, uint32_t second)
{
    uint32_t in_cycle = second % CYCLE_SECONDS;
    pile *pile = &scene->piles[number];

    if (second % HEARTBEAT_SECONDS == 0) {
        send(scene, number, 0x03, false, false);
        send(scene, number, 0x04, true, false);
    }
    if (in_cycle == STANDBY_SECONDS) {
        pile->charges++;
        pile->energy_1e4kwh = 0;
        pile->is_charging = true;
        send(scene, number, 0x34, false, true);
        send(scene, number, 0x33, true, true);
    } else if (pile->is_charging && in_cycle == STANDBY_SECONDS + CHARGE_SECONDS) {
        pile->is_charging = false;
        end_charge(scene, number);
    } else if (pile->is_charging) {
        if (in_cycle % REPORT_SECONDS == 0) {
            pile->energy_1e4kwh += 293; /* 7.04 kW for 15 s */
            report_state(scene, number, "3", true);
        }
    } else if (second % STANDBY_SECONDS == 0) {
        report_state(scene, number, "2", false);
    }
}

static void count_finding(void *user, const ykc_finding *finding, ykc_finding_event event)
{
    scene *scene = user;

    if (event != YKC_FINDING_RAISED)
        return;
    if (scene->findings++ == 0)
        fprintf(stderr, "scale: %s at frame %" G_GUINT64_FORMAT "\n", finding->rule->id, finding->place.packet);
}

static void tell_progress(const scene *scene, uint32_t second, gint64 started)
{
    double seconds = (double)(g_get_monotonic_time() - started) / 1e6;

    printf("%8u %10.1f %14" G_GUINT64_FORMAT " %10.1f %12.0f %12.1f\n", scene->count, second / 3600.0, scene->frames, seconds,
           seconds * 1e9 / (double)scene->frames, (double)mallinfo2().uordblks / (1 << 20));
    fflush(stdout);
}

static uint64_t play(uint32_t piles, uint32_t hours)
{
    const ykc_engine_sink sink = {.finding = count_finding};
    g_autofree scene *scene = g_new0(struct scene, 1);
    gint64 started = g_get_monotonic_time();
    uint32_t end = hours * 3600;

    scene->engine = ykc_engine_new(NULL, &sink, scene);
    scene->count = piles;
    scene->piles = g_new0(pile, piles);
    prepare_all(scene);
    for (uint32_t second = 0; second < end; second++) {
        scene->now = MAX(scene->now, begin + second * YKC_SECOND);
        for (uint32_t number = second % HEARTBEAT_SECONDS; number < piles; number += HEARTBEAT_SECONDS) {
            if (second < LOGIN_SECONDS)
                log_in(scene, number);
        }
        for (uint32_t number = 0; second >= LOGIN_SECONDS && number < piles; number++)
            act(scene, number, second + number % HEARTBEAT_SECONDS * 729);
        if (second == end / 4 || second == end / 2 || second + 1 == end)
            tell_progress(scene, second, started);
    }
    ykc_engine_free(scene->engine);
    g_free(scene->piles);
    return scene->findings;
}

int main(int argc, char **argv)
{
    uint64_t findings = 0;

    if (argc % 2 == 0 || argc == 1) {
        fputs("usage: scale PILES HOURS [PILES HOURS ...]\n", stderr);
        return EXIT_FAILURE;
    }
    printf("%8s %10s %14s %10s %12s %12s\n", "piles", "hours", "frames", "seconds", "ns a frame", "MiB in use");
    for (int i = 1; i < argc; i += 2)
        findings += play((uint32_t)g_ascii_strtoull(argv[i], NULL, 10), (uint32_t)g_ascii_strtoull(argv[i + 1], NULL, 10));
    return findings == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
