/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The engine's state: what it remembers of connections, piles, requests and sessions. Internal to core/flow.
 *
 * Every struct is created and released in one file: the engine in engine.c, connections in connection.c, sessions in session.c,
 * piles and their guns in piles.c.
 */
#ifndef YKC_FLOW_STATE_H
#define YKC_FLOW_STATE_H

#include <glib.h>

#include "catalog/types.h"
#include "engine.h"
#include "facts.h"
#include "flows.h"
#include "settings.h"
#include "timers.h"

enum {
    YKC_SINGLE_FINDINGS = 10,       /* of a rule on a connection; further ones are counted in one more */
    YKC_REQUESTS_MAX = 512,         /* unanswered at a time on a connection; beyond it the oldest is forgotten */
    YKC_CONNECTION_PILES_MAX = 256, /* piles behind a concentrator; further ones are not watched */
    YKC_GUNS_MAX = 64,              /* of a pile; the charges of further ones are not watched */
    YKC_PILES_MAX = 200000,         /* of a capture; further ones are not watched */
    YKC_DAMAGES = 4,                /* damaged places remembered of each direction */
    YKC_SEQUENCE_COUNTERS_MAX = 16  /* guns that may have a counter of their own */
};

typedef struct ykc_session_state ykc_session_state;
typedef struct ykc_pile ykc_pile;

/* A request that waits for its reply. */
typedef struct ykc_request {
    uint8_t type, reply;
    uint8_t end; /* of the sender */
    uint8_t gun;
    bool has_pile, has_gun, has_serial;
    bool given_up; /* its absence is told; kept so that a reply that comes after all is no orphan */
    uint16_t sequence;
    uint8_t pile[YKC_PILE_SIZE];
    uint8_t serial[YKC_SERIAL_SIZE];
    ykc_place place;
    ykc_time_us limit;
    ykc_session_state *session; /* holds a reference; NULL: none */
} ykc_request;

/* Bytes of a direction that were damaged or are missing, and the finding that tells of it. */
typedef struct ykc_damage {
    ykc_finding finding; /* id 0: it was not told, the rule is off */
    bool used;
    uint8_t type; /* frame type where it can still be read; 0: anything */
    ykc_time_us time;
} ykc_damage;

/* A rule's finding that is told once for a connection and counted. */
typedef struct ykc_aggregate {
    guint32 key; /* what else tells one from another: end, frame type, field */
    ykc_finding finding;
} ykc_aggregate;

/* Ways in which senders number their frames. */
typedef enum ykc_numbering {
    YKC_NUMBERED_BY_THE_BOOK, /* own frames from 0, rising by one */
    YKC_NUMBERED_CONSTANT,
    YKC_NUMBERED_SWAPPED, /* counted high byte first */
    YKC_NUMBERED_PER_GUN,
    YKC_NUMBERED_PER_PILE,
    YKC_NUMBERED_WITH_REPLIES, /* replies take a number too */
    YKC_NUMBERINGS
} ykc_numbering;

typedef struct ykc_gun_counter {
    bool used;
    uint8_t gun; /* 0 for the pile's counter */
    uint8_t pile[YKC_PILE_SIZE];
    uint16_t next;
} ykc_gun_counter;

/* How a direction numbers its frames. */
typedef struct ykc_sequence {
    bool started;
    bool resync;                 /* bytes are missing: the next number starts anew */
    bool any_start;              /* bytes are missing: a counter that appears may be at any number */
    bool broken[YKC_NUMBERINGS]; /* ways that this sender does not count */
    uint16_t next[YKC_NUMBERINGS];
    ykc_gun_counter guns[YKC_SEQUENCE_COUNTERS_MAX];
    ykc_gun_counter piles[YKC_SEQUENCE_COUNTERS_MAX];
    bool has_record;
    uint16_t record_number; /* of the last record: a retry may keep it */
    bool has_reply;
    uint16_t reply_number;  /* of the first reply */
    bool replies_differ;    /* not all replies have the same number */
    bool reply_unexplained; /* a reply's number is explained by no known way */
} ykc_sequence;

/* A run of garbage that has not ended yet. */
typedef struct ykc_garbage_run {
    uint64_t count;
    ykc_place last;
} ykc_garbage_run;

typedef enum ykc_login_state { YKC_LOGIN_NONE, YKC_LOGIN_PENDING, YKC_LOGIN_DONE, YKC_LOGIN_REFUSED } ykc_login_state;

