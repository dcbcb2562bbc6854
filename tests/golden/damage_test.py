# SPDX-License-Identifier: GPL-2.0-or-later
"""Samples with random bytes changed, at any layer, and samples whose frames say something else under right checksums, in two passes,
with and without a tree: the dissector says what is wrong, and is not wrong itself.

    YKC_SEEDS=100 python3 -B tests/golden/damage_test.py    100 variants of the samples instead of one
    YKC_VALGRIND=1 ...                                      one of the samples under valgrind, too
"""

import os
import re
import unittest

import harness

# Probability that a byte is changed.
DAMAGES = ('0.002', '0.02', '0.2')
SEEDS = int(os.environ.get('YKC_SEEDS', '1'))
# Memory that was released or is not there is found at once, and a mistake of the dissector ends the program.
STRICT = {'WIRESHARK_DEBUG_WMEM_OVERRIDE': 'strict', 'WIRESHARK_ABORT_ON_DISSECTOR_BUG': '1'}
WITH_TREE = ('-V',)
TREES = (WITH_TREE, ('-q', '-z', 'ykc,charges'))
# What shows that the dissector was asked at all.
OUR_TREE = '\nYKC'
FRAMES_LEAST = 1000
FAULTS = ('Dissector bug', 'STATUS_ACCESS_VIOLATION', 'ERROR: AddressSanitizer', 'runtime error:')
VALGRIND = ('valgrind', '--num-callers=40')
ON_PORT = ('-d', 'tcp.port==8768,ykc')


def faults_of(capture, about):
    """What is wrong with the dissector when it reads the capture, as lines."""
    wrong = []
    for tree in TREES:
        done = harness.run_tshark('-n', '-2', '-r', str(capture), *ON_PORT, *tree, environment=STRICT)
        said = done.stdout.decode(errors='replace') + done.stderr.decode(errors='replace')
        wrong += [f'{about}, {" ".join(tree)}: {line.strip()}' for line in said.splitlines()
                  if any(fault in line for fault in FAULTS)]
        if tree == WITH_TREE and said.count(OUR_TREE) < FRAMES_LEAST:
            wrong.append(f'{about}: the dissector saw {said.count(OUR_TREE)} frames only')
        if done.returncode != 0:
            wrong.append(f'{about}, {" ".join(tree)}: tshark ends with {done.returncode}: {done.stderr.decode(errors="replace")[-300:]}')
    return wrong


def one_after_another(captures, name):
    """All packets of the captures in one, which tshark may read."""
    whole = harness.scratch() / name
    harness.wireshark_tool('mergecap', '-a', '-w', str(whole), *map(str, captures))
    whole.chmod(0o644)
    return whole


def damaged_bytes(damage, seed):
    samples = one_after_another(harness.ALL_SAMPLES, 'samples.pcapng')
    damaged = harness.scratch() / f'bytes-{damage}-{seed}.pcapng'
    harness.wireshark_tool('editcap', '-E', damage, '--seed', str(seed), str(samples), str(damaged))
    damaged.chmod(0o644)
    return damaged


def damaged_frames(samples, seed):
    parts = []
    for sample in samples:
        parts.append(harness.scratch() / f'part-{sample.parent.name}-{sample.name}')
        harness.run_program('damage', str(seed), str(sample), str(parts[-1]))
    return one_after_another(parts, f'frames-{seed}.pcapng')


class DamageTest(harness.GoldenTest):
    def test_bytes_of_any_layer(self):
        wrong = []
        for seed in range(1, SEEDS + 1):
            for damage in DAMAGES:
                damaged = damaged_bytes(damage, seed)
                wrong += faults_of(damaged, f'all samples, {damage} of their bytes changed by seed {seed}')
                damaged.unlink()
        self.assert_none(wrong)

    def test_frames_under_right_checksums(self):
        wrong = []
        for seed in range(1, 3 * SEEDS + 1):
            damaged = damaged_frames(harness.ALL_SAMPLES, seed)
            wrong += faults_of(damaged, f'all samples, frames changed by seed {seed}')
            damaged.unlink()
        self.assert_none(wrong)

    @unittest.skipUnless('YKC_VALGRIND' in os.environ, 'takes minutes: YKC_VALGRIND=1')
    def test_under_valgrind(self):
        damaged = damaged_frames([harness.SOURCE / 'samples' / 'every-frame.pcap'], 1)
        done = harness.run_tshark('-n', '-2', '-V', '-r', str(damaged), *ON_PORT, under=VALGRIND)
        report = done.stderr.decode(errors='replace')
        self.assertIn('ERROR SUMMARY', report)
        self.assert_none([line for line in report.splitlines() if re.search(r'(at|by) 0x.*ykc', line)])


if __name__ == '__main__':
    harness.main()
