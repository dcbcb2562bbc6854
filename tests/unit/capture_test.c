/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "input/capture.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <pcap/dlt.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture_fixture.h"
#include "suite.h"

static char *folder;

/* A file being put together, and its path. */
struct file {
    GByteArray *bytes;
    char *path;
};

static struct file begin_file(const char *name)
{
    return (struct file){g_byte_array_new(), g_build_filename(folder, name, NULL)};
}

static void save(const struct file *file)
{
    CU_ASSERT_TRUE_FATAL(g_file_set_contents(file->path, (const char *)file->bytes->data, file->bytes->len, NULL));
}

static void end_file(struct file *file)
{
    g_unlink(file->path);
    g_byte_array_unref(file->bytes);
    g_free(file->path);
}

static struct file three_packets(void)
{
    struct file file = begin_file("three.pcap");

    capture_add_header(file.bytes, MICROSECONDS, DLT_EN10MB);
    capture_add_packet(file.bytes, 1700000000, 250000, "one", 3);
    capture_add_packet(file.bytes, 1700000001, 0, "two!", 60);
    capture_add_packet(file.bytes, 1700000002, 999999, "three", 5);
    return file;
}

/* Opening a path must fail with this code and a message with these words. */
static void assert_refused(const char *path, capture_error code, const char *words)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(capture_file) capture = capture_open(path, YKC_ENGLISH, &error);

    const char *said = error != NULL ? error->message : "nothing";

    CU_ASSERT_PTR_NULL(capture);
    CU_ASSERT_TRUE(g_error_matches(error, CAPTURE_ERROR, (gint)code));
    if (strstr(said, words) == NULL || (strstr(said, path) == NULL && strcmp(path, "-") != 0)) {
        printf("\n    '%s' does not name '%s' and '%s'\n", said, path, words);
        CU_FAIL("an unclear message");
    }
}

static void test_complaints_are_in_the_language_asked_for(void)
{
    g_autoptr(GError) error = NULL;

    CU_ASSERT_PTR_NULL(capture_open("no-such-file.pcap", YKC_CHINESE, &error));
    CU_ASSERT_PTR_NOT_NULL_FATAL(error);
    CU_ASSERT_TRUE(g_str_has_prefix(error->message, "no-such-file.pcap：无法打开："));
    CU_ASSERT_TRUE(g_str_has_suffix(error->message, "请检查路径"));
}

static void assert_bytes_refused(const void *bytes, size_t length, capture_error code, const char *words)
{
    struct file file = begin_file("refused");

    capture_add(file.bytes, bytes, length);
    save(&file);
    assert_refused(file.path, code, words);
    end_file(&file);
}

static capture_file *open_file(const struct file *file)
{
    g_autoptr(GError) error = NULL;

    save(file);

    capture_file *capture = capture_open(file->path, YKC_ENGLISH, &error);

    if (capture == NULL)
        printf("\n    %s\n", error != NULL ? error->message : "no reason");
    CU_ASSERT_PTR_NOT_NULL_FATAL(capture);
    return capture;
}

static void assert_packet(capture_file *capture, uint64_t number, int64_t time_ns, const char *text)
{
    capture_packet packet;

    CU_ASSERT_EQUAL_FATAL(capture_next(capture, &packet, NULL), CAPTURE_PACKET);
    CU_ASSERT_EQUAL(packet.number, number);
    CU_ASSERT_EQUAL(packet.time_ns, time_ns);
    CU_ASSERT_EQUAL(packet.captured, strlen(text));
    CU_ASSERT_EQUAL(memcmp(packet.bytes, text, strlen(text)), 0);
}

/* Neither end nor break changes by asking again. */
static void assert_end(capture_file *capture)
{
    capture_packet packet;

    CU_ASSERT_EQUAL(capture_next(capture, &packet, NULL), CAPTURE_END);
    CU_ASSERT_EQUAL(capture_peek(capture, &packet, NULL), CAPTURE_END);
    CU_ASSERT_EQUAL(capture_next(capture, &packet, NULL), CAPTURE_END);
    CU_ASSERT_FALSE(capture_information(capture)->cut_off);
}

