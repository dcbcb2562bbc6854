/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The step tables against the tables of rules.md, section 1, and the pairs of "reply/". */
#include "flow/flows.h"

#include <glib.h>

#include "catalog/catalog.h"
#include "suite.h"

typedef struct documented_step {
    ykc_flow flow;
    uint8_t number, code;
    ykc_direction direction;
} documented_step;

static const documented_step documented[] = {
    {YKC_FLOW_POWER_ON, 1, 0x01, YKC_UP},    {YKC_FLOW_POWER_ON, 3, 0x02, YKC_DOWN}, {YKC_FLOW_POWER_ON, 4, 0x05, YKC_UP},
    {YKC_FLOW_POWER_ON, 5, 0x06, YKC_DOWN},  {YKC_FLOW_POWER_ON, 6, 0x13, YKC_UP},   {YKC_FLOW_POWER_ON, 6, 0x3B, YKC_UP},
    {YKC_FLOW_POWER_ON, 7, 0x09, YKC_UP},    {YKC_FLOW_POWER_ON, 8, 0x0A, YKC_DOWN}, {YKC_FLOW_POWER_ON, 9, 0x03, YKC_UP},
    {YKC_FLOW_POWER_ON, 10, 0x04, YKC_DOWN}, {YKC_FLOW_APP, 8, 0x34, YKC_DOWN},      {YKC_FLOW_APP, 10, 0x33, YKC_UP},
    {YKC_FLOW_APP, 11, 0x15, YKC_UP},        {YKC_FLOW_APP, 11, 0x17, YKC_UP},       {YKC_FLOW_APP, 11, 0x23, YKC_UP},
    {YKC_FLOW_APP, 11, 0x25, YKC_UP},        {YKC_FLOW_APP, 11, 0x1B, YKC_UP},       {YKC_FLOW_APP, 11, 0x1D, YKC_UP},
    {YKC_FLOW_APP, 11, 0x21, YKC_UP},        {YKC_FLOW_APP, 12, 0x13, YKC_UP},       {YKC_FLOW_APP, 16, 0x36, YKC_DOWN},
    {YKC_FLOW_APP, 18, 0x35, YKC_UP},        {YKC_FLOW_APP, 21, 0x19, YKC_UP},       {YKC_FLOW_APP, 22, 0x3B, YKC_UP},
    {YKC_FLOW_APP, 24, 0x40, YKC_DOWN},      {YKC_FLOW_CARD, 2, 0x31, YKC_UP},       {YKC_FLOW_CARD, 4, 0x32, YKC_DOWN},
    {YKC_FLOW_CARD, 8, 0x13, YKC_UP},        {YKC_FLOW_CARD, 8, 0x15, YKC_UP},       {YKC_FLOW_CARD, 8, 0x17, YKC_UP},
    {YKC_FLOW_CARD, 8, 0x19, YKC_UP},        {YKC_FLOW_CARD, 8, 0x23, YKC_UP},       {YKC_FLOW_CARD, 8, 0x25, YKC_UP},
    {YKC_FLOW_CARD, 16, 0x36, YKC_DOWN},     {YKC_FLOW_CARD, 18, 0x35, YKC_UP},      {YKC_FLOW_CARD, 14, 0x3B, YKC_UP},
    {YKC_FLOW_CARD, 16, 0x40, YKC_DOWN},     {YKC_FLOW_VIN, 2, 0x31, YKC_UP},        {YKC_FLOW_VIN, 4, 0x32, YKC_DOWN},
    {YKC_FLOW_VIN, 14, 0x3B, YKC_UP},        {YKC_FLOW_OFFLINE, 15, 0x3B, YKC_UP},   {YKC_FLOW_OFFLINE, 15, 0x13, YKC_UP},
    {YKC_FLOW_OFFLINE, 16, 0x40, YKC_DOWN},  {YKC_FLOW_PARALLEL, 1, 0xA1, YKC_UP},   {YKC_FLOW_PARALLEL, 2, 0xA2, YKC_DOWN},
    {YKC_FLOW_PARALLEL, 1, 0xA4, YKC_DOWN},  {YKC_FLOW_PARALLEL, 2, 0xA3, YKC_UP},
};

static bool has_row(const ykc_flow_table *table, const documented_step *wanted)
{
    for (size_t i = 0; i < table->count; i++)
        if (table->steps[i].code == wanted->code && table->steps[i].number == wanted->number &&
            table->steps[i].direction == wanted->direction)
            return true;
    return false;
}

static bool is_in_table(const documented_step *wanted)
{
    if (wanted->flow == YKC_FLOW_PARALLEL) {
        bool by_app = wanted->code == 0xA4 || wanted->code == 0xA3;

        if (has_row(ykc_flow_parallel_steps(by_app), wanted))
            return true;
    } else if (has_row(ykc_flow_steps(wanted->flow, YKC_V1_6), wanted)) {
        return true;
    }
    fprintf(stderr, "\n    not in the table of flow %d: step %u, 0x%02X", wanted->flow, wanted->number, wanted->code);
    return false;
}

