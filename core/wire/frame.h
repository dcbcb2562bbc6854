/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Frames in a run of stream bytes, and the encoder that is the scanner's inverse.
 *
 * Layout: V1.6 section 3.1, and that of V2.1 with two bytes of length and the time of sending (versions-and-quirks, part 1); what
 * is a frame and what is garbage: protocol reference 2.6.
 */
#ifndef YKC_WIRE_FRAME_H
#define YKC_WIRE_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crc16.h"

enum {
    YKC_FRAME_START = 0x68,   /**< the start byte; it also occurs inside bodies, nothing is escaped */
    YKC_FRAME_HEADER = 6,     /**< bytes in front of the body: start, length, sequence number, encryption flag, type */
    YKC_FRAME_CRC = 2,        /**< bytes behind the body */
    YKC_FRAME_OVERHEAD = 4,   /**< bytes that the length byte does not count: start, length, checksum */
    YKC_FRAME_LENGTH_MIN = 4, /**< smallest value of the length byte: sequence number, encryption flag and type */
    YKC_FRAME_SHORT_MAX = 255 + YKC_FRAME_OVERHEAD, /**< bytes of the longest frame with one byte of length */
    /** Bytes of the longest body that the scanner takes. No layout of V2.1 is longer: a list of 255 cards has 4088. */
    YKC_FRAME_BODY_MAX = 4096,
    YKC_FRAME_HEADER_MAX = 14, /**< V2.1's */
    YKC_FRAME_SIZE_MAX = YKC_FRAME_HEADER_MAX + YKC_FRAME_BODY_MAX + YKC_FRAME_CRC,
    /** Bytes after which the scanner has decided about the first one, whatever they are: a caller never holds back more. */
    YKC_FRAME_LOOKAHEAD = 2 * YKC_FRAME_SIZE_MAX
};

/** Offsets of the parts of the header that V1.x has, from the start byte; of every form: ykc_frame_forms. */
enum {
    YKC_FRAME_AT_LENGTH = 1,
    YKC_FRAME_AT_SEQUENCE = 2,
    YKC_FRAME_AT_ENCRYPTION = 4,
    YKC_FRAME_AT_TYPE = 5,
};

/** The forms of the header. */
typedef enum ykc_form {
    YKC_FORM_SHORT,        /**< V1.x: one byte of length */
    YKC_FORM_LONG,         /**< V2.1: two bytes of length, and the time of sending */
    YKC_FORM_LONG_SWAPPED, /**< the same with the length high byte first: the document does not say which */
    YKC_FORMS
} ykc_form;

/** Where the parts of a header are, from the start byte, and what its length counts. */
typedef struct ykc_frame_form {
    uint8_t header;      /**< bytes in front of the body */
    uint8_t overhead;    /**< bytes of the frame that the length does not count */
    uint16_t length_min; /**< the length of a frame without a body */
    uint16_t length_max; /**< beyond it nothing is taken for a frame */
    uint8_t length_size;
    bool length_high_first;
    uint8_t at_sequence; /**< the checksum counts from here to the end of the body */
    uint8_t at_time;     /**< CP56Time2a; 0: there is none */
    uint8_t at_encryption;
    uint8_t at_type;
} ykc_frame_form;

extern const ykc_frame_form ykc_frame_forms[YKC_FORMS];

/** The encryption flag; any other value is no frame. */
typedef enum ykc_encryption { YKC_PLAIN = 0, YKC_ENCRYPTED = 1 } ykc_encryption;

/** What became of an encrypted body; the keys' part of the work (keys/opener.h). */
typedef enum ykc_opening {
    YKC_NOT_OPENED, /**< it is not encrypted, or nobody has a key for it */
    YKC_OPENED,     /**< body and body_length are the plain text's */
    YKC_NO_KEY_FITS /**< there are keys that should open it and do not */
} ykc_opening;

