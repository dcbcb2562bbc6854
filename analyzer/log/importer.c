/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "importer.h"

#include <string.h>

#include "catalog/reading.h"
#include "catalog/types.h"
#include "text.h"
#include "wire/bytes.h"

enum {
    TAILS_MAX = 16, /* frames that have begun and may go on */
    TAIL_SIZE = YKC_FRAME_LOOKAHEAD
};

/* The packet that is written next; words behind the last record still go into its comment. */
typedef struct held {
    pile_stream *stream; /* NULL: nothing is held */
    ykc_direction direction;
    GByteArray *bytes;
    GString *comment;
    int64_t time_ns;
    uint64_t line;
} held;

/* The beginning of a frame at the end of a record. */
typedef struct tail {
    pile_stream *stream; /* NULL: too little to tell whose it is; nothing of it was written */
    ykc_direction direction;
    uint8_t bytes[TAIL_SIZE];
    size_t length;
    log_record about; /* only its numbers of lines are used */
} tail;

struct importer {
    pile_streams *streams;
    log_clock clock;
    log_words words;
    import_account account;
    ykc_language language;
    import_tell *tell;
    void *user;
    held held;
    tail tails[TAILS_MAX]; /* the oldest first */
    size_t tail_count;
    pile_stream *last; /* the pile that was heard of last */
    GByteArray *work;  /* the beginning of a frame, and the bytes of a record that go on with it */
    GString *comment;  /* for the next packet */
    pcapng_status status;
};

importer *importer_new(pcapng_writer *writer, const log_clock *clock, ykc_language language, import_tell *tell, void *user)
{
    importer *importer = g_new0(struct importer, 1);

    importer->streams = pile_streams_new(writer);
    importer->clock = *clock;
    importer->language = language;
    importer->tell = tell;
    importer->user = user;
    importer->work = g_byte_array_new();
    importer->comment = g_string_new(NULL);
    importer->held.bytes = g_byte_array_new();
    importer->held.comment = g_string_new(NULL);
    return importer;
}

void importer_free(importer *importer)
{
    pile_streams_free(importer->streams);
    g_byte_array_unref(importer->work);
    g_byte_array_unref(importer->held.bytes);
    g_string_free(importer->comment, TRUE);
    g_string_free(importer->held.comment, TRUE);
    g_free(importer);
}

static void tell(importer *importer, import_remark remark, const log_record *record, size_t count)
{
    importer->account.remarks++;
    importer->tell(importer->user, remark, record, count);
}

static void note_status(importer *importer, pcapng_status status)
{
    if (importer->status == PCAPNG_WRITTEN)
        importer->status = status;
}

/* How many bytes a frame lacks of which the first ones are there; at least one. */
static size_t missing_of(const uint8_t *bytes, size_t length)
{
    size_t size = length > YKC_FRAME_AT_LENGTH
                      ? ykc_frame_declared_size(bytes, ykc_frame_form_at(bytes, length, ykc_catalog_fits))
                      : YKC_FRAME_LENGTH_MIN + YKC_FRAME_OVERHEAD;

    return size > length ? size - length : 1;
}

static void release(importer *importer)
{
    held *held = &importer->held;
    pile_message message = {
        .direction = held->direction,
        .bytes = held->bytes->data,
        .length = held->bytes->len,
        .time_ns = held->time_ns,
        .comment = held->comment->str,
    };

    if (held->stream == NULL)
        return;
    note_status(importer, pile_stream_send(importer->streams, held->stream, &message));
    held->stream = NULL;
}

static void remove_tail(importer *importer, size_t index)
{
    importer->tail_count--;
    memmove(importer->tails + index, importer->tails + index + 1, (importer->tail_count - index) * sizeof *importer->tails);
}

/* The frame does not go on. */
static void give_up_tail(importer *importer, size_t index)
{
    const tail *tail = &importer->tails[index];
    size_t missing = missing_of(tail->bytes, tail->length);

    if (tail->stream != NULL) {
        release(importer);
        pile_stream_skip(tail->stream, tail->direction, missing);
        tell(importer, IMPORT_CUT, &tail->about, missing);
    } else if (tail->length > 1) { /* one byte may be a number */
        tell(importer, IMPORT_NO_FRAME, &tail->about, tail->length);
    }
    remove_tail(importer, index);
}

