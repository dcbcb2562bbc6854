/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings that the platform makes in a pile: chapter 9 of the V1.6 document. */
#include "tables.h"

/* clang-format off */

/* 0x51 Work parameter reply, section 9.2 */
static const ykc_field work_parameter_reply_fields[] = {
    PILE,
    ENUM8(work_setting_result, ykc_names_failed_success, "设置结果", "Result", .flags = YKC_KEY),
};

const ykc_message ykc_message_work_parameter_reply = {
    .type = 0x51, .direction = YKC_UP, .dialects = YKC_V1_4_TO_7,
    .label = LABEL("充电桩工作参数设置应答", "Work parameter reply"),
    .section = "9.2", .body = 8, FIELDS(work_parameter_reply_fields), .also = &ykc_message_power_control_reply,
};

/* 0x52 Work parameter setting, section 9.1 */
static const ykc_field work_parameter_setting_fields[] = {
    PILE,
    ENUM8(work_permission, ykc_names_work_permission, "是否允许工作", "Work permission", .flags = YKC_KEY),
    UINT(power_limit_percent, 1, "充电桩最大允许输出功率", "Output power limit", .unit = YKC_UNIT_PERCENT, .flags = YKC_KEY, .max = 100),
};

const ykc_message ykc_message_work_parameter_setting = {
    .type = 0x52, .direction = YKC_DOWN, .reply = 0x51, .dialects = YKC_V1_4_TO_7,
    .label = LABEL("充电桩工作参数设置", "Work parameter setting"),
    .section = "9.1", .body = 9, FIELDS(work_parameter_setting_fields), .also = &ykc_message_power_control,
};

/* 0x55 Clock setting reply, section 9.4. Not an echo: piles drop the milliseconds or send zeros. */
static const ykc_field clock_setting_reply_fields[] = {
    PILE,
    TIME(clock, "当前时间", "Current time", .flags = YKC_KEY),
};

const ykc_message ykc_message_clock_setting_reply = {
    .type = 0x55, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT, .label = LABEL("对时设置应答", "Clock setting reply"),
    .section = "9.4", .body = 14, FIELDS(clock_setting_reply_fields),
};

/* 0x56 Clock setting, section 9.3 */
static const ykc_field clock_setting_fields[] = {
    PILE,
    TIME(clock, "当前时间", "Current time", .flags = YKC_KEY),
};

const ykc_message ykc_message_clock_setting = {
    .type = 0x56, .direction = YKC_DOWN, .reply = 0x55, .dialects = YKC_EVERY_DIALECT, .label = LABEL("对时设置", "Clock setting"),
    .section = "9.3", .body = 14, FIELDS(clock_setting_fields),
};

/* 0x57 Billing model setting reply, section 9.6 */
static const ykc_field billing_model_setting_reply_fields[] = {
    PILE,
    ENUM8(billing_setting_result, ykc_names_failed_success, "设置结果", "Result", .flags = YKC_KEY),
};

const ykc_message ykc_message_billing_model_setting_reply = {
    .type = 0x57, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT, .label = LABEL("计费模型应答", "Billing model setting reply"),
    .section = "9.6", .body = 8, FIELDS(billing_model_setting_reply_fields),
};

/* 0x58 Billing model setting, section 9.5 */
const ykc_message ykc_message_billing_model_setting = {
    .type = 0x58, .direction = YKC_DOWN, .reply = 0x57, .dialects = YKC_V1,
    .label = LABEL("计费模型设置", "Billing model setting"),
    .section = "9.5", .body = 90, FIELDS(ykc_billing_model_fields), .also = &ykc_message_billing_model_setting_v2_1,
};

/* clang-format on */
