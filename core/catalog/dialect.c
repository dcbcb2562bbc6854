/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "dialect.h"

#include <glib.h>
#include <string.h>

#include "catalog.h"
#include "types.h"

enum { ANY_LENGTH = UINT16_MAX };

/* Frames that only some versions have. */
static const struct evidence {
    uint8_t type;
    uint16_t body_length; /* of a plain body; ANY_LENGTH: the type is enough, and speaks through encryption too */
    uint8_t dialects;
} evidence[] = {
    {YKC_TYPE_LOGIN, 30, YKC_V1_4_TO_7},
    {YKC_TYPE_LOGIN, 127, YKC_V1_8},
    {YKC_TYPE_START_REQUEST, ANY_LENGTH, YKC_V1_4_TO_7},
    {YKC_TYPE_START_AUTHORISATION, ANY_LENGTH, YKC_V1_4_TO_7},
    {YKC_TYPE_REMOTE_START_REPLY, ANY_LENGTH, YKC_V1_4_TO_7},
    {YKC_TYPE_REMOTE_START, ANY_LENGTH, YKC_V1_4_TO_7},
    {YKC_TYPE_RECORD, ANY_LENGTH, YKC_V1_5 | YKC_V1_6},
    {YKC_TYPE_RECORD_V1_7, ANY_LENGTH, YKC_V1_7 | YKC_V1_8},
    {YKC_TYPE_RECORD_V1_4, ANY_LENGTH, YKC_V1_4},
    {YKC_TYPE_DEFAULT_POWER, 24, YKC_V1_8},
    {YKC_TYPE_PARALLEL_START_REQUEST, ANY_LENGTH, YKC_V1_6 | YKC_V1_7 | YKC_V1_8},
    {YKC_TYPE_PARALLEL_START_AUTHORISATION, ANY_LENGTH, YKC_V1_6 | YKC_V1_7 | YKC_V1_8},
    {YKC_TYPE_PARALLEL_REMOTE_START_REPLY, ANY_LENGTH, YKC_V1_6 | YKC_V1_7 | YKC_V1_8},
    {YKC_TYPE_PARALLEL_REMOTE_START, ANY_LENGTH, YKC_V1_6 | YKC_V1_7 | YKC_V1_8},
    {YKC_TYPE_START_REQUEST_V1_8, ANY_LENGTH, YKC_V1_8},
    {YKC_TYPE_START_AUTHORISATION_V1_8, ANY_LENGTH, YKC_V1_8},
    {YKC_TYPE_REMOTE_START_REPLY_V1_8, ANY_LENGTH, YKC_V1_8},
    {YKC_TYPE_REMOTE_START_V1_8, ANY_LENGTH, YKC_V1_8},
};

/* Of several that are possible the likeliest: the one that piles of every age were built to first. */
static const ykc_dialect likeliest[] = {YKC_V1_6, YKC_V1_7, YKC_V1_8, YKC_V1_5, YKC_V1_4, YKC_V2_1};

/* The dialects that can have such a frame. */
static unsigned dialects_of(const ykc_frame *frame)
{
    if (frame->form != YKC_FORM_SHORT)
        return YKC_V2_1;
    for (size_t i = 0; i < G_N_ELEMENTS(evidence); i++)
        if (evidence[i].type == frame->type &&
            (evidence[i].body_length == ANY_LENGTH ||
             (evidence[i].body_length == frame->body_length && frame->encryption == YKC_PLAIN)))
            return evidence[i].dialects;
    return YKC_V1;
}

/* The version that a login of V1.x names: ten times its number. */
static unsigned claim_of(const ykc_frame *frame)
{
    static const struct {
        uint8_t version;
        ykc_dialect dialect;
    } claims[] = {{14, YKC_V1_4}, {15, YKC_V1_5}, {16, YKC_V1_6}, {17, YKC_V1_7}};
    ykc_fit fit;
    const ykc_message *login = ykc_catalog_find(YKC_V1_6, YKC_TYPE_LOGIN, 0, &fit);
    ykc_item item;

    if (!ykc_message_field(login, "protocol_version", &item) || item.offset >= frame->body_length)
        return 0;
    for (size_t i = 0; i < G_N_ELEMENTS(claims); i++)
        if (claims[i].version == frame->body[item.offset])
            return claims[i].dialect;
    return 0;
}

static bool is_login_of_v1(const ykc_frame *frame)
{
    return frame->type == YKC_TYPE_LOGIN && frame->form == YKC_FORM_SHORT && dialects_of(frame) == YKC_V1_4_TO_7;
}

ykc_dialect ykc_recognition_dialect(const ykc_recognition *recognition)
{
    if (recognition->forced != 0)
        return (ykc_dialect)recognition->forced;
    if (recognition->claimed & recognition->possible)
        return (ykc_dialect)recognition->claimed;
    for (size_t i = 0; i < G_N_ELEMENTS(likeliest); i++)
        if (recognition->possible & likeliest[i])
            return likeliest[i];
    return YKC_V1_6;
}

void ykc_recognise(ykc_recognition *recognition, ykc_frame *frame)
{
    if (frame->crc_status != YKC_CRC_BAD && recognition->forced == 0) {
        unsigned can_be = dialects_of(frame);
        unsigned both = recognition->possible == 0 ? can_be : recognition->possible & can_be;

        recognition->possible = (uint8_t)(both != 0 ? both : can_be);
        if (is_login_of_v1(frame))
            recognition->claimed = (uint8_t)claim_of(frame);
    }
    frame->dialect = (uint8_t)ykc_recognition_dialect(recognition);
}

bool ykc_dialect_parse(const char *text, ykc_dialect *dialect)
{
    const char *number = *text == 'V' || *text == 'v' ? text + 1 : text;

    for (size_t i = 0; i < ykc_dialect_names.count; i++) {
        if (strcmp(ykc_dialect_names.rows[i].label.en + 1, number) == 0) {
            *dialect = (ykc_dialect)ykc_dialect_names.rows[i].value;
            return true;
        }
    }
    return false;
}

const char *ykc_dialect_name(ykc_dialect dialect)
{
    const ykc_label *name = ykc_names_find(&ykc_dialect_names, dialect);

    return name != NULL ? name->en : "";
}
