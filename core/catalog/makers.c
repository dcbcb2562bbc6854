/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Frames and layouts of makers that are in the field (quirks ). Variants that a document's table stands next to
 * are in its file. Codes whose layout no source has are in foreign.c.
 */
#include "tables.h"

/* clang-format off */

#define YILIANZHUANG LABEL("易联桩", "maker 易联桩")
#define DUPU         LABEL("度普", "maker 度普")
#define JCPP         LABEL("JCPP平台", "platform JCPP")

/* 0x03 Heartbeat with the state of charge of the pile's own storage */
static const ykc_field heartbeat_storage_fields[] = {
    PILE,
    GUN,
    ENUM8(gun_condition, ykc_names_gun_condition, "枪状态", "Gun condition", .flags = YKC_KEY),
    UINT(storage_soc, 1, "储能SOC", "State of charge of the storage"),
};

const ykc_message ykc_message_heartbeat_storage = {
    .type = 0x03, .direction = YKC_UP, .reply = 0x04, .dialects = YKC_V1,
    .label = LABEL("充电桩心跳包（储能）", "Heartbeat (with storage)"),
    .section = "6.3", .origin = YILIANZHUANG, .body = 10, FIELDS(heartbeat_storage_fields),
};

/* 0x13 Real-time data with more behind it; which of the twelve numbers is which no source says */
static const ykc_field realtime_maker_fields[] = {
    YKC_REALTIME_FIELDS,
    UINT(tariff_detail, 4, "各费率金额与电量", "Amounts and energies by tariff", .count = 12),
    UINT(s2_state, 1, "S2状态", "State of S2"),
    HEX(extended_faults, 32, "扩展故障", "Further faults"),
};

const ykc_message ykc_message_realtime_maker = {
    .type = 0x13, .direction = YKC_UP, .dialects = YKC_V1, .label = LABEL("上传实时监测数据（扩展）", "Real-time data (extended)"),
    .section = "7.2", .origin = YILIANZHUANG, .body = 141, FIELDS(realtime_maker_fields),
};

/* 0x1F Energy stored in the pile; no source has the scales */
static const ykc_field pile_storage_fields[] = {
    PILE,
    UINT(storage_soc, 2, "储能SOC", "State of charge of the storage"),
    UINT(storage_power, 2, "储能功率", "Power of the storage"),
    UINT(storage_voltage, 2, "储能电压", "Voltage of the storage"),
    UINT(storage_current, 2, "储能电流", "Current of the storage"),
};

const ykc_message ykc_message_pile_storage = {
    .type = 0x1F, .direction = YKC_UP, .dialects = YKC_V1, .label = LABEL("桩储能信息", "Energy stored in the pile"),
    .section = "", .origin = DUPU, .body = 15, FIELDS(pile_storage_fields),
};

/* 0x34 Remote start with the reset of a relay */
static const ykc_field remote_start_relay_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    DIGITS(logical_card, 8, "逻辑卡号", "Logical card number"),
    HEX(physical_card, 8, "物理卡号", "Physical card number"),
    BALANCE("账户余额", "Account balance"),
    UINT(reset_relay, 1, "复位继电器", "Reset relay"),
};

const ykc_message ykc_message_remote_start_relay = {
    .type = 0x34, .direction = YKC_DOWN, .reply = 0x33, .dialects = YKC_V1,
    .label = LABEL("运营平台远程控制启机（带继电器复位）", "Remote start (with relay)"),
    .section = "8.3", .origin = YILIANZHUANG, .body = 45, FIELDS(remote_start_relay_fields),
};

/* 0x71 VIN at plug-in: forward. 0x72 answers it, 0x73 asks for it. */
static const ykc_field plug_in_vin_maker_fields[] = {
    PILE,
    GUN,
    UINT(soc, 1, "SOC", "State of charge", .unit = YKC_UNIT_PERCENT, .flags = YKC_KEY, .max = 100),
    VIN("VIN码", "VIN", .flags = YKC_KEY),
};

const ykc_message ykc_message_plug_in_vin_maker = {
    .type = 0x71, .direction = YKC_UP, .dialects = YKC_V1, .label = LABEL("插枪上报VIN", "VIN at plug-in"),
    .section = "", .origin = YILIANZHUANG, .body = 26, FIELDS(plug_in_vin_maker_fields),
};

/* 0xA4 Parallel remote start with the serial as yyyyMMddHHmmss */
static const ykc_field parallel_remote_start_long_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    DIGITS(logical_card, 8, "逻辑卡号", "Logical card number"),
    HEX(physical_card, 8, "物理卡号", "Physical card number"),
    BALANCE("账户余额", "Account balance"),
    DIGITS(parallel_serial_long, 7, "并充序号", "Parallel charge serial (four digits of year)", .flags = YKC_KEY),
};

