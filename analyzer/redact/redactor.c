/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "redactor.h"

#include <pcap/dlt.h>
#include <string.h>

#include "catalog/catalog.h"
#include "catalog/dialect.h"
#include "headers.h"
#include "input/fragments.h"
#include "input/frame_stream.h"
#include "input/timeline.h"
#include "packet_store.h"
#include "redacted_frame.h"
#include "redacted_stream.h"
#include "wire/vin.h"

enum {
    TCP_SHARE = 2, /* as in the intake, so that the same holes are waited for */
    FRAGMENTS_SHARE = 8,
    PIECES_MAX = 8192,      /* fragments that wait for the rest of their datagram */
    DISTINCT_MAX = 1 << 20, /* values that are told apart */
    LINKTYPE_RAW = 101,     /* numbers in files that are not libpcap's */
    LINKTYPE_LOOP = 108,
    WINDOW = TCP_WINDOW
};

/* A packet as it is stored, in front of its bytes. */
typedef struct stored_packet {
    int64_t time_ns;
    int64_t clock_ns;    /* the latest time of all packets before it */
    uint64_t connection; /* by tcp_connection.id; NO_CONNECTION, or one of those that do not speak YKC: it is left out */
    uint32_t captured, original;
    int32_t link_type;
    bool shortens; /* the first of its capture that the snap length cut: if it is left out, an empty packet says so */
} stored_packet;

enum { NO_CONNECTION = 0 };

/* One connection. */
typedef struct connection {
    struct redactor *redactor;
    const tcp_connection *tcp;
    enum { DOUBTFUL, SPEAKS_YKC, FOREIGN } recognition;
    ykc_recognition dialect;
    unsigned doubtful_events; /* as the intake counts them */
    uint64_t garbage;         /* while doubtful */
    redactor_account account; /* while doubtful, what will count if it is recognised */
    frame_stream frames[2];
    redacted_stream streams[2];
    uint32_t decided[2]; /* the number of the first byte that is not decided */
    bool after_hole[2];
} connection;

/* A fragment that waits. */
typedef struct piece {
    endpoint source, destination;
    ip_fragment fragment;
    uint64_t packet; /* where it is stored */
    store_site site; /* its bytes */
} piece;

struct redactor {
    redactor_settings settings;
    packet_store *store;
    address_map *addresses;
    tcp_table *table;
    fragments *fragments;
    GArray *pieces;        /* of piece */
    GArray *trace;         /* of layer */
    GByteArray *rewritten; /* the packet or datagram that is being looked at */
    GByteArray *garbage;   /* likewise, of a stream */
    GByteArray *speakers;  /* a bit for each connection that speaks YKC */
    GHashTable *values[PSEUDONYM_KINDS];
    bool *shortened; /* by capture: it is known that packets are cut */
    guint captures;
    int64_t clock_ns;
    redactor_account account;

    /* The packet that is being looked at. */
    stored_packet packet;
    GArray *records; /* of uint64_t: where it is stored, and the other fragments of its datagram */
    stream_carrier carrier;
    bool has_carrier; /* it has bytes of a stream that nobody carries yet */

    /* What is being fed to frame streams. */
    connection *fed;
    int fed_end;
};

/* Serial numbers: how far @p to lies ahead of @p from; negative if behind. */
static int32_t distance(uint32_t from, uint32_t to)
{
    return (int32_t)(to - from);
}

/* --- Which connections speak YKC --- */

static void note_speaker(redactor *redactor, uint64_t id)
{
    guint byte = (guint)(id / 8), length = redactor->speakers->len;

    if (byte >= length) {
        g_byte_array_set_size(redactor->speakers, byte + 1);
        memset(redactor->speakers->data + length, 0, byte + 1 - length);
    }
    redactor->speakers->data[byte] |= (uint8_t)(1 << id % 8);
}

static bool is_speaker(const redactor *redactor, uint64_t id)
{
    return id / 8 < redactor->speakers->len && (redactor->speakers->data[id / 8] >> id % 8 & 1) != 0;
}

