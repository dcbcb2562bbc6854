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

#include "bill.h"
#include "catalog/types.h"
#include "engine.h"
#include "facts.h"
#include "flows.h"
#include "settings.h"
#include "timers.h"
#include "wire/vin.h"

enum {
    YKC_SINGLE_FINDINGS = 10,       /* of a rule on a connection; further ones are counted in one more */
    YKC_REQUESTS_MAX = 512,         /* unanswered at a time on a connection; beyond it the oldest is forgotten */
    YKC_CONNECTION_PILES_MAX = 256, /* piles behind a concentrator; further ones are not watched */
    YKC_GUNS_MAX = 64,              /* of a pile; the charges of further ones are not watched */
    YKC_PILES_MAX = 200000,         /* of a capture; further ones are not watched */
    YKC_DAMAGES = 4,                /* damaged places remembered of each direction */
    YKC_SEQUENCE_COUNTERS_MAX = 16, /* guns that may have a counter of their own */
    YKC_ENDED_MAX = 4,              /* charges of a gun that are remembered when they are over */
    YKC_CARD_SIZE = 8,              /* bytes of a physical card number */
    YKC_PARALLEL_SERIAL_SIZE = 6,
    YKC_SERIAL_TIME_SIZE = 6, /* bytes of the time in a serial, reference 3.6 */
    YKC_PARALLELS_MAX = 2     /* parallel charges of a pile that are watched at a time */
};

typedef struct ykc_session_state ykc_session_state;
typedef struct ykc_pile ykc_pile;

/* A request that waits for its reply. */
typedef struct ykc_request {
    uint8_t type, reply;
    uint8_t end; /* of the sender */
    uint8_t gun;
    bool has_pile, has_gun, has_serial;
    bool given_up;   /* its absence is told; kept so that a reply that comes after all is no orphan */
    bool unreadable; /* whose it is, and so what answers it, can only be guessed: nobody is blamed */
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
    YKC_NUMBERED_WITH_REPLIES,     /* replies take a number too, and carry it */
    YKC_NUMBERED_COUNTING_REPLIES, /* replies take a number too, but carry their request's */
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
    ykc_time_us silence_told;    /* when the last silence that is told ended; 0: none is */
    ykc_place heartbeat;         /* the last one */
    bool login_after_silence;    /* the last login came when the heartbeats had stopped: it is no repetition */
    ykc_session_state *power_on; /* the session of the last login; NULL once decided */
} ykc_link;

struct ykc_connection {
    ykc_engine *engine;
    uint32_t id;
    int pile_end;
    ykc_dialect dialect; /* of its last frame */
    bool midstream;
    bool heard[2];
    bool one_way_told;
    bool login_seen;           /* some login succeeded, or began before the capture */
    bool login_unreadable;     /* a login was encrypted: any pile may have been the one */
    bool heartbeat_unreadable; /* a heartbeat was encrypted: any pile's may have been */
    bool encrypted[2];         /* frames of an end that cannot be read: what it did not say cannot be known */
    ykc_place opened, last;
    uint64_t frames[2], garbage_bytes, gaps, gap_bytes;
    ykc_time_us gap_time[2]; /* of the last gap; 0: none */
    ykc_damage damages[2][YKC_DAMAGES];
    uint8_t next_damage[2];
    ykc_garbage_run garbage[2];
    bool read_known;      /* 0x12 was sent */
    uint16_t read_number; /* of the last 0x12: a 0x13 that carries it is a reply */
    ykc_time_us read_time;
    bool is_dated; /* dated is the time of a serial that is one */
    uint8_t dated[YKC_SERIAL_TIME_SIZE];
    GQueue sessions; /* of ykc_session_state: those whose last frame it carried */
    ykc_sequence sequences[2];
    GArray *requests;   /* of ykc_request, in the order of sending */
    GArray *links;      /* of ykc_link */
    GArray *aggregates; /* of ykc_aggregate */
    uint8_t singles[YKC_RULE_COUNT];
    ykc_timer timer;
};

