/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * TCP: segments of any numbers and flags. What is handed on and what is reported missing lies end to end, what waits is bounded,
 * and every connection is closed once.
 *
 * Input: segments: which connection and sender, flags, numbers near the ones before or anywhere, length.
 */
#include "fuzz.h"
#include "input/tcp.h"

enum { CONNECTIONS = 4, SEGMENTS_MAX = 2048, PAYLOAD_MAX = 1460, HELD_MAX = 1 << 16, REMEMBERED_MAX = 3 };
enum { CONNECTION_BITS = 0x03, SENDER_BIT = 0x04, SLOW_BIT = 0x08, FAR_BIT = 0x10, EMPTY_BIT = 0x20 };

typedef struct account {
    GHashTable *open;
    uint64_t bytes, gap_bytes, closed;
} account;

static void on_opened(void *user, tcp_connection *connection, const tcp_packet *packet)
{
    account *account = user;

    (void)packet;
    if (!g_hash_table_add(account->open, connection))
        fuzz_fail("a connection is opened twice");
}

static void check_open(const account *account, const tcp_connection *connection)
{
    if (!g_hash_table_contains(account->open, connection))
        fuzz_fail("a connection is not open");
}

static void on_bytes(void *user, tcp_connection *connection, int direction, const uint8_t *bytes, size_t length,
                     const tcp_packet *packet)
{
    account *account = user;
    uint8_t last = bytes[length - 1];

    (void)direction, (void)packet, (void)last;
    check_open(account, connection);
    account->bytes += length;
}

static void on_gap(void *user, tcp_connection *connection, int direction, uint32_t count, const tcp_packet *packet)
{
    account *account = user;

    (void)direction, (void)packet;
    check_open(account, connection);
    if (count == 0)
        fuzz_fail("a gap of nothing");
    account->gap_bytes += count;
}

static void on_closed(void *user, tcp_connection *connection, tcp_close how, const tcp_packet *packet)
{
    account *account = user;

    (void)how, (void)packet;
    if (!g_hash_table_remove(account->open, connection))
        fuzz_fail("a connection is closed twice");
    account->closed++;
}

/* Numbers stay near the last one of the sender, so that segments meet, unless the input wants otherwise. */
static bool read_segment(fuzz_input *input, uint32_t (*next)[2], tcp_segment *segment, int64_t *time)
{
    static const uint8_t bytes[PAYLOAD_MAX];
    uint8_t first = fuzz_u8(input);
    unsigned connection = first & CONNECTION_BITS;
    bool is_client = (first & SENDER_BIT) == 0;
    uint32_t *own = &next[connection][!is_client], *other = &next[connection][is_client];
    const endpoint client = {.address = {10, 0, 0, (uint8_t)(connection + 1)}, .address_length = 4, .port = 40000};
    const endpoint server = {.address = {10, 0, 1, 1}, .address_length = 4, .port = 8768};

    if (input->left == 0)
        return false;
    *segment = (tcp_segment){
        .source = is_client ? client : server,
        .destination = is_client ? server : client,
        .flags = fuzz_u8(input),
        .sequence = *own + (uint32_t)(int16_t)fuzz_u16(input),
        .acknowledgement = *other + (uint32_t)(int8_t)fuzz_u8(input),
        .payload = bytes,
    };
    if ((first & FAR_BIT) != 0)
        segment->sequence += (uint32_t)fuzz_u16(input) << 16;
    if ((first & EMPTY_BIT) == 0)
        segment->length = fuzz_u16(input) % PAYLOAD_MAX;
    segment->present = segment->length - (segment->length > 0 ? fuzz_u8(input) % segment->length : 0) / 8;
    *own = segment->sequence + segment->length;
    *time += (first & SLOW_BIT) != 0 ? INT64_C(1000000000) * fuzz_u8(input) : 1000000;
    return true;
}

static void check_counters(const tcp_counters *counters, const account *account)
{
    if (counters->bytes != account->bytes || counters->gap_bytes != account->gap_bytes)
        fuzz_fail("%" G_GUINT64_FORMAT " bytes and %" G_GUINT64_FORMAT " missing are counted, %" G_GUINT64_FORMAT
                  " and %" G_GUINT64_FORMAT " told",
                  counters->bytes, counters->gap_bytes, account->bytes, account->gap_bytes);
    if (counters->connections != account->closed)
        fuzz_fail("%" G_GUINT64_FORMAT " connections are opened, %" G_GUINT64_FORMAT " closed", counters->connections,
                  account->closed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const tcp_callbacks callbacks = {on_opened, on_bytes, on_gap, on_closed};
    static const tcp_limits limits = {.connections = REMEMBERED_MAX, .held_bytes = HELD_MAX};
    fuzz_input input = {data, size};
    account account = {.open = g_hash_table_new(NULL, NULL)};
    tcp_table *table = tcp_table_new(&callbacks, &account, &limits, 0);
    uint32_t next[CONNECTIONS][2] = {0};
    tcp_packet packet = {.time_ns = 1};
    tcp_segment segment;

    while (packet.number < SEGMENTS_MAX && read_segment(&input, next, &segment, &packet.time_ns)) {
        packet.number++;
        tcp_table_feed(table, &segment, &packet);
        if (g_hash_table_size(account.open) > REMEMBERED_MAX)
            fuzz_fail("%u connections are open", g_hash_table_size(account.open));
    }
    tcp_table_end(table, &packet);
    check_counters(tcp_table_counters(table), &account);
    if (g_hash_table_size(account.open) != 0)
        fuzz_fail("%u connections are never closed", g_hash_table_size(account.open));
    tcp_table_free(table);
    g_hash_table_unref(account.open);
    return 0;
}
