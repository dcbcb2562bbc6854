/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine.h"

#include <string.h>

#include "state.h"
#include "wire/bytes.h"
#include "wire/cipher.h"

static guint hash_pile(gconstpointer number)
{
    return (guint)(ykc_bytes_get(number, YKC_PILE_SIZE) * UINT64_C(0x9E3779B97F4A7C15) >> 32);
}

static gboolean is_same_pile(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, YKC_PILE_SIZE) == 0;
}

static guint hash_serial(gconstpointer serial)
{
    const uint8_t *bytes = serial;

    return (guint)((ykc_bytes_get(bytes, 8) ^ ykc_bytes_get(bytes + 8, 8)) * UINT64_C(0x9E3779B97F4A7C15) >> 32);
}

static gboolean is_same_serial(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, YKC_SERIAL_SIZE) == 0;
}

static void free_pile(gpointer data)
{
    ykc_pile *pile = data;

    for (guint i = 0; i < pile->guns->len; i++) {
        ykc_gun *gun = &g_array_index(pile->guns, ykc_gun, i);

        g_clear_pointer(&gun->charge, ykc_session_unref);
        g_clear_pointer(&gun->request, ykc_session_unref);
        g_clear_pointer(&gun->ended, g_free);
    }
    g_array_unref(pile->guns);
    g_clear_pointer(&pile->model, g_rc_box_release);
    g_clear_pointer(&pile->pushed, g_rc_box_release);
    g_free(pile);
}

static void unref_session(gpointer data)
{
    ykc_session_unref(data);
}

ykc_engine *ykc_engine_new(const ykc_settings *settings, const ykc_engine_sink *sink, void *user)
{
    ykc_engine *engine = g_new0(ykc_engine, 1);

    if (settings != NULL)
        engine->settings = *settings;
    else
        ykc_settings_init(&engine->settings);
    engine->sink = *sink;
    engine->user = user;
    engine->now = G_MININT64;
    ykc_timers_init(&engine->timers);
    ykc_fact_tables_init(&engine->facts);
    engine->piles = g_hash_table_new_full(hash_pile, is_same_pile, NULL, free_pile);
    engine->charges = g_hash_table_new_full(hash_serial, is_same_serial, NULL, unref_session);
    engine->connections = g_hash_table_new(g_direct_hash, g_direct_equal);
    return engine;
}

static void fire(ykc_timer *timer, ykc_time_us now);

ykc_connection *ykc_engine_open(ykc_engine *engine, uint32_t id, int pile_end, bool midstream, const ykc_place *place)
{
    ykc_connection *connection = g_new0(ykc_connection, 1);
    ykc_finding finding;

    connection->engine = engine;
    connection->id = id;
    connection->pile_end = pile_end;
    connection->midstream = midstream;
    connection->dialect = YKC_V1_6;
    connection->login_seen = midstream;
    connection->opened = *place;
    connection->last = *place;
    g_queue_init(&connection->sessions);
    connection->requests = g_array_new(FALSE, FALSE, sizeof(ykc_request));
    connection->links = g_array_new(FALSE, FALSE, sizeof(ykc_link));
    connection->aggregates = g_array_new(FALSE, FALSE, sizeof(ykc_aggregate));
    connection->timer.fire = fire;
    g_hash_table_add(engine->connections, connection);
    if (midstream) {
        finding = ykc_finding_about(connection, YKC_RULE_CAPTURE_MIDSTREAM, place);
        ykc_finding_raise(engine, connection, &finding, 0);
    }
    return connection;
}

void ykc_engine_heard(ykc_connection *connection, int end)
{
    connection->heard[end] = true;
}

/* A run of garbage is over. */
static void tell_garbage(ykc_connection *connection, int end, const ykc_place *place)
{
    ykc_garbage_run *run = &connection->garbage[end];
    ykc_finding finding;

    if (run->count == 0)
        return;
    finding = ykc_finding_about(connection, YKC_RULE_FRAME_GARBAGE, place);
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_BYTES, .numbers = {(int64_t)run->count}};
    if (connection->pile_end >= 0)
        finding.sender = end == connection->pile_end ? YKC_SENDER_PILE : YKC_SENDER_PLATFORM;
    ykc_finding_raise_damage(connection, end, &finding, 0);
    run->count = 0;
}

