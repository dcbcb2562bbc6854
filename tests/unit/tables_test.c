/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of the catalogue against themselves and against the specification. */
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "catalog/catalog.h"

enum { FIELDS_MAX = 2048, TYPES = 256, WORD_BITS_MAX = 8 * UINT8_MAX };

/* clang-format off */

/* The table of section 4 (protocol reference 4): body bytes, of them what repeats for each card, section. */
static const struct {
    uint8_t type;
    uint8_t body;
    uint8_t card;
    const char *section;
} specification[] = {
    {0x01, 30, 0, "6.1"},   {0x02, 8, 0, "6.2"},    {0x03, 9, 0, "6.3"},    {0x04, 9, 0, "6.4"},
    {0x05, 9, 0, "6.5"},    {0x06, 10, 0, "6.6"},   {0x09, 7, 0, "6.7"},    {0x0A, 90, 0, "6.8"},
    {0x12, 8, 0, "7.1"},    {0x13, 60, 0, "7.2"},   {0x15, 73, 0, "7.3"},   {0x17, 45, 0, "7.4"},
    {0x19, 39, 0, "7.5"},   {0x1B, 32, 0, "7.6"},   {0x1D, 28, 0, "7.7"},   {0x21, 28, 0, "7.8"},
    {0x23, 44, 0, "7.9"},   {0x25, 31, 0, "7.10"},
    {0x31, 51, 0, "8.1"},   {0x32, 38, 0, "8.2"},   {0x33, 26, 0, "8.4"},   {0x34, 44, 0, "8.3"},
    {0x35, 10, 0, "8.6"},   {0x36, 8, 0, "8.5"},    {0x3B, 158, 0, "8.7"},  {0x40, 17, 0, "8.8"},
    {0x41, 16, 0, "8.10"},  {0x42, 20, 0, "8.9"},   {0x43, 9, 0, "8.12"},   {0x44, 8, 16, "8.11"},
    {0x45, 7, 10, "8.14"},  {0x46, 8, 8, "8.13"},   {0x47, 7, 9, "8.16"},   {0x48, 8, 8, "8.15"},
    {0x51, 8, 0, "9.2"},    {0x52, 9, 0, "9.1"},    {0x55, 14, 0, "9.4"},   {0x56, 14, 0, "9.3"},
    {0x57, 8, 0, "9.6"},    {0x58, 90, 0, "9.5"},
    {0x61, 16, 0, "10.1"},  {0x62, 13, 0, "10.2"},  {0x63, 13, 0, "10.3"},
    {0x91, 8, 0, "11.2"},   {0x92, 8, 0, "11.1"},   {0x93, 8, 0, "11.4"},   {0x94, 94, 0, "11.3"},
    {0xA1, 58, 0, "12.1"},  {0xA2, 44, 0, "12.2"},  {0xA3, 33, 0, "12.4"},  {0xA4, 50, 0, "12.3"},
};

/* Request and reply, as listed below the table of section 4. */
static const struct {
    uint8_t request;
    uint8_t reply;
} pairs[] = {
    {0x01, 0x02}, {0x03, 0x04}, {0x05, 0x06}, {0x09, 0x0A}, {0x12, 0x13}, {0x31, 0x32}, {0x34, 0x33},
    {0x36, 0x35}, {0x3B, 0x40}, {0x42, 0x41}, {0x44, 0x43}, {0x46, 0x45}, {0x48, 0x47}, {0x52, 0x51},
    {0x56, 0x55}, {0x58, 0x57}, {0x62, 0x63}, {0x92, 0x91}, {0x94, 0x93}, {0xA1, 0xA2}, {0xA4, 0xA3},
};

