#!/usr/bin/env python3
"""The benchmark: shirlint beside the floor and its peers, in one run, with ratios and targets.

Usage: bench/run.py FOLDER [HOSTS...]   (./dev bench [HOSTS...] builds first; default 1 1000 10000)

FOLDER has shirlint, floor (the same bytes read and parsed with the same libraries, bench/floor.cpp)
and measure (bench/measure.cpp). Prints docs/benchmarks.md, and writes it and docs/benchmarks.svg;
what stands in the page below the mark was written by hand and is kept.
"""
import collections
import datetime
import glob
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass

sys.dont_write_bytecode = True  # nothing is left in the source tree
import plot  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
PAGE, CHART = ROOT / "docs" / "benchmarks.md", ROOT / "docs" / "benchmarks.svg"
MARK = "<!-- Above: ./dev bench. Below: written by hand, and kept. -->"
SAME_RULES = "CFG010,CFG011,CFG014,CFG016,CFG019,CFG020,CFG027,PRX008,PRX009,PRX010,BYP010,BYP011"
CODE = re.compile(r"\b[A-Z]{3}[0-9]{3}\b")
DEBIANS_PYTHON = "/usr/bin/python3"  # python3-lxml is for this one
SAXON = ["java", "-cp", "/usr/share/java/Saxon-HE.jar", "net.sf.saxon.Transform"]
FEW, MANY = 100, 1000  # hosts: whose jsonl is compared with that of all; from which on runs are few

FLOOR, FLOOR_2 = "floor: read and parse", "floor, two threads"
OURS, OURS_2 = "shirlint, all rules", "shirlint, all rules, two threads"
DIFF_2 = "shirlint check --fix --diff, two threads"
XMLLINT = "xmllint --schematron, 12 rules"
LXML, JAVA = "lxml isoschematron, 12 rules", "Saxon, Schematron as XSLT, 12 rules"
SLOW = (LXML, JAVA)


@dataclass
class Sample:
    """The least disturbed of several runs: a shared machine is slow for seconds at a time."""
    wall: int = sys.maxsize  # nanoseconds
    cpu: int = sys.maxsize
    peak: int = 0  # kilobytes, the most
    instructions: int | None = None


class Bench:
    """One folder with everything in it; all commands run there and name it by relative paths."""

    def __init__(self, programs: pathlib.Path, work: str) -> None:
        self.work = pathlib.Path(work)
        # Copies, as after an installation: a file that the linker wrote is mapped more slowly.
        for program in ("shirlint", "floor", "measure"):
            shutil.copy(programs / program, self.work)
        for name in ("schematron.sch", "lxml_check.py", "saxon_check.xsl"):
            shutil.copy(HERE / name, self.work)
        self.environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8",
                            "XDG_STATE_HOME": str(self.work / "state")}
        self.run([DEBIANS_PYTHON, "lxml_check.py", "--xslt", "schematron.sch", "rules.xsl"])
        self.shown: list[str] = []  # the commands, as they are told

    def run(self, words: list[str]) -> subprocess.CompletedProcess:
        return subprocess.run(words, cwd=self.work, env=self.environment, check=False,
                              capture_output=True, text=True)

    def hosts(self, name: str, count: int) -> str:
        subprocess.run([sys.executable, HERE / "make_hosts.py", ROOT / "fixtures/reference-host",
                        self.work / name, str(count)], check=True)
        return name

    def below(self, pattern: str) -> list[str]:
        return sorted(glob.glob(pattern, root_dir=self.work))

    def measure(self, words: list[str], sample: Sample) -> None:
        said = self.run(["./measure", *words]).stdout.split()
        if len(said) != 4 or said[0] not in ("0", "1", "3"):  # 3: xmllint found something
            sys.exit(f"bench: {' '.join(words)[:200]} ended with {said}")
        sample.wall = min(sample.wall, int(said[1]))
        sample.cpu = min(sample.cpu, int(said[2]))
        sample.peak = max(sample.peak, int(said[3]))

    def compare(self, commands: dict[str, list[str]], rounds: int, runs: int,
                slow_runs: int = 1) -> dict[str, Sample]:
        """In rounds, since each command shall have its turn while the machine is fast."""
        samples = {name: Sample() for name in commands}
        for turn in range(rounds):
            for name, words in commands.items():
                slow = name in SLOW
                for _ in range(runs if not slow else slow_runs if turn == 0 else 0):
                    self.measure(words, samples[name])
        for words in commands.values():
            self.show(words)
        return samples

    def show(self, words: list[str]) -> None:
        """With the first two of many hosts, and whatever their number."""
        first = [words.index(word) for word in words if word.startswith("hosts-")][1:2]
        line = " ".join(words[:first[0] + 1] + ["..."] if first else words)
        self.shown.append(re.sub(r"\bhosts-\d+", "hosts-N", line))

    def count(self, words: list[str]) -> int:
        said = self.run(["valgrind", "--tool=cachegrind", "--cache-sim=no",
                         "--cachegrind-out-file=/dev/null", *words]).stderr
        return int(re.search(r"I\s+refs:\s+([\d,]+)", said)[1].replace(",", ""))


