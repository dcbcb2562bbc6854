# SPDX-License-Identifier: GPL-2.0-or-later
"""Logs as the field writes them: the packets of a capture as lines of text, in several shapes."""

import datetime
import struct
from pathlib import Path

import trace

STATION = datetime.timezone(datetime.timedelta(hours=8))
PCAP_HEADER = 24


def segments(path):
    """The payloads of a classic pcap's TCP segments: time (UTC), up or down, bytes."""
    data = Path(path).read_bytes()
    link, = struct.unpack_from('<I', data, 20)
    at = PCAP_HEADER
    while at < len(data):
        seconds, microseconds, captured, _ = struct.unpack_from('<IIII', data, at)
        packet = data[at + 16:at + 16 + captured]
        at += 16 + captured
        up, payload = trace._payload(packet, link)
        if payload:
            moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc) + datetime.timedelta(microseconds=microseconds)
            yield moment, up, payload


def history(moment, up, data):
    """The history of a platform (ev-charger-protocol-agent)."""
    return [f'{moment.astimezone(STATION):%Y-%m-%d %H:%M:%S.%f} [cmd] [{"上行" if up else "下行"}] {data.hex().upper()}']


def serial_tool(moment, up, data):
    """What a platform's own log has: words that depend on whose log it is, blanks, a comma in front of the fraction."""
    return [f'{moment.astimezone(STATION):%Y/%m/%d %H:%M:%S,%f} {"RX" if up else "TX"}: {data.hex(" ")}']


def dump(moment, up, data):
    """The rows of a dump with characters behind them, and no date."""
    rows = [f'[{moment.astimezone(STATION):%H:%M:%S.%f}] {"recv" if up else "send"} {len(data)} bytes']
    for at in range(0, len(data), 16):
        row = data[at:at + 16]
        text = ''.join(chr(byte) if 32 <= byte < 127 else '.' for byte in row)
        rows.append(f'{at:04x}  {row.hex(" "):<47}  {text}')
    return rows


def c_array(moment, up, data):
    """What printf("0x%x,") leaves, in milliseconds since 1970, with an arrow."""
    stamp = int(moment.timestamp() * 1000)
    return [f'{stamp} {"<-" if up else "->"} {{{",".join(f"0x{byte:x}" for byte in data)}}}']


def bare(moment, up, data):
    """Nothing but digits."""
    return [data.hex()]


def of_capture(path, shape):
    return '\n'.join(line for segment in segments(path) for line in shape(*segment)) + '\n'
