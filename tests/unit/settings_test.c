/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/settings.h"

#include <stdio.h>
#include <string.h>

#include "suite.h"

static ykc_settings defaults(void)
{
    ykc_settings settings;

    memset(&settings, 0, sizeof settings); /* comparable as bytes */
    ykc_settings_init(&settings);
    return settings;
}

static bool same(const ykc_settings *a, const ykc_settings *b)
{
    return memcmp(a->severities, b->severities, sizeof a->severities) == 0 &&
           memcmp(a->overridden, b->overridden, sizeof a->overridden) == 0 && memcmp(a->limits, b->limits, sizeof a->limits) == 0;
}

typedef bool set_text(ykc_settings *settings, const char *text, GError **error);

/* The text is refused, nothing changes, and the message says so much. */
static void assert_refused(set_text *set, const char *text, const char *named, const char *advice)
{
    ykc_settings before = defaults(), settings = defaults();
    g_autoptr(GError) error = NULL;

    CU_ASSERT_FALSE(set(&settings, text, &error));
    CU_ASSERT_TRUE(same(&settings, &before));
    CU_ASSERT_TRUE(g_error_matches(error, YKC_SETTINGS_ERROR, 0));
    if (error == NULL)
        return;
    CU_ASSERT_TRUE(g_utf8_validate(error->message, -1, NULL));
    CU_ASSERT_PTR_NOT_NULL(strstr(error->message, named));
    CU_ASSERT_PTR_NOT_NULL(strstr(error->message, advice));
    if (strstr(error->message, named) == NULL || strstr(error->message, advice) == NULL)
        printf("\n      '%s' and '%s' are not in: %s", named, advice, error->message);
}

static void assert_accepted(set_text *set, ykc_settings *settings, const char *text)
{
    g_autoptr(GError) error = NULL;

    CU_ASSERT_TRUE(set(settings, text, &error));
    CU_ASSERT_PTR_NULL(error);
    if (error != NULL)
        printf("\n      %s: %s", text, error->message);
}

static void test_the_defaults_are_the_catalogue_s(void)
{
    static const struct {
        const char *name;
        ykc_limit limit;
        int seconds;
    } limits[] = {
        {"reply", YKC_LIMIT_REPLY, 30},
        {"start-reply", YKC_LIMIT_START_REPLY, 90},
        {"start-realtime", YKC_LIMIT_START_REALTIME, 90},
        {"replug", YKC_LIMIT_REPLUG, 60},
        {"heartbeat", YKC_LIMIT_HEARTBEAT, 10},
        {"heartbeat-lost", YKC_LIMIT_HEARTBEAT_LOST, 30},
        {"realtime-charging", YKC_LIMIT_REALTIME_CHARGING, 15},
        {"bms", YKC_LIMIT_BMS, 15},
        {"record-after-end", YKC_LIMIT_RECORD_AFTER_END, 30},
        {"record-retry", YKC_LIMIT_RECORD_RETRY, 8},
        {"resume", YKC_LIMIT_RESUME, 3600},
    };
    ykc_settings settings = defaults();

    CU_ASSERT_EQUAL_FATAL(G_N_ELEMENTS(limits), YKC_LIMIT_COUNT);
    for (size_t i = 0; i < G_N_ELEMENTS(limits); i++) {
        CU_ASSERT_STRING_EQUAL(ykc_limit_name(limits[i].limit), limits[i].name);
        CU_ASSERT_EQUAL(settings.limits[limits[i].limit], limits[i].seconds * YKC_SECOND);
    }
    for (size_t i = 0; i < YKC_RULE_COUNT; i++) {
        CU_ASSERT_EQUAL(settings.severities[i], ykc_rules[i].severity);
        CU_ASSERT_FALSE(settings.overridden[i]);
    }
}

