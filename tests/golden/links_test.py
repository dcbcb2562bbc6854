# SPDX-License-Identifier: GPL-2.0-or-later
"""What ties frames together in Wireshark. The request of each reply is worked out here from the frames alone, by the table of
requests and replies in the protocol reference, and so are the frames of a charge."""

import collections
import datetime
import json
import pathlib

import harness

SAMPLES = pathlib.Path(__file__).parents[2] / 'samples'

# Protocol reference 3: request, reply. Several heartbeats and records may be under way, of different guns.
REPLIES = {0x02: 0x01, 0x04: 0x03, 0x06: 0x05, 0x0A: 0x09, 0x32: 0x31, 0x33: 0x34, 0x35: 0x36, 0x40: 0x3B}
# Where every request is answered before the next of its kind and gun.
CLEAN = ('ac-charge', 'app-charge-dc', 'card-charge', 'full-battery', 'two-guns', 'power-on-model-new', 'power-on-model-same')
# The one frame of each kind in a charge: field, types that it may have.
STEPS = {'ykc.charge.start_in': (0x34, 0x31), 'ykc.charge.start_reply_in': (0x33, 0x32), 'ykc.charge.stop_in': (0x36,),
         'ykc.charge.record_in': (0x3B,), 'ykc.charge.confirmation_in': (0x40,)}


def frames_of(sample):
    """The frames as ykcflow decodes them, which links nothing."""
    done = harness.run_ykcflow('frames', '-f', 'ndjson', SAMPLES / f'{sample}.pcap')
    frames = [json.loads(line) for line in done.stdout.splitlines()]
    for frame in frames:
        frame['code'] = int(frame['code'], 16)
        frame['time'] = datetime.datetime.fromisoformat(frame['time'].replace('Z', '+00:00'))
    return frames


def shown(sample, *names):
    """By packet: what tshark shows in the fields."""
    lines = harness.dissect(SAMPLES / f'{sample}.pcap', '-Y', 'ykc', '-T', 'fields', '-e', 'frame.number',
                            *(argument for name in names for argument in ('-e', name))).split('\n')
    rows = [line.split('\t') for line in lines if line]
    return {int(row[0]): dict(zip(names, row[1:])) for row in rows}


def packets_of_one(frames):
    """The packets with one frame: a column of tshark does not say which frame of a packet a value is of."""
    return {packet for packet, count in collections.Counter(frame['frame'] for frame in frames).items() if count == 1}


def requests_by_reply(frames):
    """By the packet of each reply, its request: the last one of its type and gun before it."""
    found = {}
    for position, reply in enumerate(frames):
        for request in reversed(frames[:position]):
            if (request['code'] == REPLIES.get(reply['code'])
                    and reply['fields'].get('gun', request['fields'].get('gun')) == request['fields'].get('gun')
                    and reply['fields'].get('transaction', request['fields'].get('transaction'))
                    == request['fields'].get('transaction')):
                found[reply['frame']] = request
                break
    return found


class ExchangeTest(harness.GoldenTest):
    def test_replies_name_their_requests_and_requests_their_replies(self):
        wrong = []
        for sample in CLEAN:
            frames = frames_of(sample)
            alone = packets_of_one(frames)
            seen = shown(sample, 'ykc.response_to', 'ykc.response_in', 'ykc.response_time')
            times = {frame['frame']: frame['time'] for frame in frames}
            pairs = requests_by_reply(frames)
            self.assertGreater(len(pairs), 2, sample)
            for packet, request in pairs.items():
                if packet not in alone or request['frame'] not in alone:
                    continue
                took = f"{(times[packet] - request['time']).total_seconds():.6f}"
                found = (seen[packet]['ykc.response_to'], seen[request['frame']]['ykc.response_in'],
                         seen[packet]['ykc.response_time'][:len(took)])
                if found != (str(request['frame']), str(packet), took):
                    wrong.append(f"{sample}: reply {packet}, request {request['frame']}, {took} s: shown {found}")
        self.assert_none(wrong)

    def test_what_is_no_reply_names_none(self):
        for sample in CLEAN:
            seen = shown(sample, 'ykc.response_to', 'ykc.repeat_of')
            reports = {frame['frame'] for frame in frames_of(sample) if frame['code'] in (0x13, 0x15, 0x17, 0x23, 0x25)}
            wrong = [f'{sample}: packet {packet}' for packet in reports if seen[packet]['ykc.response_to']]
            wrong += [f'{sample}: packet {packet} repeats' for packet in seen if seen[packet]['ykc.repeat_of']]
            self.assert_none(wrong)

    def test_a_stop_without_reply_names_none(self):
        stops = [frame['frame'] for frame in frames_of('stop-unanswered') if frame['code'] == 0x36]
        seen = shown('stop-unanswered', 'ykc.response_in')
        self.assertGreater(len(stops), 0)
        self.assertEqual([seen[packet]['ykc.response_in'] for packet in stops], [''] * len(stops))

    def test_records_that_come_again_name_the_one_before(self):
        # Those with a transaction seen before that is not yet confirmed.
        frames, wanted, open_records = frames_of('rules/record'), {}, {}
        for frame in frames:
            key = frame['fields'].get('transaction')
            if frame['code'] == 0x3B:
                if (frame['connection'], key) in open_records:
                    wanted[frame['frame']] = str(open_records[frame['connection'], key])
                open_records[frame['connection'], key] = frame['frame']
            elif frame['code'] == 0x40:
                open_records.pop((frame['connection'], key), None)
        seen = shown('rules/record', 'ykc.repeat_of', 'ykc.type')
        records = {packet: fields['ykc.repeat_of'] for packet, fields in seen.items()
                   if fields['ykc.repeat_of'] and fields['ykc.type'] in ('0x3b', '59')}
        self.assertGreater(len(wanted), 2)
        self.assertEqual(records, wanted)


