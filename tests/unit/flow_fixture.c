/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow_fixture.h"

#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "catalog/catalog.h"
#include "catalog/value.h"
#include "wire/cp56time.h"

enum { PILES = 26, GUNS = 100, CONNECTIONS_MAX = 64, PILE_END = 0, HEARTBEAT_SECONDS = 10, REPORT_SECONDS = 15 };

/* 2026-03-16 08:00:00, station time */
#define STORY_BEGINS (INT64_C(1773619200) * YKC_SECOND)
#define STEP         (YKC_SECOND / 10)

/* A connection as its two ends see it. */
typedef struct side_state {
    uint16_t next;     /* number of the next own frame */
    GHashTable *asked; /* pile, gun and type -> number of the last such frame */
} side_state;

typedef struct told_connection {
    ykc_connection *engine_side;
    side_state sides[2];
    ykc_time_us heartbeat, report;
} told_connection;

/* A gun as its pile sees it. */
typedef struct told_gun {
    char serial;            /* of its transaction, A to Z */
    char asked;             /* who asks to start it, as a record says */
    char source;            /* who started it */
    bool stopped;           /* by the platform */
    ykc_time_us start, end; /* of the current; 0: none */
} told_gun;

struct flow_story {
    ykc_engine *engine;
    ykc_time_us now;
    uint64_t packet;
    GHashTable *labels;                               /* label -> packet number */
    told_connection connections[CONNECTIONS_MAX + 1]; /* from 1 */
    unsigned connection_count;
    told_gun guns[PILES][GUNS];
    GArray *findings;    /* ykc_finding, in the order of raising */
    GHashTable *decided; /* ids of decided findings */
    GArray *sessions;    /* ykc_session */
    unsigned broken_promises;
};

static G_GNUC_PRINTF(1, 2) G_NORETURN void fail(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    abort();
}

static ykc_finding *find_finding(flow_story *story, uint64_t id)
{
    for (guint i = 0; i < story->findings->len; i++)
        if (g_array_index(story->findings, ykc_finding, i).id == id)
            return &g_array_index(story->findings, ykc_finding, i);
    return NULL;
}

static bool is_session_told(const flow_story *story, uint32_t id)
{
    for (guint i = 0; i < story->sessions->len; i++)
        if (g_array_index(story->sessions, ykc_session, i).id == id)
            return true;
    return false;
}

static void hear_finding(void *user, const ykc_finding *finding, ykc_finding_event event)
{
    flow_story *story = user;
    ykc_finding *known = find_finding(story, finding->id);

    if (event == YKC_FINDING_RAISED) {
        story->broken_promises += known != NULL || (finding->session != 0 && is_session_told(story, finding->session));
        g_array_append_val(story->findings, *finding);
        return;
    }
    if (known == NULL || g_hash_table_contains(story->decided, GUINT_TO_POINTER((guint)finding->id))) {
        story->broken_promises++;
        return;
    }
    *known = *finding;
    if (event == YKC_FINDING_DECIDED)
        g_hash_table_add(story->decided, GUINT_TO_POINTER((guint)finding->id));
}

static void clear_session(void *data)
{
    ykc_session *session = data;

    g_free((ykc_bill *)session->bill);
    g_free((ykc_billing_model *)session->model);
}

static void hear_session(void *user, const ykc_session *session)
{
    flow_story *story = user;
    ykc_session kept = *session; /* what it points to is valid during the call only */

    story->broken_promises += is_session_told(story, session->id);
    kept.bill = session->bill != NULL ? g_memdup2(session->bill, sizeof *session->bill) : NULL;
    kept.model = session->model != NULL ? g_memdup2(session->model, sizeof *session->model) : NULL;
    g_array_append_val(story->sessions, kept);
}

flow_story *story_begin(void)
{
    return story_begin_with(NULL, NULL);
}