/* A charge that is over: late frames of it begin nothing, and some of them are worth a word. */
typedef struct ykc_ended {
    bool used;
    bool refused;   /* its start was */
    bool confirmed; /* its record was */
    uint8_t flow;   /* a @ref ykc_flow */
    uint8_t record_step;
    uint8_t serial[YKC_SERIAL_SIZE];
    ykc_place last;      /* of the refusal or the confirmation */
    uint32_t connection; /* that carried it */
    const ykc_flow_table *table;
} ykc_ended;

/* One gun of a pile. */
typedef struct ykc_gun {
    uint8_t number;
    ykc_session_state *charge;  /* the charge that started last and is not decided; NULL: none */
    ykc_session_state *request; /* a start request by card or VIN that waits for its authorisation */
    ykc_place not_charging;     /* the last 0x13 that said so; packet 0: none in this capture */
    ykc_ended *ended;           /* YKC_ENDED_MAX of them; NULL: none yet */
    uint8_t next_ended;
} ykc_gun;

/* A parallel charge of several guns of a pile: they start together or not at all (chapter 12). */
typedef struct ykc_parallel {
    bool used, refused;
    uint8_t serial[YKC_PARALLEL_SERIAL_SIZE];
    ykc_place refusal;
} ykc_parallel;

struct ykc_pile {
    uint8_t number[YKC_PILE_SIZE];
    bool is_dc_known, is_dc;
    bool model_known;                   /* confirmed, fetched or pushed */
    bool model_blamed;                  /* it is told that the model was not fetched */
    bool seen_midstream;                /* its life before the capture is unknown */
    ykc_connection *login_connection;   /* that it logged in on last; NULL when closed */
    ykc_connection *earlier_connection; /* that it left open; NULL: none */
    ykc_place login_place;
    uint8_t gun_count;         /* by its login; 0: unknown */
    ykc_billing_model *model;  /* in force: the last that it fetched or accepted; counted references, NULL: none is known */
    ykc_billing_model *pushed; /* by a 0x58 that waits for its 0x57; NULL: none */
    ykc_place model_place, pushed_place;
    ykc_parallel parallels[YKC_PARALLELS_MAX];
    uint8_t next_parallel;
    GArray *guns; /* of ykc_gun */
};

/* One row of a step table in a session. */
typedef struct ykc_row_state {
    bool seen, damaged;
    uint8_t early_for; /* frame type that should have come before but had not; 0: none */
    ykc_place first;
} ykc_row_state;

/* A frame of a charge that the next one of its kind is compared with. */
typedef struct ykc_report {
    bool known;
    ykc_place place;
    uint32_t connection;
} ykc_report;

/* What the rules of charge/, record/ and bill/ remember of a charge. */
typedef struct ykc_charge {
    ykc_place start;           /* the start command or the authorisation */
    uint8_t start_code;        /* its type */
    bool has_start, confirmed; /* the start, by 0x33 or 0x32 */
    bool start_reply_late;
    ykc_place refusal;
    bool refusal_told, unstarted; /* charging after a refusal is told; nothing started the charge */
    ykc_certainty unstarted_certainty;

    /* Deadlines; 0: none */
    ykc_time_us charging_due; /* the first 0x13 "charging" */
    ykc_time_us refusal_due;  /* it charges in spite of a refusal, unless a success comes by then */
    ykc_time_us record_due;   /* the record, or its absence is told */
    bool overtaken;           /* the gun's next start came; waits only for its record */

    /* Running */
    ykc_report realtime, demand, bms_state;
    bool has_counters;
    uint32_t energy_1e4kwh, amount_1e4yuan, minutes; /* of the last 0x13 "charging" */
    uint64_t power_max_1e2w;                         /* the highest V × I */
    uint8_t idle_count;                              /* 0x13 "idle" since it charged */
    bool idle_told;
    ykc_place second_idle;
    bool has_alias; /* a serial that took the place of its own */
    uint8_t alias[YKC_SERIAL_SIZE];
    bool has_parallel;
    uint8_t parallel[YKC_PARALLEL_SERIAL_SIZE];

    /* End markers: 0x35 with success, 0x19, 0x1D, 0x21, a 0x13 of its gun that leaves "charging" */
    bool ended;
    uint8_t first_marker, last_marker; /* frame types; 0: none yet */
    ykc_place marker;                  /* the last one */
    uint32_t marker_connection;
    bool has_stop, stop_ignored_told;
    ykc_place stop; /* 0x35 with success */

    /* The record */
    unsigned record_count; /* on this connection */
    bool has_record, record_judged, record_confirmed;
    ykc_place first_record, last_record; /* of this connection */
    uint32_t record_connection;

    /* What it is billed by and to whom */
    bool has_vin, has_card;
    uint8_t source; /* as the record should name it (0x3B start_source); 0: unknown */
    uint8_t vin[YKC_VIN_SIZE], card[YKC_CARD_SIZE];
} ykc_charge;

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
    bool explained;      /* an error of its own says why it did not finish */
    bool holes;          /* bytes are missing within it: its order cannot be judged */
    bool partial;        /* it began before the capture */
    bool unreadable;     /* a connection that it was on, and left, has frames that nobody can read */
    ykc_dialect dialect; /* of its last frame */
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
    ykc_charge *charge; /* NULL: the session is no charge */
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

