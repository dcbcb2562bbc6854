/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Bytes that are written once and corrected later: packets whose payload is not decided yet. The newest are in memory, the others
 * in a temporary file without a name, so memory does not grow with the capture.
 */
#ifndef YKC_REDACT_PACKET_STORE_H
#define YKC_REDACT_PACKET_STORE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A run of stored bytes. */
typedef struct store_run {
    uint64_t at;
    uint32_t length;
} store_run;

/**
 * Where bytes that belong together are: in one run, or, if a packet was sent in fragments, in several, which may overlap. All
 * zeros is nowhere.
 */
typedef struct store_site {
    store_run run;     /**< meaningless if there are more */
    GArray *scattered; /**< of ::scattered_run; NULL: there is one run */
} store_site;

/** A run, and which of the bytes that belong together it holds. */
typedef struct scattered_run {
    uint32_t offset;
    store_run run;
} scattered_run;

typedef struct packet_store packet_store;

/** Make an empty store; NULL with @p error set if there can be no temporary file. */
packet_store *packet_store_new(GError **error);

/** NULL is allowed. */
void packet_store_free(packet_store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(packet_store, packet_store_free)

/** Add bytes behind all others; returns where they are. */
uint64_t packet_store_append(packet_store *store, const void *bytes, size_t length);

/** Correct stored bytes. */
void packet_store_write(packet_store *store, uint64_t at, const void *bytes, size_t length);

/** Read stored bytes. What cannot be read is zero; packet_store_check() tells. */
void packet_store_read(packet_store *store, uint64_t at, void *bytes, size_t length);

/** Bytes in the store. */
uint64_t packet_store_size(const packet_store *store);

/** False with @p error set if anything could not be written or read. */
bool packet_store_check(const packet_store *store, GError **error);

/** A site of one run. */
store_site store_site_of(uint64_t at, uint32_t length);

/** A part of a site, to be released with store_site_clear(). */
store_site store_site_slice(const store_site *site, uint32_t offset, uint32_t length);

/** Release what the site holds. */
void store_site_clear(store_site *site);

/** Correct bytes of a site, in every run that holds them. */
void store_site_write(packet_store *store, const store_site *site, uint32_t offset, const uint8_t *bytes, size_t length);

/** Read bytes of a site; what no run holds is left alone. */
void store_site_read(packet_store *store, const store_site *site, uint32_t offset, uint8_t *bytes, size_t length);

#endif