flow_story *story_begin_with(const char *rules, const char *limits)
{
    const ykc_engine_sink sink = {.finding = hear_finding, .session = hear_session};
    g_autoptr(GError) error = NULL;
    flow_story *story = g_new0(flow_story, 1);
    ykc_settings settings;

    ykc_settings_init(&settings);
    if ((rules != NULL && !ykc_settings_set_rules(&settings, rules, &error)) ||
        (limits != NULL && !ykc_settings_set_limits(&settings, limits, &error)))
        fail("%s", error->message);
    story->engine = ykc_engine_new(&settings, &sink, story);
    story->now = STORY_BEGINS;
    story->labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    story->findings = g_array_new(FALSE, FALSE, sizeof(ykc_finding));
    story->decided = g_hash_table_new(NULL, NULL);
    story->sessions = g_array_new(FALSE, FALSE, sizeof(ykc_session));
    g_array_set_clear_func(story->sessions, clear_session);
    for (unsigned pile = 0; pile < PILES; pile++)
        for (unsigned gun = 0; gun < GUNS; gun++)
            story->guns[pile][gun].serial = 'A';
    return story;
}

void story_end(flow_story *story)
{
    ykc_engine_free(story->engine);
    for (unsigned i = 1; i <= story->connection_count; i++)
        for (int end = 0; end < 2; end++)
            g_hash_table_unref(story->connections[i].sides[end].asked);
    g_hash_table_unref(story->labels);
    g_hash_table_unref(story->decided);
    g_array_unref(story->findings);
    g_array_unref(story->sessions);
    g_free(story);
}

ykc_engine *story_engine(flow_story *story)
{
    return story->engine;
}

ykc_connection *story_connection(flow_story *story, unsigned number)
{
    return story->connections[number].engine_side;
}

/* Understanding an observation. */

typedef struct observed {
    char **words;
    const char *label, *what;
    char **parameters; /* behind WHAT */
} observed;

/* The value of NAME in an observation; NULL if it is not given. */
static const char *value_of(const observed *observation, const char *name)
{
    size_t length = strlen(name);

    for (char **word = observation->parameters; *word != NULL; word++)
        if (strncmp(*word, name, length) == 0 && (*word)[length] == '=')
            return *word + length + 1;
    return NULL;
}

static unsigned number_of(const observed *observation, const char *name, unsigned otherwise)
{
    const char *text = value_of(observation, name);

    return text != NULL ? (unsigned)g_ascii_strtoull(text, NULL, 0) : otherwise;
}

static bool has_word(const observed *observation, const char *wanted)
{
    for (char **word = observation->parameters; *word != NULL; word++)
        if (strcmp(*word, wanted) == 0)
            return true;
    return false;
}

static told_connection *connection_of(flow_story *story, const observed *observation)
{
    unsigned number = number_of(observation, "on", story->connection_count);

    if (number == 0 || number > story->connection_count || story->connections[number].engine_side == NULL)
        fail("there is no connection %u", number);
    return &story->connections[number];
}

static ykc_place here(flow_story *story)
{
    return (ykc_place){.packet = story->packet, .time = story->now};
}

/* Bodies. */

/* What the body of a success says where it is not zero. */
static const struct {
    uint8_t type;
    const char *field, *value;
} usual_values[] = {
    {0x13, "state", "3"},
    {0x13, "gun_plugged", "1"},
    {0x15, "battery_type", "6"},
    {0x15, "battery_made_month", "3"},
    {0x15, "battery_made_day", "16"},
    {0x23, "charge_mode", "1"},
    {0x31, "start_mode", "1"},
    {0x32, "auth_result", "1"},
    {0x33, "start_result", "1"},
    {0x35, "stop_result", "1"},
    {0x3B, "transaction_time", "2026-03-16T08:30:00.000"},
    {0x43, "card_sync_result", "1"},
    {0x51, "work_setting_result", "1"},
    {0x52, "power_limit_percent", "100"},
    {0x55, "clock", "2026-03-16T08:00:00.000"},
    {0x56, "clock", "2026-03-16T08:00:00.000"},
    {0x57, "billing_setting_result", "1"},
    {0x62, "lock_command", "85"},
    {0x63, "lock_result", "1"},
    {0x91, "reboot_result", "1"},
    {0x92, "execute_when", "1"},
    {0x94, "pile_model", "1"},
    {0x94, "execute_when", "1"},
    {0xA1, "start_mode", "1"},
    {0xA2, "auth_result", "1"},
    {0xA3, "start_result", "1"},
};

