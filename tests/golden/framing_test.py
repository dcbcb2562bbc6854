#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Frames in TCP streams, as both faces find them: split, joined, damaged, repeated, out of order, on any port.

Protocol reference 2.5 and 2.6 say what is to be seen.
"""

import harness
import faces
import trace
from frames import (HEARTBEAT, HEARTBEAT_REPLY, OVERHEAD, PILE, REALTIME, STOP, body_of, code_of, frame, split, with_crc)
from stories import StoryTest, story

OTHER_PORT = 41234  # nothing is registered for it
EVERY_FRAME = harness.SOURCE / 'samples' / 'every-frame.pcap'


def sample_frame(code):
    """The first frame of a type in the sample that has all."""
    return next(whole for stream in trace.streams_of(EVERY_FRAME) for whole in split(stream) if code_of(whole) == code)


def with_length(whole, length):
    """The same frame with a damaged length byte."""
    return whole[:1] + bytes([length]) + whole[2:]


class SegmentsTest(StoryTest):
    """Where segments end says nothing about frames."""

    def split_everywhere(self, whole):
        """One connection for each place where the frame can be split; then each shows the frame once, when it is complete."""
        split_at = {cut: self.connect() for cut in range(1, len(whole))}
        for cut, pile in split_at.items():
            pile.segments(whole, [cut])
        yield
        for face in (self.tshark, self.ykcflow):
            expected = {cut: [(pile.packets[-1], code_of(whole), 'good')] for cut, pile in split_at.items()}
            seen = {cut: [(frame.packet, frame.code, frame.crc) for frame in face.of(pile.packets)]
                    for cut, pile in split_at.items()}
            self.assert_none([f'{face.name}: split after byte {cut}: expected {expected[cut]}, seen {seen[cut]}'
                              for cut in split_at if seen[cut] != expected[cut]])
            self.assertEqual(face.garbage_bytes, 0, face.name)

    @story
    def test_a_heartbeat_may_be_split_anywhere(self):
        yield from self.split_everywhere(HEARTBEAT)

    @story
    def test_real_time_data_may_be_split_anywhere(self):
        yield from self.split_everywhere(REALTIME)

    @story
    def test_a_record_may_be_split_anywhere(self):
        yield from self.split_everywhere(sample_frame(0x3B))

    @story
    def test_bytes_may_come_one_by_one(self):
        pile = self.connect()
        packets = pile.segments(HEARTBEAT + REALTIME, range(1, len(HEARTBEAT + REALTIME)))
        yield
        self.assert_frames(pile, [(packets[len(HEARTBEAT) - 1], 0x03, 'good'), (packets[-1], 0x13, 'good')])
        self.assert_same(pile)

    @story
    def test_several_frames_in_a_segment_have_a_tree_each_and_are_all_named(self):
        pile = self.connect()
        packet = pile.up(HEARTBEAT + REALTIME + HEARTBEAT)
        yield
        self.assert_frames(pile, [(packet, 0x03, 'good'), (packet, 0x13, 'good'), (packet, 0x03, 'good')])
        self.assertEqual([frame.index for frame in self.ykcflow.of([packet])], [0, 1, 2])
        trees = filter(faces.is_frame, self.tshark.packets[packet])
        self.assertEqual([int(tree.get('size')) for tree in trees], [len(HEARTBEAT), len(REALTIME), len(HEARTBEAT)])
        named = self.info()[packet].split('; ')
        self.assertEqual([name.split(' 3201')[0] for name in named], ['Heartbeat', 'Real-time data', 'Heartbeat'])

    @story
    def test_the_end_of_one_frame_and_the_beginning_of_the_next_may_share_a_segment(self):
        pile = self.connect()
        stream = HEARTBEAT + REALTIME + HEARTBEAT
        packets = pile.segments(stream, [len(HEARTBEAT) + 20, len(HEARTBEAT) + 60, len(stream) - 3])
        yield
        self.assert_frames(pile, [(packets[0], 0x03, 'good'), (packets[2], 0x13, 'good'), (packets[3], 0x03, 'good')])
        self.assert_garbage(pile, [])
        self.assert_same(pile)

    @story
    def test_both_directions_are_streams_of_their_own(self):
        pile = self.connect()
        pile.up(HEARTBEAT[:5])
        pile.down(HEARTBEAT_REPLY[:9])
        up = pile.up(HEARTBEAT[5:])
        down = pile.down(HEARTBEAT_REPLY[9:])
        yield
        self.assert_frames(pile, [(up, 0x03, 'good'), (down, 0x04, 'good')])
        for face in (self.tshark, self.ykcflow):
            self.assertEqual([frame.up for frame in face.of(pile.packets)], [True, False], face.name)

    @story
    def test_ipv6_and_vlan_tags_make_no_difference(self):
        piles = [self.connect(ip=6), self.connect(vlan=7), self.connect(ip=6, vlan=4094)]
        for pile in piles:
            pile.segments(REALTIME + HEARTBEAT, [40])
        yield
        for pile in piles:
            self.assert_frames(pile, [(pile.packets[-1], 0x13, 'good'), (pile.packets[-1], 0x03, 'good')])
            self.assert_same(pile)


class GarbageTest(StoryTest):
    """What is no frame is counted and skipped, and no frame behind it is lost."""
    ykcflow_options = ('--port', str(trace.PORT))

    def shown_garbage(self, packet):
        """The bytes of garbage in tshark's tree of a packet."""
        return [bytes.fromhex(tree.find('field[@name="ykc.garbage"]').get('value')) for tree in self.tshark.packets[packet]
                if tree.find('field[@name="ykc.garbage"]') is not None]

    @story
    def test_garbage_in_front_of_a_frame(self):
        pile = self.connect()
        packet = pile.up(b'\x00\x01\x02' + HEARTBEAT)
        yield
        self.assert_frames(pile, [(packet, 0x03, 'good')])
        self.assert_garbage(pile, [3])
        self.assertEqual(self.shown_garbage(packet), [b'\x00\x01\x02'])
        self.assertEqual(self.tshark.experts[packet], ['ykc.garbage.present'])
        self.assertTrue(self.info()[packet].startswith('[3 bytes of garbage]; Heartbeat'), self.info()[packet])

    @story
    def test_garbage_between_frames(self):
        pile = self.connect()
        packet = pile.up(HEARTBEAT + b'between' + STOP)
        yield
        self.assert_frames(pile, [(packet, 0x03, 'good'), (packet, 0x36, 'good')])
        self.assert_garbage(pile, [7])
        self.assertEqual(self.shown_garbage(packet), [b'between'])

    @story
    def test_garbage_behind_the_last_frame(self):
        pile = self.connect()
        packet = pile.up(HEARTBEAT + b'after all')
        yield
        self.assert_frames(pile, [(packet, 0x03, 'good')])
        self.assertEqual(self.shown_garbage(packet), [b'after all'])

    @story
    def test_garbage_in_segments_of_its_own(self):
        pile = self.connect()
        pile.up(HEARTBEAT)
        alone = pile.up(b'one')
        pile.up(b'seven')
        last = pile.up(HEARTBEAT)
        yield
        self.assert_codes(pile, [0x03, 0x03])
        self.assertEqual(self.tshark.garbage_of(pile.packets), [3, 5])
        self.assertEqual(self.shown_garbage(alone), [b'one'])
        self.assertEqual(self.ykcflow.garbage[last], 8)

    @story
    def test_start_bytes_in_garbage(self):
        pile = self.connect()
        # The last two have a length byte and an encryption flag that no frame has.
        for garbage in (b'\x68', b'\x68\x68', b'\x68\x00\x00\x00', b'\x68\x0d\x00\x00\x02\x03'):
            pile.up(garbage + HEARTBEAT)
        yield
        self.assert_codes(pile, [0x03] * 4)
        self.assert_garbage(pile, [1, 2, 4, 6])

    @story
    def test_a_capture_that_begins_in_the_middle_of_a_frame(self):
        pile = self.connect(midstream=True)
        packet = pile.up(REALTIME[25:] + HEARTBEAT)
        yield
        self.assert_frames(pile, [(packet, 0x03, 'good')])
        self.assertEqual(self.tshark.garbage_of(pile.packets), [len(REALTIME) - 25])

    @story
    def test_a_damaged_length_byte_does_not_swallow_the_next_frames(self):
        lengths = (3, 13, 65, 100, 164, 255)
        piles = [self.connect() for _ in lengths]
        for pile, length in zip(piles, lengths):
            pile.up(with_length(REALTIME, length) + HEARTBEAT + STOP + HEARTBEAT)
        yield
        for pile in piles:
            self.assert_codes(pile, [0x03, 0x36, 0x03])
            self.assert_garbage(pile, [len(REALTIME)])

    @story
    def test_a_damaged_length_byte_does_not_swallow_frames_of_later_segments(self):
        pile = self.connect()
        pile.up(with_length(REALTIME, 255))
        packets = [pile.up(whole) for whole in (HEARTBEAT, STOP, HEARTBEAT)]
        yield
        self.assert_frames(pile, list(zip(packets, (0x03, 0x36, 0x03), ('good',) * 3)))
        self.assert_garbage(pile, [len(REALTIME)])

    @story
    def test_a_frame_cut_short_gives_way_to_the_frames_behind_it(self):
        whole = sample_frame(0x3B)
        piles = {kept: self.connect() for kept in (1, 2, 5, 6, 40, len(whole) - 1)}
        for kept, pile in piles.items():
            pile.up(whole[:kept] + HEARTBEAT + REALTIME + HEARTBEAT)
        yield
        for kept, pile in piles.items():
            self.assert_codes(pile, [0x03, 0x13, 0x03])
            self.assert_garbage(pile, [kept])

    @story
    def test_a_start_byte_and_a_whole_header_inside_a_body_are_body(self):
        inside = HEARTBEAT[:-1] + b'\x00'  # a heartbeat whose checksum is wrong, as the path of an update
        whole = frame(0x94, PILE + bytes(53) + inside.ljust(32, b'\0') + b'\x01\x05')
        pile = self.connect()
        packets = pile.segments(whole + HEARTBEAT, [70, 90])
        yield
        self.assert_frames(pile, [(packets[2], 0x94, 'good'), (packets[2], 0x03, 'good')])
        self.assert_garbage(pile, [])

    def test_the_totals_count_all_garbage(self):
        # tshark shows every byte of it in a tree; in ykcflow what no frame follows is in the totals alone.
        in_the_trees = sum(self.tshark.garbage.values())
        self.assertGreater(in_the_trees, 0)
        # The tail of a frame at the beginning of a capture is nobody's fault: ykcflow does not count it.
        self.assertEqual(self.ykcflow.garbage_bytes, in_the_trees - (len(REALTIME) - 25))


