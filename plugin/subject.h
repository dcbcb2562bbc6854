/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file Conversation filters: from a packet to everything of its pile, its gun, its charge. */
#ifndef YKC_PLUGIN_SUBJECT_H
#define YKC_PLUGIN_SUBJECT_H

#include <epan/packet.h>

#include "catalog/reading.h"

/** Offer pile, gun and charge in the menus of a packet. */
void ykc_subject_register(int protocol);

/** A frame was dissected. The first one of a packet that names a pile is what the packet is about. */
void ykc_subject_note(packet_info *pinfo, const ykc_frame *frame, const ykc_reading *reading, uint32_t ordinal);

#endif
