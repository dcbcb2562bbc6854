/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "catalog.h"

#include "foreign.h"
#include "tables.h"
#include "types.h"
#include "wire/cipher.h"
#include "wire/frame.h"

enum { TYPES = 256 };

/* The frame types of all versions: the first layout of each. Chapters are those of V1.6, section 4. */
static const ykc_message *const by_type[TYPES] = {
    /* registration and heartbeat, chapter 6 */
    [0x01] = &ykc_message_login,
    [0x02] = &ykc_message_login_reply,
    [0x03] = &ykc_message_heartbeat,
    [0x04] = &ykc_message_heartbeat_reply,
    [0x05] = &ykc_message_billing_model_check,
    [0x06] = &ykc_message_billing_model_check_reply,
    [0x09] = &ykc_message_billing_model_request,
    [0x0A] = &ykc_message_billing_model_reply,
    /* real-time data, chapter 7 */
    [0x12] = &ykc_message_read_realtime,
    [0x13] = &ykc_message_realtime,
    [0x15] = &ykc_message_charging_handshake,
    [0x17] = &ykc_message_parameter_configuration,
    [0x19] = &ykc_message_charging_end,
    [0x1B] = &ykc_message_error_message,
    [0x1D] = &ykc_message_bms_abort,
    [0x1F] = &ykc_message_pile_storage,
    [0x21] = &ykc_message_charger_abort,
    [0x23] = &ykc_message_bms_demand,
    [0x25] = &ykc_message_bms_state,
    /* operation, chapter 8 */
    [0x31] = &ykc_message_start_request,
    [0x32] = &ykc_message_start_authorisation,
    [0x33] = &ykc_message_remote_start_reply,
    [0x34] = &ykc_message_remote_start,
    [0x35] = &ykc_message_remote_stop_reply,
    [0x36] = &ykc_message_remote_stop,
    [0x3B] = &ykc_message_record,
    [0x3D] = &ykc_message_record_v1_7,
    [0x3F] = &ykc_message_record_v1_4,
    [0x40] = &ykc_message_record_confirmation,
    [0x41] = &ykc_message_balance_update_reply,
    [0x42] = &ykc_message_balance_update,
    [0x43] = &ykc_message_card_sync_reply,
    [0x44] = &ykc_message_card_sync,
    [0x45] = &ykc_message_card_delete_reply,
    [0x46] = &ykc_message_card_delete,
    [0x47] = &ykc_message_card_query_reply,
    [0x48] = &ykc_message_card_query,
    [0x49] = &ykc_message_fault_report_reply,
    [0x4A] = &ykc_message_fault_cleared_reply,
    [0x4B] = &ykc_message_fault_cleared,
    [0x4C] = &ykc_message_record_call_reply,
    [0x4D] = &ykc_message_record_call,
    [0x4E] = &ykc_message_start_completed_reply,
    [0x4F] = &ykc_message_start_completed,
    [0x50] = &ykc_message_fault_report,
    /* platform settings, chapter 9 */
    [0x51] = &ykc_message_work_parameter_reply,
    [0x52] = &ykc_message_work_parameter_setting,
    [0x55] = &ykc_message_clock_setting_reply,
    [0x56] = &ykc_message_clock_setting,
    [0x57] = &ykc_message_billing_model_setting_reply,
    [0x58] = &ykc_message_billing_model_setting,
    [0x59] = &ykc_message_default_power_reply,
    [0x5A] = &ykc_message_qr_code_reply,
    [0x5B] = &ykc_message_qr_code,
    [0x5C] = &ykc_message_server_setting_reply,
    [0x5D] = &ykc_message_server_setting,
    [0x5E] = &ykc_message_parameter_setting_reply,
    [0x5F] = &ykc_message_parameter_setting,
    [0x60] = &ykc_message_default_power,
    /* parking lock, chapter 10 */
    [0x61] = &ykc_message_parking_lock_data,
    [0x62] = &ykc_message_parking_lock_command,
    [0x63] = &ykc_message_parking_lock_reply,
    /* VIN at plug-in, of a maker */
    [0x71] = &ykc_message_plug_in_vin_maker,
    /* remote maintenance, chapter 11 */
    [0x91] = &ykc_message_reboot_reply,
    [0x92] = &ykc_message_reboot,
    [0x93] = &ykc_message_update_reply,
    [0x94] = &ykc_message_update,
    [0x95] = &ykc_message_key_update_reply,
    [0x96] = &ykc_message_key_update,
    [0x97] = &ykc_message_log_request_reply,
    [0x98] = &ykc_message_log_request,
    /* QR codes, V1.6 supplement */
    [0x9B] = &ykc_message_gun_qr_reply,
    [0x9C] = &ykc_message_qr_url,
    [0x9E] = &ykc_message_gun_qr_url,
    /* parallel charging, chapter 12 */
    [0xA1] = &ykc_message_parallel_start_request,
    [0xA2] = &ykc_message_parallel_start_authorisation,
    [0xA3] = &ykc_message_parallel_remote_start_reply,
    [0xA4] = &ykc_message_parallel_remote_start,
    /* starting since V1.8, VIN at plug-in since V2.1 */
    [0xA5] = &ykc_message_start_request_v1_8,
    [0xA6] = &ykc_message_start_authorisation_v1_8,
    [0xA7] = &ykc_message_remote_start_reply_v1_8,
    [0xA8] = &ykc_message_remote_start_v1_8,
    [0xA9] = &ykc_message_plug_in_vin,
    [0xAA] = &ykc_message_plug_in_vin_reply,
    /* QR code prefix, V1.5 supplement */
    [0xF0] = &ykc_message_qr_prefix,
    [0xF1] = &ykc_message_qr_prefix_reply,
};

