/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The flow engine behind the dissector, and its findings as expert items and `ykc.finding.*` fields.
 *
 * The engine lives as long as a capture is read for the first time in a row: it is made when Wireshark starts over. Findings are
 * remembered by packet, so that they show whenever that packet is dissected again.
 */
#ifndef YKC_PLUGIN_VERDICT_H
#define YKC_PLUGIN_VERDICT_H

#include <epan/packet.h>

#include "flow/engine.h"

/** Register fields, expert items, and what happens when Wireshark starts over. */
void ykc_verdict_register(int protocol);

/** The engine of this capture; NULL once all its packets were dissected for the first time. */
ykc_engine *ykc_verdict_engine(void);

/** Tell the engine the time of a packet that is dissected for the first time. */
void ykc_verdict_clock(const packet_info *pinfo);

/** The time of a packet. */
ykc_time_us ykc_verdict_time(const packet_info *pinfo);

/** Add the findings of the frame at @p ordinal in this packet. */
void ykc_verdict_add(packet_info *pinfo, tvbuff_t *tvb, proto_item *frame_item, proto_tree *tree, uint32_t ordinal);

/**
 * Add the findings of this packet that are about no frame in it: its @p frames YKC frames have had theirs. They get a tree of
 * their own.
 */
void ykc_verdict_add_rest(packet_info *pinfo, tvbuff_t *tvb, proto_tree *tree, uint32_t frames);

#endif
