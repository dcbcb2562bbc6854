/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The mutator of the targets that read frames out of bytes: libFuzzer's own, and then, mostly, checksums that are right again. */
#include "fuzz.h"

enum { REPAIRED_OF = 8, REPAIRED = 7 };

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    size = LLVMFuzzerMutate(data, size, max_size);
    if (seed % REPAIRED_OF < REPAIRED)
        fuzz_repair(data, size);
    return size;
}
