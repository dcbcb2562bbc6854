/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * link/sequence and reply/sequence: how senders number their frames.
 *
 * By the book a sender's own frames count from 0 and a reply repeats its request's number. Devices count in other ways too
 * every known way is followed along, and as long as one of them explains all numbers the finding is only a note.
 */
#include <string.h>

#include "state.h"
#include "wire/bytes.h"

static guint32 key_of(int end)
{
    return (guint32)end + 1;
}

/* The counter of a gun or pile, made if need be; NULL if there are too many. */
static ykc_gun_counter *counter_of(ykc_gun_counter *counters, const uint8_t *pile, uint8_t gun)
{
    for (int i = 0; i < YKC_SEQUENCE_COUNTERS_MAX; i++) {
        ykc_gun_counter *counter = &counters[i];

        if (!counter->used) {
            counter->gun = gun;
            memcpy(counter->pile, pile, YKC_PILE_SIZE);
            return counter;
        }
        if (counter->gun == gun && memcmp(counter->pile, pile, YKC_PILE_SIZE) == 0)
            return counter;
    }
    return NULL;
}

/* Follow a counter of a gun or a pile; false if the number is not its next. */
static bool follow_counter(ykc_gun_counter *counters, bool any_start, const uint8_t *pile, uint8_t gun, uint16_t number)
{
    ykc_gun_counter *counter = counter_of(counters, pile, gun);
    bool right = counter != NULL && (counter->next == number || (!counter->used && any_start));

    if (counter != NULL) {
        counter->used = true;
        counter->next = (uint16_t)(number + 1);
    }
    return right;
}

/* Follow one way of counting; the counter is set so that one slip is one finding. */
static void follow(ykc_sequence *sequence, ykc_numbering numbering, uint16_t number, uint16_t step)
{
    if (!sequence->resync && sequence->next[numbering] != number)
        sequence->broken[numbering] = true;
    sequence->next[numbering] = (uint16_t)(number + step);
}

static void follow_all(ykc_sequence *sequence, const ykc_facts *facts, uint16_t number)
{
    static const uint8_t no_pile[YKC_PILE_SIZE];
    const uint8_t *pile = facts->has_pile ? facts->pile : no_pile;

    follow(sequence, YKC_NUMBERED_CONSTANT, number, 0);
    follow(sequence, YKC_NUMBERED_SWAPPED, ykc_bytes_swap16(number), 1);
    follow(sequence, YKC_NUMBERED_WITH_REPLIES, number, 1);
    follow(sequence, YKC_NUMBERED_COUNTING_REPLIES, number, 1);
    if (!follow_counter(sequence->guns, sequence->any_start, pile, facts->has_gun ? facts->gun : 0, number))
        sequence->broken[YKC_NUMBERED_PER_GUN] = true;
    if (!follow_counter(sequence->piles, sequence->any_start, pile, 0, number))
        sequence->broken[YKC_NUMBERED_PER_PILE] = true;
}

static bool is_known_way(const ykc_sequence *sequence)
{
    for (int way = YKC_NUMBERED_BY_THE_BOOK + 1; way < YKC_NUMBERINGS; way++)
        if (!sequence->broken[way])
            return true;
    return false;
}

static void start(ykc_sequence *sequence, const ykc_connection *connection, uint16_t number)
{
    sequence->started = true;
    if (connection->midstream)
        sequence->resync = true;
    /* A constant may be any number. */
    sequence->next[YKC_NUMBERED_CONSTANT] = number;
}

static void tell_slip(ykc_connection *connection, int end, const ykc_facts *facts, uint16_t expected, const ykc_place *place)
{
    ykc_finding finding = ykc_finding_about(connection, YKC_RULE_LINK_SEQUENCE, place);

    ykc_finding_take_facts(&finding, facts);
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_SEQUENCE, .numbers = {expected}};
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_SEQUENCE, .numbers = {facts->frame->sequence}};
    ykc_finding_raise(connection->engine, connection, &finding, key_of(end));
}

