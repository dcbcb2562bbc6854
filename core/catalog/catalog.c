/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "catalog.h"

#include "tables.h"
#include "wire/cipher.h"
#include "wire/frame.h"

enum { TYPES = 256 };

/* The frame types, section 4: the first layout of each. */
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
    [0x40] = &ykc_message_record_confirmation,
    [0x41] = &ykc_message_balance_update_reply,
    [0x42] = &ykc_message_balance_update,
    [0x43] = &ykc_message_card_sync_reply,
    [0x44] = &ykc_message_card_sync,
    [0x45] = &ykc_message_card_delete_reply,
    [0x46] = &ykc_message_card_delete,
    [0x47] = &ykc_message_card_query_reply,
    [0x48] = &ykc_message_card_query,
    /* platform settings, chapter 9 */
    [0x51] = &ykc_message_work_parameter_reply,
    [0x52] = &ykc_message_work_parameter_setting,
    [0x55] = &ykc_message_clock_setting_reply,
    [0x56] = &ykc_message_clock_setting,
    [0x57] = &ykc_message_billing_model_setting_reply,
    [0x58] = &ykc_message_billing_model_setting,
    /* parking lock, chapter 10 */
    [0x61] = &ykc_message_parking_lock_data,
    [0x62] = &ykc_message_parking_lock_command,
    [0x63] = &ykc_message_parking_lock_reply,
    /* remote maintenance, chapter 11 */
    [0x91] = &ykc_message_reboot_reply,
    [0x92] = &ykc_message_reboot,
    [0x93] = &ykc_message_update_reply,
    [0x94] = &ykc_message_update,
    /* parallel charging, chapter 12 */
    [0xA1] = &ykc_message_parallel_start_request,
    [0xA2] = &ykc_message_parallel_start_authorisation,
    [0xA3] = &ykc_message_parallel_remote_start_reply,
    [0xA4] = &ykc_message_parallel_remote_start,
};

/* The longest padding that a block cipher adds: AES with a whole block of it; 3DES pads with up to 8. */
enum { PADDING_MAX = YKC_CIPHER_BLOCK_MAX };

static bool length_fits(const ykc_message *message, size_t body_length)
{
    if (message->group_size == 0)
        return body_length == message->body;
    return body_length >= message->body && (body_length - message->body) % message->group_size == 0;
}

static const ykc_message *first_of(ykc_dialect dialect, uint8_t type)
{
    const ykc_message *message = by_type[type];

    while (message != NULL && !(message->dialects & dialect))
        message = message->also;
    return message;
}

const ykc_message *ykc_catalog_find(ykc_dialect dialect, uint8_t type, size_t body_length, ykc_fit *fit)
{
    const ykc_message *first = first_of(dialect, type);

    for (const ykc_message *message = first; message != NULL; message = message->also) {
        if ((message->dialects & dialect) && length_fits(message, body_length)) {
            *fit = YKC_FIT_EXACT;
            return message;
        }
    }
    if (first != NULL)
        *fit = body_length < first->body ? YKC_FIT_SHORT : YKC_FIT_EXTRA;
    return first;
}

ykc_direction ykc_catalog_direction(uint8_t type)
{
    if (by_type[type] != NULL)
        return (ykc_direction)by_type[type]->direction;
    return type % 2 != 0 ? YKC_UP : YKC_DOWN;
}

static bool any_layout_fits(uint8_t type, size_t body_length)
{
    for (const ykc_message *message = by_type[type]; message != NULL; message = message->also)
        if (length_fits(message, body_length))
            return true;
    return false;
}

bool ykc_catalog_fits(uint8_t type, uint8_t encryption, size_t body_length)
{
    if (any_layout_fits(type, body_length))
        return true;
    if (encryption == YKC_PLAIN || body_length % YKC_CIPHER_BLOCK_MIN != 0)
        return false;
    for (size_t padding = 0; padding <= PADDING_MAX && padding < body_length; padding++)
        if (any_layout_fits(type, body_length - padding))
            return true;
    return false;
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
        [YKC_UNIT_MINUTE] = LABEL("min", "min"),
    };

    return ykc_label_in(&signs[unit], language);
}