static void test_a_rule_takes_any_severity(void)
{
    ykc_settings settings = defaults();

    assert_accepted(ykc_settings_set_rules, &settings, "reply/late=off");
    CU_ASSERT_EQUAL(settings.severities[YKC_RULE_REPLY_LATE], YKC_OFF);
    CU_ASSERT_TRUE(settings.overridden[YKC_RULE_REPLY_LATE]);
    assert_accepted(ykc_settings_set_rules, &settings, "reply/late=note");
    CU_ASSERT_EQUAL(settings.severities[YKC_RULE_REPLY_LATE], YKC_NOTE);
    assert_accepted(ykc_settings_set_rules, &settings, "reply/late=warning");
    CU_ASSERT_EQUAL(settings.severities[YKC_RULE_REPLY_LATE], YKC_WARNING);
    assert_accepted(ykc_settings_set_rules, &settings, "reply/late=error");
    CU_ASSERT_EQUAL(settings.severities[YKC_RULE_REPLY_LATE], YKC_ERROR);
    CU_ASSERT_FALSE(settings.overridden[YKC_RULE_REPLY_MISSING]);
}

static void test_a_group_changes_all_its_rules_and_no_other(void)
{
    ykc_settings settings = defaults();

    assert_accepted(ykc_settings_set_rules, &settings, "link/=off");
    for (size_t i = 0; i < YKC_RULE_COUNT; i++) {
        bool in_group = g_str_has_prefix(ykc_rules[i].id, "link/");

        CU_ASSERT_EQUAL(settings.overridden[i], in_group);
        CU_ASSERT_EQUAL(settings.severities[i], in_group ? YKC_OFF : ykc_rules[i].severity);
    }
}

static void test_the_later_of_several_wins(void)
{
    ykc_settings settings = defaults();

    assert_accepted(ykc_settings_set_rules, &settings, " ,reply/=off, reply/missing=note\tframe/crc=warning\r\n,,");
    CU_ASSERT_EQUAL(settings.severities[YKC_RULE_REPLY_LATE], YKC_OFF);
    CU_ASSERT_EQUAL(settings.severities[YKC_RULE_REPLY_MISSING], YKC_NOTE);
    CU_ASSERT_EQUAL(settings.severities[YKC_RULE_FRAME_CRC], YKC_WARNING);
}

static void test_nothing_changes_nothing(void)
{
    ykc_settings before = defaults(), settings = defaults();

    assert_accepted(ykc_settings_set_rules, &settings, "");
    assert_accepted(ykc_settings_set_rules, &settings, " , \t\n");
    assert_accepted(ykc_settings_set_limits, &settings, "");
    assert_accepted(ykc_settings_set_limits, &settings, ",,,");
    CU_ASSERT_TRUE(same(&settings, &before));
}

static void test_the_catalogue_s_own_severity_may_be_chosen_too(void)
{
    ykc_settings settings = defaults();

    assert_accepted(ykc_settings_set_rules, &settings, "reply/sequence=warning");
    CU_ASSERT_EQUAL(settings.severities[YKC_RULE_REPLY_SEQUENCE], YKC_WARNING);
    CU_ASSERT_TRUE(settings.overridden[YKC_RULE_REPLY_SEQUENCE]);
}

static void test_every_group_can_be_changed(void)
{
    ykc_settings settings = defaults();

    assert_accepted(ykc_settings_set_rules, &settings, "bill/=off charge/=note,record/=warning");
    CU_ASSERT_EQUAL(settings.severities[YKC_RULE_BILL_ENERGY_SUM], YKC_OFF);
    CU_ASSERT_EQUAL(settings.severities[YKC_RULE_BILL_STOP_REASON], YKC_OFF);
    CU_ASSERT_EQUAL(settings.severities[YKC_RULE_CHARGE_NO_START], YKC_NOTE);
    CU_ASSERT_EQUAL(settings.severities[YKC_RULE_RECORD_MISSING], YKC_WARNING);
    assert_refused(ykc_settings_set_rules, "charge/anything=error", "'charge/anything'", "");
    assert_refused(ykc_settings_set_rules, "record/x/y=off", "'record/x/y'", "");
    assert_refused(ykc_settings_set_rules, "bill/=loud", "'loud'", "off, note, warning or error");
    assert_refused(ykc_settings_set_rules, "bill=off", "'bill'", "groups");
    assert_refused(ykc_settings_set_rules, "bills/=off", "'bills/'", "groups");
}

