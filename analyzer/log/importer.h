/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * From the records of a log to packets: which pile, which direction, what belongs together.
 *
 * A record is a run of bytes of one sender, so a frame may begin in one record and end in a later one, as in TCP segments. Where
 * it does not go on, a hole is left in the stream, as where a capture misses a segment: what the log lost is nobody's fault.
 */
#ifndef YKC_LOG_IMPORTER_H
#define YKC_LOG_IMPORTER_H

#include "log_records.h"
#include "pile_streams.h"

/** What is said about lines of the log; the numbers are those of the lines. */
typedef enum import_remark {
    IMPORT_NO_FRAME,   /**< digits, but no frame in them: left out, and kept as words */
    IMPORT_GARBAGE,    /**< bytes that belong to no frame, between or around frames: kept */
    IMPORT_CUT,        /**< a frame that is not whole: kept as far as it goes, with a hole behind it */
    IMPORT_ODD_DIGITS, /**< half a byte */
    IMPORT_NO_DIGIT    /**< a character that is no hex digit */
} import_remark;

/** Told of lines that could not be read, or not as a whole. @p count is a number of bytes: that are garbage, or missing */
typedef void import_tell(void *user, import_remark remark, const log_record *record, size_t count);

/** What was imported. */
typedef struct import_account {
    uint64_t frames;
    uint64_t remarks;     /**< how often something was told */
    uint64_t connections; /**< that were made up for a pile that logged in again */
} import_account;

/** Writes the records of one log; opaque. */
typedef struct importer importer;

/** @param tell,user who is told of what could not be read */
importer *importer_new(pcapng_writer *writer, const log_clock *clock, ykc_language language, import_tell *tell, void *user);

void importer_free(importer *importer);

/** Take a record. What it becomes may be written with the next one only. */
pcapng_status importer_take(importer *importer, const log_record *record);

/** True if frames have begun that may go on in the next record. */
bool importer_is_unfinished(const importer *importer);

/** There are no more records. @param rest words behind the last one */
pcapng_status importer_finish(importer *importer, const char *rest);

const import_account *importer_account(const importer *importer);
const pile_streams *importer_streams(const importer *importer);
const log_clock *importer_clock(const importer *importer);
const log_words *importer_words(const importer *importer);

#endif
