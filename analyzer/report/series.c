/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series.h"

#include <string.h>

#include "catalog/types.h"
#include "catalog/value.h"

enum { SAMPLES_MAX = 1024, CHARGES_MAX = 2048, KEY_SIZE = YKC_SERIAL_SIZE + 1, LAYOUTS_MAX = 16 };

const char *const series_names[SERIES_METRICS] = {
    [SERIES_VOLTAGE] = "voltage",
    [SERIES_CURRENT] = "current",
    [SERIES_SOC] = "soc",
    [SERIES_CABLE_TEMPERATURE] = "cable_temperature",
    [SERIES_BATTERY_TEMPERATURE] = "battery_temperature",
    [SERIES_ENERGY] = "energy",
    [SERIES_AMOUNT] = "amount",
    [SERIES_DEMAND_VOLTAGE] = "demand_voltage",
    [SERIES_DEMAND_CURRENT] = "demand_current",
};

/* The field of each metric, by filter name; 0x25's temperature is the battery's too. */
static const char *const field_names[SERIES_METRICS] = {
    [SERIES_VOLTAGE] = "voltage",
    [SERIES_CURRENT] = "current",
    [SERIES_SOC] = "soc",
    [SERIES_CABLE_TEMPERATURE] = "cable_temperature",
    [SERIES_BATTERY_TEMPERATURE] = "battery_temperature_highest",
    [SERIES_ENERGY] = "energy",
    [SERIES_AMOUNT] = "amount",
    [SERIES_DEMAND_VOLTAGE] = "demand_voltage",
    [SERIES_DEMAND_CURRENT] = "demand_current",
};

/* Where the fields are in one layout; looked up once. */
typedef struct layout {
    const ykc_message *message;
    const ykc_field *fields[SERIES_METRICS];
    size_t offsets[SERIES_METRICS];
    bool has_identity;
    size_t serial_at;
    const ykc_field *gun;
    size_t gun_at;
} layout;

struct series {
    GHashTable *charges; /* key -> open_charge, both owned by the latter */
    layout layouts[LAYOUTS_MAX];
    size_t layout_count;
};

typedef struct open_charge {
    uint8_t key[KEY_SIZE];
    series_charge *charge;
    ykc_time_us last;
    unsigned skipped; /* reports since the last one that was kept */
} open_charge;

static guint hash_key(gconstpointer key)
{
    const uint8_t *bytes = key;
    guint hash = 5381;

    for (size_t i = 0; i < KEY_SIZE; i++)
        hash = hash * 33 + bytes[i];
    return hash;
}

static gboolean is_same_key(gconstpointer one, gconstpointer other)
{
    return memcmp(one, other, KEY_SIZE) == 0;
}

void series_charge_free(series_charge *charge)
{
    if (charge == NULL)
        return;
    g_array_unref(charge->samples);
    g_free(charge);
}

static void open_charge_free(void *data)
{
    open_charge *open = data;

    series_charge_free(open->charge);
    g_free(open);
}

series *series_new(void)
{
    series *series = g_new0(struct series, 1);

    series->charges = g_hash_table_new_full(hash_key, is_same_key, NULL, open_charge_free);
    return series;
}

void series_free(series *series)
{
    if (series == NULL)
        return;
    g_hash_table_unref(series->charges);
    g_free(series);
}

static bool find_field(const ykc_message *message, const char *name, const ykc_field **field, size_t *offset)
{
    ykc_item item;

    if (!ykc_message_field(message, name, &item))
        return false;
    *field = item.field;
    *offset = item.offset;
    return true;
}

static const layout *layout_of(series *series, const ykc_message *message)
{
    const ykc_field *transaction;
    layout *added;

    for (size_t i = 0; i < series->layout_count; i++)
        if (series->layouts[i].message == message)
            return &series->layouts[i];
    if (series->layout_count == LAYOUTS_MAX)
        return NULL;
    added = &series->layouts[series->layout_count++];
    added->message = message;
    added->has_identity = find_field(message, "transaction", &transaction, &added->serial_at) &&
                          find_field(message, "gun", &added->gun, &added->gun_at);
    for (int i = 0; i < SERIES_METRICS; i++)
        find_field(message, field_names[i], &added->fields[i], &added->offsets[i]);
    return added;
}

static bool make_key(const layout *layout, const ykc_frame *frame, uint8_t key[KEY_SIZE])
{
    static const uint8_t none[YKC_SERIAL_SIZE];
    ykc_value gun;

    if (!layout->has_identity || memcmp(frame->body + layout->serial_at, none, YKC_SERIAL_SIZE) == 0)
        return false;
    ykc_value_decode(layout->gun, frame->body + layout->gun_at, &gun);
    memcpy(key, frame->body + layout->serial_at, YKC_SERIAL_SIZE);
    key[YKC_SERIAL_SIZE] = (uint8_t)gun.raw;
    return true;
}

