/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Compressed input as if it were not: gzip, zstd and lz4, recognised by their first bytes, whatever the file is called.
 *
 * Several members or frames one behind another are one input, as their tools have it.
 */
#ifndef YKC_INPUT_DECOMPRESS_H
#define YKC_INPUT_DECOMPRESS_H

#include "source.h"

/** What became of the compressed input so far. */
typedef enum decompress_state {
    DECOMPRESS_WHOLE, /**< nothing is wrong, or it is not compressed */
    DECOMPRESS_CUT,   /**< it ends in the middle */
    DECOMPRESS_DAMAGED
} decompress_state;

/**
 * Decompress another source, or hand it on as it is.
 *
 * @param compressed owned by the new source from now on
 *
 * Where the input is cut or damaged the bytes before come first, and then an end like any other: decompress_get_state() tells.
 */
source *decompress_new(source *compressed);

/** What is wrong. @param reason if not NULL, filled with what the library says of damage, else NULL; not to be freed */
decompress_state decompress_get_state(const source *decompressed, const char **reason);

#endif
