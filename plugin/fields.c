/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fields.h"

#include "compat.h"

#include <epan/expert.h>
#include <epan/tap.h>
#include <epan/unit_strings.h>
#include <stdio.h>

#include "catalog/value.h"
#include "flow/values.h"
#include "preferences.h"

enum {
    MS_PER_SECOND = 1000,
    NS_PER_MS = 1000000,
    HALF_HOURS = 48, /* a field of as many elements has one for each half hour of the day */
    LABEL_SIZE = 256
};

static int hf_impossible_time = -1;
static int hf_not_measured = -1;
static int hf_card = -1;
static int hf_tariff = -1;
static int hf_slots = -1;

static int ett_parts = -1;
static int ett_card = -1;
static int ett_slots = -1;

static expert_field ei_undefined = EI_INIT;

static int expert_tap = -1;

/*
 * What one filter name stands for. Fields of several messages have the same name where they are the same quantity; they may
 * differ in size and label, then the largest and the first count.
 */
typedef struct quantity {
    int hf;
    enum ftenum type;
    const ykc_field *field;
    size_t bytes;
} quantity;

/* The quantity of every ykc_field of the catalogue. */
static GHashTable *quantities;

/* Registration: quantities from the catalogue. */

static size_t bytes_of(const ykc_field *field)
{
    return field->bits != 0 ? (field->bits + 7U) / 8 : field->size;
}

/* Quantities while they are collected. */
typedef struct collection {
    GHashTable *by_name;
    GPtrArray *in_order; /* of the catalogue */
} collection;

static void collect(collection *all, const ykc_field *fields, size_t count)
{
    for (const ykc_field *field = fields; field < fields + count; field++) {
        quantity *known = (quantity *)g_hash_table_lookup(all->by_name, field->name);

        if (known == NULL) {
            known = wmem_new0(wmem_epan_scope(), quantity);
            known->hf = -1;
            known->field = field;
            g_hash_table_insert(all->by_name, (gpointer)field->name, known);
            g_ptr_array_add(all->in_order, known);
        }
        known->bytes = MAX(known->bytes, bytes_of(field));
        g_hash_table_insert(quantities, (gpointer)field, known);
        collect(all, field->parts, field->part_count);
    }
}

static void collect_all(collection *all)
{
    for (size_t i = 0; i < ykc_header_field_count; i++)
        collect(all, ykc_header_fields[i], 1);
    for (size_t i = 0; i < ykc_catalog_count(); i++) {
        const ykc_message *message = ykc_catalog_message(i);

        collect(all, message->fields, message->field_count);
        collect(all, message->group, message->group_count);
        collect(all, message->tail_fields, message->tail_count);
    }
}

static enum ftenum number_type(const quantity *known)
{
    static const enum ftenum unsigned_types[] = {FT_NONE,   FT_UINT8,  FT_UINT16, FT_UINT24, FT_UINT32,
                                                 FT_UINT40, FT_UINT48, FT_UINT56, FT_UINT64};

    if (known->field->bits == 1 && known->field->names == NULL)
        return FT_BOOLEAN;
    if (known->field->decimals > 0)
        return FT_DOUBLE;
    if (known->field->offset != 0)
        return known->bytes < sizeof(gint32) ? FT_INT32 : FT_INT64;
    return unsigned_types[known->bytes];
}

static enum ftenum type_of(const quantity *known)
{
    switch (known->field->encoding) {
    case YKC_ENC_UINT:
    case YKC_ENC_BCD_NUMBER:
        return number_type(known);
    case YKC_ENC_TIME:
    case YKC_ENC_DIGIT_TIME:
        return FT_ABSOLUTE_TIME;
    default:
        return FT_STRING;
    }
}

/* Registration: names of values, units, and what Wireshark wants to know of a field. */

/* @p rows in rising order, with an empty one at the end. */
static const value_string_ext *extended(const value_string *rows, size_t count, const char *name)
{
    value_string_ext *table = wmem_new0(wmem_epan_scope(), value_string_ext);

    table->_vs_match2 = _try_val_to_str_ext_init;
    table->_vs_num_entries = (guint)count;
    table->_vs_p = rows;
    table->_vs_name = name;
    return table;
}

