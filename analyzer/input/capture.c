/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "capture.h"

#include <errno.h>
#include <fcntl.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "decompress.h"
#include "layers.h"
#include "sections.h"
#include "text.h"

enum {
    MAGIC = 4,              /* bytes that tell the format */
    READ_BUFFER = 64 << 10, /* a system call for each of these, rather than for each 4 KiB */
    NO_LINK_TYPE = -1,      /* no DLT_ value */
    LINK_NAMES_MAX = 8      /* of one capture, that are told */
};

/* From 2000-01-01 to 2100-01-01: no pile was captured outside of it. */
#define EARLIEST_DATE_NS (INT64_C(946684800) * 1000000000)
#define LATEST_DATE_NS   (INT64_C(4102444800) * 1000000000)

/* A packet of libpcap's, or why there is none. */
typedef struct raw_packet {
    int result; /* of pcap_next_ex() */
    int64_t time_ns;
    const uint8_t *bytes;
    uint32_t captured, original;
} raw_packet;

struct capture_file {
    char *name;
    source *raw;                    /* the bytes of the capture, decompressed */
    sections *sections;             /* what libpcap reads of them */
    pcap_t *pcap;                   /* of the current section; NULL if its header could not be read */
    char problem[PCAP_ERRBUF_SIZE]; /* why it is NULL */
    capture_info info;
    GString *link_names; /* of all link types so far */
    int link_type;       /* of the packet that was read last */
    bool is_supported;   /* that link type */
    raw_packet beyond;   /* read already, to judge the time of the one before it */
    bool has_beyond;
    uint8_t *kept; /* the bytes of that one, which libpcap has forgotten */
    size_t kept_size;
    int64_t clock_ns;     /* the time of the packet before */
    capture_packet ahead; /* read, not yet taken */
    bool has_ahead;
    capture_status status; /* CAPTURE_PACKET while there may be more */
    ykc_language language; /* of what it complains about */
    GError *failure;       /* why the status is CAPTURE_BROKEN */
};

G_DEFINE_QUARK(capture_error, capture_error)

static bool is_standard_input(const char *path)
{
    return strcmp(path, "-") == 0;
}

static source *open_standard_input(ykc_language language, GError **error)
{
    if (isatty(STDIN_FILENO)) {
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_OPEN, TEXT_FILE_TERMINAL, language);
        return NULL;
    }
    return source_of_descriptor(STDIN_FILENO);
}

static source *open_path(const char *path, const char *name, ykc_language language, GError **error)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;

    if (descriptor < 0) {
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_OPEN, errno == ENOENT ? TEXT_FILE_NOT_FOUND : TEXT_FILE_NOT_ALLOWED,
                       language, name, g_strerror(errno));
        return NULL;
    }
    if (fstat(descriptor, &about) == 0 && S_ISDIR(about.st_mode)) {
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_OPEN, TEXT_FILE_FOLDER, language, name);
        close(descriptor);
        return NULL;
    }
    return source_of_descriptor(descriptor);
}

/* Compressions that are not looked through (decompress.h). */
static const char *compression_of(const uint8_t *magic)
{
    static const struct {
        uint8_t magic[MAGIC];
        size_t length;
        const char *program;
    } compressions[] = {
        {{0xFD, 0x37, 0x7A, 0x58}, 4, "xz"}, {{0x42, 0x5A, 0x68}, 3, "bzip2"}, {{0x02, 0x21, 0x4C, 0x18}, 4, "lz4"}};

    for (size_t i = 0; i < G_N_ELEMENTS(compressions); i++)
        if (memcmp(magic, compressions[i].magic, compressions[i].length) == 0)
            return compressions[i].program;
    return NULL;
}

/* A log of frames as hex digits is what people confuse with a capture. The last character may be cut. pcapng begins with line
 * ends. */
