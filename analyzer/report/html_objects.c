/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "html_objects.h"

#include <string.h>

#include "catalog/types.h"
#include "catalog/value.h"
#include "figures.h"
#include "flow/phrases.h"
#include "held.h"
#include "html_bill.h"
#include "identity.h"
#include "json.h"
#include "ladder.h"
#include "order.h"
#include "pseudonym.h"
#include "side.h"
#include "steps.h"
#include "text.h"
#include "wire/bytes.h"

enum { SCALED_DECIMALS = 4 };

/* A text in both languages. */
static void pair(yajl_gen json, const char *english, const char *chinese)
{
    yajl_gen_array_open(json);
    json_string(json, english);
    json_string(json, chinese);
    yajl_gen_array_close(json);
}

static void member_pair(yajl_gen json, const char *key, const char *english, const char *chinese)
{
    json_key(json, key);
    pair(json, english, chinese);
}

static void member_label(yajl_gen json, const char *key, const ykc_label *label)
{
    member_pair(json, key, label->en, label->zh);
}

static void member_phrase(yajl_gen json, const char *key, const ykc_phrase *phrase)
{
    char english[YKC_PHRASE_SIZE], chinese[YKC_PHRASE_SIZE];

    ykc_phrase_write(phrase, YKC_ENGLISH, english);
    ykc_phrase_write(phrase, YKC_CHINESE, chinese);
    if (english[0] != '\0')
        member_pair(json, key, english, chinese);
}

static void member_decimal(yajl_gen json, const char *key, int64_t number, unsigned decimals)
{
    g_autofree char *digits = figures_decimal(number, decimals);

    json_member_string(json, key, digits);
}

static void members_charge(yajl_gen json, const uint8_t *pile, uint8_t gun, const uint8_t *serial)
{
    char text[MAX(IDENTITY_PILE_SIZE, IDENTITY_SERIAL_SIZE)];

    if (pile != NULL) {
        identity_pile(pile, text);
        json_member_string(json, "pile", text);
    }
    if (gun != 0)
        json_member_number(json, "gun", gun);
    if (serial != NULL) {
        identity_serial(serial, text);
        json_member_string(json, "transaction", text);
    }
}

char *html_place_key(const ykc_place *place)
{
    return g_strdup_printf("%u:%" G_GUINT64_FORMAT ":%u", place->file, place->packet, place->index);
}

/* Where and when; the page finds the frame by the key. */
static void members_place(yajl_gen json, const ykc_place *place)
{
    g_autofree char *key = html_place_key(place);

    json_member_string(json, "key", key);
    json_member_number(json, "file", place->file);
    json_member_number(json, "packet", (int64_t)place->packet);
    json_member_number(json, "index", place->index);
    json_member_number(json, "time", place->time);
}

/* --- Overview --- */

static void list_rules(yajl_gen json, const report_totals *totals)
{
    json_key(json, "rules");
    yajl_gen_array_open(json);
    for (size_t i = 0; i < totals->rule_count; i++) {
        const report_rule_total *total = &totals->rules[i];

        yajl_gen_map_open(json);
        json_member_string(json, "id", total->rule->id);
        json_member_number(json, "severity", total->severity);
        json_member_number(json, "findings", (int64_t)total->findings);
        json_member_number(json, "times", (int64_t)total->occurrences);
        member_label(json, "meaning", &total->rule->meaning);
        member_label(json, "cause", &total->rule->cause);
        json_member_string(json, "section", total->rule->section);
        yajl_gen_map_close(json);
    }
    yajl_gen_array_close(json);
}

static void list_outcomes(yajl_gen json, const report_totals *totals)
{
    json_key(json, "outcomes");
    yajl_gen_array_open(json);
    for (int outcome = 0; outcome < REPORT_OUTCOMES; outcome++) {
        if (totals->outcomes[outcome] == 0)
            continue;
        yajl_gen_map_open(json);
        member_pair(json, "words", ykc_outcome_words((ykc_outcome)outcome, YKC_ENGLISH),
                    ykc_outcome_words((ykc_outcome)outcome, YKC_CHINESE));
        json_member_number(json, "count", (int64_t)totals->outcomes[outcome]);
        yajl_gen_map_close(json);
    }
    yajl_gen_array_close(json);
}

