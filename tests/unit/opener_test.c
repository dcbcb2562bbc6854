/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "keys/opener.h"

#include <string.h>

#include "catalog/reading.h"
#include "rsa_keys.h"
#include "suite.h"
#include "wire/bcd.h"

#define PILE      "32010600213533"
#define NEIGHBOUR "32010600213534"
#define KEY       "0123456789ABCDEFFEDCBA9876543210"
#define OTHER_KEY "00112233445566778899AABBCCDDEEFF"

enum { HEARTBEAT = 0x03, RECORD = 0x3B, REALTIME = 0x13, UNKNOWN_TYPE = 0xEE };

/* One connection, and what it is opened with. */
typedef struct scene {
    ykc_keyring *keyring;
    ykc_opener opener;
    uint8_t plain[YKC_FRAME_BODY_MAX];
    uint8_t sealed[YKC_FRAME_BODY_MAX];
} scene;

static scene *scene_new(const char *keys)
{
    scene *scene = g_new0(struct scene, 1);

    scene->keyring = ykc_keyring_new();
    CU_ASSERT_TRUE_FATAL(ykc_keyring_parse(scene->keyring, keys, strlen(keys), "keys", NULL, YKC_ENGLISH, NULL));
    return scene;
}

static void scene_free(scene *scene)
{
    ykc_opener_clear(&scene->opener);
    ykc_keyring_free(scene->keyring);
    g_free(scene);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(scene, scene_free)

/* A body that the layout of its type fits; its pile is @p pile, at @p at. */
static size_t body_of(uint8_t *body, size_t length, const char *pile, size_t at)
{
    for (size_t i = 0; i < length; i++)
        body[i] = (uint8_t)(0x11 * (i % 10));
    ykc_bcd_from_text(pile, body + at, YKC_PILE_SIZE);
    return length;
}

static ykc_frame told(scene *scene, uint8_t type, uint8_t encryption, const uint8_t *body, size_t length)
{
    ykc_frame frame = {.type = type, .encryption = encryption, .body = body, .body_length = (uint8_t)length};

    ykc_opener_frame(&scene->opener, scene->keyring, &frame, scene->plain);
    return frame;
}

/* Encrypt as @p key, a line of keys, says, and let the scene open it. */
static ykc_frame told_sealed(scene *scene, const char *line, uint8_t type, const uint8_t *body, size_t length)
{
    g_autoptr(ykc_keyring) sender = ykc_keyring_new();
    const ykc_key *key;
    size_t padded;

    CU_ASSERT_TRUE_FATAL(ykc_keyring_parse(sender, line, strlen(line), "sender", NULL, YKC_ENGLISH, NULL));
    key = ykc_keyring_key(sender, 0);
    memcpy(scene->sealed, body, length);
    padded = ykc_padding_add(key->padding, scene->sealed, length, ykc_cipher_get_block(key->cipher));
    CU_ASSERT_TRUE_FATAL(ykc_cipher_encrypt(key->cipher, scene->sealed, scene->sealed, padded));
    return told(scene, type, YKC_ENCRYPTED, scene->sealed, padded);
}

static void expect_open(const ykc_frame *frame, const uint8_t *body, size_t length)
{
    CU_ASSERT_EQUAL(frame->opening, YKC_OPENED);
    CU_ASSERT_EQUAL_FATAL(frame->body_length, length);
    CU_ASSERT_EQUAL(memcmp(frame->body, body, length), 0);
    CU_ASSERT_FALSE(ykc_read_frame(frame).encrypted);
}

static void expect_closed(const ykc_frame *frame, ykc_opening opening)
{
    ykc_reading reading = ykc_read_frame(frame);

    CU_ASSERT_EQUAL(frame->opening, opening);
    CU_ASSERT_TRUE(reading.encrypted);
    CU_ASSERT_EQUAL(reading.no_key_fits, opening == YKC_NO_KEY_FITS);
}

static void test_every_algorithm_and_padding_opens_what_it_closed(void)
{
    static const char *const lines[] = {
        PILE " 3des-ecb " KEY,    PILE " 3des-ecb/zero " KEY "0011223344556677",
        PILE " 3des-cbc " KEY,    PILE " 3des-cbc/zero/iv=1122334455667788 " KEY,
        PILE " aes-128-cbc " KEY, PILE " aes-128-cbc/zero " KEY,
        "* 3des-ecb " KEY,        "* aes-128-cbc/iv=" OTHER_KEY " " KEY,
    };

    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(scene) scene = scene_new(lines[i]);
        uint8_t body[YKC_FRAME_BODY_MAX];
        size_t length = body_of(body, 9, PILE, 0);
        ykc_frame frame = told_sealed(scene, lines[i], HEARTBEAT, body, length);

        expect_open(&frame, body, length);
        length = body_of(body, 158, PILE, 16);
        frame = told_sealed(scene, lines[i], RECORD, body, length);
        expect_open(&frame, body, length);
    }
}

