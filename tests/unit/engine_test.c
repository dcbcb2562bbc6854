/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The engine as a whole: what the evidence allows to say (capture/), each frame by itself (frame/), who is on which connection
 * (link/), how findings repeat, and that nothing that a capture may hold makes it fall or grow. rules.md, sections 3 and 4.
 */
#include "flow_fixture.h"

#include <glib.h>
#include <malloc.h>
#include <string.h>

#include "catalog/catalog.h"

#if defined(__SANITIZE_ADDRESS__)
/* Of the sanitizer's allocator_interface.h, which not every compiler installs. */
size_t __sanitizer_get_current_allocated_bytes(void);
#endif

/* capture/ */

static void test_a_connection_without_its_beginning_is_told_once(void)
{
    expect_story("first: open midstream; 03; 04; 13 idle; keep 60; close", "capture/midstream note @first");
}

static void test_a_single_direction_is_told_once(void)
{
    expect_story("first: open oneway=up; 01; 05; 03; close", "capture/one-way note @first");
    expect_story("first: open oneway=down; 02; 06; 04; end: finish", "capture/one-way note @first");
}

static void test_every_hole_is_told(void)
{
    expect_story(POWER_ON "one: gap; 03; 04; two: gap from=down; 03; 04; close", "capture/gap note @one",
                 "capture/gap note @two");
}

static void test_shortened_packets_are_told_once_for_the_capture(void)
{
    expect_story(POWER_ON "first: truncated; truncated; close; " POWER_ON "truncated; close", "capture/truncated note @first");
}

static void test_what_is_due_at_the_end_of_the_capture_is_one_note(void)
{
    expect_story(POWER_ON "52; 34; end: finish", "capture/cut-off note @end");
    expect_story(POWER_ON "52; keep 31; end: finish", "capture/cut-off note @end");
    expect_story("open; 01; 02; end: finish", "capture/cut-off note @end");
    expect_story(POWER_ON "34; 33; 13; end: finish", "capture/cut-off note @end");
}

static void test_when_nothing_is_due_nothing_is_cut_off(void)
{
    expect_clean(POWER_ON "52; 51; keep 60; finish");
    expect_clean(POWER_ON "34; 33; 13; 13 state=2; 3B; 40; finish");
    expect_clean(POWER_ON "52; keep 5; close; finish");
}

/* The confirmation of a record is the other side's: where that was not captured nothing is due. */
static void test_one_direction_alone_leaves_nothing_due(void)
{
    expect_story("first: open oneway=up; 01; 05; 03; 13; 13 state=2; 3B; finish", "capture/one-way note @first");
    expect_story("first: open oneway=up; 01; 05; 03; 13; 13 state=2; 3B; close; finish", "capture/one-way note @first");
}

static void test_a_charge_whose_connection_closed_is_due_too(void)
{
    expect_story(POWER_ON "34; 33; 13; close; end: finish", "capture/cut-off note @end");
    expect_story_sessions(POWER_ON "34; 33; 13; close; finish", "power-on complete", "app open");
}

static void test_sessions_that_the_capture_cuts_off_are_open(void)
{
    expect_story_sessions("open; 01; 02; finish", "power-on open");
    expect_story_sessions(POWER_ON "34; 33; 13; finish", "power-on complete", "app open");
}

/* frame/ */

static void test_a_wrong_checksum_is_told_of_every_frame(void)
{
    expect_story(POWER_ON "one: 13 idle crc=bad; two: 13 idle crc=bad; close", "frame/crc error @one", "frame/crc error @two");
}

static void test_a_known_variant_of_the_checksum_is_told_once_for_a_direction(void)
{
    expect_story(POWER_ON "up: 13 idle crc=swapped; 13 idle crc=swapped; 52; 51 crc=swapped; down: 52 crc=swapped; 51; close",
                 "frame/crc-order warning @up x3", "frame/crc-order warning @down");
    expect_story(POWER_ON "up: 13 idle crc=table; 13 idle crc=table; close", "frame/crc-table warning @up x2");
}

static void test_a_body_that_is_too_short_is_an_error(void)
{
    expect_story(POWER_ON "one: 13 idle body=56; two: 13 idle body=59; close", "frame/length error @one",
                 "frame/length error @two");
}