/* A pile on a connection. */
typedef struct ykc_link {
    ykc_pile *pile;
    ykc_login_state login;
    ykc_place login_place; /* of the last login or refusal */
    bool heartbeat_known;
    bool heartbeat_lost;         /* told; until the next heartbeat or login */
    ykc_place heartbeat;         /* the last one */
    bool login_after_silence;    /* the last login came when the heartbeats had stopped: it is no repetition */
    ykc_session_state *power_on; /* the session of the last login; NULL once decided */
} ykc_link;

struct ykc_connection {
    ykc_engine *engine;
    uint32_t id;
    int pile_end;
    bool midstream;
    bool heard[2];
    bool one_way_told;
    bool login_seen;       /* some login succeeded, or began before the capture */
    bool login_unreadable; /* a login was encrypted: any pile may have been the one */
    ykc_place opened, last;
    uint64_t frames[2], garbage_bytes, gaps, gap_bytes;
    ykc_time_us gap_time[2]; /* of the last gap; 0: none */
    ykc_damage damages[2][YKC_DAMAGES];
    uint8_t next_damage[2];
    ykc_garbage_run garbage[2];
    bool read_known;      /* 0x12 was sent */
    uint16_t read_number; /* of the last 0x12: a 0x13 that carries it is a reply */
    ykc_time_us read_time;
    GQueue sessions; /* of ykc_session_state: those whose last frame it carried */
    ykc_sequence sequences[2];
    GArray *requests;   /* of ykc_request, in the order of sending */
    GArray *links;      /* of ykc_link */
    GArray *aggregates; /* of ykc_aggregate */
    uint8_t singles[YKC_RULE_COUNT];
    ykc_timer timer;
};

/* One gun of a pile. */
typedef struct ykc_gun {
    uint8_t number;
    ykc_session_state *charge;  /* the charge that started last and is not decided; NULL: none */
    ykc_session_state *request; /* a start request by card or VIN that waits for its authorisation */
    bool has_ended;
    uint8_t ended_serial[YKC_SERIAL_SIZE]; /* of the charge that was decided last: late frames of it begin nothing */
} ykc_gun;

struct ykc_pile {
    uint8_t number[YKC_PILE_SIZE];
    bool is_dc_known, is_dc;
    bool model_known;                   /* confirmed, fetched or pushed */
    bool model_blamed;                  /* it is told that the model was not fetched */
    bool seen_midstream;                /* its life before the capture is unknown */
    ykc_connection *login_connection;   /* that it logged in on last; NULL when closed */
    ykc_connection *earlier_connection; /* that it left open; NULL: none */
    ykc_place login_place;
    uint32_t users; /* links and sessions that point here */
    GArray *guns;   /* of ykc_gun */
};

/* One row of a step table in a session. */
typedef struct ykc_row_state {
    bool seen, damaged;
    uint8_t early_for; /* frame type that should have come before but had not; 0: none */
    ykc_place first;
} ykc_row_state;

struct ykc_session_state {
    ykc_session account;
    ykc_engine *engine;
    ykc_connection *connection; /* that carried its last frame; NULL when closed */
    bool unheard[2];            /* by direction, of the connection that it was on last: not captured */
    GList attachment;           /* in the connection's sessions */
    uint32_t open_requests;     /* that wait for a reply: what comes of them belongs to the session */
    bool told;                  /* the session was told: decided, and nothing waits any more */
    ykc_pile *pile;             /* NULL: unknown */
    uint32_t references;
    bool decided;
    bool explained; /* an error of its own says why it did not finish */
    bool holes;     /* bytes are missing within it: its order cannot be judged */
    bool partial;   /* it began before the capture */
    const ykc_flow_table *table;
    ykc_row_state rows[YKC_STEPS_MAX];
    uint8_t last_code; /* type of the last frame */
    ykc_timer timer;
    ykc_time_us due; /* of its own deadline */

    /* power-on */
    bool model_differs, model_pushed, other_business;
    ykc_place check_reply;
    ykc_time_us fetch_due; /* the billing model has to be asked for by then; 0: not */
    ykc_time_us step_due;  /* the last step has to be done by then, if there is other business */

    /* charge */
    bool failed_start, doubtful_start, is_stopped, not_plugged, ended_offline;
    bool was_charging, is_charging;
    ykc_place first_charging, last_charging;
};

struct ykc_engine {
    ykc_settings settings;
    ykc_engine_sink sink;
    void *user;
    ykc_time_us now;
    ykc_timers timers;
    ykc_fact_tables facts;
    GHashTable *piles;       /* pile number -> ykc_pile */
    GHashTable *charges;     /* transaction serial -> ykc_session_state */
    GHashTable *connections; /* a set */
    uint64_t finding_count;
    uint32_t session_count;
    bool truncation_told;
};