class ChecksumTest(StoryTest):
    """What is wrong with a checksum is said, and the frame is shown."""
    ykcflow_options = ('--port', str(trace.PORT))

    @story
    def test_a_wrong_checksum_is_marked(self):
        pile = self.connect()
        packet = pile.up(with_crc(REALTIME, 'bad'))
        yield
        self.assert_frames(pile, [(packet, 0x13, 'bad')])
        self.assertEqual(self.tshark.experts[packet], ['ykc.crc.bad'])
        self.assertIn('[checksum wrong]', self.info()[packet])
        self.assert_same(pile)
        self.assert_garbage(pile, [])

    @story
    def test_frames_around_a_wrong_checksum_are_found(self):
        pile = self.connect()
        packet = pile.up(HEARTBEAT + with_crc(REALTIME, 'bad') + STOP)
        yield
        self.assert_frames(pile, [(packet, 0x03, 'good'), (packet, 0x13, 'bad'), (packet, 0x36, 'good')])

    @story
    def test_a_frame_with_a_wrong_checksum_may_be_split_anywhere(self):
        whole = with_crc(HEARTBEAT, 'bad')
        piles = [self.connect() for _ in whole[1:]]
        for cut, pile in enumerate(piles, start=1):
            pile.segments(whole + STOP, [cut])
        yield
        for pile in piles:
            self.assert_frames(pile, [(pile.packets[-1], 0x03, 'bad'), (pile.packets[-1], 0x36, 'good')])

    @story
    def test_a_wrong_checksum_in_front_of_what_could_be_a_frame_waits_for_it(self):
        # The body ends in a header of real-time data: 68 bytes that begin there could be a frame, so both wait for them.
        body = bytearray(body_of(REALTIME))
        body[-6:] = bytes.fromhex('684000000013')
        pile = self.connect()
        pile.up(frame(0x13, bytes(body), crc='bad'))
        for _ in range(4):
            pile.up(HEARTBEAT)
        yield
        self.assert_codes(pile, [0x13] + [0x03] * 4)
        self.assert_same(pile)
        self.assert_garbage(pile, [])

    @story
    def test_high_byte_first_is_named_swapped(self):
        pile = self.connect()
        packet = pile.up(with_crc(HEARTBEAT, 'swapped'))
        yield
        self.assert_frames(pile, [(packet, 0x03, 'swapped')])
        self.assertEqual(self.tshark.experts[packet], ['ykc.crc.swapped'])
        self.assertNotIn('wrong', self.info()[packet])

    @story
    def test_the_misprinted_table_is_named(self):
        pile = self.connect()
        whole = next(other for sequence in range(1000) for good in [frame(0x13, body_of(REALTIME), sequence)]
                     for other in [with_crc(good, 'table')] if other != good)
        packet = pile.up(whole)
        yield
        self.assert_frames(pile, [(packet, 0x13, 'table')])
        self.assertEqual(self.tshark.experts[packet], ['ykc.crc.table'])

    @story
    def test_the_vectors_of_the_reference_verify(self):
        # Protocol reference 2.5: from the documents' own samples, and one captured frame.
        vectors = {
            '680C0000000255031412782305 00 DA4C': 'good',
            '680ECE04000655031412782305 0000 00 8E2F': 'good',
            '682A00040032 32010200000001012018061219595785 32010200000001 01 0000000000000000 00000000 00 01 E829': 'good',
            '682200000001 55031412782305 00 02 0A 56342E312E353000 01 01010101010101010101 04 675A': 'swapped',
            '680D4F0000032026050100000101000659': 'good',
        }
        piles = [self.connect() for _ in vectors]
        for pile, vector in zip(piles, vectors):
            self.assertEqual(len(bytes.fromhex(vector)), bytes.fromhex(vector)[1] + OVERHEAD)
            pile.up(bytes.fromhex(vector))
        yield
        for pile, (vector, status) in zip(piles, vectors.items()):
            self.assert_frames(pile, [(pile.packets[-1], bytes.fromhex(vector)[5], status)])

    @story
    def test_an_unknown_type_counts_only_with_a_right_checksum(self):
        pile = self.connect()
        packet = pile.up(frame(0xF0, PILE + b'\x00\x05hello') + frame(0xF0, PILE, crc='bad') + HEARTBEAT)
        yield
        self.assert_frames(pile, [(packet, 0xF0, 'good'), (packet, 0x03, 'good')])
        self.assert_garbage(pile, [len(PILE) + 8])
        self.assert_same(pile)

    def test_filters_by_checksum_status_find_them(self):
        for status in ('good', 'swapped', 'table', 'bad'):
            with self.subTest(status=status):
                packets = sorted({frame.packet for frame in self.ykcflow.frames if frame.crc == status})
                self.assertTrue(packets)
                self.assertEqual(filtered(self.capture, f'ykc.crc.status == "{status}"'), packets)


