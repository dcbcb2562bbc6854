/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * What the rules need to know of a frame, read by offsets that are computed once from the catalogue.
 */
#ifndef YKC_FLOW_FACTS_H
#define YKC_FLOW_FACTS_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "bill.h"
#include "catalog/reading.h"
#include "finding.h"

/** Values that rules look at; the names are in facts.c. */
typedef enum ykc_fact {
    YKC_FACT_LOGIN_RESULT,
    YKC_FACT_PILE_TYPE,
    YKC_FACT_MODEL_CHECK,
    YKC_FACT_MODEL_SETTING_RESULT,
    YKC_FACT_STATE,
    YKC_FACT_SOC,
    YKC_FACT_ENERGY,
    YKC_FACT_AMOUNT,
    YKC_FACT_START_MODE,
    YKC_FACT_AUTH_RESULT,
    YKC_FACT_AUTH_FAILURE,
    YKC_FACT_START_RESULT,
    YKC_FACT_START_FAILURE,
    YKC_FACT_STOP_RESULT,
    YKC_FACT_STOP_FAILURE,
    YKC_FACT_RECORD_RESULT,
    YKC_FACT_TOTAL_ENERGY,
    YKC_FACT_TOTAL_AMOUNT,
    YKC_FACT_START_SOURCE,
    YKC_FACT_STOP_REASON,
    YKC_FACT_END_SOC,
    YKC_FACT_DOWNLOAD_TIMEOUT,
    YKC_FACT_BALANCE_RESULT,
    YKC_FACT_CARD_SYNC_RESULT,
    YKC_FACT_CARD_SYNC_FAILURE,
    YKC_FACT_WORK_SETTING_RESULT,
    YKC_FACT_LOCK_RESULT,
    YKC_FACT_REBOOT_RESULT,
    YKC_FACT_UPDATE_RESULT,
    /* V1.8, V2.1 and the supplements */
    YKC_FACT_DEFAULT_POWER_RESULT,
    YKC_FACT_RECORD_CALL_RESULT,
    YKC_FACT_RECORD_CALL_FAILURE,
    YKC_FACT_FAULT_RESULT,
    YKC_FACT_QR_RESULT,
    YKC_FACT_QR_PREFIX_RESULT,
    YKC_FACT_SERVER_RESULT,
    YKC_FACT_PARAMETER_RESULT,
    YKC_FACT_KEY_RESULT,
    YKC_FACT_LOG_RESULT,
    YKC_FACT_LOG_FAILURE,
    YKC_FACT_START_COMPLETED_RESULT,
    YKC_FACT_START_COMPLETED_FAILURE,
    YKC_FACT_GUN_COUNT,
    YKC_FACT_VOLTAGE,
    YKC_FACT_CURRENT,
    YKC_FACT_CHARGE_MINUTES,
    YKC_FACT_VIN,
    YKC_FACT_ACCOUNT_OR_CARD,
    YKC_FACT_PHYSICAL_CARD,
    YKC_FACT_PARALLEL_SERIAL,
    YKC_FACT_START_TIME,
    YKC_FACT_END_TIME,
    YKC_FACT_METER_START,
    YKC_FACT_METER_END,
    YKC_FACT_TOTAL_ENERGY_WITH_LOSS,
    /* Four facts for each tariff of a record, and two for each of a billing model, in the order of @ref ykc_tariff. */
    YKC_FACT_PRICE_SHARP,
    YKC_FACT_ENERGY_SHARP,
    YKC_FACT_ENERGY_WITH_LOSS_SHARP,
    YKC_FACT_AMOUNT_SHARP,
    YKC_FACT_AMOUNT_DEEP_VALLEY = YKC_FACT_PRICE_SHARP + 4 * YKC_RECORD_TARIFFS_MAX - 1,
    YKC_FACT_ELECTRICITY_PRICE_SHARP,
    YKC_FACT_SERVICE_PRICE_SHARP,
    YKC_FACT_SERVICE_PRICE_VALLEY = YKC_FACT_ELECTRICITY_PRICE_SHARP + 2 * YKC_MODEL_TARIFFS - 1,
    YKC_FACT_SLOT_TARIFF,
    /* V2.1: of a group, the first repetition; in the order of those of a named tariff. */
    YKC_FACT_TARIFF_PRICE,
    YKC_FACT_TARIFF_ENERGY,
    YKC_FACT_TARIFF_ENERGY_WITH_LOSS,
    YKC_FACT_TARIFF_AMOUNT,
    YKC_FACT_ELECTRICITY_PRICE,
    YKC_FACT_SERVICE_PRICE,
    YKC_FACT_COUNT
} ykc_fact;