class ChargeTest(harness.GoldenTest):
    def test_every_frame_of_a_charge_names_the_others(self):
        wrong = []
        for sample, flow in (('app-charge-dc', 'app'), ('card-charge', 'card')):
            frames = frames_of(sample)
            seen = shown(sample, 'ykc.charge.flow', 'ykc.charge.realtime_in', *STEPS)
            alone = packets_of_one(frames)
            members = {frame['frame'] for frame in frames if frame['code'] in (0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x3B, 0x40)}
            charging = [frame['frame'] for frame in frames if frame['code'] == 0x13 and frame['fields'].get('transaction', '').strip('0')]
            steps = {field: [frame['frame'] for frame in frames if frame['code'] in codes] for field, codes in STEPS.items()}
            steps['ykc.charge.realtime_in'] = charging[:1]
            self.assertGreater(len(charging), 1, sample)
            for packet in (members | set(charging)) & alone:
                if seen[packet]['ykc.charge.flow'] != flow:
                    wrong.append(f"{sample}: packet {packet} is of flow '{seen[packet]['ykc.charge.flow']}', not '{flow}'")
                for field, packets in steps.items():
                    wanted = str(packets[0]) if packets and packets[0] != packet else ''
                    if seen[packet][field] != wanted:
                        wrong.append(f"{sample}: packet {packet}: {field} is '{seen[packet][field]}', not '{wanted}'")
        self.assert_none(wrong)

    def test_pile_and_gun_are_those_of_the_charge_where_the_body_has_none(self):
        # A confirmation has the transaction only, whose first digits are pile and gun (protocol reference 0x40).
        seen = shown('two-guns', 'ykc.pile', 'ykc.gun', 'ykc.transaction')
        confirmations = [frame['frame'] for frame in frames_of('two-guns') if frame['code'] == 0x40]
        self.assertEqual(len(confirmations), 2)
        for packet in confirmations:
            transaction = seen[packet]['ykc.transaction']
            self.assertEqual((seen[packet]['ykc.pile'], seen[packet]['ykc.gun']), (transaction[:14], str(int(transaction[14:16]))))

    def test_a_power_on_is_no_charge(self):
        self.assertEqual(harness.dissect(SAMPLES / 'power-on-model-new.pcap', '-Y', 'ykc.charge'), '')


class LanguageTest(harness.GoldenTest):
    """Labels are in the reader's language; filters, and the names of values in them, are English in both."""

    def details(self, *arguments, **environment):
        done = harness.run_tshark('-n', '-2', *arguments, '-r', str(harness.readable(SAMPLES / 'two-guns.pcap')), '-Y',
                                  'ykc.type == "Login reply"', '-V', environment=environment)
        return done.stdout.decode()

    def test_labels_follow_the_system(self):
        self.assertIn('Request in: ', self.details(LC_ALL='C'))
        self.assertIn('请求在包: ', self.details(LC_ALL='zh_CN.UTF-8', LANGUAGE=''))

    def test_labels_follow_the_preference(self):
        self.assertIn('请求在包: ', self.details('-o', 'ykc.language:chinese', LC_ALL='C.UTF-8'))
        self.assertIn('Request in: ', self.details('-o', 'ykc.language:english', LC_ALL='zh_CN.UTF-8', LANGUAGE=''))


if __name__ == '__main__':
    harness.main()
