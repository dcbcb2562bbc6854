/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What V2.1.0 changes and adds, under its header with two bytes of length (versions-and-quirks, part 1). Odd and even types say
 * nothing of the direction here. Sections are those of its own document.
 */
#include "tables.h"

/* clang-format off */

/* 0x01 Login, section 6.1 */
static const ykc_field supported_network_parts[] = {
    BIT(supports_2g, 0, "支持2G", "Supports 2G"),
    BIT(supports_3g, 1, "支持3G", "Supports 3G"),
    BIT(supports_4g, 2, "支持4G", "Supports 4G"),
    BIT(supports_5g, 3, "支持5G", "Supports 5G"),
};

static const ykc_field present_network_parts[] = {
    BIT(uses_2g, 0, "当前使用2G", "Uses 2G"),
    BIT(uses_3g, 1, "当前使用3G", "Uses 3G"),
    BIT(uses_4g, 2, "当前使用4G", "Uses 4G"),
    BIT(uses_5g, 3, "当前使用5G", "Uses 5G"),
};

static const ykc_field login_fields[] = {
    YKC_LOGIN_FIELDS_V1_8,
    ASCII(phone, 11, "手机号码", "Phone number"),
    BITS(supported_networks, 1, supported_network_parts, "支持网络制式", "Supported networks"),
    BITS(present_network, 1, present_network_parts, "当前网络制式", "Present network"),
    SCALED(longitude, 4, 6, YKC_UNIT_DEGREE, "经度", "Longitude", .offset = -180000000, .flags = YKC_ZERO_UNMEASURED),
    SCALED(latitude, 4, 6, YKC_UNIT_DEGREE, "纬度", "Latitude", .offset = -90000000, .flags = YKC_ZERO_UNMEASURED),
};

const ykc_message ykc_message_login_v2_1 = {
    .type = 0x01, .direction = YKC_UP, .reply = 0x02, .dialects = YKC_V2_1, .label = LABEL("充电桩登录认证", "Login"),
    .section = "6.1", .body = 148, FIELDS(login_fields),
};

/* 0x02 Login reply, section 6.2 */
static const ykc_field login_reply_fields[] = {
    PILE,
    ENUM8(login_result, ykc_names_login_result, "登陆结果", "Login result", .flags = YKC_KEY),
    UINT(key_length, 1, "密钥长度", "Key length"),
};

static const ykc_field public_key_group[] = {
    REST(public_key, "最新密钥", "RSA public key for the next login"),
};

const ykc_message ykc_message_login_reply_v2_1 = {
    .type = 0x02, .direction = YKC_DOWN, .dialects = YKC_V2_1, .label = LABEL("登录认证应答", "Login reply"),
    .section = "6.2", .body = 9, FIELDS(login_reply_fields), GROUP(public_key_group, 1),
};

/* 0x0A Billing model reply, section 6.8; 0x58 Billing model setting, section 9.5 */
static const ykc_field billing_model_fields[] = {
    PILE,
    DIGITS(billing_model, 2, "计费模型编号", "Billing model number", .flags = YKC_KEY),
    UINT(tariff_count, 1, "费率数量", "Number of tariffs", .flags = YKC_KEY, .max = 48),
};

static const ykc_field billing_model_group[] = {
    PRICE(electricity_price, "电费费率", "Electricity price"),
    PRICE(service_price, "服务费费率", "Service price"),
};

static const ykc_field billing_model_tail[] = {
    UINT(loss_ratio, 1, "计损比例", "Loss ratio", .unit = YKC_UNIT_PERCENT),
    /* 1-based, unlike V1's */
    UINT(slot_tariff_number, 1, "时段费率号", "Tariff number of each half hour", .count = 48),
};

const ykc_message ykc_message_billing_model_reply_v2_1 = {
    .type = 0x0A, .direction = YKC_DOWN, .dialects = YKC_V2_1, .label = LABEL("计费模型请求应答", "Billing model reply"),
    .section = "6.8", .body = 10, FIELDS(billing_model_fields), GROUP(billing_model_group, 8), .group_kind = YKC_TARIFFS, TAIL(billing_model_tail, 49),
};

