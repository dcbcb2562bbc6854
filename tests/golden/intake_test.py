# SPDX-License-Identifier: GPL-2.0-or-later
"""What people have in place of one plain capture: compressed, of several interfaces, in thousands of files. The same frames come out."""

import gzip
import json
import re
import resource
import shutil
import signal
import struct
import subprocess
import tempfile
import time
from pathlib import Path

import harness
import trace
from frames import HEARTBEAT, HEARTBEAT_REPLY, REALTIME, STOP

SAMPLE = harness.SOURCE / 'samples' / 'app-charge-dc.pcap'
UNUSABLE = 2
PCAP_HEADER = 24
PROGRAMS = {'gz': 'gzip', 'zst': 'zstd', 'lz4': 'lz4'}


def compress(kind, data):
    return subprocess.run([PROGRAMS[kind], '-c'], input=data, capture_output=True, check=True, timeout=60).stdout


def complaints(done):
    """The lines on standard error, without the one that sums up what was read."""
    return [line for line in done.stderr.decode().splitlines() if not re.match(r'ykcflow: \d+ packets, ', line)]


def places_of(done):
    """Packet number and code of every frame."""
    return [(record['frame'], record['code']) for record in map(json.loads, done.stdout.decode().splitlines())]


def places_of_tshark(capture):
    lines = harness.dissect(capture, '-Y', 'ykc', '-T', 'fields', '-e', 'frame.number', '-e', 'ykc.type').splitlines()
    return [(int(line.split('\t')[0]), f'0x{int(code, 0):02X}') for line in lines for code in line.split('\t')[1].split(',')]


class IntakeTest(harness.GoldenTest):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(dir=harness.scratch())
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.folder.chmod(0o755)

    def file(self, name, data):
        path = self.folder / name
        path.write_bytes(data)
        path.chmod(0o644)
        return path

    def frames(self, *arguments, **details):
        return harness.run_ykcflow('frames', '-f', 'ndjson', *arguments, cwd=self.folder, **details)

    def assert_told(self, done, *words):
        """Status 2, and one line with these words, but for the one that sums up."""
        lines = complaints(done)
        self.assertEqual(len(lines), 1, done.stderr.decode())
        for word in words:
            self.assertIn(word, lines[0])
        self.assertEqual(done.returncode, UNUSABLE)