/* What other versions, supplements and makers have: versions-and-quirks, part 1 and. */
static const struct {
    uint8_t type;
    uint8_t dialects;
    uint16_t size; /* without repetitions */
    uint8_t card;
    uint8_t direction;
} others[] = {
    {0x3F, YKC_V1_4, 156, 0, YKC_UP},
    {0x3D, YKC_V1_7 | YKC_V1_8, 201, 0, YKC_UP},
    /* V1.8.1, and what V2.1 has taken over */
    {0x01, YKC_V1_8, 127, 0, YKC_UP},
    {0x51, YKC_V1_8_ON, 9, 0, YKC_UP},       {0x52, YKC_V1_8_ON, 13, 0, YKC_DOWN},
    {0x59, YKC_V1_8_ON, 9, 0, YKC_UP},       {0x60, YKC_V1_8_ON, 24, 0, YKC_DOWN},
    {0xA5, YKC_V1_8_ON, 51, 0, YKC_UP},      {0xA6, YKC_V1_8, 40, 0, YKC_DOWN},
    {0xA7, YKC_V1_8_ON, 26, 0, YKC_UP},      {0xA8, YKC_V1_8, 46, 0, YKC_DOWN},
    /* V2.1.0 */
    {0x01, YKC_V2_1, 148, 0, YKC_UP},        {0x02, YKC_V2_1, 9, 1, YKC_DOWN},
    {0x0A, YKC_V2_1, 59, 8, YKC_DOWN},       {0x58, YKC_V2_1, 59, 8, YKC_DOWN},
    {0x13, YKC_V2_1, 67, 0, YKC_UP},         {0x3D, YKC_V2_1, 330, 16, YKC_UP},
    {0x49, YKC_V2_1, 9, 0, YKC_DOWN},        {0x50, YKC_V2_1, 18, 0, YKC_UP},
    {0x4A, YKC_V2_1, 9, 0, YKC_DOWN},        {0x4B, YKC_V2_1, 18, 0, YKC_UP},
    {0x4D, YKC_V2_1, 24, 0, YKC_DOWN},       {0x4C, YKC_V2_1, 26, 0, YKC_UP},
    {0x4F, YKC_V2_1, 105, 0, YKC_UP},        {0x4E, YKC_V2_1, 25, 0, YKC_DOWN},
    {0x5B, YKC_V2_1, 10, 1, YKC_DOWN},       {0x5A, YKC_V2_1, 9, 0, YKC_UP},
    {0x5D, YKC_V2_1, 88, 0, YKC_DOWN},       {0x5C, YKC_V2_1, 8, 0, YKC_UP},
    {0x5F, YKC_V2_1, 11, 0, YKC_DOWN},       {0x5E, YKC_V2_1, 9, 0, YKC_UP},
    {0x94, YKC_V2_1, 158, 0, YKC_DOWN},
    {0x96, YKC_V2_1, 9, 1, YKC_DOWN},        {0x95, YKC_V2_1, 8, 0, YKC_UP},
    {0x98, YKC_V2_1, 201, 0, YKC_DOWN},      {0x97, YKC_V2_1, 13, 0, YKC_UP},
    {0xA6, YKC_V2_1, 45, 0, YKC_DOWN},       {0xA8, YKC_V2_1, 51, 0, YKC_DOWN},
    {0xA9, YKC_V2_1, 32, 0, YKC_UP},         {0xAA, YKC_V2_1, 25, 0, YKC_DOWN},
    /* the supplements */
    {0xF0, YKC_V1, 9, 1, YKC_DOWN},          {0xF1, YKC_V1, 8, 0, YKC_UP},
    {0x9C, YKC_V1, 3, 1, YKC_DOWN},          {0x9E, YKC_V1, 10, 1, YKC_DOWN},
    {0x9B, YKC_V1, 9, 0, YKC_UP},
    /* makers */
    {0x03, YKC_V1, 10, 0, YKC_UP},           {0x13, YKC_V1, 141, 0, YKC_UP},
    {0x1F, YKC_V1, 15, 0, YKC_UP},           {0x25, YKC_V1, 45, 0, YKC_UP},
    {0x34, YKC_V1, 45, 0, YKC_DOWN},         {0x35, YKC_EVERY_DIALECT, 2, 0, YKC_UP},
    {0x3B, YKC_V1_5 | YKC_V1_6, 174, 0, YKC_UP}, {0x41, YKC_EVERY_DIALECT, 8, 0, YKC_UP},
    {0x44, YKC_V1, 11, 16, YKC_DOWN},        {0x45, YKC_EVERY_DIALECT, 7, 9, YKC_UP},
    {0x46, YKC_V1, 11, 8, YKC_DOWN},         {0x48, YKC_V1, 11, 8, YKC_DOWN},
    {0x71, YKC_V1, 26, 0, YKC_UP},           {0x92, YKC_V1, 11, 0, YKC_DOWN},
    {0xA4, YKC_V1, 51, 0, YKC_DOWN},
};

