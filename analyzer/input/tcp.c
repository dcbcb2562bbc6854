/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tcp.h"

#include <glib.h>
#include <string.h>

const tcp_limits tcp_limits_default = {.connections = 1000000, .held_bytes = 32 << 20};

enum { SLOTS_AT_FIRST = 1024 };

/* A place in the hash table; empty without a connection. */
struct slot {
    uint64_t hash;
    tcp_connection *connection;
};

/* Connections in the order of their last segment (open ones) or of their closing. */
struct queue {
    tcp_connection *oldest, *newest;
};

struct tcp_table {
    tcp_callbacks callbacks;
    void *user;
    tcp_limits limits;
    tcp_counters counters;
    uint64_t seed;
    struct slot *slots; /* open addressing, linear probing, at most half full */
    size_t mask;        /* slots - 1, a power of two less 1 */
    size_t used;
    struct queue open, closed;
    size_t held_bytes;        /* of all connections */
    int64_t clock;            /* the latest capture time so far, 0 at first; it never goes back, the times of packets may */
    const tcp_packet *packet; /* being fed */
};

struct tcp_held {
    tcp_held *previous, *next;
    tcp_packet carrier;
    uint32_t sequence;
    uint32_t length;
    uint32_t present;
    uint8_t bytes[];
};

/* A part of a stream: the payload of a segment, or what is left of it. */
struct piece {
    uint32_t sequence;
    uint32_t length;      /* on the wire */
    uint32_t present;     /* of these, captured; the rest of the piece is lost */
    const uint8_t *bytes; /* present */
    const tcp_packet *carrier;
};

/* A direction, and what it belongs to. */
struct side {
    tcp_table *table;
    tcp_connection *connection;
    tcp_direction *direction;
    int index;
};

static struct side side_of(tcp_table *table, tcp_connection *connection, int index)
{
    return (struct side){table, connection, &connection->directions[index], index};
}

/* Serial numbers: how far @p to lies ahead of @p from; negative if behind. */
static int32_t distance(uint32_t from, uint32_t to)
{
    return (int32_t)(to - from);
}

static bool in_window(uint32_t expected, uint32_t sequence)
{
    int32_t ahead = distance(expected, sequence);

    return ahead >= -TCP_WINDOW && ahead <= TCP_WINDOW;
}

/* --- Pieces --- */

static void drop_front(struct piece *piece, uint32_t count)
{
    uint32_t captured = MIN(count, piece->present);

    piece->sequence += count;
    piece->length -= count;
    piece->present -= captured;
    if (captured > 0) /* there may be no bytes to point to */
        piece->bytes += captured;
}

/* Drop what lies below @p end, for it is known already: the first copy wins. */
static void drop_known(const struct side *side, struct piece *piece, uint32_t end)
{
    int32_t known = distance(piece->sequence, end);

    if (known <= 0)
        return;

    uint32_t count = MIN((uint32_t)known, piece->length);

    side->table->counters.retransmitted_bytes += count;
    drop_front(piece, count);
}

static struct piece front_of(const struct piece *whole, uint32_t length)
{
    struct piece front = *whole;

    front.length = length;
    front.present = MIN(whole->present, length);
    return front;
}

/* --- What is handed on --- */

static void advance(tcp_direction *direction, uint32_t count)
{
    direction->expected += count;
    if (distance(direction->acknowledged, direction->expected) > 0)
        direction->acknowledged = direction->expected;
}

static void report_gap(const struct side *side, uint32_t count)
{
    tcp_table *table = side->table;

    advance(side->direction, count);
    side->direction->gap_bytes += count;
    table->counters.gap_bytes += count;
    table->counters.gaps++;
    table->callbacks.gap(table->user, side->connection, side->index, count, table->packet);
}

/* Hand on a piece that begins at the expected number. */
static void deliver(const struct side *side, const struct piece *piece)
{
    tcp_table *table = side->table;

    if (piece->present > 0) {
        advance(side->direction, piece->present);
        side->direction->bytes += piece->present;
        table->counters.bytes += piece->present;
        table->callbacks.bytes(table->user, side->connection, side->index, piece->bytes, piece->present, piece->carrier);
    }
    if (piece->present < piece->length)
        report_gap(side, piece->length - piece->present);
}

