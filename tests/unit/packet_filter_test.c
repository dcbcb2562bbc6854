/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "input/packet_filter.h"

#include <pcap/dlt.h>
#include <string.h>

#include "option_time.h"
#include "suite.h"

#define SECOND INT64_C(1000000000)
/* 2026-03-16 09:00:00 at +08:00 */
#define NINE (INT64_C(1773622800) * SECOND)

enum { ZONE = 8 * 60 };

/* --- Times --- */

static void assert_time(const char *text, bool of_day, int64_t start_ns, int64_t span_ns)
{
    filter_time time;

    if (!option_time_parse(text, ZONE, &time) || time.is_time_of_day != of_day || time.start_ns != start_ns ||
        time.span_ns != span_ns || !time.is_given) {
        printf("\n    '%s' starts at %" G_GINT64_FORMAT " and takes %" G_GINT64_FORMAT "\n", text, time.start_ns, time.span_ns);
        CU_FAIL("another time");
    }
}

static void test_a_time_is_as_long_as_it_is_exact(void)
{
    assert_time("2026-03-16", false, NINE - 9 * 3600 * SECOND, 86400 * SECOND);
    assert_time("2026-03-16T09:00", false, NINE, 60 * SECOND);
    assert_time("2026-03-16 09:00:30", false, NINE + 30 * SECOND, SECOND);
    assert_time("2026-03-16 09:00:30.25", false, NINE + 30 * SECOND + SECOND / 4, SECOND / 100);
    assert_time("2026-03-16 09:00:30.123456789", false, NINE + 30 * SECOND + 123456789, 1);
    assert_time("09:00", true, 9 * 3600 * SECOND, 60 * SECOND);
    assert_time("23:59:59", true, 86399 * SECOND, SECOND);
}

static void test_a_zone_that_is_named_counts(void)
{
    assert_time("2026-03-16T01:00:00Z", false, NINE, SECOND);
    assert_time("2026-03-16T02:30:00+01:30", false, NINE, SECOND);
    assert_time("2026-03-15T20:00-05:00", false, NINE, 60 * SECOND);
    assert_time("2026-03-16Z", false, NINE - 3600 * SECOND, 86400 * SECOND);
}

static void test_what_is_no_time_is_refused(void)
{
    static const char *const wrong[] = {
        "",
        "9:00",
        "24:00",
        "09:60",
        "09:00:60",
        "09:00Z",
        "0900",
        "yesterday",
        "2026-02-29",
        "2026-13-01",
        "26-03-16",
        "2026-03-16T",
        "2026-03-16T9:00",
        "2026-03-16T09:00:00.",
        "2026-03-16T09:00:00+8",
        "2026-03-16 09:00 ",
        "2026-03-16X09:00",
        "1969-12-31",
        "09:00:00.1234567890",
    };
    filter_time time;

    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        if (option_time_parse(wrong[i], ZONE, &time)) {
            printf("\n    '%s' was taken for a time\n", wrong[i]);
            CU_FAIL("no time");
        }
    }
}

static void test_sizes(void)
{
    uint64_t bytes;

    CU_ASSERT(option_size_parse("65536", &bytes) && bytes == 65536);
    CU_ASSERT(option_size_parse("64k", &bytes) && bytes == 65536);
    CU_ASSERT(option_size_parse("3MB", &bytes) && bytes == 3 << 20);
    CU_ASSERT(option_size_parse("2GiB", &bytes) && bytes == UINT64_C(2) << 30);
    CU_ASSERT_FALSE(option_size_parse("", &bytes));
    CU_ASSERT_FALSE(option_size_parse("-1", &bytes));
    CU_ASSERT_FALSE(option_size_parse("64X", &bytes));
    CU_ASSERT_FALSE(option_size_parse("64MM", &bytes));
    CU_ASSERT_FALSE(option_size_parse("999999999999T", &bytes));
}

/* --- Packets --- */

/* An Ethernet packet, or a raw one without its first 14 bytes, of TCP from 10.0.0.1 port 50000 to 10.0.0.2 port 8768. */
static const uint8_t packet_bytes[] = {
    2,    0,    0,    0,    0, 1, 2,    0, 0,  0, 0, 2, 8,    0,                       /* Ethernet */
    0x45, 0,    0,    40,   0, 1, 0x40, 0, 64, 6, 0, 0, 10,   0,    0, 1, 10, 0, 0, 2, /* IP */
    0xC3, 0x50, 0x22, 0x40, 0, 0, 0,    1, 0,  0, 0, 1, 0x50, 0x10, 0, 0, 0,  0, 0, 0, /* TCP */
};

static packet_verdict judge(packet_filter *filter, int64_t time_ns, int link_type)
{
    size_t skipped = link_type == DLT_EN10MB ? 0 : 14;
    capture_packet packet = {.number = 1,
                             .time_ns = time_ns,
                             .link_type = link_type,
                             .bytes = packet_bytes + skipped,
                             .captured = sizeof packet_bytes - skipped,
                             .original = sizeof packet_bytes - skipped};

    return packet_filter_judge(filter, &packet);
}

