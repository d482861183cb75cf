#!/usr/bin/env bash
# The Ansible role with the real Ansible: two hosts of this machine (local connections) are checked,
# planned, and mended where somebody approved. The Windows half is checked by syntax and lint.
# Usage: tests/integrations/ansible.sh SHIRLINT
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
role=$here/integrations/ansible
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ANSIBLE_ROLES_PATH=$role/roles ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=false
export ANSIBLE_LOCAL_TEMP=$work/tmp ANSIBLE_REMOTE_TEMP=$work/tmp HOME=$work XDG_STATE_HOME=$work/state
export LC_ALL=C.UTF-8

fail() {
  echo "ansible: $*" >&2
  tail -40 "$work/log" >&2
  exit 1
}

cp -r "$here/fixtures/demo-host" "$work/node-01"
cp -r "$here/fixtures/demo-host" "$work/node-02"
cp "$role/fleet.yml" "$work/fleet.yml"
for node in node-01 node-02; do
  echo "$node ansible_connection=local ansible_python_interpreter=$(command -v python3) shirlint_folder=$work/bin-$node" \
    "shirlint_input=$work/$node shirlint_host_folder=$work/$node"
done >"$work/inventory"
play() {  # EXIT_CODE OPTION...
  local expected=$1 code=0
  shift
  ansible-playbook -i "$work/inventory" "$work/fleet.yml" -e "shirlint_program=$program" "$@" >"$work/log" 2>&1 || code=$?
  [ "$code" -eq "$expected" ] || fail "exit code $code instead of $expected"
}
findings() { grep -c '"code":"BYP002"' "$work/reports/$1.jsonl" || true; }

play 2 -e shirlint_action=mend  # no such action: each host refuses
grep -q 'shirlint_action is check, plan, apply or collect' "$work/log" || fail "the wrong action is not told"

play 2  # findings fail the hosts, and the reports are there all the same
grep -q '5 errors, 2 warnings: see node-02.jsonl' "$work/log" || fail "the counts are not told"
[ "$(findings node-01)" -eq 1 ] && [ "$(findings node-02)" -eq 1 ] || fail "no finding in the reports"

play 0 -e shirlint_action=plan
[ -s "$work/reports/node-01.toml" ] || fail "no plan"
cmp -s "$work/node-01/Shared/diahost.exe.config" "$here/fixtures/demo-host/Shared/diahost.exe.config" ||
  fail "planning changed a file"

mkdir "$work/approved"
cp "$work/reports/node-01.toml" "$work/approved/"  # a person has read it
play 2 -e shirlint_action=apply
grep -q 'apply needs shirlint_reason' "$work/log" || fail "a missing reason is not told"
play 0 -e shirlint_action=apply -e shirlint_reason=CHG-4711
grep -q 'applied BYP002, PRX001' "$work/log" && grep -q 'why      CHG-4711' "$work/log" || fail "no ticket"
cmp -s "$work/node-02/Shared/diahost.exe.config" "$here/fixtures/demo-host/Shared/diahost.exe.config" ||
  fail "a host without an approved plan was changed"

play 0 -e shirlint_findings_fail=false
[ "$(findings node-01)" -eq 0 ] && [ "$(findings node-02)" -eq 1 ] || fail "node-01 is not mended, or node-02 is"

ansible-playbook --syntax-check -i "$work/inventory" "$work/fleet.yml" >"$work/log" 2>&1 || fail "syntax"
(cd "$role" && ansible-lint --offline -q . >"$work/log" 2>&1) || fail "ansible-lint"
echo "the role checked, planned and mended as approved; ansible-lint has no remark"