static inline ykc_time_us ykc_limit_of(const ykc_engine *engine, ykc_limit limit)
{
    return engine->settings.limits[limit];
}

/* True if bytes of the connection are missing, on either side. */
static inline bool ykc_has_gap(const ykc_connection *connection)
{
    return connection->gap_time[0] != 0 || connection->gap_time[1] != 0;
}

/* True if one side of the connection is missing from the capture, so that no rule that needs both can judge. */
static inline bool ykc_is_one_way(const ykc_connection *connection)
{
    return !connection->heard[0] || !connection->heard[1];
}

/* findings.c */

/* A finding about a frame of a connection, to be completed and raised. @p connection may be NULL. */
ykc_finding ykc_finding_about(const ykc_connection *connection, ykc_rule_number rule, const ykc_place *place);

/* Name pile, gun and serial of the frame. */
void ykc_finding_take_facts(ykc_finding *finding, const ykc_facts *facts);

/* Name the session, its flow and what it is about. NULL is allowed. An error explains why the session may not finish. */
void ykc_finding_take_session(ykc_finding *finding, ykc_session_state *session, uint8_t step);

void ykc_finding_relate(ykc_finding *finding, const ykc_place *place, ykc_relation what);

/*
 * Tell a finding, or count it where the rule's scope says so. @p key tells findings of the same rule apart on a connection.
 * Severity and id are filled in; a finding of a rule that is off keeps id 0.
 */
void ykc_finding_raise(ykc_engine *engine, ykc_connection *connection, ykc_finding *finding, guint32 key);

/* The aggregate of a rule and key on a connection; NULL if it was not raised. */
ykc_aggregate *ykc_finding_aggregate(ykc_connection *connection, ykc_rule_number rule, guint32 key);

/* Change the severity of an aggregate, unless the user chose it. */
void ykc_finding_set_severity(ykc_connection *connection, ykc_aggregate *aggregate, ykc_severity severity);

/* Tell a finding about damaged or missing bytes, and remember it for what they may have contained. */
void ykc_finding_raise_damage(ykc_connection *connection, int end, ykc_finding *finding, uint8_t type);

/*
 * Look for damaged bytes of @p end, between two times, that may have contained a frame of this type. If there are any, their
 * finding names the request that it left unanswered, and true is returned.
 */
bool ykc_finding_blame_damage(ykc_connection *connection, int end, uint8_t type, ykc_time_us from, ykc_time_us to,
                              const ykc_place *request);

/* True if bytes of @p end were damaged since then, other than by a gap of the capture. */
bool ykc_finding_has_damage(const ykc_connection *connection, int end, ykc_time_us from);

/* Everything that was counted on a connection is final. */
void ykc_finding_decide_all(ykc_connection *connection);

/* frame_rules.c */

/* Judge a frame by itself; false if the flows cannot rely on it: it is damaged, or from the wrong side. */
bool ykc_frame_rules(ykc_connection *connection, int end, const ykc_facts *facts, const ykc_place *place);

/* sequence.c */

void ykc_sequence_own(ykc_connection *connection, int end, const ykc_facts *facts, const ykc_place *place);
void ykc_sequence_reply(ykc_connection *connection, int end, const ykc_facts *facts, uint16_t requested, const ykc_place *place);
/* A reply to nothing: it may have used up a number of its sender's own. */
void ykc_sequence_unasked(ykc_connection *connection, int end, const ykc_facts *facts);
void ykc_sequence_hole(ykc_connection *connection, int end);

/* requests.c */

/* What a reply was found to answer. */
typedef struct ykc_answer {
    bool found;
    uint16_t sequence; /* of the request */
    ykc_place request;
} ykc_answer;

/* Settle the request that a frame answers; judge lateness, orphans, refusals. @p session is what the frame belongs to. */
ykc_answer ykc_requests_answer(ykc_connection *connection, int end, const ykc_facts *facts, ykc_session_state *session,
                               const ykc_place *place);

/* Remember a request. */
void ykc_requests_add(ykc_connection *connection, int end, const ykc_facts *facts, ykc_session_state *session,
                      const ykc_place *place);

/* Tell of requests whose time is over. */
void ykc_requests_advance(ykc_connection *connection, ykc_time_us now);

/* The connection is over: requests whose limit has passed stay unanswered, the others say nothing. */
void ykc_requests_close(ykc_connection *connection, const ykc_place *place);

/* The capture is over: the number of requests that are still due. */
uint64_t ykc_requests_due(const ykc_connection *connection);

