#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# lint.sh BUILD: format, static checks; prints what is wrong and exits 1 if anything is.
set -u
build=$1
wrong=0

sources=$(git ls-files '*.c' '*.h')
# shellcheck disable=SC2086 # a list of words
clang-format --dry-run --Werror $sources || wrong=1

# The compile commands of the build, so that clang-tidy sees the same flags. The checks: .clang-tidy.
compiled=$(git ls-files 'core/*.c' 'analyzer/*.c' 'samples/*.c' 'plugin/*.c' 'tools/*.c' 'tests/golden/*.c')
# shellcheck disable=SC2086
clang-tidy --quiet --extra-arg=-Wno-unknown-warning-option -p "$build" $compiled 2>/dev/null | grep -E 'warning:|error:' && wrong=1

cppcheck --quiet --std=c11 --enable=warning,portability --inline-suppr --error-exitcode=1 \
    --suppress=missingIncludeSystem --suppress=unknownMacro -I core -I analyzer core analyzer samples || wrong=1

shellcheck dev .ci/run tools/*.sh tests/fuzz/*.sh || wrong=1

# The page's scripts and their tests, as far as Node reads them.
for script in analyzer/report/web/*.js tests/web/*.mjs; do
    node --check "$script" || wrong=1
done

# Nothing of core may know a face.
git grep -nE '#include *[<"](pcap|epan|wireshark|wsutil)' -- core && wrong=1

[ "$wrong" -eq 0 ] && echo 'lint: clean'
exit "$wrong"
