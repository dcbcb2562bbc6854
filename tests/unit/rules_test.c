/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/rules.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "catalog/catalog.h"
#include "flow/finding.h"
#include "suite.h"

/* clang-format off */

/* The rule catalogue as it was agreed upon. */
#define RULE(number, id, severity, scope) {YKC_RULE_##number, #number, id, severity, scope}
static const struct {
    ykc_rule_number number;
    const char *name;
    const char *id;
    ykc_severity severity;
    ykc_scope scope;
} catalogue[] = {
    RULE(CAPTURE_GAP, "capture/gap", YKC_NOTE, YKC_SINGLY),
    RULE(CAPTURE_MIDSTREAM, "capture/midstream", YKC_NOTE, YKC_PER_CONNECTION),
    RULE(CAPTURE_ONE_WAY, "capture/one-way", YKC_NOTE, YKC_PER_CONNECTION),
    RULE(CAPTURE_CUT_OFF, "capture/cut-off", YKC_NOTE, YKC_PER_CONNECTION),
    RULE(CAPTURE_TRUNCATED, "capture/truncated", YKC_NOTE, YKC_PER_CONNECTION),
    RULE(FRAME_CRC, "frame/crc", YKC_ERROR, YKC_SINGLY),
    RULE(FRAME_CRC_ORDER, "frame/crc-order", YKC_WARNING, YKC_PER_CONNECTION),
    RULE(FRAME_CRC_TABLE, "frame/crc-table", YKC_WARNING, YKC_PER_CONNECTION),
    RULE(FRAME_LENGTH, "frame/length", YKC_ERROR, YKC_SINGLY),
    RULE(FRAME_OVERSIZE, "frame/oversize", YKC_NOTE, YKC_PER_CONNECTION),
    RULE(FRAME_EXTRA, "frame/extra", YKC_NOTE, YKC_PER_CONNECTION),
    RULE(FRAME_FOREIGN, "frame/foreign", YKC_NOTE, YKC_PER_CONNECTION),
    RULE(FRAME_GARBAGE, "frame/garbage", YKC_ERROR, YKC_SINGLY),
    RULE(FRAME_TYPE, "frame/type", YKC_WARNING, YKC_PER_CONNECTION),
    RULE(FRAME_DIRECTION, "frame/direction", YKC_ERROR, YKC_SINGLY),
    RULE(FRAME_VALUE, "frame/value", YKC_WARNING, YKC_PER_CONNECTION),
    RULE(FRAME_ENCRYPTED, "frame/encrypted", YKC_NOTE, YKC_PER_CONNECTION),
    RULE(REPLY_MISSING, "reply/missing", YKC_ERROR, YKC_SINGLY),
    RULE(REPLY_LATE, "reply/late", YKC_WARNING, YKC_SINGLY),
    RULE(REPLY_ORPHAN, "reply/orphan", YKC_WARNING, YKC_SINGLY),
    RULE(REPLY_SEQUENCE, "reply/sequence", YKC_WARNING, YKC_PER_CONNECTION),
    RULE(REPLY_REFUSED, "reply/refused", YKC_NOTE, YKC_SINGLY),
    RULE(REPLY_DOUBTFUL, "reply/doubtful", YKC_NOTE, YKC_PER_CONNECTION),
    RULE(LINK_LOGIN_FIRST, "link/login-first", YKC_ERROR, YKC_PER_CONNECTION),
    RULE(LINK_AFTER_REFUSAL, "link/after-refusal", YKC_ERROR, YKC_PER_CONNECTION),
    RULE(LINK_SEQUENCE, "link/sequence", YKC_WARNING, YKC_PER_CONNECTION),
    RULE(LINK_HEARTBEAT_LATE, "link/heartbeat-late", YKC_WARNING, YKC_SINGLY),
    RULE(LINK_HEARTBEAT_LOST, "link/heartbeat-lost", YKC_ERROR, YKC_SINGLY),
    RULE(LINK_PILE, "link/pile", YKC_WARNING, YKC_PER_CONNECTION),
    RULE(LINK_TWO_CONNECTIONS, "link/two-connections", YKC_WARNING, YKC_SINGLY),
    RULE(FLOW_STEP_MISSING, "flow/step-missing", YKC_ERROR, YKC_SINGLY),
    RULE(FLOW_STEP_ORDER, "flow/step-order", YKC_ERROR, YKC_SINGLY),
    RULE(FLOW_STEP_REPEATED, "flow/step-repeated", YKC_WARNING, YKC_SINGLY),
    RULE(FLOW_UNFINISHED, "flow/unfinished", YKC_WARNING, YKC_SINGLY),
    RULE(POWER_ON_MODEL_NOT_FETCHED, "power-on/model-not-fetched", YKC_ERROR, YKC_SINGLY),
    RULE(POWER_ON_MODEL_REFETCHED, "power-on/model-refetched", YKC_NOTE, YKC_SINGLY),
    RULE(POWER_ON_CHARGE_WITHOUT_MODEL, "power-on/charge-without-model", YKC_ERROR, YKC_SINGLY),
    RULE(CHARGE_NO_START, "charge/no-start", YKC_ERROR, YKC_SINGLY),
    RULE(CHARGE_AFTER_REFUSAL, "charge/after-refusal", YKC_ERROR, YKC_SINGLY),
    RULE(CHARGE_NOT_CHARGING, "charge/not-charging", YKC_ERROR, YKC_SINGLY),
    RULE(CHARGE_REPLUG_LATE, "charge/replug-late", YKC_ERROR, YKC_SINGLY),
    RULE(CHARGE_GUN_BUSY, "charge/gun-busy", YKC_ERROR, YKC_SINGLY),
    RULE(CHARGE_STOP_IGNORED, "charge/stop-ignored", YKC_ERROR, YKC_SINGLY),
    RULE(CHARGE_IDLE_REPORTED, "charge/idle-reported", YKC_ERROR, YKC_SINGLY),
    RULE(CHARGE_REALTIME_GAP, "charge/realtime-gap", YKC_WARNING, YKC_SINGLY),
    RULE(CHARGE_BMS_GAP, "charge/bms-gap", YKC_WARNING, YKC_SINGLY),
    RULE(CHARGE_COUNTER_BACKWARDS, "charge/counter-backwards", YKC_ERROR, YKC_SINGLY),
    RULE(CHARGE_SERIAL_CHANGED, "charge/serial-changed", YKC_ERROR, YKC_SINGLY),
    RULE(CHARGE_SERIAL_FORMAT, "charge/serial-format", YKC_NOTE, YKC_PER_CONNECTION),
    RULE(CHARGE_SERIAL_REUSED, "charge/serial-reused", YKC_ERROR, YKC_SINGLY),
    RULE(RECORD_MISSING, "record/missing", YKC_ERROR, YKC_SINGLY),
    RULE(RECORD_LATE, "record/late", YKC_WARNING, YKC_SINGLY),
    RULE(RECORD_RETRY, "record/retry", YKC_WARNING, YKC_SINGLY),
    RULE(RECORD_AFTER_CONFIRM, "record/after-confirm", YKC_ERROR, YKC_SINGLY),
    RULE(RECORD_REJECTED, "record/rejected", YKC_WARNING, YKC_SINGLY),
    RULE(RECORD_UNKNOWN, "record/unknown", YKC_WARNING, YKC_SINGLY),
    RULE(BILL_ENERGY_SUM, "bill/energy-sum", YKC_ERROR, YKC_SINGLY),
    RULE(BILL_AMOUNT_SUM, "bill/amount-sum", YKC_ERROR, YKC_SINGLY),
    RULE(BILL_AMOUNT_PRICE, "bill/amount-price", YKC_ERROR, YKC_SINGLY),
    RULE(BILL_METER, "bill/meter", YKC_ERROR, YKC_SINGLY),
    RULE(BILL_PRICE_MODEL, "bill/price-model", YKC_ERROR, YKC_SINGLY),
    RULE(BILL_PERIOD, "bill/period", YKC_ERROR, YKC_SINGLY),
    RULE(BILL_TIME, "bill/time", YKC_ERROR, YKC_SINGLY),
    RULE(BILL_ENERGY_LOST, "bill/energy-lost", YKC_ERROR, YKC_SINGLY),
    RULE(BILL_ENERGY_JUMP, "bill/energy-jump", YKC_WARNING, YKC_SINGLY),
    RULE(BILL_IDENTITY, "bill/identity", YKC_WARNING, YKC_SINGLY),
    RULE(BILL_STOP_REASON, "bill/stop-reason", YKC_WARNING, YKC_SINGLY),
};
/* clang-format on */