/* The same, told once for a connection and counted, whatever the rule's scope. */
void ykc_finding_raise_counted(ykc_engine *engine, ykc_connection *connection, ykc_finding *finding, guint32 key);

/* Mark a finding as possible if bytes that @p end sent are missing since then. */
void ykc_finding_doubt_gap(ykc_finding *finding, const ykc_connection *connection, int end, ykc_time_us since);

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
    bool found;        /* beyond doubt */
    uint16_t sequence; /* of the request */
    ykc_place request;
} ykc_answer;

/* Settle the request that a frame answers; judge lateness, orphans, refusals. @p session is what the frame belongs to. */
ykc_answer ykc_requests_answer(ykc_connection *connection, int end, const ykc_facts *facts, ykc_session_state *session,
                               const ykc_place *place);

/* The session of the request that a frame would answer; NULL: none waits, or it has no session. */
ykc_session_state *ykc_requests_session(const ykc_connection *connection, int end, const ykc_facts *facts);

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

/* A finding of the session, on the connection that it is or was on last. */
ykc_finding ykc_session_finding(ykc_session_state *session, ykc_rule_number rule, uint8_t step, const ykc_place *place);

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

/* The charge of this serial that is over on the gun; NULL if none is remembered. @p gun may be NULL. */
const ykc_ended *ykc_gun_ended(const ykc_gun *gun, const uint8_t *serial);

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

/* True between a login and step 9: stored data of earlier charges may come (step 6). */
bool ykc_power_on_is_before_heartbeat(const ykc_link *link);

/* The frame's reply is judged: the session may be complete now. */
void ykc_power_on_settle(ykc_session_state *session);

/* A charge was started: judge whether the pile can know the prices. @p session is the charge's. */
void ykc_power_on_charge_starts(ykc_connection *connection, ykc_link *link, ykc_session_state *session, const ykc_facts *facts,
                                const ykc_place *place);

/* The connection is over. */
void ykc_power_on_closed(ykc_link *link, bool capture_ended);

/* charge_rules.c: the group charge/. @p session is a charge, and not decided. */

/* A start command or an authorisation that began it. @p gun may be NULL. */
void ykc_charge_rules_start(ykc_session_state *session, ykc_connection *connection, ykc_gun *gun, const ykc_facts *facts,
                            const ykc_place *place);

/* True if the charge is known to be running at this moment. */
bool ykc_charge_is_busy(const ykc_session_state *charge, const ykc_connection *connection, ykc_time_us now);

/* The pile's answer to a start command, after it is noted. */
void ykc_charge_rules_start_reply(ykc_session_state *session, ykc_connection *connection, ykc_link *link, const ykc_facts *facts,
                                  const ykc_place *place);

/* A 0x13 of it, before it is noted. */
void ykc_charge_rules_realtime(ykc_session_state *session, ykc_connection *connection, ykc_link *link, const ykc_facts *facts,
                               const ykc_place *place);

