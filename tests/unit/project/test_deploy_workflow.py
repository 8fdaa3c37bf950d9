"""The workflow that deploys: when it runs, what it may do, and on which Python."""

from __future__ import annotations

import re
from typing import Any

import yaml

from ship.package import refuse_old_python
from tests.support.imports import ROOT

WORKFLOWS = ROOT / ".github" / "workflows"


def read(name: str) -> Any:
    """Return a workflow; YAML 1.1 reads its key `on` as true."""
    content = yaml.safe_load((WORKFLOWS / name).read_text())
    return {"on" if key is True else key: value for key, value in content.items()}


DEPLOY = read("deploy.yml")
STEPS = DEPLOY["jobs"]["deploy"]["steps"]


def test_it_is_started_by_hand_alone_for_a_stage() -> None:
    assert DEPLOY["on"].keys() == {"workflow_dispatch"}
    assert DEPLOY["on"]["workflow_dispatch"]["inputs"]["stage"]["type"] == "environment"
    assert DEPLOY["jobs"]["deploy"]["environment"] == "${{ inputs.stage }}"


def test_it_deploys_only_what_has_passed_the_tests() -> None:
    assert DEPLOY["jobs"]["deploy"]["needs"] == "test"
    assert DEPLOY["jobs"]["test"]["steps"][-1] == {"run": "make test"}


def test_only_the_deployment_gets_credentials_and_only_short_lived_ones() -> None:
    assert DEPLOY["permissions"] == {"contents": "read"}
    assert "permissions" not in DEPLOY["jobs"]["test"]
    assert DEPLOY["jobs"]["deploy"]["permissions"] == {"contents": "read", "id-token": "write"}
    (credentials,) = [step for step in STEPS if "aws-actions/" in step.get("uses", "")]
    assert credentials["with"].keys() == {"role-to-assume", "aws-region"}
    assert "secrets." not in (WORKFLOWS / "deploy.yml").read_text()


def test_everything_is_installed_and_packaged_before_there_are_credentials() -> None:
    packages, credentials, deploys = (
        next(number for number, step in enumerate(STEPS) if text in str(step))
        for text in ("make install package", "aws-actions/", "make deploy")
    )
    assert packages < credentials < deploys


def test_its_python_is_tested_with_every_change_and_may_be_deployed() -> None:
    version = DEPLOY["env"]["PYTHON"]
    assert version in read("test.yml")["jobs"]["test"]["strategy"]["matrix"]["python"]
    refuse_old_python(tuple(map(int, version.split("."))))


def test_every_action_is_pinned_by_its_commit() -> None:
    for path in WORKFLOWS.glob("*.yml"):
        for action in re.findall(r"uses: (.*)", path.read_text()):
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[\d.]+", action), action
