/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wire/frame.h"

#include <glib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "suite.h"
#include "wire/bytes.h"

/* A stream being put together. */
typedef struct byte_stream {
    uint8_t bytes[4096];
    size_t length;
} byte_stream;

static void add(byte_stream *stream, const void *bytes, size_t length)
{
    memcpy(stream->bytes + stream->length, bytes, length);
    stream->length += length;
}

static size_t add_frame(byte_stream *stream, uint8_t type, uint16_t sequence, const void *body, size_t body_length)
{
    ykc_frame frame = {.type = type, .sequence = sequence, .body = body, .body_length = (uint8_t)body_length};
    size_t at = stream->length;

    stream->length += ykc_frame_encode(stream->bytes + at, &frame);
    return at;
}

static const uint8_t heartbeat_body[9] = {0x32, 0x01, 0x06, 0x00, 0x01, 0x92, 0x36, 0x01, 0x00};

static size_t add_heartbeat(byte_stream *stream, uint16_t sequence)
{
    return add_frame(stream, 0x03, sequence, heartbeat_body, sizeof heartbeat_body);
}

/*
 * What a stream is, as text: "F03" a frame of that type, "F03!" one with a bad checksum, "g12" a run of 12 bytes of garbage,
 * "+3" three bytes that wait at the end. The stream arrives in segments of the given size, or whole.
 */
static char *tell(const byte_stream *stream, size_t segment)
{
    g_autoptr(GString) story = g_string_new(NULL);
    size_t at = 0, garbage = 0;

    for (size_t arrived = MIN(segment, stream->length);; arrived = MIN(arrived + segment, stream->length)) {
        ykc_frame frame;
        size_t used;
        ykc_scan scan;

        while ((scan = ykc_frame_scan(stream->bytes + at, arrived - at, ykc_catalog_fits, &frame, &used)) != YKC_SCAN_MORE) {
            if (scan == YKC_SCAN_GARBAGE) {
                garbage += used;
            } else {
                if (garbage > 0)
                    g_string_append_printf(story, "g%zu ", garbage);
                garbage = 0;
                g_string_append_printf(story, "F%02X%s ", frame.type, frame.crc_status == YKC_CRC_BAD ? "!" : "");
            }
            at += used;
        }
        if (arrived == stream->length)
            break;
    }
    if (garbage > 0)
        g_string_append_printf(story, "g%zu ", garbage);
    if (at < stream->length)
        g_string_append_printf(story, "+%zu ", stream->length - at);
    return g_string_free(g_steal_pointer(&story), FALSE);
}

/* The stream is this, however it is cut. */
static void assert_is(const byte_stream *stream, const char *expected)
{
    for (size_t segment = 1; segment <= stream->length; segment++) {
        g_autofree char *story = tell(stream, segment);

        if (strcmp(g_strchomp(story), expected) != 0) {
            printf("\n    in segments of %zu: '%s', expected '%s'\n", segment, story, expected);
            CU_FAIL("the stream is something else");
            return;
        }
    }
    CU_PASS("as expected in every segmentation");
}

