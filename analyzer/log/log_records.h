/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The records of a log: bytes that were sent or received at one time, from one line or from several, with the words around them.
 *
 * Rows of a dump, and lines of nothing but digits behind a frame that is not complete, belong to the record before. The time and
 * direction of a line without digits are those of the record that follows. Its words become that record's comment; but a line
 * that is indented and has no time of its own belongs to the record before it.
 */
#ifndef YKC_LOG_RECORDS_H
#define YKC_LOG_RECORDS_H

#include "log_scan.h"

enum {
    LOG_RECORD_MAX = 64 << 10, /**< bytes after which a record goes on as another one */
    LOG_COMMENT_MAX = 16 << 10 /**< bytes of words that are kept for one record; the number of lines beyond is told in it */
};

/** One record. */
typedef struct log_record {
    log_time time; /**< of its first line, or of the line in front */
    log_word word;
    GByteArray *bytes;
    GString *comment; /**< words in front of it, of its own lines, and behind it; lines end in "\n" but for the last */
    uint64_t first_line, last_line;
    log_hex hex;         /**< of its first line, never LOG_HEX_NONE */
    log_problem problem; /**< of its last line */
    uint64_t problem_line;
    size_t problem_at;
    char problem_character[8];
} log_record;

/** What a log came to, beside its records. */
typedef struct log_account {
    uint64_t lines, damaged_lines;
    uint64_t comment_lines; /**< without digits, but with words */
    uint64_t lost_comments; /**< of these, how many did not fit into a comment */
} log_account;

/** Takes records off a log; opaque. */
typedef struct log_records log_records;

/** @param log stays the caller's, and has to outlive the records */
log_records *log_records_new(log_file *log);

void log_records_free(log_records *records);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(log_records, log_records_free)

/**
 * The next record.
 *
 * @return it, valid until the next call; NULL at the end, or with @p error set if reading fails
 */
const log_record *log_records_next(log_records *records, GError **error);

/** Say whether frames of records that were told may still go on: then digits that are nothing by themselves become records too.
 */
void log_records_expect(log_records *records, bool unfinished);

/** Words behind the last record, once there are no more; empty if there are none. */
const char *log_records_rest(const log_records *records);

const log_account *log_records_account(const log_records *records);

#endif
