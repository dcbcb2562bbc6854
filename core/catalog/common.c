/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Field tables that more than one table file uses. */
#include "tables.h"

/* clang-format off */

/* Transaction serial, protocol reference 3.6; platforms do not keep to its division. No macro: the names have a dot. */
const ykc_field ykc_transaction_parts[4] = {
    {.name = "transaction.pile", .label = LABEL("流水号中的桩编号", "Pile number in the serial"),
     .encoding = YKC_ENC_DIGITS, .at = 0, .size = 7},
    {.name = "transaction.gun", .label = LABEL("流水号中的枪号", "Gun number in the serial"),
     .encoding = YKC_ENC_BCD_NUMBER, .at = 7, .size = 1},
    {.name = "transaction.time", .label = LABEL("流水号中的时间", "Time in the serial"),
     .encoding = YKC_ENC_DIGIT_TIME, .at = 8, .size = 6},
    {.name = "transaction.counter", .label = LABEL("流水号中的自增序号", "Running number in the serial"),
     .encoding = YKC_ENC_DIGITS, .at = 14, .size = 2},
};

/* 0x0A Billing model reply, section 6.8; 0x58 Billing model setting, section 9.5 */
const ykc_field ykc_billing_model_fields[12] = {
    PILE,
    DIGITS(billing_model, 2, "计费模型编号", "Billing model number", .flags = YKC_KEY),
    PRICE(electricity_price_sharp, "尖费电费费率", "Electricity price, sharp"),
    PRICE(service_price_sharp, "尖服务费费率", "Service price, sharp"),
    PRICE(electricity_price_peak, "峰电费费率", "Electricity price, peak"),
    PRICE(service_price_peak, "峰服务费费率", "Service price, peak"),
    PRICE(electricity_price_flat, "平电费费率", "Electricity price, flat"),
    PRICE(service_price_flat, "平服务费费率", "Service price, flat"),
    PRICE(electricity_price_valley, "谷电费费率", "Electricity price, valley"),
    PRICE(service_price_valley, "谷服务费费率", "Service price, valley"),
    /* No unit in the document. The platform does not use it and sends 0 (section 3.3). */
    UINT(loss_ratio, 1, "计损比例", "Loss ratio", .unit = YKC_UNIT_PERCENT),
    /* 0:00-0:30, 0:30-1:00, ... 23:30-0:00 */
    ENUM8(slot_tariff, ykc_names_tariff, "时段费率号", "Tariff of each half hour", .count = 48),
};

/* clang-format on */
