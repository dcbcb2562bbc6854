/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sections.h"

#include <errno.h>
#include <pcap/dlt.h>
#include <string.h>

/* Types of blocks, draft-ietf-opsawg-pcapng. */
enum {
    BLOCK_SECTION = 0x0A0D0D0A,
    BLOCK_INTERFACE = 1,
    BLOCK_OLD_PACKET = 2,
    BLOCK_SIMPLE_PACKET = 3,
    BLOCK_PACKET = 6,
};

enum {
    BLOCK_SMALLEST = 12, /* type, length, length again */
    AT_LENGTH = 4,
    AT_BODY = 8, /* section: byte order; interface: link type; packets: interface, or length on the wire */
    AT_SNAP_LENGTH = 12,
    LOOK = 16, /* as many bytes of a block as are looked at */
    SIMPLE_PACKET_OVERHEAD = 16,

    PCAP_HEADER = 24,
    PCAP_AT_SNAP_LENGTH = 16,

    LINKTYPE_ETHERNET = 1, /* of which libpcap changes nothing, whatever the byte order */
    LINKTYPE_RAW = 101,    /* the one supported type whose number in files is not that of libpcap */

    INTERFACES_MAX = 1 << 16,
    RUNS_DONE_MAX = 4096 /* kept though no packet needs them any more */
};

#define BYTE_ORDER_MAGIC UINT32_C(0x1A2B3C4D)
#define SNAP_LENGTH_MAX  UINT32_C(262144) /* of libpcap and Wireshark */

/* From this packet on, until the next such run. */
typedef struct link_run {
    uint64_t packet;
    int link_type;
} link_run;

typedef struct interface {
    int link_type;
    uint32_t snap_length; /* 0: none */
} interface;

struct sections {
    source base; /* what libpcap reads */
    source *raw;
    enum { UNKNOWN, PCAPNG, PCAP, OTHER } kind;
    bool swapped;          /* the section has the other byte order than this machine */
    bool in_section;       /* its header was passed */
    bool at_next;          /* another section follows */
    bool at_end;           /* of raw */
    bool lost;             /* a block's length is none: libpcap will say so, and nothing is looked at any more */
    uint64_t skip;         /* bytes of the current block that need no look */
    uint64_t packets;      /* blocks of packets so far, in all sections */
    uint64_t section_from; /* of these, in earlier sections */
    GArray *interfaces;    /* of the section, of interface */
    GArray *runs;          /* of link_run */
    guint run;             /* the one that was in force for the packet that was asked for last */
    int first_link_type;   /* of the file; -1 until it is known */
    GByteArray *rest;      /* read from raw, and handed out up to rest_at */
    size_t rest_at;
};

static uint32_t swap32(uint32_t number)
{
    return GUINT32_SWAP_LE_BE(number);
}

static uint32_t get32(const sections *self, const uint8_t *bytes)
{
    uint32_t number;

    memcpy(&number, bytes, sizeof number);
    return self->swapped ? swap32(number) : number;
}

static uint16_t get16(const sections *self, const uint8_t *bytes)
{
    uint16_t number;

    memcpy(&number, bytes, sizeof number);
    return self->swapped ? GUINT16_SWAP_LE_BE(number) : number;
}

static void put32(const sections *self, uint8_t *bytes, uint32_t number)
{
    if (self->swapped)
        number = swap32(number);
    memcpy(bytes, &number, sizeof number);
}

static void put16(const sections *self, uint8_t *bytes, uint16_t number)
{
    if (self->swapped)
        number = GUINT16_SWAP_LE_BE(number);
    memcpy(bytes, &number, sizeof number);
}

/* --- Blocks --- */

static void begin_section(sections *self, const uint8_t *block)
{
    uint32_t magic;

    memcpy(&magic, block + AT_BODY, sizeof magic);
    self->swapped = magic == swap32(BYTE_ORDER_MAGIC);
    self->in_section = true;
}

static void take_interface(sections *self, uint8_t *block)
{
    uint16_t link_type = get16(self, block + AT_BODY);
    interface described = {.link_type = link_type == LINKTYPE_RAW ? DLT_RAW : link_type,
                           .snap_length = get32(self, block + AT_SNAP_LENGTH)};

    if (self->interfaces->len < INTERFACES_MAX)
        g_array_append_val(self->interfaces, described);
    if (self->first_link_type < 0)
        self->first_link_type = described.link_type;
    put16(self, block + AT_BODY, LINKTYPE_ETHERNET);
    put32(self, block + AT_SNAP_LENGTH, SNAP_LENGTH_MAX);
}

