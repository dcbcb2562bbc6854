/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Write docs/rules.md: every rule of the catalogue with its explanation, and the time limits. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "flow/phrases.h"
#include "flow/settings.h"

/* clang-format off */
static const struct {
    const char *group;
    ykc_label label;
} groups[] = {
    {"capture/", LABEL("证据本身：抓包缺少什么", "the evidence itself: what the capture lacks")},
    {"frame/", LABEL("单个帧", "each frame by itself")},
    {"reply/", LABEL("请求与应答", "requests and replies")},
    {"link/", LABEL("登录、序列号、心跳", "logins, sequence numbers, heartbeats")},
    {"flow/", LABEL("流程图的步骤", "the steps of the diagrams")},
    {"power-on/", LABEL("上电流程中的计费模型", "the billing model of the power-on flow")},
    {"charge/", LABEL("充电过程", "the course of a charge")},
    {"record/", LABEL("交易记录的上传与确认", "sending and confirming the transaction record")},
    {"bill/", LABEL("交易记录中的数值", "the numbers of the record")},
};

static const ykc_label limits[YKC_LIMIT_COUNT] = {
    [YKC_LIMIT_REPLY] = LABEL("没有专门时限的应答", "a reply that has no time of its own"),
    [YKC_LIMIT_START_REPLY] = LABEL("启动应答：0x34 → 0x33，0xA4 → 0xA3", "the start reply: 0x34 → 0x33, 0xA4 → 0xA3"),
    [YKC_LIMIT_START_REALTIME] = LABEL("启动后第一个“充电”状态的 0x13", "the first 0x13 \"charging\" after a start"),
    [YKC_LIMIT_REPLUG] = LABEL("回复未插枪之后再插枪", "plugging the gun in after \"gun not plugged in\""),
    [YKC_LIMIT_HEARTBEAT] = LABEL("心跳周期", "the period of the heartbeat"),
    [YKC_LIMIT_HEARTBEAT_LOST] = LABEL("多久没有心跳视为断线", "time without heartbeat that counts as a broken connection"),
    [YKC_LIMIT_REALTIME_CHARGING] = LABEL("充电时 0x13 的周期", "the period of 0x13 while charging"),
    [YKC_LIMIT_BMS] = LABEL("充电时 0x23、0x25 的周期", "the period of 0x23 and 0x25 while charging"),
    [YKC_LIMIT_RECORD_AFTER_END] = LABEL("充电结束后上传交易记录 0x3B", "the record 0x3B after the end of charging"),
    [YKC_LIMIT_RECORD_RETRY] = LABEL("重发 0x3B 的最短间隔", "the shortest time between two sendings of 0x3B"),
    [YKC_LIMIT_RESUME] = LABEL("充电多久没有任何帧视为不再继续", "time without any frame after which a charge counts as over"),
};
/* clang-format on */

static int group_size(const char *id)
{
    return (int)strcspn(id, "/") + 1;
}

static int opens_group(size_t index)
{
    const char *id = ykc_rules[index].id;

    return index == 0 || strncmp(id, ykc_rules[index - 1].id, (size_t)group_size(id)) != 0;
}

static void write_group(const char *id)
{
    printf("\n## %.*s", group_size(id), id);
    for (size_t i = 0; i < YKC_COUNT_OF(groups); i++)
        if (strncmp(id, groups[i].group, (size_t)group_size(id)) == 0)
            printf(" %s — %s", groups[i].label.en, groups[i].label.zh);
    printf("\n");
}

/* The anchor that a heading has on GitHub: without the slash. */
static void write_link(const char *id)
{
    printf("[`%s`](#%.*s%s)", id, group_size(id) - 1, id, id + group_size(id));
}

static void write_overview(void)
{
    printf("\n| rule 规则 | severity 级别 | meaning | 含义 |\n|---|---|---|---|\n");
    for (size_t i = 0; i < YKC_RULE_COUNT; i++) {
        const ykc_rule *rule = &ykc_rules[i];

        printf("| ");
        write_link(rule->id);
        printf(" | %s %s | %s | %s |\n", ykc_severity_words(rule->severity, YKC_ENGLISH),
               ykc_severity_words(rule->severity, YKC_CHINESE), rule->meaning.en, rule->meaning.zh);
    }
}

