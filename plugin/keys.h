/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The table of keys (preference `ykc.keys`), and the bodies that they open.
 *
 * A body is opened when its packet is visited for the first time, since it may take what earlier frames of the connection told,
 * and is remembered from then on.
 */
#ifndef YKC_PLUGIN_KEYS_H
#define YKC_PLUGIN_KEYS_H

#include <epan/packet.h>
#include <epan/prefs.h>

#include "wire/frame.h"

/** Register the table among the preferences of @p module. */
void ykc_keys_register(int protocol, module_t *module);

/**
 * Open a frame's body if it is encrypted and there is a key for it.
 *
 * @param frame body, body_length and opening become those of the plain text, which is kept as long as the capture
 * @param index the frame's place in the packet
 */
void ykc_keys_open(packet_info *pinfo, ykc_frame *frame, uint32_t index);

#endif