static void release_streams(connection *connection)
{
    for (int end = 0; end < 2; end++) {
        frame_stream_clear(&connection->frames[end]);
        redacted_stream_clear(&connection->streams[end]);
    }
}

static void recognise(connection *connection)
{
    connection->recognition = SPEAKS_YKC;
    connection->redactor->account.connections++;
    note_speaker(connection->redactor, connection->tcp->id);
}

static void doubt(connection *connection)
{
    if (connection->doubtful_events++ == INTAKE_DOUBTFUL_EVENTS || connection->garbage > INTAKE_DOUBTFUL_GARBAGE)
        connection->recognition = FOREIGN; /* its streams are released by whoever is not inside of them */
}

/* --- The account --- */

static void count_value(redactor *redactor, pseudonym_kind kind, const uint8_t *value, size_t size)
{
    GHashTable *values = redactor->values[kind];
    gint64 number = (gint64)pseudonyms_number(redactor->settings.pseudonyms, value, size);

    if (g_hash_table_size(values) < DISTINCT_MAX && !g_hash_table_contains(values, &number))
        g_hash_table_add(values, g_memdup2(&number, sizeof number));
    redactor->account.distinct[kind] = g_hash_table_size(values);
}

/* A VIN counts once, whichever way it travels. */
static void count_field(redactor *redactor, pseudonym_kind kind, const ykc_field *field, const uint8_t *value, size_t size)
{
    uint8_t forward[YKC_VIN_SIZE];

    if (field->encoding == YKC_ENC_VIN) {
        ykc_vin_decode(value, (field->flags & YKC_REVERSED) != 0, forward);
        value = forward;
    }
    count_value(redactor, kind, value, size);
}

static bool is_nothing(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i] != 0 && bytes[i] != '0')
            return false;
    return true;
}

/* Frames of connections that turn out to be another protocol's are counted, too: what was replaced in them is left out. */
static void count_frame(connection *connection, const ykc_frame *frame)
{
    redactor *redactor = connection->redactor;
    ykc_reading reading = ykc_read_frame(frame);
    ykc_cursor cursor;
    ykc_item item;
    pseudonym_kind kind;

    connection->account.frames++;
    if (frame->crc_status == YKC_CRC_BAD || !ykc_reading_is_legible(&reading)) {
        connection->account.unreadable_bodies += frame->body_length > 0;
        return;
    }
    cursor = ykc_cursor_start(reading.message, frame->body_length);
    while (ykc_cursor_next(&cursor, &item)) {
        const uint8_t *value = frame->body + item.offset;

        if (!pseudonym_kind_of(item.field, &kind) || is_nothing(value, item.size))
            continue;
        connection->account.replaced[kind]++;
        count_field(redactor, kind, item.field, value, item.size);
    }
}

/* What was counted for a connection that speaks YKC is for all. */
static void take_account(connection *connection)
{
    redactor_account *all = &connection->redactor->account, *own = &connection->account;

    if (connection->recognition == SPEAKS_YKC) {
        all->frames += own->frames;
        all->garbage_bytes += own->garbage_bytes;
        all->unreadable_bodies += own->unreadable_bodies;
        all->beginnings += own->beginnings;
        for (int kind = 0; kind < PSEUDONYM_KINDS; kind++)
            all->replaced[kind] += own->replaced[kind];
    }
    *own = (redactor_account){0};
}

/* --- Streams --- */

static void decide(connection *connection, int end, const uint8_t *bytes, size_t length)
{
    redacted_stream_decide(&connection->streams[end], connection->redactor->store, connection->decided[end], bytes, length);
    connection->decided[end] += (uint32_t)length;
}

static void on_frame(void *user, const ykc_frame *frame)
{
    redactor *redactor = user;
    connection *connection = redactor->fed;
    int end = redactor->fed_end;
    ykc_frame read = *frame;
    uint8_t bytes[YKC_FRAME_SIZE_MAX];

    connection->after_hole[end] = false;
    if (connection->recognition == FOREIGN)
        return;
    if (connection->recognition == DOUBTFUL && ykc_frame_claims(frame->bytes, frame->size, ykc_catalog_fits))
        recognise(connection);
    ykc_recognise(&connection->dialect, &read);
    redacted_frame(redactor->settings.pseudonyms, &read, bytes);
    count_frame(connection, &read);
    decide(connection, end, bytes, frame->size);
    if (connection->recognition == DOUBTFUL)
        doubt(connection);
}

