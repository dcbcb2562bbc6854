/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Frames in TCP streams: where they are, what is around their bodies, columns and expert items.
 *
 * Nothing here throws one of Wireshark's exceptions by itself: every length is checked before a byte is read. They may still
 * come from adding items (a limit of their number), so that nothing that has to be released is held across such a call.
 */
#include "packet-ykc.h"

#include "compat.h"

#include <epan/conversation.h>
#include <epan/expert.h>
#include <epan/packet.h>
#include <epan/proto_data.h>
#include <stdio.h>

#include "catalog/catalog.h"
#include "catalog/foreign.h"
#include "catalog/reading.h"
#include "catalog/summary.h"
#include "dialects.h"
#include "fields.h"
#include "keys.h"
#include "links.h"
#include "preferences.h"
#include "streams.h"
#include "subject.h"
#include "taps.h"
#include "verdict.h"
#include "wire/frame.h"

#define PROTOCOL_NAME "YKC Charging Pile Protocol"
#define TCP_PORTS     "8768"

enum { TITLE_SIZE = 128, COLUMN_TEXT_SIZE = TITLE_SIZE + YKC_SUMMARY_SIZE + 32 };

static int proto_ykc = -1;
static dissector_handle_t ykc_handle;
static dissector_handle_t ykc_tls_handle;

static int hf_body = -1;
static int hf_encrypted_body = -1;
static int hf_ciphertext = -1;
static int hf_extra = -1;
static int hf_cut_off = -1;
static int hf_fragment = -1;
static int hf_garbage = -1;

static int ett_ykc = -1;
static int ett_crc = -1;

static expert_field ei_crc_bad = EI_INIT;
static expert_field ei_crc_swapped = EI_INIT;
static expert_field ei_crc_table = EI_INIT;
static expert_field ei_type_unknown = EI_INIT;
static expert_field ei_foreign = EI_INIT;
static expert_field ei_encrypted = EI_INIT;
static expert_field ei_no_key_fits = EI_INIT;
static expert_field ei_wrong_flag = EI_INIT;
static expert_field ei_extra = EI_INIT;
static expert_field ei_body_short = EI_INIT;
static expert_field ei_fragment = EI_INIT;
static expert_field ei_not_captured = EI_INIT;
static expert_field ei_garbage = EI_INIT;
static expert_field ei_garbage_alone = EI_INIT;

/* Columns */

/* Name one more frame of the packet in the Info column. Several are named; none may wipe out the one before. */
static void append_to_columns(packet_info *pinfo, const char *text)
{
    bool first = p_get_proto_data(pinfo->pool, pinfo, proto_ykc, YKC_KEY_COLUMNS) == NULL;

    if (first)
        p_add_proto_data(pinfo->pool, pinfo, proto_ykc, YKC_KEY_COLUMNS, GINT_TO_POINTER(TRUE));
    col_set_str(pinfo->cinfo, COL_PROTOCOL, "YKC");
    col_clear(pinfo->cinfo, COL_INFO);
    /* What stands there before the first frame is a remark of TCP's, which ends in a space. */
    col_append_sep_str(pinfo->cinfo, COL_INFO, first ? "" : "; ", text);
    col_set_fence(pinfo->cinfo, COL_INFO);
}

/* A frame's parts */

static void add_type(proto_tree *tree, tvbuff_t *tvb, const ykc_frame *frame, const ykc_header_part *part, const char *name)
{
    char text[TITLE_SIZE + sizeof " (0xFF)"];

    if (tree == NULL)
        return;
    snprintf(text, sizeof text, "%s (0x%02X)", name, frame->type);
    ykc_fields_add_as(tree, tvb, part->at, part->field, frame->bytes + part->at, text);
}

