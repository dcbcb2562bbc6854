/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walking a body by its message: the fixed fields, then the group as often as the body has room for it. */
#include <string.h>

#include "catalog.h"

ykc_cursor ykc_cursor_start(const ykc_message *message, size_t length)
{
    return (ykc_cursor){.message = message, .length = length};
}

static unsigned element_count(const ykc_field *field)
{
    return field->count == 0 ? 1 : field->count;
}

/* The next field to visit; NULL when the fixed fields are done and no whole repetition of the group is left. */
static const ykc_field *next_field(ykc_cursor *cursor)
{
    const ykc_message *message = cursor->message;

    if (!cursor->in_group && cursor->field == message->field_count) {
        cursor->in_group = true;
        cursor->field = 0;
    }
    if (!cursor->in_group)
        return &message->fields[cursor->field];
    if (message->group_count == 0)
        return NULL;
    if (cursor->field == message->group_count) {
        cursor->field = 0;
        cursor->repetition++;
    }
    if (cursor->field == 0 && message->group_size > cursor->length - cursor->offset)
        return NULL;
    return &message->group[cursor->field];
}

bool ykc_cursor_next(ykc_cursor *cursor, ykc_item *item)
{
    const ykc_field *field = next_field(cursor);

    if (field == NULL || field->size > cursor->length - cursor->offset)
        return false;
    *item = (ykc_item){
        .field = field,
        .offset = cursor->offset,
        .index = cursor->in_group ? cursor->repetition : cursor->element,
        .in_group = cursor->in_group,
    };
    cursor->offset += field->size;
    cursor->element++;
    if (cursor->element == element_count(field)) {
        cursor->element = 0;
        cursor->field++;
    }
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
            *item = (ykc_item){.field = found, .offset = offset};
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
    item->in_group = true;
    return true;
}
