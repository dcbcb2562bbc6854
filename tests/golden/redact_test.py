#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""ykcflow redact: the verdict stays, nothing personal does, checksums are as right as they were.

    YKC_SEEDS=500 python3 -B tests/golden/redact_test.py
"""

import json
import os
import random
import re
import struct

import frames
import harness
import impairments_test as impairments
import trace

SEEDS = int(os.environ.get('YKC_SEEDS', '60'))
PERSONAL = ('vin', 'account_or_card', 'logical_card', 'physical_card', 'sim', 'password', 'update_user', 'update_password', 'phone',
            'log_user', 'log_password', 'random_key', 'update_server', 'log_server', 'server_domain', 'server_address',
            'battery_serial')
LEAK_MIN = 5  # bytes; anything shorter is somewhere by chance
CARD_CHARGE = next(path for path in harness.SAMPLES if path.stem == 'card-charge')
EVERY_FRAME = next(path for path in harness.SAMPLES if path.stem == 'every-frame')


def redact(*captures, name='redacted', options=(), status=0):
    """The redacted capture, and what was said."""
    out = harness.scratch() / f'{name}.pcapng'
    done = harness.run_ykcflow('redact', *captures, '-o', out, '--lang', 'en', *options)
    assert done.returncode == status, (captures, done.returncode, done.stderr.decode())
    return out, done.stderr.decode()


def is_mapped(finding):
    """A finding that quotes what is replaced: a personal field, or a checksum, which follows from it."""
    quoted = finding.get('seen', '')
    return finding['rule'] == 'frame/crc' or any(label in quoted for label in ('VIN', 'card', 'SIM', 'Password', 'User', 'address'))


def verdict(*captures):
    """The analysis without what may change: files, addresses, quotations of personal fields."""
    done = harness.run_ykcflow('-f', 'json', '--lang', 'en', *captures)
    report = json.loads(done.stdout)
    for connection in report['connections']:
        del connection['pile_address'], connection['platform_address']
    for finding in report['findings']:
        if is_mapped(finding):
            finding.pop('expected', None)
            finding.pop('seen', None)
    del report['captures']
    return done.returncode, report


def fields_of(*captures):
    done = harness.run_ykcflow('frames', '-f', 'ndjson', '--show-secrets', *captures)
    return [json.loads(line) for line in done.stdout.splitlines()]


def frames_of(*captures):
    """What must not change of any frame."""
    return [(line['frame'], line['index'], line['time'], line['code'], line['sequence'], line['crc'], line['encrypted'])
            for line in fields_of(*captures)]


def originals(*captures):
    """The bytes of every personal value, as they may be on the wire."""
    found = set()
    for line in fields_of(*captures):
        for name in PERSONAL:
            values = line['fields'].get(name, [])
            for value in values if isinstance(values, list) else [values]:
                value = str(value)
                if not value.strip('0') or '\\x' in value:
                    continue
                found |= {value.encode(), value.encode()[::-1]}
                if re.fullmatch('(?:[0-9A-F]{2})+', value):
                    found |= {bytes.fromhex(value), bytes.fromhex(value)[::-1]}
    return {value for value in found if len(value.strip(b'\0')) >= LEAK_MIN}


def internet_checksum(data):
    data += b'\0' * (len(data) % 2)
    total = sum(struct.unpack(f'>{len(data) // 2}H', data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def with_checksums(packet):
    """An Ethernet packet of IPv4 and TCP, with the checksums that its sender left out."""
    ip, tcp = bytearray(packet[14:34]), bytearray(packet[34:])
    struct.pack_into('>H', ip, 10, internet_checksum(bytes(ip)))
    pseudo = bytes(ip[12:20]) + struct.pack('>BBH', 0, 6, len(tcp))
    struct.pack_into('>H', tcp, 16, internet_checksum(pseudo + bytes(tcp)))
    return packet[:14] + bytes(ip) + bytes(tcp)


def in_fragments(packet, chances):
    """The same datagram in several packets."""
    ip, payload = packet[14:34], packet[34:]
    cuts = sorted({0, len(payload)} | {8 * chances.randrange(1, max(2, len(payload) // 8)) for _ in range(3)})
    cuts = [cut for cut in cuts if cut <= len(payload)]
    fragments = []
    for start, end in zip(cuts, cuts[1:]):
        header = bytearray(ip)
        more = 0x2000 if end < len(payload) else 0
        struct.pack_into('>HHHBBH', header, 2, 20 + end - start, chances.number, more | start // 8, 64, ip[9], 0)
        struct.pack_into('>H', header, 10, internet_checksum(bytes(header)))
        fragments.append(packet[:14] + bytes(header) + payload[start:end])
    chances.number += 1
    if chances.random() < 0.3:
        chances.shuffle(fragments)
    return fragments


def in_vxlan(packet, chances):
    """The packet as a cloud's mirror sends it, with a checksum of UDP."""
    inner = struct.pack('>II', 0x08000000, chances.randrange(1 << 24) << 8) + packet
    ip = bytearray(struct.pack('>BBHHHBBH4s4s', 0x45, 0, 28 + len(inner), 1, 0, 64, 17, 0, bytes([10, 9, 8, 7]), bytes([10, 9, 8, 6])))
    struct.pack_into('>H', ip, 10, internet_checksum(bytes(ip)))
    udp = bytearray(struct.pack('>HHHH', 40000, 4789, 8 + len(inner), 0) + inner)
    struct.pack_into('>H', udp, 6, internet_checksum(bytes(ip[12:20]) + struct.pack('>BBH', 0, 17, len(udp)) + bytes(udp)))
    return [packet[:14] + bytes(ip) + bytes(udp)]


