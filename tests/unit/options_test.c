/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "options.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "suite.h"

enum { WORDS_MAX = 16, MESSAGE_SIZE = 1024 };

/* A command line that was read, and what was written to standard error meanwhile. */
typedef struct reading {
    options options;
    options_result result;
    char message[MESSAGE_SIZE];
} reading;

/* Run options_parse() with standard error going to a file. */
static void parse_quietly(int argc, char **argv, reading *reading)
{
    FILE *file = tmpfile();
    int terminal = dup(STDERR_FILENO);
    size_t length;

    dup2(fileno(file), STDERR_FILENO);
    reading->result = options_parse(argc, argv, &reading->options);
    fflush(stderr);
    dup2(terminal, STDERR_FILENO);
    close(terminal);
    rewind(file);
    length = fread(reading->message, 1, sizeof reading->message - 1, file);
    reading->message[length] = '\0';
    fclose(file);
}

/* Read a command line given as one text, its words separated by blanks. */
static reading read_line(const char *line)
{
    reading reading = {0};
    g_auto(GStrv) words = g_strsplit(line, " ", -1);
    char *argv[WORDS_MAX + 1]; /* GLib moves the words about */
    int argc = 0;

    for (; words[argc] != NULL && argc < WORDS_MAX; argc++)
        argv[argc] = words[argc];
    argv[argc] = NULL;
    parse_quietly(argc, argv, &reading);
    return reading;
}

static void forget(reading *reading)
{
    options_clear(&reading->options);
}

/* The line is refused, with one line that has all of the words in it. */
static void assert_refused(const char *line, const char *part, const char *other)
{
    reading reading = read_line(line);

    CU_ASSERT_EQUAL(reading.result, OPTIONS_WRONG);
    if (strstr(reading.message, part) == NULL || strstr(reading.message, other) == NULL)
        printf("\n    '%s' complains: %s", line, reading.message);
    CU_ASSERT_PTR_NOT_NULL(strstr(reading.message, part));
    CU_ASSERT_PTR_NOT_NULL(strstr(reading.message, other));
    CU_ASSERT_TRUE(g_str_has_prefix(reading.message, "ykcflow: "));
    CU_ASSERT_PTR_EQUAL(strchr(reading.message, '\n'), reading.message + strlen(reading.message) - 1);
    forget(&reading);
}

static void test_a_capture_alone_is_analysed_as_text_to_standard_output(void)
{
    reading reading = read_line("ykcflow pile.pcap");
    const options *options = &reading.options;

    CU_ASSERT_EQUAL_FATAL(reading.result, OPTIONS_RUN);
    CU_ASSERT_EQUAL(options->command, COMMAND_ANALYSE);
    CU_ASSERT_STRING_EQUAL(options->captures[0], "pile.pcap");
    CU_ASSERT_EQUAL_FATAL(options->reports->len, 1);
    CU_ASSERT_EQUAL(options_get_report(options, 0)->format, FORMAT_TEXT);
    CU_ASSERT_PTR_NULL(options_get_report(options, 0)->path);
    CU_ASSERT_EQUAL(options->zone_minutes, 480);
    CU_ASSERT_EQUAL(options->fail_on, YKC_ERROR);
    CU_ASSERT_EQUAL(options->color, COLOR_AUTO);
    CU_ASSERT_FALSE(options->list_clean);
    forget(&reading);
}

static void test_only_the_first_word_can_be_a_command(void)
{
    reading frames = read_line("ykcflow frames pile.pcap -v"), analysis = read_line("ykcflow pile.pcap frames");
    reading rules = read_line("ykcflow rules reply/missing");

    CU_ASSERT_EQUAL(frames.result, OPTIONS_RUN);
    CU_ASSERT_EQUAL(frames.options.command, COMMAND_FRAMES);
    CU_ASSERT_TRUE(frames.options.verbose);
    CU_ASSERT_EQUAL(analysis.options.command, COMMAND_ANALYSE);
    CU_ASSERT_STRING_EQUAL(analysis.options.captures[1], "frames");
    CU_ASSERT_EQUAL(rules.result, OPTIONS_RUN);
    CU_ASSERT_EQUAL(rules.options.command, COMMAND_RULES);
    CU_ASSERT_STRING_EQUAL(rules.options.rule_ids[0], "reply/missing");
    forget(&frames);
    forget(&analysis);
    forget(&rules);
}

static void test_each_format_has_its_own_output(void)
{
    reading reading = read_line("ykcflow -f text -f json -o a.json -f ndjson -o b.ndjson pile.pcap");
    const options *options = &reading.options;

    CU_ASSERT_EQUAL_FATAL(reading.result, OPTIONS_RUN);
    CU_ASSERT_EQUAL_FATAL(options->reports->len, 3);
    CU_ASSERT_EQUAL(options_get_report(options, 0)->format, FORMAT_TEXT);
    CU_ASSERT_PTR_NULL(options_get_report(options, 0)->path);
    CU_ASSERT_EQUAL(options_get_report(options, 1)->format, FORMAT_JSON);
    CU_ASSERT_STRING_EQUAL(options_get_report(options, 1)->path, "a.json");
    CU_ASSERT_EQUAL(options_get_report(options, 2)->format, FORMAT_NDJSON);
    CU_ASSERT_STRING_EQUAL(options_get_report(options, 2)->path, "b.ndjson");
    forget(&reading);
}