void html_object_overview(yajl_gen json, const report_context *context, const report_totals *totals)
{
    const options *options = context->options;

    json_member_string(json, "version", YKC_VERSION);
    json_member_string(json, "language", options->language == YKC_CHINESE ? "zh" : "en");
    json_member_number(json, "zone", options->zone_minutes);
    json_member_bool(json, "redacted", options->redact != 0);
    json_member_bool(json, "secrets", options->show_secrets != 0);
    json_member_number(json, "packets", (int64_t)totals->packets);
    json_member_number(json, "frames", (int64_t)totals->read.frames);
    json_member_number(json, "connections", (int64_t)totals->connections);
    json_member_number(json, "piles", (int64_t)totals->piles);
    json_member_number(json, "sessions", (int64_t)totals->sessions);
    if (totals->packets > 0) {
        json_member_number(json, "first", totals->first);
        json_member_number(json, "last", totals->last);
    }
    json_key(json, "severities"); /* findings of each, from note to error */
    yajl_gen_array_open(json);
    for (int severity = YKC_NOTE; severity <= YKC_ERROR; severity++)
        json_number(json, (int64_t)totals->findings[severity]);
    yajl_gen_array_close(json);
    list_outcomes(json, totals);
    list_rules(json, totals);
}

void html_object_capture(yajl_gen json, const report_context *context, uint32_t file, const capture_info *info)
{
    enum { NS_PER_US = 1000 };

    json_member_number(json, "file", file);
    json_member_string(json, "name", context->short_names[file]);
    json_member_number(json, "packets", (int64_t)info->packets);
    json_member_string(json, "link", info->link_name);
    json_member_bool(json, "cut_off", info->cut_off);
    if (info->packets > 0)
        json_member_number(json, "first", info->first_time_ns / NS_PER_US);
}

/* --- Findings --- */

static void member_side(yajl_gen json, const ykc_finding *finding)
{
    side side = side_of(finding);
    g_autofree char *english = side_describe(&side, YKC_ENGLISH), *chinese = side_describe(&side, YKC_CHINESE);

    if (side.kind == SIDE_UNKNOWN)
        return;
    json_member_string(json, "side", side_name(side.kind));
    member_pair(json, "side_words", english, chinese);
}

static void member_step(yajl_gen json, const ykc_finding *finding)
{
    g_autofree char *english = steps_describe(finding, YKC_ENGLISH), *chinese = steps_describe(finding, YKC_CHINESE);

    if (english == NULL)
        return;
    member_pair(json, "step", english, chinese);
    if (finding->step != 0) {
        const char *flow = ykc_flow_words(finding->flow, YKC_ENGLISH), *flow_zh = ykc_flow_words(finding->flow, YKC_CHINESE);
        g_autofree char *short_english = text_format(TEXT_STEP, YKC_ENGLISH, flow, finding->step);
        g_autofree char *short_chinese = text_format(TEXT_STEP, YKC_CHINESE, flow_zh, finding->step);

        member_pair(json, "step_short", short_english, short_chinese);
    }
}

static void list_related(yajl_gen json, const ykc_finding *finding)
{
    json_key(json, "related");
    yajl_gen_array_open(json);
    for (unsigned i = 0; i < finding->related_count; i++) {
        const ykc_related *related = &finding->related[i];

        yajl_gen_map_open(json);
        members_place(json, &related->place);
        member_pair(json, "what", ykc_relation_words(related->what, YKC_ENGLISH), ykc_relation_words(related->what, YKC_CHINESE));
        yajl_gen_map_close(json);
    }
    yajl_gen_array_close(json);
}

