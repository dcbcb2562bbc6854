/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "timeline.h"

#include <string.h>
#include <sys/resource.h>

/* One capture of the timeline. */
typedef struct entry {
    const char *path;
    uint32_t file;         /* index in the paths */
    int64_t first_ns;      /* time of the first packet */
    capture_file *capture; /* NULL until the timeline reaches it, and after its end */
    int64_t pending_ns;    /* time of the packet that is next in it */
} entry;

struct timeline {
    GArray *entries; /* of entry, by the time of their first packets */
    guint unopened;  /* the first of them that the timeline has not reached yet */
    GPtrArray *open; /* of entry, a heap: the one whose next packet is the earliest comes first */
    bool handed_out; /* a packet of that one, which may move on now */
    ykc_language language;
    void (*complain)(void *user, const GError *error);
    void *user;
    bool complained;
    timeline_watch watch;
    void *watch_user;
    const volatile sig_atomic_t *stop;
};

static bool is_stopped(const timeline *timeline)
{
    return timeline->stop != NULL && *timeline->stop != 0;
}

static void complain(void *user, const GError *error)
{
    timeline *timeline = user;

    if (is_stopped(timeline)) /* it broke off because it was told to */
        return;
    timeline->complained = true;
    timeline->complain(timeline->user, error);
}

static void tell_begin(const timeline *timeline, const entry *entry)
{
    if (timeline->watch.begins != NULL)
        timeline->watch.begins(timeline->watch_user, entry->file, capture_information(entry->capture));
}

static void tell_end(timeline *timeline, const entry *entry)
{
    const capture_info *info = capture_information(entry->capture);

    capture_tell_remarks(entry->capture, complain, timeline);
    if (info->packets == 0)
        tell_begin(timeline, entry);
    if (timeline->watch.ends != NULL)
        timeline->watch.ends(timeline->watch_user, entry->file, info);
}

/* Find out what is next in an open capture; at its end, or where it breaks off, it is closed. False if it broke off. */
static bool look_ahead(timeline *timeline, entry *entry)
{
    g_autoptr(GError) error = NULL;
    capture_packet packet;

    if (capture_peek(entry->capture, &packet, &error) == CAPTURE_PACKET) {
        entry->pending_ns = packet.time_ns;
        return true;
    }
    if (error != NULL)
        complain(timeline, error);
    tell_end(timeline, entry);
    g_clear_pointer(&entry->capture, capture_close);
    return error == NULL;
}

/* False if there was something to complain about. A capture without packets is closed again. */
static bool open_entry(timeline *timeline, entry *entry)
{
    g_autoptr(GError) error = NULL;

    entry->capture = capture_open(entry->path, timeline->language, &error);
    if (entry->capture != NULL)
        return look_ahead(timeline, entry);
    complain(timeline, error);
    return false;
}

/* --- What is open --- */

static bool is_earlier(const entry *one, const entry *other)
{
    return one->pending_ns < other->pending_ns || (one->pending_ns == other->pending_ns && one < other);
}

static entry **open_at(const timeline *timeline, guint place)
{
    return (entry **)&g_ptr_array_index(timeline->open, place);
}

static void swap(const timeline *timeline, guint one, guint other)
{
    entry *held = *open_at(timeline, one);

    *open_at(timeline, one) = *open_at(timeline, other);
    *open_at(timeline, other) = held;
}

static void add_open(const timeline *timeline, entry *entry)
{
    guint place = timeline->open->len;

    g_ptr_array_add(timeline->open, entry);
    while (place > 0 && is_earlier(entry, *open_at(timeline, (place - 1) / 2))) {
        swap(timeline, place, (place - 1) / 2);
        place = (place - 1) / 2;
    }
}

/* The first may be not the earliest any more. */
static void settle_first(const timeline *timeline)
{
    guint place = 0, count = timeline->open->len;

    for (;;) {
        guint earliest = place;

        for (guint child = 2 * place + 1; child <= 2 * place + 2 && child < count; child++)
            if (is_earlier(*open_at(timeline, child), *open_at(timeline, earliest)))
                earliest = child;
        if (earliest == place)
            return;
        swap(timeline, place, earliest);
        place = earliest;
    }
}

/* --- The order of all --- */