static void test_without_padding_a_body_of_whole_blocks_opens(void)
{
    g_autoptr(scene) scene = scene_new(PILE " 3des-ecb/none " KEY);
    uint8_t body[YKC_FRAME_BODY_MAX];
    /* 0x13, 64 bytes, pile behind the serial */
    size_t length = body_of(body, 60 + 4, PILE, 16);
    ykc_frame frame = told_sealed(scene, PILE " 3des-ecb/none " KEY, REALTIME, body, length);

    CU_ASSERT_EQUAL(frame.opening, YKC_OPENED);
    CU_ASSERT_EQUAL(memcmp(frame.body, body, length), 0);
}

static void test_a_wrong_key_is_no_broken_frame(void)
{
    g_autoptr(scene) scene = scene_new(PILE " 3des-ecb " OTHER_KEY "\n* aes-128-cbc/zero " OTHER_KEY);
    uint8_t body[YKC_FRAME_BODY_MAX];
    size_t length = body_of(body, 9, PILE, 0);

    for (uint8_t gun = 1; gun < 100; gun++) {
        ykc_frame frame;

        body[7] = gun;
        frame = told_sealed(scene, PILE " 3des-ecb " KEY, HEARTBEAT, body, length);
        expect_closed(&frame, YKC_NO_KEY_FITS);
    }
}

static void test_without_a_key_for_the_pile_nothing_is_said_of_keys(void)
{
    g_autoptr(scene) scene = scene_new(NEIGHBOUR " 3des-ecb " KEY);
    uint8_t body[YKC_FRAME_BODY_MAX];
    size_t length = body_of(body, 9, PILE, 0);
    ykc_frame frame = told(scene, HEARTBEAT, YKC_PLAIN, body, length);

    CU_ASSERT_EQUAL(frame.opening, YKC_NOT_OPENED);
    frame = told_sealed(scene, PILE " 3des-ecb " OTHER_KEY, HEARTBEAT, body, length);
    expect_closed(&frame, YKC_NOT_OPENED);
}

static void test_a_key_of_another_pile_does_not_open_this_ones_frames(void)
{
    /* Both piles happen to have the same key; the keys say which pile is meant. */
    g_autoptr(scene) scene = scene_new(NEIGHBOUR " 3des-ecb " KEY);
    uint8_t body[YKC_FRAME_BODY_MAX];
    size_t length = body_of(body, 9, PILE, 0);
    ykc_frame frame = told_sealed(scene, PILE " 3des-ecb " KEY, HEARTBEAT, body, length);

    expect_closed(&frame, YKC_NO_KEY_FITS);
}

static void test_piles_behind_a_concentrator_have_their_own_keys(void)
{
    g_autoptr(scene) scene = scene_new(PILE " 3des-ecb " KEY "\n" NEIGHBOUR " 3des-ecb " OTHER_KEY);
    uint8_t one[YKC_FRAME_BODY_MAX], other[YKC_FRAME_BODY_MAX];
    size_t length = body_of(one, 9, PILE, 0);

    body_of(other, 9, NEIGHBOUR, 0);
    for (int round = 0; round < 3; round++) {
        ykc_frame frame = told_sealed(scene, PILE " 3des-ecb " KEY, HEARTBEAT, one, length);

        expect_open(&frame, one, length);
        frame = told_sealed(scene, NEIGHBOUR " 3des-ecb " OTHER_KEY, HEARTBEAT, other, length);
        expect_open(&frame, other, length);
    }
}

static void test_a_proven_key_opens_what_has_no_pile_or_another_length(void)
{
    static const char line[] = PILE " 3des-ecb " KEY;
    g_autoptr(scene) scene = scene_new(line);
    uint8_t body[YKC_FRAME_BODY_MAX], strange[13] = {1, 2, 3};
    size_t length = body_of(body, 9, PILE, 0);
    ykc_frame frame = told_sealed(scene, line, UNKNOWN_TYPE, strange, sizeof strange);

    CU_ASSERT_EQUAL(frame.opening, YKC_NO_KEY_FITS); /* nothing shows that it is the right one */
    frame = told_sealed(scene, line, HEARTBEAT, body, length);
    expect_open(&frame, body, length);
    frame = told_sealed(scene, line, UNKNOWN_TYPE, strange, sizeof strange);
    expect_open(&frame, strange, sizeof strange);
    frame = told_sealed(scene, line, HEARTBEAT, body, 8); /* a byte is missing */
    expect_open(&frame, body, 8);
    CU_ASSERT_EQUAL(ykc_read_frame(&frame).fit, YKC_FIT_SHORT);
    frame = told_sealed(scene, line, HEARTBEAT, body, 12);
    expect_open(&frame, body, 12);
}

static void test_plain_text_under_the_flag_stays_plain_text(void)
{
    g_autoptr(scene) scene = scene_new(PILE " 3des-ecb " KEY);
    uint8_t body[YKC_FRAME_BODY_MAX];
    size_t length = body_of(body, 9, PILE, 0);
    ykc_frame frame = told(scene, HEARTBEAT, YKC_ENCRYPTED, body, length);
    ykc_reading reading = ykc_read_frame(&frame);

    CU_ASSERT_TRUE(reading.plain_under_flag);
    CU_ASSERT_FALSE(reading.encrypted);
    CU_ASSERT_FALSE(reading.no_key_fits);
}

