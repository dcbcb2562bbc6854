/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Real-time data and the BMS's messages: chapter 7 of the V1.6 document. */
#include "tables.h"

/* clang-format off */

/* A word of bits that is what its frame is about. */
#define KEY_BITS(name_, size_, parts_, zh_, en_)                                                                                 \
    UINT(name_, size_, zh_, en_, .flags = YKC_KEY | YKC_SHOW_HEX, .parts = (parts_), .part_count = YKC_COUNT_OF(parts_))

/* 0x12 Read real-time data, section 7.1 */
static const ykc_field read_realtime_fields[] = {
    PILE,
    GUN,
};

const ykc_message ykc_message_read_realtime = {
    .type = 0x12, .direction = YKC_DOWN, .reply = 0x13, .dialects = YKC_EVERY_DIALECT,
    .label = LABEL("读取实时监测数据", "Read real-time data"),
    .section = "7.1", .body = 8, FIELDS(read_realtime_fields),
};

/* 0x13 Real-time data, section 7.2 */
static const ykc_field realtime_fields[] = {YKC_REALTIME_FIELDS};

/* Unsolicited, so it has no reply; it is one itself only after 0x12. */
const ykc_message ykc_message_realtime = {
    .type = 0x13, .direction = YKC_UP, .dialects = YKC_V1, .label = LABEL("上传实时监测数据", "Real-time data"),
    .section = "7.2", .body = 60, FIELDS(realtime_fields), .also = &ykc_message_realtime_v2_1,
};

/* 0x15 Charging handshake (BMS), section 7.3; GB/T 27930-2015 BRM */
static const ykc_field charging_handshake_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    FIELD(YKC_ENC_BMS_VERSION, bms_protocol_version, 3, "BMS通信协议版本号", "BMS protocol version"),
    ENUM8(battery_type, ykc_names_battery_type, "BMS电池类型", "Battery type", .flags = YKC_KEY),
    SCALED(battery_rated_capacity, 2, 1, YKC_UNIT_AH, "BMS整车动力蓄电池系统额定容量", "Rated battery capacity",
           .flags = YKC_KEY),
    VOLTAGE(battery_rated_voltage, "BMS整车动力蓄电池系统额定总电压", "Rated battery voltage", .flags = YKC_KEY),
    ASCII(battery_maker, 4, "BMS电池生产厂商名称", "Battery maker"), /* declared BIN, "standard ASCII" by its remark */
    HEX(battery_serial, 4, "BMS电池组序号", "Battery pack serial"),
    UINT(battery_made_year, 1, "BMS电池组生产日期年", "Year of manufacture", .offset = 1985),
    UINT(battery_made_month, 1, "BMS电池组生产日期月", "Month of manufacture", .max = 12),
    UINT(battery_made_day, 1, "BMS电池组生产日期日", "Day of manufacture", .max = 31),
    UINT(battery_charge_count, 3, "BMS电池组充电次数", "Charge cycles"),
    ENUM8(battery_owner, ykc_names_battery_owner, "BMS电池组产权标识", "Battery ownership"),
    UINT(reserved, 1, "预留位", "Reserved", .flags = YKC_RESERVED | YKC_SHOW_HEX),
    VIN("BMS车辆识别码", "VIN", .flags = YKC_KEY), /* the text is silent about the direction; captures are forward */
    FIELD(YKC_ENC_BMS_SOFTWARE, bms_software_version, 8, "BMS软件版本号", "BMS software version"),
};

const ykc_message ykc_message_charging_handshake = {
    .type = 0x15, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT, .label = LABEL("充电握手", "Charging handshake (BMS)"),
    .section = "7.3", .body = 73, FIELDS(charging_handshake_fields),
};

