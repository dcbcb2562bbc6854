/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Properties of the flow engine, over the sample captures: conforming sessions stay clean however they are mixed and wherever the
 * capture is cut; one frame that is missing, late, repeated or out of place gives a rule that is about it, or nothing.
 */
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "catalog/catalog.h"
#include "catalog/types.h"
#include "flow/engine.h"
#include "input/intake.h"
#include "suite.h"

enum { NS_PER_US = 1000, SHOWN_MAX = 20, PILE_BYTES = 7, COPIES = 8 };

/* Samples in which nothing is above a note (samples/README.md). */
static const char *const clean[] = {
    "power-on-model-same", "power-on-model-new", "app-charge-dc", "card-charge",  "every-frame",  "ac-charge", "two-guns",
    "shared-connection",   "reconnection",       "full-battery",  "plugged-late", "model-pushed",
};

/* --- What happens in a capture --- */

typedef enum happening { OPENED, FRAME, CLOSED } happening;

typedef struct event {
    happening what;
    uint32_t connection; /* from 1 */
    int end;             /* of a frame: its sender; of an opening: the pile */
    ykc_time_us time;
    ykc_frame frame;
    uint8_t body[YKC_FRAME_BODY_MAX];
} event;

static event *add(GArray *events, happening what, uint32_t connection, int end, int64_t time_ns)
{
    g_array_set_size(events, events->len + 1);
    event *added = &g_array_index(events, event, events->len - 1);

    added->what = what;
    added->connection = connection;
    added->end = end;
    added->time = time_ns / NS_PER_US;
    return added;
}

static void on_opened(void *user, intake_connection *connection, const intake_place *place)
{
    add(user, OPENED, connection->id, connection->tcp->client, place->time_ns);
}

static void on_frame(void *user, intake_connection *connection, int end, const ykc_frame *frame, const intake_place *place)
{
    event *added = add(user, FRAME, connection->id, end, place->time_ns);

    added->frame = *frame;
    memcpy(added->body, frame->body, frame->body_length);
}

static void on_closed(void *user, intake_connection *connection, tcp_close how, const intake_place *place)
{
    if (how != TCP_CLOSED_END)
        add(user, CLOSED, connection->id, 0, place->time_ns);
}

static void on_complaint(void *user, const GError *error)
{
    (void)user;
    fprintf(stderr, "%s\n", error->message);
}

static bool no_port(const void *context, uint16_t port)
{
    (void)context, (void)port;
    return false;
}

/* The events of a sample, in the order of the capture. */
static GArray *read_sample(const char *name)
{
    static const intake_sink sink = {.opened = on_opened, .frame = on_frame, .closed = on_closed};
    GArray *events = g_array_new(FALSE, TRUE, sizeof(event));
    g_autofree char *path = g_strdup_printf(YKC_SAMPLES "/%s.pcap", name);
    char *paths[] = {path, NULL};
    intake *intake = intake_new(&sink, events, no_port, NULL);

    if (!intake_read(intake, paths, YKC_ENGLISH, on_complaint) || events->len == 0) {
        fprintf(stderr, "cannot read %s\n", path);
        abort();
    }
    intake_free(intake);
    return events;
}

/* --- What is found in it --- */

/* Findings above a note. */
typedef struct verdict {
    GString *rules; /* "packet rule, packet rule, " */
    ykc_severity worst;
} verdict;

static void hear(void *user, const ykc_finding *finding, ykc_finding_event happened)
{
    verdict *verdict = user;

    if (happened != YKC_FINDING_RAISED)
        return;
    verdict->worst = MAX(verdict->worst, finding->severity);
    if (finding->severity > YKC_NOTE)
        g_string_append_printf(verdict->rules, "%" G_GUINT64_FORMAT " %s, ", finding->place.packet, finding->rule->id);
}

