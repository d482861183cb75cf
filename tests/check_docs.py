#!/usr/bin/env python3
"""docs/limits.md has every limit of the sources with its value; the tests that it and docs/security.md
name exist. Prints what is wrong, a line each, and fails if there is something."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
limit = re.compile(
    r"constexpr [\w:<> ]*?\b((?:max|most|longest|deepest)\w*|\w*_limit|reach|secret_reach|patience|maybe_cut|least_\w+)"
    r"\s*=\s*([^;]+);")
bad = []


def sources():
    return sorted(p for p in (root / "src").rglob("*") if p.suffix in (".h", ".cpp"))


def value_in(path, name):
    match = re.search(r"\b%s\s*(?:=\s*([^;]+);|\{([^}]*)\};?)" % re.escape(name), path.read_text())
    return (match[1] or match[2]).strip() if match else None


limits = (root / "docs/limits.md").read_text()
listed = {}
for where, value in re.findall(r"\| `([\w/.]+:\w+)` \| `([^`]+)` \|", limits):
    listed[where] = value
    file, name = where.split(":")
    path = root / "src" / file
    now = value_in(path, name) if path.exists() else None
    if now is None:
        bad.append(f"docs/limits.md: there is no '{name}' in src/{file}")
    elif now != value:
        bad.append(f"docs/limits.md: {where} is '{now}', not '{value}'")
if len(listed) < 50:
    bad.append("docs/limits.md: the tables cannot be read")
named = set(listed) | set(re.findall(r"`([\w/.]+:\w+)`", limits.split("No limits, though")[-1]))
for path in sources():
    for match in limit.finditer(path.read_text()):
        where = f"{path.relative_to(root / 'src').as_posix()}:{match[1]}"
        if where not in named:
            bad.append(f"docs/limits.md: the limit {where} = {match[2]} is missing")

tests = "\n".join(p.read_text() for p in (root / "tests").rglob("*.cpp"))
tests = re.sub(r'"\s*\n\s*"', "", tests)  # names over two lines
cases = set(re.findall(r'TEST_CASE\("((?:[^"\\]|\\.)*)"', tests))
count = 0
for page in ("limits.md", "security.md"):
    for line in (root / "docs" / page).read_text().splitlines():
        if not line.startswith("|"):
            continue
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        for name in re.findall(r'"([^"]+)"', cells[-1]):
            count += 1
            if name not in cases:
                bad.append(f"docs/{page}: there is no test \"{name}\"")
        for script in re.findall(r"`(tests/[\w/.]+)`", cells[-1]):
            count += 1
            if not (root / script).exists():
                bad.append(f"docs/{page}: there is no {script}")
for file in re.findall(r"^\| `(src/[\w/.]+)` \|", (root / "docs/coverage.md").read_text(), re.M):
    if not (root / file).exists():
        bad.append(f"docs/coverage.md: there is no {file}")
if count < 30:
    bad.append(f"docs: only {count} tests are named; the tables cannot be read")
print("\n".join(bad) if bad else f"{len(listed)} limits and {count} named tests are there")
sys.exit(1 if bad else 0)
