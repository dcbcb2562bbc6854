/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file Frame types of other versions and of makers, which are known by name but not decoded here. */
#ifndef YKC_CATALOG_FOREIGN_H
#define YKC_CATALOG_FOREIGN_H

#include <stdint.h>

#include "field.h"

/** What a frame type is known as elsewhere; NULL if it is known nowhere. */
const ykc_label *ykc_foreign_find(uint8_t type);

#endif
