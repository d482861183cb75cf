#!/usr/bin/env python3
"""Counts the instructions of what people run most, and fails when it became slower by more than 5%.

Usage: bench/budget.py SHIRLINT [set]   (./dev budget, ./dev budget set)

bench/budget.txt holds the figures; `set` writes it anew. A count is repeatable where a time is not:
same program and same input, same figure, to a few in a million. So nothing else may differ: the
program and its hosts are copied into a folder whose name has always the same length and stands right
below /tmp, are named by relative paths, the day is given, and the environment is empty. valgrind
shows the program a processor that is made of the real one, and glibc chooses its functions by it, so
those for AVX and its like are switched off. What is left is the compiler and the C library that
Debian 12 has: with others the figures differ, and have to be set anew.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = HERE.parent / "fixtures"
BUDGET = HERE / "budget.txt"
MOST = 1.05
WORTH_SETTING = 0.95
DAY = ("--date", "2026-11-22")
ONE_THREAD = ("--jobs", "1")  # how threads take turns is not repeatable
COMMANDS = {
    "check of one host": ("check", *DAY, *ONE_THREAD, "one"),
    "check of 50 hosts": ("check", *DAY, *ONE_THREAD, "many"),
    "check --fix --diff": ("check", "--fix", "--diff", *DAY, *ONE_THREAD, "demo"),
    "route": ("route", "one/diahost.exe.config", "https://contoso.com/"),
    "--version": ("--version",),
}
# With these off, a static program has its SSE2 functions: what each processor of this sort can. The
# last one is no ability but a preference, which memcpy goes by.
NO_CHOICE = "glibc.cpu.hwcaps=" + ",".join(f"-{feature}" for feature in (
    "AVX", "AVX2", "AVX512F", "AVX512VL", "AVX512BW", "BMI1", "BMI2", "LZCNT", "MOVBE", "ERMS",
    "FSRM", "RTM", "SSE4_1", "SSE4_2", "SSSE3", "AVX_Fast_Unaligned_Load"))


def versions() -> str:
    said = subprocess.run(["dpkg-query", "-W", "-f=${Package} ${Version}, ", "g++-12", "libc6-dev",
                           "valgrind"], capture_output=True, text=True, check=False).stdout
    return said.rstrip(", ") or "unknown"


def instructions(folder: str, words: tuple[str, ...]) -> int:
    said = subprocess.run(
        ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null",
         "./shirlint", *words], cwd=folder, env={"GLIBC_TUNABLES": NO_CHOICE}, check=False,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True).stderr
    counted = re.search(r"I\s+refs:\s+([\d,]+)", said)
    if counted is None:
        sys.exit(f"budget: valgrind has no count of shirlint {' '.join(words)}:\n{said}")
    return int(counted[1].replace(",", ""))


def measure(program: str) -> dict[str, int]:
    with tempfile.TemporaryDirectory(prefix="shirlint-budget-", dir="/tmp") as folder:
        shutil.copy(program, f"{folder}/shirlint")
        shutil.copytree(FIXTURES / "demo-host", f"{folder}/demo")
        for name, count in (("made", 1), ("many", 50)):
            subprocess.run([sys.executable, HERE / "make_hosts.py", FIXTURES / "reference-host",
                            f"{folder}/{name}", str(count)], check=True)
        shutil.move(f"{folder}/made/host-00000", f"{folder}/one")
        return {name: instructions(folder, words) for name, words in COMMANDS.items()}


def read_budget() -> tuple[str, dict[str, int]]:
    first, *lines = BUDGET.read_text(encoding="utf-8").splitlines()
    figures = (re.fullmatch(r" *(\d+) (.+)", line) for line in lines if not line.startswith("#"))
    return first.removeprefix("# "), {found[2]: int(found[1]) for found in figures}


def write_budget(now: dict[str, int]) -> None:
    lines = [f"# {versions()}", "# Instructions; ./dev budget set writes this file (bench/budget.py)."]
    lines += [f"{count:>12} {name}" for name, count in now.items()]
    BUDGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    now = measure(sys.argv[1])
    if sys.argv[2:] == ["set"]:
        write_budget(now)
    set_with, budget = read_budget()
    if budget.keys() != now.keys():
        print("bench/budget.txt has other commands than bench/budget.py: ./dev budget set")
        return 1
    print(f"{'instructions':<20} {'now':>13} {'budget':>13} {'ratio':>8}")
    for name, count in now.items():
        ratio = count / budget[name]
        note = f"  too many: at most {MOST}" if ratio > MOST else ""
        print(f"{name:<20} {count:>13,} {budget[name]:>13,} {ratio:>8.3f}{note}")
    if all(count <= budget[name] * MOST for name, count in now.items()):
        if any(count < budget[name] * WORTH_SETTING for name, count in now.items()):
            print("Fewer than the budget by more than 5%: ./dev budget set keeps it so.")
        return 0
    if versions() != set_with:
        print(f"The budget was set with {set_with}; here is {versions()}.")
    print("Make it faster again; or, when what it does is worth it: ./dev budget set")
    return 1


sys.exit(main())