class TcpTest(StoryTest):
    """What TCP may do to a stream: every frame is shown once."""

    @story
    def test_a_repeated_segment_is_shown_once(self):
        pile = self.connect()
        first = pile.up(HEARTBEAT)
        pile.up(HEARTBEAT, at=0)
        last = pile.up(STOP)
        yield
        self.assert_frames(pile, [(first, 0x03, 'good'), (last, 0x36, 'good')])

    @story
    def test_repeated_parts_of_a_frame_are_shown_once(self):
        pile = self.connect()
        pile.up(REALTIME[:30])
        pile.up(REALTIME[:30], at=0)
        complete = pile.up(REALTIME[30:])
        pile.up(REALTIME[30:], at=30)
        last = pile.up(HEARTBEAT)
        yield
        self.assert_frames(pile, [(complete, 0x13, 'good'), (last, 0x03, 'good')])

    @story
    def test_a_segment_may_overlap_what_was_seen(self):
        pile = self.connect()
        first = pile.up(HEARTBEAT + REALTIME[:30])
        second = pile.up((HEARTBEAT + REALTIME)[5:], at=5)
        last = pile.up(HEARTBEAT)
        yield
        self.assert_frames(pile, [(first, 0x03, 'good'), (second, 0x13, 'good'), (last, 0x03, 'good')])

    @story
    def test_parts_of_a_frame_out_of_order(self):
        pile = self.connect()
        pile.up(REALTIME[:20])
        pile.up(REALTIME[40:], at=40)
        complete = pile.up(REALTIME[20:40], at=20)
        last = pile.up(HEARTBEAT)
        yield
        self.assert_frames(pile, [(complete, 0x13, 'good'), (last, 0x03, 'good')])

    @story
    def test_whole_frames_out_of_order(self):
        pile = self.connect()
        first = pile.up(HEARTBEAT)
        pile.up(REALTIME, at=len(HEARTBEAT + STOP))
        late = pile.up(STOP, at=len(HEARTBEAT))
        last = pile.up(HEARTBEAT)
        yield
        # What waits for a late segment is shown with it, in the order of the stream.
        self.assert_frames(pile, [(first, 0x03, 'good'), (late, 0x36, 'good'), (late, 0x13, 'good'), (last, 0x03, 'good')])

    @story
    def test_the_first_segment_may_come_late(self):
        pile = self.connect()
        pile.up(REALTIME, at=len(HEARTBEAT))
        late = pile.up(HEARTBEAT, at=0)
        yield
        self.assert_frames(pile, [(late, 0x03, 'good'), (late, 0x13, 'good')])

    @story
    def test_sequence_numbers_may_wrap_inside_a_frame(self):
        pile = self.connect(first=((1 << 32) - 33, (1 << 32) - 9))
        packets = pile.segments(REALTIME + HEARTBEAT, [10, 20, 50])
        reply = pile.down(HEARTBEAT_REPLY)
        yield
        self.assert_frames(pile, [(packets[3], 0x13, 'good'), (packets[3], 0x03, 'good'), (reply, 0x04, 'good')])

    @story
    def test_sequence_numbers_may_wrap_between_segments_out_of_order(self):
        pile = self.connect(first=((1 << 32) - 21, 0))
        pile.up(REALTIME[40:], at=40)
        pile.up(REALTIME[20:40], at=20)
        complete = pile.up(REALTIME[:20], at=0)
        last = pile.up(HEARTBEAT)
        yield
        self.assert_frames(pile, [(complete, 0x13, 'good'), (last, 0x03, 'good')])


