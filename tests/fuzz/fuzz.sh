#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# fuzz.sh BUILD TARGET SECONDS: run a fuzz target on its saved corpus and on the samples, then on what it thinks of for some
# seconds. What it learns stays in BUILD/fuzz/corpus/TARGET; an input that fails is named, and stays in BUILD/fuzz.
set -eu
build=$1
target=$2
seconds=$3
source=$(cd "$(dirname "$0")/../.." && pwd)
seeds=$build/fuzz/seeds
corpus=$build/fuzz/corpus/$target

mkdir -p "$seeds/$target" "$corpus"
# Targets run side by side; they share the seeds.
(
    flock 9
    [ -e "$seeds/frames.dict" ] || "$build/fuzz/write_seeds" "$seeds" "$source"/samples/*.pcap "$source"/samples/*/*.pcap
) 9>"$build/fuzz/seeds.lock"
saved=$source/tests/fuzz/corpus/$target.tar.zst
[ ! -e "$saved" ] || cmake -E chdir "$corpus" cmake -E tar xf "$saved"
dictionary=
case $target in
stream | capture | redact | analyse) dictionary="-dict=$seeds/frames.dict" ;;
esac

# Every complaint of the program itself is expected: standard error is the target's own.
# shellcheck disable=SC2086 # no or one word
exec "$build/fuzz/${target}_fuzz" $dictionary -max_total_time="$seconds" -max_len=32768 -timeout=20 -rss_limit_mb=2048 \
    -close_fd_mask=3 -print_final_stats=1 -artifact_prefix="$build/fuzz/$target-" "$corpus" "$seeds/$target"
