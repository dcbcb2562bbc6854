/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "side.h"

#include <glib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "steps.h"
#include "text.h"

/* Rules about something that never came; all others are about a frame that did. */
static bool is_absence(const ykc_rule *rule)
{
    static const char *const ids[] = {
        "reply/missing",       "flow/step-missing", "flow/unfinished", "power-on/model-not-fetched",
        "charge/not-charging", "record/missing",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++)
        if (strcmp(rule->id, ids[i]) == 0)
            return true;
    return false;
}

static side sent_by(bool by_pile, bool absent, uint8_t code)
{
    return (side){.kind = by_pile ? SIDE_PILE : SIDE_PLATFORM, .absent = absent, .code = code};
}

static side whom(const ykc_finding *finding)
{
    bool absent = is_absence(finding->rule);
    uint8_t code = absent ? steps_code(finding) : finding->code;

    if (g_str_has_prefix(finding->rule->id, "capture/"))
        return (side){.kind = SIDE_CAPTURE};
    /* A type that the wrong side sent. */
    if (finding->seen.id == YKC_PHRASE_FROM_PILE || finding->seen.id == YKC_PHRASE_FROM_PLATFORM)
        return sent_by(finding->seen.id == YKC_PHRASE_FROM_PILE, false, code);
    /* A flow that broke off: at the first of its steps that never came. */
    if (finding->seen.id == YKC_PHRASE_NEVER_CAME)
        code = (uint8_t)finding->seen.numbers[0];
    if (code == 0 && finding->sender != YKC_SENDER_UNKNOWN)
        return sent_by(finding->sender == YKC_SENDER_PILE, false, 0);
    if (code == 0)
        return (side){.kind = SIDE_UNKNOWN};
    return sent_by(ykc_catalog_direction(0, code) == YKC_UP, absent, code);
}

side side_of(const ykc_finding *finding)
{
    side side = whom(finding);

    side.possible = finding->certainty == YKC_POSSIBLE;
    return side;
}

const char *side_name(side_kind kind)
{
    static const char *const names[] = {
        [SIDE_UNKNOWN] = NULL, [SIDE_CAPTURE] = "capture", [SIDE_PILE] = "pile", [SIDE_PLATFORM] = "platform"};

    return names[kind];
}

char *side_describe(const side *side, ykc_language language)
{
    const char *sender = text(side->kind == SIDE_PILE ? TEXT_PILE_NAME : TEXT_PLATFORM_NAME, language);
    text_id absent = side->possible ? TEXT_SIDE_NOT_CAPTURED : TEXT_SIDE_ABSENT;
    g_autofree char *name = NULL;

    if (side->kind == SIDE_UNKNOWN)
        return NULL;
    if (side->kind == SIDE_CAPTURE)
        return g_strdup(text(TEXT_SIDE_CAPTURE, language));
    if (side->code == 0)
        return text_format(TEXT_SIDE_SENT_BYTES, language, sender);
    name = steps_name_code(side->code, language);
    return text_format(side->absent ? absent : TEXT_SIDE_SENT, language, sender, name);
}