static packet_filter *filter_of(const char *expression, const char *since, const char *until)
{
    packet_filter_settings settings = {.expression = expression, .zone_minutes = ZONE};

    CU_ASSERT_TRUE(since == NULL || option_time_parse(since, ZONE, &settings.since));
    CU_ASSERT_TRUE(until == NULL || option_time_parse(until, ZONE, &settings.until));
    return packet_filter_new(&settings);
}

static void test_bounds_take_in_all_of_what_they_name(void)
{
    packet_filter *filter = filter_of(NULL, "2026-03-16 09:00", "2026-03-16 09:00");

    CU_ASSERT_EQUAL(judge(filter, NINE - 1, DLT_EN10MB), PACKET_OUTSIDE);
    CU_ASSERT_EQUAL(judge(filter, NINE, DLT_EN10MB), PACKET_TAKEN);
    CU_ASSERT_EQUAL(judge(filter, NINE + 60 * SECOND - 1, DLT_EN10MB), PACKET_TAKEN);
    CU_ASSERT_EQUAL(judge(filter, NINE + 60 * SECOND, DLT_EN10MB), PACKET_OUTSIDE);
    packet_filter_free(filter);
}

static void test_a_time_of_day_is_that_of_the_first_packets_day(void)
{
    packet_filter *filter = filter_of(NULL, "09:00", NULL), *until = filter_of(NULL, NULL, "00:30");

    CU_ASSERT_EQUAL(judge(filter, NINE - 9 * 3600 * SECOND, DLT_EN10MB), PACKET_OUTSIDE);
    CU_ASSERT_EQUAL(judge(filter, NINE - 1, DLT_EN10MB), PACKET_OUTSIDE);
    CU_ASSERT_EQUAL(judge(filter, NINE, DLT_EN10MB), PACKET_TAKEN);
    CU_ASSERT_EQUAL(judge(filter, NINE + 24 * 3600 * SECOND - 10, DLT_EN10MB), PACKET_TAKEN);
    /* 00:10 at the stations is another day in UTC. */
    CU_ASSERT_EQUAL(judge(until, NINE - 9 * 3600 * SECOND + 600 * SECOND, DLT_EN10MB), PACKET_TAKEN);
    CU_ASSERT_EQUAL(judge(until, NINE - 9 * 3600 * SECOND + 1860 * SECOND, DLT_EN10MB), PACKET_OUTSIDE);
    packet_filter_free(filter);
    packet_filter_free(until);
}

static void test_an_expression_is_compiled_for_every_link_type(void)
{
    packet_filter *ours = filter_of("tcp port 8768", NULL, NULL), *others = filter_of("host 10.0.0.3", NULL, NULL);
    const char *reason;

    for (int again = 0; again < 2; again++) {
        CU_ASSERT_EQUAL(judge(ours, NINE, DLT_EN10MB), PACKET_TAKEN);
        CU_ASSERT_EQUAL(judge(ours, NINE, DLT_RAW), PACKET_TAKEN);
        CU_ASSERT_EQUAL(judge(others, NINE, DLT_EN10MB), PACKET_REFUSED);
        CU_ASSERT_EQUAL(judge(others, NINE, DLT_RAW), PACKET_REFUSED);
    }
    CU_ASSERT_EQUAL(packet_filter_unusable_for(ours, &reason), -1);
    CU_ASSERT_PTR_NULL(reason);
    packet_filter_free(ours);
    packet_filter_free(others);
}

static void test_an_expression_that_says_nothing_about_a_link_type_refuses_and_is_told(void)
{
    packet_filter *filter = filter_of("ether src 02:00:00:00:00:02", NULL, NULL);
    const char *reason;

    CU_ASSERT_EQUAL(judge(filter, NINE, DLT_EN10MB), PACKET_TAKEN);
    CU_ASSERT_EQUAL(judge(filter, NINE, DLT_RAW), PACKET_REFUSED);
    CU_ASSERT_EQUAL(packet_filter_unusable_for(filter, &reason), DLT_RAW);
    CU_ASSERT_PTR_NOT_NULL(reason);
    packet_filter_free(filter);
}

static void test_what_is_no_expression_is_told_in_libpcaps_words(void)
{
    g_autofree char *wrong = packet_filter_check("tcp prt 8768"), *right = packet_filter_check("tcp port 8768");
    g_autofree char *cooked_only = packet_filter_check("outbound and tcp");

    CU_ASSERT_PTR_NOT_NULL_FATAL(wrong);
    CU_ASSERT_PTR_NOT_NULL(strstr(wrong, "syntax error"));
    CU_ASSERT_PTR_NULL(right);
    CU_ASSERT_PTR_NULL(cooked_only);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_time_is_as_long_as_it_is_exact),
        STORY(test_a_zone_that_is_named_counts),
        STORY(test_what_is_no_time_is_refused),
        STORY(test_sizes),
        STORY(test_bounds_take_in_all_of_what_they_name),
        STORY(test_a_time_of_day_is_that_of_the_first_packets_day),
        STORY(test_an_expression_is_compiled_for_every_link_type),
        STORY(test_an_expression_that_says_nothing_about_a_link_type_refuses_and_is_told),
        STORY(test_what_is_no_expression_is_told_in_libpcaps_words),
    };

    return run_suite("packet_filter", stories, G_N_ELEMENTS(stories));
}
