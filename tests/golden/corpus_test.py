#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Frames that other projects published, against what those projects say; frames of other protocols that look like YKC's.

corpus.tsv, corpus_damaged.tsv and lookalikes.tsv are copies of what is in shared/frames beside the project; in the first are the
rows with a right length byte and a right checksum in either order, in the second the others: documents print examples whose
checksums and lengths are wrong. Where that folder is there, a test compares; to copy again:

    python3 -B tests/golden/corpus_test.py --copy
"""

import decimal
import json
import sys
from dataclasses import dataclass

import faces
import harness
import trace
from frames import crc_of, has_right_length

SHARED = harness.SOURCE.parent / 'shared' / 'frames'
CORPUS = harness.HERE / 'corpus.tsv'
DAMAGED = harness.HERE / 'corpus_damaged.tsv'
LOOKALIKES = harness.HERE / 'lookalikes.tsv'
OTHER_PORT = 41234


@dataclass
class Row:
    line: str
    data: bytes
    source: str
    stated: dict

    def __str__(self):
        return f'{self.data.hex().upper()[:24]}… ({self.source[:60]})'


def rows_of(path):
    rows = []
    for line in path.read_text(encoding='utf-8').splitlines():
        if not line.startswith('#'):
            columns = line.split('\t')
            stated = dict(pair.split('=', 1) for pair in columns[3].split(';') if pair)
            rows.append(Row(line, bytes.fromhex(columns[0]), columns[1], stated))
    return rows


def is_wanted(row):
    return has_right_length(row.data) and crc_of(row.data) != 'other'


YES_NO = {'no': 0, 'yes': 1}

# What the sources state: their key, what it is here (members of a frame with @), and their value as ours.
MEANINGS = {
    'dir': ('@up', lambda text: text == 'up'),
    'type': ('@code', lambda text: int(text, 16)),
    'seq': ('@sequence', int),
    'seq_hex': ('@sequence', lambda text: int.from_bytes(bytes.fromhex(text), 'little')),
    'enc': ('@encrypted', lambda text: text != '00'),
    'pile': ('pile', str),
    'pile_type': ('pile_type', int),
    'guns': ('gun_count', int),
    'proto_raw': ('protocol_version', lambda text: decimal.Decimal(text) / 10),
    'soft': ('software_version', str),
    'net': ('network_type', int),
    'sim': ('sim', str),
    'operator': ('carrier', int),
    'result': ('login_result', lambda text: {'0': 0, 'success': 0}[text]),
    'gun': ('gun', int),
    'gun_status': ('gun_condition', int),
    'model': ('billing_model', str),
    'trade_no': ('transaction', str),
    'logic_card': ('logical_card', str),
    'status': ('state', lambda text: {'charging': 3}[text]),
    'returned': ('gun_homed', YES_NO.get),
    'plugged': ('gun_plugged', YES_NO.get),
    'voltage': ('voltage', decimal.Decimal),
    'current': ('current', decimal.Decimal),
    'gun_temp': ('cable_temperature', int),
    'soc': ('soc', int),
    'batt_temp': ('battery_temperature_highest', int),
    'elapsed_min': ('charge_minutes', int),
    'remain_min': ('remaining_minutes', int),
    'energy': ('energy', decimal.Decimal),
    'loss_energy': ('energy_with_loss', decimal.Decimal),
    'amount': ('amount', decimal.Decimal),
    'fault': ('hardware_fault', int),
}
# Stated of the bytes, not of a field: true of every row that is wanted, or tested by itself.
OF_THE_BYTES = ('len', 'crc', 'trade_no_prefix')

# Bodies whose length does not fit their type, by the beginning of the frame: how they are shown, and why.
MISFITS = {
    '680E010000013201': ('body_short', 'an example cut after 10 bytes of the 30 of a login'),
    '6818030000133201': ('body_short', 'an example cut after 20 bytes of the 60 of real-time data'),
    '683702000048': ('foreign', 'JCPP: the number of cards takes four bytes and stands in front of the pile (Q-15)'),
    '683101000025': ('foreign', 'JCPP: every two-bit item of a BMS state takes two bytes (Q-15)'),
    '685E000600F0': ('foreign', 'QR code prefix of the V1.5 supplement'),
}
# Values that the reference does not define.
UNDEFINED = {
    '680D02000052': ('max_power', '240 % of the rated power; 100 is the most'),
    '682200190001': ('sim', 'letters in BCD'),
    '684D001500153201020000000011151116155535026': ('battery_type', '0, of a handshake that is all zeros'),
}
# Where source and bytes disagree: the key, and why.
DISAGREEMENTS = {
    '681500380040': ('pile', 'a record confirmation has none; the source means the one in the serial'),
}


def entry_for(row, table):
    return next((entry for start, entry in table.items() if row.data.hex().upper().startswith(start)), None)


class CorpusTest(harness.GoldenTest):
    @classmethod
    def setUpClass(cls):
        cls.rows = rows_of(CORPUS)
        capture = trace.Trace()
        packets = []
        for row in cls.rows:
            connection = capture.connect()
            packets.append((connection.up if row.data[5] % 2 else connection.down)(row.data))
        path = harness.scratch() / 'corpus.pcap'
        capture.write(path)
        cls.tshark, cls.ykcflow = faces.tshark_face(path), faces.ykcflow_face(path, '--port', str(trace.PORT))
        cls.shown = [{face.name: one for face in (cls.tshark, cls.ykcflow) for one in face.of([packet])} for packet in packets]
        cls.experts = [cls.tshark.experts.get(packet, []) for packet in packets]

    def test_every_row_is_a_frame(self):
        self.assertGreater(len(self.rows), 60)
        self.assertTrue(all(map(is_wanted, self.rows)))
        self.assert_none([f'{row}: only {", ".join(shown) or "nobody"} shows it' for row, shown in zip(self.rows, self.shown)
                          if len(shown) != 2])
        self.assert_none([f'{row}: {name} shows 0x{one.code:02X}, checksum {one.crc}' for row, shown in zip(self.rows, self.shown)
                          for name, one in shown.items() if (one.code, one.crc) != (row.data[5], crc_of(row.data))])
        self.assertEqual(self.tshark.garbage_bytes, 0)
        self.assertEqual(self.ykcflow.garbage_bytes, 0)

    def test_nothing_is_malformed_but_what_does_not_fit_its_type(self):
        self.assertEqual(self.tshark.malformed, [])
        wrong = []
        for row, shown, experts in zip(self.rows, self.shown, self.experts):
            marks = {expert for expert in experts if not expert.startswith('ykc.crc')}
            misfit = entry_for(row, MISFITS)
            expected = {None: set(), 'body_short': {'ykc.body_short'}, 'foreign': {'ykc.dialect.foreign'}}[misfit and misfit[0]]
            expected = expected | ({'ykc.value.undefined'} if entry_for(row, UNDEFINED) else set())
            if marks != expected:
                wrong.append(f'{row}: {", ".join(sorted(marks)) or "no mark"}, expected {", ".join(expected) or "none"}')
            remainder = {name for one in shown.values() for name in one.remainder}
            if (misfit is None or misfit[0] == 'foreign') and remainder:
                wrong.append(f'{row}: {remainder} bytes in a body that fits')
        self.assert_none(wrong)

    def test_every_value_is_as_its_source_states_it(self):
        wrong, compared = [], 0
        for row, shown in zip(self.rows, self.shown):
            disagreement = entry_for(row, DISAGREEMENTS)
            for key, text in row.stated.items():
                if key in OF_THE_BYTES:
                    continue
                if key not in MEANINGS:
                    wrong.append(f'{row}: what is {key}={text}? Add it to MEANINGS')
                    continue
                name, ours = MEANINGS[key]
                for face, one in shown.items():
                    compared += 1
                    value = getattr(one, name[1:]) if name.startswith('@') else one.value(name)
                    if (value == ours(text)) == (disagreement is not None and disagreement[0] == key):
                        wrong.append(f'{row}: {key}={text}, {face} shows {value}')
        self.assert_none(wrong)
        self.assertGreater(compared, 300)

    def test_beginnings_of_serials(self):
        for row, shown in zip(self.rows, self.shown):
            if 'trade_no_prefix' in row.stated:
                for one in shown.values():
                    self.assertTrue(one.value('transaction').startswith(row.stated['trade_no_prefix']), str(row))

    def test_both_faces_show_the_same(self):
        self.assert_none(faces.differences(self.tshark, self.ykcflow))

    def test_every_exception_is_needed(self):
        for table in (MISFITS, UNDEFINED, DISAGREEMENTS):
            for start in table:
                self.assertEqual(sum(row.data.hex().upper().startswith(start) for row in self.rows), 1, start)


# Damaged rows whose bytes are not what the source states: the keys, and why.
EXPLAINED = {
    '68401A03001300000000000000000000000000000550314': ('trade_no pile gun', 'two bytes of the serial are missing'),
    '684D001500153201020000000011151116155535026': ('trade_no pile gun', 'half a byte of the serial is missing'),
    '680C00080051320102000000010101C1A9': ('gun', 'with the gun it is 9 bytes long, but its length says 8'),
    '680D0008005232010200000001011400013C0068': ('gun', 'with the gun it is 13 bytes long, but its length says 9'),
    '685E0025005855031412782305300100': ('pile model', 'the pile number has eight bytes'),
    '68170006004232010200000001': ('phys_card', 'the gun is missing'),
    '680D00070045320102000000': ('phys_card', 'its length says that there is no card'),
    '680D00070047320102000000': ('phys_card', 'its length says that there is no card'),
    '680C00110092320102000000013301': ('pile', 'the pile number has eight bytes'),
    '682C00070048320102000000012801': ('pile phys_card', 'the pile number has eight bytes'),
    '68300004003232010200000001': ('parallel_no', '0xA2 was meant: it has the parallel serial of one'),
    '682C00070048320102000000012901': ('pile phys_card', 'the pile number has eight bytes'),
}
# What decode calls the values of the sources that have the same form in JSON.
IN_JSON = {'pile': 'pile', 'gun': 'gun', 'trade_no': 'transaction', 'phys_card': 'physical_card', 'logic_card': 'logical_card',
           'model': 'billing_model', 'balance': 'balance', 'parallel_no': 'parallel_serial', 'guns': 'gun_count', 'sim': 'sim',
           'soft': 'software_version', 'sharp_price': 'price_sharp', 'valley_price': 'price_valley'}


def same(text, value):
    value = value[0] if isinstance(value, list) and value else value
    try:
        return str(value) == text or decimal.Decimal(str(value)) == decimal.Decimal(text)
    except decimal.InvalidOperation:
        return False


class DamagedTest(harness.GoldenTest):
    """Frames that no receiver would take: what is there is decoded, and `decode` says what is wrong."""

    def decoded(self, row):
        done = harness.run_ykcflow('decode', '-f', 'json', row.data.hex())
        return json.loads(done.stdout)[0]

    def test_every_row_says_what_its_source_states_or_is_explained(self):
        wrong, compared, used = [], 0, set()
        for row in rows_of(DAMAGED):
            frame = self.decoded(row)
            explained = entry_for(row, EXPLAINED)
            if not frame.get('problems'):
                wrong.append(f'{row}: nothing is wrong with it')
            for key in row.stated.keys() & IN_JSON.keys():
                compared += 1
                fields = frame.get('fields', {})
                value = fields.get(IN_JSON[key], fields.get('account_or_card') if key == 'phys_card' else None)
                is_explained = explained is not None and key in explained[0].split()
                if same(row.stated[key], value) == is_explained:
                    wrong.append(f'{row}: {key}={row.stated[key]}, decode shows {value}')
                used.add(explained)
        self.assert_none(wrong)
        self.assertGreater(compared, 120)
        self.assert_none([why for why in EXPLAINED.values() if why not in used])

    def test_records_of_other_versions_are_told_apart(self):
        records = {row.data[5]: self.decoded(row) for row in rows_of(DAMAGED) if row.data[5] in (0x3F, 0x3D)}
        self.assertEqual({code: one['dialect'] for code, one in records.items()}, {0x3F: 'V1.4', 0x3D: 'V1.7'})
        for one in records.values():
            self.assertEqual([problem['kind'] for problem in one['problems']], ['checksum'])
            self.assertEqual(one['fields']['start_time'], '2020-03-16T17:14:47.000+08:00')
        self.assertEqual(records[0x3D]['fields']['meter_number'], '000000000001')


class LookalikesTest(harness.GoldenTest):
    def test_nothing_of_other_protocols_is_claimed(self):
        capture = trace.Trace()
        rows = rows_of(LOOKALIKES)
        self.assertTrue(rows)
        for row in rows:
            for midstream in (False, True):
                connection = capture.connect(OTHER_PORT, midstream=midstream)
                for _ in range(3):
                    connection.up(row.data)
                    connection.down(row.data)
        path = harness.scratch() / 'lookalikes.pcap'
        capture.write(path)
        tshark, ykcflow = faces.tshark_face(path), faces.ykcflow_face(path)
        self.assertEqual(tshark.packets, {}, 'tshark')
        self.assertEqual(ykcflow.frames, [], 'ykcflow')
        self.assertIn(str(OTHER_PORT), ykcflow.messages)


class CopiesTest(harness.GoldenTest):
    def setUp(self):
        if not SHARED.is_dir():
            self.skipTest(f'{SHARED} is not there')

    def test_the_corpus_is_current(self):
        self.assertEqual([row.line for row in rows_of(CORPUS)], [row.line for row in wanted()], 'copy it again: see above')

    def test_the_damaged_rows_are_current(self):
        self.assertEqual([row.line for row in rows_of(DAMAGED)], [row.line for row in unwanted()], 'copy them again: see above')

    def test_the_lookalikes_are_current(self):
        self.assertEqual([row.line for row in rows_of(LOOKALIKES)], [row.line for row in rows_of(SHARED / 'lookalikes.tsv')],
                         'copy them again: see above')


def wanted():
    return [row for row in rows_of(SHARED / 'frames.tsv') if is_wanted(row)]


def unwanted():
    return [row for row in rows_of(SHARED / 'frames.tsv') if not is_wanted(row)]


def copy():
    """Write the copies."""
    head = '# hex\tsource\tkind\tvalues the source states (key=value;...)'
    for path, rows in ((CORPUS, wanted()), (DAMAGED, unwanted()), (LOOKALIKES, rows_of(SHARED / 'lookalikes.tsv'))):
        path.write_text('\n'.join([head, *(row.line for row in rows)]) + '\n', encoding='utf-8')


if __name__ == '__main__':
    if sys.argv[1:] == ['--copy']:
        copy()
    else:
        harness.main()
