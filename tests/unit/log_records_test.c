/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "log/log_records.h"

#include <string.h>

#include "suite.h"

/* A heartbeat and its reply; protocol reference, section 6.3. */
#define BEAT  "680D01000003320106000192360100EB2E"
#define REPLY "680D010000043201060001923601005AF4"

static log_file *log_;
static log_records *records;

static void open_text(const char *text)
{
    log_ = log_file_of_text(text, strlen(text), YKC_ENGLISH);
    records = log_records_new(log_);
}

static void close_text(void)
{
    CU_ASSERT_PTR_NULL(log_records_next(records, NULL));
    log_records_free(records);
    log_file_close(log_);
}

/* The next record: its lines, how many bytes it has, and its words. */
static const log_record *assert_record(uint64_t first, uint64_t last, size_t length, const char *comment)
{
    const log_record *record = log_records_next(records, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(record);
    CU_ASSERT_EQUAL(record->first_line, first);
    CU_ASSERT_EQUAL(record->last_line, last);
    CU_ASSERT_EQUAL(record->bytes->len, length);
    CU_ASSERT_STRING_EQUAL(record->comment->str, comment);
    return record;
}

static void test_a_line_is_a_record(void)
{
    open_text("2026-03-16 09:00:00.000 RX " BEAT "\n2026-03-16 09:00:00.100 TX " REPLY "\n");
    const log_record *beat = assert_record(1, 1, 17, "RX");

    CU_ASSERT_EQUAL(beat->word, LOG_WORD_RECEIVED);
    CU_ASSERT_EQUAL(beat->time.kind, LOG_TIME_DATE);
    CU_ASSERT_EQUAL(beat->time.time_of_day_ns, INT64_C(9) * 3600 * 1000000000);
    CU_ASSERT_EQUAL(assert_record(2, 2, 17, "TX")->word, LOG_WORD_SENT);
    close_text();
}

static void test_a_frame_may_go_on_in_the_next_line(void)
{
    open_text("09:00:00 RX 680D0100000332\n0106000192360100EB2E\n09:00:01 RX " BEAT "\n");
    assert_record(1, 2, 17, "RX");
    assert_record(3, 3, 17, "RX");
    close_text();
}

static void test_a_whole_frame_begins_a_record_of_its_own(void)
{
    open_text(BEAT "\n" REPLY "\n");
    assert_record(1, 1, 17, "");
    assert_record(2, 2, 17, "");
    close_text();
}

/* The scanner waits whether a frame begins in the checksum; the line is over. */
static void test_a_wrong_checksum_that_begins_with_a_start_byte_ends_the_frame(void)
{
    open_text("680D010000033201060001923601006890\n680D01000003320106000192360100EB68\n" REPLY "\n");
    assert_record(1, 1, 17, "");
    assert_record(2, 2, 17, "");
    assert_record(3, 3, 17, "");
    close_text();
}

static void test_rows_of_a_dump_are_one_record(void)
{
    open_text("09:00:00 recv 17 bytes\n"
              "0000  68 0d 01 00 00 03 32 01 06 00 01 92 36 01 00 EB  h.....2.....6..h\n"
              "0010  2e                                               .\n"
              "09:00:01 send 17 bytes\n"
              "0000  68 0d 01 00 00 04 32 01 06 00 01 92 36 01 00 5A  h.....2.....6..i\n"
              "0010  f4                                               .\n");
    CU_ASSERT_EQUAL(assert_record(2, 3, 17, "09:00:00 recv 17 bytes")->word, LOG_WORD_RECEIVED);
    CU_ASSERT_EQUAL(assert_record(5, 6, 17, "09:00:01 send 17 bytes")->word, LOG_WORD_SENT);
    close_text();
}

static void test_words_in_front_are_the_next_records_and_indented_ones_the_last_ones(void)
{
    open_text("the pile wakes up\n09:00:00 RX " BEAT "\n  and is answered\nplain words\n09:00:01 TX " REPLY "\nthe end\n");
    assert_record(2, 2, 17, "the pile wakes up\nRX\nand is answered");
    assert_record(5, 5, 17, "plain words\nTX");
    CU_ASSERT_PTR_NULL(log_records_next(records, NULL));
    CU_ASSERT_STRING_EQUAL(log_records_rest(records), "the end");
    CU_ASSERT_EQUAL(log_records_account(records)->lines, 6);
    CU_ASSERT_EQUAL(log_records_account(records)->comment_lines, 4);
    close_text();
}

static void test_two_frames_of_one_line_are_two_records(void)
{
    open_text("09:00:00 req=" BEAT " resp=" REPLY "\n");
    assert_record(1, 1, 17, "req=");
    assert_record(1, 1, 17, "resp=");
    close_text();
}

static void test_what_is_wrong_with_the_digits_is_known_by_line_and_place(void)
{
    const log_record *record;

    open_text("words\nRX 680D01000003320106G00192360100EB2E\nRX 680D01000003320106000192360100EB2E1\n");
    record = assert_record(2, 2, 9, "words\nRX\nG00192360100EB2E");
    CU_ASSERT_EQUAL(record->problem, LOG_NO_DIGIT);
    CU_ASSERT_EQUAL(record->problem_line, 2);
    CU_ASSERT_EQUAL(record->problem_at, 22);
    CU_ASSERT_STRING_EQUAL(record->problem_character, "G");
    record = assert_record(3, 3, 17, "RX");
    CU_ASSERT_EQUAL(record->problem, LOG_ODD_DIGITS);
    CU_ASSERT_EQUAL(record->problem_line, 3);
    close_text();
}

static void test_words_beyond_the_bound_are_counted(void)
{
    enum { LINES = 1000 };
    g_autoptr(GString) text = g_string_new(NULL);
    const log_record *record;

    for (int i = 0; i < LINES; i++)
        g_string_append(text, "a line of words that nobody will ever want to read in a packet comment\n");
    g_string_append(text, "RX " BEAT "\n");
    open_text(text->str);
    record = log_records_next(records, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(record);
    CU_ASSERT_TRUE(record->comment->len <= LOG_COMMENT_MAX + 100);
    CU_ASSERT_EQUAL(log_records_account(records)->comment_lines, LINES);
    CU_ASSERT_TRUE(log_records_account(records)->lost_comments > LINES / 2);
    CU_ASSERT_PTR_NOT_NULL(strstr(record->comment->str, "… (+"));
    close_text();
}

static void test_an_endless_run_of_digits_comes_in_records_of_bounded_size(void)
{
    enum { BYTES = 300000 };
    g_autoptr(GString) text = g_string_new("680D");
    const log_record *record;
    size_t total = 0;

    for (int i = 0; i < BYTES; i++)
        g_string_append(text, "20");
    open_text(text->str);
    while ((record = log_records_next(records, NULL)) != NULL) {
        total += record->bytes->len;
        CU_ASSERT_TRUE(record->bytes->len <= 2 * LOG_RECORD_MAX);
    }
    CU_ASSERT_EQUAL(total, BYTES + 2);
    close_text();
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_line_is_a_record),
        STORY(test_a_frame_may_go_on_in_the_next_line),
        STORY(test_a_whole_frame_begins_a_record_of_its_own),
        STORY(test_a_wrong_checksum_that_begins_with_a_start_byte_ends_the_frame),
        STORY(test_rows_of_a_dump_are_one_record),
        STORY(test_words_in_front_are_the_next_records_and_indented_ones_the_last_ones),
        STORY(test_two_frames_of_one_line_are_two_records),
        STORY(test_what_is_wrong_with_the_digits_is_known_by_line_and_place),
        STORY(test_words_beyond_the_bound_are_counted),
        STORY(test_an_endless_run_of_digits_comes_in_records_of_bounded_size),
    };

    return run_suite("log_records", stories, G_N_ELEMENTS(stories));
}