class MissingSegmentTest(StoryTest):
    """Frames behind bytes that the capture does not have; with tshark as it is by default, or it would wait for them for ever."""
    tshark_options = ('-o', 'tcp.reassemble_out_of_order:FALSE')

    @story
    def test_frames_behind_a_missing_one_stand_where_they_were_captured(self):
        pile = self.connect()
        first = pile.up(HEARTBEAT)
        pile.skip(len(REALTIME))
        second = pile.up(STOP)
        reply = pile.down(HEARTBEAT_REPLY)
        last = pile.up(HEARTBEAT)
        yield
        self.assert_frames(pile, [(first, 0x03, 'good'), (second, 0x36, 'good'), (reply, 0x04, 'good'), (last, 0x03, 'good')])

    @story
    def test_the_last_frame_behind_a_missing_one_belongs_to_its_own_packet(self):
        pile = self.connect()
        first = pile.up(HEARTBEAT)
        pile.skip(len(REALTIME))
        last = pile.up(STOP)
        other = self.connect()  # some other connection has the last packet of the capture
        other.up(HEARTBEAT)
        yield
        self.assert_frames(pile, [(first, 0x03, 'good'), (last, 0x36, 'good')])

    @story
    def test_a_frame_with_a_hole_is_lost_and_the_next_is_not(self):
        pile = self.connect()
        pile.up(REALTIME[:30])
        pile.skip(20)
        pile.up(REALTIME[50:])
        reply = pile.down(HEARTBEAT_REPLY)
        last = pile.up(HEARTBEAT)
        yield
        self.assert_frames(pile, [(reply, 0x04, 'good'), (last, 0x03, 'good')])


