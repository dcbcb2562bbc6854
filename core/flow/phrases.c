/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "phrases.h"

#include <glib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "catalog/value.h"

/* clang-format off */

/* The sentences. A blank means the same in both languages; the numbers are in the order of the English one. */
static const ykc_label sentences[YKC_PHRASE_COUNT] = {
    [YKC_PHRASE_NONE]            = LABEL("", ""),
    [YKC_PHRASE_REPLY_WITHIN]    = LABEL("{seconds}内收到 {code}", "{code} within {seconds}"),
    [YKC_PHRASE_REQUEST_BEFORE]  = LABEL("在此之前有 {code}", "{code} before it"),
    [YKC_PHRASE_STEP]            = LABEL("步骤 {number}：{code}", "step {number}, {code}"),
    [YKC_PHRASE_STEP_BEFORE]     = LABEL("在此之前有步骤 {number}：{code}", "step {number}, {code}, before it"),
    [YKC_PHRASE_STEP_ONCE]       = LABEL("步骤 {number} 只出现一次", "step {number} once"),
    [YKC_PHRASE_NOTHING]         = LABEL("无", "nothing"),
    [YKC_PHRASE_NOTHING_CLOSED]  = LABEL("无，{seconds}后连接关闭", "nothing until the connection closed after {seconds}"),
    [YKC_PHRASE_CODE]            = LABEL("{code}", "{code}"),
    [YKC_PHRASE_AFTER]           = LABEL("{seconds}后", "after {seconds}"),
    [YKC_PHRASE_WITHIN]          = LABEL("{seconds}内", "within {seconds}"),
    [YKC_PHRASE_CRC]             = LABEL("校验值 {hex4}", "checksum {hex4}"),
    [YKC_PHRASE_BODY]            = LABEL("消息体 {bytes}", "a body of {bytes}"),
    [YKC_PHRASE_BODY_AT_LEAST]   = LABEL("消息体至少 {bytes}", "a body of at least {bytes}"),
    [YKC_PHRASE_LENGTH]          = LABEL("数据长度 {number}", "length byte {number}"),
    [YKC_PHRASE_LENGTH_AT_MOST]  = LABEL("数据长度不超过 {number}", "length byte at most {number}"),
    [YKC_PHRASE_BYTES]           = LABEL("{bytes}", "{bytes}"),
    [YKC_PHRASE_SEQUENCE]        = LABEL("序列号 {number}", "sequence number {number}"),
    [YKC_PHRASE_FROM_PILE]       = LABEL("由充电桩发送", "sent by the pile"),
    [YKC_PHRASE_FROM_PLATFORM]   = LABEL("由平台发送", "sent by the platform"),
    [YKC_PHRASE_NO_KEY_FITS]     = LABEL("{code}，所给密钥不能解密", "{code}, which the given keys do not open"),
    [YKC_PHRASE_VALUE]           = LABEL("{field} = {value}", "{field} = {value}"),
    [YKC_PHRASE_DEFINED_VALUE]   = LABEL("{field}：{definition}", "{field}: {definition}"),
    [YKC_PHRASE_LOGIN]           = LABEL("先登录成功", "a successful login first"),
    [YKC_PHRASE_LOGIN_OF_PILE]   = LABEL("该桩在本连接上登录", "a login of this pile on this connection"),
    [YKC_PHRASE_NO_TRAFFIC]      = LABEL("重新登录，或关闭连接", "a new login, or the connection closed"),
    [YKC_PHRASE_EVERY]           = LABEL("每 {seconds}一次心跳", "a heartbeat every {seconds}"),
    [YKC_PHRASE_MODEL]           = LABEL("充电前计费模型已验证一致、已请求得到或已由平台下发",
                                         "a billing model confirmed, fetched or pushed before the charge"),
    [YKC_PHRASE_NO_MODEL]        = LABEL("没有计费模型", "no billing model"),
    [YKC_PHRASE_DUE]             = LABEL("仍在等待的应答或步骤：{number} 项", "replies or steps still due: {number}"),
    [YKC_PHRASE_ONE_CONNECTION]  = LABEL("每台充电桩一条连接", "one connection for each pile"),
    [YKC_PHRASE_STILL_USED]      = LABEL("先前的连接上仍有该桩的帧", "the earlier connection still carries its frames"),
    [YKC_PHRASE_COMPLETE]        = LABEL("流程完成至步骤 {number}：{code}", "the session completed up to step {number}, {code}"),
    [YKC_PHRASE_ENDED]           = LABEL("在 {code} 之后中断", "ended after {code}"),
    [YKC_PHRASE_NEVER_CAME]      = LABEL("没有出现 {code}；最后一帧是 {last code}", "{code} never came; the last frame was {last code}"),
    [YKC_PHRASE_TRANSACTION] = LABEL("流水号 {value}", "transaction {value}"),
    [YKC_PHRASE_NEW_TRANSACTION] = LABEL("未用过的流水号", "a serial that was not used before"),
    [YKC_PHRASE_FREE_GUN] = LABEL("枪未在充电", "a gun that is not charging"),
    [YKC_PHRASE_NO_CHARGING] = LABEL("拒绝之后不充电", "no charging after the refusal"),
    [YKC_PHRASE_START_BEFORE] = LABEL("在此之前有该流水号的启动命令或启动确认", "a start command or authorisation of this transaction before it"),
    [YKC_PHRASE_CHARGING_WITHIN] = LABEL("{seconds}内收到状态为“充电”的 0x13", "0x13 \"charging\" within {seconds}"),
    [YKC_PHRASE_CODE_EVERY] = LABEL("每 {seconds}一次 {code}", "{code} every {seconds}"),
    [YKC_PHRASE_AT_LEAST] = LABEL("{field} 不小于 {value}", "{field} of at least {value}"),
    [YKC_PHRASE_AT_MOST] = LABEL("{field} 不大于 {value}", "{field} of at most {value}"),
    [YKC_PHRASE_NO_IDLE] = LABEL("充电结束之前没有“空闲”", "no \"idle\" before the charge has ended"),
    [YKC_PHRASE_IDLE_COUNT] = LABEL("{number} 次“空闲”，之后又是“充电”", "\"idle\" {number} times, then \"charging\" again"),
    [YKC_PHRASE_STOPPED_WITHIN] = LABEL("停机应答 {seconds}之后不再是“充电”", "no \"charging\" later than {seconds} after the stop reply"),
    [YKC_PHRASE_STILL_CHARGING] = LABEL("{seconds}后仍为“充电”", "still \"charging\" {seconds} after it"),
    [YKC_PHRASE_SERIAL_FORM] = LABEL("流水号由桩编号、枪号和时间组成", "a serial made of the pile, the gun and a time"),
    [YKC_PHRASE_REPEAT_AFTER] = LABEL("至少 {seconds}后再重发", "a repeat after {seconds} at the earliest"),
    [YKC_PHRASE_REPEATS] = LABEL("最多重发 {number} 次，{seconds}后可再发一次", "{number} repeats at most, and one more after {seconds}"),
    [YKC_PHRASE_REPEAT_NUMBER] = LABEL("第 {number} 次重发", "repeat number {number}"),
    [YKC_PHRASE_NO_REPEAT] = LABEL("交易记录确认之后不再重发", "no repeat once the record is confirmed"),
    [YKC_PHRASE_CHARGE_BEFORE] = LABEL("在此之前有该流水号的充电", "a charge of this transaction before it"),
    [YKC_PHRASE_SUM] = LABEL("{field} = {value}（各费率之和）", "{field} = {value}, the sum of the tariffs"),
    [YKC_PHRASE_BY_MODEL] = LABEL("按计费模型 {field} = {value}", "{field} = {value} by the billing model"),
    [YKC_PHRASE_PRICES] = LABEL("单价和金额不为零", "prices and amounts other than zero"),
    [YKC_PHRASE_NOT_IN_PERIOD] = LABEL("{field} = {value}：充电所在的半小时属于其他费率", "{field} = {value}: the charge's half hours have another tariff"),
    [YKC_PHRASE_METER_RISES] = LABEL("电表增加 {value}", "the meter rises by {value}"),
    [YKC_PHRASE_CLOCK_WITHIN] = LABEL("时钟与抓包时间相差不超过 {seconds}", "a clock within {seconds} of the packets"),
    [YKC_PHRASE_CLOCK_OFF] = LABEL("时钟偏差 {seconds}", "a clock that is off by {seconds}"),
    [YKC_PHRASE_TIME_WITHIN] = LABEL("{field} 与抓包时间相差不超过 {seconds}", "{field} within {seconds} of the packets"),
    [YKC_PHRASE_TIME_OFF] = LABEL("{field} 偏差 {seconds}", "{field} is off by {seconds}"),
    [YKC_PHRASE_END_AFTER_START] = LABEL("结束时间在开始时间之后", "an end after the start"),
    [YKC_PHRASE_END_BEFORE_START] = LABEL("结束时间比开始时间早 {seconds}", "an end {seconds} before the start"),
};

