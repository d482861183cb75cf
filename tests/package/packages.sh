#!/usr/bin/env bash
# What the packages' receivers say of them. Usage: packages.sh FOLDER
# lintian and mandoc find nothing; the SBOMs are valid SPDX 2.3; the checksums hold; what is unpacked
# runs. The JSON Schema is that of github.com/spdx/spdx-spec at tag v2.3 (aadf3b0b8dbb).
set -euo pipefail
here=$(dirname "$(realpath "$0")")
cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sha256sum --quiet -c SHA256SUMS
lintian --fail-on error,warning,info --info shirlint_*_amd64.deb
dpkg-deb -x shirlint_*_amd64.deb "$work/deb"
"$work/deb/usr/bin/shirlint" --version | grep -q '^shirlint '
zcat "$work/deb/usr/share/man/man1/shirlint.1.gz" >"$work/shirlint.1"
[ -z "$(mandoc -T lint -W warning "$work/shirlint.1" | tee /dev/stderr)" ]
tar -C "$work" -xzf shirlint-*-linux-x64.tar.gz
"$work"/shirlint-*-linux-x64/shirlint --version | cmp -s - <("$work/deb/usr/bin/shirlint" --version)
python3 - "$here/spdx-2.3.schema.json" . "$work" <<'PYTHON'
import json, pathlib, sys, zipfile
import jsonschema
schema = json.load(open(sys.argv[1]))
found = list(pathlib.Path(sys.argv[2]).glob("*.spdx.json"))
found += list(pathlib.Path(sys.argv[3]).rglob("*.spdx.json"))
assert len(found) >= 4, found
for path in found:
    jsonschema.validate(json.load(open(path)), schema)
[archive] = pathlib.Path(sys.argv[2]).glob("*-windows-x64.zip")
names = zipfile.ZipFile(archive).namelist()
assert any(name.endswith("/shirlint.exe") for name in names), names
print(f"{len(found)} SBOMs are valid SPDX 2.3; {archive.name} holds {len(names)} files")
PYTHON
echo "packages: lintian, mandoc, SPDX schema and checksums find nothing"
