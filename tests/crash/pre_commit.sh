#!/usr/bin/env bash
# Proves that the hooks of .pre-commit-hooks.yaml do under the real pre-commit what they promise.
#
# Usage: pre_commit.sh SHIRLINT
#
# In a new Git repository, with the hooks taken from a repository as a user would take them: which
# names they get; exit codes; batches that split a pair; a pair of which one file is staged; partly
# staged files, with and without a conflict; tokens, templates and fragments; a read-only file.
# After every step nothing is beside the files, and the state folder keeps neither run nor lock.
# Prints what it tried; the exit code is 1 when something is not as expected.
# Packages: git, pre-commit.
set -euo pipefail

if [ $# -ne 1 ]; then sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 2; fi
program=$(readlink -f "$1")
tree=$(cd "$(dirname "$0")/../.." && pwd -P)
fixtures=$tree/fixtures
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

export HOME=$work/home PRE_COMMIT_HOME=$work/cache XDG_STATE_HOME=$work/state
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=$work/gitconfig LC_ALL=C.UTF-8
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
mkdir -p "$HOME" "$work/bin" "$work/hooks" "$work/repo"
git config --global user.name operator
git config --global user.email operator@example.com
git config --global init.defaultBranch main
git config --global core.autocrlf false
git config --global protocol.file.allow always

# The program under its name on the PATH, telling which files each call got.
cat >"$work/bin/shirlint" <<WRAPPER
#!/bin/sh
for name in "\$@"; do
  case \$name in -*|check) ;; *) printf '%s ' "\$name" ;; esac
done >>"$work/calls"
echo >>"$work/calls"
exec "$program" "\$@"
WRAPPER
chmod +x "$work/bin/shirlint"
export PATH=$work/bin:$PATH

wrong=0
expect() {  # WHAT CONDITION...
  local what=$1
  shift
  if "$@"; then echo "  ok    $what"; return; fi
  echo "  WRONG $what"
  sed 's/^/        | /' "$work/out" | head -25
  wrong=$((wrong + 1))
}
not() { ! "$@"; }
says() { grep -qE "$1" "$work/out"; }
exits() { [ "$code" -eq "$1" ]; }
hook() {  # ID ARGUMENT...: sets $code, writes the output and the calls
  : >"$work/calls"
  code=0
  pre-commit run "$@" >"$work/out" 2>&1 || code=$?
}
tidy() {
  [ -z "$(find . -name '*.shirlint*' -not -path './.git/*')" ] &&
    [ -z "$(git ls-files --others --exclude-standard)" ] &&
    [ -z "$(find "$XDG_STATE_HOME" -type f -o -path '*/runs/*' 2>/dev/null)" ]
}
saved() { git add -A && git commit -qm "$1" --no-verify; }
has() { grep -q "$2" "$1"; }
same() { cmp -s "$1" "$2"; }

good=$fixtures/ha-pair/node-01/Shared/diahost.exe.config
shipped=$fixtures/shipped-default/Shared/diawp.exe.config
spoil() { sed 's|proxyaddress="http://|proxyaddress="|' "$1"; }

git init -q "$work/hooks"
cp "$tree/.pre-commit-hooks.yaml" "$work/hooks/"
(cd "$work/hooks" && git add -A && git commit -qm hooks)
cd "$work/repo"
git init -q .
cat >.pre-commit-config.yaml <<CONFIG
repos:
  - repo: file://$work/hooks
    rev: $(git -C "$work/hooks" rev-parse HEAD)
    hooks:
      - id: shirlint-check
      - id: shirlint-fix
CONFIG
saved config

echo "names:"
names="Shared/diahost.exe.config DIAWP.EXE.CONFIG a/diawp.exe.config.j2 b/diahost.exe.config.tmpl
 c/diahost.exe.config.template d/diahost.exe.tokenized.config e/system.net.xml e/prod.system.net.xml
 e/defaultProxy.xml f/Microsoft.DataMap.Agent.exe.config
 f/Microsoft.DataMap.Agent.Connectors.Azure.DataFactory.ServiceHost.exe.config
 g/EnterpriseGatewayConfigurator.exe.config g/Microsoft.PowerBI.EnterpriseGateway.exe.config
 g/m/Microsoft.Mashup.Container.NetFX45.exe.config g/Shared/FabricPipelineworker.exe.config
 g/PersonalGatewayConfigurator.exe.config
 g/Microsoft.PowerBI.DataMovement.PersonalGateway.exe.config"
others="web.config xdiahost.exe.config diahost.exe.config.bak packages.config app.exe.config
 system.net.txt"
for name in $names $others; do
  mkdir -p "$(dirname "$name")"
  case $name in
    *.xml) cp "$fixtures/golden-repository/fragments/system.net.xml" "$name" ;;
    *) cp "$good" "$name" ;;
  esac
done
printf '<defaultProxy enabled="true" />\n' >e/defaultProxy.xml
git add -A
hook shirlint-check --all-files
got=$(tr ' ' '\n' <"$work/calls" | grep . | sort)
want=$(printf '%s\n' $names | sort)
expect "the check hook gets the $(echo $names | wc -w) names that are configs, in any case" \
  [ "$got" = "$want" ]
expect "no name that it got is unknown to the program" not says 'is no config that shirlint knows'
hook shirlint-fix --all-files
got=$(tr ' ' '\n' <"$work/calls" | grep . | sort)
expect "so does the fix hook" [ "$got" = "$want" ]
expect "nothing is left behind" tidy
git rm -rqf . && git checkout -q HEAD -- .pre-commit-config.yaml

