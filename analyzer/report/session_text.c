/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "session_text.h"

#include "catalog/catalog.h"
#include "catalog/dialect.h"
#include "figures.h"
#include "flow/phrases.h"
#include "identity.h"
#include "order.h"

enum { INDENTATION = 2, SCALED_DECIMALS = 4 };

/* Put a text with arguments behind the list; takes the text over. */
static void list(const page *page, GString *parts, char *part)
{
    page_list(page, parts, part);
    g_free(part);
}

/* From when on, and how long. */
static void list_times(const page *page, GString *parts, const ykc_place *from, const ykc_place *to)
{
    list(page, parts, figures_date_time(from->time, page->zone_minutes));
    if (to->packet != 0)
        list(page, parts, figures_duration(to->time - from->time, page->language));
}

static void write_session_head(const page *page, const ykc_session *session)
{
    g_autoptr(GString) parts = g_string_new(ykc_flow_words(session->flow, page->language));
    char pile[IDENTITY_PILE_SIZE];

    parts->str[0] = g_ascii_toupper(parts->str[0]);
    if (session->has_pile) {
        identity_pile_gun(session->pile, session->gun, pile);
        g_string_append_printf(parts, " %s", pile);
    }
    list_times(page, parts, &session->started, &session->ended);
    if (session->outcome == YKC_OUTCOME_OPEN)
        page_list(page, parts, page_text(page, TEXT_SESSION_OPEN));
    else
        page_list(page, parts, ykc_outcome_words(session->outcome, page->language));
    page_heading(page, parts->str);
}

static void list_amount(const page *page, GString *parts, int64_t number, ykc_unit unit)
{
    g_autofree char *digits = figures_decimal(number, SCALED_DECIMALS);

    list(page, parts, text_format(TEXT_AMOUNT, page->language, digits, ykc_unit_sign(unit, page->language)));
}

static void list_stop_reason(const page *page, GString *parts, uint8_t reason)
{
    enum { RECORD = 0x3B };
    ykc_fit fit;
    ykc_item item;
    const ykc_message *record = ykc_catalog_find(YKC_V1_6, RECORD, 0, &fit);
    bool known = record != NULL && ykc_message_field(record, "stop_reason", &item);
    const ykc_label *name = known ? ykc_names_find(item.field->names, reason) : NULL;
    const char *words = name != NULL ? ykc_label_in(name, page->language) : page_text(page, TEXT_UNDEFINED);

    list(page, parts, text_format(TEXT_STOP_REASON, page->language, reason, words));
}

static void write_charge(const page *page, const ykc_session *session)
{
    g_autoptr(GString) parts = g_string_new(NULL);
    char serial[IDENTITY_SERIAL_SIZE];

    if (session->has_serial) {
        identity_serial(session->serial, serial);
        list(page, parts, text_format(TEXT_TRANSACTION, page->language, serial));
    }
    if (session->has_energy)
        list_amount(page, parts, session->energy_1e4kwh, YKC_UNIT_KWH);
    if (session->has_amount)
        list_amount(page, parts, session->amount_1e4yuan, YKC_UNIT_YUAN);
    if (session->has_soc)
        list(page, parts, text_format(TEXT_SOC, page->language, session->soc_start, session->soc_end));
    if (session->has_stop_reason)
        list_stop_reason(page, parts, session->stop_reason);
    if (parts->len > 0)
        page_paragraph(page, INDENTATION, parts->str);
}

/* The diagram's numbers in the order in which they were done: what is not among them did not happen. */
static void write_steps(const page *page, const ykc_session *session)
{
    g_autoptr(GString) numbers = g_string_new(NULL);
    g_autofree char *steps = NULL;
    bool seen[UINT8_MAX + 1] = {false};

    for (unsigned i = 0; i < session->step_count; i++) {
        uint8_t step = session->steps[i].step;

        if (step != 0 && !seen[step])
            g_string_append_printf(numbers, "%s%u", numbers->len > 0 ? " " : "", step);
        seen[step] = true;
    }
    steps = text_format(TEXT_STEPS_SEEN, page->language, numbers->str);
    if (numbers->len > 0)
        page_paragraph(page, INDENTATION, steps);
}

void session_text_write(const page *page, const ykc_session *session, const GArray *findings)
{
    g_autofree char *order = order_describe(session, findings, page->language);

    write_session_head(page, session);
    write_charge(page, session);
    write_steps(page, session);
    if (order != NULL)
        page_paragraph(page, INDENTATION, order);
}

static void list_piles(const page *page, GString *parts, const ykc_connection_report *flow)
{
    enum { LISTED = 4 };
    char pile[IDENTITY_PILE_SIZE];

    for (size_t i = 0; i < flow->pile_count && i < LISTED; i++) {
        identity_pile(flow->piles[i], pile);
        list(page, parts, text_format(TEXT_PILE, page->language, pile));
    }
    if (flow->pile_count > LISTED)
        list(page, parts, text_format(TEXT_MORE_PILES, page->language, (uint64_t)flow->pile_count - LISTED));
}

void connection_text_write(const page *page, const report_connection *connection)
{
    const ykc_connection_report *flow = connection->flow;
    g_autoptr(GString) head = g_string_new(NULL), parts = g_string_new(NULL);

    list(page, head,
         text_format(TEXT_CONNECTION, page->language, flow->id, connection->pile_address, connection->platform_address));
    list_times(page, head, &flow->opened, &flow->closed);
    page_heading(page, head->str);
    list_piles(page, parts, flow);
    if (flow->dialect != YKC_V1_6)
        page_list(page, parts, ykc_dialect_name(flow->dialect));
    list(page, parts,
         text_format(TEXT_FRAMES_UP_DOWN, page->language, flow->frames[connection->pile_end],
                     flow->frames[!connection->pile_end]));
    if (!flow->is_closed)
        page_list(page, parts, page_text(page, TEXT_STILL_OPEN));
    page_paragraph(page, INDENTATION, parts->str);
}