def commands_for(bench: Bench, folder: str, hosts: list[str], two: bool) -> dict[str, list[str]]:
    configs = [config for host in hosts for config in bench.below(f"{host}/*.config")]
    commands = {FLOOR: ["./floor", *hosts]}
    if two:
        commands[FLOOR_2] = ["./floor", "--threads", "2", *hosts]
    commands[OURS] = ["./shirlint", "check", "--jobs", "1", folder]
    if two:
        commands[OURS_2] = ["./shirlint", "check", "--jobs", "2", folder]
    commands[XMLLINT] = ["xmllint", "--noout", "--schematron", "schematron.sch", *configs]
    commands[LXML] = [DEBIANS_PYTHON, "lxml_check.py", "schematron.sch", folder]
    commands[JAVA] = [*SAXON, "-it:all", "-xsl:saxon_check.xsl", f"folder={bench.work / folder}"]
    return commands


def assert_same_verdicts(bench: Bench) -> str:
    """Nothing is timed before all have said the same of hosts with and without faults."""
    checked = 9
    hosts = bench.below(f"{bench.hosts('verdicts', checked)}/*")
    found = 0
    for host in hosts:
        commands = commands_for(bench, host, [host], False)
        ours = ["./shirlint", "check", "--format", "concise", "--select", SAME_RULES, host]
        wanted = codes(bench.run(ours).stdout)
        found += sum(wanted.values())
        for name in (XMLLINT, LXML, JAVA):
            said = bench.run(commands[name])
            if codes(said.stdout + said.stderr) != wanted:
                sys.exit(f"bench: shirlint and {name} disagree about {host}: {dict(wanted)} and "
                         f"{dict(codes(said.stdout + said.stderr))}")
    if found == 0:
        sys.exit("bench: nobody found anything in hosts with faults")
    return (f"Before anything was timed, all four checkers said the same of {checked} hosts: "
            f"{found} findings of the 12 rules that Schematron can say, host by host.")


def codes(said: str) -> collections.Counter:
    # Saxon writes the codes in elements; of XSLT's and xmllint's other words none looks like one.
    return collections.Counter(CODE.findall(said))


def assert_same_order(bench: Bench, folder: str, count: int) -> str:
    outputs = [bench.run(["./shirlint", "check", "--jobs", jobs, "--format", "jsonl", folder]).stdout
               for jobs in ("1", "2")]
    if outputs[0] != outputs[1]:
        sys.exit("bench: one thread and two do not say the same")
    reports = map(json.loads, outputs[0].splitlines())
    paths = [host["path"] for report in reports for host in report.get("hosts", [])]
    if paths != [f"{folder}/host-{number:05}" for number in range(count)]:
        sys.exit("bench: hosts are missing or not in their order")
    return (f"With one thread and with two the jsonl of {count:,} hosts is the same to the byte, in "
            f"the order of their names "
            f"({len(outputs[0]):,} bytes).")


