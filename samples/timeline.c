/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "timeline.h"

#include <glib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "fail.h"
#include "wire/bytes.h"
#include "wire/cp56time.h"
#include "wire/crc16.h"

enum { DIRECTIONS = 2, GUN_NUMBERS = 256, PILE_NUMBERS = 256 };

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
    sample_numbering numbering[DIRECTIONS];
    uint16_t next_sequence[DIRECTIONS];
    uint16_t next_of_gun[DIRECTIONS][GUN_NUMBERS];
    uint16_t next_of_pile[DIRECTIONS][PILE_NUMBERS];
    uint16_t by_the_book[DIRECTIONS]; /* the number that would follow the last own frame's */
    unsigned jumps[DIRECTIONS], other_numbers[DIRECTIONS];
    segment_buffer waiting[DIRECTIONS];
};

typedef struct expected_finding {
    const sample_event *event;
    sample_expectation expectation;
} expected_finding;

struct sample_timeline {
    GPtrArray *events;      /* sample_event; in the order of making, sorted when looked at */
    GPtrArray *connections; /* sample_connection */
    GArray *expected;       /* expected_finding */
};

sample_timeline *timeline_new(void)
{
    sample_timeline *timeline = g_new(sample_timeline, 1);

    timeline->events = g_ptr_array_new_with_free_func(g_free);
    timeline->connections = g_ptr_array_new_with_free_func(g_free);
    timeline->expected = g_array_new(FALSE, FALSE, sizeof(expected_finding));
    return timeline;
}

