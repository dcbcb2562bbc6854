/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _DEFAULT_SOURCE /* libpcap's headers need u_char and its like */
#include "trace.h"

#include <arpa/inet.h>
#include <glib.h>
#include <pcap/pcap.h>
#include <stdbool.h>
#include <string.h>

#include "fail.h"

enum { SNAP_LENGTH = 262144, DIRECTIONS = 2 };

/* How long one side's reaction to a packet takes to be captured: the platform is near, the pile 38 ms away. */
static const time_us reaction[DIRECTIONS] = {[YKC_UP] = 38000, [YKC_DOWN] = 90};

/* How long a receiver waits for data of its own before it sends a bare acknowledgement. */
static const time_us acknowledgement_delay = 40000;

struct trace_packet {
    time_us time;
    guint order; /* of making; decides between packets of the same time */
    size_t length;
    uint8_t *bytes;
};

/* One end of a connection, and what it has sent. */
typedef struct tcp_side {
    packet_end end;
    uint16_t ip_id;
    uint32_t next;            /* sequence number of its next byte */
    time_us must_acknowledge; /* when it has to acknowledge what it received; 0: it has */
} tcp_side;

struct sample_tcp {
    sample_trace *trace;
    bool is_closed;
    time_us last;               /* time of its latest packet */
    tcp_side sides[DIRECTIONS]; /* by the direction that the side sends in */
};

struct sample_trace {
    packet_link link;
    time_us from, until;
    size_t snap_length;
    bool captured[DIRECTIONS];
    GPtrArray *packets;     /* trace_packet */
    GPtrArray *connections; /* sample_tcp */
};

static void packet_free(gpointer data)
{
    trace_packet *packet = data;

    g_free(packet->bytes);
    g_free(packet);
}

sample_trace *trace_new(void)
{
    sample_trace *trace = g_new0(sample_trace, 1);

    trace->captured[YKC_UP] = trace->captured[YKC_DOWN] = true;
    trace->until = G_MAXINT64;
    trace->snap_length = SNAP_LENGTH;
    trace->packets = g_ptr_array_new_with_free_func(packet_free);
    trace->connections = g_ptr_array_new_with_free_func(g_free);
    return trace;
}

void trace_free(sample_trace *trace)
{
    g_ptr_array_unref(trace->packets);
    g_ptr_array_unref(trace->connections);
    g_free(trace);
}

void trace_set_link(sample_trace *trace, packet_link link)
{
    trace->link = link;
}

void trace_capture_from(sample_trace *trace, time_us time)
{
    trace->from = time;
}

void trace_capture_only(sample_trace *trace, ykc_direction direction)
{
    trace->captured[YKC_UP] = direction == YKC_UP;
    trace->captured[YKC_DOWN] = direction == YKC_DOWN;
}

void trace_cut_packets(sample_trace *trace, size_t length)
{
    trace->snap_length = length;
}

void trace_capture_until(sample_trace *trace, time_us time)
{
    trace->until = time;
}

static ykc_direction opposite(ykc_direction direction)
{
    return direction == YKC_UP ? YKC_DOWN : YKC_UP;
}

static trace_packet *capture(sample_trace *trace, time_us time, const uint8_t *bytes, size_t length)
{
    trace_packet *packet = g_new(trace_packet, 1);

    *packet = (trace_packet){.time = time, .order = trace->packets->len, .length = length, .bytes = g_memdup2(bytes, length)};
    g_ptr_array_add(trace->packets, packet);
    return packet;
}

typedef enum trace_sight { SEEN, UNSEEN } trace_sight;