/* A packet of an interface that was not described is libpcap's to complain about. */
static void take_packet(sections *self, uint32_t number)
{
    guint count = self->runs->len;

    self->packets++;
    if (number >= self->interfaces->len)
        return;

    link_run run = {self->packets, g_array_index(self->interfaces, interface, number).link_type};

    if (count > 0 && g_array_index(self->runs, link_run, count - 1).link_type == run.link_type)
        return;
    if (self->run >= RUNS_DONE_MAX) {
        g_array_remove_range(self->runs, 0, self->run);
        self->run = 0;
    }
    g_array_append_val(self->runs, run);
}

/* It belongs to the first interface, and says only how long it was on the wire: the snapshot length tells how long it is here. */
static void take_simple_packet(sections *self, uint8_t *block, uint32_t length)
{
    uint32_t present = length > SIMPLE_PACKET_OVERHEAD ? length - SIMPLE_PACKET_OVERHEAD : 0;

    if (self->interfaces->len > 0 && g_array_index(self->interfaces, interface, 0).snap_length != 0)
        present = MIN(present, g_array_index(self->interfaces, interface, 0).snap_length);
    if (get32(self, block + AT_BODY) > present)
        put32(self, block + AT_BODY, present);
    take_packet(self, 0);
}

/* Look at the beginning of a block, LOOK bytes of it; false if a new section begins here. */
static bool look(sections *self, uint8_t *block)
{
    if (get32(self, block) == BLOCK_SECTION) { /* which reads the same in either byte order */
        if (self->in_section) {
            self->at_next = true;
            return false;
        }
        begin_section(self, block);
    }

    uint32_t length = get32(self, block + AT_LENGTH);

    self->skip = length;
    self->lost = !self->in_section || length < BLOCK_SMALLEST;
    switch (get32(self, block)) {
    case BLOCK_INTERFACE:
        if (length >= LOOK)
            take_interface(self, block);
        break;
    case BLOCK_PACKET:
        take_packet(self, get32(self, block + AT_BODY));
        break;
    case BLOCK_OLD_PACKET:
        take_packet(self, get16(self, block + AT_BODY));
        break;
    case BLOCK_SIMPLE_PACKET:
        take_simple_packet(self, block, length);
        break;
    default:
        break;
    }
    return true;
}

/* Go from block to block; returns how many of the bytes may be handed out: the others begin a block that needs a look. */
static size_t walk(sections *self, uint8_t *bytes, size_t length)
{
    size_t at = 0;

    while (at < length && !self->lost) {
        size_t passed = (size_t)MIN(self->skip, length - at);

        self->skip -= passed;
        at += passed;
        if (at < length && (length - at < LOOK || !look(self, bytes + at)))
            return at;
    }
    return length;
}

/* --- pcap --- */

static void raise_snap_length(sections *self, uint8_t *header)
{
    uint32_t snap_length = get32(self, header + PCAP_AT_SNAP_LENGTH);

    if (snap_length != 0 && snap_length < SNAP_LENGTH_MAX)
        put32(self, header + PCAP_AT_SNAP_LENGTH, SNAP_LENGTH_MAX);
}

/* --- Reading --- */

static void recognise(sections *self, uint8_t *bytes)
{
    /* Of microseconds, of nanoseconds, and of a variant with longer records. */
    static const uint32_t pcap_magic[] = {UINT32_C(0xA1B2C3D4), UINT32_C(0xA1B23C4D), UINT32_C(0xA1B2CD34)};
    uint32_t magic;

    memcpy(&magic, bytes, sizeof magic);
    self->kind = magic == BLOCK_SECTION ? PCAPNG : OTHER;
    for (size_t i = 0; i < G_N_ELEMENTS(pcap_magic) && self->kind == OTHER; i++) {
        self->swapped = magic == swap32(pcap_magic[i]);
        if (self->swapped || magic == pcap_magic[i])
            self->kind = PCAP;
    }
    if (self->kind == PCAP)
        raise_snap_length(self, bytes);
}

