/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names of values, in rising order. A value without a row is not defined by the document, which is worth a remark where it turns
 * up; so the fourth value of two bits (3, "not defined") has no row either. Protocol reference 5 and 6.
 */
#include "tables.h"

/* clang-format off */

/* 0x13 field 6, 0x31 and 0xA1 field 4 */
static const ykc_name yes_no[] = {
    NAME(0, "否", "no"),
    NAME(1, "是", "yes"),
};
const ykc_names ykc_names_yes_no = NAMES(yes_no);

/* Results where 1 is good: 0x33, 0x35, 0x43, 0x51, 0x57, 0x91, 0xA3. Not 0x02, 0x40, 0x41 and 0x93, where 0 is. */
static const ykc_name failed_success[] = {
    NAME(0, "失败", "failed"),
    NAME(1, "成功", "success"),
};
const ykc_names ykc_names_failed_success = NAMES(failed_success);

/* Results where 0 is good, of V2.1 and the V1.5 supplement */
static const ykc_name success_failed[] = {
    NAME(0, "成功", "success"),
    NAME(1, "失败", "failed"),
};
const ykc_names ykc_names_success_failed = NAMES(success_failed);

/* Chapter 6 */

/* 0x94 counts otherwise: see pile_model */
static const ykc_name pile_type[] = {
    NAME(0, "直流桩", "DC"),
    NAME(1, "交流桩", "AC"),
};
const ykc_names ykc_names_pile_type = NAMES(pile_type);

static const ykc_name network_type[] = {
    NAME(0, "SIM卡", "SIM card"),
    NAME(1, "LAN", "LAN"),
    NAME(2, "WAN", "WAN"),
    NAME(3, "其他", "other"),
};
const ykc_names ykc_names_network_type = NAMES(network_type);

/* The document leaves 1 out. */
static const ykc_name carrier[] = {
    NAME(0, "移动", "China Mobile"),
    NAME(2, "电信", "China Telecom"),
    NAME(3, "联通", "China Unicom"),
    NAME(4, "其他", "other"),
};
const ykc_names ykc_names_carrier = NAMES(carrier);

static const ykc_name login_result[] = {
    NAME(0, "登陆成功", "success"),
    NAME(1, "登陆失败", "failure"),
};
const ykc_names ykc_names_login_result = NAMES(login_result);

static const ykc_name gun_condition[] = {
    NAME(0, "正常", "normal"),
    NAME(1, "故障", "fault"),
};
const ykc_names ykc_names_gun_condition = NAMES(gun_condition);

/* Always 0 */
static const ykc_name heartbeat_ack[] = {
    NAME(0, "应答", "acknowledged"),
};
const ykc_names ykc_names_heartbeat_ack = NAMES(heartbeat_ack);

static const ykc_name billing_model_check[] = {
    NAME(0, "一致", "same as the platform's"),
    NAME(1, "不一致", "differs"),
};
const ykc_names ykc_names_billing_model_check = NAMES(billing_model_check);

static const ykc_name tariff[] = {
    NAME(0, "尖", "sharp"),
    NAME(1, "峰", "peak"),
    NAME(2, "平", "flat"),
    NAME(3, "谷", "valley"),
};
const ykc_names ykc_names_tariff = NAMES(tariff);

/* Chapter 7 */

static const ykc_name state[] = {
    NAME(0, "离线", "offline"),
    NAME(1, "故障", "fault"),
    NAME(2, "空闲", "idle"),
    NAME(3, "充电", "charging"),
};
const ykc_names ykc_names_state = NAMES(state);

static const ykc_name gun_homed[] = {
    NAME(0, "否", "no"),
    NAME(1, "是", "yes"),
    NAME(2, "未知", "unknown"),
};
const ykc_names ykc_names_gun_homed = NAMES(gun_homed);

static const ykc_name battery_type[] = {
    NAME(0x01, "铅酸", "lead-acid"),
    NAME(0x02, "镍氢", "NiMH"),
    NAME(0x03, "磷酸铁锂", "LiFePO4"),
    NAME(0x04, "锰酸锂", "LiMn"),
    NAME(0x05, "钴酸锂", "LiCo"),
    NAME(0x06, "三元材料", "ternary"),
    NAME(0x07, "聚合物锂离子", "Li-polymer"),
    NAME(0x08, "钛酸锂", "LTO"),
    NAME(0xFF, "其他", "other"),
};
const ykc_names ykc_names_battery_type = NAMES(battery_type);

