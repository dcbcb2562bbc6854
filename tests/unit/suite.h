/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file One CUnit suite per program: a table of stories, run in order; the exit status tells ctest. */
#ifndef YKC_TESTS_SUITE_H
#define YKC_TESTS_SUITE_H

#include <CUnit/Basic.h>
#include <stdlib.h>

typedef struct test_story {
    const char *name;
    void (*tell)(void);
} test_story;

/* clang-format off */
#define STORY(function) {#function, function}
/* clang-format on */

/** Run the stories as suite @p name; for main() to return. */
static inline int run_suite(const char *name, const test_story *stories, size_t count)
{
    unsigned failures = 1;

    if (CU_initialize_registry() != CUE_SUCCESS)
        return EXIT_FAILURE;

    CU_pSuite suite = CU_add_suite(name, NULL, NULL);

    for (size_t i = 0; suite != NULL && i < count; i++)
        if (CU_add_test(suite, stories[i].name, stories[i].tell) == NULL)
            suite = NULL;
    if (suite != NULL) {
        CU_basic_set_mode(CU_BRM_VERBOSE);
        CU_basic_run_tests();
        failures = CU_get_number_of_failures();
    }
    CU_cleanup_registry();
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