static void on_garbage(void *user, const uint8_t *bytes, size_t count)
{
    redactor *redactor = user;
    connection *connection = redactor->fed;

    if (connection->recognition == FOREIGN)
        return;
    g_byte_array_set_size(redactor->garbage, (guint)count);
    redacted_garbage(bytes, count, redactor->garbage->data);
    decide(connection, redactor->fed_end, redactor->garbage->data, count);
    connection->account.garbage_bytes += count;
    if (connection->recognition == SPEAKS_YKC)
        return;
    connection->garbage += count;
    if (!connection->after_hole[redactor->fed_end])
        doubt(connection);
    else if (connection->garbage > INTAKE_DOUBTFUL_GARBAGE)
        connection->recognition = FOREIGN;
}

/* Bytes that could have become a frame never will. */
static void end_beginning(connection *connection, int end)
{
    frame_stream *frames = &connection->frames[end];
    g_autofree uint8_t *bytes = NULL;

    if (frames->held_length == 0)
        return;
    bytes = g_malloc(frames->held_length);
    redacted_beginning(frames->held, frames->held_length, bytes);
    connection->account.beginnings++;
    decide(connection, end, bytes, frames->held_length);
    frame_stream_break(frames);
}

/* --- TCP --- */

/* The packet that is being looked at belongs to the connection. */
static void keep_packet(redactor *redactor, uint64_t connection)
{
    redactor->packet.connection = connection;
    for (guint i = 0; i < redactor->records->len; i++)
        packet_store_write(redactor->store, g_array_index(redactor->records, uint64_t, i) + offsetof(stored_packet, connection),
                           &connection, sizeof connection);
}

static void store_packet(redactor *redactor)
{
    uint64_t at;

    if (redactor->records->len > 0)
        return;
    at = packet_store_append(redactor->store, &redactor->packet, sizeof redactor->packet);
    g_array_append_val(redactor->records, at);
    packet_store_append(redactor->store, redactor->rewritten->data, redactor->rewritten->len);
}

/* The places of payload and checksum were counted from the packet's first byte. */
static void place_carrier(redactor *redactor)
{
    uint64_t at = g_array_index(redactor->records, uint64_t, 0) + sizeof(stored_packet);
    stream_carrier *carrier = &redactor->carrier;

    if (carrier->payload.scattered != NULL)
        return;
    carrier->payload.run.at += at;
    carrier->checksum.run.at += at;
}

/* Keep the packet for a connection that may speak YKC; an end of it sent it. */
static void carry(redactor *redactor, connection *connection, int end)
{
    const tcp_direction *direction = &connection->tcp->directions[end];
    stream_carrier carrier;

    store_packet(redactor);
    keep_packet(redactor, connection->tcp->id);
    if (!redactor->has_carrier)
        return;
    /* TCP drops what is outside the window: nobody will know what it is. */
    if (direction->started && ABS((int64_t)distance(direction->expected, redactor->carrier.sequence)) > WINDOW)
        return;
    place_carrier(redactor);
    carrier = redactor->carrier;
    redactor->has_carrier = false;
    redacted_stream_carry(&connection->streams[end], redactor->store, &carrier,
                          direction->started ? direction->expected - (uint32_t)connection->frames[end].held_length
                                             : carrier.sequence);
}

static void on_opened(void *user, tcp_connection *tcp, const tcp_packet *packet)
{
    redactor *redactor = user;
    connection *connection = g_new0(struct connection, 1);

    (void)packet;
    tcp->user = connection;
    connection->redactor = redactor;
    connection->tcp = tcp;
    connection->dialect.forced = (uint8_t)redactor->settings.dialect;
    connection->after_hole[0] = connection->after_hole[1] = tcp->midstream;
    if (redactor->settings.is_port(redactor->settings.port_context, tcp->endpoints[0].port) ||
        redactor->settings.is_port(redactor->settings.port_context, tcp->endpoints[1].port))
        recognise(connection);
    carry(redactor, connection, 0);
}