static void test_bytes_after_the_last_field_are_a_note_for_the_type(void)
{
    expect_story("open; 01; odd: 02 body=9; 05; other: 06 body=12; 03; 04; keep 30; again: 01; 02 body=9; 05; 06; 03; 04; close",
                 "frame/extra note @odd x2", "frame/extra note @other", "flow/step-repeated warning power-on 1 @again");
}

static void test_a_length_above_two_hundred_is_a_note(void)
{
    expect_story(POWER_ON "long: 44 card_count=13 body=216; 43; 44 card_count=13 body=216; 43; close",
                 "frame/oversize note @long x2");
}

static void test_types_of_others_are_notes_and_unknown_ones_warnings(void)
{
    expect_story(POWER_ON "foreign: 39; 39; unknown: 7B; 7B; 7B; other: 7D; close", "frame/foreign note @foreign x2",
                 "frame/type warning @unknown x3", "frame/type warning @other");
}

static void test_a_frame_from_the_wrong_side_is_an_error(void)
{
    expect_story(POWER_ON "pile: 34 from=up; platform: 13 from=down; close", "frame/direction error @pile",
                 "frame/direction error @platform");
}

static void test_the_first_type_tells_the_sides_where_no_syn_did(void)
{
    expect_story("first: open midstream; 03; 04; odd: 34 from=up; close", "capture/midstream note @first",
                 "frame/direction error @odd");
    expect_story("first: open midstream; 04; 03; 04; odd: 13 from=down; close", "capture/midstream note @first",
                 "frame/direction error @odd");
    /* a damaged frame tells nothing: its type may be wrong */
    expect_story("first: open midstream; bad: 04 from=up crc=bad; 03; 04; close", "capture/midstream note @first",
                 "frame/crc error @bad");
}

static void test_an_undefined_value_is_told_once_for_a_field(void)
{
    expect_story(POWER_ON "odd: 13 idle state=9; 13 idle state=8; close", "frame/value warning @odd x2");
    expect_story(POWER_ON "odd: 13 idle soc=101; 13 idle soc=100; close", "frame/value warning @odd");
    expect_story(POWER_ON "odd: 61 reserved=1; close", "frame/value warning @odd");
    expect_story(POWER_ON "odd: 13 idle hardware_fault=0x2000; close", "frame/value warning @odd");
    expect_story(POWER_ON "odd: 03 gun_condition=2; 04; close", "frame/value warning @odd");
}

static void test_odd_digits_in_a_serial_are_a_note(void)
{
    expect_story(POWER_ON
                 "odd: 34 transaction=2023121200001032323900000000000F; 33 transaction=2023121200001032323900000000000F; close",
                 "frame/value note @odd", "frame/value note @9", "charge/serial-format note app 8 @odd x2");
}

static void test_values_that_devices_are_known_for_are_not_flagged(void)
{
    expect_clean(POWER_ON "34; 33; 13; 13 state=2; 3B stop_reason=0; 40; close");
    expect_clean(POWER_ON "34; 33; 13; 13 state=2; 3B stop_reason=0x46; 40; close");
    expect_clean(POWER_ON "34; 33; 13; 13 state=2; 3B stop_reason=0x65; 40; close");
    expect_clean(POWER_ON "34; 33; 13; 13 state=2; 3B stop_reason=0x8F; 40; close");
}

/* */
static void test_results_that_peers_are_known_for_are_notes(void)
{
    expect_story(POWER_ON "34; 33; 13; 13 state=2; 3B; odd: 40 record_result=48; close", "frame/value note @odd");
    expect_story(POWER_ON "odd: 92 execute_when=49; 91; close", "frame/value note @odd");
    expect_story(POWER_ON "34; no: 33 start_result=0 start_failure=7; close", "frame/value note @no",
                 "reply/refused note app 10 @no");
    expect_story(POWER_ON "34; no: 33 start_result=0 start_failure=8; close", "frame/value warning @no",
                 "reply/refused note app 10 @no");
}

static void test_a_run_of_garbage_is_one_finding_at_the_frame_that_follows(void)
{
    flow_story *story = story_begin();

    tell(story, POWER_ON "garbage bytes=7; garbage bytes=16; next: 13 idle; close");
    expect_findings(story, "frame/garbage error @next");
    CU_ASSERT_EQUAL(story_finding(story, "frame/garbage")->seen.numbers[0], 23);
    story_end(story);
}

