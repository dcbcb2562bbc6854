/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "verdict.h"

#include "compat.h"

#include <epan/expert.h>
#include <stdio.h>
#include <string.h>

#include "flow/phrases.h"
#include "links.h"
#include "preferences.h"
#include "wire/bcd.h"

enum { MESSAGE_SIZE = 2 * YKC_PHRASE_SIZE + 256, FIELD_NAME_SIZE = 64, US_PER_SECOND = 1000000, NS_PER_US = 1000 };

static int proto_ykc = -1;

static int hf_finding = -1;
static int hf_rule = -1;
static int hf_severity = -1;
static int hf_certainty = -1;
static int hf_flow = -1;
static int hf_step = -1;
static int hf_connection = -1;
static int hf_session = -1;
static int hf_count = -1;
static int hf_last_frame = -1;
static int hf_expected = -1;
static int hf_seen = -1;
static int hf_related = -1;
static int hf_spec = -1;

/* One for each rule: `ykc.finding.reply.missing`. */
static int hf_of_rule[YKC_RULE_COUNT];

static int ett_findings = -1;
static int ett_finding = -1;

static expert_field ei_error = EI_INIT;
static expert_field ei_warning = EI_INIT;
static expert_field ei_note = EI_INIT;

/* What is remembered of this capture. */
static ykc_engine *engine; /* NULL when all packets were dissected once */
static ykc_place last_packet;
static wmem_map_t *findings_by_id;     /* id -> ykc_finding */
static wmem_map_t *findings_by_packet; /* packet number -> wmem_list_t of ykc_finding */

static void remember(void *user _U_, const ykc_finding *finding, ykc_finding_event event)
{
    const void *id = GUINT_TO_POINTER((guint)finding->id);
    ykc_finding *kept = wmem_map_lookup(findings_by_id, id);

    if (event == YKC_FINDING_RAISED) {
        const void *packet = GUINT_TO_POINTER((guint)finding->place.packet);
        wmem_list_t *list = wmem_map_lookup(findings_by_packet, packet);

        kept = wmem_new(wmem_file_scope(), ykc_finding);
        wmem_map_insert(findings_by_id, id, kept);
        if (list == NULL) {
            list = wmem_list_new(wmem_file_scope());
            wmem_map_insert(findings_by_packet, packet, list);
        }
        wmem_list_append(list, kept);
    }
    if (kept != NULL)
        *kept = *finding;
}

/* Wireshark starts over: with another capture, or because a preference changed. */
static void start(void)
{
    const ykc_engine_sink sink = {
        .finding = remember,
        .session = ykc_links_decided,
        .answered = ykc_links_answered,
        .repeated = ykc_links_repeated,
        .step = ykc_links_step,
    };

    ykc_links_start();
    findings_by_id = wmem_map_new(wmem_file_scope(), g_direct_hash, g_direct_equal);
    findings_by_packet = wmem_map_new(wmem_file_scope(), g_direct_hash, g_direct_equal);
    engine = ykc_engine_new(&ykc_preferences_current()->settings, &sink, NULL);
}

static void stop(void)
{
    g_clear_pointer(&engine, ykc_engine_free);
}

/* The last packet was dissected for the first time. */
static void finish(void)
{
    if (engine != NULL)
        ykc_engine_finish(engine, &last_packet);
    stop();
}

ykc_engine *ykc_verdict_engine(void)
{
    return engine;
}

void ykc_verdict_clock(const packet_info *pinfo)
{
    last_packet = (ykc_place){.packet = pinfo->num, .index = UINT32_MAX, .time = ykc_verdict_time(pinfo)};
    ykc_engine_clock(engine, last_packet.time);
}

ykc_time_us ykc_verdict_time(const packet_info *pinfo)
{
    return (ykc_time_us)pinfo->abs_ts.secs * US_PER_SECOND + pinfo->abs_ts.nsecs / NS_PER_US;
}

static expert_field *expert_of(ykc_severity severity)
{
    switch (severity) {
    case YKC_ERROR:
        return &ei_error;
    case YKC_WARNING:
        return &ei_warning;
    default:
        return &ei_note;
    }
}

static void add_generated_string(proto_tree *tree, int hf, tvbuff_t *tvb, const char *text)
{
    if (text[0] != '\0')
        proto_item_set_generated(proto_tree_add_string(tree, hf, tvb, 0, 0, text));
}

