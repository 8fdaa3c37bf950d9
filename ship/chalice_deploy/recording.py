"""What a stack made, written down for a stage of Chalice: its environment, and its policies with names in them.

`chalice deploy` and Terraform send what they are given as it is, so nothing may be left for CloudFormation to compute.
CloudFormation computes it all the same, in the stack that makes the resources: each value becomes an output there.
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

# What app.py declares its authorizer and its events with; the stream, as Chalice ties it, asks for no failures.
DECLARED = {
    "USER_POOL_ARN": {"Fn::GetAtt": ["UserPool", "Arn"]},
    "TABLE_STREAM_ARN": {"Fn::GetAtt": ["Table", "StreamArn"]},
    "REPORTS_FAILURES": "no",
}
# What Chalice calls the APIs where it notes down what it has deployed.
_MADE_AS = {"rest_api": API_IDS["RestAPI"], "websocket_api": API_IDS["WebsocketAPI"]}


class Recording:
    """A checkout's configuration of one stage."""

    def __init__(self, directory: Path, stage: str) -> None:
        self._stage = stage
        self._chalice = directory / ".chalice"
        self._config = json.loads((self._chalice / "config.json").read_text())

    @property
    def name(self) -> str:
        """What the names of all that Chalice deploys begin with."""
        return f"{self._config['app_name']}-{self._stage}"

    @property
    def functions(self) -> dict[str, str]:
        """Their names when Chalice deploys them, by those that they have when it packages them."""
        named = {to_cfn_resource_name(name): f"{self.name}-{name}" for name in self._config["lambda_functions"]}
        del named[to_cfn_resource_name("api_handler")]
        return {"APIHandler": self.name, **named}

    @property
    def api_ids(self) -> dict[str, str]:
        """The APIs that `chalice deploy` made from this checkout, as the parameters that tell of them."""
        path = self._chalice / "deployed" / f"{self._stage}.json"
        resources = json.loads(path.read_text())["resources"] if path.exists() else []
        made = {one["name"]: one for one in resources}
        return {parameter: made[name][f"{name}_id"] for name, parameter in _MADE_AS.items() if name in made}

    def questions(self, whole: Template) -> Template:
        """An output for each value that `write` is going to look for."""
        asked = [environment(whole), DECLARED, *(policy for _, policy in self._policies())]
        return {_output(value): {"Value": value} for value in intrinsics(asked)}

    def write(self, outputs: Mapping[str, str], whole: Template) -> None:
        """Lay down the answers, in `.chalice`."""

        def found(intrinsic: dict[str, Any]) -> str:
            return outputs[_output(intrinsic)]

        variables = replaced({**environment(whole), **DECLARED}, found)
        self._config["stages"][self._stage].setdefault("environment_variables", {}).update(variables)
        _write(self._chalice / "config.json", self._config)
        for path, policy in self._policies():
            _write(path, replaced(policy, found))

    def _policies(self) -> Iterator[tuple[Path, Any]]:
        """For each function, where its policy belongs, and the one that it is made from."""
        own = self._config["stages"][self._stage]["lambda_functions"]
        for name, function in self._config["lambda_functions"].items():
            policy = json.loads((self._chalice / function["iam_policy_file"]).read_text())
            yield self._chalice / own[name]["iam_policy_file"], policy


def _output(intrinsic: dict[str, Any]) -> str:
    return "Value" + hashlib.sha256(json.dumps(intrinsic, sort_keys=True).encode()).hexdigest()[:16]


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n")
