/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "log/log_time.h"

#include <string.h>

#include "suite.h"

enum { ZONE = 480 };

/* The moment of a line as it is the first of a log whose first day is 2026-07-26; -1 if it has no time. */
static int64_t moment_of(const char *line)
{
    GDate date;
    log_clock clock;
    log_time time;

    g_date_clear(&date, 1);
    g_date_set_dmy(&date, 26, G_DATE_JULY, 2026);
    log_clock_init(&clock, ZONE, &date);
    log_time_find(line, strlen(line), &time);
    return time.kind == LOG_TIME_NONE ? -1 : log_clock_read(&clock, &time, 1);
}

/* 2026-07-26T10:35:05.433 at +08:00 is 1785033305.433 s. */
static void test_the_usual_shapes(void)
{
    static const char *const lines[] = {
        "2026-07-26 10:35:05.433 RX 68",
        "2026-07-26T10:35:05.433+08:00 RX 68",
        "2026-07-26T02:35:05.433Z RX 68",
        "2026-07-26T10:35:05.433+0800",
        "2026/07/26 10:35:05,433: 68",
        "2026/7/26 10:35:05.433",
        "2026.07.26_10:35:05.433",
        "20260726 10:35:05.433 68",
        "2026年07月26日 10时35分05秒.433",
        "[2026-07-26 10:35:05:433] 68",
        "[INFO ] 2026-07-26 10:35:05.433 [nio-1] 68",
        "10:35:05.433 68",
        "(10:35:05,433) 68",
        "07-26 10:35:05.433 D/ykc: 68",
        "1785033305.433 68",
        "1785033305433 68",
        "[1785033305433] 68",
        "{\"time\": 1785033305433, \"hex\": \"68\"}",
        "ts=1785033305433000 68",
        "createTime=1785033305433000000 68",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        if (moment_of(lines[i]) != INT64_C(1785033305433000000)) {
            printf("\n    '%s' is %" G_GINT64_FORMAT "\n", lines[i], moment_of(lines[i]));
            CU_FAIL("another time");
        }
}

static void test_what_is_no_time(void)
{
    static const char *const lines[] = {
        "",
        "68 22 00 19 00 01 20 23 12 12",
        "68:22:00:19:00:01",
        "20:23:12:12:00:00:10", /* bytes */
        "2026-13-26 99:99:99",
        "2026-02-30 10:00:00x",
        "25:00:00 68",
        "10:60:00 68",
        "pile 1785033305433 68", /* a number like any other */
        "2025070317060101 6840", /* sixteen digits of a serial */
        "1234567890",
        "a10:35:05",
        "version 1.10:35:05",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        log_time time;

        log_time_find(lines[i], strlen(lines[i]), &time);
        if (time.kind != LOG_TIME_NONE) {
            printf("\n    '%s' is taken for a time\n", lines[i]);
            CU_FAIL("no time");
        }
    }
}

static void test_where_the_time_is(void)
{
    static const char line[] = "[a] 2026-07-26 10:35:05.433 RX";
    log_time time;

    log_time_find(line, strlen(line), &time);
    CU_ASSERT_EQUAL(time.start, 4);
    CU_ASSERT_EQUAL(time.end, 27);
}

static int64_t next(log_clock *clock, const char *line)
{
    log_time time;

    log_time_find(line, strlen(line), &time);
    return log_clock_read(clock, &time, 1);
}

#define SECOND INT64_C(1000000000)

static void test_midnight_passes_where_there_is_no_date(void)
{
    log_clock clock;
    int64_t before, after;

    log_clock_init(&clock, ZONE, NULL);
    before = next(&clock, "23:59:59.5 68");
    after = next(&clock, "00:00:00.5 68");
    CU_ASSERT_EQUAL(after - before, SECOND);
    CU_ASSERT_EQUAL(next(&clock, "23:59:59.9 68") - before, SECOND * 4 / 10); /* written late */
    CU_ASSERT_EQUAL(next(&clock, "00:00:01.5 68") - before, 2 * SECOND);
    CU_ASSERT_EQUAL(clock.midnights, 1);
}

static void test_a_day_without_year_is_near_the_last_one(void)
{
    GDate date;
    log_clock clock;
    int64_t before;

    g_date_clear(&date, 1);
    g_date_set_dmy(&date, 31, G_DATE_DECEMBER, 2026);
    log_clock_init(&clock, ZONE, &date);
    before = next(&clock, "12-31 23:59:59 68");
    CU_ASSERT_EQUAL(next(&clock, "01-01 00:00:00 68") - before, SECOND);
}

static void test_formats_may_change_from_line_to_line(void)
{
    log_clock clock;
    int64_t before;

    log_clock_init(&clock, ZONE, NULL);
    before = next(&clock, "2026-07-26 10:35:05 68");
    CU_ASSERT_EQUAL(next(&clock, "10:35:06 68") - before, SECOND);
    CU_ASSERT_EQUAL(next(&clock, "1785033307 68") - before, 2 * SECOND);
    CU_ASSERT_EQUAL(next(&clock, "10:35:08 68") - before, 3 * SECOND);
    CU_ASSERT_EQUAL(clock.backwards, 0);
}

static void test_lines_without_time_keep_their_order(void)
{
    log_clock clock;
    int64_t first, second;

    log_clock_init(&clock, ZONE, NULL);
    first = next(&clock, "68");
    second = next(&clock, "68");
    CU_ASSERT_EQUAL(second - first, SECOND / 1000);
    CU_ASSERT_TRUE(second < 946684800 * SECOND); /* before 2000: no clock is compared with it */
    first = next(&clock, "2026-07-26 10:35:05 68");
    CU_ASSERT_EQUAL(next(&clock, "68") - first, 1000);
    CU_ASSERT_EQUAL(clock.untimed, 3);
}

static void test_time_that_goes_back_is_counted(void)
{
    log_clock clock;
    log_time time;

    log_clock_init(&clock, ZONE, NULL);
    next(&clock, "2026-07-26 10:35:05 68");
    next(&clock, "2026-07-26 10:35:04.5 68"); /* two threads write a log */
    CU_ASSERT_EQUAL(clock.backwards, 0);
    log_time_find("2026-07-26 10:00:00", 19, &time);
    log_clock_read(&clock, &time, 77);
    CU_ASSERT_EQUAL(clock.backwards, 1);
    CU_ASSERT_EQUAL(clock.first_backwards_line, 77);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_the_usual_shapes),
        STORY(test_what_is_no_time),
        STORY(test_where_the_time_is),
        STORY(test_midnight_passes_where_there_is_no_date),
        STORY(test_a_day_without_year_is_near_the_last_one),
        STORY(test_formats_may_change_from_line_to_line),
        STORY(test_lines_without_time_keep_their_order),
        STORY(test_time_that_goes_back_is_counted),
    };

    return run_suite("log_time", stories, G_N_ELEMENTS(stories));
}
