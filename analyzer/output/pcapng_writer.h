/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Writing captures in the pcapng format (draft-ietf-opsawg-pcapng), which libpcap only reads: a section, its interfaces, packets,
 * each with options such as comments. Blocks are little-endian and leave at once; nothing is held back but in the file's buffer.
 */
#ifndef YKC_OUTPUT_PCAPNG_WRITER_H
#define YKC_OUTPUT_PCAPNG_WRITER_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/** Codes of options; those behind the first mean this in one kind of block only. */
enum {
    PCAPNG_COMMENT = 1,         /**< UTF-8, in any block, as often as one likes */
    PCAPNG_SECTION_PROGRAM = 4, /**< UTF-8: the program that wrote the file */
    PCAPNG_IF_NAME = 2,         /**< UTF-8 */
    PCAPNG_IF_DESCRIPTION = 3,  /**< UTF-8 */
    PCAPNG_IF_RESOLUTION = 9,   /**< one byte: a tick is 10^-n seconds, with the top bit set 2^-n; microseconds without it */
    PCAPNG_PACKET_FLAGS = 2     /**< four bytes, little-endian */
};

enum {
    PCAPNG_OPTION_MAX = UINT16_MAX, /**< bytes of one option's value */
    PCAPNG_BLOCK_MAX = 16 << 20,    /**< bytes of a block; Wireshark reads none that is longer */
    PCAPNG_NANOSECONDS = 9          /**< for PCAPNG_IF_RESOLUTION */
};

/** One option, of any code: what is copied from another file need not be known here. */
typedef struct pcapng_option {
    uint16_t code;     /**< not 0, which ends a list */
    uint16_t length;   /**< bytes of @c value */
    const void *value; /**< as in the file; numbers little-endian */
} pcapng_option;

/** The options of one block, in the order in which they are written. */
typedef struct pcapng_options {
    const pcapng_option *options;
    size_t count;
} pcapng_options;

/** One packet. */
typedef struct pcapng_packet {
    uint32_t interface;   /**< as pcapng_write_interface() numbered it */
    uint64_t ticks;       /**< time since 1970-01-01 UTC in the interface's resolution */
    const uint8_t *bytes; /**< @c captured bytes */
    uint32_t captured;
    uint32_t original; /**< bytes on the wire */
} pcapng_packet;

/** A file being written; its members are the writer's own. */
typedef struct pcapng_writer {
    FILE *file;
    uint32_t interfaces; /**< of the current section */
} pcapng_writer;

typedef enum pcapng_status {
    PCAPNG_WRITTEN,
    PCAPNG_TOO_LONG,     /**< the block would exceed PCAPNG_BLOCK_MAX: nothing was written */
    PCAPNG_NO_INTERFACE, /**< the packet's interface was not written in this section: nothing was written */
    PCAPNG_FAILED        /**< the file could not be written, errno says why; it now ends anywhere */
} pcapng_status;

/** Write to @p file, which stays the caller's; begin with a section. */
void pcapng_writer_init(pcapng_writer *writer, FILE *file);

/** Begin a section; its interfaces are numbered from 0. */
pcapng_status pcapng_write_section(pcapng_writer *writer, pcapng_options options);

/**
 * Describe the next interface of the section.
 *
 * @param link_type   as in the file (a LINKTYPE_ value: 1 for Ethernet, 101 for raw IP), not one of libpcap's DLT_ values
 * @param snap_length bytes to which packets were cut; 0: no limit
 */
pcapng_status pcapng_write_interface(pcapng_writer *writer, uint16_t link_type, uint32_t snap_length, pcapng_options options);

/** Write a packet of an interface of the current section. */
pcapng_status pcapng_write_packet(pcapng_writer *writer, const pcapng_packet *packet, pcapng_options options);

/**
 * An option that holds text, which must outlive it. Text that is too long is cut after PCAPNG_OPTION_MAX bytes at most, between
 * two characters.
 *
 * @param text UTF-8
 */
pcapng_option pcapng_text_option(uint16_t code, const char *text);

#endif