static const ykc_name battery_owner[] = {
    NAME(0, "租赁", "leased"),
    NAME(1, "车自有", "owned with the car"),
};
const ykc_names ykc_names_battery_owner = NAMES(battery_owner);

/* 0x1B: how an expected message came in */
static const ykc_name reception[] = {
    NAME(0, "正常", "normal"),
    NAME(1, "超时", "timeout"),
    NAME(2, "不可信状态", "untrusted"),
};
const ykc_names ykc_names_reception = NAMES(reception);

/* 0x1D and 0x21: reasons; the values are those of GB/T 27930-2015, the document has none */
static const ykc_name abort_reason[] = {
    NAME(0, "否", "no"),
    NAME(1, "是", "yes"),
    NAME(2, "不可信状态", "untrusted"),
};
const ykc_names ykc_names_abort_reason = NAMES(abort_reason);

/* 0x1D and 0x21: faults and errors */
static const ykc_name abort_fault[] = {
    NAME(0, "正常", "normal"),
    NAME(1, "故障", "fault"),
    NAME(2, "不可信状态", "untrusted"),
};
const ykc_names ykc_names_abort_fault = NAMES(abort_fault);

static const ykc_name charge_mode[] = {
    NAME(1, "恒压充电", "constant voltage"),
    NAME(2, "恒流充电", "constant current"),
};
const ykc_names ykc_names_charge_mode = NAMES(charge_mode);

/* 0x25 fields 9 and 10 */
static const ykc_name bsm_level[] = {
    NAME(0, "正常", "normal"),
    NAME(1, "过高", "too high"),
    NAME(2, "过低", "too low"),
};
const ykc_names ykc_names_bsm_level = NAMES(bsm_level);

static const ykc_name bsm_overcurrent[] = {
    NAME(0, "正常", "normal"),
    NAME(1, "过流", "over-current"),
    NAME(2, "不可信状态", "untrusted"),
};
const ykc_names ykc_names_bsm_overcurrent = NAMES(bsm_overcurrent);

static const ykc_name bsm_overheat[] = {
    NAME(0, "正常", "normal"),
    NAME(1, "过高", "too hot"),
    NAME(2, "不可信状态", "untrusted"),
};
const ykc_names ykc_names_bsm_overheat = NAMES(bsm_overheat);

/* 0x25 fields 13 and 14 */
static const ykc_name bsm_abnormal[] = {
    NAME(0, "正常", "normal"),
    NAME(1, "异常", "abnormal"),
    NAME(2, "不可信状态", "untrusted"),
};
const ykc_names ykc_names_bsm_abnormal = NAMES(bsm_abnormal);

static const ykc_name bsm_charge_permitted[] = {
    NAME(0, "禁止", "forbidden"),
    NAME(1, "允许", "permitted"),
};
const ykc_names ykc_names_bsm_charge_permitted = NAMES(bsm_charge_permitted);

/* Chapters 8 and 12 */

static const ykc_name start_mode[] = {
    NAME(1, "刷卡", "card"),
    NAME(2, "帐号", "account"),
    NAME(3, "vin码", "VIN"),
};
const ykc_names ykc_names_start_mode = NAMES(start_mode);

/* A platform is known that has these the other way round. */
static const ykc_name auth_result[] = {
    NAME(0, "失败", "refused"),
    NAME(1, "成功", "granted"),
};
const ykc_names ykc_names_auth_result = NAMES(auth_result);

/* Means something only when refused; 0 is what granting platforms send. */
static const ykc_name auth_failure[] = {
    NAME(0x00, "无", "none"),
    NAME(0x01, "账户不存在", "no such account"),
    NAME(0x02, "账户冻结", "account frozen"),
    NAME(0x03, "账户余额不足", "balance too low"),
    NAME(0x04, "该卡存在未结账记录", "card has an unsettled record"),
    NAME(0x05, "桩停用", "pile disabled"),
    NAME(0x06, "该账户不能在此桩上充电", "account may not charge here"),
    NAME(0x07, "密码错误", "wrong password"),
    NAME(0x08, "电站电容不足", "station capacity exhausted"),
    NAME(0x09, "系统中vin码不存在", "VIN unknown to the system"),
    NAME(0x0A, "该桩存在未结账记录", "pile has an unsettled record"),
    NAME(0x0B, "该桩不支持刷卡", "pile does not support cards"),
};
const ykc_names ykc_names_auth_failure = NAMES(auth_failure);

