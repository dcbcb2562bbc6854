#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Logs become captures: the same frames, the same verdict, and nothing is dropped silently."""

import json
import re
import resource
import subprocess
import tempfile
from pathlib import Path

import harness
import logs
from corpus_test import CORPUS, rows_of
from frames import HEARTBEAT, HEARTBEAT_REPLY, PILE, frame

UNUSABLE = 2
DAY = ('--date', '2026-03-16')
# Frames in several segments and several in one, IPv6, piles that share a connection or come back, garbage, every type.
VARIED = [path for path in harness.ALL_SAMPLES if harness.sample_name(path) in (
    'app-charge-dc.pcap', 'power-on-model-new.pcap', 'every-frame.pcap', 'shared-connection.pcap', 'reconnection.pcap',
    'garbage.pcap', 'bad-checksum.pcap', 'one-way.pcap', 'mid-charge.pcap', 'rules/frame.pcap', 'rules/capture-truncated.pcap')]
TIMED = [path for path in harness.ALL_SAMPLES if harness.sample_name(path) in (
    'app-charge-dc.pcap', 'reconnection.pcap', 'two-guns.pcap', 'rules/charge.pcap', 'rules/record.pcap', 'rules/bill.pcap',
    'devices/bills.pcap', 'devices/flows.pcap')]

# What a log does not tell, and what differs therefore; every other finding has to be the same.
UNKNOWN_TO_LOGS = {
    # how a connection began, and that it ended
    'business-before-login.pcap': {'link/login-first'},
    'rules/flow.pcap': {'flow/unfinished'},
    'rules/link.pcap': {'link/login-first', 'link/pile', 'link/two-connections', 'link/sequence'},
    # that lines are missing: what was in them looks as if it had not been sent
    'lost-segment.pcap': {'reply/missing'},
    'rules/gap.pcap': {'charge/realtime-gap', 'link/sequence'},
    # bytes in a line of their own, without any frame, are listed and left out
    'garbage.pcap': {'frame/garbage'},
    # whose a frame is that has no pile number, of twelve piles that send in the same second
    'rules/frame.pcap': {'link/sequence'},
    # that two piles share a connection: each gets one of its own
    'devices/numbers.pcap': {'link/sequence'},
}
# Whose a frame of several piles is cannot be seen if its body is encrypted: neither its dialect nor its charge.
SEALED_FROM_LOGS = ('encrypted/platform.pcap',)


def log_path(name):
    return harness.scratch() / name


def write_log(text, name='test.log', encoding='utf-8'):
    path = log_path(name)
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def run_import(log, *options, name='test.pcapng'):
    out = log_path(name)
    out.unlink(missing_ok=True)
    return harness.run_ykcflow('import', log, '-o', out, '--lang', 'en', *options), out


def frames_of(capture, *options):
    done = harness.run_ykcflow('frames', '-f', 'ndjson', *options, capture)
    return [json.loads(line) for line in done.stdout.splitlines()]


def without_place(record, timed=True):
    kept = {key: value for key, value in record.items() if key not in ('frame', 'index', 'connection', 'gap_before', 'garbage_before')}
    if not timed:
        kept.pop('time')
    return json.dumps(kept, sort_keys=True)


def findings_of(capture):
    """The findings, but for those about the evidence itself and for where in the file they are."""
    done = harness.run_ykcflow('-f', 'json', capture)
    keys = ('rule', 'severity', 'certainty', 'flow', 'step', 'pile', 'gun', 'transaction', 'count', 'expected', 'seen')
    return sorted(str([finding.get(key) for key in keys]) for finding in json.loads(done.stdout)['findings']
                  if not finding['rule'].startswith('capture/'))


def rule_of(finding):
    return finding.split("'")[1]


def comments_of(capture):
    return harness.dissect(capture, '-T', 'fields', '-e', 'frame.comment').splitlines()


