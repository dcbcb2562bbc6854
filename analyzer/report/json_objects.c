/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "json_objects.h"

#include "catalog/catalog.h"
#include "catalog/dialect.h"
#include "figures.h"
#include "flow/phrases.h"
#include "identity.h"
#include "json.h"
#include "side.h"

enum { SCALED_DECIMALS = 4, MICROSECOND_DECIMALS = 6, NS_PER_US = 1000 };

/* The capture is named only where there are several. */
static void member_file(yajl_gen json, const report_context *context, const char *key, uint32_t file)
{
    char *const *names = context->names;

    if (names[0] != NULL && names[1] != NULL)
        json_member_string(json, key, names[file]);
}

static void member_time(yajl_gen json, const char *key, ykc_time_us time)
{
    json_member_time(json, key, time * NS_PER_US);
}

static void members_place(yajl_gen json, const report_context *context, const ykc_place *place)
{
    member_file(json, context, "file", place->file);
    json_member_number(json, "frame", (int64_t)place->packet);
    json_member_number(json, "index", place->index);
}

static void members_charge(yajl_gen json, const uint8_t *pile, uint8_t gun, const uint8_t *serial)
{
    if (pile != NULL)
        json_member_hex(json, "pile", pile, YKC_PILE_SIZE);
    if (gun != 0)
        json_member_number(json, "gun", gun);
    if (serial != NULL)
        json_member_hex(json, "transaction", serial, YKC_SERIAL_SIZE);
}

static void member_decimal(yajl_gen json, const char *key, int64_t number, unsigned decimals)
{
    g_autofree char *digits = figures_decimal(number, decimals);

    json_member_string(json, key, digits);
}

static void member_phrase(yajl_gen json, const report_context *context, const char *key, const ykc_phrase *phrase)
{
    char words[YKC_PHRASE_SIZE];

    ykc_phrase_write(phrase, context->options->data_language, words);
    if (words[0] != '\0')
        json_member_string(json, key, words);
}

static const char *direction_name(ykc_direction direction)
{
    return direction == YKC_UP ? "up" : "down";
}

void json_object_capture(yajl_gen json, const report_context *context, uint32_t file, const capture_info *info)
{
    json_member_string(json, "file", context->names[file]);
    json_member_number(json, "packets", (int64_t)info->packets);
    json_member_number(json, "bytes", (int64_t)info->bytes);
    if (info->packets > 0) {
        json_member_time(json, "first_time", info->first_time_ns);
        json_member_time(json, "last_time", info->last_time_ns);
    }
    json_member_string(json, "link_type", info->link_name);
    json_member_bool(json, "cut_off", info->cut_off);
}

static void list_piles(yajl_gen json, const ykc_connection_report *flow)
{
    char pile[IDENTITY_PILE_SIZE];

    json_key(json, "piles");
    yajl_gen_array_open(json);
    for (size_t i = 0; i < flow->pile_count; i++) {
        identity_pile(flow->piles[i], pile);
        json_string(json, pile);
    }
    yajl_gen_array_close(json);
}

static void list_gaps(yajl_gen json, const report_context *context, const report_connection *connection)
{
    json_key(json, "gaps");
    yajl_gen_array_open(json);
    for (size_t i = 0; i < connection->gap_count; i++) {
        const report_gap *gap = &connection->gaps[i];

        yajl_gen_map_open(json);
        member_file(json, context, "file", gap->place.file);
        json_member_number(json, "frame", (int64_t)gap->place.packet);
        json_member_string(json, "direction", direction_name(gap->direction));
        json_member_number(json, "bytes", (int64_t)gap->bytes);
        yajl_gen_map_close(json);
    }
    yajl_gen_array_close(json);
    if (connection->flow->gaps > connection->gap_count)
        json_member_number(json, "gaps_not_listed", (int64_t)(connection->flow->gaps - connection->gap_count));
}

void json_object_connection(yajl_gen json, const report_context *context, const report_connection *connection)
{
    const ykc_connection_report *flow = connection->flow;

    json_member_number(json, "id", flow->id);
    json_member_string(json, "pile_address", connection->pile_address);
    json_member_string(json, "platform_address", connection->platform_address);
    member_time(json, "opened", flow->opened.time);
    if (flow->is_closed)
        member_time(json, "closed", flow->closed.time);
    json_member_bool(json, "midstream", flow->midstream);
    json_member_bool(json, "one_way", flow->one_way);
    json_member_string(json, "dialect", ykc_dialect_name(flow->dialect));
    list_piles(json, flow);
    json_member_number(json, "frames_up", (int64_t)flow->frames[connection->pile_end]);
    json_member_number(json, "frames_down", (int64_t)flow->frames[!connection->pile_end]);
    json_member_number(json, "garbage_bytes", (int64_t)flow->garbage_bytes);
    list_gaps(json, context, connection);
}

/* The last of several may be in another capture than the first. */
static void members_last(yajl_gen json, const report_context *context, const ykc_place *first, const ykc_place *last,
                         uint64_t count)
{
    if (count > 1) {
        if (last->file != first->file)
            member_file(json, context, "last_file", last->file);
        json_member_number(json, "last_frame", (int64_t)last->packet);
        member_time(json, "last_time", last->time);
    }
    json_member_number(json, "count", (int64_t)count);
}

static void list_steps(yajl_gen json, const report_context *context, const ykc_session *session)
{
    json_key(json, "steps");
    yajl_gen_array_open(json);
    for (unsigned i = 0; i < session->step_count; i++) {
        const ykc_session_step *step = &session->steps[i];

        yajl_gen_map_open(json);
        if (step->step != 0)
            json_member_number(json, "step", step->step);
        json_member_code(json, "code", step->code);
        members_place(json, context, &step->first);
        member_time(json, "time", step->first.time);
        json_member_string(json, "direction", direction_name(ykc_catalog_direction(0, step->code)));
        members_last(json, context, &step->first, &step->last, step->count);
        yajl_gen_map_close(json);
    }
    yajl_gen_array_close(json);
}

