/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walking a body by its message: the fixed fields, then the group as often as the body has room for it, then the tail. */
#include <string.h>

#include "catalog.h"

static unsigned element_count(const ykc_field *field)
{
    return field->count == 0 ? 1 : field->count;
}

static bool is_rest(const ykc_message *message)
{
    return message->group_count == 1 && (message->group->flags & YKC_REST) != 0;
}

size_t ykc_message_repetitions(const ykc_message *message, size_t body_length)
{
    size_t fixed = (size_t)message->body + message->tail, count;

    if (message->group_size == 0 || body_length < fixed)
        return 0;
    count = (body_length - fixed) / message->group_size;
    return count < YKC_REPETITIONS_MAX ? count : YKC_REPETITIONS_MAX;
}

ykc_cursor ykc_cursor_start(const ykc_message *message, size_t length)
{
    return (ykc_cursor){
        .message = message,
        .length = length,
        .at = message->fields,
        .end = message->fields + message->field_count,
        .repetitions = (unsigned)ykc_message_repetitions(message, length),
    };
}

/* Go on to the part of the body behind the one that is done; at the end of the last one there is no next field. */
static void enter_next_part(ykc_cursor *cursor)
{
    const ykc_message *message = cursor->message;

    if (cursor->part == YKC_IN_FIELDS || cursor->part == YKC_IN_GROUP) {
        bool is_another = cursor->part == YKC_IN_GROUP;

        cursor->repetition += is_another;
        if (message->group_count > 0 && cursor->repetition < cursor->repetitions) {
            cursor->part = YKC_IN_GROUP;
            cursor->at = message->group;
            cursor->end = message->group + message->group_count;
            return;
        }
    }
    if (cursor->part != YKC_IN_TAIL && message->tail_count > 0) {
        cursor->part = YKC_IN_TAIL;
        cursor->at = message->tail_fields;
        cursor->end = message->tail_fields + message->tail_count;
        return;
    }
    cursor->at = NULL;
}

bool ykc_cursor_next(ykc_cursor *cursor, ykc_item *item)
{
    const ykc_field *field;
    bool takes_rest;
    size_t size;

    if (cursor->at != NULL && cursor->at == cursor->end)
        enter_next_part(cursor);
    field = cursor->at;
    if (field == NULL)
        return false;
    takes_rest = cursor->part == YKC_IN_GROUP && is_rest(cursor->message);
    size = takes_rest ? cursor->repetitions : field->size;
    if (size > cursor->length - cursor->offset)
        return false;
    *item = (ykc_item){
        .field = field,
        .offset = cursor->offset,
        .size = size,
        .index = cursor->part == YKC_IN_GROUP && !takes_rest ? cursor->repetition : cursor->element,
        .in_group = cursor->part == YKC_IN_GROUP && !takes_rest,
        .in_tail = cursor->part == YKC_IN_TAIL,
    };
    cursor->offset += size;
    cursor->element++;
    if (cursor->element == element_count(field)) {
        cursor->element = 0;
        cursor->at++;
    }
    if (takes_rest)
        cursor->repetition = cursor->repetitions;
    return true;
}

static const ykc_field *part_named(const ykc_field *field, const char *name)
{
    for (size_t i = 0; i < field->part_count; i++)
        if (strcmp(field->parts[i].name, name) == 0)
            return &field->parts[i];
    return NULL;
}

static bool search(const ykc_field *fields, size_t count, const char *name, size_t offset, ykc_item *item)
{
    for (size_t i = 0; i < count; i++) {
        const ykc_field *found = strcmp(fields[i].name, name) == 0 ? &fields[i] : part_named(&fields[i], name);

        if (found != NULL) {
            *item = (ykc_item){.field = found, .offset = offset, .size = found->size};
            return true;
        }
        offset += (size_t)fields[i].size * element_count(&fields[i]);
    }
    return false;
}

bool ykc_message_field(const ykc_message *message, const char *name, ykc_item *item)
{
    if (search(message->fields, message->field_count, name, 0, item))
        return true;
    if (!search(message->group, message->group_count, name, message->body, item))
        return false;
    item->in_group = !is_rest(message);
    return true;
}

bool ykc_message_tail_field(const ykc_message *message, size_t body_length, const char *name, ykc_item *item)
{
    size_t offset = message->body + ykc_message_repetitions(message, body_length) * message->group_size;

    if (!search(message->tail_fields, message->tail_count, name, offset, item))
        return false;
    item->in_tail = true;
    return true;
}
