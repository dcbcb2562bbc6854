/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "log_records.h"

#include <string.h>

#include "catalog/catalog.h"
#include "wire/frame.h"

/* Words of lines, as many as are kept. */
typedef struct words {
    GString *text;
    uint64_t lost;
} words;

struct log_records {
    log_file *log;
    log_scan scan;
    log_line line;
    log_account account;
    log_record open, told; /* the record that is being put together; the one that was told last */
    words open_words;
    bool is_open;
    bool closed;       /* what comes is not part of the open record any more */
    size_t row_offset; /* of the next row; 0: the record is no dump */
    size_t judged;     /* bytes of the open record in front of the frame that is not complete */
    words before;      /* words for the next record */
    log_time time;     /* of lines without digits, for the next record */
    log_word word;
    bool has_more;     /* the line has been scanned already, and has another frame */
    size_t more_after; /* behind this place */
    bool expects_more;
    bool ended;
    GError *failure; /* why it ended early */
};

static void add_words(log_records *records, words *words, const char *text, size_t length)
{
    g_autofree char *stripped = g_strstrip(g_strndup(text, length));

    if (stripped[0] == '\0')
        return;
    if (words->text->len + strlen(stripped) > LOG_COMMENT_MAX) {
        words->lost++;
        records->account.lost_comments++;
        return;
    }
    if (words->text->len > 0)
        g_string_append_c(words->text, '\n');
    g_string_append(words->text, stripped);
}

/* Take the words over, and how many lines are missing from them. */
static void move_words(words *from, words *to)
{
    if (to->text->len > 0 && from->text->len > 0)
        g_string_append_c(to->text, '\n');
    g_string_append_len(to->text, from->text->str, (gssize)from->text->len);
    to->lost += from->lost;
    g_string_truncate(from->text, 0);
    from->lost = 0;
}

static void init_record(log_record *record)
{
    record->bytes = g_byte_array_new();
    record->comment = g_string_new(NULL);
}

log_records *log_records_new(log_file *log)
{
    log_records *records = g_new0(log_records, 1);

    records->log = log;
    init_record(&records->open);
    init_record(&records->told);
    records->open_words.text = g_string_new(NULL);
    records->before.text = g_string_new(NULL);
    records->word = LOG_WORD_NONE;
    return records;
}

void log_records_free(log_records *records)
{
    if (records == NULL)
        return;
    g_byte_array_unref(records->open.bytes);
    g_byte_array_unref(records->told.bytes);
    g_string_free(records->open.comment, TRUE);
    g_string_free(records->told.comment, TRUE);
    g_string_free(records->open_words.text, TRUE);
    g_string_free(records->before.text, TRUE);
    g_clear_error(&records->failure);
    log_scan_clear(&records->scan);
    g_free(records);
}

/* True if the open record ends inside what may become a frame. */
static bool is_unfinished(log_records *records)
{
    const GByteArray *bytes = records->open.bytes;
    ykc_scan found = YKC_SCAN_GARBAGE;
    ykc_frame frame;
    size_t used;

    while (records->judged < bytes->len && found != YKC_SCAN_MORE) {
        found = ykc_frame_scan(bytes->data + records->judged, bytes->len - records->judged, ykc_catalog_fits, &frame, &used);
        records->judged += used;
    }
    return records->judged < bytes->len &&
           !log_ends_with_frame(bytes->data + records->judged, bytes->len - records->judged, &frame);
}

/* Digits by themselves: neither time nor direction, nor other words. */
static bool is_bare(const log_scan *scan, const log_line *line)
{
    if (scan->time.kind != LOG_TIME_NONE || scan->word != LOG_WORD_NONE)
        return false;
    for (size_t i = 0; i < line->length; i++)
        if ((i < scan->hex_start || i >= scan->hex_end) && (g_ascii_isalnum(line->text[i]) || (line->text[i] & 0x80)))
            return false;
    return true;
}

static bool begins_undoubted(const GByteArray *bytes)
{
    return ykc_frame_claims(bytes->data, bytes->len, ykc_catalog_fits);
}

/* True if the digits of the line go on with the open record. */
static bool goes_on(log_records *records)
{
    const log_scan *scan = &records->scan;

    if (!records->is_open || records->closed || records->open.problem != LOG_FINE)
        return false;
    if (records->line.continued)
        return true;
    if (scan->is_row)
        return scan->row_offset != 0 && scan->row_offset == records->row_offset;
    return is_bare(scan, &records->line) && !begins_undoubted(scan->bytes) && is_unfinished(records);
}

static void note_problem(log_records *records)
{
    const log_scan *scan = &records->scan;
    log_record *open = &records->open;

    open->problem = scan->problem;
    open->problem_line = records->line.number;
    open->problem_at = scan->problem_at;
    memcpy(open->problem_character, scan->problem_character, sizeof open->problem_character);
}

static void append_digits(log_records *records)
{
    const log_scan *scan = &records->scan;
    log_record *open = &records->open;

    g_byte_array_append(open->bytes, scan->bytes->data, scan->bytes->len);
    open->last_line = records->line.number;
    if (scan->is_row)
        records->row_offset = scan->row_offset + scan->bytes->len;
    note_problem(records);
}

