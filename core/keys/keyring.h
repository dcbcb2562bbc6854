/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The keys that a user gives: lines of a file, or rows of a table in Wireshark.
 *
 *     # pile           algorithm            key
 *     32010600213533   3des-ecb             0123456789ABCDEFFEDCBA9876543210
 *     *                aes-128-cbc          000102030405060708090A0B0C0D0E0F
 *     *                rsa                  platform.pem
 *
 * docs/encryption.md has all of it. Keys are in no message.
 */
#ifndef YKC_KEYS_KEYRING_H
#define YKC_KEYS_KEYRING_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "catalog/field.h"
#include "private_key.h"
#include "wire/cipher.h"

#define YKC_KEYRING_ERROR (ykc_keyring_error_quark())
GQuark ykc_keyring_error_quark(void);

/** One symmetric key. */
typedef struct ykc_key {
    bool any_pile;               /**< the key is not one pile's */
    uint8_t pile[YKC_PILE_SIZE]; /**< zeros if it is not */
    ykc_padding padding;
    ykc_cipher *cipher;
} ykc_key;

/** Keys; opaque. */
typedef struct ykc_keyring ykc_keyring;

enum { YKC_KEYS_MAX = 10000, YKC_PRIVATE_KEYS_MAX = 16 };

/** An empty keyring; to be released with ykc_keyring_free(). */
ykc_keyring *ykc_keyring_new(void);

void ykc_keyring_free(ykc_keyring *keyring);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ykc_keyring, ykc_keyring_free)

/**
 * Add one key.
 *
 * @param pile      14 digits, or "*" for any
 * @param algorithm 3des-ecb, 3des-cbc, aes-128-cbc, each with /pkcs5 (unless said otherwise), /zero or /none and for CBC with
 *                  /iv=HEX behind it; or rsa
 * @param key       the key as hex digits; of rsa the path of a PEM file
 * @param folder    that a path is relative to; NULL: no file may be read
 * @param language  of @p error
 * @return false with @p error set: what is wrong, what to do
 */
bool ykc_keyring_add(ykc_keyring *keyring, const char *pile, const char *algorithm, const char *key, const char *folder,
                     ykc_language language, GError **error);

/**
 * Add the lines of a text: pile, algorithm and key with blanks between them; '#' begins a comment.
 *
 * @param name  of the text, for messages
 * @return false with @p error set, which names the line, at the first one that is wrong
 */
bool ykc_keyring_parse(ykc_keyring *keyring, const char *text, size_t length, const char *name, const char *folder,
                       ykc_language language, GError **error);

/** Add the lines of a file. */
bool ykc_keyring_load(ykc_keyring *keyring, const char *path, ykc_language language, GError **error);

/** The number of symmetric keys, and one of them: those for any pile first, then by pile, and within one as they were added. */
size_t ykc_keyring_count(const ykc_keyring *keyring);
const ykc_key *ykc_keyring_key(const ykc_keyring *keyring, size_t index);

/** The index of the first key of a pile, and the number of them. */
size_t ykc_keyring_find(const ykc_keyring *keyring, const uint8_t *pile, size_t *count);

/** The number of keys for any pile. */
size_t ykc_keyring_count_any(const ykc_keyring *keyring);

/** True if there is nothing in it. */
bool ykc_keyring_is_empty(const ykc_keyring *keyring);

/** Open the session key of a login of @p pile; false if no private key for it does. */
bool ykc_keyring_open_session(const ykc_keyring *keyring, const uint8_t *pile, const uint8_t *sealed, uint8_t *session);

#endif
