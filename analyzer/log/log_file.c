/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "log_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/decompress.h"
#include "text.h"

enum {
    READ_SIZE = 64 << 10,
    MAGIC = 4,    /* bytes that tell captures and compressed files */
    PROBE = 4096, /* bytes that are looked at for zeros */
    REPLACEMENT = 0xFFFD
};

typedef enum encoding { BYTES, UTF_16_LE, UTF_16_BE } encoding; /* BYTES: UTF-8 or GB18030, each line as it is */

struct log_file {
    char *name;
    source *source; /* decompressed; NULL: all of it is in the buffer */
    GByteArray *buffer;
    size_t start; /* of the next line in the buffer */
    bool ended;   /* nothing follows what is in the buffer */
    encoding encoding;
    char *text; /* of the line that was told last */
    uint64_t number, gbk_lines;
    bool inside; /* the last piece did not end its line */
    ykc_language language;
};

G_DEFINE_QUARK(log_error, log_error)

static bool fill(log_file *log, GError **error)
{
    size_t had;
    ssize_t got;

    if (log->ended)
        return true;
    g_byte_array_remove_range(log->buffer, 0, (guint)log->start);
    log->start = 0;
    had = log->buffer->len;
    g_byte_array_set_size(log->buffer, (guint)(had + READ_SIZE));
    got = log->source->read(log->source, log->buffer->data + had, READ_SIZE);
    g_byte_array_set_size(log->buffer, (guint)(had + (size_t)MAX(got, 0)));
    log->ended = got <= 0;
    if (got < 0) {
        text_set_error(error, LOG_ERROR, LOG_ERROR_READ, TEXT_LOG_UNREADABLE, log->language, log->name, log->number,
                       g_strerror(errno));
        return false;
    }
    return true;
}

/* False, and an error, if the log is compressed and cannot be decompressed to its end. */
static bool check_end(const log_file *log, GError **error)
{
    const char *reason = NULL;

    if (log->source == NULL)
        return true;
    switch (decompress_get_state(log->source, &reason)) {
    case DECOMPRESS_CUT:
        text_set_error(error, LOG_ERROR, LOG_ERROR_READ, TEXT_LOG_COMPRESSED_CUT, log->language, log->name, log->number);
        return false;
    case DECOMPRESS_DAMAGED:
        text_set_error(error, LOG_ERROR, LOG_ERROR_READ, TEXT_LOG_COMPRESSED_DAMAGED, log->language, log->name, log->number,
                       reason);
        return false;
    case DECOMPRESS_WHOLE:
        break;
    }
    return true;
}

/* Every other byte of text in UTF-16 is zero, as far as it is ASCII; in no other text any is. */
static encoding guess_encoding(const uint8_t *bytes, size_t length)
{
    size_t zeros[2] = {0};

    if (length >= 2 && bytes[0] == 0xFF && bytes[1] == 0xFE)
        return UTF_16_LE;
    if (length >= 2 && bytes[0] == 0xFE && bytes[1] == 0xFF)
        return UTF_16_BE;
    length = MIN(length, PROBE);
    for (size_t i = 0; i < length; i++)
        zeros[i % 2] += bytes[i] == 0;
    if (zeros[1] > length / 5 && zeros[0] < zeros[1] / 10)
        return UTF_16_LE;
    if (zeros[0] > length / 5 && zeros[1] < zeros[0] / 10)
        return UTF_16_BE;
    return BYTES;
}

static void begin(log_file *log)
{
    static const uint8_t mark[] = {0xEF, 0xBB, 0xBF};
    const uint8_t *bytes = log->buffer->data;
    size_t length = log->buffer->len;

    log->encoding = guess_encoding(bytes, length);
    if (log->encoding != BYTES && (bytes[0] == 0xFF || bytes[0] == 0xFE))
        log->start = 2;
    else if (length >= sizeof mark && memcmp(bytes, mark, sizeof mark) == 0)
        log->start = sizeof mark;
}

static bool is_capture(const uint8_t *bytes, size_t length)
{
    /* clang-format off: one a line */
    static const uint8_t magics[][MAGIC] = {
        {0xD4, 0xC3, 0xB2, 0xA1}, {0xA1, 0xB2, 0xC3, 0xD4}, {0x4D, 0x3C, 0xB2, 0xA1},
        {0xA1, 0xB2, 0x3C, 0x4D}, {0x0A, 0x0D, 0x0D, 0x0A},
    };
    /* clang-format on */

    for (size_t i = 0; length >= MAGIC && i < G_N_ELEMENTS(magics); i++)
        if (memcmp(bytes, magics[i], MAGIC) == 0)
            return true;
    return false;
}

