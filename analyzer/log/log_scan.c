/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "log_scan.h"

#include <string.h>

#include "catalog/catalog.h"
#include "wire/frame.h"

enum {
    JUDGED_MAX = 8 * YKC_FRAME_SIZE_MAX, /* characters of the line that are looked at for that: of the longest frame */
    CANDIDATES_MAX = 64,                 /* places in a line that are judged as beginnings of a frame */
    BYTES_MIN = 4,                       /* fewer are no part of a frame by themselves */
    ROW_DIGITS_MIN = 4,                  /* of the offset of a row of a dump */
    ROW_DIGITS_MAX = 8,
    ROW_BYTES_MAX = 64,
    ROW_MIDDLE = 8,         /* bytes in front of the gap in its middle */
    LEADING_MIN = 4,        /* that many bytes in front of a frame are no number of a line or a gun */
    NUMBER_DIGITS_MAX = 32, /* of piles, cards, serials */
    BROKEN_WORD_MIN = 12,   /* digits of a word that is one long run of hex but for a wrong character */
    BROKEN_WORD_SHARE = 8,  /* of that many characters one may be wrong */
    ELEMENT_DIGITS = 2
};

/* A word of hex digits. */
typedef struct word {
    size_t start, digits, end; /* end: behind an H that belongs to it */
    bool odd;
} word;

/* Words one after another, with nothing but separators in between. */
typedef struct run {
    size_t start, end;
    size_t words, digits;
    bool uniform; /* every word but the first is of one or two digits */
} run;

/* Where the bytes of a run begin in the line. */
typedef struct text {
    const char *at;
    size_t start, end; /* what is looked at */
} text;

static bool is_word_character(char character)
{
    return g_ascii_isalnum(character) || character == '_';
}

static bool is_separator(char character)
{
    return character != '\0' && strchr(" \t,;:-|'\"", character) != NULL;
}

static size_t prefix_of(const text *text, size_t at)
{
    const char *line = text->at;

    if (at + 2 < text->end && ((line[at] == '0' && (line[at + 1] == 'x' || line[at + 1] == 'X')) ||
                               (line[at] == '\\' && (line[at + 1] == 'x' || line[at + 1] == 'X'))))
        return 2;
    return 0;
}

/* Read the word of hex digits at @p at, which is where a word begins. \x68\x22 is several words. */
static bool read_word(const text *text, size_t at, word *word)
{
    size_t prefix = prefix_of(text, at);

    word->start = at + prefix;
    word->digits = 0;
    while (word->start + word->digits < text->end && g_ascii_isxdigit(text->at[word->start + word->digits]))
        word->digits++;
    word->end = word->start + word->digits;
    word->odd = word->digits % 2 == 1 && word->digits > 1;
    if (word->digits == ELEMENT_DIGITS && prefix == 0 && word->end < text->end &&
        (text->at[word->end] == 'H' || text->at[word->end] == 'h'))
        word->end++;
    return word->digits > 0 && (word->end == text->end || !is_word_character(text->at[word->end]));
}

/* The longest run of words from @p at on; false if no word is there. A word of three or more digits that are odd ends it. */
static bool read_run(const text *text, size_t at, run *run)
{
    word word;

    *run = (struct run){.start = at, .end = at, .uniform = true};
    while (at < text->end && read_word(text, at, &word)) {
        run->uniform = run->uniform && (run->words == 0 || word.digits <= ELEMENT_DIGITS);
        run->words++;
        run->digits += word.digits;
        run->end = at = word.end;
        if (word.odd)
            break;
        while (at < text->end && is_separator(text->at[at]))
            at++;
    }
    return run->words > 0;
}

/* Add the bytes of a run from @p at on; one digit by itself is a byte too, as "%x" writes it. */
static void add_bytes(GByteArray *bytes, const text *text, size_t at, size_t end)
{
    struct text part = {text->at, at, end};
    word word;

    while (at < end && read_word(&part, at, &word)) {
        size_t digit = word.start;

        if (word.digits == 1) {
            uint8_t byte = (uint8_t)g_ascii_xdigit_value(text->at[digit]);

            g_byte_array_append(bytes, &byte, 1);
        }
        for (; digit + 1 < word.start + word.digits; digit += ELEMENT_DIGITS) {
            uint8_t byte = (uint8_t)(g_ascii_xdigit_value(text->at[digit]) << 4 | g_ascii_xdigit_value(text->at[digit + 1]));

            g_byte_array_append(bytes, &byte, 1);
        }
        at = word.end;
        while (at < end && is_separator(text->at[at]))
            at++;
    }
}

