/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "catalog/value.h"

#include <glib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "suite.h"

static ykc_field find_field(uint8_t type, const char *name)
{
    ykc_fit fit;
    ykc_item item;
    const ykc_message *message = ykc_catalog_find(YKC_V1_6, type, 0, &fit);

    CU_ASSERT_TRUE_FATAL(message != NULL && ykc_message_field(message, name, &item));
    return *item.field;
}

/* The bytes read as the text, and are described as people want them. */
static void assert_reads(uint8_t type, const char *name, const void *bytes, const char *expected, const char *description)
{
    ykc_field field = find_field(type, name);
    ykc_value value;
    char text[YKC_VALUE_TEXT_SIZE], described[YKC_VALUE_DESCRIPTION_SIZE];

    ykc_value_decode(&field, bytes, &value);
    ykc_value_to_text(&field, &value, text);
    ykc_value_describe(&field, &value, YKC_ENGLISH, false, described);
    if (strcmp(text, expected) != 0 || strcmp(described, description) != 0)
        printf("\n    0x%02X %s: '%s' (%s), expected '%s' (%s)\n", type, name, text, described, expected, description);
    CU_ASSERT_STRING_EQUAL(text, expected);
    CU_ASSERT_STRING_EQUAL(described, description);
}

/* Examples of the protocol reference, sections 3 and 5. */
static void test_values_of_the_reference(void)
{
    assert_reads(0x13, "voltage", "\xCB\x08", "225.1", "225.1 V");
    assert_reads(0x34, "balance", "\xA0\x86\x01\x00", "1000.00", "1000.00 yuan");
    assert_reads(0x0A, "electricity_price_sharp", "\x40\x0D\x03\x00", "2.00000", "2.00000 yuan/kWh");
    assert_reads(0x23, "demand_current", "\x10\x0E", "-40.0", "-40.0 A");
    assert_reads(0x17, "pile_current_max", "\xDC\x05", "-250.0", "-250.0 A");
    assert_reads(0x13, "cable_temperature", "\x5A", "40", "40 °C");
    assert_reads(0x3B, "start_time", "\x98\xB7\x0E\x11\x10\x03\x14", "2020-03-16T17:14:47.000", "2020-03-16 17:14:47.000");
    assert_reads(0x01, "protocol_version", "\x0F", "1.5", "1.5");
    assert_reads(0x01, "pile", "\x55\x03\x14\x12\x78\x23\x05", "55031412782305", "55031412782305");
    assert_reads(0x15, "bms_protocol_version", "\x01\x01\x00", "1.1", "1.1");
    assert_reads(0x15, "bms_software_version", "\x00\x02\x08\xE0\x07\xFF\xFF\xFF", "2016-08-02 #0", "2016-08-02 #0");
    assert_reads(0x15, "battery_made_year", "\x1F", "2016", "2016");
    assert_reads(0x34, "physical_card", "\x00\x00\x00\x00\xD1\x4B\x0A\x54", "00000000D14B0A54", "00000000D14B0A54");
    assert_reads(0x13, "state", "\x03", "3", "charging (3)");
    assert_reads(0x13, "state", "\x09", "9", "undefined (9)");
    assert_reads(0x25, "bsm_charge_permitted", "\x10", "1", "permitted (1)");
    assert_reads(0x1D, "bst_reason_charger", "\x40", "1", "yes (1)");
    assert_reads(0x13, "hardware_fault", "\x41\x10", "0x1041", "0x1041");
    assert_reads(0x19, "charger_number", "\xFF\xFF\xFF\xFF", "4294967296", "4294967296 (0xFFFFFFFF)");
    assert_reads(0x23, "cell_voltage_highest", "\x90\x21", "4.00", "4.00 V");
    assert_reads(0x23, "cell_voltage_highest_group", "\x90\x21", "2", "2");
}

static void test_a_temperature_of_raw_zero_was_not_measured(void)
{
    assert_reads(0x13, "cable_temperature", "\x00", "", "not measured");
    assert_reads(0x17, "bms_temperature_max", "\x00", "-50", "-50 °C");
}

