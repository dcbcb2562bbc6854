/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pcapng_writer.h"

#include <stdbool.h>
#include <string.h>

#include "wire/bytes.h"

enum {
    BLOCK_SECTION = 0x0A0D0D0A,
    BLOCK_INTERFACE = 1,
    BLOCK_PACKET = 6,
    BYTE_ORDER_MAGIC = 0x1A2B3C4D,
    VERSION_MAJOR = 1,
    ALIGNMENT = 4,
    BLOCK_FRAME = 12, /* type, and the total length in front and behind */
    OPTION_HEADER = 4,
    SECTION_BODY = 16,
    INTERFACE_BODY = 8,
    PACKET_BODY = 20
};

static size_t padding_of(size_t length)
{
    return (ALIGNMENT - length % ALIGNMENT) % ALIGNMENT;
}

static size_t padded(size_t length)
{
    return length + padding_of(length);
}

/* Options end with an empty one, unless there are none. */
static size_t size_of_options(pcapng_options options)
{
    size_t size = options.count > 0 ? OPTION_HEADER : 0;

    for (size_t i = 0; i < options.count && size <= PCAPNG_BLOCK_MAX; i++)
        size += OPTION_HEADER + padded(options.options[i].length);
    return size;
}

static bool put(FILE *file, const void *bytes, size_t length)
{
    return length == 0 || fwrite(bytes, 1, length, file) == length;
}

static bool put_padded(FILE *file, const void *bytes, size_t length)
{
    static const uint8_t zeros[ALIGNMENT] = {0};

    return put(file, bytes, length) && put(file, zeros, padding_of(length));
}

static bool put32(FILE *file, uint32_t number)
{
    uint8_t bytes[4];

    ykc_bytes_put(bytes, sizeof bytes, number);
    return put(file, bytes, sizeof bytes);
}

static bool put_option_header(FILE *file, uint16_t code, uint16_t length)
{
    return put32(file, (uint32_t)length << 16 | code);
}

static bool put_options(FILE *file, pcapng_options options)
{
    for (size_t i = 0; i < options.count; i++) {
        const pcapng_option *option = &options.options[i];

        if (!put_option_header(file, option->code, option->length) || !put_padded(file, option->value, option->length))
            return false;
    }
    return options.count == 0 || put_option_header(file, 0, 0);
}

/* A block: its fixed part of @p length bytes, data that is padded, options. */
static pcapng_status write_block(FILE *file, uint32_t type, const uint8_t *fixed, size_t length, const uint8_t *data,
                                 size_t data_length, pcapng_options options)
{
    size_t size = BLOCK_FRAME + length + size_of_options(options);

    if (data_length > PCAPNG_BLOCK_MAX || size + padded(data_length) > PCAPNG_BLOCK_MAX)
        return PCAPNG_TOO_LONG;
    size += padded(data_length);
    return put32(file, type) && put32(file, (uint32_t)size) && put(file, fixed, length) && put_padded(file, data, data_length) &&
                   put_options(file, options) && put32(file, (uint32_t)size)
               ? PCAPNG_WRITTEN
               : PCAPNG_FAILED;
}

void pcapng_writer_init(pcapng_writer *writer, FILE *file)
{
    *writer = (pcapng_writer){.file = file};
}

pcapng_status pcapng_write_section(pcapng_writer *writer, pcapng_options options)
{
    uint8_t fixed[SECTION_BODY] = {0};

    ykc_bytes_put(fixed, 4, BYTE_ORDER_MAGIC);
    ykc_bytes_put(fixed + 4, 2, VERSION_MAJOR);
    memset(fixed + 8, 0xFF, 8); /* the section's length is not known */
    writer->interfaces = 0;
    return write_block(writer->file, BLOCK_SECTION, fixed, sizeof fixed, NULL, 0, options);
}

pcapng_status pcapng_write_interface(pcapng_writer *writer, uint16_t link_type, uint32_t snap_length, pcapng_options options)
{
    uint8_t fixed[INTERFACE_BODY] = {0};
    pcapng_status status;

    ykc_bytes_put(fixed, 2, link_type);
    ykc_bytes_put(fixed + 4, 4, snap_length);
    status = write_block(writer->file, BLOCK_INTERFACE, fixed, sizeof fixed, NULL, 0, options);
    if (status == PCAPNG_WRITTEN)
        writer->interfaces++;
    return status;
}

pcapng_status pcapng_write_packet(pcapng_writer *writer, const pcapng_packet *packet, pcapng_options options)
{
    uint8_t fixed[PACKET_BODY];

    if (packet->interface >= writer->interfaces)
        return PCAPNG_NO_INTERFACE;
    ykc_bytes_put(fixed, 4, packet->interface);
    ykc_bytes_put(fixed + 4, 4, packet->ticks >> 32); /* the high half comes first, in either byte order */
    ykc_bytes_put(fixed + 8, 4, packet->ticks & UINT32_MAX);
    ykc_bytes_put(fixed + 12, 4, packet->captured);
    ykc_bytes_put(fixed + 16, 4, packet->original);
    return write_block(writer->file, BLOCK_PACKET, fixed, sizeof fixed, packet->bytes, packet->captured, options);
}

pcapng_option pcapng_text_option(uint16_t code, const char *text)
{
    enum { CONTINUATION_MASK = 0xC0, CONTINUATION = 0x80 }; /* of UTF-8: a byte inside a character */
    size_t length = strlen(text);

    if (length > PCAPNG_OPTION_MAX) {
        length = PCAPNG_OPTION_MAX;
        while (length > 0 && ((uint8_t)text[length] & CONTINUATION_MASK) == CONTINUATION)
            length--;
    }
    return (pcapng_option){.code = code, .length = (uint16_t)length, .value = text};
}
