"""A stack's outputs, recorded in a Chalice stage's configuration: its environment, and its policies with real names.

`chalice deploy` and Terraform send values unchanged, so no CloudFormation intrinsics may be left in them. The stack
that creates the resources computes these: each one becomes an output there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from chalice.utils import to_cfn_resource_name

from .references import intrinsics, replaced
from .resources import API_IDS, Template, environment

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
    """The Chalice configuration of one stage in a checkout."""

    def __init__(self, directory: Path, stage: str) -> None:
        self._stage = stage
        self._chalice = directory / ".chalice"
        self._config = json.loads((self._chalice / "config.json").read_text())

    @property
    def name(self) -> str:
        """The prefix of the names of everything that Chalice deploys."""
        return f"{self._config['app_name']}-{self._stage}"

    @property
    def functions(self) -> dict[str, str]:
        """The functions' names in `chalice deploy`, by their names in `chalice package`."""
        named = {to_cfn_resource_name(name): f"{self.name}-{name}" for name in self._config["lambda_functions"]}
        del named[to_cfn_resource_name("api_handler")]
        return {"APIHandler": self.name, **named}

    @property
    def api_ids(self) -> dict[str, str]:
        """The ids of the APIs that `chalice deploy` created from this checkout, by template parameter."""
        path = self._chalice / "deployed" / f"{self._stage}.json"
        resources = json.loads(path.read_text())["resources"] if path.exists() else []
        made = {one["name"]: one for one in resources}
        return {parameter: made[name][f"{name}_id"] for name, parameter in _MADE_AS.items() if name in made}

    def questions(self, whole: Template) -> Template:
        """Return an output for each value that `write` will look up."""
        asked = [environment(whole), DECLARED, *(policy for _, policy in self._policies())]
        return {_output(value): {"Value": value} for value in intrinsics(asked)}

    def write(self, outputs: Mapping[str, str], whole: Template) -> None:
        """Write the values from the stack's outputs to `.chalice`."""

        def found(intrinsic: dict[str, Any]) -> str:
            return outputs[_output(intrinsic)]

        variables = replaced({**environment(whole), **DECLARED}, found)
        self._config["stages"][self._stage].setdefault("environment_variables", {}).update(variables)
        _write(self._chalice / "config.json", self._config)
        for path, policy in self._policies():
            _write(path, replaced(policy, found))

    def _policies(self) -> Iterator[tuple[Path, Any]]:
        """Yield for each function the path of its stage's policy, and the policy that it is made from."""
        own = self._config["stages"][self._stage]["lambda_functions"]
        for name, function in self._config["lambda_functions"].items():
            policy = json.loads((self._chalice / function["iam_policy_file"]).read_text())
            yield self._chalice / own[name]["iam_policy_file"], policy


def _output(intrinsic: dict[str, Any]) -> str:
    return "Value" + hashlib.sha256(json.dumps(intrinsic, sort_keys=True).encode()).hexdigest()[:16]


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n")
