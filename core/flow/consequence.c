/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an unanswered request means: that depends on what was asked. */
#include "catalog/catalog.h"
#include "catalog/types.h"
#include "finding.h"
#include "rules.h"

typedef struct unanswered {
    uint8_t code; /* of the request */
    ykc_label consequence;
} unanswered;

/* clang-format off */

static const unanswered unanswered_requests[] = {
    {YKC_TYPE_LOGIN, LABEL(
        "充电桩没有登录成功，会一直重试；在此之前平台不能启动充电，桩上的交易记录也传不上去。",
        "The pile is not logged in and goes on trying; until then the platform cannot start a charge, and no record gets through.")},
    {YKC_TYPE_HEARTBEAT, LABEL(
        "连续几次没有应答时，充电桩会认为连接已断开并重新连接；充电可以继续，但期间的命令和记录会推迟。",
        "After some of these the pile takes the connection as broken and opens a new one; a charge may go on, but commands and records "
        "are delayed meanwhile.")},
    {YKC_TYPE_BILLING_MODEL_CHECK, LABEL(
        "充电桩不知道自己的计费模型是否与平台一致，会一直重试；此时开始的充电可能按过期的价格计费。",
        "The pile does not know whether its billing model is the platform's, and goes on asking; a charge that begins now may be billed at "
        "old prices.")},
    {YKC_TYPE_BILLING_MODEL_REQUEST, LABEL(
        "充电桩没有取到计费模型，会一直重试；此时开始的充电没有价格，或按过期的价格计费。",
        "The pile has not got the billing model and goes on asking; a charge that begins now has no prices, or old ones.")},
    {YKC_TYPE_READ_REALTIME, LABEL(
        "平台看到的仍是上一次的状态和数据；订单和账单不受影响。",
        "The platform goes on showing the state that it knew before; order and bill are not affected.")},
    {YKC_TYPE_START_REQUEST, LABEL(
        "用户在桩前刷卡或插枪后没有反应：没有 0x32 就不会开始充电，也没有订单。",
        "The user stands at a pile that does nothing: without 0x32 no charge begins, and there is no order.")},
    {YKC_TYPE_REMOTE_START, LABEL(
        "没有 0x33 时，平台视为启动失败并关闭订单；如果充电桩仍然开始充电，此后的电量不计费。",
        "Without 0x33 the platform takes the start as failed and closes the order: if the pile charges all the same, that energy is not "
        "billed.")},
    {YKC_TYPE_REMOTE_STOP, LABEL(
        "没有 0x35，就不知道充电是否已停止；充电可能继续，用户还在付费，直到充电桩自己结束。",
        "Without 0x35 it is unknown whether the charge stopped: it may go on, and cost the user money, until the pile ends it by itself.")},
    {YKC_TYPE_RECORD, LABEL(
        "充电桩不知道交易记录是否已收到，会重发几次后停止；平台没有收到时，订单无法结算。",
        "The pile does not know whether its record arrived; it repeats it a few times and then stops. If the platform did not get it, the "
        "order cannot be settled.")},
    {YKC_TYPE_BALANCE_UPDATE, LABEL(
        "充电桩可能仍按原来的余额工作，提前结束充电或超出余额继续充电。",
        "The pile may go on with the old balance: it ends the charge too early, or charges for more than there is.")},
    {YKC_TYPE_CARD_SYNC, LABEL(
        "平台不知道离线卡名单是否已保存；离线时，这些卡可能无法充电。",
        "The platform does not know whether the cards are stored; offline, they may not be able to charge.")},
    {YKC_TYPE_CARD_DELETE, LABEL(
        "平台不知道这些卡是否已清除；离线时，它们可能仍能充电而无人付费。",
        "The platform does not know whether the cards are removed; offline, they may still charge, and nobody pays.")},
    {YKC_TYPE_CARD_QUERY, LABEL(
        "平台不知道充电桩里有哪些离线卡；订单和账单不受影响。",
        "The platform does not learn which cards the pile holds; order and bill are not affected.")},
    {YKC_TYPE_WORK_PARAMETER_SETTING, LABEL(
        "不知道充电桩是否已采用新的工作参数：停用的枪可能仍在充电，功率限制可能没有生效。",
        "It is unknown whether the pile uses the new setting: a gun that should be out of service may still charge, or a power limit may not "
        "hold.")},
    {YKC_TYPE_CLOCK_SETTING, LABEL(
        "不知道充电桩的时钟是否已校准；时钟不准时，账单里的时间和分时电价的归属都会出错。",
        "It is unknown whether the pile's clock was set; a wrong clock puts wrong times into bills, and energy into the wrong tariff.")},
    {YKC_TYPE_BILLING_MODEL_SETTING, LABEL(
        "不知道充电桩是否已采用新的计费模型，之后的充电可能按旧价格计费。",
        "It is unknown whether the pile uses the new billing model; charges after it may be billed at the old prices.")},
    {YKC_TYPE_PARKING_LOCK_COMMAND, LABEL(
        "不知道地锁是否已动作，车位可能仍被占用或无法停车；账单不受影响。",
        "It is unknown whether the parking lock moved: the place may stay shut, or open for anybody; the bill is not affected.")},
    {YKC_TYPE_REBOOT, LABEL(
        "不知道充电桩是否会重启，故障可能仍在。",
        "It is unknown whether the pile restarts; what the restart should cure may go on.")},
    {YKC_TYPE_UPDATE, LABEL(
        "不知道固件是否已更新，充电桩可能仍在运行旧版本。",
        "It is unknown whether the firmware was updated; the pile may still run the old one.")},
    {YKC_TYPE_PARALLEL_START_REQUEST, LABEL(
        "用户在桩前没有看到反应：没有 0xA2，并充不会开始，也没有订单。",
        "The user stands at a pile that does nothing: without 0xA2 no parallel charge begins, and there is no order.")},
    {YKC_TYPE_PARALLEL_REMOTE_START, LABEL(
        "没有 0xA3 时，平台视为这把枪启动失败并关闭订单；如果它仍然开始充电，此后的电量不计费。",
        "Without 0xA3 the platform takes the start of this gun as failed and closes the order: if it charges all the same, that energy is not "
        "billed.")},
    {YKC_TYPE_FAULT_CLEARED, LABEL(
        "平台不知道故障已恢复，会继续显示该枪故障而不派单；订单和账单不受影响。",
        "The platform does not know that the fault is over: it goes on showing the gun as faulty and starts nothing on it; order and bill are not affected.")},
    {YKC_TYPE_RECORD_CALL, LABEL(
        "平台没有得到它缺少的交易记录，这笔订单仍无法结算。",
        "The platform does not get the record that it lacks: that order stays unsettled.")},
    {YKC_TYPE_START_COMPLETED, LABEL(
        "充电桩不知道平台是否收到启动结果；平台若没有收到，90 秒后视为启动失败。",
        "The pile does not know whether the platform heard that the start is done; if it did not, it takes the start as failed after 90 s.")},
    {YKC_TYPE_FAULT_REPORT, LABEL(
        "充电桩每 30 秒重发一次故障，最多 3 次；平台若没有收到，就不知道该枪故障。",
        "The pile repeats the fault every 30 s, three times at most; if the platform did not get it, it does not know of the fault.")},
    {YKC_TYPE_QR_CODE, LABEL(
        "枪上的二维码可能仍是旧的：扫码的用户会启动别的枪，或什么也启动不了。",
        "The gun may go on showing an old QR code: who scans it starts another gun, or nothing.")},
    {YKC_TYPE_SERVER_SETTING, LABEL(
        "不知道充电桩是否会改连新的平台地址；旧地址停用后，它可能不再上线。",
        "It is unknown whether the pile will connect to the new address; once the old one is gone it may stay away.")},
    {YKC_TYPE_PARAMETER_SETTING, LABEL(
        "不知道即插即充、鉴权超时和离线充电时间的设置是否生效。",
        "It is unknown whether plug and charge, the authorisation timeout and the offline charging time are in force.")},
    {YKC_TYPE_DEFAULT_POWER, LABEL(
        "不知道默认最大功率是否生效：充电可能超过场站允许的功率。",
        "It is unknown whether the default power limit is in force: charges may take more than the station allows.")},
    {YKC_TYPE_PLUG_IN_VIN, LABEL(
        "插枪后充电桩没有得到平台的答复，即插即充不会开始。",
        "The pile gets no answer to the VIN at plug-in: plug and charge does not begin.")},
    {YKC_TYPE_KEY_UPDATE, LABEL(
        "不知道充电桩是否换用新密钥；下次登录若仍用旧密钥，平台无法解密。",
        "It is unknown whether the pile took the new key: if it seals its next login with the old one, the platform cannot open it.")},
    {YKC_TYPE_LOG_REQUEST, LABEL(
        "平台得不到充电桩的日志；订单和账单不受影响。",
        "The platform does not get the pile's log; order and bill are not affected.")},
    {YKC_TYPE_QR_URL, LABEL(
        "不知道充电桩是否显示新的二维码链接；扫旧码可能打不开。",
        "It is unknown whether the pile shows the new link; the old one may lead nowhere.")},
    {YKC_TYPE_GUN_QR_URL, LABEL(
        "不知道这把枪是否显示新的二维码链接；扫旧码可能启动不了。",
        "It is unknown whether this gun shows the new link; scanning the old one may start nothing.")},
    {YKC_TYPE_QR_PREFIX, LABEL(
        "不知道充电桩是否得到二维码前缀；没有前缀时屏幕上的二维码无效，用户不能扫码启动。",
        "It is unknown whether the pile has the prefix of its QR codes; without it they are void, and nobody can start by scanning.")},
};
/* clang-format on */

const ykc_label *ykc_finding_consequence(const ykc_finding *finding)
{
    if (finding->rule == &ykc_rules[YKC_RULE_REPLY_MISSING])
        for (size_t i = 0; i < YKC_COUNT_OF(unanswered_requests); i++)
            if (unanswered_requests[i].code == ykc_catalog_role(finding->code))
                return &unanswered_requests[i].consequence;
    return &finding->rule->consequence;
}
