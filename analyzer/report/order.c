/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "order.h"

#include <string.h>

#include "catalog/catalog.h"
#include "catalog/types.h"
#include "figures.h"
#include "text.h"

enum { SCALED_DECIMALS = 4 };

static bool has_step(const ykc_session *session, uint8_t code)
{
    for (unsigned i = 0; i < session->step_count; i++)
        if (ykc_catalog_role(session->steps[i].code) == code)
            return true;
    return false;
}

/* True if a rule of the group has something to say that is as severe. */
static bool has_finding(const GArray *findings, const char *group, ykc_severity severity)
{
    for (guint i = 0; findings != NULL && i < findings->len; i++) {
        const ykc_finding *finding = &g_array_index(findings, held_finding, i).finding;

        if (g_str_has_prefix(finding->rule->id, group) && finding->severity >= severity)
            return true;
    }
    return false;
}

/* What a confirmed record is worth: its figures may be wrong, or what the charge did may make the order abnormal. */
static text_id about_confirmed(const GArray *findings, text_id otherwise)
{
    if (has_finding(findings, "bill/", YKC_WARNING))
        return TEXT_ORDER_DISPUTED;
    if (has_finding(findings, "charge/", YKC_ERROR) || has_finding(findings, "record/", YKC_ERROR) ||
        has_finding(findings, "power-on/", YKC_ERROR))
        return TEXT_ORDER_DOUBTFUL;
    return otherwise;
}

static text_id about_power_on(ykc_outcome outcome)
{
    switch (outcome) {
    case YKC_OUTCOME_COMPLETE:
        return TEXT_ORDER_READY;
    case YKC_OUTCOME_REFUSED:
        return TEXT_ORDER_LOGIN_REFUSED;
    case YKC_OUTCOME_OPEN:
        return TEXT_SESSION_OPEN;
    case YKC_OUTCOME_UNFINISHED:
    case YKC_OUTCOME_ABORTED:
        break;
    }
    return TEXT_ORDER_NOT_READY;
}

static text_id about_charge(const ykc_session *session, const GArray *findings)
{
    switch (session->outcome) {
    case YKC_OUTCOME_COMPLETE:
        return about_confirmed(findings, TEXT_ORDER_SETTLED);
    case YKC_OUTCOME_ABORTED:
        return about_confirmed(findings, TEXT_ORDER_CLOSED);
    case YKC_OUTCOME_REFUSED:
        return TEXT_ORDER_REFUSED;
    case YKC_OUTCOME_OPEN:
        return TEXT_ORDER_OPEN;
    case YKC_OUTCOME_UNFINISHED:
        break;
    }
    return has_step(session, YKC_TYPE_RECORD) ? TEXT_ORDER_UNCONFIRMED : TEXT_ORDER_NO_RECORD;
}

/* What was charged by then, where no record says it. */
static char *with_last_report(const ykc_session *session, text_id id, ykc_language language)
{
    g_autofree char *energy = figures_decimal(session->energy_1e4kwh, SCALED_DECIMALS);
    g_autofree char *amount = figures_decimal(session->amount_1e4yuan, SCALED_DECIMALS);

    return text_format(TEXT_ORDER_REPORTED, language, text(id, language), energy, amount);
}

char *order_describe(const ykc_session *session, const GArray *findings, ykc_language language)
{
    text_id id;

    if (session->flow == YKC_FLOW_NONE || session->flow == YKC_FLOW_SETTINGS)
        return NULL;
    if (session->flow == YKC_FLOW_POWER_ON)
        return g_strdup(text(about_power_on(session->outcome), language));
    id = about_charge(session, findings);
    if ((id == TEXT_ORDER_NO_RECORD || id == TEXT_ORDER_OPEN) && session->has_energy && session->has_amount)
        return with_last_report(session, id, language);
    return g_strdup(text(id, language));
}
