/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The flow engine: observations in, sessions and findings out.
 *
 * It knows connections, frames and the clock, and nothing of where they come from: libpcap and libwireshark feed it alike.
 * Observations come in the order of the capture. State is bounded by what is open: connections, piles, charges.
 */
#ifndef YKC_FLOW_ENGINE_H
#define YKC_FLOW_ENGINE_H

#include <stdbool.h>

#include "finding.h"
#include "settings.h"
#include "wire/frame.h"

typedef struct ykc_engine ykc_engine;
typedef struct ykc_connection ykc_connection;

/** What happened to a finding. */
typedef enum ykc_finding_event {
    YKC_FINDING_RAISED,  /**< it is new */
    YKC_FINDING_CHANGED, /**< count, last frame, severity or related frames changed */
    YKC_FINDING_DECIDED  /**< it will not change any more */
} ykc_finding_event;

/** What the engine tells; members may be NULL. What is pointed to is valid during the call. */
typedef struct ykc_engine_sink {
    void (*finding)(void *user, const ykc_finding *finding, ykc_finding_event event);
    /** A session is decided. Its findings are raised before, but one of them may be decided later. */
    void (*session)(void *user, const ykc_session *session);
    void (*connection)(void *user, const ykc_connection_report *connection);
    /** A reply answers a request of type @p code. */
    void (*answered)(void *user, uint8_t code, const ykc_place *request, const ykc_place *reply);
    /** A request came again before it was answered; @p first is the one before. */
    void (*repeated)(void *user, const ykc_place *first, const ykc_place *again);
    /** A frame of type @p code belongs to a session, which may go on. */
    void (*step)(void *user, const ykc_session *session, uint8_t code, const ykc_place *place);
} ykc_engine_sink;

/**
 * Make an engine.
 *
 * @param settings copied; NULL for the defaults
 * @param sink     copied
 */
ykc_engine *ykc_engine_new(const ykc_settings *settings, const ykc_engine_sink *sink, void *user);

/** Release it; nothing more is told. NULL is allowed. */
void ykc_engine_free(ykc_engine *engine);

/**
 * A connection that speaks YKC.
 *
 * @param id        the face's number for it, from 1
 * @param pile_end  which end opened the connection, 0 or 1: the pile's; -1 if its beginning was not captured
 * @param midstream the connection was open before its first packet
 * @return the connection, owned by the engine, valid until ykc_engine_close() or ykc_engine_free()
 */
ykc_connection *ykc_engine_open(ykc_engine *engine, uint32_t id, int pile_end, bool midstream, const ykc_place *place);

/** A packet of this end was captured, with or without bytes: the direction is not missing. Cheap; call it for any packet. */
void ykc_engine_heard(ykc_connection *connection, int end);

/** A frame that @p end sent, complete with the packet of @p place. */
void ykc_engine_frame(ykc_connection *connection, int end, const ykc_frame *frame, const ykc_place *place);

/** Bytes of no frame that @p end sent. A run may come in pieces. */
void ykc_engine_garbage(ykc_connection *connection, int end, uint64_t count, const ykc_place *place);

/** Bytes that @p end sent are missing from the capture. */
void ykc_engine_gap(ykc_connection *connection, int end, uint64_t count, const ykc_place *place);

/** The connection is over. */
void ykc_engine_close(ykc_connection *connection, const ykc_place *place);

/**
 * The time of a packet of any kind, told before what is in it: it proves that limits have passed. A time that is earlier than
 * one told before changes nothing.
 */
void ykc_engine_clock(ykc_engine *engine, ykc_time_us time);

/** The capture shortened packets, or ends inside one. */
void ykc_engine_truncated(ykc_engine *engine, const ykc_place *place);

/** The capture is over: what is open is told as it is. @p place is that of the last packet. */
void ykc_engine_finish(ykc_engine *engine, const ykc_place *place);

#endif