static void add_header(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const ykc_frame *frame, const ykc_reading *reading,
                       const char *name)
{
    ykc_header_part parts[YKC_HEADER_PARTS_MAX];
    size_t count = ykc_header_layout((ykc_form)frame->form, parts);
    int at_type = ykc_frame_form_of(frame)->at_type;
    proto_item *item;

    for (size_t i = 0; i < count; i++) {
        const ykc_header_part *part = &parts[i];

        if (part->field == &ykc_header_type) {
            add_type(tree, tvb, frame, part, name);
            continue;
        }
        item = ykc_fields_add(tree, tvb, part->at, part->field, frame->bytes + part->at);
        if (part->field == &ykc_header_encryption && reading->plain_under_flag)
            expert_add_info(pinfo, item, &ei_wrong_flag);
    }
    ykc_fields_add_generated(tree, tvb, at_type, &ykc_header_direction, ykc_catalog_direction(reading->dialect, frame->type));
    item = ykc_fields_add_generated(tree, tvb, at_type, &ykc_header_dialect, reading->dialect);
    if (reading->foreign && reading->message != NULL && reading->message->origin.en != NULL)
        expert_add_info_format(pinfo, item, &ei_foreign, "A layout of %s", ykc_shown(&reading->message->origin));
    else if (reading->foreign)
        expert_add_info(pinfo, item, &ei_foreign);
}

/* Where the bytes of the body are, from offset @p at on: the plain text of an encrypted one is a data source of its own. */
static tvbuff_t *body_source(tvbuff_t *tvb, packet_info *pinfo, const ykc_frame *frame, int *at)
{
    tvbuff_t *plain;

    *at = ykc_frame_form_of(frame)->header;
    if (frame->opening != YKC_OPENED || frame->body_length == 0)
        return tvb;
    *at = 0;
    plain = tvb_new_child_real_data(tvb, frame->body, frame->body_length, frame->body_length);
    add_new_data_source(pinfo, plain, "Decrypted YKC body");
    return plain;
}

/* The fields, and what is left of the body behind them; the body begins at @p at. */
static void add_legible_body(proto_tree *tree, tvbuff_t *tvb, int at, packet_info *pinfo, proto_item *frame_item,
                             const ykc_frame *frame, const ykc_reading *reading)
{
    bool is_sound = frame->crc_status != YKC_CRC_BAD;
    size_t known = ykc_fields_add_body(pinfo, is_sound, tree, tvb, at, reading->message, frame->body, frame->body_length);
    int rest_at = at + (int)known;
    int rest = frame->body_length - (int)known;
    proto_item *item = frame_item;

    if (reading->fit == YKC_FIT_SHORT) {
        if (rest > 0)
            item = proto_tree_add_item(tree, hf_cut_off, tvb, rest_at, rest, ENC_NA);
        expert_add_info_format(pinfo, item, &ei_body_short, "The body ends after %u of %u bytes", frame->body_length,
                               (unsigned)ykc_message_size(reading->message));
    } else if (rest > 0) {
        item = proto_tree_add_item(tree, hf_extra, tvb, rest_at, rest, ENC_NA);
        expert_add_info_format(pinfo, item, &ei_extra, "%d bytes after the last field", rest);
    }
}

static void add_body(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, proto_item *frame_item, const ykc_frame *frame,
                     const ykc_reading *reading)
{
    int header = ykc_frame_form_of(frame)->header;
    proto_item *item = frame_item;
    tvbuff_t *source;
    int at;

    if (frame->opening == YKC_OPENED)
        proto_tree_add_item(tree, hf_ciphertext, tvb, header, frame->size - header - YKC_FRAME_CRC, ENC_NA);
    source = body_source(tvb, pinfo, frame, &at);
    if (ykc_reading_is_legible(reading)) {
        add_legible_body(tree, source, at, pinfo, frame_item, frame, reading);
        return;
    }
    if (frame->body_length > 0)
        item =
            proto_tree_add_item(tree, reading->encrypted ? hf_encrypted_body : hf_body, source, at, frame->body_length, ENC_NA);
    expert_add_info(pinfo, item, reading->no_key_fits ? &ei_no_key_fits : reading->encrypted ? &ei_encrypted : &ei_type_unknown);
}

