# SPDX-License-Identifier: GPL-2.0-or-later
"""The field tables of V1.6, chapters 6 to 12, as section 5 of the protocol reference has them: what the tests know by themselves.

A line of a layout:

    OFFSET BYTES NAME KIND     a field of the body; BYTES is 1x48 for 48 of one byte; - is a word that has no name of its own
    . BIT WIDTH NAME KIND      a part of the word above it, from its bit BIT up (reference 3.9)
    * BYTES NAME KIND          a field of the group that is repeated to the end of the body

Kinds: number (BIN), bcd (a number), digits (BCD or bytes, as hex digits in byte order), text (ASCII), vin and niv (forward, and
backward on the wire), time (CP56Time2a), word (bits), flag (one bit), opaque (not compared here), and what a BIN number is
multiplied by and then moved by: 0.1, 0.1-400, 1-50.
"""

import datetime
import decimal
import re

LAYOUTS = {
    # Login
    0x01: '''
        0 7 pile digits
        7 1 pile_type number
        8 1 gun_count number
        9 1 protocol_version 0.1
        10 8 software_version text
        18 1 network_type number
        19 10 sim digits
        29 1 carrier number
    ''',
    # Login reply
    0x02: '''
        0 7 pile digits
        7 1 login_result number
    ''',
    # Heartbeat
    0x03: '''
        0 7 pile digits
        7 1 gun bcd
        8 1 gun_condition number
    ''',
    # Heartbeat reply
    0x04: '''
        0 7 pile digits
        7 1 gun bcd
        8 1 heartbeat_ack number
    ''',
    # Billing model check
    0x05: '''
        0 7 pile digits
        7 2 billing_model digits
    ''',
    # Billing model check reply
    0x06: '''
        0 7 pile digits
        7 2 billing_model digits
        9 1 billing_model_check number
    ''',
    # Billing model request
    0x09: '''
        0 7 pile digits
    ''',
    # Billing model reply
    0x0A: '''
        0 7 pile digits
        7 2 billing_model digits
        9 4 electricity_price_sharp 0.00001
        13 4 service_price_sharp 0.00001
        17 4 electricity_price_peak 0.00001
        21 4 service_price_peak 0.00001
        25 4 electricity_price_flat 0.00001
        29 4 service_price_flat 0.00001
        33 4 electricity_price_valley 0.00001
        37 4 service_price_valley 0.00001
        41 1 loss_ratio number
        42 1x48 slot_tariff number
    ''',
    # Read real-time data
    0x12: '''
        0 7 pile digits
        7 1 gun bcd
    ''',
    # Real-time data
    0x13: '''
        0 16 transaction digits
        16 7 pile digits
        23 1 gun bcd
        24 1 state number
        25 1 gun_homed number
        26 1 gun_plugged number
        27 2 voltage 0.1
        29 2 current 0.1
        31 1 cable_temperature 1-50
        32 8 cable_code digits
        40 1 soc number
        41 1 battery_temperature_highest 1-50
        42 2 charge_minutes number
        44 2 remaining_minutes number
        46 4 energy 0.0001
        50 4 energy_with_loss 0.0001
        54 4 amount 0.0001
        58 2 hardware_fault word
            . 0 1 fault_emergency_stop flag
            . 1 1 fault_no_rectifier flag
            . 2 1 fault_outlet_hot flag
            . 3 1 fault_ac_surge flag
            . 4 1 fault_dc20 flag
            . 5 1 fault_fc08 flag
            . 6 1 fault_meter flag
            . 7 1 fault_card_reader flag
            . 8 1 fault_rc10 flag
            . 9 1 fault_fan flag
            . 10 1 fault_dc_fuse flag
            . 11 1 fault_contactor flag
            . 12 1 fault_door_open flag
    ''',
    # Charging handshake (BMS)
    0x15: '''
        0 16 transaction digits
        16 7 pile digits
        23 1 gun bcd
        24 3 bms_protocol_version opaque
        27 1 battery_type number
        28 2 battery_rated_capacity 0.1
        30 2 battery_rated_voltage 0.1
        32 4 battery_maker text
        36 4 battery_serial digits
        40 1 battery_made_year 1+1985
        41 1 battery_made_month number
        42 1 battery_made_day number
        43 3 battery_charge_count number
        46 1 battery_owner number
        47 1 reserved number
        48 17 vin vin
        65 8 bms_software_version opaque
    ''',
    # Parameter configuration (BMS)
    0x17: '''
        0 16 transaction digits
        16 7 pile digits
        23 1 gun bcd
        24 2 cell_voltage_max 0.01
        26 2 bms_current_max 0.1-400
        28 2 bms_nominal_energy 0.1
        30 2 bms_voltage_max 0.1
        32 1 bms_temperature_max 1-50
        33 2 bms_soc 0.1
        35 2 bms_battery_voltage 0.1
        37 2 pile_voltage_max 0.1
        39 2 pile_voltage_min 0.1
        41 2 pile_current_max 0.1-400
        43 2 pile_current_min 0.1-400
    ''',
    # Charging end (BMS statistics)
    0x19: '''
        0 16 transaction digits
        16 7 pile digits
        23 1 gun bcd
        24 1 end_soc number
        25 2 cell_voltage_lowest 0.01
        27 2 cell_voltage_highest 0.01
        29 1 battery_temperature_lowest 1-50
        30 1 battery_temperature_highest 1-50
        31 2 charge_minutes number
        33 2 output_energy 0.1
        35 4 charger_number 1+1
    ''',
    # Error message (BMS/charger)
    0x1B: '''
        0 16 transaction digits
        16 7 pile digits
        23 1 gun bcd
        24 8 error_bits word
            . 0 2 error_crm_00 number
            . 2 2 error_crm_aa number
            . 8 2 error_cts_cml number
            . 10 2 error_cro number
            . 16 2 error_ccs number
            . 18 2 error_cst number
            . 24 2 error_csd number
            . 26 6 error_bms_other number
            . 32 2 error_brm number
            . 40 2 error_bcp number
            . 42 2 error_bro number
            . 48 2 error_bcs number
            . 50 2 error_bcl number
            . 52 2 error_bst number
            . 56 2 error_bsd number
            . 58 6 error_charger_other number
    ''',
    # BMS abort
    0x1D: '''
        0 16 transaction digits
        16 7 pile digits
        23 1 gun bcd
        24 1 bst_reason word
            . 0 2 bst_reason_soc number
            . 2 2 bst_reason_voltage number
            . 4 2 bst_reason_cell_voltage number
            . 6 2 bst_reason_charger number
        25 2 bst_fault word
            . 0 2 bst_fault_insulation number
            . 2 2 bst_fault_connector_overheat number
            . 4 2 bst_fault_component_overheat number
            . 6 2 bst_fault_connector number
            . 8 2 bst_fault_battery_overheat number
            . 10 2 bst_fault_relay number
            . 12 2 bst_fault_cc2 number
            . 14 2 bst_fault_other number
        27 1 bst_error word
            . 0 2 bst_error_current number
            . 2 2 bst_error_voltage number
    ''',
    # Charger abort
    0x21: '''
        0 16 transaction digits
        16 7 pile digits
        23 1 gun bcd
        24 1 cst_reason word
            . 0 2 cst_reason_condition number
            . 2 2 cst_reason_manual number
            . 4 2 cst_reason_abnormal number
            . 6 2 cst_reason_bms number
        25 2 cst_fault word
            . 0 2 cst_fault_charger_overheat number
            . 2 2 cst_fault_connector number
            . 4 2 cst_fault_internal_overheat number
            . 6 2 cst_fault_energy number
            . 8 2 cst_fault_emergency_stop number
            . 10 2 cst_fault_other number
        27 1 cst_error word
            . 0 2 cst_error_current number
            . 2 2 cst_error_voltage number
    ''',
    # BMS demand and charger output
    0x23: '''
        0 16 transaction digits
        16 7 pile digits
        23 1 gun bcd
        24 2 demand_voltage 0.1
        26 2 demand_current 0.1-400
        28 1 charge_mode number
        29 2 bms_voltage 0.1
        31 2 bms_current 0.1-400
        33 2 - word
            . 0 12 cell_voltage_highest 0.01
            . 12 4 cell_voltage_highest_group number
        35 1 soc number
        36 2 remaining_minutes number
        38 2 pile_voltage 0.1
        40 2 pile_current 0.1-400
        42 2 charge_minutes number
    ''',
    # BMS state
    0x25: '''
        0 16 transaction digits
        16 7 pile digits
        23 1 gun bcd
        24 1 cell_voltage_highest_number 1+1
        25 1 battery_temperature_highest 1-50
        26 1 temperature_highest_sensor 1+1
        27 1 battery_temperature_lowest 1-50
        28 1 temperature_lowest_sensor 1+1
        29 1 bsm_status1 word
            . 0 2 bsm_cell_voltage number
            . 2 2 bsm_soc number
            . 4 2 bsm_overcurrent number
            . 6 2 bsm_overheat number
        30 1 bsm_status2 word
            . 0 2 bsm_insulation number
            . 2 2 bsm_connector number
            . 4 2 bsm_charge_permitted number
    ''',
    # Start request
    0x31: '''
        0 7 pile digits
        7 1 gun bcd
        8 1 start_mode number
        9 1 password_required number
        10 8 account_or_card digits
        18 16 password opaque
        34 17 vin niv
    ''',
    # Start authorisation
    0x32: '''
        0 16 transaction digits
        16 7 pile digits
        23 1 gun bcd
        24 8 logical_card digits
        32 4 balance 0.01
        36 1 auth_result number
        37 1 auth_failure number
    ''',
    # Remote start reply
    0x33: '''
        0 16 transaction digits
        16 7 pile digits
        23 1 gun bcd
        24 1 start_result number
        25 1 start_failure number
    ''',
    # Remote start
    0x34: '''
        0 16 transaction digits
        16 7 pile digits
        23 1 gun bcd
        24 8 logical_card digits
        32 8 physical_card digits
        40 4 balance 0.01
    ''',
    # Remote stop reply
    0x35: '''
        0 7 pile digits
        7 1 gun bcd
        8 1 stop_result number
        9 1 stop_failure number
    ''',
    # Remote stop
    0x36: '''
        0 7 pile digits
        7 1 gun bcd
    ''',
    # Transaction record
    0x3B: '''
        0 16 transaction digits
        16 7 pile digits
        23 1 gun bcd
        24 7 start_time time
        31 7 end_time time
        38 4 price_sharp 0.00001
        42 4 energy_sharp 0.0001
        46 4 energy_with_loss_sharp 0.0001
        50 4 amount_sharp 0.0001
        54 4 price_peak 0.00001
        58 4 energy_peak 0.0001
        62 4 energy_with_loss_peak 0.0001
        66 4 amount_peak 0.0001
        70 4 price_flat 0.00001
        74 4 energy_flat 0.0001
        78 4 energy_with_loss_flat 0.0001
        82 4 amount_flat 0.0001
        86 4 price_valley 0.00001
        90 4 energy_valley 0.0001
        94 4 energy_with_loss_valley 0.0001
        98 4 amount_valley 0.0001
        102 5 meter_start 0.0001
        107 5 meter_end 0.0001
        112 4 total_energy 0.0001
        116 4 total_energy_with_loss 0.0001
        120 4 total_amount 0.0001
        124 17 vin vin
        141 1 start_source number
        142 7 transaction_time time
        149 1 stop_reason number
        150 8 physical_card digits
    ''',
    # Transaction record confirmation
    0x40: '''
        0 16 transaction digits
        16 1 record_result number
    ''',
    # Balance update reply
    0x41: '''
        0 7 pile digits
        7 8 physical_card digits
        15 1 balance_result number
    ''',
    # Balance update
    0x42: '''
        0 7 pile digits
        7 1 gun bcd
        8 8 physical_card digits
        16 4 balance 0.01
    ''',
    # Offline card sync reply
    0x43: '''
        0 7 pile digits
        7 1 card_sync_result number
        8 1 card_sync_failure number
    ''',
    # Offline card sync
    0x44: '''
        0 7 pile digits
        7 1 card_count number
        * 8 logical_card digits
        * 8 physical_card digits
    ''',
    # Offline card delete reply
    0x45: '''
        0 7 pile digits
        * 8 physical_card digits
        * 1 card_clear_result number
        * 1 card_clear_failure number
    ''',
    # Offline card delete
    0x46: '''
        0 7 pile digits
        7 1 card_count number
        * 8 physical_card digits
    ''',
    # Offline card query reply
    0x47: '''
        0 7 pile digits
        * 8 physical_card digits
        * 1 card_query_result number
    ''',
    # Offline card query
    0x48: '''
        0 7 pile digits
        7 1 card_count number
        * 8 physical_card digits
    ''',
    # Work parameter reply
    0x51: '''
        0 7 pile digits
        7 1 work_setting_result number
    ''',
    # Work parameter setting
    0x52: '''
        0 7 pile digits
        7 1 work_permission number
        8 1 power_limit_percent number
    ''',
    # Clock setting reply
    0x55: '''
        0 7 pile digits
        7 7 clock time
    ''',
    # Clock setting
    0x56: '''
        0 7 pile digits
        7 7 clock time
    ''',
    # Billing model setting reply
    0x57: '''
        0 7 pile digits
        7 1 billing_setting_result number
    ''',
    # Billing model setting
    0x58: '''
        0 7 pile digits
        7 2 billing_model digits
        9 4 electricity_price_sharp 0.00001
        13 4 service_price_sharp 0.00001
        17 4 electricity_price_peak 0.00001
        21 4 service_price_peak 0.00001
        25 4 electricity_price_flat 0.00001
        29 4 service_price_flat 0.00001
        33 4 electricity_price_valley 0.00001
        37 4 service_price_valley 0.00001
        41 1 loss_ratio number
        42 1x48 slot_tariff number
    ''',
    # Parking lock data
    0x61: '''
        0 7 pile digits
        7 1 gun number
        8 1 lock_state number
        9 1 parking_state number
        10 1 lock_battery number
        11 1 lock_alarm number
        12 4 reserved number
    ''',
    # Parking lock command
    0x62: '''
        0 7 pile digits
        7 1 gun number
        8 1 lock_command number
        9 4 reserved number
    ''',
    # Parking lock reply
    0x63: '''
        0 7 pile digits
        7 1 gun number
        8 1 lock_result number
        9 4 reserved number
    ''',
    # Reboot reply
    0x91: '''
        0 7 pile digits
        7 1 reboot_result number
    ''',
    # Reboot
    0x92: '''
        0 7 pile digits
        7 1 execute_when number
    ''',
    # Update reply
    0x93: '''
        0 7 pile digits
        7 1 update_result number
    ''',
    # Update
    0x94: '''
        0 7 pile digits
        7 1 pile_model number
        8 2 pile_power number
        10 16 update_server text
        26 2 update_port number
        28 16 update_user text
        44 16 update_password opaque
        60 32 update_path text
        92 1 execute_when number
        93 1 download_timeout number
    ''',
    # Parallel start request
    0xA1: '''
        0 7 pile digits
        7 1 gun bcd
        8 1 start_mode number
        9 1 password_required number
        10 8 account_or_card digits
        18 16 password opaque
        34 17 vin niv
        51 1 parallel_role number
        52 6 parallel_serial digits
    ''',
    # Parallel start authorisation
    0xA2: '''
        0 16 transaction digits
        16 7 pile digits
        23 1 gun bcd
        24 8 logical_card digits
        32 4 balance 0.01
        36 1 auth_result number
        37 1 auth_failure number
        38 6 parallel_serial digits
    ''',
    # Parallel remote start reply
    0xA3: '''
        0 16 transaction digits
        16 7 pile digits
        23 1 gun bcd
        24 1 start_result number
        25 1 start_failure number
        26 1 parallel_role number
        27 6 parallel_serial digits
    ''',
    # Parallel remote start
    0xA4: '''
        0 16 transaction digits
        16 7 pile digits
        23 1 gun bcd
        24 8 logical_card digits
        32 8 physical_card digits
        40 4 balance 0.01
        44 6 parallel_serial digits
    ''',
}


