/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Bodies of frames, filled field by field with the filter names of the catalogue.
 *
 * A name that the frame does not have, a value that the field cannot hold and a value that an enumeration does not define end the
 * program: a slip in a sample cannot become a wrong capture. What is wrong on purpose has functions of its own.
 */
#ifndef SAMPLES_FRAMES_H
#define SAMPLES_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "catalog/field.h"
#include "clock.h"
#include "wire/frame.h"

enum { SAMPLE_BODY_MAX = 512 /* of the samples; a record of V2.1 has 394 with four tariffs */ };

/** The body of a frame that is to be sent. */
typedef struct sample_body {
    const ykc_message *message;
    size_t length;
    uint8_t bytes[SAMPLE_BODY_MAX];
} sample_body;

/** A body of the V1.6 type @p type: the fixed fields, all bytes 0, no repetition of a group. */
sample_body body_of(uint8_t type);

/** A body of the first layout that a dialect has of the type. */
sample_body body_of_dialect(ykc_dialect dialect, uint8_t type);

/** A body of the layout with that length. */
sample_body body_of_length(ykc_dialect dialect, uint8_t type, size_t length);

/** Set how often the group repeats; what stands in the tail is to be set afterwards. */
void body_repeat(sample_body *body, size_t repetitions);

/** Set text that takes what the body has room for: the body gets as long as it needs. */
void body_set_rest(sample_body *body, const char *name, const char *text);

/** True if frames of this type have the field. */
bool body_has(const sample_body *body, const char *name);

/** True if the field has the value @p text, written as ykc_value_to_text() writes it. */
bool body_is(const sample_body *body, const char *name, const char *text);

/**
 * Set a field.
 *
 * @param name   filter name without "ykc.", of a field or of a part of one: "voltage", "fault_door_open"
 * @param text   as ykc_value_encode() takes it: "398.2", "2026-03-16T09:46:00"; of an enumeration the number, "3"
 */
void body_set(sample_body *body, const char *name, const char *text);

/**
 * Set one element of a field with several, or of one of a repeating group.
 *
 * @param index  from 0. A group grows: setting the repetition one behind the last adds it.
 */
void body_set_at(sample_body *body, const char *name, unsigned index, const char *text);

/** Set a number, given in units of the field's last decimal: 3982 for 398.2 V. */
void body_set_number(sample_body *body, const char *name, int64_t number);

/** Set a CP56Time2a field to station time. */
void body_set_time(sample_body *body, const char *name, time_us time);

/** Copy a field from another body that has it, all its elements; false if one of the two does not have it. */
bool body_take(sample_body *body, const sample_body *from, const char *name);

/** Copy a field from another body that has it. */
void body_copy(sample_body *body, const sample_body *from, const char *name);

/** Set a number to anything its bytes can hold, defined or not; for samples of wrong frames. */
void body_set_raw(sample_body *body, const char *name, uint64_t raw);

#endif
