/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source.h"

#include <string.h>
#include <unistd.h>

/* --- A descriptor --- */

typedef struct descriptor_source {
    source base;
    int descriptor;
} descriptor_source;

static ssize_t read_descriptor(source *source, uint8_t *bytes, size_t size)
{
    return read(((descriptor_source *)source)->descriptor, bytes, size);
}

static void free_descriptor(source *source)
{
    int descriptor = ((descriptor_source *)source)->descriptor;

    if (descriptor != STDIN_FILENO)
        close(descriptor);
    g_free(source);
}

source *source_of_descriptor(int descriptor)
{
    descriptor_source *made = g_new(descriptor_source, 1);

    *made = (descriptor_source){{read_descriptor, free_descriptor}, descriptor};
    return &made->base;
}

/* --- Memory --- */

typedef struct memory_source {
    source base;
    const uint8_t *bytes;
    size_t left;
} memory_source;

static ssize_t read_memory(source *source, uint8_t *bytes, size_t size)
{
    memory_source *memory = (memory_source *)source;
    size_t count = MIN(size, memory->left);

    if (count == 0)
        return 0;
    memcpy(bytes, memory->bytes, count);
    memory->bytes += count;
    memory->left -= count;
    return (ssize_t)count;
}

static void free_memory(source *source)
{
    g_free(source);
}

source *source_of_memory(const uint8_t *bytes, size_t length)
{
    memory_source *made = g_new(memory_source, 1);

    *made = (memory_source){{read_memory, free_memory}, bytes, length};
    return &made->base;
}

/* --- Any source --- */

void source_free(source *source)
{
    if (source != NULL)
        source->free(source);
}

static ssize_t read_cookie(void *cookie, char *bytes, size_t size)
{
    source *source = cookie;

    return source->read(source, (uint8_t *)bytes, size);
}

FILE *source_open_stream(source *source, size_t buffer)
{
    FILE *stream = fopencookie(source, "rb", (cookie_io_functions_t){.read = read_cookie});

    if (stream != NULL)
        setvbuf(stream, NULL, _IOFBF, buffer);
    return stream;
}
