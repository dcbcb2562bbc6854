/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "foreign.h"

#include <stddef.h>

#include "catalog.h"

/* In rising order. Where versions and makers use one code differently, the label says so. */
static const ykc_name foreign_rows[] = {
    NAME(0x1F, "桩储能信息（度普）", "energy stored in the pile (maker 度普)"),
    NAME(0x39, "交易记录（V1.2）", "transaction record (V1.2)"),
    NAME(0x3A, "交易记录确认（V1.2）", "transaction record confirmation (V1.2)"),
    NAME(0x3D, "交易记录（V1.7起）", "transaction record (V1.7 and later)"),
    NAME(0x3F, "交易记录（V1.4）", "transaction record (V1.4)"),
    NAME(0x49, "故障上报应答（V2.1）", "fault report reply (V2.1)"),
    NAME(0x4A, "故障恢复应答（V2.1）", "fault cleared reply (V2.1)"),
    NAME(0x4B, "故障恢复（V2.1）", "fault cleared (V2.1)"),
    NAME(0x4C, "交易记录召唤应答（V2.1）", "record call reply (V2.1)"),
    NAME(0x4D, "交易记录召唤（V2.1）", "record call (V2.1)"),
    NAME(0x4E, "启动完成应答（V2.1）", "start completed reply (V2.1)"),
    NAME(0x4F, "启动完成（V2.1）", "start completed (V2.1)"),
    NAME(0x50, "故障上报（V2.1）", "fault report (V2.1)"),
    NAME(0x59, "默认功率应答（V1.8），或国充二维码应答", "default power limit reply (V1.8), or QR code reply (国充)"),
    NAME(0x5A, "二维码应答（V2.1），或国充二维码", "QR code reply (V2.1), or QR code (国充)"),
    NAME(0x5B, "二维码（V2.1）", "QR code (V2.1)"),
    NAME(0x5C, "服务器设置应答（V2.1）", "server setting reply (V2.1)"),
    NAME(0x5D, "服务器设置（V2.1）", "server setting (V2.1)"),
    NAME(0x5E, "参数设置应答（V2.1）", "parameter setting reply (V2.1)"),
    NAME(0x5F, "参数设置（V2.1）", "parameter setting (V2.1)"),
    NAME(0x60, "默认功率（V1.8）", "default power limit (V1.8)"),
    NAME(0x71, "插枪上报VIN（易联桩）", "VIN at plug-in (易联桩)"),
    NAME(0x72, "插枪VIN应答（易联桩）", "VIN at plug-in reply (易联桩)"),
    NAME(0x73, "VIN查询（易联桩）", "VIN query (易联桩)"),
    NAME(0x95, "密钥应答（V2.1），或日志请求（易联桩）", "key reply (V2.1), or log request (易联桩)"),
    NAME(0x96, "密钥（V2.1），或日志请求（易联桩）", "key (V2.1), or log request (易联桩)"),
    NAME(0x97, "日志应答（V2.1）", "log reply (V2.1)"),
    NAME(0x98, "日志（V2.1）", "log (V2.1)"),
    NAME(0x9B, "二维码应答（V1.6补充）", "QR code reply (V1.6 supplement)"),
    NAME(0x9C, "二维码（V1.6补充）", "QR code (V1.6 supplement)"),
    NAME(0x9E, "二维码（V1.6补充）", "QR code (V1.6 supplement)"),
    NAME(0xA5, "启动申请（V1.8）", "start request (V1.8)"),
    NAME(0xA6, "启动确认（V1.8）", "start authorisation (V1.8)"),
    NAME(0xA7, "远程启动应答（V1.8）", "remote start reply (V1.8)"),
    NAME(0xA8, "远程启动（V1.8）", "remote start (V1.8)"),
    NAME(0xA9, "插枪上报VIN（V2.1）", "VIN at plug-in (V2.1)"),
    NAME(0xAA, "插枪VIN应答（V2.1）", "VIN at plug-in reply (V2.1)"),
    NAME(0xE1, "放电（V2G，易联桩）", "discharging (V2G, 易联桩)"),
    NAME(0xE2, "放电（V2G，易联桩）", "discharging (V2G, 易联桩)"),
    NAME(0xE3, "放电（V2G，易联桩）", "discharging (V2G, 易联桩)"),
    NAME(0xE4, "放电（V2G，易联桩）", "discharging (V2G, 易联桩)"),
    NAME(0xE5, "放电（V2G，易联桩）", "discharging (V2G, 易联桩)"),
    NAME(0xE6, "放电（V2G，易联桩）", "discharging (V2G, 易联桩)"),
    NAME(0xE7, "放电（V2G，易联桩）", "discharging (V2G, 易联桩)"),
    NAME(0xE8, "放电（V2G，易联桩）", "discharging (V2G, 易联桩)"),
    NAME(0xE9, "放电（V2G，易联桩）", "discharging (V2G, 易联桩)"),
    NAME(0xF0, "二维码前缀（V1.5补充）", "QR code prefix (V1.5 supplement)"),
    NAME(0xF1, "二维码前缀应答（V1.5补充）", "QR code prefix reply (V1.5 supplement)"),
};
static const ykc_names foreign = NAMES(foreign_rows);

const ykc_label *ykc_foreign_find(uint8_t type)
{
    return ykc_names_find(&foreign, type);
}
