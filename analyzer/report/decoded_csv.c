/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "csv.h"
#include "decoded.h"

void decoded_csv_head(decoded_writer *writer)
{
    fputs("frame,index,line,code,name,offset,length,hex,field,label,value,description,problem\r\n", writer->file);
}

typedef struct row_context {
    const decoded_writer *writer;
    const decoded *decoded;
} row_context;

/* What every row begins with. */
static csv_row begin_row(const row_context *context)
{
    const decoded *decoded = context->decoded;
    const ykc_message *message = decoded->frame.reading.message;
    csv_row row = {.file = context->writer->file};
    char code[sizeof "0x00"];

    g_snprintf(code, sizeof code, "0x%02X", decoded->frame.frame.type);
    csv_number(&row, decoded->record);
    csv_number(&row, decoded->index);
    csv_number(&row, decoded->line);
    csv_text(&row, decoded->frame.has_header ? code : NULL);
    csv_text(&row, message != NULL ? ykc_label_in(&message->label, context->writer->options->language) : NULL);
    return row;
}

static char *hex_of(const row_context *context, size_t offset, size_t size)
{
    GString *hex = g_string_new(NULL);

    for (size_t i = offset; i < offset + size && i < context->decoded->frame.size; i++) {
        if (decoded_may_show(context->decoded, i, context->writer->options))
            g_string_append_printf(hex, "%s%02X", i > offset ? " " : "", context->decoded->bytes[i]);
        else
            g_string_append(hex, i > offset ? " **" : "**");
    }
    return g_string_free(hex, FALSE);
}

static void write_field(void *user, const decoded_field *field)
{
    const row_context *context = user;
    csv_row row = begin_row(context);
    g_autofree char *hex = hex_of(context, field->offset, field->size);

    csv_number(&row, field->offset);
    csv_number(&row, field->size);
    csv_text(&row, hex);
    csv_text(&row, field->field->name);
    csv_text(&row, ykc_label_in(&field->field->label, context->writer->options->language));
    csv_text(&row, field->text);
    csv_text(&row, field->description);
    csv_text(&row, NULL);
    csv_end(&row);
}

static void write_problem(const row_context *context, const diagnosis *problem)
{
    csv_row row = begin_row(context);
    g_autofree char *sentence = decoded_problem(context->decoded, problem, context->writer->options);
    g_autofree char *hex = hex_of(context, problem->first, problem->last - problem->first + 1);

    csv_number(&row, problem->first);
    csv_number(&row, problem->last - problem->first + 1);
    csv_text(&row, hex);
    for (int i = 0; i < 4; i++)
        csv_text(&row, NULL);
    csv_text(&row, sentence);
    csv_end(&row);
}

void decoded_csv(decoded_writer *writer, const decoded *decoded)
{
    row_context context = {writer, decoded};

    decoded_fields(decoded, writer->options, write_field, &context);
    for (size_t i = 0; i < decoded->found->count; i++)
        write_problem(&context, &decoded->found->items[i]);
}
