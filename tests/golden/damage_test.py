# SPDX-License-Identifier: GPL-2.0-or-later
"""Samples with random bytes changed, at any layer, in two passes: the dissector says what is wrong, and is not wrong itself."""

import pathlib

import harness

SAMPLES = pathlib.Path(__file__).parents[2] / 'samples'
# Probability that a byte is changed.
DAMAGES = ('0.002', '0.02', '0.2')


class DamageTest(harness.GoldenTest):
    def test_no_dissector_bug(self):
        samples = sorted(SAMPLES.glob('**/*.pcap'))
        self.assertGreater(len(samples), 20)
        wrong = []
        for seed, sample in enumerate(samples, 1):
            for damage in DAMAGES:
                damaged = harness.scratch() / f'damaged-{damage}-{sample.name}'
                harness.wireshark_tool('editcap', '-E', damage, '--seed', str(seed), str(sample), str(damaged))
                damaged.chmod(0o644)
                text = harness.tshark('-n', '-2', '-V', '-r', str(damaged), '-d', 'tcp.port==8768,ykc', '-Y', 'ykc')
                wrong += [f'{sample.name}, {damage} of its bytes changed by seed {seed}: {line.strip()}' for line in text.splitlines()
                          if 'Dissector bug' in line or 'STATUS_ACCESS_VIOLATION' in line]
                damaged.unlink()
        self.assert_none(wrong)


if __name__ == '__main__':
    harness.main()
