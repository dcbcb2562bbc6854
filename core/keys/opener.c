/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "opener.h"

#include <string.h>

#include "catalog/reading.h"
#include "catalog/types.h"
#include "wire/bcd.h"

enum {
    /* Beyond so many keys tried in vain only those that are this pile's are tried: a stranger's connection must not cost more. */
    STRANGE_TRIES = 4 * YKC_KEYS_MAX
};

/* How sure it is that a key opened a body. */
typedef enum trust {
    REFUSED,
    TRUSTED_IF_PROVEN, /* nothing speaks against it, but little for it: good enough for a key that has opened others */
    TRUSTED
} trust;

/* One body being opened. */
typedef struct attempt {
    ykc_opener *opener;
    ykc_dialect dialect;
    const ykc_frame *frame;
    uint8_t *plain;
    size_t length; /* of the plain text, when it is trusted */
} attempt;

static const uint8_t no_pile[YKC_PILE_SIZE];

void ykc_opener_clear(ykc_opener *opener)
{
    ykc_cipher_free(opener->session.cipher);
    *opener = (ykc_opener){0};
}

static bool is_pile_number(const uint8_t *pile)
{
    return ykc_bcd_is_decimal(pile, YKC_PILE_SIZE) && memcmp(pile, no_pile, YKC_PILE_SIZE) != 0;
}

/* --- Is it a body? --- */

static bool is_expected_pile(const attempt *attempt, const ykc_key *key, const uint8_t *pile)
{
    return memcmp(pile, key->any_pile ? attempt->opener->pile : key->pile, YKC_PILE_SIZE) == 0 && is_pile_number(pile);
}

/* Judge the first @p length bytes of what a key gave. */
static trust judge(const attempt *attempt, const ykc_key *key, size_t length)
{
    ykc_fit fit;
    const ykc_message *message = ykc_catalog_find(attempt->dialect, attempt->frame->type, length, &fit);
    const uint8_t *pile = message == NULL ? NULL : ykc_message_pile(message, attempt->plain, length);

    if (pile == NULL) /* an unknown type, one without a pile, or too short to have it */
        return message == NULL || fit == YKC_FIT_EXACT ? TRUSTED_IF_PROVEN : REFUSED;
    if (is_expected_pile(attempt, key, pile))
        return TRUSTED;
    if (fit != YKC_FIT_EXACT || !is_pile_number(pile))
        return REFUSED;
    return key->any_pile ? TRUSTED : TRUSTED_IF_PROVEN;
}

/* The document's own layout of a type, before those of makers. */
static bool is_documents(const attempt *attempt, const ykc_message *message)
{
    ykc_fit fit;

    return message == ykc_catalog_find(attempt->dialect, attempt->frame->type, 0, &fit);
}

/* How many of the last bytes were added nobody says; the layout does, and of several the document's own. */
static trust judge_zero_padded(attempt *attempt, const ykc_key *key, size_t length)
{
    size_t block = ykc_cipher_get_block(key->cipher);
    trust best = REFUSED;
    bool best_is_documents = false;

    for (size_t padding = 0; padding < block && padding <= length; padding++) {
        ykc_fit fit;
        const ykc_message *message;
        trust now;

        if (padding > 0 && attempt->plain[length - padding] != 0)
            break;
        message = ykc_catalog_find(attempt->dialect, attempt->frame->type, length - padding, &fit);
        now = message == NULL || fit == YKC_FIT_EXACT ? judge(attempt, key, length - padding) : REFUSED;
        if (now < best || now == REFUSED || (now == best && (best_is_documents || !is_documents(attempt, message))))
            continue;
        best = now;
        best_is_documents = is_documents(attempt, message);
        attempt->length = length - padding;
    }
    return best;
}

static trust try_key(attempt *attempt, const ykc_key *key)
{
    const ykc_frame *frame = attempt->frame;
    size_t length = frame->body_length;

    if (length == 0 || !ykc_cipher_decrypt(key->cipher, attempt->plain, frame->body, length))
        return REFUSED;
    attempt->length = length;
    if (key->padding == YKC_PADDING_ZERO)
        return judge_zero_padded(attempt, key, length);
    if (key->padding == YKC_PADDING_PKCS5 &&
        !ykc_padding_find_pkcs5(attempt->plain, length, ykc_cipher_get_block(key->cipher), &attempt->length))
        return REFUSED;
    return judge(attempt, key, attempt->length);
}

/* --- Which key? --- */

static bool opens(attempt *attempt, const ykc_key *key)
{
    if (try_key(attempt, key) == TRUSTED) {
        attempt->opener->proven = key;
        attempt->opener->tried = 0;
        return true;
    }
    attempt->opener->tried++;
    return false;
}