static bool looks_like_text(const uint8_t *magic, size_t length)
{
    const gunichar invalid = (gunichar)-1, incomplete = (gunichar)-2;
    const char *at = (const char *)magic, *end = at + length;

    if (length == MAGIC && memcmp(magic, "\n\r\r\n", MAGIC) == 0)
        return false;
    while (at < end) {
        gunichar character = g_utf8_get_char_validated(at, end - at);

        if (*at == '\0' || character == invalid)
            return false;
        if (character == incomplete)
            return true;
        if (!g_unichar_isprint(character) && !g_unichar_isspace(character) && character != 0xFEFF)
            return false;
        at = g_utf8_next_char(at);
    }
    return true;
}

/* Put back what was read, for libpcap. The C library allows more than the one byte of the standard, or says that it does not. */
static bool put_back(FILE *file, const uint8_t *magic, size_t length)
{
    for (size_t i = length; i > 0; i--)
        if (ungetc(magic[i - 1], file) == EOF)
            return false;
    return true;
}

static bool says_truncated(const char *message)
{
    return strstr(message, "truncated") != NULL;
}

/* True, and an error, if the capture is compressed and cannot be decompressed to its end. */
static bool is_broken_inside(const capture_file *capture, const char *place, GError **error)
{
    const char *reason;

    switch (decompress_get_state(capture->raw, &reason)) {
    case DECOMPRESS_CUT:
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_CUT, TEXT_FILE_COMPRESSED_CUT, capture->language, capture->name,
                       place);
        return true;
    case DECOMPRESS_DAMAGED:
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_DAMAGED, TEXT_FILE_COMPRESSED_DAMAGED, capture->language,
                       capture->name, place, reason);
        return true;
    case DECOMPRESS_WHOLE:
        break;
    }
    return false;
}

/* Recognise what libpcap would only call an unknown format; it cannot be asked afterwards, for a pipe is not read twice. */
static bool check_format(const capture_file *capture, FILE *stream, uint8_t *magic, size_t *length, GError **error)
{
    ykc_language language = capture->language;

    *length = fread(magic, 1, MAGIC, stream);
    if (*length < MAGIC && ferror(stream)) {
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_OPEN, TEXT_FILE_UNREADABLE, language, capture->name,
                       g_strerror(errno));
        return false;
    }
    if (*length == 0) {
        if (!is_broken_inside(capture, text(TEXT_FILE_AT_START, language), error))
            text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_FORMAT, TEXT_FILE_EMPTY, language, capture->name);
        return false;
    }

    const char *program = compression_of(magic);

    if (program != NULL) {
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_FORMAT, TEXT_FILE_COMPRESSED, language, capture->name, program);
        return false;
    }
    if (!put_back(stream, magic, *length)) {
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_OPEN, TEXT_FILE_UNREADABLE, language, capture->name,
                       g_strerror(errno));
        return false;
    }
    return true;
}

/* Why libpcap refused the header of a file. */
static void set_header_error(const capture_file *capture, const uint8_t *magic, size_t length, GError **error)
{
    ykc_language language = capture->language;

    if (is_broken_inside(capture, text(TEXT_FILE_AT_START, language), error))
        return;
    if (looks_like_text(magic, length))
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_FORMAT, TEXT_FILE_TEXT, language, capture->name);
    else if (says_truncated(capture->problem))
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_CUT, TEXT_FILE_HEADER_CUT, language, capture->name);
    else
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_FORMAT, TEXT_FILE_NO_FORMAT, language, capture->name,
                       capture->problem);
}

/* Hand libpcap a stream, which becomes its own. False with capture->problem set. */
static bool open_pcap(capture_file *capture, FILE *stream)
{
    capture->pcap = pcap_fopen_offline_with_tstamp_precision(stream, PCAP_TSTAMP_PRECISION_NANO, capture->problem);
    if (capture->pcap == NULL)
        fclose(stream);
    return capture->pcap != NULL;
}

