/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * What the flow engine tells: findings and sessions. Rule catalogue: docs/rules.md.
 *
 * Nothing here is text for people yet; phrases.h puts expected and seen into words, rules.h has the explanations.
 */
#ifndef YKC_FLOW_FINDING_H
#define YKC_FLOW_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bill.h"
#include "catalog/field.h"
#include "rules.h"

enum {
    YKC_SERIAL_SIZE = 16,            /**< bytes of a transaction serial */
    YKC_RELATED_MAX = 4,             /**< frames that a finding names besides its own */
    YKC_SESSION_CONNECTIONS_MAX = 4, /**< connections that a session names */
    YKC_SESSION_STEPS_MAX = 32       /**< kinds of frames that a session lists */
};

/** A moment: microseconds since 1970-01-01 UTC. */
typedef int64_t ykc_time_us;

#define YKC_SECOND ((ykc_time_us)1000000)

/**
 * False of a moment before 2000, the first year of the protocol's own times: the capture's clock was never set, or the capture
 * was made of a log without times. Then only the order of the frames means anything.
 */
static inline bool ykc_time_is_set(ykc_time_us time)
{
    return time >= 946684800 * YKC_SECOND;
}

/** Where in the captures a frame is. */
typedef struct ykc_place {
    uint32_t file;    /**< which capture of several */
    uint32_t index;   /**< place among the YKC frames of its packet, from 0 */
    uint64_t packet;  /**< packet number, from 1; 0: nowhere */
    ykc_time_us time; /**< of the packet */
} ykc_place;

/** Why another frame is named beside a finding. */
typedef enum ykc_relation {
    YKC_RELATED_REQUEST,      /**< the request */
    YKC_RELATED_UNANSWERED,   /**< a request that the damaged or missing bytes may have answered */
    YKC_RELATED_LOGIN,        /**< the login */
    YKC_RELATED_REFUSAL,      /**< the refusal */
    YKC_RELATED_FIRST,        /**< the first of its kind */
    YKC_RELATED_AFTERWARDS,   /**< the frame that should have come before */
    YKC_RELATED_START,        /**< the start command or authorisation */
    YKC_RELATED_BEFORE,       /**< the last frame before a hole in time */
    YKC_RELATED_ENDED,        /**< where its charge ended */
    YKC_RELATED_CHARGING,     /**< the last report of the running charge */
    YKC_RELATED_STOP,         /**< the stop reply */
    YKC_RELATED_END,          /**< the end of charging */
    YKC_RELATED_CONFIRMATION, /**< the confirmation */
    YKC_RELATED_MODEL,        /**< the billing model */
    YKC_RELATED_REALTIME      /**< the real-time data that it disagrees with */
} ykc_relation;

typedef struct ykc_related {
    ykc_place place;
    ykc_relation what;
} ykc_related;