/* CUnit only says which assertion failed; the reader wants to know for which rule. */
static void expect(bool good, const char *id, const char *what, const char *text)
{
    CU_ASSERT(good);
    if (!good)
        printf("\n      %s: %s: %s", id, what, text);
}

static bool is_chinese(gunichar character)
{
    return g_unichar_get_script(character) == G_UNICODE_SCRIPT_HAN;
}

/* Ideographs and the punctuation that goes with them. */
static bool is_east_asian(gunichar character)
{
    return is_chinese(character) || (character >= 0x3000 && character <= 0x303F) || (character >= 0xFF00 && character <= 0xFFEF);
}

static bool has(const char *text, bool (*is)(gunichar character))
{
    for (; *text != '\0'; text = g_utf8_next_char(text))
        if (is(g_utf8_get_char(text)))
            return true;
    return false;
}

/* docs/rules.md puts the texts into tables. */
static bool is_one_line(const char *text)
{
    return text[0] != '\0' && strpbrk(text, "\r\n\t|<>") == NULL && text[0] != ' ' && text[strlen(text) - 1] != ' ' &&
           strstr(text, "  ") == NULL;
}

static void expect_languages(const char *id, const ykc_label *label)
{
    if (label->en == NULL || label->zh == NULL) {
        expect(false, id, "a text is missing", "");
        return;
    }
    expect(g_utf8_validate(label->en, -1, NULL), id, "not UTF-8", label->en);
    expect(g_utf8_validate(label->zh, -1, NULL), id, "not UTF-8", label->zh);
    expect(is_one_line(label->en), id, "not one tidy line", label->en);
    expect(is_one_line(label->zh), id, "not one tidy line", label->zh);
    expect(!has(label->en, is_east_asian), id, "Chinese in the English text", label->en);
    expect(has(label->zh, is_chinese), id, "no Chinese", label->zh);
    expect(strstr(label->zh, ", ") == NULL && strstr(label->zh, ": ") == NULL && strstr(label->zh, "; ") == NULL, id,
           "English punctuation", label->zh);
}

