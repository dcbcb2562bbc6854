/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * What the table files share with each other and with catalog.c; not for users of the catalogue.
 *
 * A table file has one table of fields and one message for each frame type of its chapter of the V1.6 document, of what another
 * version changes, or of what makers add.
 */
#ifndef YKC_CATALOG_TABLES_H
#define YKC_CATALOG_TABLES_H

#include "field.h"

/* clang-format off */

/* Fields of many frames (protocol reference 3.5, 3.6). */
#define PILE    DIGITS(pile, 7, "桩编号", "Pile number")
#define GUN     FIELD(YKC_ENC_BCD_NUMBER, gun, 1, "枪号", "Gun number")
#define GUN_BIN UINT(gun, 1, "枪号", "Gun number") /* chapter 10: the same number, binary */
#define TRANSACTION                                                                                                              \
    DIGITS(transaction, 16, "交易流水号", "Transaction serial", .parts = ykc_transaction_parts,                                  \
           .part_count = YKC_COUNT_OF(ykc_transaction_parts))

/* A temperature that somebody measured: raw 0 on standby and on AC piles is none (reference 3.8, Q-19). */
#define YKC_MEASURED_TEMPERATURE(name_, zh_, en_) TEMPERATURE(name_, zh_, en_, .flags = YKC_ZERO_UNMEASURED)

/** What was wrong with the hardware, in 0x13. */
extern const ykc_field ykc_hardware_fault_parts[13];

/* 0x13 Real-time data, section 7.2; the current has no offset, unlike those of the BMS. */
#define YKC_REALTIME_FIELDS \
    TRANSACTION, \
    PILE, \
    GUN, \
    ENUM8(state, ykc_names_state, "状态", "State", .flags = YKC_KEY), \
    ENUM8(gun_homed, ykc_names_gun_homed, "枪是否归位", "Gun in its holder"), \
    ENUM8(gun_plugged, ykc_names_yes_no, "是否插枪", "Gun plugged into vehicle"), \
    VOLTAGE(voltage, "输出电压", "Output voltage", .flags = YKC_KEY), \
    SCALED(current, 2, 1, YKC_UNIT_A, "输出电流", "Output current", .flags = YKC_KEY), \
    YKC_MEASURED_TEMPERATURE(cable_temperature, "枪线温度", "Cable temperature"), \
    HEX(cable_code, 8, "枪线编码", "Cable code"), \
    UINT(soc, 1, "SOC", "State of charge", .unit = YKC_UNIT_PERCENT, .flags = YKC_KEY, .max = 100), \
    YKC_MEASURED_TEMPERATURE(battery_temperature_highest, "电池组最高温度", "Highest battery temperature"), \
    MINUTES(charge_minutes, "累计充电时间", "Charging time so far"), \
    MINUTES(remaining_minutes, "剩余时间", "Remaining time"), \
    ENERGY(energy, "充电度数", "Energy", .flags = YKC_KEY), \
    ENERGY(energy_with_loss, "计损充电度数", "Energy with losses"), \
    AMOUNT(amount, "已充金额", "Amount so far", .flags = YKC_KEY), \
    BITS(hardware_fault, 2, ykc_hardware_fault_parts, "硬件故障", "Hardware faults")

/* 0x3D: data of the meter, reversed (V1.7). */
#define YKC_METER_DATA_FIELDS \
    DIGITS(meter_number, 6, "电表表号", "Meter number", .flags = YKC_REVERSED), \
    HEX(meter_ciphertext, 34, "电表密文", "Meter ciphertext", .flags = YKC_REVERSED), \
    UINT(meter_protocol, 2, "电表协议版本号", "Meter protocol version"), \
    UINT(meter_encryption, 1, "加密方式", "Meter encryption method")

/* The end of every record behind the meter. The VIN is forward here, unlike in 0x31. */
#define YKC_RECORD_SUM_FIELDS \
    ENERGY(total_energy, "总电量", "Total energy", .flags = YKC_KEY), \
    ENERGY(total_energy_with_loss, "计损总电量", "Total energy with losses"), \
    AMOUNT(total_amount, "消费金额", "Amount charged", .flags = YKC_KEY), \
    VIN("电动汽车唯一标识", "VIN"), \
    ENUM8(start_source, ykc_names_start_source, "交易标识", "Start source"), \
    TIME(transaction_time, "交易日期、时间", "Transaction time"), \
    ENUM8(stop_reason, ykc_names_stop_reason, "停止原因", "Stop reason", .flags = YKC_KEY), \
    HEX(physical_card, 8, "物理卡号", "Physical card number")

