/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The reports of an analysis, told a small story by hand: what they write, in both languages, and what JSON says of it. */
#include "report/report.h"

#include <stdio.h>
#include <string.h>
#include <yajl/yajl_tree.h>

#include "report/analysis.h"
#include "report/columns.h"
#include "report/csv.h"
#include "report/figures.h"
#include "report/names.h"
#include "suite.h"

/* 2020-03-16 17:14:47 +08:00 */
#define AT(seconds_) ((INT64_C(1584350087) + (seconds_)) * YKC_SECOND)
#define PLACE(packet_, seconds_)                                                                                                 \
    {                                                                                                                            \
        .packet = (packet_), .time = AT(seconds_)                                                                                \
    }

/* Rules of our own, so that a better wording of the catalogue breaks nothing here. */
static const ykc_rule rule_reply = {
    .id = "reply/missing",
    .severity = YKC_ERROR,
    .section = "13.3",
    .meaning = LABEL("请求没有得到应答", "A request was not answered"),
    .consequence = LABEL("平台视为启动失败并关闭订单，此后的电量不计费；充电桩仍可能继续充电，这部分电量无人付费。",
                         "The platform takes the start as failed and closes the order: energy after that is not billed, although "
                         "the pile may go on charging."),
};
static const ykc_rule rule_value = {
    .id = "frame/value",
    .severity = YKC_WARNING,
    .section = "7.2",
    .meaning = LABEL("字段的取值超出规范的定义", "A field has a value outside its definition"),
    .consequence = LABEL("接收方可能误读。", "The receiver may misread it."),
};
static const ykc_rule rule_due = {
    .id = "capture/cut-off",
    .severity = YKC_NOTE,
    .section = "",
    .meaning = LABEL("抓包结束时，仍有应答在等待中", "The capture ended while replies were still due"),
    .consequence = LABEL("无法判断。", "It cannot be judged."),
};

static const uint8_t pile[YKC_PILE_SIZE] = {0x32, 0x01, 0x06, 0x00, 0x01, 0x92, 0x36};
static const uint8_t other_pile[YKC_PILE_SIZE] = {0x55, 0x03, 0x14, 0x12, 0x78, 0x23, 0x0A};
static const uint8_t serial[YKC_SERIAL_SIZE] = {0x32, 0x01, 0x06, 0x00, 0x01, 0x92, 0x36, 0x01,
                                                0x20, 0x03, 0x16, 0x17, 0x14, 0x47, 0x00, 0x01};

static void name_charge(ykc_finding *finding)
{
    finding->has_pile = finding->has_serial = true;
    finding->gun = 1;
    memcpy(finding->pile, pile, sizeof pile);
    memcpy(finding->serial, serial, sizeof serial);
}

static ykc_finding missing_reply(uint64_t id, uint64_t packet, ykc_certainty certainty)
{
    ykc_finding finding = {
        .id = id,
        .rule = &rule_reply,
        .severity = YKC_ERROR,
        .certainty = certainty,
        .flow = YKC_FLOW_APP,
        .step = 10,
        .connection = 1,
        .session = 2,
        .place = PLACE(packet, 1),
        .last = PLACE(packet, 1),
        .count = 1,
        .related = {{PLACE(55, 0), YKC_RELATED_REQUEST}},
        .related_count = 1,
        .expected = {.id = YKC_PHRASE_REPLY_WITHIN, .numbers = {0x33, 90 * YKC_SECOND}},
        .seen = {.id = YKC_PHRASE_NOTHING},
    };

    name_charge(&finding);
    return finding;
}

static ykc_finding strange_value(void)
{
    ykc_finding finding = {
        .id = 3,
        .rule = &rule_value,
        .severity = YKC_WARNING,
        .connection = 1,
        .place = {.packet = 60, .index = 1, .time = AT(2)},
        .last = PLACE(900, 30),
        .count = 12,
        .seen = {.id = YKC_PHRASE_BYTES, .numbers = {5}},
        .has_pile = true,
    };

    memcpy(finding.pile, other_pile, sizeof other_pile);
    return finding;
}

static ykc_finding something_due(void)
{
    return (ykc_finding){
        .id = 4,
        .rule = &rule_due,
        .severity = YKC_NOTE,
        .place = PLACE(1000, 2000),
        .last = PLACE(1000, 2000),
        .count = 3,
        .seen = {.id = YKC_PHRASE_DUE, .numbers = {3}},
    };
}

static ykc_session power_on(void)
{
    ykc_session session = {
        .id = 1,
        .flow = YKC_FLOW_POWER_ON,
        .outcome = YKC_OUTCOME_COMPLETE,
        .has_pile = true,
        .connections = {1},
        .connection_count = 1,
        .started = PLACE(4, -300),
        .ended = PLACE(15, -297),
        .steps = {{1, 0x01, PLACE(4, -300), PLACE(4, -300), 1}, {3, 0x02, PLACE(5, -300), PLACE(5, -300), 1}},
        .step_count = 2,
    };

    memcpy(session.pile, pile, sizeof pile);
    return session;
}

static ykc_session charge(void)
{
    ykc_session session = {
        .id = 2,
        .flow = YKC_FLOW_APP,
        .outcome = YKC_OUTCOME_UNFINISHED,
        .gun = 1,
        .has_pile = true,
        .has_serial = true,
        .connections = {1},
        .connection_count = 1,
        .started = PLACE(55, 0),
        .ended = PLACE(900, 1600),
        .steps = {{8, 0x34, PLACE(55, 0), PLACE(55, 0), 1},
                  {11, 0x15, PLACE(70, 8), PLACE(70, 8), 1},
                  {11, 0x17, PLACE(71, 9), PLACE(71, 9), 1},
                  {12, 0x13, PLACE(72, 10), PLACE(880, 1590), 107}},
        .step_count = 4,
        .has_energy = true,
        .has_amount = true,
        .has_soc = true,
        .has_stop_reason = true,
        .energy_1e4kwh = 123456,
        .amount_1e4yuan = 154300,
        .soc_start = 22,
        .soc_end = 76,
        .stop_reason = 0x41,
    };

    memcpy(session.pile, pile, sizeof pile);
    memcpy(session.serial, serial, sizeof serial);
    return session;
}

