/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow_event.h"

/* The first byte of an event. */
enum { WHAT_BITS = 0x07, CONNECTION_SHIFT = 3, END_BIT = 0x20, FLAG_BIT = 0x40, ENCRYPTED_BIT = 0x80 };

/* Of the length of a body, and the dialect that its frame is of. */
enum { LENGTH_BITS = 0x03FF, DIALECT_SHIFT = 10 };

enum { HUNDREDTH = YKC_SECOND / 100 };

static bool has_body(const flow_event *event)
{
    return event->what == FLOW_EVENT_FRAME || event->what > FLOW_EVENT_TRUNCATED;
}

static void read_body(fuzz_input *input, flow_event *event)
{
    size_t length, wanted;
    const uint8_t *bytes;

    event->frame.type = fuzz_u8(input);
    wanted = fuzz_u16(input);
    event->frame.dialect = wanted >> DIALECT_SHIFT;
    event->frame.form = event->frame.dialect == YKC_V2_1 ? YKC_FORM_LONG : YKC_FORM_SHORT;
    wanted &= LENGTH_BITS;
    bytes = fuzz_bytes(input, MIN(wanted, YKC_FRAME_BODY_MAX), &length);
    event->body = g_memdup2(bytes, length); /* reading past its end is seen */
    event->frame.body = event->body;
    event->frame.body_length = (uint16_t)length;
    event->frame.length = (uint16_t)(length + YKC_FRAME_LENGTH_MIN);
    event->frame.size = (uint16_t)(event->frame.length + YKC_FRAME_OVERHEAD);
    event->frame.crc_status = event->flag ? YKC_CRC_BAD : YKC_CRC_GOOD;
}

bool flow_event_read(fuzz_input *input, flow_event *event)
{
    uint8_t first;

    if (input->left == 0)
        return false;
    first = fuzz_u8(input);
    *event = (flow_event){
        .what = first & WHAT_BITS,
        .connection = first >> CONNECTION_SHIFT & (FLOW_EVENT_CONNECTIONS - 1),
        .end = (first & END_BIT) != 0,
        .flag = (first & FLAG_BIT) != 0,
        .frame.encryption = (first & ENCRYPTED_BIT) != 0 ? YKC_ENCRYPTED : YKC_PLAIN,
    };
    event->after = (ykc_time_us)fuzz_u16(input) * HUNDREDTH;
    event->frame.sequence = fuzz_u16(input);
    if (has_body(event))
        read_body(input, event);
    return true;
}

void flow_event_clear(flow_event *event)
{
    g_clear_pointer(&event->body, g_free);
}

static void write_u16(GByteArray *out, uint16_t number)
{
    const uint8_t bytes[] = {number & 0xFF, number >> 8};

    g_byte_array_append(out, bytes, sizeof bytes);
}

void flow_event_write(GByteArray *out, const flow_event *event)
{
    const ykc_frame *frame = &event->frame;
    const uint8_t first = (uint8_t)(event->what | event->connection << CONNECTION_SHIFT | (event->end != 0 ? END_BIT : 0) |
                                    (event->flag ? FLAG_BIT : 0) | (frame->encryption != YKC_PLAIN ? ENCRYPTED_BIT : 0));

    g_byte_array_append(out, &first, 1);
    write_u16(out, (uint16_t)MIN(event->after / HUNDREDTH, UINT16_MAX));
    write_u16(out, frame->sequence);
    if (has_body(event)) {
        g_byte_array_append(out, &frame->type, 1);
        write_u16(out, (uint16_t)(frame->dialect << DIALECT_SHIFT | (frame->body_length & LENGTH_BITS)));
        g_byte_array_append(out, frame->body, frame->body_length);
    }
}