void html_object_finding(yajl_gen json, const ykc_finding *finding)
{
    json_member_number(json, "id", (int64_t)finding->id);
    json_member_string(json, "rule", finding->rule->id);
    json_member_number(json, "severity", finding->severity);
    json_member_bool(json, "possible", finding->certainty == YKC_POSSIBLE);
    member_side(json, finding);
    member_step(json, finding);
    members_charge(json, finding->has_pile ? finding->pile : NULL, finding->gun, finding->has_serial ? finding->serial : NULL);
    json_member_number(json, "connection", finding->connection);
    json_member_number(json, "session", finding->session);
    if (finding->place.packet != 0)
        members_place(json, &finding->place);
    json_member_number(json, "count", (int64_t)finding->count);
    if (finding->count > 1) {
        json_key(json, "last");
        yajl_gen_map_open(json);
        members_place(json, &finding->last);
        yajl_gen_map_close(json);
    }
    list_related(json, finding);
    member_phrase(json, "expected", &finding->expected);
    member_phrase(json, "seen", &finding->seen);
    member_label(json, "consequence", ykc_finding_consequence(finding));
}

/* --- Sessions --- */

static void member_stop_reason(yajl_gen json, uint8_t reason)
{
    ykc_fit fit;
    ykc_item item;
    const ykc_message *record = ykc_catalog_find(YKC_V1_6, YKC_TYPE_RECORD, 0, &fit);
    ykc_value value = {.kind = YKC_VALUE_NUMBER, .raw = reason, .number = reason};
    char english[YKC_VALUE_DESCRIPTION_SIZE], chinese[YKC_VALUE_DESCRIPTION_SIZE];

    if (record == NULL || !ykc_message_field(record, "stop_reason", &item))
        return;
    ykc_value_describe(item.field, &value, YKC_ENGLISH, false, english);
    ykc_value_describe(item.field, &value, YKC_CHINESE, false, chinese);
    member_pair(json, "stop_reason", english, chinese);
}

static void members_amounts(yajl_gen json, const ykc_session *session)
{
    if (session->has_energy)
        member_decimal(json, "energy", session->energy_1e4kwh, SCALED_DECIMALS);
    if (session->has_amount)
        member_decimal(json, "amount", session->amount_1e4yuan, SCALED_DECIMALS);
    if (session->has_soc) {
        json_member_number(json, "soc_start", session->soc_start);
        json_member_number(json, "soc_end", session->soc_end);
    }
    if (session->has_stop_reason)
        member_stop_reason(json, session->stop_reason);
}

void html_object_session(yajl_gen json, const ykc_session *session, const GArray *findings)
{
    g_autofree char *english = order_describe(session, findings, YKC_ENGLISH);
    g_autofree char *chinese = order_describe(session, findings, YKC_CHINESE);

    json_member_number(json, "id", session->id);
    member_pair(json, "flow", ykc_flow_words(session->flow, YKC_ENGLISH), ykc_flow_words(session->flow, YKC_CHINESE));
    json_member_string(json, "outcome", ykc_outcome_name(session->outcome));
    member_pair(json, "outcome_words", ykc_outcome_words(session->outcome, YKC_ENGLISH),
                ykc_outcome_words(session->outcome, YKC_CHINESE));
    members_charge(json, session->has_pile ? session->pile : NULL, session->gun, session->has_serial ? session->serial : NULL);
    json_member_number(json, "started", session->started.time);
    json_member_number(json, "ended", session->ended.time);
    members_amounts(json, session);
    if (english != NULL)
        member_pair(json, "order", english, chinese);
    json_key(json, "findings"); /* ids */
    yajl_gen_array_open(json);
    for (guint i = 0; findings != NULL && i < findings->len; i++)
        json_number(json, (int64_t)g_array_index(findings, held_finding, i).finding.id);
    yajl_gen_array_close(json);
}

static int64_t finding_id(const GArray *findings, guint index)
{
    return (int64_t)g_array_index(findings, held_finding, index).finding.id;
}