/* Send one segment. Whatever its sender still had to acknowledge goes with it. */
static trace_packet *send_segment(sample_tcp *tcp, ykc_direction direction, time_us time, uint8_t flags, const uint8_t *bytes,
                                  size_t length, trace_sight sight)
{
    sample_trace *trace = tcp->trace;
    tcp_side *sender = &tcp->sides[direction], *receiver = &tcp->sides[opposite(direction)];
    uint8_t packet[PACKET_SIZE_MAX];
    trace_packet *captured = NULL;
    size_t size;

    tcp->last = MAX(time, tcp->last + 1);
    size = packet_build(trace->link, &sender->end, &receiver->end, direction == YKC_DOWN,
                        &(packet_segment){
                            .flags = flags,
                            .ip_id = sender->ip_id++,
                            .sequence = sender->next,
                            .acknowledgement = flags & TCP_ACK ? receiver->next : 0,
                            .payload = bytes,
                            .payload_length = length,
                        },
                        packet);
    if (sight == SEEN && trace->captured[direction] && tcp->last >= trace->from && tcp->last < trace->until)
        captured = capture(trace, tcp->last, packet, size);
    sender->next += (uint32_t)length + (flags & (TCP_SYN | TCP_FIN) ? 1 : 0);
    sender->must_acknowledge = 0;
    if (length > 0 && receiver->must_acknowledge == 0)
        receiver->must_acknowledge = tcp->last + acknowledgement_delay;
    return captured;
}

static void send_bare(sample_tcp *tcp, ykc_direction direction, time_us time, uint8_t flags)
{
    send_segment(tcp, direction, time, flags, NULL, 0, SEEN);
}

/* Send the bare acknowledgements that are due before @p time, the earlier first. */
static void acknowledge_before(sample_tcp *tcp, time_us time)
{
    for (;;) {
        time_us up = tcp->sides[YKC_UP].must_acknowledge, down = tcp->sides[YKC_DOWN].must_acknowledge;
        ykc_direction direction = down == 0 || (up != 0 && up <= down) ? YKC_UP : YKC_DOWN;
        time_us due = tcp->sides[direction].must_acknowledge;

        if (due == 0 || due >= time)
            return;
        send_bare(tcp, direction, due, TCP_ACK);
    }
}

/* "192.0.2.21" or "2001:db8::21" */
static void parse_address(const char *text, packet_end *end)
{
    end->is_ipv6 = strchr(text, ':') != NULL;
    if (inet_pton(end->is_ipv6 ? AF_INET6 : AF_INET, text, end->address) != 1)
        fail("\"%s\" is no IP address", text);
}

/* Every connection starts at sequence numbers of its own. */
static void set_up_sides(sample_tcp *tcp, const sample_ends *ends, guint connection)
{
    tcp_side *pile = &tcp->sides[YKC_UP], *platform = &tcp->sides[YKC_DOWN];

    parse_address(ends->pile, &pile->end);
    parse_address(ends->platform, &platform->end);
    if (pile->end.is_ipv6 != platform->end.is_ipv6)
        fail("%s cannot connect to %s", ends->pile, ends->platform);
    pile->end.port = ends->pile_port;
    platform->end.port = ends->platform_port;
    pile->end.hop_limit = 57; /* some routers away */
    platform->end.hop_limit = 64;
    memcpy(pile->end.mac, "\x00\x00\x5E\x00\x53\x01", sizeof pile->end.mac); /* of the block for documentation, RFC 7042 */
    memcpy(platform->end.mac, "\x00\x00\x5E\x00\x53\x02", sizeof platform->end.mac);
    pile->ip_id = (uint16_t)(0x1A00 + 0x0300 * connection);
    platform->ip_id = (uint16_t)(0x8C00 + 0x0500 * connection);
    pile->next = 0x2B5D1000 + 0x01230000 * connection;
    platform->next = 0x9C40E000 + 0x00770000 * connection;
}

sample_tcp *trace_open(sample_trace *trace, const sample_ends *ends, time_us time)
{
    sample_tcp *tcp = g_new0(sample_tcp, 1);

    tcp->trace = trace;
    set_up_sides(tcp, ends, trace->connections->len);
    g_ptr_array_add(trace->connections, tcp);
    send_bare(tcp, YKC_UP, time, TCP_SYN);
    send_bare(tcp, YKC_DOWN, time + reaction[YKC_DOWN], TCP_SYN | TCP_ACK);
    send_bare(tcp, YKC_UP, trace_opened(time), TCP_ACK);
    return tcp;
}

