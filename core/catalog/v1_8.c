/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What V1.8.1 changes: a login with a session key, start frames with a power limit, power control. Record 0x3D is V1.7's.
 * versions-and-quirks, part 1. V2.1 has taken over what is marked so.
 */
#include "tables.h"

/* clang-format off */

/* 0x01 Login */
static const ykc_field login_fields[] = {YKC_LOGIN_FIELDS_V1_8};

const ykc_message ykc_message_login_v1_8 = {
    .type = 0x01, .direction = YKC_UP, .reply = 0x02, .dialects = YKC_V1_8, .label = LABEL("充电桩登录认证", "Login"),
    .section = "6.1", .body = 127, FIELDS(login_fields), .also = &ykc_message_login_v2_1,
};

/* 0x51 Power control reply; V2.1 too. A maker's V1.6 piles have it as well. */
static const ykc_field power_control_reply_fields[] = {
    PILE,
    GUN,
    ENUM8(work_setting_result, ykc_names_failed_success, "设置结果", "Result", .flags = YKC_KEY),
};

const ykc_message ykc_message_power_control_reply = {
    .type = 0x51, .direction = YKC_UP, .dialects = YKC_V1_8_ON, .label = LABEL("功率修改应答", "Power control reply"),
    .section = "9.2", .body = 9, FIELDS(power_control_reply_fields),
};

/* 0x52 Power control; V2.1 too */
static const ykc_field power_control_fields[] = {
    PILE,
    GUN,
    POWER_LIMIT(power_limit, "允许最大功率", "Power limit"),
    UINT(power_priority, 1, "指令响应优先级", "Priority"), /* the higher wins */
    MINUTES(power_minutes, "限制时间", "Time limit"),
};

const ykc_message ykc_message_power_control = {
    .type = 0x52, .direction = YKC_DOWN, .reply = 0x51, .dialects = YKC_V1_8_ON, .label = LABEL("功率修改", "Power control"),
    .section = "9.1", .body = 13, FIELDS(power_control_fields),
};

/* 0x59 Default power limit reply; V2.1 too */
static const ykc_field default_power_reply_fields[] = {
    PILE,
    GUN,
    ENUM8(default_power_result, ykc_names_failed_success, "设置结果", "Result", .flags = YKC_KEY),
};

const ykc_message ykc_message_default_power_reply = {
    .type = 0x59, .direction = YKC_UP, .dialects = YKC_V1_8_ON,
    .label = LABEL("默认最大功率下发应答", "Default power limit reply"),
    .section = "9.8", .body = 9, FIELDS(default_power_reply_fields),
};

/* 0x60 Default power limit; V2.1 too */
static const ykc_field default_power_fields[] = {
    PILE,
    GUN,
    POWER_LIMIT(default_power_limit, "默认最大功率", "Default power limit"),
    TIME(limit_from, "开始时间", "From"),
    TIME(limit_until, "结束时间", "Until"),
};

const ykc_message ykc_message_default_power = {
    .type = 0x60, .direction = YKC_DOWN, .reply = 0x59, .dialects = YKC_V1_8_ON,
    .label = LABEL("默认最大功率下发", "Default power limit"),
    .section = "9.7", .body = 24, FIELDS(default_power_fields),
};

/* 0xA5 Start request: the layout of 0x31; V2.1 too */
static const ykc_field start_request_fields[] = {
    YKC_START_REQUEST_FIELDS,
};

const ykc_message ykc_message_start_request_v1_8 = {
    .type = 0xA5, .direction = YKC_UP, .reply = 0xA6, .dialects = YKC_V1_8_ON,
    .label = LABEL("充电桩主动申请启动充电", "Start request"),
    .section = "8.1", .body = 51, FIELDS(start_request_fields),
};

/* 0xA6 Start authorisation */
static const ykc_field start_authorisation_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    DIGITS(logical_card, 8, "逻辑卡号", "Logical card number"),
    BALANCE("账户余额", "Account balance"),
    POWER_LIMIT(power_limit, "本次充电允许的最大功率", "Power limit"),
    ENUM8(auth_result, ykc_names_auth_result, "鉴权成功标志", "Authorisation result", .flags = YKC_KEY),
    ENUM8(auth_failure, ykc_names_auth_failure, "失败原因", "Refusal reason", .flags = YKC_KEY_IF_SET),
};

const ykc_message ykc_message_start_authorisation_v1_8 = {
    .type = 0xA6, .direction = YKC_DOWN, .dialects = YKC_V1_8,
    .label = LABEL("运营平台确认启动充电", "Start authorisation"),
    .section = "8.2", .body = 40, FIELDS(start_authorisation_fields), .also = &ykc_message_start_authorisation_v2_1,
};

/* 0xA7 Remote start reply: the layout of 0x33; V2.1 too */
static const ykc_field remote_start_reply_fields[] = {
    YKC_START_REPLY_FIELDS,
};

const ykc_message ykc_message_remote_start_reply_v1_8 = {
    .type = 0xA7, .direction = YKC_UP, .dialects = YKC_V1_8_ON, .label = LABEL("远程启动充电命令回复", "Remote start reply"),
    .section = "8.4", .body = 26, FIELDS(remote_start_reply_fields),
};

/* 0xA8 Remote start */
static const ykc_field remote_start_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    DIGITS(logical_card, 8, "逻辑卡号", "Logical card number"),
    HEX(physical_card, 8, "物理卡号", "Physical card number"),
    BALANCE("账户余额", "Account balance"),
    POWER_LIMIT(power_limit, "本次充电允许的最大功率", "Power limit"),
};

const ykc_message ykc_message_remote_start_v1_8 = {
    .type = 0xA8, .direction = YKC_DOWN, .reply = 0xA7, .dialects = YKC_V1_8,
    .label = LABEL("运营平台远程控制启机", "Remote start"),
    .section = "8.3", .body = 46, FIELDS(remote_start_fields), .also = &ykc_message_remote_start_v2_1,
};

/* clang-format on */
