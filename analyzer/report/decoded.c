/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "decoded.h"

#include <string.h>

#include "catalog/value.h"
#include "text.h"

/* --- Fields --- */

typedef struct walk {
    const options *options;
    void (*visit)(void *user, const decoded_field *field);
    void *user;
} walk;

static void visit(const walk *walk, const ykc_field *field, const uint8_t *bytes, size_t offset, size_t size, bool is_part)
{
    const options *options = walk->options;
    bool is_masked = field->flags & YKC_SECRET && !options->show_secrets;
    char text[YKC_VALUE_TEXT_SIZE], description[YKC_VALUE_DESCRIPTION_SIZE];
    decoded_field decoded = {field, offset, size, is_part, text, description};
    ykc_value value;

    ykc_value_decode_sized(field, bytes, is_part ? field->size : size, &value);
    ykc_value_to_text(field, &value, text);
    if (is_masked)
        g_strlcpy(text, ykc_value_masked(&value), sizeof text);
    ykc_value_describe(field, &value, options->language, options->show_secrets, description);
    walk->visit(walk->user, &decoded);
}

static void visit_header(const walk *walk, const decoded *decoded)
{
    ykc_header_part parts[YKC_HEADER_PARTS_MAX];
    size_t count = ykc_header_layout((ykc_form)decoded->frame.frame.form, parts);

    for (size_t i = 0; i < count; i++)
        if ((size_t)parts[i].at + parts[i].field->size <= decoded->frame.size)
            visit(walk, parts[i].field, decoded->bytes + parts[i].at, parts[i].at, parts[i].field->size, false);
}

static void visit_body(const walk *walk, const decoded *decoded)
{
    const ykc_frame *frame = &decoded->frame.frame;
    ykc_cursor cursor = ykc_cursor_start(decoded->frame.reading.message, frame->body_length);
    ykc_item item;

    while (ykc_cursor_next(&cursor, &item)) {
        const uint8_t *bytes = frame->body + item.offset;
        size_t offset = (size_t)ykc_frame_form_of(frame)->header + item.offset;

        visit(walk, item.field, bytes, offset, item.size, false);
        for (size_t i = 0; ykc_value_has_parts(item.field, bytes) && i < item.field->part_count; i++) {
            const ykc_field *part = &item.field->parts[i];

            visit(walk, part, bytes, offset + part->at, part->bits > 0 ? item.field->size : part->size, true);
        }
    }
}

void decoded_fields(const decoded *decoded, const options *options, void (*visit_one)(void *user, const decoded_field *field),
                    void *user)
{
    const walk walk = {options, visit_one, user};
    const damaged_frame *frame = &decoded->frame;

    if (frame->size == 0 || decoded->bytes[0] != YKC_FRAME_START)
        return;
    visit_header(&walk, decoded);
    if (frame->has_header && ykc_reading_is_legible(&frame->reading))
        visit_body(&walk, decoded);
    if (frame->has_crc && !options->redact)
        visit(&walk, &ykc_header_crc, decoded->bytes + frame->frame.size - YKC_FRAME_CRC, frame->frame.size - YKC_FRAME_CRC,
              YKC_FRAME_CRC, false);
}

/* What is looked for among the fields: the one that has a byte. */
typedef struct search {
    size_t offset;
    const ykc_field *found;
} search;

static void note_field(void *user, const decoded_field *field)
{
    search *search = user;

    if (!field->is_part && field->offset <= search->offset && search->offset < field->offset + field->size)
        search->found = field->field;
}

bool decoded_may_show(const decoded *decoded, size_t offset, const options *options)
{
    search search = {.offset = offset};

    if (options->show_secrets)
        return true;
    decoded_fields(decoded, options, note_field, &search);
    if (search.found == NULL)
        return !options->redact;
    return (search.found->flags & YKC_SECRET) == 0;
}

/* --- What is wrong --- */

static char *bytes_text(size_t first, size_t last, ykc_language language)
{
    if (first == last)
        return text_format(TEXT_DECODE_BYTE, language, first);
    return text_format(TEXT_DECODE_BYTES, language, first, last);
}

static char *cut_text(const diagnosis *problem, ykc_language language)
{
    g_autofree char *field = NULL;

    if (problem->field != NULL)
        field = text_format(TEXT_DECODE_IN_FIELD, language, ykc_label_in(&problem->field->label, language), problem->field_first,
                            problem->field_last);
    return text_format(TEXT_DECODE_CUT, language, problem->expected, problem->seen, problem->expected - problem->seen,
                       field != NULL ? field : "");
}

