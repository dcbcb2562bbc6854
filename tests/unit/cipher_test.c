/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wire/cipher.h"

#include <glib.h>
#include <string.h>

#include "suite.h"
#include "wire/bcd.h"

/* A published example. */
typedef struct example {
    const char *source;
    ykc_cipher_algorithm algorithm;
    const char *key, *iv, *plain, *cipher;
} example;

static const example examples[] = {
    {"NIST SP 800-67, appendix B.1", YKC_CIPHER_3DES_ECB, "0123456789ABCDEF23456789ABCDEF01456789ABCDEF0123", NULL,
     "5468652071756663"
     "6B2062726F776E20"
     "666F78206A756D70",
     "A826FD8CE53B855F"
     "CCE21C8112256FE6"
     "68D5C05DD9B6B900"},
    {"NIST TDES_ECB.pdf, two keys", YKC_CIPHER_3DES_ECB, "0123456789ABCDEF23456789ABCDEF01", NULL,
     "6BC1BEE22E409F96"
     "E93D7E117393172A"
     "AE2D8A571E03AC9C"
     "9EB76FAC45AF8E51",
     "06EDE3D82884090A"
     "FF322C19F0518486"
     "730576972A666E58"
     "B6C88CF107340D3D"},
    {"NIST TDES_CBC.pdf, three keys", YKC_CIPHER_3DES_CBC, "0123456789ABCDEF23456789ABCDEF01456789ABCDEF0123", "F69F2445DF4F9B17",
     "6BC1BEE22E409F96"
     "E93D7E117393172A"
     "AE2D8A571E03AC9C"
     "9EB76FAC45AF8E51",
     "2079C3D53AA763E1"
     "93B79E2569AB5262"
     "516570481F25B50F"
     "73C0BDA85C8E0DA7"},
    {"NIST SP 800-38A, F.2.1", YKC_CIPHER_AES_128_CBC, "2B7E151628AED2A6ABF7158809CF4F3C", "000102030405060708090A0B0C0D0E0F",
     "6BC1BEE22E409F96E93D7E117393172A"
     "AE2D8A571E03AC9C9EB76FAC45AF8E51"
     "30C81C46A35CE411E5FBC1191A0A52EF"
     "F69F2445DF4F9B17AD2B417BE66C3710",
     "7649ABAC8119B246CEE98E9B12E9197D"
     "5086CB9B507219EE95DB113A917678B2"
     "73BED6B8E3C1743B7116E69E22229516"
     "3FF1CAA1681FAC09120ECA307586E1A7"},
};

enum { ROOM = 64 };

static size_t from_hex(const char *hex, uint8_t *bytes)
{
    size_t size = strlen(hex) / 2;

    CU_ASSERT_TRUE_FATAL(size <= ROOM && ykc_bcd_from_text(hex, bytes, size));
    return size;
}

static void test_published_examples(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(examples); i++) {
        const example *example = &examples[i];
        uint8_t key[ROOM], iv[ROOM], plain[ROOM], cipher[ROOM], got[ROOM];
        size_t key_size = from_hex(example->key, key), length = from_hex(example->plain, plain);
        g_autoptr(ykc_cipher) made = NULL;

        CU_ASSERT_EQUAL_FATAL(from_hex(example->cipher, cipher), length);
        if (example->iv != NULL)
            from_hex(example->iv, iv);
        made = ykc_cipher_new(example->algorithm, key, key_size, example->iv == NULL ? NULL : iv);
        CU_ASSERT_PTR_NOT_NULL_FATAL(made);
        for (int again = 0; again < 2; again++) { /* each call begins anew */
            CU_ASSERT_TRUE(ykc_cipher_encrypt(made, got, plain, length));
            if (memcmp(got, cipher, length) != 0)
                CU_FAIL(example->source);
            CU_ASSERT_TRUE(ykc_cipher_decrypt(made, got, cipher, length));
            if (memcmp(got, plain, length) != 0)
                CU_FAIL(example->source);
        }
    }
}

static void test_without_a_vector_3des_takes_zeros_and_aes_its_key(void)
{
    uint8_t key[16] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}, zeros[8] = {0}, text[32] = "sixteen or more bytes";
    uint8_t with[32], without[32];
    g_autoptr(ykc_cipher) des = ykc_cipher_new(YKC_CIPHER_3DES_CBC, key, sizeof key, NULL);
    g_autoptr(ykc_cipher) des_zeros = ykc_cipher_new(YKC_CIPHER_3DES_CBC, key, sizeof key, zeros);
    g_autoptr(ykc_cipher) aes = ykc_cipher_new(YKC_CIPHER_AES_128_CBC, key, sizeof key, NULL);
    g_autoptr(ykc_cipher) aes_key = ykc_cipher_new(YKC_CIPHER_AES_128_CBC, key, sizeof key, key);

    ykc_cipher_encrypt(des, without, text, sizeof text);
    ykc_cipher_encrypt(des_zeros, with, text, sizeof text);
    CU_ASSERT_EQUAL(memcmp(with, without, sizeof with), 0);
    ykc_cipher_encrypt(aes, without, text, sizeof text);
    ykc_cipher_encrypt(aes_key, with, text, sizeof text);
    CU_ASSERT_EQUAL(memcmp(with, without, sizeof with), 0);
}

