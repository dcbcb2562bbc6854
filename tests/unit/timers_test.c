/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The timers, and that only the clock of the capture decides: rules.md, section 3. */
#include "flow/timers.h"

#include "flow_fixture.h"

enum { OWNERS = 200, ROUNDS = 20000 };

/* An owner of a timer, and what it expects of it. */
typedef struct owner {
    ykc_timer timer;
    ykc_time_us due; /* 0: not set */
    unsigned fired;
} owner;

static ykc_time_us clock_now, last_due;
static unsigned early, out_of_order;

static void fire(ykc_timer *timer, ykc_time_us now)
{
    owner *fired = (owner *)timer;

    early += fired->due == 0 || fired->due >= now || timer->due != fired->due;
    out_of_order += timer->due < last_due;
    last_due = timer->due;
    fired->due = 0;
    fired->fired++;
}

static void set(ykc_timers *timers, owner *one, ykc_time_us due)
{
    ykc_timer_set(timers, &one->timer, due);
    if (one->due == 0 || due < one->due)
        one->due = due;
}

static void test_timers_fire_after_their_time_and_the_earliest_first(void)
{
    ykc_timers timers;
    owner owners[3] = {{.timer.fire = fire}, {.timer.fire = fire}, {.timer.fire = fire}};

    early = out_of_order = 0;
    last_due = 0;
    ykc_timers_init(&timers);
    set(&timers, &owners[0], 30);
    set(&timers, &owners[1], 10);
    set(&timers, &owners[2], 20);
    ykc_timers_advance(&timers, 20);
    CU_ASSERT_EQUAL(owners[1].fired, 1);
    CU_ASSERT_EQUAL(owners[2].fired, 0); /* 20 has not passed at 20 */
    ykc_timers_advance(&timers, 31);
    CU_ASSERT_EQUAL(owners[2].fired, 1);
    CU_ASSERT_EQUAL(owners[0].fired, 1);
    CU_ASSERT_EQUAL(early + out_of_order, 0);
    ykc_timers_clear(&timers);
}

static void test_a_timer_moves_earlier_only(void)
{
    ykc_timers timers;
    owner one = {.timer.fire = fire};

    ykc_timers_init(&timers);
    set(&timers, &one, 30);
    set(&timers, &one, 50);
    CU_ASSERT_EQUAL(one.timer.due, 30);
    set(&timers, &one, 20);
    CU_ASSERT_EQUAL(one.timer.due, 20);
    ykc_timer_cancel(&timers, &one.timer);
    ykc_timer_cancel(&timers, &one.timer);
    ykc_timers_advance(&timers, 100);
    CU_ASSERT_EQUAL(one.fired, 0);
    ykc_timers_clear(&timers);
}

static void test_any_order_of_setting_and_cancelling_is_right(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(20260316);
    static owner owners[OWNERS];
    ykc_timers timers;
    unsigned overdue = 0;

    early = out_of_order = 0;
    ykc_timers_init(&timers);
    for (int i = 0; i < OWNERS; i++)
        owners[i] = (owner){.timer.fire = fire};
    for (int round = 0; round < ROUNDS; round++) {
        owner *one = &owners[g_rand_int_range(rand, 0, OWNERS)];

        if (g_rand_int_range(rand, 0, 4) == 0) {
            ykc_timer_cancel(&timers, &one->timer);
            one->due = 0;
        } else {
            set(&timers, one, clock_now + g_rand_int_range(rand, 1, 1000));
        }
        if (g_rand_int_range(rand, 0, 8) > 0)
            continue;
        clock_now += g_rand_int_range(rand, 0, 100);
        last_due = 0;
        ykc_timers_advance(&timers, clock_now);
        for (int i = 0; i < OWNERS; i++)
            overdue += owners[i].due != 0 && owners[i].due < clock_now;
    }
    CU_ASSERT_EQUAL(early + out_of_order + overdue, 0);
    for (int i = 0; i < OWNERS; i++)
        ykc_timer_cancel(&timers, &owners[i].timer);
    CU_ASSERT_EQUAL(timers.heap->len, 0);
    ykc_timers_clear(&timers);
}

/* Only the clock decides. */

static void test_a_limit_has_passed_when_a_packet_of_any_kind_proves_it(void)
{
    expect_clean(POWER_ON "52; +290 clock");
    expect_story(POWER_ON "ask: 52; +301 clock", "reply/missing error settings 2 @ask");
    /* a packet of another connection proves it too */
    expect_story(POWER_ON "ask: 52; +200 open; 01 pile=B; 02 pile=B; 05 pile=B; 06 pile=B; 03 pile=B; 04 pile=B; +110 12 pile=B",
                 "reply/missing error settings 2 @ask");
}

static void test_the_end_of_the_capture_decides_nothing(void)
{
    expect_story(POWER_ON "52; +0 clock; end: +299 finish", "capture/cut-off note @end");
    expect_story("open; 01; 02; 05; 06 billing_model_check=1; end: +1000 finish", "capture/cut-off note @end");
}

static void test_a_time_before_the_present_changes_nothing(void)
{
    expect_story_with("link/=off", NULL, POWER_ON "ask: 52; +301 clock; +-250 51", "reply/missing error settings 2 @ask");
    expect_clean(POWER_ON "52; +-100 clock; +-100 clock; 51; keep 20");
}

static void test_a_frame_at_the_limit_is_still_in_time(void)
{
    expect_story_with("link/=off", NULL, POWER_ON "52; +30 51; close", NULL);
    expect_story_with("link/=off", NULL, POWER_ON "52; late: +30.000001 51; close", "reply/late warning settings 2 @late");
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_timers_fire_after_their_time_and_the_earliest_first),
        STORY(test_a_timer_moves_earlier_only),
        STORY(test_any_order_of_setting_and_cancelling_is_right),
        STORY(test_a_limit_has_passed_when_a_packet_of_any_kind_proves_it),
        STORY(test_the_end_of_the_capture_decides_nothing),
        STORY(test_a_time_before_the_present_changes_nothing),
        STORY(test_a_frame_at_the_limit_is_still_in_time),
    };

    return run_suite("timers", stories, G_N_ELEMENTS(stories));
}
