/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values from the bytes. The other direction: value_encode.c; to text: value_text.c. */
#include "value.h"

#include <glib.h>
#include <string.h>

#include "part.h"
#include "wire/bcd.h"
#include "wire/bytes.h"
#include "wire/vin.h"

enum {
    BMS_SOFTWARE_SIZE = 8,
    BMS_SOFTWARE_YEAR_AT = 3,
    BMS_SOFTWARE_RESERVED = 0xFFFFFF,
    DIGIT_TIME_SIZE = 6,
    YEAR_MIN = 1990, /* of the software of a battery management system */
    YEAR_MAX = 2099
};

static void set_text(ykc_value *value, const uint8_t *bytes, size_t size)
{
    char *out = value->text;

    while (size > 0 && bytes[size - 1] == 0)
        size--;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '\\') {
            *out++ = '\\';
            *out++ = '\\';
        } else if (g_ascii_isprint((gchar)bytes[i])) {
            *out++ = (char)bytes[i];
        } else {
            *out++ = '\\';
            *out++ = 'x';
            ykc_bcd_to_text(bytes + i, 1, out);
            out += 2;
        }
    }
    *out = '\0';
    value->kind = YKC_VALUE_TEXT;
}

static void set_digits(ykc_value *value, const uint8_t *bytes, size_t size)
{
    ykc_bcd_to_text(bytes, size, value->text);
    value->kind = YKC_VALUE_TEXT;
}

static void set_ordered_digits(ykc_value *value, const ykc_field *field, const uint8_t *bytes)
{
    uint8_t forward[UINT8_MAX];

    if ((field->flags & YKC_REVERSED) == 0) {
        set_digits(value, bytes, field->size);
        return;
    }
    for (size_t i = 0; i < field->size; i++)
        forward[i] = bytes[field->size - 1 - i];
    set_digits(value, forward, field->size);
}

static void set_version(ykc_value *value, const uint8_t *bytes, size_t size)
{
    char *out = value->text;

    for (size_t i = 0; i < size; i++)
        out += g_snprintf(out, (gulong)(value->text + sizeof value->text - out), "%s%u", i > 0 ? "." : "", bytes[i]);
    value->kind = YKC_VALUE_TEXT;
}

static void set_number(ykc_value *value, const ykc_field *field, uint64_t raw)
{
    value->raw = raw;
    value->number = (int64_t)raw + field->offset;
    value->kind = raw == 0 && (field->flags & YKC_ZERO_UNMEASURED) ? YKC_VALUE_NOT_MEASURED : YKC_VALUE_NUMBER;
}

static void set_vin(ykc_value *value, const ykc_field *field, const uint8_t *bytes)
{
    uint8_t forward[YKC_VIN_SIZE];

    value->against_the_book = !ykc_vin_decode(bytes, (field->flags & YKC_REVERSED) != 0, forward);
    set_text(value, forward, sizeof forward);
}

static void set_time(ykc_value *value, const uint8_t *bytes)
{
    ykc_cp56time_decode(bytes, &value->time);
    value->kind = YKC_VALUE_TIME;
    if (!ykc_cp56time_is_possible(&value->time)) {
        set_digits(value, bytes, YKC_CP56TIME_SIZE);
        value->kind = YKC_VALUE_IMPOSSIBLE_TIME;
    }
}

static void set_digit_time(ykc_value *value, const uint8_t *bytes)
{
    uint64_t parts[DIGIT_TIME_SIZE];
    bool decimal = true;

    for (size_t i = 0; i < DIGIT_TIME_SIZE; i++)
        decimal = decimal && ykc_bcd_to_number(bytes + i, 1, &parts[i]);
    if (decimal) {
        value->time = (ykc_cp56time){
            .year = (uint8_t)parts[0],
            .month = (uint8_t)parts[1],
            .day = (uint8_t)parts[2],
            .hour = (uint8_t)parts[3],
            .minute = (uint8_t)parts[4],
            .milliseconds = (uint16_t)(parts[5] * 1000),
        };
    }
    /* The milliseconds of 66 seconds and more do not fit: judge the seconds before. */
    if (decimal && parts[5] < 60 && ykc_cp56time_is_possible(&value->time)) {
        value->kind = YKC_VALUE_TIME;
        return;
    }
    set_digits(value, bytes, DIGIT_TIME_SIZE);
    value->kind = YKC_VALUE_IMPOSSIBLE_TIME;
}