static void on_bytes(void *user, tcp_connection *tcp, int end, const uint8_t *bytes, size_t length, const tcp_packet *packet)
{
    static const frame_stream_sink sink = {.frame = on_frame, .garbage_bytes = on_garbage};
    redactor *redactor = user;
    connection *connection = tcp->user;
    frame_stream *frames = &connection->frames[end];

    (void)packet;
    if (connection->recognition == FOREIGN)
        return;
    connection->decided[end] = tcp->directions[end].expected - (uint32_t)length - (uint32_t)frames->held_length;
    redactor->fed = connection;
    redactor->fed_end = end;
    frame_stream_feed(frames, bytes, length, &sink, redactor);
    if (connection->recognition == FOREIGN)
        release_streams(connection);
}

static void on_gap(void *user, tcp_connection *tcp, int end, uint32_t count, const tcp_packet *packet)
{
    connection *connection = tcp->user;

    (void)user, (void)packet, (void)count;
    if (connection->recognition == FOREIGN)
        return;
    end_beginning(connection, end);
    connection->decided[end] = tcp->directions[end].expected;
    connection->after_hole[end] = true;
    if (connection->recognition == DOUBTFUL)
        doubt(connection);
    if (connection->recognition == FOREIGN)
        release_streams(connection);
}

static void on_closed(void *user, tcp_connection *tcp, tcp_close how, const tcp_packet *packet)
{
    connection *connection = tcp->user;

    (void)user, (void)how, (void)packet;
    for (int end = 0; end < 2 && connection->recognition != FOREIGN; end++)
        end_beginning(connection, end);
    take_account(connection);
    release_streams(connection);
    g_free(connection);
    tcp->user = NULL;
}

/* --- Packets --- */

/* Rewrite what is to be looked at, and remember what of a stream is in it. */
static void rewrite(redactor *redactor, const uint8_t *bytes, size_t length, const tcp_segment *segment,
                    const tcp_segment *around)
{
    headers_result result;

    g_byte_array_set_size(redactor->rewritten, (guint)length);
    result.bytes = redactor->rewritten->data;
    headers_rewrite(redactor->addresses, bytes, length, redactor->trace, segment, around, &result);
    redactor->carrier = (stream_carrier){
        .sequence = segment->sequence + (segment->flags & TCP_SYN ? 1 : 0),
        .length = segment->present,
        .payload = store_site_of(result.payload, segment->present),
        .checksum = store_site_of(result.checksum, 2),
        .has_checksum = result.checksum != 0,
    };
    redactor->has_carrier = segment->present > 0;
}

static void clear_piece(void *data)
{
    store_site_clear(&((piece *)data)->site);
}

static bool is_same_address(const endpoint *one, const endpoint *other)
{
    return one->address_length == other->address_length && memcmp(one->address, other->address, sizeof one->address) == 0;
}

static bool is_same_datagram(const piece *piece, const tcp_segment *found)
{
    return piece->fragment.id == found->fragment.id && piece->fragment.protocol == found->fragment.protocol &&
           is_same_address(&piece->source, &found->source) && is_same_address(&piece->destination, &found->destination);
}

/* Remember where a fragment is stored. @p site holds what it is found in, whose payload begins at @p offset. */
static void add_piece(redactor *redactor, const tcp_segment *found, const store_site *site, uint32_t offset)
{
    piece added = {
        .source = found->source,
        .destination = found->destination,
        .fragment = found->fragment,
        .packet = g_array_index(redactor->records, uint64_t, 0),
        .site = store_site_slice(site, offset, found->present),
    };

    if (redactor->pieces->len == PIECES_MAX)
        g_array_remove_index(redactor->pieces, 0);
    g_array_append_val(redactor->pieces, added);
}

