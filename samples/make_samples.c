/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes the captures of this folder. The same input gives the same bytes: fixed times, addresses and chances. */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "samples.h"

typedef struct sample_file {
    const char *name;
    sample_story *story;
    const char *description;
} sample_file;

static const sample_file samples[] = {
    {"power-on-model-same.pcap", power_on_model_same, "power-on, the billing model is up to date (Linux cooked capture)"},
    {"power-on-model-new.pcap", power_on_model_new, "power-on of a new AC pile that fetches its billing model (IPv6)"},
    {"app-charge-dc.pcap", app_charge_dc, "power-on and half an hour of DC charging across a tariff boundary, by app"},
    {"card-charge.pcap", card_charge, "power-on and a DC charge started and ended by card (VLAN)"},
    {"ac-charge.pcap", ac_charge, "a charge on an AC pile, without frames of the BMS (IPv6)"},
    {"two-guns.pcap", two_guns, "two charges at once on one pile, by app and by card"},
    {"shared-connection.pcap", shared_connection, "three piles behind a concentrator, each with its own login"},
    {"reconnection.pcap", reconnection, "the connection breaks during a charge, and the pile comes back"},
    {"full-battery.pcap", full_battery, "a charge that ends by itself"},
    {"plugged-late.pcap", plugged_late, "a start that fails because the gun is not plugged in, and then succeeds"},
    {"model-pushed.pcap", model_pushed, "the platform pushes the billing model instead of being asked for it"},
    {"every-frame.pcap", every_frame, "all 51 frame types of V1.6, offline record, card lists and parallel charging included"},
    {"stop-unanswered.pcap", stop_unanswered, "fault: the stop command gets no reply"},
    {"record-missing.pcap", record_missing, "fault: a charge without a record"},
    {"check-skipped.pcap", check_skipped, "fault: no check of the billing model"},
    {"business-before-login.pcap", business_before_login, "fault: real-time data before the login"},
    {"login-refused.pcap", login_refused, "fault: a refused login is ignored"},
    {"bad-checksum.pcap", bad_checksum, "fault: two wrong checksums, one of them in a reply"},
    {"garbage.pcap", garbage_between_frames, "fault: bytes of no frame"},
    {"lost-segment.pcap", lost_segment, "capture: a segment is missing"},
    {"mid-charge.pcap", mid_charge, "capture: it begins in the middle of a charge"},
    {"one-way.pcap", one_way, "capture: only what the pile sends"},
};

static void write_sample(const sample_file *sample, const char *directory)
{
    char *path = g_build_filename(directory, sample->name, NULL);
    sample_timeline *timeline = timeline_new();
    sample_trace *trace = trace_new();

    sample->story(timeline, trace);
    timeline_play(timeline, trace);
    trace_write(trace, path);
    trace_free(trace);
    timeline_free(timeline);
    g_free(path);
}

static int list_samples(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
        printf("%-26s %s\n", samples[i].name, samples[i].description);
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--list") == 0)
        return list_samples();
    if (argc != 2 || argv[1][0] == '-') {
        fputs("usage: make_samples DIRECTORY    write all samples there\n"
              "       make_samples --list       say what they are\n",
              stderr);
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
        write_sample(&samples[i], argv[1]);
    return EXIT_SUCCESS;
}