time_us trace_opened(time_us time)
{
    return time + reaction[YKC_DOWN] + reaction[YKC_UP];
}

static trace_packet *send_data(sample_tcp *tcp, ykc_direction direction, time_us time, const uint8_t *bytes, size_t length,
                               trace_sight sight)
{
    if (tcp->is_closed)
        fail("data on a closed connection");
    acknowledge_before(tcp, time);
    return send_segment(tcp, direction, time, TCP_PSH | TCP_ACK, bytes, length, sight);
}

trace_packet *trace_send(sample_tcp *tcp, ykc_direction direction, time_us time, const uint8_t *bytes, size_t length)
{
    return send_data(tcp, direction, time, bytes, length, SEEN);
}

void trace_send_unseen(sample_tcp *tcp, ykc_direction direction, time_us time, const uint8_t *bytes, size_t length)
{
    send_data(tcp, direction, time, bytes, length, UNSEEN);
}

void trace_close(sample_tcp *tcp, ykc_direction direction, time_us time)
{
    acknowledge_before(tcp, time);
    send_bare(tcp, direction, time, TCP_FIN | TCP_ACK);
    send_bare(tcp, opposite(direction), tcp->last + reaction[opposite(direction)], TCP_FIN | TCP_ACK);
    send_bare(tcp, direction, tcp->last + reaction[direction], TCP_ACK);
    tcp->is_closed = true;
}

void trace_reset(sample_tcp *tcp, ykc_direction direction, time_us time)
{
    acknowledge_before(tcp, time);
    send_bare(tcp, direction, time, TCP_RST | TCP_ACK);
    tcp->sides[opposite(direction)].must_acknowledge = 0;
    tcp->is_closed = true;
}

static gint compare_packets(gconstpointer a, gconstpointer b)
{
    const trace_packet *first = *(trace_packet *const *)a, *second = *(trace_packet *const *)b;

    if (first->time != second->time)
        return first->time < second->time ? -1 : 1;
    return first->order < second->order ? -1 : first->order > second->order;
}

static void dump_packets(sample_trace *trace, pcap_dumper_t *dumper)
{
    g_ptr_array_sort(trace->packets, compare_packets);
    for (guint i = 0; i < trace->packets->len; i++) {
        const trace_packet *packet = g_ptr_array_index(trace->packets, i);
        struct pcap_pkthdr header = {
            .ts = {.tv_sec = packet->time / seconds(1), .tv_usec = packet->time % seconds(1)},
            .caplen = (bpf_u_int32)MIN(packet->length, trace->snap_length),
            .len = (bpf_u_int32)packet->length,
        };

        pcap_dump((u_char *)dumper, &header, packet->bytes);
    }
}

void trace_write(sample_trace *trace, const char *path)
{
    pcap_t *pcap = pcap_open_dead(trace->link == LINK_LINUX_COOKED ? DLT_LINUX_SLL : DLT_EN10MB, (int)trace->snap_length);
    pcap_dumper_t *dumper = pcap_dump_open(pcap, path);

    if (dumper == NULL)
        fail("%s", pcap_geterr(pcap));
    for (guint i = 0; i < trace->connections->len; i++)
        acknowledge_before(g_ptr_array_index(trace->connections, i), G_MAXINT64);
    dump_packets(trace, dumper);
    if (pcap_dump_flush(dumper) != 0)
        fail("%s cannot be written", path);
    pcap_dump_close(dumper);
    pcap_close(pcap);
}

unsigned trace_packet_number(const sample_trace *trace, const trace_packet *packet)
{
    guint index;

    if (!g_ptr_array_find(trace->packets, packet, &index))
        fail("a packet that something is expected of was not captured");
    return index + 1;
}

unsigned trace_packet_count(const sample_trace *trace)
{
    return trace->packets->len;
}
