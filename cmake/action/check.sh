#!/usr/bin/env bash
# The GitHub Action's check: annotations to the log, Markdown to the job's summary, SARIF where asked
# for. Inputs come by environment; none of them passes through a shell again.
set -uo pipefail
ffigen=${FFIGEN:-$RUNNER_TEMP/ffigen/bin/ffigen}

arguments=(check "$INPUT_HEADER" --fail-on "${INPUT_FAIL_ON:-src}")
[ -z "${INPUT_LOCK:-}" ] || arguments+=(--lock "$INPUT_LOCK")
[ -z "${INPUT_GENERATED:-}" ] || arguments+=(--generated "$INPUT_GENERATED")
[ -z "${INPUT_LIBRARY:-}" ] || arguments+=(--library "$INPUT_LIBRARY")
[ -z "${DOCS_URL:-}" ] || arguments+=(--docs-url "$DOCS_URL")
while IFS= read -r glob; do
    [ -z "$glob" ] || arguments+=(--ignore "$glob")
done <<<"${INPUT_IGNORE:-}"
clang=()
read -r -a clang <<<"${INPUT_CLANG_ARGS:-}"

run() { "$ffigen" "${arguments[@]}" --format "$1" ${clang[@]+-- "${clang[@]}"}; }

run github
status=$?
run markdown >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
[ -z "${INPUT_SARIF:-}" ] || run sarif >"$INPUT_SARIF"
echo "status=$status" >>"${GITHUB_OUTPUT:-/dev/null}"
exit "$status"