/* clang-format on */

/* Add to a text of YKC_PHRASE_SIZE bytes; what does not fit is cut behind a whole character. */
static void append(char *text, const char *piece)
{
    const char *end;

    g_strlcat(text, piece, YKC_PHRASE_SIZE);
    if (!g_utf8_validate(text, -1, &end))
        text[end - text] = '\0';
}

static void append_part(char *text, const char *piece, size_t size)
{
    char part[YKC_PHRASE_SIZE];

    g_strlcpy(part, piece, MIN(size + 1, sizeof part));
    append(text, part);
}

/* What goes into the blanks; each writes YKC_PHRASE_SIZE bytes at most. */

static void fill_number(const ykc_phrase *phrase, int64_t number, ykc_language language, char *text)
{
    (void)phrase, (void)language;
    g_snprintf(text, YKC_PHRASE_SIZE, "%" G_GINT64_FORMAT, number);
}

static void fill_bytes(const ykc_phrase *phrase, int64_t number, ykc_language language, char *text)
{
    static const ykc_label one = LABEL("字节", "byte"), many = LABEL("字节", "bytes");

    (void)phrase;
    g_snprintf(text, YKC_PHRASE_SIZE, "%" G_GINT64_FORMAT " %s", number, ykc_label_in(number == 1 ? &one : &many, language));
}

