#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The committed samples are what make_samples writes, and what their README promises."""

import re
import subprocess

import harness

README = harness.SOURCE / 'samples' / 'README.md'


def first_difference(left, right):
    return next((at for at, (a, b) in enumerate(zip(left, right)) if a != b), min(len(left), len(right)))


class SamplesTest(harness.GoldenTest):
    @classmethod
    def setUpClass(cls):
        cls.fresh = harness.scratch() / 'samples'
        cls.fresh.mkdir(exist_ok=True)
        subprocess.run([harness.program('make_samples'), cls.fresh], check=True, timeout=60)

    def test_the_samples_can_be_made_again_byte_for_byte(self):
        made = {str(path.relative_to(self.fresh)): path.read_bytes() for path in self.fresh.rglob('*') if path.is_file()}
        committed = {harness.sample_name(path): path.read_bytes() for path in harness.ALL_SAMPLES}
        committed |= {harness.sample_name(path): path.read_bytes() for path in harness.SOURCE.glob('samples/encrypted/*.keys')}
        # What has to be found in these stands in their stories and is written from there.
        for folder in harness.SAMPLE_FOLDERS[1:]:
            committed[harness.sample_name(folder / 'expected.tsv')] = (folder / 'expected.tsv').read_bytes()
        self.assertEqual(sorted(made), sorted(committed), "other files; './dev samples' writes them")
        self.assert_none([f"{name}: differs from byte {first_difference(data, committed[name])} on; './dev samples' writes it again"
                          for name, data in made.items() if data != committed[name]])

    def test_the_readme_names_every_sample_in_both_languages(self):
        english, chinese = README.read_text(encoding='utf-8').split('\n---\n')
        for text in (english, chinese):
            named = re.findall(r'^\| `([^`]+\.pcap)` \|', text, re.MULTILINE)
            self.assertEqual(sorted(named), sorted(map(harness.sample_name, harness.ALL_SAMPLES)))

    def test_the_readme_counts_the_frames(self):
        for name, count in re.findall(r'^\| `([^`]+\.pcap)` \| (\d+) \|', README.read_text(encoding='utf-8'), re.MULTILINE):
            done = harness.run_ykcflow('frames', '-f', 'ndjson', harness.SOURCE / 'samples' / name)
            self.assertEqual(len(done.stdout.splitlines()), int(count), name)

    def test_the_list_of_samples_is_complete(self):
        done = subprocess.run([harness.program('make_samples'), '--list'], check=True, capture_output=True, timeout=60)
        listed = sorted(line.split()[0] for line in done.stdout.decode().splitlines())
        self.assertEqual(listed, sorted(map(harness.sample_name, harness.ALL_SAMPLES)))


if __name__ == '__main__':
    harness.main()