/* How much bytes look like a frame; 0: not at all. */
typedef enum likeness { NO_FRAME, BEGINNING, COMPLETE, UNDOUBTED } likeness;

static likeness likeness_of(const uint8_t *bytes, size_t length)
{
    if (ykc_frame_form_at(bytes, length, ykc_catalog_fits) != YKC_FORM_SHORT)
        return ykc_frame_claims(bytes, length, ykc_catalog_fits) ? UNDOUBTED : BEGINNING;
    if (length == 0 || bytes[0] != YKC_FRAME_START ||
        (length > YKC_FRAME_AT_LENGTH && bytes[YKC_FRAME_AT_LENGTH] < YKC_FRAME_LENGTH_MIN) ||
        (length > YKC_FRAME_AT_ENCRYPTION && bytes[YKC_FRAME_AT_ENCRYPTION] > YKC_ENCRYPTED))
        return NO_FRAME;
    if (length < YKC_FRAME_HEADER || length < (size_t)bytes[YKC_FRAME_AT_LENGTH] + YKC_FRAME_OVERHEAD)
        return BEGINNING;
    return ykc_frame_claims(bytes, length, ykc_catalog_fits) ? UNDOUBTED : COMPLETE;
}

/* The best beginning of a frame so far. */
typedef struct choice {
    likeness likeness;
    size_t start;
    run run;
    unsigned judged;
} choice;

static bool is_blank(const text *text, size_t start, size_t end)
{
    for (; start < end; start++)
        if (is_word_character(text->at[start]) || (text->at[start] & 0x80))
            return false;
    return true;
}

/* Among other words a frame that is cut short has to look the more like one: numbers begin with 68 too. */
static bool is_beginning(const text *text, const run *run, const GByteArray *bytes)
{
    if (is_blank(text, run->end, text->end) &&
        (is_blank(text, text->start, run->start) || log_word_find(text->at, run->start) != LOG_WORD_NONE))
        return true;
    return bytes->len >= YKC_FRAME_HEADER &&
           (ykc_frame_form_at(bytes->data, bytes->len, ykc_catalog_fits) != YKC_FORM_SHORT ||
            ykc_catalog_fits(YKC_FORM_SHORT, bytes->data[YKC_FRAME_AT_TYPE], bytes->data[YKC_FRAME_AT_ENCRYPTION],
                             bytes->data[YKC_FRAME_AT_LENGTH] - YKC_FRAME_LENGTH_MIN));
}

static bool begins_with_start_byte(const text *text, const word *word)
{
    return word->digits > 1 && text->at[word->start] == '6' && text->at[word->start + 1] == '8';
}

/* Judge every word of a run that begins with the start byte. */
static void judge_run(const text *text, const run *run, choice *choice, GByteArray *bytes)
{
    size_t at = run->start;
    word word;

    while (at < run->end && choice->judged < CANDIDATES_MAX && choice->likeness < UNDOUBTED && read_word(text, at, &word)) {
        if (begins_with_start_byte(text, &word)) {
            likeness likeness;

            choice->judged++;
            g_byte_array_set_size(bytes, 0);
            add_bytes(bytes, text, at, MIN(run->end, at + JUDGED_MAX));
            likeness = likeness_of(bytes->data, bytes->len);
            if (likeness > choice->likeness && (likeness > BEGINNING || is_beginning(text, run, bytes))) {
                choice->likeness = likeness;
                choice->start = at;
                choice->run = *run;
            }
        }
        at = word.end;
        while (at < run->end && is_separator(text->at[at]))
            at++;
    }
}

/* A long word with a character in it that is no digit; its run ends where the good digits end. */
static bool read_broken_word(const text *text, size_t at, run *run)
{
    size_t end = at, wrong = 0, good = 0;

    while (end < text->end && is_word_character(text->at[end])) {
        bool is_digit = g_ascii_isxdigit(text->at[end]);

        wrong += !is_digit;
        good += is_digit && wrong == 0;
        end++;
    }
    if (end - at < BROKEN_WORD_MIN || wrong * BROKEN_WORD_SHARE > end - at || strncmp(text->at + at, "68", 2) != 0)
        return false;
    *run = (struct run){.start = at, .end = at + good, .words = 1, .digits = good, .uniform = true};
    return true;
}

