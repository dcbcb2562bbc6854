/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pseudonym.h"

#include <glib.h>
#include <string.h>
#include <sys/random.h>

#include "catalog/catalog.h"
#include "wire/bcd.h"
#include "wire/vin.h"

enum { KEY_SIZE = PSEUDONYMS_KEY, DIGEST_SIZE = 32, VIN_CHECK_DIGIT_AT = 8 };

struct pseudonyms {
    uint8_t key[KEY_SIZE];
};

pseudonyms *pseudonyms_new(void)
{
    pseudonyms *pseudonyms = g_new(struct pseudonyms, 1);

    if (getrandom(pseudonyms->key, KEY_SIZE, 0) != KEY_SIZE)
        g_error("the system has no random numbers"); /* a known key would be worse than no report */
    return pseudonyms;
}

pseudonyms *pseudonyms_new_with_key(const uint8_t key[PSEUDONYMS_KEY])
{
    pseudonyms *pseudonyms = g_new(struct pseudonyms, 1);

    memcpy(pseudonyms->key, key, KEY_SIZE);
    return pseudonyms;
}

void pseudonyms_free(pseudonyms *pseudonyms)
{
    if (pseudonyms != NULL)
        explicit_bzero(pseudonyms, sizeof *pseudonyms);
    g_free(pseudonyms);
}

/* The random numbers that belong to an original: as many as are asked for, always the same. */
typedef struct stream {
    const pseudonyms *pseudonyms;
    pseudonym_kind kind;
    const char *original;
    size_t length;
    uint32_t block;
    uint8_t digest[DIGEST_SIZE];
    size_t used; /* bytes of the digest */
} stream;

static void next_block(stream *stream)
{
    g_autoptr(GHmac) hmac = g_hmac_new(G_CHECKSUM_SHA256, stream->pseudonyms->key, KEY_SIZE);
    const uint32_t head[] = {(uint32_t)stream->kind, stream->block++};
    gsize size = DIGEST_SIZE;

    g_hmac_update(hmac, (const guchar *)head, sizeof head);
    g_hmac_update(hmac, (const guchar *)stream->original, (gssize)stream->length);
    g_hmac_get_digest(hmac, stream->digest, &size);
    stream->used = 0;
}

static unsigned draw(stream *stream, unsigned below)
{
    unsigned number;

    if (stream->used == DIGEST_SIZE)
        next_block(stream);
    number = (unsigned)stream->digest[stream->used] << 8 | stream->digest[stream->used + 1];
    stream->used += 2;
    return number % below;
}

static stream start(const pseudonyms *pseudonyms, pseudonym_kind kind, const char *original, size_t length)
{
    return (stream){
        .pseudonyms = pseudonyms,
        .kind = kind,
        .original = original,
        .length = length,
        .used = DIGEST_SIZE,
    };
}

static bool all_are(const char *text, size_t length, bool (*is)(char character))
{
    for (size_t i = 0; i < length; i++)
        if (!is(text[i]))
            return false;
    return true;
}

static bool is_zero(char character)
{
    return character == '0' || character == '\0';
}

static bool is_decimal(char character)
{
    return g_ascii_isdigit(character);
}

static bool is_hex_or_padding(char character)
{
    return g_ascii_isxdigit(character) || character == '\0';
}

/* Digits of a card or SIM card. */
static void replace_digits(stream *stream, char *text, size_t length)
{
    unsigned base = all_are(text, length, is_decimal) ? 10 : 16;

    for (size_t i = 0; i < length; i++)
        text[i] = "0123456789ABCDEF"[draw(stream, base)];
    /* What is no decimal number stays none, by chance as well. */
    if (base == 16 && length > 0 && all_are(text, length, is_decimal))
        text[draw(stream, (unsigned)length)] = "ABCDEF"[draw(stream, 6)];
}

/* A character of text; letters are the first @p letters of @p capitals. */
static char replace_character(stream *stream, char character, const char *capitals, unsigned letters)
{
    if (g_ascii_isdigit(character))
        return (char)('0' + draw(stream, 10));
    if (g_ascii_isupper(character))
        return capitals[draw(stream, letters)];
    if (g_ascii_islower(character))
        return g_ascii_tolower(capitals[draw(stream, letters)]);
    return character;
}