static void assert_broken(capture_file *capture, capture_error code, const char *words)
{
    for (int again = 0; again < 2; again++) {
        g_autoptr(GError) error = NULL;
        capture_packet packet;

        CU_ASSERT_EQUAL(capture_next(capture, &packet, &error), CAPTURE_BROKEN);

        const char *said = error != NULL ? error->message : "nothing";

        CU_ASSERT_TRUE(g_error_matches(error, CAPTURE_ERROR, (gint)code));
        if (strstr(said, words) == NULL) {
            printf("\n    '%s' does not say '%s'\n", said, words);
            CU_FAIL("an unclear message");
        }
        CU_ASSERT_EQUAL(capture_next(capture, &packet, NULL), CAPTURE_BROKEN);
        CU_ASSERT_TRUE(capture_information(capture)->cut_off);
    }
}

/* --- Reading --- */

static void test_packets_come_with_number_time_and_lengths(void)
{
    struct file file = three_packets();
    g_autoptr(capture_file) capture = open_file(&file);
    capture_packet packet;

    assert_packet(capture, 1, INT64_C(1700000000250000000), "one");
    CU_ASSERT_EQUAL_FATAL(capture_next(capture, &packet, NULL), CAPTURE_PACKET);
    CU_ASSERT_EQUAL(packet.captured, 4);
    CU_ASSERT_EQUAL(packet.original, 60);
    CU_ASSERT_EQUAL(packet.link_type, DLT_EN10MB);
    assert_packet(capture, 3, INT64_C(1700000002999999000), "three");
    assert_end(capture);
    end_file(&file);
}

static void test_the_account_of_a_capture(void)
{
    struct file file = three_packets();
    g_autoptr(capture_file) capture = open_file(&file);
    const capture_info *info = capture_information(capture);
    capture_packet packet;

    CU_ASSERT_STRING_EQUAL(info->name, file.path);
    CU_ASSERT_STRING_EQUAL(info->link_name, "EN10MB");
    CU_ASSERT_EQUAL(info->packets, 0);
    while (capture_next(capture, &packet, NULL) == CAPTURE_PACKET)
        CU_ASSERT_EQUAL(info->packets, packet.number);
    CU_ASSERT_EQUAL(info->packets, 3);
    CU_ASSERT_EQUAL(info->bytes, 3 + 60 + 5);
    CU_ASSERT_EQUAL(info->shortened, 1);
    CU_ASSERT_EQUAL(info->first_time_ns, INT64_C(1700000000250000000));
    CU_ASSERT_EQUAL(info->last_time_ns, INT64_C(1700000002999999000));
    end_file(&file);
}

static void test_peeking_does_not_take_the_packet(void)
{
    struct file file = three_packets();
    g_autoptr(capture_file) capture = open_file(&file);
    capture_packet packet;

    for (int again = 0; again < 2; again++) {
        CU_ASSERT_EQUAL(capture_peek(capture, &packet, NULL), CAPTURE_PACKET);
        CU_ASSERT_EQUAL(packet.number, 1);
        CU_ASSERT_EQUAL(packet.time_ns, INT64_C(1700000000250000000));
    }
    CU_ASSERT_EQUAL(capture_information(capture)->packets, 0);
    assert_packet(capture, 1, INT64_C(1700000000250000000), "one");
    end_file(&file);
}

static void test_nanoseconds_are_kept(void)
{
    struct file file = begin_file("nano.pcap");

    capture_add_header(file.bytes, NANOSECONDS, DLT_EN10MB);
    capture_add_packet(file.bytes, 1700000000, 123456789, "x", 1);

    g_autoptr(capture_file) capture = open_file(&file);

    assert_packet(capture, 1, INT64_C(1700000000123456789), "x");
    end_file(&file);
}

static void test_pcapng_with_its_own_resolution_of_time(void)
{
    struct file file = begin_file("some.pcapng");

    capture_add_section(file.bytes);
    capture_add_interface(file.bytes, DLT_EN10MB, 262144, 9);
    capture_add_ng_packet(file.bytes, 0, UINT64_C(1700000000123456789), "abcd");
    capture_add_ng_packet(file.bytes, 0, UINT64_C(1700000000123456790), "efgh");

    g_autoptr(capture_file) capture = open_file(&file);

    assert_packet(capture, 1, INT64_C(1700000000123456789), "abcd");
    assert_packet(capture, 2, INT64_C(1700000000123456790), "efgh");
    assert_end(capture);
    end_file(&file);
}

