/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values from text to bytes: the inverse of value.c and of ykc_value_to_text(). */
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
    YEAR_MAX = 2099,
    CENTURY = 2000
};

/* A decimal number as an integer of 10^-decimals: "225.1" with one decimal is 2251. */
static bool parse_scaled(const char *text, unsigned decimals, int64_t *number)
{
    bool negative = *text == '-';
    int64_t sum = 0;
    unsigned places = 0;
    bool point = false;

    text += negative;
    if (!g_ascii_isdigit(*text))
        return false;
    for (; *text != '\0'; text++) {
        if (*text == '.' && !point && decimals > 0) {
            point = true;
            continue;
        }
        if (!g_ascii_isdigit(*text) || (point && ++places > decimals) || sum > G_MAXINT64 / 10 - 10)
            return false;
        sum = sum * 10 + (*text - '0');
    }
    for (; places < decimals; places++) {
        if (sum > G_MAXINT64 / 10)
            return false;
        sum *= 10;
    }
    *number = negative ? -sum : sum;
    return true;
}

/* The raw number of a text: a physical value, or for a word of bits "0x" and its hex digits. */
static bool parse_raw(const ykc_field *field, const char *text, uint64_t *raw)
{
    int64_t number;
    char *end;

    if ((field->flags & YKC_SHOW_HEX) && g_str_has_prefix(text, "0x") && g_ascii_isxdigit(text[2])) {
        *raw = g_ascii_strtoull(text, &end, 16);
        return *end == '\0' && strlen(text) <= strlen("0x") + 2 * sizeof *raw;
    }
    if (!parse_scaled(text, field->decimals, &number) || number < field->offset)
        return false;
    *raw = (uint64_t)(number - field->offset);
    return true;
}

static bool encode_number(const ykc_field *field, const char *text, uint8_t *bytes)
{
    unsigned bits = field->bits != 0 ? field->bits : 8U * field->size;
    uint64_t raw;

    if (!parse_raw(field, text, &raw) || (bits < 64 && raw >> bits != 0))
        return false;
    ykc_value_encode_raw(field, raw, bytes);
    return true;
}

static bool encode_ascii(const char *text, uint8_t *bytes, size_t size)
{
    uint8_t plain[UINT8_MAX] = {0};
    size_t used = 0;

    for (; *text != '\0'; text++, used++) {
        if (used == size)
            return false;
        if (text[0] != '\\') {
            plain[used] = (uint8_t)*text;
        } else if (text[1] == '\\') {
            plain[used] = '\\';
            text++;
        } else if (text[1] == 'x' && g_ascii_isxdigit(text[2]) && g_ascii_isxdigit(text[3])) {
            plain[used] = (uint8_t)(g_ascii_xdigit_value(text[2]) << 4 | g_ascii_xdigit_value(text[3]));
            text += 3;
        } else {
            return false;
        }
    }
    memcpy(bytes, plain, size);
    return true;
}

static bool encode_vin(const ykc_field *field, const char *text, uint8_t *bytes)
{
    uint8_t forward[YKC_VIN_SIZE];

    if (!encode_ascii(text, forward, sizeof forward))
        return false;
    for (size_t i = 0; i < YKC_VIN_SIZE; i++)
        bytes[i] = forward[field->flags & YKC_REVERSED ? YKC_VIN_SIZE - 1 - i : i];
    return true;
}

/* "2020-03-16T17:14:47.000", the milliseconds optional. */
static bool parse_time(const char *text, ykc_cp56time *time)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:dd.ddd";
    unsigned numbers[7] = {0};
    size_t length = strlen(text), part = 0;

    if (length != sizeof shape - 1 && length != sizeof shape - 1 - strlen(".ddd"))
        return false;
    for (size_t i = 0; i < length; i++) {
        if (shape[i] != 'd' && text[i] == shape[i])
            part++;
        else if (shape[i] == 'd' && g_ascii_isdigit(text[i]))
            numbers[part] = numbers[part] * 10 + (unsigned)(text[i] - '0');
        else
            return false;
    }
    if (numbers[0] < CENTURY || numbers[0] >= CENTURY + 100 || numbers[5] >= 60)
        return false;
    *time = (ykc_cp56time){
        .year = (uint8_t)(numbers[0] - CENTURY),
        .month = (uint8_t)numbers[1],
        .day = (uint8_t)numbers[2],
        .hour = (uint8_t)numbers[3],
        .minute = (uint8_t)numbers[4],
        .milliseconds = (uint16_t)(numbers[5] * 1000 + numbers[6]),
    };
    return ykc_cp56time_is_possible(time);
}

static bool encode_time(const char *text, uint8_t *bytes)
{
    ykc_cp56time time;

    if (!parse_time(text, &time))
        return ykc_bcd_from_text(text, bytes, YKC_CP56TIME_SIZE);
    ykc_cp56time_encode(&time, bytes);
    return true;
}

static bool encode_digit_time(const char *text, uint8_t *bytes)
{
    ykc_cp56time time;

    if (!parse_time(text, &time))
        return ykc_bcd_from_text(text, bytes, DIGIT_TIME_SIZE);

    const unsigned parts[DIGIT_TIME_SIZE] = {time.year, time.month, time.day, time.hour, time.minute, time.milliseconds / 1000};

    for (size_t i = 0; i < DIGIT_TIME_SIZE; i++)
        ykc_bcd_from_number(parts[i], bytes + i, 1);
    return true;
}

