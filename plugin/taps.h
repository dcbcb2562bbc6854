/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Statistics over YKC frames: the tree of Statistics → YKC, service response times, the table of charges; and following and
 * exporting frames. Nothing is done for them unless somebody listens.
 */
#ifndef YKC_PLUGIN_TAPS_H
#define YKC_PLUGIN_TAPS_H

#include <epan/packet.h>

#include "catalog/reading.h"

/** Register taps, and what Wireshark shows of them. */
void ykc_taps_register(int protocol);

/** A frame was dissected. @p tvb has exactly its bytes. */
void ykc_taps_frame(packet_info *pinfo, tvbuff_t *tvb, const ykc_frame *frame, const ykc_reading *reading, uint32_t ordinal);

#endif
