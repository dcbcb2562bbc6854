/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * One capture file, packet by packet, through libpcap; compressed with gzip, zstd or lz4, or not.
 *
 * Packets are numbered as Wireshark numbers them, from 1. A file that breaks off in the middle gives every packet before the
 * break first, and then says where it broke.
 */
#ifndef YKC_INPUT_CAPTURE_H
#define YKC_INPUT_CAPTURE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "catalog/field.h"
#include "source.h"

/** What can be wrong with a capture. Every message names the file and what to do about it. */
#define CAPTURE_ERROR (capture_error_quark())
GQuark capture_error_quark(void);

typedef enum capture_error {
    CAPTURE_ERROR_OPEN,      /**< no such file, a directory, no permission, a terminal */
    CAPTURE_ERROR_FORMAT,    /**< empty, text, otherwise compressed, or otherwise no capture */
    CAPTURE_ERROR_LINK_TYPE, /**< packets of a link layer that layers_parse() does not know */
    CAPTURE_ERROR_CUT,       /**< the file ends inside its header or a packet */
    CAPTURE_ERROR_DAMAGED    /**< what follows cannot be read: damaged, a failing disk; or times are none */
} capture_error;

/** A capture being read; opaque, owned by who opened it. */
typedef struct capture_file capture_file;

/** One packet. */
typedef struct capture_packet {
    uint64_t number;      /**< from 1, the number that Wireshark shows */
    int64_t time_ns;      /**< nanoseconds since 1970-01-01 UTC, never negative */
    int link_type;        /**< a DLT_ value, for layers_parse() */
    const uint8_t *bytes; /**< @c captured bytes; valid until the next packet is asked for */
    uint32_t captured;    /**< bytes in the file */
    uint32_t original;    /**< bytes on the wire, never below @c captured */
} capture_packet;

typedef enum capture_status {
    CAPTURE_PACKET, /**< there is a packet */
    CAPTURE_END,    /**< the file is read to its end */
    CAPTURE_BROKEN  /**< the file cannot be read any further; all packets so far are good */
} capture_status;

/** What is known of a capture after the packets that were read so far. */
typedef struct capture_info {
    const char *name;      /**< how to call it in messages: its path in UTF-8, or "standard input" */
    const char *link_name; /**< libpcap's name of the link type, as "EN10MB"; of several, "EN10MB, LINUX_SLL" */
    int link_type;         /**< a DLT_ value; of a pcapng that of its first interface */
    uint64_t packets;      /**< packets read */
    uint64_t shortened;    /**< of these, how many the snap length cut */
    uint64_t bytes;        /**< their bytes on the wire */
    int64_t first_time_ns; /**< time of the first packet read; 0 before that */
    int64_t last_time_ns;  /**< time of the last packet read; 0 before that */
    bool cut_off;          /**< the file ends inside a packet, or is damaged from some packet on */

    uint64_t odd_times;        /**< packets whose time was days away from both its neighbours', and replaced by one of theirs */
    uint64_t first_odd_time;   /**< number of the first of them */
    uint64_t unsupported;      /**< packets of link types that layers_parse() does not know */
    int unsupported_link_type; /**< of the first of them */
} capture_info;

/**
 * Open a capture: pcap or pcapng, microseconds or nanoseconds, any byte order, interfaces of different kinds.
 *
 * @param path     the file, "-" for standard input
 * @param language of what @p error, also that of capture_peek() and capture_read(), says
 * @param error set when NULL is returned
 * @return the capture, to be released with capture_close(); NULL if it cannot be used
 *
 * No packet is read yet, so a pipe whose writer is slow does not block longer than its header takes.
 */
capture_file *capture_open(const char *path, ykc_language language, GError **error);

/**
 * The same with bytes from anywhere.
 *
 * @param source owned by the capture from now on, and released also if there is none
 * @param name   how to call it in messages; copied
 */
capture_file *capture_open_source(source *source, const char *name, ykc_language language, GError **error);

/** Close the file, release everything. NULL is allowed. Standard input stays open. */
void capture_close(capture_file *capture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(capture_file, capture_close)

/**
 * Read the next packet.
 *
 * @param packet filled on CAPTURE_PACKET
 * @param error  set on CAPTURE_BROKEN: after which packet the file breaks off, and why
 *
 * After CAPTURE_END or CAPTURE_BROKEN every further call says the same.
 */
capture_status capture_next(capture_file *capture, capture_packet *packet, GError **error);

/**
 * Look at the packet that capture_next() will return, without taking it: to put files in the order of their first packets.
 * Parameters and return value as of capture_next(). The packet counts in capture_information() only once it was taken.
 */
capture_status capture_peek(capture_file *capture, capture_packet *packet, GError **error);

/** Say what was wrong without keeping the rest from being read: packets that could not be looked at, times that are none. */
void capture_tell_remarks(const capture_file *capture, void (*complain)(void *user, const GError *error), void *user);

/** True if a packet with the one time has no place beside one with the other: a day lies between them. */
bool capture_times_are_far(int64_t one, int64_t other);

/** False for the times of a clock that was never set, and for damaged ones: before 2000 or after 2099. */
bool capture_is_date(int64_t time_ns);

/** The account of what was read; owned by the capture, changes as it is read. */
const capture_info *capture_information(const capture_file *capture);

#endif