/* 0x17 Parameter configuration (BMS), section 7.4; GB/T 27930-2015 BCP and CML */
static const ykc_field parameter_configuration_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    CELL_VOLTAGE(cell_voltage_max, "BMS单体动力蓄电池最高允许充电电压", "Highest permitted cell voltage"),
    BMS_CURRENT(bms_current_max, "BMS最高允许充电电流", "Highest permitted current", .flags = YKC_KEY),
    SCALED(bms_nominal_energy, 2, 1, YKC_UNIT_KWH, "BMS动力蓄电池标称总能量", "Nominal battery energy"),
    VOLTAGE(bms_voltage_max, "BMS最高允许充电总电压", "Highest permitted total voltage", .flags = YKC_KEY),
    TEMPERATURE(bms_temperature_max, "BMS最高允许温度", "Highest permitted temperature"), /* a limit, not measured */
    SCALED(bms_soc, 2, 1, YKC_UNIT_PERCENT, "BMS整车动力蓄电池荷电状态(soc)", "State of charge at start", .flags = YKC_KEY, .max = 1000),
    /* No scale in the document; GB/T 27930 and captures have 0.1 V. */
    VOLTAGE(bms_battery_voltage, "BMS整车动力蓄电池当前电池电压", "Present battery voltage"),
    VOLTAGE(pile_voltage_max, "电桩最高输出电压", "Highest pile output voltage"),
    VOLTAGE(pile_voltage_min, "电桩最低输出电压", "Lowest pile output voltage"),
    BMS_CURRENT(pile_current_max, "电桩最大输出电流", "Highest pile output current"),
    BMS_CURRENT(pile_current_min, "电桩最小输出电流", "Lowest pile output current"),
};

const ykc_message ykc_message_parameter_configuration = {
    .type = 0x17, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT, .label = LABEL("参数配置", "Parameter configuration (BMS)"),
    .section = "7.4", .body = 45, FIELDS(parameter_configuration_fields),
};

/* 0x19 Charging end (BMS statistics), section 7.5; GB/T 27930-2015 BSD and CSD */
static const ykc_field charging_end_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    UINT(end_soc, 1, "BMS中止荷电状态SOC", "SOC at the end", .unit = YKC_UNIT_PERCENT, .flags = YKC_KEY, .max = 100),
    CELL_VOLTAGE(cell_voltage_lowest, "BMS动力蓄电池单体最低电压", "Lowest cell voltage"),
    CELL_VOLTAGE(cell_voltage_highest, "BMS动力蓄电池单体最高电压", "Highest cell voltage"),
    YKC_MEASURED_TEMPERATURE(battery_temperature_lowest, "BMS动力蓄电池最低温度", "Lowest battery temperature"),
    YKC_MEASURED_TEMPERATURE(battery_temperature_highest, "BMS动力蓄电池最高温度", "Highest battery temperature"),
    MINUTES(charge_minutes, "电桩累计充电时间", "Charging time", .flags = YKC_KEY),
    SCALED(output_energy, 2, 1, YKC_UNIT_KWH, "电桩输出能量", "Energy delivered", .flags = YKC_KEY),
    /* Captures carry FF FF FF FF or 0, which by the text's offset are 4294967296 and 1. */
    UINT(charger_number, 4, "电桩充电机编号", "Charger number", .offset = 1, .flags = YKC_SHOW_RAW),
};

const ykc_message ykc_message_charging_end = {
    .type = 0x19, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT, .label = LABEL("充电结束", "Charging end (BMS statistics)"),
    .section = "7.5", .body = 39, FIELDS(charging_end_fields),
};

/*
 * 0x1B Error message (BMS/charger), section 7.6. The document numbers the items byte by byte (body bytes 24 to 31); here a bit
 * is counted over the eight of them: 8 * (byte - 24) + bit. Least significant bits come first.
 */
