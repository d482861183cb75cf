"""What the scripts of this folder share: the files to repair, and how the program is run on them.

The configs are made from fixtures: 206 lines with CRLF and a byte order mark, as the product ships
them, with one attribute wrong (a proxy address without http://, PRX009).
"""
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
LINES = 206
DATE = "2026-11-22"
RIGHT = b'proxyaddress="http://proxy.contoso.com:8080"'
WRONG = b'proxyaddress="proxy.contoso.com:8080"'

_ASSEMBLY = """      <dependentAssembly>
        <assemblyIdentity name="Example.Library{0}" publicKeyToken="31bf3856ad364e35" />
        <bindingRedirect oldVersion="0.0.0.0-{0}.2.0.0" newVersion="{0}.2.0.0" />
      </dependentAssembly>
"""


def lengthen(config):
    """The config with more of what it is full of, until it has 206 lines."""
    missing = LINES - config.count(b"\n")
    more = "".join(_ASSEMBLY.format(n) for n in range(1, missing // 4 + 1))
    more += "      <!-- one more line -->\n" * (missing % 4)
    head, tail, rest = config.partition(b"    </assemblyBinding>\r\n")
    longer = head + more.replace("\n", "\r\n").encode() + tail + rest
    assert longer.count(b"\r\n") == LINES and longer.startswith(b"\xef\xbb\xbf")
    return longer


def good_config():
    return lengthen((FIXTURES / "ha-pair/node-01/Shared/diahost.exe.config").read_bytes())


def wrong_config():
    """One attribute wrong."""
    config = good_config()
    assert config.count(RIGHT) == 1
    return config.replace(RIGHT, WRONG)


def shipped_config():
    """As setup installs it: without the proxy that diahost.exe.config has (PRX001)."""
    return lengthen((FIXTURES / "shipped-default/Shared/diawp.exe.config").read_bytes())


FOURTH = ("a/Gateway/DataScan/DataTransfer/Microsoft.DataMap.Agent.Connectors.Azure.DataFactory."
          "ServiceHost.exe.config")


def purview_without_fourth():
    """A host whose fourth config has to be made."""
    host = FIXTURES / "purview-missing-fourth"
    return {f"a/{path.relative_to(host).as_posix()}": path.read_bytes()
            for path in sorted(host.rglob("*")) if path.is_file()}


class Machine:
    """A folder with hosts and a home, in which the program runs. Its name has always the same
    length, so that every run makes the same system calls."""

    def __init__(self, root, program):
        self.root = Path(root)
        self.program = str(program)
        self.hosts = self.root / "hosts"
        self.home = self.root / "home"
        self.state = self.home / ".local/state/shirlint"

    def clear(self):
        shutil.rmtree(self.root, ignore_errors=True)
        self.hosts.mkdir(parents=True)
        self.home.mkdir()

    def add(self, name, content):
        path = self.hosts / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o640)
        try:
            os.setxattr(path, "user.origin", b"golden")
        except OSError:
            pass  # a file system without attributes

    def command(self, *arguments):
        return [self.program, *arguments]

    def run(self, arguments, before=()):
        """`before`: strace and its options, or nothing."""
        environment = {"HOME": str(self.home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8",
                       "USER": "operator"}
        return subprocess.run([*before, *self.command(*arguments)], cwd=self.root,
                              env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=60)

    def fix(self):
        return ["check", "--date", DATE, "--jobs", "1", "--fix", "hosts"]

    def tree(self):
        """Everything that is there: name -> (mode, bytes, user attributes)."""
        found = {}
        for folder, _, names in os.walk(self.root):
            for name in names:
                path = os.path.join(folder, name)
                status = os.lstat(path)
                with open(path, "rb") as file:
                    content = file.read()
                attributes = tuple(os.listxattr(path)) if hasattr(os, "listxattr") else ()
                found[os.path.relpath(path, self.root)] = (status.st_mode, content, attributes)
            name = os.path.relpath(folder, self.root)
            found[name + "/"] = (os.lstat(folder).st_mode, b"", ())
        return found

    def restore(self, tree):
        """The machine as it was when tree() looked at it."""
        self.clear()
        for name in sorted(tree):
            if name.endswith("/"):
                (self.root / name).mkdir(parents=True, exist_ok=True)
                os.chmod(self.root / name, tree[name][0] & 0o7777)
        for name, (mode, content, attributes) in tree.items():
            if name.endswith("/"):
                continue
            path = self.root / name
            if name.endswith("manifest.toml"):  # it names the files of the machine that made it
                content = re.sub(rb"/w\d/hosts/", f"/{self.root.name}/hosts/".encode(), content)
            path.write_bytes(content)
            os.chmod(path, mode & 0o7777)
            for attribute in attributes:
                if attribute == "user.origin":
                    os.setxattr(path, attribute, b"golden")

    def normal(self, tree):
        """The tree without what differs from one run to the next: the time, and this folder."""
        root = str(self.root).encode()
        times = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
        ids = re.compile(rb"\d{8}-\d{6}(?:-\d+)?")
        names = sorted(set(ids.findall("\n".join(tree).encode())))  # at most two in one second

        def plain(text):
            text = times.sub(b"TIME", text.replace(root, b"ROOT"))
            return ids.sub(lambda found: b"RUN%d" % (names.index(found.group())
                                                     if found.group() in names else 9), text)

        return {plain(name.encode()): (mode, content if name.startswith("hosts/") else
                                       plain(content), attributes)
                for name, (mode, content, attributes) in tree.items()}


def records(tree):
    """Run folder -> its record's text (None: it has none)."""
    found = {}
    for name in tree:
        part = re.match(r"(home/\.local/state/shirlint/runs/[^/]+)/", name)
        if part:
            record = tree.get(part.group(1) + "/manifest.toml")
            found[part.group(1)] = record and record[1].decode()
    return found


def backups(tree):
    return [content for name, (_, content, _) in tree.items()
            if name.endswith(".shirlint-backup")]


def beside(tree):
    """What is among the hosts' files and was not put there by their owner."""
    return [name for name in tree if name.startswith("hosts/") and ".shirlint-" in name]


def one_argument(text):
    """The program that the command line names."""
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(text)
    return Path(sys.argv[1]).resolve()
