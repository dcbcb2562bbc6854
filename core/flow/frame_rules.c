/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The group frame/: each frame by itself. */
#include <string.h>

#include "catalog/foreign.h"
#include "catalog/value.h"
#include "state.h"
#include "wire/bcd.h"

enum { LENGTH_LIMIT = 200 /* of the length byte, section 3.1 */ };

static guint32 key_of(int end, uint8_t type, unsigned field)
{
    return (guint32)end << 24 | (guint32)type << 16 | field;
}

static ykc_finding about(const ykc_connection *connection, ykc_rule_number rule, const ykc_facts *facts, const ykc_place *place)
{
    ykc_finding finding = ykc_finding_about(connection, rule, place);

    ykc_finding_take_facts(&finding, facts);
    return finding;
}

static void judge_checksum(ykc_connection *connection, int end, const ykc_facts *facts, const ykc_place *place)
{
    const ykc_frame *frame = facts->frame;
    ykc_finding finding;

    if (frame->crc_status == YKC_CRC_GOOD)
        return;
    finding = ykc_finding_about(connection,
                                frame->crc_status == YKC_CRC_BAD     ? YKC_RULE_FRAME_CRC
                                : frame->crc_status == YKC_CRC_TABLE ? YKC_RULE_FRAME_CRC_TABLE
                                                                     : YKC_RULE_FRAME_CRC_ORDER,
                                place);
    finding.code = frame->type;
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_CRC, .numbers = {frame->crc_computed}};
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_CRC, .numbers = {frame->crc}};
    if (frame->crc_status == YKC_CRC_BAD) {
        ykc_finding_raise_damage(connection, end, &finding, frame->type);
        return;
    }
    ykc_finding_take_facts(&finding, facts);
    ykc_finding_raise(connection->engine, connection, &finding, key_of(end, 0, 0));
}

static void judge_length(ykc_connection *connection, int end, const ykc_facts *facts, const ykc_place *place)
{
    const ykc_frame *frame = facts->frame;
    const ykc_reading *reading = &facts->reading;
    ykc_finding finding;

    if (frame->length > LENGTH_LIMIT) {
        finding = about(connection, YKC_RULE_FRAME_OVERSIZE, facts, place);
        finding.expected = (ykc_phrase){.id = YKC_PHRASE_LENGTH_AT_MOST, .numbers = {LENGTH_LIMIT}};
        finding.seen = (ykc_phrase){.id = YKC_PHRASE_LENGTH, .numbers = {frame->length}};
        ykc_finding_raise(connection->engine, connection, &finding, key_of(end, frame->type, 0));
    }
    if (facts->layout == NULL || reading->fit == YKC_FIT_EXACT)
        return;
    if (reading->fit == YKC_FIT_SHORT) {
        finding = about(connection, YKC_RULE_FRAME_LENGTH, facts, place);
        finding.expected = (ykc_phrase){.id = YKC_PHRASE_BODY_AT_LEAST, .numbers = {reading->message->body}};
        finding.seen = (ykc_phrase){.id = YKC_PHRASE_BODY, .numbers = {frame->body_length}};
        ykc_finding_raise_damage(connection, end, &finding, frame->type);
        return;
    }
    finding = about(connection, YKC_RULE_FRAME_EXTRA, facts, place);
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_BODY, .numbers = {reading->message->body}};
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_BODY, .numbers = {frame->body_length}};
    ykc_finding_raise(connection->engine, connection, &finding, key_of(0, frame->type, 0));
}

/* A type or layout that the document does not have: known as somebody's, or unknown. */
static void judge_type(ykc_connection *connection, const ykc_facts *facts, const ykc_place *place)
{
    const ykc_frame *frame = facts->frame;
    const ykc_message *message = facts->reading.message;
    ykc_fit fit;
    bool is_layout_of_a_maker =
        message != NULL && facts->reading.fit == YKC_FIT_EXACT && message != ykc_catalog_find(YKC_V1_6, frame->type, 0, &fit);
    ykc_finding finding;

    if (message != NULL && !is_layout_of_a_maker)
        return;
    if (message != NULL || ykc_foreign_find(frame->type) != NULL)
        finding = about(connection, YKC_RULE_FRAME_FOREIGN, facts, place);
    else
        finding = about(connection, YKC_RULE_FRAME_TYPE, facts, place);
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_CODE, .numbers = {frame->type}};
    ykc_finding_raise(connection->engine, connection, &finding, key_of(0, frame->type, 0));
}

/* True, with a finding, if the pile sent a type of the platform's or the reverse. */
static bool judge_direction(ykc_connection *connection, int end, const ykc_facts *facts, const ykc_place *place)
{
    const ykc_message *message = facts->reading.message;
    bool from_pile = end == connection->pile_end;
    ykc_finding finding;

    if (message == NULL || connection->pile_end < 0 || (message->direction == YKC_UP) == from_pile)
        return false;
    finding = about(connection, YKC_RULE_FRAME_DIRECTION, facts, place);
    finding.expected.id = from_pile ? YKC_PHRASE_FROM_PLATFORM : YKC_PHRASE_FROM_PILE;
    finding.seen.id = from_pile ? YKC_PHRASE_FROM_PILE : YKC_PHRASE_FROM_PLATFORM;
    ykc_finding_raise(connection->engine, connection, &finding, 0);
    return true;
}

static void judge_encryption(ykc_connection *connection, int end, const ykc_facts *facts, const ykc_place *place)
{
    ykc_finding finding;

    if (!facts->reading.encrypted)
        return;
    connection->encrypted[end] = true;
    connection->heartbeat_unreadable |= facts->frame->type == YKC_TYPE_HEARTBEAT;
    finding = ykc_finding_about(connection, YKC_RULE_FRAME_ENCRYPTED, place);
    finding.code = facts->frame->type;
    finding.seen.id = facts->reading.no_key_fits ? YKC_PHRASE_NO_KEY_FITS : YKC_PHRASE_CODE;
    finding.seen.numbers[0] = facts->frame->type;
    ykc_finding_raise(connection->engine, connection, &finding, key_of(end, 0, 0));
}

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

