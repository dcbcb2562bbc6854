/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The catalogue in Wireshark's terms: a filter field for every field of it, and values in the packet details.
 *
 * Nothing here knows what a field means: names, labels, values and texts are the catalogue's.
 */
#ifndef YKC_PLUGIN_FIELDS_H
#define YKC_PLUGIN_FIELDS_H

#include <epan/packet.h>
#include <stddef.h>
#include <stdint.h>

#include "catalog/catalog.h"

/** Register `ykc.` and the name, for every name of the catalogue once, and the remark at undefined values. */
void ykc_fields_register(int protocol);

/** Name the fields in a language: columns, filter completion; their descriptions are in the other. */
void ykc_fields_relabel(ykc_language language);

/**
 * Add one element with the parts it has.
 *
 * Here and below: without a tree nothing is read and nothing is added.
 *
 * @param at     where it is in @p tvb
 * @param bytes  its bytes, field->size of them
 */
proto_item *ykc_fields_add(proto_tree *tree, tvbuff_t *tvb, int at, const ykc_field *field, const uint8_t *bytes);

/** As ykc_fields_add(), with a description of the caller's own. */
proto_item *ykc_fields_add_as(proto_tree *tree, tvbuff_t *tvb, int at, const ykc_field *field, const uint8_t *bytes,
                              const char *text);

/** Add a number that is not on the wire but follows from what is at @p at. */
proto_item *ykc_fields_add_generated(proto_tree *tree, tvbuff_t *tvb, int at, const ykc_field *field, uint64_t raw);

/**
 * Add the fields of a body, as far as they are there, with a remark at each value outside its definition.
 *
 * @param judge  false: no remarks, since the frame is damaged
 * @param at     where the body is in @p tvb
 * @param body   @p length bytes
 * @return bytes that belong to fields; what is behind them is the caller's to show
 */
size_t ykc_fields_add_body(packet_info *pinfo, bool judge, proto_tree *tree, tvbuff_t *tvb, int at, const ykc_message *message,
                           const uint8_t *body, size_t length);

#endif