static void add_generated_number(proto_tree *tree, int hf, tvbuff_t *tvb, uint32_t number)
{
    if (number != 0)
        proto_item_set_generated(proto_tree_add_uint(tree, hf, tvb, 0, 0, number));
}

static void add_details(proto_tree *tree, tvbuff_t *tvb, const ykc_finding *finding, const char *expected, const char *seen)
{
    ykc_rule_number rule = (ykc_rule_number)(finding->rule - ykc_rules);

    proto_item_set_hidden(proto_tree_add_item(tree, hf_of_rule[rule], tvb, 0, 0, ENC_NA));
    add_generated_string(tree, hf_rule, tvb, finding->rule->id);
    add_generated_string(tree, hf_severity, tvb, ykc_severity_name(finding->severity));
    add_generated_string(tree, hf_certainty, tvb, ykc_certainty_name(finding->certainty));
    if (finding->flow != YKC_FLOW_NONE)
        add_generated_string(tree, hf_flow, tvb, ykc_flow_name(finding->flow));
    add_generated_number(tree, hf_step, tvb, finding->step);
    add_generated_string(tree, hf_expected, tvb, expected);
    add_generated_string(tree, hf_seen, tvb, seen);
    add_generated_number(tree, hf_connection, tvb, finding->connection);
    add_generated_number(tree, hf_session, tvb, finding->session);
    add_generated_number(tree, hf_count, tvb, (uint32_t)finding->count);
    if (finding->count > 1)
        add_generated_number(tree, hf_last_frame, tvb, (uint32_t)finding->last.packet);
    for (uint8_t i = 0; i < finding->related_count; i++) {
        proto_item *item = proto_tree_add_uint(tree, hf_related, tvb, 0, 0, (uint32_t)finding->related[i].place.packet);

        proto_item_append_text(item, " (%s)", ykc_relation_words(finding->related[i].what, ykc_preferences_current()->language));
        proto_item_set_generated(item);
    }
    add_generated_string(tree, hf_spec, tvb, finding->rule->section);
}

static void add_finding(packet_info *pinfo, tvbuff_t *tvb, proto_item *about, proto_tree *tree, const ykc_finding *finding)
{
    ykc_language language = ykc_preferences_current()->language;
    char expected[YKC_PHRASE_SIZE], seen[YKC_PHRASE_SIZE], message[MESSAGE_SIZE];
    proto_item *item;

    ykc_phrase_write(&finding->expected, language, expected);
    ykc_phrase_write(&finding->seen, language, seen);
    snprintf(message, sizeof message, "%s: %s", finding->rule->id, ykc_shown(&finding->rule->meaning));
    expert_add_info_format(pinfo, about, expert_of(finding->severity), "%s", message);
    item = proto_tree_add_none_format(tree, hf_finding, tvb, 0, 0, "%s", message);
    proto_item_set_generated(item);
    add_details(proto_item_add_subtree(item, ett_finding), tvb, finding, expected, seen);
}

static wmem_list_frame_t *first_of(const packet_info *pinfo)
{
    wmem_list_t *list = wmem_map_lookup(findings_by_packet, GUINT_TO_POINTER(pinfo->num));

    return list == NULL ? NULL : wmem_list_head(list);
}

void ykc_verdict_add(packet_info *pinfo, tvbuff_t *tvb, proto_item *frame_item, proto_tree *tree, uint32_t ordinal)
{
    for (wmem_list_frame_t *at = first_of(pinfo); at != NULL; at = wmem_list_frame_next(at)) {
        const ykc_finding *finding = wmem_list_frame_data(at);

        if (finding->place.index == ordinal)
            add_finding(pinfo, tvb, frame_item, tree, finding);
    }
}

void ykc_verdict_add_rest(packet_info *pinfo, tvbuff_t *tvb, proto_tree *tree, uint32_t frames)
{
    proto_item *item = NULL;
    proto_tree *findings_tree = NULL;

    for (wmem_list_frame_t *at = first_of(pinfo); at != NULL; at = wmem_list_frame_next(at)) {
        const ykc_finding *finding = wmem_list_frame_data(at);

        if (finding->place.index < frames)
            continue;
        if (item == NULL) {
            item = proto_tree_add_protocol_format(tree, proto_ykc, tvb, 0, 0, "YKC findings about this packet");
            findings_tree = proto_item_add_subtree(item, ett_findings);
        }
        add_finding(pinfo, tvb, item, findings_tree, finding);
    }
}

/* Registration */