/* Test vectors of the protocol reference, section 2.5. */
static void test_the_vectors_of_the_reference(void)
{
    static const struct {
        const char *hex;
        uint8_t type;
        uint16_t sequence;
        ykc_crc_status status;
    } vectors[] = {
        {"680C000000025503141278230500DA4C", 0x02, 0, YKC_CRC_GOOD},
        {"680ECE040006550314127823050000008E2F", 0x06, 0x04CE, YKC_CRC_GOOD},
        {"682A000400323201020000000101201806121959578532010200000001010000000000000000000000000001E829", 0x32, 0x0400,
         YKC_CRC_GOOD},
        {"6862002600945503141278230501"
         "0F003131342E35352E3131342E313734000015007372000000000000000000000000000073723132330000000000000000000000"
         "41432D374B572F3230313830313331000000000000000000000000000000000002"
         "3C7A2C",
         0x94, 0x2600, YKC_CRC_GOOD},
        {"6822000000015503141278230500020A56342E312E35300001010101010101010101"
         "0104675A",
         0x01, 0, YKC_CRC_SWAPPED},
        {"680D4F0000032026050100000101000659", 0x03, 0x004F, YKC_CRC_GOOD},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(vectors); i++) {
        uint8_t bytes[YKC_FRAME_SIZE_MAX];
        size_t length = strlen(vectors[i].hex) / 2, used;
        ykc_frame frame;

        for (size_t at = 0; at < length; at++)
            bytes[at] =
                (uint8_t)(g_ascii_xdigit_value(vectors[i].hex[2 * at]) << 4 | g_ascii_xdigit_value(vectors[i].hex[2 * at + 1]));
        CU_ASSERT_EQUAL_FATAL(ykc_frame_scan(bytes, length, ykc_catalog_fits, &frame, &used), YKC_SCAN_FRAME);
        CU_ASSERT_EQUAL(used, length);
        CU_ASSERT_EQUAL(frame.type, vectors[i].type);
        CU_ASSERT_EQUAL(frame.sequence, vectors[i].sequence);
        CU_ASSERT_EQUAL(frame.crc_status, vectors[i].status);
    }
}

static void test_frames_one_after_another_in_any_segmentation(void)
{
    byte_stream stream = {0};

    for (uint16_t i = 0; i < 20; i++)
        add_heartbeat(&stream, i);
    assert_is(&stream, "F03 F03 F03 F03 F03 F03 F03 F03 F03 F03 F03 F03 F03 F03 F03 F03 F03 F03 F03 F03");
}

static void test_bytes_without_a_start_are_garbage(void)
{
    byte_stream stream = {0};

    add(&stream, "hello", 5);
    add_heartbeat(&stream, 1);
    add(&stream, "\x00\xFF", 2);
    assert_is(&stream, "g5 F03 g2");
}

static void test_a_false_start_in_front_of_a_frame_is_garbage(void)
{
    byte_stream stream = {0};

    add(&stream, "\x68\x68", 2);
    add_heartbeat(&stream, 1);
    add(&stream, "\x68\x03\x00\x00\x00\x03", 6); /* a length below 4 */
    add_heartbeat(&stream, 2);
    add(&stream, "\x68\x0D\x00\x00\x02\x03", 6); /* an encryption flag that is neither 0 nor 1 */
    add_heartbeat(&stream, 3);
    assert_is(&stream, "g2 F03 g6 F03 g6 F03");
}

static void test_a_bad_checksum_stays_a_frame_when_type_and_length_are_right(void)
{
    byte_stream stream = {0};
    size_t bad = (add_heartbeat(&stream, 1), add_heartbeat(&stream, 2));

    stream.bytes[bad + YKC_FRAME_HEADER] ^= 0x01;
    add_heartbeat(&stream, 3);
    assert_is(&stream, "F03 F03! F03");
}

static void test_a_bad_checksum_with_an_unknown_type_or_length_is_garbage(void)
{
    byte_stream stream = {0};
    size_t at = add_frame(&stream, 0xEE, 1, "abcdefgh", 8);

    stream.bytes[at + 7] ^= 1;
    at = add_frame(&stream, 0x03, 1, "abcdefgh", 8); /* a heartbeat has 9 bytes */
    stream.bytes[at + 7] ^= 1;
    add_heartbeat(&stream, 3);
    assert_is(&stream, "g32 F03");
}

static void test_a_right_checksum_makes_a_frame_of_any_type_and_length(void)
{
    byte_stream stream = {0};

    add_frame(&stream, 0xEE, 1, "abcdefgh", 8);
    add_frame(&stream, 0x03, 1, "abcd", 4);
    add_frame(&stream, 0x00, 1, NULL, 0);
    assert_is(&stream, "FEE F03 F00");
}

