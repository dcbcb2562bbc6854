/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The catalogue: every message of the protocol, and how to walk a body by it.
 *
 * Protocol reference 4 and 5.
 */
#ifndef YKC_CATALOG_CATALOG_H
#define YKC_CATALOG_CATALOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "field.h"

/** How a body and the message found for it agree. */
typedef enum ykc_fit {
    YKC_FIT_EXACT, /**< every byte belongs to a field */
    YKC_FIT_EXTRA, /**< bytes are left after the last field (quirk Q-15) */
    YKC_FIT_SHORT  /**< the body ends before its fields do */
} ykc_fit;

/**
 * Look up the layout of a body.
 *
 * Among the layouts that the dialect has of this type, the one whose length fits wins. If none does, it is the dialect's first,
 * the one of the document: what is there is decoded by it, and a layout of some vendor is never guessed at.
 *
 * @param dialect      the connection's dialect
 * @param type         frame type
 * @param body_length  bytes of the plain body
 * @param fit          filled unless NULL is returned
 * @return the message, or NULL if the dialect has no such type
 */
const ykc_message *ykc_catalog_find(ykc_dialect dialect, uint8_t type, size_t body_length, ykc_fit *fit);

/**
 * True if a frame of this type can have a body of this length in any dialect: the test of the scanner (reference 2.6 b). The
 * length of an encrypted body is that of its ciphertext: the plain body padded to whole blocks, or a plain body with a wrong
 * flag (quirk Q-7). Its type is @ref ykc_frame_fits.
 */
bool ykc_catalog_fits(uint8_t type, uint8_t encryption, size_t body_length);

/** Who sends a frame type: by the catalogue, and of an unknown type by the rule of odd and even codes (reference 4). */
ykc_direction ykc_catalog_direction(uint8_t type);

/** Number of messages: every layout of every type. */
size_t ykc_catalog_count(void);

/** The message at @p index (below ykc_catalog_count()), ordered by type and, within a type, in the order of its chain. */
const ykc_message *ykc_catalog_message(size_t index);

/** The fields of the frame around the body (reference 2.1), and those that faces add to every frame. */
extern const ykc_field ykc_header_start, ykc_header_length, ykc_header_sequence, ykc_header_encryption, ykc_header_type,
    ykc_header_crc, ykc_header_crc_status, ykc_header_crc_computed, ykc_header_direction, ykc_header_dialect;

/** All of these, for whoever lists them. */
extern const ykc_field *const ykc_header_fields[];
extern const size_t ykc_header_field_count;

/** Names of the frame types, for `ykc.type`; one row a type. */
extern const ykc_names ykc_direction_names, ykc_crc_status_names, ykc_encryption_names, ykc_dialect_names;

/** The sign of a unit: "V", "kWh", "元"; empty for YKC_UNIT_NONE. */
const char *ykc_unit_sign(ykc_unit unit, ykc_language language);

/** The label of @p value, or NULL if the enumeration does not define it. */
const ykc_label *ykc_names_find(const ykc_names *names, uint64_t value);

/** One element of one field at its place in a body. */
typedef struct ykc_item {
    const ykc_field *field;
    size_t offset;  /**< in the body */
    unsigned index; /**< which element of a field with a count, or which repetition of a group; else 0 */
    bool in_group;  /**< the field is one of a repeating group */
} ykc_item;

/** A walk over the fields of a body, in the order of the bytes. */
typedef struct ykc_cursor {
    const ykc_message *message;
    size_t length;    /**< bytes of the body */
    size_t offset;    /**< bytes walked over so far; at the end: where the extra or the missing bytes begin */
    unsigned field;   /**< next field, of the fixed part or of the group */
    unsigned element; /**< next element of it */
    unsigned repetition;
    bool in_group;
} ykc_cursor;

/** Start a walk over a body of @p length bytes. */
ykc_cursor ykc_cursor_start(const ykc_message *message, size_t length);

/**
 * Step to the next element that lies wholly inside the body.
 *
 * @return false when there is none: the body is exhausted, the fields are, or the next field is cut off
 */
bool ykc_cursor_next(ykc_cursor *cursor, ykc_item *item);

/**
 * Find a field by its filter name.
 *
 * @param name   without "ykc."; a field of the body or a part of one, "voltage" or "transaction.pile"
 * @param item   filled: the field, or for a part its parent's place with the part as field; first repetition of a group
 * @return false if the message has no such field
 */
bool ykc_message_field(const ykc_message *message, const char *name, ykc_item *item);

#endif
