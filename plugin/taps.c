/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "taps.h"

#include "compat.h"

#include <epan/conversation.h>
#include <epan/dissectors/packet-tcp.h>
#include <epan/exported_pdu.h>
#include <epan/follow.h>
#include <epan/srt_table.h>
#include <epan/stat_groups.h>
#include <epan/stat_tap_ui.h>
#include <epan/stats_tree.h>
#include <epan/tap.h>
#include <epan/to_str.h>
#include <stdio.h>

#include "catalog/types.h"
#include "catalog/value.h"
#include "flow/phrases.h"
#include "flow_graph.h"
#include "links.h"
#include "wire/bcd.h"

enum { TEXT_SIZE = 128, US_PER_SECOND = 1000000, NS_PER_US = 1000, SECONDS_PER_MINUTE = 60, E4 = 10000 };

static int proto_ykc = -1;
static int ykc_tap = -1;
static int follow_tap = -1;
static int export_tap = -1;

/* What listeners get of a frame; valid while its packet is dissected. */
typedef struct tapped_frame {
    const ykc_frame *frame;
    const ykc_reading *reading;
    const ykc_frame_links *links; /* NULL: none */
} tapped_frame;

/* --- The tree: frames by pile and direction, results, stop reasons --- */

static int node_piles, node_results, node_stop_reasons;
static const char title_piles[] = "Frames by pile", title_results[] = "Results and reasons", title_stops[] = "Stop reasons";

static void plant_tree(stats_tree *tree)
{
    node_piles = stats_tree_create_node(tree, title_piles, 0, STAT_DT_INT, TRUE);
    node_results = stats_tree_create_node(tree, title_results, 0, STAT_DT_INT, TRUE);
    node_stop_reasons = stats_tree_create_node(tree, title_stops, 0, STAT_DT_INT, TRUE);
}

static const char *type_name(const ykc_reading *reading)
{
    return reading->message == NULL ? "unknown type" : reading->message->label.en;
}

static void pile_of(const tapped_frame *tapped, char text[TEXT_SIZE])
{
    ykc_item item;
    const uint8_t *bytes = ykc_reading_field(tapped->reading, tapped->frame, "pile", &item);

    if (bytes == NULL && tapped->links != NULL && tapped->links->session != NULL && tapped->links->session->account.has_pile)
        bytes = tapped->links->session->account.pile;
    if (bytes == NULL)
        g_strlcpy(text, "no pile named", TEXT_SIZE);
    else
        ykc_bcd_to_text(bytes, YKC_PILE_SIZE, text);
}

static void count_frame(stats_tree *tree, const tapped_frame *tapped)
{
    char pile[TEXT_SIZE];
    int node;

    pile_of(tapped, pile);
    tick_stat_node(tree, title_piles, 0, TRUE);
    node = tick_stat_node(tree, pile, node_piles, TRUE);
    node = tick_stat_node(tree,
                          ykc_catalog_direction(tapped->reading->dialect, tapped->frame->type) == YKC_UP ? "from the pile"
                                                                                                         : "from the platform",
                          node, TRUE);
    tick_stat_node(tree, type_name(tapped->reading), node, FALSE);
}

static bool is_reply(uint8_t type)
{
    for (size_t i = 0; i < ykc_catalog_count(); i++)
        if (ykc_catalog_message(i)->reply == type)
            return true;
    return false;
}

/* Enumerations in replies are results and reasons; not those of real-time data, which mostly comes unasked. */
static void count_results(stats_tree *tree, const tapped_frame *tapped)
{
    ykc_cursor cursor = ykc_cursor_start(tapped->reading->message, tapped->frame->body_length);
    ykc_item item;
    int node = -1;

    while (ykc_cursor_next(&cursor, &item)) {
        char description[YKC_VALUE_DESCRIPTION_SIZE], text[TEXT_SIZE + YKC_VALUE_DESCRIPTION_SIZE];
        ykc_value value;

        if (item.field->names == NULL)
            continue;
        if (node < 0) {
            tick_stat_node(tree, title_results, 0, TRUE);
            node = tick_stat_node(tree, type_name(tapped->reading), node_results, TRUE);
        }
        ykc_value_decode(item.field, tapped->frame->body + item.offset, &value);
        ykc_value_describe(item.field, &value, YKC_ENGLISH, false, description);
        snprintf(text, sizeof text, "%s: %s", item.field->label.en, description);
        tick_stat_node(tree, text, node, FALSE);
    }
}