/* A heading: no full stop, and short enough for a line of a report. */
static void expect_heading(const char *id, const ykc_label *label)
{
    enum { WIDTH_MAX = 118 };

    expect_languages(id, label);
    expect(!g_str_has_suffix(label->en, ".") && !g_str_has_suffix(label->zh, "。"), id, "a full stop", label->en);
    expect(strlen(label->en) <= WIDTH_MAX, id, "too long", label->en);
    expect(2 * g_utf8_strlen(label->zh, -1) <= WIDTH_MAX, id, "too long", label->zh);
}

static void expect_sentences(const char *id, const ykc_label *label)
{
    expect_languages(id, label);
    expect(g_str_has_suffix(label->en, "."), id, "no full stop", label->en);
    expect(g_str_has_suffix(label->zh, "。"), id, "no full stop", label->zh);
    expect(g_ascii_isupper(label->en[0]) || g_ascii_isdigit(label->en[0]), id, "no capital", label->en);
}

static void test_the_table_is_the_agreed_catalogue(void)
{
    CU_ASSERT_EQUAL_FATAL(G_N_ELEMENTS(catalogue), YKC_RULE_COUNT);
    for (size_t i = 0; i < G_N_ELEMENTS(catalogue); i++) {
        const ykc_rule *rule = &ykc_rules[catalogue[i].number];

        CU_ASSERT_EQUAL(catalogue[i].number, i);
        expect(g_strcmp0(rule->id, catalogue[i].id) == 0, catalogue[i].id, "another id", rule->id);
        expect(rule->severity == catalogue[i].severity, rule->id, "another severity", ykc_severity_name(rule->severity));
        expect(rule->scope == catalogue[i].scope, rule->id, "another scope", rule->scope == YKC_SINGLY ? "singly" : "once");
    }
}

static void test_a_rule_is_called_like_its_number(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(catalogue); i++) {
        g_autofree char *name = g_ascii_strup(ykc_rules[catalogue[i].number].id, -1);

        g_strdelimit(name, "/-", '_');
        expect(strcmp(name, catalogue[i].name) == 0, ykc_rules[catalogue[i].number].id, "not its number", catalogue[i].name);
    }
}

