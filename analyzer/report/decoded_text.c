/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "catalog/summary.h"
#include "columns.h"
#include "decoded.h"
#include "text.h"

enum {
    HEX_BYTES = 8, /* of a field on its first line; the others are below it */
    HEX_WIDTH = 3 * HEX_BYTES,
    OFFSET_WIDTH = 6,
    LABEL_WIDTH = 34,
    BYTES_PER_LINE = 16
};

static void write_byte(const decoded_writer *writer, const decoded *decoded, size_t offset)
{
    if (decoded_may_show(decoded, offset, writer->options))
        fprintf(writer->file, "%02X ", decoded->bytes[offset]);
    else
        fputs("** ", writer->file);
}

/* The head line: number, line of the input, direction, type, name, summary. */
static void write_head(const decoded_writer *writer, const decoded *decoded)
{
    ykc_language language = writer->options->language;
    const damaged_frame *frame = &decoded->frame;
    const ykc_message *message = frame->reading.message;
    char summary[YKC_SUMMARY_SIZE] = "";

    fprintf(writer->file, "%s%" G_GUINT64_FORMAT ".%u  ", writer->written > 0 ? "\n" : "", decoded->record, decoded->index);
    if (!frame->has_header) {
        fputs(text(TEXT_DECODE_NO_FRAME, language), writer->file);
    } else {
        fprintf(writer->file, "%s 0x%02X %s",
                ykc_catalog_direction(frame->reading.dialect, frame->frame.type) == YKC_UP ? "↑" : "↓", frame->frame.type,
                message != NULL ? ykc_label_in(&message->label, language) : "?");
        if (ykc_reading_is_legible(&frame->reading))
            ykc_summary(message, frame->frame.body, frame->frame.body_length, language, writer->options->show_secrets, summary);
        if (summary[0] != '\0')
            fprintf(writer->file, "  %s", summary);
    }
    if (decoded->line > 0) {
        g_autofree char *line = text_format(TEXT_DECODE_LINE, language, decoded->line);

        fprintf(writer->file, "  [%s]", line);
    }
    putc('\n', writer->file);
}

/* What write_field() needs to know. */
typedef struct field_context {
    const decoded_writer *writer;
    const decoded *decoded;
    size_t end; /* of the fields so far */
} field_context;

static void write_field(void *user, const decoded_field *field)
{
    field_context *context = user;
    FILE *file = context->writer->file;
    size_t shown = field->is_part ? 0 : MIN(field->size, HEX_BYTES);

    if (field->is_part)
        fprintf(file, "%*s", OFFSET_WIDTH + 2, "");
    else
        fprintf(file, "%*zu  ", OFFSET_WIDTH, field->offset);
    for (size_t i = 0; i < shown; i++)
        write_byte(context->writer, context->decoded, field->offset + i);
    fprintf(file, "%*s%s", (int)(HEX_WIDTH - 3 * shown), "", field->is_part ? "  " : "");
    columns_write(file, ykc_label_in(&field->field->label, context->writer->options->language), LABEL_WIDTH);
    fprintf(file, "  %s\n", field->description);
    for (size_t i = shown; !field->is_part && i < field->size; i++) {
        if (i % HEX_BYTES == 0)
            fprintf(file, "%*s", OFFSET_WIDTH + 2, "");
        write_byte(context->writer, context->decoded, field->offset + i);
        if (i % HEX_BYTES == HEX_BYTES - 1 || i + 1 == field->size)
            putc('\n', file);
    }
    if (!field->is_part)
        context->end = MAX(context->end, field->offset + field->size);
}

/* Bytes that no field covers. */
static void write_rest(const decoded_writer *writer, const decoded *decoded, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if ((i - from) % BYTES_PER_LINE == 0)
            fprintf(writer->file, "%s%*zu  ", i > from ? "\n" : "", OFFSET_WIDTH, i);
        write_byte(writer, decoded, i);
    }
    if (to > from)
        putc('\n', writer->file);
}

/* The last byte of the body that a field covers. */
static void note_end(void *user, const decoded_field *field)
{
    size_t *end = user;

    if (!field->is_part && field->field != &ykc_header_crc)
        *end = MAX(*end, field->offset + field->size);
}

void decoded_text(decoded_writer *writer, const decoded *decoded)
{
    const damaged_frame *frame = &decoded->frame;
    field_context context = {writer, decoded, 0};
    size_t covered = 0, crc = frame->has_crc ? YKC_FRAME_CRC : 0;

    write_head(writer, decoded);
    decoded_fields(decoded, writer->options, write_field, &context);
    decoded_fields(decoded, writer->options, note_end, &covered);
    write_rest(writer, decoded, covered, frame->size - crc);
    for (size_t i = 0; i < decoded->found->count; i++) {
        g_autofree char *problem = decoded_problem(decoded, &decoded->found->items[i], writer->options);

        fprintf(writer->file, "  ✗ %s\n", problem);
    }
}