static void count_stop_reason(stats_tree *tree, const tapped_frame *tapped)
{
    char description[YKC_VALUE_DESCRIPTION_SIZE];
    ykc_item item;
    ykc_value value;
    const uint8_t *bytes = ykc_reading_field(tapped->reading, tapped->frame, "stop_reason", &item);

    if (bytes == NULL)
        return;
    ykc_value_decode(item.field, bytes, &value);
    ykc_value_describe(item.field, &value, YKC_ENGLISH, false, description);
    tick_stat_node(tree, title_stops, 0, TRUE);
    tick_stat_node(tree, description, node_stop_reasons, FALSE);
}

static tap_packet_status grow_tree(stats_tree *tree, packet_info *pinfo _U_, epan_dissect_t *edt _U_, const void *data,
                                   tap_flags_t flags _U_)
{
    const tapped_frame *tapped = (const tapped_frame *)data;

    count_frame(tree, tapped);
    if (ykc_reading_is_legible(tapped->reading) && is_reply(tapped->frame->type) && tapped->frame->type != YKC_TYPE_REALTIME)
        count_results(tree, tapped);
    count_stop_reason(tree, tapped);
    return TAP_PACKET_REDRAW;
}

/* --- Service response times by request --- */

/* The request types, in the order of the catalogue: rows of the table. */
static int row_of_request(uint8_t type)
{
    int row = 0;

    for (size_t i = 0; i < ykc_catalog_count(); i++) {
        const ykc_message *message = ykc_catalog_message(i);

        if (message->reply == 0 || (i > 0 && ykc_catalog_message(i - 1)->type == message->type))
            continue;
        if (message->type == type)
            return row;
        row++;
    }
    return row;
}

static void init_response_times(struct register_srt *srt _U_, GArray *tables)
{
    enum { NO_TYPE = 0 };
    int rows = row_of_request(NO_TYPE);
    srt_stat_table *table = init_srt_table("YKC requests", NULL, tables, rows, "Request", "ykc.type", NULL);

    for (size_t i = 0; i < ykc_catalog_count(); i++) {
        const ykc_message *message = ykc_catalog_message(i);

        if (message->reply != 0 && (i == 0 || ykc_catalog_message(i - 1)->type != message->type))
            init_srt_table_row(table, row_of_request(message->type), message->label.en);
    }
}

static tap_packet_status add_response_time(void *context, packet_info *pinfo, epan_dissect_t *edt _U_, const void *data,
                                           tap_flags_t flags _U_)
{
    const tapped_frame *tapped = (const tapped_frame *)data;
    const ykc_frame_links *links = tapped->links;
    nstime_t request_time;

    if (links == NULL || links->response_to == 0)
        return TAP_PACKET_DONT_REDRAW;
    request_time = pinfo->abs_ts;
    request_time.secs -= links->response_time / US_PER_SECOND;
    request_time.nsecs -= (int)(links->response_time % US_PER_SECOND) * NS_PER_US;
    if (request_time.nsecs < 0) {
        request_time.nsecs += US_PER_SECOND * NS_PER_US;
        request_time.secs--;
    }
    add_srt_table_data(g_array_index(((srt_data_t *)context)->srt_array, srt_stat_table *, 0),
                       row_of_request(links->request_code), &request_time, pinfo);
    return TAP_PACKET_REDRAW;
}

/* --- The table of charges: tshark -z ykc,charges --- */

enum { PILE, GUN, TRANSACTION, FLOW, START, DURATION, ENERGY, AMOUNT, OUTCOME, COLUMNS };