static void test_a_time_that_does_not_fit_becomes_the_latest(void)
{
    struct file file = begin_file("late.pcapng");
    capture_packet packet;

    capture_add_section(file.bytes);
    capture_add_interface(file.bytes, DLT_EN10MB, 262144, 0);
    capture_add_ng_packet(file.bytes, 0, UINT64_C(0x7FFFFFFFFFFFFFFF), "abcd");

    g_autoptr(capture_file) capture = open_file(&file);

    CU_ASSERT_EQUAL(capture_next(capture, &packet, NULL), CAPTURE_PACKET);
    CU_ASSERT(packet.time_ns > INT64_C(9000000000000000000));
    end_file(&file);
}

/* A malformed length: the wire had fewer bytes than the file. */
static void test_the_original_length_is_never_below_the_captured_one(void)
{
    struct file file = begin_file("lying.pcap");
    capture_packet packet;

    capture_add_header(file.bytes, MICROSECONDS, DLT_EN10MB);
    capture_add_packet(file.bytes, 1, 2, "eight by", 1);

    g_autoptr(capture_file) capture = open_file(&file);

    CU_ASSERT_EQUAL(capture_next(capture, &packet, NULL), CAPTURE_PACKET);
    CU_ASSERT(packet.original >= packet.captured);
    end_file(&file);
}

static void test_a_capture_without_packets_is_simply_at_its_end(void)
{
    struct file file = begin_file("none.pcap");

    capture_add_header(file.bytes, MICROSECONDS, DLT_LINUX_SLL2);

    g_autoptr(capture_file) capture = open_file(&file);

    assert_end(capture);
    CU_ASSERT_EQUAL(capture_information(capture)->link_type, DLT_LINUX_SLL2);
    CU_ASSERT_EQUAL(capture_information(capture)->packets, 0);
    end_file(&file);
}

