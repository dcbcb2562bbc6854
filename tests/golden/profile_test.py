# SPDX-License-Identifier: GPL-2.0-or-later
"""The Wireshark profile: every filter and field in it is one that the plugin knows, and finds something in a sample."""

import pathlib
import re
import shutil

import harness

TOP = pathlib.Path(__file__).parents[2]
PROFILE = TOP / 'plugin' / 'profile'
# Between them they have all that the profile tells apart.
SAMPLES = ('app-charge-dc', 'bad-checksum', 'garbage', 'record-missing', 'rules/record', 'rules/reply', 'power-on-model-new')


def lines_of(name):
    return [line for line in (PROFILE / name).read_text(encoding='utf-8').splitlines() if line and not line.startswith('#')]


def cells(line):
    """The cells of a line of a table as Wireshark saves it."""
    return [re.sub(r'\\x([0-9a-f]{2})', lambda code: chr(int(code.group(1), 16)), cell) for cell in re.findall(r'"([^"]*)"', line)]


def matches(text):
    return any(harness.dissect(TOP / 'samples' / f'{sample}.pcap', '-Y', text, '-T', 'fields', '-e', 'frame.number')
               for sample in SAMPLES)


class ProfileTest(harness.GoldenTest):
    def assert_each_matches(self, filters):
        self.assertGreater(len(filters), 3)
        self.assert_none([f'{text}: matches nothing in {", ".join(SAMPLES)}' for text in filters if not matches(text)])

    def test_colouring_rules(self):
        self.assert_each_matches([line.split('@')[2] for line in lines_of('colorfilters')])

    def test_filter_buttons(self):
        rows = [cells(line) for line in lines_of('dfilter_buttons')]
        self.assertEqual({len(row) for row in rows}, {4})
        self.assert_each_matches([row[2] for row in rows])

    def test_graphs(self):
        rows = [cells(line) for line in lines_of('io_graphs')]
        self.assertEqual({len(row) for row in rows}, {9})
        self.assert_each_matches([f'{row[2]} && {row[6]}' if row[6] else row[2] for row in rows])

    def test_columns(self):
        self.assert_each_matches(re.findall(r'%Cus:([\w.]+)', (PROFILE / 'preferences').read_text(encoding='utf-8')))

    def test_the_profile_can_be_chosen(self):
        harness.tshark('--version')  # so that the configuration folder is there
        target = harness.scratch() / 'configuration' / 'profiles' / 'YKC'
        shutil.copytree(PROFILE, target)
        for path in (target.parent, target, *target.iterdir()):
            path.chmod(0o755)
        capture = str(harness.readable(TOP / 'samples' / 'record-missing.pcap'))
        done = harness.run_tshark('-n', '-2', '-C', 'YKC', '-r', capture, '-Y', 'ykc.finding')
        self.assertEqual((done.returncode, done.stderr.decode()), (0, ''))
        self.assertRegex(done.stdout.decode(), r'3201\d{10} +\d .*record/missing')


if __name__ == '__main__':
    harness.main()
