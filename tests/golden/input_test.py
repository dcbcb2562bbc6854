#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What ykcflow makes of inputs, options and outputs that cannot be used, and of captures that come in pieces.

Whatever is wrong is told in one line that names it; the exit status is 2; what was read before is still written; nothing else
is left.
"""

import itertools
import json
import os
import random
import re
import struct
import subprocess
import tempfile
from pathlib import Path

import harness
import trace
from faces import records_of
from frames import HEARTBEAT, REALTIME, STOP

EVERY_FRAME = harness.SOURCE / 'samples' / 'every-frame.pcap'
LONG = harness.SOURCE / 'samples' / 'app-charge-dc.pcap'
COMMANDS = ((), ('frames',))  # the analysis has no name
UNUSABLE = 2
PCAP_HEADER = 24
RECORD_HEADER = 16


def complaints(done):
    """The lines on standard error, without the one that sums up what was read."""
    return [line for line in done.stderr.decode().splitlines() if not re.match(r'ykcflow: \d+ packets, ', line)]


def records(data):
    """Where the records of a pcap begin, and where the last one ends."""
    bounds = [PCAP_HEADER]
    while bounds[-1] < len(data):
        bounds.append(bounds[-1] + RECORD_HEADER + struct.unpack_from('<I', data, bounds[-1] + 8)[0])
    return bounds


class InputTest(harness.GoldenTest):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(dir=harness.scratch())
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, name, data):
        path = self.folder / name
        path.write_bytes(data)
        return path

    def run_here(self, *arguments, **details):
        return harness.run_ykcflow(*arguments, cwd=self.folder, **details)

    def assert_unusable(self, done, *named):
        """Exit status 2, and one line that names what is wrong."""
        lines = complaints(done)
        self.assertEqual(len(lines), 1, done.stderr.decode())
        self.assertTrue(lines[0].startswith('ykcflow: '), lines[0])
        for name in named:
            self.assertIn(str(name), lines[0])
        self.assertEqual(done.returncode, UNUSABLE)

    def assert_refused(self, path, *named):
        """Neither command can use this capture; both name it."""
        for command in COMMANDS:
            done = self.run_here(*command, path)
            self.assert_unusable(done, path, *named)


class CapturesTest(InputTest):
    """Captures that are none, or only in part."""

    def test_a_missing_file(self):
        self.assert_refused('nowhere.pcap', 'No such file')

    def test_a_directory(self):
        self.assert_refused(self.folder, 'directory')

    def test_an_empty_file(self):
        self.assert_refused(self.file('empty.pcap', b''), 'empty')

    def test_a_text_file(self):
        self.assert_refused(self.file('frames.log', b'2026-03-16 09:00:00 RX 68 0D 07 00 00 03\n'), 'text')

    def test_random_bytes(self):
        self.assert_refused(self.file('noise.pcap', b'\xff' + random.Random(1).randbytes(5000)))

    def test_an_unsupported_link_type(self):
        data = bytearray(EVERY_FRAME.read_bytes())
        struct.pack_into('<I', data, 20, 147)  # DLT_USER0
        self.assert_refused(self.file('user0.pcap', bytes(data)), 'link type', 147)

    def test_a_file_that_may_not_be_read(self):
        if os.geteuid() == 0:
            self.skipTest('root may read everything')
        path = self.file('secret.pcap', EVERY_FRAME.read_bytes())
        path.chmod(0)
        self.assert_refused(path, 'Permission denied')

    def test_a_capture_cut_inside_its_header(self):
        for size in (1, 4, 10, PCAP_HEADER - 1):
            with self.subTest(size=size):
                self.assert_refused(self.file('cut.pcap', EVERY_FRAME.read_bytes()[:size]))

    def test_a_capture_cut_anywhere_gives_what_comes_before(self):
        data = EVERY_FRAME.read_bytes()
        whole = records_of(self.run_here('frames', '-f', 'ndjson', EVERY_FRAME))
        bounds = records(data)
        chances = random.Random(1)
        for packets in (0, 4, 100, len(bounds) - 2):
            length = bounds[packets + 1] - bounds[packets]
            for kept in (1, RECORD_HEADER - 1, RECORD_HEADER, chances.randrange(RECORD_HEADER, length), length - 1):
                with self.subTest(packets=packets, kept=kept):
                    path = self.file('cut.pcap', data[:bounds[packets] + kept])
                    done = self.run_here('frames', '-f', 'ndjson', path)
                    self.assert_unusable(done, path, *([f'packet {packets}'] if packets else []))
                    self.assertEqual(records_of(done), [record for record in whole if record['frame'] <= packets])

    def test_a_capture_cut_between_packets_is_whole(self):
        data = EVERY_FRAME.read_bytes()
        done = self.run_here('frames', '-f', 'ndjson', self.file('short.pcap', data[:records(data)[100]]))
        self.assertEqual((done.returncode, complaints(done)), (0, []))

    def test_the_analysis_of_a_cut_capture_is_whole_json(self):
        data = EVERY_FRAME.read_bytes()
        done = self.run_here('-f', 'json', self.file('cut.pcap', data[:30000]))
        self.assert_unusable(done, 'cut.pcap')
        report = json.loads(done.stdout)
        self.assertEqual([capture['cut_off'] for capture in report['captures']], [True])
        self.assertGreater(report['summary']['frames'], 100)

    def test_a_capture_without_ykc_names_its_ports(self):
        capture = trace.Trace()
        for port in (502, 8080):
            connection = capture.connect(port)
            connection.up(b'GET / HTTP/1.1\r\n\r\n')
            connection.down(b'HTTP/1.1 404 Not Found\r\n\r\n')
        path = self.folder / 'web.pcap'
        capture.write(path)
        for command in COMMANDS:
            done = self.run_here(*command, path)
            self.assertEqual(done.returncode, 0)
            line, = complaints(done)
            self.assertEqual({int(port) for port in re.findall(r'\d+', line)}, {502, 8080}, line)

    def test_a_capture_without_packets_says_so(self):
        path = self.file('nothing.pcap', EVERY_FRAME.read_bytes()[:PCAP_HEADER])
        for command in COMMANDS:
            done = self.run_here(*command, path)
            self.assertEqual((done.returncode, len(complaints(done))), (0, 1), done.stderr)

    def test_one_bad_capture_does_not_spoil_the_others(self):
        done = self.run_here('frames', '-f', 'ndjson', 'nowhere.pcap', EVERY_FRAME, self.folder)
        self.assertEqual(done.returncode, UNUSABLE)
        self.assertEqual([line.split(': ')[1] for line in complaints(done)], ['nowhere.pcap', str(self.folder)])
        self.assertEqual(len(records_of(done)), len(records_of(self.run_here('frames', '-f', 'ndjson', EVERY_FRAME))))


class OptionsTest(InputTest):
    """Options that are none, and values that are none of the option's."""

    def assert_option_refused(self, *arguments, named):
        done = self.run_here(*arguments, EVERY_FRAME)
        self.assert_unusable(done, *named)
        self.assertEqual(done.stdout, b'')

    def test_unknown_options(self):
        for command in COMMANDS:
            for option in ('--bogus', '-Q', '--portt=5'):
                self.assert_option_refused(*command, option, named=[option.split('=')[0]])

    def test_values_that_are_none(self):
        for option, values in {
            '--port': ('', 'abc', '0', '65536', '-1', '8768,', '8768;9000', '8768 9000'),
            '--format': ('', 'xml', 'TEXT'),
            '--time-zone': ('', '8', '+8', '08:00', '+25:00', '+08:60', '+08:00h'),
            '--lang': ('', 'fr', 'english'),
        }.items():
            for command in COMMANDS:
                for value in values:
                    with self.subTest(command=command, option=option, value=value):
                        self.assert_option_refused(*command, f'{option}={value}', named=[option, value])

    def test_values_that_are_none_of_the_analysis(self):
        for option, values in {
            '--gun': ('', '0', 'A', '256'),
            '--pile': ('', 'pile', '320106000192361'),
            '--rule': ('nothing/such=off', 'reply/missing=loud', 'reply/missing'),
            '--limit': ('nothing=5', 'reply=', 'reply=soon', 'reply=-1'),
            '--fail-on': ('', 'always'),
            '--color': ('', 'red'),
        }.items():
            for value in values:
                with self.subTest(option=option, value=value):
                    self.assert_option_refused(f'{option}={value}', named=[option])

    def test_a_missing_value(self):
        for command in COMMANDS:
            done = self.run_here(*command, EVERY_FRAME, '--port')
            self.assert_unusable(done, '--port')

    def test_no_capture(self):
        for command in COMMANDS:
            self.assert_unusable(self.run_here(*command), 'capture')

    def test_help_and_version_are_no_errors(self):
        for arguments in (('--help',), ('frames', '--help'), ('--version',), ('frames', '-V')):
            done = self.run_here(*arguments)
            self.assertEqual((done.returncode, done.stderr), (0, b''))
            self.assertTrue(done.stdout)


