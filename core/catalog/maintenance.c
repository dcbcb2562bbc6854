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
    .type = 0x91, .direction = YKC_UP, .dialects = YKC_V1_6, .label = LABEL("远程重启应答", "Reboot reply"),
    .section = "11.2", .body = 8, FIELDS(reboot_reply_fields),
};

/* 0x92 Reboot, section 11.1 */
static const ykc_field reboot_fields[] = {
    PILE,
    ENUM8(execute_when, ykc_names_execute_when, "执行控制", "When", .flags = YKC_KEY),
};

const ykc_message ykc_message_reboot = {
    .type = 0x92, .direction = YKC_DOWN, .reply = 0x91, .dialects = YKC_V1_6, .label = LABEL("远程重启", "Reboot"),
    .section = "11.1", .body = 8, FIELDS(reboot_fields),
};

/* 0x93 Update reply, section 11.4 */
static const ykc_field update_reply_fields[] = {
    PILE,
    ENUM8(update_result, ykc_names_update_result, "升级状态", "Result", .flags = YKC_KEY),
};

const ykc_message ykc_message_update_reply = {
    .type = 0x93, .direction = YKC_UP, .dialects = YKC_V1_6, .label = LABEL("远程更新应答", "Update reply"),
    .section = "11.4", .body = 8, FIELDS(update_reply_fields),
};

/* 0x94 Update, section 11.3 */
static const ykc_field update_fields[] = {
    PILE,
    ENUM8(pile_model, ykc_names_pile_model, "桩型号", "Pile model"),
    UINT(pile_power, 2, "桩功率", "Pile power", .unit = YKC_UNIT_KW), /* unit not stated; kW by the sample */
    ASCII(update_server, 16, "升级服务器地址", "FTP server address", .flags = YKC_KEY),
    UINT(update_port, 2, "升级服务器端口", "FTP server port"),
    ASCII(update_user, 16, "用户名", "User name"),
    ASCII(update_password, 16, "密码", "Password", .flags = YKC_SECRET),
    ASCII(update_path, 32, "文件路径", "File path", .flags = YKC_KEY),
    ENUM8(execute_when, ykc_names_execute_when, "执行控制", "When", .flags = YKC_KEY),
    UINT(download_timeout, 1, "下载超时时间", "Download time limit", .unit = YKC_UNIT_MINUTE),
};

const ykc_message ykc_message_update = {
    .type = 0x94, .direction = YKC_DOWN, .reply = 0x93, .dialects = YKC_V1_6, .label = LABEL("远程更新", "Update"),
    .section = "11.3", .body = 94, FIELDS(update_fields),
};

/* clang-format on */
