#!/usr/bin/env python3
"""Makes N hosts that all differ from the reference host, for the benchmark.

Usage: make_hosts.py REFERENCE_HOST OUT_FOLDER N
Every third host has two faults that both shirlint and the Schematron know (no scheme in the proxy
address, an empty bypass entry); names, ports and thumbprints differ in all of them.
"""
import pathlib
import re
import sys

ROOTS = pathlib.Path(__file__).resolve().parent.parent / "rules" / "data" / "roots.toml"
KNOWN_ROOTS = set(re.findall(r'"([0-9A-F]{40})"', ROOTS.read_text(encoding="utf-8")))


def change(text: str, number: int, broken: bool) -> str:
    text = text.replace("node-01", f"node-{number:05}")
    # An integration runtime has one to four nodes.
    text = text.replace("ir-reference", f"ir-{number // 2:05}")
    text = text.replace("contoso.com", f"c{number:05}.com")
    text = re.sub(r'"([0-9A-F]{40})"',
                  lambda found: f'"{rotate(found.group(1), number)}"', text)
    if broken:
        text = re.sub(r'proxyaddress="http://', 'proxyaddress="', text)
        text = text.replace("</bypasslist>", '<add address="" /></bypasslist>', 1)
    return text


def rotate(thumbprint: str, number: int) -> str:
    if thumbprint in KNOWN_ROOTS:
        return thumbprint
    shift = number % 39 + 1
    return thumbprint[shift:] + thumbprint[:shift] if number else thumbprint


def main() -> None:
    reference, out, count = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
    sources = {}
    for path in reference.rglob("*"):
        if path.is_file():
            sources[path.name] = path.read_bytes()
    for number in range(count):
        folder = out / f"host-{number:05}"
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in sources.items():
            text = data.decode("utf-8")
            (folder / name).write_bytes(change(text, number, number % 3 == 2).encode("utf-8"))


main()