static bool open_first_section(capture_file *capture, GError **error)
{
    FILE *stream = source_open_stream(sections_source(capture->sections), READ_BUFFER);
    uint8_t magic[MAGIC] = {0};
    size_t length;

    if (stream == NULL) {
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_OPEN, TEXT_FILE_UNREADABLE, capture->language, capture->name,
                       g_strerror(errno));
        return false;
    }
    if (!check_format(capture, stream, magic, &length, error)) {
        fclose(stream);
        return false;
    }
    if (!open_pcap(capture, stream)) {
        set_header_error(capture, magic, length, error);
        return false;
    }
    return true;
}

static const char *link_name_of(int link_type)
{
    const char *name = pcap_datalink_val_to_name(link_type);

    return name != NULL ? name : "unknown";
}

static bool check_link_type(int link_type, const char *name, ykc_language language, GError **error)
{
    if (layers_supports(link_type))
        return true;
    text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_LINK_TYPE, TEXT_FILE_LINK_TYPE, language, name, link_type,
                   link_name_of(link_type));
    return false;
}

/* A packet of this link type is next. */
static void note_link_type(capture_file *capture, int link_type)
{
    capture_info *info = &capture->info;
    const char *name = link_name_of(link_type);
    g_auto(GStrv) told = g_strsplit(capture->link_names->str, ", ", -1);

    capture->link_type = link_type;
    capture->is_supported = layers_supports(link_type);
    if (!g_strv_contains((const char *const *)told, name) && g_strv_length(told) < LINK_NAMES_MAX)
        g_string_append_printf(capture->link_names, "%s%s", capture->link_names->len > 0 ? ", " : "", name);
    info->link_name = capture->link_names->str;
}

static bool begin_reading(capture_file *capture, GError **error)
{
    int link_type;

    if (!open_first_section(capture, error))
        return false;
    link_type = pcap_datalink(capture->pcap);
    capture->info.link_type = sections_first_link_type(capture->sections, link_type);
    note_link_type(capture, capture->info.link_type);
    /* Another interface of a pcapng may have another link type. */
    return sections_has_interfaces(capture->sections) || check_link_type(link_type, capture->name, capture->language, error);
}

bool capture_times_are_far(int64_t one, int64_t other)
{
    const int64_t odd = INT64_C(86400) * 1000000000;

    return one - other > odd || other - one > odd;
}

bool capture_is_date(int64_t time_ns)
{
    return time_ns >= EARLIEST_DATE_NS && time_ns < LATEST_DATE_NS;
}

capture_file *capture_open_source(source *source, const char *name, ykc_language language, GError **error)
{
    capture_file *opened = g_new0(capture_file, 1);

    opened->name = g_strdup(name);
    opened->raw = decompress_new(source);
    opened->sections = sections_new(opened->raw);
    opened->language = language;
    opened->status = CAPTURE_PACKET;
    opened->link_names = g_string_new(NULL);
    opened->info.name = opened->name;
    if (begin_reading(opened, error))
        return opened;
    capture_close(opened);
    return NULL;
}

capture_file *capture_open(const char *path, ykc_language language, GError **error)
{
    g_autofree char *name =
        is_standard_input(path) ? g_strdup(text(TEXT_STANDARD_INPUT, language)) : g_filename_display_name(path);
    source *source = is_standard_input(path) ? open_standard_input(language, error) : open_path(path, name, language, error);

    return source != NULL ? capture_open_source(source, name, language, error) : NULL;
}

void capture_close(capture_file *capture)
{
    if (capture == NULL)
        return;
    if (capture->pcap != NULL)
        pcap_close(capture->pcap);
    sections_free(capture->sections);
    source_free(capture->raw);
    g_string_free(capture->link_names, TRUE);
    g_clear_error(&capture->failure);
    g_free(capture->kept);
    g_free(capture->name);
    g_free(capture);
}

/*
 * A time that does not fit (pcapng has 64 bits, of any unit) becomes the nearest that does. The seconds of pcap have 32 bits,
 * which libpcap takes for signed and Wireshark does not.
 */
static int64_t nanoseconds_of(const struct pcap_pkthdr *header)
{
    const int64_t second = 1000000000, most = INT64_MAX / second - 1;
    int64_t seconds = header->ts.tv_sec;

    if (seconds < 0 && seconds >= INT32_MIN)
        seconds += INT64_C(1) << 32;
    return CLAMP(seconds, 0, most) * second + CLAMP((int64_t)header->ts.tv_usec, 0, second - 1);
}

