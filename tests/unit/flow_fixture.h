/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Stories for the flow engine: frames in, findings and sessions out.
 *
 * A story is a text, one observation after another, separated by semicolons. Every observation is a packet of its own, 0.1 s
 * after the one before:
 *
 *     flow_story *s = story_begin();
 *
 *     tell(s, "open; 01; 02; 05; 06; 03; 04");       power-on
 *     tell(s, "34; +2 33; +10 13; keep 60; stop: 36");
 *     tell(s, "keep 400");                           nobody answers
 *     expect_findings(s, "reply/missing error app 18 @stop");
 *     story_end(s);
 *
 * An observation is `[label:] [+SECONDS] WHAT [NAME=VALUE ...]`. WHAT is
 *
 *     two hex digits    a frame of that type. The body is that of a success: accepted, granted, charging. NAME is a field by its
 *                       filter name, or one of the names below
 *     open, close       a connection opens (midstream, oneway=up) or closes
 *     gap, garbage      bytes=N are missing, or belong to no frame (from=up, unless from=down)
 *     clock             a packet of something else: time passes
 *     keep N            N seconds with a heartbeat every 10 s, answered
 *     charge N          the same, and 0x13 every 15 s; with bms=1 also 0x23 and 0x25
 *     truncated, finish the capture cuts a packet; the capture ends
 *
 * Names of a frame besides its fields:
 *
 *     on=N              connection N; the one that was opened last if not given
 *     pile=A            one of the piles A to Z; A if not given
 *     gun=N             1 if not given
 *     serial=A          one of the transactions A to Z of that gun; the last one named there, or A, if not given; 0 is none
 *     seq=N             the sequence number; by the book if not given: own frames count from 0, a reply repeats its request's.
 *                       "own" counts a reply as an own frame; "swap" swaps the bytes that it would have; "+N" adds to them
 *     idle              of 0x13: standby, without a transaction
 *     crc=bad           a wrong checksum; swapped, table: the known variants
 *     body=N            a body of N bytes
 *     encryption=1      the encryption flag
 *     from=up           sent by the wrong side (or down)
 *     slots=N           the tariff of all half hours of a billing model, or 48 digits
 *
 * A record says of its gun's charge what the story told: who started it, when it charged first and last, whether the platform
 * stopped it.
 */
#ifndef YKC_TESTS_FLOW_FIXTURE_H
#define YKC_TESTS_FLOW_FIXTURE_H

#include <stdint.h>

#include "flow/engine.h"
#include "suite.h"

typedef struct flow_story flow_story;

/** The power-on flow: a DC pile whose billing model is the platform's. */
#define POWER_ON "open; 01; 02; 05; 06; 03; 04; "

/** The same of an AC pile: it has no BMS, so charges have no step 11 and 21. */
#define POWER_ON_AC "open; 01 pile_type=1; 02; 05; 06; 03; 04; "

/** A story with the default settings. */
flow_story *story_begin(void);

/** The same with rules and limits changed, as options write them; NULL: none. */
flow_story *story_begin_with(const char *rules, const char *limits);

/** Release it. The engine is released without an end of the capture, unless the story told one. */
void story_end(flow_story *story);

/** Tell what happens. A text that cannot be understood ends the program. */
void tell(flow_story *story, const char *text);

/** The same, @p times over. */
void tell_repeatedly(flow_story *story, unsigned times, const char *text);

/** The engine and a connection of it, for tests that go below the texts. */
ykc_engine *story_engine(flow_story *story);
ykc_connection *story_connection(flow_story *story, unsigned number);

/**
 * Compare the findings with what is expected, in any order: "RULE SEVERITY [possible] [FLOW STEP] @PACKET [xCOUNT]". PACKET is
 * the label of an observation, or its number. The count of capture/cut-off is not shown. Differences are printed.
 */
#define expect_findings(story_, ...)                                                                                             \
    CU_assertImplementation(story_findings_are(story_, (const char *const[]){__VA_ARGS__, NULL}), __LINE__, "expect_findings",   \
                            __FILE__, "", CU_FALSE)
#define expect_nothing(story_)                                                                                                   \
    CU_assertImplementation(story_findings_are(story_, (const char *const[]){NULL}), __LINE__, "expect_nothing", __FILE__, "",   \
                            CU_FALSE)

/** The same for sessions, in the order of starting: "FLOW OUTCOME", and " gun N" if that is not 1. */
#define expect_sessions(story_, ...)                                                                                             \
    CU_assertImplementation(story_sessions_are(story_, (const char *const[]){__VA_ARGS__, NULL}), __LINE__, "expect_sessions",   \
                            __FILE__, "", CU_FALSE)

/** Tell a whole story, and compare its findings. */
#define expect_story(text_, ...)                                                                                                 \
    CU_assertImplementation(story_gives(NULL, NULL, text_, (const char *const[]){__VA_ARGS__, NULL}), __LINE__, "expect_story",  \
                            __FILE__, "", CU_FALSE)
#define expect_clean(text_)                                                                                                      \
    CU_assertImplementation(story_gives(NULL, NULL, text_, (const char *const[]){NULL}), __LINE__, "expect_clean", __FILE__, "", \
                            CU_FALSE)

/** The same with other rules and limits. */
#define expect_story_with(rules_, limits_, text_, ...)                                                                           \
    CU_assertImplementation(story_gives(rules_, limits_, text_, (const char *const[]){__VA_ARGS__, NULL}), __LINE__,             \
                            "expect_story_with", __FILE__, "", CU_FALSE)

/** Tell a whole story, and compare its sessions. */
#define expect_story_sessions(text_, ...)                                                                                        \
    CU_assertImplementation(story_gives_sessions(text_, (const char *const[]){__VA_ARGS__, NULL}), __LINE__,                     \
                            "expect_story_sessions", __FILE__, "", CU_FALSE)

bool story_gives(const char *rules, const char *limits, const char *text, const char *const *expected);
bool story_gives_sessions(const char *text, const char *const *expected);
bool story_findings_are(const flow_story *story, const char *const *expected);
bool story_sessions_are(const flow_story *story, const char *const *expected);

/** The last state of the finding of this rule; NULL if it was not raised. */
const ykc_finding *story_finding(const flow_story *story, const char *rule);

/** The number of findings, and of those that were not decided yet. */
unsigned story_finding_count(const flow_story *story);
unsigned story_undecided(const flow_story *story);

/** A session that was told, from 1; NULL if there are fewer. */
const ykc_session *story_session(const flow_story *story, unsigned number);

/** The packet number that a label stands for. */
uint64_t story_packet(const flow_story *story, const char *label);

/** How often a finding was raised after its session had been told, or changed after it had been decided: the sink's promises. */
unsigned story_broken_promises(const flow_story *story);

#endif