/* What is not looked through (decompress.h). */
static bool is_compressed(const uint8_t *bytes, size_t length)
{
    /* xz, whose 7 would belong to a hexadecimal escape; bzip2, 7-Zip, the old frames of lz4 */
    static const char *const magics[] = {"\3757zX", "BZh", "7z\xBC\xAF", "\x02\x21\x4C\x18"};

    for (size_t i = 0; i < G_N_ELEMENTS(magics); i++)
        if (length >= strlen(magics[i]) && memcmp(bytes, magics[i], strlen(magics[i])) == 0)
            return true;
    return length > 2 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] < ' ';
}

static bool check_format(log_file *log, GError **error)
{
    const uint8_t *bytes = log->buffer->data;
    size_t length = log->buffer->len;
    text_id wrong;

    if (length == 0 && !check_end(log, error))
        return false;
    if (length == 0)
        wrong = TEXT_LOG_EMPTY;
    else if (is_capture(bytes, length))
        wrong = TEXT_LOG_CAPTURE;
    else if (is_compressed(bytes, length))
        wrong = TEXT_LOG_COMPRESSED;
    else
        return true;
    text_set_error(error, LOG_ERROR, LOG_ERROR_FORMAT, wrong, log->language, log->name);
    return false;
}

static bool open_standard_input(log_file *log, GError **error)
{
    if (isatty(STDIN_FILENO)) {
        text_set_error(error, LOG_ERROR, LOG_ERROR_OPEN, TEXT_LOG_TERMINAL, log->language);
        return false;
    }
    log->source = decompress_new(source_of_descriptor(STDIN_FILENO));
    return true;
}

static bool open_path(log_file *log, const char *path, GError **error)
{
    struct stat about;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);

    if (descriptor < 0) {
        text_set_error(error, LOG_ERROR, LOG_ERROR_OPEN, errno == ENOENT ? TEXT_FILE_NOT_FOUND : TEXT_FILE_NOT_ALLOWED,
                       log->language, log->name, g_strerror(errno));
        return false;
    }
    log->source = decompress_new(source_of_descriptor(descriptor));
    if (fstat(descriptor, &about) == 0 && S_ISDIR(about.st_mode)) {
        text_set_error(error, LOG_ERROR, LOG_ERROR_OPEN, TEXT_LOG_FOLDER, log->language, log->name);
        return false;
    }
    return true;
}

static log_file *new_log(char *name, ykc_language language)
{
    log_file *log = g_new0(log_file, 1);

    log->name = name;
    log->buffer = g_byte_array_new();
    log->language = language;
    return log;
}

/* Read so much that its form can be told. */
static bool read_head(log_file *log, GError **error)
{
    while (log->buffer->len < PROBE && !log->ended)
        if (!fill(log, error))
            return false;
    return check_format(log, error);
}

log_file *log_file_open(const char *path, ykc_language language, GError **error)
{
    bool is_input = strcmp(path, "-") == 0;
    log_file *log = new_log(is_input ? g_strdup(text(TEXT_STANDARD_INPUT, language)) : g_filename_display_name(path), language);

    if (!(is_input ? open_standard_input(log, error) : open_path(log, path, error)) || !read_head(log, error)) {
        log_file_close(log);
        return NULL;
    }
    begin(log);
    return log;
}

log_file *log_file_of_text(const char *text, size_t length, ykc_language language)
{
    log_file *log = new_log(g_strdup(""), language);

    g_byte_array_append(log->buffer, (const uint8_t *)text, (guint)length);
    log->ended = true;
    begin(log);
    return log;
}

void log_file_close(log_file *log)
{
    if (log == NULL)
        return;
    source_free(log->source);
    g_byte_array_unref(log->buffer);
    g_free(log->name);
    g_free(log->text);
    g_free(log);
}

/* Bytes of one unit of text. */
static size_t unit_of(const log_file *log)
{
    return log->encoding == BYTES ? 1 : 2;
}

