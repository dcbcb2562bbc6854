# SPDX-License-Identifier: GPL-2.0-or-later
"""What each of the two faces says about a capture, brought into one form so that it can be compared.

A face is read with tshark_face() or ykcflow_face(); both give a Face. Values are compared by the rules of COMPARED_AS.
"""

import collections
import datetime
import decimal
import functools
import json
import re
import xml.etree.ElementTree
from dataclasses import dataclass, field

import harness


def _truth(value):
    return value if isinstance(value, bool) else {'0': False, '1': True, 'False': False, 'True': True}[value]


def _integer(value):
    if isinstance(value, (bool, float)):
        raise ValueError(f'{value!r} is no integer')
    return value if isinstance(value, int) else int(value, 0)


def _decimal(value):
    if not isinstance(value, str):
        raise ValueError(f'{value!r} is no decimal text')
    return decimal.Decimal(value) + 0


def _text(value):
    if not isinstance(value, str):
        raise ValueError(f'{value!r} is no text')
    return value


def _moment(value):
    value = re.sub(r'(\.\d{6})\d*', r'\1', value)
    if value.endswith(' UTC'):
        moment = datetime.datetime.strptime(value, '%b %d, %Y %H:%M:%S.%f UTC').replace(tzinfo=datetime.timezone.utc)
    elif re.match(r'\d{4}-\d\d-\d\dT', value):
        moment = datetime.datetime.fromisoformat(value.replace('Z', '+00:00'))
    else:
        return value  # the digits of an impossible time
    return moment.astimezone(datetime.timezone.utc).isoformat(timespec='microseconds')


_INTEGERS = tuple(f'FT_{sign}INT{bits}' for sign in ('', 'U') for bits in (8, 16, 24, 32, 40, 48, 56, 64))

# The rules by which values are the same, by Wireshark's type of the field. There are no others.
COMPARED_AS = {
    # what both become         tshark writes (PDML)                       ykcflow writes (NDJSON)
    'FT_BOOLEAN': _truth,  # 0 1; from 4.2 on False True                  false true
    **dict.fromkeys(_INTEGERS, _integer),  # 18; 0x12 if hex is shown     18; "0x12"
    'FT_DOUBLE': _decimal,  # 225.1 0 -0                                  "225.10" "0.0", a text and never a float; -0 is 0
    'FT_ABSOLUTE_TIME': _moment,  # Jan  3, 2026 08:40:38.606000000 UTC   "2026-01-03T16:40:38.606+08:00"
    #                               from 4.6 on 2026-01-03T08:40:38.606000000Z
    'FT_STRING': _text,  # text                                           "text", the same to the letter
}
# Besides, by the meaning of the two records:
# - What was not measured is a ykc.not_measured that names the field in tshark, and absent in ykcflow: it is left out.
# - A time that is none is a ykc.impossible_time under the field's label in tshark, and the field itself with the bytes as hex
#   digits in ykcflow: it is that text, under the field's name.
# - A field that repeats is several fields in tshark, and a list in ykcflow: every field is a list, an empty one is left out.

# What belongs to every frame rather than to its body, protocol reference 2.1 and the beginning of 5; compared by itself.
OUTSIDE_THE_BODY = ('start', 'length', 'sequence', 'encryption', 'type', 'direction', 'dialect', 'crc', 'crc.status', 'crc.computed')
# Bytes of a body that no field covers: tshark's name, ykcflow's.
REMAINDERS = {'cut_off': 'cut_off', 'extra': 'undecoded', 'body': 'undecoded', 'encrypted_body': 'undecoded'}
# What stands in the place of a body that was decrypted, whose fields are in a data source of their own.
CIPHERTEXT = 'ciphertext'
# Trees around fields.
CONTAINERS = ('card', 'tariff', 'slots')
# What the flow engine says of a frame is no part of it: findings, and what ties it to other frames.
OF_THE_FLOW = re.compile(r'ykc\.(finding|charge|response_\w+|repeat_of)(\.|$)')

CRC_STATUS = {0: 'good', 1: 'swapped', 2: 'table', 3: 'bad'}


