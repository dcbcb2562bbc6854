/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flows.h"

#include "catalog/catalog.h"

#define UP   YKC_UP
#define DOWN YKC_DOWN

/* clang-format off */

/*
 * Power-on, section 5.1. Step 6, stored data, may come anywhere between 3 and 9: the text puts it before 4, the figure after 5.
 * Nothing forbids an earlier heartbeat, so one before the billing steps is a note.
 */
static const ykc_step power_on_steps[] = {
    {1,  0x01, UP,   YKC_REQUIRED,         .once_after = 0x05, .own_rule = true},
    {3,  0x02, DOWN, YKC_REQUIRED,         .own_rule = true},
    {4,  0x05, UP,   YKC_UNLESS_PUSHED,    .after = {0x02}, .once_after = 0x06},
    {5,  0x06, DOWN, YKC_UNLESS_PUSHED,    .own_rule = true},
    {6,  0x13, UP,   YKC_OPTIONAL},
    {6,  0x3B, UP,   YKC_OPTIONAL},
    {7,  0x09, UP,   YKC_IF_MODEL_DIFFERS, .after = {0x06}, .once_after = 0x0A, .own_rule = true},
    {8,  0x0A, DOWN, YKC_IF_MODEL_DIFFERS, .own_rule = true},
    {9,  0x03, UP,   YKC_REQUIRED,         .after = {0x05}, .early_is_note = true},
    {10, 0x04, DOWN, YKC_REQUIRED,         .own_rule = true},
};

/* The BMS's frames and the real-time data of a running charge, as app step 11 and 12 and as card step 8. */
#define CHARGING_STEPS(bms_, realtime_, start_)                                                                                  \
    {bms_,      0x15, UP, YKC_IF_BMS_CONFIGURED, .after = {start_}},                                                             \
    {bms_,      0x17, UP, YKC_IF_BMS_CHARGED,    .after = {0x15}},                                                               \
    {bms_,      0x23, UP, YKC_IF_DC_CHARGED,     .after = {0x17}},                                                               \
    {bms_,      0x25, UP, YKC_IF_DC_CHARGED,     .after = {0x17}},                                                               \
    {bms_,      0x1B, UP, YKC_OPTIONAL},                                                                                         \
    {bms_,      0x1D, UP, YKC_OPTIONAL},                                                                                         \
    {bms_,      0x21, UP, YKC_OPTIONAL},                                                                                         \
    {realtime_, 0x13, UP, YKC_REQUIRED,          .own_rule = true}

/* The platform's stop command and what ends a charge; a charge by card may be stopped by app, with the app flow's numbers. */
#define STOPPING_STEPS                                                                                                           \
    {16, 0x36, DOWN, YKC_OPTIONAL},                                                                                              \
    {18, 0x35, UP,   YKC_IF_STOPPED, .own_rule = true}

/* From the end of charging on, as in the app and in the card flow. */
#define APP_ENDING                                                                                                               \
    {21, 0x19, UP,   YKC_IF_BMS_ENDED, .once_after = 0x19},                                                                      \
    {22, 0x3B, UP,   YKC_REQUIRED, .after = {0x19}, .own_rule = true},                                                           \
    {24, 0x40, DOWN, YKC_REQUIRED, .own_rule = true}
#define CARD_ENDING                                                                                                              \
    {8,  0x19, UP,   YKC_IF_BMS_ENDED, .once_after = 0x19},                                                                      \
    {14, 0x3B, UP,   YKC_REQUIRED, .after = {0x19}, .own_rule = true},                                                           \
    {16, 0x40, DOWN, YKC_REQUIRED, .own_rule = true}

/* Charging by app, section 5.2 */
static const ykc_step app_steps[] = {
    {8,  0x34, DOWN, YKC_REQUIRED, .once_after = 0x34, .own_rule = true},
    {10, 0x33, UP,   YKC_REQUIRED, .own_rule = true},
    CHARGING_STEPS(11, 12, 0x34),
    STOPPING_STEPS,
    APP_ENDING,
};

/* Charging by card, section 5.3; charging by VIN is the same without the card. 0x19 is inside step 8. */
static const ykc_step card_steps[] = {
    {2,  0x31, UP,   YKC_REQUIRED, .own_rule = true},
    {4,  0x32, DOWN, YKC_REQUIRED, .once_after = 0x32, .own_rule = true},
    CHARGING_STEPS(8, 8, 0x32),
    STOPPING_STEPS,
    CARD_ENDING,
};

/*
 * V2.1: a DC pile tells when the start is done, within 90 s, and the platform answers. Its document has no diagram: these are rows
 * of the step that starts the charge.
 */
#define START_COMPLETED(number_, after_)                                                                                         \
    {number_, 0x4F, UP,   YKC_IF_DC_STARTED, .after = {after_}},                                                                 \
    {number_, 0x4E, DOWN, YKC_OPTIONAL}

static const ykc_step app_steps_v2_1[] = {
    {8,  0x34, DOWN, YKC_REQUIRED, .once_after = 0x34, .own_rule = true},
    {10, 0x33, UP,   YKC_REQUIRED, .own_rule = true},
    START_COMPLETED(10, 0x34),
    CHARGING_STEPS(11, 12, 0x34),
    STOPPING_STEPS,
    APP_ENDING,
};

