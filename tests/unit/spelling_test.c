/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/spelling.h"

#include <glib.h>

#include "suite.h"

static void test_the_difference_counts_characters_changed_added_and_left_out(void)
{
    CU_ASSERT_EQUAL(ykc_spelling_difference("reply", "reply"), 0);
    CU_ASSERT_EQUAL(ykc_spelling_difference("replay", "reply"), 1);
    CU_ASSERT_EQUAL(ykc_spelling_difference("reply", "rely"), 1);
    CU_ASSERT_EQUAL(ykc_spelling_difference("kitten", "sitting"), 3);
    CU_ASSERT_EQUAL(ykc_spelling_difference("", "bill/"), 5);
    CU_ASSERT_EQUAL(ykc_spelling_difference("bill/", ""), 5);
}

static void test_names_of_any_length_are_compared(void)
{
    g_autofree char *endless = g_strnfill(100000, 'x');

    CU_ASSERT_EQUAL(ykc_spelling_difference(endless, "reply"), 100000);
    CU_ASSERT_EQUAL(ykc_spelling_difference("", endless), YKC_NAME_SIZE_MAX);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_the_difference_counts_characters_changed_added_and_left_out),
        STORY(test_names_of_any_length_are_compared),
    };

    return run_suite("spelling", stories, G_N_ELEMENTS(stories));
}