static proto_item *add_checksum_item(proto_tree *tree, tvbuff_t *tvb, const ykc_frame *frame, bool check)
{
    int at = frame->size - YKC_FRAME_CRC;
    char text[TITLE_SIZE];
    proto_item *item;
    proto_tree *crc_tree;

    snprintf(text, sizeof text, "0x%04X [%s]", frame->crc,
             check ? ykc_shown(ykc_names_find(&ykc_crc_status_names, frame->crc_status)) : "unverified");
    item = ykc_fields_add_as(tree, tvb, at, &ykc_header_crc, frame->bytes + at, text);
    if (check) {
        crc_tree = proto_item_add_subtree(item, ett_crc);
        ykc_fields_add_generated(crc_tree, tvb, at, &ykc_header_crc_status, frame->crc_status);
        ykc_fields_add_generated(crc_tree, tvb, at, &ykc_header_crc_computed, frame->crc_computed);
    }
    return item;
}

static void add_checksum(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const ykc_frame *frame)
{
    static expert_field *const remarks[] = {
        [YKC_CRC_GOOD] = NULL,
        [YKC_CRC_SWAPPED] = &ei_crc_swapped,
        [YKC_CRC_TABLE] = &ei_crc_table,
        [YKC_CRC_BAD] = &ei_crc_bad,
    };
    bool check = ykc_preferences_current()->check_crc;
    proto_item *item = NULL;

    if (tree != NULL)
        item = add_checksum_item(tree, tvb, frame, check);
    if (check && remarks[frame->crc_status] != NULL)
        expert_add_info(pinfo, item, remarks[frame->crc_status]);
}

/* Frames and what is between them */

/* The key facts of a frame, in one line. */
static void summarise(const ykc_frame *frame, const ykc_reading *reading, char *text)
{
    static const ykc_label encrypted = LABEL("加密", "encrypted");
    const ykc_preferences *preferences = ykc_preferences_current();
    const ykc_label *elsewhere;

    if (ykc_reading_is_legible(reading)) {
        ykc_summary(reading->message, frame->body, frame->body_length, preferences->language, !preferences->mask_passwords, text);
        return;
    }
    elsewhere = reading->message == NULL ? ykc_foreign_find(frame->type) : NULL;
    if (elsewhere != NULL)
        snprintf(text, YKC_SUMMARY_SIZE, "0x%02X, %s", frame->type, ykc_shown(elsewhere));
    else if (reading->message == NULL)
        snprintf(text, YKC_SUMMARY_SIZE, "0x%02X", frame->type);
    else
        g_strlcpy(text, ykc_shown(&encrypted), YKC_SUMMARY_SIZE);
}

/* @p tvb has exactly the frame's bytes; @p ordinal is its place among the frames of the packet. */
static void dissect_frame(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, const ykc_frame *frame, uint32_t ordinal)
{
    static const ykc_label unknown = LABEL("未知帧类型", "Unknown frame type");
    ykc_reading reading = ykc_read_frame(frame);
    const char *name = ykc_shown(reading.message != NULL ? &reading.message->label : &unknown);
    char summary[YKC_SUMMARY_SIZE] = "";
    proto_item *item;
    proto_tree *ykc_tree;

    if (col_get_writable(pinfo->cinfo, COL_INFO) || proto_field_is_referenced(tree, proto_ykc)) {
        char text[COLUMN_TEXT_SIZE];

        summarise(frame, &reading, summary);
        snprintf(text, sizeof text, "%s%s%s%s", name, summary[0] != '\0' ? " " : "", summary,
                 ykc_preferences_current()->check_crc && frame->crc_status == YKC_CRC_BAD ? " [checksum wrong]" : "");
        append_to_columns(pinfo, text);
    }
    item = proto_tree_add_protocol_format(tree, proto_ykc, tvb, 0, frame->size, PROTOCOL_NAME ", %s%s%s", name,
                                          summary[0] != '\0' ? ", " : "", summary);
    ykc_tree = proto_item_add_subtree(item, ett_ykc);
    add_header(ykc_tree, tvb, pinfo, frame, &reading, name);
    add_body(ykc_tree, tvb, pinfo, item, frame, &reading);
    add_checksum(ykc_tree, tvb, pinfo, frame);
    if (tree != NULL)
        ykc_links_add(pinfo, tvb, ykc_tree, &reading, ordinal);
    /* For the menus, which are about the packet whose details are shown. */
    if (tree != NULL && PTREE_DATA(tree)->visible)
        ykc_subject_note(pinfo, frame, &reading, ordinal);
    ykc_verdict_add(pinfo, tvb, item, ykc_tree, ordinal);
    ykc_taps_frame(pinfo, tvb, frame, &reading, ordinal);
}

