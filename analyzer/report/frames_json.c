/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "catalog/dialect.h"
#include "catalog/value.h"
#include "frames.h"
#include "json.h"

enum { MINUTES_PER_HOUR = 60 };

/* The station time of a value from inside a frame, with the station's offset from UTC. */
static void write_station_time(yajl_gen json, const char *local, int zone_minutes)
{
    char text[YKC_VALUE_TEXT_SIZE + sizeof "+00:00"];
    int minutes = ABS(zone_minutes);

    g_snprintf(text, sizeof text, "%s%c%02d:%02d", local, zone_minutes < 0 ? '-' : '+', minutes / MINUTES_PER_HOUR,
               minutes % MINUTES_PER_HOUR);
    json_string(json, text);
}

static bool is_flag(const ykc_field *field)
{
    return field->bits == 1 && field->names == NULL;
}

static void write_value(yajl_gen json, const options *options, const ykc_field *field, const ykc_value *value)
{
    char text[YKC_VALUE_TEXT_SIZE];

    ykc_value_to_text(field, value, text);
    if (value->kind == YKC_VALUE_TIME)
        write_station_time(json, text, options->zone_minutes);
    else if (value->kind != YKC_VALUE_NUMBER)
        json_string(json, field->flags & YKC_SECRET && !options->show_secrets ? ykc_value_masked(value) : text);
    else if (is_flag(field))
        yajl_gen_bool(json, value->raw != 0);
    else if (field->decimals > 0 || (field->flags & YKC_SHOW_HEX))
        json_string(json, text);
    else
        json_number(json, value->number);
}

/* A field that was not measured is absent. */
static void write_member(yajl_gen json, const options *options, const ykc_field *field, const uint8_t *bytes, size_t size)
{
    ykc_value value;

    ykc_value_decode_sized(field, bytes, size, &value);
    if (value.kind == YKC_VALUE_NOT_MEASURED)
        return;
    json_key(json, field->name);
    write_value(json, options, field, &value);
}

static void write_parts(yajl_gen json, const options *options, const ykc_field *field, const uint8_t *bytes)
{
    if (!ykc_value_has_parts(field, bytes))
        return;
    for (size_t i = 0; i < field->part_count; i++)
        write_member(json, options, &field->parts[i], bytes, field->parts[i].size);
}

/* @p count elements, @p step bytes apart, as a list. */
static void write_list(yajl_gen json, const options *options, const ykc_field *field, const uint8_t *bytes, size_t step,
                       size_t count)
{
    json_key(json, field->name);
    yajl_gen_array_open(json);
    for (size_t i = 0; i < count; i++) {
        ykc_value value;

        ykc_value_decode(field, bytes + i * step, &value);
        write_value(json, options, field, &value);
    }
    yajl_gen_array_close(json);
}

/* A run of fields that do not repeat, from @p offset on; returns where it ends. */
static size_t write_run(yajl_gen json, const options *options, const ykc_field *fields, size_t field_count,
                        const ykc_frame *frame, size_t offset)
{
    for (size_t i = 0; i < field_count; i++) {
        const ykc_field *field = &fields[i];
        const uint8_t *bytes = frame->body + offset;
        size_t count = MIN(MAX(field->count, 1U), (frame->body_length - offset) / field->size);

        if (count == 0)
            break;
        if (field->count > 1) {
            write_list(json, options, field, bytes, field->size, count);
        } else {
            write_member(json, options, field, bytes, field->size);
            write_parts(json, options, field, bytes);
        }
        offset += count * field->size;
    }
    return offset;
}

/* What repeats: a list for each field, or text that takes what is left. */
static size_t write_group(yajl_gen json, const options *options, const ykc_message *message, const ykc_frame *frame)
{
    size_t offset = message->body;
    size_t count = ykc_message_repetitions(message, frame->body_length);

    if (message->group_count == 1 && (message->group->flags & YKC_REST) != 0) {
        write_member(json, options, message->group, frame->body + offset, count);
        return offset + count;
    }
    for (size_t i = 0; i < message->group_count; i++) {
        write_list(json, options, &message->group[i], frame->body + offset, message->group_size, count);
        offset += message->group[i].size;
    }
    return message->body + count * message->group_size;
}

/* What cannot be read cannot be redacted: only its length is told then. */
static void write_rest(yajl_gen json, const options *options, const char *key, const uint8_t *bytes, size_t length)
{
    g_autofree char *stars = g_strnfill(2 * length, '*');

    if (options->redact)
        json_member_string(json, key, stars);
    else
        json_member_hex(json, key, bytes, length);
}

static void write_body(yajl_gen json, const options *options, const frame_record *record)
{
    const ykc_frame *frame = record->frame;
    const ykc_message *message = record->reading.message;
    size_t done = 0;

    json_key(json, "fields");
    yajl_gen_map_open(json);
    if (ykc_reading_is_legible(&record->reading)) {
        done = write_run(json, options, message->fields, message->field_count, frame, 0);
        if (message->group_size > 0 && frame->body_length >= message->body)
            done = write_group(json, options, message, frame);
        if (frame->body_length >= message->body)
            done = write_run(json, options, message->tail_fields, message->tail_count, frame, done);
    }
    yajl_gen_map_close(json);
    if (done < frame->body_length)
        write_rest(json, options, record->reading.fit == YKC_FIT_SHORT ? "cut_off" : "undecoded", frame->body + done,
                   frame->body_length - done);
}

/* Members in the order of the contract, then those that are there only when something is unusual. */
void frames_json_members(frames_writer *writer, const frame_record *record)
{
    yajl_gen json = writer->json;
    const ykc_frame *frame = record->frame;
    const ykc_message *message = record->reading.message;

    if (writer->captures[1] != NULL)
        json_member_string(json, "file", writer->captures[record->place.file]);
    json_member_number(json, "frame", (int64_t)record->place.packet);
    json_member_number(json, "index", record->place.index);
    if (!record->is_alone) {
        json_member_time(json, "time", record->place.time_ns);
        json_member_number(json, "connection", record->connection);
    }
    json_member_string(json, "direction", ykc_catalog_direction(record->reading.dialect, frame->type) == YKC_UP ? "up" : "down");
    json_member_code(json, "code", frame->type);
    if (message != NULL)
        json_member_string(json, "name", message->label.en);
    json_member_number(json, "sequence", frame->sequence);
    json_member_bool(json, "encrypted", frame->encryption != YKC_PLAIN);
    if (!record->is_cut)
        json_member_string(json, "crc", ykc_names_find(&ykc_crc_status_names, frame->crc_status)->en);
    json_member_string(json, "dialect", ykc_dialect_name(record->reading.dialect));
    if (frame->encryption != YKC_PLAIN)
        json_member_bool(json, "decrypted", frame->opening == YKC_OPENED);
    write_body(json, writer->options, record);
    if (record->garbage_before > 0)
        json_member_number(json, "garbage_before", (int64_t)record->garbage_before);
    if (record->gap_before > 0)
        json_member_number(json, "gap_before", (int64_t)record->gap_before);
}

void frames_json_write(frames_writer *writer, const frame_record *record)
{
    if (writer->json == NULL)
        writer->json = yajl_gen_alloc(NULL);
    yajl_gen_map_open(writer->json);
    frames_json_members(writer, record);
    yajl_gen_map_close(writer->json);
    json_flush_line(writer->json, writer->file);
}

void frames_writer_clear(frames_writer *writer)
{
    if (writer->json != NULL)
        yajl_gen_free(writer->json);
    writer->json = NULL;
}
