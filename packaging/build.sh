#!/usr/bin/env bash
# Makes the packages in build/packages: a .deb, a .tar.gz for Linux, a .zip for Windows, an SBOM
# (SPDX 2.3) and SHA256SUMS. The same commit gives the same bytes: every date is the commit's.
# Usage: packaging/build.sh SHIRLINT MANUAL_TOOL SHIRLINT_EXE   (./dev package builds all three)
set -euo pipefail
shirlint=$(realpath "$1")
manual=$(realpath "$2")
program_exe=$(realpath "$3")
cd -P "$(dirname "$(readlink -f "$0")")/.."
here=$PWD
out=$here/build/packages
rm -rf "$out"
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022

version=$("$shirlint" --version | sed -n '1s/^shirlint //p')
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH=$epoch TZ=UTC LC_ALL=C.UTF-8
commit=$(git rev-parse HEAD)
day=$(date -u -d "@$epoch" +%F)

# What every package holds beside the program.
papers() {  # FOLDER SYSTEM
  cp -r README.md CHANGELOG.md SECURITY.md THIRD_PARTY.md docs "$1/"
  chmod -R u=rwX,go=rX "$1"  # whatever the umask was when the tree was checked out
  python3 packaging/sbom.py "$2" "$version" "$epoch" "$commit" >"$1/shirlint.spdx.json"
}

debian_package() {
  local root=$work/deb doc=$work/deb/usr/share/doc/shirlint
  install -D -m 755 "$shirlint" "$root/usr/bin/shirlint"
  install -d "$root/usr/share/man/man1" "$root/DEBIAN" "$doc"
  "$manual" "$day" | gzip -9n >"$root/usr/share/man/man1/shirlint.1.gz"
  install -d "$root/usr/share/bash-completion/completions" \
    "$root/usr/share/zsh/vendor-completions" "$root/usr/share/fish/vendor_completions.d"
  "$shirlint" completion bash >"$root/usr/share/bash-completion/completions/shirlint"
  "$shirlint" completion zsh >"$root/usr/share/zsh/vendor-completions/_shirlint"
  "$shirlint" completion fish >"$root/usr/share/fish/vendor_completions.d/shirlint.fish"
  papers "$doc" linux
  rm "$doc/CHANGELOG.md"
  { cat packaging/copyright; cat THIRD_PARTY.md; } >"$doc/copyright"
  rm "$doc/THIRD_PARTY.md"  # it is in copyright, where Debian looks for it
  printf 'shirlint (%s) unstable; urgency=medium\n\n  * See the project for what changed.\n\n -- %s  %s\n' \
    "$version" "shirlint developers <developers@example.org>" "$(date -u -R -d "@$epoch")" |
    gzip -9n >"$doc/changelog.gz"
  install -D -m 644 packaging/lintian-overrides "$root/usr/share/lintian/overrides/shirlint"
  sed -e "s/@VERSION@/$version/" -e "s/@SIZE@/$(du -sk --apparent-size "$root/usr" | cut -f1)/" \
    packaging/control >"$root/DEBIAN/control"
  (cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
  find "$root" -exec touch -h -d "@$epoch" {} +
  dpkg-deb --root-owner-group -Zxz --build "$root" "$out/shirlint_${version}_amd64.deb" >/dev/null
}

linux_archive() {
  local name=shirlint-$version-linux-x64
  mkdir -p "$work/$name/completions"
  install -m 755 "$shirlint" "$work/$name/shirlint"
  "$manual" "$day" >"$work/$name/shirlint.1"
  "$shirlint" completion bash >"$work/$name/completions/shirlint.bash"
  "$shirlint" completion zsh >"$work/$name/completions/_shirlint"
  "$shirlint" completion fish >"$work/$name/completions/shirlint.fish"
  papers "$work/$name" linux
  tar -C "$work" --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner -cf - "$name" |
    gzip -9n >"$out/$name.tar.gz"
}

windows_archive() {
  local name=shirlint-$version-windows-x64
  mkdir -p "$work/$name"
  cp "$program_exe" "$work/$name/shirlint.exe"
  "$shirlint" completion powershell >"$work/$name/shirlint-completion.ps1"
  cp integrations/dsc/shirlint.dsc.resource.json "$work/$name/"  # PowerShell DSC finds it on the PATH
  papers "$work/$name" windows
  python3 packaging/zip.py "$work" "$name" "$epoch" "$out/$name.zip"
}

debian_package
linux_archive
windows_archive
for system in linux windows; do
  python3 packaging/sbom.py "$system" "$version" "$epoch" "$commit" >"$out/shirlint-$version-$system.spdx.json"
done
(cd "$out" && sha256sum -- * >"$work/sums" && mv "$work/sums" SHA256SUMS)
(cd "$out" && ls -l && cat SHA256SUMS)
