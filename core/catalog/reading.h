/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * How the body of a frame is to be read: both faces and the flow engine ask here.
 */
#ifndef YKC_CATALOG_READING_H
#define YKC_CATALOG_READING_H

#include <stdbool.h>

#include "catalog.h"
#include "wire/frame.h"

typedef struct ykc_reading {
    const ykc_message *message; /**< the layout; NULL if the type is unknown to every version with such a header */
    ykc_dialect dialect;        /**< that it is read by */
    bool foreign;               /**< the layout is of another version, a supplement or a maker */
    ykc_fit fit;                /**< how body and layout agree; meaningless without a message or when encrypted */
    bool encrypted;             /**< the body is ciphertext and cannot be read */
    bool no_key_fits;           /**< it is, although there are keys that should open it */
    bool plain_under_flag;      /**< the encryption flag is 1, yet the body is plain text (quirk Q-7) */
} ykc_reading;

/**
 * Find the layout of a frame's body, by the dialect that the frame names (ykc_recognise()).
 *
 * A body under the encryption flag counts as plain text if its length is exactly a layout's and its pile number is a number
 * other than 0, and where its length could be that of ciphertext if every value is a defined one: no device implements the 3DES
 * of V1.6, some set the flag all the same (quirk Q-7). A body that a key opened is a plain one.
 */
ykc_reading ykc_read_frame(const ykc_frame *frame);

/** The pile number in a body of @p length bytes, or where it has none the one in its serial; NULL if there is neither. */
const uint8_t *ykc_message_pile(const ykc_message *message, const uint8_t *body, size_t length);

/** True if the fields of the body may be walked: there is a layout, and the body is not encrypted. */
static inline bool ykc_reading_is_legible(const ykc_reading *reading)
{
    return reading->message != NULL && !reading->encrypted;
}

/**
 * The bytes of a field of the body.
 *
 * @param name  as for ykc_message_field(), but no part of a field
 * @param item  filled with the field
 * @return field->size bytes of @p frame; NULL if the body has no such field, is cut off before its end or cannot be read
 */
const uint8_t *ykc_reading_field(const ykc_reading *reading, const ykc_frame *frame, const char *name, ykc_item *item);

#endif
