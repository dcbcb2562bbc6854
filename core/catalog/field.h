/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The vocabulary of the protocol tables: fields, names of values, messages.
 *
 * A frame type is one const ykc_message with one const table of ykc_field. The macros at the end let an entry read like a line
 * of the specification. Nothing here is computed at run time, and nothing of a face (Wireshark, terminal) is known here.
 */
#ifndef YKC_CATALOG_FIELD_H
#define YKC_CATALOG_FIELD_H

#include <stddef.h>
#include <stdint.h>

enum { YKC_PILE_SIZE = 7 /**< bytes of a pile number */ };

/** The languages of labels and explanations. */
typedef enum ykc_language { YKC_ENGLISH, YKC_CHINESE } ykc_language;

/** One text in every language; both are always there. */
typedef struct ykc_label {
    const char *zh;
    const char *en;
} ykc_label;

static inline const char *ykc_label_in(const ykc_label *label, ykc_language language)
{
    return language == YKC_CHINESE ? label->zh : label->en;
}

/** Units of physical values; their signs are in ykc_unit_sign(). */
typedef enum ykc_unit {
    YKC_UNIT_NONE,
    YKC_UNIT_V,
    YKC_UNIT_A,
    YKC_UNIT_CELSIUS,
    YKC_UNIT_PERCENT,
    YKC_UNIT_KW,
    YKC_UNIT_KWH,
    YKC_UNIT_AH,
    YKC_UNIT_YUAN,
    YKC_UNIT_YUAN_PER_KWH,
    YKC_UNIT_MINUTE,
    YKC_UNIT_SECOND,
    YKC_UNIT_DEGREE
} ykc_unit;

/** How the bytes of a field are to be read (protocol reference 3). */
typedef enum ykc_encoding {
    YKC_ENC_UINT,         /**< BIN: unsigned, low byte first; also a word of bits when the field has parts */
    YKC_ENC_BCD_NUMBER,   /**< BCD digits that are a number: the gun */
    YKC_ENC_DIGITS,       /**< BCD digits that are an identity: piles, serials, printed card numbers */
    YKC_ENC_HEX,          /**< opaque bytes, shown as hex digits in byte order: physical cards, cable codes */
    YKC_ENC_ASCII,        /**< text, padded on the right with zeros */
    YKC_ENC_VIN,          /**< 17 characters, in either direction (reference 3.10) */
    YKC_ENC_TIME,         /**< CP56Time2a (reference 3.4) */
    YKC_ENC_DIGIT_TIME,   /**< yyMMddHHmmss in 6 bytes of BCD */
    YKC_ENC_BMS_VERSION,  /**< 3 bytes: minor, then major low byte first (0x15 field 4) */
    YKC_ENC_BMS_SOFTWARE, /**< 8 bytes: running number, day, month, year low byte first, three reserved (0x15 field 17) */
    YKC_ENC_VERSION       /**< numbers of one byte each, from the most significant on: 01 00 0B is 1.0.11 (V1.8) */
} ykc_encoding;

/** What else is true of a field; ored together in ykc_field.flags. */
enum {
    YKC_KEY = 1 << 0,             /**< a key fact: shown in the one-line summary of its frame */
    YKC_SECRET = 1 << 1,          /**< a password: masked unless asked for */
    YKC_REVERSED = 1 << 2,        /**< the bytes travel in reverse order */
    YKC_ZERO_UNMEASURED = 1 << 3, /**< raw 0 means "not measured" (reference 3.8, quirk Q-19) */
    YKC_SHOW_HEX = 1 << 4,        /**< a word without a magnitude: people want to see it in hex */
    YKC_RESERVED = 1 << 5,        /**< has no meaning yet; should be 0 */
    YKC_KEY_IF_SET = 1 << 6,      /**< a key fact unless it is 0: the reason of a failure that did not happen is none */
    YKC_SHOW_RAW = 1 << 7,        /**< people want to see the raw number too: devices send "not set" in ways of their own */
    YKC_REST = 1 << 8             /**< text as long as the body leaves room for; the only field of its group */
};

/** The name of one value of an enumeration. */
typedef struct ykc_name {
    uint32_t value;
    ykc_label label;
} ykc_name;

/** The names of an enumeration's values, in rising order. */
typedef struct ykc_names {
    const ykc_name *rows;
    size_t count;
} ykc_names;

/**
 * One field of a message, or one part of a field.
 *
 * The physical value of a number is (raw + offset) / 10^decimals, in @c unit. A part lies inside its parent's bytes: it is the
 * run of @c size bytes from @c at or, when @c bits is not 0, the bits from @c shift up of the parent's little-endian word.
 */
