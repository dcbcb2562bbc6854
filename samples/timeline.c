/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "timeline.h"

#include <glib.h>
#include <string.h>

#include "fail.h"

enum { DIRECTIONS = 2 };

/* How long after the first part of a cut frame the rest is sent. */
static const time_us rest_delay = 3000;

/* Bytes that wait to be sent as one segment. */
typedef struct segment_buffer {
    size_t length;
    uint8_t bytes[PACKET_PAYLOAD_MAX];
} segment_buffer;

struct sample_connection {
    sample_timeline *timeline;
    sample_ends ends;
    sample_tcp *tcp; /* NULL until it is opened */
    uint16_t next_sequence[DIRECTIONS];
    segment_buffer waiting[DIRECTIONS];
};

struct sample_timeline {
    GPtrArray *events;      /* sample_event; in the order of making, sorted when looked at */
    GPtrArray *connections; /* sample_connection */
};

sample_timeline *timeline_new(void)
{
    sample_timeline *timeline = g_new(sample_timeline, 1);

    timeline->events = g_ptr_array_new_with_free_func(g_free);
    timeline->connections = g_ptr_array_new_with_free_func(g_free);
    return timeline;
}

void timeline_free(sample_timeline *timeline)
{
    g_ptr_array_unref(timeline->events);
    g_ptr_array_unref(timeline->connections);
    g_free(timeline);
}

static sample_event *add_event(sample_connection *connection, sample_event_kind kind, ykc_direction direction, time_us time)
{
    GPtrArray *events = connection->timeline->events;
    sample_event *event = g_new0(sample_event, 1);

    event->kind = kind;
    event->connection = connection;
    event->direction = direction;
    event->time = time;
    event->order = events->len;
    g_ptr_array_add(events, event);
    return event;
}

sample_connection *timeline_open(sample_timeline *timeline, const sample_ends *ends, time_us time)
{
    sample_connection *connection = g_new0(sample_connection, 1);

    connection->timeline = timeline;
    connection->ends = *ends;
    g_ptr_array_add(timeline->connections, connection);
    add_event(connection, EVENT_OPEN, YKC_UP, time);
    return connection;
}

sample_event *timeline_send(sample_connection *connection, time_us time, const sample_body *body)
{
    sample_event *event = add_event(connection, EVENT_FRAME, (ykc_direction)body->message->direction, time);

    event->body = *body;
    return event;
}

sample_event *timeline_answer(sample_event *request, time_us time, const sample_body *body)
{
    sample_event *event = timeline_send(request->connection, time, body);

    event->request = request;
    event->is_dropped = request->is_dropped;
    return event;
}

sample_event *timeline_send_bytes(sample_connection *connection, ykc_direction direction, time_us time, const void *bytes,
                                  size_t length)
{
    sample_event *event = add_event(connection, EVENT_BYTES, direction, time);

    if (length > sizeof event->body.bytes)
        fail("%zu bytes at once are too many", length);
    memcpy(event->body.bytes, bytes, length);
    event->body.length = length;
    return event;
}

sample_event *timeline_close(sample_connection *connection, ykc_direction direction, time_us time)
{
    return add_event(connection, EVENT_CLOSE, direction, time);
}

sample_event *timeline_reset(sample_connection *connection, ykc_direction direction, time_us time)
{
    return add_event(connection, EVENT_RESET, direction, time);
}

static gint compare_events(gconstpointer a, gconstpointer b)
{
    const sample_event *first = *(sample_event *const *)a, *second = *(sample_event *const *)b;

    if (first->time != second->time)
        return first->time < second->time ? -1 : 1;
    return first->order < second->order ? -1 : first->order > second->order;
}

sample_event *timeline_next_frame(sample_timeline *timeline, const sample_event *event, uint8_t type)
{
    GPtrArray *events = timeline->events;

    g_ptr_array_sort(events, compare_events);
    for (guint i = 0; i < events->len; i++) {
        sample_event *candidate = g_ptr_array_index(events, i);

        if (event != NULL && compare_events(&candidate, &event) <= 0)
            continue;
        if (candidate->kind == EVENT_FRAME && candidate->body.message->type == type)
            return candidate;
    }
    return NULL;
}

sample_event *timeline_frame(sample_timeline *timeline, uint8_t type, unsigned nth)
{
    sample_event *event = NULL;
    unsigned found = 0;

    while (found < nth) {
        event = timeline_next_frame(timeline, event, type);
        if (event == NULL)
            fail("there are only %u frames 0x%02X", found, type);
        found += !event->is_dropped;
    }
    return event;
}

