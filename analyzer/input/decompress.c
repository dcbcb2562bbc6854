/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "decompress.h"

#include <errno.h>
#include <lz4frame.h>
#include <stdbool.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

enum {
    INPUT = 64 << 10, /* compressed bytes asked for at once */
    MAGIC = 4,        /* bytes that tell the format */
    GZIP_WINDOW = 31  /* inflateInit2(): the largest window, and a gzip header in front */
};

/* What a step led to. */
typedef enum step {
    STEP_INSIDE,   /* in the middle of a member */
    STEP_BOUNDARY, /* behind one, or in front of the first */
    STEP_DAMAGED
} step;

typedef struct decompress decompress;

/* Bytes to be written. */
typedef struct target {
    uint8_t *bytes;
    size_t size, length;
} target;

typedef struct format {
    uint8_t magic[MAGIC];
    size_t magic_length;
    bool (*begin)(decompress *self);
    step (*advance)(decompress *self, target *target); /* consumes input, writes output, as far as either goes */
    void (*end)(decompress *self);
} format;

struct decompress {
    source base;
    source *compressed;
    const format *format; /* NULL: not compressed, or not known yet */
    bool recognised;
    bool at_end;        /* of the compressed source */
    bool output_full;   /* the last step filled the output: there may be more without more input */
    step step;          /* what the last one led to */
    const char *reason; /* of damage */
    uint8_t *input;     /* INPUT bytes; NULL once it is known that nothing is compressed, and those are handed on */
    size_t at, length;  /* of what waits in it */
    union {
        z_stream gzip;
        ZSTD_DCtx *zstd;
        LZ4F_dctx *lz4;
    } state;
};

static step damaged(decompress *self, const char *reason)
{
    self->reason = reason;
    return STEP_DAMAGED;
}

/* --- gzip --- */

static bool gzip_begin(decompress *self)
{
    return inflateInit2(&self->state.gzip, GZIP_WINDOW) == Z_OK;
}

/* Tapes and some tools pad with zeros; gzip ignores them too. */
static void skip_zeros(decompress *self)
{
    while (self->at < self->length && self->input[self->at] == 0)
        self->at++;
}

static step gzip_advance(decompress *self, target *target)
{
    z_stream *gzip = &self->state.gzip;
    int result;

    if (self->step == STEP_BOUNDARY)
        skip_zeros(self);
    if (self->step == STEP_BOUNDARY && self->at == self->length)
        return STEP_BOUNDARY;
    gzip->next_in = self->input + self->at;
    gzip->avail_in = (uInt)(self->length - self->at);
    gzip->next_out = target->bytes;
    gzip->avail_out = (uInt)MIN(target->size, UINT32_MAX);
    result = inflate(gzip, Z_NO_FLUSH);
    self->at = self->length - gzip->avail_in;
    target->length = (size_t)(gzip->next_out - target->bytes);
    if (result == Z_STREAM_END)
        return inflateReset(gzip) == Z_OK ? STEP_BOUNDARY : damaged(self, "inflateReset");
    if (result == Z_OK || result == Z_BUF_ERROR)
        return STEP_INSIDE;
    return damaged(self, gzip->msg != NULL ? gzip->msg : zError(result));
}

static void gzip_end(decompress *self)
{
    inflateEnd(&self->state.gzip);
}

/* --- zstd --- */

static bool zstd_begin(decompress *self)
{
    self->state.zstd = ZSTD_createDCtx();
    return self->state.zstd != NULL;
}

static step zstd_advance(decompress *self, target *target)
{
    ZSTD_inBuffer in = {self->input, self->length, self->at};
    ZSTD_outBuffer out = {target->bytes, target->size, 0};
    size_t result = ZSTD_decompressStream(self->state.zstd, &out, &in);

    self->at = in.pos;
    target->length = out.pos;
    if (ZSTD_isError(result))
        return damaged(self, ZSTD_getErrorName(result));
    return result == 0 ? STEP_BOUNDARY : STEP_INSIDE;
}

static void zstd_end(decompress *self)
{
    ZSTD_freeDCtx(self->state.zstd);
}

/* --- lz4 --- */

static bool lz4_begin(decompress *self)
{
    return !LZ4F_isError(LZ4F_createDecompressionContext(&self->state.lz4, LZ4F_VERSION));
}

