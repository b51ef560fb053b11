#!/bin/sh
# SPDX-License-Identifier: MIT
# ./run demo [--keep]
#
# A year of two communities: a fresh daemon, their events posted to its socket,
# and what a supervisor then reads.  DEMO_LANG=zh or en; otherwise English where
# the locale is English and Chinese elsewhere.  --keep leaves the folder behind.
set -eu
cd "$(dirname "$0")/.."

keep=
case ${1-} in
'') ;;
--keep) keep=1 ;;
*)
    sed -n '3,7s/^# \{0,1\}//p' "$0" >&2
    exit 64
    ;;
esac

case ${DEMO_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG-}}}} in
en*) lang=en ;;
*) lang=zh ;;
esac

build=$PWD/build/release
export TURNOUT_PAGER=cat # it prints one thing after the other
work=$(mktemp -d)
daemon=

clean_up() {
    if [ -n "$daemon" ]; then
        kill -TERM "$daemon" 2> /dev/null || true
        wait "$daemon" 2> /dev/null || true
    fi
    if [ -n "$keep" ]; then
        echo "$work"
    else
        rm -rf "$work"
    fi
}
trap clean_up EXIT
trap 'exit 130' HUP INT PIPE TERM

# say ENGLISH CHINESE
say() {
    case $lang in
    en) printf '\n== %s\n\n' "$1" ;;
    *) printf '\n== %s\n\n' "$2" ;;
    esac
}

turnout() {
    command=$1 && shift
    "$build/turnout" "$command" --db "$work/demo.db" --socket "$work/demo.sock" --control "$work/control.sock" --lang "$lang" "$@"
}
report() { turnout report --period 2025 "$@"; }

"$build/turnoutd" --db "$work/demo.db" --socket "$work/demo.sock" --control "$work/control.sock" \
    --as-of 2026-01-01 > "$work/daemon.log" 2>&1 &
daemon=$!
until turnout post < /dev/null > /dev/null 2>&1; do
    kill -0 "$daemon" 2> /dev/null || {
        cat "$work/daemon.log" >&2
        exit 1
    }
    sleep 0.05
done

say "Two communities post what happened in 2025" "两个社区报送 2025 年的活动"
turnout post --wait demo/jinzhili.ndjson demo/liubeiqiao.ndjson
turnout status

say "Jinzhili: sixteen activities, eleven of them with a day" "金芝里社区：16 场活动，其中 11 场有日期"
report --unit jinzhili --team - --category - --group -

say "Liubeiqiao: a plan that promises something every month" "柳背桥社区：月月有活动的计划"
report --unit liubeiqiao --team - --category - --group -

say "Whom its education reached less: the groups behind the 37 people" "受教育面差在哪些人群"
report --unit liubeiqiao --team - --category - --indicator education_coverage

say "Its teams: how many of their members came" "队伍：多少队员参加了活动"
report --unit liubeiqiao --indicator roster_rate

say "The streets above them: attendances add up, people are counted again" "所属街道：人次相加，人数重新去重统计"
report --unit jinzhili-street --unit liubeiqiao-street --team - --category - --group - --indicator attendances \
    --indicator participation_rate

say "The year in points: communities and streets by rank, and how one of them came about" "年度考评：社区和街道的名次，以及其中一个的得分构成"
turnout scorecard --card unit_score --period 2025
turnout scorecard --card unit_score --period 2025 --unit liubeiqiao

say "Its teams in points" "队伍考评"
turnout scorecard --card team_score --period 2025

say "The year in words, for the secretary to sign: how it begins" "活动总结（开头）"
turnout summary --unit liubeiqiao --period 2025 | head -n 9

say "What should be looked at before anybody signs" "签字前应核对的数据"
turnout quality

kill -TERM "$daemon"
wait "$daemon"
daemon=
