#!/bin/sh
# Fills FOLDER with the libraries of the Windows build: header-only ones as Debian has installed
# them, pugixml and fmt from Debian's source packages, which are the versions that Linux links.
# Usage: libraries.sh FOLDER. Needs apt's source lists (deb-src), dpkg-dev, and the -dev packages.
set -eu
folder=$1
stamp=$folder/complete
want=$(dpkg-query -W -f='${Package} ${Version}\n' catch2 libcli11-dev libdtl-dev libexpected-dev \
  libfmt-dev libpugixml-dev libtomlplusplus-dev nlohmann-json3-dev)
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ] && exit 0
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"

header() {  # FOLDER NAME: what the library's own repository calls its folder of headers
  mkdir -p "$1"
  cp -R "/usr/include/$2" "$1/"
}
header cli11/include CLI
header expected/include tl
header json/include nlohmann
header toml/include toml++
header catch2/single_include catch2
header dtl dtl

source() {  # PACKAGE OF-WHICH-SOURCE FOLDER
  version=$(dpkg-query -W -f='${source:Version}' "$1")
  mkdir download
  (cd download && apt-get -qq -o APT::Sandbox::User=root source "$2=$version" >/dev/null)
  mv download/*/ "$3"
  rm -rf download
}
source libpugixml-dev pugixml pugixml
source libfmt-dev fmtlib fmt_headers
printf '%s\n' "$want" >"$stamp"
