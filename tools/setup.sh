#!/usr/bin/env bash
# Makes .venv with everything that the house and its checks need. Does nothing when it is up to date.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly venv=.venv stamp=.venv/.atrium-is-set-up

fail() {
    printf '\n%s\n' "$1" >&2
    exit 1
}

# A Python of 3.11 or newer, the plain name first.
find_python() {
    local name
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    fail "Atrium needs Python 3.11 or newer, and none was found. On Debian or Ubuntu: sudo apt-get install python3 python3-venv. Or name one: PYTHON=/path/to/python3 make setup."
}

# What was installed, so that a second run knows that nothing changed.
wanted() {
    cksum pyproject.toml tools/setup.sh | cut -d' ' -f1,2
    "$venv/bin/python" -VV
    pwd
}

# What the pages take from npm; without a registry they work all the same, so that is no reason to stop.
fetch_packages() {
    local design=src/atrium/surfaces/shared/design try
    local made=$design/fetched/packages.json
    if [ -f "$made" ] && [ "$made" -nt package-lock.json ] && [ "$made" -nt "$design/icons.txt" ]; then
        return
    fi
    for try in 1 2 3; do
        "$venv/bin/python" -m atrium.surfaces.shared.design.packages && touch "$made" && return
        sleep "$try"
    done
    echo "Going on without htmx and the icons; the next set-up tries again." >&2
}

if [ -x "$venv/bin/python" ] && "$venv/bin/python" -c '' 2>/dev/null; then
    if [ -f "$stamp" ] && [ "$(wanted)" = "$(cat "$stamp")" ]; then
        fetch_packages
        exit 0
    fi
else
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        fail "$python cannot make virtual environments. On Debian or Ubuntu: sudo apt-get install python3-venv (or $(basename "$(readlink -f "$python")")-venv), then run this again."
    fi
    echo "Making $venv with $("$python" -V)"
    "$python" -m venv --clear "$venv" || fail "$venv could not be made; the lines above say why."
fi

echo "Installing what the house needs into $venv (a minute or two, the first time)"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! "$venv/bin/python" -m pip install --disable-pip-version-check --no-input --retries 5 --timeout 60 \
    --editable '.[dev]' >"$log" 2>&1; then
    tail -n 25 "$log" >&2
    fail "pip could not install the requirements; its last lines stand above. Is the package index reachable?"
fi
wanted >"$stamp"
fetch_packages
echo "Set up."