static ykc_connection_report link_report(void)
{
    return (ykc_connection_report){
        .dialect = YKC_V1_6,
        .id = 1,
        .pile_end = 0,
        .opened = PLACE(1, -301),
        .closed = PLACE(990, 1700),
        .is_closed = true,
        .frames = {640, 270},
        .garbage_bytes = 5,
        .gaps = 1,
        .gap_bytes = 1460,
        .piles = &pile,
        .pile_count = 1,
    };
}

static const capture_info capture = {
    .name = "day.pcap",
    .link_name = "EN10MB",
    .link_type = 1,
    .packets = 1000,
    .bytes = 123456,
    .first_time_ns = INT64_C(1584349786123456789),
    .last_time_ns = INT64_C(1584352087000000000),
};

/* The story: a clean power-on, a charge with two findings, one finding of the connection that goes on, one of the capture. */
static void tell_story(report *report)
{
    ykc_finding findings[] = {missing_reply(1, 57, YKC_CERTAIN), missing_reply(2, 56, YKC_POSSIBLE), strange_value(),
                              something_due()};
    ykc_session first = power_on(), second = charge();
    ykc_connection_report flow = link_report();
    const report_gap gap = {PLACE(800, 1500), YKC_DOWN, 1460};
    report_connection connection = {&flow, 0, "10.0.0.2:52341", "10.0.0.1:8768", &gap, 1};

    if (report->methods->capture_begins != NULL)
        report->methods->capture_begins(report, 0, &capture);
    report->methods->session(report, &first);
    report->methods->finding(report, &findings[0], YKC_FINDING_RAISED);
    report->methods->finding(report, &findings[0], YKC_FINDING_DECIDED);
    report->methods->finding(report, &findings[1], YKC_FINDING_RAISED);
    report->methods->finding(report, &findings[1], YKC_FINDING_DECIDED);
    report->methods->finding(report, &findings[2], YKC_FINDING_RAISED);
    report->methods->session(report, &second);
    report->methods->finding(report, &findings[2], YKC_FINDING_CHANGED);
    report->methods->connection(report, &connection);
    report->methods->finding(report, &findings[2], YKC_FINDING_DECIDED);
    if (report->methods->capture_ends != NULL)
        report->methods->capture_ends(report, 0, &capture);
    report->methods->finding(report, &findings[3], YKC_FINDING_RAISED);
    report->methods->finding(report, &findings[3], YKC_FINDING_DECIDED);
}

static void finish(report *report)
{
    static const report_rule_total rules[] = {
        {&rule_reply, YKC_ERROR, 2, 2}, {&rule_value, YKC_WARNING, 1, 12}, {&rule_due, YKC_NOTE, 1, 3}};
    const report_totals totals = {
        .packets = 1000,
        .read.frames = 910,
        .captures = 1,
        .first = AT(-301),
        .last = AT(2000),
        .connections = 1,
        .piles = 1,
        .sessions = 2,
        .flows = {[YKC_FLOW_POWER_ON] = 1, [YKC_FLOW_APP] = 1},
        .outcomes = {[YKC_OUTCOME_COMPLETE] = 1, [YKC_OUTCOME_UNFINISHED] = 1},
        .findings = {[YKC_ERROR] = 2, [YKC_WARNING] = 1, [YKC_NOTE] = 1},
        .rules = rules,
        .rule_count = G_N_ELEMENTS(rules),
    };
    g_autoptr(GError) error = NULL;

    CU_ASSERT_TRUE(report->methods->finish(report, &totals, &error));
    CU_ASSERT_PTR_NULL(error);
    report->methods->free(report);
}

