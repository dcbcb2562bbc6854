/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file What the flow target is told, as bytes: read by the target, written by whoever makes its seeds. */
#ifndef YKC_TESTS_FLOW_EVENT_H
#define YKC_TESTS_FLOW_EVENT_H

#include "flow/finding.h"
#include "fuzz.h"
#include "wire/frame.h"

enum { FLOW_EVENT_CONNECTIONS = 4 };

typedef enum flow_event_what {
    FLOW_EVENT_FRAME, /**< and every number without a name */
    FLOW_EVENT_CLOSE,
    FLOW_EVENT_GAP,
    FLOW_EVENT_GARBAGE,
    FLOW_EVENT_TRUNCATED
} flow_event_what;

typedef struct flow_event {
    uint8_t what;
    unsigned connection; /**< below FLOW_EVENT_CONNECTIONS; opened when it is needed */
    int end;             /**< sender; 0 is the pile */
    bool flag;           /**< of a frame: its checksum is wrong; also: a connection that opens was open before */
    ykc_time_us after;   /**< since the event before */
    ykc_frame frame;     /**< of a gap or garbage the number of bytes as its sequence number */
    uint8_t *body;
} flow_event;

/** Read an event; false at the end of the input. To be released with flow_event_clear(). */
bool flow_event_read(fuzz_input *input, flow_event *event);

void flow_event_clear(flow_event *event);

/** The inverse of flow_event_read(). */
void flow_event_write(GByteArray *out, const flow_event *event);

#endif
