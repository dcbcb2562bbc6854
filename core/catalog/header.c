/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The fields of the frame around the body, section 3.1 (reference 2.1), and what both faces add to every frame. */
#include "catalog.h"
#include "wire/frame.h"

static const ykc_name encryption_rows[] = {
    NAME(YKC_PLAIN, "不加密", "plain"),
    NAME(YKC_ENCRYPTED, "加密", "encrypted"),
};
const ykc_names ykc_encryption_names = NAMES(encryption_rows);

static const ykc_name direction_rows[] = {
    NAME(YKC_UP, "充电桩→平台", "up"),
    NAME(YKC_DOWN, "平台→充电桩", "down"),
};
const ykc_names ykc_direction_names = NAMES(direction_rows);

static const ykc_name crc_status_rows[] = {
    NAME(YKC_CRC_GOOD, "正确", "good"),
    NAME(YKC_CRC_SWAPPED, "高低字节颠倒", "swapped"),
    NAME(YKC_CRC_TABLE, "按印错的码表计算", "table"),
    NAME(YKC_CRC_BAD, "错误", "bad"),
};
const ykc_names ykc_crc_status_names = NAMES(crc_status_rows);

static const ykc_name dialect_rows[] = {
    NAME(YKC_V1_6, "V1.6", "V1.6"),
};
const ykc_names ykc_dialect_names = NAMES(dialect_rows);

/* clang-format off */
const ykc_field ykc_header_start = UINT(start, 1, "起始标志", "Start", .flags = YKC_SHOW_HEX);
const ykc_field ykc_header_length = UINT(length, 1, "数据长度", "Length");
const ykc_field ykc_header_sequence = UINT(sequence, 2, "序列号域", "Sequence number");
const ykc_field ykc_header_encryption = ENUM8(encryption, ykc_encryption_names, "加密标志", "Encryption");
const ykc_field ykc_header_type = UINT(type, 1, "帧类型标志", "Frame type", .flags = YKC_SHOW_HEX);
const ykc_field ykc_header_crc = UINT(crc, 2, "帧校验域", "Checksum", .flags = YKC_SHOW_HEX);

/* Not on the wire. */
const ykc_field ykc_header_crc_status = FIELD(YKC_ENC_UINT, crc.status, 1, "校验结果", "Checksum status", .names = &ykc_crc_status_names);
const ykc_field ykc_header_crc_computed = FIELD(YKC_ENC_UINT, crc.computed, 2, "计算的校验值", "Computed checksum", .flags = YKC_SHOW_HEX);
const ykc_field ykc_header_direction = ENUM8(direction, ykc_direction_names, "传输方向", "Direction");
const ykc_field ykc_header_dialect = ENUM8(dialect, ykc_dialect_names, "协议版本", "Dialect");
/* clang-format on */

const ykc_field *const ykc_header_fields[] = {
    &ykc_header_start, &ykc_header_length,     &ykc_header_sequence,     &ykc_header_encryption, &ykc_header_type,
    &ykc_header_crc,   &ykc_header_crc_status, &ykc_header_crc_computed, &ykc_header_direction,  &ykc_header_dialect,
};
const size_t ykc_header_field_count = YKC_COUNT_OF(ykc_header_fields);
