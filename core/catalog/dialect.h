/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Which version of the protocol a connection speaks: recognised by what its frames are, whatever its logins say.
 *
 * versions-and-quirks, part 1, "Telling versions apart in a capture"; docs/dialects.md has the table.
 */
#ifndef YKC_CATALOG_DIALECT_H
#define YKC_CATALOG_DIALECT_H

#include "field.h"
#include "wire/frame.h"

/** What is known of a connection; all zeros at its beginning. */
typedef struct ykc_recognition {
    uint8_t forced;   /**< a @ref ykc_dialect that the user has said; 0: none */
    uint8_t possible; /**< the @ref ykc_dialect s that the frames so far can be of; 0: no frame so far */
    uint8_t claimed;  /**< the one that the last login names; 0: none. The byte is not reliable (Q-8) */
} ykc_recognition;

/** The dialect as it is known so far; V1.6 where nothing tells. */
ykc_dialect ykc_recognition_dialect(const ykc_recognition *recognition);

/**
 * Take a frame into account, before it is opened or read, and write the connection's dialect into it.
 *
 * A frame that no dialect so far can have proves the earlier ones wrong: what it says counts from then on.
 */
void ykc_recognise(ykc_recognition *recognition, ykc_frame *frame);

/**
 * Read the name of a dialect as people write it: "V1.6", "1.8".
 *
 * @return false, with nothing written, if it is none
 */
bool ykc_dialect_parse(const char *text, ykc_dialect *dialect);

/** Its name: "V1.6". */
const char *ykc_dialect_name(ykc_dialect dialect);

#endif