class PortsTest(StoryTest):
    """Which connections are YKC's: by port, by what is in them, by the user's word."""

    @story
    def test_a_connection_on_any_port_is_recognised_by_its_first_frame(self):
        pile = self.connect(OTHER_PORT)
        packets = [pile.up(HEARTBEAT), pile.down(HEARTBEAT_REPLY)]
        packets += pile.segments(REALTIME, [33])
        yield
        self.assert_frames(pile, [(packets[0], 0x03, 'good'), (packets[1], 0x04, 'good'), (packets[3], 0x13, 'good')])

    @story
    def test_a_first_frame_with_its_checksum_swapped_is_good_enough(self):
        pile = self.connect(OTHER_PORT)
        packet = pile.up(with_crc(HEARTBEAT, 'swapped'))
        yield
        self.assert_frames(pile, [(packet, 0x03, 'swapped')])

    @story
    def test_a_wrong_checksum_is_no_reason_to_claim_a_connection(self):
        pile = self.connect(OTHER_PORT)
        pile.up(with_crc(HEARTBEAT, 'bad'))
        yield
        self.assert_frames(pile, [])

    @story
    def test_an_unknown_type_is_no_reason_to_claim_a_connection(self):
        pile = self.connect(OTHER_PORT)
        pile.up(frame(0xF0, PILE + b'\x00'))
        yield
        self.assert_frames(pile, [])

    @story
    def test_the_vendors_port_is_ours_whatever_comes_first(self):
        type(self).on_our_port = pile = self.connect()
        pile.up(with_crc(HEARTBEAT, 'bad'))
        yield
        self.assertEqual([frame.crc for frame in self.tshark.of(pile.packets)], ['bad'])

    @story
    def test_another_port_can_be_named(self):
        type(self).on_other_port = pile = self.connect(OTHER_PORT)
        packet = pile.up(with_crc(STOP, 'bad'))
        yield
        without_guessing = ('--disable-heuristic', 'ykc_tcp')
        expected = [(packet, 0x36, 'bad')]
        for name, face in {
            'Decode As': faces.tshark_face(self.capture, *without_guessing, '-d', f'tcp.port=={OTHER_PORT},ykc'),
            'the port preference': faces.tshark_face(self.capture, *without_guessing, '-o', f'ykc.tcp.port:{OTHER_PORT}'),
            '--port': faces.ykcflow_face(self.capture, '--port', f'9,{OTHER_PORT}'),
        }.items():
            seen = [(frame.packet, frame.code, frame.crc) for frame in face.of(pile.packets)]
            self.assertEqual(seen, expected, name)

    def test_the_recognition_can_be_switched_off(self):
        face = faces.tshark_face(self.capture, '--disable-heuristic', 'ykc_tcp')
        self.assertEqual({frame.packet for frame in face.frames}, {self.on_our_port.packets[-1]})


