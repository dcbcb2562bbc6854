/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Bytes that come one after another: of a descriptor, of memory, or of another source, made into something else on the way.
 */
#ifndef YKC_INPUT_SOURCE_H
#define YKC_INPUT_SOURCE_H

#include <glib.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

typedef struct source source;

/** A source; each kind adds what it needs. Whoever makes one on top of another owns that other. */
struct source {
    /**
     * Read up to @p size bytes, more than 0: those that are there, without waiting for more.
     *
     * @return how many; 0 at the end; -1 with errno set
     */
    ssize_t (*read)(source *source, uint8_t *bytes, size_t size);
    void (*free)(source *source); /**< never of NULL */
};

/** Read from a descriptor, which is closed at the end unless it is that of standard input. */
source *source_of_descriptor(int descriptor);

/** Read from memory, which stays the caller's and outlives the source. */
source *source_of_memory(const uint8_t *bytes, size_t length);

/** Release a source and what it stands on. NULL is allowed. */
void source_free(source *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(source, source_free)

/**
 * What libpcap reads from: a stream of a source.
 *
 * The source stays the caller's: it outlives the stream, and several streams may follow one another on it.
 *
 * @param buffer bytes asked for at once
 * @return the stream; NULL with errno set
 */
FILE *source_open_stream(source *source, size_t buffer);

#endif