static void fill_hex4(const ykc_phrase *phrase, int64_t number, ykc_language language, char *text)
{
    (void)phrase, (void)language;
    g_snprintf(text, YKC_PHRASE_SIZE, "0x%04X", (unsigned)(number & 0xFFFF));
}

/* "1.5 s", "900 s (15 min)": rounded to milliseconds, without trailing zeros. */
static void fill_seconds(const ykc_phrase *phrase, int64_t time, ykc_language language, char *text)
{
    enum { LONG = 120 /* seconds from which on people think in minutes */ };
    static const ykc_label second = LABEL("秒", "s"), minutes_open = LABEL("（", " ("), minutes_close = LABEL(" 分钟）", " min)");
    uint64_t magnitude = time < 0 ? 0 - (uint64_t)time : (uint64_t)time;
    uint64_t milliseconds = magnitude / 1000 + (magnitude % 1000 >= 500);
    uint64_t whole = milliseconds / 1000;
    unsigned rest = (unsigned)(milliseconds % 1000);
    int decimals = rest == 0 ? 0 : rest % 100 == 0 ? 1 : rest % 10 == 0 ? 2 : 3;
    char fraction[sizeof ".999"] = "";

    (void)phrase;
    if (rest != 0) {
        g_snprintf(fraction, sizeof fraction, ".%03u", rest);
        fraction[1 + decimals] = '\0';
    }
    g_snprintf(text, YKC_PHRASE_SIZE, "%s%" G_GUINT64_FORMAT "%s %s", time < 0 && milliseconds > 0 ? "-" : "", whole, fraction,
               ykc_label_in(&second, language));
    if (rest == 0 && whole > LONG && whole % 60 == 0) {
        char minutes[32];

        g_snprintf(minutes, sizeof minutes, "%" G_GUINT64_FORMAT, whole / 60);
        append(text, ykc_label_in(&minutes_open, language));
        append(text, minutes);
        append(text, ykc_label_in(&minutes_close, language));
    }
}

/* "0x33 Remote start reply"; of a type that only a supplement or a maker has, whose it is too. */
static void fill_code(const ykc_phrase *phrase, int64_t number, ykc_language language, char *text)
{
    uint8_t code = (uint8_t)number;
    static const ykc_label open = LABEL("（", " ("), close = LABEL("）", ")");
    const ykc_label *label = ykc_catalog_label(code), *origin = ykc_catalog_origin(code);

    (void)phrase;
    g_snprintf(text, YKC_PHRASE_SIZE, "0x%02X", code);
    if (label != NULL) {
        append(text, " ");
        append(text, ykc_label_in(label, language));
    }
    if (origin != NULL) {
        append(text, ykc_label_in(&open, language));
        append(text, ykc_label_in(origin, language));
        append(text, ykc_label_in(&close, language));
    }
}

/* The field of a phrase; what a caller does not know the field of is still told. */
static const ykc_field *field_of(const ykc_phrase *phrase)
{
    static const ykc_field unknown = UINT(unknown, 1, "字段", "Field");

    return phrase->field != NULL ? phrase->field : &unknown;
}

