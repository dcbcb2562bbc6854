/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "intake.h"

#include <pcap/pcap.h>
#include <string.h>

#include "catalog/catalog.h"
#include "catalog/dialect.h"
#include "fragments.h"
#include "keys/opener.h"
#include "layers.h"
#include "text.h"
#include "timeline.h"
#include "unheard.h"

enum {
    TCP_SHARE = 2,       /* of what may be held back, a half is bytes behind holes */
    FRAGMENTS_SHARE = 8, /* and an eighth fragments of IP; the rest is what is doubtful */
    PORTS_DESCRIBED = 8,
    PORT_COUNT = UINT16_MAX + 1
};

/* Something that happened before the connection was known to speak YKC. */
typedef struct doubtful_event {
    enum { DOUBTFUL_FRAME, DOUBTFUL_BYTES, DOUBTFUL_GAP } kind;
    int end;
    uint64_t count; /* of bytes or of the gap */
    intake_place place;
    ykc_frame frame;
    uint8_t *bytes; /* of the frame, which points into what is gone when it is told; NULL of anything else */
} doubtful_event;

typedef enum recognition {
    DOUBTFUL, /* nothing undoubted was seen yet */
    SPEAKS_YKC,
    FOREIGN
} recognition;

typedef struct connection {
    intake_connection shown;
    intake *intake;
    recognition recognition;
    frame_stream streams[2];
    ykc_opener opener;
    ykc_recognition dialect;
    bool heard[2];       /* the sink knows that this end was captured */
    uint64_t bridged[2]; /* packets read when a hole was given up last: what is handed on with it waited behind it */
    bool after_hole[2];  /* the bytes up to the next frame may be the rest of one whose beginning is missing */
    uint64_t garbage;    /* while doubtful */
    GArray *doubtful;    /* of doubtful_event, while doubtful; NULL while there are none */
    uint64_t doubtful_bytes;
} connection;

struct intake {
    intake_sink sink;
    void *user;
    intake_is_port *is_port;
    const void *port_context;
    tcp_table *table;
    intake_place place; /* of the packet being read; index counts its frames */
    intake_totals totals;
    uint32_t *ports; /* connections to each port, PORT_COUNT of them */
    fragments *fragments;
    unheard *unheard; /* ends of connections that speak YKC; their owner is the connection */
    bool *shortened;  /* by capture: the sink knows that packets are cut */
    packet_filter *filter;
    const volatile sig_atomic_t *stop;
    uint64_t limited;                /* holes that the table gave up for want of room so far */
    uint64_t doubtful_max, doubtful; /* bytes of events of all connections that may be kept, and that are */
    const ykc_keyring *keyring;
    ykc_dialect dialect;               /* of all connections; 0: each is recognised */
    uint8_t plain[YKC_FRAME_BODY_MAX]; /* of the frame being told */

    /* What is being fed to frame streams. */
    connection *fed;
    int fed_end;
    intake_place *where;  /* the place of these bytes: place, or earlier */
    intake_place earlier; /* of bytes that waited behind a hole that stays */
};

static void tell_frame(connection *connection, int end, const ykc_frame *frame, const intake_place *place)
{
    intake *intake = connection->intake;
    ykc_frame opened = *frame;

    intake->totals.frames++;
    ykc_recognise(&connection->dialect, &opened);
    ykc_opener_frame(&connection->opener, intake->keyring, &opened, intake->plain);
    if (intake->sink.frame != NULL)
        intake->sink.frame(intake->user, &connection->shown, end, &opened, place);
}

static void tell_garbage(connection *connection, int end, uint64_t count, const intake_place *place)
{
    intake *intake = connection->intake;

    intake->totals.garbage_bytes += count;
    if (intake->sink.garbage != NULL)
        intake->sink.garbage(intake->user, &connection->shown, end, count, place);
}

static void tell_gap(connection *connection, int end, uint64_t count, const intake_place *place)
{
    intake *intake = connection->intake;

    intake->totals.gaps++;
    intake->totals.gap_bytes += count;
    if (intake->sink.gap != NULL)
        intake->sink.gap(intake->user, &connection->shown, end, count, place);
}

static void forget_doubts(connection *connection)
{
    connection->intake->doubtful -= connection->doubtful_bytes;
    connection->doubtful_bytes = 0;
    g_clear_pointer(&connection->doubtful, g_array_unref);
}