class Field:
    """One line of a layout. `kind` as above; parts have `bit` and `width`."""

    def __init__(self, name, kind, size, bit=None, width=None):
        self.name = name
        self.kind = kind
        self.size = size
        self.bit = bit
        self.width = width
        self.parts = []

    def value(self, data):
        """The value of these bytes (for a part: of the word's bytes), in the form that faces.COMPARED_AS gives; None if opaque."""
        number = int.from_bytes(data, 'little')
        if self.bit is not None:
            number = number >> self.bit & (1 << self.width) - 1
        if self.kind in ('number', 'word'):
            return number
        if self.kind == 'flag':
            return bool(number)
        if self.kind == 'bcd':
            return int(data.hex())
        if self.kind == 'digits':
            return data.hex().upper()
        if self.kind in ('text', 'vin', 'niv'):
            return (data[::-1] if self.kind == 'niv' else data).rstrip(b'\0').decode('ascii')
        if self.kind == 'time':
            return _cp56time(data)
        if self.kind == 'opaque':
            return None
        step, offset = re.fullmatch(r'([\d.]+)([+-]\d+)?', self.kind).groups()
        return number * decimal.Decimal(step) + int(offset or 0)

    @property
    def zero_is_unmeasured(self):
        """Temperatures, protocol reference 3.8."""
        return 'temperature' in self.name and not self.name.endswith(('_max', '_sensor'))


