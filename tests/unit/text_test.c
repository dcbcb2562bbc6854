/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text.h"

#include <glib.h>
#include <string.h>

#include "suite.h"

/* The conversions of a printf format, without what is around them: "%s %04X" gives "%s%04X". */
static char *conversions_of(const char *format)
{
    g_autoptr(GRegex) regex = g_regex_new("%[-+ 0#]*[0-9.*]*(?:hh|h|ll|l|j|z|t|L)?[a-zA-Z%]", 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    GString *found = g_string_new(NULL);

    for (g_regex_match(regex, format, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
        g_autofree char *conversion = g_match_info_fetch(match, 0);

        g_string_append(found, conversion);
    }
    return g_string_free(found, FALSE);
}

static void test_every_text_is_there_in_every_language_with_the_same_arguments(void)
{
    for (int id = 0; id < TEXT_COUNT; id++) {
        const char *english = text((text_id)id, YKC_ENGLISH), *chinese = text((text_id)id, YKC_CHINESE);
        g_autofree char *of_english = conversions_of(english);
        g_autofree char *of_chinese = conversions_of(chinese);

        CU_ASSERT_TRUE(english[0] != '\0' && chinese[0] != '\0');
        if (strcmp(of_english, of_chinese) != 0)
            printf("\n    '%s' and '%s' take other arguments\n", english, chinese);
        CU_ASSERT_STRING_EQUAL(of_english, of_chinese);
    }
}

static void test_arguments_are_put_in(void)
{
    g_autofree char *line = text_format(TEXT_CRC_BAD, YKC_ENGLISH, 0x12u, 0xABCDu);

    CU_ASSERT_STRING_EQUAL(line, "bad checksum: 0012, should be ABCD");
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_every_text_is_there_in_every_language_with_the_same_arguments),
        STORY(test_arguments_are_put_in),
    };

    return run_suite("text", stories, G_N_ELEMENTS(stories));
}
