/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The platform's RSA private key, which opens the session key in a login of V1.8 or V2.x.
 */
#ifndef YKC_KEYS_PRIVATE_KEY_H
#define YKC_KEYS_PRIVATE_KEY_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "wire/cipher.h"

typedef struct ykc_private_key ykc_private_key;

/** Characters of a session key in a login: 64 bytes, encrypted by RSA-512, in Base64 (V1.8, login). */
enum { YKC_SEALED_KEY_SIZE = 88 };

/**
 * Read a private key.
 *
 * @param pem   PKCS #8 ("PRIVATE KEY") or PKCS #1 ("RSA PRIVATE KEY"), without a password
 * @param why   what is wrong, in the library's words, if NULL is returned; not owned
 * @return to be released with ykc_private_key_free(), or NULL
 */
ykc_private_key *ykc_private_key_read(const char *pem, size_t length, const char **why);

void ykc_private_key_free(ykc_private_key *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ykc_private_key, ykc_private_key_free)

/**
 * Open a session key (RSA, PKCS #1 version 1.5).
 *
 * @param sealed  YKC_SEALED_KEY_SIZE characters, as in the login
 * @param session YKC_CIPHER_SESSION_KEY bytes
 * @return false if this is not its private key
 */
bool ykc_private_key_open(const ykc_private_key *key, const uint8_t *sealed, uint8_t *session);

#endif
