/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "links.h"

#include "compat.h"

#include "catalog/types.h"
#include "flow/phrases.h"
#include "preferences.h"
#include "wire/bcd.h"

enum { US_PER_SECOND = 1000000, NS_PER_US = 1000 };

static int hf_response_in = -1;
static int hf_response_to = -1;
static int hf_response_time = -1;
static int hf_repeat_of = -1;
static int hf_charge = -1;
static int hf_charge_flow = -1;
static int hf_charge_session = -1;
static int hf_steps[YKC_LINK_STEPS] = {-1, -1, -1, -1, -1, -1};

static int ett_charge = -1;

/* Of a charge: the first frame of each kind. Those in one row stand for one another. */
static const struct {
    uint8_t codes[4];
    ykc_label label;
} steps[YKC_LINK_STEPS] = {
    {{YKC_TYPE_REMOTE_START, YKC_TYPE_START_REQUEST, YKC_TYPE_PARALLEL_REMOTE_START, YKC_TYPE_PARALLEL_START_REQUEST},
     LABEL("启动", "Start")},
    {{YKC_TYPE_REMOTE_START_REPLY, YKC_TYPE_START_AUTHORISATION, YKC_TYPE_PARALLEL_REMOTE_START_REPLY,
      YKC_TYPE_PARALLEL_START_AUTHORISATION},
     LABEL("启动应答", "Start reply")},
    {{YKC_TYPE_REALTIME}, LABEL("首次实时数据", "First real-time data")},
    {{YKC_TYPE_REMOTE_STOP}, LABEL("停机命令", "Stop command")},
    {{YKC_TYPE_RECORD}, LABEL("交易记录", "Record")},
    {{YKC_TYPE_RECORD_CONFIRMATION}, LABEL("交易记录确认", "Confirmation")},
};

/* What is remembered of this capture. */
static wmem_map_t *links_by_packet; /* packet number -> wmem_list_t of ykc_frame_links */
static wmem_map_t *sessions_by_id;  /* ykc_session.id -> ykc_known_session */

void ykc_links_start(void)
{
    links_by_packet = wmem_map_new(wmem_file_scope(), g_direct_hash, g_direct_equal);
    sessions_by_id = wmem_map_new(wmem_file_scope(), g_direct_hash, g_direct_equal);
}

static ykc_frame_links *find(uint32_t packet, uint32_t ordinal)
{
    wmem_list_t *list = wmem_map_lookup(links_by_packet, GUINT_TO_POINTER(packet));

    for (wmem_list_frame_t *at = list == NULL ? NULL : wmem_list_head(list); at != NULL; at = wmem_list_frame_next(at)) {
        ykc_frame_links *links = wmem_list_frame_data(at);

        if (links->index == ordinal)
            return links;
    }
    return NULL;
}

static ykc_frame_links *links_of(const ykc_place *place)
{
    void *packet = GUINT_TO_POINTER((guint)place->packet);
    ykc_frame_links *links = find((uint32_t)place->packet, place->index);
    wmem_list_t *list;

    if (links != NULL)
        return links;
    list = wmem_map_lookup(links_by_packet, packet);
    if (list == NULL) {
        list = wmem_list_new(wmem_file_scope());
        wmem_map_insert(links_by_packet, packet, list);
    }
    links = wmem_new0(wmem_file_scope(), ykc_frame_links);
    links->index = place->index;
    wmem_list_append(list, links);
    return links;
}

const ykc_frame_links *ykc_links_of(uint32_t packet, uint32_t ordinal)
{
    return find(packet, ordinal);
}

bool ykc_links_is_charge(const ykc_session *session)
{
    return session->flow != YKC_FLOW_POWER_ON && session->flow != YKC_FLOW_SETTINGS;
}

void ykc_links_answered(void *user _U_, uint8_t code, const ykc_place *request, const ykc_place *reply)
{
    ykc_frame_links *answer = links_of(reply);

    links_of(request)->response_in = (uint32_t)reply->packet;
    answer->response_to = (uint32_t)request->packet;
    answer->response_time = reply->time - request->time;
    answer->request_code = code;
}

