/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Values of fields: from the bytes, to text, and back.
 *
 * Both faces show what comes from here, so that they cannot disagree. Numbers stay integers until the last step.
 */
#ifndef YKC_CATALOG_VALUE_H
#define YKC_CATALOG_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "field.h"
#include "wire/cp56time.h"

enum {
    /** Bytes of the longest text of a value: as many ASCII bytes as a group can have, each escaped as \xNN. */
    YKC_VALUE_TEXT_SIZE = YKC_REPETITIONS_MAX * 4 + 8,
    /** Bytes that ykc_value_describe() needs at most, names included. */
    YKC_VALUE_DESCRIPTION_SIZE = YKC_VALUE_TEXT_SIZE + 128
};

typedef enum ykc_value_kind {
    YKC_VALUE_NUMBER,          /**< number / 10^decimals, in the field's unit */
    YKC_VALUE_TEXT,            /**< text */
    YKC_VALUE_TIME,            /**< time */
    YKC_VALUE_IMPOSSIBLE_TIME, /**< text: the bytes, which are no date of any calendar */
    YKC_VALUE_NOT_MEASURED     /**< nothing: the sender says that it does not know */
} ykc_value_kind;

/** The value of one element of one field. */
typedef struct ykc_value {
    ykc_value_kind kind;
    bool against_the_book;          /**< read otherwise than the specification says, because only that makes sense (Q-16) */
    uint64_t raw;                   /**< a number as it is on the wire */
    int64_t number;                 /**< raw + offset, in units of 10^-decimals */
    ykc_cp56time time;              /**< station time */
    char text[YKC_VALUE_TEXT_SIZE]; /**< printable ASCII: other bytes are escaped as \xNN, a backslash is doubled */
} ykc_value;

/**
 * Read the value of one element.
 *
 * @param field  a field, or a part of one
 * @param bytes  the element's bytes (field->size of them); for a part those of its parent
 * @param value  filled
 */
void ykc_value_decode(const ykc_field *field, const uint8_t *bytes, ykc_value *value);

/** The same of an element whose size is its own (YKC_REST): @p size bytes, at most YKC_REPETITIONS_MAX. */
void ykc_value_decode_sized(const ykc_field *field, const uint8_t *bytes, size_t size, ykc_value *value);

/**
 * True if the parts of an element say something: those of digits that are all zero, a transaction serial outside a charge, do
 * not.
 *
 * @param bytes  the element's bytes, field->size of them
 */
bool ykc_value_has_parts(const ykc_field *field, const uint8_t *bytes);

/**
 * Write a value given as text; the inverse of ykc_value_decode() and ykc_value_to_text().
 *
 * @param field  a field, or a part of one (whose parent's other bits stay)
 * @param text   as ykc_value_to_text() writes it: "399.0", "32010600019236", "2020-03-16T17:14:47.000"
 * @param bytes  as for ykc_value_decode()
 * @return false, with nothing written, if @p text is no value of the field
 */
bool ykc_value_encode(const ykc_field *field, const char *text, uint8_t *bytes);

/** The same of an element whose size is its own (YKC_REST): of @p size bytes, at most YKC_REPETITIONS_MAX. */
bool ykc_value_encode_sized(const ykc_field *field, const char *text, uint8_t *bytes, size_t size);

/** Write a raw number into an element of a field of the encoding YKC_ENC_UINT, or into a part; higher bits are dropped. */
void ykc_value_encode_raw(const ykc_field *field, uint64_t raw, uint8_t *bytes);

/**
 * Write the value as machines want it: a number with its decimals and no unit, a word of bits as "0x" and hex digits, a time as
 * the ISO 8601 station time without zone.
 *
 * @param text  YKC_VALUE_TEXT_SIZE bytes; empty when nothing was measured
 */
void ykc_value_to_text(const ykc_field *field, const ykc_value *value, char *text);

/**
 * Write the value as people want it: names of enumerations, units, the time with a space.
 *
 * @param show_secrets  false: a password is masked
 * @param text          YKC_VALUE_DESCRIPTION_SIZE bytes
 */
void ykc_value_describe(const ykc_field *field, const ykc_value *value, ykc_language language, bool show_secrets, char *text);

/** The physical number as a double, divided once so that 225.1 compares equal to 225.1. */
double ykc_value_to_double(const ykc_field *field, const ykc_value *value);

/** What stands for a password that is not to be shown; nothing if none was sent. */
const char *ykc_value_masked(const ykc_value *value);

#endif
