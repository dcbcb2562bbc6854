/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the intake to the flow engine, and from the flow engine to the reports. */
#include "analyse_command.h"

#include "capture_command.h"
#include "exit_status.h"
#include "flow/engine.h"
#include "progress.h"
#include "report/analysis.h"
#include "report/names.h"
#include "text.h"

enum { NS_PER_US = 1000, GAPS_NAMED = 64 };

/* What the reports say of a connection and the flow engine does not know. */
typedef struct observed_connection {
    ykc_connection *flow; /* NULL once it is closed */
    endpoint ends[2];
    int client;   /* which of them opened the connection, or TCP_CLIENT_UNKNOWN */
    GArray *gaps; /* of observed_gap, at most GAPS_NAMED; NULL while there are none */
} observed_connection;

typedef struct observed_gap {
    ykc_place place;
    int end;
    uint64_t bytes;
} observed_gap;

typedef struct command_context {
    const options *options;
    analysis *analysis;
    ykc_engine *engine;
    progress progress;
    GHashTable *connections; /* id -> observed_connection, until the engine reports it */
} command_context;

static void observed_connection_free(void *data)
{
    observed_connection *observed = data;

    g_clear_pointer(&observed->gaps, g_array_unref);
    g_free(observed);
}

static ykc_place place_of(const intake_place *place)
{
    return (ykc_place){
        .file = place->file,
        .index = place->index,
        .packet = place->packet,
        .time = place->time_ns / NS_PER_US,
    };
}

/* --- From the intake to the engine --- */

static void on_opened(void *user, intake_connection *connection, const intake_place *place)
{
    command_context *context = user;
    observed_connection *observed = g_new0(observed_connection, 1);
    const tcp_connection *tcp = connection->tcp;
    ykc_place opened = place_of(place);

    observed->ends[0] = tcp->endpoints[0];
    observed->ends[1] = tcp->endpoints[1];
    observed->client = tcp->client;
    observed->flow = ykc_engine_open(context->engine, connection->id, tcp->client, tcp->midstream, &opened);
    connection->user = observed;
    g_hash_table_insert(context->connections, GUINT_TO_POINTER(connection->id), observed);
}

static void on_heard(void *user, intake_connection *connection, int end)
{
    observed_connection *observed = connection->user;

    (void)user;
    ykc_engine_heard(observed->flow, end);
}

static void on_frame(void *user, intake_connection *connection, int end, const ykc_frame *frame, const intake_place *place)
{
    observed_connection *observed = connection->user;
    const command_context *context = user;
    ykc_place at = place_of(place);

    analysis_frame(context->analysis, connection->id, frame, &at);
    ykc_engine_frame(observed->flow, end, frame, &at);
}

static void on_garbage(void *user, intake_connection *connection, int end, uint64_t count, const intake_place *place)
{
    observed_connection *observed = connection->user;
    ykc_place at = place_of(place);

    (void)user;
    ykc_engine_garbage(observed->flow, end, count, &at);
}

static void on_gap(void *user, intake_connection *connection, int end, uint64_t count, const intake_place *place)
{
    observed_connection *observed = connection->user;
    observed_gap gap = {.place = place_of(place), .end = end, .bytes = count};

    (void)user;
    if (observed->gaps == NULL)
        observed->gaps = g_array_new(FALSE, FALSE, sizeof(observed_gap));
    if (observed->gaps->len < GAPS_NAMED)
        g_array_append_val(observed->gaps, gap);
    ykc_engine_gap(observed->flow, end, count, &gap.place);
}

/* A connection that is open when the capture ends is the engine's to finish; until then it is not over. */
static void on_closed(void *user, intake_connection *connection, tcp_close how, const intake_place *place)
{
    observed_connection *observed = connection->user;
    ykc_connection *flow = observed->flow;
    ykc_place closed = place_of(place);

    (void)user;
    connection->user = NULL;
    observed->flow = NULL;
    if (how != TCP_CLOSED_END)
        ykc_engine_close(flow, &closed);
}

static void on_clock(void *user, int64_t time_ns)
{
    command_context *context = user;

    progress_packet(&context->progress);
    ykc_engine_clock(context->engine, time_ns / NS_PER_US);
}

static void on_truncated(void *user, const intake_place *place)
{
    command_context *context = user;
    ykc_place at = place_of(place);

    ykc_engine_truncated(context->engine, &at);
}

static void on_capture_begins(void *user, uint32_t file, const capture_info *info)
{
    command_context *context = user;

    progress_capture(&context->progress);
    analysis_capture_begins(context->analysis, file, info);
}

static void on_capture_ends(void *user, uint32_t file, const capture_info *info)
{
    command_context *context = user;

    analysis_capture_ends(context->analysis, file, info);
}

/* --- From the engine to the reports --- */