static bool has_parts_undefined(const ykc_field *field, const uint8_t *bytes);

/* How a value is outside its definition; YKC_OFF if it is not. */
static ykc_severity severity_of_value(const ykc_field *field, const uint8_t *bytes)
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

/* --- Values: what can be checked with a table is compiled once for each layout; most frames are done with that --- */

static ykc_value_check compile_check(const ykc_item *item, unsigned index)
{
    const ykc_field *field = item->field;
    ykc_value_check check = {field, (uint16_t)item->offset, (uint16_t)index, YKC_CHECK_FULLY, {0}};

    if (field->encoding == YKC_ENC_DIGITS || field->encoding == YKC_ENC_BCD_NUMBER)
        check.kind = YKC_CHECK_DIGITS;
    else if (field->encoding == YKC_ENC_UINT && field->size == 1)
        check.kind = YKC_CHECK_BYTE;
    for (unsigned byte = 0; check.kind == YKC_CHECK_BYTE && byte <= UINT8_MAX; byte++)
        if (severity_of_value(field, &(uint8_t){(uint8_t)byte}) == YKC_OFF)
            check.fine[byte / 32] |= UINT32_C(1) << byte % 32;
    return check;
}

/* Text, opaque bytes, and numbers without names and limits cannot be outside their definition. */
static bool can_be_undefined(const ykc_field *field)
{
    switch (field->encoding) {
    case YKC_ENC_DIGITS:
    case YKC_ENC_BCD_NUMBER:
    case YKC_ENC_TIME:
        return true;
    case YKC_ENC_UINT:
        return (field->flags & YKC_RESERVED) != 0 || field->part_count > 0 || field->max != 0 || field->names != NULL;
    default:
        return false;
    }
}

/* Those of the fixed fields. */
static GArray *compile_checks(const ykc_message *message)
{
    GArray *checks = g_array_new(FALSE, FALSE, sizeof(ykc_value_check));
    ykc_cursor cursor = ykc_cursor_start(message, message->body);
    ykc_item item;

    for (unsigned index = 0; ykc_cursor_next(&cursor, &item) && !item.in_group; index++)
        if (can_be_undefined(item.field)) {
            const ykc_value_check check = compile_check(&item, index);

            g_array_append_val(checks, check);
        }
    return checks;
}

static bool is_fine(const ykc_value_check *check, const uint8_t *bytes)
{
    switch (check->kind) {
    case YKC_CHECK_DIGITS:
        return ykc_bcd_is_decimal(bytes, check->field->size);
    case YKC_CHECK_BYTE:
        return (check->fine[*bytes / 32] >> *bytes % 32 & 1) != 0;
    case YKC_CHECK_FULLY:
        break;
    }
    return severity_of_value(check->field, bytes) == YKC_OFF;
}

/* @p index of the element among all of the body */
static void judge_value(ykc_connection *connection, const ykc_facts *facts, const ykc_field *field, size_t offset, unsigned index,
                        const ykc_place *place)
{
    const uint8_t *bytes = facts->frame->body + offset;
    ykc_severity severity = severity_of_value(field, bytes);
    ykc_finding finding;
    ykc_value value;

    if (severity == YKC_OFF)
        return;
    ykc_value_decode(field, bytes, &value);
    finding = about(connection, YKC_RULE_FRAME_VALUE, facts, place);
    finding.severity = severity;
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_DEFINED_VALUE, .field = field};
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_VALUE, .numbers = {(int64_t)value.raw}, .field = field};
    if (value.kind != YKC_VALUE_NUMBER)
        g_strlcpy(finding.seen.text, value.text, sizeof finding.seen.text);
    ykc_finding_raise(connection->engine, connection, &finding, key_of(0, facts->frame->type, index));
}

/* Fields that repeat are in lists, which are rare. */
static void judge_group(ykc_connection *connection, const ykc_facts *facts, const ykc_place *place)
{
    ykc_cursor cursor = ykc_cursor_start(facts->reading.message, facts->frame->body_length);
    ykc_item item;

    for (unsigned index = 0; ykc_cursor_next(&cursor, &item); index++)
        if (item.in_group)
            judge_value(connection, facts, item.field, item.offset, index, place);
}

/* The body is not shorter than its fixed fields. */
static void judge_values(ykc_connection *connection, const ykc_facts *facts, const ykc_place *place)
{
    const ykc_message *message = facts->reading.message;
    GArray **checks = &facts->layout->checks;

    if (*checks == NULL)
        *checks = compile_checks(message);
    for (guint i = 0; i < (*checks)->len; i++) {
        const ykc_value_check *check = &g_array_index(*checks, ykc_value_check, i);

        if (!is_fine(check, facts->frame->body + check->offset))
            judge_value(connection, facts, check->field, check->offset, check->index, place);
    }
    if (message->group_count > 0)
        judge_group(connection, facts, place);
}

bool ykc_frame_rules(ykc_connection *connection, int end, const ykc_facts *facts, const ykc_place *place)
{
    judge_checksum(connection, end, facts, place);
    if (facts->frame->crc_status == YKC_CRC_BAD)
        return false;
    judge_type(connection, facts, place);
    judge_length(connection, end, facts, place);
    judge_encryption(connection, end, facts, place);
    if (judge_direction(connection, end, facts, place))
        return false;
    if (facts->sound && facts->layout != NULL)
        judge_values(connection, facts, place);
    return facts->sound;
}