static void test_weak_keys_are_taken(void)
{
    uint8_t zeros[24] = {0}, text[8] = "charging", got[8];
    g_autoptr(ykc_cipher) cipher = ykc_cipher_new(YKC_CIPHER_3DES_ECB, zeros, sizeof zeros, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(cipher);
    CU_ASSERT_TRUE(ykc_cipher_encrypt(cipher, got, text, sizeof text));
    CU_ASSERT_NOT_EQUAL(memcmp(got, text, sizeof text), 0);
    CU_ASSERT_TRUE(ykc_cipher_decrypt(cipher, got, got, sizeof got));
    CU_ASSERT_EQUAL(memcmp(got, text, sizeof text), 0);
}

static void test_what_is_no_whole_block_is_refused(void)
{
    uint8_t key[16] = {1}, bytes[17] = {0};
    g_autoptr(ykc_cipher) des = ykc_cipher_new(YKC_CIPHER_3DES_ECB, key, sizeof key, NULL);
    g_autoptr(ykc_cipher) aes = ykc_cipher_new(YKC_CIPHER_AES_128_CBC, key, sizeof key, NULL);

    CU_ASSERT_FALSE(ykc_cipher_decrypt(des, bytes, bytes, 7));
    CU_ASSERT_FALSE(ykc_cipher_decrypt(aes, bytes, bytes, 8));
    CU_ASSERT_FALSE(ykc_cipher_decrypt(aes, bytes, bytes, 17));
    CU_ASSERT_TRUE(ykc_cipher_decrypt(aes, bytes, bytes, 0));
    CU_ASSERT_TRUE(ykc_cipher_takes_key(YKC_CIPHER_3DES_ECB, 24));
    CU_ASSERT_FALSE(ykc_cipher_takes_key(YKC_CIPHER_AES_128_CBC, 24));
    CU_ASSERT_FALSE(ykc_cipher_takes_key(YKC_CIPHER_3DES_ECB, 8));
}

static void test_every_padding_comes_off_again(void)
{
    for (size_t length = 0; length <= 40; length++) {
        uint8_t bytes[ROOM];
        size_t padded, plain = 999;

        memset(bytes, 0xAA, sizeof bytes);
        padded = ykc_padding_add(YKC_PADDING_PKCS5, bytes, length, 16);
        CU_ASSERT_EQUAL(padded, (length / 16 + 1) * 16);
        CU_ASSERT_TRUE(ykc_padding_find_pkcs5(bytes, padded, 16, &plain));
        CU_ASSERT_EQUAL(plain, length);
        padded = ykc_padding_add(YKC_PADDING_ZERO, bytes, length, 8);
        CU_ASSERT_EQUAL(padded, (length + 7) / 8 * 8);
        for (size_t i = length; i < padded; i++)
            CU_ASSERT_EQUAL(bytes[i], 0);
        CU_ASSERT_EQUAL(ykc_padding_add(YKC_PADDING_NONE, bytes, length, 8), length);
    }
}

static void test_what_is_no_padding_is_refused(void)
{
    static const uint8_t endings[][8] = {
        {1, 2, 3, 4, 5, 6, 7, 0}, /* PKCS #5 never adds nothing */
        {1, 2, 3, 4, 5, 6, 7, 9}, /* more than a block */
        {1, 2, 3, 4, 5, 3, 2, 3}, /* not all the same */
        {8, 8, 8, 8, 8, 8, 8, 0xFF},
    };
    size_t plain = 999;

    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
        CU_ASSERT_FALSE(ykc_padding_find_pkcs5(endings[i], 8, 8, &plain));
    CU_ASSERT_FALSE(ykc_padding_find_pkcs5(endings[0], 0, 8, &plain));
    CU_ASSERT_EQUAL(plain, 999);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_published_examples),
        STORY(test_without_a_vector_3des_takes_zeros_and_aes_its_key),
        STORY(test_weak_keys_are_taken),
        STORY(test_what_is_no_whole_block_is_refused),
        STORY(test_every_padding_comes_off_again),
        STORY(test_what_is_no_padding_is_refused),
    };

    return run_suite("cipher", stories, G_N_ELEMENTS(stories));
}
