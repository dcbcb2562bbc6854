/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/phrases.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "catalog/catalog.h"
#include "suite.h"

static const ykc_field *field_of(uint8_t type, const char *name)
{
    ykc_fit fit;
    ykc_item item = {0};
    const ykc_message *message = ykc_catalog_find(YKC_V1_6, type, 0, &fit);

    CU_ASSERT_TRUE_FATAL(message != NULL && ykc_message_field(message, name, &item));
    return item.field;
}

static void assert_reads(const ykc_phrase *phrase, const char *english, const char *chinese)
{
    char en[YKC_PHRASE_SIZE], zh[YKC_PHRASE_SIZE];

    ykc_phrase_write(phrase, YKC_ENGLISH, en);
    ykc_phrase_write(phrase, YKC_CHINESE, zh);
    CU_ASSERT_STRING_EQUAL(en, english);
    CU_ASSERT_STRING_EQUAL(zh, chinese);
    if (strcmp(en, english) != 0 || strcmp(zh, chinese) != 0)
        printf("\n      phrase %d: '%s', '%s'", (int)phrase->id, en, zh);
}

static void assert_numbers_read(ykc_phrase_id id, int64_t first, int64_t second, const char *english, const char *chinese)
{
    const ykc_phrase phrase = {.id = id, .numbers = {first, second}};

    assert_reads(&phrase, english, chinese);
}

static void assert_value_reads(ykc_phrase_id id, const ykc_field *field, int64_t raw, const char *english, const char *chinese)
{
    const ykc_phrase phrase = {.id = id, .numbers = {raw}, .field = field};

    assert_reads(&phrase, english, chinese);
}

static void test_phrases_about_replies_and_steps(void)
{
    assert_numbers_read(YKC_PHRASE_NONE, 1, 2, "", "");
    assert_numbers_read(YKC_PHRASE_REPLY_WITHIN, 0x33, 90 * YKC_SECOND, "0x33 Remote start reply within 90 s",
                        "90 秒内收到 0x33 远程启动充电命令回复");
    assert_numbers_read(YKC_PHRASE_REQUEST_BEFORE, 0x36, 0, "0x36 Remote stop before it", "在此之前有 0x36 运营平台远程停机");
    assert_numbers_read(YKC_PHRASE_STEP, 21, 0x19, "step 21, 0x19 Charging end (BMS statistics)", "步骤 21：0x19 充电结束");
    assert_numbers_read(YKC_PHRASE_STEP_BEFORE, 4, 0x05, "step 4, 0x05 Billing model check, before it",
                        "在此之前有步骤 4：0x05 计费模型验证请求");
    assert_numbers_read(YKC_PHRASE_STEP_ONCE, 8, 0, "step 8 once", "步骤 8 只出现一次");
    assert_numbers_read(YKC_PHRASE_NOTHING, 0, 0, "nothing", "无");
    assert_numbers_read(YKC_PHRASE_NOTHING_CLOSED, 900 * YKC_SECOND, 0,
                        "nothing until the connection closed after 900 s (15 min)", "无，900 秒（15 分钟）后连接关闭");
    assert_numbers_read(YKC_PHRASE_CODE, 0x13, 0, "0x13 Real-time data", "0x13 上传实时监测数据");
    assert_numbers_read(YKC_PHRASE_AFTER, 104 * YKC_SECOND, 0, "after 104 s", "104 秒后");
    assert_numbers_read(YKC_PHRASE_WITHIN, 30 * YKC_SECOND, 0, "within 30 s", "30 秒内");
    assert_numbers_read(YKC_PHRASE_COMPLETE, 24, 0x40,
                        "the session completed up to step 24, 0x40 Transaction record confirmation",
                        "流程完成至步骤 24：0x40 交易记录确认");
    assert_numbers_read(YKC_PHRASE_NEVER_CAME, 0x3B, 0x19,
                        "0x3B Transaction record never came; the last frame was 0x19 Charging end (BMS statistics)",
                        "没有出现 0x3B 交易记录；最后一帧是 0x19 充电结束");
    assert_numbers_read(YKC_PHRASE_ENDED, 0x06, 0, "ended after 0x06 Billing model check reply",
                        "在 0x06 计费模型验证请求应答 之后中断");
    assert_numbers_read(YKC_PHRASE_DUE, 2, 0, "replies or steps still due: 2", "仍在等待的应答或步骤：2 项");
}

