#!/usr/bin/env bash
# check --live --fix --restart-service under Wine, with a real service of our own in the place of the
# product's: one that cannot live with the new file gets the old one back and runs again; one that can
# is watched for its minute, and the fix stays.
# In a Wine of its own, made anew, so that nothing of another test's services is there, and beside other
# tests: it waits most of its time.
# Usage: tests/integrations/restart.sh SHIRLINT_EXE
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
program=$(readlink -f "$1")
work=$(mktemp -d)
export WINEPREFIX=$work/wine
clean() {
  wineserver --kill 2>/dev/null || true
  wineserver --wait 2>/dev/null || true
  rm -rf "$work"
}
trap clean EXIT
fail() {
  echo "restart: $*" >&2
  cat "$work/out" >&2
  exit 1
}
wine() { timeout 300 "$here/cmake/windows/wine.sh" "$@"; }
part() { sed -n "/^== $1/,/^== /p" "$work/out"; }
says() { part "$1" | grep -F -- "$2" >/dev/null || fail "'$1' does not say '$2'"; }

# Wine 8 leaves two service managers behind, and each sees only its own services: both must go.
wine wineboot --init >/dev/null 2>&1
wineserver --wait
cp -r "$here/fixtures/demo-host" "$work/ir"
config=$work/ir/Shared/diahost.exe.config
x86_64-w64-mingw32-gcc-posix -O1 -Wall -Wextra -Werror -static -o "$work/service.exe" "$here/tests/integrations/restart/service.c"
cp "$work/service.exe" "$work/diawp.exe"
windows() { echo "Z:${1//\//\\}"; }
wine reg add 'HKLM\SOFTWARE\Microsoft\DataTransfer\DataManagementGateway\ConfigurationManager' \
  /v DiacmdPath /d "$(windows "$work/ir/Shared/dmgcmd.exe")" /f >/dev/null 2>&1
wine cmd /c "$(windows "$here/tests/integrations/restart/session.cmd")" "$(windows "$program")" \
  "$(windows "$work")" "$(windows "$config")" >"$work/raw" 2>&1 || true
tr -d '\r' <"$work/raw" >"$work/out"

says 'falls over' 'the restart of DIAHostService cancels 1 copy worker (diawp.exe)'
says 'falls over' 'DIAHostService did not stay up'
says 'falls over' 'was taken back, and DIAHostService is as it was before'
says 'falls over' 'exit code 2'
says 'falls over' 'RUNNING'
says 'stays up' 'applied BYP002'
says 'stays up' 'exit code 1'  # findings without a fix are left
says 'stays up' 'RUNNING'
part 'stays up' | grep "did not stay up\|taken back" >/dev/null && fail "a service that stays up was taken back"
part 'stays up' | grep "^ *to do    Restart DIAHostService" >/dev/null && fail "a restart is still asked for"
cmp -s "$config" "$here/fixtures/demo-host/Shared/diahost.exe.config" && fail "the fix did not stay"
echo "a service that falls over gets its file back, one that stays up for its minute keeps the new one"