static bool any_opens(attempt *attempt, const ykc_keyring *keyring, size_t begin, size_t count)
{
    for (size_t i = begin; i < begin + count; i++)
        if (ykc_keyring_key(keyring, i) != attempt->opener->proven && opens(attempt, ykc_keyring_key(keyring, i)))
            return true;
    return false;
}

/* The likeliest first: the one that opened the frame before, the login's, the pile's, any pile's, and at last other piles'. */
static bool find_key(attempt *attempt, const ykc_keyring *keyring)
{
    ykc_opener *opener = attempt->opener;
    size_t any = ykc_keyring_count_any(keyring), count = 0, begin = 0;
    bool knows_pile = memcmp(opener->pile, no_pile, YKC_PILE_SIZE) != 0;

    if (knows_pile)
        begin = ykc_keyring_find(keyring, opener->pile, &count);
    if ((opener->proven != NULL && opens(attempt, opener->proven)) ||
        (opener->session.cipher != NULL && opener->proven != &opener->session && opens(attempt, &opener->session)) ||
        any_opens(attempt, keyring, begin, count) || any_opens(attempt, keyring, 0, any))
        return true;
    opener->is_foreign |= count > 0 || any > 0 || opener->session.cipher != NULL || !knows_pile;
    return opener->tried < STRANGE_TRIES && any_opens(attempt, keyring, any, ykc_keyring_count(keyring) - any);
}

static void open_body(ykc_opener *opener, const ykc_keyring *keyring, ykc_dialect dialect, ykc_frame *frame, uint8_t *plain)
{
    attempt attempt = {.opener = opener, .dialect = dialect, .frame = frame, .plain = plain};
    bool is_open = find_key(&attempt, keyring);

    if (!is_open && opener->proven != NULL)
        is_open = try_key(&attempt, opener->proven) != REFUSED;
    if (!is_open) {
        frame->opening = opener->is_foreign ? YKC_NO_KEY_FITS : YKC_NOT_OPENED;
        return;
    }
    frame->opening = YKC_OPENED;
    frame->body = plain;
    frame->body_length = (uint16_t)attempt.length;
}

/* --- What plain frames tell --- */

/* A login of V1.8 begins with its session key, which the platform's private key opens; then comes the pile. */
static void learn_session(ykc_opener *opener, const ykc_keyring *keyring, const ykc_frame *frame)
{
    const uint8_t *pile = frame->body + YKC_SEALED_KEY_SIZE;
    uint8_t session[YKC_CIPHER_SESSION_KEY];

    if (frame->body_length < YKC_SEALED_KEY_SIZE + YKC_PILE_SIZE || !is_pile_number(pile))
        return;
    memcpy(opener->pile, pile, YKC_PILE_SIZE);
    if (!ykc_keyring_open_session(keyring, pile, frame->body, session))
        return;
    if (opener->proven == &opener->session)
        opener->proven = NULL;
    ykc_cipher_free(opener->session.cipher);
    opener->session = (ykc_key){
        .padding = YKC_PADDING_PKCS5,
        .cipher = ykc_cipher_new(YKC_CIPHER_AES_128_CBC, session, sizeof session, NULL),
    };
    memcpy(opener->session.pile, pile, YKC_PILE_SIZE);
}

static void learn_pile(ykc_opener *opener, ykc_dialect dialect, const ykc_frame *frame)
{
    ykc_fit fit;
    const ykc_message *message = ykc_catalog_find(dialect, frame->type, frame->body_length, &fit);
    const uint8_t *pile = message == NULL ? NULL : ykc_message_pile(message, frame->body, frame->body_length);

    if (pile != NULL && fit == YKC_FIT_EXACT && is_pile_number(pile))
        memcpy(opener->pile, pile, YKC_PILE_SIZE);
}

void ykc_opener_frame(ykc_opener *opener, const ykc_keyring *keyring, ykc_frame *frame, uint8_t *plain)
{
    ykc_dialect dialect = ykc_catalog_dialect(frame);

    if (keyring == NULL || ykc_keyring_is_empty(keyring))
        return;
    if (frame->encryption == YKC_ENCRYPTED)
        open_body(opener, keyring, dialect, frame, plain);
    if (frame->crc_status == YKC_CRC_BAD || (frame->encryption == YKC_ENCRYPTED && frame->opening != YKC_OPENED))
        return;
    if (frame->type == YKC_TYPE_LOGIN)
        learn_session(opener, keyring, frame);
    learn_pile(opener, dialect, frame);
}
