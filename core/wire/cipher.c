/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cipher.h"

#include <gcrypt.h>
#include <string.h>

/* What libgcrypt calls an algorithm, and what it takes. */
static const struct {
    int algorithm, mode;
    size_t key_sizes[2];
    size_t block;
    bool iv_is_key;
} algorithms[] = {
    [YKC_CIPHER_3DES_ECB] = {GCRY_CIPHER_3DES, GCRY_CIPHER_MODE_ECB, {16, 24}, 8, false},
    [YKC_CIPHER_3DES_CBC] = {GCRY_CIPHER_3DES, GCRY_CIPHER_MODE_CBC, {16, 24}, 8, false},
    [YKC_CIPHER_AES_128_CBC] = {GCRY_CIPHER_AES128, GCRY_CIPHER_MODE_CBC, {16, 16}, 16, true},
};

enum { DES_KEY = 8, TWO_KEYS = 2 * DES_KEY, THREE_KEYS = 3 * DES_KEY };

struct ykc_cipher {
    gcry_cipher_hd_t handle;
    ykc_cipher_algorithm algorithm;
    uint8_t iv[YKC_CIPHER_BLOCK_MAX];
};

size_t ykc_cipher_block(ykc_cipher_algorithm algorithm)
{
    return algorithms[algorithm].block;
}

bool ykc_cipher_takes_key(ykc_cipher_algorithm algorithm, size_t size)
{
    return size == algorithms[algorithm].key_sizes[0] || size == algorithms[algorithm].key_sizes[1];
}

bool ykc_cipher_takes_iv(ykc_cipher_algorithm algorithm)
{
    return algorithms[algorithm].mode == GCRY_CIPHER_MODE_CBC;
}

/* Wireshark has done it already, ykcflow has not. */
static bool start_library(void)
{
    if (gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P))
        return true;
    if (gcry_check_version(NULL) == NULL)
        return false;
    gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
    gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
    return true;
}

static bool set_key(gcry_cipher_hd_t handle, ykc_cipher_algorithm algorithm, const uint8_t *key, size_t size)
{
    uint8_t whole[YKC_CIPHER_KEY_MAX];
    size_t whole_size = size;
    gcry_error_t error;

    memcpy(whole, key, size);
    if (algorithms[algorithm].algorithm == GCRY_CIPHER_3DES && size == TWO_KEYS) {
        memcpy(whole + size, key, DES_KEY);
        whole_size = THREE_KEYS;
    }
    gcry_cipher_ctl(handle, GCRYCTL_SET_ALLOW_WEAK_KEY, NULL, 1);
    error = gcry_cipher_setkey(handle, whole, whole_size);
    return error == 0 || gcry_err_code(error) == GPG_ERR_WEAK_KEY;
}

ykc_cipher *ykc_cipher_new(ykc_cipher_algorithm algorithm, const uint8_t *key, size_t key_size, const uint8_t *iv)
{
    gcry_cipher_hd_t handle;
    ykc_cipher *cipher;

    if (!start_library() || gcry_cipher_open(&handle, algorithms[algorithm].algorithm, algorithms[algorithm].mode, 0) != 0)
        return NULL;
    if (!set_key(handle, algorithm, key, key_size)) {
        gcry_cipher_close(handle);
        return NULL;
    }
    cipher = g_new0(ykc_cipher, 1);
    cipher->handle = handle;
    cipher->algorithm = algorithm;
    if (iv != NULL)
        memcpy(cipher->iv, iv, algorithms[algorithm].block);
    else if (algorithms[algorithm].iv_is_key)
        memcpy(cipher->iv, key, algorithms[algorithm].block);
    return cipher;
}

void ykc_cipher_free(ykc_cipher *cipher)
{
    if (cipher == NULL)
        return;
    gcry_cipher_close(cipher->handle);
    g_free(cipher);
}

static bool begin(ykc_cipher *cipher, size_t length)
{
    size_t block = algorithms[cipher->algorithm].block;

    return length % block == 0 &&
           (!ykc_cipher_takes_iv(cipher->algorithm) || gcry_cipher_setiv(cipher->handle, cipher->iv, block) == 0);
}

bool ykc_cipher_decrypt(ykc_cipher *cipher, uint8_t *out, const uint8_t *in, size_t length)
{
    if (!begin(cipher, length))
        return false;
    return length == 0 || gcry_cipher_decrypt(cipher->handle, out, length, out == in ? NULL : in, out == in ? 0 : length) == 0;
}

bool ykc_cipher_encrypt(ykc_cipher *cipher, uint8_t *out, const uint8_t *in, size_t length)
{
    if (!begin(cipher, length))
        return false;
    return length == 0 || gcry_cipher_encrypt(cipher->handle, out, length, out == in ? NULL : in, out == in ? 0 : length) == 0;
}

size_t ykc_cipher_get_block(const ykc_cipher *cipher)
{
    return algorithms[cipher->algorithm].block;
}

size_t ykc_padding_add(ykc_padding padding, uint8_t *bytes, size_t length, size_t block)
{
    size_t missing = block - length % block;

    if (padding == YKC_PADDING_NONE || (padding == YKC_PADDING_ZERO && missing == block))
        return length;
    memset(bytes + length, padding == YKC_PADDING_PKCS5 ? (int)missing : 0, missing);
    return length + missing;
}

bool ykc_padding_find_pkcs5(const uint8_t *bytes, size_t length, size_t block, size_t *plain)
{
    size_t count = length > 0 ? bytes[length - 1] : 0;

    if (count == 0 || count > block || count > length)
        return false;
    for (size_t i = length - count; i < length; i++)
        if (bytes[i] != count)
            return false;
    *plain = length - count;
    return true;
}
