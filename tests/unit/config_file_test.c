/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config_file.h"

#include <glib/gstdio.h>
#include <string.h>

#include "suite.h"

static char *path;

/* What the command "frames" reads of a configuration; of its options and those of others three are known. */
static GArray *read_config(const char *text, GError **error)
{
    static const config_option known[] = {
        {.name = "verbose", .is_switch = TRUE, .is_ours = TRUE},
        {.name = "format", .is_ours = TRUE},
        {.name = "rule"},
    };
    g_autoptr(GArray) options = g_array_new(FALSE, FALSE, sizeof(config_option));

    g_array_append_vals(options, known, G_N_ELEMENTS(known));
    CU_ASSERT_TRUE_FATAL(g_file_set_contents(path, text, -1, NULL));
    return config_file_read(path, "frames", options, YKC_ENGLISH, error);
}

static void assert_words(const char *text, const char *expected)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) groups = read_config(text, &error);
    g_autoptr(GString) words = g_string_new(NULL);

    CU_ASSERT_PTR_NULL(error);
    CU_ASSERT_PTR_NOT_NULL_FATAL(groups);
    for (guint i = 0; i < groups->len; i++) {
        g_autofree char *joined = g_strjoinv(" ", g_array_index(groups, config_group, i).words);

        g_string_append_printf(words, "%s[%s]", i > 0 ? " " : "", joined);
    }
    CU_ASSERT_STRING_EQUAL(words->str, expected);
}

static void assert_wrong(const char *text, config_error code, const char *named)
{
    g_autoptr(GError) error = NULL;

    CU_ASSERT_PTR_NULL(read_config(text, &error));
    CU_ASSERT_PTR_NOT_NULL_FATAL(error);
    CU_ASSERT_TRUE(g_error_matches(error, CONFIG_ERROR, (gint)code));
    CU_ASSERT_PTR_NOT_NULL(strstr(error->message, path));
    CU_ASSERT_PTR_NOT_NULL(strstr(error->message, named));
}

static void test_keys_become_words(void)
{
    assert_words("[options]\nverbose=true\nformat=ndjson\n", "[--verbose --format=ndjson]");
}

static void test_a_switch_that_is_off_says_nothing(void)
{
    assert_words("[options]\nverbose=false\n", "[]");
}

static void test_several_values_become_several_words(void)
{
    assert_words("[frames]\nformat=text;ndjson\n", "[--format=text --format=ndjson]");
}

static void test_the_group_for_all_comes_first(void)
{
    assert_words("[frames]\nverbose=true\n[options]\nformat=text\n", "[--format=text] [--verbose]");
}

static void test_what_is_of_other_commands_is_passed_over(void)
{
    assert_words("[options]\nrule=bill/=off\nverbose=true\n", "[--verbose]");
    assert_words("[analyse]\nformat=html\n[redact]\nformat=text\n", "");
}

static void test_what_is_wrong_is_named(void)
{
    assert_wrong("no group\n", CONFIG_ERROR_FILE, "configuration");
    assert_wrong("[opions]\nverbose=true\n", CONFIG_ERROR_GROUP, "[options]");
    assert_wrong("[options]\nverbos=true\n", CONFIG_ERROR_KEY, "verbose");
    assert_wrong("[options]\nverbose=yes\n", CONFIG_ERROR_VALUE, "verbose=yes");
    /* Also where it does not matter now. */
    assert_wrong("[import]\nfromat=text\n", CONFIG_ERROR_KEY, "[import] fromat");
}

static void test_a_file_that_is_not_there(void)
{
    g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(config_option));
    g_autoptr(GError) error = NULL;

    CU_ASSERT_PTR_NULL(config_file_read("/nowhere/ykcflow.conf", "frames", none, YKC_ENGLISH, &error));
    CU_ASSERT_TRUE(g_error_matches(error, CONFIG_ERROR, CONFIG_ERROR_FILE));
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_keys_become_words),
        STORY(test_a_switch_that_is_off_says_nothing),
        STORY(test_several_values_become_several_words),
        STORY(test_the_group_for_all_comes_first),
        STORY(test_what_is_of_other_commands_is_passed_over),
        STORY(test_what_is_wrong_is_named),
        STORY(test_a_file_that_is_not_there),
    };
    g_autofree char *folder = g_dir_make_tmp("ykc-config-XXXXXX", NULL);
    int status;

    if (folder == NULL)
        return EXIT_FAILURE;
    path = g_build_filename(folder, "ykcflow.conf", NULL);
    status = run_suite("config_file", stories, G_N_ELEMENTS(stories));
    g_unlink(path);
    g_rmdir(folder);
    g_free(path);
    return status;
}