void ykc_links_repeated(void *user _U_, const ykc_place *first, const ykc_place *again)
{
    links_of(again)->repeat_of = (uint32_t)first->packet;
}

static ykc_known_session *known(const ykc_session *session)
{
    void *id = GUINT_TO_POINTER(session->id);
    ykc_known_session *found = wmem_map_lookup(sessions_by_id, id);

    if (found == NULL) {
        found = wmem_new0(wmem_file_scope(), ykc_known_session);
        wmem_map_insert(sessions_by_id, id, found);
    }
    found->account = *session;
    return found;
}

void ykc_links_step(void *user _U_, const ykc_session *session, uint8_t code, const ykc_place *place)
{
    ykc_known_session *found = known(session);

    links_of(place)->session = found;
    for (int i = 0; i < YKC_LINK_STEPS; i++)
        if (found->steps[i].packet == 0 && memchr(steps[i].codes, code, sizeof steps[i].codes) != NULL)
            found->steps[i] = *place;
}

void ykc_links_decided(void *user _U_, const ykc_session *session)
{
    known(session)->decided = true;
}

/* --- Showing --- */

static void add_frame_number(proto_tree *tree, tvbuff_t *tvb, int hf, uint32_t packet, const ykc_label *label)
{
    if (packet != 0)
        proto_item_set_generated(proto_tree_add_uint_format(tree, hf, tvb, 0, 0, packet, "%s: %u", ykc_shown(label), packet));
}

static void add_exchange(proto_tree *tree, tvbuff_t *tvb, const ykc_frame_links *links)
{
    static const ykc_label took = LABEL("响应时间", "Response time"), in = LABEL("应答在包", "Reply in"),
                           to = LABEL("请求在包", "Request in"), again = LABEL("重发，上一次在包", "Repeated; the one before in");
    nstime_t span;

    add_frame_number(tree, tvb, hf_response_in, links->response_in, &in);
    add_frame_number(tree, tvb, hf_response_to, links->response_to, &to);
    add_frame_number(tree, tvb, hf_repeat_of, links->repeat_of, &again);
    if (links->response_to == 0)
        return;
    span.secs = links->response_time / US_PER_SECOND;
    span.nsecs = (int)(links->response_time % US_PER_SECOND) * NS_PER_US;
    proto_item_set_generated(proto_tree_add_time_format(tree, hf_response_time, tvb, 0, 0, &span, "%s: %ld.%06d s",
                                                        ykc_shown(&took), (long)span.secs, span.nsecs / NS_PER_US));
}

static bool is_named(const ykc_reading *reading, const char *field)
{
    ykc_item item;

    return ykc_reading_is_legible(reading) && ykc_message_field(reading->message, field, &item);
}

/* Pile and gun under their own names, so that their filters have every frame of the charge. */
static void add_who(proto_tree *tree, tvbuff_t *tvb, const ykc_reading *reading, const ykc_session *account)
{
    char pile[YKC_PILE_SIZE * 2 + 1];

    if (account->has_pile && !is_named(reading, "pile")) {
        ykc_bcd_to_text(account->pile, YKC_PILE_SIZE, pile);
        proto_item_set_generated(proto_tree_add_string(tree, proto_registrar_get_id_byname("ykc.pile"), tvb, 0, 0, pile));
    }
    if (account->gun != 0 && !is_named(reading, "gun"))
        proto_item_set_generated(proto_tree_add_uint(tree, proto_registrar_get_id_byname("ykc.gun"), tvb, 0, 0, account->gun));
}

