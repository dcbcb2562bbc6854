/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "capture.h"

#include <errno.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "layers.h"
#include "text.h"

enum {
    MAGIC = 4,              /* bytes that tell the format */
    READ_BUFFER = 256 << 10 /* a system call for each of these, rather than for each 4 KiB */
};

struct capture_file {
    char *name;
    pcap_t *pcap;
    capture_info info;
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

static FILE *open_standard_input(ykc_language language, GError **error)
{
    if (isatty(STDIN_FILENO)) {
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_OPEN, TEXT_FILE_TERMINAL, language);
        return NULL;
    }
    return stdin;
}

static FILE *open_path(const char *path, const char *name, ykc_language language, GError **error)
{
    FILE *file = fopen(path, "rb");
    struct stat about;

    if (file == NULL) {
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_OPEN, errno == ENOENT ? TEXT_FILE_NOT_FOUND : TEXT_FILE_NOT_ALLOWED,
                       language, name, g_strerror(errno));
        return NULL;
    }
    if (fstat(fileno(file), &about) == 0 && S_ISDIR(about.st_mode)) {
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_OPEN, TEXT_FILE_FOLDER, language, name);
        fclose(file);
        return NULL;
    }
    return file;
}

static void close_file(FILE *file)
{
    if (file != stdin)
        fclose(file);
}

static const char *compression_of(const uint8_t *magic)
{
    /* clang-format off: one a line */
    static const struct {
        uint8_t magic[MAGIC];
        size_t length;
        const char *program;
    } compressions[] = {
        {{0x1F, 0x8B}, 2, "gzip"},           {{0x28, 0xB5, 0x2F, 0xFD}, 4, "zstd"}, {{0x04, 0x22, 0x4D, 0x18}, 4, "lz4"},
        {{0xFD, 0x37, 0x7A, 0x58}, 4, "xz"}, {{0x42, 0x5A, 0x68}, 3, "bzip2"},
    };
    /* clang-format on */

    for (size_t i = 0; i < G_N_ELEMENTS(compressions); i++)
        if (memcmp(magic, compressions[i].magic, compressions[i].length) == 0)
            return compressions[i].program;
    return NULL;
}

/* A log of frames as hex digits is what people confuse with a capture. The last character may be cut. */
static bool looks_like_text(const uint8_t *magic, size_t length)
{
    const gunichar invalid = (gunichar)-1, incomplete = (gunichar)-2;
    const char *at = (const char *)magic, *end = at + length;

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

/* Recognise what libpcap would only call an unknown format; it cannot be asked afterwards, for a pipe is not read twice. */
static bool check_format(FILE *file, const char *name, uint8_t *magic, size_t *length, ykc_language language, GError **error)
{
    *length = fread(magic, 1, MAGIC, file);
    if (*length < MAGIC && ferror(file)) {
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_OPEN, TEXT_FILE_UNREADABLE, language, name, g_strerror(errno));
        return false;
    }
    if (*length == 0) {
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_FORMAT, TEXT_FILE_EMPTY, language, name);
        return false;
    }

    const char *program = compression_of(magic);

    if (program != NULL) {
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_FORMAT, TEXT_FILE_COMPRESSED, language, name, program);
        return false;
    }
    if (!put_back(file, magic, *length)) {
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_OPEN, TEXT_FILE_UNREADABLE, language, name, g_strerror(errno));
        return false;
    }
    return true;
}

static bool says_truncated(const char *message)
{
    return strstr(message, "truncated") != NULL;
}

/* Why libpcap refused the header of a file. */
static void set_header_error(GError **error, ykc_language language, const char *name, const uint8_t *magic, size_t length,
                             const char *message)
{
    if (looks_like_text(magic, length))
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_FORMAT, TEXT_FILE_TEXT, language, name);
    else if (says_truncated(message))
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_CUT, TEXT_FILE_HEADER_CUT, language, name);
    else
        text_set_error(error, CAPTURE_ERROR, CAPTURE_ERROR_FORMAT, TEXT_FILE_NO_FORMAT, language, name, message);
}

