/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * A capture without personal data: the packets of connections that speak YKC, with pseudonyms in their frames, other addresses,
 * and the same verdict of whoever analyses it.
 *
 * What a byte of a stream is may be known only packets later, and whether a connection speaks YKC as well. So packets are stored
 * first (packet_store.h), without their payload, and written when all are read. Nothing personal is ever stored.
 *
 * The clock of the analysis goes by packets of any protocol. Where a packet that is left out was the last one of all, or the time
 * of a later one is behind it, an empty packet stands for it.
 */
#ifndef YKC_REDACT_REDACTOR_H
#define YKC_REDACT_REDACTOR_H

#include <signal.h>

#include "address_map.h"
#include "catalog/field.h"
#include "input/capture.h"
#include "input/intake.h"
#include "output/pcapng_writer.h"
#include "pseudonym.h"

/** How to redact. */
typedef struct redactor_settings {
    const pseudonyms *pseudonyms; /**< outlives the redactor */
    intake_is_port *is_port;      /**< as for intake_new() */
    const void *port_context;
    uint64_t memory;     /**< bytes that may be held back; as for intake_set_memory() */
    ykc_dialect dialect; /**< as for intake_set_dialect() */
} redactor_settings;

/** What was done. */
typedef struct redactor_account {
    uint64_t packets;                     /**< read */
    uint64_t written;                     /**< of these, after redactor_write() */
    uint64_t placeholders;                /**< empty packets that stand for some that were left out */
    uint64_t frames;                      /**< in connections that speak YKC */
    uint64_t connections;                 /**< that speak YKC */
    uint64_t garbage_bytes;               /**< in these; now zeros */
    uint64_t unreadable_bodies;           /**< of frames: encrypted, of unknown type, with wrong checksums; now zeros */
    uint64_t beginnings;                  /**< frames that are cut off by a hole or the end; now a header and zeros */
    uint64_t replaced[PSEUDONYM_KINDS];   /**< fields that hold a pseudonym now, by ::pseudonym_kind */
    uint64_t distinct[PSEUDONYM_KINDS];   /**< of these, different values */
    uint64_t ip_addresses, mac_addresses; /**< different ones */
} redactor_account;

typedef struct redactor redactor;

/** Make one; NULL with @p error set if there can be no temporary file. @param settings copied */
redactor *redactor_new(const redactor_settings *settings, GError **error);

/** NULL is allowed. */
void redactor_free(redactor *redactor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(redactor, redactor_free)

/** Take the next packet of a capture. */
void redactor_packet(redactor *redactor, uint32_t file, const capture_packet *packet);

/** A capture ends here. @param info of the capture */
void redactor_capture_ends(redactor *redactor, uint32_t file, const capture_info *info);

/**
 * Read captures as one timeline, to their ends. Parameters and return value as of intake_read(); @p stop as of
 * intake_stop_when(). @p packet_read is told of each packet, and may be NULL.
 */
bool redactor_read(redactor *redactor, char **paths, ykc_language language, const volatile sig_atomic_t *stop,
                   void (*complain)(void *user, const GError *error), void (*packet_read)(void *user), void *user);

/** There are no more packets. Afterwards only redactor_write() is called, once. */
void redactor_end(redactor *redactor);

/**
 * Write what is left of the capture into a section that was begun, with an interface for each link type.
 *
 * @param error set if the temporary file could not be written or read; then the status is PCAPNG_WRITTEN
 */
pcapng_status redactor_write(redactor *redactor, pcapng_writer *writer, GError **error);

const redactor_account *redactor_get_account(const redactor *redactor);

#endif
