/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "log_words.h"

#include <glib.h>
#include <string.h>

#include "catalog/catalog.h"

enum {
    TRUSTED_AFTER = 8, /* frames that agree before a word is believed against a type */
    DOUBTED_SHARE = 8  /* nor if more than one of so many disagree */
};

/* clang-format off: one a line */
static const struct {
    const char *text; /* ASCII in lower case: a word by itself, in any case */
    log_word word;
} spellings[] = {
    {"上行", LOG_WORD_UP},
    {"上报", LOG_WORD_UP},
    {"上送", LOG_WORD_UP},
    {"↑", LOG_WORD_UP},
    {"⬆", LOG_WORD_UP},
    {"uplink", LOG_WORD_UP},
    {"up", LOG_WORD_UP},
    {"桩->平台", LOG_WORD_UP},
    {"桩→平台", LOG_WORD_UP},
    {"充电桩->运营平台", LOG_WORD_UP},
    {"下行", LOG_WORD_DOWN},
    {"下发", LOG_WORD_DOWN},
    {"↓", LOG_WORD_DOWN},
    {"⬇", LOG_WORD_DOWN},
    {"downlink", LOG_WORD_DOWN},
    {"down", LOG_WORD_DOWN},
    {"平台->桩", LOG_WORD_DOWN},
    {"平台→桩", LOG_WORD_DOWN},
    {"运营平台->充电桩", LOG_WORD_DOWN},
    {"发送", LOG_WORD_SENT},
    {"发出", LOG_WORD_SENT},
    {"tx", LOG_WORD_SENT},
    {"send", LOG_WORD_SENT},
    {"sent", LOG_WORD_SENT},
    {"sending", LOG_WORD_SENT},
    {"write", LOG_WORD_SENT},
    {"out", LOG_WORD_SENT},
    {"接收", LOG_WORD_RECEIVED},
    {"收到", LOG_WORD_RECEIVED},
    {"接到", LOG_WORD_RECEIVED},
    {"rx", LOG_WORD_RECEIVED},
    {"recv", LOG_WORD_RECEIVED},
    {"receive", LOG_WORD_RECEIVED},
    {"received", LOG_WORD_RECEIVED},
    {"read", LOG_WORD_RECEIVED},
    {"in", LOG_WORD_RECEIVED},
    {"->", LOG_WORD_RIGHT},
    {"=>", LOG_WORD_RIGHT},
    {">>", LOG_WORD_RIGHT},
    {"→", LOG_WORD_RIGHT},
    {"<-", LOG_WORD_LEFT},
    {"<=", LOG_WORD_LEFT},
    {"<<", LOG_WORD_LEFT},
    {"←", LOG_WORD_LEFT},
};
/* clang-format on */

static bool is_letter(char character)
{
    return g_ascii_isalpha(character) || character == '_';
}

/* "tx" is no word in "txt", nor "rx" in "arx"; Chinese has no blanks to tell words by. */
static bool stands_alone(const char *text, size_t length, size_t at, size_t size)
{
    return !is_letter(text[at]) ||
           ((at == 0 || !is_letter(text[at - 1])) && (at + size == length || !is_letter(text[at + size])));
}

static bool is_at(const char *text, size_t length, size_t at, const char *spelling)
{
    size_t size = strlen(spelling);

    return g_ascii_tolower(text[at]) == spelling[0] && length - at >= size &&
           g_ascii_strncasecmp(text + at, spelling, size) == 0 && stands_alone(text, length, at, size);
}

log_word log_word_find(const char *text, size_t length)
{
    log_word found = LOG_WORD_NONE;

    for (size_t at = 0; at < length; at++)
        for (size_t i = 0; i < G_N_ELEMENTS(spellings); i++)
            if (spellings[i].word / 2 < found / 2 && is_at(text, length, at, spellings[i].text))
                found = spellings[i].word;
    return found;
}

/* Who sends what has this word, if it always was the same one; false if it is not to be trusted. */
static bool meaning_of(const log_words *words, log_word word, ykc_direction *direction)
{
    const uint64_t *seen = words->seen[word];

    *direction = seen[YKC_UP] > seen[YKC_DOWN] ? YKC_UP : YKC_DOWN;
    return seen[*direction] >= TRUSTED_AFTER && seen[1 - *direction] * DOUBTED_SHARE <= seen[*direction];
}

ykc_direction log_words_direction(log_words *words, log_word word, uint8_t type, bool known)
{
    ykc_direction by_type = ykc_catalog_direction(0, type), by_word;
    bool trusted;

    if (word == LOG_WORD_NONE)
        return by_type;
    trusted = meaning_of(words, word, &by_word);
    if (known)
        words->seen[word][by_type]++;
    if (trusted) {
        words->contradictions += known && by_word != by_type;
        return by_word;
    }
    if (!known && word <= LOG_WORD_DOWN)
        return word == LOG_WORD_UP ? YKC_UP : YKC_DOWN;
    return by_type;
}
