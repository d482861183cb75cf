#!/usr/bin/env python3
"""How many lines and branches of src the tests run, a line a room; and whether what they do not run is
known: docs/coverage.md has the table, which is made anew, and the reasons, which people write.

Usage: tests/coverage.py BUILD_FOLDER   (./dev coverage builds it and runs the tests)

BUILD_FOLDER/profiles has what each test program counted. BUILD_FOLDER/uncovered.txt gets every line
that no test ran. Fails when a file has more of them than docs/coverage.md says, or far fewer: then
the reasons are stale. A few in a file need no reason.
"""
import collections
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "coverage.md"
MARK = "<!-- Above: ./dev coverage. Below: written by hand, and checked. -->"
FEW = 12  # lines of a file that need no reason
ROW = re.compile(r"^\| `([\w/.]+)` \| (\d+) \| ", re.MULTILINE)


class Counts:
    def __init__(self) -> None:
        self.lines: dict[int, int] = {}
        self.branches: dict[tuple[str, ...], int] = {}

    def text(self) -> list[str]:
        hit = [count > 0 for count in self.lines.values()]
        taken = [count > 0 for count in self.branches.values()]
        return [f"{len(hit):,}", share(hit), f"{len(taken):,}", share(taken)]

    def uncovered(self) -> list[int]:
        return sorted(line for line, count in self.lines.items() if count == 0)


def share(of: list[bool]) -> str:
    return f"{100 * sum(of) / len(of):.1f} %" if of else ""


def export(build: pathlib.Path) -> str:
    profile = build / "all.profdata"
    raw = sorted(map(str, (build / "profiles").glob("*.profraw")))
    if not raw:
        sys.exit("coverage: no test has counted anything")
    subprocess.run(["llvm-profdata-14", "merge", "-sparse", *raw, "-o", profile], check=True)
    programs = [path for path in sorted((build / "tests").glob("test_*")) if path.is_file()]
    programs.append(build / "shirlint")
    return subprocess.run(
        ["llvm-cov-14", "export", "-format=lcov", f"-instr-profile={profile}", programs[0],
         *(f"-object={program}" for program in programs[1:])],
        cwd=ROOT, check=True, capture_output=True, text=True).stdout


def read(lcov: str) -> dict[str, Counts]:
    files: dict[str, Counts] = {}
    now = None
    for line in lcov.splitlines():
        kind, _, rest = line.partition(":")
        if kind == "SF":
            name = os.path.relpath(ROOT / rest, ROOT)  # ccache writes build/coverage/../../src
            now = files.setdefault(name, Counts()) if name.startswith("src/") else None
        elif now is not None and kind == "DA":
            number, count = map(int, rest.split(",")[:2])
            now.lines[number] = max(now.lines.get(number, 0), count)
        elif now is not None and kind == "BRDA":
            *which, count = rest.split(",")
            taken = 0 if count == "-" else int(count)
            now.branches[tuple(which)] = max(now.branches.get(tuple(which), 0), taken)
    return files


def add_up(files: dict[str, Counts]) -> Counts:
    out = Counts()
    for name, counts in files.items():
        out.lines.update({(name, line): count for line, count in counts.lines.items()})
        out.branches.update({(name, *which): count for which, count in counts.branches.items()})
    return out


def table(files: dict[str, Counts]) -> str:
    rooms = collections.defaultdict(dict)
    for name, counts in files.items():
        rooms[name.split("/")[1]][name] = counts
    order = re.search(r"set\(SHIRLINT_ROOMS ([^)]*)\)",
                      (ROOT / "cmake/rooms.cmake").read_text("utf-8"))[1].split()
    rows = [[f"`{room}`", *add_up(rooms[room]).text()] for room in order if room in rooms]
    rows.append(["all", *add_up(files).text()])
    head = ["room", "lines", "run", "branches", "taken"]
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]
    lines = ["| " + " | ".join(cell.ljust(width) if at == 0 else cell.rjust(width) for at, (cell, width)
                               in enumerate(zip(row, widths))) + " |" for row in [head, *rows]]
    rule = "|" + "|".join("-" * (width + 1) + ("-" if at == 0 else ":")
                          for at, width in enumerate(widths)) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def write_uncovered(files: dict[str, Counts], path: pathlib.Path) -> None:
    out = []
    for name, counts in sorted(files.items()):
        source = (ROOT / name).read_text("utf-8").splitlines()
        out += [f"{name}:{line}: {source[line - 1].strip()}" for line in counts.uncovered()]
    path.write_text("\n".join(out) + "\n", encoding="utf-8")


def stale(files: dict[str, Counts], reasons: str) -> list[str]:
    said = {name: int(lines) for name, lines in ROW.findall(reasons)}
    now = {name: len(counts.uncovered()) for name, counts in files.items()}
    wrong = [f"{name}: no test runs {lines} of its lines, and docs/coverage.md knows {said.get(name, 0)}"
             for name, lines in now.items() if lines > max(said.get(name, 0) + FEW // 4, FEW)]
    wrong += [f"{name}: docs/coverage.md explains {lines} lines, and there are {now.get(name, 0)}"
              for name, lines in said.items() if now.get(name, 0) < lines / 2]
    return wrong


def main() -> int:
    build = pathlib.Path(sys.argv[1]).resolve()
    files = read(export(build))
    write_uncovered(files, build / "uncovered.txt")
    old = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    reasons = old.partition(MARK)[2].lstrip("\n")
    made = table(files)
    PAGE.write_text("# Coverage\n\nMade by `./dev coverage`: Clang 14 counts which lines and branches of "
                    f"`src` the tests run\non Linux.\n\n{made}\n\n{MARK}\n\n{reasons}", encoding="utf-8")
    print(made)
    wrong = stale(files, reasons)
    print("\n".join(wrong))
    return 1 if wrong else 0


sys.exit(main())