static void set_field(const ykc_message *message, uint8_t *body, const char *name, const char *text)
{
    ykc_item item;

    if (!ykc_message_field(message, name, &item))
        fail("0x%02X has no field \"%s\"", message->type, name);
    if (item.field->encoding == YKC_ENC_UINT && g_ascii_isdigit(*text) && item.field->decimals == 0 && item.field->offset == 0)
        ykc_value_encode_raw(item.field, g_ascii_strtoull(text, NULL, 0), body + item.offset);
    else if (!ykc_value_encode(item.field, text, body + item.offset))
        fail("0x%02X: \"%s\" is no value of \"%s\"", message->type, text, name);
}

static void set_if_there(const ykc_message *message, uint8_t *body, const char *name, const char *text)
{
    ykc_item item;

    if (ykc_message_field(message, name, &item))
        set_field(message, body, name, text);
}

/* Names that are no fields. */
static bool is_of_the_frame(const char *word)
{
    static const char *const names[] = {
        "on=", "pile=", "gun=", "serial=", "seq=", "crc=", "body=", "from=", "encryption=", "slots="};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_str_has_prefix(word, names[i]))
            return true;
    return false;
}

static told_gun *gun_of(flow_story *story, const observed *observation)
{
    const char *pile = value_of(observation, "pile");
    unsigned letter = pile != NULL ? (unsigned)(*pile - 'A') : 0;
    unsigned gun = number_of(observation, "gun", 1);

    if (letter >= PILES || gun >= GUNS)
        fail("there is no such pile or gun");
    return &story->guns[letter][gun];
}

static const uint8_t *field_in(const ykc_message *message, const uint8_t *body, const char *name)
{
    ykc_item item;

    return ykc_message_field(message, name, &item) ? body + item.offset : NULL;
}

/* What the frame means for the pile's own memory of the charge. */
static void note_charge(flow_story *story, told_gun *gun, const ykc_message *message, const uint8_t *body)
{
    const uint8_t *state = field_in(message, body, "state"), *granted = field_in(message, body, "auth_result");
    const uint8_t *mode = field_in(message, body, "start_mode");

    switch (message->type) {
    case 0x34:
    case 0xA4:
        *gun = (told_gun){.serial = gun->serial, .source = '1'};
        break;
    case 0x31:
    case 0xA1:
        gun->asked = *mode == 3 ? '5' : '2';
        break;
    case 0x32:
    case 0xA2:
        if (*granted == 1 || *field_in(message, body, "auth_failure") == 0)
            *gun = (told_gun){.serial = gun->serial, .source = gun->asked};
        break;
    case 0x36:
        gun->stopped = true;
        break;
    case 0x13:
        if (*state != 3)
            break;
        if (gun->start == 0)
            gun->start = story->now;
        gun->end = story->now;
        break;
    default:
        break;
    }
}

/* What a record says of the charge, unless the story says otherwise. */
static void set_record(flow_story *story, const told_gun *gun, const ykc_message *message, uint8_t *body)
{
    const ykc_time_us times[] = {gun->start != 0 ? gun->start : story->now, gun->end != 0 ? gun->end : story->now};
    static const char *const names[] = {"start_time", "end_time"};
    const char source[] = {gun->source != 0 ? gun->source : '1', '\0'};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        ykc_cp56time time;
        ykc_item item;

        ykc_cp56time_from_unix_ms(times[i] / 1000, YKC_ZONE_DEFAULT_MINUTES, &time);
        ykc_message_field(message, names[i], &item);
        ykc_cp56time_encode(&time, body + item.offset);
    }
    set_field(message, body, "start_source", source);
    set_field(message, body, "stop_reason", gun->stopped ? "64" : "65");
}

static void set_identity(flow_story *story, const observed *observation, const ykc_message *message, uint8_t *body)
{
    const char *pile = value_of(observation, "pile");
    const char *serial = has_word(observation, "idle") ? "0" : value_of(observation, "serial");
    unsigned letter = pile != NULL ? (unsigned)(*pile - 'A') : 0;
    unsigned gun = number_of(observation, "gun", 1);
    char text[33];

    if (letter >= PILES || gun >= GUNS)
        fail("there is no such pile or gun");
    if (serial != NULL && *serial != '0')
        story->guns[letter][gun].serial = *serial;
    g_snprintf(text, sizeof text, "320106202601%02u", letter + 1);
    set_if_there(message, body, "pile", text);
    g_snprintf(text, sizeof text, "%u", gun);
    set_if_there(message, body, "gun", text);
    if (serial != NULL && *serial == '0')
        return;
    g_snprintf(text, sizeof text, "320106202601%02u%02u260316080000%04u", letter + 1, gun,
               (unsigned)(story->guns[letter][gun].serial - 'A' + 1));
    set_if_there(message, body, "transaction", text);
}