/* The end of a record, section 8.7. */
#define YKC_RECORD_END_FIELDS \
    METER(meter_start, "电表总起值", "Meter at start"), \
    METER(meter_end, "电表总止值", "Meter at end"), \
    YKC_RECORD_SUM_FIELDS

/* 0x94: where the program is, section 11.3. The unit of the power is not stated; kW by the sample. */
#define YKC_UPDATE_SERVER_FIELDS \
    PILE, \
    ENUM8(pile_model, ykc_names_pile_model, "桩型号", "Pile model"), \
    UINT(pile_power, 2, "桩功率", "Pile power", .unit = YKC_UNIT_KW), \
    ASCII(update_server, 16, "升级服务器地址", "FTP server address", .flags = YKC_KEY), \
    UINT(update_port, 2, "升级服务器端口", "FTP server port"), \
    ASCII(update_user, 16, "用户名", "User name"), \
    ASCII(update_password, 16, "密码", "Password", .flags = YKC_SECRET), \
    ASCII(update_path, 32, "文件路径", "File path", .flags = YKC_KEY)

/* A power limit since V1.8; 0: the default. */
#define POWER_LIMIT(name_, zh_, en_) UINT(name_, 2, zh_, en_, .unit = YKC_UNIT_KW, .flags = YKC_KEY_IF_SET)

/* 0x31, and 0xA5 since V1.8. Two pile firmwares forget to reverse the VIN. */
#define YKC_START_REQUEST_FIELDS \
    PILE, \
    GUN, \
    ENUM8(start_mode, ykc_names_start_mode, "启动方式", "Start mode", .flags = YKC_KEY), \
    ENUM8(password_required, ykc_names_yes_no, "是否需要密码", "Password needed"), \
    HEX(account_or_card, 8, "账号或者物理卡号", "Account or physical card number", .flags = YKC_KEY), \
    ASCII(password, 16, "输入密码", "Entered password", .flags = YKC_SECRET), \
    VIN("VIN码", "VIN", .flags = YKC_REVERSED)

/* 0x33, and 0xA7 since V1.8. The result may hold the reason. */
#define YKC_START_REPLY_FIELDS \
    TRANSACTION, \
    PILE, \
    GUN, \
    ENUM8(start_result, ykc_names_failed_success, "启动结果", "Start result", .flags = YKC_KEY), \
    ENUM8(start_failure, ykc_names_start_failure, "失败原因", "Failure reason", .flags = YKC_KEY_IF_SET)

/* 0xA6, 0xA8 of V2.1: the limits of this charge; 0: none. */
#define YKC_CHARGE_LIMIT_FIELDS \
    POWER_LIMIT(power_limit, "本次充电允许的最大功率", "Power limit"), \
    UINT(soc_limit, 1, "SOC限制", "SOC limit", .unit = YKC_UNIT_PERCENT, .flags = YKC_KEY_IF_SET, .max = 100), \
    ENERGY(energy_limit, "充电电量限制", "Energy limit", .flags = YKC_KEY_IF_SET)

/* 0x01 since V1.8. The key is 16 random bytes, encrypted with the platform's RSA key and written in Base64. */
#define YKC_LOGIN_FIELDS_V1_8 \
    ASCII(random_key, 88, "随机密钥", "Session key, sealed"), \
    PILE, \
    ENUM8(pile_type, ykc_names_pile_type, "桩类型", "Pile type", .flags = YKC_KEY), \
    UINT(gun_count, 1, "充电枪数量", "Number of guns"), \
    FIELD(YKC_ENC_VERSION, protocol_release, 3, "通信协议版本", "Protocol version"), \
    ASCII(software_version, 8, "程序版本", "Software version", .flags = YKC_KEY), \
    ENUM8(network_type, ykc_names_network_type, "网络链接类型", "Network type"), \
    DIGITS(sim, 10, "Sim卡", "SIM number (ICCID)"), \
    ENUM8(carrier, ykc_names_carrier, "运营商", "Carrier"), \
    DIGITS(token, 7, "Token", "Token")