static stat_tap_table_item charge_columns[COLUMNS] = {
    [PILE] = {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Pile", "%-15s"},
    [GUN] = {TABLE_ITEM_UINT, TAP_ALIGN_RIGHT, "Gun", "%3u"},
    [TRANSACTION] = {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Transaction", "%-33s"},
    [FLOW] = {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Flow", "%-9s"},
    [START] = {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Start (UTC)", "%-20s"},
    [DURATION] = {TABLE_ITEM_STRING, TAP_ALIGN_RIGHT, "Duration", "%8s"},
    [ENERGY] = {TABLE_ITEM_STRING, TAP_ALIGN_RIGHT, "kWh", "%10s"},
    [AMOUNT] = {TABLE_ITEM_STRING, TAP_ALIGN_RIGHT, "yuan", "%10s"},
    [OUTCOME] = {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Outcome", "%-10s"},
};

static void init_charges(stat_tap_table_ui *ui)
{
    static const char title[] = "YKC charges";
    stat_tap_table *table = stat_tap_find_table(ui, title);

    if (table != NULL) {
        if (ui->stat_tap_reset_table_cb != NULL)
            ui->stat_tap_reset_table_cb(table);
        return;
    }
    stat_tap_add_table(ui, stat_tap_init_table(title, COLUMNS, 0, "ykc.transaction"));
}

static void free_item(stat_tap_table *table _U_, unsigned row _U_, unsigned column, stat_tap_table_item_type *item)
{
    if (column != GUN)
        g_free((char *)item->value.string_value);
}

static void reset_charges(stat_tap_table *table)
{
    /* Rows stay allocated and are told apart by the session's number, which begins anew. */
    for (unsigned row = 0; row < table->num_elements; row++) {
        stat_tap_table_item_type *id = stat_tap_get_field_data(table, row, GUN);

        id->user_data.uint_value = 0;
        stat_tap_set_field_data(table, row, GUN, id);
    }
}

/* The row of a session; a new one behind the others if it has none. */
static unsigned row_of_session(const stat_tap_table *table, uint32_t id)
{
    unsigned row = table->num_elements;

    while (row > 0 && stat_tap_get_field_data(table, row - 1, GUN)->user_data.uint_value != id)
        row--;
    return row == 0 ? table->num_elements : row - 1;
}

static char *text_of_time(ykc_time_us since_1970)
{
    g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(since_1970 / US_PER_SECOND);

    return moment == NULL ? g_strdup("") : g_date_time_format(moment, "%Y-%m-%d %H:%M:%S");
}

static char *text_of_1e4(bool is_known, int64_t number)
{
    return is_known ? g_strdup_printf("%" G_GINT64_FORMAT ".%04d", number / E4, (int)(number % E4)) : g_strdup("");
}

static char *text_of_duration(ykc_time_us duration)
{
    int64_t seconds = duration / US_PER_SECOND;

    return g_strdup_printf("%" G_GINT64_FORMAT ":%02d", seconds / SECONDS_PER_MINUTE, (int)(seconds % SECONDS_PER_MINUTE));
}

static char *text_of_digits(bool is_known, const uint8_t *bytes, size_t size)
{
    char text[TEXT_SIZE] = "";

    if (is_known)
        ykc_bcd_to_text(bytes, size, text);
    return g_strdup(text);
}

static void fill_row(const ykc_known_session *session, stat_tap_table_item_type *row)
{
    const ykc_session *account = &session->account;

    for (int column = 0; column < COLUMNS; column++)
        row[column].type = charge_columns[column].type;
    row[PILE].value.string_value = text_of_digits(account->has_pile, account->pile, YKC_PILE_SIZE);
    row[GUN].value.uint_value = account->gun;
    row[GUN].user_data.uint_value = account->id;
    row[TRANSACTION].value.string_value = text_of_digits(account->has_serial, account->serial, YKC_SERIAL_SIZE);
    row[FLOW].value.string_value = g_strdup(ykc_flow_name(account->flow));
    row[START].value.string_value = text_of_time(account->started.time);
    row[DURATION].value.string_value = text_of_duration(account->ended.time - account->started.time);
    row[ENERGY].value.string_value = text_of_1e4(account->has_energy, account->energy_1e4kwh);
    row[AMOUNT].value.string_value = text_of_1e4(account->has_amount, account->amount_1e4yuan);
    row[OUTCOME].value.string_value = g_strdup(session->decided ? ykc_outcome_name(account->outcome) : "open");
}

static tap_packet_status note_charge(void *context, packet_info *pinfo _U_, epan_dissect_t *edt _U_, const void *data,
                                     tap_flags_t flags _U_)
{
    const tapped_frame *tapped = (const tapped_frame *)data;
    stat_tap_table *table = g_array_index(((stat_data_t *)context)->stat_tap_data->tables, stat_tap_table *, 0);
    stat_tap_table_item_type row[COLUMNS] = {0};
    unsigned number;

    if (tapped->links == NULL || tapped->links->session == NULL || !ykc_links_is_charge(&tapped->links->session->account))
        return TAP_PACKET_DONT_REDRAW;
    number = row_of_session(table, tapped->links->session->account.id);
    fill_row(tapped->links->session, row);
    if (number == table->num_elements) {
        stat_tap_init_table_row(table, number, COLUMNS, row);
        return TAP_PACKET_REDRAW;
    }
    for (unsigned column = 0; column < COLUMNS; column++) {
        free_item(table, number, column, stat_tap_get_field_data(table, number, column));
        stat_tap_set_field_data(table, number, column, &row[column]);
    }
    return TAP_PACKET_REDRAW;
}

static void register_charges(void)
{
    static stat_tap_table_ui ui = {
        .group = REGISTER_PACKET_STAT_GROUP_UNSORTED,
        .title = "YKC Charges",
        .tap_name = "ykc",
        .cli_string = "ykc,charges",
        .stat_tap_init_cb = init_charges,
        .packet_func = note_charge,
        .stat_tap_reset_table_cb = reset_charges,
        .stat_tap_free_table_item_cb = free_item,
        .nfields = COLUMNS,
        .fields = charge_columns,
    };

    register_stat_tap_table_ui(&ui);
}

/* --- Following a stream of frames --- */

static char *filter_of_conversation(epan_dissect_t *edt _U_, packet_info *pinfo, unsigned *stream, unsigned *sub_stream _U_)
{
    const conversation_t *conversation = find_conversation_pinfo(pinfo, 0);
    const struct tcp_analysis *tcp = conversation == NULL ? NULL : get_tcp_conversation_data(NULL, pinfo);

    if (tcp == NULL)
        return NULL;
    *stream = tcp->stream;
    return g_strdup_printf("tcp.stream eq %u", tcp->stream);
}

static char *filter_of_stream(unsigned stream, unsigned sub_stream _U_)
{
    return g_strdup_printf("tcp.stream eq %u", stream);
}

static char *filter_of_addresses(address *source, address *destination, int source_port, int destination_port)
{
    const char *version = source->type == AT_IPv6 ? "ipv6" : "ip";
    char from[WS_INET6_ADDRSTRLEN], to[WS_INET6_ADDRSTRLEN];

    address_to_str_buf(source, from, sizeof from);
    address_to_str_buf(destination, to, sizeof to);
    return g_strdup_printf("((%s.src eq %s and tcp.srcport eq %d) and (%s.dst eq %s and tcp.dstport eq %d)) or "
                           "((%s.src eq %s and tcp.srcport eq %d) and (%s.dst eq %s and tcp.dstport eq %d))",
                           version, from, source_port, version, to, destination_port, version, to, destination_port, version,
                           from, source_port);
}

static char *name_of_port(wmem_allocator_t *allocator, unsigned port)
{
    return wmem_strdup_printf(allocator, "%u", port);
}

/* --- Frames --- */

/* One frame as a packet of its own: the dissector "ykc" reads it again. */
static void export_frame(packet_info *pinfo, tvbuff_t *tvb)
{
    exp_pdu_data_t *pdu;

    if (!have_tap_listener(export_tap))
        return;
    pdu = export_pdu_create_common_tags(pinfo, "ykc", EXP_PDU_TAG_DISSECTOR_NAME);
    pdu->tvb_captured_length = tvb_captured_length(tvb);
    pdu->tvb_reported_length = tvb_reported_length(tvb);
    pdu->pdu_tvb = tvb;
    tap_queue_packet(export_tap, pinfo, pdu);
}

void ykc_taps_frame(packet_info *pinfo, tvbuff_t *tvb, const ykc_frame *frame, const ykc_reading *reading, uint32_t ordinal)
{
    export_frame(pinfo, tvb);
    if (ordinal == 0)
        ykc_flow_graph_packet(pinfo);
    if (have_tap_listener(follow_tap))
        tap_queue_packet(follow_tap, pinfo, tvb);
    if (have_tap_listener(ykc_tap)) {
        tapped_frame *tapped = wmem_new0(pinfo->pool, tapped_frame);

        /* Listeners are called when the packet is dissected to its end. */
        tapped->frame = wmem_memdup(pinfo->pool, frame, sizeof *frame);
        tapped->reading = wmem_memdup(pinfo->pool, reading, sizeof *reading);
        tapped->links = ykc_links_of(pinfo->num, ordinal);
        tap_queue_packet(ykc_tap, pinfo, tapped);
    }
}

void ykc_taps_register(int protocol)
{
    proto_ykc = protocol;
    ykc_tap = register_tap("ykc");
    follow_tap = register_tap("ykc_follow");
    export_tap = register_export_pdu_tap("YKC");
    stats_tree_register_plugin("ykc", "ykc", "YKC", 0, grow_tree, plant_tree, NULL);
    register_srt_table(proto_ykc, NULL, 1, add_response_time, init_response_times, NULL);
    register_charges();
    ykc_flow_graph_register(proto_ykc);
    YKC_REGISTER_FOLLOW(proto_ykc, "ykc_follow", filter_of_conversation, filter_of_stream, filter_of_addresses, name_of_port,
                        follow_tvb_tap_listener);
}
