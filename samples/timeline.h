/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * What happens in a sample, in the order of time: connections are opened, frames are sent, connections end.
 *
 * A sample is made in two steps. First the events are collected, as pile and platform would send them. Then the sample may edit
 * them: leave frames out, move them, change their fields, damage them, cut them into segments. Only when the timeline is played
 * are the frames numbered and packed into segments, so an edited session stays right in everything that was not edited:
 *
 *     timeline_drop(timeline, timeline_frame(timeline, 0x05, 1));               the pile skips the billing model check
 *     timeline_frame(timeline, 0x23, 4)->damaged = 30;                          a wrong checksum
 *     body_set(&timeline_frame(timeline, 0x02, 1)->body, "login_result", "1");  the login is refused, and all goes on
 *
 * Numbering, V1.6 section 3.1 (reference 2.3): each sender counts the frames that it sends on its own account, from 0 on each
 * connection; a reply repeats the number of its request and is not counted. Frames that were left out take no number.
 */
#ifndef SAMPLES_TIMELINE_H
#define SAMPLES_TIMELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "clock.h"
#include "frames.h"
#include "trace.h"

/** All events of a sample. Owns its events and connections. */
typedef struct sample_timeline sample_timeline;

/** One TCP connection, and the numbers of its frames. */
typedef struct sample_connection sample_connection;

/** How a side numbers its frames; by the book unless a sample says otherwise. */
typedef enum sample_numbering {
    NUMBERED_BY_THE_BOOK,
    NUMBERED_CONSTANT,       /**< always 0, replies too */
    NUMBERED_PER_GUN,        /**< own frames: one counter for each gun, and one for what has no gun */
    NUMBERED_PER_PILE,       /**< own frames: one counter for each pile behind a concentrator */
    NUMBERED_HIGH_FIRST,     /**< own frames: the high byte of the number first */
    NUMBERED_WITH_REPLIES,   /**< one counter for own frames and replies */
    NUMBERED_AFTER_REPLIES,  /**< replies carry their request's number, but the own counter goes on */
    NUMBERED_REPLIES_SWAPPED /**< replies carry their request's number with the bytes exchanged */
} sample_numbering;

/** What happens. */
typedef enum sample_event_kind { EVENT_OPEN, EVENT_FRAME, EVENT_BYTES, EVENT_CLOSE, EVENT_RESET } sample_event_kind;

/** Which checksum a frame carries. */
typedef enum sample_checksum {
    CHECKSUM_RIGHT,
    CHECKSUM_SWAPPED,   /**< high byte first (Q-1) */
    CHECKSUM_MISPRINTED /**< by the misprinted table (Q-2); ends the program where that gives the right one */
} sample_checksum;

/** One event. What a sample may edit comes first. */
typedef struct sample_event {
    time_us time;
    sample_body body;   /**< of a frame; of EVENT_BYTES the bytes themselves, without a message */
    bool is_dropped;    /**< does not happen; frames: see timeline_drop() */
    bool joins_next;    /**< the frame waits for the next bytes of its sender and travels in the same segment */
    unsigned cut;       /**< not 0: the segment ends after so many bytes of the frame; the rest follows some milliseconds later */
    uint8_t encryption; /**< the frame's flag */
    ykc_form form;      /**< of its header; a long one carries the time of the event */
    sample_checksum checksum;
    unsigned damaged;      /**< not 0: the byte of the finished frame at this offset is inverted */
    bool is_unseen;        /**< the segment with the end of the frame arrives, but the capture misses it */
    unsigned skipped;      /**< numbers that its sender leaves out before the frame */
    bool takes_own_number; /**< a reply that is numbered like a frame of its sender's own */
    bool is_numbered;      /**< the frame carries @c sequence as given, and is not counted */
    uint16_t sequence;     /**< otherwise filled when the timeline is played */

    sample_event_kind kind;
    sample_connection *connection;
    ykc_direction direction;      /**< of the sender; of EVENT_CLOSE and EVENT_RESET: of the side that does it */
    struct sample_event *request; /**< what this frame answers; NULL: nothing, it has a number of its own */
    unsigned order;               /**< of making; decides between events of the same time */
    trace_packet *packet;         /**< that completes the frame, once it is sent */
} sample_event;

