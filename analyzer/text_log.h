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
    T(LOG_COMPRESSED,                                                                                                            \
      "%s：是压缩文件，只能直接读取 gzip、zstd、lz4；请先解压，例如 xz -dc 文件 | ykcflow import - -o OUT.pcapng",               \
      "%s: is compressed, and not with gzip, zstd or lz4; decompress it on the way in: xz -dc FILE | ykcflow import - -o "       \
      "OUT.pcapng")                                                                                                              \
    T(LOG_COMPRESSED_CUT, "%s：压缩文件不完整，数据在第 %" G_GUINT64_FORMAT " 行之后中断；之前的都已读取；请重新复制",           \
      "%s: the compressed file ends too early, after line %" G_GUINT64_FORMAT "; what comes before was read; copy it again")     \
    T(LOG_COMPRESSED_DAMAGED, "%s：第 %" G_GUINT64_FORMAT " 行之后无法继续解压：%s；之前的都已读取；请重新复制",                 \
      "%s: cannot be decompressed after line %" G_GUINT64_FORMAT ": %s; what comes before was read; copy it again")              \
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
    T(CONFIG_FILE, "%s：不能作为配置文件读取：%s；应为 [options] 一行，下面是 fail-on=warning 这样的行",                         \
      "%s: cannot be read as a configuration: %s; it wants a line [options] and below it lines like fail-on=warning")            \
    T(CONFIG_GROUP, "%s：[%s]：没有这个组；是否指 [%s]？", "%s: [%s]: there is no such group; did you mean [%s]?")               \
    T(CONFIG_KEY, "%s：[%s] %s：没有这个选项；是否指 %s？", "%s: [%s] %s: there is no such option; did you mean %s?")            \
    T(CONFIG_SWITCH, "%s：[%s] %s=%s：应为 true 或 false", "%s: [%s] %s=%s: wants true or false")                                \
    T(HELP_CONFIG, "从该文件读取选项（键文件，[options] 组）；命令行优先",                                                       \
      "read options from this key file (group [options]); the command line wins")                                                \
    T(DECODE_NOTHING, "没有十六进制的云快充帧；例如 ykcflow decode 68 0D 4F 00 00 03 …，或把日志送入标准输入",                   \
      "no hex of a YKC frame; give it as in ykcflow decode 68 0D 4F 00 00 03 …, or pipe a log in")                               \
    T(DECODE_ODD_DIGITS, "第 %" G_GUINT64_FORMAT " 行第 %zu 个字符：十六进制位数是奇数，缺半个字节；去掉了最后一位",             \
      "line %" G_GUINT64_FORMAT                                                                                                  \
      ", character %zu: the number of hex digits is odd, half a byte is missing; the last digit was left out")                   \
    T(DECODE_NO_DIGIT, "第 %" G_GUINT64_FORMAT " 行第 %zu 个字符：'%s' 不是十六进制数字；只用了它前面的字节",                    \
      "line %" G_GUINT64_FORMAT ", character %zu: '%s' is no hex digit; only the bytes in front of it were used")                \
    T(DECODE_NO_FRAME, "不是帧", "no frame")                                                                                     \
    T(DECODE_LINE, "第 %" G_GUINT64_FORMAT " 行", "line %" G_GUINT64_FORMAT)                                                     \
    T(DECODE_BYTE, "字节 %zu", "byte %zu")                                                                                       \
    T(DECODE_BYTES, "字节 %zu–%zu", "bytes %zu–%zu")                                                                             \
    T(DECODE_PROBLEM, "%s：%s", "%s: %s")                                                                                        \
    T(DECODE_NO_START, "%zu 字节中没有起始字节 68", "none of these %zu bytes is the start byte 68")                              \
    T(DECODE_CUT_HEADER, "只有 %zu 字节，帧头（起始、长度、序列号、加密标志、帧类型）需要 6 字节",                               \
      "there are %zu bytes; the header (start, length, sequence number, encryption flag, type) takes 6")                         \
    T(DECODE_CUT, "帧应有 %zu 字节，只有 %zu 字节：缺 %zu 字节%s",                                                               \
      "the frame has to have %zu bytes and has %zu: %zu are missing%s")                                                          \
    T(DECODE_IN_FIELD, "，断在字段“%s”（字节 %zu–%zu）处", "; the cut falls into the field \"%s\" (bytes %zu–%zu)")              \
    T(DECODE_LENGTH_SMALL, "长度字节为 %zu；至少为 4（序列号、加密标志和帧类型）",                                               \
      "the length byte is %zu; it is 4 at least (sequence number, encryption flag and type)")                                    \
    T(DECODE_LENGTH_WRONG, "长度字节为 %zu；应为 %zu：以该长度校验正确",                                                         \
      "the length byte is %zu and should be %zu: with that the checksum is right")                                               \
    T(DECODE_FLAG, "加密标志为 %zu；应为 0（明文）或 1（密文）", "the encryption flag is %zu; it is 0 (plain) or 1 (encrypted)") \
    T(DECODE_ENCRYPTED, "消息体已加密，无法解出字段", "the body is encrypted: its fields cannot be read")                        \
    T(DECODE_UNKNOWN_TYPE, "V1.6 没有帧类型 0x%02zX", "0x%02zX is no frame type of V1.6")                                        \
    T(DECODE_BODY_SHORT, "消息体为 %zu 字节，该帧类型的字段需要 %zu 字节；缺少从“%s”起的字段",                                   \
      "the body has %zu bytes, and the fields of this type take %zu; what is missing begins in \"%s\"")                          \
    T(DECODE_BODY_EXTRA, "消息体末尾多出 %zu 字节；该帧类型的字段占 %zu 字节",                                                   \
      "%zu bytes are left behind the last field; the fields of this type take %zu")                                              \
    T(DECODE_CRC_BAD, "校验为 %02zX %02zX，应为 %02zX %02zX（CRC-16/MODBUS，低字节在前，对字节 %zu–%zu 计算）",                  \
      "the checksum is %02zX %02zX and should be %02zX %02zX (CRC-16/MODBUS, low byte first, over bytes %zu–%zu)")               \
    T(DECODE_CRC_SWAPPED, "校验为 %02zX %02zX，高字节在前；应低字节在前：%02zX %02zX（对字节 %zu–%zu 计算）",                    \
      "the checksum is %02zX %02zX, high byte first; it should be low byte first: %02zX %02zX (over bytes %zu–%zu)")             \
    T(DECODE_CRC_TABLE, "校验为 %02zX %02zX，按 V1.4、V1.5 文档中印错的码表计算；应为 %02zX %02zX（对字节 %zu–%zu 计算）",       \
      "the checksum is %02zX %02zX, by the misprinted table of V1.4 and V1.5; it should be %02zX %02zX (over bytes %zu–%zu)")    \
    T(DECODE_CRC_RANGE, "校验为 %02zX %02zX，应为 %02zX %02zX（低字节在前，从序列号算到消息体末尾）；它是对字节 %zu–%zu 计算的", \
      "the checksum is %02zX %02zX and should be %02zX %02zX (low byte first, from the sequence number to the end of the "       \
      "body); it was "                                                                                                           \
      "calculated over bytes %zu–%zu")                                                                                           \
    T(DECODE_CRC_REDACTED, "校验与原帧不符", "the checksum of the original frame is not right")                                  \
    T(HELP_PARAMETERS_DECODE, "[十六进制…]", "[HEX…]")                                                                           \
    T(HELP_FORMAT_DECODE, "输出格式：text（默认）、json、ndjson 或 csv", "what to write: text (default), json, ndjson or csv")   \
    T(HELP_DECODE,                                                                                                               \
      "解出以十六进制给出的帧：每个字段在哪几个字节，逐字节指出错误（长度、校验、\n"        \
      "帧类型、缺少的字节）。\n\n"                                                                                    \
      "十六进制：有无空格、逗号、0x 均可，可几帧连在一起；没有参数时读标准输入，\n"           \
      "可以是整段日志（时间、方向等文字会跳过）。\n\n"                                                      \
      "退出状态：0 全部正确；1 有错误；2 没有可解的内容。\n\n"                                             \
      "示例：\n"                                                                                                              \
      "  ykcflow decode 68 0D 4F 00 00 03 20 26 05 01 00 00 01 01 00 06 59\n"                                                    \
      "  grep 0x3B platform.log | ykcflow decode -f csv -o records.csv",                                                         \
      "Decodes frames given as hex: which bytes each field is in, and what is wrong\n"                                           \
      "(length, checksum, type, missing bytes), byte by byte.\n\n"                                                               \
      "HEX may have blanks, commas, 0x or not, and several frames in a row; without it\n"                                        \
      "standard input is read, which may be a log (times, words are skipped).\n\n"                                               \
      "Exit status: 0 all is right; 1 something is wrong; 2 nothing could be decoded.\n\n"                                       \
      "Examples:\n"                                                                                                              \
      "  ykcflow decode 68 0D 4F 00 00 03 20 26 05 01 00 00 01 01 00 06 59\n"                                                    \
      "  grep 0x3B platform.log | ykcflow decode -f csv -o records.csv")                                                         \
    T(HELP_PARAMETERS_IMPORT, "日志 -o OUT.pcapng", "LOG -o OUT.pcapng")                                                         \
    T(HELP_IMPORT,                                                                                                               \
      "把带十六进制帧的文本日志变成抓包，Wireshark 和 ykcflow 都能读取。\n\n"                             \
      "日志：UTF-8、GBK 或 UTF-16，可用 gzip、zstd、lz4 压缩；'-' 为标准输入。\n"                             \
      "时间、方向（上行、RX、箭头）和桩编号从每行中识别；文字成为数据包注释；读不出\n"      \
      "的行逐行列出。\n\n"                                                                                                \
      "示例：\n"                                                                                                              \
      "  ykcflow import platform.log -o pile.pcapng\n"                                                                           \
      "  ykcflow pile.pcapng\n"                                                                                                  \
      "  grep 32010600019236 platform.log | ykcflow import - -o pile.pcapng",                                                    \
      "Turns a text log of hex frames into a capture that Wireshark and ykcflow read.\n\n"                                       \
      "LOG is UTF-8, GBK or UTF-16, also compressed (gzip, zstd, lz4); '-' reads\n"                                              \
      "standard input. Time, direction (words as RX or 上行, arrows) and pile are found\n"                                     \
      "in each line; words become comments of packets; lines that cannot be read are\nlisted.\n\n"                               \
      "Examples:\n"                                                                                                              \
      "  ykcflow import platform.log -o pile.pcapng\n"                                                                           \
      "  ykcflow pile.pcapng\n"                                                                                                  \
      "  grep 32010600019236 platform.log | ykcflow import - -o pile.pcapng")                                                    \
    T(HELP_DATE, "日志只有时刻时的第一天（YYYY-MM-DD）", "the first day, where the log has times without dates")                 \
    T(HELP_OUTPUT_IMPORT, "抓包（pcapng）写入该文件（先写临时文件再改名）",                                                      \
      "write the capture (pcapng) there (a temporary file, then renamed)")

#endif
