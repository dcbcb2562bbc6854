/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "log/log_scan.h"

#include <string.h>

#include "suite.h"

/* A heartbeat of a real pile (shared/frames, vbeats/vcpp), and the reply. */
#define BEAT  "680D4F0000032026050100000101000659"
#define REPLY "680D004F00042026050100000101004867"

static log_scan scan;

static void scan_text(const char *text, size_t row_offset, bool unfinished)
{
    log_line line = {.text = text, .length = strlen(text), .number = 1};

    log_scan_line(&scan, &line, row_offset, unfinished);
}

static char *hex_of(const GByteArray *bytes)
{
    GString *hex = g_string_new(NULL);

    for (guint i = 0; i < bytes->len; i++)
        g_string_append_printf(hex, "%02X", bytes->data[i]);
    return g_string_free(hex, FALSE);
}

static void assert_scanned(const char *text, log_hex kind, const char *hex)
{
    g_autofree char *found = hex_of(scan.bytes);

    if (scan.hex != kind || strcmp(found, hex) != 0) {
        printf("\n    '%s'\n    is %d %s\n    should be %d %s\n", text, scan.hex, found, kind, hex);
        CU_FAIL("other bytes");
    }
}

static void test_a_frame_in_every_form(void)
{
    static const char *const lines[] = {
        BEAT,
        "680d4f0000032026050100000101000659",
        "68 0D 4F 00 00 03 20 26 05 01 00 00 01 01 00 06 59",
        "68 0D 4F00 00 03 20260501000001 01 00 0659",
        "68,0D,4F,00,00,03,20,26,05,01,00,00,01,01,00,06,59",
        "68-0D-4F-00-00-03-20-26-05-01-00-00-01-01-00-06-59",
        "68:0D:4F:00:00:03:20:26:05:01:00:00:01:01:00:06:59",
        "0x68, 0x0D, 0x4F, 0x00, 0x00, 0x03, 0x20, 0x26, 0x05, 0x01, 0x00, 0x00, 0x01, 0x01, 0x00, 0x06, 0x59,",
        "{0x68,0xd,0x4f,0x0,0x0,0x3,0x20,0x26,0x5,0x1,0x0,0x0,0x1,0x1,0x0,0x6,0x59};",
        "0x" BEAT,
        "\\x68\\x0D\\x4F\\x00\\x00\\x03\\x20\\x26\\x05\\x01\\x00\\x00\\x01\\x01\\x00\\x06\\x59",
        "b'\\x68\\x0D\\x4F\\x00\\x00\\x03\\x20\\x26\\x05\\x01\\x00\\x00\\x01\\x01\\x00\\x06\\x59'",
        "68H 0DH 4FH 00H 00H 03H 20H 26H 05H 01H 00H 00H 01H 01H 00H 06H 59H",
        "68 d 4f 0 0 3 20 26 5 1 0 0 1 1 0 6 59",
        "`" BEAT "`",
        "2026-07-26 10:35:05.433 [cmd=0x03] [上行] " BEAT,
        "2026-07-22 06:03:07.700 > 【20260501000001】【上报 0x03】 " BEAT,
        "10:35:05:433 RX(17): 68 0D 4F 00 00 03 20 26 05 01 00 00 01 01 00 06 59",
        "1785033305433 <- " BEAT,
        "//心跳  " BEAT,
        "尖峰平谷:" BEAT,
        "收到报文：" BEAT "，长度17",
        "hex=" BEAT "&pile=20260501000001",
        "{\"time\":\"2026-07-26 10:35:05\",\"content\":\"" BEAT "\"}",
        "pile 20260501000001 gun 01 | " BEAT,
        "I (12345) ykc: 68 0D 4F 00 00 03 20 26 05 01 00 00 01 01 00 06 59 ",
        "00:11 deadbeef add face 68 0D 4F 00 00 03 20 26 05 01 00 00 01 01 00 06 59",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        scan_text(lines[i], 0, false);
        assert_scanned(lines[i], LOG_HEX_FRAME, BEAT);
        CU_ASSERT_EQUAL(scan.problem, LOG_FINE);
    }
}

static void test_frames_that_are_glued_together(void)
{
    scan_text("RX " BEAT REPLY " " BEAT, 0, false);
    assert_scanned("glued", LOG_HEX_FRAME, BEAT REPLY BEAT);
}

static void test_two_frames_in_a_line_of_words(void)
{
    const char *text = "req=" BEAT " resp=" REPLY " ok";
    log_line line = {.text = text, .length = strlen(text), .number = 1};

    scan_text(text, 0, false);
    assert_scanned(text, LOG_HEX_FRAME, BEAT);
    CU_ASSERT_TRUE(log_scan_more(&scan, &line));
    assert_scanned(text, LOG_HEX_FRAME, REPLY);
    CU_ASSERT_FALSE(log_scan_more(&scan, &line));
}

