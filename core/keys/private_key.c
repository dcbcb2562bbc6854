/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "private_key.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <string.h>

struct ykc_private_key {
    gnutls_privkey_t key;
};

ykc_private_key *ykc_private_key_read(const char *pem, size_t length, const char **why)
{
    g_autoptr(ykc_private_key) key = g_new0(ykc_private_key, 1);
    gnutls_datum_t text = {.data = (unsigned char *)pem, .size = (unsigned)length};
    int result = gnutls_privkey_init(&key->key);

    if (result >= 0)
        result = gnutls_privkey_import_x509_raw(key->key, &text, GNUTLS_X509_FMT_PEM, NULL, 0);
    if (result >= 0 && gnutls_privkey_get_pk_algorithm(key->key, NULL) != GNUTLS_PK_RSA)
        result = GNUTLS_E_UNKNOWN_PK_ALGORITHM;
    if (result >= 0)
        return g_steal_pointer(&key);
    *why = gnutls_strerror(result);
    return NULL;
}

void ykc_private_key_free(ykc_private_key *key)
{
    if (key == NULL)
        return;
    gnutls_privkey_deinit(key->key);
    g_free(key);
}

static bool is_base64(const char *text)
{
    return strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") == YKC_SEALED_KEY_SIZE;
}

bool ykc_private_key_open(const ykc_private_key *key, const uint8_t *sealed, uint8_t *session)
{
    char text[YKC_SEALED_KEY_SIZE + 1] = "";
    gsize size;
    gnutls_datum_t closed, opened = {0};
    bool is_session_key;

    memcpy(text, sealed, YKC_SEALED_KEY_SIZE);
    if (!is_base64(text))
        return false;
    closed.data = g_base64_decode_inplace(text, &size);
    closed.size = (unsigned)size;
    if (gnutls_privkey_decrypt_data(key->key, 0, &closed, &opened) < 0)
        return false;
    is_session_key = opened.size == YKC_CIPHER_SESSION_KEY;
    if (is_session_key)
        memcpy(session, opened.data, opened.size);
    gnutls_free(opened.data);
    return is_session_key;
}
