/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "battery.h"

#include <glib.h>

enum {
    CELLS_IN_SERIES = 96,
    FULL = 1000,                /* 0.1 % */
    STORED_PERCENT = 95,        /* of the delivered energy; the rest is heat */
    COLDEST = 21,               /* °C, at the start */
    KWH_PER_DEGREE_1E4 = 26000, /* delivered energy that warms it by one degree */
    REMAINING_MINUTES_MAX = 600
};

const sample_vehicle sample_sedan = {
    .vin = "LYKCF26S0T1000316",
    .battery_maker = "DEMO",
    .battery_serial = "5A260117",
    .made_year = "2025",
    .made_month = "11",
    .made_day = "28",
    .charge_count = 87,
    .capacity_1e1ah = 2000,
    .energy_1e4kwh = 701000,
    .guns = 1,
};

const sample_vehicle sample_van = {
    .vin = "LYKCF26S3T1000858",
    .battery_maker = "DEMO",
    .battery_serial = "5A2600E4",
    .made_year = "2026",
    .made_month = "1",
    .made_day = "19",
    .charge_count = 41,
    .capacity_1e1ah = 2300,
    .energy_1e4kwh = 806000,
    .guns = 1,
};

const sample_vehicle sample_bus = {
    .vin = "LYKBU38E9T2004471",
    .battery_maker = "DEMO",
    .battery_serial = "B7250903",
    .made_year = "2025",
    .made_month = "9",
    .made_day = "3",
    .charge_count = 412,
    .capacity_1e1ah = 8000,
    .energy_1e4kwh = 2803000,
    .guns = 2,
};

/* A curve over the state of charge, between its points a straight line. */
typedef struct point {
    int soc_1e1percent, value;
} point;

static const point voltage_curve_1e1v[] = {{0, 3300}, {100, 3460}, {200, 3540}, {500, 3680}, {800, 3890}, {1000, 4020}};
static const point demand_curve_1e1a[] = {{0, 2500}, {450, 2500}, {550, 2200}, {700, 1650}, {800, 1150}, {900, 600}, {1000, 180}};

static int on_curve(const point *curve, size_t count, int soc_1e1percent)
{
    size_t i = 1;

    while (i < count - 1 && curve[i].soc_1e1percent < soc_1e1percent)
        i++;

    const point *left = &curve[i - 1], *right = &curve[i];
    int width = right->soc_1e1percent - left->soc_1e1percent;

    return left->value + (right->value - left->value) * (soc_1e1percent - left->soc_1e1percent) / width;
}

static int voltage_at(int soc_1e1percent)
{
    return on_curve(voltage_curve_1e1v, G_N_ELEMENTS(voltage_curve_1e1v), soc_1e1percent);
}

static int demand_at(int soc_1e1percent)
{
    return on_curve(demand_curve_1e1a, G_N_ELEMENTS(demand_curve_1e1a), soc_1e1percent);
}

/* Until full, along the curves in steps of 0.1 %. */
static int remaining_minutes(const sample_vehicle *vehicle, int soc_1e1percent)
{
    int64_t work_1e2ws = (int64_t)vehicle->energy_1e4kwh * 36000 / FULL; /* of one step */
    int64_t milliseconds = 0;

    for (int soc = soc_1e1percent; soc < FULL; soc++)
        milliseconds += work_1e2ws * 1000 / ((int64_t)voltage_at(soc) * demand_at(soc) * vehicle->guns);
    return (int)MIN(milliseconds / 60000, REMAINING_MINUTES_MAX);
}

sample_battery battery_after(const sample_vehicle *vehicle, int start_soc_1e1percent, int64_t energy_1e4kwh)
{
    sample_battery battery;
    int64_t received_1e4kwh = energy_1e4kwh * vehicle->guns;
    int64_t gained = received_1e4kwh * STORED_PERCENT / 100 * FULL / vehicle->energy_1e4kwh;
    int warmed = (int)(energy_1e4kwh / KWH_PER_DEGREE_1E4);

    battery.soc_1e1percent = (int)MIN(start_soc_1e1percent + gained, FULL);
    battery.voltage_1e1v = voltage_at(battery.soc_1e1percent);
    battery.demand_1e1a = demand_at(battery.soc_1e1percent);
    battery.cell_highest_1e2v = battery.voltage_1e1v * 10 / CELLS_IN_SERIES + 1;
    battery.cell_lowest_1e2v = battery.voltage_1e1v * 10 / CELLS_IN_SERIES - 1;
    battery.temperature_lowest = COLDEST + warmed;
    battery.temperature_highest = COLDEST + 3 + warmed;
    battery.remaining_minutes = remaining_minutes(vehicle, battery.soc_1e1percent);
    return battery;
}
