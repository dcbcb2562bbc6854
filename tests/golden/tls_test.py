# SPDX-License-Identifier: GPL-2.0-or-later
"""YKC inside TLS: the records of a real handshake, made here, which tshark decrypts with the key log and decodes as YKC."""

import ssl
import subprocess

import frames
import harness
import trace

PORT = 9443
DECODE_AS = ('-d', f'tls.port=={PORT},ykc')
UP = [frames.HEARTBEAT, frames.REALTIME, frames.HEARTBEAT + frames.REALTIME]
DOWN = [frames.HEARTBEAT_REPLY]


def certificate():
    """A key and a certificate of nobody in particular."""
    key, chain = (harness.scratch() / name for name in ('tls.key', 'tls.pem'))
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=platform.example',
                    '-keyout', key, '-out', chain], check=True, capture_output=True)
    return chain, key


class Link:
    """Both ends of a TLS connection; every flight of one becomes a segment of the capture."""

    def __init__(self, connection, version, key_log):
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.load_cert_chain(*certificate())
        client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        client.check_hostname = False
        client.verify_mode = ssl.CERT_NONE
        client.minimum_version = client.maximum_version = version
        client.keylog_filename = str(key_log)
        self.send = (connection.up, connection.down)
        self.buffers = [(ssl.MemoryBIO(), ssl.MemoryBIO()) for _ in range(2)]
        self.ends = [context.wrap_bio(*pair, server_side=bool(side))
                     for side, (context, pair) in enumerate(zip((client, server), self.buffers))]

    def carry(self):
        """What both have to say goes to the capture and to the other."""
        for side in range(2):
            data = self.buffers[side][1].read()
            if data:
                self.send[side](data)
                self.buffers[1 - side][0].write(data)

    def shake_hands(self):
        left = set(self.ends)
        while left:
            for end in list(left):
                try:
                    end.do_handshake()
                    left.remove(end)
                except ssl.SSLWantReadError:
                    pass
                self.carry()

    def write(self, side, data):
        self.ends[side].write(data)
        self.carry()


class TlsTest(harness.GoldenTest):
    def dissected(self, version):
        """What tshark shows of a capture: type, checksum, voltage, decrypted and decoded."""
        path, key_log = (harness.scratch() / f'{version.name}.{ending}' for ending in ('pcap', 'keys'))
        capture = trace.Trace()
        connection = capture.connect(port=PORT)
        link = Link(connection, version, key_log)
        link.shake_hands()
        for data in UP:
            link.write(0, data)
        for data in DOWN:
            link.write(1, data)
        connection.close()
        capture.write(path)
        for file in (path, key_log):
            file.chmod(0o644)
        return harness.dissect(path, *DECODE_AS, '-o', f'tls.keylog_file:{key_log}', '-Y', 'ykc', '-T', 'fields',
                               *(argument for name in ('ykc.type', 'ykc.crc.status', 'ykc.voltage') for argument in ('-e', name)))

    def assert_decoded(self, version):
        wanted = [('3', '0', ''), ('19', '0', '225.1'), ('3,19', '0,0', '225.1'), ('4', '0', '')]
        rows = [tuple(line.split('\t')) for line in self.dissected(version).splitlines()]
        numbers = [(','.join(str(int(code, 0)) for code in types.split(',')), *rest) for types, *rest in rows]
        self.assertEqual(numbers, wanted)

    def test_tls_1_2(self):
        self.assert_decoded(ssl.TLSVersion.TLSv1_2)

    def test_tls_1_3(self):
        self.assert_decoded(ssl.TLSVersion.TLSv1_3)


if __name__ == '__main__':
    harness.main()