static void register_rule_fields(void)
{
    static hf_register_info infos[YKC_RULE_COUNT];

    for (int rule = 0; rule < YKC_RULE_COUNT; rule++) {
        char name[FIELD_NAME_SIZE];

        /* reply/missing is ykc.finding.reply.missing, power-on/… is ykc.finding.power_on.…: hyphens mean minus in filters. */
        snprintf(name, sizeof name, "ykc.finding.%s", ykc_rules[rule].id);
        g_strdelimit(name, "/", '.');
        g_strdelimit(name, "-", '_');
        hf_of_rule[rule] = -1;
        infos[rule] = (hf_register_info){
            &hf_of_rule[rule],
            {ykc_rules[rule].meaning.en, wmem_strdup(wmem_epan_scope(), name), FT_NONE, BASE_NONE, NULL, 0,
             ykc_rules[rule].meaning.zh, HFILL},
        };
    }
    proto_register_field_array(proto_ykc, infos, YKC_RULE_COUNT);
}

static void register_fields(void)
{
    /* clang-format off */
    static hf_register_info infos[] = {
        { &hf_finding,
          { "Finding", "ykc.finding", FT_NONE, BASE_NONE, NULL, 0, NULL, HFILL }},
        { &hf_rule,
          { "Rule", "ykc.finding.rule", FT_STRING, BASE_NONE, NULL, 0, NULL, HFILL }},
        { &hf_severity,
          { "Severity", "ykc.finding.severity", FT_STRING, BASE_NONE, NULL, 0, NULL, HFILL }},
        { &hf_certainty,
          { "Certainty", "ykc.finding.certainty", FT_STRING, BASE_NONE, NULL, 0, NULL, HFILL }},
        { &hf_flow,
          { "Flow", "ykc.finding.flow", FT_STRING, BASE_NONE, NULL, 0, NULL, HFILL }},
        { &hf_step,
          { "Step", "ykc.finding.step", FT_UINT32, BASE_DEC, NULL, 0, "The number in the flow's diagram", HFILL }},
        { &hf_connection,
          { "Connection", "ykc.finding.connection", FT_UINT32, BASE_DEC, NULL, 0, NULL, HFILL }},
        { &hf_session,
          { "Session", "ykc.finding.session", FT_UINT32, BASE_DEC, NULL, 0, NULL, HFILL }},
        { &hf_count,
          { "Count", "ykc.finding.count", FT_UINT32, BASE_DEC, NULL, 0, NULL, HFILL }},
        { &hf_last_frame,
          { "Last frame", "ykc.finding.last_frame", FT_FRAMENUM, BASE_NONE, NULL, 0, NULL, HFILL }},
        { &hf_expected,
          { "Expected", "ykc.finding.expected", FT_STRING, BASE_NONE, NULL, 0, NULL, HFILL }},
        { &hf_seen,
          { "Seen", "ykc.finding.seen", FT_STRING, BASE_NONE, NULL, 0, NULL, HFILL }},
        { &hf_related,
          { "Related frame", "ykc.finding.related", FT_FRAMENUM, BASE_NONE, NULL, 0, NULL, HFILL }},
        { &hf_spec,
          { "Specification", "ykc.finding.spec", FT_STRING, BASE_NONE, NULL, 0, "Section of V1.6", HFILL }},
    };
    /* clang-format on */

    proto_register_field_array(proto_ykc, infos, G_N_ELEMENTS(infos));
}

static void register_expert_items(void)
{
    /* clang-format off */
    static ei_register_info infos[] = {
        { &ei_error,
          { "ykc.finding.error", PI_SEQUENCE, PI_ERROR, "The protocol's contract is broken", EXPFILL }},
        { &ei_warning,
          { "ykc.finding.warning", PI_SEQUENCE, PI_WARN, "Likely to cause trouble", EXPFILL }},
        { &ei_note,
          { "ykc.finding.note", PI_SEQUENCE, PI_NOTE, "Worth knowing", EXPFILL }},
    };
    /* clang-format on */

    expert_register_field_array(expert_register_protocol(proto_ykc), infos, G_N_ELEMENTS(infos));
}

void ykc_verdict_register(int protocol)
{
    static int *trees[] = {&ett_findings, &ett_finding};

    proto_ykc = protocol;
    register_fields();
    register_rule_fields();
    register_expert_items();
    proto_register_subtree_array(trees, G_N_ELEMENTS(trees));
    register_init_routine(start);
    register_cleanup_routine(stop);
    register_postseq_cleanup_routine(finish);
}