/* What a report in this format says of the story. To be freed. */
static char *written(options_format format, const options *options, char **names)
{
    const report_context context = {options, names, names};
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    report *report = report_new(format, file, &context, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(report);
    tell_story(report);
    finish(report);
    fclose(file);
    return text;
}

static char *one_name[] = {(char *)"day.pcap", NULL};
static char *two_names[] = {(char *)"day.pcap", (char *)"night.pcap", NULL};

static char *written_text(ykc_language language, bool list_clean)
{
    const options options = {.language = language, .zone_minutes = 480, .color = COLOR_NEVER, .list_clean = list_clean};

    return written(FORMAT_TEXT, &options, one_name);
}

/* Texts that differ are shown where they begin to. */
static void assert_same_text(const char *seen, const char *expected)
{
    size_t same = 0;

    while (seen[same] != '\0' && seen[same] == expected[same])
        same++;
    if (seen[same] != expected[same])
        printf("\n--- seen:\n%s--- differs from the expected text behind:\n%.*s\n", seen, (int)same, expected);
    CU_ASSERT_EQUAL(seen[same], expected[same]);
}

static void test_a_person_reads_which_step_broke_and_what_it_means(void)
{
    static const char expected[] =
        /* clang-format off */
        "day.pcap: EN10MB, from 2020-03-16 17:09:46 (+08:00)\n"
        "\n"
        "App charge 32010600019236-1, 2020-03-16 17:14:47, 26 min 40 s, unfinished\n"
        "  transaction 32010600019236012003161714470001, 12.3456 kWh, 15.4300 yuan,\n"
        "  SOC 22–76 %, stop reason 0x41 (ended: SOC reached 100 %)\n"
        "  steps seen: 8 11 12\n"
        "  No transaction record was seen: the platform has nothing to settle by, the\n"
        "  order may become abnormal; last reported: 12.3456 kWh, 15.4300 yuan\n"
        "  error  reply/missing, packet 56, 17:14:48.000 (+0:01.000)\n"
        "    A request was not answered\n"
        "    where     app charge, step 10: 0x33 Remote start reply, pile → platform\n"
        "    side      the pile: no 0x33 Remote start reply from it was captured\n"
        "    expected  0x33 Remote start reply within 90 s\n"
        "    seen      nothing\n"
        "    possible  missing bytes of the capture, or what no capture shows, could\n"
        "              explain it\n"
        "    see also  packet 55 (the request)\n"
        "    means     The platform takes the start as failed and closes the order:\n"
        "              energy after that is not billed, although the pile may go on\n"
        "              charging.\n"
        "  error  reply/missing, packet 57, 17:14:48.000 (+0:01.000)\n"
        "    A request was not answered\n"
        "    where     app charge, step 10: 0x33 Remote start reply, pile → platform\n"
        "    side      the pile did not send 0x33 Remote start reply\n"
        "    expected  0x33 Remote start reply within 90 s\n"
        "    seen      nothing\n"
        "    see also  packet 55 (the request)\n"
        "\n"
        "Connection 1: pile 10.0.0.2:52341, platform 10.0.0.1:8768, 2020-03-16 17:09:46,\n"
        "  33 min 21 s\n"
        "  pile 32010600019236, frames: 640 up, 270 down\n"
        "  warning  frame/value, packet 60 frame 2, 17:14:49.000 (+5:03.000)\n"
        "    A field has a value outside its definition\n"
        "    about     5503141278230A\n"
        "    seen      5 bytes\n"
        "    times     12 times so far, last in packet 900\n"
        "    means     The receiver may misread it.\n"
        "\n"
        "The capture itself\n"
        "  note  capture/cut-off, packet 1000, 17:48:07.000 (+38:20.876)\n"
        "    The capture ended while replies were still due\n"
        "    side      neither: this is about the capture itself\n"
        "    seen      replies or steps still due: 3\n"
        "    means     It cannot be judged.\n"
        "\n"
        "Packets      1000, 2020-03-16 17:09:46 to 2020-03-16 17:48:07 (38 min 21 s)\n"
        "Frames       910\n"
        "Connections  1\n"
        "Piles        1\n"
        "Sessions     2: power-on 1, app charge 1\n"
        "Outcomes     complete 1, unfinished 1\n"
        "Not listed   sessions without findings: 1 (--all lists them)\n"
        "Findings     error 2, warning 1, note 1\n"
        "\n"
        "Rule             Severity  Findings  Times\n"
        "reply/missing    error            2      2\n"
        "frame/value      warning          1     12\n"
        "capture/cut-off  note             1      3\n";
    /* clang-format on */
    g_autofree char *text = written_text(YKC_ENGLISH, false);

    assert_same_text(text, expected);
}

static void test_a_person_reads_it_in_chinese(void)
{
    static const char expected[] =
        /* clang-format off */
        "day.pcap：EN10MB，自 2020-03-16 17:09:46 起（+08:00）\n"
        "\n"
        "App 充电 32010600019236-1，2020-03-16 17:14:47，26 分 40 秒，中断\n"
        "  交易流水号 32010600019236012003161714470001，12.3456 kWh，15.4300 元，\n"
        "  SOC 22–76 %，停止原因 0x41（结束充电，SOC达到100%）\n"
        "  已出现的步骤：8 11 12\n"
        "  没有出现交易记录：平台没有结算依据，订单可能成为异常订单；最后上报\n"
        "  12.3456 kWh、15.4300 元\n"
        "  错误  reply/missing，第 56 包，17:14:48.000 (+0:01.000)\n"
        "    请求没有得到应答\n"
        "    流程      App 充电，步骤 10：0x33 远程启动充电命令回复，充电桩 → 平台\n"
        "    哪一方    充电桩：抓包中没有它发送的 0x33 远程启动充电命令回复\n"
        "    应有      90 秒内收到 0x33 远程启动充电命令回复\n"
        "    实际      无\n"
        "    存疑      抓包中缺失的字节，或抓包看不到的情况，也可能是原因\n"
        "    另见      第 55 包（请求）\n"
        "    后果      平台视为启动失败并关闭订单，此后的电量不计费；充电桩仍可能继续充\n"
        "              电，这部分电量无人付费。\n"
        "  错误  reply/missing，第 57 包，17:14:48.000 (+0:01.000)\n"
        "    请求没有得到应答\n"
        "    流程      App 充电，步骤 10：0x33 远程启动充电命令回复，充电桩 → 平台\n"
        "    哪一方    充电桩没有发送 0x33 远程启动充电命令回复\n"
        "    应有      90 秒内收到 0x33 远程启动充电命令回复\n"
        "    实际      无\n"
        "    另见      第 55 包（请求）\n"
        "\n"
        "连接 1：充电桩 10.0.0.2:52341，平台 10.0.0.1:8768，2020-03-16 17:09:46，\n"
        "  33 分 21 秒\n"
        "  桩 32010600019236，上行 640 帧，下行 270 帧\n"
        "  警告  frame/value，第 60 包第 2 帧，17:14:49.000 (+5:03.000)\n"
        "    字段的取值超出规范的定义\n"
        "    对象      5503141278230A\n"
        "    实际      5 字节\n"
        "    次数      至此 12 次，最近一次在第 900 包\n"
        "    后果      接收方可能误读。\n"
        "\n"
        "抓包本身\n"
        "  提示  capture/cut-off，第 1000 包，17:48:07.000 (+38:20.876)\n"
        "    抓包结束时，仍有应答在等待中\n"
        "    哪一方    两侧都不是：这是抓包本身的问题\n"
        "    实际      仍在等待的应答或步骤：3 项\n"
        "    后果      无法判断。\n"
        "\n"
        "数据包       1000，2020-03-16 17:09:46 至 2020-03-16 17:48:07（38 分 21 秒）\n"
        "帧           910\n"
        "连接         1\n"
        "充电桩       1\n"
        "会话         2：上电流程 1，App 充电 1\n"
        "结果         完成 1，中断 1\n"
        "未列出       没有问题的会话：1（--all 逐个列出）\n"
        "问题         错误 2，警告 1，提示 1\n"
        "\n"
        "规则             级别  问题  次数\n"
        "reply/missing    错误     2     2\n"
        "frame/value      警告     1    12\n"
        "capture/cut-off  提示     1     3\n";
    /* clang-format on */
    g_autofree char *text = written_text(YKC_CHINESE, false);

    assert_same_text(text, expected);
}

static void test_no_line_is_wider_than_the_paper(void)
{
    static const ykc_language languages[] = {YKC_ENGLISH, YKC_CHINESE};

    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
        g_autofree char *text = written_text(languages[i], true);
        g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

        for (size_t line = 0; lines[line] != NULL; line++)
            CU_ASSERT_TRUE(columns_of(lines[line]) <= 80);
    }
}

