#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What is found in the samples: exactly what the expected.tsv of their folder says, in both faces; and nothing in a clean one,
however its bytes travelled.
"""

import json
import random
import struct
import xml.etree.ElementTree

import harness
import trace

COLUMNS = ('file', 'rule', 'severity', 'certainty', 'packet', 'flow', 'step', 'count')
TSHARK_FIELDS = ('ykc.finding.rule', 'ykc.finding.severity', 'ykc.finding.certainty', 'frame.number', 'ykc.finding.flow',
                 'ykc.finding.step', 'ykc.finding.count')


def expected():
    """The rows of all expected.tsv, by the name of the sample."""
    found = {harness.sample_name(path): [] for path in harness.ALL_SAMPLES}
    for folder in harness.SAMPLE_FOLDERS:
        with open(folder / 'expected.tsv', encoding='utf-8') as file:
            rows = [line.rstrip('\n').split('\t') for line in file if not line.startswith('#') and line.strip()]
        assert tuple(rows[0]) == COLUMNS, rows[0]
        for name, *finding in rows[1:]:
            found[harness.sample_name(folder / name)].append(tuple(finding))
    return found


def found_by_ykcflow(capture, *options):
    done = harness.run_ykcflow('-f', 'json', *options, capture)
    report = json.loads(done.stdout)
    return report, [(finding['rule'], finding['severity'], finding['certainty'], str(finding['frame']),
                     finding.get('flow', '-'), str(finding.get('step', '-')), str(finding['count']))
                    for finding in report['findings']]


def found_by_tshark(capture, reassemble_out_of_order):
    """The findings that the plugin shows in two passes, each from a tree of its own."""
    order = f'tcp.reassemble_out_of_order:{"TRUE" if reassemble_out_of_order else "FALSE"}'
    pdml = harness.tshark('-n', '-2', '-o', order, '-r', str(harness.readable(capture)), '-Y', 'ykc.finding', '-T', 'pdml')
    found = []
    for packet in xml.etree.ElementTree.fromstring(pdml).iter('packet'):
        number = packet.find("proto[@name='geninfo']/field[@name='num']").get('show')
        for finding in packet.iter('field'):
            if finding.get('name') == 'ykc.finding':
                shown = {field.get('name'): field.get('show') for field in finding.iter('field')}
                found.append(tuple(number if name == 'frame.number' else shown.get(name, '-') for name in TSHARK_FIELDS))
    return found


class ExpectedTest(harness.GoldenTest):
    """One test for each sample is added below."""

    def assert_found(self, found, wanted):
        missing = [f'missing:    {" ".join(finding)}' for finding in wanted if finding not in found]
        surplus = [f'unexpected: {" ".join(finding)}' for finding in found if finding not in wanted]
        self.assert_none(missing + surplus)
        self.assertEqual(sorted(found), sorted(wanted))

    def test_every_sample_that_is_expected_to_show_something_exists(self):
        self.assertEqual(set(expected()), {harness.sample_name(path) for path in harness.ALL_SAMPLES})

    def test_devices_that_do_what_devices_do_are_not_accused(self):
        wrong = [f'{name}: {" ".join(finding)}' for name, findings in expected().items() for finding in findings
                 if name.startswith('devices/') and finding[1] != 'note']
        self.assert_none(wrong)


def _add_sample(name, path, wanted):
    def test_ykcflow(self):
        report, found = found_by_ykcflow(path)
        self.assert_found(found, wanted)
        severities = [finding[1] for finding in wanted]
        self.assertEqual([report['summary'][key] for key in ('errors', 'warnings', 'notes')],
                         [severities.count(key) for key in ('error', 'warning', 'note')])

    def test_wireshark(self):
        # What the capture itself lacks is told by Wireshark in its own way.
        found = [finding for finding in found_by_tshark(path, False) if not finding[0].startswith('capture/')]
        self.assert_found(found, [finding for finding in wanted if not finding[0].startswith('capture/')])

    setattr(ExpectedTest, f'test_{name}_in_ykcflow', test_ykcflow)
    setattr(ExpectedTest, f'test_{name}_in_wireshark', test_wireshark)


for _path in harness.ALL_SAMPLES:
    _name = harness.sample_name(_path)
    _add_sample(_name.removesuffix('.pcap').replace('-', '_').replace('/', '_'), _path, expected()[_name])


class Packet:
    """A TCP packet of a sample: its time in microseconds, and what another capture of the same bytes has to keep."""

    def __init__(self, time, data, link):
        at = 16 if link == trace.COOKED else 14
        kind, = struct.unpack_from('>H', data, at - 2)
        if kind == 0x8100:
            kind, = struct.unpack_from('>H', data, at + 2)
            at += 4
        self.ends = (data[at + 12:at + 16], data[at + 16:at + 20]) if kind == 0x0800 else (data[at + 8:at + 24], data[at + 24:at + 40])
        end = at + (struct.unpack_from('>H', data, at + 2)[0] if kind == 0x0800 else 40 + struct.unpack_from('>H', data, at + 4)[0])
        at += 20 if kind == 0x0800 else 40
        self.time = time
        self.ports, self.sequence, self.rest = data[at:at + 4], struct.unpack_from('>I', data, at + 4)[0], data[at + 8:at + 20]
        header = (data[at + 12] >> 4) * 4
        self.payload = data[at + header:end]

    def segment(self, offset, payload):
        rest = bytes([*self.rest[:4], 5 << 4, *self.rest[5:8], 0, 0, 0, 0])
        return self.ports + struct.pack('>I', (self.sequence + offset) % (1 << 32)) + rest + payload


def read(path):
    packets, link = [], trace.packets_of(path)[1]
    with open(path, 'rb') as file:
        data = file.read()
    at = 24
    while at < len(data):
        seconds, microseconds, size, _ = struct.unpack_from('<IIII', data, at)
        packets.append(Packet(seconds * 1000000 + microseconds, data[at + 16:at + 16 + size], link))
        at += 16 + size
    return packets


def address(end, version):
    """The same end in the other version of IP."""
    if version == 4:
        return end if len(end) == 4 else bytes([192, 0, 2, end[-1]])
    return end if len(end) == 16 else bytes.fromhex('20010db8') + bytes(8) + end


def wrap(packet, segment, version, link):
    source, destination = (address(end, version) for end in packet.ends)
    kind = 0x0800 if version == 4 else 0x86DD
    if version == 4:
        header = struct.pack('>BBHHHBBH', 0x45, 0, 20 + len(segment), 0, 0x4000, 64, 6, 0) + source + destination
    else:
        header = struct.pack('>IHBB', 6 << 28, len(segment), 6, 64) + source + destination
    if link == trace.COOKED:
        return struct.pack('>HHH8sH', 0, 1, 6, bytes.fromhex('0200000000010000'), kind) + header + segment
    return bytes.fromhex('020000000001020000000002') + struct.pack('>H', kind) + header + segment


def travelled(path, chances, version, link):
    """The sample's bytes, cut anew, some segments swapped, some sent twice: [(time, packet)] in the order of capture."""
    arrived = []
    for packet in read(path):
        cuts = sorted(chances.sample(range(1, len(packet.payload)), min(chances.choice((0, 0, 1, 3)), len(packet.payload) - 1)
                                     )) if len(packet.payload) > 1 else []
        bounds = [0, *cuts, len(packet.payload)]
        pieces = [(start, packet.payload[start:end]) for start, end in zip(bounds, bounds[1:])]
        # Only what leaves together overtakes one another.
        if chances.random() < 0.3:
            chances.shuffle(pieces)
        if packet.payload and chances.random() < 0.2:
            pieces.append(chances.choice(pieces))
        # All before anything that comes next: it may acknowledge them.
        arrived += [(packet.time, wrap(packet, packet.segment(offset, payload), version, link)) for offset, payload in pieces]
    return arrived


