/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pseudonym.h"

#include <glib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "catalog/value.h"
#include "suite.h"
#include "wire/vin.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(pseudonyms, pseudonyms_free)

static const char vin[] = "LSVAA49J232047371"; /* of Chinese form; its check digit would be 1 */
static const char checked_vin[] = "1M8GDM9AXKP042788";

static void test_the_same_original_has_the_same_pseudonym_within_a_run_only(void)
{
    g_autoptr(pseudonyms) run = pseudonyms_new(), other_run = pseudonyms_new();
    g_autofree char *first = pseudonyms_text(run, PSEUDONYM_CARD, "1000000573000002");
    g_autofree char *again = pseudonyms_text(run, PSEUDONYM_CARD, "1000000573000002");
    g_autofree char *elsewhere = pseudonyms_text(other_run, PSEUDONYM_CARD, "1000000573000002");

    CU_ASSERT_STRING_EQUAL(first, again);
    CU_ASSERT_STRING_NOT_EQUAL(first, "1000000573000002");
    CU_ASSERT_STRING_NOT_EQUAL(first, elsewhere);
}

static void test_different_cards_have_different_pseudonyms(void)
{
    enum { CARDS = 20000 };
    g_autoptr(pseudonyms) run = pseudonyms_new();
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (unsigned i = 1; i <= CARDS; i++) {
        g_autofree char *card = g_strdup_printf("%016u", i);

        g_hash_table_add(seen, pseudonyms_text(run, PSEUDONYM_CARD, card));
    }
    CU_ASSERT_EQUAL(g_hash_table_size(seen), CARDS);
}

