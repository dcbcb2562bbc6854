/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file The dissector's two registrations; called by Wireshark through plugin.c. */
#ifndef YKC_PLUGIN_PACKET_YKC_H
#define YKC_PLUGIN_PACKET_YKC_H

/** The protocol, its fields, expert items and preferences. */
void ykc_register_protocol(void);

/** Where its bytes come from: TCP ports, connections recognised by their first frame, TLS. */
void ykc_register_handoff(void);

#endif
