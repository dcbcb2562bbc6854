# SPDX-License-Identifier: GPL-2.0-or-later
"""What the golden tests share: running the built programs, keeping away from what is installed, and telling what went wrong.

    YKC_BUILD=build-ci python3 -B tests/golden/framing_test.py [-v] [Class[.test]]

YKC_BUILD is the build folder: its bin/ykcflow, bin/make_samples, bin/list_fields and plugins/epan/ykc.so are tested, never
installed ones. With YKC_KEEP=FOLDER the captures that a test made stay there, and every command is shown as it is run.

Every test process has a scratch folder of its own, with a copy of the plugin and an empty configuration; nothing is written
anywhere else. A tshark that is started by root ignores every plugin folder but the system's, so root hands it to an ordinary user.
"""

import atexit
import functools
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
BUILD = Path(os.environ.get('YKC_BUILD', SOURCE / 'build-ci')).resolve()
PLUGIN = BUILD / 'plugins' / 'epan' / 'ykc.so'
SAMPLES = sorted((SOURCE / 'samples').glob('*.pcap'))
# Those in folders of their own too, each folder with an expected.tsv.
SAMPLE_FOLDERS = [SOURCE / 'samples' / name for name in ('.', 'rules', 'devices', 'dialects', 'encrypted')]
ALL_SAMPLES = [path for folder in SAMPLE_FOLDERS for path in sorted(folder.glob('*.pcap'))]

