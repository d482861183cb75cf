#!/usr/bin/env bash
# Fixes on a live machine, under Wine: files and the machine's own state are mended, told, taken back
# exactly; a killed run is repaired; policy and missing codes refuse.
# Usage: tests/integrations/machine.sh SHIRLINT_EXE
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
program=$(readlink -f "$1")
work=$(mktemp -d)
export WINEPREFIX=${WINEPREFIX:-$here/build/wine}
# Rules and site: of folders outside Wine tells that others may replace what is in them.
own_drive=$WINEPREFIX/drive_c/shirlint-machine
manager='HKLM\SOFTWARE\Microsoft\DataTransfer\DataManagementGateway\ConfigurationManager'
environment='HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment'
jre='HKLM\SOFTWARE\JavaSoft\Java Runtime Environment'
thumbprint=3050A65F867882569F9D41572C73C06CB83B1170  # of root.pem
wine() { "$here/cmake/windows/wine.sh" "$@"; }
reg() { wine reg "$@" >/dev/null 2>&1; }
clean() {
  reg delete "$manager" /f || true
  reg delete "$jre" /f || true
  wine sc delete DIAHostService >/dev/null 2>&1 || true
  reg delete "$environment" /v JAVA_HOME /f || true
  reg delete 'HKLM\SOFTWARE\Policies\shirlint' /f || true
  reg delete "HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\Root\\Certificates\\$thumbprint" /f || true
  [ ! -f "$work/hosts" ] || cp "$work/hosts" "$hosts"
  rm -rf "$work" "$own_drive"
}
trap clean EXIT
fail() {
  echo "machine: $*" >&2
  cat "$work/out" >&2
  exit 1
}
run() {  # EXIT_CODE WORDS...
  local expected=$1 code=0
  shift
  case "$*" in
    plan*) ;;
    *--fix* | *--unsafe-fixes* | undo* | apply*) set -- "$@" --backup-dir "$work/state" ;;
  esac
  wine "$program" "$@" >"$work/out" 2>&1 || code=$?
  [ "$code" -eq "$expected" ] || fail "exit code $code instead of $expected: $*"
}
says() { grep -qF -- "$1" "$work/out" || fail "does not say '$1'"; }
value() { wine reg query "$1" /v "$2" 2>/dev/null | tr -d '\r' | grep -F "$2" || true; }
take_back_variable_and_key() {  # the last two runs: JAVA_HOME is mended, the key is gone
  [ "$(value "$environment" JAVA_HOME | tr -s ' ')" = ' JAVA_HOME REG_SZ C:\jdk' ] || fail "JAVA_HOME: $(value "$environment" JAVA_HOME)"
  run 0 undo
  [ "$(value "$environment" JAVA_HOME)" = "$before" ] || fail "JAVA_HOME did not come back"
  run 0 undo
  wine reg export "$jre" "Z:${work//\//\\}\\after.reg" /y >/dev/null 2>&1
  cmp -s "$work/before.reg" "$work/after.reg" || fail "the key did not come back exactly"
}

cp -r "$here/fixtures/demo-host" "$work/ir"
folder="Z:${work//\//\\}\\ir"
reg add "$manager" /v DiacmdPath /d "$folder\\Shared\\dmgcmd.exe" /f
reg add "$environment" /v JAVA_HOME /d '"C:\jdk"' /f
reg add "$jre\\1.8" /v JavaHome /d 'C:\gone' /f
reg add "$jre" /v CurrentVersion /d 1.8 /f
wine reg export "$jre" "Z:${work//\//\\}\\before.reg" >/dev/null 2>&1
before=$(value "$environment" JAVA_HOME)

wine sc create DIAHostService binPath= 'C:\windows\system32\none.exe' start= demand >/dev/null 2>&1

# Files: a plan that is reviewed and applied, and --fix.
run 1 plan --live -o "$work/plan.toml"
run 0 apply "$work/plan.toml" "$folder"
says 'applied BYP002'
run 0 undo
cmp -s "$work/ir/Shared/diahost.exe.config" "$here/fixtures/demo-host/Shared/diahost.exe.config" ||
  fail "undo of a file is not exact"
run 1 check --live --fix
says 'applied BYP002'

# State: only with named codes, and shown first.
run 2 check --live --unsafe-fixes
says 'needs the codes that are meant'
run 1 check --live --unsafe-fixes --select JAV003,SVC003 --diff
says 'a key with 4 lines -> not there'
says 'manual -> automatic'
reg query "$jre\\1.8" || fail "--diff changed something"
run 0 check --live --unsafe-fixes --select JAV003,SVC003 --reason CHG0012345
says 'applied JAV003, SVC003'
says 'shirlint undo'
reg query "$jre" && fail "the key is still there"
run 0 check --live --unsafe-fixes --select JAV008
says 'applied JAV008'
take_back_variable_and_key
value 'HKLM\SYSTEM\CurrentControlSet\Services\DIAHostService' Start | grep -q 0x3 ||
  fail "the start type did not come back"

