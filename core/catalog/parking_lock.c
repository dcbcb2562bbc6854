/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parking locks: chapter 10 of the V1.6 document, the only one whose gun number is binary. */
#include "tables.h"

/* clang-format off */

/* 0x61 Parking lock data, section 10.1 */
static const ykc_field parking_lock_data_fields[] = {
    PILE,
    GUN_BIN,
    ENUM8(lock_state, ykc_names_lock_state, "车位锁状态", "Lock position", .flags = YKC_KEY),
    ENUM8(parking_state, ykc_names_parking_state, "车位状态", "Parking space", .flags = YKC_KEY),
    UINT(lock_battery, 1, "地锁电量状态", "Lock battery", .unit = YKC_UNIT_PERCENT, .flags = YKC_KEY, .max = 100),
    ENUM8(lock_alarm, ykc_names_lock_alarm, "报警状态", "Alarm", .flags = YKC_KEY),
    UINT(reserved, 4, "预留位", "Reserved", .flags = YKC_RESERVED | YKC_SHOW_HEX),
};

const ykc_message ykc_message_parking_lock_data = {
    .type = 0x61, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT, .label = LABEL("地锁数据上送", "Parking lock data"),
    .section = "10.1", .body = 16, FIELDS(parking_lock_data_fields),
};

/* 0x62 Parking lock command, section 10.2 */
static const ykc_field parking_lock_command_fields[] = {
    PILE,
    GUN_BIN,
    ENUM8(lock_command, ykc_names_lock_command, "升/降地锁", "Command", .flags = YKC_KEY), /* declared BCD, but 0xFF is not */
    UINT(reserved, 4, "预留位", "Reserved", .flags = YKC_RESERVED | YKC_SHOW_HEX),
};

const ykc_message ykc_message_parking_lock_command = {
    .type = 0x62, .direction = YKC_DOWN, .reply = 0x63, .dialects = YKC_EVERY_DIALECT,
    .label = LABEL("遥控地锁升锁与降锁命令", "Parking lock command"),
    .section = "10.2", .body = 13, FIELDS(parking_lock_command_fields),
};

/* 0x63 Parking lock reply, section 10.3 */
static const ykc_field parking_lock_reply_fields[] = {
    PILE,
    GUN_BIN,
    ENUM8(lock_result, ykc_names_lock_result, "地锁控制返回标志", "Result", .flags = YKC_KEY),
    UINT(reserved, 4, "预留位", "Reserved", .flags = YKC_RESERVED | YKC_SHOW_HEX),
};

const ykc_message ykc_message_parking_lock_reply = {
    .type = 0x63, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT, .label = LABEL("充电桩返回数据（上行）", "Parking lock reply"),
    .section = "10.3", .body = 13, FIELDS(parking_lock_reply_fields),
};

/* clang-format on */