/* The half hours of a billing model: 48 digits, or one for all of them. */
static void set_slots(const ykc_message *message, const char *digits, uint8_t *body)
{
    ykc_item item;

    if (digits == NULL || !ykc_message_field(message, "slot_tariff", &item))
        return;
    for (unsigned slot = 0; slot < item.field->count; slot++)
        body[item.offset + slot] = (uint8_t)(digits[digits[1] == '\0' ? 0 : slot] - '0');
}

static size_t make_body(flow_story *story, const observed *observation, const ykc_message *message, uint8_t *body)
{
    for (size_t i = 0; i < G_N_ELEMENTS(usual_values); i++)
        if (usual_values[i].type == message->type)
            set_field(message, body, usual_values[i].field, usual_values[i].value);
    set_identity(story, observation, message, body);
    set_slots(message, value_of(observation, "slots"), body);
    if (message->type == 0x3B)
        set_record(story, gun_of(story, observation), message, body);
    if (has_word(observation, "idle")) {
        set_field(message, body, "state", "2");
        set_field(message, body, "gun_plugged", "0");
        set_field(message, body, "gun_homed", "1");
    }
    for (char **word = observation->parameters; *word != NULL; word++) {
        char *sign = strchr(*word, '=');

        if (sign == NULL || is_of_the_frame(*word))
            continue;
        *sign = '\0';
        set_field(message, body, *word, sign + 1);
        *sign = '=';
    }
    return number_of(observation, "body", message->body);
}

/* Frames. */

static const ykc_message *request_of(uint8_t reply)
{
    for (size_t i = 0; i < ykc_catalog_count(); i++)
        if (ykc_catalog_message(i)->reply == reply)
            return ykc_catalog_message(i);
    return NULL;
}

static gpointer exchange_key(const observed *observation, uint8_t type)
{
    const char *pile = value_of(observation, "pile");

    return GUINT_TO_POINTER((pile != NULL ? (guint)*pile : 'A') << 16 | number_of(observation, "gun", 1) << 8 | type);
}

static uint16_t sequence_of(told_connection *connection, const observed *observation, const ykc_message *message, int end)
{
    const char *text = value_of(observation, "seq");
    const ykc_message *request = message != NULL && message->type != 0x13 ? request_of(message->type) : NULL;
    side_state *own = &connection->sides[end], *other = &connection->sides[1 - end];
    bool is_plain_number = text != NULL && g_ascii_isdigit(*text);
    uint16_t sequence;

    if (text != NULL && strcmp(text, "own") == 0)
        request = NULL;
    sequence = request != NULL
                   ? (uint16_t)GPOINTER_TO_UINT(g_hash_table_lookup(other->asked, exchange_key(observation, request->type)))
                   : own->next;
    if (is_plain_number)
        sequence = (uint16_t)g_ascii_strtoull(text, NULL, 0);
    else if (request == NULL)
        own->next++;
    if (text != NULL && *text == '+')
        sequence = (uint16_t)(sequence + g_ascii_strtoull(text + 1, NULL, 0));
    if (text != NULL && strcmp(text, "swap") == 0)
        sequence = GUINT16_SWAP_LE_BE(sequence);
    return sequence;
}

static void spoil_checksum(ykc_frame *frame, const char *how)
{
    if (how == NULL)
        return;
    if (strcmp(how, "bad") == 0) {
        frame->crc_status = YKC_CRC_BAD;
        frame->crc ^= 0x1111;
    } else if (strcmp(how, "swapped") == 0) {
        frame->crc_status = YKC_CRC_SWAPPED;
    } else {
        frame->crc_status = YKC_CRC_TABLE;
    }
}