static void add_runs(store_site *site, const piece *piece)
{
    const store_site *from = &piece->site;
    scattered_run run = {piece->fragment.offset, from->run};

    if (from->scattered == NULL)
        g_array_append_val(site->scattered, run);
    for (guint i = 0; from->scattered != NULL && i < from->scattered->len; i++) {
        run = g_array_index(from->scattered, scattered_run, i);
        run.offset += piece->fragment.offset;
        g_array_append_val(site->scattered, run);
    }
}

/* Where the datagram is stored that a fragment completes. Its packets are being looked at from now on. */
static store_site take_pieces(redactor *redactor, const tcp_segment *found)
{
    store_site site = {.scattered = g_array_new(FALSE, FALSE, sizeof(scattered_run))};

    for (guint i = 0; i < redactor->pieces->len;) {
        const piece *piece = &g_array_index(redactor->pieces, struct piece, i);
        bool is_known = false;

        if (!is_same_datagram(piece, found)) {
            i++;
            continue;
        }
        add_runs(&site, piece);
        for (guint k = 0; k < redactor->records->len; k++)
            is_known |= g_array_index(redactor->records, uint64_t, k) == piece->packet;
        if (!is_known)
            g_array_append_val(redactor->records, piece->packet);
        g_array_remove_index(redactor->pieces, i);
    }
    return site;
}

/*
 * Look through fragments: what they are put together to is written back into them, without its payload. @p site is where the
 * fragment at hand is stored.
 */
static layers_result put_together(redactor *redactor, const capture_packet *packet, tcp_segment *segment)
{
    layers_result result = LAYERS_FRAGMENT;
    store_site site = {0};
    uint32_t payload = (uint32_t)redactor->carrier.payload.run.at;

    store_packet(redactor);
    site = store_site_of(g_array_index(redactor->records, uint64_t, 0) + sizeof(stored_packet), redactor->rewritten->len);
    for (int tunnels = 0; result == LAYERS_FRAGMENT && tunnels < LAYERS_TUNNELS_MAX; tunnels++) {
        tcp_segment around;
        const uint8_t *bytes;
        size_t length;

        add_piece(redactor, segment, &site, payload);
        bytes = fragments_add(redactor->fragments, segment, packet->time_ns, &length);
        store_site_clear(&site);
        if (bytes == NULL)
            return LAYERS_NOT_TCP;
        site = take_pieces(redactor, segment);
        around = *segment;
        g_array_set_size(redactor->trace, 0);
        result = layers_trace_payload(segment->fragment.protocol, bytes, length, segment, redactor->trace);
        if (result != LAYERS_SEGMENT && result != LAYERS_FRAGMENT)
            break;
        rewrite(redactor, bytes, length, segment, &around);
        store_site_write(redactor->store, &site, 0, redactor->rewritten->data, length);
        payload = (uint32_t)redactor->carrier.payload.run.at;
    }
    if (result == LAYERS_SEGMENT) {
        stream_carrier *carrier = &redactor->carrier;

        carrier->payload = store_site_slice(&site, payload, carrier->length);
        carrier->checksum = store_site_slice(&site, (uint32_t)carrier->checksum.run.at, 2);
    }
    store_site_clear(&site);
    return result;
}

/* Before it is fed: which connection it belongs to. If it turns out to open another one, that is corrected. */
static void assign(redactor *redactor, const tcp_segment *segment)
{
    int sender;
    const tcp_connection *tcp = tcp_table_find(redactor->table, segment, redactor->packet.time_ns, &sender);
    connection *connection = tcp != NULL ? tcp->user : NULL;

    if (tcp == NULL)
        return;
    if (connection != NULL && connection->recognition != FOREIGN) {
        carry(redactor, connection, sender);
    } else if (connection == NULL && is_speaker(redactor, tcp->id)) { /* it is closed */
        store_packet(redactor);
        keep_packet(redactor, tcp->id);
    }
}

static void drop_carrier(redactor *redactor)
{
    if (redactor->has_carrier) {
        store_site_clear(&redactor->carrier.payload);
        store_site_clear(&redactor->carrier.checksum);
    }
    redactor->has_carrier = false;
}

