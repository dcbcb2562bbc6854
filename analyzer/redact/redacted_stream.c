/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "redacted_stream.h"

#include "checksum.h"

enum {
    REMEMBERED = 64,     /* carriers that are decided, for retransmissions; twice as many at times */
    CARRIERS_MAX = 65536 /* a sender that repeats what is not decided more often is none; what it repeats stays zeros */
};

/* Serial numbers: how far @p to lies ahead of @p from; negative if behind. */
static int32_t distance(uint32_t from, uint32_t to)
{
    return (int32_t)(to - from);
}

static stream_carrier *carrier_at(const redacted_stream *stream, guint index)
{
    return &g_array_index(stream->carriers, stream_carrier, index);
}

static void clear_carrier(void *data)
{
    stream_carrier *carrier = data;

    store_site_clear(&carrier->payload);
    store_site_clear(&carrier->checksum);
}

/* The payload was zeros here, so the checksum changes by what is there now. */
static void fill(packet_store *store, const stream_carrier *carrier, uint32_t offset, const uint8_t *bytes, size_t length)
{
    uint8_t checksum[2] = {0};
    uint16_t updated;

    store_site_write(store, &carrier->payload, offset, bytes, length);
    if (!carrier->has_checksum)
        return;
    store_site_read(store, &carrier->checksum, 0, checksum, sizeof checksum);
    updated = checksum_update((uint16_t)(checksum[0] << 8 | checksum[1]), 0,
                              checksum_join(0, checksum_add(0, bytes, length), offset % 2 != 0));
    checksum[0] = (uint8_t)(updated >> 8);
    checksum[1] = (uint8_t)updated;
    store_site_write(store, &carrier->checksum, 0, checksum, sizeof checksum);
}

/* Copy what both carry, from @p at on and below @p end; returns how many bytes. */
static uint32_t copy(packet_store *store, const stream_carrier *from, const stream_carrier *to, uint32_t at, uint32_t end)
{
    int32_t behind = distance(from->sequence, at);
    uint32_t length;
    g_autofree uint8_t *bytes = NULL;

    if (behind < 0 || (uint32_t)behind >= from->length)
        return 0;
    length = MIN(from->length - (uint32_t)behind, end - at);
    bytes = g_malloc0(length);
    store_site_read(store, &from->payload, (uint32_t)behind, bytes, length);
    fill(store, to, at - to->sequence, bytes, length);
    return length;
}

/* The number of the next byte behind @p at that anybody carries; @p end if there is none below it. */
static uint32_t next_carried(const redacted_stream *stream, uint32_t at, uint32_t end)
{
    for (guint i = 0; i < stream->carriers->len; i++) {
        uint32_t begin = carrier_at(stream, i)->sequence;

        if (distance(at, begin) > 0 && distance(begin, end) > 0)
            end = begin;
    }
    return end;
}

/* Fill a carrier with what is decided of it. Where nobody remembers it stays as it is. */
static void fill_decided(const redacted_stream *stream, packet_store *store, const stream_carrier *carrier, uint32_t decided)
{
    uint32_t at = carrier->sequence, end = carrier->sequence + carrier->length;

    if (distance(decided, end) > 0)
        end = decided;
    while (distance(at, end) > 0) {
        uint32_t copied = 0;

        for (guint i = stream->carriers->len; i > 0 && copied == 0; i--)
            copied = copy(store, carrier_at(stream, i - 1), carrier, at, end);
        at = copied > 0 ? at + copied : next_carried(stream, at, end);
    }
}

/* Forget the oldest carriers, if they are decided. */
static void forget(redacted_stream *stream, uint32_t decided)
{
    guint done = 0, count = stream->carriers->len;

    if (count < 2 * REMEMBERED)
        return;
    while (done < count - REMEMBERED &&
           distance(carrier_at(stream, done)->sequence + carrier_at(stream, done)->length, decided) >= 0)
        done++;
    if (done > 0)
        g_array_remove_range(stream->carriers, 0, done);
}

void redacted_stream_carry(redacted_stream *stream, packet_store *store, const stream_carrier *carrier, uint32_t decided)
{
    if (stream->carriers == NULL) {
        stream->carriers = g_array_new(FALSE, FALSE, sizeof(stream_carrier));
        g_array_set_clear_func(stream->carriers, clear_carrier);
    }
    forget(stream, decided);
    fill_decided(stream, store, carrier, decided);
    if (stream->carriers->len < CARRIERS_MAX) {
        g_array_append_vals(stream->carriers, carrier, 1);
    } else {
        stream_carrier unused = *carrier;

        clear_carrier(&unused);
    }
}

void redacted_stream_decide(redacted_stream *stream, packet_store *store, uint32_t sequence, const uint8_t *bytes, size_t length)
{
    for (guint i = stream->carriers != NULL ? stream->carriers->len : 0; i > 0; i--) {
        const stream_carrier *carrier = carrier_at(stream, i - 1);
        int64_t begin = distance(sequence, carrier->sequence); /* of the carrier's bytes, from the first decided one */
        int64_t from = MAX(begin, 0), to = MIN(begin + carrier->length, (int64_t)length);

        if (from < to)
            fill(store, carrier, (uint32_t)(from - begin), bytes + from, (size_t)(to - from));
    }
}

void redacted_stream_clear(redacted_stream *stream)
{
    g_clear_pointer(&stream->carriers, g_array_unref);
}