/* A 0x23 or 0x25 of it. */
void ykc_charge_rules_bms(ykc_session_state *session, ykc_connection *connection, ykc_link *link, const ykc_facts *facts,
                          const ykc_place *place);

/* A frame of its gun that carries another serial although it is running. */
void ykc_charge_rules_other_serial(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts,
                                   const ykc_place *place);

/* A frame that carries a serial; @p session is what it belongs to, or NULL. */
void ykc_charge_rules_serial_format(ykc_connection *connection, ykc_session_state *session, const ykc_facts *facts,
                                    const ykc_place *place);

/* It charges although nothing in the capture started it: told later, if its record does not explain it. */
void ykc_charge_rules_unstarted(ykc_session_state *session, const ykc_gun *gun, ykc_connection *connection);
void ykc_charge_rules_tell_unstarted(ykc_session_state *session);

/* It charges although its start was refused. @p connection may be NULL. */
void ykc_charge_rules_tell_refused(ykc_session_state *session, ykc_connection *connection);

/* Tell of deadlines that have passed. */
void ykc_charge_rules_due(ykc_session_state *session, ykc_time_us now);

/* parallel.c */

/* A gun joins the parallel charge that a frame names; it is refused where another gun was. */
void ykc_parallel_join(ykc_session_state *session, ykc_pile *pile, const ykc_facts *facts);

/* A gun is refused, and with it all guns of its parallel charge. */
void ykc_parallel_refuse(ykc_session_state *session, ykc_connection *connection, ykc_pile *pile, const ykc_place *place);

/* record_rules.c: the group record/ */

/* An end marker of it. */
void ykc_record_rules_marker(ykc_session_state *session, ykc_connection *connection, uint8_t type, const ykc_place *place);

/* It charges again although it was marked as ended. */
void ykc_record_rules_resumed(ykc_session_state *session, const ykc_place *place);

/* A record of it. */
void ykc_record_rules_record(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts,
                             const ykc_place *place);

/* A record of a charge that is over. */
void ykc_record_rules_again(const ykc_ended *ended, ykc_connection *connection, const ykc_facts *facts, const ykc_place *place);

/* A record of a charge that nobody saw. */
void ykc_record_rules_unknown(ykc_session_state *session, ykc_connection *connection, const ykc_link *link,
                              const ykc_facts *facts, const ykc_place *place);

/* The platform's answer to the record. */
void ykc_record_rules_confirmation(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts,
                                   const ykc_place *place);

/* True if it has ended and its record may still come within its limit. */
bool ykc_record_rules_waits(const ykc_session_state *session, ykc_time_us now);

/* Tell that the record is missing, if it is: now, or if its time is over. */
void ykc_record_rules_judge_missing(ykc_session_state *session);
void ykc_record_rules_due(ykc_session_state *session, ykc_time_us now);

/* bill_rules.c: the group bill/, at the first record of a charge */
void ykc_bill_rules(ykc_session_state *session, ykc_connection *connection, const ykc_facts *facts, const ykc_place *place);

/* charge_notes.c */

/* What the frame says of the charge, before its place in the flow is judged. */
void ykc_charge_note(ykc_session_state *session, ykc_connection *connection, ykc_link *link, const ykc_facts *facts,
                     const ykc_place *place);

/* A 0x13 of a gun: what it says of the gun, and, if it has no serial, of the gun's charge. */
void ykc_charge_note_gun(ykc_connection *connection, ykc_gun *gun, const ykc_facts *facts, const ykc_place *place);

/* charge.c */

/* Take a frame into account; returns the session it belongs to, NULL: none. @p link may be NULL. */
ykc_session_state *ykc_charge_frame(ykc_connection *connection, ykc_link *link, const ykc_facts *facts, const ykc_place *place);

/* The frame's reply is judged: the session may be over now. */
void ykc_charge_settle(ykc_session_state *session, const ykc_facts *facts);

/* The capture is over. True if something of the charge was still due. */
bool ykc_charge_ended(ykc_session_state *session);

#endif
