/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * What a user may change about the rules: severities and time limits. The command line and Wireshark's preferences share the
 * syntax and this parser.
 */
#ifndef YKC_FLOW_SETTINGS_H
#define YKC_FLOW_SETTINGS_H

#include <glib.h>
#include <stdbool.h>

#include "finding.h"

#define YKC_SETTINGS_ERROR (ykc_settings_error_quark())
GQuark ykc_settings_error_quark(void);

typedef enum ykc_limit {
    YKC_LIMIT_REPLY,
    YKC_LIMIT_START_REPLY,
    YKC_LIMIT_START_REALTIME,
    YKC_LIMIT_REPLUG,
    YKC_LIMIT_HEARTBEAT,
    YKC_LIMIT_HEARTBEAT_LOST,
    YKC_LIMIT_REALTIME_CHARGING,
    YKC_LIMIT_BMS,
    YKC_LIMIT_RECORD_AFTER_END,
    YKC_LIMIT_RECORD_RETRY,
    YKC_LIMIT_RESUME,
    YKC_LIMIT_COUNT
} ykc_limit;

typedef struct ykc_settings {
    ykc_severity severities[YKC_RULE_COUNT];
    bool overridden[YKC_RULE_COUNT]; /**< the user chose the severity: it then holds for every finding of the rule */
    ykc_time_us limits[YKC_LIMIT_COUNT];
    ykc_language language; /**< of what is said about a part that cannot be understood */
    int zone_minutes;      /**< how far the stations' clocks are ahead of UTC: times inside frames have no zone */
} ykc_settings;

/** The rule catalogue's own severities and limits. */
void ykc_settings_init(ykc_settings *settings);

/**
 * Change rules: "reply/late=off", "bill/=note" for a group, several separated by commas or blanks.
 *
 * @return false with @p error set, and nothing changed, if a part cannot be understood; the message names it and what is allowed
 */
bool ykc_settings_set_rules(ykc_settings *settings, const char *text, GError **error);

/** Change limits: "reply=45", seconds with decimals, 0.1 to 1,000,000; several separated by commas or blanks. As above. */
bool ykc_settings_set_limits(ykc_settings *settings, const char *text, GError **error);

/** The name of a limit: "start-reply". */
const char *ykc_limit_name(ykc_limit limit);

#endif