/* Bytes word by word that begin with the start byte, then a word of two characters that is no byte, then more bytes. */
static bool is_broken(const text *text, const run *run)
{
    size_t at = run->end, end;
    struct run rest;

    if (!run->uniform || run->digits != run->words * ELEMENT_DIGITS || strncmp(text->at + run->start, "68", 2) != 0)
        return false;
    while (at < text->end && is_separator(text->at[at]))
        at++;
    for (end = at; end < text->end && is_word_character(text->at[end]); end++)
        continue;
    if (at == run->end || end - at != ELEMENT_DIGITS)
        return false;
    while (end < text->end && is_separator(text->at[end]))
        end++;
    return read_run(text, end, &rest) && rest.uniform && rest.words >= LEADING_MIN;
}

/* Look for the frame, and remember the longest run and the last one in case there is none. */
static void find_frame(const text *text, choice *choice, run *longest, run *last, GByteArray *bytes)
{
    size_t at = text->start;
    run run;

    while (at < text->end) {
        bool begins = (at == text->start || !is_word_character(text->at[at - 1]) || prefix_of(text, at) > 0) &&
                      (is_word_character(text->at[at]) || text->at[at] == '\\');

        bool is_run = begins && read_run(text, at, &run);

        if (is_run || (begins && read_broken_word(text, at, &run))) {
            judge_run(text, &run, choice, bytes);
            if (choice->likeness == NO_FRAME && (!is_run || is_broken(text, &run)))
                *choice = (struct choice){.likeness = BEGINNING, .start = run.start, .run = run};
            if (run.digits > longest->digits)
                *longest = run;
            *last = run;
            at = run.end;
        }
        at++;
    }
}

/* Which character of the line the byte at @p at is of, from 1. */
static size_t column_of(const text *text, size_t at)
{
    return (size_t)g_utf8_strlen(text->at, (gssize)at) + 1;
}

static void set_problem(log_scan *scan, const text *text, log_problem problem, size_t at)
{
    scan->problem = problem;
    scan->problem_at = column_of(text, at);
    scan->problem_character[0] = '\0';
    if (problem == LOG_NO_DIGIT) {
        size_t size = (size_t)(g_utf8_next_char(text->at + at) - (text->at + at));

        memcpy(scan->problem_character, text->at + at, MIN(size, sizeof scan->problem_character - 1));
        scan->problem_character[MIN(size, sizeof scan->problem_character - 1)] = '\0';
    }
}

/* The size that a frame says it has; 0: that is not there. */
static size_t declared_size(const GByteArray *bytes)
{
    ykc_form form = ykc_frame_form_at(bytes->data, bytes->len, ykc_catalog_fits);

    return bytes->len > YKC_FRAME_AT_LENGTH ? ykc_frame_declared_size(bytes->data, form) : 0;
}

/* Behind the digits of a frame that is not complete: the digits are odd, or something stands where the next one should. */
static void find_problem(log_scan *scan, const text *text, const run *run)
{
    const char *line = text->at;
    size_t last = run->end, at = run->end;

    while (last > run->start && g_ascii_isxdigit(line[last - 1]))
        last--;
    if ((run->end - last) % 2 == 1 && run->end - last > 1) {
        bool broken = at < text->end && is_word_character(line[at]);

        set_problem(scan, text, broken ? LOG_NO_DIGIT : LOG_ODD_DIGITS, broken ? at : run->end - 1);
        return;
    }
    while (at < text->end && is_separator(line[at]))
        at++;
    if (at == text->end || scan->bytes->len >= declared_size(scan->bytes))
        return;
    /* A word as long as the others, with a character in it that is no digit. */
    for (size_t end = at; end < text->end && is_word_character(line[end]) && end - at < ELEMENT_DIGITS; end++)
        if (!g_ascii_isxdigit(line[end]) && (at == run->end || run->words > 1)) {
            set_problem(scan, text, LOG_NO_DIGIT, end);
            return;
        }
}

/* Bytes directly in front of a frame, of the same form, are what came before it on the wire. */
static size_t with_leading_bytes(const text *text, const choice *choice)
{
    run before;
    struct text part = {text->at, choice->run.start, choice->start};

    if (choice->start == choice->run.start || !read_run(&part, part.start, &before) || !choice->run.uniform ||
        before.words < LEADING_MIN || before.digits != before.words * ELEMENT_DIGITS)
        return choice->start;
    return choice->run.start;
}

/* A frame inside a run, where no word begins with it. */
static bool has_frame_inside(const GByteArray *bytes)
{
    for (size_t i = 0; i < bytes->len; i++)
        if (bytes->data[i] == YKC_FRAME_START && likeness_of(bytes->data + i, bytes->len - i) == UNDOUBTED)
            return true;
    return false;
}

static void take(log_scan *scan, const text *text, log_hex hex, size_t start, const run *run)
{
    scan->hex = hex;
    scan->hex_start = start;
    scan->hex_end = run->end;
    g_byte_array_set_size(scan->bytes, 0);
    add_bytes(scan->bytes, text, start, run->end);
    find_problem(scan, text, run);
}

