#!/usr/bin/env python3
"""Proves that no accident in the middle of a run loses a byte of a user's file.

Usage: crash_points.py SHIRLINT [--only SCENARIO[:FAULT:SYSCALL:N]]

strace kills the shipped program at every system call that a run makes, and lets system calls on
files fail. After each of these points:
  - every file has its old bytes or its new ones, and keeps its mode and attributes;
  - a file with new bytes has its old ones in a backup;
  - without a kill the exit code is 0, 1 or 2; files are all old or all new, as the message says;
    nothing is left beside them;
  - commands that only read change nothing, and warn of a run that was interrupted;
  - the next `check --fix` repairs, says so, and ends as if nothing had happened; `undo` then gives
    the original bytes;
  - so does `undo` as the next command; where `apply` was killed, `apply` again ends as if nothing
    had happened.
The faults: KILL; ENOSPC, EIO, EACCES and EINTR, once; "LIE": a write that says to have written all
and has not; ENOSPC+ and EIO+: the disk is full, or gone, from then on (then files may differ from
each other, if the message says that the next run repairs that).
What a point leaves behind is often what another one left; each such state is judged once.

Before a run's first change nothing can be half done: there each call gets one of the four errors
in turn. Every later call on files gets all of them, and each call of the run is killed at.
Needs: strace; works in /dev/shm where there is one, since flushing a real disk takes long.
"""
import collections
import concurrent.futures
import ctypes
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True  # nothing is left in the source tree
import sample  # noqa: E402

WORKERS = 2
ERRORS = ("ENOSPC", "EIO", "EACCES", "EINTR")
ON_FILES = set("""openat open creat read pread64 readv write pwrite64 writev close lseek fsync
    fdatasync ftruncate rename renameat renameat2 unlink unlinkat mkdir mkdirat rmdir link linkat
    symlink stat fstat lstat newfstatat statx access faccessat faccessat2 chmod fchmod fchmodat
    chown fchown fchownat flistxattr fgetxattr fsetxattr fremovexattr listxattr getxattr getdents64
    flock fcntl readlink readlinkat getcwd""".split())
CHANGE = re.compile(r"\d+ +(mkdir|write|rename|unlink|openat\(.*O_CREAT)")
LASTING = {"write": ("ENOSPC+", "EIO+"), "mkdir": ("ENOSPC+",), "fsync": ("EIO+",),
           "rename": ("EIO+",), "unlink": ("EIO+",), "openat": ("ENOSPC+",)}
INTERRUPTED = b"interrupted"


class Scenario:
    """One command on one machine. `original` and `fixed`: file -> bytes, or None where it is not
    there; then `like` says whose mode and attributes it gets. `fix`: what mends the hosts."""

    def __init__(self, name, start, command, original, fixed, fix, repairs=False, like=None):
        self.name = name
        self.start = start
        self.command = command
        self.original = original
        self.fixed = fixed
        self.fix = fix
        self.like = like or {}
        self.repairs = repairs
        self.calls = collections.Counter()
        self.early = collections.Counter()  # calls before the first change
        self.sizes = []  # of its writes
        self.exit_code = None
        self.end = {}
        self.judged = {}
        self.lock = threading.Lock()

    def at_start(self, file):
        return self.start[file][1] if file in self.start else None


class Loss(Exception):
    pass


def need(condition, text, process=None):
    if condition:
        return
    if process is not None:
        said = (process.stderr or process.stdout).decode(errors="replace").strip()
        text = f"{text} [exit {process.returncode}: {said[:200]}]"
    raise Loss(text)


def strace(fault, call, number, sizes=()):
    options = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}"]
    if fault == "KILL":  # a signal gets lost where a seccomp filter stops the program
        return options + ["-e", f"inject={call}:signal=KILL:when={number}"]
    if fault == "LIE":
        return options + ["-e", f"inject={call}:retval={sizes[number - 1]}:when={number}"]
    lasting = "+" if fault.endswith("+") else ""
    error = fault.rstrip("+")
    return options + ["--seccomp-bpf", "-e",
                      f"inject={call}:error={error}:when={number}{lasting}"]


def user_files(scenario, tree):
    """Each user's file is old or new, and like it was otherwise; gives their bytes."""
    found = {}
    for file in scenario.original:
        if file not in tree:
            gone = None in (scenario.original[file], scenario.fixed[file])
            need(gone, f"{file} is gone")
            found[file] = None
            continue
        mode, content, attributes = tree[file]
        known = content in (scenario.original[file], scenario.fixed[file])
        need(known, f"{file} has neither its old nor its new bytes ({len(content)} bytes)")
        model = scenario.start[scenario.like.get(file, file)]
        need((mode, attributes) == (model[0], model[2]), f"{file} lost its mode or attributes")
        found[file] = content
    return found


