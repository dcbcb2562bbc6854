/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * What libpcap refuses in a capture though it is well-formed, put right on the way into libpcap.
 *
 * pcapng: libpcap takes one link type, one snapshot length and one byte order a file. Here every section of a file becomes a
 * stream of its own, and every interface in it is described to libpcap as Ethernet of the largest snapshot length; which link
 * type a packet really has is remembered by packet number. pcap: packets longer than the snapshot length of the file header,
 * which some tools get wrong, would be cut; the header is given the largest instead.
 *
 * Nothing is copied but the beginnings of blocks that a read cuts in two.
 */
#ifndef YKC_INPUT_SECTIONS_H
#define YKC_INPUT_SECTIONS_H

#include <stdbool.h>

#include "source.h"

/** A source of capture bytes for libpcap; opaque. */
typedef struct sections sections;

/** Make one. @param raw what is in the file; stays the caller's and outlives it */
sections *sections_new(source *raw);

/** Release it. NULL is allowed. */
void sections_free(sections *sections);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sections, sections_free)

/** The bytes for libpcap: those of the first section, and after each sections_next() of the next one; owned by @p sections. */
source *sections_source(sections *sections);

/** Go on to the next section, once the source is at its end. False if there is none, or not even its header. */
bool sections_next(sections *sections);

/** False if the file ends inside the header of the current section. */
bool sections_has_header(const sections *sections);

/** True if the current section describes no interface and has no packets, which libpcap would call an error. */
bool sections_is_empty(const sections *sections);

/**
 * The link type of a packet.
 *
 * @param number    from 1 in the whole file; never below that of an earlier call
 * @param link_type what libpcap says: right unless the file is pcapng
 * @return a DLT_ value
 */
int sections_link_type(sections *sections, uint64_t number, int link_type);

/** True if the file is pcapng, and its first interface is known. */
bool sections_has_interfaces(const sections *sections);

/** The link type of the first interface; if there is none @p link_type. */
int sections_first_link_type(const sections *sections, int link_type);

#endif
