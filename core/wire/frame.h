/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Frames in a run of stream bytes, and the encoder that is the scanner's inverse.
 *
 * Layout: V1.6 section 3.1; what is a frame and what is garbage: protocol reference 2.6.
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
    YKC_FRAME_SIZE_MAX = 255 + YKC_FRAME_OVERHEAD,
    YKC_FRAME_BODY_MAX = 255 - YKC_FRAME_LENGTH_MIN,
    /** Bytes after which the scanner has decided about the first one, whatever they are: a caller never holds back more. */
    YKC_FRAME_LOOKAHEAD = 2 * YKC_FRAME_SIZE_MAX
};

/** Offsets of the header's parts from the start byte. */
enum {
    YKC_FRAME_AT_LENGTH = 1,
    YKC_FRAME_AT_SEQUENCE = 2,
    YKC_FRAME_AT_ENCRYPTION = 4,
    YKC_FRAME_AT_TYPE = 5,
};

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
    uint16_t size;             /**< the whole frame, in bytes: the length byte + 4 */
    uint8_t length;            /**< the length byte */
    uint8_t body_length;       /**< the length byte − 4 */
    uint8_t type;              /**< frame type, protocol reference 4 */
    uint8_t encryption;        /**< a @ref ykc_encryption */
    uint8_t opening;           /**< a @ref ykc_opening; the scanner opens nothing */
    uint16_t sequence;         /**< sequence number, read low byte first */
    uint16_t crc;              /**< checksum as sent, read low byte first */
    uint16_t crc_computed;     /**< checksum as it should be */
    ykc_crc_status crc_status; /**< which variant @c crc is */
} ykc_frame;

/**
 * Tells whether a frame type is known and can have a body of that length. The catalogue answers it (ykc_catalog_fits());
 * the scanner is below the catalogue and is given the question.
 */
typedef bool ykc_frame_fits(uint8_t type, uint8_t encryption, size_t body_length);

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

/**
 * Write a frame; the inverse of ykc_frame_scan().
 *
 * @param out   at least YKC_FRAME_SIZE_MAX bytes
 * @param frame sequence, encryption, type, body and body_length (0 to YKC_FRAME_BODY_MAX) are read, the rest is computed
 * @return bytes written. The checksum is right, low byte first.
 */
size_t ykc_frame_encode(uint8_t *out, const ykc_frame *frame);

#endif