static void test_clean_sessions_are_listed_when_asked_for(void)
{
    g_autofree char *folded = written_text(YKC_ENGLISH, false), *listed = written_text(YKC_ENGLISH, true);

    CU_ASSERT_PTR_NULL(strstr(folded, "Power-on 32010600019236"));
    CU_ASSERT_PTR_NOT_NULL(strstr(listed, "Power-on 32010600019236, 2020-03-16 17:09:47, 3.0 s, complete\n  steps seen: 1 3\n  "
                                          "The power-on is complete: the pile can charge\n"));
    CU_ASSERT_PTR_NULL(strstr(listed, "Not listed"));
}

static void test_severities_are_colored_only_when_allowed(void)
{
    const options options = {.zone_minutes = 480, .color = COLOR_ALWAYS};
    g_autofree char *colored = written(FORMAT_TEXT, &options, one_name), *plain = written_text(YKC_ENGLISH, false);

    CU_ASSERT_PTR_NOT_NULL(strstr(colored, "\033[1;31merror\033[0m  reply/missing"));
    CU_ASSERT_PTR_NOT_NULL(strstr(colored, "\033[33mwarning\033[0m"));
    CU_ASSERT_PTR_NULL(strchr(plain, '\033'));
}

static void test_packets_of_several_captures_are_told_apart(void)
{
    const options options = {.zone_minutes = 480, .color = COLOR_NEVER};
    g_autofree char *text = written(FORMAT_TEXT, &options, two_names), *json = written(FORMAT_NDJSON, &options, two_names);
    g_autofree char *alone = written(FORMAT_NDJSON, &options, one_name);

    CU_ASSERT_PTR_NOT_NULL(strstr(text, "reply/missing, packet 57 of day.pcap, 17:14:48.000"));
    CU_ASSERT_PTR_NOT_NULL(strstr(json, "\"file\":\"day.pcap\",\"frame\":57"));
    CU_ASSERT_PTR_NULL(strstr(alone, "\"file\":\"day.pcap\",\"frame\":57"));
}

/* --- Ladder, Mermaid, CSV --- */

static void test_a_ladder_has_what_is_missing_at_its_place(void)
{
    static const char expected[] = "          time      elapsed  pile                                       platform\n"
                                   "  17:14:47.000    +0:00.000  |<-- 8 0x34 Remote start -------------------------|\n"
                                   "                             |--- 10 0x33 Remote start reply: missing - - - - >|\n"
                                   "                             |    !! error reply/missing                       |\n"
                                   "                             |--- 10 0x33 Remote start reply: missing - - - - >|\n"
                                   "                             |    !! error reply/missing                       |\n"
                                   "  17:14:55.000    +0:08.000  |--- 11 0x15 Charging handshake (BMS) ----------->|\n"
                                   "  17:14:56.000    +0:09.000  |--- 11 0x17 Parameter configuration (BMS) ------>|\n"
                                   "  17:14:57.000    +0:10.000  |--- 12 0x13 Real-time data --------------------->|\n"
                                   "                             |    107 times, until 17:41:17.000                |\n";
    const options options = {.zone_minutes = 480, .color = COLOR_NEVER, .ladder = true};
    g_autofree char *text = written(FORMAT_TEXT, &options, one_name);
    const char *ladder = strstr(text, "          time");

    CU_ASSERT_PTR_NOT_NULL_FATAL(ladder);
    CU_ASSERT_EQUAL(strncmp(ladder, expected, strlen(expected)), 0);
    if (strncmp(ladder, expected, strlen(expected)) != 0)
        printf("\n%s", text);
}

static void test_a_ladder_fits_the_paper_in_chinese_too(void)
{
    const options options = {
        .language = YKC_CHINESE, .zone_minutes = 480, .color = COLOR_NEVER, .ladder = true, .list_clean = true};
    g_autofree char *text = written(FORMAT_TEXT, &options, one_name);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    CU_ASSERT_PTR_NOT_NULL(strstr(text, "10 0x33 远程启动充电命令回复：没有出现"));
    for (size_t line = 0; lines[line] != NULL; line++) {
        CU_ASSERT_TRUE(columns_of(lines[line]) <= 80);
        if (strstr(lines[line], "  |") != NULL)
            CU_ASSERT_EQUAL(columns_of(lines[line]), 80);
    }
}

