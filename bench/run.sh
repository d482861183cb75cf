#!/usr/bin/env bash
# Times shirlint against the floor (the same bytes read and parsed with the same libraries) and
# against xmllint --schematron with twelve of the rules, side by side in one run; prints ratios.
# Usage: bench/run.sh SHIRLINT FLOOR   (./dev bench builds both first)
set -euo pipefail
here=$(dirname "$(realpath "$0")")
reference=$here/../fixtures/reference-host
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Copies, as after an installation: a file that the linker wrote is mapped more slowly.
shirlint=$work/shirlint
floor=$work/floor
cp "$1" "$shirlint"
cp "$2" "$floor"

python3 "$here/make_hosts.py" "$reference" "$work/one" 1
python3 "$here/make_hosts.py" "$reference" "$work/many" 1000
one=$work/one/host-00000
codes=CFG010,CFG011,CFG014,CFG016,CFG019,CFG020,CFG027,PRX008,PRX009,PRX010,BYP010,BYP011

ours_codes() { "$shirlint" check --format concise --select $codes "$1" | grep -oE '[A-Z]{3}[0-9]{3}' | sort | uniq -c; }
their_codes() { xmllint --noout --schematron "$here/schematron.sch" "$1"/*.config 2>&1 | grep -oE '[A-Z]{3}[0-9]{3}' | sort | uniq -c; }
for host in "$work"/many/host-0000[0-8]; do
  if [ "$(ours_codes "$host" || true)" != "$(their_codes "$host" || true)" ]; then
    echo "bench: shirlint and the Schematron disagree about $host" >&2
    exit 1
  fi
done
echo "verdicts: the same 12 rules, the same findings on 9 hosts"

# Nanoseconds of each COMMAND, the least disturbed run: the least of ROUNDS x RUNS. In rounds, since a
# shared machine is slow for seconds at a time, and each command shall have its turn in the fast ones.
# hyperfine starts the program itself, without a shell: its fork would be added to all of them.
best() {  # ROUNDS RUNS COMMAND...
  local rounds=$1 runs=$2 round
  shift 2
  for ((round = 0; round < rounds; ++round)); do
    hyperfine -N -i -w 2 -r "$runs" --export-json "$work/times-$round.json" "$@" >/dev/null 2>&1
  done
  python3 - "$work" "$rounds" <<'PYTHON'
import json, sys
folder, rounds = sys.argv[1], int(sys.argv[2])
results = [json.load(open(f"{folder}/times-{round}.json"))["results"] for round in range(rounds)]
print(*(int(min(result["min"] for result in command) * 1e9) for command in zip(*results)))
PYTHON
}
peak() { /usr/bin/time -f %M "$@" 2>&1 >/dev/null | tail -1 || true; }
instructions() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null |
    sed -n 's/.*Collected : //p' || true
}
row() {  # NAME NANOSECONDS FLOOR_NANOSECONDS PEAK_KB INSTRUCTIONS
  awk -v n="$1" -v t="$2" -v f="$3" -v m="$4" -v i="$5" 'BEGIN {
    printf "%-34s %9.2f ms %7.2f x %9.1f MB %14s\n", n, t / 1e6, t / f, m / 1024, i }'
}

ours=(check --jobs 1)
theirs=(xmllint --noout --schematron "$here/schematron.sch")

read -r base us them < <(best 12 25 "$floor $one" "$shirlint ${ours[*]} $one" "${theirs[*]} $(echo "$one"/*.config)")
printf '\n%-34s %12s %9s %12s %14s\n' "one host" time "x floor" "peak" instructions
row "floor: read and parse" "$base" "$base" "$(peak "$floor" "$one")" "$(instructions "$floor" "$one")"
row "shirlint, all rules" "$us" "$base" \
  "$(peak "$shirlint" "${ours[@]}" "$one")" "$(instructions "$shirlint" "${ours[@]}" "$one")"
row "xmllint --schematron, 12 rules" "$them" "$base" \
  "$(peak "${theirs[@]}" "$one"/*.config)" "$(instructions "${theirs[@]}" "$one"/*.config)"

many=$work/many
read -r base us them < <(best 6 2 "$floor $(echo "$many"/*)" "$shirlint ${ours[*]} $many" \
  "${theirs[*]} $(echo "$many"/*/*.config)")
printf '\n%-34s %12s %9s %12s\n' "1,000 hosts, one thread" time "x floor" "peak"
row "floor: read and parse" "$base" "$base" "$(peak "$floor" "$many"/*)" ""
row "shirlint, all rules" "$us" "$base" "$(peak "$shirlint" "${ours[@]}" "$many")" ""
row "xmllint --schematron, 12 rules" "$them" "$base" "$(peak "${theirs[@]}" "$many"/*/*.config)" ""

mkdir "$work/alone"
config=$work/alone/diahost.exe.config
cp "$one/diahost.exe.config" "$config"
route=(route "$config" https://contoso.com/)
read -r base us < <(best 12 60 "$floor $config" "$shirlint ${route[*]}")
printf '\n%-34s %12s %9s %12s %14s\n' "route, one file of $((($(stat -c %s "$config") + 500) / 1000)) KB" \
  time "x floor" "peak" instructions
row "floor: read and parse" "$base" "$base" "$(peak "$floor" "$config")" \
  "$(instructions "$floor" "$config")"
row "shirlint route" "$us" "$base" \
  "$(peak "$shirlint" "${route[@]}")" "$(instructions "$shirlint" "${route[@]}")"