/* The longest padding that a block cipher adds: AES with a whole block of it; 3DES pads with up to 8. */
enum { PADDING_MAX = YKC_CIPHER_BLOCK_MAX };

bool ykc_message_fits(const ykc_message *message, size_t body_length)
{
    size_t fixed = (size_t)message->body + message->tail;

    return body_length == fixed + ykc_message_repetitions(message, body_length) * message->group_size;
}

bool ykc_message_is_of(const ykc_message *message, ykc_dialect dialect)
{
    return (message->dialects & dialect) != 0 && message->origin.en == NULL;
}

/* All dialects that have a dialect's header. */
static unsigned family_of(ykc_dialect dialect)
{
    return dialect == YKC_V2_1 ? YKC_V2_1 : YKC_V1;
}

static const ykc_message *first_of(unsigned dialects, uint8_t type)
{
    const ykc_message *message = by_type[type];

    while (message != NULL && !(message->dialects & dialects))
        message = message->also;
    return message;
}

static const ykc_message *find_exact(unsigned dialects, uint8_t type, size_t body_length)
{
    for (const ykc_message *message = by_type[type]; message != NULL; message = message->also)
        if ((message->dialects & dialects) && ykc_message_fits(message, body_length))
            return message;
    return NULL;
}

const ykc_message *ykc_catalog_find(ykc_dialect dialect, uint8_t type, size_t body_length, ykc_fit *fit)
{
    const ykc_message *message;

    if (dialect == 0)
        dialect = YKC_V1_6;
    message = find_exact(dialect, type, body_length);
    if (message == NULL)
        message = find_exact(family_of(dialect), type, body_length);
    if (message != NULL) {
        *fit = YKC_FIT_EXACT;
        return message;
    }
    message = first_of(dialect, type);
    if (message == NULL)
        message = first_of(family_of(dialect), type);
    if (message != NULL)
        *fit = body_length < (size_t)message->body + message->tail ? YKC_FIT_SHORT : YKC_FIT_EXTRA;
    return message;
}

ykc_dialect ykc_catalog_dialect(const ykc_frame *frame)
{
    ykc_dialect dialect = (ykc_dialect)frame->dialect;

    if (frame->form != YKC_FORM_SHORT)
        return YKC_V2_1;
    return dialect == 0 || dialect == YKC_V2_1 ? YKC_V1_6 : dialect;
}

ykc_direction ykc_catalog_direction(ykc_dialect dialect, uint8_t type)
{
    const ykc_message *message = first_of(family_of(dialect == 0 ? YKC_V1_6 : dialect), type);

    if (message == NULL && ykc_foreign_find(type) == NULL)
        message = by_type[type];
    if (message != NULL)
        return (ykc_direction)message->direction;
    return type % 2 != 0 ? YKC_UP : YKC_DOWN;
}

bool ykc_catalog_fits(ykc_form form, uint8_t type, uint8_t encryption, size_t body_length)
{
    unsigned dialects = form == YKC_FORM_SHORT ? YKC_V1 : YKC_V2_1;

    if (find_exact(dialects, type, body_length) != NULL)
        return true;
    if (encryption == YKC_PLAIN || body_length % YKC_CIPHER_BLOCK_MIN != 0)
        return false;
    for (size_t padding = 0; padding <= PADDING_MAX && padding < body_length; padding++)
        if (find_exact(dialects, type, body_length - padding) != NULL)
            return true;
    return false;
}