static const ykc_step card_steps_v2_1[] = {
    {2,  0x31, UP,   YKC_REQUIRED, .own_rule = true},
    {4,  0x32, DOWN, YKC_REQUIRED, .once_after = 0x32, .own_rule = true},
    START_COMPLETED(4, 0x32),
    CHARGING_STEPS(8, 8, 0x32),
    STOPPING_STEPS,
    CARD_ENDING,
};

/* Parallel charging, chapter 12: each gun by itself, started at the pile or by the platform. */
static const ykc_step parallel_card_steps[] = {
    {1,  0xA1, UP,   YKC_REQUIRED, .own_rule = true},
    {2,  0xA2, DOWN, YKC_REQUIRED, .once_after = 0xA2, .own_rule = true},
    CHARGING_STEPS(8, 8, 0xA2),
    STOPPING_STEPS,
    CARD_ENDING,
};

static const ykc_step parallel_app_steps[] = {
    {1,  0xA4, DOWN, YKC_REQUIRED, .once_after = 0xA4, .own_rule = true},
    {2,  0xA3, UP,   YKC_REQUIRED, .own_rule = true},
    CHARGING_STEPS(11, 12, 0xA4),
    STOPPING_STEPS,
    APP_ENDING,
};

/* Offline charging, section 5.4: what arrives afterwards. */
static const ykc_step offline_steps[] = {
    {15, 0x13, UP,   YKC_OPTIONAL},
    {15, 0x3B, UP,   YKC_REQUIRED, .own_rule = true},
    {16, 0x40, DOWN, YKC_REQUIRED, .own_rule = true},
};

/* clang-format on */

_Static_assert(YKC_COUNT_OF(app_steps_v2_1) <= YKC_STEPS_MAX && YKC_COUNT_OF(card_steps_v2_1) <= YKC_STEPS_MAX,
               "a session has no room for every row");

static const ykc_flow_table tables[] = {
    [YKC_FLOW_POWER_ON] = {power_on_steps, YKC_COUNT_OF(power_on_steps)},
    [YKC_FLOW_APP] = {app_steps, YKC_COUNT_OF(app_steps)},
    [YKC_FLOW_CARD] = {card_steps, YKC_COUNT_OF(card_steps)},
    [YKC_FLOW_VIN] = {card_steps, YKC_COUNT_OF(card_steps)},
    [YKC_FLOW_OFFLINE] = {offline_steps, YKC_COUNT_OF(offline_steps)},
    /* A charge whose beginning was not captured is looked at as one by app: its steps have the same frames. */
    [YKC_FLOW_UNKNOWN] = {app_steps, YKC_COUNT_OF(app_steps)},
};

static const ykc_flow_table tables_v2_1[YKC_COUNT_OF(tables)] = {
    [YKC_FLOW_APP] = {app_steps_v2_1, YKC_COUNT_OF(app_steps_v2_1)},
    [YKC_FLOW_CARD] = {card_steps_v2_1, YKC_COUNT_OF(card_steps_v2_1)},
    [YKC_FLOW_VIN] = {card_steps_v2_1, YKC_COUNT_OF(card_steps_v2_1)},
    [YKC_FLOW_UNKNOWN] = {app_steps_v2_1, YKC_COUNT_OF(app_steps_v2_1)},
};

const ykc_flow_table *ykc_flow_steps(ykc_flow flow, ykc_dialect dialect)
{
    static const ykc_flow_table none = {NULL, 0};

    if (dialect == YKC_V2_1 && flow < YKC_COUNT_OF(tables_v2_1) && tables_v2_1[flow].count > 0)
        return &tables_v2_1[flow];
    return flow < YKC_COUNT_OF(tables) ? &tables[flow] : &none;
}

const ykc_flow_table *ykc_flow_parallel_steps(bool by_app)
{
    static const ykc_flow_table started_at_pile = {parallel_card_steps, YKC_COUNT_OF(parallel_card_steps)};
    static const ykc_flow_table started_by_platform = {parallel_app_steps, YKC_COUNT_OF(parallel_app_steps)};

    return by_app ? &started_by_platform : &started_at_pile;
}

ykc_reply_step ykc_flow_of_reply(uint8_t type)
{
    static const struct {
        uint8_t type;
        ykc_reply_step step;
    } replies[] = {
        {0x02, {YKC_FLOW_POWER_ON, 3}}, {0x04, {YKC_FLOW_POWER_ON, 10}}, {0x06, {YKC_FLOW_POWER_ON, 5}},
        {0x0A, {YKC_FLOW_POWER_ON, 8}}, {0x32, {YKC_FLOW_CARD, 4}},      {0x33, {YKC_FLOW_APP, 10}},
        {0x35, {YKC_FLOW_APP, 18}},     {0x40, {YKC_FLOW_APP, 24}},      {0xA2, {YKC_FLOW_PARALLEL, 2}},
        {0xA3, {YKC_FLOW_PARALLEL, 2}}, {0x4E, {YKC_FLOW_APP, 10}},
    };
    uint8_t role = ykc_catalog_role(type);

    for (size_t i = 0; i < YKC_COUNT_OF(replies); i++)
        if (replies[i].type == role)
            return replies[i].step;
    return (ykc_reply_step){YKC_FLOW_SETTINGS, 2};
}
