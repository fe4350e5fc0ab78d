#!/usr/bin/env bash
# Every check of the house, each with its time and budget; pytest's closing lines come last.
set -uo pipefail
cd "$(dirname "$0")/.."

# pyright's Node.js comes with its wheel; nothing is downloaded while checking.
export PYRIGHT_PYTHON_IGNORE_WARNINGS=1 PYRIGHT_PYTHON_GLOBAL_NODE=0
export PATH="$PWD/.venv/bin:$PATH"

readonly fast='not heavy and not browser and not soak'
readonly slow='(heavy or browser) and not soak'
failed=()
times=()
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# stage NAME BUDGET_S COMMAND...
stage() {
    local name=$1 budget=$2 began=$SECONDS
    shift 2
    printf '\n== %s (budget %s s)\n' "$name" "$budget"
    "$@" || failed+=("$name")
    local took=$((SECONDS - began))
    times+=("$(printf '%-14s %4s s of %4s s%s' "$name" "$took" "$budget" "$([ "$took" -gt "$budget" ] && echo '  over its budget')")")
}

# tests NAME PYTEST-ARGUMENTS...: keeps the closing line for the end.
tests() {
    local name=$1
    shift
    pytest "$@" 2>&1 | tee "$folder/$name"
    local status=${PIPESTATUS[0]}
    # Nothing to run is no failure: a stage may have no test yet.
    [ "$status" -eq 0 ] || [ "$status" -eq 5 ]
}

stage format 20 ruff format --check --quiet .
stage lint 20 ruff check --quiet .
stage imports 20 lint-imports
stage types 120 pyright
stage "fast tests" 240 tests fast -n 2 --dist loadfile -m "$fast"
stage "slow tests" 480 tests slow -m "$slow"

printf '\n== Budgets\n'
printf '%s\n' "${times[@]}"
if [ ${#failed[@]} -gt 0 ]; then
    printf '\nFailed: %s\n' "$(IFS=,; echo "${failed[*]}" | sed 's/,/, /g')"
fi
printf '\n'
tail -n 1 "$folder/fast"
tail -n 1 "$folder/slow"
[ ${#failed[@]} -eq 0 ]
