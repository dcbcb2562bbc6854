#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# compat.sh SUITE PACKAGES: build on another release of Debian, in a folder of its own, and run the golden tests there.
#
# golden.samples needs a git checkout and golden.help what only the tests of the command line need; neither is about Wireshark.
# Warnings are errors, so that a call which that release's Wireshark no longer has, or deprecates, is found. Needs root and mmdebstrap;
# the folder (about 1 GB, YKC_COMPAT or below /var/tmp) stays for the next time.
set -eu
suite=$1
packages=$2
root=${YKC_COMPAT:-/var/tmp/ykc-compat}/$suite

[ "$(id -u)" -eq 0 ] || {
    echo 'dev: compat needs root: it makes a Debian system in a folder and enters it' >&2
    exit 2
}
if [ ! -e "$root/ready" ]; then
    rm -rf "$root"
    mkdir -p "$(dirname "$root")"
    mmdebstrap --variant=apt --mode=root --include="$(echo "$packages" | tr ' ' ',')" "$suite" "$root"
    touch "$root/ready"
fi
leave() {
    umount "$root/proc" "$root/dev" 2>/dev/null || true
}
trap leave EXIT INT TERM
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mkdir -p "$root/src"
# What git tracks, as it is in the working tree; a build from the last time is built on.
git ls-files -z | xargs -0 tar cf - | tar xf - -C "$root/src"

chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 sh -eu -c '
    cd /src
    tshark --version | head -1
    cmake --preset ci >configure.log 2>&1 || { cat configure.log; exit 1; }
    cmake --build --preset ci >build.log 2>&1 || { cat build.log; exit 1; }
    ctest --test-dir build-ci -L golden -E "golden.(samples|help)" --output-on-failure'
