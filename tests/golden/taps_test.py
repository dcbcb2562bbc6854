# SPDX-License-Identifier: GPL-2.0-or-later
"""Statistics, following and exporting of frames in tshark, against the frames and sessions that ykcflow has of the same capture."""

import collections
import json
import pathlib
import re

import harness

SAMPLES = pathlib.Path(__file__).parents[2] / 'samples'
# Protocol reference 3: types that are answered.
REQUESTS = {0x02: 'Login', 0x04: 'Heartbeat', 0x06: 'Billing model check', 0x32: 'Start request', 0x33: 'Remote start',
            0x35: 'Remote stop', 0x40: 'Transaction record'}


def frames_of(sample):
    done = harness.run_ykcflow('frames', '-f', 'ndjson', SAMPLES / f'{sample}.pcap')
    return [json.loads(line) for line in done.stdout.splitlines()]


def tap(sample, argument):
    return harness.tshark('-q', '-n', '-z', argument, '-r', str(harness.readable(SAMPLES / f'{sample}.pcap')))


class TapsTest(harness.GoldenTest):
    def test_the_tree_counts_frames_by_pile_direction_and_type(self):
        frames = frames_of('two-guns')
        directions = collections.Counter(frame['direction'] for frame in frames)
        names = collections.Counter(frame['name'] for frame in frames)
        text = tap('two-guns', 'ykc,tree').split('Results and reasons')[0]
        rows = dict(re.findall(r'^ *(\S.*?)  +(\d+)  ', text, re.MULTILINE))
        self.assertEqual(rows['32010620260102'], str(len(frames)))
        self.assertEqual(rows['from the pile'], str(directions['up']))
        self.assertEqual(rows['from the platform'], str(directions['down']))
        for name, count in names.items():
            self.assertEqual(rows.get(name), str(count), name)

    def test_the_tree_counts_stop_reasons(self):
        text = tap('two-guns', 'ykc,tree').split('Stop reasons')[1]
        for reason in (frame['fields']['stop_reason'] for frame in frames_of('two-guns') if frame['code'] == '0x3B'):
            self.assertRegex(text, rf'\(({reason}|0x{reason:02X})\) +1 ')

    def test_response_times_are_of_every_answered_request(self):
        counts = collections.Counter(REQUESTS[code] for code in (int(frame['code'], 16) for frame in frames_of('two-guns'))
                                     if code in REQUESTS)
        rows = dict(re.findall(r'^ +\d+  (\S.*?)  +(\d+)  ', tap('two-guns', 'ykc,srt'), re.MULTILINE))
        self.assertEqual(rows, {name: str(count) for name, count in counts.items()})

    def test_the_table_of_charges_has_those_of_the_report(self):
        for sample in ('two-guns', 'ac-charge', 'record-missing', 'rules/bill'):
            report = json.loads(harness.run_ykcflow('-f', 'json', SAMPLES / f'{sample}.pcap').stdout)
            wanted = sorted((session.get('pile', ''), str(session.get('gun', 0)), session.get('transaction', ''), session['flow'],
                             session.get('energy_kwh', ''), session.get('amount_yuan', ''))
                            for session in report['sessions'] if session['flow'] not in ('power-on', 'settings'))
            rows = [[cell.strip() for cell in line.split('|')] for line in tap(sample, 'ykc,charges').splitlines()
                    if line.count('|') == 9][1:]
            self.assertGreater(len(wanted), 0, sample)
            self.assertEqual(sorted((row[0], row[1], row[2], row[3], row[6], row[7]) for row in rows), wanted, sample)

    def test_the_flow_graph_has_an_arrow_for_each_packet_with_frames(self):
        # Two lines an arrow: label and comment, then the ports. A name that is longer than the arrow is cut there, not in the comment.
        for sample in ('two-guns', 'app-charge-dc', 'power-on-model-new'):
            arrows = re.findall(r'^\|[\d.]+ *\|.*\|YKC: (.*)\n\|  +\|.*\(\d+\) +(?:-+>|<-+) +\(\d+\)',
                                tap(sample, 'flow,ykc,network'), re.MULTILINE)
            packets = collections.defaultdict(list)
            for frame in frames_of(sample):
                packets[frame['frame']].append(frame['name'])
            self.assertEqual(len(arrows), len(packets), sample)
            self.assert_none([f'{sample}, packet {packet}: {arrow}' for arrow, (packet, names) in zip(arrows, sorted(packets.items()))
                              if [part for part in names if part not in arrow]])

    def test_following_a_stream_shows_its_frames(self):
        text = tap('power-on-model-new', 'follow,ykc,raw,0')
        followed = [line.strip() for line in text.splitlines() if re.fullmatch(r'\t?[0-9a-f]+', line)]
        bytes_of_frames = harness.dissect(SAMPLES / 'power-on-model-new.pcap', '-Y', 'ykc', '-T', 'fields', '-e', 'tcp.payload')
        self.assertEqual(''.join(followed), bytes_of_frames.replace('\n', ''))

    def test_exported_frames_are_dissected_again(self):
        capture = harness.readable(SAMPLES / 'two-guns.pcap')
        exported = harness.scratch() / 'exported.pcapng'
        exported.write_bytes(harness.run_tshark('-r', str(capture), '-U', 'YKC', '-w', '-').stdout)
        exported.chmod(0o644)
        found = harness.tshark('-n', '-r', str(exported), '-T', 'fields', '-e', 'ykc.type', '-e', 'ykc.crc.status')
        wanted = harness.tshark('-n', '-r', str(capture), '-Y', 'ykc', '-T', 'fields', '-e', 'ykc.type', '-e', 'ykc.crc.status',
                                '-E', 'aggregator=;')
        one_a_line = [f'{type_}\t{status}' for line in wanted.splitlines()
                      for type_, status in zip(*(cell.split(';') for cell in line.split('\t')))]
        self.assertEqual(found.splitlines(), one_a_line)


if __name__ == '__main__':
    harness.main()
