#!/usr/bin/env python3
"""`rules schema NAME` against what it describes: every host.toml, shirlint.toml and rule that there
is, and real JSON output of every command. The schemas of output are open, so that a later version may
add names; here they are closed, so that a name they forget is found.
usage: json_schemas.py PROGRAM
"""
import copy
import datetime
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import tomllib

from jsonschema import Draft202012Validator

root = pathlib.Path(__file__).resolve().parents[2]
program = pathlib.Path(sys.argv[1]).resolve()
complaints = []
checked = {}


def output(*words, cwd=root):
    done = subprocess.run([program, *words], cwd=cwd, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        complaints.append(f"{' '.join(map(str, words))}: exit code {done.returncode}: {done.stderr}")
    return done.stdout


def closed(schema):
    """No names but those that the schema has."""
    if isinstance(schema, dict):
        out = {name: closed(part) for name, part in schema.items()}
        if "properties" in out and "type" in out:
            out.setdefault("additionalProperties", False)
        return out
    return [closed(part) for part in schema] if isinstance(schema, list) else schema


def schema(name):
    text = json.loads(output("rules", "schema", name))
    Draft202012Validator.check_schema(text)
    return Draft202012Validator(closed(text))


def faults(validator, value):
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value)]


def must_fit(name, value, where):
    checked[name] = checked.get(name, 0) + 1
    for fault in faults(schemas[name], value):
        complaints.append(f"{where}: not as schema '{name}' says: {fault}")


def must_not_fit(name, value, where):
    if not faults(schemas[name], value):
        complaints.append(f"{where}: schema '{name}' lets it pass")


def plain(value):
    """TOML's dates are texts in JSON."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.datetime)) else value


def toml(text):
    return plain(tomllib.loads(text))


names = ["rule", "host", "site", "check", "host-report", "summary", "apply", "route", "compare", "triage",
         "rules", "baseline"]
schemas = {name: schema(name) for name in names}

# What people write.
for file in sorted((root / "fixtures").rglob("*.toml")):
    if file.name in ("host.toml", "shirlint.toml"):
        must_fit({"host.toml": "host", "shirlint.toml": "site"}[file.name], toml(file.read_text()), file)
for file in sorted((root / "rules").glob("*/*.toml")):
    if file.parent.name in ("data", "triage"):
        continue
    rule = toml(file.read_text())
    must_fit("rule", rule, file)
    for example in rule.get("example", []):
        for text in [example.get("host"), *(node["host"] for node in example.get("node", []))]:
            if text:
                must_fit("host", toml(text), f"{file}: {example['name']}")
        if "site" in example:
            must_fit("site", toml(example["site"]), f"{file}: {example['name']}")

# A mistake that the program refuses is one for an editor, too.
host = {"schema": "shirlint.host/1", "os": {"build": 1}, "java": [{"home": "C:\\j"}]}
site = {"proxy": "http://p:1", "suppress": [{"code": "HST005", "reason": "r", "owner": "o",
                                             "expires": "2027-01-31"}]}
must_fit("host", host, "a small host.toml")
must_fit("site", site, "a small shirlint.toml")
for name, sound, wrong in [
        ("host", host, {"sevice": []}), ("host", host, {"os": {"build": "1"}}),
        ("host", host, {"java": [{"version": "17"}]}), ("host", host, {"schema": "shirlint.host/2"}),
        ("host", host, {"coverage": {"java": "yes"}}),
        ("host", host, {"certificate": [{"store": "LocalMachine/Root", "thumbprint": "df3c"}]}),
        ("site", site, {"must_bypas": ["a"]}), ("site", site, {"proxy_mode": "sytem"}),
        ("site", site, {"severity": {"PRX020": "fatal"}}), ("site", site, {"suppress": [{"code": "X"}]})]:
    must_not_fit(name, {**copy.deepcopy(sound), **wrong}, wrong)

# What we print.
day = ("--date", "2026-11-22")
with tempfile.TemporaryDirectory() as folder:
    work = pathlib.Path(folder)
    shutil.copytree(root / "fixtures", work / "hosts")
    (work / "token.log").write_text("The remote name could not be resolved: 'a.b'\n"
                                    "Could not find the VC 2010 runtime jvm.dll\n")
    state = ("--backup-dir", "state")

    def check(*words):
        must_fit("check", json.loads(output("check", *day, "--format", "json", *words, cwd=work)), words)

    def lines(*words):
        *hosts, end = output("check", *day, "--format", "jsonl", *words, cwd=work).splitlines()
        for line in hosts:
            must_fit("host-report", json.loads(line), words)
        must_fit("summary", json.loads(end), words)

    check("hosts")
    lines("hosts")
    check("--no-builtin-rules", "hosts/demo-host")
    for written in ("--write-baseline", "--baseline", "--prune-baseline"):
        words = [written, *(["--baseline"] if written == "--prune-baseline" else []), "known.json"]
        words = ["--baseline", "known.json", "--prune-baseline"] if "prune" in written else words
        if "prune" in written:  # then some of it is stale
            output("check", *day, "--fix", "--no-backup", "hosts/demo-host", cwd=work)
        check(*words, "hosts/demo-host", "hosts/ha-pair")
    lines("--baseline", "known.json", "hosts/demo-host", "hosts/broken")
    must_fit("baseline", json.loads((work / "known.json").read_text()), "known.json")
    shutil.rmtree(work / "hosts" / "demo-host")
    shutil.copytree(root / "fixtures" / "demo-host", work / "hosts" / "demo-host")
    output("plan", *day, "hosts/demo-host", "-o", "plan.toml", cwd=work)
    must_fit("apply", json.loads(output("apply", "plan.toml", *day, *state, "--format", "json", cwd=work)),
             "apply")
    output("undo", *state, cwd=work)
    check("--fix", *state, "hosts/demo-host")
    output("undo", *state, cwd=work)
    lines("--unsafe-fixes", "--fix", *state, "hosts/demo-host", "hosts/broken")
    for config in sorted(work.glob("hosts/*/**/*.config")):
        route = output("route", config, "--role", "diahost", "https://contoso.com/", "--format", "json", cwd=work)
        must_fit("route", json.loads(route), config)
    for good, bad in (("ha-pair-drifted/node-01", "ha-pair-drifted/node-02"),
                      ("reference-host", "intercepted-corporate"), ("purview", "purview")):
        words = ("compare", f"hosts/{good}", f"hosts/{bad}", "--format", "json")
        must_fit("compare", json.loads(output(*words, cwd=work)), words)
    for words in (("token.log",), ("token.log", "--host", "hosts/broken"), ("nothing known",)):
        must_fit("triage", json.loads(output("triage", *words, "--format", "json", cwd=work)), words)
    must_fit("rules", json.loads(output("rules", "list", "--format", "json")), "rules list")

for name in names:
    if not checked.get(name):
        complaints.append(f"nothing was held against schema '{name}'")
print("\n".join(complaints) if complaints else
      "as their schemas say: " + ", ".join(f"{checked[name]} {name}" for name in names))
sys.exit(1 if complaints else 0)