@dataclass
class Frame:
    """One frame as a face showed it."""
    packet: int
    index: int
    code: int
    sequence: int
    crc: str
    up: bool
    encrypted: bool
    fields: dict  # name without ykc.: list of values
    remainder: dict  # 'cut_off' or 'undecoded': bytes as hex

    def __str__(self):
        return f'packet {self.packet} frame {self.index} (0x{self.code:02X})'

    def value(self, name):
        """The only value of a field; None if it has none."""
        values = self.fields.get(name, [None])
        assert len(values) == 1, f'{self}: {name} is there {len(values)} times'
        return values[0]


@dataclass
class Face:
    name: str
    frames: list
    garbage: dict = field(default_factory=collections.Counter)  # bytes by packet; ykcflow: by that of the frame behind them
    garbage_bytes: int = 0
    messages: str = ''  # ykcflow: what it wrote on standard error
    packets: dict = field(default_factory=dict)  # tshark: by number, the ykc trees of PDML
    experts: dict = field(default_factory=dict)  # tshark: by packet, the expert items, ykc. and all, without findings
    malformed: list = field(default_factory=list)  # tshark: packets in which Wireshark caught an exception

    def of(self, packets):
        """The frames of some packets."""
        return [frame for frame in self.frames if frame.packet in packets]

    def garbage_of(self, packets):
        return [count for packet, count in sorted(self.garbage.items()) if packet in packets]


# tshark


@functools.cache
def wireshark_fields():
    """Every field of the plugin: name without ykc. to (type, label)."""
    fields = {}
    for row in harness.tshark('-G', 'fields').splitlines():
        columns = row.split('\t')
        if columns[0] == 'F' and columns[4] == 'ykc':
            fields[columns[2].removeprefix('ykc.')] = (columns[3], columns[1])
    return fields


def name_of(element):
    return element.get('name').removeprefix('ykc.')


def leaves_of(tree, parts=True):
    """The fields below an element of PDML, in order: those inside containers, and with `parts` those inside other fields."""
    for child in tree.findall('field'):
        if not child.get('name').startswith('ykc.') or OF_THE_FLOW.match(child.get('name')):
            continue
        if name_of(child) in CONTAINERS:
            yield from leaves_of(child, parts)
            continue
        yield child
        if parts:
            yield from leaves_of(child, parts)


def _named_value(element):
    """Name and value of one field; no name if it says that there is none."""
    name, value = name_of(element), element.get('show')
    if name == 'not_measured':
        return None, None
    if name == 'impossible_time':
        label = element.get('showname').split(': ')[0]
        name = next(known for known, (kind, text) in wireshark_fields().items() if kind == 'FT_ABSOLUTE_TIME' and text == label)
        return name, value
    return name, COMPARED_AS[wireshark_fields()[name][0]](value)


def _frame_of_tree(packet, index, tree):
    header, fields, remainder = {}, {}, {}
    for element in leaves_of(tree):
        name = name_of(element)
        if name in OUTSIDE_THE_BODY:
            header[name] = int(element.get('show'), 0)
        elif name in REMAINDERS:
            remainder[REMAINDERS[name]] = element.get('value')
        elif name != CIPHERTEXT:
            name, value = _named_value(element)
            if name is not None:
                fields.setdefault(name, []).append(value)
    return Frame(packet=packet, index=index, code=header['type'], sequence=header['sequence'], crc=CRC_STATUS[header['crc.status']],
                 up=header['direction'] == 0, encrypted=header['encryption'] == 1, fields=fields, remainder=remainder)


def is_frame(tree):
    return tree.find('field[@name="ykc.type"]') is not None