const ykc_message ykc_message_billing_model_setting_v2_1 = {
    .type = 0x58, .direction = YKC_DOWN, .reply = 0x57, .dialects = YKC_V2_1,
    .label = LABEL("计费模型设置", "Billing model setting"),
    .section = "9.5", .body = 10, FIELDS(billing_model_fields), GROUP(billing_model_group, 8), .group_kind = YKC_TARIFFS, TAIL(billing_model_tail, 49),
};

/* 0x13 Real-time data, section 7.2 */
static const ykc_field realtime_fields[] = {
    YKC_REALTIME_FIELDS,
    TEMPERATURE(pile_temperature, "桩体温度", "Pile temperature", .flags = YKC_ZERO_UNMEASURED),
    ENUM8(smoke_detector, ykc_names_smoke_detector, "烟感状态", "Smoke detector"),
    METER(meter_reading, "电表示值", "Meter reading"),
};

const ykc_message ykc_message_realtime_v2_1 = {
    .type = 0x13, .direction = YKC_UP, .dialects = YKC_V2_1, .label = LABEL("上传实时监测数据", "Real-time data"),
    .section = "7.2", .body = 67, FIELDS(realtime_fields), .also = &ykc_message_realtime_maker,
};

/* 0x3D Transaction record, section 8.7 */
static const ykc_field record_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    TIME(start_time, "开始时间", "Start time"),
    TIME(end_time, "结束时间", "End time"),
    YKC_METER_DATA_FIELDS,
    YKC_RECORD_END_FIELDS,
    UINT(tariff_count, 1, "费率时段数量", "Number of tariffs", .flags = YKC_KEY, .max = 48),
};

static const ykc_field record_group[] = {
    PRICE(tariff_price, "费率单价", "Price"),
    ENERGY(tariff_energy, "费率电量", "Energy"),
    ENERGY(tariff_energy_with_loss, "费率计损电量", "Energy with losses"),
    AMOUNT(tariff_amount, "费率金额", "Amount"),
};

static const ykc_field record_tail[] = {
    ENERGY(slot_energy, "时段电量", "Energy of each half hour", .count = 48),
};

const ykc_message ykc_message_record_v2_1 = {
    .type = 0x3D, .direction = YKC_UP, .reply = 0x40, .dialects = YKC_V2_1, .label = LABEL("交易记录", "Transaction record"),
    .section = "8.7", .body = 138, FIELDS(record_fields), GROUP(record_group, 16), .group_kind = YKC_TARIFFS, TAIL(record_tail, 192),
};

/* 0x50 Fault report, section 8.19; 0x4B Fault cleared, section 8.21. Codes: annex 13.2, which is not in our reference. */
static const ykc_field fault_report_fields[] = {
    PILE,
    GUN,
    ENUM8(fault_class, ykc_names_fault_class, "故障类型", "Class of fault", .flags = YKC_KEY),
    UINT(fault_code, 2, "故障编码", "Fault code", .flags = YKC_KEY | YKC_SHOW_HEX),
    TIME(fault_time, "故障发生时间", "Time of the fault"),
};

const ykc_message ykc_message_fault_report = {
    .type = 0x50, .direction = YKC_UP, .reply = 0x49, .dialects = YKC_V2_1, .label = LABEL("设备故障上送", "Fault report"),
    .section = "8.19", .body = 18, FIELDS(fault_report_fields),
};

static const ykc_field fault_cleared_fields[] = {
    PILE,
    GUN,
    ENUM8(fault_class, ykc_names_fault_class, "故障类型", "Class of fault", .flags = YKC_KEY),
    UINT(fault_code, 2, "故障编码", "Fault code", .flags = YKC_KEY | YKC_SHOW_HEX),
    TIME(fault_time, "故障复位时间", "Time when it was cleared"),
};

