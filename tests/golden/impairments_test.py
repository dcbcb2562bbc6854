#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What TCP and the capture do to a stream does not change its frames: reordering, retransmission, overlap and loss, at random.

Every seed is a connection of its own, so that one run of tshark judges many. In order and complete again, both faces show the same
frames in the same packets; with bytes missing, too, where tshark does not put segments in order. Bytes missing from a stream that is
out of order as well are a matter in which tshark gives up more than it must; there the frames that were sent are the truth.

    YKC_SEEDS=2000 python3 -B tests/golden/impairments_test.py
"""

import os
import random

import faces
import harness
import trace
from frames import REALTIME, code_of, split

SEEDS = int(os.environ.get('YKC_SEEDS', '60'))
BATCH = 100  # connections in one capture
FRAMES = 14  # of each direction
EVERY_FRAME = next(path for path in harness.SAMPLES if path.stem == 'every-frame')
OUR_PORT = ('--port', str(trace.PORT))
IN_PLACE = ('-o', 'tcp.reassemble_out_of_order:FALSE')


class Segment:
    """Bytes of one direction at their place in its stream. Lost ones arrive, but no packet of the capture has them."""

    def __init__(self, up, at, data, lost=False):
        self.up, self.at, self.data, self.lost = up, at, data, lost

    @property
    def end(self):
        return self.at + len(self.data)


def cut(up, stream, chances):
    """A stream in segments, from single bytes to several frames."""
    segments, at = [], 0
    while at < len(stream):
        size = chances.randint(1, chances.choice((4, 30, 120, 500)))
        segments.append(Segment(up, at, stream[at:at + size]))
        at += size
    return segments


def reorder(segments, chances):
    """Some overtake up to four of those before them."""
    for place in range(1, len(segments)):
        if chances.random() < 0.2:
            segments.insert(max(0, place - chances.randint(1, 4)), segments.pop(place))


def retransmit(segments, stream, chances):
    """Some come again, whole or with other ends, over what was sent by then."""
    for place in range(len(segments), 0, -1):
        if chances.random() < 0.2:
            again = chances.choice(segments[max(0, place - 4):place])
            sent = max(segment.end for segment in segments[:place])
            start = max(0, again.at - chances.choice((0, 0, 1, 7, 40)))
            end = min(sent, again.end + chances.choice((0, 0, 1, 7, 40)))
            segments.insert(place, Segment(again.up, start, stream[start:end]))


def lose(segments, chances):
    """Some are not captured; never the first, by which the connection is known, nor one that came again."""
    for segment in segments[1:]:
        if chances.random() < 0.06:
            segment.lost = True


def send(connection, ways, chances):
    """Both directions, in turn as it comes; returns the packets' numbers."""
    left = [list(way) for way in ways]
    while any(left):
        segment = left[chances.choice([end for end in (0, 1) if left[end]])].pop(0)
        if segment.lost:
            connection.skip_at(segment.at, segment.data, segment.up)
        else:
            (connection.up if segment.up else connection.down)(segment.data, at=segment.at)
    # Whatever waits is decided: by these, and by what acknowledges them.
    for _ in range(8):
        connection.up(REALTIME)
        connection.down(REALTIME)
    connection.close()


def whole_frames(stream, segments):
    """The frames of a stream of which every byte was captured."""
    captured = bytearray(len(stream))
    for segment in segments:
        if not segment.lost:
            captured[segment.at:segment.end] = b'\1' * len(segment.data)
    at, whole = 0, []
    for frame in split(stream):
        if all(captured[at:at + len(frame)]):
            whole.append(frame)
        at += len(frame)
    return whole


def identity(seen):
    return f'{seen.code:02X}.{seen.sequence}'


def identity_of(frame):
    return f'{code_of(frame):02X}.{int.from_bytes(frame[2:4], "little")}'


class ImpairmentsTest(harness.GoldenTest):
    @classmethod
    def setUpClass(cls):
        cls.frames = [split(stream) for stream in trace.streams_of(EVERY_FRAME)]

    def streams(self, chances):
        return [b''.join(chances.choices(frames, k=FRAMES)) for frames in self.frames]

    def impaired(self, seeds, *impairments):
        """A capture with a connection for each seed: [(connection, streams, segments by direction)], and its path."""
        capture = trace.Trace()
        made = []
        for seed in seeds:
            chances = random.Random(seed)
            streams = self.streams(chances)
            ways = [cut(up, streams[not up], chances) for up in (True, False)]
            for impairment in impairments:
                for end in (0, 1):
                    impairment(ways[end], streams[end], chances)
            connection = capture.connect()
            send(connection, ways, chances)
            made.append((connection, streams, ways))
        path = harness.scratch() / f'{self.id().split(".")[-1]}-{seeds[0]}.pcap'
        capture.write(path)
        return made, path

    def batches(self):
        for first in range(1, SEEDS + 1, BATCH):
            yield range(first, min(first + BATCH, SEEDS + 1))

    def assert_faces_agree(self, impairments, tshark_options=(), garbage=True):
        wrong = []
        for seeds in self.batches():
            made, path = self.impaired(seeds, *impairments)
            seen, shown = faces.ykcflow_face(path, *OUR_PORT), faces.tshark_face(path, *tshark_options)
            seed_of = {packet: seed for seed, (connection, _, _) in zip(seeds, made) for packet in connection.packets}
            self.assertEqual(shown.malformed, [])
            if not garbage:
                shown.garbage_bytes = seen.garbage_bytes
            for difference in faces.differences(shown, seen):
                packet = difference.split()[1]
                wrong.append(f'seed {seed_of.get(int(packet)) if packet.isdigit() else "?"}: {difference}')
            if not wrong:
                path.unlink()
        self.assert_none(wrong)

    def test_reordered_and_repeated(self):
        def impair(segments, stream, chances):
            reorder(segments, chances)
            retransmit(segments, stream, chances)
        self.assert_faces_agree([impair])

    def test_reordered(self):
        self.assert_faces_agree([lambda segments, _, chances: reorder(segments, chances)])

    def test_repeated_and_overlapping(self):
        self.assert_faces_agree([retransmit])

    def test_lost(self):
        # Bytes of a frame whose other bytes are missing: Wireshark shows what it has, ykcflow does not call it garbage.
        self.assert_faces_agree([lambda segments, _, chances: lose(segments, chances)], IN_PLACE, garbage=False)

    def test_lost_and_reordered(self):
        """Every frame whose bytes all came is found, once and in order, and none that was not sent."""
        def impair(segments, _, chances):
            lose(segments, chances)
            reorder(segments, chances)
        wrong = []
        for seeds in self.batches():
            made, path = self.impaired(seeds, impair)
            seen = faces.ykcflow_face(path, *OUR_PORT)
            for seed, (connection, streams, ways) in zip(seeds, made):
                packets = set(connection.packets)
                for end, up in enumerate((True, False)):
                    found = [identity(one) for one in seen.frames if one.packet in packets and one.up == up]
                    sent = [identity_of(whole) for whole in whole_frames(streams[end], ways[end])]
                    # Both sides send that one at the end, though it is the pile's.
                    found, sent = ([name for name in names if name != identity_of(REALTIME)] for names in (found, sent))
                    if found != sent:
                        wrong.append(f'seed {seed}, {"up" if up else "down"}: found {found}, sent {sent}')
        self.assert_none(wrong)


if __name__ == '__main__':
    harness.main()
