/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The texts about logs: reading them, `ykcflow import`. Part of text.h.
 */
#ifndef YKC_ANALYZER_TEXT_LOG_H
#define YKC_ANALYZER_TEXT_LOG_H

#define TEXTS_LOG(T)                                                                                                             \
    T(LOG_TERMINAL, "标准输入是终端；请把日志用管道送入，或指定文件",                                                            \
      "standard input is a terminal; pipe a log into it, or name a file")                                                        \
    T(LOG_FOLDER, "%s：是目录；请指定其中的日志文件", "%s: is a directory; name a log file in it")                               \
    T(LOG_EMPTY, "%s：是空文件；请检查是否复制完整", "%s: is empty; check that it was copied as a whole")                        \
    T(LOG_CAPTURE, "%s：是抓包，不是日志；ykcflow 可直接读取：ykcflow 文件",                                                     \
      "%s: is a capture, not a log; ykcflow reads it as it is: ykcflow FILE")                                                    \
    T(LOG_COMPRESSED, "%s：是压缩文件；请先解压，例如 gzip -dc 文件 | ykcflow import - -o OUT.pcapng",                           \
      "%s: is compressed; decompress it on the way in: gzip -dc FILE | ykcflow import - -o OUT.pcapng")                          \
    T(LOG_UNREADABLE, "%s：第 %" G_GUINT64_FORMAT " 行之后无法读取：%s；之前的都已读取",                                         \
      "%s: cannot be read after line %" G_GUINT64_FORMAT ": %s; what comes before was read")                                     \
    T(NO_LOG, "没有指定日志文件；%s", "no log was named; %s")                                                                    \
    T(ONE_LOG, "import 一次只读一个日志；请先合并：cat 日志1 日志2 | ykcflow import - -o OUT.pcapng；%s",                        \
      "import reads one log at a time; put several together first: cat LOG1 LOG2 | ykcflow import - -o OUT.pcapng; %s")          \
    T(BAD_DATE, "--date %s：应为 2000 至 2099 年的日期 YYYY-MM-DD，例如 --date 2026-07-26",                                      \
      "--date %s: wants a day from 2000 to 2099 as YYYY-MM-DD, as in --date 2026-07-26")                                         \
    T(IMPORT_TO_TERMINAL, "抓包不能写到终端；请用 -o OUT.pcapng 指定文件",                                                       \
      "a capture cannot go to a terminal; name a file with -o OUT.pcapng")                                                       \
    T(IMPORT_NOTHING, "%s：%" G_GUINT64_FORMAT " 行中没有云快充帧（以 68 开头的十六进制）；没有写出抓包",                        \
      "%s: no YKC frame (hex digits that begin with 68) in %" G_GUINT64_FORMAT " lines; no capture was written")                 \
    T(IMPORT_NO_FRAME, "%s：%zu 字节十六进制中没有帧；未写入数据流，作为注释保留",                                               \
      "%s: no frame in %zu bytes of hex; left out of the stream and kept as a comment")                                          \
    T(IMPORT_GARBAGE, "%s：%zu 字节不属于任何帧（起始、长度或校验不对）；原样保留在数据流中",                                    \
      "%s: %zu bytes belong to no frame (start, length or checksum are wrong); kept in the stream as they are")                  \
    T(IMPORT_CUT, "%s：帧不完整，缺 %zu 字节；已有的字节保留，其余作为抓包缺失",                                                 \
      "%s: the frame is cut short, %zu bytes are missing; what is there was kept, the rest counts as missing from the capture")  \
    T(IMPORT_ODD_DIGITS, "%s：十六进制位数是奇数，缺半个字节；去掉了最后一位",                                                   \
      "%s: the number of hex digits is odd, half a byte is missing; the last digit was left out")                                \
    T(IMPORT_NO_DIGIT, "%s：'%s' 不是十六进制数字；只用了它前面的字节",                                                          \
      "%s: '%s' is no hex digit; only the bytes in front of it were used")                                                       \
    T(IMPORT_MORE_REMARKS, "另有 %" G_GUINT64_FORMAT " 处同类情况没有列出",                                                      \
      "%" G_GUINT64_FORMAT " more such places are not listed")                                                                   \
    T(IMPORT_UTF16, "%s：编码是 UTF-16，已转换", "%s: is UTF-16, and was converted")                                             \
    T(IMPORT_GBK, "%s：%" G_GUINT64_FORMAT " 行不是 UTF-8，按 GBK（GB18030）转换",                                               \
      "%s: %" G_GUINT64_FORMAT " lines are not UTF-8 and were read as GBK (GB18030)")                                            \
    T(IMPORT_DAMAGED, "%s：%" G_GUINT64_FORMAT " 行中有既非 UTF-8 也非 GBK 的字节，以 � 代替",                                   \
      "%s: %" G_GUINT64_FORMAT " lines have bytes that are neither UTF-8 nor GBK; they were replaced by �")                      \
    T(IMPORT_LOST_COMMENTS, "%s：%" G_GUINT64_FORMAT " 行文字放不进注释（每个数据包最多 %u KiB）",                               \
      "%s: %" G_GUINT64_FORMAT " lines of words did not fit into comments (of %u KiB a packet)")                                 \
    T(IMPORT_NO_TIMES, "%s：没有时间；数据包从 1970-01-02 起每 1 毫秒一个，只有先后顺序可信，不判断时间",                        \
      "%s: has no times; the packets are 1 ms apart from 1970-01-02 on: only their order means anything, and no time is judged") \
    T(IMPORT_NO_DATES, "%s：时间没有日期；从 1970-01-02 算起，不与桩的时钟比较；可用 --date 给出第一天",                         \
      "%s: has times without a date; they count from 1970-01-02, and no pile's clock is compared with them; --date tells the "   \
      "first day")                                                                                                               \
    T(IMPORT_MIXED_DATES, "%s：%" G_GUINT64_FORMAT " 行的时间没有日期，其他行有；取前一行的日期",                                \
      "%s: %" G_GUINT64_FORMAT " lines have times without a date, others with one; they were put on the day of the line before") \
    T(IMPORT_SOME_UNTIMED, "%s：%" G_GUINT64_FORMAT " 条记录没有时间；排在前一条之后 1 微秒",                                    \
      "%s: %" G_GUINT64_FORMAT " records have no time; they were put 1 µs after the one before")                                 \
    T(IMPORT_MIDNIGHTS, "%s：时间倒退半天以上 %" G_GUINT64_FORMAT " 次；当作第二天",                                             \
      "%s: the time of day goes back by half a day or more %" G_GUINT64_FORMAT " times; taken for the next day")                 \
    T(IMPORT_BACKWARDS, "%s：时间倒退 %" G_GUINT64_FORMAT " 次，第一次在第 %" G_GUINT64_FORMAT " 行；时间照原样保留",            \
      "%s: the time goes back %" G_GUINT64_FORMAT " times, first in line %" G_GUINT64_FORMAT                                     \
      "; the times were kept as they are")                                                                                       \
    T(IMPORT_RECONNECTED, "%" G_GUINT64_FORMAT " 次重新登录且序列号从头开始：当作新的连接",                                      \
      "%" G_GUINT64_FORMAT " times a pile logs in again and counts anew: taken for a new connection")                            \
    T(IMPORT_CONTRADICTIONS, "%" G_GUINT64_FORMAT " 帧的方向（文字或箭头）与其帧类型的方向相反；以文字为准",                     \
      "%" G_GUINT64_FORMAT " frames go, by word or arrow, against the direction of their type; the word was believed")           \
    T(IMPORT_TOTALS,                                                                                                             \
      "%s：%" G_GUINT64_FORMAT " 行，%" G_GUINT64_FORMAT " 帧，%u 台桩，%" G_GUINT64_FORMAT " 个数据包，%" G_GUINT64_FORMAT      \
      " 行文字成为注释",                                                                                                         \
      "%s: %" G_GUINT64_FORMAT " lines, %" G_GUINT64_FORMAT " frames, %u piles, %" G_GUINT64_FORMAT                              \
      " packets, %" G_GUINT64_FORMAT " lines of words in comments")                                                              \
    T(IMPORT_COMMENT, "由日志 %s 导入：地址、端口和 TCP 都是虚构的",                                                             \
      "Imported from the log %s: addresses, ports and TCP are made up")                                                          \
    T(IMPORT_LINE, "日志第 %" G_GUINT64_FORMAT " 行", "log line %" G_GUINT64_FORMAT)                                             \
    T(IMPORT_LINES, "日志第 %" G_GUINT64_FORMAT "–%" G_GUINT64_FORMAT " 行",                                                     \
      "log lines %" G_GUINT64_FORMAT "–%" G_GUINT64_FORMAT)                                                                      \
    T(IMPORT_CONNECTS, "不在日志中：登录之前必有连接建立", "not in the log: a login begins a connection")                        \
    T(IMPORT_CONNECTS_AGAIN, "不在日志中：重新登录且序列号从头开始，当作新的连接",                                               \
      "not in the log: the pile logs in again and counts anew, as on a new connection")                                          \
    T(HELP_PARAMETERS_IMPORT, "日志 -o OUT.pcapng", "LOG -o OUT.pcapng")                                                         \
    T(HELP_IMPORT,                                                                                                               \
      "把带十六进制帧的文本日志变成抓包，Wireshark 和 ykcflow 都能读取。\n\n"                             \
      "日志：UTF-8、GBK 或 UTF-16；'-' 为标准输入。时间、方向（上行、RX、箭头）和桩编号\n"          \
      "从每行中识别；文字成为数据包注释；读不出的行逐行列出。\n\n"                                    \
      "示例：\n"                                                                                                              \
      "  ykcflow import platform.log -o pile.pcapng\n"                                                                           \
      "  ykcflow pile.pcapng\n"                                                                                                  \
      "  grep 32010600019236 platform.log | ykcflow import - -o pile.pcapng",                                                    \
      "Turns a text log of hex frames into a capture that Wireshark and ykcflow read.\n\n"                                       \
      "LOG is UTF-8, GBK or UTF-16; '-' reads standard input. Time, direction (words as\n"                                       \
      "RX or 上行, arrows) and pile are found in each line; words become comments of\n"                                        \
      "packets; lines that cannot be read are listed.\n\n"                                                                       \
      "Examples:\n"                                                                                                              \
      "  ykcflow import platform.log -o pile.pcapng\n"                                                                           \
      "  ykcflow pile.pcapng\n"                                                                                                  \
      "  grep 32010600019236 platform.log | ykcflow import - -o pile.pcapng")                                                    \
    T(HELP_DATE, "日志只有时刻时的第一天（YYYY-MM-DD）", "the first day, where the log has times without dates")                 \
    T(HELP_OUTPUT_IMPORT, "抓包（pcapng）写入该文件（先写临时文件再改名）",                                                      \
      "write the capture (pcapng) there (a temporary file, then renamed)")

#endif