/* The document has the number 4 twice; 5 is meant. Piles add numbers of their own. */
static const ykc_name start_failure[] = {
    NAME(0, "无", "none"),
    NAME(1, "设备编号不匹配", "pile number mismatch"),
    NAME(2, "枪已在充电", "gun already charging"),
    NAME(3, "设备故障", "device fault"),
    NAME(4, "设备离线", "device offline"),
    NAME(5, "未插枪", "gun not plugged in"),
};
const ykc_names ykc_names_start_failure = NAMES(start_failure);

static const ykc_name stop_failure[] = {
    NAME(0, "无", "none"),
    NAME(1, "设备编号不匹配", "pile number mismatch"),
    NAME(2, "枪未处于充电状态", "gun is not charging"),
    NAME(3, "其他", "other"),
};
const ykc_names ykc_names_stop_failure = NAMES(stop_failure);

/* The document leaves 3 out. */
static const ykc_name start_source[] = {
    NAME(1, "app", "app"),
    NAME(2, "卡", "card"),
    NAME(4, "离线卡", "offline card"),
    NAME(5, "vin码", "VIN"),
};
const ykc_names ykc_names_start_source = NAMES(start_source);

/*
 * 0x3B field 30: annex 13.1, protocol reference 6. What the document reserves is used, by each maker in its own way: these
 * values are known and have no common meaning. Below 0x40 and above 0x90 nothing is defined.
 */
