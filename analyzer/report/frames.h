/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * `ykcflow frames`: one record per frame, as lines for people (frames_text.c) or as NDJSON for programs (frames_json.c).
 */
#ifndef YKC_REPORT_FRAMES_H
#define YKC_REPORT_FRAMES_H

#include <stdint.h>
#include <stdio.h>
#include <yajl/yajl_gen.h>

#include "catalog/reading.h"
#include "input/intake.h"
#include "options.h"

/** One frame with everything that is known of it. */
typedef struct frame_record {
    const ykc_frame *frame;
    ykc_reading reading;
    uint32_t connection;
    intake_place place;
    uint64_t garbage_before; /**< bytes of no frame since the sender's last frame */
    uint64_t gap_before;     /**< bytes missing since then */
    bool is_alone;           /**< JSON: of no connection and no time */
    bool is_cut;             /**< JSON: without its checksum */
} frame_record;

/** Where and how records are written. All zeros but for the first three members to begin with. */
typedef struct frames_writer {
    FILE *file;
    const options *options;
    char *const *captures; /**< names of the captures, by file index; NULL-terminated */
    int64_t last_day;      /**< text: the day that was announced last, counted from 1970-01-01 */
    yajl_gen json;         /**< JSON: the generator, once there is something to write; frames_writer_clear() releases it */
} frames_writer;

void frames_writer_clear(frames_writer *writer);

/** One line, or with --verbose one line and every field below it; a line of its own for what is missing before the frame. */
void frames_text_write(frames_writer *writer, const frame_record *record);

/** One JSON object and a newline; its members: docs/json.md. A number with decimals is a string, never a float. */
void frames_json_members(frames_writer *writer, const frame_record *record); /**< the members only, into writer->json */
void frames_json_write(frames_writer *writer, const frame_record *record);

#endif
