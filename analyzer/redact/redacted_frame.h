/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The bytes of a stream as they may leave the house: of frames, and of what may be the beginning of one. What is said of the
 * stream stays the same: a frame remains one, of the same length, with a checksum that is right or wrong in the same way.
 */
#ifndef YKC_REDACT_REDACTED_FRAME_H
#define YKC_REDACT_REDACTED_FRAME_H

#include "catalog/reading.h"
#include "pseudonym.h"

/**
 * Rewrite a frame.
 *
 * Personal fields become pseudonyms. A body that cannot be read becomes zeros; encrypted ones are not opened. So does the body of
 * a frame with a wrong checksum, in which nobody knows where a field is; in it stays, as in garbage, what makes the scanner wait.
 *
 * @param frame with the connection's dialect (ykc_recognise())
 * @param out   frame->size bytes
 */
void redacted_frame(const pseudonyms *pseudonyms, const ykc_frame *frame, uint8_t *out);

/**
 * Rewrite bytes that belong to no frame. They become zeros, but for what makes the scanner wait for more: a start byte, and
 * behind it the length, encryption flag and type, where a frame could have begun. So what comes behind them is found in the same
 * packet.
 *
 * @param out @p length bytes
 */
void redacted_garbage(const uint8_t *bytes, size_t length, uint8_t *out);

/**
 * Rewrite bytes that could still become a frame, and never will, since the stream ends there or has a hole: the scanner must
 * not take them for garbage afterwards. Headers stay, and everything else becomes zeros.
 *
 * @param length up to YKC_FRAME_LOOKAHEAD
 * @param out    @p length bytes
 * @return false if no such bytes were found; then all are zeros
 */
bool redacted_beginning(const uint8_t *bytes, size_t length, uint8_t *out);

#endif