static const ykc_name stop_reason[] = {
    /* 0x40-0x49: completed, 充电完成 */
    NAME(0x40, "结束充电，APP远程停止", "ended: stopped remotely by the app"),
    NAME(0x41, "结束充电，SOC达到100%", "ended: SOC reached 100 %"),
    NAME(0x42, "结束充电，充电电量满足设定条件", "ended: energy limit reached"),
    NAME(0x43, "结束充电，充电金额满足设定条件", "ended: amount limit reached"),
    NAME(0x44, "结束充电，充电时间满足设定条件", "ended: time limit reached"),
    NAME(0x45, "结束充电，手动停止充电", "ended: stopped by hand at the pile"),
    NAME(0x46, "其他方式（预留）", "ended: other (reserved, maker-specific)"),
    NAME(0x47, "其他方式（预留）", "ended: other (reserved, maker-specific)"),
    NAME(0x48, "其他方式（预留）", "ended: other (reserved, maker-specific)"),
    NAME(0x49, "其他方式（预留）", "ended: other (reserved, maker-specific)"),
    /* 0x4A-0x69: start failed, 充电启动失败 */
    NAME(0x4A, "充电启动失败，充电桩控制系统故障(需要重启或自动恢复)",
         "start failed: pile control system fault (restart or self-recovery needed)"),
    NAME(0x4B, "充电启动失败，控制导引断开", "start failed: control pilot open"),
    NAME(0x4C, "充电启动失败，断路器跳位", "start failed: circuit breaker tripped"),
    NAME(0x4D, "充电启动失败，电表通信中断", "start failed: meter communication lost"),
    NAME(0x4E, "充电启动失败，余额不足", "start failed: balance too low"),
    NAME(0x4F, "充电启动失败，充电模块故障", "start failed: charging module fault"),
    NAME(0x50, "充电启动失败，急停开入", "start failed: emergency stop"),
    NAME(0x51, "充电启动失败，防雷器异常", "start failed: surge protector"),
    NAME(0x52, "充电启动失败，BMS未就绪", "start failed: BMS not ready"),
    NAME(0x53, "充电启动失败，温度异常", "start failed: temperature abnormal"),
    NAME(0x54, "充电启动失败，电池反接故障", "start failed: battery reversed"),
    NAME(0x55, "充电启动失败，电子锁异常", "start failed: electronic lock"),
    NAME(0x56, "充电启动失败，合闸失败", "start failed: contactor did not close"),
    NAME(0x57, "充电启动失败，绝缘异常", "start failed: insulation"),
    NAME(0x58, "预留", "reserved"),
    NAME(0x59, "充电启动失败，接收BMS握手报文BHM超时", "start failed: BHM (handshake) timeout"),
    NAME(0x5A, "充电启动失败，接收BMS和车辆的辨识报文超时BRM", "start failed: BRM (identification) timeout"),
    NAME(0x5B, "充电启动失败，接收电池充电参数报文超时BCP", "start failed: BCP (charging parameters) timeout"),
    NAME(0x5C, "充电启动失败，接收BMS完成充电准备报文超时BRO AA", "start failed: BRO 0xAA (BMS ready) timeout"),
    NAME(0x5D, "充电启动失败，接收电池充电总状态报文超时BCS", "start failed: BCS (total state) timeout"),
    NAME(0x5E, "充电启动失败，接收电池充电要求报文超时BCL", "start failed: BCL (demand) timeout"),
    NAME(0x5F, "充电启动失败，接收电池状态信息报文超时BSM", "start failed: BSM (battery state) timeout"),
    NAME(0x60, "充电启动失败，GB2015电池在BHM阶段有电压不允许充电",
         "start failed: GB 2015 battery shows voltage in the BHM phase, charging not allowed"),
    NAME(0x61, "充电启动失败，GB2015辨识阶段在BRO_AA时候电池实际电压与BCP报文电池电压差距大于5%",
         "start failed: GB 2015, at BRO 0xAA the battery voltage differs from BCP by more than 5 %"),
    NAME(0x62, "充电启动失败，B2015充电机在预充电阶段从BRO_AA变成BRO_00状态",
         "start failed: GB 2015, BRO fell from 0xAA to 0x00 during pre-charge"),
    NAME(0x63, "充电启动失败，接收主机配置报文超时", "start failed: host configuration timeout"),
    NAME(0x64, "充电启动失败，充电机未准备就绪,我们没有回CRO AA，对应老国标",
         "start failed: charger not ready, no CRO 0xAA sent (old national standard)"),
    NAME(0x65, "（其他原因）预留", "start failed: reserved (maker-specific)"),
    NAME(0x66, "（其他原因）预留", "start failed: reserved (maker-specific)"),
    NAME(0x67, "（其他原因）预留", "start failed: reserved (maker-specific)"),
    NAME(0x68, "（其他原因）预留", "start failed: reserved (maker-specific)"),
    NAME(0x69, "（其他原因）预留", "start failed: reserved (maker-specific)"),
    /* 0x6A-0x8F: aborted, 充电异常中止 */
    NAME(0x6A, "充电异常中止，系统闭锁", "aborted: system interlock"),
    NAME(0x6B, "充电异常中止，导引断开", "aborted: control pilot open"),
    NAME(0x6C, "充电异常中止，断路器跳位", "aborted: circuit breaker tripped"),
    NAME(0x6D, "充电异常中止，电表通信中断", "aborted: meter communication lost"),
    NAME(0x6E, "充电异常中止，余额不足", "aborted: balance too low"),
    NAME(0x6F, "充电异常中止，交流保护动作", "aborted: AC protection"),
    NAME(0x70, "充电异常中止，直流保护动作", "aborted: DC protection"),
    NAME(0x71, "充电异常中止，充电模块故障", "aborted: charging module fault"),
    NAME(0x72, "充电异常中止，急停开入", "aborted: emergency stop"),
    NAME(0x73, "充电异常中止，防雷器异常", "aborted: surge protector"),
    NAME(0x74, "充电异常中止，温度异常", "aborted: temperature abnormal"),
    NAME(0x75, "充电异常中止，输出异常", "aborted: output abnormal"),
    NAME(0x76, "充电异常中止，充电无流", "aborted: no charging current"),
    NAME(0x77, "充电异常中止，电子锁异常", "aborted: electronic lock"),
    NAME(0x78, "预留", "reserved"),
    NAME(0x79, "充电异常中止，总充电电压异常", "aborted: total voltage abnormal"),
    NAME(0x7A, "充电异常中止，总充电电流异常", "aborted: total current abnormal"),
    NAME(0x7B, "充电异常中止，单体充电电压异常", "aborted: cell voltage abnormal"),
    NAME(0x7C, "充电异常中止，电池组过温", "aborted: battery too hot"),
    NAME(0x7D, "充电异常中止，最高单体充电电压异常", "aborted: highest cell voltage abnormal"),
    NAME(0x7E, "充电异常中止，最高电池组过温", "aborted: highest battery temperature"),
    NAME(0x7F, "充电异常中止，BMV单体充电电压异常", "aborted: BMV cell voltage abnormal"),
    NAME(0x80, "充电异常中止，BMT电池组过温", "aborted: BMT battery too hot"),
    NAME(0x81, "充电异常中止，电池状态异常停止充电", "aborted: battery state abnormal"),
    NAME(0x82, "充电异常中止，车辆发报文禁止充电", "aborted: vehicle forbade charging"),
    NAME(0x83, "充电异常中止，充电桩断电", "aborted: pile lost power"),
    NAME(0x84, "充电异常中止，接收电池充电总状态报文超时", "aborted: BCS timeout"),
    NAME(0x85, "充电异常中止，接收电池充电要求报文超时", "aborted: BCL timeout"),
    NAME(0x86, "充电异常中止，接收电池状态信息报文超时", "aborted: BSM timeout"),
    NAME(0x87, "充电异常中止，接收BMS中止充电报文超时", "aborted: BST timeout"),
    NAME(0x88, "充电异常中止，接收BMS充电统计报文超时", "aborted: BSD timeout"),
    NAME(0x89, "充电异常中止，接收对侧CCS报文超时", "aborted: CCS of the other side timeout"),
    NAME(0x8A, "（其他原因）预留；V2.1：可充电金额不足", "aborted: reserved (maker-specific); V2.1: chargeable balance too low"),
    NAME(0x8B, "（其他原因）预留；V2.1：达到设定SOC", "aborted: reserved (maker-specific); V2.1: set SOC reached"),
    NAME(0x8C, "（其他原因）预留", "aborted: reserved (maker-specific)"),
    NAME(0x8D, "（其他原因）预留", "aborted: reserved (maker-specific)"),
    NAME(0x8E, "（其他原因）预留", "aborted: reserved (maker-specific)"),
    NAME(0x8F, "（其他原因）预留", "aborted: reserved (maker-specific)"),
    /* neither */
    NAME(0x90, "未知原因停止", "unknown"),
};
const ykc_names ykc_names_stop_reason = NAMES(stop_reason);