/* Nothing followed the garbage for a while: it is attached to the packet that ended it. */
static void expire_garbage(ykc_connection *connection, ykc_time_us now)
{
    for (int end = 0; end < 2; end++) {
        ykc_garbage_run *run = &connection->garbage[end];
        ykc_time_us due = run->last.time + ykc_limit_of(connection->engine, YKC_LIMIT_REPLY);

        if (run->count == 0)
            continue;
        if (due < now)
            tell_garbage(connection, end, &run->last);
        else
            ykc_timer_set(&connection->engine->timers, &connection->timer, due);
    }
}

static void fire(ykc_timer *timer, ykc_time_us now)
{
    ykc_connection *connection = (ykc_connection *)((char *)timer - G_STRUCT_OFFSET(ykc_connection, timer));

    expire_garbage(connection, now);
    ykc_requests_advance(connection, now);
}

/* Every session that is running on the connection. */
static void for_each_session(ykc_connection *connection, void (*visit)(ykc_session_state *session, void *user), void *user)
{
    GList *next;

    for (GList *at = connection->sessions.head; at != NULL; at = next) {
        ykc_session_state *session = at->data;

        next = at->next;
        if (!session->decided)
            visit(session, user);
    }
}

static void note_damage(ykc_session_state *session, void *user)
{
    ykc_session_damaged(session, *(uint8_t *)user);
}

static void note_hole(ykc_session_state *session, void *user)
{
    (void)user;
    ykc_session_hole(session);
}

/* The end that sends the first type of the pile's is the pile's, where no SYN told (rules.md, "Pile end"). */
static void learn_pile_end(ykc_connection *connection, int end, const ykc_facts *facts)
{
    const ykc_message *message = facts->reading.message;

    if (connection->pile_end >= 0 || message == NULL || facts->frame->crc_status == YKC_CRC_BAD)
        return;
    connection->pile_end = message->direction == YKC_UP ? end : 1 - end;
}

/* Real-time data that carries the number of a recent 0x12 is a reply, as far as numbers go. */
static bool has_number_of_call(const ykc_connection *connection, const ykc_facts *facts, const ykc_place *place)
{
    return facts->role == YKC_TYPE_REALTIME && connection->read_known && connection->read_number == facts->frame->sequence &&
           place->time - connection->read_time <= ykc_limit_of(connection->engine, YKC_LIMIT_REPLY);
}

static bool is_reply(const ykc_connection *connection, uint8_t type)
{
    return connection->engine->facts.is_reply[type];
}

/* Number and reply of a frame: what it answers, and whether its number is its sender's own. */
static void judge_exchange(ykc_connection *connection, int end, const ykc_facts *facts, ykc_session_state *session,
                           const ykc_place *place)
{
    uint8_t type = facts->frame->type;
    ykc_answer answer = {0};

    if (is_reply(connection, type) || type == YKC_TYPE_REALTIME)
        answer = ykc_requests_answer(connection, end, facts, session, place);
    /* Whose number it is cannot be told: a counter for each gun, for example, cannot be recognised. */
    if (facts->reading.encrypted ||
        (is_reply(connection, type) && !answer.found && (connection->encrypted[0] || connection->encrypted[1])))
        ykc_sequence_hole(connection, end);
    else if (answer.found && is_reply(connection, type))
        ykc_sequence_reply(connection, end, facts, answer.sequence, place);
    else if (is_reply(connection, type))
        ykc_sequence_unasked(connection, end, facts);
    else if (!has_number_of_call(connection, facts, place))
        ykc_sequence_own(connection, end, facts, place);
    if (type == YKC_TYPE_READ_REALTIME) {
        connection->read_known = true;
        connection->read_number = facts->frame->sequence;
        connection->read_time = place->time;
    }
    if (facts->reading.message != NULL && facts->reading.message->reply != 0)
        ykc_requests_add(connection, end, facts, session, place);
}