/* A number is of decimal digits, and not as long as all but the shortest frames. */
static bool is_number(const text *text, const run *run)
{
    for (size_t at = run->start; at < run->end; at++)
        if (g_ascii_isalpha(text->at[at]))
            return false;
    return run->words == 1 && run->digits <= NUMBER_DIGITS_MAX;
}

/* What digits are with which no frame begins. */
static log_hex hex_of(const text *text, const run *run, bool unfinished)
{
    size_t bytes = run->digits / ELEMENT_DIGITS;

    if (!is_blank(text, run->end, text->end))
        return LOG_HEX_NONE;
    if (is_blank(text, text->start, run->start) && bytes >= BYTES_MIN)
        return LOG_HEX_BYTES;
    if (bytes >= BYTES_MIN && !is_number(text, run) && log_word_find(text->at, run->start) != LOG_WORD_NONE)
        return LOG_HEX_SENT;
    return unfinished && bytes > 0 && run->digits % ELEMENT_DIGITS == 0 ? LOG_HEX_NUMBERS : LOG_HEX_NONE;
}

static void scan_hex(log_scan *scan, const text *text, bool unfinished)
{
    choice choice = {0};
    run longest = {0}, last = {0};
    log_hex hex;

    find_frame(text, &choice, &longest, &last, scan->bytes);
    if (choice.likeness > NO_FRAME) {
        take(scan, text, LOG_HEX_FRAME, with_leading_bytes(text, &choice), &choice.run);
        return;
    }
    g_byte_array_set_size(scan->bytes, 0);
    if (longest.digits == 0)
        return;
    add_bytes(scan->bytes, text, longest.start, longest.end);
    if (has_frame_inside(scan->bytes)) {
        take(scan, text, LOG_HEX_FRAME, longest.start, &longest);
        return;
    }
    g_byte_array_set_size(scan->bytes, 0);
    hex = hex_of(text, &last, unfinished);
    if (hex != LOG_HEX_NONE)
        take(scan, text, hex, last.start, &last);
}

/* --- Rows of dumps --- */

/* The offset in front of a row: digits, then a colon, a bar or a gap; or the very offset that is expected. */
static size_t read_row_offset(const text *text, size_t expected, size_t *offset)
{
    const char *line = text->at;
    size_t at = text->start, digits = 0;
    word word;

    while (at < text->end && (line[at] == ' ' || line[at] == '\t' || line[at] == '|'))
        at++;
    at += prefix_of(text, at);
    *offset = 0;
    while (at < text->end && g_ascii_isxdigit(line[at]) && digits <= ROW_DIGITS_MAX) {
        *offset = *offset << 4 | (size_t)g_ascii_xdigit_value(line[at++]);
        digits++;
    }
    if (digits < ROW_DIGITS_MIN || digits > ROW_DIGITS_MAX || (*offset != 0 && *offset != expected) || at >= text->end)
        return 0;
    if (line[at] == ':' || line[at] == '|' || strncmp(line + at, "  ", 2) == 0)
        return at + 1;
    if (line[at] == ' ' && *offset == expected && read_word(text, at + 1, &word) && word.digits == ELEMENT_DIGITS)
        return at + 1;
    return line[at] == 'h' && at + 1 < text->end && (line[at + 1] == ':' || line[at + 1] == ' ') ? at + 2 : 0;
}

/* "07 03 17": more bytes of a row that has a gap in its middle. */
static bool is_pairs(const char *characters)
{
    for (; g_ascii_isxdigit(characters[0]) && g_ascii_isxdigit(characters[1]) && (characters[2] == ' ' || characters[2] == '\0');
         characters += 3)
        if (characters[2] == '\0')
            return true;
    return false;
}

/* Behind a gap are the characters of the row, as many as its bytes or fewer, unless it is the gap in the middle of a row. */
static bool are_characters(const text *text, size_t gap, size_t rest, const GByteArray *bytes)
{
    const char *characters = text->at + rest;
    size_t count = (size_t)g_utf8_strlen(characters, (gssize)(text->end - rest));
    bool is_middle = gap == 2 && bytes->len == ROW_MIDDLE && is_pairs(characters);

    return *characters == '|' || (gap >= 2 && !is_middle && count <= bytes->len);
}