/* "after packet 7" */
static char *describe_place(const capture_file *capture)
{
    return capture->info.packets == 0 ? g_strdup(text(TEXT_FILE_AT_START, capture->language))
                                      : text_format(TEXT_FILE_AFTER, capture->language, capture->info.packets);
}

/* Where the file breaks off, and why. */
static void set_failure(capture_file *capture)
{
    const char *message = capture->pcap != NULL ? pcap_geterr(capture->pcap) : capture->problem;
    ykc_language language = capture->language;
    g_autofree char *place = describe_place(capture);
    GError **failure = &capture->failure;

    if (is_broken_inside(capture, place, failure))
        return;
    if (says_truncated(message))
        text_set_error(failure, CAPTURE_ERROR, CAPTURE_ERROR_CUT, TEXT_FILE_CUT, language, capture->name, place);
    else
        text_set_error(failure, CAPTURE_ERROR, CAPTURE_ERROR_DAMAGED, TEXT_FILE_DAMAGED, language, capture->name, place, message);
}

/* Go on to the next section that has anything in it: PCAP_ERROR_BREAK if there is none, PCAP_ERROR if libpcap refuses it. */
static int open_next_section(capture_file *capture)
{
    while (sections_next(capture->sections)) {
        g_clear_pointer(&capture->pcap, pcap_close);

        FILE *stream = source_open_stream(sections_source(capture->sections), READ_BUFFER);

        if (stream == NULL) {
            g_strlcpy(capture->problem, g_strerror(errno), sizeof capture->problem);
            return PCAP_ERROR;
        }
        if (open_pcap(capture, stream))
            return 1;
        if (!sections_has_header(capture->sections))
            g_strlcpy(capture->problem, "truncated section header", sizeof capture->problem);
        if (!sections_is_empty(capture->sections) || says_truncated(capture->problem))
            return PCAP_ERROR;
    }
    return PCAP_ERROR_BREAK;
}

/* What libpcap has next. */
static raw_packet fetch(capture_file *capture)
{
    struct pcap_pkthdr *header;
    const u_char *bytes;
    int result;

    if (capture->has_beyond) {
        capture->has_beyond = false;
        return capture->beyond;
    }
    do
        result = pcap_next_ex(capture->pcap, &header, &bytes);
    while (result == PCAP_ERROR_BREAK && (result = open_next_section(capture)) == 1);
    if (result != 1)
        return (raw_packet){.result = result};
    return (raw_packet){1, nanoseconds_of(header), bytes, header->caplen, MAX(header->len, header->caplen)};
}

/* Read on, with a copy of a packet for that. */
static void look_beyond(capture_file *capture, raw_packet *packet)
{
    if (capture->kept_size < packet->captured) {
        g_free(capture->kept);
        capture->kept_size = packet->captured;
        capture->kept = g_malloc(capture->kept_size);
    }
    if (packet->captured > 0)
        memcpy(capture->kept, packet->bytes, packet->captured);
    packet->bytes = capture->kept;
    capture->beyond = fetch(capture);
    capture->has_beyond = true;
}

static bool is_near(const raw_packet *packet, int64_t time_ns)
{
    return packet->result == 1 && !capture_times_are_far(packet->time_ns, time_ns);
}

/* Of the neighbours' times that of the next: packets come in bursts, which a request begins after a pause. */
static void replace_time(capture_file *capture, raw_packet *packet)
{
    const raw_packet *next = &capture->beyond;
    bool is_first = capture->info.packets == 0;

    if (capture->info.odd_times++ == 0)
        capture->info.first_odd_time = capture->info.packets + 1;
    packet->time_ns = is_first || is_near(next, capture->clock_ns) ? next->time_ns : capture->clock_ns;
}