class OutputTest(InputTest):
    """Reports that cannot be written, and that nothing stays of a run that failed."""

    def assert_left(self, expected):
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), sorted(expected))

    def test_a_report_is_what_would_be_printed(self):
        for command in COMMANDS:
            printed = self.run_here(*command, EVERY_FRAME)
            written = self.run_here(*command, '-o', 'report', EVERY_FRAME)
            self.assertEqual((written.returncode, written.stdout), (printed.returncode, b''))
            self.assertEqual((self.folder / 'report').read_bytes(), printed.stdout)
            self.assert_left(['report'])

    def test_a_report_in_a_folder_that_is_not_there(self):
        for command in COMMANDS:
            self.assert_unusable(self.run_here(*command, '-o', 'nowhere/report', EVERY_FRAME), 'nowhere/report')
            self.assert_left([])

    def test_a_report_in_place_of_a_folder(self):
        (self.folder / 'reports').mkdir()
        for command in COMMANDS:
            self.assert_unusable(self.run_here(*command, '-o', 'reports', EVERY_FRAME), 'reports')
            self.assert_left(['reports'])
            self.assertEqual(list((self.folder / 'reports').iterdir()), [])

    def test_a_full_disk(self):
        for command in COMMANDS:
            for form in ('text', 'ndjson'):
                with self.subTest(command=command, form=form):
                    done = self.run_here(*command, '-f', form, '-o', '/dev/full', EVERY_FRAME)
                    self.assert_unusable(done, '/dev/full', 'No space left on device')
        self.assertTrue(Path('/dev/full').is_char_device())

    def test_a_full_disk_under_standard_output(self):
        with open('/dev/full', 'wb') as full:
            for command in COMMANDS:
                done = subprocess.run([harness.program('ykcflow'), *command, EVERY_FRAME], stdout=full, stderr=subprocess.PIPE,
                                      check=False, timeout=60)
                self.assert_unusable(done, 'No space left on device')

    def test_nothing_stays_of_a_wrong_command_line(self):
        for arguments in (('--bogus',), ('-f', 'xml'), ('--port', 'x')):
            for command in COMMANDS:
                self.run_here(*command, '-o', 'report', *arguments, EVERY_FRAME)
                self.assert_left([])

    def test_the_report_of_a_cut_capture_has_what_comes_before(self):
        path = self.file('cut.pcap', EVERY_FRAME.read_bytes()[:20000])
        for command in COMMANDS:
            self.assert_unusable(self.run_here(*command, '-o', 'report', path), path)
            self.assertGreater((self.folder / 'report').stat().st_size, 500)
            self.assert_left(['cut.pcap', 'report'])

    def test_an_earlier_report_survives_a_capture_that_cannot_be_read(self):
        for command in COMMANDS:
            with self.subTest(command=command):
                report = self.file('report', b'yesterday\n')
                self.assert_unusable(self.run_here(*command, '-o', 'report', 'nowhere.pcap'), 'nowhere.pcap')
                self.assert_left(['report'])
                self.assertEqual(report.read_bytes(), b'yesterday\n')

    def test_a_reader_that_goes_away_is_no_error(self):
        for command in (('-f', 'ndjson'), ('frames', '-f', 'ndjson'), ('frames',)):
            with self.subTest(command=command):
                with subprocess.Popen([harness.program('ykcflow'), *command, LONG], stdout=subprocess.PIPE,
                                      stderr=subprocess.PIPE) as running:
                    self.assertTrue(running.stdout.readline())
                    running.stdout.close()
                    messages = running.stderr.read()
                    status = running.wait(timeout=60)
                done = subprocess.CompletedProcess(command, status, b'', messages)
                self.assertEqual((done.returncode, complaints(done)), (0, []))


