/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file Captures being put together byte by byte, for tests: little-endian pcap, and pcapng of either byte order. */
#ifndef YKC_TEST_CAPTURE_FIXTURE_H
#define YKC_TEST_CAPTURE_FIXTURE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum { MICROSECONDS = 0xA1B2C3D4, NANOSECONDS = 0xA1B23C4D };

void capture_add(GByteArray *to, const void *bytes, size_t length);
void capture_add16(GByteArray *to, uint16_t number);
void capture_add32(GByteArray *to, uint32_t number);

/** The header of a pcap. @param magic MICROSECONDS or NANOSECONDS */
void capture_add_header(GByteArray *to, uint32_t magic, uint32_t link_type);

/** A packet of a pcap: the letters of @p text. */
void capture_add_packet(GByteArray *to, uint32_t seconds, uint32_t fraction, const char *text, size_t original);

/** Blocks added from now on have the byte order that is not this machine's, or its own again. */
void capture_swap_blocks(bool swapped);

/** A block of a pcapng. @param length of @p body, a multiple of four */
void capture_add_block(GByteArray *to, uint32_t type, const void *body, uint32_t length);

void capture_add_section(GByteArray *to);

/** @param resolution decimal places of a second */
void capture_add_interface(GByteArray *to, uint16_t link_type, uint32_t snap_length, uint8_t resolution);

/** An enhanced packet block with four bytes of packet. */
void capture_add_ng_packet(GByteArray *to, uint32_t interface, uint64_t ticks, const char *four_bytes);

#endif