typedef struct ykc_field {
    const char *name; /**< filter name without "ykc."; never changes (reference 5) */
    ykc_label label;
    ykc_encoding encoding;
    uint8_t size;     /**< bytes of one element */
    uint8_t count;    /**< elements one after another; 0 is short for 1 */
    uint8_t decimals; /**< decimal places of the physical value */
    uint8_t unit;     /**< a @ref ykc_unit */
    uint16_t flags;
    uint8_t at;    /**< part: first byte within the parent */
    uint8_t shift; /**< part: lowest bit within the parent's word */
    uint8_t bits;  /**< part: number of bits; 0 if the part is a run of bytes */
    uint8_t part_count;
    int32_t offset;         /**< added to the raw number, in units of 10^-decimals */
    uint32_t max;           /**< highest raw number that the definition allows; 0: any */
    const ykc_names *names; /**< of an enumeration; NULL if the field is none */
    const struct ykc_field *parts;
} ykc_field;

/** Who sends a frame type: in V1.x odd types are the pile's, even ones the platform's (reference 4); in V2.1 the tables tell. */
typedef enum ykc_direction {
    YKC_UP,  /**< pile to platform */
    YKC_DOWN /**< platform to pile */
} ykc_direction;

/** The versions of the protocol that a message can belong to; ored together in ykc_message.dialects. */
typedef enum ykc_dialect {
    YKC_V1_4 = 1 << 0,
    YKC_V1_5 = 1 << 1,
    YKC_V1_6 = 1 << 2,
    YKC_V1_7 = 1 << 3,
    YKC_V1_8 = 1 << 4,
    YKC_V2_1 = 1 << 5
} ykc_dialect;

/** Sets of them. */
enum {
    YKC_V1_4_TO_7 = YKC_V1_4 | YKC_V1_5 | YKC_V1_6 | YKC_V1_7,
    YKC_V1 = YKC_V1_4_TO_7 | YKC_V1_8, /**< those with one byte of length */
    YKC_V1_6_ON = YKC_V1_6 | YKC_V1_7 | YKC_V1_8 | YKC_V2_1,
    YKC_V1_8_ON = YKC_V1_8 | YKC_V2_1,
    YKC_EVERY_DIALECT = YKC_V1 | YKC_V2_1
};

/** What one repetition of a group is. */
typedef enum ykc_group_kind { YKC_CARDS, YKC_TARIFFS } ykc_group_kind;

enum { YKC_REPETITIONS_MAX = 255 /**< of a group: what repeats is counted in a byte */ };

/**
 * One layout of one frame type. A type whose body comes in several layouts has one message for each, chained by @c also; they are
 * told apart by dialect and body length (ykc_catalog_find()). A body is its fields, then its group as often as there is room,
 * then its tail.
 */
typedef struct ykc_message {
    uint8_t type;
    uint8_t direction; /**< a @ref ykc_direction */
    uint8_t reply;     /**< type that answers this one; 0: none does */
    uint8_t dialects;  /**< the @ref ykc_dialect s that have it */
    ykc_label label;
    const char *section; /**< of the document of the dialect, of several of V1.6's */
    ykc_label origin;    /**< who defines it, if not the document of the dialect; empty */
    uint16_t body;       /**< bytes of @c fields; a test adds them up */
    uint8_t field_count;
    uint8_t group_count; /**< fields that repeat */
    uint8_t group_size;  /**< bytes of one repetition; 0: nothing repeats */
    uint8_t group_kind;  /**< a @ref ykc_group_kind */
    uint8_t tail_count;  /**< fields behind them */
    uint16_t tail;       /**< bytes of @c tail_fields */
    const ykc_field *fields;
    const ykc_field *group;
    const ykc_field *tail_fields;
    const struct ykc_message *also;
} ykc_message;

/* clang-format off */

#define YKC_COUNT_OF(table) (sizeof(table) / sizeof((table)[0]))

/* A label: 中文 first, as in the document. */
#define LABEL(zh_, en_) {.zh = (zh_), .en = (en_)}

/* Entries of a names table. */
#define NAME(value_, zh_, en_) {(value_), LABEL(zh_, en_)}
#define NAMES(table) {(table), YKC_COUNT_OF(table)}