/* A decimal number up to a limit at *text, which moves behind it and the character that follows. */
static bool take_number(const char **text, char follower, unsigned limit, unsigned *number)
{
    char *end;
    guint64 parsed;

    if (!g_ascii_isdigit(**text))
        return false;
    parsed = g_ascii_strtoull(*text, &end, 10);
    if (parsed > limit || *end != follower)
        return false;
    *number = (unsigned)parsed;
    *text = end + (follower != '\0');
    return true;
}

static bool encode_bms_version(const char *text, uint8_t *bytes)
{
    unsigned major, minor;

    if (!take_number(&text, '.', UINT16_MAX, &major) || !take_number(&text, '\0', UINT8_MAX, &minor))
        return false;
    bytes[0] = (uint8_t)minor;
    ykc_bytes_put(bytes + 1, 2, major);
    return true;
}

static bool encode_bms_software(const char *text, uint8_t *bytes)
{
    unsigned year, month, day, running;

    if (ykc_bcd_from_text(text, bytes, BMS_SOFTWARE_SIZE))
        return true;
    if (!take_number(&text, '-', YEAR_MAX, &year) || !take_number(&text, '-', 12, &month) || !take_number(&text, ' ', 31, &day) ||
        *text++ != '#' || !take_number(&text, '\0', UINT8_MAX, &running))
        return false;
    bytes[0] = (uint8_t)running;
    bytes[1] = (uint8_t)day;
    bytes[2] = (uint8_t)month;
    ykc_bytes_put(bytes + BMS_SOFTWARE_YEAR_AT, 2, year);
    ykc_bytes_put(bytes + 5, 3, BMS_SOFTWARE_RESERVED);
    return true;
}

static bool encode_version(const char *text, uint8_t *bytes, size_t size)
{
    uint8_t numbers[UINT8_MAX] = {0};
    unsigned number;

    for (size_t i = 0; i < size; i++) {
        if (!take_number(&text, i + 1 < size ? '.' : '\0', UINT8_MAX, &number))
            return false;
        numbers[i] = (uint8_t)number;
    }
    memcpy(bytes, numbers, size);
    return true;
}

static bool encode_digits(const ykc_field *field, const char *text, uint8_t *bytes)
{
    uint8_t forward[UINT8_MAX];

    if (!ykc_bcd_from_text(text, forward, field->size))
        return false;
    for (size_t i = 0; i < field->size; i++)
        bytes[i] = forward[field->flags & YKC_REVERSED ? field->size - 1U - i : i];
    return true;
}

static bool encode_bcd_number(const ykc_field *field, const char *text, uint8_t *bytes)
{
    int64_t number;

    return parse_scaled(text, 0, &number) && number >= 0 && ykc_bcd_from_number((uint64_t)number, bytes, field->size);
}

void ykc_value_encode_raw(const ykc_field *field, uint64_t raw, uint8_t *bytes)
{
    bytes += field->at;
    if (field->bits == 0 && (field->flags & YKC_REVERSED) != 0) {
        ykc_bytes_put_reversed(bytes, field->size, raw);
        return;
    }
    if (field->bits == 0) {
        ykc_bytes_put(bytes, field->size, raw);
        return;
    }

    unsigned shift = field->shift % 8;
    uint8_t *word = bytes + field->shift / 8;
    uint64_t others = ykc_bytes_get(word, ykc_part_size(field)) & ~(ykc_part_mask(field) << shift);

    ykc_bytes_put(word, ykc_part_size(field), others | (raw & ykc_part_mask(field)) << shift);
}

bool ykc_value_encode(const ykc_field *field, const char *text, uint8_t *bytes)
{
    return ykc_value_encode_sized(field, text, bytes, field->size);
}

bool ykc_value_encode_sized(const ykc_field *field, const char *text, uint8_t *bytes, size_t size)
{
    if (field->bits != 0)
        return encode_number(field, text, bytes);
    switch (field->encoding) {
    case YKC_ENC_UINT:
        return encode_number(field, text, bytes);
    case YKC_ENC_BCD_NUMBER:
        return encode_bcd_number(field, text, bytes + field->at);
    case YKC_ENC_DIGITS:
    case YKC_ENC_HEX:
        return encode_digits(field, text, bytes + field->at);
    case YKC_ENC_VERSION:
        return encode_version(text, bytes + field->at, field->size);
    case YKC_ENC_ASCII:
        return encode_ascii(text, bytes + field->at, size);
    case YKC_ENC_VIN:
        return encode_vin(field, text, bytes + field->at);
    case YKC_ENC_TIME:
        return encode_time(text, bytes + field->at);
    case YKC_ENC_DIGIT_TIME:
        return encode_digit_time(text, bytes + field->at);
    case YKC_ENC_BMS_VERSION:
        return encode_bms_version(text, bytes + field->at);
    case YKC_ENC_BMS_SOFTWARE:
        return encode_bms_software(text, bytes + field->at);
    }
    return false;
}
