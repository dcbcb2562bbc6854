/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file Where the bits of a part are; for value.c and value_encode.c. */
#ifndef YKC_CATALOG_PART_H
#define YKC_CATALOG_PART_H

#include "field.h"

static inline uint64_t ykc_part_mask(const ykc_field *part)
{
    return (UINT64_C(1) << part->bits) - 1;
}

/** Bytes that the part touches, from the one with its lowest bit on. */
static inline size_t ykc_part_size(const ykc_field *part)
{
    return (size_t)(part->shift % 8 + part->bits + 7) / 8;
}

#endif
