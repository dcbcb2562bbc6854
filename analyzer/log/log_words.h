/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Who sent a frame, in the words and arrows of logs: 上行, 下发, RX, 发送, "->".
 *
 * 上行 and 下行 always mean the same, RX and TX depend on whose log it is. So what a word means is learnt from the log: known
 * frame types have one direction, and a word that always agrees with them is then believed where the type cannot tell.
 */
#ifndef YKC_LOG_WORDS_H
#define YKC_LOG_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "catalog/field.h"

/** What words say; of several in a line the first of these counts. */
typedef enum log_word {
    LOG_WORD_UP,       /**< 上行, 上报, ↑, uplink */
    LOG_WORD_DOWN,     /**< 下行, 下发, ↓, downlink */
    LOG_WORD_SENT,     /**< 发送, TX, send */
    LOG_WORD_RECEIVED, /**< 接收, 收到, RX, recv */
    LOG_WORD_RIGHT,    /**< ->, >>, → */
    LOG_WORD_LEFT,     /**< <-, <<, ← */
    LOG_WORD_NONE
} log_word;

/** Find the direction in the words of a line. */
log_word log_word_find(const char *text, size_t length);

/** What the words of one log mean; all zeros to begin with. */
typedef struct log_words {
    uint64_t seen[LOG_WORD_NONE][2]; /**< frames of known types with this word, by their direction */
    uint64_t contradictions;         /**< frames whose word is believed against the usual direction of their type */
} log_words;

/**
 * The direction of a frame.
 *
 * @param word  of the line, or LOG_WORD_NONE
 * @param type  frame type
 * @param known the type is known, and nothing is wrong with the frame
 */
ykc_direction log_words_direction(log_words *words, log_word word, uint8_t type, bool known);

#endif