/* Words of the line of a record: all but its time, its digits and what surrounds the rows of a dump. */
static void take_words_of_line(log_records *records, size_t from)
{
    const log_scan *scan = &records->scan;
    const char *text = records->line.text;
    size_t begin = from == 0 && scan->time.kind != LOG_TIME_NONE ? scan->time.end : from;
    size_t skipped = scan->time.kind != LOG_TIME_NONE ? scan->time.start : 0;

    if (scan->is_row)
        return;
    if (from == 0 && scan->time.kind != LOG_TIME_NONE)
        add_words(records, &records->open_words, text, skipped);
    if (scan->hex_start > begin)
        add_words(records, &records->open_words, text + begin, scan->hex_start - begin);
}

static void take_words_behind(log_records *records)
{
    const log_scan *scan = &records->scan;

    if (!scan->is_row)
        add_words(records, &records->open_words, records->line.text + scan->hex_end, records->line.length - scan->hex_end);
}

static void begin_record(log_records *records, size_t from)
{
    const log_scan *scan = &records->scan;
    log_record *open = &records->open;

    g_byte_array_set_size(open->bytes, 0);
    open->time = scan->time.kind != LOG_TIME_NONE ? scan->time : records->time;
    open->word = scan->word != LOG_WORD_NONE ? scan->word : records->word;
    open->hex = scan->hex;
    open->first_line = records->line.number;
    records->time = (log_time){0};
    records->word = LOG_WORD_NONE;
    records->is_open = true;
    records->closed = false;
    records->row_offset = 0;
    records->judged = 0;
    move_words(&records->before, &records->open_words);
    take_words_of_line(records, from);
    append_digits(records);
}

/* The open record is whole: it becomes the one that is told. */
static const log_record *finish_record(log_records *records)
{
    log_record whole = records->open;

    g_string_assign(whole.comment, records->open_words.text->str);
    if (records->open_words.lost > 0)
        g_string_append_printf(whole.comment, "\n… (+%" G_GUINT64_FORMAT ")", records->open_words.lost);
    g_string_truncate(records->open_words.text, 0);
    records->open_words.lost = 0;
    records->open = records->told;
    records->told = whole;
    records->is_open = false;
    return &records->told;
}

static void take_text(log_records *records)
{
    const log_line *line = &records->line;
    const log_scan *scan = &records->scan;
    bool is_blank = strspn(line->text, " \t\r") == line->length;
    bool is_behind = records->is_open && scan->time.kind == LOG_TIME_NONE && (line->text[0] == ' ' || line->text[0] == '\t');

    records->closed = true;
    if (is_blank)
        return;
    records->account.comment_lines += !line->continued;
    add_words(records, is_behind ? &records->open_words : &records->before, line->text, line->length);
    if (scan->time.kind != LOG_TIME_NONE)
        records->time = scan->time;
    if (scan->time.kind != LOG_TIME_NONE || scan->word != LOG_WORD_NONE)
        records->word = scan->word;
}

static bool read_line(log_records *records)
{
    bool is_inside;

    if (!log_file_next(records->log, &records->line, &records->failure)) {
        records->ended = true;
        return false;
    }
    records->account.lines += !records->line.continued;
    records->account.damaged_lines += records->line.damaged && !records->line.continued;
    is_inside = records->is_open && !records->closed;
    log_scan_line(&records->scan, &records->line, is_inside ? records->row_offset : 0,
                  records->expects_more || (records->is_open && is_unfinished(records)));
    return true;
}

/* Begin a record with the digits of the line; what was open before is told. */
static const log_record *next_of_line(log_records *records, size_t from)
{
    const log_record *whole = records->is_open ? finish_record(records) : NULL;

    begin_record(records, from);
    records->more_after = records->scan.hex_end;
    records->has_more = log_scan_more(&records->scan, &records->line);
    if (!records->has_more)
        take_words_behind(records);
    return whole;
}

/* The digits of the line go on with the open record, or with another one where it is full. */
static const log_record *go_on(log_records *records)
{
    const log_record *whole = NULL;

    if (records->open.bytes->len < LOG_RECORD_MAX) {
        append_digits(records);
        return NULL;
    }
    whole = finish_record(records);
    begin_record(records, records->line.length);
    records->open.hex = LOG_HEX_BYTES;
    return whole;
}

const log_record *log_records_next(log_records *records, GError **error)
{
    const log_record *whole = NULL;

    while (whole == NULL && !records->ended) {
        if (records->has_more)
            whole = next_of_line(records, records->more_after);
        else if (!read_line(records))
            break;
        else if (records->scan.hex == LOG_HEX_NONE)
            take_text(records);
        else
            whole = goes_on(records) ? go_on(records) : next_of_line(records, 0);
    }
    if (whole == NULL && records->is_open)
        whole = finish_record(records);
    if (whole == NULL && records->failure != NULL)
        g_propagate_error(error, g_steal_pointer(&records->failure));
    return whole;
}

void log_records_expect(log_records *records, bool unfinished)
{
    records->expects_more = unfinished;
}

const char *log_records_rest(const log_records *records)
{
    return records->before.text->str;
}

const log_account *log_records_account(const log_records *records)
{
    return &records->account;
}