class CompressedTest(IntakeTest):
    @classmethod
    def setUpClass(cls):
        cls.data = SAMPLE.read_bytes()
        cls.plain = places_of(harness.run_ykcflow('frames', '-f', 'ndjson', SAMPLE))
        assert len(cls.plain) > 50

    def test_whatever_the_file_is_called(self):
        for kind in PROGRAMS:
            with self.subTest(kind):
                done = self.frames(self.file('ticket.bin', compress(kind, self.data)))
                self.assertEqual((done.returncode, places_of(done)), (0, self.plain))

    def test_through_standard_input(self):
        for kind in PROGRAMS:
            with self.subTest(kind):
                done = self.frames('-', input=compress(kind, self.data))
                self.assertEqual((done.returncode, places_of(done)), (0, self.plain))

    def test_pcapng_inside(self):
        ng = self.folder / 'some.pcapng'
        harness.wireshark_tool('editcap', '-F', 'pcapng', str(SAMPLE), str(ng))
        for kind in PROGRAMS:
            with self.subTest(kind):
                done = self.frames(self.file('ng', compress(kind, ng.read_bytes())))
                self.assertEqual((done.returncode, places_of(done)), (0, self.plain))

    def test_members_behind_one_another(self):
        for kind in PROGRAMS:
            with self.subTest(kind):
                parts = compress(kind, self.data[:1000]) + compress(kind, self.data[1000:])
                self.assertEqual(places_of(self.frames(self.file('parts', parts))), self.plain)

    def test_a_file_that_was_not_copied_to_its_end(self):
        for kind in PROGRAMS:
            with self.subTest(kind):
                compressed = compress(kind, self.data)
                done = self.frames(self.file('cut', compressed[:len(compressed) * 3 // 4]))
                self.assert_told(done, 'cut: the compressed file ends too early')
                self.assertEqual(places_of(done), self.plain[:len(places_of(done))])
        # gzip is decompressed byte by byte, so most of it is there.
        compressed = gzip.compress(self.data)
        done = self.frames(self.file('cut', compressed[:len(compressed) * 3 // 4]))
        self.assertGreater(len(places_of(done)), len(self.plain) // 4)

    def test_a_file_of_which_only_the_beginning_is_there(self):
        for kind in PROGRAMS:
            self.assert_told(self.frames(self.file('cut', compress(kind, self.data)[:12])), 'cut: the compressed file ends too early')

    def test_damage(self):
        compressed = bytearray(gzip.compress(self.data))
        compressed[-6] ^= 1  # the checksum
        done = self.frames(self.file('damaged', bytes(compressed)))
        self.assert_told(done, 'damaged: cannot be decompressed after packet', 'incorrect data check')
        self.assertEqual(places_of(done), self.plain)

    def test_input_that_comes_in_portions(self):
        for kind, data in {'none': self.data, **{kind: compress(kind, self.data) for kind in PROGRAMS}}.items():
            with self.subTest(kind):
                path = self.file('portions', data)
                done = subprocess.run(['sh', '-c', '{ head -c 1001; sleep 0.2; head -c 3; sleep 0.2; cat; } <"$1" | "$2" frames -f ndjson -',
                                       'sh', path, harness.program('ykcflow')], capture_output=True, check=False, timeout=60)
                self.assertEqual((done.returncode, places_of(done)), (0, self.plain))


class BrokenTest(IntakeTest):
    """A file cut anywhere gives what comes before, one line, and status 2. (unit.capture and unit.sections cut at every byte.)"""

    STEP = 29

    def assert_cuts(self, whole, bounds):
        expected = places_of(self.frames(self.file('whole', whole)))
        for length in sorted({*range(1, len(whole), self.STEP), *bounds} - {len(whole)}):
            done = self.frames(self.file('cut', whole[:length]))
            lines = [line for line in complaints(done) if 'no YKC' not in line]
            seen = places_of(done)
            with self.subTest(length):
                self.assertEqual(seen, expected[:len(seen)])
                if length in bounds:
                    self.assertEqual((done.returncode, lines), (0, []))
                else:
                    self.assertEqual((done.returncode, len(lines)), (UNUSABLE, 1), lines)
                    self.assertRegex(lines[0], r'^ykcflow: .*cut: (breaks off|cannot be read|ends inside|is text)')

    def short_capture(self):
        capture = trace.Trace()
        connection = capture.connect()
        connection.up(HEARTBEAT)
        connection.down(HEARTBEAT_REPLY)
        path = self.folder / 'short.pcap'
        capture.write(path)
        return path

    def test_pcap(self):
        data = self.short_capture().read_bytes()
        bounds, at = [PCAP_HEADER], PCAP_HEADER
        while at < len(data):
            at += 16 + struct.unpack_from('<I', data, at + 8)[0]
            bounds.append(at)
        self.assert_cuts(data, bounds)

    def test_pcapng(self):
        path = self.folder / 'short.pcapng'
        harness.wireshark_tool('editcap', '-F', 'pcapng', str(self.short_capture()), str(path))
        data = path.read_bytes()
        bounds, at = [], 0
        while at < len(data):
            at += struct.unpack_from('<I', data, at + 4)[0]
            bounds.append(at)
        self.assert_cuts(data, bounds[1:])  # behind the header there has to be an interface


class InterfacesTest(IntakeTest):
    """Captures that libpcap refuses, and Wireshark reads."""

    def traces(self):
        for number, link in enumerate((trace.ETHERNET, trace.COOKED)):
            capture = trace.Trace(link)
            capture._next_client_port += 100 * number
            connection = capture.connect()
            for _ in range(5):
                connection.up(HEARTBEAT)
                connection.down(HEARTBEAT_REPLY)
            connection.up(REALTIME[:30])
            connection.up(REALTIME[30:] + HEARTBEAT)
            connection.down(STOP)
            path = self.folder / f'{number}.pcap'
            capture.write(path)
            yield path

    def assert_as_tshark(self, path, expected_count):
        path.chmod(0o644)
        done = self.frames(path)
        self.assertEqual((done.returncode, complaints(done)), (0, []))
        self.assertEqual(places_of(done), places_of_tshark(path))
        self.assertEqual(len(places_of(done)), expected_count)

    def test_link_types_mixed_packet_by_packet(self):
        path = self.folder / 'mixed.pcapng'
        harness.wireshark_tool('mergecap', '-F', 'pcapng', '-w', str(path), *map(str, self.traces()))
        self.assert_as_tshark(path, 26)

    def test_snapshot_lengths(self):
        first, second = self.traces()
        short = self.folder / 'short.pcapng'
        harness.wireshark_tool('editcap', '-F', 'pcapng', '-s', '2000', str(second), str(short))
        path = self.folder / 'mixed.pcapng'
        harness.wireshark_tool('mergecap', '-F', 'pcapng', '-w', str(path), str(first), str(short))
        self.assert_as_tshark(path, 26)

    def test_sections_put_behind_one_another(self):
        whole = b''
        for path in self.traces():
            section = path.with_suffix('.pcapng')
            harness.wireshark_tool('editcap', '-F', 'pcapng', str(path), str(section))
            whole += section.read_bytes()
        self.assert_as_tshark(self.file('sections.pcapng', whole), 26)

    def test_the_other_byte_order(self):
        data = SAMPLE.read_bytes()
        swapped = bytearray(struct.pack('>IHHiIII', *struct.unpack_from('<IHHiIII', data)))
        at = PCAP_HEADER
        while at < len(data):
            header = struct.unpack_from('<IIII', data, at)
            swapped += struct.pack('>IIII', *header) + data[at + 16:at + 16 + header[2]]
            at += 16 + header[2]
        path = self.file('swapped.pcap', bytes(swapped))
        self.assertEqual(places_of(self.frames(path)), places_of(self.frames(SAMPLE)))


class ManyFilesTest(IntakeTest):
    """Every packet of a sample in a file of its own, in a random order of names, with few descriptors."""

    DESCRIPTORS = 40

    def few_descriptors(self):
        resource.setrlimit(resource.RLIMIT_NOFILE, (self.DESCRIPTORS, self.DESCRIPTORS))

    def test_thousands_of_rotated_files(self):
        data = SAMPLE.read_bytes()
        at, number = PCAP_HEADER, 0
        while at < len(data):
            end = at + 16 + struct.unpack_from('<I', data, at + 8)[0]
            self.file(f'{number * 7919 % 10007:05}.pcap', data[:PCAP_HEADER] + data[at:end])
            at, number = end, number + 1
        self.assertGreater(number, 2 * self.DESCRIPTORS)
        paths = sorted(path.name for path in self.folder.iterdir())
        done = self.frames(*paths, preexec_fn=self.few_descriptors)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([code for _, code in places_of(done)], [code for _, code in places_of(self.frames(SAMPLE))])

    def test_files_that_all_overlap(self):
        """One for each pile, of the same hours."""
        count = 3 * self.DESCRIPTORS
        for number in range(count):
            capture = trace.Trace()
            capture._next_client_port += number
            connection = capture.connect()
            for _ in range(4):
                connection.up(HEARTBEAT)
            capture.write(self.folder / f'{number}.pcap')

        def soft_limit():
            resource.setrlimit(resource.RLIMIT_NOFILE, (self.DESCRIPTORS, 4096))
        done = self.frames(*(f'{number}.pcap' for number in range(count)), preexec_fn=soft_limit)
        self.assertEqual(done.returncode, 0, done.stderr)
        # The second heartbeats of all piles come before the third ones of any.
        self.assertEqual([frame for frame, _ in places_of(done)], [frame for frame in (4, 5, 6, 7) for _ in range(count)])


class LayersTest(IntakeTest):
    """What lies between the wire and TCP: the same frames as in Wireshark, in the same packets."""

    def packets(self, repeat=1):
        """Ethernet packets of a connection with long segments."""
        capture = trace.Trace()
        connection = capture.connect()
        for _ in range(repeat):
            connection.up(HEARTBEAT * 40 + REALTIME[:30])
            connection.down(HEARTBEAT_REPLY)
            connection.up(REALTIME[30:] + HEARTBEAT)
            connection.down(STOP)
        return capture.packets

    def assert_as_tshark(self, packets, link=trace.ETHERNET, frames=44):
        capture = trace.Trace(link)
        capture.packets = list(packets)
        path = self.folder / 'layers.pcap'
        capture.write(path)
        path.chmod(0o644)
        ours = places_of(self.frames(path))
        self.assertEqual(ours, places_of_tshark(path))
        self.assertEqual(len(ours), frames)

    @staticmethod
    def ipv4(source, payload, protocol, number=0, place=0):
        ends = [bytes([203, 0, 113, 1]), bytes([203, 0, 113, 2])]
        return struct.pack('>BBHHHBBH4s4s', 0x45, 0, 20 + len(payload), number, place, 64, protocol, 0, *ends) + payload

    ETHERNET_HEADER = bytes.fromhex('020000000001020000000002')

    def test_pppoe(self):
        self.assert_as_tshark(packet[:12] + struct.pack('>HBBHHH', 0x8864, 0x11, 0, 7, 2 + len(packet) - 14, 0x0021) + packet[14:]
                              for packet in self.packets())

    def test_two_vlan_tags(self):
        self.assert_as_tshark(packet[:12] + bytes.fromhex('88a80005' '81000006') + packet[12:] for packet in self.packets())

    def test_bsd_loopback_of_either_byte_order(self):
        for family in (b'\2\0\0\0', b'\0\0\0\2'):
            self.assert_as_tshark((family + packet[14:] for packet in self.packets()), link=0)

    def test_raw_ip(self):
        self.assert_as_tshark((packet[14:] for packet in self.packets()), link=101)

    def test_linux_cooked_version_2(self):
        header = struct.pack('>HHIHBB8s', 0x0800, 0, 2, 1, 0, 6, bytes(8))
        self.assert_as_tshark((header + packet[14:] for packet in self.packets()), link=276)

    def test_vxlan(self):
        def wrap(packet):
            udp = struct.pack('>HHHHII', 40000, 4789, 16 + len(packet), 0, 0x08000000, 77 << 8) + packet
            return self.ETHERNET_HEADER + b'\x08\x00' + self.ipv4(0, udp, 17)
        self.assert_as_tshark(map(wrap, self.packets()))

    def test_gre_and_erspan(self):
        for header, with_ethernet in ((struct.pack('>HH', 0, 0x0800), False), (struct.pack('>HHI', 0x2000, 0x6558, 5), True),
                                      (struct.pack('>HHIHHI', 0x1000, 0x88BE, 1, 0x1001, 0, 0), True)):
            with self.subTest(header.hex()):
                self.assert_as_tshark(self.ETHERNET_HEADER + b'\x08\x00' + self.ipv4(0, header + packet[0 if with_ethernet else 14:], 47)
                                      for packet in self.packets())

    def fragments(self, packet, number, size=200):
        """An Ethernet packet of IPv4 in fragments."""
        header, payload = packet[14:34], packet[34:]
        for at in range(0, len(payload), size):
            piece = payload[at:at + size]
            more = 0x2000 if at + size < len(payload) else 0
            yield packet[:14] + header[:2] + struct.pack('>HHH', 20 + len(piece), number, more | at // 8) + header[8:] + piece

    def test_ipv4_fragments_in_any_order(self):
        for order in (lambda pieces: pieces, lambda pieces: pieces[::-1], lambda pieces: pieces[1:] + pieces[:1]):
            self.assert_as_tshark(piece for number, packet in enumerate(self.packets(), 1)
                                  for piece in order(list(self.fragments(packet, number))))

    def test_ipv6_extensions_and_fragments(self):
        capture = trace.Trace()
        connection = capture.connect(ip=6)
        connection.up(HEARTBEAT * 40)
        connection.down(STOP)

        def wrap():
            for number, packet in enumerate(capture.packets, 1):
                header, payload = packet[14:54], packet[54:]
                # Hop-by-hop options: six bytes of padding.
                yield_header = header[:6] + b'\x00' + header[7:]
                for at in range(0, len(payload), 160):
                    piece = payload[at:at + 160]
                    more = at + 160 < len(payload)
                    body = bytes([44, 0, 1, 4, 0, 0, 0, 0]) + struct.pack('>BBHI', 6, 0, at | more, number) + piece
                    yield packet[:14] + yield_header[:4] + struct.pack('>H', len(body)) + yield_header[6:] + body
        self.assert_as_tshark(wrap(), frames=41)

    def test_vxlan_whose_outer_packets_are_fragmented(self):
        def wrap():
            for number, packet in enumerate(self.packets(), 1):
                udp = struct.pack('>HHHHII', 40000, 4789, 16 + len(packet), 0, 0x08000000, 77 << 8) + packet
                yield from self.fragments(self.ETHERNET_HEADER + b'\x08\x00' + self.ipv4(0, udp, 17), number, 160)
        self.assert_as_tshark(wrap())

    def test_a_lost_fragment_is_a_gap_and_no_more(self):
        # tshark waits for it; so the frames are known from the streams. The first segment has 40 frames and a part of one.
        pieces = [list(self.fragments(packet, number)) for number, packet in enumerate(self.packets(2), 1)]
        del pieces[3][1]
        capture = trace.Trace()
        capture.packets = [piece for group in pieces for piece in group]
        capture.write(self.folder / 'lost.pcap')
        done = self.frames('lost.pcap')
        self.assertEqual([code for _, code in places_of(done)],
                         ['0x04', '0x03', '0x36'] + ['0x03'] * 40 + ['0x04', '0x13', '0x03', '0x36'])
        self.assertIn('1 gaps', done.stderr.decode())

    def test_a_mirror_that_captures_twice(self):
        """Copies come at once or a little later, with or without numbers of IP; nothing is found in them, and they are told."""
        plain = SAMPLE.read_bytes()
        for name, distance in (('at-once', 1), ('later', 3)):
            with self.subTest(name):
                records, at = [], PCAP_HEADER
                while at < len(plain):
                    end = at + 16 + struct.unpack_from('<I', plain, at + 8)[0]
                    records.append(plain[at:end])
                    at = end
                twice = []
                for start in range(0, len(records), distance):
                    twice += records[start:start + distance] * 2
                path = self.file(f'{name}.pcap', plain[:PCAP_HEADER] + b''.join(twice))
                one, both = (json.loads(harness.run_ykcflow('-f', 'json', capture).stdout) for capture in (SAMPLE, path))
                self.assertEqual(both['findings'], [])
                self.assertEqual(both['summary']['frames'], one['summary']['frames'])
                self.assertGreater(both['summary']['captured_twice'], one['summary']['frames'] // 2)
                self.assertNotIn('captured_twice', one['summary'])
                self.assertEqual([code for _, code in places_of(self.frames(path))], [code for _, code in places_of(self.frames(SAMPLE))])


class FilterTest(IntakeTest):
    """Only some packets are looked at; their numbers stay the file's, and nobody is blamed for the others."""

    MANY = harness.SOURCE / 'samples' / 'shared-connection.pcap'

    def findings(self, *arguments):
        done = harness.run_ykcflow('-f', 'json', '--rule', 'capture/=off', *arguments, cwd=self.folder)
        self.assertEqual(done.stderr, b'')
        return [finding for finding in json.loads(done.stdout)['findings'] if finding['severity'] != 'note']

    def whole(self):
        return [(record['frame'], record['code'], record['time']) for record in
                map(json.loads, self.frames(SAMPLE).stdout.decode().splitlines())]

    def test_numbers_stay(self):
        self.assertEqual(places_of(self.frames('--filter', 'tcp', SAMPLE)), places_of(self.frames(SAMPLE)))

    def test_since_and_until(self):
        whole = self.whole()
        for since, until, first, last in (
                ('09:45', '09:59', '2026-03-16T01:45:00', '2026-03-16T02:00:00'),
                ('2026-03-16T01:45:00Z', '2026-03-16 09:59', '2026-03-16T01:45:00', '2026-03-16T02:00:00'),
                ('2026-03-16 09:45', '2026-03-16', '2026-03-16T01:45:00', '2027'),
                ('2026-03-16', '10:00:00', '2026', '2026-03-16T02:00:01')):
            with self.subTest(since=since, until=until):
                done = self.frames('--since', since, '--until', until, SAMPLE)
                expected = [(frame, code) for frame, code, time in whole if first <= time < last]
                self.assertGreater(len(expected), 10)
                self.assertEqual(places_of(done), expected)

    def test_nobody_is_blamed_for_what_times_leave_out(self):
        for sample in (SAMPLE, self.MANY, harness.SOURCE / 'samples' / 'card-charge.pcap'):
            times = [json.loads(line)['time'] for line in self.frames(sample).stdout.decode().splitlines()]
            self.assertEqual(self.findings(sample), [])
            for at in range(0, len(times), max(1, len(times) // 8)):
                with self.subTest(sample=sample.name, at=at):
                    self.assertEqual(self.findings('--since', times[at], sample), [])
                    self.assertEqual(self.findings('--until', times[at], sample), [])

    def test_nobody_is_blamed_for_what_an_expression_leaves_out(self):
        for expression in ('src port 8768', 'dst port 8768', 'greater 100', 'less 100', 'tcp[13] & 8 != 0', 'greater 80 or tcp[13] & 2 != 0'):
            with self.subTest(expression):
                found = self.findings('--filter', expression, SAMPLE)
                self.assertEqual([finding for finding in found if finding['certainty'] != 'possible'], [])

    def test_what_was_left_out_is_told(self):
        done = harness.run_ykcflow('-f', 'json', '--filter', 'greater 100', SAMPLE)
        summary = json.loads(done.stdout)['summary']
        left = int(harness.wireshark_tool('tshark', '-r', str(harness.readable(SAMPLE)), '-Y', 'frame.len < 100').count('\n'))
        self.assertEqual(summary['left_out'], left)

    def test_a_link_type_that_an_expression_cannot_be_used_for(self):
        capture = trace.Trace(trace.COOKED)
        capture.connect().up(HEARTBEAT)
        capture.write(self.folder / 'cooked.pcap')
        done = self.frames('--filter', 'ether host 02:00:00:00:00:01', 'cooked.pcap')
        self.assertEqual(done.returncode, UNUSABLE)
        self.assertIn('--filter: cannot be used for link type 113', done.stderr.decode())

    def test_values_that_are_none(self):
        for option, value in (('--filter', 'tcp prt 5'), ('--since', '9'), ('--until', 'now'), ('--memory-limit', 'much')):
            self.assert_told(self.frames(option, value, SAMPLE), option, value)


class MemoryTest(IntakeTest):
    def test_what_the_limit_cost_is_told(self):
        """A hole that stays, and more behind it than may wait."""
        capture = trace.Trace()
        connection = capture.connect()
        connection.up(HEARTBEAT)
        at = len(HEARTBEAT) * 2
        for _ in range(100):
            connection.up(HEARTBEAT, at=at)
            at += len(HEARTBEAT)
        capture.write(self.folder / 'hole.pcap')
        for command, expected in (((), 0), (('--memory-limit', '4K'), 1)):
            done = harness.run_ykcflow('-f', 'json', *command, 'hole.pcap', cwd=self.folder)
            summary = json.loads(done.stdout)['summary']
            self.assertEqual(summary['frames'], 101)
            self.assertEqual(summary.get('limited'), {'connections': 0, 'gaps': 1, 'datagrams': 0, 'unrecognised': 0} if expected else None)
            self.assertEqual('--memory-limit' in done.stderr.decode(), bool(expected))
        self.assertIn(b'Limits', harness.run_ykcflow('--memory-limit', '4K', 'hole.pcap', cwd=self.folder).stdout)


class SignalTest(IntakeTest):
    """Ctrl-C, and a disk that is full."""

    def interrupted(self, number, *arguments):
        """Send a signal once all that is in the pipe was read."""
        data = SAMPLE.read_bytes()
        with subprocess.Popen([harness.program('ykcflow'), *arguments, '-'], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, cwd=self.folder) as running:
            running.stdin.write(data[:30000])
            running.stdin.flush()
            time.sleep(0.5)
            running.send_signal(number)
            output, messages = running.stdout.read(), running.stderr.read()
            status = running.wait(timeout=60)
        return subprocess.CompletedProcess(arguments, status, output, messages)

    def test_the_report_of_what_was_read_is_written(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            done = self.interrupted(number, '-f', 'json')
            self.assert_told(done, 'interrupted; what is reported is of the', 'packets read until then')
            report = json.loads(done.stdout)
            self.assertGreater(report['summary']['frames'], 50)
            self.assertEqual([capture['packets'] for capture in report['captures']], [report['summary']['packets']])
            done = self.interrupted(number, 'frames', '-f', 'ndjson', '-o', 'frames.json')
            self.assertEqual(done.returncode, UNUSABLE)
            self.assertGreater(len((self.folder / 'frames.json').read_text().splitlines()), 50)

    def test_a_file_that_may_not_grow_leaves_none(self):
        def small_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
        for arguments in (('-f', 'html'), ('-f', 'json'), ('frames',), ('frames', '-f', 'ndjson')):
            with self.subTest(arguments):
                done = harness.run_ykcflow(*arguments, '-o', 'report', SAMPLE, cwd=self.folder, preexec_fn=small_files)
                self.assert_told(done, 'report: cannot be written')
                self.assertEqual(list(self.folder.iterdir()), [])


if __name__ == '__main__':
    missing = [program for program in PROGRAMS.values() if shutil.which(program) is None]
    if missing:
        raise SystemExit(f"{', '.join(missing)} missing; './dev test' installs what the tests need")
    harness.main()