void timeline_drop(sample_timeline *timeline, sample_event *event)
{
    event->is_dropped = true;
    for (guint i = 0; i < timeline->events->len; i++) {
        sample_event *reply = g_ptr_array_index(timeline->events, i);

        if (reply->request == event)
            reply->is_dropped = true;
    }
}

void timeline_move(sample_timeline *timeline, sample_event *event, time_us by)
{
    event->time += by;
    for (guint i = 0; i < timeline->events->len; i++) {
        sample_event *reply = g_ptr_array_index(timeline->events, i);

        if (reply->request == event)
            reply->time += by;
    }
}

/* Give a frame its number. A frame that is not sent keeps the one that it would have had: a reply may still repeat it. */
static void number_frame(sample_event *event)
{
    uint16_t *next = &event->connection->next_sequence[event->direction];

    if (event->is_numbered)
        return;
    if (event->request != NULL) {
        event->sequence = event->request->sequence;
        return;
    }
    event->sequence = *next;
    if (!event->is_dropped)
        (*next)++;
}

static size_t encode_frame(const sample_event *event, uint8_t bytes[YKC_FRAME_SIZE_MAX])
{
    size_t size = ykc_frame_encode(bytes, &(ykc_frame){
                                              .sequence = event->sequence,
                                              .encryption = YKC_PLAIN,
                                              .type = event->body.message->type,
                                              .body = event->body.bytes,
                                              .body_length = (uint8_t)event->body.length,
                                          });

    if (event->damaged >= size || event->cut >= size)
        fail("0x%02X has only %zu bytes", event->body.message->type, size);
    if (event->damaged != 0)
        bytes[event->damaged] ^= 0xFF;
    return size;
}

/* Send the first @p length of the bytes that wait. */
static void send_waiting(sample_event *event, time_us time, size_t length, bool is_unseen)
{
    segment_buffer *waiting = &event->connection->waiting[event->direction];

    if (is_unseen)
        trace_send_unseen(event->connection->tcp, event->direction, time, waiting->bytes, length);
    else
        trace_send(event->connection->tcp, event->direction, time, waiting->bytes, length);
    waiting->length -= length;
    memmove(waiting->bytes, waiting->bytes + length, waiting->length);
}

static void play_bytes(sample_event *event, const uint8_t *bytes, size_t length)
{
    segment_buffer *waiting = &event->connection->waiting[event->direction];
    time_us time = event->time;

    if (length > sizeof waiting->bytes - waiting->length)
        fail("too many frames for one segment");
    memcpy(waiting->bytes + waiting->length, bytes, length);
    waiting->length += length;
    if (event->cut != 0) {
        send_waiting(event, time, waiting->length - length + event->cut, false);
        time += rest_delay;
    }
    if (!event->joins_next)
        send_waiting(event, time, waiting->length, event->is_unseen);
}

static void play_frame(sample_event *event)
{
    uint8_t bytes[YKC_FRAME_SIZE_MAX];

    number_frame(event);
    if (!event->is_dropped)
        play_bytes(event, bytes, encode_frame(event, bytes));
}

static void play_event(sample_event *event, sample_trace *trace)
{
    sample_connection *connection = event->connection;

    if (event->is_dropped && event->kind != EVENT_FRAME)
        return;
    if (connection->tcp == NULL && event->kind != EVENT_OPEN)
        fail("something happens on a connection that is not open yet");
    switch (event->kind) {
    case EVENT_OPEN:
        connection->tcp = trace_open(trace, &connection->ends, event->time);
        break;
    case EVENT_FRAME:
        play_frame(event);
        break;
    case EVENT_BYTES:
        play_bytes(event, event->body.bytes, event->body.length);
        break;
    case EVENT_CLOSE:
        trace_close(connection->tcp, event->direction, event->time);
        break;
    case EVENT_RESET:
        trace_reset(connection->tcp, event->direction, event->time);
        break;
    }
}

static void check_nothing_waits(const sample_timeline *timeline)
{
    for (guint i = 0; i < timeline->connections->len; i++) {
        const sample_connection *connection = g_ptr_array_index(timeline->connections, i);

        if (connection->waiting[YKC_UP].length + connection->waiting[YKC_DOWN].length > 0)
            fail("a frame waits for another one to share its segment");
    }
}

void timeline_play(sample_timeline *timeline, sample_trace *trace)
{
    g_ptr_array_sort(timeline->events, compare_events);
    for (guint i = 0; i < timeline->events->len; i++)
        play_event(g_ptr_array_index(timeline->events, i), trace);
    check_nothing_waits(timeline);
}
