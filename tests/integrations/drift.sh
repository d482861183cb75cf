#!/usr/bin/env bash
# The Task Scheduler's example under Wine: a drifted host is mended once; what comes back is told and
# left alone; Wine's own schtasks takes the task.
# Usage: tests/integrations/drift.sh SHIRLINT_EXE
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wine() { "$here/cmake/windows/wine.sh" "$@"; }
fail() {
  echo "drift: $*" >&2
  exit 1
}

mkdir "$work/tool"
cp "$1" "$work/tool/shirlint.exe"
cp "$here/integrations/task-scheduler/drift.cmd" "$work/tool/"
cp -r "$here/fixtures/demo-host" "$work/host one"
config="$work/host one/Shared/diahost.exe.config"
export SHIRLINT_DRIFT="Z:${work//\//\\}\\drift" LOCALAPPDATA="Z:${work//\//\\}\\state" ProgramData="Z:${work//\//\\}\\state"
drift() {  # EXIT_CODE
  local code=0
  wine cmd /c "Z:${work//\//\\}\\tool\\drift.cmd" "Z:${work//\//\\}\\host one" --select BYP >"$work/out" 2>&1 || code=$?
  [ "$code" -eq "$1" ] || fail "exit code $code instead of $1: $(cat "$work/out")"
}

drift 0
grep -q 'applied BYP002' "$work/drift/mended.txt" || fail "not mended: $(cat "$work/drift/mended.txt")"
drift 0
cp "$here/fixtures/demo-host/Shared/diahost.exe.config" "$config"  # somebody undoes it
drift 1
grep -q 'mended before' "$work/out" || fail "what came back is not told"
cmp -s "$config" "$here/fixtures/demo-host/Shared/diahost.exe.config" || fail "it was mended again"
rm "$work/drift/mended.txt"  # a person has looked
drift 0
wine schtasks /create /tn shirlint-drift /xml "$here/integrations/task-scheduler/shirlint-drift.xml" >"$work/out" 2>&1 ||
  fail "schtasks refuses the task: $(cat "$work/out")"
wine schtasks /delete /tn shirlint-drift /f >/dev/null 2>&1 || fail "schtasks knows no such task"
echo "mended once, told when it came back, mended again once somebody had looked; schtasks takes the task"