# -- tables ------------------------------------------------------------------------------------


def time_text(nanoseconds: int) -> str:
    return f"{nanoseconds / 1e6:,.2f} ms" if nanoseconds < 1e9 else f"{nanoseconds / 1e9:,.2f} s"


def table(head: list[str], rows: list[list[str]]) -> str:
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]

    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) if at == 0 else cell.rjust(width)
                                 for at, (cell, width) in enumerate(zip(cells, widths))) + " |"
    rule = "|" + "|".join("-" * (width + 1) + ("-" if at == 0 else ":")
                          for at, width in enumerate(widths)) + "|"
    return "\n".join([line(head), rule, *map(line, rows)])


def sample_table(title: str, samples: dict[str, Sample], floors: dict[str, str]) -> str:
    """`floors`: against which other row each is held; else the first."""
    first = next(iter(samples))
    rows = []
    for name, sample in samples.items():
        floor = samples[floors.get(name, first)]
        counted = f"{sample.instructions:,}" if sample.instructions else ""
        rows.append([name, time_text(sample.wall), f"{sample.wall / floor.wall:.2f}",
                     time_text(sample.cpu), f"{sample.peak / 1024:,.1f} MB", counted])
    return table([title, "wall", "x floor", "CPU", "peak", "instructions"], rows)


# -- what is measured --------------------------------------------------------------------------


def check(bench: Bench, folder: str, count: int) -> dict[str, Sample]:
    commands = commands_for(bench, folder, bench.below(f"{folder}/*"), count > 1)
    if count == 1:
        samples = bench.compare(commands, rounds=12, runs=25, slow_runs=5)
    elif count <= MANY:
        samples = bench.compare(commands, rounds=6, runs=2, slow_runs=2)
    else:
        samples = bench.compare(commands, rounds=3, runs=1)
    for name in (FLOOR, OURS) if count > 1 else (FLOOR, OURS, XMLLINT, LXML):
        if count <= MANY:
            samples[name].instructions = bench.count(commands[name])
    return samples


def fix(bench: Bench, folder: str, count: int) -> dict[str, Sample]:
    """Of hosts of which every third has two faults; of one: the one with the faults."""
    hosts = bench.below(f"{folder}/*")
    shown = ["./shirlint", "check", "--fix", "--diff", folder, "--jobs"]
    commands = {FLOOR: ["./floor", *hosts]}
    if count > 1:
        commands[FLOOR_2] = ["./floor", "--threads", "2", *hosts]
    commands["shirlint check --fix --diff"] = [*shown, "1"]
    if count > 1:
        commands[DIFF_2] = [*shown, "2"]
    runs = {1: (8, 10)}.get(count, (3, 1))
    samples = bench.compare(commands, *runs)
    if count == 1:
        for name, words in commands.items():
            samples[name].instructions = bench.count(words)
    written = samples["shirlint check --fix"] = Sample()
    for _ in range(20 if count == 1 else 3 if count <= MANY else 1):
        for name in ("mended", "state"):
            shutil.rmtree(bench.work / name, ignore_errors=True)
        shutil.copytree(bench.work / folder, bench.work / "mended")
        bench.measure(["./shirlint", "check", "--fix", "--jobs", "1", "mended"], written)
    bench.show(["./shirlint", "check", "--fix", "--jobs", "1", folder])
    before = sum(bench.run(["cmp", config, config.replace(folder, "mended", 1)]).returncode
                 for host in hosts[:FEW] for config in bench.below(f"{host}/*.config"))
    if before == 0:
        sys.exit("bench: --fix changed nothing")
    return samples


