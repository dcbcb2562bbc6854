/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The block ciphers of encrypted bodies: 3DES of V1.x, AES-128 of V1.8 and V2.x, and their paddings.
 *
 * V1.6 says "3DES" and no more (reference 2.4, quirk Q-7), so that mode, padding and initialisation vector are settings.
 */
#ifndef YKC_WIRE_CIPHER_H
#define YKC_WIRE_CIPHER_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    YKC_CIPHER_KEY_MAX = 24,
    YKC_CIPHER_BLOCK_MIN = 8,
    YKC_CIPHER_BLOCK_MAX = 16,
    YKC_CIPHER_SESSION_KEY = 16 /**< bytes of the key in the login of V1.8: AES-128 */
};

typedef enum ykc_cipher_algorithm {
    YKC_CIPHER_3DES_ECB,
    YKC_CIPHER_3DES_CBC,   /**< without an initialisation vector: zeros */
    YKC_CIPHER_AES_128_CBC /**< without an initialisation vector: the key, as V1.8 says */
} ykc_cipher_algorithm;

typedef enum ykc_padding {
    YKC_PADDING_PKCS5, /**< n bytes of value n, 1 to a block */
    YKC_PADDING_ZERO,  /**< zeros up to a whole block, none if it is whole; how many they were is for the caller to find out */
    YKC_PADDING_NONE   /**< the body is a whole number of blocks */
} ykc_padding;

/** A cipher with its key; opaque. */
typedef struct ykc_cipher ykc_cipher;

/** Bytes of a block: of the initialisation vector, and what the length of ciphertext is a multiple of. */
size_t ykc_cipher_block(ykc_cipher_algorithm algorithm);

/** True if the algorithm takes keys of @p size bytes: 3DES 16 (the third key is the first) or 24, AES-128 16. */
bool ykc_cipher_takes_key(ykc_cipher_algorithm algorithm, size_t size);

/** True if the algorithm has an initialisation vector. */
bool ykc_cipher_takes_iv(ykc_cipher_algorithm algorithm);

/**
 * Make a cipher; to be released with ykc_cipher_free(). Weak keys of DES are taken: devices may have them.
 *
 * @param key  ykc_cipher_takes_key() bytes; not kept outside the library
 * @param iv   ykc_cipher_block() bytes, or NULL for the algorithm's own
 * @return NULL if the library refuses, as it does where only approved algorithms are allowed (FIPS)
 */
ykc_cipher *ykc_cipher_new(ykc_cipher_algorithm algorithm, const uint8_t *key, size_t key_size, const uint8_t *iv);

void ykc_cipher_free(ykc_cipher *cipher);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ykc_cipher, ykc_cipher_free)

/**
 * Decrypt, or encrypt, whole blocks. Each call begins anew with the initialisation vector.
 *
 * @param out     @p length bytes; may be @p in
 * @param length  a multiple of ykc_cipher_block(), which may be 0
 * @return false if it is not, with nothing written
 */
bool ykc_cipher_decrypt(ykc_cipher *cipher, uint8_t *out, const uint8_t *in, size_t length);
bool ykc_cipher_encrypt(ykc_cipher *cipher, uint8_t *out, const uint8_t *in, size_t length);

/** Bytes of a block of this cipher. */
size_t ykc_cipher_get_block(const ykc_cipher *cipher);

/**
 * Pad a body.
 *
 * @param bytes   room for @p length and one block
 * @param block   bytes of a block
 * @return bytes with the padding
 */
size_t ykc_padding_add(ykc_padding padding, uint8_t *bytes, size_t length, size_t block);

/**
 * The length without a PKCS #5 padding.
 *
 * @return false if @p length bytes do not end in one
 */
bool ykc_padding_find_pkcs5(const uint8_t *bytes, size_t length, size_t block, size_t *plain);

#endif
