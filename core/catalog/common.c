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

/* 0x13 Real-time data, section 7.2; bits 14 to 16 of the PDF are not defined */
const ykc_field ykc_hardware_fault_parts[13] = {
    BIT(fault_emergency_stop, 0, "急停按钮动作故障", "Emergency stop operated"),
    BIT(fault_no_rectifier, 1, "无可用整流模块", "No rectifier module available"),
    BIT(fault_outlet_hot, 2, "出风口温度过高", "Air outlet too hot"),
    BIT(fault_ac_surge, 3, "交流防雷故障", "AC surge protector"),
    BIT(fault_dc20, 4, "交直流模块DC20通信中断", "AC/DC module DC20: communication lost"),
    BIT(fault_fc08, 5, "绝缘检测模块FC08通信中断", "Insulation monitor FC08: communication lost"),
    BIT(fault_meter, 6, "电度表通信中断", "Energy meter: communication lost"),
    BIT(fault_card_reader, 7, "读卡器通信中断", "Card reader: communication lost"),
    BIT(fault_rc10, 8, "RC10通信中断", "RC10: communication lost"),
    BIT(fault_fan, 9, "风扇调速板故障", "Fan control board"),
    BIT(fault_dc_fuse, 10, "直流熔断器故障", "DC fuse"),
    BIT(fault_contactor, 11, "高压接触器故障", "High-voltage contactor"),
    BIT(fault_door_open, 12, "门打开", "Door open"),
};

/* clang-format on */