def write(arrived, path, link):
    with open(path, 'wb') as file:
        file.write(struct.pack('<IHHiIII', 0xA1B2C3D4, 2, 4, 0, 0, 262144, link))
        for time, packet in arrived:
            file.write(struct.pack('<IIII', time // 1000000, time % 1000000, len(packet), len(packet)) + packet)


class CleanTest(harness.GoldenTest):
    """A sample without errors and warnings has none, whatever TCP, IP and the link did to it."""

    WAYS = ((4, trace.ETHERNET), (6, trace.ETHERNET), (4, trace.COOKED), (6, trace.COOKED))

    def clean_samples(self):
        wanted = expected()
        return [path for path in harness.ALL_SAMPLES
                if all(finding[1] == 'note' and not finding[0].startswith('capture/') for finding in wanted[harness.sample_name(path)])]

    def test_clean_samples_stay_clean_in_ykcflow(self):
        wrong = []
        for seed, path in enumerate(self.clean_samples() * 2):
            version, link = self.WAYS[seed % len(self.WAYS)]
            capture = harness.scratch() / f'travelled-{seed}.pcap'
            write(travelled(path, random.Random(seed), version, link), capture, link)
            report, found = found_by_ykcflow(capture)
            self.assertGreater(report['summary']['frames'], 0)
            wrong += [f'{path.name}, seed {seed}, IPv{version}, link type {link}: {" ".join(finding)}'
                      for finding in found if finding[1] != 'note' or finding[0].startswith('capture/')]
        self.assert_none(wrong)

    def test_clean_samples_stay_clean_in_wireshark(self):
        wrong = []
        for seed, path in enumerate(self.clean_samples()):
            version, link = self.WAYS[seed % len(self.WAYS)]
            capture = harness.scratch() / f'travelled-to-wireshark-{seed}.pcap'
            write(travelled(path, random.Random(seed), version, link), capture, link)
            wrong += [f'{path.name}, seed {seed}, IPv{version}, link type {link}: {" ".join(finding)}'
                      for finding in found_by_tshark(capture, True) if finding[1] != 'note']
        self.assert_none(wrong)


if __name__ == '__main__':
    harness.main()