/* Take back bytes that were not handed out: the last of those that were read. */
static void put_back(sections *self, const uint8_t *bytes, size_t length)
{
    if (self->rest_at == self->rest->len) {
        g_byte_array_set_size(self->rest, 0);
        g_byte_array_append(self->rest, bytes, (guint)length);
        self->rest_at = 0;
    } else { /* there are more behind them, so they came from here */
        self->rest_at -= length;
    }
}

/* Get @p least bytes, if there are as many left, and any more that are there. */
static ssize_t read_raw(sections *self, uint8_t *bytes, size_t size, size_t least)
{
    size_t length = MIN(size, self->rest->len - self->rest_at);

    if (length > 0)
        memcpy(bytes, self->rest->data + self->rest_at, length);
    self->rest_at += length;
    while (length < least && !self->at_end) {
        ssize_t count = self->raw->read(self->raw, bytes + length, size - length);

        if (count < 0)
            return -1;
        self->at_end = count == 0;
        length += (size_t)count;
    }
    return (ssize_t)length;
}

static ssize_t read_section(source *source, uint8_t *bytes, size_t size)
{
    sections *self = (sections *)source;
    size_t least = self->kind == UNKNOWN ? PCAP_HEADER : self->kind == PCAPNG ? LOOK : 1;
    ssize_t length;
    size_t usable;

    if (size < PCAP_HEADER) {
        errno = EINVAL;
        return -1;
    }
    if (self->at_next)
        return 0;
    /* What is looked at has to be there whole; a live capture is not waited for more than that. */
    least = MIN(least, self->skip > 0 ? 1 : least);
    length = read_raw(self, bytes, size, least);
    if (length < PCAP_HEADER && self->kind == UNKNOWN)
        self->kind = OTHER;
    if (self->kind == UNKNOWN)
        recognise(self, bytes);
    if (length <= 0 || self->kind != PCAPNG)
        return length;
    usable = walk(self, bytes, (size_t)length);
    if (usable == 0 && self->at_end && !self->at_next) {
        /* A piece of a block, which is the last. That of a section's header may have another byte order. */
        self->at_next = self->in_section && length >= AT_LENGTH && get32(self, bytes) == BLOCK_SECTION;
        if (!self->at_next)
            return length;
    }
    if (usable < (size_t)length)
        put_back(self, bytes + usable, (size_t)length - usable);
    return usable > 0 || self->at_next ? (ssize_t)usable : read_section(source, bytes, size);
}

static void free_section(source *source)
{
    (void)source; /* sections_free() does it */
}

sections *sections_new(source *raw)
{
    sections *self = g_new0(sections, 1);

    self->base = (source){read_section, free_section};
    self->raw = raw;
    self->interfaces = g_array_new(FALSE, FALSE, sizeof(interface));
    self->runs = g_array_new(FALSE, FALSE, sizeof(link_run));
    self->rest = g_byte_array_new();
    self->first_link_type = -1;
    return self;
}

void sections_free(sections *self)
{
    if (self == NULL)
        return;
    g_array_unref(self->interfaces);
    g_array_unref(self->runs);
    g_byte_array_unref(self->rest);
    g_free(self);
}

source *sections_source(sections *self)
{
    return &self->base;
}

bool sections_next(sections *self)
{
    bool is_next = self->at_next;

    self->at_next = false;
    self->in_section = false;
    self->section_from = self->packets;
    g_array_set_size(self->interfaces, 0);
    return is_next;
}

bool sections_has_header(const sections *self)
{
    return self->in_section;
}

bool sections_is_empty(const sections *self)
{
    return self->packets == self->section_from && self->interfaces->len == 0;
}

int sections_link_type(sections *self, uint64_t number, int link_type)
{
    if (self->runs->len == 0)
        return link_type;
    while (self->run + 1 < self->runs->len && g_array_index(self->runs, link_run, self->run + 1).packet <= number)
        self->run++;
    return g_array_index(self->runs, link_run, self->run).link_type;
}

bool sections_has_interfaces(const sections *self)
{
    return self->first_link_type >= 0;
}

int sections_first_link_type(const sections *self, int link_type)
{
    return self->first_link_type >= 0 ? self->first_link_type : link_type;
}
