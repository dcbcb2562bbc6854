/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "capture_command.h"

#include <stdio.h>

#include "interrupt.h"
#include "text.h"

static bool is_port(const void *context, uint16_t port)
{
    return options_is_port(context, port);
}

intake *capture_command_intake(const intake_sink *sink, void *user, const options *options)
{
    intake *intake = intake_new(sink, user, is_port, options);

    intake_set_memory(intake, options->memory_limit);
    intake_set_dialect(intake, options->dialect);
    intake_set_keyring(intake, options->keyring);
    return intake;
}

static void on_complaint(void *user, const GError *error)
{
    (void)user;
    fprintf(stderr, "ykcflow: %s\n", error->message);
}

/* NULL if every packet is to be looked at. */
static packet_filter *make_filter(const options *options)
{
    packet_filter_settings settings = {options->filter, options->since, options->until, options->zone_minutes};

    return options->filter != NULL || options->since.is_given || options->until.is_given ? packet_filter_new(&settings) : NULL;
}

static void complain_of_limits(const intake_totals *totals, ykc_language language)
{
    if (totals->forgotten > 0)
        text_complain(TEXT_FORGOTTEN, language, totals->forgotten);
    if (totals->gaps_limited + totals->fragments_limited + totals->unrecognised > 0)
        text_complain(TEXT_MEMORY_LIMITED, language, totals->gaps_limited, totals->fragments_limited, totals->unrecognised);
}

bool capture_command_read(intake *intake, const options *options)
{
    packet_filter *filter = make_filter(options);
    bool all_read;

    interrupt_catch();
    intake_set_filter(intake, filter);
    intake_stop_when(intake, interrupt_flag());
    all_read = intake_read(intake, options->captures, options->language, on_complaint);
    intake_set_filter(intake, NULL);
    packet_filter_free(filter);
    complain_of_limits(intake_get_totals(intake), options->language);
    if (*interrupt_flag() == 0)
        return all_read;
    text_complain(TEXT_INTERRUPTED, options->language, intake_get_totals(intake)->packets);
    return false;
}

bool capture_command_complain_of_nothing(const intake *intake, const options *options)
{
    g_autofree char *ports = intake_describe_ports(intake);

    if (intake_get_totals(intake)->connections > 0)
        return false;
    if (intake_get_totals(intake)->left_out > 0 && intake_get_totals(intake)->left_out == intake_get_totals(intake)->packets) {
        text_complain(TEXT_ALL_LEFT_OUT, options->language);
        return true;
    }
    text_complain(ports[0] == '\0' ? TEXT_NO_YKC_NO_TCP : TEXT_NO_YKC_PORTS, options->language, ports);
    return true;
}