const ykc_message ykc_message_fault_cleared = {
    .type = 0x4B, .direction = YKC_UP, .reply = 0x4A, .dialects = YKC_V2_1, .label = LABEL("设备故障复位上送", "Fault cleared"),
    .section = "8.21", .body = 18, FIELDS(fault_cleared_fields),
};

/* 0x49 Fault report reply, section 8.20; 0x4A Fault cleared reply, section 8.22 */
static const ykc_field fault_reply_fields[] = {
    PILE,
    GUN,
    ENUM8(fault_result, ykc_names_fault_result, "确认接收标记", "Result", .flags = YKC_KEY),
};

const ykc_message ykc_message_fault_report_reply = {
    .type = 0x49, .direction = YKC_DOWN, .dialects = YKC_V2_1, .label = LABEL("设备故障上送回复确认", "Fault report reply"),
    .section = "8.20", .body = 9, FIELDS(fault_reply_fields),
};

const ykc_message ykc_message_fault_cleared_reply = {
    .type = 0x4A, .direction = YKC_DOWN, .dialects = YKC_V2_1, .label = LABEL("设备故障复位上送回复确认", "Fault cleared reply"),
    .section = "8.22", .body = 9, FIELDS(fault_reply_fields),
};

/* 0x4D Record call, section 8.23 */
static const ykc_field record_call_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
};

const ykc_message ykc_message_record_call = {
    .type = 0x4D, .direction = YKC_DOWN, .reply = 0x4C, .dialects = YKC_V2_1, .label = LABEL("交易记录召唤", "Record call"),
    .section = "8.23", .body = 24, FIELDS(record_call_fields),
};

/* 0x4C Record call reply, section 8.24 */
static const ykc_field record_call_reply_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    ENUM8(record_call_result, ykc_names_success_failed, "召唤结果", "Result", .flags = YKC_KEY),
    ENUM8(record_call_failure, ykc_names_record_call_failure, "失败原因", "Failure reason", .flags = YKC_KEY_IF_SET),
};

const ykc_message ykc_message_record_call_reply = {
    .type = 0x4C, .direction = YKC_UP, .dialects = YKC_V2_1, .label = LABEL("交易记录召唤确认", "Record call reply"),
    .section = "8.24", .body = 26, FIELDS(record_call_reply_fields),
};

/* 0x4F Start completed, section 8.25. What follows the battery type the source of our reference breaks off at. */
static const ykc_field start_completed_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    ENUM8(start_completed_result, ykc_names_success_failed, "启动结果", "Start result", .flags = YKC_KEY),
    UINT(start_completed_failure, 2, "失败原因", "Failure reason", .flags = YKC_KEY_IF_SET | YKC_SHOW_HEX),
    METER(meter_reading, "当前电表总值", "Meter reading"),
    VOLTAGE(handshake_voltage_max, "最大允许充电总电压", "Highest permitted total voltage (BHM)"),
    FIELD(YKC_ENC_VERSION, bms_protocol_release, 3, "BMS通信协议版本号", "BMS protocol version"),
    ENUM8(battery_type, ykc_names_battery_type, "BMS电池类型", "Battery type"),
    HEX(start_parameters, 67, "BRM、BCP、CML、BRO、CRO参数", "Parameters of BRM, BCP, CML, BRO and CRO"),
};

const ykc_message ykc_message_start_completed = {
    .type = 0x4F, .direction = YKC_UP, .reply = 0x4E, .dialects = YKC_V2_1, .label = LABEL("充电机启动完成", "Start completed"),
    .section = "8.25", .body = 105, FIELDS(start_completed_fields),
};

/* 0x4E Start completed reply, section 8.26 */
static const ykc_field start_completed_reply_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    UINT(start_completed_ack, 1, "确认结果", "Result"),
};

const ykc_message ykc_message_start_completed_reply = {
    .type = 0x4E, .direction = YKC_DOWN, .dialects = YKC_V2_1, .label = LABEL("充电机启动完成应答", "Start completed reply"),
    .section = "8.26", .body = 25, FIELDS(start_completed_reply_fields),
};

