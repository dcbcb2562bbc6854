/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "catalog/catalog.h"
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

void fuzz_repair(uint8_t *bytes, size_t size)
{
    for (size_t at = 0; at + YKC_FRAME_HEADER <= size; at++) {
        const uint8_t *candidate = bytes + at;
        size_t whole = (size_t)candidate[1] + YKC_FRAME_OVERHEAD;
        size_t body = whole - YKC_FRAME_HEADER - YKC_FRAME_CRC;

        if (candidate[0] != YKC_FRAME_START || candidate[1] < YKC_FRAME_LENGTH_MIN || at + whole > size ||
            !ykc_catalog_fits(candidate[5], candidate[4], body))
            continue;

        const ykc_frame frame = {.sequence = (uint16_t)(candidate[2] | candidate[3] << 8),
                                 .encryption = candidate[4],
                                 .type = candidate[5],
                                 .body = candidate + YKC_FRAME_HEADER,
                                 .body_length = body};
        uint8_t encoded[YKC_FRAME_SIZE_MAX];
        size_t written = ykc_frame_encode(encoded, &frame);

        memcpy(bytes + at, encoded, written);
        at += written - 1;
    }
}
