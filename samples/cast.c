/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who takes part in the samples. Addresses are of the ranges for documentation; piles, cards and vehicles are invented. */
#include "samples.h"

const char platform_ipv4[] = "198.51.100.10", platform_ipv6[] = "2001:db8:1::10";

const sample_plate dc_pile_one_gun = {
    .number = "32010620260101",
    .address = "192.0.2.21",
    .guns = 1,
    .sim = "89860426102600310721",
};

const sample_plate dc_pile_two_guns = {
    .number = "32010620260102",
    .address = "192.0.2.22",
    .guns = 2,
    .sim = "89860426102600310722",
};

const sample_plate ac_pile = {
    .number = "32010620260301",
    .address = "2001:db8:2::31",
    .is_ac = true,
    .guns = 1,
    .sim = "89860426102600310731",
};

/*
 * Valley to 7:00 and from 23:00, peak 10:00 to 12:00 and 17:00 to 19:00, sharp 19:00 to 21:00, otherwise flat.
 * Models are delivered under the number 0100: V1.6 section 6.8 has it as a constant.
 */
const sample_billing_model this_years_model = {
    .number = "0100",
    .electricity_1e5yuan = {[TARIFF_SHARP] = 126450, [TARIFF_PEAK] = 105320, [TARIFF_FLAT] = 68780, [TARIFF_VALLEY] = 32160},
    .service_1e5yuan = {[TARIFF_SHARP] = 42000, [TARIFF_PEAK] = 40000, [TARIFF_FLAT] = 38500, [TARIFF_VALLEY] = 35000},
    .slots = "vvvvvvvvvvvvvvffffffppppffffffffffppppssssffffvv",
};

const sample_user commuter = {
    .physical_card = "00000000A63F19C2",
    .logical_card = "0000001000260573",
    .balance = "268.50",
};

const sample_user courier = {
    .physical_card = "02607F8F42D86D1B",
    .logical_card = "0000001000260891",
    .balance = "1035.20",
};

sample_plan commuters_plan(sample_start start, const char *starts, sample_stop stop, int seconds)
{
    return (sample_plan){
        .start = start,
        .starts = starts,
        .stop = stop,
        .seconds = seconds,
        .user = &commuter,
        .vehicle = &sample_sedan,
        .soc_1e1percent = 318,
    };
}