static void members_outcome(yajl_gen json, const ykc_session *session)
{
    if (session->has_energy)
        member_decimal(json, "energy_kwh", session->energy_1e4kwh, SCALED_DECIMALS);
    if (session->has_amount)
        member_decimal(json, "amount_yuan", session->amount_1e4yuan, SCALED_DECIMALS);
    if (session->outcome != YKC_OUTCOME_OPEN)
        member_decimal(json, "duration_s", session->ended.time - session->started.time, MICROSECOND_DECIMALS);
    if (session->has_soc) {
        json_member_number(json, "soc_start", session->soc_start);
        json_member_number(json, "soc_end", session->soc_end);
    }
    if (session->has_stop_reason)
        json_member_number(json, "stop_reason", session->stop_reason);
}

void json_object_session(yajl_gen json, const report_context *context, const ykc_session *session)
{
    json_member_number(json, "id", session->id);
    json_member_string(json, "flow", ykc_flow_name(session->flow));
    json_key(json, "connections");
    yajl_gen_array_open(json);
    for (unsigned i = 0; i < session->connection_count; i++)
        json_number(json, session->connections[i]);
    yajl_gen_array_close(json);
    members_charge(json, session->has_pile ? session->pile : NULL, session->gun, session->has_serial ? session->serial : NULL);
    member_time(json, "started", session->started.time);
    if (session->outcome != YKC_OUTCOME_OPEN)
        member_time(json, "ended", session->ended.time);
    json_member_string(json, "outcome", ykc_outcome_name(session->outcome));
    list_steps(json, context, session);
    members_outcome(json, session);
}

/* What the finding is about: where in which flow, on which connection, of which charge. */
static void members_subject(yajl_gen json, const ykc_finding *finding)
{
    if (finding->flow != YKC_FLOW_NONE)
        json_member_string(json, "flow", ykc_flow_name(finding->flow));
    if (finding->step != 0)
        json_member_number(json, "step", finding->step);
    if (finding->connection != 0)
        json_member_number(json, "connection", finding->connection);
    if (finding->session != 0)
        json_member_number(json, "session", finding->session);
    members_charge(json, finding->has_pile ? finding->pile : NULL, finding->gun, finding->has_serial ? finding->serial : NULL);
}

static void list_related(yajl_gen json, const report_context *context, const ykc_finding *finding)
{
    json_key(json, "related");
    yajl_gen_array_open(json);
    for (unsigned i = 0; i < finding->related_count; i++) {
        const ykc_related *related = &finding->related[i];

        yajl_gen_map_open(json);
        members_place(json, context, &related->place);
        json_member_string(json, "what", ykc_relation_words(related->what, context->options->data_language));
        yajl_gen_map_close(json);
    }
    yajl_gen_array_close(json);
}

void json_object_finding(yajl_gen json, const report_context *context, const ykc_finding *finding)
{
    const ykc_rule *rule = finding->rule;

    json_member_string(json, "rule", rule->id);
    json_member_string(json, "severity", ykc_severity_name(finding->severity));
    json_member_string(json, "certainty", ykc_certainty_name(finding->certainty));
    members_subject(json, finding);
    if (finding->code != 0)
        json_member_code(json, "code", finding->code);
    if (side_name(side_of(finding).kind) != NULL)
        json_member_string(json, "side", side_name(side_of(finding).kind));
    if (finding->place.packet != 0) {
        members_place(json, context, &finding->place);
        member_time(json, "time", finding->place.time);
    }
    members_last(json, context, &finding->place, &finding->last, finding->count);
    list_related(json, context, finding);
    json_member_string(json, "message", ykc_label_in(&rule->meaning, context->options->data_language));
    member_phrase(json, context, "expected", &finding->expected);
    member_phrase(json, context, "seen", &finding->seen);
    if (rule->section[0] != '\0')
        json_member_string(json, "spec", rule->section);
}

void json_object_tool(yajl_gen json)
{
    json_member_string(json, "name", "ykcflow");
    json_member_string(json, "version", YKC_VERSION);
}

static void add_count(yajl_gen json, const char *key, uint64_t count)
{
    if (count > 0)
        json_member_number(json, key, (int64_t)count);
}

/* What was given up because too much was held back. */
static void add_limited(yajl_gen json, const intake_totals *read)
{
    if (read->forgotten + read->gaps_limited + read->fragments_limited + read->unrecognised == 0)
        return;
    json_string(json, "limited");
    yajl_gen_map_open(json);
    json_member_number(json, "connections", (int64_t)read->forgotten);
    json_member_number(json, "gaps", (int64_t)read->gaps_limited);
    json_member_number(json, "datagrams", (int64_t)read->fragments_limited);
    json_member_number(json, "unrecognised", (int64_t)read->unrecognised);
    yajl_gen_map_close(json);
}

void json_object_summary(yajl_gen json, const report_totals *totals)
{
    json_member_number(json, "errors", (int64_t)totals->findings[YKC_ERROR]);
    json_member_number(json, "warnings", (int64_t)totals->findings[YKC_WARNING]);
    json_member_number(json, "notes", (int64_t)totals->findings[YKC_NOTE]);
    json_member_number(json, "sessions", (int64_t)totals->sessions);
    json_member_number(json, "frames", (int64_t)totals->read.frames);
    json_member_number(json, "packets", (int64_t)totals->packets);
    add_count(json, "left_out", totals->read.left_out);
    add_count(json, "captured_twice", totals->read.captured_twice);
    add_limited(json, &totals->read);
}
