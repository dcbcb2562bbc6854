/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "keyring.h"

#include <string.h>

#include "wire/bcd.h"

enum { TEXT_SIZE_MAX = 1 << 22, COLUMNS = 3, IV_BEGIN = 3 /* characters of "iv=" */ };

/* A private key, and whose logins it opens. */
typedef struct private_key_row {
    bool any_pile;
    uint8_t pile[YKC_PILE_SIZE];
    ykc_private_key *key;
} private_key_row;

struct ykc_keyring {
    GArray *keys;         /* of ykc_key, in the order of ykc_keyring_key() */
    GArray *private_keys; /* of private_key_row, in the order of adding */
};

static const struct {
    const char *name;
    ykc_label key, iv; /* what they want */
} algorithms[] = {
    [YKC_CIPHER_3DES_ECB] = {"3des-ecb",
                             LABEL("3DES 的密钥应为 32 或 48 位十六进制数字", "a key of 3DES wants 32 or 48 hex digits"),
                             LABEL("ECB 没有初始向量；请去掉 /iv=", "ECB has no initialisation vector; leave /iv= out")},
    [YKC_CIPHER_3DES_CBC] = {"3des-cbc",
                             LABEL("3DES 的密钥应为 32 或 48 位十六进制数字", "a key of 3DES wants 32 or 48 hex digits"),
                             LABEL("3DES 的初始向量应为 16 位十六进制数字",
                                   "an initialisation vector of 3DES wants 16 hex digits")},
    [YKC_CIPHER_AES_128_CBC] = {"aes-128-cbc",
                                LABEL("AES-128 的密钥应为 32 位十六进制数字", "a key of AES-128 wants 32 hex digits"),
                                LABEL("AES-128 的初始向量应为 32 位十六进制数字",
                                      "an initialisation vector of AES-128 wants 32 hex digits")},
};
static const char private_key_name[] = "rsa";

static const char *const paddings[] = {
    [YKC_PADDING_PKCS5] = "pkcs5",
    [YKC_PADDING_ZERO] = "zero",
    [YKC_PADDING_NONE] = "none",
};

GQuark ykc_keyring_error_quark(void)
{
    return g_quark_from_static_string("ykc-keyring-error-quark");
}

/* What a user wrote is not repeated: columns in the wrong order would put a key into the message. */
static bool complain(GError **error, ykc_language language, const ykc_label *what)
{
    g_set_error_literal(error, YKC_KEYRING_ERROR, 0, ykc_label_in(what, language));
    return false;
}

static bool complain_of_file(GError **error, ykc_language language, const char *path, const char *reason, const ykc_label *advice)
{
    g_set_error(error, YKC_KEYRING_ERROR, 0, "%s: %s; %s", path, reason, ykc_label_in(advice, language));
    return false;
}

/* GLib puts the path in front of the system's reason. */
static const char *reason_of(const GError *cause)
{
    const char *reason = strrchr(cause->message, ':');

    return reason == NULL ? cause->message : reason + strlen(": ");
}

static void key_clear(void *data)
{
    ykc_cipher_free(((ykc_key *)data)->cipher);
}

static void private_key_row_clear(void *data)
{
    ykc_private_key_free(((private_key_row *)data)->key);
}

ykc_keyring *ykc_keyring_new(void)
{
    ykc_keyring *keyring = g_new0(ykc_keyring, 1);

    keyring->keys = g_array_new(FALSE, FALSE, sizeof(ykc_key));
    g_array_set_clear_func(keyring->keys, key_clear);
    keyring->private_keys = g_array_new(FALSE, FALSE, sizeof(private_key_row));
    g_array_set_clear_func(keyring->private_keys, private_key_row_clear);
    return keyring;
}

void ykc_keyring_free(ykc_keyring *keyring)
{
    if (keyring == NULL)
        return;
    g_array_unref(keyring->keys);
    g_array_unref(keyring->private_keys);
    g_free(keyring);
}