/** Values of fields that rules compare with: protocol reference 5. */
enum {
    YKC_LOGIN_SUCCESS = 0,
    YKC_PILE_DC = 0,
    YKC_MODEL_SAME = 0,
    YKC_STATE_IDLE = 2,
    YKC_STATE_CHARGING = 3,
    YKC_SUCCESS = 1,
    YKC_NOT_PLUGGED_IN = 5,
    YKC_START_BY_CARD = 1,
    YKC_START_BY_VIN = 3,
    YKC_ALREADY_CHARGING = 2,
    YKC_RECORD_RECEIVED = 0,
    YKC_RECORD_ILLEGAL = 1,
    YKC_RECORD_RECEIVED_AS_DIGIT = '0', /**< a platform that writes digits (Q-17) */
    YKC_RECORD_ILLEGAL_AS_DIGIT = '1',
    YKC_SOURCE_APP = 1,
    YKC_SOURCE_CARD = 2,
    YKC_SOURCE_OFFLINE = 4,
    YKC_SOURCE_VIN = 5,
    YKC_STOP_BY_APP = 0x40,
    YKC_STOP_START_FAILED = 0x4A, /**< the first stop reason that is no regular end */
};

/** How one element of a field is checked for values outside its definition. */
typedef enum ykc_value_check_kind {
    YKC_CHECK_DIGITS, /**< BCD digits are decimal */
    YKC_CHECK_BYTE,   /**< one byte is among those that are fine */
    YKC_CHECK_FULLY   /**< by its definition */
} ykc_value_check_kind;

typedef struct ykc_value_check {
    const ykc_field *field;
    uint16_t offset;
    uint16_t index; /**< of the element among all of the body */
    ykc_value_check_kind kind;
    uint32_t fine[8]; /**< YKC_CHECK_BYTE: a bit for each byte */
} ykc_value_check;

/** Where the facts of one message are. */
typedef struct ykc_fact_layout {
    const ykc_message *message;
    GArray *checks; /**< of ykc_value_check, for what can be outside its definition at all; NULL until the first such frame */
    struct {
        const ykc_field *field; /**< NULL: the message does not have it */
        uint16_t offset;
    } pile, gun, serial, facts[YKC_FACT_COUNT];
} ykc_fact_layout;

/** The layouts of all messages. */
typedef struct ykc_fact_tables {
    ykc_fact_layout *layouts;
    uint8_t by_type[256]; /**< index of a type's first layout; UINT8_MAX: none */
    bool is_reply[256];   /**< types that answer another; not 0x13, which mostly comes unasked */
    uint8_t count;
} ykc_fact_tables;

void ykc_fact_tables_init(ykc_fact_tables *tables);
void ykc_fact_tables_clear(ykc_fact_tables *tables);

/** A frame as the rules see it. */
struct ykc_facts {
    const ykc_frame *frame;
    uint8_t role; /**< the type of V1.6 that the frame's stands for (ykc_catalog_role()) */
    ykc_reading reading;
    ykc_fact_layout *layout;            /**< NULL if the body cannot be read */
    bool sound;                         /**< the checksum is right and the body is not too short */
    bool has_pile, has_gun, has_serial; /**< present, and not all zeros */
    uint8_t pile[YKC_PILE_SIZE];
    uint8_t gun;
    uint8_t serial[YKC_SERIAL_SIZE];
};

/** Read a frame. */
void ykc_facts_read(const ykc_fact_tables *tables, const ykc_frame *frame, ykc_facts *facts);

/** The raw number of a fact; false, with nothing written, if the frame does not have it. */
bool ykc_facts_get(const ykc_facts *facts, ykc_fact fact, uint64_t *raw);

/** The bytes of a fact in the frame; NULL if the frame does not have it. */
const uint8_t *ykc_facts_bytes(const ykc_facts *facts, ykc_fact fact);

/** The same, and NULL too if they are all zero: nothing is known. */
const uint8_t *ykc_facts_set_bytes(const ykc_facts *facts, ykc_fact fact);

/**
 * A time in the frame.
 *
 * @param zone_minutes how far the station's clock is ahead of UTC
 * @return false, with nothing written, if the frame does not have it or it is no date of any calendar
 */
bool ykc_facts_time(const ykc_facts *facts, ykc_fact fact, int zone_minutes, ykc_time_us *time);

/** True if the frame has the fact, with this value. */
bool ykc_facts_is(const ykc_facts *facts, ykc_fact fact, uint64_t raw);

/** The field of a fact, for phrases; NULL if the frame does not have it. */
const ykc_field *ykc_facts_field(const ykc_facts *facts, ykc_fact fact);

#endif