static bool is_first_shortened(redactor *redactor, uint32_t file)
{
    if (file >= redactor->captures) {
        redactor->shortened = g_renew(bool, redactor->shortened, file + 1);
        memset(redactor->shortened + redactor->captures, 0, file + 1 - redactor->captures);
        redactor->captures = file + 1;
    }
    if (redactor->shortened[file])
        return false;
    redactor->shortened[file] = true;
    return true;
}

static void look_at(redactor *redactor, uint32_t file, const capture_packet *packet)
{
    tcp_packet position = {.number = packet->number, .time_ns = packet->time_ns, .file = file};
    tcp_segment segment = {0};
    layers_result result;

    g_array_set_size(redactor->trace, 0);
    result = layers_trace(packet->link_type, packet->bytes, packet->captured, packet->original, &segment, redactor->trace);
    if (result == LAYERS_SEGMENT || result == LAYERS_FRAGMENT)
        rewrite(redactor, packet->bytes, packet->captured, &segment, NULL);
    if (result == LAYERS_FRAGMENT)
        result = put_together(redactor, packet, &segment);
    if (result != LAYERS_SEGMENT)
        return;
    assign(redactor, &segment);
    tcp_table_feed(redactor->table, &segment, &position);
    drop_carrier(redactor);
}

void redactor_packet(redactor *redactor, uint32_t file, const capture_packet *packet)
{
    redactor->account.packets++;
    redactor->packet = (stored_packet){
        .time_ns = packet->time_ns,
        .clock_ns = redactor->clock_ns,
        .connection = NO_CONNECTION,
        .captured = packet->captured,
        .original = packet->original,
        .link_type = packet->link_type,
        .shortens = packet->captured < packet->original && is_first_shortened(redactor, file),
    };
    g_array_set_size(redactor->records, 0);
    redactor->has_carrier = false;
    tcp_table_tick(redactor->table, packet->time_ns);
    look_at(redactor, file, packet);
    if (redactor->packet.shortens && redactor->records->len == 0) {
        redactor->packet.captured = 0;
        packet_store_append(redactor->store, &redactor->packet, sizeof redactor->packet);
    }
    redactor->clock_ns = MAX(redactor->clock_ns, packet->time_ns);
}

/* A capture that breaks off is one of which the end is cut, for whoever judges what is missing. */
void redactor_capture_ends(redactor *redactor, uint32_t file, const capture_info *info)
{
    if (!info->cut_off || info->packets == 0 || !is_first_shortened(redactor, file))
        return;
    redactor->packet = (stored_packet){
        .time_ns = info->last_time_ns,
        .clock_ns = redactor->clock_ns,
        .original = 1,
        .link_type = info->link_type,
        .shortens = true,
    };
    packet_store_append(redactor->store, &redactor->packet, sizeof redactor->packet);
}

/* --- Reading --- */

redactor *redactor_new(const redactor_settings *settings, GError **error)
{
    static const tcp_callbacks callbacks = {on_opened, on_bytes, on_gap, on_closed};
    tcp_limits limits = {.connections = tcp_limits_default.connections,
                         .held_bytes = (size_t)MIN(settings->memory / TCP_SHARE, SIZE_MAX / 2)};
    packet_store *store = packet_store_new(error);
    redactor *redactor;

    if (store == NULL)
        return NULL;
    redactor = g_new0(struct redactor, 1);
    redactor->settings = *settings;
    redactor->store = store;
    redactor->addresses = address_map_new(settings->pseudonyms);
    redactor->table = tcp_table_new(&callbacks, redactor, &limits, (uint64_t)g_random_int() << 32 | g_random_int());
    redactor->fragments = fragments_new((size_t)MIN(settings->memory / FRAGMENTS_SHARE, SIZE_MAX / 2));
    redactor->pieces = g_array_new(FALSE, FALSE, sizeof(piece));
    g_array_set_clear_func(redactor->pieces, clear_piece);
    redactor->trace = g_array_new(FALSE, FALSE, sizeof(layer));
    redactor->records = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    redactor->rewritten = g_byte_array_new();
    redactor->garbage = g_byte_array_new();
    redactor->speakers = g_byte_array_new();
    for (int kind = 0; kind < PSEUDONYM_KINDS; kind++)
        redactor->values[kind] = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    return redactor;
}

