/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "capture_command.h"

#include <stdio.h>

#include "text.h"

static bool is_port(const void *context, uint16_t port)
{
    return options_is_port(context, port);
}

intake *capture_command_intake(const intake_sink *sink, void *user, const options *options)
{
    return intake_new(sink, user, is_port, options);
}

static void on_complaint(void *user, const GError *error)
{
    (void)user;
    fprintf(stderr, "ykcflow: %s\n", error->message);
}

bool capture_command_read(intake *intake, const options *options)
{
    bool all_read = intake_read(intake, options->captures, options->language, on_complaint);
    uint64_t forgotten = intake_get_totals(intake)->forgotten;

    if (forgotten > 0)
        text_complain(TEXT_FORGOTTEN, options->language, forgotten);
    return all_read;
}

bool capture_command_complain_of_nothing(const intake *intake, const options *options)
{
    g_autofree char *ports = intake_describe_ports(intake);

    if (intake_get_totals(intake)->connections > 0)
        return false;
    text_complain(ports[0] == '\0' ? TEXT_NO_YKC_NO_TCP : TEXT_NO_YKC_PORTS, options->language, ports);
    return true;
}
