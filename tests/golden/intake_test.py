# SPDX-License-Identifier: GPL-2.0-or-later
"""What people have in place of one plain capture: compressed, of several interfaces, in thousands of files. The same frames come out."""

import gzip
import json
import resource
import shutil
import struct
import subprocess
import tempfile
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
        lines = [line for line in done.stderr.decode().splitlines() if not line.endswith(' frames')]
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
        self.assertEqual((done.returncode, [line for line in done.stderr.decode().splitlines() if not line.endswith('frames')]), (0, []))
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


if __name__ == '__main__':
    missing = [program for program in PROGRAMS.values() if shutil.which(program) is None]
    if missing:
        raise SystemExit(f"{', '.join(missing)} missing; './dev test' installs what the tests need")
    harness.main()
