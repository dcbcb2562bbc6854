/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <glib.h>
#include <string.h>

#include "catalog/summary.h"
#include "catalog/value.h"
#include "columns.h"
#include "frames.h"
#include "text.h"

enum {
    PACKET_WIDTH = 8,
    NAME_WIDTH = 30,
    INDENTATION = 12,
    LABEL_WIDTH = 34,
    NS_PER_US = 1000,
    US_PER_SECOND = 1000000,
    SECONDS_PER_DAY = 24 * 60 * 60
};

/* Station time of a moment, in microseconds; never negative for a capture's times. */
static int64_t local_us(const frames_writer *writer, int64_t time_ns)
{
    return time_ns / NS_PER_US + (int64_t)writer->options->zone_minutes * 60 * US_PER_SECOND;
}

static void announce_day(frames_writer *writer, int64_t us)
{
    int64_t seconds = us / US_PER_SECOND;
    g_autoptr(GDateTime) date = NULL;
    g_autofree char *text_of_day = NULL;
    int zone = writer->options->zone_minutes;

    if (seconds / SECONDS_PER_DAY == writer->last_day)
        return;
    writer->last_day = seconds / SECONDS_PER_DAY;
    date = g_date_time_new_from_unix_utc(seconds);
    if (date == NULL)
        return;
    text_of_day = g_date_time_format(date, "%F");
    fprintf(writer->file, "%s (%c%02d:%02d)\n", text_of_day, zone < 0 ? '-' : '+', ABS(zone) / 60, ABS(zone) % 60);
}

static void write_time(frames_writer *writer, int64_t us)
{
    int64_t seconds = us / US_PER_SECOND % SECONDS_PER_DAY;

    fprintf(writer->file, "%02d:%02d:%02d.%06d", (int)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60),
            (int)(us % US_PER_SECOND));
}

static void write_remark(frames_writer *writer, char *remark)
{
    fprintf(writer->file, " [%s]", remark);
    g_free(remark);
}

/* What is unusual about the frame, in brackets behind its line. */
static void write_remarks(frames_writer *writer, const frame_record *record)
{
    ykc_language language = writer->options->language;
    const ykc_frame *frame = record->frame;
    const ykc_reading *reading = &record->reading;

    if (frame->crc_status == YKC_CRC_BAD)
        write_remark(writer, text_format(TEXT_CRC_BAD, language, frame->crc, frame->crc_computed));
    else if (frame->crc_status != YKC_CRC_GOOD)
        write_remark(writer, text_format(frame->crc_status == YKC_CRC_SWAPPED ? TEXT_CRC_SWAPPED : TEXT_CRC_TABLE, language));
    if (reading->encrypted)
        write_remark(writer, text_format(reading->no_key_fits ? TEXT_NO_KEY_FITS : TEXT_ENCRYPTED, language));
    else if (reading->message == NULL)
        write_remark(writer, text_format(TEXT_UNKNOWN_TYPE, language));
    else if (reading->fit == YKC_FIT_SHORT)
        write_remark(writer,
                     text_format(TEXT_BODY_SHORT, language, frame->body_length, (unsigned)ykc_message_size(reading->message)));
    else if (reading->fit == YKC_FIT_EXTRA)
        write_remark(writer,
                     text_format(TEXT_BODY_EXTRA, language, (unsigned)(frame->body_length - ykc_message_size(reading->message))));
    if (reading->plain_under_flag)
        write_remark(writer, text_format(TEXT_PLAIN_UNDER_FLAG, language));
}

static void write_field(frames_writer *writer, const ykc_field *field, const uint8_t *bytes, size_t size, unsigned indentation)
{
    ykc_language language = writer->options->language;
    char description[YKC_VALUE_DESCRIPTION_SIZE];
    ykc_value value;

    ykc_value_decode_sized(field, bytes, size, &value);
    ykc_value_describe(field, &value, language, writer->options->show_secrets, description);
    fprintf(writer->file, "%*s", (int)indentation, "");
    columns_write(writer->file, ykc_label_in(&field->label, language), LABEL_WIDTH);
    fprintf(writer->file, "  %s\n", description);
}

static void write_hex(frames_writer *writer, const uint8_t *bytes, size_t length)
{
    if (length == 0)
        return;
    fprintf(writer->file, "%*s", INDENTATION, "");
    for (size_t i = 0; i < length; i++) {
        if (writer->options->redact) /* what cannot be read cannot be redacted */
            fputs("**", writer->file);
        else
            fprintf(writer->file, "%02X", bytes[i]);
        putc(i + 1 < length ? ' ' : '\n', writer->file);
    }
}

/* Every field below its frame; what no field covers as hex. */
static void write_fields(frames_writer *writer, const frame_record *record)
{
    const ykc_frame *frame = record->frame;
    ykc_cursor cursor;
    ykc_item item;

    if (!ykc_reading_is_legible(&record->reading)) {
        write_hex(writer, frame->body, frame->body_length);
        return;
    }
    cursor = ykc_cursor_start(record->reading.message, frame->body_length);
    while (ykc_cursor_next(&cursor, &item)) {
        const uint8_t *bytes = frame->body + item.offset;

        write_field(writer, item.field, bytes, item.size, INDENTATION);
        for (size_t i = 0; ykc_value_has_parts(item.field, bytes) && i < item.field->part_count; i++)
            write_field(writer, &item.field->parts[i], bytes, item.field->parts[i].size, INDENTATION + 2);
    }
    write_hex(writer, frame->body + cursor.offset, frame->body_length - cursor.offset);
}

static void write_line_about_bytes(frames_writer *writer, text_id id, uint64_t count)
{
    g_autofree char *line = text_format(id, writer->options->language, count);

    if (count > 0)
        fprintf(writer->file, "%*s  --- %s ---\n", PACKET_WIDTH, "", line);
}

void frames_text_write(frames_writer *writer, const frame_record *record)
{
    const ykc_frame *frame = record->frame;
    const ykc_message *message = record->reading.message;
    ykc_language language = writer->options->language;
    char summary[YKC_SUMMARY_SIZE] = "";
    int64_t us = local_us(writer, record->place.time_ns);

    announce_day(writer, us);
    write_line_about_bytes(writer, TEXT_GAP, record->gap_before);
    write_line_about_bytes(writer, TEXT_GARBAGE, record->garbage_before);
    if (ykc_reading_is_legible(&record->reading))
        ykc_summary(message, frame->body, frame->body_length, language, writer->options->show_secrets, summary);
    if (writer->captures[1] != NULL)
        fprintf(writer->file, "%s:", writer->captures[record->place.file]);
    fprintf(writer->file, "%*" G_GUINT64_FORMAT "  ", PACKET_WIDTH, record->place.packet);
    write_time(writer, us);
    fprintf(writer->file, "  #%-4u %s 0x%02X ", record->connection,
            ykc_catalog_direction(record->reading.dialect, frame->type) == YKC_UP ? "↑" : "↓", frame->type);
    if (summary[0] == '\0') {
        fputs(message == NULL ? "?" : ykc_label_in(&message->label, language), writer->file);
    } else {
        columns_write(writer->file, ykc_label_in(&message->label, language), NAME_WIDTH);
        fprintf(writer->file, "  %s", summary);
    }
    write_remarks(writer, record);
    putc('\n', writer->file);
    if (writer->options->verbose)
        write_fields(writer, record);
}