/* Types that stand for one of V1.6 in other dialects. */
static const struct {
    uint8_t type, role, dialects;
} substitutes[] = {
    {YKC_TYPE_RECORD_V1_4, YKC_TYPE_RECORD, YKC_V1_4},
    {YKC_TYPE_RECORD_V1_7, YKC_TYPE_RECORD, YKC_V1_7 | YKC_V1_8_ON},
    {YKC_TYPE_START_REQUEST_V1_8, YKC_TYPE_START_REQUEST, YKC_V1_8_ON},
    {YKC_TYPE_START_AUTHORISATION_V1_8, YKC_TYPE_START_AUTHORISATION, YKC_V1_8_ON},
    {YKC_TYPE_REMOTE_START_REPLY_V1_8, YKC_TYPE_REMOTE_START_REPLY, YKC_V1_8_ON},
    {YKC_TYPE_REMOTE_START_V1_8, YKC_TYPE_REMOTE_START, YKC_V1_8_ON},
};

uint8_t ykc_catalog_role(uint8_t type)
{
    /* The same by type, for every frame. */
    static const uint8_t roles[TYPES] = {
        [YKC_TYPE_RECORD_V1_4] = YKC_TYPE_RECORD,
        [YKC_TYPE_RECORD_V1_7] = YKC_TYPE_RECORD,
        [YKC_TYPE_START_REQUEST_V1_8] = YKC_TYPE_START_REQUEST,
        [YKC_TYPE_START_AUTHORISATION_V1_8] = YKC_TYPE_START_AUTHORISATION,
        [YKC_TYPE_REMOTE_START_REPLY_V1_8] = YKC_TYPE_REMOTE_START_REPLY,
        [YKC_TYPE_REMOTE_START_V1_8] = YKC_TYPE_REMOTE_START,
    };

    return roles[type] != 0 ? roles[type] : type;
}

uint8_t ykc_catalog_code(ykc_dialect dialect, uint8_t role)
{
    for (size_t i = 0; i < YKC_COUNT_OF(substitutes); i++)
        if (substitutes[i].role == role && (substitutes[i].dialects & dialect))
            return substitutes[i].type;
    return role;
}

const ykc_label *ykc_catalog_label(uint8_t type)
{
    const ykc_message *message = first_of(YKC_V1, type);
    const ykc_label *foreign = ykc_foreign_find(type);

    if (message == NULL && foreign != NULL)
        return foreign;
    if (message == NULL)
        message = by_type[type];
    return message != NULL ? &message->label : NULL;
}

const ykc_label *ykc_catalog_origin(uint8_t type)
{
    const ykc_message *message = by_type[type];

    return message != NULL && message->origin.en != NULL ? &message->origin : NULL;
}

/* The message behind @p message in the order of types and chains; NULL behind the last. */
static const ykc_message *message_after(const ykc_message *message, size_t type)
{
    if (message != NULL && message->also != NULL)
        return message->also;
    for (type++; type < TYPES; type++)
        if (by_type[type] != NULL)
            return by_type[type];
    return NULL;
}

const ykc_message *ykc_catalog_message(size_t index)
{
    const ykc_message *message = message_after(NULL, 0);

    while (index-- > 0 && message != NULL)
        message = message_after(message, message->type);
    return message;
}

size_t ykc_catalog_count(void)
{
    size_t count = 0;

    for (const ykc_message *message = message_after(NULL, 0); message != NULL; message = message_after(message, message->type))
        count++;
    return count;
}

const ykc_label *ykc_names_find(const ykc_names *names, uint64_t value)
{
    size_t low = 0, high = names->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (names->rows[middle].value == value)
            return &names->rows[middle].label;
        if (names->rows[middle].value < value)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const char *ykc_unit_sign(ykc_unit unit, ykc_language language)
{
    static const ykc_label signs[] = {
        [YKC_UNIT_NONE] = LABEL("", ""),         [YKC_UNIT_V] = LABEL("V", "V"),
        [YKC_UNIT_A] = LABEL("A", "A"),          [YKC_UNIT_CELSIUS] = LABEL("°C", "°C"),
        [YKC_UNIT_PERCENT] = LABEL("%", "%"),    [YKC_UNIT_KW] = LABEL("kW", "kW"),
        [YKC_UNIT_KWH] = LABEL("kWh", "kWh"),    [YKC_UNIT_AH] = LABEL("Ah", "Ah"),
        [YKC_UNIT_YUAN] = LABEL("元", "yuan"),   [YKC_UNIT_YUAN_PER_KWH] = LABEL("元/kWh", "yuan/kWh"),
        [YKC_UNIT_MINUTE] = LABEL("min", "min"), [YKC_UNIT_SECOND] = LABEL("s", "s"),
        [YKC_UNIT_DEGREE] = LABEL("°", "°"),
    };

    return ykc_label_in(&signs[unit], language);
}