sample_timeline *timeline_new(void);
void timeline_free(sample_timeline *timeline);

/** @name What happens */
/**@{*/

/** The pile opens a connection. The texts in @p ends must outlive the timeline. */
sample_connection *timeline_open(sample_timeline *timeline, const sample_ends *ends, time_us time);

/** A frame that answers nothing; who sends it follows from its type. */
sample_event *timeline_send(sample_connection *connection, time_us time, const sample_body *body);

/** A frame that answers @p request, on the same connection. */
sample_event *timeline_answer(sample_event *request, time_us time, const sample_body *body);

/** Bytes that are no frame: garbage, or a part of a frame. At most SAMPLE_BODY_MAX. */
sample_event *timeline_send_bytes(sample_connection *connection, ykc_direction direction, time_us time, const void *bytes,
                                  size_t length);

/** A side closes the connection (FIN). */
sample_event *timeline_close(sample_connection *connection, ykc_direction direction, time_us time);

/** Choose how a side numbers its frames on a connection. */
void timeline_number(sample_connection *connection, ykc_direction direction, sample_numbering numbering);

/** A side breaks the connection off (RST). */
sample_event *timeline_reset(sample_connection *connection, ykc_direction direction, time_us time);

/**@}*/
/** @name Editing */
/**@{*/

/** The @p nth frame (from 1) of a type, in the order of time, of those not dropped; ends the program if there are fewer. */
sample_event *timeline_frame(sample_timeline *timeline, uint8_t type, unsigned nth);

/**
 * The frame of a type that comes after @p event in the order of time, or the first one if that is NULL; dropped ones too. NULL if
 * there is none. For loops over all frames of a type.
 */
sample_event *timeline_next_frame(sample_timeline *timeline, const sample_event *event, uint8_t type);

/** Visit every frame of a connection, in no order; dropped ones too. */
void timeline_visit(sample_connection *connection, void (*visit)(sample_event *event, void *user), void *user);

/** The frame is never sent, and so never answered either. */
void timeline_drop(sample_timeline *timeline, sample_event *event);

/** Everything happens @p by later (earlier if negative): the frame, and what answers it. */
void timeline_move(sample_timeline *timeline, sample_event *event, time_us by);

/**@}*/

/** Number the frames, and send everything into @p trace. Once. */
void timeline_play(sample_timeline *timeline, sample_trace *trace);

/** @name What has to be found */
/**@{*/

/** What is counted when the sample is played: frames of the sender of the event that the finding is attached to. */
typedef enum sample_counted {
    COUNTED_BY_HAND,
    COUNTED_JUMPS,         /**< own frames whose number is not the next one */
    COUNTED_OTHER_NUMBERS, /**< replies that do not have their request's number */
    COUNTED_SERIALS        /**< frames of both sides with the event's transaction serial */
} sample_counted;

/** A finding that the rule catalogue asks for, and nothing else does. */
typedef struct sample_expectation {
    const char *rule, *severity;
    const char *flow; /**< NULL: none applies */
    unsigned step;    /**< 0: none */
    unsigned count;   /**< 0 is short for 1 */
    sample_counted counted;
    bool is_possible; /**< something that the capture lacks could explain it */
} sample_expectation;

/** @p event is the frame that the finding is attached to; NULL: the last packet of the capture. */
void timeline_expect(sample_timeline *timeline, const sample_event *event, const sample_expectation *expectation);

/** Forget what was expected so far. */
void timeline_expect_nothing(sample_timeline *timeline);

/** Write the rows of expected.tsv for this sample, in the order of the packets; after the trace is written. */
void timeline_write_expectations(const sample_timeline *timeline, const sample_trace *trace, const char *name, FILE *file);

/**@}*/

#endif
