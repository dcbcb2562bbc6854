/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * floor CAPTURE: the least that any reader of YKC has to do, to compare with: read with libpcap, find the payload of each packet,
 * and check the checksum of every frame in it. No connections, no reassembly, no fields, no verdict; the checksum is core's.
 */
#include <pcap/pcap.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "wire/bytes.h"
#include "wire/frame.h"

/* Headers of Ethernet with or without a VLAN tag, IPv4, IPv6 without extensions, TCP. 0: something else. */
static size_t payload_at(const uint8_t *bytes, size_t length, size_t *end)
{
    enum { ETHERNET = 14, VLAN_TAG = 4, IPV4 = 20, IPV6 = 40, TCP = 20, TCP_PROTOCOL = 6 };
    size_t at = ETHERNET;

    if (length >= ETHERNET && bytes[12] == 0x81 && bytes[13] == 0x00)
        at += VLAN_TAG;
    if (length < at + IPV4 + TCP)
        return 0;
    if (bytes[at] >> 4 == 4 && bytes[at + 9] == TCP_PROTOCOL) {
        *end = at + (size_t)(bytes[at + 2] << 8 | bytes[at + 3]);
        at += (size_t)(bytes[at] & 0x0F) * 4;
    } else if (bytes[at] >> 4 == 6 && length >= at + IPV6 + TCP && bytes[at + 6] == TCP_PROTOCOL) {
        *end = at + IPV6 + (size_t)(bytes[at + 4] << 8 | bytes[at + 5]);
        at += IPV6;
    } else {
        return 0;
    }
    if (length < at + TCP || *end > length)
        return 0;
    return at + (size_t)(bytes[at + 12] >> 4) * 4;
}

int main(int argc, char **argv)
{
    char reason[PCAP_ERRBUF_SIZE];
    pcap_t *capture = argc == 2 ? pcap_open_offline(argv[1], reason) : NULL;
    struct pcap_pkthdr *header;
    const u_char *bytes;
    unsigned long packets = 0, frames = 0, wrong = 0;

    if (capture == NULL) {
        fprintf(stderr, "usage: floor CAPTURE\n");
        return EXIT_FAILURE;
    }
    for (; pcap_next_ex(capture, &header, &bytes) == 1; packets++) {
        size_t end = 0, at = payload_at(bytes, header->caplen, &end);

        while (at != 0 && at + YKC_FRAME_HEADER <= end && bytes[at] == YKC_FRAME_START) {
            size_t size = (size_t)bytes[at + YKC_FRAME_AT_LENGTH] + YKC_FRAME_OVERHEAD;

            if (bytes[at + YKC_FRAME_AT_LENGTH] < YKC_FRAME_LENGTH_MIN || at + size > end)
                break;
            wrong += ykc_crc16(bytes + at + YKC_FRAME_AT_SEQUENCE, size - YKC_FRAME_OVERHEAD) !=
                     ykc_bytes_get16(bytes + at + size - YKC_FRAME_CRC);
            frames++;
            at += size;
        }
    }
    printf("%lu packets, %lu frames, %lu with a wrong checksum\n", packets, frames, wrong);
    pcap_close(capture);
    return EXIT_SUCCESS;
}
