/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Frames that may be asked for later: a finding is often about a frame long gone. They are kept in a temporary file that nobody
 * else sees; memory holds one small entry for some hundred frames.
 */
#ifndef YKC_REPORT_FRAME_STORE_H
#define YKC_REPORT_FRAME_STORE_H

#include <glib.h>
#include <stdbool.h>

#include "flow/finding.h"
#include "wire/frame.h"

typedef struct frame_store frame_store;

/** A frame that was found again; it points into the struct. Of its bytes only the header is there. */
typedef struct stored_frame {
    ykc_frame frame;
    ykc_place place;
    uint32_t connection;
    uint8_t header[YKC_FRAME_HEADER_MAX];
    uint8_t body[YKC_FRAME_BODY_MAX];
} stored_frame;

/** Make an empty store; NULL with @p error set if there can be no temporary file. */
frame_store *frame_store_new(GError **error);

/** Release it. NULL is allowed. */
void frame_store_free(frame_store *store);

/** Add a frame. A failure shows in frame_store_find(): frames are not found then. */
void frame_store_add(frame_store *store, uint32_t connection, const ykc_frame *frame, const ykc_place *place);

/** Find the frame at a place; false if there is none. */
bool frame_store_find(frame_store *store, const ykc_place *place, stored_frame *found);

#endif