def tshark_face(capture, *options):
    """What the plugin shows. `options` are tshark's."""
    document = xml.etree.ElementTree.fromstring(harness.dissect(capture, '-T', 'pdml', '-J', 'ykc', *options))
    face = Face('tshark', [])
    for packet in document.iter('packet'):
        number = int(packet.find('proto[@name="geninfo"]/field[@name="num"]').get('show'))
        trees = packet.findall('proto[@name="ykc"]')
        if packet.find('proto[@name="_ws.malformed"]') is not None:
            face.malformed.append(number)
        if not trees:
            continue
        face.packets[number] = trees
        face.experts[number] = [item.get('name') for tree in trees for item in tree.iterfind('.//field[@name="_ws.expert"]/field')
                                if item.get('name').startswith('ykc.') and not OF_THE_FLOW.match(item.get('name'))]
        for index, tree in enumerate(filter(is_frame, trees)):
            face.frames.append(_frame_of_tree(number, index, tree))
        for garbage in packet.iterfind('proto/field[@name="ykc.garbage"]'):
            face.garbage[number] += int(garbage.get('size'))
    face.garbage_bytes = sum(face.garbage.values())
    return face


def info_of(capture, *options):
    """The Info column of every packet, by number."""
    columns = '"No.","%m","Info","%i"'
    document = xml.etree.ElementTree.fromstring(
        harness.dissect(capture, '-T', 'psml', '-o', f'gui.column.format:{columns}', *options))
    rows = [[section.text or '' for section in packet] for packet in document.iter('packet')]
    return {int(number): info for number, info in rows}


# ykcflow


def _frame_of_record(record):
    fields = {}
    for name, value in record['fields'].items():
        compared_as = COMPARED_AS[wireshark_fields()[name][0]]
        values = [compared_as(element) for element in (value if isinstance(value, list) else [value])]
        if values:
            fields[name] = values
    remainder = {name: record[name].lower() for name in ('cut_off', 'undecoded') if name in record}
    return Frame(packet=record['frame'], index=record['index'], code=int(record['code'], 16), sequence=record['sequence'],
                 crc=record['crc'], up=record['direction'] == 'up', encrypted=record['encrypted'], fields=fields, remainder=remainder)


def records_of(done):
    """The records that ykcflow wrote."""
    return [json.loads(line) for line in done.stdout.splitlines()]


def ykcflow_face(capture, *options):
    """What `ykcflow frames` shows. `options` are ykcflow's."""
    done = harness.run_ykcflow('frames', '-f', 'ndjson', *options, capture)
    messages = done.stderr.decode()
    if done.returncode != 0:
        raise harness.ToolError(f'ykcflow: exit status {done.returncode}: {messages.strip()}')
    face = Face('ykcflow', [], messages=messages)
    for record in records_of(done):
        face.frames.append(_frame_of_record(record))
        if 'garbage_before' in record:
            face.garbage[record['frame']] += record['garbage_before']
    total = re.search(r'(\d+) bytes of garbage', messages)
    face.garbage_bytes = int(total.group(1)) if total else 0
    return face


# Comparing


def _field_differences(left, right, names):
    differences = []
    for name in sorted(left.fields.keys() | right.fields.keys()):
        ours, theirs = left.fields.get(name), right.fields.get(name)
        if ours != theirs:
            differences.append(f'{left}: {name}: {names[0]} {_shown(ours)}, {names[1]} {_shown(theirs)}')
    return differences


def _shown(values):
    if values is None:
        return 'has none'
    return ', '.join(str(value) for value in values)


def differences(left, right):
    """Where two faces do not show the same frames, or the same values in them; readable, one a line."""
    names = (left.name, right.name)
    by_place = [{(frame.packet, frame.index): frame for frame in face.frames} for face in (left, right)]
    found = []
    for place in sorted(by_place[0].keys() | by_place[1].keys()):
        ours, theirs = (frames.get(place) for frames in by_place)
        if ours is None or theirs is None:
            found.append(f'{ours or theirs}: only {names[ours is None]} has it')
            continue
        for member in ('code', 'sequence', 'crc', 'up', 'encrypted', 'remainder'):
            mine, other = getattr(ours, member), getattr(theirs, member)
            if mine != other:
                found.append(f'{ours}: {member}: {names[0]} {mine}, {names[1]} {other}')
        found += _field_differences(ours, theirs, names)
    if left.garbage_bytes != right.garbage_bytes:
        found.append(f'bytes of garbage: {names[0]} {left.garbage_bytes}, {names[1]} {right.garbage_bytes}')
    return found
