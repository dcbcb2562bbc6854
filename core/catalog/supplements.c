/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QR codes: the supplements to V1.5 (0xF0, 0xF1) and V1.6 (0x9B, 0x9C, 0x9E). Piles of every V1 have them. */
#include "tables.h"

/* clang-format off */

#define V1_5_SUPPLEMENT LABEL("V1.5补充", "V1.5 supplement")
#define V1_6_SUPPLEMENT LABEL("V1.6补充", "V1.6 supplement")

/* 0xF0 QR code prefix */
static const ykc_field qr_prefix_fields[] = {
    PILE,
    ENUM8(qr_format, ykc_names_qr_format, "二维码格式", "Format", .flags = YKC_KEY),
    UINT(qr_prefix_length, 1, "二维码前缀长度", "Length of the prefix", .max = 200),
};

static const ykc_field qr_prefix_group[] = {
    REST(qr_prefix, "二维码前缀", "Prefix"),
};

const ykc_message ykc_message_qr_prefix = {
    .type = 0xF0, .direction = YKC_DOWN, .reply = 0xF1, .dialects = YKC_V1, .label = LABEL("二维码前缀下发", "QR code prefix"),
    .section = "", .origin = V1_5_SUPPLEMENT, .body = 9, FIELDS(qr_prefix_fields), GROUP(qr_prefix_group, 1),
};

/* 0xF1 QR code prefix reply: 0 is success, unlike most results */
static const ykc_field qr_prefix_reply_fields[] = {
    PILE,
    ENUM8(qr_prefix_result, ykc_names_success_failed, "结果", "Result", .flags = YKC_KEY),
};

const ykc_message ykc_message_qr_prefix_reply = {
    .type = 0xF1, .direction = YKC_UP, .dialects = YKC_V1, .label = LABEL("二维码前缀应答", "QR code prefix reply"),
    .section = "", .origin = V1_5_SUPPLEMENT, .body = 8, FIELDS(qr_prefix_reply_fields),
};

/* 0x9C QR code, without a pile number */
static const ykc_field qr_url_group[] = {
    REST(qr_url, "二维码链接", "URL"),
};

static const ykc_field qr_url_fields[] = {
    GUN_BIN,
    UINT(qr_url_length, 2, "链接长度", "Length of the URL", .max = 200),
};

const ykc_message ykc_message_qr_url = {
    .type = 0x9C, .direction = YKC_DOWN, .reply = 0x9B, .dialects = YKC_V1, .label = LABEL("二维码下发", "QR code"),
    .section = "", .origin = V1_6_SUPPLEMENT, .body = 3, FIELDS(qr_url_fields), GROUP(qr_url_group, 1),
};

/* 0x9E QR code of a gun */
static const ykc_field gun_qr_url_fields[] = {
    PILE,
    GUN,
    UINT(qr_url_length, 2, "链接长度", "Length of the URL", .max = 200),
};

const ykc_message ykc_message_gun_qr_url = {
    .type = 0x9E, .direction = YKC_DOWN, .reply = 0x9B, .dialects = YKC_V1, .label = LABEL("枪二维码下发", "QR code of a gun"),
    .section = "", .origin = V1_6_SUPPLEMENT, .body = 10, FIELDS(gun_qr_url_fields), GROUP(qr_url_group, 1),
};

/* 0x9B answers both */
static const ykc_field gun_qr_reply_fields[] = {
    PILE,
    GUN,
    ENUM8(qr_result, ykc_names_failed_success, "结果", "Result", .flags = YKC_KEY),
};

const ykc_message ykc_message_gun_qr_reply = {
    .type = 0x9B, .direction = YKC_UP, .dialects = YKC_V1, .label = LABEL("二维码应答", "QR code reply"),
    .section = "", .origin = V1_6_SUPPLEMENT, .body = 9, FIELDS(gun_qr_reply_fields),
};

/* clang-format on */