static void test_a_rule_is_found_by_its_whole_id_only(void)
{
    for (size_t i = 0; i < YKC_RULE_COUNT; i++)
        CU_ASSERT_PTR_EQUAL(ykc_rule_find(ykc_rules[i].id), &ykc_rules[i]); /* hence no id is there twice */
    CU_ASSERT_PTR_NULL(ykc_rule_find(""));
    CU_ASSERT_PTR_NULL(ykc_rule_find("reply/"));
    CU_ASSERT_PTR_NULL(ykc_rule_find("reply/lat"));
    CU_ASSERT_PTR_NULL(ykc_rule_find("reply/late "));
    CU_ASSERT_PTR_NULL(ykc_rule_find("REPLY/LATE"));
}

static void test_rules_of_one_group_stand_together(void)
{
    g_autoptr(GHashTable) groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *current = g_strdup("");

    for (size_t i = 0; i < YKC_RULE_COUNT; i++) {
        char *group = g_strndup(ykc_rules[i].id, strcspn(ykc_rules[i].id, "/"));

        if (strcmp(group, current) != 0)
            expect(g_hash_table_add(groups, g_strdup(group)), ykc_rules[i].id, "its group stands elsewhere", group);
        g_free(current);
        current = group;
    }
    CU_ASSERT_EQUAL(g_hash_table_size(groups), 9);
}

static void test_every_rule_explains_itself_in_both_languages(void)
{
    for (size_t i = 0; i < YKC_RULE_COUNT; i++) {
        const ykc_rule *rule = &ykc_rules[i];

        expect_heading(rule->id, &rule->meaning);
        expect_heading(rule->id, &rule->example);
        expect_sentences(rule->id, &rule->consequence);
        expect_sentences(rule->id, &rule->cause);
    }
}

/* A frame code of the English text is in the Chinese one too, and the reverse. */
static void expect_codes(const char *id, const char *from, const char *in)
{
    for (const char *code = strstr(from, "0x"); code != NULL; code = strstr(code + 1, "0x")) {
        g_autofree char *text = g_strndup(code, 2 + strspn(code + 2, "0123456789ABCDEF"));

        expect(strstr(in, text) != NULL, id, text, in);
    }
}

static void test_both_languages_speak_of_the_same_frames(void)
{
    for (size_t i = 0; i < YKC_RULE_COUNT; i++) {
        const ykc_rule *rule = &ykc_rules[i];
        const ykc_label *labels[] = {&rule->meaning, &rule->consequence, &rule->cause, &rule->example};

        for (size_t k = 0; k < G_N_ELEMENTS(labels); k++) {
            expect_codes(rule->id, labels[k]->en, labels[k]->zh);
            expect_codes(rule->id, labels[k]->zh, labels[k]->en);
        }
    }
}

static void test_every_rule_but_those_about_the_capture_has_a_section(void)
{
    for (size_t i = 0; i < YKC_RULE_COUNT; i++) {
        const ykc_rule *rule = &ykc_rules[i];

        if (g_str_has_prefix(rule->id, "capture/"))
            expect(rule->section[0] == '\0', rule->id, "a section", rule->section);
        else
            expect(g_regex_match_simple("^[1-9][0-9.]*(-[1-9][0-9]*)?(, [1-9][0-9.]*(-[1-9][0-9]*)?)*$", rule->section, 0, 0),
                   rule->id, "no section", rule->section);
    }
}

static void test_a_rule_of_a_step_names_its_flow(void)
{
    for (size_t i = 0; i < YKC_RULE_COUNT; i++)
        expect(ykc_rules[i].step == 0 || ykc_rules[i].flow != YKC_FLOW_NONE, ykc_rules[i].id, "a step without a flow", "");
    CU_ASSERT_EQUAL(ykc_rule_find("power-on/model-not-fetched")->flow, YKC_FLOW_POWER_ON);
    CU_ASSERT_EQUAL(ykc_rule_find("power-on/model-not-fetched")->step, 7);
}

