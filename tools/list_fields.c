/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Write docs/fields.md: every frame type and every field of the catalogue, with its filter name. */
#include <stdio.h>

#include "catalog/catalog.h"

static void write_values(const ykc_field *field)
{
    const ykc_names *names = field->names;

    if (names == NULL)
        return;
    for (size_t i = 0; i < names->count; i++)
        printf("%s%u %s %s", i == 0 ? "" : "; ", names->rows[i].value, names->rows[i].label.en, names->rows[i].label.zh);
}

/* Unit and how the raw number becomes the physical one: "0.1 V, offset −400". */
static void write_scale(const ykc_field *field)
{
    static const char *const steps[] = {"1", "0.1", "0.01", "0.001", "0.0001", "0.00001"};
    static const int divisors[] = {1, 10, 100, 1000, 10000, 100000};
    const char *sign = ykc_unit_sign((ykc_unit)field->unit, YKC_ENGLISH);

    if (field->decimals == 0 && sign[0] == '\0' && field->offset == 0)
        return;
    printf("%s%s%s", steps[field->decimals], sign[0] == '\0' ? "" : " ", sign);
    if (field->offset != 0)
        printf(", offset %+d", field->offset / divisors[field->decimals]);
    if (field->flags & YKC_ZERO_UNMEASURED)
        printf("; raw 0: not measured");
}

static const char *encoding_of(const ykc_field *field)
{
    static const char *const names[] = {
        [YKC_ENC_UINT] = "BIN",
        [YKC_ENC_BCD_NUMBER] = "BCD",
        [YKC_ENC_DIGITS] = "BCD digits",
        [YKC_ENC_HEX] = "bytes",
        [YKC_ENC_ASCII] = "ASCII",
        [YKC_ENC_VIN] = "ASCII",
        [YKC_ENC_TIME] = "CP56Time2a",
        [YKC_ENC_DIGIT_TIME] = "BCD yyMMddHHmmss",
        [YKC_ENC_BMS_VERSION] = "version",
        [YKC_ENC_BMS_SOFTWARE] = "version",
    };

    return field->flags & YKC_REVERSED ? "ASCII, bytes reversed" : names[field->encoding];
}

static void write_row(const char *place, const char *size, const ykc_field *field)
{
    printf("| %s | %s | %s | `ykc.%s` | %s | %s | ", place, size, encoding_of(field), field->name, field->label.en,
           field->label.zh);
    write_scale(field);
    if (field->flags & YKC_SECRET)
        printf("masked unless asked for");
    write_values(field);
    printf(" |\n");
}

static void write_part(size_t offset, const ykc_field *part)
{
    char place[32], size[32];

    if (part->bits == 0) {
        snprintf(place, sizeof place, "%zu", offset + part->at);
        snprintf(size, sizeof size, "%u", part->size);
    } else {
        snprintf(place, sizeof place, "%zu, bit %u", offset + part->shift / 8, part->shift % 8);
        snprintf(size, sizeof size, "%u bit%s", part->bits, part->bits == 1 ? "" : "s");
    }
    write_row(place, size, part);
}

static size_t write_field(size_t offset, const ykc_field *field)
{
    char place[32], size[32];
    size_t count = field->count == 0 ? 1 : field->count;

    snprintf(place, sizeof place, "%zu", offset);
    if (count > 1)
        snprintf(size, sizeof size, "%zu × %u", count, field->size);
    else
        snprintf(size, sizeof size, "%u", field->size);
    write_row(place, size, field);
    for (size_t i = 0; i < field->part_count; i++)
        write_part(offset, &field->parts[i]);
    return offset + count * field->size;
}

static void write_fields(const char *title, const ykc_field *fields, size_t count, size_t offset)
{
    printf("\n%s| offset | bytes | encoding | filter | field | 字段 | scale, values |\n|---|---|---|---|---|---|---|\n", title);
    for (size_t i = 0; i < count; i++)
        offset = write_field(offset, &fields[i]);
}

/* The versions that have it, and who defines it if none of their documents does. */
static void write_dialects(const ykc_message *message)
{
    const char *separator = "";

    if (message->dialects == YKC_EVERY_DIALECT) {
        printf("every version");
    } else if (message->dialects == YKC_V1) {
        printf("V1");
    } else {
        for (size_t i = 0; i < ykc_dialect_names.count; i++) {
            if ((message->dialects & ykc_dialect_names.rows[i].value) == 0)
                continue;
            printf("%s%s", separator, ykc_dialect_names.rows[i].label.en);
            separator = ", ";
        }
    }
    if (message->origin.en != NULL)
        printf(" · %s", message->origin.en);
}

static void write_message(const ykc_message *message)
{
    printf("\n## 0x%02X %s — %s\n\n%s · %s%s", message->type, message->label.en, message->label.zh,
           message->direction == YKC_UP ? "pile → platform" : "platform → pile", message->section[0] != '\0' ? "section " : "",
           message->section);
    if (message->section[0] == '\0')
        printf("not in a version's document");
    printf(" · ");
    write_dialects(message);
    if (message->reply != 0)
        printf(" · answered by 0x%02X", message->reply);
    printf(" · body %u", message->body);
    if (message->group_size > 0)
        printf(" + N × %u", message->group_size);
    if (message->tail > 0)
        printf(" + %u", message->tail);
    printf(" bytes\n");
    write_fields("", message->fields, message->field_count, 0);
    if (message->group_count > 0)
        write_fields((message->group->flags & YKC_REST) != 0 ? "Text of N bytes:\n\n" : "Repeated; offsets of the first:\n\n",
                     message->group, message->group_count, message->body);
    if (message->tail_count > 0)
        write_fields("Behind it; offsets without a repetition:\n\n", message->tail_fields, message->tail_count, message->body);
}

static void write_header_fields(void)
{
    printf("\n## Every frame\n\n| filter | field | 字段 | values |\n|---|---|---|---|\n");
    for (size_t i = 0; i < ykc_header_field_count; i++) {
        const ykc_field *field = ykc_header_fields[i];

        printf("| `ykc.%s` | %s | %s | ", field->name, field->label.en, field->label.zh);
        write_values(field);
        printf(" |\n");
    }
}

int main(void)
{
    printf("<!-- Generated by ./dev docs from core/catalog; a test compares. -->\n"
           "# Frames and fields — 帧与字段\n\n"
           "Offsets count from the first byte of the body. A filter's value is the physical one: `ykc.voltage == 225.1`.\n\n"
           "偏移从消息体第一个字节算起。过滤器中的值是物理值，例如 `ykc.voltage == 225.1`。\n");
    write_header_fields();
    for (size_t i = 0; i < ykc_catalog_count(); i++)
        write_message(ykc_catalog_message(i));
    return 0;
}