static void test_a_mistyped_rule_is_told_the_nearest_one(void)
{
    assert_refused(ykc_settings_set_rules, "reply/mising=off", "'reply/mising'", "did you mean 'reply/missing'?");
    assert_refused(ykc_settings_set_rules, "replay/late=off", "'replay/late'", "did you mean 'reply/late'?");
    assert_refused(ykc_settings_set_rules, "crc=off", "'crc'", "did you mean 'frame/crc'?");
    assert_refused(ykc_settings_set_rules, "heartbeat-lost=off", "'heartbeat-lost'", "did you mean 'link/heartbeat-lost'?");
    assert_refused(ykc_settings_set_rules, "Reply/Late=off", "'Reply/Late'", "did you mean 'reply/late'?");
    assert_refused(ykc_settings_set_rules, "reply/late/=off", "'reply/late/'", "did you mean 'reply/late'?");
}

static void test_an_unknown_rule_or_group_is_told_the_groups(void)
{
    static const char groups[] = "the groups are capture/, frame/, reply/, link/, flow/, power-on/";

    assert_refused(ykc_settings_set_rules, "weather=off", "'weather'", groups);
    assert_refused(ykc_settings_set_rules, "weather/=off", "unknown group 'weather/'", groups);
    assert_refused(ykc_settings_set_rules, "/=off", "'/'", groups);
    assert_refused(ykc_settings_set_rules, "//=off", "'//'", groups);
    assert_refused(ykc_settings_set_rules, "=off", "''", groups);
    assert_refused(ykc_settings_set_rules, "re/=off", "'re/'", groups);
}

static void test_an_unknown_severity_is_told_the_four(void)
{
    static const char four[] = "off, note, warning or error";

    assert_refused(ykc_settings_set_rules, "reply/late=loud", "'loud'", four);
    assert_refused(ykc_settings_set_rules, "reply/late=", "''", four);
    assert_refused(ykc_settings_set_rules, "reply/late=OFF", "'OFF'", four);
    assert_refused(ykc_settings_set_rules, "reply/late=off=off", "'off=off'", four);
    assert_refused(ykc_settings_set_rules, "reply/late=0", "'0'", four);
}

static void test_a_part_without_a_sign_is_told_the_form(void)
{
    assert_refused(ykc_settings_set_rules, "reply/late", "'reply/late'", "RULE=off|note|warning|error");
    assert_refused(ykc_settings_set_rules, "reply/late = off", "'reply/late'", "RULE=off|note|warning|error");
    assert_refused(ykc_settings_set_limits, "reply", "'reply'", "LIMIT=SECONDS");
    assert_refused(ykc_settings_set_limits, "reply=2,5", "'5'", "LIMIT=SECONDS");
}

static void test_one_bad_part_keeps_the_good_ones_from_acting(void)
{
    assert_refused(ykc_settings_set_rules, "reply/late=off, link/=note, link/pole=off", "'link/pole'", "'link/pile'");
    assert_refused(ykc_settings_set_limits, "reply=5, heartbeat=20, bms=never", "'never'", "seconds");
}

