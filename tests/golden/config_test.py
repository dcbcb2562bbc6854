#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Options from a key file: the same as on the command line, which wins; what is wrong with it is told in one line."""

import json

import harness

UNUSABLE = 2
SAMPLE = harness.SOURCE / 'samples' / 'stop-unanswered.pcap'


def write_config(text, name='ykcflow.conf'):
    path = harness.scratch() / name
    path.write_text(text, encoding='utf-8')
    return path


def run(config, *arguments):
    return harness.run_ykcflow(*arguments, '--config', write_config(config), SAMPLE)


class ConfigTest(harness.GoldenTest):
    def assert_same(self, config, options, command=()):
        configured, spelt = run(config, *command), harness.run_ykcflow(*command, *options, SAMPLE)
        self.assertEqual((configured.returncode, configured.stdout), (spelt.returncode, spelt.stdout), config)

    def test_a_configuration_says_what_the_command_line_would(self):
        self.assert_same('[options]\nformat=json\n', ['-f', 'json'])
        self.assert_same('[options]\nrule=reply/missing=note;bill/=off\n', ['--rule', 'reply/missing=note', '--rule', 'bill/=off'])
        self.assert_same('[options]\nlang=zh\nall=true\nladder=false\n', ['--lang', 'zh', '--all'])
        self.assert_same('[frames]\nverbose=true\n', ['-v'], ['frames'])

    def test_a_group_is_for_its_command_only(self):
        self.assert_same('[frames]\nformat=ndjson\n[analyse]\nall=true\n', ['--all'])
        self.assert_same('[frames]\nformat=ndjson\n[analyse]\nall=true\n', ['-f', 'ndjson'], ['frames'])
        # An option of another command is not a mistake in the group for all.
        self.assert_same('[options]\nfail-on=note\nverbose=true\n', ['-v'], ['frames'])

    def test_the_command_line_wins(self):
        config = '[options]\nformat=json\nfail-on=never\ntime-zone=+00:00\nredact=true\n'
        configured = run(config, '-f', 'text', '--fail-on', 'error', '--time-zone', '+08:00', '--show-secrets')
        spelt = harness.run_ykcflow('--show-secrets', SAMPLE)
        self.assertEqual((configured.returncode, configured.stdout), (spelt.returncode, spelt.stdout))
        self.assertEqual(run(config, '-f', 'json').returncode, 0)
        self.assertTrue(json.loads(run(config).stdout)['findings'])

    def test_one_line_names_file_group_key_and_remedy(self):
        cases = (
            ('[optoins]\nall=true\n', '[optoins]', '[options]'),
            ('[options]\nfial-on=warning\n', '[options] fial-on', 'did you mean fail-on'),
            ('[options]\nfail-on=wrong\n', '[options] --fail-on wrong', 'note, warning, error or never'),
            ('[analyse]\nall=yes\n', '[analyse] all=yes', 'true or false'),
            ('[analyse]\nrule=no/such=off\n', '[analyse] --rule', 'no/such'),
            ('[options]\nlimit=reply=soon\n', '[options] --limit', 'reply'),
            ('[options]\nport=seventy\n', '[options] --port seventy', '8768'),
            ('[options]\noutput=x\n', '[options] output', 'no such option'),
            ('no group\n', 'configuration', '[options]'),
        )
        for config, *named in cases:
            with self.subTest(config):
                done = run(config, '--lang', 'en')
                lines = done.stderr.decode().splitlines()
                self.assertEqual((done.returncode, len(lines), done.stdout), (UNUSABLE, 1, b''), lines)
                for name in ('ykcflow.conf', *named):
                    self.assertIn(name, lines[0])

    def test_another_commands_group_is_checked_too(self):
        self.assertEqual(run('[frames]\nverbsoe=true\n').returncode, UNUSABLE)

    def test_a_configuration_that_is_not_there(self):
        done = harness.run_ykcflow('--config', 'nowhere.conf', SAMPLE)
        self.assertEqual((done.returncode, len(done.stderr.splitlines())), (UNUSABLE, 1))
        self.assertIn('nowhere.conf', done.stderr.decode())


if __name__ == '__main__':
    harness.main()
