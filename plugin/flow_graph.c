/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A packet with frames becomes the arrow that "All Flows" would make of it: labelled with the Info column, which names every
 * frame of the packet. Only which packets are in the graph is decided here.
 */
#include "flow_graph.h"

#include "compat.h"

static int flow_graph_tap = -1;

static tap_packet_status add_arrow(void *graph, packet_info *pinfo, epan_dissect_t *edt, const void *data, tap_flags_t flags)
{
    register_analysis_t *all_flows = sequence_analysis_find_by_name("any");

    return all_flows == NULL ? TAP_PACKET_DONT_REDRAW
                             : sequence_analysis_get_packet_func(all_flows)(graph, pinfo, edt, data, flags);
}

void ykc_flow_graph_packet(packet_info *pinfo)
{
    if (have_tap_listener(flow_graph_tap))
        tap_queue_packet(flow_graph_tap, pinfo, NULL);
}

void ykc_flow_graph_register(int protocol)
{
    flow_graph_tap = register_tap("ykc_flow_graph");
    register_seq_analysis("ykc", "YKC Flows", protocol, "ykc_flow_graph", TL_REQUIRES_COLUMNS, add_arrow);
}