static void test_an_impossible_date_stays_visible_as_its_bytes(void)
{
    assert_reads(0x55, "clock", "\x00\x00\x00\x00\x00\x00\x00", "00000000000000", "00000000000000 (no possible time)");
    assert_reads(0x13, "transaction.time", "\0\0\0\0\0\0\0\0\x20\x01\x06\x18\x03\x42", "2020-01-06T18:03:42.000",
                 "2020-01-06 18:03:42.000");
    assert_reads(0x13, "transaction.time", "\0\0\0\0\0\0\0\0\x15\x97\x33\x51\x45\x95", "159733514595",
                 "159733514595 (no possible time)");
}

static void test_a_gun_is_decimal_and_hex_when_it_is_not(void)
{
    assert_reads(0x13, "gun", "\x12", "12", "12");
    assert_reads(0x13, "gun", "\x0A", "10", "10");
    assert_reads(0x61, "gun", "\x12", "18", "18");
}

static void test_text_from_the_wire_is_escaped(void)
{
    assert_reads(0x01, "software_version", "V4.1.50", "V4.1.50", "V4.1.50");
    assert_reads(0x01, "software_version", "\x1B[2J\\\xD6\x00x", "\\x1B[2J\\\\\\xD6\\x00x", "\\x1B[2J\\\\\\xD6\\x00x");
    assert_reads(0x01, "software_version", "\0\0\0\0\0\0\0\0", "", "");
}

static void test_a_password_is_masked_in_descriptions(void)
{
    assert_reads(0x94, "update_password", "sr123\0\0\0\0\0\0\0\0\0\0", "sr123", "********");
    assert_reads(0x31, "password", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "", "");
}

static void test_a_vin_travels_reversed_in_a_start_request(void)
{
    assert_reads(0x15, "vin", "LB370ADN2SJ188288", "LB370ADN2SJ188288", "LB370ADN2SJ188288");
    assert_reads(0x31, "vin", "882881JS2NDA073BL", "LB370ADN2SJ188288", "LB370ADN2SJ188288");
    assert_reads(0x31, "vin", "LB370ADN2SJ188288", "LB370ADN2SJ188288",
                 "LB370ADN2SJ188288 (byte order against the specification)");
}

static void test_doubles_are_the_decimal_numbers_they_show(void)
{
    ykc_field voltage = find_field(0x13, "voltage");

    for (unsigned raw = 0; raw <= UINT16_MAX; raw++) {
        uint8_t bytes[2] = {(uint8_t)raw, (uint8_t)(raw >> 8)};
        ykc_value value;
        char text[YKC_VALUE_TEXT_SIZE];

        ykc_value_decode(&voltage, bytes, &value);
        ykc_value_to_text(&voltage, &value, text);
        CU_ASSERT_EQUAL(ykc_value_to_double(&voltage, &value), g_ascii_strtod(text, NULL));
    }
}

static void test_the_parts_of_an_empty_serial_say_nothing(void)
{
    static const uint8_t empty[16] = {0}, serial[16] = {0x32, 0x01};
    ykc_field transaction = find_field(0x13, "transaction"), faults = find_field(0x13, "hardware_fault");
    ykc_field pile = find_field(0x13, "pile");

    CU_ASSERT_FALSE(ykc_value_has_parts(&transaction, empty));
    CU_ASSERT_TRUE(ykc_value_has_parts(&transaction, serial));
    CU_ASSERT_TRUE(ykc_value_has_parts(&faults, empty)); /* no fault is something */
    CU_ASSERT_FALSE(ykc_value_has_parts(&pile, serial));
}