/* --- One key --- */

static bool parse_pile(const char *text, bool *any_pile, uint8_t *pile)
{
    *any_pile = strcmp(text, "*") == 0;
    memset(pile, 0, YKC_PILE_SIZE);
    return *any_pile || (strspn(text, "0123456789") == 2UL * YKC_PILE_SIZE && ykc_bcd_from_text(text, pile, YKC_PILE_SIZE));
}

/* Hex digits to at most @p room bytes. */
static bool parse_hex(const char *text, uint8_t *bytes, size_t room, size_t *size)
{
    *size = strlen(text) / 2;
    return *size <= room && ykc_bcd_from_text(text, bytes, *size);
}

static bool find_algorithm(const char *name, ykc_cipher_algorithm *algorithm)
{
    for (size_t i = 0; i < G_N_ELEMENTS(algorithms); i++) {
        if (g_ascii_strcasecmp(name, algorithms[i].name) == 0) {
            *algorithm = (ykc_cipher_algorithm)i;
            return true;
        }
    }
    return false;
}

static bool find_padding(const char *name, ykc_padding *padding)
{
    for (size_t i = 0; i < G_N_ELEMENTS(paddings); i++) {
        if (g_ascii_strcasecmp(name, paddings[i]) == 0) {
            *padding = (ykc_padding)i;
            return true;
        }
    }
    return false;
}

/* How a key is used: what stands in the column of the algorithm. */
typedef struct key_usage {
    ykc_cipher_algorithm algorithm;
    ykc_padding padding;
    bool has_iv;
    uint8_t iv[YKC_CIPHER_BLOCK_MAX];
} key_usage;

static bool parse_usage(const char *text, key_usage *usage, ykc_language language, GError **error)
{
    static const ykc_label no_algorithm = LABEL("没有这种算法；可用：3des-ecb、3des-cbc、aes-128-cbc、rsa",
                                                "there is no such algorithm; there are: 3des-ecb, 3des-cbc, aes-128-cbc, rsa");
    static const ykc_label no_setting = LABEL("算法后面只能是 /pkcs5、/zero、/none 和 /iv=十六进制",
                                              "behind the algorithm wants /pkcs5, /zero or /none, and /iv=HEX");
    g_auto(GStrv) parts = g_strsplit(text, "/", -1);

    *usage = (key_usage){.padding = YKC_PADDING_PKCS5};
    if (parts[0] == NULL || !find_algorithm(parts[0], &usage->algorithm))
        return complain(error, language, &no_algorithm);
    for (char **part = parts + 1; *part != NULL; part++) {
        size_t size;

        if (find_padding(*part, &usage->padding))
            continue;
        if (g_ascii_strncasecmp(*part, "iv=", IV_BEGIN) != 0)
            return complain(error, language, &no_setting);
        usage->has_iv = true;
        if (!ykc_cipher_takes_iv(usage->algorithm) || !parse_hex(*part + IV_BEGIN, usage->iv, sizeof usage->iv, &size) ||
            size != ykc_cipher_block(usage->algorithm))
            return complain(error, language, &algorithms[usage->algorithm].iv);
    }
    return true;
}

