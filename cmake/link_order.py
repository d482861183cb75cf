#!/usr/bin/env python3
"""Writes cmake/link_order.ld: the code that runs shall lie together.

Usage: cmake/link_order.py   after ./dev build; needs valgrind (./dev bench installs it)

Three quarters of the program are code that a check does not run. Where the linker mixes it with the
rest, nearly all of it is mapped into memory, 64 KB at a time. So the same program is linked once
more with its symbols, asked to do what people do most, and what ran is listed: an object of which a
third or more ran as a whole, of the others the functions. What is not in the list costs a page at
most, and a name that is no more is passed over: nothing breaks.
"""
import bisect
import collections
import pathlib
import re
import shlex
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "release"
RUNS = (
    ("check", "fixtures/reference-host"),
    ("check", "fixtures/demo-host"),
    ("route", "fixtures/reference-host/diahost.exe.config", "https://contoso.com/"),
)
WORTH_A_WHOLE_OBJECT = 1 / 3

Section = collections.namedtuple("Section", "start size name library object")


def link(folder: pathlib.Path) -> tuple[pathlib.Path, pathlib.Path]:
    """The program with its symbols and the linker's map."""
    commands = subprocess.run(["ninja", "-C", BUILD, "-t", "commands", "shirlint"], check=True,
                              capture_output=True, text=True).stdout.splitlines()
    words = next(word for word in (shlex.split(line.split("&&")[1]) for line in reversed(commands)
                                   if line.startswith(":")) if word)
    program, map_file = folder / "shirlint", folder / "map"
    words[words.index("-o") + 1] = str(program)
    words = [word.replace(",-s", "") for word in words if not word.startswith("-Wl,-T,")]
    subprocess.run([*words, f"-Wl,-Map={map_file}"], cwd=BUILD, check=True)
    return program, map_file


def sections_of(map_file: pathlib.Path) -> list[Section]:
    found = []
    name = None  # a long one stands on a line of its own
    for line in map_file.read_text(encoding="utf-8").splitlines():
        at = re.match(r" (\.text\S*)?\s+0x([0-9a-f]+)\s+0x([0-9a-f]+) (\S.*)", line)
        if at and (at[1] or name):
            library, _, item = at[4].rpartition("/")[2].partition("(")
            size = int(at[3], 16)
            if size and int(at[2], 16):
                found.append(Section(int(at[2], 16), size, at[1] or name, library,
                                     item.rstrip(")")))
        alone = re.match(r" (\.text\S*)$", line)
        name = alone[1] if alone else None
    return sorted(found)


def addresses_run(program: pathlib.Path, words: tuple[str, ...], out: pathlib.Path) -> set[int]:
    subprocess.run(["valgrind", "--tool=callgrind", "--dump-instr=yes",
                    f"--callgrind-out-file={out}", program, *words],
                   cwd=ROOT, check=False, capture_output=True)
    addresses = set()
    last = 0
    for line in out.read_text(encoding="utf-8").splitlines():
        word = line.partition(" ")[0]
        if re.fullmatch(r"0x[0-9a-f]+", word):
            last = int(word, 16)
        elif re.fullmatch(r"[+-]\d+", word):
            last += int(word)
        elif word != "*":
            continue
        addresses.add(last)
    return addresses


def of_functions(section: Section) -> bool:
    """Not what the compiler or the standard library put aside as seldom run."""
    return section.name == ".text" or section.name.startswith(".text._Z")


def patterns(sections: list[Section], run: set[Section]) -> list[str]:
    size, size_run = collections.Counter(), collections.Counter()
    for section in sections:
        if of_functions(section):
            place = (section.library, section.object)
            size[place] += section.size
            size_run[place] += section.size if section in run else 0
    whole = {place for place in size if size_run[place] > WORTH_A_WHOLE_OBJECT * size[place]}
    lines = {f"*{library}:{item}(.text .text._Z*)" for library, item in whole if item}
    # Of these each machine runs the ones for its processor.
    lines |= {"*libc.a:mem*(.text .text.*)", "*libc.a:str*(.text .text.*)"}
    for section in run:
        if section.object and not ((section.library, section.object) in whole
                                   and of_functions(section)):
            lines.add(f"*{section.library}:{section.object}({section.name})")
    return sorted(lines)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        program, map_file = link(folder)
        sections = sections_of(map_file)
        starts = [section.start for section in sections]
        run = set()
        for words in RUNS:
            for address in addresses_run(program, words, folder / "profile"):
                at = bisect.bisect_right(starts, address) - 1
                if at >= 0 and address < sections[at].start + sections[at].size:
                    run.add(sections[at])
    lines = "\n    ".join(patterns(sections, run))
    (ROOT / "cmake" / "link_order.ld").write_text(f"""\
/* Made by cmake/link_order.py, which says what for; not to be edited. */
SECTIONS
{{
  .text.run :
  {{
    {lines}
  }}
}}
INSERT BEFORE .text;
""", encoding="utf-8")


main()
