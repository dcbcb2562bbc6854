/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The fields of the frame around the body, section 3.1 (reference 2.1) and V2.1, and what both faces add to every frame. */
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
    NAME(YKC_V1_4, "V1.4", "V1.4"), NAME(YKC_V1_5, "V1.5", "V1.5"), NAME(YKC_V1_6, "V1.6", "V1.6"),
    NAME(YKC_V1_7, "V1.7", "V1.7"), NAME(YKC_V1_8, "V1.8", "V1.8"), NAME(YKC_V2_1, "V2.1", "V2.1"),
};
const ykc_names ykc_dialect_names = NAMES(dialect_rows);

/* clang-format off */
const ykc_field ykc_header_start = UINT(start, 1, "起始标志", "Start", .flags = YKC_SHOW_HEX);
const ykc_field ykc_header_length = UINT(length, 1, "数据长度", "Length");
const ykc_field ykc_header_length_long = UINT(length, 2, "数据长度", "Length");
const ykc_field ykc_header_length_long_swapped = UINT(length, 2, "数据长度", "Length", .flags = YKC_REVERSED);
const ykc_field ykc_header_send_time = TIME(send_time, "发送时间", "Time of sending");
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
    &ykc_header_start,    &ykc_header_length,     &ykc_header_length_long,  &ykc_header_length_long_swapped,
    &ykc_header_sequence, &ykc_header_send_time,  &ykc_header_encryption,   &ykc_header_type,
    &ykc_header_crc,      &ykc_header_crc_status, &ykc_header_crc_computed, &ykc_header_direction,
    &ykc_header_dialect,
};
const size_t ykc_header_field_count = YKC_COUNT_OF(ykc_header_fields);

size_t ykc_header_layout(ykc_form number, ykc_header_part parts[YKC_HEADER_PARTS_MAX])
{
    static const ykc_field *const lengths[YKC_FORMS] = {
        [YKC_FORM_SHORT] = &ykc_header_length,
        [YKC_FORM_LONG] = &ykc_header_length_long,
        [YKC_FORM_LONG_SWAPPED] = &ykc_header_length_long_swapped,
    };
    const ykc_frame_form *form = &ykc_frame_forms[number];
    size_t count = 0;

    parts[count++] = (ykc_header_part){&ykc_header_start, 0};
    parts[count++] = (ykc_header_part){lengths[number], YKC_FRAME_AT_LENGTH};
    parts[count++] = (ykc_header_part){&ykc_header_sequence, form->at_sequence};
    if (form->at_time != 0)
        parts[count++] = (ykc_header_part){&ykc_header_send_time, form->at_time};
    parts[count++] = (ykc_header_part){&ykc_header_encryption, form->at_encryption};
    parts[count++] = (ykc_header_part){&ykc_header_type, form->at_type};
    return count;
}