static void show(ykc_connection **connections, ykc_engine *engine, const event *event, uint64_t packet)
{
    ykc_connection **connection = &connections[event->connection];
    const ykc_place place = {.packet = packet, .time = event->time};
    ykc_frame frame = event->frame;

    switch (event->what) {
    case OPENED:
        *connection = ykc_engine_open(engine, event->connection, event->end, false, &place);
        ykc_engine_heard(*connection, 0);
        ykc_engine_heard(*connection, 1);
        break;
    case FRAME:
        frame.body = event->body;
        if (*connection != NULL)
            ykc_engine_frame(*connection, event->end, &frame, &place);
        break;
    case CLOSED:
        if (*connection != NULL)
            ykc_engine_close(*connection, &place);
        *connection = NULL;
        break;
    }
}

/* Judge the first @p count events; the packets are counted from 1. The clock goes on for @p after. To be cleared. */
static verdict judge(const GArray *events, guint count, ykc_time_us after, const char *rules)
{
    const ykc_engine_sink sink = {.finding = hear};
    verdict found = {.rules = g_string_new(NULL)};
    g_autofree ykc_connection **connections = NULL;
    ykc_place last = {0};
    ykc_settings settings;
    ykc_engine *engine;
    uint32_t highest = 0;

    ykc_settings_init(&settings);
    ykc_settings_set_rules(&settings, rules, NULL);
    engine = ykc_engine_new(&settings, &sink, &found);
    for (guint i = 0; i < count; i++)
        highest = MAX(highest, g_array_index(events, event, i).connection);
    connections = g_new0(ykc_connection *, highest + 1);
    for (guint i = 0; i < count; i++) {
        const event *event = &g_array_index(events, struct event, i);

        show(connections, engine, event, i + 1);
        last = (ykc_place){.packet = i + 1, .time = event->time};
    }
    ykc_engine_clock(engine, last.time + after);
    ykc_engine_finish(engine, &last);
    ykc_engine_free(engine);
    return found;
}

static unsigned shown;

/* Fail, and say which input gave what; not too often. */
static void complain(const char *sample, const char *what, guint event, uint8_t type, const char *found)
{
    CU_FAIL("a property does not hold");
    if (shown++ < SHOWN_MAX)
        printf("\n    %s, %s, event %u (0x%02X): %s", sample, what, event + 1, type, found);
}

/* What the properties are judged by can tell a faulty session from a clean one. */
static void test_a_fault_is_found_in_the_same_way(void)
{
    g_autoptr(GArray) events = read_sample("stop-unanswered");
    verdict found = judge(events, events->len, 0, "");

    CU_ASSERT_PTR_NOT_NULL(strstr(found.rules->str, "reply/missing"));
    g_string_free(found.rules, TRUE);
}

/* --- Cutting --- */

static void test_a_capture_that_is_cut_anywhere_blames_nobody(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(clean); i++) {
        g_autoptr(GArray) events = read_sample(clean[i]);

        for (guint count = 1; count <= events->len; count++) {
            verdict found = judge(events, count, 0, "");

            if (found.rules->len > 0)
                complain(clean[i], "cut", count - 1, g_array_index(events, event, count - 1).frame.type, found.rules->str);
            g_string_free(found.rules, TRUE);
        }
    }
}

/* --- Mixing --- */

static bool is_earlier(const event *a, const event *b)
{
    return a->time < b->time;
}

/* Give the piles of a frame another number, so that copies of a session are other piles'. */
static void rename_pile(event *event, unsigned copy)
{
    static const char *const names[] = {"pile", "transaction"};
    ykc_fit fit;
    const ykc_message *message = ykc_catalog_find(YKC_V1_6, event->frame.type, event->frame.body_length, &fit);

    for (size_t i = 0; message != NULL && i < G_N_ELEMENTS(names); i++) {
        static const uint8_t zeros[PILE_BYTES];
        ykc_item item;

        if (ykc_message_field(message, names[i], &item) && memcmp(event->body + item.offset, zeros, PILE_BYTES) != 0)
            event->body[item.offset + 1] = (uint8_t)(0x10 * (copy / 10) + copy % 10);
    }
}

