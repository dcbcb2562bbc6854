/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage.h"

#include <glib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "fail.h"
#include "wire/bytes.h"

/* clang-format off */

/* Piles of the stage: 32010620262601 and so on. */
#define PLATE(n_, guns_, ac_)                                                                                                    \
    {.number = "320106202626" #n_, .address = "192.0.2.1" #n_, .guns = (guns_), .is_ac = (ac_), .sim = "898604261026003108" #n_}
#define PLATES(guns_, ac_)                                                                                                       \
    {PLATE(01, guns_, ac_), PLATE(02, guns_, ac_), PLATE(03, guns_, ac_), PLATE(04, guns_, ac_), PLATE(05, guns_, ac_),          \
     PLATE(06, guns_, ac_), PLATE(07, guns_, ac_), PLATE(08, guns_, ac_), PLATE(09, guns_, ac_), PLATE(10, guns_, ac_),          \
     PLATE(11, guns_, ac_), PLATE(12, guns_, ac_), PLATE(13, guns_, ac_), PLATE(14, guns_, ac_), PLATE(15, guns_, ac_),          \
     PLATE(16, guns_, ac_), PLATE(17, guns_, ac_), PLATE(18, guns_, ac_), PLATE(19, guns_, ac_), PLATE(20, guns_, ac_),          \
     PLATE(21, guns_, ac_), PLATE(22, guns_, ac_), PLATE(23, guns_, ac_), PLATE(24, guns_, ac_)}

/* clang-format on */

enum { PLATES_MAX = 24, AC, DC, TWO_GUNS, KINDS };

static const sample_plate plates[KINDS][PLATES_MAX] = {
    [AC] = PLATES(1, true),
    [DC] = PLATES(1, false),
    [TWO_GUNS] = PLATES(2, true),
};

stage stage_new(sample_timeline *timeline)
{
    return (stage){.timeline = timeline, .station = station_new(timeline, platform_ipv4, &this_years_model)};
}

static void enter(stage *stage, actor *actor, int kind, const sample_pile *concentrator, const char *when)
{
    if (stage->piles == PLATES_MAX)
        fail("the stage is full");
    actor->stage = stage;
    actor->pile = station_pile(&stage->station, &plates[kind][stage->piles++]);
    actor->pile.concentrator = concentrator;
    station_power_on(&actor->pile, when);
}

void enter_ac(stage *stage, actor *actor, const char *when)
{
    enter(stage, actor, AC, NULL, when);
}

void enter_dc(stage *stage, actor *actor, const char *when)
{
    enter(stage, actor, DC, NULL, when);
}

void enter_behind(stage *stage, actor *actor, const struct actor *concentrator, const char *when)
{
    enter(stage, actor, AC, &concentrator->pile, when);
}

void enter_two_guns(stage *stage, actor *actor, const char *when)
{
    enter(stage, actor, TWO_GUNS, NULL, when);
}

void leave(actor *actor, const char *when)
{
    station_power_off(&actor->pile, when);
    station_keep_alive(&actor->pile);
}

void pass_time(stage *stage)
{
    actor late;

    enter_ac(stage, &late, "10:30:00");
    leave(&late, "10:30:20");
}

sample_charge charge_gun(actor *actor, unsigned gun, sample_start start, const char *starts, sample_stop stop, int seconds)
{
    const sample_plan plan = commuters_plan(start, starts, stop, seconds);

    return station_charge(&actor->pile, gun, &plan);
}

sample_charge charge(actor *actor, sample_start start, const char *starts, sample_stop stop, int seconds)
{
    return charge_gun(actor, 1, start, starts, stop, seconds);
}

/* --- Finding frames --- */

static bool is_of(const actor *actor, const sample_event *event)
{
    for (unsigned i = 0; i < actor->pile.presence_count; i++)
        if (actor->pile.presences[i].connection == event->connection)
            return true;
    return false;
}

sample_event *frame_after(const actor *actor, uint8_t type, time_us time)
{
    sample_event *event = NULL;

    do
        event = timeline_next_frame(actor->stage->timeline, event, type);
    while (event != NULL && (!is_of(actor, event) || event->is_dropped || event->time < time));
    if (event == NULL)
        fail("pile %s has no 0x%02X by then", actor->pile.plate->number, type);
    return event;
}

sample_event *frame_of(const actor *actor, uint8_t type, unsigned nth)
{
    sample_event *event = frame_after(actor, type, G_MININT64);

    for (unsigned i = 1; i < nth; i++)
        event = frame_after(actor, type, event->time + 1);
    return event;
}

unsigned count_frames(const actor *actor, ykc_direction direction)
{
    unsigned count = 0;

    for (int type = 0; type <= UINT8_MAX; type++) {
        for (sample_event *event = NULL; (event = timeline_next_frame(actor->stage->timeline, event, (uint8_t)type)) != NULL;)
            count += event->direction == direction && !event->is_dropped && body_has(&event->body, "pile") &&
                     body_is(&event->body, "pile", actor->pile.plate->number);
    }
    return count;
}

void expect(const actor *actor, const sample_event *event, const sample_expectation *expectation)
{
    timeline_expect(actor->stage->timeline, event, expectation);
}

void expect_refusal(const actor *actor, const sample_event *reply, const char *flow, unsigned step)
{
    expect(actor, reply, &(sample_expectation){"reply/refused", "note", flow, step});
}

/* --- Sending and editing --- */

sample_event *send(actor *actor, time_us time, const sample_body *body)
{
    return station_send(&actor->pile, time, body);
}

sample_event *answer(actor *actor, sample_event *request, time_us time, const sample_body *body)
{
    return station_answer_at(&actor->pile, request, time, body);
}

sample_event *answer_alike(actor *actor, sample_event *request, time_us time, const sample_event *reply)
{
    const sample_body body = reply->body;

    return answer(actor, request, time, &body);
}

sample_event *repeat_record(actor *actor, const sample_charge *run, const int *after_seconds, size_t count)
{
    const sample_body body = run->record->body;
    sample_event *repeat = run->record;

    timeline_drop(actor->stage->timeline, run->confirmation);
    for (size_t i = 0; i < count; i++)
        repeat = send(actor, run->record->time + seconds(after_seconds[i]), &body);
    answer_alike(actor, repeat, repeat->time + milliseconds(70), run->confirmation)->is_dropped = false;
    return repeat;
}

void change_serial(const actor *actor, const sample_charge *charge, const char *serial)
{
    for (int type = 0; type <= UINT8_MAX; type++) {
        for (sample_event *event = NULL; (event = timeline_next_frame(actor->stage->timeline, event, (uint8_t)type)) != NULL;)
            if (body_has(&event->body, "transaction") && body_is(&event->body, "transaction", charge->transaction))
                body_set(&event->body, "transaction", serial);
    }
}

int64_t number_in(const sample_event *event, const char *name)
{
    ykc_item item;

    if (!ykc_message_field(event->body.message, name, &item))
        fail("0x%02X has no field \"%s\"", event->body.message->type, name);
    return (int64_t)ykc_bytes_get(event->body.bytes + item.offset, item.field->size);
}

void add_to(sample_event *event, const char *name, int64_t number)
{
    body_set_number(&event->body, name, number_in(event, name) + number);
}

void bill_in(sample_event *record, unsigned tariff, int64_t energy_1e4kwh)
{
    /* 0.01 watt seconds in 0.0001 kWh */
    enum { WORK = 36000 };
    sample_bill bill = {.model = &this_years_model};

    bill.work_1e2ws[tariff] = energy_1e4kwh * WORK;
    bill_put_record(&bill, &record->body);
    body_set_number(&record->body, "meter_end", number_in(record, "meter_start") + energy_1e4kwh);
}
