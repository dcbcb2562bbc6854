/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Which packets are looked at: those that an expression of libpcap's and two times let through. Packets are numbered before, so
 * their numbers stay Wireshark's.
 *
 * The expression sees the packet as it was captured: outermost addresses and ports, and whatever the link type has of them. What
 * is inside a tunnel is seen only by an expression that reaches into it, as "vlan and …" or "udp port 4789" do.
 */
#ifndef YKC_INPUT_PACKET_FILTER_H
#define YKC_INPUT_PACKET_FILTER_H

#include <stdbool.h>

#include "capture.h"

/** A time that a user named: the first of what is meant, and how long that is. */
typedef struct filter_time {
    bool is_given;
    bool is_time_of_day; /**< @c start_ns counts from midnight of the first packet's day, in the filter's zone */
    int64_t start_ns;    /**< since 1970-01-01 UTC */
    int64_t span_ns;     /**< a day, a minute, a second, or a part of one: of what was named as exactly as that; above 0 */
} filter_time;

/** What is to be let through. Copied, but for the text. */
typedef struct packet_filter_settings {
    const char *expression;   /**< NULL: any packet */
    filter_time since, until; /**< from the first of the one to the last of the other; not given: no bound */
    int zone_minutes;         /**< of times of the day: how far they are ahead of UTC */
} packet_filter_settings;

typedef struct packet_filter packet_filter;

typedef enum packet_verdict {
    PACKET_TAKEN,
    PACKET_OUTSIDE, /**< before or after the times */
    PACKET_REFUSED  /**< by the expression: it was there, but is not to be looked at */
} packet_verdict;

/** Why @p expression is none for any link type that layers_parse() knows, in libpcap's words; NULL if it is one. To be freed. */
char *packet_filter_check(const char *expression);

/** Make a filter, to be released with packet_filter_free(). The expression outlives it, and passes packet_filter_check(). */
packet_filter *packet_filter_new(const packet_filter_settings *settings);

/** NULL is allowed. */
void packet_filter_free(packet_filter *filter);

/** Judge a packet; in the order of the timeline. */
packet_verdict packet_filter_judge(packet_filter *filter, const capture_packet *packet);

/**
 * A link type of packets judged so far that the expression says nothing about, so that all of them were refused.
 *
 * @param reason filled with libpcap's words, not to be freed
 * @return a DLT_ value; -1 if there is none
 */
int packet_filter_unusable_for(const packet_filter *filter, const char **reason);

#endif