void ykc_sequence_own(ykc_connection *connection, int end, const ykc_facts *facts, const ykc_place *place)
{
    ykc_sequence *sequence = &connection->sequences[end];
    uint16_t number = facts->frame->sequence;
    uint16_t expected = sequence->next[YKC_NUMBERED_BY_THE_BOOK];
    bool was_broken = sequence->broken[YKC_NUMBERED_BY_THE_BOOK];
    ykc_aggregate *told;

    if (facts->role == YKC_TYPE_RECORD) {
        if (sequence->has_record && sequence->record_number == number && expected != number)
            return;
        sequence->has_record = true;
        sequence->record_number = number;
    }
    if (!sequence->started)
        start(sequence, connection, number);
    if (sequence->resync) {
        sequence->any_start = true;
        memset(sequence->guns, 0, sizeof sequence->guns);
        memset(sequence->piles, 0, sizeof sequence->piles);
    }
    sequence->broken[YKC_NUMBERED_BY_THE_BOOK] = false;
    follow(sequence, YKC_NUMBERED_BY_THE_BOOK, number, 1);
    follow_all(sequence, facts, number);
    sequence->resync = false;
    if (sequence->broken[YKC_NUMBERED_BY_THE_BOOK])
        tell_slip(connection, end, facts, expected, place);
    else
        sequence->broken[YKC_NUMBERED_BY_THE_BOOK] = was_broken;

    told = ykc_finding_aggregate(connection, YKC_RULE_LINK_SEQUENCE, key_of(end));
    if (told != NULL)
        ykc_finding_set_severity(connection, told, is_known_way(sequence) ? YKC_NOTE : YKC_WARNING);
}

/* A number that the sender gave the reply itself: it is used up. */
static bool use_up(ykc_sequence *sequence, ykc_numbering numbering, uint16_t number)
{
    if (sequence->broken[numbering] || sequence->next[numbering] != number)
        return false;
    sequence->next[numbering]++;
    return true;
}

void ykc_sequence_unasked(ykc_connection *connection, int end, const ykc_facts *facts)
{
    ykc_sequence *sequence = &connection->sequences[end];

    use_up(sequence, YKC_NUMBERED_WITH_REPLIES, facts->frame->sequence);
    if (sequence->started)
        use_up(sequence, YKC_NUMBERED_BY_THE_BOOK, facts->frame->sequence);
}

/* True if one of the known ways explains the number of a reply. */
static bool is_explained(ykc_sequence *sequence, uint16_t number, uint16_t requested)
{
    bool numbered = use_up(sequence, YKC_NUMBERED_WITH_REPLIES, number);
    bool deferred = sequence->started && number != requested && use_up(sequence, YKC_NUMBERED_BY_THE_BOOK, number);
    bool constant = sequence->reply_number == number && !sequence->replies_differ;

    return numbered || deferred || constant || number == ykc_bytes_swap16(requested);
}

void ykc_sequence_reply(ykc_connection *connection, int end, const ykc_facts *facts, uint16_t requested, const ykc_place *place)
{
    ykc_sequence *sequence = &connection->sequences[end];
    uint16_t number = facts->frame->sequence;
    ykc_finding finding;
    ykc_aggregate *told;

    sequence->next[YKC_NUMBERED_COUNTING_REPLIES]++;
    if (!sequence->has_reply)
        sequence->reply_number = number;
    sequence->has_reply = true;
    if (sequence->reply_number != number)
        sequence->replies_differ = true;
    if (!is_explained(sequence, number, requested) && number != requested)
        sequence->reply_unexplained = true;
    if (number == requested)
        return;

    finding = ykc_finding_about(connection, YKC_RULE_REPLY_SEQUENCE, place);
    ykc_finding_take_facts(&finding, facts);
    finding.expected = (ykc_phrase){.id = YKC_PHRASE_SEQUENCE, .numbers = {requested}};
    finding.seen = (ykc_phrase){.id = YKC_PHRASE_SEQUENCE, .numbers = {number}};
    ykc_finding_raise(connection->engine, connection, &finding, key_of(end));
    told = ykc_finding_aggregate(connection, YKC_RULE_REPLY_SEQUENCE, key_of(end));
    if (told != NULL)
        ykc_finding_set_severity(connection, told, sequence->reply_unexplained ? YKC_WARNING : YKC_NOTE);
}

void ykc_sequence_hole(ykc_connection *connection, int end)
{
    connection->sequences[end].resync = true;
}
