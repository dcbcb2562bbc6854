#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# install.sh BUILD: put the plugin where this machine's Wireshark looks for it, and ykcflow on the path.
#
# As root: system-wide, because Wireshark ignores personal folders when root runs it. Otherwise: for this user.
set -eu
build=$1
plugin=$build/plugins/epan/ykc.so
program=$build/bin/ykcflow

if [ "$(id -u)" -eq 0 ]; then
    plugins=$(pkg-config --variable=plugindir wireshark)/epan
    bin=/usr/local/bin
    share=/usr/local/share
    profiles=$(pkg-config --variable=prefix wireshark)/share/wireshark/profiles
else
    # The folder carries the release that the plugin was built for: .../plugins/4.0/epan.
    plugins=$HOME/.local/lib/wireshark/plugins/$(basename "$(pkg-config --variable=plugindir wireshark)")/epan
    bin=$HOME/.local/bin
    share=$HOME/.local/share
    profiles=${XDG_CONFIG_HOME:-$HOME/.config}/wireshark/profiles
fi
install -D -m 644 "$plugin" "$plugins/ykc.so"
install -D -m 755 "$program" "$bin/ykcflow"
install -D -m 644 docs/ykcflow.1 "$share/man/man1/ykcflow.1"
install -D -m 644 completions/ykcflow.bash "$share/bash-completion/completions/ykcflow"
install -D -m 644 completions/_ykcflow "$share/zsh/site-functions/_ykcflow"
# What a user changed in the profile stays.
[ -e "$profiles/YKC" ] || {
    install -d "$profiles/YKC"
    install -m 644 plugin/profile/* "$profiles/YKC"
}
printf 'installed %s\n' "$plugins/ykc.so" "$bin/ykcflow" "$profiles/YKC" "$share/man/man1/ykcflow.1" \
    "$share/bash-completion/completions/ykcflow" "$share/zsh/site-functions/_ykcflow"

case ":$PATH:" in
*":$bin:"*) ;;
*) printf 'note: %s is not on your PATH; add it, or run %s/ykcflow\n' "$bin" "$bin" ;;
esac
if command -v tshark >/dev/null 2>&1; then
    tshark -G plugins 2>/dev/null | grep -q '^ykc\.so' ||
        { printf 'Wireshark does not load the plugin: see docs/wireshark.md\n' >&2 && exit 2; }
    printf 'Wireshark loads it: tshark -G plugins | grep ykc\n'
fi