static void write_rung(yajl_gen json, const ladder_rung *rung, const GArray *findings)
{
    static const char *const kinds[] = {[LADDER_FRAME] = "frame", [LADDER_LAST] = "last", [LADDER_MISSING] = "missing"};
    g_autofree char *english = steps_name_code(rung->code, YKC_ENGLISH), *chinese = steps_name_code(rung->code, YKC_CHINESE);

    yajl_gen_map_open(json);
    json_member_string(json, "kind", kinds[rung->kind]);
    json_member_number(json, "step", rung->step);
    member_pair(json, "name", english, chinese);
    json_member_bool(json, "up", rung->direction == YKC_UP);
    members_place(json, &rung->place);
    json_member_number(json, "count", (int64_t)rung->count);
    json_member_number(json, "until", rung->last.time);
    json_key(json, "findings");
    yajl_gen_array_open(json);
    if (rung->kind == LADDER_MISSING)
        json_number(json, finding_id(findings, rung->finding));
    for (guint i = 0; rung->findings != NULL && i < rung->findings->len; i++)
        json_number(json, finding_id(findings, g_array_index(rung->findings, guint, i)));
    yajl_gen_array_close(json);
    yajl_gen_map_close(json);
}

static void list_ladder(yajl_gen json, const ykc_session *session, const GArray *findings)
{
    g_autoptr(GArray) ladder = ladder_new(session, findings);

    json_key(json, "ladder");
    yajl_gen_array_open(json);
    for (guint i = 0; i < ladder->len; i++)
        write_rung(json, &g_array_index(ladder, ladder_rung, i), findings);
    yajl_gen_array_close(json);
}

/* Columns: the times, then for each metric that occurs its numbers, null where a report does not have it. */
static void write_series(yajl_gen json, const series_charge *charge)
{
    uint32_t known = 0;

    json_key(json, "series");
    yajl_gen_map_open(json);
    json_member_number(json, "stride", charge->stride);
    json_key(json, "time");
    yajl_gen_array_open(json);
    for (guint i = 0; i < charge->samples->len; i++) {
        json_number(json, g_array_index(charge->samples, series_sample, i).time);
        known |= g_array_index(charge->samples, series_sample, i).known;
    }
    yajl_gen_array_close(json);
    for (int metric = 0; metric < SERIES_METRICS; metric++) {
        if ((known >> metric & 1) == 0)
            continue;
        json_key(json, series_names[metric]);
        yajl_gen_array_open(json);
        for (guint i = 0; i < charge->samples->len; i++) {
            const series_sample *sample = &g_array_index(charge->samples, series_sample, i);

            if (sample->known >> metric & 1)
                json_number(json, sample->values[metric]);
            else
                yajl_gen_null(json);
        }
        yajl_gen_array_close(json);
    }
    yajl_gen_map_close(json);
}

static void write_bill(yajl_gen json, const ykc_session *session)
{
    json_key(json, "bill");
    yajl_gen_map_open(json);
    for (unsigned i = 0; i < session->step_count; i++)
        if (ykc_catalog_role(session->steps[i].code) == YKC_TYPE_RECORD)
            members_place(json, &session->steps[i].last);
    html_object_bill(json, session);
    yajl_gen_map_close(json);
}

void html_object_details(yajl_gen json, const ykc_session *session, const GArray *findings, const series_charge *charge)
{
    list_ladder(json, session, findings);
    if (charge != NULL && charge->samples->len > 0)
        write_series(json, charge);
    if (session->bill != NULL)
        write_bill(json, session);
}

/* --- Frames --- */

/* Which bytes of a body are not to be shown. */
static bool mark_hidden(const ykc_frame *frame, const ykc_reading *reading, bool show_secrets, bool redacted, bool *hidden)
{
    ykc_cursor cursor;
    ykc_item item;
    bool changed = redacted; /* bytes may have been replaced */
    size_t readable = 0;

    if (ykc_reading_is_legible(reading)) {
        cursor = ykc_cursor_start(reading->message, frame->body_length);
        while (ykc_cursor_next(&cursor, &item)) {
            if (show_secrets || !(item.field->flags & YKC_SECRET))
                continue;
            memset(hidden + item.offset, true, item.size);
            changed = true;
        }
        readable = cursor.offset;
    }
    if (redacted)
        memset(hidden + readable, true, frame->body_length - readable);
    return changed;
}

