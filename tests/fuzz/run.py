#!/usr/bin/env python3
"""Runs the fuzz targets (fuzz_*.cpp).

  run.py fuzz SECONDS BUILD [TARGET...]  each target that long with libFuzzer, two at once; new inputs
                                         stay in BUILD/corpus, findings in BUILD/findings, and a line
                                         for each goes to log.md
  run.py afl SECONDS BUILD               the tokens with AFL++, likewise
  run.py replay BUILD                    a fixed number of inputs each, made from the seeds with a fixed
                                         seed, and all inputs that were ever found (found/TARGET)

BUILD is the build folder of a preset. Fails when something was found: an input that ends the process,
takes longer than 30 s, or more than 2 GB of memory."""
import concurrent.futures
import ctypes
import datetime
import os
import pathlib
import re
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).resolve().parent
log = here / "log.md"
at_once = int(os.environ.get("JOBS", "2"))
time_limit = 30  # seconds for one input, by the clock: under the sanitizers, on a busy machine
memory_limit = 2048  # MB

# Dictionary, longest input, and how many inputs a replay makes: what takes 2 s.
targets = {
    "tokens": ("xml", 4096, 2000),
    "config": ("xml", 4096, 1000),
    "regex": ("regex", 300, 1000),
    "uri": ("uri", 1000, 5000),
    "snapshot": ("snapshot", 4096, 1000),
    "rules": ("rules", 6000, 200),
    "xpath": ("xpath", 1000, 3000),
    "site": ("site", 3000, 2000),
    "records": ("records", 8000, 500),
    "fix": ("xml", 3000, 50),
    "report": ("report", 500, 1000),
    "runbook": ("runbook", 3000, 300),
    "triage": ("triage", 3000, 200),
}


class Outcome:
    def __init__(self, cpu, runs, edges, new, findings, said):
        self.cpu, self.runs, self.edges, self.new = cpu, runs, edges, new
        self.findings, self.said = findings, said


def inputs_of(target):
    """Folders with the inputs that the tree has."""
    folders = [here / "seeds" / target, here / "found" / target]
    return [folder for folder in folders if folder.is_dir()]


def run_timed(command):
    """Exit code, CPU seconds, and what it says."""
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = child.stdout.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, usage.ru_utime + usage.ru_stime, said


def cpu_of_orphans():
    """AFL++ leaves the program that it drives behind; its time counts as well."""
    cpu = 0
    while True:
        try:
            usage = os.wait4(-1, 0)[2]
        except ChildProcessError:
            return cpu
        cpu += usage.ru_utime + usage.ru_stime


def libfuzzer(build, target, more, folders):
    dictionary, longest, _ = targets[target]
    findings = build / "findings"
    findings.mkdir(exist_ok=True)
    before = set(findings.glob(f"{target}-*"))
    command = [build / "tests/fuzz" / f"fuzz_{target}", f"-artifact_prefix={findings}/{target}-",
               f"-dict={here}/dictionaries/{dictionary}.dict", f"-max_len={longest}",
               f"-timeout={time_limit}", f"-report_slow_units={time_limit}",
               f"-rss_limit_mb={memory_limit}", "-print_final_stats=1", *more, *folders]
    code, cpu, said = run_timed([str(word) for word in command])
    number = lambda pattern: int((re.findall(pattern, said) or ["0"])[-1])
    found = sorted(set(findings.glob(f"{target}-*")) - before)
    if code != 0 and not found:
        found = [f"exit code {code}"]
    return Outcome(cpu, number(r"number_of_executed_units: (\d+)"), number(r" cov: (\d+) "),
                   number(r"new_units_added: +(\d+)"), found, said)


def fuzz_one(build, target, seconds):
    corpus = build / "corpus" / target
    corpus.mkdir(parents=True, exist_ok=True)
    return libfuzzer(build, target, [f"-max_total_time={seconds}"], [corpus, *inputs_of(target)])


def afl_stats(out):
    """What AFL++ says of its work so far: it takes up what an earlier run left."""
    stats = out / "default/fuzzer_stats"
    return dict(re.findall(r"^(\w+) *: (\S+)$", stats.read_text(), re.M)) if stats.exists() else {}