/* Before something else of this sender is written: what it began before does not go on. */
static void give_up_tails_of(importer *importer, const pile_stream *stream, ykc_direction direction)
{
    for (size_t i = importer->tail_count; i > 0; i--)
        if (importer->tails[i - 1].stream == stream && importer->tails[i - 1].direction == direction)
            give_up_tail(importer, i - 1);
}

static void add_tail(importer *importer, const tail *added)
{
    if (importer->tail_count == TAILS_MAX)
        give_up_tail(importer, 0);
    importer->tails[importer->tail_count++] = *added;
}

/* --- Whose frame it is --- */

static const uint8_t *bytes_of_field(const ykc_frame *frame, const ykc_reading *reading, const char *name, size_t size)
{
    ykc_item item;
    const ykc_message *message = reading->message;

    if (message == NULL || reading->encrypted || !ykc_message_field(message, name, &item) || item.in_group ||
        item.field->size != size || item.offset + item.field->at + size > frame->body_length)
        return NULL;
    return frame->body + item.offset + item.field->at;
}

static bool is_zero(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i] != 0)
            return false;
    return true;
}

static uint64_t rank_by_serial(const pile_stream *stream, const void *serial)
{
    return memcmp(stream->serial, serial, PILE_STREAM_SERIAL_SIZE) == 0;
}

static bool is_answered_by(const pile_request *request, const ykc_frame *frame)
{
    return request->reply != 0 && request->reply == frame->type && request->sequence == frame->sequence;
}

/* The reply is to the request that waits for longest. */
static uint64_t rank_by_request(const pile_stream *stream, const void *frame)
{
    uint64_t rank = 0;

    for (size_t i = 0; i < PILE_STREAM_REQUESTS; i++)
        if (is_answered_by(&stream->requests[i], frame))
            rank = MAX(rank, UINT64_MAX - stream->requests[i].order);
    return rank;
}

static bool counts_on(const pile_stream *stream, const ykc_frame *frame)
{
    ykc_direction direction = ykc_catalog_direction(ykc_catalog_dialect(frame), frame->type);

    return stream->is_heard[direction] && (uint16_t)(stream->last_sequence[direction] + 1) == frame->sequence;
}

static uint64_t rank_by_number(const pile_stream *stream, const void *frame)
{
    return counts_on(stream, frame);
}

/* Bodies begin with the pile, or with a transaction's serial and then the pile; so do those that cannot be read. */
static pile_stream *stream_of_bytes(const importer *importer, const ykc_frame *frame)
{
    pile_stream *stream = NULL;

    if (frame->body_length >= PILE_STREAM_PILE_SIZE)
        stream = pile_streams_find(importer->streams, frame->body);
    if (stream == NULL && frame->body_length >= PILE_STREAM_SERIAL_SIZE + PILE_STREAM_PILE_SIZE)
        stream = pile_streams_find(importer->streams, frame->body + PILE_STREAM_SERIAL_SIZE);
    return stream;
}

/* The connection of a frame that names no pile, by what was spoken of before; the last one that was heard of if nothing tells. */
static pile_stream *guess_stream(importer *importer, const ykc_frame *frame, const uint8_t *serial)
{
    static const uint8_t no_pile[PILE_STREAM_PILE_SIZE];
    const pile_streams *streams = importer->streams;
    pile_stream *stream = NULL;

    if (serial != NULL)
        stream = pile_streams_search(streams, rank_by_serial, serial);
    if (stream == NULL)
        stream = stream_of_bytes(importer, frame);
    if (stream == NULL && serial != NULL && importer->last == NULL)
        stream = pile_streams_of(importer->streams, serial);
    if (stream == NULL)
        stream = pile_streams_search(streams, rank_by_request, frame);
    if (stream == NULL)
        stream = pile_streams_search(streams, rank_by_number, frame);
    if (stream != NULL)
        return stream;
    return importer->last != NULL ? importer->last : pile_streams_of(importer->streams, no_pile);
}

/* A pile that is new, but counts on where another one was: both are behind one concentrator. */
static pile_stream *stream_of_pile(importer *importer, const ykc_frame *frame, const uint8_t *pile)
{
    pile_stream *last = importer->last;

    if (pile_streams_find(importer->streams, pile) == NULL && last != NULL && last->is_open && frame->sequence != 0 &&
        counts_on(last, frame))
        pile_streams_share(importer->streams, last, pile);
    return pile_streams_of(importer->streams, pile);
}