static void on_finding(void *user, const ykc_finding *finding, ykc_finding_event event)
{
    command_context *context = user;

    analysis_finding(context->analysis, finding, event);
}

static void on_session(void *user, const ykc_session *session)
{
    command_context *context = user;

    analysis_session(context->analysis, session);
}

/* The pile's end; where nothing shows it, the one that did not use a port named as the platform's, or the higher one. */
static int pile_end_of(const command_context *context, const observed_connection *observed, int known)
{
    const endpoint *ends = observed->ends;

    if (known >= 0)
        return known;
    if (observed->client != TCP_CLIENT_UNKNOWN)
        return observed->client;
    if (options_is_port(context->options, ends[0].port) != options_is_port(context->options, ends[1].port))
        return options_is_port(context->options, ends[0].port) ? 1 : 0;
    return ends[0].port > ends[1].port ? 0 : 1;
}

static GArray *gaps_of(const observed_connection *observed, int pile_end)
{
    GArray *gaps = g_array_new(FALSE, FALSE, sizeof(report_gap));

    for (guint i = 0; observed->gaps != NULL && i < observed->gaps->len; i++) {
        const observed_gap *from = &g_array_index(observed->gaps, observed_gap, i);
        report_gap gap = {from->place, from->end == pile_end ? YKC_UP : YKC_DOWN, from->bytes};

        g_array_append_val(gaps, gap);
    }
    return gaps;
}

static void on_connection(void *user, const ykc_connection_report *flow)
{
    command_context *context = user;
    const observed_connection *observed = g_hash_table_lookup(context->connections, GUINT_TO_POINTER(flow->id));
    char addresses[2][NAMES_ENDPOINT_SIZE];
    int pile_end = pile_end_of(context, observed, flow->pile_end);
    g_autoptr(GArray) gaps = gaps_of(observed, pile_end);

    names_endpoint(&observed->ends[pile_end], addresses[0]);
    names_endpoint(&observed->ends[!pile_end], addresses[1]);
    analysis_connection(context->analysis, &(report_connection){
                                               .flow = flow,
                                               .pile_end = pile_end,
                                               .pile_address = addresses[0],
                                               .platform_address = addresses[1],
                                               .gaps = (const report_gap *)(const void *)gaps->data,
                                               .gap_count = gaps->len,
                                           });
    g_hash_table_remove(context->connections, GUINT_TO_POINTER(flow->id));
}

/* --- The command --- */

/* True if all captures were read; @p any_read if there is anything to report. */
static bool read_captures(command_context *context, intake_totals *read, bool *any_read)
{
    static const intake_sink sink = {
        .opened = on_opened,
        .heard = on_heard,
        .frame = on_frame,
        .garbage = on_garbage,
        .gap = on_gap,
        .closed = on_closed,
        .clock = on_clock,
        .capture_begins = on_capture_begins,
        .capture_ends = on_capture_ends,
        .truncated = on_truncated,
    };
    intake *intake = capture_command_intake(&sink, context, context->options);
    ykc_place last;
    bool all_read;

    progress_init(&context->progress, context->options);
    all_read = capture_command_read(intake, context->options);
    progress_end(&context->progress);
    last = place_of(intake_get_place(intake));
    if (last.index > 0) /* it counts the packet's frames; the last one is meant */
        last.index--;
    ykc_engine_finish(context->engine, &last);
    *read = *intake_get_totals(intake);
    *any_read = last.packet > 0 || all_read;
    if (*any_read)
        capture_command_complain_of_nothing(intake, context->options);
    intake_free(intake);
    return all_read;
}

static int exit_status_of(const options *options, ykc_severity worst)
{
    return options->fail_on != YKC_OFF && worst >= options->fail_on ? EXIT_FINDINGS : EXIT_NOTHING_FOUND;
}

int analyse_command(const options *options)
{
    static const ykc_engine_sink sink = {on_finding, on_session, on_connection};
    command_context context = {.options = options};
    intake_totals read;
    bool all_read, any_read, all_written;
    int status;

    context.analysis = analysis_new(options);
    if (context.analysis == NULL)
        return EXIT_UNUSABLE;
    context.connections = g_hash_table_new_full(NULL, NULL, NULL, observed_connection_free);
    context.engine = ykc_engine_new(&options->settings, &sink, &context);
    all_read = read_captures(&context, &read, &any_read);
    /* Reports that are not finished do not appear: an earlier one is worth more than an empty one. */
    all_written = any_read && analysis_finish(context.analysis, &read);
    if (analysis_filtered_out(context.analysis))
        text_complain(TEXT_FILTERED_OUT, options->language);
    status = exit_status_of(options, analysis_worst(context.analysis));
    ykc_engine_free(context.engine);
    g_hash_table_unref(context.connections);
    analysis_free(context.analysis);
    return all_read && all_written ? status : EXIT_UNUSABLE;
}