static void test_every_documented_step_is_a_row(void)
{
    bool all = true;

    for (size_t i = 0; i < G_N_ELEMENTS(documented); i++)
        all = is_in_table(&documented[i]) && all;
    CU_ASSERT_TRUE(all);
}

static void test_rows_agree_with_the_catalogue(void)
{
    for (ykc_flow flow = YKC_FLOW_POWER_ON; flow <= YKC_FLOW_UNKNOWN; flow++) {
        const ykc_flow_table *table = ykc_flow_steps(flow, YKC_V1_6);

        CU_ASSERT_TRUE(table->count <= YKC_STEPS_MAX);
        for (size_t i = 0; i < table->count; i++) {
            ykc_fit fit;
            const ykc_message *message = ykc_catalog_find(YKC_V1_6, table->steps[i].code, 0, &fit);

            CU_ASSERT_PTR_NOT_NULL_FATAL(message);
            CU_ASSERT_EQUAL(message->direction, table->steps[i].direction);
        }
    }
}

static void test_a_row_stands_behind_those_that_it_follows(void)
{
    for (ykc_flow flow = YKC_FLOW_POWER_ON; flow <= YKC_FLOW_UNKNOWN; flow++) {
        const ykc_flow_table *table = ykc_flow_steps(flow, YKC_V1_6);

        for (size_t i = 0; i < table->count; i++) {
            for (int a = 0; a < YKC_STEP_AFTER_MAX && table->steps[i].after[a] != 0; a++) {
                size_t before = 0;

                while (before < table->count && table->steps[before].code != table->steps[i].after[a])
                    before++;
                CU_ASSERT_TRUE(before < i);
            }
        }
    }
}

/* rules.md, "reply/" */
static const struct {
    uint8_t request, reply;
    ykc_reply_step step;
} pairs[] = {
    {0x01, 0x02, {YKC_FLOW_POWER_ON, 3}}, {0x03, 0x04, {YKC_FLOW_POWER_ON, 10}}, {0x05, 0x06, {YKC_FLOW_POWER_ON, 5}},
    {0x09, 0x0A, {YKC_FLOW_POWER_ON, 8}}, {0x12, 0x13, {YKC_FLOW_SETTINGS, 2}},  {0x31, 0x32, {YKC_FLOW_CARD, 4}},
    {0x34, 0x33, {YKC_FLOW_APP, 10}},     {0x36, 0x35, {YKC_FLOW_APP, 18}},      {0x3B, 0x40, {YKC_FLOW_APP, 24}},
    {0x42, 0x41, {YKC_FLOW_SETTINGS, 2}}, {0x44, 0x43, {YKC_FLOW_SETTINGS, 2}},  {0x46, 0x45, {YKC_FLOW_SETTINGS, 2}},
    {0x48, 0x47, {YKC_FLOW_SETTINGS, 2}}, {0x52, 0x51, {YKC_FLOW_SETTINGS, 2}},  {0x56, 0x55, {YKC_FLOW_SETTINGS, 2}},
    {0x58, 0x57, {YKC_FLOW_SETTINGS, 2}}, {0x62, 0x63, {YKC_FLOW_SETTINGS, 2}},  {0x92, 0x91, {YKC_FLOW_SETTINGS, 2}},
    {0x94, 0x93, {YKC_FLOW_SETTINGS, 2}}, {0xA1, 0xA2, {YKC_FLOW_PARALLEL, 2}},  {0xA4, 0xA3, {YKC_FLOW_PARALLEL, 2}},
};

static void test_replies_are_the_documented_pairs_and_steps(void)
{
    size_t requests = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        ykc_fit fit;
        const ykc_message *request = ykc_catalog_find(YKC_V1_6, pairs[i].request, 0, &fit);
        ykc_reply_step step = ykc_flow_of_reply(pairs[i].reply);

        CU_ASSERT_PTR_NOT_NULL_FATAL(request);
        CU_ASSERT_EQUAL(request->reply, pairs[i].reply);
        CU_ASSERT_EQUAL(step.flow, pairs[i].step.flow);
        CU_ASSERT_EQUAL(step.step, pairs[i].step.step);
    }
    for (size_t type = 0; type < 256; type++) {
        ykc_fit fit;
        const ykc_message *message = ykc_catalog_find(YKC_V1_6, (uint8_t)type, 0, &fit);

        requests += message != NULL && message->reply != 0 && ykc_message_is_of(message, YKC_V1_6);
    }
    CU_ASSERT_EQUAL(requests, G_N_ELEMENTS(pairs));
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_every_documented_step_is_a_row),
        STORY(test_rows_agree_with_the_catalogue),
        STORY(test_a_row_stands_behind_those_that_it_follows),
        STORY(test_replies_are_the_documented_pairs_and_steps),
    };

    return run_suite("flows", stories, G_N_ELEMENTS(stories));
}
