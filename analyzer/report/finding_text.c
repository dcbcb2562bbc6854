/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "finding_text.h"

#include "figures.h"
#include "flow/phrases.h"
#include "identity.h"
#include "side.h"
#include "steps.h"

enum { INDENTATION = 2, ITEM_INDENTATION = 4, LABEL_WIDTH = 10 };

static void write_item(const page *page, text_id label, const char *item)
{
    if (item != NULL && item[0] != '\0')
        page_item(page, ITEM_INDENTATION, label, LABEL_WIDTH, item);
}

static void write_phrase(const page *page, text_id label, const ykc_phrase *phrase)
{
    char words[YKC_PHRASE_SIZE];

    ykc_phrase_write(phrase, page->language, words);
    write_item(page, label, words);
}

/* "reply/missing, packet 57, 17:14:48.123 (+0:01.000)" */
static void write_head(const page *page, const ykc_finding *finding, ykc_time_us since)
{
    g_autoptr(GString) head = g_string_new(finding->rule->id);

    if (finding->place.packet != 0) {
        g_autofree char *packet = page_packet(page, &finding->place);
        g_autofree char *time = figures_time_of_day(finding->place.time, page->zone_minutes);
        g_autofree char *elapsed = figures_elapsed(finding->place.time - since);

        page_list(page, head, packet);
        page_list(page, head, time);
        g_string_append_printf(head, "\u00A0(%s)", elapsed);
    }
    page_severity(page, INDENTATION, finding->severity, head->str);
}

static void write_code(const page *page, uint8_t code)
{
    const ykc_phrase phrase = {.id = YKC_PHRASE_CODE, .numbers = {code}};

    if (code != 0)
        write_phrase(page, TEXT_LABEL_FRAME, &phrase);
}

static void write_count(const page *page, const held_finding *held)
{
    const ykc_finding *finding = &held->finding;
    g_autofree char *packet = page_packet(page, &finding->last);
    g_autofree char *count =
        text_format(held->decided ? TEXT_TIMES_LAST : TEXT_TIMES_SO_FAR, page->language, finding->count, packet);

    /* What is due when the capture ends is counted, and all of it is due in one packet. */
    if (finding->count > 1 && finding->last.packet != finding->place.packet)
        write_item(page, TEXT_LABEL_TIMES, count);
}

static void write_charge(const page *page, const ykc_finding *finding)
{
    g_autoptr(GString) charge = g_string_new(NULL);
    char pile[IDENTITY_PILE_SIZE], serial[IDENTITY_SERIAL_SIZE];

    if (finding->has_pile) {
        identity_pile_gun(finding->pile, finding->gun, pile);
        page_list(page, charge, pile);
    }
    if (finding->has_serial) {
        g_autofree char *transaction = NULL;

        identity_serial(finding->serial, serial);
        transaction = text_format(TEXT_TRANSACTION, page->language, serial);
        page_list(page, charge, transaction);
    }
    write_item(page, TEXT_LABEL_CHARGE, charge->str);
}

static void write_related(const page *page, const ykc_finding *finding)
{
    g_autoptr(GString) list = g_string_new(NULL);

    for (unsigned i = 0; i < finding->related_count; i++) {
        const ykc_related *related = &finding->related[i];
        g_autofree char *packet = page_packet(page, &related->place);
        const char *what = ykc_relation_words(related->what, page->language);
        g_autofree char *part = text_format(TEXT_RELATED, page->language, packet, what);

        page_list(page, list, part);
    }
    write_item(page, TEXT_LABEL_RELATED, list->str);
}

void finding_text_write(const page *page, const held_finding *held, ykc_time_us since, bool explain, bool name_charge)
{
    const ykc_finding *finding = &held->finding;
    side side = side_of(finding);
    g_autofree char *step = steps_describe(finding, page->language);
    g_autofree char *side_words = side_describe(&side, page->language);

    write_head(page, finding, since);
    page_paragraph(page, ITEM_INDENTATION, ykc_label_in(&finding->rule->meaning, page->language));
    if (name_charge)
        write_charge(page, finding);
    /* The step names the frame that should be there; without one it is worth saying which frame this is about. */
    if (finding->flow == YKC_FLOW_NONE)
        write_code(page, finding->code);
    write_item(page, TEXT_LABEL_STEP, step);
    write_item(page, TEXT_LABEL_SIDE, side_words);
    write_phrase(page, TEXT_LABEL_EXPECTED, &finding->expected);
    write_phrase(page, TEXT_LABEL_SEEN, &finding->seen);
    write_count(page, held);
    if (finding->certainty == YKC_POSSIBLE)
        write_item(page, TEXT_LABEL_POSSIBLE, page_text(page, TEXT_POSSIBLE));
    write_related(page, finding);
    if (explain)
        write_item(page, TEXT_LABEL_MEANS, ykc_label_in(ykc_finding_consequence(finding), page->language));
}