/* clang-format on */

/* A field at its place in the catalogue. */
typedef struct place {
    const ykc_message *message;
    const ykc_field *field;
    const ykc_field *parent; /* of a part, else NULL */
} place;

static place places[FIELDS_MAX];
static size_t place_count;

static void add_place(const ykc_message *message, const ykc_field *field, const ykc_field *parent)
{
    if (place_count < FIELDS_MAX)
        places[place_count++] = (place){message, field, parent};
}

static void add_places(const ykc_message *message, const ykc_field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        add_place(message, &fields[i], NULL);
        for (size_t part = 0; part < fields[i].part_count; part++)
            add_place(message, &fields[i].parts[part], &fields[i]);
    }
}

static int collect_places(void)
{
    place_count = 0;
    for (size_t i = 0; i < ykc_catalog_count(); i++) {
        const ykc_message *message = ykc_catalog_message(i);

        add_places(message, message->fields, message->field_count);
        add_places(message, message->group, message->group_count);
        add_places(message, message->tail_fields, message->tail_count);
    }
    return place_count > 0 && place_count < FIELDS_MAX ? 0 : -1;
}

/* CUnit only says which assertion failed; the reader wants to know for which entry of the tables. */
static void expect(bool good, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void expect(bool good, const char *format, ...)
{
    va_list arguments;

    CU_ASSERT(good);
    if (good)
        return;
    va_start(arguments, format);
    printf("\n      ");
    vprintf(format, arguments);
    va_end(arguments);
}

static bool is_text(const char *text)
{
    return text != NULL && text[0] != '\0';
}

static size_t bytes_of(const ykc_field *fields, size_t count)
{
    size_t bytes = 0;

    for (size_t i = 0; i < count; i++)
        bytes += (size_t)fields[i].size * (fields[i].count == 0 ? 1 : fields[i].count);
    return bytes;
}

/* The first layout of a type, which is the specification's; NULL if there is none. */
static const ykc_message *message_of(uint8_t type)
{
    for (size_t i = 0; i < ykc_catalog_count(); i++)
        if (ykc_catalog_message(i)->type == type)
            return ykc_catalog_message(i);
    return NULL;
}

static void test_every_type_of_section_4_has_its_length_and_section(void)
{
    for (size_t i = 0; i < YKC_COUNT_OF(specification); i++) {
        const ykc_message *message = message_of(specification[i].type);

        expect(message != NULL, "0x%02X is missing", specification[i].type);
        if (message == NULL)
            continue;
        expect(message->body == specification[i].body, "0x%02X has %u bytes", message->type, message->body);
        expect(message->group_size == specification[i].card, "0x%02X has %u bytes a card", message->type, message->group_size);
        expect(strcmp(message->section, specification[i].section) == 0, "0x%02X is section %s", message->type, message->section);
    }
}

static void test_there_are_51_types_of_v1_6_and_no_other(void)
{
    bool seen[TYPES] = {false};
    size_t types = 0;

    for (size_t i = 0; i < ykc_catalog_count(); i++) {
        const ykc_message *message = ykc_catalog_message(i);

        if (!ykc_message_is_of(message, YKC_V1_6))
            continue;
        types += !seen[message->type];
        seen[message->type] = true;
    }
    CU_ASSERT_EQUAL(YKC_COUNT_OF(specification), 51);
    CU_ASSERT_EQUAL(types, 51);
}

static void test_layouts_of_others_are_theirs(void)
{
    for (size_t i = 0; i < YKC_COUNT_OF(others); i++) {
        const ykc_message *message = message_of(others[i].type);

        while (message != NULL && (message->dialects != others[i].dialects || ykc_message_size(message) != others[i].size ||
                                   message->group_size != others[i].card))
            message = message->also;
        expect(message != NULL, "0x%02X of %u + N * %u bytes is missing", others[i].type, others[i].size, others[i].card);
        expect(message == NULL || message->direction == others[i].direction, "0x%02X goes the other way", others[i].type);
    }
    CU_ASSERT_EQUAL(ykc_catalog_count(), YKC_COUNT_OF(specification) + YKC_COUNT_OF(others));
}

static bool have_a_length_in_common(const ykc_message *one, const ykc_message *other)
{
    for (size_t length = 0; length < YKC_FRAME_BODY_MAX; length++)
        if (ykc_message_fits(one, length) && ykc_message_fits(other, length))
            return true;
    return false;
}

/* One body must not be two things: where versions share a header the length decides. */
static void test_layouts_of_one_type_have_lengths_of_their_own(void)
{
    for (size_t i = 0; i < ykc_catalog_count(); i++) {
        const ykc_message *message = ykc_catalog_message(i);

        for (const ykc_message *also = message->also; also != NULL; also = also->also) {
            bool share_header = (message->dialects & also->dialects & YKC_V2_1) != 0 ||
                                ((message->dialects & YKC_V1) != 0 && (also->dialects & YKC_V1) != 0);

            expect(also->type == message->type && also->direction == message->direction && also->reply == message->reply,
                   "0x%02X: the other layout is another message", message->type);
            /* Of 0x45 with and without reasons ten cards here are nine there: the document's layout counts. */
            expect(!share_header || message->type == 0x45 || !have_a_length_in_common(message, also),
                   "0x%02X: two layouts of one length", message->type);
        }
        expect(message->also == NULL || ykc_catalog_message(i + 1) == message->also, "0x%02X: layouts are not listed together",
               message->type);
    }
}

static void test_messages_are_listed_by_type(void)
{
    for (size_t i = 1; i < ykc_catalog_count(); i++)
        expect(ykc_catalog_message(i - 1)->type <= ykc_catalog_message(i)->type, "0x%02X is out of order",
               ykc_catalog_message(i)->type);
    CU_ASSERT_PTR_NULL(ykc_catalog_message(ykc_catalog_count()));
}

static void test_odd_types_go_up_and_even_types_down(void)
{
    for (size_t i = 0; i < ykc_catalog_count(); i++) {
        const ykc_message *message = ykc_catalog_message(i);

        /* V2.1 does not keep to it. */
        if ((message->dialects & YKC_V1) != 0)
            expect(message->direction == (message->type % 2 == 1 ? YKC_UP : YKC_DOWN), "0x%02X", message->type);
    }
}

static void test_every_reply_is_a_message_of_the_other_side(void)
{
    for (size_t i = 0; i < ykc_catalog_count(); i++) {
        const ykc_message *message = ykc_catalog_message(i);
        const ykc_message *reply = message_of(message->reply);

        if (message->reply == 0)
            continue;
        expect(reply != NULL && reply->direction != message->direction, "0x%02X -> 0x%02X", message->type, message->reply);
    }
}

static void test_requests_and_replies_are_those_of_section_4(void)
{
    size_t requests = 0;

    for (size_t i = 0; i < ykc_catalog_count(); i++)
        requests += ykc_catalog_message(i)->reply != 0 && ykc_message_is_of(ykc_catalog_message(i), YKC_V1_6);
    CU_ASSERT_EQUAL(YKC_COUNT_OF(pairs), 21);
    CU_ASSERT_EQUAL(requests, 21);
    for (size_t i = 0; i < YKC_COUNT_OF(pairs); i++) {
        const ykc_message *message = message_of(pairs[i].request);

        expect(message != NULL && message->reply == pairs[i].reply, "0x%02X -> 0x%02X", pairs[i].request, pairs[i].reply);
    }
}

static void test_field_sizes_add_up_to_the_body(void)
{
    for (size_t i = 0; i < ykc_catalog_count(); i++) {
        const ykc_message *message = ykc_catalog_message(i);
        size_t body = bytes_of(message->fields, message->field_count);
        size_t group = bytes_of(message->group, message->group_count);
        size_t tail = bytes_of(message->tail_fields, message->tail_count);

        expect(tail == message->tail, "0x%02X: fields of the tail have %zu bytes, the tail %u", message->type, tail,
               message->tail);
        expect(body == message->body, "0x%02X: fields have %zu bytes, the body %u", message->type, body, message->body);
        expect(group == message->group_size, "0x%02X: fields of a group have %zu bytes, the group %u", message->type, group,
               message->group_size);
    }
}

static void test_every_message_and_field_has_both_labels(void)
{
    for (size_t i = 0; i < ykc_catalog_count(); i++) {
        const ykc_message *message = ykc_catalog_message(i);

        expect(is_text(message->label.zh) && is_text(message->label.en), "0x%02X", message->type);
    }
    for (size_t i = 0; i < place_count; i++)
        expect(is_text(places[i].field->label.zh) && is_text(places[i].field->label.en), "0x%02X %s", places[i].message->type,
               places[i].field->name);
}

static void test_filter_names_are_lower_case_and_unique_within_a_message(void)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789_.";

    for (size_t i = 0; i < place_count; i++) {
        const char *name = places[i].field->name;

        expect(is_text(name), "0x%02X has a field without a name", places[i].message->type);
        expect(name[strspn(name, allowed)] == '\0', "0x%02X %s", places[i].message->type, name);
        for (size_t j = 0; j < i; j++)
            expect(places[j].message != places[i].message || strcmp(places[j].field->name, name) != 0, "0x%02X %s: twice",
                   places[i].message->type, name);
    }
}