/* Entries of a field table; further members may follow: UINT(soc, 1, "SOC", "State of charge", .unit = YKC_UNIT_PERCENT). */
#define FIELD(encoding_, name_, size_, zh_, en_, ...)                                                                            \
    {.name = #name_, .label = LABEL(zh_, en_), .encoding = (encoding_), .size = (size_), __VA_ARGS__}
#define UINT(name_, size_, zh_, en_, ...) FIELD(YKC_ENC_UINT, name_, size_, zh_, en_, __VA_ARGS__)
#define ENUM8(name_, names_, zh_, en_, ...) FIELD(YKC_ENC_UINT, name_, 1, zh_, en_, .names = &(names_), __VA_ARGS__)
#define DIGITS(name_, size_, zh_, en_, ...) FIELD(YKC_ENC_DIGITS, name_, size_, zh_, en_, __VA_ARGS__)
#define HEX(name_, size_, zh_, en_, ...) FIELD(YKC_ENC_HEX, name_, size_, zh_, en_, __VA_ARGS__)
#define ASCII(name_, size_, zh_, en_, ...) FIELD(YKC_ENC_ASCII, name_, size_, zh_, en_, __VA_ARGS__)
/* Text of a group of its own: all that the body has room for. */
#define REST(name_, zh_, en_, ...) FIELD(YKC_ENC_ASCII, name_, 1, zh_, en_, .flags = YKC_REST, __VA_ARGS__)
#define VIN(...) FIELD(YKC_ENC_VIN, vin, 17, __VA_ARGS__)
#define TIME(name_, zh_, en_, ...) FIELD(YKC_ENC_TIME, name_, 7, zh_, en_, __VA_ARGS__)

/* Numbers with decimals and a unit. */
#define SCALED(name_, size_, decimals_, unit_, zh_, en_, ...)                                                                    \
    FIELD(YKC_ENC_UINT, name_, size_, zh_, en_, .decimals = (decimals_), .unit = (unit_), __VA_ARGS__)
#define VOLTAGE(name_, zh_, en_, ...) SCALED(name_, 2, 1, YKC_UNIT_V, zh_, en_, __VA_ARGS__)
#define CELL_VOLTAGE(name_, zh_, en_, ...) SCALED(name_, 2, 2, YKC_UNIT_V, zh_, en_, __VA_ARGS__)
/* 0.1 A, offset −400 A: a charging current comes out negative (reference 3.8). */
#define BMS_CURRENT(name_, zh_, en_, ...) SCALED(name_, 2, 1, YKC_UNIT_A, zh_, en_, .offset = -4000, __VA_ARGS__)
#define TEMPERATURE(name_, zh_, en_, ...) UINT(name_, 1, zh_, en_, .unit = YKC_UNIT_CELSIUS, .offset = -50, __VA_ARGS__)
#define ENERGY(name_, zh_, en_, ...) SCALED(name_, 4, 4, YKC_UNIT_KWH, zh_, en_, __VA_ARGS__)
#define METER(name_, zh_, en_, ...) SCALED(name_, 5, 4, YKC_UNIT_KWH, zh_, en_, __VA_ARGS__)
#define AMOUNT(name_, zh_, en_, ...) SCALED(name_, 4, 4, YKC_UNIT_YUAN, zh_, en_, __VA_ARGS__)
#define PRICE(name_, zh_, en_, ...) SCALED(name_, 4, 5, YKC_UNIT_YUAN_PER_KWH, zh_, en_, __VA_ARGS__)
#define BALANCE(zh_, en_) SCALED(balance, 4, 2, YKC_UNIT_YUAN, zh_, en_, .flags = YKC_KEY)
#define MINUTES(name_, zh_, en_, ...) UINT(name_, 2, zh_, en_, .unit = YKC_UNIT_MINUTE, __VA_ARGS__)

/* A word of bits, and its parts. */
#define BITS(name_, size_, parts_, zh_, en_)                                                                                     \
    FIELD(YKC_ENC_UINT, name_, size_, zh_, en_, .flags = YKC_SHOW_HEX, .parts = (parts_), .part_count = YKC_COUNT_OF(parts_))
#define PART(name_, shift_, bits_, zh_, en_, ...)                                                                                \
    {.name = #name_, .label = LABEL(zh_, en_), .encoding = YKC_ENC_UINT, .shift = (shift_), .bits = (bits_), __VA_ARGS__}
#define BIT(name_, shift_, zh_, en_) PART(name_, shift_, 1, zh_, en_)
#define ENUM_PART(name_, shift_, bits_, names_, zh_, en_) PART(name_, shift_, bits_, zh_, en_, .names = &(names_))

/* The tables of a message. */
#define FIELDS(table) .fields = (table), .field_count = YKC_COUNT_OF(table)
#define GROUP(table, size_) .group = (table), .group_count = YKC_COUNT_OF(table), .group_size = (size_)
#define TAIL(table, size_) .tail_fields = (table), .tail_count = YKC_COUNT_OF(table), .tail = (size_)

/* clang-format on */

#endif
