/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "keys.h"

#include "compat.h"

#include <epan/conversation.h>
#include <epan/proto_data.h>
#include <epan/uat.h>
#include <wsutil/report_message.h>

#include "keys/opener.h"
#include "packet-ykc.h"
#include "preferences.h"

/* A row of the table. */
typedef struct key_row {
    char *pile, *algorithm, *key;
} key_row;

/* What became of a body. */
typedef struct opened_body {
    uint8_t opening;
    uint16_t length;
    uint8_t plain[]; /* length bytes, if it was opened */
} opened_body;

static int proto_ykc = -1;
static key_row *rows;
static unsigned row_count;

/* Of this capture. */
static ykc_keyring *keyring;
static GHashTable *openers; /* conversation_t -> ykc_opener */

/* --- The table --- */

UAT_CSTRING_CB_DEF(row, pile, key_row)
UAT_CSTRING_CB_DEF(row, algorithm, key_row)
UAT_CSTRING_CB_DEF(row, key, key_row)

static void *copy_row(void *to, const void *from, size_t length _U_)
{
    const key_row *source = from;
    key_row *copy = to;

    copy->pile = g_strdup(source->pile);
    copy->algorithm = g_strdup(source->algorithm);
    copy->key = g_strdup(source->key);
    return copy;
}

static void free_row(void *data)
{
    key_row *row = data;

    g_free(row->pile);
    g_free(row->algorithm);
    g_free(row->key);
}

static bool add_row(ykc_keyring *to, const key_row *row, GError **error)
{
    g_autofree char *folder = g_get_current_dir();

    return ykc_keyring_add(to, row->pile, row->algorithm, row->key, folder, ykc_preferences_current()->language, error);
}

/* Wireshark asks whether a row that was entered makes sense, and frees the message. */
static ykc_wireshark_bool check_row(void *data, char **message)
{
    g_autoptr(ykc_keyring) alone = ykc_keyring_new();
    g_autoptr(GError) error = NULL;

    if (add_row(alone, data, &error))
        return TRUE;
    *message = g_strdup(error->message);
    return FALSE;
}

/* --- The capture --- */

static void free_opener(void *opener)
{
    ykc_opener_clear(opener);
    g_free(opener);
}

static void start(void)
{
    keyring = ykc_keyring_new();
    openers = g_hash_table_new_full(NULL, NULL, NULL, free_opener);
    for (unsigned i = 0; i < row_count; i++) {
        g_autoptr(GError) error = NULL;

        if (!add_row(keyring, &rows[i], &error))
            report_failure("Preference ykc.keys, row %u: %s", i + 1, error->message);
    }
}

static void stop(void)
{
    g_clear_pointer(&openers, g_hash_table_unref);
    g_clear_pointer(&keyring, ykc_keyring_free);
}

static ykc_opener *opener_of(packet_info *pinfo)
{
    conversation_t *conversation = find_or_create_conversation(pinfo);
    ykc_opener *opener = g_hash_table_lookup(openers, conversation);

    if (opener == NULL) {
        opener = g_new0(ykc_opener, 1);
        g_hash_table_insert(openers, conversation, opener);
    }
    return opener;
}

static opened_body *open_now(packet_info *pinfo, const ykc_frame *frame, uint32_t key)
{
    uint8_t plain[YKC_FRAME_BODY_MAX];
    ykc_frame opened = *frame;
    opened_body *body;
    size_t length;

    ykc_opener_frame(opener_of(pinfo), keyring, &opened, plain);
    if (opened.opening == YKC_NOT_OPENED)
        return NULL;
    length = opened.opening == YKC_OPENED ? opened.body_length : 0;
    body = wmem_alloc(wmem_file_scope(), sizeof *body + length);
    body->opening = opened.opening;
    body->length = (uint16_t)length;
    memcpy(body->plain, plain, length);
    p_add_proto_data(wmem_file_scope(), pinfo, proto_ykc, key, body);
    return body;
}

void ykc_keys_open(packet_info *pinfo, ykc_frame *frame, uint32_t index)
{
    uint32_t key = YKC_KEY_OPENED + index;
    const opened_body *body;

    if (ykc_keyring_is_empty(keyring))
        return;
    body = p_get_proto_data(wmem_file_scope(), pinfo, proto_ykc, key);
    if (body == NULL && !PINFO_FD_VISITED(pinfo))
        body = open_now(pinfo, frame, key);
    if (body == NULL)
        return;
    frame->opening = body->opening;
    if (body->opening != YKC_OPENED)
        return;
    frame->body = body->plain;
    frame->body_length = body->length;
}

void ykc_keys_register(int protocol, module_t *module)
{
    static uat_field_t fields[] = {
        UAT_FLD_CSTRING(row, pile, "Pile", "The pile's number, 14 digits; * for any pile"),
        UAT_FLD_CSTRING(row, algorithm, "Algorithm",
                        "3des-ecb, 3des-cbc or aes-128-cbc, with /pkcs5 (unless said otherwise), /zero or /none and with "
                        "CBC /iv=HEX behind it; or rsa, the platform's private key"),
        UAT_FLD_CSTRING(row, key, "Key", "Hex digits; with rsa the path of a PEM file without a password"),
        UAT_END_FIELDS,
    };
    uat_t *table = uat_new("YKC keys", sizeof(key_row), "ykc_keys", TRUE, &rows, &row_count, UAT_AFFECTS_DISSECTION, NULL,
                           copy_row, check_row, free_row, NULL, NULL, fields);

    proto_ykc = protocol;
    prefs_register_uat_preference(module, "keys", "Keys",
                                  "Keys of encrypted bodies, as in a file for ykcflow's --keys. They are kept as they are "
                                  "in the profile's file ykc_keys",
                                  table);
    register_init_routine(start);
    register_cleanup_routine(stop);
}