static void set_bms_software(ykc_value *value, const uint8_t *bytes)
{
    unsigned year = ykc_bytes_get16(bytes + BMS_SOFTWARE_YEAR_AT);
    unsigned swapped = ykc_bytes_swap16((uint16_t)year);
    bool prescribed = year >= YEAR_MIN && year <= YEAR_MAX;

    /* The document's own example has the year high byte first, captures have it low byte first (reference, 0x15). */
    if (!prescribed && swapped >= YEAR_MIN && swapped <= YEAR_MAX) {
        year = swapped;
        value->against_the_book = true;
    }
    if (ykc_bytes_get(bytes + 5, 3) != BMS_SOFTWARE_RESERVED ||
        !g_date_valid_dmy(bytes[1], (GDateMonth)bytes[2], (GDateYear)year) || year < YEAR_MIN || year > YEAR_MAX) {
        value->against_the_book = false;
        set_digits(value, bytes, BMS_SOFTWARE_SIZE);
        return;
    }
    g_snprintf(value->text, sizeof value->text, "%04u-%02u-%02u #%u", year, bytes[2], bytes[1], bytes[0]);
    value->kind = YKC_VALUE_TEXT;
}

void ykc_value_decode(const ykc_field *field, const uint8_t *bytes, ykc_value *value)
{
    ykc_value_decode_sized(field, bytes, field->size, value);
}

void ykc_value_decode_sized(const ykc_field *field, const uint8_t *bytes, size_t size, ykc_value *value)
{
    uint64_t digits;

    bytes += field->at;
    value->against_the_book = false;
    value->text[0] = '\0';
    if (field->bits != 0) {
        set_number(value, field,
                   ykc_bytes_get(bytes + field->shift / 8, ykc_part_size(field)) >> field->shift % 8 & ykc_part_mask(field));
        return;
    }
    switch (field->encoding) {
    case YKC_ENC_UINT:
        set_number(value, field,
                   field->flags & YKC_REVERSED ? ykc_bytes_get_reversed(bytes, field->size) : ykc_bytes_get(bytes, field->size));
        break;
    case YKC_ENC_BCD_NUMBER:
        /* A number that is not BCD is most likely BIN: the gun is, in chapter 10. */
        set_number(value, field, ykc_bcd_to_number(bytes, field->size, &digits) ? digits : ykc_bytes_get(bytes, field->size));
        break;
    case YKC_ENC_DIGITS:
    case YKC_ENC_HEX:
        set_ordered_digits(value, field, bytes);
        break;
    case YKC_ENC_VERSION:
        set_version(value, bytes, field->size);
        break;
    case YKC_ENC_ASCII:
        set_text(value, bytes, size);
        break;
    case YKC_ENC_VIN:
        set_vin(value, field, bytes);
        break;
    case YKC_ENC_TIME:
        set_time(value, bytes);
        break;
    case YKC_ENC_DIGIT_TIME:
        set_digit_time(value, bytes);
        break;
    case YKC_ENC_BMS_VERSION:
        g_snprintf(value->text, sizeof value->text, "%u.%u", ykc_bytes_get16(bytes + 1), bytes[0]);
        value->kind = YKC_VALUE_TEXT;
        break;
    case YKC_ENC_BMS_SOFTWARE:
        set_bms_software(value, bytes);
        break;
    }
}

bool ykc_value_has_parts(const ykc_field *field, const uint8_t *bytes)
{
    if (field->part_count == 0 || field->encoding != YKC_ENC_DIGITS)
        return field->part_count > 0;
    for (size_t i = 0; i < field->size; i++)
        if (bytes[i] != 0)
            return true;
    return false;
}
