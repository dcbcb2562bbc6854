/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "charge_frames.h"

#include <glib.h>

enum {
    PILE_VOLTAGE_MAX_1E1V = 7500,
    PILE_VOLTAGE_MIN_1E1V = 2000,
    PILE_CURRENT_MIN_1E1A = 10,
    CONSTANT_VOLTAGE_FROM_1E1PERCENT = 900,
    CABLE_COLDEST = 22, /* °C */
    CABLE_WARMEST = 41
};

sample_body run_body(const sample_run *run, uint8_t type)
{
    return station_charge_body(run->pile, run->gun, type, run->transaction);
}

sample_body run_realtime(const sample_run *run)
{
    sample_body body = run_body(run, 0x13);
    int64_t energy_1e4kwh = bill_total_energy_1e4kwh(&run->bill);

    body_set(&body, "state", "3");
    body_set(&body, "gun_homed", "0");
    body_set(&body, "gun_plugged", "1");
    body_set_number(&body, "voltage", run->voltage_1e1v);
    body_set_number(&body, "current", run->current_1e1a);
    body_set_number(&body, "cable_temperature", MIN(CABLE_COLDEST + run->second / 45, CABLE_WARMEST));
    body_set(&body, "cable_code", run->pile->guns[run->gun - 1].cable_code);
    body_set_number(&body, "charge_minutes", run->second / 60);
    body_set_number(&body, "energy", energy_1e4kwh);
    body_set_number(&body, "energy_with_loss", energy_1e4kwh);
    body_set_number(&body, "amount", bill_total_amount_1e4yuan(&run->bill));
    if (run->pile->plate->is_ac)
        return body;
    body_set_number(&body, "soc", run->battery.soc_1e1percent / 10);
    body_set_number(&body, "battery_temperature_highest", run->battery.temperature_highest);
    body_set_number(&body, "remaining_minutes", run->battery.remaining_minutes);
    return body;
}

sample_body run_handshake(const sample_run *run)
{
    const sample_vehicle *vehicle = run->plan->vehicle;
    sample_body body = run_body(run, 0x15);

    body_set(&body, "bms_protocol_version", "1.1");
    body_set(&body, "battery_type", "6");
    body_set_number(&body, "battery_rated_capacity", vehicle->capacity_1e1ah);
    body_set_number(&body, "battery_rated_voltage", BATTERY_RATED_VOLTAGE_1E1V);
    body_set(&body, "battery_maker", vehicle->battery_maker);
    body_set(&body, "battery_serial", vehicle->battery_serial);
    body_set(&body, "battery_made_year", vehicle->made_year);
    body_set(&body, "battery_made_month", vehicle->made_month);
    body_set(&body, "battery_made_day", vehicle->made_day);
    body_set_number(&body, "battery_charge_count", vehicle->charge_count);
    body_set(&body, "battery_owner", "1");
    body_set(&body, "vin", vehicle->vin);
    body_set(&body, "bms_software_version", "2025-10-21 #4");
    return body;
}

/* Charging currents are negative (reference 3.8). */
sample_body run_configuration(const sample_run *run)
{
    sample_body body = run_body(run, 0x17);

    body_set_number(&body, "cell_voltage_max", BATTERY_CELL_MAX_1E2V);
    body_set_number(&body, "bms_current_max", -BATTERY_CURRENT_MAX_1E1A);
    body_set_number(&body, "bms_nominal_energy", run->plan->vehicle->energy_1e4kwh / 1000);
    body_set_number(&body, "bms_voltage_max", BATTERY_VOLTAGE_MAX_1E1V);
    body_set_number(&body, "bms_temperature_max", BATTERY_TEMPERATURE_MAX);
    body_set_number(&body, "bms_soc", run->battery.soc_1e1percent);
    body_set_number(&body, "bms_battery_voltage", run->battery.voltage_1e1v);
    body_set_number(&body, "pile_voltage_max", PILE_VOLTAGE_MAX_1E1V);
    body_set_number(&body, "pile_voltage_min", PILE_VOLTAGE_MIN_1E1V);
    body_set_number(&body, "pile_current_max", -PILE_CURRENT_MAX_1E1A);
    body_set_number(&body, "pile_current_min", -PILE_CURRENT_MIN_1E1A);
    return body;
}

sample_body run_demand(const sample_run *run)
{
    bool holds_voltage = run->battery.soc_1e1percent >= CONSTANT_VOLTAGE_FROM_1E1PERCENT;
    sample_body body = run_body(run, 0x23);

    body_set_number(&body, "demand_voltage", BATTERY_VOLTAGE_MAX_1E1V);
    body_set_number(&body, "demand_current", -run->battery.demand_1e1a);
    body_set(&body, "charge_mode", holds_voltage ? "1" : "2");
    body_set_number(&body, "bms_voltage", run->battery.voltage_1e1v);
    body_set_number(&body, "bms_current", -run->current_1e1a);
    body_set_number(&body, "cell_voltage_highest", run->battery.cell_highest_1e2v);
    body_set(&body, "cell_voltage_highest_group", "3");
    body_set_number(&body, "soc", run->battery.soc_1e1percent / 10);
    body_set_number(&body, "remaining_minutes", run->battery.remaining_minutes);
    body_set_number(&body, "pile_voltage", run->voltage_1e1v);
    body_set_number(&body, "pile_current", -run->current_1e1a);
    body_set_number(&body, "charge_minutes", run->second / 60);
    return body;
}

sample_body run_battery_state(const sample_run *run)
{
    sample_body body = run_body(run, 0x25);

    body_set(&body, "cell_voltage_highest_number", "38");
    body_set_number(&body, "battery_temperature_highest", run->battery.temperature_highest);
    body_set(&body, "temperature_highest_sensor", "7");
    body_set_number(&body, "battery_temperature_lowest", run->battery.temperature_lowest);
    body_set(&body, "temperature_lowest_sensor", "2");
    body_set(&body, "bsm_charge_permitted", "1");
    return body;
}

sample_body run_statistics(const sample_run *run)
{
    sample_body body = run_body(run, 0x19);

    body_set_number(&body, "end_soc", run->battery.soc_1e1percent / 10);
    body_set_number(&body, "cell_voltage_lowest", run->battery.cell_lowest_1e2v);
    body_set_number(&body, "cell_voltage_highest", run->battery.cell_highest_1e2v);
    body_set_number(&body, "battery_temperature_lowest", run->battery.temperature_lowest);
    body_set_number(&body, "battery_temperature_highest", run->battery.temperature_highest);
    body_set_number(&body, "charge_minutes", run->second / 60);
    body_set_number(&body, "output_energy", (bill_total_energy_1e4kwh(&run->bill) + 500) / 1000);
    body_set_number(&body, "charger_number", 2026031 + run->gun);
    return body;
}
