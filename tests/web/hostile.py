# SPDX-License-Identifier: GPL-2.0-or-later
"""hostile.py OUT.pcap: a capture whose text fields hold markup, terminal escapes, formulas and marks that turn text around.

The frames have a wrong checksum: each becomes a finding, which reports show with every field.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'golden'))

import frames  # noqa: E402
import trace  # noqa: E402

PILE = bytes.fromhex('32010600019236')
PASSWORD = b'hush-hush-123456'
VINS = (b'<script>alert(1)', b'"><img src=x o=1>', b"=cmd|' /C calc'!A", b'\x1b[31m\x1b]0;red\x07', '\u202ekcab\u2066xyz'.encode(),
        b'a;b#c%d{e}`f[g]|h', b'</script><b>bold!', b'-->\r\n\t@SUM(1+1)', b'end\nNote over ab:', b'\\u003cx"y\'z&lt;')


def login(version):
    """0x01: pile, type, guns, protocol version, software version, network, SIM, carrier."""
    return frames.frame(0x01, PILE + b'\x00\x02\x10' + version[:8].ljust(8, b'\0') + b'\x00' + bytes(10) + b'\x04', crc='bad')


def start_request(vin):
    """0x31: pile, gun, start mode VIN, password needed, account or card, password, VIN backwards."""
    return frames.frame(0x31, PILE + b'\x01\x03\x01' + b'=2+5+cmd' + PASSWORD + vin.ljust(17, b'\0')[::-1], crc='bad')


def update(server, path):
    """0x94: pile, type, power, server, port, user, password, path, when, timeout."""
    body = (PILE + b'\x01\x64\x00' + server.ljust(16, b'\0') + b'\x15\x00' + b'<i>user</i>'.ljust(16, b'\0') + PASSWORD +
            path.ljust(32, b'\0') + b'\x01\x05')
    return frames.frame(0x94, body, crc='bad')


def main():
    capture = trace.Trace()
    hostile = [login(version) for version in (b'<script>', b'=1\x1b[2J', b'"onload=')] + [start_request(vin) for vin in VINS]
    hostile += [update(b'</script><svg/on', b'<img src=x onerror=alert(1)>;a#b'), b'no frame: <script>alert(1)</script>' * 3]
    # A connection each: of many findings of one rule on a connection only the first are told one by one.
    for sent in hostile:
        connection = capture.connect()
        connection.up(frames.frame(0x03, PILE + b'\x01\x00'))
        (connection.down if sent[5] == 0x94 else connection.up)(sent)
        connection.up(frames.frame(0x03, PILE + b'\x01\x00', sequence=1))
        connection.close()
    capture.write(sys.argv[1])


main()