echo "exit codes:"
mkdir one
cp "$good" one/diahost.exe.config
cp "$good" one/diawp.exe.config
git add -A
hook shirlint-check
expect "good files pass" exits 0
spoil "$good" >one/diahost.exe.config
git add -A
hook shirlint-check
expect "a finding fails the check hook" exits 1
expect "it says which" says PRX009
expect "and changes nothing" git diff --quiet
hook shirlint-fix
expect "a fix fails the fix hook, since it changed files" exits 1
expect "pre-commit says so" says 'files were modified by this hook'
expect "the file is as it should be" same one/diahost.exe.config "$good"
expect "one line differs from what is staged" [ "$(git diff --numstat | cut -f1,2)" = $'1\t1' ]
git add -A
hook shirlint-fix
expect "the second time it passes" exits 0
expect "nothing is left behind" tidy
printf '<configuration><system.net>' >one/diawp.exe.config
git add -A
hook shirlint-fix
expect "what cannot be fixed fails" exits 1
expect "and stays as it is" git diff --quiet
cp "$good" one/diawp.exe.config
chmod 0444 one/diahost.exe.config
spoil "$good" >"$work/spoiled"
cp -f "$work/spoiled" one/diahost.exe.config
chmod 0444 one/diahost.exe.config
git add -A
hook shirlint-fix
expect "a read-only file fails with a sentence" says 'is read-only|No fix|no fix'
expect "that is exit code 2 of the program" says 'exit code: 2'
chmod 0644 one/diahost.exe.config
expect "nothing is left behind" tidy
git rm -rqf one

echo "batches that split pairs:"
for number in 1 2 3 4 5 6; do
  mkdir -p "many/$number"
  cp "$good" "many/$number/diahost.exe.config"
  cp "$shipped" "many/$number/diawp.exe.config"
done
git add -A
hook shirlint-check
expect "PRX001 is found in each of the 6 pairs" [ "$(grep -c 'error PRX001' "$work/out")" -ge 6 ]
if [ "$(nproc)" -gt 1 ]; then
  split=$(awk '{ n = split($0, name, " "); delete seen
                 for (i = 1; i <= n; i++) { sub("/[^/]*$", "", name[i]); seen[name[i]]++ }
                 for (one in seen) if (seen[one] == 1) count++ } END { print count + 0 }' \
    "$work/calls")
  expect "though $split configs were without their other half" [ "$split" -gt 0 ]
fi
hook shirlint-fix --files many/1/diahost.exe.config
expect "a fix hook that gets only diahost leaves diawp alone" git diff --quiet
hook shirlint-fix --files many/1/diawp.exe.config many/2/diahost.exe.config
expect "one that gets only diawp fixes it by its sibling" not git diff --quiet many/1
expect "and no other file" git diff --quiet many/2
git checkout -q .
hook shirlint-fix
expect "the fix hook runs in one process" [ "$(wc -l <"$work/calls")" -eq 1 ]
expect "and fixes 6 files" [ "$(git diff --name-only | wc -l)" -eq 6 ]
git add -A
hook shirlint-check
expect "then all pass" exits 0
expect "nothing is left behind" tidy
saved many

echo "partly staged files:"
file=many/1/diahost.exe.config
spoil "$good" >$file
git add $file
printf '<!-- later -->\r\n' >>$file
hook shirlint-fix
expect "the hook fails, having changed the file" exits 1
expect "the fix is in the work tree" has $file 'proxyaddress="http://'
expect "so is what was not staged" has $file 'later'
git show ":$file" >"$work/staged"
spoil "$good" >"$work/spoiled"
expect "what is staged is as it was" same "$work/staged" "$work/spoiled"
expect "nothing is left behind" tidy
git show ":$file" | sed 's|proxyaddress="proxy.contoso.com|proxyaddress="proxy2.contoso.com|' >$file
cp $file "$work/mine"
hook shirlint-fix
expect "a conflict fails" exits 1
expect "pre-commit takes the fix back" says 'conflicted with hook auto-fixes'
expect "the work tree has my bytes" same $file "$work/mine"
expect "nothing is left behind" tidy
git checkout -q HEAD -- many

echo "tokens, templates and fragments:"
cp -r "$fixtures/golden-repository" golden
git add -A
hook shirlint-check
expect "a golden repository passes" exits 0
hook shirlint-fix
expect "the fix hook too" exits 0
expect "and changes nothing" git diff --quiet
sed -i 's|usesystemdefault="[Ff]alse"|UseSystemDefault="False"|' golden/dev/diahost.exe.config.j2 \
  golden/fragments/system.net.xml
cp golden/dev/diahost.exe.config.j2 "$work/template"
git add -A
hook shirlint-fix
grep -oE '#\{[^}]*\}#|\{\{[^}]*\}\}' "$work/template" | sort >"$work/tokens"
grep -oE '#\{[^}]*\}#|\{\{[^}]*\}\}' golden/dev/diahost.exe.config.j2 | sort >"$work/tokens-now"
expect "tokens are as they were" same "$work/tokens" "$work/tokens-now"
expect "an attribute's letter case is put right in a fragment" \
  has golden/fragments/system.net.xml usesystemdefault
git add -A
hook shirlint-check
expect "then all pass" exits 0
expect "nothing is left behind" tidy

echo "git commit:"
pre-commit install >/dev/null
spoil "$good" >many/2/diahost.exe.config
git add -A
code=0
git commit -qm spoiled >"$work/out" 2>&1 || code=$?
expect "is stopped" exits 1
expect "the file is fixed already" same many/2/diahost.exe.config "$good"
git add -A
printf '\r\n' >>many/2/diawp.exe.config
git add -A
code=0
git commit -qm good >"$work/out" 2>&1 || code=$?
expect "passes after git add" exits 0
expect "nothing is left behind" tidy

if [ "$wrong" -gt 0 ]; then echo "$wrong wrong"; exit 1; fi
echo "all as expected"
