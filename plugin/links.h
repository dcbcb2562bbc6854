/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * What ties frames together: requests and replies, and the frames of a charge.
 *
 * The flow engine finds it out while a capture is read for the first time (engine.h: answered, repeated, step); here it is
 * remembered by packet, and shown whenever that packet is dissected again.
 */
#ifndef YKC_PLUGIN_LINKS_H
#define YKC_PLUGIN_LINKS_H

#include <epan/packet.h>

#include "catalog/reading.h"
#include "flow/engine.h"

enum { YKC_LINK_STEPS = 6 /* frames of a charge that the others point to */ };

/** A session as far as it is known; updated while the capture is read. */
typedef struct ykc_known_session {
    ykc_session account;
    ykc_place steps[YKC_LINK_STEPS]; /**< packet 0: not seen */
    bool decided;                    /**< the outcome is known */
} ykc_known_session;

/** What a frame is tied to; all members may be empty. */
typedef struct ykc_frame_links {
    uint32_t index;                   /**< of the frame among those of its packet */
    uint8_t request_code;             /**< of a reply: the type that it answers; 0: it is none */
    uint32_t response_in;             /**< packet of the reply */
    uint32_t response_to;             /**< packet of the request */
    uint32_t repeat_of;               /**< packet of the same request before it */
    ykc_time_us response_time;        /**< from the request to the reply */
    const ykc_known_session *session; /**< NULL: none */
} ykc_frame_links;

void ykc_links_register(int protocol);

/** Forget everything: Wireshark starts over. */
void ykc_links_start(void);

/** @name For the engine's sink */
/**@{*/
void ykc_links_answered(void *user, uint8_t code, const ykc_place *request, const ykc_place *reply);
void ykc_links_repeated(void *user, const ykc_place *first, const ykc_place *again);
void ykc_links_step(void *user, const ykc_session *session, uint8_t code, const ykc_place *place);
void ykc_links_decided(void *user, const ykc_session *session);
/**@}*/

/** What a frame is tied to; NULL: nothing so far. */
const ykc_frame_links *ykc_links_of(uint32_t packet, uint32_t ordinal);

/** A session in which a vehicle is charged, or was to be. */
bool ykc_links_is_charge(const ykc_session *session);

/** Add the links of the frame at @p ordinal in this packet; its charge names pile and gun where its body does not. */
void ykc_links_add(packet_info *pinfo, tvbuff_t *tvb, proto_tree *tree, const ykc_reading *reading, uint32_t ordinal);

#endif