/* 0x5B QR code, section 9.9 */
static const ykc_field qr_code_fields[] = {
    PILE,
    GUN,
    ENUM8(qr_symbology, ykc_names_qr_symbology, "二维码码制", "Symbology"),
    UINT(qr_length, 1, "二维码长度", "Length of the text"),
};

static const ykc_field qr_text_group[] = {
    REST(qr_text, "二维码内容", "Text of the QR code"),
};

const ykc_message ykc_message_qr_code = {
    .type = 0x5B, .direction = YKC_DOWN, .reply = 0x5A, .dialects = YKC_V2_1, .label = LABEL("二维码设置", "QR code"),
    .section = "9.9", .body = 10, FIELDS(qr_code_fields), GROUP(qr_text_group, 1),
};

/* 0x5A QR code reply, section 9.10 */
static const ykc_field qr_code_reply_fields[] = {
    PILE,
    GUN,
    ENUM8(qr_result, ykc_names_failed_success, "设置结果", "Result", .flags = YKC_KEY),
};

const ykc_message ykc_message_qr_code_reply = {
    .type = 0x5A, .direction = YKC_UP, .dialects = YKC_V2_1, .label = LABEL("二维码设置应答", "QR code reply"),
    .section = "9.10", .body = 9, FIELDS(qr_code_reply_fields),
};

/* 0x5D Server setting, section 9.11 */
static const ykc_field server_setting_fields[] = {
    PILE,
    ASCII(server_domain, 64, "平台域名", "Platform domain", .flags = YKC_KEY),
    ASCII(server_address, 15, "平台地址", "Platform address", .flags = YKC_KEY),
    UINT(server_port, 2, "平台端口", "Platform port", .flags = YKC_KEY),
};

const ykc_message ykc_message_server_setting = {
    .type = 0x5D, .direction = YKC_DOWN, .reply = 0x5C, .dialects = YKC_V2_1, .label = LABEL("平台连接设置", "Server setting"),
    .section = "9.11", .body = 88, FIELDS(server_setting_fields),
};

/* 0x5C Server setting reply, section 9.12 */
static const ykc_field server_setting_reply_fields[] = {
    PILE,
    ENUM8(server_result, ykc_names_failed_success, "设置结果", "Result", .flags = YKC_KEY),
};

const ykc_message ykc_message_server_setting_reply = {
    .type = 0x5C, .direction = YKC_UP, .dialects = YKC_V2_1, .label = LABEL("平台连接设置应答", "Server setting reply"),
    .section = "9.12", .body = 8, FIELDS(server_setting_reply_fields),
};

/* 0x5F Parameter setting, section 9.13 */
static const ykc_field parameter_setting_fields[] = {
    PILE,
    GUN,
    ENUM8(plug_and_charge, ykc_names_plug_and_charge, "即插即充开关", "Plug and charge", .flags = YKC_KEY),
    UINT(authorisation_timeout, 1, "鉴权超时时间", "Authorisation timeout", .unit = YKC_UNIT_SECOND),
    UINT(offline_charging_time, 1, "离线充电时间", "Offline charging time", .unit = YKC_UNIT_SECOND), /* 0: no limit */
};

const ykc_message ykc_message_parameter_setting = {
    .type = 0x5F, .direction = YKC_DOWN, .reply = 0x5E, .dialects = YKC_V2_1, .label = LABEL("参数设置", "Parameter setting"),
    .section = "9.13", .body = 11, FIELDS(parameter_setting_fields),
};

/* 0x5E Parameter setting reply, section 9.14 */
static const ykc_field parameter_setting_reply_fields[] = {
    PILE,
    GUN,
    ENUM8(parameter_result, ykc_names_failed_success, "设置结果", "Result", .flags = YKC_KEY),
};

