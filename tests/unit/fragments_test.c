/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "input/fragments.h"

#include <glib.h>
#include <string.h>

#include "suite.h"

#define SECOND INT64_C(1000000000)

enum { LENGTH = 5000, ROUNDS = 300, TCP_PROTOCOL = 6 };

static uint8_t whole[LENGTH];

/* A fragment of the datagram @p id: the bytes from @p from up to @p to of it. */
static tcp_segment fragment_of(uint32_t id, uint32_t from, uint32_t to)
{
    return (tcp_segment){
        .source = {.address = {10, 0, 0, 1}, .address_length = 4},
        .destination = {.address = {10, 0, 0, 2}, .address_length = 4},
        .payload = whole + from,
        .present = to - from,
        .length = to - from,
        .fragment = {.id = id, .offset = from, .protocol = TCP_PROTOCOL, .more = to < LENGTH},
    };
}

static bool completes(fragments *set, const tcp_segment *found, int64_t time_ns)
{
    size_t length;
    const uint8_t *payload = fragments_add(set, found, time_ns, &length);

    if (payload == NULL)
        return false;
    CU_ASSERT_EQUAL_FATAL(length, LENGTH);
    CU_ASSERT_EQUAL(memcmp(payload, whole, LENGTH), 0);
    return true;
}

static bool add(fragments *set, uint32_t id, uint32_t from, uint32_t to)
{
    const tcp_segment found = fragment_of(id, from, to);

    return completes(set, &found, 0);
}

static void test_a_datagram_is_complete_with_its_last_missing_fragment(void)
{
    fragments *set = fragments_new(1 << 20);

    CU_ASSERT_FALSE(add(set, 1, 0, 1480));
    CU_ASSERT_FALSE(add(set, 1, 2960, LENGTH));
    CU_ASSERT_TRUE(add(set, 1, 1480, 2960));
    /* It is forgotten then: a copy of a fragment begins another one. */
    CU_ASSERT_FALSE(add(set, 1, 1480, 2960));
    CU_ASSERT_FALSE(add(set, 1, 0, 1480));
    CU_ASSERT_TRUE(add(set, 1, 2960, LENGTH));
    fragments_free(set);
}

static void test_datagrams_do_not_mix(void)
{
    fragments *set = fragments_new(1 << 20);
    tcp_segment other = fragment_of(1, 1480, LENGTH);

    CU_ASSERT_FALSE(add(set, 1, 0, 1480));
    CU_ASSERT_FALSE(add(set, 2, 1480, LENGTH));
    other.fragment.protocol = 47;
    CU_ASSERT_FALSE(completes(set, &other, 0));
    other = fragment_of(1, 1480, LENGTH);
    other.source.address[3] = 9;
    CU_ASSERT_FALSE(completes(set, &other, 0));
    CU_ASSERT_TRUE(add(set, 1, 1480, LENGTH));
    CU_ASSERT_TRUE(add(set, 2, 0, 1480));
    fragments_free(set);
}

/* In any order, with repetitions and overlaps. */
static void test_fragments_in_any_order_make_the_datagram_once(void)
{
    g_autoptr(GRand) chances = g_rand_new_with_seed(1);

    for (int round = 0; round < ROUNDS; round++) {
        fragments *set = fragments_new(1 << 20);
        bool there[LENGTH / 8] = {false};
        size_t missing = LENGTH / 8;
        bool complete = false;

        while (!complete) {
            uint32_t from = 8 * (uint32_t)g_rand_int_range(chances, 0, LENGTH / 8);
            uint32_t length = 8 * (uint32_t)g_rand_int_range(chances, 1, 60);
            uint32_t to = MIN(from + length, LENGTH);

            for (uint32_t at = from / 8; at < to / 8; at++) {
                missing -= !there[at];
                there[at] = true;
            }
            complete = add(set, 1, from, to);
            CU_ASSERT_EQUAL_FATAL(complete, missing == 0);
        }
        fragments_free(set);
    }
}

static void test_other_bytes_in_the_same_place_begin_a_new_datagram(void)
{
    fragments *set = fragments_new(1 << 20);
    uint8_t old[1480] = {0xFF};
    tcp_segment lost = fragment_of(1, 0, 1480);

    lost.payload = old;
    CU_ASSERT_FALSE(completes(set, &lost, 0));
    CU_ASSERT_FALSE(add(set, 1, 0, 1480));
    CU_ASSERT_TRUE(add(set, 1, 1480, LENGTH));
    fragments_free(set);
}

static void test_what_stays_incomplete_is_forgotten_in_time(void)
{
    fragments *set = fragments_new(1 << 20);
    tcp_segment rest = fragment_of(1, 1480, LENGTH);

    CU_ASSERT_FALSE(add(set, 1, 0, 1480));
    CU_ASSERT_FALSE(completes(set, &rest, FRAGMENTS_KEEP_NS + 1));
    CU_ASSERT_EQUAL(fragments_limited(set), 0);
    fragments_free(set);
}

static void test_bounds_make_the_oldest_go_first(void)
{
    fragments *few = fragments_new(SIZE_MAX), *small = fragments_new(100000);

    for (uint32_t id = 0; id <= FRAGMENTS_DATAGRAMS_MAX; id++)
        add(few, id, 0, 1480);
    CU_ASSERT_EQUAL(fragments_limited(few), 1);
    CU_ASSERT_TRUE(add(few, 1, 1480, LENGTH));
    CU_ASSERT_FALSE(add(few, 0, 1480, LENGTH));
    for (uint32_t id = 0; id < 100; id++)
        add(small, id, 0, 1480);
    CU_ASSERT(fragments_limited(small) > 50);
    CU_ASSERT_TRUE(add(small, 99, 1480, LENGTH));
    CU_ASSERT_FALSE(add(small, 0, 1480, LENGTH));
    fragments_free(few);
    fragments_free(small);
}

static void test_what_makes_no_sense_is_given_up(void)
{
    fragments *set = fragments_new(1 << 20);
    tcp_segment beyond = fragment_of(1, 0, 1480), cut = fragment_of(2, 0, 1480), empty = fragment_of(3, 0, 0);

    beyond.fragment.offset = 65528;
    CU_ASSERT_FALSE(completes(set, &beyond, 0));
    cut.present = 100;
    CU_ASSERT_FALSE(completes(set, &cut, 0));
    CU_ASSERT_FALSE(completes(set, &empty, 0));
    for (uint32_t from = 0; from < LENGTH; from += 16) /* every other eight bytes */
        CU_ASSERT_FALSE(add(set, 4, from, from + 8));
    fragments_free(set);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_datagram_is_complete_with_its_last_missing_fragment),
        STORY(test_datagrams_do_not_mix),
        STORY(test_fragments_in_any_order_make_the_datagram_once),
        STORY(test_other_bytes_in_the_same_place_begin_a_new_datagram),
        STORY(test_what_stays_incomplete_is_forgotten_in_time),
        STORY(test_bounds_make_the_oldest_go_first),
        STORY(test_what_makes_no_sense_is_given_up),
    };

    for (size_t i = 0; i < LENGTH; i++)
        whole[i] = (uint8_t)(i * 7 + i / 251);
    return run_suite("fragments", stories, G_N_ELEMENTS(stories));
}