/* Bytes without a meaning get a tree of their own, beside those of the frames. */
static void dissect_bytes(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, int hf, const char *of, expert_field *remark)
{
    char what[TITLE_SIZE], text[TITLE_SIZE + 2];
    int length = (int)tvb_captured_length(tvb);
    proto_item *item;

    snprintf(what, sizeof what, "%d byte%s of %s", length, length == 1 ? "" : "s", of);
    snprintf(text, sizeof text, "[%s]", what);
    append_to_columns(pinfo, text);
    item = proto_tree_add_protocol_format(tree, proto_ykc, tvb, 0, length, PROTOCOL_NAME ", %s", what);
    item = proto_tree_add_item(proto_item_add_subtree(item, ett_ykc), hf, tvb, 0, length, ENC_NA);
    expert_add_info(pinfo, item, remark);
}

/* The packet was longer than what the capture kept of it. */
static void note_not_captured(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree)
{
    int at = (int)tvb_captured_length(tvb);
    unsigned missing = tvb_reported_length(tvb) - tvb_captured_length(tvb);
    char text[TITLE_SIZE];
    proto_item *item;

    ykc_streams_truncated(pinfo);
    snprintf(text, sizeof text, "[%u byte%s not captured]", missing, missing == 1 ? "" : "s");
    append_to_columns(pinfo, text);
    item = proto_tree_add_protocol_format(tree, proto_ykc, tvb, at, 0, PROTOCOL_NAME ", %s", text);
    expert_add_info(pinfo, item, &ei_not_captured);
}

/* Streams */

/* Bytes from the first on about which the scanner has decided. */
static size_t decided(const uint8_t *bytes, size_t length)
{
    size_t done = 0, used;
    ykc_frame frame;

    while (done < length && ykc_frame_scan(bytes + done, length - done, ykc_catalog_fits, &frame, &used) != YKC_SCAN_MORE)
        done += used;
    return done;
}

/*
 * Bytes from the first on that can be shown now; the others are asked for again, with the next segment.
 *
 * These are the decided ones, unless bytes behind them were needed for the decision, as with a frame whose checksum is wrong.
 * Then such a frame has to wait together with the bytes that decided about it. For TCP cuts what it has put together at the
 * place that it is told, and shows the first piece alone when the packet is visited again. And it cannot cut where nothing of
 * the newest segment is in the first piece; a first piece that decides about itself always has something of it, or it would have
 * been shown before.
 */
static size_t settled(const uint8_t *bytes, size_t length)
{
    size_t end = decided(bytes, length);

    while (end < length) {
        length = end;
        end = decided(bytes, length);
    }
    return end;
}

/*
 * Show what the first of @p length bytes are, that begin at @p offset in @p tvb.
 *
 * Returns how many they are. Bytes that the scanner wants more of will get no more.
 */