static void test_an_output_before_the_only_format_belongs_to_it(void)
{
    reading reading = read_line("ykcflow -o a.json pile.pcap --format=json");

    CU_ASSERT_EQUAL_FATAL(reading.result, OPTIONS_RUN);
    CU_ASSERT_EQUAL_FATAL(reading.options.reports->len, 1);
    CU_ASSERT_EQUAL(options_get_report(&reading.options, 0)->format, FORMAT_JSON);
    CU_ASSERT_STRING_EQUAL(options_get_report(&reading.options, 0)->path, "a.json");
    forget(&reading);
}

static void test_outputs_that_would_destroy_each_other_are_refused(void)
{
    assert_refused("ykcflow -f text -f json a.pcap", "--format", "--output FILE");
    assert_refused("ykcflow -f text -o - -f json a.pcap", "--format", "--output FILE");
    assert_refused("ykcflow -f text -o x -f json -o x a.pcap", "--output x", "name two");
    assert_refused("ykcflow -o x -o y a.pcap", "--output y", "--format");
    assert_refused("ykcflow frames -f text -o x -f ndjson a.pcap", "--format", "once");
}

static void test_formats_are_those_of_the_command(void)
{
    assert_refused("ykcflow -f xml a.pcap", "--format xml", "text, json, ndjson, html, mermaid, csv, csv-sessions");
    assert_refused("ykcflow frames -f json a.pcap", "--format json", "text, ndjson");
}

static void test_rules_and_limits_may_be_given_more_than_once(void)
{
    reading reading = read_line("ykcflow --rule frame/=off --rule reply/late=error --limit reply=45 --limit bms=20 a.pcap");
    const ykc_settings *settings = &reading.options.settings;

    CU_ASSERT_EQUAL_FATAL(reading.result, OPTIONS_RUN);
    CU_ASSERT_EQUAL(settings->severities[YKC_RULE_FRAME_CRC], YKC_OFF);
    CU_ASSERT_EQUAL(settings->severities[YKC_RULE_REPLY_LATE], YKC_ERROR);
    CU_ASSERT_TRUE(settings->overridden[YKC_RULE_REPLY_LATE]);
    CU_ASSERT_EQUAL(settings->severities[YKC_RULE_REPLY_MISSING], YKC_ERROR);
    CU_ASSERT_FALSE(settings->overridden[YKC_RULE_REPLY_MISSING]);
    CU_ASSERT_EQUAL(settings->limits[YKC_LIMIT_REPLY], 45 * YKC_SECOND);
    CU_ASSERT_EQUAL(settings->limits[YKC_LIMIT_BMS], 20 * YKC_SECOND);
    forget(&reading);
    assert_refused("ykcflow --rule reply/mising=off a.pcap", "--rule", "reply/missing");
    assert_refused("ykcflow --limit rely=3 a.pcap", "--limit", "reply");
}

static void test_filters_are_the_first_digits(void)
{
    reading reading = read_line("ykcflow --pile 3201ab --gun 2 --transaction 0001 a.pcap");

    CU_ASSERT_EQUAL_FATAL(reading.result, OPTIONS_RUN);
    CU_ASSERT_STRING_EQUAL(reading.options.pile, "3201AB");
    CU_ASSERT_EQUAL(reading.options.gun, 2);
    CU_ASSERT_STRING_EQUAL(reading.options.transaction, "0001");
    forget(&reading);
    assert_refused("ykcflow --pile 32010600019236-1 a.pcap", "--pile 32010600019236-1", "14 digits");
    assert_refused("ykcflow --pile 320106000192361 a.pcap", "--pile 320106000192361", "14 digits");
    assert_refused("ykcflow --gun 0 a.pcap", "--gun 0", "1 to 255");
    assert_refused("ykcflow --gun 256 a.pcap", "--gun 256", "1 to 255");
    assert_refused("ykcflow --transaction x a.pcap", "--transaction x", "32 digits");
}

static void test_fail_on_names_a_severity_or_never(void)
{
    static const struct {
        const char *line;
        ykc_severity severity;
    } lines[] = {
        {"ykcflow --fail-on note a.pcap", YKC_NOTE},
        {"ykcflow --fail-on warning a.pcap", YKC_WARNING},
        {"ykcflow --fail-on error a.pcap", YKC_ERROR},
        {"ykcflow --fail-on never a.pcap", YKC_OFF},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        reading reading = read_line(lines[i].line);

        CU_ASSERT_EQUAL(reading.result, OPTIONS_RUN);
        CU_ASSERT_EQUAL(reading.options.fail_on, lines[i].severity);
        forget(&reading);
    }
    assert_refused("ykcflow --fail-on off a.pcap", "--fail-on off", "never");
}

