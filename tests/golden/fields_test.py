#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin as Wireshark loads it: its filter names and expert items, what it exports, and that damaged captures do it no harm.

After a change of the tables, YKC_REWRITE=1 writes fields.tsv again; look at the difference before it is committed.
"""

import collections
import os
import re
import subprocess

import decrypt_test
import harness

DOCUMENT = harness.SOURCE / 'docs' / 'fields.md'
GUIDES = [harness.SOURCE / 'docs' / name for name in ('wireshark.md', 'wireshark.zh.md')]
# Filter name, type and English label of all that the plugin registers, but for the rules, which are ykcflow's.
GOLDEN = harness.HERE / 'fields.tsv'
# Expert items about single frames are defined in these.
PLUGIN_SOURCES = sorted((harness.SOURCE / 'plugin').glob('*.c'))
# What shows only where segments are not put together.
UNREASSEMBLED = ('garbage', ('-o', 'tcp.desegment_tcp_streams:FALSE'))
# What Wireshark looks for in a plugin; the last from 4.4 on.
SYMBOLS = {'plugin_version', 'plugin_want_major', 'plugin_want_minor', 'plugin_register'}
SYMBOLS_SINCE_4_4 = {'plugin_describe'}
# Errors in the plugin end tshark then, rather than being shown as a remark; memory is checked when it is released.
STRICT = {
    'WIRESHARK_DEBUG_WMEM_OVERRIDE': 'strict',
    'WIRESHARK_ABORT_ON_DISSECTOR_BUG': '1',
    'WIRESHARK_ABORT_ON_TOO_MANY_ITEMS': '1',
}


class GeneratedTest(harness.GoldenTest):
    """Documents that are made from tables are those of the tables."""

    def test_documents_are_up_to_date(self):
        for document, maker in (('fields.md', 'list_fields'), ('rules.md', 'list_rules')):
            made = subprocess.run([harness.program(maker)], capture_output=True, check=True).stdout.decode()
            written = (harness.SOURCE / 'docs' / document).read_text(encoding='utf-8')
            self.assertEqual(written, made, f"docs/{document} is out of date; './dev docs' writes it again")


class FieldsTest(harness.GoldenTest):
    @classmethod
    def setUpClass(cls):
        cls.registered = [columns[2] for columns in (row.split('\t') for row in harness.tshark('-G', 'fields').splitlines())
                          if columns[0] == 'F' and columns[2].split('.')[0] == 'ykc']

    def test_every_name_of_the_reference_is_registered(self):
        documented = set(re.findall(r'`(ykc\.[^`]+)` \|', DOCUMENT.read_text(encoding='utf-8')))
        self.assertGreater(len(documented), 200)
        self.assert_none(sorted(documented - set(self.registered)))

    def test_no_name_is_registered_twice(self):
        self.assert_none([name for name, count in collections.Counter(self.registered).items() if count > 1])

    def test_all_are_those_of_the_golden_list(self):
        rows = [row.split('\t') for row in harness.tshark('-G', 'fields').splitlines()]
        found = [f'{row[2]}\t{row[3]}\t{row[1]}' for row in rows
                 if row[0] == 'F' and re.match(r'ykc\.(?!finding\.\w+\.)', row[2])]
        if os.environ.get('YKC_REWRITE'):
            GOLDEN.write_text('\n'.join(['# -G fields: name, type, label', *sorted(found), '']), encoding='utf-8')
        listed = [line for line in GOLDEN.read_text(encoding='utf-8').splitlines() if not line.startswith('#')]
        self.assert_none([f'gone or changed: {line}' for line in sorted(set(listed) - set(found))]
                         + [f'new or changed: {line}' for line in sorted(set(found) - set(listed))])

    def test_names_are_lower_case_words(self):
        self.assert_none([name for name in self.registered if not re.fullmatch(r'ykc(\.[a-z][a-z0-9_]*|\.[a-z0-9_]+)+', name)])


class ReachTest(harness.GoldenTest):
    """Nothing is registered that no capture can show."""

    @classmethod
    def setUpClass(cls):
        rows = [row.split('\t') for row in harness.tshark('-G', 'fields').splitlines()]
        cls.registered = {row[2] for row in rows if row[0] == 'F' and row[2].startswith('ykc.')}
        shown = [harness.dissect(sample, '-T', 'pdml') for sample in harness.ALL_SAMPLES]
        name, options = UNREASSEMBLED
        shown.append(harness.dissect(harness.SOURCE / 'samples' / f'{name}.pcap', *options, '-T', 'pdml'))
        # With the keys there is a plain body, with others a remark.
        encrypted = decrypt_test.PAIRS[0][0]
        for keys in (decrypt_test.keys_of(encrypted), decrypt_test.WRONG_KEYS):
            shown.append(harness.dissect(encrypted, *decrypt_test.as_preferences(keys), '-T', 'pdml'))
        cls.shown = {name for text in shown for name in re.findall(r'<field name="(ykc\.[^"]*)"', text)}
        cls.groups = {item: group for text in shown for group, item in
                      re.findall(r'showname="Expert Info \(\w+/(\w+)\)[^>]*>\s*<field name="(ykc\.[^"]*)"', text)}

    def experts(self):
        """Name and group, as the sources define them."""
        return dict(re.findall(r'\{ "(ykc\.[\w.]+)", PI_(\w+), PI_\w+,', ''.join(path.read_text() for path in PLUGIN_SOURCES)))

    def test_every_field_and_expert_item_is_in_a_sample(self):
        self.assertGreater(len(self.registered), 300)
        self.assert_none([f'{name}: in no sample' for name in sorted(self.registered - self.shown)])

    def test_every_expert_item_is_documented(self):
        self.assertGreater(len(self.experts()), 12)
        for guide in GUIDES:
            text = guide.read_text(encoding='utf-8')
            self.assert_none([f'{guide.name}: no {name}' for name in self.experts() if f'`{name}`' not in text])

    def test_what_is_unusual_in_a_frame_has_a_group_of_its_kind(self):
        wanted = {'ykc.crc.bad': 'CHECKSUM', 'ykc.body_short': 'MALFORMED', 'ykc.garbage.present': 'MALFORMED',
                  'ykc.value.undefined': 'PROTOCOL', 'ykc.type.unknown': 'UNDECODED', 'ykc.finding.error': 'SEQUENCE'}
        self.assertLessEqual(wanted.items(), self.experts().items())
        shown = {name: group.upper() for name, group in self.groups.items() if name in wanted}
        self.assertEqual(shown, wanted)


class PluginTest(harness.GoldenTest):
    def test_it_exports_what_wireshark_looks_for_and_nothing_else(self):
        rows = harness.wireshark_tool('nm', '-D', '--defined-only', str(harness.PLUGIN)).splitlines()
        exported = {row.split()[-1].split('@')[0] for row in rows}
        newer = tuple(map(int, harness.tshark_release().split('.'))) >= (4, 4)
        self.assertEqual(exported, SYMBOLS | (SYMBOLS_SINCE_4_4 if newer else set()))

    def test_wireshark_loads_it_as_a_dissector(self):
        rows = [[column.strip() for column in row.split('\t')] for row in harness.tshark('-G', 'plugins').splitlines()]
        ours = [row for row in rows if row[0] == harness.PLUGIN.name]
        self.assertEqual(len(ours), 1, 'another plugin of the name is loaded')
        self.assertEqual(ours[0][2], 'dissector')
        self.assertTrue(ours[0][3].startswith(str(harness.scratch())), ours[0][3])


class DamageTest(harness.GoldenTest):
    """Captures in which two of a hundred bytes are changed: in headers and everywhere, then behind the headers only."""

    def damaged(self, seed, *options):
        """All samples, damaged."""
        paths = []
        for sample in harness.SAMPLES:
            paths.append(harness.scratch() / f'{sample.stem}-{seed}.pcap')
            harness.wireshark_tool('editcap', '-E', '0.02', '--seed', str(seed), *options, str(sample), str(paths[-1]))
        return paths

    def assert_harmless(self, paths):
        merged = harness.scratch() / f'{self.id().split(".")[-1]}.pcapng'
        harness.wireshark_tool('mergecap', '-F', 'pcapng', '-w', str(merged), *map(str, paths))
        merged.chmod(0o644)
        done = harness.run_tshark('-n', '-V', '-x', '-2', '-r', str(merged), environment=STRICT)
        self.assertEqual(done.returncode, 0, done.stderr.decode(errors='replace')[-2000:])
        shown = done.stdout.decode(errors='replace')
        self.assertIn('YKC Charging Pile Protocol', shown)
        self.assert_none(re.findall(r'.*Dissector bug.*', shown + done.stderr.decode(errors='replace')))

    def test_damaged_packets_do_the_plugin_no_harm(self):
        self.assert_harmless(self.damaged(1))

    def test_damaged_frames_do_the_plugin_no_harm(self):
        self.assert_harmless(self.damaged(2, '-o', '54'))

    def test_damaged_captures_do_ykcflow_no_harm(self):
        for path in self.damaged(3) + self.damaged(4, '-o', '54'):
            for command in (('frames', '-v'), ('frames', '-f', 'ndjson'), ('--all',), ('-f', 'json')):
                done = harness.run_ykcflow(*command, path)
                self.assertIn(done.returncode, (0, 1), f'{command} {path}: {done.stderr.decode()}')


if __name__ == '__main__':
    harness.main()