/* Forget the charge that was not heard of for longest. */
static void make_room(series *series)
{
    GHashTableIter iterator;
    void *value;
    const open_charge *oldest = NULL;

    if (g_hash_table_size(series->charges) < CHARGES_MAX)
        return;
    g_hash_table_iter_init(&iterator, series->charges);
    while (g_hash_table_iter_next(&iterator, NULL, &value))
        if (oldest == NULL || ((open_charge *)value)->last < oldest->last)
            oldest = value;
    g_hash_table_remove(series->charges, oldest->key);
}

static open_charge *charge_of(series *series, const uint8_t key[KEY_SIZE])
{
    open_charge *open = g_hash_table_lookup(series->charges, key);

    if (open != NULL)
        return open;
    make_room(series);
    open = g_new0(open_charge, 1);
    memcpy(open->key, key, KEY_SIZE);
    open->charge = g_new0(series_charge, 1);
    open->charge->samples = g_array_new(FALSE, FALSE, sizeof(series_sample));
    open->charge->stride = 1;
    g_hash_table_insert(series->charges, open->key, open);
    return open;
}

/* Keep every second report of each kind: those with and those without the same metrics count by themselves. */
static void thin_out(series_charge *charge)
{
    GArray *samples = charge->samples;
    GHashTable *kept = g_hash_table_new(NULL, NULL); /* metrics -> whether the last one was kept */
    guint next = 0;

    for (guint i = 0; i < samples->len; i++) {
        const series_sample *sample = &g_array_index(samples, series_sample, i);
        void *kind = GUINT_TO_POINTER(sample->known);
        bool keep = g_hash_table_lookup(kept, kind) == NULL;

        g_hash_table_insert(kept, kind, GUINT_TO_POINTER(keep));
        if (keep)
            g_array_index(samples, series_sample, next++) = *sample;
    }
    g_array_set_size(samples, next);
    charge->stride *= 2;
    g_hash_table_unref(kept);
}

static series_sample sample_of(const layout *layout, const ykc_frame *frame, const ykc_place *place)
{
    series_sample sample = {.time = place->time};

    for (int i = 0; i < SERIES_METRICS; i++) {
        ykc_value value;

        if (layout->fields[i] == NULL)
            continue;
        ykc_value_decode(layout->fields[i], frame->body + layout->offsets[i], &value);
        if (value.kind != YKC_VALUE_NUMBER)
            continue;
        sample.known |= 1U << i;
        sample.values[i] = i == SERIES_DEMAND_CURRENT ? ABS(value.number) : value.number;
    }
    return sample;
}

static void add_sample(open_charge *open, const series_sample *sample)
{
    series_charge *charge = open->charge;

    /* Of three kinds in turn each loses as many, as far as they come as often. */
    if (charge->stride > 1 && ++open->skipped % charge->stride != 0)
        return;
    g_array_append_val(charge->samples, *sample);
    if (charge->samples->len == SAMPLES_MAX)
        thin_out(charge);
}

void series_add(series *series, const ykc_frame *frame, const ykc_reading *reading, const ykc_place *place)
{
    bool is_report = frame->type == YKC_TYPE_REALTIME || frame->type == YKC_TYPE_BMS_DEMAND || frame->type == YKC_TYPE_BMS_STATE;
    uint8_t key[KEY_SIZE];
    const layout *layout;
    open_charge *open;
    series_sample sample;

    if (!is_report || !ykc_reading_is_legible(reading) || reading->fit == YKC_FIT_SHORT || frame->crc_status == YKC_CRC_BAD)
        return;
    layout = layout_of(series, reading->message);
    if (layout == NULL || !make_key(layout, frame, key))
        return;
    open = charge_of(series, key);
    open->last = place->time;
    sample = sample_of(layout, frame, place);
    add_sample(open, &sample);
}

series_charge *series_take(series *series, const uint8_t serial[YKC_SERIAL_SIZE], uint8_t gun)
{
    uint8_t key[KEY_SIZE];
    open_charge *open;
    series_charge *charge;

    memcpy(key, serial, YKC_SERIAL_SIZE);
    key[YKC_SERIAL_SIZE] = gun;
    open = g_hash_table_lookup(series->charges, key);
    if (open == NULL)
        return NULL;
    charge = g_steal_pointer(&open->charge);
    g_hash_table_remove(series->charges, key);
    return charge;
}