static void test_a_damaged_length_does_not_swallow_the_followers(void)
{
    byte_stream stream = {0};
    size_t damaged = add_heartbeat(&stream, 1);

    stream.bytes[damaged + YKC_FRAME_AT_LENGTH] = 0xF0;
    add_heartbeat(&stream, 2);
    add_heartbeat(&stream, 3);
    assert_is(&stream, "g17 F03 F03");
}

static void test_a_frame_cut_short_by_its_sender_gives_way_to_the_next(void)
{
    byte_stream stream = {0};
    uint8_t record[158] = {0x32};
    size_t at = add_frame(&stream, 0x3B, 1, record, sizeof record);

    stream.length = at + 100;
    add_heartbeat(&stream, 2);
    add_heartbeat(&stream, 3);
    assert_is(&stream, "g100 F03 F03");
}

static void test_a_bad_frame_gives_way_to_one_that_begins_inside_it_and_ends_behind_it(void)
{
    byte_stream stream = {0};
    size_t cut = add_heartbeat(&stream, 1);

    stream.length = cut + 12; /* five bytes are missing, so that the candidate takes five of the next frame */
    add_heartbeat(&stream, 2);
    assert_is(&stream, "g12 F03");
}

static void test_the_first_of_two_nested_frames_to_be_complete_counts(void)
{
    /* Reference 2.6: a candidate that still waits gives way, and what is a frame must not depend on the segments. */
    byte_stream inner = {0}, stream = {0};
    uint8_t update[94] = {0x32, 0x01, 0x06, 0x00, 0x01, 0x92, 0x36};

    add_heartbeat(&inner, 7);
    memcpy(update + 60, inner.bytes, inner.length);
    add_frame(&stream, 0x94, 1, update, sizeof update);
    assert_is(&stream, "g66 F03 g19");
}

static void test_a_start_byte_inside_a_body_is_nothing(void)
{
    byte_stream stream = {0};
    uint8_t body[9] = {0x68, 0x0D, 0x00, 0x00, 0x00, 0x03, 0x68, 0x68, 0x00};

    add_frame(&stream, 0x03, 0x6868, body, sizeof body);
    add_frame(&stream, 0x03, 0x0D68, body, sizeof body);
    assert_is(&stream, "F03 F03");
}

static void test_an_unfinished_frame_waits(void)
{
    byte_stream stream = {0};

    add_heartbeat(&stream, 1);
    add_heartbeat(&stream, 2);
    stream.length -= 1;
    assert_is(&stream, "F03 +16");
}

static void test_ciphertext_of_a_known_type_fits_in_whole_blocks(void)
{
    /* 9 bytes of a heartbeat are 16 of ciphertext; the checksum is wrong, so type and length must do. */
    byte_stream stream = {0};
    uint8_t cipher[16] = {0xA5};
    size_t at = add_frame(&stream, 0x03, 1, cipher, sizeof cipher);

    stream.bytes[at + YKC_FRAME_AT_ENCRYPTION] = 1;
    add_heartbeat(&stream, 2);
    assert_is(&stream, "F03! F03");
    stream.bytes[at + YKC_FRAME_AT_ENCRYPTION] = 0;
    stream.bytes[at + YKC_FRAME_HEADER + sizeof cipher] ^= 0xFF;
    assert_is(&stream, "g24 F03");
}

static void test_only_an_undoubted_frame_claims_a_connection(void)
{
    byte_stream stream = {0};
    size_t at = add_heartbeat(&stream, 1);

    CU_ASSERT_TRUE(ykc_frame_claims(stream.bytes, stream.length, ykc_catalog_fits));
    CU_ASSERT_FALSE(ykc_frame_claims(stream.bytes, stream.length - 1, ykc_catalog_fits));
    CU_ASSERT_FALSE(ykc_frame_claims(stream.bytes, 0, ykc_catalog_fits));
    stream.bytes[at + 8] ^= 1;
    CU_ASSERT_FALSE(ykc_frame_claims(stream.bytes, stream.length, ykc_catalog_fits));
    stream.length = 0;
    add_frame(&stream, 0xEE, 1, "abcdefgh", 8);
    CU_ASSERT_FALSE(ykc_frame_claims(stream.bytes, stream.length, ykc_catalog_fits));
}

