/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "streams.h"

#include "compat.h"

#include <epan/conversation.h>
#include <epan/dissectors/packet-tcp.h>
#include <epan/proto_data.h>

#include "packet-ykc.h"
#include "verdict.h"

/* Of tcp_analysis.conversation_completeness; TCP keeps the names to itself. */
enum { COMPLETENESS_SYN = 0x01, COMPLETENESS_SYN_ACK = 0x02, COMPLETENESS_FIN = 0x10, COMPLETENESS_RST = 0x20 };

enum { US_PER_SECOND = 1000000, NS_PER_US = 1000 };

static int proto_ykc = -1;
static int proto_postdissector = -1;
static uint32_t connection_count;

/* One direction of a connection that speaks YKC. */
typedef struct ykc_stream_end {
    bool known;       /* next and highest are known */
    uint32_t next;    /* sequence number of the first byte that is not dissected yet */
    uint32_t highest; /* sequence number behind the last byte seen */
    bool after_hole;  /* bytes up to the next frame may belong to one whose beginning is missing */
    bool hole_told;   /* that segments wait behind a hole */
    bool finished;    /* FIN was seen */
} ykc_stream_end;

/* A conversation that speaks YKC. */
typedef struct ykc_stream {
    ykc_connection *connection; /* NULL once it is closed */
    ykc_stream_end ends[2];     /* the first is the sender of the conversation's first packet */
} ykc_stream;

uint32_t ykc_streams_next_index(packet_info *pinfo)
{
    uint32_t ordinal = GPOINTER_TO_UINT(p_get_proto_data(pinfo->pool, pinfo, proto_ykc, YKC_KEY_INDEX));

    p_set_proto_data(pinfo->pool, pinfo, proto_ykc, YKC_KEY_INDEX, GUINT_TO_POINTER(ordinal + 1));
    return ordinal;
}

static uint32_t index_so_far(packet_info *pinfo)
{
    return GPOINTER_TO_UINT(p_get_proto_data(pinfo->pool, pinfo, proto_ykc, YKC_KEY_INDEX));
}

static ykc_place place_of(packet_info *pinfo, uint32_t ordinal)
{
    return (ykc_place){.packet = pinfo->num, .index = ordinal, .time = ykc_verdict_time(pinfo)};
}

/* Which end of the conversation sent the packet. */
static int end_of(const packet_info *pinfo, const conversation_t *conversation)
{
    return addresses_equal(&pinfo->src, conversation_key_addr1(conversation->key_ptr)) &&
                   pinfo->srcport == conversation_key_port1(conversation->key_ptr)
               ? 0
               : 1;
}

static ykc_stream *find_stream(packet_info *pinfo, conversation_t **conversation)
{
    *conversation = find_conversation_pinfo(pinfo, 0);
    return *conversation == NULL ? NULL : conversation_get_proto_data(*conversation, proto_ykc);
}

/* The conversation's first packet: a SYN without ACK if it was captured. */
static ykc_stream *open_stream(packet_info *pinfo, conversation_t *conversation)
{
    const struct tcp_analysis *tcp = get_tcp_conversation_data(NULL, pinfo);
    uint8_t seen = tcp == NULL ? 0 : tcp->conversation_completeness;
    bool has_syn = seen & COMPLETENESS_SYN;
    ykc_stream *opened = wmem_new0(wmem_file_scope(), ykc_stream);
    ykc_place place = {.packet = conversation->setup_frame, .index = UINT32_MAX};

    place.time =
        tcp == NULL ? ykc_verdict_time(pinfo) : (ykc_time_us)tcp->ts_first.secs * US_PER_SECOND + tcp->ts_first.nsecs / NS_PER_US;
    opened->connection = ykc_engine_open(ykc_verdict_engine(), ++connection_count, has_syn ? 0 : -1, !has_syn, &place);
    opened->ends[0].after_hole = opened->ends[1].after_hole = !has_syn;
    if (has_syn)
        ykc_engine_heard(opened->connection, 0);
    if (seen & COMPLETENESS_SYN_ACK)
        ykc_engine_heard(opened->connection, 1);
    conversation_add_proto_data(conversation, proto_ykc, opened);
    return opened;
}

/* The stream and end of a packet that is visited for the first time; NULL if there is nothing to observe. */
static ykc_stream *observed(packet_info *pinfo, const void *data, int *end)
{
    conversation_t *conversation;
    ykc_stream *found;

    if (data == NULL || PINFO_FD_VISITED(pinfo) || pinfo->ptype != PT_TCP || ykc_verdict_engine() == NULL)
        return NULL;
    found = find_stream(pinfo, &conversation);
    if (conversation == NULL)
        return NULL;
    if (found == NULL)
        found = open_stream(pinfo, conversation);
    *end = end_of(pinfo, conversation);
    return found->connection == NULL ? NULL : found;
}

static void tell_gap(packet_info *pinfo, ykc_stream *stream, int end, uint32_t count)
{
    ykc_place place = place_of(pinfo, index_so_far(pinfo));

    stream->ends[end].after_hole = true;
    ykc_engine_gap(stream->connection, end, count, &place);
}

/* Serial numbers: a is behind b. */
static bool is_behind(uint32_t a, uint32_t b)
{
    return (int32_t)(a - b) > 0;
}