static void test_garbage_that_nothing_follows_is_told_at_its_end(void)
{
    expect_story(POWER_ON "garbage; last: garbage; close", "frame/garbage error @last");
    expect_story(POWER_ON "garbage; last: garbage; end: finish", "frame/garbage error @last");
}

static void test_garbage_of_one_side_does_not_end_with_a_frame_of_the_other(void)
{
    expect_story(POWER_ON "garbage; 52; garbage; next: 51; close", "frame/garbage error @next");
}

static void test_a_body_that_cannot_be_read_is_a_note_for_a_direction(void)
{
    expect_story(POWER_ON "odd: 13 encryption=1 body=64; 13 encryption=1 body=64; close", "frame/encrypted note @odd x2");
}

/* link/ */

static void test_business_before_the_login_is_told_once(void)
{
    expect_story("open; odd: 13 idle; 13 idle; 01; 02; 05; 06; 03; 04; 13 idle; close",
                 "link/login-first error power-on 1 @odd x2");
    expect_story("open; odd: 34; 33; 01; 02; 05; 06; 03; 04; close", "link/login-first error power-on 1 @odd x2",
                 "power-on/charge-without-model error app 8 @odd");
}

static void test_a_gap_where_the_login_may_have_been_makes_it_possible_only(void)
{
    expect_story("open; hole: gap; odd: 13 idle; close", "capture/gap note @hole",
                 "link/login-first error possible power-on 1 @odd");
    expect_story("open; 01; hole: gap from=down; odd: 13 idle; close", "capture/gap note @hole",
                 "link/login-first error possible power-on 1 @odd");
}

static void test_a_damaged_login_reply_is_one_cause(void)
{
    expect_story("open; 01; bad: 02 crc=bad; 05; 06; 03; 04; 13 idle; keep 70; close", "frame/crc error @bad");
}

static void test_traffic_after_a_refusal_is_told_once(void)
{
    expect_story("open; 01; no: 02 login_result=1; odd: 03; 04; 13 idle; close", "reply/refused note power-on 3 @no",
                 "link/after-refusal error power-on 3 @odd x3");
}

static void test_a_new_login_after_a_refusal_is_no_traffic(void)
{
    expect_story("open; 01; no: 02 login_result=1; +30 01; 02; 05; 06; 03; 04; close", "reply/refused note power-on 3 @no");
}

static void test_a_refused_pile_may_not_use_the_connection_of_another(void)
{
    expect_story(POWER_ON "01 pile=B; no: 02 pile=B login_result=1; odd: 13 idle pile=B; 13 idle pile=A; close",
                 "reply/refused note power-on 3 @no", "link/after-refusal error power-on 3 @odd");
}

static void test_heartbeats_are_late_after_one_and_a_half_periods(void)
{
    expect_clean(POWER_ON "+14.8 03; 04; +14.8 03; 04; close");
    expect_story(POWER_ON "late: +15.3 03; 04; close", "link/heartbeat-late warning power-on 9 @late");
    expect_story_with(NULL, "heartbeat=30,heartbeat-lost=90", POWER_ON "+44 03; 04; late: +46 03; 04; close",
                      "link/heartbeat-late warning power-on 9 @late");
}

static void test_a_heartbeat_of_either_gun_keeps_the_pile_alive(void)
{
    expect_clean(POWER_ON "+9.8 03 gun=2; 04 gun=2; +9.8 03; 04; +9.8 03 gun=2; 04 gun=2; +9.8 03; 04; close");
}

static void test_heartbeats_are_lost_after_thirty_seconds(void)
{
    expect_story(POWER_ON "+20 13 idle; use: +11 13 idle; +1 13 idle; +1 03; 04; close",
                 "link/heartbeat-lost error power-on 9 @use");
    expect_story(POWER_ON "use: +31 03; 04; close", "link/heartbeat-lost error power-on 9 @use");
    expect_clean(POWER_ON "+20 13 idle; +9 13 idle; close");
    expect_clean(POWER_ON "+31 52; close");
}

static void test_a_new_login_begins_anew(void)
{
    expect_clean(POWER_ON "+100 01; 02; 05; 06; 03; 04; close");
    expect_clean(POWER_ON "close; +100 " POWER_ON "close");
}