/* Tell what happened while it was unknown that it matters. */
static void tell_doubtful(connection *connection, doubtful_event *event)
{
    switch (event->kind) {
    case DOUBTFUL_FRAME:
        event->frame.bytes = event->bytes;
        event->frame.body = event->bytes + ykc_frame_form_of(&event->frame)->header;
        tell_frame(connection, event->end, &event->frame, &event->place);
        break;
    case DOUBTFUL_BYTES:
        tell_garbage(connection, event->end, event->count, &event->place);
        break;
    case DOUBTFUL_GAP:
        tell_gap(connection, event->end, event->count, &event->place);
        break;
    }
}

/* Ends that were not captured yet are looked for in every segment. */
static void await_unheard(connection *connection)
{
    const tcp_connection *tcp = connection->shown.tcp;

    for (int end = 0; end < 2; end++)
        if (!connection->heard[end])
            unheard_add(connection->intake->unheard, &tcp->endpoints[end], &tcp->endpoints[!end], connection);
}

static void no_longer_await(const connection *connection, int end)
{
    const tcp_connection *tcp = connection->shown.tcp;

    unheard_remove(connection->intake->unheard, &tcp->endpoints[end], &tcp->endpoints[!end]);
}

/* Tell which ends were captured since this was asked last. */
static void tell_heard(connection *connection)
{
    const intake *intake = connection->intake;

    for (int end = 0; end < 2; end++) {
        if (connection->heard[end] || connection->shown.tcp->directions[end].segments == 0)
            continue;
        connection->heard[end] = true;
        no_longer_await(connection, end);
        if (intake->sink.heard != NULL)
            intake->sink.heard(intake->user, &connection->shown, end);
    }
}

static void recognise(connection *connection)
{
    intake *intake = connection->intake;
    intake_place opened = {
        .file = connection->shown.tcp->opened.file,
        .packet = connection->shown.tcp->opened.number,
        .time_ns = connection->shown.tcp->opened.time_ns,
    };

    connection->recognition = SPEAKS_YKC;
    connection->shown.id = ++intake->totals.connections;
    if (intake->sink.opened != NULL)
        intake->sink.opened(intake->user, &connection->shown, &opened);
    tell_heard(connection);
    await_unheard(connection);
    for (guint i = 0; connection->doubtful != NULL && i < connection->doubtful->len; i++)
        tell_doubtful(connection, &g_array_index(connection->doubtful, doubtful_event, i));
    forget_doubts(connection);
}

/* This may happen inside of one of its frame streams: whoever feeds them releases them. */
static void give_up(connection *connection)
{
    connection->recognition = FOREIGN;
    forget_doubts(connection);
}

static void release_streams(connection *connection)
{
    frame_stream_clear(&connection->streams[0]);
    frame_stream_clear(&connection->streams[1]);
}

static void free_doubtful(void *data)
{
    g_free(((doubtful_event *)data)->bytes);
}

static GArray *new_doubtful(void)
{
    GArray *events = g_array_new(FALSE, FALSE, sizeof(doubtful_event));

    g_array_set_clear_func(events, free_doubtful);
    return events;
}

/* Takes what the event holds. */
static void doubt(connection *connection, doubtful_event *event)
{
    intake *intake = connection->intake;
    uint64_t size = sizeof *event + (event->bytes != NULL ? event->frame.size : 0);

    if (event->kind == DOUBTFUL_BYTES)
        connection->garbage += event->count;
    if (connection->doubtful == NULL)
        connection->doubtful = new_doubtful();
    if (connection->doubtful->len == INTAKE_DOUBTFUL_EVENTS || connection->garbage > INTAKE_DOUBTFUL_GARBAGE) {
        give_up(connection);
        free_doubtful(event);
        return;
    }
    if (intake->doubtful + size > intake->doubtful_max) {
        intake->totals.unrecognised++;
        give_up(connection);
        free_doubtful(event);
        return;
    }
    intake->doubtful += size;
    connection->doubtful_bytes += size;
    g_array_append_val(connection->doubtful, *event);
}

static void on_frame(void *user, const ykc_frame *frame)
{
    intake *intake = user;
    connection *connection = intake->fed;
    int end = intake->fed_end;

    connection->after_hole[end] = false;
    if (connection->recognition == DOUBTFUL && ykc_frame_claims(frame->bytes, frame->size, ykc_catalog_fits))
        recognise(connection);
    if (connection->recognition == SPEAKS_YKC) {
        tell_frame(connection, end, frame, intake->where);
        intake->where->index++;
    } else if (connection->recognition == DOUBTFUL) {
        doubtful_event event = {.kind = DOUBTFUL_FRAME, .end = end, .place = *intake->where, .frame = *frame};

        event.bytes = g_memdup2(frame->bytes, frame->size);
        intake->where->index++;
        doubt(connection, &event);
    }
}