class TimelineTest(InputTest):
    """Captures that come in pieces, in any order, or through a pipe."""

    def pieces(self, path, *packets):
        """A capture cut into several files in front of these packets."""
        data = path.read_bytes()
        bounds = records(data)
        starts = [0, *packets]
        ends = [*packets, len(bounds) - 1]
        return [self.file(f'{path.stem}-{number}.pcap', data[:PCAP_HEADER] + data[bounds[start]:bounds[end]])
                for number, (start, end) in enumerate(zip(starts, ends))]

    def test_standard_input(self):
        for command in COMMANDS:
            named = self.run_here(*command, '-f', 'ndjson', EVERY_FRAME)
            piped = self.run_here(*command, '-f', 'ndjson', '-', input=EVERY_FRAME.read_bytes())
            self.assertEqual(piped.returncode, named.returncode)
            self.assertEqual(piped.stdout.replace(b'"-"', json.dumps(str(EVERY_FRAME)).encode()), named.stdout)

    def test_standard_input_that_is_no_capture(self):
        for command in COMMANDS:
            self.assert_unusable(self.run_here(*command, '-', input=b''), 'standard input')
            self.assert_unusable(self.run_here(*command, '-', input=b'this is text'), 'standard input')

    def test_files_in_any_order_are_one_timeline(self):
        starts = (0, 150, 400)
        whole = records_of(self.run_here('frames', '-f', 'ndjson', EVERY_FRAME))
        pieces = self.pieces(EVERY_FRAME, *starts[1:])
        for order in itertools.permutations(pieces):
            with self.subTest(order=[path.name for path in order]):
                done = self.run_here('frames', '-f', 'ndjson', *order)
                self.assertEqual((done.returncode, complaints(done)), (0, []))
                seen = records_of(done)
                for record in seen:
                    # Packets are counted within their file; put together they have the numbers of the whole.
                    record['frame'] += starts[pieces.index(Path(record.pop('file')))]
                self.assertEqual(seen, whole)

    def test_the_analysis_does_not_see_where_files_end(self):
        def seen(*arguments):
            report = json.loads(self.run_here('-f', 'json', *arguments).stdout)
            summary = report['summary']
            return summary, [(session['flow'], session['outcome'], session.get('transaction')) for session in report['sessions']]
        pieces = self.pieces(EVERY_FRAME, 150, 400)
        self.assertEqual(seen(*reversed(pieces)), seen(EVERY_FRAME))

    def test_a_frame_may_begin_in_one_file_and_end_in_the_next(self):
        capture = trace.Trace()
        pile = capture.connect()
        pile.up(HEARTBEAT)
        pile.up(REALTIME[:40])
        last = pile.up(REALTIME[40:] + STOP)
        path = self.folder / 'rotated.pcap'
        capture.write(path)
        first, second = self.pieces(path, last - 1)
        for order in ((first, second), (second, first)):
            seen = records_of(self.run_here('frames', '-f', 'ndjson', *order))
            self.assertEqual([(Path(record['file']).name, record['frame'], record['index'], record['code']) for record in seen],
                             [(first.name, 4, 0, '0x03'), (second.name, 1, 0, '0x13'), (second.name, 1, 1, '0x36')])


if __name__ == '__main__':
    harness.main()