static const value_string_ext *names_table(const ykc_names *names, const char *name)
{
    value_string *rows = wmem_alloc0_array(wmem_epan_scope(), value_string, names->count + 1);

    for (size_t i = 0; i < names->count; i++)
        rows[i] = (value_string){names->rows[i].value, names->rows[i].label.en};
    return extended(rows, names->count, name);
}

static const value_string_ext *types_table(const char *name)
{
    value_string *rows = wmem_alloc0_array(wmem_epan_scope(), value_string, ykc_catalog_count() + 1);
    size_t count = 0;

    for (size_t i = 0; i < ykc_catalog_count(); i++) {
        const ykc_message *message = ykc_catalog_message(i);

        /* The further layouts of a type follow the first. */
        if (count == 0 || rows[count - 1].value != message->type)
            rows[count++] = (value_string){message->type, message->label.en};
    }
    return extended(rows, count, name);
}

static const unit_name_string *unit_of(const ykc_field *field)
{
    unit_name_string *unit = wmem_new0(wmem_epan_scope(), unit_name_string);

    unit->singular = wmem_strdup_printf(wmem_epan_scope(), " %s", ykc_unit_sign((ykc_unit)field->unit, YKC_ENGLISH));
    return unit;
}

static bool is_number(enum ftenum type)
{
    return type != FT_BOOLEAN && type != FT_STRING && type != FT_ABSOLUTE_TIME;
}

static int base_of(const quantity *known)
{
    if (known->type == FT_ABSOLUTE_TIME)
        return ABSOLUTE_TIME_UTC;
    if (known->type == FT_DOUBLE || !is_number(known->type))
        return BASE_NONE;
    return known->field->flags & YKC_SHOW_HEX ? BASE_HEX : BASE_DEC;
}

static void describe_to_wireshark(quantity *known, hf_register_info *info)
{
    const ykc_field *field = known->field;
    const char *abbrev = wmem_strdup_printf(wmem_epan_scope(), "ykc.%s", field->name);
    const void *strings = NULL;
    int display;

    known->type = type_of(known);
    display = base_of(known);
    if (field == &ykc_header_type) {
        display |= BASE_EXT_STRING;
        strings = types_table(abbrev);
    } else if (field->names != NULL) {
        display |= BASE_EXT_STRING;
        strings = names_table(field->names, abbrev);
    } else if (field->unit != YKC_UNIT_NONE) {
        display |= BASE_UNIT_STRING;
        strings = unit_of(field);
    }
    *info = (hf_register_info){
        &known->hf,
        {field->label.en, abbrev, known->type, display, strings, 0, field->label.zh, HFILL},
    };
}

static void register_quantities(int protocol)
{
    collection all = {g_hash_table_new(g_str_hash, g_str_equal), g_ptr_array_new()};
    hf_register_info *infos;

    quantities = g_hash_table_new(g_direct_hash, g_direct_equal);
    collect_all(&all);
    infos = wmem_alloc_array(wmem_epan_scope(), hf_register_info, all.in_order->len);
    for (guint i = 0; i < all.in_order->len; i++)
        describe_to_wireshark((quantity *)all.in_order->pdata[i], &infos[i]);
    proto_register_field_array(protocol, infos, (int)all.in_order->len);
    g_ptr_array_free(all.in_order, TRUE);
    g_hash_table_destroy(all.by_name);
}

void ykc_fields_register(int protocol)
{
    /* clang-format off */
    static hf_register_info infos[] = {
        { &hf_impossible_time,
          { "Impossible time", "ykc.impossible_time", FT_STRING, BASE_NONE, NULL, 0,
            "The bytes of a time that is no date of any calendar", HFILL }},
        { &hf_not_measured,
          { "Not measured", "ykc.not_measured", FT_STRING, BASE_NONE, NULL, 0,
            "The filter name, without ykc., of a quantity that the sender did not measure", HFILL }},
        { &hf_card,
          { "Card", "ykc.card", FT_NONE, BASE_NONE, NULL, 0, "One of a list of cards", HFILL }},
        { &hf_tariff,
          { "Tariff", "ykc.tariff", FT_NONE, BASE_NONE, NULL, 0, "One of a list of tariffs", HFILL }},
        { &hf_slots,
          { "Slots", "ykc.slots", FT_NONE, BASE_NONE, NULL, 0, "A list of values, for each half hour of the day", HFILL }},
    };
    static ei_register_info remarks[] = {
        { &ei_undefined,
          { "ykc.value.undefined", PI_PROTOCOL, PI_NOTE, "A value outside its definition", EXPFILL }},
    };
    /* clang-format on */
    static int *const trees[] = {
        &ett_parts,
        &ett_card,
        &ett_slots,
    };

    register_quantities(protocol);
    proto_register_field_array(protocol, infos, G_N_ELEMENTS(infos));
    expert_register_field_array(expert_register_protocol(protocol), remarks, G_N_ELEMENTS(remarks));
    proto_register_subtree_array(trees, G_N_ELEMENTS(trees));
}

