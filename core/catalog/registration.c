/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Registration, heartbeat and billing model: chapter 6 of the V1.6 document. */
#include "tables.h"

/* clang-format off */

/* 0x01 Login, section 6.1 */
static const ykc_field login_fields[] = {
    PILE,
    ENUM8(pile_type, ykc_names_pile_type, "桩类型", "Pile type", .flags = YKC_KEY),
    UINT(gun_count, 1, "充电枪数量", "Number of guns"),
    SCALED(protocol_version, 1, 1, YKC_UNIT_NONE, "通信协议版本", "Protocol version"),
    ASCII(software_version, 8, "程序版本", "Software version", .flags = YKC_KEY),
    ENUM8(network_type, ykc_names_network_type, "网络链接类型", "Network type"),
    DIGITS(sim, 10, "Sim卡", "SIM number (ICCID)"),
    ENUM8(carrier, ykc_names_carrier, "运营商", "Carrier"),
};

const ykc_message ykc_message_login = {
    .type = 0x01, .direction = YKC_UP, .reply = 0x02, .dialects = YKC_V1_4_TO_7, .label = LABEL("充电桩登录认证", "Login"),
    .section = "6.1", .body = 30, FIELDS(login_fields), .also = &ykc_message_login_v1_8,
};

/* 0x02 Login reply, section 6.2 */
static const ykc_field login_reply_fields[] = {
    PILE,
    ENUM8(login_result, ykc_names_login_result, "登陆结果", "Login result", .flags = YKC_KEY),
};

const ykc_message ykc_message_login_reply = {
    .type = 0x02, .direction = YKC_DOWN, .dialects = YKC_V1, .label = LABEL("登录认证应答", "Login reply"),
    .section = "6.2", .body = 8, FIELDS(login_reply_fields), .also = &ykc_message_login_reply_v2_1,
};

/* 0x03 Heartbeat, section 6.3 */
static const ykc_field heartbeat_fields[] = {
    PILE,
    GUN,
    ENUM8(gun_condition, ykc_names_gun_condition, "枪状态", "Gun condition", .flags = YKC_KEY),
};

const ykc_message ykc_message_heartbeat = {
    .type = 0x03, .direction = YKC_UP, .reply = 0x04, .dialects = YKC_EVERY_DIALECT, .label = LABEL("充电桩心跳包", "Heartbeat"),
    .section = "6.3", .body = 9, FIELDS(heartbeat_fields), .also = &ykc_message_heartbeat_storage,
};

/* 0x04 Heartbeat reply, section 6.4 */
static const ykc_field heartbeat_reply_fields[] = {
    PILE,
    GUN,
    ENUM8(heartbeat_ack, ykc_names_heartbeat_ack, "心跳应答", "Heartbeat answer"),
};

const ykc_message ykc_message_heartbeat_reply = {
    .type = 0x04, .direction = YKC_DOWN, .dialects = YKC_EVERY_DIALECT, .label = LABEL("心跳包应答", "Heartbeat reply"),
    .section = "6.4", .body = 9, FIELDS(heartbeat_reply_fields),
};

/* 0x05 Billing model check, section 6.5. Piles swap the number's bytes, so it is an identity, not a magnitude. */
static const ykc_field billing_model_check_fields[] = {
    PILE,
    DIGITS(billing_model, 2, "计费模型编号", "Billing model number", .flags = YKC_KEY),
};

const ykc_message ykc_message_billing_model_check = {
    .type = 0x05, .direction = YKC_UP, .reply = 0x06, .dialects = YKC_EVERY_DIALECT,
    .label = LABEL("计费模型验证请求", "Billing model check"),
    .section = "6.5", .body = 9, FIELDS(billing_model_check_fields),
};

/* 0x06 Billing model check reply, section 6.6 */
static const ykc_field billing_model_check_reply_fields[] = {
    PILE,
    DIGITS(billing_model, 2, "计费模型编号", "Billing model number", .flags = YKC_KEY),
    ENUM8(billing_model_check, ykc_names_billing_model_check, "验证结果", "Check result", .flags = YKC_KEY),
};

const ykc_message ykc_message_billing_model_check_reply = {
    .type = 0x06, .direction = YKC_DOWN, .dialects = YKC_EVERY_DIALECT,
    .label = LABEL("计费模型验证请求应答", "Billing model check reply"),
    .section = "6.6", .body = 10, FIELDS(billing_model_check_reply_fields),
};

/* 0x09 Billing model request, section 6.7 */
static const ykc_field billing_model_request_fields[] = {
    PILE,
};

const ykc_message ykc_message_billing_model_request = {
    .type = 0x09, .direction = YKC_UP, .reply = 0x0A, .dialects = YKC_EVERY_DIALECT,
    .label = LABEL("充电桩计费模型请求", "Billing model request"),
    .section = "6.7", .body = 7, FIELDS(billing_model_request_fields),
};

/* 0x0A Billing model reply, section 6.8 */
const ykc_message ykc_message_billing_model_reply = {
    .type = 0x0A, .direction = YKC_DOWN, .dialects = YKC_V1, .label = LABEL("计费模型请求应答", "Billing model reply"),
    .section = "6.8", .body = 90, FIELDS(ykc_billing_model_fields), .also = &ykc_message_billing_model_reply_v2_1,
};

/* clang-format on */
