/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rule catalogue, and the names of what findings and sessions carry. docs/rules.md is written from it. */
#include "rules.h"

#include <string.h>

#include "finding.h"

/* clang-format off */

/* One file of rows for each group: together they are one array, so that a number finds its rule.
   Texts: meaning and example are one line without a full stop; consequence and cause are sentences. */
const ykc_rule ykc_rules[YKC_RULE_COUNT] = {
#include "rules/capture.inc"
#include "rules/frame.inc"
#include "rules/reply.inc"
#include "rules/link.inc"
#include "rules/flow.inc"
#include "rules/power-on.inc"
#include "rules/charge.inc"
#include "rules/record.inc"
#include "rules/bill.inc"
};

/* clang-format on */

const ykc_rule *ykc_rule_find(const char *id)
{
    for (size_t i = 0; i < YKC_RULE_COUNT; i++)
        if (strcmp(ykc_rules[i].id, id) == 0)
            return &ykc_rules[i];
    return NULL;
}

const char *ykc_flow_name(ykc_flow flow)
{
    static const char *const names[] = {
        [YKC_FLOW_NONE] = "none",         [YKC_FLOW_POWER_ON] = "power-on", [YKC_FLOW_APP] = "app",
        [YKC_FLOW_CARD] = "card",         [YKC_FLOW_VIN] = "vin",           [YKC_FLOW_OFFLINE] = "offline",
        [YKC_FLOW_PARALLEL] = "parallel", [YKC_FLOW_SETTINGS] = "settings", [YKC_FLOW_UNKNOWN] = "unknown",
    };

    return names[flow];
}

const char *ykc_outcome_name(ykc_outcome outcome)
{
    static const char *const names[] = {
        [YKC_OUTCOME_OPEN] = "open",       [YKC_OUTCOME_COMPLETE] = "complete", [YKC_OUTCOME_UNFINISHED] = "unfinished",
        [YKC_OUTCOME_REFUSED] = "refused", [YKC_OUTCOME_ABORTED] = "aborted",
    };

    return names[outcome];
}

const char *ykc_severity_name(ykc_severity severity)
{
    static const char *const names[] = {
        [YKC_OFF] = "off",
        [YKC_NOTE] = "note",
        [YKC_WARNING] = "warning",
        [YKC_ERROR] = "error",
    };

    return names[severity];
}

const char *ykc_certainty_name(ykc_certainty certainty)
{
    static const char *const names[] = {
        [YKC_CERTAIN] = "certain",
        [YKC_POSSIBLE] = "possible",
    };

    return names[certainty];
}