/* --- What waits behind holes: a list by number, without overlaps, beginning above the expected number --- */

static size_t cost_of(uint32_t present)
{
    return sizeof(tcp_held) + present;
}

/* @p before is NULL for the head of the list. */
static void insert_after(const struct side *side, tcp_held *before, const struct piece *piece)
{
    tcp_direction *direction = side->direction;
    tcp_held *held = g_malloc(cost_of(piece->present));
    tcp_held *next = before != NULL ? before->next : direction->held_first;

    *held = (tcp_held){before, next, *piece->carrier, piece->sequence, piece->length, piece->present};
    if (piece->present > 0)
        memcpy(held->bytes, piece->bytes, piece->present);
    *(before != NULL ? &before->next : &direction->held_first) = held;
    *(next != NULL ? &next->previous : &direction->held_last) = held;
    direction->held_segments++;
    direction->held_bytes += cost_of(piece->present);
    side->table->held_bytes += cost_of(piece->present);
}

/* Take the first out of the list; the caller frees it. */
static tcp_held *take_held(const struct side *side)
{
    tcp_direction *direction = side->direction;
    tcp_held *held = direction->held_first;

    direction->held_first = held->next;
    *(held->next != NULL ? &held->next->previous : &direction->held_last) = NULL;
    direction->held_segments--;
    direction->held_bytes -= cost_of(held->present);
    side->table->held_bytes -= cost_of(held->present);
    return held;
}

/* Keep the parts of a piece that are not waiting already. */
static void hold(const struct side *side, struct piece piece)
{
    tcp_held *before = side->direction->held_last;

    while (before != NULL && distance(before->sequence, piece.sequence) < 0)
        before = before->previous;
    for (;;) {
        if (before != NULL)
            drop_known(side, &piece, before->sequence + before->length);
        if (piece.length == 0)
            return;

        tcp_held *next = before != NULL ? before->next : side->direction->held_first;
        uint32_t room = next != NULL ? MIN(piece.length, next->sequence - piece.sequence) : piece.length;
        struct piece part = front_of(&piece, room);

        if (room > 0)
            insert_after(side, before, &part);
        drop_front(&piece, room);
        if (next == NULL)
            return;
        before = next;
    }
}

/* Hand on what waits, as far as there is no hole. */
static void release_held(const struct side *side)
{
    const tcp_direction *direction = side->direction;

    while (direction->held_first != NULL && direction->held_first->sequence == direction->expected) {
        tcp_held *held = take_held(side);
        struct piece piece = {held->sequence, held->length, held->present, held->bytes, &held->carrier};

        deliver(side, &piece);
        g_free(held);
    }
}

static void discard_held(const struct side *side)
{
    while (side->direction->held_first != NULL) {
        tcp_held *held = take_held(side);

        side->table->counters.dropped_bytes += held->length;
        g_free(held);
    }
}

/* Give up all holes below @p sequence; what waits between and behind them is handed on. */
static void skip_to(const struct side *side, uint32_t sequence)
{
    const tcp_direction *direction = side->direction;

    while (direction->held_first != NULL && distance(direction->held_first->sequence, sequence) > 0) {
        report_gap(side, direction->held_first->sequence - direction->expected);
        release_held(side);
    }
    if (distance(direction->expected, sequence) > 0)
        report_gap(side, sequence - direction->expected);
    release_held(side);
}

/* --- Segments --- */

static bool is_acknowledged(const tcp_direction *direction, uint32_t sequence)
{
    return distance(sequence, direction->acknowledged) >= 0;
}

static bool is_behind_hole(const tcp_direction *direction, const struct piece *piece)
{
    return distance(direction->expected, piece->sequence) > 0;
}