static pile_stream *stream_of_frame(importer *importer, const ykc_frame *frame)
{
    ykc_reading reading = ykc_read_frame(frame);
    const uint8_t *pile = bytes_of_field(frame, &reading, "pile", PILE_STREAM_PILE_SIZE);
    const uint8_t *serial = bytes_of_field(frame, &reading, "transaction", PILE_STREAM_SERIAL_SIZE);
    pile_stream *stream;

    if (serial != NULL && is_zero(serial, PILE_STREAM_SERIAL_SIZE))
        serial = NULL;
    if (pile != NULL && !is_zero(pile, PILE_STREAM_PILE_SIZE))
        stream = stream_of_pile(importer, frame, pile);
    else
        stream = guess_stream(importer, frame, serial);
    if (serial != NULL)
        memcpy(stream->serial, serial, PILE_STREAM_SERIAL_SIZE);
    return stream;
}

static void note_frame(importer *importer, pile_stream *stream, ykc_direction direction, const ykc_frame *frame)
{
    ykc_fit fit;
    const ykc_message *message = ykc_catalog_find(ykc_catalog_dialect(frame), frame->type, frame->body_length, &fit);

    stream->is_heard[direction] = true;
    stream->last_sequence[direction] = frame->sequence;
    for (size_t i = 0; i < PILE_STREAM_REQUESTS; i++)
        if (is_answered_by(&stream->requests[i], frame))
            stream->requests[i].reply = 0;
    if (message != NULL && message->reply != 0)
        stream->requests[stream->request_count++ % PILE_STREAM_REQUESTS] =
            (pile_request){message->reply, frame->sequence, importer->account.frames};
}

static bool is_known(const ykc_frame *frame)
{
    return frame->crc_status != YKC_CRC_BAD &&
           ykc_catalog_fits((ykc_form)frame->form, frame->type, frame->encryption, frame->body_length);
}

/*
 * A login begins a connection. Where a pile logs in again its number tells: it goes on counting on the same connection, and
 * begins anew on another one.
 */
static void connect(importer *importer, pile_stream *stream, const ykc_frame *frame, int64_t time_ns)
{
    uint16_t number = frame->sequence, last = stream->last_sequence[YKC_UP];
    text_id comment = stream->is_heard[YKC_UP] ? TEXT_IMPORT_CONNECTS_AGAIN : TEXT_IMPORT_CONNECTS;

    if (frame->type != YKC_TYPE_LOGIN || !is_known(frame))
        return;
    release(importer);
    if (stream->is_open && (number == last || number == (uint16_t)(last + 1)))
        return;
    give_up_tails_of(importer, stream, YKC_UP);
    give_up_tails_of(importer, stream, YKC_DOWN);
    importer->account.connections += stream->is_open;
    note_status(importer, pile_stream_connect(importer->streams, stream, time_ns, text(comment, importer->language)));
}

/* --- What becomes of a record --- */

/* A frame, or a part of one, of which the type is known; not of the catalogue when too little is there. */
static ykc_frame partial_frame(const uint8_t *bytes, size_t length)
{
    ykc_form number = ykc_frame_form_at(bytes, length, ykc_catalog_fits);
    const ykc_frame_form *form = &ykc_frame_forms[number];

    return (ykc_frame){
        .bytes = bytes,
        .body = bytes + form->header,
        .size = (uint16_t)length,
        .body_length = (uint16_t)(length - form->header),
        .form = (uint8_t)number,
        .type = bytes[form->at_type],
        .encryption = bytes[form->at_encryption],
        .sequence = ykc_bytes_get16(bytes + form->at_sequence),
        .crc_status = YKC_CRC_BAD,
    };
}

/* The packets of a record in the making. */
typedef struct taking {
    importer *importer;
    const log_record *record;
    tail begun; /* what the record goes on with; length 0: nothing */
    int64_t time_ns;
    size_t done;     /* bytes of the work that are held or written */
    size_t garbages; /* bytes of no frame */
    size_t frames;
} taking;