static void test_bytes_in_front_of_a_frame_belong_to_it(void)
{
    scan_text("RX 41 54 2B 4F 4B 68 0D 4F 00 00 03 20 26 05 01 00 00 01 01 00 06 59", 0, false);
    assert_scanned("garbage", LOG_HEX_FRAME, "41542B4F4B" BEAT);
    scan_text("RX 41542B4F4B" BEAT, 0, false);
    assert_scanned("glued garbage", LOG_HEX_FRAME, "41542B4F4B" BEAT);
}

static void test_words_that_only_look_like_frames(void)
{
    static const char *const lines[] = {
        "",
        "桩 68102030004455 上线", /* a pile's number */
        "temp 68, 22 C, soc 68",
        "流水号 32010600213533010123010816390000", /* a serial */
        "session 6840a1b2-c3d4-e5f6-a7b8-c9d0e1f2a3b4 opened",
        "2026-07-26 10:35:05 heartbeat",
        "cmd=0x13 len=68",
        "bad cafe add face",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        scan_text(lines[i], 0, false);
        if (scan.hex != LOG_HEX_NONE) {
            printf("\n    '%s'\n", lines[i]);
            CU_FAIL("taken for bytes");
        }
    }
}

static void test_a_frame_that_is_cut_short(void)
{
    scan_text("2026-07-26 10:35:05 RX 68 0D 4F 00 00 03 20 26", 0, false);
    assert_scanned("cut", LOG_HEX_FRAME, "680D4F0000032026");
    scan_text("RX: 68 0D", 0, false);
    assert_scanned("cut in its header", LOG_HEX_FRAME, "680D");
    scan_text("680D4F", 0, false);
    assert_scanned("cut in its header", LOG_HEX_FRAME, "680D4F");
}

static void test_half_a_byte_is_told(void)
{
    scan_text("RX " BEAT "7", 0, false);
    CU_ASSERT_EQUAL(scan.problem, LOG_ODD_DIGITS);
    CU_ASSERT_EQUAL(scan.problem_at, 38);
    assert_scanned("odd", LOG_HEX_FRAME, BEAT);
}