/* A login of V1.8: 88 characters, the pile, and more. */
static ykc_frame told_login(scene *scene, const char *sealed_key)
{
    static uint8_t login[127];

    memcpy(login, sealed_key, YKC_SEALED_KEY_SIZE);
    ykc_bcd_from_text(PILE, login + YKC_SEALED_KEY_SIZE, YKC_PILE_SIZE);
    return told(scene, 0x01, YKC_PLAIN, login, sizeof login);
}

/* The keyring of the platform: its private key in a file. */
static scene *scene_with_private_key(const char *pem)
{
    g_autofree char *folder = g_dir_make_tmp("ykc-keys-XXXXXX", NULL), *path = g_build_filename(folder, "platform.pem", NULL);
    scene *scene = scene_new("");

    CU_ASSERT_TRUE_FATAL(g_file_set_contents(path, pem, -1, NULL));
    CU_ASSERT_TRUE_FATAL(ykc_keyring_add(scene->keyring, "*", "rsa", "platform.pem", folder, YKC_ENGLISH, NULL));
    remove(path);
    remove(folder);
    return scene;
}

/* "0123456789abcdef" */
#define SESSION_KEY "30313233343536373839616263646566"

static void test_the_login_gives_the_key_of_the_connection(void)
{
    g_autoptr(scene) scene = scene_with_private_key(RSA_PKCS8);
    uint8_t body[YKC_FRAME_BODY_MAX];
    size_t length = body_of(body, 9, PILE, 0);
    ykc_frame frame = told_sealed(scene, "* aes-128-cbc " SESSION_KEY, HEARTBEAT, body, length);

    CU_ASSERT_EQUAL(frame.opening, YKC_NO_KEY_FITS);
    told_login(scene, SEALED_SESSION);
    frame = told_sealed(scene, "* aes-128-cbc " SESSION_KEY, HEARTBEAT, body, length);
    expect_open(&frame, body, length);
    told_login(scene, SEALED_SESSION); /* logging in again releases the key in use */
    frame = told_sealed(scene, "* aes-128-cbc " SESSION_KEY, HEARTBEAT, body, length);
    expect_open(&frame, body, length);
}

static void test_another_private_key_opens_nothing(void)
{
    g_autoptr(scene) scene = scene_with_private_key(RSA_OTHER);
    uint8_t body[YKC_FRAME_BODY_MAX];
    size_t length = body_of(body, 9, PILE, 0);
    ykc_frame frame;

    told_login(scene, SEALED_SESSION);
    frame = told_sealed(scene, "* aes-128-cbc " SESSION_KEY, HEARTBEAT, body, length);
    CU_ASSERT_NOT_EQUAL(frame.opening, YKC_OPENED);
    CU_ASSERT_TRUE(ykc_read_frame(&frame).encrypted);
}

static void test_random_ciphertext_is_not_opened(void)
{
    g_autoptr(scene) scene = scene_new(PILE " 3des-ecb/zero " KEY "\n" PILE " 3des-cbc " KEY "\n" PILE " aes-128-cbc/none " KEY);
    g_autoptr(GRand) rand = g_rand_new_with_seed(5);
    uint8_t body[YKC_FRAME_BODY_MAX];
    size_t length = body_of(body, 9, PILE, 0);

    told_sealed(scene, PILE " 3des-cbc " KEY, HEARTBEAT, body, length);
    CU_ASSERT_PTR_NOT_NULL(scene->opener.proven);
    for (int round = 0; round < 20000; round++) {
        ykc_frame frame;

        for (size_t i = 0; i < 16; i++)
            body[i] = (uint8_t)g_rand_int(rand);
        frame = told(scene, HEARTBEAT, YKC_ENCRYPTED, body, 16);
        CU_ASSERT_EQUAL(frame.opening, YKC_NO_KEY_FITS);
    }
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_every_algorithm_and_padding_opens_what_it_closed),
        STORY(test_without_padding_a_body_of_whole_blocks_opens),
        STORY(test_a_wrong_key_is_no_broken_frame),
        STORY(test_without_a_key_for_the_pile_nothing_is_said_of_keys),
        STORY(test_a_key_of_another_pile_does_not_open_this_ones_frames),
        STORY(test_piles_behind_a_concentrator_have_their_own_keys),
        STORY(test_a_proven_key_opens_what_has_no_pile_or_another_length),
        STORY(test_plain_text_under_the_flag_stays_plain_text),
        STORY(test_the_login_gives_the_key_of_the_connection),
        STORY(test_another_private_key_opens_nothing),
        STORY(test_random_ciphertext_is_not_opened),
    };

    return run_suite("opener", stories, G_N_ELEMENTS(stories));
}
