"""Prints what is in the program as SPDX 2.3 (JSON): our commit and the libraries that are linked in,
with the versions of the Debian packages that this machine has.

Usage: sbom.py linux|windows VERSION EPOCH COMMIT
"""
import datetime
import json
import subprocess
import sys

system, version, epoch, commit = sys.argv[1:]

# Debian package -> name, licence and home of what is linked from it.
LIBRARIES = {
    "libpugixml-dev": ("pugixml", "MIT", "https://pugixml.org/"),
    "libfmt-dev": ("fmt", "MIT", "https://fmt.dev/"),
    "libcli11-dev": ("CLI11", "BSD-3-Clause", "https://github.com/CLIUtils/CLI11"),
    "libtomlplusplus-dev": ("toml++", "MIT", "https://marzer.github.io/tomlplusplus/"),
    "nlohmann-json3-dev": ("nlohmann/json", "MIT", "https://json.nlohmann.me/"),
    "libexpected-dev": ("tl-expected", "CC0-1.0", "https://github.com/TartanLlama/expected"),
    "libdtl-dev": ("dtl", "BSD-3-Clause", "https://github.com/cubicdaiya/dtl"),
}
RUNTIMES = {
    "linux": {
        "libmd-dev": ("libmd", "NOASSERTION", "https://www.hadrons.org/software/libmd/"),
        "libstdc++-12-dev": ("libstdc++", "GPL-3.0-or-later WITH GCC-exception-3.1",
                             "https://gcc.gnu.org/"),
        "libc6-dev": ("glibc", "LGPL-2.1-or-later", "https://www.gnu.org/software/libc/"),
    },
    "windows": {
        "g++-mingw-w64-x86-64-posix": ("libstdc++", "GPL-3.0-or-later WITH GCC-exception-3.1",
                                       "https://gcc.gnu.org/"),
        "mingw-w64-x86-64-dev": ("mingw-w64 runtime and winpthreads", "NOASSERTION",
                                 "https://www.mingw-w64.org/"),
    },
}
LIBRARIES.update(RUNTIMES[system])


def debian_version(package):
    return subprocess.run(["dpkg-query", "-W", "-f=${Version}", package], check=True, text=True,
                          capture_output=True).stdout


def library(package):
    name, licence, home = LIBRARIES[package]
    installed = debian_version(package)
    return {
        "SPDXID": f"SPDXRef-{package.replace('+', 'p')}",
        "name": name,
        "versionInfo": installed,
        "downloadLocation": "NOASSERTION",
        "homepage": home,
        "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION",
        "licenseDeclared": licence,
        "copyrightText": "NOASSERTION",
        "externalRefs": [{
            "referenceCategory": "PACKAGE-MANAGER",
            "referenceType": "purl",
            "referenceLocator": f"pkg:deb/debian/{package.replace('+', '%2B')}@"
                                f"{installed.replace('+', '%2B').replace(':', '%3A')}",
        }],
    }


packages = [library(package) for package in LIBRARIES]
program = {
    "SPDXID": "SPDXRef-shirlint",
    "name": "shirlint",
    "versionInfo": version,
    "sourceInfo": f"built from Git commit {commit}",
    "downloadLocation": "NOASSERTION",
    "filesAnalyzed": False,
    "licenseConcluded": "NOASSERTION",
    "licenseDeclared": "NOASSERTION",  # the owner has not chosen yet
    "copyrightText": "NOASSERTION",
    "primaryPackagePurpose": "APPLICATION",
}
created = datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc)
json.dump({
    "spdxVersion": "SPDX-2.3",
    "dataLicense": "CC0-1.0",
    "SPDXID": "SPDXRef-DOCUMENT",
    "name": f"shirlint-{version}-{system}",
    "documentNamespace": f"https://spdx.org/spdxdocs/shirlint-{version}-{system}-{commit}",
    "creationInfo": {
        "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "creators": [f"Tool: shirlint-packaging-{version}"],
    },
    "packages": [program] + packages,
    "relationships": [{
        "spdxElementId": "SPDXRef-DOCUMENT",
        "relationshipType": "DESCRIBES",
        "relatedSpdxElement": "SPDXRef-shirlint",
    }] + [{
        "spdxElementId": "SPDXRef-shirlint",
        "relationshipType": "STATIC_LINK",
        "relatedSpdxElement": package["SPDXID"],
    } for package in packages],
}, sys.stdout, indent=1)
print()
