#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Encrypted bodies in both faces: with its keys an encrypted sample says what the plain one of the same name does; with wrong keys,
as without any (findings_test.py), it is noted that nothing can be read, and nobody is blamed.
"""

import json

import faces
import findings_test
import harness

FOLDER = harness.SOURCE / 'samples' / 'encrypted'
# Encrypted, and the plain sample that it was made from.
PLAIN_FOLDERS = {'platform.pcap': 'dialects'}
PAIRS = [(path, harness.SOURCE / 'samples' / PLAIN_FOLDERS.get(path.name, '.') / path.name)
         for path in sorted(FOLDER.glob('*.pcap'))]
WRONG_KEYS = (('*', '3des-ecb', '11' * 16), ('32010620260101', '3des-cbc/zero', '22' * 24), ('*', 'aes-128-cbc', '33' * 16))


def keys_of(sample):
    """The rows of the file of keys beside a sample."""
    lines = sample.with_suffix('.keys').read_text(encoding='utf-8').splitlines()
    rows = [line.split() for line in lines if not line.startswith('#')]
    # A private key is a file beside that of the keys.
    return [(pile, algorithm, str(sample.parent / key) if algorithm == 'rsa' else key) for pile, algorithm, key in rows]


def as_preferences(rows):
    """Keys as tshark takes them for the table of the preferences."""
    return [word for row in rows for word in ('-o', 'uat:ykc_keys:' + ','.join(f'"{column}"' for column in row))]


def as_file(rows, name):
    path = harness.scratch() / name
    path.write_text(''.join(f'{" ".join(row)}\n' for row in rows), encoding='utf-8')
    return path


def stories(face):
    """What the frames say, without what encryption changes: flag and checksum's value."""
    return [(one.packet, one.index, one.code, one.sequence, one.crc, one.up, one.fields, one.remainder) for one in face.frames]


