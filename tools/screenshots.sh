#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# screenshots.sh BUILD [FOLDER]: open samples in Wireshark under Xvfb and take the pictures of docs/ (or into FOLDER).
set -eu
build=$1
target=${2:-docs}
work=$(mktemp -d)
display=:97
cleanup() {
    kill "${wireshark_pid:-}" "${xvfb_pid:-}" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT INT TERM

# The plugin is taken from the build, not from an installation. Wireshark ignores personal folders when root runs it.
release=$(basename "$(pkg-config --variable=plugindir wireshark)")
mkdir -p "$work/plugins/$release/epan" "$work/run" "$work/home"
cp "$build/plugins/epan/ykc.so" "$work/plugins/$release/epan/"
cp samples/app-charge-dc.pcap samples/record-missing.pcap samples/bad-checksum.pcap samples/two-guns.pcap "$work/"
as_user=
if [ "$(id -u)" -eq 0 ]; then
    as_user='setpriv --reuid=65534 --regid=65534 --clear-groups'
fi

Xvfb $display -screen 0 1600x1000x24 -nolisten tcp >/dev/null 2>&1 &
xvfb_pid=$!
sleep 1
export DISPLAY=$display

# A configuration as after the installation; Wireshark writes into it.
fresh_configuration() {
    rm -rf "$work/config"
    mkdir -p "$work/config/profiles"
    cp -r plugin/profile "$work/config/profiles/YKC"
    printf 'privs.warn_if_elevated: FALSE\ngui.geometry_main_width: 1600\ngui.geometry_main_height: 1000\n' >"$work/config/recent_common"
    printf 'gui.geometry_main_upper_pane: 300\ngui.geometry_main_lower_pane: 600\n' >"$work/config/recent"
    chmod -R a+rwX "$work"
    chmod 700 "$work/run"
    [ -z "$as_user" ] || chown 65534:65534 "$work/run"
}

# open_sample NAME OPTIONS...: leaves its window in $window.
open_sample() {
    sample=$1
    shift
    fresh_configuration
    # shellcheck disable=SC2086 # a list of words
    $as_user env HOME="$work/home" XDG_RUNTIME_DIR="$work/run" WIRESHARK_CONFIG_DIR="$work/config" \
        WIRESHARK_PLUGIN_DIR="$work/plugins" QT_QPA_PLATFORM=xcb LC_ALL=C.UTF-8 TZ=Asia/Shanghai \
        wireshark -o gui.layout_type:1 -r "$work/$sample.pcap" "$@" >/dev/null 2>&1 &
    wireshark_pid=$!
    window=$(wait_for_window "$sample")
    xdotool windowmove "$window" 0 0 windowsize "$window" 1600 1000
    sleep 3
    xdotool windowfocus "$window" || true
}

# wait_for_window NAME: until it is there, and a little longer for what is in it.
wait_for_window() {
    for _ in $(seq 60); do
        sleep 1
        if found=$(xdotool search --onlyvisible --name "$1" | tail -1) && [ -n "$found" ]; then
            sleep 4
            echo "$found"
            return 0
        fi
    done
    echo "screenshots: no window '$1' within a minute" >&2
    exit 1
}

# take NAME WINDOW: the picture, and the end of Wireshark.
take() {
    sleep 2
    import -window "$2" "$target/$1.png"
    kill "$wireshark_pid"
    # A crash would be an exit status of its own; the kill is 143.
    wait "$wireshark_pid" 2>/dev/null || [ $? -eq 143 ] || { echo "screenshots: Wireshark failed at $1" >&2 && exit 1; }
    echo "wrote $target/$1.png"
}

# details NAME SAMPLE OPTIONS...: the YKC subtree of a packet, which is the last in the details.
details() {
    name=$1
    shift
    open_sample "$@"
    xdotool key ctrl+Right
    sleep 2
    xdotool mousemove 700 600 click --repeat 40 --delay 20 5
    take "$name" root
}

# from_menu NAME WINDOW SIZE KEYS SAMPLE OPTIONS...: a window that the keys open, left in $shown.
from_menu() {
    name=$1
    title=$2
    size=$3
    keys=$4
    shift 4
    open_sample "$@"
    for key in $keys; do
        xdotool key "$key"
        sleep 0.5
    done
    shown=$(wait_for_window "$title")
    # shellcheck disable=SC2086 # width and height
    xdotool windowmove "$shown" 0 0 windowsize "$shown" $size
    sleep 2
}

# The menus are walked from their ends: Analyze ends with Expert Information, Statistics with YKC.
details wireshark-app-charge app-charge-dc -Y ykc -g 1003
details wireshark-profile record-missing -C YKC -Y ykc -g 133
from_menu wireshark-expert 'Expert Information' '1200 420' 'alt+a Up Return' bad-checksum -C YKC
take wireshark-expert "$shown"
from_menu wireshark-statistics 'YKC' '1200 620' 'alt+s Up Return' two-guns -C YKC
take wireshark-statistics "$shown"