def _cp56time(data):
    """CP56Time2a of a station at +08:00, in UTC; protocol reference 3.4."""
    milliseconds = int.from_bytes(data[:2], 'little')
    station = datetime.timezone(datetime.timedelta(hours=8))
    time = datetime.datetime(2000 + (data[6] & 0x7F), data[5] & 0x0F, data[4] & 0x1F, data[3] & 0x1F, data[2] & 0x3F,
                             milliseconds // 1000, milliseconds % 1000 * 1000, tzinfo=station)
    return time.astimezone(datetime.timezone.utc).isoformat(timespec='microseconds')


def _parse(layout):
    """The fields of the fixed part with their offsets, and those of the group."""
    fixed, group = [], []
    for line in layout.split('\n'):
        words = line.split()
        if not words:
            continue
        if words[0] == '.':
            word = fixed[-1][1]
            word.parts.append(Field(words[3], words[4], word.size, int(words[1]), int(words[2])))
        elif words[0] == '*':
            group.append(Field(words[2], words[3], int(words[1])))
        elif 'x' in words[1]:
            size, count = map(int, words[1].split('x'))
            fixed += [(int(words[0]) + i * size, Field(words[2], words[3], size)) for i in range(count)]
        else:
            fixed.append((int(words[0]), Field(words[2], words[3], int(words[1]))))
    return fixed, group


def fields_of(code, length):
    """The fields of a body of this type and length with their offsets, in order."""
    fixed, group = _parse(LAYOUTS[code])
    yield from fixed
    offset = sum(field.size for _, field in fixed)
    while group and offset < length:
        for field in group:
            yield offset, field
            offset += field.size


def names():
    """Every filter name of the layouts, without ykc."""
    found = set()
    for code in LAYOUTS:
        fixed, group = _parse(LAYOUTS[code])
        for field in [field for _, field in fixed] + group:
            found |= {field.name} | {part.name for part in field.parts}
    return found - {'-'}
