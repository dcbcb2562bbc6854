/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * What differs between the releases of Wireshark that the plugin is built for: 4.0 to 4.6.
 *
 * The only place with tests of a version. What is here is written as the newest release has it, or is named after what it is for.
 */
#ifndef YKC_PLUGIN_COMPAT_H
#define YKC_PLUGIN_COMPAT_H

#include <wireshark.h>

#include <epan/tap.h>
#include <ws_version.h>

#define YKC_WIRESHARK_AT_LEAST(major, minor)                                                                                     \
    (WIRESHARK_VERSION_MAJOR > (major) || (WIRESHARK_VERSION_MAJOR == (major) && WIRESHARK_VERSION_MINOR >= (minor)))

#if YKC_WIRESHARK_AT_LEAST(4, 4)
/** A plugin says what it has, so that `tshark -G plugins` can list it as a dissector. */
#define YKC_PLUGIN_DESCRIBES_ITSELF 1
/** What a heuristic returns and what a boolean preference is kept in. */
typedef bool ykc_wireshark_bool;
/** Registers a follower of streams; since 4.4 it may also say how many streams there are, which tcp.stream says already. */
#define YKC_REGISTER_FOLLOW(...) register_follow_stream(__VA_ARGS__, NULL, NULL)
/** Callbacks of a conversation filter are told what they are of; we have one each. */
#define YKC_FILTER_PARAMETERS                 packet_info *pinfo, void *user_data _U_
#define YKC_REGISTER_CONVERSATION_FILTER(...) register_conversation_filter(__VA_ARGS__, NULL)
#else
#define YKC_PLUGIN_DESCRIBES_ITSELF           0
typedef gboolean ykc_wireshark_bool;
#define YKC_REGISTER_FOLLOW(...)              register_follow_stream(__VA_ARGS__)
#define YKC_FILTER_PARAMETERS                 packet_info *pinfo
#define YKC_REGISTER_CONVERSATION_FILTER(...) register_conversation_filter(__VA_ARGS__)
#endif

/*
 * epan/sequence_analysis.h is in no -dev package, although libwireshark exports what it declares, unchanged from 4.0 to 4.6. This
 * is as much of it as the flow graph needs; the structures in it, which did change, are left to Wireshark.
 */
typedef struct register_analysis register_analysis_t;

void register_seq_analysis(const char *name, const char *ui_name, const int proto_id, const char *tap_listener,
                           unsigned tap_flags, tap_packet_cb tap_func);
register_analysis_t *sequence_analysis_find_by_name(const char *name);
tap_packet_cb sequence_analysis_get_packet_func(register_analysis_t *analysis);

#endif