/** Pile, gun, time and running number within a transaction serial. */
extern const ykc_field ykc_transaction_parts[4];

/** The billing model; 0x0A and 0x58 have the same body. */
extern const ykc_field ykc_billing_model_fields[12];

/* Names of values; names.c. Those of several fields first. */
extern const ykc_names ykc_names_yes_no;
extern const ykc_names ykc_names_failed_success;
extern const ykc_names ykc_names_success_failed;

/* Chapter 6 */
extern const ykc_names ykc_names_pile_type;
extern const ykc_names ykc_names_network_type;
extern const ykc_names ykc_names_carrier;
extern const ykc_names ykc_names_login_result;
extern const ykc_names ykc_names_gun_condition;
extern const ykc_names ykc_names_heartbeat_ack;
extern const ykc_names ykc_names_billing_model_check;
extern const ykc_names ykc_names_tariff;

/* Chapter 7 */
extern const ykc_names ykc_names_state;
extern const ykc_names ykc_names_gun_homed;
extern const ykc_names ykc_names_battery_type;
extern const ykc_names ykc_names_battery_owner;
extern const ykc_names ykc_names_reception;
extern const ykc_names ykc_names_abort_reason;
extern const ykc_names ykc_names_abort_fault;
extern const ykc_names ykc_names_charge_mode;
extern const ykc_names ykc_names_bsm_level;
extern const ykc_names ykc_names_bsm_overcurrent;
extern const ykc_names ykc_names_bsm_overheat;
extern const ykc_names ykc_names_bsm_abnormal;
extern const ykc_names ykc_names_bsm_charge_permitted;

/* Chapters 8 and 12 */
extern const ykc_names ykc_names_start_mode;
extern const ykc_names ykc_names_auth_result;
extern const ykc_names ykc_names_auth_failure;
extern const ykc_names ykc_names_start_failure;
extern const ykc_names ykc_names_stop_failure;
extern const ykc_names ykc_names_start_source;
extern const ykc_names ykc_names_stop_reason;
extern const ykc_names ykc_names_record_result;
extern const ykc_names ykc_names_balance_result;
extern const ykc_names ykc_names_card_sync_failure;
extern const ykc_names ykc_names_card_clear_result;
extern const ykc_names ykc_names_card_clear_failure;
extern const ykc_names ykc_names_card_query_result;
extern const ykc_names ykc_names_parallel_role;

/* Chapter 9 */
extern const ykc_names ykc_names_work_permission;

/* Chapter 10 */
extern const ykc_names ykc_names_lock_state;
extern const ykc_names ykc_names_parking_state;
extern const ykc_names ykc_names_lock_alarm;
extern const ykc_names ykc_names_lock_command;
extern const ykc_names ykc_names_lock_result;

/* Chapter 11 */
extern const ykc_names ykc_names_pile_model;
extern const ykc_names ykc_names_execute_when;
extern const ykc_names ykc_names_update_result;

/* V2.1 and the supplements */
extern const ykc_names ykc_names_smoke_detector;
extern const ykc_names ykc_names_fault_class;
extern const ykc_names ykc_names_fault_result;
extern const ykc_names ykc_names_record_call_failure;
extern const ykc_names ykc_names_qr_symbology;
extern const ykc_names ykc_names_qr_format;
extern const ykc_names ykc_names_plug_and_charge;
extern const ykc_names ykc_names_log_kind;
extern const ykc_names ykc_names_log_failure;

/* registration.c, chapter 6 */
extern const ykc_message ykc_message_login;                       /* 0x01 */
extern const ykc_message ykc_message_login_reply;                 /* 0x02 */
extern const ykc_message ykc_message_heartbeat;                   /* 0x03 */
extern const ykc_message ykc_message_heartbeat_reply;             /* 0x04 */
extern const ykc_message ykc_message_billing_model_check;         /* 0x05 */
extern const ykc_message ykc_message_billing_model_check_reply;   /* 0x06 */
extern const ykc_message ykc_message_billing_model_request;       /* 0x09 */
extern const ykc_message ykc_message_billing_model_reply;         /* 0x0A */