const ykc_message ykc_message_parameter_setting_reply = {
    .type = 0x5E, .direction = YKC_UP, .dialects = YKC_V2_1, .label = LABEL("参数设置应答", "Parameter setting reply"),
    .section = "9.14", .body = 9, FIELDS(parameter_setting_reply_fields),
};

/* 0x94 Update, section 11.3 */
static const ykc_field update_fields[] = {
    YKC_UPDATE_SERVER_FIELDS,
    ASCII(update_file, 32, "文件名称", "File name", .flags = YKC_KEY),
    ENUM8(execute_when, ykc_names_execute_when, "执行控制", "When", .flags = YKC_KEY),
    UINT(download_timeout, 1, "下载超时时间", "Download time limit", .unit = YKC_UNIT_MINUTE),
    ASCII(update_md5, 32, "文件MD5签名", "MD5 of the file"),
};

const ykc_message ykc_message_update_v2_1 = {
    .type = 0x94, .direction = YKC_DOWN, .reply = 0x93, .dialects = YKC_V2_1, .label = LABEL("远程更新", "Update"),
    .section = "11.3", .body = 158, FIELDS(update_fields),
};

/* 0x96 Key update, section 11.5 */
static const ykc_field key_update_fields[] = {
    PILE,
    UINT(key_length, 1, "密钥长度", "Key length"),
};

static const ykc_field key_update_tail[] = {
    ENUM8(execute_when, ykc_names_execute_when, "执行控制", "When", .flags = YKC_KEY),
};

const ykc_message ykc_message_key_update = {
    .type = 0x96, .direction = YKC_DOWN, .reply = 0x95, .dialects = YKC_V2_1, .label = LABEL("密钥更新", "Key update"),
    .section = "11.5", .body = 8, FIELDS(key_update_fields), GROUP(public_key_group, 1), TAIL(key_update_tail, 1),
};

/* 0x95 Key update reply, section 11.6 */
static const ykc_field key_update_reply_fields[] = {
    PILE,
    ENUM8(key_result, ykc_names_failed_success, "设置结果", "Result", .flags = YKC_KEY),
};

const ykc_message ykc_message_key_update_reply = {
    .type = 0x95, .direction = YKC_UP, .dialects = YKC_V2_1, .label = LABEL("密钥更新应答", "Key update reply"),
    .section = "11.6", .body = 8, FIELDS(key_update_reply_fields),
};

/* 0x98 Log request, section 11.7 */
static const ykc_field log_request_fields[] = {
    PILE,
    ASCII(log_server, 16, "上传服务器地址", "FTP server address", .flags = YKC_KEY),
    UINT(log_port, 2, "上传服务器端口", "FTP server port"),
    ASCII(log_user, 16, "用户名", "User name"),
    ASCII(log_password, 16, "密码", "Password", .flags = YKC_SECRET),
    ASCII(log_path, 64, "上传服务器路径", "Path on the server"),
    TIME(log_from, "日志文件开始时间", "From"),
    TIME(log_until, "日志文件结束时间", "Until"),
    ENUM8(log_kind, ykc_names_log_kind, "日志类型", "Kind of log", .flags = YKC_KEY),
    ASCII(log_pile_path, 64, "桩日志文件路径", "Path in the pile"),
    UINT(log_timeout, 1, "上传超时时间", "Upload time limit", .unit = YKC_UNIT_MINUTE),
};

const ykc_message ykc_message_log_request = {
    .type = 0x98, .direction = YKC_DOWN, .reply = 0x97, .dialects = YKC_V2_1, .label = LABEL("日志召唤", "Log request"),
    .section = "11.7", .body = 201, FIELDS(log_request_fields),
};

/* 0x97 Log request reply, section 11.8 */
static const ykc_field log_charset_parts[] = {
    BIT(log_ascii, 0, "使用ASCII", "ASCII"),
    BIT(log_iso_8859_1, 1, "使用ISO-8859-1", "ISO-8859-1"),
    BIT(log_gbk, 2, "使用GBK", "GBK"),
    BIT(log_gb2312, 3, "使用GB2312", "GB2312"),
    BIT(log_gb18030, 4, "使用GB18030", "GB18030"),
    BIT(log_utf_8, 5, "使用UTF-8", "UTF-8"),
    BIT(log_utf_16, 6, "使用UTF-16", "UTF-16"),
    BIT(log_utf_32, 7, "使用UTF-32", "UTF-32"),
};

