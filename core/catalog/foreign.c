/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "foreign.h"

#include <stddef.h>

#include "catalog.h"

/* In rising order: what is known by name, of V1, but whose layout no source has. */
static const ykc_name foreign_rows[] = {
    NAME(0x39, "交易记录（V1.2）", "transaction record (V1.2)"),
    NAME(0x3A, "交易记录确认（V1.2）", "transaction record confirmation (V1.2)"),
    NAME(0x5A, "二维码（国充）", "QR code (国充)"),
    NAME(0x72, "插枪VIN应答（易联桩）", "VIN at plug-in reply (易联桩)"),
    NAME(0x73, "VIN查询（易联桩）", "VIN query (易联桩)"),
    NAME(0x95, "日志请求（易联桩）", "log request (易联桩)"),
    NAME(0x96, "日志请求（易联桩）", "log request (易联桩)"),
    NAME(0xE1, "放电（V2G，易联桩）", "discharging (V2G, 易联桩)"),
    NAME(0xE2, "放电（V2G，易联桩）", "discharging (V2G, 易联桩)"),
    NAME(0xE3, "放电（V2G，易联桩）", "discharging (V2G, 易联桩)"),
    NAME(0xE4, "放电（V2G，易联桩）", "discharging (V2G, 易联桩)"),
    NAME(0xE5, "放电（V2G，易联桩）", "discharging (V2G, 易联桩)"),
    NAME(0xE6, "放电（V2G，易联桩）", "discharging (V2G, 易联桩)"),
    NAME(0xE7, "放电（V2G，易联桩）", "discharging (V2G, 易联桩)"),
    NAME(0xE8, "放电（V2G，易联桩）", "discharging (V2G, 易联桩)"),
    NAME(0xE9, "放电（V2G，易联桩）", "discharging (V2G, 易联桩)"),
};
static const ykc_names foreign = NAMES(foreign_rows);

const ykc_label *ykc_foreign_find(uint8_t type)
{
    return ykc_names_find(&foreign, type);
}