/*
 * A damaged file has times that are none, and one packet of the year 2100 would let every limit pass. A packet that is days away
 * from both its neighbours gets the time of one of them. Where time goes on from there, the clock was set, or nothing was
 * captured for long. Of the first packet only a time that is no date is doubted.
 */
static void judge_time(capture_file *capture, raw_packet *packet)
{
    bool is_first = capture->info.packets == 0;

    if (is_first ? capture_is_date(packet->time_ns) : !capture_times_are_far(packet->time_ns, capture->clock_ns))
        return;
    look_beyond(capture, packet);
    if (is_first ? capture->beyond.result == 1 && capture_is_date(capture->beyond.time_ns)
                 : !is_near(&capture->beyond, packet->time_ns))
        replace_time(capture, packet);
}

static void take_ahead(capture_file *capture, const raw_packet *packet)
{
    uint64_t number = capture->info.packets + 1;
    int link_type = sections_link_type(capture->sections, number, capture->info.link_type);

    if (link_type != capture->link_type)
        note_link_type(capture, link_type);
    if (!capture->is_supported && capture->info.unsupported++ == 0)
        capture->info.unsupported_link_type = link_type;
    capture->clock_ns = packet->time_ns;
    capture->ahead = (capture_packet){
        .number = number,
        .time_ns = packet->time_ns,
        .link_type = link_type,
        .bytes = packet->bytes,
        .captured = packet->captured,
        .original = packet->original,
    };
    capture->has_ahead = true;
}

static void read_ahead(capture_file *capture)
{
    raw_packet packet;

    if (capture->has_ahead || capture->status != CAPTURE_PACKET)
        return;
    packet = fetch(capture);
    if (packet.result == 1) {
        judge_time(capture, &packet);
        take_ahead(capture, &packet);
        return;
    }
    capture->status = CAPTURE_END;
    if (packet.result == PCAP_ERROR_BREAK && decompress_get_state(capture->raw, NULL) == DECOMPRESS_WHOLE)
        return;
    capture->status = CAPTURE_BROKEN;
    capture->info.cut_off = true;
    set_failure(capture);
}

capture_status capture_peek(capture_file *capture, capture_packet *packet, GError **error)
{
    read_ahead(capture);
    if (capture->has_ahead) {
        *packet = capture->ahead;
        return CAPTURE_PACKET;
    }
    if (capture->failure != NULL && error != NULL)
        *error = g_error_copy(capture->failure);
    return capture->status;
}

static void take(capture_file *capture)
{
    const capture_packet *packet = &capture->ahead;
    capture_info *info = &capture->info;

    if (info->packets == 0)
        info->first_time_ns = packet->time_ns;
    info->last_time_ns = packet->time_ns;
    info->packets++;
    info->bytes += packet->original;
    if (packet->captured < packet->original)
        info->shortened++;
    capture->has_ahead = false;
}

capture_status capture_next(capture_file *capture, capture_packet *packet, GError **error)
{
    capture_status status = capture_peek(capture, packet, error);

    if (status == CAPTURE_PACKET)
        take(capture);
    return status;
}

const capture_info *capture_information(const capture_file *capture)
{
    return &capture->info;
}

void capture_tell_remarks(const capture_file *capture, void (*complain)(void *user, const GError *error), void *user)
{
    const capture_info *info = &capture->info;
    ykc_language language = capture->language;

    if (info->odd_times > 0) {
        g_autoptr(GError) error = NULL;

        text_set_error(&error, CAPTURE_ERROR, CAPTURE_ERROR_DAMAGED, TEXT_FILE_ODD_TIMES, language, info->name, info->odd_times,
                       info->first_odd_time);
        complain(user, error);
    }
    if (info->unsupported > 0) {
        g_autoptr(GError) error = NULL;

        text_set_error(&error, CAPTURE_ERROR, CAPTURE_ERROR_LINK_TYPE, TEXT_FILE_LINK_TYPE_PART, language, info->name,
                       info->unsupported, info->unsupported_link_type, link_name_of(info->unsupported_link_type));
        complain(user, error);
    }
}
