"""Runs a composite GitHub action's own steps, as a runner does: inputs and their defaults, expressions,
outputs, the job's summary. Actions that a step uses (`uses:`) are played by functions."""

import hashlib
import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import yaml


@dataclass
class Outcome:
    status: int = 0
    log: str = ""
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)  # names of the steps that were not skipped


class CompositeAction:
    def __init__(self, directory: Path, work: Path, played=None):
        self.directory, self.work = directory, work
        self.definition = yaml.safe_load((directory / "action.yml").read_text())
        self.played = played or {}  # "actions/cache" → function(with) → outputs
        self.temp = work / "runner-temp"
        self.temp.mkdir(parents=True, exist_ok=True)

    def run(self, workspace: Path, **given: str) -> Outcome:
        declared = self.definition["inputs"]
        given = {name.replace("_", "-"): value for name, value in given.items()}
        unknown = set(given) - set(declared)
        missing = {name for name, row in declared.items() if row.get("required") and not given.get(name)}
        if unknown or missing:
            raise ValueError(f"inputs: unknown {unknown}, missing {missing}")
        self.context = {
            "inputs": {name: given.get(name, row.get("default", "")) for name, row in declared.items()},
            "github": {"action_path": str(self.directory), "action_ref": "v0.1.0", "server_url": "https://github.com",
                       "action_repository": "owner/ffigen"},
            "runner": {"temp": str(self.temp), "os": "Linux", "arch": "X64"},
            "steps": {},
        }
        outcome = Outcome()
        for step in self.definition["runs"]["steps"]:
            if outcome.status or not self.truth(str(step.get("if", "${{ 'yes' }}"))):
                continue
            outcome.ran.append(step["name"])
            outputs = self.use(step) if "uses" in step else self.shell(step, workspace, outcome)
            if "id" in step:
                self.context["steps"][step["id"]] = {"outputs": outputs}
        outcome.outputs = {name: self.text(row["value"]) for name, row in self.definition["outputs"].items()}
        return outcome

    def use(self, step: dict) -> dict[str, str]:
        name = step["uses"].partition("@")[0]
        return self.played[name]({key: self.text(str(value)) for key, value in step.get("with", {}).items()})

    def shell(self, step: dict, workspace: Path, outcome: Outcome) -> dict[str, str]:
        if step["shell"] != "bash":
            raise ValueError(f"{step['name']}: a shell that not every runner has")
        script, files = self.work / "step.sh", {}
        script.write_text(self.text(step["run"]))
        for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
            files[name] = self.work / name
            files[name].write_text("")
        environment = {**os.environ, "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_ACTION_PATH": str(self.directory),
                       "RUNNER_TEMP": str(self.temp), **{name: str(path) for name, path in files.items()},
                       **{name: self.text(str(value)) for name, value in step.get("env", {}).items()}}
        result = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)], cwd=workspace,
                                env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        outcome.status = result.returncode
        outcome.log += result.stdout
        outcome.summary += files["GITHUB_STEP_SUMMARY"].read_text()
        return dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())

    # ---- ${{ expressions }} --------------------------------------------------------------------------

    def text(self, template: str) -> str:
        return re.sub(r"\$\{\{(.*?)\}\}", lambda match: str(self.value(match[1])), template)

    def truth(self, condition: str) -> bool:
        return bool(self.value(re.sub(r"^\$\{\{(.*)\}\}$", r"\1", condition.strip())))

    def value(self, expression: str):
        """The few operators that the action uses are Python's, spelt otherwise; names are looked up."""
        python = re.sub(r"('[^']*')|([A-Za-z_]\w*(?:\.[\w-]+)+)",
                        lambda match: match[1] or f"lookup({match[2]!r})", expression.strip())
        python = python.replace("&&", " and ").replace("||", " or ")
        return eval(python, {"__builtins__": {}, "lookup": self.lookup, "hashFiles": self.hash_files,
                             "format": lambda template, *values: template.format(*values)})

    def lookup(self, path: str):
        value = self.context
        for name in path.split("."):
            value = value.get(name, "") if isinstance(value, dict) else ""
        return value

    def hash_files(self, pattern: str) -> str:
        root = Path(pattern.split("*")[0])
        digest = hashlib.sha256()
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            digest.update(path.read_bytes())
        return digest.hexdigest()