static pcap_t *open_pcap(FILE *file, const char *name, ykc_language language, GError **error)
{
    char message[PCAP_ERRBUF_SIZE] = "";
    uint8_t magic[MAGIC] = {0};
    size_t length;

    if (!check_format(file, name, magic, &length, language, error))
        return NULL;

    pcap_t *pcap = pcap_fopen_offline_with_tstamp_precision(file, PCAP_TSTAMP_PRECISION_NANO, message);

    if (pcap == NULL)
        set_header_error(error, language, name, magic, length, message);
    return pcap;
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

capture_file *capture_open(const char *path, ykc_language language, GError **error)
{
    g_autofree char *name =
        is_standard_input(path) ? g_strdup(text(TEXT_STANDARD_INPUT, language)) : g_filename_display_name(path);
    FILE *file = is_standard_input(path) ? open_standard_input(language, error) : open_path(path, name, language, error);

    if (file == NULL)
        return NULL;
    setvbuf(file, NULL, _IOFBF, READ_BUFFER);

    pcap_t *pcap = open_pcap(file, name, language, error);

    if (pcap == NULL) {
        close_file(file);
        return NULL;
    }
    if (!check_link_type(pcap_datalink(pcap), name, language, error)) {
        pcap_close(pcap);
        return NULL;
    }

    capture_file *opened = g_new0(capture_file, 1);

    opened->name = g_steal_pointer(&name);
    opened->language = language;
    opened->pcap = pcap;
    opened->status = CAPTURE_PACKET;
    opened->info.name = opened->name;
    opened->info.link_type = pcap_datalink(pcap);
    opened->info.link_name = link_name_of(opened->info.link_type);
    return opened;
}

void capture_close(capture_file *capture)
{
    if (capture == NULL)
        return;
    pcap_close(capture->pcap); /* closes the file, unless it is standard input */
    g_clear_error(&capture->failure);
    g_free(capture->name);
    g_free(capture);
}

/* A time that does not fit (pcapng has 64 bits, of any unit) becomes the nearest that does. */
static int64_t nanoseconds_of(const struct pcap_pkthdr *header)
{
    const int64_t second = 1000000000, most = INT64_MAX / second - 1;

    return CLAMP((int64_t)header->ts.tv_sec, 0, most) * second + CLAMP((int64_t)header->ts.tv_usec, 0, second - 1);
}

/* Where the file breaks off, and why. */
static void set_failure(capture_file *capture)
{
    const char *message = pcap_geterr(capture->pcap);
    ykc_language language = capture->language;
    g_autofree char *place = capture->info.packets == 0 ? g_strdup(text(TEXT_FILE_AT_START, language))
                                                        : text_format(TEXT_FILE_AFTER, language, capture->info.packets);
    GError **failure = &capture->failure;

    if (says_truncated(message))
        text_set_error(failure, CAPTURE_ERROR, CAPTURE_ERROR_CUT, TEXT_FILE_CUT, language, capture->name, place);
    else if (strstr(message, "type of the first interface") != NULL)
        text_set_error(failure, CAPTURE_ERROR, CAPTURE_ERROR_DAMAGED, TEXT_FILE_LINK_TYPES, language, capture->name, place);
    else if (strstr(message, "snapshot length of the first interface") != NULL)
        text_set_error(failure, CAPTURE_ERROR, CAPTURE_ERROR_DAMAGED, TEXT_FILE_SNAP_LENGTHS, language, capture->name, place);
    else
        text_set_error(failure, CAPTURE_ERROR, CAPTURE_ERROR_DAMAGED, TEXT_FILE_DAMAGED, language, capture->name, place, message);
}

static void read_ahead(capture_file *capture)
{
    struct pcap_pkthdr *header;
    const u_char *bytes;

    if (capture->has_ahead || capture->status != CAPTURE_PACKET)
        return;
    switch (pcap_next_ex(capture->pcap, &header, &bytes)) {
    case 1:
        capture->ahead.number = capture->info.packets + 1;
        capture->ahead.time_ns = nanoseconds_of(header);
        capture->ahead.link_type = capture->info.link_type;
        capture->ahead.bytes = bytes;
        capture->ahead.captured = header->caplen;
        capture->ahead.original = MAX(header->len, header->caplen);
        capture->has_ahead = true;
        return;
    case PCAP_ERROR_BREAK:
        capture->status = CAPTURE_END;
        return;
    default:
        capture->status = CAPTURE_BROKEN;
        capture->info.cut_off = true;
        set_failure(capture);
    }
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
