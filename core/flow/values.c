/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "values.h"

#include <glib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "catalog/value.h"
#include "wire/bcd.h"

static bool is_zero(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i] != 0)
            return false;
    return true;
}

/* Values that no definition has, and that are known all the same. */
static const struct known_value {
    const char *field;
    uint8_t first, last;
    ykc_severity severity;
} known_values[] = {
    {"stop_reason", 0, 0, YKC_OFF},          /* in the document's own sample */
    {"card_clear_failure", 0, 2, YKC_OFF},   /* its reasons contradict one another in the document */
    {"start_result", 2, 7, YKC_OFF},         /* the reason in place of the result: reply/refused tells it */
    {"start_failure", 6, 7, YKC_NOTE},       /* reasons of a maker: no valid model, state of the gun */
    {"start_failure", 0x33, 0x34, YKC_NOTE}, /* reasons that a platform knows */
    {"record_result", '0', '1', YKC_NOTE},   /* digits as text */
    {"execute_when", '1', '2', YKC_NOTE},    /* likewise */
};

static ykc_severity severity_of_number(const ykc_field *field, uint64_t raw)
{
    if (field->names == NULL || ykc_names_find(field->names, raw) != NULL)
        return YKC_OFF;
    for (size_t i = 0; i < G_N_ELEMENTS(known_values); i++) {
        const struct known_value *known = &known_values[i];

        if (raw >= known->first && raw <= known->last && strcmp(field->name, known->field) == 0)
            return known->severity;
    }
    return YKC_WARNING;
}

/* A word of bits: a part with an undefined value, or a bit that belongs to no part. */
static bool has_parts_undefined(const ykc_field *field, const uint8_t *bytes)
{
    uint64_t defined = 0;
    uint64_t word = 0;

    for (size_t i = field->size; i > 0; i--)
        word = word << 8 | bytes[i - 1];
    for (size_t i = 0; i < field->part_count; i++) {
        const ykc_field *part = &field->parts[i];
        uint64_t mask = (UINT64_C(1) << part->bits) - 1;

        defined |= mask << part->shift;
        if (part->names != NULL && ykc_names_find(part->names, word >> part->shift & mask) == NULL)
            return true;
    }
    return (word & ~defined) != 0;
}

ykc_severity ykc_value_severity(const ykc_field *field, const uint8_t *bytes)
{
    ykc_value value;

    switch (field->encoding) {
    case YKC_ENC_DIGITS:
        /* Platforms put database ids into serials, SIM numbers hold letters: worth a note. */
        if (ykc_bcd_is_decimal(bytes, field->size))
            return YKC_OFF;
        return strcmp(field->name, "transaction") == 0 || strcmp(field->name, "sim") == 0 ? YKC_NOTE : YKC_WARNING;
    case YKC_ENC_BCD_NUMBER:
        return ykc_bcd_is_decimal(bytes, field->size) ? YKC_OFF : YKC_WARNING;
    case YKC_ENC_TIME:
        ykc_value_decode(field, bytes, &value);
        if (value.kind == YKC_VALUE_TIME)
            return YKC_OFF;
        return is_zero(bytes, field->size) ? YKC_NOTE : YKC_WARNING; /* zeros: a clock that is not set */
    case YKC_ENC_UINT:
        if (field->flags & YKC_RESERVED)
            return is_zero(bytes, field->size) ? YKC_OFF : YKC_WARNING;
        if (field->part_count > 0)
            return has_parts_undefined(field, bytes) ? YKC_WARNING : YKC_OFF;
        ykc_value_decode(field, bytes, &value);
        if (field->max != 0 && value.raw > field->max)
            return YKC_WARNING;
        return severity_of_number(field, value.raw);
    default:
        return YKC_OFF;
    }
}
