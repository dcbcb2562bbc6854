#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The sample that has every frame type, against the tables of the document: nothing is left out, misplaced, unnamed or misread."""

import faces
import harness
import layouts
import trace
from frames import CHECKSUM, HEADER, body_of, code_of, split

EVERY_FRAME = harness.SOURCE / 'samples' / 'every-frame.pcap'

# Besides those of the tables: the parts of a transaction serial, protocol reference 3.6.
NAMES_OF_SERIALS = {'transaction.pile', 'transaction.gun', 'transaction.time', 'transaction.counter'}


class EveryFrameTest(harness.GoldenTest):
    @classmethod
    def setUpClass(cls):
        cls.tshark = faces.tshark_face(EVERY_FRAME)
        cls.trees = [tree for _, trees in sorted(cls.tshark.packets.items()) for tree in trees if faces.is_frame(tree)]
        cls.sent = [split(stream) for stream in trace.streams_of(EVERY_FRAME)]

    def shown_and_sent(self):
        """Every frame as tshark shows it, its tree, and its bytes as they were sent."""
        left = [iter(frames) for frames in self.sent]
        for frame, tree in zip(self.tshark.frames, self.trees):
            yield frame, tree, next(left[0] if frame.up else left[1])

    def test_every_frame_that_was_sent_is_shown(self):
        self.assertEqual(sum(frame.up for frame in self.tshark.frames), len(self.sent[0]))
        self.assertEqual(sum(not frame.up for frame in self.tshark.frames), len(self.sent[1]))
        self.assert_none([f'{frame} is {whole.hex()}' for frame, tree, whole in self.shown_and_sent()
                          if (frame.code, int(tree.get('size'))) != (code_of(whole), len(whole))])

    def test_all_types_occur(self):
        self.assertEqual(len(layouts.LAYOUTS), 51)
        self.assertEqual({frame.code for frame in self.tshark.frames}, set(layouts.LAYOUTS))

    def test_odd_types_come_from_the_pile_even_ones_from_the_platform(self):
        # Which way a packet went is not in the tree: it is known from the stream that the frame was found in.
        for up, frames in zip((True, False), self.sent):
            self.assertEqual({code_of(whole) % 2 for whole in frames}, {1 if up else 0})

    def test_nothing_is_malformed_or_complained_about(self):
        self.assertEqual(self.tshark.malformed, [])
        self.assertEqual(self.tshark.garbage_bytes, 0)
        self.assert_none([f'packet {packet}: {experts}' for packet, experts in self.tshark.experts.items() if experts])
        self.assert_none([f'{frame}: checksum {frame.crc}' for frame in self.tshark.frames if frame.crc != 'good'])
        self.assert_none([f'{frame}: {frame.remainder}' for frame in self.tshark.frames if frame.remainder])

    def test_every_byte_of_a_frame_belongs_to_one_field(self):
        wrong = []
        for frame, tree in zip(self.tshark.frames, self.trees):
            start, end = int(tree.get('pos')), int(tree.get('pos')) + int(tree.get('size'))
            at = start
            spans = sorted((int(leaf.get('pos')), int(leaf.get('size')), leaf.get('name'))
                           for leaf in faces.leaves_of(tree, parts=False) if leaf.get('size') != '0')
            for position, size, name in spans:
                if position != at:
                    wrong.append(f'{frame}: {name} begins at byte {position - start}, the field before it ends at {at - start}')
                at = position + size
            if at != end:
                wrong.append(f'{frame}: bytes {at - start} to {end - start} belong to no field')
        self.assert_none(wrong)

    def test_no_value_is_without_a_name(self):
        self.assert_none([f'{frame}: {field.get("showname")}' for frame, tree in zip(self.tshark.frames, self.trees)
                          for field in tree.iter('field')
                          if any(word in field.get('showname', '') for word in ('undefined', 'Unknown', 'unnamed'))])

    def test_every_filter_name_occurs(self):
        shown = {faces.name_of(field) for tree in self.trees for field in tree.iter('field')}
        missing = (layouts.names() | set(faces.OUTSIDE_THE_BODY) | NAMES_OF_SERIALS) - shown
        self.assertFalse(missing, f'never shown: {", ".join(sorted(missing))}')

    def test_fields_are_where_the_document_has_them(self):
        wrong = []
        for frame, tree, whole in self.shown_and_sent():
            start = int(tree.get('pos')) + HEADER
            shown = [(int(leaf.get('pos')) - start, int(leaf.get('size')), name) for leaf in faces.leaves_of(tree, parts=False)
                     if (name := faces.name_of(leaf)) not in faces.OUTSIDE_THE_BODY]
            expected = [(offset, field.size, field.name) for offset, field in layouts.fields_of(frame.code, len(body_of(whole)))]
            names = [(mine if name == 'not_measured' or mine == '-' else name)
                     for (_, _, name), (_, _, mine) in zip(shown, expected)]
            shown = [(offset, size, name) for (offset, size, _), name in zip(shown, names)] + shown[len(names):]
            if shown != expected:
                different = [f'{theirs} for {ours}' for theirs, ours in zip(shown, expected) if theirs != ours]
                wrong.append(f'{frame}: {len(shown)} fields for {len(expected)}: {"; ".join(different)}')
        self.assert_none(wrong)

    def test_values_are_what_the_document_says_of_the_bytes(self):
        wrong = []
        for frame, _, whole in self.shown_and_sent():
            body = whole[HEADER:-CHECKSUM]
            expected = {}
            for offset, field in layouts.fields_of(frame.code, len(body)):
                data = body[offset:offset + field.size]
                for one in [field, *field.parts]:
                    if one.name != '-' and one.kind != 'opaque' and not (one.zero_is_unmeasured and not any(data)):
                        expected.setdefault(one.name, []).append(one.value(data))
            wrong += [f'{frame}: {name}: shown {frame.fields.get(name)}, should be {values}'
                      for name, values in expected.items() if frame.fields.get(name) != values]
        self.assert_none(wrong)


if __name__ == '__main__':
    harness.main()