static bool has_bits(const ykc_field *part)
{
    return part->bits != 0;
}

/* Bits of its parent that a part takes; a run of bytes takes all of theirs. */
static size_t first_bit(const ykc_field *part)
{
    return has_bits(part) ? part->shift : 8u * part->at;
}

static size_t end_bit(const ykc_field *part)
{
    return first_bit(part) + (has_bits(part) ? part->bits : 8u * part->size);
}

static void test_parts_lie_in_their_parent_and_do_not_overlap(void)
{
    for (size_t i = 0; i < place_count; i++) {
        const ykc_field *parent = places[i].field;
        bool taken[WORD_BITS_MAX] = {false};

        expect((parent->part_count == 0) == (parent->parts == NULL), "%s: parts and their number disagree", parent->name);
        for (size_t n = 0; n < parent->part_count; n++) {
            const ykc_field *part = &parent->parts[n];

            expect(has_bits(part) != (part->size != 0), "%s is bits and bytes, or neither", part->name);
            expect(part->part_count == 0, "%s has parts of its own", part->name);
            expect(end_bit(part) <= 8u * parent->size, "%s ends at bit %zu of %s", part->name, end_bit(part), parent->name);
            for (size_t bit = first_bit(part); bit < end_bit(part) && bit < WORD_BITS_MAX; bit++) {
                expect(!taken[bit], "%s takes bit %zu of %s a second time", part->name, bit, parent->name);
                taken[bit] = true;
            }
        }
    }
}