static void test_a_gap_makes_lost_heartbeats_possible_only(void)
{
    expect_story(POWER_ON "hole: +9 gap; late: +9 03; 04; close", "capture/gap note @hole",
                 "link/heartbeat-late warning possible power-on 9 @late");
    expect_story(POWER_ON "hole: +9 gap; use: +29 13 idle; close", "capture/gap note @hole",
                 "link/heartbeat-lost error possible power-on 9 @use");
}

static void test_a_pile_that_did_not_log_in_is_told_once(void)
{
    expect_story(POWER_ON "odd: 03 pile=B; 04 pile=B; 13 idle pile=B; other: 13 idle pile=C; close",
                 "link/pile warning power-on 1 @odd x2", "link/pile warning power-on 1 @other");
    expect_clean(POWER_ON "01 pile=B; 02 pile=B; 05 pile=B; 06 pile=B; 03 pile=B; 04 pile=B; 13 idle pile=B; close");
    expect_story("first: open midstream; 03; 04; 13 idle pile=B; close", "capture/midstream note @first");
}

static void test_a_pile_on_two_connections_is_told_when_both_are_used(void)
{
    expect_story(
        "open; 01; 02; 05; 06; 03; 04; open; again: 01; 02; 05; 06; 03; 04; 13 idle on=1; 13 idle on=1; close; close on=1",
        "link/two-connections warning power-on 1 @again");
    expect_clean(POWER_ON POWER_ON "13 idle; close; close on=1");
    expect_clean(POWER_ON "close; " POWER_ON "close");
}

/* Repetition and settings. */

static void test_ten_are_told_singly_and_the_rest_in_one(void)
{
    flow_story *story = story_begin();

    tell(story, POWER_ON);
    tell_repeatedly(story, 10, "51");
    tell(story, "rest: 51");
    tell_repeatedly(story, 4, "51");
    expect_findings(
        story, "reply/orphan warning settings 2 @8", "reply/orphan warning settings 2 @9", "reply/orphan warning settings 2 @10",
        "reply/orphan warning settings 2 @11", "reply/orphan warning settings 2 @12", "reply/orphan warning settings 2 @13",
        "reply/orphan warning settings 2 @14", "reply/orphan warning settings 2 @15", "reply/orphan warning settings 2 @16",
        "reply/orphan warning settings 2 @17", "reply/orphan warning settings 2 @rest x5");
    story_end(story);
}

static void test_the_limit_of_ten_is_for_each_connection_and_rule(void)
{
    flow_story *story = story_begin();

    tell(story, POWER_ON);
    tell_repeatedly(story, 9, "51");
    tell(story, "13 idle crc=bad; 13 idle crc=bad; close;" POWER_ON);
    tell_repeatedly(story, 9, "51");
    CU_ASSERT_EQUAL(story_finding_count(story), 20);
    story_end(story);
}

static void test_the_last_of_several_is_remembered(void)
{
    flow_story *story = story_begin();

    tell(story, POWER_ON "13 idle state=9; 13 idle state=9; last: 13 idle state=9");
    CU_ASSERT_EQUAL(story_finding(story, "frame/value")->last.packet, story_packet(story, "last"));
    story_end(story);
}

static void test_a_severity_chosen_by_the_user_holds_for_every_finding_of_the_rule(void)
{
    expect_story_with("reply/orphan=error", NULL, POWER_ON "odd: 51; close", "reply/orphan error settings 2 @odd");
    expect_story_with("reply/orphan=off", NULL, POWER_ON "odd: 51; close", NULL);
    expect_story_with("reply/=off", NULL, POWER_ON "odd: 51; 52; keep 310; close", NULL);
    /* also for one that would be milder by itself */
    expect_story_with("link/sequence=error", NULL, "open; 01 seq=0; 02; odd: 05 seq=0; 06; 03 seq=0; 04; close",
                      "link/sequence error @odd x2");
    expect_story_with("flow/step-order=warning", NULL, "open; 01; 02; early: 03; 04; 05; 06; close",
                      "flow/step-order warning power-on 9 @early");
}