def others_untouched(scenario, tree):
    for name, state in scenario.start.items():
        if name.startswith("hosts/") and ".shirlint-" not in name and name not in scenario.original:
            need(tree.get(name) == state, f"{name} is not the run's, and changed")


def have_backups(scenario, files, tree):
    kept = sample.backups(tree)
    for file, content in files.items():
        if content == scenario.fixed[file]:
            old = scenario.original[file]
            need(old is None or old in kept, f"{file} is new and has no backup")
        elif content != scenario.at_start(file) and not scenario.repairs:
            # The original, which an undo put back.
            need(scenario.at_start(file) in kept, f"{file} was undone and has no backup")


def stand(scenario, files):
    if files == scenario.original:
        return "original"
    return "fixed" if files == scenario.fixed else "mixed"


def is_started(tree):
    return any(record and 'state = "started"' in record
               for record in sample.records(tree).values())


def judge_process(scenario, fault, process, files, tree):
    before = {file: scenario.at_start(file) for file in files}
    need(process.returncode in (0, 1, 2), "no exit code of ours", process)
    if process.returncode == 0 and scenario.exit_code == 0:
        need(files == scenario.end, "success is said, and there is none", process)
    said = process.stdout + process.stderr  # empty, if the error hit that too
    if scenario.exit_code == 0:
        need(process.returncode != 1, "the error is hidden: the exit code is 1", process)
    if b"nothing is changed" in said and not scenario.repairs:
        need(files == before, "nothing is said to have changed, but it has", process)
    promised = b"the next run" in re.sub(rb"\s+", b" ", said)
    if said and not promised and not scenario.repairs:
        need(not is_started(tree), "a record stays open, and nothing is said of it", process)
    if stand(scenario, files) == "mixed" and files != before:
        # A file that could not be read has no part in a run, and the others may be changed.
        need((promised or not said) and fault.endswith("+") or not is_started(tree) and
             b"cannot be" in said, "files are half new", process)
    if not fault.endswith("+"):
        left = [name for name in sample.beside(tree) if name not in scenario.start]
        need(not left, f"left beside the files: {left}", process)


def judge_state(scenario, machine, tree):
    """What the commands do that come after. Gives what is wrong."""
    started = is_started(tree)
    files = user_files(scenario, tree)
    wrong = []

    def read_only(command):
        machine.restore(tree)
        process = machine.run(command)
        need(machine.tree() == tree, f"{' '.join(command)} changed something", process)
        need(not started or INTERRUPTED in process.stderr,
             f"{' '.join(command)} does not warn of the interrupted run", process)

    def fix():
        machine.restore(tree)
        process = machine.run(scenario.fix)
        is_settled(scenario, machine, process, started, "after --fix", scenario.fixed)
        need(process.returncode == 0, "after --fix: no success", process)
        # Where a run has changed only some files, and is complete, --fix was a second run.
        for _ in range(2 if stand(scenario, files) == "mixed" and not started else 1):
            process = machine.run(["undo"])
        is_settled(scenario, machine, process, False, "after --fix and undo", scenario.original)

    def undo():
        machine.restore(tree)
        process = machine.run(["undo"])
        is_settled(scenario, machine, process, started, "after undo", scenario.original)

    def apply():
        machine.restore(tree)
        process = machine.run(scenario.command)
        is_settled(scenario, machine, process, started, "after apply", scenario.fixed)
        need(process.returncode == 0 or b"has already the bytes" in process.stderr,
             "after apply: no success", process)

    parts = [lambda: read_only(["check", "hosts"]),
             lambda: read_only(["check", "--diff", "hosts"]), fix, undo]
    for part in parts + ([apply] if scenario.command[0] == "apply" else []):
        try:
            part()
        except Loss as loss:
            wrong.append(str(loss))
    return wrong


def is_settled(scenario, machine, process, started, when, end):
    tree = machine.tree()
    try:
        files = user_files(scenario, tree)
        need(files == end, f"files are {stand(scenario, files)}", process)
        need(not started or INTERRUPTED in process.stderr, "nothing is said of the repair", process)
        need(not sample.beside(tree), f"left beside the files: {sample.beside(tree)}", process)
        need(not is_started(tree), "a record still says started", process)
        need(all(sample.records(tree).values()), "a run's folder without a record", process)
        stray = [name for name in tree if name.endswith("shirlint/lock") or "-new" in name]
        need(not stray, f"left in the state folder: {stray}", process)
        have_backups(scenario, files, tree)
        others_untouched(scenario, tree)
    except Loss as loss:
        raise Loss(f"{when}: {loss}") from None


