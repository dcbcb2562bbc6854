/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The flow engine: frames of any type and content, at any times, on connections that open and close as they like. It keeps its
 * promises: findings are raised before they change and are decided once, none is about a packet that has not come yet, and none
 * is told after the end.
 *
 * Input: events. Each begins with what happens (WHAT_BITS), the connection, the sender and two flags; then a time in
 * hundredths of a second since the one before, and for a frame its number, type, length and body.
 */
#include "catalog/types.h"
#include "flow/engine.h"
#include "flow_event.h"
#include "fuzz.h"

enum { CONNECTIONS = FLOW_EVENT_CONNECTIONS, EVENTS_MAX = 4096, START = 1600000000 };

typedef struct story {
    ykc_engine *engine;
    ykc_connection *connections[CONNECTIONS];
    uint32_t opened;
    ykc_place place;
    GHashTable *undecided; /* ids of findings */
    uint64_t raised;
    uint32_t sessions;
    bool finished;
} story;

static void on_finding(void *user, const ykc_finding *finding, ykc_finding_event event)
{
    story *story = user;
    gpointer id = GSIZE_TO_POINTER(finding->id);

    if (story->finished)
        fuzz_fail("%s: told after the end", finding->rule->id);
    if (finding->place.packet > story->place.packet || finding->last.packet > story->place.packet)
        fuzz_fail("%s: about a packet to come", finding->rule->id);
    if (finding->severity <= YKC_OFF || finding->severity > YKC_ERROR || finding->count == 0)
        fuzz_fail("%s: severity %d, count %" G_GUINT64_FORMAT, finding->rule->id, finding->severity, finding->count);
    switch (event) {
    case YKC_FINDING_RAISED:
        if (finding->id != ++story->raised)
            fuzz_fail("%s: number %" G_GUINT64_FORMAT " is raised as the %" G_GUINT64_FORMAT "th", finding->rule->id, finding->id,
                      story->raised);
        g_hash_table_add(story->undecided, id);
        break;
    case YKC_FINDING_CHANGED:
        if (!g_hash_table_contains(story->undecided, id))
            fuzz_fail("%s: changed after it was decided", finding->rule->id);
        break;
    case YKC_FINDING_DECIDED:
        if (!g_hash_table_remove(story->undecided, id))
            fuzz_fail("%s: decided twice", finding->rule->id);
        break;
    }
}

static void on_session(void *user, const ykc_session *session)
{
    story *story = user;

    story->sessions++;
    if (session->step_count > YKC_SESSION_STEPS_MAX || session->connection_count > YKC_SESSION_CONNECTIONS_MAX)
        fuzz_fail("session %u has %u steps on %u connections", session->id, session->step_count, session->connection_count);
    if (session->started.packet > story->place.packet || session->ended.packet > story->place.packet)
        fuzz_fail("session %u is about a packet to come", session->id);
}

static ykc_connection *connection_of(story *story, unsigned number, bool midstream)
{
    ykc_connection **connection = &story->connections[number];

    if (*connection == NULL) {
        *connection = ykc_engine_open(story->engine, ++story->opened, midstream ? -1 : 0, midstream, &story->place);
        ykc_engine_heard(*connection, 0);
        ykc_engine_heard(*connection, 1);
    }
    return *connection;
}

static void close_connection(story *story, unsigned number)
{
    if (story->connections[number] == NULL)
        return;
    ykc_engine_close(story->connections[number], &story->place);
    story->connections[number] = NULL;
}

static void tell(story *story, const flow_event *event)
{
    ykc_engine_clock(story->engine, story->place.time);
    switch (event->what) {
    case FLOW_EVENT_CLOSE:
        close_connection(story, event->connection);
        break;
    case FLOW_EVENT_GAP:
        ykc_engine_gap(connection_of(story, event->connection, event->flag), event->end, event->frame.sequence, &story->place);
        break;
    case FLOW_EVENT_GARBAGE:
        ykc_engine_garbage(connection_of(story, event->connection, event->flag), event->end, event->frame.sequence,
                           &story->place);
        break;
    case FLOW_EVENT_TRUNCATED:
        ykc_engine_truncated(story->engine, &story->place);
        break;
    default:
        ykc_engine_frame(connection_of(story, event->connection, event->flag), event->end, &event->frame, &story->place);
        break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const ykc_engine_sink sink = {.finding = on_finding, .session = on_session};
    fuzz_input input = {data, size};
    story story = {.undecided = g_hash_table_new(NULL, NULL), .place.time = START * YKC_SECOND};
    flow_event event;

    story.engine = ykc_engine_new(NULL, &sink, &story);
    for (unsigned count = 0; count < EVENTS_MAX && flow_event_read(&input, &event); count++) {
        story.place.packet++;
        story.place.time += event.after;
        tell(&story, &event);
        flow_event_clear(&event);
    }
    ykc_engine_finish(story.engine, &story.place);
    story.finished = true;
    if (g_hash_table_size(story.undecided) != 0)
        fuzz_fail("%u findings are never decided", g_hash_table_size(story.undecided));
    ykc_engine_free(story.engine);
    g_hash_table_unref(story.undecided);
    return 0;
}
