/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Starting, stopping, records, balances and offline cards: chapter 8 of the V1.6 document. */
#include "tables.h"

/* clang-format off */

/* 0x31 Start request, section 8.1 */
static const ykc_field start_request_fields[] = {
    YKC_START_REQUEST_FIELDS,
};

const ykc_message ykc_message_start_request = {
    .type = 0x31, .direction = YKC_UP, .reply = 0x32, .dialects = YKC_V1_4_TO_7,
    .label = LABEL("充电桩主动申请启动充电", "Start request"),
    .section = "8.1", .body = 51, FIELDS(start_request_fields),
};

/* 0x32 Start authorisation, section 8.2 */
static const ykc_field start_authorisation_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    DIGITS(logical_card, 8, "逻辑卡号", "Logical card number"),
    BALANCE("账户余额", "Account balance"),
    ENUM8(auth_result, ykc_names_auth_result, "鉴权成功标志", "Authorisation result", .flags = YKC_KEY),
    /* Declared BCD, but 0x0A and 0x0B are values of it. */
    ENUM8(auth_failure, ykc_names_auth_failure, "失败原因", "Refusal reason", .flags = YKC_KEY_IF_SET),
};

const ykc_message ykc_message_start_authorisation = {
    .type = 0x32, .direction = YKC_DOWN, .dialects = YKC_V1_4_TO_7,
    .label = LABEL("运营平台确认启动充电", "Start authorisation"),
    .section = "8.2", .body = 38, FIELDS(start_authorisation_fields),
};

/* 0x33 Remote start reply, section 8.4 */
static const ykc_field remote_start_reply_fields[] = {
    YKC_START_REPLY_FIELDS,
};

const ykc_message ykc_message_remote_start_reply = {
    .type = 0x33, .direction = YKC_UP, .dialects = YKC_V1_4_TO_7, .label = LABEL("远程启动充电命令回复", "Remote start reply"),
    .section = "8.4", .body = 26, FIELDS(remote_start_reply_fields),
};

/* 0x34 Remote start, section 8.3 */
static const ykc_field remote_start_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    DIGITS(logical_card, 8, "逻辑卡号", "Logical card number"),
    HEX(physical_card, 8, "物理卡号", "Physical card number"),
    BALANCE("账户余额", "Account balance"),
};

const ykc_message ykc_message_remote_start = {
    .type = 0x34, .direction = YKC_DOWN, .reply = 0x33, .dialects = YKC_V1_4_TO_7,
    .label = LABEL("运营平台远程控制启机", "Remote start"),
    .section = "8.3", .body = 44, FIELDS(remote_start_fields), .also = &ykc_message_remote_start_relay,
};

/* 0x35 Remote stop reply, section 8.6 */
static const ykc_field remote_stop_reply_fields[] = {
    PILE,
    GUN,
    ENUM8(stop_result, ykc_names_failed_success, "停止结果", "Stop result", .flags = YKC_KEY),
    ENUM8(stop_failure, ykc_names_stop_failure, "失败原因", "Failure reason", .flags = YKC_KEY_IF_SET),
};

/* A pile SDK in the field (didi) leaves out pile and gun; which stop it answers is for the sequence to say. */
static const ykc_field remote_stop_reply_short_fields[] = {
    ENUM8(stop_result, ykc_names_failed_success, "停止结果", "Stop result", .flags = YKC_KEY),
    ENUM8(stop_failure, ykc_names_stop_failure, "失败原因", "Failure reason", .flags = YKC_KEY_IF_SET),
};

static const ykc_message remote_stop_reply_short = {
    .type = 0x35, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT,
    .label = LABEL("远程停机命令回复（短）", "Remote stop reply (short)"),
    .origin = LABEL("didi桩", "piles with the SDK of didi"), .section = "8.6", .body = 2, FIELDS(remote_stop_reply_short_fields),
};

const ykc_message ykc_message_remote_stop_reply = {
    .type = 0x35, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT, .label = LABEL("远程停机命令回复", "Remote stop reply"),
    .section = "8.6", .body = 10, FIELDS(remote_stop_reply_fields), .also = &remote_stop_reply_short,
};

