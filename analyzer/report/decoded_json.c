/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "decoded.h"
#include "json.h"

static const char *name_of(diagnosis_kind kind)
{
    static const char *const names[] = {
        [DIAGNOSIS_NO_START] = "no-start",
        [DIAGNOSIS_CUT_HEADER] = "cut",
        [DIAGNOSIS_CUT] = "cut",
        [DIAGNOSIS_LENGTH_SMALL] = "length",
        [DIAGNOSIS_LENGTH_WRONG] = "length",
        [DIAGNOSIS_FLAG] = "encryption-flag",
        [DIAGNOSIS_ENCRYPTED] = "encrypted",
        [DIAGNOSIS_PLAIN_UNDER_FLAG] = "encryption-flag",
        [DIAGNOSIS_UNKNOWN_TYPE] = "unknown-type",
        [DIAGNOSIS_BODY_SHORT] = "body-short",
        [DIAGNOSIS_BODY_EXTRA] = "body-extra",
        [DIAGNOSIS_CRC_BAD] = "checksum",
        [DIAGNOSIS_CRC_SWAPPED] = "checksum-order",
        [DIAGNOSIS_CRC_TABLE] = "checksum-table",
        [DIAGNOSIS_CRC_RANGE] = "checksum-range",
    };

    return names[kind];
}

static void write_problems(yajl_gen json, const decoded *decoded, const options *options)
{
    json_key(json, "problems");
    yajl_gen_array_open(json);
    for (size_t i = 0; i < decoded->found->count; i++) {
        const diagnosis *problem = &decoded->found->items[i];
        g_autofree char *message = decoded_problem(decoded, problem, options);

        yajl_gen_map_open(json);
        json_member_string(json, "kind", name_of(problem->kind));
        json_member_number(json, "first_byte", (int64_t)problem->first);
        json_member_number(json, "last_byte", (int64_t)problem->last);
        json_member_string(json, "message", message);
        yajl_gen_map_close(json);
    }
    yajl_gen_array_close(json);
}

void decoded_json(decoded_writer *writer, const decoded *decoded)
{
    const damaged_frame *frame = &decoded->frame;
    const frame_record record = {
        .frame = &frame->frame,
        .reading = frame->reading,
        .place = {.packet = decoded->record, .index = decoded->index},
        .is_alone = true,
        .is_cut = !frame->has_crc,
    };
    yajl_gen json;

    if (writer->frames.json == NULL)
        writer->frames.json = yajl_gen_alloc(NULL);
    json = writer->frames.json;
    yajl_gen_map_open(json);
    if (frame->has_header) {
        frames_json_members(&writer->frames, &record);
    } else {
        json_member_number(json, "frame", (int64_t)decoded->record);
        json_member_number(json, "index", decoded->index);
    }
    if (decoded->line > 0)
        json_member_number(json, "line", (int64_t)decoded->line);
    write_problems(json, decoded, writer->options);
    yajl_gen_map_close(json);
    json_flush_line(json, writer->file);
}