static void test_words_of_bits_are_no_longer_than_eight_bytes(void)
{
    for (size_t i = 0; i < place_count; i++)
        if (places[i].parent != NULL && has_bits(places[i].field))
            expect(places[i].parent->encoding == YKC_ENC_UINT && places[i].parent->size <= 8, "%s", places[i].parent->name);
}

static unsigned bits_of(const ykc_field *field)
{
    return has_bits(field) ? field->bits : 8u * field->size;
}

static void test_names_of_values_rise_fit_and_have_both_labels(void)
{
    for (size_t i = 0; i < place_count; i++) {
        const ykc_field *field = places[i].field;

        if (field->names == NULL)
            continue;
        expect(field->names->count > 0, "%s: no names", field->name);
        for (size_t row = 0; row < field->names->count; row++) {
            const ykc_name *name = &field->names->rows[row];

            expect(is_text(name->label.zh) && is_text(name->label.en), "%s %u", field->name, name->value);
            expect(row == 0 || name[-1].value < name->value, "%s: %u is out of order", field->name, name->value);
            expect((uint64_t)name->value >> bits_of(field) == 0, "%s: %u does not fit", field->name, name->value);
        }
    }
}

static void test_the_undefined_value_of_two_bits_has_no_name(void)
{
    for (size_t i = 0; i < place_count; i++)
        if (places[i].field->names != NULL && places[i].field->bits == 2)
            expect(ykc_names_find(places[i].field->names, 3) == NULL, "%s", places[i].field->name);
}

/* The gun number is BCD, in chapter 10 binary: a number in either case. */
static ykc_encoding type_of(const ykc_field *field)
{
    return field->encoding == YKC_ENC_BCD_NUMBER ? YKC_ENC_UINT : field->encoding;
}

/* Flags that say what a value is; where it is told and which way round its bytes travel may differ from frame to frame. */
static unsigned nature_of(const ykc_field *field)
{
    return field->flags & (YKC_SECRET | YKC_ZERO_UNMEASURED | YKC_RESERVED);
}

