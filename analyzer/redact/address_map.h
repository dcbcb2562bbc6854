/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Other addresses in place of those of a capture, each with one of its own.
 *
 * Addresses with a common prefix keep one of the same length (as Crypto-PAn does it), so that what was in one subnet stays in
 * one. The kind stays: private, shared (100.64/10), link-local addresses remain such, a public one becomes a public one. What
 * names nobody stays as it is: loopback, multicast, broadcast, the unspecified address.
 */
#ifndef YKC_REDACT_ADDRESS_MAP_H
#define YKC_REDACT_ADDRESS_MAP_H

#include <glib.h>
#include <stdint.h>

#include "pseudonym.h"

typedef struct address_map address_map;

/** Make a map; the pseudonyms' key, which must outlive it, is the map's as well. */
address_map *address_map_new(const pseudonyms *pseudonyms);

/** NULL is allowed. */
void address_map_free(address_map *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(address_map, address_map_free)

/** Replace an IP address in place. @param length 4 or 16 */
void address_map_ip(address_map *map, uint8_t *address, size_t length);

/** Replace a MAC address of 6 bytes in place by a locally administered one. Group addresses and zeros stay. */
void address_map_mac(address_map *map, uint8_t *address);

/** How many IP, and how many MAC addresses were replaced; of very many perhaps some twice. */
uint64_t address_map_count_ip(const address_map *map);
uint64_t address_map_count_mac(const address_map *map);

#endif
