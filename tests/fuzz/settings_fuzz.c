/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * --rule and --limit: any text changes the settings or gives a message, never both.
 *
 * Input: the text.
 */
#include <string.h>

#include "flow/settings.h"
#include "fuzz.h"

typedef bool set(ykc_settings *settings, const char *text, GError **error);

static void check(set *set, const char *text)
{
    ykc_settings settings, before;
    g_autoptr(GError) error = NULL;

    memset(&settings, 0, sizeof settings);
    ykc_settings_init(&settings);
    before = settings;
    if (set(&settings, text, &error)) {
        if (error != NULL)
            fuzz_fail("%s: taken, with the message %s", text, error->message);
        return;
    }
    if (error == NULL || error->message[0] == '\0')
        fuzz_fail("%s: refused without a message", text);
    if (!g_utf8_validate(error->message, -1, NULL))
        fuzz_fail("%s: the message is not UTF-8", text);
    if (memcmp(&settings, &before, sizeof settings) != 0)
        fuzz_fail("%s: refused, yet something changed", text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);

    check(ykc_settings_set_rules, text);
    check(ykc_settings_set_limits, text);
    return 0;
}
