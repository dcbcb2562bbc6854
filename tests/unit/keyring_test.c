/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "keys/keyring.h"

#include <glib/gstdio.h>
#include <string.h>

#include "rsa_keys.h"
#include "suite.h"
#include "wire/bcd.h"

#define PILE     "32010600213533"
#define DES_KEY  "0123456789ABCDEFFEDCBA9876543210"
#define DES_KEY3 DES_KEY "89ABCDEF01234567"

/* Parse; the message of what is wrong, or NULL. To be freed. */
static char *parse(ykc_keyring *keyring, const char *text)
{
    GError *error = NULL;
    char *message;

    if (ykc_keyring_parse(keyring, text, strlen(text), "keys", NULL, YKC_ENGLISH, &error)) {
        CU_ASSERT_PTR_NULL(error);
        return NULL;
    }
    CU_ASSERT_PTR_NOT_NULL_FATAL(error);
    message = g_strdup(error->message);
    g_error_free(error);
    return message;
}

static void test_lines_comments_and_blanks(void)
{
    g_autoptr(ykc_keyring) keyring = ykc_keyring_new();
    g_autofree char *wrong = parse(keyring, "# the keys of the station\r\n\r\n"
                                            "  " PILE "\t3des-ecb   " DES_KEY "   # gate\r\n"
                                            "* AES-128-CBC/zero/iv=000102030405060708090a0b0c0d0e0f " DES_KEY "\n" PILE
                                            " 3des-cbc/none/iv=0001020304050607 " DES_KEY3);
    uint8_t pile[YKC_PILE_SIZE], other[YKC_PILE_SIZE] = {0x99};
    size_t count;

    CU_ASSERT_PTR_NULL(wrong);
    CU_ASSERT_EQUAL_FATAL(ykc_keyring_count(keyring), 3);
    CU_ASSERT_EQUAL(ykc_keyring_count_any(keyring), 1);
    CU_ASSERT_TRUE(ykc_keyring_key(keyring, 0)->any_pile);
    CU_ASSERT_EQUAL(ykc_keyring_key(keyring, 0)->padding, YKC_PADDING_ZERO);
    ykc_bcd_from_text(PILE, pile, sizeof pile);
    CU_ASSERT_EQUAL(ykc_keyring_find(keyring, pile, &count), 1);
    CU_ASSERT_EQUAL(count, 2);
    CU_ASSERT_EQUAL(ykc_keyring_key(keyring, 1)->padding, YKC_PADDING_PKCS5);
    CU_ASSERT_EQUAL(ykc_keyring_key(keyring, 2)->padding, YKC_PADDING_NONE);
    ykc_keyring_find(keyring, other, &count);
    CU_ASSERT_EQUAL(count, 0);
}

static void test_keys_are_found_by_pile_whatever_their_order(void)
{
    g_autoptr(ykc_keyring) keyring = ykc_keyring_new();
    g_autoptr(GRand) rand = g_rand_new_with_seed(8);

    for (int i = 0; i < 300; i++) {
        g_autofree char *pile = g_strdup_printf("%014d", g_rand_int_range(rand, 1, 40));

        CU_ASSERT_TRUE(ykc_keyring_add(keyring, i % 10 == 0 ? "*" : pile, "3des-ecb", DES_KEY, NULL, YKC_ENGLISH, NULL));
    }
    CU_ASSERT_EQUAL(ykc_keyring_count_any(keyring), 30);
    for (uint64_t number = 0; number < 41; number++) {
        uint8_t pile[YKC_PILE_SIZE];
        size_t count, begin, expected = 0;

        ykc_bcd_from_number(number, pile, sizeof pile);
        begin = ykc_keyring_find(keyring, pile, &count);
        for (size_t i = 0; i < 300; i++) {
            const ykc_key *key = ykc_keyring_key(keyring, i);
            bool is_it = !key->any_pile && memcmp(key->pile, pile, sizeof pile) == 0;

            expected += is_it;
            CU_ASSERT_EQUAL(is_it, i >= begin && i < begin + count);
        }
        CU_ASSERT_EQUAL(count, expected);
    }
}

