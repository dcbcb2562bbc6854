/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The documented flows as step tables, with the numbering of their diagrams (docs/flows.md shows the diagrams beside them).
 */
#ifndef YKC_FLOW_FLOWS_H
#define YKC_FLOW_FLOWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "catalog/field.h"
#include "finding.h"

enum {
    YKC_STEPS_MAX = 18, /**< rows of a table */
    YKC_STEP_AFTER_MAX = 2
};

/** When a step has to be there. */
typedef enum ykc_must {
    YKC_REQUIRED,
    YKC_OPTIONAL,
    YKC_UNLESS_PUSHED,     /**< unless the platform pushed a billing model that the pile accepted (Q-14) */
    YKC_IF_MODEL_DIFFERS,  /**< if the check said that the billing models differ */
    YKC_IF_STOPPED,        /**< if the platform sent a stop command */
    YKC_IF_DC_STARTED,     /**< if a DC pile reported charging */
    YKC_IF_DC_CHARGED,     /**< if a DC pile reported charging for a while */
    YKC_IF_BMS_CONFIGURED, /**< if the BMS went on to the configuration phase or to charging */
    YKC_IF_BMS_CHARGED,    /**< if the BMS reported demand or state while charging */
    YKC_IF_BMS_ENDED       /**< likewise, unless the charge may have ended while the pile was offline */
} ykc_must;

/** One step of a flow. A diagram's step that stands for several frames has a row for each. */
typedef struct ykc_step {
    uint8_t number;                    /**< the diagram's own */
    uint8_t code;                      /**< frame type of V1.6, or what it stands for (ykc_catalog_role()) */
    uint8_t direction;                 /**< a @ref ykc_direction */
    uint8_t must;                      /**< a @ref ykc_must */
    uint8_t after[YKC_STEP_AFTER_MAX]; /**< frame types that have to come before, where they have to be there; 0: none */
    uint8_t once_after; /**< a repeat is one too many once this type was seen; its own type: at once; 0: it may repeat */
    bool own_rule;      /**< another rule watches over its absence: flow/ is silent then */
    bool early_is_note; /**< that it came before its time is worth a note only */
} ykc_step;

/** A flow's table. */
typedef struct ykc_flow_table {
    const ykc_step *steps;
    size_t count;
} ykc_flow_table;

/**
 * The table of a flow; one without rows if the flow has none. That of V2.1 has more rows; the others differ in their codes only,
 * which ykc_catalog_code() tells.
 */
const ykc_flow_table *ykc_flow_steps(ykc_flow flow, ykc_dialect dialect);

/** The table of a parallel charge: numbered on like the card flow, or like the app flow if the platform started it. */
const ykc_flow_table *ykc_flow_parallel_steps(bool by_app);

/** Where in the documented flows a reply belongs. */
typedef struct ykc_reply_step {
    ykc_flow flow;
    uint8_t step;
} ykc_reply_step;

/** The step that a reply of this type is; flow settings, step 2, for what no diagram has. */
ykc_reply_step ykc_flow_of_reply(uint8_t type);

#endif
