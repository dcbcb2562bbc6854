/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * What is wrong with the bytes of a frame, byte by byte: for people who have its hex before them.
 */
#ifndef YKC_LOG_DIAGNOSIS_H
#define YKC_LOG_DIAGNOSIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "catalog/reading.h"

/** Most problems that one frame can have. */
enum { DIAGNOSIS_MAX = 8 };

typedef enum diagnosis_kind {
    DIAGNOSIS_NO_START,         /**< no byte is the start byte */
    DIAGNOSIS_CUT_HEADER,       /**< the bytes end inside the header */
    DIAGNOSIS_CUT,              /**< they end inside the body or the checksum; @c field: in which field, NULL: in none */
    DIAGNOSIS_LENGTH_SMALL,     /**< the length byte is less than the header needs */
    DIAGNOSIS_LENGTH_WRONG,     /**< another length byte would make the checksum right: @c expected */
    DIAGNOSIS_FLAG,             /**< the encryption flag is neither 0 nor 1 */
    DIAGNOSIS_ENCRYPTED,        /**< the body cannot be read */
    DIAGNOSIS_PLAIN_UNDER_FLAG, /**< the flag says encrypted, but the body is not */
    DIAGNOSIS_UNKNOWN_TYPE,     /**< no frame type of the protocol */
    DIAGNOSIS_BODY_SHORT,       /**< the body ends before its fields do; @c expected bytes; @c field: the first that is missing */
    DIAGNOSIS_BODY_EXTRA,       /**< bytes are left behind the last field; @c expected bytes */
    DIAGNOSIS_CRC_BAD,          /**< the checksum is wrong */
    DIAGNOSIS_CRC_SWAPPED,      /**< it is right, but high byte first (quirk Q-1) */
    DIAGNOSIS_CRC_TABLE,        /**< it is right by the misprinted table (quirk Q-2) */
    DIAGNOSIS_CRC_RANGE         /**< it is wrong, but right for other bytes: from @c range_first to @c range_last */
} diagnosis_kind;

/** One thing that is wrong. Offsets are bytes from the start byte. */
typedef struct diagnosis {
    diagnosis_kind kind;
    size_t first, last;             /**< the bytes that are wrong, or where the missing ones would be */
    size_t seen, expected;          /**< lengths in bytes, or checksums, by kind */
    size_t range_first, range_last; /**< bytes over which the checksum is, or has to be, calculated */
    const ykc_field *field;
    size_t field_first, field_last; /**< where the field lies */
} diagnosis;

/** All that is wrong. */
typedef struct diagnoses {
    diagnosis items[DIAGNOSIS_MAX];
    size_t count;
} diagnoses;

/** A frame, or what is there of one. */
typedef struct damaged_frame {
    ykc_frame frame;     /**< as far as it is there; means something with @c has_header only */
    ykc_reading reading; /**< likewise */
    bool has_header;
    bool has_crc; /**< its checksum is there */
    size_t size;  /**< bytes that are there */
} damaged_frame;

/**
 * Find out what is wrong with a frame.
 *
 * @param bytes     from the start byte on
 * @param available bytes that are there, all of this frame
 * @param frame     filled; points into @p bytes
 * @param found     filled
 */
void diagnose_frame(const uint8_t *bytes, size_t available, damaged_frame *frame, diagnoses *found);

#endif