static bool has_room(const struct side *side, const struct piece *piece)
{
    const tcp_direction *direction = side->direction;
    size_t cost = cost_of(piece->present);

    return direction->held_segments < TCP_HELD_SEGMENTS && direction->held_bytes + cost <= TCP_HELD_BYTES &&
           side->table->held_bytes + cost <= side->table->limits.held_bytes;
}

/* Give up the nearest holes until a piece can wait, or needs not wait any more. */
static void make_room(const struct side *side, const struct piece *piece)
{
    const tcp_direction *direction = side->direction;

    while (is_behind_hole(direction, piece) && !has_room(side, piece)) {
        const tcp_held *first = direction->held_first;
        bool first_is_nearer = first != NULL && distance(first->sequence, piece->sequence) > 0;

        side->table->counters.gaps_limited++;
        skip_to(side, first_is_nearer ? first->sequence : piece->sequence);
    }
}

/* Hand on a piece without a hole in front of it; what waits came before it and interrupts it. */
static void deliver_in_order(const struct side *side, struct piece piece)
{
    const tcp_direction *direction = side->direction;

    for (;;) {
        drop_known(side, &piece, direction->expected);
        if (piece.length == 0)
            return;

        const tcp_held *first = direction->held_first;
        uint32_t room = first != NULL ? MIN(piece.length, first->sequence - piece.sequence) : piece.length;
        struct piece part = front_of(&piece, room);

        drop_front(&piece, room);
        deliver(side, &part);
        release_held(side);
    }
}

static void accept_piece(const struct side *side, const struct piece *piece)
{
    const tcp_direction *direction = side->direction;

    if (is_behind_hole(direction, piece) && is_acknowledged(direction, piece->sequence))
        skip_to(side, piece->sequence);
    make_room(side, piece);
    if (is_behind_hole(direction, piece))
        hold(side, *piece);
    else
        deliver_in_order(side, *piece);
}

/* Count the FIN once all before it is handed on. */
static void settle_fin(const struct side *side)
{
    tcp_direction *direction = side->direction;

    if (!direction->fin_seen || direction->finished)
        return;

    int32_t beyond = distance(direction->fin, direction->expected);

    if (beyond > 0)
        direction->fin_seen = false; /* bytes beyond it came: it was none */
    if (beyond != 0)
        return;
    advance(direction, 1);
    direction->finished = true;
    discard_held(side);
}

/* The other side has everything below @p number. Holes below it will not be filled: their bytes were sent, and not captured. */
static void acknowledge(const struct side *side, uint32_t number)
{
    tcp_direction *direction = side->direction;
    int32_t beyond = distance(direction->expected, number);

    if (!direction->started || beyond <= 0 || beyond > TCP_WINDOW)
        return;
    if (distance(direction->acknowledged, number) > 0)
        direction->acknowledged = number;
    while (direction->held_first != NULL && is_acknowledged(direction, direction->held_first->sequence))
        skip_to(side, direction->held_first->sequence);
    if (direction->fin_seen && direction->held_first == NULL && is_acknowledged(direction, direction->fin))
        skip_to(side, direction->fin);
    settle_fin(side);
}

static void start(tcp_direction *direction, uint32_t expected)
{
    direction->started = true;
    direction->expected = expected;
    direction->acknowledged = expected;
}

static void take_syn(tcp_connection *connection, int index, const tcp_segment *segment)
{
    tcp_direction *direction = &connection->directions[index];

    if (!direction->started)
        start(direction, segment->sequence + 1);
    direction->syn_seen = true;
    direction->initial = segment->sequence;
    if (connection->client == TCP_CLIENT_UNKNOWN)
        connection->client = segment->flags & TCP_ACK ? !index : index;
}

/* A keep-alive without or with one byte, which is none of the stream, repeats the number before the expected one. */
static bool could_be_keep_alive(const tcp_segment *segment)
{
    return segment->length <= 1 && (segment->flags & (TCP_SYN | TCP_FIN | TCP_RST)) == 0;
}