static void test_phrases_about_frames(void)
{
    assert_numbers_read(YKC_PHRASE_CRC, 0x4B37, 0, "checksum 0x4B37", "校验值 0x4B37");
    assert_numbers_read(YKC_PHRASE_CRC, 7, 0, "checksum 0x0007", "校验值 0x0007");
    assert_numbers_read(YKC_PHRASE_BODY, 56, 0, "a body of 56 bytes", "消息体 56 字节");
    assert_numbers_read(YKC_PHRASE_BODY, 1, 0, "a body of 1 byte", "消息体 1 字节");
    assert_numbers_read(YKC_PHRASE_BODY_AT_LEAST, 60, 0, "a body of at least 60 bytes", "消息体至少 60 字节");
    assert_numbers_read(YKC_PHRASE_LENGTH, 252, 0, "length byte 252", "数据长度 252");
    assert_numbers_read(YKC_PHRASE_LENGTH_AT_MOST, 200, 0, "length byte at most 200", "数据长度不超过 200");
    assert_numbers_read(YKC_PHRASE_BYTES, 23, 0, "23 bytes", "23 字节");
    assert_numbers_read(YKC_PHRASE_BYTES, 0, 0, "0 bytes", "0 字节");
    assert_numbers_read(YKC_PHRASE_SEQUENCE, 65535, 0, "sequence number 65535", "序列号 65535");
    assert_numbers_read(YKC_PHRASE_FROM_PILE, 0, 0, "sent by the pile", "由充电桩发送");
    assert_numbers_read(YKC_PHRASE_NO_KEY_FITS, 0x13, 0, "0x13 Real-time data, which the given keys do not open",
                        "0x13 上传实时监测数据，所给密钥不能解密");
    assert_numbers_read(YKC_PHRASE_FROM_PLATFORM, 0, 0, "sent by the platform", "由平台发送");
}

static void test_phrases_about_connections_and_models(void)
{
    assert_numbers_read(YKC_PHRASE_LOGIN, 0, 0, "a successful login first", "先登录成功");
    assert_numbers_read(YKC_PHRASE_LOGIN_OF_PILE, 0, 0, "a login of this pile on this connection", "该桩在本连接上登录");
    assert_numbers_read(YKC_PHRASE_NO_TRAFFIC, 0, 0, "a new login, or the connection closed", "重新登录，或关闭连接");
    assert_numbers_read(YKC_PHRASE_EVERY, 10 * YKC_SECOND, 0, "a heartbeat every 10 s", "每 10 秒一次心跳");
    assert_numbers_read(YKC_PHRASE_MODEL, 0, 0, "a billing model confirmed, fetched or pushed before the charge",
                        "充电前计费模型已验证一致、已请求得到或已由平台下发");
    assert_numbers_read(YKC_PHRASE_NO_MODEL, 0, 0, "no billing model", "没有计费模型");
    assert_numbers_read(YKC_PHRASE_ONE_CONNECTION, 0, 0, "one connection for each pile", "每台充电桩一条连接");
    assert_numbers_read(YKC_PHRASE_STILL_USED, 0, 0, "the earlier connection still carries its frames",
                        "先前的连接上仍有该桩的帧");
}

static void test_a_value_is_shown_with_its_name_or_its_unit(void)
{
    assert_value_reads(YKC_PHRASE_VALUE, field_of(0x33, "start_failure"), 5, "Failure reason = gun not plugged in (5)",
                       "失败原因 = 未插枪 (5)");
    assert_value_reads(YKC_PHRASE_VALUE, field_of(0x13, "state"), 7, "State = undefined (7)", "状态 = 未定义 (7)");
    assert_value_reads(YKC_PHRASE_VALUE, field_of(0x13, "soc"), 101, "State of charge = 101 %", "SOC = 101 %");
    assert_value_reads(YKC_PHRASE_VALUE, field_of(0x34, "balance"), 100000, "Account balance = 1000.00 yuan",
                       "账户余额 = 1000.00 元");
    assert_value_reads(YKC_PHRASE_VALUE, field_of(0x23, "demand_current"), 3600, "Demanded current = -40.0 A",
                       "BMS电流需求 = -40.0 A");
    assert_value_reads(YKC_PHRASE_VALUE, NULL, 5, "Field = 5", "字段 = 5");
}