void ykc_fields_relabel(ykc_language language)
{
    GHashTableIter all;
    void *value;

    g_hash_table_iter_init(&all, quantities);
    while (g_hash_table_iter_next(&all, NULL, &value)) {
        const quantity *known = (const quantity *)value;
        header_field_info *info = proto_registrar_get_nth((guint)known->hf);

        info->name = ykc_label_in(&known->field->label, language);
        info->blurb = ykc_label_in(&known->field->label, language == YKC_CHINESE ? YKC_ENGLISH : YKC_CHINESE);
    }
}

/* Showing: one element. */

/* One element on its way into the tree. */
typedef struct element {
    const ykc_field *field;
    const quantity *known;
    int size; /* bytes */
    int hf;
    ykc_value value;
    char label[LABEL_SIZE];
    char text[YKC_VALUE_DESCRIPTION_SIZE];
} element;

/* Read the value; false if nobody looks at it, then there is no text. */
static bool read_element(element *one, proto_tree *tree, const ykc_field *field, const uint8_t *bytes, size_t size)
{
    one->field = field;
    one->size = (int)size;
    one->known = (const quantity *)g_hash_table_lookup(quantities, field);
    ykc_value_decode_sized(field, bytes, size, &one->value);
    switch (one->value.kind) {
    case YKC_VALUE_IMPOSSIBLE_TIME:
        one->hf = hf_impossible_time;
        break;
    case YKC_VALUE_NOT_MEASURED:
        one->hf = hf_not_measured;
        break;
    default:
        one->hf = one->known->hf;
        break;
    }
    one->label[0] = '\0';
    one->text[0] = '\0';
    if (!proto_field_is_referenced(tree, one->hf))
        return false;
    g_strlcpy(one->label, ykc_shown(&field->label), sizeof one->label);
    ykc_value_describe(field, &one->value, ykc_preferences_current()->language, !ykc_preferences_current()->mask_passwords,
                       one->text);
    return true;
}

static proto_item *add_number(proto_tree *tree, tvbuff_t *tvb, int at, int size, const element *one)
{
    const ykc_value *value = &one->value;
    const char *label = one->label, *text = one->text;

    switch (one->known->type) {
    case FT_BOOLEAN:
        return proto_tree_add_boolean_format(tree, one->hf, tvb, at, size, (guint32)value->raw, "%s: %s", label,
                                             value->raw != 0 ? "True" : "False");
    case FT_DOUBLE:
        return proto_tree_add_double_format(tree, one->hf, tvb, at, size, ykc_value_to_double(one->field, value), "%s: %s", label,
                                            text);
    case FT_INT32:
        return proto_tree_add_int_format(tree, one->hf, tvb, at, size, (gint32)value->number, "%s: %s", label, text);
    case FT_INT64:
        return proto_tree_add_int64_format(tree, one->hf, tvb, at, size, value->number, "%s: %s", label, text);
    case FT_UINT8:
    case FT_UINT16:
    case FT_UINT24:
    case FT_UINT32:
        return proto_tree_add_uint_format(tree, one->hf, tvb, at, size, (guint32)value->raw, "%s: %s", label, text);
    default:
        return proto_tree_add_uint64_format(tree, one->hf, tvb, at, size, value->raw, "%s: %s", label, text);
    }
}