class SamplesTest(harness.GoldenTest):
    """Every sample as a log, and the log as a capture again."""

    def imported(self, sample, shape, *options):
        log = write_log(logs.of_capture(sample, shape))
        done, out = run_import(log, *options)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return out

    def assert_same(self, samples, shape, *options, timed=True, verdict=False):
        wrong = []
        for sample in samples:
            name = harness.sample_name(sample)
            out = self.imported(sample, shape, *options)
            before, after = frames_of(sample), frames_of(out)
            if [without_place(one, timed) for one in before] != [without_place(one, timed) for one in after]:
                wrong.append(f'{name}: {len(before)} frames became {len(after)}, or others')
            if not verdict:
                continue
            exempt = UNKNOWN_TO_LOGS.get(name, set())
            before, after = (set(findings_of(path)) for path in (sample, out))
            wrong += [f'{name}: lost {one}' for one in before - after if rule_of(one) not in exempt]
            wrong += [f'{name}: made up {one}' for one in after - before if rule_of(one) not in exempt]
        self.assert_none(wrong)

    def test_the_history_of_a_platform(self):
        self.assert_same([sample for sample in harness.ALL_SAMPLES if harness.sample_name(sample) not in SEALED_FROM_LOGS],
                         logs.history, verdict=True)

    def test_no_encrypted_frame_of_a_platform_is_lost(self):
        for name in SEALED_FROM_LOGS:
            sample = harness.SOURCE / 'samples' / name
            before, after = ([(one['code'], one['sequence'], one['encrypted'], one['crc']) for one in frames_of(path)]
                             for path in (sample, self.imported(sample, logs.history)))
            self.assertEqual(before, after, name)

    def test_blanks_and_words_that_depend_on_whose_log_it_is(self):
        self.assert_same(VARIED, logs.serial_tool)

    def test_dumps_without_a_date(self):
        self.assert_same(VARIED, logs.dump, *DAY)

    def test_arrays_in_milliseconds(self):
        # Thousandths of a second: not the same times to the microsecond.
        self.assert_same(VARIED, logs.c_array, timed=False)

    def test_where_there_are_no_times_none_is_judged(self):
        self.assert_same(VARIED, logs.bare, timed=False)
        wrong = []
        for sample in TIMED:
            name = harness.sample_name(sample)
            before = {rule_of(one) for one in findings_of(sample)}
            after = {rule_of(one) for one in findings_of(self.imported(sample, logs.bare))}
            wrong += [f'{name}: made up {one}' for one in after - before - UNKNOWN_TO_LOGS.get(name, set())]
        self.assert_none(wrong)

    def test_tshark_reads_them_and_sees_sound_tcp(self):
        wrong = []
        for sample in [path for path in VARIED if path.name != 'capture-truncated.pcap']:  # which has holes
            out = self.imported(sample, logs.history)
            count = len(harness.dissect(out, '-Y', 'ykc', '-T', 'fields', '-e', 'ykc.type').replace(',', '\n').split())
            if count != len(frames_of(out)):
                wrong.append(f'{sample.name}: tshark finds {count} frames, ykcflow {len(frames_of(out))}')
            odd = harness.dissect(out, '-Y', 'tcp.analysis.flags || tcp.checksum.status == "Bad"',
                                  '-o', 'tcp.check_checksum:TRUE')
            if odd:
                wrong.append(f'{sample.name}: {odd.splitlines()[0]}')
        self.assert_none(wrong)