void redactor_free(redactor *redactor)
{
    if (redactor == NULL)
        return;
    redactor_end(redactor);
    for (int kind = 0; kind < PSEUDONYM_KINDS; kind++)
        g_hash_table_unref(redactor->values[kind]);
    g_byte_array_unref(redactor->garbage);
    g_byte_array_unref(redactor->speakers);
    g_byte_array_unref(redactor->rewritten);
    g_array_unref(redactor->records);
    g_array_unref(redactor->trace);
    g_array_unref(redactor->pieces);
    fragments_free(redactor->fragments);
    address_map_free(redactor->addresses);
    packet_store_free(redactor->store);
    g_free(redactor->shortened);
    g_free(redactor);
}

void redactor_end(redactor *redactor)
{
    const tcp_packet last = {.time_ns = redactor->clock_ns};

    if (redactor->table == NULL)
        return;
    g_array_set_size(redactor->records, 0);
    tcp_table_end(redactor->table, &last);
    g_clear_pointer(&redactor->table, tcp_table_free);
    redactor->account.ip_addresses = address_map_count_ip(redactor->addresses);
    redactor->account.mac_addresses = address_map_count_mac(redactor->addresses);
}

static void on_capture_ends(void *user, uint32_t file, const capture_info *info)
{
    redactor_capture_ends(user, file, info);
}

bool redactor_read(redactor *redactor, char **paths, ykc_language language, const volatile sig_atomic_t *stop,
                   void (*complain)(void *user, const GError *error), void (*packet_read)(void *user), void *user)
{
    static const timeline_watch watch = {.ends = on_capture_ends};
    g_autoptr(timeline) timeline = timeline_new(paths, language, complain, user);
    capture_packet packet;
    uint32_t file;

    timeline_set_watch(timeline, &watch, redactor);
    timeline_stop_when(timeline, stop);
    while (timeline_next(timeline, &file, &packet)) {
        redactor_packet(redactor, file, &packet);
        if (packet_read != NULL)
            packet_read(user);
    }
    redactor_end(redactor);
    return !timeline_complained(timeline);
}

/* --- Writing --- */

/* What is being written. */
typedef struct writing {
    redactor *redactor;
    pcapng_writer *writer;
    GArray *link_types; /* of int: those that have an interface, in order */
    int64_t clock_ns;   /* the latest time that was written; -1: none */
    bool is_shortened;  /* a packet that the snap length cut was written */
    bool any;
    int64_t last_ns; /* the time of the packet that was written last */
    bool is_alone;   /* it is far from the one before: without one behind it that is not, it would be taken for damaged */
} writing;

/* The number of a link type in files. */
static uint16_t file_link_type(int link_type)
{
    switch (link_type) {
    case DLT_RAW:
        return LINKTYPE_RAW;
    case DLT_LOOP:
        return LINKTYPE_LOOP;
    default:
        return (uint16_t)link_type;
    }
}

static pcapng_status find_interface(const writing *writing, int link_type, uint32_t *interface)
{
    static const uint8_t resolution = PCAPNG_NANOSECONDS;
    const pcapng_option options[] = {{PCAPNG_IF_RESOLUTION, sizeof resolution, &resolution}};

    for (*interface = 0; *interface < writing->link_types->len; ++*interface)
        if (g_array_index(writing->link_types, int, *interface) == link_type)
            return PCAPNG_WRITTEN;
    g_array_append_val(writing->link_types, link_type);
    return pcapng_write_interface(writing->writer, file_link_type(link_type), 0,
                                  (pcapng_options){options, G_N_ELEMENTS(options)});
}

static pcapng_status put_packet(writing *writing, int link_type, pcapng_packet *packet)
{
    pcapng_status status = find_interface(writing, link_type, &packet->interface);

    if (status == PCAPNG_WRITTEN)
        status = pcapng_write_packet(writing->writer, packet, (pcapng_options){0});
    writing->last_ns = (int64_t)packet->ticks;
    writing->clock_ns = MAX(writing->clock_ns, (int64_t)packet->ticks);
    writing->is_shortened |= packet->captured < packet->original;
    return status;
}

