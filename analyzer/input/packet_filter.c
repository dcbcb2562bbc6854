/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "packet_filter.h"

#include <pcap/pcap.h>

#include "layers.h"

enum { SNAP_LENGTH = 262144 };

#define NS_PER_MINUTE (INT64_C(60) * 1000000000)
#define NS_PER_DAY    (INT64_C(86400) * 1000000000)

/* The expression, compiled for a link type. */
typedef struct program {
    int link_type;
    bool is_usable;
    struct bpf_program code;
} program;

struct packet_filter {
    packet_filter_settings settings;
    GArray *programs; /* of program, for every link type so far */
    bool has_bounds;  /* first_ns and last_ns are known: a time of the day waits for the first packet */
    int64_t first_ns, last_ns;
    int unusable_for;
    char *reason;
};

/* NULL, or libpcap's words; then there is nothing to be released. */
static char *compile(const char *expression, int link_type, struct bpf_program *code)
{
    pcap_t *dead = pcap_open_dead(link_type, SNAP_LENGTH);
    char *reason = NULL;

    if (pcap_compile(dead, code, expression, 1, PCAP_NETMASK_UNKNOWN) != 0)
        reason = g_strdup(pcap_geterr(dead));
    pcap_close(dead);
    return reason;
}

char *packet_filter_check(const char *expression)
{
    /* The first one's words are shown. */
    static const int link_types[] = {DLT_EN10MB, DLT_LINUX_SLL, DLT_LINUX_SLL2, DLT_RAW, DLT_NULL};
    g_autofree char *first = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(link_types); i++) {
        struct bpf_program code;
        char *reason = compile(expression, link_types[i], &code);

        if (reason == NULL) {
            pcap_freecode(&code);
            return NULL;
        }
        if (first == NULL)
            first = reason;
        else
            g_free(reason);
    }
    return g_steal_pointer(&first);
}

static void clear_program(void *data)
{
    program *program = data;

    if (program->is_usable)
        pcap_freecode(&program->code);
}

packet_filter *packet_filter_new(const packet_filter_settings *settings)
{
    packet_filter *filter = g_new0(packet_filter, 1);

    filter->settings = *settings;
    filter->programs = g_array_new(FALSE, FALSE, sizeof(program));
    g_array_set_clear_func(filter->programs, clear_program);
    filter->unusable_for = -1;
    return filter;
}

void packet_filter_free(packet_filter *filter)
{
    if (filter == NULL)
        return;
    g_array_unref(filter->programs);
    g_free(filter->reason);
    g_free(filter);
}

/* Midnight of a time's day, where the filter's zone is. */
static int64_t midnight_of(const packet_filter *filter, int64_t time_ns)
{
    int64_t ahead = filter->settings.zone_minutes * NS_PER_MINUTE;

    return (time_ns + ahead) / NS_PER_DAY * NS_PER_DAY - ahead;
}

static int64_t start_of(const packet_filter *filter, const filter_time *time, int64_t first_packet_ns)
{
    return time->is_time_of_day ? midnight_of(filter, first_packet_ns) + time->start_ns : time->start_ns;
}

static void set_bounds(packet_filter *filter, int64_t first_packet_ns)
{
    const filter_time *since = &filter->settings.since, *until = &filter->settings.until;

    filter->has_bounds = true;
    filter->first_ns = since->is_given ? start_of(filter, since, first_packet_ns) : INT64_MIN;
    filter->last_ns = until->is_given ? start_of(filter, until, first_packet_ns) + until->span_ns - 1 : INT64_MAX;
}

/* It is not asked again what cannot be compiled for a link type. */
static const program *program_for(packet_filter *filter, int link_type)
{
    for (guint i = 0; i < filter->programs->len; i++)
        if (g_array_index(filter->programs, program, i).link_type == link_type)
            return &g_array_index(filter->programs, program, i);

    program made = {.link_type = link_type};
    char *reason = compile(filter->settings.expression, link_type, &made.code);

    made.is_usable = reason == NULL;
    if (reason != NULL && filter->unusable_for < 0 && layers_supports(link_type)) {
        filter->unusable_for = link_type;
        filter->reason = g_steal_pointer(&reason);
    }
    g_free(reason);
    g_array_append_val(filter->programs, made);
    return &g_array_index(filter->programs, program, filter->programs->len - 1);
}

static bool matches(packet_filter *filter, const capture_packet *packet)
{
    const program *program = program_for(filter, packet->link_type);
    struct pcap_pkthdr header = {.caplen = packet->captured, .len = packet->original};

    return program->is_usable && pcap_offline_filter(&program->code, &header, packet->bytes) != 0;
}

packet_verdict packet_filter_judge(packet_filter *filter, const capture_packet *packet)
{
    if (!filter->has_bounds)
        set_bounds(filter, packet->time_ns);
    if (packet->time_ns < filter->first_ns || packet->time_ns > filter->last_ns)
        return PACKET_OUTSIDE;
    return filter->settings.expression == NULL || matches(filter, packet) ? PACKET_TAKEN : PACKET_REFUSED;
}

int packet_filter_unusable_for(const packet_filter *filter, const char **reason)
{
    *reason = filter->reason;
    return filter->unusable_for;
}