static void replace_text(stream *stream, char *text, size_t length)
{
    unsigned letters = all_are(text, length, is_hex_or_padding) ? 6 : 26;

    for (size_t i = 0; i < length; i++)
        text[i] = replace_character(stream, text[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZ", letters);
}

/* The one character at its place that makes the check digit right. */
static void correct_check_digit(char *vin)
{
    for (const char *digit = "0123456789X"; *digit != '\0'; digit++) {
        vin[VIN_CHECK_DIGIT_AT] = *digit;
        if (ykc_vin_check_digit_is_right((const uint8_t *)vin))
            return;
    }
}

/* The kinds of characters and the first one are what ykc_vin_decode() tells the direction by. */
static void replace_vin(stream *stream, char *text, size_t length)
{
    static const char capitals[] = "ABCDEFGHJKLMNPRSTUVWXYZ";
    bool has_check_digit = length == YKC_VIN_SIZE && ykc_vin_check_digit_is_right((const uint8_t *)text);

    for (size_t i = 1; i < length; i++)
        text[i] = replace_character(stream, text[i], capitals, sizeof capitals - 1);
    if (has_check_digit)
        correct_check_digit(text);
}

/* Replace text, or the digits of a number, in place. */
static void replace(const pseudonyms *pseudonyms, pseudonym_kind kind, char *text, size_t length)
{
    g_autofree char *original = g_memdup2(text, length);
    stream stream = start(pseudonyms, kind, original, length);

    if (all_are(text, length, is_zero))
        return;
    switch (kind) {
    case PSEUDONYM_VIN:
        replace_vin(&stream, text, length);
        break;
    case PSEUDONYM_CARD:
    case PSEUDONYM_SIM:
    case PSEUDONYM_BATTERY:
        replace_digits(&stream, text, length);
        break;
    case PSEUDONYM_ACCOUNT:
    case PSEUDONYM_PASSWORD:
    case PSEUDONYM_SERVER:
        replace_text(&stream, text, length);
        break;
    case PSEUDONYM_OPAQUE:
        memset(text, '0', length);
        break;
    case PSEUDONYM_KINDS:
        break;
    }
}

static bool is_number(pseudonym_kind kind)
{
    return kind == PSEUDONYM_CARD || kind == PSEUDONYM_SIM || kind == PSEUDONYM_BATTERY || kind == PSEUDONYM_OPAQUE;
}

/* Text is the same with and without its padding. */
static size_t without_padding(const uint8_t *bytes, size_t size)
{
    while (size > 0 && bytes[size - 1] == 0)
        size--;
    return size;
}

void pseudonyms_bytes(const pseudonyms *pseudonyms, pseudonym_kind kind, const uint8_t *bytes, size_t size, uint8_t *pseudonym)
{
    g_autofree char *digits = NULL;

    memmove(pseudonym, bytes, size);
    if (!is_number(kind)) {
        replace(pseudonyms, kind, (char *)pseudonym, without_padding(bytes, size));
        return;
    }
    digits = g_malloc(2 * size + 1);
    ykc_bcd_to_text(bytes, size, digits);
    replace(pseudonyms, kind, digits, 2 * size);
    ykc_bcd_from_text(digits, pseudonym, size);
}

char *pseudonyms_text(const pseudonyms *pseudonyms, pseudonym_kind kind, const char *text)
{
    char *pseudonym = g_strdup(text);

    replace(pseudonyms, kind, pseudonym, strlen(pseudonym));
    return pseudonym;
}

bool pseudonym_kind_of(const ykc_field *field, pseudonym_kind *kind)
{
    static const struct {
        const char *field;
        pseudonym_kind kind;
    } personal[] = {
        {"vin", PSEUDONYM_VIN},
        {"account_or_card", PSEUDONYM_CARD},
        {"logical_card", PSEUDONYM_CARD},
        {"physical_card", PSEUDONYM_CARD},
        {"sim", PSEUDONYM_SIM},
        {"update_user", PSEUDONYM_ACCOUNT},
        {"password", PSEUDONYM_PASSWORD},
        {"update_password", PSEUDONYM_PASSWORD},
        {"phone", PSEUDONYM_ACCOUNT},
        {"log_user", PSEUDONYM_ACCOUNT},
        {"log_password", PSEUDONYM_PASSWORD},
        {"random_key", PSEUDONYM_PASSWORD},
        {"update_server", PSEUDONYM_SERVER},
        {"log_server", PSEUDONYM_SERVER},
        {"server_domain", PSEUDONYM_SERVER},
        {"server_address", PSEUDONYM_SERVER},
        {"battery_serial", PSEUDONYM_BATTERY},
        {"start_parameters", PSEUDONYM_OPAQUE}, /* a BRM is in it, and so the VIN */
    };

    for (size_t i = 0; i < G_N_ELEMENTS(personal); i++) {
        if (strcmp(personal[i].field, field->name) == 0) {
            *kind = personal[i].kind;
            return true;
        }
    }
    return false;
}

static void reverse(uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size / 2; i++) {
        uint8_t byte = bytes[i];

        bytes[i] = bytes[size - 1 - i];
        bytes[size - 1 - i] = byte;
    }
}

/* A VIN that travels backwards, or forwards against the specification, goes on doing so; its padding may be at either end. */
static void replace_vin_on_the_wire(const pseudonyms *pseudonyms, const ykc_field *field, uint8_t *bytes)
{
    uint8_t forward[YKC_VIN_SIZE];
    bool as_prescribed = ykc_vin_decode(bytes, (field->flags & YKC_REVERSED) != 0, forward);
    bool backwards = as_prescribed == ((field->flags & YKC_REVERSED) != 0);
    size_t padding = 0;

    if (backwards)
        reverse(bytes, YKC_VIN_SIZE);
    while (padding < YKC_VIN_SIZE && bytes[padding] == 0)
        padding++;
    pseudonyms_bytes(pseudonyms, PSEUDONYM_VIN, bytes + padding, YKC_VIN_SIZE - padding, bytes + padding);
    if (backwards)
        reverse(bytes, YKC_VIN_SIZE);
}

void pseudonyms_field(const pseudonyms *pseudonyms, const ykc_field *field, uint8_t *bytes)
{
    pseudonym_kind kind;

    if (!pseudonym_kind_of(field, &kind))
        return;
    if (field->encoding == YKC_ENC_VIN)
        replace_vin_on_the_wire(pseudonyms, field, bytes);
    else
        pseudonyms_bytes(pseudonyms, kind, bytes, field->size, bytes);
}

void pseudonyms_body(const pseudonyms *pseudonyms, const ykc_message *message, uint8_t *body, size_t length)
{
    ykc_cursor cursor = ykc_cursor_start(message, length);
    ykc_item item;

    while (ykc_cursor_next(&cursor, &item))
        pseudonyms_field(pseudonyms, item.field, body + item.offset);
}

/* Bytes of the body that belong to fields. */
static size_t readable_length(const ykc_frame *frame, const ykc_reading *reading)
{
    ykc_cursor cursor;
    ykc_item item;

    if (!ykc_reading_is_legible(reading))
        return 0;
    cursor = ykc_cursor_start(reading->message, frame->body_length);
    while (ykc_cursor_next(&cursor, &item))
        continue;
    return cursor.offset;
}

void pseudonyms_frame_body(const pseudonyms *pseudonyms, const ykc_frame *frame, const ykc_reading *reading, uint8_t *body)
{
    size_t readable = readable_length(frame, reading);

    memcpy(body, frame->body, readable);
    memset(body + readable, 0, frame->body_length - readable);
    if (readable > 0)
        pseudonyms_body(pseudonyms, reading->message, body, readable);
}

uint64_t pseudonyms_number(const pseudonyms *pseudonyms, const uint8_t *bytes, size_t size)
{
    stream stream = start(pseudonyms, PSEUDONYM_KINDS, (const char *)bytes, size);
    uint64_t number;

    next_block(&stream);
    memcpy(&number, stream.digest, sizeof number);
    return number;
}
