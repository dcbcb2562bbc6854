#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""ykcflow rules --check: whether table, documentation and samples list the same rules, on folders made for it."""

import re
import tempfile
from pathlib import Path

import harness

AGREE, DIFFER, UNUSABLE = 0, 1, 2
COLUMNS = 'file\trule\tseverity\n'


def all_rules():
    """The ids of the program's own list: the first word of each line that begins with one."""
    listed = harness.run_ykcflow('rules', '--lang', 'en').stdout.decode()
    return re.findall(r'(?m)^([a-z-]+/[a-z-]+) ', listed)


class CheckTest(harness.GoldenTest):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(dir=harness.scratch())
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.rules = all_rules()
        self.document(self.rules)
        # Two tables, neither of them complete, one in a folder below.
        self.expect('samples', self.rules[:20])
        self.expect('samples/rules/deep', self.rules[20:])

    def document(self, rules):
        (self.folder / 'docs').mkdir(exist_ok=True)
        headings = ''.join(f'\n### {rule}\n\ntext about other/rule\n' for rule in rules)
        (self.folder / 'docs' / 'rules.md').write_text('# Rules\n\n## frame/ each frame\n' + headings)

    def expect(self, place, rules):
        path = self.folder / place
        path.mkdir(parents=True, exist_ok=True)
        rows = ''.join(f'a.pcap\t{rule}\terror\n' for rule in rules)
        (path / 'expected.tsv').write_text('# a comment\twith/tab\n' + COLUMNS + rows)

    def check(self, *arguments, cwd=None):
        return harness.run_ykcflow('rules', '--check', '--lang', 'en', *arguments, cwd=cwd or self.folder)

    def assert_differs(self, *lines):
        done = self.check()
        self.assertEqual((done.returncode, done.stdout.decode().splitlines(), done.stderr), (DIFFER, list(lines), b''))

    def assert_unusable(self, done, named, reason):
        complaint = done.stderr.decode()
        self.assertEqual((done.returncode, done.stdout), (UNUSABLE, b''), complaint)
        self.assertEqual(complaint.count('\n'), 1, complaint)
        self.assertIn(named, complaint)
        self.assertIn(reason, complaint)

    def test_the_list_has_every_rule_once(self):
        self.assertEqual(len(self.rules), len(set(self.rules)))
        self.assertEqual(len(self.rules), 67)  # of the catalogue: 5 + 12 + 6 + 7 + 4 + 3 + 13 + 6 + 11

    def test_what_agrees(self):
        for done in (self.check(), self.check(self.folder, cwd='/')):
            self.assertEqual((done.returncode, done.stderr), (AGREE, b''))
            self.assertEqual(done.stdout.decode(), 'rule table, docs/rules.md and samples list the same 67 rules\n')

    def test_a_rule_that_the_document_lacks(self):
        self.document(rule for rule in self.rules if rule != 'bill/meter')
        self.assert_differs('docs/rules.md: bill/meter is missing')

    def test_rules_that_no_sample_breaks(self):
        self.expect('samples/rules/deep', (rule for rule in self.rules[20:] if not rule.startswith('power-on/')))
        self.assert_differs('samples: power-on/model-not-fetched is missing', 'samples: power-on/model-refetched is missing',
                            'samples: power-on/charge-without-model is missing')

    def test_rules_that_there_are_not(self):
        self.document([*self.rules, 'bill/tip'])
        self.expect('samples', [*self.rules[:20], 'frame/crcs'])
        self.assert_differs('docs/rules.md: bill/tip is no rule', 'samples/expected.tsv: frame/crcs is no rule')

    def test_both_languages_list_the_same(self):
        self.document(self.rules[1:])
        done = harness.run_ykcflow('rules', '--check', '--lang', 'zh', cwd=self.folder)
        self.assertEqual((done.returncode, done.stdout.decode()), (DIFFER, f'docs/rules.md：缺少 {self.rules[0]}\n'))

    def test_folders_without_sources(self):
        self.assert_unusable(self.check('nowhere/at-all'), 'nowhere/at-all/docs/rules.md', 'No such file')
        (self.folder / 'docs' / 'rules.md').unlink()
        self.assert_unusable(self.check(), 'docs/rules.md', 'No such file or directory; run it in a source folder')

    def test_samples_without_tables(self):
        (self.folder / 'samples' / 'expected.tsv').unlink()
        (self.folder / 'samples/rules/deep/expected.tsv').unlink()
        self.assert_unusable(self.check(), 'samples', 'there is no expected.tsv in it')

    def test_a_table_that_is_none(self):
        (self.folder / 'samples' / 'expected.tsv').write_text(COLUMNS + 'a.pcap frame/crc\n')
        self.assert_unusable(self.check(), 'samples/expected.tsv', 'wants columns separated by tabs')

    def test_a_table_of_something_else(self):
        (self.folder / 'samples' / 'expected.tsv').write_text('file\tpacket\na.pcap\t4\n')
        self.assert_unusable(self.check(), 'samples/expected.tsv', "the second one 'rule'")

    def test_a_document_that_is_a_folder(self):
        (self.folder / 'docs' / 'rules.md').unlink()
        (self.folder / 'docs' / 'rules.md').mkdir()
        self.assert_unusable(self.check(), 'docs/rules.md', 'not a regular file')

    def test_one_folder_at_a_time(self):
        self.assert_unusable(self.check('a', 'b'), '--check', 'wants one folder')


if __name__ == '__main__':
    harness.main()