static const ykc_field error_parts[] = {
    /* BEM: what the BMS misses */
    ENUM_PART(error_crm_00, 0, 2, ykc_names_reception, "接收SPN2560=0x00的充电机辨识报文超时", "BMS receives CRM 0x00"),
    ENUM_PART(error_crm_aa, 2, 2, ykc_names_reception, "接收SPN2560=0xAA的充电机辨识报文超时", "BMS receives CRM 0xAA"),
    ENUM_PART(error_cts_cml, 8, 2, ykc_names_reception, "接收充电机的时间同步和充电机最大输出能力报文超时",
              "BMS receives CTS / CML"),
    ENUM_PART(error_cro, 10, 2, ykc_names_reception, "接收充电机完成充电准备报文超时", "BMS receives CRO"),
    ENUM_PART(error_ccs, 16, 2, ykc_names_reception, "接收充电机充电状态报文超时", "BMS receives CCS"),
    ENUM_PART(error_cst, 18, 2, ykc_names_reception, "接收充电机中止充电报文超时", "BMS receives CST"),
    ENUM_PART(error_csd, 24, 2, ykc_names_reception, "接收充电机充电统计报文超时", "BMS receives CSD"),
    PART(error_bms_other, 26, 6, "BMS其他", "Other error of the BMS"),
    /* CEM: what the charger misses */
    ENUM_PART(error_brm, 32, 2, ykc_names_reception, "接收BMS和车辆的辨识报文超时", "Charger receives BRM"),
    ENUM_PART(error_bcp, 40, 2, ykc_names_reception, "接收电池充电参数报文超时", "Charger receives BCP"),
    ENUM_PART(error_bro, 42, 2, ykc_names_reception, "接收BMS完成充电准备报文超时", "Charger receives BRO"),
    ENUM_PART(error_bcs, 48, 2, ykc_names_reception, "接收电池充电总状态报文超时", "Charger receives BCS"),
    ENUM_PART(error_bcl, 50, 2, ykc_names_reception, "接收电池充电要求报文超时", "Charger receives BCL"),
    ENUM_PART(error_bst, 52, 2, ykc_names_reception, "接收BMS中止充电报文超时", "Charger receives BST"),
    ENUM_PART(error_bsd, 56, 2, ykc_names_reception, "接收BMS充电统计报文超时", "Charger receives BSD"),
    PART(error_charger_other, 58, 6, "充电机其他", "Other error of the charger"),
};

static const ykc_field error_message_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    KEY_BITS(error_bits, 8, error_parts, "错误位", "Error bits"),
};

const ykc_message ykc_message_error_message = {
    .type = 0x1B, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT, .label = LABEL("错误报文", "Error message (BMS/charger)"),
    .section = "7.6", .body = 32, FIELDS(error_message_fields),
};

/* 0x1D BMS abort, section 7.7; GB/T 27930-2015 BST. The document does not explain the 2-bit values, the standard does. */
static const ykc_field bst_reason_parts[] = {
    ENUM_PART(bst_reason_soc, 0, 2, ykc_names_abort_reason, "所需求的SOC目标值", "Required SOC reached"),
    ENUM_PART(bst_reason_voltage, 2, 2, ykc_names_abort_reason, "达到总电压的设定值", "Total voltage limit reached"),
    ENUM_PART(bst_reason_cell_voltage, 4, 2, ykc_names_abort_reason, "达到单体电压设定值", "Cell voltage limit reached"),
    ENUM_PART(bst_reason_charger, 6, 2, ykc_names_abort_reason, "充电机主动中止", "Charger stopped on its own"),
};

static const ykc_field bst_fault_parts[] = {
    ENUM_PART(bst_fault_insulation, 0, 2, ykc_names_abort_fault, "绝缘故障", "Insulation"),
    ENUM_PART(bst_fault_connector_overheat, 2, 2, ykc_names_abort_fault, "输出连接器过温故障", "Output connector too hot"),
    ENUM_PART(bst_fault_component_overheat, 4, 2, ykc_names_abort_fault, "BMS元件、输出连接器过温",
              "BMS component or output connector too hot"),
    ENUM_PART(bst_fault_connector, 6, 2, ykc_names_abort_fault, "充电连接器故障", "Charging connector"),
    ENUM_PART(bst_fault_battery_overheat, 8, 2, ykc_names_abort_fault, "电池组温度过高故障", "Battery too hot"),
    ENUM_PART(bst_fault_relay, 10, 2, ykc_names_abort_fault, "高压继电器故障", "High-voltage relay"),
    ENUM_PART(bst_fault_cc2, 12, 2, ykc_names_abort_fault, "检测点2电压检测故障", "Detection point 2 (CC2) voltage"),
    ENUM_PART(bst_fault_other, 14, 2, ykc_names_abort_fault, "其他故障", "Other"),
};

static const ykc_field bst_error_parts[] = {
    ENUM_PART(bst_error_current, 0, 2, ykc_names_abort_fault, "电流过大", "Over-current"),
    ENUM_PART(bst_error_voltage, 2, 2, ykc_names_abort_fault, "电压异常", "Voltage abnormal"),
};