static void test_what_is_no_digit_is_told(void)
{
    static const struct {
        const char *line;
        size_t at;
        const char *character, *hex;
    } cases[] = {
        {"680D4F00000320260501G0000101000659", 21, "G", "680D4F00000320260501"},
        {"680D4F000003202605O100000101000659", 19, "O", "680D4F000003202605"},
        {"接收 68 0D 4F 00 00 03 20 26 O5 01 00 00 01 01 00 06 59", 28, "O", "680D4F0000032026"},
        {"68 0D 4O 00 00 03 20 26 05 01 00 00 01 01 00 06 59", 8, "O", "680D"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        scan_text(cases[i].line, 0, false);
        assert_scanned(cases[i].line, LOG_HEX_FRAME, cases[i].hex);
        CU_ASSERT_EQUAL(scan.problem, LOG_NO_DIGIT);
        CU_ASSERT_EQUAL(scan.problem_at, cases[i].at);
        CU_ASSERT_STRING_EQUAL(scan.problem_character, cases[i].character);
    }
}

static void test_bytes_without_a_frame(void)
{
    scan_text("05 01 00 00 01 01 00 06 59", 0, false);
    assert_scanned("bytes", LOG_HEX_BYTES, "050100000101000659");
    scan_text("10:35:05 RX: 2B 43 4D 45 20 45 52 52", 0, false);
    assert_scanned("what a modem says", LOG_HEX_SENT, "2B434D4520455252");
    scan_text("10:35:05 more 59", 0, true);
    assert_scanned("the rest of a frame, perhaps", LOG_HEX_NUMBERS, "59");
    scan_text("10:35:05 more 59", 0, false);
    CU_ASSERT_EQUAL(scan.hex, LOG_HEX_NONE);
}

static void test_rows_of_dumps(void)
{
    static const struct {
        const char *line;
        size_t expected, offset;
        const char *hex;
    } cases[] = {
        {"00000000  68 0d 4f 00 00 03 20 26  05 01 00 00 01 01 00 06  |h.O... &........|", 0, 0,
         "680D4F00000320260501000001010006"},
        {"00000000: 680d 4f00 0003 2026 0501 0000 0101 0006  h.O... &........", 0, 0, "680D4F00000320260501000001010006"},
        {"0000  68 0d 4f 00 00 03 20 26 05 01 00 00 01 01 00 06   h.O... &........", 0, 0, "680D4F00000320260501000001010006"},
        {"|00000000| 68 0d 4f 00 00 03 20 26 05 01 00 00 01 01 00 06 |h.O... &........|", 0, 0,
         "680D4F00000320260501000001010006"},
        {"0x0000:  680d 4f00 0003 2026 0501 0000 0101 0006  h.O....&........", 0, 0, "680D4F00000320260501000001010006"},
        {"00000010  59                                                |Y|", 16, 16, "59"},
        {"0010  59 64                                             Yd", 16, 16, "5964"}, /* characters that are digits */
        {"0010  32 30                                             20", 16, 16, "3230"},
        {"0010  20 64                                              d", 16, 16, "2064"},
        {"0010  68 dc                                             h.", 16, 16, "68DC"},
        {"0020 00 11", 32, 32, "0011"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        scan_text(cases[i].line, cases[i].expected, false);
        assert_scanned(cases[i].line, i < 5 ? LOG_HEX_FRAME : LOG_HEX_BYTES, cases[i].hex);
        CU_ASSERT_TRUE(scan.is_row);
        CU_ASSERT_EQUAL(scan.row_offset, cases[i].offset);
    }
    scan_text("0000 0000 0000 0501", 0, false); /* words of four digits: no offset */
    CU_ASSERT_FALSE(scan.is_row);
    assert_scanned("bytes", LOG_HEX_BYTES, "0000000000000501");
}

static void test_directions(void)
{
    static const struct {
        const char *line;
        log_word word;
    } cases[] = {
        {"10:35:05 [上行] " BEAT, LOG_WORD_UP},
        {"### 登录应答 ⬇️ 0x02", LOG_WORD_DOWN},
        {"10:35:05 > 【20260501000001】【下发 0x03】 " BEAT, LOG_WORD_DOWN},
        {"RX " BEAT, LOG_WORD_RECEIVED},
        {"recv: " BEAT, LOG_WORD_RECEIVED},
        {"发送 -> " BEAT, LOG_WORD_SENT},
        {"10.0.0.1:8768 -> 10.0.0.2:50123 " BEAT, LOG_WORD_RIGHT},
        {"<<< " BEAT, LOG_WORD_LEFT},
        {BEAT " 上行", LOG_WORD_UP},
        {"txt arx " BEAT, LOG_WORD_NONE},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        scan_text(cases[i].line, 0, false);
        if (scan.word != cases[i].word)
            printf("\n    '%s' is %d\n", cases[i].line, scan.word);
        CU_ASSERT_EQUAL(scan.word, cases[i].word);
    }
}

/* What RX means depends on whose log it is: it is learnt. */
static void test_words_are_learnt(void)
{
    log_words words = {0};

    CU_ASSERT_EQUAL(log_words_direction(&words, LOG_WORD_UP, 0xF0, false), YKC_UP);
    CU_ASSERT_EQUAL(log_words_direction(&words, LOG_WORD_DOWN, 0xF1, false), YKC_DOWN);
    for (int i = 0; i < 10; i++)
        CU_ASSERT_EQUAL(log_words_direction(&words, LOG_WORD_SENT, 0x03, true), YKC_UP); /* the pile's log */
    CU_ASSERT_EQUAL(log_words_direction(&words, LOG_WORD_SENT, 0xF0, false), YKC_UP);
    CU_ASSERT_EQUAL(log_words_direction(&words, LOG_WORD_SENT, 0x12, true), YKC_UP); /* a pile that asks for data */
    CU_ASSERT_EQUAL(words.contradictions, 1);
    /* A word that is said of everything says nothing. */
    for (int i = 0; i < 10; i++)
        log_words_direction(&words, LOG_WORD_RIGHT, i % 2 == 0 ? 0x03 : 0x04, true);
    CU_ASSERT_EQUAL(log_words_direction(&words, LOG_WORD_RIGHT, 0x03, true), YKC_UP);
    CU_ASSERT_EQUAL(log_words_direction(&words, LOG_WORD_RIGHT, 0x04, true), YKC_DOWN);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_frame_in_every_form),
        STORY(test_frames_that_are_glued_together),
        STORY(test_two_frames_in_a_line_of_words),
        STORY(test_bytes_in_front_of_a_frame_belong_to_it),
        STORY(test_words_that_only_look_like_frames),
        STORY(test_a_frame_that_is_cut_short),
        STORY(test_half_a_byte_is_told),
        STORY(test_what_is_no_digit_is_told),
        STORY(test_bytes_without_a_frame),
        STORY(test_rows_of_dumps),
        STORY(test_directions),
        STORY(test_words_are_learnt),
    };
    int status = run_suite("log_scan", stories, G_N_ELEMENTS(stories));

    log_scan_clear(&scan);
    return status;
}