static void on_garbage(void *user, size_t count)
{
    intake *intake = user;
    connection *connection = intake->fed;
    int end = intake->fed_end;

    if (connection->recognition == DOUBTFUL) {
        doubtful_event event = {.kind = DOUBTFUL_BYTES, .end = end, .count = count, .place = *intake->where};

        if (connection->after_hole[end])
            connection->garbage += count;
        else
            doubt(connection, &event);
        if (connection->garbage > INTAKE_DOUBTFUL_GARBAGE)
            give_up(connection);
    } else if (connection->recognition == SPEAKS_YKC && !connection->after_hole[end]) {
        tell_garbage(connection, end, count, intake->where);
    }
}

static bool is_named_port(const intake *intake, const tcp_connection *tcp)
{
    return intake->is_port(intake->port_context, tcp->endpoints[0].port) ||
           intake->is_port(intake->port_context, tcp->endpoints[1].port);
}

/* The port that was connected to: the server's, or without a handshake the lower one. */
static uint16_t server_port(const tcp_connection *tcp)
{
    if (tcp->client != TCP_CLIENT_UNKNOWN)
        return tcp->endpoints[1 - tcp->client].port;
    return MIN(tcp->endpoints[0].port, tcp->endpoints[1].port);
}

static void on_opened(void *user, tcp_connection *tcp, const tcp_packet *packet)
{
    intake *intake = user;
    connection *connection = g_new0(struct connection, 1);

    (void)packet;
    tcp->user = connection;
    connection->intake = intake;
    connection->dialect.forced = (uint8_t)intake->dialect;
    connection->shown.tcp = tcp;
    connection->after_hole[0] = connection->after_hole[1] = tcp->midstream;
    intake->ports[server_port(tcp)]++;
    if (is_named_port(intake, tcp))
        recognise(connection);
}

/*
 * Where a frame in these bytes is: in the packet that completes it. That is the one being read, which filled the hole that later
 * bytes waited behind; but when the hole stays, what waited belongs to the packets that brought it.
 */
static intake_place *place_of_bytes(intake *intake, const connection *connection, int end, const tcp_packet *packet)
{
    bool is_current = packet->number == intake->place.packet && packet->file == intake->place.file;

    if (is_current || connection->bridged[end] != intake->totals.packets)
        return &intake->place;
    if (packet->number != intake->earlier.packet || packet->file != intake->earlier.file)
        intake->earlier = (intake_place){.file = packet->file, .packet = packet->number, .time_ns = packet->time_ns};
    return &intake->earlier;
}

static void on_bytes(void *user, tcp_connection *tcp, int end, const uint8_t *bytes, size_t length, const tcp_packet *packet)
{
    static const frame_stream_sink stream_sink = {on_frame, on_garbage};
    intake *intake = user;
    connection *connection = tcp->user;

    if (connection->recognition == FOREIGN)
        return;
    if (connection->recognition == SPEAKS_YKC)
        tell_heard(connection);
    intake->fed = connection;
    intake->fed_end = end;
    intake->where = place_of_bytes(intake, connection, end, packet);
    frame_stream_feed(&connection->streams[end], bytes, length, &stream_sink, intake);
    if (connection->recognition == FOREIGN)
        release_streams(connection);
}

/* Holes that the table gives up for want of room are told right before the gap. */
static void count_limited(intake *intake, const connection *connection)
{
    uint64_t limited = tcp_table_counters(intake->table)->gaps_limited;

    if (connection->recognition == SPEAKS_YKC)
        intake->totals.gaps_limited += limited - intake->limited;
    intake->limited = limited;
}

static void on_gap(void *user, tcp_connection *tcp, int end, uint32_t count, const tcp_packet *packet)
{
    intake *intake = user;
    connection *connection = tcp->user;

    (void)packet;
    count_limited(intake, connection);
    frame_stream_break(&connection->streams[end]);
    connection->after_hole[end] = true;
    connection->bridged[end] = intake->totals.packets;
    if (connection->recognition == SPEAKS_YKC) {
        tell_heard(connection);
        tell_gap(connection, end, count, &intake->place);
    } else if (connection->recognition == DOUBTFUL) {
        doubtful_event event = {.kind = DOUBTFUL_GAP, .end = end, .count = count, .place = intake->place};

        doubt(connection, &event);
        if (connection->recognition == FOREIGN)
            release_streams(connection);
    }
}