static void test_a_value_that_is_no_number_is_shown_as_its_text(void)
{
    const ykc_phrase phrase = {
        .id = YKC_PHRASE_VALUE,
        .field = field_of(0x13, "pile"),
        .text = "3201060001923A",
    };

    assert_reads(&phrase, "Pile number = 3201060001923A", "桩编号 = 3201060001923A");
}

static void test_what_a_field_allows_follows_from_its_definition(void)
{
    assert_value_reads(YKC_PHRASE_DEFINED_VALUE, field_of(0x13, "state"), 7, "State: a defined value", "状态：规范定义的取值");
    assert_value_reads(YKC_PHRASE_DEFINED_VALUE, field_of(0x13, "soc"), 101, "State of charge: at most 100 %",
                       "SOC：不超过 100 %");
    assert_value_reads(YKC_PHRASE_DEFINED_VALUE, field_of(0x13, "pile"), 0, "Pile number: decimal digits", "桩编号：十进制数字");
    assert_value_reads(YKC_PHRASE_DEFINED_VALUE, field_of(0x13, "gun"), 0, "Gun number: decimal digits", "枪号：十进制数字");
    assert_value_reads(YKC_PHRASE_DEFINED_VALUE, field_of(0x3B, "end_time"), 0, "End time: a date and time that exists",
                       "结束时间：有效的日期和时间");
    assert_value_reads(YKC_PHRASE_DEFINED_VALUE, NULL, 0, "Field: a defined value", "字段：规范定义的取值");
}