static void test_a_diagram_has_missing_frames_crossed_and_findings_as_notes(void)
{
    static const char expected[] = "```mermaid\n"
                                   "sequenceDiagram\n"
                                   "    participant Pile\n"
                                   "    participant Platform\n"
                                   "\n"
                                   "    Platform->>Pile: 8.#60;Remote start 0x34#62; 17:14:47.000\n"
                                   "    Pile--xPlatform: 10.#60;Remote start reply 0x33#62;: missing\n"
                                   "    Note over Pile: error reply/missing: A request was not answered (seen: nothing)\n";
    const options options = {.zone_minutes = 480};
    g_autofree char *text = written(FORMAT_MERMAID, &options, one_name);

    CU_ASSERT_PTR_NOT_NULL(strstr(text, expected));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "## Power-on 32010600019236, 2020-03-16\u00A017:09:47, complete\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "## Findings outside sessions\n"));
}

static void test_csv_has_a_row_for_each_finding_and_each_session(void)
{
    const options options = {.zone_minutes = 480};
    g_autofree char *findings = written(FORMAT_CSV, &options, one_name);
    g_autofree char *sessions = written(FORMAT_CSV_SESSIONS, &options, one_name);

    CU_ASSERT_TRUE(g_str_has_prefix(findings, "\xEF\xBB\xBF\"rule\",\"severity\",\"certainty\",\"side\","));
    CU_ASSERT_PTR_NOT_NULL(strstr(findings,
                                  "\r\n\"reply/missing\",\"error\",\"certain\",\"pile\",\"app\",10,,\"32010600019236\",1,"
                                  "\"'32010600019236012003161714470001\",1,2,\"day.pcap\",57,0,"
                                  "\"2020-03-16T09:14:48.000000Z\",1,,\"A request was not answered\","));
    CU_ASSERT_PTR_NOT_NULL(strstr(sessions, "\r\n2,\"app\",\"unfinished\",\"No transaction record was seen"));
    CU_ASSERT_PTR_NOT_NULL(
        strstr(sessions, ",12.3456,15.4300,22,76,65,\"0x34 0x15 0x17 0x13\",2,0,0,\"reply/missing reply/missing\"\r\n"));
}

static char *cell(const char *text)
{
    char *written = NULL;
    size_t size;
    csv_row row = {.file = open_memstream(&written, &size)};

    csv_text(&row, text);
    fclose(row.file);
    return written;
}