static void tell_frame(flow_story *story, const observed *observation, uint8_t type)
{
    told_connection *connection = connection_of(story, observation);
    uint8_t body[YKC_FRAME_BODY_MAX] = {0}, bytes[YKC_FRAME_SIZE_MAX];
    ykc_fit fit;
    const ykc_message *message = ykc_catalog_find(YKC_V1_6, type, 0, &fit);
    const char *from = value_of(observation, "from");
    bool is_up = from != NULL ? strcmp(from, "up") == 0 : type % 2 != 0;
    int end = is_up ? PILE_END : 1 - PILE_END;
    ykc_place place = here(story);
    ykc_frame frame = {.type = type, .body = body}, scanned;
    size_t used;

    frame.body_length =
        (uint8_t)(message != NULL ? make_body(story, observation, message, body) : number_of(observation, "body", 8));
    if (message != NULL)
        note_charge(story, gun_of(story, observation), message, body);
    frame.sequence = sequence_of(connection, observation, message, end);
    g_hash_table_insert(connection->sides[end].asked, exchange_key(observation, type), GUINT_TO_POINTER(frame.sequence));
    frame.encryption = (uint8_t)number_of(observation, "encryption", 0);
    if (ykc_frame_scan(bytes, ykc_frame_encode(bytes, &frame), ykc_catalog_fits, &scanned, &used) != YKC_SCAN_FRAME)
        fail("0x%02X is no frame", type);
    spoil_checksum(&scanned, value_of(observation, "crc"));
    if (type == 0x03)
        connection->heartbeat = story->now;
    if (type == 0x13)
        connection->report = story->now;
    ykc_engine_frame(connection->engine_side, end, &scanned, &place);
}

/* Other observations. */

static void open_connection(flow_story *story, const observed *observation)
{
    told_connection *connection = &story->connections[++story->connection_count];
    const char *one_way = value_of(observation, "oneway");
    bool midstream = has_word(observation, "midstream");
    ykc_place place = here(story);

    if (story->connection_count > CONNECTIONS_MAX)
        fail("too many connections");
    connection->engine_side =
        ykc_engine_open(story->engine, story->connection_count, midstream ? -1 : PILE_END, midstream, &place);
    connection->heartbeat = story->now;
    for (int end = 0; end < 2; end++)
        connection->sides[end].asked = g_hash_table_new(NULL, NULL);
    if (one_way == NULL || strcmp(one_way, "up") == 0)
        ykc_engine_heard(connection->engine_side, PILE_END);
    if (one_way == NULL || strcmp(one_way, "down") == 0)
        ykc_engine_heard(connection->engine_side, 1 - PILE_END);
}

static void close_connection(flow_story *story, const observed *observation)
{
    told_connection *connection = connection_of(story, observation);
    ykc_place place = here(story);

    ykc_engine_close(connection->engine_side, &place);
    connection->engine_side = NULL;
}

static int end_of(const observed *observation)
{
    const char *from = value_of(observation, "from");

    return from != NULL && strcmp(from, "down") == 0 ? 1 - PILE_END : PILE_END;
}

static void tell_one(flow_story *story, const char *text);

/* Heartbeats, and what a charge sends, on the connection's own rhythm. */
static void keep_going(flow_story *story, const observed *observation, unsigned seconds, bool charges)
{
    told_connection *connection = connection_of(story, observation);
    g_autofree char *who = g_strjoinv(" ", observation->parameters);
    ykc_time_us end = story->now + seconds * YKC_SECOND;
    const char *bms = value_of(observation, "bms");

    if (bms != NULL) {
        g_autofree char *parameter = g_strdup_printf("bms=%s", bms);
        char *found = strstr(who, parameter);

        memset(found, ' ', strlen(parameter));
    }
    for (; story->now + YKC_SECOND <= end; story->now += YKC_SECOND) {
        static const char *const reports[] = {"+0 13", "+0 23", "+0 25"};

        if (story->now - connection->heartbeat >= HEARTBEAT_SECONDS * YKC_SECOND) {
            g_autofree char *beat = g_strdup_printf("+0 03 %s", who), *reply = g_strdup_printf("+0 04 %s", who);

            tell_one(story, beat);
            tell_one(story, reply);
        }
        if (!charges || story->now - connection->report < REPORT_SECONDS * YKC_SECOND)
            continue;
        for (size_t i = 0; i < (bms != NULL ? 3 : 1); i++) {
            g_autofree char *report = g_strdup_printf("%s %s", reports[i], who);

            tell_one(story, report);
        }
    }
    ykc_engine_clock(story->engine, story->now);
}

