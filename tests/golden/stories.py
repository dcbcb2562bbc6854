# SPDX-License-Identifier: GPL-2.0-or-later
"""Tests that write packets, and then look at what both faces made of them; one capture and one run of each face for a whole class.

    class GarbageTest(StoryTest):
        @story
        def test_garbage_in_front_of_a_frame_is_skipped(self):
            pile = self.connect()
            packet = pile.up(b'garbage' + HEARTBEAT)
            yield
            self.assert_frames(pile, [(packet, 0x03, 'good')])

What is in front of `yield` is done for all tests of the class before the capture is read, what is behind it when the test runs.
"""

import functools
import unittest

import faces
import harness
import trace


def story(tell):
    """A test in two halves around one `yield`."""
    @functools.wraps(tell)
    def look(self):
        for _ in self.told[tell.__name__]:
            self.fail('a story has one yield')
    look.tell = tell
    return look


class StoryTest(harness.GoldenTest):
    link = trace.ETHERNET
    tshark_options = ()
    ykcflow_options = ()

    @classmethod
    def setUpClass(cls):
        cls.trace = trace.Trace(cls.link)
        cls.told = {}
        for name in unittest.defaultTestLoader.getTestCaseNames(cls):
            tell = getattr(getattr(cls, name), 'tell', None)
            if tell is not None:
                cls.told[name] = tell(cls(name))
                next(cls.told[name])
        cls.capture = harness.scratch() / f'{cls.__name__}.pcap'
        cls.trace.write(cls.capture)
        cls.tshark = faces.tshark_face(cls.capture, *cls.tshark_options)
        cls.ykcflow = faces.ykcflow_face(cls.capture, *cls.ykcflow_options)

    def connect(self, *arguments, **details):
        return self.trace.connect(*arguments, **details)

    @classmethod
    @functools.cache
    def info(cls):
        """The Info column of every packet, by number."""
        return faces.info_of(cls.capture, *cls.tshark_options)

    def assert_frames(self, connection, expected):
        """Both faces show these frames of the connection, and no others: packet, code, checksum status."""
        for face in (self.tshark, self.ykcflow):
            seen = [(frame.packet, frame.code, frame.crc) for frame in face.of(connection.packets)]
            self.assertEqual(seen, expected, f'{face.name} shows other frames')

    def assert_codes(self, connection, expected):
        """Both faces show frames of these types, in this order."""
        for face in (self.tshark, self.ykcflow):
            seen = [frame.code for frame in face.of(connection.packets)]
            self.assertEqual(seen, expected, f'{face.name} shows other frames')

    def assert_garbage(self, connection, expected):
        """Both faces count these bytes of garbage, packet by packet. What no frame follows ykcflow counts in its totals only."""
        for face in (self.tshark, self.ykcflow):
            self.assertEqual(face.garbage_of(connection.packets), expected, f'{face.name} counts other garbage')

    def assert_same(self, connection):
        """Both faces show the same of the connection."""
        seen = [faces.Face(face.name, face.of(connection.packets)) for face in (self.tshark, self.ykcflow)]
        self.assert_none(faces.differences(*seen))