def afl_one(build, seconds):
    out = build / "out"
    before = afl_stats(out)
    command = ["afl-fuzz", "-V", str(seconds), "-i", here / "seeds/tokens", "-o", out, "-m", "none",
               "-t", str(1000 * time_limit), "-x", here / "dictionaries/xml.dict",
               build / "tests/fuzz/fuzz_tokens"]
    os.environ.update({"AFL_NO_UI": "1", "AFL_SKIP_CPUFREQ": "1", "AFL_NO_AFFINITY": "1",
                       "AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES": "1", "AFL_AUTORESUME": "1"})
    known = set(out.glob("default/[ch]*s/id:*"))
    adopt_orphans = 36  # PR_SET_CHILD_SUBREAPER
    ctypes.CDLL(None).prctl(adopt_orphans, 1, 0, 0, 0)
    code, cpu, said = run_timed([str(word) for word in command])
    cpu += cpu_of_orphans()
    told = afl_stats(out)
    if code != 0 or "execs_done" not in told:
        return Outcome(cpu, 0, 0, 0, [f"exit code {code}"], said)
    more = lambda name: int(told[name]) - int(before.get(name, 0))
    found = sorted(set(out.glob("default/[ch]*s/id:*")) - known)
    return Outcome(cpu, more("execs_done"), int(told["edges_found"]), more("corpus_count"), found,
                   said)


def logged():
    """CPU seconds of each target so far: in all, and since something was found."""
    sums = {}
    for line in log.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| 20") and len(cells) == 9:
            sums[cells[2]] = (int(cells[4]), int(cells[5]))
    return sums


def git(*words):
    return subprocess.run(["git", "-C", here, *words], capture_output=True, text=True).stdout.strip()


def write_log(rows):
    sums = logged()
    commit = git("rev-parse", "--short", "HEAD") or "unknown"
    if git("status", "--porcelain", "--", ":/src", ":/tests", f":!{log}"):
        commit += " and changes"
    day = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M")
    with log.open("a") as out:
        for name, outcome in rows:
            cpu = round(outcome.cpu)
            whole, quiet = sums.get(name, (0, 0))
            quiet = 0 if outcome.findings else quiet + cpu
            out.write(f"| {day} | {commit} | {name} | {cpu} | {whole + cpu} | {quiet} | "
                      f"{outcome.runs} | {outcome.edges} | {len(outcome.findings)} |\n")


def tell(name, outcome):
    print(f"{name:<12} {outcome.cpu:6.0f} CPU s {outcome.runs:9} runs {outcome.edges:6} edges "
          f"{outcome.new:5} new inputs {len(outcome.findings):3} findings", flush=True)
    for finding in outcome.findings:
        print(f"  {finding}")
    if outcome.findings:
        lines = [line for line in outcome.said.splitlines()
                 if not re.match(r"#\d+\s|\s*$|stat::|INFO:|Dictionary|\"|###", line)]
        print("\n".join(f"    {line}"[:300] for line in lines[-40:]))


def fuzz(seconds, build, chosen):
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        waiting = {pool.submit(fuzz_one, build, target, seconds): target for target in chosen}
        bad = 0
        for done in concurrent.futures.as_completed(waiting):
            target, outcome = waiting[done], done.result()
            tell(target, outcome)
            write_log([(target, outcome)])
            bad += len(outcome.findings)
    return bad


def replay_one(build, target):
    """Without guidance every seed stays, so that all of them are changed."""
    inputs = sum(len(list(folder.iterdir())) for folder in inputs_of(target))
    with tempfile.TemporaryDirectory() as corpus:  # the engine adds to the first folder
        more = ["-seed=20261123", f"-runs={inputs + targets[target][2]}", "-keep_seed=1"]
        return libfuzzer(build, target, more, [corpus, *inputs_of(target)])


def replay(build):
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        outcomes = list(pool.map(lambda target: replay_one(build, target), targets))
    for target, outcome in zip(targets, outcomes):
        if outcome.findings or outcome.runs < targets[target][2]:
            tell(target, outcome)
    runs = sum(outcome.runs for outcome in outcomes)
    cpu = sum(outcome.cpu for outcome in outcomes)
    inputs = sum(len(list(folder.iterdir())) for target in targets for folder in inputs_of(target))
    print(f"{len(targets)} targets, {inputs} inputs of the tree, {runs} runs, {cpu:.0f} CPU s")
    if any(outcome.runs < targets[target][2] for target, outcome in zip(targets, outcomes)):
        return 1
    return sum(len(outcome.findings) for outcome in outcomes)


def main(words):
    if len(words) >= 3 and words[0] == "fuzz" and words[1].isdigit():
        chosen = words[3:] or list(targets)
        unknown = [target for target in chosen if target not in targets]
        if unknown:
            sys.exit(f"run.py: no target '{unknown[0]}'; there are {', '.join(targets)}")
        return fuzz(int(words[1]), pathlib.Path(words[2]).resolve(), chosen)
    if len(words) == 3 and words[0] == "afl" and words[1].isdigit():
        outcome = afl_one(pathlib.Path(words[2]).resolve(), int(words[1]))
        tell("tokens, AFL++", outcome)
        write_log([("tokens, AFL++", outcome)])
        return len(outcome.findings)
    if len(words) == 2 and words[0] == "replay":
        return replay(pathlib.Path(words[1]).resolve())
    sys.exit(__doc__)


sys.exit(1 if main(sys.argv[1:]) else 0)