/* One more session of other piles on other connections, some time later, merged into what there is by time. */
static GArray *mix(const GArray *events, const GArray *sample, unsigned copy, uint32_t *connections, ykc_time_us later)
{
    GArray *mixed = g_array_new(FALSE, TRUE, sizeof(event));
    uint32_t highest = 0;
    guint at = 0;

    for (guint i = 0; i < sample->len; i++) {
        event other = g_array_index(sample, event, i);

        highest = MAX(highest, other.connection);
        other.connection += *connections;
        other.time += later;
        rename_pile(&other, copy);
        while (at < events->len && !is_earlier(&other, &g_array_index(events, event, at)))
            g_array_append_val(mixed, g_array_index(events, event, at++));
        g_array_append_val(mixed, other);
    }
    if (at < events->len)
        g_array_append_vals(mixed, &g_array_index(events, event, at), events->len - at);
    *connections += highest;
    return mixed;
}

static void test_conforming_sessions_stay_clean_however_they_are_mixed(void)
{
    for (guint32 seed = 1; seed <= 60; seed++) {
        GRand *rand = g_rand_new_with_seed(seed);
        GArray *events = g_array_new(FALSE, TRUE, sizeof(event));
        uint32_t connections = 0;
        verdict found;

        for (unsigned copy = 1; copy <= COPIES; copy++) {
            g_autoptr(GArray) sample = read_sample(clean[g_rand_int_range(rand, 0, G_N_ELEMENTS(clean))]);
            GArray *mixed = mix(events, sample, copy, &connections,
                                (ykc_time_us)g_rand_int_range(rand, -7200, 7200) * YKC_SECOND +
                                    (ykc_time_us)g_rand_int_range(rand, 0, 1000000));

            g_array_unref(events);
            events = mixed;
        }
        found = judge(events, events->len, 0, "");
        if (found.rules->len > 0)
            complain("a mixture", "seed", seed - 1, 0, found.rules->str);
        g_string_free(found.rules, TRUE);
        g_array_unref(events);
        g_rand_free(rand);
    }
}

/* --- Bodies that cannot be read --- */

/* Put ciphertext, whose key nobody has, in the place of a body. */
static void encrypt(event *event, GRand *rand)
{
    size_t length = (event->frame.body_length / 8U + 1) * 8U;

    event->frame.encryption = YKC_ENCRYPTED;
    event->frame.body_length = (uint8_t)MIN(length, YKC_FRAME_BODY_MAX / 8 * 8);
    for (size_t i = 0; i < event->frame.body_length; i++)
        event->body[i] = (uint8_t)(g_rand_int(rand) | 0xA0); /* never a pile number */
}

/* Which frames are encrypted, of one kind of choice. */
typedef bool is_chosen(const event *event, GRand *rand, unsigned choice);

static bool choose_all(const event *event, GRand *rand, unsigned choice)
{
    (void)event, (void)rand, (void)choice;
    return true;
}

/* As from V1.8 on, and as from V2.1 on. */
static bool choose_but_spared(const event *event, GRand *rand, unsigned choice)
{
    static const uint8_t spared[] = {0x01, 0x03, 0x04, 0x55, 0x56, 0x02};

    (void)rand;
    return memchr(spared, event->frame.type, sizeof spared - choice) == NULL;
}

static bool choose_end(const event *event, GRand *rand, unsigned choice)
{
    (void)rand;
    return event->end == (int)choice;
}

static bool choose_type(const event *event, GRand *rand, unsigned choice)
{
    (void)rand;
    return event->frame.type == choice;
}

static bool choose_by_chance(const event *event, GRand *rand, unsigned choice)
{
    (void)event;
    return g_rand_int_range(rand, 0, 10) < (int)(choice % 9) + 1;
}

static const struct choice {
    const char *what;
    is_chosen *is_chosen;
    unsigned count;
} choices[] = {
    {"all encrypted", choose_all, 1},         {"encrypted as in V1.8", choose_but_spared, 2},
    {"one end encrypted", choose_end, 2},     {"one type encrypted", choose_type, 256},
    {"some encrypted", choose_by_chance, 45},
};

