# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures in the making, packet by packet, and the streams of those that exist: classic pcap, Ethernet or Linux cooked, IP, TCP.

A capture has as many connections as one likes. The checksums of IP and TCP are left 0, as with a network card that fills them in.
"""

import struct

ETHERNET = 1
COOKED = 113  # Linux "any" device, version 1
PORT = 8768  # the vendor's

_FIRST_TIME = 1773622800  # 2026-03-16 09:00:00 at +08:00
_TICK_US = 1000  # from one packet to the next
_FIN, _SYN, _PSH, _ACK = 0x01, 0x02, 0x08, 0x10
_IPV4, _IPV6, _VLAN, _TCP = 0x0800, 0x86DD, 0x8100, 6


class Trace:
    """A capture in the making. `link` is ETHERNET or COOKED."""

    def __init__(self, link=ETHERNET):
        self.link = link
        self.packets = []
        self._next_client_port = 49152  # above every port that a dissector of Wireshark's is registered for

    def connect(self, port=PORT, **details):
        """A new connection of a pile; `details` are those of Connection."""
        self._next_client_port += 1
        return Connection(self, self._next_client_port, port, **details)

    def add(self, packet):
        """Returns the packet's number, as Wireshark counts."""
        self.packets.append(packet)
        return len(self.packets)

    def write(self, path):
        with open(path, 'wb') as file:
            file.write(struct.pack('<IHHiIII', 0xA1B2C3D4, 2, 4, 0, 0, 262144, self.link))
            for number, packet in enumerate(self.packets):
                seconds, microseconds = divmod(number * _TICK_US, 1000000)
                file.write(struct.pack('<IIII', _FIRST_TIME + seconds, microseconds, len(packet), len(packet)))
                file.write(packet)


class Connection:
    """One TCP connection: the pile connects to the platform; `up` is from the pile to the platform.

    ip           4 or 6
    vlan         identifier of a VLAN tag, or None
    first        sequence numbers of the two SYNs, up and down
    midstream    True: the capture begins after the handshake
    """

    def __init__(self, trace, client_port, port, ip=4, vlan=None, first=(1000, 500000), midstream=False):
        self.trace = trace
        self.ports = (client_port, port)
        self.ip = ip
        self.vlan = vlan
        self.first = first
        self.packets = []  # their numbers
        self._sent = [bytearray(), bytearray()]  # up, down: everything that was sent in order
        self._arrived = [[], []]  # ranges beyond that
        if not midstream:
            self._packet(True, _SYN, -1, b'')
            self._packet(False, _SYN | _ACK, -1, b'')
            self._packet(True, _ACK, 0, b'')

    def up(self, data, at=None):
        """One segment from the pile to the platform. `at` is its place in the stream, by default behind what was sent.

        Returns the packet's number.
        """
        return self._send(True, data, at)

    def down(self, data, at=None):
        """One segment from the platform to the pile."""
        return self._send(False, data, at)

    def segments(self, data, cuts, up=True):
        """The same data in several segments; `cuts` are offsets in it. Returns the packets' numbers."""
        bounds = [0, *cuts, len(data)]
        return [self._send(up, data[start:end], None) for start, end in zip(bounds, bounds[1:])]

    def skip(self, count, up=True):
        """The capture misses the next bytes: they arrived, but no packet of this capture has them."""
        self._note_sent(up, len(self._sent[not up]), bytes(count))

    def skip_at(self, at, data, up):
        """The same, at any place in the stream."""
        self._note_sent(up, at, data)

    def close(self):
        self._packet(True, _FIN | _ACK, len(self._sent[0]), b'')
        self._packet(False, _FIN | _ACK, len(self._sent[1]), b'')

    def _send(self, up, data, at):
        at = len(self._sent[not up]) if at is None else at
        number = self._packet(up, _PSH | _ACK, at, data)
        self._note_sent(up, at, data)
        return number

    def _note_sent(self, up, at, data):
        stream, waiting = self._sent[not up], self._arrived[not up]
        waiting.append((at, data))
        for start, piece in sorted(waiting):
            if start <= len(stream) < start + len(piece):
                stream += piece[len(stream) - start:]

    def _packet(self, up, flags, at, data):
        sequence = (self.first[not up] + 1 + at) % (1 << 32)
        acknowledged = (self.first[up] + 1 + len(self._sent[up])) % (1 << 32) if flags & _ACK else 0
        source, destination = self.ports if up else self.ports[::-1]
        segment = struct.pack('>HHIIBBHHH', source, destination, sequence, acknowledged, 5 << 4, flags, 65535, 0, 0) + data
        number = self.trace.add(self._link_header(up) + self._ip_header(up, len(segment)) + segment)
        self.packets.append(number)
        return number

    def _link_header(self, up):
        kind = _IPV4 if self.ip == 4 else _IPV6
        if self.trace.link == COOKED:
            return struct.pack('>HHH8sH', 0 if up else 4, 1, 6, bytes.fromhex('0200000000010000'), kind)
        addresses = [bytes.fromhex('020000000002'), bytes.fromhex('020000000001')]
        header = b''.join(addresses if up else addresses[::-1])
        if self.vlan is not None:
            header += struct.pack('>HH', _VLAN, self.vlan)
        return header + struct.pack('>H', kind)

    def _ip_header(self, up, length):
        if self.ip == 4:
            ends = [bytes([192, 0, 2, 10]), bytes([192, 0, 2, 1])]
            source, destination = ends if up else ends[::-1]
            return struct.pack('>BBHHHBBH4s4s', 0x45, 0, 20 + length, 0, 0x4000, 64, _TCP, 0, source, destination)
        ends = [bytes.fromhex('20010db8' + '00' * 11 + '10'), bytes.fromhex('20010db8' + '00' * 11 + '01')]
        source, destination = ends if up else ends[::-1]
        return struct.pack('>IHBB16s16s', 6 << 28, length, _TCP, 64, source, destination)


def packets_of(path):
    """The packets of a classic pcap of this machine's byte order, without their headers, and the link type."""
    with open(path, 'rb') as file:
        data = file.read()
    link, = struct.unpack_from('<I', data, 20)
    packets, at = [], 24
    while at < len(data):
        size, = struct.unpack_from('<I', data, at + 8)
        packets.append(data[at + 16:at + 16 + size])
        at += 16 + size
    return packets, link


def _payload(packet, link):
    """Up or down, and the bytes of the stream in one packet."""
    at = 16 if link == COOKED else 14
    kind, = struct.unpack_from('>H', packet, at - 2)
    if kind == _VLAN:
        kind, = struct.unpack_from('>H', packet, at + 2)
        at += 4
    if kind == _IPV4:
        end = at + struct.unpack_from('>H', packet, at + 2)[0]
        at += 20
    else:
        end = at + 40 + struct.unpack_from('>H', packet, at + 4)[0]
        at += 40
    destination, = struct.unpack_from('>H', packet, at + 2)
    return destination == PORT, packet[at + (packet[at + 12] >> 4) * 4:end]


def streams_of(path):
    """What the pile and what the platform sent in a capture without losses: two byte strings."""
    packets, link = packets_of(path)
    sent = [bytearray(), bytearray()]
    for packet in packets:
        up, payload = _payload(packet, link)
        sent[not up] += payload
    return bytes(sent[0]), bytes(sent[1])