static char *crc_text(const diagnosis *problem, text_id id, const options *options)
{
    ykc_language language = options->language;

    if (options->redact)
        return g_strdup(text(TEXT_DECODE_CRC_REDACTED, language));
    return text_format(id, language, problem->seen & UINT8_MAX, problem->seen >> 8, problem->expected & UINT8_MAX,
                       problem->expected >> 8, problem->range_first, problem->range_last);
}

static char *short_text(const diagnosis *problem, ykc_language language)
{
    const ykc_field *field = problem->field;

    return text_format(TEXT_DECODE_BODY_SHORT, language, problem->seen, problem->expected,
                       field != NULL ? ykc_label_in(&field->label, language) : "?");
}

static char *sentence(const diagnosis *problem, const options *options)
{
    ykc_language language = options->language;

    switch (problem->kind) {
    case DIAGNOSIS_NO_START:
        return text_format(TEXT_DECODE_NO_START, language, problem->seen);
    case DIAGNOSIS_CUT_HEADER:
        return text_format(TEXT_DECODE_CUT_HEADER, language, problem->seen);
    case DIAGNOSIS_CUT:
        return cut_text(problem, language);
    case DIAGNOSIS_LENGTH_SMALL:
        return text_format(TEXT_DECODE_LENGTH_SMALL, language, problem->seen);
    case DIAGNOSIS_LENGTH_WRONG:
        return text_format(TEXT_DECODE_LENGTH_WRONG, language, problem->seen, problem->expected);
    case DIAGNOSIS_FLAG:
        return text_format(TEXT_DECODE_FLAG, language, problem->seen);
    case DIAGNOSIS_ENCRYPTED:
        return g_strdup(text(TEXT_DECODE_ENCRYPTED, language));
    case DIAGNOSIS_PLAIN_UNDER_FLAG:
        return g_strdup(text(TEXT_PLAIN_UNDER_FLAG, language));
    case DIAGNOSIS_UNKNOWN_TYPE:
        return text_format(TEXT_DECODE_UNKNOWN_TYPE, language, problem->seen);
    case DIAGNOSIS_BODY_SHORT:
        return short_text(problem, language);
    case DIAGNOSIS_BODY_EXTRA:
        return text_format(TEXT_DECODE_BODY_EXTRA, language, problem->seen - problem->expected, problem->expected);
    case DIAGNOSIS_CRC_BAD:
        return crc_text(problem, TEXT_DECODE_CRC_BAD, options);
    case DIAGNOSIS_CRC_SWAPPED:
        return crc_text(problem, TEXT_DECODE_CRC_SWAPPED, options);
    case DIAGNOSIS_CRC_TABLE:
        return crc_text(problem, TEXT_DECODE_CRC_TABLE, options);
    case DIAGNOSIS_CRC_RANGE:
        return crc_text(problem, TEXT_DECODE_CRC_RANGE, options);
    }
    return NULL;
}

char *decoded_problem(const decoded *decoded, const diagnosis *problem, const options *options)
{
    g_autofree char *where = bytes_text(problem->first, problem->last, options->language);
    g_autofree char *what = sentence(problem, options);

    (void)decoded;
    return text_format(TEXT_DECODE_PROBLEM, options->language, where, what);
}

/* --- Formats --- */

static options_format format_of(const decoded_writer *writer)
{
    return options_get_report(writer->options, 0)->format;
}

void decoded_begin(decoded_writer *writer, FILE *file, const options *options)
{
    static char *const no_captures[] = {NULL, NULL};

    *writer = (decoded_writer){.file = file, .options = options};
    writer->frames = (frames_writer){.file = file, .options = options, .captures = no_captures, .last_day = -1};
    if (format_of(writer) == FORMAT_JSON)
        fputs("[", file);
    else if (format_of(writer) == FORMAT_CSV)
        decoded_csv_head(writer);
}

void decoded_end(decoded_writer *writer)
{
    if (format_of(writer) == FORMAT_JSON)
        fputs(writer->written > 0 ? "]\n" : "\n]\n", writer->file);
    frames_writer_clear(&writer->frames);
}

void decoded_write(decoded_writer *writer, const decoded *decoded)
{
    switch (format_of(writer)) {
    case FORMAT_JSON:
        fputs(writer->written > 0 ? "," : "\n", writer->file);
        decoded_json(writer, decoded);
        break;
    case FORMAT_NDJSON:
        decoded_json(writer, decoded);
        break;
    case FORMAT_CSV:
        decoded_csv(writer, decoded);
        break;
    default:
        decoded_text(writer, decoded);
        break;
    }
    writer->written++;
}