static void test_encoding_is_the_inverse_of_scanning(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(68);

    for (int round = 0; round < 5000; round++) {
        uint8_t body[YKC_FRAME_BODY_MAX], bytes[YKC_FRAME_SIZE_MAX];
        ykc_frame sent = {.type = (uint8_t)g_rand_int(rand),
                          .encryption = (uint8_t)g_rand_boolean(rand),
                          .sequence = (uint16_t)g_rand_int(rand),
                          .body = body,
                          .form = (uint8_t)g_rand_int_range(rand, 0, YKC_FORMS)};
        uint8_t time[] = {0x98, 0xB7, 0x0E, 0x11, 0x10, 0x03, 0x14}; /* protocol reference 3.4 */
        int longest = sent.form == YKC_FORM_SHORT ? UINT8_MAX - YKC_FRAME_LENGTH_MIN : YKC_FRAME_BODY_MAX;
        ykc_frame got;
        size_t used, size;

        sent.body_length = (uint16_t)g_rand_int_range(rand, 0, longest + 1);
        for (size_t i = 0; i < sent.body_length; i++)
            body[i] = (uint8_t)g_rand_int(rand);
        size = ykc_frame_encode_at(bytes, &sent, time);
        CU_ASSERT_EQUAL_FATAL(ykc_frame_scan(bytes, size, ykc_catalog_fits, &got, &used), YKC_SCAN_FRAME);
        CU_ASSERT_TRUE(used == size && (got.form == sent.form || bytes[1] == bytes[2]) && got.type == sent.type &&
                       got.encryption == sent.encryption && got.sequence == sent.sequence && got.crc_status == YKC_CRC_GOOD &&
                       got.crc == got.crc_computed && got.body_length == sent.body_length &&
                       memcmp(got.body, body, sent.body_length) == 0);
    }
}

/* A frame of V2.1, of a type that may fit the body, with either order of the length. */
static void add_long_frame(byte_stream *stream, GRand *rand, const uint8_t *body, size_t body_length)
{
    static const uint8_t types[] = {0x03, 0x49, 0x02, 0x5B, 0x68, 0xEE}, time[] = {0x98, 0xB7, 0x0E, 0x11, 0x10, 0x03, 0x14};
    const ykc_frame frame = {
        .form = (uint8_t)g_rand_int_range(rand, YKC_FORM_LONG, YKC_FORMS),
        .type = types[g_rand_int_range(rand, 0, G_N_ELEMENTS(types))],
        .sequence = (uint16_t)g_rand_int(rand),
        .body = body,
        .body_length = (uint16_t)body_length,
    };
    uint8_t bytes[YKC_FRAME_SIZE_MAX];

    add(stream, bytes, ykc_frame_encode_at(bytes, &frame, time));
}

