#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Frames given as hex: the same fields as from a capture, and what is wrong, byte by byte."""

import csv
import io
import json

import harness
import logs
from corpus_test import CORPUS, rows_of
from frames import HEARTBEAT, PILE, REALTIME, crc16, frame, with_crc

FOUND, UNUSABLE = 1, 2
EVERY_FRAME = harness.SOURCE / 'samples' / 'every-frame.pcap'
SECRET = b'secret88'


def decode(*arguments, **details):
    return harness.run_ykcflow('decode', '--lang', 'en', *arguments, **details)


def decoded(data, *options):
    """The JSON of bytes."""
    done = decode('-f', 'json', *options, data.hex())
    return json.loads(done.stdout)


def problems(data):
    return [(one['kind'], one['first_byte'], one['last_byte']) for record in decoded(data) for one in record['problems']]


def update_frame():
    """0x94 with a password in the clear."""
    body = PILE + bytes.fromhex('01 6400') + b'192.0.2.7'.ljust(16, b'\0') + bytes.fromhex('1500') + b'user'.ljust(16, b'\0') + \
        SECRET.ljust(16, b'\0') + b'/fw/pile.bin'.ljust(32, b'\0') + bytes.fromhex('01 05')
    return frame(0x94, body)


class FieldsTest(harness.GoldenTest):
    def test_the_same_fields_under_the_same_names_as_from_a_capture(self):
        done = harness.run_ykcflow('frames', '-f', 'ndjson', EVERY_FRAME)
        expected = [json.loads(line) for line in done.stdout.splitlines()]
        done = decode('-f', 'ndjson', input=logs.of_capture(EVERY_FRAME, logs.history).encode())
        found = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(len(found), len(expected))
        wrong = []
        for one, other in zip(found, expected):
            shared = set(other) - {'frame', 'index', 'time', 'connection', 'garbage_before', 'gap_before'}
            wrong += [f'{other["code"]} {key}: {one.get(key)} {other[key]}' for key in shared if one.get(key) != other[key]]
            wrong += [f'{other["code"]}: {problem}' for problem in one['problems']]
        self.assert_none(wrong)

    def test_every_byte_is_shown_at_its_place(self):
        """The digits of the text, put together, are the frame again."""
        for data in (HEARTBEAT, REALTIME):
            shown = bytearray()
            for line in decode(data.hex()).stdout.decode().splitlines()[1:]:
                offset, digits = line[:6].strip(), line[8:32].strip()
                if offset:
                    self.assertEqual(int(offset), len(shown), line)
                if digits and not digits[:2].isspace():
                    shown += bytes.fromhex(digits)
            self.assertEqual(bytes(shown), data)

    def test_csv_has_a_row_for_each_field_and_each_problem(self):
        rows = list(csv.DictReader(io.StringIO(decode('-f', 'csv', with_crc(HEARTBEAT, 'bad').hex()).stdout.decode(), newline='')))
        self.assertEqual([row['field'] for row in rows], ['start', 'length', 'sequence', 'encryption', 'type', 'pile', 'gun',
                                                           'gun_condition', 'crc', ''])
        self.assertEqual((rows[5]['offset'], rows[5]['length'], rows[5]['value'].strip("'")), ('6', '7', PILE.hex()))
        self.assertIn('checksum', rows[-1]['problem'])

    def test_hex_as_it_appears_in_the_field(self):
        data = HEARTBEAT
        forms = ([data.hex()], [data.hex().upper()], data.hex(' ').split(), [data.hex(',')], [data.hex('-')],
                 [','.join(f'0x{byte:02x}' for byte in data)], [''.join(f'\\x{byte:02x}' for byte in data)],
                 [f'2026-07-26 10:35:05.433 [上行] {data.hex()}'], ['RX', '←', data.hex(' ')])
        expected = decode(forms[0][0]).stdout
        for form in forms:
            with self.subTest(form[0]):
                done = decode(*form)
                self.assertEqual((done.returncode, done.stdout), (0, expected))
        for text in ('\n'.join(data.hex(' ', 5).split()), f'RX:\n{data.hex(" ")[:24]}\n{data.hex(" ")[24:]}\n'):
            done = decode(input=text.encode())
            self.assertEqual((done.returncode, done.stdout.split(b'\n')[1:], b'[line'), (0, expected.split(b'\n')[1:], b'[line'), text)

    def test_frames_in_a_row_are_numbered_as_in_a_packet(self):
        found = decoded(HEARTBEAT + REALTIME + HEARTBEAT)
        self.assertEqual([(one['frame'], one['index'], one['code']) for one in found],
                         [(1, 0, '0x03'), (1, 1, '0x13'), (1, 2, '0x03')])

    def test_what_other_projects_published_is_decoded(self):
        for row in rows_of(CORPUS):
            found = decoded(row.data)
            self.assertEqual([int(one['code'], 16) for one in found], [row.data[5]], str(row))

    def test_passwords_are_masked_in_every_format(self):
        data = update_frame()
        for form in ('text', 'json', 'ndjson', 'csv'):
            with self.subTest(form):
                hidden = decode('-f', form, data.hex()).stdout.decode()
                shown = decode('-f', form, '--show-secrets', data.hex()).stdout.decode()
                self.assertNotIn(SECRET.decode(), hidden)
                self.assertNotIn(SECRET.hex(' ').upper()[:12], hidden)
                self.assertIn(SECRET.decode(), shown)

    def test_redact_hides_what_tells_who_charged(self):
        sim = '89860426102600310801'
        data = frame(0x01, PILE + bytes.fromhex('00' '02' '10' '56342E312E353000' '01' + sim + '02'))
        for form in ('text', 'json', 'csv'):
            shown = decode('-f', form, '--redact', data.hex()).stdout.decode().replace(' ', '')
            self.assertNotIn(sim, shown)
            self.assertIn('V4.1.50', shown)