/** Sentences with blanks; phrases.c has them in every language. */
typedef enum ykc_phrase_id {
    YKC_PHRASE_NONE,
    YKC_PHRASE_REPLY_WITHIN,     /**< {code} within {seconds} */
    YKC_PHRASE_REQUEST_BEFORE,   /**< {code} before it */
    YKC_PHRASE_STEP,             /**< step {number}, {code} */
    YKC_PHRASE_STEP_BEFORE,      /**< step {number}, {code}, before it */
    YKC_PHRASE_STEP_ONCE,        /**< step {number} once */
    YKC_PHRASE_NOTHING,          /**< nothing */
    YKC_PHRASE_NOTHING_CLOSED,   /**< nothing until the connection closed after {seconds} */
    YKC_PHRASE_CODE,             /**< {code} */
    YKC_PHRASE_AFTER,            /**< after {seconds} */
    YKC_PHRASE_WITHIN,           /**< within {seconds} */
    YKC_PHRASE_CRC,              /**< {hex4} */
    YKC_PHRASE_BODY,             /**< a body of {number} bytes */
    YKC_PHRASE_BODY_AT_LEAST,    /**< a body of at least {number} bytes */
    YKC_PHRASE_LENGTH,           /**< length byte {number} */
    YKC_PHRASE_LENGTH_AT_MOST,   /**< length byte at most {number} */
    YKC_PHRASE_BYTES,            /**< {number} bytes */
    YKC_PHRASE_SEQUENCE,         /**< sequence number {number} */
    YKC_PHRASE_FROM_PILE,        /**< sent by the pile */
    YKC_PHRASE_FROM_PLATFORM,    /**< sent by the platform */
    YKC_PHRASE_NO_KEY_FITS,      /**< {code}, which the given keys do not open */
    YKC_PHRASE_VALUE,            /**< {field} = {value} */
    YKC_PHRASE_DEFINED_VALUE,    /**< {field}: a defined value */
    YKC_PHRASE_LOGIN,            /**< a successful login first */
    YKC_PHRASE_LOGIN_OF_PILE,    /**< a login of this pile on this connection */
    YKC_PHRASE_NO_TRAFFIC,       /**< a new login, or the connection closed */
    YKC_PHRASE_EVERY,            /**< a heartbeat every {seconds} */
    YKC_PHRASE_MODEL,            /**< a billing model confirmed, fetched or pushed before the charge */
    YKC_PHRASE_NO_MODEL,         /**< no billing model */
    YKC_PHRASE_DUE,              /**< {number} things still due */
    YKC_PHRASE_ONE_CONNECTION,   /**< one connection for each pile */
    YKC_PHRASE_STILL_USED,       /**< the earlier connection still carries its frames */
    YKC_PHRASE_COMPLETE,         /**< the session to be completed up to step {number}, {code} */
    YKC_PHRASE_ENDED,            /**< ended after {code} */
    YKC_PHRASE_NEVER_CAME,       /**< {code} never came; the last frame was {last code} */
    YKC_PHRASE_TRANSACTION,      /**< transaction {value} */
    YKC_PHRASE_NEW_TRANSACTION,  /**< a serial that was not used before */
    YKC_PHRASE_FREE_GUN,         /**< a gun that is not charging */
    YKC_PHRASE_NO_CHARGING,      /**< no charging after the refusal */
    YKC_PHRASE_START_BEFORE,     /**< a start command or authorisation of this transaction before it */
    YKC_PHRASE_CHARGING_WITHIN,  /**< 0x13 "charging" within {seconds} */
    YKC_PHRASE_CODE_EVERY,       /**< {code} every {seconds} */
    YKC_PHRASE_AT_LEAST,         /**< {field} of at least {value} */
    YKC_PHRASE_AT_MOST,          /**< {field} of at most {value} */
    YKC_PHRASE_NO_IDLE,          /**< no "idle" before the charge has ended */
    YKC_PHRASE_IDLE_COUNT,       /**< "idle" {number} times, then "charging" again */
    YKC_PHRASE_STOPPED_WITHIN,   /**< no "charging" later than {seconds} after the stop reply */
    YKC_PHRASE_STILL_CHARGING,   /**< still "charging" {seconds} after it */
    YKC_PHRASE_SERIAL_FORM,      /**< a serial made of the pile, the gun and a time */
    YKC_PHRASE_REPEAT_AFTER,     /**< a repeat after {seconds} at the earliest */
    YKC_PHRASE_REPEATS,          /**< {number} repeats at most, and one more after {seconds} */
    YKC_PHRASE_REPEAT_NUMBER,    /**< repeat number {number} */
    YKC_PHRASE_NO_REPEAT,        /**< no repeat once the record is confirmed */
    YKC_PHRASE_CHARGE_BEFORE,    /**< a charge of this transaction before it */
    YKC_PHRASE_SUM,              /**< {field} = {value}, the sum of the tariffs */
    YKC_PHRASE_BY_MODEL,         /**< {field} = {value} by the billing model */
    YKC_PHRASE_PRICES,           /**< prices and amounts other than zero */
    YKC_PHRASE_NOT_IN_PERIOD,    /**< {field} = {value}: the charge's half hours have another tariff */
    YKC_PHRASE_METER_RISES,      /**< the meter rises by {value} */
    YKC_PHRASE_CLOCK_WITHIN,     /**< a clock within {seconds} of the packets */
    YKC_PHRASE_CLOCK_OFF,        /**< a clock that is off by {seconds} */
    YKC_PHRASE_TIME_WITHIN,      /**< {field} within {seconds} of the packets */
    YKC_PHRASE_TIME_OFF,         /**< {field} is off by {seconds} */
    YKC_PHRASE_END_AFTER_START,  /**< an end after the start */
    YKC_PHRASE_END_BEFORE_START, /**< an end {seconds} before the start */
    YKC_PHRASE_COUNT
} ykc_phrase_id;

/** A sentence with what goes into its blanks. */
typedef struct ykc_phrase {
    ykc_phrase_id id;
    uint16_t repetition;    /**< which of those in a list {value} is of, from 1; 0: it is not of a list */
    int64_t numbers[2];     /**< in the order of the blanks; seconds as ykc_time_us */
    const ykc_field *field; /**< for {field} and {value} */
    char text[40];          /**< for {value} that is no number; cut if longer */
} ykc_phrase;

