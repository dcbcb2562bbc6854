/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file The dialect of each connection, as far as it was known when a frame came. */
#ifndef YKC_PLUGIN_DIALECTS_H
#define YKC_PLUGIN_DIALECTS_H

#include <epan/packet.h>

#include "wire/frame.h"

/**
 * Write the dialect of its connection into a frame. On the first pass the frame is taken into account; later ones find what was
 * known then.
 *
 * @param ordinal the frame's place among those of the packet, from 1
 */
void ykc_dialects_note(packet_info *pinfo, ykc_frame *frame, uint32_t ordinal);

void ykc_dialects_register(void);

#endif