static void on_closed(void *user, tcp_connection *tcp, tcp_close how, const tcp_packet *packet)
{
    intake *intake = user;
    connection *connection = tcp->user;

    (void)packet;
    if (connection->recognition == SPEAKS_YKC) {
        tell_heard(connection);
        no_longer_await(connection, 0);
        no_longer_await(connection, 1);
        if (intake->sink.closed != NULL)
            intake->sink.closed(intake->user, &connection->shown, how, &intake->place);
    }
    give_up(connection);
    release_streams(connection);
    ykc_opener_clear(&connection->opener);
    g_free(connection);
    tcp->user = NULL;
}

static uint64_t random_seed(void)
{
    return (uint64_t)g_random_int() << 32 | g_random_int();
}

intake *intake_new(const intake_sink *sink, void *user, intake_is_port *is_port, const void *context)
{
    intake *intake = g_new0(struct intake, 1);

    intake->sink = *sink;
    intake->user = user;
    intake->is_port = is_port;
    intake->port_context = context;
    intake->ports = g_new0(uint32_t, PORT_COUNT);
    intake->unheard = unheard_new(random_seed());
    intake_set_memory(intake, INTAKE_MEMORY_DEFAULT);
    return intake;
}

void intake_set_filter(intake *intake, packet_filter *filter)
{
    intake->filter = filter;
}

void intake_set_memory(intake *intake, uint64_t bytes)
{
    static const tcp_callbacks callbacks = {on_opened, on_bytes, on_gap, on_closed};
    tcp_limits limits = {.connections = tcp_limits_default.connections,
                         .held_bytes = (size_t)MIN(bytes / TCP_SHARE, SIZE_MAX / 2)};

    tcp_table_free(intake->table);
    fragments_free(intake->fragments);
    intake->fragments = fragments_new((size_t)MIN(bytes / FRAGMENTS_SHARE, SIZE_MAX / 2));
    intake->table = tcp_table_new(&callbacks, intake, &limits, random_seed());
    intake->doubtful_max = (bytes - bytes / TCP_SHARE - bytes / FRAGMENTS_SHARE);
}

void intake_stop_when(intake *intake, const volatile sig_atomic_t *stop)
{
    intake->stop = stop;
}

void intake_set_dialect(intake *intake, ykc_dialect dialect)
{
    intake->dialect = dialect;
}

void intake_set_keyring(intake *intake, const ykc_keyring *keyring)
{
    intake->keyring = keyring;
}

static void tell_truncated(const intake *intake, const intake_place *place)
{
    if (intake->sink.truncated != NULL)
        intake->sink.truncated(intake->user, place);
}

static void on_capture_begins(void *user, uint32_t file, const capture_info *info)
{
    intake *intake = user;

    if (intake->sink.capture_begins != NULL)
        intake->sink.capture_begins(intake->user, file, info);
}

static void on_capture_ends(void *user, uint32_t file, const capture_info *info)
{
    intake *intake = user;
    intake_place last = {.file = file, .packet = info->packets, .time_ns = info->last_time_ns};

    if (info->cut_off && info->packets > 0)
        tell_truncated(intake, &last);
    if (intake->sink.capture_ends != NULL)
        intake->sink.capture_ends(intake->user, file, info);
}

/* A packet without bytes of a stream tells nothing but that its sender was captured. */
static void hear_sender(intake *intake, const tcp_segment *segment)
{
    connection *connection = unheard_find(intake->unheard, &segment->source, &segment->destination);

    if (connection != NULL)
        tell_heard(connection);
}

/* The segment in a packet, or in the datagram of which it is the last fragment. */
static bool find_segment(const intake *intake, const capture_packet *packet, tcp_segment *segment)
{
    layers_result result = layers_parse(packet->link_type, packet->bytes, packet->captured, packet->original, segment);

    for (int tunnels = 0; result == LAYERS_FRAGMENT && tunnels < LAYERS_TUNNELS_MAX; tunnels++) {
        size_t length;
        const uint8_t *payload = fragments_add(intake->fragments, segment, packet->time_ns, &length);

        if (payload == NULL)
            return false;
        result = layers_parse_payload(segment->fragment.protocol, payload, length, segment);
    }
    return result == LAYERS_SEGMENT;
}

/*
 * What the expression refuses is missing from the connections that are looked at: as if the capture had shortened the packet to
 * its headers. So it is a gap of the capture, and nobody is blamed for it.
 */
