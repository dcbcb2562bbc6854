#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# screenshots.sh BUILD: open samples in Wireshark under Xvfb and take the pictures of docs/.
set -eu
build=$1
work=$(mktemp -d)
display=:97
cleanup() {
    kill "${wireshark_pid:-}" "${xvfb_pid:-}" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT INT TERM

# The plugin is taken from the build, not from an installation. Wireshark ignores personal folders when root runs it.
release=$(basename "$(pkg-config --variable=plugindir wireshark)")
mkdir -p "$work/plugins/$release/epan" "$work/run" "$work/config" "$work/home"
cp "$build/plugins/epan/ykc.so" "$work/plugins/$release/epan/"
cp samples/app-charge-dc.pcap samples/record-missing.pcap "$work/"
mkdir -p "$work/config/profiles"
cp -r plugin/profile "$work/config/profiles/YKC"
printf 'privs.warn_if_elevated: FALSE\ngui.geometry_main_width: 1600\ngui.geometry_main_height: 1000\n' >"$work/config/recent_common"
printf 'gui.geometry_main_upper_pane: 300\ngui.geometry_main_lower_pane: 600\n' >"$work/config/recent"
chmod -R a+rwX "$work"
chmod 700 "$work/run"

Xvfb $display -screen 0 1600x1000x24 -nolisten tcp >/dev/null 2>&1 &
xvfb_pid=$!
sleep 1

as_user=
if [ "$(id -u)" -eq 0 ]; then
    chown 65534:65534 "$work/run"
    as_user='setpriv --reuid=65534 --regid=65534 --clear-groups'
fi

export DISPLAY=$display
# picture NAME SAMPLE OPTIONS...: the YKC subtree of a packet, which is the last in the details.
picture() {
    name=$1
    sample=$2
    shift 2
    # shellcheck disable=SC2086 # a list of words
    $as_user env HOME="$work/home" XDG_RUNTIME_DIR="$work/run" WIRESHARK_CONFIG_DIR="$work/config" \
        WIRESHARK_PLUGIN_DIR="$work/plugins" QT_QPA_PLATFORM=xcb LC_ALL=C.UTF-8 TZ=Asia/Shanghai \
        wireshark -o gui.layout_type:1 -r "$work/$sample.pcap" "$@" >/dev/null 2>&1 &
    wireshark_pid=$!
    sleep 10
    window=$(xdotool search --onlyvisible --name "$sample" | tail -1)
    xdotool windowmove "$window" 0 0 windowsize "$window" 1600 1000
    sleep 2
    xdotool windowfocus "$window" || true
    xdotool key ctrl+Right
    sleep 2
    xdotool mousemove 700 600 click --repeat 40 --delay 20 5
    sleep 2
    import -window root "docs/$name.png"
    kill "$wireshark_pid"
    wait "$wireshark_pid" 2>/dev/null || true
    echo "wrote docs/$name.png"
}

picture wireshark-app-charge app-charge-dc -Y ykc -g 1003
picture wireshark-profile record-missing -C YKC -Y ykc -g 133
