/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file What the user can set, beside the TCP ports, which Wireshark looks after itself. */
#ifndef YKC_PLUGIN_PREFERENCES_H
#define YKC_PLUGIN_PREFERENCES_H

#include <stdbool.h>

#include "catalog/field.h"
#include "flow/settings.h"

typedef struct ykc_preferences {
    bool check_crc;        /**< `ykc.check_crc`: say whether checksums are right; what is a frame does not depend on it */
    bool mask_passwords;   /**< `ykc.mask_passwords` */
    int zone_minutes;      /**< `ykc.time_zone`: minutes that the stations' clocks are ahead of UTC */
    ykc_settings settings; /**< `ykc.rules` and `ykc.limits`: what the flow engine judges by */
    ykc_dialect dialect;   /**< `ykc.version`: spoken by every connection; 0: recognised by its frames */
    ykc_language language; /**< of labels and names in trees and columns; enumerations keep their English names in filters */
} ykc_preferences;

/** The settings in force; they change between packets only. */
const ykc_preferences *ykc_preferences_current(void);

void ykc_preferences_register(int protocol);

/** The text for a reader: the one place that decides about its language. */
const char *ykc_shown(const ykc_label *label);

#endif