static void pass_over(intake *intake, const tcp_packet *position, const capture_packet *packet)
{
    tcp_segment segment;

    if (!find_segment(intake, packet, &segment))
        return;
    segment.present = 0;
    if (tcp_table_knows(intake->table, &segment)) {
        intake->place = (intake_place){.file = position->file, .packet = position->number, .time_ns = position->time_ns};
        tcp_table_feed(intake->table, &segment, position);
    }
}

static void read_packet(intake *intake, uint32_t file, const capture_packet *packet)
{
    tcp_segment segment;
    tcp_packet position = {.number = packet->number, .time_ns = packet->time_ns, .file = file};
    packet_verdict verdict = intake->filter != NULL ? packet_filter_judge(intake->filter, packet) : PACKET_TAKEN;

    intake->totals.packets++;
    if (verdict != PACKET_TAKEN) {
        intake->totals.left_out++;
        if (verdict == PACKET_REFUSED)
            pass_over(intake, &position, packet);
        return;
    }
    intake->place = (intake_place){.file = file, .packet = packet->number, .time_ns = packet->time_ns};
    if (intake->sink.clock != NULL)
        intake->sink.clock(intake->user, packet->time_ns);
    if (packet->captured < packet->original && !intake->shortened[file]) {
        intake->shortened[file] = true;
        tell_truncated(intake, &intake->place);
    }
    if (find_segment(intake, packet, &segment)) {
        tcp_table_feed(intake->table, &segment, &position);
        hear_sender(intake, &segment);
    } else {
        tcp_table_tick(intake->table, packet->time_ns);
    }
}

/* False if the expression could not be used for some link type. */
static bool complain_of_filter(const intake *intake, ykc_language language, void (*complain)(void *user, const GError *error))
{
    g_autoptr(GError) error = NULL;
    const char *reason, *name;
    int link_type = intake->filter != NULL ? packet_filter_unusable_for(intake->filter, &reason) : -1;

    if (link_type < 0)
        return true;
    name = pcap_datalink_val_to_name(link_type);
    text_set_error(&error, CAPTURE_ERROR, CAPTURE_ERROR_LINK_TYPE, TEXT_FILTER_LINK_TYPE, language, link_type,
                   name != NULL ? name : "?", reason);
    complain(intake->user, error);
    return false;
}

bool intake_read(intake *intake, char **paths, ykc_language language, void (*complain)(void *user, const GError *error))
{
    static const timeline_watch watch = {on_capture_begins, on_capture_ends};
    g_autoptr(timeline) timeline = timeline_new(paths, language, complain, intake->user);
    capture_packet packet;
    uint32_t file;

    timeline_set_watch(timeline, &watch, intake);
    timeline_stop_when(timeline, intake->stop);
    g_free(intake->shortened);
    intake->shortened = g_new0(bool, g_strv_length(paths));
    while (timeline_next(timeline, &file, &packet))
        read_packet(intake, file, &packet);

    tcp_packet last = {.number = intake->place.packet, .time_ns = intake->place.time_ns, .file = intake->place.file};

    tcp_table_end(intake->table, &last);
    intake->totals.fragments_limited = fragments_limited(intake->fragments);
    intake->totals.captured_twice = tcp_table_counters(intake->table)->duplicates;
    intake->totals.forgotten = tcp_table_counters(intake->table)->connections_limited;
    return complain_of_filter(intake, language, complain) && !timeline_complained(timeline);
}

const intake_totals *intake_get_totals(const intake *intake)
{
    return &intake->totals;
}

const intake_place *intake_get_place(const intake *intake)
{
    return &intake->place;
}

char *intake_describe_ports(const intake *intake)
{
    g_autoptr(GString) described = g_string_new(NULL);
    g_autofree bool *taken = g_new0(bool, PORT_COUNT);

    for (int row = 0; row < PORTS_DESCRIBED; row++) {
        size_t best = 0;

        for (size_t port = 1; port < PORT_COUNT; port++)
            if (!taken[port] && intake->ports[port] > (best == 0 ? 0 : intake->ports[best]))
                best = port;
        if (best == 0)
            break;
        taken[best] = true;
        g_string_append_printf(described, "%s%zu", row == 0 ? "" : ", ", best);
    }
    return g_string_free(g_steal_pointer(&described), FALSE);
}

void intake_free(intake *intake)
{
    if (intake == NULL)
        return;
    tcp_table_free(intake->table);
    fragments_free(intake->fragments);
    unheard_free(intake->unheard);
    g_free(intake->shortened);
    g_free(intake->ports);
    g_free(intake);
}