def beat(number):
    return frames.frame(0x03, bytes.fromhex('32010600019236') + b'\x01\x00', number)


class SamplesTest(harness.GoldenTest):
    def test_the_verdict_stays(self):
        for sample in harness.ALL_SAMPLES:
            with self.subTest(harness.sample_name(sample)):
                out, _ = redact(sample)
                self.assertEqual(verdict(out), verdict(sample))

    def test_every_frame_stays_in_its_packet(self):
        for sample in harness.ALL_SAMPLES:
            with self.subTest(harness.sample_name(sample)):
                out, _ = redact(sample)
                self.assertEqual(frames_of(out), frames_of(sample))

    def test_nothing_personal_stays(self):
        sought = 0
        for sample in harness.ALL_SAMPLES:
            with self.subTest(harness.sample_name(sample)):
                personal = originals(sample)
                sought += len(personal)
                data = redact(sample)[0].read_bytes()
                self.assertEqual({value for value in personal if value in data}, set())
        self.assertGreater(sought, 100)

    def test_what_was_wrong_with_a_checksum_is_so_still_and_tshark_finds_no_other(self):
        checks = ('-o', 'ip.check_checksum:TRUE', '-o', 'tcp.check_checksum:TRUE', '-T', 'fields', '-e', 'frame.number', '-e',
                  'ip.checksum.status', '-e', 'tcp.checksum.status')
        for sample in harness.ALL_SAMPLES:
            with self.subTest(harness.sample_name(sample)):
                out, _ = redact(sample)
                out.chmod(0o644)
                self.assertEqual(harness.dissect(out, *checks), harness.dissect(sample, *checks))

    def test_what_is_redacted_once_more_stays_as_right(self):
        once, _ = redact(EVERY_FRAME, name='once')
        twice, said = redact(once, name='twice')
        self.assertEqual(verdict(twice), verdict(EVERY_FRAME))
        self.assertIn('0 other packets were left out', said)

    def test_two_runs_have_nothing_in_common(self):
        first = originals(redact(CARD_CHARGE, name='first')[0])
        second = originals(redact(CARD_CHARGE, name='second')[0])
        self.assertTrue(first and second and not first & second)


