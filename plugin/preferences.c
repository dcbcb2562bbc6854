/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "preferences.h"

#include "compat.h"

#include <epan/packet.h>
#include <epan/prefs.h>
#include <wsutil/report_message.h>

#include "fields.h"
#include "keys.h"
#include "wire/cp56time.h"

static ykc_preferences current = {
    .check_crc = true,
    .mask_passwords = true,
    .zone_minutes = YKC_ZONE_DEFAULT_MINUTES,
    .language = YKC_ENGLISH,
};

/* Where Wireshark keeps what the user entered. */
static ykc_wireshark_bool check_crc = TRUE;
static ykc_wireshark_bool mask_passwords = TRUE;
static const char *time_zone = "+08:00";
static const char *rules = "";
static const char *limits = "";

enum { LABELS_AUTOMATIC, LABELS_ENGLISH, LABELS_CHINESE };

static int labels = LABELS_AUTOMATIC;
static int dialect = 0;

const ykc_preferences *ykc_preferences_current(void)
{
    return &current;
}

const char *ykc_shown(const ykc_label *label)
{
    return ykc_label_in(label, current.language);
}

/* What cannot be understood is said once, and left out. */
static void apply_settings(void)
{
    GError *error = NULL;

    ykc_settings_init(&current.settings);
    current.settings.language = current.language;
    if (!ykc_settings_set_rules(&current.settings, rules, &error)) {
        report_failure("Preference ykc.rules: %s", error->message);
        g_clear_error(&error);
    }
    if (!ykc_settings_set_limits(&current.settings, limits, &error)) {
        report_failure("Preference ykc.limits: %s", error->message);
        g_clear_error(&error);
    }
}

/* The system's language, if it is one of ours. */
static ykc_language language_of_system(void)
{
    const char *first = g_get_language_names()[0];

    return g_str_has_prefix(first, "zh") ? YKC_CHINESE : YKC_ENGLISH;
}

/* Wireshark does not call apply() for preferences that nobody has changed, so this is done at registration too. */
static void apply_language(void)
{
    current.language = labels == LABELS_AUTOMATIC ? language_of_system() : labels == LABELS_CHINESE ? YKC_CHINESE : YKC_ENGLISH;
    ykc_fields_relabel(current.language);
}

static void apply(void)
{
    apply_language();
    apply_settings();
    current.check_crc = check_crc;
    current.dialect = (ykc_dialect)dialect;
    current.mask_passwords = mask_passwords;
    if (!ykc_zone_parse(time_zone, &current.zone_minutes))
        current.zone_minutes = YKC_ZONE_DEFAULT_MINUTES;
    current.settings.zone_minutes = current.zone_minutes;
}

void ykc_preferences_register(int protocol)
{
    static const enum_val_t languages[] = {
        {"automatic", "Automatic (the system's)", LABELS_AUTOMATIC},
        {"english", "English", LABELS_ENGLISH},
        {"chinese", "中文", LABELS_CHINESE},
        {NULL, NULL, 0},
    };
    static const enum_val_t dialects[] = {
        {"automatic", "Automatic (by the frames)", 0},
        {"v1.4", "V1.4", YKC_V1_4},
        {"v1.5", "V1.5", YKC_V1_5},
        {"v1.6", "V1.6", YKC_V1_6},
        {"v1.7", "V1.7", YKC_V1_7},
        {"v1.8", "V1.8", YKC_V1_8},
        {NULL, NULL, 0},
    };
    module_t *module = prefs_register_protocol(protocol, apply);

    prefs_register_bool_preference(module, "check_crc", "Validate checksums",
                                   "Whether to say if the checksum of a frame is right, and to report a wrong one", &check_crc);
    prefs_register_bool_preference(
        module, "mask_passwords", "Mask passwords",
        "Whether to hide passwords in the packet details, columns and exports of values. Whatever has the "
        "bytes of a packet has the password too: the bytes pane, PDML, a saved capture",
        &mask_passwords);
    prefs_register_string_preference(module, "time_zone", "Time zone of the stations",
                                     "Times inside frames are the station's clock, without a zone. This zone turns them into "
                                     "moments for filters and time columns: hours and minutes ahead of UTC, as in +08:00 (the "
                                     "default, also for anything that does not look like it)",
                                     &time_zone);
    prefs_register_string_preference(module, "rules", "Rules",
                                     "Severities of rules, as on ykcflow's command line: reply/late=off, bill/=note", &rules);
    prefs_register_string_preference(module, "limits", "Time limits",
                                     "Time limits in seconds, as on ykcflow's command line: reply=45, heartbeat=30", &limits);
    prefs_register_enum_preference(
        module, "language", "Language of labels (标签语言)",
        "Of labels, findings and the Info column; filters, and the names of values in them, are English "
        "in every language",
        &labels, languages, FALSE);
    prefs_register_enum_preference(module, "version", "Version of the protocol (协议版本)",
                                   "What connections with one byte of length speak; two bytes of length are always V2.1's. "
                                   "Automatic: each connection is recognised by its frames",
                                   &dialect, dialects, FALSE);
    ykc_keys_register(protocol, module);
    ykc_settings_init(&current.settings);
    apply_language();
}
