#!/usr/bin/env bash
# What the shells themselves offer with our completions. Usage: completions.sh SHIRLINT
# bash and fish are asked; zsh reads the script (its completion needs a terminal).
set -euo pipefail
shirlint=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir hosts
touch hosts.toml
failures=0
expect() {  # WHAT EXPECTED GOT
  [ "$2" = "$3" ] && return
  printf '%s: expected "%s", got "%s"\n' "$1" "$2" "$3" >&2
  failures=$((failures + 1))
}

for shell in bash zsh fish powershell; do "$shirlint" completion "$shell" >"$shell"; done

# What bash would offer for a line; the last word is the one being typed.
in_bash() {
  bash -c 'source ./bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _shirlint 2>/dev/null
    printf "%s\n" "${COMPREPLY[@]}"' bash "$@" | sort | paste -s -d " "
}
expect "a command" "check" "$(in_bash shirlint ch)"
expect "the words below rules" "list schema show test tree" "$(in_bash shirlint rules "")"
expect "an option" "--fail-on" "$(in_bash shirlint check --fa)"
expect "an option of another command" "" "$(in_bash shirlint undo --fa)"
expect "a value" "error" "$(in_bash shirlint check --fail-on e)"
expect "a value behind an equals sign" "warning" "$(in_bash shirlint check --fail-on = w)"
expect "an empty value behind an equals sign" "always auto never" "$(in_bash shirlint check --color =)"
expect "a path" "hosts hosts.toml" "$(in_bash shirlint check ho)"
expect "a file for an option" "hosts hosts.toml" "$(in_bash shirlint check --site ho)"
expect "a rule's code" "PRX009" "$(in_bash shirlint rules show PRX009)"
expect "a shell" "fish" "$(in_bash shirlint completion f)"

if command -v fish >/dev/null; then
  in_fish() { fish --no-config -c "source ./fish; complete -C '$1'" | cut -f1 | sort | tr '\n' ' '; }
  expect "fish: a command" "check " "$(in_fish 'shirlint ch')"
  expect "fish: the words below rules" "list schema show test tree " "$(in_fish 'shirlint rules ')"
  expect "fish: an option" "--fail-on " "$(in_fish 'shirlint check --fa')"
  expect "fish: a value" "always auto never " "$(in_fish 'shirlint check --color ')"
else
  echo "fish is not installed: not asked"
fi
if command -v zsh >/dev/null; then zsh -n ./zsh; else echo "zsh is not installed: not asked"; fi
[ "$failures" -eq 0 ]