static proto_item *add_time(proto_tree *tree, tvbuff_t *tvb, int at, int size, const element *one)
{
    int64_t moment_ms = ykc_cp56time_to_unix_ms(&one->value.time, ykc_preferences_current()->zone_minutes);
    nstime_t moment = NSTIME_INIT_SECS_NSECS(moment_ms / MS_PER_SECOND, (int)(moment_ms % MS_PER_SECOND) * NS_PER_MS);

    return proto_tree_add_time_format(tree, one->hf, tvb, at, size, &moment, "%s: %s", one->label, one->text);
}

/* A password is masked in the value too: exports and columns show that one. */
static const char *text_value(const element *one)
{
    if ((one->field->flags & YKC_SECRET) && ykc_preferences_current()->mask_passwords)
        return ykc_value_masked(&one->value);
    return one->value.text;
}

static proto_item *add_element(proto_tree *tree, tvbuff_t *tvb, int at, int size, const element *one)
{
    switch (one->value.kind) {
    case YKC_VALUE_NUMBER:
        return add_number(tree, tvb, at, size, one);
    case YKC_VALUE_TIME:
        return add_time(tree, tvb, at, size, one);
    case YKC_VALUE_TEXT:
        return proto_tree_add_string_format(tree, one->hf, tvb, at, size, text_value(one), "%s: %s", one->label, one->text);
    case YKC_VALUE_IMPOSSIBLE_TIME:
        return proto_tree_add_string_format(tree, one->hf, tvb, at, size, one->value.text, "%s: %s", one->label, one->text);
    case YKC_VALUE_NOT_MEASURED:
        return proto_tree_add_string_format(tree, one->hf, tvb, at, size, one->field->name, "%s: %s", one->label, one->text);
    }
    return NULL;
}

/* Showing: parts of an element. */

/* The bits of a part in their word, as Wireshark writes them: ".... ..01 = ". */
static void put_bits_before_label(const ykc_field *word, element *part)
{
    char *out = part->label;

    for (int bit = 8 * word->size - 1; bit >= 0; bit--) {
        bool inside = bit >= part->field->shift && bit < part->field->shift + part->field->bits;

        *out++ = !inside ? '.' : part->value.raw >> (bit - part->field->shift) & 1 ? '1' : '0';
        if (bit % 4 == 0)
            *out++ = ' ';
    }
    snprintf(out, sizeof part->label - (size_t)(out - part->label), "= %s", ykc_shown(&part->field->label));
}

static void add_parts(proto_item *item, tvbuff_t *tvb, int at, const ykc_field *field, const uint8_t *bytes)
{
    proto_tree *tree = proto_item_add_subtree(item, ett_parts);

    for (const ykc_field *part = field->parts; part < field->parts + field->part_count; part++) {
        element one;
        bool looked_at = read_element(&one, tree, part, bytes, part->size);

        if (part->bits != 0 && looked_at)
            put_bits_before_label(field, &one);
        if (part->bits != 0)
            add_element(tree, tvb, at, field->size, &one);
        else
            add_element(tree, tvb, at + part->at, part->size, &one);
    }
}

static proto_item *add_with_parts(proto_tree *tree, tvbuff_t *tvb, int at, const element *one, const uint8_t *bytes)
{
    proto_item *item = add_element(tree, tvb, at, one->size, one);

    if (ykc_value_has_parts(one->field, bytes))
        add_parts(item, tvb, at, one->field, bytes);
    return item;
}

proto_item *ykc_fields_add(proto_tree *tree, tvbuff_t *tvb, int at, const ykc_field *field, const uint8_t *bytes)
{
    element one;

    if (tree == NULL)
        return NULL;
    read_element(&one, tree, field, bytes, field->size);
    return add_with_parts(tree, tvb, at, &one, bytes);
}

proto_item *ykc_fields_add_as(proto_tree *tree, tvbuff_t *tvb, int at, const ykc_field *field, const uint8_t *bytes,
                              const char *text)
{
    element one;

    if (tree == NULL)
        return NULL;
    read_element(&one, tree, field, bytes, field->size);
    g_strlcpy(one.text, text, sizeof one.text);
    return add_with_parts(tree, tvb, at, &one, bytes);
}

proto_item *ykc_fields_add_generated(proto_tree *tree, tvbuff_t *tvb, int at, const ykc_field *field, uint64_t raw)
{
    uint8_t bytes[sizeof raw] = {0};
    element one;
    proto_item *item;

    if (tree == NULL)
        return NULL;
    ykc_value_encode_raw(field, raw, bytes);
    read_element(&one, tree, field, bytes, field->size);
    item = add_element(tree, tvb, at, 0, &one);
    proto_item_set_generated(item);
    return item;
}

