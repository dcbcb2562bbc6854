/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "log/log_file.h"

#include <glib/gstdio.h>
#include <lz4frame.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "suite.h"

static char *path;

/* Open a log of these bytes. */
static log_file *open_bytes(const void *bytes, size_t length)
{
    g_autoptr(GError) error = NULL;
    log_file *log;

    CU_ASSERT_TRUE_FATAL(g_file_set_contents(path, bytes, (gssize)length, NULL));
    log = log_file_open(path, YKC_ENGLISH, &error);
    CU_ASSERT_PTR_NULL(error);
    CU_ASSERT_PTR_NOT_NULL_FATAL(log);
    return log;
}

static void assert_line(log_file *log, uint64_t number, const char *text)
{
    log_line line = {0};

    CU_ASSERT_TRUE_FATAL(log_file_next(log, &line, NULL));
    CU_ASSERT_EQUAL(line.number, number);
    if (strcmp(line.text, text) != 0)
        printf("\n    '%s' should be '%s'\n", line.text, text);
    CU_ASSERT_STRING_EQUAL(line.text, text);
    CU_ASSERT_EQUAL(line.length, strlen(text));
}

static void assert_end(log_file *log)
{
    log_line line;
    g_autoptr(GError) error = NULL;

    CU_ASSERT_FALSE(log_file_next(log, &line, &error));
    CU_ASSERT_PTR_NULL(error);
    log_file_close(log);
}

static void test_lines_end_in_any_way(void)
{
    static const char text[] = "\xEF\xBB\xBF"
                               "one\r\n\ntwo\0three\nfour";
    log_file *log = open_bytes(text, sizeof text - 1);

    assert_line(log, 1, "one");
    assert_line(log, 2, "");
    assert_line(log, 3, "two three");
    assert_line(log, 4, "four");
    assert_end(log);
}

/* The same words in every encoding. */
static void test_every_encoding_says_the_same(void)
{
    static const char words[] = "2026-07-26 接收：68 0D\n充电桩 上行\n";
    static const char *const encodings[] = {"UTF-8", "GBK", "GB18030", "UTF-16LE", "UTF-16BE"};
    static const char *const marks[] = {"", "", "", "\xFF\xFE", "\xFE\xFF"};

    for (size_t i = 0; i < G_N_ELEMENTS(encodings); i++) {
        gsize length;
        g_autofree char *converted = g_convert(words, -1, encodings[i], "UTF-8", NULL, &length, NULL);
        g_autoptr(GByteArray) bytes = g_byte_array_new();
        log_file *log;

        g_byte_array_append(bytes, (const uint8_t *)marks[i], (guint)strlen(marks[i]));
        g_byte_array_append(bytes, (const uint8_t *)converted, (guint)length);
        log = open_bytes(bytes->data, bytes->len);
        assert_line(log, 1, "2026-07-26 接收：68 0D");
        assert_line(log, 2, "充电桩 上行");
        CU_ASSERT_EQUAL(log_file_is_utf16(log), i >= 3);
        CU_ASSERT_EQUAL(log_file_gbk_lines(log), i == 1 || i == 2 ? 2 : 0);
        assert_end(log);
    }
}

static void test_utf16_is_known_without_a_mark(void)
{
    gsize length;
    g_autofree char *converted = g_convert("2026-07-26 10:35:05 接收 680D\n", -1, "UTF-16BE", "UTF-8", NULL, &length, NULL);
    log_file *log = open_bytes(converted, length);

    assert_line(log, 1, "2026-07-26 10:35:05 接收 680D");
    CU_ASSERT_TRUE(log_file_is_utf16(log));
    assert_end(log);
}

static void test_bytes_that_are_no_text_are_replaced_and_told(void)
{
    static const char bytes[] = "a\xFFz 68\nnext";
    log_file *log = open_bytes(bytes, sizeof bytes - 1);
    log_line line;

    CU_ASSERT_TRUE_FATAL(log_file_next(log, &line, NULL));
    CU_ASSERT_TRUE(line.damaged);
    CU_ASSERT_STRING_EQUAL(line.text, "a�z 68");
    assert_line(log, 2, "next");
    assert_end(log);
}

/* A line without end comes in pieces of bounded size, and no byte's two digits are torn apart. */
static void test_an_endless_line_comes_in_pieces(void)
{
    const size_t digits = 3 * LOG_LINE_MAX + 1000;
    g_autoptr(GString) text = g_string_new("RX:"); /* an odd number of characters in front */
    g_autoptr(GString) joined = g_string_new(NULL);
    log_file *log;
    log_line line;
    uint64_t last = 0;

    for (size_t i = 0; i < digits; i++)
        g_string_append_c(text, "0123456789ABCDEF"[i * 7 % 16]);
    g_string_append(text, "\nnext\n");
    log = open_bytes(text->str, text->len);
    while (log_file_next(log, &line, NULL) && line.number == 1) {
        CU_ASSERT_TRUE(line.length <= LOG_LINE_MAX);
        CU_ASSERT_EQUAL(line.continued, last == 1);
        if (last == 1)
            CU_ASSERT_EQUAL(line.length % 2, 0);
        last = line.number;
        g_string_append(joined, line.text);
    }
    CU_ASSERT_EQUAL(line.number, 2);
    CU_ASSERT_STRING_EQUAL(line.text, "next");
    CU_ASSERT_EQUAL(joined->len, digits + 3);
    CU_ASSERT_EQUAL(memcmp(joined->str, text->str, joined->len), 0);
    log_file_close(log);
}