static size_t dissect_next(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, const void *data, size_t offset,
                           const uint8_t *bytes, size_t length)
{
    uint32_t ordinal;
    ykc_frame frame, other;
    size_t used, more;
    ykc_scan found = ykc_frame_scan(bytes, length, ykc_catalog_fits, &frame, &used);

    if (found == YKC_SCAN_MORE)
        used = length;
    /* A run of garbage may be told in pieces, and is shown as one. */
    while (found == YKC_SCAN_GARBAGE && used < length &&
           ykc_frame_scan(bytes + used, length - used, ykc_catalog_fits, &other, &more) == YKC_SCAN_GARBAGE)
        used += more;

    tvb = tvb_new_subset_length(tvb, (int)offset, (int)used);
    switch (found) {
    case YKC_SCAN_FRAME:
        ordinal = ykc_streams_next_index(pinfo);
        ykc_dialects_note(pinfo, &frame, ordinal);
        ykc_keys_open(pinfo, &frame, ordinal);
        ykc_streams_frame(pinfo, data, &frame, ordinal);
        dissect_frame(tvb, pinfo, tree, &frame, ordinal);
        break;
    case YKC_SCAN_GARBAGE:
        ykc_streams_garbage(pinfo, data, used);
        /* When segments are not put together it may well be the rest of a frame: nobody is to blame. */
        dissect_bytes(tvb, pinfo, tree, hf_garbage, "garbage", pinfo->can_desegment ? &ei_garbage : &ei_garbage_alone);
        break;
    case YKC_SCAN_MORE:
        dissect_bytes(tvb, pinfo, tree, hf_fragment, "an incomplete frame", &ei_fragment);
        break;
    }
    return used;
}

static int dissect_ykc(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data)
{
    size_t captured = tvb_captured_length(tvb);
    const uint8_t *bytes = tvb_get_ptr(tvb, 0, (int)captured);
    size_t end = pinfo->can_desegment ? settled(bytes, captured) : captured;

    ykc_streams_bytes(pinfo, data, captured);
    for (size_t offset = 0; offset < end;)
        offset += dissect_next(tvb, pinfo, tree, data, offset, bytes + offset, end - offset);
    ykc_streams_dissected(pinfo, data, end);
    if (end < captured) {
        pinfo->desegment_offset = (int)end;
        pinfo->desegment_len = DESEGMENT_ONE_MORE_SEGMENT;
    } else if (tvb_reported_length(tvb) > captured) {
        note_not_captured(tvb, pinfo, tree);
    }
    return (int)captured;
}

/* Inside TLS: what is handed over there is not TCP's, and the life of the connection is not observed. */
static int dissect_ykc_in_tls(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    return dissect_ykc(tvb, pinfo, tree, NULL);
}

/* A connection on any port is YKC's if it begins with a whole frame beyond doubt; then all that follows is. */
static ykc_wireshark_bool dissect_ykc_heuristically(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data)
{
    size_t length = tvb_captured_length(tvb);

    if (length == 0 || !ykc_frame_claims(tvb_get_ptr(tvb, 0, (int)length), length, ykc_catalog_fits))
        return FALSE;
    /* Not for the packets before: they must look the same when they are visited again. */
    conversation_set_dissector_from_frame_number(find_or_create_conversation(pinfo), pinfo->num, ykc_handle);
    dissect_ykc(tvb, pinfo, tree, data);
    return TRUE;
}

/* Registration */

static void register_fields(void)
{
    /* clang-format off */
    static hf_register_info infos[] = {
        { &hf_body,
          { "Body", "ykc.body", FT_BYTES, BASE_NONE, NULL, 0, "The body of a frame of unknown type", HFILL }},
        { &hf_encrypted_body,
          { "Encrypted body", "ykc.encrypted_body", FT_BYTES, BASE_NONE, NULL, 0, NULL, HFILL }},
        { &hf_ciphertext,
          { "Ciphertext", "ykc.ciphertext", FT_BYTES, BASE_NONE, NULL, 0, "An encrypted body that a key opened", HFILL }},
        { &hf_extra,
          { "Extra bytes", "ykc.extra", FT_BYTES, BASE_NONE, NULL, 0, "What a body has after its last field", HFILL }},
        { &hf_cut_off,
          { "Cut-off field", "ykc.cut_off", FT_BYTES, BASE_NONE, NULL, 0,
            "The bytes of a field that is longer than the rest of its body", HFILL }},
        { &hf_fragment,
          { "Incomplete frame", "ykc.fragment", FT_BYTES, BASE_NONE, NULL, 0, "A frame whose rest is not there", HFILL }},
        { &hf_garbage,
          { "Garbage", "ykc.garbage", FT_BYTES, BASE_NONE, NULL, 0, "Bytes of the stream that belong to no frame", HFILL }},
    };
    /* clang-format on */
    static int *const trees[] = {
        &ett_ykc,
        &ett_crc,
    };

    ykc_fields_register(proto_ykc);
    proto_register_field_array(proto_ykc, infos, G_N_ELEMENTS(infos));
    proto_register_subtree_array(trees, G_N_ELEMENTS(trees));
}