class DecryptTest(harness.GoldenTest):
    def assert_same(self, seen, plain):
        self.assert_none([f'{left[:3]}: {left[3:]} instead of {right[3:]}' for left, right in zip(stories(seen), stories(plain))
                          if left != right])
        self.assertEqual(len(seen.frames), len(plain.frames))

    def test_with_its_keys_ykcflow_reads_what_the_plain_sample_says(self):
        for sample, plain in PAIRS:
            self.assert_same(faces.ykcflow_face(sample, '--keys', sample.with_suffix('.keys')), faces.ykcflow_face(plain))

    def test_with_its_keys_wireshark_shows_what_the_plain_sample_says(self):
        for sample, plain in PAIRS:
            seen = faces.tshark_face(sample, *as_preferences(keys_of(sample)))
            self.assert_same(seen, faces.tshark_face(plain))
            self.assertEqual(seen.malformed, [])
            self.assert_none([f'{sample.name}: packet {packet}: {names}' for packet, names in seen.experts.items()
                              if any('encrypt' in name for name in names)])

    def test_with_its_keys_both_faces_find_what_is_found_in_the_plain_sample(self):
        for sample, plain in PAIRS:
            wanted = findings_test.expected()[harness.sample_name(plain)]
            found = findings_test.found_by_ykcflow(sample, '--keys', sample.with_suffix('.keys'))[1]
            self.assertEqual(sorted(found), sorted(wanted), sample.name)
            lines = harness.dissect(sample, '-Y', 'ykc.finding', '-T', 'fields', '-e', 'ykc.finding.rule', '-e',
                                    'frame.number', *as_preferences(keys_of(sample))).splitlines()
            self.assertEqual(sorted(lines), sorted(f'{finding[0]}\t{finding[3]}' for finding in wanted), sample.name)

    def test_sessions_are_those_of_the_plain_sample(self):
        for sample, plain in PAIRS:
            seen = findings_test.found_by_ykcflow(sample, '--keys', sample.with_suffix('.keys'))[0]
            self.assertEqual(seen['sessions'], findings_test.found_by_ykcflow(plain)[0]['sessions'], sample.name)

    def test_wrong_keys_give_notes_and_nothing_else(self):
        path = as_file(WRONG_KEYS, 'wrong.keys')
        for sample, _ in PAIRS:
            report, found = findings_test.found_by_ykcflow(sample, '--keys', path)
            self.assertEqual(sorted(found), sorted(findings_test.expected()[harness.sample_name(sample)]), sample.name)
            self.assertTrue(all(finding['seen'].endswith('which the given keys do not open') for finding in report['findings']))

    def test_wrong_keys_are_a_note_of_every_frame_in_wireshark(self):
        for sample, _ in PAIRS:
            seen = faces.tshark_face(sample, *as_preferences(WRONG_KEYS))
            self.assertEqual(seen.malformed, [])
            encrypted = {frame.packet for frame in seen.frames if frame.encrypted}
            told = {packet for packet, names in seen.experts.items() if 'ykc.encrypted_body.no_key_fits' in names}
            self.assertEqual(told, encrypted)
            self.assertEqual(set().union(*map(set, seen.experts.values())), {'ykc.encrypted_body.no_key_fits'})

    def test_the_plain_text_is_a_data_source_of_its_own(self):
        sample = FOLDER / 'stop-unanswered.pcap'
        shown = harness.dissect(sample, '-x', '-Y', 'ykc.type == 0x03', *as_preferences(keys_of(sample)))
        # Protocol reference 0x03: pile, gun, state: 9 bytes.
        self.assertIn('Decrypted YKC body (9 bytes):\n0000  32 01 06 20 26 01 01 01 00', shown)

    def test_fields_of_a_decrypted_body_can_be_filtered_by_in_one_pass(self):
        sample = FOLDER / 'stop-unanswered.pcap'
        shown = harness.tshark('-n', '-r', str(harness.readable(sample)), '-Y', 'ykc.ciphertext && ykc.pile == "32010620260101"', '-T',
                               'fields', '-e', 'frame.number', *as_preferences(keys_of(sample)))
        self.assertIn('4', shown.splitlines())

    def test_every_frame_says_whether_it_was_decrypted(self):
        sample = FOLDER / 'every-frame.pcap'
        for options, decrypted in (((), False), (('--keys', sample.with_suffix('.keys')), True)):
            done = harness.run_ykcflow('frames', '-f', 'ndjson', *options, sample)
            for record in map(json.loads, done.stdout.splitlines()):
                self.assertEqual(record.get('decrypted'), decrypted if record['encrypted'] else None)

    def test_keys_are_in_no_report(self):
        sample = FOLDER / 'shared-connection.pcap'
        for form in ('text', 'json', 'ndjson', 'html', 'mermaid', 'csv', 'csv-sessions'):
            done = harness.run_ykcflow('-f', form, '--keys', sample.with_suffix('.keys'), sample)
            for _, _, key in keys_of(sample):
                self.assertNotIn(key.lower().encode(), (done.stdout + done.stderr).lower())

    def test_a_mistake_in_the_keys_is_told_with_its_line(self):
        key = '0123456789ABCDEFFEDCBA9876543210'
        for rows, language, complaint in (
                ([('*', '3des-ecb', key), ('*', '3des-ecb', key + '0')], 'en', ':2: a key of 3DES wants 32 or 48 hex digits'),
                ([('*', 'aes-256-cbc', key)], 'en',
                 ':1: there is no such algorithm; there are: 3des-ecb, 3des-cbc, aes-128-cbc, rsa'),
                ([('123', '3des-ecb', key)], 'zh', ':1: 桩编号应为 14 位数字，或用 * 表示任意桩')):
            path = as_file(rows, 'mistaken.keys')
            done = harness.run_ykcflow('--lang', language, '--keys', path, PAIRS[0][0])
            self.assertEqual((done.returncode, done.stdout), (2, b''))
            self.assertEqual(done.stderr.decode(), f'ykcflow: --keys: {path}{complaint}\n'.replace(
                '--keys: ', '--keys：' if language == 'zh' else '--keys: '))

    def test_a_mistake_in_the_table_is_told_by_wireshark(self):
        done = harness.run_tshark('-n', '-r', str(harness.readable(PAIRS[0][1])), *as_preferences([('*', '3des', '00')]))
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(b'there is no such algorithm', done.stderr)


if __name__ == '__main__':
    harness.main()
