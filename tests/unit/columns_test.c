/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/columns.h"

#include <glib.h>

#include "suite.h"

static void test_a_chinese_character_takes_two_columns(void)
{
    CU_ASSERT_EQUAL(columns_of(""), 0);
    CU_ASSERT_EQUAL(columns_of("Heartbeat"), 9);
    CU_ASSERT_EQUAL(columns_of("充电桩"), 6);
    CU_ASSERT_EQUAL(columns_of("40 °C"), 5);
}

static void test_padding_counts_columns_and_never_cuts(void)
{
    char buffer[64] = "";
    FILE *file = fmemopen(buffer, sizeof buffer, "w");

    columns_write(file, "充电", 6);
    columns_write(file, "long", 2);
    fclose(file);
    CU_ASSERT_STRING_EQUAL(buffer, "充电  long");
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_chinese_character_takes_two_columns),
        STORY(test_padding_counts_columns_and_never_cuts),
    };

    return run_suite("columns", stories, G_N_ELEMENTS(stories));
}