static void test_what_cannot_be_read_blames_nobody(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(clean) * G_N_ELEMENTS(choices); i++) {
        const char *name = clean[i % G_N_ELEMENTS(clean)];
        const struct choice *choice = &choices[i / G_N_ELEMENTS(clean)];
        g_autoptr(GArray) events = read_sample(name);

        for (unsigned round = 0; round < choice->count; round++) {
            g_autoptr(GArray) encrypted = g_array_copy(events);
            g_autoptr(GRand) rand = g_rand_new_with_seed(round);
            verdict found;
            bool any = false;

            for (guint at = 0; at < encrypted->len; at++) {
                event *event = &g_array_index(encrypted, struct event, at);

                if (event->what != FRAME || !choice->is_chosen(event, rand, round))
                    continue;
                encrypt(event, rand);
                any = true;
            }
            if (!any)
                continue;
            found = judge(encrypted, encrypted->len, YKC_SECOND * 3600, "");
            if (found.rules->len > 0)
                complain(name, choice->what, round - 1, (uint8_t)round, found.rules->str);
            g_string_free(found.rules, TRUE);
        }
    }
}

/* --- One frame that is not as it should be --- */

/* Rules, or groups, that may be about a frame of a type. Numbers are another matter: a frame that was never sent has none. */
#define NUMBERS_OFF "link/sequence=off,reply/sequence=off"

static const struct about {
    uint8_t type;
    const char *rules; /* separated by blanks */
} about[] = {
    {0x01, "reply/ link/login-first link/pile flow/ power-on/"},
    {0x02, "reply/ link/login-first link/pile flow/ power-on/"},
    {0x03, "reply/ link/heartbeat-late link/heartbeat-lost flow/"},
    {0x04, "reply/ flow/"},
    {0x05, "reply/ flow/ power-on/"},
    {0x06, "reply/ flow/ power-on/"},
    {0x09, "reply/ flow/ power-on/"},
    {0x0A, "reply/ flow/ power-on/ bill/price-model bill/period"},
    {0x12, "reply/"},
    {0x13, "reply/ charge/ record/ flow/ bill/energy-jump bill/energy-lost bill/time"},
    {0x15, "flow/ bill/identity"},
    {0x17, "flow/"},
    {0x19, "flow/ record/ bill/stop-reason"},
    {0x1D, "record/ bill/stop-reason"},
    {0x21, "record/ bill/stop-reason"},
    {0x23, "flow/ charge/bms-gap"},
    {0x25, "flow/ charge/bms-gap"},
    {0x31, "reply/ flow/ charge/"},
    {0x32, "reply/ flow/ charge/ record/unknown"},
    {0x33, "reply/ flow/ charge/"},
    {0x34, "reply/ flow/ charge/ bill/stop-reason"},
    {0x35, "reply/ flow/ record/ charge/ bill/stop-reason"},
    {0x36, "reply/ flow/ bill/stop-reason"},
    {0x3B, "reply/ flow/ record/ charge/serial-reused bill/"},
    {0x40, "reply/ flow/ record/"},
    {0x58, "reply/ power-on/ flow/ bill/price-model"},
    {0x57, "reply/ power-on/ flow/ bill/price-model"},
    {0xA1, "reply/ flow/ charge/"},
    {0xA2, "reply/ flow/ charge/"},
    {0xA3, "reply/ flow/ charge/"},
    {0xA4, "reply/ flow/ charge/"},
};

static const char *rules_about(uint8_t type)
{
    for (size_t i = 0; i < G_N_ELEMENTS(about); i++)
        if (about[i].type == type)
            return about[i].rules;
    return "reply/"; /* settings and their replies */
}

static bool is_about(const char *rule, const char *rules)
{
    g_auto(GStrv) names = g_strsplit(rules, " ", -1);

    for (char **name = names; *name != NULL; name++)
        if (g_str_has_suffix(*name, "/") ? g_str_has_prefix(rule, *name) : strcmp(rule, *name) == 0)
            return true;
    return false;
}

/* Every rule that was found is about one of the two frame types. */
static bool is_explained(const verdict *found, uint8_t type, uint8_t other)
{
    g_auto(GStrv) findings = g_strsplit(found->rules->str, ", ", -1);

    for (char **finding = findings; *finding != NULL && **finding != '\0'; finding++) {
        const char *rule = strchr(*finding, ' ') + 1;

        if (!is_about(rule, rules_about(type)) && (other == 0 || !is_about(rule, rules_about(other))))
            return false;
    }
    return true;
}