static pcapng_status put_placeholder(writing *writing, int link_type, int64_t time_ns)
{
    pcapng_packet packet = {.ticks = (uint64_t)time_ns, .bytes = (const uint8_t *)""};

    writing->redactor->account.placeholders++;
    return put_packet(writing, layers_supports(link_type) ? link_type : DLT_EN10MB, &packet);
}

/* Who reads the capture doubts times that are far from both their neighbours' (capture.c); these had better ones. */
static pcapng_status keep_company(writing *writing, int link_type, int64_t next_ns)
{
    bool is_alone = writing->is_alone && capture_times_are_far(writing->last_ns, next_ns);

    return is_alone ? put_placeholder(writing, link_type, writing->last_ns) : PCAPNG_WRITTEN;
}

static pcapng_status write_packet(writing *writing, int link_type, pcapng_packet *packet)
{
    int64_t time_ns = (int64_t)packet->ticks;
    pcapng_status status = keep_company(writing, link_type, time_ns);
    bool is_alone = writing->any ? capture_times_are_far(writing->last_ns, time_ns) : !capture_is_date(time_ns);

    writing->any = true;
    writing->is_alone = is_alone;
    return status == PCAPNG_WRITTEN ? put_packet(writing, link_type, packet) : status;
}

/* An empty packet that stands for one that was left out. @param original 0, or 1 to say that packets were cut */
static pcapng_status write_placeholder(writing *writing, int link_type, int64_t time_ns, uint32_t original)
{
    pcapng_packet packet = {.ticks = (uint64_t)time_ns, .bytes = (const uint8_t *)"", .original = original};

    writing->redactor->account.placeholders++;
    return write_packet(writing, layers_supports(link_type) ? link_type : DLT_EN10MB, &packet);
}

static pcapng_status write_stored(writing *writing, const stored_packet *stored, const uint8_t *bytes)
{
    pcapng_packet packet = {
        .ticks = (uint64_t)stored->time_ns, .bytes = bytes, .captured = stored->captured, .original = stored->original};
    pcapng_status status = PCAPNG_WRITTEN;

    if (!is_speaker(writing->redactor, stored->connection))
        return stored->shortens && !writing->is_shortened ? write_placeholder(writing, stored->link_type, stored->time_ns, 1)
                                                          : PCAPNG_WRITTEN;
    if (stored->clock_ns > MAX(writing->clock_ns, stored->time_ns))
        status = write_placeholder(writing, stored->link_type, stored->clock_ns, 0);
    writing->redactor->account.written++;
    return status == PCAPNG_WRITTEN ? write_packet(writing, stored->link_type, &packet) : status;
}

pcapng_status redactor_write(redactor *redactor, pcapng_writer *writer, GError **error)
{
    g_autoptr(GArray) link_types = g_array_new(FALSE, FALSE, sizeof(int));
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    writing writing = {.redactor = redactor, .writer = writer, .link_types = link_types, .clock_ns = -1};
    stored_packet stored = {.link_type = DLT_EN10MB};
    pcapng_status status = PCAPNG_WRITTEN;

    for (uint64_t at = 0; status == PCAPNG_WRITTEN && at < packet_store_size(redactor->store); at += stored.captured) {
        packet_store_read(redactor->store, at, &stored, sizeof stored);
        if (!packet_store_check(redactor->store, error))
            return status;
        at += sizeof stored;
        g_byte_array_set_size(bytes, stored.captured);
        packet_store_read(redactor->store, at, bytes->data, stored.captured);
        status = write_stored(&writing, &stored, bytes->data);
    }
    if (status == PCAPNG_WRITTEN && writing.clock_ns >= 0 && redactor->clock_ns > writing.clock_ns)
        status = write_placeholder(&writing, stored.link_type, redactor->clock_ns, 0);
    if (status == PCAPNG_WRITTEN && writing.is_alone)
        status = put_placeholder(&writing, stored.link_type, writing.last_ns);
    packet_store_check(redactor->store, error);
    return status;
}

const redactor_account *redactor_get_account(const redactor *redactor)
{
    return &redactor->account;
}