/* Where the bytes of a row end: the characters behind them may look like digits. */
static size_t row_end(const text *text, GByteArray *bytes)
{
    const char *line = text->at;
    size_t at = text->start, rest;

    while (at < text->end) {
        while (at < text->end && line[at] != ' ' && line[at] != '\t' && line[at] != '|')
            at++;
        for (rest = at; rest < text->end && (line[rest] == ' ' || line[rest] == '\t'); rest++)
            continue;
        if (rest == text->end)
            return at;
        g_byte_array_set_size(bytes, 0);
        add_bytes(bytes, text, text->start, at);
        if (bytes->len > ROW_BYTES_MAX || are_characters(text, rest - at, rest, bytes))
            return at;
        at = rest;
    }
    return text->end;
}

/* All bytes of a row are its, whatever they look like. */
static void scan_row(log_scan *scan, const text *text)
{
    run run;

    if (!read_run(text, text->start, &run))
        return;
    take(scan, text, LOG_HEX_BYTES, run.start, &run);
    if (scan->row_offset == 0 && likeness_of(scan->bytes->data, scan->bytes->len) > NO_FRAME)
        scan->hex = LOG_HEX_FRAME;
}

/* --- */

/* A further piece of a long line: whatever its digits are, they go on where the piece before ended. */
static void scan_piece(log_scan *scan, const text *text)
{
    run run;

    if (read_run(text, text->start, &run))
        take(scan, text, LOG_HEX_BYTES, run.start, &run);
    else
        scan_hex(scan, text, false);
}

static void begin(log_scan *scan)
{
    if (scan->bytes == NULL)
        scan->bytes = g_byte_array_new();
    g_byte_array_set_size(scan->bytes, 0);
    scan->hex = LOG_HEX_NONE;
    scan->word = LOG_WORD_NONE;
    scan->problem = LOG_FINE;
    scan->is_row = false;
}

static bool take_row(log_scan *scan, text *text, size_t row_offset)
{
    size_t first = read_row_offset(text, row_offset, &scan->row_offset);

    if (first == 0)
        return false;
    text->start = first;
    while (text->start < text->end && is_separator(text->at[text->start]))
        text->start++;
    text->end = row_end(text, scan->bytes);
    scan_row(scan, text);
    scan->is_row = scan->hex != LOG_HEX_NONE;
    return scan->is_row;
}

static void find_word(log_scan *scan, const log_line *line)
{
    scan->word = log_word_find(line->text, scan->hex == LOG_HEX_NONE ? line->length : scan->hex_start);
    if (scan->hex != LOG_HEX_NONE && scan->word == LOG_WORD_NONE)
        scan->word = log_word_find(line->text + scan->hex_end, line->length - scan->hex_end);
}

void log_scan_line(log_scan *scan, const log_line *line, size_t row_offset, bool unfinished)
{
    text text = {line->text, 0, line->length};

    begin(scan);
    scan->time = (log_time){0};
    if (line->continued) {
        while (text.start < text.end && is_separator(text.at[text.start]))
            text.start++;
        scan_piece(scan, &text);
        return;
    }
    if (take_row(scan, &text, row_offset))
        return;
    text = (struct text){line->text, 0, line->length};
    log_time_find(line->text, line->length, &scan->time);
    if (scan->time.kind != LOG_TIME_NONE)
        text.start = scan->time.end;
    if (!take_row(scan, &text, row_offset)) {
        text = (struct text){line->text, text.start, line->length};
        scan_hex(scan, &text, unfinished);
    }
    find_word(scan, line);
}

bool log_scan_more(log_scan *scan, const log_line *line)
{
    text text = {line->text, scan->hex_end, line->length};
    log_scan before = *scan;

    if (scan->is_row || scan->hex == LOG_HEX_NONE || scan->problem != LOG_FINE)
        return false;
    begin(scan);
    scan_hex(scan, &text, false);
    if (scan->hex != LOG_HEX_FRAME) {
        *scan = before;
        return false;
    }
    scan->word = log_word_find(line->text + text.start, scan->hex_start - text.start);
    return true;
}

void log_scan_clear(log_scan *scan)
{
    if (scan->bytes != NULL)
        g_byte_array_unref(scan->bytes);
    *scan = (log_scan){0};
}

bool log_ends_with_frame(const uint8_t *bytes, size_t length, ykc_frame *frame)
{
    uint8_t ended[2 * YKC_FRAME_LOOKAHEAD] = {0};
    size_t used;

    if (length > YKC_FRAME_LOOKAHEAD)
        return false;
    memcpy(ended, bytes, length);
    if (ykc_frame_scan(ended, sizeof ended, ykc_catalog_fits, frame, &used) != YKC_SCAN_FRAME || used != length)
        return false;
    frame->body = bytes + (frame->body - frame->bytes);
    frame->bytes = bytes;
    return true;
}
