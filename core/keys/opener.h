/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Opening encrypted bodies: which of the keys, and whether it was the right one.
 *
 * A key is right if what it gives is a body: the padding is one, and where the layout has the pile there is the key's pile. So a
 * wrong key never makes a frame look broken. Whatever reads the opened frame sees a plain one.
 *
 * Which frames are encrypted, and the checksum over ciphertext: protocol reference 2.4; V1.8: versions-and-quirks, part 1.
 */
#ifndef YKC_KEYS_OPENER_H
#define YKC_KEYS_OPENER_H

#include "keyring.h"
#include "wire/frame.h"

/** What is known of the keys of one connection; all zeros at its beginning. */
typedef struct ykc_opener {
    const ykc_key *proven;       /**< the key that opened a frame last; in the keyring, or session */
    ykc_key session;             /**< the key of the last login; without a cipher if there is none */
    uint8_t pile[YKC_PILE_SIZE]; /**< of the last frame that could be read; zeros: none */
    bool is_foreign;             /**< keys that should fit were tried in vain */
    unsigned tried;              /**< keys tried in vain since one fitted */
} ykc_opener;

/** Release what it holds. */
void ykc_opener_clear(ykc_opener *opener);

/**
 * Learn from a plain frame, or open an encrypted one. To be told every frame of the connection, in order.
 *
 * @param keyring what the user gave; must outlive @p opener
 * @param frame   on success body and body_length become the plain text's; opening says what happened
 * @param plain   YKC_FRAME_BODY_MAX bytes, which must outlive @p frame
 */
void ykc_opener_frame(ykc_opener *opener, const ykc_keyring *keyring, ykc_frame *frame, uint8_t *plain);

#endif