static void take_payload(const struct side *side, const tcp_segment *segment, const tcp_packet *packet)
{
    tcp_direction *direction = side->direction;
    struct piece piece = {segment->sequence, segment->length, segment->present, segment->payload, packet};

    if (segment->flags & TCP_SYN)
        piece.sequence++;
    if (!direction->started) {
        if (could_be_keep_alive(segment))
            return;
        start(direction, piece.sequence);
    }
    if (direction->finished && distance(direction->expected, piece.sequence + piece.length) > 0) {
        side->table->counters.dropped_bytes += piece.length;
        return;
    }
    if ((segment->flags & TCP_FIN) && !direction->fin_seen) {
        direction->fin_seen = true;
        direction->fin = piece.sequence + piece.length;
    }
    if (piece.length > 0)
        accept_piece(side, &piece);
    settle_fin(side);
}

/* --- Queues --- */

static void enqueue(struct queue *queue, tcp_connection *connection)
{
    connection->older = queue->newest;
    connection->newer = NULL;
    *(queue->newest != NULL ? &queue->newest->newer : &queue->oldest) = connection;
    queue->newest = connection;
}

static void dequeue(struct queue *queue, tcp_connection *connection)
{
    *(connection != queue->oldest ? &connection->older->newer : &queue->oldest) = connection->newer;
    *(connection != queue->newest ? &connection->newer->older : &queue->newest) = connection->older;
}

static void touch(struct queue *queue, tcp_connection *connection)
{
    if (queue->newest == connection)
        return;
    dequeue(queue, connection);
    enqueue(queue, connection);
}

/* --- Hash table --- */

