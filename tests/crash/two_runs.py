#!/usr/bin/env python3
"""Proves that two runs at once on the same files lose nothing.

Usage: two_runs.py SHIRLINT [ROUNDS]   ROUNDS that start together; default: 100

Two commands that write run at once: two fixes with one state folder, two fixes with a state folder
each, two undos, an undo and a fix. Both ways of meeting are tried:
  stopped   strace stops the first at its n-th openat, rename or flock, for every n; the second runs
            from its start to its end; then the first goes on
  together  both start together, the second a little later from round to round
Meanwhile somebody reads the files. After each round:
  - both have ended with 0, 1 or 2, and at least one has done its work, or has found (exit 0) that
    there was none while the other had to stand back;
  - at every moment the reader saw a file's old bytes or its new ones, and after it the files are
    all old or all new;
  - as many records say that a run changed something as there were commands that said so; every
    record is complete or taken back, every backup has the bytes of its hash;
  - nothing is beside the files or left in the state folders but runs;
  - a run that was not taken back can be undone, and what is there then are the original bytes.
Needs: strace.
"""
import collections
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True  # nothing is left in the source tree
import sample  # noqa: E402

CONFIGS = ("a/diahost.exe.config", "a/diawp.exe.config")
STEPS = 25  # how many delays are tried
LATEST = 0.05  # seconds; a run takes about that long
STOPS = ("openat", "rename", "flock")


class Watch(threading.Thread):
    """Reads the files until told to stop, and collects what it saw."""

    def __init__(self, paths):
        super().__init__(daemon=True)
        self.paths = paths
        self.seen = {path: set() for path in paths}
        self.over = threading.Event()

    def run(self):
        while not self.over.is_set():
            for path in self.paths:
                try:
                    self.seen[path].add(path.read_bytes())
                except FileNotFoundError:
                    self.seen[path].add(None)
            time.sleep(0.0005)


def start(machine, arguments, before=()):
    environment = {"HOME": str(machine.home), "PATH": "/usr/bin:/bin", "USER": "operator"}
    command = [*before, *machine.command(*arguments)]
    return subprocess.Popen(command, cwd=machine.root, env=environment,
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE)


def together(delay):
    """The second starts `delay` seconds after the first."""
    def run(machine, commands):
        first = start(machine, commands[0])
        time.sleep(delay)
        second = start(machine, commands[1])
        return [(run, run.communicate(timeout=60)) for run in (first, second)]
    return run


def stopped(call, number):
    """The second runs while the first stands at a system call."""
    def run(machine, commands):
        log = machine.root.parent / "stopped"
        log.write_bytes(b"")
        first = start(machine, commands[0],
                      ("strace", "-f", "-qq", "-o", str(log), "-e", f"trace={call}",
                       "-e", f"inject={call}:signal=STOP:when={number}"))
        found = None
        while found is None and first.poll() is None:
            time.sleep(0.001)
            found = re.search(rb"^(\d+) +--- stopped by SIGSTOP", log.read_bytes(), re.M)
        second = start(machine, commands[1])
        said = second.communicate(timeout=60)
        if found:
            os.kill(int(found.group(1)), signal.SIGCONT)
        return [(first, first.communicate(timeout=60)), (second, said)]
    return run


def stops(machine, command, tree):
    """Where the first run can be stopped: (system call, number)."""
    machine.restore(tree)
    log = machine.root.parent / "calls"
    machine.run(command, ("strace", "-f", "-qq", "-o", str(log), "-e", "trace=" + ",".join(STOPS)))
    counts = collections.Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text("latin-1"), re.M))
    return [(call, number) for call in STOPS for number in range(1, counts[call] + 1)]


def worked(command, text):
    return ("took run" if command[0] == "undo" else ": applied ") in text


def check_records(tree, folders, said):
    """What is wrong with the state folders."""
    complete = 0
    for name, (_, content, _) in tree.items():
        if name.endswith("manifest.toml"):
            text = content.decode()
            state = re.search(r'^state *= *"([a-z-]+)"', text, re.M).group(1)
            if state == "started":
                return f"{name} still says started"
            complete += state == "complete"
            folder = name.rsplit("/", 1)[0]
            for before, backup in zip(re.findall(r'^before *= *"(\w+)"', text, re.M),
                                      re.findall(r'^backup *= *"([^"]+)"', text, re.M)):
                kept = tree.get(f"{folder}/{backup}")
                if kept is None or hashlib.sha256(kept[1]).hexdigest() != before:
                    return f"{folder}/{backup} is not the backup that the record tells of"
    if complete != said:
        return f"{said} commands said that they changed something, {complete} records do"
    for name in tree:
        if any(name.startswith(folder + "/") and name[len(folder) + 1:] not in ("", "runs/") and
               not re.fullmatch(r"runs/[\d-]+/(manifest.toml|\d+.shirlint-backup)?",
                                name[len(folder) + 1:]) for folder in folders):
            return f"{name} is left in the state folder"
    return None