/* realtime.c, chapter 7 */
extern const ykc_message ykc_message_read_realtime;               /* 0x12 */
extern const ykc_message ykc_message_realtime;                    /* 0x13 */
extern const ykc_message ykc_message_charging_handshake;          /* 0x15 */
extern const ykc_message ykc_message_parameter_configuration;     /* 0x17 */
extern const ykc_message ykc_message_charging_end;                /* 0x19 */
extern const ykc_message ykc_message_error_message;               /* 0x1B */
extern const ykc_message ykc_message_bms_abort;                   /* 0x1D */
extern const ykc_message ykc_message_charger_abort;               /* 0x21 */
extern const ykc_message ykc_message_bms_demand;                  /* 0x23 */
extern const ykc_message ykc_message_bms_state;                   /* 0x25 */

/* operation.c, chapter 8; 0x35, 0x3B, 0x41 and 0x45 have a second layout, reached through .also */
extern const ykc_message ykc_message_start_request;               /* 0x31 */
extern const ykc_message ykc_message_start_authorisation;         /* 0x32 */
extern const ykc_message ykc_message_remote_start_reply;          /* 0x33 */
extern const ykc_message ykc_message_remote_start;                /* 0x34 */
extern const ykc_message ykc_message_remote_stop_reply;           /* 0x35 */
extern const ykc_message ykc_message_remote_stop;                 /* 0x36 */
extern const ykc_message ykc_message_record;                      /* 0x3B */
extern const ykc_message ykc_message_record_confirmation;         /* 0x40 */
extern const ykc_message ykc_message_balance_update_reply;        /* 0x41 */
extern const ykc_message ykc_message_balance_update;              /* 0x42 */
extern const ykc_message ykc_message_card_sync_reply;             /* 0x43 */
extern const ykc_message ykc_message_card_sync;                   /* 0x44 */
extern const ykc_message ykc_message_card_delete_reply;           /* 0x45 */
extern const ykc_message ykc_message_card_delete;                 /* 0x46 */
extern const ykc_message ykc_message_card_query_reply;            /* 0x47 */
extern const ykc_message ykc_message_card_query;                  /* 0x48 */

/* settings.c, chapter 9 */
extern const ykc_message ykc_message_work_parameter_reply;        /* 0x51 */
extern const ykc_message ykc_message_work_parameter_setting;      /* 0x52 */
extern const ykc_message ykc_message_clock_setting_reply;         /* 0x55 */
extern const ykc_message ykc_message_clock_setting;               /* 0x56 */
extern const ykc_message ykc_message_billing_model_setting_reply; /* 0x57 */
extern const ykc_message ykc_message_billing_model_setting;       /* 0x58 */

/* parking_lock.c, chapter 10 */
extern const ykc_message ykc_message_parking_lock_data;           /* 0x61 */
extern const ykc_message ykc_message_parking_lock_command;        /* 0x62 */
extern const ykc_message ykc_message_parking_lock_reply;          /* 0x63 */

/* maintenance.c, chapter 11 */
extern const ykc_message ykc_message_reboot_reply;                /* 0x91 */
extern const ykc_message ykc_message_reboot;                      /* 0x92 */
extern const ykc_message ykc_message_update_reply;                /* 0x93 */
extern const ykc_message ykc_message_update;                      /* 0x94 */

/* parallel.c, chapter 12 */
extern const ykc_message ykc_message_parallel_start_request;       /* 0xA1 */
extern const ykc_message ykc_message_parallel_start_authorisation; /* 0xA2 */
extern const ykc_message ykc_message_parallel_remote_start_reply;  /* 0xA3 */
extern const ykc_message ykc_message_parallel_remote_start;        /* 0xA4 */

/* operation.c, the record in V1.7, V1.8 and V1.4 */
extern const ykc_message ykc_message_record_v1_7; /* 0x3D */
extern const ykc_message ykc_message_record_v1_4; /* 0x3F */

