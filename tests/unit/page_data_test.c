/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the page of an HTML report keeps until the end: frames that are found again, and reports of a charge over time. */
#include <glib.h>
#include <string.h>

#include "catalog/types.h"
#include "catalog/value.h"
#include "report/frame_store.h"
#include "report/series.h"
#include "suite.h"

static ykc_frame frame_of(uint8_t type, const uint8_t *body, size_t length)
{
    return (ykc_frame){.type = type, .body = body, .body_length = (uint8_t)length, .length = (uint8_t)(length + 4)};
}

static ykc_place at(uint32_t file, uint64_t packet, uint32_t index)
{
    return (ykc_place){.file = file, .packet = packet, .index = index, .time = (ykc_time_us)packet * YKC_SECOND};
}

static void test_a_stored_frame_is_found_by_its_place(void)
{
    enum { PACKETS = 3000 };
    frame_store *store = frame_store_new(NULL);
    stored_frame found;

    for (uint64_t packet = 1; packet <= PACKETS; packet++) {
        for (uint32_t index = 0; index < 2; index++) {
            const uint8_t body[] = {(uint8_t)packet, (uint8_t)(packet >> 8), (uint8_t)index};
            ykc_frame frame = frame_of(YKC_TYPE_HEARTBEAT, body, index == 0 ? 3 : 2);
            ykc_place place = at(0, packet, index);

            frame_store_add(store, 7, &frame, &place);
        }
    }
    for (uint64_t packet = 1; packet <= PACKETS; packet += 7) {
        CU_ASSERT_TRUE_FATAL(frame_store_find(store, &(ykc_place){.packet = packet, .index = 0}, &found));
        CU_ASSERT_EQUAL(found.body[0] | found.body[1] << 8, (int)packet);
        CU_ASSERT_EQUAL(found.frame.body_length, 3);
        CU_ASSERT_PTR_EQUAL(found.frame.body, found.body);
        CU_ASSERT_EQUAL(found.connection, 7);
        CU_ASSERT_EQUAL(found.place.time, (ykc_time_us)packet * YKC_SECOND);
    }
    CU_ASSERT_FALSE(frame_store_find(store, &(ykc_place){.packet = PACKETS + 1}, &found));
    CU_ASSERT_FALSE(frame_store_find(store, &(ykc_place){.packet = 5, .index = 2}, &found));
    CU_ASSERT_FALSE(frame_store_find(store, &(ykc_place){.file = 1, .packet = 5}, &found));
    frame_store_free(store);
}

static void test_a_frame_that_is_told_late_is_found_too_and_more_can_follow(void)
{
    frame_store *store = frame_store_new(NULL);
    const uint8_t body[] = {1};
    ykc_frame frame = frame_of(YKC_TYPE_HEARTBEAT, body, sizeof body);
    static const uint64_t packets[] = {10, 11, 5, 12};
    stored_frame found;

    for (size_t i = 0; i < G_N_ELEMENTS(packets); i++) {
        ykc_place place = at(0, packets[i], 0);

        frame_store_add(store, 1, &frame, &place);
        for (size_t j = 0; j <= i; j++)
            CU_ASSERT_TRUE(frame_store_find(store, &(ykc_place){.packet = packets[j]}, &found));
    }
    frame_store_free(store);
}

/* A 0x13 with this serial, voltage and amount. */
static void report_realtime(series *series, uint8_t serial, unsigned voltage, uint64_t second)
{
    ykc_fit fit;
    ykc_item item;
    uint8_t body[YKC_FRAME_BODY_MAX] = {0};
    const ykc_message *message = ykc_catalog_find(YKC_V1_6, YKC_TYPE_REALTIME, 0, &fit);
    ykc_frame frame = frame_of(YKC_TYPE_REALTIME, body, message->body);
    ykc_place place = at(0, second, 0);
    ykc_reading reading;

    body[YKC_SERIAL_SIZE - 1] = serial;
    CU_ASSERT_TRUE_FATAL(ykc_message_field(message, "gun", &item));
    body[item.offset] = 1;
    CU_ASSERT_TRUE_FATAL(ykc_message_field(message, "voltage", &item));
    ykc_value_encode_raw(item.field, voltage, body + item.offset);
    reading = ykc_read_frame(&frame);
    series_add(series, &frame, &reading, &place);
}

static series_charge *take(series *series, uint8_t serial)
{
    uint8_t bytes[YKC_SERIAL_SIZE] = {0};

    bytes[YKC_SERIAL_SIZE - 1] = serial;
    return series_take(series, bytes, 1);
}

static void test_reports_belong_to_the_charge_of_their_serial(void)
{
    series *series = series_new();
    series_charge *charge;

    report_realtime(series, 1, 3995, 10);
    report_realtime(series, 2, 2200, 11);
    report_realtime(series, 1, 4001, 25);
    charge = take(series, 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(charge);
    CU_ASSERT_EQUAL_FATAL(charge->samples->len, 2);
    CU_ASSERT_EQUAL(g_array_index(charge->samples, series_sample, 0).values[SERIES_VOLTAGE], 3995);
    CU_ASSERT_EQUAL(g_array_index(charge->samples, series_sample, 1).values[SERIES_VOLTAGE], 4001);
    CU_ASSERT_EQUAL(g_array_index(charge->samples, series_sample, 1).time, 25 * YKC_SECOND);
    /* Raw 0 is "not measured" for temperatures, and 0x13 has no demand of the BMS. */
    CU_ASSERT_EQUAL(g_array_index(charge->samples, series_sample, 0).known >> SERIES_CABLE_TEMPERATURE & 1, 0);
    CU_ASSERT_EQUAL(g_array_index(charge->samples, series_sample, 0).known >> SERIES_DEMAND_VOLTAGE & 1, 0);
    series_charge_free(charge);
    CU_ASSERT_PTR_NULL(take(series, 1));
    charge = take(series, 2);
    CU_ASSERT_PTR_NOT_NULL(charge);
    series_charge_free(charge);
    series_free(series);
}

static void test_a_report_outside_a_charge_is_nothing(void)
{
    series *series = series_new();

    report_realtime(series, 0, 3995, 10);
    CU_ASSERT_PTR_NULL(take(series, 0));
    series_free(series);
}

static void test_a_long_charge_is_thinned_out_evenly(void)
{
    enum { REPORTS = 10000 };
    series *series = series_new();
    series_charge *charge;
    ykc_time_us longest = 0, last = 0;

    for (uint64_t second = 1; second <= REPORTS; second++)
        report_realtime(series, 1, 4000, second);
    charge = take(series, 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(charge);
    CU_ASSERT_TRUE(charge->samples->len >= 400 && charge->samples->len <= 1024);
    for (guint i = 0; i < charge->samples->len; i++) {
        const series_sample *sample = &g_array_index(charge->samples, series_sample, i);

        longest = MAX(longest, sample->time - last);
        last = sample->time;
    }
    CU_ASSERT_TRUE(longest <= 2 * (ykc_time_us)charge->stride * YKC_SECOND);
    CU_ASSERT_TRUE(last > (REPORTS - 2 * charge->stride) * YKC_SECOND);
    series_charge_free(charge);
    series_free(series);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_stored_frame_is_found_by_its_place),
        STORY(test_a_frame_that_is_told_late_is_found_too_and_more_can_follow),
        STORY(test_reports_belong_to_the_charge_of_their_serial),
        STORY(test_a_report_outside_a_charge_is_nothing),
        STORY(test_a_long_charge_is_thinned_out_evenly),
    };

    return run_suite("page_data", stories, G_N_ELEMENTS(stories));
}
