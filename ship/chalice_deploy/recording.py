"""A stack's outputs, recorded beside a Chalice stage's configuration: its environment, and policies with real names.

`chalice deploy` and Terraform send values unchanged, so no CloudFormation intrinsics may be left in them. The stack
that creates the resources computes these: each one becomes an output there.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from chalice.utils import to_cfn_resource_name

from .references import intrinsics, replaced
from .resources import API_IDS, Template, environment

# The only stage that `chalice deploy` deploys.
STAGE = "dev"
# The variables with which app.py declares its authorizer and its events. Chalice's event source mapping of the stream
# does not ask for partial batch failures.
DECLARED = {
    "USER_POOL_ARN": {"Fn::GetAtt": ["UserPool", "Arn"]},
    "TABLE_STREAM_ARN": {"Fn::GetAtt": ["Table", "StreamArn"]},
    "REPORTS_FAILURES": "no",
}
# Chalice's names of the APIs in its record of deployed resources, and the template's parameters for their ids.
_MADE_AS = {"rest_api": API_IDS["RestAPI"], "websocket_api": API_IDS["WebsocketAPI"]}


class Recording:
    """The recorded values of one stage; they are not in `config.json`, which is the repository's."""

    def __init__(self, directory: Path, stage: str, place: Path | None = None) -> None:
        self._stage = stage
        self._chalice = directory / ".chalice"
        self._config = json.loads((self._chalice / "config.json").read_text())
        self.place = place or self._chalice / "recorded" / stage

    @property
    def name(self) -> str:
        """The prefix of the names of everything that Chalice deploys."""
        return f"{self._config['app_name']}-{self._stage}"

    @property
    def exists(self) -> bool:
        """Return whether values were recorded in this checkout."""
        return self._environment.exists()

    @property
    def functions(self) -> dict[str, str]:
        """The functions' names in `chalice deploy`, by their names in `chalice package`."""
        named = {to_cfn_resource_name(name): f"{self.name}-{name}" for name in self._config["lambda_functions"]}
        del named[to_cfn_resource_name("api_handler")]
        return {"APIHandler": self.name, **named}

    @property
    def api_ids(self) -> dict[str, str]:
        """The ids of the APIs that `chalice deploy` created from this checkout, by template parameter."""
        made = {one["name"]: one for one in self.deployed}
        return {parameter: made[name][f"{name}_id"] for name, parameter in _MADE_AS.items() if name in made}

    @property
    def deployed(self) -> list[dict[str, Any]]:
        """Everything that `chalice deploy` created from this checkout, as Chalice records it."""
        path = self._chalice / "deployed" / f"{self._stage}.json"
        resources: list[dict[str, Any]] = json.loads(path.read_text())["resources"] if path.exists() else []
        return resources

    def remove(self) -> None:
        """Remove the recorded values, if there are any."""
        shutil.rmtree(self.place, ignore_errors=True)

    def questions(self, whole: Template) -> Template:
        """Return an output for each value that `write` will look up."""
        asked = [environment(whole), DECLARED, *(policy for _, policy in self._policies())]
        return {_output(value): {"Value": value} for value in intrinsics(asked)}

    def write(self, outputs: Mapping[str, str], whole: Template) -> None:
        """Write the values from the stack's outputs."""

        def found(intrinsic: dict[str, Any]) -> str:
            return outputs[_output(intrinsic)]

        self.place.mkdir(parents=True, exist_ok=True)
        for file, policy in self._policies():
            _write(self.place / file, replaced(policy, found))
        _write(self._environment, replaced({**environment(whole), **DECLARED}, found))

    def added_to(self, config: dict[str, Any]) -> dict[str, Any]:
        """Return Chalice's configuration with these values in that of the stage."""
        stage = config["stages"].get(self._stage, {})
        own = stage.get("lambda_functions", {})
        functions = {
            name: {**own.get(name, {}), "iam_policy_file": str(self.place / function["iam_policy_file"])}
            for name, function in config["lambda_functions"].items()
        }
        variables = stage.get("environment_variables", {}) | json.loads(self._environment.read_text())
        recorded = {**stage, "environment_variables": variables, "lambda_functions": functions}
        return {**config, "stages": {**config["stages"], self._stage: recorded}}

    @property
    def _environment(self) -> Path:
        return self.place / "environment.json"

    def _policies(self) -> Iterator[tuple[str, Any]]:
        """Yield for each function the name of its policy's file, and the policy."""
        for function in self._config["lambda_functions"].values():
            file = function["iam_policy_file"]
            yield file, json.loads((self._chalice / file).read_text())


def _output(intrinsic: dict[str, Any]) -> str:
    return "Value" + hashlib.sha256(json.dumps(intrinsic, sort_keys=True).encode()).hexdigest()[:16]


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n")
