/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The whole program: a capture becomes a report in every format, in either language; JSON is JSON, and nothing is left behind.
 *
 * Input: language and options, then the capture.
 */
#include <stdio.h>
#include <unistd.h>
#include <yajl/yajl_parse.h>

#include "analyse_command.h"
#include "frames_command.h"
#include "fuzz.h"
#include "options.h"

enum { CHINESE_BIT = 0x01, FRAMES_BIT = 0x02, REDACT_BIT = 0x04, ALL_BIT = 0x08, STATUS_MAX = 2 };

static char *folder;

/* Formats of reports; the first two are JSON. */
static const char *const formats[] = {"json", "ndjson", "html", "mermaid", "csv", "csv-sessions", "text"};

static char *report_path(const char *format)
{
    if (folder == NULL)
        folder = g_dir_make_tmp("ykcflow-fuzz-XXXXXX", NULL);
    return g_build_filename(folder, format, NULL);
}

static void add(GPtrArray *arguments, const char *option, const char *value)
{
    g_ptr_array_add(arguments, g_strconcat(option, value, NULL));
}

static void add_report(GPtrArray *arguments, const char *format)
{
    g_autofree char *path = report_path(format);

    add(arguments, "--format=", format);
    add(arguments, "--output=", path);
}

static GPtrArray *command_line(uint8_t wanted, const char *capture)
{
    GPtrArray *arguments = g_ptr_array_new_with_free_func(g_free);
    bool frames = (wanted & FRAMES_BIT) != 0;

    add(arguments, "ykcflow", "");
    if (frames)
        add(arguments, "frames", "");
    add(arguments, "--progress=", "never");
    add(arguments, "--lang=", (wanted & CHINESE_BIT) != 0 ? "zh" : "en");
    if ((wanted & REDACT_BIT) != 0)
        add(arguments, "--redact", "");
    if (!frames && (wanted & ALL_BIT) != 0)
        add(arguments, "--ladder", "");
    if (frames)
        add_report(arguments, "ndjson");
    for (size_t i = 0; !frames && i < G_N_ELEMENTS(formats); i++)
        add_report(arguments, formats[i]);
    add(arguments, capture, "");
    g_ptr_array_add(arguments, NULL);
    return arguments;
}

static void check_json(const char *format)
{
    g_autofree char *path = report_path(format), *text = NULL;
    yajl_handle parser;
    gsize length;

    if (!g_file_get_contents(path, &text, &length, NULL))
        return; /* nothing could be read, and then there is no report */
    parser = yajl_alloc(NULL, NULL, NULL);
    yajl_config(parser, yajl_allow_multiple_values, 1);
    if (yajl_parse(parser, (const unsigned char *)text, length) != yajl_status_ok ||
        (length > 0 && yajl_complete_parse(parser) != yajl_status_ok))
        fuzz_fail("%s: no JSON", format);
    yajl_free(parser);
}

static void remove_reports(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autofree char *path = report_path(formats[i]);

        unlink(path);
    }
    if (rmdir(folder) != 0)
        fuzz_fail("a file is left behind in %s", folder);
    g_clear_pointer(&folder, g_free);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    uint8_t wanted = fuzz_u8(&input);
    g_autoptr(GPtrArray) arguments = command_line(wanted, fuzz_file(input.bytes, input.left));
    /* Options that are understood are taken out of it. */
    g_autofree char **argv = g_memdup2(arguments->pdata, arguments->len * sizeof(char *));
    options options;
    int status;

    if (options_parse((int)arguments->len - 1, argv, &options) != OPTIONS_RUN)
        fuzz_fail("the command line is refused");
    status = options.command == COMMAND_FRAMES ? frames_command(&options) : analyse_command(&options);
    if (status < 0 || status > STATUS_MAX)
        fuzz_fail("exit status %d", status);
    check_json("json");
    check_json("ndjson");
    remove_reports();
    options_clear(&options);
    return 0;
}
