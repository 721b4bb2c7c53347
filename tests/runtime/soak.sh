#!/bin/sh
# soak.sh SECONDS RUNTIME_TESTS [KILLS]: what is random in the runtime's tests, again and again with other numbers, for so long,
# and until so many processes were killed. Says how many.
set -eu
begin=$(date +%s)
end=$((begin + $1))
least=${3:-1}
round=0
killed=0
said=$(mktemp)
trap 'rm -f "$said"' EXIT
tests='*kill*:call.under_stress*:event.wakes*:*threads*:ring_process.*:registry_process.*:damaged_channel.*'
[ -z "${3:-}" ] || tests='*kills*'
while [ "$(date +%s)" -lt "$end" ] || [ "$killed" -lt "$least" ]; do
    round=$((round + 1))
    RT_TEST_SEED=$round RT_TEST_KILLS=${RT_TEST_KILLS:-2000} "$2" --gtest_brief=1 --gtest_filter="$tests" >"$said" 2>&1 ||
        { cat "$said"; echo "round $round failed: RT_TEST_SEED=$round shows it again, mostly"; exit 1; }
    now=$(sed -n 's/^killed: \([0-9]*\) .*/\1/p' "$said" | tail -1)
    [ "${now:-0}" -gt 0 ] || { echo "nobody was killed"; exit 1; }
    killed=$((killed + now))
    echo "round $round: $killed processes killed in $(($(date +%s) - begin)) s"
done
