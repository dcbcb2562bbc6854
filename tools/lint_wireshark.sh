#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# lint_wireshark.sh FOLDER: what Wireshark's own checking scripts say about plugin/; prints it and exits 1 if they say anything.
#
# They are in Wireshark's source package only, which is fetched into FOLDER once, from where this machine gets its Debian packages.
# Those are run that judge one file: not the ones that want Wireshark's build folder, a module that Debian does not have
# (check_spelling), or all of its sources (checklicenses). Exit codes differ between releases; what they print is what counts.
set -u
folder=$1
source=$folder/source
plugin=$PWD/plugin
wrong=0

fetch() {
    mkdir -p "$folder/lists/partial" "$folder/parts" "$source"
    # shellcheck disable=SC2016 # for apt-get to fill in
    apt-get indextargets --format 'deb-src $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' |
        sort -ru >"$folder/sources.list" # the archive itself before its security updates, which keep no old sources
    set -- -qq -o APT::Sandbox::User=root -o "Dir::Etc::SourceList=$PWD/$folder/sources.list" -o "Dir::Etc::SourceParts=$PWD/$folder/parts" \
        -o "Dir::State::Lists=$PWD/$folder/lists"
    apt-get "$@" update &&
        (cd "$folder" && apt-get "$@" source --download-only --tar-only wireshark) &&
        tar xf "$folder"/wireshark_*.orig.tar.* -C "$source" --strip-components=1 --wildcards '*/tools' '*/epan/tfs.c' &&
        rm -r "$folder"/wireshark_*.orig.tar.* "$folder/lists"
}

# run WHAT COMMAND...: anything that it prints but its closing count is a complaint.
run() {
    what=$1
    shift
    "$@" 2>&1 | grep -vE '^(Examining:|/.*\.c ?$|0 (warnings|errors).*|[0-9]+ .* (checked|found)|)$' | sed "s|^|$what: |" | grep . && wrong=1
}

[ -e "$source/tools/checkAPIs.pl" ] || fetch || {
    echo 'dev: the source package of Wireshark could not be fetched; see the messages of apt-get above' >&2
    exit 2
}
cd "$source" || exit 2
ls tools/checkAPIs.pl tools/check_typed_item_calls.py >/dev/null || exit 2
for file in "$plugin"/*.c; do
    run checkAPIs perl tools/checkAPIs.pl -g dissectors-prohibited -g dissectors-restricted "$file"
    for script in checkhf checkfiltername fix-encoding-args; do
        [ ! -e "tools/$script.pl" ] || run "$script" perl "tools/$script.pl" "$file"
    done
    run check_typed_item_calls python3 tools/check_typed_item_calls.py --mask --label --consecutive --missing-items --file "$file"
    # Newer releases have more of them.
    for script in check_tfs check_val_to_str check_col_apis; do
        [ ! -e "tools/$script.py" ] || run "$script" python3 "tools/$script.py" --file "$file"
    done
done
[ "$wrong" -eq 0 ] && echo 'lint wireshark: clean'
exit "$wrong"
