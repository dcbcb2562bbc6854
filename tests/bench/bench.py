# SPDX-License-Identifier: GPL-2.0-or-later
"""What ykcflow costs on a large capture, beside the least that any reader has to do and beside other programs; all in one run.

    YKC_BUILD=build python3 -B tests/bench/bench.py [FRAMES [ROUNDS]]

tshark takes minutes for a million frames: it is run once, over the first part of the capture that has a tenth of the frames, beside
ykcflow on the same part.

The capture is written once into YKC_BUILD/bench. Every round runs each program once (hyperfine), so that what else the machine does
meets all of them alike; medians of the rounds are printed, and ratios to the floor (floor.c). Peak memory is of a run of its own.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'golden'))
import harness  # noqa: E402

CONNECTIONS = 500
# What half of the connections do by app and half by card, AC and DC; one in ten lacks the reply to a stop command.
SAMPLES = ('card-charge', 'ac-charge', 'full-battery', 'two-guns', 'card-charge', 'ac-charge', 'full-battery', 'two-guns', 'card-charge',
           'stop-unanswered')
FLOOR = 'floor'


def capture_of(frames):
    folder = harness.BUILD / 'bench'
    folder.mkdir(exist_ok=True)
    capture = folder / f'{frames}-frames.pcap'
    if not capture.exists():
        samples = [str(harness.SOURCE / 'samples' / f'{name}.pcap') for name in SAMPLES]
        part = capture.with_suffix('.part')
        subprocess.run([harness.program('traffic'), str(frames), str(CONNECTIONS), part, *samples], check=True)
        part.rename(capture)
    return capture


def tshark_commands(capture):
    """tshark runs with the built plugin, and as an ordinary user: with root's rights it would leave out the plugin. -q alone dissects
    nothing in 4.0."""
    command = [*harness.as_ordinary_user(), 'tshark', '-n', '-r', str(harness.readable(capture)), '-d', 'tcp.port==8768,ykc']
    return {'tshark -q -z io,stat,0': [*command, '-q', '-z', 'io,stat,0'], 'tshark -T ek': [*command, '-T', 'ek']}


def commands(capture):
    ykcflow = str(harness.program('ykcflow'))
    return {
        FLOOR: [str(harness.program('floor')), str(capture)],
        'tcpdump -w /dev/null': ['tcpdump', '-r', str(capture), '-w', '/dev/null'],
        'capinfos': ['capinfos', str(capture)],
        'tcptrace': ['tcptrace', '-n', str(capture)],
        'ykcflow': [ykcflow, '-o', '/dev/null', str(capture)],
        'ykcflow -f ndjson': [ykcflow, '-f', 'ndjson', '-o', '/dev/null', str(capture)],
        'ykcflow frames -f ndjson': [ykcflow, 'frames', '-f', 'ndjson', '-o', '/dev/null', str(capture)],
    }


def environment_of(name):
    return harness.tshark_environment() if name.startswith('tshark') else dict(os.environ)


def run_once(name, command):
    """One run: seconds of the wall clock and of the processor."""
    result = harness.scratch() / 'hyperfine.json'
    subprocess.run(['hyperfine', '--runs', '1', '--shell', 'none', '--ignore-failure', '--export-json', str(result), '--style', 'none',
                    subprocess.list2cmdline(command)], check=True, env=environment_of(name), stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    run = json.loads(result.read_text(encoding='utf-8'))['results'][0]
    return run['times'][0], run['user'] + run['system']


def peak_memory(name, command):
    """KiB, by GNU time: a child of Python's would count what Python itself had in memory."""
    done = subprocess.run(['time', '-f', '%M', *command], env=environment_of(name), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          check=False)
    return int(done.stderr.split()[-1])


def median_of(runs):
    return [statistics.median(column) for column in zip(*runs)]


def compare(todo, rounds):
    """Run everything so many times, by turns, and print medians beside the first's."""
    memory = {name: peak_memory(name, command) for name, command in todo.items()}  # warms the cache, too
    runs = {name: [] for name in todo}
    for _ in range(rounds):
        for name, command in todo.items():
            runs[name].append(run_once(name, command))
    first = next(iter(todo))
    base_wall, base_cpu = median_of(runs[first])
    print(f'{"":26}{"wall s":>9}{"CPU s":>9}{"MiB":>9}{"wall":>9}{"CPU":>9}  times {first}')
    for name, times in runs.items():
        wall, cpu = median_of(times)
        print(f'{name:26}{wall:9.2f}{cpu:9.2f}{memory[name] / 1024:9.1f}{wall / base_wall:9.1f}{cpu / base_cpu:9.1f}', flush=True)


def main():
    frames = int(sys.argv[1]) if len(sys.argv) > 1 else 1000000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    capture, part = capture_of(frames), capture_of(max(1, frames // 10))
    print(f'{capture.stat().st_size / 1e6:.0f} MB, {frames} frames or a few more, {CONNECTIONS} connections; medians of {rounds} rounds')
    compare(commands(capture), rounds)
    print(f'\n{part.stat().st_size / 1e6:.0f} MB of it, once')
    compare({'ykcflow frames -f ndjson': commands(part)['ykcflow frames -f ndjson'], **tshark_commands(part)}, 1)


if __name__ == '__main__':
    main()
