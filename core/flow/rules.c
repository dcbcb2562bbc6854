/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rule catalogue, and the names of what findings and sessions carry. docs/rules.md is written from it. */
#include "rules.h"

#include <string.h>

#include "finding.h"

/* clang-format off */

/* Texts: meaning and example are one line without a full stop; consequence and cause are sentences. */
const ykc_rule ykc_rules[YKC_RULE_COUNT] = {
    /* capture/: the evidence itself. Nothing here is the fault of a pile or a platform. */
    [YKC_RULE_CAPTURE_GAP] = {
        .id = "capture/gap",
        .severity = YKC_NOTE,
        .scope = YKC_SINGLY,
        .section = "",
        .meaning = LABEL("抓包缺少 TCP 流中的一段字节：TCP 序列号不连续",
                         "Bytes of a TCP stream are missing from the capture: its TCP sequence numbers jump"),
        .consequence = LABEL("缺口内的帧无法判断：看似缺少的应答、步骤或心跳可能就在缺口里。可由缺口解释的问题只标为“可能”，"
                             "或不予报告。",
                             "Frames inside the hole cannot be judged: a reply, a step or a heartbeat that seems to be missing "
                             "may have been there. A finding that the hole could explain is marked \"possible\" or not raised "
                             "at all."),
        .cause = LABEL("抓包计算机或交换机镜像端口来不及处理，或部分流量走了别的路径。充电桩和平台通常已正常收到这些字节。",
                       "The capturing computer or the mirror port could not keep up, or part of the traffic took another "
                       "route. As a rule pile and platform received these bytes."),
        .example = LABEL("第 812 包：此前平台发送的 1460 字节缺失",
                         "Packet 812: 1460 bytes that the platform sent before it are missing"),
    },
    [YKC_RULE_CAPTURE_MIDSTREAM] = {
        .id = "capture/midstream",
        .severity = YKC_NOTE,
        .scope = YKC_PER_CONNECTION,
        .section = "",
        .meaning = LABEL("抓包开始时连接已经打开，其建立过程不在抓包中",
                         "The connection was already open when the capture began: its opening is not in the capture"),
        .consequence = LABEL("无法判断该连接的登录、计费模型验证和起始序列号，也无法判断抓包前已在进行的充电是如何启动的。",
                             "Login, billing model check and first sequence number of this connection cannot be judged, nor "
                             "how a charge was started that was already running."),
        .cause = LABEL("连接会保持很久，抓包开始前充电桩早已登录；也可能是最初的数据包没有抓到。要看到登录过程，请先开始抓包，"
                       "再重启充电桩或其网络；分段保存的抓包请给出全部文件。",
                       "Connections last for days, and the pile had logged in long before; or its first packets were missed. "
                       "To see a login, start the capture first and then restart the pile or its network; of a rotated capture "
                       "give all files."),
        .example = LABEL("该连接的第一个数据包就是心跳 0x03，前面没有 SYN",
                         "The first packet of the connection is a heartbeat 0x03; no SYN precedes it"),
    },
    [YKC_RULE_CAPTURE_ONE_WAY] = {
        .id = "capture/one-way",
        .severity = YKC_NOTE,
        .scope = YKC_PER_CONNECTION,
        .section = "",
        .meaning = LABEL("只抓到了该连接的一个方向", "Only one direction of the connection was captured"),
        .consequence = LABEL("无法判断该连接上的应答，以及其他需要双方数据才能确定的内容。没有抓到的应答不会报告为缺失。",
                             "Replies, and everything else that needs both sides, cannot be judged on this connection. A reply "
                             "that was not captured is not reported as missing."),
        .cause = LABEL("镜像端口或抓包过滤条件只放行一个方向，或两个方向走了不同的路径。",
                       "A mirror port or a capture filter that passes one direction only, or different routes for the two "
                       "directions."),
        .example = LABEL("充电桩发出 412 帧，平台方向一个数据包也没有",
                         "412 frames from the pile, and not one packet from the platform"),
    },
    [YKC_RULE_CAPTURE_CUT_OFF] = {
        .id = "capture/cut-off",
        .severity = YKC_NOTE,
        .scope = YKC_PER_CONNECTION,
        .section = "",
        .meaning = LABEL("抓包结束时，仍有应答或步骤在等待中", "The capture ended while replies or steps were still due"),
        .consequence = LABEL("这些内容无法判断：不会因此报告缺少应答、步骤或交易记录，相应会话的结果为“未结束”。",
                             "What was still due cannot be judged: no reply, step or record is reported as missing because of "
                             "it, and the outcome of its session is \"open\"."),
        .cause = LABEL("抓包在一次交互或充电的中途停止，或最后一个文件到此为止。请抓到 0x40 确认交易记录之后再停止；"
                       "分段保存的抓包请给出全部文件。",
                       "The capture was stopped, or its last file ends, in the middle of an exchange or a charge. Let it run "
                       "until 0x40 has confirmed the record; of a rotated capture give all files."),
        .example = LABEL("抓包到第 9123 包结束，第 9120 包的交易记录 0x3B 还在等待 0x40",
                         "The capture ends at packet 9123; the record 0x3B in packet 9120 is still waiting for its 0x40"),
    },
    [YKC_RULE_CAPTURE_TRUNCATED] = {
        .id = "capture/truncated",
        .severity = YKC_NOTE,
        .scope = YKC_PER_CONNECTION,
        .section = "",
        .meaning = LABEL("数据包被抓包长度（snaplen）截短，或文件在某个数据包中间结束",
                         "Packets were shortened by the snap length, or the file ends inside a packet"),
        .consequence = LABEL("缺失字节中的帧既不能解析也不能校验，看似缺少的应答可能就在其中。",
                             "Frames in the missing bytes can be neither read nor checked, and a reply that seems to be "
                             "missing may have been among them."),
        .cause = LABEL("抓包长度设得比数据包小（tcpdump 的 -s 参数，应使用 -s 0）、抓包程序被强行结束、磁盘已满，"
                       "或文件在写入过程中被复制。",
                       "A snap length below the size of the packets (tcpdump -s; use -s 0), a capture program that was killed, "
                       "a full disk, or a file copied while it was still being written."),
        .example = LABEL("第 57 包：214 字节中只抓到 96 字节", "Packet 57: 96 of its 214 bytes were captured"),
    },

    /* frame/: each frame by itself. */
    [YKC_RULE_FRAME_CRC] = {
        .id = "frame/crc",
        .severity = YKC_ERROR,
        .scope = YKC_SINGLY,
        .section = "3.1, 13.2",
        .meaning = LABEL("帧校验错误：按已知的任何一种算法都不对", "The checksum of the frame is wrong in every known variant"),
        .consequence = LABEL("许多接收方会直接丢弃这样的帧，不作应答，其内容不起作用。如果是交易记录 0x3B，"
                             "在收到正确的一帧之前订单无法结算。",
                             "Many receivers drop such a frame without a reply, and what it says does not count. If it is the "
                             "record 0x3B, the order cannot be settled until a good copy arrives."),
        .cause = LABEL("固件计算校验的字节范围不对，或计算之后又改动了消息体；主控与通信模块之间的字节损坏。"
                       "TCP 传输本身几乎不会出现这种损坏。",
                       "Firmware that computes the checksum over the wrong bytes, or changes the body afterwards; bytes "
                       "damaged between the controller and its modem or network module. TCP itself hardly ever lets damage "
                       "through."),
        .example = LABEL("0x13 的校验值为 0x5906，按其字节计算应为 0x41C2", "0x13 with checksum 0x5906; its bytes give 0x41C2"),
    },
    [YKC_RULE_FRAME_CRC_ORDER] = {
        .id = "frame/crc-order",
        .severity = YKC_WARNING,
        .scope = YKC_PER_CONNECTION,
        .section = "3.1, 13.2",
        .meaning = LABEL("校验值正确，但高低字节颠倒（高字节在前）", "The checksum is right, but sent high byte first"),
        .consequence = LABEL("接收方兼容两种顺序时没有影响。只认低字节在前的接收方会丢弃该发送方的帧，双方连登录都无法完成。",
                             "None where the receiver accepts both orders. One that insists on low byte first drops the frames "
                             "of this sender, and not even a login succeeds."),
        .cause = LABEL("3.1 节的说法有两种理解，13.2 节示例代码返回的两个字节又是颠倒的。"
                       "V1.6 中校验正确的示例报文都是低字节在前。",
                       "Section 3.1 can be read both ways, and the sample code of 13.2 returns the two bytes exchanged. Those "
                       "samples of V1.6 that have a right checksum are low byte first."),
        .example = LABEL("心跳 0x03 以 59 06 结尾，应为 06 59", "A heartbeat 0x03 ends in 59 06 where 06 59 is right"),
    },
    [YKC_RULE_FRAME_CRC_TABLE] = {
        .id = "frame/crc-table",
        .severity = YKC_WARNING,
        .scope = YKC_PER_CONNECTION,
        .section = "3.1, 13.2",
        .meaning = LABEL("校验值与用 V1.4、V1.5 文档中印错的码表算出的结果相同",
                         "The checksum is the one that the misprinted table of the V1.4 and V1.5 documents gives"),
        .consequence = LABEL("码表正确的接收方会丢弃受影响的帧：短帧只有少数，交易记录 0x3B 却接近一半。于是心跳看似正常，"
                             "订单却可能迟迟不能结算，甚至无法结算。",
                             "Receivers with the right table drop the frames that the misprint spoils: few of the short ones, "
                             "but nearly half of the records 0x3B. Heartbeats then look normal while orders are settled late "
                             "or not at all."),
        .cause = LABEL("码表抄自 V1.4 或 V1.5 文档：低字节表中下标 0x5F 的一项印成了 0x40，应为 0x38。",
                       "The table was copied from the V1.4 or V1.5 document: entry 0x5F of its low-byte table is printed as "
                       "0x40; 0x38 is right."),
        .example = LABEL("心跳 0x03 的校验值为 0xEB80，正确值为 0x4B98",
                         "A heartbeat 0x03 with checksum 0xEB80; 0x4B98 is right"),
    },
    [YKC_RULE_FRAME_LENGTH] = {
        .id = "frame/length",
        .severity = YKC_ERROR,
        .scope = YKC_SINGLY,
        .section = "3.1",
        .meaning = LABEL("校验正确，但消息体比该帧类型的字段总长短",
                         "The checksum is right, but the body is shorter than the fields of its type"),
        .consequence = LABEL("末尾的字段缺失。接收方可能拒收这样的帧，请求因此得不到应答；也可能把缺少的部分当作零。",
                             "The last fields are missing. A receiver may reject the frame, so that a request stays "
                             "unanswered, or take what is missing for zero."),
        .cause = LABEL("固件按协议的其他版本编写，或省略了自己不用的字段。",
                       "Firmware for another version of the protocol, or one that leaves out fields that it does not use."),
        .example = LABEL("0x13 的消息体为 56 字节，其字段需要 60 字节", "0x13 with a body of 56 bytes; its fields take 60"),
    },
    [YKC_RULE_FRAME_OVERSIZE] = {
        .id = "frame/oversize",
        .severity = YKC_NOTE,
        .scope = YKC_PER_CONNECTION,
        .section = "3.1",
        .meaning = LABEL("数据长度超过规范规定的上限 200",
                         "The length byte is above 200, the most that the specification allows"),
        .consequence = LABEL("接收方接受时没有影响。严格执行上限的接收方会丢弃该帧，例如离线卡名单因此没有保存。",
                             "None where the receiver takes the frame. One that enforces the limit drops it: a list of offline "
                             "cards, for example, is then not stored."),
        .cause = LABEL("现场很常见：规范自己允许的离线卡数量就超出 200 字节，V1.7 以后的交易记录也更长。",
                       "Usual in the field: the specification itself allows more cards in a list than fit into 200 bytes, and "
                       "the records of V1.7 and later are longer."),
        .example = LABEL("0x44 含 15 张卡：数据长度 252", "0x44 with 15 cards: length byte 252"),
    },
    [YKC_RULE_FRAME_EXTRA] = {
        .id = "frame/extra",
        .severity = YKC_NOTE,
        .scope = YKC_PER_CONNECTION,
        .section = "3.1",
        .meaning = LABEL("该帧类型的最后一个字段之后还有多余的字节",
                         "Bytes are left over after the last field of the frame type"),
        .consequence = LABEL("通常没有影响：接收方会忽略不认识的内容。多余字节的含义不作判断。",
                             "Usually none: receivers ignore what they do not know. What the extra bytes say is not judged."),
        .cause = LABEL("厂家增加的字段，或协议其他版本的字段。",
                       "Fields that a maker added, or those of another version of the protocol."),
        .example = LABEL("0x19 的消息体为 40 字节，其字段共 39 字节", "0x19 with a body of 40 bytes; its fields take 39"),
    },
    [YKC_RULE_FRAME_FOREIGN] = {
        .id = "frame/foreign",
        .severity = YKC_NOTE,
        .scope = YKC_PER_CONNECTION,
        .section = "4",
        .meaning = LABEL("V1.6 未定义、但已知属于某厂家或其他协议版本的帧或消息体",
                         "A frame or body that V1.6 does not define, known from a vendor or another version of the protocol"),
        .consequence = LABEL("不按 V1.6 的规则判断。只支持 V1.6 的接收方多半会忽略它，"
                             "它要完成的事（例如设置二维码）也就不会发生。",
                             "It is not judged by the rules of V1.6. A receiver that knows only V1.6 will most likely ignore "
                             "it, and what it asks for, a QR code for example, does not happen."),
        .cause = LABEL("一方使用了其他版本、V1.5 补充协议（二维码）或厂家自定义的扩展。",
                       "One side speaks another version, the V1.5 supplement (QR codes) or a vendor's dialect."),
        .example = LABEL("平台发送 0xF0：V1.5 补充协议的二维码前缀下发",
                         "0xF0 from the platform: the QR code prefix of the V1.5 supplement"),
    },
    [YKC_RULE_FRAME_GARBAGE] = {
        .id = "frame/garbage",
        .severity = YKC_ERROR,
        .scope = YKC_SINGLY,
        .section = "3.1",
        .meaning = LABEL("数据流中有不属于任何帧的字节", "The stream holds bytes that belong to no frame"),
        .consequence = LABEL("这些字节原本要表达的内容丢失。接收方如果不会重新寻找起始字节 0x68，后面的帧也会一并丢失。",
                             "What these bytes were meant to say is lost. A receiver that does not search for the next start "
                             "byte 0x68 loses the frames behind them too."),
        .cause = LABEL("某帧的长度和校验都不对（例如长度只算了消息体，少了 4）、通信模块或调试输出混入数据流，"
                       "或该连接上跑着别的协议。",
                       "A frame whose length byte and checksum are both wrong (a length that counts the body only is 4 too "
                       "small), modem or debug output in the data stream, or another protocol on the connection."),
        .example = LABEL("第 540 包的 0x13 之前有 23 字节不属于任何帧",
                         "23 bytes in front of the 0x13 in packet 540 belong to no frame"),
    },
    [YKC_RULE_FRAME_TYPE] = {
        .id = "frame/type",
        .severity = YKC_WARNING,
        .scope = YKC_PER_CONNECTION,
        .section = "4",
        .meaning = LABEL("帧类型未知，但校验正确", "The frame type is unknown, though the checksum is right"),
        .consequence = LABEL("无法得知该帧的用途，也无法判断它是否需要应答。接收方如果也不认识该类型，多半会忽略它。",
                             "What the frame is for cannot be told, nor whether it should be answered. A receiver that does "
                             "not know the type either will most likely ignore it."),
        .cause = LABEL("厂家的私有帧、本程序不认识的协议版本，或发送方写错了类型。",
                       "A private frame of a maker, a version of the protocol that this program does not know, or a sender "
                       "that writes a wrong type."),
        .example = LABEL("充电桩发送类型 0x7B，消息体 12 字节", "Type 0x7B from the pile, with a body of 12 bytes"),
    },
    [YKC_RULE_FRAME_DIRECTION] = {
        .id = "frame/direction",
        .severity = YKC_ERROR,
        .scope = YKC_SINGLY,
        .section = "4",
        .meaning = LABEL("应由充电桩发送的帧类型由平台发出，或者相反",
                         "A frame type of the pile was sent by the platform, or the reverse"),
        .consequence = LABEL("接收方不会预期收到它，多半不予处理，相应的交互因此无法完成。",
                             "The receiver does not expect it and will hardly act on it; the exchange that it belongs to then "
                             "stays incomplete."),
        .cause = LABEL("按第 4 章的表使用 0xA3、0xA4（该表把两者的方向印反了）、平台或网关把收到的帧原样发回，"
                       "或模拟器接反了方向。",
                       "Types 0xA3 and 0xA4 used as the table of section 4 has them, which is the wrong way round; a platform "
                       "or gateway that echoes frames; a simulator on the wrong side."),
        .example = LABEL("平台发送了属于充电桩的 0x33", "0x33, a type of the pile, sent by the platform"),
    },
    [YKC_RULE_FRAME_VALUE] = {
        .id = "frame/value",
        .severity = YKC_WARNING,
        .scope = YKC_PER_CONNECTION,
        .section = "3.2, 6-12",
        .meaning = LABEL("字段的取值超出规范的定义", "A field has a value outside its definition"),
        .consequence = LABEL("接收方可能误读该字段或拒收整帧，影响大小取决于字段：例如结束时间不是有效时间的交易记录可能被拒绝。",
                             "The receiver may misread the field or reject the frame. How much that matters depends on the "
                             "field: a record whose end time is no date, for example, may be refused."),
        .cause = LABEL("厂家自定义的取值、协议的其他版本，或字段没有填写。",
                       "A maker's own values, another version of the protocol, or a field that was never filled in."),
        .example = LABEL("0x13：状态 = 未定义 (7)，规范只定义了 0 至 3", "0x13: State = undefined (7); only 0 to 3 are defined"),
    },
    [YKC_RULE_FRAME_ENCRYPTED] = {
        .id = "frame/encrypted",
        .severity = YKC_NOTE,
        .scope = YKC_PER_CONNECTION,
        .section = "3.1",
        .meaning = LABEL("消息体已加密，且没有可用的密钥", "The body is encrypted and there is no usable key"),
        .consequence = LABEL("这些帧只能判断类型、方向、时间和序列号，内容和账单都无法判断。无法读取的登录应答视为成功。",
                             "Only type, direction, time and sequence number of these frames can be judged: not what they say, "
                             "nor the bill. A login reply that cannot be read counts as success."),
        .cause = LABEL("加密标志为 1。V1.6 只写明 3DES，没有给出密钥和模式；V1.8 起使用 AES，密钥在登录时交换。"
                       "请向平台方索取密钥。",
                       "The encryption flag is 1. V1.6 says 3DES and gives neither key nor mode; from V1.8 on it is AES with a "
                       "key exchanged at login. Ask the platform's operator for the key."),
        .example = LABEL("0x13 的加密标志为 1，消息体 64 字节", "0x13 with encryption flag 1 and a body of 64 bytes"),
    },

    /* reply/: requests and their replies. */
    [YKC_RULE_REPLY_MISSING] = {
        .id = "reply/missing",
        .severity = YKC_ERROR,
        .scope = YKC_SINGLY,
        .section = "4, 13.3",
        .meaning = LABEL("请求没有得到应答", "A request was not answered"),
        .consequence = LABEL("0x34 没有 0x33 应答时，平台视为启动失败并关闭订单，此后的电量不计费。没有 0x35，"
                             "就不知道充电是否已停止；没有 0x40，充电桩会重发交易记录，若干次后停止重发。",
                             "After a 0x34 without 0x33 the platform takes the start as failed and closes the order: energy "
                             "after that is not billed. Without 0x35 it is unknown whether the charge stopped; without 0x40 "
                             "the pile repeats the record, but only a few times."),
        .cause = LABEL("移动网络中断；接收方丢弃了请求（校验错误、一帧被拆到两个 TCP 段）或不支持该请求；应答中的桩号、"
                       "枪号或流水号与请求不符。",
                       "A drop-out of the mobile network; a request that the receiver dropped (wrong checksum, a frame split "
                       "over two TCP segments) or does not support; a reply with another pile, gun or serial than the "
                       "request's."),
        .example = LABEL("第 1203 包的 0x34 在 15 分钟内一直没有收到 0x33",
                         "No 0x33 within 15 minutes of the 0x34 in packet 1203"),
    },
    [YKC_RULE_REPLY_LATE] = {
        .id = "reply/late",
        .severity = YKC_WARNING,
        .scope = YKC_SINGLY,
        .section = "13.3",
        .meaning = LABEL("应答超过了时限", "The reply came after its time limit"),
        .consequence = LABEL("请求方可能已不再等待。最要紧的是启动应答：超过 90 秒平台会关闭订单，此后的电量不计费。"
                             "90 秒出自规范，其他应答的时限是本程序设定的。",
                             "The sender of the request may have given up. A start reply matters most: after 90 s the platform "
                             "closes the order, and energy after that is not billed. These 90 s are the specification's; for "
                             "other replies the limits are this program's own."),
        .cause = LABEL("移动网络缓慢或时断时续、充电桩与车辆握手完成后才应答 0x34，或平台繁忙。",
                       "A slow or interrupted mobile network, a pile that answers 0x34 only after the handshake with the "
                       "vehicle, or a busy platform."),
        .example = LABEL("第 1203 包的 0x34 在 104 秒后才收到 0x33，时限为 90 秒",
                         "0x33 comes 104 s after the 0x34 in packet 1203; the limit is 90 s"),
    },
    [YKC_RULE_REPLY_ORPHAN] = {
        .id = "reply/orphan",
        .severity = YKC_WARNING,
        .scope = YKC_SINGLY,
        .section = "4",
        .meaning = LABEL("收到应答，但没有对应的请求", "A reply came to nothing that was asked"),
        .consequence = LABEL("通常会被忽略。但多余的 0x40 可能使充电桩删除平台并未收到的交易记录。",
                             "Usually it is ignored. A stray 0x40, however, may make a pile delete a record that the platform "
                             "never received."),
        .cause = LABEL("应答发送了两次、应答的是先前连接上的请求，或应答中的桩号、枪号、流水号与请求不符。",
                       "A reply that was sent twice, that answers a request of an earlier connection, or whose pile, gun or "
                       "serial is not the request's."),
        .example = LABEL("1 号枪发送 0x35，但没有收到过 0x36", "0x35 for gun 1, though no 0x36 was sent to it"),
    },
    [YKC_RULE_REPLY_SEQUENCE] = {
        .id = "reply/sequence",
        .severity = YKC_WARNING,
        .scope = YKC_PER_CONNECTION,
        .section = "3.1",
        .meaning = LABEL("应答没有沿用请求的序列号", "The reply does not carry the sequence number of its request"),
        .consequence = LABEL("按序列号匹配应答的接收方会认为请求未得到应答，从而重发或放弃；按类型和桩号匹配的则没有影响。",
                             "A receiver that matches replies by number takes the request as unanswered and repeats it or "
                             "gives up; one that matches by type and pile notices nothing."),
        .cause = LABEL("常见情况只作提示：读取时高字节在前、写入时低字节在前（字节颠倒），序列号固定不变，或应答使用自己的计数。",
                       "What is common is only noted: a number read high byte first and written low byte first (bytes "
                       "swapped), a number that is always the same, or the sender's own counter."),
        .example = LABEL("0x03 的序列号为 79，应答 0x04 为 20224：两个字节颠倒",
                         "0x03 with sequence number 79, its 0x04 with 20224: the two bytes swapped"),
    },
    [YKC_RULE_REPLY_REFUSED] = {
        .id = "reply/refused",
        .severity = YKC_NOTE,
        .scope = YKC_SINGLY,
        .section = "6.2, 8-12",
        .meaning = LABEL("对方的应答表示失败或拒绝", "The other side answered that it failed or refuses"),
        .consequence = LABEL("启动被拒绝后该枪不得充电；登录被拒绝后平台应关闭连接；停机失败后充电可能仍在继续。"
                             "拒绝本身并不违反协议。",
                             "After a refused start the gun must not charge, after a refused login the platform is to close "
                             "the connection, after a failed stop the charge may go on. A refusal by itself breaks no rule."),
        .cause = LABEL("应答中的原因已说明：未插枪、余额不足、卡不存在、设备故障等。",
                       "The reason in the reply tells: gun not plugged in, balance too low, unknown card, device fault and so "
                       "on."),
        .example = LABEL("0x33：失败原因 = 未插枪 (5)", "0x33: Failure reason = gun not plugged in (5)"),
    },
    [YKC_RULE_REPLY_DOUBTFUL] = {
        .id = "reply/doubtful",
        .severity = YKC_NOTE,
        .scope = YKC_PER_CONNECTION,
        .section = "8.2",
        .meaning = LABEL("该结果值在现场有两种相反的用法：0x32 的鉴权成功标志为 0 且失败原因为 0",
                         "A result that is used in two opposite ways: 0x32 with result 0 and reason 0"),
        .consequence = LABEL("按规范 0 表示鉴权失败，但这里不当作拒绝。如果该枪随后充电，说明充电桩把它理解为成功；"
                             "严格按规范实现的充电桩则不会启动。",
                             "By the specification 0 means refused, but here it is not taken as a refusal. If the gun then "
                             "charges, the pile took it as granted; a pile that keeps to the specification does not start."),
        .cause = LABEL("有的平台在 0x32 中也像 0x02 那样用 0 表示成功，而规范中两者正好相反。",
                       "Some platforms use 0 for success in 0x32 as in 0x02; in the specification the two are opposite."),
        .example = LABEL("0x32：鉴权成功标志 = 失败 (0)，失败原因 = 无 (0)",
                         "0x32: Authorisation result = refused (0), Refusal reason = none (0)"),
    },

    /* link/: logins, sequence numbers, heartbeats. */
    [YKC_RULE_LINK_LOGIN_FIRST] = {
        .id = "link/login-first",
        .severity = YKC_ERROR,
        .scope = YKC_PER_CONNECTION,
        .flow = YKC_FLOW_POWER_ON,
        .step = 1,
        .section = "4, 6.1",
        .meaning = LABEL("连接上尚未登录成功，就出现了登录以外的帧",
                         "A frame other than the login came before any successful login on the connection"),
        .consequence = LABEL("平台可能忽略该连接上的一切：实时数据和交易记录可能丢失，也可能无法启停充电。",
                             "The platform may ignore everything on such a connection: real-time data and records may be lost "
                             "to it, and it may be unable to start or stop a charge."),
        .cause = LABEL("充电桩断线重连后没有重新登录就继续发送，或没有等待 0x02；也可能是登录应答一直没有到达。",
                       "A pile that goes on after a broken connection without a new login, or does not wait for 0x02; or a "
                       "login reply that never came."),
        .example = LABEL("连接上的第一帧是 0x13，之前没有 0x01",
                         "The first frame on the connection is a 0x13; no 0x01 came before it"),
    },
    [YKC_RULE_LINK_AFTER_REFUSAL] = {
        .id = "link/after-refusal",
        .severity = YKC_ERROR,
        .scope = YKC_PER_CONNECTION,
        .flow = YKC_FLOW_POWER_ON,
        .step = 3,
        .section = "5.1, 6.2",
        .meaning = LABEL("登录被拒绝后，连接上出现了重新登录以外的帧",
                         "After a refused login the connection carried something other than a new login"),
        .consequence = LABEL("平台本应关闭连接。该连接上发送的内容（包括交易记录）可能被丢弃，也不应在其上启动充电。",
                             "The platform should have closed the connection. What is sent on it, records included, may be "
                             "dropped, and no charge should be started on it."),
        .cause = LABEL("平台没有关闭连接，充电桩（或平台自己）照常发送。登录被拒绝，多半是因为平台上没有登记该桩编号。",
                       "The platform leaves the connection open, and the pile, or the platform itself, goes on as if nothing "
                       "had happened. The login is mostly refused because the platform does not know the pile number."),
        .example = LABEL("第 8 包的 0x02 表示登录失败，充电桩在第 11 包发送 0x03",
                         "0x02 in packet 8 says failure; the pile sends 0x03 in packet 11"),
    },
    [YKC_RULE_LINK_SEQUENCE] = {
        .id = "link/sequence",
        .severity = YKC_WARNING,
        .scope = YKC_PER_CONNECTION,
        .section = "3.1",
        .meaning = LABEL("发送方自己的序列号不从 0 开始，或不是逐帧加一",
                         "A sender's own sequence numbers do not start at 0 or do not rise by one"),
        .consequence = LABEL("多数接收方不检查。检查的接收方可能认为有帧丢失或重复而拒收。只要帧被接受，订单和账单不受影响。",
                             "Most receivers do not look. One that does may take frames for lost or repeated and reject them. "
                             "As long as they are accepted, order and bill are not affected."),
        .cause = LABEL("新建连接时计数没有归零，或已计数的帧没有发出。序列号固定不变、高字节在前计数，以及按枪、"
                       "按桩或连同应答一起计数，都是已知做法，只作提示。",
                       "A counter that is not reset for a new connection, or frames that were counted but never sent. A "
                       "constant number, counting high byte first, and one counter for each gun, for each pile or for replies "
                       "too are known habits and only noted."),
        .example = LABEL("充电桩的帧序列号从 115 跳到 118", "The pile's frames jump from sequence number 115 to 118"),
    },
    [YKC_RULE_LINK_HEARTBEAT_LATE] = {
        .id = "link/heartbeat-late",
        .severity = YKC_WARNING,
        .scope = YKC_SINGLY,
        .flow = YKC_FLOW_POWER_ON,
        .step = 9,
        .section = "6.3",
        .meaning = LABEL("充电桩相邻两次心跳间隔超过 1.5 个周期，但尚未达到断线的程度",
                         "Two heartbeats of a pile are more than 1.5 periods apart, though not yet so far as to count as lost"),
        .consequence = LABEL("暂无影响：连续三次没有心跳才视为网络中断。如果频繁出现，则有断线的风险。",
                             "None yet: only three missed heartbeats count as a broken network. If it happens often, expect "
                             "drop-outs."),
        .cause = LABEL("移动网络延迟，或充电桩忙完其他工作才发心跳。该桩任何一把枪的心跳都计算在内。",
                       "Delays in the mobile network, or a pile that sends its heartbeat only after other work. A heartbeat of "
                       "any of its guns counts."),
        .example = LABEL("第 930 包的 0x03 距上一次 21 秒，周期为 10 秒",
                         "0x03 in packet 930 comes 21 s after the one before; the period is 10 s"),
    },
    [YKC_RULE_LINK_HEARTBEAT_LOST] = {
        .id = "link/heartbeat-lost",
        .severity = YKC_ERROR,
        .scope = YKC_SINGLY,
        .flow = YKC_FLOW_POWER_ON,
        .step = 9,
        .section = "6.3",
        .meaning = LABEL("充电桩 30 秒（三个周期）没有心跳，之后未重新登录就继续使用该连接",
                         "A pile sent no heartbeat for 30 s (three periods), yet goes on using the connection without a new "
                         "login"),
        .consequence = LABEL("三次没有心跳即视为网络中断：在充电桩重新登录之前，平台可能显示该桩离线、拒绝启动，"
                             "并把正在进行的充电当作已中断。",
                             "Three missed heartbeats count as a broken network: until the pile logs in again the platform may "
                             "show it as offline, refuse to start it and take a running charge as interrupted."),
        .cause = LABEL("移动网络中断但 TCP 连接没有断开，或固件在忙于其他工作（例如补传交易记录）时停发心跳。",
                       "A drop-out of the mobile network that did not close the TCP connection, or firmware that stops its "
                       "heartbeat during other work, such as the upload of stored records."),
        .example = LABEL("桩 32010600019236 有 64 秒没有 0x03，之后没有 0x01 就发送 0x13",
                         "Pile 32010600019236: no 0x03 for 64 s, then a 0x13 without a new 0x01"),
    },
    [YKC_RULE_LINK_PILE] = {
        .id = "link/pile",
        .severity = YKC_WARNING,
        .scope = YKC_PER_CONNECTION,
        .flow = YKC_FLOW_POWER_ON,
        .step = 1,
        .section = "1.2, 6.1",
        .meaning = LABEL("连接上有充电桩登录，但另一台没有登录的充电桩也在使用该连接",
                         "A pile that did not log in on this connection uses it, though another pile did log in"),
        .consequence = LABEL("能从任意帧识别充电桩的平台可以正常工作。其他平台可能忽略该桩：无法启动，交易记录也可能丢失。",
                             "Platforms that learn piles from any frame work with that. Others may ignore this pile: it then "
                             "cannot be started, and its records may be lost."),
        .cause = LABEL("集中器只为所有充电桩登录一次，或桩编号在两处设置不一致，例如更换主板之后。",
                       "A concentrator that logs in only once for all its piles, or a pile number that is set differently in "
                       "two places, for instance after a board was replaced."),
        .example = LABEL("桩 32010600019236 登录的连接上出现桩 32010600019237 的 0x13",
                         "A 0x13 of pile 32010600019237 on a connection where only 32010600019236 logged in"),
    },
    [YKC_RULE_LINK_TWO_CONNECTIONS] = {
        .id = "link/two-connections",
        .severity = YKC_WARNING,
        .scope = YKC_SINGLY,
        .flow = YKC_FLOW_POWER_ON,
        .step = 1,
        .section = "6.1",
        .meaning = LABEL("充电桩在新连接上登录时，先前的连接上仍有它的帧",
                         "A pile logged in on a new connection while its earlier one still carries its frames"),
        .consequence = LABEL("平台可能把启停命令发到错误的连接上：命令丢失，充电可能无法启动或无法停止。",
                             "The platform may send a start or stop on the wrong one of the two: the command is lost, and a "
                             "charge may not start or not stop."),
        .cause = LABEL("充电桩没有关闭旧连接就新建连接、同时使用两条网络（网线与 SIM 卡），或两台桩使用了相同的编号。",
                       "A pile that opens a new connection without closing the old one, two networks in use at once (LAN and "
                       "SIM card), or two piles with the same number."),
        .example = LABEL("第 2210 包在新连接上发送 0x01，旧连接上仍有该桩的 0x13",
                         "0x01 in packet 2210 on a new connection; a 0x13 of the same pile still arrives on the old one"),
    },

    /* flow/: the step tables of the diagrams. */
    [YKC_RULE_FLOW_STEP_MISSING] = {
        .id = "flow/step-missing",
        .severity = YKC_ERROR,
        .scope = YKC_SINGLY,
        .section = "5",
        .meaning = LABEL("流程中的必需步骤没有出现，而更后面的步骤已出现",
                         "A required step of the flow never came although a later one did"),
        .consequence = LABEL("视步骤而定。缺少计费模型验证（上电流程步骤 4），就无从得知充电桩是否按平台的价格计费；"
                             "缺少 0x19（App 充电流程步骤 21），就没有充电结束时的电池数据。",
                             "It depends on the step. Without the billing model check (power-on, step 4) it is unknown whether "
                             "the pile charges at the platform's prices; without 0x19 (app, step 21) the battery's figures at "
                             "the end of the charge are missing."),
        .cause = LABEL("固件省略了该步骤，往往只在重连之后或充电异常结束时才省略。",
                       "Firmware that leaves the step out, often only after a reconnection or when a charge ends abnormally."),
        .example = LABEL("直流桩 App 充电：已有 0x3B（步骤 22），始终没有 0x19（步骤 21）",
                         "App charge of a DC pile: 0x3B (step 22) came, 0x19 (step 21) never did"),
    },
    [YKC_RULE_FLOW_STEP_ORDER] = {
        .id = "flow/step-order",
        .severity = YKC_ERROR,
        .scope = YKC_SINGLY,
        .section = "5",
        .meaning = LABEL("步骤过早：应在它之前的步骤反而在它之后出现",
                         "A step came too early: another one that has to precede it came only afterwards"),
        .consequence = LABEL("按流程处理的接收方可能还不预期收到该帧而忽略它，其内容便不会计入订单。",
                             "A receiver that follows the diagram may not expect the frame yet and ignore it; what it says is "
                             "then missing from the order."),
        .cause = LABEL("固件由多个任务发送而没有保证先后顺序。计费模型验证之前就开始发心跳的充电桩只作提示。",
                       "Firmware that sends from several tasks without keeping their order. A pile that starts its heartbeat "
                       "before the billing model check is only noted."),
        .example = LABEL("App 充电：0x3B（步骤 22）在第 702 包，0x19（步骤 21）在第 705 包才出现",
                         "App charge: 0x3B (step 22) in packet 702, 0x19 (step 21) only in packet 705"),
    },
    [YKC_RULE_FLOW_STEP_REPEATED] = {
        .id = "flow/step-repeated",
        .severity = YKC_WARNING,
        .scope = YKC_SINGLY,
        .section = "5",
        .meaning = LABEL("流程中只应出现一次的步骤再次出现", "A step that happens once in the flow came again"),
        .consequence = LABEL("同一流水号的第二次启动可能被回复“枪已在充电”，也可能再次启动该枪；"
                             "重复的计费模型验证或请求只是多占流量。",
                             "A second start with the same serial may be answered with \"gun already charging\" or start the "
                             "gun again; a repeated billing model check or request only costs traffic."),
        .cause = LABEL("通常是发送方没有收到应答，或不接受该应答，于是重发。",
                       "Usually the sender did not get the answer, or did not accept it, and repeated the frame."),
        .example = LABEL("第 24 包的 0x06 已应答，第 31 包又发送 0x05",
                         "0x05 again in packet 31, although 0x06 in packet 24 answered it"),
    },
    [YKC_RULE_FLOW_UNFINISHED] = {
        .id = "flow/unfinished",
        .severity = YKC_WARNING,
        .scope = YKC_SINGLY,
        .section = "5",
        .meaning = LABEL("流程在最后一个必需步骤之前中断", "The flow broke off before its last required step"),
        .consequence = LABEL("上电流程：充电桩可能尚不能充电。充电流程：就抓包所见，交易记录没有得到确认，订单可能一直未结算，"
                             "或成为异常订单。",
                             "Power-on: the pile may not be ready to charge. Charge: as far as the capture shows the record "
                             "was not confirmed, so the order may stay unsettled or become abnormal."),
        .cause = LABEL("连接断开、充电桩断电，或交易记录未确认就开始了下一次充电。记录也可能在抓包之外得到了确认。",
                       "The connection broke, the pile lost power, or the next charge began before the record was confirmed. "
                       "It may also have been confirmed outside this capture."),
        .example = LABEL("上电流程：0x06（步骤 5）之后连接关闭", "Power-on: the connection closed after 0x06 (step 5)"),
    },

    /* power-on/: the billing model. */
    [YKC_RULE_POWER_ON_MODEL_NOT_FETCHED] = {
        .id = "power-on/model-not-fetched",
        .severity = YKC_ERROR,
        .scope = YKC_SINGLY,
        .flow = YKC_FLOW_POWER_ON,
        .step = 7,
        .section = "5.1, 6.6, 6.7",
        .meaning = LABEL("0x06 表示计费模型不一致，充电桩却没有及时用 0x09 请求平台的模型",
                         "0x06 said that the billing model differs, but the pile did not fetch the platform's in time with 0x09"),
        .consequence = LABEL("得到平台的模型之前，充电桩不得充电。如果充电，交易记录中的价格或分时电量可能与平台不符，"
                             "金额可能出错（少收费）。",
                             "Until it has the platform's model the pile must not charge. If it does, prices or energies by "
                             "tariff in the record may not be the platform's, and the amount may be wrong (too low)."),
        .cause = LABEL("固件不判断 0x06 的结果，0x09 没有发出，或把颠倒了字节的模型编号当作一致。平台下发模型（0x58）也可以。",
                       "Firmware that does not look at the result in 0x06, that never sends 0x09, or that confuses model "
                       "numbers whose bytes are swapped. A model pushed by the platform (0x58) would do as well."),
        .example = LABEL("第 14 包的 0x06 表示不一致，30 秒内没有 0x09",
                         "0x06 in packet 14 says that it differs; no 0x09 within 30 s"),
    },
    [YKC_RULE_POWER_ON_MODEL_REFETCHED] = {
        .id = "power-on/model-refetched",
        .severity = YKC_NOTE,
        .scope = YKC_SINGLY,
        .flow = YKC_FLOW_POWER_ON,
        .step = 7,
        .section = "5.1, 6.6, 6.7",
        .meaning = LABEL("0x06 表示计费模型一致，充电桩仍用 0x09 请求模型",
                         "The pile fetched the billing model with 0x09 although 0x06 had said that it is the same"),
        .consequence = LABEL("对订单和账单没有影响，只是多占流量。", "None for order and bill; it only costs traffic."),
        .cause = LABEL("固件每次上电都请求模型，例如断电后不保存模型。",
                       "Firmware that fetches the model at every power-on, for instance because it does not keep it."),
        .example = LABEL("第 14 包的 0x06 表示一致，第 16 包发送 0x09",
                         "0x06 in packet 14 says that it is the same; 0x09 in packet 16"),
    },
    [YKC_RULE_POWER_ON_CHARGE_WITHOUT_MODEL] = {
        .id = "power-on/charge-without-model",
        .severity = YKC_ERROR,
        .scope = YKC_SINGLY,
        .flow = YKC_FLOW_POWER_ON,
        .section = "6.7",
        .meaning = LABEL("充电桩的计费模型尚未验证一致、请求得到或由平台下发，就启动了充电",
                         "A charge was started although the pile's billing model had been neither confirmed, fetched nor pushed"),
        .consequence = LABEL("按规范，没有计费模型不得充电。如果充电，交易记录中的价格和分时电量可能与平台的模型不符，"
                             "金额随之出错。",
                             "Without a billing model a pile must not charge. If it does, prices and energies by tariff in its "
                             "record may not agree with the platform's model, and the amount is then wrong."),
        .cause = LABEL("充电桩重连后跳过了验证（步骤 4 至 8），平台没有应答 0x05 或 0x09，或平台没有等到结果就启动充电。",
                       "A pile that skips the check (steps 4 to 8) after a reconnection, a platform that does not answer 0x05 "
                       "or 0x09, or one that starts the charge without waiting for the result."),
        .example = LABEL("第 3 包登录后没有 0x06“一致”、0x0A，也没有 0x58 与 0x57，第 40 包却有 0x34",
                         "0x34 in packet 40; since the login in packet 3 no 0x06 \"same\", no 0x0A, and no 0x58 with its 0x57"),
    },
};