static void append_byte(GString *hex, uint8_t byte, bool hidden)
{
    if (hex->len > 0)
        g_string_append_c(hex, ' ');
    if (hidden)
        g_string_append(hex, "**");
    else
        g_string_append_printf(hex, "%02X", byte);
}

/*
 * The whole frame. The checksum of a frame that is not shown whole would tell something of what is hidden, and that of an opened
 * one belongs to its ciphertext.
 */
static void member_hex(yajl_gen json, const ykc_frame *frame, const ykc_reading *reading, bool show_secrets, bool redacted)
{
    bool hidden[YKC_FRAME_BODY_MAX] = {false};
    bool changed = mark_hidden(frame, reading, show_secrets, redacted, hidden);
    g_autoptr(GString) hex = g_string_new(NULL);

    for (size_t i = 0; i < ykc_frame_form_of(frame)->header; i++)
        append_byte(hex, frame->bytes[i], false);
    for (size_t i = 0; i < frame->body_length; i++)
        append_byte(hex, frame->body[i], hidden[i]);
    append_byte(hex, (uint8_t)frame->crc, changed || frame->opening == YKC_OPENED);
    append_byte(hex, (uint8_t)(frame->crc >> 8), changed || frame->opening == YKC_OPENED);
    json_member_string(json, "hex", hex->str);
}

static void write_field(yajl_gen json, const ykc_field *field, const uint8_t *bytes, size_t size, bool show_secrets, bool is_part)
{
    char english[YKC_VALUE_DESCRIPTION_SIZE], chinese[YKC_VALUE_DESCRIPTION_SIZE];
    ykc_value value;

    ykc_value_decode_sized(field, bytes, size, &value);
    ykc_value_describe(field, &value, YKC_ENGLISH, show_secrets, english);
    ykc_value_describe(field, &value, YKC_CHINESE, show_secrets, chinese);
    yajl_gen_array_open(json);
    pair(json, field->label.en, field->label.zh);
    pair(json, english, chinese);
    json_number(json, is_part);
    yajl_gen_array_close(json);
}

static void list_fields(yajl_gen json, const ykc_frame *frame, const ykc_reading *reading, bool show_secrets)
{
    ykc_cursor cursor;
    ykc_item item;

    json_key(json, "fields");
    yajl_gen_array_open(json);
    if (ykc_reading_is_legible(reading)) {
        cursor = ykc_cursor_start(reading->message, frame->body_length);
        while (ykc_cursor_next(&cursor, &item)) {
            const uint8_t *bytes = frame->body + item.offset;

            write_field(json, item.field, bytes, item.size, show_secrets, false);
            for (size_t i = 0; ykc_value_has_parts(item.field, bytes) && i < item.field->part_count; i++)
                write_field(json, &item.field->parts[i], bytes, item.field->parts[i].size, show_secrets, true);
        }
    }
    yajl_gen_array_close(json);
}

void html_object_frame(yajl_gen json, const stored_frame *stored, bool show_secrets, bool redacted)
{
    const ykc_frame *frame = &stored->frame;
    ykc_reading reading = ykc_read_frame(frame);
    g_autofree char *english = steps_name_code(frame->type, YKC_ENGLISH), *chinese = steps_name_code(frame->type, YKC_CHINESE);

    members_place(json, &stored->place);
    member_pair(json, "name", english, chinese);
    json_member_bool(json, "up", ykc_catalog_direction(reading.dialect, frame->type) == YKC_UP);
    json_member_number(json, "connection", stored->connection);
    json_member_number(json, "sequence", frame->sequence);
    json_member_string(json, "crc", ykc_names_find(&ykc_crc_status_names, frame->crc_status)->en);
    json_member_bool(json, "encrypted", reading.encrypted);
    member_hex(json, frame, &reading, show_secrets, redacted);
    list_fields(json, frame, &reading, show_secrets);
}
