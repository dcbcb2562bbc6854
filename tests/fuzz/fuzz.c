/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "catalog/catalog.h"
#include "wire/bytes.h"
#include "wire/frame.h"

/* libFuzzer closes standard error when it is told to keep the targets' complaints quiet; what a target finds must be heard. */
static int errors = STDERR_FILENO;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    errors = dup(STDERR_FILENO);
    return 0;
}

void fuzz_fail(const char *format, ...)
{
    va_list blanks;

    va_start(blanks, format);
    vdprintf(errors, format, blanks);
    va_end(blanks);
    dprintf(errors, "\n");
    abort();
}

uint8_t fuzz_u8(fuzz_input *input)
{
    if (input->left == 0)
        return 0;
    input->left--;
    return *input->bytes++;
}

uint16_t fuzz_u16(fuzz_input *input)
{
    uint16_t low = fuzz_u8(input);

    return (uint16_t)(low | fuzz_u8(input) << 8);
}

const uint8_t *fuzz_bytes(fuzz_input *input, size_t length, size_t *got)
{
    const uint8_t *bytes = input->bytes;

    *got = MIN(length, input->left);
    input->bytes += *got;
    input->left -= *got;
    return bytes;
}

const char *fuzz_file(const uint8_t *bytes, size_t size)
{
    static int file = -1;
    static char path[32];

    if (file >= 0)
        close(file);
    file = memfd_create("input", 0);
    if (file < 0 || write(file, bytes, size) != (ssize_t)size)
        fuzz_fail("no memory for a file of %zu bytes", size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    return path;
}

/* Write the checksum of the frame of one form that begins at @p bytes; returns its size, 0 if none does. */
static size_t repair_as(ykc_form number, uint8_t *bytes, size_t size)
{
    const ykc_frame_form *form = &ykc_frame_forms[number];
    size_t whole, length;

    if (bytes[0] != YKC_FRAME_START || size < form->header)
        return 0;
    whole = ykc_frame_declared_size(bytes, number);
    length = whole - form->overhead;
    if (length < form->length_min || length > form->length_max || whole > size ||
        !ykc_catalog_fits(number, bytes[form->at_type], bytes[form->at_encryption], length - form->length_min))
        return 0;
    ykc_bytes_put(bytes + whole - YKC_FRAME_CRC, YKC_FRAME_CRC, ykc_crc16(bytes + form->at_sequence, length));
    return whole;
}

void fuzz_repair(uint8_t *bytes, size_t size)
{
    for (size_t at = 0; at < size; at++) {
        size_t whole = 0;

        for (ykc_form form = YKC_FORM_SHORT; form < YKC_FORMS && whole == 0; form++)
            whole = repair_as(form, bytes + at, size - at);
        at += whole > 0 ? whole - 1 : 0;
    }
}