static const ykc_field bms_abort_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    KEY_BITS(bst_reason, 1, bst_reason_parts, "BMS中止充电原因", "Reason"),
    KEY_BITS(bst_fault, 2, bst_fault_parts, "BMS中止充电故障原因", "Fault"),
    KEY_BITS(bst_error, 1, bst_error_parts, "BMS中止充电错误原因", "Error"),
};

const ykc_message ykc_message_bms_abort = {
    .type = 0x1D, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT, .label = LABEL("充电阶段BMS中止", "BMS abort"),
    .section = "7.7", .body = 28, FIELDS(bms_abort_fields),
};

/* 0x21 Charger abort, section 7.8; GB/T 27930-2015 CST */
static const ykc_field cst_reason_parts[] = {
    ENUM_PART(cst_reason_condition, 0, 2, ykc_names_abort_reason, "达到充电机设定的条件中止",
              "The charger's condition was reached"),
    ENUM_PART(cst_reason_manual, 2, 2, ykc_names_abort_reason, "人工中止", "Stopped by hand"),
    ENUM_PART(cst_reason_abnormal, 4, 2, ykc_names_abort_reason, "异常中止", "Abnormal stop"),
    ENUM_PART(cst_reason_bms, 6, 2, ykc_names_abort_reason, "BMS主动中止", "BMS stopped"),
};

static const ykc_field cst_fault_parts[] = {
    ENUM_PART(cst_fault_charger_overheat, 0, 2, ykc_names_abort_fault, "充电机过温故障", "Charger too hot"),
    ENUM_PART(cst_fault_connector, 2, 2, ykc_names_abort_fault, "充电连接器故障", "Charging connector"),
    ENUM_PART(cst_fault_internal_overheat, 4, 2, ykc_names_abort_fault, "充电机内部过温故障", "Charger too hot inside"),
    ENUM_PART(cst_fault_energy, 6, 2, ykc_names_abort_fault, "所需电量不能传送", "Required energy cannot be delivered"),
    ENUM_PART(cst_fault_emergency_stop, 8, 2, ykc_names_abort_fault, "充电机急停故障", "Emergency stop"),
    ENUM_PART(cst_fault_other, 10, 2, ykc_names_abort_fault, "其他故障", "Other"),
};

static const ykc_field cst_error_parts[] = {
    ENUM_PART(cst_error_current, 0, 2, ykc_names_abort_fault, "电流不匹配", "Current mismatch"),
    ENUM_PART(cst_error_voltage, 2, 2, ykc_names_abort_fault, "电压异常", "Voltage abnormal"),
};

static const ykc_field charger_abort_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    KEY_BITS(cst_reason, 1, cst_reason_parts, "充电机中止充电原因", "Reason"),
    KEY_BITS(cst_fault, 2, cst_fault_parts, "充电机中止充电故障原因", "Fault"),
    KEY_BITS(cst_error, 1, cst_error_parts, "充电机中止充电错误原因", "Error"),
};

const ykc_message ykc_message_charger_abort = {
    .type = 0x21, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT, .label = LABEL("充电阶段充电机中止", "Charger abort"),
    .section = "7.8", .body = 28, FIELDS(charger_abort_fields),
};

/* 0x23 BMS demand and charger output, section 7.9; GB/T 27930-2015 BCL, BCS and CCS */
static const ykc_field cell_voltage_highest_parts[] = {
    PART(cell_voltage_highest, 0, 12, "BMS最高单体动力蓄电池电压", "Highest cell voltage", .decimals = 2, .unit = YKC_UNIT_V),
    PART(cell_voltage_highest_group, 12, 4, "最高单体电压所在组号", "Group of the highest cell voltage"),
};