static void fill_field(const ykc_phrase *phrase, int64_t number, ykc_language language, char *text)
{
    (void)number;
    g_strlcpy(text, ykc_label_in(&field_of(phrase)->label, language), YKC_PHRASE_SIZE);
}

/* A raw number as people want it: the name in an enumeration, decimals, offset and unit. */
static void describe(const ykc_field *field, uint64_t raw, ykc_language language, char *text)
{
    bool unmeasured = raw == 0 && (field->flags & YKC_ZERO_UNMEASURED);
    ykc_value value = {
        .kind = unmeasured ? YKC_VALUE_NOT_MEASURED : YKC_VALUE_NUMBER,
        .raw = raw,
        .number = (int64_t)(raw + (uint64_t)(int64_t)field->offset),
    };
    char description[YKC_VALUE_DESCRIPTION_SIZE];

    ykc_value_describe(field, &value, language, false, description);
    g_strlcpy(text, description, YKC_PHRASE_SIZE);
}

static void fill_value(const ykc_phrase *phrase, int64_t number, ykc_language language, char *text)
{
    char which[16];

    if (phrase->text[0] != '\0')
        g_strlcpy(text, phrase->text, YKC_PHRASE_SIZE);
    else
        describe(field_of(phrase), (uint64_t)number, language, text);
    if (phrase->repetition > 0) {
        g_snprintf(which, sizeof which, " (#%u)", phrase->repetition);
        append(text, which);
    }
}

/* What the specification allows for the field. */
static void fill_definition(const ykc_phrase *phrase, int64_t number, ykc_language language, char *text)
{
    static const ykc_label zero = LABEL("应为 0", "should be 0"), digits = LABEL("十进制数字", "decimal digits");
    static const ykc_label date = LABEL("有效的日期和时间", "a date and time that exists");
    static const ykc_label at_most = LABEL("不超过 ", "at most "), defined = LABEL("规范定义的取值", "a defined value");
    const ykc_field *field = field_of(phrase);
    char maximum[YKC_PHRASE_SIZE] = "";
    const ykc_label *definition = &defined;

    (void)number;
    if (field->encoding == YKC_ENC_DIGITS || field->encoding == YKC_ENC_BCD_NUMBER) {
        definition = &digits;
    } else if (field->encoding == YKC_ENC_TIME || field->encoding == YKC_ENC_DIGIT_TIME) {
        definition = &date;
    } else if (field->flags & YKC_RESERVED) {
        definition = &zero;
    } else if (field->max != 0) {
        definition = &at_most;
        describe(field, field->max, language, maximum);
    }
    g_strlcpy(text, ykc_label_in(definition, language), YKC_PHRASE_SIZE);
    append(text, maximum);
}

typedef struct blank {
    const char *name;
    bool takes_number;
    void (*fill)(const ykc_phrase *phrase, int64_t number, ykc_language language, char *text);
} blank;

static const blank blanks[] = {
    {"number}", true, fill_number},   {"bytes}", true, fill_bytes},  {"hex4}", true, fill_hex4},
    {"seconds}", true, fill_seconds}, {"code}", true, fill_code},    {"last code}", true, fill_code},
    {"value}", true, fill_value},     {"field}", false, fill_field}, {"definition}", false, fill_definition},
};

/* The blank whose name, with the closing brace, @p text begins with. */
static const blank *blank_at(const char *text)
{
    for (size_t i = 0; i < G_N_ELEMENTS(blanks); i++)
        if (g_str_has_prefix(text, blanks[i].name))
            return &blanks[i];
    return NULL;
}

/* Which of the numbers goes into the blank: the English sentence has them in their order. */
static size_t number_of_blank(const char *english, const blank *wanted)
{
    size_t number = 0;

    for (const char *open = strchr(english, '{'); open != NULL; open = strchr(open + 1, '{')) {
        const blank *found = blank_at(open + 1);

        if (found == wanted)
            break;
        number += found != NULL && found->takes_number;
    }
    return number;
}

static void append_blank(const ykc_phrase *phrase, const blank *found, ykc_language language, char *text)
{
    char filling[YKC_PHRASE_SIZE];
    int64_t number = 0;

    if (found->takes_number)
        number = phrase->numbers[number_of_blank(sentences[phrase->id].en, found)];
    found->fill(phrase, number, language, filling);
    append(text, filling);
}

void ykc_phrase_write(const ykc_phrase *phrase, ykc_language language, char *text)
{
    const char *rest = ykc_label_in(&sentences[phrase->id], language);

    text[0] = '\0';
    while (*rest != '\0') {
        const blank *found = *rest == '{' ? blank_at(rest + 1) : NULL;
        size_t size = 1 + (found != NULL ? strlen(found->name) : strcspn(rest + 1, "{"));

        if (found != NULL)
            append_blank(phrase, found, language, text);
        else
            append_part(text, rest, size);
        rest += size;
    }
}