static void test_one_filter_name_means_one_thing_everywhere(void)
{
    for (size_t i = 0; i < place_count; i++) {
        const ykc_field *one = places[i].field;

        for (size_t j = 0; j < i; j++) {
            const ykc_field *other = places[j].field;

            if (strcmp(one->name, other->name) != 0)
                continue;
            expect(type_of(one) == type_of(other) && one->decimals == other->decimals && one->unit == other->unit &&
                       one->offset == other->offset && nature_of(one) == nature_of(other),
                   "%s differs between 0x%02X and 0x%02X", one->name, places[i].message->type, places[j].message->type);
            expect(one->names == NULL || other->names == NULL || one->names == other->names,
                   "%s: its values have other names in 0x%02X than in 0x%02X", one->name, places[i].message->type,
                   places[j].message->type);
        }
    }
}

static void test_stop_reasons_are_named_without_a_gap(void)
{
    ykc_item item = {0};

    CU_ASSERT_PTR_NOT_NULL_FATAL(message_of(0x3B));
    CU_ASSERT_TRUE_FATAL(ykc_message_field(message_of(0x3B), "stop_reason", &item));
    for (unsigned code = 0; code < 256; code++)
        expect((ykc_names_find(item.field->names, code) != NULL) == (code >= 0x40 && code <= 0x90), "0x%02X", code);
}

static void test_passwords_are_secret(void)
{
    for (size_t i = 0; i < place_count; i++) {
        const ykc_field *field = places[i].field;

        if (field->encoding == YKC_ENC_ASCII && strstr(field->name, "password") != NULL)
            expect((field->flags & YKC_SECRET) != 0 && (field->flags & YKC_KEY) == 0, "%s", field->name);
    }
}

static void test_the_vin_is_reversed_only_in_start_requests(void)
{
    for (size_t i = 0; i < place_count; i++) {
        uint8_t type = places[i].message->type;

        if (places[i].field->encoding == YKC_ENC_VIN)
            expect(((places[i].field->flags & YKC_REVERSED) != 0) ==
                       (type == 0x31 || type == 0xA1 || type == 0xA5 || type == 0xA9),
                   "0x%02X", type);
    }
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"every type of section 4 has its length and section", test_every_type_of_section_4_has_its_length_and_section},
        {"there are 51 types of V1.6 and no other", test_there_are_51_types_of_v1_6_and_no_other},
        {"layouts of other versions and of makers are theirs", test_layouts_of_others_are_theirs},
        {"layouts of one type have lengths of their own", test_layouts_of_one_type_have_lengths_of_their_own},
        {"messages are listed by type", test_messages_are_listed_by_type},
        {"odd types go up and even types down", test_odd_types_go_up_and_even_types_down},
        {"every reply is a message of the other side", test_every_reply_is_a_message_of_the_other_side},
        {"requests and replies are those of section 4", test_requests_and_replies_are_those_of_section_4},
        {"field sizes add up to the body", test_field_sizes_add_up_to_the_body},
        {"every message and field has both labels", test_every_message_and_field_has_both_labels},
        {"filter names are lower case and unique within a message", test_filter_names_are_lower_case_and_unique_within_a_message},
        {"parts lie in their parent and do not overlap", test_parts_lie_in_their_parent_and_do_not_overlap},
        {"words of bits are no longer than eight bytes", test_words_of_bits_are_no_longer_than_eight_bytes},
        {"names of values rise, fit and have both labels", test_names_of_values_rise_fit_and_have_both_labels},
        {"the undefined value of two bits has no name", test_the_undefined_value_of_two_bits_has_no_name},
        {"one filter name means one thing everywhere", test_one_filter_name_means_one_thing_everywhere},
        {"stop reasons are named without a gap", test_stop_reasons_are_named_without_a_gap},
        {"passwords are secret", test_passwords_are_secret},
        {"the VIN is reversed only in start requests", test_the_vin_is_reversed_only_in_start_requests},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {
        {"tables", collect_places, NULL, NULL, NULL, tests},
        CU_SUITE_INFO_NULL,
    };
    unsigned failures;

    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return 1;
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    failures = CU_get_number_of_failures() + CU_get_number_of_suites_failed();
    CU_cleanup_registry();
    return failures == 0 ? 0 : 1;
}
