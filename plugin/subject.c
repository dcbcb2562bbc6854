/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subject.h"

#include "compat.h"

#include <epan/conversation_filter.h>
#include <epan/proto_data.h>

#include "catalog/value.h"
#include "links.h"
#include "packet-ykc.h"
#include "wire/bcd.h"

static int proto_ykc = -1;

/* What a packet is about. */
typedef struct subject {
    uint8_t pile[YKC_PILE_SIZE];
    uint8_t gun;      /* 0: none */
    uint32_t session; /* of a charge; 0: none */
} subject;

/* As the filter ykc.gun has it; 0: the body names none. */
static uint8_t gun_of(const ykc_frame *frame, const ykc_reading *reading)
{
    ykc_item item;
    ykc_value value;
    const uint8_t *bytes = ykc_reading_field(reading, frame, "gun", &item);

    if (bytes == NULL)
        return 0;
    ykc_value_decode(item.field, bytes, &value);
    return (uint8_t)value.raw;
}

void ykc_subject_note(packet_info *pinfo, const ykc_frame *frame, const ykc_reading *reading, uint32_t ordinal)
{
    const ykc_frame_links *links = ykc_links_of(pinfo->num, ordinal);
    ykc_item item;
    const ykc_session *account = links == NULL || links->session == NULL ? NULL : &links->session->account;
    const uint8_t *pile = ykc_reading_field(reading, frame, "pile", &item);
    subject *found;

    if (pile == NULL && account != NULL && account->has_pile)
        pile = account->pile;
    if (pile == NULL || p_get_proto_data(pinfo->pool, pinfo, proto_ykc, YKC_KEY_SUBJECT) != NULL)
        return;
    found = wmem_new0(pinfo->pool, subject);
    memcpy(found->pile, pile, YKC_PILE_SIZE);
    found->gun = gun_of(frame, reading);
    if (found->gun == 0 && account != NULL)
        found->gun = account->gun;
    if (account != NULL && ykc_links_is_charge(account))
        found->session = account->id;
    p_add_proto_data(pinfo->pool, pinfo, proto_ykc, YKC_KEY_SUBJECT, found);
}

static const subject *subject_of(packet_info *pinfo)
{
    return (const subject *)p_get_proto_data(pinfo->pool, pinfo, proto_ykc, YKC_KEY_SUBJECT);
}

static ykc_wireshark_bool has_pile(YKC_FILTER_PARAMETERS)
{
    return subject_of(pinfo) != NULL;
}

static ykc_wireshark_bool has_gun(YKC_FILTER_PARAMETERS)
{
    const subject *found = subject_of(pinfo);

    return found != NULL && found->gun != 0;
}

static ykc_wireshark_bool has_charge(YKC_FILTER_PARAMETERS)
{
    const subject *found = subject_of(pinfo);

    return found != NULL && found->session != 0;
}

static char *filter_of_pile(YKC_FILTER_PARAMETERS)
{
    char pile[YKC_PILE_SIZE * 2 + 1];

    ykc_bcd_to_text(subject_of(pinfo)->pile, YKC_PILE_SIZE, pile);
    return g_strdup_printf("ykc.pile == \"%s\"", pile);
}

static char *filter_of_gun(YKC_FILTER_PARAMETERS)
{
    char pile[YKC_PILE_SIZE * 2 + 1];

    ykc_bcd_to_text(subject_of(pinfo)->pile, YKC_PILE_SIZE, pile);
    return g_strdup_printf("ykc.pile == \"%s\" && ykc.gun == %u", pile, subject_of(pinfo)->gun);
}

static char *filter_of_charge(YKC_FILTER_PARAMETERS)
{
    return g_strdup_printf("ykc.charge.session == %u", subject_of(pinfo)->session);
}

void ykc_subject_register(int protocol)
{
    proto_ykc = protocol;
    YKC_REGISTER_CONVERSATION_FILTER("ykc", "YKC pile", has_pile, filter_of_pile);
    YKC_REGISTER_CONVERSATION_FILTER("ykc", "YKC gun", has_gun, filter_of_gun);
    YKC_REGISTER_CONVERSATION_FILTER("ykc", "YKC charge", has_charge, filter_of_charge);
}