/* 0x36 Remote stop, section 8.5 */
static const ykc_field remote_stop_fields[] = {
    PILE,
    GUN,
};

const ykc_message ykc_message_remote_stop = {
    .type = 0x36, .direction = YKC_DOWN, .reply = 0x35, .dialects = YKC_EVERY_DIALECT, .label = LABEL("运营平台远程停机", "Remote stop"),
    .section = "8.5", .body = 8, FIELDS(remote_stop_fields),
};

/* 0x3B Transaction record, section 8.7 */

/* What it says of one tariff. The price is electricity + service; some piles send the electricity alone. */
#define RECORD_TARIFF(name_, zh_, en_)                                                                                           \
    PRICE(price_##name_, zh_ "单价", "Price, " en_),                                                                             \
    ENERGY(energy_##name_, zh_ "电量", "Energy, " en_),                                                                          \
    ENERGY(energy_with_loss_##name_, "计损" zh_ "电量", "Energy with losses, " en_),                                             \
    AMOUNT(amount_##name_, zh_ "金额", "Amount, " en_)

#define RECORD_TARIFFS \
    RECORD_TARIFF(sharp, "尖", "sharp"), \
    RECORD_TARIFF(peak, "峰", "peak"), \
    RECORD_TARIFF(flat, "平", "flat"), \
    RECORD_TARIFF(valley, "谷", "valley")

#define RECORD_BEGINNING \
    TRANSACTION, \
    PILE, \
    GUN, \
    TIME(start_time, "开始时间", "Start time"), \
    TIME(end_time, "结束时间", "End time"), \
    RECORD_TARIFFS

static const ykc_field record_fields[] = {RECORD_BEGINNING, YKC_RECORD_END_FIELDS};

/* A record with a fifth tariff is in the field. */
static const ykc_field record_five_tariffs_fields[] = {
    RECORD_BEGINNING,
    RECORD_TARIFF(deep_valley, "深谷", "deep valley"),
    YKC_RECORD_END_FIELDS,
};

static const ykc_message record_five_tariffs = {
    .type = 0x3B, .direction = YKC_UP, .reply = 0x40, .dialects = YKC_V1_5 | YKC_V1_6,
    .label = LABEL("交易记录（五个费率）", "Transaction record (five tariffs)"),
    .origin = LABEL("现场", "seen in the field"), .section = "8.7", .body = 174, FIELDS(record_five_tariffs_fields),
};

const ykc_message ykc_message_record = {
    .type = 0x3B, .direction = YKC_UP, .reply = 0x40, .dialects = YKC_V1_5 | YKC_V1_6, .label = LABEL("交易记录", "Transaction record"),
    .section = "8.7", .body = 158, FIELDS(record_fields), .also = &record_five_tariffs,
};

/* 0x3D, V1.7 and V1.8: data of the meter after the times */
static const ykc_field record_v1_7_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    TIME(start_time, "开始时间", "Start time"),
    TIME(end_time, "结束时间", "End time"),
    YKC_METER_DATA_FIELDS,
    RECORD_TARIFFS,
    YKC_RECORD_END_FIELDS,
};

const ykc_message ykc_message_record_v1_7 = {
    .type = 0x3D, .direction = YKC_UP, .reply = 0x40, .dialects = YKC_V1_7 | YKC_V1_8,
    .label = LABEL("交易记录", "Transaction record"),
    .section = "8.7", .body = 201, FIELDS(record_v1_7_fields), .also = &ykc_message_record_v2_1,
};

/* 0x3F, V1.4: four bytes for the meter */
static const ykc_field record_v1_4_fields[] = {
    RECORD_BEGINNING,
    SCALED(meter_start, 4, 4, YKC_UNIT_KWH, "电表总起值", "Meter at start"),
    SCALED(meter_end, 4, 4, YKC_UNIT_KWH, "电表总止值", "Meter at end"),
    YKC_RECORD_SUM_FIELDS,
};

const ykc_message ykc_message_record_v1_4 = {
    .type = 0x3F, .direction = YKC_UP, .reply = 0x40, .dialects = YKC_V1_4, .label = LABEL("交易记录", "Transaction record"),
    .section = "8.7", .body = 156, FIELDS(record_v1_4_fields),
};

/* 0x40 Transaction record confirmation, section 8.8 */
static const ykc_field record_confirmation_fields[] = {
    TRANSACTION,
    ENUM8(record_result, ykc_names_record_result, "确认结果", "Result", .flags = YKC_KEY),
};

const ykc_message ykc_message_record_confirmation = {
    .type = 0x40, .direction = YKC_DOWN, .dialects = YKC_EVERY_DIALECT,
    .label = LABEL("交易记录确认", "Transaction record confirmation"),
    .section = "8.8", .body = 17, FIELDS(record_confirmation_fields),
};

/* 0x41 Balance update reply, section 8.10 */
static const ykc_field balance_update_reply_fields[] = {
    PILE,
    HEX(physical_card, 8, "物理卡号", "Physical card number"),
    ENUM8(balance_result, ykc_names_balance_result, "修改结果", "Result", .flags = YKC_KEY),
};

/* The card is "not mandatory" (非必填): zeros, most say, but it is also taken as leave to omit the field. */
static const ykc_field balance_update_reply_short_fields[] = {
    PILE,
    ENUM8(balance_result, ykc_names_balance_result, "修改结果", "Result", .flags = YKC_KEY),
};

static const ykc_message balance_update_reply_short = {
    .type = 0x41, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT,
    .label = LABEL("余额更新应答（无卡号）", "Balance update reply (no card)"),
    .origin = LABEL("JCPP平台", "platform JCPP"), .section = "8.10", .body = 8, FIELDS(balance_update_reply_short_fields),
};

const ykc_message ykc_message_balance_update_reply = {
    .type = 0x41, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT, .label = LABEL("余额更新应答", "Balance update reply"),
    .section = "8.10", .body = 16, FIELDS(balance_update_reply_fields), .also = &balance_update_reply_short,
};

/* 0x42 Balance update, section 8.9 */
static const ykc_field balance_update_fields[] = {
    PILE,
    GUN,
    HEX(physical_card, 8, "物理卡号", "Physical card number"),
    BALANCE("修改后账户金额", "New balance"),
};

const ykc_message ykc_message_balance_update = {
    .type = 0x42, .direction = YKC_DOWN, .reply = 0x41, .dialects = YKC_EVERY_DIALECT,
    .label = LABEL("远程账户余额更新", "Balance update"),
    .section = "8.9", .body = 20, FIELDS(balance_update_fields),
};

/* 0x43 Offline card sync reply, section 8.12 */
static const ykc_field card_sync_reply_fields[] = {
    PILE,
    ENUM8(card_sync_result, ykc_names_failed_success, "保存结果", "Result", .flags = YKC_KEY),
    ENUM8(card_sync_failure, ykc_names_card_sync_failure, "失败原因", "Failure reason", .flags = YKC_KEY_IF_SET),
};

const ykc_message ykc_message_card_sync_reply = {
    .type = 0x43, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT, .label = LABEL("离线卡数据同步应答", "Offline card sync reply"),
    .section = "8.12", .body = 9, FIELDS(card_sync_reply_fields),
};

/* 0x44 Offline card sync, section 8.11 */
static const ykc_field card_sync_fields[] = {
    PILE,
    UINT(card_count, 1, "下发卡个数", "Number of cards", .flags = YKC_KEY),
};

static const ykc_field card_sync_group[] = {
    DIGITS(logical_card, 8, "逻辑卡号", "Logical card number"),
    HEX(physical_card, 8, "物理卡号", "Physical card number", .flags = YKC_KEY),
};

const ykc_message ykc_message_card_sync = {
    .type = 0x44, .direction = YKC_DOWN, .reply = 0x43, .dialects = YKC_EVERY_DIALECT,
    .label = LABEL("离线卡数据同步", "Offline card sync"),
    .section = "8.11", .body = 8, FIELDS(card_sync_fields), GROUP(card_sync_group, 16), .also = &ykc_message_card_sync_wide,
};

/* 0x45 Offline card delete reply, section 8.14; no count, the length says how many */
static const ykc_field card_delete_reply_fields[] = {
    PILE,
};

static const ykc_field card_delete_reply_group[] = {
    HEX(physical_card, 8, "物理卡号", "Physical card number", .flags = YKC_KEY),
    ENUM8(card_clear_result, ykc_names_card_clear_result, "清除标记", "Delete result", .flags = YKC_KEY),
    ENUM8(card_clear_failure, ykc_names_card_clear_failure, "失败原因", "Delete reason"), /* see its names */
};

/* The document's own sample leaves the reason out, and so may a pile built from it. */
static const ykc_field card_delete_reply_short_group[] = {
    HEX(physical_card, 8, "物理卡号", "Physical card number", .flags = YKC_KEY),
    ENUM8(card_clear_result, ykc_names_card_clear_result, "清除标记", "Delete result", .flags = YKC_KEY),
};

static const ykc_message card_delete_reply_short = {
    .type = 0x45, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT,
    .label = LABEL("离线卡数据清除应答（无失败原因）", "Offline card delete reply (no reason)"),
    .origin = LABEL("协议样例", "the document's own sample"), .section = "8.14", .body = 7, FIELDS(card_delete_reply_fields), GROUP(card_delete_reply_short_group, 9),
};

const ykc_message ykc_message_card_delete_reply = {
    .type = 0x45, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT, .label = LABEL("离线卡数据清除应答", "Offline card delete reply"),
    .section = "8.14", .body = 7, FIELDS(card_delete_reply_fields), GROUP(card_delete_reply_group, 10),
    .also = &card_delete_reply_short,
};

/* 0x46 Offline card delete, section 8.13 */
static const ykc_field card_delete_fields[] = {
    PILE,
    UINT(card_count, 1, "清除离线卡的个数", "Number of cards", .flags = YKC_KEY),
};

static const ykc_field card_delete_group[] = {
    HEX(physical_card, 8, "物理卡号", "Physical card number", .flags = YKC_KEY),
};

const ykc_message ykc_message_card_delete = {
    .type = 0x46, .direction = YKC_DOWN, .reply = 0x45, .dialects = YKC_EVERY_DIALECT,
    .label = LABEL("离线卡数据清除", "Offline card delete"),
    .section = "8.13", .body = 8, FIELDS(card_delete_fields), GROUP(card_delete_group, 8), .also = &ykc_message_card_delete_wide,
};

/* 0x47 Offline card query reply, section 8.16; no count, the length says how many */
static const ykc_field card_query_reply_fields[] = {
    PILE,
};

static const ykc_field card_query_reply_group[] = {
    HEX(physical_card, 8, "物理卡号", "Physical card number", .flags = YKC_KEY),
    ENUM8(card_query_result, ykc_names_card_query_result, "查询结果", "Query result", .flags = YKC_KEY),
};

const ykc_message ykc_message_card_query_reply = {
    .type = 0x47, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT, .label = LABEL("离线卡数据查询应答", "Offline card query reply"),
    .section = "8.16", .body = 7, FIELDS(card_query_reply_fields), GROUP(card_query_reply_group, 9),
};

/* 0x48 Offline card query, section 8.15 */
static const ykc_field card_query_fields[] = {
    PILE,
    UINT(card_count, 1, "查询的离线卡个数", "Number of cards", .flags = YKC_KEY),
};

static const ykc_field card_query_group[] = {
    HEX(physical_card, 8, "物理卡号", "Physical card number", .flags = YKC_KEY),
};

const ykc_message ykc_message_card_query = {
    .type = 0x48, .direction = YKC_DOWN, .reply = 0x47, .dialects = YKC_EVERY_DIALECT,
    .label = LABEL("离线卡数据查询", "Offline card query"),
    .section = "8.15", .body = 8, FIELDS(card_query_fields), GROUP(card_query_group, 8), .also = &ykc_message_card_query_wide,
};

/* clang-format on */