/* Where a key for this pile is put so that the order of ykc_keyring_key() is kept: behind those of the same pile. */
static guint place_of(const ykc_keyring *keyring, bool any_pile, const uint8_t *pile)
{
    guint low = 0, high = keyring->keys->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;
        const ykc_key *key = ykc_keyring_key(keyring, middle);

        if (any_pile ? key->any_pile : key->any_pile || memcmp(key->pile, pile, YKC_PILE_SIZE) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool add_key(ykc_keyring *keyring, ykc_key *key, const char *usage_text, const char *hex, ykc_language language,
                    GError **error)
{
    static const ykc_label refused =
        LABEL("本机的加密库不允许使用这种算法", "this machine's cipher library does not allow this algorithm");
    static const ykc_label too_many = LABEL("密钥过多；最多 10000 个", "there are too many keys; 10000 are allowed");
    uint8_t bytes[YKC_CIPHER_KEY_MAX];
    key_usage usage;
    size_t size;

    if (!parse_usage(usage_text, &usage, language, error))
        return false;
    if (!parse_hex(hex, bytes, sizeof bytes, &size) || !ykc_cipher_takes_key(usage.algorithm, size))
        return complain(error, language, &algorithms[usage.algorithm].key);
    if (keyring->keys->len == YKC_KEYS_MAX)
        return complain(error, language, &too_many);
    key->padding = usage.padding;
    key->cipher = ykc_cipher_new(usage.algorithm, bytes, size, usage.has_iv ? usage.iv : NULL);
    if (key->cipher == NULL)
        return complain(error, language, &refused);
    g_array_insert_val(keyring->keys, place_of(keyring, key->any_pile, key->pile), *key);
    return true;
}

static bool add_private_key(ykc_keyring *keyring, private_key_row *row, const char *name, const char *folder,
                            ykc_language language, GError **error)
{
    static const ykc_label no_file = LABEL("此处不能使用 rsa", "rsa cannot be used here");
    static const ykc_label too_many = LABEL("rsa 密钥过多；最多 16 个", "there are too many keys of rsa; 16 are allowed");
    static const ykc_label check_path = LABEL("请检查路径", "check the path");
    static const ykc_label want_pem =
        LABEL("应为没有口令的 PEM 格式 RSA 私钥", "wants an RSA private key in PEM, without a password");
    g_autoptr(GError) cause = NULL;
    g_autofree char *path = NULL, *pem = NULL;
    const char *why = NULL;
    gsize length;

    if (folder == NULL)
        return complain(error, language, &no_file);
    if (keyring->private_keys->len == YKC_PRIVATE_KEYS_MAX)
        return complain(error, language, &too_many);
    path = g_path_is_absolute(name) ? g_strdup(name) : g_build_filename(folder, name, NULL);
    if (!g_file_get_contents(path, &pem, &length, &cause))
        return complain_of_file(error, language, name, reason_of(cause), &check_path);
    row->key = ykc_private_key_read(pem, length, &why);
    if (row->key == NULL)
        return complain_of_file(error, language, name, why, &want_pem);
    g_array_append_val(keyring->private_keys, *row);
    return true;
}

bool ykc_keyring_add(ykc_keyring *keyring, const char *pile, const char *algorithm, const char *key, const char *folder,
                     ykc_language language, GError **error)
{
    static const ykc_label wrong_pile =
        LABEL("桩编号应为 14 位数字，或用 * 表示任意桩", "the pile wants 14 digits, or * for any pile");
    private_key_row private_key = {0};
    ykc_key symmetric = {0};

    if (!parse_pile(pile, &symmetric.any_pile, symmetric.pile))
        return complain(error, language, &wrong_pile);
    if (g_ascii_strcasecmp(algorithm, private_key_name) != 0)
        return add_key(keyring, &symmetric, algorithm, key, language, error);
    private_key.any_pile = symmetric.any_pile;
    memcpy(private_key.pile, symmetric.pile, YKC_PILE_SIZE);
    return add_private_key(keyring, &private_key, key, folder, language, error);
}

/* --- A text of keys --- */

static bool is_blank(char character)
{
    return character == ' ' || character == '\t' || character == '\r';
}

/* Cut a line into words, up to a comment; what is beyond @p room is counted only. */
static unsigned split(char *line, char **words, unsigned room)
{
    unsigned count = 0;

    line[strcspn(line, "#")] = '\0';
    for (char *at = line; *at != '\0';) {
        while (is_blank(*at))
            *at++ = '\0';
        if (*at == '\0')
            break;
        if (count < room)
            words[count] = at;
        count++;
        while (*at != '\0' && !is_blank(*at))
            at++;
    }
    return count;
}

static bool parse_line(ykc_keyring *keyring, char *line, const char *folder, ykc_language language, GError **error)
{
    static const ykc_label wrong_columns =
        LABEL("应有三列：桩编号、算法、密钥，例如 32010600213533 3des-ecb 0123…",
              "wants three columns: pile, algorithm and key, as in 32010600213533 3des-ecb 0123…");
    char *words[COLUMNS];
    unsigned count = split(line, words, COLUMNS);

    if (count == 0)
        return true;
    if (count != COLUMNS)
        return complain(error, language, &wrong_columns);
    return ykc_keyring_add(keyring, words[0], words[1], words[2], folder, language, error);
}

bool ykc_keyring_parse(ykc_keyring *keyring, const char *text, size_t length, const char *name, const char *folder,
                       ykc_language language, GError **error)
{
    static const ykc_label no_text = LABEL("不是密钥文件；应为不超过 4 MiB 的文本，每行一个密钥",
                                           "no file of keys; wants a text of up to 4 MiB, one key a line");
    g_auto(GStrv) lines = NULL;
    g_autofree char *copy = NULL;

    if (length > TEXT_SIZE_MAX || memchr(text, '\0', length) != NULL) {
        complain(error, language, &no_text);
        g_prefix_error(error, "%s: ", name);
        return false;
    }
    copy = g_strndup(text, length);
    lines = g_strsplit(copy, "\n", -1);
    for (size_t i = 0; lines[i] != NULL; i++) {
        if (parse_line(keyring, lines[i], folder, language, error))
            continue;
        g_prefix_error(error, "%s:%zu: ", name, i + 1);
        return false;
    }
    return true;
}

bool ykc_keyring_load(ykc_keyring *keyring, const char *path, ykc_language language, GError **error)
{
    static const ykc_label check_path = LABEL("请检查路径", "check the path");
    g_autofree char *text = NULL, *folder = g_path_get_dirname(path);
    g_autoptr(GError) cause = NULL;
    gsize length;

    if (!g_file_get_contents(path, &text, &length, &cause))
        return complain_of_file(error, language, path, reason_of(cause), &check_path);
    return ykc_keyring_parse(keyring, text, length, path, folder, language, error);
}

/* --- Looking up --- */

size_t ykc_keyring_count(const ykc_keyring *keyring)
{
    return keyring->keys->len;
}

const ykc_key *ykc_keyring_key(const ykc_keyring *keyring, size_t index)
{
    return &g_array_index(keyring->keys, ykc_key, index);
}

size_t ykc_keyring_find(const ykc_keyring *keyring, const uint8_t *pile, size_t *count)
{
    size_t end = place_of(keyring, false, pile), begin = end;

    while (begin > 0 && !ykc_keyring_key(keyring, begin - 1)->any_pile &&
           memcmp(ykc_keyring_key(keyring, begin - 1)->pile, pile, YKC_PILE_SIZE) == 0)
        begin--;
    *count = end - begin;
    return begin;
}

size_t ykc_keyring_count_any(const ykc_keyring *keyring)
{
    return place_of(keyring, true, NULL);
}

bool ykc_keyring_is_empty(const ykc_keyring *keyring)
{
    return keyring->keys->len == 0 && keyring->private_keys->len == 0;
}

bool ykc_keyring_open_session(const ykc_keyring *keyring, const uint8_t *pile, const uint8_t *sealed, uint8_t *session)
{
    for (guint i = 0; i < keyring->private_keys->len; i++) {
        const private_key_row *row = &g_array_index(keyring->private_keys, private_key_row, i);

        if ((row->any_pile || memcmp(row->pile, pile, YKC_PILE_SIZE) == 0) && ykc_private_key_open(row->key, sealed, session))
            return true;
    }
    return false;
}