class ProblemsTest(harness.GoldenTest):
    def test_a_right_frame_has_none(self):
        self.assertEqual(problems(HEARTBEAT), [])

    def test_checksums(self):
        self.assertEqual(problems(with_crc(HEARTBEAT, 'bad')), [('checksum', 15, 16)])
        self.assertEqual(problems(with_crc(HEARTBEAT, 'swapped')), [('checksum-order', 15, 16)])
        right = HEARTBEAT[-2:]
        message = decoded(with_crc(HEARTBEAT, 'bad'))[0]['problems'][0]['message']
        self.assertIn(f'should be {right.hex(" ").upper()} (CRC-16/MODBUS, low byte first, over bytes 2–14)', message)

    def test_a_checksum_over_other_bytes(self):
        for start, said in ((0, 'bytes 0–14'), (1, 'bytes 1–14'), (6, 'bytes 6–14')):
            data = HEARTBEAT[:-2] + crc16(HEARTBEAT[start:-2]).to_bytes(2, 'little')
            with self.subTest(said):
                self.assertEqual(problems(data), [('checksum-range', 15, 16)])
                self.assertIn(said, decoded(data)[0]['problems'][0]['message'])

    def test_a_frame_that_is_cut_short_at_every_byte(self):
        """Whatever the cut, it is said where it is, what is there is decoded, and nothing else is found fault with."""
        for size in range(1, len(REALTIME)):
            data = REALTIME[:size]
            found = decoded(data)
            self.assertEqual([one['kind'] for record in found for one in record['problems']], ['cut'], size)
            self.assertEqual(found[0]['problems'][0]['first_byte'], size)
        message = decoded(REALTIME[:35])[0]['problems'][0]['message']
        self.assertIn('33 are missing', message)
        self.assertIn('the cut falls into the field "Output current" (bytes 35–36)', message)

    def test_lengths(self):
        wrong = bytes([0x68, HEARTBEAT[1] - 4]) + HEARTBEAT[2:]
        self.assertEqual(problems(wrong), [('length', 1, 1)])
        self.assertIn('should be 13', decoded(wrong)[0]['problems'][0]['message'])
        short = frame(0x03, PILE + bytes([1]))
        self.assertEqual([one[0] for one in problems(short)], ['body-short'])
        self.assertIn('Gun condition', decoded(short)[0]['problems'][0]['message'])
        self.assertEqual(problems(frame(0x03, PILE + bytes([1, 0, 9, 9]))), [('body-extra', 15, 16)])

    def test_types_and_flags(self):
        self.assertEqual(problems(frame(0x7B, PILE)), [('unknown-type', 5, 5)])
        self.assertEqual(problems(frame(0x03, bytes(16), encryption=1)), [('encrypted', 4, 4)])
        self.assertEqual(problems(frame(0x03, PILE + bytes([1, 0]), encryption=1)), [('encryption-flag', 4, 4)])
        self.assertEqual([one[0] for one in problems(frame(0x03, PILE + bytes([1, 0]), encryption=7))], ['encryption-flag'])

    def test_bytes_that_are_no_frame(self):
        found = decoded(bytes.fromhex('41542B4F4B') + HEARTBEAT)
        self.assertEqual([one.get('code') for one in found], [None, '0x03'])
        self.assertEqual([one['kind'] for one in found[0]['problems']], ['no-start'])

    def test_digits(self):
        done = decode(HEARTBEAT.hex()[:-1])
        self.assertEqual(done.returncode, FOUND)
        self.assertIn('character 33: the number of hex digits is odd', done.stderr.decode())
        done = decode(HEARTBEAT.hex()[:16] + 'O' + HEARTBEAT.hex()[17:])
        self.assertEqual(done.returncode, FOUND)
        self.assertIn("character 17: 'O' is no hex digit", done.stderr.decode())

    def test_the_exit_status_tells(self):
        self.assertEqual(decode(HEARTBEAT.hex()).returncode, 0)
        self.assertEqual(decode(with_crc(HEARTBEAT, 'bad').hex()).returncode, FOUND)
        for arguments, said in ((('hello',), 'no hex'), (('-f', 'html', '68'), 'html')):
            done = decode(*arguments)
            self.assertEqual((done.returncode, len(done.stderr.splitlines())), (UNUSABLE, 1))
            self.assertIn(said, done.stderr.decode())


if __name__ == '__main__':
    harness.main()
