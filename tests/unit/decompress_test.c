/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "input/decompress.h"

#include <lz4frame.h>
#include <stdbool.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "suite.h"

enum { LENGTH = 300000, ROUNDS = 300 };

/* Half of it repeats itself, half does not. */
static GByteArray *some_bytes(size_t length)
{
    g_autoptr(GRand) chances = g_rand_new_with_seed(1);
    GByteArray *bytes = g_byte_array_sized_new((guint)length);

    for (size_t i = 0; i < length; i++) {
        uint8_t byte = (uint8_t)(i / 1000 % 2 == 0 ? i : g_rand_int(chances));

        g_byte_array_append(bytes, &byte, 1);
    }
    return bytes;
}

typedef GByteArray *compressor(const uint8_t *bytes, size_t length);

static GByteArray *gzip(const uint8_t *bytes, size_t length)
{
    GByteArray *made = g_byte_array_new();
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)length};

    CU_ASSERT_EQUAL_FATAL(deflateInit2(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    g_byte_array_set_size(made, (guint)deflateBound(&stream, length));
    stream.next_out = made->data;
    stream.avail_out = made->len;
    CU_ASSERT_EQUAL_FATAL(deflate(&stream, Z_FINISH), Z_STREAM_END);
    g_byte_array_set_size(made, (guint)stream.total_out);
    deflateEnd(&stream);
    return made;
}

static GByteArray *zstd(const uint8_t *bytes, size_t length)
{
    GByteArray *made = g_byte_array_new();

    g_byte_array_set_size(made, (guint)ZSTD_compressBound(length));
    g_byte_array_set_size(made, (guint)ZSTD_compress(made->data, made->len, bytes, length, 3));
    return made;
}

static GByteArray *lz4(const uint8_t *bytes, size_t length)
{
    LZ4F_preferences_t preferences = {.frameInfo = {.contentChecksumFlag = LZ4F_contentChecksumEnabled}};
    GByteArray *made = g_byte_array_new();

    g_byte_array_set_size(made, (guint)LZ4F_compressFrameBound(length, &preferences));
    g_byte_array_set_size(made, (guint)LZ4F_compressFrame(made->data, made->len, bytes, length, &preferences));
    return made;
}

static compressor *const compressors[] = {gzip, zstd, lz4};

/* All that comes out, read in portions. */
static GByteArray *decompressed(const uint8_t *bytes, size_t length, size_t portion, decompress_state *state)
{
    g_autoptr(source) source = decompress_new(source_of_memory(bytes, length));
    GByteArray *out = g_byte_array_new();
    g_autofree uint8_t *buffer = g_malloc(portion);
    const char *reason;
    ssize_t count;

    while ((count = source->read(source, buffer, portion)) > 0)
        g_byte_array_append(out, buffer, (guint)count);
    CU_ASSERT_EQUAL(count, 0);
    *state = decompress_get_state(source, &reason);
    CU_ASSERT_EQUAL(reason != NULL, *state == DECOMPRESS_DAMAGED);
    return out;
}

static void assert_comes_out(const GByteArray *in, const GByteArray *expected)
{
    static const size_t portions[] = {100, 4096, 1 << 20};

    for (size_t i = 0; i < G_N_ELEMENTS(portions); i++) {
        decompress_state state;
        g_autoptr(GByteArray) out = decompressed(in->data, in->len, portions[i], &state);

        CU_ASSERT_EQUAL(state, DECOMPRESS_WHOLE);
        CU_ASSERT_EQUAL_FATAL(out->len, expected->len);
        CU_ASSERT(out->len == 0 || memcmp(out->data, expected->data, out->len) == 0);
    }
}

static void test_every_format_is_recognised_and_undone(void)
{
    g_autoptr(GByteArray) bytes = some_bytes(LENGTH);

    for (size_t i = 0; i < G_N_ELEMENTS(compressors); i++) {
        g_autoptr(GByteArray) in = compressors[i](bytes->data, bytes->len);

        CU_ASSERT(in->len < bytes->len);
        assert_comes_out(in, bytes);
    }
}

static void test_what_is_not_compressed_is_handed_on(void)
{
    g_autoptr(GByteArray) bytes = some_bytes(LENGTH), none = g_byte_array_new(), short_one = some_bytes(3);

    assert_comes_out(bytes, bytes);
    assert_comes_out(none, none);
    assert_comes_out(short_one, short_one);
}

static void test_members_behind_one_another_are_one_input(void)
{
    g_autoptr(GByteArray) bytes = some_bytes(LENGTH);

    for (size_t i = 0; i < G_N_ELEMENTS(compressors); i++) {
        g_autoptr(GByteArray) in = compressors[i](bytes->data, 1000);
        g_autoptr(GByteArray) empty = compressors[i](bytes->data, 0);
        g_autoptr(GByteArray) rest = compressors[i](bytes->data + 1000, bytes->len - 1000);

        g_byte_array_append(in, empty->data, empty->len);
        g_byte_array_append(in, rest->data, rest->len);
        assert_comes_out(in, bytes);
    }
}

static void test_frames_without_data_are_passed_over(void)
{
    static const uint8_t skipped[] = {0x50, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 1, 2, 3, 4};
    g_autoptr(GByteArray) bytes = some_bytes(5000), in = g_byte_array_new();
    g_autoptr(GByteArray) frame = zstd(bytes->data, bytes->len);

    g_byte_array_append(in, skipped, sizeof skipped);
    g_byte_array_append(in, frame->data, frame->len);
    g_byte_array_append(in, skipped, sizeof skipped);
    assert_comes_out(in, bytes);
}

static void test_zeros_behind_gzip_are_padding(void)
{
    static const uint8_t zeros[1000];
    g_autoptr(GByteArray) bytes = some_bytes(5000);
    g_autoptr(GByteArray) in = gzip(bytes->data, bytes->len);

    g_byte_array_append(in, zeros, sizeof zeros);
    assert_comes_out(in, bytes);
}

/* What comes out is a beginning of what was compressed, and all of it only if nothing is missing. */
static void test_an_input_cut_anywhere_gives_a_beginning_and_is_called_cut(void)
{
    g_autoptr(GByteArray) bytes = some_bytes(3000);

    for (size_t i = 0; i < G_N_ELEMENTS(compressors); i++) {
        g_autoptr(GByteArray) in = compressors[i](bytes->data, bytes->len);

        for (guint length = 4; length < in->len; length++) {
            decompress_state state;
            g_autoptr(GByteArray) out = decompressed(in->data, length, 500, &state);

            CU_ASSERT_EQUAL(state, DECOMPRESS_CUT);
            CU_ASSERT_FATAL(out->len <= bytes->len);
            CU_ASSERT(out->len == 0 || memcmp(out->data, bytes->data, out->len) == 0);
        }
    }
}

static void test_a_long_input_cut_in_the_middle_gives_most_of_it(void)
{
    g_autoptr(GByteArray) bytes = some_bytes(LENGTH * 4);

    for (size_t i = 0; i < G_N_ELEMENTS(compressors); i++) {
        g_autoptr(GByteArray) in = compressors[i](bytes->data, bytes->len);
        decompress_state state;
        g_autoptr(GByteArray) out = decompressed(in->data, in->len / 2, 4096, &state);

        CU_ASSERT_EQUAL(state, DECOMPRESS_CUT);
        CU_ASSERT(out->len > bytes->len / 4);
        CU_ASSERT_EQUAL(memcmp(out->data, bytes->data, out->len), 0);
    }
}

static void test_garbage_behind_a_member_is_damage(void)
{
    g_autoptr(GByteArray) bytes = some_bytes(3000);

    for (size_t i = 0; i < G_N_ELEMENTS(compressors); i++) {
        g_autoptr(GByteArray) in = compressors[i](bytes->data, bytes->len);
        decompress_state state;

        g_byte_array_append(in, (const guint8 *)"no member begins so", 19);

        g_autoptr(GByteArray) out = decompressed(in->data, in->len, 500, &state);

        CU_ASSERT_EQUAL(state, DECOMPRESS_DAMAGED);
        CU_ASSERT_EQUAL(out->len, bytes->len);
    }
}

/* A checksum guards all of it: what is damaged is never whole. */
static void test_any_damage_is_survived_and_noticed(void)
{
    g_autoptr(GByteArray) bytes = some_bytes(3000);
    g_autoptr(GByteArray) in = gzip(bytes->data, bytes->len);
    g_autoptr(GRand) chances = g_rand_new_with_seed(1);

    for (int round = 0; round < ROUNDS; round++) {
        g_autofree uint8_t *damaged = g_memdup2(in->data, in->len);
        decompress_state state;

        damaged[g_rand_int_range(chances, 10, (gint32)in->len)] ^= (uint8_t)g_rand_int_range(chances, 1, 256);

        g_autoptr(GByteArray) out = decompressed(damaged, in->len, 500, &state);

        CU_ASSERT_NOT_EQUAL(state, DECOMPRESS_WHOLE);
    }
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_every_format_is_recognised_and_undone),
        STORY(test_what_is_not_compressed_is_handed_on),
        STORY(test_members_behind_one_another_are_one_input),
        STORY(test_frames_without_data_are_passed_over),
        STORY(test_zeros_behind_gzip_are_padding),
        STORY(test_an_input_cut_anywhere_gives_a_beginning_and_is_called_cut),
        STORY(test_a_long_input_cut_in_the_middle_gives_most_of_it),
        STORY(test_garbage_behind_a_member_is_damage),
        STORY(test_any_damage_is_survived_and_noticed),
    };

    return run_suite("decompress", stories, G_N_ELEMENTS(stories));
}
