/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Every text that the program itself shows, in every language. Names of the protocol's own things come from the catalogue.
 */
#ifndef YKC_ANALYZER_TEXT_H
#define YKC_ANALYZER_TEXT_H

#include <glib.h>

#include "catalog/field.h"
#include "text_log.h"
#include "text_redact.h"

/* Text(id, 中文, English): printf formats; both languages take the same arguments in the same order (tests/unit/text_test.c). */
#define TEXTS(T)                                                                                                                                            \
    T(TRY_HELP, "用法见 ykcflow --help", "see ykcflow --help")                                                                                              \
    T(NO_CAPTURE, "没有指定抓包文件；%s", "no capture was named; %s")                                                                                       \
    T(BAD_FORMAT, "--format %s：没有这种格式；可用：%s", "--format %s: there is no such format; there are: %s")                                             \
    T(OUTPUT_TWICE, "--output %s：前面的格式已写入 %s；请在两个 --output 之间再给一个 --format",                                                            \
      "--output %s: the format before it goes to %s already; put another --format in between")                                                              \
    T(OUTPUT_NEEDED, "--format：只有一种格式可以写到标准输出；请给其余的格式各加一个 --output 文件",                                                        \
      "--format: only one format can go to standard output; give each of the others an --output FILE")                                                      \
    T(OUTPUT_SHARED, "--output %s：两种格式不能写入同一个文件；请指定两个文件",                                                                             \
      "--output %s: two formats cannot share a file; name two")                                                                                             \
    T(ONE_FORMAT, "--format：该命令一次只写一种格式；请只给一个 --format",                                                                                  \
      "--format: this command writes one format at a time; give --format once")                                                                             \
    T(BAD_PORT, "--port %s：应为以逗号分隔的端口号 1–65535，例如 --port 8768,9000",                                                                         \
      "--port %s: wants port numbers from 1 to 65535 separated by commas, as in --port 8768,9000")                                                          \
    T(BAD_ZONE, "--time-zone %s：应为 ±HH:MM，例如 --time-zone +08:00",                                                                                     \
      "--time-zone %s: wants ±HH:MM, as in --time-zone +08:00")                                                                                             \
    T(BAD_DIALECT, "--dialect %s：应为 auto、V1.4、V1.5、V1.6、V1.7 或 V1.8（V2.1 由帧头识别）",                                                            \
      "--dialect %s: wants auto, V1.4, V1.5, V1.6, V1.7 or V1.8 (V2.1 is told by its header)")                                                              \
    T(BAD_FILTER, "--filter %s：%s；写法见 man pcap-filter", "--filter %s: %s; see man pcap-filter")                                                        \
    T(BAD_TIME, "%s %s：应为日期、日期和时间或时间，例如 2026-03-16、2026-03-16T09:00:00+08:00 或 09:00",                                                   \
      "%s %s: wants a date, a date and a time, or a time, as in 2026-03-16, 2026-03-16T09:00:00+08:00 or 09:00")                                            \
    T(TIMES_REVERSED, "--until %s 早于 --since %s，其间没有数据包",                                                                                         \
      "--until %s is earlier than --since %s: there is nothing in between")                                                                                 \
    T(BAD_SIZE, "--memory-limit %s：应为字节数，例如 --memory-limit 256M",                                                                                  \
      "--memory-limit %s: wants a number of bytes, as in --memory-limit 256M")                                                                              \
    T(BAD_LANGUAGE, "--lang %s：应为 en 或 zh", "--lang %s: wants en or zh")                                                                                \
    T(BAD_PILE, "--pile %s：应为桩编号或其开头，最多 14 位数字，例如 --pile 32010600",                                                                      \
      "--pile %s: wants a pile number or its beginning, up to 14 digits, as in --pile 32010600")                                                            \
    T(BAD_GUN, "--gun %s：应为枪号 1–255，例如 --gun 1", "--gun %s: wants a gun number from 1 to 255, as in --gun 1")                                       \
    T(BAD_TRANSACTION, "--transaction %s：应为交易流水号或其开头，最多 32 位数字",                                                                          \
      "--transaction %s: wants a transaction serial or its beginning, up to 32 digits")                                                                     \
    T(BAD_FAIL_ON, "--fail-on %s：应为 note、warning、error 或 never", "--fail-on %s: wants note, warning, error or never")                                 \
    T(BAD_PROGRESS, "--progress %s：应为 auto 或 never", "--progress %s: wants auto or never")                                                              \
    T(REDACT_OR_SHOW, "--redact 与 --show-secrets 互相矛盾；请只给其中一个",                                                                                \
      "--redact and --show-secrets contradict each other; leave one out")                                                                                   \
    T(BAD_COLOR, "--color %s：应为 auto、always 或 never", "--color %s: wants auto, always or never")                                                       \
    T(BAD_SETTING, "%s：%s", "%s: %s")                                                                                                                      \
    T(BAD_OPTION, "%s；%s", "%s; %s")                                                                                                                       \
    T(UNKNOWN_OPTION, "%s：没有这个选项；是否指 --%s？%s", "%s: there is no such option; did you mean --%s? %s")                                            \
    T(NO_SUCH_RULE, "rules %s：没有这条规则；是否指 %s？ykcflow rules 列出全部规则",                                                                        \
      "rules %s: there is no such rule; did you mean %s? ykcflow rules lists them")                                                                         \
    T(CHECK_UNUSABLE, "rules --check：%s：%s", "rules --check: %s: %s")                                                                                     \
    T(CHECK_NOT_FOUND, "rules --check：%s：%s；请在 ykcflow 的源码目录中运行，或在后面写上该目录",                                                          \
      "rules --check: %s: %s; run it in a source folder of ykcflow, or name that folder")                                                                   \
    T(CHECK_NO_TEXT, "不是不超过 16 MiB 的普通文件", "not a regular file of up to 16 MiB")                                                                  \
    T(CHECK_NO_TABLE, "应为以制表符分隔的列，第二列为 rule", "wants columns separated by tabs, the second one 'rule'")                                      \
    T(CHECK_NO_EXPECTATIONS, "其中没有 expected.tsv", "there is no expected.tsv in it")                                                                     \
    T(CHECK_ONE_FOLDER, "rules --check：只能指定一个目录；%s", "rules --check: wants one folder; %s")                                                       \
    T(CHECK_UNKNOWN, "%s：没有规则 %s", "%s: %s is no rule")                                                                                                \
    T(CHECK_MISSING, "%s：缺少 %s", "%s: %s is missing")                                                                                                    \
    T(CHECK_AGREED, "规则表、docs/rules.md 和示例列出相同的 %d 条规则",                                                                                     \
      "rule table, docs/rules.md and samples list the same %d rules")                                                                                       \
    T(CANNOT_WRITE, "%s：无法写入：%s", "%s: cannot be written: %s")                                                                                        \
    T(STANDARD_INPUT, "标准输入", "standard input")                                                                                                         \
    T(FILE_TERMINAL, "标准输入是终端；请把抓包用管道送入，或指定文件",                                                                                      \
      "standard input is a terminal; pipe a capture into it, or name a file")                                                                               \
    T(FILE_NOT_FOUND, "%s：无法打开：%s；请检查路径", "%s: cannot be opened: %s; check the path")                                                           \
    T(FILE_NOT_ALLOWED, "%s：无法打开：%s；请检查是否有读取权限", "%s: cannot be opened: %s; check that you may read it")                                   \
    T(FILE_FOLDER, "%s：是目录；请指定其中的抓包文件", "%s: is a directory; name the capture files in it")                                                  \
    T(FILE_UNREADABLE, "%s：无法读取：%s", "%s: cannot be read: %s")                                                                                        \
    T(FILE_EMPTY, "%s：是空文件；是否在收到第一个数据包之前就停止了抓包？",                                                                                 \
      "%s: is empty; was the capture stopped before its first packet?")                                                                                     \
    T(FILE_COMPRESSED, "%s：是压缩文件；请边解压边读入：%s -dc FILE | ykcflow -",                                                                           \
      "%s: is compressed; decompress it on the way in: %s -dc FILE | ykcflow -")                                                                            \
    T(FILE_TEXT, "%s：是文本，不是抓包；日志可转成抓包：ykcflow import 日志 -o OUT.pcapng",                                                                 \
      "%s: is text, not a capture; 'ykcflow import LOG -o OUT.pcapng' makes one of a log of frames")                                                        \
    T(FILE_HEADER_CUT, "%s：文件头不完整，没有任何数据包；请重新复制",                                                                                      \
      "%s: ends inside its header, no packet is left; copy it again")                                                                                       \
    T(FILE_NO_FORMAT, "%s：不是 libpcap 能读取的抓包（%s）；其他格式可用 Wireshark 的 'editcap -F pcapng IN OUT' 转换",                                     \
      "%s: is no capture that libpcap can read (%s); Wireshark's 'editcap -F pcapng IN OUT' converts other formats")                                        \
    T(FILE_LINK_TYPE, "%s：不支持链路类型 %d（%s）；请在以太网、'any'、环回或原始 IP 接口上抓包",                                                           \
      "%s: link type %d (%s) is not supported; capture on an Ethernet, 'any', loopback or raw IP interface")                                                \
    T(FILE_AT_START, "第一个数据包之前", "before its first packet")                                                                                         \
    T(FILE_AFTER, "第 %" G_GUINT64_FORMAT " 个数据包之后", "after packet %" G_GUINT64_FORMAT)                                                               \
    T(FILE_CUT, "%s：在%s中断，下一个数据包不完整；之前的都完整",                                                                                           \
      "%s: breaks off %s, inside the next one; what comes before is whole")                                                                                 \
    T(FILE_DAMAGED, "%s：%s无法继续读取：%s；请重新复制", "%s: cannot be read %s: %s; copy it again")                                                       \
    T(FILE_COMPRESSED_CUT, "%s：压缩文件不完整，数据在%s中断；之前的都完整；请重新复制",                                                                    \
      "%s: the compressed file ends too early: it breaks off %s; what comes before is whole; copy it again")                                                \
    T(FILE_COMPRESSED_DAMAGED, "%s：%s无法继续解压：%s；请重新复制", "%s: cannot be decompressed %s: %s; copy it again")                                    \
    T(FILE_ODD_TIMES,                                                                                                                                       \
      "%s：%" G_GUINT64_FORMAT " 个数据包的时间与前后数据包相差数日（第一个是第 %" G_GUINT64_FORMAT                                                         \
      " 包），已按前后数据包的时间处理；文件可能已损坏，请重新复制",                                                                                        \
      "%s: %" G_GUINT64_FORMAT                                                                                                                              \
      " packets have times that are days away from their neighbours' (the first is packet %" G_GUINT64_FORMAT                                               \
      "); they count with those of their neighbours; the file may be damaged, copy it again")                                                               \
    T(FILE_LINK_TYPE_PART,                                                                                                                                  \
      "%s：%" G_GUINT64_FORMAT " 个数据包的链路类型 %d（%s）不受支持，未作分析；请在以太网、'any'、环回或原始 IP 接口上抓包",                               \
      "%s: %" G_GUINT64_FORMAT " packets of link type %d (%s) were not looked at, for it is not supported; capture on an "                                  \
      "Ethernet, 'any', loopback or raw IP interface")                                                                                                      \
    T(FILTER_LINK_TYPE, "--filter：不能用于链路类型 %d（%s）：%s；这种数据包都没有分析",                                                                    \
      "--filter: cannot be used for link type %d (%s): %s; no packet of it was looked at")                                                                  \
    T(NO_YKC, "没有发现云快充（YKC）报文", "no YKC traffic found")                                                                                          \
    T(NO_YKC_PORTS, "没有发现云快充（YKC）报文；抓包中的TCP端口：%s", "no YKC traffic found; TCP ports in the capture: %s")                                 \
    T(NO_YKC_NO_TCP, "没有发现云快充（YKC）报文；抓包中没有TCP连接", "no YKC traffic found; the capture has no TCP connection")                             \
    T(FILTERED_OUT, "没有符合 --pile、--gun、--transaction 的会话或问题；不加这些选项可列出全部",                                                           \
      "no session and no finding matches --pile, --gun and --transaction; leave them out to see all")                                                       \
    T(ALL_LEFT_OUT, "--filter、--since、--until 没有留下任何数据包；不加这些选项可分析全部",                                                                \
      "--filter, --since and --until leave no packet; leave them out to see all")                                                                           \
    T(FORGOTTEN, "同时打开的连接过多，有 %" G_GUINT64_FORMAT " 个连接被提前放弃，其结果不完整",                                                             \
      "too many connections were open at once: %" G_GUINT64_FORMAT                                                                                          \
      " were given up early, and what is said of them is incomplete")                                                                                       \
    T(MEMORY_LIMITED,                                                                                                                                       \
      "等待的数据过多：%" G_GUINT64_FORMAT " 处缺失的字节和 %" G_GUINT64_FORMAT " 个IP分片报文没有再等，%" G_GUINT64_FORMAT                                 \
      " 个连接未能识别；可加大 --memory-limit",                                                                                                             \
      "too much was held back: %" G_GUINT64_FORMAT " holes and %" G_GUINT64_FORMAT                                                                          \
      " fragmented datagrams were not waited for any longer, %" G_GUINT64_FORMAT                                                                            \
      " connections not recognised; --memory-limit may be larger")                                                                                          \
    T(INTERRUPTED, "已中断；报告的是此前读到的 %" G_GUINT64_FORMAT " 个数据包",                                                                             \
      "interrupted; what is reported is of the %" G_GUINT64_FORMAT " packets read until then")                                                              \
    T(TOTALS, "%" G_GUINT64_FORMAT " 个数据包，%u 个云快充连接，%" G_GUINT64_FORMAT " 帧",                                                                  \
      "%" G_GUINT64_FORMAT " packets, %u YKC connections, %" G_GUINT64_FORMAT " frames")                                                                    \
    T(TOTAL_GARBAGE, "，%" G_GUINT64_FORMAT " 字节不属于任何帧", ", %" G_GUINT64_FORMAT " bytes of garbage")                                                \
    T(TOTAL_GAPS, "，%" G_GUINT64_FORMAT " 处缺失共 %" G_GUINT64_FORMAT " 字节",                                                                            \
      ", %" G_GUINT64_FORMAT " gaps of %" G_GUINT64_FORMAT " bytes")                                                                                        \
    T(PROGRESS, "已读 %" G_GUINT64_FORMAT " 个数据包，第 %u/%u 个抓包文件",                                                                                 \
      "%" G_GUINT64_FORMAT " packets read, capture %u of %u")                                                                                               \
    T(GARBAGE, "%" G_GUINT64_FORMAT " 字节不属于任何帧", "%" G_GUINT64_FORMAT " bytes of garbage")                                                          \
    T(GAP, "缺失 %" G_GUINT64_FORMAT " 字节", "%" G_GUINT64_FORMAT " bytes are missing")                                                                    \
    T(CRC_BAD, "校验错误：%04X，应为 %04X", "bad checksum: %04X, should be %04X")                                                                           \
    T(CRC_SWAPPED, "校验高低字节颠倒", "checksum with its bytes swapped")                                                                                   \
    T(CRC_TABLE, "校验按印错的码表计算", "checksum by the misprinted table")                                                                                \
    T(BODY_SHORT, "消息体过短：%u 字节，字段需要 %u 字节", "body too short: %u bytes, its fields need %u")                                                  \
    T(BODY_EXTRA, "末尾多出 %u 字节", "%u bytes after the last field")                                                                                      \
    T(UNKNOWN_TYPE, "未知帧类型", "unknown frame type")                                                                                                     \
    T(ENCRYPTED, "消息体已加密", "encrypted body")                                                                                                          \
    T(NO_KEY_FITS, "消息体已加密，所给密钥不能解密", "encrypted body that the given keys do not open")                                                      \
    T(PLAIN_UNDER_FLAG, "加密标志为1但消息体是明文", "plain text under an encryption flag")                                                                 \
    T(COMMA, "，", ", ")                                                                                                                                    \
    T(COLON, "：", ": ")                                                                                                                                    \
    T(MILLISECONDS, "%u\u00A0毫秒", "%u\u00A0ms")                                                                                                           \
    T(SECONDS, "%u.%u\u00A0秒", "%u.%u\u00A0s")                                                                                                             \
    T(MINUTES, "%u\u00A0分\u00A0%u\u00A0秒", "%u\u00A0min\u00A0%u\u00A0s")                                                                                  \
    T(HOURS, "%u\u00A0小时\u00A0%u\u00A0分", "%u\u00A0h\u00A0%u\u00A0min")                                                                                  \
    T(DAYS, "%u\u00A0天\u00A0%u\u00A0小时", "%u\u00A0d\u00A0%u\u00A0h")                                                                                     \
    T(AMOUNT, "%s\u00A0%s", "%s\u00A0%s")                                                                                                                   \
    T(PACKET, "第\u00A0%" G_GUINT64_FORMAT "\u00A0包", "packet\u00A0%" G_GUINT64_FORMAT "")                                                                 \
    T(PACKET_FRAME, "第\u00A0%" G_GUINT64_FORMAT "\u00A0包第\u00A0%u\u00A0帧",                                                                              \
      "packet\u00A0%" G_GUINT64_FORMAT " frame\u00A0%u")                                                                                                    \
    T(PACKET_OF, "%s（%s）", "%s of %s")                                                                                                                    \
    T(CAPTURE, "%s：%s，自 %s 起（%s）", "%s: %s, from %s (%s)")                                                                                            \
    T(CAPTURE_EMPTY, "%s：%s，没有数据包", "%s: %s, no packets")                                                                                            \
    T(TRANSACTION, "交易流水号\u00A0%s", "transaction\u00A0%s")                                                                                             \
    T(SOC, "SOC\u00A0%u–%u\u00A0%%", "SOC\u00A0%u–%u\u00A0%%")                                                                                              \
    T(STOP_REASON, "停止原因\u00A00x%02X（%s）", "stop reason\u00A00x%02X (%s)")                                                                            \
    T(UNDEFINED, "未定义", "undefined")                                                                                                                     \
    T(STEPS_SEEN, "已出现的步骤：%s", "steps seen: %s")                                                                                                     \
    T(PILE, "桩\u00A0%s", "pile\u00A0%s")                                                                                                                   \
    T(MORE_PILES, "另有 %" G_GUINT64_FORMAT " 个桩", "%" G_GUINT64_FORMAT " more piles")                                                                    \
    T(CONNECTION, "连接 %u：充电桩 %s，平台 %s", "Connection %u: pile %s, platform %s")                                                                     \
    T(CONNECTION_NUMBER, "连接 %u", "Connection %u")                                                                                                        \
    T(ABOUT_CAPTURE, "抓包本身", "The capture itself")                                                                                                      \
    T(FRAMES_UP_DOWN, "上行 %" G_GUINT64_FORMAT " 帧，下行 %" G_GUINT64_FORMAT " 帧",                                                                       \
      "frames: %" G_GUINT64_FORMAT " up, %" G_GUINT64_FORMAT " down")                                                                                       \
    T(STILL_OPEN, "抓包结束时仍未关闭", "still open when the capture ended")                                                                                \
    T(SESSION_OPEN, "抓包结束时尚未结束", "still open when the capture ended")                                                                              \
    T(STEP, "%s，步骤 %u", "%s, step %u")                                                                                                                   \
    T(STEP_FRAMES, "%s，步骤 %u：%s", "%s, step %u: %s")                                                                                                    \
    T(STEP_CODE, "0x%02X %s，%s", "0x%02X %s, %s")                                                                                                          \
    T(UP, "充电桩\u00A0→\u00A0平台", "pile\u00A0→\u00A0platform")                                                                                           \
    T(DOWN, "平台\u00A0→\u00A0充电桩", "platform\u00A0→\u00A0pile")                                                                                         \
    T(PILE_NAME, "充电桩", "the pile")                                                                                                                      \
    T(PLATFORM_NAME, "平台", "the platform")                                                                                                                \
    T(SIDE_ABSENT, "%s没有发送 %s", "%s did not send %s")                                                                                                   \
    T(SIDE_NOT_CAPTURED, "%s：抓包中没有它发送的 %s", "%s: no %s from it was captured")                                                                     \
    T(SIDE_SENT, "%s发送了 %s", "%s sent %s")                                                                                                               \
    T(SIDE_SENT_BYTES, "%s发送了这些字节", "%s sent these bytes")                                                                                           \
    T(SIDE_CAPTURE, "两侧都不是：这是抓包本身的问题", "neither: this is about the capture itself")                                                          \
    T(CODE_NAME, "0x%02X %s", "0x%02X %s")                                                                                                                  \
    T(ORDER_READY, "上电完成：桩可以充电", "The power-on is complete: the pile can charge")                                                                 \
    T(ORDER_NOT_READY, "上电没有完成：桩可能还不能充电，此后的订单可能无法启动",                                                                            \
      "The power-on was not completed: the pile may not be able to charge, and orders may not start on it")                                                 \
    T(ORDER_LOGIN_REFUSED, "平台拒绝登录：桩不在线，不能启动订单",                                                                                          \
      "The platform refused the login: the pile is not online, no order can start on it")                                                                   \
    T(ORDER_SETTLED, "交易记录已上传并得到平台确认：订单可以结算",                                                                                          \
      "The transaction record was sent and the platform confirmed it: the order can be settled")                                                            \
    T(ORDER_DISPUTED, "交易记录已上传并得到平台确认，但其数据有问题（见下）：结算结果可能有误",                                                             \
      "The transaction record was sent and confirmed, but its figures are in doubt (see below): what is settled may be wrong")                              \
    T(ORDER_DOUBTFUL, "交易记录已上传并得到平台确认，但充电过程违反规范（见下）：订单仍可能异常或无法正常结算",                                             \
      "The transaction record was sent and confirmed, but the charge broke the protocol (see below): the order may be abnormal "                            \
      "all the same, or may not be settled as it should")                                                                                                   \
    T(ORDER_CLOSED, "充电启动失败或因故障结束，交易记录已得到确认：订单可以关闭",                                                                           \
      "The start failed or a fault ended the charge; the record is confirmed: the order can be closed")                                                     \
    T(ORDER_REFUSED, "启动被拒绝：没有充电，无需计费", "The start was refused: nothing was charged, nothing is to be billed")                               \
    T(ORDER_UNCONFIRMED, "交易记录已上传，但平台没有确认：订单可能无法结算，桩会重发记录",                                                                  \
      "The transaction record was sent but not confirmed by the platform: the order may stay unsettled, and the pile repeats "                              \
      "the record")                                                                                                                                         \
    T(ORDER_NO_RECORD, "没有出现交易记录：平台没有结算依据，订单可能成为异常订单",                                                                          \
      "No transaction record was seen: the platform has nothing to settle by, the order may become abnormal")                                               \
    T(ORDER_OPEN, "抓包先结束：订单的结果不得而知", "The capture ended first: what became of the order is not known")                                       \
    T(ORDER_REPORTED, "%s；最后上报 %s\u00A0kWh、%s\u00A0元", "%s; last reported: %s\u00A0kWh, %s\u00A0yuan")                                               \
    T(LABEL_ORDER, "订单", "order")                                                                                                                         \
    T(LABEL_SIDE, "哪一方", "side")                                                                                                                         \
    T(LADDER_TIMES, "共 %" G_GUINT64_FORMAT " 次，至 %s", "%" G_GUINT64_FORMAT " times, until %s")                                                          \
    T(LADDER_LAST, "最后一次：%s", "last: %s")                                                                                                              \
    T(LADDER_MISSING, "%s：没有出现", "%s: missing")                                                                                                        \
    T(LADDER_PILE, "充电桩", "pile")                                                                                                                        \
    T(LADDER_PLATFORM, "平台", "platform")                                                                                                                  \
    T(LADDER_TIME, "时刻", "time")                                                                                                                          \
    T(LADDER_ELAPSED, "经过", "elapsed")                                                                                                                    \
    T(MERMAID_PILE, "充电桩", "Pile")                                                                                                                       \
    T(MERMAID_PLATFORM, "云快充平台", "Platform")                                                                                                           \
    T(MERMAID_OTHER, "不属于任何会话的问题", "Findings outside sessions")                                                                                   \
    T(MERMAID_NOTHING, "没有会话，也没有问题。", "No sessions, and no findings.")                                                                           \
    T(TIMES_LAST, "%" G_GUINT64_FORMAT " 次，最后一次在%s", "%" G_GUINT64_FORMAT " times, last in %s")                                                      \
    T(TIMES_SO_FAR, "至此 %" G_GUINT64_FORMAT " 次，最近一次在%s", "%" G_GUINT64_FORMAT " times so far, last in %s")                                        \
    T(RELATED, "%s（%s）", "%s (%s)")                                                                                                                       \
    T(POSSIBLE, "抓包中缺失的字节，或抓包看不到的情况，也可能是原因",                                                                                       \
      "missing bytes of the capture, or what no capture shows, could explain it")                                                                           \
    T(LABEL_TIMES, "次数", "times")                                                                                                                         \
    T(LABEL_CHARGE, "对象", "about")                                                                                                                        \
    T(LABEL_RELATED, "另见", "see also")                                                                                                                    \
    T(LABEL_FRAME, "帧", "frame")                                                                                                                           \
    T(LABEL_STEP, "流程", "where")                                                                                                                          \
    T(LABEL_EXPECTED, "应有", "expected")                                                                                                                   \
    T(LABEL_SEEN, "实际", "seen")                                                                                                                           \
    T(LABEL_POSSIBLE, "存疑", "possible")                                                                                                                   \
    T(LABEL_MEANS, "后果", "means")                                                                                                                         \
    T(LABEL_PACKETS, "数据包", "Packets")                                                                                                                   \
    T(LABEL_LIMITS, "限制", "Limits")                                                                                                                       \
    T(LABEL_FRAMES, "帧", "Frames")                                                                                                                         \
    T(LABEL_CONNECTIONS, "连接", "Connections")                                                                                                             \
    T(LABEL_PILES, "充电桩", "Piles")                                                                                                                       \
    T(LABEL_SESSIONS, "会话", "Sessions")                                                                                                                   \
    T(LABEL_OUTCOMES, "结果", "Outcomes")                                                                                                                   \
    T(LABEL_CLEAN, "未列出", "Not listed")                                                                                                                  \
    T(LABEL_FINDINGS, "问题", "Findings")                                                                                                                   \
    T(SPAN, "%s 至 %s（%s）", "%s to %s (%s)")                                                                                                              \
    T(LEFT_OUT, "其中 %" G_GUINT64_FORMAT " 个未分析（--filter、--since、--until）",                                                                        \
      "%" G_GUINT64_FORMAT " of them left out (--filter, --since, --until)")                                                                                \
    T(CAPTURED_TWICE, "其中 %" G_GUINT64_FORMAT " 个被重复抓取（镜像端口）",                                                                                \
      "%" G_GUINT64_FORMAT " of them captured twice (a mirror of several ports)")                                                                           \
    T(OR_MORE, "%" G_GUINT64_FORMAT " 或更多", "%" G_GUINT64_FORMAT " or more")                                                                             \
    T(COUNT_OF, "%s\u00A0%" G_GUINT64_FORMAT "", "%s\u00A0%" G_GUINT64_FORMAT "")                                                                           \
    T(BREAKDOWN, "%" G_GUINT64_FORMAT "：%s", "%" G_GUINT64_FORMAT ": %s")                                                                                  \
    T(FOLDED, "没有问题的会话：%" G_GUINT64_FORMAT "（--all 逐个列出）",                                                                                    \
      "sessions without findings: %" G_GUINT64_FORMAT " (--all lists them)")                                                                                \
    T(NONE, "无", "none")                                                                                                                                   \
    T(COLUMN_RULE, "规则", "Rule")                                                                                                                          \
    T(COLUMN_SEVERITY, "级别", "Severity")                                                                                                                  \
    T(COLUMN_FINDINGS, "问题", "Findings")                                                                                                                  \
    T(COLUMN_TIMES, "次数", "Times")                                                                                                                        \
    T(LABEL_SEVERITY, "级别", "Severity")                                                                                                                   \
    T(LABEL_MEANING, "含义", "Meaning")                                                                                                                     \
    T(LABEL_CONSEQUENCE, "后果", "Consequence")                                                                                                             \
    T(LABEL_CAUSE, "常见原因", "Usual cause")                                                                                                               \
    T(LABEL_EXAMPLE, "举例", "Example")                                                                                                                     \
    T(LABEL_SECTION, "出处", "Source")                                                                                                                      \
    T(SECTION, "云快充协议 V1.6，%s 节", "YKC protocol V1.6, section %s")                                                                                   \
    T(HELP_PARAMETERS, "抓包文件…", "CAPTURE…")                                                                                                             \
    T(HELP_PARAMETERS_RULES, "[规则…] | --check [目录]", "[ID…] | --check [FOLDER]")                                                                        \
    T(HELP_SUMMARY, "充电桩与云快充平台之间TCP通信的抓包分析。",                                                                                            \
      "Reads the traffic between charging piles and the YKC platform from captures.")                                                                       \
    T(HELP_ANALYSE,                                                                                                                                         \
      "命令：\n  ykcflow [选项] 抓包文件…          哪一步、哪一方、对订单和账单的影响\n"                                        \
      "  ykcflow frames [选项] 抓包文件…   每帧一条记录，解出每个字段\n"                                                               \
      "  ykcflow decode [HEX…]             解出以十六进制给出的帧，逐字节指出错误\n"                                                   \
      "  ykcflow import 日志 -o OUT.pcapng 把十六进制日志变成抓包\n"                                                                           \
      "  ykcflow redact 抓包文件… -o OUT   不含个人信息的抓包，结论相同\n"                                                              \
      "  ykcflow rules [规则]              列出规则，或解释一条规则\n"                                                                        \
      "各命令的选项见 ykcflow 命令 --help；手册：man ykcflow。\n\n"                                                                           \
      "抓包文件：pcap 或 pcapng，可用 gzip、zstd、lz4 压缩；'-' 为标准输入；多个文件\n按时间合并。\n\n"                       \
      "退出状态：0 没有达到 --fail-on 级别的问题；1 有；2 命令行、输入或输出有误。\n\n"                                        \
      "示例：\n"                                                                                                                                         \
      "  ykcflow pile.pcap                            结论\n"                                                                                             \
      "  ykcflow --ladder --transaction 3201060001923601 --all pile.pcap\n"                                                                                 \
      "                                               逐帧画出这些交易\n"                                                                           \
      "  ykcflow -f html -o ticket.html pile-*.pcap   放进工单的网页，中英文可切换\n"                                                         \
      "  ykcflow -f mermaid -o ticket.md pile.pcap    Markdown 工单用的时序图\n"                                                                     \
      "  ykcflow --redact -f html -o ticket.html -f json -o ticket.json pile.pcap\n"                                                                        \
      "                                               一次读取写多份报告，隐去个人信息\n"                                                   \
      "  ykcflow -f text -f csv -o findings.csv pile.pcap\n"                                                                                                \
      "                                               屏幕上看结论，表格里看问题",                                                                          \
      "Commands:\n  ykcflow [OPTIONS] CAPTURE…          what happened: which step, which side,\n"                                                         \
      "                                      what it means for order and bill\n"                                                                            \
      "  ykcflow frames [OPTIONS] CAPTURE…   one record per frame, every field decoded\n"                                                                 \
      "  ykcflow decode [HEX…]               what frames given as hex say, and lack\n"                                                                    \
      "  ykcflow import LOG -o OUT.pcapng    a capture of a text log of hex frames\n"                                                                       \
      "  ykcflow redact CAPTURE… -o OUT      a capture without personal data\n"                                                                           \
      "  ykcflow rules [ID]                  list the rules, or explain one\n"                                                                              \
      "The options of a command: ykcflow COMMAND --help; the manual: man ykcflow\n\n"                                                                       \
      "CAPTURE is a pcap or pcapng file, also compressed (gzip, zstd, lz4); '-' reads\nstandard input; several files "                                      \
      "are read as one timeline.\n\n"                                                                                                                       \
      "Exit status: 0 nothing at or above --fail-on; 1 findings; 2 the command line, an\ninput or an output could not be "                                  \
      "used.\n\n"                                                                                                                                           \
      "Examples:\n"                                                                                                                                         \
      "  ykcflow pile.pcap                            the verdict\n"                                                                                        \
      "  ykcflow --ladder --transaction 3201060001923601 --all pile.pcap\n"                                                                                 \
      "                                               draws these, frame by frame\n"                                                                        \
      "  ykcflow -f html -o ticket.html pile-*.pcap   one page for a ticket\n"                                                                              \
      "  ykcflow -f mermaid -o ticket.md pile.pcap    diagrams for a Markdown ticket\n"                                                                     \
      "  ykcflow --redact -f html -o ticket.html -f json -o ticket.json pile.pcap\n"                                                                        \
      "                                               several reports from one reading,\n"                                                                  \
      "                                               without personal data\n"                                                                              \
      "  ykcflow -f text -f csv -o findings.csv pile.pcap\n"                                                                                                \
      "                                               the verdict, and rows of findings")                                                                   \
    T(HELP_FRAMES,                                                                                                                                          \
      "每帧一条记录，解出每个字段。\n\n抓包文件：pcap 或 pcapng，可用 gzip、zstd、lz4 压缩；'-' "                               \
      "为标准输入；多个文件\n按时间合并。\n\n示例：\n"                                                                                   \
      "  ykcflow frames pile.pcap\n  ykcflow frames -f ndjson pile.pcap | jq .fields.voltage",                                                              \
      "One record per frame, every field decoded.\n\nCAPTURE is a pcap or pcapng file, also compressed (gzip, zstd, lz4); '-' "                             \
      "reads\n"                                                                                                                                             \
      "standard input; several files are read as one timeline.\n\nExamples:\n  ykcflow frames pile.pcap\n"                                                  \
      "  ykcflow frames -f ndjson pile.pcap | jq .fields.voltage")                                                                                          \
    T(HELP_RULES,                                                                                                                                           \
      "列出全部规则，或解释指定的规则：含义、后果、常见原因、举例、出处。\n\n示例：\n  ykcflow rules\n  ykcflow rules " \
      "reply/missing\n  ykcflow rules --check",                                                                                                             \
      "Lists all rules, or explains those named: meaning, consequence, usual cause, an\nexample, and the section of the "                                   \
      "specification.\n\nExamples:\n  ykcflow rules\n  ykcflow rules reply/missing\n  ykcflow rules --check")                                               \
    T(HELP_FORMAT,                                                                                                                                          \
      "输出格式：text（默认）、html、mermaid、json、ndjson、csv（问题）、csv-sessions（会话）；可多次给出，每个后面跟自己的 -o",                            \
      "what to write: text (default), html, mermaid, json, ndjson, csv (findings) or csv-sessions; may be given more than "                                 \
      "once, each followed by its own -o")                                                                                                                  \
    T(HELP_FORMAT_FRAMES, "输出格式：text（默认）或 ndjson", "what to write: text (default) or ndjson")                                                     \
    T(HELP_OUTPUT, "写入该文件（先写临时文件再改名）", "write there (a temporary file, then renamed)")                                                      \
    T(HELP_PILE, "只报告编号以此开头的桩", "report only piles whose number begins so")                                                                      \
    T(HELP_GUN, "只报告该枪", "report only this gun")                                                                                                       \
    T(HELP_TRANSACTION, "只报告流水号以此开头的交易", "report only transactions whose serial begins so")                                                    \
    T(HELP_RULE, "改变规则或规则组的级别：off、note、warning 或 error；可多次给出",                                                                         \
      "change the severity of a rule or group to off, note, warning or error; may be given more than once")                                                 \
    T(HELP_LIMIT, "改变时限；可多次给出", "change a time limit; may be given more than once")                                                               \
    T(HELP_FAIL_ON, "从该级别起退出状态为 1：note、warning、error（默认）或 never",                                                                         \
      "lowest severity that makes the exit status 1: note, warning, error (default) or never")                                                              \
    T(HELP_ALL, "text：逐个列出没有问题的会话", "text: list sessions without findings one by one")                                                          \
    T(HELP_COLOR, "text：颜色：auto（默认）、always 或 never", "text: colours: auto (default), always or never")                                            \
    T(HELP_PORT, "把这些TCP端口当作云快充；默认按报文形式在任意端口识别",                                                                                   \
      "treat these TCP ports as YKC; without it frames are recognised by their form on any port")                                                           \
    T(HELP_FILTER, "只看符合 libpcap 表达式的数据包，例如 'host 10.0.0.7'；包号不变",                                                                       \
      "look only at packets that this libpcap expression matches, as 'host 10.0.0.7'; their numbers stay the same")                                         \
    T(HELP_SINCE, "只看此后的数据包：日期、日期和时间，或首包当日的时间",                                                                                   \
      "look only at packets from this time on: a date, a date and a time, or a time of the first packet's day")                                             \
    T(HELP_UNTIL, "只看此前（含）的数据包", "look only at packets up to and with this time")                                                                \
    T(HELP_MEMORY, "为等待缺失字节等最多占用的内存，默认 64M；其影响见报告",                                                                                \
      "what may be held back while bytes are missing, default 64M; what that cost is told")                                                                 \
    T(HELP_KEYS, "用此文件中的密钥解密，每行：桩编号 算法 密钥",                                                                                            \
      "decrypt with the keys in this file, one PILE ALGORITHM KEY a line")                                                                                  \
    T(HELP_ZONE, "站点时区，默认 +08:00", "the stations' zone, default +08:00")                                                                             \
    T(HELP_DIALECT, "连接所用的协议版本：auto（默认，按帧识别）、V1.4 至 V1.8",                                                                             \
      "the version that connections speak: auto (the default, by their frames), V1.4 to V1.8")                                                              \
    T(HELP_LANGUAGE, "标签语言：en 或 zh（默认随系统）", "language of labels: en or zh (default: the locale's)")                                            \
    T(HELP_SECRETS, "显示密码", "show passwords")                                                                                                           \
    T(HELP_REDACT, "用代号替换VIN、卡号、SIM卡号和用户名（同一次运行中保持一致）",                                                                          \
      "pseudonyms instead of VINs, cards, SIM cards and user names; the same throughout one run")                                                           \
    T(HELP_PROGRESS, "进度：auto（默认；标准错误是终端且耗时较长时显示）或 never",                                                                          \
      "progress on standard error: auto (default; if it is a terminal and takes long) or never")                                                            \
    T(HELP_LADDER, "text：把会话画成充电桩与平台之间的箭头", "text: draw sessions as arrows between pile and platform")                                     \
    T(HELP_VERBOSE, "text：每帧下列出所有字段", "text: list every field below its frame")                                                                   \
    T(HELP_CHECK, "与源码目录（默认为当前目录）中的文档和示例比较",                                                                                         \
      "compare with documentation and samples of a source folder (default: here)")                                                                          \
    T(HELP_HELP, "显示本帮助", "show this help")                                                                                                            \
    T(HELP_USAGE, "用法：", "Usage:")                                                                                                                       \
    T(HELP_OPTIONS, "选项：", "Options:")                                                                                                                   \
    T(HELP_VERSION, "显示版本", "show the version")

#define T(id_, zh_, en_) TEXT_##id_,
typedef enum text_id { TEXTS(T) TEXTS_LOG(T) TEXTS_REDACT(T) TEXT_COUNT } text_id;
#undef T

/** The text, a printf format if it takes arguments. */
const char *text(text_id id, ykc_language language);

/** The text with its arguments put in; to be freed. */
char *text_format(text_id id, ykc_language language, ...);

/** Set an error that says the text. */
void text_set_error(GError **error, GQuark domain, int code, text_id id, ykc_language language, ...);

/** Print the text on standard error, as "ykcflow: …\n". */
void text_complain(text_id id, ykc_language language, ...);

/** The same behind a place, as "ykcflow: PLACE …\n"; NULL: without one. */
void text_complain_at(const char *place, text_id id, ykc_language language, ...);

#endif