static bool is_start_reply(uint8_t type)
{
    return type == YKC_TYPE_REMOTE_START_REPLY || type == YKC_TYPE_PARALLEL_REMOTE_START_REPLY;
}

/* A start reply with another serial answers its charge's start all the same: charge/serial-changed has told of it. */
static void take_own_serial(ykc_facts *facts, const ykc_session_state *session)
{
    if (session->account.has_serial && facts->has_serial)
        memcpy(facts->serial, session->account.serial, YKC_SERIAL_SIZE);
}

/* Take a frame into account that is what it claims to be. */
static void take_frame(ykc_connection *connection, int end, const ykc_facts *facts, const ykc_place *place)
{
    ykc_link *link = ykc_link_of_frame(connection, facts);
    ykc_session_state *power_on, *session;
    ykc_facts exchanged;

    ykc_link_rules(connection, end, link, facts, place);
    power_on = ykc_power_on_frame(connection, link, facts, place);
    session = power_on != NULL ? power_on : ykc_charge_frame(connection, link, facts, place);
    if (session != NULL)
        ykc_session_ref(session);
    exchanged = *facts;
    if (session != NULL && is_start_reply(facts->role))
        take_own_serial(&exchanged, session);
    judge_exchange(connection, end, &exchanged, session, place);
    if (session == NULL)
        return;
    if (power_on != NULL)
        ykc_power_on_settle(session);
    else
        ykc_charge_settle(session, facts);
    ykc_session_unref(session);
}

/*
 * Where others cannot be read, a body of whole blocks that looks like plain text under the flag may be ciphertext all the same:
 * once in some thousand frames. Nobody is to be blamed for that one.
 */
static void doubt_plain_text(const ykc_connection *connection, ykc_facts *facts)
{
    if (!facts->reading.plain_under_flag || facts->frame->body_length % YKC_CIPHER_BLOCK_MIN != 0 ||
        (!connection->encrypted[0] && !connection->encrypted[1]))
        return;
    facts->reading.plain_under_flag = false;
    facts->reading.encrypted = true;
    facts->layout = NULL;
    facts->has_pile = facts->has_gun = facts->has_serial = false;
}

void ykc_engine_frame(ykc_connection *connection, int end, const ykc_frame *frame, const ykc_place *place)
{
    ykc_facts facts;
    uint8_t role = ykc_catalog_role(frame->type);

    ykc_engine_clock(connection->engine, place->time);
    connection->heard[end] = true;
    connection->frames[end]++;
    connection->last = *place;
    tell_garbage(connection, end, place);
    ykc_facts_read(&connection->engine->facts, frame, &facts);
    connection->dialect = facts.reading.dialect;
    doubt_plain_text(connection, &facts);
    learn_pile_end(connection, end, &facts);
    if (ykc_frame_rules(connection, end, &facts, place)) {
        take_frame(connection, end, &facts, place);
        return;
    }
    ykc_sequence_hole(connection, end);
    for_each_session(connection, note_damage, &role);
    if (role == YKC_TYPE_LOGIN_REPLY)
        ykc_link_login_damaged(connection);
}

void ykc_engine_garbage(ykc_connection *connection, int end, uint64_t count, const ykc_place *place)
{
    ykc_garbage_run *run = &connection->garbage[end];

    ykc_engine_clock(connection->engine, place->time);
    connection->heard[end] = true;
    connection->garbage_bytes += count;
    connection->last = *place;
    run->count += count;
    run->last = *place;
    ykc_sequence_hole(connection, end);
    for_each_session(connection, note_hole, NULL);
    ykc_timer_set(&connection->engine->timers, &connection->timer,
                  place->time + ykc_limit_of(connection->engine, YKC_LIMIT_REPLY));
}

void ykc_engine_gap(ykc_connection *connection, int end, uint64_t count, const ykc_place *place)
{
    ykc_finding finding = ykc_finding_about(connection, YKC_RULE_CAPTURE_GAP, place);

    ykc_engine_clock(connection->engine, place->time);
    connection->heard[end] = true;
    connection->gaps++;
    connection->gap_bytes += count;
    connection->gap_time[end] = place->time;
    connection->last = *place;
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_BYTES, .numbers = {(int64_t)count}};
    ykc_finding_raise_damage(connection, end, &finding, 0);
    ykc_sequence_hole(connection, end);
    for_each_session(connection, note_hole, NULL);
}

