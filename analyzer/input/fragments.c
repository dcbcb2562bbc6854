/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fragments.h"

#include <glib.h>
#include <string.h>

enum { DATAGRAM_MAX = 65535 };

/* Bytes that are there: from @c from up to, and without, @c to. */
typedef struct run {
    uint32_t from, to;
} run;

typedef struct datagram {
    endpoint source, destination; /* without ports */
    uint32_t id;
    uint8_t protocol;
    int64_t time_ns;    /* of its first fragment */
    uint32_t length;    /* of its payload; 0 until the last fragment is there */
    GByteArray *bytes;  /* as far as they reach */
    uint32_t run_count; /* in order, not touching one another */
    run runs[FRAGMENTS_PIECES_MAX];
} datagram;

struct fragments {
    GPtrArray *waiting; /* of datagram, the oldest first */
    size_t bytes, bytes_max;
    uint64_t limited;
    datagram *complete; /* the one that was handed out last */
};

static void free_datagram(datagram *datagram)
{
    if (datagram == NULL)
        return;
    g_byte_array_unref(datagram->bytes);
    g_free(datagram);
}

fragments *fragments_new(size_t bytes_max)
{
    fragments *fragments = g_new0(struct fragments, 1);

    fragments->waiting = g_ptr_array_new();
    fragments->bytes_max = bytes_max;
    return fragments;
}

void fragments_free(fragments *fragments)
{
    if (fragments == NULL)
        return;
    for (guint i = 0; i < fragments->waiting->len; i++)
        free_datagram(g_ptr_array_index(fragments->waiting, i));
    g_ptr_array_unref(fragments->waiting);
    free_datagram(fragments->complete);
    g_free(fragments);
}

static datagram *datagram_at(const fragments *fragments, guint index)
{
    return g_ptr_array_index(fragments->waiting, index);
}

static size_t cost_of(const datagram *datagram)
{
    return sizeof *datagram + datagram->bytes->len;
}

/* Take a datagram out; the caller frees it. */
static datagram *take(fragments *fragments, guint index)
{
    datagram *taken = g_ptr_array_remove_index(fragments->waiting, index);

    fragments->bytes -= cost_of(taken);
    return taken;
}

static void forget_expired(fragments *fragments, int64_t now_ns)
{
    while (fragments->waiting->len > 0 && now_ns - datagram_at(fragments, 0)->time_ns > FRAGMENTS_KEEP_NS)
        free_datagram(take(fragments, 0));
}

static bool is_same_address(const endpoint *one, const endpoint *other)
{
    return one->address_length == other->address_length && memcmp(one->address, other->address, sizeof one->address) == 0;
}

static bool is_of(const datagram *datagram, const tcp_segment *found)
{
    return datagram->id == found->fragment.id && datagram->protocol == found->fragment.protocol &&
           is_same_address(&datagram->source, &found->source) && is_same_address(&datagram->destination, &found->destination);
}

/* The index of the datagram that a fragment belongs to, a new one if there is none. */
static guint find(fragments *fragments, const tcp_segment *found, int64_t time_ns)
{
    datagram *made;

    for (guint i = fragments->waiting->len; i > 0; i--)
        if (is_of(datagram_at(fragments, i - 1), found))
            return i - 1;
    if (fragments->waiting->len == FRAGMENTS_DATAGRAMS_MAX) {
        fragments->limited++;
        free_datagram(take(fragments, 0));
    }
    made = g_new0(datagram, 1);
    made->source = found->source;
    made->destination = found->destination;
    made->id = found->fragment.id;
    made->protocol = found->fragment.protocol;
    made->time_ns = time_ns;
    made->bytes = g_byte_array_new();
    g_ptr_array_add(fragments->waiting, made);
    fragments->bytes += cost_of(made);
    return fragments->waiting->len - 1;
}

/* Other bytes in a place that has some are those of another datagram, with a number that is used again. */
static bool contradicts(const datagram *datagram, const uint8_t *bytes, uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < datagram->run_count; i++) {
        uint32_t begin = MAX(from, datagram->runs[i].from), end = MIN(to, datagram->runs[i].to);

        if (begin < end && memcmp(datagram->bytes->data + begin, bytes + (begin - from), end - begin) != 0)
            return true;
    }
    return false;
}

static void begin_anew(datagram *datagram, int64_t time_ns)
{
    datagram->time_ns = time_ns;
    datagram->length = 0;
    datagram->run_count = 0;
}

/* Note that the bytes are there; false if there are too many runs. */
static bool add_run(datagram *datagram, uint32_t from, uint32_t to)
{
    uint32_t first = 0, last;

    while (first < datagram->run_count && datagram->runs[first].to < from)
        first++;
    last = first;
    while (last < datagram->run_count && datagram->runs[last].from <= to) {
        from = MIN(from, datagram->runs[last].from);
        to = MAX(to, datagram->runs[last].to);
        last++;
    }
    /* Those from first up to last become one. */
    if (first == last && datagram->run_count == FRAGMENTS_PIECES_MAX)
        return false;
    memmove(&datagram->runs[first + 1], &datagram->runs[last], (datagram->run_count - last) * sizeof(run));
    datagram->run_count = datagram->run_count + 1 - (last - first);
    datagram->runs[first] = (run){from, to};
    return true;
}

/* False if the fragment makes no sense, or the datagram none any more. */
static bool put(fragments *fragments, datagram *datagram, const tcp_segment *found, int64_t time_ns)
{
    const ip_fragment *fragment = &found->fragment;
    uint32_t from = fragment->offset, to = from + found->present;

    /* Of a shortened packet the rest will not come, nor the segment. */
    if (found->present < found->length || found->present == 0 || to > DATAGRAM_MAX)
        return false;
    if (datagram->bytes->len < to) {
        fragments->bytes += to - datagram->bytes->len;
        g_byte_array_set_size(datagram->bytes, to);
    }
    if (contradicts(datagram, found->payload, from, to))
        begin_anew(datagram, time_ns);
    memcpy(datagram->bytes->data + from, found->payload, found->present);
    if (!fragment->more && datagram->length == 0)
        datagram->length = to;
    return add_run(datagram, from, to);
}

static bool is_complete(const datagram *datagram)
{
    return datagram->length > 0 && datagram->runs[0].from == 0 && datagram->runs[0].to >= datagram->length;
}

/* The newest stays: it is what is being worked on. */
static void keep_within_limit(fragments *fragments)
{
    while (fragments->bytes > fragments->bytes_max && fragments->waiting->len > 1) {
        fragments->limited++;
        free_datagram(take(fragments, 0));
    }
}

const uint8_t *fragments_add(fragments *fragments, const tcp_segment *found, int64_t time_ns, size_t *length)
{
    guint index;

    forget_expired(fragments, time_ns);
    index = find(fragments, found, time_ns);
    if (!put(fragments, datagram_at(fragments, index), found, time_ns)) {
        free_datagram(take(fragments, index));
        return NULL;
    }
    if (!is_complete(datagram_at(fragments, index))) {
        keep_within_limit(fragments);
        return NULL;
    }
    free_datagram(fragments->complete);
    fragments->complete = take(fragments, index);
    *length = fragments->complete->length;
    return fragments->complete->bytes->data;
}

uint64_t fragments_limited(const fragments *fragments)
{
    return fragments->limited;
}