void ykc_phrase_translate(ykc_phrase *phrase, ykc_dialect dialect)
{
    const char *english = sentences[phrase->id].en;
    size_t number = 0;

    for (const char *open = strchr(english, '{'); open != NULL; open = strchr(open + 1, '{')) {
        const blank *found = blank_at(open + 1);

        if (found == NULL || !found->takes_number)
            continue;
        if (found->fill == fill_code)
            phrase->numbers[number] = ykc_catalog_code(dialect, (uint8_t)phrase->numbers[number]);
        number++;
    }
}

const char *ykc_relation_words(ykc_relation relation, ykc_language language)
{
    static const ykc_label words[] = {
        [YKC_RELATED_REQUEST] = LABEL("请求", "the request"),
        [YKC_RELATED_UNANSWERED] =
            LABEL("应答可能在损坏或缺失的字节中的请求", "a request that the damaged or missing bytes may have answered"),
        [YKC_RELATED_LOGIN] = LABEL("登录", "the login"),
        [YKC_RELATED_REFUSAL] = LABEL("拒绝", "the refusal"),
        [YKC_RELATED_FIRST] = LABEL("首次出现", "the first of its kind"),
        [YKC_RELATED_AFTERWARDS] = LABEL("本应在前的帧", "the frame that should have come before"),
        [YKC_RELATED_START] = LABEL("启动命令或启动确认", "the start command or authorisation"),
        [YKC_RELATED_BEFORE] = LABEL("间隔之前的最后一帧", "the last frame before the pause"),
        [YKC_RELATED_ENDED] = LABEL("该流水号先前充电的结束", "the end of the earlier charge with this serial"),
        [YKC_RELATED_CHARGING] = LABEL("最后一次上报“充电”", "the last report that the gun is charging"),
        [YKC_RELATED_STOP] = LABEL("停机应答", "the stop reply"),
        [YKC_RELATED_END] = LABEL("充电结束", "the end of charging"),
        [YKC_RELATED_CONFIRMATION] = LABEL("确认", "the confirmation"),
        [YKC_RELATED_MODEL] = LABEL("计费模型", "the billing model"),
        [YKC_RELATED_REALTIME] = LABEL("实时数据", "the real-time data"),
    };

    return ykc_label_in(&words[relation], language);
}

const char *ykc_flow_words(ykc_flow flow, ykc_language language)
{
    static const ykc_label words[] = {
        [YKC_FLOW_NONE] = LABEL("无流程", "no flow"),
        [YKC_FLOW_POWER_ON] = LABEL("上电流程", "power-on"),
        [YKC_FLOW_APP] = LABEL("App 充电", "app charge"),
        [YKC_FLOW_CARD] = LABEL("刷卡充电", "card charge"),
        [YKC_FLOW_VIN] = LABEL("VIN 充电", "VIN charge"),
        [YKC_FLOW_OFFLINE] = LABEL("离线充电", "offline charge"),
        [YKC_FLOW_PARALLEL] = LABEL("并充充电", "parallel charge"),
        [YKC_FLOW_SETTINGS] = LABEL("平台设置", "settings"),
        [YKC_FLOW_UNKNOWN] = LABEL("未知流程", "unknown flow"),
    };

    return ykc_label_in(&words[flow], language);
}

const char *ykc_outcome_words(ykc_outcome outcome, ykc_language language)
{
    static const ykc_label words[] = {
        [YKC_OUTCOME_OPEN] = LABEL("未结束", "open"),           [YKC_OUTCOME_COMPLETE] = LABEL("完成", "complete"),
        [YKC_OUTCOME_UNFINISHED] = LABEL("中断", "unfinished"), [YKC_OUTCOME_REFUSED] = LABEL("被拒绝", "refused"),
        [YKC_OUTCOME_ABORTED] = LABEL("异常结束", "aborted"),
    };

    return ykc_label_in(&words[outcome], language);
}

const char *ykc_severity_words(ykc_severity severity, ykc_language language)
{
    static const ykc_label words[] = {
        [YKC_OFF] = LABEL("关闭", "off"),
        [YKC_NOTE] = LABEL("提示", "note"),
        [YKC_WARNING] = LABEL("警告", "warning"),
        [YKC_ERROR] = LABEL("错误", "error"),
    };

    return ykc_label_in(&words[severity], language);
}