static step lz4_advance(decompress *self, target *target)
{
    size_t consumed = self->length - self->at;
    size_t result;

    target->length = target->size;
    result = LZ4F_decompress(self->state.lz4, target->bytes, &target->length, self->input + self->at, &consumed, NULL);
    if (LZ4F_isError(result)) {
        target->length = 0; /* what it says then means nothing */
        return damaged(self, LZ4F_getErrorName(result));
    }
    self->at += consumed;
    return result == 0 ? STEP_BOUNDARY : STEP_INSIDE;
}

static void lz4_end(decompress *self)
{
    LZ4F_freeDecompressionContext(self->state.lz4);
}

/* --- All --- */

static const format formats[] = {
    {{0x1F, 0x8B}, 2, gzip_begin, gzip_advance, gzip_end},
    {{0x28, 0xB5, 0x2F, 0xFD}, 4, zstd_begin, zstd_advance, zstd_end},
    {{0x50, 0x2A, 0x4D, 0x18}, 4, zstd_begin, zstd_advance, zstd_end}, /* a frame without data, with which pzstd begins */
    {{0x04, 0x22, 0x4D, 0x18}, 4, lz4_begin, lz4_advance, lz4_end},
};

/* Wait for input. -1 with errno set if it cannot be read. */
static int fill(decompress *self)
{
    ssize_t count = self->compressed->read(self->compressed, self->input + self->length, INPUT - self->length);

    if (count < 0)
        return -1;
    self->at_end = count == 0;
    self->length += (size_t)count;
    return 0;
}

/* Look at the first bytes. -1 with errno set if they cannot be read. */
static int recognise(decompress *self)
{
    while (self->length < MAGIC && !self->at_end)
        if (fill(self) < 0)
            return -1;
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
        if (self->length >= formats[i].magic_length && memcmp(self->input, formats[i].magic, formats[i].magic_length) == 0)
            self->format = &formats[i];
    self->recognised = true;
    if (self->format != NULL && !self->format->begin(self)) {
        self->format = NULL;
        errno = ENOMEM;
        return -1;
    }
    return 0;
}

/* Not compressed: first what was looked at, then the source itself. */
static ssize_t hand_on(decompress *self, uint8_t *bytes, size_t size)
{
    size_t waiting = MIN(self->length - self->at, size);

    if (waiting == 0) {
        g_clear_pointer(&self->input, g_free);
        return self->at_end ? 0 : self->compressed->read(self->compressed, bytes, size);
    }
    memcpy(bytes, self->input + self->at, waiting);
    self->at += waiting;
    return (ssize_t)waiting;
}

static ssize_t read_decompressed(source *source, uint8_t *bytes, size_t size)
{
    decompress *self = (decompress *)source;

    if (!self->recognised && recognise(self) < 0)
        return -1;
    if (self->format == NULL)
        return hand_on(self, bytes, size);
    while (self->step != STEP_DAMAGED) {
        target target = {bytes, size, 0};

        /* Behind a member all of it was written. */
        if (self->at == self->length && (!self->output_full || self->step == STEP_BOUNDARY)) {
            self->at = self->length = 0;
            if (!self->at_end && fill(self) < 0)
                return -1;
            if (self->at_end && self->length == 0)
                return 0;
        }
        self->step = self->format->advance(self, &target);
        self->output_full = target.length == size;
        if (target.length > 0)
            return (ssize_t)target.length;
    }
    return 0;
}

static void free_decompressed(source *source)
{
    decompress *self = (decompress *)source;

    if (self->format != NULL)
        self->format->end(self);
    source_free(self->compressed);
    g_free(self->input);
    g_free(self);
}

source *decompress_new(source *compressed)
{
    decompress *self = g_new0(decompress, 1);

    self->base = (source){read_decompressed, free_decompressed};
    self->compressed = compressed;
    self->input = g_malloc(INPUT);
    self->step = STEP_BOUNDARY;
    return &self->base;
}

decompress_state decompress_get_state(const source *decompressed, const char **reason)
{
    const decompress *self = (const decompress *)decompressed;

    if (reason != NULL)
        *reason = self->reason;
    if (self->step == STEP_DAMAGED)
        return DECOMPRESS_DAMAGED;
    return self->at_end && self->step == STEP_INSIDE ? DECOMPRESS_CUT : DECOMPRESS_WHOLE;
}