static void register_expert_items(void)
{
    /* clang-format off */
    static ei_register_info infos[] = {
        { &ei_crc_bad,
          { "ykc.crc.bad", PI_CHECKSUM, PI_ERROR, "Wrong checksum", EXPFILL }},
        { &ei_crc_swapped,
          { "ykc.crc.swapped", PI_CHECKSUM, PI_NOTE, "Checksum sent high byte first", EXPFILL }},
        { &ei_crc_table,
          { "ykc.crc.table", PI_CHECKSUM, PI_WARN, "Checksum by the misprinted table of V1.4 and V1.5", EXPFILL }},
        { &ei_type_unknown,
          { "ykc.type.unknown", PI_UNDECODED, PI_WARN, "No version has a frame of this type", EXPFILL }},
        { &ei_foreign,
          { "ykc.dialect.foreign", PI_ASSUMPTION, PI_NOTE, "A layout of another version than the connection's", EXPFILL }},
        { &ei_encrypted,
          { "ykc.encrypted_body.present", PI_DECRYPTION, PI_NOTE, "The body is encrypted", EXPFILL }},
        { &ei_no_key_fits,
          { "ykc.encrypted_body.no_key_fits", PI_DECRYPTION, PI_NOTE, "The body is encrypted, and no key given opens it",
            EXPFILL }},
        { &ei_wrong_flag,
          { "ykc.encryption.wrong", PI_DECRYPTION, PI_NOTE, "Plain text under an encryption flag", EXPFILL }},
        { &ei_extra,
          { "ykc.extra.present", PI_UNDECODED, PI_NOTE, "Bytes after the last field", EXPFILL }},
        { &ei_body_short,
          { "ykc.body_short", PI_MALFORMED, PI_ERROR, "The body ends before its fields do", EXPFILL }},
        { &ei_fragment,
          { "ykc.fragment.present", PI_REASSEMBLE, PI_NOTE,
            "The rest of this frame is not there: segments are not reassembled, or were not captured whole", EXPFILL }},
        { &ei_not_captured,
          { "ykc.not_captured", PI_REASSEMBLE, PI_NOTE, "The capture has only the first bytes of this packet", EXPFILL }},
        { &ei_garbage,
          { "ykc.garbage.present", PI_MALFORMED, PI_ERROR, "Bytes that belong to no frame", EXPFILL }},
        { &ei_garbage_alone,
          { "ykc.garbage.not_reassembled", PI_REASSEMBLE, PI_NOTE,
            "Bytes that belong to no frame by themselves; segments are not reassembled", EXPFILL }},
    };
    /* clang-format on */

    expert_register_field_array(expert_register_protocol(proto_ykc), infos, G_N_ELEMENTS(infos));
}

void ykc_register_protocol(void)
{
    proto_ykc = proto_register_protocol(PROTOCOL_NAME, "YKC", "ykc");
    /* A named handle: TLS takes no other. */
    ykc_handle = register_dissector("ykc", dissect_ykc, proto_ykc);
    ykc_tls_handle = register_dissector("ykc_tls", dissect_ykc_in_tls, proto_ykc);
    register_fields();
    register_expert_items();
    ykc_links_register(proto_ykc);
    ykc_verdict_register(proto_ykc);
    ykc_streams_register(proto_ykc);
    ykc_subject_register(proto_ykc);
    ykc_taps_register(proto_ykc);
    ykc_preferences_register(proto_ykc);
    ykc_dialects_register();
}

void ykc_register_handoff(void)
{
    dissector_add_uint_range_with_preference("tcp.port", TCP_PORTS, ykc_handle);
    dissector_add_for_decode_as("tls.port", ykc_tls_handle);
    heur_dissector_add("tcp", dissect_ykc_heuristically, "YKC over TCP", "ykc_tcp", proto_ykc, HEURISTIC_ENABLE);
}