static void test_what_is_wrong_is_told_with_its_line_and_without_the_key(void)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"\n" PILE " 3des-ecb\n", "keys:2: wants three columns: pile, algorithm and key, as in 32010600213533 3des-ecb 0123…"},
        {PILE " 3des-ecb " DES_KEY " x",
         "keys:1: wants three columns: pile, algorithm and key, as in 32010600213533 3des-ecb 0123…"},
        {"3201060021353 3des-ecb " DES_KEY, "keys:1: the pile wants 14 digits, or * for any pile"},
        {"3201060021353A 3des-ecb " DES_KEY, "keys:1: the pile wants 14 digits, or * for any pile"},
        {DES_KEY " 3des-ecb " PILE, "keys:1: the pile wants 14 digits, or * for any pile"},
        {PILE " 3des-ebc " DES_KEY, "keys:1: there is no such algorithm; there are: 3des-ecb, 3des-cbc, aes-128-cbc, rsa"},
        {PILE " " DES_KEY " 3des-ecb", "keys:1: there is no such algorithm; there are: 3des-ecb, 3des-cbc, aes-128-cbc, rsa"},
        {PILE " 3des-ecb/pkcs7 " DES_KEY, "keys:1: behind the algorithm wants /pkcs5, /zero or /none, and /iv=HEX"},
        {PILE " 3des-ecb/iv=0001020304050607 " DES_KEY, "keys:1: ECB has no initialisation vector; leave /iv= out"},
        {PILE " 3des-cbc/iv=00 " DES_KEY, "keys:1: an initialisation vector of 3DES wants 16 hex digits"},
        {PILE " aes-128-cbc/iv=0001020304050607 " DES_KEY, "keys:1: an initialisation vector of AES-128 wants 32 hex digits"},
        {PILE " 3des-ecb " DES_KEY "0", "keys:1: a key of 3DES wants 32 or 48 hex digits"},
        {PILE " 3des-ecb " DES_KEY3 "00", "keys:1: a key of 3DES wants 32 or 48 hex digits"},
        {PILE " aes-128-cbc 0123456789ABCDEFFEDCBA987654321G", "keys:1: a key of AES-128 wants 32 hex digits"},
        {PILE " rsa platform.pem", "keys:1: rsa cannot be used here"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(ykc_keyring) keyring = ykc_keyring_new();
        g_autofree char *message = parse(keyring, cases[i].text);

        CU_ASSERT_PTR_NOT_NULL_FATAL(message);
        CU_ASSERT_STRING_EQUAL(message, cases[i].message);
        CU_ASSERT_PTR_NULL(strstr(message, "FEDCBA98"));
    }
}

static void test_bytes_that_are_no_text_are_refused(void)
{
    g_autoptr(ykc_keyring) keyring = ykc_keyring_new();
    g_autoptr(GError) error = NULL;

    CU_ASSERT_FALSE(ykc_keyring_parse(keyring, "\0\1", 2, "keys", NULL, YKC_CHINESE, &error));
    CU_ASSERT_STRING_EQUAL(error->message, "keys: 不是密钥文件；应为不超过 4 MiB 的文本，每行一个密钥");
}

/* A folder with a file of keys and a private key; the path of the former. To be freed. */
static char *write_files(const char *pem, const char *lines)
{
    g_autofree char *folder = g_dir_make_tmp("ykc-keys-XXXXXX", NULL), *pem_path = g_build_filename(folder, "platform.pem", NULL);
    char *path = g_build_filename(folder, "keys", NULL);

    CU_ASSERT_TRUE_FATAL(g_file_set_contents(pem_path, pem, -1, NULL) && g_file_set_contents(path, lines, -1, NULL));
    return path;
}

static void remove_files(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path), *pem_path = g_build_filename(folder, "platform.pem", NULL);

    g_remove(path);
    g_remove(pem_path);
    g_rmdir(folder);
}

static bool opens_the_session(const char *pem, const char *pile)
{
    g_autofree char *lines = g_strdup_printf("# V1.8\n%s rsa platform.pem\n", pile), *path = write_files(pem, lines);
    g_autoptr(ykc_keyring) keyring = ykc_keyring_new();
    g_autoptr(GError) error = NULL;
    uint8_t number[YKC_PILE_SIZE], session[YKC_CIPHER_SESSION_KEY];
    bool opened;

    ykc_bcd_from_text(PILE, number, sizeof number);
    CU_ASSERT_TRUE_FATAL(ykc_keyring_load(keyring, path, YKC_ENGLISH, &error));
    opened = ykc_keyring_open_session(keyring, number, (const uint8_t *)SEALED_SESSION, session);
    if (opened)
        CU_ASSERT_EQUAL(memcmp(session, "0123456789abcdef", sizeof session), 0);
    remove_files(path);
    return opened;
}