static void hold(taking *taking, pile_stream *stream, ykc_direction direction, size_t end)
{
    importer *importer = taking->importer;
    held *held = &importer->held;

    give_up_tails_of(importer, stream, direction);
    if (held->stream != NULL && (held->stream != stream || held->direction != direction || held->time_ns != taking->time_ns ||
                                 held->line != taking->record->first_line))
        release(importer);
    if (held->stream == NULL) {
        g_byte_array_set_size(held->bytes, 0);
        g_string_assign(held->comment, importer->comment->str);
        g_string_truncate(importer->comment, 0);
        held->stream = stream;
        held->direction = direction;
        held->time_ns = taking->time_ns;
        held->line = taking->record->first_line;
    }
    g_byte_array_append(held->bytes, importer->work->data + taking->done, (guint)(end - taking->done));
    importer->last = stream;
    taking->done = end;
}

/* True if the first frame of the record has begun before, on a connection that is known. */
static bool has_begun(const taking *taking)
{
    return taking->frames == 0 && taking->begun.length > 0 && taking->begun.stream != NULL;
}

static void take_frame(taking *taking, const ykc_frame *frame, size_t end)
{
    importer *importer = taking->importer;
    pile_stream *stream = taking->begun.stream;
    ykc_direction direction = taking->begun.direction;

    if (!has_begun(taking)) {
        stream = stream_of_frame(importer, frame);
        direction = log_words_direction(&importer->words, taking->record->word, frame->type, is_known(frame));
        connect(importer, stream, frame, taking->time_ns);
    }
    note_frame(importer, stream, direction, frame);
    taking->frames++;
    importer->account.frames++;
    hold(taking, stream, direction, end);
}

/* Bytes from @p begin to the end of a record that could become a frame. */
static void take_tail(taking *taking, size_t begin)
{
    importer *importer = taking->importer;
    const GByteArray *work = importer->work;
    tail tail = {.length = work->len - begin, .about = *taking->record};

    memcpy(tail.bytes, work->data + begin, tail.length);
    if (has_begun(taking)) {
        tail.stream = taking->begun.stream;
        tail.direction = taking->begun.direction;
    } else if (tail.length >= YKC_FRAME_HEADER) {
        ykc_frame frame = partial_frame(work->data + begin, tail.length);

        tail.stream = stream_of_frame(importer, &frame);
        tail.direction = log_words_direction(&importer->words, taking->record->word, frame.type, false);
        connect(importer, tail.stream, &frame, taking->time_ns);
    } else if (taking->frames > 0) {
        tail.stream = importer->held.stream;
        tail.direction = importer->held.direction;
    }
    if (tail.stream != NULL)
        hold(taking, tail.stream, tail.direction, work->len);
    add_tail(importer, &tail);
}

/* Garbage at the end of a record is of who sent the frames in front of it, or of the last one who was heard. */
static void take_garbage(taking *taking)
{
    importer *importer = taking->importer;

    if (importer->held.stream != NULL)
        hold(taking, importer->held.stream, importer->held.direction, importer->work->len);
    else if (importer->last != NULL)
        hold(taking, importer->last, log_words_direction(&importer->words, taking->record->word, YKC_TYPE_LOGIN, false),
             importer->work->len);
}

/* Walk over the bytes of the work, from frame to frame. */
static void take_bytes(taking *taking)
{
    const GByteArray *work = taking->importer->work;
    size_t at = 0, used;
    ykc_frame frame;

    while (at < work->len) {
        switch (ykc_frame_scan(work->data + at, work->len - at, ykc_catalog_fits, &frame, &used)) {
        case YKC_SCAN_FRAME:
            at += used;
            take_frame(taking, &frame, at);
            break;
        case YKC_SCAN_GARBAGE:
            at += used;
            taking->garbages += used;
            break;
        case YKC_SCAN_MORE:
            if (!log_ends_with_frame(work->data + at, work->len - at, &frame)) {
                take_tail(taking, at);
                return;
            }
            at = work->len;
            take_frame(taking, &frame, at);
            break;
        }
    }
    if (taking->done < work->len)
        take_garbage(taking);
}

static void set_work(importer *importer, const tail *begun, const log_record *record)
{
    g_byte_array_set_size(importer->work, 0);
    if (begun != NULL)
        g_byte_array_append(importer->work, begun->bytes, (guint)begun->length);
    g_byte_array_append(importer->work, record->bytes->data, record->bytes->len);
}