class ShapesTest(harness.GoldenTest):
    """Logs as published projects write them (shared/frames), and what must not be lost of them."""

    LOG = '''\
充电桩通信日志
2026-07-26 10:35:05.433 [cmd=0x34] [下行] 683097CF003420250703170601012607261035058985202507031706010100000136009413670000013600941367C1300000106A
2026-07-26 10:35:05.963 [cmd=0x33] [上行] 681E97CF0033202507031706010126072610350589852025070317060101010007FB
 启动成功
2026-07-26 10:35:40.701 > 【20250703170601】【上报 0x13】 6840E9540013202507031706010126072610350589852025070317060101030201540DF8035000000000000000002851000032000000000000000000000000000000E12D
the log ends here
'''

    def test_words_become_comments_of_the_packets_they_belong_to(self):
        _, out = run_import(write_log(self.LOG))
        self.assertEqual(comments_of(out), [
            'log line 2: 充电桩通信日志\\n[cmd=0x34] [下行]',
            'log line 3: [cmd=0x33] [上行]\\n启动成功',
            'log line 5: > 【20250703170601】【上报 0x13】\\nthe log ends here',
        ])

    def test_times_are_those_of_the_station(self):
        _, out = run_import(write_log(self.LOG))
        self.assertEqual([one['time'] for one in frames_of(out)],
                         ['2026-07-26T02:35:05.433000Z', '2026-07-26T02:35:05.963000Z', '2026-07-26T02:35:40.701000Z'])
        _, out = run_import(write_log(self.LOG), '--time-zone', '+00:00')
        self.assertEqual(frames_of(out)[0]['time'], '2026-07-26T10:35:05.433000Z')

    def test_every_encoding_gives_the_same_capture(self):
        expected = run_import(write_log(self.LOG))[1].read_bytes()
        for encoding, said in (('gbk', 'GBK'), ('gb18030', 'GBK'), ('utf-16', 'UTF-16'), ('utf-16-be', 'UTF-16'), ('utf-8-sig', None)):
            with self.subTest(encoding):
                done, out = run_import(write_log(self.LOG, encoding=encoding))
                self.assertEqual(out.read_bytes(), expected)
                self.assertEqual(said is not None, said is not None and said in done.stderr.decode())

    def test_a_pile_has_the_same_address_in_every_log(self):
        ends = set()
        for text in (self.LOG, self.LOG.split('\n', 3)[3]):
            _, out = run_import(write_log(text))
            ends.add(harness.dissect(out, '-Y', 'tcp.dstport == 8768', '-T', 'fields', '-e', 'ip.src', '-e', 'tcp.srcport').split('\n')[0])
        self.assertEqual(len(ends), 1, ends)

    def test_piles_are_told_apart(self):
        others = [bytes.fromhex(f'320106000192{number:02}') for number in range(10, 30)]
        lines = [f'10:00:{number:02} RX {frame(0x03, pile + bytes([1, 0]), sequence=7).hex()}' for number, pile in enumerate(others)]
        _, out = run_import(write_log('\n'.join(lines)))
        self.assertEqual({one['connection'] for one in frames_of(out)}, set(range(1, 21)))

    def test_what_other_projects_published(self):
        """Each frame of the corpus in a line of its own, with what its source says of it in front."""
        rows = [row for row in rows_of(CORPUS)]
        text = ''.join(f'### {row.source} \n\n`{row.data.hex(" ")}`\n' for row in rows)
        done, out = run_import(write_log(text))
        self.assertEqual(done.returncode, 0)
        # One is of no layout, and alone on its connection: only the port tells that it speaks YKC.
        found = [(int(one['code'], 16), one['sequence']) for one in frames_of(out, '--port', '8768')]
        stated = [(row.data[5], int.from_bytes(row.data[2:4], 'little')) for row in rows]
        self.assertEqual(found, stated)

    def test_a_login_begins_a_connection_and_nothing_else_does(self):
        login = frame(0x01, PILE + bytes.fromhex('00' '02' '10' '56342E312E353000' '01' '89860426102600310801' '02'))
        _, out = run_import(write_log(f'10:00:00 {login.hex()}\n10:00:01 {HEARTBEAT.hex()}\n10:00:01 {HEARTBEAT_REPLY.hex()}\n'))
        self.assertEqual(harness.dissect(out, '-Y', 'tcp.flags.syn == 1', '-T', 'fields', '-e', 'frame.number').split(), ['1'])
        _, out = run_import(write_log(f'10:00:01 {HEARTBEAT.hex()}\n10:00:01 {HEARTBEAT_REPLY.hex()}\n'))
        self.assertEqual(harness.dissect(out, '-Y', 'tcp.flags.syn == 1'), '')


