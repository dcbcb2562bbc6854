# SPDX-License-Identifier: GPL-2.0-or-later
"""Help, manual page and completions: all know the same options; and progress on a terminal."""

import os
import pty
import re
import select
import subprocess
import time
import unicodedata

import frames
import harness
import trace

COMMANDS = ('', 'frames', 'decode', 'import', 'redact', 'rules')
MANUAL = harness.SOURCE / 'docs' / 'ykcflow.1'
BASH = harness.SOURCE / 'completions' / 'ykcflow.bash'
ZSH = harness.SOURCE / 'completions' / '_ykcflow'


def help_of(command, language='en'):
    done = harness.run_ykcflow(*filter(None, [command]), '--help', '--lang', language)
    assert done.returncode == 0 and done.stderr == b''
    return done.stdout.decode()


def options_of(command):
    return set(re.findall(r'^  (?:-\w, )?--([a-z-]+)', help_of(command), re.M))


def columns(line):
    return sum(2 if unicodedata.east_asian_width(character) in 'WF' else 1 for character in line)


def complete(line):
    """What bash offers behind a line that is being typed."""
    script = (f'source {BASH}; COMP_LINE="$1"; COMP_POINT=${{#1}}; read -ra COMP_WORDS <<<"$1"; '
              '[[ $1 == *" " ]] && COMP_WORDS+=(""); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _ykcflow; printf "%s\\n" "${COMPREPLY[@]}"')
    environment = {'PATH': f'{harness.BUILD / "bin"}:{os.environ["PATH"]}', 'LC_ALL': 'C.UTF-8'}
    done = subprocess.run(['bash', '-c', script, 'bash', line], env=environment, capture_output=True, text=True, timeout=60,
                          check=True, cwd=harness.SOURCE / 'samples')
    assert done.stderr == '', (line, done.stderr)
    return set(done.stdout.split('\n')) - {''}


class HelpTest(harness.GoldenTest):
    def test_help_has_examples_and_fits_80_columns_in_either_language(self):
        for command in COMMANDS:
            for language, heading in (('en', 'Examples:'), ('zh', '示例：')):
                text = help_of(command, language)
                self.assertIn(heading, text)
                self.assertIn(f'ykcflow {command}'.strip(), text.split(heading)[1])
                self.assert_none([f'{command} {language}: {line}' for line in text.split('\n') if columns(line) > 80])

    def test_the_manual_page_has_every_option_and_no_other(self):
        known = set().union(*map(options_of, COMMANDS))
        self.assertEqual(set(re.findall(r'Fl -([a-z-]+)', MANUAL.read_text())), known)

    def test_the_manual_page_is_well_formed(self):
        done = subprocess.run(['mandoc', '-T', 'lint', '-W', 'warning', MANUAL], capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, ''))

    def test_completions_know_every_option(self):
        zsh = ZSH.read_text()
        for command in COMMANDS:
            with self.subTest(command):
                offered = complete(f'ykcflow {command} --'.replace('  ', ' '))
                self.assertEqual(offered, {f'--{option}' for option in options_of(command)})
            self.assert_none([option for option in options_of(command) if f'--{option}' not in zsh])

    def test_bash_completes_values(self):
        cases = (
            ('ykcflow -f ht', {'html'}),
            ('ykcflow --format=m', {'mermaid'}),
            ('ykcflow frames -f ', {'text', 'ndjson'}),
            ('ykcflow decode -f ', {'text', 'json', 'ndjson', 'csv'}),
            ('ykcflow --fail-on w', {'warning'}),
            ('ykcflow --rule reply/la', {'reply/late='}),
            ('ykcflow --rule reply/late=no', {'reply/late=note'}),
            ('ykcflow --limit heartbeat', {'heartbeat=', 'heartbeat-lost='}),
            ('ykcflow rules power-on/model-n', {'power-on/model-not-fetched'}),
            ('ykcflow stop-un', {'stop-unanswered.pcap'}),
            ('ykcflow fra', {'frames'}),
            ('ykcflow im', {'import'}),
        )
        for line, expected in cases:
            with self.subTest(line):
                self.assertEqual(complete(line), expected)

    def test_zsh_reads_its_completion(self):
        done = subprocess.run(['zsh', '-n', ZSH], capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ''))


class ProgressTest(harness.GoldenTest):
    """A capture that comes slowly, through standard input."""

    REPEATED = 1 << 15

    @classmethod
    def setUpClass(cls):
        capture = trace.Trace()
        connection = capture.connect()
        beat = frames.frame(0x03, bytes.fromhex('32010600019236') + b'\x01\x00')
        connection.up(beat)
        capture.packets += capture.packets[-1:] * cls.REPEATED
        path = harness.scratch() / 'slow.pcap'
        capture.write(path)
        cls.bytes = path.read_bytes()

    def told(self, *options):
        """What a terminal at standard error is told."""
        ours, theirs = pty.openpty()
        reader = subprocess.Popen([harness.program('ykcflow'), *options, '-o', '/dev/null', '-'], stdin=subprocess.PIPE,
                                  stdout=subprocess.DEVNULL, stderr=theirs, env={'LC_ALL': 'C.UTF-8'})
        os.close(theirs)
        half = len(self.bytes) // 2
        reader.stdin.write(self.bytes[:half])
        reader.stdin.flush()
        time.sleep(1.3)
        reader.stdin.write(self.bytes[half:])
        reader.stdin.close()
        text = b''
        while select.select([ours], [], [], 30)[0]:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            text += part
        os.close(ours)
        self.assertIn(reader.wait(30), (0, 1))
        return text.decode()

    def test_a_terminal_is_told_how_far_it_is_and_cleaned_up(self):
        text = self.told()
        self.assertRegex(text, r'ykcflow: \d+ packets read, capture 1 of 1')
        self.assertTrue(text.endswith('\r\x1b[K'), repr(text))

    def test_never_means_never(self):
        self.assertNotIn('packets read', self.told('--progress', 'never'))


if __name__ == '__main__':
    harness.main()
