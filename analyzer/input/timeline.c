/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "timeline.h"

#include <string.h>

/* One capture of the timeline. */
typedef struct source {
    const char *path;
    uint32_t file;         /* index in the paths */
    int64_t first_ns;      /* time of the first packet */
    capture_file *capture; /* NULL until the timeline reaches it, and after its end */
    int64_t pending_ns;    /* time of the packet that is next in it */
} source;

struct timeline {
    GArray *sources; /* of source, by the time of their first packets */
    guint open_from; /* sources before this one are read to their end */
    guint open_to;   /* sources from this one on are not opened yet */
    ykc_language language;
    void (*complain)(void *user, const GError *error);
    void *user;
    bool complained;
    timeline_watch watch;
    void *watch_user;
};

static void complain(timeline *timeline, const GError *error)
{
    timeline->complained = true;
    timeline->complain(timeline->user, error);
}

static void tell_begin(const timeline *timeline, const source *source)
{
    if (timeline->watch.begins != NULL)
        timeline->watch.begins(timeline->watch_user, source->file, capture_information(source->capture));
}

static void tell_end(const timeline *timeline, const source *source)
{
    const capture_info *info = capture_information(source->capture);

    if (info->packets == 0)
        tell_begin(timeline, source);
    if (timeline->watch.ends != NULL)
        timeline->watch.ends(timeline->watch_user, source->file, info);
}

/* Find out what is next in an open source; at its end, or where it breaks off, it is closed. False if it broke off. */
static bool look_ahead(timeline *timeline, source *source)
{
    g_autoptr(GError) error = NULL;
    capture_packet packet;

    if (capture_peek(source->capture, &packet, &error) == CAPTURE_PACKET) {
        source->pending_ns = packet.time_ns;
        return true;
    }
    if (error != NULL)
        complain(timeline, error);
    tell_end(timeline, source);
    g_clear_pointer(&source->capture, capture_close);
    return error == NULL;
}

/* False if there was something to complain about. A source without packets is closed again. */
static bool open_source(timeline *timeline, source *source)
{
    g_autoptr(GError) error = NULL;

    source->capture = capture_open(source->path, timeline->language, &error);
    if (source->capture != NULL)
        return look_ahead(timeline, source);
    complain(timeline, error);
    return false;
}

static int by_first_packet(const void *a, const void *b)
{
    const source *left = a, *right = b;

    if (left->first_ns != right->first_ns)
        return left->first_ns < right->first_ns ? -1 : 1;
    return left->file < right->file ? -1 : 1;
}

timeline *timeline_new(char **paths, ykc_language language, void (*complain_to)(void *user, const GError *error), void *user)
{
    timeline *timeline = g_new0(struct timeline, 1);
    bool several = paths[0] != NULL && paths[1] != NULL;

    timeline->sources = g_array_new(FALSE, TRUE, sizeof(source));
    timeline->language = language;
    timeline->complain = complain_to;
    timeline->user = user;
    for (uint32_t file = 0; paths[file] != NULL; file++) {
        source source = {.path = paths[file], .file = file};

        if (several) {
            bool readable = open_source(timeline, &source);
            bool standard_input = strcmp(source.path, "-") == 0;

            source.first_ns = source.pending_ns;
            /* Standard input cannot be opened again; a capture without packets can, so that it is told of in its turn. */
            if (!readable || (standard_input && source.capture == NULL))
                continue;
            if (!standard_input)
                g_clear_pointer(&source.capture, capture_close);
        }
        g_array_append_val(timeline->sources, source);
    }
    g_array_sort(timeline->sources, by_first_packet);
    return timeline;
}

static source *source_at(timeline *timeline, guint index)
{
    return &g_array_index(timeline->sources, source, index);
}

/* The open source whose next packet is the earliest; NULL if none is open. */
static source *earliest(timeline *timeline)
{
    source *best = NULL;

    for (guint i = timeline->open_from; i < timeline->open_to; i++) {
        source *source = source_at(timeline, i);

        if (source->capture != NULL && (best == NULL || source->pending_ns < best->pending_ns))
            best = source;
    }
    return best;
}

bool timeline_next(timeline *timeline, uint32_t *file, capture_packet *packet)
{
    source *source;

    /* What was handed out last is done with, so its capture may move on. */
    for (guint i = timeline->open_from; i < timeline->open_to; i++)
        if (source_at(timeline, i)->capture != NULL)
            look_ahead(timeline, source_at(timeline, i));
    while (timeline->open_from < timeline->open_to && source_at(timeline, timeline->open_from)->capture == NULL)
        timeline->open_from++;

    source = earliest(timeline);
    while (timeline->open_to < timeline->sources->len &&
           (source == NULL || source_at(timeline, timeline->open_to)->first_ns <= source->pending_ns)) {
        struct source *next = source_at(timeline, timeline->open_to++);

        if (next->capture == NULL)
            open_source(timeline, next);
        source = earliest(timeline);
    }
    if (source == NULL)
        return false;
    *file = source->file;
    if (capture_next(source->capture, packet, NULL) != CAPTURE_PACKET)
        return false;
    if (capture_information(source->capture)->packets == 1)
        tell_begin(timeline, source);
    return true;
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
    for (guint i = 0; i < timeline->sources->len; i++)
        g_clear_pointer(&source_at(timeline, i)->capture, capture_close);
    g_array_unref(timeline->sources);
    g_free(timeline);
}