/* "`flow/unfinished` is silent where an error already explains it": also where the error is one that nobody wants to see. */
static void test_a_rule_that_is_off_still_explains(void)
{
    expect_story_with("reply/missing=off", NULL, POWER_ON "34; 33; 13; 13 state=2; 3B; keep 310; 34 serial=B; 33; close", NULL);
}

static void test_findings_come_before_their_session_and_stay_when_decided(void)
{
    flow_story *story = story_begin();

    /* nobody answers the stop command, and the charge is over before that is decided */
    tell(story, POWER_ON "34; 33; 13; stop: 36; 13 state=2; 3B; 40; keep 310; close");
    expect_findings(story, "reply/missing error app 18 @stop");
    CU_ASSERT_EQUAL(story_broken_promises(story), 0);
    story_end(story);
}

static void test_counted_findings_are_decided_with_their_connection(void)
{
    flow_story *story = story_begin();

    tell(story, "open; odd: 13 idle state=9; 13 idle crc=bad; 13 idle crc=swapped; 01 seq=9; close; finish");
    CU_ASSERT_EQUAL(story_undecided(story), 0);
    CU_ASSERT_EQUAL(story_broken_promises(story), 0);
    story_end(story);
}

/* Robustness. */

static size_t bytes_in_use(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return __sanitizer_get_current_allocated_bytes();
#else
    return mallinfo2().uordblks;
#endif
}

enum { ROUNDS = 200000, CONNECTIONS = 24 };

/* A plausible body: identities of a few piles, guns and charges, small numbers elsewhere; sometimes anything. */
static void fill_body(GRand *rand, const ykc_message *message, unsigned home, uint8_t *body)
{
    static const uint8_t pile[YKC_PILE_SIZE] = {0x32, 0x01, 0x06, 0x20, 0x26, 0x01};
    ykc_item item;

    for (size_t i = 0; i < YKC_FRAME_BODY_MAX; i++)
        body[i] = (uint8_t)(g_rand_int_range(rand, 0, g_rand_int_range(rand, 0, 16) == 0 ? 256 : 6));
    if (message == NULL || g_rand_int_range(rand, 0, 50) == 0)
        return;
    if (ykc_message_field(message, "pile", &item)) {
        memcpy(body + item.offset, pile, sizeof pile);
        body[item.offset + 6] = (uint8_t)(g_rand_int_range(rand, 0, 20) == 0 ? g_rand_int_range(rand, 0, 40) : (int)home);
    }
    if (ykc_message_field(message, "gun", &item))
        body[item.offset] =
            (uint8_t)(g_rand_int_range(rand, 0, 20) == 0 ? g_rand_int_range(rand, 0, 256) : g_rand_int_range(rand, 1, 4));
    if (ykc_message_field(message, "transaction", &item)) {
        memset(body + item.offset, 0, YKC_SERIAL_SIZE);
        body[item.offset + 15] = (uint8_t)g_rand_int_range(rand, 0, 4);
        body[item.offset + 14] = (uint8_t)(g_rand_int_range(rand, 0, 20) == 0 ? g_rand_int_range(rand, 0, 40) : (int)home);
    }
}

static void send_anything(GRand *rand, ykc_connection *connection, unsigned home, const ykc_place *place)
{
    uint8_t body[YKC_FRAME_BODY_MAX], bytes[YKC_FRAME_SIZE_MAX];
    const ykc_message *message = ykc_catalog_message((size_t)g_rand_int_range(rand, 0, (gint32)ykc_catalog_count()));
    ykc_frame frame = {.body = body, .sequence = (uint16_t)g_rand_int_range(rand, 0, 300)}, scanned;
    int end = message->direction == YKC_UP ? 0 : 1;
    size_t used;

    fill_body(rand, message, home, body);
    frame.type = (uint8_t)(g_rand_int_range(rand, 0, 60) == 0 ? g_rand_int_range(rand, 0, 256) : message->type);
    frame.body_length = (uint8_t)(g_rand_int_range(rand, 0, 40) == 0 ? g_rand_int_range(rand, 0, 252) : message->body);
    frame.encryption = g_rand_int_range(rand, 0, 80) == 0;
    if (g_rand_int_range(rand, 0, 50) == 0)
        end = 1 - end;
    if (ykc_frame_scan(bytes, ykc_frame_encode(bytes, &frame), ykc_catalog_fits, &scanned, &used) != YKC_SCAN_FRAME)
        return;
    if (g_rand_int_range(rand, 0, 40) == 0)
        scanned.crc_status = (ykc_crc_status)g_rand_int_range(rand, 0, YKC_CRC_BAD + 1);
    ykc_engine_frame(connection, end, &scanned, place);
}

