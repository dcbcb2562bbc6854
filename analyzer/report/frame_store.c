/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "frame_store.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>

enum { BLOCK_FRAMES = 256 };

/* What is in the file of a frame, in front of its body. */
typedef struct record {
    ykc_frame frame; /* its pointers mean nothing */
    ykc_place place;
    uint32_t connection;
    uint8_t header[YKC_FRAME_HEADER_MAX];
} record;

/* Some frames that follow one another in the file. A frame may be told after one of a later packet, so both ends are kept. */
typedef struct block {
    off_t offset;
    ykc_place first, last; /* the lowest and the highest place */
} block;

struct frame_store {
    FILE *file;
    GArray *blocks; /* of block */
    unsigned in_block;
    off_t size;
};

frame_store *frame_store_new(GError **error)
{
    FILE *file = tmpfile();
    frame_store *store;

    if (file == NULL) {
        g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(errno), "temporary file: %s", g_strerror(errno));
        return NULL;
    }
    store = g_new0(struct frame_store, 1);
    store->file = file;
    store->blocks = g_array_new(FALSE, FALSE, sizeof(block));
    return store;
}

void frame_store_free(frame_store *store)
{
    if (store == NULL)
        return;
    fclose(store->file);
    g_array_unref(store->blocks);
    g_free(store);
}

static bool is_before(const ykc_place *one, const ykc_place *other)
{
    if (one->file != other->file)
        return one->file < other->file;
    return one->packet != other->packet ? one->packet < other->packet : one->index < other->index;
}

static bool is_same(const ykc_place *one, const ykc_place *other)
{
    return one->file == other->file && one->packet == other->packet && one->index == other->index;
}

static void note_place(frame_store *store, const ykc_place *place)
{
    block *current;

    if (store->blocks->len == 0 || store->in_block == BLOCK_FRAMES) {
        block fresh = {.offset = store->size, .first = *place, .last = *place};

        g_array_append_val(store->blocks, fresh);
        store->in_block = 0;
    }
    current = &g_array_index(store->blocks, block, store->blocks->len - 1);
    if (is_before(place, &current->first))
        current->first = *place;
    if (is_before(&current->last, place))
        current->last = *place;
    store->in_block++;
}

void frame_store_add(frame_store *store, uint32_t connection, const ykc_frame *frame, const ykc_place *place)
{
    record record = {.frame = *frame, .place = *place, .connection = connection};

    if (frame->bytes != NULL)
        memcpy(record.header, frame->bytes, ykc_frame_form_of(frame)->header);
    note_place(store, place);
    fwrite(&record, sizeof record, 1, store->file);
    fwrite(frame->body, 1, frame->body_length, store->file);
    store->size += (off_t)(sizeof record + frame->body_length);
}

/* Look for the place among the frames from an offset on. */
static bool find_from(FILE *file, off_t offset, const ykc_place *place, stored_frame *found)
{
    record record;

    if (fseeko(file, offset, SEEK_SET) != 0)
        return false;
    for (unsigned i = 0; i < BLOCK_FRAMES; i++) {
        if (fread(&record, sizeof record, 1, file) != 1 ||
            fread(found->body, 1, record.frame.body_length, file) != record.frame.body_length)
            return false;
        if (!is_same(&record.place, place))
            continue;
        found->frame = record.frame;
        found->frame.body = found->body;
        memcpy(found->header, record.header, sizeof found->header);
        found->frame.bytes = found->header;
        found->place = record.place;
        found->connection = record.connection;
        return true;
    }
    return false;
}

bool frame_store_find(frame_store *store, const ykc_place *place, stored_frame *found)
{
    bool was_found = false;

    if (fflush(store->file) != 0)
        return false;
    for (guint i = 0; i < store->blocks->len && !was_found; i++) {
        const block *block = &g_array_index(store->blocks, struct block, i);

        if (!is_before(place, &block->first) && !is_before(&block->last, place))
            was_found = find_from(store->file, block->offset, place, found);
    }
    return fseeko(store->file, store->size, SEEK_SET) == 0 && was_found;
}
