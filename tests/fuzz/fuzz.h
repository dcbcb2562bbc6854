/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file What the fuzz targets share: how they take their input apart, and how they say what is wrong. */
#ifndef YKC_TESTS_FUZZ_H
#define YKC_TESTS_FUZZ_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** libFuzzer's entry points; each target defines the first. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

/** What is left of an input. Past its end everything is 0 and empty. */
typedef struct fuzz_input {
    const uint8_t *bytes;
    size_t left;
} fuzz_input;

uint8_t fuzz_u8(fuzz_input *input);
uint16_t fuzz_u16(fuzz_input *input);

/** The next @p length bytes, or fewer at the end; they stay the input's. */
const uint8_t *fuzz_bytes(fuzz_input *input, size_t length, size_t *got);

/** A property does not hold: say which, on the standard error that the process began with, and abort. */
G_NORETURN void fuzz_fail(const char *format, ...) G_GNUC_PRINTF(1, 2);

/**
 * Put @p bytes into a file that has no name on any disk, and return a path to it; the file goes with the next call. For what
 * reads captures and other files by their path.
 */
const char *fuzz_file(const uint8_t *bytes, size_t size);

/**
 * Make every frame that seems to begin among the bytes one with a right checksum: the body that the mutator changed is then
 * looked at, and not just its checksum.
 */
void fuzz_repair(uint8_t *bytes, size_t size);

#endif
