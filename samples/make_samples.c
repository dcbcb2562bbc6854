/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes the captures of this folder. The same input gives the same bytes: fixed times, addresses and chances. */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "samples.h"

typedef struct sample_file {
    const char *name;
    sample_story *story;
    const char *description;
    const char *keys; /* written beside it; NULL: it needs none */
} sample_file;

/* A folder of samples. */
typedef struct sample_folder {
    const char *name; /* below the one that is named on the command line; "." */
    const sample_file *files;
    size_t count;
    const char *about; /* heads the expectations; NULL: they are written by hand */
} sample_folder;

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

/* Where several piles break several rules in one capture each pile has a connection of its own. */
static const sample_file rule_samples[] = {
    {"capture-cut-off.pcap", rule_cut_off, "the capture ends while a charge runs and a reply is due"},
    {"capture-truncated.pcap", rule_truncated, "packets cut by the snap length"},
    {"frame.pcap", rules_of_frames, "the group frame/"},
    {"reply.pcap", rules_of_replies, "the group reply/"},
    {"link.pcap", rules_of_links, "the group link/"},
    {"flow.pcap", rules_of_flows, "the groups flow/ and power-on/"},
    {"charge.pcap", rules_of_charges, "the group charge/"},
    {"record.pcap", rules_of_records, "the group record/"},
    {"bill.pcap", rules_of_bills, "the group bill/"},
    {"gap.pcap", rules_across_gaps, "findings that missing bytes could explain"},
};

static const sample_file device_samples[] = {
    {"numbers.pcap", device_numbers,
     "sequence numbers: swapped, constant, a counter for each gun or pile, or one that replies share"},
    {"liveness.pcap", device_liveness, "heartbeats and real-time data of the guns in turn, a heartbeat for the pile"},
    {"power-on.pcap", device_power_on,
     "the billing model pushed, a login after a refusal, stored records, a heartbeat before the check"},
    {"bodies.pcap", device_bodies,
     "0x35 with two bytes, 0x41 without a card, five tariffs, plain text under the flag, odd values"},
    {"starts.pcap", device_starts, "0x32 inverted, 0x33 deferred or with the reason as its result, serials of a database"},
    {"bills.pcap", device_bills, "amounts rounded to fen, no meter, no losses, the electricity price alone, a clock that is off"},
    {"flows.pcap", device_flows, "by VIN, parallel by card and by app, retries of the record, results as text, 0x19 before 0x1D"},
};

static const sample_file encrypted_samples[] = {
    {"stop-unanswered.pcap", encrypted_stop_unanswered, "3DES, every body", keys_of_one_pile},
    {"shared-connection.pcap", encrypted_shared_connection, "3DES, three piles with a key each", keys_of_three_piles},
    {"platform.pcap", encrypted_platform, "V1.8 and V2.1, session keys in the logins that the platform's RSA key opens",
     keys_of_a_platform},
    {"every-frame.pcap", encrypted_every_frame, "AES-128, all but the frames that stay plain from V1.8 on", keys_of_a_session},
};

static const sample_file dialect_samples[] = {
    {"platform.pcap", dialects_platform, "piles of V1.4, V1.6, V1.7, V1.8 and V2.1 on one platform, by app and by card"},
    {"faults.pcap", dialects_faults, "the same faults in each of them, and some of V2.1"},
    {"frames.pcap", dialects_frames, "what only V1.8, V2.1, the supplements and makers have"},
};

static const sample_folder folders[] = {
    {".", samples, G_N_ELEMENTS(samples), NULL},
    {"rules", rule_samples, G_N_ELEMENTS(rule_samples),
     "What has to be found in the samples of this folder: nothing missing, nothing more. Each row stands in the sample's story\n"
     "# (samples/rules_*.c), beside what breaks the rule, and is written from there with its packet number."},
    {"devices", device_samples, G_N_ELEMENTS(device_samples),
     "What has to be found in the samples of this folder: notes at most. Each row stands in the sample's story "
     "(samples/devices.c)\n"
     "# and is written from there with its packet number."},
    {"dialects", dialect_samples, G_N_ELEMENTS(dialect_samples),
     "What has to be found in the samples of this folder. Each row stands in the sample's story (samples/dialects.c) and is "
     "written\n"
     "# from there with its packet number."},
    {"encrypted", encrypted_samples, G_N_ELEMENTS(encrypted_samples),
     "What has to be found in the samples of this folder without their keys; with them it is what the samples of the same name\n"
     "# one folder above show. Written from samples/encrypted.c with the packet number."},
};

/* The keys of a sample, "every-frame.keys" beside "every-frame.pcap". */
static void write_keys(const sample_file *sample, const char *directory)
{
    char *name = g_strdup_printf("%.*s.keys", (int)(strlen(sample->name) - strlen(".pcap")), sample->name);
    char *path = g_build_filename(directory, name, NULL);

    if (!g_file_set_contents(path, sample->keys, -1, NULL))
        fail("%s cannot be written", path);
    g_free(path);
    g_free(name);
}

static void write_sample(const sample_file *sample, const char *directory, FILE *expectations)
{
    char *path = g_build_filename(directory, sample->name, NULL);
    sample_timeline *timeline = timeline_new();
    sample_trace *trace = trace_new();

    sample->story(timeline, trace);
    timeline_play(timeline, trace);
    trace_write(trace, path);
    if (sample->keys != NULL)
        write_keys(sample, directory);
    if (expectations != NULL)
        timeline_write_expectations(timeline, trace, sample->name, expectations);
    trace_free(trace);
    timeline_free(timeline);
    g_free(path);
}

static FILE *open_expectations(const sample_folder *folder, const char *directory)
{
    char *path = g_build_filename(directory, "expected.tsv", NULL);
    FILE *file = fopen(path, "w");

    if (file == NULL)
        fail("%s cannot be written", path);
    fprintf(file,
            "# %s\n"
            "# packet: the number that Wireshark shows; \"-\": no flow or step applies.\n"
            "#\n"
            "file\trule\tseverity\tcertainty\tpacket\tflow\tstep\tcount\n",
            folder->about);
    g_free(path);
    return file;
}

static void write_folder(const sample_folder *folder, const char *directory)
{
    char *path = g_build_filename(directory, folder->name, NULL);
    FILE *expectations = NULL;

    if (g_mkdir_with_parents(path, 0755) != 0)
        fail("%s cannot be made", path);
    if (folder->about != NULL)
        expectations = open_expectations(folder, path);
    for (size_t i = 0; i < folder->count; i++)
        write_sample(&folder->files[i], path, expectations);
    if (expectations != NULL && fclose(expectations) != 0)
        fail("the expectations in %s cannot be written", path);
    g_free(path);
}

static int list_samples(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
        for (size_t j = 0; j < folders[i].count; j++) {
            char *name =
                i == 0 ? g_strdup(folders[i].files[j].name) : g_strdup_printf("%s/%s", folders[i].name, folders[i].files[j].name);

            printf("%-30s %s\n", name, folders[i].files[j].description);
            g_free(name);
        }
    }
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
    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++)
        write_folder(&folders[i], argv[1]);
    return EXIT_SUCCESS;
}