static void test_seconds_are_short_and_exact_to_milliseconds(void)
{
    static const struct {
        ykc_time_us time;
        const char *english, *chinese;
    } times[] = {
        {0, "after 0 s", "0 秒后"},
        {1500000, "after 1.5 s", "1.5 秒后"},
        {1250000, "after 1.25 s", "1.25 秒后"},
        {1001000, "after 1.001 s", "1.001 秒后"},
        {1000499, "after 1 s", "1 秒后"},
        {1000500, "after 1.001 s", "1.001 秒后"},
        {999999, "after 1 s", "1 秒后"},
        {499, "after 0 s", "0 秒后"},
        {20000, "after 0.02 s", "0.02 秒后"},
        {60 * YKC_SECOND, "after 60 s", "60 秒后"},
        {120 * YKC_SECOND, "after 120 s", "120 秒后"},
        {150 * YKC_SECOND, "after 150 s", "150 秒后"},
        {180 * YKC_SECOND, "after 180 s (3 min)", "180 秒（3 分钟）后"},
        {180 * YKC_SECOND + 1000, "after 180.001 s", "180.001 秒后"},
        {3600 * YKC_SECOND, "after 3600 s (60 min)", "3600 秒（60 分钟）后"},
        {-1500000, "after -1.5 s", "-1.5 秒后"},
        {-400, "after 0 s", "0 秒后"},
        {INT64_MAX, "after 9223372036854.776 s", "9223372036854.776 秒后"},
        {INT64_MIN, "after -9223372036854.776 s", "-9223372036854.776 秒后"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(times); i++)
        assert_numbers_read(YKC_PHRASE_AFTER, times[i].time, 0, times[i].english, times[i].chinese);
}

static void test_a_code_is_named_as_far_as_anybody_knows_it(void)
{
    assert_numbers_read(YKC_PHRASE_CODE, 0x35, 0, "0x35 Remote stop reply", "0x35 远程停机命令回复");
    assert_numbers_read(YKC_PHRASE_CODE, 0x44, 0, "0x44 Offline card sync", "0x44 离线卡数据同步");
    assert_numbers_read(YKC_PHRASE_CODE, 0xF0, 0, "0xF0 QR code prefix (V1.5 supplement)", "0xF0 二维码前缀下发（V1.5补充）");
    assert_numbers_read(YKC_PHRASE_CODE, 0x7B, 0, "0x7B", "0x7B");
}

/* What a phrase says in a language, with these numbers and field. */
static char *say(ykc_phrase_id id, int64_t first, int64_t second, const ykc_field *field, ykc_language language)
{
    const ykc_phrase phrase = {.id = id, .numbers = {first, second}, .field = field};
    char *text = g_malloc(YKC_PHRASE_SIZE);

    ykc_phrase_write(&phrase, language, text);
    return text;
}

static bool depends(ykc_phrase_id id, ykc_language language, int64_t first, int64_t second, const ykc_field *field)
{
    g_autofree char *before = say(id, 0x13, 0x13, field_of(0x13, "state"), language);
    g_autofree char *after = say(id, first, second, field, language);

    return strcmp(before, after) != 0;
}

static void test_both_languages_have_the_same_blanks(void)
{
    const ykc_field *state = field_of(0x13, "state"), *gun_homed = field_of(0x13, "gun_homed");

    for (int i = 1; i < YKC_PHRASE_COUNT; i++) {
        ykc_phrase_id id = (ykc_phrase_id)i;

        CU_ASSERT_EQUAL(depends(id, YKC_ENGLISH, 90 * YKC_SECOND + 3, 0x13, state),
                        depends(id, YKC_CHINESE, 90 * YKC_SECOND + 3, 0x13, state));
        CU_ASSERT_EQUAL(depends(id, YKC_ENGLISH, 0x13, 90 * YKC_SECOND + 3, state),
                        depends(id, YKC_CHINESE, 0x13, 90 * YKC_SECOND + 3, state));
        CU_ASSERT_EQUAL(depends(id, YKC_ENGLISH, 0x13, 0x13, gun_homed), depends(id, YKC_CHINESE, 0x13, 0x13, gun_homed));
    }
}

static void test_every_phrase_is_there_and_no_blank_stays_empty(void)
{
    for (int i = 1; i < YKC_PHRASE_COUNT; i++) {
        g_autofree char *en = say((ykc_phrase_id)i, 3, 3, field_of(0x13, "state"), YKC_ENGLISH);
        g_autofree char *zh = say((ykc_phrase_id)i, 3, 3, field_of(0x13, "state"), YKC_CHINESE);

        CU_ASSERT_STRING_NOT_EQUAL(en, "");
        CU_ASSERT_STRING_NOT_EQUAL(zh, "");
        CU_ASSERT_PTR_NULL(strpbrk(en, "{}"));
        CU_ASSERT_PTR_NULL(strpbrk(zh, "{}"));
        if (strpbrk(en, "{}") != NULL || strpbrk(zh, "{}") != NULL)
            printf("\n      phrase %d: '%s', '%s'", i, en, zh);
    }
}

/* Write into a buffer of just the size, which the sanitizer watches; the text ends behind a whole character. */
static void expect_to_fit(const ykc_phrase *phrase)
{
    for (ykc_language language = YKC_ENGLISH; language <= YKC_CHINESE; language++) {
        g_autofree char *text = g_malloc(YKC_PHRASE_SIZE);

        memset(text, 'x', YKC_PHRASE_SIZE);
        ykc_phrase_write(phrase, language, text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(memchr(text, '\0', YKC_PHRASE_SIZE));
        CU_ASSERT_TRUE(g_utf8_validate(text, -1, NULL));
    }
}

static void test_labels_without_end_are_cut_behind_a_character(void)
{
    g_autoptr(GString) zh = g_string_new("x"), en = g_string_new(NULL);
    ykc_field field = {.name = "endless", .encoding = YKC_ENC_UINT, .size = 4};

    for (int i = 0; i < 400; i++) {
        g_string_append(zh, "枪");
        g_string_append(en, "gun °");
    }
    field.label = (ykc_label){.zh = zh->str, .en = en->str};
    for (int i = 0; i < YKC_PHRASE_COUNT; i++) {
        for (size_t offset = 0; offset < 4; offset++) {
            ykc_phrase phrase = {.id = (ykc_phrase_id)i, .numbers = {INT64_MAX, INT64_MAX}, .field = &field};

            field.label = (ykc_label){.zh = zh->str + (offset == 0 ? 0 : 1 + 3 * offset), .en = en->str + offset};
            expect_to_fit(&phrase);
            memset(phrase.text, 'y', sizeof phrase.text - 1);
            expect_to_fit(&phrase);
        }
    }
}

static void expect_values_to_fit(const ykc_field *field)
{
    static const ykc_phrase_id ids[] = {YKC_PHRASE_VALUE, YKC_PHRASE_DEFINED_VALUE};

    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
        ykc_phrase phrase = {.id = ids[i], .numbers = {UINT32_MAX}, .field = field};

        expect_to_fit(&phrase);
        for (size_t k = 0; field->names != NULL && k < field->names->count; k++) {
            char text[YKC_PHRASE_SIZE];

            phrase.numbers[0] = field->names->rows[k].value;
            expect_to_fit(&phrase);
            ykc_phrase_write(&phrase, YKC_CHINESE, text);
            CU_ASSERT_TRUE(strlen(text) < YKC_PHRASE_SIZE - 1); /* nothing of the catalogue is cut */
        }
    }
}

static void test_every_field_and_code_of_the_catalogue_fits(void)
{
    for (size_t i = 0; i < ykc_catalog_count(); i++) {
        const ykc_message *message = ykc_catalog_message(i);

        for (size_t k = 0; k < message->field_count; k++) {
            expect_values_to_fit(&message->fields[k]);
            for (size_t part = 0; part < message->fields[k].part_count; part++)
                expect_values_to_fit(&message->fields[k].parts[part]);
        }
        for (size_t k = 0; k < message->group_count; k++)
            expect_values_to_fit(&message->group[k]);
    }
    for (int code = 0; code < 256; code++) {
        const ykc_phrase within = {.id = YKC_PHRASE_REPLY_WITHIN, .numbers = {code, 1000000 * YKC_SECOND}};
        const ykc_phrase step = {.id = YKC_PHRASE_STEP_BEFORE, .numbers = {24, code}};

        expect_to_fit(&within);
        expect_to_fit(&step);
    }
}

static bool is_chinese(const char *text)
{
    for (; *text != '\0'; text = g_utf8_next_char(text))
        if (g_unichar_get_script(g_utf8_get_char(text)) == G_UNICODE_SCRIPT_HAN)
            return true;
    return false;
}

static void expect_words(const char *english, const char *chinese)
{
    CU_ASSERT_STRING_NOT_EQUAL(english, "");
    CU_ASSERT_FALSE(is_chinese(english));
    CU_ASSERT_TRUE(is_chinese(chinese));
}

static void test_relations_flows_outcomes_and_severities_have_words(void)
{
    for (ykc_relation i = YKC_RELATED_REQUEST; i <= YKC_RELATED_BEFORE; i++)
        expect_words(ykc_relation_words(i, YKC_ENGLISH), ykc_relation_words(i, YKC_CHINESE));
    for (ykc_flow i = YKC_FLOW_NONE; i <= YKC_FLOW_UNKNOWN; i++)
        expect_words(ykc_flow_words(i, YKC_ENGLISH), ykc_flow_words(i, YKC_CHINESE));
    for (ykc_outcome i = YKC_OUTCOME_OPEN; i <= YKC_OUTCOME_ABORTED; i++)
        expect_words(ykc_outcome_words(i, YKC_ENGLISH), ykc_outcome_words(i, YKC_CHINESE));
    for (ykc_severity i = YKC_OFF; i <= YKC_ERROR; i++)
        expect_words(ykc_severity_words(i, YKC_ENGLISH), ykc_severity_words(i, YKC_CHINESE));
    CU_ASSERT_STRING_EQUAL(ykc_outcome_words(YKC_OUTCOME_OPEN, YKC_CHINESE), "未结束"); /* capture/cut-off quotes it */
    CU_ASSERT_STRING_EQUAL(ykc_outcome_words(YKC_OUTCOME_OPEN, YKC_ENGLISH), "open");
    CU_ASSERT_STRING_EQUAL(ykc_flow_words(YKC_FLOW_POWER_ON, YKC_CHINESE), "上电流程");
    CU_ASSERT_STRING_EQUAL(ykc_severity_words(YKC_WARNING, YKC_CHINESE), "警告");
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_phrases_about_replies_and_steps),
        STORY(test_phrases_about_frames),
        STORY(test_phrases_about_connections_and_models),
        STORY(test_a_value_is_shown_with_its_name_or_its_unit),
        STORY(test_a_value_that_is_no_number_is_shown_as_its_text),
        STORY(test_what_a_field_allows_follows_from_its_definition),
        STORY(test_seconds_are_short_and_exact_to_milliseconds),
        STORY(test_a_code_is_named_as_far_as_anybody_knows_it),
        STORY(test_both_languages_have_the_same_blanks),
        STORY(test_every_phrase_is_there_and_no_blank_stays_empty),
        STORY(test_labels_without_end_are_cut_behind_a_character),
        STORY(test_every_field_and_code_of_the_catalogue_fits),
        STORY(test_relations_flows_outcomes_and_severities_have_words),
    };

    return run_suite("phrases", stories, G_N_ELEMENTS(stories));
}
