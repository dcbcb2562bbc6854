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
    {"every-frame.pcap", every_frame, "all 51 frame types of V1.6, offline record, card lists and parallel charging included"},
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