/* Showing: bodies. */

/* The item around elements that belong together: a card, or the half hours of a day. */
typedef struct container {
    proto_item *item;
    proto_tree *tree;
} container;

static void open_repetition(container *around, proto_tree *tree, tvbuff_t *tvb, int at, const ykc_message *message,
                            unsigned repetition)
{
    bool is_tariff = message->group_kind == YKC_TARIFFS;

    around->item = proto_tree_add_none_format(tree, is_tariff ? hf_tariff : hf_card, tvb, at, message->group_size, "%s %u",
                                              is_tariff ? "Tariff" : "Card", repetition + 1);
    around->tree = proto_item_add_subtree(around->item, ett_card);
}

static void open_slots(container *around, proto_tree *tree, tvbuff_t *tvb, int at, const ykc_field *field, size_t available)
{
    int length = (int)MIN((size_t)field->size * field->count, available);

    around->item = proto_tree_add_none_format(tree, hf_slots, tvb, at, length, "%s", ykc_shown(&field->label));
    around->tree = proto_item_add_subtree(around->item, ett_slots);
}

/* Which of many elements this is, in place of the label that stands above them. */
static void label_slot(element *one, unsigned slot)
{
    unsigned next = (slot + 1) % HALF_HOURS;

    if (one->field->count == HALF_HOURS)
        snprintf(one->label, sizeof one->label, "%02u:%02u–%02u:%02u", slot / 2, slot % 2 * 30, next / 2, next % 2 * 30);
    else
        snprintf(one->label, sizeof one->label, "%u", slot + 1);
}

static void judge_value(packet_info *pinfo, proto_item *item, const ykc_field *field, const uint8_t *bytes)
{
    static const ykc_label undefined = LABEL("取值超出定义", "outside its definition");

    if (ykc_value_severity(field, bytes) != YKC_OFF)
        expert_add_info_format(pinfo, item, &ei_undefined, "%s: %s", ykc_shown(&field->label), ykc_shown(&undefined));
}

/* Without a tree: nothing but the remarks, for who counts them. */
static size_t judge_body(packet_info *pinfo, bool judge, const ykc_message *message, const uint8_t *body, size_t length)
{
    ykc_cursor cursor = ykc_cursor_start(message, length);
    ykc_item item;

    /* Known from the first capture on, after all protocols have registered. */
    if (expert_tap <= 0)
        expert_tap = find_tap_id("expert");
    judge = judge && have_tap_listener(expert_tap);
    while (ykc_cursor_next(&cursor, &item))
        if (judge)
            judge_value(pinfo, NULL, item.field, body + item.offset);
    return cursor.offset;
}

size_t ykc_fields_add_body(packet_info *pinfo, bool judge, proto_tree *tree, tvbuff_t *tvb, int at, const ykc_message *message,
                           const uint8_t *body, size_t length)
{
    ykc_cursor cursor = ykc_cursor_start(message, length);
    container around = {NULL, NULL};
    ykc_item item;
    element one;

    if (tree == NULL)
        return judge_body(pinfo, judge, message, body, length);
    while (ykc_cursor_next(&cursor, &item)) {
        const ykc_field *field = item.field;
        int item_at = at + (int)item.offset;
        bool is_slot = !item.in_group && field->count > 1;
        proto_item *shown;
        bool looked_at;

        if (item.in_group && field == message->group)
            open_repetition(&around, tree, tvb, item_at, message, item.index);
        else if (is_slot && item.index == 0)
            open_slots(&around, tree, tvb, item_at, field, length - item.offset);

        looked_at = read_element(&one, tree, field, body + item.offset, item.size);
        if (is_slot && looked_at)
            label_slot(&one, item.index);
        if (item.in_group && (field->flags & YKC_KEY) && looked_at)
            proto_item_append_text(around.item, ", %s", one.text);
        shown = add_with_parts(item.in_group || is_slot ? around.tree : tree, tvb, item_at, &one, body + item.offset);
        if (judge)
            judge_value(pinfo, shown, field, body + item.offset);
    }
    return cursor.offset;
}