static void test_standard_input_is_read_as_a_file_called_minus(void)
{
    struct file file = three_packets();
    g_autoptr(GError) error = NULL;

    save(&file);
    CU_ASSERT_PTR_NOT_NULL_FATAL(freopen(file.path, "rb", stdin));

    capture_file *capture = capture_open("-", YKC_ENGLISH, &error);

    CU_ASSERT_PTR_NOT_NULL_FATAL(capture);
    CU_ASSERT_STRING_EQUAL(capture_information(capture)->name, "standard input");
    assert_packet(capture, 1, INT64_C(1700000000250000000), "one");
    capture_close(capture);
    CU_ASSERT_EQUAL(fileno(stdin), 0);

    g_file_set_contents(file.path, "", 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(freopen(file.path, "rb", stdin));
    assert_refused("-", CAPTURE_ERROR_FORMAT, "standard input: is empty");
    end_file(&file);
}

static void *write_to_pipe(void *user)
{
    const struct file *file = user;

    FILE *pipe = fopen(file->path, "wb");

    if (pipe != NULL) {
        fwrite(file->bytes->data, 1, file->bytes->len, pipe);
        fclose(pipe);
    }
    return NULL;
}

static void test_a_pipe_is_read_though_it_cannot_be_read_twice(void)
{
    struct file file = three_packets();

    CU_ASSERT_EQUAL_FATAL(mkfifo(file.path, 0600), 0);

    GThread *writer = g_thread_new("writer", write_to_pipe, &file);
    capture_file *capture = capture_open(file.path, YKC_ENGLISH, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(capture);
    assert_packet(capture, 1, INT64_C(1700000000250000000), "one");
    capture_close(capture);
    g_thread_join(writer);
    end_file(&file);
}

/* --- What cannot be read --- */

static void test_a_missing_file_is_named(void)
{
    g_autofree char *path = g_build_filename(folder, "nowhere.pcap", NULL);

    assert_refused(path, CAPTURE_ERROR_OPEN, "No such file or directory; check the path");
}

static void test_a_directory_is_no_capture(void)
{
    assert_refused(folder, CAPTURE_ERROR_OPEN, "is a directory");
}

static void test_a_file_without_permission_is_named(void)
{
    struct file file = three_packets();
    bool is_root = geteuid() == 0;

    save(&file);
    g_chmod(file.path, 0);
    if (is_root)
        CU_ASSERT_EQUAL_FATAL(seteuid(65534), 0);
    assert_refused(file.path, CAPTURE_ERROR_OPEN, "Permission denied");
    if (is_root)
        CU_ASSERT_EQUAL_FATAL(seteuid(0), 0);
    end_file(&file);
}

static void test_an_empty_file_is_called_empty(void)
{
    assert_bytes_refused("", 0, CAPTURE_ERROR_FORMAT, "is empty");
}

static void test_a_text_log_is_no_capture(void)
{
    static const char log[] = "2026-11-22 10:00:00 RX 68 0D 4F 00 00 03 20 26\n";

    assert_bytes_refused(log, strlen(log), CAPTURE_ERROR_FORMAT, "'ykcflow import LOG -o OUT.pcapng'");
    assert_bytes_refused("\xE6\x97\xB6\xE9\x97\xB4", 6, CAPTURE_ERROR_FORMAT, "is text");
    assert_bytes_refused("68", 2, CAPTURE_ERROR_FORMAT, "is text");
}

static void test_other_compressions_are_told_how_to_come_in(void)
{
    assert_bytes_refused("\xFD\x37zXZ\0\0\0", 8, CAPTURE_ERROR_FORMAT, "xz -dc FILE | ykcflow -");
    assert_bytes_refused("BZh91AY&", 8, CAPTURE_ERROR_FORMAT, "bzip2 -dc FILE | ykcflow -");
}

static void test_any_other_bytes_are_no_capture(void)
{
    assert_bytes_refused("\x7F"
                         "ELF\2\1\1\0",
                         8, CAPTURE_ERROR_FORMAT, "editcap");
}

static void test_a_header_cut_short_is_told(void)
{
    struct file file = three_packets();

    for (size_t length = 4; length < 24; length++)
        assert_bytes_refused(file.bytes->data, length, CAPTURE_ERROR_CUT, "ends inside its header");
    end_file(&file);
}

static void test_an_unsupported_link_type_is_told_by_name(void)
{
    struct file file = begin_file("wlan.pcap");

    capture_add_header(file.bytes, MICROSECONDS, DLT_IEEE802_11_RADIO);
    save(&file);
    assert_refused(file.path, CAPTURE_ERROR_LINK_TYPE, "IEEE802_11_RADIO");
    end_file(&file);
}

static void test_a_file_cut_anywhere_gives_every_whole_packet_first(void)
{
    struct file whole = three_packets();
    const size_t ends[] = {24 + 16 + 3, 24 + 16 + 3 + 16 + 4, 24 + 16 + 3 + 16 + 4 + 16 + 5};

    for (size_t length = 24; length < whole.bytes->len; length++) {
        struct file file = begin_file("cut.pcap");
        capture_packet packet;
        uint64_t packets = 0;

        capture_add(file.bytes, whole.bytes->data, length);

        g_autoptr(capture_file) capture = open_file(&file);

        while (packets < 3 && length >= ends[packets]) {
            CU_ASSERT_EQUAL(capture_next(capture, &packet, NULL), CAPTURE_PACKET);
            packets++;
        }
        if (length == 24 || length == ends[0] || length == ends[1]) {
            assert_end(capture);
        } else {
            g_autofree char *words = packets == 0 ? g_strdup("breaks off before its first packet")
                                                  : g_strdup_printf("breaks off after packet %d", (int)packets);

            assert_broken(capture, CAPTURE_ERROR_CUT, words);
        }
        CU_ASSERT_EQUAL(capture_information(capture)->packets, packets);
        end_file(&file);
    }
    end_file(&whole);
}

static void test_a_damaged_record_is_not_called_cut(void)
{
    struct file file = begin_file("damaged.pcapng");

    capture_add_section(file.bytes);
    capture_add_interface(file.bytes, DLT_EN10MB, 262144, 6);
    capture_add_ng_packet(file.bytes, 0, 1, "abcd");
    capture_add32(file.bytes, 6);
    capture_add32(file.bytes, 5); /* no block is that short */
    capture_add32(file.bytes, 0);

    g_autoptr(capture_file) capture = open_file(&file);

    assert_packet(capture, 1, 1000, "abcd");
    assert_broken(capture, CAPTURE_ERROR_DAMAGED, "cannot be read after packet 1");
    end_file(&file);
}

/* --- Times --- */

static void count_remark(void *user, const GError *error)
{
    g_string_append_printf(user, "%s\n", error->message);
}

/* Seconds of packets in a file, and what is made of them; "" for no remark. */
static void assert_times(const uint32_t *given, const uint32_t *expected, size_t count, const char *remark)
{
    struct file file = begin_file("times.pcap");
    g_autoptr(GString) remarks = g_string_new(NULL);

    capture_add_header(file.bytes, MICROSECONDS, DLT_EN10MB);
    for (size_t i = 0; i < count; i++)
        capture_add_packet(file.bytes, given[i], 0, i % 2 == 0 ? "even" : "odd", 5);

    g_autoptr(capture_file) capture = open_file(&file);

    for (size_t i = 0; i < count; i++)
        assert_packet(capture, i + 1, INT64_C(1000000000) * expected[i], i % 2 == 0 ? "even" : "odd");
    assert_end(capture);
    capture_tell_remarks(capture, count_remark, remarks);
    CU_ASSERT_PTR_NOT_NULL(strstr(remarks->str, remark));
    CU_ASSERT_EQUAL(remarks->len == 0, remark[0] == '\0');
    end_file(&file);
}

static void test_one_time_that_is_none_is_replaced_and_told(void)
{
    assert_times((const uint32_t[]){1700000000, 4294967295, 1700000002}, (const uint32_t[]){1700000000, 1700000002, 1700000002},
                 3, "1 packets have times that are days away from their neighbours' (the first is packet 2)");
    assert_times((const uint32_t[]){1700000000, 1700000001, 5, 1700000002, 7, 1700000003},
                 (const uint32_t[]){1700000000, 1700000001, 1700000002, 1700000002, 1700000003, 1700000003}, 6,
                 "2 packets have times that are days away from their neighbours' (the first is packet 3)");
    /* Several in a row do not confirm one another. */
    assert_times((const uint32_t[]){1700000000, 5, 4000000000, 1700000003},
                 (const uint32_t[]){1700000000, 1700000000, 1700000003, 1700000003}, 4, "2 packets");
    assert_times((const uint32_t[]){1700000000, 3501371484, 4090248713, 1700000003},
                 (const uint32_t[]){1700000000, 1700000000, 1700000003, 1700000003}, 4, "2 packets");
    /* Nothing confirms the time of the last packet. */
    assert_times((const uint32_t[]){1700000000, 1800000000}, (const uint32_t[]){1700000000, 1700000000}, 2, "packet 2");
}

static void test_a_clock_that_was_set_is_believed(void)
{
    assert_times((const uint32_t[]){1700000000, 1800000000, 1800000001}, (const uint32_t[]){1700000000, 1800000000, 1800000001},
                 3, "");
    assert_times((const uint32_t[]){1700000010, 1700000000, 1700003600}, (const uint32_t[]){1700000010, 1700000000, 1700003600},
                 3, "");
}

static void test_a_first_packet_without_a_clock_gets_the_time_of_the_next(void)
{
    assert_times((const uint32_t[]){0, 1700000000, 1700000001}, (const uint32_t[]){1700000000, 1700000000, 1700000001}, 3,
                 "packet 1");
    assert_times((const uint32_t[]){1, 2, 3}, (const uint32_t[]){1, 2, 3}, 3, ""); /* never set at all */
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_complaints_are_in_the_language_asked_for),
        STORY(test_packets_come_with_number_time_and_lengths),
        STORY(test_the_account_of_a_capture),
        STORY(test_peeking_does_not_take_the_packet),
        STORY(test_nanoseconds_are_kept),
        STORY(test_pcapng_with_its_own_resolution_of_time),
        STORY(test_a_time_that_does_not_fit_becomes_the_latest),
        STORY(test_the_original_length_is_never_below_the_captured_one),
        STORY(test_a_capture_without_packets_is_simply_at_its_end),
        STORY(test_standard_input_is_read_as_a_file_called_minus),
        STORY(test_a_pipe_is_read_though_it_cannot_be_read_twice),
        STORY(test_a_missing_file_is_named),
        STORY(test_a_directory_is_no_capture),
        STORY(test_a_file_without_permission_is_named),
        STORY(test_an_empty_file_is_called_empty),
        STORY(test_a_text_log_is_no_capture),
        STORY(test_other_compressions_are_told_how_to_come_in),
        STORY(test_any_other_bytes_are_no_capture),
        STORY(test_a_header_cut_short_is_told),
        STORY(test_an_unsupported_link_type_is_told_by_name),
        STORY(test_a_file_cut_anywhere_gives_every_whole_packet_first),
        STORY(test_a_damaged_record_is_not_called_cut),
        STORY(test_one_time_that_is_none_is_replaced_and_told),
        STORY(test_a_clock_that_was_set_is_believed),
        STORY(test_a_first_packet_without_a_clock_gets_the_time_of_the_next),
    };

    folder = g_dir_make_tmp("ykc-capture-XXXXXX", NULL);
    if (folder == NULL)
        return EXIT_FAILURE;

    int status = run_suite("capture", stories, G_N_ELEMENTS(stories));

    g_rmdir(folder);
    g_free(folder);
    return status;
}