static void test_seconds_are_taken_exactly(void)
{
    static const struct {
        const char *text;
        ykc_time_us time;
    } times[] = {
        {"reply=45", 45 * YKC_SECOND},
        {"reply=2.5", 2500000},
        {"reply=0.1", 100000},
        {"reply=0.100001", 100001},
        {"reply=16.777217", 16777217},
        {"reply=1000000", 1000000 * YKC_SECOND},
        {"reply=999999.999999", 999999999999},
        {"reply=1000000.000000", 1000000 * YKC_SECOND},
        {"reply=007", 7 * YKC_SECOND},
        {"reply=0000000000000000000000000000001", YKC_SECOND},
        {"reply=1 reply=2,reply=3", 3 * YKC_SECOND},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(times); i++) {
        ykc_settings settings = defaults();

        assert_accepted(ykc_settings_set_limits, &settings, times[i].text);
        CU_ASSERT_EQUAL(settings.limits[YKC_LIMIT_REPLY], times[i].time);
        if (settings.limits[YKC_LIMIT_REPLY] != times[i].time)
            printf("\n      %s", times[i].text);
    }
}

static void test_every_limit_can_be_changed_by_its_name(void)
{
    for (size_t i = 0; i < YKC_LIMIT_COUNT; i++) {
        ykc_settings expected = defaults(), settings = defaults();
        g_autofree char *text = g_strdup_printf("%s=12.25", ykc_limit_name((ykc_limit)i));

        expected.limits[i] = 12250000;
        assert_accepted(ykc_settings_set_limits, &settings, text);
        CU_ASSERT_TRUE(same(&settings, &expected));
    }
}