static void test_the_private_key_opens_the_session_key_of_a_login(void)
{
    CU_ASSERT_TRUE(opens_the_session(RSA_PKCS8, PILE));
    CU_ASSERT_TRUE(opens_the_session(RSA_PKCS1, "*"));
    CU_ASSERT_FALSE(opens_the_session(RSA_OTHER, PILE));
    CU_ASSERT_FALSE(opens_the_session(RSA_PKCS8, "32010600213534"));
}

static void test_what_is_no_sealed_key_is_not_opened(void)
{
    static const char *const texts[] = {"", "=", "AAAA", SEALED_SESSION};
    const char *why = NULL;
    g_autoptr(ykc_private_key) key = ykc_private_key_read(RSA_PKCS8, strlen(RSA_PKCS8), &why);
    g_autoptr(GRand) rand = g_rand_new_with_seed(4);
    uint8_t sealed[YKC_SEALED_KEY_SIZE], session[YKC_CIPHER_SESSION_KEY];

    CU_ASSERT_PTR_NOT_NULL_FATAL(key);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        memset(sealed, 0, sizeof sealed);
        memcpy(sealed, texts[i], strlen(texts[i]));
        CU_ASSERT_EQUAL(ykc_private_key_open(key, sealed, session), i + 1 == G_N_ELEMENTS(texts));
    }
    for (int round = 0; round < 200; round++) {
        for (size_t i = 0; i < sizeof sealed; i++)
            sealed[i] = (uint8_t)g_rand_int(rand);
        CU_ASSERT_FALSE(ykc_private_key_open(key, sealed, session));
    }
}

static void test_a_file_that_is_no_private_key_is_told(void)
{
    static const char *const texts[] = {"", "hello", EC_KEY};

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *path = write_files(texts[i], "* rsa platform.pem");
        g_autoptr(ykc_keyring) keyring = ykc_keyring_new();
        g_autoptr(GError) error = NULL;

        CU_ASSERT_FALSE(ykc_keyring_load(keyring, path, YKC_ENGLISH, &error));
        CU_ASSERT_PTR_NOT_NULL_FATAL(error);
        CU_ASSERT_PTR_NOT_NULL(strstr(error->message, "keys:1: platform.pem: "));
        CU_ASSERT_PTR_NOT_NULL(strstr(error->message, "; wants an RSA private key in PEM, without a password"));
        remove_files(path);
    }
}

static void test_a_file_that_is_not_there_is_told(void)
{
    g_autofree char *path = write_files("", "* rsa nowhere.pem");
    g_autoptr(ykc_keyring) keyring = ykc_keyring_new();
    g_autoptr(GError) missing = NULL, missing_pem = NULL;

    CU_ASSERT_FALSE(ykc_keyring_load(keyring, "/nowhere/keys", YKC_ENGLISH, &missing));
    CU_ASSERT_STRING_EQUAL(missing->message, "/nowhere/keys: No such file or directory; check the path");
    CU_ASSERT_FALSE(ykc_keyring_load(keyring, path, YKC_ENGLISH, &missing_pem));
    CU_ASSERT_PTR_NOT_NULL(strstr(missing_pem->message, "keys:1: nowhere.pem: No such file or directory; check the path"));
    remove_files(path);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_lines_comments_and_blanks),
        STORY(test_keys_are_found_by_pile_whatever_their_order),
        STORY(test_what_is_wrong_is_told_with_its_line_and_without_the_key),
        STORY(test_bytes_that_are_no_text_are_refused),
        STORY(test_the_private_key_opens_the_session_key_of_a_login),
        STORY(test_what_is_no_sealed_key_is_not_opened),
        STORY(test_a_file_that_is_no_private_key_is_told),
        STORY(test_a_file_that_is_not_there_is_told),
    };

    return run_suite("keyring", stories, G_N_ELEMENTS(stories));
}