static void do_anything(GRand *rand, ykc_engine *engine, ykc_connection **connection, unsigned home, uint32_t *id,
                        const ykc_place *place)
{
    int what = g_rand_int_range(rand, 0, 1000);

    if (*connection == NULL) {
        *connection = ykc_engine_open(engine, ++*id, g_rand_int_range(rand, -1, 2), g_rand_boolean(rand), place);
        for (int end = 0; end < 2; end++)
            if (g_rand_int_range(rand, 0, 10) > 0)
                ykc_engine_heard(*connection, end);
    } else if (what < 20) {
        ykc_engine_close(*connection, place);
        *connection = NULL;
    } else if (what < 30) {
        ykc_engine_gap(*connection, g_rand_int_range(rand, 0, 2), g_rand_int(rand), place);
    } else if (what < 40) {
        ykc_engine_garbage(*connection, g_rand_int_range(rand, 0, 2), g_rand_int(rand), place);
    } else if (what < 42) {
        ykc_engine_truncated(engine, place);
    } else if (what < 55) {
        ykc_engine_clock(engine, place->time + g_rand_int_range(rand, -1000, 1000) * YKC_SECOND);
    } else {
        send_anything(rand, *connection, home, place);
    }
}

/* How far time moves: mostly a little, at times an hour, at times back. */
static ykc_time_us wait_of(GRand *rand)
{
    int what = g_rand_int_range(rand, 0, 1000);

    if (what < 3)
        return 4000 * YKC_SECOND;
    if (what < 10)
        return -(ykc_time_us)g_rand_int_range(rand, 0, 100) * YKC_SECOND;
    return (ykc_time_us)g_rand_int_range(rand, 0, 1500) * 1000;
}

static size_t run_randomly(guint32 seed, unsigned rounds, bool finishes)
{
    const ykc_engine_sink deaf = {NULL, NULL, NULL};
    ykc_engine *engine = ykc_engine_new(NULL, &deaf, NULL);
    ykc_connection *connections[CONNECTIONS] = {NULL};
    GRand *rand = g_rand_new_with_seed(seed);
    ykc_place place = {.time = INT64_C(1773619200) * YKC_SECOND};
    uint32_t id = 0;
    size_t middle = 0, end;

    for (unsigned round = 0; round < rounds; round++) {
        unsigned home = (unsigned)g_rand_int_range(rand, 0, CONNECTIONS);

        place.packet++;
        place.time += wait_of(rand);
        do_anything(rand, engine, &connections[home], home, &id, &place);
        if (round == rounds / 4)
            middle = bytes_in_use();
    }
    end = bytes_in_use();
    if (finishes)
        ykc_engine_finish(engine, &place);
    ykc_engine_free(engine);
    g_rand_free(rand);
    return end > middle ? end - middle : 0;
}

static void test_nothing_that_comes_in_makes_it_fall(void)
{
    for (guint32 seed = 1; seed <= 40; seed++)
        run_randomly(seed, ROUNDS / 40, seed % 2 == 0);
}

static void test_what_it_remembers_does_not_grow_with_the_capture(void)
{
    CU_ASSERT_TRUE(run_randomly(99, ROUNDS, true) < 1024 * 1024);
}

static void test_charges_of_very_many_guns_are_not_watched(void)
{
    flow_story *story = story_begin_with("link/=off,flow/=off", NULL);

    tell(story, POWER_ON);
    for (unsigned gun = 1; gun < 99; gun++) {
        g_autofree char *start = g_strdup_printf("+0.01 34 gun=%u; +0.01 33 gun=%u; +0.01 13 gun=%u", gun, gun, gun);

        tell(story, start);
    }
    tell(story, "close; +4000 clock; finish");
    CU_ASSERT_EQUAL(story_broken_promises(story), 0);
    story_end(story);
}

