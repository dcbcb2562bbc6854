/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The group frame/: each frame by itself. */
#include <string.h>

#include "catalog/foreign.h"
#include "catalog/value.h"
#include "state.h"
#include "values.h"
#include "wire/bcd.h"

enum {
    LENGTH_LIMIT = 200, /* of the length byte, section 3.1 */
    PADDING_MAX = 16    /* bytes that a cipher adds to a body: AES's block */
};

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

/* As long as the encrypted text of its type's own layout; what is in it cannot be seen without its key. */
static bool is_sealed_layout(const ykc_facts *facts)
{
    const ykc_frame *frame = facts->frame;
    ykc_fit fit;
    const ykc_message *message;

    if (frame->encryption != YKC_ENCRYPTED || frame->opening == YKC_OPENED)
        return false;
    message = ykc_catalog_find(facts->reading.dialect, frame->type, frame->body_length, &fit);
    return message != NULL && fit != YKC_FIT_SHORT && message->group_size == 0 &&
           frame->body_length <= ykc_message_size(message) + PADDING_MAX;
}

/* V2.1 has no such limit, and V1.7 breaks it itself: its record has a length of 205. A list can be made shorter. */
static bool is_of_that_length(const ykc_facts *facts)
{
    const ykc_reading *reading = &facts->reading;

    return facts->frame->form != YKC_FORM_SHORT || is_sealed_layout(facts) ||
           (reading->message != NULL && reading->fit == YKC_FIT_EXACT && !reading->foreign && reading->message->group_size == 0);
}

static void judge_length(ykc_connection *connection, int end, const ykc_facts *facts, const ykc_place *place)
{
    const ykc_frame *frame = facts->frame;
    const ykc_reading *reading = &facts->reading;
    ykc_finding finding;

    if (frame->length > LENGTH_LIMIT && !is_of_that_length(facts)) {
        finding = about(connection, YKC_RULE_FRAME_OVERSIZE, facts, place);
        finding.expected = (ykc_phrase){.id = YKC_PHRASE_LENGTH_AT_MOST, .numbers = {LENGTH_LIMIT}};
        finding.seen = (ykc_phrase){.id = YKC_PHRASE_LENGTH, .numbers = {frame->length}};
        ykc_finding_raise(connection->engine, connection, &finding, key_of(end, frame->type, 0));
    }
    if (facts->layout == NULL || reading->fit == YKC_FIT_EXACT)
        return;
    if (reading->fit == YKC_FIT_SHORT) {
        finding = about(connection, YKC_RULE_FRAME_LENGTH, facts, place);
        finding.expected = (ykc_phrase){.id = YKC_PHRASE_BODY_AT_LEAST, .numbers = {(int64_t)ykc_message_size(reading->message)}};
        finding.seen = (ykc_phrase){.id = YKC_PHRASE_BODY, .numbers = {frame->body_length}};
        ykc_finding_raise_damage(connection, end, &finding, frame->type);
        return;
    }
    finding = about(connection, YKC_RULE_FRAME_EXTRA, facts, place);
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_BODY, .numbers = {(int64_t)ykc_message_size(reading->message)}};
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_BODY, .numbers = {frame->body_length}};
    ykc_finding_raise(connection->engine, connection, &finding, key_of(0, frame->type, 0));
}

/* A type or layout that the document does not have: known as somebody's, or unknown. */
static void judge_type(ykc_connection *connection, const ykc_facts *facts, const ykc_place *place)
{
    const ykc_frame *frame = facts->frame;
    const ykc_message *message = facts->reading.message;
    bool is_layout_of_a_maker = message != NULL && facts->reading.fit == YKC_FIT_EXACT && facts->reading.foreign;
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
        if (ykc_value_severity(field, &(uint8_t){(uint8_t)byte}) == YKC_OFF)
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

    for (unsigned index = 0; ykc_cursor_next(&cursor, &item) && !item.in_group && !item.in_tail; index++)
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
    return ykc_value_severity(check->field, bytes) == YKC_OFF;
}

/* @p index of the element among all of the body */
static void judge_value(ykc_connection *connection, const ykc_facts *facts, const ykc_field *field, size_t offset, unsigned index,
                        const ykc_place *place)
{
    const uint8_t *bytes = facts->frame->body + offset;
    ykc_severity severity = ykc_value_severity(field, bytes);
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

/* Fields that repeat, and those behind them, are in lists, which are rare. */
static void judge_group(ykc_connection *connection, const ykc_facts *facts, const ykc_place *place)
{
    ykc_cursor cursor = ykc_cursor_start(facts->reading.message, facts->frame->body_length);
    ykc_item item;

    for (unsigned index = 0; ykc_cursor_next(&cursor, &item); index++)
        if (item.in_group || item.in_tail)
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
    if (message->group_count > 0 || message->tail_count > 0)
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