/* A charge, and its other frames. */
static void add_charge(packet_info *pinfo, proto_tree *tree, tvbuff_t *tvb, const ykc_reading *reading,
                       const ykc_known_session *session)
{
    const ykc_session *account = &session->account;
    static const ykc_label flow = LABEL("流程", "Flow"), session_id = LABEL("会话", "Session");
    const char *words = ykc_flow_words(account->flow, ykc_preferences_current()->language);
    proto_item *item;
    proto_tree *charge;

    if (!ykc_links_is_charge(account))
        return;
    item = proto_tree_add_none_format(tree, hf_charge, tvb, 0, 0, "%s", words);
    proto_item_set_generated(item);
    charge = proto_item_add_subtree(item, ett_charge);
    proto_item_set_generated(proto_tree_add_string_format(charge, hf_charge_flow, tvb, 0, 0, ykc_flow_name(account->flow),
                                                          "%s: %s", ykc_shown(&flow), ykc_flow_name(account->flow)));
    proto_item_set_generated(proto_tree_add_uint_format(charge, hf_charge_session, tvb, 0, 0, account->id, "%s: %u",
                                                        ykc_shown(&session_id), account->id));
    add_who(charge, tvb, reading, account);
    for (int i = 0; i < YKC_LINK_STEPS; i++)
        if (session->steps[i].packet != pinfo->num)
            add_frame_number(charge, tvb, hf_steps[i], (uint32_t)session->steps[i].packet, &steps[i].label);
}

void ykc_links_add(packet_info *pinfo, tvbuff_t *tvb, proto_tree *tree, const ykc_reading *reading, uint32_t ordinal)
{
    const ykc_frame_links *links = find(pinfo->num, ordinal);

    if (links == NULL)
        return;
    add_exchange(tree, tvb, links);
    if (links->session != NULL)
        add_charge(pinfo, tree, tvb, reading, links->session);
}

void ykc_links_register(int protocol)
{
    /* clang-format off */
    static hf_register_info infos[] = {
        { &hf_response_in,
          { "Reply in", "ykc.response_in", FT_FRAMENUM, BASE_NONE, FRAMENUM_TYPE(FT_FRAMENUM_RESPONSE), 0,
            "The packet with the reply to this request", HFILL }},
        { &hf_response_to,
          { "Request in", "ykc.response_to", FT_FRAMENUM, BASE_NONE, FRAMENUM_TYPE(FT_FRAMENUM_REQUEST), 0,
            "The packet with the request that this answers", HFILL }},
        { &hf_response_time,
          { "Response time", "ykc.response_time", FT_RELATIVE_TIME, BASE_NONE, NULL, 0,
            "From the request to its reply", HFILL }},
        { &hf_repeat_of,
          { "Repeated request", "ykc.repeat_of", FT_FRAMENUM, BASE_NONE, FRAMENUM_TYPE(FT_FRAMENUM_RETRANS_PREV), 0,
            "The packet with the same request before this one, which had no reply yet", HFILL }},
        { &hf_charge,
          { "Charge", "ykc.charge", FT_NONE, BASE_NONE, NULL, 0, "The charge that this frame belongs to", HFILL }},
        { &hf_charge_flow,
          { "Flow", "ykc.charge.flow", FT_STRING, BASE_NONE, NULL, 0,
            "The documented flow of the charge: app, card, vin, offline, parallel, unknown", HFILL }},
        { &hf_charge_session,
          { "Session", "ykc.charge.session", FT_UINT32, BASE_DEC, NULL, 0,
            "The number of the session, as ykc.finding.session and ykcflow have it", HFILL }},
        { &hf_steps[0],
          { "Start", "ykc.charge.start_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
            "The packet with the start command or request", HFILL }},
        { &hf_steps[1],
          { "Start reply", "ykc.charge.start_reply_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
            "The packet with the start reply or the authorisation", HFILL }},
        { &hf_steps[2],
          { "First real-time data", "ykc.charge.realtime_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
            "The packet with the first real-time data of the charge", HFILL }},
        { &hf_steps[3],
          { "Stop command", "ykc.charge.stop_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
            "The packet with the platform's stop command", HFILL }},
        { &hf_steps[4],
          { "Record", "ykc.charge.record_in", FT_FRAMENUM, BASE_NONE, NULL, 0, "The packet with the record", HFILL }},
        { &hf_steps[5],
          { "Confirmation", "ykc.charge.confirmation_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
            "The packet with the confirmation of the record", HFILL }},
    };
    /* clang-format on */
    static int *const trees[] = {&ett_charge};

    proto_register_field_array(protocol, infos, G_N_ELEMENTS(infos));
    proto_register_subtree_array(trees, G_N_ELEMENTS(trees));
}