/* Only says that the frame was received, not that the charge was settled. */
static const ykc_name record_result[] = {
    NAME(0, "上传成功", "received"),
    NAME(1, "非法账单", "illegal record"),
};
const ykc_names ykc_names_record_result = NAMES(record_result);

static const ykc_name balance_result[] = {
    NAME(0, "修改成功", "done"),
    NAME(1, "设备编号错误", "wrong pile number"),
    NAME(2, "卡号错误", "wrong card"),
};
const ykc_names ykc_names_balance_result = NAMES(balance_result);

/* 0 is not in the document: nothing else can stand there after a success. */
static const ykc_name card_sync_failure[] = {
    NAME(0, "无", "none"),
    NAME(1, "卡号格式错误", "card number malformed"),
    NAME(2, "储存空间不足", "storage full"),
};
const ykc_names ykc_names_card_sync_failure = NAMES(card_sync_failure);

static const ykc_name card_clear_result[] = {
    NAME(0, "清除失败", "failed"),
    NAME(1, "清除成功", "deleted"),
};
const ykc_names ykc_names_card_clear_result = NAMES(card_clear_result);

/*
 * The document contradicts itself: for the first card 1 is malformed and 2 deleted, for the n-th 0 is deleted and 1 malformed.
 * Only 1 is sure; whether a card was deleted is in card_clear_result.
 */
static const ykc_name card_clear_failure[] = {
    NAME(0, "无（或清除成功）", "none (or: deleted)"),
    NAME(1, "卡号格式错误", "card number malformed"),
    NAME(2, "清除成功（仅首张卡定义）", "deleted (defined for the first card only)"),
};
const ykc_names ykc_names_card_clear_failure = NAMES(card_clear_failure);

static const ykc_name card_query_result[] = {
    NAME(0, "不存在", "not stored"),
    NAME(1, "存在", "stored"),
};
const ykc_names ykc_names_card_query_result = NAMES(card_query_result);

static const ykc_name parallel_role[] = {
    NAME(0, "主枪", "main gun"),
    NAME(1, "辅枪", "auxiliary gun"),
};
const ykc_names ykc_names_parallel_role = NAMES(parallel_role);

/* Chapter 9 */

/* Mind the sense: 1 forbids. */
static const ykc_name work_permission[] = {
    NAME(0, "允许正常工作", "may work"),
    NAME(1, "停止使用，锁定充电桩", "stop and lock"),
};
const ykc_names ykc_names_work_permission = NAMES(work_permission);

/* Chapter 10 */

static const ykc_name lock_state[] = {
    NAME(0x00, "未到位", "neither end reached"),
    NAME(0x55, "升锁到位", "raised"),
    NAME(0xFF, "降锁到位", "lowered"),
};
const ykc_names ykc_names_lock_state = NAMES(lock_state);

