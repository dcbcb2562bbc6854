/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "order.h"

#include <string.h>

#include "catalog/types.h"
#include "figures.h"
#include "text.h"

enum { SCALED_DECIMALS = 4 };

static bool has_step(const ykc_session *session, uint8_t code)
{
    for (unsigned i = 0; i < session->step_count; i++)
        if (session->steps[i].code == code)
            return true;
    return false;
}

/* True if a rule about the record's figures has something to say that is more than a note. */
static bool is_disputed(const GArray *findings)
{
    for (guint i = 0; findings != NULL && i < findings->len; i++) {
        const ykc_finding *finding = &g_array_index(findings, held_finding, i).finding;

        if (g_str_has_prefix(finding->rule->id, "bill/") && finding->severity > YKC_NOTE)
            return true;
    }
    return false;
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
        return is_disputed(findings) ? TEXT_ORDER_DISPUTED : TEXT_ORDER_SETTLED;
    case YKC_OUTCOME_ABORTED:
        return is_disputed(findings) ? TEXT_ORDER_DISPUTED : TEXT_ORDER_CLOSED;
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
