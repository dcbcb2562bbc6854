/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Samples told again with encrypted bodies. Without the keys, which stand beside each, nothing but that can be found. */
#include <string.h>

#include "catalog/dialect.h"
#include "catalog/reading.h"
#include "fail.h"
#include "keys/keyring.h"
#include "samples.h"

enum { TYPES = 256 };

const char keys_of_one_pile[] = "# pile           algorithm  key\n"
                                "32010620260101   3des-ecb   A1B2C3D4E5F60718293A4B5C6D7E8F90\n";

const char keys_of_three_piles[] =
    "# Three piles behind a concentrator, each with its own key.\n"
    "32010620260101   3des-cbc/zero                          0F1E2D3C4B5A69788796A5B4C3D2E1F00112233445566778\n"
    "32010620260103   3des-cbc/iv=0123456789ABCDEF           102132435465768798A9BACBDCEDFE0F\n"
    "32010620260302   3des-ecb                               89ABCDEF0123456776543210FEDCBA98\n";

const char keys_of_a_session[] = "# As from V1.8 on: the initialisation vector is the key.\n"
                                 "*   aes-128-cbc   4D6F6E6461793136204D617263682121\n";

const char keys_of_a_platform[] = "# The key that opens the session keys in the logins of V1.8 and V2.1.\n"
                                  "*   rsa   platform.pem\n";

/* What stays plain from V1.8 on. */
static bool is_spared(uint8_t type)
{
    static const uint8_t spared[] = {0x01, 0x02, 0x03, 0x04, 0x55, 0x56};

    return memchr(spared, type, sizeof spared) != NULL;
}

/* The key of the pile that a body names. */
static const ykc_key *key_for(const ykc_keyring *keyring, const sample_body *body)
{
    const uint8_t *pile = ykc_message_pile(body->message, body->bytes, body->length);
    size_t count, index;

    if (ykc_keyring_count_any(keyring) > 0)
        return ykc_keyring_key(keyring, 0);
    if (pile == NULL)
        fail("0x%02X names no pile", body->message->type);
    index = ykc_keyring_find(keyring, pile, &count);
    if (count == 0)
        fail("0x%02X: its pile has no key", body->message->type);
    return ykc_keyring_key(keyring, index);
}

static void encrypt_with(sample_event *event, const ykc_key *key)
{
    sample_body *body = &event->body;
    uint8_t padded[SAMPLE_BODY_MAX + YKC_CIPHER_BLOCK_MAX];

    memcpy(padded, body->bytes, body->length);
    body->length = ykc_padding_add(key->padding, padded, body->length, ykc_cipher_get_block(key->cipher));
    if (body->length > sizeof body->bytes || !ykc_cipher_encrypt(key->cipher, body->bytes, padded, body->length))
        fail("0x%02X cannot be encrypted", body->message->type);
    event->encryption = YKC_ENCRYPTED;
}

static void encrypt(sample_event *event, const ykc_keyring *keyring)
{
    encrypt_with(event, key_for(keyring, &event->body));
}

static bool is_before(const sample_event *one, const sample_event *other)
{
    return one->time != other->time ? one->time < other->time : one->order < other->order;
}

/* Encrypt everything, and expect one note for each side. */
static void encrypt_all(sample_timeline *timeline, const char *keys, bool spares)
{
    g_autoptr(ykc_keyring) keyring = ykc_keyring_new();
    sample_event *first[2] = {NULL, NULL};
    unsigned counts[2] = {0, 0};

    if (!ykc_keyring_parse(keyring, keys, strlen(keys), "keys", NULL, YKC_ENGLISH, NULL))
        fail("the keys are wrong");
    timeline_expect_nothing(timeline);
    for (unsigned type = 0; type < TYPES; type++) {
        sample_event *event = NULL;

        if (spares && is_spared((uint8_t)type))
            continue;
        while ((event = timeline_next_frame(timeline, event, (uint8_t)type)) != NULL) {
            encrypt(event, keyring);
            counts[event->direction] += !event->is_dropped;
            if (!event->is_dropped && (first[event->direction] == NULL || is_before(event, first[event->direction])))
                first[event->direction] = event;
        }
    }
    for (int direction = 0; direction < 2; direction++)
        timeline_expect(timeline, first[direction], &(sample_expectation){"frame/encrypted", "note", .count = counts[direction]});
}

/* A connection of V1.8 or V2.1, and what is encrypted on it. */
typedef struct sealed {
    const ykc_key *key;
    uint8_t spared[6]; /* types that stay plain: versions-and-quirks, part 1 */
    sample_event *first[2];
    unsigned counts[2];
} sealed;

static void seal(sample_event *event, void *user)
{
    sealed *sealed = user;
    sample_event **first = &sealed->first[event->direction];

    if (memchr(sealed->spared, event->body.message->type, sizeof sealed->spared) != NULL)
        return;
    encrypt_with(event, sealed->key);
    sealed->counts[event->direction] += !event->is_dropped;
    if (!event->is_dropped && (*first == NULL || is_before(event, *first)))
        *first = event;
}

/* Encrypt the connections of one version with its session key, and expect one note for each side of them. */
static void seal_connection(sample_timeline *timeline, ykc_dialect dialect, const char *session_key, const sealed *how)
{
    g_autoptr(ykc_keyring) keyring = ykc_keyring_new();
    sample_event *login = NULL;
    sealed sealed = *how;

    if (!ykc_keyring_parse(keyring, session_key, strlen(session_key), "keys", NULL, YKC_ENGLISH, NULL))
        fail("the session key is wrong");
    sealed.key = ykc_keyring_key(keyring, 0);
    while ((login = timeline_next_frame(timeline, login, 0x01)) != NULL && login->body.message->dialects != dialect)
        continue;
    if (login == NULL)
        fail("nobody logs in as %s", ykc_dialect_name(dialect));
    timeline_visit(login->connection, seal, &sealed);
    for (int direction = 0; direction < 2; direction++)
        timeline_expect(timeline, sealed.first[direction],
                        &(sample_expectation){"frame/encrypted", "note", .count = sealed.counts[direction]});
}

void encrypted_platform(sample_timeline *timeline, sample_trace *trace)
{
    static const sealed v1_8 = {.spared = {0x01, 0x02, 0x03, 0x04, 0x55, 0x56}};
    static const sealed v2_1 = {.spared = {0x01, 0x03, 0x04, 0x55, 0x56}}; /* 0x02 is encrypted too */

    dialects_platform(timeline, trace);
    timeline_expect_nothing(timeline);
    /* "V1.8 of 16 March" and "V2.1 of 16 March" */
    seal_connection(timeline, YKC_V1_8, "* aes-128-cbc 56312E38206F66203136204D61726368", &v1_8);
    seal_connection(timeline, YKC_V2_1, "* aes-128-cbc 56322E31206F66203136204D61726368", &v2_1);
}

void encrypted_stop_unanswered(sample_timeline *timeline, sample_trace *trace)
{
    stop_unanswered(timeline, trace);
    encrypt_all(timeline, keys_of_one_pile, false);
}

void encrypted_shared_connection(sample_timeline *timeline, sample_trace *trace)
{
    shared_connection(timeline, trace);
    encrypt_all(timeline, keys_of_three_piles, false);
}

void encrypted_every_frame(sample_timeline *timeline, sample_trace *trace)
{
    every_frame(timeline, trace);
    encrypt_all(timeline, keys_of_a_session, true);
}