def play(machine, commands, meet, start_tree, old, new):
    """One round. Gives (what happened, what is wrong or None)."""
    machine.restore(start_tree)
    records_before = sum(1 for record in sample.records(start_tree).values() if record)
    paths = [machine.hosts / name for name in CONFIGS]
    watch = Watch(paths)
    watch.start()
    runs = meet(machine, commands)
    watch.over.set()
    watch.join()
    texts = [b"\n".join(said).decode() for _, said in runs]
    codes = [run.returncode for run, _ in runs]
    done = [worked(command, text) for command, text in zip(commands, texts)]
    happened = " and ".join(sorted("did it" if did else f"exit {code}"
                                   for did, code in zip(done, codes)))
    detail = "".join(f"\n      exit {code}: ...{text.strip()[-700:]}"
                     for code, text in zip(codes, texts))
    if any(code not in (0, 1, 2) for code in codes):
        return happened, "a strange exit code" + detail
    if not any(done) and 0 not in codes:
        return happened, "nobody did anything" + detail
    for path, name in zip(paths, CONFIGS):
        if not watch.seen[path] <= {old[name], new[name]}:
            return happened, f"{name} was seen with other bytes, or gone" + detail
    tree = machine.tree()
    found = {name: tree["hosts/" + name][1] for name in CONFIGS}
    if found not in (old, new):
        return happened, "files are neither all old nor all new" + detail
    if sample.beside(tree):
        return happened, f"left beside the files: {sample.beside(tree)}" + detail
    wrong = check_records(tree, ("home/.local/state/shirlint", "home/second"),
                          sum(done) + records_before)
    if wrong:
        return happened, wrong + detail
    if found == new:
        undone = [machine.run(["undo"]), machine.run(["undo", "--backup-dir", "home/second"])]
        tree = machine.tree()
        if {name: tree["hosts/" + name][1] for name in CONFIGS} != old:
            return happened, f"undo does not bring the old bytes back: {undone[0].stderr}" + detail
    return happened, None


def main():
    program = sample.one_argument(__doc__)
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    folder = tempfile.mkdtemp(prefix="two-runs-")
    machine = sample.Machine(f"{folder}/w0", program)
    tried = lost = 0
    try:
        machine.clear()
        machine.add(CONFIGS[0], sample.wrong_config())
        machine.add(CONFIGS[1], sample.shipped_config())
        broken = machine.tree()
        if machine.run(machine.fix()).returncode != 0:
            sys.exit("two_runs: the sample is not fixed")
        fixed = machine.tree()
        old = {name: broken["hosts/" + name][1] for name in CONFIGS}
        new = {name: fixed["hosts/" + name][1] for name in CONFIGS}
        fix, undo = machine.fix(), ["undo"]
        other = fix[:-1] + ["--backup-dir", "home/second", "hosts"]
        pairs = (("fix, fix", (fix, fix), broken), ("fix, fix elsewhere", (fix, other), broken),
                 ("undo, undo", (undo, undo), fixed), ("undo, fix", (undo, fix), fixed))
        for name, commands, tree in pairs:
            ways = {"stopped": [(f"first stopped at {call} {number}", stopped(call, number))
                                for call, number in stops(machine, commands[0], tree)],
                    "together": [(f"{1000 * LATEST * (n % STEPS) / STEPS:.0f} ms apart",
                                  together(LATEST * (n % STEPS) / STEPS))
                                 for n in range(max(1, rounds // len(pairs)))]}
            for way, meetings in ways.items():
                outcomes, losses = collections.Counter(), []
                for what, meet in meetings:
                    happened, wrong = play(machine, commands, meet, tree, old, new)
                    outcomes[happened] += 1
                    if wrong:
                        losses.append(f"{what}: {wrong}")
                print(f"{name}, {way}: {len(meetings)} rounds: " +
                      ", ".join(f"{count} x {what}" for what, count in sorted(outcomes.items())))
                for loss in losses[:3]:
                    print(f"    LOSS {loss}")
                lost += len(losses)
                tried += len(meetings)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{tried} rounds, {lost} losses")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
