/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * `ykcflow decode`: one frame with every field at its place and everything that is wrong with it, as text, JSON or CSV.
 */
#ifndef YKC_REPORT_DECODED_H
#define YKC_REPORT_DECODED_H

#include <stdio.h>

#include "frames.h"
#include "log/diagnosis.h"
#include "options.h"

/** One frame, or bytes that are none. */
typedef struct decoded {
    uint64_t record;      /**< running number of the record, as a packet number; from 1 */
    uint32_t index;       /**< place among the frames of its record, from 0 */
    uint64_t line;        /**< of the input; 0: it has one line only */
    const uint8_t *bytes; /**< as they may be shown: a body with pseudonyms if need be */
    damaged_frame frame;  /**< points into @c bytes */
    const diagnoses *found;
} decoded;

/** Where and how frames are written. */
typedef struct decoded_writer {
    FILE *file;
    const options *options;
    frames_writer frames; /**< for JSON */
    uint64_t written;
} decoded_writer;

/** Begin and end a document; text has neither. */
void decoded_begin(decoded_writer *writer, FILE *file, const options *options);
void decoded_end(decoded_writer *writer);

/** Write one frame in the format that was asked for. */
void decoded_write(decoded_writer *writer, const decoded *decoded);

/** What is wrong, in a sentence; to be freed. */
char *decoded_problem(const decoded *decoded, const diagnosis *problem, const options *options);

/** True if the byte at @p offset of the frame may be shown: no password, and with --redact nothing that cannot be read. */
bool decoded_may_show(const decoded *decoded, size_t offset, const options *options);

/** A field of the header or the body at its place; the parts of a field follow it. */
typedef struct decoded_field {
    const ykc_field *field;
    size_t offset, size; /**< in the frame */
    bool is_part;
    char *text, *description; /**< for machines and for people */
} decoded_field;

/** Every field of a frame, in the order of the bytes. @p visit is called with fields that are valid during the call */
void decoded_fields(const decoded *decoded, const options *options, void (*visit)(void *user, const decoded_field *field),
                    void *user);

/** The formats. */
void decoded_text(decoded_writer *writer, const decoded *decoded);
void decoded_json(decoded_writer *writer, const decoded *decoded);
void decoded_csv_head(decoded_writer *writer);
void decoded_csv(decoded_writer *writer, const decoded *decoded);

#endif
