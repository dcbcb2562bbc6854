/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ykcflow redact, on any capture: what it writes is a capture without a fault, with the same frames in it: as many, of the same
 * types, sequence numbers and kinds of checksum, in the same order, with the same gaps between them. Where there is garbage this
 * holds of frames with right checksums only: what is garbage because a better frame begins inside it may have had a right
 * checksum itself, and has none any more, so that a wrong frame that it overlaps comes to light.
 *
 * Input: the file.
 */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"
#include "input/intake.h"
#include "redact/redactor.h"

/* What is told of the streams. */
typedef struct account {
    GByteArray *frames; /* type, sequence number, kind of checksum of each */
    GByteArray *right;  /* the same of those with a right checksum */
    uint64_t gap_bytes;
    uint64_t garbage_bytes;
    unsigned complaints;
} account;

static void on_frame(void *user, intake_connection *connection, int end, const ykc_frame *frame, const intake_place *place)
{
    account *account = user;
    const uint8_t identity[] = {frame->type, (uint8_t)frame->sequence, (uint8_t)(frame->sequence >> 8),
                                (uint8_t)frame->crc_status, (uint8_t)end};

    (void)connection, (void)place;
    g_byte_array_append(account->frames, identity, sizeof identity);
    if (frame->crc_status != YKC_CRC_BAD)
        g_byte_array_append(account->right, identity, sizeof identity);
}

static void on_garbage(void *user, intake_connection *connection, int end, uint64_t count, const intake_place *place)
{
    (void)connection, (void)end, (void)place;
    ((account *)user)->garbage_bytes += count;
}

static void on_gap(void *user, intake_connection *connection, int end, uint64_t count, const intake_place *place)
{
    (void)connection, (void)end, (void)place;
    ((account *)user)->gap_bytes += count;
}

static void on_complaint(void *user, const GError *error)
{
    (void)error;
    ((account *)user)->complaints++;
}

static bool is_port(const void *context, uint16_t port)
{
    (void)context;
    return port % 2 == 0; /* both ways of recognition */
}

static account read_capture(char *path)
{
    static const intake_sink sink = {.frame = on_frame, .garbage = on_garbage, .gap = on_gap};
    char *paths[] = {path, NULL};
    account account = {.frames = g_byte_array_new(), .right = g_byte_array_new()};
    intake *intake = intake_new(&sink, &account, is_port, NULL);

    (void)intake_read(intake, paths, YKC_ENGLISH, on_complaint);
    intake_free(intake);
    return account;
}

static uint64_t redact(char *path, uint8_t **bytes, size_t *size)
{
    static const uint8_t key[PSEUDONYMS_KEY] = {1};
    char *paths[] = {path, NULL};
    pseudonyms *pseudonyms = pseudonyms_new_with_key(key);
    redactor_settings settings = {.pseudonyms = pseudonyms, .is_port = is_port, .memory = INTAKE_MEMORY_DEFAULT};
    g_autoptr(GError) error = NULL;
    g_autoptr(redactor) redactor = redactor_new(&settings, &error);
    account ignored = {0};
    pcapng_writer writer;
    FILE *file = open_memstream((char **)bytes, size);
    uint64_t connections;

    if (redactor == NULL || file == NULL)
        fuzz_fail("no temporary file");
    (void)redactor_read(redactor, paths, YKC_ENGLISH, NULL, on_complaint, NULL, &ignored);
    pcapng_writer_init(&writer, file);
    if (pcapng_write_section(&writer, (pcapng_options){0}) != PCAPNG_WRITTEN ||
        redactor_write(redactor, &writer, &error) != PCAPNG_WRITTEN || error != NULL)
        fuzz_fail("it cannot be written");
    fclose(file);
    connections = redactor_get_account(redactor)->connections;
    g_clear_pointer(&redactor, redactor_free);
    pseudonyms_free(pseudonyms);
    return connections;
}

static void compare_frames(const GByteArray *before, const GByteArray *after)
{
    if (before->len != after->len || (before->len > 0 && memcmp(before->data, after->data, before->len) != 0))
        fuzz_fail("%u frames have become %u others", before->len / 5, after->len / 5);
}

static void compare(const account *before, const account *after)
{
    compare_frames(before->right, after->right);
    if (before->gap_bytes != after->gap_bytes)
        fuzz_fail("gaps of %" G_GUINT64_FORMAT " bytes have become %" G_GUINT64_FORMAT, before->gap_bytes, after->gap_bytes);
    if (after->complaints > 0)
        fuzz_fail("what was written is no good capture");
    if (before->garbage_bytes > 0)
        return;
    compare_frames(before->frames, after->frames);
    if (after->garbage_bytes > 0)
        fuzz_fail("there is garbage of %" G_GUINT64_FORMAT " bytes", after->garbage_bytes);
}

static void clear(account *account)
{
    g_byte_array_unref(account->frames);
    g_byte_array_unref(account->right);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *path = g_strdup(fuzz_file(data, size));
    account before = read_capture(path), after;
    uint8_t *bytes = NULL;
    size_t length;

    if (redact(path, &bytes, &length) > 0) {
        g_free(path);
        path = g_strdup(fuzz_file(bytes, length));
        after = read_capture(path);
        compare(&before, &after);
        clear(&after);
    } else if (before.frames->len > 0) {
        fuzz_fail("%u frames were left out", before.frames->len / 5);
    }
    free(bytes);
    clear(&before);
    return 0;
}