def try_point(scenario, machine, point):
    """Gives (outcome, losses)."""
    fault, call, number = point
    machine.restore(scenario.start)
    process = machine.run(scenario.command, strace(fault, call, number, scenario.sizes))
    tree = machine.tree()
    outcome = "lost"
    try:
        files = user_files(scenario, tree)
        outcome = stand(scenario, files)
        if fault == "KILL":
            need(process.returncode in (-9, 137), "was not killed", process)
        else:
            outcome += f", exit {process.returncode}"
            judge_process(scenario, fault, process, files, tree)
        have_backups(scenario, files, tree)
        others_untouched(scenario, tree)
        key = frozenset(machine.normal(tree).items())
        with scenario.lock:
            verdict = scenario.judged.setdefault(key, concurrent.futures.Future())
            mine = not verdict.running() and not verdict.done()
            if mine:
                verdict.set_running_or_notify_cancel()
        if mine:
            verdict.set_result(judge_state(scenario, machine, tree))
        return outcome, verdict.result()
    except Loss as loss:
        return outcome, [str(loss)]


def learn(scenario, machine):
    """A run without accidents: what it calls, and where it ends."""
    machine.restore(scenario.start)
    log = machine.root.parent / "calls"
    process = machine.run(scenario.command, ["strace", "-f", "-qq", "-o", str(log)])
    changed = False
    for line in log.read_text("latin-1").splitlines():
        changed = changed or CHANGE.match(line)
        call = re.match(r"\d+ +(\w+)\(", line)
        if call and call.group(1) == "write":
            scenario.sizes.append(line.rpartition("= ")[2])
        if call and call.group(1) != "execve":
            scenario.calls[call.group(1)] += 1
            if not changed:
                scenario.early[call.group(1)] += 1
    scenario.exit_code = process.returncode
    scenario.end = user_files(scenario, machine.tree())


def points(scenario):
    turn = 0
    for call, count in sorted(scenario.calls.items()):
        for number in range(1, count + 1):
            yield "KILL", call, number
            if call not in ON_FILES:
                continue
            if number <= scenario.early[call]:
                yield ERRORS[turn % len(ERRORS)], call, number
                turn += 1
            else:
                for error in ERRORS + LASTING.get(call, ()):
                    yield error, call, number
                if call == "write":
                    yield "LIE", call, number


def crashed(machine, start, command, number):
    """The machine after a kill at the n-th rename."""
    machine.restore(start)
    machine.run(command, strace("KILL", "rename", number))
    return machine.tree()


def scenarios(machine):
    def contents(tree, names):
        return {name: tree[name][1] if name in tree else None for name in names}

    good, wrong = sample.good_config(), sample.wrong_config()
    fix = machine.fix()
    made = []
    for name, files in (("one-file", {"a/diahost.exe.config": wrong, "a/diawp.exe.config": good}),
                        ("pair", {"a/diahost.exe.config": wrong,
                                  "a/diawp.exe.config": sample.shipped_config()})):
        machine.clear()
        for config, content in files.items():
            machine.add(config, content)
        start = machine.tree()
        process = machine.run(fix)
        end = machine.tree()
        changed = [file for file in start
                   if file.startswith("hosts/") and start[file] != end[file]]
        if process.returncode != 0 or len(changed) != (1 if name == "one-file" else 2):
            sys.exit(f"crash_points: {name} is not fixed: {process.stdout.decode()}"
                     f"{process.stderr.decode()}")
        original, fixed = contents(start, changed), contents(end, changed)
        made.append(Scenario(name, start, fix, original, fixed, fix))
    made.append(Scenario("undo", end, ["undo"], original, fixed, fix))
    machine.restore(start)
    process = machine.run(["plan", "--date", sample.DATE, "-o", "plan.toml", "hosts"])
    if process.returncode != 1:
        sys.exit(f"crash_points: no plan is made: {process.stderr.decode()}")
    made.append(Scenario("apply", machine.tree(), ["apply", "--date", sample.DATE, "plan.toml"],
                         original, fixed, fix))
    # Renames: the record as started, the files, the record as complete.
    mixed = crashed(machine, start, fix, 3)
    complete = crashed(machine, start, fix, 4)
    time.sleep(1.1)  # a second run within a second gets its name by one more call
    back = crashed(machine, end, ["undo"], 3)
    for name, tree, command, stands in (("repair-half-by-undo", mixed, ["undo"], "mixed"),
                                        ("repair-whole-by-fix", complete, fix, "fixed"),
                                        ("repair-undo-by-undo", back, ["undo"], "mixed")):
        scenario = Scenario(name, tree, command, original, fixed, fix, repairs=True)
        if stand(scenario, user_files(scenario, tree)) != stands or not is_started(tree):
            sys.exit(f"crash_points: {name} does not start as it should")
        made.append(scenario)
    time.sleep(1.1)
    return made + creations(machine)


