#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""tshark with the plugin and `ykcflow frames` say the same of the same capture: the frames, and every value in them.

What "the same" is stands in one table, faces.COMPARED_AS.
"""

import dataclasses
import random

import faces
import harness
import layouts
import trace
from frames import REALTIME, body_of, code_of, frame, split, with_crc

SAMPLES = {path.stem: path for path in harness.SAMPLES}
EVERY_FRAME = SAMPLES['every-frame']
OUR_PORT = ('--port', str(trace.PORT))  # the plugin takes the vendor's port without asking, ykcflow when it is told to


def sizes(chances):
    """Random sizes of segments: from single bytes to several frames."""
    while True:
        yield chances.randint(1, chances.choice((3, 20, 90, 400, 1400)))


def cut(stream, chances):
    """A stream in random segments."""
    segments, size = [], sizes(chances)
    while stream:
        count = next(size)
        segments.append(stream[:count])
        stream = stream[count:]
    return segments


def talk(connection, up, down, chances):
    """Send both streams in random segments, in turn as it comes."""
    left = [cut(up, chances), cut(down, chances)]
    while any(left):
        sender = chances.choice([end for end in (0, 1) if left[end]])
        (connection.down if sender else connection.up)(left[sender].pop(0))


class FacesTest(harness.GoldenTest):
    def assert_agree(self, capture, tshark_options=(), ykcflow_options=()):
        """Both faces say the same; returns them."""
        seen = faces.ykcflow_face(capture, *ykcflow_options)
        # Where the capture lacks segments, tshark would wait for them for ever.
        order = ('-o', 'tcp.reassemble_out_of_order:FALSE') if ' gaps of ' in seen.messages else ()
        shown = faces.tshark_face(capture, *order, *tshark_options)
        self.assertTrue(seen.frames, 'there is nothing to compare')
        self.assertEqual(shown.malformed, [])
        self.assert_none(faces.differences(shown, seen))
        return shown, seen

    def write(self, capture):
        path = harness.scratch() / f'{self.id().split(".")[-1]}.pcap'
        capture.write(path)
        return path


class SamplesTest(FacesTest):
    """One test for each sample; they are added below."""

    def test_options_mean_the_same(self):
        """Passwords in the clear, and a zone that is no whole number of hours."""
        clear, _ = self.assert_agree(EVERY_FRAME, ('-o', 'ykc.mask_passwords:FALSE', '-o', 'ykc.time_zone:-03:30'),
                                     ('--show-secrets', '--time-zone', '-03:30'))
        sent = {body_of(whole)[44:60].rstrip(b'\0').decode() for whole in split(trace.streams_of(EVERY_FRAME)[1])
                if code_of(whole) == 0x94}
        self.assertEqual({value for seen in clear.frames for value in seen.fields.get('update_password', [])}, sent)

    def test_passwords_are_masked(self):
        shown = {value for seen in faces.ykcflow_face(EVERY_FRAME).frames for name in ('password', 'update_password')
                 for value in seen.fields.get(name, [])}
        self.assertEqual(shown, {'', '********'})


def _add_sample(name, path):
    def test(self):
        self.assert_agree(path)
    test.__doc__ = f'samples/{path.name}'
    setattr(SamplesTest, f'test_{name.replace("-", "_")}', test)


for _name, _path in SAMPLES.items():
    _add_sample(_name, _path)


class SegmentsTest(FacesTest):
    """The frames of the sample that has every type, in other packets: nothing about them changes."""

    def assert_same_frames(self, capture, connections):
        """Both faces agree, and each connection has the frames of the sample, in their order."""
        original = faces.ykcflow_face(EVERY_FRAME)
        shown, seen = self.assert_agree(capture, (), OUR_PORT)
        self.assertEqual(shown.garbage_bytes, 0)
        for number, connection in enumerate(connections):
            packets = set(connection.packets)
            for up in (True, False):
                ours = [one for one in seen.frames if one.packet in packets and one.up == up]
                theirs = [one for one in original.frames if one.up == up]
                self.assertEqual(len(ours), len(theirs), f'connection {number}')
                # Only the packets are others.
                ours = [dataclasses.replace(one, packet=other.packet, index=other.index) for one, other in zip(ours, theirs)]
                self.assert_none(faces.differences(faces.Face(f'connection {number}', ours), faces.Face('the sample', theirs)))

    def resegmented(self, link, variants):
        capture = trace.Trace(link)
        streams = trace.streams_of(EVERY_FRAME)
        connections = []
        for seed, details in enumerate(variants):
            connections.append(capture.connect(**details))
            talk(connections[-1], *streams, random.Random(seed))
            connections[-1].close()
        self.assert_same_frames(self.write(capture), connections)

    def test_random_segments_over_ethernet(self):
        wrapping = {'first': ((1 << 32) - 5000, (1 << 32) - 1)}
        self.resegmented(trace.ETHERNET, [{}, {'ip': 6}, {'vlan': 100}, {'ip': 6, 'vlan': 4000}, wrapping])

    def test_random_segments_in_a_cooked_capture(self):
        self.resegmented(trace.COOKED, [{}, {'ip': 6}])


class DamageTest(FacesTest):
    """Streams with bytes changed, lost and put in: both faces find the same frames, in the same packets, and the same garbage."""

    @staticmethod
    def damaged(frames, chances):
        stream = bytearray()
        for whole in frames:
            whole = bytearray(whole)
            damage = chances.randrange(8)
            if damage == 0:
                whole[chances.randrange(len(whole))] = chances.randrange(256)
            elif damage == 1:
                del whole[chances.randrange(len(whole)):]
            elif damage == 2:
                whole[1] = chances.randrange(256)
            elif damage == 3:
                at = chances.randrange(len(whole))
                whole[at:at] = chances.randbytes(chances.randint(1, 9))
            elif damage == 4:
                whole[chances.randrange(len(whole))] = 0x68
            stream += whole
        return bytes(stream)

    def setUp(self):
        sent = [split(stream) for stream in trace.streams_of(EVERY_FRAME)]
        capture = trace.Trace()
        self.connections = []
        for seed in range(60):
            chances = random.Random(seed)
            streams = [self.damaged(chances.choices(frames, k=25), chances) for frames in sent]
            self.connections.append(capture.connect())
            talk(self.connections[-1], *streams, chances)
            # Whatever could still become a frame gets its chance: no frame has more than 259 bytes.
            for _ in range(8):
                self.connections[-1].up(REALTIME)
                self.connections[-1].down(REALTIME)
        path = self.write(capture)
        self.tshark, self.ykcflow = faces.tshark_face(path), faces.ykcflow_face(path, *OUR_PORT)

    def test_damaged_streams_have_the_same_frames(self):
        self.assertEqual(self.tshark.malformed, [])
        self.assertEqual(self.tshark.garbage_bytes, self.ykcflow.garbage_bytes)
        for number, connection in enumerate(self.connections):
            packets = set(connection.packets)
            for up in (True, False):
                seen = []
                for face in (self.tshark, self.ykcflow):
                    shown = [one for one in face.frames if one.packet in packets and one.up == up]
                    seen.append(faces.Face(f'{face.name}, connection {number}',
                                           [dataclasses.replace(one, packet=place, index=0) for place, one in enumerate(shown)]))
                self.assert_none(faces.differences(*seen))
                self.assert_in_the_same_packets(*([one for one in face.frames if one.packet in packets and one.up == up]
                                                  for face in (self.tshark, self.ykcflow)))

    def assert_in_the_same_packets(self, shown, seen):
        """A frame with a wrong checksum may come later in tshark, but not earlier.

        Bytes behind such a frame can be needed to decide that it is one, and TCP in Wireshark cannot be told to show a frame and to
        keep the bytes behind it that were looked at (plugin/packet-ykc.c, settled()).
        """
        self.assert_none([f'{ours}: in packet {theirs.packet} in ykcflow' for ours, theirs in zip(shown, seen)
                          if ours.packet != theirs.packet and not (ours.crc == 'bad' and ours.packet > theirs.packet)])


class OddValuesTest(FacesTest):
    """Bodies that no device should send: both faces say the same of them all the same."""

    @classmethod
    def setUpClass(cls):
        cls.bodies = {code_of(whole): body_of(whole) for stream in trace.streams_of(EVERY_FRAME) for whole in split(stream)}

    def assert_bodies(self, bodies, encryption=0):
        """A frame for each (type, body), each on its own connection so that it cannot be taken for a part of another."""
        capture = trace.Trace()
        packets = []
        for sequence, (code, body) in enumerate(bodies):
            connection = capture.connect()
            whole = frame(code, body, sequence, encryption)
            packets.append(connection.up(whole) if code % 2 else connection.down(whole))
        _, seen = self.assert_agree(self.write(capture), (), OUR_PORT)
        return seen

    def test_random_bodies_of_every_type(self):
        chances = random.Random(1)
        self.assert_bodies([(code, chances.randbytes(len(body))) for code, body in self.bodies.items() for _ in range(5)])

    def test_bodies_with_a_few_bytes_changed(self):
        chances = random.Random(2)
        bodies = []
        for code, body in self.bodies.items():
            for _ in range(5):
                changed = bytearray(body)
                for _ in range(chances.randint(1, 5)):
                    changed[chances.randrange(len(changed))] = chances.choice((0, 1, 0x0A, 0x31, 0x7F, 0x80, 0xFF))
                bodies.append((code, bytes(changed)))
        self.assert_bodies(bodies)

    def test_all_zeros_and_all_ones(self):
        self.assert_bodies([(code, bytes([byte]) * len(body)) for code, body in self.bodies.items()
                            for byte in (0x00, 0x99, 0xFF)])

    def test_bodies_of_every_length(self):
        """From nothing to some bytes too many: what is there is read, the rest is shown as it is."""
        bodies = [(code, (self.bodies[code] + bytes(range(1, 6)))[:length]) for code in (0x01, 0x13, 0x35, 0x3B, 0x41, 0x45)
                  for length in range(len(self.bodies[code]) + 6)]
        self.assertEqual(len(self.assert_bodies(bodies).frames), len(bodies))

    def test_card_lists_of_every_length(self):
        pile = self.bodies[0x44][:7]
        fits = []
        for code, item, counted in ((0x44, 16, True), (0x45, 10, False), (0x46, 8, True), (0x47, 9, False), (0x48, 8, True)):
            room = 251 - len(pile) - counted
            fits += [(code, pile + bytes([count]) * counted + bytes(range(item)) * count) for count in range(room // item + 1)]
        self.assert_bodies(fits)

    def test_encrypted_bodies(self):
        """Ciphertext stays as it is; plain text under the flag is read (quirk Q-7)."""
        chances = random.Random(3)
        self.assert_bodies([(code, body) for code, body in self.bodies.items()] +
                           [(code, chances.randbytes((len(body) + 8) // 8 * 8)) for code, body in self.bodies.items()], encryption=1)

    def test_types_that_are_none(self):
        unknown = [code for code in range(256) if code not in layouts.LAYOUTS]
        seen = self.assert_bodies([(code, bytes(range(code % 30))) for code in unknown])
        self.assertEqual(len(seen.frames), len(unknown))

    def test_text_that_markup_and_terminals_would_stumble_over(self):
        whole = bytearray(self.bodies[0x94])
        bodies = []
        for text in (b'<b>&amp;"\'</b>', b'\\x41\\', b'\x1b[31mred', b'a\0b', '中文'.encode(), b'\xff\xfe', b' both ends ', b'%s%n',
                     b'0123456789abcdef'):
            whole[60:92] = (text * 2)[:32].ljust(32, b'\0')
            bodies.append((0x94, bytes(whole)))
        seen = self.assert_bodies(bodies)
        self.assertTrue(all(value.isprintable() for one in seen.frames for value in one.fields['update_path']))

    def test_checksums_in_every_variant(self):
        capture = trace.Trace()
        for code, body in self.bodies.items():
            for status in ('good', 'swapped', 'table', 'bad'):
                capture.connect().up(with_crc(frame(code, body), status))
        self.assert_agree(self.write(capture), (), OUR_PORT)


if __name__ == '__main__':
    harness.main()