static const ykc_field log_request_reply_fields[] = {
    PILE,
    ENUM8(log_result, ykc_names_failed_success, "召唤结果", "Result", .flags = YKC_KEY),
    ENUM8(log_failure, ykc_names_log_failure, "失败原因", "Failure reason", .flags = YKC_KEY_IF_SET),
    UINT(log_files, 2, "日志文件数量", "Number of files"),
    BITS(log_charsets, 2, log_charset_parts, "日志文件编码", "Character sets"),
};

const ykc_message ykc_message_log_request_reply = {
    .type = 0x97, .direction = YKC_UP, .dialects = YKC_V2_1, .label = LABEL("日志召唤应答", "Log request reply"),
    .section = "11.8", .body = 13, FIELDS(log_request_reply_fields),
};

/* 0xA6 Start authorisation, section 8.2 */
static const ykc_field start_authorisation_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    DIGITS(logical_card, 8, "逻辑卡号", "Logical card number"),
    BALANCE("账户余额", "Account balance"),
    YKC_CHARGE_LIMIT_FIELDS,
    ENUM8(auth_result, ykc_names_auth_result, "鉴权成功标志", "Authorisation result", .flags = YKC_KEY),
    ENUM8(auth_failure, ykc_names_auth_failure, "失败原因", "Refusal reason", .flags = YKC_KEY_IF_SET),
};

const ykc_message ykc_message_start_authorisation_v2_1 = {
    .type = 0xA6, .direction = YKC_DOWN, .dialects = YKC_V2_1,
    .label = LABEL("运营平台确认启动充电", "Start authorisation"),
    .section = "8.2", .body = 45, FIELDS(start_authorisation_fields),
};

/* 0xA8 Remote start, section 8.3 */
static const ykc_field remote_start_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    DIGITS(logical_card, 8, "逻辑卡号", "Logical card number"),
    HEX(physical_card, 8, "物理卡号", "Physical card number"),
    BALANCE("账户余额", "Account balance"),
    YKC_CHARGE_LIMIT_FIELDS,
};

const ykc_message ykc_message_remote_start_v2_1 = {
    .type = 0xA8, .direction = YKC_DOWN, .reply = 0xA7, .dialects = YKC_V2_1,
    .label = LABEL("运营平台远程控制启机", "Remote start"),
    .section = "8.3", .body = 51, FIELDS(remote_start_fields),
};

/* 0xA9 VIN at plug-in */
static const ykc_field plug_in_vin_fields[] = {
    PILE,
    GUN,
    VIN("VIN码", "VIN", .flags = YKC_REVERSED | YKC_KEY),
    TIME(plug_in_time, "插枪时间", "Time of plugging in"),
};

const ykc_message ykc_message_plug_in_vin = {
    .type = 0xA9, .direction = YKC_UP, .reply = 0xAA, .dialects = YKC_V2_1, .label = LABEL("充电桩上报vin码", "VIN at plug-in"),
    .section = "8.17", .body = 32, FIELDS(plug_in_vin_fields),
};

/* 0xAA VIN at plug-in reply */
static const ykc_field plug_in_vin_reply_fields[] = {
    PILE,
    GUN,
    UINT(plug_in_ack, 1, "结果", "Result"),
    TRANSACTION,
};

const ykc_message ykc_message_plug_in_vin_reply = {
    .type = 0xAA, .direction = YKC_DOWN, .dialects = YKC_V2_1, .label = LABEL("充电桩上报vin码回复", "VIN at plug-in reply"),
    .section = "8.18", .body = 25, FIELDS(plug_in_vin_reply_fields),
};

/* clang-format on */
