/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Decoding: a body of any type and length is walked and every value shown in every way; and what is shown for machines, written
 * back into bytes, shows the same.
 *
 * Input: dialect, frame type, encryption flag, body.
 */
#include <string.h>

#include "catalog/reading.h"
#include "catalog/summary.h"
#include "catalog/value.h"
#include "fuzz.h"

static void check_text(const char *text, size_t size, const ykc_field *field)
{
    if (memchr(text, '\0', size) == NULL)
        fuzz_fail("%s: text without an end", field->name);
    if (!g_utf8_validate(text, -1, NULL))
        fuzz_fail("%s: not UTF-8: %s", field->name, text);
}

/* Written back, a value shows as it did; the bytes may differ where several mean the same (padding, VINs in reverse). */
static void check_round_trip(const ykc_field *field, const uint8_t *bytes, size_t size, const char *text)
{
    g_autofree uint8_t *again = g_memdup2(bytes, size);
    char text_again[YKC_VALUE_TEXT_SIZE];
    ykc_value value;

    if (!ykc_value_encode_sized(field, text, again, size))
        return; /* shown, but no value: a time that is none, a nibble that is no digit */
    ykc_value_decode_sized(field, again, size, &value);
    ykc_value_to_text(field, &value, text_again);
    if (strcmp(text, text_again) != 0)
        fuzz_fail("%s: %s becomes %s", field->name, text, text_again);
}

static void check_value(const ykc_field *field, const uint8_t *bytes, size_t size, bool is_part)
{
    char text[YKC_VALUE_TEXT_SIZE], description[YKC_VALUE_DESCRIPTION_SIZE];
    ykc_value value;

    ykc_value_decode_sized(field, bytes, size, &value);
    ykc_value_to_text(field, &value, text);
    check_text(text, sizeof text, field);
    for (int language = YKC_ENGLISH; language <= YKC_CHINESE; language++)
        for (int secrets = 0; secrets <= 1; secrets++) {
            ykc_value_describe(field, &value, language, secrets != 0, description);
            check_text(description, sizeof description, field);
        }
    if (!is_part && value.kind != YKC_VALUE_NOT_MEASURED)
        check_round_trip(field, bytes, size, text);
    (void)ykc_value_to_double(field, &value);
    (void)ykc_value_masked(&value);
}

static void check_item(const ykc_item *item, const uint8_t *body, size_t length)
{
    const ykc_field *field = item->field;

    if (item->offset + item->size > length)
        fuzz_fail("%s: ends at %zu of %zu bytes", field->name, item->offset + item->size, length);
    check_value(field, body + item->offset, item->size, false);
    (void)ykc_value_has_parts(field, body + item->offset);
    for (unsigned part = 0; part < field->part_count; part++)
        check_value(&field->parts[part], body + item->offset, field->parts[part].size, true);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    ykc_dialect dialect = ykc_dialect_names.rows[fuzz_u8(&input) % ykc_dialect_names.count].value;
    ykc_frame frame = {.type = fuzz_u8(&input), .encryption = fuzz_u8(&input) & 1};
    size_t length;
    const uint8_t *body = fuzz_bytes(&input, YKC_FRAME_BODY_MAX, &length);
    g_autofree uint8_t *copy = g_memdup2(body, length); /* reading past its end is seen */
    ykc_reading reading;
    ykc_cursor cursor;
    ykc_item item;

    frame.body = copy;
    frame.body_length = (uint16_t)length;
    frame.dialect = dialect;
    frame.form = dialect == YKC_V2_1 ? YKC_FORM_LONG : YKC_FORM_SHORT;
    reading = ykc_read_frame(&frame);
    if (!ykc_reading_is_legible(&reading))
        return 0;
    cursor = ykc_cursor_start(reading.message, length);
    while (ykc_cursor_next(&cursor, &item))
        check_item(&item, copy, length);
    return 0;
}