def route(bench: Bench, folder: str) -> dict[str, Sample]:
    host = bench.below(f"{folder}/*")[0]
    (bench.work / "alone").mkdir()
    config = "alone/diahost.exe.config"
    shutil.copy(bench.work / host / "diahost.exe.config", bench.work / config)
    commands = {FLOOR: ["./floor", config],
                "shirlint route": ["./shirlint", "route", config, "https://contoso.com/"]}
    samples = bench.compare(commands, rounds=12, runs=60)
    for name, words in commands.items():
        samples[name].instructions = bench.count(words)
    return samples


def jsonl_peaks(bench: Bench, folders: dict[int, str]) -> dict[int, int]:
    peaks = {}
    for count, folder in folders.items():
        sample = Sample()
        words = ["./shirlint", "check", "--jobs", "2", "--format", "jsonl", folder]
        for _ in range(3):
            bench.measure(words, sample)
        bench.show(words)
        peaks[count] = sample.peak
    return peaks


# -- targets -----------------------------------------------------------------------------------


def targets(checks: dict[int, dict[str, Sample]], routes: dict[str, Sample],
            peaks: dict[int, int]) -> str:
    rows = []

    def target(what: str, now: float, most: float, unit: str, below: bool = False) -> None:
        reached = now < most if below else now <= most
        rows.append([what, f"{now:,.2f}{unit}", f"{'<' if below else '<='} {most:,.2f}{unit}",
                     "yes" if reached else "no"])

    if one := checks.get(1):
        target("one host, whole process, of the floor", one[OURS].wall / one[FLOOR].wall, 1.5, " x")
        target("instructions for one host, more than the floor's",
               (one[OURS].instructions - one[FLOOR].instructions) / 1e6, 2.5, " million")
        target("one host, of xmllint", one[OURS].wall / one[XMLLINT].wall, 1, " x", below=True)
        target("one host, peak memory", one[OURS].peak / 1024, 8, " MB")
    largest = max(checks)
    for count in sorted(checks):
        if count == 1:
            continue
        many = checks[count]
        target(f"{count:,} hosts, one thread, of the floor", many[OURS].wall / many[FLOOR].wall, 2.5,
               " x")
        target(f"{count:,} hosts, one thread, peak memory", many[OURS].peak / 1024, 8, " MB")
        if count == largest:
            target(f"{count:,} hosts, two threads, of the floor with two",
                   many[OURS_2].wall / many[FLOOR_2].wall, 1.5, " x")
            tenth = checks.get(count // 10)
            if tenth and count > 10:
                target(f"{count:,} hosts, of {count // 10:,}, two threads",
                       many[OURS_2].wall / tenth[OURS_2].wall, 10.5, " x")
    if len(peaks) > 1:
        few, all_of_them = min(peaks), max(peaks)
        target(f"peak memory of jsonl at {all_of_them:,} hosts, more than at {few:,}",
               (peaks[all_of_them] - peaks[few]) / 1024, 16, " MB")
    target("route, of the floor", routes["shirlint route"].wall / routes[FLOOR].wall, 2, " x")
    return table(["target", "now", "goal", "reached"], rows)


# -- the page ----------------------------------------------------------------------------------


def versions(bench: Bench) -> str:
    def package(name: str) -> str:
        return bench.run(["dpkg-query", "-W", "-f=${Package} ${Version}", name]).stdout or name

    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text("utf-8"))
    own = " ".join(bench.run(["./shirlint", "--version"]).stdout.split("\n")[1].split())
    debian = pathlib.Path("/etc/debian_version").read_text("utf-8").strip()
    packages = ("g++-12", "libc6-dev", "libpugixml-dev", "libtomlplusplus-dev", "libxml2-utils",
                "python3-lxml", "libsaxonhe-java", "default-jre-headless", "valgrind")
    return (f"{datetime.date.today()}, {own}; Debian {debian}, Linux {platform.release().split('-')[0]}, "
            f"{os.cpu_count()} cores of {cpu[1] if cpu else 'an unknown processor'}; "
            + ", ".join(package(name) for name in packages) + ".")