static void test_ports_zone_and_color_are_checked(void)
{
    reading reading = read_line("ykcflow --port 8768,9000 --time-zone -03:30 --color always --all a.pcap");

    CU_ASSERT_EQUAL_FATAL(reading.result, OPTIONS_RUN);
    CU_ASSERT_TRUE(options_is_port(&reading.options, 8768));
    CU_ASSERT_TRUE(options_is_port(&reading.options, 9000));
    CU_ASSERT_FALSE(options_is_port(&reading.options, 80));
    CU_ASSERT_EQUAL(reading.options.zone_minutes, -210);
    CU_ASSERT_EQUAL(reading.options.color, COLOR_ALWAYS);
    CU_ASSERT_TRUE(reading.options.list_clean);
    forget(&reading);
    assert_refused("ykcflow --port 0 a.pcap", "--port 0", "65535");
    assert_refused("ykcflow --time-zone 8 a.pcap", "--time-zone 8", "+08:00");
    assert_refused("ykcflow --color blue a.pcap", "--color blue", "auto");
}

static void test_data_is_english_unless_a_language_is_named(void)
{
    reading unnamed = read_line("ykcflow a.pcap"), chinese = read_line("ykcflow --lang zh a.pcap");

    CU_ASSERT_EQUAL(unnamed.options.data_language, YKC_ENGLISH);
    CU_ASSERT_EQUAL(chinese.options.language, YKC_CHINESE);
    CU_ASSERT_EQUAL(chinese.options.data_language, YKC_CHINESE);
    forget(&unnamed);
    forget(&chinese);
    assert_refused("ykcflow --lang de a.pcap", "--lang de", "en or zh");
    assert_refused("ykcflow --pile x --lang zh a.pcap", "--pile x", "14 位数字");
}

static void test_what_is_missing_or_unknown_is_named_with_a_way_out(void)
{
    assert_refused("ykcflow", "no capture", "--help");
    assert_refused("ykcflow frames", "no capture", "--help");
    assert_refused("ykcflow --frobnicate a.pcap", "--frobnicate", "--help");
    assert_refused("ykcflow frames --all a.pcap", "--all", "--help");
    assert_refused("ykcflow a.pcap --pile", "--pile", "--help");
    assert_refused("ykcflow --ladr a.pcap", "--ladr", "did you mean --ladder?");
    assert_refused("ykcflow frames --verbos a.pcap", "--verbos", "did you mean --verbose?");
}

static void test_secrets_are_shown_or_redacted_never_both(void)
{
    reading redacted = read_line("ykcflow --redact a.pcap"), shown = read_line("ykcflow frames --show-secrets a.pcap");

    CU_ASSERT_TRUE(redacted.options.redact && !redacted.options.show_secrets);
    CU_ASSERT_TRUE(!shown.options.redact && shown.options.show_secrets);
    forget(&redacted);
    forget(&shown);
    assert_refused("ykcflow --redact --show-secrets a.pcap", "--redact and --show-secrets", "leave one out");
}

static void test_progress_is_shown_unless_it_is_not_wanted(void)
{
    reading silent = read_line("ykcflow --progress never a.pcap"), usual = read_line("ykcflow a.pcap");

    CU_ASSERT_FALSE(silent.options.progress);
    CU_ASSERT_TRUE(usual.options.progress);
    forget(&silent);
    forget(&usual);
    assert_refused("ykcflow --progress always a.pcap", "--progress always", "auto or never");
}

static void test_every_format_is_known_by_its_name(void)
{
    static const struct {
        const char *line;
        options_format format;
    } lines[] = {
        {"ykcflow -f html a.pcap", FORMAT_HTML},
        {"ykcflow -f mermaid a.pcap", FORMAT_MERMAID},
        {"ykcflow -f csv a.pcap", FORMAT_CSV},
        {"ykcflow -f csv-sessions a.pcap", FORMAT_CSV_SESSIONS},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        reading reading = read_line(lines[i].line);

        CU_ASSERT_EQUAL_FATAL(reading.result, OPTIONS_RUN);
        CU_ASSERT_EQUAL(options_get_report(&reading.options, 0)->format, lines[i].format);
        forget(&reading);
    }
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_capture_alone_is_analysed_as_text_to_standard_output),
        STORY(test_only_the_first_word_can_be_a_command),
        STORY(test_each_format_has_its_own_output),
        STORY(test_an_output_before_the_only_format_belongs_to_it),
        STORY(test_outputs_that_would_destroy_each_other_are_refused),
        STORY(test_formats_are_those_of_the_command),
        STORY(test_rules_and_limits_may_be_given_more_than_once),
        STORY(test_filters_are_the_first_digits),
        STORY(test_fail_on_names_a_severity_or_never),
        STORY(test_ports_zone_and_color_are_checked),
        STORY(test_data_is_english_unless_a_language_is_named),
        STORY(test_what_is_missing_or_unknown_is_named_with_a_way_out),
        STORY(test_secrets_are_shown_or_redacted_never_both),
        STORY(test_progress_is_shown_unless_it_is_not_wanted),
        STORY(test_every_format_is_known_by_its_name),
    };

    return run_suite("options", stories, G_N_ELEMENTS(stories));
}