def filtered(capture, expression):
    """The packets that a display filter lets through."""
    return [int(number) for number in harness.dissect(capture, '-Y', expression, '-T', 'fields', '-e', 'frame.number').split()]


class FilterTest(harness.GoldenTest):
    """Filters by physical values and by names, against what ykcflow says of the same sample."""

    @classmethod
    def setUpClass(cls):
        cls.ykcflow = faces.ykcflow_face(EVERY_FRAME)

    def assert_filter(self, expression, meant):
        packets = sorted({frame.packet for frame in self.ykcflow.frames if meant(frame)})
        self.assertTrue(packets, 'the sample has no such frame')
        self.assertEqual(filtered(EVERY_FRAME, expression), packets, expression)

    def some_value(self, name, wanted):
        """A value of a field in the sample."""
        return next(value for frame in self.ykcflow.frames for value in frame.fields.get(name, []) if wanted(value))

    def test_physical_values_with_decimals_compare_equal(self):
        # Numbers that no binary fraction is equal to, as they are shown.
        for name in ('voltage', 'energy', 'electricity_price_flat', 'meter_end'):
            value = self.some_value(name, lambda value: value != 0 and value % 1 not in (0, faces.decimal.Decimal('0.5')))
            with self.subTest(name=name, value=value):
                self.assert_filter(f'ykc.{name} == {value}',
                                   lambda frame, name=name, value=value: value in frame.fields.get(name, []))

    def test_negative_values_are_ordered(self):
        self.assertLess(self.some_value('demand_current', lambda value: True), 0)
        self.assert_filter('ykc.demand_current < -1 && ykc.demand_current > -1000', lambda frame: 'demand_current' in frame.fields)

    def test_types_by_name_and_by_number(self):
        self.assert_filter('ykc.type == "Heartbeat"', lambda frame: frame.code == 0x03)
        self.assert_filter('ykc.type in {0x3b, 0x40}', lambda frame: frame.code in (0x3B, 0x40))

    def test_values_by_name(self):
        self.assert_filter('ykc.state == "charging" && ykc.gun == 2',
                           lambda frame: frame.fields.get('state') == [3] and frame.fields['gun'] == [2])

    def test_flags_are_true_or_false(self):
        self.assert_filter('ykc.fault_door_open == 1', lambda frame: frame.fields.get('fault_door_open') == [True])

    def test_a_vin_sent_backwards_is_readable(self):
        whole = next(whole for whole in split(trace.streams_of(EVERY_FRAME)[0])
                     if code_of(whole) in (0x31, 0xA1) and body_of(whole)[8] == 3)  # start mode 3: by VIN
        vin = body_of(whole)[34:51][::-1].decode('ascii')
        self.assertTrue(vin.startswith('L') and not set(vin) & set('IOQ'), vin)
        self.assert_filter(f'ykc.start_mode == 3 && ykc.vin == "{vin}"',
                           lambda frame: frame.fields.get('start_mode') == [3] and frame.fields['vin'] == [vin])


if __name__ == '__main__':
    harness.main()