/* One round of splitmix64: every bit of the result depends on every bit of the number. */
static uint64_t mix(uint64_t number)
{
    number = (number ^ number >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    number = (number ^ number >> 27) * UINT64_C(0x94D049BB133111EB);
    return number ^ number >> 31;
}

static uint64_t hash_endpoint(uint64_t seed, const endpoint *end)
{
    uint64_t words[2];

    memcpy(words, end->address, sizeof words);
    return mix(mix(mix(seed ^ words[0]) ^ words[1]) ^ ((uint64_t)end->port << 8 | end->address_length));
}

/* The same for both directions. */
static uint64_t hash_segment(const tcp_table *table, const tcp_segment *segment)
{
    return hash_endpoint(table->seed, &segment->source) + hash_endpoint(table->seed, &segment->destination);
}

static bool is_same_endpoint(const endpoint *one, const endpoint *other)
{
    return one->port == other->port && one->address_length == other->address_length &&
           memcmp(one->address, other->address, sizeof one->address) == 0;
}

/* @return the index of the segment's sender; -1 if it is a segment of another connection */
static int sender_of(const tcp_connection *connection, const tcp_segment *segment)
{
    const endpoint *ends = connection->endpoints;

    if (is_same_endpoint(&ends[0], &segment->source) && is_same_endpoint(&ends[1], &segment->destination))
        return 0;
    if (is_same_endpoint(&ends[1], &segment->source) && is_same_endpoint(&ends[0], &segment->destination))
        return 1;
    return -1;
}

static tcp_connection *find(const tcp_table *table, const tcp_segment *segment, uint64_t hash, int *sender)
{
    for (size_t at = hash & table->mask; table->slots[at].connection != NULL; at = (at + 1) & table->mask) {
        if (table->slots[at].hash != hash)
            continue;
        *sender = sender_of(table->slots[at].connection, segment);
        if (*sender >= 0)
            return table->slots[at].connection;
    }
    return NULL;
}

static void insert(tcp_table *table, tcp_connection *connection)
{
    size_t at = connection->hash & table->mask;

    while (table->slots[at].connection != NULL)
        at = (at + 1) & table->mask;
    table->slots[at] = (struct slot){connection->hash, connection};
    table->used++;
}

static void grow(tcp_table *table)
{
    struct slot *old = table->slots;
    size_t old_count = table->mask + 1;

    table->slots = g_new0(struct slot, old_count * 2);
    table->mask = old_count * 2 - 1;
    table->used = 0;
    for (size_t i = 0; i < old_count; i++)
        if (old[i].connection != NULL)
            insert(table, old[i].connection);
    g_free(old);
}

/* Close the hole that a removal leaves: move up what was put further on because its own place was taken. */
static void remove_slot(tcp_table *table, size_t hole)
{
    for (size_t at = (hole + 1) & table->mask; table->slots[at].connection != NULL; at = (at + 1) & table->mask) {
        size_t home = table->slots[at].hash & table->mask;

        if (((at - home) & table->mask) < ((at - hole) & table->mask))
            continue;
        table->slots[hole] = table->slots[at];
        hole = at;
    }
    table->slots[hole].connection = NULL;
    table->used--;
}

/* --- Life of a connection --- */

/* Hand on all that waits in a direction and report what is known to be missing at its end. */
static void drain(const struct side *side)
{
    tcp_direction *direction = side->direction;

    while (direction->held_first != NULL)
        skip_to(side, direction->held_first->sequence);
    settle_fin(side);
    if (!direction->started || direction->finished)
        return;
    if (direction->fin_seen)
        skip_to(side, direction->fin);
    else if (distance(direction->expected, direction->acknowledged) > 1) /* one alone would be a FIN that was not captured */
        skip_to(side, direction->acknowledged);
    settle_fin(side);
}

static void close_connection(tcp_table *table, tcp_connection *connection, tcp_close how)
{
    for (int i = 0; i < 2; i++) {
        struct side side = side_of(table, connection, i);

        drain(&side);
    }
    dequeue(&table->open, connection);
    enqueue(&table->closed, connection);
    connection->closed = true;
    connection->reset = how == TCP_CLOSED_RST;
    connection->closed_ns = table->clock;
    table->callbacks.closed(table->user, connection, how, table->packet);
}

/* Drop a closed connection from memory. */
static void forget(tcp_table *table, tcp_connection *connection)
{
    size_t at = connection->hash & table->mask;

    while (table->slots[at].connection != connection)
        at = (at + 1) & table->mask;
    remove_slot(table, at);
    dequeue(&table->closed, connection);
    g_free(connection);
}

static void forget_expired(tcp_table *table)
{
    while (table->closed.oldest != NULL && table->clock - table->closed.oldest->closed_ns > TCP_CLOSED_KEEP_NS)
        forget(table, table->closed.oldest);
}

static void keep_within_limit(tcp_table *table)
{
    if (table->used == 0 || table->used < table->limits.connections)
        return;
    if (table->closed.oldest == NULL) {
        table->counters.connections_limited++;
        close_connection(table, table->open.oldest, TCP_CLOSED_LIMIT);
    }
    forget(table, table->closed.oldest);
}

static tcp_connection *open_connection(tcp_table *table, const tcp_segment *segment, uint64_t hash)
{
    keep_within_limit(table);
    if ((table->used + 1) * 2 > table->mask + 1)
        grow(table);

    tcp_connection *connection = g_new0(tcp_connection, 1);

    connection->id = ++table->counters.connections;
    connection->endpoints[0] = segment->source;
    connection->endpoints[1] = segment->destination;
    connection->client = TCP_CLIENT_UNKNOWN;
    connection->midstream = (segment->flags & TCP_SYN) == 0;
    connection->opened = *table->packet;
    connection->opened_ns = table->clock;
    connection->hash = hash;
    insert(table, connection);
    enqueue(&table->open, connection);
    if (segment->flags & TCP_SYN)
        take_syn(connection, 0, segment);
    table->callbacks.opened(table->user, connection, table->packet);
    return connection;
}

/* --- What a segment means for the connection that its addresses and ports name --- */

static bool opens(const tcp_segment *segment)
{
    return (segment->flags & TCP_RST) == 0 && ((segment->flags & TCP_SYN) || segment->length > 1);
}

/*
 * A SYN belongs to the known connection only if it repeats its SYN, or was overtaken by the first bytes behind it. Small stacks
 * without a random source begin with the same number and port after every restart, so time is asked too.
 */
static bool syn_starts_anew(const tcp_table *table, const tcp_connection *connection, int sender, const tcp_segment *segment)
{
    const tcp_direction *own = &connection->directions[sender], *other = &connection->directions[!sender];
    bool fresh = table->clock - connection->opened_ns <= TCP_SYN_REPEAT_NS;
    bool repeated = own->syn_seen && own->initial == segment->sequence;
    int32_t sent = distance(segment->sequence + 1, own->expected);
    bool overtaken = fresh && own->started && !own->syn_seen && sent >= 0 && sent <= TCP_WINDOW;

    if (segment->flags & TCP_ACK)
        return own->started && !repeated && !overtaken;
    if (connection->reset)
        return true;
    if (repeated)
        return !fresh && (connection->closed || sent > 0);
    if (!own->started)
        return connection->closed || (!fresh && other->bytes > 0);
    return !overtaken;
}

/* Bytes outside the window are those of a new connection whose SYN was not captured, if a second sign confirms it. */
static bool stray_starts_anew(tcp_connection *connection, int sender, const tcp_segment *segment)
{
    tcp_direction *own = &connection->directions[sender];
    const tcp_direction *other = &connection->directions[!sender];

    if (!own->started || !opens(segment) || in_window(own->expected, segment->sequence))
        return false;

    bool continues = own->stray_seen && own->stray_end == segment->sequence;
    bool answers_stray = (segment->flags & TCP_ACK) && other->started && !in_window(other->expected, segment->acknowledgement);

    own->stray_seen = true;
    own->stray_end = segment->sequence + segment->length;
    return continues || answers_stray;
}

static bool starts_anew(const tcp_table *table, tcp_connection *connection, int sender, const tcp_segment *segment)
{
    if (segment->flags & TCP_RST)
        return false;
    if (segment->flags & TCP_SYN)
        return syn_starts_anew(table, connection, sender, segment);
    return stray_starts_anew(connection, sender, segment);
}

/* A direction of which nothing was ever captured, not even an acknowledgement, cannot be waited for. */
static bool is_over(const tcp_connection *connection)
{
    const tcp_direction *first = &connection->directions[0], *second = &connection->directions[1];

    return first->finished && (second->finished || second->segments == 0);
}

static bool is_copy(const tcp_recent *one, const tcp_recent *other)
{
    int64_t most = one->ip_id != 0 ? TCP_COPY_NS : TCP_COPY_UNNUMBERED_NS;
    int64_t apart = other->time_ns - one->time_ns;

    return one->sequence == other->sequence && one->acknowledgement == other->acknowledgement && one->length == other->length &&
           one->present == other->present && one->ip_id == other->ip_id && one->flags == other->flags && apart <= most &&
           apart >= -most;
}

/* A mirror of two ports captures a packet where it comes in and where it goes out. Bare acknowledgements do no harm. */
static bool was_captured_before(tcp_table *table, tcp_direction *direction, const tcp_segment *segment)
{
    const tcp_recent this = {.time_ns = table->packet->time_ns,
                             .sequence = segment->sequence,
                             .acknowledgement = segment->acknowledgement,
                             .length = segment->length,
                             .present = segment->present,
                             .ip_id = segment->ip_id,
                             .flags = segment->flags};

    for (int i = 0; i < TCP_RECENT; i++)
        if (is_copy(&this, &direction->recent[i]))
            return true;
    direction->recent[direction->recent_next++ % TCP_RECENT] = this;
    return false;
}

static void take_segment(tcp_table *table, tcp_connection *connection, int sender, const tcp_segment *segment)
{
    struct side own = side_of(table, connection, sender), other = side_of(table, connection, !sender);

    touch(&table->open, connection);
    own.direction->segments++;
    if (segment->length > 0 && was_captured_before(table, own.direction, segment)) {
        table->counters.duplicates++;
        return;
    }
    if (own.direction->started && !in_window(own.direction->expected, segment->sequence)) {
        table->counters.dropped_bytes += segment->length;
        return;
    }
    if (segment->flags & TCP_RST) {
        close_connection(table, connection, TCP_CLOSED_RST);
        return;
    }
    if (segment->flags & TCP_SYN)
        take_syn(connection, sender, segment);
    /*
     * What the other side has sent comes first, as the sender had it when it sent this. But who has not answered the SYN yet may
     * still speak of an older connection.
     */
    if ((segment->flags & TCP_ACK) && (own.direction->started || connection->midstream))
        acknowledge(&other, segment->acknowledgement);
    take_payload(&own, segment, table->packet);
    if (is_over(connection))
        close_connection(table, connection, TCP_CLOSED_FIN);
}

/* --- Public --- */

tcp_table *tcp_table_new(const tcp_callbacks *callbacks, void *user, const tcp_limits *limits, uint64_t seed)
{
    tcp_table *table = g_new0(tcp_table, 1);

    table->callbacks = *callbacks;
    table->user = user;
    table->limits = limits != NULL ? *limits : tcp_limits_default;
    table->seed = mix(seed);
    table->slots = g_new0(struct slot, SLOTS_AT_FIRST);
    table->mask = SLOTS_AT_FIRST - 1;
    return table;
}

void tcp_table_feed(tcp_table *table, const tcp_segment *segment, const tcp_packet *packet)
{
    uint64_t hash = hash_segment(table, segment);
    int sender = 0;

    table->packet = packet;
    table->clock = MAX(table->clock, packet->time_ns);
    table->counters.segments++;
    forget_expired(table);

    tcp_connection *connection = find(table, segment, hash, &sender);

    if (connection != NULL && starts_anew(table, connection, sender, segment)) {
        if (!connection->closed)
            close_connection(table, connection, TCP_CLOSED_REUSE);
        forget(table, connection);
        connection = NULL;
    }
    if (connection == NULL) {
        if (!opens(segment)) {
            table->counters.stray_segments++;
            return;
        }
        connection = open_connection(table, segment, hash);
        sender = 0;
    }
    if (connection->closed)
        table->counters.dropped_bytes += segment->length;
    else
        take_segment(table, connection, sender, segment);
}

bool tcp_table_knows(const tcp_table *table, const tcp_segment *segment)
{
    int sender;
    const tcp_connection *connection = find(table, segment, hash_segment(table, segment), &sender);

    return connection != NULL && !connection->closed && connection->directions[sender].segments > 0;
}

void tcp_table_tick(tcp_table *table, int64_t time_ns)
{
    table->clock = MAX(table->clock, time_ns);
}

tcp_connection *tcp_table_find(tcp_table *table, const tcp_segment *segment, int64_t time_ns, int *sender)
{
    tcp_connection *connection = find(table, segment, hash_segment(table, segment), sender);
    bool is_syn = (segment->flags & (TCP_SYN | TCP_RST)) == TCP_SYN;

    tcp_table_tick(table, time_ns);
    return connection != NULL && is_syn && syn_starts_anew(table, connection, *sender, segment) ? NULL : connection;
}

void tcp_table_end(tcp_table *table, const tcp_packet *packet)
{
    table->packet = packet;
    while (table->open.oldest != NULL)
        close_connection(table, table->open.oldest, TCP_CLOSED_END);
    while (table->closed.oldest != NULL)
        forget(table, table->closed.oldest);
}

static void free_all(tcp_table *table, struct queue *queue)
{
    while (queue->oldest != NULL) {
        tcp_connection *connection = queue->oldest;

        dequeue(queue, connection);
        for (int i = 0; i < 2; i++) {
            struct side side = side_of(table, connection, i);

            discard_held(&side);
        }
        g_free(connection);
    }
}

void tcp_table_free(tcp_table *table)
{
    if (table == NULL)
        return;
    free_all(table, &table->open);
    free_all(table, &table->closed);
    g_free(table->slots);
    g_free(table);
}

const tcp_counters *tcp_table_counters(const tcp_table *table)
{
    return &table->counters;
}