static bool tell_of_connection(flow_story *story, const observed *observation)
{
    ykc_place place = here(story);

    if (strcmp(observation->what, "open") == 0)
        open_connection(story, observation);
    else if (strcmp(observation->what, "close") == 0)
        close_connection(story, observation);
    else if (strcmp(observation->what, "gap") == 0)
        ykc_engine_gap(connection_of(story, observation)->engine_side, end_of(observation), number_of(observation, "bytes", 100),
                       &place);
    else if (strcmp(observation->what, "garbage") == 0)
        ykc_engine_garbage(connection_of(story, observation)->engine_side, end_of(observation),
                           number_of(observation, "bytes", 7), &place);
    else
        return false;
    return true;
}

static bool tell_of_capture(flow_story *story, const observed *observation)
{
    ykc_place place = here(story);

    if (strcmp(observation->what, "clock") == 0)
        ykc_engine_clock(story->engine, story->now);
    else if (strcmp(observation->what, "truncated") == 0)
        ykc_engine_truncated(story->engine, &place);
    else if (strcmp(observation->what, "finish") == 0)
        ykc_engine_finish(story->engine, &place);
    else
        return false;
    return true;
}

/* Time passes, and the packet gets its number and label. */
static void begin_packet(flow_story *story, char **words, observed *observation)
{
    ykc_time_us wait = STEP;
    char **next = words;

    *observation = (observed){.words = words};
    if (*next != NULL && g_str_has_suffix(*next, ":")) {
        observation->label = *next++;
        ((char *)observation->label)[strlen(observation->label) - 1] = '\0';
    }
    if (*next != NULL && **next == '+')
        wait = (ykc_time_us)(g_ascii_strtod(*next++ + 1, NULL) * (double)YKC_SECOND + 0.5);
    if (*next == NULL)
        fail("nothing is observed");
    observation->what = *next++;
    observation->parameters = next;
    story->now += wait;
    story->packet++;
    if (observation->label != NULL)
        g_hash_table_replace(story->labels, g_strdup(observation->label), GUINT_TO_POINTER((guint)story->packet));
}

static void tell_one(flow_story *story, const char *text)
{
    g_auto(GStrv) split = g_strsplit_set(text, " \n", -1);
    g_autofree char **words = g_new0(char *, g_strv_length(split) + 1);
    observed observation;
    size_t count = 0;

    for (char **word = split; *word != NULL; word++)
        if (**word != '\0')
            words[count++] = *word;
    begin_packet(story, words, &observation);
    if (tell_of_connection(story, &observation) || tell_of_capture(story, &observation))
        return;
    if (strcmp(observation.what, "keep") == 0 || strcmp(observation.what, "charge") == 0) {
        unsigned seconds =
            (unsigned)g_ascii_strtoull(observation.parameters[0] != NULL ? observation.parameters[0] : "0", NULL, 10);

        observation.parameters++;
        keep_going(story, &observation, seconds, *observation.what == 'c');
        return;
    }
    if (strlen(observation.what) != 2 || !g_ascii_isxdigit(observation.what[0]) || !g_ascii_isxdigit(observation.what[1]))
        fail("\"%s\" is no observation", text);
    tell_frame(story, &observation, (uint8_t)g_ascii_strtoull(observation.what, NULL, 16));
}

void tell(flow_story *story, const char *text)
{
    g_auto(GStrv) observations = g_strsplit(text, ";", -1);

    for (char **observation = observations; *observation != NULL; observation++)
        if (strspn(*observation, " \n") != strlen(*observation))
            tell_one(story, *observation);
}

void tell_repeatedly(flow_story *story, unsigned times, const char *text)
{
    while (times-- > 0)
        tell(story, text);
}

/* Comparing. */

/* A packet by its label, or by its number. */
static char *name_packet(const flow_story *story, uint64_t packet)
{
    GHashTableIter iterator;
    gpointer label, number;

    g_hash_table_iter_init(&iterator, story->labels);
    while (g_hash_table_iter_next(&iterator, &label, &number))
        if (GPOINTER_TO_UINT(number) == packet)
            return g_strdup(label);
    return g_strdup_printf("%" G_GUINT64_FORMAT, packet);
}

