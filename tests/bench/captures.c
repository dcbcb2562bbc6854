/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two big captures of the same shape, for ./dev bench plugin: DC piles that charge half an hour each, in YKC; and stations that
 * report measured values, in IEC 60870-5-104, which Wireshark's own dissector knows: also a start byte and a length, a tree of
 * numbers, qualifiers and CP56 times.
 */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "samples.h"
#include "wire/bytes.h"

enum {
    PILES_MAX = 10000,
    TEXT_SIZE = 32,
    IEC104_PORT = 2404,
    FIRST_PORT = 50000,
    REPORTS = 689, /* so that there are as many packets, acknowledgements included */
    OBJECTS = 2,   /* in each: and as many bytes */
    OBJECT_SIZE = 15,
    ASDU_SIZE = 6 + OBJECTS * OBJECT_SIZE,
    APCI_SIZE = 6,
    REPORT_SECONDS = 2
};

/* Addresses of the range for benchmarks, RFC 2544. */
static void write_address(char address[TEXT_SIZE], unsigned number)
{
    g_snprintf(address, TEXT_SIZE, "198.18.%u.%u", number / 250, number % 250 + 1);
}

/* One pile after another begins; they charge at the same time. */
static void write_clock(char clock[TEXT_SIZE], unsigned number, unsigned minute)
{
    g_snprintf(clock, TEXT_SIZE, "09:%02u:%02u", minute + number / 60 % 20, number % 60);
}

static void add_pile(sample_trace *trace, unsigned number)
{
    char digits[TEXT_SIZE], address[TEXT_SIZE], sim[TEXT_SIZE], clock[TEXT_SIZE];
    sample_plate plate = {.number = digits, .address = address, .sim = sim, .guns = 1};
    sample_timeline *timeline = timeline_new();
    sample_station station = station_new(timeline, platform_ipv4, &this_years_model);
    sample_pile pile;

    g_snprintf(digits, sizeof digits, "3201062027%04u", number);
    g_snprintf(sim, sizeof sim, "8986042610260032%04u", number);
    write_address(address, number);
    pile = station_pile(&station, &plate);
    write_clock(clock, number, 0);
    station_power_on(&pile, clock);
    write_clock(clock, number, 1);
    station_charge(&pile, 1,
                   &(sample_plan){
                       .start = START_BY_APP,
                       .starts = clock,
                       .stop = STOP_BY_APP,
                       .seconds = 30 * 60,
                       .user = &commuter,
                       .vehicle = &sample_sedan,
                       .soc_1e1percent = 224,
                   });
    write_clock(clock, number, 35);
    station_power_off(&pile, clock);
    station_keep_alive(&pile);
    timeline_play(timeline, trace);
    timeline_free(timeline);
}

/* One information object of type 36: address, short float, quality, CP56Time2a. */
static void write_object(uint8_t *object, unsigned address, float value, unsigned second)
{
    enum { AT_VALUE = 3, AT_QUALITY = 7, AT_TIME = 8, DAY = 0x20 | 16, MONTH = 3, YEAR = 26 };
    uint32_t bits;

    memcpy(&bits, &value, sizeof bits);
    ykc_bytes_put(object, AT_VALUE, address);
    ykc_bytes_put(object + AT_VALUE, sizeof bits, bits);
    object[AT_QUALITY] = 0;
    ykc_bytes_put(object + AT_TIME, 2, (uint64_t)(second % 60) * 1000);
    object[AT_TIME + 2] = (uint8_t)(second / 60 % 60);
    object[AT_TIME + 3] = (uint8_t)(9 + second / 3600);
    object[AT_TIME + 4] = DAY;
    object[AT_TIME + 5] = MONTH;
    object[AT_TIME + 6] = YEAR;
}

/* A report: APCI of an I frame, ASDU of measured values, short float with time. */
static void write_report(uint8_t apdu[APCI_SIZE + ASDU_SIZE], unsigned count, unsigned second)
{
    enum { START = 0x68, M_ME_TF_1 = 36, SPONTANEOUS = 3 };
    const uint8_t header[] = {START, APCI_SIZE - 2 + ASDU_SIZE, 0, 0, 0, 0, M_ME_TF_1, OBJECTS, SPONTANEOUS, 0, 1, 0};

    memcpy(apdu, header, sizeof header);
    ykc_bytes_put(apdu + 2, 2, (count << 1) & 0xFFFF);
    for (unsigned i = 0; i < OBJECTS; i++)
        write_object(apdu + sizeof header + (size_t)i * OBJECT_SIZE, 1000 + i, 220.5F + (float)(count % 100) / 10, second);
}

static void add_reporter(sample_trace *trace, unsigned number)
{
    char address[TEXT_SIZE], clock[TEXT_SIZE];
    sample_ends ends = {.pile = address,
                        .pile_port = (uint16_t)(FIRST_PORT + number % 10000),
                        .platform = platform_ipv4,
                        .platform_port = IEC104_PORT};
    uint8_t apdu[APCI_SIZE + ASDU_SIZE];
    sample_tcp *tcp;
    time_us begin;

    write_address(address, number);
    write_clock(clock, number, 0);
    begin = clock_at(clock);
    tcp = trace_open(trace, &ends, begin);
    for (unsigned i = 0; i < REPORTS; i++) {
        write_report(apdu, i, i * REPORT_SECONDS);
        trace_send(tcp, YKC_UP, begin + seconds(1 + (int64_t)i * REPORT_SECONDS), apdu, sizeof apdu);
    }
    trace_close(tcp, YKC_UP, begin + seconds(2 + (int64_t)REPORTS * REPORT_SECONDS));
}

static void write_capture(const char *folder, const char *name, unsigned count, void (*add)(sample_trace *, unsigned))
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    sample_trace *trace = trace_new();

    for (unsigned number = 0; number < count; number++)
        add(trace, number);
    trace_write(trace, path);
    printf("%s: %u packets\n", path, trace_packet_count(trace));
    trace_free(trace);
}

int main(int argc, char **argv)
{
    guint64 count;

    if (argc != 3 || !g_ascii_string_to_unsigned(argv[2], 10, 1, PILES_MAX, &count, NULL)) {
        fprintf(stderr, "usage: %s FOLDER PILES: writes FOLDER/ykc.pcap and FOLDER/iec104.pcap, about 1,400 packets a pile\n",
                argv[0]);
        return 2;
    }
    write_capture(argv[1], "ykc.pcap", (unsigned)count, add_pile);
    write_capture(argv[1], "iec104.pcap", (unsigned)count, add_reporter);
    return 0;
}
