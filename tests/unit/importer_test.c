/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "log/importer.h"

#include <string.h>

#include "log_fixture.h"
#include "suite.h"
#include "wire/bytes.h"
#include "wire/frame.h"

enum { HEARTBEAT = 0x03, HEARTBEAT_REPLY = 0x04 };

/* What was told of lines, as "cut 1 5;". */
static GString *remarks;
static import_account account;

static void on_remark(void *user, import_remark remark, const log_record *record, size_t count)
{
    static const char *const names[] = {[IMPORT_NO_FRAME] = "no frame",
                                        [IMPORT_GARBAGE] = "garbage",
                                        [IMPORT_CUT] = "cut",
                                        [IMPORT_ODD_DIGITS] = "odd digits",
                                        [IMPORT_NO_DIGIT] = "no digit"};

    (void)user;
    g_string_append_printf(remarks, "%s %" G_GUINT64_FORMAT " %zu;", names[remark], record->first_line, count);
}

/* Import a log; what is in the capture, to be freed. */
static char *import(const char *text)
{
    g_autoptr(log_file) log = log_file_of_text(text, strlen(text), YKC_ENGLISH);
    g_autoptr(log_records) records = log_records_new(log);
    const log_record *record;
    pcapng_writer writer;
    log_clock clock;
    importer *importer;

    remarks = g_string_new(NULL);
    log_fixture_begin(&writer);
    log_clock_init(&clock, 480, NULL);
    importer = importer_new(&writer, &clock, YKC_ENGLISH, on_remark, NULL);
    while ((record = log_records_next(records, NULL)) != NULL) {
        CU_ASSERT_EQUAL(importer_take(importer, record), PCAPNG_WRITTEN);
        log_records_expect(records, importer_is_unfinished(importer));
    }
    CU_ASSERT_EQUAL(importer_finish(importer, log_records_rest(records)), PCAPNG_WRITTEN);
    account = *importer_account(importer);
    importer_free(importer);
    log_fixture_end();
    return log_fixture_streams();
}

static void check(const char *text, const char *expected, const char *expected_remarks)
{
    g_autofree char *told = import(text);

    if (strcmp(told, expected) != 0)
        printf("\n%sshould be\n%s", told, expected);
    CU_ASSERT_STRING_EQUAL(told, expected);
    if (strcmp(remarks->str, expected_remarks) != 0)
        printf("\n'%s' should be '%s'\n", remarks->str, expected_remarks);
    CU_ASSERT_STRING_EQUAL(remarks->str, expected_remarks);
    g_string_free(remarks, TRUE);
}

/* A frame of the pile whose number ends in @p pile, as hex; to be freed. @p checksum instead of the right one, unless it is 0 */
static char *hex_of(uint8_t type, uint16_t sequence, uint8_t pile, uint16_t checksum)
{
    const uint8_t body[] = {0x32, 0x01, 0x06, 0x00, 0x01, 0x92, pile, 0x01, 0x00};
    const ykc_frame frame = {.type = type, .sequence = sequence, .body = body, .body_length = sizeof body};
    uint8_t bytes[YKC_FRAME_SIZE_MAX];
    size_t size = ykc_frame_encode(bytes, &frame);
    GString *hex = g_string_new(NULL);

    if (checksum != 0)
        ykc_bytes_put(bytes + size - 2, 2, checksum);
    for (size_t i = 0; i < size; i++)
        g_string_append_printf(hex, "%02X", bytes[i]);
    return g_string_free(hex, FALSE);
}

static void test_frames_become_the_two_directions_of_a_connection(void)
{
    g_autofree char *beat = hex_of(HEARTBEAT, 1, 0x36, 0), *reply = hex_of(HEARTBEAT_REPLY, 1, 0x36, 0);
    g_autofree char *log = g_strdup_printf("09:00:00 RX %s\n09:00:01 TX %s\n09:00:10 RX %s\n", beat, reply, beat);
    g_autofree char *expected = g_strdup_printf("up 0 %s\ndown 0 %s\nup 17 %s\n", beat, reply, beat);

    check(log, expected, "");
    CU_ASSERT_EQUAL(account.frames, 3);
}

static void test_what_is_cut_short_leaves_a_hole(void)
{
    g_autofree char *beat = hex_of(HEARTBEAT, 1, 0x36, 0);
    g_autofree char *log = g_strdup_printf("09:00:00 RX %.28s\n09:00:10 RX %s\n", beat, beat);
    g_autofree char *expected = g_strdup_printf("up 0 %.28s\nup 17 %s\n", beat, beat);

    check(log, expected, "cut 1 3;");
}