static const ykc_name parking_state[] = {
    NAME(0x00, "无车辆", "free"),
    NAME(0xFF, "停放车辆", "occupied"),
};
const ykc_names ykc_names_parking_state = NAMES(parking_state);

static const ykc_name lock_alarm[] = {
    NAME(0x00, "正常无报警", "none"),
    NAME(0x55, "摇臂升降异常(未到位)", "arm did not reach its end"),
    NAME(0xFF, "待机状态摇臂破坏", "arm broken on standby"),
};
const ykc_names ykc_names_lock_alarm = NAMES(lock_alarm);

static const ykc_name lock_command[] = {
    NAME(0x55, "升锁", "raise"),
    NAME(0xFF, "降锁", "lower"),
};
const ykc_names ykc_names_lock_command = NAMES(lock_command);

static const ykc_name lock_result[] = {
    NAME(0, "鉴权失败", "refused"),
    NAME(1, "鉴权成功", "accepted"),
};
const ykc_names ykc_names_lock_result = NAMES(lock_result);

/* Chapter 11 */

/* 0x01 counts otherwise: see pile_type */
static const ykc_name pile_model[] = {
    NAME(1, "直流", "DC"),
    NAME(2, "交流", "AC"),
};
const ykc_names ykc_names_pile_model = NAMES(pile_model);

static const ykc_name execute_when[] = {
    NAME(1, "立即执行", "at once"),
    NAME(2, "空闲执行", "when idle"),
};
const ykc_names ykc_names_execute_when = NAMES(execute_when);

static const ykc_name update_result[] = {
    NAME(0, "成功", "success"),
    NAME(1, "编号错误", "wrong number"),
    NAME(2, "程序与桩型号不符", "program does not fit the model"),
    NAME(3, "下载更新文件超时", "download timed out"),
};
const ykc_names ykc_names_update_result = NAMES(update_result);

/* V2.1 */

static const ykc_name smoke_detector[] = {
    NAME(0, "未获取", "not known"),
    NAME(1, "启动", "started"),
    NAME(2, "空闲", "idle"),
    NAME(3, "报警", "alarm"),
    NAME(4, "故障", "fault"),
};
const ykc_names ykc_names_smoke_detector = NAMES(smoke_detector);

static const ykc_name fault_class[] = {
    NAME(1, "车故障", "vehicle"),
    NAME(2, "车桩交互故障", "vehicle and pile"),
    NAME(3, "桩/平台故障", "pile and platform"),
    NAME(4, "桩故障", "pile"),
    NAME(5, "自定义故障", "maker-specific"),
};
const ykc_names ykc_names_fault_class = NAMES(fault_class);

static const ykc_name fault_result[] = {
    NAME(0, "上传成功", "received"),
    NAME(1, "非法故障", "illegal fault"),
};
const ykc_names ykc_names_fault_result = NAMES(fault_result);

static const ykc_name record_call_failure[] = {
    NAME(0, "无", "none"),
    NAME(1, "交易记录不存在", "no such record"),
    NAME(2, "召唤交易正在充电中", "still charging"),
};
const ykc_names ykc_names_record_call_failure = NAMES(record_call_failure);

static const ykc_name qr_symbology[] = {
    NAME(0, "QR码", "QR"),
    NAME(1, "汉信码", "Han Xin"),
    NAME(2, "PDF417", "PDF417"),
    NAME(3, "Data Matrix", "Data Matrix"),
};
const ykc_names ykc_names_qr_symbology = NAMES(qr_symbology);

static const ykc_name plug_and_charge[] = {
    NAME(0, "支持", "on"),
    NAME(1, "不支持", "off"),
};
const ykc_names ykc_names_plug_and_charge = NAMES(plug_and_charge);

static const ykc_name log_kind[] = {
    NAME(0, "全部日志", "all"),
    NAME(1, "BMS日志", "BMS"),
    NAME(2, "数据库日志", "database"),
};
const ykc_names ykc_names_log_kind = NAMES(log_kind);

static const ykc_name log_failure[] = {
    NAME(0, "无", "none"),
    NAME(1, "无数据", "no data"),
    NAME(2, "数据过大，上传失败", "too large"),
};
const ykc_names ykc_names_log_failure = NAMES(log_failure);

/* V1.5 supplement */

static const ykc_name qr_format[] = {
    NAME(0, "前缀+桩编号", "prefix + pile number"),
    NAME(1, "前缀+桩编号+枪编号", "prefix + pile and gun number"),
};
const ykc_names ykc_names_qr_format = NAMES(qr_format);

/* clang-format on */