static void test_times_out_of_range_or_shape_are_refused(void)
{
    static const char *const texts[] = {
        "reply=0",       "reply=0.09",     "reply=0.099999",  "reply=1000000.000001",
        "reply=1000001", "reply=-5",       "reply=+5",        "reply=5s",
        "reply=abc",     "reply=",         "reply=.5",        "reply=5.",
        "reply=1e3",     "reply=0x10",     "reply=1.2345678", "reply=1.0000000",
        "reply=nan",     "reply=inf",      "reply=1.2.3",     "reply=99999999999999999999999999",
        "reply=5\x01",   "reply=\xD9\xA5", "reply==5",        "reply=18446744073709551617",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        assert_refused(ykc_settings_set_limits, texts[i], "'reply'", "seconds from 0.1 to 1000000");
}

static void test_an_unknown_limit_is_told_the_nearest_or_all(void)
{
    assert_refused(ykc_settings_set_limits, "replay=5", "'replay'", "did you mean 'reply'?");
    assert_refused(ykc_settings_set_limits, "hearbeat-lost=5", "'hearbeat-lost'", "did you mean 'heartbeat-lost'?");
    assert_refused(ykc_settings_set_limits, "weather=5", "'weather'", "the limits are reply, start-reply, ");
    assert_refused(ykc_settings_set_limits, "=5", "''", "record-retry, resume");
}

static void test_hostile_text_comes_back_tame(void)
{
    g_autofree char *long_name = g_strnfill(1000000, 'a');
    g_autofree char *long_rule = g_strconcat(long_name, "=off", NULL);
    g_autofree char *long_severity = g_strconcat("reply/late=", long_name, NULL);
    g_autofree char *long_time = g_strnfill(1000000, '9');
    g_autofree char *long_limit = g_strconcat("reply=", long_time, NULL);
    static const char cut[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...'";

    assert_refused(ykc_settings_set_rules, long_name, cut, "RULE=");
    assert_refused(ykc_settings_set_rules, long_rule, cut, "groups");
    assert_refused(ykc_settings_set_rules, long_severity, cut, "off, note");
    assert_refused(ykc_settings_set_limits, long_limit, "9999...'", "seconds");
    assert_refused(ykc_settings_set_rules, "\x1b[31mreply/late\x07=off", "'?[31mreply/late?'", "groups");
    assert_refused(ykc_settings_set_rules, "\xff\xfe\x80=off", "'\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD'", "groups");
    assert_refused(ykc_settings_set_rules, "%s%n=off", "'%s%n'", "groups");
    assert_refused(ykc_settings_set_rules, "回复/超时=off", "'回复/超时'", "groups");
    assert_refused(ykc_settings_set_rules, "reply/late＝off", "'reply/late＝off'", "RULE=");
    assert_refused(ykc_settings_set_rules, "\xE2\x80\xAEreply/late=off", "'?reply/late'", "did you mean");
}

static void test_random_text_never_half_changes_anything(void)
{
    static const char *const pieces[] = {"reply/late", "reply/", "=",   "off", "error", ",",      " ",   "/",    "\xff",
                                         "bill/",      "reply",  "0.5", ".",   "9",     "resume", "bms", "late", "=off"};
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);

    for (int round = 0; round < 20000; round++) {
        g_autoptr(GString) text = g_string_new(NULL);
        ykc_settings before = defaults(), settings = defaults();
        g_autoptr(GError) error = NULL;
        set_text *set = g_rand_boolean(rand) ? ykc_settings_set_rules : ykc_settings_set_limits;

        for (int i = g_rand_int_range(rand, 0, 12); i > 0; i--)
            g_string_append(text, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
        if (set(&settings, text->str, &error)) {
            CU_ASSERT_PTR_NULL(error);
            continue;
        }
        CU_ASSERT_PTR_NOT_NULL(error);
        CU_ASSERT_TRUE(same(&settings, &before));
    }
}

static void test_who_does_not_ask_for_the_error_gets_none(void)
{
    ykc_settings settings = defaults();

    CU_ASSERT_FALSE(ykc_settings_set_rules(&settings, "weather=off", NULL));
    CU_ASSERT_FALSE(ykc_settings_set_limits(&settings, "weather=1", NULL));
}

static void assert_said_in_chinese(set_text *set, const char *text, const char *said)
{
    ykc_settings settings = defaults();
    g_autoptr(GError) error = NULL;

    settings.language = YKC_CHINESE;
    CU_ASSERT_FALSE(set(&settings, text, &error));
    CU_ASSERT_STRING_EQUAL(error->message, said);
}

static void test_who_reads_chinese_is_told_in_chinese(void)
{
    assert_said_in_chinese(ykc_settings_set_rules, "reply/late=on", "未知的级别 'on'；应为 off、note、warning 或 error");
    assert_said_in_chinese(ykc_settings_set_rules, "reply/latte=off", "未知的规则 'reply/latte'；是否想写 'reply/late'？");
    assert_said_in_chinese(ykc_settings_set_rules, "reply/late", "'reply/late' 的形式不对，应为 RULE=off|note|warning|error");
    assert_said_in_chinese(ykc_settings_set_limits, "reply=soon",
                           "无法使用的时间 'soon'，用于 'reply'；应为 0.1 到 1000000 之间的秒数，例如 45 或 2.5，小数最多 6 位");
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_the_defaults_are_the_catalogue_s),
        STORY(test_a_rule_takes_any_severity),
        STORY(test_a_group_changes_all_its_rules_and_no_other),
        STORY(test_the_later_of_several_wins),
        STORY(test_nothing_changes_nothing),
        STORY(test_the_catalogue_s_own_severity_may_be_chosen_too),
        STORY(test_every_group_can_be_changed),
        STORY(test_a_mistyped_rule_is_told_the_nearest_one),
        STORY(test_an_unknown_rule_or_group_is_told_the_groups),
        STORY(test_an_unknown_severity_is_told_the_four),
        STORY(test_a_part_without_a_sign_is_told_the_form),
        STORY(test_one_bad_part_keeps_the_good_ones_from_acting),
        STORY(test_seconds_are_taken_exactly),
        STORY(test_every_limit_can_be_changed_by_its_name),
        STORY(test_times_out_of_range_or_shape_are_refused),
        STORY(test_an_unknown_limit_is_told_the_nearest_or_all),
        STORY(test_hostile_text_comes_back_tame),
        STORY(test_random_text_never_half_changes_anything),
        STORY(test_who_does_not_ask_for_the_error_gets_none),
        STORY(test_who_reads_chinese_is_told_in_chinese),
    };

    return run_suite("settings", stories, G_N_ELEMENTS(stories));
}
