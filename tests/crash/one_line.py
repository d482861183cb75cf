#!/usr/bin/env python3
"""Proves that a fix of one attribute changes one line, and shows what other editors change.

Usage: one_line.py SHIRLINT

The file has 206 lines, CRLF line ends and a byte order mark, as the product ships its configs; in
its proxy element the address has no http:// in front. Each tool puts that right in its own copy:
  shirlint     check --fix
  augeas       augtool, lens Xml: sets the attribute and saves
  xmlstarlet   ed -L, which writes in place
  pugixml      load_file, set_value, save_file, all options at their defaults
A line is changed if its bytes are others, its line end included; counted by diff, as lines of the
old file that are not in the new one. The exit code is 1 if shirlint changes more than that one line
or does not change it; of the others the figures are only printed ("-": the tool is not there).
Packages: augeas-tools, augeas-lenses, xmlstarlet; g++ and libpugixml-dev.
"""
import difflib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # nothing is left in the source tree
import sample  # noqa: E402

ADDRESS = "http://proxy.contoso.com:8080"
XPATH = "/configuration/system.net/defaultProxy/proxy/@proxyaddress"
# Augeas' path expressions have no dots in names without an escape.
AUGEAS_PATH = ("/files{}/configuration/system.net/defaultProxy/proxy"
               "/#attribute/proxyaddress")
PUGIXML = """
#include <pugixml.hpp>
int main(int, char** names) {
  pugi::xml_document document;
  if (!document.load_file(names[1])) return 1;
  pugi::xml_attribute address =
      document.select_node("%s").attribute();
  if (!address.set_value("%s")) return 1;
  return document.save_file(names[1]) ? 0 : 1;
}
""" % (XPATH, ADDRESS)


def call(command, **options):
    return subprocess.run(command, capture_output=True, check=False, timeout=120, **options)


def with_shirlint(program, path):
    machine = sample.Machine(path.parent / "machine", program)
    machine.clear()
    machine.add("diahost.exe.config", path.read_bytes())
    # The file's sibling is context: without it a finding would be left, and the exit code 1.
    machine.add("diawp.exe.config", sample.good_config())
    process = machine.run(["check", "--date", sample.DATE, "--fix", "hosts/diahost.exe.config"])
    path.write_bytes((machine.hosts / "diahost.exe.config").read_bytes())
    return process


def with_augeas(path):
    # The lens does not know of byte order marks: where it refuses the file it gets one without.
    script = (f"set /augeas/load/Xml/lens Xml.lns\nset /augeas/load/Xml/incl {path}\nload\n"
              f"set {AUGEAS_PATH.format(path)} {ADDRESS}\nsave\nprint /augeas//error/message\n")
    return call(["augtool", "--noautoload"], input=script.encode())


def with_xmlstarlet(path):
    return call(["xmlstarlet", "ed", "-L", "-u", XPATH, "-v", ADDRESS, str(path)])


def with_pugixml(path):
    source, program = path.parent / "save.cpp", path.parent / "save"
    source.write_text(PUGIXML, "utf-8")
    built = call(["g++", "-std=c++17", "-O1", str(source), "-o", str(program), "-lpugixml"])
    return call([str(program), str(path)]) if built.returncode == 0 else built


def changed_lines(old, new):
    before, after = old.split(b"\n"), new.split(b"\n")
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    return len(before) - sum(block.size for block in matcher.get_matching_blocks())


def row(name, old, new, process):
    """The figures of a tool, as texts; `process` None: it is not there."""
    if process is None:
        return [name, "-", "-", "-", "not installed"]
    done = b'"' + ADDRESS.encode() + b'"' in new
    if new == old:
        said = (process.stderr + process.stdout).decode(errors="replace").strip()
        last = said.rsplit(" = ", 1)[-1].splitlines()[-1] if said else f"exit {process.returncode}"
        return [name, "0", "-", "-", f"refuses the file: {last[:60]}"]
    bom = "yes" if new.startswith(b"\xef\xbb\xbf") else "no"
    ends = f"{new.count(bytes([13, 10]))} of {new.count(bytes([10]))}"
    return [name, f"{changed_lines(old, new)} of {sample.LINES}", bom, ends,
            "done" if done else "attribute not set"]


def main():
    program = sample.one_argument(__doc__)
    old = sample.wrong_config()
    wanted = sample.good_config()
    rows = [["tool", "lines changed", "BOM kept", "CRLF kept", "outcome"]]
    folder = Path(tempfile.mkdtemp(prefix="one-line-"))
    try:
        def give(name, content, edit, needs):
            path = folder / name.replace(" ", "-") / "diahost.exe.config"
            path.parent.mkdir()
            path.write_bytes(content)
            process = edit(path) if shutil.which(needs) else None
            rows.append(row(name, content, path.read_bytes(), process))
            return path.read_bytes()

        fixed = give("shirlint", old, lambda path: with_shirlint(program, path), str(program))
        augeas = give("augeas", old, with_augeas, "augtool")
        if augeas == old and shutil.which("augtool"):
            give("augeas without BOM", old[3:], with_augeas, "augtool")
        give("xmlstarlet", old, with_xmlstarlet, "xmlstarlet")
        give("pugixml", old, with_pugixml, "g++")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    widths = [max(len(line[column]) for line in rows) for column in range(len(rows[0]))]
    for line in rows:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths)).rstrip())
    if fixed != wanted:
        print(f"LOSS: shirlint changed {changed_lines(old, fixed)} lines, or not the right one",
              file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C.UTF-8"
    sys.exit(main())
