/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file "YKC Flows" of Statistics → Flow Graph, and tshark -z flow,ykc,network: the packets with frames, as arrows. */
#ifndef YKC_PLUGIN_FLOW_GRAPH_H
#define YKC_PLUGIN_FLOW_GRAPH_H

#include <epan/packet.h>

void ykc_flow_graph_register(int protocol);

/** A packet has a frame; told once for each packet. */
void ykc_flow_graph_packet(packet_info *pinfo);

#endif
