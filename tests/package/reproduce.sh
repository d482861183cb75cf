#!/usr/bin/env bash
# Two builds give the same bytes: the commit is cloned and packaged twice, in folders of different
# names and depths, without a compiler cache, with another time zone, language, umask and number of
# compilers. Takes as long as two whole builds for Linux and for Windows. Usage: reproduce.sh [COMMIT]
set -euo pipefail
cd -P "$(dirname "$(readlink -f "$0")")/../.."
commit=$(git rev-parse "${1:-HEAD}^{commit}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

packages_in() {  # FOLDER VARIABLE...
  local folder=$1
  shift
  mkdir -p "$(dirname "$folder")"
  git clone -q . "$folder"
  git -C "$folder" checkout -q "$commit"
  echo "reproduce: building in $folder"
  env CCACHE_DISABLE=1 "$@" "$folder/dev" package >"$work/log" 2>&1 || { tail -n 30 "$work/log"; exit 1; }
  (cd "$folder/build" && sha256sum shirlint windows/shirlint.exe packages/*) >"$folder.sums"
}
packages_in "$work/one" TZ=UTC LC_ALL=C.UTF-8
umask 027
packages_in "$work/another/and/deeper" TZ=Asia/Tokyo LC_ALL=C JOBS=1
cat "$work/one.sums"
diff "$work/one.sums" "$work/another/and/deeper.sums" ||
  { echo "reproduce: two builds of $commit are not the same bytes"; exit 1; }
echo "reproduce: two builds of $commit are the same bytes"
