/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The texts of `ykcflow redact`. Part of text.h.
 */
#ifndef YKC_ANALYZER_TEXT_REDACT_H
#define YKC_ANALYZER_TEXT_REDACT_H

#define TEXTS_REDACT(T)                                                                                                          \
    T(REDACT_NOTHING, "没有发现云快充（YKC）报文，没有写出任何内容；可用 --port 指定端口",                                       \
      "no YKC traffic found, so nothing was written; --port names a port")                                                       \
    T(REDACT_STORE, "临时文件无法使用：%s；请检查磁盘空间（可用环境变量 TMPDIR 换一个目录）",                                    \
      "the temporary file cannot be used: %s; check the space on the disk (TMPDIR names another folder)")                        \
    T(REDACT_INTERRUPTED, "已中断；写出的是此前读到的 %" G_GUINT64_FORMAT " 个数据包",                                           \
      "interrupted; what is written is of the %" G_GUINT64_FORMAT " packets read until then")                                    \
    T(REDACT_REPLACED, "%s：%" G_GUINT64_FORMAT " 个不同的值，%" G_GUINT64_FORMAT " 处，换成代号",                               \
      "%s: %" G_GUINT64_FORMAT " different ones in %" G_GUINT64_FORMAT " places became pseudonyms")                              \
    T(REDACT_VINS, "VIN", "VINs")                                                                                                \
    T(REDACT_CARDS, "卡号、账号", "cards and accounts")                                                                          \
    T(REDACT_SIMS, "SIM卡号", "SIM cards")                                                                                       \
    T(REDACT_ACCOUNTS, "用户名、手机号", "users and phone numbers")                                                              \
    T(REDACT_SECRETS, "密码、密钥", "passwords and sealed keys")                                                                 \
    T(REDACT_SERVERS, "服务器地址", "servers")                                                                                   \
    T(REDACT_BATTERIES, "电池组序号", "battery pack serials")                                                                    \
    T(REDACT_OPAQUE, "含VIN的参数（清零）", "parameters with a VIN in them (zeroed)")                                            \
    T(REDACT_ADDRESSES, "地址：%" G_GUINT64_FORMAT " 个IP地址、%" G_GUINT64_FORMAT " 个MAC地址换成其他地址",                     \
      "addresses: %" G_GUINT64_FORMAT " IP and %" G_GUINT64_FORMAT " MAC addresses became others")                               \
    T(REDACT_ZEROED,                                                                                                             \
      "清零：%" G_GUINT64_FORMAT " 个不可读的消息体（加密、未知类型或校验错误）、%" G_GUINT64_FORMAT                             \
      " 字节不属于任何帧、%" G_GUINT64_FORMAT " 个不完整的帧",                                                                   \
      "zeroed: %" G_GUINT64_FORMAT                                                                                               \
      " bodies that cannot be read (encrypted, of unknown type, checksum wrong), %" G_GUINT64_FORMAT                             \
      " bytes of garbage, %" G_GUINT64_FORMAT " frames that are cut off")                                                        \
    T(REDACT_TOTALS,                                                                                                             \
      "%s：%" G_GUINT64_FORMAT " 个数据包，%" G_GUINT64_FORMAT " 个云快充连接，%" G_GUINT64_FORMAT " 帧；%" G_GUINT64_FORMAT     \
      " 个其他数据包已去掉，其中需要计时的由 %" G_GUINT64_FORMAT " 个空包代替",                                                  \
      "%s: %" G_GUINT64_FORMAT " packets, %" G_GUINT64_FORMAT " YKC connections, %" G_GUINT64_FORMAT                             \
      " frames; %" G_GUINT64_FORMAT " other packets were left out, and %" G_GUINT64_FORMAT                                       \
      " empty ones tell the time in their place")                                                                                \
    T(REDACT_STAYS, "保留：桩编号、枪号、交易流水号、时间、电量、金额、端口、文件路径；发出之前请确认可以公开",                  \
      "what stays: numbers of piles and guns, transaction serials, times, energy, money, ports, file paths; check that these "   \
      "may be shown")                                                                                                            \
    T(REDACT_COMMENT, "由 ykcflow redact 处理：个人信息已换成代号", "written by ykcflow redact: personal data are pseudonyms")   \
    T(HELP_PARAMETERS_REDACT, "抓包文件… -o OUT.pcapng", "CAPTURE… -o OUT.pcapng")                                               \
    T(HELP_OUTPUT_REDACT, "抓包（pcapng）写入该文件（先写临时文件再改名）",                                                      \
      "write the capture (pcapng) there (a temporary file, then renamed)")                                                       \
    T(HELP_REDACT_COMMAND,                                                                                                       \
      "写出不含个人信息的抓包，结论与原抓包相同。\n\n"                                                      \
      "VIN、卡号、账号、SIM卡号、手机号、用户名、密码和服务器地址换成同样长度的代号\n"        \
      "（同一次运行中保持一致），IP和MAC地址换成其他地址，校验随之改正；不可读的内容\n"      \
      "清零；其他协议的数据包和原有注释去掉。桩编号、交易流水号和时间保留。\n\n"               \
      "示例：\n"                                                                                                              \
      "  ykcflow redact pile.pcap -o ticket.pcapng\n"                                                                            \
      "  ykcflow redact pile-*.pcap.gz -o ticket.pcapng\n"                                                                       \
      "  ykcflow ticket.pcapng",                                                                                                 \
      "Writes a capture without personal data, of which the verdict is the same.\n\n"                                            \
      "VINs, cards, accounts, SIM cards, phone numbers, users, passwords and servers\n"                                          \
      "become pseudonyms of the same length (the same throughout one run), IP and MAC\n"                                         \
      "addresses become others, checksums are put right; what cannot be read becomes\n"                                          \
      "zeros; packets of other protocols and comments are left out. Numbers of piles,\n"                                         \
      "transaction serials and times stay.\n\n"                                                                                  \
      "Examples:\n"                                                                                                              \
      "  ykcflow redact pile.pcap -o ticket.pcapng\n"                                                                            \
      "  ykcflow redact pile-*.pcap.gz -o ticket.pcapng\n"                                                                       \
      "  ykcflow ticket.pcapng")

#endif