def creations(machine):
    """A file that is not there is made (CFG024), and an undo removes it."""
    machine.clear()
    for name, content in sample.purview_without_fourth().items():
        machine.add(name, content)
    fourth = f"hosts/{sample.FOURTH}"
    (machine.root / fourth).parent.mkdir(parents=True)
    fix = ["check", "--date", sample.DATE, "--jobs", "1", "--unsafe-fixes", "--select", "CFG024",
           "hosts"]
    start = machine.tree()
    process = machine.run(fix)
    end = machine.tree()
    if process.returncode != 0 or fourth not in end:
        sys.exit(f"crash_points: no file is made: {process.stdout.decode()}"
                 f"{process.stderr.decode()}")
    like = {fourth: "hosts/a/Shared/diahost.exe.config"}
    original, fixed = {fourth: None}, {fourth: end[fourth][1]}
    time.sleep(1.1)
    end[like[fourth]] = start[like[fourth]]
    return [Scenario("new-file", start, fix, original, fixed, fix, like=like),
            Scenario("undo-new-file", end, ["undo"], original, fixed, fix, like=like)]


def run_all(scenario, machines, wanted):
    idle = collections.deque(machines)

    def work(point):
        machine = idle.popleft()
        try:
            return point, *try_point(scenario, machine, point)
        finally:
            idle.append(machine)

    with concurrent.futures.ThreadPoolExecutor(len(machines)) as pool:
        return list(pool.map(work, wanted))


def report(scenario, results, seconds):
    kinds = collections.Counter("kill" if point[0] == "KILL" else "error"
                                for point, _, _ in results)
    print(f"{scenario.name}: {len(results)} points ({kinds['kill']} kills, {kinds['error']} errors)"
          f", {len(scenario.judged)} different states left behind, {seconds:.0f} s")
    outcomes = collections.Counter((("kill" if point[0] == "KILL" else "error"), outcome)
                                   for point, outcome, _ in results)
    for (kind, outcome), count in sorted(outcomes.items()):
        print(f"    {count:5} {kind:5} -> files {outcome}")
    lost = collections.defaultdict(list)
    for point, _, losses in results:
        for loss in losses:
            lost[loss.partition(" [exit")[0]].append((point, loss))
    for where in sorted(lost.values(), key=len, reverse=True):
        point, loss = where[0]
        name = ":".join(map(str, (scenario.name, *point)))
        print(f"    LOSS at {len(where)} points: {loss}\n"
              f"      repeat: {os.path.relpath(__file__)} {sys.argv[1]} --only {name}")
    return sum(1 for _, _, losses in results if losses)


def main():
    program = sample.one_argument(__doc__)
    only = sys.argv[3].split(":") if len(sys.argv) == 4 and sys.argv[2] == "--only" else None
    probe = subprocess.run(["strace", "-qq", "-o", "/dev/null", "-e", "trace=none", "true"],
                           capture_output=True, check=False)
    if probe.returncode != 0:
        sys.exit(f"crash_points: strace does not work here: {probe.stderr.decode()}")
    # Addresses are not random from here on: how often a heap grows depends on where it begins.
    ctypes.CDLL(None).personality(0x0040000)
    shm = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    folder = tempfile.mkdtemp(prefix="crash-", dir=shm)
    machines = [sample.Machine(f"{folder}/w{number}", program) for number in range(WORKERS)]
    tried = lost = 0
    began = time.monotonic()
    try:
        for scenario in scenarios(machines[0]):
            if only and only[0] != scenario.name:
                continue
            start = time.monotonic()
            learn(scenario, machines[0])
            wanted = list(points(scenario))
            if only and len(only) > 1:
                wanted = [(only[1], only[2], int(only[3]))]
                machines = machines[:1]
            results = run_all(scenario, machines, wanted)
            lost += report(scenario, results, time.monotonic() - start)
            tried += len(results)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{tried} points, {lost} losses, {time.monotonic() - began:.0f} s")
    return 1 if lost or tried == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