/* A charge that takes a frame from another pile's connection, which then closes. */
static void test_a_charge_named_by_another_pile_survives_the_end_of_that_connection(void)
{
    flow_story *story = story_begin_with("link/=off,flow/=off,reply/=off", NULL);

    tell(story, POWER_ON "34 transaction=32010620260101012603160800009999; 33 transaction=32010620260101012603160800009999;"
                         "open; 01 pile=B; 02 pile=B; 13 pile=B transaction=32010620260101012603160800009999; close; +4000 clock;"
                         "13 on=1 transaction=32010620260101012603160800009999; close on=1; +4000 clock; finish");
    CU_ASSERT_EQUAL(story_broken_promises(story), 0);
    story_end(story);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_connection_without_its_beginning_is_told_once),
        STORY(test_a_single_direction_is_told_once),
        STORY(test_every_hole_is_told),
        STORY(test_shortened_packets_are_told_once_for_the_capture),
        STORY(test_what_is_due_at_the_end_of_the_capture_is_one_note),
        STORY(test_when_nothing_is_due_nothing_is_cut_off),
        STORY(test_one_direction_alone_leaves_nothing_due),
        STORY(test_a_charge_whose_connection_closed_is_due_too),
        STORY(test_sessions_that_the_capture_cuts_off_are_open),
        STORY(test_a_wrong_checksum_is_told_of_every_frame),
        STORY(test_a_known_variant_of_the_checksum_is_told_once_for_a_direction),
        STORY(test_a_body_that_is_too_short_is_an_error),
        STORY(test_bytes_after_the_last_field_are_a_note_for_the_type),
        STORY(test_a_length_above_two_hundred_is_a_note),
        STORY(test_types_of_others_are_notes_and_unknown_ones_warnings),
        STORY(test_a_frame_from_the_wrong_side_is_an_error),
        STORY(test_the_first_type_tells_the_sides_where_no_syn_did),
        STORY(test_an_undefined_value_is_told_once_for_a_field),
        STORY(test_odd_digits_in_a_serial_are_a_note),
        STORY(test_values_that_devices_are_known_for_are_not_flagged),
        STORY(test_results_that_peers_are_known_for_are_notes),
        STORY(test_a_run_of_garbage_is_one_finding_at_the_frame_that_follows),
        STORY(test_garbage_that_nothing_follows_is_told_at_its_end),
        STORY(test_garbage_of_one_side_does_not_end_with_a_frame_of_the_other),
        STORY(test_a_body_that_cannot_be_read_is_a_note_for_a_direction),
        STORY(test_business_before_the_login_is_told_once),
        STORY(test_a_gap_where_the_login_may_have_been_makes_it_possible_only),
        STORY(test_a_damaged_login_reply_is_one_cause),
        STORY(test_traffic_after_a_refusal_is_told_once),
        STORY(test_a_new_login_after_a_refusal_is_no_traffic),
        STORY(test_a_refused_pile_may_not_use_the_connection_of_another),
        STORY(test_heartbeats_are_late_after_one_and_a_half_periods),
        STORY(test_a_heartbeat_of_either_gun_keeps_the_pile_alive),
        STORY(test_heartbeats_are_lost_after_thirty_seconds),
        STORY(test_a_new_login_begins_anew),
        STORY(test_a_gap_makes_lost_heartbeats_possible_only),
        STORY(test_a_pile_that_did_not_log_in_is_told_once),
        STORY(test_a_pile_on_two_connections_is_told_when_both_are_used),
        STORY(test_ten_are_told_singly_and_the_rest_in_one),
        STORY(test_the_limit_of_ten_is_for_each_connection_and_rule),
        STORY(test_the_last_of_several_is_remembered),
        STORY(test_a_severity_chosen_by_the_user_holds_for_every_finding_of_the_rule),
        STORY(test_a_rule_that_is_off_still_explains),
        STORY(test_findings_come_before_their_session_and_stay_when_decided),
        STORY(test_counted_findings_are_decided_with_their_connection),
        STORY(test_nothing_that_comes_in_makes_it_fall),
        STORY(test_what_it_remembers_does_not_grow_with_the_capture),
        STORY(test_charges_of_very_many_guns_are_not_watched),
        STORY(test_a_charge_named_by_another_pile_survives_the_end_of_that_connection),
    };

    return run_suite("engine", stories, G_N_ELEMENTS(stories));
}