static const ykc_field bms_demand_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    VOLTAGE(demand_voltage, "BMS电压需求", "Demanded voltage", .flags = YKC_KEY),
    BMS_CURRENT(demand_current, "BMS电流需求", "Demanded current", .flags = YKC_KEY),
    ENUM8(charge_mode, ykc_names_charge_mode, "BMS充电模式", "Charging mode"),
    VOLTAGE(bms_voltage, "BMS充电电压测量值", "Voltage measured by the BMS"),
    BMS_CURRENT(bms_current, "BMS充电电流测量值", "Current measured by the BMS"),
    BITS(cell_voltage_highest_word, 2, cell_voltage_highest_parts, "最高单体电压及组号", "Highest cell voltage and its group"),
    UINT(soc, 1, "BMS当前荷电状态SOC", "State of charge", .unit = YKC_UNIT_PERCENT, .flags = YKC_KEY, .max = 100),
    MINUTES(remaining_minutes, "BMS估算剩余充电时间", "Estimated remaining time"),
    VOLTAGE(pile_voltage, "电桩电压输出值", "Pile output voltage"),
    BMS_CURRENT(pile_current, "电桩电流输出值", "Pile output current"), /* some piles send it without the offset */
    MINUTES(charge_minutes, "累计充电时间", "Charging time"),
};

const ykc_message ykc_message_bms_demand = {
    .type = 0x23, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT,
    .label = LABEL("充电过程BMS需求与充电机输出", "BMS demand and charger output"),
    .section = "7.9", .body = 44, FIELDS(bms_demand_fields),
};

/* 0x25 BMS state, section 7.10; GB/T 27930-2015 BSM. The PDF's value names of fields 12 to 14 are copies of field 11's. */
static const ykc_field bsm_status1_parts[] = {
    ENUM_PART(bsm_cell_voltage, 0, 2, ykc_names_bsm_level, "BMS单体动力蓄电池电压过高/过低", "Cell voltage"),
    ENUM_PART(bsm_soc, 2, 2, ykc_names_bsm_level, "BMS整车动力蓄电池荷电状态SOC过高/过低", "SOC"),
    ENUM_PART(bsm_overcurrent, 4, 2, ykc_names_bsm_overcurrent, "BMS动力蓄电池充电过电流", "Over-current"),
    ENUM_PART(bsm_overheat, 6, 2, ykc_names_bsm_overheat, "BMS动力蓄电池温度过高", "Battery too hot"),
};

static const ykc_field bsm_status2_parts[] = {
    ENUM_PART(bsm_insulation, 0, 2, ykc_names_bsm_abnormal, "BMS动力蓄电池绝缘状态", "Insulation"),
    ENUM_PART(bsm_connector, 2, 2, ykc_names_bsm_abnormal, "BMS动力蓄电池组输出连接器连接状态", "Output connector"),
    /* Called 充电禁止 (forbidden), but 1 means permitted. */
    ENUM_PART(bsm_charge_permitted, 4, 2, ykc_names_bsm_charge_permitted, "充电禁止", "Charging permission"),
};

static const ykc_field bms_state_fields[] = {
    TRANSACTION,
    PILE,
    GUN,
    UINT(cell_voltage_highest_number, 1, "BMS最高单体动力蓄电池电压所在编号", "Number of the highest cell", .offset = 1),
    TEMPERATURE(battery_temperature_highest, "BMS最高动力蓄电池温度", "Highest battery temperature",
                .flags = YKC_KEY | YKC_ZERO_UNMEASURED),
    UINT(temperature_highest_sensor, 1, "最高温度检测点编号", "Sensor of the highest temperature", .offset = 1),
    TEMPERATURE(battery_temperature_lowest, "最低动力蓄电池温度", "Lowest battery temperature",
                .flags = YKC_KEY | YKC_ZERO_UNMEASURED),
    UINT(temperature_lowest_sensor, 1, "最低动力蓄电池温度检测点编号", "Sensor of the lowest temperature", .offset = 1),
    BITS(bsm_status1, 1, bsm_status1_parts, "电压/SOC/过流/过温", "Battery state, byte 1"),
    BITS(bsm_status2, 1, bsm_status2_parts, "绝缘/连接器/充电允许", "Battery state, byte 2"),
};

const ykc_message ykc_message_bms_state = {
    .type = 0x25, .direction = YKC_UP, .dialects = YKC_EVERY_DIALECT, .label = LABEL("充电过程BMS信息", "BMS state"),
    .section = "7.10", .body = 31, FIELDS(bms_state_fields), .also = &ykc_message_bms_state_wide,
};

/* clang-format on */