static void test_a_spreadsheet_runs_no_formula_and_rounds_no_number(void)
{
    static const struct {
        const char *text, *cell;
    } cells[] = {
        {"plain", "\"plain\""},
        {"say \"no\", twice", "\"say \"\"no\"\", twice\""},
        {"=1+1", "\"'=1+1\""},
        {"+1", "\"'+1\""},
        {"-1", "\"'-1\""},
        {"@SUM(A1)", "\"'@SUM(A1)\""},
        {"  =1+1", "\"'  =1+1\""},
        {"\t=1+1", "\"'\t=1+1\""},
        {"＝1+1", "\"'＝1+1\""},
        {"32010600019236", "\"32010600019236\""},
        {"3201060001923601", "\"'3201060001923601\""},
        {"00012345678901", "\"'00012345678901\""},
        {"55031412782300E1", "\"'55031412782300E1\""},
        {"5503141278E305", "\"'5503141278E305\""},
        {"", ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
        g_autofree char *seen = cell(cells[i].text);

        if (strcmp(seen, cells[i].cell) != 0)
            printf("\n    %s is written as %s\n", cells[i].text, seen);
        CU_ASSERT_STRING_EQUAL(seen, cells[i].cell);
    }
}

/* --- JSON --- */

static yajl_val parse(const char *text)
{
    char message[256] = "";
    yajl_val value = yajl_tree_parse(text, message, sizeof message);

    if (value == NULL)
        printf("\n    %s\n%s\n", message, text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(value);
    return value;
}

static yajl_val get(yajl_val object, const char *key)
{
    const char *path[] = {key, NULL};

    return yajl_tree_get(object, path, yajl_t_any);
}

static void assert_string(yajl_val object, const char *key, const char *expected)
{
    const char *seen = YAJL_GET_STRING(get(object, key));

    CU_ASSERT_PTR_NOT_NULL_FATAL(seen);
    if (strcmp(seen, expected) != 0)
        printf("\n    %s is '%s', not '%s'\n", key, seen, expected);
    CU_ASSERT_STRING_EQUAL(seen, expected);
}

static void assert_number(yajl_val object, const char *key, long long expected)
{
    CU_ASSERT_TRUE_FATAL(YAJL_IS_INTEGER(get(object, key)));
    CU_ASSERT_EQUAL(YAJL_GET_INTEGER(get(object, key)), expected);
}

static yajl_val element(yajl_val object, const char *key, size_t index)
{
    yajl_val list = get(object, key);

    CU_ASSERT_TRUE_FATAL(YAJL_IS_ARRAY(list) && index < YAJL_GET_ARRAY(list)->len);
    return YAJL_GET_ARRAY(list)->values[index];
}

static size_t length_of(yajl_val object, const char *key)
{
    CU_ASSERT_TRUE_FATAL(YAJL_IS_ARRAY(get(object, key)));
    return YAJL_GET_ARRAY(get(object, key))->len;
}

static void assert_capture(yajl_val object)
{
    assert_string(object, "file", "day.pcap");
    assert_number(object, "packets", 1000);
    assert_number(object, "bytes", 123456);
    assert_string(object, "first_time", "2020-03-16T09:09:46.123456Z");
    assert_string(object, "last_time", "2020-03-16T09:48:07.000000Z");
    assert_string(object, "link_type", "EN10MB");
    CU_ASSERT_TRUE(YAJL_IS_FALSE(get(object, "cut_off")));
}

static void assert_connection(yajl_val object)
{
    assert_number(object, "id", 1);
    assert_string(object, "pile_address", "10.0.0.2:52341");
    assert_string(object, "platform_address", "10.0.0.1:8768");
    assert_string(object, "opened", "2020-03-16T09:09:46.000000Z");
    assert_string(object, "closed", "2020-03-16T09:43:07.000000Z");
    CU_ASSERT_TRUE(YAJL_IS_FALSE(get(object, "midstream")));
    CU_ASSERT_TRUE(YAJL_IS_FALSE(get(object, "one_way")));
    assert_string(object, "dialect", "V1.6");
    CU_ASSERT_STRING_EQUAL(YAJL_GET_STRING(element(object, "piles", 0)), "32010600019236");
    assert_number(object, "frames_up", 640);
    assert_number(object, "frames_down", 270);
    assert_number(object, "garbage_bytes", 5);
    assert_number(element(object, "gaps", 0), "frame", 800);
    assert_string(element(object, "gaps", 0), "direction", "down");
    assert_number(element(object, "gaps", 0), "bytes", 1460);
}

static void assert_charge(yajl_val object)
{
    assert_number(object, "id", 2);
    assert_string(object, "flow", "app");
    CU_ASSERT_EQUAL(YAJL_GET_INTEGER(element(object, "connections", 0)), 1);
    assert_string(object, "pile", "32010600019236");
    assert_number(object, "gun", 1);
    assert_string(object, "transaction", "32010600019236012003161714470001");
    assert_string(object, "started", "2020-03-16T09:14:47.000000Z");
    assert_string(object, "ended", "2020-03-16T09:41:27.000000Z");
    assert_string(object, "outcome", "unfinished");
    assert_string(object, "energy_kwh", "12.3456");
    assert_string(object, "amount_yuan", "15.4300");
    assert_string(object, "duration_s", "1600.000000");
    assert_number(object, "soc_start", 22);
    assert_number(object, "soc_end", 76);
    assert_number(object, "stop_reason", 0x41);
    CU_ASSERT_EQUAL(length_of(object, "steps"), 4);
    assert_number(element(object, "steps", 3), "step", 12);
    assert_string(element(object, "steps", 3), "code", "0x13");
    assert_number(element(object, "steps", 3), "frame", 72);
    assert_number(element(object, "steps", 3), "index", 0);
    assert_string(element(object, "steps", 3), "time", "2020-03-16T09:14:57.000000Z");
    assert_string(element(object, "steps", 3), "direction", "up");
    assert_string(element(object, "steps", 0), "direction", "down");
}

static void assert_missing_reply(yajl_val object)
{
    assert_string(object, "rule", "reply/missing");
    assert_string(object, "severity", "error");
    assert_string(object, "certainty", "certain");
    assert_string(object, "flow", "app");
    assert_number(object, "step", 10);
    assert_number(object, "connection", 1);
    assert_number(object, "session", 2);
    assert_string(object, "pile", "32010600019236");
    assert_number(object, "gun", 1);
    assert_string(object, "transaction", "32010600019236012003161714470001");
    CU_ASSERT_PTR_NULL(get(object, "file"));
    assert_number(object, "frame", 57);
    assert_number(object, "index", 0);
    assert_string(object, "time", "2020-03-16T09:14:48.000000Z");
    CU_ASSERT_PTR_NULL(get(object, "last_frame"));
    assert_number(object, "count", 1);
    assert_number(element(object, "related", 0), "frame", 55);
    assert_number(element(object, "related", 0), "index", 0);
    assert_string(element(object, "related", 0), "what", "the request");
    assert_string(object, "message", "A request was not answered");
    assert_string(object, "expected", "0x33 Remote start reply within 90 s");
    assert_string(object, "seen", "nothing");
    assert_string(object, "spec", "13.3");
}

/* What does not apply is absent, but for lists. */
static void assert_strange_value(yajl_val object)
{
    assert_string(object, "pile", "5503141278230A");
    assert_number(object, "index", 1);
    assert_number(object, "last_frame", 900);
    assert_string(object, "last_time", "2020-03-16T09:15:17.000000Z");
    assert_number(object, "count", 12);
    CU_ASSERT_EQUAL(length_of(object, "related"), 0);
    CU_ASSERT_PTR_NULL(get(object, "flow"));
    CU_ASSERT_PTR_NULL(get(object, "step"));
    CU_ASSERT_PTR_NULL(get(object, "session"));
    CU_ASSERT_PTR_NULL(get(object, "gun"));
    CU_ASSERT_PTR_NULL(get(object, "transaction"));
    CU_ASSERT_PTR_NULL(get(object, "expected"));
}

static void assert_summary(yajl_val object)
{
    assert_number(object, "errors", 2);
    assert_number(object, "warnings", 1);
    assert_number(object, "notes", 1);
    assert_number(object, "sessions", 2);
    assert_number(object, "frames", 910);
    assert_number(object, "packets", 1000);
}

static void test_json_is_one_document_with_everything(void)
{
    const options options = {.zone_minutes = 480};
    g_autofree char *text = written(FORMAT_JSON, &options, one_name);
    yajl_val document = parse(text);

    assert_string(get(document, "tool"), "name", "ykcflow");
    CU_ASSERT_EQUAL(length_of(document, "captures"), 1);
    CU_ASSERT_EQUAL(length_of(document, "connections"), 1);
    CU_ASSERT_EQUAL(length_of(document, "sessions"), 2);
    CU_ASSERT_EQUAL(length_of(document, "findings"), 4);
    assert_capture(element(document, "captures", 0));
    assert_connection(element(document, "connections", 0));
    assert_charge(element(document, "sessions", 1));
    assert_missing_reply(element(document, "findings", 0));
    assert_string(element(document, "findings", 1), "certainty", "possible");
    assert_strange_value(element(document, "findings", 2));
    assert_summary(get(document, "summary"));
    yajl_tree_free(document);
}

static void test_ndjson_has_the_same_objects_as_they_are_decided(void)
{
    static const char *const types[] = {"session", "finding", "finding", "session", "connection",
                                        "finding", "capture", "finding", "summary"};
    const options options = {.zone_minutes = 480};
    g_autofree char *text = written(FORMAT_NDJSON, &options, one_name);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    CU_ASSERT_EQUAL_FATAL(g_strv_length(lines), G_N_ELEMENTS(types) + 1);
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        yajl_val object = parse(lines[i]);

        assert_string(object, "type", types[i]);
        yajl_tree_free(object);
    }

    yajl_val finding = parse(lines[1]), session = parse(lines[3]), connection = parse(lines[4]), summary = parse(lines[8]);

    assert_missing_reply(finding);
    assert_charge(session);
    assert_connection(connection);
    assert_summary(summary);
    yajl_tree_free(finding);
    yajl_tree_free(session);
    yajl_tree_free(connection);
    yajl_tree_free(summary);
}

static void test_data_speaks_chinese_when_told_to(void)
{
    const options options = {.data_language = YKC_CHINESE};
    g_autofree char *text = written(FORMAT_JSON, &options, one_name);
    yajl_val document = parse(text);

    assert_string(element(document, "findings", 0), "message", "请求没有得到应答");
    assert_string(element(document, "findings", 0), "severity", "error");
    yajl_tree_free(document);
}

/* --- Several reports of one analysis --- */

/* Read a command line whose words are separated by blanks. */
static void read_options(const char *line, options *options)
{
    g_auto(GStrv) words = g_strsplit(line, " ", -1);
    char *argv[16];
    int argc = 0;

    for (; words[argc] != NULL && argc < 15; argc++)
        argv[argc] = words[argc];
    argv[argc] = NULL;
    CU_ASSERT_EQUAL_FATAL(options_parse(argc, argv, options), OPTIONS_RUN);
}

static void tell_analysis(analysis *analysis)
{
    ykc_finding reply = missing_reply(1, 57, YKC_CERTAIN), value = strange_value();
    ykc_session first = power_on(), second = charge();
    ykc_connection_report flow = link_report();
    report_connection connection = {&flow, 0, "10.0.0.2:52341", "10.0.0.1:8768", NULL, 0};

    analysis_capture_begins(analysis, 0, &capture);
    analysis_session(analysis, &first);
    analysis_finding(analysis, &reply, YKC_FINDING_RAISED);
    analysis_finding(analysis, &reply, YKC_FINDING_DECIDED);
    analysis_finding(analysis, &value, YKC_FINDING_RAISED);
    analysis_session(analysis, &second);
    analysis_finding(analysis, &value, YKC_FINDING_DECIDED);
    analysis_connection(analysis, &connection);
    analysis_capture_ends(analysis, 0, &capture);
}

/* What an analysis of the story counts under these options. */
static yajl_val summary_with(const char *filters, ykc_severity worst)
{
    g_autofree char *folder = g_dir_make_tmp("ykcflow-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "out.json", NULL);
    g_autofree char *line = g_strdup_printf("ykcflow -f json -o %s %sday.pcap", path, filters);
    g_autofree char *text = NULL;
    options options;
    analysis *analysis;

    read_options(line, &options);
    analysis = analysis_new(&options);
    CU_ASSERT_PTR_NOT_NULL_FATAL(analysis);
    tell_analysis(analysis);
    CU_ASSERT_FALSE(g_file_test(path, G_FILE_TEST_EXISTS));
    CU_ASSERT_TRUE(analysis_finish(analysis, &(intake_totals){.frames = 910}));
    CU_ASSERT_EQUAL(analysis_worst(analysis), worst);
    CU_ASSERT_EQUAL(analysis_filtered_out(analysis), worst == YKC_OFF);
    analysis_free(analysis);
    options_clear(&options);
    CU_ASSERT_TRUE(g_file_get_contents(path, &text, NULL, NULL));
    remove(path);
    remove(folder);
    return parse(text);
}

static void assert_lengths(const char *filters, ykc_severity worst, size_t connections, size_t sessions, size_t findings)
{
    yajl_val document = summary_with(filters, worst);

    CU_ASSERT_EQUAL(length_of(document, "connections"), connections);
    CU_ASSERT_EQUAL(length_of(document, "sessions"), sessions);
    CU_ASSERT_EQUAL(length_of(document, "findings"), findings);
    assert_number(get(document, "summary"), "sessions", (long long)sessions);
    assert_number(get(document, "summary"), "packets", 1000);
    yajl_tree_free(document);
}

static void test_filters_choose_what_is_reported_and_counted(void)
{
    assert_lengths("", YKC_ERROR, 1, 2, 2);
    assert_lengths("--pile 3201 ", YKC_ERROR, 1, 2, 1);
    assert_lengths("--pile 5503141278230a ", YKC_WARNING, 0, 0, 1);
    assert_lengths("--gun 1 ", YKC_ERROR, 1, 1, 1);
    assert_lengths("--transaction 3201060001923601 ", YKC_ERROR, 1, 1, 1);
    assert_lengths("--pile 3201 --gun 2 ", YKC_OFF, 1, 0, 0);
}

static void test_a_report_that_is_given_up_leaves_no_file(void)
{
    g_autofree char *folder = g_dir_make_tmp("ykcflow-XXXXXX", NULL);
    g_autofree char *line = g_strdup_printf("ykcflow -f text -o %s/a.txt -f ndjson -o %s/b.ndjson day.pcap", folder, folder);
    options options;
    analysis *analysis;

    read_options(line, &options);
    analysis = analysis_new(&options);
    CU_ASSERT_PTR_NOT_NULL_FATAL(analysis);
    tell_analysis(analysis);
    analysis_free(analysis);
    options_clear(&options);
    CU_ASSERT_EQUAL(remove(folder), 0); /* fails unless it is empty */
}

/* --- What the reports are made of --- */

static char *wrapped(const char *text, size_t column, size_t hanging, size_t width)
{
    char *lines = NULL;
    size_t size;
    FILE *file = open_memstream(&lines, &size);

    columns_wrap(file, text, column, hanging, width);
    fclose(file);
    return lines;
}

static void test_lines_break_at_blanks_and_between_chinese_characters(void)
{
    g_autofree char *english = wrapped("one two three", 0, 2, 8), *chinese = wrapped("充电桩的心跳，超时。", 0, 0, 12);
    g_autofree char *first = wrapped("abcdef gh", 4, 4, 8), *long_word = wrapped("abcdefghij kl", 0, 0, 6);
    g_autofree char *together = wrapped("at 30\u00A0s", 0, 0, 6), *opening = wrapped("充电桩（心跳）", 0, 0, 8);

    CU_ASSERT_STRING_EQUAL(english, "one two\n  three");
    CU_ASSERT_STRING_EQUAL(chinese, "充电桩的心\n跳，超时。");
    CU_ASSERT_STRING_EQUAL(first, "abcdef\n    gh");
    CU_ASSERT_STRING_EQUAL(long_word, "abcdefghij\nkl");
    CU_ASSERT_STRING_EQUAL(together, "at\n30 s");
    CU_ASSERT_STRING_EQUAL(opening, "充电桩\n（心跳）");
}

static void assert_duration(ykc_time_us duration, const char *expected)
{
    g_autofree char *text = figures_duration(duration, YKC_ENGLISH);

    CU_ASSERT_STRING_EQUAL(text, expected);
}

static void test_durations_are_as_exact_as_people_care(void)
{
    assert_duration(-1, "0\u00A0ms");
    assert_duration(6390, "6\u00A0ms");
    assert_duration(12 * YKC_SECOND + 390000, "12.3\u00A0s");
    assert_duration(60 * YKC_SECOND, "1\u00A0min\u00A00\u00A0s");
    assert_duration(3900 * YKC_SECOND, "1\u00A0h\u00A05\u00A0min");
    assert_duration((2 * 86400 + 3 * 3600 + 59) * YKC_SECOND, "2\u00A0d\u00A03\u00A0h");
}

static void assert_decimal(int64_t number, const char *expected)
{
    g_autofree char *text = figures_decimal(number, 4);

    CU_ASSERT_STRING_EQUAL(text, expected);
}

static void test_decimals_are_exact(void)
{
    assert_decimal(0, "0.0000");
    assert_decimal(123456, "12.3456");
    assert_decimal(-1, "-0.0001");
    assert_decimal(INT64_MIN, "-922337203685477.5808");
}

static void test_times_are_the_stations(void)
{
    g_autofree char *east = figures_date_time(AT(0), 480), *west = figures_date_time(AT(0), -210);
    g_autofree char *before = figures_time_of_day(-1, 0), *zone = figures_zone(-210);

    CU_ASSERT_STRING_EQUAL(east, "2020-03-16\u00A017:14:47");
    CU_ASSERT_STRING_EQUAL(west, "2020-03-16\u00A005:44:47");
    CU_ASSERT_STRING_EQUAL(before, "23:59:59.999");
    CU_ASSERT_STRING_EQUAL(zone, "-03:30");
}

static void test_names_of_captures_are_short_where_clear_and_never_escape_sequences(void)
{
    char *paths[] = {(char *)"logs/a.pcap", (char *)"logs/b\033[2J.pcap", NULL};
    char *alike[] = {(char *)"1/a.pcap", (char *)"2/a.pcap", NULL};
    g_auto(GStrv) names = names_of_captures(paths), shortened = names_shortened(names), whole = names_shortened(alike);

    CU_ASSERT_STRING_EQUAL(names[1], "logs/b\\x1B[2J.pcap");
    CU_ASSERT_STRING_EQUAL(shortened[0], "a.pcap");
    CU_ASSERT_STRING_EQUAL(whole[1], "2/a.pcap");
}

static void test_addresses_are_written_as_everywhere(void)
{
    endpoint four = {.address = {10, 0, 0, 2}, .port = 52341, .address_length = 4};
    endpoint six = {.address = {0xFE, 0x80, [15] = 1}, .port = 8768, .address_length = 16};
    char text[NAMES_ENDPOINT_SIZE];

    names_endpoint(&four, text);
    CU_ASSERT_STRING_EQUAL(text, "10.0.0.2:52341");
    names_endpoint(&six, text);
    CU_ASSERT_STRING_EQUAL(text, "[fe80::1]:8768");
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_person_reads_which_step_broke_and_what_it_means),
        STORY(test_a_person_reads_it_in_chinese),
        STORY(test_no_line_is_wider_than_the_paper),
        STORY(test_clean_sessions_are_listed_when_asked_for),
        STORY(test_severities_are_colored_only_when_allowed),
        STORY(test_packets_of_several_captures_are_told_apart),
        STORY(test_a_ladder_has_what_is_missing_at_its_place),
        STORY(test_a_ladder_fits_the_paper_in_chinese_too),
        STORY(test_a_diagram_has_missing_frames_crossed_and_findings_as_notes),
        STORY(test_csv_has_a_row_for_each_finding_and_each_session),
        STORY(test_a_spreadsheet_runs_no_formula_and_rounds_no_number),
        STORY(test_json_is_one_document_with_everything),
        STORY(test_ndjson_has_the_same_objects_as_they_are_decided),
        STORY(test_data_speaks_chinese_when_told_to),
        STORY(test_filters_choose_what_is_reported_and_counted),
        STORY(test_a_report_that_is_given_up_leaves_no_file),
        STORY(test_lines_break_at_blanks_and_between_chinese_characters),
        STORY(test_durations_are_as_exact_as_people_care),
        STORY(test_decimals_are_exact),
        STORY(test_times_are_the_stations),
        STORY(test_names_of_captures_are_short_where_clear_and_never_escape_sequences),
        STORY(test_addresses_are_written_as_everywhere),
    };

    return run_suite("report", stories, G_N_ELEMENTS(stories));
}
