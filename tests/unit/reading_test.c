/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "catalog/reading.h"

#include <glib.h>
#include <string.h>

#include "suite.h"

static ykc_reading read_body(uint8_t type, uint8_t encryption, const uint8_t *body, size_t length)
{
    ykc_frame frame = {.type = type, .encryption = encryption, .body = body, .body_length = (uint8_t)length};

    return ykc_read_frame(&frame);
}

static const uint8_t heartbeat[9] = {0x32, 0x01, 0x06, 0x00, 0x01, 0x92, 0x36, 0x01, 0x00};

static void test_a_plain_body_is_legible(void)
{
    ykc_reading reading = read_body(0x03, YKC_PLAIN, heartbeat, sizeof heartbeat);

    CU_ASSERT_TRUE(ykc_reading_is_legible(&reading));
    CU_ASSERT_EQUAL(reading.fit, YKC_FIT_EXACT);
    CU_ASSERT_FALSE(reading.plain_under_flag);
}

static void test_a_body_of_an_unknown_type_is_not(void)
{
    ykc_reading reading = read_body(0xEE, YKC_PLAIN, heartbeat, sizeof heartbeat);

    CU_ASSERT_FALSE(ykc_reading_is_legible(&reading));
    CU_ASSERT_FALSE(reading.encrypted);
}

static void test_plain_text_under_an_encryption_flag_is_recognised_by_length_and_pile(void)
{
    static const uint8_t confirmation[17] = {0x32, 0x01, 0x06, 0x00, 0x01, 0x92, 0x36, 0x01};
    ykc_reading reading = read_body(0x03, YKC_ENCRYPTED, heartbeat, sizeof heartbeat);

    CU_ASSERT_TRUE(reading.plain_under_flag);
    CU_ASSERT_TRUE(ykc_reading_is_legible(&reading));
    /* 0x40 has no pile number but in its serial. */
    reading = read_body(0x40, YKC_ENCRYPTED, confirmation, sizeof confirmation);
    CU_ASSERT_TRUE(reading.plain_under_flag);
}

static void test_of_the_length_of_ciphertext_every_value_has_to_be_right(void)
{
    /* Protocol reference 0x46: pile, count, physical cards of 8 bytes. */
    uint8_t cards[24] = {0x32, 0x01, 0x06, 0x20, 0x26, 0x01, 0x01, 2};
    /* 0x12: pile, gun */
    uint8_t call[8] = {0x32, 0x01, 0x06, 0x20, 0x26, 0x01, 0x01, 0x02};

    CU_ASSERT_TRUE(read_body(0x46, YKC_ENCRYPTED, cards, sizeof cards).plain_under_flag);
    cards[7] = 41; /* of ciphertext that begins like a pile number */
    CU_ASSERT_TRUE(read_body(0x46, YKC_ENCRYPTED, cards, sizeof cards).encrypted);
    CU_ASSERT_TRUE(read_body(0x12, YKC_ENCRYPTED, call, sizeof call).plain_under_flag);
    call[7] = 0xA2;
    CU_ASSERT_TRUE(read_body(0x12, YKC_ENCRYPTED, call, sizeof call).encrypted);
}

static void test_ciphertext_is_not_legible(void)
{
    uint8_t cipher[16] = {0xA5, 0x5A};
    ykc_reading reading = read_body(0x03, YKC_ENCRYPTED, cipher, sizeof cipher);

    CU_ASSERT_TRUE(reading.encrypted);
    CU_ASSERT_FALSE(ykc_reading_is_legible(&reading));
    /* The right length, but no pile number: letters, or all zeros. */
    memset(cipher, 0xAB, sizeof cipher);
    reading = read_body(0x03, YKC_ENCRYPTED, cipher, sizeof heartbeat);
    CU_ASSERT_TRUE(reading.encrypted);
    memset(cipher, 0, sizeof cipher);
    reading = read_body(0x03, YKC_ENCRYPTED, cipher, sizeof heartbeat);
    CU_ASSERT_TRUE(reading.encrypted);
}

static void test_a_field_is_found_where_the_body_reaches(void)
{
    /* Protocol reference 0x03: pile, 7 bytes, gun, state. */
    ykc_frame frame = {.type = 0x03, .body = heartbeat, .body_length = sizeof heartbeat};
    ykc_reading reading = ykc_read_frame(&frame);
    ykc_item item;

    CU_ASSERT_PTR_EQUAL(ykc_reading_field(&reading, &frame, "pile", &item), heartbeat);
    CU_ASSERT_PTR_EQUAL(ykc_reading_field(&reading, &frame, "gun", &item), heartbeat + 7);
    CU_ASSERT_EQUAL(item.field->size, 1);
    CU_ASSERT_PTR_NULL(ykc_reading_field(&reading, &frame, "transaction", &item));
    frame.body_length = 7;
    CU_ASSERT_PTR_EQUAL(ykc_reading_field(&reading, &frame, "pile", &item), heartbeat);
    CU_ASSERT_PTR_NULL(ykc_reading_field(&reading, &frame, "gun", &item));
    reading.encrypted = true;
    CU_ASSERT_PTR_NULL(ykc_reading_field(&reading, &frame, "pile", &item));
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_plain_body_is_legible),
        STORY(test_a_body_of_an_unknown_type_is_not),
        STORY(test_plain_text_under_an_encryption_flag_is_recognised_by_length_and_pile),
        STORY(test_of_the_length_of_ciphertext_every_value_has_to_be_right),
        STORY(test_ciphertext_is_not_legible),
        STORY(test_a_field_is_found_where_the_body_reaches),
    };

    return run_suite("reading", stories, G_N_ELEMENTS(stories));
}
