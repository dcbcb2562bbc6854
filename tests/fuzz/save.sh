#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# save.sh BUILD: of what the targets have learned, keep in the repository the inputs that together reach everything.
set -eu
build=$(cd "$1" && pwd)
source=$(cd "$(dirname "$0")/../.." && pwd)

mkdir -p "$source/tests/fuzz/corpus"
for learned in "$build"/fuzz/corpus/*/; do
    target=$(basename "$learned")
    least=$(mktemp -d)
    "$build/fuzz/${target}_fuzz" -merge=1 -close_fd_mask=3 "$least" "$learned" >/dev/null
    # The same inputs give the same archive: sorted, and without times and owners.
    tar --create --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --directory="$least" . |
        zstd -q -19 -f -o "$source/tests/fuzz/corpus/$target.tar.zst"
    echo "$target: $(find "$least" -type f | wc -l) inputs"
    rm -rf "$least"
done
