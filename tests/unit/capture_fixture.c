/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "capture_fixture.h"

#include <string.h>

static bool is_swapped;

void capture_add(GByteArray *to, const void *bytes, size_t length)
{
    g_byte_array_append(to, bytes, (guint)length);
}

void capture_add16(GByteArray *to, uint16_t number)
{
    number = is_swapped ? GUINT16_TO_BE(number) : GUINT16_TO_LE(number);
    capture_add(to, &number, sizeof number);
}

void capture_add32(GByteArray *to, uint32_t number)
{
    number = is_swapped ? GUINT32_TO_BE(number) : GUINT32_TO_LE(number);
    capture_add(to, &number, sizeof number);
}

void capture_add_header(GByteArray *to, uint32_t magic, uint32_t link_type)
{
    capture_add32(to, magic);
    capture_add16(to, 2);
    capture_add16(to, 4);
    capture_add32(to, 0);
    capture_add32(to, 0);
    capture_add32(to, 65535);
    capture_add32(to, link_type);
}

void capture_add_packet(GByteArray *to, uint32_t seconds, uint32_t fraction, const char *text, size_t original)
{
    capture_add32(to, seconds);
    capture_add32(to, fraction);
    capture_add32(to, (uint32_t)strlen(text));
    capture_add32(to, (uint32_t)original);
    capture_add(to, text, strlen(text));
}

void capture_swap_blocks(bool swapped)
{
    is_swapped = swapped;
}

void capture_add_block(GByteArray *to, uint32_t type, const void *body, uint32_t length)
{
    capture_add32(to, type);
    capture_add32(to, length + 12);
    capture_add(to, body, length);
    capture_add32(to, length + 12);
}

static void add_body(GByteArray *to, uint32_t type, GByteArray *body)
{
    capture_add_block(to, type, body->data, body->len);
    g_byte_array_unref(body);
}

void capture_add_section(GByteArray *to)
{
    GByteArray *body = g_byte_array_new();

    capture_add32(body, 0x1A2B3C4D);
    capture_add16(body, 1);
    capture_add16(body, 0);
    capture_add32(body, UINT32_MAX); /* length: not known */
    capture_add32(body, UINT32_MAX);
    add_body(to, 0x0A0D0D0A, body);
}

void capture_add_interface(GByteArray *to, uint16_t link_type, uint32_t snap_length, uint8_t resolution)
{
    GByteArray *body = g_byte_array_new();

    capture_add16(body, link_type);
    capture_add16(body, 0);
    capture_add32(body, snap_length);
    capture_add16(body, 9); /* option if_tsresol */
    capture_add16(body, 1);
    capture_add(body, (const uint8_t[]){resolution, 0, 0, 0}, 4);
    capture_add32(body, 0); /* end of options */
    add_body(to, 1, body);
}

void capture_add_ng_packet(GByteArray *to, uint32_t interface, uint64_t ticks, const char *four_bytes)
{
    GByteArray *body = g_byte_array_new();

    capture_add32(body, interface);
    capture_add32(body, (uint32_t)(ticks >> 32));
    capture_add32(body, (uint32_t)ticks);
    capture_add32(body, 4);
    capture_add32(body, 4);
    capture_add(body, four_bytes, 4);
    add_body(to, 6, body);
}