static void test_a_long_line_is_cut_between_words(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    log_file *log;
    log_line line;

    while (text->len < 2 * LOG_LINE_MAX)
        g_string_append(text, "68 ");
    log = open_bytes(text->str, text->len);
    while (log_file_next(log, &line, NULL)) {
        g_autofree char *stripped = g_strstrip(g_strdup(line.text));

        CU_ASSERT_TRUE(strlen(stripped) % 3 == 2); /* whole words */
    }
    log_file_close(log);
}

static void assert_refused(const void *bytes, size_t length, const char *words)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(log_file) log = NULL;

    CU_ASSERT_TRUE_FATAL(g_file_set_contents(path, bytes, (gssize)length, NULL));
    log = log_file_open(path, YKC_ENGLISH, &error);
    CU_ASSERT_PTR_NULL(log);
    CU_ASSERT_PTR_NOT_NULL_FATAL(error);
    if (strstr(error->message, words) == NULL || strstr(error->message, path) == NULL) {
        printf("\n    '%s' does not name '%s' and '%s'\n", error->message, path, words);
        CU_FAIL("an unclear message");
    }
}

static void test_what_is_no_log_is_refused(void)
{
    assert_refused("", 0, "empty");
    assert_refused("\xD4\xC3\xB2\xA1\x02\x00\x04\x00", 8, "capture");
    assert_refused("\x0A\x0D\x0D\x0A\x1C\x00\x00\x00", 8, "capture");
    assert_refused("\x1F\x8B\x08\x00", 4, "ends too early");
    assert_refused("PK\x03\x04", 4, "compressed");
    assert_refused("\xFD"
                   "7zXZ",
                   5, "compressed");
    assert_refused("BZh91AY", 7, "compressed");
}

/* --- Compressed logs --- */

enum { ROOM = 4096 };
static const char two_lines[] = "one\ntwo\n";

static size_t gzip(uint8_t *out, const char *text, size_t length)
{
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)text, .avail_in = (uInt)length, .next_out = out, .avail_out = ROOM};

    CU_ASSERT_EQUAL_FATAL(deflateInit2(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    CU_ASSERT_EQUAL_FATAL(deflate(&stream, Z_FINISH), Z_STREAM_END);
    deflateEnd(&stream);
    return stream.total_out;
}

static size_t zstd(uint8_t *out, const char *text, size_t length)
{
    return ZSTD_compress(out, ROOM, text, length, 3);
}

static size_t lz4(uint8_t *out, const char *text, size_t length)
{
    return LZ4F_compressFrame(out, ROOM, text, length, NULL);
}

static void test_a_compressed_log_is_read_as_it_is(void)
{
    static size_t (*const compressors[])(uint8_t * out, const char *text, size_t length) = {gzip, zstd, lz4};
    uint8_t bytes[ROOM];

    for (size_t i = 0; i < G_N_ELEMENTS(compressors); i++) {
        log_file *log = open_bytes(bytes, compressors[i](bytes, two_lines, strlen(two_lines)));

        assert_line(log, 1, "one");
        assert_line(log, 2, "two");
        assert_end(log);
    }
}

/* What is there comes first, then the complaint. */
static void test_a_compressed_log_that_is_cut_tells_after_which_line(void)
{
    uint8_t bytes[ROOM];
    size_t length = gzip(bytes, two_lines, strlen(two_lines));
    log_file *log = open_bytes(bytes, length - 8); /* without its check sum and length */
    log_line line;
    g_autoptr(GError) error = NULL;

    assert_line(log, 1, "one");
    assert_line(log, 2, "two");
    CU_ASSERT_FALSE(log_file_next(log, &line, &error));
    CU_ASSERT_PTR_NOT_NULL_FATAL(error);
    CU_ASSERT_TRUE(g_error_matches(error, LOG_ERROR, LOG_ERROR_READ));
    CU_ASSERT_PTR_NOT_NULL(strstr(error->message, "after line 2"));
    log_file_close(log);
}

static void test_a_compressed_capture_is_no_log(void)
{
    static const char capture[] = "\xD4\xC3\xB2\xA1\x02\x00\x04";
    uint8_t bytes[ROOM];

    assert_refused((const char *)bytes, gzip(bytes, capture, sizeof capture), "capture");
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_lines_end_in_any_way),
        STORY(test_every_encoding_says_the_same),
        STORY(test_utf16_is_known_without_a_mark),
        STORY(test_bytes_that_are_no_text_are_replaced_and_told),
        STORY(test_an_endless_line_comes_in_pieces),
        STORY(test_a_long_line_is_cut_between_words),
        STORY(test_what_is_no_log_is_refused),
        STORY(test_a_compressed_log_is_read_as_it_is),
        STORY(test_a_compressed_log_that_is_cut_tells_after_which_line),
        STORY(test_a_compressed_capture_is_no_log),
    };
    g_autofree char *folder = g_dir_make_tmp("ykc-log-XXXXXX", NULL);
    int status;

    if (folder == NULL)
        return EXIT_FAILURE;
    path = g_build_filename(folder, "log", NULL);
    status = run_suite("log_file", stories, G_N_ELEMENTS(stories));
    g_unlink(path);
    g_rmdir(folder);
    g_free(path);
    return status;
}
