#!/usr/bin/env python3
"""Writes uri_nfc_tables.cpp: what Unicode's composed form needs, for characters up to U+FFFF.

.NET leaves this to Windows (normaliz.dll), whose Unicode version follows the system; the one here
is Python's. Host names that differ between versions are not met in practice.
Use: python3 uri_nfc_gen.py > uri_nfc_tables.cpp
"""
import unicodedata

HEADER = """\
// Made by uri_nfc_gen.py from Unicode {version}; do not edit.
#include "dotnet/uri_nfc.h"

// clang-format off
namespace shirlint::dotnet::uri {{
"""


def rows(values):
    line = "   "
    for value in values:
        text = f" 0x{value:X},"
        if len(line) + len(text) > 100:
            print(line)
            line = "   "
        line += text
    print(line)


def decompositions():
    for code in range(0xA0, 0x10000):
        parts = unicodedata.decomposition(chr(code))
        if not parts or parts.startswith("<"):
            continue
        codes = [int(part, 16) for part in parts.split()]
        if max(codes) > 0xFFFF:
            continue
        second = codes[1] if len(codes) == 2 else 0
        composes = unicodedata.normalize("NFC", chr(code)) == chr(code)
        yield (0 if composes else 1) << 48 | code << 32 | codes[0] << 16 | second


def class_runs():
    start, previous, current = 0, 0, 0
    for code in range(0x300, 0x10000):
        value = unicodedata.combining(chr(code))
        if value == current and code == previous + 1:
            previous = code
            continue
        if current:
            yield start << 24 | previous << 8 | current
        start = previous = code
        current = value
    if current:
        yield start << 24 | previous << 8 | current


def table(name, values):
    print(f"\nconst std::uint64_t {name}[] = {{")
    rows(values)
    print("};")
    print(f"const std::size_t {name}_size = {len(values)};")


print(HEADER.format(version=unicodedata.unidata_version), end="")
table("decompositions", list(decompositions()))
table("combining_classes", list(class_runs()))
print("\n}  // namespace shirlint::dotnet::uri")