/* clang-format on */

const ykc_rule *ykc_rule_find(const char *id)
{
    for (size_t i = 0; i < YKC_RULE_COUNT; i++)
        if (strcmp(ykc_rules[i].id, id) == 0)
            return &ykc_rules[i];
    return NULL;
}

const char *ykc_flow_name(ykc_flow flow)
{
    static const char *const names[] = {
        [YKC_FLOW_NONE] = "none",         [YKC_FLOW_POWER_ON] = "power-on", [YKC_FLOW_APP] = "app",
        [YKC_FLOW_CARD] = "card",         [YKC_FLOW_VIN] = "vin",           [YKC_FLOW_OFFLINE] = "offline",
        [YKC_FLOW_PARALLEL] = "parallel", [YKC_FLOW_SETTINGS] = "settings", [YKC_FLOW_UNKNOWN] = "unknown",
    };

    return names[flow];
}

const char *ykc_outcome_name(ykc_outcome outcome)
{
    static const char *const names[] = {
        [YKC_OUTCOME_OPEN] = "open",       [YKC_OUTCOME_COMPLETE] = "complete", [YKC_OUTCOME_UNFINISHED] = "unfinished",
        [YKC_OUTCOME_REFUSED] = "refused", [YKC_OUTCOME_ABORTED] = "aborted",
    };

    return names[outcome];
}

const char *ykc_severity_name(ykc_severity severity)
{
    static const char *const names[] = {
        [YKC_OFF] = "off",
        [YKC_NOTE] = "note",
        [YKC_WARNING] = "warning",
        [YKC_ERROR] = "error",
    };

    return names[severity];
}

const char *ykc_certainty_name(ykc_certainty certainty)
{
    static const char *const names[] = {
        [YKC_CERTAIN] = "certain",
        [YKC_POSSIBLE] = "possible",
    };

    return names[certainty];
}