void ykc_requests_clear(ykc_connection *connection);

/* session.c */

ykc_session_state *ykc_session_new(ykc_engine *engine, ykc_flow flow, ykc_connection *connection, const ykc_facts *facts,
                                   const ykc_place *place);
/* Let the connection go: it is closed. */
void ykc_session_detach(ykc_session_state *session);

/* A request of the session waits for its reply, and waits no more. A session that is over is told after the last of them. */
void ykc_session_wait(ykc_session_state *session);
void ykc_session_wait_no_more(ykc_session_state *session);

ykc_session_state *ykc_session_ref(ykc_session_state *session);
void ykc_session_unref(ykc_session_state *session);

/* Take a frame into account as a step: its place in the table's order, repetition. */
void ykc_session_take(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts, const ykc_place *place);

/* Tell that a step came again, of a session that is over. */
void ykc_session_judge_repeated(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts,
                                const ykc_place *place);

/* A frame of this type came, but damaged: its step is not missing. */
void ykc_session_damaged(ykc_session_state *session, uint8_t type);

/* Bytes of the connection are missing or unreadable. */
void ykc_session_hole(ykc_session_state *session);

bool ykc_session_has(const ykc_session_state *session, uint8_t type);

/* True if every required step was seen. */
bool ykc_session_is_complete(const ykc_session_state *session);

/* Tell of required steps that never came although later ones did; true if there are any. */
bool ykc_session_judge_missing(ykc_session_state *session);

/* Tell that the session broke off, unless something explains it. */
void ykc_session_judge_unfinished(ykc_session_state *session);

/* The session will not change any more: tell it, and let go of it. */
void ykc_session_decide(ykc_session_state *session, ykc_outcome outcome);

/* The number of the step that a frame type is in the session's table; 0: none. */
uint8_t ykc_session_step_number(const ykc_session_state *session, uint8_t type);

/* Deadlines of the two kinds of sessions that have one; in power_on.c and charge.c. */
void ykc_power_on_due(ykc_session_state *session);
void ykc_charge_due(ykc_session_state *session);

/* Look at the session again at @p due. */
void ykc_session_set_due(ykc_session_state *session, ykc_time_us due);

/* piles.c */

/* The pile of this number, made if need be; NULL if there are too many. */
ykc_pile *ykc_pile_get(ykc_engine *engine, const uint8_t *number);

/* The gun of this number, made if need be; NULL if there are too many. Valid until the next call. */
ykc_gun *ykc_pile_gun(ykc_pile *pile, uint8_t number);

/* The pile on this connection, made if need be; NULL if there are too many. Valid until the next call. */
ykc_link *ykc_link_get(ykc_connection *connection, const uint8_t *number);

/* The pile that a frame is about: by its number, by its transaction, or because it is alone on the connection. NULL: unknown. */
ykc_link *ykc_link_of_frame(ykc_connection *connection, const ykc_facts *facts);

/* link_rules.c */

/* Judge a frame before it is taken into account: logins, heartbeats, connections. @p link may be NULL. */
void ykc_link_rules(ykc_connection *connection, int end, ykc_link *link, const ykc_facts *facts, const ykc_place *place);

/* The reply to a login came, but damaged: it may have been a success. */
void ykc_link_login_damaged(ykc_connection *connection);

/* power_on.c */

/* Take a frame into account; returns the session it belongs to, NULL: none. @p link may be NULL. */
ykc_session_state *ykc_power_on_frame(ykc_connection *connection, ykc_link *link, const ykc_facts *facts, const ykc_place *place);

/* The frame's reply is judged: the session may be complete now. */
void ykc_power_on_settle(ykc_session_state *session);

/* A charge was started: judge whether the pile can know the prices. @p session is the charge's. */
void ykc_power_on_charge_starts(ykc_connection *connection, ykc_link *link, ykc_session_state *session, const ykc_facts *facts,
                                const ykc_place *place);

/* The connection is over. */
void ykc_power_on_closed(ykc_link *link, bool capture_ended);

/* charge.c */

/* Take a frame into account; returns the session it belongs to, NULL: none. @p link may be NULL. */
ykc_session_state *ykc_charge_frame(ykc_connection *connection, ykc_link *link, const ykc_facts *facts, const ykc_place *place);

/* The frame's reply is judged: the session may be over now. */
void ykc_charge_settle(ykc_session_state *session, const ykc_facts *facts);

/* The capture is over. True if something of the charge was still due. */
bool ykc_charge_ended(ykc_session_state *session);

#endif
