# SPDX-License-Identifier: GPL-2.0-or-later
"""What the dissector costs: tshark with the plugin, tshark without it on the same capture, and Wireshark's dissector of IEC 60870-5-104
on an equally large capture of that protocol.

    YKC_BUILD=build python3 -B tests/bench/plugin.py [PILES [ROUNDS]]

hyperfine runs each command once a round, so that what else the machine does meets all of them alike; the first round warms the caches
and does not count. The figures are medians of processor time: on a machine with other work the wall clock measures that too.
"""

import json
import pathlib
import shlex
import statistics
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / 'golden'))

import harness  # noqa: E402

# What is measured: name, options; FIELDS are three of the protocol's own.
PASSES = (
    ('one pass, no output (-q -z io,stat,0)', ('-q', '-z', 'io,stat,0')),
    ('default columns', ()),
    ('-T fields, three fields', ('-T', 'fields', 'FIELDS')),
    ('-V', ('-V',)),
)
# With the plugin, without it, and what ships with Wireshark: capture, its dissector's fields.
CASES = {
    'ykc': ('ykc', ('ykc.type', 'ykc.voltage', 'ykc.soc')),
    'no plugin': ('ykc', ('ip.src', 'tcp.stream', 'tcp.len')),
    'iec104': ('iec104', ('iec60870_asdu.typeid', 'iec60870_asdu.ioa', 'iec60870_asdu.float')),
}
COUNTED_PILES = 2  # all piles and stations do the same: fields are counted in a smaller capture


def write_captures(folder, piles):
    folder.mkdir()
    subprocess.run([harness.program('bench_captures'), folder, str(piles)], check=True, capture_output=True)
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755)
    return {path.stem: path for path in folder.iterdir()}


def command(case, captures, options):
    capture, fields = CASES[case]
    selected = [argument for name in fields for argument in ('-e', name)]
    options = [argument for option in options for argument in (selected if option == 'FIELDS' else [option])]
    return harness.tshark_command('-n', '-r', captures[capture], *options, plugin=case == 'ykc')


def measure(captures, rounds):
    """By pass and case: seconds of processor time, of each round but the first."""
    keys = [(name, case) for name, _ in PASSES for case in CASES]
    commands = [shlex.join(map(str, command(case, captures, options))) for _, options in PASSES for case in CASES]
    times = {key: [] for key in keys}
    result = harness.scratch() / 'round.json'
    for number in range(rounds + 1):
        subprocess.run(['hyperfine', '--runs', '1', '--shell', 'none', '--style', 'none', '--export-json', result, *commands],
                       check=True, capture_output=True)
        if number > 0:
            for key, run in zip(keys, json.loads(result.read_text())['results']):
                times[key].append(run['user'] + run['system'])
    return {key: statistics.median(values) for key, values in times.items()}


def fields_a_packet(captures):
    """By capture: fields in the details, of all layers."""
    counts = {}
    for name, case in (('ykc', 'ykc'), ('iec104', 'iec104')):
        pdml = subprocess.run(list(map(str, command(case, captures, ('-T', 'pdml')))), check=True, capture_output=True).stdout
        counts[name] = pdml.count(b'<field ') / pdml.count(b'<packet>')
    return counts


def packets_in(capture):
    return int(harness.wireshark_tool('capinfos', '-c', '-M', '-T', '-r', str(capture)).split()[-1])


def main():
    piles, rounds = (int(argument) for argument in (sys.argv[1:] + ['100', '5'][len(sys.argv) - 1:])[:2])
    captures = write_captures(harness.scratch() / 'captures', piles)
    for name, path in captures.items():
        print(f'{name}: {packets_in(path):,} packets, {path.stat().st_size / 1e6:.1f} MB')
    times = measure(captures, rounds)
    print(f'\n{"processor time, median of " + str(rounds):<40}' + ''.join(f'{case:>11}' for case in CASES) + '   ykc/none  ykc/iec104')
    for name, _ in PASSES:
        seconds = [times[name, case] for case in CASES]
        print(f'{name:<40}' + ''.join(f'{value:>9.2f} s' for value in seconds)
              + f'{seconds[0] / seconds[1]:>11.2f}{seconds[0] / seconds[2]:>12.2f}')
    counts = fields_a_packet(write_captures(harness.scratch() / 'counted', COUNTED_PILES))
    each = {name: times['-V', name] / (packets_in(captures[name]) * counts[name]) * 1e9 for name in counts}
    print(f'\n-V, a field: ykc {each["ykc"]:.0f} ns ({counts["ykc"]:.1f} fields a packet), '
          f'iec104 {each["iec104"]:.0f} ns ({counts["iec104"]:.1f}); ratio {each["ykc"] / each["iec104"]:.2f}')


if __name__ == '__main__':
    main()
