#!/bin/sh
# SPDX-License-Identifier: MIT
# scripts/renew-golden.sh [FOLDER]: writes tests/golden afresh with the programs of a build (build/asan)
# and shows what changed.  Look at every line of it: the files say what users see.
set -eu
cd "$(dirname "$0")/.."
build=${1:-build/asan}

ninja -C "$build" turnout turnoutd turnout-rules translations integration-golden integration-summary > /dev/null
for test in integration-golden integration-summary; do
    TURNOUT_RENEW_GOLDEN=1 "$build/tests/$test" > /dev/null 2>&1 || {
        echo "renew-golden.sh: $build/tests/$test fails" >&2
        exit 1
    }
done
git --no-pager diff --stat -- tests/golden
git status --short -- tests/golden
