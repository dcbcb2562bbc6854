/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The rule catalogue: ids, severities and explanations. Ids are stable; people grep for them and switch them off by name.
 */
#ifndef YKC_FLOW_RULES_H
#define YKC_FLOW_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "catalog/field.h"

typedef enum ykc_severity { YKC_OFF, YKC_NOTE, YKC_WARNING, YKC_ERROR } ykc_severity;

/** The flows: the three of the diagrams, and what else the specification describes. */
typedef enum ykc_flow {
    YKC_FLOW_NONE,
    YKC_FLOW_POWER_ON,
    YKC_FLOW_APP,
    YKC_FLOW_CARD,
    YKC_FLOW_VIN,
    YKC_FLOW_OFFLINE,
    YKC_FLOW_PARALLEL,
    YKC_FLOW_SETTINGS,
    YKC_FLOW_UNKNOWN
} ykc_flow;

/** How repeated findings of a rule are reported. */
typedef enum ykc_scope {
    YKC_SINGLY,        /**< each by itself, from the eleventh on a connection on as one with a count */
    YKC_PER_CONNECTION /**< one for a connection and what else the rule names, with a count */
} ykc_scope;

typedef enum ykc_rule_number {
    YKC_RULE_CAPTURE_GAP,
    YKC_RULE_CAPTURE_MIDSTREAM,
    YKC_RULE_CAPTURE_ONE_WAY,
    YKC_RULE_CAPTURE_CUT_OFF,
    YKC_RULE_CAPTURE_TRUNCATED,
    YKC_RULE_FRAME_CRC,
    YKC_RULE_FRAME_CRC_ORDER,
    YKC_RULE_FRAME_CRC_TABLE,
    YKC_RULE_FRAME_LENGTH,
    YKC_RULE_FRAME_OVERSIZE,
    YKC_RULE_FRAME_EXTRA,
    YKC_RULE_FRAME_FOREIGN,
    YKC_RULE_FRAME_GARBAGE,
    YKC_RULE_FRAME_TYPE,
    YKC_RULE_FRAME_DIRECTION,
    YKC_RULE_FRAME_VALUE,
    YKC_RULE_FRAME_ENCRYPTED,
    YKC_RULE_REPLY_MISSING,
    YKC_RULE_REPLY_LATE,
    YKC_RULE_REPLY_ORPHAN,
    YKC_RULE_REPLY_SEQUENCE,
    YKC_RULE_REPLY_REFUSED,
    YKC_RULE_REPLY_DOUBTFUL,
    YKC_RULE_LINK_LOGIN_FIRST,
    YKC_RULE_LINK_AFTER_REFUSAL,
    YKC_RULE_LINK_SEQUENCE,
    YKC_RULE_LINK_HEARTBEAT_LATE,
    YKC_RULE_LINK_HEARTBEAT_LOST,
    YKC_RULE_LINK_PILE,
    YKC_RULE_LINK_TWO_CONNECTIONS,
    YKC_RULE_FLOW_STEP_MISSING,
    YKC_RULE_FLOW_STEP_ORDER,
    YKC_RULE_FLOW_STEP_REPEATED,
    YKC_RULE_FLOW_UNFINISHED,
    YKC_RULE_POWER_ON_MODEL_NOT_FETCHED,
    YKC_RULE_POWER_ON_MODEL_REFETCHED,
    YKC_RULE_POWER_ON_CHARGE_WITHOUT_MODEL,
    YKC_RULE_CHARGE_NO_START,
    YKC_RULE_CHARGE_AFTER_REFUSAL,
    YKC_RULE_CHARGE_NOT_CHARGING,
    YKC_RULE_CHARGE_REPLUG_LATE,
    YKC_RULE_CHARGE_GUN_BUSY,
    YKC_RULE_CHARGE_STOP_IGNORED,
    YKC_RULE_CHARGE_IDLE_REPORTED,
    YKC_RULE_CHARGE_REALTIME_GAP,
    YKC_RULE_CHARGE_BMS_GAP,
    YKC_RULE_CHARGE_COUNTER_BACKWARDS,
    YKC_RULE_CHARGE_SERIAL_CHANGED,
    YKC_RULE_CHARGE_SERIAL_FORMAT,
    YKC_RULE_CHARGE_SERIAL_REUSED,
    YKC_RULE_RECORD_MISSING,
    YKC_RULE_RECORD_LATE,
    YKC_RULE_RECORD_RETRY,
    YKC_RULE_RECORD_AFTER_CONFIRM,
    YKC_RULE_RECORD_REJECTED,
    YKC_RULE_RECORD_UNKNOWN,
    YKC_RULE_BILL_ENERGY_SUM,
    YKC_RULE_BILL_AMOUNT_SUM,
    YKC_RULE_BILL_AMOUNT_PRICE,
    YKC_RULE_BILL_METER,
    YKC_RULE_BILL_PRICE_MODEL,
    YKC_RULE_BILL_PERIOD,
    YKC_RULE_BILL_TIME,
    YKC_RULE_BILL_ENERGY_LOST,
    YKC_RULE_BILL_ENERGY_JUMP,
    YKC_RULE_BILL_IDENTITY,
    YKC_RULE_BILL_STOP_REASON,
    YKC_RULE_COUNT
} ykc_rule_number;

/** One rule. */
typedef struct ykc_rule {
    const char *id;        /**< "reply/missing" */
    ykc_severity severity; /**< unless an option says otherwise; a finding may be milder where the rule says so */
    ykc_scope scope;
    ykc_flow flow;         /**< of a rule that belongs to one flow */
    uint8_t step;          /**< of a rule that belongs to one step */
    const char *section;   /**< of the V1.6 document; "" for what is about the capture */
    ykc_label meaning;     /**< one line: what is wrong */
    ykc_label consequence; /**< what it means for the order and the bill */
    ykc_label cause;       /**< what usually causes it */
    ykc_label example;
} ykc_rule;

/** The rules, in the order of ykc_rule_number. */
extern const ykc_rule ykc_rules[YKC_RULE_COUNT];

/** Find a rule by its id; NULL if there is none. */
const ykc_rule *ykc_rule_find(const char *id);

#endif
