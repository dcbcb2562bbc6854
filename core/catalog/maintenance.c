/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reboot and update: chapter 11 of the V1.6 document. */
#include "tables.h"

/* clang-format off */

/* 0x91 Reboot reply, section 11.2 */
static const ykc_field reboot_reply_fields[] = {
    PILE,
    ENUM8(reboot_result, ykc_names_failed_success, "设置结果", "Result", .flags = YKC_KEY),
};

const ykc_message ykc_message_reboot_reply = {
    .type = 0x91, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT, .label = LABEL("远程重启应答", "Reboot reply"),
    .section = "11.2", .body = 8, FIELDS(reboot_reply_fields),
};

/* 0x92 Reboot, section 11.1 */
static const ykc_field reboot_fields[] = {
    PILE,
    ENUM8(execute_when, ykc_names_execute_when, "执行控制", "When", .flags = YKC_KEY),
};

const ykc_message ykc_message_reboot = {
    .type = 0x92, .direction = YKC_DOWN, .reply = 0x91, .dialects = YKC_EVERY_DIALECT, .label = LABEL("远程重启", "Reboot"),
    .section = "11.1", .body = 8, FIELDS(reboot_fields), .also = &ykc_message_reboot_wide,
};

/* 0x93 Update reply, section 11.4 */
static const ykc_field update_reply_fields[] = {
    PILE,
    ENUM8(update_result, ykc_names_update_result, "升级状态", "Result", .flags = YKC_KEY),
};

const ykc_message ykc_message_update_reply = {
    .type = 0x93, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT, .label = LABEL("远程更新应答", "Update reply"),
    .section = "11.4", .body = 8, FIELDS(update_reply_fields),
};

/* 0x94 Update, section 11.3 */
static const ykc_field update_fields[] = {
    YKC_UPDATE_SERVER_FIELDS,
    ENUM8(execute_when, ykc_names_execute_when, "执行控制", "When", .flags = YKC_KEY),
    UINT(download_timeout, 1, "下载超时时间", "Download time limit", .unit = YKC_UNIT_MINUTE),
};

const ykc_message ykc_message_update = {
    .type = 0x94, .direction = YKC_DOWN, .reply = 0x93, .dialects = YKC_V1, .label = LABEL("远程更新", "Update"),
    .section = "11.3", .body = 94, FIELDS(update_fields), .also = &ykc_message_update_v2_1,
};

/* clang-format on */
