/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "redact/redacted_stream.h"

#include <string.h>

#include "redact/checksum.h"
#include "suite.h"

/* A store in which every packet is a checksum of two bytes and ten of payload. */
enum { PAYLOAD = 10, PACKET = 2 + PAYLOAD };

static packet_store *store;
static redacted_stream stream;

static void begin(void)
{
    store = packet_store_new(NULL);
    stream = (redacted_stream){0};
}

static void end(void)
{
    redacted_stream_clear(&stream);
    packet_store_free(store);
}

/* Add a packet whose first byte has the number @p sequence; returns its place. */
static uint64_t carry(uint32_t sequence, uint32_t decided)
{
    static const uint8_t empty[PACKET] = {0xFF, 0xFE}; /* the checksum of zeros, and 1 */
    uint64_t at = packet_store_append(store, empty, PACKET);
    const stream_carrier carrier = {.sequence = sequence,
                                    .length = PAYLOAD,
                                    .payload = store_site_of(at + 2, PAYLOAD),
                                    .checksum = store_site_of(at, 2),
                                    .has_checksum = true};

    redacted_stream_carry(&stream, store, &carrier, decided);
    return at;
}

static void decide(uint32_t sequence, const char *bytes)
{
    redacted_stream_decide(&stream, store, sequence, (const uint8_t *)bytes, strlen(bytes));
}

/* The payload, where zeros are dots; and the packet still adds up to what it did. */
static void check_packet(uint64_t at, const char *expected)
{
    uint8_t packet[PACKET];
    char shown[PAYLOAD + 1] = "";

    packet_store_read(store, at, packet, PACKET);
    for (int i = 0; i < PAYLOAD; i++)
        shown[i] = packet[2 + i] == 0 ? '.' : (char)packet[2 + i];
    CU_ASSERT_STRING_EQUAL(shown, expected);
    CU_ASSERT_EQUAL(checksum_add(0, packet, PACKET) % 0xFFFF, 0xFFFE);
}

static void test_a_frame_is_put_into_every_packet_that_carries_it(void)
{
    begin();
    uint64_t first = carry(1000, 1000), second = carry(1010, 1000);

    decide(1003, "abcdefghijk");
    check_packet(first, "...abcdefg");
    check_packet(second, "hijk......");
    end();
}

static void test_a_retransmission_has_what_the_original_had(void)
{
    begin();
    carry(1000, 1000);
    carry(1010, 1000);
    decide(1000, "0123456789ABCDEFGHIJ");
    check_packet(carry(1005, 1020), "56789ABCDE");
    check_packet(carry(1015, 1020), "FGHIJ.....");
    decide(1020, "klmno");
    check_packet(carry(1015, 1025), "FGHIJklmno");
    end();
}

static void test_what_comes_before_the_hole_is_filled_is_decided_later(void)
{
    begin();
    uint64_t late = carry(1010, 1000), repeated = carry(1012, 1000), early = carry(1000, 1000);

    decide(1000, "0123456789ABCDEFGHIJ");
    check_packet(early, "0123456789");
    check_packet(late, "ABCDEFGHIJ");
    check_packet(repeated, "CDEFGHIJ..");
    end();
}

static void test_numbers_wrap(void)
{
    begin();
    uint64_t first = carry(UINT32_MAX - 4, UINT32_MAX - 4), second = carry(5, UINT32_MAX - 4);

    decide(UINT32_MAX - 2, "abcdefghij");
    check_packet(first, "..abcdefgh");
    check_packet(second, "ij........");
    end();
}

static void test_what_is_long_gone_is_zeros(void)
{
    uint32_t sequence = 0;

    begin();
    for (int i = 0; i < 1000; i++, sequence += PAYLOAD) {
        carry(sequence, sequence);
        decide(sequence, "0123456789");
    }
    check_packet(carry(sequence - PAYLOAD, sequence), "0123456789");
    check_packet(carry(0, sequence), "..........");
    CU_ASSERT_TRUE(stream.carriers->len < 200);
    end();
}

static void test_what_is_undecided_is_not_forgotten(void)
{
    begin();
    uint64_t first = carry(0, 0);

    for (uint32_t i = 1; i < 1000; i++)
        carry(i * PAYLOAD, 0);
    decide(0, "0123456789");
    check_packet(first, "0123456789");
    end();
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_frame_is_put_into_every_packet_that_carries_it),
        STORY(test_a_retransmission_has_what_the_original_had),
        STORY(test_what_comes_before_the_hole_is_filled_is_decided_later),
        STORY(test_numbers_wrap),
        STORY(test_what_is_long_gone_is_zeros),
        STORY(test_what_is_undecided_is_not_forgotten),
    };

    return run_suite("redacted_stream", stories, G_N_ELEMENTS(stories));
}