/* The unit at @p at: an ASCII character, or something else. */
static uint8_t ascii_at(const log_file *log, size_t at)
{
    const uint8_t *bytes = log->buffer->data + at;

    if (log->encoding == BYTES)
        return bytes[0];
    return bytes[log->encoding == UTF_16_LE] == 0 ? bytes[log->encoding == UTF_16_BE] : 0x80;
}

/* Where the line end is, from @p from on; the end of the buffer if it is not there yet. */
static size_t find_line_end(const log_file *log, size_t from)
{
    size_t length = log->buffer->len, unit = unit_of(log);

    if (unit == 1) {
        const uint8_t *end = from < length ? memchr(log->buffer->data + from, '\n', length - from) : NULL;

        return end != NULL ? (size_t)(end - log->buffer->data) : length;
    }
    for (; from + unit <= length; from += unit)
        if (ascii_at(log, from) == '\n')
            return from;
    return length;
}

/*
 * A line that is too long is cut where no byte's two digits are torn apart: before its last word, or, if that is as long as the
 * line, at an even number of its digits; and between two characters.
 */
static size_t cut_of(const log_file *log)
{
    size_t unit = unit_of(log), end = log->start + LOG_LINE_MAX, middle = log->start + LOG_LINE_MAX / 2, word = end;

    while (word > log->start && g_ascii_isxdigit(ascii_at(log, word - unit)))
        word -= unit;
    if (word <= middle)
        return end - (end - word) / unit % 2 * unit;
    while (unit == 1 && word > middle && log->buffer->data[word] >= 0x80)
        word--;
    return word > middle ? word : end;
}

/* The line as UTF-8, with every unit that is no ASCII replaced: what is not text has no other reading. */
static char *replace_all(const log_file *log, size_t from, size_t to)
{
    g_autoptr(GString) text = g_string_new(NULL);
    size_t unit = unit_of(log);

    for (; from + unit <= to; from += unit)
        if (ascii_at(log, from) < 0x80)
            g_string_append_c(text, (char)ascii_at(log, from));
        else
            g_string_append_unichar(text, REPLACEMENT);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The line as UTF-8; to be freed. */
static char *decode(log_file *log, size_t from, size_t to, bool *damaged)
{
    static const char *const names[] = {[BYTES] = "GB18030", [UTF_16_LE] = "UTF-16LE", [UTF_16_BE] = "UTF-16BE"};
    char *bytes = (char *)log->buffer->data + from, *decoded;

    for (size_t i = from; log->encoding == BYTES && i < to; i++)
        if (log->buffer->data[i] == '\0')
            log->buffer->data[i] = ' ';
    *damaged = false;
    if (log->encoding == BYTES && g_utf8_validate_len(bytes, to - from, NULL))
        return g_strndup(bytes, to - from);
    decoded = g_convert(bytes, (gssize)(to - from), "UTF-8", names[log->encoding], NULL, NULL, NULL);
    *damaged = decoded == NULL;
    if (decoded == NULL)
        return replace_all(log, from, to);
    if (log->encoding == BYTES)
        log->gbk_lines++;
    return decoded;
}

bool log_file_next(log_file *log, log_line *line, GError **error)
{
    size_t end = find_line_end(log, log->start), unit = unit_of(log);
    bool whole;

    while (end == log->buffer->len && end - log->start <= LOG_LINE_MAX && !log->ended) {
        if (!fill(log, error))
            return false;
        end = find_line_end(log, log->start);
    }
    if (log->start >= log->buffer->len) {
        (void)check_end(log, error);
        return false;
    }
    whole = end - log->start <= LOG_LINE_MAX;
    if (!whole)
        end = cut_of(log);
    line->continued = log->inside;
    log->number += !log->inside;
    log->inside = !whole;
    g_free(log->text);
    log->text = decode(log, log->start, end, &line->damaged);
    log->start = whole ? MIN(end + unit, log->buffer->len) : end;
    line->text = log->text;
    line->length = strlen(log->text);
    if (whole && g_str_has_suffix(log->text, "\r"))
        log->text[--line->length] = '\0';
    line->number = log->number;
    return true;
}

const char *log_file_name(const log_file *log)
{
    return log->name;
}

bool log_file_is_utf16(const log_file *log)
{
    return log->encoding != BYTES;
}

uint64_t log_file_gbk_lines(const log_file *log)
{
    return log->gbk_lines;
}