static int by_first_packet(const void *a, const void *b)
{
    const entry *left = a, *right = b;

    if (left->first_ns != right->first_ns)
        return left->first_ns < right->first_ns ? -1 : 1;
    return left->file < right->file ? -1 : 1;
}

/* Thousands of captures may overlap; what the system allows at first is often 1,024 files. */
static void allow_many_files(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

timeline *timeline_new(char **paths, ykc_language language, void (*complain_to)(void *user, const GError *error), void *user)
{
    timeline *timeline = g_new0(struct timeline, 1);
    bool several = paths[0] != NULL && paths[1] != NULL;

    timeline->entries = g_array_new(FALSE, TRUE, sizeof(entry));
    timeline->open = g_ptr_array_new();
    timeline->language = language;
    timeline->complain = complain_to;
    timeline->user = user;
    if (several)
        allow_many_files();
    for (uint32_t file = 0; paths[file] != NULL; file++) {
        entry entry = {.path = paths[file], .file = file};

        if (several) {
            bool readable = open_entry(timeline, &entry);
            bool standard_input = strcmp(entry.path, "-") == 0;

            entry.first_ns = entry.pending_ns;
            /* Standard input cannot be opened again; a capture without packets can, so that it is told of in its turn. */
            if (!readable || (standard_input && entry.capture == NULL))
                continue;
            if (!standard_input)
                g_clear_pointer(&entry.capture, capture_close);
        }
        g_array_append_val(timeline->entries, entry);
    }
    g_array_sort(timeline->entries, by_first_packet);
    return timeline;
}

static entry *entry_at(const timeline *timeline, guint index)
{
    return &g_array_index(timeline->entries, entry, index);
}

/* What was handed out last is done with, so its capture may move on. */
static void move_on(timeline *timeline)
{
    if (!timeline->handed_out)
        return;
    timeline->handed_out = false;
    look_ahead(timeline, *open_at(timeline, 0));
    if ((*open_at(timeline, 0))->capture == NULL)
        g_ptr_array_remove_index_fast(timeline->open, 0);
    settle_first(timeline);
}

/* Open the captures that begin before what is next in those that are open. */
static void open_reached(timeline *timeline)
{
    while (timeline->unopened < timeline->entries->len) {
        entry *entry = entry_at(timeline, timeline->unopened);

        if (timeline->open->len > 0 && entry->first_ns > (*open_at(timeline, 0))->pending_ns)
            return;
        timeline->unopened++;
        if (entry->capture == NULL)
            open_entry(timeline, entry);
        if (entry->capture != NULL)
            add_open(timeline, entry);
    }
}

static void end_open(timeline *timeline)
{
    for (guint i = 0; i < timeline->open->len; i++) {
        entry *entry = *open_at(timeline, i);

        tell_end(timeline, entry);
        g_clear_pointer(&entry->capture, capture_close);
    }
    g_ptr_array_set_size(timeline->open, 0);
    timeline->handed_out = false;
}

bool timeline_next(timeline *timeline, uint32_t *file, capture_packet *packet)
{
    entry *first;

    if (is_stopped(timeline)) {
        end_open(timeline);
        return false;
    }
    move_on(timeline);
    open_reached(timeline);
    if (timeline->open->len == 0)
        return false;
    first = *open_at(timeline, 0);
    *file = first->file;
    if (capture_next(first->capture, packet, NULL) != CAPTURE_PACKET)
        return false;
    timeline->handed_out = true;
    if (capture_information(first->capture)->packets == 1)
        tell_begin(timeline, first);
    return true;
}

void timeline_stop_when(timeline *timeline, const volatile sig_atomic_t *stop)
{
    timeline->stop = stop;
}

void timeline_set_watch(timeline *timeline, const timeline_watch *watch, void *user)
{
    timeline->watch = *watch;
    timeline->watch_user = user;
}

bool timeline_complained(const timeline *timeline)
{
    return timeline->complained;
}

void timeline_free(timeline *timeline)
{
    if (timeline == NULL)
        return;
    for (guint i = 0; i < timeline->entries->len; i++)
        g_clear_pointer(&entry_at(timeline, i)->capture, capture_close);
    g_array_unref(timeline->entries);
    g_ptr_array_unref(timeline->open);
    g_free(timeline);
}
