"""The order in which CloudFormation creates the resources of the transformed template."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ship.checkout import CHECKOUT
from ship.package import Package

# The translator is AWS's own; the embedded cloud, whose environment has it, transforms templates with it, too.
TRANSFORM = """
import json, sys, types
from samtranslator.translator.transform import transform
json.dump(transform(json.load(sys.stdin), {}, types.SimpleNamespace(load=dict)), sys.stdout)
"""
STAGES = ("AWS::ApiGateway::Stage", "AWS::ApiGatewayV2::Stage")
REGIONS = (
    "us-east-1",
    "us-west-2",
    "eu-central-1",
    "eu-west-1",
    "ap-southeast-1",
    "ap-northeast-1",
    "sa-east-1",
    "ca-central-1",
)
# Names that an account has once, in whichever region.
GLOBAL_NAMES = {
    "AWS::CloudFront::OriginAccessControl": ("OriginAccessControlConfig", "Name"),
    "AWS::CloudFront::ResponseHeadersPolicy": ("ResponseHeadersPolicyConfig", "Name"),
    "AWS::CloudFront::Function": ("Name",),
    "AWS::CloudWatch::Dashboard": ("DashboardName",),
}


@pytest.fixture(scope="module")
def template(production: Package) -> dict[str, Any]:
    """Return production's template as CloudFormation has it after the SAM transform."""
    given = json.loads(json.dumps(production.template))
    for resource in given["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://bucket/key.zip"
    python = CHECKOUT / ".venv-ministack" / "bin" / "python"
    environment = {**os.environ, "AWS_DEFAULT_REGION": REGIONS[0]}
    done = subprocess.run(
        [str(python), "-c", TRANSFORM],
        input=json.dumps(given),
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    transformed: dict[str, Any] = json.loads(done.stdout)
    return transformed


@pytest.fixture(scope="module")
def needed(template: dict[str, Any]) -> dict[str, set[str]]:
    """Return, for each resource, all that have to be created before it."""
    direct = {name: references(resource) & template["Resources"].keys() for name, resource in resources(template)}
    return {name: reached(name, direct) for name in direct}


def test_no_stage_is_created_before_api_gateway_may_write_logs(
    template: dict[str, Any], needed: dict[str, set[str]]
) -> None:
    stages = [name for name, resource in resources(template) if resource["Type"] in STAGES]
    assert len(stages) == 2
    for stage in stages:
        assert "GatewayAccount" in needed[stage], stage


def test_no_resource_waits_for_itself(needed: dict[str, set[str]]) -> None:
    assert not [name for name, before in needed.items() if name in before]


def test_a_name_that_belongs_to_the_account_contains_the_region(template: dict[str, Any]) -> None:
    found = [resource for _, resource in resources(template) if resource["Type"] in GLOBAL_NAMES]
    assert {resource["Type"] for resource in found} == GLOBAL_NAMES.keys()
    for resource in found:
        value = resource["Properties"]
        for part in GLOBAL_NAMES[resource["Type"]]:
            value = value[part]
        assert "${AWS::Region}" in value["Fn::Sub"]


def test_it_has_no_mistake_in_eight_regions(template: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "template.json"
    path.write_text(json.dumps(template))
    command = [str(Path(sys.executable).with_name("cfn-lint")), "--regions", *REGIONS, "--template", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def resources(template: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from template["Resources"].items()


def reached(name: str, direct: dict[str, set[str]]) -> set[str]:
    """Return all resources that can be reached by references, at any distance."""
    found: set[str] = set()
    ahead = set(direct[name])
    while ahead:
        found |= ahead
        ahead = {one for other in ahead for one in direct[other]} - found
    return found


def references(part: Any) -> set[str]:
    """Return the logical ids that a part of a template refers to."""
    if isinstance(part, list):
        return {name for one in part for name in references(one)}
    if not isinstance(part, dict):
        return set()
    return {name for key, value in part.items() for name in _of(key, value)}


def _of(key: str, value: Any) -> set[str]:
    if key == "DependsOn":
        return {value} if isinstance(value, str) else set(value)
    if key == "Ref" and isinstance(value, str):
        return {value}
    if key == "Fn::GetAtt":
        return {value.split(".")[0] if isinstance(value, str) else value[0]}
    if key == "Fn::Sub":
        text, *names = value if isinstance(value, list) else [value]
        return {name.split(".")[0] for name in re.findall(r"\$\{([^!}]+)\}", text)} | references(names)
    return references(value)