static void test_names_are_those_of_the_reports(void)
{
    CU_ASSERT_STRING_EQUAL(ykc_flow_name(YKC_FLOW_POWER_ON), "power-on");
    CU_ASSERT_STRING_EQUAL(ykc_flow_name(YKC_FLOW_APP), "app");
    CU_ASSERT_STRING_EQUAL(ykc_flow_name(YKC_FLOW_CARD), "card");
    CU_ASSERT_STRING_EQUAL(ykc_flow_name(YKC_FLOW_VIN), "vin");
    CU_ASSERT_STRING_EQUAL(ykc_flow_name(YKC_FLOW_OFFLINE), "offline");
    CU_ASSERT_STRING_EQUAL(ykc_flow_name(YKC_FLOW_PARALLEL), "parallel");
    CU_ASSERT_STRING_EQUAL(ykc_flow_name(YKC_FLOW_SETTINGS), "settings");
    CU_ASSERT_STRING_EQUAL(ykc_flow_name(YKC_FLOW_UNKNOWN), "unknown");
    CU_ASSERT_STRING_EQUAL(ykc_outcome_name(YKC_OUTCOME_OPEN), "open");
    CU_ASSERT_STRING_EQUAL(ykc_outcome_name(YKC_OUTCOME_COMPLETE), "complete");
    CU_ASSERT_STRING_EQUAL(ykc_outcome_name(YKC_OUTCOME_UNFINISHED), "unfinished");
    CU_ASSERT_STRING_EQUAL(ykc_outcome_name(YKC_OUTCOME_REFUSED), "refused");
    CU_ASSERT_STRING_EQUAL(ykc_outcome_name(YKC_OUTCOME_ABORTED), "aborted");
    CU_ASSERT_STRING_EQUAL(ykc_severity_name(YKC_OFF), "off");
    CU_ASSERT_STRING_EQUAL(ykc_severity_name(YKC_NOTE), "note");
    CU_ASSERT_STRING_EQUAL(ykc_severity_name(YKC_WARNING), "warning");
    CU_ASSERT_STRING_EQUAL(ykc_severity_name(YKC_ERROR), "error");
    CU_ASSERT_STRING_EQUAL(ykc_certainty_name(YKC_CERTAIN), "certain");
    CU_ASSERT_STRING_EQUAL(ykc_certainty_name(YKC_POSSIBLE), "possible");
}

/* An order without its start reply is another matter than a clock that was not set. */
static void test_every_unanswered_request_has_consequences_of_its_own(void)
{
    const ykc_rule *rule = &ykc_rules[YKC_RULE_REPLY_MISSING];
    g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);

    for (size_t i = 0; i < ykc_catalog_count(); i++) {
        const ykc_message *message = ykc_catalog_message(i);
        const ykc_finding finding = {.rule = rule, .code = message->type};
        const ykc_label *consequence = ykc_finding_consequence(&finding);

        if (i > 0 && ykc_catalog_message(i - 1)->type == message->type)
            continue; /* another layout */
        if (ykc_catalog_role(message->type) != message->type)
            continue; /* what it stands for has them */
        if (message->reply == 0) {
            CU_ASSERT_PTR_EQUAL(consequence, &rule->consequence);
            continue;
        }
        expect_languages(message->label.en, consequence);
        expect(consequence != &rule->consequence, message->label.en, "no consequences of its own", "");
        expect(g_hash_table_add(told, (void *)consequence->en), message->label.en, "those of another", consequence->en);
    }
}

static void test_any_other_finding_means_what_its_rule_says(void)
{
    const ykc_finding finding = {.rule = &ykc_rules[YKC_RULE_REPLY_LATE], .code = 0x34};

    CU_ASSERT_PTR_EQUAL(ykc_finding_consequence(&finding), &ykc_rules[YKC_RULE_REPLY_LATE].consequence);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_the_table_is_the_agreed_catalogue),
        STORY(test_a_rule_is_called_like_its_number),
        STORY(test_a_rule_is_found_by_its_whole_id_only),
        STORY(test_rules_of_one_group_stand_together),
        STORY(test_every_rule_explains_itself_in_both_languages),
        STORY(test_both_languages_speak_of_the_same_frames),
        STORY(test_every_rule_but_those_about_the_capture_has_a_section),
        STORY(test_a_rule_of_a_step_names_its_flow),
        STORY(test_every_unanswered_request_has_consequences_of_its_own),
        STORY(test_any_other_finding_means_what_its_rule_says),
        STORY(test_names_are_those_of_the_reports),
    };

    return run_suite("rules", stories, G_N_ELEMENTS(stories));
}
