/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * What one line of a log holds: a time, a direction, bytes written as hex digits, and words.
 *
 * Digits may stand together or in groups, with blanks, commas, semicolons, colons, hyphens or bars between them, with 0x or \x in
 * front or an H behind, or as the rows of a dump with an offset in front and characters behind. What else looks like hex in a
 * line, pile numbers and serials, times, words like "add", is told from a frame by how frames begin.
 */
#ifndef YKC_LOG_SCAN_H
#define YKC_LOG_SCAN_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "log_file.h"
#include "log_time.h"
#include "log_words.h"
#include "wire/frame.h"

/** What the hex digits of a line are. */
typedef enum log_hex {
    LOG_HEX_NONE,   /**< there are none, or none that look like bytes of frames */
    LOG_HEX_FRAME,  /**< they begin with a frame, or with what could be the beginning of one */
    LOG_HEX_BYTES,  /**< the line has nothing else, but no frame begins with them: the rest of one, or garbage */
    LOG_HEX_SENT,   /**< the same at the end of a line that tells a direction */
    LOG_HEX_NUMBERS /**< digits at the end of a line of words: the rest of a frame if they fit, else just numbers */
} log_hex;

/** What is wrong with them. */
typedef enum log_problem {
    LOG_FINE,
    LOG_ODD_DIGITS, /**< half a byte is missing: the last digit is left out */
    LOG_NO_DIGIT    /**< a character that is no hex digit: the frame ends in front of it */
} log_problem;

/** What a line holds. The bytes are kept from line to line to save allocations; log_scan_clear() releases them. */
typedef struct log_scan {
    log_time time;
    log_word word;
    log_hex hex;
    GByteArray *bytes;
    size_t hex_start, hex_end; /**< where in the line the digits are */
    bool is_row;               /**< a row of a dump */
    size_t row_offset;         /**< its offset */
    log_problem problem;
    size_t problem_at;         /**< where in the line, counted in characters from 1 */
    char problem_character[8]; /**< LOG_NO_DIGIT: the character, UTF-8 */
} log_scan;

/**
 * Take a line apart.
 *
 * @param line       UTF-8, with a NUL behind its @c length bytes
 * @param row_offset offset that the next row of a dump would have; 0: none is open
 * @param unfinished a frame has begun, and may go on in this line: LOG_HEX_NUMBERS is of interest
 * @param scan       filled; all zeros before the first line
 */
void log_scan_line(log_scan *scan, const log_line *line, size_t row_offset, bool unfinished);

/**
 * Look for a frame behind the digits that were found in the line: "req=68… resp=68…". @c time stays.
 *
 * @return false, with @p scan as it was but for its bytes, if there is none
 */
bool log_scan_more(log_scan *scan, const log_line *line);

void log_scan_clear(log_scan *scan);

/**
 * True if bytes are a frame with a wrong checksum, and end with it.
 *
 * In a stream the scanner waits if another frame could begin in its last bytes, as in a checksum with 0x68 in it. In a log the
 * record is over there: whatever comes next is looked at as if it were zeros.
 *
 * @param frame filled; points into @p bytes
 */
bool log_ends_with_frame(const uint8_t *bytes, size_t length, ykc_frame *frame);

#endif