/** Who sent what a finding is about, where no frame type says it. */
typedef enum ykc_sender { YKC_SENDER_UNKNOWN, YKC_SENDER_PILE, YKC_SENDER_PLATFORM } ykc_sender;

typedef enum ykc_certainty {
    YKC_CERTAIN,
    YKC_POSSIBLE /**< missing bytes of the capture, or what nobody can see, could explain it */
} ykc_certainty;

/** One finding. */
typedef struct ykc_finding {
    uint64_t id; /**< from 1, in the order of raising */
    const ykc_rule *rule;
    ykc_severity severity;
    ykc_certainty certainty;
    ykc_flow flow;     /**< YKC_FLOW_NONE if no flow applies */
    uint8_t step;      /**< the diagram's own number; 0: none */
    uint8_t gun;       /**< 0: none */
    uint8_t code;      /**< type of the frame that it is attached to; 0: none, or it could not be told */
    ykc_sender sender; /**< of bytes that are no frame */
    bool has_pile, has_serial;
    uint8_t pile[YKC_PILE_SIZE];
    uint8_t serial[YKC_SERIAL_SIZE];
    ykc_dialect dialect; /**< of the connection: its codes are those that the phrases name */
    uint32_t connection; /**< 0: none */
    uint32_t session;    /**< 0: none */
    ykc_place place;     /**< of the frame it is attached to; the first if there are several */
    ykc_place last;      /**< of the last occurrence; equal to place when count is 1 */
    uint64_t count;
    ykc_related related[YKC_RELATED_MAX];
    uint8_t related_count;
    ykc_phrase expected, seen;
} ykc_finding;

/** How a session ended. */
typedef enum ykc_outcome {
    YKC_OUTCOME_OPEN,       /**< the capture ended first */
    YKC_OUTCOME_COMPLETE,   /**< the last required step was done */
    YKC_OUTCOME_UNFINISHED, /**< it broke off */
    YKC_OUTCOME_REFUSED,    /**< the other side said no */
    YKC_OUTCOME_ABORTED     /**< a start that failed or a charge ended by a fault; the record is confirmed */
} ykc_outcome;

/** All frames of one kind in a session. */
typedef struct ykc_session_step {
    uint8_t step;
    uint8_t code;
    ykc_place first, last;
    uint64_t count;
} ykc_session_step;

/** One run through one flow. */
typedef struct ykc_session {
    uint32_t id; /**< from 1, in the order of starting */
    ykc_flow flow;
    ykc_outcome outcome;
    uint8_t gun; /**< 0: none */
    bool has_pile, has_serial;
    uint8_t pile[YKC_PILE_SIZE];
    uint8_t serial[YKC_SERIAL_SIZE];
    uint32_t connections[YKC_SESSION_CONNECTIONS_MAX];
    uint8_t connection_count;
    ykc_place started, ended;
    ykc_session_step steps[YKC_SESSION_STEPS_MAX]; /**< in the order of their first frames */
    uint8_t step_count;
    bool has_energy, has_amount, has_soc, has_stop_reason;
    int64_t energy_1e4kwh;
    int64_t amount_1e4yuan;
    uint8_t soc_start, soc_end; /**< per cent */
    uint8_t stop_reason;
    const ykc_bill *bill;           /**< of its record; NULL: none came. Valid as long as the session */
    const ykc_billing_model *model; /**< in force on the pile when the charge began; NULL: unknown */
    ykc_place model_place;          /**< of the frame that brought it */
} ykc_session;

/** A connection, when it is over. */
typedef struct ykc_connection_report {
    uint32_t id;
    bool midstream;
    bool one_way;
    int pile_end;        /**< which end is the pile's; -1: unknown */
    ykc_dialect dialect; /**< as it was known last */
    ykc_place opened, closed;
    bool is_closed;     /**< false: still open when the capture ended */
    uint64_t frames[2]; /**< sent by each end */
    uint64_t garbage_bytes;
    uint64_t gaps, gap_bytes;
    const uint8_t (*piles)[YKC_PILE_SIZE]; /**< piles seen on it */
    size_t pile_count;
} ykc_connection_report;

/**
 * What a finding means for the order and the bill: of an unanswered request that depends on what was asked, else the rule says
 * it. The same text is the same pointer.
 */
const ykc_label *ykc_finding_consequence(const ykc_finding *finding);

/** The name of a flow or outcome in JSON and filters: "power-on", "complete". */
const char *ykc_flow_name(ykc_flow flow);
const char *ykc_outcome_name(ykc_outcome outcome);
const char *ykc_severity_name(ykc_severity severity);
const char *ykc_certainty_name(ykc_certainty certainty);

#endif