/* "error 错误 · section 6.3 · power-on 上电流程, step 9 · each time 逐次报告" */
static void write_facts(const ykc_rule *rule)
{
    printf("\n%s %s", ykc_severity_words(rule->severity, YKC_ENGLISH), ykc_severity_words(rule->severity, YKC_CHINESE));
    if (rule->section[0] != '\0')
        printf(" · section %s", rule->section);
    if (rule->flow != YKC_FLOW_NONE)
        printf(" · %s %s", ykc_flow_words(rule->flow, YKC_ENGLISH), ykc_flow_words(rule->flow, YKC_CHINESE));
    if (rule->step != 0)
        printf(", step %u", rule->step);
    printf(" · %s\n", rule->scope == YKC_SINGLY ? "each time 逐次报告" : "once 合并报告");
}

static void write_row(const char *what, const ykc_label *label)
{
    printf("| %s | %s | %s |\n", what, label->en, label->zh);
}

static void write_rule(const ykc_rule *rule)
{
    printf("\n### %s\n", rule->id);
    write_facts(rule);
    printf("\n| | English | 中文 |\n|---|---|---|\n");
    write_row("meaning 含义", &rule->meaning);
    write_row("consequence 影响", &rule->consequence);
    write_row("usual cause 常见原因", &rule->cause);
    write_row("example 示例", &rule->example);
}

static void write_limits(void)
{
    ykc_settings settings;

    ykc_settings_init(&settings);
    printf(
        "\n## Time limits — 时限\n\n"
        "Change one with `--limit start-reply=120`, in seconds; in Wireshark the preference `ykc.limits` takes the same text.\n\n"
        "用 `--limit start-reply=120` 修改（单位为秒）；Wireshark 中在首选项 `ykc.limits` 里填写同样的内容。\n\n"
        "| limit 名称 | default 默认值 | what it limits | 含义 |\n|---|---|---|---|\n");
    for (size_t i = 0; i < YKC_LIMIT_COUNT; i++)
        printf("| `%s` | %" PRId64 " s | %s | %s |\n", ykc_limit_name((ykc_limit)i), settings.limits[i] / YKC_SECOND,
               limits[i].en, limits[i].zh);
}

int main(void)
{
    printf(
        "<!-- Generated by ./dev docs from core/flow; a test compares. -->\n"
        "# Rules — 规则\n\n"
        "What ykcflow and the Wireshark plugin report. An error breaks the protocol's contract; a warning is tolerated or "
        "likely\n"
        "to cause trouble; a note is worth knowing. Sections are those of the V1.6 document, steps those of its diagrams.\n"
        "A rule reported *once* gives one finding with a count for a connection, and for each direction, frame type, field or\n"
        "pile where the rule is about one; a rule about the whole capture gives one for the capture. A rule reported *each "
        "time*\n"
        "does so ten times on a connection, and from then on as one finding with a count.\n\n"
        "`--rule reply/late=off` switches a rule off, `--rule link/=note` changes a group; in Wireshark the preference\n"
        "`ykc.rules` takes the same text.\n\n"
        "以下是 ykcflow 和 Wireshark 插件报告的内容。错误表示违反协议约定；警告表示可以容忍但容易引起问题；提示仅供参考。\n"
        "章节号为 V1.6 文档的章节，步骤号为其流程图中的编号。“合并报告”的规则在每条连接上（按规则还区分方向、帧类型、字段或桩）\n"
        "只报告一次并计数，针对整个抓包的规则只报告一次；“逐次报告”的规则在每条连接上报告十次，之后合并为一条并计数。\n\n"
        "`--rule reply/late=off` 关闭一条规则，`--rule link/=note` 修改整组；Wireshark 中在首选项 `ykc.rules` "
        "里填写同样的内容。\n");
    write_overview();
    for (size_t i = 0; i < YKC_RULE_COUNT; i++) {
        if (opens_group(i))
            write_group(ykc_rules[i].id);
        write_rule(&ykc_rules[i]);
    }
    write_limits();
    return 0;
}
