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
#include "wire/frame.h"

/** How a body and the message found for it agree. */
typedef enum ykc_fit {
    YKC_FIT_EXACT, /**< every byte belongs to a field */
    YKC_FIT_EXTRA, /**< bytes are left after the last field (quirk Q-15) */
    YKC_FIT_SHORT  /**< the body ends before its fields do */
} ykc_fit;

/**
 * Look up the layout of a body.
 *
 * Among the layouts that the dialect has of this type, the one whose length fits wins; then one of another version with the same
 * header, and makers' layouts count as every version's. If none fits it is the dialect's first, the one of the document: what is
 * there is decoded by it, and a layout of some vendor is never guessed at.
 *
 * @param dialect      the connection's dialect; 0: V1.6
 * @param type         frame type
 * @param body_length  bytes of the plain body
 * @param fit          filled unless NULL is returned
 * @return the message, or NULL if no version with this header has such a type
 */
const ykc_message *ykc_catalog_find(ykc_dialect dialect, uint8_t type, size_t body_length, ykc_fit *fit);

/** The dialect that a frame is to be read by: that of its connection, where its header is one of that dialect. */
ykc_dialect ykc_catalog_dialect(const ykc_frame *frame);

/**
 * True if a frame of this type and header can have a body of this length in any dialect: the test of the scanner (reference 2.6
 * b). The length of an encrypted body is that of its ciphertext: the plain body padded to whole blocks, or a plain body with a
 * wrong flag (quirk Q-7). Its type is @ref ykc_frame_fits.
 */
bool ykc_catalog_fits(ykc_form form, uint8_t type, uint8_t encryption, size_t body_length);

/** True if the body is of a length that the message can have. */
bool ykc_message_fits(const ykc_message *message, size_t body_length);

/** Bytes of the shortest body: without a repetition of the group. */
static inline size_t ykc_message_size(const ykc_message *message)
{
    return (size_t)message->body + message->tail;
}

/** How often the group is in a body of that length; 0 without a group. */
size_t ykc_message_repetitions(const ykc_message *message, size_t body_length);

/** True if the message is of the dialect's own document, not of another version, a supplement or a maker. */
bool ykc_message_is_of(const ykc_message *message, ykc_dialect dialect);

/**
 * Who sends a frame type: by the catalogue, and of an unknown type by the rule of odd and even codes (reference 4).
 *
 * @param dialect  0 where it is not known: V1.6
 */
ykc_direction ykc_catalog_direction(ykc_dialect dialect, uint8_t type);

/**
 * The type of V1.6 that a type of another version stands for: 0x34 for 0xA8, 0x3B for every record; other types stand for
 * themselves. What the rules say of the one they say of the other.
 */
uint8_t ykc_catalog_role(uint8_t type);

/** The type that stands for one of V1.6 in a dialect: the inverse. */
uint8_t ykc_catalog_code(ykc_dialect dialect, uint8_t role);

/** The label of a type, whichever version has it; NULL if none has. */
const ykc_label *ykc_catalog_label(uint8_t type);

/** Who defines a type that no document of a version has; NULL if one has it, or nobody does. */
const ykc_label *ykc_catalog_origin(uint8_t type);

/** Number of messages: every layout of every type. */
size_t ykc_catalog_count(void);

/** The message at @p index (below ykc_catalog_count()), ordered by type and, within a type, in the order of its chain. */
const ykc_message *ykc_catalog_message(size_t index);

/** The fields of the frame around the body (reference 2.1), and those that faces add to every frame. */
extern const ykc_field ykc_header_start, ykc_header_length, ykc_header_length_long, ykc_header_length_long_swapped,
    ykc_header_sequence, ykc_header_send_time, ykc_header_encryption, ykc_header_type, ykc_header_crc, ykc_header_crc_status,
    ykc_header_crc_computed, ykc_header_direction, ykc_header_dialect;

/** All of these, for whoever lists them. */
extern const ykc_field *const ykc_header_fields[];
extern const size_t ykc_header_field_count;

enum { YKC_HEADER_PARTS_MAX = 6 };

/** A field of a header and its place, from the start byte. */
typedef struct ykc_header_part {
    const ykc_field *field;
    uint8_t at;
} ykc_header_part;

/** The fields of a header of that form, in the order of the bytes; returns their number. */
size_t ykc_header_layout(ykc_form form, ykc_header_part parts[YKC_HEADER_PARTS_MAX]);

extern const ykc_names ykc_direction_names, ykc_crc_status_names, ykc_encryption_names, ykc_dialect_names;

/** The sign of a unit: "V", "kWh", "元"; empty for YKC_UNIT_NONE. */
const char *ykc_unit_sign(ykc_unit unit, ykc_language language);

/** The label of @p value, or NULL if the enumeration does not define it. */
const ykc_label *ykc_names_find(const ykc_names *names, uint64_t value);

/** One element of one field at its place in a body. */
typedef struct ykc_item {
    const ykc_field *field;
    size_t offset;  /**< in the body */
    size_t size;    /**< bytes of this element: the field's, or those of text that takes what is left */
    unsigned index; /**< which element of a field with a count, or which repetition of a group; else 0 */
    bool in_group;  /**< the field is one of a repeating group of several fields */
    bool in_tail;   /**< the field is behind the group */
} ykc_item;

/** A walk over the fields of a body, in the order of the bytes. */
typedef struct ykc_cursor {
    const ykc_message *message;
    size_t length;        /**< bytes of the body */
    size_t offset;        /**< bytes walked over so far; at the end: where the extra or the missing bytes begin */
    const ykc_field *at;  /**< next field; NULL: the walk is over */
    const ykc_field *end; /**< behind the last field of the part that it is in */
    enum { YKC_IN_FIELDS, YKC_IN_GROUP, YKC_IN_TAIL } part;
    unsigned element; /**< next element of the field */
    unsigned repetition;
    unsigned repetitions;
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
 * @return false if the message has no such field in front of its tail
 */
bool ykc_message_field(const ykc_message *message, const char *name, ykc_item *item);

/** The same for the tail, whose place depends on the length of the body. */
bool ykc_message_tail_field(const ykc_message *message, size_t body_length, const char *name, ykc_item *item);

#endif
