#!/usr/bin/env python3
"""shirlint.exe at a console of Wine (its conhost on a terminal of ours): text in UTF-8, colours, 80
columns, and Ctrl+C, which gives what was found so far (exit code 130) and the console back.
Usage: tests/integrations/console.py SHIRLINT_EXE"""
import fcntl
import os
import pty
import re
import select
import shutil
import struct
import sys
import tempfile
import termios
import time

here = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
program = os.path.abspath(sys.argv[1])
columns, lines = 80, 2000  # so many lines that nothing scrolls away


def fail(what, output=b""):
    sys.stderr.write("console: %s\n%s\n" % (what, output.decode("utf-8", "replace")[-3000:]))
    sys.exit(1)


def run(words, interrupt_at=None):
    """The exit code, what came, and whether Ctrl+C was typed (once `interrupt_at` was seen)."""
    child, master = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm"
        os.execv(os.path.join(here, "cmake/windows/wine.sh"), ["wine.sh", program] + words)
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    output, typed, end = b"", False, time.time() + 120
    while time.time() < end:
        if not select.select([master], [], [], 0.2)[0]:
            continue
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        output += part
        if interrupt_at and not typed and interrupt_at in output:
            os.write(master, b"\x03")
            typed = True
    else:
        os.kill(child, 9)
        fail("hangs: %s" % words, output)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), output, typed


def shown(output):
    """Without what steers the terminal."""
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b\][^\x07]*\x07|\r", "", output.decode("utf-8", "replace"))


work = tempfile.mkdtemp()
try:
    code, output, _ = run(["check", "--select", "BYP,PRX", here + "/fixtures/demo-host"])
    text = shown(output)
    if code != 1 or "BYP002" not in text:
        fail("exit code %d instead of 1" % code, output)
    if not re.search(rb"\x1b\[[0-9;]*3[0-9]m", output):
        fail("no colours", output)
    wide = [line for line in text.split("\n") if len(line) > columns]
    if wide:
        fail("a line of more than 80 columns", wide[0].encode())

    for host in range(3000):
        shutil.copytree(here + "/fixtures/demo-host", "%s/hosts/%d" % (work, host))
    code, output, typed = run(["check", "--jobs", "1", work + "/hosts"], b"hosts")
    if not typed:
        fail("no progress was shown", output)
    if code != 130:
        fail("exit code %d instead of 130 after Ctrl+C" % code, output)
finally:
    shutil.rmtree(work)
print("at a console of Wine: colours, 80 columns; Ctrl+C ends a check with exit code 130")
