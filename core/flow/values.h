/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * Values outside their definition: what the rule frame/value finds, and what Wireshark marks at the value itself.
 */
#ifndef YKC_FLOW_VALUES_H
#define YKC_FLOW_VALUES_H

#include <stdint.h>

#include "catalog/field.h"
#include "rules.h"

/**
 * How far a value is outside the definition of its field (the tables of V1.6 chapters 6 to 12; rules.md, frame/value).
 *
 * @param bytes  one element, field->size bytes
 * @return YKC_OFF: it is inside, or has no definition; YKC_NOTE: outside, in a way that devices in the field have; YKC_WARNING
 */
ykc_severity ykc_value_severity(const ykc_field *field, const uint8_t *bytes);

#endif
