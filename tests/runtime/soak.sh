#!/bin/sh
# soak.sh SECONDS RUNTIME_TESTS: what is random in the runtime's tests, again and again with other numbers, for so long.
set -eu
end=$(($(date +%s) + $1))
round=0
while [ "$(date +%s)" -lt "$end" ]; do
    round=$((round + 1))
    RT_TEST_SEED=$round RT_TEST_KILLS=${RT_TEST_KILLS:-400} "$2" --gtest_brief=1 --gtest_filter='*kill*:call.under_stress*:event.wakes*:*threads*:ring_process.*:registry_process.*:damaged_channel.*' ||
        { echo "round $round failed: RT_TEST_SEED=$round shows it again, mostly"; exit 1; }
done
echo "$round rounds"
