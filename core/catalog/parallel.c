/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parallel charging, several guns on one vehicle: chapter 12 of the V1.6 document. The directions of 0xA3 and 0xA4 are those of
 * the chapter; the table of section 4 prints them the other way round.
 */
#include "tables.h"

/* clang-format off */

/* 0xA1 Parallel start request, section 12.1 */
static const ykc_field parallel_start_request_fields[] = {
    PILE,
    GUN,
    ENUM8(start_mode, ykc_names_start_mode, "启动方式", "Start mode", .flags = YKC_KEY),
    ENUM8(password_required, ykc_names_yes_no, "是否需要密码", "Password needed"),
    HEX(account_or_card, 8, "账号或者物理卡号", "Account or physical card number", .flags = YKC_KEY),
    ASCII(password, 16, "输入密码", "Entered password", .flags = YKC_SECRET),
    VIN("VIN码", "VIN", .flags = YKC_REVERSED),
    ENUM8(parallel_role, ykc_names_parallel_role, "主辅枪标记", "Main or auxiliary gun", .flags = YKC_KEY),
    DIGITS(parallel_serial, 6, "并充序号", "Parallel charge serial", .flags = YKC_KEY),
};

const ykc_message ykc_message_parallel_start_request = {
    .type = 0xA1, .direction = YKC_UP, .reply = 0xA2, .dialects = YKC_V1_6_ON,
    .label = LABEL("充电桩主动申请并充充电", "Parallel start request"),
    .section = "12.1", .body = 58, FIELDS(parallel_start_request_fields),
};

/* 0xA2 Parallel start authorisation, section 12.2 */
static const ykc_field parallel_start_authorisation_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    DIGITS(logical_card, 8, "逻辑卡号", "Logical card number"),
    BALANCE("账户余额", "Account balance"),
    ENUM8(auth_result, ykc_names_auth_result, "鉴权成功标志", "Authorisation result", .flags = YKC_KEY),
    /* Declared BCD, but 0x0A and 0x0B are values of it. */
    ENUM8(auth_failure, ykc_names_auth_failure, "失败原因", "Refusal reason", .flags = YKC_KEY_IF_SET),
    DIGITS(parallel_serial, 6, "并充序号", "Parallel charge serial", .flags = YKC_KEY),
};

const ykc_message ykc_message_parallel_start_authorisation = {
    .type = 0xA2, .direction = YKC_DOWN, .dialects = YKC_V1_6_ON,
    .label = LABEL("运营平台确认并充启动充电", "Parallel start authorisation"),
    .section = "12.2", .body = 44, FIELDS(parallel_start_authorisation_fields),
};

/* 0xA3 Parallel remote start reply, section 12.4 */
static const ykc_field parallel_remote_start_reply_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    ENUM8(start_result, ykc_names_failed_success, "启动结果", "Start result", .flags = YKC_KEY),
    ENUM8(start_failure, ykc_names_start_failure, "失败原因", "Failure reason", .flags = YKC_KEY_IF_SET),
    ENUM8(parallel_role, ykc_names_parallel_role, "主辅枪标记", "Main or auxiliary gun", .flags = YKC_KEY),
    DIGITS(parallel_serial, 6, "并充序号", "Parallel charge serial", .flags = YKC_KEY),
};

const ykc_message ykc_message_parallel_remote_start_reply = {
    .type = 0xA3, .direction = YKC_UP, .dialects = YKC_V1_6_ON,
    .label = LABEL("远程并充启机命令回复", "Parallel remote start reply"),
    .section = "12.4", .body = 33, FIELDS(parallel_remote_start_reply_fields),
};

/* 0xA4 Parallel remote start, section 12.3 */
static const ykc_field parallel_remote_start_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    DIGITS(logical_card, 8, "逻辑卡号", "Logical card number"),
    HEX(physical_card, 8, "物理卡号", "Physical card number"),
    BALANCE("账户余额", "Account balance"),
    DIGITS(parallel_serial, 6, "并充序号", "Parallel charge serial", .flags = YKC_KEY),
};

const ykc_message ykc_message_parallel_remote_start = {
    .type = 0xA4, .direction = YKC_DOWN, .reply = 0xA3, .dialects = YKC_V1_6_ON,
    .label = LABEL("运营平台远程控制并充启机", "Parallel remote start"),
    .section = "12.3", .body = 50, FIELDS(parallel_remote_start_fields), .also = &ykc_message_parallel_remote_start_long_serial,
};

/* clang-format on */