static void test_what_is_no_value_of_a_field_is_refused_and_nothing_written(void)
{
    static const struct {
        uint8_t type;
        const char *name, *text;
    } refused[] = {
        {0x13, "voltage", "6553.6"},
        {0x13, "voltage", "-0.1"},
        {0x13, "voltage", "1.25"},
        {0x13, "voltage", ""},
        {0x13, "voltage", "1e2"},
        {0x13, "voltage", "99999999999999999999"},
        {0x13, "soc", "256"},
        {0x13, "cable_temperature", "-51"},
        {0x13, "pile", "123"},
        {0x13, "pile", "5503141278230G"},
        {0x13, "gun", "100"},
        {0x3B, "start_time", "2026-02-29T00:00:00"},
        {0x3B, "start_time", "1999-12-31T00:00:00"},
        {0x3B, "start_time", "2026-02-28 00:00:00"},
        {0x01, "software_version", "123456789"},
        {0x01, "software_version", "\\q"},
        {0x15, "bms_protocol_version", "1"},
        {0x15, "bms_software_version", "2016-13-02 #0"},
        {0x25, "bsm_charge_permitted", "4"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        ykc_field field = find_field(refused[i].type, refused[i].name);
        uint8_t bytes[32], before[32];

        memset(bytes, 0xEE, sizeof bytes);
        memcpy(before, bytes, sizeof bytes);
        if (ykc_value_encode(&field, refused[i].text, bytes))
            printf("\n    0x%02X %s took '%s'\n", refused[i].type, refused[i].name, refused[i].text);
        CU_ASSERT_FALSE(ykc_value_encode(&field, refused[i].text, bytes));
        CU_ASSERT_EQUAL(memcmp(bytes, before, sizeof bytes), 0);
    }
}

/* A reading of the field that its text cannot give back: tolerant, or with bits that the text does not show. */
static bool is_canonical(const ykc_field *field, const ykc_value *value, const uint8_t *bytes)
{
    uint8_t plain[YKC_CP56TIME_SIZE];
    ykc_cp56time time = value->time;

    if (value->against_the_book || value->kind == YKC_VALUE_NOT_MEASURED)
        return false;
    if (field->encoding == YKC_ENC_BCD_NUMBER)
        return (bytes[0] & 0x0F) <= 9 && bytes[0] >> 4 <= 9;
    if (field->encoding == YKC_ENC_VIN)
        return memchr(bytes, 0, field->size) == NULL; /* padding moves */
    if (field->encoding != YKC_ENC_TIME || value->kind != YKC_VALUE_TIME)
        return true;
    time.day_of_week = 0;
    time.invalid = time.summer_time = false;
    memset(time.reserved, 0, sizeof time.reserved);
    ykc_cp56time_encode(&time, plain);
    return memcmp(plain, bytes, sizeof plain) == 0;
}

static void assert_round_trip(const ykc_message *message, const ykc_field *field, const uint8_t *bytes)
{
    uint8_t again[UINT8_MAX];
    ykc_value value;
    char text[YKC_VALUE_TEXT_SIZE];

    memcpy(again, bytes, sizeof again);
    ykc_value_decode(field, bytes, &value);
    if (!is_canonical(field, &value, bytes + field->at))
        return;
    ykc_value_to_text(field, &value, text);
    memset(again + field->at, 0, field->bits != 0 ? 0 : field->size);
    if (!ykc_value_encode(field, text, again) || memcmp(again, bytes, sizeof again) != 0) {
        printf("\n    0x%02X %s: '%s' does not give its bytes back\n", message->type, field->name, text);
        CU_FAIL("no round trip");
    }
}

static void test_every_field_comes_back_from_its_text(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(16);

    for (size_t m = 0; m < ykc_catalog_count(); m++) {
        const ykc_message *message = ykc_catalog_message(m);

        for (int round = 0; round < 200; round++) {
            ykc_cursor cursor = ykc_cursor_start(message, message->body + 3U * message->group_size);
            ykc_item item;

            while (ykc_cursor_next(&cursor, &item)) {
                uint8_t bytes[UINT8_MAX];

                /* Small bytes make digits and dates, the others everything else. */
                for (size_t i = 0; i < sizeof bytes; i++)
                    bytes[i] = (uint8_t)g_rand_int_range(rand, 0, round % 2 ? 0x100 : 0x1A);
                assert_round_trip(message, item.field, bytes);
                for (size_t i = 0; i < item.field->part_count; i++)
                    assert_round_trip(message, &item.field->parts[i], bytes);
            }
        }
    }
    CU_PASS("every field");
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_values_of_the_reference),
        STORY(test_a_temperature_of_raw_zero_was_not_measured),
        STORY(test_an_impossible_date_stays_visible_as_its_bytes),
        STORY(test_a_gun_is_decimal_and_hex_when_it_is_not),
        STORY(test_text_from_the_wire_is_escaped),
        STORY(test_a_password_is_masked_in_descriptions),
        STORY(test_a_vin_travels_reversed_in_a_start_request),
        STORY(test_doubles_are_the_decimal_numbers_they_show),
        STORY(test_the_parts_of_an_empty_serial_say_nothing),
        STORY(test_what_is_no_value_of_a_field_is_refused_and_nothing_written),
        STORY(test_every_field_comes_back_from_its_text),
    };

    return run_suite("value", stories, G_N_ELEMENTS(stories));
}