/* Damaged, cut, swapped and glued frames between garbage: whatever it is, it must not depend on the segments. */
static void test_any_stream_is_the_same_in_any_segmentation(void)
{
    static const uint8_t types[] = {0x01, 0x03, 0x13, 0x3B, 0x35, 0x44, 0x68, 0xEE};

    for (guint32 seed = 0; seed < 300; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        byte_stream stream = {0};

        while (stream.length < 1500) {
            uint8_t body[YKC_FRAME_BODY_MAX];
            size_t body_length = (size_t)g_rand_int_range(rand, 0, 60);
            uint8_t type = types[g_rand_int_range(rand, 0, G_N_ELEMENTS(types))];
            ykc_fit fit;
            const ykc_message *message = ykc_catalog_find(YKC_V1_6, type, 0, &fit);

            if (message != NULL && g_rand_boolean(rand))
                body_length = message->body;
            for (size_t i = 0; i < body_length; i++)
                body[i] = g_rand_int_range(rand, 0, 4) == 0 ? YKC_FRAME_START : (uint8_t)g_rand_int_range(rand, 0, 20);

            size_t at = stream.length;

            if (g_rand_int_range(rand, 0, 4) == 0)
                add_long_frame(&stream, rand, body, body_length);
            else
                add_frame(&stream, type, (uint16_t)g_rand_int(rand), body, body_length);

            switch (g_rand_int_range(rand, 0, 6)) {
            case 0: /* a damaged byte */
                stream.bytes[g_rand_int_range(rand, (gint32)at, (gint32)stream.length)] = (uint8_t)g_rand_int(rand);
                break;
            case 1: /* cut short */
                stream.length = (size_t)g_rand_int_range(rand, (gint32)at, (gint32)stream.length);
                break;
            case 2: /* garbage behind it */
                add(&stream, body, body_length);
                break;
            default:
                break;
            }
        }

        g_autofree char *whole = tell(&stream, stream.length);

        for (size_t segment = 1; segment < 400; segment += (size_t)g_rand_int_range(rand, 1, 40)) {
            g_autofree char *cut = tell(&stream, segment);

            if (strcmp(cut, whole) != 0) {
                printf("\n    seed %u in segments of %zu:\n    %s\n    whole:\n    %s\n", seed, segment, cut, whole);
                CU_FAIL_FATAL("depends on the segments");
            }
        }
    }
    CU_PASS("the same in every segmentation");
}

static void test_the_first_byte_is_decided_within_the_lookahead(void)
{
    for (guint32 seed = 0; seed < 20000; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        uint8_t bytes[YKC_FRAME_LOOKAHEAD];
        ykc_frame frame;
        size_t used;

        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (const uint8_t[]){YKC_FRAME_START, 0, 1, 0x0D, 0x03, 0xFC, 0x44, 0xFF}[g_rand_int_range(rand, 0, 8)];
        CU_ASSERT_NOT_EQUAL(ykc_frame_scan(bytes, sizeof bytes, ykc_catalog_fits, &frame, &used), YKC_SCAN_MORE);
        CU_ASSERT_TRUE(used > 0 && used <= sizeof bytes);
    }
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_the_vectors_of_the_reference),
        STORY(test_frames_one_after_another_in_any_segmentation),
        STORY(test_bytes_without_a_start_are_garbage),
        STORY(test_a_false_start_in_front_of_a_frame_is_garbage),
        STORY(test_a_bad_checksum_stays_a_frame_when_type_and_length_are_right),
        STORY(test_a_bad_checksum_with_an_unknown_type_or_length_is_garbage),
        STORY(test_a_right_checksum_makes_a_frame_of_any_type_and_length),
        STORY(test_a_damaged_length_does_not_swallow_the_followers),
        STORY(test_a_frame_cut_short_by_its_sender_gives_way_to_the_next),
        STORY(test_a_bad_frame_gives_way_to_one_that_begins_inside_it_and_ends_behind_it),
        STORY(test_the_first_of_two_nested_frames_to_be_complete_counts),
        STORY(test_a_start_byte_inside_a_body_is_nothing),
        STORY(test_an_unfinished_frame_waits),
        STORY(test_ciphertext_of_a_known_type_fits_in_whole_blocks),
        STORY(test_only_an_undoubted_frame_claims_a_connection),
        STORY(test_encoding_is_the_inverse_of_scanning),
        STORY(test_any_stream_is_the_same_in_any_segmentation),
        STORY(test_the_first_byte_is_decided_within_the_lookahead),
    };

    return run_suite("frame", stories, G_N_ELEMENTS(stories));
}