/** One frame. Points into the bytes that were scanned; nothing is copied or owned. */
typedef struct ykc_frame {
    const uint8_t *bytes;      /**< the start byte */
    const uint8_t *body;       /**< @c body_length bytes */
    uint16_t size;             /**< the whole frame, in bytes */
    uint16_t length;           /**< the length as it is in the header */
    uint16_t body_length;      /**< bytes of the body */
    uint8_t form;              /**< a @ref ykc_form */
    uint8_t type;              /**< frame type, protocol reference 4 */
    uint8_t encryption;        /**< a @ref ykc_encryption */
    uint8_t opening;           /**< a @ref ykc_opening; the scanner opens nothing */
    uint16_t dialect;          /**< the connection's (catalog/dialect.h); 0, as from the scanner: V1.6 or what the form says */
    uint16_t sequence;         /**< sequence number, read low byte first */
    uint16_t crc;              /**< checksum as sent, read low byte first */
    uint16_t crc_computed;     /**< checksum as it should be */
    ykc_crc_status crc_status; /**< which variant @c crc is */
} ykc_frame;

/** Where the parts of the frame's header are. */
static inline const ykc_frame_form *ykc_frame_form_of(const ykc_frame *frame)
{
    return &ykc_frame_forms[frame->form];
}

/**
 * Tells whether a frame type is known and can have a body of that length. The catalogue answers it (ykc_catalog_fits());
 * the scanner is below the catalogue and is given the question.
 */
typedef bool ykc_frame_fits(ykc_form form, uint8_t type, uint8_t encryption, size_t body_length);

typedef enum ykc_scan {
    YKC_SCAN_FRAME,  /**< a frame begins at the first byte */
    YKC_SCAN_MORE,   /**< the bytes so far could become a frame, or are none at all */
    YKC_SCAN_GARBAGE /**< the first bytes belong to no frame */
} ykc_scan;

/**
 * Find out what the first of a run of stream bytes are.
 *
 * The answer depends on the bytes alone: scanning a stream as it arrives, in any segmentation, gives the same frames as scanning
 * it whole. A run of garbage may be told in several pieces.
 *
 * @param bytes   stream bytes, in order
 * @param length  bytes available
 * @param fits    which types and lengths are known
 * @param frame   filled on YKC_SCAN_FRAME
 * @param used    bytes that the answer is about and that the caller may drop: the frame, or the garbage; 0 on YKC_SCAN_MORE
 *
 * Protocol reference 2.6; docs/architecture.md, "What is a frame", has the rule in full.
 */
ykc_scan ykc_frame_scan(const uint8_t *bytes, size_t length, ykc_frame_fits *fits, ykc_frame *frame, size_t *used);

/**
 * Tells whether a connection on an unknown port may be claimed for YKC because of its first bytes: they are a whole frame with a
 * right checksum, a known type and a fitting length (protocol reference 2.6, last paragraph).
 */
bool ykc_frame_claims(const uint8_t *bytes, size_t length, ykc_frame_fits *fits);

/** True if a frame of this form could begin with these bytes, one at least, as far as they tell; whatever its type. */
bool ykc_frame_may_begin(const uint8_t *bytes, size_t length, ykc_form form);

/**
 * The form of the header that a run of bytes begins with, damaged or cut off as the frame may be: the short one, unless they
 * read as a long header of a known type and not as a whole short frame.
 */
ykc_form ykc_frame_form_at(const uint8_t *bytes, size_t length, ykc_frame_fits *fits);

/** The size of the frame by its length; @p bytes begins with a header of that form. */
size_t ykc_frame_declared_size(const uint8_t *bytes, ykc_form form);

/**
 * Write a frame; the inverse of ykc_frame_scan().
 *
 * @param out   at least YKC_FRAME_SIZE_MAX bytes
 * @param frame form, sequence, encryption, type, body and body_length are read, the rest is computed; the body may have as many
 *              bytes as the form can say, and at most YKC_FRAME_BODY_MAX
 * @param time  the time of sending, CP56Time2a, for a form that has one; NULL: zeros
 * @return bytes written. The checksum is right, low byte first.
 */
size_t ykc_frame_encode_at(uint8_t *out, const ykc_frame *frame, const uint8_t *time);

/** The same without a time of sending. */
size_t ykc_frame_encode(uint8_t *out, const ykc_frame *frame);

#endif