void ykc_streams_bytes(packet_info *pinfo, const void *data, size_t length)
{
    const struct tcpinfo *tcp = data;
    ykc_stream_end *sender;
    ykc_stream *stream;
    int end;

    stream = observed(pinfo, data, &end);
    if (stream == NULL)
        return;
    ykc_verdict_clock(pinfo);
    sender = &stream->ends[end];
    if (sender->known && is_behind(tcp->seq, sender->next)) {
        if (!sender->hole_told)
            tell_gap(pinfo, stream, end, tcp->seq - sender->next);
        sender->hole_told = false;
    }
    if (!sender->known || is_behind(tcp->seq + (uint32_t)length, sender->highest))
        sender->highest = tcp->seq + (uint32_t)length;
    sender->next = tcp->seq;
    sender->known = true;
}

void ykc_streams_dissected(packet_info *pinfo, const void *data, size_t length)
{
    ykc_stream *stream;
    int end;

    stream = observed(pinfo, data, &end);
    if (stream != NULL)
        stream->ends[end].next += (uint32_t)length;
}

void ykc_streams_truncated(packet_info *pinfo)
{
    ykc_place place = place_of(pinfo, index_so_far(pinfo));

    if (!PINFO_FD_VISITED(pinfo) && ykc_verdict_engine() != NULL)
        ykc_engine_truncated(ykc_verdict_engine(), &place);
}

void ykc_streams_frame(packet_info *pinfo, const void *data, const ykc_frame *frame, uint32_t ordinal)
{
    ykc_place place = place_of(pinfo, ordinal);
    ykc_stream *stream;
    int end;

    stream = observed(pinfo, data, &end);
    if (stream == NULL)
        return;
    stream->ends[end].after_hole = false;
    ykc_engine_frame(stream->connection, end, frame, &place);
}

void ykc_streams_garbage(packet_info *pinfo, const void *data, size_t count)
{
    ykc_place place = place_of(pinfo, index_so_far(pinfo));
    ykc_stream *stream;
    int end;

    stream = observed(pinfo, data, &end);
    if (stream != NULL && !stream->ends[end].after_hole)
        ykc_engine_garbage(stream->connection, end, count, &place);
}

/*
 * A FIN takes a sequence number of its own, behind the last byte. TCP's analysis has it as it is on the wire; the numbers that
 * the dissector gets count from base_seq, unless a preference says otherwise.
 */
static void note_fin(ykc_stream_end *sender, const tcp_flow_t *flow)
{
    uint32_t next = flow->tcp_analyze_seq_info == NULL ? 0 : flow->tcp_analyze_seq_info->nextseq;

    if (sender->known && (next - flow->base_seq == sender->highest + 1 || next == sender->highest + 1))
        sender->finished = true;
}

/* Segments that TCP holds back wait for bytes that are missing so far: until they come, nothing can be said about their sender.
 */
static void note_held(packet_info *pinfo, ykc_stream *stream, int end, const tcp_flow_t *flow)
{
    ykc_stream_end *sender = &stream->ends[end];
    bool waits = flow->ooo_segments != NULL && wmem_list_count(flow->ooo_segments) > 0;

    if (waits && !sender->hole_told)
        tell_gap(pinfo, stream, end, 1);
    sender->hole_told = waits;
}

static void close_stream(packet_info *pinfo, ykc_stream *stream)
{
    ykc_place place = place_of(pinfo, UINT32_MAX);

    ykc_engine_close(stream->connection, &place);
    stream->connection = NULL;
}

/* A packet of a connection that speaks YKC, with or without bytes. */
static void observe(packet_info *pinfo, ykc_stream *stream, int end)
{
    const struct tcp_analysis *tcp = get_tcp_conversation_data(NULL, pinfo);
    const ykc_stream_end *other = &stream->ends[1 - end];

    ykc_engine_heard(stream->connection, end);
    if (tcp == NULL || tcp->fwd == NULL)
        return;
    note_held(pinfo, stream, end, tcp->fwd);
    if (tcp->conversation_completeness & COMPLETENESS_FIN)
        note_fin(&stream->ends[end], tcp->fwd);
    if ((tcp->conversation_completeness & COMPLETENESS_RST) || (stream->ends[end].finished && (other->finished || !other->known)))
        close_stream(pinfo, stream);
}

/* Runs after everything else on every packet. */
static int postdissect(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    conversation_t *conversation;
    ykc_stream *stream;

    if (!PINFO_FD_VISITED(pinfo) && ykc_verdict_engine() != NULL) {
        ykc_verdict_clock(pinfo);
        stream = pinfo->ptype == PT_TCP ? find_stream(pinfo, &conversation) : NULL;
        if (stream != NULL && stream->connection != NULL)
            observe(pinfo, stream, end_of(pinfo, conversation));
    }
    ykc_verdict_add_rest(pinfo, tvb, tree, index_so_far(pinfo));
    return 0;
}

static void start(void)
{
    connection_count = 0;
}

void ykc_streams_register(int protocol)
{
    proto_ykc = protocol;
    proto_postdissector = proto_register_protocol("YKC flow engine", "YKC flows", "ykc_flows");
    register_postdissector(create_dissector_handle(postdissect, proto_postdissector));
    register_init_routine(start);
}
