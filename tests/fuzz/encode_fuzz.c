/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Encoding: any text is refused, with nothing written, or becomes bytes; and what these bytes show becomes bytes that show the
 * same.
 *
 * Input: message, field, and bytes for the field as they were; the rest is the text.
 */
#include <string.h>

#include "catalog/catalog.h"
#include "catalog/value.h"
#include "fuzz.h"

enum { TEXT_MAX = 200 };

static const ykc_field *choose_field(fuzz_input *input)
{
    uint16_t chosen = fuzz_u16(input);
    const ykc_message *message = ykc_catalog_message(chosen % ykc_catalog_count());
    unsigned count = message->field_count + message->group_count + message->tail_count;
    unsigned index = fuzz_u8(input);

    if (count == 0)
        return NULL;
    index %= count;
    if (index < message->field_count)
        return &message->fields[index];
    index -= message->field_count;
    return index < message->group_count ? &message->group[index] : &message->tail_fields[index - message->group_count];
}

/* How a field shows; NULL if it says nothing, or is read against the book: what looks like a VIN from behind. */
static const char *show(const ykc_field *field, const uint8_t *bytes, char *text)
{
    ykc_value value;

    ykc_value_decode(field, bytes, &value);
    ykc_value_to_text(field, &value, text);
    return value.kind == YKC_VALUE_NOT_MEASURED || value.against_the_book ? NULL : text;
}

static void check_text(const ykc_field *field, const uint8_t *before, const char *text)
{
    g_autofree uint8_t *bytes = g_memdup2(before, field->size);
    char shown[YKC_VALUE_TEXT_SIZE], shown_again[YKC_VALUE_TEXT_SIZE];

    if (!ykc_value_encode(field, text, bytes)) {
        if (memcmp(before, bytes, field->size) != 0)
            fuzz_fail("%s: refuses %s, but writes it", field->name, text);
        return;
    }
    if (show(field, bytes, shown) == NULL)
        return;
    if (!ykc_value_encode(field, shown, bytes))
        fuzz_fail("%s: takes %s, but not %s", field->name, text, shown);
    if (show(field, bytes, shown_again) == NULL || strcmp(shown, shown_again) != 0)
        fuzz_fail("%s: %s is shown as %s, and that as %s", field->name, text, shown, shown_again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    const ykc_field *field = choose_field(&input);
    g_autofree uint8_t *before = NULL;
    g_autofree char *text = NULL;
    const uint8_t *bytes;
    size_t got;

    if (field == NULL)
        return 0;
    before = g_malloc0(field->size);
    bytes = fuzz_bytes(&input, field->size, &got);
    memcpy(before, bytes, got);
    bytes = fuzz_bytes(&input, TEXT_MAX, &got);
    text = g_strndup((const char *)bytes, got);
    check_text(field, before, text);
    return 0;
}