static void judge_one_way(ykc_connection *connection)
{
    ykc_finding finding;

    if (!ykc_is_one_way(connection))
        return;
    finding = ykc_finding_about(connection, YKC_RULE_CAPTURE_ONE_WAY, &connection->opened);
    ykc_finding_raise(connection->engine, connection, &finding, 0);
}

static void report(ykc_connection *connection, const ykc_place *place, bool is_closed)
{
    uint8_t piles[YKC_CONNECTION_PILES_MAX][YKC_PILE_SIZE];
    ykc_connection_report told = {
        .id = connection->id,
        .midstream = connection->midstream,
        .one_way = ykc_is_one_way(connection),
        .pile_end = connection->pile_end,
        .dialect = connection->dialect,
        .opened = connection->opened,
        .closed = *place,
        .is_closed = is_closed,
        .frames = {connection->frames[0], connection->frames[1]},
        .garbage_bytes = connection->garbage_bytes,
        .gaps = connection->gaps,
        .gap_bytes = connection->gap_bytes,
        .piles = piles,
        .pile_count = connection->links->len,
    };

    for (guint i = 0; i < connection->links->len; i++)
        memcpy(piles[i], g_array_index(connection->links, ykc_link, i).pile->number, YKC_PILE_SIZE);
    if (connection->engine->sink.connection != NULL)
        connection->engine->sink.connection(connection->engine->user, &told);
}

/* Let go of everything that points to the connection, and of the connection. */
static void free_connection(ykc_connection *connection)
{
    ykc_requests_clear(connection);
    while (connection->sessions.head != NULL)
        ykc_session_detach(connection->sessions.head->data);
    for (guint i = 0; i < connection->links->len; i++) {
        ykc_link *link = &g_array_index(connection->links, ykc_link, i);

        if (link->pile->login_connection == connection)
            link->pile->login_connection = NULL;
        if (link->pile->earlier_connection == connection)
            link->pile->earlier_connection = NULL;
        g_clear_pointer(&link->power_on, ykc_session_unref);
    }
    ykc_timer_cancel(&connection->engine->timers, &connection->timer);
    g_hash_table_remove(connection->engine->connections, connection);
    g_array_unref(connection->requests);
    g_array_unref(connection->links);
    g_array_unref(connection->aggregates);
    g_free(connection);
}

void ykc_engine_close(ykc_connection *connection, const ykc_place *place)
{
    ykc_engine_clock(connection->engine, place->time);
    for (int end = 0; end < 2; end++)
        tell_garbage(connection, end, &connection->garbage[end].last);
    judge_one_way(connection);
    ykc_requests_close(connection, place);
    for (guint i = 0; i < connection->links->len; i++)
        ykc_power_on_closed(&g_array_index(connection->links, ykc_link, i), false);
    ykc_finding_decide_all(connection);
    report(connection, place, true);
    free_connection(connection);
}

void ykc_engine_clock(ykc_engine *engine, ykc_time_us time)
{
    if (time <= engine->now)
        return;
    engine->now = time;
    ykc_timers_advance(&engine->timers, time);
}

void ykc_engine_truncated(ykc_engine *engine, const ykc_place *place)
{
    ykc_finding finding = ykc_finding_about(NULL, YKC_RULE_CAPTURE_TRUNCATED, place);

    if (engine->truncation_told)
        return;
    engine->truncation_told = true;
    ykc_finding_raise(engine, NULL, &finding, 0);
}

static void count_power_on(ykc_session_state *session, void *user)
{
    uint64_t *due = user;

    *due += session->account.flow == YKC_FLOW_POWER_ON;
}

static int by_id(gconstpointer a, gconstpointer b)
{
    const ykc_connection *left = *(ykc_connection *const *)a, *right = *(ykc_connection *const *)b;

    return left->id < right->id ? -1 : left->id > right->id;
}

