/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * A text log, line by line, as UTF-8, whatever it is written in: UTF-8, GBK (GB18030) or UTF-16.
 *
 * A byte order mark tells UTF-16, or else that every other byte is zero. Of the other two each line is taken for UTF-8 if it can
 * be, else for GB18030; so a log that was put together from both is read as well. Memory does not grow with the log, nor with
 * the length of its lines.
 */
#ifndef YKC_LOG_FILE_H
#define YKC_LOG_FILE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "catalog/field.h"

enum {
    /** Bytes of a line, in its own encoding, that are read at once; a longer one comes in pieces. */
    LOG_LINE_MAX = 256 << 10
};

/** What can be wrong with a log. Every message names the file and what to do about it. */
#define LOG_ERROR (log_error_quark())
GQuark log_error_quark(void);

typedef enum log_error {
    LOG_ERROR_OPEN,   /**< no such file, a directory, no permission, a terminal */
    LOG_ERROR_FORMAT, /**< empty, a capture, or compressed */
    LOG_ERROR_READ    /**< reading failed half-way */
} log_error;

/** A log being read; opaque. */
typedef struct log_file log_file;

/** One line, or a piece of one. */
typedef struct log_line {
    const char *text; /**< UTF-8, without the line end, NUL behind it and none inside; valid until the next line is asked for */
    size_t length;    /**< its bytes */
    uint64_t number;  /**< from 1 */
    bool continued;   /**< a further piece of the line before, which is too long to be read at once */
    bool damaged;     /**< what belongs to no character was replaced by U+FFFD */
} log_line;

/**
 * Open a log.
 *
 * @param path     the file, "-" for standard input
 * @param language of what @p error, also that of log_file_next(), says
 * @return the log, to be released with log_file_close(); NULL with @p error set if it cannot be used
 */
log_file *log_file_open(const char *path, ykc_language language, GError **error);

/** The same for a text in memory, which must outlive it. */
log_file *log_file_of_text(const char *text, size_t length, ykc_language language);

/** Close it. NULL is allowed. Standard input stays open. */
void log_file_close(log_file *log);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(log_file, log_file_close)

/** Read the next line. @return false at the end, or with @p error set if reading fails */
bool log_file_next(log_file *log, log_line *line, GError **error);

/** How to call the log in messages: its path in UTF-8, or "standard input". */
const char *log_file_name(const log_file *log);

/** True if the log is UTF-16. */
bool log_file_is_utf16(const log_file *log);

/** How many lines were GB18030 so far. */
uint64_t log_file_gbk_lines(const log_file *log);

#endif