def chart(checks: dict[int, dict[str, Sample]]) -> str:
    lines: dict[str, list[tuple[float, float]]] = {}
    for count, samples in sorted(checks.items()):
        for name, sample in samples.items():
            short = name.split(",")[0] + (", two threads" if name in (FLOOR_2, OURS_2) else "")
            lines.setdefault(short, []).append((count, sample.wall / 1e6 / count))
    return plot.line_chart("check: wall time for each host, by the number of hosts", "hosts",
                           "milliseconds a host", lines)


def page(bench: Bench, counts: list[int]) -> str:
    verdicts = assert_same_verdicts(bench)
    folders = {count: bench.hosts(f"hosts-{count}", count) for count in counts}
    order = assert_same_order(bench, folders[max(counts)], max(counts))
    checks = {count: check(bench, folder, count) for count, folder in folders.items()}
    # Before the fixes: a check reads their records, to warn of a run that was interrupted.
    peaks = jsonl_peaks(bench, {FEW: bench.hosts("few", FEW), max(counts): folders[max(counts)]})
    broken = bench.hosts("broken", 3)
    for whole in bench.below("broken/host-0000[01]"):
        shutil.rmtree(bench.work / whole)
    fixes = {count: fix(bench, broken if count == 1 else folder, count)
             for count, folder in folders.items()}
    routes = route(bench, folders[min(counts)])
    two = {OURS_2: FLOOR_2, DIFF_2: FLOOR_2, FLOOR_2: FLOOR_2}

    def hosts(count: int) -> str:
        return "1 host" if count == 1 else f"{count:,} hosts"

    parts = ["# Benchmarks", "Made by `./dev bench" + "".join(
        f" {count}" for count in counts if counts != [1, 1000, 10000]) + "`: " + versions(bench),
        "A host is two configs of 11 KB and a snapshot of 17 KB with 30 certificates; no two are "
        "alike, and every third has two faults. The floor only reads and parses the same bytes, with "
        "pugixml and toml++. Times are the least of many runs, taken in turns; \"x floor\" is against "
        "the floor with as many threads; peak memory is the most. shirlint asks all its rules, of "
        "state and files; xmllint, lxml and Saxon ask 12 of the configs.",
        verdicts + " " + order,
        "## Targets", targets(checks, routes, peaks),
        "## check", *(sample_table(hosts(count), samples, two) for count, samples in checks.items()),
        "![Wall time for each host, by the number of hosts](benchmarks.svg)",
        "Peak memory of jsonl, two threads: " + ", ".join(
            f"{peak / 1024:,.1f} MB for {hosts(count)}" for count, peak in peaks.items()) + ".",
        "## check --fix",
        "`--diff` works all out and writes nothing; without it files, backups and records are written "
        "and brought to the disk.",
        *(sample_table(hosts(count), samples, two) for count, samples in fixes.items()),
        "## route", sample_table("one config", routes, {}),
        "## Commands", "    " + "\n    ".join(dict.fromkeys(bench.shown))]
    (CHART).write_text(chart(checks), encoding="utf-8")
    return "\n\n".join(parts) + "\n"


def main() -> None:
    counts = sorted({int(word) for word in sys.argv[2:]} or {1, 1000, 10000})
    with tempfile.TemporaryDirectory(prefix="shirlint-bench-") as work:
        made = page(Bench(pathlib.Path(sys.argv[1]), work), counts).replace(work, "FOLDER")
    old = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    by_hand = old.partition(MARK)[2].lstrip("\n")
    PAGE.write_text(f"{made}\n{MARK}\n" + (f"\n{by_hand}" if by_hand else ""), encoding="utf-8")
    print(made)


main()