static char *describe_finding(const flow_story *story, const ykc_finding *finding)
{
    g_autofree char *packet = name_packet(story, finding->place.packet);
    GString *text = g_string_new(NULL);

    g_string_printf(text, "%s %s", finding->rule->id, ykc_severity_name(finding->severity));
    if (finding->certainty == YKC_POSSIBLE)
        g_string_append(text, " possible");
    if (finding->flow != YKC_FLOW_NONE)
        g_string_append_printf(text, " %s %u", ykc_flow_name(finding->flow), finding->step);
    g_string_append_printf(text, " @%s", packet);
    if (finding->count > 1 && finding->rule != &ykc_rules[YKC_RULE_CAPTURE_CUT_OFF])
        g_string_append_printf(text, " x%" G_GUINT64_FORMAT, finding->count);
    return g_string_free(text, FALSE);
}

/* Take an expected text out of the list. */
static bool strike(GPtrArray *list, const char *text)
{
    for (guint i = 0; i < list->len; i++) {
        if (strcmp(g_ptr_array_index(list, i), text) == 0) {
            g_ptr_array_remove_index(list, i);
            return true;
        }
    }
    return false;
}

bool story_findings_are(const flow_story *story, const char *const *expected)
{
    g_autoptr(GPtrArray) missing = g_ptr_array_new();
    bool same = true;

    for (; *expected != NULL; expected++)
        g_ptr_array_add(missing, (gpointer)*expected);
    for (guint i = 0; i < story->findings->len; i++) {
        g_autofree char *text = describe_finding(story, &g_array_index(story->findings, ykc_finding, i));

        if (strike(missing, text))
            continue;
        printf("\n    unexpected: %s", text);
        same = false;
    }
    for (guint i = 0; i < missing->len; i++)
        printf("\n    missing:    %s", (const char *)g_ptr_array_index(missing, i));
    return same && missing->len == 0;
}

static gint compare_sessions(gconstpointer a, gconstpointer b)
{
    const ykc_session *left = a, *right = b;

    return left->id < right->id ? -1 : left->id > right->id;
}

bool story_sessions_are(const flow_story *story, const char *const *expected)
{
    bool same = true;

    g_array_sort(story->sessions, compare_sessions);
    for (guint i = 0; i < story->sessions->len || *expected != NULL; i++) {
        g_autofree char *told = NULL;
        const ykc_session *session = story_session(story, i + 1);
        const char *wanted = *expected != NULL ? *expected++ : "nothing";

        if (session == NULL)
            told = g_strdup("nothing");
        else if (session->gun > 1)
            told =
                g_strdup_printf("%s %s gun %u", ykc_flow_name(session->flow), ykc_outcome_name(session->outcome), session->gun);
        else
            told = g_strdup_printf("%s %s", ykc_flow_name(session->flow), ykc_outcome_name(session->outcome));
        if (strcmp(told, wanted) == 0)
            continue;
        printf("\n    session %u: expected %s, told %s", i + 1, wanted, told);
        same = false;
    }
    return same;
}

const ykc_finding *story_finding(const flow_story *story, const char *rule)
{
    for (guint i = 0; i < story->findings->len; i++)
        if (strcmp(g_array_index(story->findings, ykc_finding, i).rule->id, rule) == 0)
            return &g_array_index(story->findings, ykc_finding, i);
    return NULL;
}

unsigned story_finding_count(const flow_story *story)
{
    return story->findings->len;
}

unsigned story_undecided(const flow_story *story)
{
    return story->findings->len - g_hash_table_size(story->decided);
}

const ykc_session *story_session(const flow_story *story, unsigned number)
{
    return number == 0 || number > story->sessions->len ? NULL : &g_array_index(story->sessions, ykc_session, number - 1);
}

uint64_t story_packet(const flow_story *story, const char *label)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(story->labels, label));
}

unsigned story_broken_promises(const flow_story *story)
{
    return story->broken_promises;
}

bool story_gives(const char *rules, const char *limits, const char *text, const char *const *expected)
{
    flow_story *story = story_begin_with(rules, limits);
    bool same;

    tell(story, text);
    same = story_findings_are(story, expected);
    story_end(story);
    return same;
}

bool story_gives_sessions(const char *text, const char *const *expected)
{
    flow_story *story = story_begin();
    bool same;

    tell(story, text);
    same = story_sessions_are(story, expected);
    story_end(story);
    return same;
}