_NOBODY = 65534
_TIMEOUT = 120  # seconds; whatever takes longer hangs
_KEEP = os.environ.get('YKC_KEEP')
# A plugin that was built with AddressSanitizer needs its library in tshark before anything else. What tshark itself leaks is its own.
_SANITIZER = {'LD_PRELOAD': os.environ['YKC_SANITIZER'], 'ASAN_OPTIONS': 'detect_leaks=0'} if 'YKC_SANITIZER' in os.environ else {}
_PLAIN_ENVIRONMENT = {'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'TZ': 'UTC'}
# Segments out of order are put in order only on request, and what a later packet decides shows only in a second pass.
_BOTH_PASSES = ('-2', '-o', 'tcp.reassemble_out_of_order:TRUE')


class ToolError(Exception):
    """A program that the tests need is missing, or did not do what it was asked."""


def sample_name(path):
    """A sample as it is named below samples/: 'one-way.pcap', 'rules/bill.pcap'."""
    return str(path.resolve().relative_to(SOURCE / 'samples'))


def program(name):
    return BUILD / 'bin' / name


def _may_be_entered(folder):
    """True if the user that tshark runs as gets there."""
    return os.geteuid() != 0 or all(step.stat().st_mode & 0o001 for step in (folder, *folder.parents))


@functools.cache
def scratch():
    """A folder for this process that any user may read."""
    if _KEEP is not None:
        folder = Path(_KEEP).resolve() / Path(sys.argv[0]).stem
        folder.mkdir(parents=True, exist_ok=True)
    else:
        place = next(filter(_may_be_entered, map(Path, (tempfile.gettempdir(), '/tmp', '/var/tmp'))), None)
        folder = Path(tempfile.mkdtemp(prefix='ykc-golden-', dir=place))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder.chmod(0o755)
    if not _may_be_entered(folder):
        raise ToolError(f'{folder}: other users may not enter this folder, as tshark has to')
    return folder


def _run(command, environment, timeout=_TIMEOUT, **details):
    if _KEEP is not None:
        settings = ' '.join(f'{name}={shlex.quote(value)}' for name, value in environment.items())
        print(f'env -i {settings} {shlex.join(map(str, command))}', file=sys.stderr)
    return subprocess.run(command, env=environment, capture_output=True, check=False, timeout=timeout, **details)


# Wireshark's programs


def _find(tool):
    path = shutil.which(tool)
    if path is None:
        raise ToolError(f"{tool} is missing; './dev test' installs what the tests need (Debian: tshark)")
    return path


def wireshark_tool(tool, *arguments):
    """Run editcap, mergecap, nm and their like; returns their standard output."""
    done = _run([_find(tool), *arguments], _PLAIN_ENVIRONMENT)
    if done.returncode != 0:
        raise ToolError(f'{tool}: {done.stderr.decode(errors="replace").strip()}')
    return done.stdout.decode()


@functools.cache
def tshark_release():
    """The release as plugin folders are named by it: '4.0'."""
    version = wireshark_tool('tshark', '--version')
    return re.search(r'TShark[^\d]*(\d+\.\d+)', version).group(1)


@functools.cache
def tshark_environment():
    """What tshark needs to find the built plugin and nothing that is installed."""
    plugins = scratch() / 'plugins'
    if not PLUGIN.exists():
        raise ToolError(f'{PLUGIN} is missing; build it, or say with YKC_BUILD where the build folder is')
    (plugins / tshark_release() / 'epan').mkdir(parents=True, exist_ok=True)
    shutil.copy(PLUGIN, plugins / tshark_release() / 'epan')
    for name in ('home', 'configuration'):
        (scratch() / name).mkdir(exist_ok=True)
    for path in scratch().rglob('*'):
        path.chmod(0o755)
    return _PLAIN_ENVIRONMENT | {
        'HOME': str(scratch() / 'home'),
        'WIRESHARK_PLUGIN_DIR': str(plugins),
        'WIRESHARK_CONFIG_DIR': str(scratch() / 'configuration'),
    }


def as_ordinary_user():
    """What to put in front of a command so that root runs it as nobody."""
    if os.geteuid() != 0:
        return []
    return [_find('setpriv'), f'--reuid={_NOBODY}', f'--regid={_NOBODY}', '--clear-groups']


def run_tshark(*arguments, environment=None, under=()):
    """Run tshark with the built plugin and none but it; returns the finished process, whatever it did. `under` is a program with
    its options that tshark is run by."""
    return _run([*as_ordinary_user(), *under, _find('tshark'), *arguments],
                tshark_environment() | _SANITIZER | (environment or {}), timeout=_TIMEOUT * (10 if under else 1))


def tshark_command(*arguments, plugin=True):
    """The command line of run_tshark(), with its environment, for who runs it elsewhere; `plugin` False: without any plugin."""
    environment = _tshark_environment() | ({} if plugin else {'WIRESHARK_PLUGIN_DIR': str(scratch() / 'none')})
    return [_find('env'), '-i', *(f'{name}={value}' for name, value in environment.items()), *_as_ordinary_user(), _find('tshark'),
            *arguments]


def tshark(*arguments):
    """Run tshark, which has to succeed; returns its standard output."""
    done = run_tshark(*arguments)
    if done.returncode != 0:
        raise ToolError(f'tshark {shlex.join(map(str, arguments))}: {done.stderr.decode(errors="replace").strip()}')
    return done.stdout.decode()


def readable(capture):
    """A copy of the capture where tshark may read it: the user that it runs as may not enter the checkout."""
    capture = Path(capture)
    if scratch() in capture.parents:
        return capture
    copy = scratch() / f'{capture.resolve().parent.name}-{capture.name}'  # samples in different folders share names
    if not copy.exists():
        shutil.copyfile(capture, copy)
    copy.chmod(0o644)
    return copy


def dissect(capture, *arguments):
    """Run tshark over a capture, in two passes; returns its standard output."""
    return tshark('-n', *_BOTH_PASSES, '-r', str(readable(capture)), *arguments)


# Our programs


def run_program(name, *arguments):
    """Run one of the programs that were built beside ykcflow; it has to succeed."""
    done = _run([program(name), *arguments], _PLAIN_ENVIRONMENT)
    if done.returncode != 0:
        raise ToolError(f'{name}: {done.stderr.decode(errors="replace").strip()}')


def run_ykcflow(*arguments, **details):
    """Run ykcflow; returns the finished process, whatever it did. `details` are those of subprocess.run()."""
    return _run([program('ykcflow'), *map(str, arguments)], _PLAIN_ENVIRONMENT, **details)


# Tests


class GoldenTest(unittest.TestCase):
    maxDiff = 4000

    def assert_none(self, wrong, most=12):
        """Nothing is wrong; what is, is told one a line."""
        if wrong:
            rest = [f'... and {len(wrong) - most} more'] if len(wrong) > most else []
            self.fail('\n'.join(['', *wrong[:most], *rest]))


class _Result(unittest.TextTestResult):
    """Says under every failure how to see it again."""

    def _add_command(self, failures, test):
        # A test that could not be set up is named "setUpClass (module.Class)".
        name = test.id() if not test.id().startswith('setUp') else re.search(r'\((.*)\)', test.id()).group(1)
        name = re.sub(r'^\w+\.', '', name.split(' ')[0])
        command = f'YKC_BUILD={shlex.quote(str(BUILD))} python3 -B {shlex.quote(sys.argv[0])} {name}'
        failed, text = failures[-1]
        failures[-1] = (failed, f'{text}\nAgain: {command}\n')

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._add_command(self.failures, test)

    def addError(self, test, err):
        super().addError(test, err)
        self._add_command(self.errors, test)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._add_command(self.failures if issubclass(err[0], test.failureException) else self.errors, test)


def main():
    unittest.main(module='__main__', testRunner=unittest.TextTestRunner(resultclass=_Result))
