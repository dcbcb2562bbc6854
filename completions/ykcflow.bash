# SPDX-License-Identifier: GPL-2.0-or-later
# bash completion for ykcflow: options, their values, rules, captures.

_ykcflow_options() {
    local common='--config --help --lang --version' reading='--format --output --port --dialect --keys --filter --since --until --time-zone --memory-limit --show-secrets --redact --progress'
    case $1 in
    frames) echo "$common $reading --verbose" ;;
    decode) echo "$common --format --output --time-zone --show-secrets --redact" ;;
    import) echo "$common --output --time-zone --date" ;;
    redact) echo "$common --output --port --dialect --memory-limit --progress" ;;
    rules) echo "$common --check" ;;
    *) echo "$common $reading --pile --gun --transaction --rule --limit --fail-on --all --ladder --color" ;;
    esac
}

_ykcflow_rules() {
    ykcflow rules --lang en 2>/dev/null | sed -n 's|^\([a-z-]*/[a-z-]*\) .*|\1|p'
}

_ykcflow_limits='reply start-reply start-realtime replug heartbeat heartbeat-lost realtime-charging bms record-after-end record-retry resume'

# The values of an option.
_ykcflow_values() {
    local command=$1 option=$2 word=$3
    case $option in
    -f | --format)
        if [ "$command" = frames ]; then
            compgen -W 'text ndjson' -- "$word"
        elif [ "$command" = decode ]; then
            compgen -W 'text json ndjson csv' -- "$word"
        else
            compgen -W 'text html mermaid json ndjson csv csv-sessions' -- "$word"
        fi
        ;;
    --lang) compgen -W 'en zh' -- "$word" ;;
    --color) compgen -W 'auto always never' -- "$word" ;;
    --progress) compgen -W 'auto never' -- "$word" ;;
    --fail-on) compgen -W 'note warning error never' -- "$word" ;;
    --time-zone) compgen -W '+08:00' -- "$word" ;;
    --limit) compgen -S = -W "$_ykcflow_limits" -- "$word" ;;
    --rule)
        case $word in
        *=*) compgen -P "${word%%=*}=" -W 'off note warning error' -- "${word#*=}" ;;
        *) compgen -S = -W "$(_ykcflow_rules)" -- "$word" ;;
        esac
        ;;
    --dialect) compgen -W 'auto V1.4 V1.5 V1.6 V1.7 V1.8' -- "$word" ;;
    -o | --output | --config | --keys) compgen -f -- "$word" ;;
    *) return 1 ;;
    esac
}

_ykcflow() {
    local word previous command='' values
    # Without the word breaks of bash, which take "--rule=reply/late=off" apart.
    local line=${COMP_LINE:0:COMP_POINT}
    word=${line##* }
    COMPREPLY=()
    previous=${COMP_WORDS[COMP_CWORD - 1]}
    case ${COMP_WORDS[1]} in frames | decode | import | redact | rules) command=${COMP_WORDS[1]} ;; esac

    if [[ $word == --*=* ]]; then
        mapfile -t COMPREPLY < <(_ykcflow_values "$command" "${word%%=*}" "${word#*=}")
        [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
        # bash replaces what is behind the last of its word breaks.
        [[ ${word#*=} == *=* ]] && COMPREPLY=("${COMPREPLY[@]#*=}")
        return
    fi
    if [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    if values=$(_ykcflow_values "$command" "$previous" "$word"); then
        mapfile -t COMPREPLY <<<"$values"
        [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
        return
    fi
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_ykcflow_options "$command")" -- "$word")
        return
    fi
    if [ "$command" = rules ]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_ykcflow_rules)" -- "$word")
        return
    fi
    compopt -o filenames 2>/dev/null
    if [ "$command" = import ] || [ "$command" = decode ]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return
    fi
    mapfile -t COMPREPLY < <(
        [ "$COMP_CWORD" -eq 1 ] && compgen -W 'frames decode import redact rules' -- "$word"
        compgen -d -- "$word"
        compgen -f -X '!*.pcap*' -- "$word"
        compgen -f -X '!*.cap*' -- "$word"
    )
}

complete -F _ykcflow ykcflow