/* True if the record goes on with a frame: it completes it, or nothing else can be made of the record. */
static bool goes_on(importer *importer, const tail *begun, const log_record *record)
{
    ykc_frame frame;
    size_t used;

    set_work(importer, begun, record);
    switch (ykc_frame_scan(importer->work->data, importer->work->len, ykc_catalog_fits, &frame, &used)) {
    case YKC_SCAN_FRAME:
        return used > begun->length && (record->hex == LOG_HEX_BYTES || frame.crc_status != YKC_CRC_BAD);
    case YKC_SCAN_MORE:
        return record->hex == LOG_HEX_BYTES;
    case YKC_SCAN_GARBAGE:
        break;
    }
    return false;
}

/* Find what the record goes on with, the last that has begun first, and take it off the list. */
static void find_begun(taking *taking)
{
    importer *importer = taking->importer;

    for (size_t i = importer->tail_count; i > 0; i--) {
        if (!goes_on(importer, &importer->tails[i - 1], taking->record))
            continue;
        taking->begun = importer->tails[i - 1];
        remove_tail(importer, i - 1);
        return;
    }
    set_work(importer, NULL, taking->record);
}

static bool has_frame(const log_record *record)
{
    size_t at = 0, used;
    ykc_frame frame;

    while (at < record->bytes->len) {
        ykc_scan found = ykc_frame_scan(record->bytes->data + at, record->bytes->len - at, ykc_catalog_fits, &frame, &used);

        if (found != YKC_SCAN_GARBAGE)
            return found == YKC_SCAN_FRAME;
        at += used;
    }
    return false;
}

static void add_comment(importer *importer, const log_record *record)
{
    GString *comment = importer->comment;
    text_id id = record->first_line == record->last_line ? TEXT_IMPORT_LINE : TEXT_IMPORT_LINES;
    g_autofree char *place = text_format(id, importer->language, record->first_line, record->last_line);

    if (comment->len > 0)
        g_string_append_c(comment, '\n');
    g_string_append_printf(comment, "%s%s%s", place, record->comment->len > 0 ? ": " : "", record->comment->str);
}

/* Digits without any frame: not bytes of a connection, but what the log says there all the same. */
static void keep_as_words(importer *importer, const log_record *record)
{
    if (record->hex != LOG_HEX_NUMBERS)
        tell(importer, IMPORT_NO_FRAME, record, record->bytes->len);
    if (importer->comment->len > LOG_COMMENT_MAX)
        return;
    add_comment(importer, record);
    for (guint i = 0; i < MIN(record->bytes->len, YKC_FRAME_SIZE_MAX); i++)
        g_string_append_printf(importer->comment, " %02X", record->bytes->data[i]);
}

static void tell_problem(importer *importer, const log_record *record)
{
    if (record->problem != LOG_FINE)
        tell(importer, record->problem == LOG_NO_DIGIT ? IMPORT_NO_DIGIT : IMPORT_ODD_DIGITS, record, 0);
}

pcapng_status importer_take(importer *importer, const log_record *record)
{
    taking taking = {.importer = importer, .record = record};

    find_begun(&taking);
    if (taking.begun.length == 0 && record->hex != LOG_HEX_FRAME && !has_frame(record)) {
        if (record->hex != LOG_HEX_NUMBERS)
            tell_problem(importer, record);
        keep_as_words(importer, record);
        return importer->status;
    }
    taking.done = taking.begun.stream != NULL ? taking.begun.length : 0;
    taking.time_ns = log_clock_read(&importer->clock, &record->time, record->first_line);
    add_comment(importer, record);
    take_bytes(&taking);
    if (taking.garbages > 0)
        tell(importer, IMPORT_GARBAGE, record, taking.garbages);
    tell_problem(importer, record);
    if (record->problem != LOG_FINE && importer->tail_count > 0)
        give_up_tail(importer, importer->tail_count - 1);
    return importer->status;
}

bool importer_is_unfinished(const importer *importer)
{
    return importer->tail_count > 0;
}

pcapng_status importer_finish(importer *importer, const char *rest)
{
    if (importer->held.stream != NULL && rest[0] != '\0')
        g_string_append_printf(importer->held.comment, "\n%s", rest);
    release(importer);
    while (importer->tail_count > 0)
        give_up_tail(importer, 0);
    return importer->status;
}

const import_account *importer_account(const importer *importer)
{
    return &importer->account;
}

const pile_streams *importer_streams(const importer *importer)
{
    return importer->streams;
}

const log_clock *importer_clock(const importer *importer)
{
    return &importer->clock;
}

const log_words *importer_words(const importer *importer)
{
    return &importer->words;
}