static void test_a_frame_in_two_lines_is_whole(void)
{
    g_autofree char *beat = hex_of(HEARTBEAT, 1, 0x36, 0);
    g_autofree char *log = g_strdup_printf("09:00:00 RX %.24s\n%s\n", beat, beat + 24);
    g_autofree char *expected = g_strdup_printf("up 0 %s\n", beat);

    check(log, expected, "");
}

/* In a stream the scanner would wait whether a frame begins in the last bytes; the line is over. */
static void test_a_wrong_checksum_that_begins_with_a_start_byte_is_no_cut(void)
{
    static const uint16_t wrong[] = {0x1268, 0x6812, 0x6868, 0x0D68};

    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autofree char *beat = hex_of(HEARTBEAT, 1, 0x36, wrong[i]), *next = hex_of(HEARTBEAT, 2, 0x36, 0);
        g_autofree char *log = g_strdup_printf("09:00:00 RX %s\n09:00:10 RX %s\n", beat, next);
        g_autofree char *expected = g_strdup_printf("up 0 %s\nup 17 %s\n", beat, next);

        check(log, expected, "");
        CU_ASSERT_EQUAL(account.frames, 2);
    }
}

static void test_a_frame_that_is_cut_in_its_checksum_is_cut(void)
{
    g_autofree char *beat = hex_of(HEARTBEAT, 1, 0x36, 0);
    g_autofree char *log = g_strdup_printf("09:00:00 RX %.32s\n09:00:10 RX %s\n", beat, beat);
    g_autofree char *expected = g_strdup_printf("up 0 %.32s\nup 17 %s\n", beat, beat);

    check(log, expected, "cut 1 1;");
}

static void test_digits_without_a_frame_are_words(void)
{
    g_autofree char *beat = hex_of(HEARTBEAT, 1, 0x36, 0);
    g_autofree char *log = g_strdup_printf("09:00:00 RX AABBCCDDEEFF0011\n09:00:10 RX %s\n", beat);
    g_autofree char *expected = g_strdup_printf("up 0 %s\n", beat);

    check(log, expected, "no frame 1 8;");
}

static void test_garbage_in_front_of_a_frame_is_kept_and_told(void)
{
    g_autofree char *beat = hex_of(HEARTBEAT, 1, 0x36, 0);
    g_autofree char *log = g_strdup_printf("09:00:00 RX AABBCC%s\n", beat);
    g_autofree char *expected = g_strdup_printf("up 0 AABBCC%s\n", beat);

    check(log, expected, "garbage 1 3;");
}

static void test_each_pile_has_a_connection(void)
{
    g_autofree char *one = hex_of(HEARTBEAT, 1, 0x36, 0), *two = hex_of(HEARTBEAT, 1, 0x37, 0);
    g_autofree char *log = g_strdup_printf("09:00:00 RX %s\n09:00:01 RX %s\n09:00:10 RX %s\n", one, two, one);
    g_autofree char *expected = g_strdup_printf("up 0 %s\nup 0 %s\nup 17 %s\n", one, two, one);

    check(log, expected, "");
}

static void test_odd_digits_and_no_digits_are_told(void)
{
    g_autofree char *beat = hex_of(HEARTBEAT, 1, 0x36, 0);
    g_autofree char *log = g_strdup_printf("09:00:00 RX %s1\n09:00:10 RX %.20sG%s\n", beat, beat, beat + 21);
    g_autofree char *expected = g_strdup_printf("up 0 %s\nup 17 %.20s\n", beat, beat);

    check(log, expected, "odd digits 1 0;no digit 2 0;cut 2 7;");
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_frames_become_the_two_directions_of_a_connection),
        STORY(test_what_is_cut_short_leaves_a_hole),
        STORY(test_a_frame_in_two_lines_is_whole),
        STORY(test_a_wrong_checksum_that_begins_with_a_start_byte_is_no_cut),
        STORY(test_a_frame_that_is_cut_in_its_checksum_is_cut),
        STORY(test_digits_without_a_frame_are_words),
        STORY(test_garbage_in_front_of_a_frame_is_kept_and_told),
        STORY(test_each_pile_has_a_connection),
        STORY(test_odd_digits_and_no_digits_are_told),
    };

    return run_suite("importer", stories, G_N_ELEMENTS(stories));
}