# The same by a plan: reviewed, applied as it is, or not at all.
run 1 plan --live --unsafe-fixes --select JAV003,SVC003 -o "$work/state.toml"
reg query "$jre\\1.8" || fail "a plan changed something"
cp "$work/state.toml" "$work/out"
says "# holds 1.8\\JavaHome = 'C:\\gone'"
says 'new = "automatic"'
run 1 apply "$work/state.toml" "$folder" --diff
says 'manual -> automatic'
reg add "$jre" /v CurrentVersion /d 17 /f
run 2 apply "$work/state.toml" "$folder"
says 'is not as it was planned for'
value 'HKLM\SYSTEM\CurrentControlSet\Services\DIAHostService' Start | grep -q 0x3 || fail "a part of a plan was done"
reg add "$jre" /v CurrentVersion /d 1.8 /f
run 0 apply "$work/state.toml" "$folder" --reason CHG0012346
says 'applied JAV003, SVC003'
reg query "$jre" && fail "the key is still there"
# A collected folder: planned there, done here.
run 0 collect -o "$work/collected"
run 1 plan "$work/collected" --unsafe-fixes --select JAV008 -o "$work/there.toml"
run 0 apply "$work/there.toml" "$folder"
take_back_variable_and_key

# What somebody else changed since is left alone.
run 0 check --live --unsafe-fixes --select JAV003
reg add "$jre" /v CurrentVersion /d 17 /f
run 2 undo
says 'changed since run'
reg delete "$jre" /f
run 0 undo

# A certificate of the site, a line of the hosts file, a service: by rules of the test's own.
mkdir -p "$own_drive"
printf '[[root]]\nthumbprint = "%s"\nfile = "root.pem"\n' "$thumbprint" >"$own_drive/shirlint.toml"
hosts=$WINEPREFIX/drive_c/windows/system32/drivers/etc/hosts
[ -f "$hosts" ] || { mkdir -p "${hosts%/*}"; printf '127.0.0.1 localhost\r\n' >"$hosts"; }
cp "$hosts" "$work/hosts"
cp -r "$here/tests/integrations/machine" "$own_drive/rules"
own=(check --live --rules 'C:/shirlint-machine/rules' --site 'C:/shirlint-machine/shirlint.toml' --unsafe-fixes --select XCA001,XHO001)
cp "$here/tests/integrations/drift.sh" "$own_drive/root.pem"
run 1 "${own[@]}"
says 'left alone XCA001'  # the file holds no certificate
run 0 undo  # of the hosts line alone
cp "$here/tests/integrations/machine/root.pem" "$own_drive/root.pem"
run 0 "${own[@]}"
says 'applied XCA001, XHO001'
grep -q '10.9.8.7 proxy.contoso.com' "$hosts" || fail "no line in the hosts file"
run 0 check --live --rules 'C:/shirlint-machine/rules' --select XCA001,XHO001
run 0 undo
cmp -s "$hosts" "$work/hosts" || fail "the hosts file did not come back"
run 1 plan --live --rules 'C:/shirlint-machine/rules' --site 'C:/shirlint-machine/shirlint.toml' \
  --unsafe-fixes --select XCA001,XHO001 -o "$work/own.toml"
run 0 apply "$work/own.toml" "$folder"  # takes neither rules nor site: the certificate is in the plan
grep -q '10.9.8.7 proxy.contoso.com' "$hosts" || fail "no line in the hosts file"
run 0 check --live --rules 'C:/shirlint-machine/rules' --select XCA001,XHO001
run 0 undo
cmp -s "$hosts" "$work/hosts" || fail "the hosts file did not come back"
run 1 check --live --rules 'C:/shirlint-machine/rules' --select XCA001
printf '10.0.0.9 localhost\r\n' >>"$hosts"
cp "$hosts" "$work/hosts-with-localhost"
run 0 check --live --unsafe-fixes --select NET002
grep -q '^# 10.0.0.9 localhost' "$hosts" || fail "localhost is still elsewhere"
run 0 undo
cmp -s "$hosts" "$work/hosts-with-localhost" || fail "the hosts file did not come back"
cp "$work/hosts" "$hosts"
run 2 check --live --unsafe-fixes --select SVC002  # its program is not there
says 'cannot be changed'

# The policy.
reg add 'HKLM\SOFTWARE\Policies\shirlint' /v AllowFix /t REG_DWORD /d 1 /f
run 2 check --live --unsafe-fixes --select JAV003
says 'allows no changes of its state'
reg add 'HKLM\SOFTWARE\Policies\shirlint' /v AllowFix /t REG_DWORD /d 0 /f
run 2 check --live --fix
says 'allows no fixes'
run 2 undo
reg query "$jre\\1.8" || fail "the policy was not obeyed"
echo "files and state of a live machine mended and taken back exactly; policy and missing codes refuse"