class WireTest(harness.GoldenTest):
    def assert_same_frames(self, capture, checked=True):
        out, _ = redact(capture)
        out.chmod(0o644)
        self.assertEqual(frames_of(out), frames_of(capture))
        data = out.read_bytes()
        self.assertEqual({value for value in originals(capture) if value in data}, set())
        if checked:
            wrong = harness.dissect(out, '-o', 'ip.check_checksum:TRUE', '-o', 'tcp.check_checksum:TRUE', '-o',
                                    'udp.check_checksum:TRUE', '-Y',
                                    'ip.checksum.status == 0 || tcp.checksum.status == 0 || udp.checksum.status == 0')
            self.assertEqual(wrong, '')
        return out

    def connection_of(self, capture, sample, chances, change):
        connection = capture.connect()
        ways = []
        for up, stream in zip((True, False), trace.streams_of(sample)):
            segments = impairments.cut(up, stream, chances)
            change(segments, stream, chances)
            ways.append(segments)
        impairments.send(connection, ways, chances)

    def capture_of(self, name, change, wrap=lambda packet, chances: [packet]):
        chances = random.Random(name)
        chances.number = 1
        capture = trace.Trace()
        for sample in (EVERY_FRAME, CARD_CHARGE):
            for _ in range(max(1, SEEDS // 20)):
                self.connection_of(capture, sample, chances, change)
        capture.packets = [part for packet in capture.packets for part in wrap(with_checksums(packet), chances)]
        path = harness.scratch() / f'{name}.pcap'
        capture.write(path)
        return path

    @staticmethod
    def impair(segments, stream, chances):
        impairments.retransmit(segments, stream, chances)
        impairments.reorder(segments, chances)

    @staticmethod
    def lose(segments, stream, chances):
        WireTest.impair(segments, stream, chances)
        impairments.lose(segments, chances)

    def test_segments_at_random(self):
        self.assert_same_frames(self.capture_of('cut', lambda *_: None))

    def test_segments_that_overtake_and_repeat_one_another(self):
        self.assert_same_frames(self.capture_of('impaired', self.impair))

    def test_segments_that_are_missing(self):
        self.assert_same_frames(self.capture_of('lossy', self.lose))

    def test_fragments(self):
        self.assert_same_frames(self.capture_of('fragments', self.impair, in_fragments))

    def test_a_mirror_in_a_cloud(self):
        self.assert_same_frames(self.capture_of('vxlan', self.impair, in_vxlan))

    def test_fragments_of_a_mirror_in_a_cloud(self):
        def wrap(packet, chances):
            return [part for whole in in_vxlan(packet, chances) for part in in_fragments(whole, chances)]

        path = self.capture_of('vxlan-in-fragments', self.lose, wrap)
        self.assert_same_frames(path)

    def test_other_protocols_are_left_out_and_the_clock_goes_on(self):
        capture = trace.Trace()
        ours, other = capture.connect(), capture.connect(port=80)
        ours.up(beat(0))
        other.up(b'GET /driver/13800138000 HTTP/1.1\r\nHost: example.com\r\n\r\n')
        for _ in range(3):
            other.down(b'VIN LYKCF26S0T1000316 ' * 40)
        path = harness.scratch() / 'other.pcap'
        capture.write(path)
        out, said = redact(path)
        data = out.read_bytes()
        self.assertNotIn(b'13800138000', data)
        self.assertNotIn(b'LYKCF26S0T1000316', data)
        self.assertEqual(len(fields_of(out)), 1)
        self.assertIn('7 other packets were left out, and 1 empty ones tell the time', said)
        last = json.loads(harness.run_ykcflow('-f', 'json', path).stdout)['captures'][0]['last_time']
        self.assertEqual(json.loads(harness.run_ykcflow('-f', 'json', out).stdout)['captures'][0]['last_time'], last)

    def test_garbage_stays_garbage_and_says_nothing(self):
        capture = trace.Trace()
        ours = capture.connect()
        ours.up(beat(0))
        ours.up(b'h\x0d\x07LYKCF26S0T1000316' + beat(1))
        ours.up(beat(2)[:9])
        path = harness.scratch() / 'garbage.pcap'
        capture.write(path)
        out, said = redact(path)
        self.assertEqual(verdict(out), verdict(path))
        self.assertNotIn(b'LYKCF26S', out.read_bytes())
        self.assertIn('20 bytes of garbage, 1 frames that are cut off', said)

    def test_shortened_packets_stay_as_short(self):
        short = harness.scratch() / 'short.pcap'
        harness.wireshark_tool('editcap', '-F', 'pcap', '-s', '90', str(CARD_CHARGE), str(short))
        out, _ = redact(short)
        self.assertEqual(verdict(out), verdict(short))
        self.assertEqual(frames_of(out), frames_of(short))


class FilesTest(harness.GoldenTest):
    def test_several_captures_become_one(self):
        out, _ = redact(CARD_CHARGE, EVERY_FRAME)
        self.assertEqual(len(fields_of(out)), len(fields_of(CARD_CHARGE, EVERY_FRAME)))

    def test_standard_input_and_output(self):
        done = harness.run_ykcflow('redact', '-', '-o', '-', input=CARD_CHARGE.read_bytes())
        out = harness.scratch() / 'piped.pcapng'
        out.write_bytes(done.stdout)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(frames_of(out), frames_of(CARD_CHARGE))

    def test_a_capture_that_breaks_off_gives_what_it_has(self):
        broken = harness.scratch() / 'broken.pcap'
        broken.write_bytes(CARD_CHARGE.read_bytes()[:-30])
        out, said = redact(broken, status=2)
        self.assertEqual(frames_of(out), frames_of(broken))
        self.assertEqual(len([line for line in said.splitlines() if 'breaks off' in line]), 1)
        # The note is about an empty packet behind the last one, for no packet of the redacted capture is cut.
        self.assertEqual([finding['rule'] for finding in verdict(out)[1]['findings']],
                         [finding['rule'] for finding in verdict(broken)[1]['findings']])

    def test_a_capture_without_ykc_leaves_an_earlier_file_alone(self):
        capture = trace.Trace()
        capture.connect(port=80).up(b'GET / HTTP/1.1\r\n\r\n')
        path, earlier = harness.scratch() / 'none.pcap', harness.scratch() / 'earlier.pcapng'
        capture.write(path)
        earlier.write_bytes(b'earlier')
        done = harness.run_ykcflow('redact', path, '-o', earlier)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(earlier.read_bytes(), b'earlier')


if __name__ == '__main__':
    harness.main()
