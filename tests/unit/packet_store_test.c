/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "redact/packet_store.h"

#include <string.h>

#include "suite.h"

static void test_what_is_written_is_read_wherever_it_is(void)
{
    enum { PIECES = 300, PIECE = 65536 }; /* more than stays in memory */
    g_autoptr(packet_store) store = packet_store_new(NULL);
    g_autofree uint8_t *piece = g_malloc(PIECE), *read = g_malloc(PIECE);

    for (int i = 0; i < PIECES; i++) {
        memset(piece, i % 251, PIECE);
        CU_ASSERT_EQUAL(packet_store_append(store, piece, PIECE), (uint64_t)i * PIECE);
    }
    CU_ASSERT_EQUAL(packet_store_size(store), (uint64_t)PIECES * PIECE);
    for (int i = 0; i < PIECES; i++) {
        packet_store_write(store, (uint64_t)i * PIECE + 5, "here", 4);
        packet_store_read(store, (uint64_t)i * PIECE, read, PIECE);
        CU_ASSERT_EQUAL(memcmp(read + 5, "here", 4), 0);
        CU_ASSERT_TRUE(read[0] == i % 251 && read[9] == i % 251 && read[PIECE - 1] == i % 251);
    }
    CU_ASSERT_TRUE(packet_store_check(store, NULL));
}

static void test_a_correction_may_be_half_in_the_file(void)
{
    enum { MEBIBYTE = 1 << 20 };
    g_autoptr(packet_store) store = packet_store_new(NULL);
    g_autofree uint8_t *piece = g_malloc0(MEBIBYTE);
    char read[8];

    for (int i = 0; i < 9; i++)
        packet_store_append(store, piece, MEBIBYTE);
    for (uint64_t at = MEBIBYTE - 4; at < 9 * MEBIBYTE - 4; at += MEBIBYTE) {
        packet_store_write(store, at, "boundary", 8);
        packet_store_read(store, at, read, 8);
        CU_ASSERT_EQUAL(memcmp(read, "boundary", 8), 0);
    }
    CU_ASSERT_TRUE(packet_store_check(store, NULL));
}

static void test_bytes_in_several_places_are_written_to_all_that_hold_them(void)
{
    g_autoptr(packet_store) store = packet_store_new(NULL);
    uint64_t at = packet_store_append(store, "....................", 20);
    /* The datagram "0123456789": its end comes first in the store, its beginning behind it, and the middle is there twice. */
    const scattered_run runs[] = {{5, {at, 5}}, {0, {at + 8, 6}}};
    store_site site = {.scattered = g_array_new(FALSE, FALSE, sizeof(scattered_run))}, slice;
    char read[21] = "";

    g_array_append_vals(site.scattered, runs, 2);
    store_site_write(store, &site, 0, (const uint8_t *)"0123456789", 10);
    packet_store_read(store, at, read, 20);
    CU_ASSERT_STRING_EQUAL(read, "56789...012345......");
    slice = store_site_slice(&site, 4, 3);
    store_site_write(store, &slice, 0, (const uint8_t *)"abc", 3);
    packet_store_read(store, at, read, 20);
    CU_ASSERT_STRING_EQUAL(read, "bc789...0123ab......");
    memset(read, 0, sizeof read);
    store_site_read(store, &site, 0, (uint8_t *)read, 10);
    CU_ASSERT_STRING_EQUAL(read, "0123abc789");
    store_site_clear(&slice);
    store_site_clear(&site);
}

static void test_a_slice_of_one_run_is_one_run_and_never_reaches_beyond_it(void)
{
    store_site site = store_site_of(100, 10), slice = store_site_slice(&site, 4, 30), nothing = store_site_slice(&site, 10, 1);

    CU_ASSERT_EQUAL(slice.run.at, 104);
    CU_ASSERT_EQUAL(slice.run.length, 6);
    CU_ASSERT_EQUAL(nothing.run.length, 0);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_what_is_written_is_read_wherever_it_is),
        STORY(test_a_correction_may_be_half_in_the_file),
        STORY(test_bytes_in_several_places_are_written_to_all_that_hold_them),
        STORY(test_a_slice_of_one_run_is_one_run_and_never_reaches_beyond_it),
    };

    return run_suite("packet_store", stories, G_N_ELEMENTS(stories));
}
