/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "privacy.h"

#include <glib.h>
#include <string.h>

#include "catalog/value.h"

void privacy_init(privacy *privacy, const options *options)
{
    privacy->show_secrets = options->show_secrets;
    privacy->pseudonyms = options->redact ? pseudonyms_new() : NULL;
}

void privacy_clear(privacy *privacy)
{
    g_clear_pointer(&privacy->pseudonyms, pseudonyms_free);
}

static void replace_phrase(const privacy *privacy, ykc_phrase *phrase)
{
    const ykc_value value = {.text = "*"};
    pseudonym_kind kind;
    g_autofree char *pseudonym = NULL;

    if (phrase->field == NULL || phrase->text[0] == '\0')
        return;
    if (phrase->field->flags & YKC_SECRET && !privacy->show_secrets) {
        g_strlcpy(phrase->text, ykc_value_masked(&value), sizeof phrase->text);
        return;
    }
    if (privacy->pseudonyms == NULL || !pseudonym_kind_of(phrase->field, &kind))
        return;
    pseudonym = pseudonyms_text(privacy->pseudonyms, kind, phrase->text);
    g_strlcpy(phrase->text, pseudonym, sizeof phrase->text);
}

void privacy_finding(const privacy *privacy, ykc_finding *finding)
{
    replace_phrase(privacy, &finding->expected);
    replace_phrase(privacy, &finding->seen);
}

const ykc_frame *privacy_frame(const privacy *privacy, const ykc_frame *frame, const ykc_reading *reading, ykc_frame *shown,
                               uint8_t *body)
{
    if (privacy->pseudonyms == NULL)
        return frame;
    pseudonyms_frame_body(privacy->pseudonyms, frame, reading, body);
    *shown = *frame;
    shown->body = body;
    return shown;
}