/* Change a copy of the events around one frame; the type of a second frame that is concerned, or 0. */
typedef uint8_t change(GArray *events, guint at);

static uint8_t leave_out(GArray *events, guint at)
{
    g_array_remove_index(events, at);
    return 0;
}

static uint8_t repeat(GArray *events, guint at)
{
    event again = g_array_index(events, event, at);

    again.time += YKC_SECOND / 10;
    g_array_insert_val(events, at + 1, again);
    return 0;
}

/* Behind everything of the next @p delay; not over the end of its connection, nor over another of its kind. */
static uint8_t put_off(GArray *events, guint at, ykc_time_us delay)
{
    event late = g_array_index(events, event, at);
    guint to = at;

    late.time += delay;
    while (to + 1 < events->len) {
        const event *next = &g_array_index(events, event, to + 1);
        bool is_its_own = next->connection == late.connection;

        if (next->time > late.time || (is_its_own && next->what != FRAME))
            break;
        to++;
    }
    late.time = MIN(late.time, g_array_index(events, event, to).time);
    g_array_remove_index(events, at);
    g_array_insert_val(events, to, late);
    return 0;
}

static uint8_t delay_a_little(GArray *events, guint at)
{
    return put_off(events, at, 4 * YKC_SECOND);
}

static uint8_t delay_for_long(GArray *events, guint at)
{
    return put_off(events, at, 35 * YKC_SECOND);
}

static uint8_t swap_with_next(GArray *events, guint at)
{
    event first = g_array_index(events, event, at);

    for (guint next = at + 1; next < events->len; next++) {
        event second = g_array_index(events, event, next);
        ykc_time_us time = first.time;

        if (second.connection != first.connection)
            continue;
        if (second.what != FRAME)
            return 0;
        first.time = second.time;
        second.time = time;
        g_array_index(events, event, at) = second;
        g_array_index(events, event, next) = first;
        return second.frame.type;
    }
    return 0;
}

static const struct {
    const char *name;
    change *change;
} changes[] = {
    {"left out", leave_out},
    {"repeated", repeat},
    {"4 s late", delay_a_little},
    {"35 s late", delay_for_long},
    {"swapped with the next", swap_with_next},
};

static void try_changes(const char *sample, const GArray *events, guint at)
{
    uint8_t type = g_array_index(events, event, at).frame.type;

    for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_autoptr(GArray) changed = g_array_sized_new(FALSE, TRUE, sizeof(event), events->len + 1);
        uint8_t other;
        verdict found;

        g_array_append_vals(changed, events->data, events->len);
        other = changes[i].change(changed, at);
        found = judge(changed, changed->len, 4000 * YKC_SECOND, NUMBERS_OFF);
        if (!is_explained(&found, type, other))
            complain(sample, changes[i].name, at, type, found.rules->str);
        g_string_free(found.rules, TRUE);
    }
}

/* Long reports that are all alike need not all be tried. */
enum { LIKE_THE_OTHERS = 6 };

static void test_one_frame_that_is_wrong_gives_a_rule_about_it_or_nothing(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(clean); i++) {
        g_autoptr(GArray) events = read_sample(clean[i]);
        unsigned tried[256] = {0};

        for (guint at = 0; at < events->len; at++) {
            const event *event = &g_array_index(events, struct event, at);

            if (event->what == FRAME &&
                (tried[event->frame.type]++ < LIKE_THE_OTHERS || at % 7 == 0 || event->frame.type == 0x13))
                try_changes(clean[i], events, at);
        }
    }
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_fault_is_found_in_the_same_way),
        STORY(test_a_capture_that_is_cut_anywhere_blames_nobody),
        STORY(test_conforming_sessions_stay_clean_however_they_are_mixed),
        STORY(test_what_cannot_be_read_blames_nobody),
        STORY(test_one_frame_that_is_wrong_gives_a_rule_about_it_or_nothing),
    };

    return run_suite("properties", stories, G_N_ELEMENTS(stories));
}
