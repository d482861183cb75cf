#!/usr/bin/env python3
"""Runs the shell steps of the pipeline templates as their agents do: the archive comes through curl,
its checksum is looked at, a repository of golden hosts is checked.
Usage: tests/integrations/pipelines.py SHIRLINT"""
import hashlib
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]


def expect(true, sentence):
    if not true:
        sys.exit(f"pipelines: {sentence}")


def run(script, folder, variables):
    """As the agents: bash, ended by the first failure."""
    return subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], cwd=folder,
                          env={"PATH": "/usr/bin:/bin", **variables}, capture_output=True, text=True, check=False)


def workspace(folder, program):
    archive = folder / "shirlint.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(program, "shirlint-0.1.0-linux-x64/shirlint")
    repository = folder / "repository"
    shutil.copytree(ROOT / "fixtures/demo-host", repository / "hosts/demo-host")
    return repository, archive.as_uri(), hashlib.sha256(archive.read_bytes()).hexdigest()


def try_steps(name, steps, folder, program, variables, reports):
    """STEPS: two scripts with their variables: the download and the check."""
    repository, url, checksum = workspace(folder, program)
    for value in variables.values():
        pathlib.Path(value).mkdir(parents=True, exist_ok=True)

    def step(index, **more):
        script, own = steps[index]
        return run(script, repository, {**own, **variables, **more})

    bad = step(0, SHIRLINT_URL=url, SHIRLINT_SHA256="0" * 64)
    expect(bad.returncode != 0, f"{name}: another archive than the named one is taken")
    good = step(0, SHIRLINT_URL=url, SHIRLINT_SHA256=checksum)
    expect(good.returncode == 0, f"{name}: {good.stderr}")
    summary = folder / "summary.md"
    summary.touch()  # the runner's own, empty file
    found = step(1, HOSTS="hosts", GITHUB_STEP_SUMMARY=str(summary))
    expect(found.returncode == 1, f"{name}: exit code {found.returncode}: {found.stdout}{found.stderr}")
    expect("BYP002" in found.stdout, f"{name}: nothing about BYP002 in {found.stdout}")
    for report in [*reports, summary] if name == "github" else reports:
        text = pathlib.Path(report).read_text(encoding="utf-8")
        expect("BYP002" in text, f"{name}: {report} does not tell of BYP002")
    print(f"{name}: the archive's checksum is looked at, the check fails the run, {len(reports)} reports are there")


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary, "github")
        folder.mkdir()
        job = yaml.safe_load((ROOT / "integrations/github/shirlint.yml").read_text())["jobs"]["check"]
        scripts = [(step["run"], {}) for step in job["steps"] if "run" in step]
        [upload] = [step for step in job["steps"] if step.get("uses", "").startswith("github/codeql-action/")]
        # hashFiles() sees nothing outside of the workspace: such a condition would skip the upload for ever.
        expect("hashFiles" not in upload["if"] and "steps.get." in upload["if"], "github: when is the upload run?")
        expect(any(step.get("id") == "get" for step in job["steps"]), "github: no step has the id get")
        runner = folder / "runner"
        try_steps("github", scripts, folder, program, {"RUNNER_TEMP": str(runner)}, [runner / "shirlint.sarif"])

        folder = pathlib.Path(temporary, "azure")
        folder.mkdir()
        template = yaml.safe_load((ROOT / "integrations/azure-pipelines/shirlint.yml").read_text())
        scripts = [(step["bash"], {}) for step in template["steps"] if "bash" in step]
        agent, staging = folder / "agent", folder / "staging"
        try_steps("azure-pipelines", scripts, folder, program,
                  {"AGENT_TEMPDIRECTORY": str(agent), "BUILD_ARTIFACTSTAGINGDIRECTORY": str(staging)},
                  [agent / "shirlint.md", agent / "shirlint.xml", staging / "shirlint.sarif"])


if __name__ == "__main__":
    main()