class BadInputTest(harness.GoldenTest):
    def complaints(self, text, *options):
        done, out = run_import(write_log(text), *options)
        return done, out, done.stderr.decode().splitlines()

    def assert_said(self, lines, pattern):
        self.assertTrue(any(re.search(pattern, line) for line in lines), f'no line has {pattern!r}: {lines}')

    def test_what_cannot_be_read_is_listed_with_its_line(self):
        beat = HEARTBEAT.hex()
        done, out, lines = self.complaints('\n'.join([
            f'10:00:00 RX {beat}',
            f'10:00:01 RX {beat[:-1]}',             # half a byte is missing
            f'10:00:02 RX {beat[:20]}x{beat[21:]}',  # no digit
            '10:00:03 RX 2B434D45204552524F52',      # a modem's words
            f'10:00:04 RX {beat[:20]}',              # cut
            f'10:00:05 RX {beat}',
        ]))
        self.assertEqual(done.returncode, 0)
        self.assert_said(lines, r'test\.log:2:\d+: the number of hex digits is odd')
        self.assert_said(lines, r"test\.log:3:33: 'x' is no hex digit")
        self.assert_said(lines, r'test\.log:4: no frame in 10 bytes')
        self.assert_said(lines, r'test\.log:5: the frame is cut short, 7 bytes are missing')
        self.assertEqual(len(frames_of(out)), 2)
        self.assertIn('2B 43 4D 45', '\n'.join(comments_of(out)))
        # What the log lost is a hole in the capture, and nobody's fault.
        self.assertEqual(findings_of(out), [])

    def test_a_log_without_frames_leaves_nothing(self):
        done, out, lines = self.complaints('nothing here\n10:00:00 heartbeat of 32010600019236\n')
        self.assertEqual((done.returncode, len(lines), out.exists()), (UNUSABLE, 1, False))
        self.assertIn('no YKC frame', lines[0])

    def test_an_earlier_capture_is_not_replaced_by_nothing(self):
        _, out = run_import(write_log(f'{HEARTBEAT.hex()}\n'))
        before = out.read_bytes()
        done = harness.run_ykcflow('import', write_log('nothing\n'), '-o', out)
        self.assertEqual((done.returncode, out.read_bytes()), (UNUSABLE, before))

    def test_guesses_are_told(self):
        beat = HEARTBEAT.hex()
        self.assert_said(self.complaints(f'{beat}\n')[2], 'has no times')
        self.assert_said(self.complaints(f'10:00:00 {beat}\n')[2], 'without a date')
        self.assertEqual(len(self.complaints(f'10:00:00 {beat}\n', *DAY)[2]), 1)
        lines = self.complaints(f'2026-07-26 23:59:59 {beat}\n00:00:01 {beat}\n')[2]
        self.assert_said(lines, '1 lines have times without a date')
        self.assert_said(lines, 'taken for the next day')
        self.assert_said(self.complaints(f'2026-07-26 10:00:00 {beat}\n2026-07-26 09:00:00 {beat}\n')[2], 'first in line 2')

    def test_one_clear_line_says_what_is_wrong(self):
        log = write_log(f'{HEARTBEAT.hex()}\n')
        sample = harness.SAMPLES[0]
        cases = (
            (('nowhere.log',), 'nowhere.log', 'check the path'),
            ((harness.scratch(),), harness.scratch(), 'directory'),
            ((sample,), sample, 'is a capture'),
            ((log, log), 'one log at a time'),
            ((), 'no log was named'),
            ((log, '--date', '26.7.2026'), '26.7.2026', 'YYYY-MM-DD'),
            ((log, '--time-zone', 'CST'), 'CST', '+08:00'),
            ((log, '-o', '/nowhere/x.pcapng'), '/nowhere/x.pcapng', 'cannot be written'),
            ((log, '--format', 'json'), '--format', 'no such option'),
        )
        for arguments, *named in cases:
            with self.subTest(named[0]):
                done = harness.run_ykcflow('import', *arguments, '--lang', 'en', cwd=harness.scratch())
                lines = done.stderr.decode().splitlines()
                self.assertEqual((done.returncode, len(lines)), (UNUSABLE, 1), lines)
                for name in named:
                    self.assertIn(str(name), lines[0])

    def test_a_full_disk_is_told(self):
        if not Path('/dev/full').exists():
            self.skipTest('no /dev/full here')
        done = harness.run_ykcflow('import', write_log(f'{HEARTBEAT.hex()}\n'), '-o', '/dev/full')
        self.assertEqual(done.returncode, UNUSABLE)
        self.assertIn('No space left', done.stderr.decode())

    def test_through_pipes(self):
        log = f'10:00:00 {HEARTBEAT.hex()}\n'.encode()
        done = harness.run_ykcflow('import', '-', input=log)
        self.assertEqual(done.returncode, 0)
        out = log_path('piped.pcapng')
        out.write_bytes(done.stdout)
        self.assertEqual(len(frames_of(out)), 1)

    def test_memory_does_not_grow_with_the_log(self):
        """A line without end, of frames, of garbage and of words; 64 MiB each in 96 MiB of address space beyond the start."""
        size = 64 << 20
        beat = HEARTBEAT.hex()
        for name, text in (('frames', beat), ('garbage', '00'), ('words', '桩 '), ('lines', f'10:00:00 RX {beat}\n')):
            with self.subTest(name), tempfile.TemporaryFile() as log:
                piece = (text * (1 + (1 << 20) // len(text.encode()))).encode()
                log.write(f'{beat}\n'.encode())
                for _ in range(size // len(piece)):
                    log.write(piece)
                log.seek(0)
                done = subprocess.run([harness.program('ykcflow'), 'import', '-', '-o', '/dev/null'], stdin=log, capture_output=True,
                                      check=False, timeout=120,
                                      preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (96 << 20, 96 << 20)))
                self.assertEqual(done.returncode, 0, done.stderr[-300:].decode(errors='replace'))


if __name__ == '__main__':
    harness.main()
