/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "steps.h"

#include <glib.h>

#include "catalog/catalog.h"
#include "catalog/types.h"
#include "flow/flows.h"
#include "flow/phrases.h"
#include "text.h"

/* The frame type that a phrase names, or 0. */
static uint8_t code_in(const ykc_phrase *phrase)
{
    switch (phrase->id) {
    case YKC_PHRASE_REPLY_WITHIN:
    case YKC_PHRASE_REQUEST_BEFORE:
    case YKC_PHRASE_CODE:
    case YKC_PHRASE_ENDED:
    case YKC_PHRASE_NEVER_CAME:
        return (uint8_t)phrase->numbers[0];
    case YKC_PHRASE_CHARGING_WITHIN:
        return YKC_TYPE_REALTIME;
    case YKC_PHRASE_STEP:
    case YKC_PHRASE_STEP_BEFORE:
    case YKC_PHRASE_COMPLETE:
        return (uint8_t)phrase->numbers[1];
    default:
        return 0;
    }
}

static bool is_code_of_step(const ykc_flow_table *table, uint8_t number, uint8_t code)
{
    for (size_t i = 0; i < table->count; i++)
        if (table->steps[i].number == number && table->steps[i].code == ykc_catalog_role(code))
            return true;
    return false;
}

/*
 * The frame type of the step: the only one it has, or of several the one that the finding speaks of. 0 if that is open. What is
 * in no diagram is known by its frame alone.
 */
static uint8_t code_of(const ykc_finding *finding, const ykc_flow_table *table)
{
    const uint8_t named[] = {code_in(&finding->expected), code_in(&finding->seen), finding->code};
    uint8_t only = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(named); i++)
        if (is_code_of_step(table, finding->step, named[i]))
            return named[i];
    for (size_t i = 0; i < table->count; i++) {
        if (table->steps[i].number != finding->step)
            continue;
        if (only != 0)
            return 0;
        only = ykc_catalog_code(finding->dialect, table->steps[i].code);
    }
    if (table->count > 0)
        return only;
    return named[0] != 0 ? named[0] : finding->code;
}

static char *describe_code(uint8_t code, ykc_language language)
{
    const ykc_label *label = ykc_catalog_label(code);

    if (label == NULL)
        return g_strdup_printf("0x%02X", code);
    return text_format(TEXT_STEP_CODE, language, code, ykc_label_in(label, language),
                       text(ykc_catalog_direction(0, code) == YKC_UP ? TEXT_UP : TEXT_DOWN, language));
}

uint8_t steps_code(const ykc_finding *finding)
{
    return code_of(finding, ykc_flow_steps(finding->flow, finding->dialect));
}

char *steps_name_code(uint8_t code, ykc_language language)
{
    const ykc_label *label = ykc_catalog_label(code);

    if (label == NULL)
        return g_strdup_printf("0x%02X", code);
    return text_format(TEXT_CODE_NAME, language, code, ykc_label_in(label, language));
}

/* A step of several frames: all their types. */
static char *describe_codes(const ykc_flow_table *table, ykc_dialect dialect, uint8_t number)
{
    g_autoptr(GString) codes = g_string_new(NULL);

    for (size_t i = 0; i < table->count; i++)
        if (table->steps[i].number == number)
            g_string_append_printf(codes, "%s0x%02X", codes->len > 0 ? "/" : "", ykc_catalog_code(dialect, table->steps[i].code));
    return codes->len > 0 ? g_string_free(g_steal_pointer(&codes), FALSE) : NULL;
}

char *steps_describe(const ykc_finding *finding, ykc_language language)
{
    const ykc_flow_table *table = ykc_flow_steps(finding->flow, finding->dialect);
    const char *flow = ykc_flow_words(finding->flow, language);
    uint8_t code = code_of(finding, table);
    g_autofree char *frames = code != 0 ? describe_code(code, language) : describe_codes(table, finding->dialect, finding->step);

    if (finding->flow == YKC_FLOW_NONE)
        return NULL;
    if (finding->step == 0)
        return g_strdup(flow);
    if (frames == NULL)
        return text_format(TEXT_STEP, language, flow, finding->step);
    return text_format(TEXT_STEP_FRAMES, language, flow, finding->step, frames);
}
