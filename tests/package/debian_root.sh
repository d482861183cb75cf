#!/usr/bin/env bash
# The .deb in a Debian that has nothing but itself: it installs without any other package, checks,
# mends and takes back as a user without rights, and goes without leaving a file. Takes a minute,
# most of it debootstrap's. Usage: debian_root.sh DEB FIXTURES
set -euo pipefail
deb=$(realpath "$1")
fixtures=$(realpath "$2")
if [ "$(id -u)" -ne 0 ] || ! command -v debootstrap >/dev/null; then
  echo "not run: it takes root and debootstrap"
  exit 77
fi
work=$(mktemp -d)
root=$work/root
trap 'rm -rf --one-file-system "$work"' EXIT
# No /proc, no /dev, no network: what shirlint needs of them would be found here.
if ! debootstrap --variant=minbase bookworm "$root" >"$work/log" 2>&1; then
  tail -n 5 "$work/log"
  echo "not run: debootstrap could not make a Debian here"
  exit 77
fi
inside() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 chroot "$root" "$@"; }
as_user() { inside setpriv --reuid 65534 --regid 65534 --clear-groups env HOME=/tmp/home "$@"; }
expect() {  # WHAT EXPECTED GOT
  [ "$2" = "$3" ] && return
  printf 'debian_root: %s: expected "%s", got "%s"\n' "$1" "$2" "$3" >&2
  exit 1
}
files() { (cd "$root" && find . -path ./tmp -prune -o -path ./var -prune -o -print | sort); }

cp -r "$fixtures/demo-host" "$root/tmp/host"
cp -r "$fixtures/demo-host" "$root/tmp/original"
chown -R 65534:65534 "$root/tmp/host"
cp "$deb" "$root/tmp/shirlint.deb"
files >"$work/before"
inside dpkg --install /tmp/shirlint.deb >/dev/null
expect "what dpkg --audit tells" "" "$(inside dpkg --audit)"
expect "what dpkg --verify tells" "" "$(inside dpkg --verify shirlint)"
for file in man/man1/shirlint.1.gz bash-completion/completions/shirlint \
  zsh/vendor-completions/_shirlint fish/vendor_completions.d/shirlint.fish; do
  inside test -s "/usr/share/$file" || expect "/usr/share/$file" there missing
done

# EXPECTED ARGUMENT...: the exit code of shirlint, which is found on the PATH
run() {
  local wanted=$1 status=0
  shift
  as_user shirlint "$@" >"$work/out" 2>&1 || status=$?
  [ "$status" = "$wanted" ] || cat "$work/out"
  expect "exit code of shirlint $*" "$wanted" "$status"
}
run 0 --version
run 0 rules test
run 1 check /tmp/host
grep -q BYP002 "$work/out" || expect "what check tells" BYP002 "$(cat "$work/out")"
run 0 check --fix --select BYP002,PRX001 --reason CHG-4711 /tmp/host
run 0 undo
expect "the host after undo" "" "$(diff -r "$root/tmp/original" "$root/tmp/host")"
inside dpkg --purge shirlint >/dev/null 2>&1
files >"$work/after"
expect "files that purging leaves" "" "$(diff "$work/before" "$work/after" || true)"
echo "the .deb installs, runs and goes in a clean Debian $(cat "$root/etc/debian_version")"