const ykc_message ykc_message_parallel_remote_start_long_serial = {
    .type = 0xA4, .direction = YKC_DOWN, .reply = 0xA3, .dialects = YKC_V1,
    .label = LABEL("运营平台远程控制并充启机（长序号）", "Parallel remote start (long serial)"),
    .section = "12.3", .origin = JCPP, .body = 51, FIELDS(parallel_remote_start_long_fields),
};

/* 0x25 BMS state with two bytes for every item of two bits */
static const ykc_field bms_state_wide_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    UINT(cell_voltage_highest_number, 1, "BMS最高单体动力蓄电池电压所在编号", "Number of the highest cell", .offset = 1),
    TEMPERATURE(battery_temperature_highest, "BMS最高动力蓄电池温度", "Highest battery temperature",
                .flags = YKC_KEY | YKC_ZERO_UNMEASURED),
    UINT(temperature_highest_sensor, 1, "最高温度检测点编号", "Sensor of the highest temperature", .offset = 1),
    TEMPERATURE(battery_temperature_lowest, "最低动力蓄电池温度", "Lowest battery temperature",
                .flags = YKC_KEY | YKC_ZERO_UNMEASURED),
    UINT(temperature_lowest_sensor, 1, "最低动力蓄电池温度检测点编号", "Sensor of the lowest temperature", .offset = 1),
    UINT(bsm_item, 2, "电压/SOC/过流/过温/绝缘/连接器/充电允许", "Battery state, item by item", .count = 8),
};

const ykc_message ykc_message_bms_state_wide = {
    .type = 0x25, .direction = YKC_UP, .dialects = YKC_V1, .label = LABEL("充电过程BMS信息（宽）", "BMS state (wide)"),
    .section = "7.10", .origin = JCPP, .body = 45, FIELDS(bms_state_wide_fields),
};

/* 0x44, 0x46, 0x48 Lists of cards with four bytes for their number, in 0x48 in front of the pile */
#define WIDE_CARD_COUNT UINT(card_count, 4, "离线卡个数", "Number of cards", .flags = YKC_KEY)

static const ykc_field card_list_wide_fields[] = {PILE, WIDE_CARD_COUNT};
static const ykc_field card_query_wide_fields[] = {WIDE_CARD_COUNT, PILE};

static const ykc_field card_pair_group[] = {
    DIGITS(logical_card, 8, "逻辑卡号", "Logical card number"),
    HEX(physical_card, 8, "物理卡号", "Physical card number", .flags = YKC_KEY),
};

static const ykc_field card_group[] = {
    HEX(physical_card, 8, "物理卡号", "Physical card number", .flags = YKC_KEY),
};

const ykc_message ykc_message_card_sync_wide = {
    .type = 0x44, .direction = YKC_DOWN, .reply = 0x43, .dialects = YKC_V1,
    .label = LABEL("离线卡数据同步（四字节个数）", "Offline card sync (wide count)"),
    .section = "8.11", .origin = JCPP, .body = 11, FIELDS(card_list_wide_fields), GROUP(card_pair_group, 16),
};

const ykc_message ykc_message_card_delete_wide = {
    .type = 0x46, .direction = YKC_DOWN, .reply = 0x45, .dialects = YKC_V1,
    .label = LABEL("离线卡数据清除（四字节个数）", "Offline card delete (wide count)"),
    .section = "8.13", .origin = JCPP, .body = 11, FIELDS(card_list_wide_fields), GROUP(card_group, 8),
};

const ykc_message ykc_message_card_query_wide = {
    .type = 0x48, .direction = YKC_DOWN, .reply = 0x47, .dialects = YKC_V1,
    .label = LABEL("离线卡数据查询（四字节个数）", "Offline card query (wide count)"),
    .section = "8.15", .origin = JCPP, .body = 11, FIELDS(card_query_wide_fields), GROUP(card_group, 8),
};

/* 0x92 Reboot with four bytes, high byte first */
static const ykc_field reboot_wide_fields[] = {
    PILE,
    FIELD(YKC_ENC_UINT, execute_when, 4, "执行控制", "When", .names = &ykc_names_execute_when, .flags = YKC_KEY | YKC_REVERSED),
};

const ykc_message ykc_message_reboot_wide = {
    .type = 0x92, .direction = YKC_DOWN, .reply = 0x91, .dialects = YKC_V1, .label = LABEL("远程重启（四字节）", "Reboot (wide)"),
    .section = "11.1", .origin = JCPP, .body = 11, FIELDS(reboot_wide_fields),
};

/* clang-format on */
