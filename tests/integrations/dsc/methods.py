"""Calls the methods of the DSC resource as its manifest says. Usage: methods.py SOURCE_TREE HOST

manifest.schema.json is Microsoft's (MIT licence), unchanged: schemas/v3/bundled/resource/manifest.json of
https://github.com/PowerShell/DSC at 861df432f224d606ba30f4a39f49e40c3ef2b8a2.
"""
import hashlib
import json
import pathlib
import subprocess
import sys

import jsonschema

tree, host = pathlib.Path(sys.argv[1]), sys.argv[2]
manifest = json.loads((tree / "integrations/dsc/shirlint.dsc.resource.json").read_text())
published_bytes = (tree / "tests/integrations/dsc/manifest.schema.json").read_bytes()
assert hashlib.sha256(published_bytes).hexdigest() == (
    "fe18a41ac21f3050cbceaa1f54e39d17a5af5a826d7f26e8895a3b4fb892a5f4"), "another schema"
published = json.loads(published_bytes)
jsonschema.Draft202012Validator(published).validate(manifest)
version = subprocess.run(["shirlint", "--version"], capture_output=True, text=True, check=True)
assert f"shirlint {manifest['version']}" in version.stdout, "the manifest tells another version"


def lines(method, instance):
    call = manifest[method]
    assert call["input"] == "stdin"
    ran = subprocess.run([call["executable"], *call["args"]], input=json.dumps(instance), text=True,
                         capture_output=True)
    assert str(ran.returncode) in manifest["exitCodes"], f"{method} ends with {ran.returncode}"
    assert ran.returncode == 0, f"{method}: {ran.stderr}"
    out = [json.loads(line) for line in ran.stdout.splitlines()]
    wanted = 2 if call.get("return") == "stateAndDiff" else 1
    assert len(out) == wanted, f"{method} gives {len(out)} lines instead of {wanted}"
    schema.validate(out[0])
    return out


command = manifest["schema"]["command"]
text = subprocess.run([command["executable"], *command["args"]], capture_output=True, check=True)
schema = jsonschema.Draft202012Validator(json.loads(text.stdout))
schema.check_schema(schema.schema)

instance = {"path": host, "select": ["BYP", "PRX"], "reason": "CHG-4711"}
schema.validate(instance)
assert [e for e in schema.iter_errors({"path": host, "live": True})], "both path and live are taken"
before = lines("get", instance)[0]
assert before["findings"], "nothing is found on a host that has something to tell"
state, differs = lines("test", instance)
assert state["_inDesiredState"] is False and differs == ["findings"]
would, differs = lines("whatIf", instance)
assert differs == ["findings"] and lines("get", instance)[0] == before, "what-if changed something"
after, differs = lines("set", instance)
assert differs == ["findings"] and after["findings"] == would["findings"], "what-if told otherwise"
assert after["run"], "a run without a name cannot be taken back"
state, differs = lines("test", instance)
assert state["_inDesiredState"] is (not after["findings"])
assert lines("set", instance)[1] == [], "set twice changes twice"
print(f"manifest and states are valid; {len(before['findings'])} findings, {len(after['findings'])} after set")
