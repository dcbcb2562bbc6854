/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file The dissector's two registrations; called by Wireshark through plugin.c. */
#ifndef YKC_PLUGIN_PACKET_YKC_H
#define YKC_PLUGIN_PACKET_YKC_H

/** The protocol, its fields, expert items and preferences. */
void ykc_register_protocol(void);

/** Where its bytes come from: TCP ports, connections recognised by their first frame, TLS. */
void ykc_register_handoff(void);

/** What is remembered of a packet (p_add_proto_data), each under a key of its own. */
enum ykc_packet_key {
    YKC_KEY_COLUMNS, /**< whether a frame is in the columns */
    YKC_KEY_INDEX,   /**< how many frames it has so far */
    YKC_KEY_SUBJECT, /**< whom it is about */
    YKC_KEY_OPENED   /**< what became of the encrypted body of its first frame; those of others follow */
};

#endif
