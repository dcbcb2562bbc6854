# SPDX-License-Identifier: GPL-2.0-or-later
"""Bytes of YKC frames, written and taken apart without the project's own code: what the tests know by themselves.

Layout and checksum: V1.6 sections 3.1 and 13.2.
"""

START = 0x68
HEADER = 6  # bytes in front of the body: start, length, sequence number, encryption flag, type
CHECKSUM = 2  # bytes behind it
OVERHEAD = 4  # bytes of a frame that its length byte does not count


def _crc_table():
    table = []
    for entry in range(256):
        for _ in range(8):
            entry = entry >> 1 ^ (0xA001 if entry & 1 else 0)
        table.append(entry)
    return table


_TABLE = _crc_table()
# As in the documents of V1.4 and V1.5: index 0x5F has 0x40 where 0x38 is right (quirk Q-2).
_MISPRINTED = _TABLE[:0x5F] + [0x4000 | _TABLE[0x5F] & 0xFF] + _TABLE[0x60:]


def crc16(data, table=None):
    """CRC-16/MODBUS."""
    crc = 0xFFFF
    for byte in data:
        crc = crc >> 8 ^ (table or _TABLE)[(crc ^ byte) & 0xFF]
    return crc


def _checksum(data, kind):
    crc = crc16(data, _MISPRINTED if kind == 'table' else None)
    if kind == 'bad':
        crc ^= 0x5A5A
    return crc.to_bytes(CHECKSUM, 'big' if kind == 'swapped' else 'little')


def frame(code, body, sequence=0, encryption=0, crc='good'):
    """A whole frame; `crc` is how its checksum is to be: good, swapped, table or bad."""
    counted = sequence.to_bytes(2, 'little') + bytes([encryption, code]) + body
    return bytes([START, len(counted)]) + counted + _checksum(counted, crc)


def with_crc(whole, crc):
    """The same frame with another checksum."""
    return whole[:-CHECKSUM] + _checksum(whole[2:-CHECKSUM], crc)


def code_of(whole):
    return whole[5]


def body_of(whole):
    return whole[HEADER:-CHECKSUM]


def crc_of(whole):
    """What the checksum of a frame is: good, swapped or other."""
    crc = crc16(whole[2:-CHECKSUM])
    sent = whole[-CHECKSUM:]
    if sent == crc.to_bytes(2, 'little'):
        return 'good'
    return 'swapped' if sent == crc.to_bytes(2, 'big') else 'other'


def has_right_length(whole):
    return len(whole) > 1 and whole[1] == len(whole) - OVERHEAD


def split(stream):
    """The frames of a stream that has nothing but whole frames."""
    frames = []
    while stream:
        size = stream[1] + OVERHEAD
        whole, stream = stream[:size], stream[size:]
        assert whole[0] == START and len(whole) == size, f'no frame here: {whole.hex()}'
        frames.append(whole)
    return frames


# Frames that many tests send; the pile and the card are invented.
PILE = bytes.fromhex('32010600019236')
HEARTBEAT = frame(0x03, PILE + bytes([1, 0]), sequence=7)
HEARTBEAT_REPLY = frame(0x04, PILE + bytes([1, 0]), sequence=7)
STOP = frame(0x36, PILE + bytes([1]), sequence=9)
SERIAL = PILE + bytes.fromhex('01' '260316090000' '0001')
REALTIME = frame(0x13, SERIAL + PILE + bytes.fromhex(
    '01' '03' '00' '01'  # gun 1, charging, not in its holder, plugged in
    'CB08' 'E803' '5A'  # 225.1 V, 100.0 A, 40 °C
    '0000000000000001' '37' '50' '1E00' '2D00'  # cable code, 55 %, 30 °C, 30 min, 45 min
    '40E20100' '40E20100' '20A10700' '0000'), sequence=8)  # 12.3456 kWh twice, 50.0000 yuan, no fault