/* v1_8.c */
extern const ykc_message ykc_message_login_v1_8; /* 0x01 */
extern const ykc_message ykc_message_power_control_reply; /* 0x51 */
extern const ykc_message ykc_message_power_control; /* 0x52 */
extern const ykc_message ykc_message_default_power_reply; /* 0x59 */
extern const ykc_message ykc_message_default_power; /* 0x60 */
extern const ykc_message ykc_message_start_request_v1_8; /* 0xA5 */
extern const ykc_message ykc_message_start_authorisation_v1_8; /* 0xA6 */
extern const ykc_message ykc_message_remote_start_reply_v1_8; /* 0xA7 */
extern const ykc_message ykc_message_remote_start_v1_8; /* 0xA8 */

/* v2_1.c */
extern const ykc_message ykc_message_login_v2_1; /* 0x01 */
extern const ykc_message ykc_message_login_reply_v2_1; /* 0x02 */
extern const ykc_message ykc_message_billing_model_reply_v2_1; /* 0x0A */
extern const ykc_message ykc_message_realtime_v2_1; /* 0x13 */
extern const ykc_message ykc_message_record_v2_1; /* 0x3D */
extern const ykc_message ykc_message_fault_report_reply; /* 0x49 */
extern const ykc_message ykc_message_fault_cleared_reply; /* 0x4A */
extern const ykc_message ykc_message_fault_cleared; /* 0x4B */
extern const ykc_message ykc_message_record_call_reply; /* 0x4C */
extern const ykc_message ykc_message_record_call; /* 0x4D */
extern const ykc_message ykc_message_start_completed_reply; /* 0x4E */
extern const ykc_message ykc_message_start_completed; /* 0x4F */
extern const ykc_message ykc_message_fault_report; /* 0x50 */
extern const ykc_message ykc_message_billing_model_setting_v2_1; /* 0x58 */
extern const ykc_message ykc_message_qr_code_reply; /* 0x5A */
extern const ykc_message ykc_message_qr_code; /* 0x5B */
extern const ykc_message ykc_message_server_setting_reply; /* 0x5C */
extern const ykc_message ykc_message_server_setting; /* 0x5D */
extern const ykc_message ykc_message_parameter_setting_reply; /* 0x5E */
extern const ykc_message ykc_message_parameter_setting; /* 0x5F */
extern const ykc_message ykc_message_update_v2_1; /* 0x94 */
extern const ykc_message ykc_message_key_update_reply; /* 0x95 */
extern const ykc_message ykc_message_key_update; /* 0x96 */
extern const ykc_message ykc_message_log_request_reply; /* 0x97 */
extern const ykc_message ykc_message_log_request; /* 0x98 */
extern const ykc_message ykc_message_start_authorisation_v2_1; /* 0xA6 */
extern const ykc_message ykc_message_remote_start_v2_1; /* 0xA8 */
extern const ykc_message ykc_message_plug_in_vin; /* 0xA9 */
extern const ykc_message ykc_message_plug_in_vin_reply; /* 0xAA */

/* supplements.c */
extern const ykc_message ykc_message_gun_qr_reply; /* 0x9B */
extern const ykc_message ykc_message_qr_url; /* 0x9C */
extern const ykc_message ykc_message_gun_qr_url; /* 0x9E */
extern const ykc_message ykc_message_qr_prefix; /* 0xF0 */
extern const ykc_message ykc_message_qr_prefix_reply; /* 0xF1 */

/* makers.c */
extern const ykc_message ykc_message_heartbeat_storage; /* 0x03 */
extern const ykc_message ykc_message_realtime_maker; /* 0x13 */
extern const ykc_message ykc_message_pile_storage; /* 0x1F */
extern const ykc_message ykc_message_bms_state_wide; /* 0x25 */
extern const ykc_message ykc_message_remote_start_relay; /* 0x34 */
extern const ykc_message ykc_message_card_sync_wide; /* 0x44 */
extern const ykc_message ykc_message_card_delete_wide; /* 0x46 */
extern const ykc_message ykc_message_card_query_wide; /* 0x48 */
extern const ykc_message ykc_message_plug_in_vin_maker; /* 0x71 */
extern const ykc_message ykc_message_reboot_wide; /* 0x92 */
extern const ykc_message ykc_message_parallel_remote_start_long_serial; /* 0xA4 */

/* clang-format on */

#endif