static void test_bytes_and_their_text_have_the_same_pseudonym(void)
{
    const uint8_t card[] = {0x02, 0x60, 0x7F, 0x8F, 0x42, 0xD8, 0x6D, 0x1B};
    g_autoptr(pseudonyms) run = pseudonyms_new();
    uint8_t bytes[sizeof card];
    g_autofree char *text = pseudonyms_text(run, PSEUDONYM_CARD, "02607F8F42D86D1B");
    GString *digits = g_string_new(NULL);

    pseudonyms_bytes(run, PSEUDONYM_CARD, card, sizeof card, bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        g_string_append_printf(digits, "%02X", bytes[i]);
    CU_ASSERT_STRING_EQUAL(digits->str, text);
    g_string_free(digits, TRUE);
}

static void test_a_pseudonym_is_of_the_same_alphabet(void)
{
    g_autoptr(pseudonyms) run = pseudonyms_new();
    g_autofree char *sim = pseudonyms_text(run, PSEUDONYM_SIM, "89860317452098765432");
    g_autofree char *user = pseudonyms_text(run, PSEUDONYM_ACCOUNT, "Ftp-User_07");
    g_autofree char *password = pseudonyms_text(run, PSEUDONYM_PASSWORD, "49ba59abbe56e057");

    CU_ASSERT_EQUAL(strspn(sim, "0123456789"), 20);
    CU_ASSERT_EQUAL(strlen(user), strlen("Ftp-User_07"));
    CU_ASSERT_TRUE(g_regex_match_simple("^[A-Z][a-z]{2}-[A-Z][a-z]{3}_[0-9]{2}$", user, 0, 0));
    CU_ASSERT_EQUAL(strspn(password, "0123456789abcdef"), 16);
    CU_ASSERT_STRING_NOT_EQUAL(password, "49ba59abbe56e057");
}

static void test_zeros_mean_none_and_stay(void)
{
    const uint8_t none[8] = {0};
    uint8_t bytes[8];
    g_autoptr(pseudonyms) run = pseudonyms_new();
    g_autofree char *text = pseudonyms_text(run, PSEUDONYM_CARD, "0000000000000000");
    g_autofree char *nothing = pseudonyms_text(run, PSEUDONYM_VIN, "");

    pseudonyms_bytes(run, PSEUDONYM_CARD, none, sizeof none, bytes);
    CU_ASSERT_EQUAL(memcmp(bytes, none, sizeof none), 0);
    CU_ASSERT_STRING_EQUAL(text, "0000000000000000");
    CU_ASSERT_STRING_EQUAL(nothing, "");
}

static void test_a_vin_stays_a_vin(void)
{
    g_autoptr(pseudonyms) run = pseudonyms_new();
    g_autofree char *plain = pseudonyms_text(run, PSEUDONYM_VIN, vin);
    g_autofree char *checked = pseudonyms_text(run, PSEUDONYM_VIN, checked_vin);

    CU_ASSERT_TRUE(g_regex_match_simple("^L[A-HJ-NPR-Z]{4}[0-9]{2}[A-HJ-NPR-Z][0-9]{9}$", plain, 0, 0));
    CU_ASSERT_STRING_NOT_EQUAL(plain, vin);
    CU_ASSERT_STRING_NOT_EQUAL(checked, checked_vin);
    CU_ASSERT_TRUE(ykc_vin_check_digit_is_right((const uint8_t *)checked_vin));
    CU_ASSERT_TRUE(ykc_vin_check_digit_is_right((const uint8_t *)checked));
}

/* The text of the VIN in a frame of @p type that carries it in the direction of the specification, or against it. */
static char *vin_in_frame(const pseudonyms *run, uint8_t type, bool against_the_book)
{
    ykc_fit fit;
    ykc_item item;
    ykc_value value;
    uint8_t body[256] = {0};
    const ykc_message *message = ykc_catalog_find(YKC_V1_6, type, 0, &fit);

    CU_ASSERT_FATAL(ykc_message_field(message, "vin", &item));

    bool backwards = ((item.field->flags & YKC_REVERSED) != 0) != against_the_book;

    for (size_t i = 0; i < YKC_VIN_SIZE; i++)
        body[item.offset + i] = (uint8_t)vin[backwards ? YKC_VIN_SIZE - 1 - i : i];
    pseudonyms_body(run, message, body, message->body);
    ykc_value_decode(item.field, body + item.offset, &value);
    CU_ASSERT_EQUAL(value.against_the_book, against_the_book);
    return g_strdup(value.text);
}

static void test_a_vin_keeps_the_direction_in_which_it_travels(void)
{
    enum { REQUEST = 0x31, RECORD = 0x3B };
    g_autoptr(pseudonyms) run = pseudonyms_new();
    g_autofree char *expected = pseudonyms_text(run, PSEUDONYM_VIN, vin);

    for (int against_the_book = 0; against_the_book <= 1; against_the_book++) {
        g_autofree char *request = vin_in_frame(run, REQUEST, against_the_book != 0);
        g_autofree char *record = vin_in_frame(run, RECORD, against_the_book != 0);

        CU_ASSERT_STRING_EQUAL(request, expected);
        CU_ASSERT_STRING_EQUAL(record, expected);
    }
}

static bool is_personal_by_encoding(const ykc_field *field)
{
    pseudonym_kind kind;

    return !pseudonym_kind_of(field, &kind) &&
           (field->encoding == YKC_ENC_VIN || field->flags & YKC_SECRET || strstr(field->label.zh, "卡号") != NULL ||
            strstr(field->label.zh, "账号") != NULL);
}

static void test_no_personal_field_of_the_catalogue_is_forgotten(void)
{
    for (size_t i = 0; i < ykc_catalog_count(); i++) {
        const ykc_message *message = ykc_catalog_message(i);

        for (size_t j = 0; j < message->field_count; j++)
            CU_ASSERT_FALSE(is_personal_by_encoding(&message->fields[j]));
        for (size_t j = 0; j < message->group_count; j++)
            CU_ASSERT_FALSE(is_personal_by_encoding(&message->group[j]));
        for (size_t j = 0; j < message->tail_count; j++)
            CU_ASSERT_FALSE(is_personal_by_encoding(&message->tail_fields[j]));
    }
}

static void test_a_body_that_is_cut_off_is_replaced_as_far_as_it_goes(void)
{
    enum { REQUEST = 0x31 };
    ykc_fit fit;
    const ykc_message *message = ykc_catalog_find(YKC_V1_6, REQUEST, 0, &fit);
    g_autoptr(pseudonyms) run = pseudonyms_new();

    for (size_t length = 1; length <= message->body; length++) {
        g_autofree uint8_t *body = g_malloc0(length); /* exactly as long: a sanitizer sees what lies behind */

        memset(body, '7', length);
        pseudonyms_body(run, message, body, length);
    }
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_the_same_original_has_the_same_pseudonym_within_a_run_only),
        STORY(test_different_cards_have_different_pseudonyms),
        STORY(test_bytes_and_their_text_have_the_same_pseudonym),
        STORY(test_a_pseudonym_is_of_the_same_alphabet),
        STORY(test_zeros_mean_none_and_stay),
        STORY(test_a_vin_stays_a_vin),
        STORY(test_a_vin_keeps_the_direction_in_which_it_travels),
        STORY(test_no_personal_field_of_the_catalogue_is_forgotten),
        STORY(test_a_body_that_is_cut_off_is_replaced_as_far_as_it_goes),
    };

    return run_suite("pseudonym", stories, G_N_ELEMENTS(stories));
}