void timeline_free(sample_timeline *timeline)
{
    g_ptr_array_unref(timeline->events);
    g_ptr_array_unref(timeline->connections);
    g_array_unref(timeline->expected);
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

void timeline_number(sample_connection *connection, ykc_direction direction, sample_numbering numbering)
{
    connection->numbering[direction] = numbering;
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

/* The last two digits of the pile's number tell the piles of a sample apart. */
static uint8_t pile_of(const sample_event *event)
{
    ykc_item item;

    return ykc_message_field(event->body.message, "pile", &item) ? event->body.bytes[item.offset + item.field->size - 1] : 0;
}

static uint8_t gun_of(const sample_event *event)
{
    ykc_item item;

    return ykc_message_field(event->body.message, "gun", &item) ? event->body.bytes[item.offset] : 0;
}

/* The counter that an own frame takes its number from. */
static uint16_t *counter_of(const sample_event *event)
{
    sample_connection *connection = event->connection;

    switch (connection->numbering[event->direction]) {
    case NUMBERED_PER_GUN:
        return &connection->next_of_gun[event->direction][gun_of(event)];
    case NUMBERED_PER_PILE:
        return &connection->next_of_pile[event->direction][pile_of(event)];
    default:
        return &connection->next_sequence[event->direction];
    }
}

/* The next number of a frame that answers nothing. */
static uint16_t next_number(const sample_event *event)
{
    sample_numbering numbering = event->connection->numbering[event->direction];
    uint16_t *next = counter_of(event);
    uint16_t number;

    if (numbering == NUMBERED_CONSTANT)
        return 0;
    number = event->is_dropped ? *next : (uint16_t)(*next + event->skipped);
    if (!event->is_dropped)
        *next = (uint16_t)(number + 1);
    return numbering == NUMBERED_HIGH_FIRST ? ykc_bytes_swap16(number) : number;
}

static uint16_t number_of_reply(const sample_event *event)
{
    uint16_t number = event->request->sequence;

    switch (event->connection->numbering[event->direction]) {
    case NUMBERED_REPLIES_SWAPPED:
        return ykc_bytes_swap16(number);
    case NUMBERED_CONSTANT:
        return 0;
    case NUMBERED_WITH_REPLIES:
        return next_number(event);
    case NUMBERED_AFTER_REPLIES:
        (void)next_number(event);
        return number;
    default:
        return number;
    }
}

/* Count what findings about numbers count. */
static void count_number(const sample_event *event)
{
    sample_connection *connection = event->connection;
    uint16_t *next = &connection->by_the_book[event->direction];

    if (event->request != NULL) {
        connection->other_numbers[event->direction] += event->sequence != event->request->sequence;
        return;
    }
    connection->jumps[event->direction] += event->sequence != *next;
    *next = (uint16_t)(event->sequence + 1);
}

/* Give a frame its number. A frame that is not sent keeps the one that it would have had: a reply may still repeat it. */
static void number_frame(sample_event *event)
{
    if (!event->is_numbered)
        event->sequence = event->request != NULL && !event->takes_own_number ? number_of_reply(event) : next_number(event);
    if (!event->is_dropped)
        count_number(event);
}

/* Put another checksum in the place of the right one. */
static void write_checksum(const sample_event *event, uint8_t *bytes, size_t size)
{
    uint8_t *checksum = bytes + size - YKC_FRAME_CRC;
    uint16_t right = ykc_bytes_get16(checksum), written = right;

    if (event->checksum == CHECKSUM_SWAPPED)
        written = ykc_bytes_swap16(right);
    else if (event->checksum == CHECKSUM_MISPRINTED)
        written =
            ykc_crc16_misprinted(bytes + ykc_frame_forms[event->form].at_sequence, size - ykc_frame_forms[event->form].overhead);
    if (event->checksum != CHECKSUM_RIGHT && written == right)
        fail("0x%02X: its checksum is the same in every variant", event->body.message->type);
    ykc_bytes_put(checksum, YKC_FRAME_CRC, written);
}

static size_t encode_frame(const sample_event *event, uint8_t bytes[YKC_FRAME_SIZE_MAX])
{
    uint8_t sent[YKC_CP56TIME_SIZE];
    ykc_cp56time time;
    size_t size;

    ykc_cp56time_from_unix_ms(event->time / milliseconds(1), YKC_ZONE_DEFAULT_MINUTES, &time);
    ykc_cp56time_encode(&time, sent);
    size = ykc_frame_encode_at(bytes,
                               &(ykc_frame){
                                   .form = (uint8_t)event->form,
                                   .sequence = event->sequence,
                                   .encryption = event->encryption,
                                   .type = event->body.message->type,
                                   .body = event->body.bytes,
                                   .body_length = (uint16_t)event->body.length,
                               },
                               sent);
    write_checksum(event, bytes, size);
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
        event->packet = trace_send(event->connection->tcp, event->direction, time, waiting->bytes, length);
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

void timeline_visit(sample_connection *connection, void (*visit)(sample_event *event, void *user), void *user)
{
    const GPtrArray *events = connection->timeline->events;

    for (guint i = 0; i < events->len; i++) {
        sample_event *event = g_ptr_array_index(events, i);

        if (event->connection == connection && event->kind == EVENT_FRAME)
            visit(event, user);
    }
}

void timeline_play(sample_timeline *timeline, sample_trace *trace)
{
    g_ptr_array_sort(timeline->events, compare_events);
    for (guint i = 0; i < timeline->events->len; i++)
        play_event(g_ptr_array_index(timeline->events, i), trace);
    check_nothing_waits(timeline);
}

void timeline_expect(sample_timeline *timeline, const sample_event *event, const sample_expectation *expectation)
{
    const expected_finding finding = {event, *expectation};

    g_array_append_val(timeline->expected, finding);
}

void timeline_expect_nothing(sample_timeline *timeline)
{
    g_array_set_size(timeline->expected, 0);
}

static unsigned packet_of(const expected_finding *finding, const sample_trace *trace)
{
    return finding->event == NULL ? trace_packet_count(trace) : trace_packet_number(trace, finding->event->packet);
}

static gint compare_findings(gconstpointer a, gconstpointer b, gpointer trace)
{
    unsigned first = packet_of(a, trace), second = packet_of(b, trace);

    return first != second
               ? (first < second ? -1 : 1)
               : strcmp(((const expected_finding *)a)->expectation.rule, ((const expected_finding *)b)->expectation.rule);
}

static bool has_serial_of(const sample_event *event, const sample_event *other)
{
    ykc_item item, others;

    return event->kind == EVENT_FRAME && !event->is_dropped && ykc_message_field(event->body.message, "transaction", &item) &&
           ykc_message_field(other->body.message, "transaction", &others) &&
           memcmp(event->body.bytes + item.offset, other->body.bytes + others.offset, item.field->size) == 0;
}

static unsigned count_serials(const sample_timeline *timeline, const sample_event *event)
{
    unsigned count = 0;

    for (guint i = 0; i < timeline->events->len; i++)
        count += has_serial_of(g_ptr_array_index(timeline->events, i), event);
    return count;
}

static unsigned count_of(const sample_timeline *timeline, const expected_finding *finding)
{
    const sample_event *event = finding->event;

    switch (finding->expectation.counted) {
    case COUNTED_JUMPS:
        return event->connection->jumps[event->direction];
    case COUNTED_OTHER_NUMBERS:
        return event->connection->other_numbers[event->direction];
    case COUNTED_SERIALS:
        return count_serials(timeline, event);
    case COUNTED_BY_HAND:
        break;
    }
    return MAX(finding->expectation.count, 1);
}

void timeline_write_expectations(const sample_timeline *timeline, const sample_trace *trace, const char *name, FILE *file)
{
    g_array_sort_with_data(timeline->expected, compare_findings, (gpointer)trace);
    for (guint i = 0; i < timeline->expected->len; i++) {
        const expected_finding *finding = &g_array_index(timeline->expected, expected_finding, i);
        const sample_expectation *expected = &finding->expectation;

        fprintf(file, "%s\t%s\t%s\t%s\t%u\t%s\t", name, expected->rule, expected->severity,
                expected->is_possible ? "possible" : "certain", packet_of(finding, trace),
                expected->flow != NULL ? expected->flow : "-");
        if (expected->step != 0)
            fprintf(file, "%u\t%u\n", expected->step, count_of(timeline, finding));
        else
            fprintf(file, "-\t%u\n", count_of(timeline, finding));
    }
}
