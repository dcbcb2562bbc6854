/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Pseudonyms for what tells who charged: vehicles, cards, SIM cards, accounts, passwords.
 *
 * A pseudonym looks like what it stands for: as long, of the same kinds of characters, so that it can stand in a frame or a
 * report in its place. Within one run the same original has the same pseudonym wherever it occurs; another run has others. They
 * are made with a random key (HMAC-SHA-256) that is never stored: nobody can find an original by trying.
 */
#ifndef YKC_ANALYZER_PSEUDONYM_H
#define YKC_ANALYZER_PSEUDONYM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "catalog/reading.h"

/** What an original is; the same bytes as two kinds have two pseudonyms. */
typedef enum pseudonym_kind {
    PSEUDONYM_VIN,      /**< 17 characters in reading order; the first, which tells the region, is kept; see pseudonyms_bytes() */
    PSEUDONYM_CARD,     /**< 8 bytes: a physical card, a logical card's digits, or the account in a card's place */
    PSEUDONYM_SIM,      /**< 10 bytes of digits */
    PSEUDONYM_ACCOUNT,  /**< text: a user name */
    PSEUDONYM_PASSWORD, /**< text; also a sealed session key */
    PSEUDONYM_SERVER,   /**< text: name or address of a server of the operator */
    PSEUDONYM_BATTERY,  /**< bytes: the serial of a vehicle's battery pack, read as a card's */
    PSEUDONYM_OPAQUE,   /**< bytes that hold what is personal besides other things; they become zeros */
    PSEUDONYM_KINDS
} pseudonym_kind;

/** The key of one run; opaque. */
typedef struct pseudonyms pseudonyms;

/** Take a fresh key. To be released with pseudonyms_free(). */
pseudonyms *pseudonyms_new(void);

enum { PSEUDONYMS_KEY = 32 /**< bytes */ };

/** With a known key, for tests that want the same pseudonyms every time. */
pseudonyms *pseudonyms_new_with_key(const uint8_t key[PSEUDONYMS_KEY]);

/** Release it. NULL is allowed. */
void pseudonyms_free(pseudonyms *pseudonyms);

/**
 * The pseudonym of bytes in reading order.
 *
 * Cards and SIM cards are read as hex digits: decimal ones get decimal digits, others get hex digits. In text a digit becomes a
 * digit, a letter a letter of the same case; everything else, and so padding, stays. A VIN gets no I, O or Q, and a right check
 * digit if it had one. Nothing but zeros means "none", and stays.
 *
 * @param pseudonym @p size bytes; may be @p bytes
 */
void pseudonyms_bytes(const pseudonyms *pseudonyms, pseudonym_kind kind, const uint8_t *bytes, size_t size, uint8_t *pseudonym);

/**
 * The pseudonym of text, as ykc_value_to_text() writes it: of cards and SIM cards the digits. It is the text of the bytes'
 * pseudonym, unless the text has escapes. To be freed.
 */
char *pseudonyms_text(const pseudonyms *pseudonyms, pseudonym_kind kind, const char *text);

/** True, with @p kind filled, if a field of the catalogue holds something personal. */
bool pseudonym_kind_of(const ykc_field *field, pseudonym_kind *kind);

/**
 * Put the pseudonym in place of a personal field's element, in the direction in which it travels; other fields stay.
 *
 * @param bytes the element's bytes as on the wire, field->size of them
 */
void pseudonyms_field(const pseudonyms *pseudonyms, const ykc_field *field, uint8_t *bytes);

/** The same for every personal field of a body. @param length bytes of @p body; may be fewer or more than the message has */
void pseudonyms_body(const pseudonyms *pseudonyms, const ykc_message *message, uint8_t *body, size_t length);

/**
 * The body of a frame as it may leave the house: pseudonyms in the fields that are personal. What cannot be read, since its type
 * is unknown, it is encrypted, or there are bytes behind the last field, may hold anything: it becomes zeros.
 *
 * @param body frame->body_length bytes
 */
void pseudonyms_frame_body(const pseudonyms *pseudonyms, const ykc_frame *frame, const ykc_reading *reading, uint8_t *body);

/** A number that belongs to bytes that are no field's, such as an address; at random, but always the same. */
uint64_t pseudonyms_number(const pseudonyms *pseudonyms, const uint8_t *bytes, size_t size);

#endif