static int by_session_id(gconstpointer a, gconstpointer b)
{
    const ykc_session_state *left = *(ykc_session_state *const *)a, *right = *(ykc_session_state *const *)b;

    return left->account.id < right->account.id ? -1 : left->account.id > right->account.id;
}

static void collect_charges(ykc_engine *engine, GPtrArray *charges)
{
    GHashTableIter piles, serials;
    gpointer pile, charge;

    g_hash_table_iter_init(&piles, engine->piles);
    while (g_hash_table_iter_next(&piles, NULL, &pile)) {
        GArray *guns = ((ykc_pile *)pile)->guns;

        for (guint i = 0; i < guns->len; i++) {
            const ykc_gun *gun = &g_array_index(guns, ykc_gun, i);

            if (gun->charge != NULL && !gun->charge->decided)
                g_ptr_array_add(charges, gun->charge);
            if (gun->request != NULL && !gun->request->decided)
                g_ptr_array_add(charges, gun->request);
        }
    }
    /* Those that are on no gun: offline, or overtaken. */
    g_hash_table_iter_init(&serials, engine->charges);
    while (g_hash_table_iter_next(&serials, NULL, &charge))
        if (!((ykc_session_state *)charge)->decided && !g_ptr_array_find(charges, charge, NULL))
            g_ptr_array_add(charges, charge);
    g_ptr_array_sort(charges, by_session_id);
}

/* What is still due is no violation: the capture ended first (rules.md, "Only the clock decides"). */
static void finish_connection(ykc_connection *connection, const ykc_place *place, uint64_t *due)
{
    *due += ykc_requests_due(connection);
    for_each_session(connection, count_power_on, due);
    for (int end = 0; end < 2; end++)
        tell_garbage(connection, end, &connection->garbage[end].last);
    judge_one_way(connection);
    for (guint i = 0; i < connection->links->len; i++)
        ykc_power_on_closed(&g_array_index(connection->links, ykc_link, i), true);
    ykc_finding_decide_all(connection);
    report(connection, place, false);
}

/* All connections, in the order of their numbers. */
static GPtrArray *list_connections(const ykc_engine *engine)
{
    GPtrArray *connections = g_ptr_array_new();
    GHashTableIter iterator;
    gpointer connection;

    g_hash_table_iter_init(&iterator, engine->connections);
    while (g_hash_table_iter_next(&iterator, &connection, NULL))
        g_ptr_array_add(connections, connection);
    g_ptr_array_sort(connections, by_id);
    return connections;
}

void ykc_engine_finish(ykc_engine *engine, const ykc_place *place)
{
    g_autoptr(GPtrArray) connections = list_connections(engine);
    g_autoptr(GPtrArray) charges = g_ptr_array_new();
    uint64_t due = 0;

    for (guint i = 0; i < connections->len; i++)
        finish_connection(g_ptr_array_index(connections, i), place, &due);
    collect_charges(engine, charges);
    for (guint i = 0; i < charges->len; i++)
        due += ykc_charge_ended(g_ptr_array_index(charges, i));
    for (guint i = 0; i < connections->len; i++)
        free_connection(g_ptr_array_index(connections, i));
    if (due > 0) {
        ykc_finding finding = ykc_finding_about(NULL, YKC_RULE_CAPTURE_CUT_OFF, place);

        finding.count = due;
        finding.seen = (ykc_phrase){.id = YKC_PHRASE_DUE, .numbers = {(int64_t)due}};
        ykc_finding_raise(engine, NULL, &finding, 0);
    }
}

void ykc_engine_free(ykc_engine *engine)
{
    const ykc_place nowhere = {0};

    if (engine == NULL)
        return;
    engine->sink = (ykc_engine_sink){0};
    ykc_engine_finish(engine, &nowhere);
    g_hash_table_unref(engine->charges);
    g_hash_table_unref(engine->piles);
    g_hash_table_unref(engine->connections);
    ykc_fact_tables_clear(&engine->facts);
    ykc_timers_clear(&engine->timers);
    g_free(engine);
}
